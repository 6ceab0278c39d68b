// SPDX-License-Identifier: GPL-2.0
/*
 * Writes random tiles for tests of the VP9 parser. What is near a block is looked up
 * by position, as the specification does.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "vp9/vp9_tables.h"
#include "dae_check.h"
#include "vp9_tile_writer.h"

static u32 tile_random(struct vp9_tile_writer *t, u32 below)
{
	return dae_below(&t->seed, below);
}

static void tile_put_bool(struct vp9_tile_writer *t, bool bit, u8 prob, u32 *counts)
{
	vp9_put_bool(t->now, bit, prob);
	if (counts)
		counts[bit]++;
}

/* Whether the symbol -@leaf is below pair @i of a tree. */
static bool tile_tree_has(const s8 *tree, int i, int leaf)
{
	if (i <= 0)
		return i == leaf;
	return tile_tree_has(tree, tree[i], leaf) || tile_tree_has(tree, tree[i + 1], leaf);
}

static void tile_put_tree(struct vp9_tile_writer *t, const s8 *tree, const u8 *probs, int value,
			  u32 *counts)
{
	int i = 0;

	do {
		const bool bit = !tile_tree_has(tree, tree[i], -value);

		vp9_put_bool(t->now, bit, probs[i >> 1]);
		i = tree[i + bit];
	} while (i > 0);
	if (counts)
		counts[value]++;
}

/* The block at a position; NULL if it is not available. */
static const struct vp9_block *tile_at(const struct vp9_tile_writer *t, int row, int col)
{
	const struct vp9_pic *pic = &t->f->pic;

	if (row < 0 || col < (int)t->tile_first)
		return NULL;
	return &pic->blocks[pic->grid[row * pic->mi_cols + col]];
}

static const struct vp9_block *tile_above(const struct vp9_tile_writer *t)
{
	return tile_at(t, (int)t->mi_row - 1, t->mi_col);
}

static const struct vp9_block *tile_left(const struct vp9_tile_writer *t)
{
	return tile_at(t, t->mi_row, (int)t->mi_col - 1);
}

static bool tile_feature(const struct vp9_tile_writer *t, unsigned int feature)
{
	const struct vp9_segmentation *seg = &t->f->pic.params.seg;

	return seg->enabled && seg->features[t->b->segment_id] & BIT(feature);
}

static bool tile_intra_frame(const struct vp9_tile_writer *t)
{
	return vp9_params_intra(&t->f->pic.params);
}

/* intra_segment_id(), inter_segment_id() (6.4.7, 6.4.12) */
static void tile_put_segment(struct vp9_tile_writer *t)
{
	struct vp9_pic *pic = &t->f->pic;
	const struct vp9_segmentation *seg = &pic->params.seg;
	const struct vp9_block *a = tile_above(t), *l = tile_left(t);
	u32 x, y, pred = 7;
	bool write = true;

	if (!seg->enabled)
		return;
	for (y = t->mi_row; y < t->mi_row + vp9_block_h[t->b->size] && y < pic->mi_rows; y++)
		for (x = t->mi_col; x < t->mi_col + vp9_block_w[t->b->size] && x < pic->mi_cols;
		     x++)
			pred = min(pred, (u32)t->f->prev_segments[y * pic->mi_cols + x]);
	t->b->segment_id = tile_random(t, 8);
	if (!seg->update_map) {
		t->b->segment_id = tile_intra_frame(t) ? 0 : pred;
		write = false;
	} else {
		if (!tile_intra_frame(t) && seg->temporal_update) {
			t->b->seg_id_predicted = tile_random(t, 2);
			tile_put_bool(t, t->b->seg_id_predicted,
				      seg->pred_probs[(a ? a->seg_id_predicted : 0) +
						      (l ? l->seg_id_predicted : 0)], NULL);
		}
		if (t->b->seg_id_predicted)
			t->b->segment_id = pred;
		else
			tile_put_tree(t, vp9_segment_tree, seg->tree_probs, t->b->segment_id, NULL);
	}
	for (y = t->mi_row; y < t->mi_row + vp9_block_h[t->b->size] && y < pic->mi_rows; y++)
		for (x = t->mi_col; x < t->mi_col + vp9_block_w[t->b->size] && x < pic->mi_cols;
		     x++)
			t->f->segments[y * pic->mi_cols + x] =
				write ? t->b->segment_id :
					t->f->prev_segments[y * pic->mi_cols + x];
}

static void tile_put_skip(struct vp9_tile_writer *t)
{
	struct vp9_pic *pic = &t->f->pic;
	const struct vp9_block *a = tile_above(t), *l = tile_left(t);
	const u32 ctx = (a ? a->skip : 0) + (l ? l->skip : 0);

	t->b->skip = tile_feature(t, VP9_SEG_SKIP);
	if (t->b->skip)
		return;
	t->b->skip = tile_random(t, 2);
	tile_put_bool(t, t->b->skip, pic->probs.skip[ctx], pic->counts.skip[ctx]);
}

