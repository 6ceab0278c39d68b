// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 intra prediction (Rec. ITU-T H.264, 8.3) of one block, from the
 * neighbours around it in the picture. Built for 8- and 16-bit samples.
 *
 * Which neighbours are available is the caller's knowledge: it picks the slot.
 */
#include "../dae_pixel.h"
#include "h264_dsp.h"

/* Rounded two- and three-tap averages of 8.3.1.2.4 to 8.3.1.2.9. */
static __always_inline int h264_avg2(int a, int b)
{
	return (a + b + 1) >> 1;
}

static __always_inline int h264_avg3(int a, int b, int c)
{
	return (a + 2 * b + c + 2) >> 2;
}

static __always_inline void h264_fill(void *dst, ptrdiff_t stride, int w, int h, int value)
{
	int y;

	for (y = 0; y < h; y++)
		dae_splat(dae_row(dst, stride, y), w, value);
}

static __always_inline void h264_copy_row(void *dst, ptrdiff_t stride, int w, int h,
					  const pixel *row)
{
	int y;

	for (y = 0; y < h; y++)
		memcpy(dae_row(dst, stride, y), row, w * sizeof(pixel));
}

static __always_inline void h264_spread_left(void *dst, ptrdiff_t stride, int w, int h)
{
	int y;

	for (y = 0; y < h; y++) {
		pixel *d = dae_row(dst, stride, y);

		dae_splat(d, w, d[-1]);
	}
}

static __always_inline int h264_sum_above(const void *dst, ptrdiff_t stride, int x0, int n)
{
	const pixel *above = dae_crow(dst, stride, -1);
	int sum = 0, x;

	for (x = x0; x < x0 + n; x++)
		sum += above[x];
	return sum;
}

static __always_inline int h264_sum_left(const void *dst, ptrdiff_t stride, int y0, int n)
{
	int sum = 0, y;

	for (y = y0; y < y0 + n; y++)
		sum += dae_crow(dst, stride, y)[-1];
	return sum;
}

/*
 * The directional modes of 4x4 and 8x8 blocks (8.3.1.2.4 to 8.3.1.2.9 and
 * 8.3.2.2.5 to 8.3.2.2.10) are the same formulas for N = 4 and N = 8.
 *
 * The neighbours come as one line that starts at the bottom left and runs
 * around the corner: line[N - 1 - y] is p[-1, y], line[N] is p[-1, -1] and
 * line[N + 1 + x] is p[x, -1]. Seen from the corner, with e = line + N,
 * e[i] is p[i - 1, -1] for i > 0 and p[-1, -i - 1] for i < 0.
 */

/* @above: p[0..2 * n - 1, -1] */
static __always_inline void h264_diag_down_left(void *dst, ptrdiff_t stride, const pixel *above,
						int n)
{
	pixel v[15];
	int x, y;

	for (x = 0; x < 2 * n - 2; x++)
		v[x] = h264_avg3(above[x], above[x + 1], above[x + 2]);
	v[2 * n - 2] = (above[2 * n - 2] + 3 * above[2 * n - 1] + 2) >> 2;

	for (y = 0; y < n; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < n; x++)
			d[x] = v[x + y];
	}
}

/* @e: the corner in the line of neighbours */
static __always_inline void h264_diag_down_right(void *dst, ptrdiff_t stride, const pixel *e,
						 int n)
{
	pixel v[15];
	int i, x, y;

	/* v[n - 1 + x - y] serves (x, y) */
	for (i = 0; i < 2 * n - 1; i++)
		v[i] = h264_avg3(e[i - n], e[i - n + 1], e[i - n + 2]);

	for (y = 0; y < n; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < n; x++)
			d[x] = v[n - 1 + x - y];
	}
}

/*
 * zVR = 2 * x - y. Two rows down and one column right zVR is the same, so even
 * rows share one line and odd rows another; samples of zVR < -1 enter them
 * from the left, one in two rows.
 */
