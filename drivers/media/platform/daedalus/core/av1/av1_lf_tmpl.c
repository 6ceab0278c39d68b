// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 loop filter of the samples along an edge (AV1 specification, 7.14.6). Built for
 * 8- and 16-bit samples. Edges, sizes and limits are the caller's work.
 *
 * Lines of samples differ in what they need, and one test often settles it: each
 * line is taken from the filter mask to the filter by itself.
 */
#include "../dae_pixel.h"
#include "av1_lf.h"

/**
 * struct av1_lf_limits - limits of differences, scaled to the depth
 * @blimit: across the edge, for any filter
 * @limit: between other neighbours, for any filter
 * @thresh: next to the edge, for what is no high edge variance
 * @flat: from p0 or q0 on, for flat samples
 */
struct av1_lf_limits {
	int blimit;
	int limit;
	int thresh;
	int flat;
};

static __always_inline int av1_lf_absdiff(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* Everything below takes q0 of a line as @q; @across is the step from q0 to q1. */

/* filterMask of 7.14.6.2, over the @n samples of each side */
static __always_inline bool av1_lf_mask(const pixel *q, ptrdiff_t across, int n,
					const struct av1_lf_limits *l)
{
	int i;

	if (av1_lf_absdiff(q[-across], q[0]) * 2 +
	    av1_lf_absdiff(q[-2 * across], q[across]) / 2 > l->blimit)
		return false;
	for (i = 1; i < n; i++)
		if (av1_lf_absdiff(q[-(i + 1) * across], q[-i * across]) > l->limit ||
		    av1_lf_absdiff(q[i * across], q[(i - 1) * across]) > l->limit)
			return false;
	return true;
}

/* flatMask and flatMask2 of 7.14.6.2: samples @first to @last of each side */
static __always_inline bool av1_lf_flat(const pixel *q, ptrdiff_t across, int first, int last,
					int flat)
{
	const int p0 = q[-across], q0 = q[0];
	int i;

	for (i = first; i <= last; i++)
		if (av1_lf_absdiff(q[-(i + 1) * across], p0) > flat ||
		    av1_lf_absdiff(q[i * across], q0) > flat)
			return false;
	return true;
}

/*
 * Narrow filter process (7.14.6.3). What it takes from all samples first, so that
 * they have a sign, cancels out in differences and turns its clamping of results
 * into clipping of samples.
 */
static __always_inline void av1_lf_narrow(pixel *q, ptrdiff_t across, int thresh, int bd_max)
{
	const int p1 = q[-2 * across], p0 = q[-across], q0 = q[0], q1 = q[across];
	const bool hev = av1_lf_absdiff(p1, p0) > thresh || av1_lf_absdiff(q1, q0) > thresh;
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
 * Wide filter process (7.14.6.4), which changes @n samples to each side: each becomes
 * the mean of the 2 * n + 1 around it, where the outermost sample that is read stands
 * in for those beyond it. It counts twice itself, and if @near its neighbours do, too.
 * @sum goes along with the window.
 */
static __always_inline void av1_lf_wide(pixel *q, ptrdiff_t across, int n, int shift, bool near)
{
	const int last = 2 * n + 1;
	pixel *first = q - (n + 1) * across;
	int v[14];
	int i, sum;

	for (i = 0; i <= last; i++)
		v[i] = first[i * across];

	sum = v[0] * n + (1 << (shift - 1));
	for (i = 1; i <= n + 1; i++)
		sum += v[i];
	for (i = 1; i < last; i++) {
		const int extra = near ? v[i - 1] + v[i + 1] : 0;

		first[i * across] = (sum + v[i] + extra) >> shift;
		sum += v[min(i + n + 1, last)] - v[max(i - n, 0)];
	}
}

/* 7.14.6.1 for one line */
static __always_inline void av1_lf_line(pixel *q, ptrdiff_t across, enum av1_lf_size size,
					const struct av1_lf_limits *l, int bd_max)
{
	/* Samples of each side in masks */
	const int n = size == AV1_LF_4 ? 2 : size == AV1_LF_6 ? 3 : 4;

	if (!av1_lf_mask(q, across, n, l))
		return;
	if (size == AV1_LF_4 || !av1_lf_flat(q, across, 1, n - 1, l->flat))
		av1_lf_narrow(q, across, l->thresh, bd_max);
	else if (size == AV1_LF_6)
		av1_lf_wide(q, across, 2, 3, true);
	else if (size == AV1_LF_8 || !av1_lf_flat(q, across, 4, 6, l->flat))
		av1_lf_wide(q, across, 3, 3, false);
	else
		av1_lf_wide(q, across, 6, 4, true);
}

static __always_inline void av1_lf_edge(pixel *q, ptrdiff_t across, ptrdiff_t along, int lines,
					enum av1_lf_size size, int blimit, int limit, int thresh,
					int bd_max)
{
	const int unit = (DAE_BD_MAX(bd_max) + 1) >> 8;
	const struct av1_lf_limits l = { blimit * unit, limit * unit, thresh * unit, unit };
	int i;

	for (i = 0; i < lines; i++)
		av1_lf_line(q + i * along, across, size, &l, bd_max);
}

static __always_inline ptrdiff_t av1_lf_row_step(ptrdiff_t stride)
{
	return stride / (ptrdiff_t)sizeof(pixel);
}

static void DAE_FN(av1_lf4_vert)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				 int thresh, int bd_max)
{
	av1_lf_edge(pix, 1, av1_lf_row_step(stride), lines, AV1_LF_4, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf4_hor)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				int thresh, int bd_max)
{
	av1_lf_edge(pix, av1_lf_row_step(stride), 1, lines, AV1_LF_4, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf6_vert)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				 int thresh, int bd_max)
{
	av1_lf_edge(pix, 1, av1_lf_row_step(stride), lines, AV1_LF_6, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf6_hor)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				int thresh, int bd_max)
{
	av1_lf_edge(pix, av1_lf_row_step(stride), 1, lines, AV1_LF_6, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf8_vert)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				 int thresh, int bd_max)
{
	av1_lf_edge(pix, 1, av1_lf_row_step(stride), lines, AV1_LF_8, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf8_hor)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				int thresh, int bd_max)
{
	av1_lf_edge(pix, av1_lf_row_step(stride), 1, lines, AV1_LF_8, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf14_vert)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				  int thresh, int bd_max)
{
	av1_lf_edge(pix, 1, av1_lf_row_step(stride), lines, AV1_LF_14, blimit, limit, thresh,
		    bd_max);
}

static void DAE_FN(av1_lf14_hor)(void *pix, ptrdiff_t stride, int lines, int blimit, int limit,
				 int thresh, int bd_max)
{
	av1_lf_edge(pix, av1_lf_row_step(stride), 1, lines, AV1_LF_14, blimit, limit, thresh,
		    bd_max);
}

void DAE_FN(av1_lf_init)(struct av1_lf_dsp *dsp)
{
	dsp->lf[AV1_LF_4][AV1_EDGE_VERT] = DAE_FN(av1_lf4_vert);
	dsp->lf[AV1_LF_4][AV1_EDGE_HOR] = DAE_FN(av1_lf4_hor);
	dsp->lf[AV1_LF_6][AV1_EDGE_VERT] = DAE_FN(av1_lf6_vert);
	dsp->lf[AV1_LF_6][AV1_EDGE_HOR] = DAE_FN(av1_lf6_hor);
	dsp->lf[AV1_LF_8][AV1_EDGE_VERT] = DAE_FN(av1_lf8_vert);
	dsp->lf[AV1_LF_8][AV1_EDGE_HOR] = DAE_FN(av1_lf8_hor);
	dsp->lf[AV1_LF_14][AV1_EDGE_VERT] = DAE_FN(av1_lf14_vert);
	dsp->lf[AV1_LF_14][AV1_EDGE_HOR] = DAE_FN(av1_lf14_hor);
}
