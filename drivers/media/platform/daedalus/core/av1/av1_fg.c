// SPDX-License-Identifier: GPL-2.0
/*
 * Film grain of a frame (AV1 7.18.3) up to where samples come in: the grain that
 * noise is cut from, how strong it is at each value of a sample, and rows of noise.
 * Called by the output stage.
 */
#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_fg.h"
#include "av1_fg_tables.h"
#include "av1_params.h"

/* Samples at the left, the right and the top of the grain that are not filtered */
#define AV1_FG_BORDER	3

/* Sums of a row, the first of which is that of the first sample that is filtered */
#define AV1_FG_SUMS	round_up(AV1_FG_GRAIN_W - 2 * AV1_FG_BORDER, 16)

const u8 av1_fg_weights[2][2][2] = {
	{ { 27, 17 }, { 17, 27 } },
	{ { 23, 22 } },
};

static int av1_fg_round2(int x, unsigned int n)
{
	return n ? (x + (1 << (n - 1))) >> n : x;
}

/* Random number process (7.18.3.2); @bits is 1..16. */
static unsigned int av1_fg_random(u16 *reg, unsigned int bits)
{
	const unsigned int r = *reg;
	const unsigned int bit = (r ^ r >> 1 ^ r >> 3 ^ r >> 12) & 1;

	*reg = r >> 1 | bit << 15;
	return *reg >> (16 - bits);
}

static void av1_fg_white_noise(s16 (*grain)[AV1_FG_GRAIN_W], int w, int h, u16 seed,
			       unsigned int shift)
{
	int x, y;

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++)
			grain[y][x] = av1_fg_round2(av1_gaussian_sequence[av1_fg_random(&seed, 11)],
						    shift);
}

/* The rest of the filter, which needs each sample for the next one. */
static void av1_fg_filter_row(s16 *row, const s32 *sum, int w, const s8 *coefs,
			      const struct av1_film_grain *params, int center)
{
	const int lag = params->ar_lag;
	int x, i, s;

	for (x = AV1_FG_BORDER; x < w - AV1_FG_BORDER; x++) {
		s = sum[x - AV1_FG_BORDER];
		for (i = 0; i < lag; i++)
			s += row[x - lag + i] * coefs[i];
		row[x] = clamp(row[x] + av1_fg_round2(s, params->ar_shift), -center, center - 1);
	}
}

/* Coefficients of the rows above come before those of the samples to the left. */
static int av1_fg_coefs_above(const struct av1_film_grain *params)
{
	return params->ar_lag * (2 * params->ar_lag + 1);
}

static void av1_fg_luma_grain(struct av1_fg *fg, const struct av1_fg_dsp *dsp,
			      const struct av1_film_grain *params, unsigned int shift)
{
	const int w = AV1_FG_GRAIN_W, h = AV1_FG_GRAIN_H;
	s16 (*grain)[AV1_FG_GRAIN_W] = fg->grain[0];
	s32 sum[AV1_FG_SUMS];
	int y;

	av1_fg_white_noise(grain, w, h, params->seed, shift);
	for (y = AV1_FG_BORDER; y < h; y++) {
		memset(sum, 0, sizeof(sum));
		dsp->sum_above(sum, grain[y] + AV1_FG_BORDER, AV1_FG_GRAIN_W,
			       w - 2 * AV1_FG_BORDER, params->ar_y, params->ar_lag);
		av1_fg_filter_row(grain[y], sum, w, params->ar_y + av1_fg_coefs_above(params),
				  params, fg->center);
	}
}

