// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 residual of one block: inverse transforms, DC transforms and transform
 * bypass (Rec. ITU-T H.264, 8.5.10 to 8.5.15). Built for 8- and 16-bit samples.
 *
 * A conforming stream keeps every intermediate value within 16 bits for 8-bit
 * samples, and within 8 + depth bits otherwise (8.5.12.2). A damaged one does
 * not, so sums are made in u32, where they wrap, and only right shifts look at
 * them as signed. In transforms they do so as a coefficient, of 16 bits for 8-bit
 * samples, so that values wrap as in lanes of SIMD.
 */
#include "../dae_pixel.h"
#include "h264_dsp.h"

/* Arithmetic shift to the right of a sum kept modulo 2^16 or 2^32. */
static __always_inline u32 h264_asr(u32 x, unsigned int n)
{
	return (u32)((coef)x >> n);
}

/* 8.5.14: residual sum @x with 6 fractional bits, half of one up, added to a sample. */
static __always_inline pixel h264_add_residual(pixel pred, u32 x, int bd_max)
{
	const s32 half = h264_asr(x, 5);

	return dae_clip_pixel(pred + (half >> 1) + (half & 1), bd_max);
}

/*
 * One-dimensional 4-point transform of 8.5.12.2: from in[0], in[is], ... to out[0],
 * out[os], ...
 */
static __always_inline void h264_idct4_1d(u32 *out, int os, const u32 *in, int is)
{
	const u32 d0 = in[0], d1 = in[is], d2 = in[2 * is], d3 = in[3 * is];
	const u32 e0 = d0 + d2;
	const u32 e1 = d0 - d2;
	const u32 e2 = h264_asr(d1, 1) - d3;
	const u32 e3 = d1 + h264_asr(d3, 1);

	out[0] = e0 + e3;
	out[os] = e1 + e2;
	out[2 * os] = e1 - e2;
	out[3 * os] = e0 - e3;
}

/* 8.5.12.2: rows, then columns. */
static void DAE_FN(h264_idct4_add)(void *dst, ptrdiff_t stride, const void *coefs, int bd_max)
{
	const coef *c = coefs;
	u32 m[16];
	int i, j;

	for (i = 0; i < 16; i++)
		m[i] = c[i];
	for (i = 0; i < 4; i++)
		h264_idct4_1d(m + i * 4, 1, m + i * 4, 1);
	for (j = 0; j < 4; j++)
		h264_idct4_1d(m + j, 4, m + j, 4);

	for (i = 0; i < 4; i++) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < 4; j++)
			d[j] = h264_add_residual(d[j], m[i * 4 + j], bd_max);
	}
}

/*
 * One-dimensional 8-point transform of 8.5.13: from in[0], in[is], ... to
 * out[0], out[os], ...
 */
static __always_inline void h264_idct8_1d(u32 *out, int os, const u32 *in, int is)
{
	const u32 d0 = in[0], d1 = in[is], d2 = in[2 * is], d3 = in[3 * is];
	const u32 d4 = in[4 * is], d5 = in[5 * is], d6 = in[6 * is], d7 = in[7 * is];
	/* the even half is a 4-point transform of its own */
	const u32 e0 = d0 + d4;
	const u32 e2 = d0 - d4;
	const u32 e4 = h264_asr(d2, 1) - d6;
	const u32 e6 = d2 + h264_asr(d6, 1);
	const u32 f0 = e0 + e6;
	const u32 f2 = e2 + e4;
	const u32 f4 = e2 - e4;
	const u32 f6 = e0 - e6;
	const u32 e1 = d5 - d3 - d7 - h264_asr(d7, 1);
	const u32 e3 = d1 + d7 - d3 - h264_asr(d3, 1);
	const u32 e5 = d7 - d1 + d5 + h264_asr(d5, 1);
	const u32 e7 = d3 + d5 + d1 + h264_asr(d1, 1);
	const u32 f1 = e1 + h264_asr(e7, 2);
	const u32 f3 = e3 + h264_asr(e5, 2);
	const u32 f5 = h264_asr(e3, 2) - e5;
	const u32 f7 = e7 - h264_asr(e1, 2);

	out[0] = f0 + f7;
	out[os] = f2 + f5;
	out[2 * os] = f4 + f3;
	out[3 * os] = f6 + f1;
	out[4 * os] = f6 - f1;
	out[5 * os] = f4 - f3;
	out[6 * os] = f2 - f5;
	out[7 * os] = f0 - f7;
}

