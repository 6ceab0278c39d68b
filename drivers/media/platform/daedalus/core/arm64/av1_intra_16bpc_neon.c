// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 intra prediction of samples of 10 and 12 bits with NEON (AV1 specification, 7.11.2.3,
 * .5 and .6, 7.11.4 and 7.11.5): all modes but the directional ones.
 *
 * @n, 8 or 4, is the number of samples of vectors and a constant wherever a function is
 * inlined; what is in the other lanes does not matter.
 */
#include <linux/compiler.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_intra.h"
#include "../av1/av1_intra_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define av1_sample	u16

static __always_inline uint16x8_t av1_intra_load(const u16 *s, int n)
{
	return n == 8 ? vld1q_u16(s) : vcombine_u16(vld1_u16(s), vcreate_u16(0));
}

static __always_inline void av1_intra_store(u8 *d, uint16x8_t v, int n)
{
	if (n == 8)
		vst1q_u16((u16 *)d, v);
	else
		vst1_u16((u16 *)d, vget_low_u16(v));
}

static __always_inline int16x8_t av1_intra_signed(uint16x8_t v)
{
	return vreinterpretq_s16_u16(v);
}

/* A row of @w samples, a multiple of 8 or 4 */
static __always_inline void av1_intra_fill_row(u8 *d, uint16x8_t v, int w)
{
	u16 *to = (u16 *)d;
	int x;

	if (w == 4) {
		vst1_u16(to, vget_low_u16(v));
		return;
	}
#pragma GCC unroll 8
	for (x = 0; x < w; x += 8)
		vst1q_u16(to + x, v);
}

static __always_inline void av1_intra_fill_w(u8 *d, ptrdiff_t stride, int w, int h, uint16x8_t v)
{
	do {
		av1_intra_fill_row(d, v, w);
		d += stride;
		av1_intra_fill_row(d, v, w);
		d += stride;
	} while ((h -= 2) > 0);
}

static void av1_intra_fill_neon_16bpc(u8 *d, ptrdiff_t stride, int w, int h, int value)
{
	const uint16x8_t v = vdupq_n_u16(value);

	if (w == 4)
		av1_intra_fill_w(d, stride, 4, h, v);
	else if (w == 8)
		av1_intra_fill_w(d, stride, 8, h, v);
	else if (w == 16)
		av1_intra_fill_w(d, stride, 16, h, v);
	else if (w == 32)
		av1_intra_fill_w(d, stride, 32, h, v);
	else
		av1_intra_fill_w(d, stride, 64, h, v);
}

/* Sixteen samples of 12 bits fit 16 bits; those of 64 need more. */
static __always_inline unsigned int av1_intra_sum(const u16 *s, int n)
{
	uint32x4_t sum = vdupq_n_u32(0);
	int i;

	if (n == 4)
		return vaddlv_u16(vld1_u16(s));
	for (i = 0; i < n; i += 8)
		sum = vpadalq_u16(sum, vld1q_u16(s + i));
	return vaddvq_u32(sum);
}

static __always_inline int av1_intra_dc_value(enum av1_intra slot, const u16 *tl, int w, int h,
					      int bd_max)
{
	unsigned int sum = 0, n = 0;

	if (slot == AV1_INTRA_DC_128)
		return (bd_max + 1) >> 1;
	if (slot != AV1_INTRA_DC_TOP) {
		sum += av1_intra_sum(tl - h, h);
		n += h;
	}
	if (slot != AV1_INTRA_DC_LEFT) {
		sum += av1_intra_sum(tl + 1, w);
		n += w;
	}
	return (sum + n / 2) / n;
}

/**
 * struct av1_cfl - how chroma is made from luma
 * @dc: what is added to
 * @sign: that of alpha
 * @max: largest sample
 * @k: 512 times the size of alpha
 */
struct av1_cfl {
	int16x8_t dc;
	int16x8_t sign;
	int16x8_t max;
	s16 k;
};

/*
 * Round2Signed(alpha * ac, 6) of 8 samples is added: it is made of sizes, by a doubled
 * high half, and takes its sign from both.
 */
