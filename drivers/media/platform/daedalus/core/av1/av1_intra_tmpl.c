// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 intra prediction of one transform block: its neighbours and all modes (AV1
 * specification, 7.11.2), palettes (7.11.4) and chroma from luma (7.11.5). Built for
 * 8- and 16-bit samples.
 *
 * What can be decided once for a block or a row is, so that the loops over samples
 * have no conditions. Sums of two samples with weights that add up to 256 fit in 20
 * bits, those of filters in 18, so that int holds all of them.
 */
#include <linux/log2.h>
#include <linux/math.h>

#include "../dae_pixel.h"
#include "av1_intra.h"
#include "av1_intra_tables.h"

static __always_inline int av1_intra_sum(const pixel *p, int n)
{
	int i, sum = 0;

	for (i = 0; i < n; i++)
		sum += p[i];
	return sum;
}

static __always_inline void av1_intra_repeat(pixel *p, int n, pixel value)
{
	int i;

	for (i = 0; i < n; i++)
		p[i] = value;
}

/* AboveRow[0..n - 1] to @above */
static void av1_edge_above(pixel *above, const void *src, ptrdiff_t stride, int n, int n_above,
			   int n_left, int bd_max)
{
	const int valid = min(n, n_above);

	if (valid) {
		memcpy(above, dae_crow(src, stride, -1), valid * sizeof(pixel));
		av1_intra_repeat(above + valid, n - valid, above[valid - 1]);
	} else {
		av1_intra_repeat(above, n,
				 n_left ? *((const pixel *)src - 1) : dae_mid_grey(bd_max) - 1);
	}
}

/* LeftCol[n - 1..0] to @left */
static void av1_edge_left(pixel *left, const void *src, ptrdiff_t stride, int n, int n_above,
			  int n_left, int bd_max)
{
	const int valid = min(n, n_left);
	int i;

	for (i = 0; i < valid; i++)
		left[n - 1 - i] = *(dae_crow(src, stride, i) - 1);
	if (valid)
		av1_intra_repeat(left, n - valid, left[n - valid]);
	else
		av1_intra_repeat(left, n, n_above ? *dae_crow(src, stride, -1) :
						    dae_mid_grey(bd_max) + 1);
}

static pixel av1_edge_corner(const void *src, ptrdiff_t stride, int n_above, int n_left,
			     int bd_max)
{
	if (n_above)
		return *(dae_crow(src, stride, -1) - !!n_left);
	return n_left ? *((const pixel *)src - 1) : dae_mid_grey(bd_max);
}

static void DAE_FN(av1_intra_edges)(void *tl, const void *src, ptrdiff_t stride, int w, int h,
				    int n_above, int n_left, unsigned int needs, int bd_max)
{
	const int right = needs & AV1_EDGE_ABOVE_RIGHT ? w + h : w;
	const int below = needs & AV1_EDGE_BELOW_LEFT ? w + h : h;
	pixel *edge = tl;

	if (needs & AV1_EDGE_ABOVE)
		av1_edge_above(edge + 1, src, stride, right, n_above, n_left, bd_max);
	if (needs & AV1_EDGE_LEFT)
		av1_edge_left(edge - below, src, stride, below, n_above, n_left, bd_max);
	if (needs & AV1_EDGE_CORNER)
		*edge = av1_edge_corner(src, stride, n_above, n_left, bd_max);
}

/* The sample that one of the DC slots fills the block with */
static __always_inline int av1_intra_dc_value(enum av1_intra slot, const pixel *tl, int w, int h,
					      int bd_max)
{
	int sum = 0, n = 0;

	if (slot == AV1_INTRA_DC_128)
		return dae_mid_grey(bd_max);
	if (slot != AV1_INTRA_DC_TOP) {
		sum += av1_intra_sum(tl - h, h);
		n += h;
	}
	if (slot != AV1_INTRA_DC_LEFT) {
		sum += av1_intra_sum(tl + 1, w);
		n += w;
	}
	return (sum + n / 2) / n;
}