/* 8.5.13: rows, then columns. */
static void DAE_FN(h264_idct8_add)(void *dst, ptrdiff_t stride, const void *coefs, int bd_max)
{
	const coef *c = coefs;
	u32 m[64];
	int i, j;

	for (i = 0; i < 64; i++)
		m[i] = c[i];
	for (i = 0; i < 8; i++)
		h264_idct8_1d(m + i * 8, 1, m + i * 8, 1);
	for (j = 0; j < 8; j++)
		h264_idct8_1d(m + j, 8, m + j, 8);

	for (i = 0; i < 8; i++) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < 8; j++)
			d[j] = h264_add_residual(d[j], m[i * 8 + j], bd_max);
	}
}

/*
 * With d_00 alone both transforms hand it on unchanged to every position, so
 * that the residual is one value.
 */
static __always_inline void h264_idct_dc_add(void *dst, ptrdiff_t stride, int dc, int n,
					     int bd_max)
{
	const int r = (s32)((u32)dc + 32) >> 6;
	int i, j;

	for (i = 0; i < n; i++) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < n; j++)
			d[j] = dae_clip_pixel(d[j] + r, bd_max);
	}
}

static void DAE_FN(h264_idct4_dc_add)(void *dst, ptrdiff_t stride, int dc, int bd_max)
{
	h264_idct_dc_add(dst, stride, dc, 4, bd_max);
}

static void DAE_FN(h264_idct8_dc_add)(void *dst, ptrdiff_t stride, int dc, int bd_max)
{
	h264_idct_dc_add(dst, stride, dc, 8, bd_max);
}

/* Multiplication by the 4x4 matrix of 8.5.10, which is its own transpose. */
static __always_inline void h264_hadamard4(u32 *v, int step)
{
	const u32 s01 = v[0] + v[step];
	const u32 d01 = v[0] - v[step];
	const u32 s23 = v[2 * step] + v[3 * step];
	const u32 d23 = v[2 * step] - v[3 * step];

	v[0] = s01 + s23;
	v[step] = s01 - s23;
	v[2 * step] = d01 - d23;
	v[3 * step] = d01 + d23;
}

/*
 * Scaling of 8.5.10, which 8.5.11.2 repeats for 4:2:2. In a conforming stream
 * the product stays below 2^31 in size.
 */
static __always_inline s32 h264_scale_dc(u32 f, int level_scale, int qp)
{
	const int shift = qp / 6;

	f *= level_scale;
	if (shift >= 6)
		return (s32)(f << (shift - 6));
	return (s32)(f + (1u << (5 - shift))) >> (6 - shift);
}

/* 8.5.10 */
static void DAE_FN(h264_luma_dc_dequant)(s32 out[16], const void *coefs, int level_scale, int qp)
{
	const coef *c = coefs;
	u32 f[16];
	int i;

	for (i = 0; i < 16; i++)
		f[i] = c[i];
	for (i = 0; i < 4; i++)
		h264_hadamard4(f + i, 4);
	for (i = 0; i < 4; i++)
		h264_hadamard4(f + i * 4, 1);
	for (i = 0; i < 16; i++)
		out[i] = h264_scale_dc(f[i], level_scale, qp);
}

/* 8.5.11.1 and 8.5.11.2, ChromaArrayType 1; the scaling has no rounding term. */
static void DAE_FN(h264_chroma_dc_dequant420)(s32 out[4], const void *coefs, int level_scale,
					      int qp)
{
	const coef *c = coefs;
	const u32 s0 = (u32)c[0] + (u32)c[1], d0 = (u32)c[0] - (u32)c[1];
	const u32 s1 = (u32)c[2] + (u32)c[3], d1 = (u32)c[2] - (u32)c[3];
	const u32 f[4] = { s0 + s1, d0 + d1, s0 - s1, d0 - d1 };
	int i;

	for (i = 0; i < 4; i++)
		out[i] = (s32)((f[i] * level_scale) << (qp / 6)) >> 5;
}

/* 8.5.11.1 and 8.5.11.2, ChromaArrayType 2 */
static void DAE_FN(h264_chroma_dc_dequant422)(s32 out[8], const void *coefs, int level_scale,
					      int qp_dc)
{
	const coef *c = coefs;
	u32 f[8];
	int i;

	for (i = 0; i < 4; i++) {
		f[i * 2] = (u32)c[i * 2] + (u32)c[i * 2 + 1];
		f[i * 2 + 1] = (u32)c[i * 2] - (u32)c[i * 2 + 1];
	}
	h264_hadamard4(f, 2);
	h264_hadamard4(f + 1, 2);
	for (i = 0; i < 8; i++)
		out[i] = h264_scale_dc(f[i], level_scale, qp_dc);
}