static __always_inline void h264_vert_right(void *dst, ptrdiff_t stride, const pixel *e, int n)
{
	pixel even[11], odd[11];
	const int k = n / 2 - 1;
	int i, x, y;

	for (x = 0; x < n; x++) {
		even[k + x] = h264_avg2(e[x], e[x + 1]);
		odd[k + x] = h264_avg3(e[x - 1], e[x], e[x + 1]);
	}
	for (i = 1; i <= k; i++) {
		even[k - i] = h264_avg3(e[-2 * i + 2], e[-2 * i + 1], e[-2 * i]);
		odd[k - i] = h264_avg3(e[-2 * i + 1], e[-2 * i], e[-2 * i - 1]);
	}

	for (y = 0; y < n; y++) {
		const pixel *v = (y & 1 ? odd : even) + k - (y >> 1);
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < n; x++)
			d[x] = v[x];
	}
}

/*
 * zHD = 2 * y - x. One line in order of falling zHD holds all samples; each row
 * starts two places before the row above it.
 */
static __always_inline void h264_hor_down(void *dst, ptrdiff_t stride, const pixel *e, int n)
{
	pixel v[22];
	int i, x, y;

	/* v[2 * n - 2 - zHD] */
	for (i = 0; i < n; i++) {
		v[2 * (n - 1 - i)] = h264_avg2(e[-i], e[-i - 1]);
		v[2 * (n - 1 - i) + 1] = h264_avg3(e[-i + 1], e[-i], e[-i - 1]);
	}
	for (i = 2; i < n; i++)
		v[2 * n - 2 + i] = h264_avg3(e[i], e[i - 1], e[i - 2]);

	for (y = 0; y < n; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < n; x++)
			d[x] = v[2 * (n - 1 - y) + x];
	}
}

/* @above: p[0..2 * n - 1, -1], of which the last n / 2 - 1 have no effect */
static __always_inline void h264_vert_left(void *dst, ptrdiff_t stride, const pixel *above, int n)
{
	pixel even[11], odd[11];
	int x, y;

	for (x = 0; x < n + n / 2 - 1; x++) {
		even[x] = h264_avg2(above[x], above[x + 1]);
		odd[x] = h264_avg3(above[x], above[x + 1], above[x + 2]);
	}

	for (y = 0; y < n; y++) {
		const pixel *v = (y & 1 ? odd : even) + (y >> 1);
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < n; x++)
			d[x] = v[x];
	}
}

/* zHU = x + 2 * y; @left: p[-1, 0..n - 1] */
static __always_inline void h264_hor_up(void *dst, ptrdiff_t stride, const pixel *left, int n)
{
	pixel v[22];
	int i, x, y;

	for (i = 0; i < n - 1; i++) {
		v[2 * i] = h264_avg2(left[i], left[i + 1]);
		v[2 * i + 1] = i < n - 2 ? h264_avg3(left[i], left[i + 1], left[i + 2]) :
					   (left[n - 2] + 3 * left[n - 1] + 2) >> 2;
	}
	for (i = 2 * n - 2; i < 3 * n - 2; i++)
		v[i] = left[n - 1];

	for (y = 0; y < n; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < n; x++)
			d[x] = v[x + 2 * y];
	}
}

/* 8.3.1.2.1 */
static void DAE_FN(h264_pred4_vert)(void *dst, ptrdiff_t stride, const void *topright,
				    int bd_max)
{
	h264_copy_row(dst, stride, 4, 4, dae_crow(dst, stride, -1));
}

/* 8.3.1.2.2 */
static void DAE_FN(h264_pred4_hor)(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	h264_spread_left(dst, stride, 4, 4);
}

/* 8.3.1.2.3, in its four cases of availability */
static void DAE_FN(h264_pred4_dc)(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	const int sum = h264_sum_above(dst, stride, 0, 4) + h264_sum_left(dst, stride, 0, 4);

	h264_fill(dst, stride, 4, 4, (sum + 4) >> 3);
}

static void DAE_FN(h264_pred4_left_dc)(void *dst, ptrdiff_t stride, const void *topright,
				       int bd_max)
{
	h264_fill(dst, stride, 4, 4, (h264_sum_left(dst, stride, 0, 4) + 2) >> 2);
}

static void DAE_FN(h264_pred4_top_dc)(void *dst, ptrdiff_t stride, const void *topright,
				      int bd_max)
{
	h264_fill(dst, stride, 4, 4, (h264_sum_above(dst, stride, 0, 4) + 2) >> 2);
}

