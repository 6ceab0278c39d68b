// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 inter prediction against a transcription of Rec. ITU-T H.264, 8.4.2.2
 * and 8.4.2.3, sample by sample. With the layouts that have no padding, the
 * source holds only the samples that a fraction may read.
 */
#include <linux/string.h>

#include "dae_check.h"
#include "h264_dsp_kunit.h"

static int h264_clip1(s64 v, int depth)
{
	return v < 0 ? 0 : v > dae_bd_max(depth) ? dae_bd_max(depth) : v;
}

/* b1 of 8.4.2.2.1 for the half sample to the right of (x, y) */
static int h264_ref_b1(const struct dae_rect *r, int x, int y)
{
	return dae_get(r, x - 2, y) - 5 * dae_get(r, x - 1, y) + 20 * dae_get(r, x, y) +
	       20 * dae_get(r, x + 1, y) - 5 * dae_get(r, x + 2, y) + dae_get(r, x + 3, y);
}

/* h1 for the half sample below (x, y) */
static int h264_ref_h1(const struct dae_rect *r, int x, int y)
{
	return dae_get(r, x, y - 2) - 5 * dae_get(r, x, y - 1) + 20 * dae_get(r, x, y) +
	       20 * dae_get(r, x, y + 1) - 5 * dae_get(r, x, y + 2) + dae_get(r, x, y + 3);
}

static int h264_ref_b(const struct dae_rect *r, int x, int y)
{
	return h264_clip1((h264_ref_b1(r, x, y) + 16) >> 5, r->depth);
}

static int h264_ref_h(const struct dae_rect *r, int x, int y)
{
	return h264_clip1((h264_ref_h1(r, x, y) + 16) >> 5, r->depth);
}

/* j from cc, dd, h1, m1, ee, ff */
static int h264_ref_j(const struct dae_rect *r, int x, int y)
{
	const int j1 = h264_ref_h1(r, x - 2, y) - 5 * h264_ref_h1(r, x - 1, y) +
		       20 * h264_ref_h1(r, x, y) + 20 * h264_ref_h1(r, x + 1, y) -
		       5 * h264_ref_h1(r, x + 2, y) + h264_ref_h1(r, x + 3, y);

	return h264_clip1((j1 + 512) >> 10, r->depth);
}

static int h264_mean(int a, int b)
{
	return (a + b + 1) >> 1;
}

/* Table 8-12, with the letters of Figure 8-4; @position is yFrac * 4 + xFrac. */
static int h264_ref_luma(const struct dae_rect *r, int x, int y, int position)
{
#define G dae_get(r, x, y)
#define H dae_get(r, x + 1, y)
#define M dae_get(r, x, y + 1)
#define b h264_ref_b(r, x, y)
#define h h264_ref_h(r, x, y)
#define j h264_ref_j(r, x, y)
#define m h264_ref_h(r, x + 1, y)
#define s h264_ref_b(r, x, y + 1)
	switch (position) {
	case 0 * 4 + 0:
		return G;
	case 1 * 4 + 0:	/* d */
		return h264_mean(G, h);
	case 2 * 4 + 0:
		return h;
	case 3 * 4 + 0:	/* n */
		return h264_mean(h, M);
	case 0 * 4 + 1:	/* a */
		return h264_mean(G, b);
	case 1 * 4 + 1:	/* e */
		return h264_mean(b, h);
	case 2 * 4 + 1:	/* i */
		return h264_mean(h, j);
	case 3 * 4 + 1:	/* p */
		return h264_mean(h, s);
	case 0 * 4 + 2:
		return b;
	case 1 * 4 + 2:	/* f */
		return h264_mean(b, j);
	case 2 * 4 + 2:
		return j;
	case 3 * 4 + 2:	/* q */
		return h264_mean(j, s);
	case 0 * 4 + 3:	/* c */
		return h264_mean(b, H);
	case 1 * 4 + 3:	/* g */
		return h264_mean(b, m);
	case 2 * 4 + 3:	/* k */
		return h264_mean(j, m);
	default:	/* r */
		return h264_mean(s, m);
	}
#undef G
#undef H
#undef M
#undef b
#undef h
#undef j
#undef m
#undef s
}

