// SPDX-License-Identifier: GPL-2.0
/*
 * How AV1 predictions in 8-bit samples are put together, with NEON (AV1 specification,
 * 7.11.3.1, .10, .12 and .14): compound predictions, masks, interintra and overlapped
 * blocks.
 *
 * @n, 16, 8, 4 or 2, is the number of samples of vectors and a constant wherever a
 * function is inlined; what is in the other lanes does not matter.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define av1_sample		u8
#define av1_mix_weights		struct av1_blend_mid
#define av1_blend_weights	uint8x16_t
#define AV1_BLEND_LANES		16
#define AV1_BLEND_FN(name)	name##_neon_8bpc

/* 16 lanes */
struct av1_blend_mid {
	int16x8_t lo;
	int16x8_t hi;
};

static __always_inline struct av1_blend_mid av1_blend_load_mid(const s16 *s, int n)
{
	struct av1_blend_mid v;
	u32 word;

	if (n >= 8) {
		v.lo = vld1q_s16(s);
	} else if (n == 4) {
		v.lo = vcombine_s16(vld1_s16(s), vcreate_s16(0));
	} else {
		memcpy(&word, s, sizeof(word));
		v.lo = vreinterpretq_s16_u32(vdupq_n_u32(word));
	}
	v.hi = n == 16 ? vld1q_s16(s + 8) : v.lo;
	return v;
}

static __always_inline uint8x16_t av1_blend_load(const u8 *s, int n)
{
	u32 word;
	u16 half;

	if (n == 16)
		return vld1q_u8(s);
	if (n == 8)
		return vcombine_u8(vld1_u8(s), vcreate_u8(0));
	if (n == 4) {
		memcpy(&word, s, sizeof(word));
		return vreinterpretq_u8_u32(vdupq_n_u32(word));
	}
	memcpy(&half, s, sizeof(half));
	return vreinterpretq_u8_u16(vdupq_n_u16(half));
}

static __always_inline void av1_blend_store(u8 *d, uint8x16_t v, int n)
{
	u32 word;
	u16 half;

	if (n == 16) {
		vst1q_u8(d, v);
	} else if (n == 8) {
		vst1_u8(d, vget_low_u8(v));
	} else if (n == 4) {
		word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);
		memcpy(d, &word, sizeof(word));
	} else {
		half = vgetq_lane_u16(vreinterpretq_u16_u8(v), 0);
		memcpy(d, &half, sizeof(half));
	}
}

/* Round2(v, 4) or Round2(v, 5), clipped */
static __always_inline uint8x16_t av1_blend_round(struct av1_blend_mid v, int n, int shift)
{
	const uint8x8_t lo = shift == 4 ? vqrshrun_n_s16(v.lo, 4) : vqrshrun_n_s16(v.lo, 5);

	if (n != 16)
		return vcombine_u8(lo, lo);
	return shift == 4 ? vqrshrun_high_n_s16(lo, v.hi, 4) : vqrshrun_high_n_s16(lo, v.hi, 5);
}

static __always_inline void av1_avg_row(u8 *d, const s16 *tmp0, const s16 *tmp1, int n)
{
	const struct av1_blend_mid a = av1_blend_load_mid(tmp0, n);
	const struct av1_blend_mid b = av1_blend_load_mid(tmp1, n);
	const struct av1_blend_mid sum = { vaddq_s16(a.lo, b.lo), vaddq_s16(a.hi, b.hi) };

	av1_blend_store(d, av1_blend_round(sum, n, 5), n);
}

static __always_inline void av1_avg_rows(u8 *d, ptrdiff_t stride, const s16 *tmp0,
					 const s16 *tmp1, int h, int n)
{
	for (; h > 0; h--, d += stride, tmp0 += n, tmp1 += n)
		av1_avg_row(d, tmp0, tmp1, n);
}

/* Two rows of 8, which lie next to each other before they are put together */
static __always_inline void av1_avg_rows8(u8 *d, ptrdiff_t stride, const s16 *tmp0,
					  const s16 *tmp1, int h)
{
	for (; h >= 2; h -= 2, d += 2 * stride, tmp0 += 16, tmp1 += 16) {
		const struct av1_blend_mid a = av1_blend_load_mid(tmp0, 16);
		const struct av1_blend_mid b = av1_blend_load_mid(tmp1, 16);

		vst1_u8(d, vqrshrun_n_s16(vaddq_s16(a.lo, b.lo), 5));
		vst1_u8(d + stride, vqrshrun_n_s16(vaddq_s16(a.hi, b.hi), 5));
	}
	if (h)
		av1_avg_row(d, tmp0, tmp1, 8);
}

