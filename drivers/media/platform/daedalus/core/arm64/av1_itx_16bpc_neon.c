// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 inverse transforms of samples of 10 and 12 bits with NEON (AV1 specification, 7.13
 * and the end of 7.12.3). Vectors are of 4 transforms, in lanes of 32 bits.
 *
 * As in C, sums are clipped only where inputs are so large that it may matter: hardly any
 * are. Functions for these are few, and not written for speed.
 *
 * Row transforms take 4 rows at a time, a lane each: coefficients are stored by columns.
 * What they make is stored by columns again, in the order that a flip asks for, and
 * transposed when column transforms load it.
 */
#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/minmax.h>

#include "../av1/av1_itx.h"
#include "../av1/av1_itx_types.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_wht_tmpl.h"

/**
 * struct av1_itx_v - element of the array T, of 4 transforms at once
 * @v: values
 * @zero: whether all are 0, known when this is compiled; @v is not set then
 */
struct av1_itx_v {
	int32x4_t v;
	bool zero;
};

/**
 * struct av1_itx_how - whether sums are clipped
 * @clip: whether they are, a constant
 * @max: to which largest value
 */
struct av1_itx_how {
	bool clip;
	int32x4_t max;
};

#define AV1_ITX_HOW	struct av1_itx_how

#define AV1_ITX_MINUS	64	/* the negative of an entry is so many entries later */

/* 4096 * cos(i * pi / 128), i being 0, 16 ..., then 8, 24 ..., 4, 12 ..., 2, 6 ..., odd */
static const s32 av1_itx_cos[2 * AV1_ITX_MINUS] = {
	4096, 3784, 2896, 1567, 4017, 3406, 2276, 799,
	4076, 3920, 3612, 3166, 2598, 1931, 1189, 401,
	4091, 4052, 3973, 3857, 3703, 3513, 3290, 3035,
	2751, 2440, 2106, 1751, 1380, 995, 601, 201,
	4095, 4085, 4065, 4036, 3996, 3948, 3889, 3822,
	3745, 3659, 3564, 3461, 3349, 3229, 3102, 2967,
	2824, 2675, 2520, 2359, 2191, 2019, 1842, 1660,
	1474, 1285, 1092, 897, 700, 501, 301, 101,
	-4096, -3784, -2896, -1567, -4017, -3406, -2276, -799,
	-4076, -3920, -3612, -3166, -2598, -1931, -1189, -401,
	-4091, -4052, -3973, -3857, -3703, -3513, -3290, -3035,
	-2751, -2440, -2106, -1751, -1380, -995, -601, -201,
	-4095, -4085, -4065, -4036, -3996, -3948, -3889, -3822,
	-3745, -3659, -3564, -3461, -3349, -3229, -3102, -2967,
	-2824, -2675, -2520, -2359, -2191, -2019, -1842, -1660,
	-1474, -1285, -1092, -897, -700, -501, -301, -101,
};

/* SINPI_1_9 to SINPI_4_9 of 7.13.2.6 */
static const s32 av1_itx_sinpi[4] = { 1321, 2482, 3344, 3803 };

/* For vqrdmulhq_n_s32(): @c 4096ths, rounded */
#define AV1_ITX_PART(c)	((c) << 19)

/* Where the table has cos128(angle), of an angle from 1 to 63 */
static __always_inline int av1_itx_at(int angle)
{
	return angle & 1 ? 32 + angle / 2 : angle & 2 ? 16 + angle / 4 :
	       angle & 4 ? 8 + angle / 8 : angle & 8 ? 4 + angle / 16 : angle / 16;
}

static __always_inline int av1_itx_cos_at(int angle)
{
	return angle < 64 ? av1_itx_at(angle) : AV1_ITX_MINUS + av1_itx_at(128 - angle);
}

static __always_inline int av1_itx_sin_at(int angle)
{
	return av1_itx_at(angle < 64 ? 64 - angle : angle - 64);
}

static __always_inline int32x4_t av1_itx_mul(int32x4_t v, int at)
{
	return vmulq_laneq_s32(v, vld1q_s32(av1_itx_cos + (at & ~3)), at & 3);
}

static __always_inline int32x4_t av1_itx_mla(int32x4_t sum, int32x4_t v, int at)
{
	return vmlaq_laneq_s32(sum, v, vld1q_s32(av1_itx_cos + (at & ~3)), at & 3);
}

static __always_inline int32x4_t av1_itx_mls(int32x4_t sum, int32x4_t v, int at)
{
	return vmlsq_laneq_s32(sum, v, vld1q_s32(av1_itx_cos + (at & ~3)), at & 3);
}

static __always_inline int32x4_t av1_itx_clip(int32x4_t v, int32x4_t max)
{
	return vmaxq_s32(vminq_s32(v, max), vmvnq_s32(max));
}

static __always_inline struct av1_itx_v av1_itx_value(int32x4_t v, AV1_ITX_HOW how)
{
	struct av1_itx_v t;

	t.v = how.clip ? av1_itx_clip(v, how.max) : v;
	t.zero = false;
	return t;
}

/* Round2(sum, 12) */
static __always_inline struct av1_itx_v av1_itx_round12(int32x4_t sum, AV1_ITX_HOW how)
{
	return av1_itx_value(vrshrq_n_s32(sum, 12), how);
}

