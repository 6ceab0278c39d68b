// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 deblocking of one edge (Rec. ITU-T H.264, 8.7.2.2 to 8.7.2.4). Built
 * for 8- and 16-bit samples. Edges, bS and thresholds are the caller's work.
 *
 * Most samples of most edges fail the test of filterSamplesFlag, so the scalar
 * form tests it first for each line of samples.
 */
#include "../dae_pixel.h"
#include "h264_dsp.h"

static __always_inline int h264_absdiff(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* filterSamplesFlag of 8.7.2.2, bS aside; @across is the step from p0 to q0. */
static __always_inline bool h264_edge_active(const pixel *q, ptrdiff_t across, int alpha,
					     int beta)
{
	const int p1 = q[-2 * across], p0 = q[-across], q0 = q[0], q1 = q[across];

	return h264_absdiff(p0, q0) < alpha && h264_absdiff(p1, p0) < beta &&
	       h264_absdiff(q1, q0) < beta;
}

/* The change of p0 and q0 that 8.7.2.3 calls delta. */
static __always_inline int h264_edge_delta(int p1, int p0, int q0, int q1, int tc)
{
	return clamp(((q0 - p0) * 4 + (p1 - q1) + 4) >> 3, -tc, tc);
}

/* 8.7.2.3 with chromaStyleFilteringFlag 0, for one line of samples. */
static __always_inline void h264_luma_line(pixel *q, ptrdiff_t across, int alpha, int beta,
					   int tc0, int bd_max)
{
	int p2, p1, p0, q0, q1, q2, tc = tc0, delta;

	if (!h264_edge_active(q, across, alpha, beta))
		return;

	p2 = q[-3 * across];
	p1 = q[-2 * across];
	p0 = q[-across];
	q0 = q[0];
	q1 = q[across];
	q2 = q[2 * across];

	if (h264_absdiff(p2, p0) < beta) {
		q[-2 * across] = p1 + clamp((p2 + ((p0 + q0 + 1) >> 1) - 2 * p1) >> 1, -tc0, tc0);
		tc++;
	}
	if (h264_absdiff(q2, q0) < beta) {
		q[across] = q1 + clamp((q2 + ((p0 + q0 + 1) >> 1) - 2 * q1) >> 1, -tc0, tc0);
		tc++;
	}

	delta = h264_edge_delta(p1, p0, q0, q1, tc);
	q[-across] = dae_clip_pixel(p0 + delta, bd_max);
	q[0] = dae_clip_pixel(q0 - delta, bd_max);
}

/* 8.7.2.3 with chromaStyleFilteringFlag 1 */
static __always_inline void h264_chroma_line(pixel *q, ptrdiff_t across, int alpha, int beta,
					     int tc0, int bd_max)
{
	const int p0 = q[-across], q0 = q[0];
	int delta;

	if (!h264_edge_active(q, across, alpha, beta))
		return;

	delta = h264_edge_delta(q[-2 * across], p0, q0, q[across], tc0 + 1);
	q[-across] = dae_clip_pixel(p0 + delta, bd_max);
	q[0] = dae_clip_pixel(q0 - delta, bd_max);
}

/* 8.7.2.4 with chromaStyleFilteringFlag 0; means of samples need no clipping. */
static __always_inline void h264_luma_intra_line(pixel *q, ptrdiff_t across, int alpha, int beta)
{
	int p3, p2, p1, p0, q0, q1, q2, q3;
	bool near;

	if (!h264_edge_active(q, across, alpha, beta))
		return;

	p3 = q[-4 * across];
	p2 = q[-3 * across];
	p1 = q[-2 * across];
	p0 = q[-across];
	q0 = q[0];
	q1 = q[across];
	q2 = q[2 * across];
	q3 = q[3 * across];
	near = h264_absdiff(p0, q0) < (alpha >> 2) + 2;

	if (near && h264_absdiff(p2, p0) < beta) {
		q[-across] = (p2 + 2 * p1 + 2 * p0 + 2 * q0 + q1 + 4) >> 3;
		q[-2 * across] = (p2 + p1 + p0 + q0 + 2) >> 2;
		q[-3 * across] = (2 * p3 + 3 * p2 + p1 + p0 + q0 + 4) >> 3;
	} else {
		q[-across] = (2 * p1 + p0 + q1 + 2) >> 2;
	}

	if (near && h264_absdiff(q2, q0) < beta) {
		q[0] = (p1 + 2 * p0 + 2 * q0 + 2 * q1 + q2 + 4) >> 3;
		q[across] = (p0 + q0 + q1 + q2 + 2) >> 2;
		q[2 * across] = (2 * q3 + 3 * q2 + q1 + q0 + p0 + 4) >> 3;
	} else {
		q[0] = (2 * q1 + q0 + p1 + 2) >> 2;
	}
}

/* 8.7.2.4 with chromaStyleFilteringFlag 1 */
static __always_inline void h264_chroma_intra_line(pixel *q, ptrdiff_t across, int alpha,
						   int beta)
{
	int p1, p0, q0, q1;

	if (!h264_edge_active(q, across, alpha, beta))
		return;

	p1 = q[-2 * across];
	p0 = q[-across];
	q0 = q[0];
	q1 = q[across];
	q[-across] = (2 * p1 + p0 + q1 + 2) >> 2;
	q[0] = (2 * q1 + q0 + p1 + 2) >> 2;
}

/* tC0 of 8.7.2.3 from t'C0: times 1 << (depth - 8) */
static __always_inline int h264_scale_tc0(int tc0, int bd_max)
{
	return tc0 * ((DAE_BD_MAX(bd_max) + 1) >> 8);
}

/*
 * The walkers below take the two directions as steps in samples: @across from
 * q0 to q1, and @along from one line to the next.
 */
static __always_inline ptrdiff_t h264_row_step(ptrdiff_t stride)
{
	return stride / (ptrdiff_t)sizeof(pixel);
}

static __always_inline void h264_luma_edge(pixel *q, ptrdiff_t across, ptrdiff_t along,
					   int seg_len, int alpha, int beta, const s8 tc0[4],
					   int bd_max)
{
	int seg, i;

	for (seg = 0; seg < 4; seg++, q += seg_len * along) {
		const int tc = h264_scale_tc0(tc0[seg], bd_max);

		if (tc < 0)
			continue;
		for (i = 0; i < seg_len; i++)
			h264_luma_line(q + i * along, across, alpha, beta, tc, bd_max);
	}
}

static __always_inline void h264_chroma_edge(pixel *q, ptrdiff_t across, ptrdiff_t along,
					     int seg_len, int alpha, int beta, const s8 tc0[4],
					     int bd_max)
{
	int seg, i;

	for (seg = 0; seg < 4; seg++, q += seg_len * along) {
		const int tc = h264_scale_tc0(tc0[seg], bd_max);

		if (tc < 0)
			continue;
		for (i = 0; i < seg_len; i++)
			h264_chroma_line(q + i * along, across, alpha, beta, tc, bd_max);
	}
}

static __always_inline void h264_luma_intra_edge(pixel *q, ptrdiff_t across, ptrdiff_t along,
						 int seg_len, int alpha, int beta)
{
	int i;

	for (i = 0; i < 4 * seg_len; i++)
		h264_luma_intra_line(q + i * along, across, alpha, beta);
}

static __always_inline void h264_chroma_intra_edge(pixel *q, ptrdiff_t across, ptrdiff_t along,
						   int seg_len, int alpha, int beta)
{
	int i;

	for (i = 0; i < 4 * seg_len; i++)
		h264_chroma_intra_line(q + i * along, across, alpha, beta);
}

static void DAE_FN(h264_deblock_luma_vert)(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					   int beta, const s8 tc0[4], int bd_max)
{
	h264_luma_edge(pix, 1, h264_row_step(stride), seg_len, alpha, beta, tc0, bd_max);
}

static void DAE_FN(h264_deblock_luma_intra_vert)(void *pix, ptrdiff_t stride, int seg_len,
						 int alpha, int beta, int bd_max)
{
	h264_luma_intra_edge(pix, 1, h264_row_step(stride), seg_len, alpha, beta);
}

static void DAE_FN(h264_deblock_luma_hor)(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					  int beta, const s8 tc0[4], int bd_max)
{
	h264_luma_edge(pix, h264_row_step(stride), 1, seg_len, alpha, beta, tc0, bd_max);
}

static void DAE_FN(h264_deblock_luma_intra_hor)(void *pix, ptrdiff_t stride, int seg_len,
						int alpha, int beta, int bd_max)
{
	h264_luma_intra_edge(pix, h264_row_step(stride), 1, seg_len, alpha, beta);
}

static void DAE_FN(h264_deblock_chroma_vert)(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					     int beta, const s8 tc0[4], int bd_max)
{
	h264_chroma_edge(pix, 1, h264_row_step(stride), seg_len, alpha, beta, tc0, bd_max);
}

static void DAE_FN(h264_deblock_chroma_intra_vert)(void *pix, ptrdiff_t stride, int seg_len,
						   int alpha, int beta, int bd_max)
{
	h264_chroma_intra_edge(pix, 1, h264_row_step(stride), seg_len, alpha, beta);
}

static void DAE_FN(h264_deblock_chroma_hor)(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					    int beta, const s8 tc0[4], int bd_max)
{
	h264_chroma_edge(pix, h264_row_step(stride), 1, seg_len, alpha, beta, tc0, bd_max);
}

static void DAE_FN(h264_deblock_chroma_intra_hor)(void *pix, ptrdiff_t stride, int seg_len,
						  int alpha, int beta, int bd_max)
{
	h264_chroma_intra_edge(pix, h264_row_step(stride), 1, seg_len, alpha, beta);
}

void DAE_FN(h264_deblock_init)(struct h264_dsp *dsp)
{
	dsp->deblock_luma[H264_EDGE_VERT] = DAE_FN(h264_deblock_luma_vert);
	dsp->deblock_luma[H264_EDGE_HOR] = DAE_FN(h264_deblock_luma_hor);
	dsp->deblock_luma_intra[H264_EDGE_VERT] = DAE_FN(h264_deblock_luma_intra_vert);
	dsp->deblock_luma_intra[H264_EDGE_HOR] = DAE_FN(h264_deblock_luma_intra_hor);
	dsp->deblock_chroma[H264_EDGE_VERT] = DAE_FN(h264_deblock_chroma_vert);
	dsp->deblock_chroma[H264_EDGE_HOR] = DAE_FN(h264_deblock_chroma_hor);
	dsp->deblock_chroma_intra[H264_EDGE_VERT] = DAE_FN(h264_deblock_chroma_intra_vert);
	dsp->deblock_chroma_intra[H264_EDGE_HOR] = DAE_FN(h264_deblock_chroma_intra_hor);
}
