// SPDX-License-Identifier: GPL-2.0
/*
 * The parse stage: modes, motion vectors and coefficients of a row of superblocks
 * (VP9 bitstream specification 6.4, 9.3).
 *
 * Each column of tiles is read on its own; what lies above is that of the whole
 * frame, what lies to the left that of the tile.  From damage on a tile is left
 * out: its blocks are 64x64, without residual, and predicted from LAST or from
 * nothing.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "vp9_pic.h"
#include "vp9_tables.h"

/**
 * struct vp9_parser - what reading a block uses
 * @pic: frame context
 * @tile: its tile
 * @bits: that of @tile
 * @counts: that of @tile
 * @row: superblock row
 * @sb: superblock
 * @mi_row: first row of the block
 * @mi_col: first column of the block
 * @b: the block
 * @above: block above its first mi, NULL if there is none
 * @left: block to the left of its first mi, NULL if there is none in the tile
 * @num: blocks of the superblock so far
 */
struct vp9_parser {
	struct vp9_pic *pic;
	struct vp9_tile *tile;
	struct vp9_bool *bits;
	struct vp9_counts *counts;
	u32 row;
	u32 sb;
	u32 mi_row;
	u32 mi_col;
	struct vp9_block *b;
	const struct vp9_block *above;
	const struct vp9_block *left;
	u32 num;
};

/* Whole 4x4 parts in a row and in a column of blocks below 8x8. */
static unsigned int vp9_parse_part_w(const struct vp9_block *b)
{
	return b->size == VP9_BLOCK_8X4 || b->size >= VP9_BLOCK_8X8 ? 2 : 1;
}

static unsigned int vp9_parse_part_h(const struct vp9_block *b)
{
	return b->size == VP9_BLOCK_4X8 || b->size >= VP9_BLOCK_8X8 ? 2 : 1;
}

static enum vp9_tx_size vp9_parse_max_tx(const struct vp9_block *b)
{
	static const u8 max_tx[VP9_BLOCK_SIZES] = {
		[VP9_BLOCK_4X4 ... VP9_BLOCK_8X4] = VP9_TX_4X4,
		[VP9_BLOCK_8X8 ... VP9_BLOCK_16X8] = VP9_TX_8X8,
		[VP9_BLOCK_16X16 ... VP9_BLOCK_32X16] = VP9_TX_16X16,
		[VP9_BLOCK_32X32 ... VP9_BLOCK_64X64] = VP9_TX_32X32,
	};

	return max_tx[b->size];
}

/* Rows and columns of the block that are in the frame. */
static u32 vp9_parse_rows(const struct vp9_parser *p)
{
	return min_t(u32, vp9_block_h[p->b->size], p->pic->mi_rows - p->mi_row);
}

static u32 vp9_parse_cols(const struct vp9_parser *p)
{
	return min_t(u32, vp9_block_w[p->b->size], p->pic->mi_cols - p->mi_col);
}

/*
 * Segments (6.4.7, 6.4.12)
 */

static bool vp9_parse_feature(const struct vp9_parser *p, enum vp9_seg_feature feature)
{
	const struct vp9_segmentation *seg = &p->pic->params.seg;

	return seg->enabled && seg->features[p->b->segment_id] >> feature & 1;
}

static u8 vp9_parse_prev_segment(const struct vp9_parser *p)
{
	const struct vp9_pic *pic = p->pic;
	const u32 rows = vp9_parse_rows(p), cols = vp9_parse_cols(p);
	u32 x, y;
	u8 id = VP9_MAX_SEGMENTS - 1;

	for (y = 0; y < rows; y++)
		for (x = 0; x < cols; x++)
			id = min(id, pic->prev_segment_ids[(p->mi_row + y) * pic->mi_cols +
							   p->mi_col + x]);
	return id;
}

static void vp9_parse_keep_segments(const struct vp9_parser *p)
{
	const struct vp9_pic *pic = p->pic;
	const u32 rows = vp9_parse_rows(p), cols = vp9_parse_cols(p);
	u32 y;

	for (y = 0; y < rows; y++) {
		const u32 at = (p->mi_row + y) * pic->mi_cols + p->mi_col;

		memcpy(&pic->segment_ids[at], &pic->prev_segment_ids[at], cols);
	}
}

static void vp9_parse_set_segments(const struct vp9_parser *p)
{
	const struct vp9_pic *pic = p->pic;
	const u32 rows = vp9_parse_rows(p), cols = vp9_parse_cols(p);
	u32 y;

	for (y = 0; y < rows; y++)
		memset(&pic->segment_ids[(p->mi_row + y) * pic->mi_cols + p->mi_col],
		       p->b->segment_id, cols);
}

static void vp9_parse_segment_id(struct vp9_parser *p)
{
	const struct vp9_segmentation *seg = &p->pic->params.seg;
	const bool intra = vp9_params_intra(&p->pic->params);
	struct vp9_block *b = p->b;

	b->segment_id = 0;
	if (!seg->enabled)
		return;
	if (!seg->update_map) {
		vp9_parse_keep_segments(p);
		if (!intra)
			b->segment_id = vp9_parse_prev_segment(p);
		return;
	}
	if (!intra && seg->temporal_update) {
		const unsigned int ctx = (p->above && p->above->seg_id_predicted) +
					 (p->left && p->left->seg_id_predicted);

		b->seg_id_predicted = vp9_bool_read(p->bits, seg->pred_probs[ctx]);
	}
	if (b->seg_id_predicted)
		b->segment_id = vp9_parse_prev_segment(p);
	else
		b->segment_id = vp9_bool_tree(p->bits, vp9_segment_tree, seg->tree_probs);
	vp9_parse_set_segments(p);
}

static void vp9_parse_skip(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	const unsigned int ctx = (p->above && p->above->skip) + (p->left && p->left->skip);

	if (vp9_parse_feature(p, VP9_SEG_SKIP)) {
		p->b->skip = true;
		return;
	}
	p->b->skip = vp9_bool_read(p->bits, pic->probs.skip[ctx]);
	p->counts->skip[ctx][p->b->skip]++;
}

