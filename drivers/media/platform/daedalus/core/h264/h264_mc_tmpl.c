// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 inter prediction of one block: fractional sample interpolation and
 * weighted prediction (Rec. ITU-T H.264, 8.4.2.2 and 8.4.2.3). Built for 8- and
 * 16-bit samples.
 */
#include "../dae_emu.h"
#include "../dae_pixel.h"
#include "h264_dsp.h"

/*
 * Wide blocks are done in columns of MC_COLS samples, so that loops over x have
 * a constant length and the intermediate values of a 16x16 block at 14 bits
 * (21 rows of s32) stay below 700 bytes of stack.
 */
#define MC_COLS		8
#define MC_MAX_H	16
#define MC_TAPS_BEFORE	2	/* full samples E, F before G in 8.4.2.2.1 */
#define MC_TAPS		6

/*
 * An intermediate value b1 or h1: -10 to 42 times the largest sample, so
 * -2550..10710 for 8 bits and -163830..688086 for 14 bits.
 */
#if DAE_BPC == 8
typedef s16 mc_mid;
#else
typedef s32 mc_mid;
#endif

/* The six-tap filter of 8.4.2.2.1 for samples E to J. */
static __always_inline int h264_mc_tap6(int e, int f, int g, int h, int i, int j)
{
	return e - 5 * f + 20 * g + 20 * h - 5 * i + j;
}

static __always_inline int h264_mc_tap6_pixel(const pixel *p, ptrdiff_t step)
{
	return h264_mc_tap6(p[-2 * step], p[-step], p[0], p[step], p[2 * step], p[3 * step]);
}

static __always_inline int h264_mc_tap6_mid(const mc_mid *p, ptrdiff_t step)
{
	return h264_mc_tap6(p[-2 * step], p[-step], p[0], p[step], p[2 * step], p[3 * step]);
}

/* One filtered direction: b, h, s and m of 8.4.2.2.1. */
static __always_inline int h264_mc_round1(int mid, int bd_max)
{
	return dae_clip_pixel((mid + 16) >> 5, bd_max);
}

/* Both directions: j. Its sum is below 42 * 42 * 2^14 in size. */
static __always_inline int h264_mc_round2(int sum, int bd_max)
{
	return dae_clip_pixel((sum + 512) >> 10, bd_max);
}

static __always_inline void h264_mc_store(pixel *d, int value, enum h264_mc_op op)
{
	*d = op == H264_MC_AVG ? (*d + value + 1) >> 1 : value;
}

static __always_inline void h264_mc_full(void *dst, ptrdiff_t dst_stride, const void *src,
					 ptrdiff_t src_stride, int w, int h, enum h264_mc_op op)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		if (op == H264_MC_PUT) {
			memcpy(d, s, w * sizeof(pixel));
			continue;
		}
		for (x = 0; x < w; x++)
			h264_mc_store(d + x, s[x], op);
	}
}

/* a, b, c: b, averaged with the full sample @mx is nearer to. */
static __always_inline void h264_mc_h(void *dst, ptrdiff_t dst_stride, const void *src,
				      ptrdiff_t src_stride, int w, int h, int mx,
				      enum h264_mc_op op, int bd_max)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++) {
			int v = h264_mc_round1(h264_mc_tap6_pixel(s + x, 1), bd_max);

			if (mx != 2)
				v = (v + s[x + (mx == 3)] + 1) >> 1;
			h264_mc_store(d + x, v, op);
		}
	}
}

/* d, h, n */
static __always_inline void h264_mc_v(void *dst, ptrdiff_t dst_stride, const void *src,
				      ptrdiff_t src_stride, int w, int h, int my,
				      enum h264_mc_op op, int bd_max)
{
	const ptrdiff_t step = src_stride / (ptrdiff_t)sizeof(pixel);
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++) {
			int v = h264_mc_round1(h264_mc_tap6_pixel(s + x, step), bd_max);

			if (my != 2)
				v = (v + s[x + (my == 3 ? step : 0)] + 1) >> 1;
			h264_mc_store(d + x, v, op);
		}
	}
}

