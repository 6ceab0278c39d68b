// SPDX-License-Identifier: GPL-2.0
/*
 * Modes of AV1 blocks: mode_info() (5.11.6) and what it consists of, with the contexts
 * of 8.3.2.
 */
#include <linux/array_size.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_mv.h"
#include "av1_parse.h"
#include "av1_warp.h"

#define AV1_DELTA_SMALL		3	/* DELTA_Q_SMALL, DELTA_LF_SMALL */
#define AV1_MAX_ANGLE_DELTA	3
#define AV1_INTRABC_DELAY	256	/* INTRABC_DELAY_PIXELS */
#define AV1_INTRABC_DELAY_SB64	4	/* INTRABC_DELAY_SB64 */
#define AV1_MV_LIMIT		((1 << 14) - 1)

/*
 * What the contexts need of a neighbour; one that is not there is a single intra block.
 */
static s8 av1_ref_of(const struct av1_block *n, unsigned int i)
{
	if (n)
		return n->ref[i];
	return i ? AV1_NONE : AV1_INTRA_FRAME;
}

static bool av1_intra_of(const struct av1_block *n)
{
	return av1_ref_of(n, 0) <= AV1_INTRA_FRAME;
}

static bool av1_single_of(const struct av1_block *n)
{
	return av1_ref_of(n, 1) <= AV1_INTRA_FRAME;
}

/* neg_deinterleave() (5.11.9) */
static int av1_neg_deinterleave(int diff, int ref, int max)
{
	if (!ref)
		return diff;
	if (ref >= max - 1)
		return max - diff - 1;
	if (2 * ref < max) {
		if (diff <= 2 * ref)
			return diff & 1 ? ref + ((diff + 1) >> 1) : ref - (diff >> 1);
		return diff;
	}
	if (diff <= 2 * (max - ref - 1))
		return diff & 1 ? ref + ((diff + 1) >> 1) : ref - (diff >> 1);
	return max - (diff + 1);
}

/* read_segment_id() (5.11.9) */
static void av1_modes_read_segment_id(struct av1_parser *p)
{
	const struct av1_segmentation *seg = &p->pic->params.seg;
	int ul = -1, u = -1, l = -1, pred, ctx = 0, id;

	if (p->above && p->left)
		ul = av1_pic_block(p->pic, p->row - 1, p->col - 1)->segment_id;
	if (p->above)
		u = p->above->segment_id;
	if (p->left)
		l = p->left->segment_id;
	if (u < 0)
		pred = l < 0 ? 0 : l;
	else if (l < 0)
		pred = u;
	else
		pred = ul == u ? u : l;
	if (p->b->skip) {
		p->b->segment_id = pred;
		return;
	}
	if (ul >= 0) {
		if (ul == u && ul == l)
			ctx = 2;
		else if (ul == u || ul == l || u == l)
			ctx = 1;
	}
	id = av1_symbol_read(p->sym, p->cdfs->segment_id[ctx], AV1_MAX_SEGMENTS);
	id = av1_neg_deinterleave(id, pred, seg->last_active + 1);
	p->b->segment_id = clamp(id, 0, (int)seg->last_active);
}

/* intra_segment_id() (5.11.8) */
static void av1_modes_intra_segment_id(struct av1_parser *p)
{
	if (p->pic->params.seg.enabled)
		av1_modes_read_segment_id(p);
}

/* get_segment_id() (5.11.21) */
static unsigned int av1_modes_predicted_segment(const struct av1_parser *p)
{
	const u8 *map = p->pic->prev_segment_ids;
	unsigned int seg = AV1_MAX_SEGMENTS - 1;
	u32 x, y;

	if (!map)
		return 0;
	for (y = p->row; y < p->row + p->rows; y++)
		for (x = p->col; x < p->col + p->cols; x++)
			seg = min_t(unsigned int, seg, map[y * p->pic->mi_cols + x]);
	return seg;
}

static void av1_modes_set_seg_pred(struct av1_parser *p, u8 predicted)
{
	memset(&p->pic->above_seg_pred[p->col], predicted, p->bw4);
	memset(&p->tile->left_seg_pred[p->row & (AV1_SB_MI_MAX - 1)], predicted, p->bh4);
}

/* inter_segment_id() (5.11.19) */
static void av1_modes_inter_segment_id(struct av1_parser *p, bool pre_skip)
{
	const struct av1_segmentation *seg = &p->pic->params.seg;
	unsigned int predicted, ctx;
	bool flag;

	if (!seg->enabled)
		return;
	predicted = av1_modes_predicted_segment(p);
	if (!seg->update_map) {
		p->b->segment_id = predicted;
		return;
	}
	if (pre_skip && !seg->pre_skip)
		return;
	if (!pre_skip && p->b->skip) {
		av1_modes_set_seg_pred(p, 0);
		av1_modes_read_segment_id(p);
		return;
	}
	if (!seg->temporal_update) {
		av1_modes_read_segment_id(p);
		return;
	}
	ctx = p->tile->left_seg_pred[p->row & (AV1_SB_MI_MAX - 1)] +
	      p->pic->above_seg_pred[p->col];
	flag = av1_symbol_adapt_bool(p->sym, p->cdfs->segment_id_predicted[ctx]);
	if (flag)
		p->b->segment_id = predicted;
	else
		av1_modes_read_segment_id(p);
	av1_modes_set_seg_pred(p, flag);
}

/* read_skip_mode() (5.11.10) */
static void av1_modes_read_skip_mode(struct av1_parser *p)
{
	unsigned int ctx = 0;

	if (!p->pic->params.skip_mode || av1_seg_feature_active(p, AV1_SEG_SKIP) ||
	    av1_seg_feature_active(p, AV1_SEG_REF_FRAME) ||
	    av1_seg_feature_active(p, AV1_SEG_GLOBALMV) || p->bw4 < 2 || p->bh4 < 2)
		return;
	if (p->above)
		ctx += p->above->skip_mode;
	if (p->left)
		ctx += p->left->skip_mode;
	p->b->skip_mode = av1_symbol_adapt_bool(p->sym, p->cdfs->skip_mode[ctx]);
}