static __always_inline uint16x8_t av1_cfl_8(const s16 *ac, const struct av1_cfl *c)
{
	const int16x8_t v = vld1q_s16(ac);
	const int16x8_t size = vqrdmulhq_n_s16(vqabsq_s16(v), c->k);
	const int16x8_t minus = vshrq_n_s16(veorq_s16(v, c->sign), 15);
	int16x8_t r = vaddq_s16(c->dc, vsubq_s16(veorq_s16(size, minus), minus));

	r = vminq_s16(vmaxq_s16(r, vdupq_n_s16(0)), c->max);
	return vreinterpretq_u16_s16(r);
}

static void av1_cfl_add_neon_16bpc(u8 *d, ptrdiff_t stride, int value, int w, int h, const s16 *ac,
				   int alpha, int bd_max)
{
	const struct av1_cfl c = {
		.dc = vdupq_n_s16(value),
		.sign = vdupq_n_s16(alpha),
		.max = vdupq_n_s16(bd_max),
		.k = abs(alpha) * 512,
	};
	int x;

	if (w == 4) {
		do {
			const uint16x8_t v = av1_cfl_8(ac, &c);

			vst1_u16((u16 *)d, vget_low_u16(v));
			vst1_u16((u16 *)(d + stride), vget_high_u16(v));
			d += 2 * stride;
			ac += 8;
		} while ((h -= 2) > 0);
		return;
	}
	do {
		for (x = 0; x < w; x += 8, ac += 8)
			vst1q_u16((u16 *)d + x, av1_cfl_8(ac, &c));
		d += stride;
	} while (--h);
}

#define AV1_INTRA_DC_SLOT(name, slot)								\
static void av1_intra_##name##_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w,	\
					  int h, int bd_max)					\
{												\
	av1_intra_fill_neon_16bpc(dst, stride, w, h,						\
				  av1_intra_dc_value(slot, tl, w, h, bd_max));			\
}												\
												\
static void av1_cfl_##name##_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w,	\
					int h, const s16 *ac, int alpha, int bd_max)		\
{												\
	av1_cfl_add_neon_16bpc(dst, stride, av1_intra_dc_value(slot, tl, w, h, bd_max), w, h,	\
			       ac, alpha, bd_max);						\
}

AV1_INTRA_DC_SLOT(dc, AV1_INTRA_DC)
AV1_INTRA_DC_SLOT(dc_left, AV1_INTRA_DC_LEFT)
AV1_INTRA_DC_SLOT(dc_top, AV1_INTRA_DC_TOP)
AV1_INTRA_DC_SLOT(dc_128, AV1_INTRA_DC_128)

static __always_inline void av1_intra_v_n(u8 *d, ptrdiff_t stride, const u16 *above, int h, int n)
{
	const uint16x8_t v = av1_intra_load(above, n);

	do {
		av1_intra_store(d, v, n);
		av1_intra_store(d + stride, v, n);
		d += 2 * stride;
		av1_intra_store(d, v, n);
		av1_intra_store(d + stride, v, n);
		d += 2 * stride;
	} while ((h -= 4) > 0);
}

static void av1_intra_v_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				   int bd_max)
{
	const u16 *above = (const u16 *)tl + 1;
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_v_n(d, stride, above, h, 4);
	else
		for (x = 0; x < w; x += 8)
			av1_intra_v_n(d + 2 * x, stride, above + x, h, 8);
}

static __always_inline void av1_intra_h_w(u8 *d, ptrdiff_t stride, const u16 *left, int w, int h)
{
	do {
		av1_intra_fill_row(d, vld1q_dup_u16(left), w);
		av1_intra_fill_row(d + stride, vld1q_dup_u16(left - 1), w);
		d += 2 * stride;
		left -= 2;
	} while ((h -= 2) > 0);
}

static void av1_intra_h_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				   int bd_max)
{
	const u16 *left = (const u16 *)tl - 1;

	if (w == 4)
		av1_intra_h_w(dst, stride, left, 4, h);
	else if (w == 8)
		av1_intra_h_w(dst, stride, left, 8, h);
	else if (w == 16)
		av1_intra_h_w(dst, stride, left, 16, h);
	else if (w == 32)
		av1_intra_h_w(dst, stride, left, 32, h);
	else
		av1_intra_h_w(dst, stride, left, 64, h);
}