/* Rows of 32 or a multiple of it */
static __always_inline void av1_avg_wide(u8 *d, ptrdiff_t stride, const s16 *tmp0,
					 const s16 *tmp1, int w, int h)
{
	int x;

	for (; h > 0; h--, d += stride) {
		for (x = 0; x < w; x += 32, tmp0 += 32, tmp1 += 32) {
			av1_avg_row(d + x, tmp0, tmp1, 16);
			av1_avg_row(d + x + 16, tmp0 + 16, tmp1 + 16, 16);
		}
	}
}

static void av1_avg_neon_8bpc(void *dst, ptrdiff_t dst_stride, const s16 *tmp0, const s16 *tmp1,
			      int w, int h, int bd_max)
{
	if (w == 2)
		av1_avg_rows(dst, dst_stride, tmp0, tmp1, h, 2);
	else if (w == 4)
		av1_avg_rows(dst, dst_stride, tmp0, tmp1, h, 4);
	else if (w == 8)
		av1_avg_rows8(dst, dst_stride, tmp0, tmp1, h);
	else if (w == 16)
		av1_avg_rows(dst, dst_stride, tmp0, tmp1, h, 16);
	else if (w == 32)
		av1_avg_wide(dst, dst_stride, tmp0, tmp1, 32, h);
	else
		av1_avg_wide(dst, dst_stride, tmp0, tmp1, w, h);
}

/*
 * @b and @weight 64ths of how much more @a is, where @weight has -512 times as many: the
 * high half of the doubled product. A weight of 64 would not fit without the sign.
 */
static __always_inline struct av1_blend_mid av1_blend_mix(struct av1_blend_mid a,
							  struct av1_blend_mid b,
							  struct av1_blend_mid weight, int n)
{
	struct av1_blend_mid v;

	v.lo = vaddq_s16(b.lo, vqdmulhq_s16(vsubq_s16(b.lo, a.lo), weight.lo));
	v.hi = v.lo;
	if (n == 16)
		v.hi = vaddq_s16(b.hi, vqdmulhq_s16(vsubq_s16(b.hi, a.hi), weight.hi));
	return v;
}

/**
 * struct av1_mix - how two intermediate predictions become samples
 * @unit: a 64th of the weights of av1_blend_mix()
 */
struct av1_mix {
	s16 unit;
};

static __always_inline struct av1_mix av1_mix_init(int bd_max)
{
	return (struct av1_mix){ .unit = -512 };
}

static __always_inline struct av1_blend_mid av1_mix_dup(s16 weight)
{
	const int16x8_t m = vdupq_n_s16(weight);

	return (struct av1_blend_mid){ m, m };
}

static __always_inline void av1_mix_store(u8 *d, const s16 *tmp0, const s16 *tmp1,
					  struct av1_blend_mid weights, const struct av1_mix *mix,
					  int n)
{
	const struct av1_blend_mid v = av1_blend_mix(av1_blend_load_mid(tmp0, n),
						     av1_blend_load_mid(tmp1, n), weights, n);

	av1_blend_store(d, av1_blend_round(v, n, 4), n);
}

/* m of 7.11.3.14 of 8 columns from @x on, or of so many as are half of @n */
static __always_inline uint16x8_t av1_mask_sub(const u8 *mask, ptrdiff_t stride, int x,
					       enum av1_mask_layout layout, int n)
{
	uint16x8_t sum = vpaddlq_u8(av1_blend_load(mask + 2 * x, n));

	if (layout == AV1_MASK_422)
		return vrshrq_n_u16(sum, 1);
	sum = vpadalq_u8(sum, av1_blend_load(mask + stride + 2 * x, n));
	return vrshrq_n_u16(sum, 2);
}

/* That of 16 columns, or of @n */
static __always_inline uint8x16_t av1_mask_at(const u8 *mask, ptrdiff_t stride, int x,
					      enum av1_mask_layout layout, int n)
{
	uint16x8_t lo;

	if (layout == AV1_MASK_FULL)
		return av1_blend_load(mask + x, n);
	lo = av1_mask_sub(mask, stride, x, layout, n == 16 ? 16 : 2 * n);
	if (n == 16)
		return vuzp1q_u8(vreinterpretq_u8_u16(lo),
				 vreinterpretq_u8_u16(av1_mask_sub(mask, stride, x + 8, layout,
								   16)));
	return vcombine_u8(vmovn_u16(lo), vmovn_u16(lo));
}

