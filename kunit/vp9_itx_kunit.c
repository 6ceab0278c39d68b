// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inverse transforms against a transcription of clause 8.7 of the VP9
 * specification, with its loops and its arrays, in s64.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "vp9/vp9_tables.h"
#include "vp9_dsp_kunit.h"

#define VP9_ITX_MAX	32

/**
 * struct vp9_ref_itx - a transform of the specification
 * @t: array T
 * @s: array S
 * @copy: of T, for permutations
 * @block: array Dequant
 * @depth: bits of a sample
 * @conforms: whether all values were as small as 8.7.1.1 demands
 */
struct vp9_ref_itx {
	s64 t[VP9_ITX_MAX];
	s64 s[VP9_ITX_MAX];
	s64 copy[VP9_ITX_MAX];
	s64 block[VP9_ITX_MAX * VP9_ITX_MAX];
	int depth;
	bool conforms;
};

static const s64 vp9_ref_cos[33] = {
	16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449, 14053,
	13623, 13160, 12665, 12140, 11585, 11003, 10394, 9760, 9102, 8423, 7723, 7005, 6270,
	5520, 4756, 3981, 3196, 2404, 1606, 804, 0
};

static s64 vp9_ref_cos64(int angle)
{
	const int angle2 = angle & 127;

	if (angle2 <= 32)
		return vp9_ref_cos[angle2];
	if (angle2 <= 64)
		return -vp9_ref_cos[64 - angle2];
	if (angle2 <= 96)
		return -vp9_ref_cos[angle2 - 64];
	return vp9_ref_cos[128 - angle2];
}

static s64 vp9_ref_sin64(int angle)
{
	return vp9_ref_cos64(angle - 32);
}

static s64 vp9_ref_round2(s64 x, int n)
{
	return n ? (x + (1LL << (n - 1))) >> n : x;
}

static int vp9_ref_brev(int bits, int x)
{
	int i, r = 0;

	for (i = 0; i < bits; i++)
		r |= ((x >> i) & 1) << (bits - 1 - i);
	return r;
}

static void vp9_ref_swap(s64 *v, int a, int b)
{
	const s64 va = v[a];

	v[a] = v[b];
	v[b] = va;
}

static void vp9_ref_b(struct vp9_ref_itx *r, int a, int b, int angle, int flip)
{
	s64 *t = r->t;
	const s64 x = t[a] * vp9_ref_cos64(angle) - t[b] * vp9_ref_sin64(angle);
	const s64 y = t[a] * vp9_ref_sin64(angle) + t[b] * vp9_ref_cos64(angle);

	t[a] = vp9_ref_round2(x, 14);
	t[b] = vp9_ref_round2(y, 14);
	if (flip)
		vp9_ref_swap(t, a, b);
}

static void vp9_ref_h(struct vp9_ref_itx *r, int a, int b, int flip)
{
	const int first = flip ? b : a, second = flip ? a : b;
	const s64 x = r->t[first], y = r->t[second];

	r->t[first] = x + y;
	r->t[second] = x - y;
}

static void vp9_ref_sb(struct vp9_ref_itx *r, int a, int b, int angle, int flip)
{
	const s64 *t = r->t;

	r->s[a] = t[a] * vp9_ref_cos64(angle) - t[b] * vp9_ref_sin64(angle);
	r->s[b] = t[a] * vp9_ref_sin64(angle) + t[b] * vp9_ref_cos64(angle);
	if (flip)
		vp9_ref_swap(r->s, a, b);
}

static void vp9_ref_sh(struct vp9_ref_itx *r, int a, int b)
{
	r->t[a] = vp9_ref_round2(r->s[a] + r->s[b], 14);
	r->t[b] = vp9_ref_round2(r->s[a] - r->s[b], 14);
}

/* Any value of T that takes more than 8 + depth bits */
static void vp9_ref_watch(struct vp9_ref_itx *r, int n)
{
	const s64 limit = 1LL << (7 + r->depth);
	int i;

	for (i = 0; i < n; i++)
		if (r->t[i] < -limit || r->t[i] >= limit)
			r->conforms = false;
}

