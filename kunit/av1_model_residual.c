// SPDX-License-Identifier: GPL-2.0
/*
 * Model of AV1's block syntax: transform sizes, types, coefficients, and their
 * dequantisation (7.12.3). See av1_model.h.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_quant_tables.h"
#include "av1/av1_scan_tables.h"
#include "av1_model.h"

/**
 * struct model_txb - a transform block, in the names of coeffs() (5.11.39)
 * @plane: plane
 * @size: txSz
 * @type: PlaneTxType
 * @x4: its column in 4x4 blocks of the plane
 * @y4: its row
 * @w4: width
 * @h4: height
 * @ctx: txSzCtx
 */
struct model_txb {
	unsigned int plane;
	unsigned int size;
	unsigned int type;
	int x4;
	int y4;
	int w4;
	int h4;
	unsigned int ctx;
};

/* get_above_tx_width() (8.3.2) */
static int model_above_tx_width(const struct av1_model *m, int row, int col)
{
	if (row == m->mi_row) {
		const struct av1_block *b;

		if (!m->avail_u)
			return 64;
		b = &av1_model_at(m, row - 1, col)->b;
		if (b->skip && b->is_inter)
			return av1_block_width[b->size];
	}
	return av1_tx_width[m->inter_tx_sizes[row - 1][col]];
}

/* get_left_tx_height() (8.3.2) */
static int model_left_tx_height(const struct av1_model *m, int row, int col)
{
	if (col == m->mi_col) {
		const struct av1_block *b;

		if (!m->avail_l)
			return 64;
		b = &av1_model_at(m, row, col - 1)->b;
		if (b->skip && b->is_inter)
			return av1_block_height[b->size];
	}
	return av1_tx_height[m->inter_tx_sizes[row][col - 1]];
}

/* find_tx_size() (5.11.36) */
static unsigned int model_find_tx_size(int w, int h)
{
	unsigned int size;

	for (size = 0; size < AV1_TX_SIZES; size++)
		if (av1_tx_width[size] == w && av1_tx_height[size] == h)
			break;
	return size;
}

/* tx_depth of read_tx_size() (5.11.15), with its CDF (8.3.2) */
static unsigned int model_tx_depth(struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const unsigned int max_size = av1_max_tx_size_rect[b->size];
	const unsigned int max_depth = av1_max_tx_depth[b->size];
	const struct av1_model_block *above = av1_model_above(m), *left = av1_model_left(m);
	int above_w = 0, left_h = 0;
	unsigned int ctx;

	if (above && above->b.is_inter)
		above_w = av1_block_width[above->b.size];
	else if (above)
		above_w = model_above_tx_width(m, m->mi_row, m->mi_col);
	if (left && left->b.is_inter)
		left_h = av1_block_height[left->b.size];
	else if (left)
		left_h = model_left_tx_height(m, m->mi_row, m->mi_col);
	ctx = (above_w >= av1_tx_width[max_size]) + (left_h >= av1_tx_height[max_size]);
	if (max_depth == 4)
		return av1_model_any(m, m->cdfs.tx[2][ctx], 3);
	if (max_depth == 3)
		return av1_model_any(m, m->cdfs.tx[1][ctx], 3);
	if (max_depth == 2)
		return av1_model_any(m, m->cdfs.tx[0][ctx], 3);
	return av1_model_any(m, m->cdfs.tx_8x8[ctx], 2);
}

/* read_tx_size() (5.11.15) */
static void model_read_tx_size(struct av1_model *m, bool allow_select)
{
	struct av1_block *b = &m->block->b;
	unsigned int depth, i;

	if (b->lossless) {
		b->tx_size = AV1_TX_4X4;
		return;
	}
	b->tx_size = av1_max_tx_size_rect[b->size];
	if (b->size > AV1_BLOCK_4X4 && allow_select && m->p->tx_mode == AV1_TX_MODE_SELECT) {
		depth = model_tx_depth(m);
		for (i = 0; i < depth; i++)
			b->tx_size = av1_split_tx_size[b->tx_size];
	}
}

