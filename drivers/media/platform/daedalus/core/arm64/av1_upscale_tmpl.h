/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 superres of a row with NEON (AV1 specification, 7.16), 8 samples at a time.
 *
 * A file that includes this, after av1_columns_tmpl.h, has defined av1_sample and
 * av1_upscale_store(), which makes the samples of 8 columns of a row.
 */
#ifndef _AV1_UPSCALE_TMPL_H_
#define _AV1_UPSCALE_TMPL_H_

/* 8 samples, or with @count fewer of them the last of these again */
static __always_inline void av1_upscale_8(av1_sample *d, const av1_sample *s, int pos, int step,
					  int count, int bd_max)
{
	struct av1_columns c;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		c.first[i] = (pos >> AV1_UPSCALE_BITS) - 3;
		c.taps[i] = vld1q_s16(av1_upscale_filter[pos >> 8 & 63]);
		pos += i + 1 < count ? step : 0;
	}
	av1_upscale_store(d, s, &c, bd_max);
}

static __always_inline void av1_upscale_row(av1_sample *d, const av1_sample *s, int w, int pos,
					    int step, int bd_max)
{
	av1_sample rest[8];

	for (; w >= 8; w -= 8, d += 8, pos += 8 * step)
		av1_upscale_8(d, s, pos, step, 8, bd_max);
	if (!w)
		return;
	av1_upscale_8(rest, s, pos, step, w, bd_max);
	memcpy(d, rest, w * sizeof(*d));
}

#endif /* _AV1_UPSCALE_TMPL_H_ */
