// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 loop filters of edges against a transcription of clause 8.8.5 of the VP9
 * specification, one line of samples at a time.
 */
#include <linux/string.h>

#include "dae_check.h"
#include "vp9_dsp_kunit.h"

/* Most times 8 lines at a time; SIMD may take two of them together. */
#define VP9_LF_COUNT	3

/* Samples to each side of the edge that are read */
static const u8 vp9_lf_reach[VP9_LF_SIZES] = { 4, 4, 8 };

/**
 * struct vp9_ref_lf - one line of samples
 * @s: s[8 + i] is q_i, s[7 - i] is p_i
 * @depth: bits of a sample
 * @blimit: of 8 bits
 * @limit: of 8 bits
 * @thresh: of 8 bits
 * @filters: how often each filter was used: narrow with and without hevMask, wide
 *	     with log2Size 3 and 4
 */
struct vp9_ref_lf {
	int s[16];
	int depth;
	int blimit;
	int limit;
	int thresh;
	int filters[4];
};

static int vp9_abs(int v)
{
	return v < 0 ? -v : v;
}

static int vp9_clip3(int low, int high, int v)
{
	return v < low ? low : v > high ? high : v;
}

/* 8.8.5.1; p_i and q_i of the line */
#define P(i) (r->s[7 - (i)])
#define Q(i) (r->s[8 + (i)])

static bool vp9_ref_hev_mask(const struct vp9_ref_lf *r)
{
	const int thresh = r->thresh << (r->depth - 8);

	return vp9_abs(P(1) - P(0)) > thresh || vp9_abs(Q(1) - Q(0)) > thresh;
}

static bool vp9_ref_filter_mask(const struct vp9_ref_lf *r)
{
	const int limit = r->limit << (r->depth - 8);
	const int blimit = r->blimit << (r->depth - 8);
	bool mask = false;
	int i;

	for (i = 1; i <= 3; i++) {
		mask |= vp9_abs(P(i) - P(i - 1)) > limit;
		mask |= vp9_abs(Q(i) - Q(i - 1)) > limit;
	}
	mask |= vp9_abs(P(0) - Q(0)) * 2 + vp9_abs(P(1) - Q(1)) / 2 > blimit;
	return !mask;
}

static bool vp9_ref_flat_mask(const struct vp9_ref_lf *r, int first, int last)
{
	const int one = 1 << (r->depth - 8);
	bool mask = false;
	int i;

	for (i = first; i <= last; i++) {
		mask |= vp9_abs(P(i) - P(0)) > one;
		mask |= vp9_abs(Q(i) - Q(0)) > one;
	}
	return !mask;
}

static int vp9_ref_clamp4(const struct vp9_ref_lf *r, int x)
{
	return vp9_clip3(-(1 << (r->depth - 1)), (1 << (r->depth - 1)) - 1, x);
}

/* 8.8.5.2 */
static void vp9_ref_narrow(struct vp9_ref_lf *r, bool hev)
{
	const int half = 0x80 << (r->depth - 8);
	const int ps1 = P(1) - half, ps0 = P(0) - half, qs0 = Q(0) - half, qs1 = Q(1) - half;
	int filter = hev ? vp9_ref_clamp4(r, ps1 - qs1) : 0;
	int filter1, filter2;

	filter = vp9_ref_clamp4(r, filter + 3 * (qs0 - ps0));
	filter1 = vp9_ref_clamp4(r, filter + 4) >> 3;
	filter2 = vp9_ref_clamp4(r, filter + 3) >> 3;
	Q(0) = vp9_ref_clamp4(r, qs0 - filter1) + half;
	P(0) = vp9_ref_clamp4(r, ps0 + filter2) + half;
	if (!hev) {
		filter = (filter1 + 1) >> 1;
		Q(1) = vp9_ref_clamp4(r, qs1 - filter) + half;
		P(1) = vp9_ref_clamp4(r, ps1 + filter) + half;
	}
}

