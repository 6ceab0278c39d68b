// SPDX-License-Identifier: GPL-2.0
/*
 * Inter prediction of whole AV1 frames against a transcription of 7.11.3, sample by
 * sample: blocks of av1_model.h without residual, predicted from noise. Blocks of intra
 * prediction are taken as the decoder has them.
 */
#include <kunit/test.h>
#include <linux/container_of.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_intra_tables.h"
#include "av1/av1_mc_tables.h"
#include "av1/av1_warp.h"
#include "av1_fixture.h"
#include "av1_model.h"
#include "dae_check.h"

#define INTER_MAX	128

/**
 * struct inter_spec - a frame as the specification predicts it
 * @pic: what the decoder made, and the references
 * @m: its blocks
 * @stride: samples in a row of @frame
 * @frame: CurrFrame
 * @preds: preds[ refList ], in rows of INTER_MAX as all that follow
 * @obmc: obmcPred
 * @intermediate: of 7.11.3.4
 * @mask: Mask
 * @b: the block
 * @avail_u: AvailU, AvailUChroma
 * @avail_l: AvailL, AvailLChroma
 * @round0: InterRound0
 * @round1: InterRound1
 * @post_round: InterPostRound
 * @num_intrabc: blocks of intra block copy so far
 */
struct inter_spec {
	struct av1_pic *pic;
	struct av1_model *m;
	u32 stride;
	u16 *frame[AV1_MAX_PLANES];
	s32 preds[2][INTER_MAX * INTER_MAX];
	s32 obmc[INTER_MAX * INTER_MAX];
	s32 intermediate[(2 * INTER_MAX + 16) * INTER_MAX];
	u8 mask[INTER_MAX * INTER_MAX];
	const struct av1_block *b;
	bool avail_u[2];
	bool avail_l[2];
	int round0;
	int round1;
	int post_round;
	u32 num_intrabc;
};

/* A part of a plane, and whose motion it has */
struct inter_region {
	int plane;
	int x;
	int y;
	int w;
	int h;
	const struct av1_block *cand;
};

static s64 inter_round2(s64 x, int n)
{
	return n ? (x + (1LL << (n - 1))) >> n : x;
}

static s64 inter_round2_signed(s64 x, int n)
{
	return x < 0 ? -inter_round2(-x, n) : inter_round2(x, n);
}

static int inter_clip1(const struct inter_spec *s, s64 x)
{
	return clamp_t(s64, x, 0, s->pic->bd_max);
}

static u16 *inter_at(const struct inter_spec *s, int plane, int x, int y)
{
	return &s->frame[plane][y * s->stride + x];
}

/* ref[ plane ][ y ][ x ] with the clipping to lastY and lastX; grey if it is missing */
static int inter_ref(const struct inter_spec *s, int plane, int ref, s64 x, s64 y)
{
	const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
	const struct dae_frame *frame = s->pic->refs[ref].frame;
	int width = s->pic->mi_cols * 4, height = s->pic->mi_rows * 4;

	if (ref != AV1_INTRA_FRAME) {
		if (!frame)
			return 1 << (s->pic->bit_depth - 1);
		width = frame->fmt.width;
		height = frame->fmt.height;
	}
	x = clamp_t(s64, x, 0, ((width + sub_x) >> sub_x) - 1);
	y = clamp_t(s64, y, 0, ((height + sub_y) >> sub_y) - 1);
	if (ref == AV1_INTRA_FRAME)
		return *inter_at(s, plane, x, y);
	return dae_sample(frame, plane, x, y);
}

/* 7.11.3.2 */
static void inter_rounding(struct inter_spec *s, bool is_compound)
{
	s->round0 = 3;
	s->round1 = is_compound ? 7 : 11;
	if (s->pic->bit_depth == 12)
		s->round0 += 2;
	if (s->pic->bit_depth == 12 && !is_compound)
		s->round1 -= 2;
	s->post_round = 2 * 7 - (s->round0 + s->round1);
}

/* 7.11.3.3 in one direction: startX and stepX, or startY and stepY */
static s64 inter_scale(int pos, int mv, int sub, int ref_size, int size, int *step)
{
	const s64 scale = ((ref_size << 14) + size / 2) / size;
	const s64 half_sample = 1 << 3;
	const s64 orig = (pos << 4) + (2 * mv >> sub) + half_sample;
	const s64 base = orig * scale - (half_sample << 14);
	const int off = (1 << (10 - 4)) / 2;

	*step = inter_round2_signed(scale, 14 - 10);
	return inter_round2_signed(base, 14 + 4 - 10) + off;
}

