// SPDX-License-Identifier: GPL-2.0
/*
 * Prediction of motion vectors: find_mv_stack() (7.10.2), has_overlappable_candidates()
 * (7.10.3) and find_warp_samples() (7.10.4). Called by the parser for each inter block.
 *
 * What lies above and to the left of a block in its tile has been decoded, as far as the
 * block reaches; only single points beyond its corners have to be asked for.
 */
#include <linux/bits.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_mv.h"
#include "av1_pic.h"

#define AV1_MV_BORDER		128	/* MV_BORDER */
#define AV1_REF_CAT_LEVEL	640	/* REF_CAT_LEVEL */
#define AV1_WARP_PREC_BITS	16	/* WARPEDMODEL_PREC_BITS */
/* Rows and columns that are looked at in a block, at most. */
#define AV1_MV_SCAN_MAX		16
/* Components stay in s16, also with the other sign. */
#define AV1_MV_COMPONENT_MAX	32767

/* Modes that code a difference: has_newmv() */
#define AV1_MV_NEW_MODES	(BIT(AV1_NEWMV) | BIT(AV1_NEW_NEWMV) | BIT(AV1_NEAR_NEWMV) | \
				 BIT(AV1_NEW_NEARMV) | BIT(AV1_NEAREST_NEWMV) | \
				 BIT(AV1_NEW_NEARESTMV))

/* What lower_mv_precision() leaves of a vector. */
enum av1_mv_precision {
	AV1_MV_EIGHTHS,
	AV1_MV_QUARTERS,
	AV1_MV_INTEGERS,
};

/**
 * struct av1_mv_search - find_mv_stack() of a block
 * @pic: frame context
 * @tile: its tile
 * @stack: what has been found; second vectors are 0 with a single reference
 * @ref: RefFrame
 * @row: MiRow
 * @col: MiCol
 * @bw4: width in mi
 * @bh4: height in mi
 * @precision: of vectors
 * @compound: isCompound
 * @warp: GmType of each reference is more than a translation
 * @new_mv: NewMvCount is not 0
 */
struct av1_mv_search {
	const struct av1_pic *pic;
	const struct av1_tile *tile;
	struct av1_mv_stack *stack;
	s8 ref[2];
	int row;
	int col;
	int bw4;
	int bh4;
	enum av1_mv_precision precision;
	bool compound;
	bool warp[2];
	bool new_mv;
};

static bool av1_mv_inside(const struct av1_tile *tile, int row, int col)
{
	return row >= (int)tile->row_first && row < (int)tile->row_end &&
	       col >= (int)tile->first && col < (int)tile->end;
}

/* The block at a place, NULL if it is outside of the tile or not decoded yet. */
static const struct av1_block *av1_mv_decoded(const struct av1_pic *pic,
					      const struct av1_tile *tile, int row, int col)
{
	u32 index;

	if (!av1_mv_inside(tile, row, col))
		return NULL;
	index = pic->grid[av1_pic_grid(pic, row, col)];
	return index == AV1_NO_BLOCK ? NULL : &pic->blocks[index];
}

static bool av1_mv_same(struct av1_mv a, struct av1_mv b)
{
	return a.row == b.row && a.col == b.col;
}

static bool av1_mv_same_pair(const struct av1_mv a[2], const struct av1_mv b[2])
{
	return !memcmp(a, b, 2 * sizeof(*a));
}

/* Round2Signed() */
static s64 av1_mv_round(s64 v, unsigned int bits)
{
	const s64 half = 1ll << bits >> 1;

	return v < 0 ? -((-v + half) >> bits) : (v + half) >> bits;
}

/* lower_mv_precision() (7.10.2.10) of one component */
static int av1_mv_lower_component(int v, enum av1_mv_precision precision)
{
	switch (precision) {
	case AV1_MV_QUARTERS:
		return v - v % 2;
	case AV1_MV_INTEGERS:
		return v > 0 ? (v + 3) & ~7 : -((3 - v) & ~7);
	default:
		return v;
	}
}

