// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 inverse transforms against a transcription of clause 7.13 and of the end of
 * 7.12.3 of the AV1 specification, with its loops and its array T, in s64, and the
 * extents of coefficients against its scans.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_itx.h"
#include "av1_dsp_kunit.h"

#define AV1_ITX_MAX	64
#define AV1_ITX_CODED	32	/* rows and columns that can have coefficients */

/**
 * struct av1_ref_itx - a transform of the specification
 * @t: array T
 * @copy: of T, for permutations
 * @dequant: array Dequant, by rows
 * @residual: array Residual, by rows
 * @scan: scan positions of the block
 * @c: the operations in C, for blocks that do not conform
 * @depth: BitDepth
 * @conforms: whether all values were as small as the specification demands
 * @clipped: whether H() had to clip, in row and in column transforms
 * @pass: which of these goes on
 */
struct av1_ref_itx {
	s64 t[AV1_ITX_MAX];
	s64 copy[AV1_ITX_MAX];
	s64 dequant[AV1_ITX_CODED][AV1_ITX_CODED];
	s64 residual[AV1_ITX_MAX][AV1_ITX_MAX];
	u16 scan[AV1_ITX_CODED * AV1_ITX_CODED];
	struct av1_itx_dsp c;
	int depth;
	bool conforms;
	bool clipped[2];
	int pass;
};

static const s64 av1_ref_cos128_lookup[65] = {
	4096, 4095, 4091, 4085, 4076, 4065, 4052, 4036, 4017, 3996, 3973, 3948, 3920, 3889, 3857,
	3822, 3784, 3745, 3703, 3659, 3612, 3564, 3513, 3461, 3406, 3349, 3290, 3229, 3166, 3102,
	3035, 2967, 2896, 2824, 2751, 2675, 2598, 2520, 2440, 2359, 2276, 2191, 2106, 2019, 1931,
	1842, 1751, 1660, 1567, 1474, 1380, 1285, 1189, 1092, 995, 897, 799, 700, 601, 501, 401,
	301, 201, 101, 0
};

/* Tx_Width_Log2 and Tx_Height_Log2 of 9.3 */
static const int av1_ref_width_log2[AV1_TX_SIZES] = {
	2, 3, 4, 5, 6, 2, 3, 3, 4, 4, 5, 5, 6, 2, 4, 3, 5, 4, 6
};

static const int av1_ref_height_log2[AV1_TX_SIZES] = {
	2, 3, 4, 5, 6, 3, 2, 4, 3, 5, 4, 6, 5, 4, 2, 5, 3, 6, 4
};

/* 7.13.3 */
static const int av1_ref_row_shift[AV1_TX_SIZES] = {
	0, 1, 2, 2, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2
};

static s64 av1_ref_cos128(int angle)
{
	const int angle2 = angle & 255;

	if (angle2 <= 64)
		return av1_ref_cos128_lookup[angle2];
	if (angle2 <= 128)
		return -av1_ref_cos128_lookup[128 - angle2];
	if (angle2 <= 192)
		return -av1_ref_cos128_lookup[angle2 - 128];
	return av1_ref_cos128_lookup[256 - angle2];
}

static s64 av1_ref_sin128(int angle)
{
	return av1_ref_cos128(angle - 64);
}

static s64 av1_ref_round2(s64 x, int n)
{
	return n ? (x + (1LL << (n - 1))) >> n : x;
}

static s64 av1_ref_clip(s64 x, int r)
{
	const s64 end = 1LL << (r - 1);

	return x < -end ? -end : x > end - 1 ? end - 1 : x;
}

/* A value that conformance wants to be within @r bits */
static void av1_ref_watch(struct av1_ref_itx *ref, s64 x, int r)
{
	if (av1_ref_clip(x, r) != x)
		ref->conforms = false;
}

static int av1_ref_brev(int bits, int x)
{
	int i, t = 0;

	for (i = 0; i < bits; i++)
		t += ((x >> i) & 1) << (bits - 1 - i);
	return t;
}

static void av1_ref_b(struct av1_ref_itx *ref, int a, int b, int angle, int flip, int r)
{
	s64 *t = ref->t;
	const s64 x = t[a] * av1_ref_cos128(angle) - t[b] * av1_ref_sin128(angle);
	const s64 y = t[a] * av1_ref_sin128(angle) + t[b] * av1_ref_cos128(angle);

	t[flip ? b : a] = av1_ref_round2(x, 12);
	t[flip ? a : b] = av1_ref_round2(y, 12);
	av1_ref_watch(ref, t[a], r);
	av1_ref_watch(ref, t[b], r);
}

static void av1_ref_h(struct av1_ref_itx *ref, int a, int b, int flip, int r)
{
	const int first = flip ? b : a, second = flip ? a : b;
	const s64 x = ref->t[first], y = ref->t[second];

	ref->t[first] = av1_ref_clip(x + y, r);
	ref->t[second] = av1_ref_clip(x - y, r);
	if (ref->t[first] != x + y || ref->t[second] != x - y)
		ref->clipped[ref->pass] = true;
}

