// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 CDEF of a block of 8-bit samples with NEON: direction search and filter (AV1
 * specification, 7.15.2 and 7.15.3).
 */
#include <linux/compiler.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_cdef.h"
#include "../av1/av1_cdef_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

/* Lanes of @v moved up by @n: those that stay in 8 lanes, and those that leave them */
#define AV1_CDEF_UP(v, n)	vextq_s16(vdupq_n_s16(0), v, 8 - (n))
#define AV1_CDEF_OUT(v, n)	vextq_s16(v, vdupq_n_s16(0), 8 - (n))

/* partial of 7.15.2 in one direction: 15 sums at most, of -1024..1016 */
struct av1_cdef_partial {
	int16x8_t lo;
	int16x8_t hi;
};

/* 840 by the number of samples of each sum; 0 where there is none */
static const s32 av1_cdef_weight_diagonal[16] = {
	840, 420, 280, 210, 168, 140, 120, 105, 120, 140, 168, 210, 280, 420, 840, 0,
};

static const s32 av1_cdef_weight_odd[12] = {
	420, 210, 140, 105, 105, 105, 105, 105, 140, 210, 420, 0,
};

/* Each vector is moved up by one more than the one before. */
static __always_inline struct av1_cdef_partial av1_cdef_skew4(int16x8_t a, int16x8_t b,
							      int16x8_t c, int16x8_t d)
{
	return (struct av1_cdef_partial){
		.lo = vaddq_s16(vaddq_s16(a, AV1_CDEF_UP(b, 1)),
				vaddq_s16(AV1_CDEF_UP(c, 2), AV1_CDEF_UP(d, 3))),
		.hi = vaddq_s16(vaddq_s16(AV1_CDEF_OUT(b, 1), AV1_CDEF_OUT(c, 2)),
				AV1_CDEF_OUT(d, 3)),
	};
}

/* The same with 8, the second four of which are together moved up by 4 */
static __always_inline struct av1_cdef_partial av1_cdef_skew8(const int16x8_t *r, int first,
							      int step)
{
	const struct av1_cdef_partial a = av1_cdef_skew4(r[first], r[first + step],
							 r[first + 2 * step],
							 r[first + 3 * step]);
	const struct av1_cdef_partial b = av1_cdef_skew4(r[first + 4 * step],
							 r[first + 5 * step],
							 r[first + 6 * step],
							 r[first + 7 * step]);

	return (struct av1_cdef_partial){
		.lo = vaddq_s16(a.lo, AV1_CDEF_UP(b.lo, 4)),
		.hi = vaddq_s16(a.hi, vextq_s16(b.lo, b.hi, 4)),
	};
}

static __always_inline int32x4_t av1_cdef_cost_straight(int16x8_t sums)
{
	const int32x4_t squares = vmull_s16(vget_low_s16(sums), vget_low_s16(sums));

	return vmulq_n_s32(vmlal_high_s16(squares, sums, sums), 105);
}

static __always_inline int32x4_t av1_cdef_cost_odd(struct av1_cdef_partial p)
{
	int32x4_t cost = vmulq_s32(vmull_s16(vget_low_s16(p.lo), vget_low_s16(p.lo)),
				   vld1q_s32(av1_cdef_weight_odd));

	cost = vmlaq_s32(cost, vmull_high_s16(p.lo, p.lo), vld1q_s32(av1_cdef_weight_odd + 4));
	return vmlaq_s32(cost, vmull_s16(vget_low_s16(p.hi), vget_low_s16(p.hi)),
			 vld1q_s32(av1_cdef_weight_odd + 8));
}

static __always_inline int32x4_t av1_cdef_cost_diagonal(struct av1_cdef_partial p)
{
	int32x4_t cost = vmulq_s32(vmull_s16(vget_low_s16(p.lo), vget_low_s16(p.lo)),
				   vld1q_s32(av1_cdef_weight_diagonal));

	cost = vmlaq_s32(cost, vmull_high_s16(p.lo, p.lo),
			 vld1q_s32(av1_cdef_weight_diagonal + 4));
	cost = vmlaq_s32(cost, vmull_s16(vget_low_s16(p.hi), vget_low_s16(p.hi)),
			 vld1q_s32(av1_cdef_weight_diagonal + 8));
	return vmlaq_s32(cost, vmull_high_s16(p.hi, p.hi),
			 vld1q_s32(av1_cdef_weight_diagonal + 12));
}

