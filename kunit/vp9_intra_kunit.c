// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 intra prediction against a transcription of the list of modes in clause
 * 8.5.1 of the VP9 specification. Neighbours lie against guard pages, with as
 * many of them as a mode may read.
 */
#include <linux/string.h>

#include "dae_check.h"
#include "vp9_dsp_kunit.h"

#define VP9_INTRA_MAX	32

/* What each slot reads: samples above in units of n, the corner, left */
static const struct vp9_intra_reads {
	u8 above;
	bool corner;
	bool left;
} vp9_intra_reads[VP9_INTRA_COUNT] = {
	[VP9_DC_PRED] = { 1, false, true },
	[VP9_V_PRED] = { 1, false, false },
	[VP9_H_PRED] = { 0, false, true },
	[VP9_D45_PRED] = { 2, false, false },
	[VP9_D135_PRED] = { 1, true, true },
	[VP9_D117_PRED] = { 1, true, true },
	[VP9_D153_PRED] = { 1, true, true },
	[VP9_D207_PRED] = { 0, false, true },
	[VP9_D63_PRED] = { 2, false, false },
	[VP9_TM_PRED] = { 1, true, true },
	[VP9_INTRA_DC_LEFT] = { 0, false, true },
	[VP9_INTRA_DC_TOP] = { 1, false, false },
	[VP9_INTRA_DC_128] = { 0, false, false },
};

/**
 * struct vp9_ref_intra - a prediction of the specification
 * @above_row: aboveRow[-1] to aboveRow[2 * size - 1]
 * @left_col: leftCol
 * @pred: row by row
 * @size: n
 * @depth: bits of a sample
 */
struct vp9_ref_intra {
	int above_row[1 + 2 * VP9_INTRA_MAX];
	int left_col[VP9_INTRA_MAX];
	int pred[VP9_INTRA_MAX][VP9_INTRA_MAX];
	int size;
	int depth;
};

static int vp9_round2(int x, int n)
{
	return (x + (1 << (n - 1))) >> n;
}

static void vp9_ref_d207(struct vp9_ref_intra *r)
{
	const int *left = r->left_col, size = r->size;
	int i, j;

	for (j = 0; j < size; j++)
		r->pred[size - 1][j] = left[size - 1];
	for (i = 0; i <= size - 2; i++)
		r->pred[i][0] = vp9_round2(left[i] + left[i + 1], 1);
	for (i = 0; i <= size - 3; i++)
		r->pred[i][1] = vp9_round2(left[i] + 2 * left[i + 1] + left[i + 2], 2);
	r->pred[size - 2][1] = vp9_round2(left[size - 2] + 3 * left[size - 1], 2);
	for (j = 2; j < size; j++)
		for (i = size - 2; i >= 0; i--)
			r->pred[i][j] = r->pred[i + 1][j - 2];
}

static void vp9_ref_d117(struct vp9_ref_intra *r)
{
	const int *above = r->above_row + 1, *left = r->left_col;
	int i, j;

	for (j = 0; j < r->size; j++)
		r->pred[0][j] = vp9_round2(above[j - 1] + above[j], 1);
	r->pred[1][0] = vp9_round2(left[0] + 2 * above[-1] + above[0], 2);
	for (j = 1; j < r->size; j++)
		r->pred[1][j] = vp9_round2(above[j - 2] + 2 * above[j - 1] + above[j], 2);
	r->pred[2][0] = vp9_round2(above[-1] + 2 * left[0] + left[1], 2);
	for (i = 3; i < r->size; i++)
		r->pred[i][0] = vp9_round2(left[i - 3] + 2 * left[i - 2] + left[i - 1], 2);
	for (i = 2; i < r->size; i++)
		for (j = 1; j < r->size; j++)
			r->pred[i][j] = r->pred[i - 2][j - 1];
}

static void vp9_ref_d135(struct vp9_ref_intra *r)
{
	const int *above = r->above_row + 1, *left = r->left_col;
	int i, j;

	r->pred[0][0] = vp9_round2(left[0] + 2 * above[-1] + above[0], 2);
	for (j = 1; j < r->size; j++)
		r->pred[0][j] = vp9_round2(above[j - 2] + 2 * above[j - 1] + above[j], 2);
	r->pred[1][0] = vp9_round2(above[-1] + 2 * left[0] + left[1], 2);
	for (i = 2; i < r->size; i++)
		r->pred[i][0] = vp9_round2(left[i - 2] + 2 * left[i - 1] + left[i], 2);
	for (i = 1; i < r->size; i++)
		for (j = 1; j < r->size; j++)
			r->pred[i][j] = r->pred[i - 1][j - 1];
}

static void vp9_ref_d153(struct vp9_ref_intra *r)
{
	const int *above = r->above_row + 1, *left = r->left_col;
	int i, j;

	r->pred[0][0] = vp9_round2(left[0] + above[-1], 1);
	for (i = 1; i < r->size; i++)
		r->pred[i][0] = vp9_round2(left[i - 1] + left[i], 1);
	r->pred[0][1] = vp9_round2(left[0] + 2 * above[-1] + above[0], 2);
	r->pred[1][1] = vp9_round2(above[-1] + 2 * left[0] + left[1], 2);
	for (i = 2; i < r->size; i++)
		r->pred[i][1] = vp9_round2(left[i - 2] + 2 * left[i - 1] + left[i], 2);
	for (j = 2; j < r->size; j++)
		r->pred[0][j] = vp9_round2(above[j - 3] + 2 * above[j - 2] + above[j - 1], 2);
	for (i = 1; i < r->size; i++)
		for (j = 2; j < r->size; j++)
			r->pred[i][j] = r->pred[i - 1][j - 2];
}

