// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction of one block of 8-bit samples with NEON, from a reference of
 * another size (VP9 specification, 8.5.2.4).
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../vp9/vp9_dsp.h"
#include "../vp9/vp9_tables.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

#define vp9_sample	u8

static __always_inline u32 vp9_scaled_word(const u8 *s)
{
	u32 word;

	memcpy(&word, s, sizeof(word));
	return word;
}

static __always_inline uint8x8_t vp9_scaled_bytes4(const u8 *s)
{
	return vreinterpret_u8_u32(vdup_n_u32(vp9_scaled_word(s)));
}

static __always_inline uint16x4_t vp9_scaled_load4(const u8 *s)
{
	return vget_low_u16(vmovl_u8(vp9_scaled_bytes4(s)));
}

static __always_inline uint16x8_t vp9_scaled_load8(const u8 *s)
{
	return vmovl_u8(vld1_u8(s));
}

static __always_inline void vp9_scaled_store4(u8 *d, uint16x8_t v, enum vp9_mc_op op)
{
	uint8x8_t bytes = vmovn_u16(v);
	u32 word;

	if (op == VP9_MC_AVG)
		bytes = vrhadd_u8(bytes, vp9_scaled_bytes4(d));
	word = vget_lane_u32(vreinterpret_u32_u8(bytes), 0);
	memcpy(d, &word, sizeof(word));
}

static __always_inline void vp9_scaled_store8(u8 *d, uint16x8_t v, enum vp9_mc_op op)
{
	uint8x8_t bytes = vmovn_u16(v);

	if (op == VP9_MC_AVG)
		bytes = vrhadd_u8(bytes, vld1_u8(d));
	vst1_u8(d, bytes);
}

#include "vp9_mc_scaled_tmpl.h"

VP9_SCALED_ALL(8bpc);
