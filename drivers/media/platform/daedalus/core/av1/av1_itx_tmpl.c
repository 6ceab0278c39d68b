// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 residual of one transform block: inverse transforms, added to the prediction
 * (AV1 specification, 7.13 and the end of 7.12.3). Built for 8- and 16-bit samples.
 *
 * A conforming stream keeps what is rotated, and the array T, within r bits, 20 at
 * most: sums of products with 12-bit factors are then within 32 bits. A damaged one
 * does not, so these are made in u32, where they wrap, and only right shifts look at
 * them as signed. What is rotated comes out below 2^20 in size, and no value goes
 * through more than 6 sums from there to the next rotation or the end: s32 holds that.
 *
 * H() of the specification clips its sums to r bits. All values that T gets in a DCT or
 * an ADST of 8 or 16 are sums of inputs with weights of at most 1 in size, save for
 * roundings: where the sizes of all inputs add up to little enough, nothing can be
 * clipped. Nearly all rows and columns are of that sort. They have functions without
 * clipping, whose names end in the number of inputs that may be other than 0. All
 * transforms are written for all inputs and with clipping; where inputs and @max are
 * constants, the compiler leaves out what comes to nothing.
 */
#include <linux/log2.h>

#include "../dae_pixel.h"
#include "av1_itx.h"
#include "av1_itx_types.h"

#define AV1_ITX_MAX	64	/* the longest transform */

/* Cos128_Lookup of 7.13.2.1: 4096 * cos(i * pi / 128) */
static const s32 av1_cos128_lookup[65] = {
	4096, 4095, 4091, 4085, 4076, 4065, 4052, 4036, 4017, 3996, 3973, 3948, 3920,
	3889, 3857, 3822, 3784, 3745, 3703, 3659, 3612, 3564, 3513, 3461, 3406, 3349,
	3290, 3229, 3166, 3102, 3035, 2967, 2896, 2824, 2751, 2675, 2598, 2520, 2440,
	2359, 2276, 2191, 2106, 2019, 1931, 1842, 1751, 1660, 1567, 1474, 1380, 1285,
	1189, 1092,  995,  897,  799,  700,  601,  501,  401,  301,  201,  101,    0,
};

/* SINPI_1_9 to SINPI_4_9 of 7.13.2.6 */
#define AV1_SINPI_1_9	1321
#define AV1_SINPI_2_9	2482
#define AV1_SINPI_3_9	3344
#define AV1_SINPI_4_9	3803

/* 7.13.2.1; @angle is 0..127 here and always a constant, as is then the result. */
static __always_inline u32 av1_cos128(int angle)
{
	return angle <= 64 ? av1_cos128_lookup[angle] : -av1_cos128_lookup[128 - angle];
}

/* cos128(angle - 64) */
static __always_inline u32 av1_sin128(int angle)
{
	return av1_cos128_lookup[angle <= 64 ? 64 - angle : angle - 64];
}

/* Round2(x, 12) */
static __always_inline s32 av1_round12(u32 x)
{
	return (s32)(x + (1 << 11)) >> 12;
}

/* Clip3() to the range that ends with @max; 0 stands for what cannot leave it. */
static __always_inline s32 av1_clip(s32 x, s32 max)
{
	return max ? clamp(x, -max - 1, max) : x;
}

/* The same of a sum that may be anything in 32 bits */
static __always_inline s32 av1_round12_full(u32 x)
{
	return ((s32)x >> 12) + ((s32)x >> 11 & 1);
}

/*
 * A result of a rotation. Where sums are clipped it is clipped as well, which conforming
 * streams do not notice: NEON may have no more bits for it.
 */
static __always_inline s32 av1_rotated(u32 x, s32 max)
{
	return max ? av1_clip(av1_round12_full(x), max) : av1_round12(x);
}

/* B(a, b, angle, 0) of 7.13.2.1: a butterfly rotation */
static __always_inline void av1_rotate(s32 *t, int a, int b, int angle, s32 max)
{
	const u32 ta = t[a], tb = t[b];

	t[a] = av1_rotated(ta * av1_cos128(angle) - tb * av1_sin128(angle), max);
	t[b] = av1_rotated(ta * av1_sin128(angle) + tb * av1_cos128(angle), max);
}

/* B(a, b, angle, 1): the same, results exchanged */
static __always_inline void av1_rotate_flip(s32 *t, int a, int b, int angle, s32 max)
{
	const u32 ta = t[a], tb = t[b];

	t[a] = av1_rotated(ta * av1_sin128(angle) + tb * av1_cos128(angle), max);
	t[b] = av1_rotated(ta * av1_cos128(angle) - tb * av1_sin128(angle), max);
}

/*
 * B(a - i, b + i, angle, 1) for i = 0..3. There are no loops over T: without them the
 * compiler can keep it in registers.
 */
static __always_inline void av1_rotate_flip4(s32 *t, int a, int b, int angle, s32 max)
{
	av1_rotate_flip(t, a, b, angle, max);
	av1_rotate_flip(t, a - 1, b + 1, angle, max);
	av1_rotate_flip(t, a - 2, b + 2, angle, max);
	av1_rotate_flip(t, a - 3, b + 3, angle, max);
}

/* H(a, b, 0) of 7.13.2.1: a Hadamard rotation. H(a, b, 1) is H(b, a, 0). */
static __always_inline void av1_hadamard(s32 *t, int a, int b, s32 max)
{
	const s32 ta = t[a], tb = t[b];

	t[a] = av1_clip(ta + tb, max);
	t[b] = av1_clip(ta - tb, max);
}

