// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 superres of a row, and loop restoration of a part of a unit within a stripe (AV1
 * specification, 7.16 and 7.17.2 to 7.17.5). Built for 8- and 16-bit samples. Where
 * samples come from at the edges of planes and stripes is the caller's work.
 *
 * Both filters go down row by row and keep no more rows of intermediate values than
 * the next row of samples needs.
 */
#include <linux/build_bug.h>
#include <linux/log2.h>

#include "../dae_pixel.h"
#include "av1_lr.h"
#include "av1_lr_tables.h"

#define AV1_FILTER_BITS		7

/* Rows of intermediate values that are kept, a power of two */
#define AV1_WIENER_ROWS		8
#define AV1_SGR_ROWS		4
/* Entries in a row of A and B, and of sums of columns for them */
#define AV1_SGR_W		(AV1_LR_MAX_W + 2 * AV1_LR_REACH)

static __always_inline int av1_lr_bit_depth(int bd_max)
{
	return ilog2((u32)DAE_BD_MAX(bd_max) + 1);
}

static __always_inline int av1_lr_round(int x, int n)
{
	return (x + (1 << n >> 1)) >> n;
}

/**
 * struct av1_wiener - rounding and filters of a unit
 * @h: horizontal filter
 * @v: vertical filter
 * @round0: InterRound0
 * @round1: InterRound1
 * @low: least intermediate value
 * @high: largest intermediate value
 * @bd_max: of samples
 */
struct av1_wiener {
	int h[7];
	int v[7];
	int round0;
	int round1;
	int low;
	int high;
	int bd_max;
};

/* Wiener coefficient process (7.17.5) */
static __always_inline void av1_wiener_filter(int filter[7], const s8 coef[3])
{
	int i;

	filter[3] = 1 << AV1_FILTER_BITS;
	for (i = 0; i < 3; i++) {
		filter[i] = coef[i];
		filter[6 - i] = coef[i];
		filter[3] -= 2 * coef[i];
	}
}

static __always_inline void av1_wiener_setup(struct av1_wiener *f, const s8 coef[2][3],
					     int bd_max)
{
	const int depth = av1_lr_bit_depth(bd_max);

	av1_wiener_filter(f->v, coef[0]);
	av1_wiener_filter(f->h, coef[1]);
	f->round0 = depth == 12 ? 5 : 3;
	f->round1 = depth == 12 ? 9 : 11;
	f->low = -(1 << (depth + AV1_FILTER_BITS - f->round0 - 1));
	f->high = (1 << (depth + 1 + AV1_FILTER_BITS - f->round0)) - 1 + f->low;
	f->bd_max = bd_max;
}

/* A row of intermediate, which fits 16 bits; @first is the first tap that counts. */
static __always_inline void av1_wiener_hor(s16 *mid, const pixel *s, int w, int first,
					   const struct av1_wiener *f)
{
	int x, t;

	for (x = 0; x < w; x++) {
		int sum = 0;

		for (t = first; t < 7 - first; t++)
			sum += f->h[t] * s[x + t - 3];
		mid[x] = clamp(av1_lr_round(sum, f->round0), f->low, f->high);
	}
}

/* A row of samples, the first of its seven rows of intermediate is @y. */
static __always_inline void av1_wiener_vert(pixel *d, s16 (*mid)[AV1_LR_MAX_W], int y, int w,
					    int first, const struct av1_wiener *f)
{
	const s16 *m[7];
	int x, t;

	for (t = 0; t < 7; t++)
		m[t] = mid[(y + t) % AV1_WIENER_ROWS];
	for (x = 0; x < w; x++) {
		int sum = 0;

		for (t = first; t < 7 - first; t++)
			sum += f->v[t] * m[t][x];
		d[x] = dae_clip_pixel(av1_lr_round(sum, f->round1), f->bd_max);
	}
}

static __always_inline void av1_wiener_unit(void *dst, ptrdiff_t dst_stride,
					    const void *const *rows, int w, int h, int first,
					    const struct av1_wiener *f, void *scratch)
{
	s16 (*mid)[AV1_LR_MAX_W] = scratch;
	int y;

	BUILD_BUG_ON(AV1_WIENER_ROWS * sizeof(*mid) > AV1_LR_SCRATCH_BYTES);

	for (y = 0; y < 6; y++)
		av1_wiener_hor(mid[y], rows[y], w, first, f);
	for (y = 0; y < h; y++) {
		av1_wiener_hor(mid[(y + 6) % AV1_WIENER_ROWS], rows[y + 6], w, first, f);
		av1_wiener_vert(dae_row(dst, dst_stride, y), mid, y, w, first, f);
	}
}