/* Chroma from luma adds Round2Signed(alpha * ac, 6), whose sign comes last. */
static __always_inline void av1_cfl_add(void *dst, ptrdiff_t stride, int dc, int w, int h,
					const s16 *ac, int alpha, int bd_max)
{
	int i, j;

	for (i = 0; i < h; i++, ac += w) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++) {
			const int v = alpha * ac[j];
			const int add = (abs(v) + 32) >> 6;

			d[j] = dae_clip_pixel(dc + (v < 0 ? -add : add), bd_max);
		}
	}
}

/* The two operations that a DC slot has */
#define AV1_INTRA_DC_SLOT(name, slot)								\
static __always_inline int av1_dc_value_##name(const pixel *tl, int w, int h, int bd_max)	\
{												\
	return av1_intra_dc_value(slot, tl, w, h, bd_max);					\
}												\
												\
static void DAE_FN(av1_intra_##name)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,	\
				     int bd_max)						\
{												\
	const pixel value = av1_dc_value_##name(tl, w, h, bd_max);				\
	int i;											\
												\
	for (i = 0; i < h; i++)									\
		dae_splat(dae_row(dst, stride, i), w, value);					\
}												\
												\
static void DAE_FN(av1_cfl_##name)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,	\
				   const s16 *ac, int alpha, int bd_max)			\
{												\
	av1_cfl_add(dst, stride, av1_dc_value_##name(tl, w, h, bd_max), w, h, ac, alpha,	\
		    bd_max);									\
}

AV1_INTRA_DC_SLOT(dc, AV1_INTRA_DC)
AV1_INTRA_DC_SLOT(dc_left, AV1_INTRA_DC_LEFT)
AV1_INTRA_DC_SLOT(dc_top, AV1_INTRA_DC_TOP)
AV1_INTRA_DC_SLOT(dc_128, AV1_INTRA_DC_128)

static void DAE_FN(av1_intra_v)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				int bd_max)
{
	int i;

	for (i = 0; i < h; i++)
		memcpy(dae_row(dst, stride, i), (const pixel *)tl + 1, w * sizeof(pixel));
}

static void DAE_FN(av1_intra_h)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				int bd_max)
{
	const pixel *left = (const pixel *)tl - 1;
	int i;

	for (i = 0; i < h; i++)
		dae_splat(dae_row(dst, stride, i), w, left[-i]);
}

/*
 * Distances from base = above + left - corner: to left it is that of above to the
 * corner, to above that of left to the corner.
 */
static void DAE_FN(av1_intra_paeth)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				    int bd_max)
{
	const pixel *above = (const pixel *)tl + 1, *left = (const pixel *)tl - 1;
	const int corner = *(const pixel *)tl;
	int i, j;

	for (i = 0; i < h; i++) {
		const int to_top = abs(left[-i] - corner);
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++) {
			const int to_left = abs(above[j] - corner);
			const int to_corner = abs(above[j] + left[-i] - 2 * corner);
			const int v = to_top <= to_corner ? above[j] : corner;

			d[j] = to_left <= min(to_top, to_corner) ? left[-i] : v;
		}
	}
}

static const u8 *av1_sm_weights(int n)
{
	static const u8 *const weights[] = {
		av1_sm_weights_tx_4x4, av1_sm_weights_tx_8x8, av1_sm_weights_tx_16x16,
		av1_sm_weights_tx_32x32, av1_sm_weights_tx_64x64,
	};

	return weights[ilog2(n) - 2];
}

static void DAE_FN(av1_intra_smooth)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				     int bd_max)
{
	const pixel *above = (const pixel *)tl + 1, *left = (const pixel *)tl - 1;
	const u8 *weights_x = av1_sm_weights(w), *weights_y = av1_sm_weights(h);
	const int right = above[w - 1], bottom = left[1 - h];
	int i, j;

	for (i = 0; i < h; i++) {
		const int wy = weights_y[i];
		const int row = (256 - wy) * bottom + 256 * right + 256;
		const int step = left[-i] - right;
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++)
			d[j] = (row + wy * above[j] + weights_x[j] * step) >> 9;
	}
}