static unsigned int inter_filter(unsigned int filter, int size)
{
	if (size > 4)
		return filter;
	if (filter == AV1_EIGHTTAP || filter == AV1_EIGHTTAP_SHARP)
		return 4;
	return filter == AV1_EIGHTTAP_SMOOTH ? 5 : filter;
}

/* 7.11.3.3 and 7.11.3.4 */
static void inter_block(struct inter_spec *s, const struct inter_region *g, int list, s32 *pred)
{
	const struct av1_block *cand = g->cand;
	const int ref = cand->ref[list];
	const int sub_x = g->plane ? s->pic->sub_x : 0, sub_y = g->plane ? s->pic->sub_y : 0;
	const int width = s->pic->params.width, height = s->pic->params.fmt.height;
	const struct dae_frame *frame = ref > AV1_INTRA_FRAME ? s->pic->refs[ref].frame : NULL;
	const unsigned int filter_x = inter_filter(cand->filter[1], g->w);
	const unsigned int filter_y = inter_filter(cand->filter[0], g->h);
	int step_x, step_y, rows, r, c, t;
	s64 x, y, sum;

	x = inter_scale(g->x, cand->mv[list].col, sub_x, frame ? frame->fmt.width : width, width,
			&step_x);
	y = inter_scale(g->y, cand->mv[list].row, sub_y, frame ? frame->fmt.height : height,
			height, &step_y);
	rows = (((g->h - 1) * step_y + (1 << 10) - 1) >> 10) + 8;
	for (r = 0; r < rows; r++) {
		for (c = 0; c < g->w; c++) {
			const s64 p = x + step_x * c;

			for (sum = 0, t = 0; t < 8; t++)
				sum += av1_subpel_filters[filter_x][p >> 6 & 15][t] *
				       inter_ref(s, g->plane, ref, (p >> 10) + t - 3,
						 (y >> 10) + r - 3);
			s->intermediate[r * INTER_MAX + c] = inter_round2(sum, s->round0);
		}
	}
	for (r = 0; r < g->h; r++) {
		for (c = 0; c < g->w; c++) {
			const int p = (y & 1023) + step_y * r;

			for (sum = 0, t = 0; t < 8; t++)
				sum += av1_subpel_filters[filter_y][p >> 6 & 15][t] *
				       s->intermediate[((p >> 10) + t) * INTER_MAX + c];
			pred[r * INTER_MAX + c] = inter_round2(sum, s->round1);
		}
	}
}

/* 7.11.3.5: 8x8 samples at (@x, @y) of the plane */
static void inter_warp8x8(struct inter_spec *s, int plane, int ref, const s32 *params,
			  const s16 *shear, int x, int y, s32 *pred)
{
	const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
	const s64 src_x = (x + 4) << sub_x, src_y = (y + 4) << sub_y;
	const s64 dst_x = params[2] * src_x + params[3] * src_y + params[0];
	const s64 dst_y = params[4] * src_x + params[5] * src_y + params[1];
	const s64 x4 = dst_x >> sub_x, y4 = dst_y >> sub_y;
	const s64 ix4 = x4 >> 16, iy4 = y4 >> 16;
	const int sx4 = x4 & 65535, sy4 = y4 & 65535;
	int i1, i2, i3, offs;
	s64 sum;

	for (i1 = -7; i1 < 8; i1++) {
		for (i2 = -4; i2 < 4; i2++) {
			offs = inter_round2(sx4 + shear[0] * i2 + shear[1] * i1, 10) + 64;
			for (sum = 0, i3 = 0; i3 < 8; i3++)
				sum += av1_warped_filters[offs][i3] *
				       inter_ref(s, plane, ref, ix4 + i2 - 3 + i3, iy4 + i1);
			s->intermediate[(i1 + 7) * INTER_MAX + i2 + 4] =
				inter_round2(sum, s->round0);
		}
	}
	for (i1 = -4; i1 < 4; i1++) {
		for (i2 = -4; i2 < 4; i2++) {
			offs = inter_round2(sy4 + shear[2] * i2 + shear[3] * i1, 10) + 64;
			for (sum = 0, i3 = 0; i3 < 8; i3++)
				sum += av1_warped_filters[offs][i3] *
				       s->intermediate[(i1 + i3 + 4) * INTER_MAX + i2 + 4];
			pred[(i1 + 4) * INTER_MAX + i2 + 4] = inter_round2(sum, s->round1);
		}
	}
}

