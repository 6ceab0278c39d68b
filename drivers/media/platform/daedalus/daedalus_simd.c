// SPDX-License-Identifier: GPL-2.0
/*
 * Which vector instructions the sample operations may use, and the sections in which
 * they may: on arm64 the kernel's own code has no vector registers unless it asks for
 * them. What asks is one task of the scheduler, some 10 us to some ms. The kernel stays
 * preemptible meanwhile, and saves the registers when it switches tasks.
 */
#include <linux/moduleparam.h>

#include "daedalus_compat.h"
#include "daedalus_simd.h"

static bool simd = true;
module_param(simd, bool, 0444);
MODULE_PARM_DESC(simd, "Use the vector instructions of the CPU (default: true)");

#if DAE_HAVE_NEON
u32 daedalus_simd_flags(void)
{
	if (!simd || !cpu_has_neon())
		return 0;
	return DAE_CPU_NEON | (cpu_have_named_feature(ASIMDDP) ? DAE_CPU_DOTPROD : 0);
}

void daedalus_simd_run(void (*function)(void *argument), void *argument)
{
	/* False here means a CPU without NEON, and so tables without. */
	if (!simd || !may_use_simd()) {
		function(argument);
		return;
	}
	scoped_ksimd()
		function(argument);
}
#else
u32 daedalus_simd_flags(void)
{
	return 0;
}

void daedalus_simd_run(void (*function)(void *argument), void *argument)
{
	function(argument);
}
#endif