/* Largest transform in a block of so many samples on the smaller side */
static u8 tile_max_tx(u32 samples)
{
	return samples >= 32 ? VP9_TX_32X32 : samples >= 16 ? VP9_TX_16X16 :
	       samples >= 8 ? VP9_TX_8X8 : VP9_TX_4X4;
}

static void tile_put_tx_size(struct vp9_tile_writer *t, bool allow_select)
{
	struct vp9_pic *pic = &t->f->pic;
	const struct vp9_block *a = tile_above(t), *l = tile_left(t);
	const u32 w = 8 * vp9_block_w[t->b->size], h = 8 * vp9_block_h[t->b->size];
	const u8 max_tx = t->b->size < VP9_BLOCK_8X8 ? VP9_TX_4X4 : tile_max_tx(min(w, h));
	u32 above = max_tx, left = max_tx, ctx;

	if (!allow_select || pic->tx_mode != VP9_TX_MODE_SELECT || t->b->size < VP9_BLOCK_8X8) {
		t->b->tx_size = min_t(u8, max_tx, min_t(u8, pic->tx_mode, VP9_TX_32X32));
	} else {
		if (a)
			above = a->skip ? max_tx : a->tx_size;
		if (l)
			left = l->skip ? max_tx : l->tx_size;
		if (!l)
			left = above;
		if (!a)
			above = left;
		ctx = (above + left) > max_tx;
		t->b->tx_size = tile_random(t, max_tx + 1);
		tile_put_tree(t, vp9_tx_size_tree[max_tx],
			      max_tx == 1 ? pic->probs.tx8[ctx] : max_tx == 2 ?
			      pic->probs.tx16[ctx] : pic->probs.tx32[ctx], t->b->tx_size,
			      max_tx == 1 ? pic->counts.tx8[ctx] : max_tx == 2 ?
			      pic->counts.tx16[ctx] : pic->counts.tx32[ctx]);
	}
	t->b->uv_tx_size = VP9_TX_4X4;
	if (t->b->size >= VP9_BLOCK_8X8)
		t->b->uv_tx_size = min_t(u8, t->b->tx_size,
					 tile_max_tx(min(w >> pic->sub_x, h >> pic->sub_y)));
}

/* Parts of a block below 8x8 in a row or column; 1 for whole blocks */
static u32 tile_parts_w(const struct vp9_block *b)
{
	return b->size == VP9_BLOCK_4X4 || b->size == VP9_BLOCK_4X8 ? 2 : 1;
}

static u32 tile_parts_h(const struct vp9_block *b)
{
	return b->size == VP9_BLOCK_4X4 || b->size == VP9_BLOCK_8X4 ? 2 : 1;
}

/* default_intra_mode: the modes above and to the left of 4x4 block (@x, @y) */
static void tile_put_kf_mode(struct vp9_tile_writer *t, u32 x, u32 y, u8 mode)
{
	const struct vp9_block *a = y ? t->b : tile_above(t), *l = x ? t->b : tile_left(t);
	u8 above = VP9_DC_PRED, left = VP9_DC_PRED;

	if (a && a->ref[0] == VP9_REF_INTRA)
		above = a->sub_mode[2 * !y + x];
	if (l && l->ref[0] == VP9_REF_INTRA)
		left = l->sub_mode[2 * y + !x];
	tile_put_tree(t, vp9_intra_mode_tree, vp9_kf_y_mode[above][left], mode, NULL);
}

static void tile_put_intra(struct vp9_tile_writer *t)
{
	static const u8 size_group[] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3 };
	struct vp9_pic *pic = &t->f->pic;
	struct vp9_block *b = t->b;
	const u32 step_x = 2 / tile_parts_w(b), step_y = 2 / tile_parts_h(b);
	u32 x, y, i, j;

	for (y = 0; y < 2; y += step_y) {
		for (x = 0; x < 2; x += step_x) {
			const u8 mode = tile_random(t, VP9_INTRA_MODES);
			const u32 ctx = size_group[b->size];

			if (tile_intra_frame(t))
				tile_put_kf_mode(t, x, y, mode);
			else
				tile_put_tree(t, vp9_intra_mode_tree, pic->probs.y_mode[ctx], mode,
					      pic->counts.y_mode[ctx]);
			for (j = y; j < y + step_y; j++)
				for (i = x; i < x + step_x; i++)
					b->sub_mode[2 * j + i] = mode;
			b->mode = mode;
		}
	}
	b->uv_mode = tile_random(t, VP9_INTRA_MODES);
	if (tile_intra_frame(t))
		tile_put_tree(t, vp9_intra_mode_tree, vp9_kf_uv_mode[b->mode], b->uv_mode, NULL);
	else
		tile_put_tree(t, vp9_intra_mode_tree, pic->probs.uv_mode[b->mode], b->uv_mode,
			      pic->counts.uv_mode[b->mode]);
	b->filter = VP9_SWITCHABLE_FILTERS;
}

/**
 * struct tile_refs - AboveRefFrame, LeftRefFrame and what follows from them (9.3.2)
 * @avail: there is one
 * @intra: it is intra; also what is not there
 * @single: it has no second reference
 * @ref: its references
 */
struct tile_refs {
	bool avail;
	bool intra;
	bool single;
	s8 ref[2];
};

