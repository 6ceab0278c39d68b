// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 intra prediction of one block (VP9 specification, 8.5.1, from the samples
 * aboveRow and leftCol on, which are the caller's work). Built for 8- and 16-bit
 * samples.
 *
 * The directional modes come down to one or two lines of filtered samples from
 * which each row of the block is a piece, moved on from row to row.
 */
#include "../dae_pixel.h"
#include "vp9_dsp.h"

#define VP9_INTRA_MAX	32	/* the largest n */

static __always_inline int vp9_avg2(int a, int b)
{
	return (a + b + 1) >> 1;
}

static __always_inline int vp9_avg3(int a, int b, int c)
{
	return (a + 2 * b + c + 2) >> 2;
}

/* Row i of @rows rows is line[i * step], line[i * step + 1], ... */
static __always_inline void vp9_intra_rows(void *dst, ptrdiff_t stride, const pixel *line,
					   int step, int rows, int n)
{
	int i;

	for (i = 0; i < rows; i++)
		memcpy(dae_row(dst, stride, i), line + i * step, n * sizeof(pixel));
}

static __always_inline void vp9_intra_fill(void *dst, ptrdiff_t stride, pixel value, int n)
{
	int i;

	for (i = 0; i < n; i++)
		dae_splat(dae_row(dst, stride, i), n, value);
}

static __always_inline int vp9_intra_sum(const pixel *p, int n)
{
	int i, sum = 0;

	for (i = 0; i < n; i++)
		sum += p[i];
	return sum;
}

static __always_inline void vp9_intra_dc(void *dst, ptrdiff_t stride, const pixel *left,
					 const pixel *top, int n, int bd_max)
{
	vp9_intra_fill(dst, stride,
		       (vp9_intra_sum(left, n) + vp9_intra_sum(top, n) + n) / (2 * n), n);
}

static __always_inline void vp9_intra_dc_left(void *dst, ptrdiff_t stride, const pixel *left,
					      const pixel *top, int n, int bd_max)
{
	vp9_intra_fill(dst, stride, (vp9_intra_sum(left, n) + n / 2) / n, n);
}

static __always_inline void vp9_intra_dc_top(void *dst, ptrdiff_t stride, const pixel *left,
					     const pixel *top, int n, int bd_max)
{
	vp9_intra_fill(dst, stride, (vp9_intra_sum(top, n) + n / 2) / n, n);
}

static __always_inline void vp9_intra_dc_128(void *dst, ptrdiff_t stride, const pixel *left,
					     const pixel *top, int n, int bd_max)
{
	vp9_intra_fill(dst, stride, dae_mid_grey(bd_max), n);
}

static __always_inline void vp9_intra_v(void *dst, ptrdiff_t stride, const pixel *left,
					const pixel *top, int n, int bd_max)
{
	vp9_intra_rows(dst, stride, top, 0, n, n);
}

static __always_inline void vp9_intra_h(void *dst, ptrdiff_t stride, const pixel *left,
					const pixel *top, int n, int bd_max)
{
	int i;

	for (i = 0; i < n; i++)
		dae_splat(dae_row(dst, stride, i), n, left[i]);
}

static __always_inline void vp9_intra_tm(void *dst, ptrdiff_t stride, const pixel *left,
					 const pixel *top, int n, int bd_max)
{
	int i, j;

	for (i = 0; i < n; i++) {
		const int add = left[i] - top[-1];
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < n; j++)
			d[j] = dae_clip_pixel(top[j] + add, bd_max);
	}
}

static __always_inline void vp9_intra_d45(void *dst, ptrdiff_t stride, const pixel *left,
					  const pixel *top, int n, int bd_max)
{
	pixel line[2 * VP9_INTRA_MAX];
	int i;

	for (i = 0; i < 2 * n - 2; i++)
		line[i] = vp9_avg3(top[i], top[i + 1], top[i + 2]);
	line[i] = top[2 * n - 1];
	vp9_intra_rows(dst, stride, line, 1, n, n);
}

