// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 deblocking of one edge of samples of 9 to 14 bits with NEON (Rec. ITU-T H.264,
 * 8.7.2.2 to 8.7.2.4). A vector holds one of p3..q3 for 8 lines across an edge; those of
 * vertical edges come from rows by transposition.
 *
 * Sums are arranged so that 16 bits hold them: what is divided twice may drop its
 * fraction in between.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

#include "h264_transpose_tmpl.h"

struct h264_edge16 {
	uint16x8_t p3;
	uint16x8_t p2;
	uint16x8_t p1;
	uint16x8_t p0;
	uint16x8_t q0;
	uint16x8_t q1;
	uint16x8_t q2;
	uint16x8_t q3;
};

/* Thresholds of an edge */
struct h264_limits16 {
	uint16x8_t alpha;
	uint16x8_t beta;
	int16x8_t max;
};

static __always_inline struct h264_limits16 h264_limits16(int alpha, int beta, int bd_max)
{
	return (struct h264_limits16){
		vdupq_n_u16(alpha), vdupq_n_u16(beta), vdupq_n_s16(bd_max),
	};
}

static __always_inline u16 *h264_line16(u16 *p, ptrdiff_t stride, int n)
{
	return (u16 *)((u8 *)p + n * stride);
}

static __always_inline uint16x8_t h264_near16(uint16x8_t a, uint16x8_t b, uint16x8_t limit)
{
	return vcgtq_u16(limit, vabdq_u16(a, b));
}

/* filterSamplesFlag of 8.7.2.2, bS aside */
static __always_inline uint16x8_t h264_edge_active16(const struct h264_edge16 *e,
						     const struct h264_limits16 *l)
{
	return vandq_u16(h264_near16(e->p0, e->q0, l->alpha),
			 vandq_u16(h264_near16(e->p1, e->p0, l->beta),
				   h264_near16(e->q1, e->q0, l->beta)));
}

static __always_inline bool h264_any16(uint16x8_t mask)
{
	return vget_lane_u64(vreinterpret_u64_u8(vmovn_u16(mask)), 0);
}

/*
 * t'C0 of 16 lines, that of segment i for those from i * @seg_len on, scaled to the depth.
 * Less than 0 stays so.
 */
static __always_inline int16x8x2_t h264_tc0_lines16(const s8 tc0[4], int seg_len, int bd_max)
{
	const int16x8_t shift = vdupq_n_s16(24 - __builtin_clz(bd_max));
	int8x16_t v;
	u32 word;

	memcpy(&word, tc0, sizeof(word));
	v = vreinterpretq_s8_u32(vdupq_n_u32(word));
	if (seg_len > 1)
		v = vzip1q_s8(v, v);
	if (seg_len > 2)
		v = vreinterpretq_s8_s16(vzip1q_s16(vreinterpretq_s16_s8(v),
						    vreinterpretq_s16_s8(v)));
	return (int16x8x2_t){ {
		vshlq_s16(vmovl_s8(vget_low_s8(v)), shift), vshlq_s16(vmovl_high_s8(v), shift),
	} };
}

static __always_inline uint16x8_t h264_clip16(int16x8_t v, int16x8_t max)
{
	return vreinterpretq_u16_s16(vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), max));
}

/* p0 and q0 of 8.7.2.3 with tC in @tc, 0 for lines that stay */
static __always_inline void h264_filter_inner16(struct h264_edge16 *e, int16x8_t tc,
						int16x8_t max)
{
	const int16x8_t p0 = vreinterpretq_s16_u16(e->p0), q0 = vreinterpretq_s16_u16(e->q0);
	const int16x8_t outer = vreinterpretq_s16_u16(vsubq_u16(e->p1, e->q1));
	/* ((q0 - p0) * 4 + (p1 - q1) + 4) >> 3 */
	int16x8_t delta = vrhaddq_s16(vsubq_s16(q0, p0), vshrq_n_s16(outer, 2));

	delta = vmaxq_s16(vminq_s16(delta, tc), vnegq_s16(tc));
	e->p0 = h264_clip16(vaddq_s16(p0, delta), max);
	e->q0 = h264_clip16(vsubq_s16(q0, delta), max);
}

