/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the suites of the VP9 sample operations share: the tables that they
 * test, one parameter each.
 */
#ifndef _VP9_DSP_KUNIT_H_
#define _VP9_DSP_KUNIT_H_

#include <kunit/test.h>

#include "dae_check.h"
#include "vp9/vp9_dsp.h"

static const struct dae_dsp_case vp9_dsp_cases[] = {
	{ "C, 8 bits", 8, 0 },
	{ "C, 10 bits", 10, 0 },
	{ "C, 12 bits", 12, 0 },
#if DAE_HAVE_NEON
	{ "NEON, 8 bits", 8, DAE_CPU_NEON },
	{ "NEON, 10 bits", 10, DAE_CPU_NEON },
	{ "NEON, 12 bits", 12, DAE_CPU_NEON },
	{ "NEON and dot products, 8 bits", 8, DAE_CPU_NEON | DAE_CPU_DOTPROD },
	{ "NEON and dot products, 10 bits", 10, DAE_CPU_NEON | DAE_CPU_DOTPROD },
#endif
};

KUNIT_ARRAY_PARAM(vp9_dsp, vp9_dsp_cases, dae_dsp_case_desc);

/* The table of the parameter that @test runs with. */
static inline const struct vp9_dsp *vp9_dsp_of(struct kunit *test)
{
	const struct dae_dsp_case *c = test->param_value;
	struct vp9_dsp *dsp = kunit_kzalloc(test, sizeof(*dsp), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dsp);
	vp9_dsp_init(dsp, c->depth, c->cpu_flags);
	return dsp;
}

#endif /* _VP9_DSP_KUNIT_H_ */