/* 8.7.1.3, steps 4 and 5 */
static void vp9_ref_idct_middle(struct vp9_ref_itx *r, int n)
{
	const int n0 = 1 << n, n1 = n0 >> 1, n2 = n0 >> 2, n3 = n0 >> 3;
	int i, j;

	if (n == 5) {
		for (i = 0; i <= 1; i++)
			for (j = 0; j <= 1; j++)
				vp9_ref_b(r, n0 - n + 3 - n2 * j - 4 * i,
					  n1 + n - 4 + n2 * j + 4 * i, 28 - 16 * i + 56 * j, 1);
		for (i = 0; i <= 1; i++)
			for (j = 0; j <= 3; j++)
				vp9_ref_h(r, n1 + n3 * j + i, n1 + n2 - 5 + n3 * j - i, j & 1);
	}
	if (n >= 4) {
		for (i = 0; i <= (n == 5); i++)
			for (j = 0; j <= 1; j++)
				vp9_ref_b(r, n0 - n + 2 - i - n2 * j, n1 + n - 3 + i + n2 * j,
					  24 + 48 * j, 1);
		for (i = 0; i <= 2 * n - 7; i++)
			for (j = 0; j <= 1; j++)
				vp9_ref_h(r, n1 + n2 * j + i, n1 + n2 - 1 + n2 * j - i, j & 1);
	}
}

/* 8.7.1.3 */
static void vp9_ref_idct(struct vp9_ref_itx *r, int n)
{
	const int n0 = 1 << n, n1 = n0 >> 1, n2 = n0 >> 2, n3 = n0 >> 3;
	int i, j;

	if (n == 2)
		vp9_ref_b(r, 0, 1, 16, 1);
	else
		vp9_ref_idct(r, n - 1);
	for (i = 0; i < n2; i++)
		vp9_ref_b(r, n1 + i, n0 - 1 - i, 32 - vp9_ref_brev(5, n1 + i), 0);
	vp9_ref_watch(r, n0);
	if (n >= 3)
		for (i = 0; i < n3; i++)
			for (j = 0; j <= 1; j++)
				vp9_ref_h(r, n1 + 4 * i + 2 * j, n1 + 1 + 4 * i + 2 * j, j);
	vp9_ref_watch(r, n0);
	vp9_ref_idct_middle(r, n);
	vp9_ref_watch(r, n0);
	if (n >= 3)
		for (i = 0; i < n3; i++)
			vp9_ref_b(r, n0 - n3 - 1 - i, n1 + n3 + i, 16, 1);
	for (i = 0; i < n1; i++)
		vp9_ref_h(r, i, n0 - 1 - i, 0);
	vp9_ref_watch(r, n0);
}

/* 8.7.1.2 and 8.7.1.3 */
static void vp9_ref_dct(struct vp9_ref_itx *r, int n)
{
	int i;

	memcpy(r->copy, r->t, sizeof(r->copy));
	for (i = 0; i < 1 << n; i++)
		r->t[i] = r->copy[vp9_ref_brev(n, i)];
	vp9_ref_idct(r, n);
}

/* 8.7.1.6 */
static void vp9_ref_adst4(struct vp9_ref_itx *r)
{
	s64 *t = r->t;
	const s64 s0 = 5283 * t[0], s1 = 9929 * t[0], s2 = 13377 * t[1], s3 = 15212 * t[2];
	const s64 s4 = 5283 * t[2], s5 = 9929 * t[3], s6 = 15212 * t[3];
	const s64 s7 = 13377 * (t[0] - t[2] + t[3]);
	const s64 x0 = s0 + s3 + s5, x1 = s1 - s4 - s6, x2 = s7, x3 = s2;

	t[0] = vp9_ref_round2(x0 + x3, 14);
	t[1] = vp9_ref_round2(x1 + x3, 14);
	t[2] = vp9_ref_round2(x2, 14);
	t[3] = vp9_ref_round2(x0 + x1 - x3, 14);
}

