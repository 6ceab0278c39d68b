/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 inverse DCT and ADST with NEON (AV1 specification, 7.13.2.3, 7.13.2.7 and 7.13.2.8):
 * what does not depend on the type of the lanes. av1_itx_tmpl.c has the same steps.
 *
 * A file that includes this has defined:
 *
 *   struct av1_itx_v	element of the array T of as many transforms as there are lanes;
 *			its member @zero says that all are 0, known when this is compiled
 *   AV1_ITX_HOW	type of @how, which is handed to:
 *   av1_itx_rotate()	B(a, b, angle, 0) of 7.13.2.1: a butterfly rotation
 *   av1_itx_hadamard()	H(a, b, 0), which is H(b, a, 1)
 *   av1_itx_negate()	the negative
 *
 * @count, the number of inputs that may be other than 0, is a constant wherever a function
 * is inlined: what is 0 then is not computed.
 */
#ifndef _AV1_ITX_TMPL_H_
#define _AV1_ITX_TMPL_H_

/* B(a, b, angle, 1): the same, results exchanged */
static __always_inline void av1_itx_rotate_flip(struct av1_itx_v *t, int a, int b, int angle,
						AV1_ITX_HOW how)
{
	av1_itx_rotate(t, a, b, angle, how);
	swap(t[a], t[b]);
}

/* B(a - i, b + i, angle, 1) for i = 0..3 */
static __always_inline void av1_itx_rotate_flip4(struct av1_itx_v *t, int a, int b, int angle,
						 AV1_ITX_HOW how)
{
	av1_itx_rotate_flip(t, a, b, angle, how);
	av1_itx_rotate_flip(t, a - 1, b + 1, angle, how);
	av1_itx_rotate_flip(t, a - 2, b + 2, angle, how);
	av1_itx_rotate_flip(t, a - 3, b + 3, angle, how);
}

/* H(a + 2 * i, a + 2 * i + 1, i & 1) for i = 0..3 */
static __always_inline void av1_itx_pairs4(struct av1_itx_v *t, int a, AV1_ITX_HOW how)
{
	av1_itx_hadamard(t, a, a + 1, how);
	av1_itx_hadamard(t, a + 3, a + 2, how);
	av1_itx_hadamard(t, a + 4, a + 5, how);
	av1_itx_hadamard(t, a + 7, a + 6, how);
}

/* H(a + i, b - i, 0) for i = 0..1 */
static __always_inline void av1_itx_mirror2(struct av1_itx_v *t, int a, int b, AV1_ITX_HOW how)
{
	av1_itx_hadamard(t, a, b, how);
	av1_itx_hadamard(t, a + 1, b - 1, how);
}

/* H(a + i, b - i, 1) for i = 0..1 */
static __always_inline void av1_itx_mirror2_flip(struct av1_itx_v *t, int a, int b,
						 AV1_ITX_HOW how)
{
	av1_itx_hadamard(t, b, a, how);
	av1_itx_hadamard(t, b - 1, a + 1, how);
}

/* H(a + i, b - i, 0) for i = 0..3 */
static __always_inline void av1_itx_mirror4(struct av1_itx_v *t, int a, int b, AV1_ITX_HOW how)
{
	av1_itx_mirror2(t, a, b, how);
	av1_itx_mirror2(t, a + 2, b - 2, how);
}

/* H(a + i, b - i, 1) for i = 0..3 */
static __always_inline void av1_itx_mirror4_flip(struct av1_itx_v *t, int a, int b,
						 AV1_ITX_HOW how)
{
	av1_itx_mirror2_flip(t, a, b, how);
	av1_itx_mirror2_flip(t, a + 2, b - 2, how);
}

/* H(a + i, b - i, 0) for i = 0..7 */
static __always_inline void av1_itx_mirror8(struct av1_itx_v *t, int a, int b, AV1_ITX_HOW how)
{
	av1_itx_mirror4(t, a, b, how);
	av1_itx_mirror4(t, a + 4, b - 4, how);
}