/* e, g, p, r: the mean of b or s and of h or m. */
static __always_inline void h264_mc_diag(void *dst, ptrdiff_t dst_stride, const void *src,
					 ptrdiff_t src_stride, int w, int h, int mx, int my,
					 enum h264_mc_op op, int bd_max)
{
	const ptrdiff_t step = src_stride / (ptrdiff_t)sizeof(pixel);
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *sh = dae_crow(src, src_stride, y + (my == 3));
		const pixel *sv = dae_crow(src, src_stride, y) + (mx == 3);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++) {
			const int b = h264_mc_round1(h264_mc_tap6_pixel(sh + x, 1), bd_max);
			const int v = h264_mc_round1(h264_mc_tap6_pixel(sv + x, step), bd_max);

			h264_mc_store(d + x, (b + v + 1) >> 1, op);
		}
	}
}

/* f, j, q: rows first, as f and q also need the b1 of a row. */
static __always_inline void h264_mc_hv(void *dst, ptrdiff_t dst_stride, const void *src,
				       ptrdiff_t src_stride, int w, int h, int my,
				       enum h264_mc_op op, int bd_max)
{
	mc_mid mid[(MC_MAX_H + MC_TAPS - 1) * MC_COLS];
	int x, y;

	for (y = 0; y < h + MC_TAPS - 1; y++) {
		const pixel *s = dae_crow(src, src_stride, y - MC_TAPS_BEFORE);

		for (x = 0; x < w; x++)
			mid[y * MC_COLS + x] = h264_mc_tap6_pixel(s + x, 1);
	}

	for (y = 0; y < h; y++) {
		const mc_mid *m = mid + (y + MC_TAPS_BEFORE) * MC_COLS;
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++) {
			int v = h264_mc_round2(h264_mc_tap6_mid(m + x, MC_COLS), bd_max);

			if (my != 2) {
				const int b = h264_mc_round1(m[x + (my == 3) * MC_COLS], bd_max);

				v = (v + b + 1) >> 1;
			}
			h264_mc_store(d + x, v, op);
		}
	}
}

/* i, k: columns first, which gives the same j, as i and k also need h1 or m1. */
static __always_inline void h264_mc_vh(void *dst, ptrdiff_t dst_stride, const void *src,
				       ptrdiff_t src_stride, int w, int h, int mx,
				       enum h264_mc_op op, int bd_max)
{
	const ptrdiff_t step = src_stride / (ptrdiff_t)sizeof(pixel);
	mc_mid mid[MC_COLS + MC_TAPS - 1];
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y) - MC_TAPS_BEFORE;
		const mc_mid *m = mid + MC_TAPS_BEFORE;
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w + MC_TAPS - 1; x++)
			mid[x] = h264_mc_tap6_pixel(s + x, step);

		for (x = 0; x < w; x++) {
			const int v = h264_mc_round2(h264_mc_tap6_mid(m + x, 1), bd_max);
			const int n = h264_mc_round1(m[x + (mx == 3)], bd_max);

			h264_mc_store(d + x, (v + n + 1) >> 1, op);
		}
	}
}

/* Table 8-12: which of the functions above makes position (@mx, @my). */
static __always_inline void h264_mc_luma_cols(void *dst, ptrdiff_t dst_stride, const void *src,
					      ptrdiff_t src_stride, int w, int h, int mx, int my,
					      enum h264_mc_op op, int bd_max)
{
	if (my == 0)
		h264_mc_h(dst, dst_stride, src, src_stride, w, h, mx, op, bd_max);
	else if (mx == 0)
		h264_mc_v(dst, dst_stride, src, src_stride, w, h, my, op, bd_max);
	else if (mx == 2)
		h264_mc_hv(dst, dst_stride, src, src_stride, w, h, my, op, bd_max);
	else if (my == 2)
		h264_mc_vh(dst, dst_stride, src, src_stride, w, h, mx, op, bd_max);
	else
		h264_mc_diag(dst, dst_stride, src, src_stride, w, h, mx, my, op, bd_max);
}

static __always_inline void h264_mc_luma(void *dst, ptrdiff_t dst_stride, const void *src,
					 ptrdiff_t src_stride, int w, int h, int mx, int my,
					 enum h264_mc_op op, int bd_max)
{
	int x;

	if (mx == 0 && my == 0) {
		if (w == 16)
			h264_mc_full(dst, dst_stride, src, src_stride, 16, h, op);
		else if (w == 8)
			h264_mc_full(dst, dst_stride, src, src_stride, 8, h, op);
		else
			h264_mc_full(dst, dst_stride, src, src_stride, 4, h, op);
		return;
	}
	if (w == 4) {
		h264_mc_luma_cols(dst, dst_stride, src, src_stride, 4, h, mx, my, op, bd_max);
		return;
	}
	for (x = 0; x < w; x += MC_COLS)
		h264_mc_luma_cols((pixel *)dst + x, dst_stride, (const pixel *)src + x,
				  src_stride, MC_COLS, h, mx, my, op, bd_max);
}

