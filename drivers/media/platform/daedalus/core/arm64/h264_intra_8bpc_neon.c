// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 intra prediction of 8-bit samples with NEON (Rec. ITU-T H.264, 8.3).
 *
 * The directional modes of 4x4 and 8x8 blocks see their neighbours as one line, from the
 * bottom left around the corner to the right. From the means of two and of three samples
 * that follow each other there, each row is a piece.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

/* (a + 2 * b + c + 2) >> 2 */
static __always_inline uint8x8_t h264_avg3_u8(uint8x8_t a, uint8x8_t b, uint8x8_t c)
{
	return vrhadd_u8(b, vhadd_u8(a, c));
}

static __always_inline uint8x16_t h264_avg3q_u8(uint8x16_t a, uint8x16_t b, uint8x16_t c)
{
	return vrhaddq_u8(b, vhaddq_u8(a, c));
}

/* @h rows of 16 times the same */
static __always_inline void h264_fill16_u8(u8 *d, ptrdiff_t stride, int h, uint8x16_t v)
{
	do {
		vst1q_u8(d, v);
		vst1q_u8(d + stride, v);
		vst1q_u8(d + 2 * stride, v);
		vst1q_u8(d + 3 * stride, v);
		d += 4 * stride;
	} while ((h -= 4) > 0);
}

/* @h rows of 8 */
static __always_inline void h264_fill8_u8(u8 *d, ptrdiff_t stride, int h, uint8x8_t v)
{
	do {
		vst1_u8(d, v);
		vst1_u8(d + stride, v);
		vst1_u8(d + 2 * stride, v);
		vst1_u8(d + 3 * stride, v);
		d += 4 * stride;
	} while ((h -= 4) > 0);
}

/* Four rows of 4 */
static __always_inline void h264_put4_u8(u8 *d, ptrdiff_t stride, u32 row0, u32 row1, u32 row2,
					 u32 row3)
{
	memcpy(d, &row0, sizeof(row0));
	memcpy(d + stride, &row1, sizeof(row1));
	memcpy(d + 2 * stride, &row2, sizeof(row2));
	memcpy(d + 3 * stride, &row3, sizeof(row3));
}

static __always_inline u32 h264_load4_u8(const u8 *p)
{
	u32 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Sum of @n samples to the left */
static __always_inline unsigned int h264_left_sum_u8(const u8 *d, ptrdiff_t stride, int n)
{
	unsigned int sum = 0;

	for (d--; n > 0; n -= 4, d += 4 * stride)
		sum += d[0] + d[stride] + d[2 * stride] + d[3 * stride];
	return sum;
}

/* Intra_4x4 (8.3.1.2) */

static void h264_pred4_vert_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	const u32 above = h264_load4_u8((const u8 *)dst - stride);

	h264_put4_u8(dst, stride, above, above, above, above);
}

static void h264_pred4_hor_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	const u8 *left = (const u8 *)dst - 1;

	h264_put4_u8(dst, stride, left[0] * 0x01010101u, left[stride] * 0x01010101u,
		     left[2 * stride] * 0x01010101u, left[3 * stride] * 0x01010101u);
}

static __always_inline void h264_fill4_u8(void *dst, ptrdiff_t stride, unsigned int value)
{
	const u32 row = value * 0x01010101u;

	h264_put4_u8(dst, stride, row, row, row, row);
}

static __always_inline unsigned int h264_above4_sum_u8(const u8 *d, ptrdiff_t stride)
{
	return vaddlv_u8(vcreate_u8(h264_load4_u8(d - stride)));
}

static void h264_pred4_dc_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	h264_fill4_u8(dst, stride, (h264_above4_sum_u8(dst, stride) +
				    h264_left_sum_u8(dst, stride, 4) + 4) >> 3);
}

static void h264_pred4_left_dc_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					 int bd_max)
{
	h264_fill4_u8(dst, stride, (h264_left_sum_u8(dst, stride, 4) + 2) >> 2);
}