static void DAE_FN(h264_pred4_dc_128)(void *dst, ptrdiff_t stride, const void *topright,
				      int bd_max)
{
	h264_fill(dst, stride, 4, 4, dae_mid_grey(bd_max));
}

static __always_inline void h264_pred4_above(const void *dst, ptrdiff_t stride,
					     const pixel *topright, pixel above[8])
{
	const pixel *row = dae_crow(dst, stride, -1);
	int x;

	for (x = 0; x < 4; x++) {
		above[x] = row[x];
		above[4 + x] = topright[x];
	}
}

/* The line of neighbours for the modes that need left, corner and above. */
static __always_inline void h264_pred4_line(const void *dst, ptrdiff_t stride, pixel line[9])
{
	const pixel *row = dae_crow(dst, stride, -1);
	int i;

	for (i = 0; i < 4; i++)
		line[3 - i] = dae_crow(dst, stride, i)[-1];
	for (i = 0; i < 5; i++)
		line[4 + i] = row[i - 1];
}

/* 8.3.1.2.4 */
static void DAE_FN(h264_pred4_diag_down_left)(void *dst, ptrdiff_t stride, const void *topright,
					      int bd_max)
{
	pixel above[8];

	h264_pred4_above(dst, stride, topright, above);
	h264_diag_down_left(dst, stride, above, 4);
}

/* 8.3.1.2.5 */
static void DAE_FN(h264_pred4_diag_down_right)(void *dst, ptrdiff_t stride, const void *topright,
					       int bd_max)
{
	pixel line[9];

	h264_pred4_line(dst, stride, line);
	h264_diag_down_right(dst, stride, line + 4, 4);
}

/* 8.3.1.2.6 */
static void DAE_FN(h264_pred4_vert_right)(void *dst, ptrdiff_t stride, const void *topright,
					  int bd_max)
{
	pixel line[9];

	h264_pred4_line(dst, stride, line);
	h264_vert_right(dst, stride, line + 4, 4);
}

/* 8.3.1.2.7 */
static void DAE_FN(h264_pred4_hor_down)(void *dst, ptrdiff_t stride, const void *topright,
					int bd_max)
{
	pixel line[9];

	h264_pred4_line(dst, stride, line);
	h264_hor_down(dst, stride, line + 4, 4);
}

/* 8.3.1.2.8 */
static void DAE_FN(h264_pred4_vert_left)(void *dst, ptrdiff_t stride, const void *topright,
					 int bd_max)
{
	pixel above[8];

	h264_pred4_above(dst, stride, topright, above);
	h264_vert_left(dst, stride, above, 4);
}

/* 8.3.1.2.9 */
static void DAE_FN(h264_pred4_hor_up)(void *dst, ptrdiff_t stride, const void *topright,
				      int bd_max)
{
	pixel left[4];
	int y;

	for (y = 0; y < 4; y++)
		left[y] = dae_crow(dst, stride, y)[-1];
	h264_hor_up(dst, stride, left, 4);
}

/* 8.3.2.2.1 for p'[0..n - 1, -1], n 8 or 16; p[8..15, -1] repeat p[7, -1] if missing. */
static __always_inline void h264_pred8_above(const void *dst, ptrdiff_t stride,
					     bool has_topleft, bool has_topright,
					     pixel *filtered, int n)
{
	const pixel *row = dae_crow(dst, stride, -1);
	pixel p[17];
	int x;

	for (x = 0; x < 8; x++)
		p[x] = row[x];
	for (x = 8; x <= n; x++)
		p[x] = has_topright && x < 16 ? row[x] : p[x - 1];

	/* without p[-1, -1] the first sample takes its place, as p[15, -1] does on the right */
	filtered[0] = h264_avg3(has_topleft ? row[-1] : p[0], p[0], p[1]);
	for (x = 1; x < n; x++)
		filtered[x] = h264_avg3(p[x - 1], p[x], p[x + 1]);
}