/* p1 or q1 with t'C0 in @tc0, 0 for lines that stay; @mean is that of p0 and q0. */
static __always_inline uint16x8_t h264_filter_outer16(uint16x8_t p1, uint16x8_t p2,
						      uint16x8_t mean, uint16x8_t tc0)
{
	return vmaxq_u16(vminq_u16(vhaddq_u16(p2, mean), vaddq_u16(p1, tc0)), vqsubq_u16(p1, tc0));
}

/* 8.7.2.3 with chromaStyleFilteringFlag 0. Return: false if no sample changes. */
static __always_inline bool h264_luma_filter16(struct h264_edge16 *e,
					       const struct h264_limits16 *l, int16x8_t tc0)
{
	const uint16x8_t active = vandq_u16(h264_edge_active16(e, l), vcgezq_s16(tc0));
	const uint16x8_t mean = vrhaddq_u16(e->p0, e->q0);
	uint16x8_t ap, aq, tc, p1;

	if (!h264_any16(active))
		return false;
	ap = vandq_u16(h264_near16(e->p2, e->p0, l->beta), active);
	aq = vandq_u16(h264_near16(e->q2, e->q0, l->beta), active);
	tc = vandq_u16(vreinterpretq_u16_s16(tc0), active);
	p1 = h264_filter_outer16(e->p1, e->p2, mean, vandq_u16(tc, ap));
	e->q2 = h264_filter_outer16(e->q1, e->q2, mean, vandq_u16(tc, aq));
	/* A mask is -1. */
	h264_filter_inner16(e, vreinterpretq_s16_u16(vsubq_u16(vsubq_u16(tc, ap), aq)), l->max);
	e->p1 = p1;
	e->q1 = e->q2;
	return true;
}

/* 8.7.2.3 with chromaStyleFilteringFlag 1 */
static __always_inline bool h264_chroma_filter16(struct h264_edge16 *e,
						 const struct h264_limits16 *l, int16x8_t tc0)
{
	const uint16x8_t active = vandq_u16(h264_edge_active16(e, l), vcgezq_s16(tc0));

	if (!h264_any16(active))
		return false;
	h264_filter_inner16(e, vandq_s16(vaddq_s16(tc0, vdupq_n_s16(1)),
					 vreinterpretq_s16_u16(active)), l->max);
	return true;
}

/* (2 * p1 + p0 + q1 + 2) >> 2 of 8.7.2.4 */
static __always_inline uint16x8_t h264_weak16(uint16x8_t p1, uint16x8_t p0, uint16x8_t q1)
{
	return vrhaddq_u16(p1, vhaddq_u16(p0, q1));
}

/* One side with bS 4; @inner is p0 + q0. */
static __always_inline void h264_strong_side16(uint16x8_t p3, uint16x8_t *p2, uint16x8_t *p1,
					       uint16x8_t *p0, uint16x8_t q1, uint16x8_t inner,
					       uint16x8_t active, uint16x8_t strong)
{
	const uint16x8_t sum3 = vaddq_u16(inner, *p1), sum4 = vaddq_u16(sum3, *p2);
	const uint16x8_t s0 = vrshrq_n_u16(vaddq_u16(sum3, vhaddq_u16(*p2, q1)), 2);
	const uint16x8_t s1 = vrshrq_n_u16(sum4, 2);
	const uint16x8_t s2 = vrshrq_n_u16(vaddq_u16(vaddq_u16(p3, *p2), vshrq_n_u16(sum4, 1)), 2);

	*p0 = vbslq_u16(strong, s0, vbslq_u16(active, h264_weak16(*p1, *p0, q1), *p0));
	*p1 = vbslq_u16(strong, s1, *p1);
	*p2 = vbslq_u16(strong, s2, *p2);
}

