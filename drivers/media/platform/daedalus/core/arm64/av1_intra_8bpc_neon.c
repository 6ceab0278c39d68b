// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 intra prediction of 8-bit samples with NEON (AV1 specification, 7.11.2, 7.11.4 and
 * 7.11.5), but for what has a direction. Blocks are done by rows, in columns of 16 where
 * they are wider than that; @w and @n are constants wherever a function is inlined.
 *
 * Recursive prediction has vectors of the 4x2 samples that are predicted together, each
 * from the same 7: the 5 above and the 2 to the left. Sums, with taps of 36 in size at
 * most, fit 16 bits.
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

#define av1_sample	u8

static __always_inline void av1_intra_store4(u8 *d, uint8x8_t v)
{
	const u32 word = vget_lane_u32(vreinterpret_u32_u8(v), 0);

	memcpy(d, &word, sizeof(word));
}

static __always_inline uint8x8_t av1_intra_load4(const u8 *s)
{
	u32 word;

	memcpy(&word, s, sizeof(word));
	return vcreate_u8(word);
}

/* 4, 8 or 16 samples; what is in further lanes does not matter. */
static __always_inline uint8x16_t av1_intra_load(const u8 *s, int n)
{
	if (n == 16)
		return vld1q_u8(s);
	return vcombine_u8(n == 8 ? vld1_u8(s) : av1_intra_load4(s), vcreate_u8(0));
}

static __always_inline void av1_intra_store(u8 *d, uint8x16_t v, int n)
{
	if (n == 16)
		vst1q_u8(d, v);
	else if (n == 8)
		vst1_u8(d, vget_low_u8(v));
	else
		av1_intra_store4(d, vget_low_u8(v));
}

/* The sum of @n samples */
static __always_inline unsigned int av1_intra_sum(const u8 *s, int n)
{
	uint16x8_t sum;

	if (n == 4)
		return vaddlv_u8(av1_intra_load4(s));
	if (n == 8)
		return vaddlv_u8(vld1_u8(s));
	sum = vpaddlq_u8(vld1q_u8(s));
	for (s += 16; (n -= 16) > 0; s += 16)
		sum = vpadalq_u8(sum, vld1q_u8(s));
	return vaddvq_u16(sum);
}

/* A row of which all 16 columns are the same */
static __always_inline void av1_intra_fill_row(u8 *d, uint8x16_t v, int w)
{
	if (w < 16) {
		av1_intra_store(d, v, w);
		return;
	}
	vst1q_u8(d, v);
	if (w >= 32)
		vst1q_u8(d + 16, v);
	if (w == 64) {
		vst1q_u8(d + 32, v);
		vst1q_u8(d + 48, v);
	}
}

static __always_inline void av1_intra_fill_w(u8 *d, ptrdiff_t stride, int w, int h, uint8x16_t v)
{
	do {
		av1_intra_fill_row(d, v, w);
		av1_intra_fill_row(d + stride, v, w);
		d += 2 * stride;
		av1_intra_fill_row(d, v, w);
		av1_intra_fill_row(d + stride, v, w);
		d += 2 * stride;
	} while ((h -= 4) > 0);
}

