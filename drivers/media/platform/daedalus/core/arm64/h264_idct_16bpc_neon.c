// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 residual of samples of 9 to 14 bits with NEON (Rec. ITU-T H.264, 8.5.10 to 8.5.15);
 * coefficients are s32. As in h264_idct_8bpc_neon.c a vector is loaded for each column.
 */
#include <linux/compiler.h>
#include <linux/types.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

#include "h264_transpose_tmpl.h"

#define H264_FN(name)	name##_neon_16bpc

#define h264_coef	s32

/* 8.5.12.2 in one dimension */
static __always_inline int32x4x4_t h264_idct4_1d_s32(int32x4x4_t d)
{
	const int32x4_t e0 = vaddq_s32(d.val[0], d.val[2]);
	const int32x4_t e1 = vsubq_s32(d.val[0], d.val[2]);
	const int32x4_t e2 = vsubq_s32(vshrq_n_s32(d.val[1], 1), d.val[3]);
	const int32x4_t e3 = vsraq_n_s32(d.val[1], d.val[3], 1);

	return (int32x4x4_t){ {
		vaddq_s32(e0, e3), vaddq_s32(e1, e2), vsubq_s32(e1, e2), vsubq_s32(e0, e3),
	} };
}

/*
 * Samples and a residual with 6 fractional bits (8.5.14): what saturates on the way is
 * clipped at any rate.
 */
static __always_inline uint16x8_t h264_add_residual_s32(uint16x8_t pred, int32x4_t lo,
							int32x4_t hi, int16x8_t max)
{
	const int16x8_t r = vqrshrn_high_n_s32(vqrshrn_n_s32(lo, 6), hi, 6);
	const int16x8_t v = vqaddq_s16(vreinterpretq_s16_u16(pred), r);

	return vreinterpretq_u16_s16(vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), max));
}

static __always_inline u16 *h264_row16(void *p, ptrdiff_t stride, int n)
{
	return (u16 *)((u8 *)p + n * stride);
}

static __always_inline void h264_add_rows_s32(u16 *d0, u16 *d1, int32x4_t lo, int32x4_t hi,
					      int16x8_t max)
{
	const uint16x8_t pred = vcombine_u16(vld1_u16(d0), vld1_u16(d1));
	const uint16x8_t v = h264_add_residual_s32(pred, lo, hi, max);

	vst1_u16(d0, vget_low_u16(v));
	vst1_u16(d1, vget_high_u16(v));
}

static void h264_idct4_add_neon_16bpc(void *dst, ptrdiff_t stride, const void *coef, int bd_max)
{
	const int32x4x4_t rows = h264_transpose4_s32(h264_idct4_1d_s32(vld4q_s32(coef)));
	const int32x4x4_t m = h264_idct4_1d_s32(rows);
	const int16x8_t max = vdupq_n_s16(bd_max);

	h264_add_rows_s32(dst, h264_row16(dst, stride, 1), m.val[0], m.val[1], max);
	h264_add_rows_s32(h264_row16(dst, stride, 2), h264_row16(dst, stride, 3), m.val[2],
			  m.val[3], max);
}

struct h264_8x4_s32 {
	int32x4_t v[8];
};

