// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 residual of one block of 8-bit samples with NEON: inverse DCT and ADST, added to the
 * prediction (VP9 specification, 8.7). vp9_itx_tmpl.c has the same steps.
 *
 * A conforming stream keeps all values within 16 bits (8.7.1.1); those of any other one
 * wrap, as they do in C. Eight rows, or eight columns, are transformed at a time, one in
 * each lane.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

/* cos64_lookup of 8.7.1.1, 16384 * cos(i * pi / 64), of which the first is not used */
static const s16 vp9_cos64_once[32] = {
	    0, 16364, 16305, 16207, 16069, 15893, 15679, 15426,
	15137, 14811, 14449, 14053, 13623, 13160, 12665, 12140,
	11585, 11003, 10394,  9760,  9102,  8423,  7723,  7005,
	 6270,  5520,  4756,  3981,  3196,  2404,  1606,   804,
};

/* Twice as much, for products that are rounded by 15 bits at once, and below 0 */
static const s16 vp9_cos64_twice[32] = {
	    0, 32728, 32610, 32414, 32138, 31786, 31358, 30852,
	30274, 29622, 28898, 28106, 27246, 26320, 25330, 24280,
	23170, 22006, 20788, 19520, 18204, 16846, 15446, 14010,
	12540, 11040,  9512,  7962,  6392,  4808,  3212,  1608,
};

static const s16 vp9_cos64_minus[32] = {
	     0, -32728, -32610, -32414, -32138, -31786, -31358, -30852,
	-30274, -29622, -28898, -28106, -27246, -26320, -25330, -24280,
	-23170, -22006, -20788, -19520, -18204, -16846, -15446, -14010,
	-12540, -11040,  -9512,  -7962,  -6392,  -4808,  -3212,  -1608,
};

struct vp9_cos {
	int16x8_t once[4];
	int16x8_t twice[4];
	int16x8_t minus[4];
};

#define vp9_vec	int16x8_t

static __always_inline vp9_vec vp9_vec_zero(void)
{
	return vdupq_n_s16(0);
}

/* Those of signed lanes must not wrap in C, and gcc's arm_neon.h is C. */
static __always_inline uint16x8_t vp9_vec_unsigned(vp9_vec v)
{
	return vreinterpretq_u16_s16(v);
}

static __always_inline vp9_vec vp9_vec_signed(uint16x8_t v)
{
	return vreinterpretq_s16_u16(v);
}

static __always_inline vp9_vec vp9_vec_add(vp9_vec a, vp9_vec b)
{
	return vp9_vec_signed(vaddq_u16(vp9_vec_unsigned(a), vp9_vec_unsigned(b)));
}

static __always_inline vp9_vec vp9_vec_sub(vp9_vec a, vp9_vec b)
{
	return vp9_vec_signed(vsubq_u16(vp9_vec_unsigned(a), vp9_vec_unsigned(b)));
}

static __always_inline vp9_vec vp9_vec_neg(vp9_vec a)
{
	return vp9_vec_sub(vdupq_n_s16(0), a);
}

static __always_inline void vp9_cos_init(struct vp9_cos *c)
{
	c->once[0] = vld1q_s16(vp9_cos64_once);
	c->once[1] = vld1q_s16(vp9_cos64_once + 8);
	c->once[2] = vld1q_s16(vp9_cos64_once + 16);
	c->once[3] = vld1q_s16(vp9_cos64_once + 24);
	c->twice[0] = vld1q_s16(vp9_cos64_twice);
	c->twice[1] = vld1q_s16(vp9_cos64_twice + 8);
	c->twice[2] = vld1q_s16(vp9_cos64_twice + 16);
	c->twice[3] = vld1q_s16(vp9_cos64_twice + 24);
	c->minus[0] = vld1q_s16(vp9_cos64_minus);
	c->minus[1] = vld1q_s16(vp9_cos64_minus + 8);
	c->minus[2] = vld1q_s16(vp9_cos64_minus + 16);
	c->minus[3] = vld1q_s16(vp9_cos64_minus + 24);
}

/* Lanes have to be literals, whence macros; @k is 1..31. Products with cos64(k): */
#define VP9_LOW(c, x, k)							\
	vmull_laneq_s16(vget_low_s16(x), (c)->once[(k) / 8], (k) % 8)