static void av1_intra_fill_neon_8bpc(u8 *d, ptrdiff_t stride, int w, int h, u8 value)
{
	const uint8x16_t v = vdupq_n_u8(value);

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

static __always_inline u8 av1_intra_dc_value(enum av1_intra slot, const u8 *tl, int w, int h)
{
	unsigned int sum = 0, n = 0;

	if (slot == AV1_INTRA_DC_128)
		return 128;
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

/*
 * Round2Signed(alpha * ac, 6) of 8 samples is added: it is made of sizes, by a doubled
 * high half, and takes its sign from both. @k is 512 times the size of alpha.
 */
static __always_inline uint8x8_t av1_cfl_8(const s16 *ac, int16x8_t dc, s16 k, int16x8_t sign)
{
	const int16x8_t v = vld1q_s16(ac);
	const int16x8_t size = vqrdmulhq_n_s16(vabsq_s16(v), k);
	const int16x8_t minus = vshrq_n_s16(veorq_s16(v, sign), 15);

	return vqmovun_s16(vaddq_s16(dc, vsubq_s16(veorq_s16(size, minus), minus)));
}

static __always_inline void av1_cfl_add(u8 *d, ptrdiff_t stride, int value, int w, int h,
					const s16 *ac, int alpha)
{
	const int16x8_t dc = vdupq_n_s16(value), sign = vdupq_n_s16(alpha);
	const s16 k = abs(alpha) * 512;
	int x;

	if (w == 4) {
		do {
			const uint8x8_t v = av1_cfl_8(ac, dc, k, sign);

			av1_intra_store4(d, v);
			av1_intra_store4(d + stride, vext_u8(v, v, 4));
			d += 2 * stride;
			ac += 8;
		} while ((h -= 2) > 0);
		return;
	}
	do {
		for (x = 0; x < w; x += 8, ac += 8)
			vst1_u8(d + x, av1_cfl_8(ac, dc, k, sign));
		d += stride;
	} while (--h);
}

#define AV1_INTRA_DC_SLOT(name, slot)								\
static void av1_intra_##name##_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w,	\
					 int h, int bd_max)					\
{												\
	av1_intra_fill_neon_8bpc(dst, stride, w, h, av1_intra_dc_value(slot, tl, w, h));	\
}												\
												\
static void av1_cfl_##name##_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w,	\
				       int h, const s16 *ac, int alpha, int bd_max)		\
{												\
	av1_cfl_add(dst, stride, av1_intra_dc_value(slot, tl, w, h), w, h, ac, alpha);		\
}

AV1_INTRA_DC_SLOT(dc, AV1_INTRA_DC)
AV1_INTRA_DC_SLOT(dc_left, AV1_INTRA_DC_LEFT)
AV1_INTRA_DC_SLOT(dc_top, AV1_INTRA_DC_TOP)
AV1_INTRA_DC_SLOT(dc_128, AV1_INTRA_DC_128)

static __always_inline void av1_intra_v_n(u8 *d, ptrdiff_t stride, const u8 *above, int h, int n)
{
	const uint8x16_t v = av1_intra_load(above, n);

	do {
		av1_intra_store(d, v, n);
		av1_intra_store(d + stride, v, n);
		d += 2 * stride;
		av1_intra_store(d, v, n);
		av1_intra_store(d + stride, v, n);
		d += 2 * stride;
	} while ((h -= 4) > 0);
}

static void av1_intra_v_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				  int bd_max)
{
	const u8 *above = (const u8 *)tl + 1;
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_v_n(d, stride, above, h, 4);
	else if (w == 8)
		av1_intra_v_n(d, stride, above, h, 8);
	else
		for (x = 0; x < w; x += 16)
			av1_intra_v_n(d + x, stride, above + x, h, 16);
}

static __always_inline void av1_intra_h_w(u8 *d, ptrdiff_t stride, const u8 *left, int w, int h)
{
	do {
		av1_intra_fill_row(d, vld1q_dup_u8(left), w);
		av1_intra_fill_row(d + stride, vld1q_dup_u8(left - 1), w);
		d += 2 * stride;
		left -= 2;
	} while ((h -= 2) > 0);
}