/* Input @i, of which only the first @count may be other than 0 */
static __always_inline struct av1_itx_v av1_itx_in(const struct av1_itx_v *in, int count, int i)
{
	struct av1_itx_v none;

	if (i < count)
		return in[i];
	none.zero = true;
	return none;
}

/*
 * The inverse DCT of 7.13.2.3, with its permutation (7.13.2.2): what it does with n less
 * by 1 transforms the even inputs, whence @scale.
 */
static __always_inline void av1_itx_dct4(struct av1_itx_v *t, const struct av1_itx_v *in,
					 int count, int scale, AV1_ITX_HOW how)
{
	t[0] = av1_itx_in(in, count, 0);
	t[1] = av1_itx_in(in, count, 2 * scale);
	t[2] = av1_itx_in(in, count, scale);
	t[3] = av1_itx_in(in, count, 3 * scale);

	av1_itx_rotate_flip(t, 0, 1, 32, how);
	av1_itx_rotate(t, 2, 3, 48, how);
	av1_itx_mirror2(t, 0, 3, how);
}

static __always_inline void av1_itx_dct8(struct av1_itx_v *t, const struct av1_itx_v *in,
					 int count, int scale, AV1_ITX_HOW how)
{
	av1_itx_dct4(t, in, count, 2 * scale, how);
	t[4] = av1_itx_in(in, count, scale);
	t[5] = av1_itx_in(in, count, 5 * scale);
	t[6] = av1_itx_in(in, count, 3 * scale);
	t[7] = av1_itx_in(in, count, 7 * scale);

	av1_itx_rotate(t, 4, 7, 56, how);
	av1_itx_rotate(t, 5, 6, 24, how);
	av1_itx_hadamard(t, 4, 5, how);
	av1_itx_hadamard(t, 7, 6, how);
	av1_itx_rotate_flip(t, 6, 5, 32, how);
	av1_itx_mirror4(t, 0, 7, how);
}

static __always_inline void av1_itx_dct16(struct av1_itx_v *t, const struct av1_itx_v *in,
					  int count, int scale, AV1_ITX_HOW how)
{
	av1_itx_dct8(t, in, count, 2 * scale, how);
	t[8] = av1_itx_in(in, count, scale);
	t[9] = av1_itx_in(in, count, 9 * scale);
	t[10] = av1_itx_in(in, count, 5 * scale);
	t[11] = av1_itx_in(in, count, 13 * scale);
	t[12] = av1_itx_in(in, count, 3 * scale);
	t[13] = av1_itx_in(in, count, 11 * scale);
	t[14] = av1_itx_in(in, count, 7 * scale);
	t[15] = av1_itx_in(in, count, 15 * scale);

	av1_itx_rotate(t, 8, 15, 60, how);
	av1_itx_rotate(t, 9, 14, 28, how);
	av1_itx_rotate(t, 10, 13, 44, how);
	av1_itx_rotate(t, 11, 12, 12, how);
	av1_itx_pairs4(t, 8, how);
	av1_itx_rotate_flip(t, 14, 9, 48, how);
	av1_itx_rotate_flip(t, 13, 10, 112, how);
	av1_itx_mirror2(t, 8, 11, how);
	av1_itx_mirror2_flip(t, 12, 15, how);
	av1_itx_rotate_flip(t, 13, 10, 32, how);
	av1_itx_rotate_flip(t, 12, 11, 32, how);
	av1_itx_mirror8(t, 0, 15, how);
}

