// SPDX-License-Identifier: GPL-2.0
/*
 * Motion vectors and intra modes on a picture of 3x2 macroblocks; expected
 * values were worked out by hand from H.264 8.3.1.1 and 8.4.1.
 *
 *	0 D, intra	1 B	2 C
 *	3 A		4	5
 *
 * Row 0 is set to its final motion. Macroblock 4 is the one that is looked at.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "h264_fixture.h"

/* Motion of a macroblock that uses list 0 only; ref -1: intra. */
struct motion_mb {
	s8 ref;
	s16 x;
	s16 y;
};

static void motion_set_final(struct h264_fixture *f, u32 idx, struct motion_mb m)
{
	struct h264_motion *motion = &f->pic.side->motion[idx];
	struct h264_mb *mb = &f->pic.mbs[idx];
	unsigned int i;

	*mb = (struct h264_mb){ .type = m.ref < 0 ? H264_MB_I_16X16 : H264_MB_INTER };
	memset(motion, 0, sizeof(*motion));
	memset(motion->ref_idx, -1, sizeof(motion->ref_idx));
	motion->intra = m.ref < 0;
	memset(motion->ref_idx[0], m.ref, 4);
	for (i = 0; i < 16; i++)
		motion->mv[0][i] = (struct h264_mv){ m.x, m.y };
}

/* As parsed: a whole macroblock with a reference and a mvd. */
static void motion_set_parsed(struct h264_fixture *f, u32 idx, struct motion_mb m)
{
	motion_set_final(f, idx, m);
	if (m.ref < 0)
		return;
	memset(f->pic.side->motion[idx].mv, 0, sizeof(f->pic.side->motion[idx].mv));
	f->pic.side->motion[idx].mv[0][0] = (struct h264_mv){ m.x, m.y };
	memset(f->pic.mbs[idx].lists, 1, 4);
}

/**
 * motion_set_up() - a picture with neighbours A, B and C
 * @test: the test
 * @type: slice type
 * @a: A; B is not equal to its reference only if C is not
 * @b: B
 * @c: C
 *
 * A's own prediction is C's vector if they have the same reference and B has
 * another one or C's; else 0. D is intra.
 */
static struct h264_fixture *motion_set_up(struct kunit *test, enum h264_slice_type type,
					  struct motion_mb a, struct motion_mb b,
					  struct motion_mb c)
{
	struct h264_fixture *f = h264_fixture_init(test, 3, 2);
	struct h264_slice *slice = h264_fixture_slice(f, type, 0, f->w.data, 0);

	slice->num_ref_idx[0] = 2;
	slice->list[0][1] = H264_LIST_ENTRY(1, H264_FRAME);
	motion_set_final(f, 0, (struct motion_mb){ -1 });
	motion_set_final(f, 1, b);
	motion_set_final(f, 2, c);
	/* A sees D above it and B above right of it. */
	if (a.ref >= 0 && a.ref == b.ref) {
		a.x -= b.x;
		a.y -= b.y;
	}
	motion_set_parsed(f, 3, a);
	motion_set_final(f, 5, (struct motion_mb){ -1 });
	return f;
}

static void motion_expect(struct kunit *test, const struct h264_fixture *f, unsigned int list,
			  unsigned int blk, int x, int y)
{
	const struct h264_mv mv = f->pic.side->motion[4].mv[list][blk];

	KUNIT_EXPECT_EQ_MSG(test, mv.x, x, "x of block %u, list %u", blk, list);
	KUNIT_EXPECT_EQ_MSG(test, mv.y, y, "y of block %u, list %u", blk, list);
}

/**
 * struct motion_case - a 16x16 prediction
 * @a: A
 * @b: B
 * @c: C
 * @ref: reference of the macroblock
 * @x: predicted
 * @y: predicted
 */
struct motion_case {
	struct motion_mb a;
	struct motion_mb b;
	struct motion_mb c;
	s8 ref;
	s16 x;
	s16 y;
};

