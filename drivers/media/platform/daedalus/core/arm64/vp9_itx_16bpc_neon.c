// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 residual of one block of samples of 9 and 10 bits with NEON: inverse DCT and ADST,
 * added to the prediction (VP9 specification, 8.7).
 *
 * A conforming stream keeps all values within 18 bits (8.7.1.1). So products, whose sums
 * take more than 32 bits, may wrap: bits 14 to 31 of a sum are all there is to the rounded
 * result. Of 12 bits per sample values have 20, which is too much for that. Four rows, or
 * four columns, are transformed at a time, one in each lane.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

/* cos64_lookup of 8.7.1.1, 16384 * cos(i * pi / 64), of which the first is not used */
static const u32 vp9_cos64_lanes[32] = {
	    0, 16364, 16305, 16207, 16069, 15893, 15679, 15426,
	15137, 14811, 14449, 14053, 13623, 13160, 12665, 12140,
	11585, 11003, 10394,  9760,  9102,  8423,  7723,  7005,
	 6270,  5520,  4756,  3981,  3196,  2404,  1606,   804,
};

struct vp9_cos {
	uint32x4_t v[8];
};

#define vp9_vec	int32x4_t

static __always_inline vp9_vec vp9_vec_zero(void)
{
	return vdupq_n_s32(0);
}

/* Those of signed lanes must not wrap in C, and gcc's arm_neon.h is C. */
static __always_inline uint32x4_t vp9_vec_unsigned(vp9_vec v)
{
	return vreinterpretq_u32_s32(v);
}

static __always_inline vp9_vec vp9_vec_signed(uint32x4_t v)
{
	return vreinterpretq_s32_u32(v);
}

static __always_inline vp9_vec vp9_vec_add(vp9_vec a, vp9_vec b)
{
	return vp9_vec_signed(vaddq_u32(vp9_vec_unsigned(a), vp9_vec_unsigned(b)));
}

static __always_inline vp9_vec vp9_vec_sub(vp9_vec a, vp9_vec b)
{
	return vp9_vec_signed(vsubq_u32(vp9_vec_unsigned(a), vp9_vec_unsigned(b)));
}

static __always_inline vp9_vec vp9_vec_neg(vp9_vec a)
{
	return vp9_vec_sub(vdupq_n_s32(0), a);
}

static __always_inline void vp9_cos_init(struct vp9_cos *c)
{
	c->v[0] = vld1q_u32(vp9_cos64_lanes);
	c->v[1] = vld1q_u32(vp9_cos64_lanes + 4);
	c->v[2] = vld1q_u32(vp9_cos64_lanes + 8);
	c->v[3] = vld1q_u32(vp9_cos64_lanes + 12);
	c->v[4] = vld1q_u32(vp9_cos64_lanes + 16);
	c->v[5] = vld1q_u32(vp9_cos64_lanes + 20);
	c->v[6] = vld1q_u32(vp9_cos64_lanes + 24);
	c->v[7] = vld1q_u32(vp9_cos64_lanes + 28);
}

/* Lanes have to be literals, whence macros. */
#define VP9_MUL(c, x, k)							\
	vmulq_laneq_u32(vp9_vec_unsigned(x), (c)->v[(k) / 4], (k) % 4)
#define VP9_MLA(c, sum, x, k)							\
	vmlaq_laneq_u32(sum, vp9_vec_unsigned(x), (c)->v[(k) / 4], (k) % 4)
#define VP9_MLS(c, sum, x, k)							\
	vmlsq_laneq_u32(sum, vp9_vec_unsigned(x), (c)->v[(k) / 4], (k) % 4)

static __always_inline vp9_vec vp9_round14(uint32x4_t sum)
{
	return vrshrq_n_s32(vp9_vec_signed(sum), 14);
}

