/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The transpose of 8x8 samples in 16-bit lanes with NEON. Included after
 * <asm/neon-intrinsics.h>.
 */
#ifndef _AV1_TRANSPOSE_TMPL_H_
#define _AV1_TRANSPOSE_TMPL_H_

static __always_inline void av1_zip8(uint16x8_t *out, const uint16x8_t *in)
{
	out[0] = vzip1q_u16(in[0], in[4]);
	out[1] = vzip2q_u16(in[0], in[4]);
	out[2] = vzip1q_u16(in[1], in[5]);
	out[3] = vzip2q_u16(in[1], in[5]);
	out[4] = vzip1q_u16(in[2], in[6]);
	out[5] = vzip2q_u16(in[2], in[6]);
	out[6] = vzip1q_u16(in[3], in[7]);
	out[7] = vzip2q_u16(in[3], in[7]);
}

/* 8 rows of 8 to 8 columns or the other way round */
static __always_inline void av1_transpose8(uint16x8_t *out, const uint16x8_t *in)
{
	uint16x8_t t[8];

	av1_zip8(out, in);
	av1_zip8(t, out);
	av1_zip8(out, t);
}

#endif /* _AV1_TRANSPOSE_TMPL_H_ */