static __always_inline struct av1_mv av1_mv_lower(struct av1_mv mv, enum av1_mv_precision precision)
{
	if (precision == AV1_MV_EIGHTHS)
		return mv;
	return (struct av1_mv){
		.row = av1_mv_lower_component(mv.row, precision),
		.col = av1_mv_lower_component(mv.col, precision),
	};
}

/* A component of a global motion vector: saturated, as only vectors below 2048 are valid. */
static s16 av1_mv_global_component(s64 v, enum av1_mv_precision precision)
{
	int mv;

	if (precision == AV1_MV_EIGHTHS)
		mv = av1_mv_round(v, AV1_WARP_PREC_BITS - 3);
	else
		mv = 2 * av1_mv_round(v, AV1_WARP_PREC_BITS - 2);
	mv = av1_mv_lower_component(mv, precision);
	return clamp(mv, -AV1_MV_COMPONENT_MAX, AV1_MV_COMPONENT_MAX);
}

/* Setup global MV process (7.10.2.1) */
static struct av1_mv av1_mv_global(const struct av1_mv_search *s, unsigned int ref)
{
	const struct av1_gm *gm = &s->pic->params.gm[ref];
	const s32 *m = gm->params;
	s64 x, y;

	if (ref == AV1_INTRA_FRAME || gm->type == AV1_WARP_IDENTITY)
		return (struct av1_mv){};
	if (gm->type == AV1_WARP_TRANSLATION) {
		const struct av1_mv mv = {
			.row = m[0] >> (AV1_WARP_PREC_BITS - 3),
			.col = m[1] >> (AV1_WARP_PREC_BITS - 3),
		};

		return av1_mv_lower(mv, s->precision);
	}
	x = s->col * 4 + s->bw4 * 2 - 1;
	y = s->row * 4 + s->bh4 * 2 - 1;
	return (struct av1_mv){
		.row = av1_mv_global_component(m[4] * x + (m[5] - (1 << AV1_WARP_PREC_BITS)) * y +
					       m[1], s->precision),
		.col = av1_mv_global_component((m[2] - (1 << AV1_WARP_PREC_BITS)) * x + m[3] * y +
					       m[0], s->precision),
	};
}

/*
 * More weight for a candidate, or a new one if there is room. Returns where it is in the
 * stack, or AV1_MV_STACK.
 */
static unsigned int av1_mv_push(struct av1_mv_stack *stack, const struct av1_mv mv[2],
				unsigned int weight)
{
	const unsigned int num = stack->num;
	unsigned int i;

	for (i = 0; i < num; i++) {
		if (av1_mv_same_pair(stack->mv[i], mv)) {
			stack->weight[i] += weight;
			return i;
		}
	}
	if (num == AV1_MV_STACK)
		return AV1_MV_STACK;
	memcpy(stack->mv[num], mv, sizeof(stack->mv[num]));
	stack->weight[num] = weight;
	stack->num++;
	return num;
}

/* Search stack process (7.10.2.8) */
static void av1_mv_add_single(struct av1_mv_search *s, const struct av1_block *c,
			      unsigned int list, unsigned int weight)
{
	struct av1_mv mv[2] = {};

	if (s->warp[0] && (c->mode == AV1_GLOBALMV || c->mode == AV1_GLOBAL_GLOBALMV) &&
	    av1_num_4x4_blocks_wide[c->size] >= 2 && av1_num_4x4_blocks_high[c->size] >= 2)
		mv[0] = s->stack->global[0];
	else
		mv[0] = av1_mv_lower(c->mv[list], s->precision);
	av1_mv_push(s->stack, mv, weight);
}

/* Compound search stack process (7.10.2.9) */
static void av1_mv_add_compound(struct av1_mv_search *s, const struct av1_block *c,
				unsigned int weight)
{
	struct av1_mv mv[2];
	unsigned int i;

	for (i = 0; i < 2; i++) {
		if (c->mode == AV1_GLOBAL_GLOBALMV && s->warp[i])
			mv[i] = s->stack->global[i];
		else
			mv[i] = av1_mv_lower(c->mv[i], s->precision);
	}
	av1_mv_push(s->stack, mv, weight);
}

