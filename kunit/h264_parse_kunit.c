// SPDX-License-Identifier: GPL-2.0
/*
 * Slices that are not what they should be: what the parse and motion stages leave
 * must be in range whatever they read, and later stages must stand it.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_fixture.h"

#define PARSE_SLICE_BYTES	96
#define PARSE_ROUNDS		400

/**
 * struct parse_case - a kind of slice
 * @name: for messages
 * @type: slice type
 * @cabac: entropy_coding_mode_flag
 * @t8x8: transform_8x8_mode_flag
 * @structure: frame or field, 0 for frame
 * @mbaff: of an MBAFF frame
 * @colour_planes: one for each separate colour plane
 */
struct parse_case {
	const char *name;
	enum h264_slice_type type;
	bool cabac;
	bool t8x8;
	enum h264_structure structure;
	bool mbaff;
	bool colour_planes;
};

static const struct parse_case parse_cases[] = {
	{ "CAVLC I", H264_SLICE_I, false, false },
	{ "CAVLC I 8x8", H264_SLICE_I, false, true },
	{ "CAVLC P", H264_SLICE_P, false, false },
	{ "CAVLC P 8x8", H264_SLICE_P, false, true },
	{ "CAVLC B", H264_SLICE_B, false, false },
	{ "CAVLC B 8x8", H264_SLICE_B, false, true },
	{ "CAVLC SP", H264_SLICE_SP, false, false },
	{ "CAVLC SI", H264_SLICE_SI, false, false },
	{ "CABAC I", H264_SLICE_I, true, false },
	{ "CABAC I 8x8", H264_SLICE_I, true, true },
	{ "CABAC P", H264_SLICE_P, true, false },
	{ "CABAC P 8x8", H264_SLICE_P, true, true },
	{ "CABAC B", H264_SLICE_B, true, false },
	{ "CABAC B 8x8", H264_SLICE_B, true, true },
	{ "CABAC SP", H264_SLICE_SP, true, false },
	{ "CABAC SI", H264_SLICE_SI, true, false },
	{ "CAVLC P, field", H264_SLICE_P, false, true, H264_TOP },
	{ "CAVLC B, field", H264_SLICE_B, false, true, H264_BOTTOM },
	{ "CABAC P, field", H264_SLICE_P, true, true, H264_BOTTOM },
	{ "CABAC B, field", H264_SLICE_B, true, true, H264_TOP },
	{ "CAVLC I, MBAFF", H264_SLICE_I, false, true, H264_FRAME, true },
	{ "CAVLC P, MBAFF", H264_SLICE_P, false, true, H264_FRAME, true },
	{ "CAVLC B, MBAFF", H264_SLICE_B, false, true, H264_FRAME, true },
	{ "CABAC I, MBAFF", H264_SLICE_I, true, true, H264_FRAME, true },
	{ "CABAC P, MBAFF", H264_SLICE_P, true, true, H264_FRAME, true },
	{ "CABAC B, MBAFF", H264_SLICE_B, true, true, H264_FRAME, true },
	{ "CAVLC B, planes", H264_SLICE_B, false, true, H264_FRAME, false, true },
	{ "CABAC P, planes of a field", H264_SLICE_P, true, true, H264_TOP, false, true },
	{ "CABAC B, planes, MBAFF", H264_SLICE_B, true, true, H264_FRAME, true, true },
};

