// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 intra prediction against a transcription of clauses 7.11.2, 7.11.4 and 7.11.5
 * of the AV1 specification, with its names. Blocks are at (0, 0) of CurrFrame, which
 * goes on to negative coordinates. The samples of the frame that may be read, and
 * those of the buffer of neighbours, lie against guard pages.
 */
#include <kunit/test.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_intra.h"
#include "av1/av1_intra_tables.h"
#include "av1/av1_types.h"
#include "av1_dsp_kunit.h"

#define AV1_REF_LEAD	16
#define AV1_REF_MAX	64

/* Widths and heights of enum av1_tx_size */
static const struct {
	u8 w;
	u8 h;
} av1_tx_dims[AV1_TX_SIZES] = {
	{ 4, 4 }, { 8, 8 }, { 16, 16 }, { 32, 32 }, { 64, 64 }, { 4, 8 }, { 8, 4 },
	{ 8, 16 }, { 16, 8 }, { 16, 32 }, { 32, 16 }, { 32, 64 }, { 64, 32 }, { 4, 16 },
	{ 16, 4 }, { 8, 32 }, { 32, 8 }, { 16, 64 }, { 64, 16 },
};

/* Which neighbours there can be */
static const struct av1_avail {
	bool above;
	bool left;
	bool above_right;
	bool below_left;
} av1_avails[] = {
	{ false, false, false, false },
	{ false, true, false, false },
	{ false, true, false, true },
	{ true, false, false, false },
	{ true, false, true, false },
	{ true, true, false, false },
	{ true, true, true, false },
	{ true, true, false, true },
	{ true, true, true, true },
};

/**
 * struct av1_ref_intra - an intra prediction of the specification
 * @frame: CurrFrame[plane]
 * @mode: mode
 * @angle_delta: angleDelta
 * @use_filter_intra: use_filter_intra
 * @filter_intra_mode: filter_intra_mode
 * @enable_intra_edge_filter: enable_intra_edge_filter
 * @filter_type: filterType
 * @w: w
 * @h: h
 * @depth: BitDepth
 * @max_x: maxX
 * @max_y: maxY
 * @avail: haveAbove, haveLeft, haveAboveRight, haveBelowLeft
 * @upsample_above: upsampleAbove
 * @upsample_left: upsampleLeft
 * @above: AboveRow, which begins at -AV1_REF_LEAD
 * @left: LeftCol, likewise
 * @pred: pred
 */
struct av1_ref_intra {
	struct dae_rect frame;
	enum av1_mode mode;
	int angle_delta;
	bool use_filter_intra;
	int filter_intra_mode;
	bool enable_intra_edge_filter;
	int filter_type;
	int w;
	int h;
	int depth;
	int max_x;
	int max_y;
	struct av1_avail avail;
	int upsample_above;
	int upsample_left;
	int above[AV1_REF_LEAD + 3 * AV1_INTRA_EDGE];
	int left[AV1_REF_LEAD + 3 * AV1_INTRA_EDGE];
	int pred[AV1_REF_MAX][AV1_REF_MAX];
};

static int av1_round2(int x, int n)
{
	return n ? (x + (1 << (n - 1))) >> n : x;
}

static int av1_round2_signed(int x, int n)
{
	return x >= 0 ? av1_round2(x, n) : -av1_round2(-x, n);
}

static int av1_clip1(const struct av1_ref_intra *r, int x)
{
	return clamp(x, 0, dae_bd_max(r->depth));
}

/* CurrFrame, or no sample where the operations have no business to read one */
static int av1_ref_frame(const struct av1_ref_intra *r, int x, int y)
{
	const struct dae_rect *f = &r->frame;

	return x >= f->x0 && x < f->x1 && y >= f->y0 && y < f->y1 ? dae_get(f, x, y) : -77777;
}

/* 7.11.2.1, the arrays AboveRow and LeftCol */
static void av1_ref_above_row(struct av1_ref_intra *r)
{
	const struct av1_avail *a = &r->avail;
	int *above = r->above + AV1_REF_LEAD, i, limit;

	for (i = 0; i < r->w + r->h; i++) {
		if (!a->above && a->left) {
			above[i] = av1_ref_frame(r, -1, 0);
		} else if (!a->above) {
			above[i] = (1 << (r->depth - 1)) - 1;
		} else {
			limit = min(r->max_x, (a->above_right ? 2 * r->w : r->w) - 1);
			above[i] = av1_ref_frame(r, min(limit, i), -1);
		}
	}
}

static void av1_ref_left_col(struct av1_ref_intra *r)
{
	const struct av1_avail *a = &r->avail;
	int *left = r->left + AV1_REF_LEAD, i, limit;

	for (i = 0; i < r->w + r->h; i++) {
		if (!a->left && a->above) {
			left[i] = av1_ref_frame(r, 0, -1);
		} else if (!a->left) {
			left[i] = (1 << (r->depth - 1)) + 1;
		} else {
			limit = min(r->max_y, (a->below_left ? 2 * r->h : r->h) - 1);
			left[i] = av1_ref_frame(r, -1, min(limit, i));
		}
	}
}