static struct tile_refs tile_refs(const struct vp9_block *b)
{
	if (!b)
		return (struct tile_refs){ .intra = true, .single = true, .ref = { 0, -1 } };
	return (struct tile_refs){
		.avail = true,
		.intra = b->ref[0] == VP9_REF_INTRA,
		.single = b->ref[1] <= VP9_REF_INTRA,
		.ref = { b->ref[0], b->ref[1] },
	};
}

static bool tile_has(const struct tile_refs *r, int ref)
{
	return r->ref[0] == ref || r->ref[1] == ref;
}

static u32 tile_comp_mode_ctx(const struct vp9_pic *pic, const struct tile_refs *a,
			      const struct tile_refs *l)
{
	const int fixed = pic->comp_fixed_ref;

	if (!a->avail && !l->avail)
		return 1;
	if (!l->avail || !a->avail) {
		const struct tile_refs *e = a->avail ? a : l;

		return e->single ? e->ref[0] == fixed : 3;
	}
	if (a->single && l->single)
		return (a->ref[0] == fixed) ^ (l->ref[0] == fixed);
	if (a->single)
		return 2 + (a->ref[0] == fixed || a->intra);
	if (l->single)
		return 2 + (l->ref[0] == fixed || l->intra);
	return 4;
}

static u32 tile_comp_ref_ctx(const struct vp9_pic *pic, const struct tile_refs *a,
			     const struct tile_refs *l)
{
	const int fixed = pic->comp_fixed_ref, var0 = pic->comp_var_ref[0];
	const int var1 = pic->comp_var_ref[1], idx = !pic->params.sign_bias[fixed];
	const int vrfa = a->ref[a->single ? 0 : idx], vrfl = l->ref[l->single ? 0 : idx];

	if (a->intra && l->intra)
		return 2;
	if (!a->avail || !l->avail) {
		const struct tile_refs *e = a->avail ? a : l;

		return e->single ? 3 * (e->ref[0] != var1) : 4 * (e->ref[idx] != var1);
	}
	if (l->intra)
		return 1 + 2 * (vrfa != var1);
	if (a->intra)
		return 1 + 2 * (vrfl != var1);
	if (vrfa == vrfl && var1 == vrfa)
		return 0;
	if (l->single && a->single) {
		if ((vrfa == fixed && vrfl == var0) || (vrfl == fixed && vrfa == var0))
			return 4;
		return vrfa == vrfl ? 3 : 1;
	}
	if (l->single || a->single) {
		const int vrfc = l->single ? vrfa : vrfl, rfs = a->single ? vrfa : vrfl;

		if (vrfc == var1 && rfs != var1)
			return 1;
		return rfs == var1 && vrfc != var1 ? 2 : 4;
	}
	return vrfa == vrfl ? 4 : 2;
}

static u32 tile_single_ref_p1_ctx(const struct tile_refs *a, const struct tile_refs *l)
{
	const int last = VP9_REF_LAST;

	if (a->intra && l->intra)
		return 2;
	if (a->intra || l->intra) {
		const struct tile_refs *e = a->intra ? l : a;

		return e->single ? 4 * (e->ref[0] == last) : 1 + tile_has(e, last);
	}
	if (a->single && l->single)
		return 2 * (a->ref[0] == last) + 2 * (l->ref[0] == last);
	if (!a->single && !l->single)
		return 1 + (tile_has(a, last) || tile_has(l, last));
	if (a->single)
		return 3 * (a->ref[0] == last) + tile_has(l, last);
	return 3 * (l->ref[0] == last) + tile_has(a, last);
}

static u32 tile_single_ref_p2_ctx(const struct tile_refs *a, const struct tile_refs *l)
{
	const int last = VP9_REF_LAST, golden = VP9_REF_GOLDEN;
	const struct tile_refs *e = a->intra ? l : a;

	if (a->intra && l->intra)
		return 2;
	if (!a->avail || !l->avail) {
		if (!e->single)
			return 3 * tile_has(e, golden);
		return e->ref[0] == last ? 2 : 4 * (e->ref[0] == golden);
	}
	if (a->intra || l->intra) {
		if (!e->single)
			return 1 + 2 * tile_has(e, golden);
		return e->ref[0] == last ? 3 : 4 * (e->ref[0] == golden);
	}
	if (a->single && l->single) {
		if (a->ref[0] == last && l->ref[0] == last)
			return 3;
		if (a->ref[0] == last || l->ref[0] == last)
			return 4 * (a->ref[0] == golden || l->ref[0] == golden);
		return 2 * (a->ref[0] == golden) + 2 * (l->ref[0] == golden);
	}
	if (!a->single && !l->single) {
		if (a->ref[0] == l->ref[0] && a->ref[1] == l->ref[1])
			return 3 * tile_has(a, golden);
		return 2;
	}
	e = a->single ? l : a;
	if (!a->single)
		a = l;
	if (a->ref[0] == golden)
		return 3 + tile_has(e, golden);
	return a->ref[0] == VP9_REF_ALTREF ? tile_has(e, golden) : 1 + 2 * tile_has(e, golden);
}

