// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 inverse transforms of 8-bit samples with NEON (AV1 specification, 7.13 and the end
 * of 7.12.3). Lanes have 16 bits, which is what the specification clips sums to and what
 * it wants the results of rotations to fit; those that do not are saturated, as in C.
 *
 * Row transforms take 8 rows at a time, a lane each: coefficients are stored by columns.
 * What they make is stored by columns again, in the order that a flip asks for, and
 * transposed when column transforms load it. All transforms are written for all inputs;
 * those beyond a constant count are known to be 0, and so is what comes of them alone.
 */
#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_itx.h"
#include "../av1/av1_itx_types.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_wht_tmpl.h"

/**
 * struct av1_itx_v - element of the array T, of 8 transforms at once
 * @v: values
 * @zero: whether all are 0, known when this is compiled; @v is not set then
 */
struct av1_itx_v {
	int16x8_t v;
	bool zero;
};

#define AV1_ITX_HOW	int	/* number of lanes in use, 4 or 8, a constant */

/* Sums of products, of lanes 0..3 and 4..7 */
struct av1_itx_wide {
	int32x4_t lo;
	int32x4_t hi;
};

#define AV1_ITX_MINUS	64	/* the negative of an entry is so many entries later */

/* 4096 * cos(i * pi / 128), i being 0, 4, 8 ..., then 2, 6, 10 ..., then odd; 0 unused */
static const s16 av1_itx_cos[AV1_ITX_MINUS + 16] = {
	0, 4076, 4017, 3920, 3784, 3612, 3406, 3166,
	2896, 2598, 2276, 1931, 1567, 1189, 799, 401,
	4091, 4052, 3973, 3857, 3703, 3513, 3290, 3035,
	2751, 2440, 2106, 1751, 1380, 995, 601, 201,
	4095, 4085, 4065, 4036, 3996, 3948, 3889, 3822,
	3745, 3659, 3564, 3461, 3349, 3229, 3102, 2967,
	2824, 2675, 2520, 2359, 2191, 2019, 1842, 1660,
	1474, 1285, 1092, 897, 700, 501, 301, 101,
	0, -4076, -4017, -3920, -3784, -3612, -3406, -3166,
	-2896, -2598, -2276, -1931, -1567, -1189, -799, -401,
};

/* The same with 15 fractional bits, for vqrdmulhq */
static const s16 av1_itx_cos15[2 * AV1_ITX_MINUS] = {
	0, 32608, 32136, 31360, 30272, 28896, 27248, 25328,
	23168, 20784, 18208, 15448, 12536, 9512, 6392, 3208,
	32728, 32416, 31784, 30856, 29624, 28104, 26320, 24280,
	22008, 19520, 16848, 14008, 11040, 7960, 4808, 1608,
	32760, 32680, 32520, 32288, 31968, 31584, 31112, 30576,
	29960, 29272, 28512, 27688, 26792, 25832, 24816, 23736,
	22592, 21400, 20160, 18872, 17528, 16152, 14736, 13280,
	11792, 10280, 8736, 7176, 5600, 4008, 2408, 808,
	0, -32608, -32136, -31360, -30272, -28896, -27248, -25328,
	-23168, -20784, -18208, -15448, -12536, -9512, -6392, -3208,
	-32728, -32416, -31784, -30856, -29624, -28104, -26320, -24280,
	-22008, -19520, -16848, -14008, -11040, -7960, -4808, -1608,
	-32760, -32680, -32520, -32288, -31968, -31584, -31112, -30576,
	-29960, -29272, -28512, -27688, -26792, -25832, -24816, -23736,
	-22592, -21400, -20160, -18872, -17528, -16152, -14736, -13280,
	-11792, -10280, -8736, -7176, -5600, -4008, -2408, -808,
};

/* SINPI_1_9 to SINPI_4_9 of 7.13.2.6 */
static const s16 av1_itx_sinpi[8] = { 0, 1321, 2482, 3344, 3803 };

#define AV1_ITX_HALF	(2896 * 8)	/* for vqrdmulhq, by which rectangles of 2:1 scale */

/* Where the tables have cos128(angle), of an angle from 1 to 63 */
static __always_inline int av1_itx_at(int angle)
{
	return angle & 1 ? 32 + angle / 2 : angle & 2 ? 16 + angle / 4 : angle / 4;
}

static __always_inline int av1_itx_cos_at(int angle)
{
	return angle < 64 ? av1_itx_at(angle) : AV1_ITX_MINUS + av1_itx_at(128 - angle);
}

static __always_inline int av1_itx_sin_at(int angle)
{
	return av1_itx_at(angle < 64 ? 64 - angle : angle - 64);
}

/* Round2(v * c, 12) with entry @at of the tables as c */
static __always_inline int16x8_t av1_itx_scale(int16x8_t v, int at)
{
	return vqrdmulhq_laneq_s16(v, vld1q_s16(av1_itx_cos15 + (at & ~7)), at & 7);
}

static __always_inline struct av1_itx_wide av1_itx_mul(int16x8_t v, const s16 *table, int at,
						       int lanes)
{
	const int16x8_t k = vld1q_s16(table + (at & ~7));
	struct av1_itx_wide sum;

	sum.lo = vmull_laneq_s16(vget_low_s16(v), k, at & 7);
	if (lanes == 8)
		sum.hi = vmull_high_laneq_s16(v, k, at & 7);
	return sum;
}

static __always_inline void av1_itx_mla(struct av1_itx_wide *sum, int16x8_t v, const s16 *table,
					int at, int lanes)
{
	const int16x8_t k = vld1q_s16(table + (at & ~7));

	sum->lo = vmlal_laneq_s16(sum->lo, vget_low_s16(v), k, at & 7);
	if (lanes == 8)
		sum->hi = vmlal_high_laneq_s16(sum->hi, v, k, at & 7);
}