static void av1_ref_edges(struct av1_ref_intra *r)
{
	const struct av1_avail *a = &r->avail;
	int corner;

	/* what is not set is not a sample, and overflows if used */
	memset(r->above, 0x5a, sizeof(r->above));
	memset(r->left, 0x5a, sizeof(r->left));
	av1_ref_above_row(r);
	av1_ref_left_col(r);
	if (a->above && a->left)
		corner = av1_ref_frame(r, -1, -1);
	else if (a->above)
		corner = av1_ref_frame(r, 0, -1);
	else if (a->left)
		corner = av1_ref_frame(r, -1, 0);
	else
		corner = 1 << (r->depth - 1);
	r->above[AV1_REF_LEAD - 1] = corner;
	r->left[AV1_REF_LEAD - 1] = corner;
}

/* 7.11.2.2 */
static int av1_ref_basic(const struct av1_ref_intra *r, int i, int j)
{
	const int *above = r->above + AV1_REF_LEAD, *left = r->left + AV1_REF_LEAD;
	const int base = above[j] + left[i] - above[-1];
	const int p_left = abs(base - left[i]);
	const int p_top = abs(base - above[j]);
	const int p_top_left = abs(base - above[-1]);

	if (p_left <= p_top && p_left <= p_top_left)
		return left[i];
	if (p_top <= p_top_left)
		return above[j];
	return above[-1];
}

/* p[i] of 7.11.2.3 */
static int av1_ref_recursive_p(const struct av1_ref_intra *r, int i2, int j4, int i)
{
	const int *above = r->above + AV1_REF_LEAD, *left = r->left + AV1_REF_LEAD;

	if (i < 5) {
		if (i2 == 0)
			return above[(j4 << 2) + i - 1];
		if (j4 == 0 && i == 0)
			return left[(i2 << 1) - 1];
		return r->pred[(i2 << 1) - 1][(j4 << 2) + i - 1];
	}
	if (j4 == 0)
		return left[(i2 << 1) + i - 5];
	return r->pred[(i2 << 1) + i - 5][(j4 << 2) - 1];
}

static void av1_ref_recursive(struct av1_ref_intra *r)
{
	int i2, j4, i1, j1, i;

	for (i2 = 0; i2 < r->h >> 1; i2++) {
		for (j4 = 0; j4 < r->w >> 2; j4++) {
			int p[7];

			for (i = 0; i < 7; i++)
				p[i] = av1_ref_recursive_p(r, i2, j4, i);
			for (i1 = 0; i1 < 2; i1++) {
				for (j1 = 0; j1 < 4; j1++) {
					const s8 *taps = av1_intra_filter_taps[r->filter_intra_mode]
									      [(i1 << 2) + j1];
					int pr = 0;

					for (i = 0; i < 7; i++)
						pr += taps[i] * p[i];
					r->pred[(i2 << 1) + i1][(j4 << 2) + j1] =
						av1_clip1(r, av1_round2_signed(pr, 4));
				}
			}
		}
	}
}

/* 7.11.2.9 */
static int av1_ref_strength(int blk_wh, int filter_type, int delta)
{
	const int d = abs(delta);
	int strength = 0;

	if (filter_type == 0) {
		if (blk_wh <= 8) {
			if (d >= 56)
				strength = 1;
		} else if (blk_wh <= 12) {
			if (d >= 40)
				strength = 1;
		} else if (blk_wh <= 16) {
			if (d >= 40)
				strength = 1;
		} else if (blk_wh <= 24) {
			if (d >= 8)
				strength = 1;
			if (d >= 16)
				strength = 2;
			if (d >= 32)
				strength = 3;
		} else if (blk_wh <= 32) {
			strength = 1;
			if (d >= 4)
				strength = 2;
			if (d >= 32)
				strength = 3;
		} else {
			strength = 3;
		}
	} else {
		if (blk_wh <= 8) {
			if (d >= 40)
				strength = 1;
			if (d >= 64)
				strength = 2;
		} else if (blk_wh <= 16) {
			if (d >= 20)
				strength = 1;
			if (d >= 48)
				strength = 2;
		} else if (blk_wh <= 24) {
			if (d >= 4)
				strength = 3;
		} else {
			strength = 3;
		}
	}
	return strength;
}

/* 7.11.2.10 */
static int av1_ref_use_upsample(int blk_wh, int filter_type, int delta)
{
	const int d = abs(delta);

	if (d <= 0 || d >= 40)
		return 0;
	return filter_type == 0 ? blk_wh <= 16 : blk_wh <= 8;
}

/* 7.11.2.11 */
static void av1_ref_upsample(const struct av1_ref_intra *r, int *buf, int num_px)
{
	int dup[AV1_INTRA_EDGE + 3];
	int i, s;

	dup[0] = buf[-1];
	for (i = -1; i < num_px; i++)
		dup[i + 2] = buf[i];
	dup[num_px + 2] = buf[num_px - 1];

	buf[-2] = dup[0];
	for (i = 0; i < num_px; i++) {
		s = -dup[i] + (9 * dup[i + 1]) + (9 * dup[i + 2]) - dup[i + 3];
		s = av1_clip1(r, av1_round2(s, 4));
		buf[2 * i - 1] = s;
		buf[2 * i] = dup[i + 2];
	}
}

