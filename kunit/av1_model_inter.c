// SPDX-License-Identifier: GPL-2.0
/* Model of AV1's block syntax: inter blocks and motion vectors. See av1_model.h. */
#include <linux/log2.h>
#include <linux/minmax.h>

#include "av1/av1_warp.h"
#include "av1_model.h"

#define MODEL_CLASS0_SIZE	2

/* read_mv_component() (5.11.32) of a value that is not 0 */
static void model_put_mv_component(struct av1_model *m, unsigned int ctx, unsigned int comp,
				   int value)
{
	struct av1_mv_cdfs *cdfs = &m->cdfs.mv[ctx];
	const u32 mag = abs(value) - 1;
	/* Class 0 ends with mag 15, class i with twice as much as the one before. */
	const u32 class = mag < 8 * MODEL_CLASS0_SIZE ? 0 : ilog2(mag >> 3);
	const u32 rest = class ? mag - (MODEL_CLASS0_SIZE << (class + 2)) : mag;
	const u32 fr = rest >> 1 & 3, hp = rest & 1;
	u32 i;

	av1_model_put(m, cdfs->sign[comp], 2, value < 0);
	av1_model_put(m, cdfs->class[comp], 11, class);
	if (class == 0) {
		av1_model_put(m, cdfs->class0_bit[comp], 2, rest >> 3);
		if (!m->p->force_integer_mv)
			av1_model_put(m, cdfs->class0_fr[comp][rest >> 3], 4, fr);
		if (m->p->high_precision_mv)
			av1_model_put(m, cdfs->class0_hp[comp], 2, hp);
		return;
	}
	for (i = 0; i < class; i++)
		av1_model_put(m, cdfs->bit[comp][i], 2, rest >> 3 >> i & 1);
	if (!m->p->force_integer_mv)
		av1_model_put(m, cdfs->fr[comp], 4, fr);
	if (m->p->high_precision_mv)
		av1_model_put(m, cdfs->hp[comp], 2, hp);
}

void av1_model_put_mv(struct av1_model *m, int row, int col)
{
	const unsigned int ctx = m->block->b.intrabc ? 1 : 0;

	/* MV_JOINT_HNZVZ is 1, a column other than 0; MV_JOINT_HZVNZ 2. */
	av1_model_put(m, m->cdfs.mv[ctx].joint, 4, (row != 0) * 2 + (col != 0));
	if (row)
		model_put_mv_component(m, ctx, 0, row);
	if (col)
		model_put_mv_component(m, ctx, 1, col);
}

/**
 * struct model_near - variables of inter_frame_mode_info() (5.11.18)
 * @above: AboveRefFrame
 * @left: LeftRefFrame
 * @above_intra: AboveIntra
 * @left_intra: LeftIntra
 * @above_single: AboveSingle
 * @left_single: LeftSingle
 */
struct model_near {
	int above[2];
	int left[2];
	bool above_intra;
	bool left_intra;
	bool above_single;
	bool left_single;
};

static struct model_near model_near(const struct av1_model *m)
{
	const struct av1_model_block *above = av1_model_above(m), *left = av1_model_left(m);
	struct model_near n;

	n.left[0] = left ? left->b.ref[0] : AV1_INTRA_FRAME;
	n.above[0] = above ? above->b.ref[0] : AV1_INTRA_FRAME;
	n.left[1] = left ? left->b.ref[1] : AV1_NONE;
	n.above[1] = above ? above->b.ref[1] : AV1_NONE;
	n.left_intra = n.left[0] <= AV1_INTRA_FRAME;
	n.above_intra = n.above[0] <= AV1_INTRA_FRAME;
	n.left_single = n.left[1] <= AV1_INTRA_FRAME;
	n.above_single = n.above[1] <= AV1_INTRA_FRAME;
	return n;
}