/*
 * Clip1(pred + residual) for any residual: clipping the residual to the range
 * that can matter first keeps the sum from overflowing.
 */
static __always_inline pixel h264_add_bypass(pixel pred, u32 r, int bd_max)
{
	const int lim = DAE_BD_MAX(bd_max);

	return dae_clip_pixel(pred + clamp((s32)r, -lim, lim), bd_max);
}

static __always_inline void h264_bypass_none(void *dst, ptrdiff_t stride, const coef *c, int n,
					     int bd_max)
{
	int i, j;

	for (i = 0; i < n; i++) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < n; j++)
			d[j] = h264_add_bypass(d[j], c[i * n + j], bd_max);
	}
}

/* 8.5.15, horPredFlag 0 */
static __always_inline void h264_bypass_vert(void *dst, ptrdiff_t stride, const coef *c,
					     s32 *carry, int n, int bd_max)
{
	int i, j;

	for (i = 0; i < n; i++) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < n; j++) {
			carry[j] = (u32)carry[j] + (u32)c[i * n + j];
			d[j] = h264_add_bypass(d[j], carry[j], bd_max);
		}
	}
}

/* 8.5.15, horPredFlag 1 */
static __always_inline void h264_bypass_hor(void *dst, ptrdiff_t stride, const coef *c,
					    s32 *carry, int n, int bd_max)
{
	int i, j;

	for (i = 0; i < n; i++) {
		pixel *d = dae_row(dst, stride, i);
		u32 sum = carry[i];

		for (j = 0; j < n; j++) {
			sum += c[i * n + j];
			d[j] = h264_add_bypass(d[j], sum, bd_max);
		}
		carry[i] = sum;
	}
}

static void DAE_FN(h264_add4_bypass_none)(void *dst, ptrdiff_t stride, const void *coefs,
					  s32 *carry, int bd_max)
{
	h264_bypass_none(dst, stride, coefs, 4, bd_max);
}

static void DAE_FN(h264_add4_bypass_vert)(void *dst, ptrdiff_t stride, const void *coefs,
					  s32 *carry, int bd_max)
{
	h264_bypass_vert(dst, stride, coefs, carry, 4, bd_max);
}

static void DAE_FN(h264_add4_bypass_hor)(void *dst, ptrdiff_t stride, const void *coefs,
					 s32 *carry, int bd_max)
{
	h264_bypass_hor(dst, stride, coefs, carry, 4, bd_max);
}

static void DAE_FN(h264_add8_bypass_none)(void *dst, ptrdiff_t stride, const void *coefs,
					  s32 *carry, int bd_max)
{
	h264_bypass_none(dst, stride, coefs, 8, bd_max);
}

static void DAE_FN(h264_add8_bypass_vert)(void *dst, ptrdiff_t stride, const void *coefs,
					  s32 *carry, int bd_max)
{
	h264_bypass_vert(dst, stride, coefs, carry, 8, bd_max);
}

static void DAE_FN(h264_add8_bypass_hor)(void *dst, ptrdiff_t stride, const void *coefs,
					 s32 *carry, int bd_max)
{
	h264_bypass_hor(dst, stride, coefs, carry, 8, bd_max);
}

void DAE_FN(h264_idct_init)(struct h264_dsp *dsp)
{
	dsp->idct4_add = DAE_FN(h264_idct4_add);
	dsp->idct4_dc_add = DAE_FN(h264_idct4_dc_add);
	dsp->idct8_add = DAE_FN(h264_idct8_add);
	dsp->idct8_dc_add = DAE_FN(h264_idct8_dc_add);
	dsp->luma_dc_dequant = DAE_FN(h264_luma_dc_dequant);
	dsp->chroma_dc_dequant420 = DAE_FN(h264_chroma_dc_dequant420);
	dsp->chroma_dc_dequant422 = DAE_FN(h264_chroma_dc_dequant422);
	dsp->add4_bypass[H264_BYPASS_NONE] = DAE_FN(h264_add4_bypass_none);
	dsp->add4_bypass[H264_BYPASS_VERT] = DAE_FN(h264_add4_bypass_vert);
	dsp->add4_bypass[H264_BYPASS_HOR] = DAE_FN(h264_add4_bypass_hor);
	dsp->add8_bypass[H264_BYPASS_NONE] = DAE_FN(h264_add8_bypass_none);
	dsp->add8_bypass[H264_BYPASS_VERT] = DAE_FN(h264_add8_bypass_vert);
	dsp->add8_bypass[H264_BYPASS_HOR] = DAE_FN(h264_add8_bypass_hor);
}