/* H(a + 2 * i, a + 2 * i + 1, i & 1) for i = 0..3 */
static __always_inline void av1_pairs4(s32 *t, int a, s32 max)
{
	av1_hadamard(t, a, a + 1, max);
	av1_hadamard(t, a + 3, a + 2, max);
	av1_hadamard(t, a + 4, a + 5, max);
	av1_hadamard(t, a + 7, a + 6, max);
}

/* H(a + i, b - i, 0) for i = 0..1 */
static __always_inline void av1_mirror2(s32 *t, int a, int b, s32 max)
{
	av1_hadamard(t, a, b, max);
	av1_hadamard(t, a + 1, b - 1, max);
}

/* H(a + i, b - i, 1) for i = 0..1 */
static __always_inline void av1_mirror2_flip(s32 *t, int a, int b, s32 max)
{
	av1_hadamard(t, b, a, max);
	av1_hadamard(t, b - 1, a + 1, max);
}

/* H(a + i, b - i, 0) for i = 0..3 */
static __always_inline void av1_mirror4(s32 *t, int a, int b, s32 max)
{
	av1_mirror2(t, a, b, max);
	av1_mirror2(t, a + 2, b - 2, max);
}

/* H(a + i, b - i, 1) for i = 0..3 */
static __always_inline void av1_mirror4_flip(s32 *t, int a, int b, s32 max)
{
	av1_mirror2_flip(t, a, b, max);
	av1_mirror2_flip(t, a + 2, b - 2, max);
}

/* H(a + i, b - i, 0) for i = 0..7 */
static __always_inline void av1_mirror8(s32 *t, int a, int b, s32 max)
{
	av1_mirror4(t, a, b, max);
	av1_mirror4(t, a + 4, b - 4, max);
}

/* Input @i, of which only the first @count may be other than 0 */
static __always_inline s32 av1_input(const coef *in, int step, int count, int i)
{
	return i < count ? in[i * step] : 0;
}

/*
 * The inverse DCT of 7.13.2.3, with its permutation (7.13.2.2): what it does with n
 * less by 1 transforms the even inputs, whence @scale.
 */
static __always_inline void av1_dct4_part(s32 *t, const coef *in, int step, int count, int scale,
					  s32 max)
{
	t[0] = av1_input(in, step, count, 0);
	t[1] = av1_input(in, step, count, 2 * scale);
	t[2] = av1_input(in, step, count, scale);
	t[3] = av1_input(in, step, count, 3 * scale);

	av1_rotate_flip(t, 0, 1, 32, max);
	av1_rotate(t, 2, 3, 48, max);
	av1_mirror2(t, 0, 3, max);
}

static __always_inline void av1_dct8_part(s32 *t, const coef *in, int step, int count, int scale,
					  s32 max)
{
	av1_dct4_part(t, in, step, count, 2 * scale, max);
	t[4] = av1_input(in, step, count, scale);
	t[5] = av1_input(in, step, count, 5 * scale);
	t[6] = av1_input(in, step, count, 3 * scale);
	t[7] = av1_input(in, step, count, 7 * scale);

	av1_rotate(t, 4, 7, 56, max);
	av1_rotate(t, 5, 6, 24, max);
	av1_hadamard(t, 4, 5, max);
	av1_hadamard(t, 7, 6, max);
	av1_rotate_flip(t, 6, 5, 32, max);
	av1_mirror4(t, 0, 7, max);
}

static __always_inline void av1_dct16_part(s32 *t, const coef *in, int step, int count, int scale,
					   s32 max)
{
	av1_dct8_part(t, in, step, count, 2 * scale, max);
	t[8] = av1_input(in, step, count, scale);
	t[9] = av1_input(in, step, count, 9 * scale);
	t[10] = av1_input(in, step, count, 5 * scale);
	t[11] = av1_input(in, step, count, 13 * scale);
	t[12] = av1_input(in, step, count, 3 * scale);
	t[13] = av1_input(in, step, count, 11 * scale);
	t[14] = av1_input(in, step, count, 7 * scale);
	t[15] = av1_input(in, step, count, 15 * scale);

	av1_rotate(t, 8, 15, 60, max);
	av1_rotate(t, 9, 14, 28, max);
	av1_rotate(t, 10, 13, 44, max);
	av1_rotate(t, 11, 12, 12, max);
	av1_pairs4(t, 8, max);
	av1_rotate_flip(t, 14, 9, 48, max);
	av1_rotate_flip(t, 13, 10, 112, max);
	av1_mirror2(t, 8, 11, max);
	av1_mirror2_flip(t, 12, 15, max);
	av1_rotate_flip(t, 13, 10, 32, max);
	av1_rotate_flip(t, 12, 11, 32, max);
	av1_mirror8(t, 0, 15, max);
}

/* What n 5 has and n 4 has not, without the last step */
static __always_inline void av1_dct32_odd(s32 *t, s32 max)
{
	av1_rotate(t, 16, 31, 62, max);
	av1_rotate(t, 17, 30, 30, max);
	av1_rotate(t, 18, 29, 46, max);
	av1_rotate(t, 19, 28, 14, max);
	av1_rotate(t, 20, 27, 54, max);
	av1_rotate(t, 21, 26, 22, max);
	av1_rotate(t, 22, 25, 38, max);
	av1_rotate(t, 23, 24, 6, max);
	av1_pairs4(t, 16, max);
	av1_pairs4(t, 24, max);
	av1_rotate_flip(t, 30, 17, 56, max);
	av1_rotate_flip(t, 29, 18, 120, max);
	av1_rotate_flip(t, 26, 21, 24, max);
	av1_rotate_flip(t, 25, 22, 88, max);
	av1_mirror2(t, 16, 19, max);
	av1_mirror2_flip(t, 20, 23, max);
	av1_mirror2(t, 24, 27, max);
	av1_mirror2_flip(t, 28, 31, max);
	av1_rotate_flip(t, 29, 18, 48, max);
	av1_rotate_flip(t, 28, 19, 48, max);
	av1_rotate_flip(t, 27, 20, 112, max);
	av1_rotate_flip(t, 26, 21, 112, max);
	av1_mirror4(t, 16, 23, max);
	av1_mirror4_flip(t, 24, 31, max);
	av1_rotate_flip4(t, 27, 20, 32, max);
}

