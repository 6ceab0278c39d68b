// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 CDEF of a block: direction search and filter (AV1 specification, 7.15.2 and
 * 7.15.3). Built for 8- and 16-bit samples. Strengths are the caller's work.
 */
#include <linux/log2.h>

#include "../dae_pixel.h"
#include "av1_cdef.h"
#include "av1_cdef_tables.h"

/*
 * Stands for a sample beyond the frame's edge: so far from any sample that its share
 * is 0, and 0 when masked for the maximum.
 */
#define AV1_CDEF_NO_SAMPLE	0x4000
#define AV1_CDEF_SAMPLE_MASK	(AV1_CDEF_NO_SAMPLE - 1)

/* A block of up to 8x8 and what the filter reaches */
#define AV1_CDEF_EDGE_STRIDE	16
#define AV1_CDEF_EDGE_ROWS	(8 + 2 * AV1_CDEF_REACH)

/* BitDepth - 8 */
static __always_inline int av1_cdef_coeff_shift(int bd_max)
{
	return ilog2((u32)DAE_BD_MAX(bd_max) + 1) - 8;
}

/* partial of 7.15.2; |sums| are at most 8 * 128. */
static __always_inline void av1_cdef_partial(int partial[8][15], const void *src,
					     ptrdiff_t stride, int shift)
{
	int i, j;

	for (i = 0; i < 8; i++) {
		const pixel *s = dae_crow(src, stride, i);

		for (j = 0; j < 8; j++) {
			const int x = (s[j] >> shift) - 128;

			partial[0][i + j] += x;
			partial[1][i + j / 2] += x;
			partial[2][i] += x;
			partial[3][3 + i - j / 2] += x;
			partial[4][7 + i - j] += x;
			partial[5][3 - i / 2 + j] += x;
			partial[6][j] += x;
			partial[7][i / 2 + j] += x;
		}
	}
}

static __always_inline u32 av1_cdef_sqr(int x)
{
	return x * x;
}

/* cost of rows or columns; at most 8 * 1024 * 1024 * 105, as are the others */
static u32 av1_cdef_cost_straight(const int *partial)
{
	u32 cost = 0;
	int i;

	for (i = 0; i < 8; i++)
		cost += av1_cdef_sqr(partial[i]);
	return cost * av1_cdef_div_table[8];
}

/* cost of diagonals */
static u32 av1_cdef_cost_diagonal(const int *partial)
{
	u32 cost = av1_cdef_sqr(partial[7]) * av1_cdef_div_table[8];
	int i;

	for (i = 0; i < 7; i++)
		cost += (av1_cdef_sqr(partial[i]) + av1_cdef_sqr(partial[14 - i])) *
			av1_cdef_div_table[i + 1];
	return cost;
}

/* cost of what lies between */
static u32 av1_cdef_cost_odd(const int *partial)
{
	u32 cost = 0;
	int i;

	for (i = 3; i < 8; i++)
		cost += av1_cdef_sqr(partial[i]);
	cost *= av1_cdef_div_table[8];
	for (i = 0; i < 3; i++)
		cost += (av1_cdef_sqr(partial[i]) + av1_cdef_sqr(partial[10 - i])) *
			av1_cdef_div_table[2 * i + 2];
	return cost;
}

static unsigned int DAE_FN(av1_cdef_direction)(const void *src, ptrdiff_t stride, u32 *var,
					       int bd_max)
{
	int partial[8][15] = {};
	unsigned int dir = 0, i;
	u32 cost[8], best = 0;

	av1_cdef_partial(partial, src, stride, av1_cdef_coeff_shift(bd_max));
	for (i = 1; i < 8; i += 2)
		cost[i] = av1_cdef_cost_odd(partial[i]);
	for (i = 0; i < 8; i += 4) {
		cost[i] = av1_cdef_cost_diagonal(partial[i]);
		cost[i + 2] = av1_cdef_cost_straight(partial[i + 2]);
	}
	for (i = 0; i < 8; i++) {
		if (cost[i] > best) {
			best = cost[i];
			dir = i;
		}
	}
	*var = (best - cost[(dir + 4) & 7]) >> 10;
	return dir;
}

