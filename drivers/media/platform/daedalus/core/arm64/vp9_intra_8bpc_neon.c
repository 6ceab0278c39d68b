// SPDX-License-Identifier: GPL-2.0
/* VP9 intra prediction of 8-bit samples with NEON, see vp9_intra_tmpl.h. */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

#define VP9_FN(name)		name##_neon_8bpc
#define VP9_LANES		16
#define VP9_EXT(a, b, k)	vextq_u8(a, b, k)
#define VP9_SET(v, k, x)	vsetq_lane_u8(x, v, k)

#define vp9_px	u8
#define vp9_vec	uint8x16_t
#define vp9_acc	uint16x8_t

static __always_inline vp9_vec vp9_load(const u8 *s, int n)
{
	u32 word;

	if (n == 16)
		return vld1q_u8(s);
	if (n == 8)
		return vcombine_u8(vld1_u8(s), vcreate_u8(0));
	memcpy(&word, s, sizeof(word));
	return vcombine_u8(vcreate_u8(word), vcreate_u8(0));
}

static __always_inline void vp9_store(u8 *d, vp9_vec v, int n)
{
	const u32 word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);

	if (n == 16)
		vst1q_u8(d, v);
	else if (n == 8)
		vst1_u8(d, vget_low_u8(v));
	else
		memcpy(d, &word, sizeof(word));
}

static __always_inline vp9_vec vp9_splat(u8 x)
{
	return vdupq_n_u8(x);
}

static __always_inline vp9_vec vp9_load_splat(const u8 *s)
{
	return vld1q_dup_u8(s);
}

static __always_inline vp9_vec vp9_zip1(vp9_vec a, vp9_vec b)
{
	return vzip1q_u8(a, b);
}

static __always_inline vp9_vec vp9_zip2(vp9_vec a, vp9_vec b)
{
	return vzip2q_u8(a, b);
}

static __always_inline vp9_vec vp9_uzp1(vp9_vec a, vp9_vec b)
{
	return vuzp1q_u8(a, b);
}

static __always_inline vp9_vec vp9_uzp2(vp9_vec a, vp9_vec b)
{
	return vuzp2q_u8(a, b);
}

static __always_inline vp9_vec vp9_reverse(vp9_vec v, int n)
{
	if (n == 4)
		return vrev32q_u8(v);
	v = vrev64q_u8(v);
	return n == 8 ? v : vextq_u8(v, v, 8);
}

static __always_inline vp9_vec vp9_join(vp9_vec a, vp9_vec b, int n)
{
	if (n == 16)
		return a;
	if (n == 8)
		return vcombine_u8(vget_low_u8(a), vget_low_u8(b));
	return vreinterpretq_u8_u32(vzip1q_u32(vreinterpretq_u32_u8(a), vreinterpretq_u32_u8(b)));
}

static __always_inline vp9_vec vp9_avg2(vp9_vec a, vp9_vec b)
{
	return vrhaddq_u8(a, b);
}

/* What the first mean leaves out makes no difference to the second. */
static __always_inline vp9_vec vp9_avg3(vp9_vec a, vp9_vec b, vp9_vec c)
{
	return vrhaddq_u8(vhaddq_u8(a, c), b);
}

/* One of the differences is 0; lanes saturate where samples are clipped. */
static __always_inline vp9_vec vp9_tm(vp9_vec above, vp9_vec left, vp9_vec corner, vp9_vec max)
{
	return vqsubq_u8(vqaddq_u8(above, vqsubq_u8(left, corner)), vqsubq_u8(corner, left));
}

static __always_inline vp9_acc vp9_acc_zero(void)
{
	return vdupq_n_u16(0);
}

/* Sums of 64 samples fit 16 bits. */
static __always_inline vp9_acc vp9_acc_add(vp9_acc sum, vp9_vec v)
{
	return vpadalq_u8(sum, v);
}

static __always_inline unsigned int vp9_acc_total(vp9_acc sum)
{
	return vaddvq_u16(sum);
}

static __always_inline int vp9_mid_grey(int bd_max)
{
	return 128;
}

#include "vp9_intra_tmpl.h"

const struct vp9_dsp vp9_intra_neon_8bpc = {
	.intra = VP9_INTRA_TABLE,
};