static __always_inline uint32x4_t av1_cdef_add4(int32x4_t a, int32x4_t b, int32x4_t c, int32x4_t d)
{
	return vreinterpretq_u32_s32(vpaddq_s32(vpaddq_s32(a, b), vpaddq_s32(c, d)));
}

/* The first of the largest costs, of directions 0..3 and 4..7 */
static __always_inline unsigned int av1_cdef_best(uint32x4_t lo, uint32x4_t hi, u32 *var)
{
	const u32 best = vmaxvq_u32(vmaxq_u32(lo, hi));
	const uint32x4_t max = vdupq_n_u32(best);
	const uint16x8_t is_best = vuzp1q_u16(vreinterpretq_u16_u32(vceqq_u32(lo, max)),
					      vreinterpretq_u16_u32(vceqq_u32(hi, max)));
	const u64 bytes = vget_lane_u64(vreinterpret_u64_u8(vmovn_u16(is_best)), 0);
	const unsigned int dir = __builtin_ctzll(bytes) / 8;
	u32 opposite[8];

	vst1q_u32(opposite, hi);
	vst1q_u32(opposite + 4, lo);
	*var = (best - opposite[dir]) >> 10;
	return dir;
}

static unsigned int av1_cdef_direction_neon_8bpc(const void *src, ptrdiff_t stride, u32 *var,
						 int bd_max)
{
	const uint8x8_t mid = vdup_n_u8(128);
	int16x8_t r[8], pair[4], swapped[4], half[4];
	int32x4_t cost[8];
	const u8 *s = src;
	int i;

	for (i = 0; i < 8; i++, s += stride)
		r[i] = vreinterpretq_s16_u16(vsubl_u8(vld1_u8(s), mid));
	for (i = 0; i < 4; i++) {
		/* Sums of two columns, of rows i and i + 4; the same from right to left */
		half[i] = vpaddq_s16(r[i], r[i + 4]);
		swapped[i] = vrev64q_s16(half[i]);
		/* Sums of two rows */
		pair[i] = vaddq_s16(r[2 * i], r[2 * i + 1]);
	}
	cost[0] = av1_cdef_cost_diagonal(av1_cdef_skew8(r, 0, 1));
	cost[1] = av1_cdef_cost_odd(av1_cdef_skew4(half[0], half[1], half[2], half[3]));
	cost[2] = av1_cdef_cost_straight(vpaddq_s16(vpaddq_s16(half[0], half[1]),
						    vpaddq_s16(half[2], half[3])));
	cost[3] = av1_cdef_cost_odd(av1_cdef_skew4(swapped[0], swapped[1], swapped[2],
						   swapped[3]));
	cost[4] = av1_cdef_cost_diagonal(av1_cdef_skew8(r, 7, -1));
	cost[5] = av1_cdef_cost_odd(av1_cdef_skew4(pair[3], pair[2], pair[1], pair[0]));
	cost[6] = av1_cdef_cost_straight(vaddq_s16(vaddq_s16(pair[0], pair[1]),
						   vaddq_s16(pair[2], pair[3])));
	cost[7] = av1_cdef_cost_odd(av1_cdef_skew4(pair[0], pair[1], pair[2], pair[3]));
	return av1_cdef_best(av1_cdef_add4(cost[0], cost[1], cost[2], cost[3]),
			     av1_cdef_add4(cost[4], cost[5], cost[6], cost[7]), var);
}

/*
 * What is around a block at the frame's edge: samples, and 255 where there are any.
 */
#define AV1_CDEF_EDGE_STRIDE	16
#define AV1_CDEF_EDGE_BYTES	((8 + 2 * AV1_CDEF_REACH) * AV1_CDEF_EDGE_STRIDE)

struct av1_cdef_edge {
	u8 samples[AV1_CDEF_EDGE_BYTES];
	u8 there[AV1_CDEF_EDGE_BYTES];
};

/**
 * struct av1_cdef_taps - what is the same for all samples of a block
 * @pri: priStr
 * @sec: secStr
 * @pri_shift: dampingAdj of constrain(), to the left
 * @sec_shift: the same for @sec
 * @weight: of the first samples on the direction; that of the second ones is 1
 * @scale: what both are yet to be multiplied by
 * @offset: of samples on the direction and on the two others, by distance
 * @there: from samples to what says whether they are there
 */
