// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 deblocking of one edge of 8-bit samples with NEON (Rec. ITU-T H.264, 8.7.2.2 to
 * 8.7.2.4). A vector holds one of p3..q3 for all lines across an edge. Those of vertical
 * edges come from rows by transposition.
 *
 * All differences and means here are of u8: halving operations keep the bit that the sum
 * of two samples has more. @lines is a constant wherever a function is inlined; lanes that
 * are no line hold anything.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

/* The samples of an edge that change, p2 and q2 with bS 4 only */
struct h264_edge8 {
	uint8x16_t p3;
	uint8x16_t p2;
	uint8x16_t p1;
	uint8x16_t p0;
	uint8x16_t q0;
	uint8x16_t q1;
	uint8x16_t q2;
	uint8x16_t q3;
};

static __always_inline uint8x16_t h264_near8(uint8x16_t a, uint8x16_t b, uint8x16_t limit)
{
	return vcgtq_u8(limit, vabdq_u8(a, b));
}

/* filterSamplesFlag of 8.7.2.2, bS aside */
static __always_inline uint8x16_t h264_edge_active8(const struct h264_edge8 *e, uint8x16_t alpha,
						    uint8x16_t beta)
{
	return vandq_u8(h264_near8(e->p0, e->q0, alpha),
			vandq_u8(h264_near8(e->p1, e->p0, beta), h264_near8(e->q1, e->q0, beta)));
}

static __always_inline bool h264_any8(uint8x16_t mask)
{
	const uint64x2_t halves = vreinterpretq_u64_u8(mask);

	return vgetq_lane_u64(vreinterpretq_u64_u32(vpmaxq_u32(vreinterpretq_u32_u64(halves),
							       vreinterpretq_u32_u64(halves))), 0);
}

/* t'C0 of each line: that of segment i for the lines from i * @seg_len on */
static __always_inline int8x16_t h264_tc0_lines8(const s8 tc0[4], int seg_len)
{
	int8x16_t v;
	u32 word;

	memcpy(&word, tc0, sizeof(word));
	v = vreinterpretq_s8_u32(vdupq_n_u32(word));
	if (seg_len > 1)
		v = vzip1q_s8(v, v);
	if (seg_len > 2)
		v = vreinterpretq_s8_s16(vzip1q_s16(vreinterpretq_s16_s8(v),
						    vreinterpretq_s16_s8(v)));
	return v;
}

/* ((q0 - p0) * 4 + (p1 - q1) + 4) >> 3 of 8.7.2.3, clipped to s8: tc is 27 at most. */
static __always_inline int8x8_t h264_delta8(uint8x8_t p1, uint8x8_t p0, uint8x8_t q0, uint8x8_t q1)
{
	const int16x8_t inner = vreinterpretq_s16_u16(vsubl_u8(q0, p0));
	const int16x8_t outer = vreinterpretq_s16_u16(vsubl_u8(p1, q1));

	return vqrshrn_n_s16(vaddq_s16(vshlq_n_s16(inner, 2), outer), 3);
}

/* p0 and q0 with tC in @tc, 0 for lines that stay */
static __always_inline void h264_filter_inner8(struct h264_edge8 *e, int8x16_t tc, int lines)
{
	int8x8_t lo = h264_delta8(vget_low_u8(e->p1), vget_low_u8(e->p0), vget_low_u8(e->q0),
				  vget_low_u8(e->q1));
	int8x16_t delta = vcombine_s8(lo, lo);

	if (lines == 16)
		delta = vcombine_s8(lo, h264_delta8(vget_high_u8(e->p1), vget_high_u8(e->p0),
						    vget_high_u8(e->q0), vget_high_u8(e->q1)));
	delta = vmaxq_s8(vminq_s8(delta, tc), vnegq_s8(tc));
	e->p0 = vsqaddq_u8(e->p0, delta);
	e->q0 = vsqaddq_u8(e->q0, vnegq_s8(delta));
}

/* p1 or q1 with t'C0 in @tc0, 0 for lines that stay; @mean is that of p0 and q0. */
static __always_inline uint8x16_t h264_filter_outer8(uint8x16_t p1, uint8x16_t p2,
						     uint8x16_t mean, uint8x16_t tc0)
{
	return vmaxq_u8(vminq_u8(vhaddq_u8(p2, mean), vqaddq_u8(p1, tc0)), vqsubq_u8(p1, tc0));
}