/* 8.7.1.4 */
static void vp9_ref_adst_in(struct vp9_ref_itx *r, int n)
{
	const int n0 = 1 << n;
	int i;

	memcpy(r->copy, r->t, sizeof(r->copy));
	for (i = 0; i < n0 / 2; i++) {
		r->t[2 * i] = r->copy[n0 - 1 - 2 * i];
		r->t[2 * i + 1] = r->copy[2 * i];
	}
}

/* 8.7.1.5: the bits of an index are a, b, c and, with n 4, d from the top down. */
static void vp9_ref_adst_out(struct vp9_ref_itx *r, int n)
{
	int i;

	memcpy(r->copy, r->t, sizeof(r->copy));
	for (i = 0; i < 1 << n; i++) {
		const int a = (i >> (n - 1)) & 1, b = (i >> (n - 2)) & 1;
		const int c = (i >> (n - 3)) & 1, d = i & 1;

		r->t[i] = r->copy[n == 4 ? 8 * (d ^ c) + 4 * (c ^ b) + 2 * (b ^ a) + a :
					   4 * (c ^ b) + 2 * (b ^ a) + a];
	}
}

/* 8.7.1.7 */
static void vp9_ref_adst8(struct vp9_ref_itx *r)
{
	int i;

	vp9_ref_adst_in(r, 3);
	for (i = 0; i <= 3; i++)
		vp9_ref_sb(r, 2 * i, 1 + 2 * i, 30 - 8 * i, 1);
	for (i = 0; i <= 3; i++)
		vp9_ref_sh(r, i, 4 + i);
	vp9_ref_watch(r, 8);
	for (i = 0; i <= 1; i++)
		vp9_ref_sb(r, 4 + 3 * i, 5 + i, 24 - 16 * i, 1);
	for (i = 0; i <= 1; i++)
		vp9_ref_sh(r, 4 + i, 6 + i);
	for (i = 0; i <= 1; i++)
		vp9_ref_h(r, i, 2 + i, 0);
	vp9_ref_watch(r, 8);
	for (i = 0; i <= 1; i++)
		vp9_ref_b(r, 2 + 4 * i, 3 + 4 * i, 16, 1);
	vp9_ref_adst_out(r, 3);
	for (i = 0; i <= 3; i++)
		r->t[1 + 2 * i] = -r->t[1 + 2 * i];
}

/* 8.7.1.8 */
static void vp9_ref_adst16(struct vp9_ref_itx *r)
{
	int i, j;

	vp9_ref_adst_in(r, 4);
	for (i = 0; i <= 7; i++)
		vp9_ref_sb(r, 2 * i, 1 + 2 * i, 31 - 4 * i, 1);
	for (i = 0; i <= 7; i++)
		vp9_ref_sh(r, i, 8 + i);
	vp9_ref_watch(r, 16);
	for (i = 0; i <= 3; i++)
		vp9_ref_sb(r, 8 + 2 * i, 9 + 2 * i, 28 - 16 * i, 1);
	for (i = 0; i <= 3; i++)
		vp9_ref_sh(r, 8 + i, 12 + i);
	for (i = 0; i <= 3; i++)
		vp9_ref_h(r, i, 4 + i, 0);
	vp9_ref_watch(r, 16);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			vp9_ref_sb(r, 4 + 8 * i + 3 * j, 5 + 8 * i + j, 24 - 16 * j, 1);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			vp9_ref_sh(r, 4 + 8 * j + i, 6 + 8 * j + i);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			vp9_ref_h(r, 8 * j + i, 2 + 8 * j + i, 0);
	vp9_ref_watch(r, 16);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			vp9_ref_b(r, 2 + 4 * j + 8 * i, 3 + 4 * j + 8 * i, 48 + 64 * (i ^ j), 0);
	vp9_ref_adst_out(r, 4);
	for (i = 0; i <= 1; i++)
		for (j = 0; j <= 1; j++)
			r->t[1 + 12 * j + 2 * i] = -r->t[1 + 12 * j + 2 * i];
}

/* 8.7.1.9 */
static void vp9_ref_adst(struct vp9_ref_itx *r, int n)
{
	if (n == 2)
		vp9_ref_adst4(r);
	else if (n == 3)
		vp9_ref_adst8(r);
	else
		vp9_ref_adst16(r);
}

