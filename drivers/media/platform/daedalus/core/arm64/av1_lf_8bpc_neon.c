// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 loop filter of edges in 8-bit samples with NEON (AV1 specification, 7.14.6).
 *
 * Up to 16 lines across an edge are done at a time: vectors are of samples that are as
 * far from the edge. Those of vertical edges are transposed before and after. @lines, 16,
 * 8 or 4, and @size are constants wherever a function is inlined; what is in the lanes
 * beyond @lines does not matter.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_lf.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

/* How many samples to each side have changed */
enum av1_lf_changed {
	AV1_LF_NONE = 0,
	AV1_LF_2 = 2,
	AV1_LF_3 = 3,
	AV1_LF_6_EACH = 6,
};

/**
 * struct av1_lf_lines - samples of 16 lines
 * @p: before the edge; p[0] is next to it
 * @q: behind it
 */
struct av1_lf_lines {
	uint8x16_t p[7];
	uint8x16_t q[7];
};

struct av1_lf_thresholds {
	uint8x16_t blimit;
	uint8x16_t limit;
	uint8x16_t thresh;
};

static __always_inline bool av1_lf_any(uint8x16_t mask, int lines)
{
	if (lines == 4)
		return vget_lane_u32(vreinterpret_u32_u8(vget_low_u8(mask)), 0);
	if (lines == 8)
		return vget_lane_u64(vreinterpret_u64_u8(vget_low_u8(mask)), 0);
	return vmaxvq_u32(vreinterpretq_u32_u8(mask));
}

/* |p - q| of both sides, the larger one */
static __always_inline uint8x16_t av1_lf_step(const struct av1_lf_lines *l, int a, int b)
{
	return vmaxq_u8(vabdq_u8(l->p[a], l->p[b]), vabdq_u8(l->q[a], l->q[b]));
}

/* filterMask of 7.14.6.2; @step is |p1 - p0| and |q1 - q0|. */
static __always_inline uint8x16_t av1_lf_mask(const struct av1_lf_lines *l, uint8x16_t step,
					      enum av1_lf_size size,
					      const struct av1_lf_thresholds *t)
{
	uint8x16_t edge = vabdq_u8(l->p[0], l->q[0]);
	uint8x16_t max = step;

	edge = vqaddq_u8(edge, edge);
	edge = vqaddq_u8(edge, vshrq_n_u8(vabdq_u8(l->p[1], l->q[1]), 1));
	if (size != AV1_LF_4)
		max = vmaxq_u8(max, av1_lf_step(l, 2, 1));
	if (size == AV1_LF_8 || size == AV1_LF_14)
		max = vmaxq_u8(max, av1_lf_step(l, 3, 2));
	return vandq_u8(vcleq_u8(max, t->limit), vcleq_u8(edge, t->blimit));
}

/*
 * Narrow filter process (7.14.6.3) where @mask is set. Differences of samples saturate,
 * which changes nothing: three of one that does are out of range whatever they are
 * added to.
 */
static __always_inline void av1_lf_narrow(uint8x16_t *p, uint8x16_t *q, uint8x16_t hev,
					  uint8x16_t mask)
{
	const uint8x16_t sign = vdupq_n_u8(128);
	const int8x16_t p0 = vreinterpretq_s8_u8(veorq_u8(p[0], sign));
	const int8x16_t q0 = vreinterpretq_s8_u8(veorq_u8(q[0], sign));
	const int8x16_t p1 = vreinterpretq_s8_u8(veorq_u8(p[1], sign));
	const int8x16_t q1 = vreinterpretq_s8_u8(veorq_u8(q[1], sign));
	const int8x16_t diff = vqsubq_s8(q0, p0);
	int8x16_t filter = vandq_s8(vqsubq_s8(p1, q1), vreinterpretq_s8_u8(hev));
	int8x16_t filter1, filter2;

	filter = vqaddq_s8(vqaddq_s8(vqaddq_s8(filter, diff), diff), diff);
	filter = vandq_s8(filter, vreinterpretq_s8_u8(mask));
	filter1 = vshrq_n_s8(vqaddq_s8(filter, vdupq_n_s8(4)), 3);
	filter2 = vshrq_n_s8(vqaddq_s8(filter, vdupq_n_s8(3)), 3);
	p[0] = vsqaddq_u8(p[0], filter2);
	q[0] = veorq_u8(vreinterpretq_u8_s8(vqsubq_s8(q0, filter1)), sign);
	filter = vbicq_s8(vrshrq_n_s8(filter1, 1), vreinterpretq_s8_u8(hev));
	p[1] = vsqaddq_u8(p[1], filter);
	q[1] = veorq_u8(vreinterpretq_u8_s8(vqsubq_s8(q1, filter)), sign);
}

