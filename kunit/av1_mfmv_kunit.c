// SPDX-License-Identifier: GPL-2.0
/*
 * The motion field against a slow transcription of 7.9 of the AV1 specification, over
 * whole frames, and what frames save for it against one of 7.19.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_mv.h"
#include "av1/av1_pic.h"
#include "dae_check.h"

#define MFMV_MAX_FRAME_DISTANCE	31
#define MFMV_INVALID		(-32768)
/* Largest frame in mi */
#define MFMV_ROWS_MAX		160
#define MFMV_COLS_MAX		128
#define MFMV_NUM_MAX		(MFMV_ROWS_MAX * MFMV_COLS_MAX)
/* Different blocks of 7.19 */
#define MFMV_BLOCKS		64
/* No enum av1_ref_frame */
#define MFMV_SENTINEL		0x55

static const u16 mfmv_div_mult[32] = {
	0, 16384, 8192, 5461, 4096, 3276, 2730, 2340, 2048, 1820, 1638, 1489, 1365, 1260, 1170,
	1092, 1024, 963, 910, 862, 819, 780, 744, 712, 682, 655, 630, 606, 585, 564, 546, 528,
};

/**
 * struct mfmv_spec - a frame and its references
 * @pic: frame
 * @sides: of its references
 * @pos_valid: posValid
 * @seed: of random numbers
 * @fields: MotionFieldMvs: [ref][2 * (y8 * (MiCols >> 1) + x8) + comp]
 */
struct mfmv_spec {
	struct av1_pic *pic;
	struct av1_side *sides[AV1_TOTAL_REFS];
	bool pos_valid;
	u32 seed;
	int *fields[AV1_TOTAL_REFS];
};

static u32 mfmv_random(struct mfmv_spec *s, u32 n)
{
	return dae_rnd(&s->seed) % n;
}

static int mfmv_clip3(int low, int high, int v)
{
	if (v < low)
		return low;
	return v > high ? high : v;
}

/* get_relative_dist() */
static int mfmv_relative_dist(const struct mfmv_spec *s, int a, int b)
{
	const int bits = s->pic->params.seq.order_hint_bits;
	int diff = a - b;

	diff = (diff & ((1 << (bits - 1)) - 1)) - (diff & (1 << (bits - 1)));
	return diff;
}

/* 7.9.3 */
static void mfmv_get_mv_projection(const int mv[2], int numerator, int denominator, int proj[2])
{
	const int clipped_denominator = min(MFMV_MAX_FRAME_DISTANCE, denominator);
	const int clipped_numerator = mfmv_clip3(-MFMV_MAX_FRAME_DISTANCE, MFMV_MAX_FRAME_DISTANCE,
						 numerator);
	int i;

	for (i = 0; i < 2; i++) {
		const s64 v = (s64)mv[i] * clipped_numerator * mfmv_div_mult[clipped_denominator];
		const s64 scaled = v >= 0 ? (v + 8192) >> 14 : -((-v + 8192) >> 14);

		proj[i] = mfmv_clip3(-(1 << 14) + 1, (1 << 14) - 1, scaled);
	}
}

/* project() of 7.9.4 */
static int mfmv_project(struct mfmv_spec *s, int v8, int delta, int dst_sign, int max8,
			int max_off8)
{
	const int base8 = (v8 >> 3) << 3;
	int offset8;

	if (delta >= 0)
		offset8 = delta >> (3 + 1 + 2);
	else
		offset8 = -((-delta) >> (3 + 1 + 2));
	v8 += dst_sign * offset8;
	if (v8 < 0 || v8 >= max8 || v8 < base8 - max_off8 || v8 >= base8 + 8 + max_off8)
		s->pos_valid = false;
	return v8;
}