/* 8.7.2.4 with chromaStyleFilteringFlag 0 */
static __always_inline bool h264_luma_intra_filter16(struct h264_edge16 *e,
						     const struct h264_limits16 *l)
{
	const uint16x8_t active = h264_edge_active16(e, l);
	const uint16x8_t two = vdupq_n_u16(2);
	const uint16x8_t near = vandq_u16(h264_near16(e->p0, e->q0,
						      vsraq_n_u16(two, l->alpha, 2)), active);
	const uint16x8_t ap = vandq_u16(h264_near16(e->p2, e->p0, l->beta), near);
	const uint16x8_t aq = vandq_u16(h264_near16(e->q2, e->q0, l->beta), near);
	const uint16x8_t inner = vaddq_u16(e->p0, e->q0), p1 = e->p1;

	if (!h264_any16(active))
		return false;
	h264_strong_side16(e->p3, &e->p2, &e->p1, &e->p0, e->q1, inner, active, ap);
	h264_strong_side16(e->q3, &e->q2, &e->q1, &e->q0, p1, inner, active, aq);
	return true;
}

/* 8.7.2.4 with chromaStyleFilteringFlag 1 */
static __always_inline void h264_chroma_intra_filter16(struct h264_edge16 *e,
						       const struct h264_limits16 *l)
{
	const uint16x8_t active = h264_edge_active16(e, l);
	const uint16x8_t p0 = h264_weak16(e->p1, e->p0, e->q1);

	e->q0 = vbslq_u16(active, h264_weak16(e->q1, e->q0, e->p1), e->q0);
	e->p0 = vbslq_u16(active, p0, e->p0);
}

static __always_inline uint16x8_t h264_load_line16(const u16 *s, int lines)
{
	return lines == 4 ? vcombine_u16(vld1_u16(s), vcreate_u16(0)) : vld1q_u16(s);
}

static __always_inline void h264_store_line16(u16 *d, uint16x8_t v, int lines)
{
	if (lines == 4)
		vst1_u16(d, vget_low_u16(v));
	else
		vst1q_u16(d, v);
}

/* p3..q3 of 8 lines of a vertical edge */
static __always_inline struct h264_edge16 h264_load_columns16(u16 *s, ptrdiff_t stride)
{
	uint16x8_t v[8];
	int i;

	s -= 4;
#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		v[i] = vld1q_u16(h264_line16(s, stride, i));
	h264_transpose8_u16(v);
	return (struct h264_edge16){
		.p3 = v[0], .p2 = v[1], .p1 = v[2], .p0 = v[3],
		.q0 = v[4], .q1 = v[5], .q2 = v[6], .q3 = v[7],
	};
}

static __always_inline void h264_store_columns16(u16 *d, ptrdiff_t stride,
						 const struct h264_edge16 *e)
{
	uint16x8_t v[8] = { e->p3, e->p2, e->p1, e->p0, e->q0, e->q1, e->q2, e->q3 };
	int i;

	h264_transpose8_u16(v);
	d -= 4;
#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		vst1q_u16(h264_line16(d, stride, i), v[i]);
}

/* p1..q1 of rows @s and, with 8 lines, of the row 4 below */
static __always_inline uint16x8_t h264_load_middle16(u16 *s, ptrdiff_t stride, int lines)
{
	return vcombine_u16(vld1_u16(s), lines == 8 ? vld1_u16(h264_line16(s, stride, 4)) :
						      vcreate_u16(0));
}

