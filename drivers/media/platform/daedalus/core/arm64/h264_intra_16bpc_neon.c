// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 intra prediction of samples of 9 to 14 bits with NEON (Rec. ITU-T H.264, 8.3). Means
 * and sums of four samples fit 16 bits; those of 16 are made in 32.
 */
#include <linux/compiler.h>
#include <linux/types.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

#define H264_FN(name)	name##_neon_16bpc

#define h264_sample	u16
#define h264_v4		uint16x4_t
#define h264_line	uint16x8_t
#define h264_v8		uint16x8_t
#define h264_v16	struct h264_v16_u16

struct h264_v16_u16 {
	uint16x8_t lo;
	uint16x8_t hi;
};

#define h264_load4(p)		vld1_u16(p)
#define h264_store4(d, v)	vst1_u16(d, v)
#define h264_dup4(value)	vdup_n_u16(value)
#define h264_spread4(p)		vld1_dup_u16(p)
#define h264_join4(a, b)	vcombine_u16(a, b)
#define h264_sum4(p)		vaddlv_u16(vld1_u16(p))
#define h264_low4(v)		vget_low_u16(v)
#define h264_high4(v)		vget_high_u16(v)
#define h264_piece4(v, k)	vget_low_u16(vextq_u16(v, v, k))
#define h264_end4(v, after, k)	vget_low_u16(vextq_u16(v, after, 4 + (k)))
/* Place k comes to the last of four, from which on the row is taken. */
#define h264_enter4(v, k, row)	vext_u16(h264_piece4(v, ((k) + 5) & 7), row, 3)
#define h264_turn4(v)		vextq_u16(v, v, 4)
#define h264_zip4(a, b)		vzip1q_u16(a, b)

static __always_inline h264_v4 h264_gather4(const u16 *a, const u16 *b, const u16 *c,
					    const u16 *d)
{
	h264_v4 v = vld1_dup_u16(a);

	v = vld1_lane_u16(b, v, 1);
	v = vld1_lane_u16(c, v, 2);
	return vld1_lane_u16(d, v, 3);
}

#define h264_load8(p)		vld1q_u16(p)
#define h264_store8(d, v)	vst1q_u16(d, v)
#define h264_dup8(value)	vdupq_n_u16(value)
#define h264_spread8(p)		vld1q_dup_u16(p)
#define h264_sum8(v)		vaddlvq_u16(v)
/* Two samples fit 16 bits. */
#define h264_sum8x2(a, b)	vaddlvq_u16(vaddq_u16(a, b))
#define h264_lane8(v, k)	vdupq_laneq_u16(v, k)
#define h264_ext8(a, b, k)	vextq_u16(a, b, k)
#define h264_evens8(v)		vuzp1q_u16(v, v)
#define h264_odds8(v)		vuzp2q_u16(v, v)

static __always_inline h264_v8 h264_avg3_8(h264_v8 a, h264_v8 b, h264_v8 c)
{
	return vrhaddq_u16(b, vhaddq_u16(a, c));
}

static __always_inline h264_v8 h264_rev8(h264_v8 v)
{
	const uint16x8_t halves = vrev64q_u16(v);

	return vextq_u16(halves, halves, 4);
}

static __always_inline const u16 *h264_up16(const u16 *p, ptrdiff_t stride, int n)
{
	return (const u16 *)((const u8 *)p - n * stride);
}

static __always_inline h264_v8 h264_up8(const u16 *p, ptrdiff_t stride)
{
	h264_v8 v = vld1q_dup_u16(p);

	v = vld1q_lane_u16(h264_up16(p, stride, 1), v, 1);
	v = vld1q_lane_u16(h264_up16(p, stride, 2), v, 2);
	v = vld1q_lane_u16(h264_up16(p, stride, 3), v, 3);
	v = vld1q_lane_u16(h264_up16(p, stride, 4), v, 4);
	v = vld1q_lane_u16(h264_up16(p, stride, 5), v, 5);
	v = vld1q_lane_u16(h264_up16(p, stride, 6), v, 6);
	return vld1q_lane_u16(h264_up16(p, stride, 7), v, 7);
}