/* txfm_split (5.11.17), with its CDF (8.3.2) */
static bool model_txfm_split(struct av1_model *m, int row, int col, unsigned int tx_size)
{
	const struct av1_block *b = &m->block->b;
	const bool above = model_above_tx_width(m, row, col) < av1_tx_width[tx_size];
	const bool left = model_left_tx_height(m, row, col) < av1_tx_height[tx_size];
	const int size = min(64, max(av1_block_width[b->size], av1_block_height[b->size]));
	const unsigned int max_tx_size = model_find_tx_size(size, size);
	const unsigned int ctx = (av1_tx_size_sqr_up[tx_size] != max_tx_size) * 3 +
				 (5 - 1 - max_tx_size) * 6 + above + left;

	return av1_model_flag(m, m->cdfs.txfm_split[ctx]);
}

/* read_var_tx_size() (5.11.17) */
static void model_read_var_tx_size(struct av1_model *m, int row, int col, unsigned int tx_size,
				   int depth)
{
	const int w4 = av1_tx_width[tx_size] / 4, h4 = av1_tx_height[tx_size] / 4;
	bool split = false;
	int i, j;

	if (row >= (int)m->p->mi_rows || col >= (int)m->p->mi_cols)
		return;
	if (tx_size != AV1_TX_4X4 && depth != 2)
		split = model_txfm_split(m, row, col, tx_size);
	if (split) {
		const unsigned int sub = av1_split_tx_size[tx_size];

		for (i = 0; i < h4; i += av1_tx_height[sub] / 4)
			for (j = 0; j < w4; j += av1_tx_width[sub] / 4)
				model_read_var_tx_size(m, row + i, col + j, sub, depth + 1);
		return;
	}
	for (i = 0; i < h4; i++)
		for (j = 0; j < w4; j++)
			m->inter_tx_sizes[row + i][col + j] = tx_size;
	m->block->b.tx_size = tx_size;
}

/* get_tx_size() (5.11.37) of chroma */
static unsigned int model_uv_tx_size(const struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const unsigned int size = av1_max_tx_size_rect[av1_model_plane_size(m, b->size, 1)];

	if (av1_tx_width[size] == 64 || av1_tx_height[size] == 64) {
		if (av1_tx_width[size] == 16)
			return AV1_TX_16X32;
		if (av1_tx_height[size] == 16)
			return AV1_TX_32X16;
		return AV1_TX_32X32;
	}
	return size;
}

void av1_model_block_tx_size(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	const int bw4 = av1_num_4x4_blocks_wide[b->size], bh4 = av1_num_4x4_blocks_high[b->size];
	const unsigned int max_size = av1_max_tx_size_rect[b->size];
	int row, col;

	if (m->p->tx_mode == AV1_TX_MODE_SELECT && b->size > AV1_BLOCK_4X4 && b->is_inter &&
	    !b->skip && !b->lossless) {
		for (row = m->mi_row; row < m->mi_row + bh4; row += av1_tx_height[max_size] / 4)
			for (col = m->mi_col; col < m->mi_col + bw4;
			     col += av1_tx_width[max_size] / 4)
				model_read_var_tx_size(m, row, col, max_size, 0);
	} else {
		model_read_tx_size(m, !b->skip || !b->is_inter);
		for (row = m->mi_row; row < m->mi_row + bh4; row++)
			for (col = m->mi_col; col < m->mi_col + bw4; col++)
				m->inter_tx_sizes[row][col] = b->tx_size;
	}
	if (b->has_chroma)
		b->uv_tx_size = b->lossless ? AV1_TX_4X4 : model_uv_tx_size(m);
}

/* reset_block_context() (5.11.5) */
void av1_model_reset_context(struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const int bw4 = av1_num_4x4_blocks_wide[b->size], bh4 = av1_num_4x4_blocks_high[b->size];
	int plane, i;

	for (plane = 0; plane < 1 + 2 * b->has_chroma; plane++) {
		const int sub_x = plane > 0 ? m->p->seq.sub_x : 0;
		const int sub_y = plane > 0 ? m->p->seq.sub_y : 0;

		for (i = m->mi_col >> sub_x; i < (m->mi_col + bw4) >> sub_x; i++) {
			m->above_level[plane][i] = 0;
			m->above_dc[plane][i] = 0;
		}
		for (i = m->mi_row >> sub_y; i < (m->mi_row + bh4) >> sub_y; i++) {
			m->left_level[plane][i] = 0;
			m->left_dc[plane][i] = 0;
		}
	}
}