static __always_inline void av1_dct32_part(s32 *t, const coef *in, int step, int count, int scale,
					   s32 max)
{
	av1_dct16_part(t, in, step, count, 2 * scale, max);
	t[16] = av1_input(in, step, count, scale);
	t[17] = av1_input(in, step, count, 17 * scale);
	t[18] = av1_input(in, step, count, 9 * scale);
	t[19] = av1_input(in, step, count, 25 * scale);
	t[20] = av1_input(in, step, count, 5 * scale);
	t[21] = av1_input(in, step, count, 21 * scale);
	t[22] = av1_input(in, step, count, 13 * scale);
	t[23] = av1_input(in, step, count, 29 * scale);
	t[24] = av1_input(in, step, count, 3 * scale);
	t[25] = av1_input(in, step, count, 19 * scale);
	t[26] = av1_input(in, step, count, 11 * scale);
	t[27] = av1_input(in, step, count, 27 * scale);
	t[28] = av1_input(in, step, count, 7 * scale);
	t[29] = av1_input(in, step, count, 23 * scale);
	t[30] = av1_input(in, step, count, 15 * scale);
	t[31] = av1_input(in, step, count, 31 * scale);

	av1_dct32_odd(t, max);
	av1_mirror8(t, 0, 31, max);
	av1_mirror8(t, 8, 23, max);
}

/* What n 6 has and n 5 has not, up to the first sums of four */
static __always_inline void av1_dct64_odd_start(s32 *t, s32 max)
{
	av1_rotate(t, 32, 63, 63, max);
	av1_rotate(t, 33, 62, 31, max);
	av1_rotate(t, 34, 61, 47, max);
	av1_rotate(t, 35, 60, 15, max);
	av1_rotate(t, 36, 59, 55, max);
	av1_rotate(t, 37, 58, 23, max);
	av1_rotate(t, 38, 57, 39, max);
	av1_rotate(t, 39, 56, 7, max);
	av1_rotate(t, 40, 55, 59, max);
	av1_rotate(t, 41, 54, 27, max);
	av1_rotate(t, 42, 53, 43, max);
	av1_rotate(t, 43, 52, 11, max);
	av1_rotate(t, 44, 51, 51, max);
	av1_rotate(t, 45, 50, 19, max);
	av1_rotate(t, 46, 49, 35, max);
	av1_rotate(t, 47, 48, 3, max);
	av1_pairs4(t, 32, max);
	av1_pairs4(t, 40, max);
	av1_pairs4(t, 48, max);
	av1_pairs4(t, 56, max);
	av1_rotate_flip(t, 62, 33, 60, max);
	av1_rotate_flip(t, 61, 34, 124, max);
	av1_rotate_flip(t, 58, 37, 28, max);
	av1_rotate_flip(t, 57, 38, 92, max);
	av1_rotate_flip(t, 54, 41, 44, max);
	av1_rotate_flip(t, 53, 42, 108, max);
	av1_rotate_flip(t, 50, 45, 12, max);
	av1_rotate_flip(t, 49, 46, 76, max);
}

/* The rest of it, without the last step */
static __always_inline void av1_dct64_odd_end(s32 *t, s32 max)
{
	av1_mirror2(t, 32, 35, max);
	av1_mirror2_flip(t, 36, 39, max);
	av1_mirror2(t, 40, 43, max);
	av1_mirror2_flip(t, 44, 47, max);
	av1_mirror2(t, 48, 51, max);
	av1_mirror2_flip(t, 52, 55, max);
	av1_mirror2(t, 56, 59, max);
	av1_mirror2_flip(t, 60, 63, max);
	av1_rotate_flip(t, 61, 34, 56, max);
	av1_rotate_flip(t, 60, 35, 56, max);
	av1_rotate_flip(t, 59, 36, 120, max);
	av1_rotate_flip(t, 58, 37, 120, max);
	av1_rotate_flip(t, 53, 42, 24, max);
	av1_rotate_flip(t, 52, 43, 24, max);
	av1_rotate_flip(t, 51, 44, 88, max);
	av1_rotate_flip(t, 50, 45, 88, max);
	av1_mirror4(t, 32, 39, max);
	av1_mirror4_flip(t, 40, 47, max);
	av1_mirror4(t, 48, 55, max);
	av1_mirror4_flip(t, 56, 63, max);
	av1_rotate_flip4(t, 59, 36, 48, max);
	av1_rotate_flip4(t, 55, 40, 112, max);
	av1_mirror8(t, 32, 47, max);
	av1_mirror4_flip(t, 48, 63, max);
	av1_mirror4_flip(t, 52, 59, max);
	av1_rotate_flip4(t, 55, 40, 32, max);
	av1_rotate_flip4(t, 51, 44, 32, max);
}