static __always_inline h264_v8 h264_pair8(unsigned int first, unsigned int second)
{
	return vcombine_u16(vdup_n_u16(first), vdup_n_u16(second));
}

static __always_inline h264_v8 h264_mean_pair8(const u16 *p)
{
	const uint16x8_t v = vld1q_u16(p), pairs = vpaddq_u16(v, v);
	const uint16x8_t means = vrshrq_n_u16(vpaddq_u16(pairs, pairs), 2);
	const uint32x4_t twice = vreinterpretq_u32_u16(vzip1q_u16(means, means));

	return vreinterpretq_u16_u32(vzip1q_u32(twice, twice));
}

struct h264_sums {
	unsigned int first;
	unsigned int second;
};

static __always_inline struct h264_sums h264_sums4(const u16 *p)
{
	return (struct h264_sums){ .first = h264_sum4(p), .second = h264_sum4(p + 4) };
}

#define h264_lane16(v, k)	h264_both16(vdupq_laneq_u16(v, k))
#define h264_dup16(value)	h264_both16(vdupq_n_u16(value))
#define h264_spread16(p)	h264_both16(vld1q_dup_u16(p))
#define h264_low8(v)		((v).lo)
#define h264_high8(v)		((v).hi)
#define h264_piece8(v, k)	vextq_u16((v).lo, (v).hi, k)
#define h264_end8(v, after, k)	vextq_u16((v).hi, (after).lo, k)

static __always_inline h264_v16 h264_join8(h264_v8 lo, h264_v8 hi)
{
	return (h264_v16){ lo, hi };
}

static __always_inline h264_v16 h264_both16(uint16x8_t v)
{
	return h264_join8(v, v);
}

static __always_inline h264_v16 h264_load16(const u16 *p)
{
	return h264_join8(vld1q_u16(p), vld1q_u16(p + 8));
}

static __always_inline void h264_store16(u16 *d, h264_v16 v)
{
	vst1q_u16(d, v.lo);
	vst1q_u16(d + 8, v.hi);
}

static __always_inline unsigned int h264_sum16(const u16 *p)
{
	return h264_sum8x2(vld1q_u16(p), vld1q_u16(p + 8));
}

static __always_inline h264_v16 h264_turn8(h264_v16 v)
{
	return h264_join8(v.hi, v.lo);
}

static __always_inline h264_v16 h264_zip8(h264_v16 a, h264_v16 b)
{
	return h264_join8(vzip1q_u16(a.lo, b.lo), vzip2q_u16(a.lo, b.lo));
}

static __always_inline h264_v16 h264_next16(h264_v16 v, h264_v16 last)
{
	return h264_join8(vextq_u16(v.lo, v.hi, 1), vextq_u16(v.hi, last.lo, 1));
}

static __always_inline h264_v16 h264_second16(h264_v16 v, h264_v16 last)
{
	return h264_join8(vextq_u16(v.lo, v.hi, 2), vextq_u16(v.hi, last.lo, 2));
}

static __always_inline h264_v16 h264_before16(h264_v16 first, h264_v16 v)
{
	return h264_join8(vextq_u16(first.hi, v.lo, 7), vextq_u16(v.lo, v.hi, 7));
}

static __always_inline h264_v16 h264_avg2_16(h264_v16 a, h264_v16 b)
{
	return h264_join8(vrhaddq_u16(a.lo, b.lo), vrhaddq_u16(a.hi, b.hi));
}

static __always_inline h264_v16 h264_avg3_16(h264_v16 a, h264_v16 b, h264_v16 c)
{
	return h264_join8(h264_avg3_8(a.lo, b.lo, c.lo), h264_avg3_8(a.hi, b.hi, c.hi));
}