/* read_skip() (5.11.11) */
static void av1_modes_read_skip(struct av1_parser *p)
{
	unsigned int ctx = 0;

	if (p->pic->params.seg.pre_skip && av1_seg_feature_active(p, AV1_SEG_SKIP)) {
		p->b->skip = true;
		return;
	}
	if (p->above)
		ctx += p->above->skip;
	if (p->left)
		ctx += p->left->skip;
	p->b->skip = av1_symbol_adapt_bool(p->sym, p->cdfs->skip[ctx]);
}

/* read_cdef() (5.11.56): an index for each 64x64 block, with its first coded block */
static void av1_modes_read_cdef(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	const u32 stride = p->pic->cdef_stride;
	s8 *idx = &p->pic->cdef_idx[(p->row >> 4) * stride + (p->col >> 4)];
	u32 x, y;
	int value;

	if (p->b->skip || params->coded_lossless || !params->seq.cdef || params->intrabc ||
	    *idx >= 0)
		return;
	value = av1_symbol_literal(p->sym, params->cdef_bits);
	for (y = 0; y < p->bh4; y += 16)
		for (x = 0; x < p->bw4; x += 16)
			idx[(y >> 4) * stride + (x >> 4)] = value;
}

/* The first value of a delta, and what it is if it is not a small one. */
static int av1_modes_read_delta(struct av1_parser *p, u16 *cdf)
{
	int abs = av1_symbol_read(p->sym, cdf, AV1_DELTA_SMALL + 1);

	if (abs == AV1_DELTA_SMALL) {
		const unsigned int bits = av1_symbol_literal(p->sym, 3) + 1;

		abs = av1_symbol_literal(p->sym, bits) + (1 << bits) + 1;
	}
	if (abs && av1_symbol_bool(p->sym))
		return -abs;
	return abs;
}

/* read_delta_qindex() and read_delta_lf() (5.11.12, 5.11.13) */
static void av1_modes_read_deltas(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	struct av1_tile *tile = p->tile;
	unsigned int num = 1, i;
	int delta;

	if (!tile->read_deltas)
		return;
	tile->read_deltas = false;
	if (p->b->size == (p->pic->sb_log2 == 5 ? AV1_BLOCK_128X128 : AV1_BLOCK_64X64) &&
	    p->b->skip)
		return;
	delta = av1_modes_read_delta(p, p->cdfs->delta_q);
	if (delta)
		tile->qidx = clamp(tile->qidx + delta * (1 << params->delta_q_res), 1, 255);
	if (!params->delta_lf_present)
		return;
	memset(tile->lf_levels, 0, sizeof(tile->lf_levels));
	if (params->delta_lf_multi)
		num = p->pic->num_planes > 1 ? 4 : 2;
	for (i = 0; i < num; i++) {
		delta = av1_modes_read_delta(p, params->delta_lf_multi ?
						p->cdfs->delta_lf_multi[i] : p->cdfs->delta_lf);
		tile->delta_lf[i] = clamp(tile->delta_lf[i] +
					  delta * (1 << params->delta_lf_res), -63, 63);
	}
}

static bool av1_modes_directional(unsigned int mode)
{
	return mode >= AV1_V_PRED && mode <= AV1_D67_PRED;
}

static s8 av1_modes_read_angle(struct av1_parser *p, unsigned int mode)
{
	if (p->b->size < AV1_BLOCK_8X8 || !av1_modes_directional(mode))
		return 0;
	return (int)av1_symbol_read(p->sym, p->cdfs->angle_delta[mode - AV1_V_PRED],
				    2 * AV1_MAX_ANGLE_DELTA + 1) - AV1_MAX_ANGLE_DELTA;
}

/* read_cfl_alphas() (5.11.45) */
static void av1_modes_read_cfl(struct av1_parser *p)
{
	const unsigned int signs = av1_symbol_read(p->sym, p->cdfs->cfl_sign, 8) + 1;
	const unsigned int sign[2] = { signs / 3, signs % 3 };
	unsigned int i;

	/* 0 is zero, 1 negative, 2 positive. */
	for (i = 0; i < 2; i++) {
		int alpha;

		if (!sign[i])
			continue;
		alpha = 1 + av1_symbol_read(p->sym,
					    p->cdfs->cfl_alpha[(sign[i] - 1) * 3 + sign[!i]], 16);
		p->b->cfl_alpha[i] = sign[i] == 1 ? -alpha : alpha;
	}
}

static bool av1_modes_cfl_allowed(const struct av1_parser *p)
{
	if (p->b->lossless)
		return av1_plane_block_size(p, p->b->size, 1) == AV1_BLOCK_4X4;
	return max(p->bw4, p->bh4) <= 8;
}

static void av1_modes_read_uv_mode(struct av1_parser *p)
{
	struct av1_block *b = p->b;

	if (!b->has_chroma)
		return;
	if (av1_modes_cfl_allowed(p))
		b->uv_mode = av1_symbol_read(p->sym, p->cdfs->uv_mode_cfl_allowed[b->mode],
					     AV1_UV_MODES);
	else
		b->uv_mode = av1_symbol_read(p->sym, p->cdfs->uv_mode_cfl_not_allowed[b->mode],
					     AV1_UV_MODES - 1);
	if (b->uv_mode == AV1_UV_CFL_PRED)
		av1_modes_read_cfl(p);
	b->angle_delta[1] = av1_modes_read_angle(p, b->uv_mode);
}

