// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 Wiener filter of 8-bit samples with NEON (AV1 specification, 7.17.4). It goes
 * down in strips of 8 columns, and keeps the intermediate rows in registers.
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

static __always_inline int16x8_t av1_wiener_pair(const u8 *s, int distance)
{
	return vreinterpretq_s16_u16(vaddl_u8(vld1_u8(s - distance), vld1_u8(s + distance)));
}

/*
 * Wiener coefficient process (7.17.5): lanes 0 to 3 are the horizontal ones with 128 less
 * in the middle, 4 to 7 the vertical ones.
 */
static __always_inline int16x8_t av1_wiener_coefs(const s8 coef[2][3])
{
	const s16 lanes[8] = {
		coef[1][0], coef[1][1], coef[1][2],
		-2 * (coef[1][0] + coef[1][1] + coef[1][2]),
		coef[0][0], coef[0][1], coef[0][2],
		128 - 2 * (coef[0][0] + coef[0][1] + coef[0][2]),
	};

	return vld1q_s16(lanes);
}

/* An intermediate row, rounded by InterRound0 */
static __always_inline int16x8_t av1_wiener_hor(const u8 *s, int16x8_t f)
{
	const uint8x8_t c = vld1_u8(s);
	const int8x8_t level = vreinterpret_s8_u8(veor_u8(c, vdup_n_u8(128)));
	int16x8_t sum = vdupq_n_s16(4);

	sum = vmlaq_laneq_s16(sum, av1_wiener_pair(s, 3), f, 0);
	sum = vmlaq_laneq_s16(sum, av1_wiener_pair(s, 2), f, 1);
	sum = vmlaq_laneq_s16(sum, av1_wiener_pair(s, 1), f, 2);
	sum = vmlaq_laneq_s16(sum, vreinterpretq_s16_u16(vmovl_u8(c)), f, 3);
	return vshrq_n_s16(vqaddq_s16(sum, vshll_n_s8(level, 7)), 3);
}

/* A row of samples, less 128 until the end, as intermediate rows are less 2048 */
static __always_inline void av1_wiener_vert(u8 *d, const int16x8_t *r, int i, int16x8_t f)
{
	const int16x8_t a = vaddq_s16(r[i], r[(i + 6) & 7]);
	const int16x8_t b = vaddq_s16(r[(i + 1) & 7], r[(i + 5) & 7]);
	const int16x8_t c = vaddq_s16(r[(i + 2) & 7], r[(i + 4) & 7]);
	const int16x8_t e = r[(i + 3) & 7];
	int32x4_t lo = vmull_laneq_s16(vget_low_s16(a), f, 4);
	int32x4_t hi = vmull_high_laneq_s16(a, f, 4);
	int8x8_t out;

	lo = vmlal_laneq_s16(lo, vget_low_s16(b), f, 5);
	hi = vmlal_high_laneq_s16(hi, b, f, 5);
	lo = vmlal_laneq_s16(lo, vget_low_s16(c), f, 6);
	hi = vmlal_high_laneq_s16(hi, c, f, 6);
	lo = vmlal_laneq_s16(lo, vget_low_s16(e), f, 7);
	hi = vmlal_high_laneq_s16(hi, e, f, 7);
	out = vqmovn_s16(vqrshrn_high_n_s32(vqrshrn_n_s32(lo, 11), hi, 11));
	vst1_u8(d, veor_u8(vreinterpret_u8_s8(out), vdup_n_u8(128)));
}

static __always_inline void av1_wiener_row(u8 *d, struct av1_wiener_rows *m, int i,
					   const u8 *s, int16x8_t f)
{
	m->r[(i + 6) & 7] = av1_wiener_hor(s, f);
	av1_wiener_vert(d, m->r, i, f);
}

static __always_inline void av1_wiener_4rows(u8 *d, ptrdiff_t stride, struct av1_wiener_rows *m,
					     int i, const void *const *rows, int x,
					     int16x8_t f)
{
	av1_wiener_row(d, m, i, (const u8 *)rows[0] + x, f);
	d += stride;
	av1_wiener_row(d, m, i + 1, (const u8 *)rows[1] + x, f);
	d += stride;
	av1_wiener_row(d, m, i + 2, (const u8 *)rows[2] + x, f);
	d += stride;
	av1_wiener_row(d, m, i + 3, (const u8 *)rows[3] + x, f);
}

/* 8 columns from @x on */
static __always_inline void av1_wiener_strip(u8 *d, ptrdiff_t stride, const void *const *rows,
					     int x, int h, int16x8_t f)
{
	struct av1_wiener_rows m;

	m.r[0] = av1_wiener_hor((const u8 *)rows[0] + x, f);
	m.r[1] = av1_wiener_hor((const u8 *)rows[1] + x, f);
	m.r[2] = av1_wiener_hor((const u8 *)rows[2] + x, f);
	m.r[3] = av1_wiener_hor((const u8 *)rows[3] + x, f);
	m.r[4] = av1_wiener_hor((const u8 *)rows[4] + x, f);
	m.r[5] = av1_wiener_hor((const u8 *)rows[5] + x, f);
	rows += 6;
	d += x;
	for (; h & 3; h--, d += stride) {
		av1_wiener_row(d, &m, 0, (const u8 *)*rows++ + x, f);
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

static noinline void av1_wiener_strip_neon_8bpc(u8 *d, ptrdiff_t stride, const void *const *rows,
						int x, int h, int16x8_t f)
{
	av1_wiener_strip(d, stride, rows, x, h, f);
}

/* Less than 8 columns: nothing beyond them may be read or written. */
static noinline void av1_wiener_narrow_neon_8bpc(u8 *d, ptrdiff_t stride,
						 const void *const *rows, int w, int h,
						 int16x8_t f, u8 *scratch)
{
	const void *copies[7];
	u8 *copy = scratch, *out = scratch + AV1_WIENER_ALL_ROWS * AV1_WIENER_STRIDE;
	int y, i;

	memset(scratch, 0, AV1_WIENER_ALL_ROWS * AV1_WIENER_STRIDE);
	for (y = 0; y < h + 2 * AV1_LR_REACH; y++)
		memcpy(copy + y * AV1_WIENER_STRIDE, (const u8 *)rows[y] - AV1_LR_REACH,
		       w + 2 * AV1_LR_REACH);
	for (y = 0; y < h; y++, d += stride) {
		for (i = 0; i < 7; i++)
			copies[i] = copy + (y + i) * AV1_WIENER_STRIDE + AV1_LR_REACH;
		av1_wiener_strip_neon_8bpc(out, 0, copies, 0, 1, f);
		memcpy(d, out, w);
	}
}

static void av1_wiener_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *const *rows, int w,
				 int h, const s8 coef[2][3], void *scratch, int bd_max)
{
	const int16x8_t f = av1_wiener_coefs(coef);
	int x;

	if (w < AV1_WIENER_W) {
		av1_wiener_narrow_neon_8bpc(dst, dst_stride, rows, w, h, f, scratch);
		return;
	}
	for (x = 0; x + AV1_WIENER_W <= w; x += AV1_WIENER_W)
		av1_wiener_strip_neon_8bpc(dst, dst_stride, rows, x, h, f);
	/* the last strip has some columns of the one before again */
	if (x < w)
		av1_wiener_strip_neon_8bpc(dst, dst_stride, rows, w - AV1_WIENER_W, h, f);
}

const struct av1_lr_dsp av1_lr_neon_8bpc = {
	.wiener = av1_wiener_neon_8bpc,
};