static void av1_intra_h_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				  int bd_max)
{
	const u8 *left = (const u8 *)tl - 1;

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

/*
 * The distance of base to the corner is the sum of those of both neighbours if both are
 * above or both below the corner, or else their difference. A sum that saturates is not
 * the least all the same.
 */
static __always_inline void av1_intra_paeth_n(u8 *d, ptrdiff_t stride, const u8 *above,
					      const u8 *tl, int h, int n)
{
	const uint8x16_t corner = vld1q_dup_u8(tl), top = av1_intra_load(above, n);
	const uint8x16_t to_left = vabdq_u8(top, corner), top_below = vcltq_u8(top, corner);

	do {
		const uint8x16_t left = vld1q_dup_u8(--tl);
		const uint8x16_t to_top = vabdq_u8(left, corner);
		const uint8x16_t differ = veorq_u8(vcltq_u8(left, corner), top_below);
		const uint8x16_t to_corner = vbslq_u8(differ, vabdq_u8(to_left, to_top),
						      vqaddq_u8(to_left, to_top));
		uint8x16_t v = vbslq_u8(vcleq_u8(to_top, to_corner), top, corner);

		v = vbslq_u8(vcleq_u8(to_left, vminq_u8(to_top, to_corner)), left, v);
		av1_intra_store(d, v, n);
		d += stride;
	} while (--h);
}

static void av1_intra_paeth_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				      int bd_max)
{
	const u8 *above = (const u8 *)tl + 1;
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_paeth_n(d, stride, above, tl, h, 4);
	else if (w == 8)
		av1_intra_paeth_n(d, stride, above, tl, h, 8);
	else
		for (x = 0; x < w; x += 16)
			av1_intra_paeth_n(d + x, stride, above + x, tl, h, 16);
}

static const u8 *const av1_intra_weights[] = {
	av1_sm_weights_tx_4x4, av1_sm_weights_tx_8x8, av1_sm_weights_tx_16x16,
	av1_sm_weights_tx_32x32, av1_sm_weights_tx_64x64,
};

static __always_inline const u8 *av1_intra_weights_of(int n)
{
	return av1_intra_weights[ilog2(n) - 2];
}

/* 16 lanes; with 8 columns or 4 only the first half counts. */
struct av1_intra_wide {
	uint16x8_t lo;
	uint16x8_t hi;
};

static __always_inline struct av1_intra_wide av1_intra_widen(uint8x16_t v)
{
	return (struct av1_intra_wide){ vmovl_u8(vget_low_u8(v)), vmovl_high_u8(v) };
}

/*
 * What is 256 times @end where the weight is 0 and 256 times the other neighbour, which
 * is @more above that, where it is 256: modulo 2^16, which all results fit.
 */
static __always_inline struct av1_intra_wide av1_intra_mix(struct av1_intra_wide end,
							   struct av1_intra_wide more, u16 k,
							   int n)
{
	end.lo = vmlaq_n_u16(end.lo, more.lo, k);
	if (n == 16)
		end.hi = vmlaq_n_u16(end.hi, more.hi, k);
	return end;
}

static __always_inline uint8x16_t av1_intra_round8(struct av1_intra_wide v, int n)
{
	const uint8x8_t lo = vrshrn_n_u16(v.lo, 8);

	return n == 16 ? vrshrn_high_n_u16(lo, v.hi, 8) : vcombine_u8(lo, vcreate_u8(0));
}

/* What a column starts with: @bottom, and how much more the row above is */
static __always_inline void av1_intra_mix_v(struct av1_intra_wide *end,
					    struct av1_intra_wide *more, const u8 *above,
					    u8 bottom, int n)
{
	const uint8x16_t top = av1_intra_load(above, n);
	const uint8x8_t last = vdup_n_u8(bottom);

	end->lo = vshll_n_u8(last, 8);
	end->hi = end->lo;
	more->lo = vsubl_u8(vget_low_u8(top), last);
	more->hi = vsubl_high_u8(top, vcombine_u8(last, last));
}

/* The same of rows: without the sample to the left, which the weights are to multiply */
static __always_inline void av1_intra_mix_h(struct av1_intra_wide *end,
					    struct av1_intra_wide *more, const u8 *weights,
					    u8 right, int n)
{
	const uint8x16_t k = av1_intra_load(weights, n);
	const uint16x8_t all = vdupq_n_u16(256 * right);

	*more = av1_intra_widen(k);
	end->lo = vmlsq_n_u16(all, more->lo, right);
	end->hi = vmlsq_n_u16(all, more->hi, right);
}