/* 7.13.2.3, steps 2 to 11 */
static void av1_ref_dct_start(struct av1_ref_itx *ref, int n, int r)
{
	int i, j;

	for (i = 0; n == 6 && i <= 15; i++)
		av1_ref_b(ref, 32 + i, 63 - i, 63 - 4 * av1_ref_brev(4, i), 0, r);
	for (i = 0; n >= 5 && i <= 7; i++)
		av1_ref_b(ref, 16 + i, 31 - i, 6 + (av1_ref_brev(3, 7 - i) << 3), 0, r);
	for (i = 0; n == 6 && i <= 15; i++)
		av1_ref_h(ref, 32 + i * 2, 33 + i * 2, i & 1, r);
	for (i = 0; n >= 4 && i <= 3; i++)
		av1_ref_b(ref, 8 + i, 15 - i, 12 + (av1_ref_brev(2, 3 - i) << 4), 0, r);
	for (i = 0; n >= 5 && i <= 7; i++)
		av1_ref_h(ref, 16 + 2 * i, 17 + 2 * i, i & 1, r);
	for (i = 0; n == 6 && i <= 3; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_b(ref, 62 - i * 4 - j, 33 + i * 4 + j,
				  60 - 16 * av1_ref_brev(2, i) + 64 * j, 1, r);
	for (i = 0; n >= 3 && i <= 1; i++)
		av1_ref_b(ref, 4 + i, 7 - i, 56 - 32 * i, 0, r);
	for (i = 0; n >= 4 && i <= 3; i++)
		av1_ref_h(ref, 8 + 2 * i, 9 + 2 * i, i & 1, r);
	for (i = 0; n >= 5 && i <= 1; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_b(ref, 30 - 4 * i - j, 17 + 4 * i + j,
				  24 + (j << 6) + ((1 - i) << 5), 1, r);
	for (i = 0; n == 6 && i <= 7; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_h(ref, 32 + i * 4 + j, 35 + i * 4 - j, i & 1, r);
}

/* Steps 12 to 21 */
static void av1_ref_dct_middle(struct av1_ref_itx *ref, int n, int r)
{
	int i, j;

	for (i = 0; i <= 1; i++)
		av1_ref_b(ref, 2 * i, 2 * i + 1, 32 + 16 * i, 1 - i, r);
	for (i = 0; n >= 3 && i <= 1; i++)
		av1_ref_h(ref, 4 + 2 * i, 5 + 2 * i, i, r);
	for (i = 0; n >= 4 && i <= 1; i++)
		av1_ref_b(ref, 14 - i, 9 + i, 48 + 64 * i, 1, r);
	for (i = 0; n >= 5 && i <= 3; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_h(ref, 16 + 4 * i + j, 19 + 4 * i - j, i & 1, r);
	for (i = 0; n == 6 && i <= 1; i++)
		for (j = 0; j <= 3; j++)
			av1_ref_b(ref, 61 - i * 8 - j, 34 + i * 8 + j, 56 - i * 32 + (j >> 1) * 64,
				  1, r);
	for (i = 0; i <= 1; i++)
		av1_ref_h(ref, i, 3 - i, 0, r);
	if (n >= 3)
		av1_ref_b(ref, 6, 5, 32, 1, r);
	for (i = 0; n >= 4 && i <= 1; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_h(ref, 8 + 4 * i + j, 11 + 4 * i - j, i, r);
	for (i = 0; n >= 5 && i <= 3; i++)
		av1_ref_b(ref, 29 - i, 18 + i, 48 + (i >> 1) * 64, 1, r);
	for (i = 0; n == 6 && i <= 3; i++)
		for (j = 0; j <= 3; j++)
			av1_ref_h(ref, 32 + 8 * i + j, 39 + 8 * i - j, i & 1, r);
}

/* Steps 22 to 31 */
static void av1_ref_dct_end(struct av1_ref_itx *ref, int n, int r)
{
	int i, j;

	for (i = 0; n >= 3 && i <= 3; i++)
		av1_ref_h(ref, i, 7 - i, 0, r);
	for (i = 0; n >= 4 && i <= 1; i++)
		av1_ref_b(ref, 13 - i, 10 + i, 32, 1, r);
	for (i = 0; n >= 5 && i <= 1; i++)
		for (j = 0; j <= 3; j++)
			av1_ref_h(ref, 16 + i * 8 + j, 23 + i * 8 - j, i, r);
	for (i = 0; n == 6 && i <= 7; i++)
		av1_ref_b(ref, 59 - i, 36 + i, i < 4 ? 48 : 112, 1, r);
	for (i = 0; n >= 4 && i <= 7; i++)
		av1_ref_h(ref, i, 15 - i, 0, r);
	for (i = 0; n >= 5 && i <= 3; i++)
		av1_ref_b(ref, 27 - i, 20 + i, 32, 1, r);
	for (i = 0; n == 6 && i <= 7; i++) {
		av1_ref_h(ref, 32 + i, 47 - i, 0, r);
		av1_ref_h(ref, 48 + i, 63 - i, 1, r);
	}
	for (i = 0; n >= 5 && i <= 15; i++)
		av1_ref_h(ref, i, 31 - i, 0, r);
	for (i = 0; n == 6 && i <= 7; i++)
		av1_ref_b(ref, 55 - i, 40 + i, 32, 1, r);
	for (i = 0; n == 6 && i <= 31; i++)
		av1_ref_h(ref, i, 63 - i, 0, r);
}

/* 7.13.2.2 and 7.13.2.3 */
static void av1_ref_dct(struct av1_ref_itx *ref, int n, int r)
{
	int i;

	memcpy(ref->copy, ref->t, sizeof(ref->copy));
	for (i = 0; i < 1 << n; i++)
		ref->t[i] = ref->copy[av1_ref_brev(n, i)];
	av1_ref_dct_start(ref, n, r);
	av1_ref_dct_middle(ref, n, r);
	av1_ref_dct_end(ref, n, r);
}

/* 7.13.2.4 */
static void av1_ref_adst_in(struct av1_ref_itx *ref, int n)
{
	const int n0 = 1 << n;
	int i;

	memcpy(ref->copy, ref->t, sizeof(ref->copy));
	for (i = 0; i < n0; i++)
		ref->t[i] = ref->copy[i & 1 ? i - 1 : n0 - i - 1];
}

/* 7.13.2.5 */
static void av1_ref_adst_out(struct av1_ref_itx *ref, int n)
{
	int i;

	memcpy(ref->copy, ref->t, sizeof(ref->copy));
	for (i = 0; i < 1 << n; i++) {
		const int a = (i >> 3) & 1;
		const int b = ((i >> 2) & 1) ^ ((i >> 3) & 1);
		const int c = ((i >> 1) & 1) ^ ((i >> 2) & 1);
		const int d = (i & 1) ^ ((i >> 1) & 1);
		const int idx = ((d << 3) | (c << 2) | (b << 1) | a) >> (4 - n);

		ref->t[i] = i & 1 ? -ref->copy[idx] : ref->copy[idx];
	}
}

/* 7.13.2.6 */
static void av1_ref_adst4(struct av1_ref_itx *ref, int r)
{
	s64 *t = ref->t, s[7], x[4], a7, b7;
	int i;

	s[0] = 1321 * t[0];
	s[1] = 2482 * t[0];
	s[2] = 3344 * t[1];
	s[3] = 3803 * t[2];
	s[4] = 1321 * t[2];
	s[5] = 2482 * t[3];
	s[6] = 3803 * t[3];
	a7 = t[0] - t[2];
	b7 = a7 + t[3];
	av1_ref_watch(ref, a7, r + 1);
	av1_ref_watch(ref, b7, r);
	for (i = 0; i < 7; i++)
		av1_ref_watch(ref, s[i], r + 12);
	s[0] = s[0] + s[3];
	s[1] = s[1] - s[4];
	s[3] = s[2];
	s[2] = 3344 * b7;
	for (i = 0; i < 4; i++)
		av1_ref_watch(ref, s[i], r + 12);
	s[0] = s[0] + s[5];
	s[1] = s[1] - s[6];
	x[0] = s[0] + s[3];
	x[1] = s[1] + s[3];
	x[2] = s[2];
	x[3] = s[0] + s[1];
	av1_ref_watch(ref, s[0], r + 12);
	av1_ref_watch(ref, s[1], r + 12);
	av1_ref_watch(ref, x[3], r + 12);
	x[3] = x[3] - s[3];
	for (i = 0; i < 4; i++) {
		av1_ref_watch(ref, x[i], r + 12);
		t[i] = av1_ref_round2(x[i], 12);
	}
}

/* 7.13.2.7 */
static void av1_ref_adst8(struct av1_ref_itx *ref, int r)
{
	int i, j;

	av1_ref_adst_in(ref, 3);
	for (i = 0; i <= 3; i++)
		av1_ref_b(ref, 2 * i, 2 * i + 1, 60 - 16 * i, 1, r);
	for (i = 0; i <= 3; i++)
		av1_ref_h(ref, i, 4 + i, 0, r);
	for (i = 0; i <= 1; i++)
		av1_ref_b(ref, 4 + 3 * i, 5 + i, 48 - 32 * i, 1, r);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_h(ref, 4 * j + i, 2 + 4 * j + i, 0, r);
	for (i = 0; i <= 1; i++)
		av1_ref_b(ref, 2 + 4 * i, 3 + 4 * i, 32, 1, r);
	av1_ref_adst_out(ref, 3);
}

/* 7.13.2.8 */
static void av1_ref_adst16(struct av1_ref_itx *ref, int r)
{
	int i, j;

	av1_ref_adst_in(ref, 4);
	for (i = 0; i <= 7; i++)
		av1_ref_b(ref, 2 * i, 2 * i + 1, 62 - 8 * i, 1, r);
	for (i = 0; i <= 7; i++)
		av1_ref_h(ref, i, 8 + i, 0, r);
	for (i = 0; i <= 1; i++) {
		av1_ref_b(ref, 8 + 2 * i, 9 + 2 * i, 56 - 32 * i, 1, r);
		av1_ref_b(ref, 13 + 2 * i, 12 + 2 * i, 8 + 32 * i, 1, r);
	}
	for (i = 0; i <= 3; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_h(ref, 8 * j + i, 4 + 8 * j + i, 0, r);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			av1_ref_b(ref, 4 + 8 * j + 3 * i, 5 + 8 * j + i, 48 - 32 * i, 1, r);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 3; j++)
			av1_ref_h(ref, 4 * j + i, 2 + 4 * j + i, 0, r);
	for (i = 0; i <= 3; i++)
		av1_ref_b(ref, 2 + 4 * i, 3 + 4 * i, 32, 1, r);
	av1_ref_adst_out(ref, 4);
}

/* 7.13.2.9 */
static void av1_ref_adst(struct av1_ref_itx *ref, int n, int r)
{
	if (n == 2)
		av1_ref_adst4(ref, r);
	else if (n == 3)
		av1_ref_adst8(ref, r);
	else
		av1_ref_adst16(ref, r);
}

/* 7.13.2.10 */
static void av1_ref_wht(struct av1_ref_itx *ref, int shift)
{
	s64 *t = ref->t, a = t[0] >> shift, c = t[1] >> shift, d = t[2] >> shift;
	s64 b = t[3] >> shift, e;

	a += c;
	d -= b;
	e = (a - d) >> 1;
	b = e - b;
	c = e - c;
	a -= b;
	d += c;
	t[0] = a;
	t[1] = b;
	t[2] = c;
	t[3] = d;
}

/* 7.13.2.11 to 7.13.2.15 */
static void av1_ref_identity(struct av1_ref_itx *ref, int n)
{
	s64 *t = ref->t;
	int i;

	for (i = 0; i < 1 << n; i++)
		t[i] = n == 2 ? av1_ref_round2(t[i] * 5793, 12) :
		       n == 3 ? t[i] * 2 :
		       n == 4 ? av1_ref_round2(t[i] * 11586, 12) : t[i] * 4;
}

static bool av1_ref_has(u32 types, enum av1_tx_type type)
{
	return types & BIT(type);
}

/* Types as 7.13.3 lists them for its row transforms, and for its column transforms */
#define AV1_REF_ROW_DCT		(BIT(AV1_TX_DCT_DCT) | BIT(AV1_TX_ADST_DCT) |			\
				 BIT(AV1_TX_FLIPADST_DCT) | BIT(AV1_TX_H_DCT))
#define AV1_REF_ROW_ADST	(BIT(AV1_TX_DCT_ADST) | BIT(AV1_TX_ADST_ADST) |			\
				 BIT(AV1_TX_DCT_FLIPADST) | BIT(AV1_TX_FLIPADST_FLIPADST) |	\
				 BIT(AV1_TX_ADST_FLIPADST) | BIT(AV1_TX_FLIPADST_ADST) |	\
				 BIT(AV1_TX_H_ADST) | BIT(AV1_TX_H_FLIPADST))
#define AV1_REF_COL_DCT		(BIT(AV1_TX_DCT_DCT) | BIT(AV1_TX_DCT_ADST) |			\
				 BIT(AV1_TX_DCT_FLIPADST) | BIT(AV1_TX_V_DCT))
#define AV1_REF_COL_ADST	(BIT(AV1_TX_ADST_DCT) | BIT(AV1_TX_ADST_ADST) |			\
				 BIT(AV1_TX_FLIPADST_DCT) | BIT(AV1_TX_FLIPADST_FLIPADST) |	\
				 BIT(AV1_TX_ADST_FLIPADST) | BIT(AV1_TX_FLIPADST_ADST) |	\
				 BIT(AV1_TX_V_ADST) | BIT(AV1_TX_V_FLIPADST))
/* and as 7.12.3 lists them for its flips */
#define AV1_REF_FLIP_UD		(BIT(AV1_TX_FLIPADST_DCT) | BIT(AV1_TX_FLIPADST_ADST) |		\
				 BIT(AV1_TX_V_FLIPADST) | BIT(AV1_TX_FLIPADST_FLIPADST))
