// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 loop filter of edges of 8-bit samples with NEON (VP9 specification, 8.8.5).
 *
 * 16 lines of samples are filtered at a time, or 8 in the first lanes: v[8 + i] has q_i
 * and v[7 - i] p_i of each. Which filter a lane gets is a matter of masks; a filter that
 * no lane needs is left out. @w, the number of lines, and @size are constants wherever a
 * function is inlined.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

/* Of 8 bits, in all lanes */
struct vp9_limits8 {
	uint8x16_t blimit;
	uint8x16_t limit;
	uint8x16_t thresh;
};

static __always_inline bool vp9_any8(uint8x16_t mask, int w)
{
	const uint8x8_t half = w == 16 ? vshrn_n_u16(vreinterpretq_u16_u8(mask), 4) :
					 vget_low_u8(mask);

	return vget_lane_u64(vreinterpret_u64_u8(half), 0);
}

/* The largest difference of v[@from], v[@from + 1] and v[@from + 2] from v[@to] */
static __always_inline uint8x16_t vp9_spread8(const uint8x16_t *v, const int to, const int from)
{
	return vmaxq_u8(vmaxq_u8(vabdq_u8(v[to], v[from]), vabdq_u8(v[to], v[from + 1])),
			vabdq_u8(v[to], v[from + 2]));
}

/* filterMask of 8.8.5.1; @inner is the largest difference next to the edge. */
static __always_inline uint8x16_t vp9_lf_mask8(const uint8x16_t *v, uint8x16_t inner,
					       const struct vp9_limits8 *l)
{
	const uint8x16_t outer = vmaxq_u8(vmaxq_u8(vabdq_u8(v[4], v[5]), vabdq_u8(v[5], v[6])),
					  vmaxq_u8(vabdq_u8(v[9], v[10]), vabdq_u8(v[10], v[11])));
	const uint8x16_t d0 = vabdq_u8(v[7], v[8]), d1 = vabdq_u8(v[6], v[9]);
	const uint8x16_t across = vqaddq_u8(vqaddq_u8(d0, d0), vshrq_n_u8(d1, 1));

	return vandq_u8(vcleq_u8(vmaxq_u8(inner, outer), l->limit),
			vcleq_u8(across, l->blimit));
}

static __always_inline int8x16_t vp9_centre8(uint8x16_t v)
{
	return vreinterpretq_s8_u8(veorq_u8(v, vdupq_n_u8(0x80)));
}

static __always_inline uint8x16_t vp9_uncentre8(int8x16_t v)
{
	return veorq_u8(vreinterpretq_u8_s8(v), vdupq_n_u8(0x80));
}

/*
 * Narrow filter process (8.8.5.2). Sums that saturate on the way have the sign of what
 * is still to be added, so that they come to the same.
 */
static __always_inline void vp9_lf_narrow8(uint8x16_t *v, uint8x16_t mask, uint8x16_t hev)
{
	const int8x16_t p1 = vp9_centre8(v[6]), p0 = vp9_centre8(v[7]);
	const int8x16_t q0 = vp9_centre8(v[8]), q1 = vp9_centre8(v[9]);
	const int8x16_t diff = vqsubq_s8(q0, p0);
	int8x16_t filter = vandq_s8(vqsubq_s8(p1, q1), vreinterpretq_s8_u8(hev));
	int8x16_t filter1, filter2;

	filter = vqaddq_s8(vqaddq_s8(vqaddq_s8(filter, diff), diff), diff);
	filter = vandq_s8(filter, vreinterpretq_s8_u8(mask));
	filter1 = vshrq_n_s8(vqaddq_s8(filter, vdupq_n_s8(4)), 3);
	filter2 = vshrq_n_s8(vqaddq_s8(filter, vdupq_n_s8(3)), 3);
	v[8] = vp9_uncentre8(vqsubq_s8(q0, filter1));
	v[7] = vp9_uncentre8(vqaddq_s8(p0, filter2));
	filter = vbicq_s8(vrshrq_n_s8(filter1, 1), vreinterpretq_s8_u8(hev));
	v[9] = vp9_uncentre8(vqsubq_s8(q1, filter));
	v[6] = vp9_uncentre8(vqaddq_s8(p1, filter));
}