#define VP9_HIGH(c, x, k)							\
	vmull_high_laneq_s16(x, (c)->once[(k) / 8], (k) % 8)
#define VP9_ADD_LOW(c, sum, x, k)						\
	vmlal_laneq_s16(sum, vget_low_s16(x), (c)->once[(k) / 8], (k) % 8)
#define VP9_ADD_HIGH(c, sum, x, k)						\
	vmlal_high_laneq_s16(sum, x, (c)->once[(k) / 8], (k) % 8)
#define VP9_SUB_LOW(c, sum, x, k)						\
	vmlsl_laneq_s16(sum, vget_low_s16(x), (c)->once[(k) / 8], (k) % 8)
#define VP9_SUB_HIGH(c, sum, x, k)						\
	vmlsl_high_laneq_s16(sum, x, (c)->once[(k) / 8], (k) % 8)

/* Round2(x * cos64(k), 14) and Round2(-x * cos64(k), 14) */
#define VP9_ONE(c, x, k)	vqrdmulhq_laneq_s16(x, (c)->twice[(k) / 8], (k) % 8)
#define VP9_ONE_MINUS(c, x, k)	vqrdmulhq_laneq_s16(x, (c)->minus[(k) / 8], (k) % 8)

/* The same of the sum and the difference of products: x by @k and y by @l */
#define VP9_PLUS(c, x, k, y, l)							\
	vp9_round14_8(VP9_ADD_LOW(c, VP9_LOW(c, x, k), y, l),			\
		      VP9_ADD_HIGH(c, VP9_HIGH(c, x, k), y, l))
#define VP9_MINUS(c, x, k, y, l)						\
	vp9_round14_8(VP9_SUB_LOW(c, VP9_LOW(c, x, k), y, l),			\
		      VP9_SUB_HIGH(c, VP9_HIGH(c, x, k), y, l))

static __always_inline int16x8_t vp9_round14_8(int32x4_t low, int32x4_t high)
{
	return vrshrn_high_n_s32(vrshrn_n_s32(low, 14), high, 14);
}

/* -x * cos64(k) - y * cos64(l) */
#define VP9_MINUS_BOTH(c, x, k, y, l)						\
	vp9_round14_8(VP9_SUB_LOW(c, vnegq_s32(VP9_LOW(c, x, k)), y, l),	\
		      VP9_SUB_HIGH(c, vnegq_s32(VP9_HIGH(c, x, k)), y, l))

/* The same before they are rounded. Those of s16 and sums of two fit s32. */
struct vp9_wide {
	int32x4_t low;
	int32x4_t high;
};

#define VP9_WIDE_ONE(c, x, k)							\
	((struct vp9_wide){ VP9_LOW(c, x, k), VP9_HIGH(c, x, k) })
#define VP9_WIDE_ONE_MINUS(c, x, k)						\
	((struct vp9_wide){ vnegq_s32(VP9_LOW(c, x, k)), vnegq_s32(VP9_HIGH(c, x, k)) })
#define VP9_WIDE_PLUS(c, x, k, y, l)						\
	((struct vp9_wide){ VP9_ADD_LOW(c, VP9_LOW(c, x, k), y, l),		\
			    VP9_ADD_HIGH(c, VP9_HIGH(c, x, k), y, l) })
#define VP9_WIDE_MINUS(c, x, k, y, l)						\
	((struct vp9_wide){ VP9_SUB_LOW(c, VP9_LOW(c, x, k), y, l),		\
			    VP9_SUB_HIGH(c, VP9_HIGH(c, x, k), y, l) })

static __always_inline vp9_vec vp9_round_sum(struct vp9_wide a, struct vp9_wide b)
{
	return vp9_round14_8(vaddq_s32(a.low, b.low), vaddq_s32(a.high, b.high));
}

static __always_inline vp9_vec vp9_round_difference(struct vp9_wide a, struct vp9_wide b)
{
	return vp9_round14_8(vsubq_s32(a.low, b.low), vsubq_s32(a.high, b.high));
}

#include "vp9_dct_tmpl.h"
#include "vp9_adst_tmpl.h"

static __always_inline int16x8_t vp9_words_low8(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s16_s64(vzip1q_s64(vreinterpretq_s64_s32(a),
						vreinterpretq_s64_s32(b)));
}