static __always_inline void av1_itx_mls(struct av1_itx_wide *sum, int16x8_t v, const s16 *table,
					int at, int lanes)
{
	const int16x8_t k = vld1q_s16(table + (at & ~7));

	sum->lo = vmlsl_laneq_s16(sum->lo, vget_low_s16(v), k, at & 7);
	if (lanes == 8)
		sum->hi = vmlsl_high_laneq_s16(sum->hi, v, k, at & 7);
}

/* Round2(sum, 12), saturated; without lanes 4..7 these are 0 */
static __always_inline int16x8_t av1_itx_round12(struct av1_itx_wide sum, int lanes)
{
	const int16x4_t lo = vqrshrn_n_s32(sum.lo, 12);

	if (lanes == 8)
		return vqrshrn_high_n_s32(lo, sum.hi, 12);
	return vcombine_s16(lo, vdup_n_s16(0));
}

/* B(a, b, angle, 0) of 7.13.2.1: a butterfly rotation */
static __always_inline void av1_itx_rotate(struct av1_itx_v *t, int a, int b, int angle, int lanes)
{
	const int c = av1_itx_cos_at(angle), s = av1_itx_sin_at(angle);
	struct av1_itx_wide sum;
	int16x8_t x, y;

	if (t[a].zero && t[b].zero)
		return;
	if (t[b].zero) {
		x = t[a].v;
		t[a].v = av1_itx_scale(x, c);
		t[b].v = av1_itx_scale(x, s);
	} else if (t[a].zero) {
		y = t[b].v;
		t[a].v = av1_itx_scale(y, AV1_ITX_MINUS + s);
		t[b].v = av1_itx_scale(y, c);
	} else {
		x = t[a].v;
		y = t[b].v;
		sum = av1_itx_mul(x, av1_itx_cos, c, lanes);
		av1_itx_mls(&sum, y, av1_itx_cos, s, lanes);
		t[a].v = av1_itx_round12(sum, lanes);
		sum = av1_itx_mul(x, av1_itx_cos, s, lanes);
		av1_itx_mla(&sum, y, av1_itx_cos, c, lanes);
		t[b].v = av1_itx_round12(sum, lanes);
	}
	t[a].zero = false;
	t[b].zero = false;
}

/* H(a, b, 0) of 7.13.2.1: a Hadamard rotation. H(a, b, 1) is H(b, a, 0). */
static __always_inline void av1_itx_hadamard(struct av1_itx_v *t, int a, int b, int lanes)
{
	int16x8_t x;

	if (t[a].zero && t[b].zero)
		return;
	if (t[b].zero) {
		t[b].v = t[a].v;
	} else if (t[a].zero) {
		t[a].v = t[b].v;
		t[b].v = vqnegq_s16(t[a].v);
	} else {
		x = t[a].v;
		t[a].v = vqaddq_s16(x, t[b].v);
		t[b].v = vqsubq_s16(x, t[b].v);
	}
	t[a].zero = false;
	t[b].zero = false;
}

static __always_inline void av1_itx_negate(struct av1_itx_v *t)
{
	t->v = vqnegq_s16(t->v);
}

#include "av1_itx_tmpl.h"

/* 7.13.2.6; x[3] is written as a sum of inputs */
static __always_inline void av1_itx_adst4(struct av1_itx_v *t, const struct av1_itx_v *in,
					  int count, int scale, int lanes)
{
	const int16x8_t i0 = in[0].v, i1 = in[1].v, i2 = in[2].v, i3 = in[3].v;
	struct av1_itx_wide x0, x1, x2, x3;

	x0 = av1_itx_mul(i0, av1_itx_sinpi, 1, lanes);
	av1_itx_mla(&x0, i1, av1_itx_sinpi, 3, lanes);
	av1_itx_mla(&x0, i2, av1_itx_sinpi, 4, lanes);
	av1_itx_mla(&x0, i3, av1_itx_sinpi, 2, lanes);
	x1 = av1_itx_mul(i0, av1_itx_sinpi, 2, lanes);
	av1_itx_mla(&x1, i1, av1_itx_sinpi, 3, lanes);
	av1_itx_mls(&x1, i2, av1_itx_sinpi, 1, lanes);
	av1_itx_mls(&x1, i3, av1_itx_sinpi, 4, lanes);
	x2 = av1_itx_mul(i0, av1_itx_sinpi, 3, lanes);
	av1_itx_mls(&x2, i2, av1_itx_sinpi, 3, lanes);
	av1_itx_mla(&x2, i3, av1_itx_sinpi, 3, lanes);
	x3 = av1_itx_mul(i0, av1_itx_sinpi, 4, lanes);
	av1_itx_mls(&x3, i1, av1_itx_sinpi, 3, lanes);
	av1_itx_mla(&x3, i2, av1_itx_sinpi, 2, lanes);
	av1_itx_mls(&x3, i3, av1_itx_sinpi, 1, lanes);
	t[0].v = av1_itx_round12(x0, lanes);
	t[1].v = av1_itx_round12(x1, lanes);
	t[2].v = av1_itx_round12(x2, lanes);
	t[3].v = av1_itx_round12(x3, lanes);
}

/* Four inputs from columns of coefficients; without lanes 4..7 these are 0 */
static __always_inline void av1_itx_load4(struct av1_itx_v *in, const s16 *c, ptrdiff_t step,
					  int lanes)
{
	if (lanes == 8) {
		in[0].v = vld1q_s16(c);
		in[1].v = vld1q_s16(c + step);
		in[2].v = vld1q_s16(c + 2 * step);
		in[3].v = vld1q_s16(c + 3 * step);
	} else {
		in[0].v = vcombine_s16(vld1_s16(c), vdup_n_s16(0));
		in[1].v = vcombine_s16(vld1_s16(c + step), vdup_n_s16(0));
		in[2].v = vcombine_s16(vld1_s16(c + 2 * step), vdup_n_s16(0));
		in[3].v = vcombine_s16(vld1_s16(c + 3 * step), vdup_n_s16(0));
	}
	in[0].zero = false;
	in[1].zero = false;
	in[2].zero = false;
	in[3].zero = false;
}