/* Sums of samples */
struct vp9_lf_sum8 {
	uint16x8_t low;
	uint16x8_t high;
};

static __always_inline struct vp9_lf_sum8 vp9_lf_start8(uint8x16_t a, uint8x16_t b)
{
	return (struct vp9_lf_sum8){
		vaddl_u8(vget_low_u8(a), vget_low_u8(b)), vaddl_high_u8(a, b),
	};
}

static __always_inline struct vp9_lf_sum8 vp9_lf_plus8(struct vp9_lf_sum8 sum, uint8x16_t v)
{
	return (struct vp9_lf_sum8){
		vaddw_u8(sum.low, vget_low_u8(v)), vaddw_high_u8(sum.high, v),
	};
}

/* Moves the window of a sum on. */
static __always_inline struct vp9_lf_sum8 vp9_lf_move8(struct vp9_lf_sum8 sum, uint8x16_t a,
						       uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	sum = vp9_lf_plus8(vp9_lf_plus8(sum, c), d);
	return (struct vp9_lf_sum8){
		vsubw_u8(vsubw_u8(sum.low, vget_low_u8(a)), vget_low_u8(b)),
		vsubw_high_u8(vsubw_high_u8(sum.high, a), b),
	};
}

static __always_inline uint8x16_t vp9_lf_mean8(struct vp9_lf_sum8 sum, int w)
{
	const uint8x8_t low = vrshrn_n_u16(sum.low, 3);

	return w == 16 ? vrshrn_high_n_u16(low, sum.high, 3) : vcombine_u8(low, low);
}

static __always_inline uint8x16_t vp9_lf_mean16(struct vp9_lf_sum8 sum, int w)
{
	const uint8x8_t low = vrshrn_n_u16(sum.low, 4);

	return w == 16 ? vrshrn_high_n_u16(low, sum.high, 4) : vcombine_u8(low, low);
}

/* Wide filter process (8.8.5.3) with log2Size 3 */
static __always_inline void vp9_lf_wide8(uint8x16_t *v, uint8x16_t mask, int w)
{
	const uint8x16_t p3 = v[4], p2 = v[5], p1 = v[6], p0 = v[7];
	const uint8x16_t q0 = v[8], q1 = v[9], q2 = v[10], q3 = v[11];
	struct vp9_lf_sum8 sum = vp9_lf_start8(p3, p3);

	sum = vp9_lf_plus8(vp9_lf_plus8(vp9_lf_plus8(sum, p3), p2), p2);
	sum = vp9_lf_plus8(vp9_lf_plus8(vp9_lf_plus8(sum, p1), p0), q0);
	v[5] = vbslq_u8(mask, vp9_lf_mean8(sum, w), p2);
	sum = vp9_lf_move8(sum, p3, p2, p1, q1);
	v[6] = vbslq_u8(mask, vp9_lf_mean8(sum, w), p1);
	sum = vp9_lf_move8(sum, p3, p1, p0, q2);
	v[7] = vbslq_u8(mask, vp9_lf_mean8(sum, w), p0);
	sum = vp9_lf_move8(sum, p3, p0, q0, q3);
	v[8] = vbslq_u8(mask, vp9_lf_mean8(sum, w), q0);
	sum = vp9_lf_move8(sum, p2, q0, q1, q3);
	v[9] = vbslq_u8(mask, vp9_lf_mean8(sum, w), q1);
	sum = vp9_lf_move8(sum, p1, q1, q2, q3);
	v[10] = vbslq_u8(mask, vp9_lf_mean8(sum, w), q2);
}

/* One sample of the next */
static __always_inline struct vp9_lf_sum8 vp9_lf_next8(struct vp9_lf_sum8 sum, uint8x16_t *v,
						       uint8x16_t mask, uint8x16_t gone,
						       uint8x16_t old, uint8x16_t now,
						       uint8x16_t come, uint8x16_t *out, int w)
{
	sum = vp9_lf_move8(sum, gone, old, now, come);
	*out = vbslq_u8(mask, vp9_lf_mean16(sum, w), now);
	return sum;
}

