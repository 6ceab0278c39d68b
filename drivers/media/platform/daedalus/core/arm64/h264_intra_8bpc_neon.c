// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 intra prediction of 8-bit samples with NEON (Rec. ITU-T H.264, 8.3). Rows of 4x4
 * blocks, and lines along them, are in general registers.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

#define H264_FN(name)	name##_neon_8bpc

#define h264_sample	u8
#define h264_v4	u32
#define h264_line	u64
#define h264_v8	uint8x8_t
#define h264_v16	uint8x16_t

static __always_inline h264_v4 h264_load4(const u8 *p)
{
	u32 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static __always_inline void h264_store4(u8 *d, h264_v4 v)
{
	memcpy(d, &v, sizeof(v));
}

static __always_inline h264_v4 h264_dup4(unsigned int value)
{
	return value * 0x01010101u;
}

static __always_inline h264_v4 h264_spread4(const u8 *p)
{
	return h264_dup4(*p);
}

static __always_inline h264_line h264_join4(h264_v4 first, h264_v4 second)
{
	return first | (u64)second << 32;
}

static __always_inline unsigned int h264_sum4(const u8 *p)
{
	return vaddlv_u8(vcreate_u8(h264_load4(p)));
}

static __always_inline h264_v4 h264_gather4(const u8 *a, const u8 *b, const u8 *c, const u8 *d)
{
	return *a | *b << 8 | *c << 16 | (u32)*d << 24;
}

#define h264_low4(v)		((u32)(v))
#define h264_high4(v)		((u32)((v) >> 32))
#define h264_piece4(v, k)	((u32)((v) >> 8 * (k)))
#define h264_end4(v, after, k)	((u32)((v) >> (32 + 8 * (k)) | (after) << (32 - 8 * (k))))
#define h264_enter4(v, k, row)	((row) << 8 | ((v) >> 8 * (k) & 255))
#define h264_turn4(v)		((v) >> 32 | (v) << 32)

static __always_inline h264_line h264_zip4(h264_line a, h264_line b)
{
	return vget_lane_u64(vreinterpret_u64_u8(vzip1_u8(vcreate_u8(a), vcreate_u8(b))), 0);
}

#define h264_load8(p)		vld1_u8(p)
#define h264_store8(d, v)	vst1_u8(d, v)
#define h264_dup8(value)	vdup_n_u8(value)
#define h264_spread8(p)		vld1_dup_u8(p)
#define h264_sum8(v)		vaddlv_u8(v)
#define h264_sum8x2(a, b)	vaddlvq_u8(vcombine_u8(a, b))
#define h264_lane8(v, k)	vdup_lane_u8(v, k)
#define h264_lane16(v, k)	vdupq_lane_u8(v, k)
#define h264_ext8(a, b, k)	vext_u8(a, b, k)
#define h264_rev8(v)		vrev64_u8(v)
#define h264_evens8(v)		vuzp1_u8(v, v)
#define h264_odds8(v)		vuzp2_u8(v, v)

static __always_inline h264_v8 h264_avg3_8(h264_v8 a, h264_v8 b, h264_v8 c)
{
	return vrhadd_u8(b, vhadd_u8(a, c));
}

static __always_inline h264_v8 h264_up8(const u8 *p, ptrdiff_t stride)
{
	h264_v8 v = vld1_dup_u8(p);

	v = vld1_lane_u8(p - stride, v, 1);
	v = vld1_lane_u8(p - 2 * stride, v, 2);
	v = vld1_lane_u8(p - 3 * stride, v, 3);
	v = vld1_lane_u8(p - 4 * stride, v, 4);
	v = vld1_lane_u8(p - 5 * stride, v, 5);
	v = vld1_lane_u8(p - 6 * stride, v, 6);
	return vld1_lane_u8(p - 7 * stride, v, 7);
}

static __always_inline h264_v8 h264_pair8(unsigned int first, unsigned int second)
{
	return vcreate_u8(first * 0x01010101u | (u64)(second * 0x01010101u) << 32);
}

static __always_inline h264_v8 h264_mean_pair8(const u8 *p)
{
	const uint32x2_t sums = vpaddl_u16(vpaddl_u8(vld1_u8(p)));

	/* The mean in each byte of its half */
	return vreinterpret_u8_u32(vmul_n_u32(vrshr_n_u32(sums, 2), 0x01010101));
}

struct h264_sums {
	unsigned int first;
	unsigned int second;
};

static __always_inline struct h264_sums h264_sums4(const u8 *p)
{
	const uint32x2_t pairs = vpaddl_u16(vpaddl_u8(vld1_u8(p)));
	const u64 sums = vget_lane_u64(vreinterpret_u64_u32(pairs), 0);

	return (struct h264_sums){ .first = (u32)sums, .second = sums >> 32 };
}

#define h264_load16(p)		vld1q_u8(p)
#define h264_store16(d, v)	vst1q_u8(d, v)
#define h264_dup16(value)	vdupq_n_u8(value)
#define h264_spread16(p)	vld1q_dup_u8(p)
#define h264_sum16(p)		vaddlvq_u8(vld1q_u8(p))
#define h264_join8(a, b)	vcombine_u8(a, b)
#define h264_low8(v)		vget_low_u8(v)
#define h264_high8(v)		vget_high_u8(v)
#define h264_piece8(v, k)	vget_low_u8(vextq_u8(v, v, k))
#define h264_end8(v, after, k)	vget_low_u8(vextq_u8(v, after, 8 + (k)))
#define h264_turn8(v)		vextq_u8(v, v, 8)
#define h264_zip8(a, b)		vzip1q_u8(a, b)
#define h264_next16(v, last)	vextq_u8(v, last, 1)
#define h264_second16(v, last)	vextq_u8(v, last, 2)
#define h264_before16(first, v)	vextq_u8(first, v, 15)
#define h264_avg2_16(a, b)	vrhaddq_u8(a, b)

static __always_inline h264_v16 h264_avg3_16(h264_v16 a, h264_v16 b, h264_v16 c)
{
	return vrhaddq_u8(b, vhaddq_u8(a, c));
}

static __always_inline unsigned int h264_grey(int bd_max)
{
	return 128;
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

static __always_inline struct h264_means4 h264_make_means4(h264_line line, const u8 *last)
{
	const u64 end = (u64)*last << 56, line1 = line >> 8 | end, line2 = line1 >> 8 | end;
	const uint8x8_t a = vcreate_u8(line), b = vcreate_u8(line1), c = vcreate_u8(line2);

	return (struct h264_means4){
		.two = vget_lane_u64(vreinterpret_u64_u8(vrhadd_u8(a, b)), 0),
		.three = vget_lane_u64(vreinterpret_u64_u8(h264_avg3_8(a, b, c)), 0),
	};
}

static const s16 h264_one_to_8[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

/* Sum of @n / 2 weighted differences across the middle of the row above, see the C version */
static __always_inline int h264_plane_h(const u8 *d, ptrdiff_t stride, int n)
{
	const u8 *above = d - stride;
	uint8x8_t after, before;
	int16x8_t diff;

	if (n == 16) {
		after = vld1_u8(above + 8);
		before = vrev64_u8(vld1_u8(above - 1));
	} else {
		/* Both halves in one; the upper one is not used. */
		after = vreinterpret_u8_u32(vdup_n_u32(h264_load4(above + 4)));
		before = vrev32_u8(vreinterpret_u8_u32(vdup_n_u32(h264_load4(above - 1))));
	}
	diff = vreinterpretq_s16_u16(vsubl_u8(after, before));
	if (n == 16)
		return vaddvq_s16(vmulq_s16(diff, vld1q_s16(h264_one_to_8)));
	return vaddv_s16(vmul_s16(vget_low_s16(diff), vld1_s16(h264_one_to_8)));
}

/*
 * @b, @c: slopes, at most 717 in blocks of 16 samples and 1354 in those of 8. All of it
 * fits 16 bits: 16 * 2 * 255 and, for each slope, half the size times that.
 */
static __always_inline void h264_plane(u8 *d, ptrdiff_t stride, int w, int h, int b, int c,
				       int bd_max)
{
	const int a = 16 * (d[(h - 1) * stride - 1] + d[w - 1 - stride]);
	const int16x8_t slope = vdupq_n_s16(c);
	int16x8_t lo = vdupq_n_s16(a - c * (h / 2 - 1) - b * (w / 2) + 16), hi;

	lo = vmlaq_n_s16(lo, vld1q_s16(h264_one_to_8), b);
	hi = vaddq_s16(lo, vdupq_n_s16(8 * b));
	do {
		if (w == 16)
			vst1q_u8(d, vcombine_u8(vqshrun_n_s16(lo, 5), vqshrun_n_s16(hi, 5)));
		else
			vst1_u8(d, vqshrun_n_s16(lo, 5));
		lo = vaddq_s16(lo, slope);
		hi = vaddq_s16(hi, slope);
		d += stride;
	} while (--h > 0);
}

#include "h264_intra_tmpl.h"
