// SPDX-License-Identifier: GPL-2.0
/* AV1 superres of a row of 8-bit samples with NEON (AV1 specification, 7.16). */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "../av1/av1_lr_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_columns_tmpl.h"

/* 8 samples, or with @count fewer of them the last of these again */
static __always_inline uint8x8_t av1_upscale_8(const u8 *s, int pos, int step, int count)
{
	struct av1_columns c;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		c.first[i] = (pos >> AV1_UPSCALE_BITS) - 3;
		c.taps[i] = vld1q_s16(av1_upscale_filter[pos >> 8 & 63]);
		pos += i + 1 < count ? step : 0;
	}
	/* Taps make 128, so that 128 was taken from what is rounded. */
	return vqmovun_s16(vaddq_s16(vrshrq_n_s16(av1_columns_sum(s, &c), 7),
				     vdupq_n_s16(128)));
}

static void av1_upscale_row_neon_8bpc(void *dst, const void *src, int w, int pos, int step,
				      int bd_max)
{
	u8 *d = dst, rest[8];

	for (; w >= 8; w -= 8, d += 8, pos += 8 * step)
		vst1_u8(d, av1_upscale_8(src, pos, step, 8));
	if (!w)
		return;
	vst1_u8(rest, av1_upscale_8(src, pos, step, w));
	memcpy(d, rest, w);
}

const struct av1_lr_dsp av1_upscale_neon_8bpc = {
	.upscale = av1_upscale_row_neon_8bpc,
};