/* The same with log2Size 4 */
static __always_inline void vp9_lf_widest8(uint8x16_t *v, uint8x16_t mask, int w)
{
	const uint8x16_t s0 = v[0], s1 = v[1], s2 = v[2], s3 = v[3], s4 = v[4], s5 = v[5];
	const uint8x16_t s6 = v[6], s7 = v[7], s8 = v[8], s9 = v[9], s10 = v[10], s11 = v[11];
	const uint8x16_t s12 = v[12], s13 = v[13], s14 = v[14], s15 = v[15];
	struct vp9_lf_sum8 sum = vp9_lf_start8(s1, s2);

	/* 7 times the first, twice the second, and one each of the six after that */
	sum = vp9_lf_plus8(vp9_lf_plus8(sum, s3), s4);
	sum = vp9_lf_plus8(vp9_lf_plus8(sum, s5), s6);
	sum = vp9_lf_plus8(vp9_lf_plus8(sum, s7), s8);
	sum = vp9_lf_plus8(sum, s1);
	sum.low = vmlal_u8(sum.low, vget_low_u8(s0), vdup_n_u8(7));
	sum.high = vmlal_high_u8(sum.high, s0, vdupq_n_u8(7));
	v[1] = vbslq_u8(mask, vp9_lf_mean16(sum, w), s1);
	sum = vp9_lf_next8(sum, v, mask, s0, s1, s2, s9, v + 2, w);
	sum = vp9_lf_next8(sum, v, mask, s0, s2, s3, s10, v + 3, w);
	sum = vp9_lf_next8(sum, v, mask, s0, s3, s4, s11, v + 4, w);
	sum = vp9_lf_next8(sum, v, mask, s0, s4, s5, s12, v + 5, w);
	sum = vp9_lf_next8(sum, v, mask, s0, s5, s6, s13, v + 6, w);
	sum = vp9_lf_next8(sum, v, mask, s0, s6, s7, s14, v + 7, w);
	sum = vp9_lf_next8(sum, v, mask, s0, s7, s8, s15, v + 8, w);
	sum = vp9_lf_next8(sum, v, mask, s1, s8, s9, s15, v + 9, w);
	sum = vp9_lf_next8(sum, v, mask, s2, s9, s10, s15, v + 10, w);
	sum = vp9_lf_next8(sum, v, mask, s3, s10, s11, s15, v + 11, w);
	sum = vp9_lf_next8(sum, v, mask, s4, s11, s12, s15, v + 12, w);
	sum = vp9_lf_next8(sum, v, mask, s5, s12, s13, s15, v + 13, w);
	vp9_lf_next8(sum, v, mask, s6, s13, s14, s15, v + 14, w);
}

/* 8.8.5: how many samples to each side may have changed */
static __always_inline int vp9_lf_lines8(uint8x16_t *v, enum vp9_lf_size size,
					 const struct vp9_limits8 *l, int w)
{
	const uint8x16_t inner = vmaxq_u8(vabdq_u8(v[6], v[7]), vabdq_u8(v[9], v[8]));
	const uint8x16_t mask = vp9_lf_mask8(v, inner, l), hev = vcgtq_u8(inner, l->thresh);
	const uint8x16_t one = vdupq_n_u8(1);
	uint8x16_t flat, flat2;

	if (!vp9_any8(mask, w))
		return 0;
	if (size == VP9_LF_4) {
		vp9_lf_narrow8(v, mask, hev);
		return 2;
	}
	flat = vmaxq_u8(vmaxq_u8(vabdq_u8(v[4], v[7]), vabdq_u8(v[5], v[7])),
			vmaxq_u8(vabdq_u8(v[10], v[8]), vabdq_u8(v[11], v[8])));
	flat = vandq_u8(vcleq_u8(vmaxq_u8(flat, inner), one), mask);
	if (!vp9_any8(flat, w)) {
		vp9_lf_narrow8(v, mask, hev);
		return 2;
	}
	flat2 = vdupq_n_u8(0);
	if (size == VP9_LF_16) {
		flat2 = vmaxq_u8(vp9_spread8(v, 7, 1), vp9_spread8(v, 8, 12));
		flat2 = vmaxq_u8(flat2, vmaxq_u8(vabdq_u8(v[7], v[0]), vabdq_u8(v[8], v[15])));
		flat2 = vandq_u8(vcleq_u8(flat2, one), flat);
	}
	/* Each changes other lanes, so they do not see each other's results. */
	if (vp9_any8(vbicq_u8(mask, flat), w))
		vp9_lf_narrow8(v, vbicq_u8(mask, flat), hev);
	if (size == VP9_LF_8) {
		vp9_lf_wide8(v, flat, w);
		return 3;
	}
	if (vp9_any8(vbicq_u8(flat, flat2), w))
		vp9_lf_wide8(v, vbicq_u8(flat, flat2), w);
	if (!vp9_any8(flat2, w))
		return 3;
	vp9_lf_widest8(v, flat2, w);
	return 7;
}