/* Does the candidate have a reference of the block, with two references both? */
static __always_inline bool av1_mv_matches(const struct av1_mv_search *s,
					   const struct av1_block *c)
{
	if (s->compound)
		return c->ref[0] == s->ref[0] && c->ref[1] == s->ref[1];
	return c->ref[0] == s->ref[0] || c->ref[1] == s->ref[0];
}

/* The rest of av1_mv_add_candidate() where there is more to do: false if it is intra. */
static noinline bool av1_mv_add_match(struct av1_mv_search *s, const struct av1_block *c,
				      unsigned int weight)
{
	unsigned int i;

	if (!c->is_inter)
		return false;
	if (s->compound) {
		av1_mv_add_compound(s, c, weight);
	} else {
		for (i = 0; i < 2; i++)
			if (c->ref[i] == s->ref[0])
				av1_mv_add_single(s, c, i, weight);
	}
	if (AV1_MV_NEW_MODES >> c->mode & 1)
		s->new_mv = true;
	return true;
}

/* Add reference motion vector process (7.10.2.7): FoundMatch */
static __always_inline bool av1_mv_add_candidate(struct av1_mv_search *s,
						 const struct av1_block *c, unsigned int weight)
{
	return av1_mv_matches(s, c) && av1_mv_add_match(s, c, weight);
}

/* Scan row process (7.10.2.2); true if there was a match */
static bool av1_mv_scan_row(struct av1_mv_search *s, int delta_row)
{
	const struct av1_block *blocks = s->pic->blocks;
	const int bw4 = s->bw4;
	int min_len = bw4 >= 16 ? 4 : 1, col = s->col, end, len, i;
	bool found = false;
	const u32 *grid;

	if (delta_row < -1) {
		delta_row += s->row & 1;
		col += 1 - (s->col & 1);
		min_len = max(min_len, 2);
	}
	if (s->row + delta_row < (int)s->tile->row_first)
		return false;
	grid = &s->pic->grid[av1_pic_grid(s->pic, s->row + delta_row, col)];
	end = min(min(bw4, AV1_MV_SCAN_MAX), (int)s->tile->end - col);
	for (i = 0; i < end; i += len) {
		const struct av1_block *c = &blocks[grid[i]];

		len = max(min(bw4, (int)av1_num_4x4_blocks_wide[c->size]), min_len);
		found |= av1_mv_add_candidate(s, c, 2 * len);
	}
	return found;
}

/* Scan col process (7.10.2.3); true if there was a match */
static bool av1_mv_scan_col(struct av1_mv_search *s, int delta_col)
{
	const struct av1_block *blocks = s->pic->blocks;
	const size_t stride = s->pic->grid_stride;
	const int bh4 = s->bh4;
	int min_len = bh4 >= 16 ? 4 : 1, row = s->row, end, len, i;
	bool found = false;
	const u32 *grid;

	if (delta_col < -1) {
		delta_col += s->col & 1;
		row += 1 - (s->row & 1);
		min_len = max(min_len, 2);
	}
	if (s->col + delta_col < (int)s->tile->first)
		return false;
	grid = &s->pic->grid[av1_pic_grid(s->pic, row, s->col + delta_col)];
	end = min(min(bh4, AV1_MV_SCAN_MAX), (int)s->tile->row_end - row);
	for (i = 0; i < end; i += len, grid += len * stride) {
		const struct av1_block *c = &blocks[*grid];

		len = max(min(bh4, (int)av1_num_4x4_blocks_high[c->size]), min_len);
		found |= av1_mv_add_candidate(s, c, 2 * len);
	}
	return found;
}

/* Scan point process (7.10.2.4); true if there was a match */
static bool av1_mv_scan_point(struct av1_mv_search *s, int delta_row, int delta_col)
{
	const struct av1_block *c = av1_mv_decoded(s->pic, s->tile, s->row + delta_row,
						   s->col + delta_col);

	return c && av1_mv_add_candidate(s, c, 4);
}

/**
 * struct av1_mv_temporal - temporal scan of a block
 * @dist: frames to each reference
 * @num: how many references
 * @last: the last entry of the motion field that had a vector
 * @slot: where what came of it is in the stack, or AV1_MV_STACK
 */
