/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The direction search of AV1's CDEF (AV1 specification, 7.15.2) with NEON, which is the
 * same for all depths: all have 8 bits there. Included after <asm/neon-intrinsics.h>.
 */
#ifndef _AV1_CDEF_SEARCH_TMPL_H_
#define _AV1_CDEF_SEARCH_TMPL_H_

/* Lanes of @v moved up by @n: those that stay in 8 lanes, and those that leave them */
#define AV1_CDEF_UP(v, n)	vextq_s16(vdupq_n_s16(0), v, 8 - (n))
#define AV1_CDEF_OUT(v, n)	vextq_s16(v, vdupq_n_s16(0), 8 - (n))

/* partial of 7.15.2 in one direction: 15 sums at most, of -1024..1016 */
struct av1_cdef_partial {
	int16x8_t lo;
	int16x8_t hi;
};

/* 840 by the number of samples of each sum; 0 where there is none */
static const s32 av1_cdef_weight_diagonal[16] = {
	840, 420, 280, 210, 168, 140, 120, 105, 120, 140, 168, 210, 280, 420, 840, 0,
};

static const s32 av1_cdef_weight_odd[12] = {
	420, 210, 140, 105, 105, 105, 105, 105, 140, 210, 420, 0,
};

/* Each vector is moved up by one more than the one before. */
static __always_inline struct av1_cdef_partial av1_cdef_skew4(int16x8_t a, int16x8_t b,
							      int16x8_t c, int16x8_t d)
{
	return (struct av1_cdef_partial){
		.lo = vaddq_s16(vaddq_s16(a, AV1_CDEF_UP(b, 1)),
				vaddq_s16(AV1_CDEF_UP(c, 2), AV1_CDEF_UP(d, 3))),
		.hi = vaddq_s16(vaddq_s16(AV1_CDEF_OUT(b, 1), AV1_CDEF_OUT(c, 2)),
				AV1_CDEF_OUT(d, 3)),
	};
}

/* The same with 8, the second four of which are together moved up by 4 */
static __always_inline struct av1_cdef_partial av1_cdef_skew8(const int16x8_t *r, int first,
							      int step)
{
	const struct av1_cdef_partial a = av1_cdef_skew4(r[first], r[first + step],
							 r[first + 2 * step],
							 r[first + 3 * step]);
	const struct av1_cdef_partial b = av1_cdef_skew4(r[first + 4 * step],
							 r[first + 5 * step],
							 r[first + 6 * step],
							 r[first + 7 * step]);

	return (struct av1_cdef_partial){
		.lo = vaddq_s16(a.lo, AV1_CDEF_UP(b.lo, 4)),
		.hi = vaddq_s16(a.hi, vextq_s16(b.lo, b.hi, 4)),
	};
}

static __always_inline int32x4_t av1_cdef_cost_straight(int16x8_t sums)
{
	const int32x4_t squares = vmull_s16(vget_low_s16(sums), vget_low_s16(sums));

	return vmulq_n_s32(vmlal_high_s16(squares, sums, sums), 105);
}

static __always_inline int32x4_t av1_cdef_cost_odd(struct av1_cdef_partial p)
{
	int32x4_t cost = vmulq_s32(vmull_s16(vget_low_s16(p.lo), vget_low_s16(p.lo)),
				   vld1q_s32(av1_cdef_weight_odd));

	cost = vmlaq_s32(cost, vmull_high_s16(p.lo, p.lo), vld1q_s32(av1_cdef_weight_odd + 4));
	return vmlaq_s32(cost, vmull_s16(vget_low_s16(p.hi), vget_low_s16(p.hi)),
			 vld1q_s32(av1_cdef_weight_odd + 8));
}

