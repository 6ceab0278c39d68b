// SPDX-License-Identifier: GPL-2.0
/* VP9 intra prediction of samples of 9 to 12 bits with NEON, see vp9_intra_tmpl.h. */
#include <linux/compiler.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

#define VP9_FN(name)		name##_neon_16bpc
#define VP9_LANES		8
#define VP9_EXT(a, b, k)	vextq_u16(a, b, k)
#define VP9_SET(v, k, x)	vsetq_lane_u16(x, v, k)

#define vp9_px	u16
#define vp9_vec	uint16x8_t
#define vp9_acc	uint32x4_t

static __always_inline vp9_vec vp9_load(const u16 *s, int n)
{
	return n == 8 ? vld1q_u16(s) : vcombine_u16(vld1_u16(s), vcreate_u16(0));
}

static __always_inline void vp9_store(u16 *d, vp9_vec v, int n)
{
	if (n == 8)
		vst1q_u16(d, v);
	else
		vst1_u16(d, vget_low_u16(v));
}

static __always_inline vp9_vec vp9_splat(u16 x)
{
	return vdupq_n_u16(x);
}

static __always_inline vp9_vec vp9_load_splat(const u16 *s)
{
	return vld1q_dup_u16(s);
}

static __always_inline vp9_vec vp9_zip1(vp9_vec a, vp9_vec b)
{
	return vzip1q_u16(a, b);
}

static __always_inline vp9_vec vp9_zip2(vp9_vec a, vp9_vec b)
{
	return vzip2q_u16(a, b);
}

static __always_inline vp9_vec vp9_uzp1(vp9_vec a, vp9_vec b)
{
	return vuzp1q_u16(a, b);
}

static __always_inline vp9_vec vp9_uzp2(vp9_vec a, vp9_vec b)
{
	return vuzp2q_u16(a, b);
}

static __always_inline vp9_vec vp9_reverse(vp9_vec v, int n)
{
	v = vrev64q_u16(v);
	return n == 4 ? v : vextq_u16(v, v, 4);
}

static __always_inline vp9_vec vp9_join(vp9_vec a, vp9_vec b, int n)
{
	return n == 8 ? a : vcombine_u16(vget_low_u16(a), vget_low_u16(b));
}

static __always_inline vp9_vec vp9_avg2(vp9_vec a, vp9_vec b)
{
	return vrhaddq_u16(a, b);
}

/* What the first mean leaves out makes no difference to the second. */
static __always_inline vp9_vec vp9_avg3(vp9_vec a, vp9_vec b, vp9_vec c)
{
	return vrhaddq_u16(vhaddq_u16(a, c), b);
}

/* One of the differences is 0. */
static __always_inline vp9_vec vp9_tm(vp9_vec above, vp9_vec left, vp9_vec corner, vp9_vec max)
{
	const vp9_vec sum = vminq_u16(vqaddq_u16(above, vqsubq_u16(left, corner)), max);

	return vqsubq_u16(sum, vqsubq_u16(corner, left));
}

static __always_inline vp9_acc vp9_acc_zero(void)
{
	return vdupq_n_u32(0);
}

/* Sums of 32 samples of 12 bits do not fit 16 bits. */
static __always_inline vp9_acc vp9_acc_add(vp9_acc sum, vp9_vec v)
{
	return vpadalq_u16(sum, v);
}

static __always_inline unsigned int vp9_acc_total(vp9_acc sum)
{
	return vaddvq_u32(sum);
}

static __always_inline int vp9_mid_grey(int bd_max)
{
	return (bd_max + 1) >> 1;
}

#include "vp9_intra_tmpl.h"

const struct vp9_dsp vp9_intra_neon_16bpc = {
	.intra = VP9_INTRA_TABLE,
};