struct av1_mv_temporal {
	int dist[2];
	unsigned int num;
	struct av1_field_mv last;
	unsigned int slot;
};

static bool av1_mv_far(struct av1_mv a, struct av1_mv b)
{
	return abs(a.row - b.row) >= 16 || abs(a.col - b.col) >= 16;
}

/* The rest of av1_mv_add_temporal() for another vector than the last one */
static noinline void av1_mv_project_temporal(struct av1_mv_search *s, struct av1_mv_temporal *t,
					     struct av1_field_mv f, bool origin)
{
	struct av1_mv mv[2] = {};
	unsigned int i;

	t->last = f;
	for (i = 0; i < t->num; i++)
		mv[i] = av1_mv_lower(av1_mfmv_project(f.mv, t->dist[i], f.distance),
				     s->precision);
	if (origin)
		s->stack->zero_mv_ctx = av1_mv_far(mv[0], s->stack->global[0]) ||
					(s->compound && av1_mv_far(mv[1], s->stack->global[1]));
	t->slot = av1_mv_push(s->stack, mv, 2);
}

/* Temporal sample process (7.10.2.6) */
static __always_inline void av1_mv_add_temporal(struct av1_mv_search *s,
						struct av1_mv_temporal *t,
						const struct av1_field_mv *f, bool origin)
{
	if (!f->distance)
		return;
	/* Most have the vector of the one before. */
	if (f->distance != t->last.distance || !av1_mv_same(f->mv, t->last.mv))
		av1_mv_project_temporal(s, t, *f, origin);
	else if (t->slot < AV1_MV_STACK)
		s->stack->weight[t->slot] += 2;
}

/* Temporal scan process (7.10.2.5) */
static void av1_mv_scan_temporal(struct av1_mv_search *s)
{
	const struct av1_params *params = &s->pic->params;
	const int bw4 = s->bw4, bh4 = s->bh4;
	const int step_w4 = bw4 >= 16 ? 4 : 2, step_h4 = bh4 >= 16 ? 4 : 2;
	const int rows = s->tile->row_end - s->row, cols = s->tile->end - s->col;
	const int end_y = min(min(bh4, AV1_MV_SCAN_MAX), rows);
	const int end_x = min(min(bw4, AV1_MV_SCAN_MAX), cols);
	const int corners[3][2] = { { bh4, -2 }, { bh4, bw4 }, { bh4 - 2, bw4 } };
	const int stride = s->pic->mi_cols >> 1;
	const struct av1_field_mv *at = &s->pic->field[(s->row >> 1) * stride + (s->col >> 1)];
	const struct av1_field_mv *f = at;
	struct av1_mv_temporal t = { .num = 1 + s->compound };
	unsigned int i;
	int y, x;

	for (i = 0; i < t.num; i++)
		t.dist[i] = av1_pic_relative_dist(&params->seq, params->order_hint,
						  s->pic->refs[s->ref[i]].order_hint);
	s->stack->zero_mv_ctx = 1;
	for (y = 0; y < end_y; y += step_h4, f += stride * (step_h4 >> 1))
		for (x = 0; x < end_x; x += step_w4)
			av1_mv_add_temporal(s, &t, &f[x >> 1], !x && !y);
	if (bw4 < 2 || bw4 >= 16 || bh4 < 2 || bh4 >= 16)
		return;
	for (i = 0; i < 3; i++) {
		const int dy = corners[i][0], dx = corners[i][1];

		/* check_sb_border(): in the same 64x64, which has a tile's first column */
		y = (s->row & 15) + dy;
		x = (s->col & 15) + dx;
		if (y < 16 && x >= 0 && x < 16 && dy < rows && dx < cols)
			av1_mv_add_temporal(s, &t, &at[(dy >> 1) * stride + (dx >> 1)], false);
	}
}