/* B(a, b, angle, 0) of 7.13.2.1: a butterfly rotation */
static __always_inline void av1_itx_rotate(struct av1_itx_v *t, int a, int b, int angle,
					   AV1_ITX_HOW how)
{
	const int c = av1_itx_cos_at(angle), s = av1_itx_sin_at(angle);
	int32x4_t x, y;

	if (t[a].zero && t[b].zero)
		return;
	if (t[b].zero) {
		x = t[a].v;
		t[a] = av1_itx_round12(av1_itx_mul(x, c), how);
		t[b] = av1_itx_round12(av1_itx_mul(x, s), how);
	} else if (t[a].zero) {
		y = t[b].v;
		t[a] = av1_itx_round12(av1_itx_mul(y, AV1_ITX_MINUS + s), how);
		t[b] = av1_itx_round12(av1_itx_mul(y, c), how);
	} else {
		x = t[a].v;
		y = t[b].v;
		t[a] = av1_itx_round12(av1_itx_mls(av1_itx_mul(x, c), y, s), how);
		t[b] = av1_itx_round12(av1_itx_mla(av1_itx_mul(x, s), y, c), how);
	}
}

/* H(a, b, 0) of 7.13.2.1: a Hadamard rotation. H(a, b, 1) is H(b, a, 0). */
static __always_inline void av1_itx_hadamard(struct av1_itx_v *t, int a, int b, AV1_ITX_HOW how)
{
	int32x4_t x, y;

	if (t[a].zero && t[b].zero)
		return;
	if (t[b].zero) {
		t[b] = t[a];
	} else if (t[a].zero) {
		t[a] = t[b];
		t[b] = av1_itx_value(vnegq_s32(t[a].v), how);
	} else {
		x = t[a].v;
		y = t[b].v;
		t[a] = av1_itx_value(vaddq_s32(x, y), how);
		t[b] = av1_itx_value(vsubq_s32(x, y), how);
	}
}

static __always_inline void av1_itx_negate(struct av1_itx_v *t)
{
	t->v = vnegq_s32(t->v);
}

#include "av1_itx_tmpl.h"

/* 7.13.2.6, which clips nothing; x[3] is written as a sum of inputs */
static __always_inline void av1_itx_adst4(struct av1_itx_v *t, const struct av1_itx_v *in,
					  int count, int scale, AV1_ITX_HOW how)
{
	const int32x4_t i0 = in[0].v, i1 = in[1].v, i2 = in[2].v, i3 = in[3].v;
	const int32x4_t k = vld1q_s32(av1_itx_sinpi);
	const int32x4_t mid = vmulq_laneq_s32(i1, k, 2);
	int32x4_t x0, x1, x2, x3;

	x0 = vmlaq_laneq_s32(mid, i0, k, 0);
	x0 = vmlaq_laneq_s32(x0, i2, k, 3);
	x0 = vmlaq_laneq_s32(x0, i3, k, 1);
	x1 = vmlaq_laneq_s32(mid, i0, k, 1);
	x1 = vmlsq_laneq_s32(x1, i2, k, 0);
	x1 = vmlsq_laneq_s32(x1, i3, k, 3);
	x2 = vmulq_laneq_s32(vaddq_s32(vsubq_s32(i0, i2), i3), k, 2);
	x3 = vmulq_laneq_s32(i0, k, 3);
	x3 = vsubq_s32(x3, mid);
	x3 = vmlaq_laneq_s32(x3, i2, k, 1);
	x3 = vmlsq_laneq_s32(x3, i3, k, 0);
	t[0].v = vrshrq_n_s32(x0, 12);
	t[1].v = vrshrq_n_s32(x1, 12);
	t[2].v = vrshrq_n_s32(x2, 12);
	t[3].v = vrshrq_n_s32(x3, 12);
}

/**
 * struct av1_itx_step - what row transforms need to know
 * @step: distance of columns of what they make, negative with a flip
 * @ch: distance of columns of coefficients
 * @cols: number of columns of coefficients that may be other than 0
 * @shift: minus the bits of the rounding
 * @row_max: end of the range of sums
 * @max: end of the range of what they make
 */
struct av1_itx_step {
	ptrdiff_t step;
	int ch;
	int cols;
	int32x4_t shift;
	s32 row_max;
	int32x4_t max;
};

static __always_inline struct av1_itx_v av1_itx_load(const s32 *s)
{
	struct av1_itx_v t;

	t.v = vld1q_s32(s);
	t.zero = false;
	return t;
}

static __always_inline void av1_itx_load4(struct av1_itx_v *in, const s32 *c, ptrdiff_t step)
{
	in[0] = av1_itx_load(c);
	in[1] = av1_itx_load(c + step);
	in[2] = av1_itx_load(c + 2 * step);
	in[3] = av1_itx_load(c + 3 * step);
}

/* The first @count inputs of row transforms */
static __always_inline void av1_itx_load_rows(struct av1_itx_v *in, const s32 *c, ptrdiff_t step,
					      int count)
{
	av1_itx_load4(in, c, step);
	if (count > 4)
		av1_itx_load4(in + 4, c + 4 * step, step);
	if (count > 8) {
		av1_itx_load4(in + 8, c + 8 * step, step);
		av1_itx_load4(in + 12, c + 12 * step, step);
	}
	if (count > 16) {
		av1_itx_load4(in + 16, c + 16 * step, step);
		av1_itx_load4(in + 20, c + 20 * step, step);
		av1_itx_load4(in + 24, c + 24 * step, step);
		av1_itx_load4(in + 28, c + 28 * step, step);
	}
}