#define VP9_ONE(c, x, k)	vp9_round14(VP9_MUL(c, x, k))
#define VP9_ONE_MINUS(c, x, k)	VP9_ONE(c, vp9_vec_neg(x), k)
#define VP9_PLUS(c, x, k, y, l)	vp9_round14(VP9_MLA(c, VP9_MUL(c, x, k), y, l))
#define VP9_MINUS(c, x, k, y, l)						\
	vp9_round14(VP9_MLS(c, VP9_MUL(c, x, k), y, l))
#define VP9_MINUS_BOTH(c, x, k, y, l)						\
	VP9_MINUS(c, vp9_vec_neg(x), k, y, l)

/* The same before they are rounded */
struct vp9_wide {
	uint32x4_t v;
};

#define VP9_WIDE_ONE(c, x, k)		((struct vp9_wide){ VP9_MUL(c, x, k) })
#define VP9_WIDE_ONE_MINUS(c, x, k)	VP9_WIDE_ONE(c, vp9_vec_neg(x), k)
#define VP9_WIDE_PLUS(c, x, k, y, l)						\
	((struct vp9_wide){ VP9_MLA(c, VP9_MUL(c, x, k), y, l) })
#define VP9_WIDE_MINUS(c, x, k, y, l)						\
	((struct vp9_wide){ VP9_MLS(c, VP9_MUL(c, x, k), y, l) })

static __always_inline vp9_vec vp9_round_sum(struct vp9_wide a, struct vp9_wide b)
{
	return vp9_round14(vaddq_u32(a.v, b.v));
}

static __always_inline vp9_vec vp9_round_difference(struct vp9_wide a, struct vp9_wide b)
{
	return vp9_round14(vsubq_u32(a.v, b.v));
}

#include "vp9_dct_tmpl.h"
#include "vp9_adst_tmpl.h"

/* SINPI_1_9 to SINPI_4_9 of 8.7.1.6 */
static const u32 vp9_sinpi_9[4] = { 5283, 9929, 13377, 15212 };

/* 8.7.1.6 */
static __always_inline void vp9_adst4(struct vp9_t *t, const vp9_vec *in)
{
	const uint32x4_t sin = vld1q_u32(vp9_sinpi_9);
	const uint32x4_t t0 = vp9_vec_unsigned(in[0]), t1 = vp9_vec_unsigned(in[1]);
	const uint32x4_t t2 = vp9_vec_unsigned(in[2]), t3 = vp9_vec_unsigned(in[3]);
	const uint32x4_t x2 = vmulq_laneq_u32(vaddq_u32(vsubq_u32(t0, t2), t3), sin, 2);
	const uint32x4_t x3 = vmulq_laneq_u32(t1, sin, 2);
	uint32x4_t x0 = vmulq_laneq_u32(t0, sin, 0), x1 = vmulq_laneq_u32(t0, sin, 1);

	x0 = vmlaq_laneq_u32(vmlaq_laneq_u32(x0, t2, sin, 3), t3, sin, 1);
	x1 = vmlsq_laneq_u32(vmlsq_laneq_u32(x1, t2, sin, 0), t3, sin, 3);
	t[0].v = vp9_round14(vaddq_u32(x0, x3));
	t[1].v = vp9_round14(vaddq_u32(x1, x3));
	t[2].v = vp9_round14(x2);
	t[3].v = vp9_round14(vsubq_u32(vaddq_u32(x0, x1), x3));
}

static __always_inline void vp9_itx_1d(struct vp9_t *t, const vp9_vec *in, int n, int count,
				       enum vp9_itx_1d kind, const struct vp9_cos *c)
{
	if (n == 4 && kind == VP9_1D_ADST)
		vp9_adst4(t, in);
	else
		vp9_transform(t, in, n, count, kind, c);
}

static __always_inline int32x4_t vp9_words_low(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s32_s64(vzip1q_s64(vreinterpretq_s64_s32(a),
						vreinterpretq_s64_s32(b)));
}

static __always_inline int32x4_t vp9_words_high(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s32_s64(vzip2q_s64(vreinterpretq_s64_s32(a),
						vreinterpretq_s64_s32(b)));
}