static __always_inline int16x8_t vp9_words_high8(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s16_s64(vzip2q_s64(vreinterpretq_s64_s32(a),
						vreinterpretq_s64_s32(b)));
}

static __always_inline int32x4_t vp9_pairs_low8(int16x8_t a, int16x8_t b)
{
	return vreinterpretq_s32_s16(vzip1q_s16(a, b));
}

static __always_inline int32x4_t vp9_pairs_high8(int16x8_t a, int16x8_t b)
{
	return vreinterpretq_s32_s16(vzip2q_s16(a, b));
}

/* Exchanges rows and columns of v[0..7]. */
static __always_inline void vp9_transpose8(int16x8_t *v)
{
	const int32x4_t a0 = vp9_pairs_low8(v[0], v[1]), a1 = vp9_pairs_high8(v[0], v[1]);
	const int32x4_t b0 = vp9_pairs_low8(v[2], v[3]), b1 = vp9_pairs_high8(v[2], v[3]);
	const int32x4_t c0 = vp9_pairs_low8(v[4], v[5]), c1 = vp9_pairs_high8(v[4], v[5]);
	const int32x4_t d0 = vp9_pairs_low8(v[6], v[7]), d1 = vp9_pairs_high8(v[6], v[7]);
	const int32x4_t ab0 = vzip1q_s32(a0, b0), ab1 = vzip2q_s32(a0, b0);
	const int32x4_t ab2 = vzip1q_s32(a1, b1), ab3 = vzip2q_s32(a1, b1);
	const int32x4_t cd0 = vzip1q_s32(c0, d0), cd1 = vzip2q_s32(c0, d0);
	const int32x4_t cd2 = vzip1q_s32(c1, d1), cd3 = vzip2q_s32(c1, d1);

	v[0] = vp9_words_low8(ab0, cd0);
	v[1] = vp9_words_high8(ab0, cd0);
	v[2] = vp9_words_low8(ab1, cd1);
	v[3] = vp9_words_high8(ab1, cd1);
	v[4] = vp9_words_low8(ab2, cd2);
	v[5] = vp9_words_high8(ab2, cd2);
	v[6] = vp9_words_low8(ab3, cd3);
	v[7] = vp9_words_high8(ab3, cd3);
}

/* The first @rows, 4 or 8, rows of 8 coefficients */
static __always_inline void vp9_load_coefs8(int16x8_t *v, const s16 *c, int n, int rows)
{
	const int16x8_t zero = vdupq_n_s16(0);

	v[0] = vld1q_s16(c);
	v[1] = vld1q_s16(c + n);
	v[2] = vld1q_s16(c + 2 * n);
	v[3] = vld1q_s16(c + 3 * n);
	v[4] = rows == 8 ? vld1q_s16(c + 4 * n) : zero;
	v[5] = rows == 8 ? vld1q_s16(c + 5 * n) : zero;
	v[6] = rows == 8 ? vld1q_s16(c + 6 * n) : zero;
	v[7] = rows == 8 ? vld1q_s16(c + 7 * n) : zero;
}

static __always_inline void vp9_store_coefs8(s16 *c, int n, int rows, const struct vp9_t *t)
{
	int16x8_t v[8] = { t[0].v, t[1].v, t[2].v, t[3].v, t[4].v, t[5].v, t[6].v, t[7].v };

	vp9_transpose8(v);
	vst1q_s16(c, v[0]);
	vst1q_s16(c + n, v[1]);
	vst1q_s16(c + 2 * n, v[2]);
	vst1q_s16(c + 3 * n, v[3]);
	if (rows == 8) {
		vst1q_s16(c + 4 * n, v[4]);
		vst1q_s16(c + 5 * n, v[5]);
		vst1q_s16(c + 6 * n, v[6]);
		vst1q_s16(c + 7 * n, v[7]);
	}
}

/* @rows, 4 or 8, in place, of which the first @count coefficients may be other than 0 */
static __always_inline void vp9_rows8(s16 *coef, int n, int rows, int count,
				      enum vp9_itx_1d kind, const struct vp9_cos *c)
{
	struct vp9_t t[32];
	int16x8_t in[32];

