// SPDX-License-Identifier: GPL-2.0
/*
 * References that are not there: frames come out as if these were grey, and are told to
 * be damaged. Tiles are random bytes, or none.
 */
#include <kunit/test.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "av1_fixture.h"
#include "av1_picture.h"
#include "dae_check.h"

#define MISSING_FRAMES	24
#define MISSING_BYTES	1500

static struct av1_picture *missing_new(struct kunit *test, unsigned int n)
{
	static const enum dae_chroma chroma[] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_400,
	};
	struct av1_picture *f = av1_picture_new(test, 136, 72, chroma[n / 2 % 4], n % 2 ? 10 : 8);
	struct av1_params *p = &f->pic.params;

	p->seq.interintra = true;
	p->seq.masked_compound = true;
	p->seq.dual_filter = true;
	p->seq.jnt_comp = true;
	p->reference_select = true;
	p->motion_mode_switchable = true;
	p->warped_motion = true;
	p->high_precision_mv = true;
	p->interp_filter = AV1_SWITCHABLE;
	p->tx_mode = AV1_TX_MODE_SELECT;
	memset(p->order_hints, 10, sizeof(p->order_hints));
	av1_picture_start(test, f);
	return f;
}

static void missing_grey(const struct dae_frame *frame)
{
	const unsigned int grey = 1 << (frame->fmt.bit_depth - 1);
	unsigned int plane;
	int x, y;

	for (plane = 0; plane < frame->num_planes; plane++) {
		struct dae_rect r;

		av1_fixture_rect(frame, plane, &r);
		for (y = 0; y < r.y1; y++)
			for (x = 0; x < r.x1; x++)
				dae_set(&r, x, y, grey);
	}
}

/* All of its references are missing or all are grey frames. */
static void missing_decode(struct kunit *test, struct av1_picture *f, bool grey, const u8 *data)
{
	unsigned int i, row;

	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		missing_grey(&f->refs[i]);
		f->pic.refs[i] = (struct av1_ref){ .frame = grey ? &f->refs[i] : NULL };
	}
	KUNIT_ASSERT_EQ(test, av1_pic_init(&f->pic, &f->frame, f->work, 0), 0);
	av1_picture_tile(test, f, 0, data, MISSING_BYTES);
	for (row = 0; row < f->pic.sb_rows; row++)
		av1_picture_run_row(test, &f->pic, AV1_STAGE_PARSE, row);
	av1_pic_parsed(&f->pic);
	for (row = 0; row < f->pic.sb_rows; row++)
		av1_picture_run_row(test, &f->pic, AV1_STAGE_RECON, row);
}

static void missing_is_grey(struct kunit *test)
{
	u8 *data = kunit_kmalloc(test, MISSING_BYTES, GFP_KERNEL);
	unsigned int n, i, plane;
	u32 seed = 1;

	KUNIT_ASSERT_NOT_NULL(test, data);
	for (n = 0; n < MISSING_FRAMES; n++) {
		struct av1_picture *missing = missing_new(test, n), *grey = missing_new(test, n);

		for (i = 0; i < MISSING_BYTES; i++)
			data[i] = dae_below(&seed, 256);
		missing_decode(test, missing, false, data);
		missing_decode(test, grey, true, data);
		KUNIT_EXPECT_TRUE_MSG(test, missing->pic.used_missing, "case %u", n);
		KUNIT_EXPECT_FALSE_MSG(test, grey->pic.used_missing, "case %u", n);
		for (plane = 0; plane < grey->frame.num_planes; plane++) {
			struct dae_rect got, want;

			av1_fixture_rect(&missing->frame, plane, &got);
			av1_fixture_rect(&grey->frame, plane, &want);
			DAE_EXPECT_SAME(test, &got, &want, "case %u, plane %u", n, plane);
		}
		av1_picture_free(missing);
		av1_picture_free(grey);
	}
}

/* A tile of no bytes is damage from its first block on. */
static void missing_bytes(struct kunit *test)
{
	struct av1_picture *f = missing_new(test, 0);
	const struct av1_pic *pic = &f->pic;
	u32 i, count = 0;

	f->pic.tile_data[0] = (struct av1_tile_data){ .data = f->work, .bytes = 0 };
	av1_picture_run_row(test, &f->pic, AV1_STAGE_PARSE, 0);
	av1_pic_parsed(&f->pic);
	KUNIT_EXPECT_TRUE(test, pic->damaged);
	for (i = 0; i < pic->sb_cols; i++)
		count += pic->sbs[i].count;
	KUNIT_EXPECT_EQ(test, count, pic->mi_cols * pic->sb_mi);
	for (i = 0; i < count; i++)
		KUNIT_EXPECT_EQ(test, pic->blocks[i].size, AV1_BLOCK_4X4);
}

static struct kunit_case av1_missing_cases[] = {
	KUNIT_CASE(missing_is_grey),
	KUNIT_CASE(missing_bytes),
	{}
};

static struct kunit_suite av1_missing_suite = {
	.name = "av1_missing",
	.test_cases = av1_missing_cases,
};

kunit_test_suite(av1_missing_suite);
