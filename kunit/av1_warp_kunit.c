// SPDX-License-Identifier: GPL-2.0
/*
 * Warp models against slow transcriptions of 7.11.3.6 to 7.11.3.8 of the AV1
 * specification: models near the identity and far from it, samples where neighbours can
 * be.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_mc_tables.h"
#include "av1/av1_mv.h"
#include "av1/av1_pic.h"
#include "av1/av1_warp.h"
#include "dae_check.h"

#define WARP_PREC_BITS		16	/* WARPEDMODEL_PREC_BITS */
#define WARP_REDUCE_BITS	6	/* WARP_PARAM_REDUCE_BITS */
#define WARP_TRANS_CLAMP	0x800000
#define WARP_NONDIAG_CLAMP	0x2000
#define WARP_LUT_BITS		8	/* DIV_LUT_BITS */

static const u8 warp_wide[AV1_BLOCK_SIZES] = {
	1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 1, 4, 2, 8, 4, 16,
};

static const u8 warp_high[AV1_BLOCK_SIZES] = {
	1, 2, 1, 2, 4, 2, 4, 8, 4, 8, 16, 8, 16, 32, 16, 32, 4, 1, 8, 2, 16, 4,
};

static s64 warp_clip3(s64 low, s64 high, s64 v)
{
	if (v < low)
		return low;
	return v > high ? high : v;
}

static s64 warp_abs(s64 v)
{
	return v < 0 ? -v : v;
}

static s64 warp_round2(s64 v, int n)
{
	return n ? (v + (1ll << (n - 1))) >> n : v;
}

static s64 warp_round2_signed(s64 v, int n)
{
	return v >= 0 ? warp_round2(v, n) : -warp_round2(-v, n);
}

/* A number of about any size, both signs */
static s64 warp_random(u32 *seed, unsigned int bits)
{
	const u64 high = dae_rnd(seed), low = dae_rnd(seed);
	const s64 v = (high << 32 | low) >> (64 - bits + dae_rnd(seed) % bits);

	return dae_rnd(seed) & 1 ? v : -v;
}

/* 7.11.3.7, with Div_Lut as what it is: 1 << 22 by 256 and the index, rounded */
static void warp_resolve_divisor(s64 d, int *div_shift, int *div_factor)
{
	int n = 0;
	s64 e, f;

	while (warp_abs(d) >> (n + 1))
		n++;
	e = warp_abs(d) - (1ll << n);
	if (n > WARP_LUT_BITS)
		f = warp_round2(e, n - WARP_LUT_BITS);
	else
		f = e << (WARP_LUT_BITS - n);
	*div_shift = n + 14;
	*div_factor = ((1 << 22) + (256 + (int)f) / 2) / (256 + (int)f);
	if (d < 0)
		*div_factor = -*div_factor;
}

/* 7.11.3.6 */
static bool warp_setup_shear(const s32 params[6], int shear[4])
{
	int div_shift, div_factor, i;
	s64 v, w;

	shear[0] = warp_clip3(-32768, 32767, params[2] - (1ll << WARP_PREC_BITS));
	shear[1] = warp_clip3(-32768, 32767, params[3]);
	warp_resolve_divisor(params[2], &div_shift, &div_factor);
	v = (s64)params[4] * (1 << WARP_PREC_BITS);
	shear[2] = warp_clip3(-32768, 32767, warp_round2_signed(v * div_factor, div_shift));
	w = (s64)params[3] * params[4];
	shear[3] = warp_clip3(-32768, 32767,
			      params[5] - warp_round2_signed(w * div_factor, div_shift) -
			      (1 << WARP_PREC_BITS));
	for (i = 0; i < 4; i++)
		shear[i] = warp_round2_signed(shear[i], WARP_REDUCE_BITS) *
			   (1 << WARP_REDUCE_BITS);
	if (4 * warp_abs(shear[0]) + 7 * warp_abs(shear[1]) >= 1 << WARP_PREC_BITS)
		return false;
	return 4 * warp_abs(shear[2]) + 4 * warp_abs(shear[3]) < 1 << WARP_PREC_BITS;
}