#define AV1_REF_FLIP_LR		(BIT(AV1_TX_DCT_FLIPADST) | BIT(AV1_TX_ADST_FLIPADST) |		\
				 BIT(AV1_TX_H_FLIPADST) | BIT(AV1_TX_FLIPADST_FLIPADST))

/* The row transforms of 7.13.3; AV1_TX_WHT_WHT stands for Lossless 1. */
static void av1_ref_rows(struct av1_ref_itx *ref, enum av1_tx_size tx, enum av1_tx_type type)
{
	const int log2w = av1_ref_width_log2[tx], log2h = av1_ref_height_log2[tx];
	const int row_clamp = ref->depth + 8, shift = type == AV1_TX_WHT_WHT ? 0 :
						      av1_ref_row_shift[tx];
	int i, j;

	for (i = 0; i < 1 << log2h; i++) {
		for (j = 0; j < 1 << log2w; j++) {
			ref->t[j] = i < 32 && j < 32 ? ref->dequant[i][j] : 0;
			if (log2w - log2h == 1 || log2h - log2w == 1)
				ref->t[j] = av1_ref_round2(ref->t[j] * 2896, 12);
		}
		if (type == AV1_TX_WHT_WHT)
			av1_ref_wht(ref, 2);
		else if (av1_ref_has(AV1_REF_ROW_DCT, type))
			av1_ref_dct(ref, log2w, row_clamp);
		else if (av1_ref_has(AV1_REF_ROW_ADST, type))
			av1_ref_adst(ref, log2w, row_clamp);
		else
			av1_ref_identity(ref, log2w);
		for (j = 0; j < 1 << log2w; j++)
			ref->residual[i][j] = av1_ref_round2(ref->t[j], shift);
	}
}