/* 6.4.9; ctx of 9.3.2 */
static void vp9_parse_tx_size(struct vp9_parser *p, bool allow_select)
{
	struct vp9_pic *pic = p->pic;
	const enum vp9_tx_size max_tx = vp9_parse_max_tx(p->b);
	static const u8 largest[] = {
		[VP9_ONLY_4X4] = VP9_TX_4X4, [VP9_ALLOW_8X8] = VP9_TX_8X8,
		[VP9_ALLOW_16X16] = VP9_TX_16X16, [VP9_ALLOW_32X32] = VP9_TX_32X32,
		[VP9_TX_MODE_SELECT] = VP9_TX_32X32,
	};
	unsigned int above = max_tx, left = max_tx, ctx;
	const u8 *probs;
	u32 *counts;

	if (!allow_select || pic->tx_mode != VP9_TX_MODE_SELECT || p->b->size < VP9_BLOCK_8X8) {
		p->b->tx_size = min_t(u8, max_tx, largest[pic->tx_mode]);
		return;
	}
	if (p->above && !p->above->skip)
		above = p->above->tx_size;
	if (p->left && !p->left->skip)
		left = p->left->tx_size;
	if (!p->left)
		left = above;
	if (!p->above)
		above = left;
	ctx = above + left > max_tx;
	switch (max_tx) {
	case VP9_TX_8X8:
		probs = pic->probs.tx8[ctx];
		counts = p->counts->tx8[ctx];
		break;
	case VP9_TX_16X16:
		probs = pic->probs.tx16[ctx];
		counts = p->counts->tx16[ctx];
		break;
	default:
		probs = pic->probs.tx32[ctx];
		counts = p->counts->tx32[ctx];
		break;
	}
	p->b->tx_size = vp9_bool_tree(p->bits, vp9_tx_size_tree[max_tx], probs);
	counts[p->b->tx_size]++;
}

/*
 * Intra modes
 */

/* Mode of the part above or to the left of a part, for default_intra_mode (9.3.2). */
static u8 vp9_parse_mode_of(const struct vp9_block *nb, unsigned int part)
{
	if (!nb || vp9_block_is_inter(nb))
		return VP9_DC_PRED;
	return nb->sub_mode[part];
}

static u8 vp9_parse_kf_mode(struct vp9_parser *p, unsigned int part)
{
	const u8 above = part & 2 ? p->b->sub_mode[part - 2] :
				    vp9_parse_mode_of(p->above, part + 2);
	const u8 left = part & 1 ? p->b->sub_mode[part - 1] :
				   vp9_parse_mode_of(p->left, part + 1);

	return vp9_bool_tree(p->bits, vp9_intra_mode_tree, vp9_kf_y_mode[above][left]);
}

/* default_intra_mode and sub_intra_mode of inter frames */
static u8 vp9_parse_y_mode(struct vp9_parser *p, unsigned int ctx)
{
	struct vp9_pic *pic = p->pic;
	const u8 mode = vp9_bool_tree(p->bits, vp9_intra_mode_tree, pic->probs.y_mode[ctx]);

	p->counts->y_mode[ctx][mode]++;
	return mode;
}

static void vp9_parse_intra(struct vp9_parser *p)
{
	static const u8 size_group[VP9_BLOCK_SIZES] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3 };
	const bool kf = vp9_params_intra(&p->pic->params);
	struct vp9_block *b = p->b;
	const unsigned int w = vp9_parse_part_w(b), h = vp9_parse_part_h(b);
	unsigned int x, y, i, j;

	for (y = 0; y < 2; y += h) {
		for (x = 0; x < 2; x += w) {
			const unsigned int part = 2 * y + x;
			const u8 mode = kf ? vp9_parse_kf_mode(p, part) :
					vp9_parse_y_mode(p, b->size < VP9_BLOCK_8X8 ? 0 :
							    size_group[b->size]);

			for (j = 0; j < h; j++)
				for (i = 0; i < w; i++)
					b->sub_mode[part + 2 * j + i] = mode;
		}
	}
	b->mode = b->sub_mode[3];
	if (kf) {
		b->uv_mode = vp9_bool_tree(p->bits, vp9_intra_mode_tree, vp9_kf_uv_mode[b->mode]);
	} else {
		b->uv_mode = vp9_bool_tree(p->bits, vp9_intra_mode_tree,
					   p->pic->probs.uv_mode[b->mode]);
		p->counts->uv_mode[b->mode][b->uv_mode]++;
	}
	b->ref[0] = VP9_REF_INTRA;
	b->ref[1] = VP9_REF_NONE;
	b->filter = VP9_SWITCHABLE_FILTERS;
}

/*
 * References (6.4.18); contexts of 9.3.2
 */

static bool vp9_parse_compound(const struct vp9_block *b)
{
	return b->ref[1] > VP9_REF_INTRA;
}

static bool vp9_parse_names(const struct vp9_block *b, int ref)
{
	return b->ref[0] == ref || b->ref[1] == ref;
}

static unsigned int vp9_parse_is_inter_ctx(const struct vp9_parser *p)
{
	const bool above = p->above && !vp9_block_is_inter(p->above);
	const bool left = p->left && !vp9_block_is_inter(p->left);

	if (p->above && p->left)
		return above && left ? 3 : above || left;
	return 2 * (above || left);
}

static bool vp9_parse_is_inter(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	unsigned int ctx;
	bool is_inter;

	if (vp9_parse_feature(p, VP9_SEG_REF_FRAME))
		return pic->params.seg.data[p->b->segment_id][VP9_SEG_REF_FRAME] != VP9_REF_INTRA;
	ctx = vp9_parse_is_inter_ctx(p);
	is_inter = vp9_bool_read(p->bits, pic->probs.is_inter[ctx]);
	p->counts->is_inter[ctx][is_inter]++;
	return is_inter;
}

static unsigned int vp9_parse_comp_mode_ctx(const struct vp9_parser *p)
{
	const struct vp9_block *a = p->above, *l = p->left;
	const int fixed = p->pic->comp_fixed_ref;

	if (a && l) {
		const bool ac = vp9_parse_compound(a), lc = vp9_parse_compound(l);

		if (!ac && !lc)
			return (a->ref[0] == fixed) ^ (l->ref[0] == fixed);
		if (!ac)
			return 2 + (a->ref[0] == fixed || !vp9_block_is_inter(a));
		if (!lc)
			return 2 + (l->ref[0] == fixed || !vp9_block_is_inter(l));
		return 4;
	}
	if (a || l) {
		const struct vp9_block *e = a ?: l;

		return vp9_parse_compound(e) ? 3 : e->ref[0] == fixed;
	}
	return 1;
}

/* The context of comp_ref with both neighbours, which are inter blocks. */
static unsigned int vp9_parse_comp_ref_both(const struct vp9_parser *p, unsigned int var_idx)
{
	const struct vp9_block *a = p->above, *l = p->left;
	const s8 *var = p->pic->comp_var_ref;
	const int fixed = p->pic->comp_fixed_ref;
	const bool as = !vp9_parse_compound(a), ls = !vp9_parse_compound(l);
	const int va = as ? a->ref[0] : a->ref[var_idx];
	const int vl = ls ? l->ref[0] : l->ref[var_idx];

	if (va == vl && var[1] == va)
		return 0;
	if (ls && as) {
		if ((va == fixed && vl == var[0]) || (vl == fixed && va == var[0]))
			return 4;
		return va == vl ? 3 : 1;
	}
	if (ls || as) {
		const int compound = ls ? va : vl, single = as ? va : vl;

		if (compound == var[1] && single != var[1])
			return 1;
		return single == var[1] && compound != var[1] ? 2 : 4;
	}
	return va == vl ? 4 : 2;
}

