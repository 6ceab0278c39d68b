// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 inverse transforms, DC transforms and transform bypass, against slow
 * transcriptions of Rec. ITU-T H.264, 8.5.10 to 8.5.15, in 64-bit arithmetic.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_dsp_kunit.h"

/* Kinds of coefficient blocks; the largest are what a 16-bit level can be. */
enum h264_coefs {
	H264_COEFS_ZERO,
	H264_COEFS_SMALL,
	H264_COEFS_SPARSE,
	H264_COEFS_LARGE,
	H264_COEFS_ALL_MAX,
	H264_COEFS_ALL_MIN,
	H264_COEFS_ALTERNATE,
	H264_COEFS_COUNT
};

/* The largest size that fits the coefficient type, or that 14 bits need. */
static int h264_coef_limit(int depth)
{
	return depth == 8 ? 32767 : 1 << (depth + 7);
}

static int h264_coef_value(enum h264_coefs kind, int i, int depth, u32 *seed)
{
	const int limit = h264_coef_limit(depth);
	const int random = (int)(dae_rnd(seed) % (2u * limit + 1)) - limit;

	switch (kind) {
	case H264_COEFS_ZERO:
		return 0;
	case H264_COEFS_SMALL:
		return random % 1024;
	case H264_COEFS_SPARSE:
		return dae_rnd(seed) % 5 ? 0 : random;
	case H264_COEFS_LARGE:
		return random;
	case H264_COEFS_ALL_MAX:
		return limit;
	case H264_COEFS_ALL_MIN:
		return -limit - 1;
	default:
		return i & 1 ? limit : -limit;
	}
}

/* Coefficients as values, and as the operation gets them: exactly @n, guarded. */
static void *h264_pack_coefs(struct kunit *test, const s32 *value, int n, int depth)
{
	void *packed = dae_guarded(test, DAE_ARENA_ARG, n * (depth == 8 ? 2 : 4), false);
	int i;

	for (i = 0; i < n; i++) {
		if (depth == 8)
			((s16 *)packed)[i] = value[i];
		else
			((s32 *)packed)[i] = value[i];
	}
	return packed;
}

static bool h264_coefs_intact(struct kunit *test, const void *packed, const s32 *value, int n,
			      int depth)
{
	int i;

	for (i = 0; i < n; i++) {
		const s32 now = depth == 8 ? ((const s16 *)packed)[i] : ((const s32 *)packed)[i];

		if (now != (depth == 8 ? (s16)value[i] : value[i])) {
			KUNIT_FAIL(test, "coefficient %d of %d was changed", i, n);
			return false;
		}
	}
	return true;
}

static int h264_clip1(s64 v, int depth)
{
	return v < 0 ? 0 : v > dae_bd_max(depth) ? dae_bd_max(depth) : v;
}

/* 8.5.14: u_ij = Clip1(pred_ij + r_ij) */
static void h264_ref_construct(const struct dae_rect *want, const s64 *r, int n)
{
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			dae_set(want, j, i, h264_clip1(dae_get(want, j, i) + r[i * n + j],
						       want->depth));
}

/* Of 8-bit samples values that no conforming stream has wrap. */
static s64 h264_value(s64 v, int depth)
{
	return depth == 8 ? (s16)v : v;
}

/* 8.5.12.2 */
static void h264_ref_idct4(s64 r[16], const s32 d[16], int depth)
{
	s64 e[4], f[4][4], g[4], h;
	int i, j;

	for (i = 0; i < 4; i++) {
		const s32 *di = d + i * 4;

		e[0] = (s64)di[0] + di[2];
		e[1] = (s64)di[0] - di[2];
		e[2] = ((s64)di[1] >> 1) - di[3];
		e[3] = (s64)di[1] + (di[3] >> 1);
		f[i][0] = h264_value(e[0] + e[3], depth);
		f[i][1] = h264_value(e[1] + e[2], depth);
		f[i][2] = h264_value(e[1] - e[2], depth);
		f[i][3] = h264_value(e[0] - e[3], depth);
	}
	for (j = 0; j < 4; j++) {
		g[0] = f[0][j] + f[2][j];
		g[1] = f[0][j] - f[2][j];
		g[2] = (f[1][j] >> 1) - f[3][j];
		g[3] = f[1][j] + (f[3][j] >> 1);
		for (i = 0; i < 4; i++) {
			h = i == 0 ? g[0] + g[3] : i == 1 ? g[1] + g[2] :
			    i == 2 ? g[1] - g[2] : g[0] - g[3];
			r[i * 4 + j] = (h264_value(h, depth) + 32) >> 6;
		}
	}
}

