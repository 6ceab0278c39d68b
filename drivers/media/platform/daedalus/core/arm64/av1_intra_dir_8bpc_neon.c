// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 directional intra prediction of 8-bit samples with NEON (AV1 specification, 7.11.2.4
 * and 7.11.2.7 to 7.11.2.12).
 *
 * What comes from above are pieces of one line in each row. What comes from the left are
 * pieces of another one in each column, which are put together as 8 columns of 8 rows and
 * turned. Where both meet the left ones are made first, with columns that go too far, and
 * those from above go over them.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_intra.h"
#include "../av1/av1_intra_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

/*
 * Samples along one side, in the order of their distance from the corner, which is number
 * -1, or -2 if they are upsampled. In front of them there is room for what vectors have
 * too much, and behind them for one row or column more of the last sample as well.
 */
#define AV1_DIR_LEAD	32
#define AV1_DIR_LINE	(AV1_DIR_LEAD + AV1_INTRA_EDGE + 64 + 32)

/**
 * struct av1_dir - a block
 * @flags: AV1_DIR_*
 * @blk_wh: blkWh, w + h
 * @corner: the sample at -1, filtered
 */
struct av1_dir {
	unsigned int flags;
	int blk_wh;
	u8 corner;
};

static __always_inline void av1_dir_store(u8 *d, uint8x16_t v, int n)
{
	u32 word;

	if (n == 16) {
		vst1q_u8(d, v);
	} else if (n == 8) {
		vst1_u8(d, vget_low_u8(v));
	} else {
		word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);
		memcpy(d, &word, sizeof(word));
	}
}

static __always_inline uint8x16_t av1_dir_load(const u8 *s, int n)
{
	u32 word;

	if (n == 16)
		return vld1q_u8(s);
	if (n == 8)
		return vcombine_u8(vld1_u8(s), vcreate_u8(0));
	memcpy(&word, s, sizeof(word));
	return vcombine_u8(vcreate_u8(word), vcreate_u8(0));
}

/* @n samples after the corner in steps of @step, 1 or -1; @n is a multiple of 4. */
static __always_inline void av1_dir_copy(u8 *line, const u8 *tl, int step, int n)
{
	if (step == 1) {
		memcpy(line, tl + 1, n);
		return;
	}
	for (; n >= 8; n -= 8, tl -= 8, line += 8)
		vst1_u8(line, vrev64_u8(vld1_u8(tl - 8)));
	if (n)
		av1_dir_store(line, vrev32q_u8(av1_dir_load(tl - 4, 4)), 4);
}

/* Sample @last of @line again, @n times and up to 15 more */
static __always_inline void av1_dir_extend(u8 *line, int last, int n)
{
	const uint8x16_t v = vld1q_dup_u8(line + last);

	for (line += last + 1; n > 0; n -= 16, line += 16)
		vst1q_u8(line, v);
}

/* 7.11.2.12: what is in @line, where both ends go on; up to 7 samples more are written. */
static __always_inline void av1_dir_filter(u8 *side, const u8 *line, int n, int strength)
{
	const u8 *k = av1_intra_edge_kernel[strength - 1];
	int i;

	for (i = 0; i < n; i += 8, line += 8) {
		uint16x8_t sum = vmull_u8(vld1_u8(line), vdup_n_u8(k[2]));

		sum = vmlaq_n_u16(sum, vaddl_u8(vld1_u8(line - 1), vld1_u8(line + 1)), k[1]);
		sum = vmlaq_n_u16(sum, vaddl_u8(vld1_u8(line - 2), vld1_u8(line + 2)), k[0]);
		vst1_u8(side + i, vrshrn_n_u16(sum, 4));
	}
}

/* 7.11.2.11, of @n samples and up to 7 more */
static __always_inline void av1_dir_upsample(u8 *side, const u8 *line, int n)
{
	int i;

	side[-2] = line[-1];
	for (i = 0; i < n; i += 8, line += 8, side += 16) {
		const uint8x8_t at = vld1_u8(line);
		const uint16x8_t near = vaddl_u8(vld1_u8(line - 1), at);
		const uint16x8_t far = vaddl_u8(vld1_u8(line - 2), vld1_u8(line + 1));
		const int16x8_t sum = vreinterpretq_s16_u16(vsubq_u16(vmulq_n_u16(near, 9), far));
		const uint8x8x2_t v = { { vqrshrun_n_s16(sum, 4), at } };

		vst2_u8(side - 1, v);
	}
}