static void DAE_FN(av1_wiener)(void *dst, ptrdiff_t dst_stride, const void *const *rows, int w,
			       int h, const s8 coef[2][3], void *scratch, int bd_max)
{
	struct av1_wiener f;

	av1_wiener_setup(&f, coef, bd_max);
	/* In chroma the outer taps are 0. */
	if (coef[0][0] || coef[1][0])
		av1_wiener_unit(dst, dst_stride, rows, w, h, 0, &f, scratch);
	else
		av1_wiener_unit(dst, dst_stride, rows, w, h, 1, &f, scratch);
}

/**
 * struct av1_sgr - scratch memory of the self guided filter
 * @sum: sums of the samples of columns as high as the box
 * @sqr: of their squares
 * @b: B of each pass; row i is at (i + 1) % AV1_SGR_ROWS, column j at j + 1
 * @a: A
 * @flt: flt0 and flt1, one row
 */
struct av1_sgr {
	u32 sum[AV1_SGR_W];
	u32 sqr[AV1_SGR_W];
	u32 b[2][AV1_SGR_ROWS][AV1_SGR_W];
	u16 a[2][AV1_SGR_ROWS][AV1_SGR_W];
	s32 flt[2][AV1_LR_MAX_W];
};

/* Sums over the columns of boxes whose first row is @rows[0] */
static __always_inline void av1_sgr_columns(struct av1_sgr *sgr, const void *const *rows, int w,
					    int r)
{
	int x, i;

	for (x = 0; x < w + 2 + 2 * r; x++) {
		u32 sum = 0, sqr = 0;

		for (i = 0; i <= 2 * r; i++) {
			const u32 c = ((const pixel *)rows[i])[x - 1 - r];

			sum += c;
			sqr += c * c;
		}
		sgr->sum[x] = sum;
		sgr->sqr[x] = sqr;
	}
}

/*
 * A row of A and B (7.17.3) from the sums over columns. All of it fits 32 bits: boxes of
 * 9 samples have p <= 1310560 and s <= 3236, those of 25 p <= 10240000 and s <= 140; b2
 * is at most 255 * 9 * 4095 * 455.
 */
static __always_inline void av1_sgr_boxes(struct av1_sgr *sgr, u16 *a, u32 *b, int w, int r,
					  u32 eps, int shift)
{
	const u32 n = (2 * r + 1) * (2 * r + 1), n2e = n * n * eps;
	const u32 s = ((1 << 20) + n2e / 2) / n2e;
	const u32 one_over_n = ((1 << 12) + n / 2) / n;
	const u32 half = 1 << shift >> 1, half2 = 1 << (2 * shift) >> 1;
	int x, i;

	for (x = 0; x < w + 2; x++) {
		u32 sum = 0, sqr = 0, d, p, z, weight;

		for (i = 0; i <= 2 * r; i++) {
			sum += sgr->sum[x + i];
			sqr += sgr->sqr[x + i];
		}
		sqr = ((sqr + half2) >> (2 * shift)) * n;
		d = (sum + half) >> shift;
		p = sqr > d * d ? sqr - d * d : 0;
		z = (p * s + (1 << 19)) >> 20;
		weight = av1_sgr_weights[min(z, 255u)];
		a[x] = 256 - weight;
		b[x] = (weight * sum * one_over_n + (1 << 11)) >> 12;
	}
}

/* Row @y of A and B of a pass; pass 0 has boxes of 5x5, pass 1 of 3x3. */
static __always_inline void av1_sgr_row(struct av1_sgr *sgr, const void *const *rows, int y,
					int w, int pass, u32 eps, int bd_max)
{
	const unsigned int at = (y + 1) % AV1_SGR_ROWS;
	const int r = 2 - pass;

	av1_sgr_columns(sgr, rows + AV1_LR_REACH + y - r, w, r);
	av1_sgr_boxes(sgr, sgr->a[pass][at], sgr->b[pass][at], w, r, eps,
		      av1_lr_bit_depth(bd_max) - 8);
}

/* A row of flt1, between three rows of A and B */
static __always_inline void av1_sgr_flt1(struct av1_sgr *sgr, const pixel *s, int y, int w)
{
	const u16 *a0 = sgr->a[1][y % AV1_SGR_ROWS], *a1 = sgr->a[1][(y + 1) % AV1_SGR_ROWS];
	const u16 *a2 = sgr->a[1][(y + 2) % AV1_SGR_ROWS];
	const u32 *b0 = sgr->b[1][y % AV1_SGR_ROWS], *b1 = sgr->b[1][(y + 1) % AV1_SGR_ROWS];
	const u32 *b2 = sgr->b[1][(y + 2) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x++) {
		const u32 a = 4 * (a0[x + 1] + a1[x] + a1[x + 1] + a1[x + 2] + a2[x + 1]) +
			      3 * (a0[x] + a0[x + 2] + a2[x] + a2[x + 2]);
		const u32 b = 4 * (b0[x + 1] + b1[x] + b1[x + 1] + b1[x + 2] + b2[x + 1]) +
			      3 * (b0[x] + b0[x + 2] + b2[x] + b2[x + 2]);

		sgr->flt[1][x] = (a * s[x] + b + (1 << 8)) >> 9;
	}
}

