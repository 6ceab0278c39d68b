// SPDX-License-Identifier: GPL-2.0
/*
 * Rows of the noise of AV1 film grain with NEON (AV1 specification, 7.18.3.5), and the
 * part of the filter of grain that is not serial (7.18.3.3), for all depths: noise has at
 * most 12 bits, and weights make 45 at most.
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

/* What one neighbour contributes to 8 samples */
static __always_inline void av1_fg_mla8(int32x4_t *sum, int16x8_t v, int16x4_t coef)
{
	sum[0] = vmlal_s16(sum[0], vget_low_s16(v), coef);
	sum[1] = vmlal_s16(sum[1], vget_high_s16(v), coef);
}

/* What the rows above contribute to 16 samples */
static __always_inline void av1_fg_sum16(s32 *to, const s16 *above, ptrdiff_t step,
					 const s16 *coef, int lag)
{
	int32x4_t sum[4] = {
		vld1q_s32(to), vld1q_s32(to + 4), vld1q_s32(to + 8), vld1q_s32(to + 12),
	};
	int y, col;

	for (y = 0; y < lag; y++, above += step)
		for (col = 0; col <= 2 * lag; col++) {
			const int16x4_t k = vld1_dup_s16(coef++);

			av1_fg_mla8(sum, vld1q_s16(above + col), k);
			av1_fg_mla8(sum + 2, vld1q_s16(above + col + 8), k);
		}
	vst1q_s32(to, sum[0]);
	vst1q_s32(to + 4, sum[1]);
	vst1q_s32(to + 8, sum[2]);
	vst1q_s32(to + 12, sum[3]);
}

static void av1_fg_sum_above_neon(s32 *sum, const s16 *row, ptrdiff_t step, int w,
				  const s8 *coefs, int lag)
{
	s16 wide[24];
	int x;

	vst1q_s16(wide, vmovl_s8(vld1_s8(coefs)));
	vst1q_s16(wide + 8, vmovl_s8(vld1_s8(coefs + 8)));
	vst1q_s16(wide + 16, vmovl_s8(vld1_s8(coefs + 16)));
	row -= lag * step + lag;
	for (x = 0; x < w; x += 16)
		av1_fg_sum16(sum + x, row + x, step, wide, lag);
}

const struct av1_fg_dsp av1_fg_noise_neon = {
	.stripe = { av1_fg_stripe_neon, av1_fg_stripe_sub_x_neon },
	.mix = av1_fg_mix_neon,
	.sum_above = av1_fg_sum_above_neon,
};