/* get_tx_set() (5.11.48): TX_SET_DCTONLY is 0, the others have their numbers. */
static unsigned int model_tx_set(const struct av1_model *m, unsigned int size)
{
	const unsigned int sqr = av1_tx_size_sqr[size], up = av1_tx_size_sqr_up[size];

	if (up > AV1_TX_32X32)
		return 0;
	if (m->block->b.is_inter) {
		if (m->p->reduced_tx_set || up == AV1_TX_32X32)
			return 3;
		return sqr == AV1_TX_16X16 ? 2 : 1;
	}
	if (up == AV1_TX_32X32)
		return 0;
	if (m->p->reduced_tx_set)
		return 2;
	return sqr == AV1_TX_16X16 ? 2 : 1;
}

/* get_qindex() (7.12.2) */
static int model_qindex(const struct av1_model *m, bool ignore_delta_q)
{
	const struct av1_params *p = m->p;
	const bool delta = !ignore_delta_q && p->delta_q_present;

	if (av1_model_seg_feature(m, AV1_SEG_ALT_Q)) {
		const int data = p->seg.data[m->block->b.segment_id][AV1_SEG_ALT_Q];

		return clamp((delta ? m->current_q_index : p->base_q_idx) + data, 0, 255);
	}
	return delta ? m->current_q_index : p->base_q_idx;
}

/* transform_type() (5.11.47) */
static void model_transform_type(struct av1_model *m, const struct model_txb *t)
{
	const struct av1_block *b = &m->block->b;
	const unsigned int set = model_tx_set(m, t->size), sqr = av1_tx_size_sqr[t->size];
	unsigned int type = AV1_TX_DCT_DCT, dir = b->mode;
	int i, j;

	if (b->use_filter_intra)
		dir = av1_filter_intra_mode_to_intra_dir[b->filter_intra_mode];
	if (set > 0 && (m->p->seg.enabled ? model_qindex(m, true) : m->p->base_q_idx) > 0) {
		if (b->is_inter && set == 1)
			type = av1_tx_type_inter_inv_set1
				[av1_model_any(m, m->cdfs.inter_tx_type_set1[sqr], 16)];
		else if (b->is_inter && set == 2)
			type = av1_tx_type_inter_inv_set2
				[av1_model_any(m, m->cdfs.inter_tx_type_set2, 12)];
		else if (b->is_inter)
			type = av1_tx_type_inter_inv_set3
				[av1_model_any(m, m->cdfs.inter_tx_type_set3[sqr], 2)];
		else if (set == 1)
			type = av1_tx_type_intra_inv_set1
				[av1_model_any(m, m->cdfs.intra_tx_type_set1[sqr][dir], 7)];
		else
			type = av1_tx_type_intra_inv_set2
				[av1_model_any(m, m->cdfs.intra_tx_type_set2[sqr][dir], 5)];
	}
	for (i = 0; i < t->w4; i++)
		for (j = 0; j < t->h4; j++)
			m->tx_types[t->y4 + j][t->x4 + i] = type;
}

/* compute_tx_type() (5.11.40) */
static unsigned int model_tx_type(const struct av1_model *m, const struct model_txb *t)
{
	const struct av1_block *b = &m->block->b;
	const unsigned int set = model_tx_set(m, t->size);
	unsigned int type;

	if (b->lossless || av1_tx_size_sqr_up[t->size] > AV1_TX_32X32)
		return AV1_TX_DCT_DCT;
	if (t->plane == 0)
		return m->tx_types[t->y4][t->x4];
	if (b->is_inter) {
		const int x4 = max(m->mi_col, t->x4 << m->p->seq.sub_x);
		const int y4 = max(m->mi_row, t->y4 << m->p->seq.sub_y);

		type = m->tx_types[y4][x4];
		return av1_tx_type_in_set_inter[set][type] ? type : AV1_TX_DCT_DCT;
	}
	type = av1_mode_to_txfm[b->uv_mode];
	return av1_tx_type_in_set_intra[set][type] ? type : AV1_TX_DCT_DCT;
}