/* What n 5 has and n 4 has not, without the last step; @t starts with T[16] */
static __always_inline void av1_itx_dct32_odd(struct av1_itx_v *t, AV1_ITX_HOW how)
{
	av1_itx_rotate(t, 0, 15, 62, how);
	av1_itx_rotate(t, 1, 14, 30, how);
	av1_itx_rotate(t, 2, 13, 46, how);
	av1_itx_rotate(t, 3, 12, 14, how);
	av1_itx_rotate(t, 4, 11, 54, how);
	av1_itx_rotate(t, 5, 10, 22, how);
	av1_itx_rotate(t, 6, 9, 38, how);
	av1_itx_rotate(t, 7, 8, 6, how);
	av1_itx_pairs4(t, 0, how);
	av1_itx_pairs4(t, 8, how);
	av1_itx_rotate_flip(t, 14, 1, 56, how);
	av1_itx_rotate_flip(t, 13, 2, 120, how);
	av1_itx_rotate_flip(t, 10, 5, 24, how);
	av1_itx_rotate_flip(t, 9, 6, 88, how);
	av1_itx_mirror2(t, 0, 3, how);
	av1_itx_mirror2_flip(t, 4, 7, how);
	av1_itx_mirror2(t, 8, 11, how);
	av1_itx_mirror2_flip(t, 12, 15, how);
	av1_itx_rotate_flip(t, 13, 2, 48, how);
	av1_itx_rotate_flip(t, 12, 3, 48, how);
	av1_itx_rotate_flip(t, 11, 4, 112, how);
	av1_itx_rotate_flip(t, 10, 5, 112, how);
	av1_itx_mirror4(t, 0, 7, how);
	av1_itx_mirror4_flip(t, 8, 15, how);
	av1_itx_rotate_flip4(t, 11, 4, 32, how);
}

static __always_inline void av1_itx_dct32(struct av1_itx_v *t, const struct av1_itx_v *in,
					  int count, int scale, AV1_ITX_HOW how)
{
	av1_itx_dct16(t, in, count, 2 * scale, how);
	t[16] = av1_itx_in(in, count, scale);
	t[17] = av1_itx_in(in, count, 17 * scale);
	t[18] = av1_itx_in(in, count, 9 * scale);
	t[19] = av1_itx_in(in, count, 25 * scale);
	t[20] = av1_itx_in(in, count, 5 * scale);
	t[21] = av1_itx_in(in, count, 21 * scale);
	t[22] = av1_itx_in(in, count, 13 * scale);
	t[23] = av1_itx_in(in, count, 29 * scale);
	t[24] = av1_itx_in(in, count, 3 * scale);
	t[25] = av1_itx_in(in, count, 19 * scale);
	t[26] = av1_itx_in(in, count, 11 * scale);
	t[27] = av1_itx_in(in, count, 27 * scale);
	t[28] = av1_itx_in(in, count, 7 * scale);
	t[29] = av1_itx_in(in, count, 23 * scale);
	t[30] = av1_itx_in(in, count, 15 * scale);
	t[31] = av1_itx_in(in, count, 31 * scale);

	av1_itx_dct32_odd(t + 16, how);
	av1_itx_mirror8(t, 0, 31, how);
	av1_itx_mirror8(t, 8, 23, how);
}

/* What n 6 has and n 5 has not, up to the first sums of four; @t starts with T[32] */
static __always_inline void av1_itx_dct64_odd_start(struct av1_itx_v *t, AV1_ITX_HOW how)
{
	av1_itx_rotate(t, 0, 31, 63, how);
	av1_itx_rotate(t, 1, 30, 31, how);
	av1_itx_rotate(t, 2, 29, 47, how);
	av1_itx_rotate(t, 3, 28, 15, how);
	av1_itx_rotate(t, 4, 27, 55, how);
	av1_itx_rotate(t, 5, 26, 23, how);
	av1_itx_rotate(t, 6, 25, 39, how);
	av1_itx_rotate(t, 7, 24, 7, how);
	av1_itx_rotate(t, 8, 23, 59, how);
	av1_itx_rotate(t, 9, 22, 27, how);
	av1_itx_rotate(t, 10, 21, 43, how);
	av1_itx_rotate(t, 11, 20, 11, how);
	av1_itx_rotate(t, 12, 19, 51, how);
	av1_itx_rotate(t, 13, 18, 19, how);
	av1_itx_rotate(t, 14, 17, 35, how);
	av1_itx_rotate(t, 15, 16, 3, how);
	av1_itx_pairs4(t, 0, how);
	av1_itx_pairs4(t, 8, how);
	av1_itx_pairs4(t, 16, how);
	av1_itx_pairs4(t, 24, how);
	av1_itx_rotate_flip(t, 30, 1, 60, how);
	av1_itx_rotate_flip(t, 29, 2, 124, how);
	av1_itx_rotate_flip(t, 26, 5, 28, how);
	av1_itx_rotate_flip(t, 25, 6, 92, how);
	av1_itx_rotate_flip(t, 22, 9, 44, how);
	av1_itx_rotate_flip(t, 21, 10, 108, how);
	av1_itx_rotate_flip(t, 18, 13, 12, how);
	av1_itx_rotate_flip(t, 17, 14, 76, how);
}