/* Sums of samples, of lines 0..7 or 8..15 */
static __always_inline uint16x8_t av1_lf_pair(uint8x16_t a, uint8x16_t b, bool high)
{
	return high ? vaddl_high_u8(a, b) : vaddl_u8(vget_low_u8(a), vget_low_u8(b));
}

static __always_inline uint16x8_t av1_lf_plus(uint16x8_t sum, uint8x16_t a, uint8x16_t b,
					      bool high)
{
	return vaddq_u16(sum, av1_lf_pair(a, b, high));
}

/* A window that moves on: @in1 and @in2 come, @out1 and @out2 go */
static __always_inline uint16x8_t av1_lf_move(uint16x8_t sum, uint8x16_t in1, uint8x16_t out1,
					      uint8x16_t in2, uint8x16_t out2, bool high)
{
	if (high) {
		sum = vaddq_u16(sum, vsubl_high_u8(in1, out1));
		return vaddq_u16(sum, vsubl_high_u8(in2, out2));
	}
	sum = vaddq_u16(sum, vsubl_u8(vget_low_u8(in1), vget_low_u8(out1)));
	return vaddq_u16(sum, vsubl_u8(vget_low_u8(in2), vget_low_u8(out2)));
}

/* Wide filter process (7.14.6.4) of 6 samples, 3 bits: what is new in 8 lines */
static __always_inline void av1_lf_wide6_half(uint8x8_t *out, const uint8x16_t *p,
					      const uint8x16_t *q, bool high)
{
	uint16x8_t sum = av1_lf_pair(p[1], p[0], high);

	sum = vaddq_u16(vaddq_u16(sum, sum), av1_lf_pair(p[2], q[0], high));
	sum = av1_lf_plus(sum, p[2], p[2], high);
	out[0] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[0], p[2], q[1], p[2], high);
	out[1] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[1], p[2], q[2], p[1], high);
	out[2] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[2], p[1], q[2], p[0], high);
	out[3] = vrshrn_n_u16(sum, 3);
}

/* That of 8 samples */
static __always_inline void av1_lf_wide8_half(uint8x8_t *out, const uint8x16_t *p,
					      const uint8x16_t *q, bool high)
{
	uint16x8_t sum = av1_lf_pair(p[3], p[2], high);

	sum = vaddq_u16(vaddq_u16(sum, sum), av1_lf_pair(p[3], p[1], high));
	sum = av1_lf_plus(sum, p[0], q[0], high);
	out[0] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, p[1], p[3], q[1], p[2], high);
	out[1] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, p[0], p[3], q[2], p[1], high);
	out[2] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[0], p[3], q[3], p[0], high);
	out[3] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[1], p[2], q[3], q[0], high);
	out[4] = vrshrn_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[2], p[1], q[3], q[1], high);
	out[5] = vrshrn_n_u16(sum, 3);
}

/* That of 14 samples, 4 bits */
static __always_inline void av1_lf_wide14_half(uint8x8_t *out, const uint8x16_t *p,
					       const uint8x16_t *q, bool high)
{
	uint16x8_t sum = av1_lf_pair(p[6], p[6], high);

	/* 7 * p6 + 2 * p5 + 2 * p4 + p3 + p2 + p1 + p0 + q0 */
	sum = vaddq_u16(sum, av1_lf_pair(p[5], p[4], high));
	sum = vaddq_u16(vaddq_u16(sum, sum), av1_lf_pair(p[6], p[3], high));
	sum = av1_lf_plus(sum, p[2], p[1], high);
	sum = av1_lf_plus(sum, p[0], q[0], high);
	sum = av1_lf_plus(sum, p[6], p[6], high);
	out[0] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[3], p[6], q[1], p[6], high);
	out[1] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[2], p[6], q[2], p[5], high);
	out[2] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[1], p[6], q[3], p[4], high);
	out[3] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[0], p[6], q[4], p[3], high);
	out[4] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[0], p[6], q[5], p[2], high);
	out[5] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[1], p[6], q[6], p[1], high);
	out[6] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[2], p[5], q[6], p[0], high);
	out[7] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[3], p[4], q[6], q[0], high);
	out[8] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[4], p[3], q[6], q[1], high);
	out[9] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[5], p[2], q[6], q[2], high);
	out[10] = vrshrn_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[6], p[1], q[6], q[3], high);
	out[11] = vrshrn_n_u16(sum, 4);
}