/* An even row of flt0, between two rows of A and B */
static __always_inline void av1_sgr_flt0_even(struct av1_sgr *sgr, const pixel *s, int y, int w)
{
	const u16 *a0 = sgr->a[0][y % AV1_SGR_ROWS], *a2 = sgr->a[0][(y + 2) % AV1_SGR_ROWS];
	const u32 *b0 = sgr->b[0][y % AV1_SGR_ROWS], *b2 = sgr->b[0][(y + 2) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x++) {
		const u32 a = 6 * (a0[x + 1] + a2[x + 1]) +
			      5 * (a0[x] + a0[x + 2] + a2[x] + a2[x + 2]);
		const u32 b = 6 * (b0[x + 1] + b2[x + 1]) +
			      5 * (b0[x] + b0[x + 2] + b2[x] + b2[x + 2]);

		sgr->flt[0][x] = (a * s[x] + b + (1 << 8)) >> 9;
	}
}

/* An odd row of flt0, on a row of A and B */
static __always_inline void av1_sgr_flt0_odd(struct av1_sgr *sgr, const pixel *s, int y, int w)
{
	const u16 *a1 = sgr->a[0][(y + 1) % AV1_SGR_ROWS];
	const u32 *b1 = sgr->b[0][(y + 1) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x++) {
		const u32 a = 6 * a1[x + 1] + 5 * (a1[x] + a1[x + 2]);
		const u32 b = 6 * b1[x + 1] + 5 * (b1[x] + b1[x + 2]);

		sgr->flt[0][x] = (a * s[x] + b + (1 << 7)) >> 8;
	}
}

/* Weighs samples, flt0 and flt1 (7.17.2); what was not computed has no weight. */
static __always_inline void av1_sgr_weigh(pixel *d, const pixel *s, const struct av1_sgr *sgr,
					  int w, const int weights[3], int bd_max)
{
	int x;

	for (x = 0; x < w; x++) {
		int v = weights[0] * (s[x] << 4);

		if (weights[1])
			v += weights[1] * sgr->flt[0][x];
		if (weights[2])
			v += weights[2] * sgr->flt[1][x];
		d[x] = dae_clip_pixel(av1_lr_round(v, 4 + 7), bd_max);
	}
}

static void DAE_FN(av1_sgr)(void *dst, ptrdiff_t dst_stride, const void *const *rows, int w, int h,
			    unsigned int set, const s8 xqd[2], void *scratch, int bd_max)
{
	const u8 *params = av1_sgr_params[set];
	const int w2 = (1 << 7) - xqd[0] - xqd[1];
	const int weights[3] = {
		xqd[1] + (params[0] ? 0 : xqd[0]) + (params[2] ? 0 : w2),
		params[0] ? xqd[0] : 0,
		params[2] ? w2 : 0,
	};
	struct av1_sgr *sgr = scratch;
	int y;

	BUILD_BUG_ON(sizeof(*sgr) > AV1_LR_SCRATCH_BYTES);

	if (weights[1])
		av1_sgr_row(sgr, rows, -1, w, 0, params[1], bd_max);
	for (y = -1; weights[2] && y < 1; y++)
		av1_sgr_row(sgr, rows, y, w, 1, params[3], bd_max);
	for (y = 0; y < h; y++) {
		const pixel *s = rows[AV1_LR_REACH + y];

		if (weights[1] && y & 1) {
			av1_sgr_flt0_odd(sgr, s, y, w);
		} else if (weights[1]) {
			av1_sgr_row(sgr, rows, y + 1, w, 0, params[1], bd_max);
			av1_sgr_flt0_even(sgr, s, y, w);
		}
		if (weights[2]) {
			av1_sgr_row(sgr, rows, y + 1, w, 1, params[3], bd_max);
			av1_sgr_flt1(sgr, s, y, w);
		}
		av1_sgr_weigh(dae_row(dst, dst_stride, y), s, sgr, w, weights, bd_max);
	}
}

static void DAE_FN(av1_upscale)(void *dst, const void *src, int w, int pos, int step, int bd_max)
{
	const pixel *s = src;
	pixel *d = dst;
	int x, k;

	for (x = 0; x < w; x++, pos += step) {
		const s16 *filter = av1_upscale_filter[pos >> 8 & 63];
		const pixel *p = s + (pos >> AV1_UPSCALE_BITS) - 3;
		int sum = 0;

		for (k = 0; k < 8; k++)
			sum += filter[k] * p[k];
		d[x] = dae_clip_pixel(av1_lr_round(sum, AV1_FILTER_BITS), bd_max);
	}
}

void DAE_FN(av1_lr_init)(struct av1_lr_dsp *dsp)
{
	dsp->wiener = DAE_FN(av1_wiener);
	dsp->sgr = DAE_FN(av1_sgr);
	dsp->upscale = DAE_FN(av1_upscale);
}