/* filter_intra_mode_info() (5.11.24) */
static void av1_modes_read_filter_intra(struct av1_parser *p)
{
	struct av1_block *b = p->b;

	if (!p->pic->params.seq.filter_intra || b->mode != AV1_DC_PRED || b->palette_size[0] ||
	    max(p->bw4, p->bh4) > 8)
		return;
	b->use_filter_intra = av1_symbol_adapt_bool(p->sym, p->cdfs->filter_intra[b->size]);
	if (b->use_filter_intra)
		b->filter_intra_mode = av1_symbol_read(p->sym, p->cdfs->filter_intra_mode,
						       AV1_FILTER_INTRA_MODES);
}

/* What follows y_mode in intra blocks of all frames (5.11.7, 5.11.22) */
static void av1_modes_intra_rest(struct av1_parser *p)
{
	struct av1_block *b = p->b;

	b->angle_delta[0] = av1_modes_read_angle(p, b->mode);
	av1_modes_read_uv_mode(p);
	if (b->size >= AV1_BLOCK_8X8 && max(p->bw4, p->bh4) <= 16 &&
	    p->pic->params.screen_content)
		av1_parse_palette_modes(p);
	av1_modes_read_filter_intra(p);
}

/* read_mv_component() (5.11.32) */
static int av1_modes_read_mv_component(struct av1_parser *p, unsigned int ctx, unsigned int comp)
{
	const struct av1_params *params = &p->pic->params;
	struct av1_cdfs *cdfs = p->cdfs;
	const bool sign = av1_symbol_adapt_bool(p->sym, cdfs->mv[ctx].sign[comp]);
	const unsigned int class = av1_symbol_read(p->sym, cdfs->mv[ctx].class[comp], 11);
	unsigned int i, d = 0, fr = 3, hp = 1;
	int mag;

	if (!class) {
		d = av1_symbol_adapt_bool(p->sym, cdfs->mv[ctx].class0_bit[comp]);
		if (!params->force_integer_mv)
			fr = av1_symbol_read(p->sym, cdfs->mv[ctx].class0_fr[comp][d], 4);
		if (params->high_precision_mv)
			hp = av1_symbol_adapt_bool(p->sym, cdfs->mv[ctx].class0_hp[comp]);
		mag = 0;
	} else {
		for (i = 0; i < class; i++)
			d |= av1_symbol_adapt_bool(p->sym, cdfs->mv[ctx].bit[comp][i]) << i;
		if (!params->force_integer_mv)
			fr = av1_symbol_read(p->sym, cdfs->mv[ctx].fr[comp], 4);
		if (params->high_precision_mv)
			hp = av1_symbol_adapt_bool(p->sym, cdfs->mv[ctx].hp[comp]);
		mag = 2 << (class + 2);
	}
	mag += (d << 3 | fr << 1 | hp) + 1;
	return sign ? -mag : mag;
}

/* read_mv() (5.11.31); vectors out of range are damage (6.10.25). */
static struct av1_mv av1_modes_read_mv(struct av1_parser *p, struct av1_mv pred)
{
	const unsigned int ctx = p->b->intrabc;
	const unsigned int joint = av1_symbol_read(p->sym, p->cdfs->mv[ctx].joint, 4);
	int row = pred.row, col = pred.col;

	if (joint & 2)
		row += av1_modes_read_mv_component(p, ctx, 0);
	if (joint & 1)
		col += av1_modes_read_mv_component(p, ctx, 1);
	if (row < -AV1_MV_LIMIT || row > AV1_MV_LIMIT || col < -AV1_MV_LIMIT ||
	    col > AV1_MV_LIMIT)
		p->tile->damaged = true;
	return (struct av1_mv){
		.row = clamp(row, -AV1_MV_LIMIT, AV1_MV_LIMIT),
		.col = clamp(col, -AV1_MV_LIMIT, AV1_MV_LIMIT),
	};
}

static bool av1_mv_is_zero(struct av1_mv mv)
{
	return !mv.row && !mv.col;
}

/*
 * is_mv_valid() (6.10.25) with use_intrabc: does the block come from a part of the tile
 * that has been decoded? Only such a source does not overlap the block either.
 */
static bool av1_modes_intrabc_valid(const struct av1_parser *p)
{
	const struct av1_mv mv = p->b->mv[0];
	const struct av1_tile *tile = p->tile;
	const unsigned int sb_log2 = p->pic->sb_log2 + 2;
	const int row = 4 * p->row, col = 4 * p->col;
	const int bottom = row + mv.row / 8 + 4 * (int)p->bh4;
	const int right = col + mv.col / 8 + 4 * (int)p->bw4;
	int top = row + mv.row / 8, left = col + mv.col / 8, cols64, rows, cols;

	if (mv.row % 8 || mv.col % 8)
		return false;
	/* Chroma of more than the block */
	if (p->b->has_chroma && p->bw4 == 1 && p->pic->sub_x)
		left -= 4;
	if (p->b->has_chroma && p->bh4 == 1 && p->pic->sub_y)
		top -= 4;
	if (top < (int)(4 * tile->row_first) || left < (int)(4 * tile->first) ||
	    bottom > (int)(4 * tile->row_end) || right > (int)(4 * tile->end))
		return false;
	/* How far it is before the block, in superblock rows and in columns of 64 samples */
	rows = (row >> sb_log2) - ((bottom - 1) >> sb_log2);
	cols = (col >> 6) - ((right - 1) >> 6);
	cols64 = ((tile->end - tile->first - 1) >> 4) + 1;
	return rows >= 0 && rows * cols64 + cols > AV1_INTRABC_DELAY_SB64 &&
	       cols + rows * (1 + AV1_INTRABC_DELAY_SB64 + p->pic->params.seq.sb128) >
	       AV1_INTRABC_DELAY_SB64;
}