/* Steps 5 to 13 of 7.11.3.1 */
static void inter_pred_list(struct inter_spec *s, const struct inter_region *g, int list)
{
	const struct av1_params *p = &s->pic->params;
	const struct av1_block *b = s->b;
	const struct av1_warp_model *warp = &container_of(b, struct av1_model_block, b)->warp;
	const int ref = g->cand->ref[list];
	const struct av1_gm *gm = &p->gm[ref];
	const s32 *params = NULL;
	const s16 *shear = NULL;
	int x, y;

	if (g->w >= 8 && g->h >= 8 && !p->force_integer_mv) {
		if (b->motion_mode == AV1_LOCALWARP && b->warp_valid) {
			params = warp->params;
			shear = warp->shear;
		} else if ((b->mode == AV1_GLOBALMV || b->mode == AV1_GLOBAL_GLOBALMV) &&
			   gm->type > AV1_WARP_TRANSLATION && !s->pic->refs[ref].scaled &&
			   gm->valid) {
			params = gm->params;
			shear = gm->shear;
		}
	}
	if (!params) {
		inter_block(s, g, list, s->preds[list]);
		return;
	}
	for (y = 0; y < g->h; y += 8)
		for (x = 0; x < g->w; x += 8)
			inter_warp8x8(s, g->plane, ref, params, shear, g->x + x, g->y + y,
				      &s->preds[list][y * INTER_MAX + x]);
}

/* Mask of 7.11.3.1: 7.11.3.11 to 7.11.3.13 */
static void inter_make_mask(struct inter_spec *s, const struct inter_region *g)
{
	const struct av1_block *b = s->b;
	const int scale = INTER_MAX / max(g->h, g->w);
	const u8 *wedge;
	int i, j, diff, m;

	for (i = 0; i < g->h; i++) {
		for (j = 0; j < g->w; j++) {
			u8 *mask = &s->mask[i * INTER_MAX + j];

			if (b->compound_type == AV1_COMPOUND_WEDGE && !g->plane) {
				wedge = av1_wedge_mask(s->pic->masks, b->size, b->wedge_sign,
						       b->wedge_index);
				*mask = wedge[i * AV1_WEDGE_STRIDE + j];
			} else if (b->compound_type == AV1_COMPOUND_INTRA) {
				*mask = 32;
				if (b->interintra_mode == AV1_II_V_PRED)
					*mask = av1_ii_weights_1d[i * scale];
				else if (b->interintra_mode == AV1_II_H_PRED)
					*mask = av1_ii_weights_1d[j * scale];
				else if (b->interintra_mode == AV1_II_SMOOTH_PRED)
					*mask = av1_ii_weights_1d[min(i, j) * scale];
			} else if (b->compound_type == AV1_COMPOUND_DIFFWTD && !g->plane) {
				diff = abs(s->preds[0][i * INTER_MAX + j] -
					   s->preds[1][i * INTER_MAX + j]);
				diff = inter_round2(diff, s->pic->bit_depth - 8 + s->post_round);
				m = clamp(38 + diff / 16, 0, 64);
				*mask = b->mask_type ? 64 - m : m;
			}
		}
	}
}

/* m of the mask blend process (7.11.3.14) */
static int inter_mask_at(const struct inter_spec *s, int plane, int x, int y)
{
	const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
	const u8 *mask = s->mask;

	if ((!sub_x && !sub_y) || (s->b->interintra && !s->b->wedge_interintra))
		return mask[y * INTER_MAX + x];
	if (sub_x && !sub_y)
		return (mask[y * INTER_MAX + 2 * x] + mask[y * INTER_MAX + 2 * x + 1] + 1) >> 1;
	return (mask[2 * y * INTER_MAX + 2 * x] + mask[2 * y * INTER_MAX + 2 * x + 1] +
		mask[(2 * y + 1) * INTER_MAX + 2 * x] +
		mask[(2 * y + 1) * INTER_MAX + 2 * x + 1] + 2) >> 2;
}