/* Lines 0..7 and 8..15 of @n vectors */
static __always_inline void av1_lf_join(uint8x16_t *out, const uint8x8_t *low,
					const uint8x8_t *high, int n)
{
	int i;

#pragma GCC unroll 16
	for (i = 0; i < n; i++)
		out[i] = vcombine_u8(low[i], high[i]);
}

#define AV1_LF_WIDE(n, half)									\
static __always_inline void av1_lf_##half(uint8x16_t *out, const uint8x16_t *p,		\
					  const uint8x16_t *q, int lines)			\
{												\
	uint8x8_t low[n], high[n];								\
												\
	av1_lf_##half##_half(low, p, q, false);							\
	if (lines == 16)									\
		av1_lf_##half##_half(high, p, q, true);						\
	av1_lf_join(out, low, lines == 16 ? high : low, n);					\
}

AV1_LF_WIDE(4, wide6)
AV1_LF_WIDE(6, wide8)
AV1_LF_WIDE(12, wide14)

static __always_inline void av1_lf_select(uint8x16_t *to, uint8x16_t mask, uint8x16_t from)
{
	*to = vbslq_u8(mask, from, *to);
}

/* Puts the @n samples of each side, from the first one on, where @mask is set. */
static __always_inline void av1_lf_put(struct av1_lf_lines *l, const uint8x16_t *out, int n,
				       uint8x16_t mask)
{
	int i;

#pragma GCC unroll 8
	for (i = 0; i < n; i++) {
		av1_lf_select(&l->p[i], mask, out[n - 1 - i]);
		av1_lf_select(&l->q[i], mask, out[n + i]);
	}
}

/* flatMask2 of 7.14.6.2 where @flat is set */
static __always_inline uint8x16_t av1_lf_flat2(const struct av1_lf_lines *l, uint8x16_t flat)
{
	const uint8x16_t max = vmaxq_u8(vmaxq_u8(av1_lf_step(l, 4, 0), av1_lf_step(l, 5, 0)),
					av1_lf_step(l, 6, 0));

	return vandq_u8(vcleq_u8(max, vdupq_n_u8(1)), flat);
}

/* 7.14.6.1. Wide filters read what samples were before all. */
static __always_inline enum av1_lf_changed av1_lf_filter(struct av1_lf_lines *l, int lines,
							 enum av1_lf_size size,
							 const struct av1_lf_thresholds *t)
{
	const uint8x16_t step = av1_lf_step(l, 1, 0);
	const uint8x16_t mask = av1_lf_mask(l, step, size, t);
	const uint8x16_t hev = vcgtq_u8(step, t->thresh);
	uint8x16_t flat, flat2, wide[6], widest[12];
	struct av1_lf_lines was;
	bool any_wide, any_widest = false;

	if (!av1_lf_any(mask, lines))
		return AV1_LF_NONE;
	if (size == AV1_LF_4) {
		av1_lf_narrow(l->p, l->q, hev, mask);
		return AV1_LF_2;
	}
	flat = vmaxq_u8(step, av1_lf_step(l, 2, 0));
	if (size != AV1_LF_6)
		flat = vmaxq_u8(flat, av1_lf_step(l, 3, 0));
	flat = vandq_u8(vcleq_u8(flat, vdupq_n_u8(1)), mask);
	if (!av1_lf_any(flat, lines)) {
		av1_lf_narrow(l->p, l->q, hev, mask);
		return AV1_LF_2;
	}
	if (size == AV1_LF_6) {
		av1_lf_wide6(wide, l->p, l->q, lines);
		if (av1_lf_any(veorq_u8(flat, mask), lines))
			av1_lf_narrow(l->p, l->q, hev, mask);
		av1_lf_put(l, wide, 2, flat);
		return AV1_LF_2;
	}
	was = *l;
	any_wide = true;
	if (size == AV1_LF_14) {
		flat2 = av1_lf_flat2(l, flat);
		any_widest = av1_lf_any(flat2, lines);
		any_wide = av1_lf_any(veorq_u8(flat, flat2), lines);
	}
	if (av1_lf_any(veorq_u8(flat, mask), lines))
		av1_lf_narrow(l->p, l->q, hev, mask);
	if (any_wide) {
		av1_lf_wide8(wide, was.p, was.q, lines);
		av1_lf_put(l, wide, 3, flat);
	}
	if (size == AV1_LF_14 && any_widest) {
		av1_lf_wide14(widest, was.p, was.q, lines);
		av1_lf_put(l, widest, 6, flat2);
		return AV1_LF_6_EACH;
	}
	return AV1_LF_3;
}

