// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 CDEF of a block of samples of 10 and 12 bits with NEON: direction search and filter
 * (AV1 specification, 7.15.2 and 7.15.3). Vectors are a row of 8 samples or two of 4.
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

/*
 * Stands for a sample beyond the frame's edge: so far from any sample that its share is 0,
 * and 0 when masked for the maximum.
 */
#define AV1_CDEF_NO_SAMPLE	0x4000

/* A block of up to 8x8 and what the filter reaches */
#define AV1_CDEF_EDGE_STRIDE	16
#define AV1_CDEF_EDGE_ROWS	(8 + 2 * AV1_CDEF_REACH)

static unsigned int av1_cdef_direction_neon_16bpc(const void *src, ptrdiff_t stride, u32 *var,
						  int bd_max)
{
	const int16x8_t shift = vdupq_n_s16(8 - (int)ilog2((u32)bd_max + 1));
	const int16x8_t mid = vdupq_n_s16(128);
	const u8 *s = src;
	int16x8_t r[8];
	int i;

	for (i = 0; i < 8; i++, s += stride) {
		const uint16x8_t v = vshlq_u16(vld1q_u16((const u16 *)s), shift);

		r[i] = vsubq_s16(vreinterpretq_s16_u16(v), mid);
	}
	return av1_cdef_search(r, var);
}

/**
 * struct av1_cdef_taps - what is the same for all samples of a block
 * @pri: priStr
 * @sec: secStr
 * @pri_shift: dampingAdj of constrain(), to the left
 * @sec_shift: the same for @sec
 * @weight: Cdef_Pri_Taps, by distance
 * @offset: of samples on the direction and on the two others, by distance, in bytes
 */
struct av1_cdef_taps {
	uint16x8_t pri;
	uint16x8_t sec;
	int16x8_t pri_shift;
	int16x8_t sec_shift;
	int16x8_t weight[2];
	ptrdiff_t offset[3][2];
};

/**
 * struct av1_cdef_state - 8 samples that are being filtered
 * @v: the samples
 * @low: smallest sample so far
 * @high: largest one
 * @sum: weighted differences
 */
struct av1_cdef_state {
	uint16x8_t v;
	uint16x8_t low;
	uint16x8_t high;
	int16x8_t sum;
};

static __always_inline int16x8_t av1_cdef_shift(int strength, unsigned int damping)
{
	return vdupq_n_s16(strength ? min(0, (int)ilog2((u32)strength) - (int)damping) : 0);
}

static __always_inline void av1_cdef_setup(struct av1_cdef_taps *t, ptrdiff_t stride, int pri,
					   int sec, unsigned int dir, unsigned int damping,
					   int bd_max)
{
	const unsigned int dirs[3] = { dir & 7, (dir + 2) & 7, (dir - 2) & 7 };
	const int odd = pri >> (ilog2((u32)bd_max + 1) - 8) & 1;
	const s8 (*d)[2];
	unsigned int i;

	t->pri = vdupq_n_u16(pri);
	t->sec = vdupq_n_u16(sec);
	t->pri_shift = av1_cdef_shift(pri, damping);
	t->sec_shift = av1_cdef_shift(sec, damping);
	t->weight[0] = vdupq_n_s16(av1_cdef_pri_taps[odd][0]);
	t->weight[1] = vdupq_n_s16(av1_cdef_pri_taps[odd][1]);
	for (i = 0; i < 3; i++) {
		d = av1_cdef_directions[dirs[i]];
		t->offset[i][0] = d[0][0] * stride + d[0][1] * (ptrdiff_t)sizeof(u16);
		t->offset[i][1] = d[1][0] * stride + d[1][1] * (ptrdiff_t)sizeof(u16);
	}
}

static __always_inline uint16x8_t av1_cdef_load(const u8 *s, ptrdiff_t stride, int w)
{
	if (w == 8)
		return vld1q_u16((const u16 *)s);
	return vcombine_u16(vld1_u16((const u16 *)s), vld1_u16((const u16 *)(s + stride)));
}