/* 8.5.13, one dimension */
static void h264_ref_idct8_1d(s64 out[8], const s64 d[8], int depth)
{
	s64 e[8], f[8];
	int i;

	e[0] = d[0] + d[4];
	e[1] = -d[3] + d[5] - d[7] - (d[7] >> 1);
	e[2] = d[0] - d[4];
	e[3] = d[1] + d[7] - d[3] - (d[3] >> 1);
	e[4] = (d[2] >> 1) - d[6];
	e[5] = -d[1] + d[7] + d[5] + (d[5] >> 1);
	e[6] = d[2] + (d[6] >> 1);
	e[7] = d[3] + d[5] + d[1] + (d[1] >> 1);
	for (i = 0; i < 8; i++)
		e[i] = h264_value(e[i], depth);

	f[0] = e[0] + e[6];
	f[1] = e[1] + (e[7] >> 2);
	f[2] = e[2] + e[4];
	f[3] = e[3] + (e[5] >> 2);
	f[4] = e[2] - e[4];
	f[5] = (e[3] >> 2) - e[5];
	f[6] = e[0] - e[6];
	f[7] = e[7] - (e[1] >> 2);

	out[0] = f[0] + f[7];
	out[1] = f[2] + f[5];
	out[2] = f[4] + f[3];
	out[3] = f[6] + f[1];
	out[4] = f[6] - f[1];
	out[5] = f[4] - f[3];
	out[6] = f[2] - f[5];
	out[7] = f[0] - f[7];

	for (i = 0; i < 8; i++)
		out[i] = h264_value(out[i], depth);
}

static void h264_ref_idct8(s64 r[64], const s32 d[64], int depth)
{
	s64 line[8], out[8];
	int i, j;

	for (i = 0; i < 8; i++) {
		for (j = 0; j < 8; j++)
			line[j] = d[i * 8 + j];
		h264_ref_idct8_1d(r + i * 8, line, depth);
	}
	for (j = 0; j < 8; j++) {
		for (i = 0; i < 8; i++)
			line[i] = r[i * 8 + j];
		h264_ref_idct8_1d(out, line, depth);
		for (i = 0; i < 8; i++)
			r[i * 8 + j] = (out[i] + 32) >> 6;
	}
}

/* What is too large for the stack of a test. */
struct h264_idct_work {
	const struct h264_dsp *dsp;
	struct h264_dsp portable;
	s32 coef[64];
	s64 r[64];
};

static struct h264_idct_work *h264_idct_work_of(struct kunit *test)
{
	struct h264_idct_work *work = kunit_kzalloc(test, sizeof(*work), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, work);
	work->dsp = h264_dsp_of(test);
	return work;
}

static void h264_ref_idct(struct h264_idct_work *work, int n, int depth)
{
	if (n == 4)
		h264_ref_idct4(work->r, work->coef, depth);
	else
		h264_ref_idct8(work->r, work->coef, depth);
}

static bool h264_idct_check(struct kunit *test, struct h264_idct_work *work, int n,
			    enum dae_fill fill, int lay, enum h264_coefs kind, u32 seed)
{
	const struct h264_dsp *dsp = work->dsp;
	const int depth = dae_depth_of(test);
	const u32 first_seed = seed;
	struct dae_rect dst, want;
	void *packed;
	int i;