/**
 * struct av1_cdef_taps - what is the same for all samples of a block
 * @strength: priStr, secStr
 * @shift: dampingAdj of constrain(), of each
 * @weight: Cdef_Pri_Taps and Cdef_Sec_Taps, by distance
 * @offset: of samples on the direction and on the two others, by distance
 */
struct av1_cdef_taps {
	int strength[2];
	int shift[2];
	int weight[2][2];
	ptrdiff_t offset[3][2];
};

static __always_inline void av1_cdef_setup(struct av1_cdef_taps *t, ptrdiff_t step, int pri,
					   int sec, unsigned int dir, unsigned int damping,
					   int bd_max)
{
	/* The direction, and those across it */
	const unsigned int dirs[3] = { dir & 7, (dir + 2) & 7, (dir - 2) & 7 };
	const int odd = pri >> av1_cdef_coeff_shift(bd_max) & 1;
	unsigned int i, k;

	t->strength[0] = pri;
	t->strength[1] = sec;
	for (i = 0; i < 2; i++)
		t->shift[i] = t->strength[i] ?
			max(0, (int)damping - (int)ilog2((u32)t->strength[i])) : 0;
	for (k = 0; k < 2; k++) {
		t->weight[0][k] = av1_cdef_pri_taps[odd][k];
		t->weight[1][k] = av1_cdef_sec_taps[odd][k];
		for (i = 0; i < 3; i++)
			t->offset[i][k] = av1_cdef_directions[dirs[i]][k][0] * step +
					  av1_cdef_directions[dirs[i]][k][1];
	}
}

/* constrain() */
static __always_inline int av1_cdef_constrain(int diff, int strength, int shift)
{
	const int abs = diff < 0 ? -diff : diff;
	const int v = min(max(strength - (abs >> shift), 0), abs);

	return diff < 0 ? -v : v;
}

/* A row of samples is of u16 where it may have marks, whatever the depth. */
static __always_inline int av1_cdef_load(const void *row, ptrdiff_t at, bool marks)
{
	return marks ? ((const u16 *)row)[at] : ((const pixel *)row)[at];
}

/*
 * The result for the sample at @x of @row. Without @pri or without @sec the shares make
 * no more than 12 16ths of the largest difference, and nothing needs to be clipped.
 */
static __always_inline int av1_cdef_sample(const void *row, ptrdiff_t x,
					   const struct av1_cdef_taps *t, bool pri, bool sec,
					   bool marks)
{
	const int v = av1_cdef_load(row, x, marks);
	int low = v, high = v, sum = 0;
	unsigned int i, k;

	for (i = pri ? 0 : 1; i < (sec ? 3 : 1); i++) {
		const unsigned int n = i > 0;

		for (k = 0; k < 2; k++) {
			const int a = av1_cdef_load(row, x + t->offset[i][k], marks);
			const int b = av1_cdef_load(row, x - t->offset[i][k], marks);

			sum += t->weight[n][k] *
			       (av1_cdef_constrain(a - v, t->strength[n], t->shift[n]) +
				av1_cdef_constrain(b - v, t->strength[n], t->shift[n]));
			low = min(low, min(a, b));
			high = max(high, max(a & AV1_CDEF_SAMPLE_MASK, b & AV1_CDEF_SAMPLE_MASK));
		}
	}
	sum = v + ((8 + sum - (sum < 0)) >> 4);
	return pri && sec ? clamp(sum, low, high) : sum;
}

/* All samples that are read are there. */
static __always_inline void av1_cdef_inner(pixel *dst, ptrdiff_t dst_stride, const pixel *src,
					   ptrdiff_t src_stride, int w, int h,
					   const struct av1_cdef_taps *t, bool pri, bool sec)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_cdef_sample(s, x, t, pri, sec, false);
	}
}