/* 8.7.1.10 */
static void vp9_ref_wht(struct vp9_ref_itx *r, int shift)
{
	s64 a = r->t[0] >> shift, c = r->t[1] >> shift, d = r->t[2] >> shift;
	s64 b = r->t[3] >> shift, e;

	a += c;
	d -= b;
	e = (a - d) >> 1;
	b = e - b;
	c = e - c;
	a -= b;
	d += c;
	r->t[0] = a;
	r->t[1] = b;
	r->t[2] = c;
	r->t[3] = d;
}

/* 8.7.2; @type is less than 0 for Lossless */
static void vp9_ref_itx_2d(struct vp9_ref_itx *r, int n, int type)
{
	const int n0 = 1 << n;
	int i, j;

	for (i = 0; i < n0; i++) {
		for (j = 0; j < n0; j++)
			r->t[j] = r->block[i * n0 + j];
		vp9_ref_watch(r, n0);
		if (type < 0)
			vp9_ref_wht(r, 2);
		else if (type == VP9_DCT_DCT || type == VP9_ADST_DCT)
			vp9_ref_dct(r, n);
		else
			vp9_ref_adst(r, n);
		vp9_ref_watch(r, n0);
		for (j = 0; j < n0; j++)
			r->block[i * n0 + j] = r->t[j];
	}
	for (j = 0; j < n0; j++) {
		for (i = 0; i < n0; i++)
			r->t[i] = r->block[i * n0 + j];
		if (type < 0)
			vp9_ref_wht(r, 0);
		else if (type == VP9_DCT_DCT || type == VP9_DCT_ADST)
			vp9_ref_dct(r, n);
		else
			vp9_ref_adst(r, n);
		vp9_ref_watch(r, n0);
		for (i = 0; i < n0; i++)
			r->block[i * n0 + j] = type < 0 ? r->t[i] :
				vp9_ref_round2(r->t[i], min(n + 2, 6));
	}
}

/* 8.6.2 */
static void vp9_ref_add(const struct vp9_ref_itx *r, const struct dae_rect *dst, int n0)
{
	int x, y;

	for (y = 0; y < n0; y++)
		for (x = 0; x < n0; x++) {
			const s64 v = dae_get(dst, x, y) + r->block[y * n0 + x];

			dae_set(dst, x, y, v < 0 ? 0 : v > dae_bd_max(dst->depth) ?
				dae_bd_max(dst->depth) : v);
		}
}

enum vp9_coef_fill {
	VP9_COEF_ONE,		/* one, anywhere, up to the largest */
	VP9_COEF_FEW,		/* a quarter of a row's worth, middling */
	VP9_COEF_DENSE,		/* all, small */
	VP9_COEF_LARGE,		/* the first ones large, as in a real block */
	VP9_COEF_COUNT
};

static s32 vp9_rnd_coef(u32 *seed, int limit)
{
	const int v = limit < 1 ? 0 : (int)(dae_rnd(seed) % (u32)limit);

	return dae_rnd(seed) & 1 ? v : -v;
}

/*
 * Coefficients in the upper left @part x @part of @n0 x @n0 whose sum in size is
 * at most what one value of T may be, with room for the gain of ADST and
 * rounding: no transform can then exceed that.
 */
static void vp9_fill_coefs(struct vp9_ref_itx *r, int n0, int part, enum vp9_coef_fill fill,
			   u32 *seed)
{
	const int limit = (1 << (7 + r->depth)) / 2;
	int i, x, y;

	memset(r->block, 0, sizeof(r->block));
	for (i = 0; i < part; i++) {
		x = dae_rnd(seed) % (u32)part;
		y = dae_rnd(seed) % (u32)part;
		if (fill == VP9_COEF_ONE && !i)
			r->block[y * n0 + x] = vp9_rnd_coef(seed, limit);
		else if (fill == VP9_COEF_FEW)
			r->block[y * n0 + x] = vp9_rnd_coef(seed, limit / part);
	}
	for (y = 0; y < part && fill >= VP9_COEF_DENSE; y++)
		for (x = 0; x < part; x++)
			r->block[y * n0 + x] = vp9_rnd_coef(seed, fill == VP9_COEF_DENSE ?
							    limit / (part * part) :
							    x + y < 16 ? limit >> (2 + x + y) :
							    0);
}

