/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rows of 16 and 32 bits to columns, for the NEON versions of H.264 operations. Included
 * after <asm/neon-intrinsics.h>.
 */
#ifndef _H264_TRANSPOSE_TMPL_H_
#define _H264_TRANSPOSE_TMPL_H_

static __always_inline uint16x8_t h264_trn1_u32(uint16x8_t a, uint16x8_t b)
{
	return vreinterpretq_u16_u32(vtrn1q_u32(vreinterpretq_u32_u16(a),
						vreinterpretq_u32_u16(b)));
}

static __always_inline uint16x8_t h264_trn2_u32(uint16x8_t a, uint16x8_t b)
{
	return vreinterpretq_u16_u32(vtrn2q_u32(vreinterpretq_u32_u16(a),
						vreinterpretq_u32_u16(b)));
}

static __always_inline uint16x8_t h264_trn1_u64(uint16x8_t a, uint16x8_t b)
{
	return vreinterpretq_u16_u64(vtrn1q_u64(vreinterpretq_u64_u16(a),
						vreinterpretq_u64_u16(b)));
}

static __always_inline uint16x8_t h264_trn2_u64(uint16x8_t a, uint16x8_t b)
{
	return vreinterpretq_u16_u64(vtrn2q_u64(vreinterpretq_u64_u16(a),
						vreinterpretq_u64_u16(b)));
}

/* @v[8] */
static __always_inline void h264_transpose8_u16(uint16x8_t *v)
{
	const uint16x8_t a0 = vtrn1q_u16(v[0], v[1]), a1 = vtrn2q_u16(v[0], v[1]);
	const uint16x8_t a2 = vtrn1q_u16(v[2], v[3]), a3 = vtrn2q_u16(v[2], v[3]);
	const uint16x8_t a4 = vtrn1q_u16(v[4], v[5]), a5 = vtrn2q_u16(v[4], v[5]);
	const uint16x8_t a6 = vtrn1q_u16(v[6], v[7]), a7 = vtrn2q_u16(v[6], v[7]);
	const uint16x8_t b0 = h264_trn1_u32(a0, a2), b2 = h264_trn2_u32(a0, a2);
	const uint16x8_t b1 = h264_trn1_u32(a1, a3), b3 = h264_trn2_u32(a1, a3);
	const uint16x8_t b4 = h264_trn1_u32(a4, a6), b6 = h264_trn2_u32(a4, a6);
	const uint16x8_t b5 = h264_trn1_u32(a5, a7), b7 = h264_trn2_u32(a5, a7);

	v[0] = h264_trn1_u64(b0, b4);
	v[1] = h264_trn1_u64(b1, b5);
	v[2] = h264_trn1_u64(b2, b6);
	v[3] = h264_trn1_u64(b3, b7);
	v[4] = h264_trn2_u64(b0, b4);
	v[5] = h264_trn2_u64(b1, b5);
	v[6] = h264_trn2_u64(b2, b6);
	v[7] = h264_trn2_u64(b3, b7);
}

struct h264_8x8_s16 {
	int16x8_t v[8];
};

static __always_inline void h264_transpose8_s16(struct h264_8x8_s16 *m)
{
	uint16x8_t v[8];
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		v[i] = vreinterpretq_u16_s16(m->v[i]);
	h264_transpose8_u16(v);
#pragma GCC unroll 8
	for (i = 0; i < 8; i++)
		m->v[i] = vreinterpretq_s16_u16(v[i]);
}

static __always_inline int16x4x4_t h264_transpose4_s16(int16x4x4_t m)
{
	const int32x2_t a0 = vreinterpret_s32_s16(vtrn1_s16(m.val[0], m.val[1]));
	const int32x2_t a1 = vreinterpret_s32_s16(vtrn2_s16(m.val[0], m.val[1]));
	const int32x2_t a2 = vreinterpret_s32_s16(vtrn1_s16(m.val[2], m.val[3]));
	const int32x2_t a3 = vreinterpret_s32_s16(vtrn2_s16(m.val[2], m.val[3]));

	return (int16x4x4_t){ {
		vreinterpret_s16_s32(vtrn1_s32(a0, a2)), vreinterpret_s16_s32(vtrn1_s32(a1, a3)),
		vreinterpret_s16_s32(vtrn2_s32(a0, a2)), vreinterpret_s16_s32(vtrn2_s32(a1, a3)),
	} };
}

static __always_inline int32x4_t h264_trn1_64(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s32_s64(vtrn1q_s64(vreinterpretq_s64_s32(a),
						vreinterpretq_s64_s32(b)));
}

static __always_inline int32x4_t h264_trn2_64(int32x4_t a, int32x4_t b)
{
	return vreinterpretq_s32_s64(vtrn2q_s64(vreinterpretq_s64_s32(a),
						vreinterpretq_s64_s32(b)));
}

static __always_inline int32x4x4_t h264_transpose4_s32(int32x4x4_t m)
{
	const int32x4_t a0 = vtrn1q_s32(m.val[0], m.val[1]), a1 = vtrn2q_s32(m.val[0], m.val[1]);
	const int32x4_t a2 = vtrn1q_s32(m.val[2], m.val[3]), a3 = vtrn2q_s32(m.val[2], m.val[3]);

	return (int32x4x4_t){ {
		h264_trn1_64(a0, a2), h264_trn1_64(a1, a3), h264_trn2_64(a0, a2),
		h264_trn2_64(a1, a3),
	} };
}

#endif /* _H264_TRANSPOSE_TMPL_H_ */
