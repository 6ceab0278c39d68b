/* SPDX-License-Identifier: GPL-2.0 */
/* Which vector instructions the sample operations may use. */
#ifndef DAEDALUS_SIMD_H
#define DAEDALUS_SIMD_H

#include <linux/types.h>

/**
 * daedalus_simd_flags() - the cpu_flags argument of the *_dsp_init() functions
 *
 * Return: the same value for the life of the module.
 */
u32 daedalus_simd_flags(void);

#endif /* DAEDALUS_SIMD_H */