static __always_inline void av1_intra_paeth_n(u8 *d, ptrdiff_t stride, const u16 *above,
					      const u16 *tl, int h, int n)
{
	const uint16x8_t corner = vld1q_dup_u16(tl), top = av1_intra_load(above, n);
	const uint16x8_t twice = vaddq_u16(corner, corner), to_left = vabdq_u16(top, corner);

	do {
		const uint16x8_t left = vld1q_dup_u16(--tl);
		const uint16x8_t to_top = vabdq_u16(left, corner);
		const uint16x8_t to_corner = vabdq_u16(vaddq_u16(top, left), twice);
		uint16x8_t v = vbslq_u16(vcleq_u16(to_top, to_corner), top, corner);

		v = vbslq_u16(vcleq_u16(to_left, vminq_u16(to_top, to_corner)), left, v);
		av1_intra_store(d, v, n);
		d += stride;
	} while (--h);
}

static void av1_intra_paeth_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				       int bd_max)
{
	const u16 *above = (const u16 *)tl + 1;
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_paeth_n(d, stride, above, tl, h, 4);
	else
		for (x = 0; x < w; x += 8)
			av1_intra_paeth_n(d + 2 * x, stride, above + x, tl, h, 8);
}

static const u8 *const av1_intra_weights[] = {
	av1_sm_weights_tx_4x4, av1_sm_weights_tx_8x8, av1_sm_weights_tx_16x16,
	av1_sm_weights_tx_32x32, av1_sm_weights_tx_64x64,
};

static __always_inline const u8 *av1_intra_weights_of(int n)
{
	return av1_intra_weights[ilog2((u32)n) - 2];
}

/* Those of @n columns */
static __always_inline int16x8_t av1_intra_load_weights(const u8 *s, int n)
{
	u32 word;

	if (n == 8)
		return av1_intra_signed(vmovl_u8(vld1_u8(s)));
	memcpy(&word, s, sizeof(word));
	return av1_intra_signed(vmovl_u8(vreinterpret_u8_u32(vdup_n_u32(word))));
}

/* 256 times samples, of columns 0..3 and 4..7 */
struct av1_intra_sums {
	int32x4_t lo;
	int32x4_t hi;
};

static __always_inline struct av1_intra_sums av1_intra_mla(struct av1_intra_sums sum, int16x8_t v,
							   s16 k, int n)
{
	sum.lo = vmlal_n_s16(sum.lo, vget_low_s16(v), k);
	if (n == 8)
		sum.hi = vmlal_high_n_s16(sum.hi, v, k);
	return sum;
}

static __always_inline uint16x8_t av1_intra_shift(struct av1_intra_sums sum, int n, int shift)
{
	const uint16x4_t lo = vshrn_n_u32(vreinterpretq_u32_s32(sum.lo), shift);

	if (n == 4)
		return vcombine_u16(lo, vcreate_u16(0));
	return vshrn_high_n_u32(lo, vreinterpretq_u32_s32(sum.hi), shift);
}

static __always_inline void av1_intra_smooth_n(u8 *d, ptrdiff_t stride, const u16 *above,
					       const u16 *left, s16 right, s16 bottom,
					       const u8 *weights_x, const u8 *weights_y, int h,
					       int n)
{
	const int16x8_t more = vsubq_s16(av1_intra_signed(av1_intra_load(above, n)),
					 vdupq_n_s16(bottom));
	const int16x8_t k = av1_intra_load_weights(weights_x, n);
	const int32x4_t base = vdupq_n_s32(256 * (right + bottom + 1));

	do {
		struct av1_intra_sums sum = { base, base };

		sum = av1_intra_mla(sum, more, *weights_y++, n);
		sum = av1_intra_mla(sum, k, *left-- - right, n);
		av1_intra_store(d, av1_intra_shift(sum, n, 9), n);
		d += stride;
	} while (--h);
}

