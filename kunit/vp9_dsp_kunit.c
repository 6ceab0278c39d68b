// SPDX-License-Identifier: GPL-2.0
/*
 * The tables of VP9 sample operations as such: complete, and the same for
 * all depths of a class.
 */
#include <linux/string.h>

#include "vp9_dsp_kunit.h"

DAE_DSP_TEST(vp9_dsp_test_complete)
{
	dae_check_dsp_complete(test, vp9_dsp_of(test), sizeof(struct vp9_dsp));
}

static int vp9_dsp_class(int depth)
{
	return depth == 8 ? 8 : depth <= 10 ? 10 : 12;
}

DAE_DSP_TEST(vp9_dsp_test_depth_class)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	const struct dae_dsp_case *c = test->param_value;
	struct vp9_dsp *other = kunit_kzalloc(test, sizeof(*other), GFP_KERNEL);
	int depth;

	KUNIT_ASSERT_NOT_NULL(test, other);
	for (depth = 8; depth <= 12; depth++) {
		bool same;

		vp9_dsp_init(other, depth, c->cpu_flags);
		same = !memcmp(dsp, other, sizeof(*dsp));
		if (vp9_dsp_class(depth) == vp9_dsp_class(c->depth))
			KUNIT_EXPECT_TRUE_MSG(test, same, "depth %d", depth);
		/* Those of 10 and of 12 bits are the same without SIMD. */
		if (c->depth == 8 ? depth > 8 : depth == 8)
			KUNIT_EXPECT_FALSE_MSG(test, same, "depth %d", depth);
	}
}

static struct kunit_case vp9_dsp_test_cases[] = {
	KUNIT_CASE_PARAM(vp9_dsp_test_complete, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_dsp_test_depth_class, vp9_dsp_gen_params),
	{}
};

static struct kunit_suite vp9_dsp_test_suite = {
	.name = "vp9_dsp",
	.test_cases = vp9_dsp_test_cases,
};

kunit_test_suite(vp9_dsp_test_suite);