/* Sorting process (7.10.2.11): those of the same weight stay in order. */
static void av1_mv_sort(struct av1_mv_stack *stack, unsigned int start, unsigned int end)
{
	unsigned int i, j;

	for (i = start + 1; i < end; i++) {
		const unsigned int weight = stack->weight[i];
		struct av1_mv mv[2];

		if (stack->weight[i - 1] >= weight)
			continue;
		memcpy(mv, stack->mv[i], sizeof(mv));
		for (j = i; j > start && stack->weight[j - 1] < weight; j--) {
			memcpy(stack->mv[j], stack->mv[j - 1], sizeof(mv));
			stack->weight[j] = stack->weight[j - 1];
		}
		memcpy(stack->mv[j], mv, sizeof(mv));
		stack->weight[j] = weight;
	}
}

/**
 * struct av1_mv_extra - what extra search finds for compound prediction
 * @same: RefIdMvs
 * @diff: RefDiffMvs
 * @num_same: RefIdCount
 * @num_diff: RefDiffCount
 */
struct av1_mv_extra {
	struct av1_mv same[2][2];
	struct av1_mv diff[2][2];
	u8 num_same[2];
	u8 num_diff[2];
};

/* A vector of a reference on the other side in time points the other way. */
static struct av1_mv av1_mv_turn(const struct av1_mv_search *s, struct av1_mv mv, s8 from, s8 to)
{
	if (s->pic->refs[from].sign_bias != s->pic->refs[to].sign_bias) {
		mv.row = -mv.row;
		mv.col = -mv.col;
	}
	return mv;
}

/* Add extra MV candidate process (7.10.2.13), isCompound equal to 1 */
static void av1_mv_extra_compound(struct av1_mv_search *s, struct av1_mv_extra *e,
				  const struct av1_block *c)
{
	unsigned int i, list;

	for (i = 0; i < 2; i++) {
		if (c->ref[i] <= AV1_INTRA_FRAME)
			continue;
		for (list = 0; list < 2; list++) {
			const s8 ref = s->ref[list];

			if (c->ref[i] == ref && e->num_same[list] < 2)
				e->same[list][e->num_same[list]++] = c->mv[i];
			else if (e->num_diff[list] < 2)
				e->diff[list][e->num_diff[list]++] =
					av1_mv_turn(s, c->mv[i], c->ref[i], ref);
		}
	}
}

/* The same, isCompound equal to 0 */
static void av1_mv_extra_single(struct av1_mv_search *s, const struct av1_block *c)
{
	struct av1_mv_stack *stack = s->stack;
	unsigned int i, idx;

	for (i = 0; i < 2; i++) {
		struct av1_mv mv[2] = {};

		if (c->ref[i] <= AV1_INTRA_FRAME)
			continue;
		mv[0] = av1_mv_turn(s, c->mv[i], c->ref[i], s->ref[0]);
		for (idx = 0; idx < stack->num; idx++)
			if (av1_mv_same(mv[0], stack->mv[idx][0]))
				break;
		if (idx < stack->num)
			continue;
		memcpy(stack->mv[idx], mv, sizeof(mv));
		stack->weight[idx] = 2;
		stack->num++;
	}
}

/* The two candidates that extra search makes of what it has found for compound prediction */
static void av1_mv_extra_push(struct av1_mv_search *s, const struct av1_mv_extra *e)
{
	struct av1_mv_stack *stack = s->stack;
	struct av1_mv combined[2][2];
	unsigned int list, num, i;

	for (list = 0; list < 2; list++) {
		num = 0;
		for (i = 0; i < e->num_same[list]; i++)
			combined[num++][list] = e->same[list][i];
		for (i = 0; i < e->num_diff[list] && num < 2; i++)
			combined[num++][list] = e->diff[list][i];
		while (num < 2)
			combined[num++][list] = stack->global[list];
	}
	/* Of two where one is there already, the other. */
	i = stack->num == 1 && av1_mv_same_pair(combined[0], stack->mv[0]);
	while (stack->num < 2) {
		memcpy(stack->mv[stack->num], combined[i++], sizeof(combined[0]));
		stack->weight[stack->num++] = 2;
	}
}

static void av1_mv_extra_candidate(struct av1_mv_search *s, struct av1_mv_extra *e,
				   const struct av1_block *c)
{
	if (s->compound)
		av1_mv_extra_compound(s, e, c);
	else
		av1_mv_extra_single(s, c);
}