/* 8.7.2.3 with chromaStyleFilteringFlag 0. Return: false if no sample changes. */
static __always_inline bool h264_luma_filter8(struct h264_edge8 *e, int alpha, int beta,
					      int8x16_t tc0, int lines)
{
	const uint8x16_t b = vdupq_n_u8(beta);
	const uint8x16_t active = vandq_u8(h264_edge_active8(e, vdupq_n_u8(alpha), b),
					   vcgezq_s8(tc0));
	const uint8x16_t mean = vrhaddq_u8(e->p0, e->q0);
	uint8x16_t ap, aq, tc;

	if (!h264_any8(active))
		return false;
	ap = vandq_u8(h264_near8(e->p2, e->p0, b), active);
	aq = vandq_u8(h264_near8(e->q2, e->q0, b), active);
	tc = vandq_u8(vreinterpretq_u8_s8(tc0), active);
	e->p2 = h264_filter_outer8(e->p1, e->p2, mean, vandq_u8(tc, ap));
	e->q2 = h264_filter_outer8(e->q1, e->q2, mean, vandq_u8(tc, aq));
	/* A mask is -1. */
	h264_filter_inner8(e, vreinterpretq_s8_u8(vsubq_u8(vsubq_u8(tc, ap), aq)), lines);
	e->p1 = e->p2;
	e->q1 = e->q2;
	return true;
}

/* 8.7.2.3 with chromaStyleFilteringFlag 1 */
static __always_inline bool h264_chroma_filter8(struct h264_edge8 *e, int alpha, int beta,
						int8x16_t tc0, int lines)
{
	const uint8x16_t active = vandq_u8(h264_edge_active8(e, vdupq_n_u8(alpha),
							     vdupq_n_u8(beta)),
					   vcgezq_s8(tc0));

	if (!h264_any8(active))
		return false;
	/* tC0 + 1 */
	h264_filter_inner8(e, vandq_s8(vaddq_s8(tc0, vdupq_n_s8(1)),
				       vreinterpretq_s8_u8(active)), lines);
	return true;
}

/* (2 * p1 + p0 + q1 + 2) >> 2 of 8.7.2.4 */
static __always_inline uint8x16_t h264_weak8(uint8x16_t p1, uint8x16_t p0, uint8x16_t q1)
{
	return vrhaddq_u8(p1, vhaddq_u8(p0, q1));
}

/* What ap < beta && Abs(p0 - q0) < ((alpha >> 2) + 2) makes of p0, p1 and p2 in 8.7.2.4 */
struct h264_strong8 {
	uint8x8_t p0;
	uint8x8_t p1;
	uint8x8_t p2;
};

/* @inner is p0 + q0. */
static __always_inline struct h264_strong8 h264_strong8(uint8x8_t p3, uint8x8_t p2, uint8x8_t p1,
							uint16x8_t inner, uint8x8_t q1)
{
	const uint16x8_t sum3 = vaddw_u8(inner, p1), sum4 = vaddw_u8(sum3, p2);
	const uint16x8_t far = vaddl_u8(p3, p2);

	return (struct h264_strong8){
		.p0 = vrshrn_n_u16(vaddw_u8(vaddq_u16(sum3, sum4), q1), 3),
		.p1 = vrshrn_n_u16(sum4, 2),
		.p2 = vrshrn_n_u16(vaddq_u16(vaddq_u16(far, far), sum4), 3),
	};
}

/* One side with bS 4; @inner8 has p0 + q0 of the two halves. */
static __always_inline void h264_strong_side8(uint8x16_t p3, uint8x16_t *p2, uint8x16_t *p1,
					      uint8x16_t *p0, uint8x16_t q1, uint16x8_t inner_lo,
					      uint16x8_t inner_hi, uint8x16_t active,
					      uint8x16_t strong, int lines)
{
	const uint8x16_t weak = h264_weak8(*p1, *p0, q1);
	struct h264_strong8 lo, hi;

	lo = h264_strong8(vget_low_u8(p3), vget_low_u8(*p2), vget_low_u8(*p1), inner_lo,
			  vget_low_u8(q1));
	hi = lo;
	if (lines == 16)
		hi = h264_strong8(vget_high_u8(p3), vget_high_u8(*p2), vget_high_u8(*p1), inner_hi,
				  vget_high_u8(q1));
	*p0 = vbslq_u8(strong, vcombine_u8(lo.p0, hi.p0), vbslq_u8(active, weak, *p0));
	*p1 = vbslq_u8(strong, vcombine_u8(lo.p1, hi.p1), *p1);
	*p2 = vbslq_u8(strong, vcombine_u8(lo.p2, hi.p2), *p2);
}