struct av1_cdef_taps {
	uint8x16_t pri;
	uint8x16_t sec;
	int8x16_t pri_shift;
	int8x16_t sec_shift;
	int8x16_t weight;
	int8x8_t scale;
	ptrdiff_t offset[3][2];
	ptrdiff_t there;
};

/**
 * struct av1_cdef_state - 16 samples that are being filtered
 * @v: the samples
 * @low: smallest sample so far
 * @high: largest one
 * @pri: weighted differences on the direction, -90..90
 * @sec: on the two others, -48..48
 */
struct av1_cdef_state {
	uint8x16_t v;
	uint8x16_t low;
	uint8x16_t high;
	int8x16_t pri;
	int8x16_t sec;
};

static __always_inline int8x16_t av1_cdef_shift(int strength, unsigned int damping)
{
	return vdupq_n_s8(strength ? min(0, (int)ilog2((u32)strength) - (int)damping) : 0);
}

static __always_inline void av1_cdef_setup(struct av1_cdef_taps *t, ptrdiff_t stride, int pri,
					   int sec, unsigned int dir, unsigned int damping)
{
	const unsigned int dirs[3] = { dir & 7, (dir + 2) & 7, (dir - 2) & 7 };
	const s8 (*d)[2];
	unsigned int i;

	t->pri = vdupq_n_u8(pri);
	t->sec = vdupq_n_u8(sec);
	t->pri_shift = av1_cdef_shift(pri, damping);
	t->sec_shift = av1_cdef_shift(sec, damping);
	/* Cdef_Pri_Taps are 4 and 2, or 3 and 3. */
	t->weight = vdupq_n_s8(pri & 1 ? 1 : 2);
	t->scale = vdup_n_s8(pri & 1 ? 3 : 2);
	for (i = 0; i < 3; i++) {
		d = av1_cdef_directions[dirs[i]];
		t->offset[i][0] = d[0][0] * stride + d[0][1];
		t->offset[i][1] = d[1][0] * stride + d[1][1];
	}
}

/* Two rows of 8 samples or four of 4 */
static __always_inline uint8x16_t av1_cdef_load(const u8 *s, ptrdiff_t stride, int w)
{
	uint32x4_t v;
	u32 word;

	if (w == 8)
		return vcombine_u8(vld1_u8(s), vld1_u8(s + stride));
	memcpy(&word, s, sizeof(word));
	v = vdupq_n_u32(word);
	memcpy(&word, s + stride, sizeof(word));
	v = vsetq_lane_u32(word, v, 1);
	memcpy(&word, s + 2 * stride, sizeof(word));
	v = vsetq_lane_u32(word, v, 2);
	memcpy(&word, s + 3 * stride, sizeof(word));
	return vreinterpretq_u8_u32(vsetq_lane_u32(word, v, 3));
}

static __always_inline void av1_cdef_store(u8 *d, ptrdiff_t stride, uint8x16_t v, int w)
{
	u32 word;

	if (w == 8) {
		vst1_u8(d, vget_low_u8(v));
		vst1_u8(d + stride, vget_high_u8(v));
		return;
	}
	word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);
	memcpy(d, &word, sizeof(word));
	word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 1);
	memcpy(d + stride, &word, sizeof(word));
	word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 2);
	memcpy(d + 2 * stride, &word, sizeof(word));
	word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 3);
	memcpy(d + 3 * stride, &word, sizeof(word));
}

/* Adds constrain() of the differences of @p times @weight to @sum. */
static __always_inline int8x16_t av1_cdef_add(int8x16_t sum, uint8x16_t v, uint8x16_t p,
					      uint8x16_t strength, int8x16_t shift,
					      int8x16_t weight)
{
	const uint8x16_t diff = vabdq_u8(p, v);
	const uint8x16_t limit = vqsubq_u8(strength, vshlq_u8(diff, shift));
	const int8x16_t c = vreinterpretq_s8_u8(vminq_u8(diff, limit));

	return vmlaq_s8(sum, c, vbslq_s8(vcgtq_u8(v, p), vnegq_s8(weight), weight));
}

