// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 Wiener filter of samples of 10 and 12 bits with NEON (AV1 specification, 7.17.4).
 * It goes down in strips of 8 columns, and keeps the intermediate rows in registers.
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

#define AV1_WIENER_W	8

/* Rows and columns of units that are narrower than a strip, in scratch memory */
#define AV1_WIENER_STRIDE	16
#define AV1_WIENER_ALL_ROWS	(AV1_LR_MAX_H + 2 * AV1_LR_REACH)

/*
 * Intermediate rows of 8 columns: the first of row @i of 8 is r[i], and each new one
 * takes the place of the oldest.
 */
struct av1_wiener_rows {
	int16x8_t r[8];
};

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

static __always_inline void av1_wiener_row(u8 *d, struct av1_wiener_rows *m, int i,
					   const u16 *s, const struct av1_wiener *f)
{
	m->r[(i + 6) & 7] = av1_wiener_hor(s, f);
	av1_wiener_vert(d, m->r, i, f);
}

static __always_inline void av1_wiener_4rows(u8 *d, ptrdiff_t stride, struct av1_wiener_rows *m,
					     int i, const void *const *rows, int x,
					     const struct av1_wiener *f)
{
	av1_wiener_row(d, m, i, (const u16 *)rows[0] + x, f);
	d += stride;
	av1_wiener_row(d, m, i + 1, (const u16 *)rows[1] + x, f);
	d += stride;
	av1_wiener_row(d, m, i + 2, (const u16 *)rows[2] + x, f);
	d += stride;
	av1_wiener_row(d, m, i + 3, (const u16 *)rows[3] + x, f);
}

/* 8 columns from @x on */
static __always_inline void av1_wiener_strip(u8 *d, ptrdiff_t stride, const void *const *rows,
					     int x, int h, const struct av1_wiener *f)
{
	struct av1_wiener_rows m;

	m.r[0] = av1_wiener_hor((const u16 *)rows[0] + x, f);
	m.r[1] = av1_wiener_hor((const u16 *)rows[1] + x, f);
	m.r[2] = av1_wiener_hor((const u16 *)rows[2] + x, f);
	m.r[3] = av1_wiener_hor((const u16 *)rows[3] + x, f);
	m.r[4] = av1_wiener_hor((const u16 *)rows[4] + x, f);
	m.r[5] = av1_wiener_hor((const u16 *)rows[5] + x, f);
	rows += 6;
	d += x * sizeof(u16);
	for (; h & 3; h--, d += stride) {
		av1_wiener_row(d, &m, 0, (const u16 *)*rows++ + x, f);
		m = (struct av1_wiener_rows){
			{ m.r[1], m.r[2], m.r[3], m.r[4], m.r[5], m.r[6], m.r[6], m.r[6] },
		};
	}
	while (h > 0) {
		av1_wiener_4rows(d, stride, &m, 0, rows, x, f);
		h -= 4;
		if (!h)
			return;
		d += 4 * stride;
		rows += 4;
		av1_wiener_4rows(d, stride, &m, 4, rows, x, f);
		h -= 4;
		d += 4 * stride;
		rows += 4;
	}
}

static noinline void av1_wiener_strip_neon_16bpc(u8 *d, ptrdiff_t stride, const void *const *rows,
						 int x, int h, const struct av1_wiener *f)
{
	av1_wiener_strip(d, stride, rows, x, h, f);
}

/* Less than 8 columns: nothing beyond them may be read or written. */
static noinline void av1_wiener_narrow_neon_16bpc(u8 *d, ptrdiff_t stride,
						  const void *const *rows, int w, int h,
						  const struct av1_wiener *f, void *scratch)
{
	u16 *const copy = scratch, *const out = copy + AV1_WIENER_ALL_ROWS * AV1_WIENER_STRIDE;
	const void *copies[7];
	int y, i;

	memset(scratch, 0, AV1_WIENER_ALL_ROWS * AV1_WIENER_STRIDE * sizeof(*copy));
	for (y = 0; y < h + 2 * AV1_LR_REACH; y++)
		memcpy(copy + y * AV1_WIENER_STRIDE, (const u16 *)rows[y] - AV1_LR_REACH,
		       (w + 2 * AV1_LR_REACH) * sizeof(*copy));
	for (y = 0; y < h; y++, d += stride) {
		for (i = 0; i < 7; i++)
			copies[i] = copy + (y + i) * AV1_WIENER_STRIDE + AV1_LR_REACH;
		av1_wiener_strip_neon_16bpc((u8 *)out, 0, copies, 0, 1, f);
		memcpy(d, out, w * sizeof(*out));
	}
}

static void av1_wiener_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *const *rows, int w,
				  int h, const s8 coef[2][3], void *scratch, int bd_max)
{
	const struct av1_wiener f = av1_wiener_init(coef, bd_max);
	int x;

	if (w < AV1_WIENER_W) {
		av1_wiener_narrow_neon_16bpc(dst, dst_stride, rows, w, h, &f, scratch);
		return;
	}
	for (x = 0; x + AV1_WIENER_W <= w; x += AV1_WIENER_W)
		av1_wiener_strip_neon_16bpc(dst, dst_stride, rows, x, h, &f);
	/* the last strip has some columns of the one before again */
	if (x < w)
		av1_wiener_strip_neon_16bpc(dst, dst_stride, rows, w - AV1_WIENER_W, h, &f);
}

const struct av1_lr_dsp av1_lr_neon_16bpc = {
	.wiener = av1_wiener_neon_16bpc,
};