/* The vector of intra block copy: assign_mv() (5.11.26) with use_intrabc */
static void av1_modes_assign_intrabc(struct av1_parser *p)
{
	const u32 sb_mi = p->pic->sb_mi;
	struct av1_mv_stack stack;
	struct av1_mv pred;

	av1_mv_find_stack(p->pic, p->tile, p->b, &stack);
	pred = stack.mv[0][0];
	if (av1_mv_is_zero(pred))
		pred = stack.mv[1][0];
	if (av1_mv_is_zero(pred)) {
		if (p->row < p->tile->row_first + sb_mi)
			pred.col = -(int)(sb_mi * 4 + AV1_INTRABC_DELAY) * 8;
		else
			pred.row = -(int)(sb_mi * 4 * 8);
	}
	p->b->mv[0] = av1_modes_read_mv(p, pred);
	if (av1_modes_intrabc_valid(p))
		return;
	/* The block is predicted all the same, from what is around it. */
	p->tile->damaged = true;
	p->b->intrabc = false;
	p->b->is_inter = false;
	p->b->mv[0] = (struct av1_mv){};
}

/* intra_frame_mode_info() (5.11.7) */
static void av1_modes_intra_frame(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	struct av1_block *b = p->b;
	unsigned int above, left;

	if (params->seg.pre_skip)
		av1_modes_intra_segment_id(p);
	av1_modes_read_skip(p);
	if (!params->seg.pre_skip)
		av1_modes_intra_segment_id(p);
	b->lossless = params->lossless[b->segment_id];
	av1_modes_read_cdef(p);
	av1_modes_read_deltas(p);
	if (params->intrabc)
		b->intrabc = av1_symbol_adapt_bool(p->sym, p->cdfs->intrabc);
	if (b->intrabc) {
		b->is_inter = true;
		b->mode = AV1_DC_PRED;
		b->uv_mode = AV1_DC_PRED;
		b->filter[0] = AV1_BILINEAR;
		b->filter[1] = AV1_BILINEAR;
		av1_modes_assign_intrabc(p);
		return;
	}
	above = av1_intra_mode_context[p->above ? p->above->mode : AV1_DC_PRED];
	left = av1_intra_mode_context[p->left ? p->left->mode : AV1_DC_PRED];
	b->mode = av1_symbol_read(p->sym, p->cdfs->intra_frame_y_mode[above][left],
				  AV1_INTRA_MODES);
	av1_modes_intra_rest(p);
}

/* is_inter (5.11.20) */
static void av1_modes_read_is_inter(struct av1_parser *p)
{
	const bool left = av1_intra_of(p->left), above = av1_intra_of(p->above);
	struct av1_block *b = p->b;
	unsigned int ctx = 0;

	if (b->skip_mode) {
		b->is_inter = true;
	} else if (av1_seg_feature_active(p, AV1_SEG_REF_FRAME)) {
		b->is_inter = p->pic->params.seg.data[b->segment_id][AV1_SEG_REF_FRAME] !=
			      AV1_INTRA_FRAME;
	} else if (av1_seg_feature_active(p, AV1_SEG_GLOBALMV)) {
		b->is_inter = true;
	} else {
		if (p->above && p->left)
			ctx = left && above ? 3 : left || above;
		else if (p->above || p->left)
			ctx = 2 * (p->above ? above : left);
		b->is_inter = av1_symbol_adapt_bool(p->sym, p->cdfs->is_inter[ctx]);
	}
}

/* How often the neighbours use each reference: count_refs() of all (8.3.2). */
static void av1_modes_count_refs(const struct av1_parser *p, u8 counts[AV1_TOTAL_REFS])
{
	unsigned int i;

	memset(counts, 0, AV1_TOTAL_REFS);
	for (i = 0; i < 2; i++) {
		if (p->above && p->above->ref[i] > AV1_INTRA_FRAME)
			counts[p->above->ref[i]]++;
		if (p->left && p->left->ref[i] > AV1_INTRA_FRAME)
			counts[p->left->ref[i]]++;
	}
}

/* ref_count_ctx() */
static unsigned int av1_modes_count_ctx(unsigned int a, unsigned int b)
{
	return a < b ? 0 : a == b ? 1 : 2;
}

/**
 * struct av1_ref_ctxs - contexts of syntax elements of references
 * @fwd_bwd: single_ref_p1, uni_comp_ref
 * @bwd: comp_bwdref, single_ref_p2
 * @last12: comp_ref, single_ref_p3
 * @last: comp_ref_p1, single_ref_p4
 * @last3: comp_ref_p2, single_ref_p5, uni_comp_ref_p2
 * @bwd1: comp_bwdref_p1, single_ref_p6
 * @uni1: uni_comp_ref_p1
 */
struct av1_ref_ctxs {
	u8 fwd_bwd;
	u8 bwd;
	u8 last12;
	u8 last;
	u8 last3;
	u8 bwd1;
	u8 uni1;
};

static void av1_modes_ref_ctxs(const struct av1_parser *p, struct av1_ref_ctxs *ctx)
{
	u8 n[AV1_TOTAL_REFS];

	av1_modes_count_refs(p, n);
	ctx->fwd_bwd = av1_modes_count_ctx(n[AV1_LAST_FRAME] + n[AV1_LAST2_FRAME] +
					   n[AV1_LAST3_FRAME] + n[AV1_GOLDEN_FRAME],
					   n[AV1_BWDREF_FRAME] + n[AV1_ALTREF2_FRAME] +
					   n[AV1_ALTREF_FRAME]);
	ctx->bwd = av1_modes_count_ctx(n[AV1_BWDREF_FRAME] + n[AV1_ALTREF2_FRAME],
				       n[AV1_ALTREF_FRAME]);
	ctx->last12 = av1_modes_count_ctx(n[AV1_LAST_FRAME] + n[AV1_LAST2_FRAME],
					  n[AV1_LAST3_FRAME] + n[AV1_GOLDEN_FRAME]);
	ctx->last = av1_modes_count_ctx(n[AV1_LAST_FRAME], n[AV1_LAST2_FRAME]);
	ctx->last3 = av1_modes_count_ctx(n[AV1_LAST3_FRAME], n[AV1_GOLDEN_FRAME]);
	ctx->bwd1 = av1_modes_count_ctx(n[AV1_BWDREF_FRAME], n[AV1_ALTREF2_FRAME]);
	ctx->uni1 = av1_modes_count_ctx(n[AV1_LAST2_FRAME],
					n[AV1_LAST3_FRAME] + n[AV1_GOLDEN_FRAME]);
}