/* The samples at @offset from the block's; what is not there is like the sample itself. */
static __always_inline uint8x16_t av1_cdef_at(struct av1_cdef_state *st, const u8 *s,
					      ptrdiff_t stride, ptrdiff_t offset,
					      const struct av1_cdef_taps *t, int w, bool clip,
					      bool edges)
{
	uint8x16_t p = av1_cdef_load(s + offset, stride, w);

	if (edges)
		p = vbslq_u8(av1_cdef_load(s + t->there + offset, stride, w), p, st->v);
	if (clip) {
		st->low = vminq_u8(st->low, p);
		st->high = vmaxq_u8(st->high, p);
	}
	return p;
}

static __always_inline void av1_cdef_line(struct av1_cdef_state *st, const u8 *s, ptrdiff_t stride,
					  unsigned int i, const struct av1_cdef_taps *t, int w,
					  bool clip, bool edges)
{
	const int8x16_t one = vdupq_n_s8(1);
	uint8x16_t p[4];

	p[0] = av1_cdef_at(st, s, stride, t->offset[i][0], t, w, clip, edges);
	p[1] = av1_cdef_at(st, s, stride, -t->offset[i][0], t, w, clip, edges);
	p[2] = av1_cdef_at(st, s, stride, t->offset[i][1], t, w, clip, edges);
	p[3] = av1_cdef_at(st, s, stride, -t->offset[i][1], t, w, clip, edges);
	if (i == 0) {
		st->pri = av1_cdef_add(st->pri, st->v, p[0], t->pri, t->pri_shift, t->weight);
		st->pri = av1_cdef_add(st->pri, st->v, p[1], t->pri, t->pri_shift, t->weight);
		st->pri = av1_cdef_add(st->pri, st->v, p[2], t->pri, t->pri_shift, one);
		st->pri = av1_cdef_add(st->pri, st->v, p[3], t->pri, t->pri_shift, one);
	} else {
		const int8x16_t two = vdupq_n_s8(2);

		st->sec = av1_cdef_add(st->sec, st->v, p[0], t->sec, t->sec_shift, two);
		st->sec = av1_cdef_add(st->sec, st->v, p[1], t->sec, t->sec_shift, two);
		st->sec = av1_cdef_add(st->sec, st->v, p[2], t->sec, t->sec_shift, one);
		st->sec = av1_cdef_add(st->sec, st->v, p[3], t->sec, t->sec_shift, one);
	}
}

/* Half of the last step: (8 + sum - (sum < 0)) >> 4, -15..15 */
static __always_inline int8x8_t av1_cdef_round(int16x8_t sum)
{
	return vrshrn_n_s16(vsraq_n_s16(sum, sum, 15), 4);
}

/* 16 samples; without one of the strengths nothing needs to be clipped. */
static __always_inline uint8x16_t av1_cdef_samples(const u8 *s, ptrdiff_t stride,
						   const struct av1_cdef_taps *t, int w, bool pri,
						   bool sec, bool edges)
{
	const bool clip = pri && sec;
	struct av1_cdef_state st;
	int16x8_t lo, hi;
	uint8x16_t v;

	st.v = av1_cdef_load(s, stride, w);
	st.low = st.v;
	st.high = st.v;
	st.pri = vdupq_n_s8(0);
	st.sec = vdupq_n_s8(0);
	if (pri)
		av1_cdef_line(&st, s, stride, 0, t, w, clip, edges);
	if (sec) {
		av1_cdef_line(&st, s, stride, 1, t, w, clip, edges);
		av1_cdef_line(&st, s, stride, 2, t, w, clip, edges);
	}
	if (pri) {
		lo = vmull_s8(vget_low_s8(st.pri), t->scale);
		hi = vmull_high_s8(st.pri, vcombine_s8(t->scale, t->scale));
		if (sec) {
			lo = vaddw_s8(lo, vget_low_s8(st.sec));
			hi = vaddw_high_s8(hi, st.sec);
		}
	} else {
		lo = vmovl_s8(vget_low_s8(st.sec));
		hi = vmovl_high_s8(st.sec);
	}
	v = vsqaddq_u8(st.v, vcombine_s8(av1_cdef_round(lo), av1_cdef_round(hi)));
	return clip ? vmaxq_u8(vminq_u8(v, st.high), st.low) : v;
}

static __always_inline void av1_cdef_rows(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					  ptrdiff_t stride, const struct av1_cdef_taps *t, int w,
					  int h, bool pri, bool sec, bool edges)
{
	const int rows = 16 / w;

	for (; h > 0; h -= rows, s += rows * stride, d += rows * dst_stride)
		av1_cdef_store(d, dst_stride,
			       av1_cdef_samples(s, stride, t, w, pri, sec, edges), w);
}