/* 8.5.13 in one dimension */
static __always_inline void h264_idct8_1d_s32(struct h264_8x4_s32 *m)
{
	const int32x4_t d0 = m->v[0], d1 = m->v[1], d2 = m->v[2], d3 = m->v[3];
	const int32x4_t d4 = m->v[4], d5 = m->v[5], d6 = m->v[6], d7 = m->v[7];
	const int32x4_t e0 = vaddq_s32(d0, d4);
	const int32x4_t e2 = vsubq_s32(d0, d4);
	const int32x4_t e4 = vsubq_s32(vshrq_n_s32(d2, 1), d6);
	const int32x4_t e6 = vsraq_n_s32(d2, d6, 1);
	const int32x4_t f0 = vaddq_s32(e0, e6);
	const int32x4_t f2 = vaddq_s32(e2, e4);
	const int32x4_t f4 = vsubq_s32(e2, e4);
	const int32x4_t f6 = vsubq_s32(e0, e6);
	const int32x4_t e1 = vsubq_s32(vsubq_s32(d5, d3), vsraq_n_s32(d7, d7, 1));
	const int32x4_t e3 = vsubq_s32(vaddq_s32(d1, d7), vsraq_n_s32(d3, d3, 1));
	const int32x4_t e5 = vaddq_s32(vsubq_s32(d7, d1), vsraq_n_s32(d5, d5, 1));
	const int32x4_t e7 = vaddq_s32(vaddq_s32(d3, d5), vsraq_n_s32(d1, d1, 1));
	const int32x4_t f1 = vsraq_n_s32(e1, e7, 2);
	const int32x4_t f3 = vsraq_n_s32(e3, e5, 2);
	const int32x4_t f5 = vsubq_s32(vshrq_n_s32(e3, 2), e5);
	const int32x4_t f7 = vsubq_s32(e7, vshrq_n_s32(e1, 2));

	m->v[0] = vaddq_s32(f0, f7);
	m->v[1] = vaddq_s32(f2, f5);
	m->v[2] = vaddq_s32(f4, f3);
	m->v[3] = vaddq_s32(f6, f1);
	m->v[4] = vsubq_s32(f6, f1);
	m->v[5] = vsubq_s32(f4, f3);
	m->v[6] = vsubq_s32(f2, f5);
	m->v[7] = vsubq_s32(f0, f7);
}

/* A vector for each column of four rows */
static __always_inline struct h264_8x4_s32 h264_load_columns_s32(const s32 *coef)
{
	const int32x4x4_t a = vld4q_s32(coef), b = vld4q_s32(coef + 16);

	return (struct h264_8x4_s32){ {
		vuzp1q_s32(a.val[0], b.val[0]), vuzp1q_s32(a.val[1], b.val[1]),
		vuzp1q_s32(a.val[2], b.val[2]), vuzp1q_s32(a.val[3], b.val[3]),
		vuzp2q_s32(a.val[0], b.val[0]), vuzp2q_s32(a.val[1], b.val[1]),
		vuzp2q_s32(a.val[2], b.val[2]), vuzp2q_s32(a.val[3], b.val[3]),
	} };
}

/* Columns @x..@x + 3 of four rows as rows @y..@y + 3 of @out */
static __always_inline void h264_turn4_s32(struct h264_8x4_s32 *out, int y,
					   const struct h264_8x4_s32 *in, int x)
{
	const int32x4x4_t t = h264_transpose4_s32((int32x4x4_t){ {
		in->v[x], in->v[x + 1], in->v[x + 2], in->v[x + 3],
	} });

	out->v[y] = t.val[0];
	out->v[y + 1] = t.val[1];
	out->v[y + 2] = t.val[2];
	out->v[y + 3] = t.val[3];
}

static void h264_idct8_add_neon_16bpc(void *dst, ptrdiff_t stride, const void *coef, int bd_max)
{
	const int16x8_t max = vdupq_n_s16(bd_max);
	struct h264_8x4_s32 upper = h264_load_columns_s32(coef);
	struct h264_8x4_s32 lower = h264_load_columns_s32((const s32 *)coef + 32);
	struct h264_8x4_s32 left, right;
	u16 *d = dst;
	int i;

	h264_idct8_1d_s32(&upper);
	h264_idct8_1d_s32(&lower);
	h264_turn4_s32(&left, 0, &upper, 0);
	h264_turn4_s32(&left, 4, &lower, 0);
	h264_turn4_s32(&right, 0, &upper, 4);
	h264_turn4_s32(&right, 4, &lower, 4);
	h264_idct8_1d_s32(&left);
	h264_idct8_1d_s32(&right);
#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		vst1q_u16(d, h264_add_residual_s32(vld1q_u16(d), left.v[i], right.v[i], max));
		d = h264_row16(d, stride, 1);
	}
}

/* The residual of a block with DC only: no sample is out of range of s16 with it. */
static __always_inline int16x8_t h264_dc_residual16(int dc)
{
	return vcombine_s16(vqmovn_s32(vdupq_n_s32((s32)((u32)dc + 32) >> 6)),
			    vqmovn_s32(vdupq_n_s32((s32)((u32)dc + 32) >> 6)));
}

static __always_inline uint16x8_t h264_add_s16(uint16x8_t pred, int16x8_t r, int16x8_t max)
{
	const int16x8_t v = vqaddq_s16(vreinterpretq_s16_u16(pred), r);

	return vreinterpretq_u16_s16(vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), max));
}

