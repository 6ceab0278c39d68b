// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 residual of one block: inverse DCT, ADST and Walsh-Hadamard transforms,
 * added to the prediction (VP9 specification, 8.7). Built for 8- and 16-bit
 * samples.
 *
 * A conforming stream keeps all values of the array T within 8 + depth bits, and
 * products and their sums within 24 + depth bits (8.7.1.1): s32 is enough for 8
 * bits, s64 above. A damaged one does not, so sums are made in unsigned types,
 * where they wrap, and only right shifts look at them as signed. At 8 bits values of T
 * wrap as well, modulo 2^16, as SIMD with lanes of so many bits has it, and as libvpx
 * does it in C where it emulates hardware (CONFIG_EMULATE_HARDWARE).
 *
 * Function names end in the number of inputs that may be other than 0. The
 * transforms are written for all inputs; where those are constants, the compiler
 * leaves out what comes to nothing.
 */
#include "../dae_pixel.h"
#include "vp9_dsp.h"

#define VP9_ITX_MAX	32	/* the largest n */

#if DAE_BPC == 8
typedef s16 vp9_value;
typedef u32 vp9_wide;
typedef s32 vp9_wide_signed;
#else
typedef s32 vp9_value;
typedef u64 vp9_wide;
typedef s64 vp9_wide_signed;
#endif

/* cos64_lookup of 8.7.1.1: 16384 * cos(i * pi / 64) */
static const s32 vp9_cos64_lookup[33] = {
	16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449,
	14053, 13623, 13160, 12665, 12140, 11585, 11003, 10394,  9760,  9102,  8423,
	 7723,  7005,  6270,  5520,  4756,  3981,  3196,  2404,  1606,   804,     0,
};

/* SINPI_1_9 to SINPI_4_9 of 8.7.1.6 */
#define VP9_SINPI_1_9	5283
#define VP9_SINPI_2_9	9929
#define VP9_SINPI_3_9	13377
#define VP9_SINPI_4_9	15212

/* 8.7.1.1; @angle is 0..127 and always a constant, as is then the result. */
static __always_inline vp9_wide vp9_cos64(int angle)
{
	if (angle <= 32)
		return vp9_cos64_lookup[angle];
	if (angle <= 64)
		return (vp9_wide)-vp9_cos64_lookup[64 - angle];
	if (angle <= 96)
		return (vp9_wide)-vp9_cos64_lookup[angle - 64];
	return vp9_cos64_lookup[128 - angle];
}

static __always_inline vp9_wide vp9_sin64(int angle)
{
	return vp9_cos64((angle + 96) & 127);
}

/* Round2(x, 14) */
static __always_inline s32 vp9_round14(vp9_wide x)
{
	return (vp9_value)((vp9_wide_signed)(x + (1 << 13)) >> 14);
}

static __always_inline s32 vp9_add(s32 a, s32 b)
{
	return (u32)a + (u32)b;
}

static __always_inline s32 vp9_sub(s32 a, s32 b)
{
	return (u32)a - (u32)b;
}

/* -32768 stays what it is at 8 bits. */
static __always_inline s32 vp9_neg(s32 a)
{
	return (vp9_value)vp9_sub(0, a);
}

/* B(a, b, angle, 0) of 8.7.1.1: a butterfly rotation */
static __always_inline void vp9_rotate(s32 *t, int a, int b, int angle)
{
	const vp9_wide ta = t[a], tb = t[b];

	t[a] = vp9_round14(ta * vp9_cos64(angle) - tb * vp9_sin64(angle));
	t[b] = vp9_round14(ta * vp9_sin64(angle) + tb * vp9_cos64(angle));
}

/* B(a, b, angle, 1): the same, results exchanged */
static __always_inline void vp9_rotate_flip(s32 *t, int a, int b, int angle)
{
	const vp9_wide ta = t[a], tb = t[b];

	t[a] = vp9_round14(ta * vp9_sin64(angle) + tb * vp9_cos64(angle));
	t[b] = vp9_round14(ta * vp9_cos64(angle) - tb * vp9_sin64(angle));
}

/* H(a, b, 0) of 8.7.1.1: a Hadamard rotation. H(a, b, 1) is H(b, a, 0). */
static __always_inline void vp9_hadamard(s32 *t, int a, int b)
{
	const s32 ta = t[a], tb = t[b];

	t[a] = (vp9_value)vp9_add(ta, tb);
	t[b] = (vp9_value)vp9_sub(ta, tb);
}