/* The two digits at the end of a name are xFrac and yFrac. */
#define H264_MC_LUMA(name, op, mx, my)								\
static void DAE_FN(h264_mc_luma_##name##_##mx##my)(void *dst, ptrdiff_t dst_stride,		\
						   const void *src, ptrdiff_t src_stride,	\
						   int w, int h, int bd_max)			\
{												\
	h264_mc_luma(dst, dst_stride, src, src_stride, w, h, mx, my, op, bd_max);		\
}

H264_MC_LUMA(put, H264_MC_PUT, 0, 0)
H264_MC_LUMA(put, H264_MC_PUT, 1, 0)
H264_MC_LUMA(put, H264_MC_PUT, 2, 0)
H264_MC_LUMA(put, H264_MC_PUT, 3, 0)
H264_MC_LUMA(put, H264_MC_PUT, 0, 1)
H264_MC_LUMA(put, H264_MC_PUT, 1, 1)
H264_MC_LUMA(put, H264_MC_PUT, 2, 1)
H264_MC_LUMA(put, H264_MC_PUT, 3, 1)
H264_MC_LUMA(put, H264_MC_PUT, 0, 2)
H264_MC_LUMA(put, H264_MC_PUT, 1, 2)
H264_MC_LUMA(put, H264_MC_PUT, 2, 2)
H264_MC_LUMA(put, H264_MC_PUT, 3, 2)
H264_MC_LUMA(put, H264_MC_PUT, 0, 3)
H264_MC_LUMA(put, H264_MC_PUT, 1, 3)
H264_MC_LUMA(put, H264_MC_PUT, 2, 3)
H264_MC_LUMA(put, H264_MC_PUT, 3, 3)

H264_MC_LUMA(avg, H264_MC_AVG, 0, 0)
H264_MC_LUMA(avg, H264_MC_AVG, 1, 0)
H264_MC_LUMA(avg, H264_MC_AVG, 2, 0)
H264_MC_LUMA(avg, H264_MC_AVG, 3, 0)
H264_MC_LUMA(avg, H264_MC_AVG, 0, 1)
H264_MC_LUMA(avg, H264_MC_AVG, 1, 1)
H264_MC_LUMA(avg, H264_MC_AVG, 2, 1)
H264_MC_LUMA(avg, H264_MC_AVG, 3, 1)
H264_MC_LUMA(avg, H264_MC_AVG, 0, 2)
H264_MC_LUMA(avg, H264_MC_AVG, 1, 2)
H264_MC_LUMA(avg, H264_MC_AVG, 2, 2)
H264_MC_LUMA(avg, H264_MC_AVG, 3, 2)
H264_MC_LUMA(avg, H264_MC_AVG, 0, 3)
H264_MC_LUMA(avg, H264_MC_AVG, 1, 3)
H264_MC_LUMA(avg, H264_MC_AVG, 2, 3)
H264_MC_LUMA(avg, H264_MC_AVG, 3, 3)

/* 8.4.2.2.2 with one fraction 0: @next is the step to the second sample. */
static __always_inline void h264_mc_chroma_1d(void *dst, ptrdiff_t dst_stride, const void *src,
					      ptrdiff_t src_stride, int w, int h, int frac,
					      ptrdiff_t next, enum h264_mc_op op)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			h264_mc_store(d + x, ((8 - frac) * s[x] + frac * s[x + next] + 4) >> 3,
				      op);
	}
}

static __always_inline void h264_mc_chroma_2d(void *dst, ptrdiff_t dst_stride, const void *src,
					      ptrdiff_t src_stride, int w, int h, int mx, int my,
					      enum h264_mc_op op)
{
	const int a = (8 - mx) * (8 - my);
	const int b = mx * (8 - my);
	const int c = (8 - mx) * my;
	const int d = mx * my;
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s0 = dae_crow(src, src_stride, y);
		const pixel *s1 = dae_crow(src, src_stride, y + 1);
		pixel *p = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			h264_mc_store(p + x, (a * s0[x] + b * s0[x + 1] + c * s1[x] +
					      d * s1[x + 1] + 32) >> 6, op);
	}
}