/* ref_frames() (6.4.18) */
static void tile_put_refs(struct vp9_tile_writer *t)
{
	struct vp9_pic *pic = &t->f->pic;
	const struct tile_refs a = tile_refs(tile_above(t)), l = tile_refs(tile_left(t));
	bool compound = pic->reference_mode == VP9_COMPOUND_REFERENCE, bit;
	u32 ctx;

	t->b->ref[1] = VP9_REF_NONE;
	if (tile_feature(t, VP9_SEG_REF_FRAME)) {
		t->b->ref[0] = pic->params.seg.data[t->b->segment_id][VP9_SEG_REF_FRAME];
		return;
	}
	if (pic->reference_mode == VP9_REFERENCE_MODE_SELECT) {
		compound = tile_random(t, 2);
		ctx = tile_comp_mode_ctx(pic, &a, &l);
		tile_put_bool(t, compound, pic->probs.comp_mode[ctx], pic->counts.comp_mode[ctx]);
	}
	bit = tile_random(t, 2);
	if (compound) {
		const bool idx = pic->params.sign_bias[pic->comp_fixed_ref];

		ctx = tile_comp_ref_ctx(pic, &a, &l);
		tile_put_bool(t, bit, pic->probs.comp_ref[ctx], pic->counts.comp_ref[ctx]);
		t->b->ref[idx] = pic->comp_fixed_ref;
		t->b->ref[!idx] = pic->comp_var_ref[bit];
		return;
	}
	ctx = tile_single_ref_p1_ctx(&a, &l);
	tile_put_bool(t, bit, pic->probs.single_ref[ctx][0], pic->counts.single_ref[ctx][0]);
	t->b->ref[0] = VP9_REF_LAST;
	if (!bit)
		return;
	bit = tile_random(t, 2);
	ctx = tile_single_ref_p2_ctx(&a, &l);
	tile_put_bool(t, bit, pic->probs.single_ref[ctx][1], pic->counts.single_ref[ctx][1]);
	t->b->ref[0] = bit ? VP9_REF_ALTREF : VP9_REF_GOLDEN;
}

static void tile_put_filter(struct vp9_tile_writer *t)
{
	struct vp9_pic *pic = &t->f->pic;
	const struct vp9_block *a = tile_above(t), *l = tile_left(t);
	const u32 left = l && vp9_block_is_inter(l) ? l->filter : 3;
	const u32 above = a && vp9_block_is_inter(a) ? a->filter : 3;
	u32 ctx = 3;

	if (pic->params.interp_filter != VP9_SWITCHABLE) {
		t->b->filter = pic->params.interp_filter;
		return;
	}
	if (left == above)
		ctx = left;
	else if (left == 3)
		ctx = above;
	else if (above == 3)
		ctx = left;
	t->b->filter = tile_random(t, 3);
	tile_put_tree(t, vp9_interp_filter_tree, pic->probs.interp_filter[ctx], t->b->filter,
		      pic->counts.interp_filter[ctx]);
}

/* read_mv_component() (6.4.20) for a component, not 0, of a vector's difference */
static void tile_put_mv_component(struct vp9_tile_writer *t, u32 comp, int diff, bool use_hp)
{
	const struct vp9_probs *probs = &t->f->pic.probs;
	struct vp9_counts *counts = &t->f->pic.counts;
	const u32 v = (diff < 0 ? -diff : diff) - 1;
	const u32 fr = v >> 1 & 3, hp = v & 1;
	u32 class = 0, bits, i;

	while (class < 10 && v >= 2u << (class + 3))
		class++;
	bits = (class ? v - (2u << (class + 2)) : v) >> 3;
	tile_put_bool(t, diff < 0, probs->mv_sign[comp], counts->mv_sign[comp]);
	tile_put_tree(t, vp9_mv_class_tree, probs->mv_class[comp], class, counts->mv_class[comp]);
	if (!class) {
		tile_put_bool(t, bits, probs->mv_class0_bit[comp], counts->mv_class0_bit[comp]);
		tile_put_tree(t, vp9_mv_fr_tree, probs->mv_class0_fr[comp][bits], fr,
			      counts->mv_class0_fr[comp][bits]);
		if (use_hp)
			vp9_put_bool(t->now, hp, probs->mv_class0_hp[comp]);
		counts->mv_class0_hp[comp][hp]++;
		return;
	}
	for (i = 0; i < class; i++)
		tile_put_bool(t, bits >> i & 1, probs->mv_bits[comp][i], counts->mv_bits[comp][i]);
	tile_put_tree(t, vp9_mv_fr_tree, probs->mv_fr[comp], fr, counts->mv_fr[comp]);
	if (use_hp)
		vp9_put_bool(t->now, hp, probs->mv_hp[comp]);
	counts->mv_hp[comp][hp]++;
}

/* A difference of any class, 0 in some; without eighths an even one */
static int tile_random_diff(struct vp9_tile_writer *t, bool use_hp)
{
	int v = 1 + tile_random(t, 16 << tile_random(t, 11));

	if (!tile_random(t, 3))
		return 0;
	if (!use_hp)
		v = (v + 1) & ~1;
	return tile_random(t, 2) ? v : -v;
}