static __always_inline void av1_intra_smooth_n(u8 *d, ptrdiff_t stride, const u8 *above,
					       const u8 *left, u8 right, u8 bottom,
					       const u8 *weights_x, const u8 *weights_y, int h,
					       int n)
{
	struct av1_intra_wide end_v, more_v, end_h, more_h, v, t;

	av1_intra_mix_v(&end_v, &more_v, above, bottom, n);
	av1_intra_mix_h(&end_h, &more_h, weights_x, right, n);
	do {
		v = av1_intra_mix(end_v, more_v, *weights_y++, n);
		t = av1_intra_mix(end_h, more_h, *left--, n);
		/* half of the sum does not change how it is rounded */
		v.lo = vhaddq_u16(v.lo, t.lo);
		v.hi = vhaddq_u16(v.hi, t.hi);
		av1_intra_store(d, av1_intra_round8(v, n), n);
		d += stride;
	} while (--h);
}

static void av1_intra_smooth_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				       int bd_max)
{
	const u8 *above = (const u8 *)tl + 1, *left = (const u8 *)tl - 1;
	const u8 *weights_x = av1_intra_weights_of(w), *weights_y = av1_intra_weights_of(h);
	const u8 right = above[w - 1], bottom = left[1 - h];
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_smooth_n(d, stride, above, left, right, bottom, weights_x, weights_y, h,
				   4);
	else if (w == 8)
		av1_intra_smooth_n(d, stride, above, left, right, bottom, weights_x, weights_y, h,
				   8);
	else
		for (x = 0; x < w; x += 16)
			av1_intra_smooth_n(d + x, stride, above + x, left, right, bottom,
					   weights_x + x, weights_y, h, 16);
}

static __always_inline void av1_intra_smooth_v_n(u8 *d, ptrdiff_t stride, const u8 *above,
						 u8 bottom, const u8 *weights, int h, int n)
{
	struct av1_intra_wide end, more;

	av1_intra_mix_v(&end, &more, above, bottom, n);
	do {
		av1_intra_store(d, av1_intra_round8(av1_intra_mix(end, more, *weights++, n), n),
				n);
		d += stride;
	} while (--h);
}

static void av1_intra_smooth_v_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w,
					 int h, int bd_max)
{
	const u8 *above = (const u8 *)tl + 1, *weights = av1_intra_weights_of(h);
	const u8 bottom = *((const u8 *)tl - h);
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_smooth_v_n(d, stride, above, bottom, weights, h, 4);
	else if (w == 8)
		av1_intra_smooth_v_n(d, stride, above, bottom, weights, h, 8);
	else
		for (x = 0; x < w; x += 16)
			av1_intra_smooth_v_n(d + x, stride, above + x, bottom, weights, h, 16);
}

static __always_inline void av1_intra_smooth_h_n(u8 *d, ptrdiff_t stride, const u8 *left,
						 u8 right, const u8 *weights, int h, int n)
{
	struct av1_intra_wide end, more;

	av1_intra_mix_h(&end, &more, weights, right, n);
	do {
		av1_intra_store(d, av1_intra_round8(av1_intra_mix(end, more, *left--, n), n), n);
		d += stride;
	} while (--h);
}

static void av1_intra_smooth_h_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w,
					 int h, int bd_max)
{
	const u8 *left = (const u8 *)tl - 1, *weights = av1_intra_weights_of(w);
	const u8 right = *((const u8 *)tl + w);
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_intra_smooth_h_n(d, stride, left, right, weights, h, 4);
	else if (w == 8)
		av1_intra_smooth_h_n(d, stride, left, right, weights, h, 8);
	else
		for (x = 0; x < w; x += 16)
			av1_intra_smooth_h_n(d + x, stride, left, right, weights + x, h, 16);
}