/* Extra search process (7.10.2.12) */
static void av1_mv_extra_search(struct av1_mv_search *s)
{
	const struct av1_pic *pic = s->pic;
	const int w4 = min(min(s->bw4, (int)pic->mi_cols - s->col), AV1_MV_SCAN_MAX);
	const int h4 = min(min(s->bh4, (int)pic->mi_rows - s->row), AV1_MV_SCAN_MAX);
	struct av1_mv_stack *stack = s->stack;
	const struct av1_block *c;
	struct av1_mv_extra e;
	int i;

	memset(e.num_same, 0, sizeof(e.num_same));
	memset(e.num_diff, 0, sizeof(e.num_diff));
	if (s->row > (int)s->tile->row_first) {
		for (i = 0; i < min(w4, h4) && stack->num < 2;
		     i += av1_num_4x4_blocks_wide[c->size]) {
			c = av1_pic_block(pic, s->row - 1, s->col + i);
			av1_mv_extra_candidate(s, &e, c);
		}
	}
	if (s->col > (int)s->tile->first) {
		for (i = 0; i < min(w4, h4) && stack->num < 2;
		     i += av1_num_4x4_blocks_high[c->size]) {
			c = av1_pic_block(pic, s->row + i, s->col - 1);
			av1_mv_extra_candidate(s, &e, c);
		}
	}
	if (s->compound) {
		av1_mv_extra_push(s, &e);
		return;
	}
	for (i = stack->num; i < 2; i++)
		memcpy(stack->mv[i], stack->global, sizeof(stack->mv[i]));
}

/* Context and clamping process (7.10.2.14): DrlCtxStack */
static void av1_mv_drl_contexts(struct av1_mv_stack *stack)
{
	unsigned int i;

	for (i = 0; i < stack->num; i++) {
		stack->drl_ctx[i] = 0;
		if (i + 1 == stack->num)
			break;
		if (stack->weight[i] < AV1_REF_CAT_LEVEL)
			stack->drl_ctx[i] = 2;
		else if (stack->weight[i + 1] < AV1_REF_CAT_LEVEL)
			stack->drl_ctx[i] = 1;
	}
}

/* The same: clamping. The ranges include 0, so that components stay in s16. */
static void av1_mv_clamp_stack(struct av1_mv_search *s)
{
	const int border_y = AV1_MV_BORDER + s->bh4 * 32, border_x = AV1_MV_BORDER + s->bw4 * 32;
	const int top = -s->row * 32 - border_y, left = -s->col * 32 - border_x;
	const int bottom = ((int)s->pic->mi_rows - s->bh4 - s->row) * 32 + border_y;
	const int right = ((int)s->pic->mi_cols - s->bw4 - s->col) * 32 + border_x;
	/* A component that is not below -2^@log2 - 1, and below 2^@log2, stays as it is. */
	const unsigned int log2 = ilog2(min3(min(-top, -left), min(bottom, right),
					     AV1_MV_COMPONENT_MAX) - 1);
	const u64 ones = 0x0001000100010001ull;
	const u64 bias = ones << log2, large = ones * ((0xffff << (log2 + 1)) & 0xffff);
	unsigned int i, list;

	for (i = 0; i < s->stack->num; i++) {
		u64 all;

		/* All at once; the carry of a component may make the next one larger by 1. */
		memcpy(&all, s->stack->mv[i], sizeof(all));
		if (!((all + bias) & large))
			continue;
		for (list = 0; list < 1u + s->compound; list++) {
			struct av1_mv *mv = &s->stack->mv[i][list];

			mv->row = clamp((int)mv->row, top, bottom);
			mv->col = clamp((int)mv->col, left, right);
		}
	}
}

/* The same: contexts of modes */
static void av1_mv_mode_contexts(struct av1_mv_stack *stack, unsigned int close_matches,
				 unsigned int total_matches, bool new_mv)
{
	if (!close_matches) {
		stack->new_mv_ctx = min(total_matches, 1u);
		stack->ref_mv_ctx = total_matches;
	} else if (close_matches == 1) {
		stack->new_mv_ctx = 3 - new_mv;
		stack->ref_mv_ctx = 2 + total_matches;
	} else {
		stack->new_mv_ctx = 5 - new_mv;
		stack->ref_mv_ctx = 5;
	}
}

