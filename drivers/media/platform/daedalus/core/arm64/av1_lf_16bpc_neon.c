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

#include "av1_transpose_tmpl.h"

/**
 * struct av1_lf_lines - samples of 8 lines
 * @p: before the edge; p[0] is next to it
 * @q: behind it
 */
struct av1_lf_lines {
	uint16x8_t p[8];
	uint16x8_t q[8];
};

/**
 * struct av1_lf_thresholds - limits, scaled to the depth
 * @blimit: across the edge, for any filter
 * @limit: between other neighbours
 * @thresh: next to the edge, for what is no high edge variance
 * @flat: from p0 or q0 on, for flat samples
 * @max: largest sample
 * @high: largest difference of the narrow filter
 * @low: smallest one
 */
struct av1_lf_thresholds {
	uint16x8_t blimit;
	uint16x8_t limit;
	uint16x8_t thresh;
	uint16x8_t flat;
	uint16x8_t max;
	int16x8_t high;
	int16x8_t low;
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

/* @p less @v, which is small, clipped */
static __always_inline uint16x8_t av1_lf_minus(uint16x8_t p, int16x8_t v,
					       const struct av1_lf_thresholds *t)
{
	return vminq_u16(vsqaddq_u16(p, vnegq_s16(v)), t->max);
}

static __always_inline uint16x8_t av1_lf_add(uint16x8_t p, int16x8_t v,
					     const struct av1_lf_thresholds *t)
{
	return vminq_u16(vsqaddq_u16(p, v), t->max);
}

/* Narrow filter process (7.14.6.3) where @mask is set */
static __always_inline void av1_lf_narrow(struct av1_lf_lines *l, uint16x8_t hev, uint16x8_t mask,
					  const struct av1_lf_thresholds *t)
{
	const uint16x8_t p0 = l->p[0], p1 = l->p[1], q0 = l->q[0], q1 = l->q[1];
	int16x8_t filter = vreinterpretq_s16_u16(vsubq_u16(p1, q1));
	int16x8_t filter1, filter2;

	filter = av1_lf_clip(filter, t->low, t->high);
	filter = vandq_s16(filter, vreinterpretq_s16_u16(hev));
	filter = vmlaq_s16(filter, vreinterpretq_s16_u16(vsubq_u16(q0, p0)), vdupq_n_s16(3));
	filter = av1_lf_clip(filter, t->low, t->high);
	filter = vandq_s16(filter, vreinterpretq_s16_u16(mask));
	filter1 = vshrq_n_s16(vminq_s16(vaddq_s16(filter, vdupq_n_s16(4)), t->high), 3);
	filter2 = vshrq_n_s16(vminq_s16(vaddq_s16(filter, vdupq_n_s16(3)), t->high), 3);
	l->p[0] = av1_lf_add(p0, filter2, t);
	l->q[0] = av1_lf_minus(q0, filter1, t);
	filter = vbicq_s16(vrshrq_n_s16(filter1, 1), vreinterpretq_s16_u16(hev));
	l->p[1] = av1_lf_add(p1, filter, t);
	l->q[1] = av1_lf_minus(q1, filter, t);
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

static __always_inline void av1_lf_select(uint16x8_t *to, uint16x8_t mask, uint16x8_t from)
{
	*to = vbslq_u16(mask, from, *to);
}

/*
 * Wide filter process (7.14.6.4) of 6 samples, 3 bits, where @mask is set, from samples as
 * they @were
 */
static __always_inline void av1_lf_wide6(struct av1_lf_lines *l, const struct av1_lf_lines *were,
					 uint16x8_t mask)
{
	const uint16x8_t p0 = were->p[0], p1 = were->p[1], p2 = were->p[2];
	const uint16x8_t q0 = were->q[0], q1 = were->q[1], q2 = were->q[2];
	uint16x8_t sum = vaddq_u16(p1, p0);

	sum = av1_lf_plus(vaddq_u16(sum, sum), p2, q0);
	sum = av1_lf_plus(sum, p2, p2);
	av1_lf_select(&l->p[1], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, q0, p2, q1, p2);
	av1_lf_select(&l->p[0], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, q1, p2, q2, p1);
	av1_lf_select(&l->q[0], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, q2, p1, q2, p0);
	av1_lf_select(&l->q[1], mask, vrshrq_n_u16(sum, 3));
}

/* That of 8 samples */
static __always_inline void av1_lf_wide8(struct av1_lf_lines *l, const struct av1_lf_lines *were,
					 uint16x8_t mask)
{
	const uint16x8_t p0 = were->p[0], p1 = were->p[1], p2 = were->p[2], p3 = were->p[3];
	const uint16x8_t q0 = were->q[0], q1 = were->q[1], q2 = were->q[2], q3 = were->q[3];
	uint16x8_t sum = vaddq_u16(p3, p2);

	sum = av1_lf_plus(vaddq_u16(sum, sum), p3, p1);
	sum = av1_lf_plus(sum, p0, q0);
	av1_lf_select(&l->p[2], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, p1, p3, q1, p2);
	av1_lf_select(&l->p[1], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, p0, p3, q2, p1);
	av1_lf_select(&l->p[0], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, q0, p3, q3, p0);
	av1_lf_select(&l->q[0], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, q1, p2, q3, q0);
	av1_lf_select(&l->q[1], mask, vrshrq_n_u16(sum, 3));
	sum = av1_lf_move(sum, q2, p1, q3, q1);
	av1_lf_select(&l->q[2], mask, vrshrq_n_u16(sum, 3));
}

/* That of 14 samples, 4 bits; 16 times a sample of 12 bits fits 16. */
static __always_inline void av1_lf_wide14(struct av1_lf_lines *l, const struct av1_lf_lines *were,
					  uint16x8_t mask)
{
	const uint16x8_t p0 = were->p[0], p1 = were->p[1], p2 = were->p[2], p3 = were->p[3];
	const uint16x8_t p4 = were->p[4], p5 = were->p[5], p6 = were->p[6];
	const uint16x8_t q0 = were->q[0], q1 = were->q[1], q2 = were->q[2], q3 = were->q[3];
	const uint16x8_t q4 = were->q[4], q5 = were->q[5], q6 = were->q[6];
	uint16x8_t sum = vaddq_u16(p6, p6);

	/* 7 * p6 + 2 * p5 + 2 * p4 + p3 + p2 + p1 + p0 + q0 */
	sum = av1_lf_plus(sum, p5, p4);
	sum = av1_lf_plus(vaddq_u16(sum, sum), p6, p3);
	sum = av1_lf_plus(sum, p2, p1);
	sum = av1_lf_plus(sum, p0, q0);
	sum = av1_lf_plus(sum, p6, p6);
	av1_lf_select(&l->p[5], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, p3, p6, q1, p6);
	av1_lf_select(&l->p[4], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, p2, p6, q2, p5);
	av1_lf_select(&l->p[3], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, p1, p6, q3, p4);
	av1_lf_select(&l->p[2], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, p0, p6, q4, p3);
	av1_lf_select(&l->p[1], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q0, p6, q5, p2);
	av1_lf_select(&l->p[0], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q1, p6, q6, p1);
	av1_lf_select(&l->q[0], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q2, p5, q6, p0);
	av1_lf_select(&l->q[1], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q3, p4, q6, q0);
	av1_lf_select(&l->q[2], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q4, p3, q6, q1);
	av1_lf_select(&l->q[3], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q5, p2, q6, q2);
	av1_lf_select(&l->q[4], mask, vrshrq_n_u16(sum, 4));
	sum = av1_lf_move(sum, q6, p1, q6, q3);
	av1_lf_select(&l->q[5], mask, vrshrq_n_u16(sum, 4));
}

/* flatMask2 of 7.14.6.2 where @flat is set */
static __always_inline uint16x8_t av1_lf_flat2(const struct av1_lf_lines *l, uint16x8_t flat,
					       const struct av1_lf_thresholds *t)
{
	const uint16x8_t max = vmaxq_u16(vmaxq_u16(av1_lf_step(l, 4, 0), av1_lf_step(l, 5, 0)),
					 av1_lf_step(l, 6, 0));

	return vandq_u16(vcleq_u16(max, t->flat), flat);
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

/* Row @i below and above the edge */
static __always_inline void av1_lf_load_rows(struct av1_lf_lines *l, u8 *pix, ptrdiff_t stride,
					     int i, int lines)
{
	l->p[i] = av1_lf_load(pix, stride, -i - 1, lines);
	l->q[i] = av1_lf_load(pix, stride, i, lines);
}

static __always_inline void av1_lf_store_rows(u8 *pix, ptrdiff_t stride,
					      const struct av1_lf_lines *l, int i, int lines)
{
	av1_lf_store(pix, stride, -i - 1, l->p[i], lines);
	av1_lf_store(pix, stride, i, l->q[i], lines);
}

static __always_inline uint16x8_t av1_lf_trn1(uint16x8_t a, uint16x8_t b)
{
	return vreinterpretq_u16_u32(vtrn1q_u32(vreinterpretq_u32_u16(a),
						vreinterpretq_u32_u16(b)));
}

static __always_inline uint16x8_t av1_lf_trn2(uint16x8_t a, uint16x8_t b)
{
	return vreinterpretq_u16_u32(vtrn2q_u32(vreinterpretq_u32_u16(a),
						vreinterpretq_u32_u16(b)));
}

/* The same with 4 lanes of 4 vectors, and the other 4 */
static __always_inline void av1_lf_transpose4(uint16x8_t *out, uint16x8_t r0, uint16x8_t r1,
					      uint16x8_t r2, uint16x8_t r3)
{
	const uint16x8_t a = vtrn1q_u16(r0, r1), b = vtrn2q_u16(r0, r1);
	const uint16x8_t c = vtrn1q_u16(r2, r3), d = vtrn2q_u16(r2, r3);

	out[0] = av1_lf_trn1(a, c);
	out[1] = av1_lf_trn1(b, d);
	out[2] = av1_lf_trn2(a, c);
	out[3] = av1_lf_trn2(b, d);
}

/* 4 samples of line @i and, if there are so many, line @i + 4 */
static __always_inline uint16x8_t av1_lf_load4(u8 *s, ptrdiff_t stride, int i, int lines)
{
	if (lines == 8)
		return vcombine_u16(vld1_u16(av1_lf_at(s, stride, i)),
				    vld1_u16(av1_lf_at(s, stride, i + 4)));
	return vcombine_u16(vld1_u16(av1_lf_at(s, stride, i)), vdup_n_u16(0));
}

/* 4 columns from @s on */
static __always_inline void av1_lf_load_columns4(uint16x8_t *c, u8 *s, ptrdiff_t stride, int lines)
{
	av1_lf_transpose4(c, av1_lf_load4(s, stride, 0, lines), av1_lf_load4(s, stride, 1, lines),
			  av1_lf_load4(s, stride, 2, lines), av1_lf_load4(s, stride, 3, lines));
}

static __always_inline void av1_lf_store4(u8 *d, ptrdiff_t stride, int i, uint16x8_t v, int lines)
{
	vst1_u16(av1_lf_at(d, stride, i), vget_low_u16(v));
	if (lines == 8)
		vst1_u16(av1_lf_at(d, stride, i + 4), vget_high_u16(v));
}

static __always_inline void av1_lf_store_columns4(u8 *d, ptrdiff_t stride, uint16x8_t c0,
						  uint16x8_t c1, uint16x8_t c2, uint16x8_t c3,
						  int lines)
{
	uint16x8_t r[4];

	av1_lf_transpose4(r, c0, c1, c2, c3);
	av1_lf_store4(d, stride, 0, r[0], lines);
	av1_lf_store4(d, stride, 1, r[1], lines);
	av1_lf_store4(d, stride, 2, r[2], lines);
	av1_lf_store4(d, stride, 3, r[3], lines);
}

/* 8 columns of 8 lines, the edge in their middle */
static __always_inline void av1_lf_load_columns8(struct av1_lf_lines *l, u8 *pix, ptrdiff_t stride)
{
	uint16x8_t r[8], c[8];

	pix -= 4 * sizeof(u16);
	r[0] = vld1q_u16(av1_lf_at(pix, stride, 0));
	r[1] = vld1q_u16(av1_lf_at(pix, stride, 1));
	r[2] = vld1q_u16(av1_lf_at(pix, stride, 2));
	r[3] = vld1q_u16(av1_lf_at(pix, stride, 3));
	r[4] = vld1q_u16(av1_lf_at(pix, stride, 4));
	r[5] = vld1q_u16(av1_lf_at(pix, stride, 5));
	r[6] = vld1q_u16(av1_lf_at(pix, stride, 6));
	r[7] = vld1q_u16(av1_lf_at(pix, stride, 7));
	av1_transpose8(c, r);
	l->p[3] = c[0];
	l->p[2] = c[1];
	l->p[1] = c[2];
	l->p[0] = c[3];
	l->q[0] = c[4];
	l->q[1] = c[5];
	l->q[2] = c[6];
	l->q[3] = c[7];
}

static __always_inline void av1_lf_store_columns8(u8 *pix, ptrdiff_t stride,
						  const struct av1_lf_lines *l)
{
	const uint16x8_t c[8] = {
		l->p[3], l->p[2], l->p[1], l->p[0], l->q[0], l->q[1], l->q[2], l->q[3],
	};
	uint16x8_t r[8];

	pix -= 4 * sizeof(u16);
	av1_transpose8(r, c);
	vst1q_u16(av1_lf_at(pix, stride, 0), r[0]);
	vst1q_u16(av1_lf_at(pix, stride, 1), r[1]);
	vst1q_u16(av1_lf_at(pix, stride, 2), r[2]);
	vst1q_u16(av1_lf_at(pix, stride, 3), r[3]);
	vst1q_u16(av1_lf_at(pix, stride, 4), r[4]);
	vst1q_u16(av1_lf_at(pix, stride, 5), r[5]);
	vst1q_u16(av1_lf_at(pix, stride, 6), r[6]);
	vst1q_u16(av1_lf_at(pix, stride, 7), r[7]);
}

/* The samples that the filters up to that of 8 look at */
static __always_inline void av1_lf_load_inner(struct av1_lf_lines *l, u8 *pix, ptrdiff_t stride,
					      int lines, enum av1_lf_size size, enum av1_edge edge)
{
	uint16x8_t c[4];

	if (edge == AV1_EDGE_HOR) {
		av1_lf_load_rows(l, pix, stride, 0, lines);
		av1_lf_load_rows(l, pix, stride, 1, lines);
		if (size != AV1_LF_4)
			av1_lf_load_rows(l, pix, stride, 2, lines);
		if (size == AV1_LF_8 || size == AV1_LF_14)
			av1_lf_load_rows(l, pix, stride, 3, lines);
	} else if (size == AV1_LF_4) {
		av1_lf_load_columns4(c, pix - 2 * sizeof(u16), stride, lines);
		l->p[1] = c[0];
		l->p[0] = c[1];
		l->q[0] = c[2];
		l->q[1] = c[3];
	} else if (lines == 8) {
		av1_lf_load_columns8(l, pix, stride);
	} else {
		av1_lf_load_columns4(c, pix - 4 * sizeof(u16), stride, lines);
		l->p[3] = c[0];
		l->p[2] = c[1];
		l->p[1] = c[2];
		l->p[0] = c[3];
		av1_lf_load_columns4(l->q, pix, stride, lines);
	}
}

/* The others; what is beyond them in a row is written as it was read. */
static __always_inline void av1_lf_load_outer(struct av1_lf_lines *l, u8 *pix, ptrdiff_t stride,
					      int lines, enum av1_edge edge)
{
	uint16x8_t c[4];

	if (edge == AV1_EDGE_HOR) {
		av1_lf_load_rows(l, pix, stride, 4, lines);
		av1_lf_load_rows(l, pix, stride, 5, lines);
		av1_lf_load_rows(l, pix, stride, 6, lines);
		return;
	}
	av1_lf_load_columns4(c, pix - 8 * sizeof(u16), stride, lines);
	l->p[7] = c[0];
	l->p[6] = c[1];
	l->p[5] = c[2];
	l->p[4] = c[3];
	av1_lf_load_columns4(l->q + 4, pix + 4 * sizeof(u16), stride, lines);
}

/* p1 to q1 */
static __always_inline void av1_lf_store_2(u8 *pix, ptrdiff_t stride, const struct av1_lf_lines *l,
					   int lines, enum av1_edge edge)
{
	if (edge == AV1_EDGE_HOR) {
		av1_lf_store_rows(pix, stride, l, 0, lines);
		av1_lf_store_rows(pix, stride, l, 1, lines);
	} else {
		av1_lf_store_columns4(pix - 2 * sizeof(u16), stride, l->p[1], l->p[0], l->q[0],
				      l->q[1], lines);
	}
}

/* p3 to q3, of which the outermost have not changed if @is_3 */
static __always_inline void av1_lf_store_4(u8 *pix, ptrdiff_t stride, const struct av1_lf_lines *l,
					   int lines, enum av1_edge edge, bool is_3)
{
	if (edge == AV1_EDGE_HOR) {
		av1_lf_store_2(pix, stride, l, lines, edge);
		av1_lf_store_rows(pix, stride, l, 2, lines);
		if (!is_3)
			av1_lf_store_rows(pix, stride, l, 3, lines);
	} else if (lines == 8) {
		av1_lf_store_columns8(pix, stride, l);
	} else {
		av1_lf_store_columns4(pix - 4 * sizeof(u16), stride, l->p[3], l->p[2], l->p[1],
				      l->p[0], lines);
		av1_lf_store_columns4(pix, stride, l->q[0], l->q[1], l->q[2], l->q[3], lines);
	}
}

/* p5 to q5 */
static __always_inline void av1_lf_store_6(u8 *pix, ptrdiff_t stride, const struct av1_lf_lines *l,
					   int lines, enum av1_edge edge)
{
	av1_lf_store_4(pix, stride, l, lines, edge, false);
	if (edge == AV1_EDGE_HOR) {
		av1_lf_store_rows(pix, stride, l, 4, lines);
		av1_lf_store_rows(pix, stride, l, 5, lines);
	} else {
		av1_lf_store_columns4(pix - 8 * sizeof(u16), stride, l->p[7], l->p[6], l->p[5],
				      l->p[4], lines);
		av1_lf_store_columns4(pix + 4 * sizeof(u16), stride, l->q[4], l->q[5], l->q[6],
				      l->q[7], lines);
	}
}

/* 7.14.6.1 where @flat is set somewhere */
static __always_inline void av1_lf_flat_lines(struct av1_lf_lines *l, u8 *pix, ptrdiff_t stride,
					      int lines, enum av1_lf_size size,
					      enum av1_edge edge, uint16x8_t hev,
					      uint16x8_t mask, uint16x8_t flat,
					      const struct av1_lf_thresholds *t)
{
	const bool narrow = av1_lf_any(veorq_u16(flat, mask), lines);
	uint16x8_t flat2 = vdupq_n_u16(0);
	bool wide = true, widest = false;
	struct av1_lf_lines were;

	if (size == AV1_LF_14) {
		av1_lf_load_outer(l, pix, stride, lines, edge);
		flat2 = av1_lf_flat2(l, flat, t);
		widest = av1_lf_any(flat2, lines);
		wide = av1_lf_any(veorq_u16(flat, flat2), lines);
	}
	were = *l;
	if (narrow)
		av1_lf_narrow(l, hev, mask, t);
	if (size == AV1_LF_6) {
		av1_lf_wide6(l, &were, flat);
		av1_lf_store_2(pix, stride, l, lines, edge);
		return;
	}
	if (wide)
		av1_lf_wide8(l, &were, flat);
	if (size != AV1_LF_14 || !widest) {
		av1_lf_store_4(pix, stride, l, lines, edge, true);
		return;
	}
	av1_lf_wide14(l, &were, flat2);
	av1_lf_store_6(pix, stride, l, lines, edge);
}

/* The same of any lines; few are all flat, and only these need the outer samples. */
static __always_inline void av1_lf_lines(u8 *pix, ptrdiff_t stride, int lines,
					 enum av1_lf_size size, enum av1_edge edge,
					 const struct av1_lf_thresholds *t)
{
	uint16x8_t step, mask, hev, flat;
	struct av1_lf_lines l;

	av1_lf_load_inner(&l, pix, stride, lines, size, edge);
	step = av1_lf_step(&l, 1, 0);
	mask = av1_lf_mask(&l, step, size, t);
	if (!av1_lf_any(mask, lines))
		return;
	hev = vcgtq_u16(step, t->thresh);
	if (size != AV1_LF_4) {
		flat = vmaxq_u16(step, av1_lf_step(&l, 2, 0));
		if (size != AV1_LF_6)
			flat = vmaxq_u16(flat, av1_lf_step(&l, 3, 0));
		flat = vandq_u16(vcleq_u16(flat, t->flat), mask);
		if (av1_lf_any(flat, lines)) {
			av1_lf_flat_lines(&l, pix, stride, lines, size, edge, hev, mask, flat, t);
			return;
		}
	}
	av1_lf_narrow(&l, hev, mask, t);
	av1_lf_store_2(pix, stride, &l, lines, edge);
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
		.max = vdupq_n_u16(bd_max),
		.high = vdupq_n_s16(bd_max >> 1),
		.low = vdupq_n_s16(~(bd_max >> 1)),
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