/*
 * Four times the last step of 8.7.1.3, H(i, n - 1 - i, 0), from @i on. Here and
 * below there are no loops over T: without them the compiler can keep it in
 * registers.
 */
static __always_inline void vp9_mirror4(s32 *t, int n, int i)
{
	vp9_hadamard(t, i, n - 1 - i);
	vp9_hadamard(t, i + 1, n - 2 - i);
	vp9_hadamard(t, i + 2, n - 3 - i);
	vp9_hadamard(t, i + 3, n - 4 - i);
}

/* Input @i, of which only the first @count may be other than 0 */
static __always_inline s32 vp9_input(const coef *in, int step, int count, int i)
{
	return i < count ? in[i * step] : 0;
}

/*
 * The inverse DCT of 8.7.1.3, with its permutation (8.7.1.2): the n - 1 on which
 * n is built transforms the even inputs, whence @scale.
 */
static __always_inline void vp9_dct4(s32 *t, const coef *in, int step, int count, int scale)
{
	t[0] = vp9_input(in, step, count, 0);
	t[1] = vp9_input(in, step, count, 2 * scale);
	t[2] = vp9_input(in, step, count, scale);
	t[3] = vp9_input(in, step, count, 3 * scale);

	vp9_rotate_flip(t, 0, 1, 16);
	vp9_rotate(t, 2, 3, 24);
	vp9_hadamard(t, 0, 3);
	vp9_hadamard(t, 1, 2);
}

static __always_inline void vp9_dct8(s32 *t, const coef *in, int step, int count, int scale)
{
	vp9_dct4(t, in, step, count, 2 * scale);
	t[4] = vp9_input(in, step, count, scale);
	t[5] = vp9_input(in, step, count, 5 * scale);
	t[6] = vp9_input(in, step, count, 3 * scale);
	t[7] = vp9_input(in, step, count, 7 * scale);

	vp9_rotate(t, 4, 7, 28);
	vp9_rotate(t, 5, 6, 12);
	vp9_hadamard(t, 4, 5);
	vp9_hadamard(t, 7, 6);
	vp9_rotate_flip(t, 6, 5, 16);
	vp9_mirror4(t, 8, 0);
}

static __always_inline void vp9_dct16(s32 *t, const coef *in, int step, int count, int scale)
{
	vp9_dct8(t, in, step, count, 2 * scale);
	t[8] = vp9_input(in, step, count, scale);
	t[9] = vp9_input(in, step, count, 9 * scale);
	t[10] = vp9_input(in, step, count, 5 * scale);
	t[11] = vp9_input(in, step, count, 13 * scale);
	t[12] = vp9_input(in, step, count, 3 * scale);
	t[13] = vp9_input(in, step, count, 11 * scale);
	t[14] = vp9_input(in, step, count, 7 * scale);
	t[15] = vp9_input(in, step, count, 15 * scale);

	vp9_rotate(t, 8, 15, 30);
	vp9_rotate(t, 9, 14, 14);
	vp9_rotate(t, 10, 13, 22);
	vp9_rotate(t, 11, 12, 6);
	vp9_hadamard(t, 8, 9);
	vp9_hadamard(t, 11, 10);
	vp9_hadamard(t, 12, 13);
	vp9_hadamard(t, 15, 14);
	vp9_rotate_flip(t, 14, 9, 24);
	vp9_rotate_flip(t, 10, 13, 72);
	vp9_hadamard(t, 8, 11);
	vp9_hadamard(t, 9, 10);
	vp9_hadamard(t, 15, 12);
	vp9_hadamard(t, 14, 13);
	vp9_rotate_flip(t, 13, 10, 16);
	vp9_rotate_flip(t, 12, 11, 16);
	vp9_mirror4(t, 16, 0);
	vp9_mirror4(t, 16, 4);
}

