// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 block warp of 8x8 8-bit samples with NEON (AV1 specification, 7.11.3.5).
 *
 * Each sample has a filter of its own in both directions. Rows are of samples less 128,
 * so that products are of signed bytes: their sums, of 8 taps of at most 222 in all, fit
 * 16 bits, and 128 times 128 is added after rounding.
 */
#include <linux/compiler.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_warp_tmpl.h"

/* What is between the directions of a row; reads columns -7..8 */
static __always_inline int16x8_t av1_warp_row(const u8 *s, int pos, int alpha)
{
	const int8x16_t v = vreinterpretq_s8_u8(veorq_u8(vld1q_u8(s - 7), vdupq_n_u8(128)));
	const int8x8_t a = vget_low_s8(v), b = vget_high_s8(v);
	int16x8_t s0, s1, s2, s3, s4, s5, s6, s7;

	s0 = vmull_s8(a, av1_warp_filter(&pos, alpha));
	s1 = vmull_s8(vext_s8(a, b, 1), av1_warp_filter(&pos, alpha));
	s2 = vmull_s8(vext_s8(a, b, 2), av1_warp_filter(&pos, alpha));
	s3 = vmull_s8(vext_s8(a, b, 3), av1_warp_filter(&pos, alpha));
	s4 = vmull_s8(vext_s8(a, b, 4), av1_warp_filter(&pos, alpha));
	s5 = vmull_s8(vext_s8(a, b, 5), av1_warp_filter(&pos, alpha));
	s6 = vmull_s8(vext_s8(a, b, 6), av1_warp_filter(&pos, alpha));
	s7 = vmull_s8(vext_s8(a, b, 7), av1_warp_filter(&pos, alpha));
	s0 = vpaddq_s16(vpaddq_s16(s0, s1), vpaddq_s16(s2, s3));
	s4 = vpaddq_s16(vpaddq_s16(s4, s5), vpaddq_s16(s6, s7));
	return vaddq_s16(vrshrq_n_s16(vpaddq_s16(s0, s4), 3), vdupq_n_s16(128 * 128 / 8));
}

/* One row of the block from 8 of those between the directions */
static __always_inline void av1_warp_column(void *d, const int16x8_t *r, int pos, int gamma,
					    bool prep)
{
	int32x4_t lo, hi;

	av1_warp_sums(&lo, &hi, r, pos, gamma);
	if (prep)
		vst1q_s16(d, vrshrn_high_n_s32(vrshrn_n_s32(lo, 7), hi, 7));
	else
		vst1_u8(d, vqmovn_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 11), hi, 11)));
}

static __always_inline void av1_warp(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
				     const s16 *shear, int mx, int my, bool prep)
{
	const int alpha = shear[0], beta = shear[1], gamma = shear[2], delta = shear[3];
	int16x8_t mid[AV1_WARP_ROWS];
	int y, pos;

	s -= 7 * ss;
	pos = av1_warp_pos(mx - 4 * alpha - 7 * beta);
	for (y = 0; y < AV1_WARP_ROWS; y++, s += ss, pos += beta)
		mid[y] = av1_warp_row(s, pos, alpha);
	pos = av1_warp_pos(my - 4 * gamma - 4 * delta);
	for (y = 0; y < 8; y++, d += ds, pos += delta)
		av1_warp_column(d, mid + y, pos, gamma, prep);
}

static void av1_warp_put_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src,
				   ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				   int bd_max)
{
	av1_warp(dst, dst_stride, src, src_stride, shear, mx, my, false);
}

static void av1_warp_prep_neon_8bpc(s16 *tmp, ptrdiff_t tmp_stride, const void *src,
				    ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				    int bd_max)
{
	av1_warp((u8 *)tmp, tmp_stride, src, src_stride, shear, mx, my, true);
}

const struct av1_mc_dsp av1_warp_neon_8bpc = {
	.warp_put = av1_warp_put_neon_8bpc,
	.warp_prep = av1_warp_prep_neon_8bpc,
};