/* What there is of the columns -2..w + 1 of a row of samples */
static __always_inline void av1_cdef_edge_row(u8 *to, const u8 *s, int w, unsigned int have)
{
	if (have & AV1_CDEF_HAVE_LEFT)
		memcpy(to - AV1_CDEF_REACH, s - AV1_CDEF_REACH, AV1_CDEF_REACH);
	memcpy(to, s, w);
	if (have & AV1_CDEF_HAVE_RIGHT)
		memcpy(to + w, s + w, AV1_CDEF_REACH);
}

static __always_inline void av1_cdef_edges(struct av1_cdef_edge *edge, const u8 *s,
					   ptrdiff_t stride, int w, int h, unsigned int have)
{
	static const u8 all[8 + 2 * AV1_CDEF_REACH] = {
		255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	};
	const int top = have & AV1_CDEF_HAVE_TOP ? -AV1_CDEF_REACH : 0;
	const int bottom = h + (have & AV1_CDEF_HAVE_BOTTOM ? AV1_CDEF_REACH : 0);
	int at = (top + AV1_CDEF_REACH) * AV1_CDEF_EDGE_STRIDE + AV1_CDEF_REACH, y;

	memset(edge, 0, sizeof(*edge));
	s += top * stride;
	for (y = top; y < bottom; y++, at += AV1_CDEF_EDGE_STRIDE, s += stride) {
		av1_cdef_edge_row(edge->samples + at, s, w, have);
		av1_cdef_edge_row(edge->there + at, all + AV1_CDEF_REACH, w, have);
	}
}

/* At the frame's edge; a strength of 0 adds nothing. */
static __always_inline void av1_cdef_border(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					    ptrdiff_t stride, int w, int h,
					    struct av1_cdef_taps *t, unsigned int have)
{
	struct av1_cdef_edge edge;
	const u8 *first;

	av1_cdef_edges(&edge, s, stride, w, h, have);
	first = edge.samples + AV1_CDEF_REACH * AV1_CDEF_EDGE_STRIDE + AV1_CDEF_REACH;
	t->there = edge.there - edge.samples;
	av1_cdef_rows(d, dst_stride, first, AV1_CDEF_EDGE_STRIDE, t, w, h, true, true, true);
}

static __always_inline void av1_cdef_filter(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					    ptrdiff_t stride, int w, int h, int pri, int sec,
					    unsigned int dir, unsigned int damping,
					    unsigned int have)
{
	const bool inner = have == AV1_CDEF_HAVE_ALL;
	struct av1_cdef_taps t;

	av1_cdef_setup(&t, inner ? stride : AV1_CDEF_EDGE_STRIDE, pri, sec, dir, damping);
	if (!inner)
		av1_cdef_border(d, dst_stride, s, stride, w, h, &t, have);
	else if (!sec)
		av1_cdef_rows(d, dst_stride, s, stride, &t, w, h, true, false, false);
	else if (!pri)
		av1_cdef_rows(d, dst_stride, s, stride, &t, w, h, false, true, false);
	else
		av1_cdef_rows(d, dst_stride, s, stride, &t, w, h, true, true, false);
}

#define AV1_CDEF_FILTER(w, h)									\
static void av1_cdef_filter_##w##x##h##_neon_8bpc(void *dst, ptrdiff_t dst_stride,		\
						  const void *src, ptrdiff_t src_stride,	\
						  int pri, int sec, unsigned int dir,		\
						  unsigned int damping, unsigned int have,	\
						  int bd_max)					\
{												\
	av1_cdef_filter(dst, dst_stride, src, src_stride, w, h, pri, sec, dir, damping, have);	\
}

AV1_CDEF_FILTER(8, 8)
AV1_CDEF_FILTER(4, 8)
AV1_CDEF_FILTER(4, 4)

const struct av1_cdef_dsp av1_cdef_neon_8bpc = {
	.direction = av1_cdef_direction_neon_8bpc,
	.filter = {
		[AV1_CDEF_8X8] = av1_cdef_filter_8x8_neon_8bpc,
		[AV1_CDEF_4X8] = av1_cdef_filter_4x8_neon_8bpc,
		[AV1_CDEF_4X4] = av1_cdef_filter_4x4_neon_8bpc,
	},
};