static void DAE_FN(av1_intra_smooth_v)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				       int bd_max)
{
	const pixel *above = (const pixel *)tl + 1;
	const int bottom = *((const pixel *)tl - h);
	const u8 *weights = av1_sm_weights(h);
	int i, j;

	for (i = 0; i < h; i++) {
		const int wy = weights[i];
		const int row = (256 - wy) * bottom + 128;
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++)
			d[j] = (row + wy * above[j]) >> 8;
	}
}

static void DAE_FN(av1_intra_smooth_h)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				       int bd_max)
{
	const pixel *left = (const pixel *)tl - 1;
	const int right = *((const pixel *)tl + w);
	const u8 *weights = av1_sm_weights(w);
	int i, j;

	for (i = 0; i < h; i++) {
		const int step = left[-i] - right;
		const int row = 256 * right + 128;
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++)
			d[j] = (row + weights[j] * step) >> 8;
	}
}

/*
 * Neighbours along one side as pred_dir uses them: filtered or upsampled, in the
 * order of their distance from the corner, which is number -1.
 */
#define AV1_DIR_LEAD		2	/* upsampling adds number -2 */
#define AV1_DIR_SIDE		(AV1_DIR_LEAD + 64)
/* With AV1_EDGE_UP or AV1_EDGE_DOWN; the last is repeated as often as a row is long. */
#define AV1_DIR_LONG_SIDE	(AV1_DIR_LEAD + AV1_INTRA_EDGE + 64)

/**
 * struct av1_dir - what the sides of a block have in common
 * @flags: AV1_DIR_*
 * @blk_wh: blkWh, w + h
 * @corner: the sample at -1, filtered
 * @bd_max: largest sample
 */
struct av1_dir {
	unsigned int flags;
	int blk_wh;
	int corner;
	int bd_max;
};

static void av1_dir_init(struct av1_dir *dir, const pixel *tl, int blk_wh, unsigned int flags,
			 int bd_max)
{
	dir->flags = flags;
	dir->blk_wh = blk_wh;
	dir->corner = tl[0];
	dir->bd_max = bd_max;
}

/* 7.11.2.12: samples 0..n - 1 of @line, where the corner and sample n - 1 go on, to @side */
static void av1_dir_filter(pixel *side, const pixel *line, int n, int strength)
{
	const u8 *k = av1_intra_edge_kernel[strength - 1];
	int i;

	for (i = 0; i < n; i++)
		side[i] = (k[2] * line[i] + k[1] * (line[i - 1] + line[i + 1]) +
			   k[0] * (line[i - 2] + line[i + 2]) + 8) >> 4;
}

/* 7.11.2.11: samples -1..n - 1 of @line, where both ends go on, to -2..2 * n - 2 of @side */
static void av1_dir_upsample(pixel *side, const pixel *line, int n, int bd_max)
{
	int i;

	side[-2] = line[-1];
	for (i = 0; i < n; i++) {
		const int s = 9 * (line[i - 1] + line[i]) - line[i - 2] - line[i + 1];

		side[2 * i - 1] = dae_clip_pixel((s + 8) >> 4, bd_max);
		side[2 * i] = line[i];
	}
}

/*
 * Make @side of @n samples of @tl, in steps of @step, of which 7.11.2.12 filters the
 * first @n_filter. @delta is the angle from this side. Returns 1 if upsampled.
 *
 * No side is both filtered and upsampled: the deltas of one begin where those of the
 * other end. Samples that are not available all repeat the last one that is, as
 * sample n - 1 is repeated here, or are all the same as the corner, or one more or
 * less. A filter with nothing else in reach leaves them as they are, so that how
 * many of them are filtered matters only next to the last that is available.
 */
static int av1_dir_side(pixel *side, const struct av1_dir *dir, const pixel *tl, int step, int n,
			int n_filter, int delta)
{
	pixel buf[2 + AV1_INTRA_EDGE + 2], *line = buf + 2;
	int i, strength;

	line[-2] = dir->corner;
	line[-1] = dir->corner;
	for (i = 0; i < n; i++)
		line[i] = tl[(i + 1) * step];
	av1_intra_repeat(line + n, 2, line[n - 1]);

	if (av1_intra_upsamples(dir->blk_wh, delta, dir->flags)) {
		av1_dir_upsample(side, line, n, dir->bd_max);
		return 1;
	}

	side[-1] = dir->corner;
	strength = av1_intra_strength(dir->blk_wh, delta, dir->flags);
	if (strength)
		av1_dir_filter(side, line, n_filter, strength);
	else
		n_filter = 0;
	memcpy(side + n_filter, line + n_filter, (n - n_filter) * sizeof(pixel));
	return 0;
}

