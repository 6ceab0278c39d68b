// SPDX-License-Identifier: GPL-2.0
/*
 * Which vector instructions the sample operations may use: none yet, all
 * operations are portable C.
 */
#include "daedalus_simd.h"

u32 daedalus_simd_flags(void)
{
	return 0;
}