/*
 * Make @side of @n samples of @tl in steps of @step, of which 7.11.2.12 filters the first
 * @n_filter, followed by @more of the last one. @delta is the angle from this side. Returns
 * 1 if upsampled. See av1_intra_tmpl.c for why both do not meet.
 */
static __always_inline int av1_dir_side(u8 *side, const struct av1_dir *dir, const u8 *tl,
					int step, int n, int n_filter, int delta, int more)
{
	const int up = av1_intra_upsamples(dir->blk_wh, delta, dir->flags);
	const int strength = av1_intra_strength(dir->blk_wh, delta, dir->flags);
	u8 buf[AV1_DIR_LINE], *line = buf + AV1_DIR_LEAD;

	vst1q_u8(side - 16, vdupq_n_u8(dir->corner));
	if (!up && !strength) {
		av1_dir_copy(side, tl, step, n);
		av1_dir_extend(side, n - 1, more + 16);
		return 0;
	}
	vst1q_u8(line - 16, vdupq_n_u8(dir->corner));
	av1_dir_copy(line, tl, step, n);
	av1_dir_extend(line, n - 1, 16);
	if (up) {
		av1_dir_upsample(side, line, n);
		av1_dir_extend(side, 2 * n - 2, 2 * more + 16);
		return 1;
	}
	av1_dir_filter(side, line, n_filter, strength);
	if (n_filter < n)
		memcpy(side + n_filter, line + n_filter, n - n_filter);
	av1_dir_extend(side, n - 1, more + 16);
	return 0;
}

/* shift of 7.11.2.4 */
static __always_inline u8 av1_dir_shift(int idx, int up)
{
	return (up ? idx : idx >> 1) & 31;
}

/* 8 samples, each between two of a line; @up is where every other one begins anew. */
static __always_inline uint8x8_t av1_dir_mix8(const u8 *line, u8 shift, int up)
{
	const uint8x8_t second = vdup_n_u8(shift), first = vdup_n_u8(32 - shift);
	uint8x8x2_t v;

	if (up) {
		v = vld2_u8(line);
	} else {
		v.val[0] = vld1_u8(line);
		v.val[1] = vld1_u8(line + 1);
	}
	return vrshrn_n_u16(vmlal_u8(vmull_u8(v.val[0], first), v.val[1], second), 5);
}

/* 16 samples, or with @n 8 or 4 no more than these */
static __always_inline uint8x16_t av1_dir_mix(const u8 *line, u8 shift, int up, int n)
{
	const uint8x16_t second = vdupq_n_u8(shift), first = vdupq_n_u8(32 - shift);
	uint8x16_t a, b;
	uint16x8_t hi;

	if (n != 16)
		return vcombine_u8(av1_dir_mix8(line, shift, up), vcreate_u8(0));
	a = vld1q_u8(line);
	b = vld1q_u8(line + 1);
	hi = vmlal_high_u8(vmull_high_u8(a, first), b, second);
	return vrshrn_high_n_u16(vrshrn_n_u16(vmlal_u8(vmull_u8(vget_low_u8(a),
								vget_low_u8(first)),
						       vget_low_u8(b), vget_low_u8(second)), 5),
				 hi, 5);
}

/* All rows of a block, in columns of @n */
static __always_inline void av1_dir_above_rows(u8 *d, ptrdiff_t stride, const u8 *above, int w,
					       int h, int dx, int max_base, int up, int n)
{
	int idx, x;

	for (idx = dx; h > 0; h--, idx += dx, d += stride) {
		const u8 *a = above + min(idx >> (6 - up), max_base);
		const u8 shift = av1_dir_shift(idx, up);

		for (x = 0; x < w; x += n)
			av1_dir_store(d + x, av1_dir_mix(a + (x << up), shift, up, n), n);
	}
}

