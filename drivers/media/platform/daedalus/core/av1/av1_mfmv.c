// SPDX-License-Identifier: GPL-2.0
/*
 * The motion field: vectors of reference frames, projected to where they pass the
 * frame (7.9), which is the field stage, and what a frame saves for that of other
 * frames (7.19), which the parser calls.
 *
 * Nothing is projected into another row of 64x64 luma samples, so rows of superblocks
 * are done one by one.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_mv.h"
#include "av1_pic.h"

#define AV1_MFMV_STACK		3	/* MFMV_STACK_SIZE */
#define AV1_MAX_FRAME_DISTANCE	31	/* MAX_FRAME_DISTANCE */
#define AV1_MAX_OFFSET_WIDTH	8	/* MAX_OFFSET_WIDTH */
#define AV1_REFMVS_LIMIT	4095	/* REFMVS_LIMIT */
#define AV1_PROJECTED_MAX	16383

/*
 * @factor is below 2^19 and @v below 2^12, so that products fit. What is halfway between two
 * values goes away from 0.
 */
static __always_inline s16 av1_mfmv_scale(int v, int factor)
{
	const int product = v * factor;
	const int scaled = (product + (1 << 13) + (product >> 31)) >> 14;

	return clamp(scaled, -AV1_PROJECTED_MAX, AV1_PROJECTED_MAX);
}

struct av1_mv av1_mfmv_project(struct av1_mv mv, int numerator, unsigned int denominator)
{
	const int factor = clamp(numerator, -AV1_MAX_FRAME_DISTANCE, AV1_MAX_FRAME_DISTANCE) *
			   av1_div_mult[denominator];

	return (struct av1_mv){
		.row = av1_mfmv_scale(mv.row, factor),
		.col = av1_mfmv_scale(mv.col, factor),
	};
}

/**
 * struct av1_mfmv_source - a reference whose vectors are projected
 * @mvs: of it
 * @to_cur: frames from it to the frame, refToCur. dstSign makes no difference: what is
 *	rounded and clipped is the same for both signs, and it is applied twice.
 * @distance: refOffset of each of its references, 0 if it is out of range
 */
struct av1_mfmv_source {
	const struct av1_saved_mv *mvs;
	int to_cur;
	u8 distance[AV1_TOTAL_REFS];
};

/* How far a vector leads: in units of 8x8; project() (7.9.4) */
static int av1_mfmv_move(int delta)
{
	return delta < 0 ? -(-delta >> 6) : delta >> 6;
}

static bool av1_mfmv_same(const struct av1_saved_mv *a, const struct av1_saved_mv *b)
{
	u32 v, w;

	memcpy(&v, &a->mv, sizeof(v));
	memcpy(&w, &b->mv, sizeof(w));
	return v == w && a->ref == b->ref;
}

/*
 * Puts @f where blocks @x8 to @end - 1 lead that are @dx away. A block may lead out of its
 * 64x64 samples by AV1_MAX_OFFSET_WIDTH: if @dx is not more all do.
 */
static void av1_mfmv_put(struct av1_field_mv *row, int w8, int x8, int end, int dx,
			 struct av1_field_mv f)
{
	int x;

	x8 = max(x8, -dx);
	end = min(end, w8 - dx);
	if (abs(dx) <= AV1_MAX_OFFSET_WIDTH) {
		for (x = x8 + dx; x < end + dx; x++)
			row[x] = f;
		return;
	}
	for (; x8 < end; x8++) {
		x = (x8 & 7) + dx;
		if (x >= -AV1_MAX_OFFSET_WIDTH && x < 8 + AV1_MAX_OFFSET_WIDTH)
			row[x8 + dx] = f;
	}
}

/* One row of 8x8 blocks; most have the vector of the one before. */
static void av1_mfmv_project_row(const struct av1_pic *pic, const struct av1_mfmv_source *src,
				 int y8)
{
	const int w8 = pic->mi_cols >> 1, h8 = pic->mi_rows >> 1;
	const int top = y8 & ~7, bottom = min(top + 8, h8);
	const struct av1_saved_mv *saved = &src->mvs[y8 * w8];
	int x8, end, y;

	for (x8 = 0; x8 < w8; x8 = end) {
		const struct av1_saved_mv *first = &saved[x8];
		struct av1_field_mv f;
		struct av1_mv mv;

		end = x8 + 1;
		if (first->ref <= AV1_INTRA_FRAME)
			continue;
		while (end < w8 && av1_mfmv_same(first, &saved[end]))
			end++;
		f.mv = first->mv;
		f.distance = src->distance[first->ref];
		if (!f.distance)
			continue;
		mv = av1_mfmv_project(f.mv, src->to_cur, f.distance);
		y = y8 + av1_mfmv_move(mv.row);
		if (y >= top && y < bottom)
			av1_mfmv_put(&pic->field[y * w8], w8, x8, end, av1_mfmv_move(mv.col), f);
	}
}