/* A guarded copy of the model's coefficients in the type of the table */
static void *vp9_place_coefs(struct kunit *test, enum dae_arena arena,
			     const struct vp9_ref_itx *r, int count, bool at_start)
{
	void *coef = dae_guarded(test, arena, count * (r->depth == 8 ? 2 : 4), at_start);
	int i;

	for (i = 0; i < count; i++) {
		if (r->depth == 8)
			((s16 *)coef)[i] = r->block[i];
		else
			((s32 *)coef)[i] = r->block[i];
	}
	return coef;
}

static struct vp9_ref_itx *vp9_new_ref(struct kunit *test)
{
	struct vp9_ref_itx *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, r);
	r->depth = dae_depth_of(test);
	return r;
}

/* What @eob promises of DCT_DCT: coefficients in the upper left @part x @part */
static const struct vp9_eob_case {
	u8 tx;
	u8 part;
	u16 eob;
} vp9_eob_cases[] = {
	{ VP9_TX_4X4, 1, 1 }, { VP9_TX_4X4, 4, 2 }, { VP9_TX_4X4, 4, 16 },
	{ VP9_TX_8X8, 1, 1 }, { VP9_TX_8X8, 4, 2 }, { VP9_TX_8X8, 4, 12 },
	{ VP9_TX_8X8, 8, 13 }, { VP9_TX_8X8, 8, 64 }, { VP9_TX_8X8, 1, 64 },
	{ VP9_TX_16X16, 1, 1 }, { VP9_TX_16X16, 4, 10 }, { VP9_TX_16X16, 8, 11 },
	{ VP9_TX_16X16, 8, 38 }, { VP9_TX_16X16, 16, 39 }, { VP9_TX_16X16, 16, 256 },
	{ VP9_TX_16X16, 1, 256 },
	{ VP9_TX_32X32, 1, 1 }, { VP9_TX_32X32, 8, 2 }, { VP9_TX_32X32, 8, 34 },
	{ VP9_TX_32X32, 16, 35 }, { VP9_TX_32X32, 16, 135 }, { VP9_TX_32X32, 32, 136 },
	{ VP9_TX_32X32, 32, 1024 }, { VP9_TX_32X32, 1, 1024 },
};

static bool vp9_itx_check(struct kunit *test, const struct vp9_dsp *dsp, struct vp9_ref_itx *r,
			  int which, int type, int coefs, int fill, int lay, u32 seed)
{
	const struct vp9_eob_case *e = &vp9_eob_cases[which];
	const int tx = e->tx, n = tx + 2, n0 = 4 << tx;
	/* other types have other scans: part then says nothing but where to put them */
	const int part = type == VP9_DCT_DCT ? e->part : n0;
	struct dae_rect dst, want;
	void *coef;

	dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, n0, n0, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	vp9_fill_coefs(r, n0, part, coefs, &seed);
	coef = vp9_place_coefs(test, DAE_ARENA_ARG, r, n0 * n0, lay & 1);

	r->conforms = true;
	vp9_ref_itx_2d(r, n, tx == VP9_TX_32X32 ? VP9_DCT_DCT : type);
	KUNIT_ASSERT_TRUE(test, r->conforms);
	vp9_ref_add(r, &want, n0);

	dsp->itx_add[tx][type](dst.org, dst.stride, coef,
			       type == VP9_DCT_DCT ? e->eob : n0 * n0, dae_bd_max(r->depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "itx_add[%d][%d], eob %d, coefs %d, fill %d, %s",
			       tx, type, e->eob, coefs, fill, dae_layouts[lay].name);
}

DAE_DSP_TEST(vp9_itx_test_add)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_ref_itx *r = vp9_new_ref(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int repeat = dae_pick(&n, 4);
		const int coefs = dae_pick(&n, VP9_COEF_COUNT);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int type = dae_pick(&n, VP9_TX_TYPES);
		const int which = dae_pick(&n, ARRAY_SIZE(vp9_eob_cases));

		if (n || !vp9_itx_check(test, dsp, r, which, type, coefs, fill,
					i % dae_layout_count, i + 1 + repeat))
			return;
	}
}

