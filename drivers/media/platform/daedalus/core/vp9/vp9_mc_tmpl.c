// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction of one block: interpolation with and without scaling (VP9
 * specification, 8.5.2.4). Built for 8- and 16-bit samples.
 *
 * Both directions round and clip to samples, so that what is between them are
 * samples as well, and a direction whose fraction is 0 changes nothing.
 */
#include "../dae_emu.h"
#include "../dae_pixel.h"
#include "vp9_dsp.h"

/*
 * Wide blocks are done in columns of VP9_MC_COLS samples, so that loops over x
 * have a constant length and the samples between the directions, of 71 rows, stay
 * below 1200 bytes of stack.
 */
#define VP9_MC_COLS	8
#define VP9_MC_MAX	64	/* the largest w and h */
#define VP9_TAPS	8
#define VP9_TAPS_BEFORE	3	/* taps for samples before the full sample */

/* subpel_filters of 8.5.2.4 */
static const s16 vp9_subpel_filters[VP9_FILTERS][16][VP9_TAPS] = {
	[VP9_EIGHTTAP] = {
		{   0,   0,   0, 128,   0,   0,   0,   0 },
		{   0,   1,  -5, 126,   8,  -3,   1,   0 },
		{  -1,   3, -10, 122,  18,  -6,   2,   0 },
		{  -1,   4, -13, 118,  27,  -9,   3,  -1 },
		{  -1,   4, -16, 112,  37, -11,   4,  -1 },
		{  -1,   5, -18, 105,  48, -14,   4,  -1 },
		{  -1,   5, -19,  97,  58, -16,   5,  -1 },
		{  -1,   6, -19,  88,  68, -18,   5,  -1 },
		{  -1,   6, -19,  78,  78, -19,   6,  -1 },
		{  -1,   5, -18,  68,  88, -19,   6,  -1 },
		{  -1,   5, -16,  58,  97, -19,   5,  -1 },
		{  -1,   4, -14,  48, 105, -18,   5,  -1 },
		{  -1,   4, -11,  37, 112, -16,   4,  -1 },
		{  -1,   3,  -9,  27, 118, -13,   4,  -1 },
		{   0,   2,  -6,  18, 122, -10,   3,  -1 },
		{   0,   1,  -3,   8, 126,  -5,   1,   0 },
	},
	[VP9_EIGHTTAP_SMOOTH] = {
		{   0,   0,   0, 128,   0,   0,   0,   0 },
		{  -3,  -1,  32,  64,  38,   1,  -3,   0 },
		{  -2,  -2,  29,  63,  41,   2,  -3,   0 },
		{  -2,  -2,  26,  63,  43,   4,  -4,   0 },
		{  -2,  -3,  24,  62,  46,   5,  -4,   0 },
		{  -2,  -3,  21,  60,  49,   7,  -4,   0 },
		{  -1,  -4,  18,  59,  51,   9,  -4,   0 },
		{  -1,  -4,  16,  57,  53,  12,  -4,  -1 },
		{  -1,  -4,  14,  55,  55,  14,  -4,  -1 },
		{  -1,  -4,  12,  53,  57,  16,  -4,  -1 },
		{   0,  -4,   9,  51,  59,  18,  -4,  -1 },
		{   0,  -4,   7,  49,  60,  21,  -3,  -2 },
		{   0,  -4,   5,  46,  62,  24,  -3,  -2 },
		{   0,  -4,   4,  43,  63,  26,  -2,  -2 },
		{   0,  -3,   2,  41,  63,  29,  -2,  -2 },
		{   0,  -3,   1,  38,  64,  32,  -1,  -3 },
	},
	[VP9_EIGHTTAP_SHARP] = {
		{   0,   0,   0, 128,   0,   0,   0,   0 },
		{  -1,   3,  -7, 127,   8,  -3,   1,   0 },
		{  -2,   5, -13, 125,  17,  -6,   3,  -1 },
		{  -3,   7, -17, 121,  27, -10,   5,  -2 },
		{  -4,   9, -20, 115,  37, -13,   6,  -2 },
		{  -4,  10, -23, 108,  48, -16,   8,  -3 },
		{  -4,  10, -24, 100,  59, -19,   9,  -3 },
		{  -4,  11, -24,  90,  70, -21,  10,  -4 },
		{  -4,  11, -23,  80,  80, -23,  11,  -4 },
		{  -4,  10, -21,  70,  90, -24,  11,  -4 },
		{  -3,   9, -19,  59, 100, -24,  10,  -4 },
		{  -3,   8, -16,  48, 108, -23,  10,  -4 },
		{  -2,   6, -13,  37, 115, -20,   9,  -4 },
		{  -2,   5, -10,  27, 121, -17,   7,  -3 },
		{  -1,   3,  -6,  17, 125, -13,   5,  -2 },
		{   0,   1,  -3,   8, 127,  -7,   3,  -1 },
	},
	[VP9_BILINEAR] = {
		{   0,   0,   0, 128,   0,   0,   0,   0 },
		{   0,   0,   0, 120,   8,   0,   0,   0 },
		{   0,   0,   0, 112,  16,   0,   0,   0 },
		{   0,   0,   0, 104,  24,   0,   0,   0 },
		{   0,   0,   0,  96,  32,   0,   0,   0 },
		{   0,   0,   0,  88,  40,   0,   0,   0 },
		{   0,   0,   0,  80,  48,   0,   0,   0 },
		{   0,   0,   0,  72,  56,   0,   0,   0 },
		{   0,   0,   0,  64,  64,   0,   0,   0 },
		{   0,   0,   0,  56,  72,   0,   0,   0 },
		{   0,   0,   0,  48,  80,   0,   0,   0 },
		{   0,   0,   0,  40,  88,   0,   0,   0 },
		{   0,   0,   0,  32,  96,   0,   0,   0 },
		{   0,   0,   0,  24, 104,   0,   0,   0 },
		{   0,   0,   0,  16, 112,   0,   0,   0 },
		{   0,   0,   0,   8, 120,   0,   0,   0 },
	},
};

