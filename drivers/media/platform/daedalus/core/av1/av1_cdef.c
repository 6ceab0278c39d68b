// SPDX-License-Identifier: GPL-2.0
/*
 * The cdef stage: CDEF of a row of superblocks (AV1 specification 7.15), from one frame
 * into another. Reads 2 rows of samples of the rows above and below.
 *
 * It goes by bands of 8 luma rows and their chroma, from 8x8 block to 8x8 block. Blocks
 * that are not filtered are copied together, up to the next one that is. Samples
 * beyond the frame in its last blocks are treated like all others: filters and superres
 * read them.
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_cdef_tables.h"
#include "av1_pic.h"

/* mi of an 8x8 block */
#define AV1_CDEF_MI	2

/**
 * struct av1_cdef_rows - a band in a plane
 * @src: its first sample before CDEF
 * @dst: the same after it
 * @src_stride: bytes
 * @dst_stride: bytes
 * @mi_shift: log2 of the bytes of an mi
 * @rows: rows of samples
 * @damping: CdefDamping of the plane
 * @filter: filter of a block
 * @done: mi column up to which @dst is written
 */
struct av1_cdef_rows {
	const u8 *src;
	u8 *dst;
	ptrdiff_t src_stride;
	ptrdiff_t dst_stride;
	unsigned int mi_shift;
	unsigned int rows;
	unsigned int damping;
	unsigned int filter;
	u32 done;
};

/**
 * struct av1_cdef_band - 8 luma rows and their chroma
 * @pic: frame context
 * @plane: its planes
 * @grid: the blocks of its mi: [0 upper, 1 lower row][mi column]
 * @have: AV1_CDEF_HAVE_TOP, AV1_CDEF_HAVE_BOTTOM
 */
struct av1_cdef_band {
	const struct av1_pic *pic;
	struct av1_cdef_rows plane[AV1_MAX_PLANES];
	const u32 *grid[2];
	unsigned int have;
};

/**
 * struct av1_cdef_strengths - strengths of 64x64 luma samples
 * @pri: of luma, of chroma
 * @sec: same
 */
struct av1_cdef_strengths {
	int pri[2];
	int sec[2];
};

static void av1_cdef_init_band(struct av1_cdef_band *band, u32 row)
{
	const struct av1_pic *pic = band->pic;
	unsigned int p;

	for (p = 0; p < pic->num_planes; p++) {
		const struct dae_plane *from = &pic->filtered->plane[p], *to = &pic->cdef->plane[p];
		const unsigned int sub_x = p ? pic->sub_x : 0, sub_y = p ? pic->sub_y : 0;
		const u32 y = 4 * row >> sub_y;

		band->plane[p] = (struct av1_cdef_rows){
			.src = (const u8 *)from->data + y * from->stride_bytes,
			.dst = (u8 *)to->data + y * to->stride_bytes,
			.src_stride = from->stride_bytes,
			.dst_stride = to->stride_bytes,
			.mi_shift = 2 - sub_x + pic->hbd,
			.rows = 8 >> sub_y,
			.damping = pic->params.cdef_damping + pic->bit_depth - 8 - !!p,
			.filter = sub_x + sub_y,
		};
	}
	band->grid[0] = &pic->grid[av1_pic_grid(pic, row, 0)];
	band->grid[1] = &pic->grid[av1_pic_grid(pic, row + 1, 0)];
	band->have = (row ? AV1_CDEF_HAVE_TOP : 0) |
		     (row + AV1_CDEF_MI < pic->mi_rows ? AV1_CDEF_HAVE_BOTTOM : 0);
}

/* Copies a plane of the band from where it is done up to mi column @end. */
static void av1_cdef_copy(struct av1_cdef_rows *r, u32 end)
{
	const size_t start = (size_t)r->done << r->mi_shift;
	const size_t bytes = (size_t)(end - r->done) << r->mi_shift;
	const u8 *src = r->src + start;
	u8 *dst = r->dst + start;
	unsigned int y;

	r->done = end;
	if (!bytes)
		return;
	for (y = 0; y < r->rows; y++) {
		memcpy(dst, src, bytes);
		src += r->src_stride;
		dst += r->dst_stride;
	}
}

