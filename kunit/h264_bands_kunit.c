// SPDX-License-Identifier: GPL-2.0
/*
 * Bands of slices: pictures are the same as with one band, whatever is in the slices
 * and in whatever order the stages run.
 */
#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/string.h>

#include "any_order.h"
#include "dae_check.h"
#include "h264_fixture.h"

#define BANDS_WIDTH		6
/* Rows that the stages work on, of each colour plane. */
#define BANDS_ROWS		24
#define BANDS_ROUNDS		6
#define BANDS_SLICE_BYTES	640

/**
 * struct bands_case - a kind of picture
 * @name: for messages
 * @type: of all slices
 * @cabac: entropy_coding_mode_flag
 * @structure: frame or field
 * @mbaff: it is an MBAFF frame
 * @colour_planes: it has separate ones
 */
struct bands_case {
	const char *name;
	enum h264_slice_type type;
	bool cabac;
	enum h264_structure structure;
	bool mbaff;
	bool colour_planes;
};

static const struct bands_case bands_cases[] = {
	{ "CAVLC I", H264_SLICE_I, false, H264_FRAME },
	{ "CAVLC P", H264_SLICE_P, false, H264_FRAME },
	{ "CABAC I", H264_SLICE_I, true, H264_FRAME },
	{ "CABAC B", H264_SLICE_B, true, H264_FRAME },
	{ "CAVLC P, field", H264_SLICE_P, false, H264_BOTTOM },
	{ "CABAC B, field", H264_SLICE_B, true, H264_TOP },
	{ "CAVLC P, MBAFF", H264_SLICE_P, false, H264_FRAME, true },
	{ "CABAC I, MBAFF", H264_SLICE_I, true, H264_FRAME, true },
	{ "CABAC P, MBAFF", H264_SLICE_P, true, H264_FRAME, true },
	{ "CABAC B, MBAFF", H264_SLICE_B, true, H264_FRAME, true },
	{ "CABAC P, planes", H264_SLICE_P, true, H264_FRAME, false, true },
	{ "CAVLC B, planes, MBAFF", H264_SLICE_B, false, H264_FRAME, true, true },
};

static void bands_case_desc(const struct bands_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bands_case, bands_cases, bands_case_desc);

static struct h264_fixture *bands_init(struct kunit *test, const struct bands_case *c)
{
	const struct h264_fixture_kind kind = {
		.mb_width = BANDS_WIDTH,
		.mb_height = BANDS_ROWS << (c->mbaff || c->structure != H264_FRAME),
		.structure = c->structure,
		.mbaff = c->mbaff,
		.chroma = c->colour_planes ? DAE_CHROMA_444 : DAE_CHROMA_420,
		.bit_depth = 8,
		.colour_planes = c->colour_planes,
	};
	struct h264_fixture *f = h264_fixture_init_kind(test, &kind);
	u32 seed = 5;

	f->pps.entropy_coding_mode = c->cabac;
	f->pps.transform_8x8_mode = true;
	any_order_smooth(&f->refs[0], &seed);
	any_order_smooth(&f->refs[1], &seed);
	return f;
}

/**
 * struct bands_result - what the stages make of a picture
 * @mbs: macroblocks, but for where coefficients are
 * @motion: their motion
 * @frame: samples
 * @lost_mbs: macroblocks that are lost
 */
struct bands_result {
	struct h264_mb *mbs;
	struct h264_motion *motion;
	struct dae_frame frame;
	u32 lost_mbs;
};

static void *bands_alloc(struct kunit *test, size_t bytes)
{
	void *mem = kunit_kzalloc(test, bytes, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	return mem;
}

static void bands_result_init(struct kunit *test, const struct h264_fixture *f,
			      struct bands_result *r)
{
	const struct dae_frame_format *fmt = &f->frame.fmt;

	r->mbs = bands_alloc(test, f->pic.num_mbs * sizeof(*r->mbs));
	r->motion = bands_alloc(test, f->pic.num_mbs * sizeof(*r->motion));
	dae_frame_init(&r->frame, fmt, 0, bands_alloc(test, dae_frame_bytes(fmt, 0)));
}

static void bands_keep(const struct h264_fixture *f, struct bands_result *r)
{
	u32 i;

	memcpy(r->mbs, f->pic.mbs, f->pic.num_mbs * sizeof(*r->mbs));
	for (i = 0; i < f->pic.num_mbs; i++)
		r->mbs[i].coef = 0;
	memcpy(r->motion, f->pic.motion, f->pic.num_mbs * sizeof(*r->motion));
	any_order_copy(&r->frame, &f->frame);
	r->lost_mbs = f->pic.lost_mbs;
}

/* As memory may be that earlier pictures have used. */
static void bands_forget(struct h264_fixture *f, u32 *seed)
{
	struct h264_pic *pic = &f->pic;
	u32 i;

	for (i = 0; i < pic->num_mbs; i++) {
		memset(&pic->mbs[i], dae_below(seed, 256), sizeof(*pic->mbs));
		pic->mbs[i].slice = dae_below(seed, pic->num_slices);
		pic->mbs[i].type = H264_MB_INTER;
		memset(&pic->motion[i], dae_below(seed, 4), sizeof(*pic->motion));
	}
	pic->lost_mbs = 0;
}

/* All stages with one band, and with as many as there are. */
static void bands_compare(struct kunit *test, struct h264_fixture *f, struct bands_result *one,
			  struct bands_result *many, u32 *seed)
{
	struct daedalus_run *run = any_order_new(test, &h264_pic_stages);
	u32 row;

	bands_forget(f, seed);
	h264_fixture_run(f, H264_STAGE_DEBLOCK);
	for (row = 0; row < f->pic.num_rows; row++)
		h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, row);
	bands_keep(f, one);

	bands_forget(f, seed);
	h264_pic_set_bands(&f->pic);
	run->num_rows = f->pic.num_rows;
	run->frame = &f->pic;
	h264_pic_parts(&f->pic, U8_MAX, run->num_parts);
	run->part_rows[H264_STAGE_PARSE] = f->pic.band_rows;
	any_order_run(test, run, seed);
	bands_keep(f, many);

	KUNIT_ASSERT_EQ(test, many->lost_mbs, one->lost_mbs);
	KUNIT_ASSERT_EQ(test, memcmp(many->mbs, one->mbs, f->pic.num_mbs * sizeof(*one->mbs)), 0);
	KUNIT_ASSERT_EQ(test, memcmp(many->motion, one->motion,
				     f->pic.num_mbs * sizeof(*one->motion)), 0);
	KUNIT_ASSERT_TRUE(test, any_order_same(&many->frame, &one->frame));
}

