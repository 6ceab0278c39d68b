// SPDX-License-Identifier: GPL-2.0
/*
 * SP and SI decoding: the arithmetic against a slow transcription of Rec. ITU-T
 * H.264, 8.6, in 64 bits with factors from their definition, and against what it
 * is made for: a switching picture that comes out like the primary one.  Then
 * what the stages make of the slices.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264/h264_cabac.h"
#include "h264/h264_dsp.h"
#include "h264/h264_sp.h"
#include "h264_fixture.h"

/* normAdjust4x4 (8-315): [qp % 6][both even, both odd, other] */
static const u8 sp_norm_adjust[6][3] = {
	{ 10, 16, 13 }, { 11, 18, 14 }, { 13, 20, 16 }, { 14, 23, 18 }, { 16, 25, 20 },
	{ 18, 29, 23 },
};

/* T of (8-415): c = T p T' */
static const s8 sp_transform[4][4] = {
	{ 1, 1, 1, 1 }, { 2, 1, -1, -2 }, { 1, -1, -1, 1 }, { 1, -2, 2, -1 },
};

/**
 * struct sp_work - a block or a plane, what becomes of it, and all parameters
 * @dsp: sample operations
 * @scale: LevelScale4x4 with flat scaling lists
 * @sp: parameters of the code under test
 * @pred: prediction, 8x8
 * @level: levels of the residual: [4x4 block][raster position], no DC for chroma
 * @dc: those of DC of chroma
 * @sum: levels that are reconstructed
 * @sum_dc: those of DC of chroma
 * @want: samples, 8x8
 */
struct sp_work {
	struct h264_dsp dsp;
	u16 scale[6][16];
	struct h264_sp sp;
	u8 pred[64];
	s16 level[4][16];
	s16 dc[4];
	s64 sum[4][16];
	s64 sum_dc[4];
	u8 want[64];
};

static unsigned int sp_class(unsigned int i)
{
	const bool odd_row = i / 4 % 2, odd_column = i % 2;

	return odd_row != odd_column ? 2 : odd_row;
}

/* A (8-417): the product of the norms of the rows of T, in units of 4 * 4 / 16. */
static s64 sp_a(unsigned int i)
{
	static const u8 a[3] = { 16, 25, 20 };

	return a[sp_class(i)];
}

/* LevelScale2 (8-418) undoes normAdjust and A but for 2^21. */
static s64 sp_level_scale2(int qs, unsigned int i)
{
	const s64 divisor = sp_a(i) * sp_norm_adjust[qs % 6][sp_class(i)];

	return ((1 << 21) + divisor / 2) / divisor;
}

static struct sp_work *sp_work_of(struct kunit *test)
{
	struct sp_work *work = kunit_kzalloc(test, sizeof(*work), GFP_KERNEL);
	unsigned int m, i;

	KUNIT_ASSERT_NOT_NULL(test, work);
	h264_dsp_init(&work->dsp, 8, 0);
	for (m = 0; m < 6; m++)
		for (i = 0; i < 16; i++)
			work->scale[m][i] = 16 * sp_norm_adjust[m][sp_class(i)];
	return work;
}

static void sp_set(struct sp_work *work, int qp, int qs, bool switching)
{
	work->sp = (struct h264_sp){
		.dsp = &work->dsp,
		.scale_qp = work->scale[qp % 6],
		.scale_qs = work->scale[qs % 6],
		.qp = qp,
		.qs = qs,
		.switching = switching,
	};
}

/*
 * 8.5.12.2 for block @b of the plane, and (8-421). Some of the levels here make values that
 * no conforming stream has; they wrap.
 */