/* What n 5 has and n 4 has not: steps 2 to 4 of 8.7.1.3 for T[16..31] */
static __always_inline void vp9_dct32_odd(s32 *t)
{
	vp9_rotate(t, 16, 31, 31);
	vp9_rotate(t, 17, 30, 15);
	vp9_rotate(t, 18, 29, 23);
	vp9_rotate(t, 19, 28, 7);
	vp9_rotate(t, 20, 27, 27);
	vp9_rotate(t, 21, 26, 11);
	vp9_rotate(t, 22, 25, 19);
	vp9_rotate(t, 23, 24, 3);
	vp9_hadamard(t, 16, 17);
	vp9_hadamard(t, 19, 18);
	vp9_hadamard(t, 20, 21);
	vp9_hadamard(t, 23, 22);
	vp9_hadamard(t, 24, 25);
	vp9_hadamard(t, 27, 26);
	vp9_hadamard(t, 28, 29);
	vp9_hadamard(t, 31, 30);
	vp9_rotate_flip(t, 30, 17, 28);
	vp9_rotate_flip(t, 22, 25, 84);
	vp9_rotate_flip(t, 26, 21, 12);
	vp9_rotate_flip(t, 18, 29, 68);
	vp9_hadamard(t, 16, 19);
	vp9_hadamard(t, 17, 18);
	vp9_hadamard(t, 23, 20);
	vp9_hadamard(t, 22, 21);
	vp9_hadamard(t, 24, 27);
	vp9_hadamard(t, 25, 26);
	vp9_hadamard(t, 31, 28);
	vp9_hadamard(t, 30, 29);
}

static __always_inline void vp9_dct32(s32 *t, const coef *in, int step, int count)
{
	vp9_dct16(t, in, step, count, 2);
	t[16] = vp9_input(in, step, count, 1);
	t[17] = vp9_input(in, step, count, 17);
	t[18] = vp9_input(in, step, count, 9);
	t[19] = vp9_input(in, step, count, 25);
	t[20] = vp9_input(in, step, count, 5);
	t[21] = vp9_input(in, step, count, 21);
	t[22] = vp9_input(in, step, count, 13);
	t[23] = vp9_input(in, step, count, 29);
	t[24] = vp9_input(in, step, count, 3);
	t[25] = vp9_input(in, step, count, 19);
	t[26] = vp9_input(in, step, count, 11);
	t[27] = vp9_input(in, step, count, 27);
	t[28] = vp9_input(in, step, count, 7);
	t[29] = vp9_input(in, step, count, 23);
	t[30] = vp9_input(in, step, count, 15);
	t[31] = vp9_input(in, step, count, 31);

	vp9_dct32_odd(t);
	vp9_rotate_flip(t, 29, 18, 24);
	vp9_rotate_flip(t, 21, 26, 72);
	vp9_rotate_flip(t, 28, 19, 24);
	vp9_rotate_flip(t, 20, 27, 72);
	vp9_hadamard(t, 16, 23);
	vp9_hadamard(t, 17, 22);
	vp9_hadamard(t, 18, 21);
	vp9_hadamard(t, 19, 20);
	vp9_hadamard(t, 31, 24);
	vp9_hadamard(t, 30, 25);
	vp9_hadamard(t, 29, 26);
	vp9_hadamard(t, 28, 27);
	vp9_rotate_flip(t, 27, 20, 16);
	vp9_rotate_flip(t, 26, 21, 16);
	vp9_rotate_flip(t, 25, 22, 16);
	vp9_rotate_flip(t, 24, 23, 16);
	vp9_mirror4(t, 32, 0);
	vp9_mirror4(t, 32, 4);
	vp9_mirror4(t, 32, 8);
	vp9_mirror4(t, 32, 12);
}

/* 8.7.1.6 */
static __always_inline void vp9_adst4(s32 *t, const coef *in, int step)
{
	const vp9_wide t0 = in[0], t1 = in[step], t2 = in[2 * step], t3 = in[3 * step];
	const vp9_wide v = vp9_add(vp9_sub(in[0], in[2 * step]), in[3 * step]);
	const vp9_wide x0 = VP9_SINPI_1_9 * t0 + VP9_SINPI_4_9 * t2 + VP9_SINPI_2_9 * t3;
	const vp9_wide x1 = VP9_SINPI_2_9 * t0 - VP9_SINPI_1_9 * t2 - VP9_SINPI_4_9 * t3;
	const vp9_wide x3 = VP9_SINPI_3_9 * t1;

	t[0] = vp9_round14(x0 + x3);
	t[1] = vp9_round14(x1 + x3);
	t[2] = vp9_round14(VP9_SINPI_3_9 * v);
	t[3] = vp9_round14(x0 + x1 - x3);
}

