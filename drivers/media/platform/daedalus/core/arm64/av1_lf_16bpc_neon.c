// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 loop filter of edges in samples of 10 and 12 bits with NEON (AV1 specification,
 * 7.14.6).
 *
 * As with 8 bits, but 8 lines across an edge are done at a time: vectors are of samples
 * that are as far from the edge, and those of vertical edges are transposed before and
 * after. @lines, 8 or 4, and @size are constants wherever a function is inlined; what is in
 * the lanes beyond @lines does not matter.
 */
#include <linux/compiler.h>

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
 * struct av1_lf_lines - samples of 8 lines
 * @p: before the edge; p[0] is next to it
 * @q: behind it
 */
struct av1_lf_lines {
	uint16x8_t p[7];
	uint16x8_t q[7];
};

/**
 * struct av1_lf_thresholds - limits, scaled to the depth
 * @blimit: across the edge, for any filter
 * @limit: between other neighbours
 * @thresh: next to the edge, for what is no high edge variance
 * @flat: from p0 or q0 on, for flat samples
 * @max: largest sample
 * @high: largest difference of the narrow filter
 */
struct av1_lf_thresholds {
	uint16x8_t blimit;
	uint16x8_t limit;
	uint16x8_t thresh;
	uint16x8_t flat;
	int16x8_t max;
	int16x8_t high;
};

static __always_inline bool av1_lf_any(uint16x8_t mask, int lines)
{
	if (lines == 4)
		return vget_lane_u64(vreinterpret_u64_u16(vget_low_u16(mask)), 0);
	return vmaxvq_u32(vreinterpretq_u32_u16(mask));
}

/* |p - q| of both sides, the larger one */
static __always_inline uint16x8_t av1_lf_step(const struct av1_lf_lines *l, int a, int b)
{
	return vmaxq_u16(vabdq_u16(l->p[a], l->p[b]), vabdq_u16(l->q[a], l->q[b]));
}

/* filterMask of 7.14.6.2; @step is |p1 - p0| and |q1 - q0|. */
static __always_inline uint16x8_t av1_lf_mask(const struct av1_lf_lines *l, uint16x8_t step,
					      enum av1_lf_size size,
					      const struct av1_lf_thresholds *t)
{
	uint16x8_t edge = vabdq_u16(l->p[0], l->q[0]);
	uint16x8_t max = step;

	edge = vaddq_u16(edge, edge);
	edge = vsraq_n_u16(edge, vabdq_u16(l->p[1], l->q[1]), 1);
	if (size != AV1_LF_4)
		max = vmaxq_u16(max, av1_lf_step(l, 2, 1));
	if (size == AV1_LF_8 || size == AV1_LF_14)
		max = vmaxq_u16(max, av1_lf_step(l, 3, 2));
	return vandq_u16(vcleq_u16(max, t->limit), vcleq_u16(edge, t->blimit));
}

static __always_inline int16x8_t av1_lf_clip(int16x8_t v, int16x8_t low, int16x8_t high)
{
	return vminq_s16(vmaxq_s16(v, low), high);
}

static __always_inline uint16x8_t av1_lf_sample(int16x8_t v, const struct av1_lf_thresholds *t)
{
	return vreinterpretq_u16_s16(av1_lf_clip(v, vdupq_n_s16(0), t->max));
}

