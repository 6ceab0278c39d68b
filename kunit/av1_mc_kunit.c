// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's sample operations of inter prediction against a transcription of clause 7.11.3
 * of the AV1 specification; filters are the generated tables. With the layouts that
 * have no padding, sources hold only the samples that may be read.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_mc.h"
#include "av1/av1_mc_tables.h"
#include "av1_dsp_kunit.h"

static const struct av1_mc_dsp *av1_mc_of(struct kunit *test)
{
	return &av1_dsp_of(test)->mc;
}

static int av1_mc_bias(int depth)
{
	return depth == 8 ? AV1_MC_BIAS_8BPC : AV1_MC_BIAS_16BPC;
}

/* Intermediate predictions fill two bytes at all depths. */
#define AV1_TMP_DEPTH	16

/* Layouts without padding and gaps come first. */
#define AV1_TMP_LAYOUTS	2

static int av1_ref_round2(int x, int n)
{
	return n ? (x + (1 << (n - 1))) >> n : x;
}

static int av1_ref_clip1(int x, int depth)
{
	return clamp(x, 0, (1 << depth) - 1);
}

/* 7.11.3.2 */
struct av1_ref_rounding {
	int round0;
	int round1;
	int post;
};

static struct av1_ref_rounding av1_ref_rounding(int depth, bool compound)
{
	struct av1_ref_rounding r = { .round0 = 3, .round1 = compound ? 7 : 11 };

	if (depth == 12)
		r.round0 += 2;
	if (depth == 12 && !compound)
		r.round1 -= 2;
	r.post = 2 * 7 - (r.round0 + r.round1);
	return r;
}

/**
 * struct av1_mc_params - arguments of the interpolations
 * @prep: to intermediate predictions
 * @filter_h: InterpFilters[ ][ ][ 1 ]
 * @filter_v: InterpFilters[ ][ ][ 0 ]
 * @w: width
 * @h: height
 * @mx: 1024ths of the first column
 * @my: 1024ths of the first row
 * @step_x: xStep, 1024 without scaling
 * @step_y: yStep
 */
struct av1_mc_params {
	bool prep;
	int filter_h;
	int filter_v;
	int w;
	int h;
	int mx;
	int my;
	int step_x;
	int step_y;
};

/* What the reference keeps: intermediate and pred of 7.11.3.4 */
struct av1_ref {
	int intermediate[2 * AV1_MC_MAX + 16][AV1_MC_MAX];
	int pred[AV1_MC_MAX][AV1_MC_MAX];
};

static struct av1_ref *av1_new_ref(struct kunit *test)
{
	struct av1_ref *ref = kunit_kzalloc(test, sizeof(*ref), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, ref);
	return ref;
}

static int av1_ref_filter(int filter, int size)
{
	if (size <= 4) {
		if (filter == AV1_EIGHTTAP || filter == AV1_EIGHTTAP_SHARP)
			return 4;
		if (filter == AV1_EIGHTTAP_SMOOTH)
			return 5;
	}
	return filter;
}

/* A sample of @src; those outside count 0. */
static int av1_ref_sample(const struct dae_rect *src, int x, int y)
{
	if (x < src->x0 || x >= src->x1 || y < src->y0 || y >= src->y1)
		return 0;
	return dae_get(src, x, y);
}

/* 7.11.3.4 */
static void av1_ref_predict(struct av1_ref *ref, const struct dae_rect *src,
			    const struct av1_mc_params *a)
{
	const struct av1_ref_rounding rounding = av1_ref_rounding(src->depth, a->prep);
	const int height = (((a->h - 1) * a->step_y + (1 << 10) - 1) >> 10) + 8;
	int filter = av1_ref_filter(a->filter_h, a->w);
	int r, c, t, p, s;

	for (r = 0; r < height; r++)
		for (c = 0; c < a->w; c++) {
			s = 0;
			p = a->mx + a->step_x * c;
			for (t = 0; t < 8; t++)
				s += av1_subpel_filters[filter][(p >> 6) & 15][t] *
				     av1_ref_sample(src, (p >> 10) + t - 3, r - 3);
			ref->intermediate[r][c] = av1_ref_round2(s, rounding.round0);
		}
	filter = av1_ref_filter(a->filter_v, a->h);
	for (r = 0; r < a->h; r++)
		for (c = 0; c < a->w; c++) {
			s = 0;
			p = a->my + a->step_y * r;
			for (t = 0; t < 8; t++)
				s += av1_subpel_filters[filter][(p >> 6) & 15][t] *
				     ref->intermediate[(p >> 10) + t][c];
			ref->pred[r][c] = av1_ref_round2(s, rounding.round1);
		}
}