/* 7.13.3 */
static void av1_ref_itx_2d(struct av1_ref_itx *ref, enum av1_tx_size tx, enum av1_tx_type type)
{
	const int log2w = av1_ref_width_log2[tx], log2h = av1_ref_height_log2[tx];
	const int col_clamp = max(ref->depth + 6, 16);
	int i, j;

	ref->conforms = true;
	memset(ref->clipped, 0, sizeof(ref->clipped));
	ref->pass = 0;
	av1_ref_rows(ref, tx, type);
	ref->pass = 1;
	for (j = 0; j < 1 << log2w; j++) {
		for (i = 0; i < 1 << log2h; i++)
			ref->t[i] = av1_ref_clip(ref->residual[i][j], col_clamp);
		if (type == AV1_TX_WHT_WHT)
			av1_ref_wht(ref, 0);
		else if (av1_ref_has(AV1_REF_COL_DCT, type))
			av1_ref_dct(ref, log2h, col_clamp);
		else if (av1_ref_has(AV1_REF_COL_ADST, type))
			av1_ref_adst(ref, log2h, col_clamp);
		else
			av1_ref_identity(ref, log2h);
		for (i = 0; i < 1 << log2h; i++) {
			ref->residual[i][j] = av1_ref_round2(ref->t[i],
							     type == AV1_TX_WHT_WHT ? 0 : 4);
			if (type == AV1_TX_WHT_WHT)
				av1_ref_watch(ref, ref->residual[i][j], 1 + ref->depth);
		}
	}
}

/* 7.12.3, step 3 */
static void av1_ref_add(const struct av1_ref_itx *ref, const struct dae_rect *dst,
			enum av1_tx_size tx, enum av1_tx_type type)
{
	const int w = 1 << av1_ref_width_log2[tx], h = 1 << av1_ref_height_log2[tx];
	const bool flip_lr = av1_ref_has(AV1_REF_FLIP_LR, type);
	const bool flip_ud = av1_ref_has(AV1_REF_FLIP_UD, type);
	int i, j;

	for (i = 0; i < h; i++)
		for (j = 0; j < w; j++) {
			const int xx = flip_lr ? w - j - 1 : j, yy = flip_ud ? h - i - 1 : i;
			const s64 v = dae_get(dst, xx, yy) + ref->residual[i][j];

			dae_set(dst, xx, yy, v < 0 ? 0 : v > dae_bd_max(dst->depth) ?
				dae_bd_max(dst->depth) : v);
		}
}

enum av1_ref_scan {
	AV1_REF_DEFAULT,
	AV1_REF_MROW,
	AV1_REF_MCOL
};

/* get_scan() of 5.11.41 */
static enum av1_ref_scan av1_ref_scan_of(enum av1_tx_type type)
{
	if (type == AV1_TX_V_DCT || type == AV1_TX_V_ADST || type == AV1_TX_V_FLIPADST)
		return AV1_REF_MROW;
	if (type == AV1_TX_H_DCT || type == AV1_TX_H_ADST || type == AV1_TX_H_FLIPADST)
		return AV1_REF_MCOL;
	return AV1_REF_DEFAULT;
}

