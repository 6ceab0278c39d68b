// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 loop filter of 8 samples along one edge (VP9 specification, 8.8.5).
 * Built for 8- and 16-bit samples. Edges, sizes and limits are the caller's work.
 *
 * Lines of samples differ in what they need, and one test often settles it: each
 * line is taken from the filter mask to the filter by itself.
 */
#include "../dae_pixel.h"
#include "vp9_dsp.h"

#define VP9_LF_LINES	8

/**
 * struct vp9_lf_limits - limits of differences, scaled to the depth
 * @blimit: across the edge, for any filter
 * @limit: between other neighbours, for any filter
 * @thresh: next to the edge, for what is no high edge variance
 * @flat: from p0 or q0 on, for flat samples
 */
struct vp9_lf_limits {
	int blimit;
	int limit;
	int thresh;
	int flat;
};

static __always_inline int vp9_absdiff(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* Everything below takes q0 of a line as @q; @across is the step from q0 to q1. */

/* filterMask of 8.8.5.1 */
static __always_inline bool vp9_lf_mask(const pixel *q, ptrdiff_t across,
					const struct vp9_lf_limits *l)
{
	const int p3 = q[-4 * across], p2 = q[-3 * across], p1 = q[-2 * across];
	const int p0 = q[-across], q0 = q[0], q1 = q[across];
	const int q2 = q[2 * across], q3 = q[3 * across];

	return vp9_absdiff(p0, q0) * 2 + vp9_absdiff(p1, q1) / 2 <= l->blimit &&
	       vp9_absdiff(p1, p0) <= l->limit && vp9_absdiff(q1, q0) <= l->limit &&
	       vp9_absdiff(p2, p1) <= l->limit && vp9_absdiff(q2, q1) <= l->limit &&
	       vp9_absdiff(p3, p2) <= l->limit && vp9_absdiff(q3, q2) <= l->limit;
}

/* flatMask (samples 1 to 3) and flatMask2 (samples 4 to 7) of 8.8.5.1 */
static __always_inline bool vp9_lf_flat(const pixel *q, ptrdiff_t across, int first, int last,
					int flat)
{
	const int p0 = q[-across], q0 = q[0];
	int i;

	for (i = first; i <= last; i++)
		if (vp9_absdiff(q[-(i + 1) * across], p0) > flat ||
		    vp9_absdiff(q[i * across], q0) > flat)
			return false;
	return true;
}

/*
 * Narrow filter process (8.8.5.2). What it takes from all samples first, so that
 * they have a sign, cancels out in differences and turns its clamping of results
 * into clipping of samples.
 */
static __always_inline void vp9_lf_narrow(pixel *q, ptrdiff_t across, int thresh, int bd_max)
{
	const int p1 = q[-2 * across], p0 = q[-across], q0 = q[0], q1 = q[across];
	const bool hev = vp9_absdiff(p1, p0) > thresh || vp9_absdiff(q1, q0) > thresh;
	const int low = -dae_mid_grey(bd_max), high = dae_mid_grey(bd_max) - 1;
	int filter = hev ? clamp(p1 - q1, low, high) : 0;
	int filter1, filter2;

	filter = clamp(filter + 3 * (q0 - p0), low, high);
	filter1 = min(filter + 4, high) >> 3;
	filter2 = min(filter + 3, high) >> 3;
	q[0] = dae_clip_pixel(q0 - filter1, bd_max);
	q[-across] = dae_clip_pixel(p0 + filter2, bd_max);
	if (hev)
		return;
	filter = (filter1 + 1) >> 1;
	q[across] = dae_clip_pixel(q1 - filter, bd_max);
	q[-2 * across] = dae_clip_pixel(p1 + filter, bd_max);
}

/*
 * Wide filter process (8.8.5.3), which changes @n samples to each side: each becomes
 * the mean of itself and of the 2 * n + 1 around it, itself included, where the
 * outermost sample that is read stands in for those beyond it. @sum goes along with
 * the window.
 */
static __always_inline void vp9_lf_wide(pixel *q, ptrdiff_t across, int n, int shift)
{
	const int last = 2 * n + 1;
	pixel *first = q - (n + 1) * across;
	int v[16];
	int i, sum;

	for (i = 0; i <= last; i++)
		v[i] = first[i * across];

	sum = v[0] * n + (1 << (shift - 1));
	for (i = 1; i <= n + 1; i++)
		sum += v[i];
	for (i = 1; i <= n; i++) {
		first[i * across] = (sum + v[i]) >> shift;
		sum += v[i + n + 1] - v[0];
	}
	for (; i < last; i++) {
		first[i * across] = (sum + v[i]) >> shift;
		sum += v[last] - v[i - n];
	}
}

/* 8.8.5 for one line */
static __always_inline void vp9_lf_line(pixel *q, ptrdiff_t across, enum vp9_lf_size size,
					const struct vp9_lf_limits *l, int bd_max)
{
	if (!vp9_lf_mask(q, across, l))
		return;
	if (size == VP9_LF_4 || !vp9_lf_flat(q, across, 1, 3, l->flat))
		vp9_lf_narrow(q, across, l->thresh, bd_max);
	else if (size == VP9_LF_8 || !vp9_lf_flat(q, across, 4, 7, l->flat))
		vp9_lf_wide(q, across, 3, 3);
	else
		vp9_lf_wide(q, across, 7, 4);
}

static __always_inline void vp9_lf_edge(pixel *q, ptrdiff_t across, ptrdiff_t along,
					enum vp9_lf_size size, int blimit, int limit, int thresh,
					int bd_max)
{
	const int unit = (DAE_BD_MAX(bd_max) + 1) >> 8;
	const struct vp9_lf_limits l = { blimit * unit, limit * unit, thresh * unit, unit };
	int i;

	for (i = 0; i < VP9_LF_LINES; i++)
		vp9_lf_line(q + i * along, across, size, &l, bd_max);
}

static __always_inline ptrdiff_t vp9_lf_row_step(ptrdiff_t stride)
{
	return stride / (ptrdiff_t)sizeof(pixel);
}

static void DAE_FN(vp9_lf4_vert)(void *pix, ptrdiff_t stride, int blimit, int limit, int thresh,
				 int bd_max)
{
	vp9_lf_edge(pix, 1, vp9_lf_row_step(stride), VP9_LF_4, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf4_hor)(void *pix, ptrdiff_t stride, int blimit, int limit, int thresh,
				int bd_max)
{
	vp9_lf_edge(pix, vp9_lf_row_step(stride), 1, VP9_LF_4, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf8_vert)(void *pix, ptrdiff_t stride, int blimit, int limit, int thresh,
				 int bd_max)
{
	vp9_lf_edge(pix, 1, vp9_lf_row_step(stride), VP9_LF_8, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf8_hor)(void *pix, ptrdiff_t stride, int blimit, int limit, int thresh,
				int bd_max)
{
	vp9_lf_edge(pix, vp9_lf_row_step(stride), 1, VP9_LF_8, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf16_vert)(void *pix, ptrdiff_t stride, int blimit, int limit, int thresh,
				  int bd_max)
{
	vp9_lf_edge(pix, 1, vp9_lf_row_step(stride), VP9_LF_16, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf16_hor)(void *pix, ptrdiff_t stride, int blimit, int limit, int thresh,
				 int bd_max)
{
	vp9_lf_edge(pix, vp9_lf_row_step(stride), 1, VP9_LF_16, blimit, limit, thresh, bd_max);
}

void DAE_FN(vp9_lf_init)(struct vp9_dsp *dsp)
{
	dsp->lf[VP9_LF_4][VP9_EDGE_VERT] = DAE_FN(vp9_lf4_vert);
	dsp->lf[VP9_LF_4][VP9_EDGE_HOR] = DAE_FN(vp9_lf4_hor);
	dsp->lf[VP9_LF_8][VP9_EDGE_VERT] = DAE_FN(vp9_lf8_vert);
	dsp->lf[VP9_LF_8][VP9_EDGE_HOR] = DAE_FN(vp9_lf8_hor);
	dsp->lf[VP9_LF_16][VP9_EDGE_VERT] = DAE_FN(vp9_lf16_vert);
	dsp->lf[VP9_LF_16][VP9_EDGE_HOR] = DAE_FN(vp9_lf16_hor);
}