/* What @pred must be stored as */
static int av1_ref_stored(int pred, bool prep, int depth)
{
	return prep ? pred - av1_mc_bias(depth) : av1_ref_clip1(pred, depth);
}

static void av1_mc_call(const struct av1_mc_dsp *dsp, const struct dae_rect *dst,
			const struct dae_rect *src, const struct av1_mc_params *a, bool scaled)
{
	const int bd_max = dae_bd_max(src->depth);

	if (scaled && a->prep)
		dsp->prep_scaled(dst->org, src->org, src->stride, a->w, a->h, a->mx, a->my,
				 a->step_x, a->step_y, a->filter_h, a->filter_v, bd_max);
	else if (scaled)
		dsp->put_scaled(dst->org, dst->stride, src->org, src->stride, a->w, a->h, a->mx,
				a->my, a->step_x, a->step_y, a->filter_h, a->filter_v, bd_max);
	else if (a->prep)
		dsp->prep(dst->org, src->org, src->stride, a->w, a->h, a->mx >> 6, a->my >> 6,
			  a->filter_h, a->filter_v, bd_max);
	else
		dsp->put(dst->org, dst->stride, src->org, src->stride, a->w, a->h, a->mx >> 6,
			 a->my >> 6, a->filter_h, a->filter_v, bd_max);
}

/* How far from the first full sample the last one of a direction is */
static int av1_mc_span(int count, int frac, int step)
{
	return ((count - 1) * step + frac) >> 10;
}

static bool av1_mc_check(struct kunit *test, const struct av1_mc_dsp *dsp, struct av1_ref *ref,
			 const struct av1_mc_params *a, bool scaled, u32 n)
{
	const int depth = dae_depth_of(test);
	const bool filtered_x = scaled || a->mx, filtered_y = scaled || a->my;
	/* What SIMD versions may read as well */
	const int over_read = !scaled && a->mx;
	const int w = av1_mc_span(a->w, a->mx, a->step_x) + 1;
	const int h = av1_mc_span(a->h, a->my, a->step_y) + 1;
	const struct dae_layout *src_lay = &dae_layouts[n % dae_layout_count];
	const struct dae_layout *dst_lay = &dae_layouts[n / 3 % (a->prep ? AV1_TMP_LAYOUTS :
								 dae_layout_count)];
	const int fill = n / 5 % DAE_FILL_COUNT;
	struct dae_rect src, dst, want;
	u32 seed = n + 1;
	int x, y;

	dae_place(test, &src, DAE_ARENA_SRC, depth, filtered_x ? -3 : 0, filtered_y ? -3 : 0,
		  w + (filtered_x ? 4 : 0) + over_read, h + (filtered_y ? 4 : 0), src_lay);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, a->prep ? AV1_TMP_DEPTH : depth, 0, 0, a->w, a->h,
		  dst_lay);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	av1_ref_predict(ref, &src, a);
	for (y = 0; y < a->h; y++)
		for (x = 0; x < a->w; x++)
			dae_set(&want, x, y, av1_ref_stored(ref->pred[y][x], a->prep, depth));
	av1_mc_call(dsp, &dst, &src, a, scaled);
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "%s%s, filters %d, %d, %dx%d, (%d, %d) step (%d, %d), %d, %s, %s",
			       a->prep ? "prep" : "put", scaled ? "_scaled" : "", a->filter_h,
			       a->filter_v, a->w, a->h, a->mx, a->my, a->step_x, a->step_y, fill,
			       src_lay->name, dst_lay->name);
}