/*
 * The first @eob coefficients in the order of the scan, the last of them a large one: with
 * each @eob the operations may rely on what the scan says, and on no more than that.
 */
static bool vp9_itx_check_scan(struct kunit *test, const struct vp9_dsp *dsp,
			       struct vp9_ref_itx *r, int tx, int type, int eob, u32 seed)
{
	const u16 *order = vp9_scans[tx][type].order;
	const int n0 = 4 << tx, limit = (1 << (7 + r->depth)) / 4;
	const struct dae_layout *lay = &dae_layouts[eob % dae_layout_count];
	struct dae_rect dst, want;
	void *coef;
	int i;

	dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, n0, n0, lay);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	memset(r->block, 0, sizeof(r->block));
	for (i = 0; i < eob - 1; i++)
		r->block[order[i]] = vp9_rnd_coef(&seed, limit / eob);
	r->block[order[i]] = eob & 1 ? limit : -limit;
	coef = vp9_place_coefs(test, DAE_ARENA_ARG, r, n0 * n0, eob & 1);

	r->conforms = true;
	vp9_ref_itx_2d(r, tx + 2, type);
	KUNIT_ASSERT_TRUE(test, r->conforms);
	vp9_ref_add(r, &want, n0);
	dsp->itx_add[tx][type](dst.org, dst.stride, coef, eob, dae_bd_max(r->depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "itx_add[%d][%d], eob %d, %s", tx, type, eob,
			       lay->name);
}

DAE_DSP_TEST(vp9_itx_test_scan)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_ref_itx *r = vp9_new_ref(test);
	int tx, type, eob;

	for (tx = VP9_TX_4X4; tx <= VP9_TX_16X16; tx++)
		for (type = 0; type < VP9_TX_TYPES; type++)
			for (eob = 1; eob <= 16 << (2 * tx); eob++)
				if (!vp9_itx_check_scan(test, dsp, r, tx, type, eob, eob + type))
					return;
}

DAE_DSP_TEST(vp9_itx_test_wht)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_ref_itx *r = vp9_new_ref(test);
	struct dae_rect dst, want;
	void *coef;
	u32 i;

	for (i = 0; i < 2000; i++) {
		const int lay = i % dae_layout_count;
		u32 seed = i + 1;

		dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, 4, 4, &dae_layouts[lay]);
		dae_fill(&dst, i / 4 % DAE_FILL_COUNT, &seed);
		dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
		vp9_fill_coefs(r, 4, i % 5 ? 4 : 1, i % VP9_COEF_COUNT, &seed);
		coef = vp9_place_coefs(test, DAE_ARENA_ARG, r, 16, i & 1);
		vp9_ref_itx_2d(r, 2, -1);
		vp9_ref_add(r, &want, 4);
		dsp->iwht_add(dst.org, dst.stride, coef, i % 5 ? 16 : 1, dae_bd_max(r->depth));
		if (!DAE_EXPECT_SAME(test, &dst, &want, "iwht_add %u, %s", i,
				     dae_layouts[lay].name))
			return;
	}
}

/*
 * Coefficients that no conforming stream has: there must be nothing undefined, and only the
 * block may change. At 8 bits, and of iwht_add, the result is that of C all the same.
 */
