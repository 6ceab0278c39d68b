// SPDX-License-Identifier: GPL-2.0
/*
 * The tables of VP9 sample operations as such: complete, and the same for
 * all depths of a class.
 */
#include "vp9_dsp_kunit.h"

DAE_DSP_TEST(vp9_dsp_test_complete)
{
	dae_check_dsp_complete(test, vp9_dsp_of(test), sizeof(struct vp9_dsp));
}

static void vp9_dsp_init_any(void *dsp, unsigned int bit_depth, u32 cpu_flags)
{
	vp9_dsp_init(dsp, bit_depth, cpu_flags);
}

DAE_DSP_TEST(vp9_dsp_test_depth_class)
{
	dae_check_dsp_depths(test, vp9_dsp_of(test), sizeof(struct vp9_dsp), 12,
			     vp9_dsp_init_any);
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
