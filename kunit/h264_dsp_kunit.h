/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the suites of the H.264 sample operations share: the tables that they
 * test, one parameter each.
 */
#ifndef _H264_DSP_KUNIT_H_
#define _H264_DSP_KUNIT_H_

#include <kunit/test.h>

#include "dae_check.h"
#include "h264/h264_dsp.h"

static const struct dae_dsp_case h264_dsp_cases[] = {
	{ "C, 8 bits", 8, 0 },
	{ "C, 9 bits", 9, 0 },
	{ "C, 10 bits", 10, 0 },
	{ "C, 12 bits", 12, 0 },
	{ "C, 14 bits", 14, 0 },
#if DAE_HAVE_NEON
	{ "NEON, 8 bits", 8, DAE_CPU_NEON },
	{ "NEON, 9 bits", 9, DAE_CPU_NEON },
	{ "NEON, 10 bits", 10, DAE_CPU_NEON },
	{ "NEON, 14 bits", 14, DAE_CPU_NEON },
#endif
};

KUNIT_ARRAY_PARAM(h264_dsp, h264_dsp_cases, dae_dsp_case_desc);

/* The table of the parameter that @test runs with. */
static inline const struct h264_dsp *h264_dsp_of(struct kunit *test)
{
	const struct dae_dsp_case *c = test->param_value;
	struct h264_dsp *dsp = kunit_kzalloc(test, sizeof(*dsp), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dsp);
	h264_dsp_init(dsp, c->depth, c->cpu_flags);
	return dsp;
}

#endif /* _H264_DSP_KUNIT_H_ */