static void h264_idct4_dc_add_neon_16bpc(void *dst, ptrdiff_t stride, int dc, int bd_max)
{
	const int16x8_t r = h264_dc_residual16(dc), max = vdupq_n_s16(bd_max);
	u16 *d0 = dst, *d1 = h264_row16(dst, stride, 1);
	u16 *d2 = h264_row16(dst, stride, 2), *d3 = h264_row16(dst, stride, 3);
	const uint16x8_t v0 = h264_add_s16(vcombine_u16(vld1_u16(d0), vld1_u16(d1)), r, max);
	const uint16x8_t v2 = h264_add_s16(vcombine_u16(vld1_u16(d2), vld1_u16(d3)), r, max);

	vst1_u16(d0, vget_low_u16(v0));
	vst1_u16(d1, vget_high_u16(v0));
	vst1_u16(d2, vget_low_u16(v2));
	vst1_u16(d3, vget_high_u16(v2));
}

static void h264_idct8_dc_add_neon_16bpc(void *dst, ptrdiff_t stride, int dc, int bd_max)
{
	const int16x8_t r = h264_dc_residual16(dc), max = vdupq_n_s16(bd_max);
	u16 *d = dst;
	int i;

	for (i = 0; i < 8; i++) {
		vst1q_u16(d, h264_add_s16(vld1q_u16(d), r, max));
		d = h264_row16(d, stride, 1);
	}
}

static __always_inline int32x4_t h264_coefs4(const s32 *coef)
{
	return vld1q_s32(coef);
}

static __always_inline int16x8_t h264_coefs8_s16(const s32 *coef)
{
	return vqmovn_high_s32(vqmovn_s32(vld1q_s32(coef)), vld1q_s32(coef + 4));
}

static __always_inline int32x4x4_t h264_coef_columns4(const s32 *coef)
{
	return vld4q_s32(coef);
}

struct h264_8x8_s32 {
	int32x4_t lo[8];
	int32x4_t hi[8];
};

static __always_inline struct h264_8x8_s32 h264_coef_columns8(const s32 *coef)
{
	const struct h264_8x4_s32 upper = h264_load_columns_s32(coef);
	const struct h264_8x4_s32 lower = h264_load_columns_s32(coef + 32);
	struct h264_8x8_s32 columns;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		columns.lo[i] = upper.v[i];
		columns.hi[i] = lower.v[i];
	}
	return columns;
}

static __always_inline void h264_add_4x2(u16 *d, ptrdiff_t stride, int16x8_t r, int bd_max)
{
	u16 *next = h264_row16(d, stride, 1);
	const uint16x8_t v = h264_add_s16(vcombine_u16(vld1_u16(d), vld1_u16(next)), r,
					   vdupq_n_s16(bd_max));

	vst1_u16(d, vget_low_u16(v));
	vst1_u16(next, vget_high_u16(v));
}

static __always_inline void h264_add_8(u16 *d, int16x8_t r, int bd_max)
{
	vst1q_u16(d, h264_add_s16(vld1q_u16(d), r, vdupq_n_s16(bd_max)));
}

#include "h264_residual_tmpl.h"

const struct h264_dsp h264_idct_neon_16bpc = {
	.idct4_add = h264_idct4_add_neon_16bpc,
	.idct4_dc_add = h264_idct4_dc_add_neon_16bpc,
	.idct8_add = h264_idct8_add_neon_16bpc,
	.idct8_dc_add = h264_idct8_dc_add_neon_16bpc,
	.luma_dc_dequant = h264_luma_dc_dequant_neon_16bpc,
	.chroma_dc_dequant420 = h264_chroma_dc_dequant420_neon_16bpc,
	.chroma_dc_dequant422 = h264_chroma_dc_dequant422_neon_16bpc,
	.add4_bypass = {
		[H264_BYPASS_NONE] = h264_add4_bypass_none_neon_16bpc,
		[H264_BYPASS_VERT] = h264_add4_bypass_vert_neon_16bpc,
		[H264_BYPASS_HOR] = h264_add4_bypass_hor_neon_16bpc,
	},
	.add8_bypass = {
		[H264_BYPASS_NONE] = h264_add8_bypass_none_neon_16bpc,
		[H264_BYPASS_VERT] = h264_add8_bypass_vert_neon_16bpc,
		[H264_BYPASS_HOR] = h264_add8_bypass_hor_neon_16bpc,
	},
};
