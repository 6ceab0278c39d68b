// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 loop filter of edges of 16-bit samples with NEON (VP9 specification, 8.8.5).
 *
 * 8 lines of samples are filtered at a time, one in each lane: v[8 + i] has q_i and
 * v[7 - i] p_i of each. Which filter a lane gets is a matter of masks; a filter that no
 * lane needs is left out. Lanes have room for the sums of 16 samples of 12 bits. @size is
 * a constant wherever a function is inlined.
 */
#include <linux/compiler.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

/**
 * struct vp9_limits16 - limits of differences, scaled to the depth, and of values
 * @blimit: across the edge, for any filter
 * @limit: between other neighbours, for any filter
 * @thresh: next to the edge, for what is no high edge variance
 * @flat: from p0 or q0 on, for flat samples
 * @low: the least filter value
 * @high: the largest
 * @max: the largest sample
 */
struct vp9_limits16 {
	uint16x8_t blimit;
	uint16x8_t limit;
	uint16x8_t thresh;
	uint16x8_t flat;
	int16x8_t low;
	int16x8_t high;
	int16x8_t max;
};

static __always_inline void vp9_limits16_init(struct vp9_limits16 *l, int blimit, int limit,
					      int thresh, int bd_max)
{
	const int scale = (bd_max + 1) >> 8, half = (bd_max + 1) >> 1;

	l->blimit = vdupq_n_u16(blimit * scale);
	l->limit = vdupq_n_u16(limit * scale);
	l->thresh = vdupq_n_u16(thresh * scale);
	l->flat = vdupq_n_u16(scale);
	l->low = vdupq_n_s16(-half);
	l->high = vdupq_n_s16(half - 1);
	l->max = vdupq_n_s16(bd_max);
}

static __always_inline bool vp9_any16(uint16x8_t mask)
{
	return vget_lane_u64(vreinterpret_u64_u8(vmovn_u16(mask)), 0);
}

/* The largest difference of @a, @b and @c from @to */
static __always_inline uint16x8_t vp9_spread16(uint16x8_t to, uint16x8_t a, uint16x8_t b,
					       uint16x8_t c)
{
	return vmaxq_u16(vmaxq_u16(vabdq_u16(to, a), vabdq_u16(to, b)), vabdq_u16(to, c));
}

/* filterMask of 8.8.5.1; @inner is the largest difference next to the edge. */
static __always_inline uint16x8_t vp9_lf_mask16(const uint16x8_t *v, uint16x8_t inner,
						const struct vp9_limits16 *l)
{
	const uint16x8_t p = vmaxq_u16(vabdq_u16(v[4], v[5]), vabdq_u16(v[5], v[6]));
	const uint16x8_t q = vmaxq_u16(vabdq_u16(v[9], v[10]), vabdq_u16(v[10], v[11]));
	const uint16x8_t d0 = vabdq_u16(v[7], v[8]), d1 = vabdq_u16(v[6], v[9]);
	const uint16x8_t across = vsraq_n_u16(vaddq_u16(d0, d0), d1, 1);

	return vandq_u16(vcleq_u16(vmaxq_u16(inner, vmaxq_u16(p, q)), l->limit),
			 vcleq_u16(across, l->blimit));
}

static __always_inline int16x8_t vp9_sample16(uint16x8_t v)
{
	return vreinterpretq_s16_u16(v);
}

static __always_inline uint16x8_t vp9_clip16(int16x8_t v, const struct vp9_limits16 *l)
{
	return vreinterpretq_u16_s16(vmaxq_s16(vminq_s16(v, l->max), vdupq_n_s16(0)));
}

static __always_inline int16x8_t vp9_clamp16(int16x8_t v, const struct vp9_limits16 *l)
{
	return vmaxq_s16(vminq_s16(v, l->high), l->low);
}

/*
 * Narrow filter process (8.8.5.2). What it takes from all samples first, so that they
 * have a sign, cancels out in differences and turns its clamping of results into clipping
 * of samples.
 */
