/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the suites of the AV1 sample operations share: the tables that they test, one
 * parameter each.
 */
#ifndef _AV1_DSP_KUNIT_H_
#define _AV1_DSP_KUNIT_H_

#include <kunit/test.h>

#include "av1/av1_dsp.h"
#include "dae_check.h"

static const struct dae_dsp_case av1_dsp_cases[] = {
	{ "C, 8 bits", 8 },
	{ "C, 10 bits", 10 },
	{ "C, 12 bits", 12 },
#if DAE_HAVE_NEON
	{ "NEON, 8 bits", 8, DAE_CPU_NEON },
	{ "NEON, 10 bits", 10, DAE_CPU_NEON },
	{ "NEON, 12 bits", 12, DAE_CPU_NEON },
	{ "NEON and dot products, 8 bits", 8, DAE_CPU_NEON | DAE_CPU_DOTPROD },
	{ "NEON and dot products, 10 bits", 10, DAE_CPU_NEON | DAE_CPU_DOTPROD },
#endif
};

KUNIT_ARRAY_PARAM(av1_dsp, av1_dsp_cases, dae_dsp_case_desc);

/* The table of the parameter that @test runs with; what has no operation is NULL. */
static inline const struct av1_dsp *av1_dsp_of(struct kunit *test)
{
	const struct dae_dsp_case *c = test->param_value;
	struct av1_dsp *dsp = kunit_kmalloc(test, sizeof(*dsp), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dsp);
	memset(dsp, 0xff, sizeof(*dsp));
	av1_dsp_init(dsp, c->depth, c->cpu_flags);
	return dsp;
}

#endif /* _AV1_DSP_KUNIT_H_ */