/* read_mv() (6.4.19) of a vector near @best */
static struct vp9_mv tile_put_mv(struct vp9_tile_writer *t, struct vp9_mv best)
{
	struct vp9_pic *pic = &t->f->pic;
	const bool small = best.row > -64 && best.row < 64 && best.col > -64 && best.col < 64;
	const bool use_hp = pic->params.allow_hp && small;
	const int row = tile_random_diff(t, use_hp), col = tile_random_diff(t, use_hp);

	tile_put_tree(t, vp9_mv_joint_tree, pic->probs.mv_joint, 2 * !!row + !!col,
		      pic->counts.mv_joint);
	if (row)
		tile_put_mv_component(t, 0, row, use_hp);
	if (col)
		tile_put_mv_component(t, 1, col, use_hp);
	return (struct vp9_mv){ .row = best.row + row, .col = best.col + col };
}

/* Vectors of a block, or of a 4x4 block of one below 8x8, with a mode (6.4.19) */
static void tile_put_assign(struct vp9_tile_writer *t, const struct vp9_mv_search *s, u8 mode,
			    int part, struct vp9_mv out[2])
{
	const bool allow_hp = t->f->pic.params.allow_hp;
	u32 i;

	for (i = 0; i < 2 && t->b->ref[i] > VP9_REF_INTRA; i++) {
		struct vp9_mv mv[2];

		out[i] = (struct vp9_mv){};
		if (mode == VP9_ZEROMV)
			continue;
		vp9_mv_find(s, t->b->ref[i], -1, 2, mv);
		if (mode == VP9_NEWMV)
			out[i] = tile_put_mv(t, vp9_mv_lower(mv[0], allow_hp));
		else if (part < 0)
			out[i] = vp9_mv_lower(mv[mode == VP9_NEARMV], allow_hp);
		else
			out[i] = vp9_mv_find_part(s, i, part, mode == VP9_NEARMV);
	}
}

static u8 tile_put_inter_mode(struct vp9_tile_writer *t, u32 ctx)
{
	struct vp9_pic *pic = &t->f->pic;
	const u8 mode = tile_random(t, VP9_INTER_MODES);

	tile_put_tree(t, vp9_inter_mode_tree, pic->probs.inter_mode[ctx], mode,
		      pic->counts.inter_mode[ctx]);
	return mode;
}

/* inter_block_mode_info() (6.4.17) */
static void tile_put_inter(struct vp9_tile_writer *t)
{
	const struct vp9_tile tile = { .first = t->tile_first, .end = t->tile_end };
	struct vp9_block *b = t->b;
	const struct vp9_mv_search s = {
		.pic = &t->f->pic, .b = b, .tile = &tile, .mi_row = t->mi_row, .mi_col = t->mi_col,
	};
	const u32 step_x = 2 / tile_parts_w(b), step_y = 2 / tile_parts_h(b);
	u32 ctx, x, y, i, j;
	u8 mode = VP9_ZEROMV;

	tile_put_refs(t);
	ctx = vp9_mv_mode_ctx(&s);
	if (b->size >= VP9_BLOCK_8X8 && !tile_feature(t, VP9_SEG_SKIP))
		mode = tile_put_inter_mode(t, ctx);
	tile_put_filter(t);
	if (b->size >= VP9_BLOCK_8X8) {
		tile_put_assign(t, &s, mode, -1, b->mv[0]);
		for (i = 1; i < 4; i++)
			memcpy(b->mv[i], b->mv[0], sizeof(b->mv[0]));
		b->mode = VP9_MODE_INTER + mode;
		return;
	}
	for (y = 0; y < 2; y += step_y) {
		for (x = 0; x < 2; x += step_x) {
			mode = tile_put_inter_mode(t, ctx);
			tile_put_assign(t, &s, mode, 2 * y + x, b->mv[2 * y + x]);
			b->mode = VP9_MODE_INTER + mode;
			for (j = y; j < y + step_y; j++)
				for (i = x; i < x + step_x; i++)
					memcpy(b->mv[2 * j + i], b->mv[2 * y + x],
					       sizeof(b->mv[0]));
		}
	}
}

/* A coefficient's size: any category, with the largest one of few */
static u32 tile_random_coef(struct vp9_tile_writer *t)
{
	const u32 depth = t->f->pic.params.fmt.bit_depth;

	if (!tile_random(t, 64))
		return 67 + tile_random(t, 1 << (depth + 6));
	if (!tile_random(t, 64))
		return 67 + (1 << (depth + 6)) - 1;
	return tile_random(t, 1 << tile_random(t, 8));
}

/* What follows the first two bits 1 of token: VP9_TWO_TOKEN and up */
static const s8 tile_large_token_tree[16] = {
	/*  0 */ 2, 6,
	/*  2 */ -VP9_TWO_TOKEN, 4,
	/*  4 */ -VP9_THREE_TOKEN, -VP9_FOUR_TOKEN,
	/*  6 */ 8, 10,
	/*  8 */ -VP9_CAT1_TOKEN, -VP9_CAT2_TOKEN,
	/* 10 */ 12, 14,
	/* 12 */ -VP9_CAT3_TOKEN, -VP9_CAT4_TOKEN,
	/* 14 */ -VP9_CAT5_TOKEN, -VP9_CAT6_TOKEN,
};

