// SPDX-License-Identifier: GPL-2.0
/*
 * Adds the noise of AV1 film grain to rows of 8-bit samples with NEON: the last part of
 * the add noise synthesis process (AV1 specification, 7.18.3.5).
 *
 * The whole table of scaling is in registers. Noise is -128..127: its product with a
 * scaling fits 16 bits, and once shifted 8.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_fg.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define av1_sample	u8
#define AV1_FG_STEP	16

/* scaling of struct av1_fg_blend, 64 values in each */
struct av1_fg_table {
	uint8x16x4_t part[4];
};

/* What is the same for all samples of a row */
struct av1_fg_row {
	struct av1_fg_table table;
	int16x8_t shift;
	uint8x16_t min;
	uint8x16_t max;
	int16x8_t luma_mult;
	int16x8_t mult;
	int16x8_t offset;
};

static __always_inline void av1_fg_init_row(struct av1_fg_row *r, const struct av1_fg_blend *b,
					    int bd_max)
{
	r->table.part[0] = vld1q_u8_x4(b->scaling);
	r->table.part[1] = vld1q_u8_x4(b->scaling + 64);
	r->table.part[2] = vld1q_u8_x4(b->scaling + 128);
	r->table.part[3] = vld1q_u8_x4(b->scaling + 192);
	r->shift = vdupq_n_s16(-b->shift);
	r->min = vdupq_n_u8(b->min);
	r->max = vdupq_n_u8(b->max);
	r->luma_mult = vdupq_n_s16(b->luma_mult);
	r->mult = vdupq_n_s16(b->mult);
	r->offset = vdupq_n_s16(b->offset);
}

static __always_inline uint8x16_t av1_fg_scaling(const struct av1_fg_table *t, uint8x16_t index)
{
	uint8x16_t v = vqtbl4q_u8(t->part[0], index);

	v = vqtbx4q_u8(v, t->part[1], vsubq_u8(index, vdupq_n_u8(64)));
	v = vqtbx4q_u8(v, t->part[2], vsubq_u8(index, vdupq_n_u8(128)));
	return vqtbx4q_u8(v, t->part[3], vsubq_u8(index, vdupq_n_u8(192)));
}

static __always_inline int16x8_t av1_fg_wide(uint8x8_t v)
{
	return vreinterpretq_s16_u16(vmovl_u8(v));
}

/* Adds noise to 16 samples with the scaling of @index. */
static __always_inline void av1_fg_add(u8 *d, uint8x16_t s, uint8x16_t index, const s16 *noise,
				       const struct av1_fg_row *r)
{
	const uint8x16_t scaling = av1_fg_scaling(&r->table, index);
	int16x8_t lo = vmulq_s16(vld1q_s16(noise), av1_fg_wide(vget_low_u8(scaling)));
	int16x8_t hi = vmulq_s16(vld1q_s16(noise + 8), av1_fg_wide(vget_high_u8(scaling)));

	lo = vrshlq_s16(lo, r->shift);
	hi = vrshlq_s16(hi, r->shift);
	s = vsqaddq_u8(s, vuzp1q_s8(vreinterpretq_s8_s16(lo), vreinterpretq_s8_s16(hi)));
	vst1q_u8(d, vminq_u8(vmaxq_u8(s, r->min), r->max));
}

/* The value of 8 samples of chroma at @luma; halves of sums that do not fit do. */
static __always_inline uint8x8_t av1_fg_merge(uint8x8_t s, uint8x8_t luma,
					      const struct av1_fg_row *r)
{
	const int16x8_t a = vmulq_s16(av1_fg_wide(luma), r->luma_mult);
	const int16x8_t b = vmulq_s16(av1_fg_wide(s), r->mult);

	return vqmovun_s16(vaddq_s16(vshrq_n_s16(vhaddq_s16(a, b), 5), r->offset));
}

static __always_inline void av1_fg_luma_step(u8 *d, const u8 *s, const s16 *noise,
					     const struct av1_fg_row *r)
{
	const uint8x16_t v = vld1q_u8(s);

	av1_fg_add(d, v, v, noise, r);
}

static __always_inline void av1_fg_chroma_step(u8 *d, const u8 *s, const u8 *luma,
					       const s16 *noise, bool from_luma, bool sub_x,
					       const struct av1_fg_row *r)
{
	const uint8x16_t v = vld1q_u8(s);
	uint8x16_t l = vld1q_u8(luma);

	if (sub_x)
		l = vcombine_u8(vrshrn_n_u16(vpaddlq_u8(l), 1),
				vrshrn_n_u16(vpaddlq_u8(vld1q_u8(luma + 16)), 1));
	if (!from_luma)
		l = vcombine_u8(av1_fg_merge(vget_low_u8(v), vget_low_u8(l), r),
				av1_fg_merge(vget_high_u8(v), vget_high_u8(l), r));
	av1_fg_add(d, v, l, noise, r);
}

#include "av1_fg_tmpl.h"

AV1_FG_ALL(8bpc);