/* get_segment_id() (5.11.21) */
static unsigned int model_get_segment_id(const struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const int x_mis = min_t(int, m->p->mi_cols - m->mi_col, av1_num_4x4_blocks_wide[b->size]);
	const int y_mis = min_t(int, m->p->mi_rows - m->mi_row, av1_num_4x4_blocks_high[b->size]);
	const u8 *prev = m->shadow->prev_segment_ids;
	u8 seg = 7;
	int y, x;

	for (y = 0; y < y_mis; y++)
		for (x = 0; x < x_mis; x++)
			seg = min_t(u8, seg, prev ? prev[(m->mi_row + y) * m->p->mi_cols +
							 m->mi_col + x] : 0);
	return seg;
}

static void model_set_seg_pred(struct av1_model *m, bool predicted)
{
	const struct av1_block *b = &m->block->b;
	int i;

	for (i = 0; i < av1_num_4x4_blocks_wide[b->size]; i++)
		m->above_seg_pred[m->mi_col + i] = predicted;
	for (i = 0; i < av1_num_4x4_blocks_high[b->size]; i++)
		m->left_seg_pred[m->mi_row + i] = predicted;
}

/* inter_segment_id() (5.11.19) */
static void model_inter_segment_id(struct av1_model *m, bool pre_skip)
{
	const struct av1_segmentation *seg = &m->p->seg;
	const unsigned int predicted = model_get_segment_id(m);
	bool flag;

	if (!seg->enabled)
		return;
	if (!seg->update_map) {
		m->block->b.segment_id = predicted;
		return;
	}
	if (pre_skip && !seg->pre_skip) {
		m->block->b.segment_id = 0;
		return;
	}
	if (!pre_skip && m->block->b.skip) {
		model_set_seg_pred(m, false);
		av1_model_read_segment_id(m);
		return;
	}
	if (!seg->temporal_update) {
		av1_model_read_segment_id(m);
		return;
	}
	flag = av1_model_flag(m, m->cdfs.segment_id_predicted[m->left_seg_pred[m->mi_row] +
							      m->above_seg_pred[m->mi_col]]);
	if (flag)
		m->block->b.segment_id = predicted;
	else
		av1_model_read_segment_id(m);
	model_set_seg_pred(m, flag);
}

/* read_skip_mode() (5.11.10) */
static void model_read_skip_mode(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	unsigned int ctx = 0;

	if (av1_model_seg_feature(m, AV1_SEG_SKIP) ||
	    av1_model_seg_feature(m, AV1_SEG_REF_FRAME) ||
	    av1_model_seg_feature(m, AV1_SEG_GLOBALMV) || !m->p->skip_mode ||
	    av1_block_width[b->size] < 8 || av1_block_height[b->size] < 8)
		return;
	if (m->avail_u)
		ctx += av1_model_above(m)->b.skip_mode;
	if (m->avail_l)
		ctx += av1_model_left(m)->b.skip_mode;
	b->skip_mode = av1_model_put(m, m->cdfs.skip_mode[ctx], 2, av1_model_rarely(m, 6));
}

/* read_is_inter() (5.11.20) */
static void model_read_is_inter(struct av1_model *m)
{
	const struct model_near n = model_near(m);
	struct av1_block *b = &m->block->b;
	unsigned int ctx;

	if (b->skip_mode) {
		b->is_inter = true;
	} else if (av1_model_seg_feature(m, AV1_SEG_REF_FRAME)) {
		b->is_inter = m->p->seg.data[b->segment_id][AV1_SEG_REF_FRAME] != AV1_INTRA_FRAME;
	} else if (av1_model_seg_feature(m, AV1_SEG_GLOBALMV)) {
		b->is_inter = true;
	} else {
		if (m->avail_u && m->avail_l)
			ctx = n.left_intra && n.above_intra ? 3 : n.left_intra || n.above_intra;
		else if (m->avail_u || m->avail_l)
			ctx = 2 * (m->avail_u ? n.above_intra : n.left_intra);
		else
			ctx = 0;
		b->is_inter = av1_model_put(m, m->cdfs.is_inter[ctx], 2, !av1_model_rarely(m, 4));
	}
}

/* check_backward() (8.3.2) */
static bool model_check_backward(int ref)
{
	return ref >= AV1_BWDREF_FRAME && ref <= AV1_ALTREF_FRAME;
}