static unsigned int vp9_parse_comp_ref_ctx(const struct vp9_parser *p)
{
	const struct vp9_block *a = p->above, *l = p->left, *e;
	const unsigned int var_idx = !p->pic->params.sign_bias[p->pic->comp_fixed_ref];
	const s8 *var = p->pic->comp_var_ref;

	if (a && l) {
		const bool ai = !vp9_block_is_inter(a), li = !vp9_block_is_inter(l);

		if (ai && li)
			return 2;
		if (!ai && !li)
			return vp9_parse_comp_ref_both(p, var_idx);
		e = ai ? l : a;
		return 1 + 2 * (e->ref[vp9_parse_compound(e) ? var_idx : 0] != var[1]);
	}
	e = a ?: l;
	if (!e || !vp9_block_is_inter(e))
		return 2;
	if (vp9_parse_compound(e))
		return 4 * (e->ref[var_idx] != var[1]);
	return 3 * (e->ref[0] != var[1]);
}

static unsigned int vp9_parse_single_ref_p1_ctx(const struct vp9_parser *p)
{
	const struct vp9_block *a = p->above, *l = p->left, *e;
	const int last = VP9_REF_LAST;

	if (a && l) {
		const bool ai = !vp9_block_is_inter(a), li = !vp9_block_is_inter(l);
		const bool ac = vp9_parse_compound(a), lc = vp9_parse_compound(l);
		const struct vp9_block *single = ac ? l : a, *compound = ac ? a : l;

		if (ai && li)
			return 2;
		if (ai || li) {
			e = ai ? l : a;
			return vp9_parse_compound(e) ? 1 + vp9_parse_names(e, last) :
						       4 * (e->ref[0] == last);
		}
		if (ac && lc)
			return 1 + (vp9_parse_names(a, last) || vp9_parse_names(l, last));
		if (!ac && !lc)
			return 2 * (a->ref[0] == last) + 2 * (l->ref[0] == last);
		return (single->ref[0] == last ? 3 : 0) + vp9_parse_names(compound, last);
	}
	e = a ?: l;
	if (!e || !vp9_block_is_inter(e))
		return 2;
	return vp9_parse_compound(e) ? 1 + vp9_parse_names(e, last) : 4 * (e->ref[0] == last);
}

/* The context of single_ref_p2 with both neighbours, which are inter blocks. */
static unsigned int vp9_parse_single_ref_p2_both(const struct vp9_block *a,
						 const struct vp9_block *l)
{
	const bool ac = vp9_parse_compound(a), lc = vp9_parse_compound(l);
	const struct vp9_block *single = ac ? l : a, *compound = ac ? a : l;
	const int golden = VP9_REF_GOLDEN, last = VP9_REF_LAST;

	if (ac && lc) {
		if (a->ref[0] != l->ref[0] || a->ref[1] != l->ref[1])
			return 2;
		return 3 * vp9_parse_names(a, golden);
	}
	if (!ac && !lc) {
		if (a->ref[0] == last && l->ref[0] == last)
			return 3;
		if (a->ref[0] == last)
			return 4 * (l->ref[0] == golden);
		if (l->ref[0] == last)
			return 4 * (a->ref[0] == golden);
		return 2 * (a->ref[0] == golden) + 2 * (l->ref[0] == golden);
	}
	switch (single->ref[0]) {
	case VP9_REF_GOLDEN:
		return 3 + vp9_parse_names(compound, golden);
	case VP9_REF_ALTREF:
		return vp9_parse_names(compound, golden);
	default:
		return 1 + 2 * vp9_parse_names(compound, golden);
	}
}

static unsigned int vp9_parse_single_ref_p2_ctx(const struct vp9_parser *p)
{
	const struct vp9_block *a = p->above, *l = p->left, *e;
	const int golden = VP9_REF_GOLDEN;

	if (a && l) {
		const bool ai = !vp9_block_is_inter(a), li = !vp9_block_is_inter(l);

		if (ai && li)
			return 2;
		if (!ai && !li)
			return vp9_parse_single_ref_p2_both(a, l);
		e = ai ? l : a;
		if (vp9_parse_compound(e))
			return 1 + 2 * vp9_parse_names(e, golden);
		return e->ref[0] == VP9_REF_LAST ? 3 : 4 * (e->ref[0] == golden);
	}
	e = a ?: l;
	if (!e || !vp9_block_is_inter(e) || (e->ref[0] == VP9_REF_LAST && !vp9_parse_compound(e)))
		return 2;
	if (vp9_parse_compound(e))
		return 3 * vp9_parse_names(e, golden);
	return 4 * (e->ref[0] == golden);
}

static bool vp9_parse_is_compound(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	unsigned int ctx;
	bool compound;

	if (pic->reference_mode != VP9_REFERENCE_MODE_SELECT)
		return pic->reference_mode == VP9_COMPOUND_REFERENCE;
	ctx = vp9_parse_comp_mode_ctx(p);
	compound = vp9_bool_read(p->bits, pic->probs.comp_mode[ctx]);
	p->counts->comp_mode[ctx][compound]++;
	return compound;
}

static void vp9_parse_refs(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	struct vp9_block *b = p->b;
	unsigned int ctx;
	bool bit;

	b->ref[1] = VP9_REF_NONE;
	if (vp9_parse_feature(p, VP9_SEG_REF_FRAME)) {
		b->ref[0] = pic->params.seg.data[b->segment_id][VP9_SEG_REF_FRAME];
		return;
	}
	if (vp9_parse_is_compound(p)) {
		const bool idx = pic->params.sign_bias[pic->comp_fixed_ref];

		ctx = vp9_parse_comp_ref_ctx(p);
		bit = vp9_bool_read(p->bits, pic->probs.comp_ref[ctx]);
		p->counts->comp_ref[ctx][bit]++;
		b->ref[idx] = pic->comp_fixed_ref;
		b->ref[!idx] = pic->comp_var_ref[bit];
		return;
	}
	ctx = vp9_parse_single_ref_p1_ctx(p);
	bit = vp9_bool_read(p->bits, pic->probs.single_ref[ctx][0]);
	p->counts->single_ref[ctx][0][bit]++;
	b->ref[0] = VP9_REF_LAST;
	if (!bit)
		return;
	ctx = vp9_parse_single_ref_p2_ctx(p);
	bit = vp9_bool_read(p->bits, pic->probs.single_ref[ctx][1]);
	p->counts->single_ref[ctx][1][bit]++;
	b->ref[0] = bit ? VP9_REF_ALTREF : VP9_REF_GOLDEN;
}

/*
 * Inter modes and motion vectors
 */

static u8 vp9_parse_inter_mode(struct vp9_parser *p, unsigned int ctx)
{
	const u8 *probs = p->pic->probs.inter_mode[ctx];
	u8 mode;

	/* vp9_inter_mode_tree */
	if (!vp9_bool_branch(p->bits, probs[0]))
		mode = VP9_ZEROMV;
	else if (!vp9_bool_branch(p->bits, probs[1]))
		mode = VP9_NEARESTMV;
	else
		mode = vp9_bool_branch(p->bits, probs[2]) ? VP9_NEWMV : VP9_NEARMV;
	p->counts->inter_mode[ctx][mode]++;
	return mode;
}