/* Narrow filter process (7.14.6.3) where @mask is set */
static __always_inline void av1_lf_narrow(uint16x8_t *p, uint16x8_t *q, uint16x8_t hev,
					  uint16x8_t mask, const struct av1_lf_thresholds *t)
{
	const int16x8_t p0 = vreinterpretq_s16_u16(p[0]), p1 = vreinterpretq_s16_u16(p[1]);
	const int16x8_t q0 = vreinterpretq_s16_u16(q[0]), q1 = vreinterpretq_s16_u16(q[1]);
	const int16x8_t low = vmvnq_s16(t->high);
	int16x8_t filter = av1_lf_clip(vsubq_s16(p1, q1), low, t->high);
	int16x8_t filter1, filter2;

	filter = vandq_s16(filter, vreinterpretq_s16_u16(hev));
	filter = vmlaq_n_s16(filter, vsubq_s16(q0, p0), 3);
	filter = av1_lf_clip(filter, low, t->high);
	filter = vandq_s16(filter, vreinterpretq_s16_u16(mask));
	filter1 = vshrq_n_s16(vminq_s16(vaddq_s16(filter, vdupq_n_s16(4)), t->high), 3);
	filter2 = vshrq_n_s16(vminq_s16(vaddq_s16(filter, vdupq_n_s16(3)), t->high), 3);
	p[0] = av1_lf_sample(vaddq_s16(p0, filter2), t);
	q[0] = av1_lf_sample(vsubq_s16(q0, filter1), t);
	filter = vbicq_s16(vrshrq_n_s16(filter1, 1), vreinterpretq_s16_u16(hev));
	p[1] = av1_lf_sample(vaddq_s16(p1, filter), t);
	q[1] = av1_lf_sample(vsubq_s16(q1, filter), t);
}

static __always_inline uint16x8_t av1_lf_plus(uint16x8_t sum, uint16x8_t a, uint16x8_t b)
{
	return vaddq_u16(vaddq_u16(sum, a), b);
}

/* A window that moves on: @in1 and @in2 come, @out1 and @out2 go */
static __always_inline uint16x8_t av1_lf_move(uint16x8_t sum, uint16x8_t in1, uint16x8_t out1,
					      uint16x8_t in2, uint16x8_t out2)
{
	return vaddq_u16(vaddq_u16(sum, vsubq_u16(in1, out1)), vsubq_u16(in2, out2));
}

/* Wide filter process (7.14.6.4) of 6 samples, 3 bits: what is new */
static __always_inline void av1_lf_wide6(uint16x8_t *out, const uint16x8_t *p, const uint16x8_t *q)
{
	uint16x8_t sum = vaddq_u16(p[1], p[0]);

	sum = av1_lf_plus(vaddq_u16(sum, sum), p[2], q[0]);
	sum = av1_lf_plus(sum, p[2], p[2]);
	out[0] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[0], p[2], q[1], p[2]);
	out[1] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[1], p[2], q[2], p[1]);
	out[2] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[2], p[1], q[2], p[0]);
	out[3] = vrshrq_n_u16(sum, 3);
}

/* That of 8 samples */
static __always_inline void av1_lf_wide8(uint16x8_t *out, const uint16x8_t *p, const uint16x8_t *q)
{
	uint16x8_t sum = vaddq_u16(p[3], p[2]);

	sum = av1_lf_plus(vaddq_u16(sum, sum), p[3], p[1]);
	sum = av1_lf_plus(sum, p[0], q[0]);
	out[0] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, p[1], p[3], q[1], p[2]);
	out[1] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, p[0], p[3], q[2], p[1]);
	out[2] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[0], p[3], q[3], p[0]);
	out[3] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[1], p[2], q[3], q[0]);
	out[4] = vrshrq_n_u16(sum, 3);
	sum = av1_lf_move(sum, q[2], p[1], q[3], q[1]);
	out[5] = vrshrq_n_u16(sum, 3);
}

/* That of 14 samples, 4 bits; 16 times a sample of 12 bits fits 16. */
static __always_inline void av1_lf_wide14(uint16x8_t *out, const uint16x8_t *p,
					  const uint16x8_t *q)
{
	uint16x8_t sum = vaddq_u16(p[6], p[6]);

	/* 7 * p6 + 2 * p5 + 2 * p4 + p3 + p2 + p1 + p0 + q0 */
	sum = av1_lf_plus(sum, p[5], p[4]);
	sum = av1_lf_plus(vaddq_u16(sum, sum), p[6], p[3]);
	sum = av1_lf_plus(sum, p[2], p[1]);
	sum = av1_lf_plus(sum, p[0], q[0]);
	sum = av1_lf_plus(sum, p[6], p[6]);
	out[0] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[3], p[6], q[1], p[6]);
	out[1] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[2], p[6], q[2], p[5]);
	out[2] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[1], p[6], q[3], p[4]);
	out[3] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, p[0], p[6], q[4], p[3]);
	out[4] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[0], p[6], q[5], p[2]);
	out[5] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[1], p[6], q[6], p[1]);
	out[6] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[2], p[5], q[6], p[0]);
	out[7] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[3], p[4], q[6], q[0]);
	out[8] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[4], p[3], q[6], q[1]);
	out[9] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[5], p[2], q[6], q[2]);
	out[10] = vrshrq_n_u16(sum, 4);
	sum = av1_lf_move(sum, q[6], p[1], q[6], q[3]);
	out[11] = vrshrq_n_u16(sum, 4);
}