static int av1_ref_coded_w(enum av1_tx_size tx)
{
	return 1 << min(av1_ref_width_log2[tx], 5);
}

static int av1_ref_coded_h(enum av1_tx_size tx)
{
	return 1 << min(av1_ref_height_log2[tx], 5);
}

/*
 * The scan tables of 9.2: diagonals go down to the left in tall blocks, up to the right
 * in wide ones, and to and fro in square ones.
 */
static void av1_ref_make_scan(struct av1_ref_itx *ref, enum av1_tx_size tx,
			      enum av1_ref_scan kind)
{
	const int w = av1_ref_coded_w(tx), h = av1_ref_coded_h(tx);
	int d, i, n = 0;

	for (i = 0; kind == AV1_REF_MROW && i < w * h; i++)
		ref->scan[i] = i;
	for (i = 0; kind == AV1_REF_MCOL && i < w * h; i++)
		ref->scan[i] = i % h * w + i / h;
	for (d = 0; kind == AV1_REF_DEFAULT && d < w + h - 1; d++)
		for (i = 0; i <= d; i++) {
			const int x = w > h || (w == h && !(d & 1)) ? i : d - i;

			if (x < w && d - x < h)
				ref->scan[n++] = (d - x) * w + x;
		}
}

/* FNV-1a over the entries of the tables in 9.2 of the specification */
static const struct {
	enum av1_ref_scan kind;
	enum av1_tx_size tx;
	u32 hash;
} av1_ref_scan_hashes[] = {
	{ AV1_REF_DEFAULT, AV1_TX_4X4, 0x4c50d1c7 },
	{ AV1_REF_DEFAULT, AV1_TX_8X8, 0x062e82fd },
	{ AV1_REF_DEFAULT, AV1_TX_16X16, 0xf81bfca5 },
	{ AV1_REF_DEFAULT, AV1_TX_32X32, 0x3b523505 },
	{ AV1_REF_DEFAULT, AV1_TX_4X8, 0x7430543b },
	{ AV1_REF_DEFAULT, AV1_TX_8X4, 0x4183b4d3 },
	{ AV1_REF_DEFAULT, AV1_TX_8X16, 0xdb821ac5 },
	{ AV1_REF_DEFAULT, AV1_TX_16X8, 0x906992bd },
	{ AV1_REF_DEFAULT, AV1_TX_16X32, 0xe4848a45 },
	{ AV1_REF_DEFAULT, AV1_TX_32X16, 0x84296265 },
	{ AV1_REF_DEFAULT, AV1_TX_4X16, 0x61c0ecbb },
	{ AV1_REF_DEFAULT, AV1_TX_16X4, 0xce6a13a3 },
	{ AV1_REF_DEFAULT, AV1_TX_8X32, 0x2926aac5 },
	{ AV1_REF_DEFAULT, AV1_TX_32X8, 0x6a0a28dd },
	{ AV1_REF_MROW, AV1_TX_4X4, 0xc8fff215 },
	{ AV1_REF_MROW, AV1_TX_8X8, 0x6d3a0905 },
	{ AV1_REF_MROW, AV1_TX_16X16, 0x90a458c5 },
	{ AV1_REF_MROW, AV1_TX_4X8, 0x0913ad65 },
	{ AV1_REF_MROW, AV1_TX_8X4, 0x0913ad65 },
	{ AV1_REF_MROW, AV1_TX_8X16, 0x28d4a845 },
	{ AV1_REF_MROW, AV1_TX_16X8, 0x28d4a845 },
	{ AV1_REF_MROW, AV1_TX_4X16, 0x6d3a0905 },
	{ AV1_REF_MROW, AV1_TX_16X4, 0x6d3a0905 },
	{ AV1_REF_MCOL, AV1_TX_4X4, 0x7da5c885 },
	{ AV1_REF_MCOL, AV1_TX_8X8, 0x0eb358c5 },
	{ AV1_REF_MCOL, AV1_TX_16X16, 0x960f53c5 },
	{ AV1_REF_MCOL, AV1_TX_4X8, 0x87195c65 },
	{ AV1_REF_MCOL, AV1_TX_8X4, 0xe59c6015 },
	{ AV1_REF_MCOL, AV1_TX_8X16, 0x9b892005 },
	{ AV1_REF_MCOL, AV1_TX_16X8, 0x59d7c805 },
	{ AV1_REF_MCOL, AV1_TX_4X16, 0x3b6dcc25 },
	{ AV1_REF_MCOL, AV1_TX_16X4, 0xf3fa05c5 },
};

static struct av1_ref_itx *av1_new_ref(struct kunit *test, int depth)
{
	struct av1_ref_itx *ref = kunit_kzalloc(test, sizeof(*ref), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, ref);
	ref->depth = depth;
	if (depth == 8)
		av1_itx_init_8bpc(&ref->c);
	else
		av1_itx_init_16bpc(&ref->c);
	return ref;
}

/* That the scans of this test are those of the specification */
static void av1_itx_test_scans(struct kunit *test)
{
	struct av1_ref_itx *ref = av1_new_ref(test, 8);
	int i, k;

	for (i = 0; i < ARRAY_SIZE(av1_ref_scan_hashes); i++) {
		const enum av1_tx_size tx = av1_ref_scan_hashes[i].tx;
		u32 hash = 0x811c9dc5;

		av1_ref_make_scan(ref, tx, av1_ref_scan_hashes[i].kind);
		for (k = 0; k < av1_ref_coded_w(tx) * av1_ref_coded_h(tx); k++)
			hash = (hash ^ ref->scan[k]) * 0x01000193;
		KUNIT_EXPECT_EQ_MSG(test, hash, av1_ref_scan_hashes[i].hash, "scan %d", i);
	}
}

/*
 * get_tx_set() of 5.11.48 and Tx_Type_In_Set of 5.11.40, whatever the prediction; for
 * lossless blocks 5.11.34 takes 4x4 only.
 */