static void vp9_parse_filter(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	const u8 none = VP9_SWITCHABLE_FILTERS;
	const u8 left = p->left ? p->left->filter : none;
	const u8 above = p->above ? p->above->filter : none;
	unsigned int ctx = none;

	if (pic->params.interp_filter != VP9_SWITCHABLE) {
		p->b->filter = pic->params.interp_filter;
		return;
	}
	if (left == above || above == none)
		ctx = left;
	else if (left == none)
		ctx = above;
	p->b->filter = vp9_bool_tree(p->bits, vp9_interp_filter_tree,
				     pic->probs.interp_filter[ctx]);
	p->counts->interp_filter[ctx][p->b->filter]++;
}

/*
 * read_mv_component() and what it counts (6.4.20, 9.3.4). Works on a copy of the decoder,
 * which the compiler can keep in registers.
 */
static int vp9_parse_mv_component(struct vp9_parser *p, unsigned int comp, bool use_hp)
{
	const struct vp9_probs *probs = &p->pic->probs;
	struct vp9_counts *counts = p->counts;
	struct vp9_bool bits = *p->bits;
	const bool sign = vp9_bool_read(&bits, probs->mv_sign[comp]);
	const unsigned int class = vp9_bool_tree(&bits, vp9_mv_class_tree, probs->mv_class[comp]);
	unsigned int d = 0, fr, i;
	bool hp = true;
	int mag;

	counts->mv_sign[comp][sign]++;
	counts->mv_class[comp][class]++;
	if (!class) {
		d = vp9_bool_read(&bits, probs->mv_class0_bit[comp]);
		counts->mv_class0_bit[comp][d]++;
		fr = vp9_bool_tree(&bits, vp9_mv_fr_tree, probs->mv_class0_fr[comp][d]);
		counts->mv_class0_fr[comp][d][fr]++;
		if (use_hp)
			hp = vp9_bool_read(&bits, probs->mv_class0_hp[comp]);
		counts->mv_class0_hp[comp][hp]++;
		mag = 0;
	} else {
		for (i = 0; i < class; i++) {
			const bool bit = vp9_bool_read(&bits, probs->mv_bits[comp][i]);

			counts->mv_bits[comp][i][bit]++;
			d |= bit << i;
		}
		mag = 2 << (class + 2);
		fr = vp9_bool_tree(&bits, vp9_mv_fr_tree, probs->mv_fr[comp]);
		counts->mv_fr[comp][fr]++;
		if (use_hp)
			hp = vp9_bool_read(&bits, probs->mv_hp[comp]);
		counts->mv_hp[comp][hp]++;
	}
	mag += (d << 3 | fr << 1 | hp) + 1;
	*p->bits = bits;
	return sign ? -mag : mag;
}

/* read_mv(); a sum beyond 16 bits, which no stream may have, wraps. */
static struct vp9_mv vp9_parse_mv(struct vp9_parser *p, struct vp9_mv best)
{
	struct vp9_pic *pic = p->pic;
	const bool use_hp = pic->params.allow_hp && vp9_mv_use_hp(best);
	const unsigned int joint = vp9_bool_tree(p->bits, vp9_mv_joint_tree, pic->probs.mv_joint);

	p->counts->mv_joint[joint]++;
	if (joint == VP9_MV_JOINT_HZVNZ || joint == VP9_MV_JOINT_HNZVNZ)
		best.row = (s16)(best.row + vp9_parse_mv_component(p, 0, use_hp));
	if (joint == VP9_MV_JOINT_HNZVZ || joint == VP9_MV_JOINT_HNZVNZ)
		best.col = (s16)(best.col + vp9_parse_mv_component(p, 1, use_hp));
	return best;
}

/* The vector that new ones of the block are coded relative to (BestMv). */
static struct vp9_mv vp9_parse_best_mv(const struct vp9_mv_search *s, unsigned int which)
{
	struct vp9_mv mv;

	vp9_mv_find(s, s->b->ref[which], -1, 1, &mv);
	return vp9_mv_lower(mv, s->pic->params.allow_hp);
}

/* A block of one part. */
static void vp9_parse_whole_mv(struct vp9_parser *p, const struct vp9_mv_search *s, u8 mode)
{
	const bool allow_hp = p->pic->params.allow_hp, near = mode == VP9_NEARMV;
	struct vp9_block *b = p->b;
	unsigned int which, i;

	for (which = 0; which < 1u + vp9_parse_compound(b); which++) {
		struct vp9_mv mv[2] = {};

		if (mode != VP9_ZEROMV) {
			vp9_mv_find(s, b->ref[which], -1, 1 + near, mv);
			mv[0] = vp9_mv_lower(mv[near], allow_hp);
		}
		if (mode == VP9_NEWMV)
			mv[0] = vp9_parse_mv(p, mv[0]);
		for (i = 0; i < 4; i++)
			b->mv[i][which] = mv[0];
	}
}

/* One part of a block below 8x8; @best is found for the first new vector. */
static void vp9_parse_part_mv(struct vp9_parser *p, const struct vp9_mv_search *s, u8 mode,
			      unsigned int part, struct vp9_mv best[2], bool *have_best)
{
	const unsigned int num = 1 + vp9_parse_compound(p->b);
	struct vp9_mv mv[2] = {};
	unsigned int which;

	if (mode == VP9_NEWMV && !*have_best) {
		for (which = 0; which < num; which++)
			best[which] = vp9_parse_best_mv(s, which);
		*have_best = true;
	}
	for (which = 0; which < num; which++) {
		if (mode == VP9_NEWMV)
			mv[which] = vp9_parse_mv(p, best[which]);
		else if (mode != VP9_ZEROMV)
			mv[which] = vp9_mv_find_part(s, which, part, mode == VP9_NEARMV);
	}
	memcpy(p->b->mv[part], mv, sizeof(mv));
}

static void vp9_parse_parts(struct vp9_parser *p, const struct vp9_mv_search *s, unsigned int ctx)
{
	struct vp9_block *b = p->b;
	const unsigned int w = vp9_parse_part_w(b), h = vp9_parse_part_h(b);
	struct vp9_mv best[2] = {};
	bool have_best = false;
	unsigned int x, y;

	for (y = 0; y < 2; y += h) {
		for (x = 0; x < 2; x += w) {
			const unsigned int part = 2 * y + x;
			const u8 mode = vp9_parse_inter_mode(p, ctx);

			vp9_parse_part_mv(p, s, mode, part, best, &have_best);
			b->mode = VP9_MODE_INTER + mode;
			if (h == 2)
				memcpy(b->mv[part + 2], b->mv[part], sizeof(b->mv[0]));
			if (w == 2)
				memcpy(b->mv[part + 1], b->mv[part], sizeof(b->mv[0]));
		}
	}
}