/* Luma's part of row @y of the grain of chroma */
static void av1_fg_sum_luma(s32 *sum, const struct av1_fg *fg, int y, int w, int coef)
{
	const unsigned int sub_x = fg->sub_x, sub_y = fg->sub_y;
	const s16 *a = fg->grain[0][((y - AV1_FG_BORDER) << sub_y) + AV1_FG_BORDER];
	const s16 *b = a + (sub_y ? AV1_FG_GRAIN_W : 0);
	int x, i, luma;

	for (x = AV1_FG_BORDER; x < w - AV1_FG_BORDER; x++) {
		i = ((x - AV1_FG_BORDER) << sub_x) + AV1_FG_BORDER;
		luma = a[i];
		if (sub_x)
			luma += a[i + 1];
		if (sub_y)
			luma += b[i] + b[i + 1];
		sum[x - AV1_FG_BORDER] = av1_fg_round2(luma, sub_x + sub_y) * coef;
	}
}

static void av1_fg_chroma_grain(struct av1_fg *fg, const struct av1_fg_dsp *dsp,
				const struct av1_film_grain *params, unsigned int i,
				unsigned int shift)
{
	const int w = fg->sub_x ? 44 : AV1_FG_GRAIN_W, h = fg->sub_y ? 38 : AV1_FG_GRAIN_H;
	const s8 *left = params->ar_uv[i] + av1_fg_coefs_above(params);
	s16 (*grain)[AV1_FG_GRAIN_W] = fg->grain[1 + i];
	s32 sum[AV1_FG_SUMS];
	int y;

	av1_fg_white_noise(grain, w, h, params->seed ^ (i ? 0x49d8 : 0xb524), shift);
	for (y = AV1_FG_BORDER; y < h; y++) {
		memset(sum, 0, sizeof(sum));
		if (params->num_y)
			av1_fg_sum_luma(sum, fg, y, w, left[params->ar_lag]);
		dsp->sum_above(sum, grain[y] + AV1_FG_BORDER, AV1_FG_GRAIN_W,
			       w - 2 * AV1_FG_BORDER, params->ar_uv[i], params->ar_lag);
		av1_fg_filter_row(grain[y], sum, w, left, params, fg->center);
	}
}

/* ScalingLut (7.18.3.4) from at least one point, whose values rise */
static void av1_fg_scaling_lut(u8 lut[256], const u8 (*points)[2], unsigned int num)
{
	unsigned int i;
	int x;

	memset(lut, points[0][1], points[0][0]);
	for (i = 0; i + 1 < num; i++) {
		const int dx = points[i + 1][0] - points[i][0];
		const int dy = points[i + 1][1] - points[i][1];
		const int delta = dy * ((65536 + (dx >> 1)) / dx);

		for (x = 0; x < dx; x++)
			lut[points[i][0] + x] = points[i][1] + ((x * delta + 32768) >> 16);
	}
	memset(lut + points[i][0], points[i][1], 256 - points[i][0]);
}

/* scale_lut() (7.18.3.5) of all values */
static void av1_fg_scaling(u8 *scaling, const u8 (*points)[2], unsigned int num,
			   unsigned int bit_depth)
{
	const unsigned int shift = bit_depth - 8;
	/* The last entry is its own successor. */
	u8 lut[257];
	int x, rem;

	if (!num) {
		memset(scaling, 0, 1 << bit_depth);
		return;
	}
	av1_fg_scaling_lut(lut, points, num);
	lut[256] = lut[255];
	for (x = 0; x < 256; x++)
		for (rem = 0; rem < 1 << shift; rem++)
			*scaling++ = lut[x] + av1_fg_round2((lut[x + 1] - lut[x]) * rem, shift);
}

static void av1_fg_init_blend(struct av1_fg *fg, const struct av1_film_grain *params,
			      unsigned int plane, unsigned int bit_depth)
{
	const int one = 1 << (bit_depth - 8);
	struct av1_fg_blend *b = &fg->blend[plane];

	b->scaling = fg->scaling[plane && fg->from_luma ? 0 : plane];
	b->shift = params->scaling_shift;
	b->min = params->clip ? 16 * one : 0;
	b->max = params->clip ? (plane ? 240 : 235) * one : 256 * one - 1;
	if (plane) {
		b->luma_mult = params->luma_mult[plane - 1];
		b->mult = params->mult[plane - 1];
		b->offset = params->offset[plane - 1] * one;
	}
}