/* Inputs from 32 on are always 0. */
static __always_inline void av1_dct64(s32 *t, const coef *in, int step, int count, s32 max)
{
	av1_dct32_part(t, in, step, count, 2, max);
	t[32] = av1_input(in, step, count, 1);
	t[33] = av1_input(in, step, count, 33);
	t[34] = av1_input(in, step, count, 17);
	t[35] = av1_input(in, step, count, 49);
	t[36] = av1_input(in, step, count, 9);
	t[37] = av1_input(in, step, count, 41);
	t[38] = av1_input(in, step, count, 25);
	t[39] = av1_input(in, step, count, 57);
	t[40] = av1_input(in, step, count, 5);
	t[41] = av1_input(in, step, count, 37);
	t[42] = av1_input(in, step, count, 21);
	t[43] = av1_input(in, step, count, 53);
	t[44] = av1_input(in, step, count, 13);
	t[45] = av1_input(in, step, count, 45);
	t[46] = av1_input(in, step, count, 29);
	t[47] = av1_input(in, step, count, 61);
	t[48] = av1_input(in, step, count, 3);
	t[49] = av1_input(in, step, count, 35);
	t[50] = av1_input(in, step, count, 19);
	t[51] = av1_input(in, step, count, 51);
	t[52] = av1_input(in, step, count, 11);
	t[53] = av1_input(in, step, count, 43);
	t[54] = av1_input(in, step, count, 27);
	t[55] = av1_input(in, step, count, 59);
	t[56] = av1_input(in, step, count, 7);
	t[57] = av1_input(in, step, count, 39);
	t[58] = av1_input(in, step, count, 23);
	t[59] = av1_input(in, step, count, 55);
	t[60] = av1_input(in, step, count, 15);
	t[61] = av1_input(in, step, count, 47);
	t[62] = av1_input(in, step, count, 31);
	t[63] = av1_input(in, step, count, 63);

	av1_dct64_odd_start(t, max);
	av1_dct64_odd_end(t, max);
	av1_mirror8(t, 0, 63, max);
	av1_mirror8(t, 8, 55, max);
	av1_mirror8(t, 16, 47, max);
	av1_mirror8(t, 24, 39, max);
}

static __always_inline void av1_dct4(s32 *t, const coef *in, int step, int count, s32 max)
{
	av1_dct4_part(t, in, step, count, 1, max);
}

static __always_inline void av1_dct8(s32 *t, const coef *in, int step, int count, s32 max)
{
	av1_dct8_part(t, in, step, count, 1, max);
}

static __always_inline void av1_dct16(s32 *t, const coef *in, int step, int count, s32 max)
{
	av1_dct16_part(t, in, step, count, 1, max);
}

static __always_inline void av1_dct32(s32 *t, const coef *in, int step, int count, s32 max)
{
	av1_dct32_part(t, in, step, count, 1, max);
}

/*
 * Of ADST4 the sums are said to be within r + 12 bits, not the results within r. With 8 bits
 * of depth results have 16 bits, as in NEON. The one too large that a conforming stream can
 * have, 1 << 15, makes no difference after the rounding and the clipping that follow.
 */
static __always_inline s32 av1_adst4_result(u32 x)
{
	return av1_clip(av1_round12_full(x), DAE_BPC == 8 ? S16_MAX : 0);
}

/* 7.13.2.6, which clips nothing */
static __always_inline void av1_adst4(s32 *t, const coef *in, int step)
{
	const u32 t0 = in[0], t1 = in[step], t2 = in[2 * step], t3 = in[3 * step];
	const u32 s0 = AV1_SINPI_1_9 * t0 + AV1_SINPI_4_9 * t2 + AV1_SINPI_2_9 * t3;
	const u32 s1 = AV1_SINPI_2_9 * t0 - AV1_SINPI_1_9 * t2 - AV1_SINPI_4_9 * t3;
	const u32 s3 = AV1_SINPI_3_9 * t1;

	t[0] = av1_adst4_result(s0 + s3);
	t[1] = av1_adst4_result(s1 + s3);
	t[2] = av1_adst4_result(AV1_SINPI_3_9 * (t0 - t2 + t3));
	t[3] = av1_adst4_result(s0 + s1 - s3);
}

/* 7.13.2.7, with the permutations of 7.13.2.4 and 7.13.2.5 */
static __always_inline void av1_adst8(s32 *out, const coef *in, int step, int count, s32 max)
{
	s32 t[8] = {
		av1_input(in, step, count, 7), av1_input(in, step, count, 0),
		av1_input(in, step, count, 5), av1_input(in, step, count, 2),
		av1_input(in, step, count, 3), av1_input(in, step, count, 4),
		av1_input(in, step, count, 1), av1_input(in, step, count, 6),
	};

	av1_rotate_flip(t, 0, 1, 60, max);
	av1_rotate_flip(t, 2, 3, 44, max);
	av1_rotate_flip(t, 4, 5, 28, max);
	av1_rotate_flip(t, 6, 7, 12, max);
	av1_hadamard(t, 0, 4, max);
	av1_hadamard(t, 1, 5, max);
	av1_hadamard(t, 2, 6, max);
	av1_hadamard(t, 3, 7, max);
	av1_rotate_flip(t, 4, 5, 48, max);
	av1_rotate_flip(t, 7, 6, 16, max);
	av1_hadamard(t, 0, 2, max);
	av1_hadamard(t, 1, 3, max);
	av1_hadamard(t, 4, 6, max);
	av1_hadamard(t, 5, 7, max);
	av1_rotate_flip(t, 2, 3, 32, max);
	av1_rotate_flip(t, 6, 7, 32, max);

	out[0] = t[0];
	out[1] = -t[4];
	out[2] = t[6];
	out[3] = -t[2];
	out[4] = t[3];
	out[5] = -t[7];
	out[6] = t[5];
	out[7] = -t[1];
}