/* 7.11.2.12 */
static void av1_ref_edge_filter(int *buf, int sz, int strength)
{
	static const int kernel[3][5] = {
		{ 0, 4, 8, 4, 0 },
		{ 0, 5, 6, 5, 0 },
		{ 2, 4, 4, 4, 2 },
	};
	int edge[AV1_INTRA_EDGE + 1];
	int i, j, k, s;

	if (strength == 0)
		return;
	for (i = 0; i < sz; i++)
		edge[i] = buf[i - 1];
	for (i = 1; i < sz; i++) {
		s = 0;
		for (j = 0; j < 5; j++) {
			k = clamp(i - 2 + j, 0, sz - 1);
			s += kernel[strength - 1][j] * edge[k];
		}
		buf[i - 1] = (s + 8) >> 4;
	}
}

/* Step 4 of 7.11.2.4 up to the upsampling */
static void av1_ref_dir_filter(struct av1_ref_intra *r, int p_angle)
{
	int *above = r->above + AV1_REF_LEAD, *left = r->left + AV1_REF_LEAD;
	const int w = r->w, h = r->h;
	int num_px, s;

	if (p_angle > 90 && p_angle < 180 && w + h >= 24) {
		s = left[0] * 5 + above[-1] * 6 + above[0] * 5;
		left[-1] = av1_round2(s, 4);
		above[-1] = av1_round2(s, 4);
	}
	if (r->avail.above) {
		num_px = min(w, r->max_x + 1) + (p_angle < 90 ? h : 0) + 1;
		av1_ref_edge_filter(above, num_px,
				    av1_ref_strength(w + h, r->filter_type, p_angle - 90));
	}
	if (r->avail.left) {
		num_px = min(h, r->max_y + 1) + (p_angle > 180 ? w : 0) + 1;
		av1_ref_edge_filter(left, num_px,
				    av1_ref_strength(w + h, r->filter_type, p_angle - 180));
	}
}

/* Steps 3 and 4 of 7.11.2.4 */
static void av1_ref_dir_edges(struct av1_ref_intra *r, int p_angle)
{
	const int w = r->w, h = r->h;

	r->upsample_above = 0;
	r->upsample_left = 0;
	if (!r->enable_intra_edge_filter)
		return;
	if (p_angle != 90 && p_angle != 180)
		av1_ref_dir_filter(r, p_angle);

	r->upsample_above = av1_ref_use_upsample(w + h, r->filter_type, p_angle - 90);
	if (r->upsample_above)
		av1_ref_upsample(r, r->above + AV1_REF_LEAD, w + (p_angle < 90 ? h : 0));
	r->upsample_left = av1_ref_use_upsample(w + h, r->filter_type, p_angle - 180);
	if (r->upsample_left)
		av1_ref_upsample(r, r->left + AV1_REF_LEAD, h + (p_angle > 180 ? w : 0));
}

static int av1_ref_mix(const int *buf, int base, int shift)
{
	return av1_round2(buf[base] * (32 - shift) + buf[base + 1] * shift, 5);
}

/* Steps 7, 8 and 9 of 7.11.2.4 */
static int av1_ref_dir_up(const struct av1_ref_intra *r, int i, int j, int dx)
{
	const int *above = r->above + AV1_REF_LEAD;
	const int idx = (i + 1) * dx;
	const int base = (idx >> (6 - r->upsample_above)) + (j << r->upsample_above);
	const int shift = ((idx << r->upsample_above) >> 1) & 0x1f;
	const int max_base_x = (r->w + r->h - 1) << r->upsample_above;

	return base < max_base_x ? av1_ref_mix(above, base, shift) : above[max_base_x];
}

static int av1_ref_dir_both(const struct av1_ref_intra *r, int i, int j, int dx, int dy)
{
	int idx = j * 64 - (i + 1) * dx;
	int base = idx >> (6 - r->upsample_above);
	int shift;

	if (base >= -(1 << r->upsample_above)) {
		shift = ((idx * (1 << r->upsample_above)) >> 1) & 0x1f;
		return av1_ref_mix(r->above + AV1_REF_LEAD, base, shift);
	}
	idx = i * 64 - (j + 1) * dy;
	base = idx >> (6 - r->upsample_left);
	shift = ((idx * (1 << r->upsample_left)) >> 1) & 0x1f;
	return av1_ref_mix(r->left + AV1_REF_LEAD, base, shift);
}

static int av1_ref_dir_down(const struct av1_ref_intra *r, int i, int j, int dy)
{
	const int idx = (j + 1) * dy;
	const int base = (idx >> (6 - r->upsample_left)) + (i << r->upsample_left);
	const int shift = ((idx << r->upsample_left) >> 1) & 0x1f;

	return av1_ref_mix(r->left + AV1_REF_LEAD, base, shift);
}

