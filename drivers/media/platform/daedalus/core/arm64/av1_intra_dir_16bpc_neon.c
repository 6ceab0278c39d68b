// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 directional intra prediction of samples of 10 and 12 bits with NEON (AV1
 * specification, 7.11.2.4 and 7.11.2.7 to 7.11.2.12).
 *
 * Neighbours of a side are put in order of their distance from the corner first. Rows of a
 * block are pieces of what is above, and columns pieces of what is to the left: these are
 * made 8x8 or 4x8 samples at a time and transposed.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_intra.h"
#include "../av1/av1_intra_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_transpose_tmpl.h"

/*
 * What may be read of a side before number 0, where it does not matter from 2 samples on,
 * and at most behind it: a row of 64 and a vector, upsampled or not.
 */
#define AV1_DIR_LEAD	16
#define AV1_DIR_SIDE	(AV1_DIR_LEAD + AV1_INTRA_EDGE + 64 + 32)

/**
 * struct av1_dir - what the sides of a block have in common
 * @flags: AV1_DIR_*
 * @blk_wh: blkWh, w + h
 * @corner: the sample at -1, filtered
 * @max: largest sample
 */
struct av1_dir {
	unsigned int flags;
	int blk_wh;
	u16 corner;
	uint16x8_t max;
};

/* 4 samples at a time; @n is a multiple of 4. */
static void av1_dir_repeat(u16 *to, int n, u16 value)
{
	const uint16x4_t v = vdup_n_u16(value);

	for (; n > 0; n -= 4, to += 4)
		vst1_u16(to, v);
}

/*
 * 7.11.2.12: samples 0..n - 1 of @line, where the corner and sample n - 1 go on, to @side,
 * and some more
 */
static void av1_dir_filter(u16 *side, const u16 *line, int n, int strength)
{
	const u8 *k = av1_intra_edge_kernel[strength - 1];
	int i;

	for (i = 0; i < n; i += 8) {
		const u16 *l = line + i;
		uint16x8_t sum = vmulq_n_u16(vld1q_u16(l), k[2]);

		sum = vmlaq_n_u16(sum, vaddq_u16(vld1q_u16(l - 1), vld1q_u16(l + 1)), k[1]);
		sum = vmlaq_n_u16(sum, vaddq_u16(vld1q_u16(l - 2), vld1q_u16(l + 2)), k[0]);
		/* 16 times a sample of 12 bits is no more than 65520 */
		vst1q_u16(side + i, vrshrq_n_u16(sum, 4));
	}
}

/* 9 * (b + c) - a - d is half of what 12 bits need, as the difference from 8 * (b + c). */
static __always_inline uint16x8_t av1_dir_between(const u16 *l, uint16x8_t max)
{
	const int16x8_t inner = vreinterpretq_s16_u16(vaddq_u16(vld1q_u16(l - 1), vld1q_u16(l)));
	const int16x8_t outer = vreinterpretq_s16_u16(vaddq_u16(vld1q_u16(l - 2),
								vld1q_u16(l + 1)));
	const int16x8_t more = vsubq_s16(inner, outer);
	/* (8 * inner + more + 8) >> 4 with more >> 3 first, and then half of the sum */
	const int16x8_t v = vshrq_n_s16(vaddq_s16(vaddq_s16(inner, vshrq_n_s16(more, 3)),
						  vdupq_n_s16(1)), 1);

	return vminq_u16(vreinterpretq_u16_s16(vmaxq_s16(v, vdupq_n_s16(0))), max);
}

/* 7.11.2.11: samples -1..n - 1 of @line, where both ends go on, to -2..2 * n - 2 of @side */
static void av1_dir_upsample(u16 *side, const u16 *line, int n, uint16x8_t max)
{
	int i;

	side[-2] = line[-1];
	for (i = 0; i < n; i += 8)
		vst2q_u16(side + 2 * i - 1, (uint16x8x2_t){ {
			av1_dir_between(line + i, max), vld1q_u16(line + i),
		} });
}

/* 8 samples that go to the left from @s, or up */
static __always_inline uint16x8_t av1_dir_reversed(const u16 *s)
{
	const uint16x8_t v = vrev64q_u16(vld1q_u16(s - 7));

	return vextq_u16(v, v, 4);
}

/* @n samples of @tl in steps of @step, a multiple of 4 */
static void av1_dir_line(u16 *line, const u16 *tl, int step, int n)
{
	int i;

	if (step > 0) {
		memcpy(line, tl + 1, n * sizeof(*line));
		return;
	}
	for (i = 0; i + 8 <= n; i += 8)
		vst1q_u16(line + i, av1_dir_reversed(tl - 1 - i));
	if (i < n)
		vst1_u16(line + i, vrev64_u16(vld1_u16(tl - 4 - i)));
}

/*
 * Make @side of @n samples of @tl, in steps of @step, of which 7.11.2.12 filters the first
 * @n_filter, and @more that repeat the last one. @delta is the angle from this side.
 * Returns 1 if upsampled.
 *
 * Only samples that are available are filtered, see av1_intra_tmpl.c.
 */