/* The inter predicted sample (@j, @i) of 7.11.3.1 */
static int inter_sample(const struct inter_spec *s, const struct inter_region *g, int j, int i,
			bool is_compound, int fwd_weight)
{
	const struct av1_block *b = s->b;
	const s64 pred0 = s->preds[0][i * INTER_MAX + j], pred1 = s->preds[1][i * INTER_MAX + j];
	int m, intra;

	if (!is_compound && !b->interintra)
		return inter_clip1(s, pred0);
	if (b->compound_type == AV1_COMPOUND_AVERAGE)
		return inter_clip1(s, inter_round2(pred0 + pred1, 1 + s->post_round));
	if (b->compound_type == AV1_COMPOUND_DISTANCE)
		return inter_clip1(s, inter_round2(fwd_weight * pred0 + (16 - fwd_weight) * pred1,
						   4 + s->post_round));
	m = inter_mask_at(s, g->plane, j, i);
	if (b->interintra) {
		intra = *inter_at(s, g->plane, g->x + j, g->y + i);
		return inter_round2(m * intra + (64 - m) *
				    inter_clip1(s, inter_round2(pred0, s->post_round)), 6);
	}
	return inter_clip1(s, inter_round2(m * pred0 + (64 - m) * pred1, 6 + s->post_round));
}

/* predict_overlap() of 7.11.3.9, and 7.11.3.10 */
static void inter_overlap(struct inter_spec *s, const struct inter_region *g, int pass)
{
	const int length = pass ? g->w : g->h;
	const u8 *mask = length == 2 ? av1_obmc_mask_2 : length == 4 ? av1_obmc_mask_4 :
			 length == 8 ? av1_obmc_mask_8 : length == 16 ? av1_obmc_mask_16 :
			 av1_obmc_mask_32;
	int i, j;

	inter_block(s, g, 0, s->obmc);
	for (i = 0; i < g->h; i++) {
		for (j = 0; j < g->w; j++) {
			u16 *at = inter_at(s, g->plane, g->x + j, g->y + i);
			const int m = mask[pass ? j : i];

			*at = inter_round2(m * *at + (64 - m) *
					   inter_clip1(s, s->obmc[i * INTER_MAX + j]), 6);
		}
	}
}

/* 7.11.3.9 */
static void inter_obmc(struct inter_spec *s, int plane, int w, int h)
{
	const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
	const int mi_cols = s->pic->mi_cols, mi_rows = s->pic->mi_rows;
	const struct av1_block *b = s->b;
	struct inter_region g = { .plane = plane };
	int x4 = b->col, y4 = b->row, count = 0, limit, step4;

	if (s->avail_u[0] && av1_model_plane_size(s->m, b->size, plane) >= AV1_BLOCK_8X8) {
		limit = min_t(int, 4, av1_mi_width_log2[b->size]);
		while (count < limit &&
		       x4 < min(mi_cols, b->col + av1_num_4x4_blocks_wide[b->size])) {
			g.cand = &av1_model_at(s->m, b->row - 1, x4 | 1)->b;
			step4 = clamp_t(int, av1_num_4x4_blocks_wide[g.cand->size], 2, 16);
			if (g.cand->ref[0] > AV1_INTRA_FRAME) {
				count++;
				g.w = min(w, step4 * 4 >> sub_x);
				g.h = min(h >> 1, 32 >> sub_y);
				g.x = x4 * 4 >> sub_x;
				g.y = y4 * 4 >> sub_y;
				inter_overlap(s, &g, 0);
			}
			x4 += step4;
		}
	}
	if (!s->avail_l[0])
		return;
	x4 = b->col;
	count = 0;
	limit = min_t(int, 4, av1_mi_height_log2[b->size]);
	while (count < limit && y4 < min(mi_rows, b->row + av1_num_4x4_blocks_high[b->size])) {
		g.cand = &av1_model_at(s->m, y4 | 1, b->col - 1)->b;
		step4 = clamp_t(int, av1_num_4x4_blocks_high[g.cand->size], 2, 16);
		if (g.cand->ref[0] > AV1_INTRA_FRAME) {
			count++;
			g.w = min(w >> 1, 32 >> sub_x);
			g.h = min(h, step4 * 4 >> sub_y);
			g.x = x4 * 4 >> sub_x;
			g.y = y4 * 4 >> sub_y;
			inter_overlap(s, &g, 1);
		}
		y4 += step4;
	}
}