/* Exchanges rows and columns of v[0..3]. */
static __always_inline void vp9_transpose4(int32x4_t *v)
{
	const int32x4_t a0 = vzip1q_s32(v[0], v[1]), a1 = vzip2q_s32(v[0], v[1]);
	const int32x4_t b0 = vzip1q_s32(v[2], v[3]), b1 = vzip2q_s32(v[2], v[3]);

	v[0] = vp9_words_low(a0, b0);
	v[1] = vp9_words_high(a0, b0);
	v[2] = vp9_words_low(a1, b1);
	v[3] = vp9_words_high(a1, b1);
}

/* 4 rows of 4 coefficients */
static __always_inline void vp9_load_coefs4(int32x4_t *v, const s32 *c, int n)
{
	v[0] = vld1q_s32(c);
	v[1] = vld1q_s32(c + n);
	v[2] = vld1q_s32(c + 2 * n);
	v[3] = vld1q_s32(c + 3 * n);
}

static __always_inline void vp9_load_columns4(int32x4_t *v, const s32 *c, int n)
{
	if (n == 4) {
		const int32x4x4_t all = vld4q_s32(c);

		v[0] = all.val[0];
		v[1] = all.val[1];
		v[2] = all.val[2];
		v[3] = all.val[3];
	} else {
		vp9_load_coefs4(v, c, n);
		vp9_transpose4(v);
	}
}

/* 4 rows of 8 coefficients from 8 columns */
static __always_inline void vp9_load_columns8(int32x4_t *v, const s32 *c, int n)
{
	vp9_load_columns4(v, c, n);
	vp9_load_columns4(v + 4, c + 4, n);
}

static __always_inline void vp9_store_columns4(s32 *c, int n, const struct vp9_t *t)
{
	int32x4_t v[4] = { t[0].v, t[1].v, t[2].v, t[3].v };

	vp9_transpose4(v);
	vst1q_s32(c, v[0]);
	vst1q_s32(c + n, v[1]);
	vst1q_s32(c + 2 * n, v[2]);
	vst1q_s32(c + 3 * n, v[3]);
}

static __always_inline void vp9_store_columns8(s32 *c, int n, const struct vp9_t *t)
{
	vp9_store_columns4(c, n, t);
	vp9_store_columns4(c + 4, n, t + 4);
}

/* 4 rows in place, of which the first @count coefficients may be other than 0 */
static __always_inline void vp9_rows4(s32 *coef, int n, int count, enum vp9_itx_1d kind,
				      const struct vp9_cos *c)
{
	struct vp9_t t[32];
	int32x4_t in[32];

	vp9_load_columns4(in, coef, n);
	if (count >= 8)
		vp9_load_columns4(in + 4, coef + 4, n);
	if (count >= 16)
		vp9_load_columns8(in + 8, coef + 8, n);
	if (count == 32) {
		vp9_load_columns8(in + 16, coef + 16, n);
		vp9_load_columns8(in + 24, coef + 24, n);
	}
	vp9_itx_1d(t, in, n, count, kind, c);
	vp9_store_columns4(coef, n, t);
	if (n >= 8)
		vp9_store_columns4(coef + 4, n, t + 4);
	if (n >= 16)
		vp9_store_columns8(coef + 8, n, t + 8);
	if (n == 32) {
		vp9_store_columns8(coef + 16, n, t + 16);
		vp9_store_columns8(coef + 24, n, t + 24);
	}
}

/* 8.6.2: a row of 4 values, with @shift fractional bits, added to samples */
static __always_inline void vp9_add_row4(u16 *d, int32x4_t v, const int shift, uint16x4_t max)
{
	v = shift == 4 ? vrshrq_n_s32(v, 4) : shift == 5 ? vrshrq_n_s32(v, 5) :
	    vrshrq_n_s32(v, 6);
	v = vreinterpretq_s32_u32(vaddw_u16(vreinterpretq_u32_s32(v), vld1_u16(d)));
	vst1_u16(d, vmin_u16(vqmovun_s32(v), max));
}

