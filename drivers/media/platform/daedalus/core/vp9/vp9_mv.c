// SPDX-License-Identifier: GPL-2.0
/*
 * Prediction of motion vectors (VP9 bitstream specification 6.4.22 to 6.4.24).
 */
#include <linux/types.h>

#include "vp9_pic.h"

#define VP9_MV_NEIGHBOURS	8

/**
 * struct vp9_mv_pos - a neighbour
 * @col: relative to the block
 * @row: same
 */
struct vp9_mv_pos {
	s8 col;
	s8 row;
};

/* mv_ref_blocks */
static const struct vp9_mv_pos vp9_mv_positions[VP9_BLOCK_SIZES][VP9_MV_NEIGHBOURS] = {
	[VP9_BLOCK_4X4 ... VP9_BLOCK_8X8] = {
		{ 0, -1 }, { -1, 0 }, { -1, -1 }, { 0, -2 },
		{ -2, 0 }, { -1, -2 }, { -2, -1 }, { -2, -2 },
	},
	[VP9_BLOCK_8X16] = {
		{ -1, 0 }, { 0, -1 }, { -1, 1 }, { -1, -1 },
		{ -2, 0 }, { 0, -2 }, { -1, -2 }, { -2, -1 },
	},
	[VP9_BLOCK_16X8] = {
		{ 0, -1 }, { -1, 0 }, { 1, -1 }, { -1, -1 },
		{ 0, -2 }, { -2, 0 }, { -2, -1 }, { -1, -2 },
	},
	[VP9_BLOCK_16X16] = {
		{ 0, -1 }, { -1, 0 }, { 1, -1 }, { -1, 1 },
		{ -1, -1 }, { 0, -3 }, { -3, 0 }, { -3, -3 },
	},
	[VP9_BLOCK_16X32] = {
		{ -1, 0 }, { 0, -1 }, { -1, 2 }, { -1, -1 },
		{ 1, -1 }, { -3, 0 }, { 0, -3 }, { -3, -3 },
	},
	[VP9_BLOCK_32X16] = {
		{ 0, -1 }, { -1, 0 }, { 2, -1 }, { -1, -1 },
		{ -1, 1 }, { 0, -3 }, { -3, 0 }, { -3, -3 },
	},
	[VP9_BLOCK_32X32] = {
		{ 1, -1 }, { -1, 1 }, { 2, -1 }, { -1, 2 },
		{ -1, -1 }, { 0, -3 }, { -3, 0 }, { -3, -3 },
	},
	[VP9_BLOCK_32X64] = {
		{ -1, 0 }, { 0, -1 }, { -1, 4 }, { 2, -1 },
		{ -1, -1 }, { -3, 0 }, { 0, -3 }, { -1, 2 },
	},
	[VP9_BLOCK_64X32] = {
		{ 0, -1 }, { -1, 0 }, { 4, -1 }, { -1, 2 },
		{ -1, -1 }, { 0, -3 }, { -3, 0 }, { 2, -1 },
	},
	[VP9_BLOCK_64X64] = {
		{ 3, -1 }, { -1, 3 }, { 4, -1 }, { -1, 4 },
		{ -1, -1 }, { 0, -1 }, { -1, 0 }, { 6, -1 },
	},
};

/* A neighbour, NULL outside of the tile's columns and of the frame. */
static __always_inline const struct vp9_block *vp9_mv_neighbour(const struct vp9_mv_search *s,
								const struct vp9_mv_pos *pos)
{
	/* What is less than 0 is more than the end then. */
	const u32 col = s->mi_col + pos->col, row = s->mi_row + pos->row;

	if (row >= s->pic->mi_rows || col < s->tile->first || col >= s->tile->end)
		return NULL;
	return &s->pic->blocks[s->pic->grid[row * s->pic->mi_cols + col]];
}

unsigned int vp9_mv_mode_ctx(const struct vp9_mv_search *s)
{
	/* What the modes of two neighbours add up to, and what that means. */
	static const u8 weight[VP9_INTER_MODES] = {
		[VP9_NEARESTMV] = 0, [VP9_NEARMV] = 0, [VP9_ZEROMV] = 3, [VP9_NEWMV] = 1,
	};
	static const u8 ctx[19] = {
		[0] = 2, [1] = 3, [2] = 4, [3] = 1, [4] = 3, [6] = 0, [9] = 5, [10] = 5,
		[12] = 5, [18] = 6,
	};
	unsigned int i, sum = 0;

	for (i = 0; i < 2; i++) {
		const struct vp9_block *nb = vp9_mv_neighbour(s, &vp9_mv_positions[s->b->size][i]);

		if (nb)
			sum += nb->mode < VP9_MODE_INTER ? 9 : weight[nb->mode - VP9_MODE_INTER];
	}
	return ctx[sum];
}

static bool vp9_mv_equal(struct vp9_mv a, struct vp9_mv b)
{
	return a.row == b.row && a.col == b.col;
}

/**
 * struct vp9_mv_list - candidates
 * @mv: different ones
 * @num: 0..2
 * @want: how many there have to be, 1 or 2
 */
struct vp9_mv_list {
	struct vp9_mv mv[2];
	unsigned int num;
	unsigned int want;
};

/* True if there are enough. */
static bool vp9_mv_add(struct vp9_mv_list *list, struct vp9_mv mv)
{
	if (!list->num || !vp9_mv_equal(mv, list->mv[0]))
		list->mv[list->num++] = mv;
	return list->num == list->want;
}