/* 8.3.2.2.1 for p'[-1, 0..7] */
static __always_inline void h264_pred8_left(const void *dst, ptrdiff_t stride, bool has_topleft,
					    pixel filtered[8])
{
	pixel p[9];
	int y;

	for (y = 0; y < 8; y++)
		p[y] = dae_crow(dst, stride, y)[-1];
	p[8] = p[7];

	filtered[0] = h264_avg3(has_topleft ? dae_crow(dst, stride, -1)[-1] : p[0], p[0], p[1]);
	for (y = 1; y < 8; y++)
		filtered[y] = h264_avg3(p[y - 1], p[y], p[y + 1]);
}

/* The filtered line of neighbours for the modes that need left, corner and above. */
static __always_inline void h264_pred8_line(const void *dst, ptrdiff_t stride, bool has_topright,
					    pixel line[17])
{
	const pixel *row = dae_crow(dst, stride, -1);
	pixel left[8];
	int y;

	h264_pred8_left(dst, stride, true, left);
	for (y = 0; y < 8; y++)
		line[7 - y] = left[y];
	line[8] = h264_avg3(row[0], row[-1], dae_crow(dst, stride, 0)[-1]);
	h264_pred8_above(dst, stride, true, has_topright, line + 9, 8);
}

static __always_inline int h264_sum8(const pixel *p)
{
	int sum = 0, i;

	for (i = 0; i < 8; i++)
		sum += p[i];
	return sum;
}

/* 8.3.2.2.2 */
static void DAE_FN(h264_pred8_vert)(void *dst, ptrdiff_t stride, bool has_topleft,
				    bool has_topright, int bd_max)
{
	pixel above[8];

	h264_pred8_above(dst, stride, has_topleft, has_topright, above, 8);
	h264_copy_row(dst, stride, 8, 8, above);
}

/* 8.3.2.2.3 */
static void DAE_FN(h264_pred8_hor)(void *dst, ptrdiff_t stride, bool has_topleft,
				   bool has_topright, int bd_max)
{
	pixel left[8];
	int y;

	h264_pred8_left(dst, stride, has_topleft, left);
	for (y = 0; y < 8; y++)
		dae_splat(dae_row(dst, stride, y), 8, left[y]);
}

/* 8.3.2.2.4, in its four cases of availability */
static void DAE_FN(h264_pred8_dc)(void *dst, ptrdiff_t stride, bool has_topleft,
				  bool has_topright, int bd_max)
{
	pixel above[8], left[8];

	h264_pred8_above(dst, stride, has_topleft, has_topright, above, 8);
	h264_pred8_left(dst, stride, has_topleft, left);
	h264_fill(dst, stride, 8, 8, (h264_sum8(above) + h264_sum8(left) + 8) >> 4);
}

static void DAE_FN(h264_pred8_left_dc)(void *dst, ptrdiff_t stride, bool has_topleft,
				       bool has_topright, int bd_max)
{
	pixel left[8];

	h264_pred8_left(dst, stride, has_topleft, left);
	h264_fill(dst, stride, 8, 8, (h264_sum8(left) + 4) >> 3);
}

static void DAE_FN(h264_pred8_top_dc)(void *dst, ptrdiff_t stride, bool has_topleft,
				      bool has_topright, int bd_max)
{
	pixel above[8];

	h264_pred8_above(dst, stride, has_topleft, has_topright, above, 8);
	h264_fill(dst, stride, 8, 8, (h264_sum8(above) + 4) >> 3);
}

static void DAE_FN(h264_pred8_dc_128)(void *dst, ptrdiff_t stride, bool has_topleft,
				      bool has_topright, int bd_max)
{
	h264_fill(dst, stride, 8, 8, dae_mid_grey(bd_max));
}

/* 8.3.2.2.5 */
static void DAE_FN(h264_pred8_diag_down_left)(void *dst, ptrdiff_t stride, bool has_topleft,
					      bool has_topright, int bd_max)
{
	pixel above[16];

	h264_pred8_above(dst, stride, has_topleft, has_topright, above, 16);
	h264_diag_down_left(dst, stride, above, 8);
}

/* 8.3.2.2.6 */
static void DAE_FN(h264_pred8_diag_down_right)(void *dst, ptrdiff_t stride, bool has_topleft,
					       bool has_topright, int bd_max)
{
	pixel line[17];

	h264_pred8_line(dst, stride, has_topright, line);
	h264_diag_down_right(dst, stride, line + 8, 8);
}