/* check_backward() */
static bool av1_modes_backward(int ref)
{
	return ref >= AV1_BWDREF_FRAME;
}

static unsigned int av1_modes_comp_mode_ctx(const struct av1_parser *p)
{
	const bool above_single = av1_single_of(p->above), left_single = av1_single_of(p->left);
	const bool above_back = av1_modes_backward(av1_ref_of(p->above, 0));
	const bool left_back = av1_modes_backward(av1_ref_of(p->left, 0));

	if (p->above && p->left) {
		if (above_single && left_single)
			return above_back ^ left_back;
		if (above_single)
			return 2 + (above_back || av1_intra_of(p->above));
		if (left_single)
			return 2 + (left_back || av1_intra_of(p->left));
		return 4;
	}
	if (p->above)
		return above_single ? above_back : 3;
	if (p->left)
		return left_single ? left_back : 3;
	return 1;
}

static unsigned int av1_modes_comp_ref_type_ctx(const struct av1_parser *p)
{
	const bool above_intra = av1_intra_of(p->above), left_intra = av1_intra_of(p->left);
	const bool above_comp = p->above && !above_intra && !av1_single_of(p->above);
	const bool left_comp = p->left && !left_intra && !av1_single_of(p->left);
	const bool above_back = av1_modes_backward(av1_ref_of(p->above, 0));
	const bool left_back = av1_modes_backward(av1_ref_of(p->left, 0));
	const bool above_uni = above_comp &&
			       above_back == av1_modes_backward(av1_ref_of(p->above, 1));
	const bool left_uni = left_comp &&
			      left_back == av1_modes_backward(av1_ref_of(p->left, 1));

	if (p->above && !above_intra && p->left && !left_intra) {
		const bool same = above_back == left_back;

		if (!above_comp && !left_comp)
			return 1 + 2 * same;
		if (!above_comp)
			return left_uni ? 3 + same : 1;
		if (!left_comp)
			return above_uni ? 3 + same : 1;
		if (!above_uni && !left_uni)
			return 0;
		if (!above_uni || !left_uni)
			return 2;
		return 3 + ((av1_ref_of(p->above, 0) == AV1_BWDREF_FRAME) ==
			    (av1_ref_of(p->left, 0) == AV1_BWDREF_FRAME));
	}
	if (p->above && p->left) {
		if (above_comp)
			return 1 + 2 * above_uni;
		if (left_comp)
			return 1 + 2 * left_uni;
		return 2;
	}
	if (above_comp)
		return 4 * above_uni;
	if (left_comp)
		return 4 * left_uni;
	return 2;
}

/* Two references in the same direction: the first part of 5.11.25. */
static void av1_modes_read_uni_refs(struct av1_parser *p, const struct av1_ref_ctxs *ctx)
{
	u16 (*cdf)[3][AV1_CDF_ROW(2)] = p->cdfs->uni_comp_ref;
	s8 *ref = p->b->ref;

	if (av1_symbol_adapt_bool(p->sym, cdf[ctx->fwd_bwd][0])) {
		ref[0] = AV1_BWDREF_FRAME;
		ref[1] = AV1_ALTREF_FRAME;
		return;
	}
	ref[0] = AV1_LAST_FRAME;
	if (!av1_symbol_adapt_bool(p->sym, cdf[ctx->uni1][1]))
		ref[1] = AV1_LAST2_FRAME;
	else if (!av1_symbol_adapt_bool(p->sym, cdf[ctx->last3][2]))
		ref[1] = AV1_LAST3_FRAME;
	else
		ref[1] = AV1_GOLDEN_FRAME;
}

static void av1_modes_read_comp_refs(struct av1_parser *p, const struct av1_ref_ctxs *ctx)
{
	u16 (*fwd)[3][AV1_CDF_ROW(2)] = p->cdfs->comp_ref;
	u16 (*bwd)[2][AV1_CDF_ROW(2)] = p->cdfs->comp_bwd_ref;
	s8 *ref = p->b->ref;

	if (!av1_symbol_adapt_bool(p->sym, fwd[ctx->last12][0]))
		ref[0] = AV1_LAST_FRAME + av1_symbol_adapt_bool(p->sym, fwd[ctx->last][1]);
	else
		ref[0] = AV1_LAST3_FRAME + av1_symbol_adapt_bool(p->sym, fwd[ctx->last3][2]);
	if (!av1_symbol_adapt_bool(p->sym, bwd[ctx->bwd][0]))
		ref[1] = AV1_BWDREF_FRAME + av1_symbol_adapt_bool(p->sym, bwd[ctx->bwd1][1]);
	else
		ref[1] = AV1_ALTREF_FRAME;
}