static __always_inline uint8x16_t av1_lf_load(const u8 *s, int lines)
{
	u32 word;

	if (lines == 16)
		return vld1q_u8(s);
	if (lines == 8)
		return vcombine_u8(vld1_u8(s), vcreate_u8(0));
	memcpy(&word, s, sizeof(word));
	return vreinterpretq_u8_u32(vdupq_n_u32(word));
}

static __always_inline void av1_lf_store(u8 *d, uint8x16_t v, int lines)
{
	u32 word;

	if (lines == 16) {
		vst1q_u8(d, v);
	} else if (lines == 8) {
		vst1_u8(d, vget_low_u8(v));
	} else {
		word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);
		memcpy(d, &word, sizeof(word));
	}
}

/* Samples to each side that are read */
static __always_inline int av1_lf_reach(enum av1_lf_size size)
{
	return size == AV1_LF_4 ? 2 : size == AV1_LF_6 ? 3 : size == AV1_LF_8 ? 4 : 7;
}

static __always_inline void av1_lf_store_rows(u8 *pix, ptrdiff_t stride,
					      const struct av1_lf_lines *l, int first, int end,
					      int lines)
{
	int i;

#pragma GCC unroll 8
	for (i = first; i < end; i++) {
		av1_lf_store(pix - (i + 1) * stride, l->p[i], lines);
		av1_lf_store(pix + i * stride, l->q[i], lines);
	}
}

static __always_inline void av1_lf_hor(u8 *pix, ptrdiff_t stride, int lines,
				       enum av1_lf_size size, const struct av1_lf_thresholds *t)
{
	const int reach = av1_lf_reach(size);
	enum av1_lf_changed changed;
	struct av1_lf_lines l;
	int i;

#pragma GCC unroll 8
	for (i = 0; i < reach; i++) {
		l.p[i] = av1_lf_load(pix - (i + 1) * stride, lines);
		l.q[i] = av1_lf_load(pix + i * stride, lines);
	}
	changed = av1_lf_filter(&l, lines, size, t);
	if (changed == AV1_LF_NONE)
		return;
	av1_lf_store_rows(pix, stride, &l, 0, 2, lines);
	if (changed == AV1_LF_2)
		return;
	av1_lf_store_rows(pix, stride, &l, 2, 3, lines);
	if (changed == AV1_LF_3)
		return;
	av1_lf_store_rows(pix, stride, &l, 3, 6, lines);
}

static __always_inline void av1_lf_trn8(uint8x16_t *a, uint8x16_t *b)
{
	const uint8x16_t t = vtrn1q_u8(*a, *b);

	*b = vtrn2q_u8(*a, *b);
	*a = t;
}

static __always_inline void av1_lf_trn16(uint8x16_t *a, uint8x16_t *b)
{
	const uint16x8_t x = vreinterpretq_u16_u8(*a), y = vreinterpretq_u16_u8(*b);

	*a = vreinterpretq_u8_u16(vtrn1q_u16(x, y));
	*b = vreinterpretq_u8_u16(vtrn2q_u16(x, y));
}

static __always_inline void av1_lf_trn32(uint8x16_t *a, uint8x16_t *b)
{
	const uint32x4_t x = vreinterpretq_u32_u8(*a), y = vreinterpretq_u32_u8(*b);

	*a = vreinterpretq_u8_u32(vtrn1q_u32(x, y));
	*b = vreinterpretq_u8_u32(vtrn2q_u32(x, y));
}

/* 8 rows of 8 in both halves of 8 vectors; works both ways. */
static __always_inline void av1_lf_transpose8(uint8x16_t *r)
{
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 4; i++)
		av1_lf_trn32(&r[i], &r[i + 4]);
	av1_lf_trn16(&r[0], &r[2]);
	av1_lf_trn16(&r[1], &r[3]);
	av1_lf_trn16(&r[4], &r[6]);
	av1_lf_trn16(&r[5], &r[7]);