/* p1..q1 of 4 or 8 lines of a vertical edge */
static __always_inline struct h264_edge16 h264_load_columns4_16(u16 *s, ptrdiff_t stride,
								int lines)
{
	const uint16x8_t r0 = h264_load_middle16(s - 2, stride, lines);
	const uint16x8_t r1 = h264_load_middle16(h264_line16(s - 2, stride, 1), stride, lines);
	const uint16x8_t r2 = h264_load_middle16(h264_line16(s - 2, stride, 2), stride, lines);
	const uint16x8_t r3 = h264_load_middle16(h264_line16(s - 2, stride, 3), stride, lines);
	const uint16x8_t a0 = vtrn1q_u16(r0, r1), a1 = vtrn2q_u16(r0, r1);
	const uint16x8_t a2 = vtrn1q_u16(r2, r3), a3 = vtrn2q_u16(r2, r3);
	struct h264_edge16 e = {};

	e.p1 = h264_trn1_u32(a0, a2);
	e.p0 = h264_trn1_u32(a1, a3);
	e.q0 = h264_trn2_u32(a0, a2);
	e.q1 = h264_trn2_u32(a1, a3);
	return e;
}

static __always_inline void h264_store_middle16(u16 *d, ptrdiff_t stride, uint16x8_t v, int lines)
{
	vst1_u16(d, vget_low_u16(v));
	if (lines == 8)
		vst1_u16(h264_line16(d, stride, 4), vget_high_u16(v));
}

/* p1..q1 of 4 or 8 lines */
static __always_inline void h264_store_columns4_16(u16 *d, ptrdiff_t stride,
						   const struct h264_edge16 *e, int lines)
{
	const uint16x8_t a0 = vtrn1q_u16(e->p1, e->p0), a1 = vtrn2q_u16(e->p1, e->p0);
	const uint16x8_t a2 = vtrn1q_u16(e->q0, e->q1), a3 = vtrn2q_u16(e->q0, e->q1);

	d -= 2;
	h264_store_middle16(d, stride, h264_trn1_u32(a0, a2), lines);
	h264_store_middle16(h264_line16(d, stride, 1), stride, h264_trn1_u32(a1, a3), lines);
	h264_store_middle16(h264_line16(d, stride, 2), stride, h264_trn2_u32(a0, a2), lines);
	h264_store_middle16(h264_line16(d, stride, 3), stride, h264_trn2_u32(a1, a3), lines);
}

static __always_inline void h264_luma_vert16(u16 *s, ptrdiff_t stride,
					     const struct h264_limits16 *l, int16x8_t tc0)
{
	struct h264_edge16 e = h264_load_columns16(s, stride);

	if (h264_luma_filter16(&e, l, tc0))
		h264_store_columns4_16(s, stride, &e, 8);
}

static void h264_deblock_luma_vert_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					      int beta, const s8 tc0[4], int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);
	int16x8x2_t tc;

	if (seg_len == 2) {
		tc = h264_tc0_lines16(tc0, 2, bd_max);
		h264_luma_vert16(pix, stride, &l, tc.val[0]);
		return;
	}
	tc = h264_tc0_lines16(tc0, 4, bd_max);
	h264_luma_vert16(pix, stride, &l, tc.val[0]);
	h264_luma_vert16(h264_line16(pix, stride, 8), stride, &l, tc.val[1]);
}

static __always_inline void h264_luma_hor16(u16 *s, ptrdiff_t stride,
					    const struct h264_limits16 *l, int16x8_t tc0)
{
	struct h264_edge16 e = {
		.p2 = vld1q_u16(h264_line16(s, stride, -3)),
		.p1 = vld1q_u16(h264_line16(s, stride, -2)),
		.p0 = vld1q_u16(h264_line16(s, stride, -1)),
		.q0 = vld1q_u16(s),
		.q1 = vld1q_u16(h264_line16(s, stride, 1)),
		.q2 = vld1q_u16(h264_line16(s, stride, 2)),
	};

	if (!h264_luma_filter16(&e, l, tc0))
		return;
	vst1q_u16(h264_line16(s, stride, -2), e.p1);
	vst1q_u16(h264_line16(s, stride, -1), e.p0);
	vst1q_u16(s, e.q0);
	vst1q_u16(h264_line16(s, stride, 1), e.q1);
}