	vp9_load_coefs8(in, coef, n, rows);
	vp9_transpose8(in);
	if (count >= 16) {
		vp9_load_coefs8(in + 8, coef + 8, n, rows);
		vp9_transpose8(in + 8);
	}
	if (count == 32) {
		vp9_load_coefs8(in + 16, coef + 16, n, rows);
		vp9_transpose8(in + 16);
		vp9_load_coefs8(in + 24, coef + 24, n, rows);
		vp9_transpose8(in + 24);
	}
	vp9_transform(t, in, n, count, kind, c);
	vp9_store_coefs8(coef, n, rows, t);
	if (n >= 16)
		vp9_store_coefs8(coef + 8, n, rows, t + 8);
	if (n == 32) {
		vp9_store_coefs8(coef + 16, n, rows, t + 16);
		vp9_store_coefs8(coef + 24, n, rows, t + 24);
	}
}

/* 8.6.2: a row of 8 values, with @shift fractional bits, added to samples */
static __always_inline void vp9_add_row8(u8 *d, int16x8_t v, const int shift)
{
	v = shift == 4 ? vrshrq_n_s16(v, 4) : shift == 5 ? vrshrq_n_s16(v, 5) :
	    vrshrq_n_s16(v, 6);
	v = vreinterpretq_s16_u16(vaddw_u8(vreinterpretq_u16_s16(v), vld1_u8(d)));
	vst1_u8(d, vqmovun_s16(v));
}

static __always_inline void vp9_add_rows8(u8 *d, ptrdiff_t stride, const struct vp9_t *t,
					  const int shift)
{
	vp9_add_row8(d, t[0].v, shift);
	vp9_add_row8(d + stride, t[1].v, shift);
	vp9_add_row8(d + 2 * stride, t[2].v, shift);
	vp9_add_row8(d + 3 * stride, t[3].v, shift);
	d += 4 * stride;
	vp9_add_row8(d, t[4].v, shift);
	vp9_add_row8(d + stride, t[5].v, shift);
	vp9_add_row8(d + 2 * stride, t[6].v, shift);
	vp9_add_row8(d + 3 * stride, t[7].v, shift);
}

/* 8 columns, of which the first @count values may be other than 0 */
static __always_inline void vp9_columns8(u8 *d, ptrdiff_t stride, const s16 *coef, int n,
					 int count, enum vp9_itx_1d kind,
					 const struct vp9_cos *c)
{
	const int shift = n == 8 ? 5 : 6;
	struct vp9_t t[32];
	int16x8_t in[32];

	vp9_load_coefs8(in, coef, n, count == 4 ? 4 : 8);
	if (count >= 16)
		vp9_load_coefs8(in + 8, coef + 8 * n, n, 8);
	if (count == 32) {
		vp9_load_coefs8(in + 16, coef + 16 * n, n, 8);
		vp9_load_coefs8(in + 24, coef + 24 * n, n, 8);
	}
	vp9_transform(t, in, n, count, kind, c);
	vp9_add_rows8(d, stride, t, shift);
	if (n >= 16)
		vp9_add_rows8(d + 8 * stride, stride, t + 8, shift);
	if (n == 32) {
		vp9_add_rows8(d + 16 * stride, stride, t + 16, shift);
		vp9_add_rows8(d + 24 * stride, stride, t + 24, shift);
	}
}

/* Whether any of 8 rows of 32 coefficients is other than 0 */
static __always_inline bool vp9_any_coefs8(const s16 *c)
{
	int16x8_t any = vdupq_n_s16(0);
	int i;

	for (i = 0; i < 8 * 32; i += 32)
		any = vorrq_s16(any, vorrq_s16(vorrq_s16(vld1q_s16(c + i), vld1q_s16(c + i + 8)),
					       vorrq_s16(vld1q_s16(c + i + 16),
							 vld1q_s16(c + i + 24))));
	return vmaxvq_u16(vreinterpretq_u16_s16(any));
}