static bool vp9_parse_inter(struct vp9_parser *p)
{
	struct vp9_block *b = p->b;
	struct vp9_mv_search s = {
		.pic = p->pic, .b = b, .tile = p->tile, .mi_row = p->mi_row, .mi_col = p->mi_col,
	};
	unsigned int ctx, i;
	u8 mode = VP9_ZEROMV;

	vp9_parse_refs(p);
	for (i = 0; i < 2; i++)
		if (b->ref[i] > VP9_REF_INTRA && !p->pic->refs[b->ref[i] - 1].frame)
			p->tile->used_missing = true;
	ctx = vp9_mv_mode_ctx(&s);
	if (vp9_parse_feature(p, VP9_SEG_SKIP)) {
		/* 7.4.9 */
		if (b->size < VP9_BLOCK_8X8)
			return false;
	} else if (b->size >= VP9_BLOCK_8X8) {
		mode = vp9_parse_inter_mode(p, ctx);
	}
	vp9_parse_filter(p);
	memset(b->sub_mode, VP9_DC_PRED, sizeof(b->sub_mode));
	if (b->size < VP9_BLOCK_8X8) {
		vp9_parse_parts(p, &s, ctx);
	} else {
		b->mode = VP9_MODE_INTER + mode;
		vp9_parse_whole_mv(p, &s, mode);
	}
	return true;
}

/*
 * Residual (6.4.24)
 */

/* What the reading of a transform block needs. */
struct vp9_parse_coefs {
	const u8 (*probs)[6][3];
	struct vp9_coef_counts (*counts)[6];
	const u16 *band_sizes;
	const struct vp9_scan *scan;
	const u16 *dequant;
	unsigned int num;
	unsigned int shift;
};

/* The extra bits of VP9_CAT1_TOKEN + @cat */
static __always_inline u32 vp9_parse_extra(struct vp9_bool *bits, unsigned int cat,
					   unsigned int bit_depth)
{
	const struct vp9_token_cat *c = &vp9_token_cats[cat];
	/* CAT6 has as many bits as the depth needs. */
	unsigned int i = cat == VP9_CAT6_TOKEN - VP9_CAT1_TOKEN ? 12 - bit_depth : 0;
	u32 v = 0;

	for (; i < c->bits; i++)
		v = v << 1 | vp9_bool_read(bits, c->probs[i]);
	return c->base + v;
}

/*
 * What follows the first two bits of a token larger than ONE: its value, and to @energy
 * how large it is for the ctx of those after it (9.3.2).
 */
static __always_inline u32 vp9_parse_large(struct vp9_bool *bits, const u8 *pareto,
					   unsigned int bit_depth, u8 *energy)
{
	unsigned int cat;

	if (!vp9_bool_branch(bits, pareto[0])) {
		*energy = 2;
		if (!vp9_bool_branch(bits, pareto[1]))
			return 2;
		*energy = 3;
		return 3 + vp9_bool_read(bits, pareto[2]);
	}
	*energy = 4;
	if (!vp9_bool_branch(bits, pareto[3])) {
		cat = vp9_bool_read(bits, pareto[4]);
	} else {
		*energy = 5;
		if (!vp9_bool_branch(bits, pareto[5]))
			cat = 2 + vp9_bool_read(bits, pareto[6]);
		else
			cat = 4 + vp9_bool_read(bits, pareto[7]);
	}
	return vp9_parse_extra(bits, cat, bit_depth);
}

/* Where the reading of a transform block is, and what belongs to that. */
struct vp9_token_place {
	const u16 *order;
	const u16 (*nb)[2];
	const u16 *band_sizes;
	unsigned int band_left;
	const u8 (*probs)[3];
	struct vp9_coef_counts *counts;
	unsigned int ctx;
};

/* Moves on to the next coefficient; false if that was the last. */
static __always_inline bool vp9_parse_next(struct vp9_token_place *t, const u8 *energy)
{
	t->order++;
	t->nb++;
	if (!--t->band_left) {
		t->band_left = *++t->band_sizes;
		if (!t->band_left)
			return false;
		t->probs += 6;
		t->counts += 6;
	}
	t->ctx = (1 + energy[t->nb[0][0]] + energy[t->nb[0][1]]) >> 1;
	return true;
}

static __always_inline bool vp9_parse_more(struct vp9_bool *bits, const struct vp9_token_place *t)
{
	if (vp9_bool_branch(bits, t->probs[t->ctx][0])) {
		t->counts[t->ctx].more[1]++;
		return true;
	}
	t->counts[t->ctx].more[0]++;
	return false;
}

/* Of a token that is not ZERO, the size of its coefficient */
static __always_inline u32 vp9_parse_size(struct vp9_bool *bits, const struct vp9_token_place *t,
					  unsigned int bit_depth, u8 *energy)
{
	const unsigned int prob = t->probs[t->ctx][2];

	if (!vp9_bool_branch(bits, prob)) {
		t->counts[t->ctx].token[1]++;
		*energy = 1;
		return 1;
	}
	t->counts[t->ctx].token[2]++;
	return vp9_parse_large(bits, vp9_pareto(prob), bit_depth, energy);
}

/*
 * Reads a transform block; the number of coefficients. @coef has room for all of
 * them and is not written to if there are none. Works on a copy of the decoder, which
 * the compiler can keep in registers. @hbd is a constant.
 */
static __always_inline unsigned int vp9_parse_tokens(struct vp9_parser *p,
						     const struct vp9_parse_coefs *c,
						     unsigned int ctx, void *coef, const bool hbd)
{
	const unsigned int bit_depth = hbd ? p->pic->params.fmt.bit_depth : 8;
	struct vp9_token_place t = {
		.order = c->scan->order, .nb = c->scan->nb, .band_sizes = c->band_sizes,
		.band_left = c->band_sizes[0], .probs = c->probs[0], .counts = c->counts[0],
		.ctx = ctx,
	};
	unsigned int dequant = c->dequant[0];
	const unsigned int dequant_ac = c->dequant[1], shift = c->shift;
	struct vp9_bool bits = *p->bits;
	u8 energy[32 * 32];

	if (!vp9_parse_more(&bits, &t)) {
		*p->bits = bits;
		return 0;
	}
	memset(coef, 0, c->num * (hbd ? sizeof(s32) : sizeof(s16)));
	do {
		u32 v;

		while (!vp9_bool_branch(&bits, t.probs[t.ctx][1])) {
			t.counts[t.ctx].token[0]++;
			energy[*t.order] = 0;
			dequant = dequant_ac;
			if (!vp9_parse_next(&t, energy))
				goto out;
		}
		v = vp9_parse_size(&bits, &t, bit_depth, &energy[*t.order]);
		v = (u32)((u64)v * dequant >> shift);
		if (vp9_bool_branch(&bits, 128))
			v = -v;
		if (hbd)
			((s32 *)coef)[*t.order] = v;
		else
			((s16 *)coef)[*t.order] = v;
		dequant = dequant_ac;
	} while (vp9_parse_next(&t, energy) && vp9_parse_more(&bits, &t));
out:
	*p->bits = bits;
	return t.order - c->scan->order;
}