static void parse_case_desc(const struct parse_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(parse_case, parse_cases, parse_case_desc);

/* How much room the coefficients of a macroblock take (h264_pic_coefs()). */
static u32 parse_coefs(const struct h264_mb *mb)
{
	u32 n = 0;
	unsigned int i;

	if (mb->type == H264_MB_I_PCM)
		return 384;
	for (i = 0; i < 48; i++)
		if (mb->coded >> i & 1)
			n += 16;
	n += mb->coded & H264_CODED_DC(0) ? 16 : 0;
	n += mb->coded & H264_CODED_DC(1) ? 8 : 0;
	n += mb->coded & H264_CODED_DC(2) ? 8 : 0;
	return n;
}

/* Everything later stages rely on. */
static void parse_check_mb(struct kunit *test, const struct h264_fixture *f, u32 addr)
{
	const u32 idx = h264_pic_mb_index(&f->pic, addr);
	const struct h264_mb *mb = &f->pic.mbs[idx];
	const struct h264_motion *motion = &f->pic.motion[idx];
	const bool field = mb->flags & H264_MB_FIELD;
	const u32 start = dae_ring_at(&f->pic.bands[0].ring,
				      addr / (f->pic.mb_width << f->pic.mbaff));
	const struct h264_slice *slice;
	unsigned int list, i;

	/* Both of a pair are of one kind, lost or not. */
	if (f->pic.mbaff && addr & 1)
		KUNIT_ASSERT_EQ(test, field,
				!!(mb[-(int)f->pic.mb_width].flags & H264_MB_FIELD));
	else if (!f->pic.mbaff)
		KUNIT_ASSERT_FALSE(test, field);

	if (mb->type == H264_MB_NONE) {
		KUNIT_ASSERT_EQ(test, mb->slice, H264_SLICE_NONE);
		KUNIT_ASSERT_TRUE(test, motion->intra);
		return;
	}
	KUNIT_ASSERT_LE(test, mb->type, H264_MB_INTER);
	KUNIT_ASSERT_LT(test, mb->slice, f->pic.num_slices);
	slice = &f->pic.slices[mb->slice];
	KUNIT_ASSERT_GE(test, addr, slice->first_mb);
	KUNIT_ASSERT_LT(test, addr, slice->end_mb);
	KUNIT_ASSERT_GE(test, mb->coef, start);
	KUNIT_ASSERT_LE(test, mb->coef - start + parse_coefs(mb),
			f->pic.mb_width * f->pic.coefs_per_mb << f->pic.mbaff);
	KUNIT_ASSERT_EQ(test, mb->coef % 8, 0);
	KUNIT_ASSERT_LE(test, mb->qp, 51);
	KUNIT_ASSERT_LE(test, mb->chroma_mode, 3);
	KUNIT_ASSERT_LE(test, mb->intra_mode, 3);
	KUNIT_ASSERT_LE(test, mb->shape, H264_QUARTERS);
	for (i = 0; i < 16 && (mb->type == H264_MB_I_NXN || mb->type == H264_MB_SI); i++) {
		KUNIT_ASSERT_GE(test, mb->intra_nxn[i], 0);
		KUNIT_ASSERT_LE(test, mb->intra_nxn[i], 8);
	}
	for (list = 0; list < 2; list++) {
		for (i = 0; i < 4; i++) {
			KUNIT_ASSERT_GE(test, motion->ref_idx[list][i], -1);
			KUNIT_ASSERT_LT(test, motion->ref_idx[list][i],
					max(slice->num_ref_idx[list], 1) << field);
			if (mb->type == H264_MB_INTER)
				KUNIT_ASSERT_EQ(test, mb->lists[i] >> list & 1,
						motion->ref_idx[list][i] >= 0);
		}
	}
}

static void parse_check(struct kunit *test, const struct h264_fixture *f)
{
	u32 lost = 0, i;

	for (i = 0; i < f->pic.num_mbs; i++) {
		parse_check_mb(test, f, i);
		lost += f->pic.mbs[i].type == H264_MB_NONE;
	}
	KUNIT_ASSERT_EQ(test, f->pic.lost_mbs, lost);
}

static void parse_set_up_case(struct h264_fixture *f, const struct parse_case *c)
{
	f->pps.entropy_coding_mode = c->cabac;
	f->pps.transform_8x8_mode = c->t8x8;
	f->pic.num_slices = 0;
	f->pic.lost_mbs = 0;
}

/* A slice of each colour plane, all of the same random bytes */
static void parse_random_slices(struct h264_fixture *f, const struct parse_case *c, const u8 *data,
				u32 *seed)
{
	u32 plane, i;

	for (plane = 0; plane < f->pic.colour_planes; plane++) {
		struct h264_slice *slice;

		slice = h264_fixture_slice(f, c->type, plane * f->pic.plane_mbs, data,
					   PARSE_SLICE_BYTES);
		slice->qp = dae_rnd(seed) % 52;
		slice->direct_spatial_mv_pred = dae_rnd(seed) & 1;
		for (i = 0; i < 2; i++) {
			if (slice->num_ref_idx[i])
				slice->num_ref_idx[i] = 1 + dae_rnd(seed) % 3;
			memset(slice->list[i], H264_LIST_ENTRY(i, slice->structure),
			       sizeof(slice->list[i]));
		}
	}
}

/* Random bytes; some slices have few 1 bits, or few 0 bits, and so get further. */
static void parse_random_data(struct kunit *test)
{
	const struct parse_case *c = test->param_value;
	const struct h264_fixture_kind kind = {
		.mb_width = 4,
		.mb_height = 4,
		.structure = c->structure ? c->structure : H264_FRAME,
		.mbaff = c->mbaff,
		.chroma = c->colour_planes ? DAE_CHROMA_444 : DAE_CHROMA_420,
		.bit_depth = 8,
		.colour_planes = c->colour_planes,
	};
	struct h264_fixture *f = h264_fixture_init_kind(test, &kind);
	/* Exactly what is promised to be readable, so that KASAN sees more. */
	u8 *data = kunit_kzalloc(test, PARSE_SLICE_BYTES + 8, GFP_KERNEL);
	u32 seed = 1, round, decoded = 0, i;

	KUNIT_ASSERT_NOT_NULL(test, data);
	for (round = 0; round < PARSE_ROUNDS; round++) {
		parse_set_up_case(f, c);
		for (i = 0; i < PARSE_SLICE_BYTES; i++) {
			data[i] = dae_rnd(&seed) >> 8;
			if (round % 3 == 1)
				data[i] &= dae_rnd(&seed) >> 8;
			if (round % 3 == 2)
				data[i] |= dae_rnd(&seed) >> 8;
		}
		parse_random_slices(f, c, data, &seed);
		f->pic.params.sps.direct_8x8_inference = c->structure || round & 2;
		h264_fixture_run(f, 4);
		parse_check(test, f);
		decoded += f->pic.num_mbs - f->pic.lost_mbs;
	}
	/* Else nothing has been tested. */
	KUNIT_EXPECT_GT(test, decoded, PARSE_ROUNDS / 4);
}

/* I_PCM macroblocks in a slice that ends somewhere: the rest is lost. */
static void parse_truncated(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 2, 3);
	u32 mb, i, bytes, end[6];

	for (mb = 0; mb < 6; mb++) {
		h264_put_ue(&f->w, 25);
		f->w.bits = (f->w.bits + 7) & ~7u;
		for (i = 0; i < 384; i++)
			h264_put_bits(&f->w, 0xa5, 8);
		end[mb] = f->w.bits / 8;
	}
	h264_put_trailing(&f->w);

	for (bytes = 1; bytes < f->w.bits / 8; bytes += 97) {
		u8 *data = kunit_kzalloc(test, bytes + 8, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, data);
		memcpy(data, f->w.data, bytes);
		f->pic.num_slices = 0;
		f->pic.lost_mbs = 0;
		h264_fixture_slice(f, H264_SLICE_I, 0, data, bytes);
		h264_fixture_run(f, 2);
		parse_check(test, f);
		for (mb = 0; mb < 6; mb++)
			KUNIT_EXPECT_EQ_MSG(test, f->pic.mbs[mb].type,
					    end[mb] <= bytes ? H264_MB_I_PCM : H264_MB_NONE,
					    "macroblock %u, %u bytes", mb, bytes);
	}
}