static __always_inline void av1_itx_load8(struct av1_itx_v *in, const s16 *c, ptrdiff_t step,
					  int lanes)
{
	av1_itx_load4(in, c, step, lanes);
	av1_itx_load4(in + 4, c + 4 * step, step, lanes);
}

/* The first @count inputs of row transforms */
static __always_inline void av1_itx_load(struct av1_itx_v *in, const s16 *c, ptrdiff_t step,
					 int count, int lanes)
{
	av1_itx_load4(in, c, step, lanes);
	if (count > 4)
		av1_itx_load4(in + 4, c + 4 * step, step, lanes);
	if (count > 8)
		av1_itx_load8(in + 8, c + 8 * step, step, lanes);
	if (count > 16) {
		av1_itx_load8(in + 16, c + 16 * step, step, lanes);
		av1_itx_load8(in + 24, c + 24 * step, step, lanes);
	}
}

/* What follows a row transform, for four of its results */
static __always_inline void av1_itx_store4(s16 *mid, ptrdiff_t step, const struct av1_itx_v *t,
					   int16x8_t shift)
{
	vst1q_s16(mid, vrshlq_s16(t[0].v, shift));
	vst1q_s16(mid + step, vrshlq_s16(t[1].v, shift));
	vst1q_s16(mid + 2 * step, vrshlq_s16(t[2].v, shift));
	vst1q_s16(mid + 3 * step, vrshlq_s16(t[3].v, shift));
}

static __always_inline void av1_itx_store(s16 *mid, ptrdiff_t step, const struct av1_itx_v *t,
					  int n, int16x8_t shift)
{
	av1_itx_store4(mid, step, t, shift);
	if (n > 4)
		av1_itx_store4(mid + 4 * step, step, t + 4, shift);
	if (n > 8) {
		av1_itx_store4(mid + 8 * step, step, t + 8, shift);
		av1_itx_store4(mid + 12 * step, step, t + 12, shift);
	}
	if (n > 16) {
		av1_itx_store4(mid + 16 * step, step, t + 16, shift);
		av1_itx_store4(mid + 20 * step, step, t + 20, shift);
		av1_itx_store4(mid + 24 * step, step, t + 24, shift);
		av1_itx_store4(mid + 28 * step, step, t + 28, shift);
	}
}

/* Each half becomes its transpose. */
static __always_inline void av1_itx_transpose4(struct av1_itx_v *in)
{
	const int32x4_t a = vreinterpretq_s32_s16(vtrn1q_s16(in[0].v, in[1].v));
	const int32x4_t b = vreinterpretq_s32_s16(vtrn2q_s16(in[0].v, in[1].v));
	const int32x4_t c = vreinterpretq_s32_s16(vtrn1q_s16(in[2].v, in[3].v));
	const int32x4_t d = vreinterpretq_s32_s16(vtrn2q_s16(in[2].v, in[3].v));

	in[0].v = vreinterpretq_s16_s32(vtrn1q_s32(a, c));
	in[1].v = vreinterpretq_s16_s32(vtrn1q_s32(b, d));
	in[2].v = vreinterpretq_s16_s32(vtrn2q_s32(a, c));
	in[3].v = vreinterpretq_s16_s32(vtrn2q_s32(b, d));
}

static __always_inline void av1_itx_zip(struct av1_itx_v *out, const struct av1_itx_v *in)
{
	out[0].v = vzip1q_s16(in[0].v, in[4].v);
	out[1].v = vzip2q_s16(in[0].v, in[4].v);
	out[2].v = vzip1q_s16(in[1].v, in[5].v);
	out[3].v = vzip2q_s16(in[1].v, in[5].v);
	out[4].v = vzip1q_s16(in[2].v, in[6].v);
	out[5].v = vzip2q_s16(in[2].v, in[6].v);
	out[6].v = vzip1q_s16(in[3].v, in[7].v);
	out[7].v = vzip2q_s16(in[3].v, in[7].v);
}

static __always_inline int16x8_t av1_itx_pair(const s16 *first, const s16 *second)
{
	return vcombine_s16(vld1_s16(first), vld1_s16(second));
}

/* Four rows of @lanes columns, which are stored by columns */
static __always_inline void av1_itx_turn4(struct av1_itx_v *in, const s16 *mid, int mid_h,
					  int lanes)
{
	if (lanes == 8) {
		in[0].v = av1_itx_pair(mid, mid + 4 * mid_h);
		in[1].v = av1_itx_pair(mid + mid_h, mid + 5 * mid_h);
		in[2].v = av1_itx_pair(mid + 2 * mid_h, mid + 6 * mid_h);
		in[3].v = av1_itx_pair(mid + 3 * mid_h, mid + 7 * mid_h);
		in[0].zero = false;
		in[1].zero = false;
		in[2].zero = false;
		in[3].zero = false;
	} else {
		av1_itx_load4(in, mid, mid_h, lanes);
	}
	av1_itx_transpose4(in);
}

/* Eight rows */
static __always_inline void av1_itx_turn8(struct av1_itx_v *in, const s16 *mid, int mid_h,
					  int lanes)
{
	struct av1_itx_v t[8];

	av1_itx_load4(in, mid, mid_h, 8);
	if (lanes == 8) {
		av1_itx_load4(in + 4, mid + 4 * mid_h, mid_h, 8);
		av1_itx_zip(t, in);
		av1_itx_zip(in, t);
		av1_itx_zip(t, in);
		in[0].v = t[0].v;
		in[1].v = t[1].v;
		in[2].v = t[2].v;
		in[3].v = t[3].v;
		in[4].v = t[4].v;
		in[5].v = t[5].v;
		in[6].v = t[6].v;
		in[7].v = t[7].v;
	} else {
		av1_itx_transpose4(in);
		in[4].v = vcombine_s16(vget_high_s16(in[0].v), vdup_n_s16(0));
		in[5].v = vcombine_s16(vget_high_s16(in[1].v), vdup_n_s16(0));
		in[6].v = vcombine_s16(vget_high_s16(in[2].v), vdup_n_s16(0));
		in[7].v = vcombine_s16(vget_high_s16(in[3].v), vdup_n_s16(0));
		in[4].zero = false;
		in[5].zero = false;
		in[6].zero = false;
		in[7].zero = false;
	}
}