static noinline unsigned int vp9_parse_tokens8(struct vp9_parser *p,
					       const struct vp9_parse_coefs *c, unsigned int ctx,
					       void *coef)
{
	return vp9_parse_tokens(p, c, ctx, coef, false);
}

static noinline unsigned int vp9_parse_tokens16(struct vp9_parser *p,
						const struct vp9_parse_coefs *c, unsigned int ctx,
						void *coef)
{
	return vp9_parse_tokens(p, c, ctx, coef, true);
}

/* Is any of @n flags, 1, 2, 4 or 8, set? */
static bool vp9_parse_any(const u8 *flags, unsigned int n)
{
	u64 eight;
	u32 four;
	u16 two;

	switch (n) {
	case 1:
		return *flags;
	case 2:
		memcpy(&two, flags, sizeof(two));
		return two;
	case 4:
		memcpy(&four, flags, sizeof(four));
		return four;
	default:
		memcpy(&eight, flags, sizeof(eight));
		return eight;
	}
}

/* Sets @n values, 1, 2, 4, 8 or 16. */
static void vp9_parse_set(u8 *flags, unsigned int n, u8 value)
{
	switch (n) {
	case 1:
		*flags = value;
		break;
	case 2:
		memset(flags, value, 2);
		break;
	case 4:
		memset(flags, value, 4);
		break;
	case 8:
		memset(flags, value, 8);
		break;
	default:
		memset(flags, value, 16);
		break;
	}
}

/* Of a transform block with so many flags, those of @left that are in the frame */
static void vp9_parse_set_coded(u8 *flags, unsigned int n, unsigned int left, bool value)
{
	vp9_parse_set(flags, n, value);
	if (n > left)
		memset(flags + left, 0, n - left);
}

/* The transform of a block at (@x, @y) of the 4x4 blocks (tx_type, 6.4.24). */
static enum vp9_tx_type vp9_parse_tx_type(const struct vp9_parser *p, unsigned int plane,
					  unsigned int tx_size, unsigned int x, unsigned int y)
{
	const struct vp9_block *b = p->b;

	if (vp9_block_is_inter(b))
		return VP9_DCT_DCT;
	return vp9_pic_tx_type(p->pic, plane, tx_size,
			       b->size < VP9_BLOCK_8X8 ? b->sub_mode[(2 * y + x) & 3] : b->mode);
}

/* All transform blocks of a plane; true if there are any coefficients. */
static bool vp9_parse_plane(struct vp9_parser *p, unsigned int plane,
			    const struct vp9_tx_area *area)
{
	struct vp9_pic *pic = p->pic;
	struct vp9_block *b = p->b;
	const bool inter = vp9_block_is_inter(b);
	/* Where the block is in the contexts. */
	u8 *above = pic->above_nonzero[plane] + (2 * p->mi_col >> (plane ? pic->sub_x : 0));
	u8 *left = p->tile->left_nonzero[plane] +
		   (2 * (p->mi_row % VP9_SB_MI) >> (plane ? pic->sub_y : 0));
	const struct vp9_scan *scans = vp9_scans[area->tx_size];
	struct vp9_parse_coefs c;
	unsigned int x, y;
	bool any = false;

	c = (struct vp9_parse_coefs){
		.probs = pic->probs.coef[area->tx_size][!!plane][inter],
		.counts = p->counts->coef[area->tx_size][!!plane][inter],
		.band_sizes = vp9_band_sizes[area->tx_size],
		.dequant = pic->dequant[b->segment_id][!!plane],
		.num = 16 << 2 * area->tx_size,
		.shift = area->tx_size == VP9_TX_32X32,
	};
	for (y = 0; y < area->h; y += area->step) {
		for (x = 0; x < area->w; x += area->step) {
			const unsigned int ctx = vp9_parse_any(above + x, area->step) +
						 vp9_parse_any(left + y, area->step);
			void *coef = vp9_pic_coef(pic, p->tile->used_coefs);
			unsigned int eob;

			c.scan = &scans[vp9_parse_tx_type(p, plane, area->tx_size, x, y)];
			eob = pic->hbd ? vp9_parse_tokens16(p, &c, ctx, coef) :
					 vp9_parse_tokens8(p, &c, ctx, coef);
			pic->eobs[p->tile->used_eobs++] = eob;
			if (eob) {
				p->tile->used_coefs += c.num;
				any = true;
			}
			/* Outside of the frame there is nothing. */
			vp9_parse_set_coded(above + x, area->step, area->w - x, eob);
			vp9_parse_set_coded(left + y, area->step, area->h - y, eob);
		}
	}
	return any;
}

/* Contexts of a block without residual. */
static void vp9_parse_no_residual(struct vp9_parser *p)
{
	const struct vp9_pic *pic = p->pic;
	unsigned int plane;

	for (plane = 0; plane < 3; plane++) {
		const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
		const u32 row = p->mi_row % VP9_SB_MI;

		vp9_parse_set(pic->above_nonzero[plane] + (2 * p->mi_col >> sub_x),
			      2 * vp9_block_w[p->b->size] >> sub_x, false);
		vp9_parse_set(p->tile->left_nonzero[plane] + (2 * row >> sub_y),
			      2 * vp9_block_h[p->b->size] >> sub_y, false);
	}
}

static void vp9_parse_residual(struct vp9_parser *p)
{
	struct vp9_block *b = p->b;
	struct vp9_tx_area luma, chroma;

	b->coef = p->tile->used_coefs;
	b->eob = p->tile->used_eobs;
	b->coded = false;
	if (b->skip) {
		vp9_parse_no_residual(p);
		return;
	}
	vp9_pic_tx_area(p->pic, b, p->mi_row, p->mi_col, 0, &luma);
	vp9_pic_tx_area(p->pic, b, p->mi_row, p->mi_col, 1, &chroma);
	b->coded |= vp9_parse_plane(p, 0, &luma);
	b->coded |= vp9_parse_plane(p, 1, &chroma);
	b->coded |= vp9_parse_plane(p, 2, &chroma);
	/* What has no coefficients counts as skipped (6.4.4). */
	if (!b->coded) {
		p->tile->used_eobs = b->eob;
		if (vp9_block_is_inter(b) && b->size >= VP9_BLOCK_8X8)
			b->skip = true;
	}
}

/*
 * Blocks
 */

/* Enters the block in the grid and keeps its motion. */
static void vp9_parse_enter(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	const u32 rows = vp9_parse_rows(p), cols = vp9_parse_cols(p), mi_cols = pic->mi_cols;
	const u32 idx = p->mi_row * mi_cols + p->mi_col;
	u32 *row = pic->grid + idx;
	u32 x, y;

	for (y = 0; y < rows; y++, row += mi_cols)
		for (x = 0; x < cols; x++)
			row[x] = idx;
	pic->order[p->sb * VP9_SB_BLOCKS + p->num++] = idx;
	pic->order_count[p->sb] = p->num;
}