/* predict_inter() (7.11.3.1) */
static void inter_predict(struct inter_spec *s, const struct inter_region *g)
{
	const bool is_compound = g->cand->ref[1] > AV1_INTRA_FRAME;
	int fwd_weight = 0, i, j;

	inter_rounding(s, is_compound);
	for (i = 0; i < 1 + is_compound; i++)
		inter_pred_list(s, g, i);
	inter_make_mask(s, g);
	if (s->b->compound_type == AV1_COMPOUND_DISTANCE)
		fwd_weight = av1_dist_weight(min(abs(s->pic->refs[g->cand->ref[0]].dist), 31),
					     min(abs(s->pic->refs[g->cand->ref[1]].dist), 31));
	for (i = 0; i < g->h; i++)
		for (j = 0; j < g->w; j++)
			*inter_at(s, g->plane, g->x + j, g->y + i) =
				inter_sample(s, g, j, i, is_compound, fwd_weight);
	if (s->b->motion_mode == AV1_OBMC) {
		/* Neighbours may have any filter, but a single reference. */
		inter_rounding(s, false);
		inter_obmc(s, g->plane, g->w, g->h);
	}
}

/* smoothWeightsX or smoothWeightsY (7.11.2.6) */
static const u8 *inter_sm_weights(int length)
{
	return length == 4 ? av1_sm_weights_tx_4x4 : length == 8 ? av1_sm_weights_tx_8x8 :
	       length == 16 ? av1_sm_weights_tx_16x16 : av1_sm_weights_tx_32x32;
}

static int inter_intra_sample(struct inter_spec *s, const struct inter_region *g,
			      const u16 *above, const u16 *left, int j, int i)
{
	const u8 *weights_x = inter_sm_weights(g->w), *weights_y = inter_sm_weights(g->h);

	if (s->b->interintra_mode == AV1_II_V_PRED)
		return above[j];
	if (s->b->interintra_mode == AV1_II_H_PRED)
		return left[i];
	return inter_round2(weights_y[i] * above[j] + (256 - weights_y[i]) * left[g->h - 1] +
			    weights_x[j] * left[i] + (256 - weights_x[j]) * above[g->w - 1], 9);
}

static int inter_intra_dc(const struct inter_spec *s, const struct inter_region *g,
			  const u16 *above, const u16 *left, bool have_above, bool have_left)
{
	int sum = 0, k;

	for (k = 0; have_above && k < g->w; k++)
		sum += above[k];
	for (k = 0; have_left && k < g->h; k++)
		sum += left[k];
	if (have_above && have_left)
		return (sum + ((g->w + g->h) >> 1)) / (g->w + g->h);
	if (have_above)
		return (sum + (g->w >> 1)) / g->w;
	if (have_left)
		return (sum + (g->h >> 1)) / g->h;
	return 1 << (s->pic->bit_depth - 1);
}

/* predict_intra() (7.11.2) as far as interintra needs it */
static void inter_intra(struct inter_spec *s, const struct inter_region *g)
{
	const int sub_x = g->plane ? s->pic->sub_x : 0, sub_y = g->plane ? s->pic->sub_y : 0;
	const int max_x = ((int)s->pic->mi_cols * 4 >> sub_x) - 1;
	const int max_y = ((int)s->pic->mi_rows * 4 >> sub_y) - 1;
	const bool have_above = s->avail_u[g->plane > 0], have_left = s->avail_l[g->plane > 0];
	const int base = 1 << (s->pic->bit_depth - 1);
	u16 above[32], left[32];
	int i, j, dc;

	for (i = 0; i < g->w; i++) {
		if (have_above)
			above[i] = *inter_at(s, g->plane, min(max_x, g->x + i), g->y - 1);
		else
			above[i] = have_left ? *inter_at(s, g->plane, g->x - 1, g->y) : base - 1;
	}
	for (i = 0; i < g->h; i++) {
		if (have_left)
			left[i] = *inter_at(s, g->plane, g->x - 1, min(max_y, g->y + i));
		else
			left[i] = have_above ? *inter_at(s, g->plane, g->x, g->y - 1) : base + 1;
	}
	dc = inter_intra_dc(s, g, above, left, have_above, have_left);
	for (i = 0; i < g->h; i++)
		for (j = 0; j < g->w; j++)
			*inter_at(s, g->plane, g->x + j, g->y + i) =
				s->b->interintra_mode == AV1_II_DC_PRED ? dc :
				inter_intra_sample(s, g, above, left, j, i);
}

