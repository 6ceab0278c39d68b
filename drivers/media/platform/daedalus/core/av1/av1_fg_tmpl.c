// SPDX-License-Identifier: GPL-2.0
/*
 * Adds the noise of film grain to rows of samples, and makes rows of it from the grain: the
 * add noise synthesis process (AV1 7.18.3.5). Called by the output stage.
 *
 * Scaling is at most 255 and noise has at most 12 bits, so that products fit an int
 * with room to spare. Samples are masked before they index the table of scaling, as
 * what a damaged frame holds need not be in range.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../dae_pixel.h"
#include "av1_fg.h"

static __always_inline pixel DAE_FN(av1_fg_add)(int sample, int index, int noise,
						const struct av1_fg_blend *b)
{
	const int scaled = (b->scaling[index] * noise + (1 << (b->shift - 1))) >> b->shift;

	return clamp(sample + scaled, b->min, b->max);
}

static void DAE_FN(av1_fg_luma)(void *dst, const void *src, const s16 *noise, int w,
				const struct av1_fg_blend *blend, int bd_max)
{
	/* A copy, which stores to @dst cannot change. */
	const struct av1_fg_blend b = *blend;
	const pixel *s = src;
	pixel *d = dst;
	int x;

	for (x = 0; x < w; x++)
		d[x] = DAE_FN(av1_fg_add)(s[x], s[x] & DAE_BD_MAX(bd_max), noise[x], &b);
}

/* A sample of chroma at @luma, which is averageLuma */
static __always_inline pixel DAE_FN(av1_fg_add_chroma)(int sample, int luma, int noise,
						       const struct av1_fg_blend *b,
						       bool from_luma, int bd_max)
{
	const int combined = luma * b->luma_mult + sample * b->mult;
	const int merged = from_luma ? luma & DAE_BD_MAX(bd_max) :
				       dae_clip_pixel((combined >> 6) + b->offset, bd_max);

	return DAE_FN(av1_fg_add)(sample, merged, noise, b);
}

static __always_inline void DAE_FN(av1_fg_chroma_row)(pixel *d, const pixel *s, const pixel *luma,
						      const s16 *noise, int w,
						      const struct av1_fg_blend *blend,
						      bool from_luma, bool sub_x, int bd_max)
{
	const struct av1_fg_blend b = *blend;
	int x, average;

	for (x = 0; x < w >> sub_x; x++) {
		average = sub_x ? (luma[2 * x] + luma[2 * x + 1] + 1) >> 1 : luma[x];
		d[x] = DAE_FN(av1_fg_add_chroma)(s[x], average, noise[x], &b, from_luma, bd_max);
	}
	/* The last sample of an odd width stands for the one right of it, too. */
	if (sub_x && w & 1)
		d[x] = DAE_FN(av1_fg_add_chroma)(s[x], luma[2 * x], noise[x], &b, from_luma,
						 bd_max);
}

#define AV1_FG_CHROMA(name, from_luma, sub_x)						\
static void DAE_FN(name)(void *dst, const void *src, const void *luma, const s16 *noise,	\
			 int w, const struct av1_fg_blend *blend, int bd_max)		\
{											\
	DAE_FN(av1_fg_chroma_row)(dst, src, luma, noise, w, blend, from_luma, sub_x,	\
				  bd_max);						\
}

AV1_FG_CHROMA(av1_fg_chroma, false, false)
AV1_FG_CHROMA(av1_fg_chroma_sub_x, false, true)
AV1_FG_CHROMA(av1_fg_chroma_from_luma, true, false)
AV1_FG_CHROMA(av1_fg_chroma_from_luma_sub_x, true, true)

static __always_inline s16 av1_fg_mixed(int old, int noise, const u8 weights[2], int center)
{
	return clamp((old * weights[0] + noise * weights[1] + 16) >> 5, -center, center - 1);
}

static __always_inline void av1_fg_stripe_blocks(s16 *noise, const s16 *grain, ptrdiff_t step,
						 const u8 *offsets, unsigned int count,
						 bool overlap, int center, bool sub_x)
{
	const int block = sub_x ? 16 : 32;
	const s16 *old = NULL;
	unsigned int i;
	int j;

	for (i = 0; i < count; i++, noise += block) {
		const s16 *g = grain + (offsets[i] & 15) * step +
			       ((offsets[i] >> 4) << (sub_x ? 0 : 1));

		memcpy(noise, g, block * sizeof(*noise));
		for (j = 0; overlap && old && j < (sub_x ? 1 : 2); j++)
			noise[j] = av1_fg_mixed(old[j], g[j], av1_fg_weights[sub_x][j], center);
		old = g + block;
	}
}

static void DAE_FN(av1_fg_stripe)(s16 *noise, const s16 *grain, ptrdiff_t step, const u8 *offsets,
				  unsigned int count, bool overlap, int center)
{
	av1_fg_stripe_blocks(noise, grain, step, offsets, count, overlap, center, false);
}

static void DAE_FN(av1_fg_stripe_sub_x)(s16 *noise, const s16 *grain, ptrdiff_t step,
					const u8 *offsets, unsigned int count, bool overlap,
					int center)
{
	av1_fg_stripe_blocks(noise, grain, step, offsets, count, overlap, center, true);
}

static void DAE_FN(av1_fg_mix)(s16 *noise, const s16 *old, int w, const u8 weights[2], int center)
{
	const u8 pair[2] = { weights[0], weights[1] };
	int x;

	for (x = 0; x < w; x++)
		noise[x] = av1_fg_mixed(old[x], noise[x], pair, center);
}

static void DAE_FN(av1_fg_sum_above)(s32 *sum, const s16 *row, ptrdiff_t step, int w,
				     const s8 *coefs, int lag)
{
	int x, y, col;

	for (y = -lag; y < 0; y++)
		for (col = -lag; col <= lag; col++, coefs++)
			for (x = 0; x < w; x++)
				sum[x] += row[y * step + x + col] * *coefs;
}

void DAE_FN(av1_fg_init)(struct av1_fg_dsp *dsp)
{
	*dsp = (struct av1_fg_dsp){
		.luma = DAE_FN(av1_fg_luma),
		.chroma = { DAE_FN(av1_fg_chroma), DAE_FN(av1_fg_chroma_sub_x) },
		.chroma_from_luma = {
			DAE_FN(av1_fg_chroma_from_luma),
			DAE_FN(av1_fg_chroma_from_luma_sub_x),
		},
		.stripe = { DAE_FN(av1_fg_stripe), DAE_FN(av1_fg_stripe_sub_x) },
		.mix = DAE_FN(av1_fg_mix),
		.sum_above = DAE_FN(av1_fg_sum_above),
	};
}