static __always_inline uint8x16_t vp9_lf_load8(const u8 *s, int w)
{
	return w == 16 ? vld1q_u8(s) : vcombine_u8(vld1_u8(s), vcreate_u8(0));
}

static __always_inline void vp9_lf_store8(u8 *d, uint8x16_t v, int w)
{
	if (w == 16)
		vst1q_u8(d, v);
	else
		vst1_u8(d, vget_low_u8(v));
}

/* Lines are columns. */
static __always_inline void vp9_lf_hor8(u8 *pix, ptrdiff_t stride, enum vp9_lf_size size,
					const struct vp9_limits8 *l, int w)
{
	uint8x16_t v[16];
	int changed;

	if (size == VP9_LF_16) {
		v[0] = vp9_lf_load8(pix - 8 * stride, w);
		v[1] = vp9_lf_load8(pix - 7 * stride, w);
		v[2] = vp9_lf_load8(pix - 6 * stride, w);
		v[3] = vp9_lf_load8(pix - 5 * stride, w);
	}
	v[4] = vp9_lf_load8(pix - 4 * stride, w);
	v[5] = vp9_lf_load8(pix - 3 * stride, w);
	v[6] = vp9_lf_load8(pix - 2 * stride, w);
	v[7] = vp9_lf_load8(pix - stride, w);
	v[8] = vp9_lf_load8(pix, w);
	v[9] = vp9_lf_load8(pix + stride, w);
	v[10] = vp9_lf_load8(pix + 2 * stride, w);
	v[11] = vp9_lf_load8(pix + 3 * stride, w);
	if (size == VP9_LF_16) {
		v[12] = vp9_lf_load8(pix + 4 * stride, w);
		v[13] = vp9_lf_load8(pix + 5 * stride, w);
		v[14] = vp9_lf_load8(pix + 6 * stride, w);
		v[15] = vp9_lf_load8(pix + 7 * stride, w);
	}
	changed = vp9_lf_lines8(v, size, l, w);
	if (!changed)
		return;
	vp9_lf_store8(pix - 2 * stride, v[6], w);
	vp9_lf_store8(pix - stride, v[7], w);
	vp9_lf_store8(pix, v[8], w);
	vp9_lf_store8(pix + stride, v[9], w);
	if (changed < 3)
		return;
	vp9_lf_store8(pix - 3 * stride, v[5], w);
	vp9_lf_store8(pix + 2 * stride, v[10], w);
	if (changed < 7)
		return;
	vp9_lf_store8(pix - 7 * stride, v[1], w);
	vp9_lf_store8(pix - 6 * stride, v[2], w);
	vp9_lf_store8(pix - 5 * stride, v[3], w);
	vp9_lf_store8(pix - 4 * stride, v[4], w);
	vp9_lf_store8(pix + 3 * stride, v[11], w);
	vp9_lf_store8(pix + 4 * stride, v[12], w);
	vp9_lf_store8(pix + 5 * stride, v[13], w);
	vp9_lf_store8(pix + 6 * stride, v[14], w);
}

/*
 * A step of a transposition of n vectors: v[i] and v[i + n / 2] become v[2 * i] and
 * v[2 * i + 1]. With log2(n) steps, what was element j of v[i] gets to where j * n + i is,
 * counted through all vectors. If the upper halves do not matter there is a first step
 * that halves their number.
 */
static __always_inline void vp9_zip4(uint8x16_t *v)
{
	const uint8x16_t a = v[0], b = v[1], c = v[2], d = v[3];

	v[0] = vzip1q_u8(a, c);
	v[1] = vzip2q_u8(a, c);
	v[2] = vzip1q_u8(b, d);
	v[3] = vzip2q_u8(b, d);
}