/* How large a token is for the ctx of those after it (9.3.2) */
static const u8 tile_token_energy[VP9_TOKENS] = { 0, 1, 2, 3, 3, 4, 4, 5, 5, 5, 5 };

/* token and its extra bits (6.4.26) */
static u32 tile_put_token(struct vp9_tile_writer *t, const u8 *probs, u32 v, u32 *counts)
{
	static const u8 base[] = { 0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 };
	u32 token = VP9_CAT6_TOKEN, i;

	while (v < base[token])
		token--;
	counts[min(token, 2u)]++;
	vp9_put_bool(t->now, token, probs[1]);
	if (!token)
		return token;
	vp9_put_bool(t->now, token > 1, probs[2]);
	if (token > 1)
		tile_put_tree(t, tile_large_token_tree, vp9_pareto(probs[2]), token, NULL);
	if (token >= VP9_CAT1_TOKEN) {
		const struct vp9_token_cat *cat = &vp9_token_cats[token - VP9_CAT1_TOKEN];
		u32 bits = cat->bits;

		/* 14, 16 or 18 bits */
		if (token == VP9_CAT6_TOKEN)
			bits = t->f->pic.params.fmt.bit_depth + 6;
		v -= base[token];
		for (i = 0; i < bits; i++)
			vp9_put_bool(t->now, v >> (bits - 1 - i) & 1,
				     cat->probs[cat->bits - bits + i]);
	}
	return token;
}

/**
 * struct tile_tx - a transform block that is written
 * @plane: Y, Cb, Cr
 * @tx_size: its size
 * @tx_type: its type
 * @ctx: of its first coefficient
 */
struct tile_tx {
	u32 plane;
	u32 tx_size;
	u32 tx_type;
	u32 ctx;
};

/* The band of position @i in scan order */
static u32 tile_coef_band(u32 tx_size, u32 i)
{
	u32 band = 0;

	while (i >= vp9_band_sizes[tx_size][band])
		i -= vp9_band_sizes[tx_size][band++];
	return band;
}

/* residual_tokens() (6.4.24); how many coefficients */
static u32 tile_put_tokens(struct vp9_tile_writer *t, const struct tile_tx *tx, void *coefs)
{
	struct vp9_pic *pic = &t->f->pic;
	const bool inter = vp9_block_is_inter(t->b), chroma = tx->plane;
	const struct vp9_scan *scan = &vp9_scans[tx->tx_size][tx->tx_type];
	const u32 num = 16 << 2 * tx->tx_size;
	struct vp9_coef_counts (*counts)[6] = pic->counts.coef[tx->tx_size][chroma][inter];
	const u8 (*probs)[6][3] = pic->probs.coef[tx->tx_size][chroma][inter];
	u32 eob = tile_random(t, 1 + (tile_random(t, 3) ? 4 : t->rich ? num : 12));
	u8 energy[1024] = {};
	u32 i, ctx = tx->ctx;
	bool check = true;

	if (t->rich && !tile_random(t, 8))
		eob = num;
	for (i = 0; i < num; i++) {
		const u32 band = tile_coef_band(tx->tx_size, i), pos = scan->order[i];
		u32 v = tile_random_coef(t);
		s64 d;

		if (i)
			ctx = (1 + energy[scan->nb[i][0]] + energy[scan->nb[i][1]]) >> 1;
		if (check)
			tile_put_bool(t, i < eob, probs[band][ctx][0],
				      counts[band][ctx].more);
		if (i >= eob)
			break;
		/* Only at the very end there may be a 0. */
		if (i + 1 == eob && eob < num)
			v = max(v, 1u);
		energy[pos] = tile_token_energy[tile_put_token(t, probs[band][ctx], v,
							       counts[band][ctx].token)];
		check = v;
		d = (s64)v * pic->dequant[t->b->segment_id][chroma][i > 0];
		if (tx->tx_size == VP9_TX_32X32)
			d /= 2;
		if (v && tile_random(t, 2)) {
			vp9_put_bool(t->now, 1, 128);
			d = -d;
		} else if (v) {
			vp9_put_bool(t->now, 0, 128);
		}
		if (pic->hbd)
			((s32 *)coefs)[pos] = d;
		else
			((s16 *)coefs)[pos] = d;
	}
	return i;
}