static void h264_pred4_top_dc_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					int bd_max)
{
	h264_fill4_u8(dst, stride, (h264_above4_sum_u8(dst, stride) + 2) >> 2);
}

static void h264_pred4_dc_128_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					int bd_max)
{
	h264_fill4_u8(dst, stride, 128);
}

/*
 * struct h264_means4 - of a line of samples from @line, which is 8 long and goes on as
 *	@last does
 * @two: means of two, from each place on
 * @three: means of three, from each place on
 */
struct h264_means4 {
	u64 two;
	u64 three;
};

static __always_inline struct h264_means4 h264_means4_u8(u64 line, u8 last)
{
	const u64 line1 = line >> 8 | (u64)last << 56, line2 = line1 >> 8 | (u64)last << 56;
	const uint8x8_t a = vcreate_u8(line), b = vcreate_u8(line1), c = vcreate_u8(line2);

	return (struct h264_means4){
		.two = vget_lane_u64(vreinterpret_u64_u8(vrhadd_u8(a, b)), 0),
		.three = vget_lane_u64(vreinterpret_u64_u8(h264_avg3_u8(a, b, c)), 0),
	};
}

/* Means of two and of three in turns */
static __always_inline u64 h264_zip4(struct h264_means4 m)
{
	const uint8x8_t v = vzip1_u8(vcreate_u8(m.two), vcreate_u8(m.three));

	return vget_lane_u64(vreinterpret_u64_u8(v), 0);
}

/* p[-1, 3] to p[-1, 0], p[-1, -1], p[0, -1] to p[2, -1]; then comes p[3, -1]. */
static __always_inline struct h264_means4 h264_line4_u8(const u8 *d, ptrdiff_t stride)
{
	const u8 *above = d - stride, *left = d - 1;
	const u32 down = left[3 * stride] | left[2 * stride] << 8 | left[stride] << 16 |
			 (u32)left[0] << 24;

	return h264_means4_u8(down | (u64)h264_load4_u8(above - 1) << 32, above[3]);
}

/* p[0..7, -1] */
static __always_inline struct h264_means4 h264_above4_u8(const u8 *d, ptrdiff_t stride,
							 const u8 *topright)
{
	return h264_means4_u8(h264_load4_u8(d - stride) | (u64)h264_load4_u8(topright) << 32,
			      topright[3]);
}

static void h264_pred4_diag_down_left_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
						int bd_max)
{
	const u64 v = h264_above4_u8(dst, stride, topright).three;

	h264_put4_u8(dst, stride, v, v >> 8, v >> 16, v >> 24);
}

static void h264_pred4_diag_down_right_neon_8bpc(void *dst, ptrdiff_t stride,
						 const void *topright, int bd_max)
{
	const u64 v = h264_line4_u8(dst, stride).three;

	h264_put4_u8(dst, stride, v >> 24, v >> 16, v >> 8, v);
}

static void h264_pred4_vert_right_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					    int bd_max)
{
	const struct h264_means4 m = h264_line4_u8(dst, stride);
	const u32 even = m.two >> 32, odd = m.three >> 24;

	h264_put4_u8(dst, stride, even, odd, even << 8 | (m.three >> 16 & 255),
		     odd << 8 | (m.three >> 8 & 255));
}

static void h264_pred4_hor_down_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					  int bd_max)
{
	const struct h264_means4 m = h264_line4_u8(dst, stride);
	const u64 v = h264_zip4(m);

	h264_put4_u8(dst, stride, v >> 48 | (m.three >> 32 << 16), v >> 32, v >> 16, v);
}

static void h264_pred4_vert_left_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					   int bd_max)
{
	const struct h264_means4 m = h264_above4_u8(dst, stride, topright);

	h264_put4_u8(dst, stride, m.two, m.three, m.two >> 8, m.three >> 8);
}

static void h264_pred4_hor_up_neon_8bpc(void *dst, ptrdiff_t stride, const void *topright,
					int bd_max)
{
	const u8 *left = (const u8 *)dst - 1, last = left[3 * stride];
	const u32 down = left[0] | left[stride] << 8 | left[2 * stride] << 16 | (u32)last << 24;
	const u64 v = h264_zip4(h264_means4_u8(down | (u64)(last * 0x01010101u) << 32, last));

	h264_put4_u8(dst, stride, v, v >> 16, v >> 32, last * 0x01010101u);
}