static __always_inline struct av1_blend_mid av1_mix_mask(const u8 *mask, ptrdiff_t stride, int x,
							 enum av1_mask_layout layout,
							 const struct av1_mix *mix, int n)
{
	struct av1_blend_mid v;
	uint8x16_t m;

	if (layout == AV1_MASK_FULL) {
		m = av1_blend_load(mask + x, n);
		v.lo = vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(m)));
		v.hi = vreinterpretq_s16_u16(vmovl_high_u8(m));
	} else {
		v.lo = vreinterpretq_s16_u16(av1_mask_sub(mask, stride, x, layout,
							  n == 16 ? 16 : 2 * n));
		v.hi = v.lo;
		if (n == 16)
			v.hi = vreinterpretq_s16_u16(av1_mask_sub(mask, stride, x + 8, layout,
								  16));
	}
	v.lo = vmulq_n_s16(v.lo, mix->unit);
	v.hi = vmulq_n_s16(v.hi, mix->unit);
	return v;
}

/* 38 and 256ths of differences, which have 4 fractional bits: rounded to samples first */
static __always_inline uint8x8_t av1_diff(int16x8_t a, int16x8_t b)
{
	const uint16x8_t diff = vreinterpretq_u16_s16(vabdq_s16(a, b));

	return vshrn_n_u16(vaddq_u16(diff, vdupq_n_u16(8)), 8);
}

static __always_inline void av1_diff_mask_rows(u8 *mask, ptrdiff_t stride, const s16 *tmp0,
					       const s16 *tmp1, int w, int h, uint8x16_t invert,
					       int n)
{
	int x;

	for (; h > 0; h--, mask += stride, tmp0 += w, tmp1 += w)
		for (x = 0; x < w; x += n) {
			const struct av1_blend_mid a = av1_blend_load_mid(tmp0 + x, n);
			const struct av1_blend_mid b = av1_blend_load_mid(tmp1 + x, n);
			const uint8x8_t lo = av1_diff(a.lo, b.lo);
			uint8x16_t m = vcombine_u8(lo, n == 16 ? av1_diff(a.hi, b.hi) : lo);

			m = vminq_u8(vaddq_u8(m, vdupq_n_u8(38)), vdupq_n_u8(64));
			/* 64 - m, or 0 and m */
			av1_blend_store(mask + x, vabdq_u8(invert, m), n);
		}
}

static void av1_diff_mask_neon_8bpc(u8 *mask, ptrdiff_t mask_stride, const s16 *tmp0,
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

static __always_inline uint8x16_t av1_blend_dup(u8 m)
{
	return vdupq_n_u8(m);
}

static __always_inline uint8x16_t av1_blend_mask(const u8 *mask, ptrdiff_t stride, int x,
						 enum av1_mask_layout layout, int n)
{
	return av1_mask_at(mask, stride, x, layout, n);
}

static __always_inline uint8x16_t av1_blend_load_weights(const u8 *mask, int n)
{
	return av1_blend_load(mask, n);
}

/* @m 64ths of @d, the rest of @s */
static __always_inline void av1_blend_vector(u8 *d, const u8 *s, uint8x16_t m, int n)
{
	const uint8x16_t to = av1_blend_load(d, n), from = av1_blend_load(s, n);
	const uint8x16_t rest = vsubq_u8(vdupq_n_u8(64), m);
	const uint16x8_t lo = vmlal_u8(vmull_u8(vget_low_u8(to), vget_low_u8(m)),
				       vget_low_u8(from), vget_low_u8(rest));
	uint8x16_t v = vcombine_u8(vrshrn_n_u16(lo, 6), vcreate_u8(0));

	if (n == 16)
		v = vrshrn_high_n_u16(vget_low_u8(v),
				      vmlal_high_u8(vmull_high_u8(to, m), from, rest), 6);
	av1_blend_store(d, v, n);
}

#include "av1_blend_tmpl.h"

const struct av1_mc_dsp av1_blend_neon_8bpc = {
	.avg = av1_avg_neon_8bpc,
	.w_avg = av1_w_avg_neon_8bpc,
	.mask = {
		[AV1_MASK_FULL] = av1_mask_full_neon_8bpc,
		[AV1_MASK_422] = av1_mask_422_neon_8bpc,
		[AV1_MASK_420] = av1_mask_420_neon_8bpc,
	},
	.diff_mask = av1_diff_mask_neon_8bpc,
	.blend = {
		[AV1_MASK_FULL] = av1_blend_full_neon_8bpc,
		[AV1_MASK_422] = av1_blend_422_neon_8bpc,
		[AV1_MASK_420] = av1_blend_420_neon_8bpc,
	},
	.obmc_above = av1_obmc_above_neon_8bpc,
	.obmc_left = av1_obmc_left_neon_8bpc,
};
