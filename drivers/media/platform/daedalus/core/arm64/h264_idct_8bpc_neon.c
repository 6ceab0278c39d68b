// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 residual of 8-bit samples with NEON (Rec. ITU-T H.264, 8.5.10 to 8.5.15). All sums
 * of the inverse transforms of a conforming stream fit 16 bits (8.5.12.2); those of a
 * damaged one wrap, as in C.
 *
 * Loads with de-interleaving make a vector of each column, so that the transform of rows,
 * which comes first, needs no transposition.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

#include "h264_transpose_tmpl.h"

#define H264_FN(name)	name##_neon_8bpc

#define h264_coef	s16

/* 8.5.12.2 in one dimension */
static __always_inline int16x4x4_t h264_idct4_1d_s16(int16x4x4_t d)
{
	const int16x4_t e0 = vadd_s16(d.val[0], d.val[2]);
	const int16x4_t e1 = vsub_s16(d.val[0], d.val[2]);
	const int16x4_t e2 = vsub_s16(vshr_n_s16(d.val[1], 1), d.val[3]);
	const int16x4_t e3 = vsra_n_s16(d.val[1], d.val[3], 1);

	return (int16x4x4_t){ {
		vadd_s16(e0, e3), vadd_s16(e1, e2), vsub_s16(e1, e2), vsub_s16(e0, e3),
	} };
}

/* Rows @d and the next, 4 samples each */
static __always_inline uint8x8_t h264_load_4x2(const u8 *d, ptrdiff_t stride)
{
	u32 first, second;

	memcpy(&first, d, sizeof(first));
	memcpy(&second, d + stride, sizeof(second));
	return vreinterpret_u8_u32(vset_lane_u32(second, vdup_n_u32(first), 1));
}

static __always_inline void h264_store_4x2(u8 *d, ptrdiff_t stride, uint8x8_t v)
{
	const uint32x2_t words = vreinterpret_u32_u8(v);
	const u32 first = vget_lane_u32(words, 0), second = vget_lane_u32(words, 1);

	memcpy(d, &first, sizeof(first));
	memcpy(d + stride, &second, sizeof(second));
}

/* Samples and a residual with 6 fractional bits (8.5.14) */
static __always_inline uint8x8_t h264_add_residual_s16(uint8x8_t pred, int16x8_t x)
{
	const uint16x8_t r = vreinterpretq_u16_s16(vrshrq_n_s16(x, 6));

	return vqmovun_s16(vreinterpretq_s16_u16(vaddw_u8(r, pred)));
}

static void h264_idct4_add_neon_8bpc(void *dst, ptrdiff_t stride, const void *coef, int bd_max)
{
	const int16x4x4_t rows = h264_transpose4_s16(h264_idct4_1d_s16(vld4_s16(coef)));
	const int16x4x4_t m = h264_idct4_1d_s16(rows);
	u8 *d0 = dst, *d2 = d0 + 2 * stride;
	const uint8x8_t p0 = h264_load_4x2(d0, stride), p2 = h264_load_4x2(d2, stride);

	h264_store_4x2(d0, stride, h264_add_residual_s16(p0, vcombine_s16(m.val[0], m.val[1])));
	h264_store_4x2(d2, stride, h264_add_residual_s16(p2, vcombine_s16(m.val[2], m.val[3])));
}

/* 8.5.13 in one dimension */
static __always_inline void h264_idct8_1d_s16(struct h264_8x8_s16 *m)
{
	const int16x8_t d0 = m->v[0], d1 = m->v[1], d2 = m->v[2], d3 = m->v[3];
	const int16x8_t d4 = m->v[4], d5 = m->v[5], d6 = m->v[6], d7 = m->v[7];
	const int16x8_t e0 = vaddq_s16(d0, d4);
	const int16x8_t e2 = vsubq_s16(d0, d4);
	const int16x8_t e4 = vsubq_s16(vshrq_n_s16(d2, 1), d6);
	const int16x8_t e6 = vsraq_n_s16(d2, d6, 1);
	const int16x8_t f0 = vaddq_s16(e0, e6);
	const int16x8_t f2 = vaddq_s16(e2, e4);
	const int16x8_t f4 = vsubq_s16(e2, e4);
	const int16x8_t f6 = vsubq_s16(e0, e6);
	const int16x8_t e1 = vsubq_s16(vsubq_s16(d5, d3), vsraq_n_s16(d7, d7, 1));
	const int16x8_t e3 = vsubq_s16(vaddq_s16(d1, d7), vsraq_n_s16(d3, d3, 1));
	const int16x8_t e5 = vaddq_s16(vsubq_s16(d7, d1), vsraq_n_s16(d5, d5, 1));
	const int16x8_t e7 = vaddq_s16(vaddq_s16(d3, d5), vsraq_n_s16(d1, d1, 1));
	const int16x8_t f1 = vsraq_n_s16(e1, e7, 2);
	const int16x8_t f3 = vsraq_n_s16(e3, e5, 2);
	const int16x8_t f5 = vsubq_s16(vshrq_n_s16(e3, 2), e5);
	const int16x8_t f7 = vsubq_s16(e7, vshrq_n_s16(e1, 2));

	m->v[0] = vaddq_s16(f0, f7);
	m->v[1] = vaddq_s16(f2, f5);
	m->v[2] = vaddq_s16(f4, f3);
	m->v[3] = vaddq_s16(f6, f1);
	m->v[4] = vsubq_s16(f6, f1);
	m->v[5] = vsubq_s16(f4, f3);
	m->v[6] = vsubq_s16(f2, f5);
	m->v[7] = vsubq_s16(f0, f7);
}

