/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SIMD versions of sample operations. Each codec's *_dsp_init() fills its table with the
 * portable ones first and then puts those over them that the processor can run, so what
 * has no SIMD version stays portable C.
 */
#ifndef _DAE_SIMD_H_
#define _DAE_SIMD_H_

#include <linux/bits.h>
#include <linux/types.h>

/* Values of the cpu_flags argument of *_dsp_init() */
#define DAE_CPU_NEON	BIT(0)	/* Armv8.0 Advanced SIMD */
#define DAE_CPU_DOTPROD	BIT(1)	/* UDOT and SDOT of Armv8.2; comes with DAE_CPU_NEON */

/* Whether core/arm64 is part of the build; a constant, so that uses of it need no #ifdef */
#if defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define DAE_HAVE_NEON	1
#else
#define DAE_HAVE_NEON	0
#endif

/**
 * dae_dsp_override() - put operations over those of a table
 * @dsp: table of operations, with nothing in it but pointers to functions
 * @simd: table of the same type; what is NULL leaves @dsp as it is
 * @bytes: size of both
 *
 * Tables of SIMD versions are constants for it: no code is then in the objects that may
 * use vector registers but the operations themselves.
 */
void dae_dsp_override(void *dsp, const void *simd, size_t bytes);

#endif /* _DAE_SIMD_H_ */
