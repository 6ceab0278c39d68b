// SPDX-License-Identifier: GPL-2.0
/*
 * Rows of the noise of AV1 film grain with NEON (AV1 specification, 7.18.3.5), for all
 * depths: noise has at most 12 bits, and weights make 45 at most.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_fg.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

static __always_inline int16x4_t av1_fg_clip(int32x4_t sum, int center)
{
	const int16x4_t v = vrshrn_n_s32(sum, 5);

	return vmax_s16(vmin_s16(v, vdup_n_s16(center - 1)), vdup_n_s16(-center));
}

/* Two samples of noise, or one twice */
static __always_inline int16x4_t av1_fg_two(const s16 *s, bool sub_x)
{
	u32 word;

	if (sub_x)
		return vld1_dup_s16(s);
	memcpy(&word, s, sizeof(word));
	return vreinterpret_s16_u32(vdup_n_u32(word));
}

/* The first samples of a block, of which the one before has @old */
static __always_inline void av1_fg_overlap(s16 *noise, const s16 *old, const s16 *grain,
					   int16x4_t old_weights, int16x4_t weights, int center,
					   bool sub_x)
{
	const int32x4_t sum = vmull_s16(av1_fg_two(old, sub_x), old_weights);
	const int16x4_t v = av1_fg_clip(vmlal_s16(sum, av1_fg_two(grain, sub_x), weights), center);
	u32 word;

	if (sub_x) {
		vst1_lane_s16(noise, v, 0);
	} else {
		word = vget_lane_u32(vreinterpret_u32_s16(v), 0);
		memcpy(noise, &word, sizeof(word));
	}
}

static __always_inline void av1_fg_copy(s16 *noise, const s16 *grain, bool sub_x)
{
	vst1q_s16(noise, vld1q_s16(grain));
	vst1q_s16(noise + 8, vld1q_s16(grain + 8));
	if (sub_x)
		return;
	vst1q_s16(noise + 16, vld1q_s16(grain + 16));
	vst1q_s16(noise + 24, vld1q_s16(grain + 24));
}

static __always_inline void av1_fg_stripe(s16 *noise, const s16 *grain, ptrdiff_t step,
					  const u8 *offsets, unsigned int count, bool overlap,
					  int center, bool sub_x)
{
	const int first = av1_fg_weights[sub_x][0][0], second = av1_fg_weights[sub_x][0][1];
	const int16x4_t old_weights = { first, second }, weights = { second, first };
	const int block = sub_x ? 16 : 32;
	const s16 *old = NULL;
	unsigned int i;

	for (i = 0; i < count; i++, noise += block) {
		const s16 *g = grain + (offsets[i] & 15) * step +
			       ((offsets[i] >> 4) << (sub_x ? 0 : 1));

		av1_fg_copy(noise, g, sub_x);
		if (overlap && old)
			av1_fg_overlap(noise, old, g, old_weights, weights, center, sub_x);
		old = g + block;
	}
}

static void av1_fg_stripe_neon(s16 *noise, const s16 *grain, ptrdiff_t step, const u8 *offsets,
			       unsigned int count, bool overlap, int center)
{
	av1_fg_stripe(noise, grain, step, offsets, count, overlap, center, false);
}

static void av1_fg_stripe_sub_x_neon(s16 *noise, const s16 *grain, ptrdiff_t step,
				     const u8 *offsets, unsigned int count, bool overlap,
				     int center)
{
	av1_fg_stripe(noise, grain, step, offsets, count, overlap, center, true);
}

static void av1_fg_mix_neon(s16 *noise, const s16 *old, int w, const u8 weights[2], int center)
{
	const int16x4_t first = vdup_n_s16(weights[0]), second = vdup_n_s16(weights[1]);
	int x;

	for (x = 0; x < w; x += 8) {
		const int16x8_t a = vld1q_s16(old + x), b = vld1q_s16(noise + x);
		int32x4_t lo = vmull_s16(vget_low_s16(a), first);
		int32x4_t hi = vmull_s16(vget_high_s16(a), first);

		lo = vmlal_s16(lo, vget_low_s16(b), second);
		hi = vmlal_s16(hi, vget_high_s16(b), second);
		vst1q_s16(noise + x, vcombine_s16(av1_fg_clip(lo, center),
						  av1_fg_clip(hi, center)));
	}
}

const struct av1_fg_dsp av1_fg_noise_neon = {
	.stripe = { av1_fg_stripe_neon, av1_fg_stripe_sub_x_neon },
	.mix = av1_fg_mix_neon,
};