static __always_inline void vp9_zip8(uint8x16_t *v)
{
	const uint8x16_t a = v[0], b = v[1], c = v[2], d = v[3];
	const uint8x16_t e = v[4], f = v[5], g = v[6], h = v[7];

	v[0] = vzip1q_u8(a, e);
	v[1] = vzip2q_u8(a, e);
	v[2] = vzip1q_u8(b, f);
	v[3] = vzip2q_u8(b, f);
	v[4] = vzip1q_u8(c, g);
	v[5] = vzip2q_u8(c, g);
	v[6] = vzip1q_u8(d, h);
	v[7] = vzip2q_u8(d, h);
}

static __always_inline void vp9_zip16(uint8x16_t *v)
{
	uint8x16_t t[8] = { v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11] };

	v[8] = vzip1q_u8(t[0], v[12]);
	v[9] = vzip2q_u8(t[0], v[12]);
	v[10] = vzip1q_u8(t[1], v[13]);
	v[11] = vzip2q_u8(t[1], v[13]);
	v[12] = vzip1q_u8(t[2], v[14]);
	v[13] = vzip2q_u8(t[2], v[14]);
	v[14] = vzip1q_u8(t[3], v[15]);
	v[15] = vzip2q_u8(t[3], v[15]);
	v[6] = vzip1q_u8(v[3], t[7]);
	v[7] = vzip2q_u8(v[3], t[7]);
	v[4] = vzip1q_u8(v[2], t[6]);
	v[5] = vzip2q_u8(v[2], t[6]);
	v[2] = vzip1q_u8(v[1], t[5]);
	v[3] = vzip2q_u8(v[1], t[5]);
	v[1] = vzip2q_u8(v[0], t[4]);
	v[0] = vzip1q_u8(v[0], t[4]);
}

static __always_inline void vp9_zip8_first(uint8x16_t *v)
{
	v[0] = vzip1q_u8(v[0], v[4]);
	v[1] = vzip1q_u8(v[1], v[5]);
	v[2] = vzip1q_u8(v[2], v[6]);
	v[3] = vzip1q_u8(v[3], v[7]);
}

static __always_inline void vp9_zip16_first(uint8x16_t *v)
{
	v[0] = vzip1q_u8(v[0], v[8]);
	v[1] = vzip1q_u8(v[1], v[9]);
	v[2] = vzip1q_u8(v[2], v[10]);
	v[3] = vzip1q_u8(v[3], v[11]);
	v[4] = vzip1q_u8(v[4], v[12]);
	v[5] = vzip1q_u8(v[5], v[13]);
	v[6] = vzip1q_u8(v[6], v[14]);
	v[7] = vzip1q_u8(v[7], v[15]);
}

static __always_inline uint8x16_t vp9_upper8(uint8x16_t v)
{
	return vextq_u8(v, v, 8);
}

/* @n samples, 8 or 16, of 8 rows */
static __always_inline void vp9_load_rows8(uint8x16_t *v, const u8 *s, ptrdiff_t stride, int n)
{
	v[0] = vp9_lf_load8(s, n);
	v[1] = vp9_lf_load8(s + stride, n);
	v[2] = vp9_lf_load8(s + 2 * stride, n);
	v[3] = vp9_lf_load8(s + 3 * stride, n);
	s += 4 * stride;
	v[4] = vp9_lf_load8(s, n);
	v[5] = vp9_lf_load8(s + stride, n);
	v[6] = vp9_lf_load8(s + 2 * stride, n);
	v[7] = vp9_lf_load8(s + 3 * stride, n);
}

static __always_inline void vp9_store_rows8(u8 *d, ptrdiff_t stride, const uint8x16_t *v)
{
	vst1q_u8(d, v[0]);
	vst1q_u8(d + stride, v[1]);
	vst1q_u8(d + 2 * stride, v[2]);
	vst1q_u8(d + 3 * stride, v[3]);
	d += 4 * stride;
	vst1q_u8(d, v[4]);
	vst1q_u8(d + stride, v[5]);
	vst1q_u8(d + 2 * stride, v[6]);
	vst1q_u8(d + 3 * stride, v[7]);
}