/* compute_prediction() (5.11.33) for a plane of an inter block */
static void inter_compute_plane(struct inter_spec *s, int plane)
{
	const struct av1_block *b = s->b;
	const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
	const unsigned int plane_size = av1_model_plane_size(s->m, b->size, plane);
	const int num4x4_w = av1_num_4x4_blocks_wide[plane_size];
	const int num4x4_h = av1_num_4x4_blocks_high[plane_size];
	const int base_x = (b->col >> sub_x) * 4, base_y = (b->row >> sub_y) * 4;
	int cand_row = b->row >> sub_y << sub_y, cand_col = b->col >> sub_x << sub_x;
	int pred_w = av1_block_width[b->size] >> sub_x, pred_h = av1_block_height[b->size] >> sub_y;
	bool some_use_intra = false;
	struct inter_region g = { plane, base_x, base_y, 4 * num4x4_w, 4 * num4x4_h, b };
	int r, c, x, y;

	if (b->interintra)
		inter_intra(s, &g);
	for (r = 0; r < num4x4_h << sub_y; r++)
		for (c = 0; c < num4x4_w << sub_x; c++)
			if (av1_model_at(s->m, cand_row + r, cand_col + c)->b.ref[0] ==
			    AV1_INTRA_FRAME)
				some_use_intra = true;
	if (some_use_intra) {
		pred_w = num4x4_w * 4;
		pred_h = num4x4_h * 4;
		cand_row = b->row;
		cand_col = b->col;
	}
	for (r = 0, y = 0; y < num4x4_h * 4; y += pred_h, r++) {
		for (c = 0, x = 0; x < num4x4_w * 4; x += pred_w, c++) {
			g = (struct inter_region){
				.plane = plane,
				.x = base_x + x,
				.y = base_y + y,
				.w = pred_w,
				.h = pred_h,
				.cand = &av1_model_at(s->m, cand_row + r, cand_col + c)->b,
			};
			inter_predict(s, &g);
		}
	}
}

/* The block as the decoder has it: what is predicted from it must not differ. */
static void inter_take_plane(struct inter_spec *s, int plane)
{
	const struct av1_block *b = s->b;
	const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
	const unsigned int plane_size = av1_model_plane_size(s->m, b->size, plane);
	const int x = (b->col >> sub_x) * 4, y = (b->row >> sub_y) * 4;
	int i, j;

	for (i = y; i < y + av1_block_height[plane_size]; i++)
		for (j = x; j < x + av1_block_width[plane_size]; j++)
			*inter_at(s, plane, j, i) = dae_sample(s->pic->rec, plane, j, i);
}

/* The tile's block, as decode_block() (5.11.5) */
static void inter_do_block(struct inter_spec *s, const struct av1_block *b, int first,
			   int row_first)
{
	const struct av1_pic *pic = s->pic;
	int plane;

	s->b = b;
	s->num_intrabc += b->intrabc;
	s->avail_u[0] = b->row - 1 >= row_first;
	s->avail_l[0] = b->col - 1 >= first;
	s->avail_u[1] = s->avail_u[0];
	s->avail_l[1] = s->avail_l[0];
	if (pic->sub_y && av1_num_4x4_blocks_high[b->size] == 1)
		s->avail_u[1] = b->row - 2 >= row_first;
	if (pic->sub_x && av1_num_4x4_blocks_wide[b->size] == 1)
		s->avail_l[1] = b->col - 2 >= first;
	for (plane = 0; plane < 1 + 2 * b->has_chroma; plane++) {
		if (b->is_inter)
			inter_compute_plane(s, plane);
		else
			inter_take_plane(s, plane);
	}
}

static void inter_compare(struct kunit *test, const struct inter_spec *s, u32 n)
{
	const struct av1_pic *pic = s->pic;
	int plane, x, y;

	for (plane = 0; plane < pic->num_planes; plane++) {
		const int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;

		for (y = 0; y < (int)pic->mi_rows * 4 >> sub_y; y++) {
			for (x = 0; x < (int)pic->mi_cols * 4 >> sub_x; x++) {
				const int got = dae_sample(pic->rec, plane, x, y);
				const struct av1_block *b =
					&av1_model_at(s->m, (y << sub_y) / 4, (x << sub_x) / 4)->b;

				KUNIT_ASSERT_EQ_MSG(test, got, *inter_at(s, plane, x, y),
						    "frame %u, plane %d: %d %d; block at %u %u, size %u",
						    n, plane, x, y, b->row, b->col, b->size);
			}
		}
	}
}