	for (i = 0; i < n * n; i++)
		work->coef[i] = h264_coef_value(kind, i, depth, &seed);
	packed = h264_pack_coefs(test, work->coef, n * n, depth);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, n, n, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	(n == 4 ? dsp->idct4_add : dsp->idct8_add)(dst.org, dst.stride, packed, dae_bd_max(depth));
	h264_ref_idct(work, n, depth);
	h264_ref_construct(&want, work->r, n);

	return h264_coefs_intact(test, packed, work->coef, n * n, depth) &&
	       DAE_EXPECT_SAME(test, &dst, &want,
			       "idct%d_add, %s, fill %d, coefficients %d, seed %u", n,
			       dae_layouts[lay].name, fill, kind, first_seed);
}

static void h264_idct_run(struct kunit *test, int n)
{
	struct h264_idct_work *work = h264_idct_work_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 c = i;
		const int seed = 1 + dae_pick(&c, 3);
		const int kind = dae_pick(&c, H264_COEFS_COUNT);
		const int fill = dae_pick(&c, DAE_FILL_COUNT);
		const int lay = dae_pick(&c, dae_layout_count);

		if (c || !h264_idct_check(test, work, n, fill, lay, kind, seed))
			return;
	}
}

DAE_DSP_TEST(h264_idct_test_add4)
{
	h264_idct_run(test, 4);
}

DAE_DSP_TEST(h264_idct_test_add8)
{
	h264_idct_run(test, 8);
}

/*
 * The basis functions of the two transforms, times 2 and times 8. On multiples
 * of 64 no shift of 8.5.12.2 or 8.5.13 drops a bit, so that the transform is
 * exactly this matrix. It is the forward transform's, and so an oracle of its own.
 */
static const s8 h264_basis4[4][4] = {
	{ 2, 2, 2, 2 },
	{ 2, 1, -1, -2 },
	{ 2, -2, -2, 2 },
	{ 1, -2, 2, -1 },
};

static const s8 h264_basis8[8][8] = {
	{ 8, 8, 8, 8, 8, 8, 8, 8 },
	{ 12, 10, 6, 3, -3, -6, -10, -12 },
	{ 8, 4, -4, -8, -8, -4, 4, 8 },
	{ 10, -3, -12, -6, 6, 12, 3, -10 },
	{ 8, -8, -8, 8, 8, -8, -8, 8 },
	{ 6, -12, 3, 10, -10, -3, 12, -6 },
	{ 4, -8, 8, -4, -4, 8, -8, 4 },
	{ 3, -6, 10, -12, 12, -10, 6, -3 },
};

static int h264_basis(int n, int frequency, int place)
{
	return n == 4 ? h264_basis4[frequency][place] : h264_basis8[frequency][place];
}

static void h264_ref_basis(s64 *r, int n, int row, int col, int value)
{
	const int unit = n == 4 ? 2 : 8;
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			r[i * n + j] = ((s64)value * h264_basis(n, row, i) *
					h264_basis(n, col, j) / (unit * unit) + 32) >> 6;
}

static bool h264_basis_check(struct kunit *test, struct h264_idct_work *work, int n, int i,
			     int value)
{
	const int depth = dae_depth_of(test);
	struct dae_rect dst, want;
	u32 seed = i + 1;
	void *packed;

	memset(work->coef, 0, sizeof(work->coef));
	work->coef[i] = value;
	packed = h264_pack_coefs(test, work->coef, n * n, depth);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, n, n, &dae_layouts[0]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	if (n == 4)
		work->dsp->idct4_add(dst.org, dst.stride, packed, dae_bd_max(depth));
	else
		work->dsp->idct8_add(dst.org, dst.stride, packed, dae_bd_max(depth));
	h264_ref_basis(work->r, n, i / n, i % n, value);
	h264_ref_construct(&want, work->r, n);
	return DAE_EXPECT_SAME(test, &dst, &want, "idct%d_add, d_%d%d = %d", n, i / n, i % n,
			       value);
}