/* 8.7.2.4 with chromaStyleFilteringFlag 0 */
static __always_inline bool h264_luma_intra_filter8(struct h264_edge8 *e, int alpha, int beta,
						    int lines)
{
	const uint8x16_t b = vdupq_n_u8(beta);
	const uint8x16_t active = h264_edge_active8(e, vdupq_n_u8(alpha), b);
	const uint8x16_t near = vandq_u8(h264_near8(e->p0, e->q0, vdupq_n_u8((alpha >> 2) + 2)),
					 active);
	const uint8x16_t ap = vandq_u8(h264_near8(e->p2, e->p0, b), near);
	const uint8x16_t aq = vandq_u8(h264_near8(e->q2, e->q0, b), near);
	const uint16x8_t lo = vaddl_u8(vget_low_u8(e->p0), vget_low_u8(e->q0));
	const uint16x8_t hi = vaddl_high_u8(e->p0, e->q0);
	const uint8x16_t p1 = e->p1;

	if (!h264_any8(active))
		return false;
	h264_strong_side8(e->p3, &e->p2, &e->p1, &e->p0, e->q1, lo, hi, active, ap, lines);
	h264_strong_side8(e->q3, &e->q2, &e->q1, &e->q0, p1, lo, hi, active, aq, lines);
	return true;
}

/* 8.7.2.4 with chromaStyleFilteringFlag 1 */
static __always_inline bool h264_chroma_intra_filter8(struct h264_edge8 *e, int alpha, int beta)
{
	const uint8x16_t active = h264_edge_active8(e, vdupq_n_u8(alpha), vdupq_n_u8(beta));
	const uint8x16_t p0 = h264_weak8(e->p1, e->p0, e->q1);

	e->q0 = vbslq_u8(active, h264_weak8(e->q1, e->q0, e->p1), e->q0);
	e->p0 = vbslq_u8(active, p0, e->p0);
	return true;
}

static __always_inline uint8x16_t h264_load_line8(const u8 *s, int lines)
{
	u32 word;

	if (lines == 16)
		return vld1q_u8(s);
	if (lines == 8)
		return vcombine_u8(vld1_u8(s), vcreate_u8(0));
	memcpy(&word, s, sizeof(word));
	return vreinterpretq_u8_u32(vdupq_n_u32(word));
}

static __always_inline void h264_store_line8(u8 *d, uint8x16_t v, int lines)
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

static __always_inline uint8x16_t h264_trn1_16(uint8x16_t a, uint8x16_t b)
{
	return vreinterpretq_u8_u16(vtrn1q_u16(vreinterpretq_u16_u8(a), vreinterpretq_u16_u8(b)));
}

static __always_inline uint8x16_t h264_trn2_16(uint8x16_t a, uint8x16_t b)
{
	return vreinterpretq_u8_u16(vtrn2q_u16(vreinterpretq_u16_u8(a), vreinterpretq_u16_u8(b)));
}

static __always_inline uint8x16_t h264_trn1_32(uint8x16_t a, uint8x16_t b)
{
	return vreinterpretq_u8_u32(vtrn1q_u32(vreinterpretq_u32_u8(a), vreinterpretq_u32_u8(b)));
}

static __always_inline uint8x16_t h264_trn2_32(uint8x16_t a, uint8x16_t b)
{
	return vreinterpretq_u8_u32(vtrn2q_u32(vreinterpretq_u32_u8(a), vreinterpretq_u32_u8(b)));
}