/* get_tx_class() (8.3.2) */
static enum av1_tx_class model_tx_class(unsigned int type)
{
	switch (type) {
	case AV1_TX_V_DCT:
	case AV1_TX_V_ADST:
	case AV1_TX_V_FLIPADST:
		return AV1_TX_CLASS_VERT;
	case AV1_TX_H_DCT:
	case AV1_TX_H_ADST:
	case AV1_TX_H_FLIPADST:
		return AV1_TX_CLASS_HORIZ;
	default:
		return AV1_TX_CLASS_2D;
	}
}

/* scan[ c ] of get_scan() (5.11.41) */
static int model_scan(const struct model_txb *t, int c)
{
	const unsigned int adjusted = av1_adjusted_tx_size[t->size];
	const int w = av1_tx_width[adjusted], h = av1_tx_height[adjusted];
	int pos;

	switch (model_tx_class(t->type)) {
	case AV1_TX_CLASS_VERT:
		return c;
	case AV1_TX_CLASS_HORIZ:
		return c % h * w + c / h;
	default:
		/* The decoder's has columns where the specification's has rows. */
		pos = av1_scans[t->size][AV1_TX_CLASS_2D][c];
		return pos % h * w + pos / h;
	}
}

/* The CDF of all_zero (8.3.2) */
static u16 *model_all_zero_cdf(struct av1_model *m, const struct model_txb *t)
{
	const unsigned int plane = t->plane;
	const unsigned int bsize = av1_model_plane_size(m, m->block->b.size, plane);
	const int max_x4 = m->p->mi_cols >> (plane ? m->p->seq.sub_x : 0);
	const int max_y4 = m->p->mi_rows >> (plane ? m->p->seq.sub_y : 0);
	const int w = av1_tx_width[t->size], h = av1_tx_height[t->size];
	const int bw = av1_block_width[bsize], bh = av1_block_height[bsize];
	u8 top = 0, left = 0, above = 0, before = 0;
	unsigned int ctx;
	int k;

	for (k = 0; k < t->w4 && t->x4 + k < max_x4; k++) {
		top = max(top, m->above_level[plane][t->x4 + k]);
		above |= m->above_level[plane][t->x4 + k] | m->above_dc[plane][t->x4 + k];
	}
	for (k = 0; k < t->h4 && t->y4 + k < max_y4; k++) {
		left = max(left, m->left_level[plane][t->y4 + k]);
		before |= m->left_level[plane][t->y4 + k] | m->left_dc[plane][t->y4 + k];
	}
	if (plane) {
		ctx = 7 + (above != 0) + (before != 0);
		if (bw * bh > w * h)
			ctx += 3;
	} else if (bw == w && bh == h) {
		ctx = 0;
	} else if (top == 0 && left == 0) {
		ctx = 1;
	} else if (top == 0 || left == 0) {
		ctx = 2 + (max(top, left) > 3);
	} else if (max(top, left) <= 3) {
		ctx = 4;
	} else if (min(top, left) <= 3) {
		ctx = 5;
	} else {
		ctx = 6;
	}
	return m->cdfs.coef.txb_skip[t->ctx][ctx];
}

/* The CDF of dc_sign (8.3.2) */
static u16 *model_dc_sign_cdf(struct av1_model *m, const struct model_txb *t)
{
	const unsigned int plane = t->plane;
	const int max_x4 = m->p->mi_cols >> (plane ? m->p->seq.sub_x : 0);
	const int max_y4 = m->p->mi_rows >> (plane ? m->p->seq.sub_y : 0);
	int dc_sign = 0, k;

	for (k = 0; k < t->w4; k++) {
		if (t->x4 + k < max_x4) {
			if (m->above_dc[plane][t->x4 + k] == 1)
				dc_sign--;
			else if (m->above_dc[plane][t->x4 + k] == 2)
				dc_sign++;
		}
	}
	for (k = 0; k < t->h4; k++) {
		if (t->y4 + k < max_y4) {
			if (m->left_dc[plane][t->y4 + k] == 1)
				dc_sign--;
			else if (m->left_dc[plane][t->y4 + k] == 2)
				dc_sign++;
		}
	}
	return m->cdfs.coef.dc_sign[plane > 0][dc_sign < 0 ? 1 : dc_sign > 0 ? 2 : 0];
}