/* The four sums and differences with 4 in between that each half of ADST16 has */
static __always_inline void av1_adst16_quarter(s32 *t, int a, s32 max)
{
	av1_hadamard(t, a, a + 4, max);
	av1_hadamard(t, a + 1, a + 5, max);
	av1_hadamard(t, a + 2, a + 6, max);
	av1_hadamard(t, a + 3, a + 7, max);
	av1_rotate_flip(t, a + 4, a + 5, 48, max);
	av1_rotate_flip(t, a + 7, a + 6, 16, max);
	av1_hadamard(t, a, a + 2, max);
	av1_hadamard(t, a + 1, a + 3, max);
	av1_hadamard(t, a + 4, a + 6, max);
	av1_hadamard(t, a + 5, a + 7, max);
	av1_rotate_flip(t, a + 2, a + 3, 32, max);
	av1_rotate_flip(t, a + 6, a + 7, 32, max);
}

/* 7.13.2.8, with the permutations of 7.13.2.4 and 7.13.2.5 */
static __always_inline void av1_adst16(s32 *out, const coef *in, int step, int count, s32 max)
{
	s32 t[16] = {
		av1_input(in, step, count, 15), av1_input(in, step, count, 0),
		av1_input(in, step, count, 13), av1_input(in, step, count, 2),
		av1_input(in, step, count, 11), av1_input(in, step, count, 4),
		av1_input(in, step, count, 9), av1_input(in, step, count, 6),
		av1_input(in, step, count, 7), av1_input(in, step, count, 8),
		av1_input(in, step, count, 5), av1_input(in, step, count, 10),
		av1_input(in, step, count, 3), av1_input(in, step, count, 12),
		av1_input(in, step, count, 1), av1_input(in, step, count, 14),
	};

	av1_rotate_flip(t, 0, 1, 62, max);
	av1_rotate_flip(t, 2, 3, 54, max);
	av1_rotate_flip(t, 4, 5, 46, max);
	av1_rotate_flip(t, 6, 7, 38, max);
	av1_rotate_flip(t, 8, 9, 30, max);
	av1_rotate_flip(t, 10, 11, 22, max);
	av1_rotate_flip(t, 12, 13, 14, max);
	av1_rotate_flip(t, 14, 15, 6, max);
	av1_hadamard(t, 0, 8, max);
	av1_hadamard(t, 1, 9, max);
	av1_hadamard(t, 2, 10, max);
	av1_hadamard(t, 3, 11, max);
	av1_hadamard(t, 4, 12, max);
	av1_hadamard(t, 5, 13, max);
	av1_hadamard(t, 6, 14, max);
	av1_hadamard(t, 7, 15, max);
	av1_rotate_flip(t, 8, 9, 56, max);
	av1_rotate_flip(t, 10, 11, 24, max);
	av1_rotate_flip(t, 13, 12, 8, max);
	av1_rotate_flip(t, 15, 14, 40, max);
	av1_adst16_quarter(t, 0, max);
	av1_adst16_quarter(t, 8, max);

	out[0] = t[0];
	out[1] = -t[8];
	out[2] = t[12];
	out[3] = -t[4];
	out[4] = t[6];
	out[5] = -t[14];
	out[6] = t[10];
	out[7] = -t[2];
	out[8] = t[3];
	out[9] = -t[11];
	out[10] = t[15];
	out[11] = -t[7];
	out[12] = t[5];
	out[13] = -t[13];
	out[14] = t[9];
	out[15] = -t[1];
}

/* 7.13.2.11 to 7.13.2.14 for one value; the whole part of a factor needs no rounding. */
static __always_inline s32 av1_identity(u32 x, int n)
{
	switch (n) {
	case 4:
		return x + av1_round12(x * (5793 - 4096));
	case 8:
		return x * 2;
	case 16:
		return x * 2 + av1_round12(x * (11586 - 2 * 4096));
	default:
		return x * 4;
	}
}

static __always_inline void av1_identities(s32 *out, const coef *in, int step, int count, int n)
{
	int i;

	for (i = 0; i < count; i++)
		out[i] = av1_identity(in[i * step], n);
	for (; i < n; i++)
		out[i] = 0;
}

/**
 * struct av1_itx_1d - a 1D transform of some length n
 * @fast: for inputs that lead to no clipping, by how many of them can be other than 0:
 *	4, 8, 16 or 32. From @in[0], @in[@step], ... to @out[0..n - 1].
 * @clip: the same for any inputs, of which only the first @count are read; @max ends the
 *	range of T. NULL for a transform that clips nothing.
 * @gain: how many times the sizes of all inputs added up an output can be, rounded up
 */
struct av1_itx_1d {
	void (*fast[4])(s32 *out, const coef *in, int step);
	void (*clip)(s32 *out, const coef *in, int step, int count, s32 max);
	unsigned int gain;
};