static __always_inline void vp9_add_rows4(u16 *d, ptrdiff_t stride, const struct vp9_t *t,
					  const int shift, uint16x4_t max)
{
	vp9_add_row4(d, t[0].v, shift, max);
	vp9_add_row4(d + stride, t[1].v, shift, max);
	vp9_add_row4(d + 2 * stride, t[2].v, shift, max);
	vp9_add_row4(d + 3 * stride, t[3].v, shift, max);
}

static __always_inline void vp9_add_rows8(u16 *d, ptrdiff_t stride, const struct vp9_t *t,
					  uint16x4_t max)
{
	vp9_add_rows4(d, stride, t, 6, max);
	vp9_add_rows4(d + 4 * stride, stride, t + 4, 6, max);
}

static __always_inline void vp9_load_coefs8(int32x4_t *v, const s32 *c, int n)
{
	vp9_load_coefs4(v, c, n);
	vp9_load_coefs4(v + 4, c + 4 * n, n);
}

/* 4 columns, of which the first @count values may be other than 0 */
static __always_inline void vp9_columns4(u16 *d, ptrdiff_t stride, const s32 *coef, int n,
					 int count, uint16x4_t max, enum vp9_itx_1d kind,
					 const struct vp9_cos *c)
{
	const int shift = n == 4 ? 4 : n == 8 ? 5 : 6;
	struct vp9_t t[32];
	int32x4_t in[32];

	vp9_load_coefs4(in, coef, n);
	if (count >= 8)
		vp9_load_coefs4(in + 4, coef + 4 * n, n);
	if (count >= 16)
		vp9_load_coefs8(in + 8, coef + 8 * n, n);
	if (count == 32) {
		vp9_load_coefs8(in + 16, coef + 16 * n, n);
		vp9_load_coefs8(in + 24, coef + 24 * n, n);
	}
	vp9_itx_1d(t, in, n, count, kind, c);
	vp9_add_rows4(d, stride, t, shift, max);
	if (n >= 8)
		vp9_add_rows4(d + 4 * stride, stride, t + 4, shift, max);
	if (n >= 16)
		vp9_add_rows8(d + 8 * stride, stride, t + 8, max);
	if (n == 32) {
		vp9_add_rows8(d + 16 * stride, stride, t + 16, max);
		vp9_add_rows8(d + 24 * stride, stride, t + 24, max);
	}
}

/* Whether any of the first @count, 8 to 32, coefficients of 4 rows is other than 0 */
static __always_inline bool vp9_any_coefs4(const s32 *c, int n, int count)
{
	int32x4_t any = vdupq_n_s32(0);
	int i;

	for (i = 0; i < count; i += 8, c += 8) {
		any = vorrq_s32(any, vorrq_s32(vld1q_s32(c), vld1q_s32(c + 4)));
		any = vorrq_s32(any, vorrq_s32(vld1q_s32(c + n), vld1q_s32(c + n + 4)));
		any = vorrq_s32(any, vorrq_s32(vld1q_s32(c + 2 * n), vld1q_s32(c + 2 * n + 4)));
		any = vorrq_s32(any, vorrq_s32(vld1q_s32(c + 3 * n), vld1q_s32(c + 3 * n + 4)));
	}
	return vmaxvq_u32(vreinterpretq_u32_s32(any));
}

/* 8.7.2 with nothing but 0 outside of the upper left @count x @count coefficients */
static __always_inline void vp9_itx_add_4(u16 *d, ptrdiff_t stride_bytes, s32 *coef, int bd_max,
					  int n, int count)
{
	const ptrdiff_t stride = stride_bytes / 2;
	const uint16x4_t max = vdup_n_u16(bd_max);
	struct vp9_cos c;
	int i;

	vp9_cos_init(&c);
	vp9_rows4(coef, n, count, VP9_1D_DCT, &c);
	for (i = 4; i < count; i += 4)
		if (count < 16 || vp9_any_coefs4(coef + i * n, n, count))
			vp9_rows4(coef + i * n, n, count, VP9_1D_DCT, &c);
	for (i = 0; i < n; i += 4)
		vp9_columns4(d + i, stride, coef + i, n, count, max, VP9_1D_DCT, &c);
}