static unsigned int model_comp_mode_ctx(const struct av1_model *m)
{
	const struct model_near n = model_near(m);

	if (m->avail_u && m->avail_l) {
		if (n.above_single && n.left_single)
			return model_check_backward(n.above[0]) ^ model_check_backward(n.left[0]);
		if (n.above_single)
			return 2 + (model_check_backward(n.above[0]) || n.above_intra);
		if (n.left_single)
			return 2 + (model_check_backward(n.left[0]) || n.left_intra);
		return 4;
	}
	if (m->avail_u)
		return n.above_single ? model_check_backward(n.above[0]) : 3;
	if (m->avail_l)
		return n.left_single ? model_check_backward(n.left[0]) : 3;
	return 1;
}

/* is_samedir_ref_pair() (8.3.2) */
static bool model_samedir(int ref0, int ref1)
{
	return (ref0 >= AV1_BWDREF_FRAME) == (ref1 >= AV1_BWDREF_FRAME);
}

static unsigned int model_comp_ref_type_ctx(const struct av1_model *m)
{
	const struct model_near n = model_near(m);
	const bool above_comp_inter = m->avail_u && !n.above_intra && !n.above_single;
	const bool left_comp_inter = m->avail_l && !n.left_intra && !n.left_single;
	const bool above_uni_comp = above_comp_inter && model_samedir(n.above[0], n.above[1]);
	const bool left_uni_comp = left_comp_inter && model_samedir(n.left[0], n.left[1]);

	if (m->avail_u && !n.above_intra && m->avail_l && !n.left_intra) {
		const bool samedir = model_samedir(n.above[0], n.left[0]);

		if (!above_comp_inter && !left_comp_inter)
			return 1 + 2 * samedir;
		if (!above_comp_inter)
			return !left_uni_comp ? 1 : 3 + samedir;
		if (!left_comp_inter)
			return !above_uni_comp ? 1 : 3 + samedir;
		if (!above_uni_comp && !left_uni_comp)
			return 0;
		if (!above_uni_comp || !left_uni_comp)
			return 2;
		return 3 + ((n.above[0] == AV1_BWDREF_FRAME) == (n.left[0] == AV1_BWDREF_FRAME));
	}
	if (m->avail_u && m->avail_l) {
		if (above_comp_inter)
			return 1 + 2 * above_uni_comp;
		if (left_comp_inter)
			return 1 + 2 * left_uni_comp;
		return 2;
	}
	if (above_comp_inter)
		return 4 * above_uni_comp;
	if (left_comp_inter)
		return 4 * left_uni_comp;
	return 2;
}

/* count_refs() (8.3.2) of all from @first to @last */
static int model_count_refs(const struct av1_model *m, int first, int last)
{
	const struct model_near n = model_near(m);
	int c = 0, i;

	for (i = 0; i < 2; i++) {
		if (m->avail_u && n.above[i] >= first && n.above[i] <= last)
			c++;
		if (m->avail_l && n.left[i] >= first && n.left[i] <= last)
			c++;
	}
	return c;
}

/* ref_count_ctx() (8.3.2) of references @a0 to @a1 and @b0 to @b1 */
static unsigned int model_ref_ctx(const struct av1_model *m, int a0, int a1, int b0, int b1)
{
	const int counts0 = model_count_refs(m, a0, a1), counts1 = model_count_refs(m, b0, b1);

	if (counts0 < counts1)
		return 0;
	return counts0 == counts1 ? 1 : 2;
}

/* Contexts of the syntax elements of read_ref_frames(), named after the first that has each */
static unsigned int model_single_ref_p1_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_LAST_FRAME, AV1_GOLDEN_FRAME, AV1_BWDREF_FRAME,
			     AV1_ALTREF_FRAME);
}

static unsigned int model_comp_ref_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_LAST_FRAME, AV1_LAST2_FRAME, AV1_LAST3_FRAME,
			     AV1_GOLDEN_FRAME);
}

static unsigned int model_comp_ref_p1_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_LAST_FRAME, AV1_LAST_FRAME, AV1_LAST2_FRAME, AV1_LAST2_FRAME);
}