/* The rest of it, without the last step */
static __always_inline void av1_itx_dct64_odd_end(struct av1_itx_v *t, AV1_ITX_HOW how)
{
	av1_itx_mirror2(t, 0, 3, how);
	av1_itx_mirror2_flip(t, 4, 7, how);
	av1_itx_mirror2(t, 8, 11, how);
	av1_itx_mirror2_flip(t, 12, 15, how);
	av1_itx_mirror2(t, 16, 19, how);
	av1_itx_mirror2_flip(t, 20, 23, how);
	av1_itx_mirror2(t, 24, 27, how);
	av1_itx_mirror2_flip(t, 28, 31, how);
	av1_itx_rotate_flip(t, 29, 2, 56, how);
	av1_itx_rotate_flip(t, 28, 3, 56, how);
	av1_itx_rotate_flip(t, 27, 4, 120, how);
	av1_itx_rotate_flip(t, 26, 5, 120, how);
	av1_itx_rotate_flip(t, 21, 10, 24, how);
	av1_itx_rotate_flip(t, 20, 11, 24, how);
	av1_itx_rotate_flip(t, 19, 12, 88, how);
	av1_itx_rotate_flip(t, 18, 13, 88, how);
	av1_itx_mirror4(t, 0, 7, how);
	av1_itx_mirror4_flip(t, 8, 15, how);
	av1_itx_mirror4(t, 16, 23, how);
	av1_itx_mirror4_flip(t, 24, 31, how);
	av1_itx_rotate_flip4(t, 27, 4, 48, how);
	av1_itx_rotate_flip4(t, 23, 8, 112, how);
	av1_itx_mirror8(t, 0, 15, how);
	av1_itx_mirror4_flip(t, 16, 31, how);
	av1_itx_mirror4_flip(t, 20, 27, how);
	av1_itx_rotate_flip4(t, 23, 8, 32, how);
	av1_itx_rotate_flip4(t, 19, 12, 32, how);
}

/* T[32] and on of n 6, of which only the last step is left; inputs are every other one. */
static __always_inline void av1_itx_dct64_odd(struct av1_itx_v *t, const struct av1_itx_v *in,
					      int count, AV1_ITX_HOW how)
{
	t[0] = av1_itx_in(in, count, 0);
	t[1] = av1_itx_in(in, count, 16);
	t[2] = av1_itx_in(in, count, 8);
	t[3] = av1_itx_in(in, count, 24);
	t[4] = av1_itx_in(in, count, 4);
	t[5] = av1_itx_in(in, count, 20);
	t[6] = av1_itx_in(in, count, 12);
	t[7] = av1_itx_in(in, count, 28);
	t[8] = av1_itx_in(in, count, 2);
	t[9] = av1_itx_in(in, count, 18);
	t[10] = av1_itx_in(in, count, 10);
	t[11] = av1_itx_in(in, count, 26);
	t[12] = av1_itx_in(in, count, 6);
	t[13] = av1_itx_in(in, count, 22);
	t[14] = av1_itx_in(in, count, 14);
	t[15] = av1_itx_in(in, count, 30);
	t[16] = av1_itx_in(in, count, 1);
	t[17] = av1_itx_in(in, count, 17);
	t[18] = av1_itx_in(in, count, 9);
	t[19] = av1_itx_in(in, count, 25);
	t[20] = av1_itx_in(in, count, 5);
	t[21] = av1_itx_in(in, count, 21);
	t[22] = av1_itx_in(in, count, 13);
	t[23] = av1_itx_in(in, count, 29);
	t[24] = av1_itx_in(in, count, 3);
	t[25] = av1_itx_in(in, count, 19);
	t[26] = av1_itx_in(in, count, 11);
	t[27] = av1_itx_in(in, count, 27);
	t[28] = av1_itx_in(in, count, 7);
	t[29] = av1_itx_in(in, count, 23);
	t[30] = av1_itx_in(in, count, 15);
	t[31] = av1_itx_in(in, count, 31);

	av1_itx_dct64_odd_start(t, how);
	av1_itx_dct64_odd_end(t, how);
}