/* Two rows of 8 samples of each of 4 vectors */
static __always_inline void vp9_store_halves8(u8 *d, ptrdiff_t stride, const uint8x16_t *v)
{
	vst1_u8(d, vget_low_u8(v[0]));
	vst1_u8(d + stride, vget_high_u8(v[0]));
	vst1_u8(d + 2 * stride, vget_low_u8(v[1]));
	vst1_u8(d + 3 * stride, vget_high_u8(v[1]));
	d += 4 * stride;
	vst1_u8(d, vget_low_u8(v[2]));
	vst1_u8(d + stride, vget_high_u8(v[2]));
	vst1_u8(d + 2 * stride, vget_low_u8(v[3]));
	vst1_u8(d + 3 * stride, vget_high_u8(v[3]));
}

static __always_inline void vp9_store_word8(u8 *d, u32 word)
{
	memcpy(d, &word, sizeof(word));
}

/* Four rows of 4 samples */
static __always_inline void vp9_store_words8(u8 *d, ptrdiff_t stride, uint8x16_t v)
{
	const uint32x4_t words = vreinterpretq_u32_u8(v);

	vp9_store_word8(d, vgetq_lane_u32(words, 0));
	vp9_store_word8(d + stride, vgetq_lane_u32(words, 1));
	vp9_store_word8(d + 2 * stride, vgetq_lane_u32(words, 2));
	vp9_store_word8(d + 3 * stride, vgetq_lane_u32(words, 3));
}

/* Columns of the samples that the filters of 8 and less read, to v[4..11] */
static __always_inline void vp9_lf_columns8(uint8x16_t *v, const u8 *pix, ptrdiff_t stride, int w)
{
	uint8x16_t t[16];

	vp9_load_rows8(t, pix - 4, stride, 8);
	if (w == 16) {
		vp9_load_rows8(t + 8, pix - 4 + 8 * stride, stride, 8);
		vp9_zip16_first(t);
		vp9_zip8(t);
		vp9_zip8(t);
		vp9_zip8(t);
		v[4] = t[0];
		v[5] = t[1];
		v[6] = t[2];
		v[7] = t[3];
		v[8] = t[4];
		v[9] = t[5];
		v[10] = t[6];
		v[11] = t[7];
	} else {
		vp9_zip8_first(t);
		vp9_zip4(t);
		vp9_zip4(t);
		v[4] = t[0];
		v[5] = vp9_upper8(t[0]);
		v[6] = t[1];
		v[7] = vp9_upper8(t[1]);
		v[8] = t[2];
		v[9] = vp9_upper8(t[2]);
		v[10] = t[3];
		v[11] = vp9_upper8(t[3]);
	}
}

/* Columns of all samples */
static __always_inline void vp9_lf_columns16(uint8x16_t *v, const u8 *pix, ptrdiff_t stride, int w)
{
	uint8x16_t t[8];

	if (w == 16) {
		vp9_load_rows8(v, pix - 8, stride, 16);
		vp9_load_rows8(v + 8, pix - 8 + 8 * stride, stride, 16);
		vp9_zip16(v);
		vp9_zip16(v);
		vp9_zip16(v);
		vp9_zip16(v);
		return;
	}
	vp9_load_rows8(t, pix - 8, stride, 16);
	vp9_zip8(t);
	vp9_zip8(t);
	vp9_zip8(t);
	v[0] = t[0];
	v[1] = vp9_upper8(t[0]);
	v[2] = t[1];
	v[3] = vp9_upper8(t[1]);
	v[4] = t[2];
	v[5] = vp9_upper8(t[2]);
	v[6] = t[3];
	v[7] = vp9_upper8(t[3]);
	v[8] = t[4];
	v[9] = vp9_upper8(t[4]);
	v[10] = t[5];
	v[11] = vp9_upper8(t[5]);
	v[12] = t[6];
	v[13] = vp9_upper8(t[6]);
	v[14] = t[7];
	v[15] = vp9_upper8(t[7]);
}

/* p1 to q1 */
static __always_inline void vp9_lf_rows4(u8 *pix, ptrdiff_t stride, uint8x16_t *v, int w)
{
	uint8x16_t t[4] = { v[6], v[7], v[8], v[9] };

	if (w == 16) {
		vp9_zip4(t);
		vp9_zip4(t);
	} else {
		t[0] = vzip1q_u8(t[0], t[2]);
		t[2] = vzip1q_u8(t[1], t[3]);
		t[1] = vzip2q_u8(t[0], t[2]);
		t[0] = vzip1q_u8(t[0], t[2]);
	}
	vp9_store_words8(pix - 2, stride, t[0]);
	vp9_store_words8(pix - 2 + 4 * stride, stride, t[1]);
	if (w == 16) {
		vp9_store_words8(pix - 2 + 8 * stride, stride, t[2]);
		vp9_store_words8(pix - 2 + 12 * stride, stride, t[3]);
	}
}