/* The same of 4x4 and 8x8 with other types; @count is 4 or 8. */
static __always_inline void vp9_itx_mixed_add_4(u16 *d, ptrdiff_t stride_bytes, s32 *coef,
						int bd_max, int n, int count,
						enum vp9_itx_1d column, enum vp9_itx_1d row)
{
	const uint16x4_t max = vdup_n_u16(bd_max);
	struct vp9_cos c;
	int i;

	vp9_cos_init(&c);
	vp9_rows4(coef, n, count, row, &c);
	if (count == 8 && vp9_any_coefs4(coef + 4 * n, n, count))
		vp9_rows4(coef + 4 * n, n, count, row, &c);
	for (i = 0; i < n; i += 4)
		vp9_columns4(d + i, stride_bytes / 2, coef + i, n, count, max, column, &c);
}

static __always_inline void vp9_dc_row16(u16 *d, int16x8_t dc, int16x8_t max)
{
	const int16x8_t v = vqaddq_s16(vreinterpretq_s16_u16(vld1q_u16(d)), dc);

	vst1q_u16(d, vreinterpretq_u16_s16(vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), max)));
}

static __always_inline void vp9_dc_row4(u16 *d, int16x4_t dc, int16x4_t max)
{
	const int16x4_t v = vqadd_s16(vreinterpret_s16_u16(vld1_u16(d)), dc);

	vst1_u16(d, vreinterpret_u16_s16(vmin_s16(vmax_s16(v, vdup_n_s16(0)), max)));
}

/* With the first coefficient alone all steps but these two hand it on unchanged. */
static __always_inline void vp9_dc_add_16(u16 *d, ptrdiff_t stride_bytes, const s32 *c, int bd_max,
					  int n, int shift)
{
	const ptrdiff_t stride = stride_bytes / 2;
	const int16x8_t max = vdupq_n_s16(bd_max);
	const s64 row = ((s64)c[0] * 11585 + (1 << 13)) >> 14;
	const s64 r = (((row * 11585 + (1 << 13)) >> 14) + ((1 << shift) >> 1)) >> shift;
	/* Of samples of 10 bits, sums stay within 16. */
	const int16x8_t dc = vdupq_n_s16(clamp_t(s64, r, -bd_max, bd_max));
	int i;

	for (i = 0; i < n; i++, d += stride) {
		if (n == 4) {
			vp9_dc_row4(d, vget_low_s16(dc), vget_low_s16(max));
			continue;
		}
		vp9_dc_row16(d, dc, max);
		if (n >= 16)
			vp9_dc_row16(d + 8, dc, max);
		if (n == 32) {
			vp9_dc_row16(d + 16, dc, max);
			vp9_dc_row16(d + 24, dc, max);
		}
	}
}

static void vp9_itx4_dct_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	if (eob == 1)
		vp9_dc_add_16(dst, stride, coef, bd_max, 4, 4);
	else
		vp9_itx_add_4(dst, stride, coef, bd_max, 4, 4);
}

static void vp9_itx8_dct_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					    int bd_max)
{
	if (eob == 1)
		vp9_dc_add_16(dst, stride, coef, bd_max, 8, 5);
	else if (eob <= 12)
		vp9_itx_add_4(dst, stride, coef, bd_max, 8, 4);
	else
		vp9_itx_add_4(dst, stride, coef, bd_max, 8, 8);
}

static void vp9_itx16_dct_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob == 1)
		vp9_dc_add_16(dst, stride, coef, bd_max, 16, 6);
	else if (eob <= 10)
		vp9_itx_add_4(dst, stride, coef, bd_max, 16, 4);
	else if (eob <= 38)
		vp9_itx_add_4(dst, stride, coef, bd_max, 16, 8);
	else
		vp9_itx_add_4(dst, stride, coef, bd_max, 16, 16);
}