/* Steps 5 to 11 of 7.11.2.4 */
static int av1_ref_dir(const struct av1_ref_intra *r, int p_angle, int i, int j)
{
	if (p_angle < 90)
		return av1_ref_dir_up(r, i, j, av1_dr_intra_derivative[p_angle]);
	if (p_angle > 90 && p_angle < 180)
		return av1_ref_dir_both(r, i, j, av1_dr_intra_derivative[180 - p_angle],
					av1_dr_intra_derivative[p_angle - 90]);
	if (p_angle > 180)
		return av1_ref_dir_down(r, i, j, av1_dr_intra_derivative[270 - p_angle]);
	return p_angle == 90 ? r->above[AV1_REF_LEAD + j] : r->left[AV1_REF_LEAD + i];
}

/* 7.11.2.5 */
static int av1_ref_dc(const struct av1_ref_intra *r)
{
	const int *above = r->above + AV1_REF_LEAD, *left = r->left + AV1_REF_LEAD;
	int k, sum_left = 0, sum_above = 0;

	for (k = 0; k < r->h; k++)
		sum_left += left[k];
	for (k = 0; k < r->w; k++)
		sum_above += above[k];
	if (r->avail.left && r->avail.above)
		return (sum_left + sum_above + ((r->w + r->h) >> 1)) / (r->w + r->h);
	if (r->avail.left)
		return av1_clip1(r, (sum_left + (r->h >> 1)) / r->h);
	if (r->avail.above)
		return av1_clip1(r, (sum_above + (r->w >> 1)) / r->w);
	return 1 << (r->depth - 1);
}

/* Sm_Weights_Tx_4x4 to Sm_Weights_Tx_64x64 */
static const u8 *av1_ref_weights(int n)
{
	return n == 4 ? av1_sm_weights_tx_4x4 : n == 8 ? av1_sm_weights_tx_8x8 :
	       n == 16 ? av1_sm_weights_tx_16x16 : n == 32 ? av1_sm_weights_tx_32x32 :
	       av1_sm_weights_tx_64x64;
}

/* 7.11.2.6 */
static int av1_ref_smooth(const struct av1_ref_intra *r, int i, int j)
{
	const int *above = r->above + AV1_REF_LEAD, *left = r->left + AV1_REF_LEAD;
	const u8 *x = av1_ref_weights(r->w), *y = av1_ref_weights(r->h);
	const int down = y[i] * above[j] + (256 - y[i]) * left[r->h - 1];
	const int across = x[j] * left[i] + (256 - x[j]) * above[r->w - 1];

	switch (r->mode) {
	case AV1_SMOOTH_PRED:
		return av1_round2(down + across, 9);
	case AV1_SMOOTH_V_PRED:
		return av1_round2(down, 8);
	default:
		return av1_round2(across, 8);
	}
}

static bool av1_ref_is_directional(enum av1_mode mode)
{
	return mode >= AV1_V_PRED && mode <= AV1_D67_PRED;
}

static int av1_ref_p_angle(const struct av1_ref_intra *r)
{
	return av1_mode_to_angle[r->mode] + 3 * r->angle_delta;
}

/* 7.11.2.1 from AboveRow and LeftCol on */
static void av1_ref_pred(struct av1_ref_intra *r)
{
	const int dc = av1_ref_dc(r);
	int i, j;

	if (r->use_filter_intra) {
		av1_ref_recursive(r);
		return;
	}
	if (av1_ref_is_directional(r->mode))
		av1_ref_dir_edges(r, av1_ref_p_angle(r));
	for (i = 0; i < r->h; i++) {
		for (j = 0; j < r->w; j++) {
			if (av1_ref_is_directional(r->mode))
				r->pred[i][j] = av1_ref_dir(r, av1_ref_p_angle(r), i, j);
			else if (r->mode == AV1_PAETH_PRED)
				r->pred[i][j] = av1_ref_basic(r, i, j);
			else if (r->mode == AV1_DC_PRED)
				r->pred[i][j] = dc;
			else
				r->pred[i][j] = av1_ref_smooth(r, i, j);
		}
	}
}

/* Counts of edges(), as its description has them */
static int av1_n_above(const struct av1_ref_intra *r)
{
	if (!r->avail.above)
		return 0;
	return min(r->max_x + 1, r->avail.above_right ? 2 * r->w : r->w);
}

static int av1_n_left(const struct av1_ref_intra *r)
{
	if (!r->avail.left)
		return 0;
	return min(r->max_y + 1, r->avail.below_left ? 2 * r->h : r->h);
}

static unsigned int av1_case_needs(const struct av1_ref_intra *r)
{
	if (r->use_filter_intra || r->mode == AV1_PAETH_PRED)
		return AV1_EDGE_ALL;
	if (r->mode == AV1_DC_PRED)
		return (r->avail.above ? AV1_EDGE_ABOVE : 0) | (r->avail.left ? AV1_EDGE_LEFT : 0);
	if (!av1_ref_is_directional(r->mode))
		return AV1_EDGE_BOTH;
	if (av1_ref_p_angle(r) == 90)
		return AV1_EDGE_ABOVE;
	if (av1_ref_p_angle(r) == 180)
		return AV1_EDGE_LEFT;
	return av1_ref_p_angle(r) < 90 ? AV1_EDGE_UP :
	       av1_ref_p_angle(r) > 180 ? AV1_EDGE_DOWN : AV1_EDGE_ALL;
}