/* 8.7.2 with nothing but 0 outside of the upper left @count x @count coefficients */
static __always_inline void vp9_itx_add_8(u8 *d, ptrdiff_t stride, s16 *coef, int n, int count)
{
	const int rows = count == 4 ? 4 : 8;
	struct vp9_cos c;
	int i;

	vp9_cos_init(&c);
	vp9_rows8(coef, n, rows, count, VP9_1D_DCT, &c);
	for (i = 8; i < count; i += 8)
		if (n < 32 || vp9_any_coefs8(coef + i * n))
			vp9_rows8(coef + i * n, n, rows, count, VP9_1D_DCT, &c);
	for (i = 0; i < n; i += 8)
		vp9_columns8(d + i, stride, coef + i, n, count, VP9_1D_DCT, &c);
}

static __always_inline uint8x16_t vp9_plus_dc8(uint8x16_t v, uint8x16_t plus, uint8x16_t minus)
{
	return vqsubq_u8(vqaddq_u8(v, plus), minus);
}

/* With the first coefficient alone all steps but these two hand it on unchanged. */
static __always_inline void vp9_dc_add_8(u8 *d, ptrdiff_t stride, const s16 *c, int n, int shift)
{
	const s16 row = (c[0] * 11585 + (1 << 13)) >> 14;
	const int r = (((row * 11585 + (1 << 13)) >> 14) + ((1 << shift) >> 1)) >> shift;
	const uint8x16_t plus = vdupq_n_u8(clamp(r, 0, 255)), minus = vdupq_n_u8(clamp(-r, 0, 255));
	int i;

	for (i = 0; i < n; i++, d += stride) {
		if (n == 8) {
			const uint8x16_t v = vcombine_u8(vld1_u8(d), vcreate_u8(0));

			vst1_u8(d, vget_low_u8(vp9_plus_dc8(v, plus, minus)));
			continue;
		}
		vst1q_u8(d, vp9_plus_dc8(vld1q_u8(d), plus, minus));
		if (n == 32)
			vst1q_u8(d + 16, vp9_plus_dc8(vld1q_u8(d + 16), plus, minus));
	}
}

/* Lanes 0 to 2: cos64() of 16, 8 and 24 */
static const s16 vp9_cos64_dct4[4] = { 11585, 15137, 6270, 0 };

/* SINPI_1_9 to SINPI_4_9 of 8.7.1.6 */
static const s16 vp9_sinpi_9[4] = { 5283, 9929, 13377, 15212 };

static __always_inline int16x4_t vp9_add4(int16x4_t a, int16x4_t b)
{
	return vreinterpret_s16_u16(vadd_u16(vreinterpret_u16_s16(a), vreinterpret_u16_s16(b)));
}

static __always_inline int16x4_t vp9_sub4(int16x4_t a, int16x4_t b)
{
	return vreinterpret_s16_u16(vsub_u16(vreinterpret_u16_s16(a), vreinterpret_u16_s16(b)));
}

/* vp9_dct4() of four rows or columns only */
static __always_inline void vp9_dct4_4(int16x4_t *v, int16x4_t cos)
{
	const int32x4_t sum = vmull_lane_s16(v[0], cos, 0);
	const int16x4_t a = vrshrn_n_s32(vmlal_lane_s16(sum, v[2], cos, 0), 14);
	const int16x4_t b = vrshrn_n_s32(vmlsl_lane_s16(sum, v[2], cos, 0), 14);
	const int16x4_t c = vrshrn_n_s32(vmlsl_lane_s16(vmull_lane_s16(v[1], cos, 2), v[3], cos, 1),
					 14);
	const int16x4_t d = vrshrn_n_s32(vmlal_lane_s16(vmull_lane_s16(v[1], cos, 1), v[3], cos, 2),
					 14);

	v[0] = vp9_add4(a, d);
	v[1] = vp9_add4(b, c);
	v[2] = vp9_sub4(b, c);
	v[3] = vp9_sub4(a, d);
}

/* vp9_adst4() of four rows or columns only; all sums of products of s16 fit s32. */
static __always_inline void vp9_adst4_4(int16x4_t *v, int16x4_t sin)
{
	const int32x4_t x3 = vmull_lane_s16(v[1], sin, 2);
	int32x4_t x0 = vmull_lane_s16(v[0], sin, 0), x1 = vmull_lane_s16(v[0], sin, 1);
	int32x4_t x2 = vmull_lane_s16(v[0], sin, 2);

	x0 = vmlal_lane_s16(vmlal_lane_s16(x0, v[2], sin, 3), v[3], sin, 1);
	x1 = vmlsl_lane_s16(vmlsl_lane_s16(x1, v[2], sin, 0), v[3], sin, 3);
	x2 = vmlal_lane_s16(vmlsl_lane_s16(x2, v[2], sin, 2), v[3], sin, 2);
	v[0] = vrshrn_n_s32(vaddq_s32(x0, x3), 14);
	v[1] = vrshrn_n_s32(vaddq_s32(x1, x3), 14);
	v[2] = vrshrn_n_s32(x2, 14);
	v[3] = vrshrn_n_s32(vsubq_s32(vaddq_s32(x0, x1), x3), 14);
}