/*
 * SB(a, a + 1, angle_a, 1), SB(b, b + 1, angle_b, 1), SH(a, b) and SH(a + 1, b + 1)
 * of 8.7.1.1: S is not rounded in between. SB(a + 1, a, angle, 1), which comes up
 * as well, is SB(a, a + 1, 128 - angle, 1).
 */
static __always_inline void vp9_adst_step(s32 *t, int a, int angle_a, int b, int angle_b)
{
	const vp9_wide a0 = t[a], a1 = t[a + 1], b0 = t[b], b1 = t[b + 1];
	const vp9_wide sa0 = a0 * vp9_sin64(angle_a) + a1 * vp9_cos64(angle_a);
	const vp9_wide sa1 = a0 * vp9_cos64(angle_a) - a1 * vp9_sin64(angle_a);
	const vp9_wide sb0 = b0 * vp9_sin64(angle_b) + b1 * vp9_cos64(angle_b);
	const vp9_wide sb1 = b0 * vp9_cos64(angle_b) - b1 * vp9_sin64(angle_b);

	t[a] = vp9_round14(sa0 + sb0);
	t[b] = vp9_round14(sa0 - sb0);
	t[a + 1] = vp9_round14(sa1 + sb1);
	t[b + 1] = vp9_round14(sa1 - sb1);
}

/* 8.7.1.7, with the permutations of 8.7.1.4 and 8.7.1.5 */
static __always_inline void vp9_adst8(s32 *out, const coef *in, int step)
{
	s32 t[8] = {
		in[7 * step], in[0],
		in[5 * step], in[2 * step],
		in[3 * step], in[4 * step],
		in[step], in[6 * step],
	};

	vp9_adst_step(t, 0, 30, 4, 14);
	vp9_adst_step(t, 2, 22, 6, 6);
	vp9_adst_step(t, 4, 24, 6, 120);
	vp9_hadamard(t, 0, 2);
	vp9_hadamard(t, 1, 3);
	vp9_rotate_flip(t, 2, 3, 16);
	vp9_rotate_flip(t, 6, 7, 16);

	out[0] = t[0];
	out[1] = vp9_neg(t[4]);
	out[2] = t[6];
	out[3] = vp9_neg(t[2]);
	out[4] = t[3];
	out[5] = vp9_neg(t[7]);
	out[6] = t[5];
	out[7] = vp9_neg(t[1]);
}

/* 8.7.1.8, with the permutations of 8.7.1.4 and 8.7.1.5 */
static __always_inline void vp9_adst16(s32 *out, const coef *in, int step)
{
	s32 t[16] = {
		in[15 * step], in[0],
		in[13 * step], in[2 * step],
		in[11 * step], in[4 * step],
		in[9 * step], in[6 * step],
		in[7 * step], in[8 * step],
		in[5 * step], in[10 * step],
		in[3 * step], in[12 * step],
		in[step], in[14 * step],
	};

	vp9_adst_step(t, 0, 31, 8, 15);
	vp9_adst_step(t, 2, 27, 10, 11);
	vp9_adst_step(t, 4, 23, 12, 7);
	vp9_adst_step(t, 6, 19, 14, 3);
	vp9_adst_step(t, 8, 28, 12, 124);
	vp9_adst_step(t, 10, 12, 14, 108);
	vp9_hadamard(t, 0, 4);
	vp9_hadamard(t, 1, 5);
	vp9_hadamard(t, 2, 6);
	vp9_hadamard(t, 3, 7);
	vp9_adst_step(t, 4, 24, 6, 120);
	vp9_adst_step(t, 12, 24, 14, 120);
	vp9_hadamard(t, 0, 2);
	vp9_hadamard(t, 1, 3);
	vp9_hadamard(t, 8, 10);
	vp9_hadamard(t, 9, 11);
	vp9_rotate(t, 2, 3, 48);
	vp9_rotate(t, 6, 7, 112);
	vp9_rotate(t, 10, 11, 112);
	vp9_rotate(t, 14, 15, 48);

	out[0] = t[0];
	out[1] = vp9_neg(t[8]);
	out[2] = t[12];
	out[3] = vp9_neg(t[4]);
	out[4] = t[6];
	out[5] = t[14];
	out[6] = t[10];
	out[7] = t[2];
	out[8] = t[3];
	out[9] = t[11];
	out[10] = t[15];
	out[11] = t[7];
	out[12] = t[5];
	out[13] = vp9_neg(t[13]);
	out[14] = t[9];
	out[15] = vp9_neg(t[1]);
}