/* Exchanges rows and columns of 8x8 bytes, in either half of the vectors. */
static __always_inline void h264_transpose8x8(struct h264_edge8 *e)
{
	const uint8x16_t a0 = vtrn1q_u8(e->p3, e->p2), a1 = vtrn2q_u8(e->p3, e->p2);
	const uint8x16_t a2 = vtrn1q_u8(e->p1, e->p0), a3 = vtrn2q_u8(e->p1, e->p0);
	const uint8x16_t a4 = vtrn1q_u8(e->q0, e->q1), a5 = vtrn2q_u8(e->q0, e->q1);
	const uint8x16_t a6 = vtrn1q_u8(e->q2, e->q3), a7 = vtrn2q_u8(e->q2, e->q3);
	const uint8x16_t b0 = h264_trn1_16(a0, a2), b2 = h264_trn2_16(a0, a2);
	const uint8x16_t b1 = h264_trn1_16(a1, a3), b3 = h264_trn2_16(a1, a3);
	const uint8x16_t b4 = h264_trn1_16(a4, a6), b6 = h264_trn2_16(a4, a6);
	const uint8x16_t b5 = h264_trn1_16(a5, a7), b7 = h264_trn2_16(a5, a7);

	e->p3 = h264_trn1_32(b0, b4);
	e->p2 = h264_trn1_32(b1, b5);
	e->p1 = h264_trn1_32(b2, b6);
	e->p0 = h264_trn1_32(b3, b7);
	e->q0 = h264_trn2_32(b0, b4);
	e->q1 = h264_trn2_32(b1, b5);
	e->q2 = h264_trn2_32(b2, b6);
	e->q3 = h264_trn2_32(b3, b7);
}

/* 8 bytes of row @s and, with 16 lines, of the row 8 below */
static __always_inline uint8x16_t h264_load_rows8(const u8 *s, ptrdiff_t stride, int lines)
{
	return vcombine_u8(vld1_u8(s), lines == 16 ? vld1_u8(s + 8 * stride) : vcreate_u8(0));
}

/* p3..q3 of a vertical edge of 8 or 16 lines */
static __always_inline struct h264_edge8 h264_load_columns8(const u8 *s, ptrdiff_t stride,
							    int lines)
{
	struct h264_edge8 e;

	s -= 4;
	e.p3 = h264_load_rows8(s, stride, lines);
	e.p2 = h264_load_rows8(s + stride, stride, lines);
	e.p1 = h264_load_rows8(s + 2 * stride, stride, lines);
	e.p0 = h264_load_rows8(s + 3 * stride, stride, lines);
	s += 4 * stride;
	e.q0 = h264_load_rows8(s, stride, lines);
	e.q1 = h264_load_rows8(s + stride, stride, lines);
	e.q2 = h264_load_rows8(s + 2 * stride, stride, lines);
	e.q3 = h264_load_rows8(s + 3 * stride, stride, lines);
	h264_transpose8x8(&e);
	return e;
}

static __always_inline void h264_store_rows8(u8 *d, ptrdiff_t stride, uint8x16_t v, int lines)
{
	vst1_u8(d, vget_low_u8(v));
	if (lines == 16)
		vst1_u8(d + 8 * stride, vget_high_u8(v));
}

static __always_inline void h264_store_columns8(u8 *d, ptrdiff_t stride, struct h264_edge8 *e,
						int lines)
{
	h264_transpose8x8(e);
	d -= 4;
	h264_store_rows8(d, stride, e->p3, lines);
	h264_store_rows8(d + stride, stride, e->p2, lines);
	h264_store_rows8(d + 2 * stride, stride, e->p1, lines);
	h264_store_rows8(d + 3 * stride, stride, e->p0, lines);
	d += 4 * stride;
	h264_store_rows8(d, stride, e->q0, lines);
	h264_store_rows8(d + stride, stride, e->q1, lines);
	h264_store_rows8(d + 2 * stride, stride, e->q2, lines);
	h264_store_rows8(d + 3 * stride, stride, e->q3, lines);
}

#define H264_STORE_LANE8(d, v, lane) do {						\
	const u32 word__ = vgetq_lane_u32(vreinterpretq_u32_u8(v), lane);		\
											\
	memcpy(d, &word__, sizeof(word__));						\
} while (0)

/* p1..q1 of the lines 0, 2, 4, 6 in @even and 1, 3, 5, 7 in @odd */
static __always_inline void h264_store_middle8(u8 *d, ptrdiff_t stride, uint8x16_t even,
					       uint8x16_t odd)
{
	H264_STORE_LANE8(d, even, 0);
	H264_STORE_LANE8(d + stride, odd, 0);
	H264_STORE_LANE8(d + 2 * stride, even, 1);
	H264_STORE_LANE8(d + 3 * stride, odd, 1);
	d += 4 * stride;
	H264_STORE_LANE8(d, even, 2);
	H264_STORE_LANE8(d + stride, odd, 2);
	H264_STORE_LANE8(d + 2 * stride, even, 3);
	H264_STORE_LANE8(d + 3 * stride, odd, 3);
}