/* The block in a plane; without strengths it is left to be copied. */
static void av1_cdef_plane(const struct av1_cdef_band *band, struct av1_cdef_rows *r, u32 col,
			   int pri, int sec, unsigned int dir)
{
	const struct av1_pic *pic = band->pic;
	const size_t at = (size_t)col << r->mi_shift;
	unsigned int have = band->have;

	if (!pri && !sec)
		return;
	if (col)
		have |= AV1_CDEF_HAVE_LEFT;
	if (col + AV1_CDEF_MI < pic->mi_cols)
		have |= AV1_CDEF_HAVE_RIGHT;
	if (r->done != col)
		av1_cdef_copy(r, col);
	pic->dsp.cdef.filter[r->filter](r->dst + at, r->dst_stride, r->src + at, r->src_stride,
					pri, sec, dir, r->damping, have, pic->bd_max);
	r->done = col + AV1_CDEF_MI;
}

/* The luma strength of a block by how clear its direction is */
static int av1_cdef_adjust(int pri, u32 var)
{
	const int var_str = var >> 6 ? min(ilog2(var >> 6), 12) : 0;

	return var ? (pri * (4 + var_str) + 8) >> 4 : 0;
}

/* Are all parts of the block without residual? */
static bool av1_cdef_skip(const struct av1_cdef_band *band, u32 col)
{
	const struct av1_block *blocks = band->pic->blocks;
	const u32 *top = band->grid[0] + col, *bottom = band->grid[1] + col;

	if (!blocks[top[0]].skip)
		return false;
	/* Mostly it is one block. */
	if (top[0] == bottom[1])
		return true;
	return blocks[top[1]].skip && blocks[bottom[0]].skip && blocks[bottom[1]].skip;
}

/* CDEF block process (7.15.1) */
static void av1_cdef_block(struct av1_cdef_band *band, u32 col, const struct av1_cdef_strengths *s)
{
	const struct av1_pic *pic = band->pic;
	const struct av1_cdef_rows *luma = &band->plane[0];
	unsigned int dir = 0, p;
	u32 var = 0;

	if (av1_cdef_skip(band, col))
		return;
	if (s->pri[0] || s->pri[1])
		dir = pic->dsp.cdef.direction(luma->src + ((size_t)col << luma->mi_shift),
					      luma->src_stride, &var, pic->bd_max);
	av1_cdef_plane(band, &band->plane[0], col, av1_cdef_adjust(s->pri[0], var), s->sec[0],
		       s->pri[0] ? dir : 0);
	dir = s->pri[1] ? av1_cdef_uv_dir[pic->sub_x][pic->sub_y][dir] : 0;
	for (p = 1; p < pic->num_planes; p++)
		av1_cdef_plane(band, &band->plane[p], col, s->pri[1], s->sec[1], dir);
}

/* The strengths of cdef_idx @idx; false if there are none. */
static bool av1_cdef_strengths(const struct av1_pic *pic, int idx, struct av1_cdef_strengths *s)
{
	const struct av1_params *params = &pic->params;
	const unsigned int shift = pic->bit_depth - 8;

	if (idx < 0)
		return false;
	s->pri[0] = params->cdef_y[idx][0] << shift;
	s->sec[0] = params->cdef_y[idx][1] << shift;
	s->pri[1] = params->cdef_uv[idx][0] << shift;
	s->sec[1] = params->cdef_uv[idx][1] << shift;
	return s->pri[0] || s->sec[0] || s->pri[1] || s->sec[1];
}

void av1_cdef_row(void *frame, unsigned int row)
{
	const struct av1_pic *pic = frame;
	const u32 end = min((row + 1) << pic->sb_log2, pic->mi_rows);
	struct av1_cdef_band band = { .pic = pic };
	u32 mi_row, col, col64;
	unsigned int p;

	if (!pic->params.do_cdef)
		return;
	for (mi_row = row << pic->sb_log2; mi_row < end; mi_row += AV1_CDEF_MI) {
		const s8 *idx = &pic->cdef_idx[(mi_row >> 4) * pic->cdef_stride];
		struct av1_cdef_strengths s;

		av1_cdef_init_band(&band, mi_row);
		for (col64 = 0; col64 < pic->mi_cols; col64 += 16) {
			if (!av1_cdef_strengths(pic, *idx++, &s))
				continue;
			for (col = col64; col < min(col64 + 16, pic->mi_cols); col += AV1_CDEF_MI)
				av1_cdef_block(&band, col, &s);
		}
		for (p = 0; p < pic->num_planes; p++)
			av1_cdef_copy(&band.plane[p], pic->mi_cols);
	}
}