/* A number of symbols below @n: mostly small, as coefficients take time */
static u32 model_eob_symbol(struct av1_model *m, u16 *cdf, u32 n)
{
	return av1_model_put(m, cdf, n, av1_model_random(m, av1_model_rarely(m, 6) ? n : 5));
}

/* eob of coeffs() (5.11.39) */
static int model_read_eob(struct av1_model *m, const struct model_txb *t)
{
	struct av1_coef_cdfs *cdfs = &m->cdfs.coef;
	const unsigned int ptype = t->plane > 0;
	const unsigned int ctx = model_tx_class(t->type) == AV1_TX_CLASS_2D ? 0 : 1;
	const int multisize = min_t(int, av1_tx_width_log2[t->size], 5) +
			      min_t(int, av1_tx_height_log2[t->size], 5) - 4;
	int eob_pt, eob, shift, i;

	if (multisize == 0)
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_16[ptype][ctx], 5) + 1;
	else if (multisize == 1)
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_32[ptype][ctx], 6) + 1;
	else if (multisize == 2)
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_64[ptype][ctx], 7) + 1;
	else if (multisize == 3)
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_128[ptype][ctx], 8) + 1;
	else if (multisize == 4)
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_256[ptype][ctx], 9) + 1;
	else if (multisize == 5)
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_512[ptype], 10) + 1;
	else
		eob_pt = model_eob_symbol(m, cdfs->eob_pt_1024[ptype], 11) + 1;
	eob = eob_pt < 2 ? eob_pt : (1 << (eob_pt - 2)) + 1;
	shift = max(-1, eob_pt - 3);
	if (shift >= 0) {
		if (av1_model_flag(m, cdfs->eob_extra[t->ctx][ptype][eob_pt - 3]))
			eob += 1 << shift;
		for (i = 1; i < max(0, eob_pt - 2); i++) {
			shift = max(0, eob_pt - 2) - 1 - i;
			if (av1_model_literal(m, 1))
				eob += 1 << shift;
		}
	}
	return eob;
}

/* get_coeff_base_ctx() (8.3.2) with isEob equal to 0 */
static unsigned int model_coeff_base_ctx(const struct av1_model *m, const struct model_txb *t,
					 int pos)
{
	const unsigned int adjusted = av1_adjusted_tx_size[t->size];
	const int bwl = av1_tx_width_log2[adjusted], width = 1 << bwl;
	const int height = av1_tx_height[adjusted];
	const enum av1_tx_class class = model_tx_class(t->type);
	const int row = pos >> bwl, col = pos - (row << bwl);
	int mag = 0, idx;
	unsigned int ctx;

	for (idx = 0; idx < 5; idx++) {
		const int ref_row = row + av1_sig_ref_diff_offset[class][idx][0];
		const int ref_col = col + av1_sig_ref_diff_offset[class][idx][1];

		if (ref_row < height && ref_col < width)
			mag += min(m->quant[(ref_row << bwl) + ref_col], 3);
	}
	ctx = min((mag + 1) >> 1, 4);
	if (class == AV1_TX_CLASS_2D) {
		if (row == 0 && col == 0)
			return 0;
		/* The decoder's table has columns where the specification's has rows. */
		return ctx + av1_coeff_base_ctx_offset[t->size][min(col, 4) * height + min(row, 4)];
	}
	idx = class == AV1_TX_CLASS_VERT ? row : col;
	return ctx + av1_coeff_base_pos_ctx_offset[min(idx, 2)];
}

/* The context of coeff_base_eob: get_coeff_base_ctx() (8.3.2) with isEob equal to 1 */
static unsigned int model_coeff_base_eob_ctx(const struct model_txb *t, int c)
{
	const unsigned int adjusted = av1_adjusted_tx_size[t->size];
	const int area = av1_tx_width[adjusted] * av1_tx_height[adjusted];

	if (c == 0)
		return 0;
	if (c <= area / 8)
		return 1;
	return c <= area / 4 ? 2 : 3;
}

