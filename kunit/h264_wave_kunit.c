// SPDX-License-Identifier: GPL-2.0
/* The deblock stage in parts, in any order the scheduler may choose. */
#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/string.h>

#include "any_order.h"
#include "dae_check.h"
#include "h264_fixture.h"

/* Four parts of a row. */
#define WAVE_WIDTH	64
#define WAVE_HEIGHT	8

/* Macroblocks that are filtered strongly, on all sides of some. */
static void wave_random_mbs(struct h264_fixture *f, u32 *seed)
{
	struct h264_pic *pic = &f->pic;
	u32 i;

	for (i = 0; i < pic->num_mbs; i++) {
		const u32 upper = pic->mbaff && i / pic->mb_width & 1 ? i - pic->mb_width : i;
		struct h264_mb *mb = &pic->mbs[i];

		*mb = (struct h264_mb){
			.slice = 2 * i / pic->num_mbs,
			.type = dae_below(seed, 3) ? H264_MB_I_NXN : H264_MB_INTER,
			.shape = H264_QUARTERS,
			.coded = dae_rnd(seed) & 0xffff,
			.qp = 51 - dae_below(seed, 12),
		};
		if (pic->mbaff)
			mb->flags = upper == i ? dae_below(seed, 2) * H264_MB_FIELD :
						 pic->mbs[upper].flags;
		if (dae_below(seed, 2))
			mb->flags |= H264_MB_T8X8;
		memset(pic->motion[i].ref_idx, -1, sizeof(pic->motion[i].ref_idx));
	}
}

static void wave_check(struct kunit *test, struct h264_fixture *f, u32 seed)
{
	const u32 noise = seed;
	struct daedalus_run *run =
		any_order_new_alone(test, &h264_pic_stages.stage[H264_STAGE_DEBLOCK]);
	u8 num_parts[DAE_STAGES_MAX] = {};
	u32 again, row;

	h264_fixture_slice(f, H264_SLICE_P, 0, NULL, 0);
	h264_fixture_slice(f, H264_SLICE_P, f->pic.num_mbs / 2, NULL, 0);
	wave_random_mbs(f, &seed);
	again = noise;
	any_order_smooth(&f->frame, &again);
	for (row = 0; row < f->pic.num_rows; row++)
		h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, row);
	any_order_copy(&f->refs[0], &f->frame);

	/* No more than workers. */
	h264_pic_parts(&f->pic, 3, num_parts);
	KUNIT_EXPECT_EQ(test, num_parts[H264_STAGE_RECON], 3);
	h264_pic_parts(&f->pic, U8_MAX, num_parts);
	KUNIT_ASSERT_EQ(test, num_parts[H264_STAGE_DEBLOCK], 4);
	run->num_rows = f->pic.num_rows;
	run->num_parts[0] = num_parts[H264_STAGE_DEBLOCK];
	run->frame = &f->pic;
	again = noise;
	any_order_smooth(&f->frame, &again);
	KUNIT_EXPECT_FALSE(test, any_order_same(&f->frame, &f->refs[0]));
	any_order_run(test, run, &seed);
	KUNIT_EXPECT_TRUE_MSG(test, any_order_same(&f->frame, &f->refs[0]), "seed %u", noise);
}

static const struct h264_fixture_kind wave_kinds[] = {
	{ WAVE_WIDTH, WAVE_HEIGHT, H264_FRAME, false, DAE_CHROMA_420, 8 },
	{ WAVE_WIDTH, WAVE_HEIGHT, H264_FRAME, true, DAE_CHROMA_420, 8 },
	{ WAVE_WIDTH, WAVE_HEIGHT, H264_BOTTOM, false, DAE_CHROMA_420, 8 },
	{ WAVE_WIDTH, WAVE_HEIGHT, H264_FRAME, false, DAE_CHROMA_444, 10 },
	{ WAVE_WIDTH, WAVE_HEIGHT, H264_FRAME, true, DAE_CHROMA_422, 10 },
};

static void h264_wave_deblock(struct kunit *test)
{
	u32 i, n;

	for (i = 0; i < ARRAY_SIZE(wave_kinds); i++)
		for (n = 0; n < 4; n++)
			wave_check(test, h264_fixture_init_kind(test, &wave_kinds[i]), 4 * i + n);
}

static struct kunit_case h264_wave_cases[] = {
	KUNIT_CASE(h264_wave_deblock),
	{}
};

static struct kunit_suite h264_wave_suite = {
	.name = "h264_wave",
	.test_cases = h264_wave_cases,
};

kunit_test_suite(h264_wave_suite);