static void sp_construct(struct sp_work *work, unsigned int b, const s16 d[16])
{
	u8 *want = work->want + b / 2 * 32 + b % 2 * 4;
	s16 f[4][4];
	int e[4];
	int i, j;

	for (i = 0; i < 4; i++) {
		e[0] = d[4 * i] + d[4 * i + 2];
		e[1] = d[4 * i] - d[4 * i + 2];
		e[2] = (d[4 * i + 1] >> 1) - d[4 * i + 3];
		e[3] = d[4 * i + 1] + (d[4 * i + 3] >> 1);
		f[i][0] = e[0] + e[3];
		f[i][1] = e[1] + e[2];
		f[i][2] = e[1] - e[2];
		f[i][3] = e[0] - e[3];
	}
	for (j = 0; j < 4; j++) {
		e[0] = f[0][j] + f[2][j];
		e[1] = f[0][j] - f[2][j];
		e[2] = (f[1][j] >> 1) - f[3][j];
		e[3] = f[1][j] + (f[3][j] >> 1);
		want[j] = clamp(((s16)(e[0] + e[3]) + 32) >> 6, 0, 255);
		want[8 + j] = clamp(((s16)(e[1] + e[2]) + 32) >> 6, 0, 255);
		want[16 + j] = clamp(((s16)(e[1] - e[2]) + 32) >> 6, 0, 255);
		want[24 + j] = clamp(((s16)(e[0] - e[3]) + 32) >> 6, 0, 255);
	}
}

/* Coefficient @i of block @b of the prediction (8-415). */
static s64 sp_forward(const struct sp_work *work, unsigned int b, unsigned int i)
{
	const u8 *p = work->pred + b / 2 * 32 + b % 2 * 4;
	s64 sum = 0;
	int y, x;

	for (y = 0; y < 4; y++)
		for (x = 0; x < 4; x++)
			sum += sp_transform[i / 4][y] * p[8 * y + x] * sp_transform[i % 4][x];
	return sum;
}

/* (8-420) and, with one bit more, (8-429) */
static s64 sp_quant(const struct sp_work *work, unsigned int i, unsigned int more, s64 c)
{
	const unsigned int shift = 15 + more + work->sp.qs / 6;
	const s64 abs = c < 0 ? -c : c;
	const s64 q = (abs * sp_level_scale2(work->sp.qs, i) + (1LL << (shift - 1))) >> shift;

	return c < 0 ? -q : q;
}

/* 8.6.1.1 or 8.6.2.1: the level of a coefficient that is reconstructed */
static s64 sp_level(const struct sp_work *work, unsigned int i, unsigned int more, s64 pred,
		    s64 level)
{
	const struct h264_sp *sp = &work->sp;

	if (sp->switching)
		return sp_quant(work, i, more, pred) + level;
	level *= (s64)sp->scale_qp[i] * sp_a(i) * (1 << sp->qp / 6);
	return sp_quant(work, i, more, pred + (level >> (10 - more)));
}

/* 8.5.12.1 */
static s64 sp_scale(const struct sp_work *work, unsigned int i, s64 level)
{
	const int shift = work->sp.qs / 6;

	level *= work->sp.scale_qs[i];
	return shift >= 4 ? level * (1 << (shift - 4)) :
			    (level + (1 << (3 - shift))) >> (4 - shift);
}

static void sp_model_luma(struct sp_work *work)
{
	unsigned int i;
	s16 d[16];

	for (i = 0; i < 16; i++) {
		work->sum[0][i] = sp_level(work, i, 0, sp_forward(work, 0, i), work->level[0][i]);
		d[i] = sp_scale(work, i, work->sum[0][i]);
	}
	sp_construct(work, 0, d);
}

/* Sample @b of [1 1; 1 -1] v [1 1; 1 -1] */
static s64 sp_hadamard(const s64 v[4], unsigned int b)
{
	return v[0] + (b & 1 ? -v[1] : v[1]) + (b & 2 ? -v[2] : v[2]) +
	       (b & 1 && b & 2 ? v[3] : b ? -v[3] : v[3]);
}

static void sp_model_chroma(struct sp_work *work)
{
	unsigned int b, i;
	s64 pred[4];
	s16 d[16];

	for (b = 0; b < 4; b++)
		pred[b] = sp_forward(work, b, 0);
	for (b = 0; b < 4; b++)
		work->sum_dc[b] = sp_level(work, 0, 1, sp_hadamard(pred, b), work->dc[b]);
	for (b = 0; b < 4; b++) {
		for (i = 1; i < 16; i++) {
			work->sum[b][i] = sp_level(work, i, 0, sp_forward(work, b, i),
						   work->level[b][i]);
			d[i] = sp_scale(work, i, work->sum[b][i]);
		}
		d[0] = (sp_hadamard(work->sum_dc, b) * work->sp.scale_qs[0] *
			(1 << work->sp.qs / 6)) >> 5;
		sp_construct(work, b, d);
	}
}