DAE_DSP_TEST(h264_idct_test_basis)
{
	struct h264_idct_work *work = h264_idct_work_of(test);
	int n, i, value;

	for (n = 4; n <= 8; n += 4)
		for (i = 0; i < n * n; i++)
			for (value = -4096; value <= 4096; value += 1024)
				if (!h264_basis_check(test, work, n, i, value))
					return;
}

static bool h264_idct_dc_check(struct kunit *test, struct h264_idct_work *work, int n, int fill,
			       int lay, int dc, u32 seed)
{
	const int depth = dae_depth_of(test);
	struct dae_rect dst, want;

	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, n, n, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	memset(work->coef, 0, sizeof(work->coef));
	work->coef[0] = dc;
	(n == 4 ? work->dsp->idct4_dc_add : work->dsp->idct8_dc_add)
		(dst.org, dst.stride, dc, dae_bd_max(depth));
	h264_ref_idct(work, n, depth);
	h264_ref_construct(&want, work->r, n);
	return DAE_EXPECT_SAME(test, &dst, &want, "idct%d_dc_add %d, %s, fill %d", n, dc,
			       dae_layouts[lay].name, fill);
}

DAE_DSP_TEST(h264_idct_test_dc)
{
	struct h264_idct_work *work = h264_idct_work_of(test);
	const int depth = dae_depth_of(test);
	u32 seed = 1, i;

	for (i = 0; ; i++) {
		u32 c = i;
		const int kind = dae_pick(&c, 3 * H264_COEFS_COUNT) % H264_COEFS_COUNT;
		const int fill = dae_pick(&c, DAE_FILL_COUNT);
		const int lay = dae_pick(&c, dae_layout_count);
		const int n = 4 << dae_pick(&c, 2);
		const int dc = h264_coef_value(kind, i, depth, &seed);

		if (c || !h264_idct_dc_check(test, work, n, fill, lay, dc, i + 1))
			return;
	}
}

/* 8.5.10 and 8.5.11: f = left * c * right for a c of @rows x @cols. */
static const s8 h264_hadamard[4][4] = {
	{ 1, 1, 1, 1 },
	{ 1, 1, -1, -1 },
	{ 1, -1, -1, 1 },
	{ 1, -1, 1, -1 },
};

static int h264_hadamard_at(int n, int i, int j)
{
	return n == 4 ? h264_hadamard[i][j] : i && j ? -1 : 1;
}

static s64 h264_ref_hadamard(const s32 *c, int rows, int cols, int i, int j)
{
	s64 sum = 0;
	int k, l;

	for (k = 0; k < rows; k++)
		for (l = 0; l < cols; l++)
			sum += (s64)h264_hadamard_at(rows, i, k) * c[k * cols + l] *
			       h264_hadamard_at(cols, l, j);
	return sum;
}

/* dcY of 8.5.10, and dcC of 8.5.11.2 for 4:2:2 */
static s64 h264_ref_scale(s64 f, int level_scale, int qp)
{
	if (qp >= 36)
		return (s64)((u64)(f * level_scale) << (qp / 6 - 6));
	return (f * level_scale + (1 << (5 - qp / 6))) >> (6 - qp / 6);
}

/* The largest level with which @n of them stay within 32 bits all the way. */
static int h264_dc_limit(int n, int level_scale, int left_shift)
{
	return min(S32_MAX / (n * level_scale) >> left_shift, 32767);
}

static int h264_dc_level(int kind, int limit, u32 *seed)
{
	switch (kind) {
	case 0:
		return (int)(dae_rnd(seed) % (2u * limit + 1)) - limit;
	case 1:
		return limit;
	case 2:
		return -limit;
	default:
		return dae_rnd(seed) & 1 ? limit : -limit;
	}
}

enum h264_dc_op {
	H264_DC_LUMA,
	H264_DC_CHROMA420,
	H264_DC_CHROMA422,
	H264_DC_COUNT
};