static void av1_modes_read_single_ref(struct av1_parser *p, const struct av1_ref_ctxs *ctx)
{
	u16 (*cdf)[6][AV1_CDF_ROW(2)] = p->cdfs->single_ref;
	s8 *ref = p->b->ref;

	if (av1_symbol_adapt_bool(p->sym, cdf[ctx->fwd_bwd][0])) {
		if (av1_symbol_adapt_bool(p->sym, cdf[ctx->bwd][1]))
			ref[0] = AV1_ALTREF_FRAME;
		else
			ref[0] = AV1_BWDREF_FRAME +
				 av1_symbol_adapt_bool(p->sym, cdf[ctx->bwd1][5]);
	} else if (av1_symbol_adapt_bool(p->sym, cdf[ctx->last12][2])) {
		ref[0] = AV1_LAST3_FRAME + av1_symbol_adapt_bool(p->sym, cdf[ctx->last3][4]);
	} else {
		ref[0] = AV1_LAST_FRAME + av1_symbol_adapt_bool(p->sym, cdf[ctx->last][3]);
	}
	ref[1] = AV1_NONE;
}

/* read_ref_frames() (5.11.25) */
static void av1_modes_read_ref_frames(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	struct av1_block *b = p->b;
	struct av1_ref_ctxs ctx;
	unsigned int type_ctx;

	if (b->skip_mode) {
		b->ref[0] = params->skip_mode_frame[0];
		b->ref[1] = params->skip_mode_frame[1];
		return;
	}
	if (av1_seg_feature_active(p, AV1_SEG_REF_FRAME)) {
		b->ref[0] = params->seg.data[b->segment_id][AV1_SEG_REF_FRAME];
		return;
	}
	if (av1_seg_feature_active(p, AV1_SEG_SKIP) ||
	    av1_seg_feature_active(p, AV1_SEG_GLOBALMV)) {
		b->ref[0] = AV1_LAST_FRAME;
		return;
	}
	av1_modes_ref_ctxs(p, &ctx);
	if (!params->reference_select || min(p->bw4, p->bh4) < 2 ||
	    !av1_symbol_adapt_bool(p->sym, p->cdfs->comp_mode[av1_modes_comp_mode_ctx(p)])) {
		av1_modes_read_single_ref(p, &ctx);
		return;
	}
	type_ctx = av1_modes_comp_ref_type_ctx(p);
	if (av1_symbol_adapt_bool(p->sym, p->cdfs->comp_ref_type[type_ctx]))
		av1_modes_read_comp_refs(p, &ctx);
	else
		av1_modes_read_uni_refs(p, &ctx);
}

static bool av1_modes_compound(const struct av1_block *b)
{
	return b->ref[1] > AV1_INTRA_FRAME;
}

/* YMode of an inter block (5.11.23) */
static void av1_modes_read_inter_mode(struct av1_parser *p, const struct av1_mv_stack *stack)
{
	struct av1_cdfs *cdfs = p->cdfs;
	struct av1_block *b = p->b;

	if (b->skip_mode) {
		b->mode = AV1_NEAREST_NEARESTMV;
	} else if (av1_seg_feature_active(p, AV1_SEG_SKIP) ||
		   av1_seg_feature_active(p, AV1_SEG_GLOBALMV)) {
		b->mode = AV1_GLOBALMV;
	} else if (av1_modes_compound(b)) {
		const u8 ctx = av1_compound_mode_ctx_map[stack->ref_mv_ctx >> 1]
							[min_t(u8, stack->new_mv_ctx, 4)];

		b->mode = AV1_NEAREST_NEARESTMV +
			  av1_symbol_read(p->sym, cdfs->compound_mode[ctx], 8);
	} else if (!av1_symbol_adapt_bool(p->sym, cdfs->new_mv[stack->new_mv_ctx])) {
		b->mode = AV1_NEWMV;
	} else if (!av1_symbol_adapt_bool(p->sym, cdfs->zero_mv[stack->zero_mv_ctx])) {
		b->mode = AV1_GLOBALMV;
	} else {
		b->mode = av1_symbol_adapt_bool(p->sym, cdfs->ref_mv[stack->ref_mv_ctx]) ?
			  AV1_NEARMV : AV1_NEARESTMV;
	}
}

/* has_nearmv() */
static bool av1_modes_has_near(unsigned int mode)
{
	return mode == AV1_NEARMV || mode == AV1_NEAR_NEARMV || mode == AV1_NEAR_NEWMV ||
	       mode == AV1_NEW_NEARMV;
}

/* RefMvIdx (5.11.23) */
static unsigned int av1_modes_read_drl(struct av1_parser *p, const struct av1_mv_stack *stack)
{
	const unsigned int mode = p->b->mode;
	unsigned int first, idx;

	if (mode == AV1_NEWMV || mode == AV1_NEW_NEWMV)
		first = 0;
	else if (av1_modes_has_near(mode))
		first = 1;
	else
		return 0;
	for (idx = first; idx < first + 2; idx++)
		if (stack->num <= idx + 1 ||
		    !av1_symbol_adapt_bool(p->sym, p->cdfs->drl_mode[stack->drl_ctx[idx]]))
			break;
	return idx;
}

/* get_mode() (5.11.30): what the mode means for one of two references */
static unsigned int av1_modes_of_ref(unsigned int mode, unsigned int i)
{
	static const u8 parts[][2] = {
		[AV1_NEAREST_NEARESTMV - AV1_NEAREST_NEARESTMV] = { AV1_NEARESTMV, AV1_NEARESTMV },
		[AV1_NEAR_NEARMV - AV1_NEAREST_NEARESTMV] = { AV1_NEARMV, AV1_NEARMV },
		[AV1_NEAREST_NEWMV - AV1_NEAREST_NEARESTMV] = { AV1_NEARESTMV, AV1_NEWMV },
		[AV1_NEW_NEARESTMV - AV1_NEAREST_NEARESTMV] = { AV1_NEWMV, AV1_NEARESTMV },
		[AV1_NEAR_NEWMV - AV1_NEAREST_NEARESTMV] = { AV1_NEARMV, AV1_NEWMV },
		[AV1_NEW_NEARMV - AV1_NEAREST_NEARESTMV] = { AV1_NEWMV, AV1_NEARMV },
		[AV1_GLOBAL_GLOBALMV - AV1_NEAREST_NEARESTMV] = { AV1_GLOBALMV, AV1_GLOBALMV },
		[AV1_NEW_NEWMV - AV1_NEAREST_NEARESTMV] = { AV1_NEWMV, AV1_NEWMV },
	};

	return mode < AV1_NEAREST_NEARESTMV ? mode : parts[mode - AV1_NEAREST_NEARESTMV][i];
}