/* Each on its own, as their frames are large. */
static noinline void vp9_itx32_8_add_4(u16 *d, ptrdiff_t stride, s32 *coef, int bd_max)
{
	vp9_itx_add_4(d, stride, coef, bd_max, 32, 8);
}

static noinline void vp9_itx32_16_add_4(u16 *d, ptrdiff_t stride, s32 *coef, int bd_max)
{
	vp9_itx_add_4(d, stride, coef, bd_max, 32, 16);
}

static noinline void vp9_itx32_32_add_4(u16 *d, ptrdiff_t stride, s32 *coef, int bd_max)
{
	vp9_itx_add_4(d, stride, coef, bd_max, 32, 32);
}

static void vp9_itx32_dct_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob == 1)
		vp9_dc_add_16(dst, stride, coef, bd_max, 32, 6);
	else if (eob <= 34)
		vp9_itx32_8_add_4(dst, stride, coef, bd_max);
	else if (eob <= 135)
		vp9_itx32_16_add_4(dst, stride, coef, bd_max);
	else
		vp9_itx32_32_add_4(dst, stride, coef, bd_max);
}

static void vp9_itx4_adst_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 4, 4, VP9_1D_ADST, VP9_1D_DCT);
}

static void vp9_itx4_dct_adst_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 4, 4, VP9_1D_DCT, VP9_1D_ADST);
}

static void vp9_itx4_adst_adst_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					      int bd_max)
{
	vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 4, 4, VP9_1D_ADST, VP9_1D_ADST);
}

static void vp9_itx8_adst_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob <= 8)
		vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 8, 4, VP9_1D_ADST, VP9_1D_DCT);
	else
		vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 8, 8, VP9_1D_ADST, VP9_1D_DCT);
}

static void vp9_itx8_dct_adst_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					     int bd_max)
{
	if (eob <= 6)
		vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 8, 4, VP9_1D_DCT, VP9_1D_ADST);
	else
		vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 8, 8, VP9_1D_DCT, VP9_1D_ADST);
}

static void vp9_itx8_adst_adst_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					      int bd_max)
{
	if (eob <= 12)
		vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 8, 4, VP9_1D_ADST, VP9_1D_ADST);
	else
		vp9_itx_mixed_add_4(dst, stride, coef, bd_max, 8, 8, VP9_1D_ADST, VP9_1D_ADST);
}

/* 4 rows and 4 columns of 16x16, of which @count inputs may be other than 0 */
#define VP9_ITX16_1D(name, kind, count)								\
static noinline void vp9_rows16_##name##_##count##_4(s32 *coef)				\
{												\
	struct vp9_cos c;									\
												\
	vp9_cos_init(&c);									\
	vp9_rows4(coef, 16, count, kind, &c);							\
}												\
												\
static noinline void vp9_columns16_##name##_##count##_4(u16 *d, ptrdiff_t stride,		\
							const s32 *coef, int bd_max)		\
{												\
	struct vp9_cos c;									\
												\
	vp9_cos_init(&c);									\
	vp9_columns4(d, stride, coef, 16, count, vdup_n_u16(bd_max), kind, &c);		\
}

VP9_ITX16_1D(dct, VP9_1D_DCT, 8)
VP9_ITX16_1D(dct, VP9_1D_DCT, 16)
VP9_ITX16_1D(adst, VP9_1D_ADST, 8)
VP9_ITX16_1D(adst, VP9_1D_ADST, 16)

/* With nothing but 0 in rows from @rows and in columns from @columns on */
static __always_inline void vp9_itx16_add_4(u16 *d, ptrdiff_t stride_bytes, s32 *coef, int bd_max,
					    int rows, int columns,
					    void (*column)(u16 *d, ptrdiff_t stride,
							   const s32 *coef, int bd_max),
					    void (*row)(s32 *coef))
{
	int i;

	row(coef);
	for (i = 4; i < rows; i += 4)
		if (vp9_any_coefs4(coef + i * 16, 16, columns))
			row(coef + i * 16);
	for (i = 0; i < 16; i += 4)
		column(d + i, stride_bytes / 2, coef + i, bd_max);
}