static __always_inline int32x2_t vp9_pairs4(int16x4_t v)
{
	return vreinterpret_s32_s16(v);
}

static __always_inline int16x4_t vp9_words4(int32x2_t v)
{
	return vreinterpret_s16_s32(v);
}

/* Exchanges rows and columns of v[0..3]. */
static __always_inline void vp9_transpose4(int16x4_t *v)
{
	const int32x2_t a0 = vp9_pairs4(vzip1_s16(v[0], v[1]));
	const int32x2_t a1 = vp9_pairs4(vzip2_s16(v[0], v[1]));
	const int32x2_t b0 = vp9_pairs4(vzip1_s16(v[2], v[3]));
	const int32x2_t b1 = vp9_pairs4(vzip2_s16(v[2], v[3]));

	v[0] = vp9_words4(vzip1_s32(a0, b0));
	v[1] = vp9_words4(vzip2_s32(a0, b0));
	v[2] = vp9_words4(vzip1_s32(a1, b1));
	v[3] = vp9_words4(vzip2_s32(a1, b1));
}

static __always_inline u32 vp9_get_word8(const u8 *s)
{
	u32 word;

	memcpy(&word, s, sizeof(word));
	return word;
}

static __always_inline void vp9_put_word8(u8 *d, u32 word)
{
	memcpy(d, &word, sizeof(word));
}

/* Two rows of 4 samples */
static __always_inline uint8x8_t vp9_load_words8(const u8 *s, ptrdiff_t stride)
{
	const uint32x2_t words = vdup_n_u32(vp9_get_word8(s));

	return vreinterpret_u8_u32(vset_lane_u32(vp9_get_word8(s + stride), words, 1));
}

static __always_inline void vp9_store_words8(u8 *d, ptrdiff_t stride, uint8x8_t v)
{
	vp9_put_word8(d, vget_lane_u32(vreinterpret_u32_u8(v), 0));
	vp9_put_word8(d + stride, vget_lane_u32(vreinterpret_u32_u8(v), 1));
}

/* 8.6.2: two rows of 4 values, with 4 fractional bits, added to samples */
static __always_inline void vp9_add_words8(u8 *d, ptrdiff_t stride, int16x4_t a, int16x4_t b)
{
	const uint16x8_t v = vreinterpretq_u16_s16(vrshrq_n_s16(vcombine_s16(a, b), 4));
	const uint16x8_t sum = vaddw_u8(v, vp9_load_words8(d, stride));

	vp9_store_words8(d, stride, vqmovun_s16(vreinterpretq_s16_u16(sum)));
}

static __always_inline void vp9_transform4(int16x4_t *v, enum vp9_itx_1d kind)
{
	if (kind == VP9_1D_DCT)
		vp9_dct4_4(v, vld1_s16(vp9_cos64_dct4));
	else
		vp9_adst4_4(v, vld1_s16(vp9_sinpi_9));
}

static __always_inline void vp9_itx4_add_8(u8 *d, ptrdiff_t stride, const s16 *coef,
					   enum vp9_itx_1d column, enum vp9_itx_1d row)
{
	const int16x4x4_t c = vld4_s16(coef);
	int16x4_t v[4] = { c.val[0], c.val[1], c.val[2], c.val[3] };

	vp9_transform4(v, row);
	vp9_transpose4(v);
	vp9_transform4(v, column);
	vp9_add_words8(d, stride, v[0], v[1]);
	vp9_add_words8(d + 2 * stride, stride, v[2], v[3]);
}

static void vp9_itx4_dct_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					   int bd_max)
{
	vp9_itx4_add_8(dst, stride, coef, VP9_1D_DCT, VP9_1D_DCT);
}