static __always_inline void av1_lf_select(uint16x8_t *to, uint16x8_t mask, uint16x8_t from)
{
	*to = vbslq_u16(mask, from, *to);
}

/* Puts the @n samples of each side, from the first one on, where @mask is set. */
static __always_inline void av1_lf_put(struct av1_lf_lines *l, const uint16x8_t *out, int n,
				       uint16x8_t mask)
{
	int i;

	for (i = 0; i < n; i++) {
		av1_lf_select(&l->p[i], mask, out[n - 1 - i]);
		av1_lf_select(&l->q[i], mask, out[n + i]);
	}
}

/* flatMask2 of 7.14.6.2 where @flat is set */
static __always_inline uint16x8_t av1_lf_flat2(const struct av1_lf_lines *l, uint16x8_t flat,
					       const struct av1_lf_thresholds *t)
{
	const uint16x8_t max = vmaxq_u16(vmaxq_u16(av1_lf_step(l, 4, 0), av1_lf_step(l, 5, 0)),
					 av1_lf_step(l, 6, 0));

	return vandq_u16(vcleq_u16(max, t->flat), flat);
}

/* 7.14.6.1. Wide filters read what samples were before all. */
static __always_inline enum av1_lf_changed av1_lf_filter(struct av1_lf_lines *l, int lines,
							 enum av1_lf_size size,
							 const struct av1_lf_thresholds *t)
{
	const uint16x8_t step = av1_lf_step(l, 1, 0);
	const uint16x8_t mask = av1_lf_mask(l, step, size, t);
	const uint16x8_t hev = vcgtq_u16(step, t->thresh);
	uint16x8_t flat, flat2, wide[6], widest[12];
	struct av1_lf_lines was;
	bool any_wide, any_widest = false;

	if (!av1_lf_any(mask, lines))
		return AV1_LF_NONE;
	if (size == AV1_LF_4) {
		av1_lf_narrow(l->p, l->q, hev, mask, t);
		return AV1_LF_2;
	}
	flat = vmaxq_u16(step, av1_lf_step(l, 2, 0));
	if (size != AV1_LF_6)
		flat = vmaxq_u16(flat, av1_lf_step(l, 3, 0));
	flat = vandq_u16(vcleq_u16(flat, t->flat), mask);
	if (!av1_lf_any(flat, lines)) {
		av1_lf_narrow(l->p, l->q, hev, mask, t);
		return AV1_LF_2;
	}
	if (size == AV1_LF_6) {
		av1_lf_wide6(wide, l->p, l->q);
		if (av1_lf_any(veorq_u16(flat, mask), lines))
			av1_lf_narrow(l->p, l->q, hev, mask, t);
		av1_lf_put(l, wide, 2, flat);
		return AV1_LF_2;
	}
	was = *l;
	any_wide = true;
	if (size == AV1_LF_14) {
		flat2 = av1_lf_flat2(l, flat, t);
		any_widest = av1_lf_any(flat2, lines);
		any_wide = av1_lf_any(veorq_u16(flat, flat2), lines);
	}
	if (av1_lf_any(veorq_u16(flat, mask), lines))
		av1_lf_narrow(l->p, l->q, hev, mask, t);
	if (any_wide) {
		av1_lf_wide8(wide, was.p, was.q);
		av1_lf_put(l, wide, 3, flat);
	}
	if (size == AV1_LF_14 && any_widest) {
		av1_lf_wide14(widest, was.p, was.q);
		av1_lf_put(l, widest, 6, flat2);
		return AV1_LF_6_EACH;
	}
	return AV1_LF_3;
}