static __always_inline void h264_mc_chroma_w(void *dst, ptrdiff_t dst_stride, const void *src,
					     ptrdiff_t src_stride, int w, int h, int mx, int my,
					     enum h264_mc_op op)
{
	const ptrdiff_t step = src_stride / (ptrdiff_t)sizeof(pixel);

	if (mx && my)
		h264_mc_chroma_2d(dst, dst_stride, src, src_stride, w, h, mx, my, op);
	else if (mx)
		h264_mc_chroma_1d(dst, dst_stride, src, src_stride, w, h, mx, 1, op);
	else if (my)
		h264_mc_chroma_1d(dst, dst_stride, src, src_stride, w, h, my, step, op);
	else
		h264_mc_full(dst, dst_stride, src, src_stride, w, h, op);
}

static __always_inline void h264_mc_chroma(void *dst, ptrdiff_t dst_stride, const void *src,
					   ptrdiff_t src_stride, int w, int h, int mx, int my,
					   enum h264_mc_op op)
{
	if (w == 8)
		h264_mc_chroma_w(dst, dst_stride, src, src_stride, 8, h, mx, my, op);
	else if (w == 4)
		h264_mc_chroma_w(dst, dst_stride, src, src_stride, 4, h, mx, my, op);
	else
		h264_mc_chroma_w(dst, dst_stride, src, src_stride, 2, h, mx, my, op);
}

static void DAE_FN(h264_mc_chroma_put)(void *dst, ptrdiff_t dst_stride, const void *src,
				       ptrdiff_t src_stride, int w, int h, int mx, int my,
				       int bd_max)
{
	h264_mc_chroma(dst, dst_stride, src, src_stride, w, h, mx, my, H264_MC_PUT);
}

static void DAE_FN(h264_mc_chroma_avg)(void *dst, ptrdiff_t dst_stride, const void *src,
				       ptrdiff_t src_stride, int w, int h, int mx, int my,
				       int bd_max)
{
	h264_mc_chroma(dst, dst_stride, src, src_stride, w, h, mx, my, H264_MC_AVG);
}

/*
 * 8.4.2.3.2 for one list. With a denominator the rounding shift comes before
 * the offset, which is therefore exact when moved inside it.
 */
static __always_inline void h264_weight_w(void *dst, ptrdiff_t stride, int w, int h, int shift,
					  int weight, int offset, int bd_max)
{
	const int add = offset * (1 << shift) + (shift ? 1 << (shift - 1) : 0);
	int x, y;

	for (y = 0; y < h; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < w; x++)
			d[x] = dae_clip_pixel((d[x] * weight + add) >> shift, bd_max);
	}
}

static void DAE_FN(h264_weight)(void *dst, ptrdiff_t stride, int w, int h, int log2_denom,
				int weight, int offset, int bd_max)
{
	int x;

	if (w == 2)
		h264_weight_w(dst, stride, 2, h, log2_denom, weight, offset, bd_max);
	else if (w == 4)
		h264_weight_w(dst, stride, 4, h, log2_denom, weight, offset, bd_max);
	else
		for (x = 0; x < w; x += MC_COLS)
			h264_weight_w((pixel *)dst + x, stride, MC_COLS, h, log2_denom, weight,
				      offset, bd_max);
}

/*
 * 8.4.2.3.2 for both lists, the offset moved inside the shift as above. Sums
 * are below 2 * 128 * 2^14 + 2^13 * 2^8 + 2^7 in size.
 */
static __always_inline void h264_biweight_w(void *dst, ptrdiff_t dst_stride, const void *src,
					    ptrdiff_t src_stride, int w, int h, int log2_denom,
					    int w0, int w1, int offset, int bd_max)
{
	const int shift = log2_denom + 1;
	const int add = offset * (1 << shift) + (1 << log2_denom);
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = dae_clip_pixel((d[x] * w0 + s[x] * w1 + add) >> shift, bd_max);
	}
}

static void DAE_FN(h264_biweight)(void *dst, ptrdiff_t dst_stride, const void *src,
				  ptrdiff_t src_stride, int w, int h, int log2_denom, int w0,
				  int w1, int o0, int o1, int bd_max)
{
	const int offset = (o0 + o1 + 1) >> 1;
	int x;

	if (w == 2)
		h264_biweight_w(dst, dst_stride, src, src_stride, 2, h, log2_denom, w0, w1,
				offset, bd_max);
	else if (w == 4)
		h264_biweight_w(dst, dst_stride, src, src_stride, 4, h, log2_denom, w0, w1,
				offset, bd_max);
	else
		for (x = 0; x < w; x += MC_COLS)
			h264_biweight_w((pixel *)dst + x, dst_stride, (const pixel *)src + x,
					src_stride, MC_COLS, h, log2_denom, w0, w1, offset,
					bd_max);
}