/* Intra_8x8 (8.3.2.2) */

/* p[-1, 7] to p[-1, 0] */
static __always_inline uint8x8_t h264_left8_u8(const u8 *d, ptrdiff_t stride)
{
	uint8x8_t v;

	d += 7 * stride - 1;
	v = vld1_dup_u8(d);
	v = vld1_lane_u8(d - stride, v, 1);
	v = vld1_lane_u8(d - 2 * stride, v, 2);
	v = vld1_lane_u8(d - 3 * stride, v, 3);
	v = vld1_lane_u8(d - 4 * stride, v, 4);
	v = vld1_lane_u8(d - 5 * stride, v, 5);
	v = vld1_lane_u8(d - 6 * stride, v, 6);
	return vld1_lane_u8(d - 7 * stride, v, 7);
}

/* p'[0..7, -1] (8.3.2.2.1) */
static __always_inline uint8x8_t h264_above8_u8(const u8 *d, ptrdiff_t stride, bool has_topleft,
						bool has_topright)
{
	const u8 *above = d - stride;
	const uint8x8_t v = vld1_u8(above);
	const uint8x8_t before = has_topleft ? vld1_u8(above - 1) :
					       vext_u8(vdup_lane_u8(v, 0), v, 7);
	const uint8x8_t after = has_topright ? vld1_u8(above + 1) :
					       vext_u8(v, vdup_lane_u8(v, 7), 1);

	return h264_avg3_u8(before, v, after);
}

/* p'[0..15, -1] */
static __always_inline uint8x16_t h264_above16_u8(const u8 *d, ptrdiff_t stride, bool has_topleft,
						  bool has_topright)
{
	const u8 *above = d - stride;
	const uint8x8_t lo = vld1_u8(above);
	const uint8x16_t v = vcombine_u8(lo, has_topright ? vld1_u8(above + 8) :
							    vdup_lane_u8(lo, 7));
	const uint8x16_t first = has_topleft ? vld1q_dup_u8(above - 1) : vdupq_laneq_u8(v, 0);

	return h264_avg3q_u8(vextq_u8(first, v, 15), v,
			     vextq_u8(v, vdupq_laneq_u8(v, 15), 1));
}

/* p'[-1, 7] to p'[-1, 0] */
static __always_inline uint8x8_t h264_left8_filtered_u8(const u8 *d, ptrdiff_t stride,
							bool has_topleft)
{
	const uint8x8_t v = h264_left8_u8(d, stride);
	const uint8x8_t above = has_topleft ? vld1_dup_u8(d - stride - 1) : vdup_lane_u8(v, 7);

	return h264_avg3_u8(vext_u8(vdup_lane_u8(v, 0), v, 7), v, vext_u8(v, above, 1));
}

static void h264_pred8_vert_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
				      bool has_topright, int bd_max)
{
	h264_fill8_u8(dst, stride, 8, h264_above8_u8(dst, stride, has_topleft, has_topright));
}

static void h264_pred8_hor_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
				     bool has_topright, int bd_max)
{
	const uint8x8_t v = h264_left8_filtered_u8(dst, stride, has_topleft);
	u8 *d = dst;

	vst1_u8(d, vdup_lane_u8(v, 7));
	vst1_u8(d + stride, vdup_lane_u8(v, 6));
	vst1_u8(d + 2 * stride, vdup_lane_u8(v, 5));
	vst1_u8(d + 3 * stride, vdup_lane_u8(v, 4));
	d += 4 * stride;
	vst1_u8(d, vdup_lane_u8(v, 3));
	vst1_u8(d + stride, vdup_lane_u8(v, 2));
	vst1_u8(d + 2 * stride, vdup_lane_u8(v, 1));
	vst1_u8(d + 3 * stride, vdup_lane_u8(v, 0));
}