/* All fractions with all filters; small sizes and contents go round in turn. */
DAE_DSP_TEST(av1_mc_test_fractions)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_ref *ref = av1_new_ref(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, size = i + i / 16 + i / 256;
		struct av1_mc_params a = { .step_x = 1024, .step_y = 1024 };

		a.mx = dae_pick(&n, 16) << 6;
		a.my = dae_pick(&n, 16) << 6;
		a.filter_h = dae_pick(&n, AV1_FILTERS);
		a.filter_v = dae_pick(&n, AV1_FILTERS);
		a.prep = dae_pick(&n, 2);
		a.w = 2 << dae_pick(&size, 4);
		a.h = 2 << dae_pick(&size, 4);
		if (n || !av1_mc_check(test, dsp, ref, &a, false, i))
			return;
	}
}

/* Sizes that the operations take, with the fractions that say most */
DAE_DSP_TEST(av1_mc_test_sizes)
{
	static const u8 fracs[] = { 0, 5, 8 };
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_ref *ref = av1_new_ref(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		struct av1_mc_params a = { .step_x = 1024, .step_y = 1024 };

		a.mx = fracs[dae_pick(&n, 3)] << 6;
		a.my = fracs[dae_pick(&n, 3)] << 6;
		a.w = 2 << dae_pick(&n, 7);
		a.h = 2 << dae_pick(&n, 7);
		a.prep = dae_pick(&n, 2);
		a.filter_h = i / 9 % AV1_FILTERS;
		a.filter_v = i / 7 % AV1_FILTERS;
		if (n || !av1_mc_check(test, dsp, ref, &a, false, i))
			return;
	}
}

/* Heights that no block has, but part of a block may */
DAE_DSP_TEST(av1_mc_test_heights)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_ref *ref = av1_new_ref(test);
	struct av1_mc_params a = { .w = 8, .step_x = 1024, .step_y = 1024 };
	u32 i = 0;

	for (a.h = 1; a.h <= AV1_MC_MAX; a.h++, i++) {
		a.mx = (i & 1) << 8;
		a.my = (i & 2) << 7;
		a.filter_h = i % AV1_FILTERS;
		a.filter_v = i / 3 % AV1_FILTERS;
		a.prep = i / 4 & 1;
		if (!av1_mc_check(test, dsp, ref, &a, false, i))
			return;
	}
}

DAE_DSP_TEST(av1_mc_test_scaled)
{
	static const u16 steps[] = {
		1024, 64, 65, 100, 512, 1023, 1025, 1100, 1365, 1536, 2047, 2048, 2049
	};
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_ref *ref = av1_new_ref(test);
	u32 i, seed = 1;

	for (i = 0; ; i++) {
		u32 n = i;
		struct av1_mc_params a = {};

		a.step_x = steps[dae_pick(&n, ARRAY_SIZE(steps))];
		a.step_y = steps[dae_pick(&n, ARRAY_SIZE(steps))];
		a.prep = dae_pick(&n, 2);
		a.filter_h = dae_pick(&n, AV1_FILTERS);
		a.filter_v = dae_rnd(&seed) % AV1_FILTERS;
		a.mx = dae_rnd(&seed) % 4 ? dae_rnd(&seed) % 1024 : 0;
		a.my = dae_rnd(&seed) % 4 ? dae_rnd(&seed) % 1024 : 0;
		a.w = 2 << dae_rnd(&seed) % 7;
		a.h = 2 << dae_rnd(&seed) % 7;
		/* what an arena holds */
		if (a.w * a.step_x > 64 << 10 && a.h * a.step_y > 64 << 10)
			a.h = 32;
		if (n || !av1_mc_check(test, dsp, ref, &a, true, i))
			return;
	}
}

