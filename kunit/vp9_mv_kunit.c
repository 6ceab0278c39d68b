// SPDX-License-Identifier: GPL-2.0
/*
 * Prediction of motion vectors against a slow transcription of the VP9 bitstream
 * specification 6.4.22 and 6.4.23, on grids of blocks of any size, modes and vectors.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "vp9_fixture.h"

#define MV_NEIGHBOURS	8

/* mv_ref_blocks, as pairs of row and column */
static const s8 mv_ref_blocks[VP9_BLOCK_SIZES][MV_NEIGHBOURS][2] = {
	{ { -1, 0 }, { 0, -1 }, { -1, -1 }, { -2, 0 }, { 0, -2 }, { -2, -1 }, { -1, -2 },
	  { -2, -2 } },
	{ { -1, 0 }, { 0, -1 }, { -1, -1 }, { -2, 0 }, { 0, -2 }, { -2, -1 }, { -1, -2 },
	  { -2, -2 } },
	{ { -1, 0 }, { 0, -1 }, { -1, -1 }, { -2, 0 }, { 0, -2 }, { -2, -1 }, { -1, -2 },
	  { -2, -2 } },
	{ { -1, 0 }, { 0, -1 }, { -1, -1 }, { -2, 0 }, { 0, -2 }, { -2, -1 }, { -1, -2 },
	  { -2, -2 } },
	{ { 0, -1 }, { -1, 0 }, { 1, -1 }, { -1, -1 }, { 0, -2 }, { -2, 0 }, { -2, -1 },
	  { -1, -2 } },
	{ { -1, 0 }, { 0, -1 }, { -1, 1 }, { -1, -1 }, { -2, 0 }, { 0, -2 }, { -1, -2 },
	  { -2, -1 } },
	{ { -1, 0 }, { 0, -1 }, { -1, 1 }, { 1, -1 }, { -1, -1 }, { -3, 0 }, { 0, -3 },
	  { -3, -3 } },
	{ { 0, -1 }, { -1, 0 }, { 2, -1 }, { -1, -1 }, { -1, 1 }, { 0, -3 }, { -3, 0 },
	  { -3, -3 } },
	{ { -1, 0 }, { 0, -1 }, { -1, 2 }, { -1, -1 }, { 1, -1 }, { -3, 0 }, { 0, -3 },
	  { -3, -3 } },
	{ { -1, 1 }, { 1, -1 }, { -1, 2 }, { 2, -1 }, { -1, -1 }, { -3, 0 }, { 0, -3 },
	  { -3, -3 } },
	{ { 0, -1 }, { -1, 0 }, { 4, -1 }, { -1, 2 }, { -1, -1 }, { 0, -3 }, { -3, 0 },
	  { 2, -1 } },
	{ { -1, 0 }, { 0, -1 }, { -1, 4 }, { 2, -1 }, { -1, -1 }, { -3, 0 }, { 0, -3 },
	  { -1, 2 } },
	{ { -1, 3 }, { 3, -1 }, { -1, 4 }, { 4, -1 }, { -1, -1 }, { -1, 0 }, { 0, -1 },
	  { -1, 6 } },
};

/* Luma samples of each size */
static const u8 mv_width[] = { 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64 };
static const u8 mv_height[] = { 4, 8, 4, 8, 16, 8, 16, 32, 16, 32, 64, 32, 64 };

/**
 * struct mv_spec - variables of the specification
 * @s: what is searched
 * @ref_mv_count: RefMvCount
 * @ref_list_mv: RefListMv; what is found beyond two does not count
 */
struct mv_spec {
	const struct vp9_mv_search *s;
	unsigned int ref_mv_count;
	struct vp9_mv ref_list_mv[2];
};

/* is_inside(), then what is there */
static const struct vp9_block *mv_candidate(const struct vp9_mv_search *s, unsigned int i)
{
	const s8 *offset = mv_ref_blocks[s->b->size][i];
	const int row = (int)s->mi_row + offset[0], col = (int)s->mi_col + offset[1];

	if (col >= (int)s->tile->first && col < (int)s->tile->end && row >= 0 &&
	    row < (int)s->pic->mi_rows)
		return s->pic->blocks + s->pic->grid[row * s->pic->mi_cols + col];
	return NULL;
}