static __always_inline int32x4_t av1_cdef_cost_diagonal(struct av1_cdef_partial p)
{
	int32x4_t cost = vmulq_s32(vmull_s16(vget_low_s16(p.lo), vget_low_s16(p.lo)),
				   vld1q_s32(av1_cdef_weight_diagonal));

	cost = vmlaq_s32(cost, vmull_high_s16(p.lo, p.lo),
			 vld1q_s32(av1_cdef_weight_diagonal + 4));
	cost = vmlaq_s32(cost, vmull_s16(vget_low_s16(p.hi), vget_low_s16(p.hi)),
			 vld1q_s32(av1_cdef_weight_diagonal + 8));
	return vmlaq_s32(cost, vmull_high_s16(p.hi, p.hi),
			 vld1q_s32(av1_cdef_weight_diagonal + 12));
}

static __always_inline uint32x4_t av1_cdef_add4(int32x4_t a, int32x4_t b, int32x4_t c, int32x4_t d)
{
	return vreinterpretq_u32_s32(vpaddq_s32(vpaddq_s32(a, b), vpaddq_s32(c, d)));
}

/* The first of the largest costs, of directions 0..3 and 4..7 */
static __always_inline unsigned int av1_cdef_best(uint32x4_t lo, uint32x4_t hi, u32 *var)
{
	const u32 best = vmaxvq_u32(vmaxq_u32(lo, hi));
	const uint32x4_t max = vdupq_n_u32(best);
	const uint16x8_t is_best = vuzp1q_u16(vreinterpretq_u16_u32(vceqq_u32(lo, max)),
					      vreinterpretq_u16_u32(vceqq_u32(hi, max)));
	const u64 bytes = vget_lane_u64(vreinterpret_u64_u8(vmovn_u16(is_best)), 0);
	const unsigned int dir = __builtin_ctzll(bytes) / 8;
	u32 opposite[8];

	vst1q_u32(opposite, hi);
	vst1q_u32(opposite + 4, lo);
	*var = (best - opposite[dir]) >> 10;
	return dir;
}

/* 7.15.2 of 8 rows of samples, each less 128. */
static __always_inline unsigned int av1_cdef_search(const int16x8_t *r, u32 *var)
{
	int16x8_t pair[4], swapped[4], half[4];
	int32x4_t cost[8];
	int i;

	for (i = 0; i < 4; i++) {
		/* Sums of two columns, of rows i and i + 4; the same from right to left */
		half[i] = vpaddq_s16(r[i], r[i + 4]);
		swapped[i] = vrev64q_s16(half[i]);
		/* Sums of two rows */
		pair[i] = vaddq_s16(r[2 * i], r[2 * i + 1]);
	}
	cost[0] = av1_cdef_cost_diagonal(av1_cdef_skew8(r, 0, 1));
	cost[1] = av1_cdef_cost_odd(av1_cdef_skew4(half[0], half[1], half[2], half[3]));
	cost[2] = av1_cdef_cost_straight(vpaddq_s16(vpaddq_s16(half[0], half[1]),
						    vpaddq_s16(half[2], half[3])));
	cost[3] = av1_cdef_cost_odd(av1_cdef_skew4(swapped[0], swapped[1], swapped[2],
						   swapped[3]));
	cost[4] = av1_cdef_cost_diagonal(av1_cdef_skew8(r, 7, -1));
	cost[5] = av1_cdef_cost_odd(av1_cdef_skew4(pair[3], pair[2], pair[1], pair[0]));
	cost[6] = av1_cdef_cost_straight(vaddq_s16(vaddq_s16(pair[0], pair[1]),
						   vaddq_s16(pair[2], pair[3])));
	cost[7] = av1_cdef_cost_odd(av1_cdef_skew4(pair[0], pair[1], pair[2], pair[3]));
	return av1_cdef_best(av1_cdef_add4(cost[0], cost[1], cost[2], cost[3]),
			     av1_cdef_add4(cost[4], cost[5], cost[6], cost[7]), var);
}

#endif /* _AV1_CDEF_SEARCH_TMPL_H_ */