/* assign_mv() (5.11.26) without intra block copy */
static void av1_modes_assign_mv(struct av1_parser *p, const struct av1_mv_stack *stack,
				unsigned int ref_mv_idx)
{
	struct av1_block *b = p->b;
	unsigned int i;

	for (i = 0; i < 1u + av1_modes_compound(b); i++) {
		const unsigned int mode = av1_modes_of_ref(b->mode, i);
		unsigned int pos = ref_mv_idx;

		if (mode == AV1_GLOBALMV) {
			b->mv[i] = stack->global[i];
			continue;
		}
		if (mode == AV1_NEARESTMV || (mode == AV1_NEWMV && stack->num <= 1))
			pos = 0;
		b->mv[i] = stack->mv[pos][i];
		if (mode == AV1_NEWMV)
			b->mv[i] = av1_modes_read_mv(p, b->mv[i]);
	}
}

/* read_interintra_mode() (5.11.28) */
static void av1_modes_read_interintra(struct av1_parser *p)
{
	struct av1_block *b = p->b;
	unsigned int ctx;

	if (b->skip_mode || !p->pic->params.seq.interintra || av1_modes_compound(b) ||
	    b->size < AV1_BLOCK_8X8 || b->size > AV1_BLOCK_32X32)
		return;
	ctx = av1_size_group[b->size] - 1;
	b->interintra = av1_symbol_adapt_bool(p->sym, p->cdfs->inter_intra[ctx]);
	if (!b->interintra)
		return;
	b->interintra_mode = av1_symbol_read(p->sym, p->cdfs->inter_intra_mode[ctx],
					     AV1_INTERINTRA_MODES);
	b->ref[1] = AV1_INTRA_FRAME;
	b->wedge_interintra = av1_symbol_adapt_bool(p->sym, p->cdfs->wedge_inter_intra[b->size]);
	if (b->wedge_interintra)
		b->wedge_index = av1_symbol_read(p->sym, p->cdfs->wedge_index[b->size], 16);
}

/* May the block have another motion mode than SIMPLE? (5.11.27) */
static bool av1_modes_motion_mode_coded(const struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	const struct av1_block *b = p->b;

	if (b->skip_mode || !params->motion_mode_switchable || min(p->bw4, p->bh4) < 2)
		return false;
	if (!params->force_integer_mv &&
	    (b->mode == AV1_GLOBALMV || b->mode == AV1_GLOBAL_GLOBALMV) &&
	    params->gm[b->ref[0]].type > AV1_WARP_TRANSLATION)
		return false;
	return b->ref[1] == AV1_NONE && av1_mv_has_overlappable(p->pic, p->tile, b);
}

/* The local warp model (7.11.3.1) */
static void av1_modes_set_warp(struct av1_parser *p, const s32 samples[][4], unsigned int num)
{
	struct av1_block *b = p->b;
	struct av1_warp_model *warp;

	b->warp = p->tile->used[AV1_RECORD_WARP]++;
	warp = &p->pic->warps[b->warp];
	b->warp_valid = av1_warp_estimate(b, samples, num, warp->params) &&
			av1_warp_shear(warp->params, warp->shear);
}

/* read_motion_mode() (5.11.27) */
static void av1_modes_read_motion_mode(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	s32 samples[AV1_WARP_SAMPLES][4];
	struct av1_block *b = p->b;
	unsigned int num;

	if (!av1_modes_motion_mode_coded(p))
		return;
	num = av1_mv_warp_samples(p->pic, p->tile, b, samples);
	if (params->force_integer_mv || !num || !params->warped_motion ||
	    p->pic->refs[b->ref[0]].scaled) {
		b->motion_mode = av1_symbol_adapt_bool(p->sym, p->cdfs->use_obmc[b->size]) ?
				 AV1_OBMC : AV1_SIMPLE;
		return;
	}
	b->motion_mode = av1_symbol_read(p->sym, p->cdfs->motion_mode[b->size], 3);
	if (b->motion_mode == AV1_LOCALWARP)
		av1_modes_set_warp(p, samples, num);
}

static unsigned int av1_modes_comp_group_ctx(const struct av1_parser *p)
{
	const struct av1_block *n[2] = { p->above, p->left };
	unsigned int ctx = 0, i;

	for (i = 0; i < 2; i++) {
		if (!n[i])
			continue;
		if (!av1_single_of(n[i]))
			ctx += n[i]->comp_group_idx;
		else if (n[i]->ref[0] == AV1_ALTREF_FRAME)
			ctx += 3;
	}
	return min(ctx, 5u);
}

static unsigned int av1_modes_compound_idx_ctx(const struct av1_parser *p)
{
	const struct av1_ref *refs = p->pic->refs;
	const struct av1_block *n[2] = { p->above, p->left };
	const int fwd = refs[p->b->ref[0]].dist, bck = refs[p->b->ref[1]].dist;
	unsigned int ctx = fwd == bck || fwd == -bck ? 3 : 0, i;

	for (i = 0; i < 2; i++) {
		if (!n[i])
			continue;
		if (!av1_single_of(n[i]))
			ctx += n[i]->compound_idx;
		else if (n[i]->ref[0] == AV1_ALTREF_FRAME)
			ctx++;
	}
	return ctx;
}