static void av1_intra_smooth_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
					int bd_max)
{
	const u16 *above = (const u16 *)tl + 1, *left = (const u16 *)tl - 1;
	const u8 *weights_x = av1_intra_weights_of(w), *weights_y = av1_intra_weights_of(h);
	const s16 right = above[w - 1], bottom = left[1 - h];
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_smooth_n(d, stride, above, left, right, bottom, weights_x, weights_y, h,
				   4);
	else
		for (x = 0; x < w; x += 8)
			av1_intra_smooth_n(d + 2 * x, stride, above + x, left, right, bottom,
					   weights_x + x, weights_y, h, 8);
}

static __always_inline void av1_intra_smooth_v_n(u8 *d, ptrdiff_t stride, const u16 *above,
						 s16 bottom, const u8 *weights, int h, int n)
{
	const int16x8_t more = vsubq_s16(av1_intra_signed(av1_intra_load(above, n)),
					 vdupq_n_s16(bottom));
	const int32x4_t base = vdupq_n_s32(256 * bottom + 128);
	const struct av1_intra_sums sum = { base, base };

	do {
		av1_intra_store(d, av1_intra_shift(av1_intra_mla(sum, more, *weights++, n), n, 8),
				n);
		d += stride;
	} while (--h);
}

static void av1_intra_smooth_v_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w,
					  int h, int bd_max)
{
	const u16 *above = (const u16 *)tl + 1;
	const u8 *weights = av1_intra_weights_of(h);
	const s16 bottom = *((const u16 *)tl - h);
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_smooth_v_n(d, stride, above, bottom, weights, h, 4);
	else
		for (x = 0; x < w; x += 8)
			av1_intra_smooth_v_n(d + 2 * x, stride, above + x, bottom, weights, h, 8);
}

static __always_inline void av1_intra_smooth_h_n(u8 *d, ptrdiff_t stride, const u16 *left,
						 s16 right, const u8 *weights, int h, int n)
{
	const int16x8_t k = av1_intra_load_weights(weights, n);
	const int32x4_t base = vdupq_n_s32(256 * right + 128);
	const struct av1_intra_sums sum = { base, base };

	do {
		av1_intra_store(d, av1_intra_shift(av1_intra_mla(sum, k, *left-- - right, n), n,
						   8), n);
		d += stride;
	} while (--h);
}

static void av1_intra_smooth_h_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w,
					  int h, int bd_max)
{
	const u16 *left = (const u16 *)tl - 1;
	const u8 *weights = av1_intra_weights_of(w);
	const s16 right = *((const u16 *)tl + w);
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_smooth_h_n(d, stride, left, right, weights, h, 4);
	else
		for (x = 0; x < w; x += 8)
			av1_intra_smooth_h_n(d + 2 * x, stride, left, right, weights + x, h, 8);
}

/* 8 columns of L, 8 times the average of the luma samples of each */
static __always_inline uint16x8_t av1_cfl_luma8(const u8 *l, ptrdiff_t stride, bool sub_x,
						bool sub_y)
{
	const u16 *s = (const u16 *)l, *below = (const u16 *)(l + stride);
	uint16x8_t sum;

	if (!sub_x)
		return vshlq_n_u16(vld1q_u16(s), 3);
	sum = vpaddq_u16(vld1q_u16(s), vld1q_u16(s + 8));
	if (!sub_y)
		return vshlq_n_u16(sum, 2);
	sum = vaddq_u16(sum, vpaddq_u16(vld1q_u16(below), vld1q_u16(below + 8)));
	return vshlq_n_u16(sum, 1);
}

static __always_inline uint16x4_t av1_cfl_luma4(const u8 *l, ptrdiff_t stride, bool sub_x,
						bool sub_y)
{
	const u16 *s = (const u16 *)l, *below = (const u16 *)(l + stride);
	uint16x4_t sum;

	if (!sub_x)
		return vshl_n_u16(vld1_u16(s), 3);
	sum = vpadd_u16(vld1_u16(s), vld1_u16(s + 4));
	if (!sub_y)
		return vshl_n_u16(sum, 2);
	sum = vadd_u16(sum, vpadd_u16(vld1_u16(below), vld1_u16(below + 4)));
	return vshl_n_u16(sum, 1);
}