static void motion_median(struct kunit *test)
{
	static const struct motion_case cases[] = {
		/* All three, none and two of the same reference: the median. */
		{ { 0, 4, 0 }, { 0, 8, 8 }, { 0, -4, 20 }, 0, 4, 8 },
		{ { 1, 4, 0 }, { 1, 8, 8 }, { 1, -4, 20 }, 0, 4, 8 },
		{ { 0, 4, 0 }, { 1, 8, 8 }, { 0, -4, 20 }, 0, 4, 8 },
		/* One of the same reference: its vector. */
		{ { 0, 4, 0 }, { 1, 8, 8 }, { 1, -4, 20 }, 0, 4, 0 },
		{ { 1, 4, 0 }, { 0, 8, 8 }, { 1, -4, 20 }, 0, 8, 8 },
		{ { 1, 4, 0 }, { 1, 8, 8 }, { 0, -4, 20 }, 0, -4, 20 },
		/* Intra counts as another reference, with a vector of 0. */
		{ { -1 }, { 0, 8, 8 }, { -1 }, 0, 8, 8 },
		{ { -1 }, { 0, 8, 8 }, { 0, 6, 20 }, 0, 6, 8 },
		{ { -1 }, { -1 }, { -1 }, 0, 0, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct motion_case *c = &cases[i];
		struct h264_fixture *f = motion_set_up(test, H264_SLICE_P, c->a, c->b, c->c);

		motion_set_parsed(f, 4, (struct motion_mb){ c->ref, 1, -2 });
		h264_motion_row(&f->pic, 1);
		motion_expect(test, f, 0, 0, c->x + 1, c->y - 2);
		motion_expect(test, f, 0, 15, c->x + 1, c->y - 2);
		KUNIT_EXPECT_EQ(test, f->pic.side->motion[4].ref[0][3],
				H264_LIST_ENTRY(c->ref, H264_FRAME));
	}
}

/* Not in the slice: only A; then D in place of C. */
static void motion_availability(struct kunit *test)
{
	struct h264_fixture *f;

	f = motion_set_up(test, H264_SLICE_P, (struct motion_mb){ 1, 4, 6 },
			  (struct motion_mb){ -1 }, (struct motion_mb){ -1 });
	f->pic.mbs[0].slice = H264_SLICE_NONE;
	f->pic.mbs[1].slice = H264_SLICE_NONE;
	f->pic.mbs[2].slice = H264_SLICE_NONE;
	motion_set_parsed(f, 4, (struct motion_mb){ 0, 0, 0 });
	h264_motion_row(&f->pic, 1);
	/* A, although its reference is another one. */
	motion_expect(test, f, 0, 0, 4, 6);

	f = motion_set_up(test, H264_SLICE_P, (struct motion_mb){ -1 },
			  (struct motion_mb){ 0, 8, 8 }, (struct motion_mb){ 0, 90, 90 });
	f->pic.mbs[2].slice = H264_SLICE_NONE;
	motion_set_final(f, 0, (struct motion_mb){ 0, -6, 2 });
	motion_set_parsed(f, 4, (struct motion_mb){ 0, 0, 0 });
	h264_motion_row(&f->pic, 1);
	/* Median of 0 (A, intra), B and D. */
	motion_expect(test, f, 0, 0, 0, 2);
}

static void motion_directional(struct kunit *test)
{
	struct h264_fixture *f;

	/* 16x8: upper from B, lower from A. */
	f = motion_set_up(test, H264_SLICE_P, (struct motion_mb){ 0, 4, 0 },
			  (struct motion_mb){ 0, 8, 8 }, (struct motion_mb){ 0, -4, 20 });
	motion_set_parsed(f, 4, (struct motion_mb){ 0, 0, 0 });
	f->pic.mbs[4].shape = H264_HALVES_V;
	h264_motion_row(&f->pic, 1);
	motion_expect(test, f, 0, 0, 8, 8);
	motion_expect(test, f, 0, 7, 8, 8);
	motion_expect(test, f, 0, 8, 4, 0);
	motion_expect(test, f, 0, 15, 4, 0);

	/* 8x16: left from A, right from C. */
	f = motion_set_up(test, H264_SLICE_P, (struct motion_mb){ 0, 4, 0 },
			  (struct motion_mb){ 0, 8, 8 }, (struct motion_mb){ 0, -4, 20 });
	motion_set_parsed(f, 4, (struct motion_mb){ 0, 0, 0 });
	f->pic.mbs[4].shape = H264_HALVES_H;
	h264_motion_row(&f->pic, 1);
	motion_expect(test, f, 0, 1, 4, 0);
	motion_expect(test, f, 0, 13, 4, 0);
	motion_expect(test, f, 0, 2, -4, 20);
	motion_expect(test, f, 0, 15, -4, 20);
}

static void motion_p_skip(struct kunit *test)
{
	static const struct motion_case cases[] = {
		{ { 0, 4, 0 }, { 0, 8, 8 }, { 0, -4, 20 }, 0, 4, 8 },
		/* A or B does not move. */
		{ { 0, 0, 0 }, { 0, 8, 8 }, { 0, -4, 20 }, 0, 0, 0 },
		{ { 0, 4, 0 }, { 0, 0, 0 }, { 0, -4, 20 }, 0, 0, 0 },
		/* It does, with another reference. */
		{ { 1, 0, 0 }, { 0, 8, 8 }, { 0, -4, 20 }, 0, 0, 8 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct motion_case *c = &cases[i];
		struct h264_fixture *f = motion_set_up(test, H264_SLICE_P, c->a, c->b, c->c);

		motion_set_parsed(f, 4, (struct motion_mb){ 0, 0, 0 });
		f->pic.mbs[4].flags = H264_MB_SKIP;
		h264_motion_row(&f->pic, 1);
		motion_expect(test, f, 0, 5, c->x, c->y);
		/* Without A there is no motion. */
		f->pic.mbs[3].slice = H264_SLICE_NONE;
		f->pic.mbs[3].type = H264_MB_NONE;
		h264_motion_row(&f->pic, 1);
		motion_expect(test, f, 0, 5, 0, 0);
	}
}

static void motion_set_direct(struct h264_fixture *f)
{
	struct h264_mb *mb = &f->pic.mbs[4];

	motion_set_final(f, 4, (struct motion_mb){ 0 });
	memset(f->pic.side->motion[4].ref_idx, -1, sizeof(f->pic.side->motion[4].ref_idx));
	memset(f->pic.side->motion[4].mv, 0, sizeof(f->pic.side->motion[4].mv));
	mb->flags = H264_MB_SKIP | H264_MB_DIRECT;
	mb->shape = H264_QUARTERS;
	memset(mb->sub_shape, H264_QUARTERS, sizeof(mb->sub_shape));
	mb->direct = 0xf;
}

/* The co-located macroblock: list 0, reference 0 in slot 0, one vector per corner. */
static void motion_set_col(struct h264_fixture *f, s16 x, s16 y)
{
	struct h264_pic_side *side = f->refs[1].side;
	struct h264_motion *col = &side->motion[4];
	unsigned int i;

	col->intra = false;
	memset(col->ref_idx[0], 0, 4);
	memset(col->ref[0], H264_LIST_ENTRY(0, H264_FRAME), 4);
	for (i = 0; i < 16; i++)
		col->mv[0][i] = (struct h264_mv){ 100, 100 };
	/* Only corners count with direct_8x8_inference_flag. */
	col->mv[0][0] = (struct h264_mv){ x, y };
	col->mv[0][15] = (struct h264_mv){ x, y };
}

/* Spatial direct prediction with a co-located vector of (@x, @y). */
static struct h264_fixture *motion_spatial(struct kunit *test, s16 x, s16 y, bool long_term)
{
	struct h264_fixture *f = motion_set_up(test, H264_SLICE_B, (struct motion_mb){ 0, 4, 0 },
					       (struct motion_mb){ 0, 8, 8 },
					       (struct motion_mb){ 1, -4, 20 });

	motion_set_direct(f);
	motion_set_col(f, x, y);
	f->pic.refs[1].long_term = long_term;
	h264_motion_row(&f->pic, 1);
	return f;
}

static void motion_spatial_direct(struct kunit *test)
{
	struct h264_fixture *f = motion_spatial(test, 1, -1, false);

	/* Reference 0, the smallest; the median of all; list 1 is not used. */
	KUNIT_EXPECT_EQ(test, f->pic.side->motion[4].ref_idx[0][1], 0);
	KUNIT_EXPECT_EQ(test, f->pic.side->motion[4].ref_idx[1][1], -1);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[4].lists[1], 1);
	motion_expect(test, f, 0, 2, 4, 8);
	motion_expect(test, f, 0, 13, 4, 8);
	/* colZeroFlag in the first and the last 8x8 block. */
	motion_expect(test, f, 0, 0, 0, 0);
	motion_expect(test, f, 0, 5, 0, 0);
	motion_expect(test, f, 0, 15, 0, 0);

	/* Not for a long-term picture, nor for a vector of 2. */
	motion_expect(test, motion_spatial(test, 1, -1, true), 0, 0, 4, 8);
	motion_expect(test, motion_spatial(test, 2, 0, false), 0, 0, 4, 8);
	motion_expect(test, motion_spatial(test, 0, -2, false), 0, 15, 4, 8);
}

/* Without any neighbour's reference both lists use 0, without motion. */
static void motion_spatial_direct_alone(struct kunit *test)
{
	struct h264_fixture *f = motion_set_up(test, H264_SLICE_B, (struct motion_mb){ -1 },
					       (struct motion_mb){ -1 },
					       (struct motion_mb){ -1 });

	motion_set_direct(f);
	h264_motion_row(&f->pic, 1);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[4].lists[0], 3);
	motion_expect(test, f, 0, 3, 0, 0);
	motion_expect(test, f, 1, 3, 0, 0);
}