static void sp_random_pred(struct sp_work *work, u32 kind, u32 *seed)
{
	const u32 base = dae_rnd(seed);
	unsigned int i;

	for (i = 0; i < 64; i++) {
		const u32 r = dae_rnd(seed);

		work->pred[i] = kind == 0 ? r : kind == 1 ? 255 : kind == 2 ? (r & 1 ? 255 : 0) :
				(base + r % 16) % 256;
	}
}

/*
 * A level whose coefficient is at most about @limit, which leaves the sum with the
 * prediction within what a valid stream may have.
 */
static s16 sp_random_level(const struct sp_work *work, unsigned int i, int limit, u32 *seed)
{
	const int q = work->sp.switching ? work->sp.qs : work->sp.qp;
	const int step = max(work->scale[q % 6][i] * (int)sp_a(i) * (1 << q / 6) / 1024, 1);
	const int most = limit / step;

	if (dae_rnd(seed) % 3 == 0)
		return 0;
	return (int)(dae_rnd(seed) % (2 * most + 1)) - most;
}

static void sp_random_levels(struct sp_work *work, u32 *seed)
{
	unsigned int b, i;

	for (b = 0; b < 4; b++) {
		work->dc[b] = sp_random_level(work, 0, 1000, seed);
		for (i = 0; i < 16; i++)
			work->level[b][i] = sp_random_level(work, i, 1000, seed);
	}
}

/* Puts the prediction into @dst, which lies as @lay has it; the result into @want. */
static void sp_place(struct kunit *test, struct sp_work *work, int n, int lay,
		     struct dae_rect *dst)
{
	u32 seed = 1;
	int x, y;

	dae_place(test, dst, DAE_ARENA_DST, 8, 0, 0, n, n, &dae_layouts[lay]);
	dae_fill(dst, DAE_FILL_RANDOM, &seed);
	for (y = 0; y < n; y++)
		for (x = 0; x < n; x++)
			dae_set(dst, x, y, work->pred[8 * y + x]);
}

static bool sp_compare(struct kunit *test, struct sp_work *work, int n, int lay, bool chroma)
{
	const s16 *ac[4] = { work->level[0], work->level[1], work->level[2], work->level[3] };
	struct dae_rect dst, want;
	int x, y;

	sp_place(test, work, n, lay, &dst);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	for (y = 0; y < n; y++)
		for (x = 0; x < n; x++)
			dae_set(&want, x, y, work->want[8 * y + x]);
	if (chroma)
		h264_sp_chroma(&work->sp, dst.org, dst.stride, work->dc, ac);
	else
		h264_sp_luma(&work->sp, dst.org, dst.stride, work->level[0]);
	return DAE_EXPECT_SAME(test, &dst, &want, "chroma %d, QP %d, QS %d, switching %d", chroma,
			       work->sp.qp, work->sp.qs, work->sp.switching);
}

/* Every QP with every QS. */
static void sp_arithmetic(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	u32 seed = 1, i;

	for (i = 0; i < 2 * 52 * 52 * 4; i++) {
		sp_set(work, i / 2 % 52, i / 104 % 52, i & 1);
		sp_random_pred(work, i / 5408, &seed);
		sp_random_levels(work, &seed);
		sp_model_luma(work);
		if (!sp_compare(test, work, 4, i % dae_layout_count, false))
			return;
		sp_model_chroma(work);
		if (!sp_compare(test, work, 8, i % dae_layout_count, true))
			return;
	}
}

/* Levels that are all 0 may be left out. */
static void sp_no_levels(struct kunit *test)
{
	static const s16 * const no_ac[4];
	struct sp_work *work = sp_work_of(test);
	u32 seed = 1, i;
	u8 dst[64];

	for (i = 0; i < 104; i++) {
		sp_set(work, 30, i / 2, i & 1);
		sp_random_pred(work, 0, &seed);
		sp_model_chroma(work);
		memcpy(dst, work->pred, sizeof(dst));
		h264_sp_chroma(&work->sp, dst, 8, NULL, no_ac);
		KUNIT_ASSERT_EQ(test, memcmp(dst, work->want, sizeof(dst)), 0);

		memcpy(work->want, work->pred, sizeof(work->want));
		sp_model_luma(work);
		memcpy(dst, work->pred, sizeof(dst));
		h264_sp_luma(&work->sp, dst, 8, NULL);
		KUNIT_ASSERT_EQ(test, memcmp(dst, work->want, sizeof(dst)), 0);
	}
}