static void vp9_parse_keep_motion(struct vp9_parser *p)
{
	struct vp9_pic *pic = p->pic;
	const u32 rows = vp9_parse_rows(p), cols = vp9_parse_cols(p), mi_cols = pic->mi_cols;
	struct vp9_motion m = { .ref = { p->b->ref[0], p->b->ref[1] } };
	struct vp9_motion *row = pic->motion + p->mi_row * mi_cols + p->mi_col;
	u32 x, y;

	memcpy(m.mv, p->b->mv[3], sizeof(m.mv));
	for (y = 0; y < rows; y++, row += mi_cols)
		for (x = 0; x < cols; x++)
			row[x] = m;
}

/*
 * Rows of superblocks of the frame before that must have been filtered for a block to
 * be predicted. Interpolation reads 4 rows beyond those that the vector points to, which
 * chroma rounds, and the filter leaves the last 8 rows of each to the next one; rows of
 * chroma count twice.
 */
static void vp9_parse_reach(struct vp9_parser *p)
{
	const struct vp9_pic *pic = p->pic;
	const struct vp9_block *b = p->b;
	unsigned int which, part;

	for (which = 0; which < 2 && b->ref[which] > VP9_REF_INTRA; which++) {
		const struct vp9_ref *ref = &pic->refs[b->ref[which] - 1];
		int end, mv = b->mv[3][which].row;

		if (!ref->pending)
			continue;
		for (part = 0; b->size < VP9_BLOCK_8X8 && part < 3; part++)
			mv = max_t(int, mv, b->mv[part][which].row);
		end = (p->mi_row + vp9_block_h[b->size]) * 8 + (mv >> 3) + 2 + 8 + 16;
		/* What is above the frame is its first row. */
		end = ref->scaled ? U16_MAX : DIV_ROUND_UP(max(end, 1), 64);
		pic->reach[p->sb] = max_t(u16, pic->reach[p->sb], end);
	}
}

static void vp9_parse_begin(struct vp9_parser *p, u32 mi_row, u32 mi_col, u8 size)
{
	struct vp9_pic *pic = p->pic;
	const u32 idx = mi_row * pic->mi_cols + mi_col;

	p->mi_row = mi_row;
	p->mi_col = mi_col;
	p->b = &pic->blocks[idx];
	*p->b = (struct vp9_block){ .size = size };
	p->above = mi_row ? &pic->blocks[pic->grid[idx - pic->mi_cols]] : NULL;
	p->left = mi_col > p->tile->first ? &pic->blocks[pic->grid[idx - 1]] : NULL;
}

/* 4:4:4 and 4:2:0 have the larger transforms of luma, if they fit (get_uv_tx_size). */
static void vp9_parse_uv_tx_size(struct vp9_parser *p)
{
	const struct vp9_pic *pic = p->pic;
	struct vp9_block *b = p->b;
	unsigned int w4, h4, max_tx;

	b->uv_tx_size = VP9_TX_4X4;
	if (b->size < VP9_BLOCK_8X8)
		return;
	w4 = 2 * vp9_block_w[b->size] >> pic->sub_x;
	h4 = 2 * vp9_block_h[b->size] >> pic->sub_y;
	max_tx = min(w4, h4);
	max_tx = max_tx >= 8 ? VP9_TX_32X32 : max_tx >= 4 ? VP9_TX_16X16 :
		 max_tx >= 2 ? VP9_TX_8X8 : VP9_TX_4X4;
	b->uv_tx_size = min_t(u8, b->tx_size, max_tx);
}

/* decode_block(); false if it is damaged. */
static bool vp9_parse_block(struct vp9_parser *p, u32 mi_row, u32 mi_col, u8 size)
{
	struct vp9_pic *pic = p->pic;
	const bool intra_frame = vp9_params_intra(&pic->params);
	struct vp9_block *b;
	bool inter = false;

	vp9_parse_begin(p, mi_row, mi_col, size);
	b = p->b;
	vp9_parse_segment_id(p);
	vp9_parse_skip(p);
	if (!intra_frame)
		inter = vp9_parse_is_inter(p);
	vp9_parse_tx_size(p, !b->skip || !inter);
	vp9_parse_uv_tx_size(p);
	if (!inter)
		vp9_parse_intra(p);
	else if (!vp9_parse_inter(p))
		return false;
	b->lf_level = pic->lf_levels[b->segment_id][b->ref[0]]
				    [b->mode != VP9_MODE_INTER + VP9_ZEROMV];
	vp9_parse_residual(p);
	if (vp9_bool_overrun(p->bits))
		return false;
	if (!intra_frame) {
		vp9_parse_keep_motion(p);
		vp9_parse_reach(p);
	}
	vp9_parse_enter(p);
	return true;
}

/* Sizes a block of @w mi on each side is divided into, by enum vp9_partition. */
static const u8 *vp9_parse_subsizes(u32 w)
{
	static const u8 sizes[4][VP9_PARTITION_TYPES] = {
		{ VP9_BLOCK_8X8, VP9_BLOCK_8X4, VP9_BLOCK_4X8, VP9_BLOCK_4X4 },
		{ VP9_BLOCK_16X16, VP9_BLOCK_16X8, VP9_BLOCK_8X16, VP9_BLOCK_8X8 },
		{ VP9_BLOCK_32X32, VP9_BLOCK_32X16, VP9_BLOCK_16X32, VP9_BLOCK_16X16 },
		{ VP9_BLOCK_64X64, VP9_BLOCK_64X32, VP9_BLOCK_32X64, VP9_BLOCK_32X32 },
	};

	return sizes[w == 8 ? 3 : w == 4 ? 2 : w == 2];
}

/* vp9_partition_tree */
static __always_inline enum vp9_partition vp9_parse_whole_partition(struct vp9_bool *bits,
								    const u8 *probs)
{
	if (!vp9_bool_branch(bits, probs[0]))
		return VP9_PARTITION_NONE;
	if (!vp9_bool_branch(bits, probs[1]))
		return VP9_PARTITION_HORZ;
	return vp9_bool_branch(bits, probs[2]) ? VP9_PARTITION_SPLIT : VP9_PARTITION_VERT;
}