static __always_inline void vp9_lf_narrow16(uint16x8_t *v, uint16x8_t mask, uint16x8_t hev,
					    const struct vp9_limits16 *l)
{
	const int16x8_t p1 = vp9_sample16(v[6]), p0 = vp9_sample16(v[7]);
	const int16x8_t q0 = vp9_sample16(v[8]), q1 = vp9_sample16(v[9]);
	int16x8_t filter = vandq_s16(vp9_clamp16(vsubq_s16(p1, q1), l), vp9_sample16(hev));
	int16x8_t filter1, filter2;

	filter = vp9_clamp16(vmlaq_n_s16(filter, vsubq_s16(q0, p0), 3), l);
	filter = vandq_s16(filter, vp9_sample16(mask));
	filter1 = vshrq_n_s16(vminq_s16(vaddq_s16(filter, vdupq_n_s16(4)), l->high), 3);
	filter2 = vshrq_n_s16(vminq_s16(vaddq_s16(filter, vdupq_n_s16(3)), l->high), 3);
	v[8] = vp9_clip16(vsubq_s16(q0, filter1), l);
	v[7] = vp9_clip16(vaddq_s16(p0, filter2), l);
	filter = vbicq_s16(vrshrq_n_s16(filter1, 1), vp9_sample16(hev));
	v[9] = vp9_clip16(vsubq_s16(q1, filter), l);
	v[6] = vp9_clip16(vaddq_s16(p1, filter), l);
}

/* Moves the window of a sum on. */
static __always_inline uint16x8_t vp9_lf_move16(uint16x8_t sum, uint16x8_t a, uint16x8_t b,
						uint16x8_t c, uint16x8_t d)
{
	return vsubq_u16(vsubq_u16(vaddq_u16(vaddq_u16(sum, c), d), a), b);
}

/* Wide filter process (8.8.5.3) with log2Size 3 */
static __always_inline void vp9_lf_wide16(uint16x8_t *v, uint16x8_t mask)
{
	const uint16x8_t p3 = v[4], p2 = v[5], p1 = v[6], p0 = v[7];
	const uint16x8_t q0 = v[8], q1 = v[9], q2 = v[10], q3 = v[11];
	uint16x8_t sum = vaddq_u16(vaddq_u16(p3, p2), vaddq_u16(p3, p2));

	sum = vaddq_u16(vaddq_u16(sum, vaddq_u16(p3, p1)), vaddq_u16(p0, q0));
	v[5] = vbslq_u16(mask, vrshrq_n_u16(sum, 3), p2);
	sum = vp9_lf_move16(sum, p3, p2, p1, q1);
	v[6] = vbslq_u16(mask, vrshrq_n_u16(sum, 3), p1);
	sum = vp9_lf_move16(sum, p3, p1, p0, q2);
	v[7] = vbslq_u16(mask, vrshrq_n_u16(sum, 3), p0);
	sum = vp9_lf_move16(sum, p3, p0, q0, q3);
	v[8] = vbslq_u16(mask, vrshrq_n_u16(sum, 3), q0);
	sum = vp9_lf_move16(sum, p2, q0, q1, q3);
	v[9] = vbslq_u16(mask, vrshrq_n_u16(sum, 3), q1);
	sum = vp9_lf_move16(sum, p1, q1, q2, q3);
	v[10] = vbslq_u16(mask, vrshrq_n_u16(sum, 3), q2);
}

/* One sample of the next */
static __always_inline uint16x8_t vp9_lf_next16(uint16x8_t sum, uint16x8_t mask, uint16x8_t gone,
						uint16x8_t old, uint16x8_t now, uint16x8_t come,
						uint16x8_t *out)
{
	sum = vp9_lf_move16(sum, gone, old, now, come);
	*out = vbslq_u16(mask, vrshrq_n_u16(sum, 4), now);
	return sum;
}