/* 7.11.3.5 from x4 and y4 on; @mx and @my are sx4 and sy4. */
static void av1_ref_warp(struct av1_ref *ref, const struct dae_rect *src, const s16 *shear, int mx,
			 int my, bool compound)
{
	const struct av1_ref_rounding rounding = av1_ref_rounding(src->depth, compound);
	int i1, i2, i3, s, offs;

	for (i1 = -7; i1 < 8; i1++)
		for (i2 = -4; i2 < 4; i2++) {
			offs = av1_ref_round2(mx + shear[0] * i2 + shear[1] * i1, 10) + 64;
			s = 0;
			for (i3 = 0; i3 < 8; i3++)
				s += av1_warped_filters[offs][i3] *
				     dae_get(src, i2 - 3 + i3, i1);
			ref->intermediate[i1 + 7][i2 + 4] = av1_ref_round2(s, rounding.round0);
		}
	for (i1 = -4; i1 < 4; i1++)
		for (i2 = -4; i2 < 4; i2++) {
			offs = av1_ref_round2(my + shear[2] * i2 + shear[3] * i1, 10) + 64;
			s = 0;
			for (i3 = 0; i3 < 8; i3++)
				s += av1_warped_filters[offs][i3] *
				     ref->intermediate[i1 + i3 + 4][i2 + 4];
			ref->pred[i1 + 4][i2 + 4] = av1_ref_round2(s, rounding.round1);
		}
}

static bool av1_mc_warp_check(struct kunit *test, const struct av1_mc_dsp *dsp,
			      struct av1_ref *ref, const s16 *shear, int mx, int my, bool prep,
			      u32 n)
{
	const int depth = dae_depth_of(test);
	const struct dae_layout *src_lay = &dae_layouts[n % dae_layout_count];
	const struct dae_layout *dst_lay = &dae_layouts[n / 3 % dae_layout_count];
	const int fill = n / 5 % DAE_FILL_COUNT;
	struct dae_rect src, dst, want;
	u32 seed = n + 1;
	int x, y;

	/* with the column that SIMD versions may read as well */
	dae_place(test, &src, DAE_ARENA_SRC, depth, -7, -7, 9, 8, src_lay);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, prep ? AV1_TMP_DEPTH : depth, 0, 0, 8, 8, dst_lay);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	av1_ref_warp(ref, &src, shear, mx, my, prep);
	for (y = 0; y < 8; y++)
		for (x = 0; x < 8; x++)
			dae_set(&want, x, y, av1_ref_stored(ref->pred[y][x], prep, depth));
	if (prep)
		dsp->warp_prep(dst.org, dst.stride, src.org, src.stride, shear, mx, my,
			       dae_bd_max(depth));
	else
		dsp->warp_put(dst.org, dst.stride, src.org, src.stride, shear, mx, my,
			      dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "warp_%s %d, %d, %d, %d, (%d, %d), fill %d, %s, %s",
			       prep ? "prep" : "put", shear[0], shear[1], shear[2], shear[3], mx,
			       my, fill, src_lay->name, dst_lay->name);
}

/*
 * Two shear parameters, multiples of 64 with 4 * |first| + @factor * |second| < 65536
 * (7.11.3.6). Some go as far as they can.
 */
static void av1_mc_random_shear(s16 *shear, int factor, u32 *seed)
{
	const int limit = (1 << 16) / 64 - 1;
	int first = dae_rnd(seed) % (limit / 4 + 1), second;

	if (!(dae_rnd(seed) % 4))
		first = dae_rnd(seed) & 1 ? limit / 4 : 0;
	second = (limit - 4 * first) / factor;
	if (dae_rnd(seed) % 4)
		second = dae_rnd(seed) % (second + 1);
	shear[0] = (dae_rnd(seed) & 1 ? first : -first) * 64;
	shear[1] = (dae_rnd(seed) & 1 ? second : -second) * 64;
}

DAE_DSP_TEST(av1_mc_test_warp)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_ref *ref = av1_new_ref(test);
	u32 i, seed = 1;

	for (i = 0; i < 4000; i++) {
		int mx = dae_rnd(&seed) & 0xffff, my = dae_rnd(&seed) & 0xffff;
		s16 shear[4];

		av1_mc_random_shear(shear, 7, &seed);
		av1_mc_random_shear(shear + 2, 4, &seed);
		if (!(dae_rnd(&seed) % 4)) {
			mx = dae_rnd(&seed) & 1 ? 0xffff : 0;
			my = dae_rnd(&seed) & 1 ? 0xffff : 0;
		}
		if (!av1_mc_warp_check(test, dsp, ref, shear, mx, my, i & 1, i))
			return;
	}
}

