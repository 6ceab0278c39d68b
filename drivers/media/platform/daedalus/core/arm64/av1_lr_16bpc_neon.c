// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 Wiener filter of samples of 10 and 12 bits with NEON (AV1 specification, 7.17.4).
 *
 * Depths differ in InterRound0, 3 or 5, and InterRound1, 11 or 9. Coefficients of what has
 * the smaller shift are multiplied by 4, so that shifts are constants. At both depths
 * intermediate values are within -8192..24575; 8192 less is kept, of which two make no more
 * than 16 bits.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define AV1_WIENER_SHIFT_HOR	5
#define AV1_WIENER_SHIFT_VERT	11
#define AV1_WIENER_LEVEL	8192
#define AV1_WIENER_MAX		16383	/* of what is kept */

/**
 * struct av1_wiener - what is the same for all samples
 * @f: coefficients 0 to 3 of rows, then those of columns
 * @level: of samples, which AV1_WIENER_LEVEL comes to
 * @max: largest sample
 */
struct av1_wiener {
	int16x8_t f;
	int16x8_t level;
	int16x8_t max;
};

#define av1_sample		u16
#define AV1_WIENER_FN(name)	name##_neon_16bpc

static __always_inline int16x8_t av1_wiener_pair(const u16 *s, int distance)
{
	return vreinterpretq_s16_u16(vaddq_u16(vld1q_u16(s - distance), vld1q_u16(s + distance)));
}

/* Wiener coefficient process (7.17.5) */
static __always_inline struct av1_wiener av1_wiener_init(const s8 coef[2][3], int bd_max)
{
	const bool deep = bd_max >> 11;
	const s16 hor = deep ? 1 : 4, vert = deep ? 4 : 1;
	const s16 lanes[8] = {
		coef[1][0] * hor, coef[1][1] * hor, coef[1][2] * hor,
		(128 - 2 * (coef[1][0] + coef[1][1] + coef[1][2])) * hor,
		coef[0][0] * vert, coef[0][1] * vert, coef[0][2] * vert,
		(128 - 2 * (coef[0][0] + coef[0][1] + coef[0][2])) * vert,
	};

	return (struct av1_wiener){
		.f = vld1q_s16(lanes),
		.level = vdupq_n_s16((bd_max + 1) / 2),
		.max = vdupq_n_s16(bd_max),
	};
}

/* An intermediate row, rounded by InterRound0 */
static __always_inline int16x8_t av1_wiener_hor(const u16 *s, const struct av1_wiener *w)
{
	const int16x8_t a = av1_wiener_pair(s, 3), b = av1_wiener_pair(s, 2);
	const int16x8_t c = av1_wiener_pair(s, 1), e = vreinterpretq_s16_u16(vld1q_u16(s));
	int32x4_t lo = vmull_laneq_s16(vget_low_s16(a), w->f, 0);
	int32x4_t hi = vmull_high_laneq_s16(a, w->f, 0);
	int16x8_t v;

	lo = vmlal_laneq_s16(lo, vget_low_s16(b), w->f, 1);
	hi = vmlal_high_laneq_s16(hi, b, w->f, 1);
	lo = vmlal_laneq_s16(lo, vget_low_s16(c), w->f, 2);
	hi = vmlal_high_laneq_s16(hi, c, w->f, 2);
	lo = vmlal_laneq_s16(lo, vget_low_s16(e), w->f, 3);
	hi = vmlal_high_laneq_s16(hi, e, w->f, 3);
	v = vqrshrn_high_n_s32(vqrshrn_n_s32(lo, AV1_WIENER_SHIFT_HOR), hi, AV1_WIENER_SHIFT_HOR);
	v = vqsubq_s16(v, vdupq_n_s16(AV1_WIENER_LEVEL));
	v = vmaxq_s16(v, vdupq_n_s16(-AV1_WIENER_MAX - 1));
	return vminq_s16(v, vdupq_n_s16(AV1_WIENER_MAX));
}

/* A row of samples from 7 between the directions, r[i & 7] first */
static __always_inline void av1_wiener_vert(u8 *d, const int16x8_t *r, int i,
					    const struct av1_wiener *w)
{
	const int16x8_t a = vaddq_s16(r[i], r[(i + 6) & 7]);
	const int16x8_t b = vaddq_s16(r[(i + 1) & 7], r[(i + 5) & 7]);
	const int16x8_t c = vaddq_s16(r[(i + 2) & 7], r[(i + 4) & 7]);
	const int16x8_t e = r[(i + 3) & 7];
	int32x4_t lo = vmull_laneq_s16(vget_low_s16(a), w->f, 4);
	int32x4_t hi = vmull_high_laneq_s16(a, w->f, 4);
	int16x8_t v;

	lo = vmlal_laneq_s16(lo, vget_low_s16(b), w->f, 5);
	hi = vmlal_high_laneq_s16(hi, b, w->f, 5);
	lo = vmlal_laneq_s16(lo, vget_low_s16(c), w->f, 6);
	hi = vmlal_high_laneq_s16(hi, c, w->f, 6);
	lo = vmlal_laneq_s16(lo, vget_low_s16(e), w->f, 7);
	hi = vmlal_high_laneq_s16(hi, e, w->f, 7);
	v = vrshrn_high_n_s32(vrshrn_n_s32(lo, AV1_WIENER_SHIFT_VERT), hi,
			      AV1_WIENER_SHIFT_VERT);
	v = vmaxq_s16(vaddq_s16(v, w->level), vdupq_n_s16(0));
	vst1q_s16((s16 *)d, vminq_s16(v, w->max));
}

#include "av1_wiener_tmpl.h"

const struct av1_lr_dsp av1_lr_neon_16bpc = {
	.wiener = av1_wiener_neon_16bpc,
};