static int av1_dir_side(u16 *side, const struct av1_dir *dir, const u16 *tl, int step, int n,
			int n_filter, int delta, int more)
{
	u16 buf[8 + AV1_INTRA_EDGE + 8], *line = buf + 8;
	const bool up = av1_intra_upsamples(dir->blk_wh, delta, dir->flags);
	const int strength = up ? 0 : av1_intra_strength(dir->blk_wh, delta, dir->flags);

	if (!up && !strength) {
		av1_dir_line(side, tl, step, n);
		side[-1] = dir->corner;
		av1_dir_repeat(side + n, more, side[n - 1]);
		return 0;
	}
	av1_dir_line(line, tl, step, n);
	line[-2] = dir->corner;
	line[-1] = dir->corner;
	av1_dir_repeat(line + n, 8, line[n - 1]);
	if (up) {
		av1_dir_upsample(side, line, n, dir->max);
		av1_dir_repeat(side + 2 * n - 1, 2 * more, line[n - 1]);
		return 1;
	}
	av1_dir_filter(side, line, n_filter, strength);
	side[-1] = dir->corner;
	memcpy(side + n_filter, line + n_filter, (n - n_filter) * sizeof(*side));
	av1_dir_repeat(side + n, more, side[n - 1]);
	return 0;
}

/* shift of 7.11.2.4 as a factor of av1_dir_mix() */
static __always_inline s16 av1_dir_shift(int idx, int up)
{
	return ((idx * (1 << up) >> 1) & 31) << 10;
}

/* Round2() of @shift 32nds of how much more the next samples are */
static __always_inline uint16x8_t av1_dir_mix(uint16x8_t a, uint16x8_t b, s16 shift)
{
	const int16x8_t diff = vreinterpretq_s16_u16(vsubq_u16(b, a));

	return vaddq_u16(a, vreinterpretq_u16_s16(vqrdmulhq_n_s16(diff, shift)));
}

/* 8 samples from number @base on, or every other one */
static __always_inline uint16x8_t av1_dir_vector(const u16 *side, int base, s16 shift, int up)
{
	uint16x8x2_t v;

	if (!up)
		return av1_dir_mix(vld1q_u16(side + base), vld1q_u16(side + base + 1), shift);
	v = vld2q_u16(side + base);
	return av1_dir_mix(v.val[0], v.val[1], shift);
}

static __always_inline void av1_dir_store(u8 *d, uint16x8_t v, int w)
{
	if (w == 4)
		vst1_u16((u16 *)d, vget_low_u16(v));
	else
		vst1q_u16((u16 *)d, v);
}

static __always_inline void av1_dir_store4(u8 *d, ptrdiff_t stride, const uint16x8_t *v, int w)
{
	av1_dir_store(d, v[0], w);
	d += stride;
	av1_dir_store(d, v[1], w);
	d += stride;
	av1_dir_store(d, v[2], w);
	d += stride;
	av1_dir_store(d, v[3], w);
}

/* pAngle below 90: all rows are pieces of the row above */
static void av1_dir_above(u8 *d, ptrdiff_t stride, const u16 *tl, const struct av1_dir *dir, int w,
			  int h, int angle)
{
	const int dx = av1_dr_intra_derivative[angle];
	u16 buf[AV1_DIR_SIDE], *above = buf + AV1_DIR_LEAD;
	const int up = av1_dir_side(above, dir, tl, 1, w + h, w + h, 90 - angle,
				    max(w, 8) + 8);
	const int max_base = (w + h - 1) << up;
	int x, y;

	for (y = 1; y <= h; y++, d += stride) {
		const int base = min(y * dx >> (6 - up), max_base);
		const s16 shift = av1_dir_shift(y * dx, up);

		if (w == 4) {
			av1_dir_store(d, av1_dir_vector(above, base, shift, up), 4);
			continue;
		}
		for (x = 0; x < w; x += 8)
			av1_dir_store(d + 2 * x,
				      av1_dir_vector(above, base + (x << up), shift, up), 8);
	}
}

/*
 * Rows @y..@y + 7 of columns @x..@x + 7, from what is to the left: column j begins @step of
 * its index from that before. What would be from before the lead is not used.
 */
static __always_inline void av1_dir_tile(uint16x8_t *v, const u16 *left, int x, int y, int step,
					 int up, int max_base)
{
	int idx = (x + 1) * step, i;
	uint16x8_t c[8];

#pragma GCC unroll 8
	for (i = 0; i < 8; i++, idx += step) {
		const int base = clamp((idx >> (6 - up)) + (y << up), -AV1_DIR_LEAD, max_base);

		c[i] = av1_dir_vector(left, base, av1_dir_shift(idx, up), up);
	}
	av1_transpose8(v, c);
}

/*
 * pAngle above 180: all columns are pieces of the column to the left. No angle that there
 * is reaches its end, which the specification leaves open.
 */