/* Two lines: one for even and one for odd rows */
static __always_inline void vp9_intra_d63(void *dst, ptrdiff_t stride, const pixel *left,
					  const pixel *top, int n, int bd_max)
{
	pixel even[2 * VP9_INTRA_MAX], odd[2 * VP9_INTRA_MAX];
	int i;

	for (i = 0; i < n + n / 2 - 1; i++) {
		even[i] = vp9_avg2(top[i], top[i + 1]);
		odd[i] = vp9_avg3(top[i], top[i + 1], top[i + 2]);
	}
	vp9_intra_rows(dst, 2 * stride, even, 1, n / 2, n);
	vp9_intra_rows(dae_row(dst, stride, 1), 2 * stride, odd, 1, n / 2, n);
}

/*
 * The neighbours in one line, from left[n - 1] up to the corner, which becomes
 * edge[n], and from there to top[n - 1].
 */
static __always_inline void vp9_intra_edge(pixel *edge, const pixel *left, const pixel *top,
					   int n)
{
	int i;

	for (i = 0; i < n; i++)
		edge[i] = left[n - 1 - i];
	memcpy(edge + n, top - 1, (n + 1) * sizeof(pixel));
}

static __always_inline void vp9_intra_d135(void *dst, ptrdiff_t stride, const pixel *left,
					   const pixel *top, int n, int bd_max)
{
	pixel edge[2 * VP9_INTRA_MAX + 1], line[2 * VP9_INTRA_MAX];
	int i;

	vp9_intra_edge(edge, left, top, n);
	for (i = 0; i < 2 * n - 1; i++)
		line[i] = vp9_avg3(edge[i], edge[i + 1], edge[i + 2]);
	vp9_intra_rows(dst, stride, line + n - 1, -1, n, n);
}

/*
 * Two lines again, means of two neighbours above and of three. Both go on to the
 * left with every second mean of three along the left column.
 */
static __always_inline void vp9_intra_d117(void *dst, ptrdiff_t stride, const pixel *left,
					   const pixel *top, int n, int bd_max)
{
	pixel edge[2 * VP9_INTRA_MAX + 1];
	pixel even[2 * VP9_INTRA_MAX], odd[2 * VP9_INTRA_MAX];
	const int half = n / 2;
	int i;

	vp9_intra_edge(edge, left, top, n);
	for (i = 0; i < n; i++) {
		even[half + i] = vp9_avg2(edge[n + i], edge[n + i + 1]);
		odd[half + i] = vp9_avg3(edge[n + i - 1], edge[n + i], edge[n + i + 1]);
	}
	for (i = 1; i < half; i++) {
		const pixel *e = edge + n - 2 * i;

		even[half - i] = vp9_avg3(e[0], e[1], e[2]);
		odd[half - i] = vp9_avg3(e[-1], e[0], e[1]);
	}
	vp9_intra_rows(dst, 2 * stride, even + half, -1, half, n);
	vp9_intra_rows(dae_row(dst, stride, 1), 2 * stride, odd + half, -1, half, n);
}

/* From the bottom up, two samples for each row: means of two and of three. */
static __always_inline void vp9_intra_d153(void *dst, ptrdiff_t stride, const pixel *left,
					   const pixel *top, int n, int bd_max)
{
	pixel edge[2 * VP9_INTRA_MAX + 1], line[3 * VP9_INTRA_MAX];
	int i;

	vp9_intra_edge(edge, left, top, n);
	for (i = 0; i < n; i++) {
		line[2 * i] = vp9_avg2(edge[i], edge[i + 1]);
		line[2 * i + 1] = vp9_avg3(edge[i], edge[i + 1], edge[i + 2]);
	}
	for (i = n; i < 2 * n - 2; i++)
		line[n + i] = vp9_avg3(edge[i], edge[i + 1], edge[i + 2]);
	vp9_intra_rows(dst, stride, line + 2 * n - 2, -2, n, n);
}