/*
 * Values of a stream that uses more than 8 bits: what it takes 12 bits, the gain
 * of both transforms and some more to reach makes decoders drop the whole vector.
 */
static __always_inline bool vp9_itx_in_range(const coef *in, int step, int count)
{
	const u32 limit = (1 << 25) - 1;
	bool ok = true;
	int i;

	if (DAE_BPC == 8)
		return true;
	for (i = 0; i < count; i++)
		ok &= (u32)in[i * step] + limit <= 2 * limit;
	return ok;
}

/* One-dimensional transform of in[0], in[step], ... to out[0], out[1], ... */
#define VP9_ITX_1D(name, n, count, transform)							\
static noinline void DAE_FN(vp9_##name)(s32 *out, const coef *in, int step)			\
{												\
	s32 t[n];										\
												\
	if (vp9_itx_in_range(in, step, count))							\
		transform;									\
	else											\
		memset(t, 0, sizeof(t));							\
	memcpy(out, t, sizeof(t));								\
}

VP9_ITX_1D(dct4_4, 4, 4, vp9_dct4(t, in, step, 4, 1))
VP9_ITX_1D(dct8_4, 8, 4, vp9_dct8(t, in, step, 4, 1))
VP9_ITX_1D(dct8_8, 8, 8, vp9_dct8(t, in, step, 8, 1))
VP9_ITX_1D(dct16_4, 16, 4, vp9_dct16(t, in, step, 4, 1))
VP9_ITX_1D(dct16_8, 16, 8, vp9_dct16(t, in, step, 8, 1))
VP9_ITX_1D(dct16_16, 16, 16, vp9_dct16(t, in, step, 16, 1))
VP9_ITX_1D(dct32_8, 32, 8, vp9_dct32(t, in, step, 8))
VP9_ITX_1D(dct32_16, 32, 16, vp9_dct32(t, in, step, 16))
VP9_ITX_1D(dct32_32, 32, 32, vp9_dct32(t, in, step, 32))
VP9_ITX_1D(adst4_4, 4, 4, vp9_adst4(t, in, step))
VP9_ITX_1D(adst8_8, 8, 8, vp9_adst8(t, in, step))
VP9_ITX_1D(adst16_16, 16, 16, vp9_adst16(t, in, step))

/* 8.6.2: a residual value with @shift fractional bits added to a sample */
static __always_inline pixel vp9_add_residual(pixel pred, s32 x, int shift, int bd_max)
{
	return dae_clip_pixel(pred + (vp9_add(x, (1 << shift) >> 1) >> shift), bd_max);
}

static __always_inline bool vp9_row_is_zero(const coef *row, int n)
{
	coef any = 0;
	int i;

	for (i = 0; i < n; i++)
		any |= row[i];
	return !any;
}

/*
 * 8.7.2: rows, in place, then columns. Rows from @rows on are all 0, as are the
 * results of any such row.
 */
static __always_inline void vp9_itx_add_2d(void *dst, ptrdiff_t stride, coef *c, int n, int rows,
					   void (*row)(s32 *out, const coef *in, int step),
					   void (*col)(s32 *out, const coef *in, int step),
					   int shift, int bd_max)
{
	s32 out[VP9_ITX_MAX];
	int i, j;

	for (i = 0; i < rows; i++) {
		if (vp9_row_is_zero(c + i * n, rows))
			continue;
		row(out, c + i * n, 1);
		for (j = 0; j < n; j++)
			c[i * n + j] = out[j];
	}

	for (j = 0; j < n; j++) {
		col(out, c + j, n);
		for (i = 0; i < n; i++) {
			pixel *d = dae_row(dst, stride, i) + j;

			*d = vp9_add_residual(*d, out[i], shift, bd_max);
		}
	}
}

/* With the first coefficient alone all steps but these two hand it on unchanged. */
static __always_inline void vp9_itx_dc_add(void *dst, ptrdiff_t stride, const coef *c, int n,
					   int shift, int bd_max)
{
	const coef row = vp9_round14((vp9_wide)c[0] * vp9_cos64(16));
	const s32 col = vp9_round14((vp9_wide)row * vp9_cos64(16));
	const int r = vp9_add(col, (1 << shift) >> 1) >> shift;
	int i, j;

	for (i = 0; i < n; i++) {
		pixel *d = dae_row(dst, stride, i);

		for (j = 0; j < n; j++)
			d[j] = dae_clip_pixel(d[j] + r, bd_max);
	}
}

static void DAE_FN(vp9_itx4_dct_dct_add)(void *dst, ptrdiff_t stride, void *coefs, int eob,
					 int bd_max)
{
	if (eob == 1)
		vp9_itx_dc_add(dst, stride, coefs, 4, 4, bd_max);
	else
		vp9_itx_add_2d(dst, stride, coefs, 4, 4, DAE_FN(vp9_dct4_4), DAE_FN(vp9_dct4_4),
			       4, bd_max);
}

static void DAE_FN(vp9_itx8_dct_dct_add)(void *dst, ptrdiff_t stride, void *coefs, int eob,
					 int bd_max)
{
	if (eob == 1)
		vp9_itx_dc_add(dst, stride, coefs, 8, 5, bd_max);
	else if (eob <= 12)
		vp9_itx_add_2d(dst, stride, coefs, 8, 4, DAE_FN(vp9_dct8_4), DAE_FN(vp9_dct8_4),
			       5, bd_max);
	else
		vp9_itx_add_2d(dst, stride, coefs, 8, 8, DAE_FN(vp9_dct8_8), DAE_FN(vp9_dct8_8),
			       5, bd_max);
}

static void DAE_FN(vp9_itx16_dct_dct_add)(void *dst, ptrdiff_t stride, void *coefs, int eob,
					  int bd_max)
{
	if (eob == 1)
		vp9_itx_dc_add(dst, stride, coefs, 16, 6, bd_max);
	else if (eob <= 10)
		vp9_itx_add_2d(dst, stride, coefs, 16, 4, DAE_FN(vp9_dct16_4),
			       DAE_FN(vp9_dct16_4), 6, bd_max);
	else if (eob <= 38)
		vp9_itx_add_2d(dst, stride, coefs, 16, 8, DAE_FN(vp9_dct16_8),
			       DAE_FN(vp9_dct16_8), 6, bd_max);
	else
		vp9_itx_add_2d(dst, stride, coefs, 16, 16, DAE_FN(vp9_dct16_16),
			       DAE_FN(vp9_dct16_16), 6, bd_max);
}

static void DAE_FN(vp9_itx32_dct_dct_add)(void *dst, ptrdiff_t stride, void *coefs, int eob,
					  int bd_max)
{
	if (eob == 1)
		vp9_itx_dc_add(dst, stride, coefs, 32, 6, bd_max);
	else if (eob <= 34)
		vp9_itx_add_2d(dst, stride, coefs, 32, 8, DAE_FN(vp9_dct32_8),
			       DAE_FN(vp9_dct32_8), 6, bd_max);
	else if (eob <= 135)
		vp9_itx_add_2d(dst, stride, coefs, 32, 16, DAE_FN(vp9_dct32_16),
			       DAE_FN(vp9_dct32_16), 6, bd_max);
	else
		vp9_itx_add_2d(dst, stride, coefs, 32, 32, DAE_FN(vp9_dct32_32),
			       DAE_FN(vp9_dct32_32), 6, bd_max);
}

/* The other types have scans of their own; rows that are all 0 tell as much. */
static __always_inline void vp9_itx_add_all(void *dst, ptrdiff_t stride, coef *c, int n,
					    void (*col)(s32 *out, const coef *in, int step),
					    void (*row)(s32 *out, const coef *in, int step),
					    int shift, int bd_max)
{
	vp9_itx_add_2d(dst, stride, c, n, n, row, col, shift, bd_max);
}

#define VP9_ITX_ADD(name, n, col, row, shift)							\
static void DAE_FN(vp9_##name##_add)(void *dst, ptrdiff_t stride, void *coefs, int eob,	\
				     int bd_max)						\
{												\
	vp9_itx_add_all(dst, stride, coefs, n, DAE_FN(vp9_##col), DAE_FN(vp9_##row), shift,	\
			bd_max);								\
}

VP9_ITX_ADD(itx4_adst_dct, 4, adst4_4, dct4_4, 4)
VP9_ITX_ADD(itx4_dct_adst, 4, dct4_4, adst4_4, 4)
VP9_ITX_ADD(itx4_adst_adst, 4, adst4_4, adst4_4, 4)
VP9_ITX_ADD(itx8_adst_dct, 8, adst8_8, dct8_8, 5)
VP9_ITX_ADD(itx8_dct_adst, 8, dct8_8, adst8_8, 5)
VP9_ITX_ADD(itx8_adst_adst, 8, adst8_8, adst8_8, 5)
VP9_ITX_ADD(itx16_adst_dct, 16, adst16_16, dct16_16, 6)
VP9_ITX_ADD(itx16_dct_adst, 16, dct16_16, adst16_16, 6)
VP9_ITX_ADD(itx16_adst_adst, 16, adst16_16, adst16_16, 6)

/* 8.7.1.10: from in[0], in[step], ... to out[0], out[step], ... */
static __always_inline void vp9_wht4(s32 *out, const s32 *in, int step, int shift)
{
	s32 a = in[0] >> shift;
	s32 c = in[step] >> shift;
	s32 d = in[2 * step] >> shift;
	s32 b = in[3 * step] >> shift;
	s32 e;

	a = vp9_add(a, c);
	d = vp9_sub(d, b);
	e = vp9_sub(a, d) >> 1;
	b = vp9_sub(e, b);
	c = vp9_sub(e, c);
	out[0] = vp9_sub(a, b);
	out[step] = b;
	out[2 * step] = c;
	out[3 * step] = vp9_add(d, c);
}

static void DAE_FN(vp9_iwht_add)(void *dst, ptrdiff_t stride, void *coefs, int eob, int bd_max)
{
	const int lim = DAE_BD_MAX(bd_max);
	const coef *c = coefs;
	s32 t[16];
	int i, j;

	for (i = 0; i < 16; i++)
		t[i] = c[i];
	for (i = 0; i < 4; i++)
		vp9_wht4(t + i * 4, t + i * 4, 1, 2);
	for (j = 0; j < 4; j++)
		vp9_wht4(t + j, t + j, 4, 0);

	for (i = 0; i < 4; i++) {
		pixel *d = dae_row(dst, stride, i);

		/* beyond one range of samples the size makes no difference */
		for (j = 0; j < 4; j++)
			d[j] = dae_clip_pixel(d[j] + clamp(t[i * 4 + j], -lim, lim), bd_max);
	}
}

void DAE_FN(vp9_itx_init)(struct vp9_dsp *dsp)
{
	int type;

	dsp->itx_add[VP9_TX_4X4][VP9_DCT_DCT] = DAE_FN(vp9_itx4_dct_dct_add);
	dsp->itx_add[VP9_TX_4X4][VP9_ADST_DCT] = DAE_FN(vp9_itx4_adst_dct_add);
	dsp->itx_add[VP9_TX_4X4][VP9_DCT_ADST] = DAE_FN(vp9_itx4_dct_adst_add);
	dsp->itx_add[VP9_TX_4X4][VP9_ADST_ADST] = DAE_FN(vp9_itx4_adst_adst_add);
	dsp->itx_add[VP9_TX_8X8][VP9_DCT_DCT] = DAE_FN(vp9_itx8_dct_dct_add);
	dsp->itx_add[VP9_TX_8X8][VP9_ADST_DCT] = DAE_FN(vp9_itx8_adst_dct_add);
	dsp->itx_add[VP9_TX_8X8][VP9_DCT_ADST] = DAE_FN(vp9_itx8_dct_adst_add);
	dsp->itx_add[VP9_TX_8X8][VP9_ADST_ADST] = DAE_FN(vp9_itx8_adst_adst_add);
	dsp->itx_add[VP9_TX_16X16][VP9_DCT_DCT] = DAE_FN(vp9_itx16_dct_dct_add);
	dsp->itx_add[VP9_TX_16X16][VP9_ADST_DCT] = DAE_FN(vp9_itx16_adst_dct_add);
	dsp->itx_add[VP9_TX_16X16][VP9_DCT_ADST] = DAE_FN(vp9_itx16_dct_adst_add);
	dsp->itx_add[VP9_TX_16X16][VP9_ADST_ADST] = DAE_FN(vp9_itx16_adst_adst_add);
	for (type = 0; type < VP9_TX_TYPES; type++)
		dsp->itx_add[VP9_TX_32X32][type] = DAE_FN(vp9_itx32_dct_dct_add);
	dsp->iwht_add = DAE_FN(vp9_iwht_add);
}