static unsigned int model_comp_ref_p2_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_LAST3_FRAME, AV1_LAST3_FRAME, AV1_GOLDEN_FRAME,
			     AV1_GOLDEN_FRAME);
}

static unsigned int model_comp_bwdref_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_BWDREF_FRAME, AV1_ALTREF2_FRAME, AV1_ALTREF_FRAME,
			     AV1_ALTREF_FRAME);
}

static unsigned int model_comp_bwdref_p1_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_BWDREF_FRAME, AV1_BWDREF_FRAME, AV1_ALTREF2_FRAME,
			     AV1_ALTREF2_FRAME);
}

static unsigned int model_uni_comp_ref_p1_ctx(const struct av1_model *m)
{
	return model_ref_ctx(m, AV1_LAST2_FRAME, AV1_LAST2_FRAME, AV1_LAST3_FRAME,
			     AV1_GOLDEN_FRAME);
}

static void model_read_uni_comp_refs(struct av1_model *m, s8 *ref)
{
	u16 (*cdf)[3][2] = m->cdfs.uni_comp_ref;

	if (av1_model_flag(m, cdf[model_single_ref_p1_ctx(m)][0])) {
		ref[0] = AV1_BWDREF_FRAME;
		ref[1] = AV1_ALTREF_FRAME;
		return;
	}
	ref[0] = AV1_LAST_FRAME;
	if (!av1_model_flag(m, cdf[model_uni_comp_ref_p1_ctx(m)][1]))
		ref[1] = AV1_LAST2_FRAME;
	else if (av1_model_flag(m, cdf[model_comp_ref_p2_ctx(m)][2]))
		ref[1] = AV1_GOLDEN_FRAME;
	else
		ref[1] = AV1_LAST3_FRAME;
}

static void model_read_bidir_comp_refs(struct av1_model *m, s8 *ref)
{
	u16 (*fwd)[3][2] = m->cdfs.comp_ref, (*bwd)[2][2] = m->cdfs.comp_bwd_ref;

	if (!av1_model_flag(m, fwd[model_comp_ref_ctx(m)][0]))
		ref[0] = av1_model_flag(m, fwd[model_comp_ref_p1_ctx(m)][1]) ?
			 AV1_LAST2_FRAME : AV1_LAST_FRAME;
	else
		ref[0] = av1_model_flag(m, fwd[model_comp_ref_p2_ctx(m)][2]) ?
			 AV1_GOLDEN_FRAME : AV1_LAST3_FRAME;
	if (!av1_model_flag(m, bwd[model_comp_bwdref_ctx(m)][0]))
		ref[1] = av1_model_flag(m, bwd[model_comp_bwdref_p1_ctx(m)][1]) ?
			 AV1_ALTREF2_FRAME : AV1_BWDREF_FRAME;
	else
		ref[1] = AV1_ALTREF_FRAME;
}

static int model_read_single_ref(struct av1_model *m)
{
	u16 (*cdf)[6][2] = m->cdfs.single_ref;

	if (av1_model_flag(m, cdf[model_single_ref_p1_ctx(m)][0])) {
		if (av1_model_flag(m, cdf[model_comp_bwdref_ctx(m)][1]))
			return AV1_ALTREF_FRAME;
		return av1_model_flag(m, cdf[model_comp_bwdref_p1_ctx(m)][5]) ?
		       AV1_ALTREF2_FRAME : AV1_BWDREF_FRAME;
	}
	if (av1_model_flag(m, cdf[model_comp_ref_ctx(m)][2]))
		return av1_model_flag(m, cdf[model_comp_ref_p2_ctx(m)][4]) ?
		       AV1_GOLDEN_FRAME : AV1_LAST3_FRAME;
	return av1_model_flag(m, cdf[model_comp_ref_p1_ctx(m)][3]) ?
	       AV1_LAST2_FRAME : AV1_LAST_FRAME;
}