#pragma GCC unroll 8
	for (i = 0; i < 8; i += 2)
		av1_lf_trn8(&r[i], &r[i + 1]);
}

/* Rows @i and @i + 8 */
static __always_inline uint8x16_t av1_lf_load_rows(const u8 *s, ptrdiff_t stride, int i,
						   int lines)
{
	if (lines == 16)
		return vcombine_u8(vld1_u8(s + i * stride), vld1_u8(s + (i + 8) * stride));
	if (i < lines)
		return vcombine_u8(vld1_u8(s + i * stride), vcreate_u8(0));
	return vdupq_n_u8(0);
}

/* 8 columns, from @s on */
static __always_inline void av1_lf_load_columns(uint8x16_t *r, const u8 *s, ptrdiff_t stride,
						int lines)
{
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		r[i] = av1_lf_load_rows(s, stride, i, lines);
	av1_lf_transpose8(r);
}

static __always_inline void av1_lf_store_columns(u8 *d, ptrdiff_t stride, uint8x16_t *r,
						 int lines)
{
	int i;

	av1_lf_transpose8(r);
#pragma GCC unroll 8
	for (i = 0; i < 8 && i < lines; i++) {
		vst1_u8(d + i * stride, vget_low_u8(r[i]));
		if (lines == 16)
			vst1_u8(d + (i + 8) * stride, vget_high_u8(r[i]));
	}
}

/* The two columns on either side of the edge */
static __always_inline void av1_lf_store_narrow(u8 *pix, ptrdiff_t stride,
						const struct av1_lf_lines *l, int lines)
{
	const uint8x16_t a = vzip1q_u8(l->p[1], l->p[0]), b = vzip1q_u8(l->q[0], l->q[1]);
	const uint8x16_t c = vzip2q_u8(l->p[1], l->p[0]), d = vzip2q_u8(l->q[0], l->q[1]);
	const uint16x8_t ab[2] = { vreinterpretq_u16_u8(a), vreinterpretq_u16_u8(b) };
	const uint16x8_t cd[2] = { vreinterpretq_u16_u8(c), vreinterpretq_u16_u8(d) };
	uint32x4_t v[4];
	u32 words[4];
	int i;

	v[0] = vreinterpretq_u32_u16(vzip1q_u16(ab[0], ab[1]));
	v[1] = vreinterpretq_u32_u16(vzip2q_u16(ab[0], ab[1]));
	v[2] = vreinterpretq_u32_u16(vzip1q_u16(cd[0], cd[1]));
	v[3] = vreinterpretq_u32_u16(vzip2q_u16(cd[0], cd[1]));
	pix -= 2;
#pragma GCC unroll 8
	for (i = 0; i < lines / 4; i++) {
		words[0] = vgetq_lane_u32(v[i], 0);
		memcpy(pix, &words[0], sizeof(u32));
		words[1] = vgetq_lane_u32(v[i], 1);
		memcpy(pix + stride, &words[1], sizeof(u32));
		words[2] = vgetq_lane_u32(v[i], 2);
		memcpy(pix + 2 * stride, &words[2], sizeof(u32));
		words[3] = vgetq_lane_u32(v[i], 3);
		memcpy(pix + 3 * stride, &words[3], sizeof(u32));
		pix += 4 * stride;
	}
}

/* Filters that read up to 4 samples of each side. */
static __always_inline void av1_lf_vert8(u8 *pix, ptrdiff_t stride, int lines,
					 enum av1_lf_size size,
					 const struct av1_lf_thresholds *t)
{
	enum av1_lf_changed changed;
	struct av1_lf_lines l;
	uint8x16_t r[8];
	int i;

	av1_lf_load_columns(r, pix - 4, stride, lines);
#pragma GCC unroll 8
	for (i = 0; i < 4; i++) {
		l.p[i] = r[3 - i];
		l.q[i] = r[4 + i];
	}
	changed = av1_lf_filter(&l, lines, size, t);
	if (changed == AV1_LF_NONE)
		return;
	if (changed == AV1_LF_2) {
		av1_lf_store_narrow(pix, stride, &l, lines);
		return;
	}
#pragma GCC unroll 8
	for (i = 0; i < 4; i++) {
		r[3 - i] = l.p[i];
		r[4 + i] = l.q[i];
	}
	av1_lf_store_columns(pix - 4, stride, r, lines);
}