/* From the top down; past the end of the column its last sample goes on. */
static __always_inline void vp9_intra_d207(void *dst, ptrdiff_t stride, const pixel *left,
					   const pixel *top, int n, int bd_max)
{
	pixel line[3 * VP9_INTRA_MAX];
	int i;

	for (i = 0; i < n - 1; i++) {
		line[2 * i] = vp9_avg2(left[i], left[i + 1]);
		line[2 * i + 1] = vp9_avg3(left[i], left[i + 1], left[i + 2 < n ? i + 2 : n - 1]);
	}
	for (i = 2 * n - 2; i < 3 * n - 2; i++)
		line[i] = left[n - 1];
	vp9_intra_rows(dst, stride, line, 2, n, n);
}

/* One function for each size, and one that enters them into the table */
#define VP9_INTRA_MODE(mode)									\
static void DAE_FN(vp9_intra_##mode##_4)(void *dst, ptrdiff_t stride, const void *left,		\
					  const void *top, int bd_max)				\
{												\
	vp9_intra_##mode(dst, stride, left, top, 4, bd_max);					\
}												\
												\
static void DAE_FN(vp9_intra_##mode##_8)(void *dst, ptrdiff_t stride, const void *left,		\
					  const void *top, int bd_max)				\
{												\
	vp9_intra_##mode(dst, stride, left, top, 8, bd_max);					\
}												\
												\
static void DAE_FN(vp9_intra_##mode##_16)(void *dst, ptrdiff_t stride, const void *left,	\
					   const void *top, int bd_max)				\
{												\
	vp9_intra_##mode(dst, stride, left, top, 16, bd_max);					\
}												\
												\
static void DAE_FN(vp9_intra_##mode##_32)(void *dst, ptrdiff_t stride, const void *left,	\
					   const void *top, int bd_max)				\
{												\
	vp9_intra_##mode(dst, stride, left, top, 32, bd_max);					\
}												\
												\
static void DAE_FN(vp9_intra_init_##mode)(struct vp9_dsp *dsp, unsigned int slot)		\
{												\
	dsp->intra[VP9_TX_4X4][slot] = DAE_FN(vp9_intra_##mode##_4);				\
	dsp->intra[VP9_TX_8X8][slot] = DAE_FN(vp9_intra_##mode##_8);				\
	dsp->intra[VP9_TX_16X16][slot] = DAE_FN(vp9_intra_##mode##_16);				\
	dsp->intra[VP9_TX_32X32][slot] = DAE_FN(vp9_intra_##mode##_32);				\
}

VP9_INTRA_MODE(dc)
VP9_INTRA_MODE(v)
VP9_INTRA_MODE(h)
VP9_INTRA_MODE(d45)
VP9_INTRA_MODE(d135)
VP9_INTRA_MODE(d117)
VP9_INTRA_MODE(d153)
VP9_INTRA_MODE(d207)
VP9_INTRA_MODE(d63)
VP9_INTRA_MODE(tm)
VP9_INTRA_MODE(dc_left)
VP9_INTRA_MODE(dc_top)
VP9_INTRA_MODE(dc_128)

void DAE_FN(vp9_intra_init)(struct vp9_dsp *dsp)
{
	DAE_FN(vp9_intra_init_dc)(dsp, VP9_DC_PRED);
	DAE_FN(vp9_intra_init_v)(dsp, VP9_V_PRED);
	DAE_FN(vp9_intra_init_h)(dsp, VP9_H_PRED);
	DAE_FN(vp9_intra_init_d45)(dsp, VP9_D45_PRED);
	DAE_FN(vp9_intra_init_d135)(dsp, VP9_D135_PRED);
	DAE_FN(vp9_intra_init_d117)(dsp, VP9_D117_PRED);
	DAE_FN(vp9_intra_init_d153)(dsp, VP9_D153_PRED);
	DAE_FN(vp9_intra_init_d207)(dsp, VP9_D207_PRED);
	DAE_FN(vp9_intra_init_d63)(dsp, VP9_D63_PRED);
	DAE_FN(vp9_intra_init_tm)(dsp, VP9_TM_PRED);
	DAE_FN(vp9_intra_init_dc_left)(dsp, VP9_INTRA_DC_LEFT);
	DAE_FN(vp9_intra_init_dc_top)(dsp, VP9_INTRA_DC_TOP);
	DAE_FN(vp9_intra_init_dc_128)(dsp, VP9_INTRA_DC_128);
}