/* 7.13.2.7, with the permutations of 7.13.2.4 and 7.13.2.5 */
static __always_inline void av1_itx_adst8(struct av1_itx_v *out, const struct av1_itx_v *in,
					  int count, int scale, AV1_ITX_HOW how)
{
	struct av1_itx_v t[8];

	t[0] = av1_itx_in(in, count, 7);
	t[1] = av1_itx_in(in, count, 0);
	t[2] = av1_itx_in(in, count, 5);
	t[3] = av1_itx_in(in, count, 2);
	t[4] = av1_itx_in(in, count, 3);
	t[5] = av1_itx_in(in, count, 4);
	t[6] = av1_itx_in(in, count, 1);
	t[7] = av1_itx_in(in, count, 6);

	av1_itx_rotate_flip(t, 0, 1, 60, how);
	av1_itx_rotate_flip(t, 2, 3, 44, how);
	av1_itx_rotate_flip(t, 4, 5, 28, how);
	av1_itx_rotate_flip(t, 6, 7, 12, how);
	av1_itx_hadamard(t, 0, 4, how);
	av1_itx_hadamard(t, 1, 5, how);
	av1_itx_hadamard(t, 2, 6, how);
	av1_itx_hadamard(t, 3, 7, how);
	av1_itx_rotate_flip(t, 4, 5, 48, how);
	av1_itx_rotate_flip(t, 7, 6, 16, how);
	av1_itx_hadamard(t, 0, 2, how);
	av1_itx_hadamard(t, 1, 3, how);
	av1_itx_hadamard(t, 4, 6, how);
	av1_itx_hadamard(t, 5, 7, how);
	av1_itx_rotate_flip(t, 2, 3, 32, how);
	av1_itx_rotate_flip(t, 6, 7, 32, how);

	out[0] = t[0];
	out[1] = t[4];
	out[2] = t[6];
	out[3] = t[2];
	out[4] = t[3];
	out[5] = t[7];
	out[6] = t[5];
	out[7] = t[1];
	av1_itx_negate(&out[1]);
	av1_itx_negate(&out[3]);
	av1_itx_negate(&out[5]);
	av1_itx_negate(&out[7]);
}

/* The four sums and differences with 4 in between that each half of ADST16 has */
static __always_inline void av1_itx_adst16_half(struct av1_itx_v *t, int a, AV1_ITX_HOW how)
{
	av1_itx_hadamard(t, a, a + 4, how);
	av1_itx_hadamard(t, a + 1, a + 5, how);
	av1_itx_hadamard(t, a + 2, a + 6, how);
	av1_itx_hadamard(t, a + 3, a + 7, how);
	av1_itx_rotate_flip(t, a + 4, a + 5, 48, how);
	av1_itx_rotate_flip(t, a + 7, a + 6, 16, how);
	av1_itx_hadamard(t, a, a + 2, how);
	av1_itx_hadamard(t, a + 1, a + 3, how);
	av1_itx_hadamard(t, a + 4, a + 6, how);
	av1_itx_hadamard(t, a + 5, a + 7, how);
	av1_itx_rotate_flip(t, a + 2, a + 3, 32, how);
	av1_itx_rotate_flip(t, a + 6, a + 7, 32, how);
}