/* POC 0, 4, 8: half of the co-located vector forward, the rest backward. */
static void motion_temporal_direct(struct kunit *test)
{
	struct h264_fixture *f = motion_set_up(test, H264_SLICE_B, (struct motion_mb){ -1 },
					       (struct motion_mb){ -1 },
					       (struct motion_mb){ -1 });

	f->slices[0].direct_spatial_mv_pred = false;
	motion_set_direct(f);
	motion_set_col(f, 8, -5);
	h264_motion_row(&f->pic, 1);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[4].lists[3], 3);
	/* (128 * 8 + 128) >> 8, (128 * -5 + 128) >> 8 */
	motion_expect(test, f, 0, 0, 4, -2);
	motion_expect(test, f, 1, 0, -4, 3);
	/* The top right 8x8 block takes the corner next to it, block 3. */
	motion_expect(test, f, 0, 2, 50, 50);

	/* Long-term: copied. */
	f->slices[0].dist_scale[0][0] = H264_DIST_COPY;
	motion_set_direct(f);
	h264_motion_row(&f->pic, 1);
	motion_expect(test, f, 0, 0, 8, -5);
	motion_expect(test, f, 1, 0, 0, 0);
}

/* predIntra4x4PredMode: the smaller one of the neighbours, DC without them. */
static void motion_intra_modes(struct kunit *test)
{
	struct h264_fixture *f = motion_set_up(test, H264_SLICE_I, (struct motion_mb){ -1 },
					       (struct motion_mb){ -1 },
					       (struct motion_mb){ -1 });
	struct h264_mb *mb = &f->pic.mbs[4];

	*mb = (struct h264_mb){ .type = H264_MB_I_NXN };
	memset(mb->intra_nxn, -1, sizeof(mb->intra_nxn));
	/* Neighbours that are Intra_16x16 count as DC (2): rem 1 is 1, rem 2 is 3. */
	mb->intra_nxn[0] = 1;
	mb->intra_nxn[1] = 2;
	h264_motion_row(&f->pic, 1);
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[0], 1);
	/* min(1, 2): rem 2 is above it. */
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[1], 3);
	/* min(3, 2) and min(2, 1) */
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[2], 2);
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[4], 1);
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[5], 1);

	/* No neighbour to the left: DC whatever is above. */
	*mb = (struct h264_mb){ .type = H264_MB_I_NXN };
	memset(mb->intra_nxn, -1, sizeof(mb->intra_nxn));
	f->pic.mbs[3].slice = H264_SLICE_NONE;
	f->pic.mbs[3].type = H264_MB_NONE;
	f->pic.mbs[1].type = H264_MB_I_NXN;
	h264_motion_row(&f->pic, 1);
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[0], 2);
	/* Inside, both are there: above is vertical (0). */
	KUNIT_EXPECT_EQ(test, mb->intra_nxn[1], 0);
}

static struct kunit_case motion_cases[] = {
	KUNIT_CASE(motion_median),
	KUNIT_CASE(motion_availability),
	KUNIT_CASE(motion_directional),
	KUNIT_CASE(motion_p_skip),
	KUNIT_CASE(motion_spatial_direct),
	KUNIT_CASE(motion_spatial_direct_alone),
	KUNIT_CASE(motion_temporal_direct),
	KUNIT_CASE(motion_intra_modes),
	{}
};

static struct kunit_suite motion_suite = {
	.name = "h264_motion",
	.test_cases = motion_cases,
};

kunit_test_suite(motion_suite);