static void av1_dir_left(u8 *dst, ptrdiff_t stride, const u16 *tl, const struct av1_dir *dir, int w,
			 int h, int angle)
{
	const int dy = av1_dr_intra_derivative[270 - angle];
	u16 buf[AV1_DIR_SIDE], *left = buf + AV1_DIR_LEAD;
	const int up = av1_dir_side(left, dir, tl, -1, w + h, w + h, angle - 180,
				    max(h, 8) + 8);
	const int max_base = (w + h - 1) << up;
	uint16x8_t v[8];
	int x, y;

	for (y = 0; y < h; y += 8)
		for (x = 0; x < w; x += 8) {
			u8 *d = dst + y * stride + 2 * x;

			av1_dir_tile(v, left, x, y, dy, up, max_base);
			av1_dir_store4(d, stride, v, w);
			if (h > 4)
				av1_dir_store4(d + 4 * stride, stride, v + 4, w);
		}
}

/**
 * struct av1_dir_top - what rows have from above
 * @above: neighbours
 * @dx: distance of rows
 * @up: whether they are upsampled
 * @w: width of the block
 */
struct av1_dir_top {
	const u16 *above;
	int dx;
	int up;
	int w;
};

/* The first column of row @y that is from above */
static __always_inline int av1_dir_first(int y, int dx)
{
	return ((y + 1) * dx - 1) >> 6;
}

/* Row @y of 8 columns from @x on, where @v is from the left */
static __always_inline void av1_dir_row(u8 *d, uint16x8_t v, const struct av1_dir_top *t, int x,
					int y)
{
	static const u16 columns[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	const int idx = -(y + 1) * t->dx, first = av1_dir_first(y, t->dx) - x;
	const int base = max((idx >> (6 - t->up)) + (x << t->up), -AV1_DIR_LEAD);
	const uint16x8_t top = av1_dir_vector(t->above, base, av1_dir_shift(idx, t->up), t->up);
	const uint16x8_t is_left = vcltq_u16(vld1q_u16(columns), vdupq_n_u16(clamp(first, 0, 8)));

	av1_dir_store(d, vbslq_u16(is_left, v, top), t->w);
}

static __always_inline void av1_dir_row4(u8 *d, ptrdiff_t stride, const uint16x8_t *v,
					 const struct av1_dir_top *t, int x, int y)
{
	av1_dir_row(d, v[0], t, x, y);
	d += stride;
	av1_dir_row(d, v[1], t, x, y + 1);
	d += stride;
	av1_dir_row(d, v[2], t, x, y + 2);
	d += stride;
	av1_dir_row(d, v[3], t, x, y + 3);
}

/*
 * pAngle between 90 and 180: each row has a piece of the left column, and goes on with one
 * of the row above from where idx is at least -64.
 */
static void av1_dir_both(u8 *dst, ptrdiff_t stride, const u16 *tl, struct av1_dir *dir, int w,
			 int h, int angle, int n_above, int n_left)
{
	const int dx = av1_dr_intra_derivative[180 - angle];
	const int dy = av1_dr_intra_derivative[angle - 90];
	u16 buf[2][AV1_DIR_LEAD + 64 + 32];
	u16 *above = buf[0] + AV1_DIR_LEAD, *left = buf[1] + AV1_DIR_LEAD;
	struct av1_dir_top top = { .above = above, .dx = dx, .w = w };
	uint16x8_t v[8];
	int x, y, i, up;

	/* 7.11.2.7 */
	if (dir->flags & AV1_DIR_EDGE_FILTER && dir->blk_wh >= 24)
		dir->corner = (5 * tl[-1] + 6 * tl[0] + 5 * tl[1] + 8) >> 4;
	top.up = av1_dir_side(above, dir, tl, 1, w, min(w, n_above), angle - 90, 16);
	up = av1_dir_side(left, dir, tl, -1, h, min(h, n_left), 180 - angle, 16);

	for (y = 0; y < h; y += 8)
		for (x = 0; x < w; x += 8) {
			u8 *d = dst + y * stride + 2 * x;

#pragma GCC unroll 8
			for (i = 0; i < 8; i++)
				v[i] = vdupq_n_u16(0);
			/* each row has no fewer from the left than that before */
			if (av1_dir_first(y + 7, dx) > x)
				av1_dir_tile(v, left, x, y, -dy, up, h << up);
			av1_dir_row4(d, stride, v, &top, x, y);
			if (h > 4)
				av1_dir_row4(d + 4 * stride, stride, v + 4, &top, x, y + 4);
		}
}

static void av1_pred_dir_neon_16bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				    int angle, unsigned int flags, int n_above, int n_left,
				    int bd_max)
{
	struct av1_dir dir = {
		.flags = flags,
		.blk_wh = w + h,
		.corner = *(const u16 *)tl,
		.max = vdupq_n_u16(bd_max),
	};

	if (angle < 90)
		av1_dir_above(dst, stride, tl, &dir, w, h, angle);
	else if (angle > 180)
		av1_dir_left(dst, stride, tl, &dir, w, h, angle);
	else
		av1_dir_both(dst, stride, tl, &dir, w, h, angle, n_above, n_left);
}

const struct av1_intra_dsp av1_intra_dir_neon_16bpc = {
	.pred_dir = av1_pred_dir_neon_16bpc,
};