/* 8.8.5.3 */
static void vp9_ref_wide(struct vp9_ref_lf *r, int log2_size)
{
	const int n = log2_size == 4 ? 7 : 3;
	int f[16], i, j;

	for (i = -n; i < n; i++) {
		int t = 0;

		for (j = -n; j <= n; j++) {
			const int p = vp9_clip3(-(n + 1), n, i + j);
			const int tap = j == 0 ? 2 : 1;

			t += Q(p) * tap;
		}
		f[8 + i] = (t + (1 << (log2_size - 1))) >> log2_size;
	}
	for (i = -n; i < n; i++)
		Q(i) = f[8 + i];
}

/* 8.8.5 */
static void vp9_ref_filter(struct vp9_ref_lf *r, enum vp9_lf_size size)
{
	const bool hev = vp9_ref_hev_mask(r);

	if (!vp9_ref_filter_mask(r))
		return;
	if (size == VP9_LF_4 || !vp9_ref_flat_mask(r, 1, 3)) {
		r->filters[hev]++;
		vp9_ref_narrow(r, hev);
	} else if (size == VP9_LF_8 || !vp9_ref_flat_mask(r, 4, 7)) {
		r->filters[2]++;
		vp9_ref_wide(r, 3);
	} else {
		r->filters[3]++;
		vp9_ref_wide(r, 4);
	}
}

#undef P
#undef Q

static void *vp9_lf_sample(const struct dae_rect *d, enum vp9_edge edge, int across, int along)
{
	return edge == VP9_EDGE_VERT ? dae_at(d, across, along) : dae_at(d, along, across);
}

static int vp9_lf_get(const struct dae_rect *d, enum vp9_edge edge, int across, int along)
{
	const void *p = vp9_lf_sample(d, edge, across, along);

	return d->depth == 8 ? *(const u8 *)p : *(const u16 *)p;
}

static void vp9_lf_set(const struct dae_rect *d, enum vp9_edge edge, int across, int along, int v)
{
	void *p = vp9_lf_sample(d, edge, across, along);

	if (d->depth == 8)
		*(u8 *)p = v;
	else
		*(u16 *)p = v;
}

static void vp9_ref_edge(struct vp9_ref_lf *r, const struct dae_rect *d, enum vp9_lf_size size,
			 enum vp9_edge edge, int count)
{
	const int reach = vp9_lf_reach[size];
	int i, k;

	for (k = 0; k < 8 * count; k++) {
		for (i = -reach; i < reach; i++)
			r->s[8 + i] = vp9_lf_get(d, edge, i, k);
		vp9_ref_filter(r, size);
		for (i = -reach; i < reach; i++)
			vp9_lf_set(d, edge, i, k, r->s[8 + i]);
	}
}

/* Contents on top of those of dae_fill() */
enum vp9_lf_fill {
	VP9_LF_FLAT = DAE_FILL_COUNT,	/* each side within one step of 8 bits */
	VP9_LF_FLAT_NEAR,		/* the same, but for the outer four samples */
	VP9_LF_RAMP,			/* rising along the line, with noise */
	VP9_LF_CLIFF,			/* the largest step there is, next to flat lines */
	VP9_LF_FILL_COUNT
};

static void vp9_lf_contents(const struct dae_rect *d, enum vp9_lf_size size, enum vp9_edge edge,
			    int count, int fill, u32 *seed)
{
	const int unit = 1 << (d->depth - 8), max = dae_bd_max(d->depth);
	const int reach = vp9_lf_reach[size];
	int i, k;

	for (k = 0; k < 8 * count; k++) {
		const int base = dae_rnd(seed) & max;
		const int step = (int)(dae_rnd(seed) % (u32)(12 * unit)) - 6 * unit;
		const bool cliff = fill == VP9_LF_CLIFF && dae_rnd(seed) & 1;

		for (i = -reach; i < reach; i++) {
			const int noise = dae_rnd(seed) % (u32)(unit + 1);
			int v = base + noise + (i < 0 ? 0 : step);

			if (fill == VP9_LF_RAMP)
				v = base + i * step / 2 + noise;
			else if (fill == VP9_LF_FLAT_NEAR && (i < -4 || i > 3))
				v += 2 * noise;
			else if (cliff)
				v = (i < 0) == (base & 1) ? max : 0;
			vp9_lf_set(d, edge, i, k, vp9_clip3(0, max, v));
		}
	}
}