/* One place of 7.9.2 */
static void mfmv_project_place(struct mfmv_spec *s, int src, int dst_sign, int y8, int x8)
{
	const struct av1_pic *pic = s->pic;
	const int w8 = pic->mi_cols >> 1, h8 = pic->mi_rows >> 1;
	const struct av1_side *side = pic->refs[src].side;
	const struct av1_saved_mv *saved = &side->mvs[y8 * w8 + x8];
	const int mv[2] = { saved->mv.row, saved->mv.col };
	int ref_to_cur, ref_offset, pos_y8, pos_x8, proj[2], dst;

	if (saved->ref <= AV1_INTRA_FRAME)
		return;
	ref_to_cur = mfmv_relative_dist(s, pic->refs[src].order_hint, pic->params.order_hint);
	ref_offset = mfmv_relative_dist(s, pic->refs[src].order_hint,
					side->order_hints[saved->ref]);
	if (abs(ref_to_cur) > MFMV_MAX_FRAME_DISTANCE ||
	    abs(ref_offset) > MFMV_MAX_FRAME_DISTANCE || ref_offset <= 0)
		return;
	mfmv_get_mv_projection(mv, ref_to_cur * dst_sign, ref_offset, proj);
	s->pos_valid = true;
	pos_y8 = mfmv_project(s, y8, proj[0], dst_sign, h8, 0);
	pos_x8 = mfmv_project(s, x8, proj[1], dst_sign, w8, 8);
	if (!s->pos_valid)
		return;
	for (dst = AV1_LAST_FRAME; dst <= AV1_ALTREF_FRAME; dst++) {
		const int ref_to_dst = mfmv_relative_dist(s, pic->params.order_hint,
							  pic->refs[dst].order_hint);

		mfmv_get_mv_projection(mv, ref_to_dst, ref_offset,
				       &s->fields[dst][2 * (pos_y8 * w8 + pos_x8)]);
	}
}

/* 7.9.2 */
static int mfmv_projection(struct mfmv_spec *s, int src, int dst_sign)
{
	const struct av1_pic *pic = s->pic;
	const struct av1_side *side = pic->refs[src].side;
	int y8, x8;

	/* A reference that is not there has nothing to project. */
	if (!side || side->mi_rows != pic->mi_rows || side->mi_cols != pic->mi_cols ||
	    side->frame_type == V4L2_AV1_INTRA_ONLY_FRAME || side->frame_type == V4L2_AV1_KEY_FRAME)
		return 0;
	for (y8 = 0; y8 < (int)pic->mi_rows >> 1; y8++)
		for (x8 = 0; x8 < (int)pic->mi_cols >> 1; x8++)
			mfmv_project_place(s, src, dst_sign, y8, x8);
	return 1;
}

static bool mfmv_is_later(const struct mfmv_spec *s, int ref)
{
	return mfmv_relative_dist(s, s->pic->refs[ref].order_hint,
				  s->pic->params.order_hint) > 0;
}

/* 7.9.1 */
static void mfmv_motion_field_estimation(struct mfmv_spec *s)
{
	const struct av1_pic *pic = s->pic;
	const u32 num = (pic->mi_rows >> 1) * (pic->mi_cols >> 1);
	const struct av1_side *last = pic->refs[AV1_LAST_FRAME].side;
	int ref_stamp = 3 - 2, ref;
	u32 i;

	for (ref = AV1_LAST_FRAME; ref <= AV1_ALTREF_FRAME; ref++)
		for (i = 0; i < 2 * num; i++)
			s->fields[ref][i] = MFMV_INVALID;
	if (last && last->order_hints[AV1_ALTREF_FRAME] != pic->refs[AV1_GOLDEN_FRAME].order_hint)
		mfmv_projection(s, AV1_LAST_FRAME, -1);
	if (mfmv_is_later(s, AV1_BWDREF_FRAME) && mfmv_projection(s, AV1_BWDREF_FRAME, 1))
		ref_stamp--;
	if (mfmv_is_later(s, AV1_ALTREF2_FRAME) && mfmv_projection(s, AV1_ALTREF2_FRAME, 1))
		ref_stamp--;
	if (mfmv_is_later(s, AV1_ALTREF_FRAME) && ref_stamp >= 0 &&
	    mfmv_projection(s, AV1_ALTREF_FRAME, 1))
		ref_stamp--;
	if (ref_stamp >= 0)
		mfmv_projection(s, AV1_LAST2_FRAME, -1);
}

static void mfmv_release(void *mem)
{
	vfree(mem);
}

static void *mfmv_alloc(struct kunit *test, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, mfmv_release, mem), 0);
	return mem;
}

static struct mfmv_spec *mfmv_init(struct kunit *test)
{
	struct mfmv_spec *s = mfmv_alloc(test, sizeof(*s));
	unsigned int i;