/* The context of coeff_br (8.3.2) */
static unsigned int model_coeff_br_ctx(const struct av1_model *m, const struct model_txb *t,
				       int pos)
{
	const unsigned int adjusted = av1_adjusted_tx_size[t->size];
	const int bwl = av1_tx_width_log2[adjusted];
	const int txw = av1_tx_width[adjusted], txh = av1_tx_height[adjusted];
	const enum av1_tx_class class = model_tx_class(t->type);
	const int row = pos >> bwl, col = pos - (row << bwl);
	int mag = 0, idx;

	for (idx = 0; idx < 3; idx++) {
		const int ref_row = row + av1_mag_ref_offset_with_tx_class[class][idx][0];
		const int ref_col = col + av1_mag_ref_offset_with_tx_class[class][idx][1];

		if (ref_row < txh && ref_col < 1 << bwl)
			mag += min(m->quant[ref_row * txw + ref_col], 12 + 2 + 1);
	}
	mag = min((mag + 1) >> 1, 6);
	if (pos == 0)
		return mag;
	if (class == AV1_TX_CLASS_2D)
		return row < 2 && col < 2 ? mag + 7 : mag + 14;
	if (class == AV1_TX_CLASS_HORIZ)
		return col == 0 ? mag + 7 : mag + 14;
	return row == 0 ? mag + 7 : mag + 14;
}

/* Levels of coeffs() (5.11.39), without what golomb codes add */
static void model_read_levels(struct av1_model *m, const struct model_txb *t, int eob)
{
	struct av1_coef_cdfs *cdfs = &m->cdfs.coef;
	const unsigned int ptype = t->plane > 0;
	/* Small ones only, or any */
	const bool large = av1_model_random(m, 2);
	int c, idx;

	for (c = eob - 1; c >= 0; c--) {
		const int pos = model_scan(t, c);
		u16 *cdf;
		int level, br;

		if (c == eob - 1) {
			cdf = cdfs->coeff_base_eob[t->ctx][ptype][model_coeff_base_eob_ctx(t, c)];
			level = av1_model_low(m, cdf, 3) + 1;
		} else {
			cdf = cdfs->coeff_base[t->ctx][ptype][model_coeff_base_ctx(m, t, pos)];
			level = large ? av1_model_any(m, cdf, 4) : av1_model_low(m, cdf, 4);
		}
		if (level > 2) {
			cdf = cdfs->coeff_br[min(t->ctx, 3u)][ptype]
					    [model_coeff_br_ctx(m, t, pos)];
			for (idx = 0; idx < 12 / (4 - 1); idx++) {
				br = av1_model_put(m, cdf, 4, av1_model_random(m, 2) ? 3 :
							      av1_model_random(m, 4));
				level += br;
				if (br < 4 - 1)
					break;
			}
		}
		m->quant[pos] = level;
	}
}

/* x of golomb_length_bit and golomb_data_bit, which have 20 bits at most */
static int model_read_golomb(struct av1_model *m)
{
	u32 x = 1 + av1_model_random(m, av1_model_rarely(m, 4) ? (1 << 20) - 1 : 40);

	if (av1_model_rarely(m, 16))
		x = (1 << 20) - 1 - av1_model_random(m, 16);
	av1_put_golomb(&m->w, x);
	return x;
}

/* Signs and golomb codes of coeffs() (5.11.39): culLevel; *@dc_category is dcCategory. */
static int model_read_signs(struct av1_model *m, const struct model_txb *t, int eob,
			    u8 *dc_category)
{
	int cul_level = 0, c;

	for (c = 0; c < eob; c++) {
		const int pos = model_scan(t, c);
		bool sign = false;

		if (m->quant[pos] != 0)
			sign = c == 0 ? av1_model_flag(m, model_dc_sign_cdf(m, t)) :
					av1_model_literal(m, 1);
		if (m->quant[pos] > 2 + 12)
			m->quant[pos] = model_read_golomb(m) + 12 + 2;
		if (pos == 0 && m->quant[pos] > 0)
			*dc_category = sign ? 1 : 2;
		m->quant[pos] &= 0xfffff;
		cul_level += m->quant[pos];
		if (sign)
			m->quant[pos] = -m->quant[pos];
	}
	return min(63, cul_level);
}

