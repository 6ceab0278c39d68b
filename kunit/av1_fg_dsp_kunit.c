// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's sample operations of film grain against the text of clause 7.18.3.5 of the AV1
 * specification, a sample at a time. With the layouts that have no padding, there is
 * nothing beyond the rows.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_fg.h"
#include "av1_dsp_kunit.h"

/* The widest row to try */
#define AV1_FG_DSP_MAX_W	70

static int av1_fg_dsp_range(u32 *seed, int low, int high)
{
	return low + dae_rnd(seed) % (high - low + 1);
}

/**
 * struct av1_fg_dsp_op - an operation and its arguments
 * @plane: 0 or 1
 * @from_luma: of chroma
 * @sub_x: of chroma
 * @w: luma samples
 * @cw: samples of the row
 * @blend: argument
 */
struct av1_fg_dsp_op {
	int plane;
	bool from_luma;
	int sub_x;
	int w;
	int cw;
	struct av1_fg_blend blend;
};

static void av1_fg_dsp_call(const struct av1_fg_dsp *dsp, const struct av1_fg_dsp_op *op,
			    const struct dae_rect *dst, const struct dae_rect *src,
			    const struct dae_rect *luma, const s16 *noise, int bd_max)
{
	if (op->plane)
		(op->from_luma ? dsp->chroma_from_luma : dsp->chroma)[op->sub_x]
			(dae_at(dst, 0, 0), dae_at(src, 0, 0), dae_at(luma, 0, 0), noise, op->w,
			 &op->blend, bd_max);
	else
		dsp->luma(dae_at(dst, 0, 0), dae_at(src, 0, 0), noise, op->w, &op->blend, bd_max);
}

/* What the operation makes of one sample */
static int av1_fg_dsp_want(const struct av1_fg_dsp_op *op, int x, const struct dae_rect *src,
			   const struct dae_rect *luma, const s16 *noise, int bd_max)
{
	const struct av1_fg_blend *b = &op->blend;
	const int orig = dae_get(src, x, 0), left = x << op->sub_x;
	int index = orig, average;

	if (op->plane) {
		average = dae_get(luma, left, 0);
		if (op->sub_x)
			average = (average + dae_get(luma, min(left + 1, op->w - 1), 0) + 1) / 2;
		index = ((average * b->luma_mult + orig * b->mult) >> 6) + b->offset;
		index = op->from_luma ? average : clamp(index, 0, bd_max);
	}
	return clamp(orig + ((b->scaling[index] * noise[x] + (1 << (b->shift - 1))) >> b->shift),
		     b->min, b->max);
}

static void av1_fg_dsp_random(struct av1_fg_dsp_op *op, int depth, const u8 *scaling, u32 *seed)
{
	const int one = 1 << (depth - 8);
	const bool clip = av1_fg_dsp_range(seed, 0, 1);

	op->cw = (op->w + op->sub_x) >> op->sub_x;
	op->blend = (struct av1_fg_blend){
		.scaling = scaling,
		.shift = av1_fg_dsp_range(seed, 8, 11),
		.min = clip ? 16 * one : 0,
		.max = clip ? (op->plane ? 240 : 235) * one : 256 * one - 1,
		.luma_mult = av1_fg_dsp_range(seed, -128, 127),
		.mult = av1_fg_dsp_range(seed, -128, 127),
		.offset = av1_fg_dsp_range(seed, -256, 255) * one,
	};
}

static bool av1_fg_dsp_check(struct kunit *test, const struct av1_fg_dsp *dsp,
			     struct av1_fg_dsp_op *op, u8 *scaling, s16 *noise, int fill,
			     int layout, u32 seed)
{
	const int depth = dae_depth_of(test), center = 128 << (depth - 8);
	struct dae_rect src, luma, dst, want;
	int x;

	av1_fg_dsp_random(op, depth, scaling, &seed);
	/* Noise that ends where memory ends, too */
	noise += AV1_FG_DSP_MAX_W - op->cw;
	for (x = 0; x < op->cw; x++)
		noise[x] = av1_fg_dsp_range(&seed, -center, center - 1);
	for (x = 0; x < 1 << depth; x++)
		scaling[x] = av1_fg_dsp_range(&seed, 0, 3) ? dae_rnd(&seed) : 255;
	dae_place(test, &src, DAE_ARENA_SRC, depth, 0, 0, op->cw, 1, &dae_layouts[layout]);
	dae_place(test, &luma, DAE_ARENA_ARG, depth, 0, 0, op->w, 1, &dae_layouts[layout]);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, op->cw, 1, &dae_layouts[layout]);
	dae_fill(&src, fill, &seed);
	dae_fill(&luma, fill, &seed);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	for (x = 0; x < op->cw; x++)
		dae_set(&want, x, 0, av1_fg_dsp_want(op, x, &src, &luma, noise, dae_bd_max(depth)));
	av1_fg_dsp_call(dsp, op, &dst, &src, &luma, noise, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "plane %d, %d wide, sub_x %d, from_luma %d",
			       op->plane, op->w, op->sub_x, op->from_luma);
}