static void h264_pred8_dc_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
				    bool has_topright, int bd_max)
{
	const uint8x8_t above = h264_above8_u8(dst, stride, has_topleft, has_topright);
	const uint8x8_t left = h264_left8_filtered_u8(dst, stride, has_topleft);
	const unsigned int sum = vaddlvq_u8(vcombine_u8(above, left));

	h264_fill8_u8(dst, stride, 8, vdup_n_u8((sum + 8) >> 4));
}

static void h264_pred8_left_dc_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					 bool has_topright, int bd_max)
{
	const unsigned int sum = vaddlv_u8(h264_left8_filtered_u8(dst, stride, has_topleft));

	h264_fill8_u8(dst, stride, 8, vdup_n_u8((sum + 4) >> 3));
}

static void h264_pred8_top_dc_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					bool has_topright, int bd_max)
{
	const unsigned int sum = vaddlv_u8(h264_above8_u8(dst, stride, has_topleft, has_topright));

	h264_fill8_u8(dst, stride, 8, vdup_n_u8((sum + 4) >> 3));
}

static void h264_pred8_dc_128_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					bool has_topright, int bd_max)
{
	h264_fill8_u8(dst, stride, 8, vdup_n_u8(128));
}

/*
 * struct h264_means8 - of a line of samples
 * @two: means of two, from each place on
 * @three: means of three, from each place on
 */
struct h264_means8 {
	uint8x16_t two;
	uint8x16_t three;
};

/* @line is 16 long and goes on as @last does. */
static __always_inline struct h264_means8 h264_means8_u8(uint8x16_t line, uint8x16_t last)
{
	const uint8x16_t line1 = vextq_u8(line, last, 1), line2 = vextq_u8(line, last, 2);

	return (struct h264_means8){
		.two = vrhaddq_u8(line, line1), .three = h264_avg3q_u8(line, line1, line2),
	};
}

/* p'[-1, 7] to p'[-1, 0], p'[-1, -1], p'[0, -1] to p'[6, -1]; then comes p'[7, -1]. */
static __always_inline struct h264_means8 h264_line8_u8(const u8 *d, ptrdiff_t stride,
							bool has_topright)
{
	const uint8x8_t left = h264_left8_u8(d, stride);
	const uint8x16_t line = vcombine_u8(left, vld1_u8(d - stride - 1));
	const uint8x16_t before = vextq_u8(vdupq_lane_u8(left, 0), line, 15);
	const uint8x16_t after = vextq_u8(line, vld1q_dup_u8(d - stride + 7), 1);
	const uint8x8_t above = h264_above8_u8(d, stride, true, has_topright);

	return h264_means8_u8(h264_avg3q_u8(before, line, after), vdupq_lane_u8(above, 7));
}

static void h264_pred8_diag_down_left_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
						bool has_topright, int bd_max)
{
	const uint8x16_t line = h264_above16_u8(dst, stride, has_topleft, has_topright);
	const uint8x16_t v = h264_means8_u8(line, vdupq_laneq_u8(line, 15)).three;
	u8 *d = dst;

	vst1_u8(d, vget_low_u8(v));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, v, 1)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, v, 2)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(v, v, 3)));
	d += 4 * stride;
	vst1_u8(d, vget_low_u8(vextq_u8(v, v, 4)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, v, 5)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, v, 6)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(v, v, 7)));
}

static void h264_pred8_diag_down_right_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
						 bool has_topright, int bd_max)
{
	const uint8x16_t v = h264_line8_u8(dst, stride, has_topright).three;
	u8 *d = dst;

	vst1_u8(d, vget_low_u8(vextq_u8(v, v, 7)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, v, 6)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, v, 5)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(v, v, 4)));
	d += 4 * stride;
	vst1_u8(d, vget_low_u8(vextq_u8(v, v, 3)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, v, 2)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, v, 1)));
	vst1_u8(d + 3 * stride, vget_low_u8(v));
}