static void h264_deblock_luma_hor_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					     int beta, const s8 tc0[4], int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);
	int16x8x2_t tc;

	if (seg_len == 2) {
		tc = h264_tc0_lines16(tc0, 2, bd_max);
		h264_luma_hor16(pix, stride, &l, tc.val[0]);
		return;
	}
	tc = h264_tc0_lines16(tc0, 4, bd_max);
	h264_luma_hor16(pix, stride, &l, tc.val[0]);
	h264_luma_hor16((u16 *)pix + 8, stride, &l, tc.val[1]);
}

static void h264_deblock_luma_intra_vert_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len,
						    int alpha, int beta, int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);
	struct h264_edge16 e;
	u16 *s = pix;

	for (; seg_len > 0; seg_len -= 2, s = h264_line16(s, stride, 8)) {
		e = h264_load_columns16(s, stride);
		if (h264_luma_intra_filter16(&e, &l))
			h264_store_columns16(s, stride, &e);
	}
}

static void h264_deblock_luma_intra_hor_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len,
						   int alpha, int beta, int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);
	u16 *s = pix;

	for (; seg_len > 0; seg_len -= 2, s += 8) {
		struct h264_edge16 e = {
			.p3 = vld1q_u16(h264_line16(s, stride, -4)),
			.p2 = vld1q_u16(h264_line16(s, stride, -3)),
			.p1 = vld1q_u16(h264_line16(s, stride, -2)),
			.p0 = vld1q_u16(h264_line16(s, stride, -1)),
			.q0 = vld1q_u16(s),
			.q1 = vld1q_u16(h264_line16(s, stride, 1)),
			.q2 = vld1q_u16(h264_line16(s, stride, 2)),
			.q3 = vld1q_u16(h264_line16(s, stride, 3)),
		};

		if (!h264_luma_intra_filter16(&e, &l))
			continue;
		vst1q_u16(h264_line16(s, stride, -3), e.p2);
		vst1q_u16(h264_line16(s, stride, -2), e.p1);
		vst1q_u16(h264_line16(s, stride, -1), e.p0);
		vst1q_u16(s, e.q0);
		vst1q_u16(h264_line16(s, stride, 1), e.q1);
		vst1q_u16(h264_line16(s, stride, 2), e.q2);
	}
}

static __always_inline void h264_chroma_vert16(u16 *s, ptrdiff_t stride, int lines,
					       const struct h264_limits16 *l, int16x8_t tc0)
{
	struct h264_edge16 e = h264_load_columns4_16(s, stride, lines);

	if (h264_chroma_filter16(&e, l, tc0))
		h264_store_columns4_16(s, stride, &e, lines);
}

static void h264_deblock_chroma_vert_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len,
						int alpha, int beta, const s8 tc0[4], int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);
	int16x8x2_t tc;

	if (seg_len == 2) {
		tc = h264_tc0_lines16(tc0, 2, bd_max);
		h264_chroma_vert16(pix, stride, 8, &l, tc.val[0]);
	} else if (seg_len == 4) {
		tc = h264_tc0_lines16(tc0, 4, bd_max);
		h264_chroma_vert16(pix, stride, 8, &l, tc.val[0]);
		h264_chroma_vert16(h264_line16(pix, stride, 8), stride, 8, &l, tc.val[1]);
	} else {
		tc = h264_tc0_lines16(tc0, 1, bd_max);
		h264_chroma_vert16(pix, stride, 4, &l, tc.val[0]);
	}
}

static __always_inline struct h264_edge16 h264_load_chroma_edge16(u16 *s, ptrdiff_t stride,
								  int lines)
{
	return (struct h264_edge16){
		.p1 = h264_load_line16(h264_line16(s, stride, -2), lines),
		.p0 = h264_load_line16(h264_line16(s, stride, -1), lines),
		.q0 = h264_load_line16(s, lines),
		.q1 = h264_load_line16(h264_line16(s, stride, 1), lines),
	};
}