/* pAngle below 90 */
static void av1_dir_above_neon_8bpc(u8 *d, ptrdiff_t stride, const u8 *tl,
				    const struct av1_dir *dir, int w, int h, int angle)
{
	const int dx = av1_dr_intra_derivative[angle];
	u8 buf[AV1_DIR_LINE], *above = buf + AV1_DIR_LEAD;
	const int up = av1_dir_side(above, dir, tl, 1, w + h, w + h, 90 - angle, w);
	const int max_base = (w + h - 1) << up;

	if (w >= 16)
		av1_dir_above_rows(d, stride, above, w, h, dx, max_base, 0, 16);
	else if (w == 8 && up)
		av1_dir_above_rows(d, stride, above, 8, h, dx, max_base, 1, 8);
	else if (w == 8)
		av1_dir_above_rows(d, stride, above, 8, h, dx, max_base, 0, 8);
	else if (up)
		av1_dir_above_rows(d, stride, above, 4, h, dx, max_base, 1, 4);
	else
		av1_dir_above_rows(d, stride, above, 4, h, dx, max_base, 0, 4);
}

/* Columns of 8 samples, each in the lower half of a vector, become two rows in each of 4. */
static __always_inline void av1_dir_turn(uint8x16_t *rows, const uint8x8_t *c)
{
	uint8x16_t v[8], p[4], q[4];
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		v[i] = vcombine_u8(c[i], vcreate_u8(0));
#pragma GCC unroll 4
	for (i = 0; i < 4; i++)
		p[i] = vzip1q_u8(v[i], v[i + 4]);
	q[0] = vzip1q_u8(p[0], p[2]);
	q[1] = vzip2q_u8(p[0], p[2]);
	q[2] = vzip1q_u8(p[1], p[3]);
	q[3] = vzip2q_u8(p[1], p[3]);
	rows[0] = vzip1q_u8(q[0], q[2]);
	rows[1] = vzip2q_u8(q[0], q[2]);
	rows[2] = vzip1q_u8(q[1], q[3]);
	rows[3] = vzip2q_u8(q[1], q[3]);
}

/*
 * @n columns, 8 or 4, of @h rows, 8 or 4: that of @idx and those which are @step apart.
 * @left is the sample of the first row; no column begins before @low or after @high.
 */
static __always_inline void av1_dir_tile(u8 *d, ptrdiff_t stride, const u8 *left, int idx, int step,
					 int low, int high, int h, int up, int n)
{
	uint8x16_t rows[4];
	uint8x8_t c[8];
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		if (i < n)
			c[i] = av1_dir_mix8(left + clamp(idx >> (6 - up), low, high),
					    av1_dir_shift(idx, up), up);
		else
			c[i] = vcreate_u8(0);
		idx += step;
	}
	av1_dir_turn(rows, c);
#pragma GCC unroll 4
	for (i = 0; i < 4; i++) {
		if (i == 2 && h == 4)
			return;
		av1_dir_store(d, rows[i], n);
		d += stride;
		av1_dir_store(d, vextq_u8(rows[i], rows[i], 8), n);
		d += stride;
	}
}

static __always_inline void av1_dir_left_tiles(u8 *d, ptrdiff_t stride, const u8 *left, int w,
					       int h, int dy, int max_base, int up, int n)
{
	int x, y;

	for (y = 0; y < h; y += 8, d += 8 * stride)
		for (x = 0; x < w; x += n)
			av1_dir_tile(d + x, stride, left + (y << up), (x + 1) * dy, dy, 0,
				     max_base, h, up, n);
}

/* pAngle above 180 */
static void av1_dir_left_neon_8bpc(u8 *d, ptrdiff_t stride, const u8 *tl,
				   const struct av1_dir *dir, int w, int h, int angle)
{
	const int dy = av1_dr_intra_derivative[270 - angle];
	u8 buf[AV1_DIR_LINE], *left = buf + AV1_DIR_LEAD;
	const int up = av1_dir_side(left, dir, tl, -1, w + h, w + h, angle - 180, h);
	const int max_base = (w + h - 1) << up;

	if (w == 4 && up)
		av1_dir_left_tiles(d, stride, left, 4, h, dy, max_base, 1, 4);
	else if (w == 4)
		av1_dir_left_tiles(d, stride, left, 4, h, dy, max_base, 0, 4);
	else if (up)
		av1_dir_left_tiles(d, stride, left, 8, h, dy, max_base, 1, 8);
	else
		av1_dir_left_tiles(d, stride, left, w, h, dy, max_base, 0, 8);
}

/* The first column of row @y that comes from above */
static __always_inline int av1_dir_first(int y, int dx, int w)
{
	return min(w, ((y + 1) * dx - 1) >> 6);
}