/* The first @count inputs of column transforms */
static __always_inline void av1_itx_turn(struct av1_itx_v *in, const s16 *mid, int mid_h,
					 int count, int lanes)
{
	if (count == 4)
		av1_itx_turn4(in, mid, mid_h, lanes);
	else
		av1_itx_turn8(in, mid, mid_h, lanes);
	if (count > 8)
		av1_itx_turn8(in + 8, mid + 8, mid_h, lanes);
	if (count > 16) {
		av1_itx_turn8(in + 16, mid + 16, mid_h, lanes);
		av1_itx_turn8(in + 24, mid + 24, mid_h, lanes);
	}
}

/* One row of a residual without fractional bits is added (7.12.3). */
static __always_inline void av1_itx_add_row(u8 *d, int16x8_t v, int lanes)
{
	const uint16x8_t r = vreinterpretq_u16_s16(v);
	uint8x8_t p;
	u32 word;

	if (lanes == 8) {
		p = vqmovun_s16(vreinterpretq_s16_u16(vaddw_u8(r, vld1_u8(d))));
		vst1_u8(d, p);
	} else {
		memcpy(&word, d, sizeof(word));
		p = vqmovun_s16(vreinterpretq_s16_u16(vaddw_u8(r, vcreate_u8(word))));
		word = vget_lane_u32(vreinterpret_u32_u8(p), 0);
		memcpy(d, &word, sizeof(word));
	}
}

/* The end of 7.13.3 and of 7.12.3 for four rows; returns the next. */
static __always_inline u8 *av1_itx_add4(u8 *d, ptrdiff_t stride, const struct av1_itx_v *t,
					int lanes)
{
	av1_itx_add_row(d, vrshrq_n_s16(t[0].v, 4), lanes);
	d += stride;
	av1_itx_add_row(d, vrshrq_n_s16(t[1].v, 4), lanes);
	d += stride;
	av1_itx_add_row(d, vrshrq_n_s16(t[2].v, 4), lanes);
	d += stride;
	av1_itx_add_row(d, vrshrq_n_s16(t[3].v, 4), lanes);
	return d + stride;
}

static __always_inline void av1_itx_add(u8 *d, ptrdiff_t stride, const struct av1_itx_v *t, int n,
					int lanes)
{
	d = av1_itx_add4(d, stride, t, lanes);
	if (n > 4)
		d = av1_itx_add4(d, stride, t + 4, lanes);
	if (n > 8) {
		d = av1_itx_add4(d, stride, t + 8, lanes);
		d = av1_itx_add4(d, stride, t + 12, lanes);
	}
	if (n > 16) {
		d = av1_itx_add4(d, stride, t + 16, lanes);
		d = av1_itx_add4(d, stride, t + 20, lanes);
		d = av1_itx_add4(d, stride, t + 24, lanes);
		av1_itx_add4(d, stride, t + 28, lanes);
	}
}

/*
 * Row transforms of @rows rows, of which the first @cols columns may be other than 0,
 * from @c, where columns are @ch apart, to @mid, where they are @step apart, with their
 * rounding by @shift bits.
 */
typedef void av1_itx_rows_fn(s16 *mid, ptrdiff_t step, const s16 *c, int ch, int cols, int rows,
			     int shift);

/*
 * Column transforms of @w columns, of which the first @rows rows may be other than 0,
 * from @mid, where columns are @mid_h apart, and the sum of them and @dst. @tmp is scratch
 * memory.
 */
typedef void av1_itx_cols_fn(u8 *dst, ptrdiff_t stride, const s16 *mid, int mid_h, int w,
			     int rows, s16 *tmp);

#define AV1_ITX_ROWS(name, n, count, lanes)						\
static void av1_itx_rows_##name##_##count##_##lanes(s16 *mid, ptrdiff_t step, const s16 *c,	\
						    int ch, int cols, int rows, int shift)	\
{											\
	const int16x8_t right = vdupq_n_s16(-shift);					\
	struct av1_itx_v in[count], t[n];						\
											\
	do {										\
		av1_itx_load(in, c, ch, count, lanes);					\
		av1_itx_##name(t, in, count, 1, lanes);					\
		av1_itx_store(mid, step, t, n, right);					\
		mid += lanes;								\
		c += lanes;								\
	} while ((rows -= lanes) > 0);							\
}

#define AV1_ITX_COLS(name, n, count, lanes)						\
static void av1_itx_cols_##name##_##count##_##lanes(u8 *dst, ptrdiff_t stride, const s16 *mid, \
						    int mid_h, int w, int rows, s16 *tmp)	\
{											\
	struct av1_itx_v in[count], t[n];						\
											\
	do {										\
		av1_itx_turn(in, mid, mid_h, count, lanes);				\
		av1_itx_##name(t, in, count, 1, lanes);					\
		av1_itx_add(dst, stride, t, n, lanes);					\
		mid += lanes * mid_h;							\
		dst += lanes;								\
	} while ((w -= lanes) > 0);							\
}

#define AV1_ITX_BOTH(name, n, count)		\
	AV1_ITX_ROWS(name, n, count, 4)		\
	AV1_ITX_ROWS(name, n, count, 8)		\
	AV1_ITX_COLS(name, n, count, 4)		\
	AV1_ITX_COLS(name, n, count, 8)