/* Samples @i rows below @s */
static __always_inline u16 *av1_lf_at(u8 *s, ptrdiff_t stride, int i)
{
	return (u16 *)(s + i * stride);
}

static __always_inline uint16x8_t av1_lf_load(u8 *s, ptrdiff_t stride, int i, int lines)
{
	if (lines == 8)
		return vld1q_u16(av1_lf_at(s, stride, i));
	return vcombine_u16(vld1_u16(av1_lf_at(s, stride, i)), vdup_n_u16(0));
}

static __always_inline void av1_lf_store(u8 *d, ptrdiff_t stride, int i, uint16x8_t v, int lines)
{
	if (lines == 8)
		vst1q_u16(av1_lf_at(d, stride, i), v);
	else
		vst1_u16(av1_lf_at(d, stride, i), vget_low_u16(v));
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

	for (i = first; i < end; i++) {
		av1_lf_store(pix, stride, -i - 1, l->p[i], lines);
		av1_lf_store(pix, stride, i, l->q[i], lines);
	}
}

static __always_inline void av1_lf_hor(u8 *pix, ptrdiff_t stride, int lines,
				       enum av1_lf_size size, const struct av1_lf_thresholds *t)
{
	const int reach = av1_lf_reach(size);
	enum av1_lf_changed changed;
	struct av1_lf_lines l;
	int i;

