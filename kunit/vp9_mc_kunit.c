// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction against a transcription of clause 8.5.2.4 of the VP9
 * specification. With the layouts that have no padding, the source holds only the
 * samples that may be read.
 */
#include <linux/string.h>

#include "dae_check.h"
#include "vp9_dsp_kunit.h"

#define VP9_MC_MAX	64

/* Rows 1 to 8 of each filter of 8 taps; the others are mirror images. */
static const s16 vp9_ref_filters[3][8][8] = {
	[VP9_EIGHTTAP] = {
		{ 0, 1, -5, 126, 8, -3, 1, 0 },
		{ -1, 3, -10, 122, 18, -6, 2, 0 },
		{ -1, 4, -13, 118, 27, -9, 3, -1 },
		{ -1, 4, -16, 112, 37, -11, 4, -1 },
		{ -1, 5, -18, 105, 48, -14, 4, -1 },
		{ -1, 5, -19, 97, 58, -16, 5, -1 },
		{ -1, 6, -19, 88, 68, -18, 5, -1 },
		{ -1, 6, -19, 78, 78, -19, 6, -1 },
	},
	[VP9_EIGHTTAP_SMOOTH] = {
		{ -3, -1, 32, 64, 38, 1, -3, 0 },
		{ -2, -2, 29, 63, 41, 2, -3, 0 },
		{ -2, -2, 26, 63, 43, 4, -4, 0 },
		{ -2, -3, 24, 62, 46, 5, -4, 0 },
		{ -2, -3, 21, 60, 49, 7, -4, 0 },
		{ -1, -4, 18, 59, 51, 9, -4, 0 },
		{ -1, -4, 16, 57, 53, 12, -4, -1 },
		{ -1, -4, 14, 55, 55, 14, -4, -1 },
	},
	[VP9_EIGHTTAP_SHARP] = {
		{ -1, 3, -7, 127, 8, -3, 1, 0 },
		{ -2, 5, -13, 125, 17, -6, 3, -1 },
		{ -3, 7, -17, 121, 27, -10, 5, -2 },
		{ -4, 9, -20, 115, 37, -13, 6, -2 },
		{ -4, 10, -23, 108, 48, -16, 8, -3 },
		{ -4, 10, -24, 100, 59, -19, 9, -3 },
		{ -4, 11, -24, 90, 70, -21, 10, -4 },
		{ -4, 11, -23, 80, 80, -23, 11, -4 },
	},
};

static int vp9_ref_tap(int filter, int frac, int t)
{
	if (filter == VP9_BILINEAR)
		return t == 3 ? 128 - 8 * frac : t == 4 ? 8 * frac : 0;
	if (!frac)
		return t == 3 ? 128 : 0;
	return frac <= 8 ? vp9_ref_filters[filter][frac - 1][t] :
			   vp9_ref_filters[filter][15 - frac][7 - t];
}

static int vp9_ref_round(s64 sum, int depth)
{
	const s64 v = (sum + 64) >> 7;

	return v < 0 ? 0 : v > dae_bd_max(depth) ? dae_bd_max(depth) : v;
}

/**
 * struct vp9_mc_params - one prediction
 * @op: enum vp9_mc_op
 * @filter: enum vp9_interp_filter
 * @w: width
 * @h: height
 * @mx: sixteenths of the first column
 * @my: sixteenths of the first row
 * @step_x: xStep, 16 without scaling
 * @step_y: yStep
 */
struct vp9_mc_params {
	int op;
	int filter;
	int w;
	int h;
	int mx;
	int my;
	int step_x;
	int step_y;
};

/* How far from the first full sample the last one of a direction is */
static int vp9_mc_span(int count, int frac, int step)
{
	return ((count - 1) * step + frac) >> 4;
}

/* Whether a direction has samples between the full ones */
static bool vp9_mc_filtered(int frac, int step)
{
	return frac || step != 16;
}

/*
 * The array intermediate, of which [row + 3][x] belongs to full row @row; taps that
 * are 0 read nothing.
 */