static __always_inline void h264_chroma_hor16(u16 *s, ptrdiff_t stride, int lines,
					      const struct h264_limits16 *l, int16x8_t tc0)
{
	struct h264_edge16 e = h264_load_chroma_edge16(s, stride, lines);

	if (!h264_chroma_filter16(&e, l, tc0))
		return;
	h264_store_line16(h264_line16(s, stride, -1), e.p0, lines);
	h264_store_line16(s, e.q0, lines);
}

static void h264_deblock_chroma_hor_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					       int beta, const s8 tc0[4], int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);
	int16x8x2_t tc;

	if (seg_len == 2) {
		tc = h264_tc0_lines16(tc0, 2, bd_max);
		h264_chroma_hor16(pix, stride, 8, &l, tc.val[0]);
	} else if (seg_len == 4) {
		tc = h264_tc0_lines16(tc0, 4, bd_max);
		h264_chroma_hor16(pix, stride, 8, &l, tc.val[0]);
		h264_chroma_hor16((u16 *)pix + 8, stride, 8, &l, tc.val[1]);
	} else {
		tc = h264_tc0_lines16(tc0, 1, bd_max);
		h264_chroma_hor16(pix, stride, 4, &l, tc.val[0]);
	}
}

static __always_inline void h264_chroma_intra_vert16(u16 *s, ptrdiff_t stride, int lines,
						     const struct h264_limits16 *l)
{
	struct h264_edge16 e = h264_load_columns4_16(s, stride, lines);

	h264_chroma_intra_filter16(&e, l);
	h264_store_columns4_16(s, stride, &e, lines);
}

static void h264_deblock_chroma_intra_vert_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len,
						      int alpha, int beta, int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);

	if (seg_len == 1) {
		h264_chroma_intra_vert16(pix, stride, 4, &l);
		return;
	}
	h264_chroma_intra_vert16(pix, stride, 8, &l);
	if (seg_len == 4)
		h264_chroma_intra_vert16(h264_line16(pix, stride, 8), stride, 8, &l);
}

static __always_inline void h264_chroma_intra_hor16(u16 *s, ptrdiff_t stride, int lines,
						    const struct h264_limits16 *l)
{
	struct h264_edge16 e = h264_load_chroma_edge16(s, stride, lines);

	h264_chroma_intra_filter16(&e, l);
	h264_store_line16(h264_line16(s, stride, -1), e.p0, lines);
	h264_store_line16(s, e.q0, lines);
}

static void h264_deblock_chroma_intra_hor_neon_16bpc(void *pix, ptrdiff_t stride, int seg_len,
						     int alpha, int beta, int bd_max)
{
	const struct h264_limits16 l = h264_limits16(alpha, beta, bd_max);

	if (seg_len == 1) {
		h264_chroma_intra_hor16(pix, stride, 4, &l);
		return;
	}
	h264_chroma_intra_hor16(pix, stride, 8, &l);
	if (seg_len == 4)
		h264_chroma_intra_hor16((u16 *)pix + 8, stride, 8, &l);
}

const struct h264_dsp h264_deblock_neon_16bpc = {
	.deblock_luma = {
		[H264_EDGE_VERT] = h264_deblock_luma_vert_neon_16bpc,
		[H264_EDGE_HOR] = h264_deblock_luma_hor_neon_16bpc,
	},
	.deblock_luma_intra = {
		[H264_EDGE_VERT] = h264_deblock_luma_intra_vert_neon_16bpc,
		[H264_EDGE_HOR] = h264_deblock_luma_intra_hor_neon_16bpc,
	},
	.deblock_chroma = {
		[H264_EDGE_VERT] = h264_deblock_chroma_vert_neon_16bpc,
		[H264_EDGE_HOR] = h264_deblock_chroma_hor_neon_16bpc,
	},
	.deblock_chroma_intra = {
		[H264_EDGE_VERT] = h264_deblock_chroma_intra_vert_neon_16bpc,
		[H264_EDGE_HOR] = h264_deblock_chroma_intra_hor_neon_16bpc,
	},
};
