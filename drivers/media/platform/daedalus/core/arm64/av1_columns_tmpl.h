/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Filters of 8 taps with NEON where each of 8 columns has a place and a filter of its own:
 * superres and references of another size (AV1 specification, 7.16 and 7.11.3.4). Included
 * after <asm/neon-intrinsics.h>.
 */
#ifndef _AV1_COLUMNS_TMPL_H_
#define _AV1_COLUMNS_TMPL_H_

/**
 * struct av1_columns - 8 columns
 * @first: number of the first sample of each
 * @taps: filter of each
 */
struct av1_columns {
	int first[8];
	int16x8_t taps[8];
};

/*
 * Sums of products of taps and 8-bit samples less 128: taps are no more than 240 in size,
 * with which sums fit 16 bits.
 */
static __always_inline int16x8_t av1_columns_sum(const u8 *s, const struct av1_columns *c)
{
	int16x8_t v[8];
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		const uint16x8_t less = vsubl_u8(vld1_u8(s + c->first[i]), vdup_n_u8(128));

		v[i] = vmulq_s16(vreinterpretq_s16_u16(less), c->taps[i]);
	}
	v[0] = vpaddq_s16(vpaddq_s16(v[0], v[1]), vpaddq_s16(v[2], v[3]));
	v[4] = vpaddq_s16(vpaddq_s16(v[4], v[5]), vpaddq_s16(v[6], v[7]));
	return vpaddq_s16(v[0], v[4]);
}

/* The same of samples of up to 15 bits as they are, of columns 0..3 and 4..7 */
static __always_inline void av1_columns_wide(int32x4_t *lo, int32x4_t *hi, const u16 *s,
					     const struct av1_columns *c)
{
	int32x4_t v[8];
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		const int16x8_t p = vreinterpretq_s16_u16(vld1q_u16(s + c->first[i]));

		v[i] = vmull_s16(vget_low_s16(p), vget_low_s16(c->taps[i]));
		v[i] = vmlal_high_s16(v[i], p, c->taps[i]);
	}
	*lo = vpaddq_s32(vpaddq_s32(v[0], v[1]), vpaddq_s32(v[2], v[3]));
	*hi = vpaddq_s32(vpaddq_s32(v[4], v[5]), vpaddq_s32(v[6], v[7]));
}

#endif /* _AV1_COLUMNS_TMPL_H_ */