static enum av1_intra av1_case_dc(const struct av1_ref_intra *r)
{
	if (r->avail.above)
		return r->avail.left ? AV1_INTRA_DC : AV1_INTRA_DC_TOP;
	return r->avail.left ? AV1_INTRA_DC_LEFT : AV1_INTRA_DC_128;
}

static enum av1_intra av1_case_slot(const struct av1_ref_intra *r)
{
	switch (r->mode) {
	case AV1_V_PRED:
		return AV1_INTRA_V;
	case AV1_H_PRED:
		return AV1_INTRA_H;
	case AV1_SMOOTH_PRED:
		return AV1_INTRA_SMOOTH;
	case AV1_SMOOTH_V_PRED:
		return AV1_INTRA_SMOOTH_V;
	case AV1_SMOOTH_H_PRED:
		return AV1_INTRA_SMOOTH_H;
	case AV1_PAETH_PRED:
		return AV1_INTRA_PAETH;
	default:
		return av1_case_dc(r);
	}
}

static void av1_case_run(const struct av1_intra_dsp *dsp, const struct av1_ref_intra *r,
			 struct dae_rect *dst, const struct dae_rect *tl)
{
	const int bd_max = dae_bd_max(r->depth), angle = av1_ref_p_angle(r);
	const unsigned int flags = (r->enable_intra_edge_filter ? AV1_DIR_EDGE_FILTER : 0) |
				   (r->filter_type ? AV1_DIR_SMOOTH : 0);

	dsp->edges(tl->org, r->frame.org, r->frame.stride, r->w, r->h, av1_n_above(r),
		   av1_n_left(r), av1_case_needs(r), bd_max);
	if (r->use_filter_intra)
		dsp->filter_intra(dst->org, dst->stride, tl->org, r->w, r->h,
				  r->filter_intra_mode, bd_max);
	else if (av1_ref_is_directional(r->mode) && angle != 90 && angle != 180)
		dsp->pred_dir(dst->org, dst->stride, tl->org, r->w, r->h, angle, flags,
			      av1_n_above(r), av1_n_left(r), bd_max);
	else
		dsp->pred[av1_case_slot(r)](dst->org, dst->stride, tl->org, r->w, r->h, bd_max);
}

/* A buffer of neighbours that has nothing but those of @needs, and 1 sample at least */
static void av1_place_tl(struct kunit *test, struct dae_rect *tl, enum dae_arena arena,
			 const struct av1_ref_intra *r, unsigned int needs, u32 *seed)
{
	const int above = needs & AV1_EDGE_ABOVE_RIGHT ? r->w + r->h : r->w;
	const int left = needs & AV1_EDGE_BELOW_LEFT ? r->w + r->h : r->h;
	const int x1 = needs & AV1_EDGE_ABOVE ? 1 + above : !!(needs & AV1_EDGE_CORNER);
	const int x0 = needs & AV1_EDGE_LEFT ? -left : !(needs & AV1_EDGE_CORNER);

	dae_place(test, tl, arena, r->depth, x0, 0, max(x1, x0 + 1), 1,
		  &dae_layouts[dae_rnd(seed) & 1]);
	dae_fill(tl, DAE_FILL_RANDOM, seed);
}

/* A frame that has nothing but what edges() may read for @needs */
static void av1_place_frame(struct kunit *test, struct av1_ref_intra *r, unsigned int needs,
			    int fill, u32 *seed)
{
	const int right = needs & AV1_EDGE_ABOVE_RIGHT ? r->w + r->h : r->w;
	const int below = needs & AV1_EDGE_BELOW_LEFT ? r->w + r->h : r->h;
	const int above = min(needs & AV1_EDGE_ABOVE ? right : 1, av1_n_above(r));
	const int left = min(needs & AV1_EDGE_LEFT ? below : 1, av1_n_left(r));
	const int none = !above && !left;

	dae_place(test, &r->frame, DAE_ARENA_SRC, r->depth, left ? -1 : 0, above ? -1 : 0,
		  above + none, left + none, &dae_layouts[dae_rnd(seed) % dae_layout_count]);
	dae_fill(&r->frame, fill, seed);
}

/* Size and neighbours; with @cut the picture ends near the block. */
static void av1_case_init(struct av1_ref_intra *r, int tx, int avail, bool cut, u32 *seed)
{
	r->w = av1_tx_dims[tx].w;
	r->h = av1_tx_dims[tx].h;
	r->avail = av1_avails[avail];
	r->max_x = cut ? dae_rnd(seed) % (2 * r->w) : 4096;
	r->max_y = cut ? dae_rnd(seed) % (2 * r->h) : 4096;
}

static const struct av1_intra_dsp *av1_intra_dsp_of(struct kunit *test)
{
	return &av1_dsp_of(test)->intra;
}

static struct av1_ref_intra *av1_ref_of(struct kunit *test)
{
	struct av1_ref_intra *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, r);
	r->depth = dae_depth_of(test);
	return r;
}

static void av1_set_pred(const struct av1_ref_intra *r, struct dae_rect *want)
{
	int i, j;

	for (i = 0; i < r->h; i++)
		for (j = 0; j < r->w; j++)
			dae_set(want, j, i, r->pred[i][j]);
}