/* Draw, decode and predict a frame; the references have their samples. */
static void inter_check_frame(struct kunit *test, struct inter_spec *s, struct av1_picture *f,
			      u32 seed, u32 n)
{
	struct av1_pic *pic = &f->pic;
	const struct av1_params *p = &pic->params;
	u32 tile, i = 0;

	s->pic = pic;
	s->m = av1_model_new(test, f, seed);
	s->m->no_residual = true;
	s->stride = 4 * pic->grid_stride;
	for (tile = 0; tile < (u32)p->tile_cols * p->tile_rows; tile++)
		av1_picture_tile(test, f, tile, s->m->w.data, av1_model_tile(s->m, tile));
	for (tile = 0; tile < pic->sb_rows; tile++) {
		av1_picture_run_row(test, pic, AV1_STAGE_PARSE, tile);
		av1_picture_run_row(test, pic, AV1_STAGE_RECON, tile);
	}
	av1_pic_parsed(pic);
	KUNIT_ASSERT_FALSE(test, pic->damaged);
	for (i = 0; i < s->m->num_blocks; i++) {
		const struct av1_block *b = &s->m->blocks[i].b;
		u32 col = 0, row = 0;

		while (b->col >= p->tile_col_starts[col + 1])
			col++;
		while (b->row >= p->tile_row_starts[row + 1])
			row++;
		inter_do_block(s, b, p->tile_col_starts[col], p->tile_row_starts[row]);
	}
	inter_compare(test, s, n);
	KUNIT_EXPECT_TRUE(test, av1_picture_guard_ok(f));
	av1_model_free(s->m);
}

static struct inter_spec *inter_spec_new(struct kunit *test)
{
	struct inter_spec *s = av1_fixture_alloc(test, sizeof(*s));
	unsigned int plane;

	for (plane = 0; plane < AV1_MAX_PLANES; plane++)
		s->frame[plane] = av1_fixture_alloc(test, sizeof(u16) * 16 * AV1_MODEL_MI *
							  AV1_MODEL_MI);
	return s;
}

/*
 * Any of few; @n goes through the large things. Intra block copy takes samples from far
 * away, so the frames with it are larger.
 */
static struct av1_picture *inter_picture(struct kunit *test, u32 n, bool intra)
{
	static const u32 inter_sizes[][2] = {
		{ 136, 72 }, { 72, 200 }, { 58, 90 }, { 232, 104 },
	};
	static const u32 intra_sizes[][2] = {
		{ 250, 90 }, { 136, 200 }, { 330, 70 }, { 202, 250 },
	};
	const u32 (*sizes)[2] = intra ? intra_sizes : inter_sizes;
	static const enum dae_chroma chroma[] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_420,
	};
	static const u8 depths[] = { 8, 10, 12 };
	struct av1_picture *f = av1_picture_new(test, sizes[n % 4][0], sizes[n % 4][1],
						chroma[n / 2 % 4], depths[n % 3]);
	struct av1_params *p = &f->pic.params;
	const u32 sb_mi = n / 3 % 2 ? 32 : 16;

	p->intra = intra;
	p->frame_type = intra ? V4L2_AV1_KEY_FRAME : V4L2_AV1_INTER_FRAME;
	p->force_integer_mv = intra || n % 5 == 4;
	p->high_precision_mv = !p->force_integer_mv;
	p->screen_content = intra;
	p->intrabc = intra;
	p->seq.sb128 = sb_mi == 32;
	p->fmt.block = 4 * sb_mi;
	p->interp_filter = AV1_SWITCHABLE;
	p->seq.dual_filter = true;
	p->seq.interintra = true;
	p->motion_mode_switchable = true;
	p->warped_motion = true;
	if (n / 4 % 2 && p->mi_cols > sb_mi && p->mi_rows > sb_mi && !intra) {
		p->tile_cols = 2;
		p->tile_col_starts[1] = sb_mi;
		p->tile_col_starts[2] = p->mi_cols;
		p->tile_rows = 2;
		p->tile_row_starts[1] = sb_mi;
		p->tile_row_starts[2] = p->mi_rows;
	}
	return f;
}