/* 8 columns of L, 8 times the average of the luma samples of each */
static __always_inline uint16x8_t av1_cfl_luma8(const u8 *l, ptrdiff_t stride, bool sub_x,
						bool sub_y)
{
	uint16x8_t sum;

	if (!sub_x)
		return vshll_n_u8(vld1_u8(l), 3);
	sum = vpaddlq_u8(vld1q_u8(l));
	if (!sub_y)
		return vshlq_n_u16(sum, 2);
	return vshlq_n_u16(vpadalq_u8(sum, vld1q_u8(l + stride)), 1);
}

static __always_inline uint16x4_t av1_cfl_luma4(const u8 *l, ptrdiff_t stride, bool sub_x,
						bool sub_y)
{
	uint16x4_t sum;

	if (!sub_x)
		return vget_low_u16(vshll_n_u8(av1_intra_load4(l), 3));
	sum = vpaddl_u8(vld1_u8(l));
	if (!sub_y)
		return vshl_n_u16(sum, 2);
	return vshl_n_u16(vpadal_u8(sum, vld1_u8(l + stride)), 1);
}

static __always_inline u16 av1_cfl_luma1(const u8 *l, ptrdiff_t stride, bool sub_x, bool sub_y)
{
	unsigned int sum = l[0];

	if (sub_x)
		sum += l[1];
	if (sub_x && sub_y)
		sum += l[stride] + l[stride + 1];
	return sum << (3 - sub_x - sub_y);
}

/* A row, of which columns from @valid_w on repeat the last */
static __always_inline void av1_cfl_row(u16 *ac, const u8 *l, ptrdiff_t stride, int w,
					int valid_w, bool sub_x, bool sub_y)
{
	int x;

	for (x = 0; x + 8 <= valid_w; x += 8)
		vst1q_u16(ac + x, av1_cfl_luma8(l + (x << sub_x), stride, sub_x, sub_y));
	if (x + 4 <= valid_w) {
		vst1_u16(ac + x, av1_cfl_luma4(l + (x << sub_x), stride, sub_x, sub_y));
		x += 4;
	}
	for (; x < valid_w; x++)
		ac[x] = av1_cfl_luma1(l + (x << sub_x), stride, sub_x, sub_y);
	for (; x & 3; x++)
		ac[x] = ac[valid_w - 1];
	for (; x < w; x += 4)
		vst1_u16(ac + x, vdup_n_u16(ac[valid_w - 1]));
}

static __always_inline void av1_cfl_level(s16 *ac, int n)
{
	const int log2 = ilog2(n);
	uint32x4_t sums = vdupq_n_u32(0);
	int16x8_t average;
	int i;

	for (i = 0; i < n; i += 8)
		sums = vpadalq_u16(sums, vreinterpretq_u16_s16(vld1q_s16(ac + i)));
	average = vdupq_n_s16((vaddvq_u32(sums) + n / 2) >> log2);
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
static void av1_cfl_ac_##layout##_neon_8bpc(s16 *ac, const void *luma, ptrdiff_t stride, int w,	\
					    int h, int valid_w, int valid_h)			\
{												\
	av1_cfl_ac(ac, luma, stride, w, h, valid_w, valid_h, sub_x, sub_y);			\
}

AV1_CFL_AC(420, true, true)
AV1_CFL_AC(422, true, false)
AV1_CFL_AC(444, false, false)

static __always_inline void av1_palette_n(u8 *d, ptrdiff_t stride, uint8x16_t colors,
					  const u8 *map, ptrdiff_t map_stride, int h, int n)
{
	do {
		av1_intra_store(d, vqtbl1q_u8(colors, av1_intra_load(map, n)), n);
		d += stride;
		map += map_stride;
	} while (--h);
}