/* 8.3.2.2.7 */
static void DAE_FN(h264_pred8_vert_right)(void *dst, ptrdiff_t stride, bool has_topleft,
					  bool has_topright, int bd_max)
{
	pixel line[17];

	h264_pred8_line(dst, stride, has_topright, line);
	h264_vert_right(dst, stride, line + 8, 8);
}

/* 8.3.2.2.8 */
static void DAE_FN(h264_pred8_hor_down)(void *dst, ptrdiff_t stride, bool has_topleft,
					bool has_topright, int bd_max)
{
	pixel line[17];

	h264_pred8_line(dst, stride, has_topright, line);
	h264_hor_down(dst, stride, line + 8, 8);
}

/* 8.3.2.2.9 */
static void DAE_FN(h264_pred8_vert_left)(void *dst, ptrdiff_t stride, bool has_topleft,
					 bool has_topright, int bd_max)
{
	pixel above[16];

	h264_pred8_above(dst, stride, has_topleft, has_topright, above, 16);
	h264_vert_left(dst, stride, above, 8);
}

/* 8.3.2.2.10 */
static void DAE_FN(h264_pred8_hor_up)(void *dst, ptrdiff_t stride, bool has_topleft,
				      bool has_topright, int bd_max)
{
	pixel left[8];

	h264_pred8_left(dst, stride, has_topleft, left);
	h264_hor_up(dst, stride, left, 8);
}

/*
 * 8.3.3.4 and 8.3.4.4: the sums H and V of weighted differences across the
 * middle of row and column -1, for @n samples. Place n / 2 - 1 has no pair but
 * the corner for its last term. At most 36 * 2 * 16383 in size.
 */
static __always_inline int h264_plane_h(const void *dst, ptrdiff_t stride, int n)
{
	const pixel *above = dae_crow(dst, stride, -1);
	int sum = 0, x;

	for (x = 0; x < n / 2; x++)
		sum += (x + 1) * (above[n / 2 + x] - above[n / 2 - 2 - x]);
	return sum;
}

static __always_inline int h264_plane_v(const void *dst, ptrdiff_t stride, int n)
{
	int sum = 0, y;

	for (y = 0; y < n / 2; y++)
		sum += (y + 1) * (dae_crow(dst, stride, n / 2 + y)[-1] -
				  dae_crow(dst, stride, n / 2 - 2 - y)[-1]);
	return sum;
}

/* @b, @c: slopes in 1/32 sample; the plane is anchored at the middle of the block. */
static __always_inline void h264_plane(void *dst, ptrdiff_t stride, int w, int h, int b, int c,
				       int bd_max)
{
	const int a = 16 * (dae_crow(dst, stride, h - 1)[-1] + dae_crow(dst, stride, -1)[w - 1]);
	int x, y;

	for (y = 0; y < h; y++) {
		pixel *d = dae_row(dst, stride, y);
		const int first = a + c * (y - (h / 2 - 1)) - b * (w / 2 - 1) + 16;

		for (x = 0; x < w; x++)
			d[x] = dae_clip_pixel((first + b * x) >> 5, bd_max);
	}
}

/* 8.3.3.1 */
static void DAE_FN(h264_pred16_vert)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_copy_row(dst, stride, 16, 16, dae_crow(dst, stride, -1));
}

/* 8.3.3.2 */
static void DAE_FN(h264_pred16_hor)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_spread_left(dst, stride, 16, 16);
}

/* 8.3.3.3, in its four cases of availability */
static void DAE_FN(h264_pred16_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	const int sum = h264_sum_above(dst, stride, 0, 16) + h264_sum_left(dst, stride, 0, 16);

	h264_fill(dst, stride, 16, 16, (sum + 16) >> 5);
}

static void DAE_FN(h264_pred16_left_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill(dst, stride, 16, 16, (h264_sum_left(dst, stride, 0, 16) + 8) >> 4);
}

static void DAE_FN(h264_pred16_top_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill(dst, stride, 16, 16, (h264_sum_above(dst, stride, 0, 16) + 8) >> 4);
}