/* read_ref_frames() (5.11.25) */
static void model_read_ref_frames(struct av1_model *m)
{
	const struct av1_params *p = m->p;
	struct av1_block *b = &m->block->b;
	const u8 bw4 = av1_num_4x4_blocks_wide[b->size], bh4 = av1_num_4x4_blocks_high[b->size];

	if (b->skip_mode) {
		b->ref[0] = p->skip_mode_frame[0];
		b->ref[1] = p->skip_mode_frame[1];
	} else if (av1_model_seg_feature(m, AV1_SEG_REF_FRAME)) {
		b->ref[0] = p->seg.data[b->segment_id][AV1_SEG_REF_FRAME];
	} else if (av1_model_seg_feature(m, AV1_SEG_SKIP) ||
		   av1_model_seg_feature(m, AV1_SEG_GLOBALMV)) {
		b->ref[0] = AV1_LAST_FRAME;
	} else if (p->reference_select && min(bw4, bh4) >= 2 &&
		   av1_model_flag(m, m->cdfs.comp_mode[model_comp_mode_ctx(m)])) {
		/* UNIDIR_COMP_REFERENCE is 0. */
		if (!av1_model_flag(m, m->cdfs.comp_ref_type[model_comp_ref_type_ctx(m)]))
			model_read_uni_comp_refs(m, b->ref);
		else
			model_read_bidir_comp_refs(m, b->ref);
	} else {
		b->ref[0] = model_read_single_ref(m);
	}
}

/* YMode of inter_block_mode_info() (5.11.23) */
static void model_read_inter_mode(struct av1_model *m, const struct av1_mv_stack *s)
{
	struct av1_block *b = &m->block->b;
	unsigned int ctx;

	if (b->skip_mode) {
		b->mode = AV1_NEAREST_NEARESTMV;
	} else if (av1_model_seg_feature(m, AV1_SEG_SKIP) ||
		   av1_model_seg_feature(m, AV1_SEG_GLOBALMV)) {
		b->mode = AV1_GLOBALMV;
	} else if (b->ref[1] > AV1_INTRA_FRAME) {
		ctx = av1_compound_mode_ctx_map[s->ref_mv_ctx >> 1]
					       [min_t(u8, s->new_mv_ctx, 4)];
		b->mode = AV1_NEAREST_NEARESTMV + av1_model_any(m, m->cdfs.compound_mode[ctx], 8);
	} else if (!av1_model_flag(m, m->cdfs.new_mv[s->new_mv_ctx])) {
		b->mode = AV1_NEWMV;
	} else if (!av1_model_flag(m, m->cdfs.zero_mv[s->zero_mv_ctx])) {
		b->mode = AV1_GLOBALMV;
	} else {
		b->mode = av1_model_flag(m, m->cdfs.ref_mv[s->ref_mv_ctx]) ? AV1_NEARMV :
									     AV1_NEARESTMV;
	}
}

/* RefMvIdx of inter_block_mode_info() (5.11.23) */
static int model_read_drl(struct av1_model *m, const struct av1_mv_stack *s)
{
	const unsigned int mode = m->block->b.mode;
	int ref_mv_idx = 0, first = 0, idx;

	if (mode == AV1_NEARMV || mode == AV1_NEAR_NEARMV || mode == AV1_NEAR_NEWMV ||
	    mode == AV1_NEW_NEARMV)
		first = 1;
	else if (mode != AV1_NEWMV && mode != AV1_NEW_NEWMV)
		return 0;
	ref_mv_idx = first;
	for (idx = first; idx < first + 2; idx++) {
		if (s->num <= idx + 1)
			continue;
		if (!av1_model_flag(m, m->cdfs.drl_mode[s->drl_ctx[idx]]))
			return idx;
		ref_mv_idx = idx + 1;
	}
	return ref_mv_idx;
}