/*
 * What SP is for: with levels that are the difference to its own prediction's, a
 * switching picture is the same as a primary one with another prediction.
 */
static void sp_switching_is_primary(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	u32 seed = 1, round, b, i;
	s64 sum[4][16], sum_dc[4];
	u8 primary[64];

	for (round = 0; round < 52 * 8; round++) {
		const s16 *ac[4] = {
			work->level[0], work->level[1], work->level[2], work->level[3]
		};
		u8 dst[64];

		sp_set(work, dae_rnd(&seed) % 52, round % 52, false);
		sp_random_pred(work, 3, &seed);
		sp_random_levels(work, &seed);
		memcpy(primary, work->pred, sizeof(primary));
		h264_sp_chroma(&work->sp, primary, 8, work->dc, ac);
		sp_model_chroma(work);
		memcpy(sum, work->sum, sizeof(sum));
		memcpy(sum_dc, work->sum_dc, sizeof(sum_dc));

		/* Of another prediction without residual. */
		sp_random_pred(work, 3, &seed);
		memset(work->level, 0, sizeof(work->level));
		memset(work->dc, 0, sizeof(work->dc));
		work->sp.switching = true;
		sp_model_chroma(work);
		for (b = 0; b < 4; b++) {
			work->dc[b] = sum_dc[b] - work->sum_dc[b];
			for (i = 1; i < 16; i++)
				work->level[b][i] = sum[b][i] - work->sum[b][i];
		}
		memcpy(dst, work->pred, sizeof(dst));
		h264_sp_chroma(&work->sp, dst, 8, work->dc, ac);
		KUNIT_ASSERT_EQ_MSG(test, memcmp(dst, primary, sizeof(dst)), 0, "QS %u",
				    round % 52);
	}
}

/* Levels no stream may have: whatever comes out, nothing else is touched. */
static void sp_any_levels(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	const s16 *ac[4] = { work->level[0], work->level[1], work->level[2], work->level[3] };
	u32 seed = 1, round, b, i;

	for (round = 0; round < 52 * 52; round++) {
		const u32 kind = dae_rnd(&seed) % 3;
		struct dae_rect dst, want;
		int x, y;

		sp_set(work, round % 52, round / 52, dae_rnd(&seed) & 1);
		sp_random_pred(work, round % 4, &seed);
		for (b = 0; b < 4; b++) {
			for (i = 0; i < 16; i++)
				work->level[b][i] = kind == 0 ? (s16)dae_rnd(&seed) :
						    kind == 1 ? 32767 : -32768;
			work->dc[b] = work->level[b][0];
		}
		sp_place(test, work, 8, round % dae_layout_count, &dst);
		dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
		h264_sp_chroma(&work->sp, dst.org, dst.stride, work->dc, ac);
		h264_sp_luma(&work->sp, dst.org, dst.stride, work->level[0]);
		for (y = 0; y < 8; y++)
			for (x = 0; x < 8; x++)
				dae_set(&want, x, y, dae_get(&dst, x, y));
		if (!DAE_EXPECT_SAME(test, &dst, &want, "around the block, round %u", round))
			return;
	}
}

/*
 * The stages
 */

#define SP_TEST_QS	51

/* LevelScale4x4 of flat scaling lists; QS is coarse, so that it shows. */
static struct h264_fixture *sp_fixture(struct kunit *test, const struct sp_work *work,
				       u32 mb_width)
{
	struct h264_fixture *f = h264_fixture_init(test, mb_width, 1);
	unsigned int list;

	for (list = 0; list < 6; list++)
		memcpy(f->pps.level_scale4[list], work->scale, sizeof(work->scale));
	return f;
}

/**
 * struct sp_grey - the samples of an even macroblock
 * @luma: value
 * @chroma: of both planes
 */
struct sp_grey {
	int luma;
	int chroma;
};

