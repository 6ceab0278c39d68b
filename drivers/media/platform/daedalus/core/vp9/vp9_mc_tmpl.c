// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction of one block: interpolation with and without scaling (VP9
 * specification, 8.5.2.4). Built for 8- and 16-bit samples.
 *
 * Both directions round and clip to samples, so that what is between them are
 * samples as well, and a direction whose fraction is 0 changes nothing. Without
 * scaling that is done in columns of one word, all samples of it at a time.
 */
#include "../dae_emu.h"
#include "../dae_lanes_tmpl.h"
#include "../dae_pixel.h"
#include "vp9_dsp.h"
#include "vp9_tables.h"

/* Blocks are done in pieces of so many rows, which bounds what the stack holds. */
#define VP9_MC_ROWS	32
#define VP9_MC_MAX	64	/* the largest w and h */
#define VP9_TAPS	8
#define VP9_TAPS_BEFORE	3	/* taps for samples before the full sample */

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

/*
 * Round2(sum, 7), clipped. Taps below 0 come to no more than -54 and the others to 182,
 * so that a lane of 16 bits has room for what samples of 8 bits make, and one of 32 for
 * those of 16.
 */
static __always_inline u64 vp9_mc_round_lanes(u64 sum, int bd_max)
{
	const u32 bias = 1 << (DAE_SAMPLE_BITS + 6);

	sum += DAE_LANES(DAE_LANE_BITS, bias + 64);
	return dae_lanes_clip(DAE_LANE_BITS, dae_lanes_shift(DAE_LANE_BITS, sum, 7), bias >> 7,
			      bd_max);
}

/* As vp9_mc_filter(), of all lanes, and not yet rounded */
static __always_inline u64 vp9_mc_sum(const u64 *v, ptrdiff_t step, const u64 *f, int taps)
{
	u64 sum = f[3] * v[0] + f[4] * v[step];

	if (taps == VP9_TAPS)
		sum += f[0] * v[-3 * step] + f[1] * v[-2 * step] + f[2] * v[-step] +
		       f[5] * v[2 * step] + f[6] * v[3 * step] + f[7] * v[4 * step];
	return sum;
}

/* A row of @n samples to lanes, filtered */
static __always_inline void vp9_mc_row(u64 *lanes, const pixel *s, int n, const u64 *f, int taps,
				       int bd_max)
{
	u64 v[VP9_TAPS + 1];
	u64 last;

	/* v[i + 1] is v[i] one sample further: the odd ones of one are even in the next. */
	v[3] = dae_word_even(dae_word_load(s, n));
	last = dae_word_load(s + 1, n);
	v[4] = dae_word_even(last);
	if (taps == VP9_TAPS) {
		v[0] = dae_word_even(dae_word_load(s - 3, n));
		v[1] = dae_word_even(dae_word_load(s - 2, n));
		v[2] = dae_word_even(dae_word_load(s - 1, n));
		v[5] = dae_word_even(dae_word_load(s + 2, n));
		v[6] = dae_word_even(dae_word_load(s + 3, n));
		last = dae_word_load(s + 4, n);
		v[7] = dae_word_even(last);
		v[8] = dae_word_odd(last);
	} else {
		v[5] = dae_word_odd(last);
	}
	lanes[0] = vp9_mc_round_lanes(vp9_mc_sum(v + 3, 1, f, taps), bd_max);
	lanes[1] = vp9_mc_round_lanes(vp9_mc_sum(v + 4, 1, f, taps), bd_max);
}

static __always_inline void vp9_mc_store_lanes(pixel *d, int n, u64 even, u64 odd,
					       enum vp9_mc_op op)
{
	if (op == VP9_MC_AVG) {
		const u64 word = dae_word_load(d, n);

		even = dae_lanes_mean(DAE_LANE_BITS, even, dae_word_even(word));
		odd = dae_lanes_mean(DAE_LANE_BITS, odd, dae_word_odd(word));
	}
	dae_word_store(d, n, dae_word_join(even, odd));
}

/* A block of @n samples in a row with a fraction in x only */
static __always_inline void vp9_mc_x(void *dst, ptrdiff_t dst_stride, const void *src,
				     ptrdiff_t src_stride, int n, int h, const u64 *fx, int taps,
				     enum vp9_mc_op op, int bd_max)
{
	u64 lanes[2];
	int y;

	for (y = 0; y < h; y++) {
		vp9_mc_row(lanes, dae_crow(src, src_stride, y), n, fx, taps, bd_max);
		vp9_mc_store_lanes(dae_row(dst, dst_stride, y), n, lanes[0], lanes[1], op);
	}
}