/* A vector of a frame on the other side in time points the other way. */
static struct vp9_mv vp9_mv_turn(const struct vp9_pic *pic, struct vp9_mv mv, int from, int to)
{
	if (pic->params.sign_bias[from] != pic->params.sign_bias[to]) {
		mv.row = (s16)-mv.row;
		mv.col = (s16)-mv.col;
	}
	return mv;
}

/* Vectors of other reference frames than @ref. */
static bool vp9_mv_add_other(struct vp9_mv_list *list, const struct vp9_pic *pic, const s8 refs[2],
			     const struct vp9_mv mv[2], int ref)
{
	if (refs[0] <= VP9_REF_INTRA)
		return false;
	if (refs[0] != ref && vp9_mv_add(list, vp9_mv_turn(pic, mv[0], refs[0], ref)))
		return true;
	return refs[1] > VP9_REF_INTRA && refs[1] != ref && !vp9_mv_equal(mv[0], mv[1]) &&
	       vp9_mv_add(list, vp9_mv_turn(pic, mv[1], refs[1], ref));
}

/* The parts of a neighbour below 8x8 that touch a part: above, and to the left. */
static unsigned int vp9_mv_touching(const struct vp9_mv_pos *pos, unsigned int part)
{
	static const u8 column[4][2] = { { 1, 2 }, { 1, 3 }, { 3, 2 }, { 3, 3 } };

	return column[part][pos->col == 0];
}

static void vp9_mv_search(const struct vp9_mv_search *s, int ref, int part,
			  struct vp9_mv_list *list)
{
	const struct vp9_mv_pos *pos = vp9_mv_positions[s->b->size];
	const struct vp9_pic *pic = s->pic;
	const struct vp9_motion *prev = NULL;
	bool found = false;
	unsigned int i;

	if (pic->prev_motion)
		prev = &pic->prev_motion[s->mi_row * pic->mi_cols + s->mi_col];

	for (i = 0; i < VP9_MV_NEIGHBOURS; i++) {
		const struct vp9_block *nb = vp9_mv_neighbour(s, &pos[i]);
		unsigned int at = 3;

		if (!nb)
			continue;
		found = true;
		if (part >= 0 && i < 2 && nb->size < VP9_BLOCK_8X8)
			at = vp9_mv_touching(&pos[i], part);
		if (nb->ref[0] == ref) {
			if (vp9_mv_add(list, nb->mv[at][0]))
				return;
		} else if (nb->ref[1] == ref && vp9_mv_add(list, nb->mv[at][1])) {
			return;
		}
	}
	if (prev) {
		if (prev->ref[0] == ref) {
			if (vp9_mv_add(list, prev->mv[0]))
				return;
		} else if (prev->ref[1] == ref && vp9_mv_add(list, prev->mv[1])) {
			return;
		}
	}
	for (i = 0; found && i < VP9_MV_NEIGHBOURS; i++) {
		const struct vp9_block *nb = vp9_mv_neighbour(s, &pos[i]);

		if (nb && vp9_mv_add_other(list, pic, nb->ref, nb->mv[3], ref))
			return;
	}
	if (prev)
		vp9_mv_add_other(list, pic, prev->ref, prev->mv, ref);
}

/* clamp_mv_ref: at most 16 samples and the block's size beyond the frame. */
static struct vp9_mv vp9_mv_clamp(const struct vp9_mv_search *s, struct vp9_mv mv)
{
	const int border = 16 * 8;
	const int left = -(int)(s->mi_col * 8) * 8 - border;
	const int top = -(int)(s->mi_row * 8) * 8 - border;
	const int right = ((int)s->pic->mi_cols - vp9_block_w[s->b->size] - (int)s->mi_col) * 64 +
			  border;
	const int bottom = ((int)s->pic->mi_rows - vp9_block_h[s->b->size] - (int)s->mi_row) * 64 +
			   border;

	return (struct vp9_mv){
		.row = vp9_clamp_order(mv.row, top, bottom),
		.col = vp9_clamp_order(mv.col, left, right),
	};
}

void vp9_mv_find(const struct vp9_mv_search *s, int ref, int part, unsigned int num,
		 struct vp9_mv *mv)
{
	struct vp9_mv_list list = { .want = num };
	unsigned int i;

	vp9_mv_search(s, ref, part, &list);
	for (i = 0; i < num; i++)
		mv[i] = vp9_mv_clamp(s, list.mv[i]);
}

struct vp9_mv vp9_mv_lower(struct vp9_mv mv, bool allow_hp)
{
	if (allow_hp && vp9_mv_use_hp(mv))
		return mv;
	if (mv.row & 1)
		mv.row += mv.row > 0 ? -1 : 1;
	if (mv.col & 1)
		mv.col += mv.col > 0 ? -1 : 1;
	return mv;
}

struct vp9_mv vp9_mv_find_part(const struct vp9_mv_search *s, unsigned int which, unsigned int part,
			       bool near)
{
	const struct vp9_block *b = s->b;
	struct vp9_mv mv[2], base, others[4];
	unsigned int n = 0, i;

	if (!part) {
		vp9_mv_find(s, b->ref[which], 0, 1 + near, mv);
		return mv[near];
	}
	base = b->mv[part == 3 ? 2 : 0][which];
	if (!near)
		return base;
	/* The first that differs from the nearest one. */
	if (part == 3) {
		others[n++] = b->mv[1][which];
		others[n++] = b->mv[0][which];
	}
	vp9_mv_find(s, b->ref[which], part, 2, mv);
	others[n++] = mv[0];
	others[n++] = mv[1];
	for (i = 0; i < n; i++)
		if (!vp9_mv_equal(others[i], base))
			return others[i];
	return (struct vp9_mv){};
}