static void h264_dc_check(struct kunit *test, const struct h264_dsp *dsp, enum h264_dc_op op,
			  int qp, int level_scale, int kind)
{
	static const u8 rows[] = { 4, 2, 4 }, cols[] = { 4, 2, 2 };
	const int depth = dae_depth_of(test);
	const int n = rows[op] * cols[op];
	const int shift = op == H264_DC_CHROMA420 ? qp / 6 : max(qp / 6 - 6, 0);
	const int limit = h264_dc_limit(n, level_scale, shift);
	s32 c[16], guarded[18], *out = guarded + 1;
	u32 seed = qp + 1;
	void *packed;
	int i;

	for (i = 0; i < n; i++)
		c[i] = h264_dc_level(kind, limit, &seed);
	for (i = 0; i < 18; i++)
		guarded[i] = 0x5a5a5a5a;
	packed = h264_pack_coefs(test, c, n, depth);

	if (op == H264_DC_LUMA)
		dsp->luma_dc_dequant(out, packed, level_scale, qp);
	else if (op == H264_DC_CHROMA420)
		dsp->chroma_dc_dequant420(out, packed, level_scale, qp);
	else
		dsp->chroma_dc_dequant422(out, packed, level_scale, qp);

	h264_coefs_intact(test, packed, c, n, depth);
	KUNIT_EXPECT_EQ(test, guarded[0], 0x5a5a5a5a);
	KUNIT_EXPECT_EQ(test, out[n], 0x5a5a5a5a);
	for (i = 0; i < n; i++) {
		const s64 f = h264_ref_hadamard(c, rows[op], cols[op], i / cols[op],
						i % cols[op]);
		const s64 want = op == H264_DC_CHROMA420 ?
				 (s64)((u64)(f * level_scale) << (qp / 6)) >> 5 :
				 h264_ref_scale(f, level_scale, qp);

		KUNIT_EXPECT_EQ_MSG(test, (s64)out[i], want,
				    "operation %d, qp %d, LevelScale %d, kind %d, output %d", op,
				    qp, level_scale, kind, i);
	}
}

DAE_DSP_TEST(h264_idct_test_dc_dequant)
{
	static const int level_scales[] = { 1 * 10, 16 * 10, 16 * 18, 255 * 16 };
	const struct h264_dsp *dsp = h264_dsp_of(test);
	int op, qp, ls, kind;

	for (op = 0; op < H264_DC_COUNT; op++)
		for (qp = op == H264_DC_CHROMA422 ? 3 : 0;
		     qp <= (op == H264_DC_CHROMA422 ? 90 : 87); qp++)
			for (ls = 0; ls < ARRAY_SIZE(level_scales); ls++)
				for (kind = 0; kind < 4; kind++)
					h264_dc_check(test, dsp, op, qp, level_scales[ls], kind);
}

/* 8.5.15 for one element; NONE leaves r_ij as it is. */
static s64 h264_ref_bypass(const s32 *r, int n, int i, int j, enum h264_bypass mode)
{
	s64 sum = 0;
	int k;

	if (mode == H264_BYPASS_NONE)
		return r[i * n + j];
	if (mode == H264_BYPASS_VERT) {
		for (k = 0; k <= i; k++)
			sum += r[k * n + j];
	} else {
		for (k = 0; k <= j; k++)
			sum += r[i * n + k];
	}
	return sum;
}