/* The same with log2Size 4 */
static __always_inline void vp9_lf_widest16(uint16x8_t *v, uint16x8_t mask)
{
	const uint16x8_t s0 = v[0], s1 = v[1], s2 = v[2], s3 = v[3], s4 = v[4], s5 = v[5];
	const uint16x8_t s6 = v[6], s7 = v[7], s8 = v[8], s9 = v[9], s10 = v[10], s11 = v[11];
	const uint16x8_t s12 = v[12], s13 = v[13], s14 = v[14], s15 = v[15];
	uint16x8_t sum = vsubq_u16(vshlq_n_u16(s0, 3), s0);

	/* 7 times the first, twice the second, and one each of the six after that */
	sum = vaddq_u16(sum, vaddq_u16(vaddq_u16(s1, s1), vaddq_u16(s2, s3)));
	sum = vaddq_u16(sum, vaddq_u16(vaddq_u16(s4, s5), vaddq_u16(s6, s7)));
	sum = vaddq_u16(sum, s8);
	v[1] = vbslq_u16(mask, vrshrq_n_u16(sum, 4), s1);
	sum = vp9_lf_next16(sum, mask, s0, s1, s2, s9, v + 2);
	sum = vp9_lf_next16(sum, mask, s0, s2, s3, s10, v + 3);
	sum = vp9_lf_next16(sum, mask, s0, s3, s4, s11, v + 4);
	sum = vp9_lf_next16(sum, mask, s0, s4, s5, s12, v + 5);
	sum = vp9_lf_next16(sum, mask, s0, s5, s6, s13, v + 6);
	sum = vp9_lf_next16(sum, mask, s0, s6, s7, s14, v + 7);
	sum = vp9_lf_next16(sum, mask, s0, s7, s8, s15, v + 8);
	sum = vp9_lf_next16(sum, mask, s1, s8, s9, s15, v + 9);
	sum = vp9_lf_next16(sum, mask, s2, s9, s10, s15, v + 10);
	sum = vp9_lf_next16(sum, mask, s3, s10, s11, s15, v + 11);
	sum = vp9_lf_next16(sum, mask, s4, s11, s12, s15, v + 12);
	sum = vp9_lf_next16(sum, mask, s5, s12, s13, s15, v + 13);
	vp9_lf_next16(sum, mask, s6, s13, s14, s15, v + 14);
}

/* 8.8.5: how many samples to each side may have changed */
static __always_inline int vp9_lf_lines16(uint16x8_t *v, enum vp9_lf_size size,
					  const struct vp9_limits16 *l)
{
	const uint16x8_t inner = vmaxq_u16(vabdq_u16(v[6], v[7]), vabdq_u16(v[9], v[8]));
	const uint16x8_t mask = vp9_lf_mask16(v, inner, l), hev = vcgtq_u16(inner, l->thresh);
	uint16x8_t flat, flat2;

	if (!vp9_any16(mask))
		return 0;
	if (size == VP9_LF_4) {
		vp9_lf_narrow16(v, mask, hev, l);
		return 2;
	}
	flat = vmaxq_u16(vmaxq_u16(vabdq_u16(v[4], v[7]), vabdq_u16(v[5], v[7])),
			 vmaxq_u16(vabdq_u16(v[10], v[8]), vabdq_u16(v[11], v[8])));
	flat = vandq_u16(vcleq_u16(vmaxq_u16(flat, inner), l->flat), mask);
	if (!vp9_any16(flat)) {
		vp9_lf_narrow16(v, mask, hev, l);
		return 2;
	}
	flat2 = vdupq_n_u16(0);
	if (size == VP9_LF_16) {
		flat2 = vmaxq_u16(vp9_spread16(v[7], v[1], v[2], v[3]),
				  vp9_spread16(v[8], v[12], v[13], v[14]));
		flat2 = vmaxq_u16(flat2, vmaxq_u16(vabdq_u16(v[7], v[0]), vabdq_u16(v[8], v[15])));
		flat2 = vandq_u16(vcleq_u16(flat2, l->flat), flat);
	}
	/* Each changes other lanes, so they do not see each other's results. */
	if (vp9_any16(vbicq_u16(mask, flat)))
		vp9_lf_narrow16(v, vbicq_u16(mask, flat), hev, l);
	if (size == VP9_LF_8) {
		vp9_lf_wide16(v, flat);
		return 3;
	}
	if (vp9_any16(vbicq_u16(flat, flat2)))
		vp9_lf_wide16(v, vbicq_u16(flat, flat2));
	if (!vp9_any16(flat2))
		return 3;
	vp9_lf_widest16(v, flat2);
	return 7;
}

