/* SPDX-License-Identifier: GPL-2.0 */
/* Which vector instructions the sample operations may use, and when. */
#ifndef DAEDALUS_SIMD_H
#define DAEDALUS_SIMD_H

#include <linux/types.h>

#include "dae_simd.h"

/**
 * daedalus_simd_flags() - the cpu_flags argument of the *_dsp_init() functions
 *
 * Return: DAE_CPU_* flags, the same value for the life of the module.
 */
u32 daedalus_simd_flags(void);

/**
 * daedalus_simd_run() - run a function that may use vector registers
 * @function: what to run; it may sleep, but then the registers are saved for it
 * @argument: its argument
 *
 * Operations of a table made with daedalus_simd_flags() may run inside and nowhere else. For
 * tasks only, not for interrupts of any kind.
 */
void daedalus_simd_run(void (*function)(void *argument), void *argument);

#endif /* DAEDALUS_SIMD_H */