static bool h264_mc_luma_check(struct kunit *test, const struct h264_dsp *dsp, int op, int position,
			       int w, int h, int fill, int src_lay, int dst_lay)
{
	const int depth = dae_depth_of(test);
	const bool mx = position & 3, my = position >> 2;
	struct dae_rect src, dst, want;
	u32 seed = position * 16 + w + h;
	int x, y;

	dae_place(test, &src, DAE_ARENA_SRC, depth, mx ? -2 : 0, my ? -2 : 0, mx ? w + 3 : w,
		  my ? h + 3 : h, &dae_layouts[src_lay]);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, w, h, &dae_layouts[dst_lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			const int v = h264_ref_luma(&src, x, y, position);

			dae_set(&want, x, y,
				op == H264_MC_AVG ? h264_mean(dae_get(&dst, x, y), v) : v);
		}
	dsp->mc_luma[op][position](dst.org, dst.stride, src.org, src.stride, w, h,
				   dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "mc_luma[%d][%d], %dx%d, fill %d, source %s, destination %s", op,
			       position, w, h, fill, dae_layouts[src_lay].name,
			       dae_layouts[dst_lay].name);
}

DAE_DSP_TEST(h264_mc_test_luma)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int w = 4 << dae_pick(&n, 3);
		const int h = 4 << dae_pick(&n, 3);
		const int position = dae_pick(&n, 16);
		const int op = dae_pick(&n, H264_MC_COUNT);

		if (n || !h264_mc_luma_check(test, dsp, op, position, w, h, fill, lay,
					     i % dae_layout_count))
			return;
	}
}

/* 8.4.2.2.2; a sample of weight 0 is not read. */
static int h264_ref_chroma(const struct dae_rect *r, int x, int y, int mx, int my)
{
	int sum = (8 - mx) * (8 - my) * dae_get(r, x, y);

	if (mx)
		sum += mx * (8 - my) * dae_get(r, x + 1, y);
	if (my)
		sum += (8 - mx) * my * dae_get(r, x, y + 1);
	if (mx && my)
		sum += mx * my * dae_get(r, x + 1, y + 1);
	return (sum + 32) >> 6;
}

static bool h264_mc_chroma_check(struct kunit *test, const struct h264_dsp *dsp, int op, int w,
				 int h, int mx, int my, int fill, int src_lay, int dst_lay)
{
	const int depth = dae_depth_of(test);
	struct dae_rect src, dst, want;
	u32 seed = mx * 8 + my + 1;
	int x, y;

	dae_place(test, &src, DAE_ARENA_SRC, depth, 0, 0, w + !!mx, h + !!my,
		  &dae_layouts[src_lay]);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, w, h, &dae_layouts[dst_lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			const int v = h264_ref_chroma(&src, x, y, mx, my);

			dae_set(&want, x, y,
				op == H264_MC_AVG ? h264_mean(dae_get(&dst, x, y), v) : v);
		}
	dsp->mc_chroma[op](dst.org, dst.stride, src.org, src.stride, w, h, mx, my,
			   dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "mc_chroma[%d], %dx%d, (%d, %d), fill %d, source %s, destination %s",
			       op, w, h, mx, my, fill, dae_layouts[src_lay].name,
			       dae_layouts[dst_lay].name);
}

DAE_DSP_TEST(h264_mc_test_chroma)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int mx = dae_pick(&n, 8);
		const int my = dae_pick(&n, 8);
		const int w = 2 << dae_pick(&n, 3);
		const int h = 2 << dae_pick(&n, 4);
		const int op = dae_pick(&n, H264_MC_COUNT);
		const int lay = i % dae_layout_count;

		if (n || !h264_mc_chroma_check(test, dsp, op, w, h, mx, my, fill, lay,
					       i / 7 % dae_layout_count))
			return;
	}
}

struct h264_weights {
	s8 log2_denom;
	s16 w0;
	s16 w1;
	s16 o0;		/* of 8 bits */
	s16 o1;
};

/* The corners of what a slice header can say, and implicit weights. */
static const struct h264_weights h264_weights[] = {
	{ 0, 1, 1, 0, 0 },
	{ 0, 127, 127, 127, 127 },
	{ 0, -128, -128, -128, -128 },
	{ 7, 127, 127, 127, 127 },
	{ 7, -128, -128, -128, -128 },
	{ 7, -128, 127, 127, -128 },
	{ 7, 127, -128, -128, 127 },
	{ 5, 32, 32, 0, 0 },
	{ 5, 128, -64, 0, 0 },
	{ 5, -63, 127, 0, 0 },
	{ 6, 64, 0, 3, -4 },
	{ 6, 0, 64, -5, 2 },
	{ 1, 3, -1, -1, -2 },
	{ 2, 5, 2, 1, 0 },
	{ 3, 7, 9, -3, 8 },
	{ 4, 23, -7, 0, 1 },
};