static __always_inline void vp9_lf_load16(uint16x8_t *v, const u16 *s, ptrdiff_t stride)
{
	v[0] = vld1q_u16(s);
	v[1] = vld1q_u16(s + stride);
	v[2] = vld1q_u16(s + 2 * stride);
	v[3] = vld1q_u16(s + 3 * stride);
	s += 4 * stride;
	v[4] = vld1q_u16(s);
	v[5] = vld1q_u16(s + stride);
	v[6] = vld1q_u16(s + 2 * stride);
	v[7] = vld1q_u16(s + 3 * stride);
}

static __always_inline void vp9_lf_store16(u16 *d, ptrdiff_t stride, const uint16x8_t *v)
{
	vst1q_u16(d, v[0]);
	vst1q_u16(d + stride, v[1]);
	vst1q_u16(d + 2 * stride, v[2]);
	vst1q_u16(d + 3 * stride, v[3]);
	d += 4 * stride;
	vst1q_u16(d, v[4]);
	vst1q_u16(d + stride, v[5]);
	vst1q_u16(d + 2 * stride, v[6]);
	vst1q_u16(d + 3 * stride, v[7]);
}

/* Lines are columns. */
static __always_inline void vp9_lf_hor16(u16 *pix, ptrdiff_t stride, enum vp9_lf_size size,
					 const struct vp9_limits16 *l)
{
	uint16x8_t v[16];
	int changed;

	if (size == VP9_LF_16) {
		vp9_lf_load16(v, pix - 8 * stride, stride);
		vp9_lf_load16(v + 8, pix, stride);
	} else {
		vp9_lf_load16(v + 4, pix - 4 * stride, stride);
	}
	changed = vp9_lf_lines16(v, size, l);
	if (!changed)
		return;
	vst1q_u16(pix - 2 * stride, v[6]);
	vst1q_u16(pix - stride, v[7]);
	vst1q_u16(pix, v[8]);
	vst1q_u16(pix + stride, v[9]);
	if (changed < 3)
		return;
	vst1q_u16(pix - 3 * stride, v[5]);
	vst1q_u16(pix + 2 * stride, v[10]);
	if (changed < 7)
		return;
	vst1q_u16(pix - 7 * stride, v[1]);
	vst1q_u16(pix - 6 * stride, v[2]);
	vst1q_u16(pix - 5 * stride, v[3]);
	vst1q_u16(pix - 4 * stride, v[4]);
	vst1q_u16(pix + 3 * stride, v[11]);
	vst1q_u16(pix + 4 * stride, v[12]);
	vst1q_u16(pix + 5 * stride, v[13]);
	vst1q_u16(pix + 6 * stride, v[14]);
}

/* A step of a transposition: after three, rows and columns have changed places. */
static __always_inline void vp9_zip8x16(uint16x8_t *v)
{
	const uint16x8_t a = v[0], b = v[1], c = v[2], d = v[3];
	const uint16x8_t e = v[4], f = v[5], g = v[6], h = v[7];

	v[0] = vzip1q_u16(a, e);
	v[1] = vzip2q_u16(a, e);
	v[2] = vzip1q_u16(b, f);
	v[3] = vzip2q_u16(b, f);
	v[4] = vzip1q_u16(c, g);
	v[5] = vzip2q_u16(c, g);
	v[6] = vzip1q_u16(d, h);
	v[7] = vzip2q_u16(d, h);
}

static __always_inline void vp9_transpose16(uint16x8_t *v)
{
	vp9_zip8x16(v);
	vp9_zip8x16(v);
	vp9_zip8x16(v);
}