/* get_mode() (5.11.30) */
static unsigned int model_get_mode(unsigned int mode, unsigned int ref_list)
{
	if (ref_list == 0) {
		if (mode < AV1_NEAREST_NEARESTMV)
			return mode;
		if (mode == AV1_NEW_NEWMV || mode == AV1_NEW_NEARESTMV || mode == AV1_NEW_NEARMV)
			return AV1_NEWMV;
		if (mode == AV1_NEAREST_NEARESTMV || mode == AV1_NEAREST_NEWMV)
			return AV1_NEARESTMV;
		if (mode == AV1_NEAR_NEARMV || mode == AV1_NEAR_NEWMV)
			return AV1_NEARMV;
		return AV1_GLOBALMV;
	}
	if (mode == AV1_NEW_NEWMV || mode == AV1_NEAREST_NEWMV || mode == AV1_NEAR_NEWMV)
		return AV1_NEWMV;
	if (mode == AV1_NEAREST_NEARESTMV || mode == AV1_NEW_NEARESTMV)
		return AV1_NEARESTMV;
	if (mode == AV1_NEAR_NEARMV || mode == AV1_NEW_NEARMV)
		return AV1_NEARMV;
	return AV1_GLOBALMV;
}

/* A component of diffMv: 0, or of any class but the last ones, and as precise as may be */
static int model_any_diff(struct av1_model *m)
{
	u32 mag;

	if (av1_model_rarely(m, 3))
		return 0;
	mag = av1_model_random(m, 1 << (1 + av1_model_random(m, 13)));
	if (m->p->force_integer_mv)
		mag |= 7;
	else if (!m->p->high_precision_mv)
		mag |= 1;
	return av1_model_random(m, 2) ? -(int)(mag + 1) : (int)(mag + 1);
}

/* read_mv() (5.11.31): a vector that is valid (6.10.25) */
static struct av1_mv model_read_mv(struct av1_model *m, struct av1_mv pred)
{
	int row, col;

	do {
		row = model_any_diff(m);
		col = model_any_diff(m);
	} while (abs(pred.row + row) >= 1 << 14 || abs(pred.col + col) >= 1 << 14);
	av1_model_put_mv(m, row, col);
	return (struct av1_mv){ .row = pred.row + row, .col = pred.col + col };
}

/* assign_mv() (5.11.26) */
static void model_assign_mv(struct av1_model *m, const struct av1_mv_stack *s, int ref_mv_idx)
{
	struct av1_block *b = &m->block->b;
	int i, pos;

	for (i = 0; i < 1 + (b->ref[1] > AV1_INTRA_FRAME); i++) {
		const unsigned int comp_mode = model_get_mode(b->mode, i);
		struct av1_mv pred;

		if (comp_mode == AV1_GLOBALMV) {
			pred = s->global[i];
		} else {
			pos = comp_mode == AV1_NEARESTMV ? 0 : ref_mv_idx;
			if (comp_mode == AV1_NEWMV && s->num <= 1)
				pos = 0;
			pred = s->mv[pos][i];
		}
		b->mv[i] = comp_mode == AV1_NEWMV ? model_read_mv(m, pred) : pred;
	}
}

/* read_interintra_mode() (5.11.28) */
static void model_read_interintra(struct av1_model *m, bool is_compound)
{
	struct av1_block *b = &m->block->b;
	const unsigned int ctx = av1_size_group[b->size] - 1;

	if (b->skip_mode || !m->p->seq.interintra || is_compound || b->size < AV1_BLOCK_8X8 ||
	    b->size > AV1_BLOCK_32X32)
		return;
	b->interintra = av1_model_flag(m, m->cdfs.inter_intra[ctx]);
	if (!b->interintra)
		return;
	b->interintra_mode = av1_model_any(m, m->cdfs.inter_intra_mode[ctx], 4);
	b->ref[1] = AV1_INTRA_FRAME;
	b->wedge_interintra = av1_model_flag(m, m->cdfs.wedge_inter_intra[b->size]);
	if (b->wedge_interintra)
		b->wedge_index = av1_model_any(m, m->cdfs.wedge_index[b->size], 16);
}