/* blimit, limit and thresh of some levels and sharpnesses, and the extremes */
static const u8 vp9_lf_params[][3] = {
	{ 0, 0, 0 }, { 7, 1, 0 }, { 30, 8, 1 }, { 45, 9, 1 }, { 84, 32, 2 }, { 142, 10, 3 },
	{ 193, 63, 3 }, { 254, 255, 0 }, { 254, 255, 255 },
};

static bool vp9_lf_check(struct kunit *test, const struct vp9_dsp *dsp, struct vp9_ref_lf *r,
			 int size, int edge, int count, int params, int fill, int lay, u32 seed)
{
	const int reach = vp9_lf_reach[size];
	struct dae_rect dst, want;

	r->blimit = vp9_lf_params[params][0];
	r->limit = vp9_lf_params[params][1];
	r->thresh = vp9_lf_params[params][2];
	if (edge == VP9_EDGE_VERT)
		dae_place(test, &dst, DAE_ARENA_DST, r->depth, -reach, 0, reach, 8 * count,
			  &dae_layouts[lay]);
	else
		dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, -reach, 8 * count, reach,
			  &dae_layouts[lay]);
	dae_fill(&dst, fill < DAE_FILL_COUNT ? fill : DAE_FILL_RANDOM, &seed);
	if (fill >= DAE_FILL_COUNT)
		vp9_lf_contents(&dst, size, edge, count, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	vp9_ref_edge(r, &want, size, edge, count);
	dsp->lf[size][edge](dst.org, dst.stride, count, r->blimit, r->limit, r->thresh,
			    dae_bd_max(r->depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "lf[%d][%d], count %d, blimit %d, limit %d, thresh %d, fill %d, %s",
			       size, edge, count, r->blimit, r->limit, r->thresh, fill,
			       dae_layouts[lay].name);
}

static void vp9_lf_run(struct kunit *test, enum vp9_lf_size size)
{
	const struct vp9_dsp *dsp = vp9_dsp_of(test);
	struct vp9_ref_lf r = { .depth = dae_depth_of(test) };
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int repeat = dae_pick(&n, 4);
		const int params = dae_pick(&n, ARRAY_SIZE(vp9_lf_params));
		const int fill = dae_pick(&n, VP9_LF_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int edge = dae_pick(&n, VP9_EDGE_COUNT);
		const int count = 1 + dae_pick(&n, VP9_LF_COUNT);

		if (n)
			break;
		if (!vp9_lf_check(test, dsp, &r, size, edge, count, params, fill, lay,
				  i + 1 + repeat))
			return;
	}
	/* the samples must be such that all filters have something to do */
	for (i = 0; i < 2 + size; i++)
		KUNIT_EXPECT_LE_MSG(test, 1000, r.filters[i], "filter %u", i);
}

DAE_DSP_TEST(vp9_lf_test_4)
{
	vp9_lf_run(test, VP9_LF_4);
}

DAE_DSP_TEST(vp9_lf_test_8)
{
	vp9_lf_run(test, VP9_LF_8);
}

DAE_DSP_TEST(vp9_lf_test_16)
{
	vp9_lf_run(test, VP9_LF_16);
}

static struct kunit_case vp9_lf_test_cases[] = {
	KUNIT_CASE_PARAM(vp9_lf_test_4, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_lf_test_8, vp9_dsp_gen_params),
	KUNIT_CASE_PARAM(vp9_lf_test_16, vp9_dsp_gen_params),
	{}
};

static struct kunit_suite vp9_lf_test_suite = {
	.name = "vp9_lf",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = vp9_lf_test_cases,
};

kunit_test_suite(vp9_lf_test_suite);
