// SPDX-License-Identifier: GPL-2.0
/* AV1 superres of a row of 8-bit samples with NEON (AV1 specification, 7.16). */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "../av1/av1_lr_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_columns_tmpl.h"

#define av1_sample	u8

static __always_inline void av1_upscale_store(u8 *d, const u8 *s, const struct av1_columns *c,
					      int bd_max)
{
	/* Taps make 128, so that 128 was taken from what is rounded. */
	vst1_u8(d, vqmovun_s16(vaddq_s16(vrshrq_n_s16(av1_columns_sum(s, c), 7),
					 vdupq_n_s16(128))));
}

#include "av1_upscale_tmpl.h"

static void av1_upscale_row_neon_8bpc(void *dst, const void *src, int w, int pos, int step,
				      int bd_max)
{
	av1_upscale_row(dst, src, w, pos, step, bd_max);
}

const struct av1_lr_dsp av1_upscale_neon_8bpc = {
	.upscale = av1_upscale_row_neon_8bpc,
};