/* read_motion_mode() (5.11.27) */
static void model_read_motion_mode(struct av1_model *m, bool is_compound)
{
	const struct av1_params *p = m->p;
	struct av1_block *b = &m->block->b;
	struct av1_warp_model *warp = &m->block->warp;
	s32 samples[AV1_WARP_SAMPLES][4];
	unsigned int num_samples;

	if (b->skip_mode || !p->motion_mode_switchable ||
	    min(av1_block_width[b->size], av1_block_height[b->size]) < 8)
		return;
	if (!p->force_integer_mv && (b->mode == AV1_GLOBALMV || b->mode == AV1_GLOBAL_GLOBALMV) &&
	    p->gm[b->ref[0]].type > AV1_WARP_TRANSLATION)
		return;
	if (is_compound || b->ref[1] == AV1_INTRA_FRAME ||
	    !av1_mv_has_overlappable(m->shadow, &m->tile, b))
		return;
	num_samples = av1_mv_warp_samples(m->shadow, &m->tile, b, samples);
	if (p->force_integer_mv || num_samples == 0 || !p->warped_motion ||
	    m->shadow->refs[b->ref[0]].scaled)
		b->motion_mode = av1_model_flag(m, m->cdfs.use_obmc[b->size]) ? AV1_OBMC :
										AV1_SIMPLE;
	else
		b->motion_mode = av1_model_any(m, m->cdfs.motion_mode[b->size], 3);
	if (b->motion_mode == AV1_LOCALWARP)
		b->warp_valid = av1_warp_estimate(b, samples, num_samples, warp->params) &&
				av1_warp_shear(warp->params, warp->shear);
}

static unsigned int model_comp_group_idx_ctx(const struct av1_model *m)
{
	const struct model_near n = model_near(m);
	unsigned int ctx = 0;

	if (m->avail_u) {
		if (!n.above_single)
			ctx += av1_model_above(m)->b.comp_group_idx;
		else if (n.above[0] == AV1_ALTREF_FRAME)
			ctx += 3;
	}
	if (m->avail_l) {
		if (!n.left_single)
			ctx += av1_model_left(m)->b.comp_group_idx;
		else if (n.left[0] == AV1_ALTREF_FRAME)
			ctx += 3;
	}
	return min(5u, ctx);
}

static unsigned int model_compound_idx_ctx(const struct av1_model *m)
{
	const struct model_near n = model_near(m);
	const struct av1_ref *refs = m->shadow->refs;
	const s8 *ref = m->block->b.ref;
	const int fwd = abs(av1_pic_relative_dist(&m->p->seq, refs[ref[0]].order_hint,
						  m->p->order_hint));
	const int bck = abs(av1_pic_relative_dist(&m->p->seq, refs[ref[1]].order_hint,
						  m->p->order_hint));
	unsigned int ctx = fwd == bck ? 3 : 0;

	if (m->avail_u) {
		if (!n.above_single)
			ctx += av1_model_above(m)->b.compound_idx;
		else if (n.above[0] == AV1_ALTREF_FRAME)
			ctx++;
	}
	if (m->avail_l) {
		if (!n.left_single)
			ctx += av1_model_left(m)->b.compound_idx;
		else if (n.left[0] == AV1_ALTREF_FRAME)
			ctx++;
	}
	return ctx;
}

/* read_compound_type() (5.11.29) */
static void model_read_compound_type(struct av1_model *m, bool is_compound)
{
	const struct av1_sequence *seq = &m->p->seq;
	struct av1_block *b = &m->block->b;

	if (b->skip_mode)
		return;
	if (!is_compound) {
		if (b->interintra)
			b->compound_type = b->wedge_interintra ? AV1_COMPOUND_WEDGE :
								 AV1_COMPOUND_INTRA;
		return;
	}
	if (seq->masked_compound)
		b->comp_group_idx =
			av1_model_flag(m, m->cdfs.comp_group_idx[model_comp_group_idx_ctx(m)]);
	if (b->comp_group_idx == 0) {
		if (!seq->jnt_comp)
			return;
		b->compound_idx =
			av1_model_flag(m, m->cdfs.compound_idx[model_compound_idx_ctx(m)]);
		b->compound_type = b->compound_idx ? AV1_COMPOUND_AVERAGE :
						     AV1_COMPOUND_DISTANCE;
		return;
	}
	if (av1_wedge_bits[b->size] == 0)
		b->compound_type = AV1_COMPOUND_DIFFWTD;
	else
		b->compound_type = av1_model_any(m, m->cdfs.compound_type[b->size], 2);
	if (b->compound_type == AV1_COMPOUND_WEDGE) {
		b->wedge_index = av1_model_any(m, m->cdfs.wedge_index[b->size], 16);
		b->wedge_sign = av1_model_literal(m, 1);
	} else {
		b->mask_type = av1_model_literal(m, 1);
	}
}