static bool av1_ref_allowed(enum av1_tx_size tx, enum av1_tx_type type)
{
	const int up = max(av1_ref_width_log2[tx], av1_ref_height_log2[tx]);
	const int down = min(av1_ref_width_log2[tx], av1_ref_height_log2[tx]);

	if (type == AV1_TX_WHT_WHT)
		return tx == AV1_TX_4X4;
	if (up > 5)
		return type == AV1_TX_DCT_DCT;
	if (up == 5)
		return type == AV1_TX_DCT_DCT || type == AV1_TX_IDTX;
	return down < 4 || type < AV1_TX_V_ADST;
}

static int av1_side_for(int last)
{
	return last < 4 ? 4 : last < 8 ? 8 : last < 16 ? 16 : 32;
}

/* Each extent is the least one that holds all coefficients of the scan up to eob. */
static void av1_itx_test_extent(struct kunit *test)
{
	struct av1_ref_itx *ref = av1_new_ref(test, 8);
	u32 i;

	for (i = 0; i < AV1_TX_SIZES * AV1_TX_TYPES; i++) {
		const enum av1_tx_size tx = i / AV1_TX_TYPES;
		const enum av1_tx_type type = i % AV1_TX_TYPES;
		const int w = av1_ref_coded_w(tx), count = w * av1_ref_coded_h(tx);
		int eob, last_x = 0, last_y = 0;

		if (!av1_ref_allowed(tx, type))
			continue;
		av1_ref_make_scan(ref, tx, av1_ref_scan_of(type));
		for (eob = 1; eob <= count; eob++) {
			unsigned int cols = 0, rows = 0;

			last_x = max(last_x, ref->scan[eob - 1] % w);
			last_y = max(last_y, ref->scan[eob - 1] / w);
			av1_itx_extent(tx, type, eob, &cols, &rows);
			KUNIT_ASSERT_EQ_MSG(test, cols, av1_side_for(last_x),
					    "columns of %d, type %d, eob %d", tx, type, eob);
			KUNIT_ASSERT_EQ_MSG(test, rows, av1_side_for(last_y),
					    "rows of %d, type %d, eob %d", tx, type, eob);
		}
	}
}

/* The table of the parameter that @test runs with, and its depth. */
static const struct av1_itx_dsp *av1_itx_of(struct kunit *test, int *depth)
{
	*depth = dae_depth_of(test);
	return &av1_dsp_of(test)->itx;
}

/* There is an operation for all that AV1 allows and for nothing else. */
DAE_DSP_TEST(av1_itx_test_complete)
{
	const struct av1_itx_dsp *dsp;
	int tx, type, depth;

	dsp = av1_itx_of(test, &depth);
	for (tx = 0; tx < AV1_TX_SIZES; tx++)
		for (type = 0; type < AV1_TX_TYPES; type++)
			KUNIT_EXPECT_EQ_MSG(test, !!dsp->itx_add[tx][type],
					    av1_ref_allowed(tx, type), "size %d, type %d", tx,
					    type);
}

enum av1_coef_fill {
	AV1_COEF_LAST,		/* the last of the scan only, up to the largest */
	AV1_COEF_END,		/* the same, at one end of its range */
	AV1_COEF_FEW,		/* a few, middling */
	AV1_COEF_DENSE,		/* all, small */
	AV1_COEF_REAL,		/* smaller towards the end, as in a real block */
	AV1_COEF_LOUD,		/* a few, up to the largest */
	AV1_COEF_PEAK,		/* all, with the signs that one output likes, or nearly */
	AV1_COEF_COUNT
};

static s64 av1_rnd_coef(u32 *seed, s64 limit)
{
	const s64 v = limit < 1 ? 1 : dae_rnd(seed) % (u32)limit + 1;

	return dae_rnd(seed) & 1 ? v - 1 : -v;
}

/*
 * A value for scan position @pos of @eob, within what 7.12.3 clips to. That of the last
 * one is not 0.
 */
static s64 av1_one_coef(enum av1_coef_fill fill, int pos, int eob, s64 end, u32 *seed)
{
	const bool last = pos == eob - 1, few = last || !(dae_rnd(seed) % (eob / 4 + 1));

	switch (fill) {
	case AV1_COEF_LAST:
		return last ? av1_rnd_coef(seed, end) : 0;
	case AV1_COEF_END:
		return !last ? 0 : dae_rnd(seed) & 1 ? end - 1 : -end;
	case AV1_COEF_FEW:
		return few ? av1_rnd_coef(seed, end / 16) : 0;
	case AV1_COEF_DENSE:
		return av1_rnd_coef(seed, end / eob);
	case AV1_COEF_REAL:
		return av1_rnd_coef(seed, (end / 4) >> min(pos / 2, 20));
	case AV1_COEF_LOUD:
		return few ? av1_rnd_coef(seed, end) : 0;
	default:
		/* sums of a row from below the limit of clipping to above it */
		return (dae_rnd(seed) & 1 ? 1 : -1) *
		       (end / min(eob, 32) - dae_rnd(seed) % (u32)(end / min(eob, 32) / 4));
	}
}

static void av1_fill_coefs(struct av1_ref_itx *ref, enum av1_tx_size tx, int eob,
			   enum av1_coef_fill fill, u32 *seed)
{
	const int w = av1_ref_coded_w(tx);
	int i;

	memset(ref->dequant, 0, sizeof(ref->dequant));
	for (i = 0; i < eob; i++)
		ref->dequant[ref->scan[i] / w][ref->scan[i] % w] =
			av1_one_coef(fill, i, eob, 1LL << (7 + ref->depth), seed);
}

/*
 * The columns that can have coefficients, in the type of the table. What must not be
 * read lies beyond the end.
 */
static void *av1_place_coefs(struct kunit *test, const struct av1_ref_itx *ref,
			     enum av1_tx_size tx, int cols, bool at_start)
{
	const int h = av1_ref_coded_h(tx);
	void *coef = dae_guarded(test, DAE_ARENA_ARG, cols * h * (ref->depth == 8 ? 2 : 4),
				 at_start);
	int x, y;