	s->pic = mfmv_alloc(test, sizeof(*s->pic));
	s->pic->field = mfmv_alloc(test, MFMV_NUM_MAX / 4 * sizeof(*s->pic->field));
	s->pic->side = mfmv_alloc(test, sizeof(*s->pic->side));
	s->pic->side->mvs = mfmv_alloc(test, MFMV_NUM_MAX / 4 * sizeof(*s->pic->side->mvs));
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		s->fields[i] = mfmv_alloc(test, MFMV_NUM_MAX / 2 * sizeof(*s->fields[i]));
		s->sides[i] = mfmv_alloc(test, sizeof(*s->sides[i]));
		s->sides[i]->mvs = mfmv_alloc(test, MFMV_NUM_MAX / 4 *
					      sizeof(*s->sides[i]->mvs));
	}
	return s;
}

static void mfmv_make_size(struct mfmv_spec *s)
{
	struct av1_pic *pic = s->pic;

	pic->mi_rows = 2 + 2 * mfmv_random(s, MFMV_ROWS_MAX / 2 - 1);
	pic->mi_cols = 2 + 2 * mfmv_random(s, MFMV_COLS_MAX / 2);
	pic->sb_log2 = 4 + mfmv_random(s, 2);
	pic->sb_mi = 1 << pic->sb_log2;
	pic->sb_rows = (pic->mi_rows + pic->sb_mi - 1) >> pic->sb_log2;
	pic->grid_stride = round_up(pic->mi_cols, pic->sb_mi);
}

/* Order hints mostly near the frame's, so that vectors cover few frames */
static u8 mfmv_random_hint(struct mfmv_spec *s)
{
	const struct av1_params *params = &s->pic->params;
	const int mask = (1 << params->seq.order_hint_bits) - 1;

	if (!mfmv_random(s, 6))
		return mfmv_random(s, mask + 1);
	return (params->order_hint + (int)mfmv_random(s, 13) - 6) & mask;
}

static void mfmv_make_mvs(struct mfmv_spec *s, struct av1_side *side)
{
	const u32 num = (side->mi_rows >> 1) * (side->mi_cols >> 1);
	u32 i;

	for (i = 0; i < num; i++) {
		const int range = mfmv_random(s, 4) ? 200 : 4095;

		side->mvs[i] = (struct av1_saved_mv){
			.mv.row = (int)mfmv_random(s, 2 * range + 1) - range,
			.mv.col = (int)mfmv_random(s, 2 * range + 1) - range,
			.ref = (int)mfmv_random(s, AV1_TOTAL_REFS) ?: AV1_NONE,
		};
	}
}

static void mfmv_make_refs(struct mfmv_spec *s)
{
	struct av1_pic *pic = s->pic;
	struct av1_params *params = &pic->params;
	unsigned int ref, i;

	params->seq.order_hint = true;
	params->seq.order_hint_bits = 4 + mfmv_random(s, 5);
	params->order_hint = mfmv_random(s, 1 << params->seq.order_hint_bits);
	for (ref = AV1_LAST_FRAME; ref < AV1_TOTAL_REFS; ref++) {
		struct av1_side *side = s->sides[ref];
		struct av1_ref *r = &pic->refs[ref];

		r->order_hint = mfmv_random_hint(s);
		r->dist = av1_pic_relative_dist(&params->seq, r->order_hint, params->order_hint);
		r->side = mfmv_random(s, 12) ? side : NULL;
		side->frame_type = mfmv_random(s, 6) ? V4L2_AV1_INTER_FRAME : mfmv_random(s, 4);
		side->mi_rows = pic->mi_rows;
		side->mi_cols = pic->mi_cols;
		if (!mfmv_random(s, 16))
			side->mi_rows = 2;
		if (!mfmv_random(s, 16))
			side->mi_cols = 2;
		for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++)
			side->order_hints[i] = mfmv_random_hint(s);
		mfmv_make_mvs(s, side);
	}
	/* What LAST_FRAME has as its ALTREF_FRAME is often the GOLDEN_FRAME. */
	if (!mfmv_random(s, 3))
		s->sides[AV1_LAST_FRAME]->order_hints[AV1_ALTREF_FRAME] =
			pic->refs[AV1_GOLDEN_FRAME].order_hint;
}

