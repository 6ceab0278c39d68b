// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 Wiener filter of 8-bit samples with NEON (AV1 specification, 7.17.4).
 *
 * An intermediate value less 2048 is kept: it is -4096..4095, an eighth of all that 16
 * bits hold, so that sums which saturate are clipped as they should be. What is
 * multiplied in rows is samples by the coefficients with 128 less in the middle, which
 * fits 16 bits; 128 times the sample less 128 then makes the difference.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define av1_sample		u8
#define AV1_WIENER_FN(name)	name##_neon_8bpc

/**
 * struct av1_wiener - what is the same for all samples
 * @f: coefficients 0 to 3 of rows, with 128 less in the middle, then those of columns
 */
struct av1_wiener {
	int16x8_t f;
};

static __always_inline int16x8_t av1_wiener_pair(const u8 *s, int distance)
{
	return vreinterpretq_s16_u16(vaddl_u8(vld1_u8(s - distance), vld1_u8(s + distance)));
}

/* Wiener coefficient process (7.17.5) */
static __always_inline struct av1_wiener av1_wiener_init(const s8 coef[2][3], int bd_max)
{
	const s16 lanes[8] = {
		coef[1][0], coef[1][1], coef[1][2],
		-2 * (coef[1][0] + coef[1][1] + coef[1][2]),
		coef[0][0], coef[0][1], coef[0][2],
		128 - 2 * (coef[0][0] + coef[0][1] + coef[0][2]),
	};

	return (struct av1_wiener){ .f = vld1q_s16(lanes) };
}

/* An intermediate row, rounded by InterRound0 */
static __always_inline int16x8_t av1_wiener_hor(const u8 *s, const struct av1_wiener *w)
{
	const uint8x8_t c = vld1_u8(s);
	const int8x8_t level = vreinterpret_s8_u8(veor_u8(c, vdup_n_u8(128)));
	int16x8_t sum = vdupq_n_s16(4);

	sum = vmlaq_laneq_s16(sum, av1_wiener_pair(s, 3), w->f, 0);
	sum = vmlaq_laneq_s16(sum, av1_wiener_pair(s, 2), w->f, 1);
	sum = vmlaq_laneq_s16(sum, av1_wiener_pair(s, 1), w->f, 2);
	sum = vmlaq_laneq_s16(sum, vreinterpretq_s16_u16(vmovl_u8(c)), w->f, 3);
	return vshrq_n_s16(vqaddq_s16(sum, vshll_n_s8(level, 7)), 3);
}

/* A row of samples, less 128 until the end, as intermediate rows are less 2048 */
static __always_inline void av1_wiener_vert(u8 *d, const int16x8_t *r, int i,
					    const struct av1_wiener *w)
{
	const int16x8_t a = vaddq_s16(r[i], r[(i + 6) & 7]);
	const int16x8_t b = vaddq_s16(r[(i + 1) & 7], r[(i + 5) & 7]);
	const int16x8_t c = vaddq_s16(r[(i + 2) & 7], r[(i + 4) & 7]);
	const int16x8_t e = r[(i + 3) & 7];
	int32x4_t lo = vmull_laneq_s16(vget_low_s16(a), w->f, 4);
	int32x4_t hi = vmull_high_laneq_s16(a, w->f, 4);
	int8x8_t out;

	lo = vmlal_laneq_s16(lo, vget_low_s16(b), w->f, 5);
	hi = vmlal_high_laneq_s16(hi, b, w->f, 5);
	lo = vmlal_laneq_s16(lo, vget_low_s16(c), w->f, 6);
	hi = vmlal_high_laneq_s16(hi, c, w->f, 6);
	lo = vmlal_laneq_s16(lo, vget_low_s16(e), w->f, 7);
	hi = vmlal_high_laneq_s16(hi, e, w->f, 7);
	out = vqmovn_s16(vqrshrn_high_n_s32(vqrshrn_n_s32(lo, 11), hi, 11));
	vst1_u8(d, veor_u8(vreinterpret_u8_s8(out), vdup_n_u8(128)));
}

#include "av1_wiener_tmpl.h"

const struct av1_lr_dsp av1_lr_neon_8bpc = {
	.wiener = av1_wiener_neon_8bpc,
};