static __always_inline u16 av1_cfl_luma1(const u8 *l, ptrdiff_t stride, bool sub_x, bool sub_y)
{
	const u16 *s = (const u16 *)l, *below = (const u16 *)(l + stride);
	unsigned int sum = s[0];

	if (sub_x)
		sum += s[1];
	if (sub_x && sub_y)
		sum += below[0] + below[1];
	return sum << (3 - sub_x - sub_y);
}

/* A row, of which columns from @valid_w on repeat the last */
static __always_inline void av1_cfl_row(u16 *ac, const u8 *l, ptrdiff_t stride, int w,
					int valid_w, bool sub_x, bool sub_y)
{
	int x;

	for (x = 0; x + 8 <= valid_w; x += 8)
		vst1q_u16(ac + x, av1_cfl_luma8(l + (x << (sub_x + 1)), stride, sub_x, sub_y));
	if (x + 4 <= valid_w) {
		vst1_u16(ac + x, av1_cfl_luma4(l + (x << (sub_x + 1)), stride, sub_x, sub_y));
		x += 4;
	}
	for (; x < valid_w; x++)
		ac[x] = av1_cfl_luma1(l + (x << (sub_x + 1)), stride, sub_x, sub_y);
	for (; x & 3; x++)
		ac[x] = ac[valid_w - 1];
	for (; x < w; x += 4)
		vst1_u16(ac + x, vdup_n_u16(ac[valid_w - 1]));
}

static __always_inline void av1_cfl_level(s16 *ac, int n)
{
	uint32x4_t sums = vdupq_n_u32(0);
	int16x8_t average;
	int i;

	for (i = 0; i < n; i += 8)
		sums = vpadalq_u16(sums, vreinterpretq_u16_s16(vld1q_s16(ac + i)));
	average = vdupq_n_s16((vaddvq_u32(sums) + n / 2) >> ilog2((u32)n));
	for (i = 0; i < n; i += 8)
		vst1q_s16(ac + i, vsubq_s16(vld1q_s16(ac + i), average));
}

static __always_inline void av1_cfl_ac(s16 *ac, const u8 *luma, ptrdiff_t stride, int w, int h,
				       int valid_w, int valid_h, bool sub_x, bool sub_y)
{
	int y;

	valid_w = min(valid_w, w);
	valid_h = min(valid_h, h);
	for (y = 0; y < valid_h; y++, luma += sub_y ? 2 * stride : stride)
		av1_cfl_row((u16 *)ac + y * w, luma, stride, w, valid_w, sub_x, sub_y);
	for (; y < h; y++)
		memcpy(ac + y * w, ac + (y - 1) * w, w * sizeof(*ac));
	av1_cfl_level(ac, w * h);
}

#define AV1_CFL_AC(layout, sub_x, sub_y)							\
static void av1_cfl_ac_##layout##_neon_16bpc(s16 *ac, const void *luma, ptrdiff_t stride,	\
					     int w, int h, int valid_w, int valid_h)		\
{												\
	av1_cfl_ac(ac, luma, stride, w, h, valid_w, valid_h, sub_x, sub_y);			\
}

AV1_CFL_AC(420, true, true)
AV1_CFL_AC(422, true, false)
AV1_CFL_AC(444, false, false)

/* The bytes of a color are number 2 * i and 2 * i + 1 of the table. */
static __always_inline uint16x8_t av1_palette_vector(uint8x16_t colors, const u8 *map, int n)
{
	const uint16x8_t i = vreinterpretq_u16_s16(av1_intra_load_weights(map, n));
	const uint16x8_t at = vmlaq_n_u16(vdupq_n_u16(0x100), i, 0x202);

	return vreinterpretq_u16_u8(vqtbl1q_u8(colors, vreinterpretq_u8_u16(at)));
}