/* Data of a slice that is @run skipped macroblocks. */
static struct h264_writer *parse_skipped(struct kunit *test, u32 run, u32 *bytes)
{
	struct h264_writer *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, w);
	h264_put_ue(w, run);
	*bytes = h264_put_trailing(w);
	return w;
}

/* A damaged slice takes nothing from the next, nor does one that is too long. */
static void parse_slices_are_apart(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 2, 2);
	struct h264_writer *run[5];
	u32 bytes[5], i;

	for (i = 0; i < 5; i++)
		run[i] = parse_skipped(test, i, &bytes[i]);
	/* mb_skip_run 1, then a mb_type that does not exist */
	h264_put_ue(&f->w, 1);
	h264_put_ue(&f->w, 40);
	h264_fixture_slice(f, H264_SLICE_P, 0, f->w.data, h264_put_trailing(&f->w));
	h264_fixture_slice(f, H264_SLICE_P, 2, run[2]->data, bytes[2]);
	h264_fixture_run(f, 2);
	parse_check(test, f);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[0].type, H264_MB_INTER);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[1].type, H264_MB_NONE);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[2].slice, 1);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[3].slice, 1);

	/* Four of which the last one is another slice's. */
	f->pic.num_slices = 0;
	f->pic.lost_mbs = 0;
	h264_fixture_slice(f, H264_SLICE_P, 0, run[4]->data, bytes[4]);
	h264_fixture_slice(f, H264_SLICE_P, 3, run[1]->data, bytes[1]);
	h264_fixture_run(f, 2);
	parse_check(test, f);
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, f->pic.mbs[i].slice, i == 3);

	/* The same before a slice without any macroblock. */
	f->pic.num_slices = 0;
	f->pic.lost_mbs = 0;
	h264_fixture_slice(f, H264_SLICE_P, 0, run[4]->data, bytes[4]);
	h264_fixture_slice(f, H264_SLICE_P, 3, run[1]->data, 0);
	h264_fixture_run(f, 2);
	parse_check(test, f);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[3].type, H264_MB_NONE);

	/* A run that leaves the picture. */
	f->pic.num_slices = 0;
	f->pic.lost_mbs = 0;
	h264_fixture_slice(f, H264_SLICE_P, 1, run[4]->data, bytes[4]);
	h264_fixture_run(f, 2);
	parse_check(test, f);
	KUNIT_EXPECT_EQ(test, f->pic.lost_mbs, 4);
}

