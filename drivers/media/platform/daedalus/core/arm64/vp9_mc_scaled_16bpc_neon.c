// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction of one block of 16-bit samples with NEON, from a reference of
 * another size (VP9 specification, 8.5.2.4).
 */
#include <linux/compiler.h>
#include <linux/minmax.h>

#include "../vp9/vp9_dsp.h"
#include "../vp9/vp9_tables.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

#define vp9_sample	u16

static __always_inline uint16x4_t vp9_scaled_load4(const u16 *s)
{
	return vld1_u16(s);
}

static __always_inline uint16x8_t vp9_scaled_load8(const u16 *s)
{
	return vld1q_u16(s);
}

static __always_inline void vp9_scaled_store4(u16 *d, uint16x8_t v, enum vp9_mc_op op)
{
	uint16x4_t low = vget_low_u16(v);

	if (op == VP9_MC_AVG)
		low = vrhadd_u16(low, vld1_u16(d));
	vst1_u16(d, low);
}

static __always_inline void vp9_scaled_store8(u16 *d, uint16x8_t v, enum vp9_mc_op op)
{
	if (op == VP9_MC_AVG)
		v = vrhaddq_u16(v, vld1q_u16(d));
	vst1q_u16(d, v);
}

#include "vp9_mc_scaled_tmpl.h"

VP9_SCALED_ALL(16bpc);