/* p1 to q1 of 8 rows */
static __always_inline void vp9_lf_rows4x16(u16 *d, ptrdiff_t stride, const uint16x8_t *v)
{
	const uint16x8_t a = vzip1q_u16(v[6], v[8]), b = vzip2q_u16(v[6], v[8]);
	const uint16x8_t c = vzip1q_u16(v[7], v[9]), e = vzip2q_u16(v[7], v[9]);
	const uint16x8_t r0 = vzip1q_u16(a, c), r2 = vzip2q_u16(a, c);
	const uint16x8_t r4 = vzip1q_u16(b, e), r6 = vzip2q_u16(b, e);

	vst1_u16(d, vget_low_u16(r0));
	vst1_u16(d + stride, vget_high_u16(r0));
	vst1_u16(d + 2 * stride, vget_low_u16(r2));
	vst1_u16(d + 3 * stride, vget_high_u16(r2));
	d += 4 * stride;
	vst1_u16(d, vget_low_u16(r4));
	vst1_u16(d + stride, vget_high_u16(r4));
	vst1_u16(d + 2 * stride, vget_low_u16(r6));
	vst1_u16(d + 3 * stride, vget_high_u16(r6));
}

/* Lines are rows. */
static __always_inline void vp9_lf_vert16(u16 *pix, ptrdiff_t stride, enum vp9_lf_size size,
					  const struct vp9_limits16 *l)
{
	uint16x8_t v[16];
	int changed;

	if (size == VP9_LF_16) {
		vp9_lf_load16(v, pix - 8, stride);
		vp9_lf_load16(v + 8, pix, stride);
		vp9_transpose16(v);
		vp9_transpose16(v + 8);
	} else {
		vp9_lf_load16(v + 4, pix - 4, stride);
		vp9_transpose16(v + 4);
	}
	changed = vp9_lf_lines16(v, size, l);
	if (changed == 7) {
		vp9_transpose16(v);
		vp9_transpose16(v + 8);
		vp9_lf_store16(pix - 8, stride, v);
		vp9_lf_store16(pix, stride, v + 8);
	} else if (changed == 3) {
		vp9_transpose16(v + 4);
		vp9_lf_store16(pix - 4, stride, v + 4);
	} else if (changed) {
		vp9_lf_rows4x16(pix - 2, stride, v);
	}
}

#define VP9_LF(name, size, edge, along)								\
static void vp9_lf##name##_neon_16bpc(void *pix, ptrdiff_t stride, int count, int blimit,	\
				      int limit, int thresh, int bd_max)			\
{												\
	struct vp9_limits16 l;									\
	u16 *p = pix;										\
												\
	stride /= 2;										\
	vp9_limits16_init(&l, blimit, limit, thresh, bd_max);					\
	for (; count; count--, p += 8 * (along))						\
		vp9_lf_##edge##16(p, stride, size, &l);						\
}

VP9_LF(4_vert, VP9_LF_4, vert, stride)
VP9_LF(4_hor, VP9_LF_4, hor, 1)
VP9_LF(8_vert, VP9_LF_8, vert, stride)
VP9_LF(8_hor, VP9_LF_8, hor, 1)
VP9_LF(16_vert, VP9_LF_16, vert, stride)
VP9_LF(16_hor, VP9_LF_16, hor, 1)

const struct vp9_dsp vp9_lf_neon_16bpc = {
	.lf = {
		[VP9_LF_4] = {
			[VP9_EDGE_VERT] = vp9_lf4_vert_neon_16bpc,
			[VP9_EDGE_HOR] = vp9_lf4_hor_neon_16bpc,
		},
		[VP9_LF_8] = {
			[VP9_EDGE_VERT] = vp9_lf8_vert_neon_16bpc,
			[VP9_EDGE_HOR] = vp9_lf8_hor_neon_16bpc,
		},
		[VP9_LF_16] = {
			[VP9_EDGE_VERT] = vp9_lf16_vert_neon_16bpc,
			[VP9_EDGE_HOR] = vp9_lf16_hor_neon_16bpc,
		},
	},
};