static void vp9_itx4_adst_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	vp9_itx4_add_8(dst, stride, coef, VP9_1D_ADST, VP9_1D_DCT);
}

static void vp9_itx4_dct_adst_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	vp9_itx4_add_8(dst, stride, coef, VP9_1D_DCT, VP9_1D_ADST);
}

static void vp9_itx4_adst_adst_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	vp9_itx4_add_8(dst, stride, coef, VP9_1D_ADST, VP9_1D_ADST);
}

static void vp9_itx8_dct_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					   int bd_max)
{
	if (eob == 1)
		vp9_dc_add_8(dst, stride, coef, 8, 5);
	else if (eob <= 12)
		vp9_itx_add_8(dst, stride, coef, 8, 4);
	else
		vp9_itx_add_8(dst, stride, coef, 8, 8);
}

static void vp9_itx16_dct_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	if (eob == 1)
		vp9_dc_add_8(dst, stride, coef, 16, 6);
	else if (eob <= 10)
		vp9_itx_add_8(dst, stride, coef, 16, 4);
	else if (eob <= 38)
		vp9_itx_add_8(dst, stride, coef, 16, 8);
	else
		vp9_itx_add_8(dst, stride, coef, 16, 16);
}

/* Each on its own, as their frames are large. */
static noinline void vp9_itx32_8_add_8(u8 *d, ptrdiff_t stride, s16 *coef)
{
	vp9_itx_add_8(d, stride, coef, 32, 8);
}

static noinline void vp9_itx32_16_add_8(u8 *d, ptrdiff_t stride, s16 *coef)
{
	vp9_itx_add_8(d, stride, coef, 32, 16);
}

static noinline void vp9_itx32_32_add_8(u8 *d, ptrdiff_t stride, s16 *coef)
{
	vp9_itx_add_8(d, stride, coef, 32, 32);
}

static void vp9_itx32_dct_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	if (eob == 1)
		vp9_dc_add_8(dst, stride, coef, 32, 6);
	else if (eob <= 34)
		vp9_itx32_8_add_8(dst, stride, coef);
	else if (eob <= 135)
		vp9_itx32_16_add_8(dst, stride, coef);
	else
		vp9_itx32_32_add_8(dst, stride, coef);
}

/* With nothing but 0 outside of the upper left @count x @count coefficients */
static __always_inline void vp9_itx8_add_8(u8 *d, ptrdiff_t stride, s16 *coef, int count,
					   enum vp9_itx_1d column, enum vp9_itx_1d row)
{
	struct vp9_cos c;

	vp9_cos_init(&c);
	vp9_rows8(coef, 8, count, count, row, &c);
	vp9_columns8(d, stride, coef, 8, count, column, &c);
}

static void vp9_itx8_adst_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	if (eob <= 8)
		vp9_itx8_add_8(dst, stride, coef, 4, VP9_1D_ADST, VP9_1D_DCT);
	else
		vp9_itx8_add_8(dst, stride, coef, 8, VP9_1D_ADST, VP9_1D_DCT);
}

static void vp9_itx8_dct_adst_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	if (eob <= 6)
		vp9_itx8_add_8(dst, stride, coef, 4, VP9_1D_DCT, VP9_1D_ADST);
	else
		vp9_itx8_add_8(dst, stride, coef, 8, VP9_1D_DCT, VP9_1D_ADST);
}

static void vp9_itx8_adst_adst_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob <= 12)
		vp9_itx8_add_8(dst, stride, coef, 4, VP9_1D_ADST, VP9_1D_ADST);
	else
		vp9_itx8_add_8(dst, stride, coef, 8, VP9_1D_ADST, VP9_1D_ADST);
}

/* 8 rows and 8 columns of 16x16, of which @count inputs may be other than 0 */
#define VP9_ITX16_1D(name, kind, count)								\
static noinline void vp9_rows16_##name##_##count##_8(s16 *coef)				\
{												\
	struct vp9_cos c;									\
												\
	vp9_cos_init(&c);									\
	vp9_rows8(coef, 16, 8, count, kind, &c);						\
}												\
												\
static noinline void vp9_columns16_##name##_##count##_8(u8 *d, ptrdiff_t stride,		\
							const s16 *coef)			\
{												\
	struct vp9_cos c;									\
												\
	vp9_cos_init(&c);									\
	vp9_columns8(d, stride, coef, 16, count, kind, &c);					\
}