static __always_inline void av1_cdef_store(u8 *d, ptrdiff_t stride, uint16x8_t v, int w)
{
	if (w == 8) {
		vst1q_u16((u16 *)d, v);
		return;
	}
	vst1_u16((u16 *)d, vget_low_u16(v));
	vst1_u16((u16 *)(d + stride), vget_high_u16(v));
}

/* Adds constrain() of the differences of @p times @weight. */
static __always_inline void av1_cdef_add(struct av1_cdef_state *st, uint16x8_t p,
					 uint16x8_t strength, int16x8_t shift, int16x8_t weight)
{
	const uint16x8_t diff = vabdq_u16(p, st->v);
	const uint16x8_t limit = vqsubq_u16(strength, vshlq_u16(diff, shift));
	const int16x8_t c = vreinterpretq_s16_u16(vminq_u16(diff, limit));

	st->sum = vmlaq_s16(st->sum, c, vbslq_s16(vcgtq_u16(st->v, p), vnegq_s16(weight), weight));
}

/* The samples at @offset from the block's */
static __always_inline uint16x8_t av1_cdef_at(struct av1_cdef_state *st, const u8 *s,
					      ptrdiff_t stride, ptrdiff_t offset, int w, bool clip,
					      bool edges)
{
	const uint16x8_t p = av1_cdef_load(s + offset, stride, w);
	uint16x8_t sample = p;

	if (edges)
		sample = vandq_u16(p, vdupq_n_u16(AV1_CDEF_NO_SAMPLE - 1));
	if (clip) {
		st->low = vminq_u16(st->low, p);
		st->high = vmaxq_u16(st->high, sample);
	}
	return p;
}

static __always_inline void av1_cdef_line(struct av1_cdef_state *st, const u8 *s, ptrdiff_t stride,
					  const ptrdiff_t *offset, uint16x8_t strength,
					  int16x8_t shift, int16x8_t near, int16x8_t far, int w,
					  bool clip, bool edges)
{
	uint16x8_t p;

	p = av1_cdef_at(st, s, stride, offset[0], w, clip, edges);
	av1_cdef_add(st, p, strength, shift, near);
	p = av1_cdef_at(st, s, stride, -offset[0], w, clip, edges);
	av1_cdef_add(st, p, strength, shift, near);
	p = av1_cdef_at(st, s, stride, offset[1], w, clip, edges);
	av1_cdef_add(st, p, strength, shift, far);
	p = av1_cdef_at(st, s, stride, -offset[1], w, clip, edges);
	av1_cdef_add(st, p, strength, shift, far);
}

/* 8 samples; without one of the strengths nothing needs to be clipped. */
static __always_inline uint16x8_t av1_cdef_samples(const u8 *s, ptrdiff_t stride,
						   const struct av1_cdef_taps *t, int w, bool pri,
						   bool sec, bool edges)
{
	const int16x8_t one = vdupq_n_s16(1), two = vdupq_n_s16(2);
	const bool clip = pri && sec;
	struct av1_cdef_state st;
	int16x8_t r;
	uint16x8_t v;

	st.v = av1_cdef_load(s, stride, w);
	st.low = st.v;
	st.high = st.v;
	st.sum = vdupq_n_s16(0);
	if (pri)
		av1_cdef_line(&st, s, stride, t->offset[0], t->pri, t->pri_shift, t->weight[0],
			      t->weight[1], w, clip, edges);
	if (sec) {
		av1_cdef_line(&st, s, stride, t->offset[1], t->sec, t->sec_shift, two, one, w, clip,
			      edges);
		av1_cdef_line(&st, s, stride, t->offset[2], t->sec, t->sec_shift, two, one, w, clip,
			      edges);
	}
	/* (8 + sum - (sum < 0)) >> 4 */
	r = vrshrq_n_s16(vsraq_n_s16(st.sum, st.sum, 15), 4);
	v = vaddq_u16(st.v, vreinterpretq_u16_s16(r));
	if (!clip)
		return v;
	/* The sum may be below 0. */
	r = vmaxq_s16(vreinterpretq_s16_u16(v), vreinterpretq_s16_u16(st.low));
	return vminq_u16(vreinterpretq_u16_s16(r), st.high);
}