/* The compact form, projected on use, is all seven fields. */
static bool mfmv_same(const struct mfmv_spec *s, u32 i)
{
	const struct av1_field_mv *f = &s->pic->field[i];
	const struct av1_params *params = &s->pic->params;
	unsigned int ref;

	for (ref = AV1_LAST_FRAME; ref < AV1_TOTAL_REFS; ref++) {
		const int *want = &s->fields[ref][2 * i];
		struct av1_mv got;

		if (!f->distance) {
			if (want[0] != MFMV_INVALID)
				return false;
			continue;
		}
		got = av1_mfmv_project(f->mv, mfmv_relative_dist(s, params->order_hint,
								 s->pic->refs[ref].order_hint),
				       f->distance);
		if (got.row != want[0] || got.col != want[1])
			return false;
	}
	return true;
}

static void mfmv_field(struct kunit *test)
{
	struct mfmv_spec *s = mfmv_init(test);
	struct av1_pic *pic = s->pic;
	u32 frame, row, i;

	for (frame = 0; frame < 400; frame++) {
		s->seed = frame + 1;
		mfmv_make_size(s);
		mfmv_make_refs(s);
		mfmv_motion_field_estimation(s);
		memset(pic->field, 0xaa, MFMV_NUM_MAX / 4 * sizeof(*pic->field));
		for (row = 0; row < pic->sb_rows; row++)
			av1_mfmv_row(pic, row);
		for (i = 0; i < (pic->mi_rows >> 1) * (pic->mi_cols >> 1); i++) {
			if (mfmv_same(s, i))
				continue;
			KUNIT_FAIL(test, "frame %u of %u x %u mi: place %u is different", frame,
				   pic->mi_cols, pic->mi_rows, i);
			return;
		}
	}
}

/* 7.9.3 alone, with numbers of frames beyond what is clipped */
static void mfmv_projections(struct kunit *test)
{
	static const int components[] = { -4095, -4094, -17, -1, 0, 1, 2, 100, 4095 };
	int numerator, denominator, want[2];
	unsigned int i, j;

	for (denominator = 1; denominator <= MFMV_MAX_FRAME_DISTANCE; denominator++) {
		for (numerator = -129; numerator <= 129; numerator++) {
			for (i = 0; i < ARRAY_SIZE(components); i++) {
				const int mv[2] = { components[i], 3 - components[i] / 2 };
				const struct av1_mv got =
					av1_mfmv_project((struct av1_mv){ mv[0], mv[1] },
							 numerator, denominator);

				mfmv_get_mv_projection(mv, numerator, denominator, want);
				for (j = 0; j < 2; j++)
					KUNIT_EXPECT_EQ_MSG(test, j ? got.col : got.row, want[j],
							    "%d by %d / %d", mv[j], numerator,
							    denominator);
			}
		}
	}
}

/* 7.19 at one place */
static void mfmv_storage(const struct mfmv_spec *s, const struct av1_block *b, int mf_mv[2],
			 int *mf_ref)
{
	int list;

	*mf_ref = AV1_NONE;
	mf_mv[0] = 0;
	mf_mv[1] = 0;
	for (list = 0; list < 2; list++) {
		const int r = b->ref[list], row = b->mv[list].row, col = b->mv[list].col;

		if (r <= AV1_INTRA_FRAME)
			continue;
		if (mfmv_relative_dist(s, s->pic->refs[r].order_hint,
				       s->pic->params.order_hint) >= 0)
			continue;
		if (abs(row) <= 4095 && abs(col) <= 4095) {
			*mf_ref = r;
			mf_mv[0] = row;
			mf_mv[1] = col;
		}
	}
}

static int mfmv_random_component(struct mfmv_spec *s)
{
	static const s16 limits[] = { -32768, -16383, -4096, -4095, 4095, 4096, 16383, 32767 };

	if (mfmv_random(s, 2))
		return limits[mfmv_random(s, ARRAY_SIZE(limits))];
	return (int)mfmv_random(s, 8191) - 4095;
}