DAE_DSP_TEST(av1_fg_dsp_test_ops)
{
	const int depth = dae_depth_of(test);
	const struct av1_fg_dsp *dsp = &av1_dsp_of(test)->fg;
	s16 *noise = kunit_kzalloc(test, AV1_FG_DSP_MAX_W * sizeof(*noise), GFP_KERNEL);
	u8 *scaling = kunit_kzalloc(test, 1 << depth, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, noise);
	KUNIT_ASSERT_NOT_NULL(test, scaling);
	dae_check_dsp_complete(test, dsp, sizeof(*dsp));
	for (i = 0; ; i++) {
		u32 n = i;
		const int slot = dae_pick(&n, 5), layout = dae_pick(&n, dae_layout_count);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		struct av1_fg_dsp_op op = { .w = 1 + dae_pick(&n, AV1_FG_DSP_MAX_W) };

		if (slot) {
			op.plane = 1;
			op.from_luma = slot & 1;
			op.sub_x = slot > 2;
		}
		if (n || !av1_fg_dsp_check(test, dsp, &op, scaling, noise, fill, layout, i))
			return;
	}
}

/* Samples of more bits than the picture has do no harm. */
DAE_DSP_TEST(av1_fg_dsp_test_out_of_range)
{
	const int depth = dae_depth_of(test), wide = depth == 8 ? 8 : 16, w = 33;
	struct dae_rect src, luma, dst;
	const struct av1_fg_dsp *dsp = &av1_dsp_of(test)->fg;
	s16 *noise = kunit_kzalloc(test, w * sizeof(*noise), GFP_KERNEL);
	u8 *scaling = kunit_kzalloc(test, 1 << depth, GFP_KERNEL);
	u32 slot, seed = 5;
	int x;

	KUNIT_ASSERT_NOT_NULL(test, noise);
	KUNIT_ASSERT_NOT_NULL(test, scaling);
	for (slot = 0; slot < 5; slot++) {
		struct av1_fg_dsp_op op = {
			.plane = !!slot, .from_luma = slot & 1, .sub_x = slot > 2, .w = w,
		};

		av1_fg_dsp_random(&op, depth, scaling, &seed);
		dae_place(test, &src, DAE_ARENA_SRC, wide, 0, 0, op.cw, 1, &dae_layouts[0]);
		dae_place(test, &luma, DAE_ARENA_ARG, wide, 0, 0, w, 1, &dae_layouts[0]);
		dae_place(test, &dst, DAE_ARENA_DST, wide, 0, 0, op.cw, 1, &dae_layouts[0]);
		dae_fill(&src, DAE_FILL_RANDOM, &seed);
		dae_fill(&luma, DAE_FILL_RANDOM, &seed);
		av1_fg_dsp_call(dsp, &op, &dst, &src, &luma, noise, dae_bd_max(depth));
		for (x = 0; x < op.cw; x++) {
			KUNIT_EXPECT_GE(test, dae_get(&dst, x, 0), op.blend.min);
			KUNIT_EXPECT_LE(test, dae_get(&dst, x, 0), op.blend.max);
		}
	}
}

static struct kunit_case av1_fg_dsp_test_cases[] = {
	KUNIT_CASE_PARAM(av1_fg_dsp_test_ops, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_fg_dsp_test_out_of_range, av1_dsp_gen_params),
	{}
};

static struct kunit_suite av1_fg_dsp_test_suite = {
	.name = "av1_fg_dsp",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_fg_dsp_test_cases,
};

kunit_test_suite(av1_fg_dsp_test_suite);