/* A vector for each column of @coef[64] */
static __always_inline struct h264_8x8_s16 h264_load_columns_s16(const s16 *coef)
{
	const int16x8x4_t a = vld4q_s16(coef), b = vld4q_s16(coef + 32);

	return (struct h264_8x8_s16){ {
		vuzp1q_s16(a.val[0], b.val[0]), vuzp1q_s16(a.val[1], b.val[1]),
		vuzp1q_s16(a.val[2], b.val[2]), vuzp1q_s16(a.val[3], b.val[3]),
		vuzp2q_s16(a.val[0], b.val[0]), vuzp2q_s16(a.val[1], b.val[1]),
		vuzp2q_s16(a.val[2], b.val[2]), vuzp2q_s16(a.val[3], b.val[3]),
	} };
}

static void h264_idct8_add_neon_8bpc(void *dst, ptrdiff_t stride, const void *coef, int bd_max)
{
	struct h264_8x8_s16 m = h264_load_columns_s16(coef);
	u8 *d = dst;
	int i;

	h264_idct8_1d_s16(&m);
	h264_transpose8_s16(&m);
	h264_idct8_1d_s16(&m);
#pragma GCC unroll 8
	for (i = 0; i < 8; i++, d += stride)
		vst1_u8(d, h264_add_residual_s16(vld1_u8(d), m.v[i]));
}

static void h264_idct4_dc_add_neon_8bpc(void *dst, ptrdiff_t stride, int dc, int bd_max)
{
	const int r = (s32)((u32)dc + 32) >> 6;
	/* One of the two is 0. */
	const uint8x8_t more = vdup_n_u8(clamp(r, 0, 255)), less = vdup_n_u8(clamp(-r, 0, 255));
	u8 *d0 = dst, *d2 = d0 + 2 * stride;
	const uint8x8_t p0 = h264_load_4x2(d0, stride), p2 = h264_load_4x2(d2, stride);

	h264_store_4x2(d0, stride, vqsub_u8(vqadd_u8(p0, more), less));
	h264_store_4x2(d2, stride, vqsub_u8(vqadd_u8(p2, more), less));
}

static void h264_idct8_dc_add_neon_8bpc(void *dst, ptrdiff_t stride, int dc, int bd_max)
{
	const int r = (s32)((u32)dc + 32) >> 6;
	const uint8x8_t more = vdup_n_u8(clamp(r, 0, 255)), less = vdup_n_u8(clamp(-r, 0, 255));
	u8 *d = dst;
	int i;

	for (i = 0; i < 8; i++, d += stride)
		vst1_u8(d, vqsub_u8(vqadd_u8(vld1_u8(d), more), less));
}

static __always_inline int32x4_t h264_coefs4(const s16 *coef)
{
	return vmovl_s16(vld1_s16(coef));
}

static __always_inline int16x8_t h264_coefs8_s16(const s16 *coef)
{
	return vld1q_s16(coef);
}

static __always_inline int32x4x4_t h264_coef_columns4(const s16 *coef)
{
	const int16x4x4_t m = vld4_s16(coef);

	return (int32x4x4_t){ {
		vmovl_s16(m.val[0]), vmovl_s16(m.val[1]), vmovl_s16(m.val[2]),
		vmovl_s16(m.val[3]),
	} };
}

struct h264_8x8_s32 {
	int32x4_t lo[8];
	int32x4_t hi[8];
};

static __always_inline struct h264_8x8_s32 h264_coef_columns8(const s16 *coef)
{
	const struct h264_8x8_s16 m = h264_load_columns_s16(coef);
	struct h264_8x8_s32 columns;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		columns.lo[i] = vmovl_s16(vget_low_s16(m.v[i]));
		columns.hi[i] = vmovl_high_s16(m.v[i]);
	}
	return columns;
}

static __always_inline uint8x8_t h264_add_s16(uint8x8_t pred, int16x8_t r)
{
	return vqmovun_s16(vqaddq_s16(vreinterpretq_s16_u16(vmovl_u8(pred)), r));
}

static __always_inline void h264_add_4x2(u8 *d, ptrdiff_t stride, int16x8_t r, int bd_max)
{
	h264_store_4x2(d, stride, h264_add_s16(h264_load_4x2(d, stride), r));
}

static __always_inline void h264_add_8(u8 *d, int16x8_t r, int bd_max)
{
	vst1_u8(d, h264_add_s16(vld1_u8(d), r));
}

#include "h264_residual_tmpl.h"

const struct h264_dsp h264_idct_neon_8bpc = {
	.idct4_add = h264_idct4_add_neon_8bpc,
	.idct4_dc_add = h264_idct4_dc_add_neon_8bpc,
	.idct8_add = h264_idct8_add_neon_8bpc,
	.idct8_dc_add = h264_idct8_dc_add_neon_8bpc,
	.luma_dc_dequant = h264_luma_dc_dequant_neon_8bpc,
	.chroma_dc_dequant420 = h264_chroma_dc_dequant420_neon_8bpc,
	.chroma_dc_dequant422 = h264_chroma_dc_dequant422_neon_8bpc,
	.add4_bypass = {
		[H264_BYPASS_NONE] = h264_add4_bypass_none_neon_8bpc,
		[H264_BYPASS_VERT] = h264_add4_bypass_vert_neon_8bpc,
		[H264_BYPASS_HOR] = h264_add4_bypass_hor_neon_8bpc,
	},
	.add8_bypass = {
		[H264_BYPASS_NONE] = h264_add8_bypass_none_neon_8bpc,
		[H264_BYPASS_VERT] = h264_add8_bypass_vert_neon_8bpc,
		[H264_BYPASS_HOR] = h264_add8_bypass_hor_neon_8bpc,
	},
};
