// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 deblocking of edges against a transcription of Rec. ITU-T H.264,
 * 8.7.2.2 to 8.7.2.4, one line of samples at a time.
 */
#include <linux/string.h>

#include "dae_check.h"
#include "h264_dsp_kunit.h"

/* The four operations; bit 0 is bS 4, bit 1 chromaStyleFilteringFlag. */
enum h264_deblock_op {
	H264_DEBLOCK_LUMA,
	H264_DEBLOCK_LUMA_INTRA,
	H264_DEBLOCK_CHROMA,
	H264_DEBLOCK_CHROMA_INTRA,
	H264_DEBLOCK_COUNT
};

static const char * const h264_deblock_names[] = {
	"deblock_luma", "deblock_luma_intra", "deblock_chroma", "deblock_chroma_intra"
};

/* Samples to each side of the edge that make a difference, and that may be read. */
static const u8 h264_deblock_reach[] = { 3, 4, 2, 2 };
static const u8 h264_deblock_margin[] = { 4, 4, 2, 2 };

struct h264_edge_params {
	int seg_len;
	int alpha;
	int beta;
	s8 tc0[4];
};

static int h264_clip3(int low, int high, int v)
{
	return v < low ? low : v > high ? high : v;
}

static int h264_abs(int v)
{
	return v < 0 ? -v : v;
}

/* 8.7.2.3: @s[4 + i] is q_i and @s[3 - i] is p_i, before and after. */
static void h264_ref_normal(int s[8], bool chroma_style, int beta, int tc0_8, int depth)
{
	const int *p = s + 3, *q = s + 4;
	const int p0 = p[0], p1 = p[-1], p2 = p[-2], q0 = q[0], q1 = q[1], q2 = q[2];
	const int tc0 = tc0_8 * (1 << (depth - 8));
	const int ap = h264_abs(p2 - p0), aq = h264_abs(q2 - q0);
	const int tc = chroma_style ? tc0 + 1 : tc0 + (ap < beta) + (aq < beta);
	const int delta = h264_clip3(-tc, tc, ((q0 - p0) * 4 + (p1 - q1) + 4) >> 3);

	s[3] = h264_clip3(0, dae_bd_max(depth), p0 + delta);
	s[4] = h264_clip3(0, dae_bd_max(depth), q0 - delta);
	if (!chroma_style && ap < beta)
		s[2] = p1 + h264_clip3(-tc0, tc0, (p2 + ((p0 + q0 + 1) >> 1) - 2 * p1) >> 1);
	if (!chroma_style && aq < beta)
		s[5] = q1 + h264_clip3(-tc0, tc0, (q2 + ((p0 + q0 + 1) >> 1) - 2 * q1) >> 1);
}

/* 8.7.2.4 for one side: @p points to p0 and goes on by @step, @q likewise. */
static void h264_ref_strong_side(int out[3], const int *p, int step, const int *q,
				 bool chroma_style, int alpha, int beta)
{
	const int p0 = p[0], p1 = p[step], p2 = p[2 * step], p3 = p[3 * step];
	const int q0 = q[0], q1 = q[-step];

	out[0] = p0;
	out[1] = p1;
	out[2] = p2;
	if (!chroma_style && h264_abs(p2 - p0) < beta && h264_abs(p0 - q0) < (alpha >> 2) + 2) {
		out[0] = (p2 + 2 * p1 + 2 * p0 + 2 * q0 + q1 + 4) >> 3;
		out[1] = (p2 + p1 + p0 + q0 + 2) >> 2;
		out[2] = (2 * p3 + 3 * p2 + p1 + p0 + q0 + 4) >> 3;
	} else {
		out[0] = (2 * p1 + p0 + q1 + 2) >> 2;
	}
}

static void h264_ref_strong(int s[8], bool chroma_style, int alpha, int beta)
{
	int p[3], q[3], i;

	h264_ref_strong_side(p, s + 3, -1, s + 4, chroma_style, alpha, beta);
	h264_ref_strong_side(q, s + 4, 1, s + 3, chroma_style, alpha, beta);
	for (i = 0; i < 3; i++) {
		s[3 - i] = p[i];
		s[4 + i] = q[i];
	}
}

/* 8.7.2.2: the edge lies before sample 0, across x or across y. Counts filtered lines. */
static int h264_ref_deblock(const struct dae_rect *r, enum h264_deblock_op op, enum h264_edge edge,
			    const struct h264_edge_params *e)
{
	const bool intra = op & 1, chroma_style = op & 2;
	const int reach = h264_deblock_reach[op];
	int k, i, filtered = 0;

	for (k = 0; k < 4 * e->seg_len; k++) {
		const int tc0 = e->tc0[k / e->seg_len];
		int s[8] = {};

		if (!intra && tc0 < 0)
			continue;
		for (i = -reach; i < reach; i++)
			s[4 + i] = edge == H264_EDGE_VERT ? dae_get(r, i, k) : dae_get(r, k, i);
		if (h264_abs(s[3] - s[4]) >= e->alpha || h264_abs(s[2] - s[3]) >= e->beta ||
		    h264_abs(s[5] - s[4]) >= e->beta)
			continue;

		filtered++;
		if (intra)
			h264_ref_strong(s, chroma_style, e->alpha, e->beta);
		else
			h264_ref_normal(s, chroma_style, e->beta, tc0, r->depth);
		for (i = -reach; i < reach; i++) {
			if (edge == H264_EDGE_VERT)
				dae_set(r, i, k, s[4 + i]);
			else
				dae_set(r, k, i, s[4 + i]);
		}
	}
	return filtered;
}