static void mfmv_make_blocks(struct mfmv_spec *s)
{
	unsigned int i, list;

	for (i = 0; i < MFMV_BLOCKS; i++) {
		struct av1_block *b = &s->pic->blocks[i];

		b->ref[0] = mfmv_random(s, AV1_TOTAL_REFS);
		b->ref[1] = b->ref[0] ? (int)mfmv_random(s, AV1_TOTAL_REFS + 1) - 1 : AV1_NONE;
		for (list = 0; list < 2; list++) {
			b->mv[list].row = mfmv_random_component(s);
			b->mv[list].col = mfmv_random_component(s);
		}
	}
}

/* Blocks may lie anywhere: only the odd places count. */
static void mfmv_make_grid(struct mfmv_spec *s, u32 sb_row)
{
	struct av1_pic *pic = s->pic;
	u32 first = sb_row << pic->sb_log2, y, x;

	for (y = first; y < first + pic->sb_mi; y++)
		for (x = 0; x < pic->mi_cols; x++)
			if (!x || mfmv_random(s, 2))
				pic->grid[av1_pic_grid(pic, y, x)] = mfmv_random(s, MFMV_BLOCKS);
			else
				pic->grid[av1_pic_grid(pic, y, x)] =
					pic->grid[av1_pic_grid(pic, y, x - 1)];
}

static void mfmv_check_saved(struct kunit *test, const struct mfmv_spec *s, u32 sb_row)
{
	const struct av1_pic *pic = s->pic;
	const u32 first = sb_row << pic->sb_log2;
	u32 y, x;

	for (y = first + 1; y < min(first + pic->sb_mi, pic->mi_rows); y += 2) {
		for (x = 1; x < pic->mi_cols; x += 2) {
			const struct av1_saved_mv *got =
				&pic->side->mvs[(y >> 1) * (pic->mi_cols >> 1) + (x >> 1)];
			int mv[2], ref;

			mfmv_storage(s, av1_pic_block(pic, y, x), mv, &ref);
			KUNIT_EXPECT_EQ_MSG(test, got->ref, ref, "mi %u %u", y, x);
			KUNIT_EXPECT_EQ_MSG(test, got->mv.row, mv[0], "mi %u %u", y, x);
			KUNIT_EXPECT_EQ_MSG(test, got->mv.col, mv[1], "mi %u %u", y, x);
		}
	}
}

static void mfmv_save(struct kunit *test)
{
	struct mfmv_spec *s = mfmv_init(test);
	struct av1_tile *tile = mfmv_alloc(test, sizeof(*tile));
	struct av1_pic *pic = s->pic;
	u32 frame, row;

	pic->grid = mfmv_alloc(test, (MFMV_ROWS_MAX + AV1_SB_MI_MAX) *
				     (MFMV_COLS_MAX + AV1_SB_MI_MAX) * sizeof(*pic->grid));
	pic->blocks = mfmv_alloc(test, MFMV_BLOCKS * sizeof(*pic->blocks));
	for (frame = 0; frame < 20; frame++) {
		u32 num8;

		s->seed = frame + 1;
		mfmv_make_size(s);
		mfmv_make_refs(s);
		mfmv_make_blocks(s);
		memset(pic->side->mvs, MFMV_SENTINEL, MFMV_NUM_MAX / 4 * sizeof(*pic->side->mvs));
		for (row = 0; row < pic->sb_rows; row++) {
			mfmv_make_grid(s, row);
			/* Tiles of a superblock */
			for (tile->first = 0; tile->first < pic->mi_cols; tile->first = tile->end) {
				tile->end = min(tile->first + pic->sb_mi, pic->mi_cols);
				av1_mfmv_save(pic, row, tile);
			}
			mfmv_check_saved(test, s, row);
		}
		/* Nothing below the frame */
		num8 = (pic->mi_rows >> 1) * (pic->mi_cols >> 1);
		KUNIT_EXPECT_EQ(test, pic->side->mvs[num8].ref, MFMV_SENTINEL);
	}
}

static struct kunit_case mfmv_cases[] = {
	KUNIT_CASE(mfmv_field),
	KUNIT_CASE(mfmv_projections),
	KUNIT_CASE(mfmv_save),
	{}
};

static struct kunit_suite mfmv_suite = {
	.name = "av1_mfmv",
	.test_cases = mfmv_cases,
};

kunit_test_suite(mfmv_suite);