static const struct sp_grey sp_mid_grey = { 128, 128 };

static bool sp_mb_is(const struct h264_fixture *f, unsigned int mb, struct sp_grey want)
{
	unsigned int plane, x, y;

	for (plane = 0; plane < 3; plane++) {
		const struct dae_plane *p = &f->frame.plane[plane];
		const unsigned int size = plane ? 8 : 16;

		for (y = 0; y < size; y++) {
			const u8 *row = (const u8 *)p->data + y * p->stride_bytes + mb * size;

			for (x = 0; x < size; x++)
				if (row[x] != (plane ? want.chroma : want.luma))
					return false;
		}
	}
	return true;
}

/* What becomes of an even prediction with SP_TEST_QS. */
static struct sp_grey sp_quantised(struct sp_work *work, struct sp_grey pred)
{
	struct sp_grey grey;

	sp_set(work, 24, SP_TEST_QS, true);
	memset(work->level, 0, sizeof(work->level));
	memset(work->dc, 0, sizeof(work->dc));
	memset(work->pred, pred.luma, sizeof(work->pred));
	sp_model_luma(work);
	grey.luma = work->want[0];
	memset(work->pred, pred.chroma, sizeof(work->pred));
	sp_model_chroma(work);
	grey.chroma = work->want[0];
	return grey;
}

/* A skipped macroblock of an SP slice is quantised, too; one of a P slice is not. */
static void sp_skip(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	const struct sp_grey quantised = sp_quantised(work, sp_mid_grey);
	unsigned int plane, kind;

	KUNIT_ASSERT_NE(test, quantised.luma, 128);
	KUNIT_ASSERT_NE(test, quantised.chroma, 128);
	for (kind = 0; kind < 3; kind++) {
		const struct sp_grey want = kind ? quantised : sp_mid_grey;
		struct h264_fixture *f = sp_fixture(test, work, 2);
		struct h264_slice *slice;

		for (plane = 0; plane < 3; plane++) {
			struct dae_plane *p = &f->refs[0].plane[plane];

			memset(p->data, 128, (size_t)p->height * p->stride_bytes);
		}
		h264_put_ue(&f->w, 2);
		slice = h264_fixture_written(f, kind ? H264_SLICE_SP : H264_SLICE_P);
		slice->qs = SP_TEST_QS;
		slice->sp_for_switch = kind == 2;
		h264_fixture_run(f, 3);
		KUNIT_EXPECT_EQ(test, f->pic.lost_mbs, 0);
		KUNIT_EXPECT_TRUE_MSG(test, sp_mb_is(f, 0, want), "kind %u", kind);
		KUNIT_EXPECT_TRUE_MSG(test, sp_mb_is(f, 1, want), "kind %u", kind);
	}
}

/* mb_type of Table 7-12, prev_intra4x4_pred_mode_flag, DC for chroma, no residual. */
static void sp_put_nxn(struct h264_writer *w, bool si)
{
	h264_put_ue(w, si ? 0 : 1);
	h264_put_bits(w, 0xffff, 16);
	h264_put_ue(w, 0);
	h264_put_ue(w, 3);
}

/* I_16x16 with DC prediction and nothing else. */
static void sp_put_i16(struct h264_writer *w)
{
	h264_put_ue(w, 1 + 3);
	h264_put_ue(w, 0);
	h264_put_se(w, 0);
	h264_put_bits(w, 1, 1);
}

/* I_PCM in an SI slice with all samples alike. */
static void sp_put_pcm(struct h264_writer *w, u8 value)
{
	unsigned int i;

	h264_put_ue(w, 1 + 25);
	w->bits = (w->bits + 7) & ~7u;
	for (i = 0; i < 384; i++)
		h264_put_bits(w, value, 8);
}

