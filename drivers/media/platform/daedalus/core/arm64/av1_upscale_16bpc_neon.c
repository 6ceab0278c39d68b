// SPDX-License-Identifier: GPL-2.0
/* AV1 superres of a row of samples of 10 and 12 bits with NEON (AV1 specification, 7.16). */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "../av1/av1_lr_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_columns_tmpl.h"

#define av1_sample	u16

static __always_inline void av1_upscale_store(u16 *d, const u16 *s, const struct av1_columns *c,
					      int bd_max)
{
	int32x4_t lo, hi;
	uint16x8_t v;

	av1_columns_wide(&lo, &hi, s, c);
	v = vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 7), hi, 7);
	vst1q_u16(d, vminq_u16(v, vdupq_n_u16(bd_max)));
}

#include "av1_upscale_tmpl.h"

static void av1_upscale_row_neon_16bpc(void *dst, const void *src, int w, int pos, int step,
				       int bd_max)
{
	av1_upscale_row(dst, src, w, pos, step, bd_max);
}

const struct av1_lr_dsp av1_upscale_neon_16bpc = {
	.upscale = av1_upscale_row_neon_16bpc,
};