static int model_dq_denom(unsigned int size)
{
	switch (size) {
	case AV1_TX_32X32:
	case AV1_TX_16X32:
	case AV1_TX_32X16:
	case AV1_TX_16X64:
	case AV1_TX_64X16:
		return 2;
	case AV1_TX_64X64:
	case AV1_TX_32X64:
	case AV1_TX_64X32:
		return 4;
	default:
		return 1;
	}
}

/* Dequant (7.12.3), by columns */
static void model_dequant(struct av1_model *m, const struct model_txb *t)
{
	const struct av1_params *p = m->p;
	const unsigned int plane = t->plane, depth = (p->fmt.bit_depth - 8) / 2;
	const int tw = min_t(int, 32, av1_tx_width[t->size]);
	const int th = min_t(int, 32, av1_tx_height[t->size]);
	const int qindex = model_qindex(m, false), end = 1 << (7 + p->fmt.bit_depth);
	const bool matrix = p->using_qmatrix && t->type < AV1_TX_IDTX &&
			    !m->block->b.lossless && p->qm[plane] < 15;
	int i, j;

	for (i = 0; i < th; i++) {
		for (j = 0; j < tw; j++) {
			s64 dq, dq2;
			int q;

			if (i == 0 && j == 0)
				q = av1_dc_qlookup[depth][clamp(qindex + p->delta_q_dc[plane],
								0, 255)];
			else
				q = av1_ac_qlookup[depth][clamp(qindex + p->delta_q_ac[plane],
								0, 255)];
			if (matrix)
				q = (q * av1_quantizer_matrix[p->qm[plane]][plane > 0]
					 [av1_qm_offset[t->size] + j * th + i] + (1 << 4)) >> 5;
			dq = (s64)m->quant[i * tw + j] * q;
			dq2 = ((dq < 0 ? -dq : dq) & 0xffffff) / model_dq_denom(t->size);
			dq2 = dq < 0 ? -dq2 : dq2;
			m->coefs[m->num_coefs + j * th + i] = clamp_t(s64, dq2, -end, end - 1);
		}
	}
	m->num_coefs += tw * th;
}

/* coeffs() (5.11.39) */
static void model_coeffs(struct av1_model *m, struct model_txb *t)
{
	const unsigned int plane = t->plane;
	u8 cul_level = 0, dc_category = 0;
	int eob = 0, i, j;

	t->ctx = (av1_tx_size_sqr[t->size] + av1_tx_size_sqr_up[t->size] + 1) >> 1;
	t->type = AV1_TX_DCT_DCT;
	memset(m->quant, 0, sizeof(m->quant));
	if (av1_model_flag(m, model_all_zero_cdf(m, t))) {
		for (i = 0; plane == 0 && i < t->w4; i++)
			for (j = 0; j < t->h4; j++)
				m->tx_types[t->y4 + j][t->x4 + i] = AV1_TX_DCT_DCT;
	} else {
		if (plane == 0)
			model_transform_type(m, t);
		t->type = model_tx_type(m, t);
		eob = model_read_eob(m, t);
		model_read_levels(m, t, eob);
		cul_level = model_read_signs(m, t, eob, &dc_category);
		model_dequant(m, t);
		/* The decoder's name of the transform of lossless blocks */
		if (m->block->b.lossless)
			t->type = AV1_TX_WHT_WHT;
	}
	for (i = 0; i < t->w4; i++) {
		m->above_level[plane][t->x4 + i] = cul_level;
		m->above_dc[plane][t->x4 + i] = dc_category;
	}
	for (i = 0; i < t->h4; i++) {
		m->left_level[plane][t->y4 + i] = cul_level;
		m->left_dc[plane][t->y4 + i] = dc_category;
	}
	m->txs[m->num_txs++] = (struct av1_tx){ .size = t->size, .type = t->type, .eob = eob };
}