enum av1_preds_fill {
	AV1_PREDS_RANDOM,
	AV1_PREDS_NEAR,		/* two that differ by little, as predictions do */
	AV1_PREDS_LOW,
	AV1_PREDS_HIGH,
	AV1_PREDS_ALTERNATE,
	AV1_PREDS_OPPOSITE,	/* one low, one high */
	AV1_PREDS_COUNT
};

/* preds of a compound block, and where they are stored: at both ends of one arena */
struct av1_preds {
	int w;
	int h;
	int *pred[2];
	struct dae_rect tmp[2];
};

/* The least and the greatest of intermediate predictions, see AV1_MC_BIAS_8BPC */
static int av1_pred_limit(int depth, bool high)
{
	if (depth == 8)
		return high ? 9212 : -5132;
	return high ? 36983 : -20602;
}

static int av1_pred_value(enum av1_preds_fill fill, int depth, int list, int i, int other,
			  u32 *seed)
{
	const int low = av1_pred_limit(depth, false), high = av1_pred_limit(depth, true);
	const int random = low + (int)(dae_rnd(seed) % (high - low + 1));

	switch (fill) {
	case AV1_PREDS_NEAR:
		return list ? clamp(other + (random - other) / 16, low, high) : random;
	case AV1_PREDS_LOW:
		return low;
	case AV1_PREDS_HIGH:
		return high;
	case AV1_PREDS_ALTERNATE:
		return (i + list) & 1 ? low : high;
	case AV1_PREDS_OPPOSITE:
		return list ? low : high;
	default:
		return random;
	}
}

static struct av1_preds *av1_new_preds(struct kunit *test)
{
	struct av1_preds *p = kunit_kzalloc(test, sizeof(*p), GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for (i = 0; i < 2; i++) {
		p->pred[i] = kunit_kcalloc(test, AV1_MC_MAX * AV1_MC_MAX, sizeof(int), GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p->pred[i]);
	}
	return p;
}

static void av1_make_preds(struct kunit *test, struct av1_preds *p, int w, int h, u32 n)
{
	const int depth = dae_depth_of(test);
	u32 seed = n + 1;
	int list, i;

	p->w = w;
	p->h = h;
	for (list = 0; list < 2; list++) {
		dae_place(test, &p->tmp[list], DAE_ARENA_SRC, AV1_TMP_DEPTH, 0, 0, w, h,
			  &dae_layouts[(n + list) % AV1_TMP_LAYOUTS]);
		for (i = 0; i < w * h; i++) {
			p->pred[list][i] = av1_pred_value(n % AV1_PREDS_COUNT, depth, list, i,
							  p->pred[0][i], &seed);
			dae_set(&p->tmp[list], i % w, i / w,
				p->pred[list][i] - av1_mc_bias(depth));
		}
	}
}

/* Sizes of blocks; the numbers 0 to 48 give all */
static void av1_mc_size(u32 n, int *w, int *h)
{
	*w = 2 << dae_pick(&n, 7);
	*h = 2 << dae_pick(&n, 7);
}

#define AV1_MC_SIZES	49

/* CurrFrame and the copy that the reference writes to */
static void av1_place_dst(struct kunit *test, struct dae_rect *dst, struct dae_rect *want, int w,
			  int h, u32 n)
{
	u32 seed = n + 7;

	dae_place(test, dst, DAE_ARENA_DST, dae_depth_of(test), 0, 0, w, h,
		  &dae_layouts[n % dae_layout_count]);
	dae_fill(dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, want, DAE_ARENA_WANT, dst);
}

/* The last steps of 7.11.3.1; @weight is FwdWeight, or 0 for COMPOUND_AVERAGE. */
static bool av1_mc_avg_check(struct kunit *test, const struct av1_mc_dsp *dsp,
			     struct av1_preds *p, int w, int h, int weight, u32 n)
{
	const int depth = dae_depth_of(test);
	const int post = av1_ref_rounding(depth, true).post;
	struct dae_rect dst, want;
	int i, v;