static __always_inline uint8x16_t h264_zip1_16(uint8x16_t a, uint8x16_t b)
{
	return vreinterpretq_u8_u16(vzip1q_u16(vreinterpretq_u16_u8(a), vreinterpretq_u16_u8(b)));
}

static __always_inline uint8x16_t h264_zip2_16(uint8x16_t a, uint8x16_t b)
{
	return vreinterpretq_u8_u16(vzip2q_u16(vreinterpretq_u16_u8(a), vreinterpretq_u16_u8(b)));
}

/* p1..q1 of 4, 8 or 16 lines */
static __always_inline void h264_store_columns4(u8 *d, ptrdiff_t stride, struct h264_edge8 e,
						int lines)
{
	const uint8x16_t p_even = vtrn1q_u8(e.p1, e.p0), p_odd = vtrn2q_u8(e.p1, e.p0);
	const uint8x16_t q_even = vtrn1q_u8(e.q0, e.q1), q_odd = vtrn2q_u8(e.q0, e.q1);
	const uint8x16_t even = h264_zip1_16(p_even, q_even), odd = h264_zip1_16(p_odd, q_odd);

	d -= 2;
	if (lines == 4) {
		H264_STORE_LANE8(d, even, 0);
		H264_STORE_LANE8(d + stride, odd, 0);
		H264_STORE_LANE8(d + 2 * stride, even, 1);
		H264_STORE_LANE8(d + 3 * stride, odd, 1);
		return;
	}
	h264_store_middle8(d, stride, even, odd);
	if (lines == 16)
		h264_store_middle8(d + 8 * stride, stride, h264_zip2_16(p_even, q_even),
				   h264_zip2_16(p_odd, q_odd));
}

static __always_inline uint32x4_t h264_load_word8(const u8 *s)
{
	u32 word;

	memcpy(&word, s, sizeof(word));
	return vdupq_n_u32(word);
}

#define H264_LOAD_LANE8(s, v, lane) ({							\
	u32 word__;									\
											\
	memcpy(&word__, s, sizeof(word__));						\
	vsetq_lane_u32(word__, v, lane);						\
})

/* p1..q1 of rows @s, and of every fourth row from there */
static __always_inline uint8x16_t h264_load_words8(const u8 *s, ptrdiff_t stride, int lines)
{
	uint32x4_t v = h264_load_word8(s);

	if (lines > 4)
		v = H264_LOAD_LANE8(s + 4 * stride, v, 1);
	if (lines > 8) {
		v = H264_LOAD_LANE8(s + 8 * stride, v, 2);
		v = H264_LOAD_LANE8(s + 12 * stride, v, 3);
	}
	return vreinterpretq_u8_u32(v);
}

/* p1..q1 of a vertical edge of 4, 8 or 16 lines */
static __always_inline struct h264_edge8 h264_load_columns4(const u8 *s, ptrdiff_t stride,
							    int lines)
{
	const uint8x16_t r0 = h264_load_words8(s - 2, stride, lines);
	const uint8x16_t r1 = h264_load_words8(s - 2 + stride, stride, lines);
	const uint8x16_t r2 = h264_load_words8(s - 2 + 2 * stride, stride, lines);
	const uint8x16_t r3 = h264_load_words8(s - 2 + 3 * stride, stride, lines);
	const uint8x16_t a0 = vtrn1q_u8(r0, r1), a1 = vtrn2q_u8(r0, r1);
	const uint8x16_t a2 = vtrn1q_u8(r2, r3), a3 = vtrn2q_u8(r2, r3);
	struct h264_edge8 e = {};

	e.p1 = h264_trn1_16(a0, a2);
	e.p0 = h264_trn1_16(a1, a3);
	e.q0 = h264_trn2_16(a0, a2);
	e.q1 = h264_trn2_16(a1, a3);
	return e;
}

static __always_inline void h264_luma_vert8(u8 *s, ptrdiff_t stride, int seg_len, int alpha,
					    int beta, const s8 tc0[4])
{
	const int lines = 4 * seg_len;
	struct h264_edge8 e = h264_load_columns8(s, stride, lines);

	if (h264_luma_filter8(&e, alpha, beta, h264_tc0_lines8(tc0, seg_len), lines))
		h264_store_columns4(s, stride, e, lines);
}