static void warp_check_shear(struct kunit *test, const s32 params[6], unsigned int *num_valid)
{
	s16 got[4];
	int want[4], i;
	const bool valid = warp_setup_shear(params, want);

	KUNIT_EXPECT_EQ_MSG(test, av1_warp_shear(params, got), valid, "%d %d %d %d", params[2],
			    params[3], params[4], params[5]);
	if (!valid)
		return;
	(*num_valid)++;
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ_MSG(test, got[i], want[i], "%d of %d %d %d %d", i, params[2],
				    params[3], params[4], params[5]);
}

static void warp_shear(struct kunit *test)
{
	unsigned int num_valid = 0, n, i;
	u32 seed = 1;

	for (n = 0; n < 20000; n++) {
		s32 params[6];

		for (i = 0; i < 6; i++)
			params[i] = warp_random(&seed, n & 1 ? 14 : 16);
		params[2] += 1 << WARP_PREC_BITS;
		params[5] += 1 << WARP_PREC_BITS;
		if (params[2])
			warp_check_shear(test, params, &num_valid);
	}
	KUNIT_EXPECT_GT(test, num_valid, 5000);
}

/* The last values that are valid, and those after them */
static void warp_shear_limits(struct kunit *test)
{
	static const s16 last[] = { 16351, 9375, 16351, 16351 };
	unsigned int num_valid = 0, i;
	int sign, over;

	for (i = 0; i < 4; i++) {
		for (sign = -1; sign <= 1; sign += 2) {
			for (over = 0; over < 2; over++) {
				s32 params[6] = { 0, 0, 1 << 16, 0, 0, 1 << 16 };
				s16 shear[4];

				params[2 + i] += sign * (last[i] + over);
				warp_check_shear(test, params, &num_valid);
				KUNIT_EXPECT_EQ_MSG(test, av1_warp_shear(params, shear), !over,
						    "%u, %d", i, sign);
			}
		}
	}
}

/* Models that no stream has, as far as 64 bits hold what the text computes from them */
static void warp_shear_hostile(struct kunit *test)
{
	static const s32 extremes[] = { -2147483647 - 1, -65536, -1, 0, 1, 65536, 2147483647 };
	const unsigned int num = ARRAY_SIZE(extremes);
	unsigned int num_valid = 0, n;
	u32 pick, seed = 1;

	for (n = 0; n < num * num * num * num; n++) {
		s32 params[6] = {};
		s16 shear[4];
		int i;

		pick = n;
		for (i = 2; i < 6; i++)
			params[i] = extremes[dae_pick(&pick, num)];
		/* The sum of alpha and beta is too much. */
		if (params[2] <= 0 || params[3] < -65535 || params[3] > 65535)
			KUNIT_EXPECT_FALSE(test, av1_warp_shear(params, shear));
		else
			warp_check_shear(test, params, &num_valid);
	}
	for (n = 0; n < 20000; n++) {
		s32 params[6];
		unsigned int i;

		for (i = 0; i < 6; i++)
			params[i] = warp_random(&seed, i == 3 ? 15 : 31);
		if (params[2])
			warp_check_shear(test, params, &num_valid);
	}
}

static int warp_ls_product(int a, int b)
{
	return ((a * b) >> 2) + (a + b);
}

static s64 warp_nondiag(s64 v, int div_factor, int div_shift)
{
	return warp_clip3(-WARP_NONDIAG_CLAMP + 1, WARP_NONDIAG_CLAMP - 1,
			  warp_round2_signed(v * div_factor, div_shift));
}

static s64 warp_diag(s64 v, int div_factor, int div_shift)
{
	return warp_clip3((1 << WARP_PREC_BITS) - WARP_NONDIAG_CLAMP + 1,
			  (1 << WARP_PREC_BITS) + WARP_NONDIAG_CLAMP - 1,
			  warp_round2_signed(v * div_factor, div_shift));
}

/**
 * struct warp_matrices - of the least squares fit
 * @a: A
 * @bx: Bx
 * @by: By
 */