typedef const s16 vp9_kernel[VP9_TAPS];

/* Sums are below 4096 * 256 in size. */
static __always_inline int vp9_mc_round(int sum, int bd_max)
{
	return dae_clip_pixel((sum + 64) >> 7, bd_max);
}

/* One filtered sample; @taps is 8, or 2 if all but the two in the middle are 0. */
static __always_inline int vp9_mc_filter(const pixel *s, ptrdiff_t step, const s16 *f, int taps,
					 int bd_max)
{
	int sum = f[3] * s[0] + f[4] * s[step];

	if (taps == VP9_TAPS)
		sum += f[0] * s[-3 * step] + f[1] * s[-2 * step] + f[2] * s[-step] +
		       f[5] * s[2 * step] + f[6] * s[3 * step] + f[7] * s[4 * step];
	return vp9_mc_round(sum, bd_max);
}

static __always_inline void vp9_mc_store(pixel *d, int value, enum vp9_mc_op op)
{
	*d = op == VP9_MC_AVG ? (*d + value + 1) >> 1 : value;
}

static __always_inline void vp9_mc_full(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h, enum vp9_mc_op op)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		if (op == VP9_MC_PUT) {
			memcpy(d, s, w * sizeof(pixel));
			continue;
		}
		for (x = 0; x < w; x++)
			vp9_mc_store(d + x, s[x], op);
	}
}

/* One direction: @step is from one sample of the filter to the next. */
static __always_inline void vp9_mc_1d(void *dst, ptrdiff_t dst_stride, const void *src,
				      ptrdiff_t src_stride, int w, int h, ptrdiff_t step,
				      const s16 *f, int taps, enum vp9_mc_op op, int bd_max)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			vp9_mc_store(d + x, vp9_mc_filter(s + x, step, f, taps, bd_max), op);
	}
}