static bool mv_same(struct vp9_mv a, struct vp9_mv b)
{
	return a.row == b.row && a.col == b.col;
}

/* add_mv_ref_list(); all that comes after the second one is without effect. */
static void mv_add_ref_list(struct mv_spec *t, struct vp9_mv mv)
{
	if (t->ref_mv_count >= 2)
		return;
	if (t->ref_mv_count == 1 && mv_same(mv, t->ref_list_mv[0]))
		return;
	t->ref_list_mv[t->ref_mv_count++] = mv;
}

/* scale_mv() */
static struct vp9_mv mv_scale(const struct mv_spec *t, struct vp9_mv mv, int frame, int ref_frame)
{
	const bool *bias = t->s->pic->params.sign_bias;

	if (bias[frame] == bias[ref_frame])
		return mv;
	return (struct vp9_mv){ .row = (s16)(0 - mv.row), .col = (s16)(0 - mv.col) };
}

/* if_same_ref_frame_add_mv() */
static void mv_same_ref(struct mv_spec *t, const s8 ref[2], const struct vp9_mv mv[2],
			int ref_frame)
{
	unsigned int j;

	for (j = 0; j < 2; j++) {
		if (ref[j] == ref_frame) {
			mv_add_ref_list(t, mv[j]);
			return;
		}
	}
}

/* if_diff_ref_frame_add_mv() */
static void mv_diff_ref(struct mv_spec *t, const s8 ref[2], const struct vp9_mv mv[2],
			int ref_frame)
{
	const bool mvs_same = mv_same(mv[0], mv[1]);

	if (ref[0] > VP9_REF_INTRA && ref[0] != ref_frame)
		mv_add_ref_list(t, mv_scale(t, mv[0], ref[0], ref_frame));
	if (ref[1] > VP9_REF_INTRA && ref[1] != ref_frame && !mvs_same)
		mv_add_ref_list(t, mv_scale(t, mv[1], ref[1], ref_frame));
}

static s16 mv_clamp(int v, int low, int high)
{
	if (v < low)
		return low;
	return v > high ? high : v;
}

/* clamp_mv_ref(): 128 eighths of samples beyond where the block touches the frame */
static struct vp9_mv mv_clamp_ref(const struct vp9_mv_search *s, struct vp9_mv mv)
{
	const int w8 = max(mv_width[s->b->size] / 8, 1), h8 = max(mv_height[s->b->size] / 8, 1);
	const int to_left = -(int)s->mi_col * 64, to_top = -(int)s->mi_row * 64;
	const int to_right = ((int)s->pic->mi_cols - w8 - (int)s->mi_col) * 64;
	const int to_bottom = ((int)s->pic->mi_rows - h8 - (int)s->mi_row) * 64;

	mv.col = mv_clamp(mv.col, to_left - 128, to_right + 128);
	mv.row = mv_clamp(mv.row, to_top - 128, to_bottom + 128);
	return mv;
}

/* find_mv_refs(); @block is -1 for whole blocks. */
static void mv_find_refs(struct mv_spec *t, const struct vp9_mv_search *s, int ref_frame, int block)
{
	/* idx_n_column_to_subblock */
	static const u8 subblock[4][2] = { { 1, 2 }, { 1, 3 }, { 3, 2 }, { 3, 3 } };
	const struct vp9_motion *prev = NULL;
	const struct vp9_block *c;
	unsigned int i;

	*t = (struct mv_spec){ .s = s };
	if (s->pic->prev_motion)
		prev = s->pic->prev_motion + s->mi_row * s->pic->mi_cols + s->mi_col;
	for (i = 0; i < MV_NEIGHBOURS; i++) {
		unsigned int part = 3;

		c = mv_candidate(s, i);
		if (!c)
			continue;
		if (i < 2 && block >= 0)
			part = subblock[block][mv_ref_blocks[s->b->size][i][1] == 0];
		mv_same_ref(t, c->ref, c->mv[part], ref_frame);
	}
	if (prev)
		mv_same_ref(t, prev->ref, prev->mv, ref_frame);
	for (i = 0; i < MV_NEIGHBOURS; i++) {
		c = mv_candidate(s, i);
		if (c)
			mv_diff_ref(t, c->ref, c->mv[3], ref_frame);
	}
	if (prev)
		mv_diff_ref(t, prev->ref, prev->mv, ref_frame);
	for (i = 0; i < 2; i++)
		t->ref_list_mv[i] = mv_clamp_ref(s, t->ref_list_mv[i]);
}