/* The sizes of four inputs, added to @sum */
static __always_inline int32x4_t av1_itx_size4(int32x4_t sum, const struct av1_itx_v *in)
{
	const int32x4_t zero = vdupq_n_s32(0);

	sum = vabaq_s32(sum, in[0].v, zero);
	sum = vabaq_s32(sum, in[1].v, zero);
	sum = vabaq_s32(sum, in[2].v, zero);
	return vabaq_s32(sum, in[3].v, zero);
}

static __always_inline int32x4_t av1_itx_size(const struct av1_itx_v *in, int count)
{
	int32x4_t sum = av1_itx_size4(vdupq_n_s32(0), in);

	if (count > 4)
		sum = av1_itx_size4(sum, in + 4);
	if (count > 8)
		sum = av1_itx_size4(av1_itx_size4(sum, in + 8), in + 12);
	if (count > 16) {
		sum = av1_itx_size4(av1_itx_size4(sum, in + 16), in + 20);
		sum = av1_itx_size4(av1_itx_size4(sum, in + 24), in + 28);
	}
	return sum;
}

/*
 * Whether values that come to @sum without roundings stay within @max. An eighth of the
 * range is more than all roundings of a block add up to.
 */
static __always_inline bool av1_itx_is_small(u32 sum, s32 max)
{
	return sum <= (u32)(max - max / 8);
}

static __always_inline u32 av1_itx_largest(int32x4_t sum)
{
	return vmaxvq_u32(vreinterpretq_u32_s32(sum));
}

/* Clipped sums are no longer sums, but they stay within the range. */
static __always_inline int32x4_t av1_itx_clipped(int32x4_t sum, s32 max)
{
	return vaddq_s32(sum, vdupq_n_s32(max / 4));
}

/* What follows a row transform, for one of its results */
static __always_inline void av1_itx_store_row(s32 *mid, int32x4_t v, const struct av1_itx_step *s)
{
	vst1q_s32(mid, av1_itx_clip(vrshlq_s32(v, s->shift), s->max));
}

static __always_inline void av1_itx_store4(s32 *mid, const struct av1_itx_v *t,
					   const struct av1_itx_step *s)
{
	av1_itx_store_row(mid, t[0].v, s);
	av1_itx_store_row(mid + s->step, t[1].v, s);
	av1_itx_store_row(mid + 2 * s->step, t[2].v, s);
	av1_itx_store_row(mid + 3 * s->step, t[3].v, s);
}

static __always_inline void av1_itx_store_rows(s32 *mid, const struct av1_itx_v *t, int n,
					       const struct av1_itx_step *s)
{
	av1_itx_store4(mid, t, s);
	if (n > 4)
		av1_itx_store4(mid + 4 * s->step, t + 4, s);
	if (n > 8) {
		av1_itx_store4(mid + 8 * s->step, t + 8, s);
		av1_itx_store4(mid + 12 * s->step, t + 12, s);
	}
	if (n > 16) {
		av1_itx_store4(mid + 16 * s->step, t + 16, s);
		av1_itx_store4(mid + 20 * s->step, t + 20, s);
		av1_itx_store4(mid + 24 * s->step, t + 24, s);
		av1_itx_store4(mid + 28 * s->step, t + 28, s);
	}
}

/* The first @n elements of the array T as they are */
static __always_inline void av1_itx_save4(s32 *out, const struct av1_itx_v *t)
{
	vst1q_s32(out, t[0].v);
	vst1q_s32(out + 4, t[1].v);
	vst1q_s32(out + 8, t[2].v);
	vst1q_s32(out + 12, t[3].v);
}

static __always_inline void av1_itx_save(s32 *out, const struct av1_itx_v *t, int n)
{
	av1_itx_save4(out, t);
	if (n > 4)
		av1_itx_save4(out + 16, t + 4);
	if (n > 8) {
		av1_itx_save4(out + 32, t + 8);
		av1_itx_save4(out + 48, t + 12);
	}
	if (n > 16) {
		av1_itx_save4(out + 64, t + 16);
		av1_itx_save4(out + 80, t + 20);
		av1_itx_save4(out + 96, t + 24);
		av1_itx_save4(out + 112, t + 28);
	}
}

/* Four rows of 4 columns, which are stored by columns */
static __always_inline void av1_itx_turn4(struct av1_itx_v *in, const s32 *mid, int mid_h)
{
	const int32x4_t c0 = vld1q_s32(mid), c1 = vld1q_s32(mid + mid_h);
	const int32x4_t c2 = vld1q_s32(mid + 2 * mid_h), c3 = vld1q_s32(mid + 3 * mid_h);
	const int64x2_t a = vreinterpretq_s64_s32(vtrn1q_s32(c0, c1));
	const int64x2_t b = vreinterpretq_s64_s32(vtrn2q_s32(c0, c1));
	const int64x2_t c = vreinterpretq_s64_s32(vtrn1q_s32(c2, c3));
	const int64x2_t d = vreinterpretq_s64_s32(vtrn2q_s32(c2, c3));

	in[0].v = vreinterpretq_s32_s64(vtrn1q_s64(a, c));
	in[1].v = vreinterpretq_s32_s64(vtrn1q_s64(b, d));
	in[2].v = vreinterpretq_s32_s64(vtrn2q_s64(a, c));
	in[3].v = vreinterpretq_s32_s64(vtrn2q_s64(b, d));
	in[0].zero = false;
	in[1].zero = false;
	in[2].zero = false;
	in[3].zero = false;
}