/* Samples that enter from the left, one in two rows, are every other mean of three. */
static void h264_pred8_vert_right_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					    bool has_topright, int bd_max)
{
	const struct h264_means8 m = h264_line8_u8(dst, stride, has_topright);
	const uint8x8_t lo = vget_low_u8(m.three), first = vuzp2_u8(lo, lo);
	const uint8x16_t even = vcombine_u8(vuzp1_u8(lo, lo), vget_high_u8(m.two));
	const uint8x16_t odd = vcombine_u8(vext_u8(first, first, 7),
					   vget_low_u8(vextq_u8(m.three, m.three, 7)));
	u8 *d = dst;

	vst1_u8(d, vget_high_u8(even));
	vst1_u8(d + stride, vget_high_u8(odd));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(even, even, 7)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(odd, odd, 7)));
	d += 4 * stride;
	vst1_u8(d, vget_low_u8(vextq_u8(even, even, 6)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(odd, odd, 6)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(even, even, 5)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(odd, odd, 5)));
}

static void h264_pred8_hor_down_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					  bool has_topright, int bd_max)
{
	const struct h264_means8 m = h264_line8_u8(dst, stride, has_topright);
	const uint8x16_t v = vzip1q_u8(m.two, m.three);
	const uint8x16_t after = vextq_u8(m.three, m.three, 8);
	u8 *d = dst;

	vst1_u8(d, vget_low_u8(vextq_u8(v, after, 14)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, after, 12)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, after, 10)));
	vst1_u8(d + 3 * stride, vget_high_u8(v));
	d += 4 * stride;
	vst1_u8(d, vget_low_u8(vextq_u8(v, v, 6)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, v, 4)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, v, 2)));
	vst1_u8(d + 3 * stride, vget_low_u8(v));
}

static void h264_pred8_vert_left_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					   bool has_topright, int bd_max)
{
	const uint8x16_t line = h264_above16_u8(dst, stride, has_topleft, has_topright);
	const struct h264_means8 m = h264_means8_u8(line, line);
	u8 *d = dst;

	vst1_u8(d, vget_low_u8(m.two));
	vst1_u8(d + stride, vget_low_u8(m.three));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(m.two, m.two, 1)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(m.three, m.three, 1)));
	d += 4 * stride;
	vst1_u8(d, vget_low_u8(vextq_u8(m.two, m.two, 2)));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(m.three, m.three, 2)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(m.two, m.two, 3)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(m.three, m.three, 3)));
}

static void h264_pred8_hor_up_neon_8bpc(void *dst, ptrdiff_t stride, bool has_topleft,
					bool has_topright, int bd_max)
{
	const uint8x8_t left = vrev64_u8(h264_left8_filtered_u8(dst, stride, has_topleft));
	const uint8x16_t last = vdupq_lane_u8(left, 7);
	const struct h264_means8 m = h264_means8_u8(vcombine_u8(left, vget_low_u8(last)), last);
	const uint8x16_t v = vzip1q_u8(m.two, m.three);
	u8 *d = dst;

	vst1_u8(d, vget_low_u8(v));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, v, 2)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, v, 4)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(v, v, 6)));
	d += 4 * stride;
	vst1_u8(d, vget_high_u8(v));
	vst1_u8(d + stride, vget_low_u8(vextq_u8(v, last, 10)));
	vst1_u8(d + 2 * stride, vget_low_u8(vextq_u8(v, last, 12)));
	vst1_u8(d + 3 * stride, vget_low_u8(vextq_u8(v, last, 14)));
}

/* Intra_16x16 (8.3.3) and chroma (8.3.4) */

static void h264_pred16_vert_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill16_u8(dst, stride, 16, vld1q_u8((const u8 *)dst - stride));
}

static void h264_pred16_hor_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	u8 *d = dst;
	int h = 16;

	do {
		vst1q_u8(d, vld1q_dup_u8(d - 1));
		d += stride;
		vst1q_u8(d, vld1q_dup_u8(d - 1));
		d += stride;
		vst1q_u8(d, vld1q_dup_u8(d - 1));
		d += stride;
		vst1q_u8(d, vld1q_dup_u8(d - 1));
		d += stride;
	} while ((h -= 4) > 0);
}