/* append_sub8x8_mvs() */
static struct vp9_mv mv_append(const struct vp9_mv_search *s, unsigned int which,
			       unsigned int block, bool near)
{
	const struct vp9_mv *part[4];
	struct vp9_mv list[4], nearest;
	struct mv_spec t;
	unsigned int n = 0, i;

	for (i = 0; i < 4; i++)
		part[i] = &s->b->mv[i][which];
	mv_find_refs(&t, s, s->b->ref[which], block);
	if (block == 0)
		return t.ref_list_mv[near];
	nearest = block == 3 ? *part[2] : *part[0];
	if (!near)
		return nearest;
	if (block == 3) {
		list[n++] = *part[1];
		list[n++] = *part[0];
	}
	list[n++] = t.ref_list_mv[0];
	list[n++] = t.ref_list_mv[1];
	for (i = 0; i < n; i++)
		if (!mv_same(list[i], nearest))
			return list[i];
	return (struct vp9_mv){ .row = 0, .col = 0 };
}

/* The contexts of inter_mode by what they mean */
static unsigned int mv_context(const struct vp9_mv_search *s)
{
	unsigned int i, intra = 0, zero = 0, new = 0;

	for (i = 0; i < 2; i++) {
		const struct vp9_block *c = mv_candidate(s, i);

		if (!c)
			continue;
		intra += c->mode <= VP9_TM_PRED;
		zero += c->mode == VP9_MODE_INTER + VP9_ZEROMV;
		new += c->mode == VP9_MODE_INTER + VP9_NEWMV;
	}
	if (intra)
		return intra == 2 ? 6 : 5;
	if (new)
		return new == 2 ? 4 : 3;
	return zero == 2 ? 0 : zero ? 1 : 2;
}

/* Few different ones, so that some are the same; some go far. */
static struct vp9_mv mv_random(u32 *seed)
{
	static const s16 far[] = { -32768, -32767, -1500, -64, 63, 1499, 32766, 32767 };

	if (!dae_below(seed, 4))
		return (struct vp9_mv){
			.row = far[dae_below(seed, ARRAY_SIZE(far))],
			.col = far[dae_below(seed, ARRAY_SIZE(far))],
		};
	return (struct vp9_mv){
		.row = (int)dae_below(seed, 3) - 1,
		.col = (int)dae_below(seed, 3) * 100 - 100,
	};
}

static void mv_random_refs(s8 ref[2], u32 *seed)
{
	ref[0] = dae_below(seed, 4);
	ref[1] = VP9_REF_NONE;
	if (ref[0] > VP9_REF_INTRA && dae_below(seed, 2))
		ref[1] = 1 + (ref[0] + dae_below(seed, 2)) % 3;
}

/* Neighbours with vectors: alike in all parts, but in blocks below 8x8. */
static void mv_random_grid(struct vp9_fixture *f, u32 *seed)
{
	struct vp9_pic *pic = &f->pic;
	u32 i, part;

	vp9_fixture_blocks(f, seed);
	for (i = 0; i < pic->mi_rows * pic->mi_cols; i++) {
		struct vp9_block *b = &pic->blocks[i];

		mv_random_refs(b->ref, seed);
		b->mode = vp9_block_is_inter(b) ?
			VP9_MODE_INTER + dae_below(seed, VP9_INTER_MODES) :
			dae_below(seed, VP9_INTRA_MODES);
		for (part = 0; part < 4; part++) {
			b->mv[part][0] = mv_random(seed);
			b->mv[part][1] = mv_random(seed);
			if (b->size >= VP9_BLOCK_8X8)
				memcpy(b->mv[part], b->mv[0], sizeof(b->mv[0]));
		}
	}
}