/* One transform block at 4x4 block (@x, @y) of the plane; true if it has coefficients */
static bool tile_put_tx(struct vp9_tile_writer *t, struct tile_tx *tx, u32 x, u32 y)
{
	struct vp9_pic *pic = &t->f->pic;
	const u32 sub_x = tx->plane ? pic->sub_x : 0, sub_y = tx->plane ? pic->sub_y : 0;
	const u32 max_x = 2 * pic->mi_cols >> sub_x, max_y = 2 * pic->mi_rows >> sub_y;
	const u32 n = 1 << tx->tx_size, shift = pic->hbd ? 2 : 1;
	void *coefs = vp9_pic_coef(pic, t->used_coefs);
	u8 above = 0, left = 0;
	u32 i, eob;

	for (i = 0; i < n; i++) {
		if (x + i < max_x)
			above |= t->above_nonzero[tx->plane][x + i];
		if (y + i < max_y)
			left |= t->left_nonzero[tx->plane][y + i];
	}
	tx->ctx = above + left;
	memset(coefs, 0, (size_t)(16 << 2 * tx->tx_size) << shift);
	eob = tile_put_tokens(t, tx, coefs);
	pic->eobs[t->used_eobs++] = eob;
	if (eob)
		t->used_coefs += 16 << 2 * tx->tx_size;
	for (i = 0; i < n; i++) {
		t->above_nonzero[tx->plane][x + i] = eob > 0;
		t->left_nonzero[tx->plane][y + i] = eob > 0;
	}
	return eob;
}

/* residual() (6.4.21) */
static void tile_put_residual(struct vp9_tile_writer *t)
{
	struct vp9_pic *pic = &t->f->pic;
	struct vp9_block *b = t->b;
	struct tile_tx tx;
	u32 x, y;

	b->coef = t->used_coefs;
	b->eob = t->used_eobs;
	for (tx.plane = 0; tx.plane < 3; tx.plane++) {
		const u32 sub_x = tx.plane ? pic->sub_x : 0, sub_y = tx.plane ? pic->sub_y : 0;
		const u32 w = 2 * vp9_block_w[b->size] >> sub_x;
		const u32 h = 2 * vp9_block_h[b->size] >> sub_y;
		const u32 base_x = 2 * t->mi_col >> sub_x, base_y = 2 * t->mi_row >> sub_y;

		if (b->skip) {
			memset(&t->above_nonzero[tx.plane][base_x], 0, w);
			memset(&t->left_nonzero[tx.plane][base_y], 0, h);
			continue;
		}
		tx.tx_size = tx.plane ? b->uv_tx_size : b->tx_size;
		for (y = 0; y < h; y += 1 << tx.tx_size) {
			for (x = 0; x < w; x += 1 << tx.tx_size) {
				const u32 part = b->size < VP9_BLOCK_8X8 ? 2 * y + x : 0;

				if (base_x + x >= 2 * pic->mi_cols >> sub_x ||
				    base_y + y >= 2 * pic->mi_rows >> sub_y)
					continue;
				tx.tx_type = VP9_DCT_DCT;
				if (!vp9_block_is_inter(b) && !tx.plane)
					tx.tx_type = vp9_pic_tx_type(pic, 0, tx.tx_size,
								     b->sub_mode[part]);
				b->coded |= tile_put_tx(t, &tx, base_x + x, base_y + y);
			}
		}
	}
	if (!b->coded && !b->skip) {
		t->used_eobs = b->eob;
		b->skip = vp9_block_is_inter(b) && b->size >= VP9_BLOCK_8X8;
	}
}

/* decode_block() (6.4.4) */
static void tile_put_block(struct vp9_tile_writer *t, u32 mi_row, u32 mi_col, u8 size)
{
	struct vp9_pic *pic = &t->f->pic;
	const u32 idx = mi_row * pic->mi_cols + mi_col;
	bool inter = false;
	u32 x, y;

	if (mi_row >= pic->mi_rows || mi_col >= pic->mi_cols)
		return;
	t->mi_row = mi_row;
	t->mi_col = mi_col;
	t->b = &pic->blocks[idx];
	*t->b = (struct vp9_block){ .size = size, .ref = { VP9_REF_INTRA, VP9_REF_NONE } };
	tile_put_segment(t);
	tile_put_skip(t);
	if (!tile_intra_frame(t)) {
		const struct tile_refs a = tile_refs(tile_above(t)), l = tile_refs(tile_left(t));
		const u32 ctx = a.avail && l.avail ?
			(a.intra && l.intra ? 3 : a.intra || l.intra) :
			a.avail || l.avail ? 2 * (a.avail ? a.intra : l.intra) : 0;

		inter = tile_random(t, 4);
		if (tile_feature(t, VP9_SEG_REF_FRAME))
			inter = pic->params.seg.data[t->b->segment_id][VP9_SEG_REF_FRAME];
		else
			tile_put_bool(t, inter, pic->probs.is_inter[ctx],
				      pic->counts.is_inter[ctx]);
	}
	tile_put_tx_size(t, !t->b->skip || !inter);
	if (inter)
		tile_put_inter(t);
	else
		tile_put_intra(t);
	t->b->lf_level = pic->lf_levels[t->b->segment_id][t->b->ref[0]]
				       [t->b->mode != VP9_MODE_INTER + VP9_ZEROMV];
	tile_put_residual(t);
	for (y = 0; y < vp9_block_h[size] && mi_row + y < pic->mi_rows; y++)
		for (x = 0; x < vp9_block_w[size] && mi_col + x < pic->mi_cols; x++)
			pic->grid[idx + y * pic->mi_cols + x] = idx;
	vp9_fixture_enter(t->f, idx);
}