static enum vp9_partition vp9_parse_partition_type(struct vp9_parser *p, u32 mi_row, u32 mi_col,
						   u32 w)
{
	struct vp9_pic *pic = p->pic;
	const unsigned int log2 = w == 8 ? 3 : w == 4 ? 2 : w == 2;
	const unsigned int above = pic->above_partition[mi_col] >> log2 & 1;
	const unsigned int left = p->tile->left_partition[mi_row % VP9_SB_MI] >> log2 & 1;
	const unsigned int ctx = 4 * log2 + 2 * left + above;
	const u8 *probs = vp9_params_intra(&pic->params) ? vp9_kf_partition[ctx] :
							   pic->probs.partition[ctx];
	const bool has_rows = mi_row + w / 2 < pic->mi_rows;
	const bool has_cols = mi_col + w / 2 < pic->mi_cols;
	enum vp9_partition partition = VP9_PARTITION_SPLIT;

	if (has_rows && has_cols)
		partition = vp9_parse_whole_partition(p->bits, probs);
	else if (has_cols)
		partition = vp9_bool_read(p->bits, probs[1]) ? VP9_PARTITION_SPLIT :
							       VP9_PARTITION_HORZ;
	else if (has_rows)
		partition = vp9_bool_read(p->bits, probs[2]) ? VP9_PARTITION_SPLIT :
							       VP9_PARTITION_VERT;
	p->counts->partition[ctx][partition]++;
	return partition;
}

/* Bits of the sizes that blocks of a size are smaller than. */
static void vp9_parse_set_partition(struct vp9_parser *p, u32 mi_row, u32 mi_col, u32 w, u8 size)
{
	static const u8 above[VP9_BLOCK_SIZES] = { 15, 15, 14, 14, 14, 12, 12, 12, 8, 8, 8, 0, 0 };
	static const u8 left[VP9_BLOCK_SIZES] = { 15, 14, 15, 14, 12, 14, 12, 8, 12, 8, 0, 8, 0 };

	vp9_parse_set(p->pic->above_partition + mi_col, w, above[size]);
	vp9_parse_set(p->tile->left_partition + mi_row % VP9_SB_MI, w, left[size]);
}

/* decode_partition(); @w is 8, 4, 2 or 1, so it ends. */
static bool vp9_parse_partition(struct vp9_parser *p, u32 mi_row, u32 mi_col, u32 w)
{
	const u32 half = w / 2;
	enum vp9_partition partition;
	bool ok = true;
	u32 i;
	u8 size;

	if (mi_row >= p->pic->mi_rows || mi_col >= p->pic->mi_cols)
		return true;
	partition = vp9_parse_partition_type(p, mi_row, mi_col, w);
	size = vp9_parse_subsizes(w)[partition];
	if (!half || partition == VP9_PARTITION_NONE) {
		ok = vp9_parse_block(p, mi_row, mi_col, size);
	} else if (partition == VP9_PARTITION_HORZ) {
		ok = vp9_parse_block(p, mi_row, mi_col, size);
		if (ok && mi_row + half < p->pic->mi_rows)
			ok = vp9_parse_block(p, mi_row + half, mi_col, size);
	} else if (partition == VP9_PARTITION_VERT) {
		ok = vp9_parse_block(p, mi_row, mi_col, size);
		if (ok && mi_col + half < p->pic->mi_cols)
			ok = vp9_parse_block(p, mi_row, mi_col + half, size);
	} else {
		for (i = 0; ok && i < 4; i++)
			ok = vp9_parse_partition(p, mi_row + (i >> 1) * half,
						 mi_col + (i & 1) * half, half);
	}
	if (ok && (!half || partition != VP9_PARTITION_SPLIT))
		vp9_parse_set_partition(p, mi_row, mi_col, w, size);
	return ok;
}

/* What is put in place of what could not be read: the LAST frame, or grey. */
static void vp9_parse_lost(struct vp9_parser *p, u32 mi_row, u32 mi_col)
{
	struct vp9_pic *pic = p->pic;

	vp9_parse_begin(p, mi_row, mi_col, VP9_BLOCK_64X64);
	p->b->ref[0] = VP9_REF_LAST;
	p->b->ref[1] = VP9_REF_NONE;
	p->b->mode = VP9_MODE_INTER + VP9_ZEROMV;
	p->b->skip = true;
	p->b->tx_size = VP9_TX_32X32;
	p->b->uv_tx_size = VP9_TX_32X32;
	vp9_parse_no_residual(p);
	vp9_parse_keep_motion(p);
	vp9_parse_reach(p);
	vp9_parse_enter(p);
	vp9_parse_set_partition(p, mi_row, mi_col, VP9_SB_MI, VP9_BLOCK_64X64);
	if (pic->params.seg.enabled)
		vp9_parse_set_segments(p);
	p->tile->lost = true;
}

/* A superblock; if it is damaged, all of it and what follows in the tile is lost. */
static void vp9_parse_superblock(struct vp9_parser *p, u32 mi_col)
{
	struct vp9_tile *tile = p->tile;
	const u32 used_coefs = tile->used_coefs, used_eobs = tile->used_eobs;
	const u32 mi_row = p->row * VP9_SB_MI;

	p->sb = p->row * p->pic->sb_cols + mi_col / VP9_SB_MI;
	p->num = 0;
	p->pic->reach[p->sb] = 0;
	if (!tile->damaged && vp9_parse_partition(p, mi_row, mi_col, VP9_SB_MI))
		return;
	tile->damaged = true;
	p->num = 0;
	tile->used_coefs = used_coefs;
	tile->used_eobs = used_eobs;
	vp9_parse_lost(p, mi_row, mi_col);
}

/* Starts a tile if one starts at the row: tile rows may be empty, the last one counts. */
static void vp9_parse_start_tile(struct vp9_pic *pic, u32 col, u32 row)
{
	const u32 rows_log2 = pic->params.tile_rows_log2;
	struct vp9_tile *tile = &pic->tiles[col];
	u32 i;

	for (i = 0; i < 1u << rows_log2; i++) {
		const struct vp9_tile_data *data = &pic->tile_data[i][col];

		if (vp9_pic_tile_start(i, pic->sb_rows, rows_log2, pic->mi_rows) !=
		    row * VP9_SB_MI ||
		    vp9_pic_tile_start(i + 1, pic->sb_rows, rows_log2, pic->mi_rows) <=
		    row * VP9_SB_MI)
			continue;
		tile->damaged = !data->data ||
				vp9_bool_init(&tile->bits, data->data, data->bytes);
	}
}

void vp9_parse_part(void *frame, const struct dae_task *task)
{
	struct vp9_pic *pic = frame;
	struct vp9_tile *tile = &pic->tiles[task->part];
	const u32 row = task->row;
	struct vp9_parser p = {
		.pic = pic, .tile = tile, .bits = &tile->bits,
		.counts = &pic->tile_counts[task->part], .row = row,
	};
	u32 mi_col;

	vp9_parse_start_tile(pic, task->part, row);
	tile->used_coefs = dae_ring_at(&tile->ring, row);
	tile->used_eobs = vp9_pic_first_eob(pic, tile, row);
	memset(tile->left_nonzero, 0, sizeof(tile->left_nonzero));
	memset(tile->left_partition, 0, sizeof(tile->left_partition));
	for (mi_col = tile->first; mi_col < tile->end; mi_col += VP9_SB_MI)
		vp9_parse_superblock(&p, mi_col);
	dae_ring_take(&tile->ring, row, tile->used_coefs - dae_ring_at(&tile->ring, row));
}