struct warp_matrices {
	s64 a[2][2];
	s64 bx[2];
	s64 by[2];
};

/* The first half of 7.11.3.8 */
static void warp_fit(struct warp_matrices *m, const struct av1_block *b, int mid_y, int mid_x,
		     s32 cand_list[][4], unsigned int num_samples)
{
	const int suy = mid_y * 8, sux = mid_x * 8;
	const int duy = suy + b->mv[0].row, dux = sux + b->mv[0].col;
	unsigned int i;

	memset(m, 0, sizeof(*m));
	for (i = 0; i < num_samples; i++) {
		const int sy = cand_list[i][0] - suy, sx = cand_list[i][1] - sux;
		const int dy = cand_list[i][2] - duy, dx = cand_list[i][3] - dux;

		if (warp_abs(sx - dx) < 256 && warp_abs(sy - dy) < 256) {
			m->a[0][0] += warp_ls_product(sx, sx) + 8;
			m->a[0][1] += warp_ls_product(sx, sy) + 4;
			m->a[1][1] += warp_ls_product(sy, sy) + 8;
			m->bx[0] += warp_ls_product(sx, dx) + 8;
			m->bx[1] += warp_ls_product(sy, dx) + 4;
			m->by[0] += warp_ls_product(sx, dy) + 4;
			m->by[1] += warp_ls_product(sy, dy) + 8;
		}
	}
}

/* 7.11.3.8 */
static bool warp_estimation(const struct av1_block *b, s32 cand_list[][4],
			    unsigned int num_samples, s64 params[6])
{
	const int mid_y = b->row * 4 + warp_high[b->size] * 2 - 1;
	const int mid_x = b->col * 4 + warp_wide[b->size] * 2 - 1;
	int div_shift, div_factor;
	struct warp_matrices m;
	s64 det, vx, vy;

	warp_fit(&m, b, mid_y, mid_x, cand_list, num_samples);
	det = m.a[0][0] * m.a[1][1] - m.a[0][1] * m.a[0][1];
	if (!det)
		return false;
	warp_resolve_divisor(det, &div_shift, &div_factor);
	div_shift -= WARP_PREC_BITS;
	if (div_shift < 0) {
		div_factor *= 1 << -div_shift;
		div_shift = 0;
	}
	params[2] = warp_diag(m.a[1][1] * m.bx[0] - m.a[0][1] * m.bx[1], div_factor, div_shift);
	params[3] = warp_nondiag(-m.a[0][1] * m.bx[0] + m.a[0][0] * m.bx[1], div_factor,
				 div_shift);
	params[4] = warp_nondiag(m.a[1][1] * m.by[0] - m.a[0][1] * m.by[1], div_factor,
				 div_shift);
	params[5] = warp_diag(-m.a[0][1] * m.by[0] + m.a[0][0] * m.by[1], div_factor, div_shift);
	vx = b->mv[0].col * (1ll << (WARP_PREC_BITS - 3)) -
	     (mid_x * (params[2] - (1 << WARP_PREC_BITS)) + mid_y * params[3]);
	vy = b->mv[0].row * (1ll << (WARP_PREC_BITS - 3)) -
	     (mid_x * params[4] + mid_y * (params[5] - (1 << WARP_PREC_BITS)));
	params[0] = warp_clip3(-WARP_TRANS_CLAMP, WARP_TRANS_CLAMP - 1, vx);
	params[1] = warp_clip3(-WARP_TRANS_CLAMP, WARP_TRANS_CLAMP - 1, vy);
	return true;
}

/* What samples are like. */
enum warp_samples {
	WARP_SAMPLES_NEAR,	/* vectors are near the block's */
	WARP_SAMPLES_ANY,	/* vectors of any size */
	WARP_SAMPLES_EXTREME,	/* positions and differences as large as can be */
	WARP_SAMPLES_ONE,	/* all the same */
	WARP_SAMPLES_COUNT
};

static int warp_range(u32 *seed, int range)
{
	return (int)(dae_rnd(seed) % (2 * range + 1)) - range;
}

