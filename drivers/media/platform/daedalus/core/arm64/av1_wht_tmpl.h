/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 inverse Walsh-Hadamard transform of lossless blocks with NEON (AV1 specification,
 * 7.13.2.10, and 7.13.3 with Lossless 1): what is the same for all depths, as results of
 * rows and columns take more than 16 bits before they are clipped. Included after
 * <asm/neon-intrinsics.h>.
 */
#ifndef _AV1_WHT_TMPL_H_
#define _AV1_WHT_TMPL_H_

/* Four transforms, a lane each, in place */
static __always_inline void av1_wht4(int32x4_t *v)
{
	const int32x4_t a = vaddq_s32(v[0], v[1]), d = vsubq_s32(v[2], v[3]);
	const int32x4_t e = vshrq_n_s32(vsubq_s32(a, d), 1);
	const int32x4_t b = vsubq_s32(e, v[3]), c = vsubq_s32(e, v[1]);

	v[0] = vsubq_s32(a, b);
	v[1] = b;
	v[2] = c;
	v[3] = vaddq_s32(d, c);
}

static __always_inline void av1_wht_transpose(int32x4_t *v)
{
	const int64x2_t a = vreinterpretq_s64_s32(vtrn1q_s32(v[0], v[1]));
	const int64x2_t b = vreinterpretq_s64_s32(vtrn2q_s32(v[0], v[1]));
	const int64x2_t c = vreinterpretq_s64_s32(vtrn1q_s32(v[2], v[3]));
	const int64x2_t d = vreinterpretq_s64_s32(vtrn2q_s32(v[2], v[3]));

	v[0] = vreinterpretq_s32_s64(vtrn1q_s64(a, c));
	v[1] = vreinterpretq_s32_s64(vtrn1q_s64(b, d));
	v[2] = vreinterpretq_s32_s64(vtrn2q_s64(a, c));
	v[3] = vreinterpretq_s32_s64(vtrn2q_s64(b, d));
}

/*
 * From columns of coefficients to rows of a residual, which end up within 16 bits: beyond
 * one range of samples the size makes no difference. @col_max ends the range of what rows
 * hand to columns.
 */
static __always_inline void av1_wht(int16x4_t *rows, int32x4_t c0, int32x4_t c1, int32x4_t c2,
				    int32x4_t c3, s32 col_max)
{
	const int32x4_t high = vdupq_n_s32(col_max), low = vmvnq_s32(high);
	int32x4_t v[4] = {
		vshrq_n_s32(c0, 2), vshrq_n_s32(c1, 2), vshrq_n_s32(c2, 2), vshrq_n_s32(c3, 2),
	};
	int i;

	av1_wht4(v);
#pragma GCC unroll 4
	for (i = 0; i < 4; i++)
		v[i] = vmaxq_s32(vminq_s32(v[i], high), low);
	av1_wht_transpose(v);
	av1_wht4(v);
#pragma GCC unroll 4
	for (i = 0; i < 4; i++)
		rows[i] = vqmovn_s32(v[i]);
}

#endif /* _AV1_WHT_TMPL_H_ */
