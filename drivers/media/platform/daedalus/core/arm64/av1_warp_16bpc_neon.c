// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 block warp of 8x8 samples of 10 and 12 bits with NEON (AV1 specification, 7.11.3.5).
 */
#include <linux/compiler.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_warp_tmpl.h"

/**
 * struct av1_warp_round - what follows sums
 * @rows: minus InterRound0
 * @cols: minus InterRound1, of what becomes samples
 * @max: largest sample
 */
struct av1_warp_round {
	int32x4_t rows;
	int32x4_t cols;
	uint16x8_t max;
};

/* Products of the filter of the position *@pos and 8 samples, added to four sums */
static __always_inline int32x4_t av1_warp_sample(const u16 *s, int *pos, int step)
{
	const int16x8_t v = vreinterpretq_s16_u16(vld1q_u16(s));
	const int16x8_t f = vmovl_s8(av1_warp_filter(pos, step));

	return vmlal_high_s16(vmull_s16(vget_low_s16(v), vget_low_s16(f)), v, f);
}

/* What is between the directions of a row; reads columns -7..7 */
static __always_inline int16x8_t av1_warp_row(const u16 *s, int pos, int alpha,
					      const struct av1_warp_round *round)
{
	int32x4_t v[8], lo, hi;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		v[i] = av1_warp_sample(s - 7 + i, &pos, alpha);
	lo = vpaddq_s32(vpaddq_s32(v[0], v[1]), vpaddq_s32(v[2], v[3]));
	hi = vpaddq_s32(vpaddq_s32(v[4], v[5]), vpaddq_s32(v[6], v[7]));
	lo = vrshlq_s32(lo, round->rows);
	hi = vrshlq_s32(hi, round->rows);
	return vmovn_high_s32(vmovn_s32(lo), hi);
}

/* One row of the block from 8 of those between the directions */
static __always_inline void av1_warp_column(void *d, const int16x8_t *r, int pos, int gamma,
					    const struct av1_warp_round *round, bool prep)
{
	int32x4_t lo, hi;
	uint16x8_t v;

	av1_warp_sums(&lo, &hi, r, pos, gamma);
	if (prep) {
		v = vreinterpretq_u16_s16(vrshrn_high_n_s32(vrshrn_n_s32(lo, 7), hi, 7));
		vst1q_u16(d, vsubq_u16(v, vdupq_n_u16(AV1_MC_BIAS_16BPC)));
	} else {
		lo = vrshlq_s32(lo, round->cols);
		hi = vrshlq_s32(hi, round->cols);
		v = vqmovun_high_s32(vqmovun_s32(lo), hi);
		vst1q_u16(d, vminq_u16(v, round->max));
	}
}

static __always_inline void av1_warp(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
				     const s16 *shear, int mx, int my, int bd_max, bool prep)
{
	const int alpha = shear[0], beta = shear[1], gamma = shear[2], delta = shear[3];
	const int round0 = bd_max >> 11 ? 5 : 3;
	const struct av1_warp_round round = {
		.rows = vdupq_n_s32(-round0),
		.cols = vdupq_n_s32(round0 - 14),
		.max = vdupq_n_u16(bd_max),
	};
	int16x8_t mid[AV1_WARP_ROWS];
	int y, pos;

	s -= 7 * ss;
	pos = av1_warp_pos(mx - 4 * alpha - 7 * beta);
	for (y = 0; y < AV1_WARP_ROWS; y++, s += ss, pos += beta)
		mid[y] = av1_warp_row((const u16 *)s, pos, alpha, &round);
	pos = av1_warp_pos(my - 4 * gamma - 4 * delta);
	for (y = 0; y < 8; y++, d += ds, pos += delta)
		av1_warp_column(d, mid + y, pos, gamma, &round, prep);
}

static void av1_warp_put_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *src,
				    ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				    int bd_max)
{
	av1_warp(dst, dst_stride, src, src_stride, shear, mx, my, bd_max, false);
}

static void av1_warp_prep_neon_16bpc(s16 *tmp, ptrdiff_t tmp_stride, const void *src,
				     ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				     int bd_max)
{
	av1_warp((u8 *)tmp, tmp_stride, src, src_stride, shear, mx, my, bd_max, true);
}

const struct av1_mc_dsp av1_warp_neon_16bpc = {
	.warp_put = av1_warp_put_neon_16bpc,
	.warp_prep = av1_warp_prep_neon_16bpc,
};