	av1_make_preds(test, p, w, h, n);
	av1_place_dst(test, &dst, &want, w, h, n);
	for (i = 0; i < w * h; i++) {
		if (weight)
			v = av1_ref_round2(weight * p->pred[0][i] +
					   (16 - weight) * p->pred[1][i], 4 + post);
		else
			v = av1_ref_round2(p->pred[0][i] + p->pred[1][i], 1 + post);
		dae_set(&want, i % w, i / w, av1_ref_clip1(v, depth));
	}
	if (weight)
		dsp->w_avg(dst.org, dst.stride, p->tmp[0].org, p->tmp[1].org, w, h, weight,
			   dae_bd_max(depth));
	else
		dsp->avg(dst.org, dst.stride, p->tmp[0].org, p->tmp[1].org, w, h,
			 dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "avg %dx%d, weight %d, number %u", w, h, weight,
			       n);
}

DAE_DSP_TEST(av1_mc_test_avg)
{
	static const u8 weights[] = { 0, 9, 7, 11, 5, 12, 4, 13, 3 };
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_preds *p = av1_new_preds(test);
	u32 i;

	for (i = 0; i < AV1_MC_SIZES * ARRAY_SIZE(weights); i++) {
		int w, h;

		av1_mc_size(i % AV1_MC_SIZES, &w, &h);
		if (!av1_mc_avg_check(test, dsp, p, w, h, weights[i / AV1_MC_SIZES], i))
			return;
	}
}

/* Any mask: random values, and those at the ends */
static void av1_place_mask(struct kunit *test, struct dae_rect *mask, int w, int h, u32 n)
{
	u32 seed = n + 3;
	int x, y;

	dae_place(test, mask, DAE_ARENA_ARG, 8, 0, 0, w, h, &dae_layouts[n % dae_layout_count]);
	for (y = mask->y0; y < mask->y1; y++)
		for (x = mask->x0; x < mask->x1; x++)
			dae_set(mask, x, y, n % 3 ? dae_rnd(&seed) % 65 :
				dae_rnd(&seed) & 1 ? 64 : 0);
}

/* m of 7.11.3.14; the third condition there is for interintra with masks of modes. */
static int av1_ref_mask(const struct dae_rect *mask, int x, int y, int sub_x, int sub_y)
{
	if (!sub_x && !sub_y)
		return dae_get(mask, x, y);
	if (sub_x && !sub_y)
		return av1_ref_round2(dae_get(mask, 2 * x, y) + dae_get(mask, 2 * x + 1, y), 1);
	return av1_ref_round2(dae_get(mask, 2 * x, 2 * y) + dae_get(mask, 2 * x + 1, 2 * y) +
			      dae_get(mask, 2 * x, 2 * y + 1) +
			      dae_get(mask, 2 * x + 1, 2 * y + 1), 2);
}

static bool av1_mc_mask_check(struct kunit *test, const struct av1_mc_dsp *dsp,
			      struct av1_preds *p, int w, int h, int sub_x, int sub_y, u32 n)
{
	const int depth = dae_depth_of(test);
	const int post = av1_ref_rounding(depth, true).post;
	struct dae_rect dst, want, mask;
	int i;

	av1_make_preds(test, p, w, h, n);
	av1_place_dst(test, &dst, &want, w, h, n);
	av1_place_mask(test, &mask, w << sub_x, h << sub_y, n / 2);
	for (i = 0; i < w * h; i++) {
		const int m = av1_ref_mask(&mask, i % w, i / w, sub_x, sub_y);
		const int v = av1_ref_round2(m * p->pred[0][i] + (64 - m) * p->pred[1][i],
					     6 + post);

		dae_set(&want, i % w, i / w, av1_ref_clip1(v, depth));
	}
	dsp->mask[sub_x + sub_y](dst.org, dst.stride, p->tmp[0].org, p->tmp[1].org, w, h, mask.org,
				 mask.stride, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "mask %dx%d, subsampling %d, %d, number %u", w, h,
			       sub_x, sub_y, n);
}

DAE_DSP_TEST(av1_mc_test_mask)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_preds *p = av1_new_preds(test);
	u32 i;