AV1_ITX_BOTH(dct4, 4, 4)
AV1_ITX_BOTH(dct8, 8, 4)
AV1_ITX_BOTH(dct8, 8, 8)
AV1_ITX_BOTH(dct16, 16, 4)
AV1_ITX_BOTH(dct16, 16, 8)
AV1_ITX_BOTH(dct16, 16, 16)
AV1_ITX_BOTH(adst4, 4, 4)
AV1_ITX_BOTH(adst8, 8, 4)
AV1_ITX_BOTH(adst8, 8, 8)
AV1_ITX_BOTH(adst16, 16, 4)
AV1_ITX_BOTH(adst16, 16, 8)
AV1_ITX_BOTH(adst16, 16, 16)
AV1_ITX_ROWS(dct32, 32, 4, 8)
AV1_ITX_ROWS(dct32, 32, 8, 8)
AV1_ITX_ROWS(dct32, 32, 16, 8)
AV1_ITX_ROWS(dct32, 32, 32, 8)
AV1_ITX_COLS(dct32, 32, 4, 8)
AV1_ITX_COLS(dct32, 32, 8, 8)
AV1_ITX_COLS(dct32, 32, 16, 8)
AV1_ITX_COLS(dct32, 32, 32, 8)

/*
 * DCT of 64 in two halves, which would not fit the registers together: T[0] to T[31] before
 * the last step go to out[0], out[8] ..., those from T[32] on follow.
 */
#define AV1_ITX_DCT64(count, half)							\
static noinline void av1_itx_dct64_even_##count(s16 *out, const s16 *c, ptrdiff_t step)	\
{											\
	struct av1_itx_v in[half], t[32];						\
											\
	av1_itx_load_##half(in, c, 2 * step);						\
	av1_itx_dct32(t, in, half, 1, 8);						\
	av1_itx_store(out, 8, t, 32, vdupq_n_s16(0));					\
}											\
											\
static noinline void av1_itx_dct64_odd_##count(s16 *out, const s16 *c, ptrdiff_t step)	\
{											\
	struct av1_itx_v in[half], t[32];						\
											\
	av1_itx_load_##half(in, c + step, 2 * step);					\
	av1_itx_dct64_odd(t, in, half, 8);						\
	av1_itx_store(out + 32 * 8, 8, t, 32, vdupq_n_s16(0));				\
}											\
											\
static void av1_itx_dct64_##count(s16 *out, const s16 *c, ptrdiff_t step)			\
{											\
	av1_itx_dct64_even_##count(out, c, step);					\
	av1_itx_dct64_odd_##count(out, c, step);					\
}

static __always_inline void av1_itx_load_2(struct av1_itx_v *in, const s16 *c, ptrdiff_t step)
{
	in[0].v = vld1q_s16(c);
	in[0].zero = false;
	in[1].v = vld1q_s16(c + step);
	in[1].zero = false;
}

static __always_inline void av1_itx_load_4(struct av1_itx_v *in, const s16 *c, ptrdiff_t step)
{
	av1_itx_load(in, c, step, 4, 8);
}

static __always_inline void av1_itx_load_8(struct av1_itx_v *in, const s16 *c, ptrdiff_t step)
{
	av1_itx_load(in, c, step, 8, 8);
}

static __always_inline void av1_itx_load_16(struct av1_itx_v *in, const s16 *c, ptrdiff_t step)
{
	av1_itx_load(in, c, step, 16, 8);
}

AV1_ITX_DCT64(4, 2)
AV1_ITX_DCT64(8, 4)
AV1_ITX_DCT64(16, 8)
AV1_ITX_DCT64(32, 16)

typedef void av1_itx_dct64_fn(s16 *out, const s16 *c, ptrdiff_t step);

static av1_itx_dct64_fn *const av1_itx_dct64[4] = {
	av1_itx_dct64_4, av1_itx_dct64_8, av1_itx_dct64_16, av1_itx_dct64_32,
};

static void av1_itx_rows_dct64(s16 *mid, ptrdiff_t step, const s16 *c, int ch, int cols, int rows,
			       int shift)
{
	const int16x8_t right = vdupq_n_s16(-shift);
	s16 *const tmp = mid + 64 * step;
	int i, y;

	for (y = 0; y < rows; y += 8, mid += 8) {
		s16 *first = mid, *last = mid + 63 * step;

		av1_itx_dct64[ilog2(cols) - 2](tmp, c + y, ch);
		for (i = 0; i < 32; i++, first += step, last -= step) {
			const int16x8_t a = vld1q_s16(tmp + i * 8);
			const int16x8_t b = vld1q_s16(tmp + (63 - i) * 8);

			vst1q_s16(first, vrshlq_s16(vqaddq_s16(a, b), right));
			vst1q_s16(last, vrshlq_s16(vqsubq_s16(a, b), right));
		}
	}
}

static void av1_itx_cols_dct64(u8 *dst, ptrdiff_t stride, const s16 *mid, int mid_h, int w,
			       int rows, s16 *tmp)
{
	s16 *const in = tmp + 64 * 8;
	struct av1_itx_v t[8];
	int i, x, y;

	for (x = 0; x < w; x += 8, mid += 8 * mid_h, dst += 8) {
		u8 *first = dst, *last = dst + 63 * stride;

		for (y = 0; y < rows; y += 8) {
			av1_itx_turn8(t, mid + y, mid_h, 8);
			av1_itx_store(in + y * 8, 8, t, 8, vdupq_n_s16(0));
		}
		av1_itx_dct64[ilog2(rows) - 2](tmp, in, 8);
		for (i = 0; i < 32; i++, first += stride, last -= stride) {
			const int16x8_t a = vld1q_s16(tmp + i * 8);
			const int16x8_t b = vld1q_s16(tmp + (63 - i) * 8);

			av1_itx_add_row(first, vrshrq_n_s16(vqaddq_s16(a, b), 4), 8);
			av1_itx_add_row(last, vrshrq_n_s16(vqsubq_s16(a, b), 4), 8);
		}
	}
}

/*
 * 7.13.2.11 to 7.13.2.14 and the rounding after a row transform of length @n. Halving sums
 * have what does not fit 16 bits before that rounding.
 */
