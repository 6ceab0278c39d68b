// SPDX-License-Identifier: GPL-2.0
/*
 * Adds the noise of AV1 film grain to rows of samples of 10 and 12 bits with NEON: the last
 * part of the add noise synthesis process (AV1 specification, 7.18.3.5).
 *
 * The table of scaling is too large for registers and is read an entry at a time. Indices
 * are masked or clamped, as what a frame holds may be anything.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_fg.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define av1_sample	u16
#define AV1_FG_STEP	8

/* What is the same for all samples of a row */
struct av1_fg_row {
	const u8 *scaling;
	int16x8_t shift;
	uint16x8_t min;
	uint16x8_t max;
	uint16x8_t bd_max;
	int16x4_t luma_mult;
	int16x4_t mult;
	int16x8_t offset;
};

static __always_inline void av1_fg_init_row(struct av1_fg_row *r, const struct av1_fg_blend *b,
					    int bd_max)
{
	r->scaling = b->scaling;
	r->shift = vdupq_n_s16(15 - b->shift);
	r->min = vdupq_n_u16(b->min);
	r->max = vdupq_n_u16(b->max);
	r->bd_max = vdupq_n_u16(bd_max);
	r->luma_mult = vdup_n_s16(b->luma_mult);
	r->mult = vdup_n_s16(b->mult);
	r->offset = vdupq_n_s16(b->offset);
}

/* Four entries, by indices up to bd_max */
static __always_inline u32 av1_fg_scaling4(const u8 *scaling, uint16x4_t index)
{
	const u64 i = vget_lane_u64(vreinterpret_u64_u16(index), 0);
	const u32 low = scaling[i & 0xffff] | (u32)scaling[i >> 16 & 0xffff] << 8;
	const u32 high = scaling[i >> 32 & 0xffff] | (u32)scaling[i >> 48] << 8;

	return low | high << 16;
}

static __always_inline uint16x8_t av1_fg_scaling(const u8 *scaling, uint16x8_t index)
{
	const u32 low = av1_fg_scaling4(scaling, vget_low_u16(index));
	const u32 high = av1_fg_scaling4(scaling, vget_high_u16(index));

	return vmovl_u8(vcreate_u8(low | (u64)high << 32));
}

/*
 * Adds noise to 8 samples with the scaling of @index. vqrdmulhq_s16() shifts products right
 * by 15, and rounds: scaling, which is below 256, is first shifted left by what ScalingShift,
 * 8 or more, is less than that.
 */
static __always_inline void av1_fg_add(u16 *d, uint16x8_t s, uint16x8_t index, const s16 *noise,
				       const struct av1_fg_row *r)
{
	const uint16x8_t scaling = vshlq_u16(av1_fg_scaling(r->scaling, index), r->shift);
	const int16x8_t add = vqrdmulhq_s16(vld1q_s16(noise), vreinterpretq_s16_u16(scaling));

	vst1q_u16(d, vminq_u16(vmaxq_u16(vsqaddq_u16(s, add), r->min), r->max));
}

/*
 * The value of 8 samples of chroma at @luma: before the offset it is -16380..16251 for
 * samples in range, and with others anything in 16 bits, before it is clamped.
 */
static __always_inline uint16x8_t av1_fg_merge(uint16x8_t s, uint16x8_t luma,
					       const struct av1_fg_row *r)
{
	const int16x8_t a = vreinterpretq_s16_u16(luma), b = vreinterpretq_s16_u16(s);
	int32x4_t lo = vmull_s16(vget_low_s16(a), r->luma_mult);
	int32x4_t hi = vmull_s16(vget_high_s16(a), r->luma_mult);
	int16x8_t v;

	lo = vmlal_s16(lo, vget_low_s16(b), r->mult);
	hi = vmlal_s16(hi, vget_high_s16(b), r->mult);
	v = vaddq_s16(vshrn_high_n_s32(vshrn_n_s32(lo, 6), hi, 6), r->offset);
	return vminq_u16(vreinterpretq_u16_s16(vmaxq_s16(v, vdupq_n_s16(0))), r->bd_max);
}

static __always_inline void av1_fg_luma_step(u16 *d, const u16 *s, const s16 *noise,
					     const struct av1_fg_row *r)
{
	const uint16x8_t v = vld1q_u16(s);

	av1_fg_add(d, v, vandq_u16(v, r->bd_max), noise, r);
}

static __always_inline void av1_fg_chroma_step(u16 *d, const u16 *s, const u16 *luma,
					       const s16 *noise, bool from_luma, bool sub_x,
					       const struct av1_fg_row *r)
{
	const uint16x8_t v = vld1q_u16(s);
	uint16x8x2_t pair;
	uint16x8_t l;

	if (sub_x) {
		pair = vld2q_u16(luma);
		l = vrhaddq_u16(pair.val[0], pair.val[1]);
	} else {
		l = vld1q_u16(luma);
	}
	l = from_luma ? vandq_u16(l, r->bd_max) : av1_fg_merge(v, l, r);
	av1_fg_add(d, v, l, noise, r);
}

#include "av1_fg_tmpl.h"

AV1_FG_ALL(16bpc);