/* Fills a block and what is around it, with a mark where there are no samples. */
static __always_inline void av1_cdef_copy_edges(u16 *edge, const void *src, ptrdiff_t stride,
						int w, int h, unsigned int have)
{
	const int left = have & AV1_CDEF_HAVE_LEFT ? -AV1_CDEF_REACH : 0;
	const int right = w + (have & AV1_CDEF_HAVE_RIGHT ? AV1_CDEF_REACH : 0);
	const int top = have & AV1_CDEF_HAVE_TOP ? -AV1_CDEF_REACH : 0;
	const int bottom = h + (have & AV1_CDEF_HAVE_BOTTOM ? AV1_CDEF_REACH : 0);
	u16 *org = edge + AV1_CDEF_REACH * AV1_CDEF_EDGE_STRIDE + AV1_CDEF_REACH;
	int x, y;

	for (x = 0; x < AV1_CDEF_EDGE_ROWS * AV1_CDEF_EDGE_STRIDE; x++)
		edge[x] = AV1_CDEF_NO_SAMPLE;
	for (y = top; y < bottom; y++) {
		const pixel *s = dae_crow(src, stride, y);

		for (x = left; x < right; x++)
			org[y * AV1_CDEF_EDGE_STRIDE + x] = s[x];
	}
}

static __always_inline void av1_cdef_border(pixel *dst, ptrdiff_t dst_stride, const pixel *src,
					    ptrdiff_t src_stride, int w, int h,
					    const struct av1_cdef_taps *t, unsigned int have)
{
	u16 edge[AV1_CDEF_EDGE_ROWS * AV1_CDEF_EDGE_STRIDE];
	const u16 *s = edge + AV1_CDEF_REACH * AV1_CDEF_EDGE_STRIDE + AV1_CDEF_REACH;
	int x, y;

	av1_cdef_copy_edges(edge, src, src_stride, w, h, have);
	for (y = 0; y < h; y++, s += AV1_CDEF_EDGE_STRIDE) {
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_cdef_sample(s, x, t, true, true, true);
	}
}

static __always_inline void av1_cdef_block(void *dst, ptrdiff_t dst_stride, const void *src,
					   ptrdiff_t src_stride, int w, int h, int pri, int sec,
					   unsigned int dir, unsigned int damping,
					   unsigned int have, int bd_max)
{
	const bool inner = have == AV1_CDEF_HAVE_ALL;
	struct av1_cdef_taps t;

	av1_cdef_setup(&t, inner ? src_stride / (ptrdiff_t)sizeof(pixel) : AV1_CDEF_EDGE_STRIDE,
		       pri, sec, dir, damping, bd_max);
	if (!inner)
		av1_cdef_border(dst, dst_stride, src, src_stride, w, h, &t, have);
	else if (!sec)
		av1_cdef_inner(dst, dst_stride, src, src_stride, w, h, &t, true, false);
	else if (!pri)
		av1_cdef_inner(dst, dst_stride, src, src_stride, w, h, &t, false, true);
	else
		av1_cdef_inner(dst, dst_stride, src, src_stride, w, h, &t, true, true);
}

static void DAE_FN(av1_cdef_filter_8x8)(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int pri, int sec, unsigned int dir,
					unsigned int damping, unsigned int have, int bd_max)
{
	av1_cdef_block(dst, dst_stride, src, src_stride, 8, 8, pri, sec, dir, damping, have,
		       bd_max);
}

static void DAE_FN(av1_cdef_filter_4x8)(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int pri, int sec, unsigned int dir,
					unsigned int damping, unsigned int have, int bd_max)
{
	av1_cdef_block(dst, dst_stride, src, src_stride, 4, 8, pri, sec, dir, damping, have,
		       bd_max);
}

static void DAE_FN(av1_cdef_filter_4x4)(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int pri, int sec, unsigned int dir,
					unsigned int damping, unsigned int have, int bd_max)
{
	av1_cdef_block(dst, dst_stride, src, src_stride, 4, 4, pri, sec, dir, damping, have,
		       bd_max);
}

void DAE_FN(av1_cdef_init)(struct av1_cdef_dsp *dsp)
{
	dsp->direction = DAE_FN(av1_cdef_direction);
	dsp->filter[AV1_CDEF_8X8] = DAE_FN(av1_cdef_filter_8x8);
	dsp->filter[AV1_CDEF_4X8] = DAE_FN(av1_cdef_filter_4x8);
	dsp->filter[AV1_CDEF_4X4] = DAE_FN(av1_cdef_filter_4x4);
}