/* The same with 7; what is beyond them is written as it was read. */
static __always_inline void av1_lf_vert16(u8 *pix, ptrdiff_t stride, int lines,
					  const struct av1_lf_thresholds *t)
{
	enum av1_lf_changed changed;
	struct av1_lf_lines l;
	uint8x16_t r[8], s[8];
	int i;

	av1_lf_load_columns(r, pix - 8, stride, lines);
	av1_lf_load_columns(s, pix, stride, lines);
#pragma GCC unroll 8
	for (i = 0; i < 7; i++) {
		l.p[i] = r[7 - i];
		l.q[i] = s[i];
	}
	changed = av1_lf_filter(&l, lines, AV1_LF_14, t);
	if (changed == AV1_LF_NONE)
		return;
	if (changed == AV1_LF_2) {
		av1_lf_store_narrow(pix, stride, &l, lines);
		return;
	}
#pragma GCC unroll 8
	for (i = 0; i < 7; i++) {
		r[7 - i] = l.p[i];
		s[i] = l.q[i];
	}
	av1_lf_store_columns(pix - 8, stride, r, lines);
	av1_lf_store_columns(pix, stride, s, lines);
}

static __always_inline void av1_lf_lines(u8 *pix, ptrdiff_t stride, int lines,
					 enum av1_lf_size size, enum av1_edge edge,
					 const struct av1_lf_thresholds *t)
{
	if (edge == AV1_EDGE_HOR)
		av1_lf_hor(pix, stride, lines, size, t);
	else if (size == AV1_LF_14)
		av1_lf_vert16(pix, stride, lines, t);
	else
		av1_lf_vert8(pix, stride, lines, size, t);
}

static __always_inline void av1_lf_edge(u8 *pix, ptrdiff_t stride, int lines,
					enum av1_lf_size size, enum av1_edge edge, int blimit,
					int limit, int thresh)
{
	const ptrdiff_t along = edge == AV1_EDGE_HOR ? 1 : stride;
	const struct av1_lf_thresholds t = {
		.blimit = vdupq_n_u8(blimit),
		.limit = vdupq_n_u8(limit),
		.thresh = vdupq_n_u8(thresh),
	};

	for (; lines >= 16; lines -= 16, pix += 16 * along)
		av1_lf_lines(pix, stride, 16, size, edge, &t);
	if (lines & 8) {
		av1_lf_lines(pix, stride, 8, size, edge, &t);
		pix += 8 * along;
	}
	if (lines & 4)
		av1_lf_lines(pix, stride, 4, size, edge, &t);
}

#define AV1_LF(name, size, edge)								\
static void av1_##name##_neon_8bpc(void *pix, ptrdiff_t stride, int lines, int blimit,		\
				   int limit, int thresh, int bd_max)				\
{												\
	av1_lf_edge(pix, stride, lines, size, edge, blimit, limit, thresh);			\
}

AV1_LF(lf4_vert, AV1_LF_4, AV1_EDGE_VERT)
AV1_LF(lf4_hor, AV1_LF_4, AV1_EDGE_HOR)
AV1_LF(lf6_vert, AV1_LF_6, AV1_EDGE_VERT)
AV1_LF(lf6_hor, AV1_LF_6, AV1_EDGE_HOR)
AV1_LF(lf8_vert, AV1_LF_8, AV1_EDGE_VERT)
AV1_LF(lf8_hor, AV1_LF_8, AV1_EDGE_HOR)
AV1_LF(lf14_vert, AV1_LF_14, AV1_EDGE_VERT)
AV1_LF(lf14_hor, AV1_LF_14, AV1_EDGE_HOR)

const struct av1_lf_dsp av1_lf_neon_8bpc = {
	.lf = {
		[AV1_LF_4] = { av1_lf4_vert_neon_8bpc, av1_lf4_hor_neon_8bpc },
		[AV1_LF_6] = { av1_lf6_vert_neon_8bpc, av1_lf6_hor_neon_8bpc },
		[AV1_LF_8] = { av1_lf8_vert_neon_8bpc, av1_lf8_hor_neon_8bpc },
		[AV1_LF_14] = { av1_lf14_vert_neon_8bpc, av1_lf14_hor_neon_8bpc },
	},
};