static void h264_deblock_call(const struct h264_dsp *dsp, const struct dae_rect *r,
			      enum h264_deblock_op op, enum h264_edge edge,
			      const struct h264_edge_params *e)
{
	const int bd_max = dae_bd_max(r->depth);

	switch (op) {
	case H264_DEBLOCK_LUMA:
		dsp->deblock_luma[edge](r->org, r->stride, e->seg_len, e->alpha, e->beta, e->tc0,
					bd_max);
		break;
	case H264_DEBLOCK_LUMA_INTRA:
		dsp->deblock_luma_intra[edge](r->org, r->stride, e->seg_len, e->alpha, e->beta,
					      bd_max);
		break;
	case H264_DEBLOCK_CHROMA:
		dsp->deblock_chroma[edge](r->org, r->stride, e->seg_len, e->alpha, e->beta, e->tc0,
					  bd_max);
		break;
	default:
		dsp->deblock_chroma_intra[edge](r->org, r->stride, e->seg_len, e->alpha, e->beta,
						bd_max);
	}
}

/*
 * Pairs of alpha' and beta' as Table 8-16 has them, from none to the largest.
 */
static const u8 h264_thresholds[][2] = {
	{ 0, 0 }, { 4, 2 }, { 15, 6 }, { 40, 10 }, { 80, 13 }, { 162, 16 }, { 255, 18 },
};

static const s8 h264_tc0_rows[][4] = {
	{ -1, -1, -1, -1 },
	{ 0, 0, 0, 0 },
	{ 1, -1, 0, 2 },
	{ -1, 4, 9, -1 },
	{ 25, 17, 13, 25 },
};

static bool h264_deblock_check(struct kunit *test, const struct h264_dsp *dsp, int op, int edge,
			       int seg_len, int fill, int lay, int thresholds, int tc0, u32 seed,
			       int *filtered)
{
	const int depth = dae_depth_of(test);
	const int margin = h264_deblock_margin[op];
	struct h264_edge_params e = {
		.seg_len = seg_len,
		.alpha = h264_thresholds[thresholds][0] << (depth - 8),
		.beta = h264_thresholds[thresholds][1] << (depth - 8),
	};
	struct dae_rect dst, want;

	memcpy(e.tc0, h264_tc0_rows[tc0], sizeof(e.tc0));
	if (edge == H264_EDGE_VERT)
		dae_place(test, &dst, DAE_ARENA_DST, depth, -margin, 0, margin, 4 * seg_len,
			  &dae_layouts[lay]);
	else
		dae_place(test, &dst, DAE_ARENA_DST, depth, 0, -margin, 4 * seg_len, margin,
			  &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	*filtered += h264_ref_deblock(&want, op, edge, &e);
	h264_deblock_call(dsp, &dst, op, edge, &e);
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "%s[%d], seg_len %d, alpha %d, beta %d, tc0 %d %d %d %d, fill %d, %s",
			       h264_deblock_names[op], edge, seg_len, e.alpha, e.beta, e.tc0[0],
			       e.tc0[1], e.tc0[2], e.tc0[3], fill, dae_layouts[lay].name);
}

static void h264_deblock_run(struct kunit *test, enum h264_deblock_op op, int seg_len)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	int filtered = 0;
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int repeat = dae_pick(&n, 4);
		const int tc0 = dae_pick(&n, ARRAY_SIZE(h264_tc0_rows));
		const int thresholds = dae_pick(&n, ARRAY_SIZE(h264_thresholds));
		const int lay = dae_pick(&n, dae_layout_count);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int edge = dae_pick(&n, H264_EDGE_COUNT);

		if (n)
			break;
		if (!h264_deblock_check(test, dsp, op, edge, seg_len, fill, lay, thresholds, tc0,
					repeat * 100 + thresholds + 1, &filtered))
			return;
	}
	/* the samples must be such that the filters have something to do */
	KUNIT_EXPECT_LE(test, 1000, filtered);
}

DAE_DSP_TEST(h264_deblock_test_luma)
{
	h264_deblock_run(test, H264_DEBLOCK_LUMA, 4);
	h264_deblock_run(test, H264_DEBLOCK_LUMA, 2);
}

DAE_DSP_TEST(h264_deblock_test_luma_intra)
{
	h264_deblock_run(test, H264_DEBLOCK_LUMA_INTRA, 4);
	h264_deblock_run(test, H264_DEBLOCK_LUMA_INTRA, 2);
}

DAE_DSP_TEST(h264_deblock_test_chroma)
{
	h264_deblock_run(test, H264_DEBLOCK_CHROMA, 4);
	h264_deblock_run(test, H264_DEBLOCK_CHROMA, 2);
	h264_deblock_run(test, H264_DEBLOCK_CHROMA, 1);
}

DAE_DSP_TEST(h264_deblock_test_chroma_intra)
{
	h264_deblock_run(test, H264_DEBLOCK_CHROMA_INTRA, 4);
	h264_deblock_run(test, H264_DEBLOCK_CHROMA_INTRA, 2);
	h264_deblock_run(test, H264_DEBLOCK_CHROMA_INTRA, 1);
}

static struct kunit_case h264_deblock_test_cases[] = {
	KUNIT_CASE_PARAM(h264_deblock_test_luma, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_deblock_test_luma_intra, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_deblock_test_chroma, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_deblock_test_chroma_intra, h264_dsp_gen_params),
	{}
};

static struct kunit_suite h264_deblock_test_suite = {
	.name = "h264_deblock",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = h264_deblock_test_cases,
};

kunit_test_suite(h264_deblock_test_suite);
