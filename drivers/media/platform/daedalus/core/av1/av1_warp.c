// SPDX-License-Identifier: GPL-2.0
/*
 * Warp models: the shears of a model (7.11.3.6), and a block's model from samples of
 * motion around it (7.11.3.8). Called with global models of a frame and by the parser.
 */
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_mc_tables.h"
#include "av1_pic.h"
#include "av1_warp.h"

#define AV1_WARP_PREC_BITS	16		/* WARPEDMODEL_PREC_BITS */
#define AV1_WARP_ONE		0x10000
#define AV1_WARP_REDUCE_BITS	6		/* WARP_PARAM_REDUCE_BITS */
#define AV1_WARP_TRANS_CLAMP	0x800000	/* WARPEDMODEL_TRANS_CLAMP */
#define AV1_WARP_AFFINE_CLAMP	0x2000		/* WARPEDMODEL_NONDIAGAFFINE_CLAMP */
#define AV1_DIV_LUT_BITS	8		/* DIV_LUT_BITS */
#define AV1_DIV_LUT_PREC_BITS	14		/* DIV_LUT_PREC_BITS */
#define AV1_LS_MV_MAX		256		/* LS_MV_MAX */

/* Round2Signed() */
static s64 av1_warp_round(s64 v, unsigned int bits)
{
	const s64 half = 1ll << bits >> 1;

	return v < 0 ? -((-v + half) >> bits) : (v + half) >> bits;
}

/* Resolve divisor process (7.11.3.7); @d is above 0, as all divisors are. */
static void av1_warp_divisor(u64 d, int *shift, int *factor)
{
	const int n = ilog2(d);
	const u64 e = d - (1ull << n);
	u32 f;

	if (n > AV1_DIV_LUT_BITS)
		f = (e + (1ull << (n - AV1_DIV_LUT_BITS) >> 1)) >> (n - AV1_DIV_LUT_BITS);
	else
		f = e << (AV1_DIV_LUT_BITS - n);
	*shift = n + AV1_DIV_LUT_PREC_BITS;
	*factor = av1_div_lut[f];
}

/* A shear's factor: 16 bits, of which the last ones are not used */
static int av1_warp_reduce(s64 v)
{
	return av1_warp_round(clamp(v, (s64)-32768, (s64)32767), AV1_WARP_REDUCE_BITS) *
	       (1 << AV1_WARP_REDUCE_BITS);
}

bool av1_warp_shear(const s32 params[6], s16 shear[4])
{
	const int alpha = av1_warp_reduce((s64)params[2] - AV1_WARP_ONE);
	const int beta = av1_warp_reduce(params[3]);
	int gamma, delta, shift, factor;
	s64 v, w;

	/* After this params[2] is above 0 and params[3] small: no product overflows. */
	if (4 * abs(alpha) + 7 * abs(beta) >= AV1_WARP_ONE)
		return false;
	av1_warp_divisor(params[2], &shift, &factor);
	v = (s64)params[4] * AV1_WARP_ONE;
	gamma = av1_warp_reduce(av1_warp_round(v * factor, shift));
	w = (s64)params[3] * params[4];
	delta = av1_warp_reduce(params[5] - av1_warp_round(w * factor, shift) - AV1_WARP_ONE);
	if (4 * abs(gamma) + 4 * abs(delta) >= AV1_WARP_ONE)
		return false;
	shear[0] = alpha;
	shear[1] = beta;
	shear[2] = gamma;
	shear[3] = delta;
	return true;
}

/**
 * struct av1_warp_sums - least squares over the samples
 * @a: A, which is symmetric: [0][0], [0][1], [1][1]
 * @bx: Bx
 * @by: By
 *
 * Samples are blocks that touch the block, so their positions differ from its own by not
 * more than 128 luma samples (1024), and products by less than 2^19: sums are below 2^22,
 * what is computed from them below 2^46, and that by a divisor below 2^62.
 *
 * A sample adds v * transpose(v) to A for v = (sx, sy) / 2 + 2, and 4 on the diagonal, less
 * what is rounded off, below 1. So unless there is none, the determinant is above 8: it
 * has a sign and a size for which the divisor needs no more than a shift to the right.
 */