/* The first @count inputs of column transforms */
static __always_inline void av1_itx_turn(struct av1_itx_v *in, const s32 *mid, int mid_h,
					 int count)
{
	av1_itx_turn4(in, mid, mid_h);
	if (count > 4)
		av1_itx_turn4(in + 4, mid + 4, mid_h);
	if (count > 8) {
		av1_itx_turn4(in + 8, mid + 8, mid_h);
		av1_itx_turn4(in + 12, mid + 12, mid_h);
	}
	if (count > 16) {
		av1_itx_turn4(in + 16, mid + 16, mid_h);
		av1_itx_turn4(in + 20, mid + 20, mid_h);
		av1_itx_turn4(in + 24, mid + 24, mid_h);
		av1_itx_turn4(in + 28, mid + 28, mid_h);
	}
}

/* A row of a residual with 4 fractional bits is added; what saturates 16 bits is clipped. */
static __always_inline void av1_itx_add_row(u8 *row, int32x4_t v, uint16x4_t max)
{
	u16 *d = (u16 *)row;

	vst1_u16(d, vmin_u16(vsqadd_u16(vld1_u16(d), vqrshrn_n_s32(v, 4)), max));
}

/* Four rows; returns the next. */
static __always_inline u8 *av1_itx_add4(u8 *d, ptrdiff_t stride, const struct av1_itx_v *t,
					uint16x4_t max)
{
	av1_itx_add_row(d, t[0].v, max);
	d += stride;
	av1_itx_add_row(d, t[1].v, max);
	d += stride;
	av1_itx_add_row(d, t[2].v, max);
	d += stride;
	av1_itx_add_row(d, t[3].v, max);
	return d + stride;
}

static __always_inline void av1_itx_add(u8 *d, ptrdiff_t stride, const struct av1_itx_v *t, int n,
					uint16x4_t max)
{
	d = av1_itx_add4(d, stride, t, max);
	if (n > 4)
		d = av1_itx_add4(d, stride, t + 4, max);
	if (n > 8) {
		d = av1_itx_add4(d, stride, t + 8, max);
		d = av1_itx_add4(d, stride, t + 12, max);
	}
	if (n > 16) {
		d = av1_itx_add4(d, stride, t + 16, max);
		d = av1_itx_add4(d, stride, t + 20, max);
		d = av1_itx_add4(d, stride, t + 24, max);
		av1_itx_add4(d, stride, t + 28, max);
	}
}

/* Transforms in place, 4 at a time, with inputs of any size */
typedef void av1_itx_clip_fn(s32 *v, s32 max);

#define AV1_ITX_CLIP(name, n)								\
static noinline void av1_itx_clip_##name(s32 *v, s32 max)				\
{											\
	const struct av1_itx_how how = { true, vdupq_n_s32(max) };			\
	struct av1_itx_v in[n], t[n];							\
											\
	av1_itx_load_rows(in, v, 4, n);							\
	av1_itx_##name(t, in, n, 1, how);						\
	av1_itx_save(v, t, n);								\
}

AV1_ITX_CLIP(dct4, 4)
AV1_ITX_CLIP(dct8, 8)
AV1_ITX_CLIP(dct16, 16)
AV1_ITX_CLIP(dct32, 32)
AV1_ITX_CLIP(adst4, 4)
AV1_ITX_CLIP(adst8, 8)
AV1_ITX_CLIP(adst16, 16)

/*
 * DCT of 64 in two halves, which would not fit the registers together: T[0] to T[31] before
 * the last step, and those from T[32] on, 4 at a time.
 */
static __always_inline void av1_itx_load_half(struct av1_itx_v *in, const s32 *c, ptrdiff_t step,
					      int count)
{
	if (count == 2) {
		in[0] = av1_itx_load(c);
		in[1] = av1_itx_load(c + step);
	} else {
		av1_itx_load_rows(in, c, step, count);
	}
}

static noinline void av1_itx_clip_dct64_even(s32 *v, s32 max)
{
	const struct av1_itx_how how = { true, vdupq_n_s32(max) };
	struct av1_itx_v in[16], t[32];

	av1_itx_load_half(in, v, 2 * 4, 16);
	av1_itx_dct32(t, in, 16, 1, how);
	av1_itx_save(v, t, 32);
}

static noinline void av1_itx_clip_dct64_odd(s32 *v, s32 max)
{
	const struct av1_itx_how how = { true, vdupq_n_s32(max) };
	struct av1_itx_v in[16], t[32];

	av1_itx_load_half(in, v + 4, 2 * 4, 16);
	av1_itx_dct64_odd(t, in, 16, how);
	av1_itx_save(v + 32 * 4, t, 32);
}

/* Inputs from 32 on are always 0, and are not looked at. */
static void av1_itx_clip_dct64(s32 *v, s32 max)
{
	const int32x4_t lim = vdupq_n_s32(max);
	int i;

	av1_itx_clip_dct64_odd(v, max);
	av1_itx_clip_dct64_even(v, max);
	for (i = 0; i < 32; i++) {
		const int32x4_t a = vld1q_s32(v + 4 * i), b = vld1q_s32(v + 4 * (63 - i));

		vst1q_s32(v + 4 * i, av1_itx_clip(vaddq_s32(a, b), lim));
		vst1q_s32(v + 4 * (63 - i), av1_itx_clip(vsubq_s32(a, b), lim));
	}
}