/* From the frame to the prediction */
static bool av1_intra_check(struct kunit *test, const struct av1_intra_dsp *dsp,
			    struct av1_ref_intra *r, int fill, u32 *seed)
{
	const unsigned int needs = av1_case_needs(r);
	const int lay = dae_rnd(seed) % dae_layout_count;
	struct dae_rect dst, want, tl;

	av1_place_frame(test, r, needs, fill, seed);
	av1_place_tl(test, &tl, DAE_ARENA_ARG, r, needs, seed);
	dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, r->w, r->h, &dae_layouts[lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	av1_ref_edges(r);
	av1_ref_pred(r);
	av1_set_pred(r, &want);
	av1_case_run(dsp, r, &dst, &tl);
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "%dx%d, mode %d (%d), %d + 3 * %d degrees, filter %d, type %d, have %d %d %d %d, max (%d, %d), fill %d, %s",
			       r->w, r->h, r->use_filter_intra ? r->filter_intra_mode : r->mode,
			       r->use_filter_intra, av1_mode_to_angle[r->mode], r->angle_delta,
			       r->enable_intra_edge_filter, r->filter_type, r->avail.above,
			       r->avail.left, r->avail.above_right, r->avail.below_left,
			       r->max_x, r->max_y, fill, dae_layouts[lay].name);
}

DAE_DSP_TEST(av1_intra_test_modes)
{
	static const u8 modes[] = {
		AV1_DC_PRED, AV1_V_PRED, AV1_H_PRED, AV1_SMOOTH_PRED, AV1_SMOOTH_V_PRED,
		AV1_SMOOTH_H_PRED, AV1_PAETH_PRED,
	};
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int cut = dae_pick(&n, 2);
		const int avail = dae_pick(&n, ARRAY_SIZE(av1_avails));
		const int tx = dae_pick(&n, AV1_TX_SIZES);

		r->mode = modes[dae_pick(&n, ARRAY_SIZE(modes))];
		av1_case_init(r, tx, avail, cut, &seed);
		if (n || !av1_intra_check(test, dsp, r, fill, &seed))
			return;
	}
}

/* All angles that there are, each with some of the cases of neighbours */
DAE_DSP_TEST(av1_intra_test_dir)
{
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int repeat = dae_pick(&n, 5);
		const int filter = dae_pick(&n, 3);
		const int tx = dae_pick(&n, AV1_TX_SIZES);
		int avail, fill;

		r->angle_delta = dae_pick(&n, 7) - 3;
		r->mode = AV1_V_PRED + dae_pick(&n, AV1_D67_PRED - AV1_V_PRED + 1);
		r->enable_intra_edge_filter = filter > 0;
		r->filter_type = filter > 1;
		avail = dae_rnd(&seed) % ARRAY_SIZE(av1_avails);
		av1_case_init(r, tx, avail, repeat & 1, &seed);
		fill = dae_rnd(&seed) % DAE_FILL_COUNT;
		if (n || !av1_intra_check(test, dsp, r, fill, &seed))
			return;
	}
}

DAE_DSP_TEST(av1_intra_test_filter_intra)
{
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	r->use_filter_intra = true;
	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int avail = dae_pick(&n, ARRAY_SIZE(av1_avails));
		const int tx = dae_pick(&n, AV1_TX_SIZES);

		r->filter_intra_mode = dae_pick(&n, AV1_FILTER_INTRA_MODES);
		if (n)
			return;
		av1_case_init(r, tx, avail, dae_rnd(&seed) & 1, &seed);
		if (max(r->w, r->h) <= 32 && !av1_intra_check(test, dsp, r, fill, &seed))
			return;
	}
}

/* What @needs asks for of the neighbours, and that nothing else is written */
static bool av1_edges_check(struct kunit *test, const struct av1_intra_dsp *dsp,
			    struct av1_ref_intra *r, unsigned int needs, int fill, u32 *seed)
{
	const int *above = r->above + AV1_REF_LEAD, *left = r->left + AV1_REF_LEAD;
	const int right = needs & AV1_EDGE_ABOVE_RIGHT ? r->w + r->h : r->w;
	const int below = needs & AV1_EDGE_BELOW_LEFT ? r->w + r->h : r->h;
	struct dae_rect tl, want;
	int i;

	av1_place_frame(test, r, needs, fill, seed);
	dae_place(test, &tl, DAE_ARENA_DST, r->depth, -AV1_INTRA_EDGE, 0, 1 + AV1_INTRA_EDGE, 1,
		  &dae_layouts[dae_rnd(seed) % dae_layout_count]);
	dae_fill(&tl, DAE_FILL_RANDOM, seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &tl);

	av1_ref_edges(r);
	for (i = 0; needs & AV1_EDGE_ABOVE && i < right; i++)
		dae_set(&want, 1 + i, 0, above[i]);
	for (i = 0; needs & AV1_EDGE_LEFT && i < below; i++)
		dae_set(&want, -1 - i, 0, left[i]);
	if (needs & AV1_EDGE_CORNER)
		dae_set(&want, 0, 0, above[-1]);

