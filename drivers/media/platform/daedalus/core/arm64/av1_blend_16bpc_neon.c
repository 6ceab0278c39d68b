// SPDX-License-Identifier: GPL-2.0
/*
 * How AV1 predictions in samples of 10 and 12 bits are put together, with NEON (AV1
 * specification, 7.11.3.1, .10, .12 and .14): compound predictions with weights, masks,
 * interintra and overlapped blocks.
 *
 * @n, 8, 4 or 2, is the number of samples of vectors and a constant wherever a function is
 * inlined; what is in the other lanes does not matter.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define av1_sample		u16
#define av1_mix_weights		int16x8_t
#define av1_blend_weights	int16x8_t
#define AV1_BLEND_LANES		8
#define AV1_BLEND_FN(name)	name##_neon_16bpc

/**
 * struct av1_mix - how two intermediate predictions become samples
 * @unit: what a 64th of them counts, so that the shift is the same at all depths
 * @all: 64 of them
 * @bias: bias of predictions, in samples
 * @max: largest sample
 */
struct av1_mix {
	s16 unit;
	int16x8_t all;
	int16x8_t bias;
	int16x8_t max;
};

#define AV1_MIX_SHIFT	10	/* InterPostRound of 10 bits, and a 64th */

static __always_inline struct av1_mix av1_mix_init(int bd_max)
{
	const bool deep = bd_max >> 11;
	const s16 unit = deep ? 4 : 1;

	return (struct av1_mix){
		.unit = unit,
		.all = vdupq_n_s16(64 * unit),
		.bias = vdupq_n_s16(AV1_MC_BIAS_16BPC >> (deep ? 2 : 4)),
		.max = vdupq_n_s16(bd_max),
	};
}

static __always_inline uint16x8_t av1_blend_load(const u16 *s, int n)
{
	u32 word;

	if (n == 8)
		return vld1q_u16(s);
	if (n == 4)
		return vcombine_u16(vld1_u16(s), vcreate_u16(0));
	memcpy(&word, s, sizeof(word));
	return vreinterpretq_u16_u32(vdupq_n_u32(word));
}

static __always_inline int16x8_t av1_blend_load_mid(const s16 *s, int n)
{
	return vreinterpretq_s16_u16(av1_blend_load((const u16 *)s, n));
}

static __always_inline void av1_blend_store(u16 *d, uint16x8_t v, int n)
{
	u32 word;

	if (n == 8) {
		vst1q_u16(d, v);
	} else if (n == 4) {
		vst1_u16(d, vget_low_u16(v));
	} else {
		word = vgetq_lane_u32(vreinterpretq_u32_u16(v), 0);
		memcpy(d, &word, sizeof(word));
	}
}

/* @n bytes */
static __always_inline uint8x8_t av1_blend_load_mask(const u8 *s, int n)
{
	u32 word;
	u16 half;

	if (n == 8)
		return vld1_u8(s);
	if (n == 4) {
		memcpy(&word, s, sizeof(word));
		return vreinterpret_u8_u32(vdup_n_u32(word));
	}
	memcpy(&half, s, sizeof(half));
	return vreinterpret_u8_u16(vdup_n_u16(half));
}

static __always_inline int16x8_t av1_mix_dup(s16 weight)
{
	return vdupq_n_s16(weight);
}

/* @tmp0 counts @m, @tmp1 what is left to 64. */
static __always_inline void av1_mix_store(u16 *d, const s16 *tmp0, const s16 *tmp1, int16x8_t m,
					  const struct av1_mix *mix, int n)
{
	const int16x8_t a = av1_blend_load_mid(tmp0, n), b = av1_blend_load_mid(tmp1, n);
	const int16x8_t rest = vsubq_s16(mix->all, m);
	int32x4_t lo = vmull_s16(vget_low_s16(a), vget_low_s16(m)), hi;
	int16x8_t v;

	lo = vmlal_s16(lo, vget_low_s16(b), vget_low_s16(rest));
	v = vcombine_s16(vrshrn_n_s32(lo, AV1_MIX_SHIFT), vcreate_s16(0));
	if (n == 8) {
		hi = vmlal_high_s16(vmull_high_s16(a, m), b, rest);
		v = vrshrn_high_n_s32(vget_low_s16(v), hi, AV1_MIX_SHIFT);
	}
	v = vmaxq_s16(vaddq_s16(v, mix->bias), vdupq_n_s16(0));
	av1_blend_store(d, vreinterpretq_u16_s16(vminq_s16(v, mix->max)), n);
}

/* m of 7.11.3.14 of @n columns from @x on */
static __always_inline uint16x8_t av1_mask_at(const u8 *mask, ptrdiff_t stride, int x,
					      enum av1_mask_layout layout, int n)
{
	uint8x16_t row;
	uint16x8_t sum;

	if (layout == AV1_MASK_FULL)
		return vmovl_u8(av1_blend_load_mask(mask + x, n));
	row = n == 8 ? vld1q_u8(mask + 2 * x) :
		       vcombine_u8(av1_blend_load_mask(mask + 2 * x, 2 * n), vcreate_u8(0));
	sum = vpaddlq_u8(row);
	if (layout == AV1_MASK_422)
		return vrshrq_n_u16(sum, 1);
	mask += stride;
	row = n == 8 ? vld1q_u8(mask + 2 * x) :
		       vcombine_u8(av1_blend_load_mask(mask + 2 * x, 2 * n), vcreate_u8(0));
	return vrshrq_n_u16(vpadalq_u8(sum, row), 2);
}

