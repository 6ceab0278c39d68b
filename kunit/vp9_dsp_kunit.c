// SPDX-License-Identifier: GPL-2.0
/*
 * The tables of VP9 sample operations as such: complete, and the same for
 * all depths of a class.
 */
#include <linux/string.h>

#include "vp9_dsp_kunit.h"

static void vp9_dsp_test_complete(struct kunit *test)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	const size_t slots = sizeof(*dsp) / sizeof(void (*)(void));
	size_t i;

	/* all members are function pointers, or arrays of them */
	for (i = 0; i < slots; i++) {
		void (*op)(void);

		memcpy(&op, (const u8 *)dsp + i * sizeof(op), sizeof(op));
		KUNIT_EXPECT_TRUE_MSG(test, op, "slot %zu of %zu is empty", i, slots);
	}
}

static void vp9_dsp_test_depth_class(struct kunit *test)
{
	const struct vp9_dsp_case *c = test->param_value;
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_dsp *other = kunit_kzalloc(test, sizeof(*other), GFP_KERNEL);
	int depth;

	KUNIT_ASSERT_NOT_NULL(test, other);
	for (depth = 8; depth <= 12; depth++) {
		vp9_dsp_init(other, depth, c->cpu_flags);
		KUNIT_EXPECT_EQ_MSG(test, !memcmp(dsp, other, sizeof(*dsp)),
				    (c->depth == 8) == (depth == 8), "depth %d", depth);
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