static __always_inline int16x8_t av1_itx_identity_row(int16x8_t x, int n, int shift)
{
	int16x8_t r;

	switch (n) {
	case 4:
		r = vqrdmulhq_n_s16(x, (5793 - 4096) * 8);
		return shift ? vrhaddq_s16(x, r) : vqaddq_s16(x, r);
	case 8:
		return shift == 0 ? vqaddq_s16(x, x) : shift == 1 ? x : vrshrq_n_s16(x, 1);
	case 16:
		r = vqrdmulhq_n_s16(x, (11586 - 2 * 4096) * 8);
		return shift == 1 ? vqaddq_s16(x, vrshrq_n_s16(r, 1)) :
				    vrhaddq_s16(x, vshrq_n_s16(r, 1));
	default:
		return shift == 1 ? vqaddq_s16(x, x) : x;
	}
}

/* The same after a column transform, where the rounding is by 4 bits */
static __always_inline int16x8_t av1_itx_identity_col(int16x8_t x, int n)
{
	int16x8_t r;

	switch (n) {
	case 4:
		r = vqrdmulhq_n_s16(x, (5793 - 4096) * 8);
		return vrshrq_n_s16(vhaddq_s16(x, r), 3);
	case 8:
		return vrshrq_n_s16(x, 3);
	case 16:
		r = vqrdmulhq_n_s16(x, (11586 - 2 * 4096) * 8);
		return vrshrq_n_s16(vhaddq_s16(x, vshrq_n_s16(r, 1)), 2);
	default:
		return vrshrq_n_s16(x, 2);
	}
}

static __always_inline void av1_itx_identity_rows(s16 *mid, ptrdiff_t step, const s16 *c, int ch,
						  int cols, int rows, int n, int shift)
{
	int x, y;

	for (x = 0; x < cols; x++, mid += step, c += ch)
		for (y = 0; y < rows; y += 8)
			vst1q_s16(mid + y, av1_itx_identity_row(vld1q_s16(c + y), n, shift));
	/* column transforms take 8 columns */
	for (; x < min(n, 8); x++, mid += step)
		for (y = 0; y < rows; y += 8)
			vst1q_s16(mid + y, vdupq_n_s16(0));
}

/* Only blocks with 4 rows have not 8 coefficients in each column. */
static __always_inline void av1_itx_identity_rows4(s16 *mid, ptrdiff_t step, const s16 *c, int ch,
						   int cols, int n, int shift)
{
	int x;

	for (x = 0; x < cols; x++, mid += step, c += ch)
		vst1q_s16(mid, av1_itx_identity_row(vcombine_s16(vld1_s16(c), vdup_n_s16(0)), n,
						    shift));
	for (; x < min(n, 8); x++, mid += step)
		vst1q_s16(mid, vdupq_n_s16(0));
}

#define AV1_ITX_IDENTITY_ROWS(n, least)							\
static void av1_itx_rows_identity##n(s16 *mid, ptrdiff_t step, const s16 *c, int ch, int cols, \
				     int rows, int shift)				\
{											\
	if (rows == 4 && shift == (least))						\
		av1_itx_identity_rows4(mid, step, c, ch, cols, n, least);		\
	else if (rows == 4)								\
		av1_itx_identity_rows4(mid, step, c, ch, cols, n, (least) + 1);		\
	else if (shift == (least))							\
		av1_itx_identity_rows(mid, step, c, ch, cols, rows, n, least);		\
	else										\
		av1_itx_identity_rows(mid, step, c, ch, cols, rows, n, (least) + 1);	\
}

AV1_ITX_IDENTITY_ROWS(4, 0)
AV1_ITX_IDENTITY_ROWS(16, 1)
AV1_ITX_IDENTITY_ROWS(32, 1)

static void av1_itx_rows_identity8(s16 *mid, ptrdiff_t step, const s16 *c, int ch, int cols,
				   int rows, int shift)
{
	if (rows == 4 && shift == 0)
		av1_itx_identity_rows4(mid, step, c, ch, cols, 8, 0);
	else if (rows == 4 && shift == 1)
		av1_itx_identity_rows4(mid, step, c, ch, cols, 8, 1);
	else if (rows == 4)
		av1_itx_identity_rows4(mid, step, c, ch, cols, 8, 2);
	else if (shift == 1)
		av1_itx_identity_rows(mid, step, c, ch, cols, rows, 8, 1);
	else
		av1_itx_identity_rows(mid, step, c, ch, cols, rows, 8, 2);
}

static __always_inline void av1_itx_identity_add4(u8 *d, ptrdiff_t stride,
						  const struct av1_itx_v *t, int n, int lanes)
{
	av1_itx_add_row(d, av1_itx_identity_col(t[0].v, n), lanes);
	av1_itx_add_row(d + stride, av1_itx_identity_col(t[1].v, n), lanes);
	d += 2 * stride;
	av1_itx_add_row(d, av1_itx_identity_col(t[2].v, n), lanes);
	av1_itx_add_row(d + stride, av1_itx_identity_col(t[3].v, n), lanes);
}

/* Rows from @rows on stay as they are. */
static __always_inline void av1_itx_identity_cols(u8 *dst, ptrdiff_t stride, const s16 *mid,
						  int mid_h, int w, int rows, int n, int lanes)
{
	struct av1_itx_v t[4];
	int x, y;

	for (x = 0; x < w; x += lanes, mid += lanes * mid_h, dst += lanes) {
		u8 *d = dst;

		for (y = 0; y < rows; y += 4, d += 4 * stride) {
			av1_itx_turn4(t, mid + y, mid_h, lanes);
			av1_itx_identity_add4(d, stride, t, n, lanes);
		}
	}
}

#define AV1_ITX_IDENTITY_COLS(n, lanes)							\
static void av1_itx_cols_identity##n##_##lanes(u8 *dst, ptrdiff_t stride, const s16 *mid,	\
					       int mid_h, int w, int rows, s16 *tmp)	\
{											\
	av1_itx_identity_cols(dst, stride, mid, mid_h, w, rows, n, lanes);		\
}