/* Everything there is to ask about a block. */
static void mv_check(struct kunit *test, const struct vp9_mv_search *s, u32 n)
{
	const struct vp9_block *b = s->b;
	unsigned int which, part, near;
	struct vp9_mv got[2], want;
	struct mv_spec t;
	int ref, block;

	KUNIT_EXPECT_EQ_MSG(test, vp9_mv_mode_ctx(s), mv_context(s), "grid %u, mi %u %u, size %u",
			    n, s->mi_row, s->mi_col, b->size);
	for (ref = VP9_REF_LAST; ref <= VP9_REF_ALTREF; ref++) {
		for (block = -1; block < (b->size < VP9_BLOCK_8X8 ? 4 : 0); block++) {
			vp9_mv_find(s, ref, block, 2, got);
			vp9_mv_find(s, ref, block, 1, &want);
			mv_find_refs(&t, s, ref, block);
			KUNIT_EXPECT_TRUE_MSG(test, mv_same(got[0], t.ref_list_mv[0]) &&
					      mv_same(got[1], t.ref_list_mv[1]) &&
					      mv_same(want, t.ref_list_mv[0]),
					      "grid %u, mi %u %u, size %u, ref %d, part %d", n,
					      s->mi_row, s->mi_col, b->size, ref, block);
		}
	}
	for (which = 0; b->size < VP9_BLOCK_8X8 && which < 2 && b->ref[which] > 0; which++) {
		for (part = 0; part < 4; part++) {
			for (near = 0; near < 2; near++) {
				got[0] = vp9_mv_find_part(s, which, part, near);
				want = mv_append(s, which, part, near);
				KUNIT_EXPECT_TRUE_MSG(test, mv_same(got[0], want),
						      "grid %u, mi %u %u, part %u of vector %u, %u",
						      n, s->mi_row, s->mi_col, part, which, near);
			}
		}
	}
}

/* A block of any size anywhere where it starts at a multiple of its size. */
static void mv_check_some(struct kunit *test, struct vp9_fixture *f, const struct vp9_tile *tile,
			  u32 n, u32 *seed)
{
	struct vp9_mv_search s = { .pic = &f->pic, .tile = tile };
	struct vp9_block b = { .size = dae_below(seed, VP9_BLOCK_SIZES) };
	const u32 w = max(mv_width[b.size] / 8, 1), h = max(mv_height[b.size] / 8, 1);
	unsigned int part;

	s.b = &b;
	s.mi_col = tile->first + dae_below(seed, tile->end - tile->first) / w * w;
	s.mi_row = dae_below(seed, f->pic.mi_rows) / h * h;
	do {
		mv_random_refs(b.ref, seed);
	} while (b.ref[0] <= VP9_REF_INTRA);
	for (part = 0; part < 4; part++) {
		b.mv[part][0] = mv_random(seed);
		b.mv[part][1] = mv_random(seed);
	}
	mv_check(test, &s, n);
}

static void mv_prev_motion(struct kunit *test, struct vp9_fixture *f, u32 *seed)
{
	const u32 mis = f->pic.mi_rows * f->pic.mi_cols;
	struct vp9_motion *motion = kunit_kcalloc(test, mis, sizeof(*motion), GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, motion);
	for (i = 0; i < mis; i++) {
		mv_random_refs(motion[i].ref, seed);
		motion[i].mv[0] = mv_random(seed);
		motion[i].mv[1] = mv_random(seed);
	}
	f->pic.prev_motion = motion;
}

static void mv_find(struct kunit *test)
{
	u32 seed = 1, n, i;

	for (n = 0; n < 64; n++) {
		const u32 width = 1 + dae_below(&seed, 300);
		const u32 height = 1 + dae_below(&seed, 200);
		const struct vp9_params params = vp9_fixture_params(width, height,
								    DAE_CHROMA_420, 8);
		struct vp9_fixture *f = vp9_fixture_init(test, &params);
		struct vp9_tile tile;

		mv_random_grid(f, &seed);
		if (n & 1)
			mv_prev_motion(test, f, &seed);
		for (i = VP9_REF_LAST; i <= VP9_REF_ALTREF; i++)
			f->pic.params.sign_bias[i] = n >> i & 1;
		tile.first = dae_below(&seed, f->pic.sb_cols) * VP9_SB_MI;
		tile.end = min(tile.first + VP9_SB_MI * (1 + dae_below(&seed, 3)),
			       f->pic.mi_cols);
		for (i = 0; i < 300; i++)
			mv_check_some(test, f, &tile, n, &seed);
		vp9_fixture_free(f);
	}
}