/* 8.4.2.3.2, one list */
static int h264_ref_weight(int p, const struct h264_weights *w, int depth)
{
	const int o = w->o0 * (1 << (depth - 8));

	if (w->log2_denom >= 1)
		return h264_clip1(((p * w->w0 + (1 << (w->log2_denom - 1))) >> w->log2_denom) + o,
				  depth);
	return h264_clip1(p * w->w0 + o, depth);
}

/* 8.4.2.3.2, both lists */
static int h264_ref_biweight(int p0, int p1, const struct h264_weights *w, int depth)
{
	const int o0 = w->o0 * (1 << (depth - 8)), o1 = w->o1 * (1 << (depth - 8));

	return h264_clip1(((p0 * w->w0 + p1 * w->w1 + (1 << w->log2_denom)) >>
			   (w->log2_denom + 1)) + ((o0 + o1 + 1) >> 1), depth);
}

static bool h264_mc_weight_check(struct kunit *test, const struct h264_dsp *dsp, bool bi,
				 const struct h264_weights *wt, int w, int h, int fill, int lay)
{
	const int depth = dae_depth_of(test);
	const int o0 = wt->o0 * (1 << (depth - 8)), o1 = wt->o1 * (1 << (depth - 8));
	struct dae_rect src, dst, want;
	u32 seed = w * 32 + h;
	int x, y;

	dae_place(test, &src, DAE_ARENA_SRC, depth, 0, 0, w, h,
		  &dae_layouts[(lay + 3) % dae_layout_count]);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, w, h, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			const int p0 = dae_get(&dst, x, y), p1 = dae_get(&src, x, y);

			dae_set(&want, x, y, bi ? h264_ref_biweight(p0, p1, wt, depth) :
						  h264_ref_weight(p0, wt, depth));
		}
	if (bi)
		dsp->biweight(dst.org, dst.stride, src.org, src.stride, w, h, wt->log2_denom,
			      wt->w0, wt->w1, o0, o1, dae_bd_max(depth));
	else
		dsp->weight(dst.org, dst.stride, w, h, wt->log2_denom, wt->w0, o0,
			    dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "%sweight, %dx%d, logWD %d, weights %d %d, offsets %d %d, fill %d, %s",
			       bi ? "bi" : "", w, h, wt->log2_denom, wt->w0, wt->w1, o0, o1, fill,
			       dae_layouts[lay].name);
}

static void h264_mc_weight_run(struct kunit *test, bool bi)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int w = 2 << dae_pick(&n, 4);
		const int h = 2 << dae_pick(&n, 4);
		const int weights = dae_pick(&n, ARRAY_SIZE(h264_weights));

		if (n || !h264_mc_weight_check(test, dsp, bi, &h264_weights[weights], w, h, fill,
					       i % dae_layout_count))
			return;
	}
}

DAE_DSP_TEST(h264_mc_test_weight)
{
	h264_mc_weight_run(test, false);
}

DAE_DSP_TEST(h264_mc_test_biweight)
{
	h264_mc_weight_run(test, true);
}

DAE_DSP_TEST(h264_mc_test_edge)
{
	static const u8 blocks[][2] = { { 21, 21 }, { 9, 9 }, { 3, 17 }, { 1, 1 }, { 16, 5 } };
	static const u8 planes[][2] = { { 32, 24 }, { 16, 16 }, { 8, 4 }, { 1, 1 }, { 3, 40 } };
	const struct h264_dsp *dsp = h264_dsp_of(test);
	int b, p;

	for (b = 0; b < ARRAY_SIZE(blocks); b++)
		for (p = 0; p < ARRAY_SIZE(planes); p++)
			if (!dae_check_emu_edge(test, dsp->emu_edge, blocks[b][0], blocks[b][1],
						planes[p][0], planes[p][1]))
				return;
}

static struct kunit_case h264_mc_test_cases[] = {
	KUNIT_CASE_PARAM(h264_mc_test_luma, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_mc_test_chroma, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_mc_test_weight, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_mc_test_biweight, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_mc_test_edge, h264_dsp_gen_params),
	{}
};

static struct kunit_suite h264_mc_test_suite = {
	.name = "h264_mc",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = h264_mc_test_cases,
};

kunit_test_suite(h264_mc_test_suite);
