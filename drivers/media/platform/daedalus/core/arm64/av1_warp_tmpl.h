/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 block warp (AV1 specification, 7.11.3.5) with NEON: what is the same for all depths.
 * Included after <asm/neon-intrinsics.h>.
 */
#ifndef _AV1_WARP_TMPL_H_
#define _AV1_WARP_TMPL_H_

#define AV1_WARP_ROWS	15	/* between the directions */

/* Filter of the position *@pos, which is already 64 << 10 and half a step more */
static __always_inline int8x8_t av1_warp_filter(int *pos, int step)
{
	const int8x8_t f = vld1_s8(av1_warped_filters[*pos >> 10]);

	*pos += step;
	return f;
}

static __always_inline int av1_warp_pos(int pos)
{
	return pos + 512 + (64 << 10);
}

/* Two vectors of bytes, each of two filters: their taps in turn */
static __always_inline void av1_warp_zip(int8x16_t *a, int8x16_t *b)
{
	const int8x16_t low = vzip1q_s8(*a, *b);

	*b = vzip2q_s8(*a, *b);
	*a = low;
}

/* Taps @t and @t + 1 of all columns, at rows of 8 columns */
static __always_inline void av1_warp_taps(int32x4_t *lo, int32x4_t *hi, int8x16_t taps,
					  int16x8_t r0, int16x8_t r1)
{
	const int16x8_t f0 = vmovl_s8(vget_low_s8(taps)), f1 = vmovl_high_s8(taps);

	*lo = vmlal_s16(*lo, vget_low_s16(r0), vget_low_s16(f0));
	*hi = vmlal_high_s16(*hi, r0, f0);
	*lo = vmlal_s16(*lo, vget_low_s16(r1), vget_low_s16(f1));
	*hi = vmlal_high_s16(*hi, r1, f1);
}

/* Sums of columns 0..3 and 4..7 of a row of the block, from 8 between the directions */
static __always_inline void av1_warp_sums(int32x4_t *lo, int32x4_t *hi, const int16x8_t *r, int pos,
					  int gamma)
{
	int8x16_t v0, v1, v2, v3;
	int8x8_t f[8];
	int i;

	*lo = vdupq_n_s32(0);
	*hi = vdupq_n_s32(0);
#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		f[i] = av1_warp_filter(&pos, gamma);
	/* Columns x and x + 4, of which each zip doubles the columns that are together */
	v0 = vcombine_s8(f[0], f[1]);
	v1 = vcombine_s8(f[2], f[3]);
	v2 = vcombine_s8(f[4], f[5]);
	v3 = vcombine_s8(f[6], f[7]);
	av1_warp_zip(&v0, &v2);
	av1_warp_zip(&v1, &v3);
	av1_warp_zip(&v0, &v1);
	av1_warp_zip(&v2, &v3);
	av1_warp_zip(&v0, &v2);
	av1_warp_zip(&v1, &v3);
	av1_warp_taps(lo, hi, v0, r[0], r[1]);
	av1_warp_taps(lo, hi, v2, r[2], r[3]);
	av1_warp_taps(lo, hi, v1, r[4], r[5]);
	av1_warp_taps(lo, hi, v3, r[6], r[7]);
}

#endif /* _AV1_WARP_TMPL_H_ */
