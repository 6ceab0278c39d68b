// SPDX-License-Identifier: GPL-2.0
/*
 * The tables of H.264 sample operations as such: complete, and the same for
 * all depths of a class.
 */
#include "h264_dsp_kunit.h"

DAE_DSP_TEST(h264_dsp_test_complete)
{
	dae_check_dsp_complete(test, h264_dsp_of(test), sizeof(struct h264_dsp));
}

static void h264_dsp_init_any(void *dsp, unsigned int bit_depth, u32 cpu_flags)
{
	h264_dsp_init(dsp, bit_depth, cpu_flags);
}

DAE_DSP_TEST(h264_dsp_test_depth_class)
{
	dae_check_dsp_depths(test, h264_dsp_of(test), sizeof(struct h264_dsp), 14,
			     h264_dsp_init_any);
}

static struct kunit_case h264_dsp_test_cases[] = {
	KUNIT_CASE_PARAM(h264_dsp_test_complete, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_dsp_test_depth_class, h264_dsp_gen_params),
	{}
};

static struct kunit_suite h264_dsp_test_suite = {
	.name = "h264_dsp",
	.test_cases = h264_dsp_test_cases,
};

kunit_test_suite(h264_dsp_test_suite);