/* A neighbour is smaller than @w, in units of 4 samples */
static bool tile_divided(const struct vp9_block *b, bool above, u32 w)
{
	static const u8 width[] = { 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16, 16 };
	static const u8 height[] = { 1, 2, 1, 2, 4, 2, 4, 8, 4, 8, 16, 8, 16 };

	return b && (above ? width[b->size] : height[b->size]) < w;
}

static u8 tile_put_partition_type(struct vp9_tile_writer *t, u32 mi_row, u32 mi_col, u32 w)
{
	struct vp9_pic *pic = &t->f->pic;
	const bool above = tile_divided(tile_at(t, (int)mi_row - 1, mi_col), true, 2 * w);
	const bool left = tile_divided(tile_at(t, mi_row, (int)mi_col - 1), false, 2 * w);
	const u32 log2 = w == 8 ? 3 : w == 4 ? 2 : w == 2, ctx = 4 * log2 + 2 * left + above;
	const u8 *probs = tile_intra_frame(t) ? vp9_kf_partition[ctx] : pic->probs.partition[ctx];
	const bool has_rows = mi_row + w / 2 < pic->mi_rows;
	const bool has_cols = mi_col + w / 2 < pic->mi_cols;
	const bool split = tile_random(t, 2);
	u8 partition = VP9_PARTITION_SPLIT;

	if (has_rows && has_cols) {
		if (w > 1 || !t->large)
			partition = tile_random(t, VP9_PARTITION_TYPES);
		else
			partition = VP9_PARTITION_NONE;
		tile_put_tree(t, vp9_partition_tree, probs, partition, NULL);
	} else if (has_cols) {
		partition = split ? VP9_PARTITION_SPLIT : VP9_PARTITION_HORZ;
		vp9_put_bool(t->now, split, probs[1]);
	} else if (has_rows) {
		partition = split ? VP9_PARTITION_SPLIT : VP9_PARTITION_VERT;
		vp9_put_bool(t->now, split, probs[2]);
	}
	pic->counts.partition[ctx][partition]++;
	return partition;
}

/* decode_partition() (6.4.3) */
static void tile_put_partition(struct vp9_tile_writer *t, u32 mi_row, u32 mi_col, u32 w)
{
	static const u8 whole[4] = {
		VP9_BLOCK_8X8, VP9_BLOCK_16X16, VP9_BLOCK_32X32, VP9_BLOCK_64X64,
	};
	const u32 half = w / 2, log2 = w == 8 ? 3 : w == 4 ? 2 : w == 2;
	u8 partition, i;

	if (mi_row >= t->f->pic.mi_rows || mi_col >= t->f->pic.mi_cols)
		return;
	partition = tile_put_partition_type(t, mi_row, mi_col, w);
	if (w == 1) {
		tile_put_block(t, mi_row, mi_col, VP9_BLOCK_8X8 - partition);
	} else if (partition == VP9_PARTITION_SPLIT) {
		for (i = 0; i < 4; i++)
			tile_put_partition(t, mi_row + i / 2 * half, mi_col + i % 2 * half, half);
	} else {
		tile_put_block(t, mi_row, mi_col, whole[log2] - partition);
		if (partition == VP9_PARTITION_HORZ)
			tile_put_block(t, mi_row + half, mi_col, whole[log2] - partition);
		else if (partition == VP9_PARTITION_VERT)
			tile_put_block(t, mi_row, mi_col + half, whole[log2] - partition);
	}
}

void vp9_tile_writer_frame(struct vp9_tile_writer *t)
{
	struct vp9_pic *pic = &t->f->pic;
	const u32 rows_log2 = pic->params.tile_rows_log2;
	u32 row, col, mi_row, mi_col;

	for (row = 0; row < 1u << rows_log2; row++)
		for (col = 0; col < 1u << pic->params.tile_cols_log2; col++)
			vp9_put_start(&t->w[row][col], 0);
	memset(t->above_nonzero, 0, sizeof(t->above_nonzero));
	for (mi_row = 0; mi_row < pic->mi_rows; mi_row += VP9_SB_MI) {
		row = rows_log2 && mi_row >= vp9_pic_tile_start(1, pic->sb_rows, 1, pic->mi_rows);
		t->sb_row = mi_row / VP9_SB_MI;
		for (col = 0; col < 1u << pic->params.tile_cols_log2; col++) {
			struct vp9_tile *tile = &pic->tiles[col];

			t->now = &t->w[row][col];
			t->used_coefs = dae_ring_at(&tile->ring, t->sb_row);
			t->used_eobs = vp9_pic_first_eob(pic, tile, t->sb_row);
			t->tile_first = pic->tile_cols[col];
			t->tile_end = pic->tile_cols[col + 1];
			memset(t->left_nonzero, 0, sizeof(t->left_nonzero));
			for (mi_col = t->tile_first; mi_col < t->tile_end; mi_col += VP9_SB_MI)
				tile_put_partition(t, mi_row, mi_col, VP9_SB_MI);
			dae_ring_take(&tile->ring, t->sb_row,
				      t->used_coefs - dae_ring_at(&tile->ring, t->sb_row));
		}
	}
}