struct av1_warp_sums {
	s32 a[3];
	s32 bx[2];
	s32 by[2];
};

/* ls_product() */
static int av1_warp_product(int a, int b)
{
	return ((a * b) >> 2) + (a + b);
}

static void av1_warp_add(struct av1_warp_sums *s, int sy, int sx, int dy, int dx)
{
	if (abs(sx - dx) >= AV1_LS_MV_MAX || abs(sy - dy) >= AV1_LS_MV_MAX)
		return;
	s->a[0] += av1_warp_product(sx, sx) + 8;
	s->a[1] += av1_warp_product(sx, sy) + 4;
	s->a[2] += av1_warp_product(sy, sy) + 8;
	s->bx[0] += av1_warp_product(sx, dx) + 8;
	s->bx[1] += av1_warp_product(sy, dx) + 4;
	s->by[0] += av1_warp_product(sx, dy) + 4;
	s->by[1] += av1_warp_product(sy, dy) + 8;
}

/* diag() and nondiag(): a parameter around @centre */
static s32 av1_warp_param(s64 v, int factor, int shift, int centre)
{
	const s64 limit = AV1_WARP_AFFINE_CLAMP - 1;

	return clamp(av1_warp_round(v * factor, shift), centre - limit, centre + limit);
}

bool av1_warp_estimate(const struct av1_block *b, const s32 samples[][4], unsigned int num,
		       s32 params[6])
{
	const int mid_y = b->row * 4 + av1_num_4x4_blocks_high[b->size] * 2 - 1;
	const int mid_x = b->col * 4 + av1_num_4x4_blocks_wide[b->size] * 2 - 1;
	const int y = mid_y * 8, x = mid_x * 8;
	struct av1_warp_sums s = {};
	int shift, factor, vx, vy;
	unsigned int i;
	s64 det;

	for (i = 0; i < num; i++)
		av1_warp_add(&s, samples[i][0] - y, samples[i][1] - x,
			     samples[i][2] - y - b->mv[0].row, samples[i][3] - x - b->mv[0].col);
	det = (s64)s.a[0] * s.a[2] - (s64)s.a[1] * s.a[1];
	if (!det)
		return false;
	av1_warp_divisor(det, &shift, &factor);
	shift -= AV1_WARP_PREC_BITS;
	params[2] = av1_warp_param((s64)s.a[2] * s.bx[0] - (s64)s.a[1] * s.bx[1], factor, shift,
				   AV1_WARP_ONE);
	params[3] = av1_warp_param((s64)s.a[0] * s.bx[1] - (s64)s.a[1] * s.bx[0], factor, shift,
				   0);
	params[4] = av1_warp_param((s64)s.a[2] * s.by[0] - (s64)s.a[1] * s.by[1], factor, shift,
				   0);
	params[5] = av1_warp_param((s64)s.a[0] * s.by[1] - (s64)s.a[1] * s.by[0], factor, shift,
				   AV1_WARP_ONE);
	/* Positions are below 2^16 + 2^6, other factors below 2^13: sums are below 2^31. */
	vx = b->mv[0].col * (1 << (AV1_WARP_PREC_BITS - 3)) -
	     (mid_x * (params[2] - AV1_WARP_ONE) + mid_y * params[3]);
	vy = b->mv[0].row * (1 << (AV1_WARP_PREC_BITS - 3)) -
	     (mid_x * params[4] + mid_y * (params[5] - AV1_WARP_ONE));
	params[0] = clamp(vx, -AV1_WARP_TRANS_CLAMP, AV1_WARP_TRANS_CLAMP - 1);
	params[1] = clamp(vy, -AV1_WARP_TRANS_CLAMP, AV1_WARP_TRANS_CLAMP - 1);
	return true;
}