static void vp9_ref_intermediate(int *mid, const struct dae_rect *src,
				 const struct vp9_mc_params *p)
{
	int x, y, t;

	for (y = src->y0; y < src->y1; y++) {
		if (y < -3 || y > vp9_mc_span(p->h, p->my, p->step_y) + 4)
			continue;
		for (x = 0; x < p->w; x++) {
			const int pos = p->mx + x * p->step_x;
			s64 sum = 0;

			for (t = 0; t < 8; t++) {
				const int tap = vp9_ref_tap(p->filter, pos & 15, t);

				if (tap)
					sum += tap * dae_get(src, (pos >> 4) + t - 3, y);
			}
			mid[(y + 3) * VP9_MC_MAX + x] = vp9_ref_round(sum, src->depth);
		}
	}
}

static int vp9_ref_mc(const int *mid, int x, int y, const struct vp9_mc_params *p, int depth)
{
	const int pos = p->my + y * p->step_y;
	s64 sum = 0;
	int t;

	for (t = 0; t < 8; t++)
		sum += (s64)vp9_ref_tap(p->filter, pos & 15, t) *
		       mid[((pos >> 4) + t) * VP9_MC_MAX + x];
	return vp9_ref_round(sum, depth);
}

static bool vp9_mc_check(struct kunit *test, const struct vp9_dsp *dsp, int *mid,
			 const struct vp9_mc_params *p, bool scaled, int fill, int src_lay,
			 int dst_lay)
{
	const int depth = dae_depth_of(test);
	const int before_x = vp9_mc_filtered(p->mx, p->step_x) ? 3 : 0;
	const int before_y = vp9_mc_filtered(p->my, p->step_y) ? 3 : 0;
	const int after_x = scaled ? 4 : 5;
	const int w = vp9_mc_span(p->w, p->mx, p->step_x) + 1;
	const int h = vp9_mc_span(p->h, p->my, p->step_y) + 1;
	struct dae_rect src, dst, want;
	u32 seed = p->mx * 16 + p->my + p->w + p->h;
	int x, y;

	dae_place(test, &src, DAE_ARENA_SRC, depth, -before_x, -before_y,
		  w + (before_x ? after_x : 0), h + (before_y ? 4 : 0), &dae_layouts[src_lay]);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, p->w, p->h, &dae_layouts[dst_lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	vp9_ref_intermediate(mid, &src, p);
	for (y = 0; y < p->h; y++)
		for (x = 0; x < p->w; x++) {
			const int v = vp9_ref_mc(mid, x, y, p, depth);

			dae_set(&want, x, y, p->op == VP9_MC_PUT ? v :
				(dae_get(&dst, x, y) + v + 1) >> 1);
		}
	if (scaled)
		dsp->mc_scaled[p->op][p->filter](dst.org, dst.stride, src.org, src.stride, p->w,
						 p->h, p->mx, p->my, p->step_x, p->step_y,
						 dae_bd_max(depth));
	else
		dsp->mc[p->op][p->filter](dst.org, dst.stride, src.org, src.stride, p->w, p->h,
					  p->mx, p->my, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "mc%s[%d][%d], %dx%d, (%d, %d) step (%d, %d), fill %d, %s, %s",
			       scaled ? "_scaled" : "", p->op, p->filter, p->w, p->h, p->mx, p->my,
			       p->step_x, p->step_y, fill, dae_layouts[src_lay].name,
			       dae_layouts[dst_lay].name);
}

/* Rows of intermediate for the largest block and step that are tested */
static int *vp9_new_mid(struct kunit *test)
{
	int *mid = kunit_kcalloc(test, 400 * VP9_MC_MAX, sizeof(*mid), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, mid);
	return mid;
}

/* All fractions with all filters; sizes and contents go round in turn. */
DAE_DSP_TEST(vp9_mc_test_mc)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	int *mid = vp9_new_mid(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, size = i + i / 16;
		struct vp9_mc_params p = { .step_x = 16, .step_y = 16 };

		p.mx = dae_pick(&n, 16);
		p.my = dae_pick(&n, 16);
		p.filter = dae_pick(&n, VP9_FILTERS);
		p.op = dae_pick(&n, VP9_MC_COUNT);
		p.w = 4 << dae_pick(&size, 5);
		p.h = 4 << dae_pick(&size, 5);
		if (n || !vp9_mc_check(test, dsp, mid, &p, false, i % DAE_FILL_COUNT,
				       i % dae_layout_count, i / 7 % dae_layout_count))
			return;
	}
}