static __always_inline int av1_dir_mix(int a, int b, int shift)
{
	return (a * (32 - shift) + b * shift + 16) >> 5;
}

/* shift of 7.11.2.4 */
static __always_inline int av1_dir_shift(int idx, int up)
{
	return (idx * (1 << up) >> 1) & 31;
}

/* @side goes on with its last sample, maxBaseX, for as long as a line of @n may reach. */
static void av1_dir_extend(pixel *side, int max_base, int n)
{
	av1_intra_repeat(side + max_base + 1, n, side[max_base]);
}

/* pAngle below 90: all rows are pieces of the row above */
static void av1_dir_above(void *dst, ptrdiff_t stride, const pixel *tl, const struct av1_dir *dir,
			  int w, int h, int angle)
{
	const int dx = av1_dr_intra_derivative[angle];
	pixel buf[AV1_DIR_LONG_SIDE], *above = buf + AV1_DIR_LEAD;
	const int up = av1_dir_side(above, dir, tl, 1, w + h, w + h, 90 - angle);
	const int max_base = (w + h - 1) << up;
	int i, j;

	av1_dir_extend(above, max_base, w << up);
	for (i = 0; i < h; i++) {
		const int idx = (i + 1) * dx;
		const pixel *a = above + min(idx >> (6 - up), max_base);
		const int shift = av1_dir_shift(idx, up);
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++)
			d[j] = av1_dir_mix(a[j << up], a[(j << up) + 1], shift);
	}
}

/*
 * pAngle above 180: all columns are pieces of the column to the left. No angle that
 * there is reaches its end, which the specification leaves open.
 */
static void av1_dir_left(void *dst, ptrdiff_t stride, const pixel *tl, const struct av1_dir *dir,
			 int w, int h, int angle)
{
	const int dy = av1_dr_intra_derivative[270 - angle];
	pixel buf[AV1_DIR_LONG_SIDE], *left = buf + AV1_DIR_LEAD;
	const int up = av1_dir_side(left, dir, tl, -1, w + h, w + h, angle - 180);
	const int max_base = (w + h - 1) << up;
	int i, j;

	av1_dir_extend(left, max_base, h << up);
	for (j = 0; j < w; j++) {
		const int idx = (j + 1) * dy;
		const pixel *l = left + min(idx >> (6 - up), max_base);
		const int shift = av1_dir_shift(idx, up);

		for (i = 0; i < h; i++)
			dae_row(dst, stride, i)[j] = av1_dir_mix(l[i << up], l[(i << up) + 1],
								 shift);
	}
}

/* The samples of row @i that come from the left: columns 0..n - 1 */
static __always_inline void av1_dir_row_left(pixel *d, const pixel *left, int i, int n, int dy,
					     int up)
{
	int idx = 64 * i, j;

	for (j = 0; j < n; j++) {
		int base;

		idx -= dy;
		base = idx >> (6 - up);
		d[j] = av1_dir_mix(left[base], left[base + 1], av1_dir_shift(idx, up));
	}
}

/* Those from above: columns first..w - 1 */
static __always_inline void av1_dir_row_above(pixel *d, const pixel *above, int i, int first,
					      int w, int dx, int up)
{
	const int idx = -(i + 1) * dx;
	const int base = idx >> (6 - up);
	const int shift = av1_dir_shift(idx, up);
	int j;

	for (j = first; j < w; j++)
		d[j] = av1_dir_mix(above[base + (j << up)], above[base + (j << up) + 1], shift);
}

/*
 * pAngle between 90 and 180: each row has a piece of the left column, and goes on
 * with one of the row above from where idx is at least -64, which is the same as base
 * being at least -(1 << upsampleAbove). The product of dx and dy is 64 * 64 or less,
 * so that a sample that is not from above is from no higher than the corner.
 */