static void av1_palette_neon_8bpc(void *dst, ptrdiff_t stride, const u16 *colors, const u8 *map,
				  ptrdiff_t map_stride, int w, int h)
{
	const uint8x16_t table = vcombine_u8(vmovn_u16(vld1q_u16(colors)), vcreate_u8(0));
	u8 *d = dst;
	int x;

	if (w == 4)
		av1_palette_n(d, stride, table, map, map_stride, h, 4);
	else if (w == 8)
		av1_palette_n(d, stride, table, map, map_stride, h, 8);
	else
		for (x = 0; x < w; x += 16)
			av1_palette_n(d + x, stride, table, map + x, map_stride, h, 16);
}

/* The taps of each of the 7 samples */
struct av1_intra_taps {
	int16x8_t t[7];
};

static __always_inline int8x8_t av1_intra_zip8(int8x8_t a, int8x8_t b, bool high)
{
	return high ? vzip2_s8(a, b) : vzip1_s8(a, b);
}

static __always_inline void av1_intra_zip(int8x8_t *out, const int8x8_t *in)
{
	int i;

	for (i = 0; i < 8; i++)
		out[i] = av1_intra_zip8(in[i / 2], in[i / 2 + 4], i & 1);
}

/* The table has 7 taps for each of 8 samples; what is loaded of the next one is left out. */
static __always_inline void av1_intra_load_taps(struct av1_intra_taps *taps, const s8 table[8][7])
{
	int8x8_t a[8], b[8];
	int i;

	for (i = 0; i < 7; i++)
		a[i] = vld1_s8(table[i]);
	a[7] = vld1_s8(&table[6][6]);
	a[7] = vext_s8(a[7], a[7], 1);
	av1_intra_zip(b, a);
	av1_intra_zip(a, b);
	av1_intra_zip(b, a);
	for (i = 0; i < 7; i++)
		taps->t[i] = vmovl_s8(b[i]);
}

/* @above is of the 4 samples before too; @left are the 4x2 samples before. */
static __always_inline uint8x8_t av1_intra_4x2(const struct av1_intra_taps *taps,
					       int16x8_t before, int16x8_t above, int16x8_t left)
{
	int16x8_t sum = vmulq_laneq_s16(taps->t[0], before, 3);

	sum = vmlaq_laneq_s16(sum, taps->t[1], above, 0);
	sum = vmlaq_laneq_s16(sum, taps->t[2], above, 1);
	sum = vmlaq_laneq_s16(sum, taps->t[3], above, 2);
	sum = vmlaq_laneq_s16(sum, taps->t[4], above, 3);
	sum = vmlaq_laneq_s16(sum, taps->t[5], left, 3);
	sum = vmlaq_laneq_s16(sum, taps->t[6], left, 7);
	return vqrshrun_n_s16(sum, 4);
}

static __always_inline void av1_intra_store_4x2(u8 *d, u8 *below, uint8x8_t v)
{
	u32 word = vget_lane_u32(vreinterpret_u32_u8(v), 0);

	memcpy(d, &word, sizeof(word));
	word = vget_lane_u32(vreinterpret_u32_u8(v), 1);
	memcpy(below, &word, sizeof(word));
}

static __always_inline int16x8_t av1_intra_wide(uint8x8_t v)
{
	return vreinterpretq_s16_u16(vmovl_u8(v));
}

static void av1_filter_intra_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				       int mode, int bd_max)
{
	const u8 *above = (const u8 *)tl + 1, *left = (const u8 *)tl - 1;
	struct av1_intra_taps taps;
	u8 *d = dst;
	int x, y;

	av1_intra_load_taps(&taps, av1_intra_filter_taps[mode]);
	for (y = 0; y < h; y += 2, d += 2 * stride) {
		int16x8_t before = vdupq_n_s16(left[1 - y]), last = vdupq_n_s16(left[-y]);
		u8 *below = d + stride;

		last = vsetq_lane_s16(left[-y - 1], last, 7);
		for (x = 0; x < w; x += 4) {
			int16x8_t samples;
			uint8x8_t v;
			u32 word;

			memcpy(&word, above + x, sizeof(word));
			samples = av1_intra_wide(vcreate_u8(word));
			v = av1_intra_4x2(&taps, before, samples, last);
			av1_intra_store_4x2(d + x, below + x, v);
			before = samples;
			last = av1_intra_wide(v);
		}
		above = below;
	}
}