/* The same in y, or with @fx in both; @mid has room for all rows. */
static __always_inline void vp9_mc_y(void *dst, ptrdiff_t dst_stride, const void *src,
				     ptrdiff_t src_stride, int n, int h, const u64 *fx,
				     const u64 *fy, int taps, enum vp9_mc_op op, int bd_max,
				     u64 mid[][2])
{
	const int before = taps == VP9_TAPS ? VP9_TAPS_BEFORE : 0;
	int y;

	for (y = 0; y < h + taps - 1; y++) {
		const pixel *s = dae_crow(src, src_stride, y - before);

		if (fx) {
			vp9_mc_row(mid[y], s, n, fx, taps, bd_max);
		} else {
			const u64 word = dae_word_load(s, n);

			mid[y][0] = dae_word_even(word);
			mid[y][1] = dae_word_odd(word);
		}
	}
	for (y = 0; y < h; y++) {
		const u64 *v = mid[y + before];
		const u64 even = vp9_mc_sum(v, 2, fy, taps), odd = vp9_mc_sum(v + 1, 2, fy, taps);

		vp9_mc_store_lanes(dae_row(dst, dst_stride, y), n,
				   vp9_mc_round_lanes(even, bd_max),
				   vp9_mc_round_lanes(odd, bd_max), op);
	}
}

static __always_inline void vp9_mc_full(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int n, int h, enum vp9_mc_op op)
{
	int y;

	for (y = 0; y < h; y++) {
		const u64 word = dae_word_load(dae_crow(src, src_stride, y), n);

		vp9_mc_store_lanes(dae_row(dst, dst_stride, y), n, dae_word_even(word),
				   dae_word_odd(word), op);
	}
}

/* A column of @n samples, one word */
static __always_inline void vp9_mc_column(void *dst, ptrdiff_t dst_stride, const void *src,
					  ptrdiff_t src_stride, int n, int h, const u64 *fx,
					  const u64 *fy, int taps, enum vp9_mc_op op, int bd_max,
					  u64 mid[][2])
{
	if (fx && fy)
		vp9_mc_y(dst, dst_stride, src, src_stride, n, h, fx, fy, taps, op, bd_max, mid);
	else if (fy)
		vp9_mc_y(dst, dst_stride, src, src_stride, n, h, NULL, fy, taps, op, bd_max, mid);
	else if (fx)
		vp9_mc_x(dst, dst_stride, src, src_stride, n, h, fx, taps, op, bd_max);
	else
		vp9_mc_full(dst, dst_stride, src, src_stride, n, h, op);
}

/* Up to VP9_MC_ROWS rows */
static __always_inline void vp9_mc_rows(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h, const u64 *fx,
					const u64 *fy, int taps, enum vp9_mc_op op, int bd_max)
{
	u64 mid[VP9_MC_ROWS + VP9_TAPS - 1][2];
	int x;

	if (w < DAE_WORD_SAMPLES)
		vp9_mc_column(dst, dst_stride, src, src_stride, DAE_WORD_SAMPLES / 2, h, fx, fy,
			      taps, op, bd_max, mid);
	else
		for (x = 0; x < w; x += DAE_WORD_SAMPLES)
			vp9_mc_column((pixel *)dst + x, dst_stride, (const pixel *)src + x,
				      src_stride, DAE_WORD_SAMPLES, h, fx, fy, taps, op, bd_max,
				      mid);
}

static __always_inline void vp9_mc(void *dst, ptrdiff_t dst_stride, const void *src,
				   ptrdiff_t src_stride, int w, int h, int mx, int my,
				   const vp9_kernel *kernels, int taps, enum vp9_mc_op op,
				   int bd_max)
{
	u64 fx[VP9_TAPS], fy[VP9_TAPS];
	int i;

	if (!mx && !my && op == VP9_MC_PUT) {
		for (i = 0; i < h; i++)
			memcpy(dae_row(dst, dst_stride, i), dae_crow(src, src_stride, i),
			       w * sizeof(pixel));
		return;
	}
	for (i = 0; i < VP9_TAPS; i++) {
		fx[i] = kernels[mx][i];
		fy[i] = kernels[my][i];
	}
	for (i = 0; i < h; i += VP9_MC_ROWS)
		vp9_mc_rows(dae_row(dst, dst_stride, i), dst_stride, dae_crow(src, src_stride, i),
			    src_stride, w, min(h - i, VP9_MC_ROWS), mx ? fx : NULL,
			    my ? fy : NULL, taps, op, bd_max);
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