/* needs_interp_filter() (5.11.23) */
static bool model_needs_interp_filter(const struct av1_model *m)
{
	const struct av1_gm *gm = m->p->gm;
	const struct av1_block *b = &m->block->b;
	const bool large = min(av1_block_width[b->size], av1_block_height[b->size]) >= 8;

	if (b->skip_mode || b->motion_mode == AV1_LOCALWARP)
		return false;
	if (large && b->mode == AV1_GLOBALMV)
		return gm[b->ref[0]].type == AV1_WARP_TRANSLATION;
	if (large && b->mode == AV1_GLOBAL_GLOBALMV)
		return gm[b->ref[0]].type == AV1_WARP_TRANSLATION ||
		       gm[b->ref[1]].type == AV1_WARP_TRANSLATION;
	return true;
}

static unsigned int model_interp_filter_ctx(const struct av1_model *m, unsigned int dir)
{
	const struct av1_model_block *above = av1_model_above(m), *left = av1_model_left(m);
	const s8 *ref = m->block->b.ref;
	const unsigned int ctx = ((dir & 1) * 2 + (ref[1] > AV1_INTRA_FRAME)) * 4;
	unsigned int left_type = 3, above_type = 3;

	if (left && (left->b.ref[0] == ref[0] || left->b.ref[1] == ref[0]))
		left_type = left->b.filter[dir];
	if (above && (above->b.ref[0] == ref[0] || above->b.ref[1] == ref[0]))
		above_type = above->b.filter[dir];
	if (left_type == above_type)
		return ctx + left_type;
	if (left_type == 3)
		return ctx + above_type;
	if (above_type == 3)
		return ctx + left_type;
	return ctx + 3;
}

/* inter_block_mode_info() (5.11.23) */
static void model_inter_block(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	struct av1_mv_stack stack;
	bool is_compound;
	unsigned int dir;

	model_read_ref_frames(m);
	is_compound = b->ref[1] > AV1_INTRA_FRAME;
	av1_mv_find_stack(m->shadow, &m->tile, b, &stack);
	model_read_inter_mode(m, &stack);
	model_assign_mv(m, &stack, model_read_drl(m, &stack));
	model_read_interintra(m, is_compound);
	model_read_motion_mode(m, is_compound);
	model_read_compound_type(m, is_compound);
	if (m->p->interp_filter != AV1_SWITCHABLE) {
		b->filter[0] = m->p->interp_filter;
		b->filter[1] = m->p->interp_filter;
		return;
	}
	for (dir = 0; dir < (m->p->seq.dual_filter ? 2 : 1); dir++) {
		b->filter[dir] = AV1_EIGHTTAP;
		if (model_needs_interp_filter(m))
			b->filter[dir] = av1_model_any(m, m->cdfs.interp_filter
							  [model_interp_filter_ctx(m, dir)], 3);
	}
	if (!m->p->seq.dual_filter)
		b->filter[1] = b->filter[0];
}

/* inter_frame_mode_info() (5.11.18) */
void av1_model_inter_frame_mode(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;

	model_inter_segment_id(m, true);
	model_read_skip_mode(m);
	if (b->skip_mode)
		b->skip = true;
	else
		av1_model_read_skip(m);
	if (!m->p->seg.pre_skip)
		model_inter_segment_id(m, false);
	b->lossless = m->p->lossless[b->segment_id];
	av1_model_read_cdef(m);
	av1_model_read_deltas(m);
	model_read_is_inter(m);
	if (b->is_inter) {
		model_inter_block(m);
		return;
	}
	b->mode = av1_model_intra_mode(m, m->cdfs.y_mode[av1_size_group[b->size]]);
	av1_model_intra_modes(m);
}