#define AV1_ITX_FAST(name, count, n, transform)							\
static noinline void DAE_FN(av1_##name##_##count)(s32 *out, const coef *in, int step)		\
{												\
	s32 t[n];										\
												\
	transform;										\
	memcpy(out, t, sizeof(t));								\
}

#define AV1_ITX_CLIP(name, n)									\
static noinline void DAE_FN(av1_##name##_clip)(s32 *out, const coef *in, int step, int count,	\
					       s32 max)						\
{												\
	s32 t[n];										\
												\
	av1_##name(t, in, step, count, max);							\
	memcpy(out, t, sizeof(t));								\
}

AV1_ITX_FAST(dct4, 4, 4, av1_dct4(t, in, step, 4, 0))
AV1_ITX_FAST(dct8, 4, 8, av1_dct8(t, in, step, 4, 0))
AV1_ITX_FAST(dct8, 8, 8, av1_dct8(t, in, step, 8, 0))
AV1_ITX_FAST(dct16, 4, 16, av1_dct16(t, in, step, 4, 0))
AV1_ITX_FAST(dct16, 8, 16, av1_dct16(t, in, step, 8, 0))
AV1_ITX_FAST(dct16, 16, 16, av1_dct16(t, in, step, 16, 0))
AV1_ITX_FAST(dct32, 4, 32, av1_dct32(t, in, step, 4, 0))
AV1_ITX_FAST(dct32, 8, 32, av1_dct32(t, in, step, 8, 0))
AV1_ITX_FAST(dct32, 16, 32, av1_dct32(t, in, step, 16, 0))
AV1_ITX_FAST(dct32, 32, 32, av1_dct32(t, in, step, 32, 0))
AV1_ITX_FAST(dct64, 4, 64, av1_dct64(t, in, step, 4, 0))
AV1_ITX_FAST(dct64, 8, 64, av1_dct64(t, in, step, 8, 0))
AV1_ITX_FAST(dct64, 16, 64, av1_dct64(t, in, step, 16, 0))
AV1_ITX_FAST(dct64, 32, 64, av1_dct64(t, in, step, 32, 0))
AV1_ITX_FAST(adst4, 4, 4, av1_adst4(t, in, step))
AV1_ITX_FAST(adst8, 4, 8, av1_adst8(t, in, step, 4, 0))
AV1_ITX_FAST(adst8, 8, 8, av1_adst8(t, in, step, 8, 0))
AV1_ITX_FAST(adst16, 4, 16, av1_adst16(t, in, step, 4, 0))
AV1_ITX_FAST(adst16, 8, 16, av1_adst16(t, in, step, 8, 0))
AV1_ITX_FAST(adst16, 16, 16, av1_adst16(t, in, step, 16, 0))
AV1_ITX_FAST(identity4, 4, 4, av1_identities(t, in, step, 4, 4))
AV1_ITX_FAST(identity8, 4, 8, av1_identities(t, in, step, 4, 8))
AV1_ITX_FAST(identity8, 8, 8, av1_identities(t, in, step, 8, 8))
AV1_ITX_FAST(identity16, 4, 16, av1_identities(t, in, step, 4, 16))
AV1_ITX_FAST(identity16, 8, 16, av1_identities(t, in, step, 8, 16))
AV1_ITX_FAST(identity16, 16, 16, av1_identities(t, in, step, 16, 16))
AV1_ITX_FAST(identity32, 4, 32, av1_identities(t, in, step, 4, 32))
AV1_ITX_FAST(identity32, 8, 32, av1_identities(t, in, step, 8, 32))
AV1_ITX_FAST(identity32, 16, 32, av1_identities(t, in, step, 16, 32))
AV1_ITX_FAST(identity32, 32, 32, av1_identities(t, in, step, 32, 32))

AV1_ITX_CLIP(dct4, 4)
AV1_ITX_CLIP(dct8, 8)
AV1_ITX_CLIP(dct16, 16)
AV1_ITX_CLIP(dct32, 32)
AV1_ITX_CLIP(dct64, 64)
AV1_ITX_CLIP(adst8, 8)
AV1_ITX_CLIP(adst16, 16)

#define AV1_ITX_4(name)		{ DAE_FN(av1_##name##_4) }
#define AV1_ITX_4_8(name)	{ DAE_FN(av1_##name##_4), DAE_FN(av1_##name##_8) }
#define AV1_ITX_4_16(name)	{ DAE_FN(av1_##name##_4), DAE_FN(av1_##name##_8),	\
				  DAE_FN(av1_##name##_16) }
#define AV1_ITX_4_32(name)	{ DAE_FN(av1_##name##_4), DAE_FN(av1_##name##_8),	\
				  DAE_FN(av1_##name##_16), DAE_FN(av1_##name##_32) }

/* The second index is n of the specification, less 2. */
static const struct av1_itx_1d DAE_FN(av1_itx_1d)[AV1_ITX_KINDS][5] = {
	[AV1_ITX_DCT] = {
		{ AV1_ITX_4(dct4), DAE_FN(av1_dct4_clip), 1 },
		{ AV1_ITX_4_8(dct8), DAE_FN(av1_dct8_clip), 1 },
		{ AV1_ITX_4_16(dct16), DAE_FN(av1_dct16_clip), 1 },
		{ AV1_ITX_4_32(dct32), DAE_FN(av1_dct32_clip), 1 },
		{ AV1_ITX_4_32(dct64), DAE_FN(av1_dct64_clip), 1 },
	},
	[AV1_ITX_ADST] = {
		{ AV1_ITX_4(adst4), NULL, 1 },
		{ AV1_ITX_4_8(adst8), DAE_FN(av1_adst8_clip), 1 },
		{ AV1_ITX_4_16(adst16), DAE_FN(av1_adst16_clip), 1 },
	},
	[AV1_ITX_IDENTITY] = {
		{ AV1_ITX_4(identity4), NULL, 2 },
		{ AV1_ITX_4_8(identity8), NULL, 2 },
		{ AV1_ITX_4_16(identity16), NULL, 3 },
		{ AV1_ITX_4_32(identity32), NULL, 4 },
	},
};

/* The size of a value */
static __always_inline u32 av1_size_of(s32 x)
{
	return x < 0 ? -(u32)x : (u32)x;
}

/*
 * The sizes of all inputs, a multiple of 4, added up. From coefficients that no
 * conforming stream has the sum may wrap.
 */
static __always_inline u32 av1_input_sum(const coef *in, int step, int count)
{
	u32 sum = 0;
	int i;

	for (i = 0; i < count; i += 4, in += 4 * step)
		sum += av1_size_of(in[0]) + av1_size_of(in[step]) + av1_size_of(in[2 * step]) +
		       av1_size_of(in[3 * step]);
	return sum;
}

/*
 * Whether values that come to @sum without roundings stay within @max. An eighth of the
 * range is more than all roundings of a block add up to.
 */
static __always_inline bool av1_is_small(u32 sum, s32 max)
{
	return sum <= (u32)(max - max / 8);
}

/* One transform of inputs whose sizes add up to @sum */
static __always_inline void av1_itx_run(const struct av1_itx_1d *tx, s32 *out, const coef *in,
					int step, int count, u32 sum, s32 max)
{
	if (av1_is_small(sum, max) || !tx->clip)
		tx->fast[ilog2(count) - 2](out, in, step);
	else
		tx->clip(out, in, step, count, max);
}

/* Ends of the ranges of rowClampRange and colClampRange (7.13.3) bits */
static __always_inline s32 av1_row_max(int bd_max)
{
	return ((DAE_BD_MAX(bd_max) + 1) << 7) - 1;
}

static __always_inline s32 av1_col_max(int bd_max)
{
	return max(((DAE_BD_MAX(bd_max) + 1) << 5) - 1, S16_MAX);
}

/* Round2(x, shift), for any x */
static __always_inline s32 av1_round(u32 x, int shift)
{
	return (s32)(x + ((1U << shift) >> 1)) >> shift;
}

/* What rectangles of 2:1 scale by, Round2(x * 2896, 12) */
static __always_inline s32 av1_scale_half(u32 x)
{
	return av1_round12(x * 2896);
}

static __always_inline void av1_scale_coefs(coef *c, int ch, int cols, int rows)
{
	int x, y;

	for (x = 0; x < cols; x++)
		for (y = 0; y < rows; y++)
			c[x * ch + y] = av1_scale_half(c[x * ch + y]);
}

/* What follows a row transform: the rounding, and the clipping if @max is not 0 */
static __always_inline void av1_store_row(coef *mid, const s32 *out, int w, int shift, bool flip,
					  s32 max)
{
	const int step = flip ? -1 : 1;
	int j;

	mid += flip ? w - 1 : 0;
	for (j = 0; j < w; j += 4, mid += 4 * step) {
		mid[0] = av1_clip(av1_round(out[j], shift), max);
		mid[step] = av1_clip(av1_round(out[j + 1], shift), max);
		mid[2 * step] = av1_clip(av1_round(out[j + 2], shift), max);
		mid[3 * step] = av1_clip(av1_round(out[j + 3], shift), max);
	}
}

/*
 * The row transforms of 7.13.3 for @rows rows, to @mid, where rows are @w apart. Returns
 * what the sizes of the inputs of any column add up to at most, save for roundings. It
 * and the column transforms have large frames, which must not become one.
 */
static noinline u32 DAE_FN(av1_itx_rows)(coef *mid, int w, const coef *c, int ch, int cols,
					 int rows, const struct av1_itx_1d *tx, int shift,
					 bool flip, int bd_max)
{
	const s32 row_max = av1_row_max(bd_max), col_max = av1_col_max(bd_max);
	s32 out[AV1_ITX_MAX];
	u32 total = 0;
	int i;

	for (i = 0; i < rows; i++, mid += w) {
		u32 sum = av1_input_sum(c + i, ch, cols), bound;

		if (!sum) {
			memset(mid, 0, w * sizeof(*mid));
			continue;
		}
		/* clipped sums are no longer sums, but they stay within the range */
		if (!av1_is_small(sum, row_max))
			sum = max(sum, (u32)row_max + 1);
		bound = (sum * tx->gain) >> shift;
		total += bound;
		av1_itx_run(tx, out, c + i, ch, cols, sum, row_max);
		if (av1_is_small(bound, col_max))
			av1_store_row(mid, out, w, shift, flip, 0);
		else
			av1_store_row(mid, out, w, shift, flip, col_max);
	}
	return total;
}

/* The end of 7.12.3 for four columns of @h values with 4 fractional bits */
static __always_inline void av1_add_columns(void *dst, ptrdiff_t stride, const s32 *out, int h,
					    bool flip, int bd_max)
{
	int y;

	for (y = 0; y < h; y++, out++) {
		pixel *d = dae_row(dst, stride, flip ? h - 1 - y : y);

		d[0] = dae_clip_pixel(d[0] + av1_round(out[0], 4), bd_max);
		d[1] = dae_clip_pixel(d[1] + av1_round(out[AV1_ITX_MAX], 4), bd_max);
		d[2] = dae_clip_pixel(d[2] + av1_round(out[2 * AV1_ITX_MAX], 4), bd_max);
		d[3] = dae_clip_pixel(d[3] + av1_round(out[3 * AV1_ITX_MAX], 4), bd_max);
	}
}

/*
 * The column transforms of 7.13.3 for @w columns, four at a time, so that samples of one
 * row are written together. The sizes of the inputs of one add up to @bound at most.
 */
static noinline void DAE_FN(av1_itx_columns)(pixel *dst, ptrdiff_t stride, const coef *mid,
					     int mid_w, int w, int h, int rows,
					     const struct av1_itx_1d *tx, u32 bound, bool flip,
					     int bd_max)
{
	const s32 max = av1_col_max(bd_max);
	const bool small = av1_is_small(bound, max);
	s32 out[4 * AV1_ITX_MAX];
	int x, i;

	for (x = 0; x < w; x += 4) {
		for (i = 0; i < 4; i++) {
			const coef *in = mid + x + i;

			av1_itx_run(tx, out + i * AV1_ITX_MAX, in, mid_w, rows,
				    small ? 0 : av1_input_sum(in, mid_w, rows), max);
		}
		av1_add_columns(dst + x, stride, out, h, flip, bd_max);
	}
}

/* With the first coefficient alone all steps but these hand it on unchanged. */
static void DAE_FN(av1_itx_dc_add)(void *dst, ptrdiff_t stride, const coef *c,
				   enum av1_tx_size size, int bd_max)
{
	const struct av1_itx_shape *shape = &av1_itx_shapes[size];
	const int w = 1 << shape->w_log2, h = 1 << shape->h_log2;
	s32 r = c[0];
	int x, y;

	if (shape->half)
		r = av1_scale_half(r);
	r = av1_round(av1_round12(r * av1_cos128(32)), shape->shift);
	r = av1_clip(r, av1_col_max(bd_max));
	r = av1_round(av1_round12(r * av1_cos128(32)), 4);

	for (y = 0; y < h; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < w; x++)
			d[x] = dae_clip_pixel(d[x] + r, bd_max);
	}
}

static noinline void DAE_FN(av1_itx_2d_add)(void *dst, ptrdiff_t stride, coef *c, coef *mid,
					    int eob, enum av1_tx_size size, enum av1_tx_type type,
					    int bd_max)
{
	const struct av1_itx_shape *shape = &av1_itx_shapes[size];
	const struct av1_itx_pair *pair = &av1_itx_pairs[type];
	const int w = 1 << shape->w_log2, h = 1 << shape->h_log2, ch = min(h, 32);
	unsigned int cols, rows;
	u32 bound;

	if (type == AV1_TX_DCT_DCT && eob == 1) {
		DAE_FN(av1_itx_dc_add)(dst, stride, c, size, bd_max);
		return;
	}

	av1_itx_extent(size, type, eob, &cols, &rows);
	if (shape->half)
		av1_scale_coefs(c, ch, cols, rows);
	bound = DAE_FN(av1_itx_rows)(mid, w, c, ch, cols, rows,
				     &DAE_FN(av1_itx_1d)[pair->row][shape->w_log2 - 2],
				     shape->shift, pair->flip_row, bd_max);
	/* the identity leaves columns 0 that were 0 */
	DAE_FN(av1_itx_columns)(dst, stride, mid, w, pair->row == AV1_ITX_IDENTITY ? cols : w, h,
				rows, &DAE_FN(av1_itx_1d)[pair->col][shape->h_log2 - 2], bound,
				pair->flip_col, bd_max);
}

/* 7.13.2.10: from in[0], in[step], ... to out[0], out[step], ... */
static __always_inline void av1_wht4(s32 *out, const s32 *in, int step, int shift)
{
	u32 a = in[0] >> shift, c = in[step] >> shift;
	u32 d = in[2 * step] >> shift, b = in[3 * step] >> shift;
	u32 e;

	a += c;
	d -= b;
	e = (s32)(a - d) >> 1;
	b = e - b;
	c = e - c;
	out[0] = a - b;
	out[step] = b;
	out[2 * step] = c;
	out[3 * step] = d + c;
}

/* 7.13.3 with Lossless 1 */
static void DAE_FN(av1_itx_4x4_wht_wht_add)(void *dst, ptrdiff_t stride, void *coefs,
					    void *scratch, int eob, int bd_max)
{
	const int lim = DAE_BD_MAX(bd_max), col_max = av1_col_max(bd_max);
	const coef *c = coefs;
	s32 t[16];
	int x, y;

	for (y = 0; y < 4; y++)
		for (x = 0; x < 4; x++)
			t[y * 4 + x] = c[x * 4 + y];
	for (y = 0; y < 4; y++)
		av1_wht4(t + y * 4, t + y * 4, 1, 2);
	for (x = 0; x < 16; x++)
		t[x] = av1_clip(t[x], col_max);
	for (x = 0; x < 4; x++)
		av1_wht4(t + x, t + x, 4, 0);

	for (y = 0; y < 4; y++) {
		pixel *d = dae_row(dst, stride, y);

		/* beyond one range of samples the size makes no difference */
		for (x = 0; x < 4; x++)
			d[x] = dae_clip_pixel(d[x] + clamp(t[y * 4 + x], -lim, lim), bd_max);
	}
}

#define AV1_ITX_ADD(size, SIZE, type, TYPE)							\
static void DAE_FN(av1_itx_##size##_##type##_add)(void *dst, ptrdiff_t stride, void *coefs,	\
						  void *scratch, int eob, int bd_max)		\
{												\
	DAE_FN(av1_itx_2d_add)(dst, stride, coefs, scratch, eob, AV1_TX_##SIZE,		\
			       AV1_TX_##TYPE, bd_max);						\
}

AV1_ITX_ALL(AV1_ITX_ADD)

#define AV1_ITX_SLOT(size, SIZE, type, TYPE)							\
	[AV1_TX_##SIZE][AV1_TX_##TYPE] = DAE_FN(av1_itx_##size##_##type##_add),

static const struct av1_itx_dsp DAE_FN(av1_itx_dsp) = {
	.itx_add = {
		AV1_ITX_ALL(AV1_ITX_SLOT)
		[AV1_TX_4X4][AV1_TX_WHT_WHT] = DAE_FN(av1_itx_4x4_wht_wht_add),
	},
};

void DAE_FN(av1_itx_init)(struct av1_itx_dsp *dsp)
{
	*dsp = DAE_FN(av1_itx_dsp);
}