static void DAE_FN(h264_pred16_dc_128)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill(dst, stride, 16, 16, dae_mid_grey(bd_max));
}

/* 8.3.3.4 */
static void DAE_FN(h264_pred16_plane)(void *dst, ptrdiff_t stride, int bd_max)
{
	const int b = (5 * h264_plane_h(dst, stride, 16) + 32) >> 6;
	const int c = (5 * h264_plane_v(dst, stride, 16) + 32) >> 6;

	h264_plane(dst, stride, 16, 16, b, c, bd_max);
}

/* Which of the neighbours of a chroma block a DC mode may use. */
#define H264_HAS_ABOVE		1
#define H264_HAS_LEFT_UPPER	2
#define H264_HAS_LEFT_LOWER	4
#define H264_HAS_LEFT		(H264_HAS_LEFT_UPPER | H264_HAS_LEFT_LOWER)

/* Value of a 4x4 chroma block: the mean of its @sums, each of 4 neighbours. */
static __always_inline int h264_chroma_dc_value(bool use_above, int above, bool use_left,
						int left, int bd_max)
{
	if (use_above && use_left)
		return (above + left + 4) >> 3;
	if (use_above)
		return (above + 2) >> 2;
	if (use_left)
		return (left + 2) >> 2;
	return dae_mid_grey(bd_max);
}

/*
 * 8.3.4.1 to 8.3.4.3: each 4x4 block has its own DC. The first block, and those
 * of the right column below the first row, use both sides; the second block of
 * the first row prefers above, the rest of the left column prefers left.
 */
static __always_inline void h264_chroma_dc(void *dst, ptrdiff_t stride, int h, int has,
					   int bd_max)
{
	int x4, y4;

	for (y4 = 0; y4 < h / 4; y4++) {
		const bool has_left = has & (y4 < h / 8 ? H264_HAS_LEFT_UPPER :
							  H264_HAS_LEFT_LOWER);
		const int left = has_left ? h264_sum_left(dst, stride, y4 * 4, 4) : 0;

		for (x4 = 0; x4 < 2; x4++) {
			bool use_above = has & H264_HAS_ABOVE;
			bool use_left = has_left;
			const int above = use_above ? h264_sum_above(dst, stride, x4 * 4, 4) : 0;

			if (x4 == 1 && y4 == 0 && use_above)
				use_left = false;
			if (x4 == 0 && y4 > 0 && use_left)
				use_above = false;
			h264_fill((u8 *)dst + y4 * 4 * stride + x4 * 4 * sizeof(pixel), stride,
				  4, 4, h264_chroma_dc_value(use_above, above, use_left, left,
							     bd_max));
		}
	}
}

/* 8.3.4.4 with xCF 0, and yCF 0 or 4: heights of 8 or 16 */
static __always_inline void h264_chroma_plane(void *dst, ptrdiff_t stride, int h, int bd_max)
{
	const int b = (34 * h264_plane_h(dst, stride, 8) + 32) >> 6;
	const int c = ((h == 8 ? 34 : 5) * h264_plane_v(dst, stride, h) + 32) >> 6;

	h264_plane(dst, stride, 8, h, b, c, bd_max);
}