/* Up to VP9_MC_COLS columns */
static __always_inline void vp9_mc_w(void *dst, ptrdiff_t dst_stride, const void *src,
				     ptrdiff_t src_stride, int w, int h, const s16 *fx,
				     const s16 *fy, int taps, enum vp9_mc_op op, int bd_max)
{
	const int before = taps == VP9_TAPS ? VP9_TAPS_BEFORE : 0;
	pixel mid[(VP9_MC_MAX + VP9_TAPS - 1) * VP9_MC_COLS];

	if (fx && fy) {
		vp9_mc_1d(mid, sizeof(pixel) * w, dae_crow(src, src_stride, -before), src_stride,
			  w, h + taps - 1, 1, fx, taps, VP9_MC_PUT, bd_max);
		vp9_mc_1d(dst, dst_stride, mid + before * w, sizeof(pixel) * w, w, h, w, fy, taps,
			  op, bd_max);
	} else if (fx) {
		vp9_mc_1d(dst, dst_stride, src, src_stride, w, h, 1, fx, taps, op, bd_max);
	} else {
		vp9_mc_1d(dst, dst_stride, src, src_stride, w, h,
			  src_stride / (ptrdiff_t)sizeof(pixel), fy, taps, op, bd_max);
	}
}

static __always_inline void vp9_mc(void *dst, ptrdiff_t dst_stride, const void *src,
				   ptrdiff_t src_stride, int w, int h, int mx, int my,
				   const vp9_kernel *kernels, int taps, enum vp9_mc_op op,
				   int bd_max)
{
	const s16 *fx = mx ? kernels[mx] : NULL;
	const s16 *fy = my ? kernels[my] : NULL;
	int x;

	if (!fx && !fy)
		vp9_mc_full(dst, dst_stride, src, src_stride, w, h, op);
	else if (w == 4)
		vp9_mc_w(dst, dst_stride, src, src_stride, 4, h, fx, fy, taps, op, bd_max);
	else
		for (x = 0; x < w; x += VP9_MC_COLS)
			vp9_mc_w((pixel *)dst + x, dst_stride, (const pixel *)src + x, src_stride,
				 VP9_MC_COLS, h, fx, fy, taps, op, bd_max);
}

/* One row of the array intermediate */
static __always_inline void vp9_mc_scaled_row(pixel *d, const pixel *s, int w, int mx, int step_x,
					      const vp9_kernel *kernels, int bd_max)
{
	int x;

	if (!mx && step_x == 16) {
		memcpy(d, s, w * sizeof(pixel));
		return;
	}
	for (x = 0; x < w; x++, mx += step_x)
		d[x] = vp9_mc_filter(s + (mx >> 4), 1, kernels[mx & 15], VP9_TAPS, bd_max);
}

static __always_inline int vp9_mc_scaled_column(const pixel mid[][VP9_MC_MAX], int row, int x,
						const s16 *f, int bd_max)
{
	return vp9_mc_round(f[0] * mid[(row - 3) & 7][x] + f[1] * mid[(row - 2) & 7][x] +
			    f[2] * mid[(row - 1) & 7][x] + f[3] * mid[row & 7][x] +
			    f[4] * mid[(row + 1) & 7][x] + f[5] * mid[(row + 2) & 7][x] +
			    f[6] * mid[(row + 3) & 7][x] + f[7] * mid[(row + 4) & 7][x], bd_max);
}

/*
 * As many rows of intermediate as one row of the block needs are kept, each at its
 * number modulo 8. A step of 80 goes on by 5 of them at most.
 */