/* Neighbours that say nothing: the list stays 0, the context is that of no neighbours. */
static void mv_alone(struct kunit *test)
{
	const struct vp9_params params = vp9_fixture_params(64, 64, DAE_CHROMA_420, 8);
	struct vp9_fixture *f = vp9_fixture_init(test, &params);
	const struct vp9_tile tile = { .first = 0, .end = f->pic.mi_cols };
	const struct vp9_block b = { .size = VP9_BLOCK_64X64, .ref = { VP9_REF_LAST, -1 } };
	const struct vp9_mv_search s = { .pic = &f->pic, .b = &b, .tile = &tile };
	struct vp9_motion *motion = kunit_kcalloc(test, 64, sizeof(*motion), GFP_KERNEL);
	struct vp9_mv mv[2];

	KUNIT_ASSERT_NOT_NULL(test, motion);
	vp9_mv_find(&s, VP9_REF_LAST, -1, 2, mv);
	KUNIT_EXPECT_TRUE(test, mv_same(mv[0], (struct vp9_mv){}));
	KUNIT_EXPECT_TRUE(test, mv_same(mv[1], (struct vp9_mv){}));
	KUNIT_EXPECT_EQ(test, vp9_mv_mode_ctx(&s), 2);
	/* The frame before is asked also where there are no neighbours. */
	f->pic.prev_motion = motion;
	f->pic.params.sign_bias[VP9_REF_GOLDEN] = true;
	motion[0] = (struct vp9_motion){
		.mv = { { 8, -16 } }, .ref = { VP9_REF_GOLDEN, VP9_REF_NONE },
	};
	vp9_mv_find(&s, VP9_REF_LAST, -1, 2, mv);
	KUNIT_EXPECT_TRUE(test, mv_same(mv[0], (struct vp9_mv){ -8, 16 }));
	vp9_mv_find(&s, VP9_REF_GOLDEN, -1, 2, mv);
	KUNIT_EXPECT_TRUE(test, mv_same(mv[0], (struct vp9_mv){ 8, -16 }));
	/* 64 samples and 16 beyond the edge, where both limits are */
	motion[0].mv[0] = (struct vp9_mv){ 2000, -2000 };
	vp9_mv_find(&s, VP9_REF_GOLDEN, -1, 2, mv);
	KUNIT_EXPECT_TRUE(test, mv_same(mv[0], (struct vp9_mv){ 128, -128 }));
}

/* 6.4.20 and 6.4.21: eighths only if both components are less than 8 samples. */
static void mv_lower(struct kunit *test)
{
	static const s16 other[] = { -64, -63, 0, 63, 64 };
	unsigned int k;
	int v, hp;

	for (k = 0; k < ARRAY_SIZE(other); k++) {
		for (v = -200; v <= 200; v++) {
			const struct vp9_mv mv = { .row = v, .col = other[k] };
			const bool large = v <= -64 || v >= 64 || k == 0 || k == 4;

			KUNIT_EXPECT_EQ(test, vp9_mv_use_hp(mv), !large);
			KUNIT_EXPECT_EQ(test, vp9_mv_use_hp((struct vp9_mv){ mv.col, mv.row }),
					!large);
			for (hp = 0; hp < 2; hp++) {
				const bool keep = hp && !large;
				const struct vp9_mv got = vp9_mv_lower(mv, hp);

				/* Towards 0 */
				KUNIT_EXPECT_EQ(test, got.row, keep ? v : v / 2 * 2);
				KUNIT_EXPECT_EQ(test, got.col, keep ? mv.col : mv.col / 2 * 2);
			}
		}
	}
}

static struct kunit_case mv_cases[] = {
	KUNIT_CASE(mv_find),
	KUNIT_CASE(mv_alone),
	KUNIT_CASE(mv_lower),
	{}
};

static struct kunit_suite mv_suite = {
	.name = "vp9_mv",
	.test_cases = mv_cases,
};

kunit_test_suite(mv_suite);