/* Slices that start anywhere, also in the middle of rows and on top of each other's end. */
static void bands_random_slices(struct h264_fixture *f, const struct bands_case *c,
				const u8 *data, u32 *seed)
{
	const u32 unit = 1 + c->mbaff;
	u32 first = dae_below(seed, 2) * unit * dae_below(seed, 9);
	struct h264_slice *slice;
	unsigned int list;

	f->pic.num_slices = 0;
	while (first < f->pic.num_mbs && f->pic.num_slices < H264_FIXTURE_SLICES) {
		slice = h264_fixture_slice(f, c->type, first,
					   data + f->pic.num_slices * (BANDS_SLICE_BYTES + 8),
					   BANDS_SLICE_BYTES);
		slice->end_mb = h264_pic_plane_end(&f->pic, first);
		slice->qp = dae_below(seed, 52);
		slice->direct_spatial_mv_pred = dae_below(seed, 2);
		slice->disable_deblocking_filter_idc = dae_below(seed, 3);
		for (list = 0; list < 2; list++)
			memset(slice->list[list], H264_LIST_ENTRY(list, slice->structure),
			       sizeof(slice->list[list]));
		first += unit * (1 + dae_below(seed, 9 * BANDS_WIDTH));
		if (f->pic.num_slices > 1)
			slice[-1].end_mb = min(slice[-1].end_mb, slice->first_mb);
	}
}

static void bands_random(struct kunit *test)
{
	const struct bands_case *c = test->param_value;
	const size_t bytes = H264_FIXTURE_SLICES * (BANDS_SLICE_BYTES + 8);
	struct h264_fixture *f = bands_init(test, c);
	u8 *data = bands_alloc(test, bytes);
	struct bands_result one, many;
	u32 seed = 1, round, decoded = 0, bands = 0;
	size_t i;

	bands_result_init(test, f, &one);
	bands_result_init(test, f, &many);
	for (round = 0; round < BANDS_ROUNDS; round++) {
		for (i = 0; i < bytes; i++) {
			data[i] = dae_rnd(&seed) >> 8;
			if (round % 3 == 1)
				data[i] |= dae_rnd(&seed) >> 8;
			if (round % 3 == 2)
				data[i] |= dae_rnd(&seed) >> 8 | dae_rnd(&seed) >> 9;
		}
		/* One band, whatever the last picture had. */
		f->pic.num_slices = 0;
		h264_pic_set_bands(&f->pic);
		bands_random_slices(f, c, data, &seed);
		bands_compare(test, f, &one, &many, &seed);
		decoded += f->pic.num_mbs - one.lost_mbs;
		bands += f->pic.num_bands;
	}
	/* Else nothing has been tested. */
	KUNIT_EXPECT_GT(test, decoded, BANDS_ROUNDS * BANDS_WIDTH);
	KUNIT_EXPECT_GT(test, bands, 2 * BANDS_ROUNDS);
}

/* mb_type I_PCM, which fills a byte and a bit */
static const u8 bands_pcm[2] = { 0x0d, 0x00 };

#define BANDS_PCM_BYTES		(sizeof(bands_pcm) + 384)