/* Samples not more than 128 luma samples away from the middle of the block */
static void warp_make_samples(s32 samples[][4], const struct av1_block *b,
			      enum warp_samples kind, u32 *seed)
{
	const int mid[2] = {
		(b->row * 4 + warp_high[b->size] * 2 - 1) * 8,
		(b->col * 4 + warp_wide[b->size] * 2 - 1) * 8,
	};
	const int mv[2] = { b->mv[0].row, b->mv[0].col };
	unsigned int i, j;

	for (i = 0; i < AV1_WARP_SAMPLES; i++) {
		for (j = 0; j < 2; j++) {
			const int far = dae_rnd(seed) & 1 ? 1024 : -1024;
			int diff = warp_range(seed, kind == WARP_SAMPLES_ANY ? 32766 : 112);

			samples[i][j] = mid[j] + 8 * warp_range(seed, 1 << dae_rnd(seed) % 8);
			if (kind == WARP_SAMPLES_EXTREME) {
				samples[i][j] = mid[j] + far;
				diff = dae_rnd(seed) & 1 ? 255 : -256;
			}
			samples[i][2 + j] = samples[i][j] + mv[j] + diff;
			if (kind == WARP_SAMPLES_ONE && i) {
				samples[i][j] = samples[0][j];
				samples[i][2 + j] = samples[0][2 + j];
			}
		}
	}
}

static void warp_check_estimate(struct kunit *test, const struct av1_block *b,
				s32 samples[][4], unsigned int num, unsigned int *num_valid)
{
	s32 got[6];
	s64 want[6];
	const bool valid = warp_estimation(b, samples, num, want);
	unsigned int i;

	KUNIT_EXPECT_EQ(test, av1_warp_estimate(b, samples, num, got), valid);
	if (!valid)
		return;
	(*num_valid)++;
	for (i = 0; i < 6; i++)
		KUNIT_EXPECT_EQ_MSG(test, got[i], want[i],
				    "%u with %u samples, size %u at %u %u", i, num, b->size,
				    b->row, b->col);
}

static void warp_estimate(struct kunit *test)
{
	unsigned int num_valid = 0, n;
	u32 seed = 1;

	for (n = 0; n < 20000; n++) {
		struct av1_block b = {
			.size = dae_rnd(&seed) % AV1_BLOCK_SIZES,
			.row = dae_rnd(&seed) % (n & 1 ? 16384 : 256),
			.col = dae_rnd(&seed) % (n & 1 ? 16384 : 256),
			.mv[0].row = warp_range(&seed, 16383),
			.mv[0].col = warp_range(&seed, 16383),
		};
		s32 samples[AV1_WARP_SAMPLES][4];

		warp_make_samples(samples, &b, dae_rnd(&seed) % WARP_SAMPLES_COUNT, &seed);
		warp_check_estimate(test, &b, samples, 1 + dae_rnd(&seed) % AV1_WARP_SAMPLES,
				    &num_valid);
	}
	KUNIT_EXPECT_GT(test, num_valid, 10000);
}

/* No sample counts: there is no model. */
static void warp_estimate_none(struct kunit *test)
{
	const struct av1_block b = { .size = AV1_BLOCK_16X16, .row = 4, .col = 8 };
	s32 samples[1][4] = { { 23 * 8, 39 * 8, 23 * 8, 39 * 8 + 256 } };
	s32 params[6];

	KUNIT_EXPECT_FALSE(test, av1_warp_estimate(&b, samples, 1, params));
	samples[0][3]--;
	KUNIT_EXPECT_TRUE(test, av1_warp_estimate(&b, samples, 1, params));
}

static struct kunit_case warp_cases[] = {
	KUNIT_CASE(warp_shear),
	KUNIT_CASE(warp_shear_limits),
	KUNIT_CASE(warp_shear_hostile),
	KUNIT_CASE(warp_estimate),
	KUNIT_CASE(warp_estimate_none),
	{}
};

static struct kunit_suite warp_suite = {
	.name = "av1_warp",
	.test_cases = warp_cases,
};

kunit_test_suite(warp_suite);