	for (x = 0; x < cols; x++)
		for (y = 0; y < h; y++) {
			if (ref->depth == 8)
				((s16 *)coef)[x * h + y] = ref->dequant[y][x];
			else
				((s32 *)coef)[x * h + y] = ref->dequant[y][x];
		}
	return coef;
}

static void *av1_place_scratch(struct kunit *test, bool at_start, u32 *seed)
{
	u32 *scratch = dae_guarded(test, DAE_ARENA_SRC, AV1_ITX_SCRATCH_BYTES, at_start);
	int i;

	for (i = 0; i < AV1_ITX_SCRATCH_BYTES / 4; i++)
		scratch[i] = dae_rnd(seed);
	return scratch;
}

/*
 * What a block that does not conform must have come to: with 8 bits the same as in C, else
 * any samples. Nothing outside of it may have changed.
 */
static void av1_itx_any_result(struct kunit *test, const struct av1_ref_itx *ref,
			       struct dae_rect *dst, struct dae_rect *want, enum av1_tx_size tx,
			       enum av1_tx_type type, int eob)
{
	unsigned int cols, rows;
	u32 seed = 1;
	int x, y;

	if (ref->depth == 8) {
		av1_itx_extent(tx, type, eob, &cols, &rows);
		ref->c.itx_add[tx][type](want->org, want->stride,
					 av1_place_coefs(test, ref, tx, cols, false),
					 av1_place_scratch(test, false, &seed), eob, 255);
		return;
	}
	for (y = 0; y < 1 << av1_ref_height_log2[tx]; y++)
		for (x = 0; x < 1 << av1_ref_width_log2[tx]; x++)
			dae_set(dst, x, y, dae_get(want, x, y));
}

/**
 * struct av1_itx_tally - blocks that were compared
 * @compared: all of them with one type and size, by what their coefficients were
 * @dct: those in which H() of a DCT had to clip, for rows and columns, by n
 * @adst: the same for ADST
 */
struct av1_itx_tally {
	int compared[AV1_COEF_COUNT];
	int dct[2][7];
	int adst[2][7];
};

static void av1_itx_count(struct av1_itx_tally *tally, const struct av1_ref_itx *ref,
			  enum av1_tx_size tx, enum av1_tx_type type, enum av1_coef_fill coefs)
{
	const int w = av1_ref_width_log2[tx], h = av1_ref_height_log2[tx];

	tally->compared[coefs]++;
	tally->dct[0][w] += ref->clipped[0] && av1_ref_has(AV1_REF_ROW_DCT, type);
	tally->dct[1][h] += ref->clipped[1] && av1_ref_has(AV1_REF_COL_DCT, type);
	tally->adst[0][w] += ref->clipped[0] && av1_ref_has(AV1_REF_ROW_ADST, type);
	tally->adst[1][h] += ref->clipped[1] && av1_ref_has(AV1_REF_COL_ADST, type);
}