/* transform_block() (5.11.35) without prediction */
static void model_transform_block(struct av1_model *m, unsigned int plane, int base_x, int base_y,
				  unsigned int size, int x, int y)
{
	const int start_x = base_x + 4 * x, start_y = base_y + 4 * y;
	const int sub_x = plane ? m->p->seq.sub_x : 0, sub_y = plane ? m->p->seq.sub_y : 0;
	struct model_txb t = {
		.plane = plane,
		.size = size,
		.x4 = start_x >> 2,
		.y4 = start_y >> 2,
		.w4 = av1_tx_width[size] >> 2,
		.h4 = av1_tx_height[size] >> 2,
	};
	int i, j;

	if (start_x >= (int)m->p->mi_cols * 4 >> sub_x ||
	    start_y >= (int)m->p->mi_rows * 4 >> sub_y)
		return;
	if (!m->block->b.skip)
		model_coeffs(m, &t);
	for (i = 0; i < t.h4; i++)
		for (j = 0; j < t.w4; j++)
			m->lf_tx[plane > 0][t.y4 + i][t.x4 + j] = size;
}

/* transform_tree() (5.11.36) */
static void model_transform_tree(struct av1_model *m, int start_x, int start_y, int w, int h)
{
	unsigned int size;

	if (start_x >= (int)m->p->mi_cols * 4 || start_y >= (int)m->p->mi_rows * 4)
		return;
	size = m->inter_tx_sizes[start_y >> 2][start_x >> 2];
	if (w <= av1_tx_width[size] && h <= av1_tx_height[size]) {
		model_transform_block(m, 0, start_x, start_y, model_find_tx_size(w, h), 0, 0);
	} else if (w > h) {
		model_transform_tree(m, start_x, start_y, w / 2, h);
		model_transform_tree(m, start_x + w / 2, start_y, w / 2, h);
	} else if (w < h) {
		model_transform_tree(m, start_x, start_y, w, h / 2);
		model_transform_tree(m, start_x, start_y + h / 2, w, h / 2);
	} else {
		model_transform_tree(m, start_x, start_y, w / 2, h / 2);
		model_transform_tree(m, start_x + w / 2, start_y, w / 2, h / 2);
		model_transform_tree(m, start_x, start_y + h / 2, w / 2, h / 2);
		model_transform_tree(m, start_x + w / 2, start_y + h / 2, w / 2, h / 2);
	}
}

/* The transform blocks of a plane in a chunk: the inner part of residual() */
static void model_residual_plane(struct av1_model *m, unsigned int plane, int chunk_x, int chunk_y,
				 unsigned int chunk_size)
{
	const struct av1_block *b = &m->block->b;
	const unsigned int size = plane ? b->uv_tx_size : b->tx_size;
	const int sub_x = plane ? m->p->seq.sub_x : 0, sub_y = plane ? m->p->seq.sub_y : 0;
	const unsigned int plane_size = av1_model_plane_size(m, chunk_size, plane);
	const int num4x4_w = av1_num_4x4_blocks_wide[plane_size];
	const int num4x4_h = av1_num_4x4_blocks_high[plane_size];
	const int base_x = ((m->mi_col + (chunk_x << 4)) >> sub_x) * 4;
	const int base_y = ((m->mi_row + (chunk_y << 4)) >> sub_y) * 4;
	int x, y;

	if (b->is_inter && !b->lossless && !plane) {
		model_transform_tree(m, base_x, base_y, num4x4_w * 4, num4x4_h * 4);
		return;
	}
	for (y = 0; y < num4x4_h; y += av1_tx_height[size] >> 2)
		for (x = 0; x < num4x4_w; x += av1_tx_width[size] >> 2)
			model_transform_block(m, plane, (m->mi_col >> sub_x) * 4,
					      (m->mi_row >> sub_y) * 4, size,
					      x + ((chunk_x << 4) >> sub_x),
					      y + ((chunk_y << 4) >> sub_y));
}

/* residual() (5.11.34) */
void av1_model_residual(struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const int width_chunks = max(1, av1_block_width[b->size] >> 6);
	const int height_chunks = max(1, av1_block_height[b->size] >> 6);
	const unsigned int chunk_size = width_chunks > 1 || height_chunks > 1 ?
					AV1_BLOCK_64X64 : b->size;
	int chunk_x, chunk_y, plane;

	for (chunk_y = 0; chunk_y < height_chunks; chunk_y++)
		for (chunk_x = 0; chunk_x < width_chunks; chunk_x++)
			for (plane = 0; plane < 1 + b->has_chroma * 2; plane++)
				model_residual_plane(m, plane, chunk_x, chunk_y, chunk_size);
}