DAE_DSP_TEST(vp9_itx_test_hostile)
{
	static const s32 extremes[] = { S32_MIN, S32_MAX, S16_MIN, S16_MAX, 1 << 25, -1 };
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_dsp *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	struct vp9_ref_itx *r = vp9_new_ref(test);
	struct dae_rect dst, want;
	u32 i, seed = 1;

	KUNIT_ASSERT_NOT_NULL(test, c);
	vp9_dsp_init(c, r->depth, 0);
	for (i = 0; i < 2000; i++) {
		const struct vp9_eob_case *e = &vp9_eob_cases[i % ARRAY_SIZE(vp9_eob_cases)];
		const int n0 = 4 << e->tx, lay = i % dae_layout_count;
		const int type = i / 24 % VP9_TX_TYPES;
		const int bd_max = dae_bd_max(r->depth);
		const bool lossless = e->tx == VP9_TX_4X4 && i & 2;
		/* the whole block is for what does not look at @eob */
		const int eob = lossless ? 16 : e->eob;
		const u16 *order = vp9_scans[e->tx][type].order;
		void *coef, *c_coef;
		int x, y;

		dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, n0, n0, &dae_layouts[lay]);
		dae_fill(&dst, DAE_FILL_RANDOM, &seed);
		dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
		memset(r->block, 0, sizeof(r->block));
		for (x = 0; x < eob; x++)
			r->block[order[x]] = i / 7 & 1 ? (s32)dae_rnd(&seed) :
					     extremes[dae_rnd(&seed) % ARRAY_SIZE(extremes)];
		coef = vp9_place_coefs(test, DAE_ARENA_ARG, r, n0 * n0, lay & 1);
		c_coef = vp9_place_coefs(test, DAE_ARENA_SRC, r, n0 * n0, lay & 1);
		if (lossless) {
			dsp->iwht_add(dst.org, dst.stride, coef, eob, bd_max);
			c->iwht_add(want.org, want.stride, c_coef, eob, bd_max);
		} else {
			dsp->itx_add[e->tx][type](dst.org, dst.stride, coef, eob, bd_max);
			c->itx_add[e->tx][type](want.org, want.stride, c_coef, eob, bd_max);
		}
		for (y = 0; y < n0; y++)
			for (x = 0; x < n0; x++) {
				KUNIT_ASSERT_LE(test, dae_get(&dst, x, y), bd_max);
				if (r->depth != 8 && !lossless)
					dae_set(&want, x, y, dae_get(&dst, x, y));
			}
		if (!DAE_EXPECT_SAME(test, &dst, &want, "tx %d, type %d, eob %d", e->tx, type,
				     eob))
			return;
	}
}

/* In C, a coefficient of 2^25 takes its row with it, one less does not. */
DAE_DSP_TEST(vp9_itx_test_too_large)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_ref_itx *r = vp9_new_ref(test);
	struct dae_rect dst, want;
	int i;

	if (r->depth == 8 || ((const struct dae_dsp_case *)test->param_value)->cpu_flags)
		return;
	for (i = 0; i < VP9_TX_SIZES * VP9_TX_TYPES; i++) {
		const int tx = i / VP9_TX_TYPES, type = i % VP9_TX_TYPES, n0 = 4 << tx;
		u32 seed = i + 1;
		void *coef;

		dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, n0, n0, &dae_layouts[0]);
		dae_fill(&dst, DAE_FILL_RANDOM, &seed);
		dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
		memset(r->block, 0, sizeof(r->block));
		r->block[1] = i & 1 ? 1 << 25 : -(1 << 25);
		coef = vp9_place_coefs(test, DAE_ARENA_ARG, r, n0 * n0, false);
		dsp->itx_add[tx][type](dst.org, dst.stride, coef, n0 * n0, dae_bd_max(r->depth));
		if (!DAE_EXPECT_SAME(test, &dst, &want, "itx_add[%d][%d]", tx, type))
			return;

		r->block[1] += i & 1 ? -1 : 1;
		coef = vp9_place_coefs(test, DAE_ARENA_ARG, r, n0 * n0, false);
		dsp->itx_add[tx][type](dst.org, dst.stride, coef, n0 * n0, dae_bd_max(r->depth));
		KUNIT_EXPECT_TRUE_MSG(test, memcmp(dst.mem, want.mem, dst.bytes),
				      "itx_add[%d][%d] does nothing", tx, type);
	}
}

static struct kunit_case vp9_itx_test_cases[] = {
	KUNIT_CASE_PARAM(vp9_itx_test_add, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_itx_test_scan, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_itx_test_wht, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_itx_test_hostile, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_itx_test_too_large, vp9_dsp_gen_params),
	{}
};

static struct kunit_suite vp9_itx_test_suite = {
	.name = "vp9_itx",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = vp9_itx_test_cases,
};

kunit_test_suite(vp9_itx_test_suite);