static __always_inline void vp9_mc_scaled(void *dst, ptrdiff_t dst_stride, const void *src,
					  ptrdiff_t src_stride, int w, int h, int mx, int my,
					  int step_x, int step_y, const vp9_kernel *kernels,
					  enum vp9_mc_op op, int bd_max)
{
	const bool plain = !my && step_y == 16;
	const int before = plain ? 0 : VP9_TAPS_BEFORE;
	const int after = plain ? 0 : VP9_TAPS - 1 - VP9_TAPS_BEFORE;
	pixel mid[VP9_TAPS][VP9_MC_MAX];
	int x, y, next = -before;

	for (y = 0; y < h; y++, my += step_y) {
		const int row = my >> 4;
		pixel *d = dae_row(dst, dst_stride, y);

		for (next = max(next, row - before); next <= row + after; next++)
			vp9_mc_scaled_row(mid[next & 7], dae_crow(src, src_stride, next), w, mx,
					  step_x, kernels, bd_max);
		if (plain)
			for (x = 0; x < w; x++)
				vp9_mc_store(d + x, mid[row & 7][x], op);
		else
			for (x = 0; x < w; x++)
				vp9_mc_store(d + x, vp9_mc_scaled_column(mid, row, x,
									 kernels[my & 15],
									 bd_max), op);
	}
}

/* The filters share the code of as many taps. */
#define VP9_MC_OP(name, taps, op)								\
static noinline void DAE_FN(vp9_mc_##name)(void *dst, ptrdiff_t dst_stride,			\
					   const void *src, ptrdiff_t src_stride, int w,	\
					   int h, int mx, int my,				\
					   const vp9_kernel *kernels, int bd_max)		\
{												\
	vp9_mc(dst, dst_stride, src, src_stride, w, h, mx, my, kernels, taps, op, bd_max);	\
}

VP9_MC_OP(put8, VP9_TAPS, VP9_MC_PUT)
VP9_MC_OP(avg8, VP9_TAPS, VP9_MC_AVG)
VP9_MC_OP(put2, 2, VP9_MC_PUT)
VP9_MC_OP(avg2, 2, VP9_MC_AVG)

#define VP9_MC_SCALED_OP(name, op)								\
static noinline void DAE_FN(vp9_mc_scaled_##name)(void *dst, ptrdiff_t dst_stride,		\
						  const void *src, ptrdiff_t src_stride,	\
						  int w, int h, int mx, int my, int step_x,	\
						  int step_y, const vp9_kernel *kernels,	\
						  int bd_max)					\
{												\
	vp9_mc_scaled(dst, dst_stride, src, src_stride, w, h, mx, my, step_x, step_y,		\
		      kernels, op, bd_max);							\
}

VP9_MC_SCALED_OP(put, VP9_MC_PUT)
VP9_MC_SCALED_OP(avg, VP9_MC_AVG)

#define VP9_MC(name, filter, worker)								\
static void DAE_FN(vp9_mc_##name)(void *dst, ptrdiff_t dst_stride, const void *src,		\
				  ptrdiff_t src_stride, int w, int h, int mx, int my,		\
				  int bd_max)							\
{												\
	DAE_FN(vp9_mc_##worker)(dst, dst_stride, src, src_stride, w, h, mx, my,			\
				vp9_subpel_filters[filter], bd_max);				\
}

VP9_MC(put_regular, VP9_EIGHTTAP, put8)
VP9_MC(put_smooth, VP9_EIGHTTAP_SMOOTH, put8)
VP9_MC(put_sharp, VP9_EIGHTTAP_SHARP, put8)
VP9_MC(put_bilinear, VP9_BILINEAR, put2)
VP9_MC(avg_regular, VP9_EIGHTTAP, avg8)
VP9_MC(avg_smooth, VP9_EIGHTTAP_SMOOTH, avg8)
VP9_MC(avg_sharp, VP9_EIGHTTAP_SHARP, avg8)
VP9_MC(avg_bilinear, VP9_BILINEAR, avg2)