/* With constrained_intra_pred_flag only SI macroblocks see samples of others. */
static void sp_si_neighbours(struct kunit *test)
{
	static const struct sp_grey pcm = { 30, 30 };
	struct sp_work *work = sp_work_of(test);
	const struct sp_grey si = sp_quantised(work, pcm);
	unsigned int kind;

	KUNIT_ASSERT_NE(test, si.luma, pcm.luma);
	KUNIT_ASSERT_NE(test, si.chroma, pcm.chroma);
	for (kind = 0; kind < 6; kind++) {
		struct h264_fixture *f = sp_fixture(test, work, 3);
		const bool constrained = kind & 1;
		struct sp_grey want = constrained ? sp_mid_grey : si;

		f->pps.constrained_intra_pred = constrained;
		sp_put_pcm(&f->w, pcm.luma);
		sp_put_nxn(&f->w, true);
		if (kind / 2 == 0) {
			sp_put_nxn(&f->w, true);
			want = sp_quantised(work, si);
		} else if (kind / 2 == 1) {
			sp_put_nxn(&f->w, false);
		} else {
			sp_put_i16(&f->w);
		}
		h264_fixture_written(f, H264_SLICE_SI)->qs = SP_TEST_QS;
		h264_fixture_run(f, 3);
		KUNIT_EXPECT_EQ(test, f->pic.lost_mbs, 0);
		KUNIT_EXPECT_EQ(test, f->pic.mbs[1].type, H264_MB_SI);
		KUNIT_EXPECT_TRUE(test, sp_mb_is(f, 0, pcm));
		KUNIT_EXPECT_TRUE_MSG(test, sp_mb_is(f, 1, si), "kind %u", kind);
		KUNIT_EXPECT_TRUE_MSG(test, sp_mb_is(f, 2, want), "kind %u", kind);
	}
}

/* One level of 1 for DC of the first luma block, with mb_qp_delta 6. */
static void sp_put_residual(struct h264_writer *w, bool si)
{
	if (si) {
		h264_put_ue(w, 0);
		h264_put_bits(w, 0xffff, 16);
		h264_put_ue(w, 0);
		h264_put_ue(w, 29);
	} else {
		h264_put_ue(w, 0);	/* mb_skip_run */
		h264_put_ue(w, 0);	/* P_L0_16x16 */
		h264_put_se(w, 0);
		h264_put_se(w, 0);
		h264_put_ue(w, 2);
	}
	h264_put_se(w, 6);
	/* coeff_token, sign, total_zeros; three blocks without any */
	h264_put_code(w, "01 0 1  1 1 1");
}

/* QPY of the macroblock counts in primary pictures, and only there. */
static void sp_residual(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	unsigned int kind, plane, x, y;

	for (kind = 0; kind < 3; kind++) {
		struct h264_fixture *f = sp_fixture(test, work, 1);
		const struct dae_plane *p = &f->frame.plane[0];
		struct h264_slice *slice;

		for (plane = 0; plane < 3; plane++)
			memset(f->refs[0].plane[plane].data, 128,
			       (size_t)f->refs[0].plane[plane].height *
			       f->refs[0].plane[plane].stride_bytes);
		sp_put_residual(&f->w, kind == 2);
		slice = h264_fixture_written(f, kind == 2 ? H264_SLICE_SI : H264_SLICE_SP);
		slice->qs = 20;
		slice->sp_for_switch = kind == 1;
		h264_fixture_run(f, 3);
		KUNIT_ASSERT_EQ(test, f->pic.lost_mbs, 0);
		KUNIT_ASSERT_EQ(test, f->pic.mbs[0].coded, H264_CODED_LUMA(0));

		sp_set(work, 30, 20, kind);
		memset(work->pred, 128, sizeof(work->pred));
		work->level[0][0] = 1;
		sp_model_luma(work);
		for (y = 0; y < 4; y++)
			for (x = 0; x < 4; x++)
				KUNIT_EXPECT_EQ_MSG(test, ((u8 *)p->data)[y * p->stride_bytes + x],
						    work->want[8 * y + x], "kind %u", kind);
	}
}

/* After an I_NxN macroblock an SI one has its samples in any case. */
static void sp_si_after_intra(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	const struct sp_grey quantised = sp_quantised(work, sp_mid_grey);
	unsigned int constrained;

	for (constrained = 0; constrained < 2; constrained++) {
		struct h264_fixture *f = sp_fixture(test, work, 2);

		f->pps.constrained_intra_pred = constrained;
		sp_put_nxn(&f->w, false);
		sp_put_nxn(&f->w, true);
		h264_fixture_written(f, H264_SLICE_SI)->qs = SP_TEST_QS;
		h264_fixture_run(f, 3);
		KUNIT_EXPECT_EQ(test, f->pic.mbs[0].type, H264_MB_I_NXN);
		KUNIT_EXPECT_EQ(test, f->pic.mbs[1].type, H264_MB_SI);
		KUNIT_EXPECT_TRUE(test, sp_mb_is(f, 0, sp_mid_grey));
		KUNIT_EXPECT_TRUE(test, sp_mb_is(f, 1, quantised));
	}
}