/* Nothing but I_PCM macroblocks, which take most room: rings are full, and yet all ends. */
static void bands_full(struct kunit *test)
{
	static const struct bands_case c = { "", H264_SLICE_I, false, H264_FRAME };
	struct h264_fixture *f = bands_init(test, &c);
	const size_t bytes = f->pic.num_mbs * BANDS_PCM_BYTES;
	u8 *data = bands_alloc(test, bytes + H264_FIXTURE_SLICES * 16);
	struct bands_result one, many;
	u32 seed = 2, round, i, first = 0, next;
	u8 *p = data;

	bands_result_init(test, f, &one);
	bands_result_init(test, f, &many);
	for (i = 0; i < bytes; i++)
		data[i] = dae_rnd(&seed);
	while (first < f->pic.num_mbs) {
		const u8 *start = p;

		next = min(first + 5 * BANDS_WIDTH + 2, f->pic.num_mbs);
		for (i = first; i < next; i++, p += BANDS_PCM_BYTES)
			memcpy(p, bands_pcm, sizeof(bands_pcm));
		*p++ = 0x80;
		h264_fixture_slice(f, c.type, first, start, p - start);
		first = next;
		p += 8;
	}
	for (round = 0; round < BANDS_ROUNDS; round++) {
		const u32 num_slices = f->pic.num_slices;

		f->pic.num_slices = 0;
		h264_pic_set_bands(&f->pic);
		f->pic.num_slices = num_slices;
		bands_compare(test, f, &one, &many, &seed);
		KUNIT_ASSERT_EQ(test, one.lost_mbs, 0);
		KUNIT_ASSERT_EQ(test, f->pic.num_bands, 4);
	}
}

/**
 * struct bands_division - slices and what is made of them
 * @first_mb: where slices after the first one start, 0 for no more
 * @band: where the bands after the first one are to start, 0 for no more
 */
struct bands_division {
	u32 first_mb[H264_FIXTURE_SLICES];
	u32 band[H264_BANDS_MAX];
};

/* Bands are slices one after the other in pictures of 2x64: of 8 macroblocks or more. */
static const struct bands_division bands_divisions[] = {
	{},
	{ { 64 }, { 64 } },
	{ { 7, 64 }, { 64 } },
	{ { 8, 64 }, { 8, 64 } },
	{ { 63, 71, 120 }, { 63, 71, 120 } },
	{ { 63, 70, 121 }, { 63 } },
	{ { 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 }, { 8, 16 } },
	{
		{ 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120, 122 },
		{ 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120 },
	},
};

/* Coefficients of bands do not overlap, and each can hold a row and one more. */
static void bands_check_memory(struct kunit *test, const struct h264_pic *pic)
{
	const u32 room = pic->mb_width * pic->coefs_per_mb;
	const struct h264_band *band = pic->bands;
	u32 end = 0, i;

	for (i = 0; i < pic->num_bands; i++, band++) {
		KUNIT_EXPECT_EQ(test, band->ring.start, end);
		KUNIT_EXPECT_EQ(test, band->ring.start % 8, 0);
		KUNIT_EXPECT_EQ(test, band->ring.room, room);
		KUNIT_EXPECT_GE(test, band->ring.size, room);
		end = band->ring.start + band->ring.size + room;
	}
	KUNIT_EXPECT_EQ(test, end, dae_ring_size(pic->num_rows, room) + room);
}

static void bands_divide(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 2, 64);
	const struct h264_pic *pic = &f->pic;
	u32 n, i;

	for (n = 0; n < ARRAY_SIZE(bands_divisions); n++) {
		const struct bands_division *d = &bands_divisions[n];

		f->pic.num_slices = 0;
		h264_fixture_slice(f, H264_SLICE_I, 0, NULL, 0);
		for (i = 0; i < ARRAY_SIZE(d->first_mb) && d->first_mb[i]; i++)
			h264_fixture_slice(f, H264_SLICE_I, d->first_mb[i], NULL, 0);
		h264_pic_set_bands(&f->pic);
		KUNIT_EXPECT_EQ(test, pic->bands[0].first_mb, 0);
		for (i = 1; i < pic->num_bands; i++) {
			const struct h264_band *band = &pic->bands[i];

			KUNIT_EXPECT_EQ_MSG(test, band->first_mb, d->band[i - 1], "case %u", n);
			KUNIT_EXPECT_EQ(test, band[-1].end_mb, band->first_mb);
			KUNIT_EXPECT_EQ(test, f->slices[band->first_slice].first_mb,
					band->first_mb);
			KUNIT_EXPECT_EQ(test, pic->band_rows[i].first, band->first_mb / 2);
			KUNIT_EXPECT_EQ(test, pic->band_rows[i - 1].end, (band->first_mb + 1) / 2);
		}
		KUNIT_EXPECT_EQ_MSG(test, d->band[i - 1], 0, "case %u", n);
		KUNIT_EXPECT_EQ(test, pic->bands[i - 1].end_mb, pic->num_mbs);
		KUNIT_EXPECT_EQ(test, pic->band_rows[i - 1].end, pic->num_rows);
		bands_check_memory(test, pic);
	}
}

static struct kunit_case h264_bands_cases[] = {
	KUNIT_CASE_PARAM(bands_random, bands_case_gen_params),
	KUNIT_CASE(bands_full),
	KUNIT_CASE(bands_divide),
	{}
};

static struct kunit_suite h264_bands_suite = {
	.name = "h264_bands",
	.test_cases = h264_bands_cases,
};

kunit_test_suite(h264_bands_suite);