/* read_compound_type() (5.11.29) */
static void av1_modes_read_compound_type(struct av1_parser *p)
{
	const struct av1_sequence *seq = &p->pic->params.seq;
	struct av1_cdfs *cdfs = p->cdfs;
	struct av1_block *b = p->b;
	unsigned int ctx;

	if (b->skip_mode)
		return;
	if (!av1_modes_compound(b)) {
		if (b->interintra)
			b->compound_type = b->wedge_interintra ? AV1_COMPOUND_WEDGE :
								 AV1_COMPOUND_INTRA;
		return;
	}
	if (seq->masked_compound) {
		ctx = av1_modes_comp_group_ctx(p);
		b->comp_group_idx = av1_symbol_adapt_bool(p->sym, cdfs->comp_group_idx[ctx]);
	}
	if (!b->comp_group_idx) {
		if (seq->jnt_comp) {
			ctx = av1_modes_compound_idx_ctx(p);
			b->compound_idx = av1_symbol_adapt_bool(p->sym, cdfs->compound_idx[ctx]);
			if (!b->compound_idx)
				b->compound_type = AV1_COMPOUND_DISTANCE;
		}
		return;
	}
	b->compound_type = AV1_COMPOUND_DIFFWTD;
	if (av1_wedge_bits[b->size])
		b->compound_type = av1_symbol_read(p->sym, cdfs->compound_type[b->size], 2);
	if (b->compound_type == AV1_COMPOUND_WEDGE) {
		b->wedge_index = av1_symbol_read(p->sym, cdfs->wedge_index[b->size], 16);
		b->wedge_sign = av1_symbol_bool(p->sym);
	} else {
		b->mask_type = av1_symbol_bool(p->sym);
	}
}

/* needs_interp_filter() (5.11.23) */
static bool av1_modes_needs_filter(const struct av1_parser *p)
{
	const struct av1_gm *gm = p->pic->params.gm;
	const struct av1_block *b = p->b;
	const bool large = min(p->bw4, p->bh4) >= 2;

	if (b->skip_mode || b->motion_mode == AV1_LOCALWARP)
		return false;
	if (large && b->mode == AV1_GLOBALMV)
		return gm[b->ref[0]].type == AV1_WARP_TRANSLATION;
	if (large && b->mode == AV1_GLOBAL_GLOBALMV)
		return gm[b->ref[0]].type == AV1_WARP_TRANSLATION ||
		       gm[b->ref[1]].type == AV1_WARP_TRANSLATION;
	return true;
}

static unsigned int av1_modes_filter_of(const struct av1_block *n, s8 ref, unsigned int dir)
{
	if (!n || (n->ref[0] != ref && n->ref[1] != ref))
		return 3;
	return n->filter[dir];
}

static unsigned int av1_modes_filter_ctx(const struct av1_parser *p, unsigned int dir)
{
	const struct av1_block *b = p->b;
	const unsigned int left = av1_modes_filter_of(p->left, b->ref[0], dir);
	const unsigned int above = av1_modes_filter_of(p->above, b->ref[0], dir);
	unsigned int ctx = (dir * 2 + av1_modes_compound(b)) * 4;

	if (left == above)
		ctx += left;
	else if (left == 3)
		ctx += above;
	else if (above == 3)
		ctx += left;
	else
		ctx += 3;
	return ctx;
}

/* interp_filter (the end of 5.11.23) */
static void av1_modes_read_filters(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	struct av1_block *b = p->b;
	unsigned int dir, ctx;

	if (params->interp_filter != AV1_SWITCHABLE) {
		b->filter[0] = params->interp_filter;
		b->filter[1] = params->interp_filter;
		return;
	}
	for (dir = 0; dir < 2; dir++) {
		if (dir && !params->seq.dual_filter) {
			b->filter[1] = b->filter[0];
		} else if (av1_modes_needs_filter(p)) {
			ctx = av1_modes_filter_ctx(p, dir);
			b->filter[dir] = av1_symbol_read(p->sym, p->cdfs->interp_filter[ctx], 3);
		} else {
			b->filter[dir] = AV1_EIGHTTAP;
		}
	}
}

/* inter_block_mode_info() (5.11.23) */
static void av1_modes_inter_block(struct av1_parser *p)
{
	struct av1_mv_stack stack;
	struct av1_block *b = p->b;
	unsigned int i;

	av1_modes_read_ref_frames(p);
	for (i = 0; i < 2; i++)
		if (b->ref[i] > AV1_INTRA_FRAME && !p->pic->refs[b->ref[i]].frame)
			p->tile->used_missing = true;
	av1_mv_find_stack(p->pic, p->tile, b, &stack);
	av1_modes_read_inter_mode(p, &stack);
	av1_modes_assign_mv(p, &stack, av1_modes_read_drl(p, &stack));
	av1_modes_read_interintra(p);
	av1_modes_read_motion_mode(p);
	av1_modes_read_compound_type(p);
	av1_modes_read_filters(p);
}

/* inter_frame_mode_info() (5.11.18) */
static void av1_modes_inter_frame(struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	struct av1_block *b = p->b;

	av1_modes_inter_segment_id(p, true);
	av1_modes_read_skip_mode(p);
	if (b->skip_mode)
		b->skip = true;
	else
		av1_modes_read_skip(p);
	if (!params->seg.pre_skip)
		av1_modes_inter_segment_id(p, false);
	b->lossless = params->lossless[b->segment_id];
	av1_modes_read_cdef(p);
	av1_modes_read_deltas(p);
	av1_modes_read_is_inter(p);
	if (b->is_inter) {
		av1_modes_inter_block(p);
		return;
	}
	b->mode = av1_symbol_read(p->sym, p->cdfs->y_mode[av1_size_group[b->size]],
				  AV1_INTRA_MODES);
	av1_modes_intra_rest(p);
}

void av1_parse_modes(struct av1_parser *p)
{
	if (p->pic->params.intra)
		av1_modes_intra_frame(p);
	else
		av1_modes_inter_frame(p);
}
