// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 interpolation of samples of 10 and 12 bits from references of another size with NEON
 * (AV1 specification, 7.11.3.4).
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_columns_tmpl.h"

#define av1_sample	u16

/* InterRound0; with it what is between the directions is -7166..23546. */
static __always_inline int av1_scaled_round0(int bd_max)
{
	return bd_max >> 11 ? 5 : 3;
}

static __always_inline int16x8_t av1_scaled_mid(const u16 *s, const struct av1_columns *c,
						int bd_max)
{
	const int32x4_t shift = vdupq_n_s32(-av1_scaled_round0(bd_max));
	int32x4_t lo, hi;

	av1_columns_wide(&lo, &hi, s, c);
	return vuzp1q_s16(vreinterpretq_s16_s32(vrshlq_s32(lo, shift)),
			  vreinterpretq_s16_s32(vrshlq_s32(hi, shift)));
}

/* Intermediate predictions fit 16 bits only after the bias. */
static __always_inline void av1_scaled_8(void *d, int32x4_t lo, int32x4_t hi, bool prep,
					 int bd_max)
{
	const int32x4_t shift = vdupq_n_s32(av1_scaled_round0(bd_max) - 14);
	uint16x8_t v;

	if (prep) {
		v = vreinterpretq_u16_s16(vrshrn_high_n_s32(vrshrn_n_s32(lo, 7), hi, 7));
		vst1q_u16(d, vsubq_u16(v, vdupq_n_u16(AV1_MC_BIAS_16BPC)));
	} else {
		v = vqmovun_high_s32(vqmovun_s32(vrshlq_s32(lo, shift)), vrshlq_s32(hi, shift));
		vst1q_u16(d, vminq_u16(v, vdupq_n_u16(bd_max)));
	}
}

#include "av1_mc_scaled_tmpl.h"

AV1_MC_SCALED_ALL(16bpc);