/* p3 to q3 */
static __always_inline void vp9_lf_rows8(u8 *pix, ptrdiff_t stride, uint8x16_t *v, int w)
{
	uint8x16_t t[8] = { v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11] };

	if (w == 16) {
		vp9_zip8(t);
		vp9_zip8(t);
		vp9_zip8(t);
		vp9_store_halves8(pix - 4 + 8 * stride, stride, t + 4);
	} else {
		vp9_zip8_first(t);
		vp9_zip4(t);
		vp9_zip4(t);
	}
	vp9_store_halves8(pix - 4, stride, t);
}

/* p7 to q7 */
static __always_inline void vp9_lf_rows16(u8 *pix, ptrdiff_t stride, uint8x16_t *v, int w)
{
	if (w == 16) {
		vp9_zip16(v);
		vp9_zip16(v);
		vp9_zip16(v);
		vp9_zip16(v);
		vp9_store_rows8(pix - 8 + 8 * stride, stride, v + 8);
	} else {
		vp9_zip16_first(v);
		vp9_zip8(v);
		vp9_zip8(v);
		vp9_zip8(v);
	}
	vp9_store_rows8(pix - 8, stride, v);
}

/* Lines are rows. */
static __always_inline void vp9_lf_vert8(u8 *pix, ptrdiff_t stride, enum vp9_lf_size size,
					 const struct vp9_limits8 *l, int w)
{
	uint8x16_t v[16];
	int changed;

	if (size == VP9_LF_16)
		vp9_lf_columns16(v, pix, stride, w);
	else
		vp9_lf_columns8(v, pix, stride, w);
	changed = vp9_lf_lines8(v, size, l, w);
	if (changed == 7)
		vp9_lf_rows16(pix, stride, v, w);
	else if (changed == 3)
		vp9_lf_rows8(pix, stride, v, w);
	else if (changed)
		vp9_lf_rows4(pix, stride, v, w);
}

#define VP9_LF(name, size, edge, along)								\
static void vp9_lf##name##_neon_8bpc(void *pix, ptrdiff_t stride, int count, int blimit,	\
				     int limit, int thresh, int bd_max)				\
{												\
	const struct vp9_limits8 l = {								\
		vdupq_n_u8(blimit), vdupq_n_u8(limit), vdupq_n_u8(thresh),			\
	};											\
	u8 *p = pix;										\
												\
	for (; count >= 2; count -= 2, p += 16 * (along))					\
		vp9_lf_##edge##8(p, stride, size, &l, 16);					\
	if (count)										\
		vp9_lf_##edge##8(p, stride, size, &l, 8);					\
}

VP9_LF(4_vert, VP9_LF_4, vert, stride)
VP9_LF(4_hor, VP9_LF_4, hor, 1)
VP9_LF(8_vert, VP9_LF_8, vert, stride)
VP9_LF(8_hor, VP9_LF_8, hor, 1)
VP9_LF(16_vert, VP9_LF_16, vert, stride)
VP9_LF(16_hor, VP9_LF_16, hor, 1)

const struct vp9_dsp vp9_lf_neon_8bpc = {
	.lf = {
		[VP9_LF_4] = {
			[VP9_EDGE_VERT] = vp9_lf4_vert_neon_8bpc,
			[VP9_EDGE_HOR] = vp9_lf4_hor_neon_8bpc,
		},
		[VP9_LF_8] = {
			[VP9_EDGE_VERT] = vp9_lf8_vert_neon_8bpc,
			[VP9_EDGE_HOR] = vp9_lf8_hor_neon_8bpc,
		},
		[VP9_LF_16] = {
			[VP9_EDGE_VERT] = vp9_lf16_vert_neon_8bpc,
			[VP9_EDGE_HOR] = vp9_lf16_hor_neon_8bpc,
		},
	},
};
