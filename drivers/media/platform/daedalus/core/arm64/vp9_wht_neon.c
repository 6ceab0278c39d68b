// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 residual of one lossless 4x4 block with NEON: inverse Walsh-Hadamard transform, added to
 * the prediction (VP9 specification, 8.7.1.10 and 8.7.2), of samples of all depths. Lanes of
 * 32 bits wrap where those of vp9_itx_tmpl.c do, so any coefficients have the same result.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../vp9/vp9_dsp.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

/* Those of signed lanes must not wrap in C, and gcc's arm_neon.h is C. */
static __always_inline int32x4_t vp9_wht_add(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s32_u32(vaddq_u32(vreinterpretq_u32_s32(a),
					       vreinterpretq_u32_s32(b)));
}

static __always_inline int32x4_t vp9_wht_sub(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s32_u32(vsubq_u32(vreinterpretq_u32_s32(a),
					       vreinterpretq_u32_s32(b)));
}

/* Each lane is a row or column of its own. */
static __always_inline void vp9_wht4(int32x4_t *v)
{
	int32x4_t a = v[0], c = v[1], d = v[2], b = v[3], e;

	a = vp9_wht_add(a, c);
	d = vp9_wht_sub(d, b);
	e = vshrq_n_s32(vp9_wht_sub(a, d), 1);
	b = vp9_wht_sub(e, b);
	c = vp9_wht_sub(e, c);
	v[0] = vp9_wht_sub(a, b);
	v[1] = b;
	v[2] = c;
	v[3] = vp9_wht_add(d, c);
}

static __always_inline int32x4_t vp9_wht_words(int32x4_t a, int32x4_t b, bool high)
{
	const int64x2_t x = vreinterpretq_s64_s32(a), y = vreinterpretq_s64_s32(b);

	return vreinterpretq_s32_s64(high ? vzip2q_s64(x, y) : vzip1q_s64(x, y));
}

/* Rows, of which there is one in each lane, and then columns */
static __always_inline void vp9_wht_2d(int32x4_t *v)
{
	int32x4_t a0, a1, b0, b1;

	vp9_wht4(v);
	a0 = vzip1q_s32(v[0], v[1]);
	a1 = vzip2q_s32(v[0], v[1]);
	b0 = vzip1q_s32(v[2], v[3]);
	b1 = vzip2q_s32(v[2], v[3]);
	v[0] = vp9_wht_words(a0, b0, false);
	v[1] = vp9_wht_words(a0, b0, true);
	v[2] = vp9_wht_words(a1, b1, false);
	v[3] = vp9_wht_words(a1, b1, true);
	vp9_wht4(v);
}

/* 4 samples and their residual; what saturates is clipped anyway. */
static __always_inline uint16x4_t vp9_wht_sum(uint16x4_t pred, int32x4_t v)
{
	return vqmovun_s32(vqaddq_s32(v, vreinterpretq_s32_u32(vmovl_u16(pred))));
}

static __always_inline void vp9_wht_row_8(u8 *d, int32x4_t v)
{
	uint16x4_t sum;
	uint8x8_t row;
	u32 word;

	memcpy(&word, d, sizeof(word));
	sum = vp9_wht_sum(vget_low_u16(vmovl_u8(vcreate_u8(word))), v);
	row = vqmovn_u16(vcombine_u16(sum, sum));
	word = vget_lane_u32(vreinterpret_u32_u8(row), 0);
	memcpy(d, &word, sizeof(word));
}

static void vp9_iwht_add_neon_8bpc(void *dst, ptrdiff_t stride, void *coef, int eob, int bd_max)
{
	const int16x4x4_t c = vld4_s16(coef);
	int32x4_t v[4] = {
		vshrq_n_s32(vmovl_s16(c.val[0]), 2), vshrq_n_s32(vmovl_s16(c.val[1]), 2),
		vshrq_n_s32(vmovl_s16(c.val[2]), 2), vshrq_n_s32(vmovl_s16(c.val[3]), 2),
	};
	u8 *d = dst;

	vp9_wht_2d(v);
	vp9_wht_row_8(d, v[0]);
	vp9_wht_row_8(d + stride, v[1]);
	vp9_wht_row_8(d + 2 * stride, v[2]);
	vp9_wht_row_8(d + 3 * stride, v[3]);
}

static __always_inline void vp9_wht_row_16(u8 *d, int32x4_t v, uint16x4_t max)
{
	u16 *row = (u16 *)d;

	vst1_u16(row, vmin_u16(vp9_wht_sum(vld1_u16(row), v), max));
}

static void vp9_iwht_add_neon_16bpc(void *dst, ptrdiff_t stride, void *coef, int eob, int bd_max)
{
	const uint16x4_t max = vdup_n_u16(bd_max);
	const int32x4x4_t c = vld4q_s32(coef);
	int32x4_t v[4] = {
		vshrq_n_s32(c.val[0], 2), vshrq_n_s32(c.val[1], 2),
		vshrq_n_s32(c.val[2], 2), vshrq_n_s32(c.val[3], 2),
	};
	u8 *d = dst;

	vp9_wht_2d(v);
	vp9_wht_row_16(d, v[0], max);
	vp9_wht_row_16(d + stride, v[1], max);
	vp9_wht_row_16(d + 2 * stride, v[2], max);
	vp9_wht_row_16(d + 3 * stride, v[3], max);
}

const struct vp9_dsp vp9_wht_neon_8bpc = {
	.iwht_add = vp9_iwht_add_neon_8bpc,
};

const struct vp9_dsp vp9_wht_neon_16bpc = {
	.iwht_add = vp9_iwht_add_neon_16bpc,
};