static __always_inline unsigned int h264_above16_sum_u8(const u8 *d, ptrdiff_t stride)
{
	return vaddlvq_u8(vld1q_u8(d - stride));
}

static void h264_pred16_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	const unsigned int sum = h264_above16_sum_u8(dst, stride) +
				 h264_left_sum_u8(dst, stride, 16);

	h264_fill16_u8(dst, stride, 16, vdupq_n_u8((sum + 16) >> 5));
}

static void h264_pred16_left_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	const unsigned int sum = h264_left_sum_u8(dst, stride, 16);

	h264_fill16_u8(dst, stride, 16, vdupq_n_u8((sum + 8) >> 4));
}

static void h264_pred16_top_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	const unsigned int sum = h264_above16_sum_u8(dst, stride);

	h264_fill16_u8(dst, stride, 16, vdupq_n_u8((sum + 8) >> 4));
}

static void h264_pred16_dc_128_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill16_u8(dst, stride, 16, vdupq_n_u8(128));
}

static const s16 h264_one_to_8[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

/* Sum of @n / 2 weighted differences across the middle of the row above, see the C version */
static __always_inline int h264_plane_h_u8(const u8 *d, ptrdiff_t stride, int n)
{
	const u8 *above = d - stride;
	uint8x8_t after, before;
	int16x8_t diff;

	if (n == 16) {
		after = vld1_u8(above + 8);
		before = vrev64_u8(vld1_u8(above - 1));
	} else {
		/* Both halves in one; the upper one is not used. */
		after = vreinterpret_u8_u32(vdup_n_u32(h264_load4_u8(above + 4)));
		before = vrev32_u8(vreinterpret_u8_u32(vdup_n_u32(h264_load4_u8(above - 1))));
	}
	diff = vreinterpretq_s16_u16(vsubl_u8(after, before));
	if (n == 16)
		return vaddvq_s16(vmulq_s16(diff, vld1q_s16(h264_one_to_8)));
	return vaddv_s16(vmul_s16(vget_low_s16(diff), vld1_s16(h264_one_to_8)));
}

static __always_inline int h264_plane_v_u8(const u8 *d, ptrdiff_t stride, int n)
{
	const u8 *after = d + n / 2 * stride - 1, *before = after - 2 * stride;
	int sum = 0, i;

	for (i = 1; i <= n / 2; i++, after += stride, before -= stride)
		sum += i * (*after - *before);
	return sum;
}

/*
 * @b, @c: slopes, at most 717 in blocks of 16 samples and 1354 in those of 8. All of it
 * fits 16 bits: 16 * 2 * 255 and, for each slope, half the size times that.
 */
static __always_inline void h264_plane_u8(u8 *d, ptrdiff_t stride, int w, int h, int b, int c)
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

static void h264_pred16_plane_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_plane_u8(dst, stride, 16, 16, (5 * h264_plane_h_u8(dst, stride, 16) + 32) >> 6,
		      (5 * h264_plane_v_u8(dst, stride, 16) + 32) >> 6);
}

static void h264_predc420_plane_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_plane_u8(dst, stride, 8, 8, (34 * h264_plane_h_u8(dst, stride, 8) + 32) >> 6,
		      (34 * h264_plane_v_u8(dst, stride, 8) + 32) >> 6);
}

static void h264_predc422_plane_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_plane_u8(dst, stride, 8, 16, (34 * h264_plane_h_u8(dst, stride, 8) + 32) >> 6,
		      (5 * h264_plane_v_u8(dst, stride, 16) + 32) >> 6);
}

static __always_inline void h264_predc_hor_u8(u8 *d, ptrdiff_t stride, int h)
{
	do {
		vst1_u8(d, vld1_dup_u8(d - 1));
		d += stride;
		vst1_u8(d, vld1_dup_u8(d - 1));
		d += stride;
	} while ((h -= 2) > 0);
}

static void h264_predc420_hor_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_hor_u8(dst, stride, 8);
}