static void av1_dir_both(void *dst, ptrdiff_t stride, const pixel *tl, struct av1_dir *dir,
			 int w, int h, int angle, int n_above, int n_left)
{
	const int dx = av1_dr_intra_derivative[180 - angle];
	const int dy = av1_dr_intra_derivative[angle - 90];
	pixel buf[2][AV1_DIR_SIDE];
	pixel *above = buf[0] + AV1_DIR_LEAD, *left = buf[1] + AV1_DIR_LEAD;
	int i, up_above, up_left;

	/* 7.11.2.7 */
	if (dir->flags & AV1_DIR_EDGE_FILTER && dir->blk_wh >= 24)
		dir->corner = (5 * tl[-1] + 6 * tl[0] + 5 * tl[1] + 8) >> 4;
	up_above = av1_dir_side(above, dir, tl, 1, w, min(w, n_above), angle - 90);
	up_left = av1_dir_side(left, dir, tl, -1, h, min(h, n_left), 180 - angle);

	for (i = 0; i < h; i++) {
		const int first = min(w, ((i + 1) * dx - 1) >> 6);
		pixel *d = dae_row(dst, stride, i);

		av1_dir_row_left(d, left, i, first, dy, up_left);
		av1_dir_row_above(d, above, i, first, w, dx, up_above);
	}
}

static void DAE_FN(av1_intra_dir)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				  int angle, unsigned int flags, int n_above, int n_left,
				  int bd_max)
{
	struct av1_dir dir;

	av1_dir_init(&dir, tl, w + h, flags, bd_max);
	if (angle < 90)
		av1_dir_above(dst, stride, tl, &dir, w, h, angle);
	else if (angle > 180)
		av1_dir_left(dst, stride, tl, &dir, w, h, angle);
	else
		av1_dir_both(dst, stride, tl, &dir, w, h, angle, n_above, n_left);
}

/* 4 x 2 samples from the 7 around them; what is below 0 is clipped, however rounded */
static __always_inline void av1_filter_intra_4x2(pixel *d, ptrdiff_t stride, const pixel p[7],
						 const s8 taps[8][7], int bd_max)
{
	int i, j, sum;

	for (i = 0; i < 8; i++) {
		for (j = 0, sum = 8; j < 7; j++)
			sum += taps[i][j] * p[j];
		dae_row(d, stride, i >> 2)[i & 3] = dae_clip_pixel(sum >> 4, bd_max);
	}
}

static void DAE_FN(av1_filter_intra)(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				     int mode, int bd_max)
{
	const pixel *above = (const pixel *)tl + 1, *left = (const pixel *)tl - 1;
	pixel p[7];
	int i, j;

	for (i = 0; i < h; i += 2) {
		pixel *d = dae_row(dst, stride, i), *below = dae_row(dst, stride, i + 1);

		p[0] = left[1 - i];
		p[5] = left[-i];
		p[6] = left[-i - 1];
		for (j = 0; j < w; j += 4) {
			memcpy(p + 1, above + j, 4 * sizeof(pixel));
			av1_filter_intra_4x2(d + j, stride, p, av1_intra_filter_taps[mode],
					     bd_max);
			p[0] = above[j + 3];
			p[5] = d[j + 3];
			p[6] = below[j + 3];
		}
		above = below;
	}
}

/* One row of L: the luma samples of each chroma sample, times 8 over their number */
static __always_inline void av1_cfl_row(s16 *ac, const void *luma, ptrdiff_t stride, int n,
					bool sub_x, bool sub_y)
{
	const pixel *l0 = luma, *l1 = dae_crow(luma, stride, sub_y);
	int j;

	for (j = 0; j < n; j++) {
		int t = l0[j << sub_x];

		if (sub_x)
			t += l0[2 * j + 1];
		if (sub_y)
			t += l1[j << sub_x];
		if (sub_x && sub_y)
			t += l1[2 * j + 1];
		ac[j] = t << (3 - sub_x - sub_y);
	}
}