static void av1_mv_search_init(struct av1_mv_search *s)
{
	const struct av1_params *params = &s->pic->params;
	struct av1_mv_stack *stack = s->stack;
	unsigned int i;

	if (!params->high_precision_mv)
		s->precision = params->force_integer_mv ? AV1_MV_INTEGERS : AV1_MV_QUARTERS;
	s->compound = s->ref[1] > AV1_INTRA_FRAME;
	stack->num = 0;
	stack->zero_mv_ctx = 0;
	stack->global[1] = (struct av1_mv){};
	for (i = 0; i < 1u + s->compound; i++) {
		s->warp[i] = params->gm[s->ref[i]].type > AV1_WARP_TRANSLATION;
		stack->global[i] = av1_mv_global(s, s->ref[i]);
	}
}

void av1_mv_find_stack(const struct av1_pic *pic, const struct av1_tile *tile,
		       const struct av1_block *b, struct av1_mv_stack *stack)
{
	struct av1_mv_search s = {
		.pic = pic,
		.tile = tile,
		.stack = stack,
		.ref = { b->ref[0], b->ref[1] },
		.row = b->row,
		.col = b->col,
		.bw4 = av1_num_4x4_blocks_wide[b->size],
		.bh4 = av1_num_4x4_blocks_high[b->size],
	};
	unsigned int close_matches, num_nearest, i;
	bool above, left, new_mv;

	av1_mv_search_init(&s);
	above = av1_mv_scan_row(&s, -1);
	left = av1_mv_scan_col(&s, -1);
	if (max(s.bw4, s.bh4) <= 16)
		above |= av1_mv_scan_point(&s, -1, s.bw4);
	close_matches = above + left;
	num_nearest = stack->num;
	new_mv = s.new_mv;
	for (i = 0; i < num_nearest; i++)
		stack->weight[i] += AV1_REF_CAT_LEVEL;

	if (pic->params.use_ref_frame_mvs)
		av1_mv_scan_temporal(&s);
	above |= av1_mv_scan_point(&s, -1, -1);
	above |= av1_mv_scan_row(&s, -3);
	left |= av1_mv_scan_col(&s, -3);
	if (s.bh4 > 1)
		above |= av1_mv_scan_row(&s, -5);
	if (s.bw4 > 1)
		left |= av1_mv_scan_col(&s, -5);

	av1_mv_sort(stack, 0, num_nearest);
	av1_mv_sort(stack, num_nearest, stack->num);
	if (stack->num < 2)
		av1_mv_extra_search(&s);
	av1_mv_drl_contexts(stack);
	av1_mv_clamp_stack(&s);
	av1_mv_mode_contexts(stack, close_matches, above + left, new_mv);
}

bool av1_mv_has_overlappable(const struct av1_pic *pic, const struct av1_tile *tile,
			     const struct av1_block *b)
{
	u32 end, i;

	if (b->row > tile->row_first) {
		end = min(pic->mi_cols, (u32)b->col + av1_num_4x4_blocks_wide[b->size]);
		for (i = b->col; i < end; i += 2)
			if (av1_pic_block(pic, b->row - 1, i | 1)->ref[0] > AV1_INTRA_FRAME)
				return true;
	}
	if (b->col > tile->first) {
		end = min(pic->mi_rows, (u32)b->row + av1_num_4x4_blocks_high[b->size]);
		for (i = b->row; i < end; i += 2)
			if (av1_pic_block(pic, i | 1, b->col - 1)->ref[0] > AV1_INTRA_FRAME)
				return true;
	}
	return false;
}

/**
 * struct av1_mv_warp - find_warp_samples() of a block
 * @pic: frame context
 * @tile: its tile
 * @b: the block
 * @w4: its width in mi
 * @h4: its height in mi
 * @samples: CandList
 * @num: NumSamples
 * @scanned: NumSamplesScanned
 */
struct av1_mv_warp {
	const struct av1_pic *pic;
	const struct av1_tile *tile;
	const struct av1_block *b;
	int w4;
	int h4;
	s32 (*samples)[4];
	unsigned int num;
	unsigned int scanned;
};