VP9_ITX16_1D(dct, VP9_1D_DCT, 8)
VP9_ITX16_1D(dct, VP9_1D_DCT, 16)
VP9_ITX16_1D(adst, VP9_1D_ADST, 8)
VP9_ITX16_1D(adst, VP9_1D_ADST, 16)

/* With nothing but 0 in rows from @rows on */
static __always_inline void vp9_itx16_add_8(u8 *d, ptrdiff_t stride, s16 *coef, int rows,
					    void (*column)(u8 *d, ptrdiff_t stride,
							   const s16 *coef),
					    void (*row)(s16 *coef))
{
	row(coef);
	if (rows == 16)
		row(coef + 8 * 16);
	column(d, stride, coef);
	column(d + 8, stride, coef + 8);
}

static void vp9_itx16_adst_dct_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob <= 22)
		vp9_itx16_add_8(dst, stride, coef, 8, vp9_columns16_adst_8_8,
				vp9_rows16_dct_8_8);
	else if (eob <= 66)
		vp9_itx16_add_8(dst, stride, coef, 8, vp9_columns16_adst_8_8,
				vp9_rows16_dct_16_8);
	else
		vp9_itx16_add_8(dst, stride, coef, 16, vp9_columns16_adst_16_8,
				vp9_rows16_dct_16_8);
}

static void vp9_itx16_dct_adst_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob <= 17)
		vp9_itx16_add_8(dst, stride, coef, 8, vp9_columns16_dct_8_8,
				vp9_rows16_adst_8_8);
	else if (eob <= 85)
		vp9_itx16_add_8(dst, stride, coef, 16, vp9_columns16_dct_16_8,
				vp9_rows16_adst_8_8);
	else
		vp9_itx16_add_8(dst, stride, coef, 16, vp9_columns16_dct_16_8,
				vp9_rows16_adst_16_8);
}

static void vp9_itx16_adst_adst_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					      int bd_max)
{
	if (eob <= 38)
		vp9_itx16_add_8(dst, stride, coef, 8, vp9_columns16_adst_8_8,
				vp9_rows16_adst_8_8);
	else
		vp9_itx16_add_8(dst, stride, coef, 16, vp9_columns16_adst_16_8,
				vp9_rows16_adst_16_8);
}

const struct vp9_dsp vp9_itx_neon_8bpc = {
	.itx_add = {
		[VP9_TX_4X4] = {
			[VP9_DCT_DCT] = vp9_itx4_dct_dct_add_neon_8bpc,
			[VP9_ADST_DCT] = vp9_itx4_adst_dct_add_neon_8bpc,
			[VP9_DCT_ADST] = vp9_itx4_dct_adst_add_neon_8bpc,
			[VP9_ADST_ADST] = vp9_itx4_adst_adst_add_neon_8bpc,
		},
		[VP9_TX_8X8] = {
			[VP9_DCT_DCT] = vp9_itx8_dct_dct_add_neon_8bpc,
			[VP9_ADST_DCT] = vp9_itx8_adst_dct_add_neon_8bpc,
			[VP9_DCT_ADST] = vp9_itx8_dct_adst_add_neon_8bpc,
			[VP9_ADST_ADST] = vp9_itx8_adst_adst_add_neon_8bpc,
		},
		[VP9_TX_16X16] = {
			[VP9_DCT_DCT] = vp9_itx16_dct_dct_add_neon_8bpc,
			[VP9_ADST_DCT] = vp9_itx16_adst_dct_add_neon_8bpc,
			[VP9_DCT_ADST] = vp9_itx16_dct_adst_add_neon_8bpc,
			[VP9_ADST_ADST] = vp9_itx16_adst_adst_add_neon_8bpc,
		},
		[VP9_TX_32X32] = {
			[VP9_DCT_DCT] = vp9_itx32_dct_dct_add_neon_8bpc,
			[VP9_ADST_DCT] = vp9_itx32_dct_dct_add_neon_8bpc,
			[VP9_DCT_ADST] = vp9_itx32_dct_dct_add_neon_8bpc,
			[VP9_ADST_ADST] = vp9_itx32_dct_dct_add_neon_8bpc,
		},
	},
};