/* Row transforms of 4 rows with inputs of any size */
static noinline void av1_itx_rows_clip(s32 *mid, const s32 *c, int n, av1_itx_clip_fn *fn,
				       const struct av1_itx_step *s)
{
	s32 v[64 * 4];
	int i;

	for (i = 0; i < n; i++)
		vst1q_s32(v + 4 * i, i < s->cols ? vld1q_s32(c + i * s->ch) : vdupq_n_s32(0));
	fn(v, s->row_max);
	for (i = 0; i < n; i++)
		av1_itx_store_row(mid + i * s->step, vld1q_s32(v + 4 * i), s);
}

/**
 * struct av1_itx_out - where column transforms go
 * @stride: distance of rows in bytes, negative with a flip
 * @mid_h: distance of columns of what row transforms made, and number of rows of it
 * @small: whether no input of a block can be so large that something has to be clipped
 * @col_max: end of the range of sums
 * @max: largest sample
 */
struct av1_itx_out {
	ptrdiff_t stride;
	int mid_h;
	bool small;
	s32 col_max;
	uint16x4_t max;
};

static noinline void av1_itx_cols_clip(u8 *d, const s32 *mid, int n, av1_itx_clip_fn *fn,
				       const struct av1_itx_out *o)
{
	struct av1_itx_v t[4];
	s32 v[64 * 4];
	int i;

	for (i = 0; i < n; i += 4) {
		if (i < o->mid_h) {
			av1_itx_turn4(t, mid + i, o->mid_h);
		} else {
			t[0].v = vdupq_n_s32(0);
			t[1].v = t[0].v;
			t[2].v = t[0].v;
			t[3].v = t[0].v;
		}
		av1_itx_save4(v + 4 * i, t);
	}
	fn(v, o->col_max);
	for (i = 0; i < n; i++, d += o->stride)
		av1_itx_add_row(d, vld1q_s32(v + 4 * i), o->max);
}

/*
 * Row transforms of @rows rows from @c to @mid. Returns the sizes of inputs, added up for
 * rows that are as many lanes apart.
 */
typedef int32x4_t av1_itx_rows_fn(s32 *mid, const s32 *c, int rows, const struct av1_itx_step *s);

/* Column transforms of @w columns from @mid, and the sum of them and @dst. @tmp is scratch. */
typedef void av1_itx_cols_fn(u8 *dst, const s32 *mid, int w, const struct av1_itx_out *o,
			     s32 *tmp);