static __always_inline uint8x16_t av1_edge_dup(u8 value)
{
	return vdupq_n_u8(value);
}

static __always_inline void av1_edge_column8(u8 *d, const u8 *s, ptrdiff_t stride)
{
	uint8x8_t v = vld1_lane_u8(s, vcreate_u8(0), 7);

	s += stride;
	v = vld1_lane_u8(s, v, 6);
	s += stride;
	v = vld1_lane_u8(s, v, 5);
	s += stride;
	v = vld1_lane_u8(s, v, 4);
	s += stride;
	v = vld1_lane_u8(s, v, 3);
	s += stride;
	v = vld1_lane_u8(s, v, 2);
	s += stride;
	v = vld1_lane_u8(s, v, 1);
	s += stride;
	v = vld1_lane_u8(s, v, 0);
	vst1_u8(d, v);
}

static __always_inline void av1_edge_column4(u8 *d, const u8 *s, ptrdiff_t stride)
{
	uint8x8_t v = vld1_lane_u8(s, vcreate_u8(0), 3);

	s += stride;
	v = vld1_lane_u8(s, v, 2);
	s += stride;
	v = vld1_lane_u8(s, v, 1);
	s += stride;
	v = vld1_lane_u8(s, v, 0);
	av1_intra_store4(d, v);
}

#include "av1_intra_edges_tmpl.h"

static void av1_intra_edges_neon_8bpc(void *tl, const void *src, ptrdiff_t stride, int w, int h,
				      int n_above, int n_left, unsigned int needs, int bd_max)
{
	av1_edges(tl, src, stride, w, h, n_above, n_left, needs, 255);
}

const struct av1_intra_dsp av1_intra_neon_8bpc = {
	.edges = av1_intra_edges_neon_8bpc,
	.pred = {
		[AV1_INTRA_DC] = av1_intra_dc_neon_8bpc,
		[AV1_INTRA_DC_LEFT] = av1_intra_dc_left_neon_8bpc,
		[AV1_INTRA_DC_TOP] = av1_intra_dc_top_neon_8bpc,
		[AV1_INTRA_DC_128] = av1_intra_dc_128_neon_8bpc,
		[AV1_INTRA_V] = av1_intra_v_neon_8bpc,
		[AV1_INTRA_H] = av1_intra_h_neon_8bpc,
		[AV1_INTRA_SMOOTH] = av1_intra_smooth_neon_8bpc,
		[AV1_INTRA_SMOOTH_V] = av1_intra_smooth_v_neon_8bpc,
		[AV1_INTRA_SMOOTH_H] = av1_intra_smooth_h_neon_8bpc,
		[AV1_INTRA_PAETH] = av1_intra_paeth_neon_8bpc,
	},
	.filter_intra = av1_filter_intra_neon_8bpc,
	.cfl_ac = {
		[AV1_CFL_420] = av1_cfl_ac_420_neon_8bpc,
		[AV1_CFL_422] = av1_cfl_ac_422_neon_8bpc,
		[AV1_CFL_444] = av1_cfl_ac_444_neon_8bpc,
	},
	.cfl_pred = {
		[AV1_INTRA_DC] = av1_cfl_dc_neon_8bpc,
		[AV1_INTRA_DC_LEFT] = av1_cfl_dc_left_neon_8bpc,
		[AV1_INTRA_DC_TOP] = av1_cfl_dc_top_neon_8bpc,
		[AV1_INTRA_DC_128] = av1_cfl_dc_128_neon_8bpc,
	},
	.palette = av1_palette_neon_8bpc,
};