#define H264_PREDC_DC(format, h, name, has)							\
static void DAE_FN(h264_predc##format##_##name)(void *dst, ptrdiff_t stride, int bd_max)	\
{												\
	h264_chroma_dc(dst, stride, h, has, bd_max);						\
}

H264_PREDC_DC(420, 8, dc, H264_HAS_ABOVE | H264_HAS_LEFT)
H264_PREDC_DC(420, 8, left_dc, H264_HAS_LEFT)
H264_PREDC_DC(420, 8, top_dc, H264_HAS_ABOVE)
H264_PREDC_DC(420, 8, dc_128, 0)
H264_PREDC_DC(420, 8, dc_upper, H264_HAS_ABOVE | H264_HAS_LEFT_UPPER)
H264_PREDC_DC(420, 8, dc_lower, H264_HAS_ABOVE | H264_HAS_LEFT_LOWER)
H264_PREDC_DC(420, 8, left_dc_upper, H264_HAS_LEFT_UPPER)
H264_PREDC_DC(420, 8, left_dc_lower, H264_HAS_LEFT_LOWER)

H264_PREDC_DC(422, 16, dc, H264_HAS_ABOVE | H264_HAS_LEFT)
H264_PREDC_DC(422, 16, left_dc, H264_HAS_LEFT)
H264_PREDC_DC(422, 16, top_dc, H264_HAS_ABOVE)
H264_PREDC_DC(422, 16, dc_128, 0)
H264_PREDC_DC(422, 16, dc_upper, H264_HAS_ABOVE | H264_HAS_LEFT_UPPER)
H264_PREDC_DC(422, 16, dc_lower, H264_HAS_ABOVE | H264_HAS_LEFT_LOWER)
H264_PREDC_DC(422, 16, left_dc_upper, H264_HAS_LEFT_UPPER)
H264_PREDC_DC(422, 16, left_dc_lower, H264_HAS_LEFT_LOWER)

/* 8.3.4.2 Intra_Chroma_Horizontal */
static void DAE_FN(h264_predc420_hor)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_spread_left(dst, stride, 8, 8);
}

static void DAE_FN(h264_predc422_hor)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_spread_left(dst, stride, 8, 16);
}

/* 8.3.4.3 Intra_Chroma_Vertical */
static void DAE_FN(h264_predc420_vert)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_copy_row(dst, stride, 8, 8, dae_crow(dst, stride, -1));
}

static void DAE_FN(h264_predc422_vert)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_copy_row(dst, stride, 8, 16, dae_crow(dst, stride, -1));
}

static void DAE_FN(h264_predc420_plane)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_chroma_plane(dst, stride, 8, bd_max);
}

static void DAE_FN(h264_predc422_plane)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_chroma_plane(dst, stride, 16, bd_max);
}

