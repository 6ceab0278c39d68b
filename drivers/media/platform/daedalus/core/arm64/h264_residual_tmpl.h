/* SPDX-License-Identifier: GPL-2.0 */
/*
 * H.264 DC transforms and transform bypass with NEON (Rec. ITU-T H.264, 8.5.10, 8.5.11 and
 * 8.5.15): what is the same for coefficients of 16 and of 32 bits. Sums are of 32 bits, and
 * wrap as those in C do.
 *
 * A file that includes this, after h264_transpose_tmpl.h, has defined H264_FN(), which makes
 * names, h264_coef, and
 *
 *   struct h264_8x8_s32	columns of 8x8 coefficients, @lo those of the upper four rows
 *   h264_coefs4()		four coefficients
 *   h264_coefs8_s16()		eight, clipped to 16 bits
 *   h264_coef_columns4()	a vector for each column of 4x4 coefficients
 *   h264_coef_columns8()	the same of 8x8
 *   h264_add_4x2()		adds to four samples of two rows, and clips to 0..@max
 *   h264_add_8()		the same with eight of one row
 */
#ifndef _H264_RESIDUAL_TMPL_H_
#define _H264_RESIDUAL_TMPL_H_

static __always_inline void *h264_residual_row(void *p, ptrdiff_t stride, int n)
{
	return (u8 *)p + n * stride;
}

/* Multiplication of four vectors by the 4x4 matrix of 8.5.10 */
static __always_inline int32x4x4_t h264_hadamard4_s32(int32x4x4_t v)
{
	const int32x4_t s01 = vaddq_s32(v.val[0], v.val[1]), d01 = vsubq_s32(v.val[0], v.val[1]);
	const int32x4_t s23 = vaddq_s32(v.val[2], v.val[3]), d23 = vsubq_s32(v.val[2], v.val[3]);

	return (int32x4x4_t){ {
		vaddq_s32(s01, s23), vsubq_s32(s01, s23), vsubq_s32(d01, d23),
		vaddq_s32(d01, d23),
	} };
}

/*
 * struct h264_dc_scale - scaling of 8.5.10
 * @level_scale: what to multiply by
 * @half: what rounds; shifts that round would not wrap where the sum does in C
 * @shift: how far to the left
 */
struct h264_dc_scale {
	s32 level_scale;
	int32x4_t half;
	int32x4_t shift;
};

static __always_inline struct h264_dc_scale h264_dc_scale(int level_scale, int qp)
{
	const int shift = qp / 6;

	return (struct h264_dc_scale){
		.level_scale = level_scale,
		.half = vdupq_n_s32(shift < 6 ? 32 >> shift : 0),
		.shift = vdupq_n_s32(shift - 6),
	};
}

static __always_inline int32x4_t h264_scale_dc(int32x4_t f, const struct h264_dc_scale *s)
{
	return vshlq_s32(vmlaq_n_s32(s->half, f, s->level_scale), s->shift);
}

/* 8.5.10 */
static void H264_FN(h264_luma_dc_dequant)(s32 out[16], const void *coef, int level_scale, int qp)
{
	const struct h264_dc_scale scale = h264_dc_scale(level_scale, qp);
	const int32x4x4_t rows = h264_transpose4_s32(h264_hadamard4_s32(h264_coef_columns4(coef)));
	const int32x4x4_t f = h264_hadamard4_s32(rows);

	vst1q_s32(out, h264_scale_dc(f.val[0], &scale));
	vst1q_s32(out + 4, h264_scale_dc(f.val[1], &scale));
	vst1q_s32(out + 8, h264_scale_dc(f.val[2], &scale));
	vst1q_s32(out + 12, h264_scale_dc(f.val[3], &scale));
}

/* Sum and difference of each two */
static __always_inline int32x4_t h264_butterfly2_s32(int32x4_t v)
{
	const int32x4_t other = vrev64q_s32(v);

	return vtrn1q_s32(vaddq_s32(v, other), vsubq_s32(v, other));
}

/* Sum of the halves and difference of the halves */
static __always_inline int32x4_t h264_butterfly_halves_s32(int32x4_t v)
{
	const int32x4_t other = vextq_s32(v, v, 2);

	return h264_trn1_64(vaddq_s32(v, other), vsubq_s32(v, other));
}

/* 8.5.11.1 and 8.5.11.2, ChromaArrayType 1; the scaling has no rounding term. */
static void H264_FN(h264_chroma_dc_dequant420)(s32 out[4], const void *coef, int level_scale,
					       int qp)
{
	const int32x4_t f = h264_butterfly_halves_s32(h264_butterfly2_s32(h264_coefs4(coef)));
	const int32x4_t scaled = vshlq_s32(vmulq_n_s32(f, level_scale), vdupq_n_s32(qp / 6));

	vst1q_s32(out, vshrq_n_s32(scaled, 5));
}