/* 7.13.2.5 with n 4 */
static __always_inline void av1_itx_adst16_out(struct av1_itx_v *out, const struct av1_itx_v *t)
{
	out[0] = t[0];
	out[1] = t[8];
	out[2] = t[12];
	out[3] = t[4];
	out[4] = t[6];
	out[5] = t[14];
	out[6] = t[10];
	out[7] = t[2];
	out[8] = t[3];
	out[9] = t[11];
	out[10] = t[15];
	out[11] = t[7];
	out[12] = t[5];
	out[13] = t[13];
	out[14] = t[9];
	out[15] = t[1];
	av1_itx_negate(&out[1]);
	av1_itx_negate(&out[3]);
	av1_itx_negate(&out[5]);
	av1_itx_negate(&out[7]);
	av1_itx_negate(&out[9]);
	av1_itx_negate(&out[11]);
	av1_itx_negate(&out[13]);
	av1_itx_negate(&out[15]);
}

/* 7.13.2.8, with the permutation of 7.13.2.4 */
static __always_inline void av1_itx_adst16(struct av1_itx_v *out, const struct av1_itx_v *in,
					   int count, int scale, AV1_ITX_HOW how)
{
	struct av1_itx_v t[16];

	t[0] = av1_itx_in(in, count, 15);
	t[1] = av1_itx_in(in, count, 0);
	t[2] = av1_itx_in(in, count, 13);
	t[3] = av1_itx_in(in, count, 2);
	t[4] = av1_itx_in(in, count, 11);
	t[5] = av1_itx_in(in, count, 4);
	t[6] = av1_itx_in(in, count, 9);
	t[7] = av1_itx_in(in, count, 6);
	t[8] = av1_itx_in(in, count, 7);
	t[9] = av1_itx_in(in, count, 8);
	t[10] = av1_itx_in(in, count, 5);
	t[11] = av1_itx_in(in, count, 10);
	t[12] = av1_itx_in(in, count, 3);
	t[13] = av1_itx_in(in, count, 12);
	t[14] = av1_itx_in(in, count, 1);
	t[15] = av1_itx_in(in, count, 14);

	av1_itx_rotate_flip(t, 0, 1, 62, how);
	av1_itx_rotate_flip(t, 2, 3, 54, how);
	av1_itx_rotate_flip(t, 4, 5, 46, how);
	av1_itx_rotate_flip(t, 6, 7, 38, how);
	av1_itx_rotate_flip(t, 8, 9, 30, how);
	av1_itx_rotate_flip(t, 10, 11, 22, how);
	av1_itx_rotate_flip(t, 12, 13, 14, how);
	av1_itx_rotate_flip(t, 14, 15, 6, how);
	av1_itx_hadamard(t, 0, 8, how);
	av1_itx_hadamard(t, 1, 9, how);
	av1_itx_hadamard(t, 2, 10, how);
	av1_itx_hadamard(t, 3, 11, how);
	av1_itx_hadamard(t, 4, 12, how);
	av1_itx_hadamard(t, 5, 13, how);
	av1_itx_hadamard(t, 6, 14, how);
	av1_itx_hadamard(t, 7, 15, how);
	av1_itx_rotate_flip(t, 8, 9, 56, how);
	av1_itx_rotate_flip(t, 10, 11, 24, how);
	av1_itx_rotate_flip(t, 13, 12, 8, how);
	av1_itx_rotate_flip(t, 15, 14, 40, how);
	av1_itx_adst16_half(t, 0, how);
	av1_itx_adst16_half(t, 8, how);
	av1_itx_adst16_out(out, t);
}

#endif /* _AV1_ITX_TMPL_H_ */