static void h264_predc422_hor_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_hor_u8(dst, stride, 16);
}

static void h264_predc420_vert_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8_u8(dst, stride, 8, vld1_u8((const u8 *)dst - stride));
}

static void h264_predc422_vert_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8_u8(dst, stride, 16, vld1_u8((const u8 *)dst - stride));
}

/* Four rows of a value on the left and one on the right */
static __always_inline void h264_predc_put_u8(u8 *d, ptrdiff_t stride, unsigned int left,
					      unsigned int right)
{
	h264_fill8_u8(d, stride, 4,
		      vcreate_u8(left * 0x01010101u | (u64)(right * 0x01010101u) << 32));
}

/*
 * DC of each 4x4 block (8.3.4.1 to 8.3.4.3): both sides in the first block and those of the
 * right column below it; else above in the first row, and left in the first column.
 */
static __always_inline void h264_predc_dc_u8(u8 *d, ptrdiff_t stride, int h)
{
	const uint16x4_t pairs = vpaddl_u8(vld1_u8(d - stride));
	const u64 sums = vget_lane_u64(vreinterpret_u64_u32(vpaddl_u16(pairs)), 0);
	const unsigned int above0 = (u32)sums, above1 = sums >> 32;
	unsigned int left = h264_left_sum_u8(d, stride, 4);

	h264_predc_put_u8(d, stride, (above0 + left + 4) >> 3, (above1 + 2) >> 2);
	while ((h -= 4) > 0) {
		d += 4 * stride;
		left = h264_left_sum_u8(d, stride, 4);
		h264_predc_put_u8(d, stride, (left + 2) >> 2, (above1 + left + 4) >> 3);
	}
}

static void h264_predc420_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_dc_u8(dst, stride, 8);
}

static void h264_predc422_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_dc_u8(dst, stride, 16);
}

static __always_inline void h264_predc_left_dc_u8(u8 *d, ptrdiff_t stride, int h)
{
	do {
		h264_fill8_u8(d, stride, 4,
			      vdup_n_u8((h264_left_sum_u8(d, stride, 4) + 2) >> 2));
		d += 4 * stride;
	} while ((h -= 4) > 0);
}

static void h264_predc420_left_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc_u8(dst, stride, 8);
}

static void h264_predc422_left_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc_u8(dst, stride, 16);
}

static __always_inline void h264_predc_top_dc_u8(u8 *d, ptrdiff_t stride, int h)
{
	const uint32x2_t sums = vpaddl_u16(vpaddl_u8(vld1_u8(d - stride)));
	/* The mean in each byte of its half */
	const uint32x2_t means = vmul_n_u32(vrshr_n_u32(sums, 2), 0x01010101);

	h264_fill8_u8(d, stride, h, vreinterpret_u8_u32(means));
}

static void h264_predc420_top_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_top_dc_u8(dst, stride, 8);
}

static void h264_predc422_top_dc_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_top_dc_u8(dst, stride, 16);
}

static void h264_predc420_dc_128_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8_u8(dst, stride, 8, vdup_n_u8(128));
}

static void h264_predc422_dc_128_neon_8bpc(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8_u8(dst, stride, 16, vdup_n_u8(128));
}