/*
 * Projection process (7.9.2) for rows @first8 to @end8 - 1 of 8x8 blocks. Returns whether
 * the reference has vectors.
 */
static bool av1_mfmv_project_ref(const struct av1_pic *pic, unsigned int ref, u32 first8, u32 end8)
{
	const struct av1_sequence *seq = &pic->params.seq;
	const struct av1_side *side = pic->refs[ref].side;
	const int to_cur = pic->refs[ref].dist;
	struct av1_mfmv_source src;
	unsigned int i;
	u32 y8;

	if (!side || side->mi_rows != pic->mi_rows || side->mi_cols != pic->mi_cols ||
	    side->frame_type == V4L2_AV1_KEY_FRAME ||
	    side->frame_type == V4L2_AV1_INTRA_ONLY_FRAME)
		return false;
	if (abs(to_cur) > AV1_MAX_FRAME_DISTANCE)
		return true;
	src.mvs = side->mvs;
	src.to_cur = to_cur;
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		const int distance = av1_pic_relative_dist(seq, pic->refs[ref].order_hint,
							   side->order_hints[i]);

		src.distance[i] = distance > 0 && distance <= AV1_MAX_FRAME_DISTANCE ?
				  distance : 0;
	}
	for (y8 = first8; y8 < end8; y8++)
		av1_mfmv_project_row(pic, &src, y8);
	return true;
}

void av1_mfmv_row(struct av1_pic *pic, u32 row)
{
	const u32 sb8 = pic->sb_mi >> 1, w8 = pic->mi_cols >> 1;
	const u32 first8 = row * sb8, end8 = min(first8 + sb8, pic->mi_rows >> 1);
	const struct av1_ref *refs = pic->refs;
	const struct av1_side *last = refs[AV1_LAST_FRAME].side;
	int ref_stamp = AV1_MFMV_STACK - 2;

	memset(&pic->field[first8 * w8], 0, (end8 - first8) * w8 * sizeof(*pic->field));
	/* Later projections take the place of earlier ones. */
	if (last && last->order_hints[AV1_ALTREF_FRAME] != refs[AV1_GOLDEN_FRAME].order_hint)
		av1_mfmv_project_ref(pic, AV1_LAST_FRAME, first8, end8);
	if (refs[AV1_BWDREF_FRAME].dist > 0)
		ref_stamp -= av1_mfmv_project_ref(pic, AV1_BWDREF_FRAME, first8, end8);
	if (refs[AV1_ALTREF2_FRAME].dist > 0)
		ref_stamp -= av1_mfmv_project_ref(pic, AV1_ALTREF2_FRAME, first8, end8);
	if (refs[AV1_ALTREF_FRAME].dist > 0 && ref_stamp >= 0)
		ref_stamp -= av1_mfmv_project_ref(pic, AV1_ALTREF_FRAME, first8, end8);
	if (ref_stamp >= 0)
		av1_mfmv_project_ref(pic, AV1_LAST2_FRAME, first8, end8);
}

void av1_field_row(void *frame, unsigned int row)
{
	struct av1_pic *pic = frame;

	if (pic->field)
		av1_mfmv_row(pic, row);
}

/* Motion field motion vector storage process (7.19) of one block */
static struct av1_saved_mv av1_mfmv_of_block(const struct av1_pic *pic, const struct av1_block *b)
{
	struct av1_saved_mv saved = { .ref = AV1_NONE };
	unsigned int list;

	for (list = 0; list < 2; list++) {
		const int row = b->mv[list].row, col = b->mv[list].col;

		if (b->ref[list] <= AV1_INTRA_FRAME || pic->refs[b->ref[list]].dist >= 0 ||
		    abs(row) > AV1_REFMVS_LIMIT || abs(col) > AV1_REFMVS_LIMIT)
			continue;
		saved.mv = b->mv[list];
		saved.ref = b->ref[list];
	}
	return saved;
}

void av1_mfmv_save(struct av1_pic *pic, u32 row, const struct av1_tile *tile)
{
	const u32 first = row << pic->sb_log2, end = min(first + pic->sb_mi, pic->mi_rows);
	const u32 right = tile->end;	/* which stores cannot change */
	u32 y, x;

	for (y = first + 1; y < end; y += 2) {
		const u32 *grid = &pic->grid[av1_pic_grid(pic, y, 0)];
		struct av1_saved_mv *out =
			&pic->side->mvs[(y >> 1) * (pic->mi_cols >> 1) + (tile->first >> 1)];

		for (x = tile->first + 1; x < right; ) {
			const u32 index = grid[x];
			const struct av1_saved_mv saved =
				av1_mfmv_of_block(pic, &pic->blocks[index]);

			for (; x < right && grid[x] == index; x += 2)
				*out++ = saved;
		}
	}
}