#define VP9_MC_SCALED(name, filter, worker)							\
static void DAE_FN(vp9_mc_scaled_##name)(void *dst, ptrdiff_t dst_stride, const void *src,	\
					 ptrdiff_t src_stride, int w, int h, int mx, int my,	\
					 int step_x, int step_y, int bd_max)			\
{												\
	DAE_FN(vp9_mc_scaled_##worker)(dst, dst_stride, src, src_stride, w, h, mx, my, step_x,	\
				       step_y, vp9_subpel_filters[filter], bd_max);		\
}

VP9_MC_SCALED(put_regular, VP9_EIGHTTAP, put)
VP9_MC_SCALED(put_smooth, VP9_EIGHTTAP_SMOOTH, put)
VP9_MC_SCALED(put_sharp, VP9_EIGHTTAP_SHARP, put)
VP9_MC_SCALED(put_bilinear, VP9_BILINEAR, put)
VP9_MC_SCALED(avg_regular, VP9_EIGHTTAP, avg)
VP9_MC_SCALED(avg_smooth, VP9_EIGHTTAP_SMOOTH, avg)
VP9_MC_SCALED(avg_sharp, VP9_EIGHTTAP_SHARP, avg)
VP9_MC_SCALED(avg_bilinear, VP9_BILINEAR, avg)

void DAE_FN(vp9_mc_init)(struct vp9_dsp *dsp)
{
	dsp->mc[VP9_MC_PUT][VP9_EIGHTTAP] = DAE_FN(vp9_mc_put_regular);
	dsp->mc[VP9_MC_PUT][VP9_EIGHTTAP_SMOOTH] = DAE_FN(vp9_mc_put_smooth);
	dsp->mc[VP9_MC_PUT][VP9_EIGHTTAP_SHARP] = DAE_FN(vp9_mc_put_sharp);
	dsp->mc[VP9_MC_PUT][VP9_BILINEAR] = DAE_FN(vp9_mc_put_bilinear);
	dsp->mc[VP9_MC_AVG][VP9_EIGHTTAP] = DAE_FN(vp9_mc_avg_regular);
	dsp->mc[VP9_MC_AVG][VP9_EIGHTTAP_SMOOTH] = DAE_FN(vp9_mc_avg_smooth);
	dsp->mc[VP9_MC_AVG][VP9_EIGHTTAP_SHARP] = DAE_FN(vp9_mc_avg_sharp);
	dsp->mc[VP9_MC_AVG][VP9_BILINEAR] = DAE_FN(vp9_mc_avg_bilinear);
	dsp->mc_scaled[VP9_MC_PUT][VP9_EIGHTTAP] = DAE_FN(vp9_mc_scaled_put_regular);
	dsp->mc_scaled[VP9_MC_PUT][VP9_EIGHTTAP_SMOOTH] = DAE_FN(vp9_mc_scaled_put_smooth);
	dsp->mc_scaled[VP9_MC_PUT][VP9_EIGHTTAP_SHARP] = DAE_FN(vp9_mc_scaled_put_sharp);
	dsp->mc_scaled[VP9_MC_PUT][VP9_BILINEAR] = DAE_FN(vp9_mc_scaled_put_bilinear);
	dsp->mc_scaled[VP9_MC_AVG][VP9_EIGHTTAP] = DAE_FN(vp9_mc_scaled_avg_regular);
	dsp->mc_scaled[VP9_MC_AVG][VP9_EIGHTTAP_SMOOTH] = DAE_FN(vp9_mc_scaled_avg_smooth);
	dsp->mc_scaled[VP9_MC_AVG][VP9_EIGHTTAP_SHARP] = DAE_FN(vp9_mc_scaled_avg_sharp);
	dsp->mc_scaled[VP9_MC_AVG][VP9_BILINEAR] = DAE_FN(vp9_mc_scaled_avg_bilinear);
	dsp->emu_edge = DAE_FN(dae_emu_edge);
}