static void vp9_itx16_adst_dct_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					      int bd_max)
{
	if (eob <= 22)
		vp9_itx16_add_4(dst, stride, coef, bd_max, 8, 8, vp9_columns16_adst_8_4,
				vp9_rows16_dct_8_4);
	else if (eob <= 66)
		vp9_itx16_add_4(dst, stride, coef, bd_max, 8, 16, vp9_columns16_adst_8_4,
				vp9_rows16_dct_16_4);
	else
		vp9_itx16_add_4(dst, stride, coef, bd_max, 16, 16, vp9_columns16_adst_16_4,
				vp9_rows16_dct_16_4);
}

static void vp9_itx16_dct_adst_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					      int bd_max)
{
	if (eob <= 17)
		vp9_itx16_add_4(dst, stride, coef, bd_max, 8, 8, vp9_columns16_dct_8_4,
				vp9_rows16_adst_8_4);
	else if (eob <= 85)
		vp9_itx16_add_4(dst, stride, coef, bd_max, 16, 8, vp9_columns16_dct_16_4,
				vp9_rows16_adst_8_4);
	else
		vp9_itx16_add_4(dst, stride, coef, bd_max, 16, 16, vp9_columns16_dct_16_4,
				vp9_rows16_adst_16_4);
}

static void vp9_itx16_adst_adst_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob,
					       int bd_max)
{
	if (eob <= 38)
		vp9_itx16_add_4(dst, stride, coef, bd_max, 8, 8, vp9_columns16_adst_8_4,
				vp9_rows16_adst_8_4);
	else
		vp9_itx16_add_4(dst, stride, coef, bd_max, 16, 16, vp9_columns16_adst_16_4,
				vp9_rows16_adst_16_4);
}

const struct vp9_dsp vp9_itx_neon_16bpc = {
	.itx_add = {
		[VP9_TX_4X4] = {
			[VP9_DCT_DCT] = vp9_itx4_dct_dct_add_neon_16bpc,
			[VP9_ADST_DCT] = vp9_itx4_adst_dct_add_neon_16bpc,
			[VP9_DCT_ADST] = vp9_itx4_dct_adst_add_neon_16bpc,
			[VP9_ADST_ADST] = vp9_itx4_adst_adst_add_neon_16bpc,
		},
		[VP9_TX_8X8] = {
			[VP9_DCT_DCT] = vp9_itx8_dct_dct_add_neon_16bpc,
			[VP9_ADST_DCT] = vp9_itx8_adst_dct_add_neon_16bpc,
			[VP9_DCT_ADST] = vp9_itx8_dct_adst_add_neon_16bpc,
			[VP9_ADST_ADST] = vp9_itx8_adst_adst_add_neon_16bpc,
		},
		[VP9_TX_16X16] = {
			[VP9_DCT_DCT] = vp9_itx16_dct_dct_add_neon_16bpc,
			[VP9_ADST_DCT] = vp9_itx16_adst_dct_add_neon_16bpc,
			[VP9_DCT_ADST] = vp9_itx16_dct_adst_add_neon_16bpc,
			[VP9_ADST_ADST] = vp9_itx16_adst_adst_add_neon_16bpc,
		},
		[VP9_TX_32X32] = {
			[VP9_DCT_DCT] = vp9_itx32_dct_dct_add_neon_16bpc,
			[VP9_ADST_DCT] = vp9_itx32_dct_dct_add_neon_16bpc,
			[VP9_DCT_ADST] = vp9_itx32_dct_dct_add_neon_16bpc,
			[VP9_ADST_ADST] = vp9_itx32_dct_dct_add_neon_16bpc,
		},
	},
};