/* L is 32760 at the most, and the sum of 32 x 32 of them less than 2^25. */
static __always_inline void av1_cfl_ac(s16 *ac, const void *luma, ptrdiff_t stride, int w, int h,
				       int valid_w, int valid_h, bool sub_x, bool sub_y)
{
	const int n = w * h;
	int i, j, sum = 0, average;

	valid_w = min(valid_w, w);
	valid_h = min(valid_h, h);
	for (i = 0; i < valid_h; i++) {
		s16 *row = ac + i * w;

		av1_cfl_row(row, dae_crow(luma, stride, i << sub_y), stride, valid_w, sub_x,
			    sub_y);
		for (j = valid_w; j < w; j++)
			row[j] = row[valid_w - 1];
	}
	for (; i < h; i++)
		memcpy(ac + i * w, ac + (i - 1) * w, w * sizeof(*ac));

	for (i = 0; i < n; i++)
		sum += ac[i];
	average = (sum + n / 2) >> ilog2(n);
	for (i = 0; i < n; i++)
		ac[i] -= average;
}

#define AV1_CFL_AC(layout, sub_x, sub_y)							\
static void DAE_FN(av1_cfl_ac_##layout)(s16 *ac, const void *luma, ptrdiff_t stride, int w,	\
					int h, int valid_w, int valid_h)			\
{												\
	av1_cfl_ac(ac, luma, stride, w, h, valid_w, valid_h, sub_x, sub_y);			\
}

AV1_CFL_AC(420, true, true)
AV1_CFL_AC(422, true, false)
AV1_CFL_AC(444, false, false)

static void DAE_FN(av1_palette)(void *dst, ptrdiff_t stride, const u16 *colors, const u8 *map,
				ptrdiff_t map_stride, int w, int h)
{
	int i, j;

	for (i = 0; i < h; i++, map += map_stride) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < w; j++)
			d[j] = colors[map[j]];
	}
}

void DAE_FN(av1_intra_init)(struct av1_intra_dsp *dsp)
{
	dsp->edges = DAE_FN(av1_intra_edges);
	dsp->pred[AV1_INTRA_DC] = DAE_FN(av1_intra_dc);
	dsp->pred[AV1_INTRA_DC_LEFT] = DAE_FN(av1_intra_dc_left);
	dsp->pred[AV1_INTRA_DC_TOP] = DAE_FN(av1_intra_dc_top);
	dsp->pred[AV1_INTRA_DC_128] = DAE_FN(av1_intra_dc_128);
	dsp->pred[AV1_INTRA_V] = DAE_FN(av1_intra_v);
	dsp->pred[AV1_INTRA_H] = DAE_FN(av1_intra_h);
	dsp->pred[AV1_INTRA_SMOOTH] = DAE_FN(av1_intra_smooth);
	dsp->pred[AV1_INTRA_SMOOTH_V] = DAE_FN(av1_intra_smooth_v);
	dsp->pred[AV1_INTRA_SMOOTH_H] = DAE_FN(av1_intra_smooth_h);
	dsp->pred[AV1_INTRA_PAETH] = DAE_FN(av1_intra_paeth);
	dsp->pred_dir = DAE_FN(av1_intra_dir);
	dsp->filter_intra = DAE_FN(av1_filter_intra);
	dsp->cfl_ac[AV1_CFL_420] = DAE_FN(av1_cfl_ac_420);
	dsp->cfl_ac[AV1_CFL_422] = DAE_FN(av1_cfl_ac_422);
	dsp->cfl_ac[AV1_CFL_444] = DAE_FN(av1_cfl_ac_444);
	dsp->cfl_pred[AV1_INTRA_DC] = DAE_FN(av1_cfl_dc);
	dsp->cfl_pred[AV1_INTRA_DC_LEFT] = DAE_FN(av1_cfl_dc_left);
	dsp->cfl_pred[AV1_INTRA_DC_TOP] = DAE_FN(av1_cfl_dc_top);
	dsp->cfl_pred[AV1_INTRA_DC_128] = DAE_FN(av1_cfl_dc_128);
	dsp->palette = DAE_FN(av1_palette);
}