const struct h264_dsp h264_intra_neon_8bpc = {
	.pred4 = {
		[H264_INTRA_NXN_VERT] = h264_pred4_vert_neon_8bpc,
		[H264_INTRA_NXN_HOR] = h264_pred4_hor_neon_8bpc,
		[H264_INTRA_NXN_DC] = h264_pred4_dc_neon_8bpc,
		[H264_INTRA_NXN_DIAG_DOWN_LEFT] = h264_pred4_diag_down_left_neon_8bpc,
		[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = h264_pred4_diag_down_right_neon_8bpc,
		[H264_INTRA_NXN_VERT_RIGHT] = h264_pred4_vert_right_neon_8bpc,
		[H264_INTRA_NXN_HOR_DOWN] = h264_pred4_hor_down_neon_8bpc,
		[H264_INTRA_NXN_VERT_LEFT] = h264_pred4_vert_left_neon_8bpc,
		[H264_INTRA_NXN_HOR_UP] = h264_pred4_hor_up_neon_8bpc,
		[H264_INTRA_NXN_LEFT_DC] = h264_pred4_left_dc_neon_8bpc,
		[H264_INTRA_NXN_TOP_DC] = h264_pred4_top_dc_neon_8bpc,
		[H264_INTRA_NXN_DC_128] = h264_pred4_dc_128_neon_8bpc,
	},
	.pred8 = {
		[H264_INTRA_NXN_VERT] = h264_pred8_vert_neon_8bpc,
		[H264_INTRA_NXN_HOR] = h264_pred8_hor_neon_8bpc,
		[H264_INTRA_NXN_DC] = h264_pred8_dc_neon_8bpc,
		[H264_INTRA_NXN_DIAG_DOWN_LEFT] = h264_pred8_diag_down_left_neon_8bpc,
		[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = h264_pred8_diag_down_right_neon_8bpc,
		[H264_INTRA_NXN_VERT_RIGHT] = h264_pred8_vert_right_neon_8bpc,
		[H264_INTRA_NXN_HOR_DOWN] = h264_pred8_hor_down_neon_8bpc,
		[H264_INTRA_NXN_VERT_LEFT] = h264_pred8_vert_left_neon_8bpc,
		[H264_INTRA_NXN_HOR_UP] = h264_pred8_hor_up_neon_8bpc,
		[H264_INTRA_NXN_LEFT_DC] = h264_pred8_left_dc_neon_8bpc,
		[H264_INTRA_NXN_TOP_DC] = h264_pred8_top_dc_neon_8bpc,
		[H264_INTRA_NXN_DC_128] = h264_pred8_dc_128_neon_8bpc,
	},
	.pred16 = {
		[H264_INTRA16_VERT] = h264_pred16_vert_neon_8bpc,
		[H264_INTRA16_HOR] = h264_pred16_hor_neon_8bpc,
		[H264_INTRA16_DC] = h264_pred16_dc_neon_8bpc,
		[H264_INTRA16_PLANE] = h264_pred16_plane_neon_8bpc,
		[H264_INTRA16_LEFT_DC] = h264_pred16_left_dc_neon_8bpc,
		[H264_INTRA16_TOP_DC] = h264_pred16_top_dc_neon_8bpc,
		[H264_INTRA16_DC_128] = h264_pred16_dc_128_neon_8bpc,
	},
	.predc420 = {
		[H264_INTRA_CHROMA_DC] = h264_predc420_dc_neon_8bpc,
		[H264_INTRA_CHROMA_HOR] = h264_predc420_hor_neon_8bpc,
		[H264_INTRA_CHROMA_VERT] = h264_predc420_vert_neon_8bpc,
		[H264_INTRA_CHROMA_PLANE] = h264_predc420_plane_neon_8bpc,
		[H264_INTRA_CHROMA_LEFT_DC] = h264_predc420_left_dc_neon_8bpc,
		[H264_INTRA_CHROMA_TOP_DC] = h264_predc420_top_dc_neon_8bpc,
		[H264_INTRA_CHROMA_DC_128] = h264_predc420_dc_128_neon_8bpc,
	},
	.predc422 = {
		[H264_INTRA_CHROMA_DC] = h264_predc422_dc_neon_8bpc,
		[H264_INTRA_CHROMA_HOR] = h264_predc422_hor_neon_8bpc,
		[H264_INTRA_CHROMA_VERT] = h264_predc422_vert_neon_8bpc,
		[H264_INTRA_CHROMA_PLANE] = h264_predc422_plane_neon_8bpc,
		[H264_INTRA_CHROMA_LEFT_DC] = h264_predc422_left_dc_neon_8bpc,
		[H264_INTRA_CHROMA_TOP_DC] = h264_predc422_top_dc_neon_8bpc,
		[H264_INTRA_CHROMA_DC_128] = h264_predc422_dc_128_neon_8bpc,
	},
};