/* 8.5.11.1 and 8.5.11.2, ChromaArrayType 2: vectors are of two rows of two. */
static void H264_FN(h264_chroma_dc_dequant422)(s32 out[8], const void *coef, int level_scale,
					       int qp_dc)
{
	const struct h264_dc_scale scale = h264_dc_scale(level_scale, qp_dc);
	const int32x4_t r01 = h264_butterfly2_s32(h264_coefs4(coef));
	const int32x4_t r23 = h264_butterfly2_s32(h264_coefs4((const h264_coef *)coef + 4));
	const int32x4_t r02 = h264_trn1_64(r01, r23), r13 = h264_trn2_64(r01, r23);
	const int32x4_t f01 = h264_butterfly_halves_s32(vaddq_s32(r02, r13));
	const int32x4_t f32 = h264_butterfly_halves_s32(vsubq_s32(r02, r13));

	vst1q_s32(out, h264_scale_dc(f01, &scale));
	vst1q_s32(out + 4, h264_scale_dc(vextq_s32(f32, f32, 2), &scale));
}

/* What is clipped here is more than any sample can take. */
static __always_inline int16x8_t h264_clip_s16(int32x4_t lo, int32x4_t hi)
{
	return vqmovn_high_s32(vqmovn_s32(lo), hi);
}

static void H264_FN(h264_add4_bypass_none)(void *dst, ptrdiff_t stride, const void *coefs,
					   s32 *carry, int bd_max)
{
	const h264_coef *c = coefs;

	h264_add_4x2(dst, stride, h264_coefs8_s16(c), bd_max);
	h264_add_4x2(h264_residual_row(dst, stride, 2), stride, h264_coefs8_s16(c + 8), bd_max);
}

static void H264_FN(h264_add4_bypass_vert)(void *dst, ptrdiff_t stride, const void *coefs,
					   s32 *carry, int bd_max)
{
	const h264_coef *c = coefs;
	const int32x4_t r0 = vaddq_s32(vld1q_s32(carry), h264_coefs4(c));
	const int32x4_t r1 = vaddq_s32(r0, h264_coefs4(c + 4));
	const int32x4_t r2 = vaddq_s32(r1, h264_coefs4(c + 8));
	const int32x4_t r3 = vaddq_s32(r2, h264_coefs4(c + 12));

	h264_add_4x2(dst, stride, h264_clip_s16(r0, r1), bd_max);
	h264_add_4x2(h264_residual_row(dst, stride, 2), stride, h264_clip_s16(r2, r3), bd_max);
	vst1q_s32(carry, r3);
}

static void H264_FN(h264_add4_bypass_hor)(void *dst, ptrdiff_t stride, const void *coefs,
					  s32 *carry, int bd_max)
{
	const int32x4x4_t m = h264_coef_columns4(coefs);
	const int32x4_t c0 = vaddq_s32(vld1q_s32(carry), m.val[0]);
	const int32x4_t c1 = vaddq_s32(c0, m.val[1]);
	const int32x4_t c2 = vaddq_s32(c1, m.val[2]);
	const int32x4_t c3 = vaddq_s32(c2, m.val[3]);
	const int16x4x4_t r = h264_transpose4_s16((int16x4x4_t){ {
		vqmovn_s32(c0), vqmovn_s32(c1), vqmovn_s32(c2), vqmovn_s32(c3),
	} });

	h264_add_4x2(dst, stride, vcombine_s16(r.val[0], r.val[1]), bd_max);
	h264_add_4x2(h264_residual_row(dst, stride, 2), stride,
		     vcombine_s16(r.val[2], r.val[3]), bd_max);
	vst1q_s32(carry, c3);
}

static void H264_FN(h264_add8_bypass_none)(void *dst, ptrdiff_t stride, const void *coefs,
					   s32 *carry, int bd_max)
{
	const h264_coef *c = coefs;
	int i;

	for (i = 0; i < 8; i++, c += 8) {
		h264_add_8(dst, h264_coefs8_s16(c), bd_max);
		dst = h264_residual_row(dst, stride, 1);
	}
}

static void H264_FN(h264_add8_bypass_vert)(void *dst, ptrdiff_t stride, const void *coefs,
					   s32 *carry, int bd_max)
{
	int32x4_t lo = vld1q_s32(carry), hi = vld1q_s32(carry + 4);
	const h264_coef *c = coefs;
	int i;

	for (i = 0; i < 8; i++, c += 8) {
		lo = vaddq_s32(lo, h264_coefs4(c));
		hi = vaddq_s32(hi, h264_coefs4(c + 4));
		h264_add_8(dst, h264_clip_s16(lo, hi), bd_max);
		dst = h264_residual_row(dst, stride, 1);
	}
	vst1q_s32(carry, lo);
	vst1q_s32(carry + 4, hi);
}

static void H264_FN(h264_add8_bypass_hor)(void *dst, ptrdiff_t stride, const void *coefs,
					  s32 *carry, int bd_max)
{
	int32x4_t lo = vld1q_s32(carry), hi = vld1q_s32(carry + 4);
	const struct h264_8x8_s32 m = h264_coef_columns8(coefs);
	struct h264_8x8_s16 r;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		lo = vaddq_s32(lo, m.lo[i]);
		hi = vaddq_s32(hi, m.hi[i]);
		r.v[i] = h264_clip_s16(lo, hi);
	}
	vst1q_s32(carry, lo);
	vst1q_s32(carry + 4, hi);
	h264_transpose8_s16(&r);
#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		h264_add_8(dst, r.v[i], bd_max);
		dst = h264_residual_row(dst, stride, 1);
	}
}

#endif /* _H264_RESIDUAL_TMPL_H_ */