AV1_ITX_IDENTITY_COLS(4, 4)
AV1_ITX_IDENTITY_COLS(8, 4)
AV1_ITX_IDENTITY_COLS(16, 4)
AV1_ITX_IDENTITY_COLS(4, 8)
AV1_ITX_IDENTITY_COLS(8, 8)
AV1_ITX_IDENTITY_COLS(16, 8)
AV1_ITX_IDENTITY_COLS(32, 8)

#define AV1_ITX_4(f, name, lanes)							\
	{ f##name##_4_##lanes }
#define AV1_ITX_4_8(f, name, lanes)							\
	{ f##name##_4_##lanes, f##name##_8_##lanes }
#define AV1_ITX_4_16(f, name, lanes)							\
	{ f##name##_4_##lanes, f##name##_8_##lanes, f##name##_16_##lanes }
#define AV1_ITX_4_32(f, name, lanes)							\
	{ f##name##_4_##lanes, f##name##_8_##lanes, f##name##_16_##lanes, f##name##_32_##lanes }
#define AV1_ITX_ONE(f)									\
	{ f, f, f, f }

/*
 * Axes: whether there are more than 4 rows; n of the specification, less 2; log2 of the
 * number of columns that may be other than 0, less 2. Sides from 32 on always transform 8
 * rows: the block has as many.
 */
static av1_itx_rows_fn *const av1_itx_rows[AV1_ITX_KINDS][2][5][4] = {
	[AV1_ITX_DCT] = {
		{
			AV1_ITX_4(av1_itx_rows_, dct4, 4),
			AV1_ITX_4_8(av1_itx_rows_, dct8, 4),
			AV1_ITX_4_16(av1_itx_rows_, dct16, 4),
			AV1_ITX_4_32(av1_itx_rows_, dct32, 8),
			AV1_ITX_ONE(av1_itx_rows_dct64),
		}, {
			AV1_ITX_4(av1_itx_rows_, dct4, 8),
			AV1_ITX_4_8(av1_itx_rows_, dct8, 8),
			AV1_ITX_4_16(av1_itx_rows_, dct16, 8),
			AV1_ITX_4_32(av1_itx_rows_, dct32, 8),
			AV1_ITX_ONE(av1_itx_rows_dct64),
		},
	},
	[AV1_ITX_ADST] = {
		{
			AV1_ITX_4(av1_itx_rows_, adst4, 4),
			AV1_ITX_4_8(av1_itx_rows_, adst8, 4),
			AV1_ITX_4_16(av1_itx_rows_, adst16, 4),
		}, {
			AV1_ITX_4(av1_itx_rows_, adst4, 8),
			AV1_ITX_4_8(av1_itx_rows_, adst8, 8),
			AV1_ITX_4_16(av1_itx_rows_, adst16, 8),
		},
	},
	[AV1_ITX_IDENTITY] = {
		{
			AV1_ITX_ONE(av1_itx_rows_identity4),
			AV1_ITX_ONE(av1_itx_rows_identity8),
			AV1_ITX_ONE(av1_itx_rows_identity16),
			AV1_ITX_ONE(av1_itx_rows_identity32),
		}, {
			AV1_ITX_ONE(av1_itx_rows_identity4),
			AV1_ITX_ONE(av1_itx_rows_identity8),
			AV1_ITX_ONE(av1_itx_rows_identity16),
			AV1_ITX_ONE(av1_itx_rows_identity32),
		},
	},
};

/* Axes: whether the block is wider than 4; n, less 2; log2 of the number of rows, less 2 */
static av1_itx_cols_fn *const av1_itx_cols[AV1_ITX_KINDS][2][5][4] = {
	[AV1_ITX_DCT] = {
		{
			AV1_ITX_4(av1_itx_cols_, dct4, 4),
			AV1_ITX_4_8(av1_itx_cols_, dct8, 4),
			AV1_ITX_4_16(av1_itx_cols_, dct16, 4),
		}, {
			AV1_ITX_4(av1_itx_cols_, dct4, 8),
			AV1_ITX_4_8(av1_itx_cols_, dct8, 8),
			AV1_ITX_4_16(av1_itx_cols_, dct16, 8),
			AV1_ITX_4_32(av1_itx_cols_, dct32, 8),
			AV1_ITX_ONE(av1_itx_cols_dct64),
		},
	},
	[AV1_ITX_ADST] = {
		{
			AV1_ITX_4(av1_itx_cols_, adst4, 4),
			AV1_ITX_4_8(av1_itx_cols_, adst8, 4),
			AV1_ITX_4_16(av1_itx_cols_, adst16, 4),
		}, {
			AV1_ITX_4(av1_itx_cols_, adst4, 8),
			AV1_ITX_4_8(av1_itx_cols_, adst8, 8),
			AV1_ITX_4_16(av1_itx_cols_, adst16, 8),
		},
	},
	[AV1_ITX_IDENTITY] = {
		{
			AV1_ITX_ONE(av1_itx_cols_identity4_4),
			AV1_ITX_ONE(av1_itx_cols_identity8_4),
			AV1_ITX_ONE(av1_itx_cols_identity16_4),
		}, {
			AV1_ITX_ONE(av1_itx_cols_identity4_8),
			AV1_ITX_ONE(av1_itx_cols_identity8_8),
			AV1_ITX_ONE(av1_itx_cols_identity16_8),
			AV1_ITX_ONE(av1_itx_cols_identity32_8),
		},
	},
};

/* What rectangles of 2:1 do first, Round2(x * 2896, 12) */
static void av1_itx_halve(s16 *c, int ch, int cols, int rows)
{
	int x, y;

	for (x = 0; x < cols; x++, c += ch) {
		if (ch == 4) {
			vst1_s16(c, vqrdmulh_n_s16(vld1_s16(c), AV1_ITX_HALF));
			continue;
		}
		for (y = 0; y < rows; y += 8)
			vst1q_s16(c + y, vqrdmulhq_n_s16(vld1q_s16(c + y), AV1_ITX_HALF));
	}
}

/* @r is added to a row of a width that is a multiple of 16: it is up, or else down. */
static __always_inline void av1_itx_dc_row(u8 *d, int w, uint8x16_t up, uint8x16_t down)
{
	int x;

	for (x = 0; x < w; x += 16)
		vst1q_u8(d + x, vqsubq_u8(vqaddq_u8(vld1q_u8(d + x), up), down));
}

static __always_inline void av1_itx_dc_row4(u8 *d, uint8x8_t up, uint8x8_t down)
{
	uint8x8_t v;
	u32 word;

	memcpy(&word, d, sizeof(word));
	v = vqsub_u8(vqadd_u8(vcreate_u8(word), up), down);
	word = vget_lane_u32(vreinterpret_u32_u8(v), 0);
	memcpy(d, &word, sizeof(word));
}

/* @r is added to all samples. */
static void av1_itx_dc_rows(u8 *d, ptrdiff_t stride, int w, int h, int r)
{
	const uint8x16_t up = vdupq_n_u8(clamp(r, 0, 255)), down = vdupq_n_u8(clamp(-r, 0, 255));
	const uint8x8_t up8 = vget_low_u8(up), down8 = vget_low_u8(down);

	for (; h > 0; h--, d += stride) {
		if (w == 4)
			av1_itx_dc_row4(d, up8, down8);
		else if (w == 8)
			vst1_u8(d, vqsub_u8(vqadd_u8(vld1_u8(d), up8), down8));
		else if (w == 16)
			av1_itx_dc_row(d, 16, up, down);
		else if (w == 32)
			av1_itx_dc_row(d, 32, up, down);
		else
			av1_itx_dc_row(d, 64, up, down);
	}
}

/* Round2(x, n) */
static __always_inline int av1_itx_round2(int x, int n)
{
	return (x + ((1 << n) >> 1)) >> n;
}

/* With the first coefficient alone all steps but these hand it on unchanged. */
static void av1_itx_dc_add(u8 *dst, ptrdiff_t stride, int r, const struct av1_itx_shape *shape)
{
	if (shape->half)
		r = av1_itx_round2(r * 2896, 12);
	r = av1_itx_round2(av1_itx_round2(r * 2896, 12), shape->shift);
	r = av1_itx_round2(av1_itx_round2(r * 2896, 12), 4);
	av1_itx_dc_rows(dst, stride, 1 << shape->w_log2, 1 << shape->h_log2, r);
}

static void av1_itx_2d_add(u8 *dst, ptrdiff_t stride, s16 *c, s16 *mid, int eob,
			   enum av1_tx_size size, enum av1_tx_type type)
{
	const struct av1_itx_shape *shape = &av1_itx_shapes[size];
	const struct av1_itx_pair *pair = &av1_itx_pairs[type];
	const int w_log2 = shape->w_log2, h_log2 = shape->h_log2;
	const int w = 1 << w_log2, h = 1 << h_log2, ch = min(h, 32);
	unsigned int cols, rows;
	s16 *first = mid;
	int mid_h, step;

	if (type == AV1_TX_DCT_DCT && eob == 1) {
		av1_itx_dc_add(dst, stride, c[0], shape);
		return;
	}

	av1_itx_extent(size, type, eob, &cols, &rows);
	if (shape->half)
		av1_itx_halve(c, ch, cols, rows);
	mid_h = max(rows, 8U);
	step = mid_h;
	if (pair->flip_row) {
		first += (w - 1) * mid_h;
		step = -mid_h;
	}
	av1_itx_rows[pair->row][rows > 4][w_log2 - 2][ilog2(cols) - 2](first, step, c, ch, cols,
								       rows, shape->shift);
	if (pair->flip_col) {
		dst += (h - 1) * stride;
		stride = -stride;
	}
	/* the identity leaves columns 0 that were 0 */
	av1_itx_cols[pair->col][w > 4][h_log2 - 2][ilog2(rows) - 2]
		(dst, stride, mid, mid_h, pair->row == AV1_ITX_IDENTITY ? cols : w, rows,
		 mid + w * mid_h);
}

#define AV1_ITX_ADD(size, SIZE, type, TYPE)							\
static void av1_itx_##size##_##type##_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef,	\
						    void *scratch, int eob, int bd_max)		\
{												\
	av1_itx_2d_add(dst, stride, coef, scratch, eob, AV1_TX_##SIZE, AV1_TX_##TYPE);		\
}

AV1_ITX_ALL(AV1_ITX_ADD)

static void av1_itx_4x4_wht_wht_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef,
					      void *scratch, int eob, int bd_max)
{
	int16x4_t rows[4];
	const s16 *c = coef;
	u8 *d = dst;
	int y;

	av1_wht(rows, vmovl_s16(vld1_s16(c)), vmovl_s16(vld1_s16(c + 4)),
		vmovl_s16(vld1_s16(c + 8)), vmovl_s16(vld1_s16(c + 12)), S16_MAX);
#pragma GCC unroll 4
	for (y = 0; y < 4; y++, d += stride) {
		/* what a sample can take, so that sums do not wrap */
		const int16x4_t r = vmax_s16(vmin_s16(rows[y], vdup_n_s16(255)),
					     vdup_n_s16(-255));

		av1_itx_add_row(d, vcombine_s16(r, r), 4);
	}
}

#define AV1_ITX_SLOT(size, SIZE, type, TYPE)							\
	[AV1_TX_##SIZE][AV1_TX_##TYPE] = av1_itx_##size##_##type##_add_neon_8bpc,

const struct av1_itx_dsp av1_itx_neon_8bpc = {
	.itx_add = {
		AV1_ITX_ALL(AV1_ITX_SLOT)
		[AV1_TX_4X4][AV1_TX_WHT_WHT] = av1_itx_4x4_wht_wht_add_neon_8bpc,
	},
};