/* Warps close to none, so that many are valid */
static void inter_set_global_motion(struct av1_params *p, u32 *seed)
{
	unsigned int i, k;

	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		struct av1_gm *gm = &p->gm[i];

		gm->type = AV1_WARP_IDENTITY + dae_below(seed, 4);
		for (k = 0; k < 6; k++) {
			const int range = k < 2 ? 1 << 20 : 1 << (i % 2 ? 12 : 14);

			gm->params[k] = (int)dae_below(seed, 2 * range) - range;
		}
		gm->params[2] += 1 << 16;
		gm->params[5] += 1 << 16;
		gm->valid = av1_warp_shear(gm->params, gm->shear);
	}
}

/* Noise in all references; sizes of a sixteenth to twice that of the frame if @scaled */
static void inter_set_refs(struct kunit *test, struct av1_picture *f, bool scaled, u32 *seed)
{
	const struct av1_params *p = &f->pic.params;
	unsigned int i;

	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		struct dae_frame_format fmt = p->fmt;
		struct av1_side *side;

		if (scaled && i != AV1_GOLDEN_FRAME) {
			fmt.width = p->width / 16 + 1;
			fmt.width += dae_below(seed, 2 * p->width - fmt.width + 1);
			fmt.height = fmt.height / 16 + 1;
			fmt.height += dae_below(seed, 2 * p->fmt.height - fmt.height + 1);
		}
		side = av1_picture_ref(test, f, i, &fmt);
		side->order_hint = 17 + dae_below(seed, 7);
		dae_noise(&f->refs[i], seed);
	}
}

static void inter_frames(struct kunit *test, u32 frames, bool compound, bool scaled, bool missing)
{
	struct inter_spec *s = inter_spec_new(test);
	u32 seed = 20 + compound + 2 * scaled + 4 * missing, n, i;

	for (n = 0; n < frames; n++) {
		struct av1_picture *f = inter_picture(test, n, false);
		struct av1_params *p = &f->pic.params;

		inter_set_global_motion(p, &seed);
		if (scaled && n % 2 && p->tile_cols == 1) {
			p->do_superres = true;
			p->superres_denom = 13;
			p->width = (p->fmt.width * 8 + 6) / 13;
			p->mi_cols = 2 * ((p->width + 7) / 8);
			p->tile_col_starts[1] = p->mi_cols;
		}
		inter_set_refs(test, f, scaled, &seed);
		p->reference_select = compound;
		p->seq.masked_compound = compound;
		p->seq.jnt_comp = compound;
		av1_picture_start(test, f);
		for (i = AV1_LAST_FRAME; missing && i < AV1_TOTAL_REFS; i++)
			if (i % 3 == n % 3)
				f->pic.refs[i].frame = NULL;
		inter_check_frame(test, s, f, seed, n);
		KUNIT_EXPECT_EQ(test, f->pic.used_missing, missing);
		av1_picture_free(f);
	}
}

/* One reference: overlapped blocks, warps, interintra, small chroma blocks */
static void inter_single(struct kunit *test)
{
	inter_frames(test, 24, false, false, false);
}

/* Two references: averages and masks */
static void inter_compound(struct kunit *test)
{
	inter_frames(test, 24, true, false, false);
}

/* References of other sizes (7.11.3.3) */
static void inter_scaled(struct kunit *test)
{
	inter_frames(test, 12, true, true, false);
}

/* Where references are missing, all of them are grey. */
static void inter_missing(struct kunit *test)
{
	inter_frames(test, 6, true, false, true);
}

/* Blocks that are predicted from the frame itself */
static void inter_intrabc(struct kunit *test)
{
	struct inter_spec *s = inter_spec_new(test);
	u32 n;

	for (n = 0; n < 12; n++) {
		struct av1_picture *f = inter_picture(test, n, true);

		av1_picture_start(test, f);
		inter_check_frame(test, s, f, n, n);
		av1_picture_free(f);
	}
	KUNIT_EXPECT_GT(test, s->num_intrabc, 100);
}

static struct kunit_case av1_inter_cases[] = {
	KUNIT_CASE(inter_single),
	KUNIT_CASE(inter_compound),
	KUNIT_CASE(inter_scaled),
	KUNIT_CASE(inter_missing),
	KUNIT_CASE(inter_intrabc),
	{}
};

static struct kunit_suite av1_inter_suite = {
	.name = "av1_inter",
	.test_cases = av1_inter_cases,
};

kunit_test_suite(av1_inter_suite);