static __always_inline int16x8_t av1_mix_mask(const u8 *mask, ptrdiff_t stride, int x,
					      enum av1_mask_layout layout,
					      const struct av1_mix *mix, int n)
{
	const uint16x8_t m = av1_mask_at(mask, stride, x, layout, n);

	return vmulq_n_s16(vreinterpretq_s16_u16(m), mix->unit);
}

/* 256ths of differences, rounded to samples of 8 bits, of which they are 4 bits more */
static __always_inline uint8x8_t av1_diff(const s16 *a, const s16 *b, int n)
{
	const int16x8_t diff = vabdq_s16(av1_blend_load_mid(a, n), av1_blend_load_mid(b, n));

	return vshrn_n_u16(vqaddq_u16(vreinterpretq_u16_s16(diff), vdupq_n_u16(32)), 8);
}

/* As many bytes as predictions, of one vector or of two */
static __always_inline void av1_diff_mask_store(u8 *mask, uint8x16_t diff, uint8x16_t invert,
						int n)
{
	uint8x16_t m = vaddq_u8(vshrq_n_u8(diff, 2), vdupq_n_u8(38));
	u32 word;
	u16 half;

	/* 64 - m, or 0 and m */
	m = vabdq_u8(invert, vminq_u8(m, vdupq_n_u8(64)));
	if (n == 16) {
		vst1q_u8(mask, m);
	} else if (n == 8) {
		vst1_u8(mask, vget_low_u8(m));
	} else if (n == 4) {
		word = vgetq_lane_u32(vreinterpretq_u32_u8(m), 0);
		memcpy(mask, &word, sizeof(word));
	} else {
		half = vgetq_lane_u16(vreinterpretq_u16_u8(m), 0);
		memcpy(mask, &half, sizeof(half));
	}
}

static __always_inline void av1_diff_mask_rows(u8 *mask, ptrdiff_t stride, const s16 *tmp0,
					       const s16 *tmp1, int w, int h, uint8x16_t invert,
					       int n)
{
	const int lanes = n == 16 ? 8 : n;
	int x;

	for (; h > 0; h--, mask += stride)
		for (x = 0; x < w; x += n, tmp0 += n, tmp1 += n) {
			const uint8x8_t lo = av1_diff(tmp0, tmp1, lanes);
			uint8x16_t diff = vcombine_u8(lo, lo);

			if (n == 16)
				diff = vcombine_u8(lo, av1_diff(tmp0 + 8, tmp1 + 8, 8));
			av1_diff_mask_store(mask + x, diff, invert, n);
		}
}

static void av1_diff_mask_neon_16bpc(u8 *mask, ptrdiff_t mask_stride, const s16 *tmp0,
				     const s16 *tmp1, int w, int h, int mask_type, int bd_max)
{
	const uint8x16_t invert = vdupq_n_u8(mask_type ? 64 : 0);

	if (w == 2)
		av1_diff_mask_rows(mask, mask_stride, tmp0, tmp1, 2, h, invert, 2);
	else if (w == 4)
		av1_diff_mask_rows(mask, mask_stride, tmp0, tmp1, 4, h, invert, 4);
	else if (w == 8)
		av1_diff_mask_rows(mask, mask_stride, tmp0, tmp1, 8, h, invert, 8);
	else
		av1_diff_mask_rows(mask, mask_stride, tmp0, tmp1, w, h, invert, 16);
}

/*
 * @s, and Round2() of @weight 64ths of how much more @d is; @weight has 256 times as many, and
 * the product of it and twice the difference is doubled once more.
 */
static __always_inline void av1_blend_vector(u16 *d, const u16 *s, int16x8_t weight, int n)
{
	const int16x8_t to = vreinterpretq_s16_u16(av1_blend_load(d, n));
	const int16x8_t from = vreinterpretq_s16_u16(av1_blend_load(s, n));
	const int16x8_t diff = vsubq_s16(to, from);
	const int16x8_t v = vqrdmulhq_s16(vaddq_s16(diff, diff), weight);

	av1_blend_store(d, vreinterpretq_u16_s16(vaddq_s16(from, v)), n);
}

static __always_inline int16x8_t av1_blend_dup(u8 m)
{
	return vdupq_n_s16(m << 8);
}

static __always_inline int16x8_t av1_blend_mask(const u8 *mask, ptrdiff_t stride, int x,
						enum av1_mask_layout layout, int n)
{
	return vreinterpretq_s16_u16(vshlq_n_u16(av1_mask_at(mask, stride, x, layout, n), 8));
}

static __always_inline int16x8_t av1_blend_load_weights(const u8 *mask, int n)
{
	return vreinterpretq_s16_u16(vshlq_n_u16(vmovl_u8(av1_blend_load_mask(mask, n)), 8));
}

#include "av1_blend_tmpl.h"

const struct av1_mc_dsp av1_blend_neon_16bpc = {
	.w_avg = av1_w_avg_neon_16bpc,
	.mask = {
		[AV1_MASK_FULL] = av1_mask_full_neon_16bpc,
		[AV1_MASK_422] = av1_mask_422_neon_16bpc,
		[AV1_MASK_420] = av1_mask_420_neon_16bpc,
	},
	.diff_mask = av1_diff_mask_neon_16bpc,
	.blend = {
		[AV1_MASK_FULL] = av1_blend_full_neon_16bpc,
		[AV1_MASK_422] = av1_blend_422_neon_16bpc,
		[AV1_MASK_420] = av1_blend_420_neon_16bpc,
	},
	.obmc_above = av1_obmc_above_neon_16bpc,
	.obmc_left = av1_obmc_left_neon_16bpc,
};