	dsp->edges(tl.org, r->frame.org, r->frame.stride, r->w, r->h, av1_n_above(r),
		   av1_n_left(r), needs, dae_bd_max(r->depth));
	return DAE_EXPECT_SAME(test, &tl, &want,
			       "edges of %dx%d, needs %#x, have %d %d %d %d, max (%d, %d)", r->w,
			       r->h, needs, r->avail.above, r->avail.left, r->avail.above_right,
			       r->avail.below_left, r->max_x, r->max_y);
}

DAE_DSP_TEST(av1_intra_test_edges)
{
	static const u8 needs[] = {
		0, AV1_EDGE_ABOVE, AV1_EDGE_LEFT, AV1_EDGE_BOTH, AV1_EDGE_ALL, AV1_EDGE_UP,
		AV1_EDGE_DOWN, AV1_EDGE_UP | AV1_EDGE_DOWN,
	};
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int cut = dae_pick(&n, 2);
		const int avail = dae_pick(&n, ARRAY_SIZE(av1_avails));
		const int tx = dae_pick(&n, AV1_TX_SIZES);
		const int need = needs[dae_pick(&n, ARRAY_SIZE(needs))];

		av1_case_init(r, tx, avail, cut, &seed);
		if (n || !av1_edges_check(test, dsp, r, need, fill, &seed))
			return;
	}
}

/* L and lumaAvg of 7.11.5; @luma is CurrFrame[0], and startX and startY are 0. */
static void av1_ref_cfl(struct av1_ref_intra *r, const struct dae_rect *luma, int sub_x,
			int sub_y, int max_luma_w, int max_luma_h)
{
	int i, j, dx, dy, luma_x, luma_y, t, luma_avg = 0;

	for (i = 0; i < r->h; i++) {
		luma_y = min(i << sub_y, max_luma_h - (1 << sub_y));
		for (j = 0; j < r->w; j++) {
			luma_x = min(j << sub_x, max_luma_w - (1 << sub_x));
			t = 0;
			for (dy = 0; dy <= sub_y; dy++)
				for (dx = 0; dx <= sub_x; dx++)
					t += dae_get(luma, luma_x + dx, luma_y + dy);
			r->pred[i][j] = t << (3 - sub_x - sub_y);
			luma_avg += r->pred[i][j];
		}
	}
	luma_avg = (luma_avg + r->w * r->h / 2) / (r->w * r->h);
	for (i = 0; i < r->h; i++)
		for (j = 0; j < r->w; j++)
			r->pred[i][j] -= luma_avg;
}

static bool av1_cfl_ac_check(struct kunit *test, const struct av1_intra_dsp *dsp,
			     struct av1_ref_intra *r, int layout, bool cut, int fill, u32 *seed)
{
	const int sub_x = layout != AV1_CFL_444, sub_y = layout == AV1_CFL_420;
	const int valid_w = cut ? 1 + dae_rnd(seed) % r->w : r->w + dae_rnd(seed) % 5;
	const int valid_h = cut ? 1 + dae_rnd(seed) % r->h : r->h + dae_rnd(seed) % 5;
	struct dae_rect luma, ac, want;

	dae_place(test, &luma, DAE_ARENA_SRC, r->depth, 0, 0, min(valid_w, r->w) << sub_x,
		  min(valid_h, r->h) << sub_y, &dae_layouts[dae_rnd(seed) % dae_layout_count]);
	dae_fill(&luma, fill, seed);
	/* s16 in place of samples */
	dae_place(test, &ac, DAE_ARENA_DST, 16, 0, 0, r->w, r->h, &dae_layouts[0]);
	dae_fill(&ac, DAE_FILL_RANDOM, seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &ac);

	av1_ref_cfl(r, &luma, sub_x, sub_y, valid_w << sub_x, valid_h << sub_y);
	av1_set_pred(r, &want);
	dsp->cfl_ac[layout](ac.org, luma.org, luma.stride, r->w, r->h, valid_w, valid_h);
	return DAE_EXPECT_SAME(test, &ac, &want, "cfl_ac[%d] of %dx%d, valid %dx%d, fill %d",
			       layout, r->w, r->h, valid_w, valid_h, fill);
}

DAE_DSP_TEST(av1_intra_test_cfl_ac)
{
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int repeat = dae_pick(&n, 4);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int layout = dae_pick(&n, AV1_CFL_LAYOUTS);
		const int tx = dae_pick(&n, AV1_TX_SIZES);

		if (n)
			return;
		av1_case_init(r, tx, 0, false, &seed);
		if (max(r->w, r->h) <= AV1_CFL_MAX &&
		    !av1_cfl_ac_check(test, dsp, r, layout, repeat, fill, &seed))
			return;
	}
}

/* The prediction of 7.11.5 with @ac for L - lumaAvg and with @tl for what DC_PRED reads */
static void av1_ref_cfl_pred(struct av1_ref_intra *r, const struct dae_rect *tl,
			     const struct dae_rect *ac, int alpha)
{
	int i, j, dc;

	for (i = 0; i < r->w; i++)
		r->above[AV1_REF_LEAD + i] = r->avail.above ? dae_get(tl, 1 + i, 0) : 0;
	for (i = 0; i < r->h; i++)
		r->left[AV1_REF_LEAD + i] = r->avail.left ? dae_get(tl, -1 - i, 0) : 0;
	dc = av1_ref_dc(r);
	for (i = 0; i < r->h; i++) {
		for (j = 0; j < r->w; j++) {
			const int luma = (s16)dae_get(ac, j, i);

			r->pred[i][j] = av1_clip1(r, dc + av1_round2_signed(alpha * luma, 6));
		}
	}
}