static bool h264_bypass_check(struct kunit *test, struct h264_idct_work *work, int n, int mode,
			      int fill, int lay, int kind, u32 seed)
{
	const struct h264_dsp *dsp = work->dsp;
	const int depth = dae_depth_of(test);
	struct dae_rect dst, want;
	s32 carry[10], before[10];
	void *packed;
	bool same;
	int i, j;

	for (i = 0; i < n * n; i++)
		work->coef[i] = h264_coef_value(kind, i, depth, &seed);
	for (i = 0; i < 10; i++)
		carry[i] = (int)(dae_rnd(&seed) & 0xff) - 128;
	memcpy(before, carry, sizeof(carry));
	packed = h264_pack_coefs(test, work->coef, n * n, depth);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, n, n, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	(n == 4 ? dsp->add4_bypass : dsp->add8_bypass)[mode](dst.org, dst.stride, packed,
							     mode ? carry + 1 : NULL,
							     dae_bd_max(depth));
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			work->r[i * n + j] = h264_ref_bypass(work->coef, n, i, j, mode) +
					     (mode == H264_BYPASS_VERT ? before[1 + j] :
					      mode == H264_BYPASS_HOR ? before[1 + i] : 0);
	h264_ref_construct(&want, work->r, n);
	same = DAE_EXPECT_SAME(test, &dst, &want,
			       "add%d_bypass[%d], %s, fill %d, coefficients %d", n, mode,
			       dae_layouts[lay].name, fill, kind);

	for (i = 0; i < n && mode != H264_BYPASS_NONE; i++)
		before[1 + i] = mode == H264_BYPASS_VERT ? work->r[(n - 1) * n + i] :
							   work->r[i * n + n - 1];
	KUNIT_EXPECT_EQ_MSG(test, memcmp(before, carry, sizeof(carry)), 0,
			    "carry of add%d_bypass[%d]", n, mode);
	return same;
}

DAE_DSP_TEST(h264_idct_test_bypass)
{
	struct h264_idct_work *work = h264_idct_work_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 c = i;
		const int kind = dae_pick(&c, H264_COEFS_COUNT);
		const int fill = dae_pick(&c, DAE_FILL_COUNT);
		const int lay = dae_pick(&c, dae_layout_count);
		const int mode = dae_pick(&c, H264_BYPASS_COUNT);
		const int n = 4 << dae_pick(&c, 2);

		if (c || !h264_bypass_check(test, work, n, mode, fill, lay, kind, i + 1))
			return;
	}
}

/* What S32_MAX comes out of when it is scaled as DC, so that rounding wraps */
#define H264_HOSTILE_SCALE	(255 * 13)
#define H264_HOSTILE_LEVEL	1157632965

/* Values that no conforming stream has: all versions wrap alike, and only the block changes. */
static s32 h264_hostile_value(int i, int kind, u32 *seed)
{
	switch (kind) {
	case 0:
		return S32_MIN;
	case 1:
		return S32_MAX;
	case 2:
		return i & 1 ? S32_MIN : S32_MAX;
	case 3:
		return i ? 0 : H264_HOSTILE_LEVEL;
	default:
		return dae_rnd(seed);
	}
}

enum h264_hostile_op {
	H264_HOSTILE_IDCT4,
	H264_HOSTILE_IDCT8,
	H264_HOSTILE_IDCT4_DC,
	H264_HOSTILE_IDCT8_DC,
	H264_HOSTILE_BYPASS4,
	H264_HOSTILE_BYPASS8 = H264_HOSTILE_BYPASS4 + H264_BYPASS_COUNT,
	H264_HOSTILE_COUNT = H264_HOSTILE_BYPASS8 + H264_BYPASS_COUNT
};

static void h264_hostile_run(const struct h264_dsp *dsp, enum h264_hostile_op op,
			     const struct dae_rect *dst, const void *packed, int dc, s32 *carry)
{
	const int bd_max = dae_bd_max(dst->depth);

	if (op == H264_HOSTILE_IDCT4)
		dsp->idct4_add(dst->org, dst->stride, packed, bd_max);
	else if (op == H264_HOSTILE_IDCT8)
		dsp->idct8_add(dst->org, dst->stride, packed, bd_max);
	else if (op == H264_HOSTILE_IDCT4_DC)
		dsp->idct4_dc_add(dst->org, dst->stride, dc, bd_max);
	else if (op == H264_HOSTILE_IDCT8_DC)
		dsp->idct8_dc_add(dst->org, dst->stride, dc, bd_max);
	else if (op < H264_HOSTILE_BYPASS8)
		dsp->add4_bypass[op - H264_HOSTILE_BYPASS4](dst->org, dst->stride, packed, carry,
							    bd_max);
	else
		dsp->add8_bypass[op - H264_HOSTILE_BYPASS8](dst->org, dst->stride, packed, carry,
							    bd_max);
}