/* The tiles that have samples from the left */
static __always_inline void av1_dir_both_left(u8 *d, ptrdiff_t stride, const u8 *left, int w, int h,
					      int dx, int dy, int up, int n)
{
	int x, y;

	for (y = 0; y < h; y += 8, d += 8 * stride) {
		const int end = av1_dir_first(min(y + 7, h - 1), dx, w);

		/* Columns that begin before sample -16 have none, and no other ends. */
		for (x = 0; x < end; x += n)
			av1_dir_tile(d + x, stride, left + (y << up), -(x + 1) * dy, -dy,
				     -16 - (y << up), 0, h, up, n);
	}
}

/* What comes from above, over that */
static __always_inline void av1_dir_both_above(u8 *d, ptrdiff_t stride, const u8 *above, int w,
					       int h, int dx, int up, int n)
{
	static const u8 numbers[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	const uint8x16_t column = vld1q_u8(numbers);
	int y;

	for (y = 0; y < h; y++, d += stride) {
		const int first = av1_dir_first(y, dx, w), idx = -(y + 1) * dx;
		const int base = idx >> (6 - up);
		const u8 shift = av1_dir_shift(idx, up);
		int x = first & -n;
		uint8x16_t v;

		if (first > x) {
			v = av1_dir_mix(above + (base + (x << up)), shift, up, n);
			v = vbslq_u8(vcltq_u8(column, vdupq_n_u8(first - x)),
				     av1_dir_load(d + x, n), v);
			av1_dir_store(d + x, v, n);
			x += n;
		}
		for (; x < w; x += n)
			av1_dir_store(d + x, av1_dir_mix(above + (base + (x << up)), shift, up, n),
				      n);
	}
}

/* pAngle between 90 and 180 */
static void av1_dir_both_neon_8bpc(u8 *d, ptrdiff_t stride, const u8 *tl, struct av1_dir *dir,
				   int w, int h, int angle, int n_above, int n_left)
{
	const int dx = av1_dr_intra_derivative[180 - angle];
	const int dy = av1_dr_intra_derivative[angle - 90];
	u8 buf[2][AV1_DIR_LINE];
	u8 *above = buf[0] + AV1_DIR_LEAD, *left = buf[1] + AV1_DIR_LEAD;
	int up_above, up_left;

	/* 7.11.2.7 */
	if (dir->flags & AV1_DIR_EDGE_FILTER && dir->blk_wh >= 24)
		dir->corner = (5 * tl[-1] + 6 * tl[0] + 5 * tl[1] + 8) >> 4;
	up_above = av1_dir_side(above, dir, tl, 1, w, min(w, n_above), angle - 90, 0);
	up_left = av1_dir_side(left, dir, tl, -1, h, min(h, n_left), 180 - angle, 0);

	if (w == 4 && up_left)
		av1_dir_both_left(d, stride, left, 4, h, dx, dy, 1, 4);
	else if (w == 4)
		av1_dir_both_left(d, stride, left, 4, h, dx, dy, 0, 4);
	else if (up_left)
		av1_dir_both_left(d, stride, left, 8, h, dx, dy, 1, 8);
	else
		av1_dir_both_left(d, stride, left, w, h, dx, dy, 0, 8);

	if (w == 4 && up_above)
		av1_dir_both_above(d, stride, above, 4, h, dx, 1, 4);
	else if (w == 4)
		av1_dir_both_above(d, stride, above, 4, h, dx, 0, 4);
	else if (w == 8 && up_above)
		av1_dir_both_above(d, stride, above, 8, h, dx, 1, 8);
	else if (w == 8)
		av1_dir_both_above(d, stride, above, 8, h, dx, 0, 8);
	else
		av1_dir_both_above(d, stride, above, w, h, dx, 0, 16);
}

static void av1_intra_pred_dir_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w,
					 int h, int angle, unsigned int flags, int n_above,
					 int n_left, int bd_max)
{
	struct av1_dir dir = { .flags = flags, .blk_wh = w + h, .corner = *(const u8 *)tl };

	if (angle < 90)
		av1_dir_above_neon_8bpc(dst, stride, tl, &dir, w, h, angle);
	else if (angle > 180)
		av1_dir_left_neon_8bpc(dst, stride, tl, &dir, w, h, angle);
	else
		av1_dir_both_neon_8bpc(dst, stride, tl, &dir, w, h, angle, n_above, n_left);
}

const struct av1_intra_dsp av1_intra_dir_neon_8bpc = {
	.pred_dir = av1_intra_pred_dir_neon_8bpc,
};