	for (i = 0; i < reach; i++) {
		l.p[i] = av1_lf_load(pix, stride, -i - 1, lines);
		l.q[i] = av1_lf_load(pix, stride, i, lines);
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

static __always_inline void av1_lf_zip(uint16x8_t *out, const uint16x8_t *in)
{
	int i;

	for (i = 0; i < 4; i++) {
		out[2 * i] = vzip1q_u16(in[i], in[i + 4]);
		out[2 * i + 1] = vzip2q_u16(in[i], in[i + 4]);
	}
}

/* 8 rows of 8; works both ways. */
static __always_inline void av1_lf_transpose8(uint16x8_t *r)
{
	uint16x8_t t[8];
	int i;

	av1_lf_zip(t, r);
	av1_lf_zip(r, t);
	av1_lf_zip(t, r);
	for (i = 0; i < 8; i++)
		r[i] = t[i];
}

/* 8 columns, from @s on */
static __always_inline void av1_lf_load_columns(uint16x8_t *r, u8 *s, ptrdiff_t stride, int lines)
{
	int i;

	for (i = 0; i < 8; i++)
		r[i] = i < lines ? vld1q_u16(av1_lf_at(s, stride, i)) : vdupq_n_u16(0);
	av1_lf_transpose8(r);
}

static __always_inline void av1_lf_store_columns(u8 *d, ptrdiff_t stride, uint16x8_t *r, int lines)
{
	int i;

	av1_lf_transpose8(r);
	for (i = 0; i < lines; i++)
		vst1q_u16(av1_lf_at(d, stride, i), r[i]);
}

/* Two lines of the two columns on either side of the edge */
static __always_inline void av1_lf_store_pair(u8 *d, ptrdiff_t stride, uint32x4_t v)
{
	vst1_u16(av1_lf_at(d, stride, 0), vreinterpret_u16_u32(vget_low_u32(v)));
	vst1_u16(av1_lf_at(d, stride, 1), vreinterpret_u16_u32(vget_high_u32(v)));
}

static __always_inline void av1_lf_store_narrow(u8 *pix, ptrdiff_t stride,
						const struct av1_lf_lines *l, int lines)
{
	uint32x4_t p = vreinterpretq_u32_u16(vzip1q_u16(l->p[1], l->p[0]));
	uint32x4_t q = vreinterpretq_u32_u16(vzip1q_u16(l->q[0], l->q[1]));

	pix -= 2 * sizeof(u16);
	av1_lf_store_pair(pix, stride, vzip1q_u32(p, q));
	av1_lf_store_pair(pix + 2 * stride, stride, vzip2q_u32(p, q));
	if (lines == 4)
		return;
	pix += 4 * stride;
	p = vreinterpretq_u32_u16(vzip2q_u16(l->p[1], l->p[0]));
	q = vreinterpretq_u32_u16(vzip2q_u16(l->q[0], l->q[1]));
	av1_lf_store_pair(pix, stride, vzip1q_u32(p, q));
	av1_lf_store_pair(pix + 2 * stride, stride, vzip2q_u32(p, q));
}

/* Filters that read up to 4 samples of each side. */
static __always_inline void av1_lf_vert8(u8 *pix, ptrdiff_t stride, int lines,
					 enum av1_lf_size size,
					 const struct av1_lf_thresholds *t)
{
	enum av1_lf_changed changed;
	struct av1_lf_lines l;
	uint16x8_t r[8];
	int i;

	av1_lf_load_columns(r, pix - 4 * sizeof(u16), stride, lines);
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
	for (i = 0; i < 4; i++) {
		r[3 - i] = l.p[i];
		r[4 + i] = l.q[i];
	}
	av1_lf_store_columns(pix - 4 * sizeof(u16), stride, r, lines);
}

/* The same with 7; what is beyond them is written as it was read. */
static __always_inline void av1_lf_vert16(u8 *pix, ptrdiff_t stride, int lines,
					  const struct av1_lf_thresholds *t)
{
	enum av1_lf_changed changed;
	struct av1_lf_lines l;
	uint16x8_t r[8], s[8];
	int i;

	av1_lf_load_columns(r, pix - 8 * sizeof(u16), stride, lines);
	av1_lf_load_columns(s, pix, stride, lines);
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
	for (i = 0; i < 7; i++) {
		r[7 - i] = l.p[i];
		s[i] = l.q[i];
	}
	av1_lf_store_columns(pix - 8 * sizeof(u16), stride, r, lines);
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
					int limit, int thresh, int bd_max)
{
	const ptrdiff_t along = edge == AV1_EDGE_HOR ? (ptrdiff_t)sizeof(u16) : stride;
	const int unit = (bd_max + 1) >> 8;
	const struct av1_lf_thresholds t = {
		.blimit = vdupq_n_u16(blimit * unit),
		.limit = vdupq_n_u16(limit * unit),
		.thresh = vdupq_n_u16(thresh * unit),
		.flat = vdupq_n_u16(unit),
		.max = vdupq_n_s16(bd_max),
		.high = vdupq_n_s16(bd_max >> 1),
	};

	for (; lines >= 8; lines -= 8, pix += 8 * along)
		av1_lf_lines(pix, stride, 8, size, edge, &t);
	if (lines & 4)
		av1_lf_lines(pix, stride, 4, size, edge, &t);
}

#define AV1_LF(name, size, edge)								\
static void av1_##name##_neon_16bpc(void *pix, ptrdiff_t stride, int lines, int blimit,	\
				    int limit, int thresh, int bd_max)				\
{												\
	av1_lf_edge(pix, stride, lines, size, edge, blimit, limit, thresh, bd_max);		\
}

AV1_LF(lf4_vert, AV1_LF_4, AV1_EDGE_VERT)
AV1_LF(lf4_hor, AV1_LF_4, AV1_EDGE_HOR)
AV1_LF(lf6_vert, AV1_LF_6, AV1_EDGE_VERT)
AV1_LF(lf6_hor, AV1_LF_6, AV1_EDGE_HOR)
AV1_LF(lf8_vert, AV1_LF_8, AV1_EDGE_VERT)
AV1_LF(lf8_hor, AV1_LF_8, AV1_EDGE_HOR)
AV1_LF(lf14_vert, AV1_LF_14, AV1_EDGE_VERT)
AV1_LF(lf14_hor, AV1_LF_14, AV1_EDGE_HOR)

const struct av1_lf_dsp av1_lf_neon_16bpc = {
	.lf = {
		[AV1_LF_4] = { av1_lf4_vert_neon_16bpc, av1_lf4_hor_neon_16bpc },
		[AV1_LF_6] = { av1_lf6_vert_neon_16bpc, av1_lf6_hor_neon_16bpc },
		[AV1_LF_8] = { av1_lf8_vert_neon_16bpc, av1_lf8_hor_neon_16bpc },
		[AV1_LF_14] = { av1_lf14_vert_neon_16bpc, av1_lf14_hor_neon_16bpc },
	},
};