static void h264_deblock_luma_vert_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					     int beta, const s8 tc0[4], int bd_max)
{
	if (seg_len == 4)
		h264_luma_vert8(pix, stride, 4, alpha, beta, tc0);
	else
		h264_luma_vert8(pix, stride, 2, alpha, beta, tc0);
}

static __always_inline void h264_luma_hor8(u8 *s, ptrdiff_t stride, int seg_len, int alpha,
					   int beta, const s8 tc0[4])
{
	const int lines = 4 * seg_len;
	struct h264_edge8 e = {
		.p2 = h264_load_line8(s - 3 * stride, lines),
		.p1 = h264_load_line8(s - 2 * stride, lines),
		.p0 = h264_load_line8(s - stride, lines),
		.q0 = h264_load_line8(s, lines),
		.q1 = h264_load_line8(s + stride, lines),
		.q2 = h264_load_line8(s + 2 * stride, lines),
	};

	if (!h264_luma_filter8(&e, alpha, beta, h264_tc0_lines8(tc0, seg_len), lines))
		return;
	h264_store_line8(s - 2 * stride, e.p1, lines);
	h264_store_line8(s - stride, e.p0, lines);
	h264_store_line8(s, e.q0, lines);
	h264_store_line8(s + stride, e.q1, lines);
}

static void h264_deblock_luma_hor_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					    int beta, const s8 tc0[4], int bd_max)
{
	if (seg_len == 4)
		h264_luma_hor8(pix, stride, 4, alpha, beta, tc0);
	else
		h264_luma_hor8(pix, stride, 2, alpha, beta, tc0);
}

static __always_inline void h264_luma_intra_vert8(u8 *s, ptrdiff_t stride, int lines, int alpha,
						  int beta)
{
	struct h264_edge8 e = h264_load_columns8(s, stride, lines);

	if (h264_luma_intra_filter8(&e, alpha, beta, lines))
		h264_store_columns8(s, stride, &e, lines);
}

static void h264_deblock_luma_intra_vert_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len,
						   int alpha, int beta, int bd_max)
{
	if (seg_len == 4)
		h264_luma_intra_vert8(pix, stride, 16, alpha, beta);
	else
		h264_luma_intra_vert8(pix, stride, 8, alpha, beta);
}

static __always_inline void h264_luma_intra_hor8(u8 *s, ptrdiff_t stride, int lines, int alpha,
						 int beta)
{
	struct h264_edge8 e = {
		.p3 = h264_load_line8(s - 4 * stride, lines),
		.p2 = h264_load_line8(s - 3 * stride, lines),
		.p1 = h264_load_line8(s - 2 * stride, lines),
		.p0 = h264_load_line8(s - stride, lines),
		.q0 = h264_load_line8(s, lines),
		.q1 = h264_load_line8(s + stride, lines),
		.q2 = h264_load_line8(s + 2 * stride, lines),
		.q3 = h264_load_line8(s + 3 * stride, lines),
	};

	if (!h264_luma_intra_filter8(&e, alpha, beta, lines))
		return;
	h264_store_line8(s - 3 * stride, e.p2, lines);
	h264_store_line8(s - 2 * stride, e.p1, lines);
	h264_store_line8(s - stride, e.p0, lines);
	h264_store_line8(s, e.q0, lines);
	h264_store_line8(s + stride, e.q1, lines);
	h264_store_line8(s + 2 * stride, e.q2, lines);
}

static void h264_deblock_luma_intra_hor_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len,
						  int alpha, int beta, int bd_max)
{
	if (seg_len == 4)
		h264_luma_intra_hor8(pix, stride, 16, alpha, beta);
	else
		h264_luma_intra_hor8(pix, stride, 8, alpha, beta);
}

static __always_inline void h264_chroma_vert8(u8 *s, ptrdiff_t stride, int seg_len, int alpha,
					      int beta, const s8 tc0[4])
{
	const int lines = 4 * seg_len;
	struct h264_edge8 e = h264_load_columns4(s, stride, lines);

	if (h264_chroma_filter8(&e, alpha, beta, h264_tc0_lines8(tc0, seg_len), lines))
		h264_store_columns4(s, stride, e, lines);
}