/* mb_qp_delta wraps around (7-37) and is refused out of range. */
static void parse_qp_delta(struct kunit *test)
{
	static const struct {
		u8 qp;
		s8 delta;
		int result;
	} cases[] = {
		{ 24, 0, 24 }, { 24, 25, 49 }, { 24, -26, 50 }, { 51, 1, 0 }, { 0, -1, 51 },
		{ 24, 26, -1 }, { 24, -27, -1 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct h264_fixture *f = h264_fixture_init(test, 1, 1);

		/* I_16x16 without coefficients: mode 2, DC of chroma, delta, no DC */
		h264_put_ue(&f->w, 3);
		h264_put_ue(&f->w, 0);
		h264_put_se(&f->w, cases[i].delta);
		h264_put_bits(&f->w, 1, 1);
		h264_fixture_written(f, H264_SLICE_I)->qp = cases[i].qp;
		h264_fixture_run(f, 1);
		if (cases[i].result < 0) {
			KUNIT_EXPECT_EQ(test, f->pic.mbs[0].type, H264_MB_NONE);
		} else {
			KUNIT_EXPECT_EQ(test, f->pic.mbs[0].type, H264_MB_I_16X16);
			KUNIT_EXPECT_EQ(test, f->pic.mbs[0].qp, cases[i].result);
		}
	}
}

/* I_PCM as a macroblock of I or P slices */
static void parse_put_pcm(struct h264_fixture *f, u32 mb_type)
{
	unsigned int i;

	h264_put_ue(&f->w, mb_type);
	f->w.bits = (f->w.bits + 7) & ~7u;
	for (i = 0; i < 384; i++)
		h264_put_bits(&f->w, i & 0xff, 8);
}

/*
 * A lower macroblock that is lost is of the kind of its pair, whether it was damaged
 * or never came; an upper one that is lost leaves nothing.
 */
static void parse_damaged_pairs(struct kunit *test)
{
	unsigned int field, k;

	for (k = 0; k < 4; k++) {
		for (field = 0; field < 2; field++) {
			struct h264_fixture *f = h264_fixture_coded(test, 2, 4, H264_FRAME, true);
			const struct h264_mb *mbs = f->pic.mbs;
			const u8 flags = field ? H264_MB_FIELD : 0;

			/* A whole pair, and the upper one of the next */
			h264_put_bits(&f->w, field, 1);
			parse_put_pcm(f, 25);
			parse_put_pcm(f, 25);
			h264_put_bits(&f->w, k == 3 ? !field : field, 1);
			if (k == 3)
				h264_put_ue(&f->w, 40);
			else
				parse_put_pcm(f, 25);
			/* Then a mb_type that does not exist, or the end */
			if (k == 1)
				h264_put_ue(&f->w, 40);
			if (k == 2)
				h264_put_bits(&f->w, 0, 32);
			h264_fixture_written(f, H264_SLICE_I);
			h264_fixture_run(f, 4);
			parse_check(test, f);
			KUNIT_EXPECT_EQ(test, f->pic.lost_mbs, k == 3 ? 6 : 5);
			KUNIT_EXPECT_EQ(test, mbs[0].flags, flags);
			KUNIT_EXPECT_EQ(test, mbs[2].flags, flags);
			KUNIT_EXPECT_EQ(test, mbs[1].type, k == 3 ? H264_MB_NONE : H264_MB_I_PCM);
			KUNIT_EXPECT_EQ(test, mbs[1].flags, k == 3 ? 0 : flags);
			KUNIT_EXPECT_EQ(test, mbs[3].type, H264_MB_NONE);
			KUNIT_EXPECT_EQ(test, mbs[3].flags, k == 3 ? 0 : flags);
		}
	}
}

/* A skipped upper macroblock is of the kind its lower one has, even if that is damaged. */
static void parse_skipped_upper(struct kunit *test)
{
	unsigned int field, damaged;

	for (damaged = 0; damaged < 2; damaged++) {
		for (field = 0; field < 2; field++) {
			struct h264_fixture *f = h264_fixture_coded(test, 1, 2, H264_FRAME, true);
			const struct h264_mb *mbs = f->pic.mbs;

			h264_put_ue(&f->w, 1);
			h264_put_bits(&f->w, field, 1);
			if (damaged)
				h264_put_ue(&f->w, 60);
			else
				parse_put_pcm(f, 5 + 25);
			h264_fixture_written(f, H264_SLICE_P);
			h264_fixture_run(f, 4);
			parse_check(test, f);
			KUNIT_EXPECT_EQ(test, mbs[0].flags,
					H264_MB_SKIP | (field ? H264_MB_FIELD : 0));
			KUNIT_EXPECT_EQ(test, mbs[1].flags, field ? H264_MB_FIELD : 0);
			KUNIT_EXPECT_EQ(test, mbs[1].type, damaged ? H264_MB_NONE : H264_MB_I_PCM);
		}
	}
}

static struct kunit_case parse_kunit_cases[] = {
	KUNIT_CASE_PARAM(parse_random_data, parse_case_gen_params),
	KUNIT_CASE(parse_truncated),
	KUNIT_CASE(parse_slices_are_apart),
	KUNIT_CASE(parse_qp_delta),
	KUNIT_CASE(parse_damaged_pairs),
	KUNIT_CASE(parse_skipped_upper),
	{}
};

static struct kunit_suite parse_suite = {
	.name = "h264_parse",
	.test_cases = parse_kunit_cases,
};

kunit_test_suite(parse_suite);
