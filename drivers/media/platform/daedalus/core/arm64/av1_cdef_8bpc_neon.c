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

#include "av1_cdef_search_tmpl.h"

static unsigned int av1_cdef_direction_neon_8bpc(const void *src, ptrdiff_t stride, u32 *var,
						 int bd_max)
{
	const uint8x8_t mid = vdup_n_u8(128);
	const u8 *s = src;
	int16x8_t r[8];
	int i;

	for (i = 0; i < 8; i++, s += stride)
		r[i] = vreinterpretq_s16_u16(vsubl_u8(vld1_u8(s), mid));
	return av1_cdef_search(r, var);
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