/* All sizes, with the two fractions that say most */
DAE_DSP_TEST(vp9_mc_test_sizes)
{
	static const u8 fracs[] = { 0, 5, 8 };
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	int *mid = vp9_new_mid(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		struct vp9_mc_params p = { .step_x = 16, .step_y = 16 };

		p.mx = fracs[dae_pick(&n, 3)];
		p.my = fracs[dae_pick(&n, 3)];
		p.w = 4 << dae_pick(&n, 5);
		p.h = 4 << dae_pick(&n, 5);
		p.filter = dae_pick(&n, VP9_FILTERS);
		p.op = dae_pick(&n, VP9_MC_COUNT);
		if (n || !vp9_mc_check(test, dsp, mid, &p, false, i / 9 % DAE_FILL_COUNT,
				       i % dae_layout_count, i / 7 % dae_layout_count))
			return;
	}
}

/*
 * Steps up to 32 are what a conforming stream has: references up to twice and down
 * to a sixteenth of the size.
 */
DAE_DSP_TEST(vp9_mc_test_scaled)
{
	static const u8 steps[] = { 16, 1, 2, 5, 8, 15, 17, 20, 24, 27, 31, 32, 48, 80 };
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	int *mid = vp9_new_mid(test);
	u32 i, seed = 1;

	for (i = 0; ; i++) {
		u32 n = i;
		struct vp9_mc_params p = {};

		p.step_x = steps[dae_pick(&n, ARRAY_SIZE(steps))];
		p.step_y = steps[dae_pick(&n, ARRAY_SIZE(steps))];
		p.filter = dae_pick(&n, VP9_FILTERS);
		p.op = dae_pick(&n, VP9_MC_COUNT);
		p.mx = dae_rnd(&seed) % 4 ? dae_rnd(&seed) % 16 : 0;
		p.my = dae_rnd(&seed) % 4 ? dae_rnd(&seed) % 16 : 0;
		p.w = 4 << dae_rnd(&seed) % 5;
		p.h = 4 << dae_rnd(&seed) % 5;
		/* what an arena holds */
		if (p.step_x > 32 && p.w > 32)
			p.w = 32;
		if (p.step_y > 32 && p.h > 32)
			p.h = 32;
		if (n || !vp9_mc_check(test, dsp, mid, &p, true, i % DAE_FILL_COUNT,
				       i % dae_layout_count, i / 7 % dae_layout_count))
			return;
	}
}

/* Without a change of size both operations are the same. */
DAE_DSP_TEST(vp9_mc_test_scaled_16)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	int *mid = vp9_new_mid(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, size = i + i / 16;
		struct vp9_mc_params p = { .step_x = 16, .step_y = 16 };

		p.mx = dae_pick(&n, 16);
		p.my = dae_pick(&n, 16);
		p.filter = dae_pick(&n, VP9_FILTERS);
		p.w = 4 << dae_pick(&size, 3);
		p.h = 4 << dae_pick(&size, 3);
		p.op = i & 1;
		if (n || !vp9_mc_check(test, dsp, mid, &p, true, i % DAE_FILL_COUNT,
				       i % dae_layout_count, i / 7 % dae_layout_count))
			return;
	}
}

DAE_DSP_TEST(vp9_mc_test_edge)
{
	static const u8 blocks[][2] = { { 71, 71 }, { 11, 11 }, { 3, 17 }, { 1, 1 }, { 135, 142 } };
	static const u8 planes[][2] = { { 96, 80 }, { 16, 16 }, { 8, 4 }, { 1, 1 }, { 3, 40 } };
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	int b, p;

	for (b = 0; b < ARRAY_SIZE(blocks); b++)
		for (p = 0; p < ARRAY_SIZE(planes); p++)
			if (!dae_check_emu_edge(test, dsp->emu_edge, blocks[b][0], blocks[b][1],
						planes[p][0], planes[p][1]))
				return;
}

static struct kunit_case vp9_mc_test_cases[] = {
	KUNIT_CASE_PARAM(vp9_mc_test_mc, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_mc_test_sizes, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_mc_test_scaled, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_mc_test_scaled_16, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_mc_test_edge, vp9_dsp_gen_params),
	{}
};

static struct kunit_suite vp9_mc_test_suite = {
	.name = "vp9_mc",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = vp9_mc_test_cases,
};

kunit_test_suite(vp9_mc_test_suite);