static void av1_palette_neon_16bpc(void *dst, ptrdiff_t stride, const u16 *colors, const u8 *map,
				   ptrdiff_t map_stride, int w, int h)
{
	const uint8x16_t table = vreinterpretq_u8_u16(vld1q_u16(colors));
	u8 *d = dst;
	int x;

	for (; h > 0; h--, d += stride, map += map_stride) {
		if (w == 4)
			av1_intra_store(d, av1_palette_vector(table, map, 4), 4);
		else
			for (x = 0; x < w; x += 8)
				av1_intra_store(d + 2 * x, av1_palette_vector(table, map + x, 8),
						8);
	}
}

/* The taps of each of the 7 samples, of 4 samples of one row and of the next */
struct av1_intra_taps {
	int16x8_t t[7];
};

static __always_inline void av1_intra_zip(int8x8_t *out, const int8x8_t *in)
{
	out[0] = vzip1_s8(in[0], in[4]);
	out[1] = vzip2_s8(in[0], in[4]);
	out[2] = vzip1_s8(in[1], in[5]);
	out[3] = vzip2_s8(in[1], in[5]);
	out[4] = vzip1_s8(in[2], in[6]);
	out[5] = vzip2_s8(in[2], in[6]);
	out[6] = vzip1_s8(in[3], in[7]);
	out[7] = vzip2_s8(in[3], in[7]);
}

/* The table has 7 taps for each of 8 samples; what is loaded of the next one is left out. */
static __always_inline void av1_intra_load_taps(struct av1_intra_taps *taps, const s8 table[8][7])
{
	int8x8_t a[8], b[8];
	int i;

#pragma GCC unroll 7
	for (i = 0; i < 7; i++)
		a[i] = vld1_s8(table[i]);
	a[7] = vld1_s8(&table[6][6]);
	a[7] = vext_s8(a[7], a[7], 1);
	av1_intra_zip(b, a);
	av1_intra_zip(a, b);
	av1_intra_zip(b, a);
#pragma GCC unroll 7
	for (i = 0; i < 7; i++)
		taps->t[i] = vmovl_s8(b[i]);
}

/* @above is of the 4 samples before too; @left are the 4x2 samples before. */
static __always_inline uint16x8_t av1_intra_4x2(const struct av1_intra_taps *taps,
						int16x4_t before, int16x4_t above, int16x8_t left,
						uint16x8_t max)
{
	int32x4_t lo = vmull_lane_s16(vget_low_s16(taps->t[0]), before, 3);
	int32x4_t hi = vmull_high_lane_s16(taps->t[0], before, 3);

	lo = vmlal_lane_s16(lo, vget_low_s16(taps->t[1]), above, 0);
	hi = vmlal_high_lane_s16(hi, taps->t[1], above, 0);
	lo = vmlal_lane_s16(lo, vget_low_s16(taps->t[2]), above, 1);
	hi = vmlal_high_lane_s16(hi, taps->t[2], above, 1);
	lo = vmlal_lane_s16(lo, vget_low_s16(taps->t[3]), above, 2);
	hi = vmlal_high_lane_s16(hi, taps->t[3], above, 2);
	lo = vmlal_lane_s16(lo, vget_low_s16(taps->t[4]), above, 3);
	hi = vmlal_high_lane_s16(hi, taps->t[4], above, 3);
	lo = vmlal_laneq_s16(lo, vget_low_s16(taps->t[5]), left, 3);
	hi = vmlal_high_laneq_s16(hi, taps->t[5], left, 3);
	lo = vmlal_laneq_s16(lo, vget_low_s16(taps->t[6]), left, 7);
	hi = vmlal_high_laneq_s16(hi, taps->t[6], left, 7);
	return vminq_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 4), hi, 4), max);
}