void DAE_FN(h264_mc_init)(struct h264_dsp *dsp)
{
	dsp->mc_luma[H264_MC_PUT][0] = DAE_FN(h264_mc_luma_put_00);
	dsp->mc_luma[H264_MC_PUT][1] = DAE_FN(h264_mc_luma_put_10);
	dsp->mc_luma[H264_MC_PUT][2] = DAE_FN(h264_mc_luma_put_20);
	dsp->mc_luma[H264_MC_PUT][3] = DAE_FN(h264_mc_luma_put_30);
	dsp->mc_luma[H264_MC_PUT][4] = DAE_FN(h264_mc_luma_put_01);
	dsp->mc_luma[H264_MC_PUT][5] = DAE_FN(h264_mc_luma_put_11);
	dsp->mc_luma[H264_MC_PUT][6] = DAE_FN(h264_mc_luma_put_21);
	dsp->mc_luma[H264_MC_PUT][7] = DAE_FN(h264_mc_luma_put_31);
	dsp->mc_luma[H264_MC_PUT][8] = DAE_FN(h264_mc_luma_put_02);
	dsp->mc_luma[H264_MC_PUT][9] = DAE_FN(h264_mc_luma_put_12);
	dsp->mc_luma[H264_MC_PUT][10] = DAE_FN(h264_mc_luma_put_22);
	dsp->mc_luma[H264_MC_PUT][11] = DAE_FN(h264_mc_luma_put_32);
	dsp->mc_luma[H264_MC_PUT][12] = DAE_FN(h264_mc_luma_put_03);
	dsp->mc_luma[H264_MC_PUT][13] = DAE_FN(h264_mc_luma_put_13);
	dsp->mc_luma[H264_MC_PUT][14] = DAE_FN(h264_mc_luma_put_23);
	dsp->mc_luma[H264_MC_PUT][15] = DAE_FN(h264_mc_luma_put_33);
	dsp->mc_luma[H264_MC_AVG][0] = DAE_FN(h264_mc_luma_avg_00);
	dsp->mc_luma[H264_MC_AVG][1] = DAE_FN(h264_mc_luma_avg_10);
	dsp->mc_luma[H264_MC_AVG][2] = DAE_FN(h264_mc_luma_avg_20);
	dsp->mc_luma[H264_MC_AVG][3] = DAE_FN(h264_mc_luma_avg_30);
	dsp->mc_luma[H264_MC_AVG][4] = DAE_FN(h264_mc_luma_avg_01);
	dsp->mc_luma[H264_MC_AVG][5] = DAE_FN(h264_mc_luma_avg_11);
	dsp->mc_luma[H264_MC_AVG][6] = DAE_FN(h264_mc_luma_avg_21);
	dsp->mc_luma[H264_MC_AVG][7] = DAE_FN(h264_mc_luma_avg_31);
	dsp->mc_luma[H264_MC_AVG][8] = DAE_FN(h264_mc_luma_avg_02);
	dsp->mc_luma[H264_MC_AVG][9] = DAE_FN(h264_mc_luma_avg_12);
	dsp->mc_luma[H264_MC_AVG][10] = DAE_FN(h264_mc_luma_avg_22);
	dsp->mc_luma[H264_MC_AVG][11] = DAE_FN(h264_mc_luma_avg_32);
	dsp->mc_luma[H264_MC_AVG][12] = DAE_FN(h264_mc_luma_avg_03);
	dsp->mc_luma[H264_MC_AVG][13] = DAE_FN(h264_mc_luma_avg_13);
	dsp->mc_luma[H264_MC_AVG][14] = DAE_FN(h264_mc_luma_avg_23);
	dsp->mc_luma[H264_MC_AVG][15] = DAE_FN(h264_mc_luma_avg_33);
	dsp->mc_chroma[H264_MC_PUT] = DAE_FN(h264_mc_chroma_put);
	dsp->mc_chroma[H264_MC_AVG] = DAE_FN(h264_mc_chroma_avg);
	dsp->weight = DAE_FN(h264_weight);
	dsp->biweight = DAE_FN(h264_biweight);
	dsp->emu_edge = DAE_FN(dae_emu_edge);
}