static __always_inline void av1_cdef_rows(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					  ptrdiff_t stride, const struct av1_cdef_taps *t, int w,
					  int h, bool pri, bool sec, bool edges)
{
	const int rows = 8 / w;

	for (; h > 0; h -= rows, s += rows * stride, d += rows * dst_stride)
		av1_cdef_store(d, dst_stride,
			       av1_cdef_samples(s, stride, t, w, pri, sec, edges), w);
}

/* Fills a block and what is around it, with a mark where there are no samples. */
static __always_inline void av1_cdef_copy_edges(u16 *edge, const u8 *src, ptrdiff_t stride, int w,
						int h, unsigned int have)
{
	const uint16x8_t none = vdupq_n_u16(AV1_CDEF_NO_SAMPLE);
	const int top = have & AV1_CDEF_HAVE_TOP ? -AV1_CDEF_REACH : 0;
	const int bottom = h + (have & AV1_CDEF_HAVE_BOTTOM ? AV1_CDEF_REACH : 0);
	u16 *to = edge + (top + AV1_CDEF_REACH) * AV1_CDEF_EDGE_STRIDE + AV1_CDEF_REACH;
	int x, y;

	for (x = 0; x < AV1_CDEF_EDGE_ROWS * AV1_CDEF_EDGE_STRIDE; x += 8)
		vst1q_u16(edge + x, none);
	for (y = top; y < bottom; y++, to += AV1_CDEF_EDGE_STRIDE) {
		const u16 *s = (const u16 *)(src + y * stride);

		if (have & AV1_CDEF_HAVE_LEFT)
			memcpy(to - AV1_CDEF_REACH, s - AV1_CDEF_REACH, sizeof(u32));
		memcpy(to, s, w * sizeof(*s));
		if (have & AV1_CDEF_HAVE_RIGHT)
			memcpy(to + w, s + w, sizeof(u32));
	}
}

/* At the frame's edge; a strength of 0 adds nothing. */
static __always_inline void av1_cdef_border(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					    ptrdiff_t stride, int w, int h,
					    const struct av1_cdef_taps *t, unsigned int have)
{
	u16 edge[AV1_CDEF_EDGE_ROWS * AV1_CDEF_EDGE_STRIDE];

	av1_cdef_copy_edges(edge, s, stride, w, h, have);
	s = (const u8 *)(edge + AV1_CDEF_REACH * AV1_CDEF_EDGE_STRIDE + AV1_CDEF_REACH);
	av1_cdef_rows(d, dst_stride, s, AV1_CDEF_EDGE_STRIDE * sizeof(*edge), t, w, h, true, true,
		      true);
}

static __always_inline void av1_cdef_filter(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					    ptrdiff_t stride, int w, int h, int pri, int sec,
					    unsigned int dir, unsigned int damping,
					    unsigned int have, int bd_max)
{
	const bool inner = have == AV1_CDEF_HAVE_ALL;
	struct av1_cdef_taps t;

	av1_cdef_setup(&t, inner ? stride : AV1_CDEF_EDGE_STRIDE * (ptrdiff_t)sizeof(u16), pri,
		       sec, dir, damping, bd_max);
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
static void av1_cdef_filter_##w##x##h##_neon_16bpc(void *dst, ptrdiff_t dst_stride,		\
						   const void *src, ptrdiff_t src_stride,	\
						   int pri, int sec, unsigned int dir,		\
						   unsigned int damping, unsigned int have,	\
						   int bd_max)					\
{												\
	av1_cdef_filter(dst, dst_stride, src, src_stride, w, h, pri, sec, dir, damping, have,	\
			bd_max);								\
}

AV1_CDEF_FILTER(8, 8)
AV1_CDEF_FILTER(4, 8)
AV1_CDEF_FILTER(4, 4)

const struct av1_cdef_dsp av1_cdef_neon_16bpc = {
	.direction = av1_cdef_direction_neon_16bpc,
	.filter = {
		[AV1_CDEF_8X8] = av1_cdef_filter_8x8_neon_16bpc,
		[AV1_CDEF_4X8] = av1_cdef_filter_4x8_neon_16bpc,
		[AV1_CDEF_4X4] = av1_cdef_filter_4x4_neon_16bpc,
	},
};