static void h264_deblock_chroma_vert_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					       int beta, const s8 tc0[4], int bd_max)
{
	if (seg_len == 2)
		h264_chroma_vert8(pix, stride, 2, alpha, beta, tc0);
	else if (seg_len == 4)
		h264_chroma_vert8(pix, stride, 4, alpha, beta, tc0);
	else
		h264_chroma_vert8(pix, stride, 1, alpha, beta, tc0);
}

static __always_inline struct h264_edge8 h264_load_chroma_edge8(const u8 *s, ptrdiff_t stride,
								int lines)
{
	return (struct h264_edge8){
		.p1 = h264_load_line8(s - 2 * stride, lines),
		.p0 = h264_load_line8(s - stride, lines),
		.q0 = h264_load_line8(s, lines),
		.q1 = h264_load_line8(s + stride, lines),
	};
}

static __always_inline void h264_chroma_hor8(u8 *s, ptrdiff_t stride, int seg_len, int alpha,
					     int beta, const s8 tc0[4])
{
	const int lines = 4 * seg_len;
	struct h264_edge8 e = h264_load_chroma_edge8(s, stride, lines);

	if (!h264_chroma_filter8(&e, alpha, beta, h264_tc0_lines8(tc0, seg_len), lines))
		return;
	h264_store_line8(s - stride, e.p0, lines);
	h264_store_line8(s, e.q0, lines);
}

static void h264_deblock_chroma_hor_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					      int beta, const s8 tc0[4], int bd_max)
{
	if (seg_len == 2)
		h264_chroma_hor8(pix, stride, 2, alpha, beta, tc0);
	else if (seg_len == 4)
		h264_chroma_hor8(pix, stride, 4, alpha, beta, tc0);
	else
		h264_chroma_hor8(pix, stride, 1, alpha, beta, tc0);
}

static __always_inline void h264_chroma_intra_vert8(u8 *s, ptrdiff_t stride, int lines, int alpha,
						    int beta)
{
	struct h264_edge8 e = h264_load_columns4(s, stride, lines);

	h264_chroma_intra_filter8(&e, alpha, beta);
	h264_store_columns4(s, stride, e, lines);
}

static void h264_deblock_chroma_intra_vert_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len,
						     int alpha, int beta, int bd_max)
{
	if (seg_len == 2)
		h264_chroma_intra_vert8(pix, stride, 8, alpha, beta);
	else if (seg_len == 4)
		h264_chroma_intra_vert8(pix, stride, 16, alpha, beta);
	else
		h264_chroma_intra_vert8(pix, stride, 4, alpha, beta);
}

static __always_inline void h264_chroma_intra_hor8(u8 *s, ptrdiff_t stride, int lines, int alpha,
						   int beta)
{
	struct h264_edge8 e = h264_load_chroma_edge8(s, stride, lines);

	h264_chroma_intra_filter8(&e, alpha, beta);
	h264_store_line8(s - stride, e.p0, lines);
	h264_store_line8(s, e.q0, lines);
}

static void h264_deblock_chroma_intra_hor_neon_8bpc(void *pix, ptrdiff_t stride, int seg_len,
						    int alpha, int beta, int bd_max)
{
	if (seg_len == 2)
		h264_chroma_intra_hor8(pix, stride, 8, alpha, beta);
	else if (seg_len == 4)
		h264_chroma_intra_hor8(pix, stride, 16, alpha, beta);
	else
		h264_chroma_intra_hor8(pix, stride, 4, alpha, beta);
}

const struct h264_dsp h264_deblock_neon_8bpc = {
	.deblock_luma = {
		[H264_EDGE_VERT] = h264_deblock_luma_vert_neon_8bpc,
		[H264_EDGE_HOR] = h264_deblock_luma_hor_neon_8bpc,
	},
	.deblock_luma_intra = {
		[H264_EDGE_VERT] = h264_deblock_luma_intra_vert_neon_8bpc,
		[H264_EDGE_HOR] = h264_deblock_luma_intra_hor_neon_8bpc,
	},
	.deblock_chroma = {
		[H264_EDGE_VERT] = h264_deblock_chroma_vert_neon_8bpc,
		[H264_EDGE_HOR] = h264_deblock_chroma_hor_neon_8bpc,
	},
	.deblock_chroma_intra = {
		[H264_EDGE_VERT] = h264_deblock_chroma_intra_vert_neon_8bpc,
		[H264_EDGE_HOR] = h264_deblock_chroma_intra_hor_neon_8bpc,
	},
};