static int vp9_ref_dc(const struct vp9_ref_intra *r, bool have_above, bool have_left)
{
	int k, sum = 0, count = 0;

	for (k = 0; k < r->size; k++) {
		sum += have_left ? r->left_col[k] : 0;
		sum += have_above ? r->above_row[1 + k] : 0;
		count += have_left + have_above;
	}
	return count ? (sum + (count >> 1)) / count : 1 << (r->depth - 1);
}

/* The modes whose samples do not depend on each other */
static int vp9_ref_sample(const struct vp9_ref_intra *r, int mode, int i, int j)
{
	const int *above = r->above_row + 1;
	const int i2 = i / 2;
	int v;

	switch (mode) {
	case VP9_V_PRED:
		return above[j];
	case VP9_H_PRED:
		return r->left_col[i];
	case VP9_D45_PRED:
		return i + j + 2 < r->size * 2 ?
		       vp9_round2(above[i + j] + above[i + j + 1] * 2 + above[i + j + 2], 2) :
		       above[2 * r->size - 1];
	case VP9_D63_PRED:
		return i & 1 ? vp9_round2(above[i2 + j] + above[i2 + j + 1] * 2 +
					  above[i2 + j + 2], 2) :
			       vp9_round2(above[i2 + j] + above[i2 + j + 1], 1);
	case VP9_TM_PRED:
		v = above[j] + r->left_col[i] - above[-1];
		return v < 0 ? 0 : v > dae_bd_max(r->depth) ? dae_bd_max(r->depth) : v;
	default:
		return vp9_ref_dc(r, mode == VP9_DC_PRED || mode == VP9_INTRA_DC_TOP,
				  mode == VP9_DC_PRED || mode == VP9_INTRA_DC_LEFT);
	}
}

static void vp9_ref_intra(struct vp9_ref_intra *r, int mode)
{
	int i, j;

	switch (mode) {
	case VP9_D207_PRED:
		vp9_ref_d207(r);
		return;
	case VP9_D117_PRED:
		vp9_ref_d117(r);
		return;
	case VP9_D135_PRED:
		vp9_ref_d135(r);
		return;
	case VP9_D153_PRED:
		vp9_ref_d153(r);
		return;
	default:
		for (i = 0; i < r->size; i++)
			for (j = 0; j < r->size; j++)
				r->pred[i][j] = vp9_ref_sample(r, mode, i, j);
	}
}

static bool vp9_intra_check(struct kunit *test, const struct vp9_dsp *dsp,
			    struct vp9_ref_intra *r, int tx, int mode, int fill, int lay, u32 seed)
{
	const struct vp9_intra_reads *reads = &vp9_intra_reads[mode];
	const int n = 4 << tx;
	struct dae_rect dst, want, top, left;
	int i, j;

	/*
	 * One row each, with nothing but what may be read; at least a sample that is not. The
	 * lowest bit of the first seeds is always 1.
	 */
	dae_place(test, &top, DAE_ARENA_SRC, r->depth, reads->corner ? -1 : 0, 0,
		  reads->above ? reads->above * n : 1, 1, &dae_layouts[seed >> 1 & 1]);
	dae_fill(&top, fill, &seed);
	dae_place(test, &left, DAE_ARENA_ARG, r->depth, 0, 0, reads->left ? n : 1, 1,
		  &dae_layouts[seed >> 1 & 1]);
	dae_fill(&left, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, n, n, &dae_layouts[lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	r->size = n;
	for (i = top.x0; i < top.x1; i++)
		r->above_row[1 + i] = dae_get(&top, i, 0);
	for (i = 0; i < left.x1; i++)
		r->left_col[i] = dae_get(&left, i, 0);
	vp9_ref_intra(r, mode);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			dae_set(&want, j, i, r->pred[i][j]);

	dsp->intra[tx][mode](dst.org, dst.stride, left.org, top.org, dae_bd_max(r->depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "intra[%d][%d], fill %d, %s", tx, mode, fill,
			       dae_layouts[lay].name);
}

DAE_DSP_TEST(vp9_intra_test_modes)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_ref_intra *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, r);
	r->depth = dae_depth_of(test);
	for (i = 0; ; i++) {
		u32 n = i;
		const int repeat = dae_pick(&n, 4);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int mode = dae_pick(&n, VP9_INTRA_COUNT);
		const int tx = dae_pick(&n, VP9_TX_SIZES);

		if (n || !vp9_intra_check(test, dsp, r, tx, mode, fill, lay, i + 1 + repeat))
			return;
	}
}

static struct kunit_case vp9_intra_test_cases[] = {
	KUNIT_CASE_PARAM(vp9_intra_test_modes, vp9_dsp_gen_params),
	{}
};

static struct kunit_suite vp9_intra_test_suite = {
	.name = "vp9_intra",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = vp9_intra_test_cases,
};

kunit_test_suite(vp9_intra_test_suite);