static __always_inline unsigned int h264_grey(int bd_max)
{
	return (bd_max + 1) >> 1;
}

/*
 * struct h264_means4 - of a line of samples from @line, which is 8 long and goes on as
 *	@last does
 * @two: means of two, from each place on
 * @three: means of three, from each place on
 */
struct h264_means4 {
	h264_line two;
	h264_line three;
};

static __always_inline struct h264_means4 h264_make_means4(h264_line line, const u16 *last)
{
	const uint16x8_t end = vld1q_dup_u16(last);
	const uint16x8_t next = vextq_u16(line, end, 1), second = vextq_u16(line, end, 2);

	return (struct h264_means4){
		.two = vrhaddq_u16(line, next), .three = h264_avg3_8(line, next, second),
	};
}

static const s16 h264_one_to_8[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
static const s16 h264_8_to_one[8] = { 8, 7, 6, 5, 4, 3, 2, 1 };

/* Sum of @n / 2 weighted differences across the middle of the row above, see the C version */
static __always_inline int h264_plane_h(const void *d, ptrdiff_t stride, int n)
{
	const u16 *above = h264_up16(d, stride, 1);
	int16x8_t after, before, up, down;
	int32x4_t sum;

	if (n == 16) {
		after = vreinterpretq_s16_u16(vld1q_u16(above + 8));
		before = vreinterpretq_s16_u16(vld1q_u16(above - 1));
		up = vld1q_s16(h264_one_to_8);
		down = vld1q_s16(h264_8_to_one);
		sum = vmull_s16(vget_low_s16(after), vget_low_s16(up));
		sum = vmlsl_s16(sum, vget_low_s16(before), vget_low_s16(down));
		sum = vmlal_high_s16(sum, after, up);
		return vaddvq_s32(vmlsl_high_s16(sum, before, down));
	}
	sum = vmull_s16(vreinterpret_s16_u16(vld1_u16(above + 4)), vld1_s16(h264_one_to_8));
	return vaddvq_s32(vmlsl_s16(sum, vreinterpret_s16_u16(vld1_u16(above - 1)),
				    vld1_s16(h264_8_to_one + 4)));
}

/* @b, @c: slopes, at most 46077 in blocks of 16 samples and 87035 in those of 8 */
static __always_inline void h264_plane(void *dst, ptrdiff_t stride, int w, int h, int b, int c,
				       int bd_max)
{
	const u16 *left = h264_up16(dst, stride, 1 - h) - 1;
	const int a = 16 * (*left + h264_up16(dst, stride, 1)[w - 1]);
	const int32x4_t ramp = vmovl_s16(vld1_s16(h264_one_to_8));
	const int32x4_t slope = vdupq_n_s32(c), step = vdupq_n_s32(4 * b);
	const uint16x8_t max = vdupq_n_u16(bd_max);
	int32x4_t v0 = vdupq_n_s32(a - c * (h / 2 - 1) - b * (w / 2) + 16), v1, v2, v3;
	u16 *d = dst;

	v0 = vmlaq_n_s32(v0, ramp, b);
	v1 = vaddq_s32(v0, step);
	v2 = vaddq_s32(v1, step);
	v3 = vaddq_s32(v2, step);
	do {
		const uint16x8_t lo = vqshrun_high_n_s32(vqshrun_n_s32(v0, 5), v1, 5);
		const uint16x8_t hi = vqshrun_high_n_s32(vqshrun_n_s32(v2, 5), v3, 5);

		vst1q_u16(d, vminq_u16(lo, max));
		if (w == 16)
			vst1q_u16(d + 8, vminq_u16(hi, max));
		v0 = vaddq_s32(v0, slope);
		v1 = vaddq_s32(v1, slope);
		v2 = vaddq_s32(v2, slope);
		v3 = vaddq_s32(v3, slope);
		d = (u16 *)((u8 *)d + stride);
	} while (--h > 0);
}

#include "h264_intra_tmpl.h"