static void h264_hostile_block(struct kunit *test, struct h264_idct_work *work,
			       enum h264_hostile_op op, int kind, u32 seed)
{
	const int depth = dae_depth_of(test);
	s32 carry[8] = { S32_MAX, S32_MIN, S32_MAX, S32_MIN, 1, -1, S32_MAX, S32_MIN };
	struct dae_rect dst, portable, want;
	s32 want_carry[8];
	void *packed;
	int x, y, i;

	memcpy(want_carry, carry, sizeof(carry));
	for (i = 0; i < 64; i++)
		work->coef[i] = h264_hostile_value(i, kind, &seed);
	packed = h264_pack_coefs(test, work->coef, 64, depth);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, 8, 8, &dae_layouts[4]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &portable, DAE_ARENA_SRC, &dst);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	h264_hostile_run(work->dsp, op, &dst, packed, work->coef[0], carry);
	h264_hostile_run(&work->portable, op, &portable, packed, work->coef[0], want_carry);
	for (y = 0; y < 8; y++)
		for (x = 0; x < 8; x++) {
			KUNIT_EXPECT_LE(test, dae_get(&dst, x, y), dae_bd_max(depth));
			dae_set(&want, x, y, dae_get(&portable, x, y));
		}
	DAE_EXPECT_SAME(test, &dst, &want, "operation %d, kind %d", op, kind);
	KUNIT_EXPECT_EQ_MSG(test, memcmp(carry, want_carry, sizeof(carry)), 0,
			    "carry of operation %d, kind %d", op, kind);
}

static void h264_hostile_dc_run(const struct h264_dsp *dsp, enum h264_dc_op op, s32 *out,
				const void *packed, int level_scale, int qp)
{
	if (op == H264_DC_LUMA)
		dsp->luma_dc_dequant(out, packed, level_scale, qp);
	else if (op == H264_DC_CHROMA420)
		dsp->chroma_dc_dequant420(out, packed, level_scale, qp);
	else
		dsp->chroma_dc_dequant422(out, packed, level_scale, qp + 3);
}

static void h264_hostile_dc(struct kunit *test, struct h264_idct_work *work, enum h264_dc_op op,
			    int kind, u32 seed)
{
	s32 out[16] = {}, want[16] = {};
	void *packed;
	int qp, i;

	for (i = 0; i < 16; i++)
		work->coef[i] = h264_hostile_value(i, kind, &seed);
	packed = h264_pack_coefs(test, work->coef, 16, dae_depth_of(test));
	for (qp = 0; qp <= 87; qp++) {
		h264_hostile_dc_run(work->dsp, op, out, packed, H264_HOSTILE_SCALE, qp);
		h264_hostile_dc_run(&work->portable, op, want, packed, H264_HOSTILE_SCALE, qp);
		KUNIT_EXPECT_EQ_MSG(test, memcmp(out, want, sizeof(out)), 0,
				    "DC operation %d, qp %d, kind %d", op, qp, kind);
	}
}

DAE_DSP_TEST(h264_idct_test_hostile)
{
	struct h264_idct_work *work = h264_idct_work_of(test);
	int op, kind;

	h264_dsp_init(&work->portable, dae_depth_of(test), 0);
	for (kind = 0; kind < 8; kind++) {
		for (op = 0; op < H264_HOSTILE_COUNT; op++)
			h264_hostile_block(test, work, op, kind, kind + 1);
		for (op = 0; op < H264_DC_COUNT; op++)
			h264_hostile_dc(test, work, op, kind, kind + 1);
	}
}

static struct kunit_case h264_idct_test_cases[] = {
	KUNIT_CASE_PARAM(h264_idct_test_add4, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_idct_test_add8, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_idct_test_basis, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_idct_test_dc, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_idct_test_dc_dequant, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_idct_test_bypass, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_idct_test_hostile, h264_dsp_gen_params),
	{}
};

static struct kunit_suite h264_idct_test_suite = {
	.name = "h264_idct",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = h264_idct_test_cases,
};

kunit_test_suite(h264_idct_test_suite);