/* Add sample process (7.10.4.2) */
static void av1_mv_add_sample(struct av1_mv_warp *w, int delta_row, int delta_col)
{
	const struct av1_block *b = w->b, *c;
	int mid_y, mid_x, diff;
	s32 *sample;
	bool valid;

	if (w->scanned >= AV1_WARP_SAMPLES)
		return;
	c = av1_mv_decoded(w->pic, w->tile, b->row + delta_row, b->col + delta_col);
	if (!c || c->ref[0] != b->ref[0] || c->ref[1] != AV1_NONE)
		return;
	w->scanned++;
	diff = abs(c->mv[0].row - b->mv[0].row) + abs(c->mv[0].col - b->mv[0].col);
	valid = diff <= clamp(4 * max(w->w4, w->h4), 16, 112);
	/* The first one counts if there is no better one. */
	if (!valid && w->scanned > 1)
		return;
	mid_y = c->row * 4 + av1_num_4x4_blocks_high[c->size] * 2 - 1;
	mid_x = c->col * 4 + av1_num_4x4_blocks_wide[c->size] * 2 - 1;
	sample = w->samples[w->num];
	sample[0] = mid_y * 8;
	sample[1] = mid_x * 8;
	sample[2] = mid_y * 8 + c->mv[0].row;
	sample[3] = mid_x * 8 + c->mv[0].col;
	w->num += valid;
}

/* Samples above; clears what need not be looked at beyond the corners. */
static void av1_mv_samples_above(struct av1_mv_warp *w, bool *top_left, bool *top_right)
{
	const struct av1_pic *pic = w->pic;
	const u32 row = w->b->row - 1, col = w->b->col;
	const int end = min(w->w4, (int)(pic->mi_cols - col));
	const int src_w = av1_num_4x4_blocks_wide[av1_pic_block(pic, row, col)->size];
	int i, step;

	if (w->w4 <= src_w) {
		const int offset = col & (src_w - 1);

		if (offset)
			*top_left = false;
		if (src_w - offset > w->w4)
			*top_right = false;
		av1_mv_add_sample(w, -1, 0);
		return;
	}
	for (i = 0; i < end; i += step) {
		step = av1_num_4x4_blocks_wide[av1_pic_block(pic, row, col + i)->size];
		av1_mv_add_sample(w, -1, i);
	}
}

static void av1_mv_samples_left(struct av1_mv_warp *w, bool *top_left)
{
	const struct av1_pic *pic = w->pic;
	const u32 row = w->b->row, col = w->b->col - 1;
	const int end = min(w->h4, (int)(pic->mi_rows - row));
	const int src_h = av1_num_4x4_blocks_high[av1_pic_block(pic, row, col)->size];
	int i, step;

	if (w->h4 <= src_h) {
		if (row & (src_h - 1))
			*top_left = false;
		av1_mv_add_sample(w, 0, -1);
		return;
	}
	for (i = 0; i < end; i += step) {
		step = av1_num_4x4_blocks_high[av1_pic_block(pic, row + i, col)->size];
		av1_mv_add_sample(w, i, -1);
	}
}

unsigned int av1_mv_warp_samples(const struct av1_pic *pic, const struct av1_tile *tile,
				 const struct av1_block *b, s32 samples[AV1_WARP_SAMPLES][4])
{
	struct av1_mv_warp w = {
		.pic = pic,
		.tile = tile,
		.b = b,
		.w4 = av1_num_4x4_blocks_wide[b->size],
		.h4 = av1_num_4x4_blocks_high[b->size],
		.samples = samples,
	};
	bool top_left = true, top_right = true;

	if (b->row > tile->row_first)
		av1_mv_samples_above(&w, &top_left, &top_right);
	if (b->col > tile->first)
		av1_mv_samples_left(&w, &top_left);
	if (top_left)
		av1_mv_add_sample(&w, -1, -1);
	if (top_right && max(w.w4, w.h4) <= 16)
		av1_mv_add_sample(&w, -1, w.w4);
	if (!w.num && w.scanned)
		return 1;
	return w.num;
}