void DAE_FN(h264_intra_init)(struct h264_dsp *dsp)
{
	dsp->pred4[H264_INTRA_NXN_VERT] = DAE_FN(h264_pred4_vert);
	dsp->pred4[H264_INTRA_NXN_HOR] = DAE_FN(h264_pred4_hor);
	dsp->pred4[H264_INTRA_NXN_DC] = DAE_FN(h264_pred4_dc);
	dsp->pred4[H264_INTRA_NXN_DIAG_DOWN_LEFT] = DAE_FN(h264_pred4_diag_down_left);
	dsp->pred4[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = DAE_FN(h264_pred4_diag_down_right);
	dsp->pred4[H264_INTRA_NXN_VERT_RIGHT] = DAE_FN(h264_pred4_vert_right);
	dsp->pred4[H264_INTRA_NXN_HOR_DOWN] = DAE_FN(h264_pred4_hor_down);
	dsp->pred4[H264_INTRA_NXN_VERT_LEFT] = DAE_FN(h264_pred4_vert_left);
	dsp->pred4[H264_INTRA_NXN_HOR_UP] = DAE_FN(h264_pred4_hor_up);
	dsp->pred4[H264_INTRA_NXN_LEFT_DC] = DAE_FN(h264_pred4_left_dc);
	dsp->pred4[H264_INTRA_NXN_TOP_DC] = DAE_FN(h264_pred4_top_dc);
	dsp->pred4[H264_INTRA_NXN_DC_128] = DAE_FN(h264_pred4_dc_128);

	dsp->pred8[H264_INTRA_NXN_VERT] = DAE_FN(h264_pred8_vert);
	dsp->pred8[H264_INTRA_NXN_HOR] = DAE_FN(h264_pred8_hor);
	dsp->pred8[H264_INTRA_NXN_DC] = DAE_FN(h264_pred8_dc);
	dsp->pred8[H264_INTRA_NXN_DIAG_DOWN_LEFT] = DAE_FN(h264_pred8_diag_down_left);
	dsp->pred8[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = DAE_FN(h264_pred8_diag_down_right);
	dsp->pred8[H264_INTRA_NXN_VERT_RIGHT] = DAE_FN(h264_pred8_vert_right);
	dsp->pred8[H264_INTRA_NXN_HOR_DOWN] = DAE_FN(h264_pred8_hor_down);
	dsp->pred8[H264_INTRA_NXN_VERT_LEFT] = DAE_FN(h264_pred8_vert_left);
	dsp->pred8[H264_INTRA_NXN_HOR_UP] = DAE_FN(h264_pred8_hor_up);
	dsp->pred8[H264_INTRA_NXN_LEFT_DC] = DAE_FN(h264_pred8_left_dc);
	dsp->pred8[H264_INTRA_NXN_TOP_DC] = DAE_FN(h264_pred8_top_dc);
	dsp->pred8[H264_INTRA_NXN_DC_128] = DAE_FN(h264_pred8_dc_128);

	dsp->pred16[H264_INTRA16_VERT] = DAE_FN(h264_pred16_vert);
	dsp->pred16[H264_INTRA16_HOR] = DAE_FN(h264_pred16_hor);
	dsp->pred16[H264_INTRA16_DC] = DAE_FN(h264_pred16_dc);
	dsp->pred16[H264_INTRA16_PLANE] = DAE_FN(h264_pred16_plane);
	dsp->pred16[H264_INTRA16_LEFT_DC] = DAE_FN(h264_pred16_left_dc);
	dsp->pred16[H264_INTRA16_TOP_DC] = DAE_FN(h264_pred16_top_dc);
	dsp->pred16[H264_INTRA16_DC_128] = DAE_FN(h264_pred16_dc_128);

	dsp->predc420[H264_INTRA_CHROMA_DC] = DAE_FN(h264_predc420_dc);
	dsp->predc420[H264_INTRA_CHROMA_HOR] = DAE_FN(h264_predc420_hor);
	dsp->predc420[H264_INTRA_CHROMA_VERT] = DAE_FN(h264_predc420_vert);
	dsp->predc420[H264_INTRA_CHROMA_PLANE] = DAE_FN(h264_predc420_plane);
	dsp->predc420[H264_INTRA_CHROMA_LEFT_DC] = DAE_FN(h264_predc420_left_dc);
	dsp->predc420[H264_INTRA_CHROMA_TOP_DC] = DAE_FN(h264_predc420_top_dc);
	dsp->predc420[H264_INTRA_CHROMA_DC_128] = DAE_FN(h264_predc420_dc_128);
	dsp->predc420[H264_INTRA_CHROMA_DC_UPPER] = DAE_FN(h264_predc420_dc_upper);
	dsp->predc420[H264_INTRA_CHROMA_DC_LOWER] = DAE_FN(h264_predc420_dc_lower);
	dsp->predc420[H264_INTRA_CHROMA_LEFT_DC_UPPER] = DAE_FN(h264_predc420_left_dc_upper);
	dsp->predc420[H264_INTRA_CHROMA_LEFT_DC_LOWER] = DAE_FN(h264_predc420_left_dc_lower);

	dsp->predc422[H264_INTRA_CHROMA_DC] = DAE_FN(h264_predc422_dc);
	dsp->predc422[H264_INTRA_CHROMA_HOR] = DAE_FN(h264_predc422_hor);
	dsp->predc422[H264_INTRA_CHROMA_VERT] = DAE_FN(h264_predc422_vert);
	dsp->predc422[H264_INTRA_CHROMA_PLANE] = DAE_FN(h264_predc422_plane);
	dsp->predc422[H264_INTRA_CHROMA_LEFT_DC] = DAE_FN(h264_predc422_left_dc);
	dsp->predc422[H264_INTRA_CHROMA_TOP_DC] = DAE_FN(h264_predc422_top_dc);
	dsp->predc422[H264_INTRA_CHROMA_DC_128] = DAE_FN(h264_predc422_dc_128);
	dsp->predc422[H264_INTRA_CHROMA_DC_UPPER] = DAE_FN(h264_predc422_dc_upper);
	dsp->predc422[H264_INTRA_CHROMA_DC_LOWER] = DAE_FN(h264_predc422_dc_lower);
	dsp->predc422[H264_INTRA_CHROMA_LEFT_DC_UPPER] = DAE_FN(h264_predc422_left_dc_upper);
	dsp->predc422[H264_INTRA_CHROMA_LEFT_DC_LOWER] = DAE_FN(h264_predc422_left_dc_lower);
}