/* An SI macroblock's modes predict those of its neighbours (8.3.1.1). */
static void sp_si_modes(struct kunit *test)
{
	struct sp_work *work = sp_work_of(test);
	struct h264_fixture *f = h264_fixture_init(test, 1, 2);
	unsigned int i;

	/* Vertical in the first, as nobody is above: 0 with rem 0. */
	h264_put_ue(&f->w, 0);
	for (i = 0; i < 16; i++)
		h264_put_bits(&f->w, 0, 4);
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 3);
	sp_put_nxn(&f->w, false);
	for (i = 0; i < 6; i++)
		memcpy(f->pps.level_scale4[i], work->scale, sizeof(work->scale));
	h264_fixture_written(f, H264_SLICE_SI);
	h264_fixture_run(f, 2);
	KUNIT_EXPECT_EQ(test, f->pic.lost_mbs, 0);
	/* Inside, where both neighbours are there: min(0, 0), and rem 0 is then 1. */
	KUNIT_EXPECT_EQ(test, f->pic.mbs[0].intra_nxn[0], 0);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[0].intra_nxn[5], 1);
	/* Not available to the left: DC in the first column, else the smaller one. */
	KUNIT_EXPECT_EQ(test, f->pic.mbs[1].intra_nxn[0], 2);
	KUNIT_EXPECT_EQ(test, f->pic.mbs[1].intra_nxn[1], f->pic.mbs[0].intra_nxn[13]);
	KUNIT_EXPECT_NE(test, f->pic.mbs[1].intra_nxn[1], 2);
}

/* The first bin of mb_type tells SI from the others in a CABAC slice. */
static void sp_cabac_type(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 1, 1);
	struct h264_cabac *cabac = kunit_kzalloc(test, sizeof(*cabac), GFP_KERNEL);
	u32 seed = 1, round, i, seen[2] = {};
	u8 data[64 + 8];

	KUNIT_ASSERT_NOT_NULL(test, cabac);
	f->pps.entropy_coding_mode = true;
	for (round = 0; round < 200; round++) {
		bool si;

		for (i = 0; i < sizeof(data); i++)
			data[i] = dae_rnd(&seed) >> 8;
		h264_cabac_start(cabac, data, 64);
		h264_cabac_init_contexts(cabac, 3, 24);
		si = !h264_cabac_decision(cabac, 0);
		/* Of the others only I_NxN is looked at. */
		if (!si && h264_cabac_decision(cabac, 3))
			continue;

		f->pic.num_slices = 0;
		h264_fixture_slice(f, H264_SLICE_SI, 0, data, 64);
		h264_fixture_run(f, 1);
		if (f->pic.mbs[0].type == H264_MB_NONE)
			continue;
		KUNIT_ASSERT_EQ(test, f->pic.mbs[0].type, si ? H264_MB_SI : H264_MB_I_NXN);
		seen[si]++;
	}
	KUNIT_EXPECT_GT(test, seen[0], 0);
	KUNIT_EXPECT_GT(test, seen[1], 0);
}

static struct kunit_case sp_cases[] = {
	KUNIT_CASE(sp_arithmetic),
	KUNIT_CASE(sp_no_levels),
	KUNIT_CASE(sp_switching_is_primary),
	KUNIT_CASE(sp_any_levels),
	KUNIT_CASE(sp_skip),
	KUNIT_CASE(sp_si_neighbours),
	KUNIT_CASE(sp_residual),
	KUNIT_CASE(sp_si_after_intra),
	KUNIT_CASE(sp_si_modes),
	KUNIT_CASE(sp_cabac_type),
	{}
};

static struct kunit_suite sp_suite = {
	.name = "h264_sp",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = sp_cases,
};

kunit_test_suite(sp_suite);
