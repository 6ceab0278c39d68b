// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 interpolation of 8-bit samples from references of another size with NEON (AV1
 * specification, 7.11.3.4).
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_columns_tmpl.h"

#define av1_sample	u8

/* With the 128 times 128 that sums have less */
static __always_inline int16x8_t av1_scaled_mid(const u8 *s, const struct av1_columns *c,
						int bd_max)
{
	return vaddq_s16(vrshrq_n_s16(av1_columns_sum(s, c), 3), vdupq_n_s16(128 * 128 / 8));
}

static __always_inline void av1_scaled_8(void *d, int32x4_t lo, int32x4_t hi, bool prep,
					 int bd_max)
{
	if (prep)
		vst1q_s16(d, vrshrn_high_n_s32(vrshrn_n_s32(lo, 7), hi, 7));
	else
		vst1_u8(d, vqmovn_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 11), hi, 11)));
}

#include "av1_mc_scaled_tmpl.h"

AV1_MC_SCALED_ALL(8bpc);