#define AV1_ITX_ROWS(name, n, count)							\
static int32x4_t av1_itx_rows_##name##_##count(s32 *mid, const s32 *c, int rows,	\
					       const struct av1_itx_step *step)		\
{											\
	const struct av1_itx_how how = { false };					\
	const struct av1_itx_step s = *step;						\
	int32x4_t total = vdupq_n_s32(0), sum;						\
	struct av1_itx_v in[count], t[n];						\
											\
	do {										\
		av1_itx_load_rows(in, c, s.ch, count);					\
		sum = av1_itx_size(in, count);						\
		if (av1_itx_is_small(av1_itx_largest(sum), s.row_max)) {		\
			av1_itx_##name(t, in, count, 1, how);				\
			av1_itx_store_rows(mid, t, n, &s);				\
		} else {								\
			av1_itx_rows_clip(mid, c, n, av1_itx_clip_##name, step);	\
			sum = av1_itx_clipped(sum, s.row_max);				\
		}									\
		total = vaddq_s32(total, sum);						\
		mid += 4;								\
		c += 4;									\
	} while ((rows -= 4) > 0);							\
	return total;									\
}

#define AV1_ITX_COLS(name, n, count)							\
static void av1_itx_cols_##name##_##count(u8 *dst, const s32 *mid, int w,		\
					  const struct av1_itx_out *out, s32 *tmp)	\
{											\
	const struct av1_itx_how how = { false };					\
	const struct av1_itx_out o = *out;						\
	struct av1_itx_v in[count], t[n];						\
											\
	do {										\
		av1_itx_turn(in, mid, o.mid_h, count);					\
		if (o.small || av1_itx_is_small(av1_itx_largest(av1_itx_size(in, count)), \
						o.col_max)) {				\
			av1_itx_##name(t, in, count, 1, how);				\
			av1_itx_add(dst, o.stride, t, n, o.max);			\
		} else {								\
			av1_itx_cols_clip(dst, mid, n, av1_itx_clip_##name, out);	\
		}									\
		mid += 4 * o.mid_h;							\
		dst += 4 * sizeof(u16);							\
	} while ((w -= 4) > 0);								\
}

#define AV1_ITX_BOTH(name, n, count)	\
	AV1_ITX_ROWS(name, n, count)	\
	AV1_ITX_COLS(name, n, count)

AV1_ITX_BOTH(dct4, 4, 4)
AV1_ITX_BOTH(dct8, 8, 4)
AV1_ITX_BOTH(dct8, 8, 8)
AV1_ITX_BOTH(dct16, 16, 4)
AV1_ITX_BOTH(dct16, 16, 8)
AV1_ITX_BOTH(dct16, 16, 16)
AV1_ITX_BOTH(dct32, 32, 4)
AV1_ITX_BOTH(dct32, 32, 8)
AV1_ITX_BOTH(dct32, 32, 16)
AV1_ITX_BOTH(dct32, 32, 32)
AV1_ITX_BOTH(adst4, 4, 4)
AV1_ITX_BOTH(adst8, 8, 4)
AV1_ITX_BOTH(adst8, 8, 8)
AV1_ITX_BOTH(adst16, 16, 4)
AV1_ITX_BOTH(adst16, 16, 8)
AV1_ITX_BOTH(adst16, 16, 16)

#define AV1_ITX_DCT64(count, half)							\
static noinline void av1_itx_dct64_even_##count(s32 *out, const s32 *c, ptrdiff_t step)	\
{											\
	const struct av1_itx_how how = { false };					\
	struct av1_itx_v in[half], t[32];						\
											\
	av1_itx_load_half(in, c, 2 * step, half);					\
	av1_itx_dct32(t, in, half, 1, how);						\
	av1_itx_save(out, t, 32);							\
}											\
											\
static noinline void av1_itx_dct64_odd_##count(s32 *out, const s32 *c, ptrdiff_t step)	\
{											\
	const struct av1_itx_how how = { false };					\
	struct av1_itx_v in[half], t[32];						\
											\
	av1_itx_load_half(in, c + step, 2 * step, half);				\
	av1_itx_dct64_odd(t, in, half, how);						\
	av1_itx_save(out + 32 * 4, t, 32);						\
}											\
											\
static void av1_itx_dct64_##count(s32 *out, const s32 *c, ptrdiff_t step)			\
{											\
	av1_itx_dct64_even_##count(out, c, step);					\
	av1_itx_dct64_odd_##count(out, c, step);					\
}

AV1_ITX_DCT64(4, 2)
AV1_ITX_DCT64(8, 4)
AV1_ITX_DCT64(16, 8)
AV1_ITX_DCT64(32, 16)

typedef void av1_itx_dct64_fn(s32 *out, const s32 *c, ptrdiff_t step);

static av1_itx_dct64_fn *const av1_itx_dct64[4] = {
	av1_itx_dct64_4, av1_itx_dct64_8, av1_itx_dct64_16, av1_itx_dct64_32,
};

/* The sizes of @count inputs that are @step apart */
static __always_inline int32x4_t av1_itx_size_of(const s32 *c, ptrdiff_t step, int count)
{
	int32x4_t sum = vdupq_n_s32(0);
	struct av1_itx_v in[4];
	int i;

	for (i = 0; i < count; i += 4) {
		av1_itx_load4(in, c + i * step, step);
		sum = av1_itx_size4(sum, in);
	}
	return sum;
}

static int32x4_t av1_itx_rows_dct64(s32 *mid, const s32 *c, int rows, const struct av1_itx_step *s)
{
	int32x4_t total = vdupq_n_s32(0), sum;
	s32 tmp[64 * 4];
	int i, y;

	for (y = 0; y < rows; y += 4, mid += 4, c += 4) {
		s32 *first = mid, *last = mid + 63 * s->step;

		sum = av1_itx_size_of(c, s->ch, s->cols);
		total = vaddq_s32(total, sum);
		if (!av1_itx_is_small(av1_itx_largest(sum), s->row_max)) {
			av1_itx_rows_clip(mid, c, 64, av1_itx_clip_dct64, s);
			total = av1_itx_clipped(total, s->row_max);
			continue;
		}
		av1_itx_dct64[ilog2(s->cols) - 2](tmp, c, s->ch);
		for (i = 0; i < 32; i++, first += s->step, last -= s->step) {
			const int32x4_t a = vld1q_s32(tmp + i * 4);
			const int32x4_t b = vld1q_s32(tmp + (63 - i) * 4);

			av1_itx_store_row(first, vaddq_s32(a, b), s);
			av1_itx_store_row(last, vsubq_s32(a, b), s);
		}
	}
	return total;
}

static void av1_itx_cols_dct64(u8 *dst, const s32 *mid, int w, const struct av1_itx_out *o,
			       s32 *in)
{
	struct av1_itx_v t[4];
	s32 tmp[64 * 4];
	int i, x, y;

	for (x = 0; x < w; x += 4, mid += 4 * o->mid_h, dst += 4 * sizeof(u16)) {
		u8 *first = dst, *last = dst + 63 * o->stride;

		for (y = 0; y < o->mid_h; y += 4) {
			av1_itx_turn4(t, mid + y, o->mid_h);
			av1_itx_save4(in + 4 * y, t);
		}
		if (!o->small &&
		    !av1_itx_is_small(av1_itx_largest(av1_itx_size_of(in, 4, o->mid_h)),
				      o->col_max)) {
			av1_itx_cols_clip(dst, mid, 64, av1_itx_clip_dct64, o);
			continue;
		}
		av1_itx_dct64[ilog2((u32)o->mid_h) - 2](tmp, in, 4);
		for (i = 0; i < 32; i++, first += o->stride, last -= o->stride) {
			const int32x4_t a = vld1q_s32(tmp + i * 4);
			const int32x4_t b = vld1q_s32(tmp + (63 - i) * 4);

			av1_itx_add_row(first, vaddq_s32(a, b), o->max);
			av1_itx_add_row(last, vsubq_s32(a, b), o->max);
		}
	}
}

/* 7.13.2.11 to 7.13.2.14 */
static __always_inline int32x4_t av1_itx_identity(int32x4_t x, int n)
{
	int32x4_t r;

	switch (n) {
	case 4:
		return vaddq_s32(x, vqrdmulhq_n_s32(x, AV1_ITX_PART(5793 - 4096)));
	case 8:
		return vaddq_s32(x, x);
	case 16:
		r = vqrdmulhq_n_s32(x, AV1_ITX_PART(11586 - 2 * 4096));
		return vaddq_s32(vaddq_s32(x, x), r);
	default:
		return vshlq_n_s32(x, 2);
	}
}

static __always_inline int32x4_t av1_itx_identity_rows(s32 *mid, const s32 *c, int rows, int n,
						       const struct av1_itx_step *step)
{
	const struct av1_itx_step s = *step;
	int32x4_t total = vdupq_n_s32(0);
	int x, y;

	for (x = 0; x < s.cols; x++, mid += s.step, c += s.ch)
		for (y = 0; y < rows; y += 4) {
			const int32x4_t v = vld1q_s32(c + y);

			total = vabaq_s32(total, v, vdupq_n_s32(0));
			av1_itx_store_row(mid + y, av1_itx_identity(v, n), &s);
		}
	return total;
}

/* Rows from mid_h on stay as they are. */
static __always_inline void av1_itx_identity_cols(u8 *dst, const s32 *mid, int w, int n,
						  const struct av1_itx_out *out)
{
	const struct av1_itx_out o = *out;
	struct av1_itx_v t[4];
	int x, y;

	for (x = 0; x < w; x += 4, mid += 4 * o.mid_h, dst += 4 * sizeof(u16)) {
		u8 *d = dst;

		for (y = 0; y < o.mid_h; y += 4) {
			av1_itx_turn4(t, mid + y, o.mid_h);
			t[0].v = av1_itx_identity(t[0].v, n);
			t[1].v = av1_itx_identity(t[1].v, n);
			t[2].v = av1_itx_identity(t[2].v, n);
			t[3].v = av1_itx_identity(t[3].v, n);
			d = av1_itx_add4(d, o.stride, t, o.max);
		}
	}
}

#define AV1_ITX_IDENTITIES(n)								\
static int32x4_t av1_itx_rows_identity##n(s32 *mid, const s32 *c, int rows,		\
					  const struct av1_itx_step *s)			\
{											\
	return av1_itx_identity_rows(mid, c, rows, n, s);				\
}											\
											\