void av1_fg_prepare(struct av1_fg *fg, const struct av1_fg_dsp *dsp,
		    const struct av1_params *params)
{
	const struct av1_film_grain *grain = &params->grain;
	const unsigned int bit_depth = params->fmt.bit_depth;
	const unsigned int shift = 12 - bit_depth + grain->grain_scale_shift;
	unsigned int i;

	fg->from_luma = grain->from_luma;
	fg->overlap = grain->overlap;
	fg->sub_x = params->seq.sub_x;
	fg->sub_y = params->seq.sub_y;
	fg->center = 128 << (bit_depth - 8);
	fg->seed = grain->seed;
	fg->stripe = U32_MAX;

	fg->noisy[0] = grain->num_y;
	if (fg->noisy[0])
		av1_fg_luma_grain(fg, dsp, grain, shift);
	av1_fg_scaling(fg->scaling[0], grain->y, grain->num_y, bit_depth);
	av1_fg_init_blend(fg, grain, 0, bit_depth);
	for (i = 1; i < 3; i++) {
		fg->noisy[i] = params->seq.num_planes > 1 &&
			       (grain->num_uv[i - 1] || grain->from_luma);
		if (!fg->noisy[i])
			continue;
		av1_fg_chroma_grain(fg, dsp, grain, i - 1, shift);
		if (!grain->from_luma)
			av1_fg_scaling(fg->scaling[i], grain->uv[i - 1], grain->num_uv[i - 1],
				       bit_depth);
		av1_fg_init_blend(fg, grain, i, bit_depth);
	}
}

void av1_fg_offsets(const struct av1_fg *fg, u8 *offsets, u32 stripe, unsigned int count)
{
	u16 seed = fg->seed;
	unsigned int i;

	seed ^= ((stripe * 37 + 178) & 255) << 8;
	seed ^= (stripe * 173 + 105) & 255;
	for (i = 0; i < count; i++)
		offsets[i] = av1_fg_random(&seed, 8);
}

/* Row @i of noiseStripe, of @count blocks */
static void av1_fg_stripe_row(const struct av1_fg *fg, const struct av1_fg_dsp *dsp, s16 *noise,
			      unsigned int plane, const u8 *offsets, unsigned int i, u32 count)
{
	const unsigned int sub_x = plane ? fg->sub_x : 0, sub_y = plane ? fg->sub_y : 0;
	const s16 *grain = &fg->grain[plane][(sub_y ? 6 : 9) + i][sub_x ? 6 : 9];

	dsp->stripe[sub_x](noise, grain, (sub_y ? 1 : 2) * AV1_FG_GRAIN_W, offsets, count,
			   fg->overlap, fg->center);
}

const s16 *av1_fg_noise(struct av1_fg *fg, const struct av1_fg_dsp *dsp, unsigned int plane, u32 y,
			u32 w)
{
	const unsigned int block = AV1_FG_BLOCK >> (plane ? fg->sub_x : 0);
	const unsigned int sub_y = plane ? fg->sub_y : 0;
	const unsigned int rows = AV1_FG_BLOCK >> sub_y, count = (w + block - 1) / block;
	const u32 stripe = y / rows, i = y % rows;
	s16 *noise = fg->noise[0], *old = fg->noise[1];

	if (fg->stripe != stripe) {
		/* as many in all planes */
		av1_fg_offsets(fg, fg->offsets[0], stripe, count);
		av1_fg_offsets(fg, fg->offsets[1], stripe - 1, count);
		fg->stripe = stripe;
	}
	av1_fg_stripe_row(fg, dsp, noise, plane, fg->offsets[0], i, count);
	if (i < 2 >> sub_y && stripe && fg->overlap) {
		av1_fg_stripe_row(fg, dsp, old, plane, fg->offsets[1], i + rows, count);
		dsp->mix(noise, old, count * block, av1_fg_weights[sub_y][i], fg->center);
	}
	return noise;
}