/* Differences of luma samples times 8, as s16 in place of samples */
static void av1_place_ac(struct kunit *test, struct dae_rect *ac, const struct av1_ref_intra *r,
			 int fill, u32 *seed)
{
	int i, j;

	dae_place(test, ac, DAE_ARENA_ARG, r->depth + 4, 0, 0, r->w, r->h, &dae_layouts[0]);
	dae_fill(ac, fill, seed);
	for (i = 0; i < r->h; i++)
		for (j = 0; j < r->w; j++)
			dae_set(ac, j, i, dae_get(ac, j, i) - (8 << r->depth));
}

static bool av1_cfl_pred_check(struct kunit *test, const struct av1_intra_dsp *dsp,
			       struct av1_ref_intra *r, int alpha, int fill, u32 *seed)
{
	const int lay = dae_rnd(seed) % dae_layout_count, slot = av1_case_dc(r);
	struct dae_rect tl, ac, dst, want;

	r->mode = AV1_DC_PRED;
	av1_place_tl(test, &tl, DAE_ARENA_SRC, r, av1_case_needs(r), seed);
	av1_place_ac(test, &ac, r, fill, seed);
	dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, r->w, r->h, &dae_layouts[lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	av1_ref_cfl_pred(r, &tl, &ac, alpha);
	av1_set_pred(r, &want);
	dsp->cfl_pred[slot](dst.org, dst.stride, tl.org, r->w, r->h, ac.org, alpha,
			    dae_bd_max(r->depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "cfl_pred[%d] of %dx%d, alpha %d, fill %d, %s",
			       slot, r->w, r->h, alpha, fill, dae_layouts[lay].name);
}

DAE_DSP_TEST(av1_intra_test_cfl_pred)
{
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int avail = dae_pick(&n, ARRAY_SIZE(av1_avails));
		const int alpha = dae_pick(&n, 33) - 16;
		const int tx = dae_pick(&n, AV1_TX_SIZES);

		if (n)
			return;
		av1_case_init(r, tx, avail, false, &seed);
		if (max(r->w, r->h) <= AV1_CFL_MAX &&
		    !av1_cfl_pred_check(test, dsp, r, alpha, fill, &seed))
			return;
	}
}

static bool av1_palette_check(struct kunit *test, const struct av1_intra_dsp *dsp,
			      struct av1_ref_intra *r, int lay, u32 *seed)
{
	struct dae_rect dst, want, map;
	u16 *colors = dae_guarded(test, DAE_ARENA_ARG, AV1_PALETTE_MAX * sizeof(*colors),
				  dae_rnd(seed) & 1);
	int i, j;

	for (i = 0; i < AV1_PALETTE_MAX; i++)
		colors[i] = dae_rnd(seed) & dae_bd_max(r->depth);
	dae_place(test, &map, DAE_ARENA_SRC, 8, 0, 0, r->w, r->h,
		  &dae_layouts[dae_rnd(seed) % dae_layout_count]);
	dae_fill(&map, DAE_FILL_RANDOM, seed);
	dae_place(test, &dst, DAE_ARENA_DST, r->depth, 0, 0, r->w, r->h, &dae_layouts[lay]);
	dae_fill(&dst, DAE_FILL_RANDOM, seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	for (i = 0; i < r->h; i++) {
		for (j = 0; j < r->w; j++) {
			dae_set(&map, j, i, dae_get(&map, j, i) % AV1_PALETTE_MAX);
			dae_set(&want, j, i, colors[dae_get(&map, j, i)]);
		}
	}
	dsp->palette(dst.org, dst.stride, colors, map.org, map.stride, r->w, r->h);
	return DAE_EXPECT_SAME(test, &dst, &want, "palette of %dx%d, %s", r->w, r->h,
			       dae_layouts[lay].name);
}

DAE_DSP_TEST(av1_intra_test_palette)
{
	const struct av1_intra_dsp *dsp = av1_intra_dsp_of(test);
	struct av1_ref_intra *r = av1_ref_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1;
		const int repeat = dae_pick(&n, 4);
		const int lay = dae_pick(&n, dae_layout_count);
		const int tx = dae_pick(&n, AV1_TX_SIZES);

		seed += repeat;
		av1_case_init(r, tx, 0, false, &seed);
		if (n || !av1_palette_check(test, dsp, r, lay, &seed))
			return;
	}
}

static struct kunit_case av1_intra_test_cases[] = {
	KUNIT_CASE_PARAM(av1_intra_test_edges, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_intra_test_modes, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_intra_test_dir, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_intra_test_filter_intra, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_intra_test_cfl_ac, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_intra_test_cfl_pred, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_intra_test_palette, av1_dsp_gen_params),
	{}
};

static struct kunit_suite av1_intra_test_suite = {
	.name = "av1_intra",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_intra_test_cases,
};

kunit_test_suite(av1_intra_test_suite);