static bool av1_itx_check(struct kunit *test, const struct av1_itx_dsp *dsp,
			  struct av1_ref_itx *ref, enum av1_tx_size tx, enum av1_tx_type type,
			  int eob, enum av1_coef_fill coefs, u32 i, struct av1_itx_tally *tally)
{
	const struct dae_layout *layout = &dae_layouts[i % dae_layout_count];
	const int w = 1 << av1_ref_width_log2[tx], h = 1 << av1_ref_height_log2[tx];
	unsigned int cols, rows;
	struct dae_rect dst, want;
	void *coef, *scratch;
	u32 seed = i + 1;

	dae_place(test, &dst, DAE_ARENA_DST, ref->depth, 0, 0, w, h, layout);
	dae_fill(&dst, i / 7 % DAE_FILL_COUNT, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	av1_fill_coefs(ref, tx, eob, coefs, &seed);
	av1_itx_extent(tx, type, eob, &cols, &rows);
	coef = av1_place_coefs(test, ref, tx, cols, i & 1);
	scratch = av1_place_scratch(test, i & 2, &seed);

	av1_ref_itx_2d(ref, tx, type);
	dsp->itx_add[tx][type](dst.org, dst.stride, coef, scratch, eob, dae_bd_max(ref->depth));
	if (ref->conforms) {
		av1_ref_add(ref, &want, tx, type);
		av1_itx_count(tally, ref, tx, type, coefs);
	} else {
		av1_itx_any_result(test, ref, &dst, &want, tx, type, eob);
	}
	return DAE_EXPECT_SAME(test, &dst, &want, "itx_add[%d][%d], eob %d, coefs %d, %s, %u", tx,
			       type, eob, coefs, layout->name, i);
}

/* Any eob, small ones more often */
static int av1_rnd_eob(int count, u32 *seed)
{
	const int limit = count >> dae_rnd(seed) % 8;

	return limit < 2 ? 1 : dae_rnd(seed) % (u32)limit + 1;
}

#define AV1_ITX_REPEATS	12

/* One transform with all sorts of coefficients; most of them must have been conforming. */
static bool av1_itx_check_all(struct kunit *test, const struct av1_itx_dsp *dsp,
			      struct av1_ref_itx *ref, enum av1_tx_size tx, enum av1_tx_type type,
			      struct av1_itx_tally *tally)
{
	const int count = av1_ref_coded_w(tx) * av1_ref_coded_h(tx);
	u32 seed = 1;
	int i, coefs;

	KUNIT_ASSERT_NOT_NULL(test, dsp->itx_add[tx][type]);
	memset(tally->compared, 0, sizeof(tally->compared));
	av1_ref_make_scan(ref, tx, av1_ref_scan_of(type));
	for (i = 0; i < AV1_ITX_REPEATS * AV1_COEF_COUNT; i++) {
		const int which = i / AV1_COEF_COUNT;
		const int eob = which == 0 ? 1 : which == 1 ? 2 : which == 2 ? count :
				av1_rnd_eob(count, &seed);

		if (!av1_itx_check(test, dsp, ref, tx, type, eob, i % AV1_COEF_COUNT,
				   (tx * AV1_TX_TYPES + type) * 1000 + i, tally))
			return false;
	}
	for (coefs = 0; coefs < AV1_COEF_LOUD && type != AV1_TX_WHT_WHT; coefs++)
		KUNIT_EXPECT_TRUE_MSG(test, tally->compared[coefs] > AV1_ITX_REPEATS / 2,
				      "itx_add[%d][%d], coefs %d", tx, type, coefs);
	return true;
}

DAE_DSP_TEST(av1_itx_test_add)
{
	struct av1_itx_tally tally = {};
	const struct av1_itx_dsp *dsp;
	struct av1_ref_itx *ref;
	int tx, type, depth, pass, n;

	dsp = av1_itx_of(test, &depth);
	ref = av1_new_ref(test, depth);
	for (tx = 0; tx < AV1_TX_SIZES; tx++)
		for (type = 0; type < AV1_TX_TYPES; type++)
			if (av1_ref_allowed(tx, type) &&
			    !av1_itx_check_all(test, dsp, ref, tx, type, &tally))
				return;
	for (pass = 0; pass < 2; pass++) {
		for (n = 2; n <= 6; n++)
			KUNIT_EXPECT_TRUE_MSG(test, tally.dct[pass][n] > 0, "DCT, n %d", n);
		for (n = 3; n <= 4; n++)
			KUNIT_EXPECT_TRUE_MSG(test, tally.adst[pass][n] > 0, "ADST, n %d", n);
	}
}

/*
 * What conformance wants of the sums of ADST4 is that they take 32 bits at most with 12
 * bits of depth: one that ends right there must not wrap when it is rounded.
 */
static void av1_itx_test_adst4_end(struct kunit *test)
{
	static const s32 row[4] = { 360934, 319154, 111921, 71637 };
	const enum av1_tx_type type = AV1_TX_H_ADST;
	struct av1_itx_dsp *dsp = kunit_kzalloc(test, sizeof(*dsp), GFP_KERNEL);
	struct av1_ref_itx *ref = av1_new_ref(test, 12);
	struct dae_rect dst, want;
	u32 seed = 1;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, dsp);
	av1_itx_init_16bpc(dsp);
	for (i = 0; i < 4; i++)
		ref->dequant[0][i] = row[i];
	dae_place(test, &dst, DAE_ARENA_DST, 12, 0, 0, 4, 4, &dae_layouts[0]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	av1_ref_itx_2d(ref, AV1_TX_4X4, type);
	KUNIT_ASSERT_TRUE(test, ref->conforms);
	av1_ref_add(ref, &want, AV1_TX_4X4, type);
	dsp->itx_add[AV1_TX_4X4][type](dst.org, dst.stride,
				       av1_place_coefs(test, ref, AV1_TX_4X4, 4, false),
				       av1_place_scratch(test, false, &seed), 16,
				       dae_bd_max(12));
	DAE_EXPECT_SAME(test, &dst, &want, "itx_add[%d][%d]", AV1_TX_4X4, type);
}

/*
 * Coefficients that no conforming stream has: the specification has no result to compare
 * with, but there must be nothing undefined, and only the block may change.
 */
DAE_DSP_TEST(av1_itx_test_hostile)
{
	static const s32 extremes[] = { S32_MIN, S32_MAX, S16_MIN, S16_MAX, 1 << 25, -1, 0 };
	const struct av1_itx_dsp *dsp;
	struct av1_ref_itx *ref;
	u32 i, seed = 1;
	int depth;

	dsp = av1_itx_of(test, &depth);
	ref = av1_new_ref(test, depth);
	for (i = 0; i < 8 * AV1_TX_SIZES * AV1_TX_TYPES; i++) {
		const struct dae_layout *layout = &dae_layouts[i % dae_layout_count];
		const enum av1_tx_size tx = i / AV1_TX_TYPES % AV1_TX_SIZES;
		const enum av1_tx_type type = i % AV1_TX_TYPES;
		const int count = av1_ref_coded_w(tx) * av1_ref_coded_h(tx);
		struct dae_rect dst, want;
		unsigned int cols, rows;
		void *coef, *scratch;
		int k, eob;

		if (!av1_ref_allowed(tx, type))
			continue;
		KUNIT_ASSERT_NOT_NULL(test, dsp->itx_add[tx][type]);
		dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, 1 << av1_ref_width_log2[tx],
			  1 << av1_ref_height_log2[tx], layout);
		dae_fill(&dst, DAE_FILL_RANDOM, &seed);
		dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
		for (k = 0; k < AV1_ITX_CODED * AV1_ITX_CODED; k++)
			ref->dequant[k / AV1_ITX_CODED][k % AV1_ITX_CODED] =
				i / (AV1_TX_SIZES * AV1_TX_TYPES) & 1 ? (s32)dae_rnd(&seed) :
				extremes[dae_rnd(&seed) % ARRAY_SIZE(extremes)];
		eob = av1_rnd_eob(count, &seed);
		av1_itx_extent(tx, type, eob, &cols, &rows);
		coef = av1_place_coefs(test, ref, tx, cols, i & 1);
		scratch = av1_place_scratch(test, i & 2, &seed);
		dsp->itx_add[tx][type](dst.org, dst.stride, coef, scratch, eob,
				       dae_bd_max(depth));
		av1_itx_any_result(test, ref, &dst, &want, tx, type, eob);
		if (!DAE_EXPECT_SAME(test, &dst, &want, "itx_add[%d][%d], %s", tx, type,
				     layout->name))
			return;
	}
}

static struct kunit_case av1_itx_test_cases[] = {
	KUNIT_CASE(av1_itx_test_scans),
	KUNIT_CASE(av1_itx_test_extent),
	KUNIT_CASE_PARAM(av1_itx_test_complete, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_itx_test_add, av1_dsp_gen_params),
	KUNIT_CASE(av1_itx_test_adst4_end),
	KUNIT_CASE_PARAM(av1_itx_test_hostile, av1_dsp_gen_params),
	{}
};

static struct kunit_suite av1_itx_test_suite = {
	.name = "av1_itx",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_itx_test_cases,
};

kunit_test_suite(av1_itx_test_suite);