static void av1_itx_cols_identity##n(u8 *dst, const s32 *mid, int w,			\
				     const struct av1_itx_out *o, s32 *tmp)		\
{											\
	av1_itx_identity_cols(dst, mid, w, n, o);					\
}

AV1_ITX_IDENTITIES(4)
AV1_ITX_IDENTITIES(8)
AV1_ITX_IDENTITIES(16)
AV1_ITX_IDENTITIES(32)

#define AV1_ITX_4(f)		{ f##_4 }
#define AV1_ITX_4_8(f)		{ f##_4, f##_8 }
#define AV1_ITX_4_16(f)		{ f##_4, f##_8, f##_16 }
#define AV1_ITX_4_32(f)		{ f##_4, f##_8, f##_16, f##_32 }
#define AV1_ITX_ONE(f)		{ f, f, f, f }

#define AV1_ITX_TABLE(f)							\
	[AV1_ITX_DCT] = {							\
		AV1_ITX_4(f##dct4), AV1_ITX_4_8(f##dct8), AV1_ITX_4_16(f##dct16),	\
		AV1_ITX_4_32(f##dct32), AV1_ITX_ONE(f##dct64),			\
	},									\
	[AV1_ITX_ADST] = {							\
		AV1_ITX_4(f##adst4), AV1_ITX_4_8(f##adst8), AV1_ITX_4_16(f##adst16),	\
	},									\
	[AV1_ITX_IDENTITY] = {							\
		AV1_ITX_ONE(f##identity4), AV1_ITX_ONE(f##identity8),		\
		AV1_ITX_ONE(f##identity16), AV1_ITX_ONE(f##identity32),		\
	},

/* Axes: n of the specification less 2; log2 of the inputs that may be other than 0, less 2 */
static av1_itx_rows_fn *const av1_itx_rows[AV1_ITX_KINDS][5][4] = {
	AV1_ITX_TABLE(av1_itx_rows_)
};

static av1_itx_cols_fn *const av1_itx_cols[AV1_ITX_KINDS][5][4] = {
	AV1_ITX_TABLE(av1_itx_cols_)
};

/* How much larger than the sizes of its inputs, added up, a result can be */
static const u8 av1_itx_gains[AV1_ITX_KINDS][5] = {
	[AV1_ITX_DCT] = { 1, 1, 1, 1, 1 },
	[AV1_ITX_ADST] = { 1, 1, 1 },
	[AV1_ITX_IDENTITY] = { 2, 2, 3, 4 },
};

/* What rectangles of 2:1 do first, Round2(x * 2896, 12) */
static void av1_itx_halve(s32 *c, int ch, int cols, int rows)
{
	int x, y;

	for (x = 0; x < cols; x++, c += ch)
		for (y = 0; y < rows; y += 4)
			vst1q_s32(c + y, vqrdmulhq_n_s32(vld1q_s32(c + y), AV1_ITX_PART(2896)));
}

/* @r is added to a row of a width that is a multiple of 8. */
static __always_inline void av1_itx_dc_row(u8 *row, int w, int16x8_t r, uint16x8_t max)
{
	u16 *d = (u16 *)row;
	int x;

	for (x = 0; x < w; x += 8)
		vst1q_u16(d + x, vminq_u16(vsqaddq_u16(vld1q_u16(d + x), r), max));
}

/* @r is added to all samples. */
static void av1_itx_dc_rows(u8 *d, ptrdiff_t stride, int w, int h, int r, int bd_max)
{
	const int16x8_t add = vdupq_n_s16(clamp(r, -bd_max, bd_max));
	const uint16x8_t max = vdupq_n_u16(bd_max);

	for (; h > 0; h--, d += stride) {
		if (w == 4)
			vst1_u16((u16 *)d, vmin_u16(vsqadd_u16(vld1_u16((u16 *)d),
							       vget_low_s16(add)),
						    vget_low_u16(max)));
		else if (w == 8)
			av1_itx_dc_row(d, 8, add, max);
		else if (w == 16)
			av1_itx_dc_row(d, 16, add, max);
		else if (w == 32)
			av1_itx_dc_row(d, 32, add, max);
		else
			av1_itx_dc_row(d, 64, add, max);
	}
}

/* Round2(x, n) */
static __always_inline int av1_itx_round2(int x, int n)
{
	return (x + ((1 << n) >> 1)) >> n;
}

/* With the first coefficient alone all steps but these hand it on unchanged. */
static void av1_itx_dc_add(u8 *dst, ptrdiff_t stride, int r, const struct av1_itx_shape *shape,
			   s32 col_max, int bd_max)
{
	if (shape->half)
		r = av1_itx_round2(r * 2896, 12);
	r = av1_itx_round2(av1_itx_round2(r * 2896, 12), shape->shift);
	r = clamp(r, -col_max - 1, col_max);
	r = av1_itx_round2(av1_itx_round2(r * 2896, 12), 4);
	av1_itx_dc_rows(dst, stride, 1 << shape->w_log2, 1 << shape->h_log2, r, bd_max);
}

/* End of the range of colClampRange bits (7.13.3) */
static __always_inline s32 av1_itx_col_max(int bd_max)
{
	return max(((bd_max + 1) << 5) - 1, S16_MAX);
}

static void av1_itx_2d_add(u8 *dst, ptrdiff_t stride, s32 *c, s32 *mid, int eob,
			   enum av1_tx_size size, enum av1_tx_type type, int bd_max)
{
	const struct av1_itx_shape *shape = &av1_itx_shapes[size];
	const struct av1_itx_pair *pair = &av1_itx_pairs[type];
	const int w_log2 = shape->w_log2, h_log2 = shape->h_log2;
	const int w = 1 << w_log2, h = 1 << h_log2, ch = min(h, 32);
	const s32 col_max = av1_itx_col_max(bd_max);
	struct av1_itx_step step;
	struct av1_itx_out out;
	unsigned int cols, rows;
	s32 *first = mid;
	u32 sum;

	if (type == AV1_TX_DCT_DCT && eob == 1) {
		av1_itx_dc_add(dst, stride, c[0], shape, col_max, bd_max);
		return;
	}

	av1_itx_extent(size, type, eob, &cols, &rows);
	if (shape->half)
		av1_itx_halve(c, ch, cols, rows);
	step = (struct av1_itx_step){
		.step = rows,
		.ch = ch,
		.cols = cols,
		.shift = vdupq_n_s32(-shape->shift),
		.row_max = ((bd_max + 1) << 7) - 1,
		.max = vdupq_n_s32(col_max),
	};
	if (pair->flip_row) {
		first += (w - 1) * rows;
		step.step = -step.step;
	}
	sum = vaddvq_s32(av1_itx_rows[pair->row][w_log2 - 2][ilog2(cols) - 2](first, c, rows,
									      &step));
	sum *= av1_itx_gains[pair->row][w_log2 - 2];
	out = (struct av1_itx_out){
		.stride = stride,
		.mid_h = rows,
		.small = av1_itx_is_small(sum >> shape->shift, col_max),
		.col_max = col_max,
		.max = vdup_n_u16(bd_max),
	};
	if (pair->flip_col) {
		dst += (h - 1) * stride;
		out.stride = -stride;
	}
	/* the identity leaves columns 0 that were 0; the coefficients are no longer needed */
	av1_itx_cols[pair->col][h_log2 - 2][ilog2(rows) - 2]
		(dst, mid, pair->row == AV1_ITX_IDENTITY ? cols : w, &out, c);
}

#define AV1_ITX_ADD(size, SIZE, type, TYPE)							\
static void av1_itx_##size##_##type##_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef,	\
						    void *scratch, int eob, int bd_max)		\
{												\
	av1_itx_2d_add(dst, stride, coef, scratch, eob, AV1_TX_##SIZE, AV1_TX_##TYPE,	\
		       bd_max);		\
}

AV1_ITX_ALL(AV1_ITX_ADD)

static void av1_itx_4x4_wht_wht_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef,
					       void *scratch, int eob, int bd_max)
{
	const uint16x4_t max = vdup_n_u16(bd_max);
	int16x4_t rows[4];
	const s32 *c = coef;
	u8 *row = dst;
	int y;

	av1_wht(rows, vld1q_s32(c), vld1q_s32(c + 4), vld1q_s32(c + 8), vld1q_s32(c + 12),
		av1_itx_col_max(bd_max));
#pragma GCC unroll 4
	for (y = 0; y < 4; y++, row += stride) {
		u16 *d = (u16 *)row;

		vst1_u16(d, vmin_u16(vsqadd_u16(vld1_u16(d), rows[y]), max));
	}
}

#define AV1_ITX_SLOT(size, SIZE, type, TYPE)							\
	[AV1_TX_##SIZE][AV1_TX_##TYPE] = av1_itx_##size##_##type##_add_neon_16bpc,

const struct av1_itx_dsp av1_itx_neon_16bpc = {
	.itx_add = {
		AV1_ITX_ALL(AV1_ITX_SLOT)
		[AV1_TX_4X4][AV1_TX_WHT_WHT] = av1_itx_4x4_wht_wht_add_neon_16bpc,
	},
};