static void av1_filter_intra_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
					int mode, int bd_max)
{
	const u16 *above = (const u16 *)tl + 1, *left = (const u16 *)tl - 1;
	const uint16x8_t max = vdupq_n_u16(bd_max);
	struct av1_intra_taps taps;
	u8 *d = dst;
	int x, y;

	av1_intra_load_taps(&taps, av1_intra_filter_taps[mode]);
	for (y = 0; y < h; y += 2, d += 2 * stride) {
		int16x4_t before = vdup_n_s16(left[1 - y]);
		int16x8_t last = vcombine_s16(vdup_n_s16(left[-y]), vdup_n_s16(left[-y - 1]));
		u16 *row = (u16 *)d, *below = (u16 *)(d + stride);

		for (x = 0; x < w; x += 4) {
			const int16x4_t samples = vreinterpret_s16_u16(vld1_u16(above + x));
			const uint16x8_t v = av1_intra_4x2(&taps, before, samples, last, max);

			vst1_u16(row + x, vget_low_u16(v));
			vst1_u16(below + x, vget_high_u16(v));
			before = samples;
			last = av1_intra_signed(v);
		}
		above = below;
	}
}

static __always_inline uint8x16_t av1_edge_dup(u16 value)
{
	return vreinterpretq_u8_u16(vdupq_n_u16(value));
}

static __always_inline void av1_edge_column8(u16 *d, const u8 *s, ptrdiff_t stride)
{
	uint16x8_t v = vld1q_lane_u16((const u16 *)s, vdupq_n_u16(0), 7);

	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 6);
	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 5);
	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 4);
	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 3);
	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 2);
	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 1);
	s += stride;
	v = vld1q_lane_u16((const u16 *)s, v, 0);
	vst1q_u16(d, v);
}

static __always_inline void av1_edge_column4(u16 *d, const u8 *s, ptrdiff_t stride)
{
	uint16x4_t v = vld1_lane_u16((const u16 *)s, vcreate_u16(0), 3);

	s += stride;
	v = vld1_lane_u16((const u16 *)s, v, 2);
	s += stride;
	v = vld1_lane_u16((const u16 *)s, v, 1);
	s += stride;
	v = vld1_lane_u16((const u16 *)s, v, 0);
	vst1_u16(d, v);
}

#include "av1_intra_edges_tmpl.h"

static void av1_intra_edges_neon_16bpc(void *tl, const void *src, ptrdiff_t stride, int w, int h,
				       int n_above, int n_left, unsigned int needs, int bd_max)
{
	av1_edges(tl, src, stride, w, h, n_above, n_left, needs, bd_max);
}

const struct av1_intra_dsp av1_intra_neon_16bpc = {
	.edges = av1_intra_edges_neon_16bpc,
	.pred = {
		[AV1_INTRA_DC] = av1_intra_dc_neon_16bpc,
		[AV1_INTRA_DC_LEFT] = av1_intra_dc_left_neon_16bpc,
		[AV1_INTRA_DC_TOP] = av1_intra_dc_top_neon_16bpc,
		[AV1_INTRA_DC_128] = av1_intra_dc_128_neon_16bpc,
		[AV1_INTRA_V] = av1_intra_v_neon_16bpc,
		[AV1_INTRA_H] = av1_intra_h_neon_16bpc,
		[AV1_INTRA_SMOOTH] = av1_intra_smooth_neon_16bpc,
		[AV1_INTRA_SMOOTH_V] = av1_intra_smooth_v_neon_16bpc,
		[AV1_INTRA_SMOOTH_H] = av1_intra_smooth_h_neon_16bpc,
		[AV1_INTRA_PAETH] = av1_intra_paeth_neon_16bpc,
	},
	.filter_intra = av1_filter_intra_neon_16bpc,
	.cfl_ac = {
		[AV1_CFL_420] = av1_cfl_ac_420_neon_16bpc,
		[AV1_CFL_422] = av1_cfl_ac_422_neon_16bpc,
		[AV1_CFL_444] = av1_cfl_ac_444_neon_16bpc,
	},
	.cfl_pred = {
		[AV1_INTRA_DC] = av1_cfl_dc_neon_16bpc,
		[AV1_INTRA_DC_LEFT] = av1_cfl_dc_left_neon_16bpc,
		[AV1_INTRA_DC_TOP] = av1_cfl_dc_top_neon_16bpc,
		[AV1_INTRA_DC_128] = av1_cfl_dc_128_neon_16bpc,
	},
	.palette = av1_palette_neon_16bpc,
};