	for (i = 0; i < 3 * AV1_PREDS_COUNT * AV1_MC_SIZES; i++) {
		const int layout = i / AV1_MC_SIZES % 3;
		const int sub_x = layout > 0, sub_y = layout > 1;
		int w, h;

		av1_mc_size(i % AV1_MC_SIZES, &w, &h);
		if (w << sub_x > AV1_MC_MAX || h << sub_y > AV1_MC_MAX)
			continue;
		if (!av1_mc_mask_check(test, dsp, p, w, h, sub_x, sub_y, i))
			return;
	}
}

/* 7.11.3.12 */
static bool av1_mc_diff_mask_check(struct kunit *test, const struct av1_mc_dsp *dsp,
				   struct av1_preds *p, int w, int h, int mask_type, u32 n)
{
	const int depth = dae_depth_of(test);
	const int post = av1_ref_rounding(depth, true).post;
	struct dae_rect got, want;
	u32 seed = n + 7;
	int i;

	av1_make_preds(test, p, w, h, n);
	dae_place(test, &got, DAE_ARENA_DST, 8, 0, 0, w, h, &dae_layouts[n % dae_layout_count]);
	dae_fill(&got, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &got);
	for (i = 0; i < w * h; i++) {
		int diff = abs(p->pred[0][i] - p->pred[1][i]), m;

		diff = av1_ref_round2(diff, (depth - 8) + post);
		m = clamp(38 + diff / 16, 0, 64);
		dae_set(&want, i % w, i / w, mask_type ? 64 - m : m);
	}
	dsp->diff_mask(got.org, got.stride, p->tmp[0].org, p->tmp[1].org, w, h, mask_type,
		       dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &got, &want, "diff_mask %dx%d, type %d, number %u", w, h,
			       mask_type, n);
}

DAE_DSP_TEST(av1_mc_test_diff_mask)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	struct av1_preds *p = av1_new_preds(test);
	u32 i;

	for (i = 0; i < 2 * AV1_PREDS_COUNT * AV1_MC_SIZES; i++) {
		int w, h;

		av1_mc_size(i % AV1_MC_SIZES, &w, &h);
		if (!av1_mc_diff_mask_check(test, dsp, p, w, h, i / AV1_MC_SIZES & 1, i))
			return;
	}
}

static void av1_place_src(struct kunit *test, struct dae_rect *src, int w, int h, u32 n)
{
	u32 seed = n + 11;

	dae_place(test, src, DAE_ARENA_SRC, dae_depth_of(test), 0, 0, w, h,
		  &dae_layouts[n / 2 % dae_layout_count]);
	dae_fill(src, n % DAE_FILL_COUNT, &seed);
}

/* 7.11.3.14 with interintra 1: pred1 is in CurrFrame. */
static bool av1_mc_blend_check(struct kunit *test, const struct av1_mc_dsp *dsp, int w, int h,
			       int sub_x, int sub_y, u32 n)
{
	struct dae_rect dst, want, src, mask;
	int x, y;

	av1_place_src(test, &src, w, h, n);
	av1_place_dst(test, &dst, &want, w, h, n);
	av1_place_mask(test, &mask, w << sub_x, h << sub_y, n / 2);
	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			const int m = av1_ref_mask(&mask, x, y, sub_x, sub_y);

			dae_set(&want, x, y, av1_ref_round2(m * dae_get(&want, x, y) +
							    (64 - m) * dae_get(&src, x, y), 6));
		}
	dsp->blend[sub_x + sub_y](dst.org, dst.stride, src.org, src.stride, w, h, mask.org,
				  mask.stride);
	return DAE_EXPECT_SAME(test, &dst, &want, "blend %dx%d, subsampling %d, %d, number %u", w,
			       h, sub_x, sub_y, n);
}

DAE_DSP_TEST(av1_mc_test_blend)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	u32 i;

	for (i = 0; i < 3 * DAE_FILL_COUNT * AV1_MC_SIZES; i++) {
		const int layout = i / AV1_MC_SIZES % 3;
		const int sub_x = layout > 0, sub_y = layout > 1;
		int w, h;

		av1_mc_size(i % AV1_MC_SIZES, &w, &h);
		if (w << sub_x > AV1_MC_MAX || h << sub_y > AV1_MC_MAX)
			continue;
		if (!av1_mc_blend_check(test, dsp, w, h, sub_x, sub_y, i))
			return;
	}
}

/* Obmc_Mask_2 to Obmc_Mask_32 of 7.11.3.9, by the logarithm of the length */
static const u8 av1_ref_obmc_masks[][32] = {
	[1] = { 45, 64 },
	[2] = { 39, 50, 59, 64 },
	[3] = { 36, 42, 48, 53, 57, 61, 64, 64 },
	[4] = { 34, 37, 40, 43, 46, 49, 52, 54, 56, 58, 60, 61, 64, 64, 64, 64 },
	[5] = { 33, 35, 36, 38, 40, 41, 43, 44, 45, 47, 48, 50, 51, 52, 53, 55,
		56, 57, 58, 59, 60, 60, 61, 62, 64, 64, 64, 64, 64, 64, 64, 64 },
};

/* 7.11.3.10 */
static bool av1_mc_obmc_check(struct kunit *test, const struct av1_mc_dsp *dsp, int pass,
			      int w, int h, int log2_length, u32 n)
{
	const u8 *mask = av1_ref_obmc_masks[log2_length];
	struct dae_rect dst, want, src;
	int i, j;

	/* rows that count 0 need not be there */
	av1_place_src(test, &src, w, pass == 0 ? h * 3 / 4 : h, n);
	av1_place_dst(test, &dst, &want, w, h, n);
	for (i = 0; i < h; i++)
		for (j = 0; j < w; j++) {
			const int m = pass == 0 ? mask[i] : mask[j];

			dae_set(&want, j, i, av1_ref_round2(m * dae_get(&want, j, i) +
							    (64 - m) * av1_ref_sample(&src, j, i),
							    6));
		}
	if (pass == 0)
		dsp->obmc_above(dst.org, dst.stride, src.org, src.stride, w, h);
	else
		dsp->obmc_left(dst.org, dst.stride, src.org, src.stride, w, h);
	return DAE_EXPECT_SAME(test, &dst, &want, "obmc pass %d, %dx%d, number %u", pass, w, h, n);
}

DAE_DSP_TEST(av1_mc_test_obmc)
{
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int log2_length = 1 + dae_pick(&n, 5);
		const int other = 2 << dae_pick(&n, 7);
		const int pass = dae_pick(&n, 2);
		const int length = 1 << log2_length;
		const int round = dae_pick(&n, DAE_FILL_COUNT);

		if (n || !av1_mc_obmc_check(test, dsp, pass, pass ? length : other,
					    pass ? other : length, log2_length, i + round))
			return;
	}
}

DAE_DSP_TEST(av1_mc_test_edge)
{
	static const u8 blocks[][2] = {
		{ 135, 135 }, { 11, 11 }, { 3, 17 }, { 15, 15 }, { 32, 2 }
	};
	static const u8 planes[][2] = { { 96, 80 }, { 16, 16 }, { 8, 4 }, { 1, 1 }, { 3, 40 } };
	const struct av1_mc_dsp *dsp = av1_mc_of(test);
	int b, p;

	for (b = 0; b < ARRAY_SIZE(blocks); b++)
		for (p = 0; p < ARRAY_SIZE(planes); p++)
			if (!dae_check_emu_edge(test, dsp->emu_edge, blocks[b][0], blocks[b][1],
						planes[p][0], planes[p][1]))
				return;
}

DAE_DSP_TEST(av1_mc_test_complete)
{
	dae_check_dsp_complete(test, av1_mc_of(test), sizeof(struct av1_mc_dsp));
}

static struct kunit_case av1_mc_test_cases[] = {
	KUNIT_CASE_PARAM(av1_mc_test_complete, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_fractions, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_sizes, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_heights, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_scaled, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_warp, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_avg, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_mask, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_diff_mask, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_blend, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_obmc, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_mc_test_edge, av1_dsp_gen_params),
	{}
};

static struct kunit_suite av1_mc_test_suite = {
	.name = "av1_mc",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_mc_test_cases,
};

kunit_test_suite(av1_mc_test_suite);
