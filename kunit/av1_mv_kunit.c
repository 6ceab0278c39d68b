// SPDX-License-Identifier: GPL-2.0
/*
 * Prediction of motion vectors against a slow transcription of 7.10.2 to 7.10.4 of the
 * AV1 specification, block by block while frames of any partition are made up.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_mv.h"
#include "av1/av1_pic.h"
#include "dae_check.h"

#define MV_REF_CAT_LEVEL	640
#define MV_MAX_STACK		8
/* With what extra search may add */
#define MV_STACK_ENTRIES	10
#define MV_INVALID		(-32768)
#define MV_PREC_BITS		16

static const u8 mv_num4_wide[AV1_BLOCK_SIZES] = {
	1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 1, 4, 2, 8, 4, 16,
};

static const u8 mv_num4_high[AV1_BLOCK_SIZES] = {
	1, 2, 1, 2, 4, 2, 4, 8, 4, 8, 16, 8, 16, 32, 16, 32, 4, 1, 8, 2, 16, 4,
};

/**
 * struct mv_mi - what the specification keeps of each 4x4
 * @written: has been written for this frame
 * @is_inter: IsInters
 * @size: MiSizes
 * @y_mode: YModes
 * @ref: RefFrames
 * @mv: Mvs, of two components
 */
struct mv_mi {
	bool written;
	bool is_inter;
	u8 size;
	u8 y_mode;
	s8 ref[2];
	int mv[2][2];
};

/**
 * struct mv_spec - variables of the specification, by their names
 * @pic: frame
 * @tile: its tile
 * @mis: [MiRows][MiCols]
 * @field: MotionFieldMvs: [y8 * (MiCols >> 1) + x8][ref][comp]
 * @mi_row: of the block, as what follows
 * @mi_col: MiCol
 * @mi_size: MiSize
 * @ref_frame: RefFrame
 * @compound: isCompound
 * @mv: Mv[ 0 ]
 * @num_mv_found: NumMvFound
 * @new_mv_count: NewMvCount
 * @found_match: FoundMatch
 * @global_mvs: GlobalMvs
 * @stack: RefStackMv
 * @weight: WeightStack
 * @drl_ctx: DrlCtxStack
 * @zero_mv_context: ZeroMvContext
 * @new_mv_context: NewMvContext
 * @ref_mv_context: RefMvContext
 * @ref_id_mvs: RefIdMvs
 * @ref_id_count: RefIdCount
 * @ref_diff_mvs: RefDiffMvs
 * @ref_diff_count: RefDiffCount
 * @num_samples: NumSamples
 * @num_samples_scanned: NumSamplesScanned
 * @cand_list: CandList
 */
struct mv_spec {
	struct av1_pic *pic;
	struct av1_tile *tile;
	struct mv_mi *mis;
	int (*field)[AV1_TOTAL_REFS][2];
	int mi_row;
	int mi_col;
	int mi_size;
	int ref_frame[2];
	int compound;
	int mv[2];
	int num_mv_found;
	int new_mv_count;
	int found_match;
	int global_mvs[2][2];
	int stack[MV_STACK_ENTRIES][2][2];
	int weight[MV_STACK_ENTRIES];
	int drl_ctx[MV_STACK_ENTRIES];
	int zero_mv_context;
	int new_mv_context;
	int ref_mv_context;
	int ref_id_mvs[2][2][2];
	int ref_id_count[2];
	int ref_diff_mvs[2][2][2];
	int ref_diff_count[2];
	int num_samples;
	int num_samples_scanned;
	int cand_list[AV1_WARP_SAMPLES][4];
};

static int mv_clip3(s64 low, s64 high, s64 v)
{
	if (v < low)
		return low;
	return v > high ? high : v;
}

static s64 mv_round2_signed(s64 v, int n)
{
	const s64 half = 1ll << n >> 1;

	return v >= 0 ? (v + half) >> n : -((-v + half) >> n);
}

static struct mv_mi *mv_at(const struct mv_spec *s, int row, int col)
{
	return &s->mis[row * (int)s->pic->mi_cols + col];
}

static bool mv_equal(const int a[2], const int b[2])
{
	return a[0] == b[0] && a[1] == b[1];
}

static void mv_copy(int to[2], const int from[2])
{
	to[0] = from[0];
	to[1] = from[1];
}

static bool mv_is_inside(const struct mv_spec *s, int row, int col)
{
	return col >= (int)s->tile->first && col < (int)s->tile->end &&
	       row >= (int)s->tile->row_first && row < (int)s->tile->row_end;
}

/* 7.10.2.10 */
static void mv_lower_precision(const struct mv_spec *s, int mv[2])
{
	int i;

	if (s->pic->params.high_precision_mv)
		return;
	for (i = 0; i < 2; i++) {
		if (s->pic->params.force_integer_mv) {
			const int a = mv[i] < 0 ? -mv[i] : mv[i], a_int = (a + 3) >> 3;

			if (mv[i] > 0)
				mv[i] = a_int * 8;
			else
				mv[i] = -(a_int * 8);
		} else if (mv[i] & 1) {
			if (mv[i] > 0)
				mv[i]--;
			else
				mv[i]++;
		}
	}
}

/* 7.10.2.1 */
static void mv_setup_global(struct mv_spec *s, int ref_list)
{
	const int ref = s->ref_frame[ref_list];
	const struct av1_gm *gm = &s->pic->params.gm[ref];
	const int bw = mv_num4_wide[s->mi_size] * 4, bh = mv_num4_high[s->mi_size] * 4;
	int *mv = s->global_mvs[ref_list];
	s64 x, y, xc, yc;

	if (ref == AV1_INTRA_FRAME || gm->type == AV1_WARP_IDENTITY) {
		mv[0] = 0;
		mv[1] = 0;
	} else if (gm->type == AV1_WARP_TRANSLATION) {
		mv[0] = gm->params[0] >> (MV_PREC_BITS - 3);
		mv[1] = gm->params[1] >> (MV_PREC_BITS - 3);
	} else {
		x = s->mi_col * 4 + bw / 2 - 1;
		y = s->mi_row * 4 + bh / 2 - 1;
		xc = (gm->params[2] - 65536) * x + gm->params[3] * y + gm->params[0];
		yc = gm->params[4] * x + (gm->params[5] - 65536) * y + gm->params[1];
		if (s->pic->params.high_precision_mv) {
			mv[0] = mv_round2_signed(yc, MV_PREC_BITS - 3);
			mv[1] = mv_round2_signed(xc, MV_PREC_BITS - 3);
		} else {
			mv[0] = mv_round2_signed(yc, MV_PREC_BITS - 2) * 2;
			mv[1] = mv_round2_signed(xc, MV_PREC_BITS - 2) * 2;
		}
	}
	mv_lower_precision(s, mv);
}

static bool mv_has_newmv(int mode)
{
	return mode == AV1_NEWMV || mode == AV1_NEW_NEWMV || mode == AV1_NEAR_NEWMV ||
	       mode == AV1_NEW_NEARMV || mode == AV1_NEAREST_NEWMV || mode == AV1_NEW_NEARESTMV;
}

/* What 7.10.2.6, 7.10.2.8 and 7.10.2.9 have in common */
static void mv_stack_add(struct mv_spec *s, const int mvs[2][2], int weight)
{
	int idx, list;

	for (idx = 0; idx < s->num_mv_found; idx++)
		if (mv_equal(mvs[0], s->stack[idx][0]) &&
		    (!s->compound || mv_equal(mvs[1], s->stack[idx][1])))
			break;
	if (idx < s->num_mv_found) {
		s->weight[idx] += weight;
	} else if (s->num_mv_found < MV_MAX_STACK) {
		for (list = 0; list < 1 + s->compound; list++)
			mv_copy(s->stack[idx][list], mvs[list]);
		s->weight[idx] = weight;
		s->num_mv_found++;
	}
}

/* 7.10.2.8 */
static void mv_search_stack(struct mv_spec *s, const struct mv_mi *c, int cand_list, int weight)
{
	const bool large = min(mv_num4_wide[c->size], mv_num4_high[c->size]) * 4 >= 8;
	int mvs[2][2] = {};

	if ((c->y_mode == AV1_GLOBALMV || c->y_mode == AV1_GLOBAL_GLOBALMV) &&
	    s->pic->params.gm[s->ref_frame[0]].type > AV1_WARP_TRANSLATION && large)
		mv_copy(mvs[0], s->global_mvs[0]);
	else
		mv_copy(mvs[0], c->mv[cand_list]);
	mv_lower_precision(s, mvs[0]);
	if (mv_has_newmv(c->y_mode))
		s->new_mv_count++;
	s->found_match = 1;
	mv_stack_add(s, mvs, weight);
}

/* 7.10.2.9 */
static void mv_compound_search_stack(struct mv_spec *s, const struct mv_mi *c, int weight)
{
	int mvs[2][2], i;

	for (i = 0; i < 2; i++) {
		mv_copy(mvs[i], c->mv[i]);
		if (c->y_mode == AV1_GLOBAL_GLOBALMV &&
		    s->pic->params.gm[s->ref_frame[i]].type > AV1_WARP_TRANSLATION)
			mv_copy(mvs[i], s->global_mvs[i]);
		mv_lower_precision(s, mvs[i]);
	}
	s->found_match = 1;
	mv_stack_add(s, mvs, weight);
	if (mv_has_newmv(c->y_mode))
		s->new_mv_count++;
}

/* 7.10.2.7 */
static void mv_add_ref_mv_candidate(struct mv_spec *s, int row, int col, int weight)
{
	const struct mv_mi *c = mv_at(s, row, col);
	int list;

	if (!c->is_inter)
		return;
	if (!s->compound) {
		for (list = 0; list < 2; list++)
			if (c->ref[list] == s->ref_frame[0])
				mv_search_stack(s, c, list, weight);
	} else if (c->ref[0] == s->ref_frame[0] && c->ref[1] == s->ref_frame[1]) {
		mv_compound_search_stack(s, c, weight);
	}
}

/* 7.10.2.2 */
static void mv_scan_row(struct mv_spec *s, int delta_row)
{
	const int bw4 = mv_num4_wide[s->mi_size];
	const int end4 = min(min(bw4, (int)s->pic->mi_cols - s->mi_col), 16);
	const bool use_step16 = bw4 >= 16;
	int delta_col = 0, i = 0;

	if (abs(delta_row) > 1) {
		delta_row += s->mi_row & 1;
		delta_col = 1 - (s->mi_col & 1);
	}
	while (i < end4) {
		const int row = s->mi_row + delta_row, col = s->mi_col + delta_col + i;
		int len;

		if (!mv_is_inside(s, row, col))
			break;
		len = mv_num4_wide[mv_at(s, row, col)->size];
		len = min(bw4, len);
		if (abs(delta_row) > 1)
			len = max(2, len);
		if (use_step16)
			len = max(4, len);
		mv_add_ref_mv_candidate(s, row, col, len * 2);
		i += len;
	}
}

/* 7.10.2.3 */
static void mv_scan_col(struct mv_spec *s, int delta_col)
{
	const int bh4 = mv_num4_high[s->mi_size];
	const int end4 = min(min(bh4, (int)s->pic->mi_rows - s->mi_row), 16);
	const bool use_step16 = bh4 >= 16;
	int delta_row = 0, i = 0;

	if (abs(delta_col) > 1) {
		delta_row = 1 - (s->mi_row & 1);
		delta_col += s->mi_col & 1;
	}
	while (i < end4) {
		const int row = s->mi_row + delta_row + i, col = s->mi_col + delta_col;
		int len;

		if (!mv_is_inside(s, row, col))
			break;
		len = mv_num4_high[mv_at(s, row, col)->size];
		len = min(bh4, len);
		if (abs(delta_col) > 1)
			len = max(2, len);
		if (use_step16)
			len = max(4, len);
		mv_add_ref_mv_candidate(s, row, col, len * 2);
		i += len;
	}
}

/* 7.10.2.4 */
static void mv_scan_point(struct mv_spec *s, int delta_row, int delta_col)
{
	const int row = s->mi_row + delta_row, col = s->mi_col + delta_col;

	if (mv_is_inside(s, row, col) && mv_at(s, row, col)->written)
		mv_add_ref_mv_candidate(s, row, col, 4);
}

/* 7.10.2.6 */
static void mv_add_tpl_ref_mv(struct mv_spec *s, int delta_row, int delta_col)
{
	const int row = (s->mi_row + delta_row) | 1, col = (s->mi_col + delta_col) | 1;
	const int pos8 = (row >> 1) * (int)(s->pic->mi_cols >> 1) + (col >> 1);
	int mvs[2][2] = {}, list;
	bool far = false;

	if (!mv_is_inside(s, row, col))
		return;
	if (delta_row == 0 && delta_col == 0)
		s->zero_mv_context = 1;
	for (list = 0; list < 1 + s->compound; list++) {
		mv_copy(mvs[list], s->field[pos8][s->ref_frame[list]]);
		if (mvs[list][0] == MV_INVALID)
			return;
	}
	for (list = 0; list < 1 + s->compound; list++) {
		mv_lower_precision(s, mvs[list]);
		if (abs(mvs[list][0] - s->global_mvs[list][0]) >= 16 ||
		    abs(mvs[list][1] - s->global_mvs[list][1]) >= 16)
			far = true;
	}
	if (delta_row == 0 && delta_col == 0)
		s->zero_mv_context = far;
	mv_stack_add(s, mvs, 2);
}

static bool mv_check_sb_border(const struct mv_spec *s, int delta_row, int delta_col)
{
	const int row = (s->mi_row & 15) + delta_row, col = (s->mi_col & 15) + delta_col;

	return row >= 0 && row < 16 && col >= 0 && col < 16;
}

/* 7.10.2.5 */
static void mv_temporal(struct mv_spec *s)
{
	const int bw4 = mv_num4_wide[s->mi_size], bh4 = mv_num4_high[s->mi_size];
	const int step_w4 = bw4 >= 16 ? 4 : 2, step_h4 = bh4 >= 16 ? 4 : 2;
	const int tpl_sample_pos[3][2] = { { bh4, -2 }, { bh4, bw4 }, { bh4 - 2, bw4 } };
	int delta_row, delta_col, i;

	for (delta_row = 0; delta_row < min(bh4, 16); delta_row += step_h4)
		for (delta_col = 0; delta_col < min(bw4, 16); delta_col += step_w4)
			mv_add_tpl_ref_mv(s, delta_row, delta_col);
	if (!(bh4 >= 2 && bh4 < 16 && bw4 >= 2 && bw4 < 16))
		return;
	for (i = 0; i < 3; i++) {
		delta_row = tpl_sample_pos[i][0];
		delta_col = tpl_sample_pos[i][1];
		if (mv_check_sb_border(s, delta_row, delta_col))
			mv_add_tpl_ref_mv(s, delta_row, delta_col);
	}
}

/* 7.10.2.11 */
static void mv_sorting(struct mv_spec *s, int start, int end)
{
	while (end > start) {
		int new_end = start, idx, list, comp;

		for (idx = start + 1; idx < end; idx++) {
			if (s->weight[idx - 1] >= s->weight[idx])
				continue;
			swap(s->weight[idx - 1], s->weight[idx]);
			for (list = 0; list < 2; list++)
				for (comp = 0; comp < 2; comp++)
					swap(s->stack[idx - 1][list][comp],
					     s->stack[idx][list][comp]);
			new_end = idx;
		}
		end = new_end;
	}
}

/* 7.10.2.13 with isCompound */
static void mv_add_extra_compound(struct mv_spec *s, const struct mv_mi *c)
{
	const struct av1_ref *refs = s->pic->refs;
	int cand_list, list;

	for (cand_list = 0; cand_list < 2; cand_list++) {
		const int cand_ref = c->ref[cand_list];

		if (cand_ref <= AV1_INTRA_FRAME)
			continue;
		for (list = 0; list < 2; list++) {
			const int ref = s->ref_frame[list];
			int mv[2];

			mv_copy(mv, c->mv[cand_list]);
			if (cand_ref == ref && s->ref_id_count[list] < 2) {
				mv_copy(s->ref_id_mvs[list][s->ref_id_count[list]], mv);
				s->ref_id_count[list]++;
			} else if (s->ref_diff_count[list] < 2) {
				if (refs[cand_ref].sign_bias != refs[ref].sign_bias) {
					mv[0] *= -1;
					mv[1] *= -1;
				}
				mv_copy(s->ref_diff_mvs[list][s->ref_diff_count[list]], mv);
				s->ref_diff_count[list]++;
			}
		}
	}
}

/* 7.10.2.13 */
static void mv_add_extra_mv_candidate(struct mv_spec *s, const struct mv_mi *c)
{
	const struct av1_ref *refs = s->pic->refs;
	int cand_list, idx;

	if (s->compound) {
		mv_add_extra_compound(s, c);
		return;
	}
	for (cand_list = 0; cand_list < 2; cand_list++) {
		const int cand_ref = c->ref[cand_list];
		int mv[2];

		if (cand_ref <= AV1_INTRA_FRAME)
			continue;
		mv_copy(mv, c->mv[cand_list]);
		if (refs[cand_ref].sign_bias != refs[s->ref_frame[0]].sign_bias) {
			mv[0] *= -1;
			mv[1] *= -1;
		}
		for (idx = 0; idx < s->num_mv_found; idx++)
			if (mv_equal(mv, s->stack[idx][0]))
				break;
		if (idx == s->num_mv_found) {
			mv_copy(s->stack[idx][0], mv);
			s->weight[idx] = 2;
			s->num_mv_found++;
		}
	}
}

/* The end of 7.10.2.12 with isCompound */
static void mv_combine(struct mv_spec *s)
{
	int combined[2][2][2], list, idx;

	for (list = 0; list < 2; list++) {
		int count = 0;

		for (idx = 0; idx < s->ref_id_count[list]; idx++)
			mv_copy(combined[count++][list], s->ref_id_mvs[list][idx]);
		for (idx = 0; idx < s->ref_diff_count[list] && count < 2; idx++)
			mv_copy(combined[count++][list], s->ref_diff_mvs[list][idx]);
		while (count < 2)
			mv_copy(combined[count++][list], s->global_mvs[list]);
	}
	if (s->num_mv_found == 1) {
		idx = mv_equal(combined[0][0], s->stack[0][0]) &&
		      mv_equal(combined[0][1], s->stack[0][1]);
		memcpy(s->stack[1], combined[idx], sizeof(combined[idx]));
		s->weight[1] = 2;
		s->num_mv_found++;
	} else {
		for (idx = 0; idx < 2; idx++) {
			memcpy(s->stack[s->num_mv_found], combined[idx], sizeof(combined[idx]));
			s->weight[s->num_mv_found] = 2;
			s->num_mv_found++;
		}
	}
}

/* 7.10.2.12 */
static void mv_extra_search(struct mv_spec *s)
{
	int w4 = mv_num4_wide[s->mi_size], h4 = mv_num4_high[s->mi_size], pass, idx;

	w4 = min(min(16, w4), (int)s->pic->mi_cols - s->mi_col);
	h4 = min(min(16, h4), (int)s->pic->mi_rows - s->mi_row);
	for (idx = 0; idx < 2; idx++) {
		s->ref_id_count[idx] = 0;
		s->ref_diff_count[idx] = 0;
	}
	for (pass = 0; pass < 2; pass++) {
		idx = 0;
		while (idx < min(w4, h4) && s->num_mv_found < 2) {
			const int row = pass ? s->mi_row + idx : s->mi_row - 1;
			const int col = pass ? s->mi_col - 1 : s->mi_col + idx;
			const struct mv_mi *c;

			if (!mv_is_inside(s, row, col))
				break;
			c = mv_at(s, row, col);
			mv_add_extra_mv_candidate(s, c);
			idx += pass ? mv_num4_high[c->size] : mv_num4_wide[c->size];
		}
	}
	if (s->compound) {
		mv_combine(s);
		return;
	}
	for (idx = s->num_mv_found; idx < 2; idx++)
		mv_copy(s->stack[idx][0], s->global_mvs[0]);
}

/* clamp_mv_row() and clamp_mv_col() */
static int mv_clamp_component(int v, int pos, int num4, int mis, int border)
{
	const int to_first = -((pos * 4) * 8), to_last = ((mis - num4 - pos) * 4) * 8;

	return mv_clip3(to_first - border, to_last + border, v);
}

/* 7.10.2.14 */
static void mv_context_and_clamping(struct mv_spec *s, int num_new, int close_matches,
				    int total_matches)
{
	const int bw4 = mv_num4_wide[s->mi_size], bh4 = mv_num4_high[s->mi_size];
	int idx, list;

	for (idx = 0; idx < s->num_mv_found; idx++) {
		int z = 0;

		if (idx + 1 < s->num_mv_found) {
			const int w0 = s->weight[idx], w1 = s->weight[idx + 1];

			if (w0 >= MV_REF_CAT_LEVEL) {
				if (w1 < MV_REF_CAT_LEVEL)
					z = 1;
			} else {
				z = 2;
			}
		}
		s->drl_ctx[idx] = z;
	}
	for (list = 0; list < 1 + s->compound; list++) {
		for (idx = 0; idx < s->num_mv_found; idx++) {
			int *mv = s->stack[idx][list];

			mv[0] = mv_clamp_component(mv[0], s->mi_row, bh4, s->pic->mi_rows,
						   128 + bh4 * 4 * 8);
			mv[1] = mv_clamp_component(mv[1], s->mi_col, bw4, s->pic->mi_cols,
						   128 + bw4 * 4 * 8);
		}
	}
	if (close_matches == 0) {
		s->new_mv_context = min(total_matches, 1);
		s->ref_mv_context = total_matches;
	} else if (close_matches == 1) {
		s->new_mv_context = 3 - min(num_new, 1);
		s->ref_mv_context = 2 + total_matches;
	} else {
		s->new_mv_context = 5 - min(num_new, 1);
		s->ref_mv_context = 5;
	}
}

/* 7.10.2 */
static void mv_find_mv_stack(struct mv_spec *s)
{
	const int bw4 = mv_num4_wide[s->mi_size], bh4 = mv_num4_high[s->mi_size];
	int found_above, found_left, close_matches, num_nearest, num_new, i;

	s->num_mv_found = 0;
	s->new_mv_count = 0;
	mv_setup_global(s, 0);
	if (s->compound)
		mv_setup_global(s, 1);
	s->found_match = 0;
	mv_scan_row(s, -1);
	found_above = s->found_match;
	s->found_match = 0;
	mv_scan_col(s, -1);
	found_left = s->found_match;
	s->found_match = 0;
	if (max(bw4, bh4) <= 16)
		mv_scan_point(s, -1, bw4);
	if (s->found_match)
		found_above = 1;
	close_matches = found_above + found_left;
	num_nearest = s->num_mv_found;
	num_new = s->new_mv_count;
	for (i = 0; i < num_nearest; i++)
		s->weight[i] += MV_REF_CAT_LEVEL;
	s->zero_mv_context = 0;
	if (s->pic->params.use_ref_frame_mvs)
		mv_temporal(s);
	mv_scan_point(s, -1, -1);
	if (s->found_match)
		found_above = 1;
	s->found_match = 0;
	mv_scan_row(s, -3);
	if (s->found_match)
		found_above = 1;
	s->found_match = 0;
	mv_scan_col(s, -3);
	if (s->found_match)
		found_left = 1;
	s->found_match = 0;
	if (bh4 > 1)
		mv_scan_row(s, -5);
	if (s->found_match)
		found_above = 1;
	s->found_match = 0;
	if (bw4 > 1)
		mv_scan_col(s, -5);
	if (s->found_match)
		found_left = 1;
	mv_sorting(s, 0, num_nearest);
	mv_sorting(s, num_nearest, s->num_mv_found);
	if (s->num_mv_found < 2)
		mv_extra_search(s);
	mv_context_and_clamping(s, num_new, close_matches, found_above + found_left);
}

/* 7.10.3 */
static bool mv_has_overlappable(const struct mv_spec *s)
{
	const int w4 = mv_num4_wide[s->mi_size], h4 = mv_num4_high[s->mi_size];
	int x4, y4;

	if (mv_is_inside(s, s->mi_row - 1, s->mi_col))
		for (x4 = s->mi_col; x4 < min((int)s->pic->mi_cols, s->mi_col + w4); x4 += 2)
			if (mv_at(s, s->mi_row - 1, x4 | 1)->ref[0] > AV1_INTRA_FRAME)
				return true;
	if (mv_is_inside(s, s->mi_row, s->mi_col - 1))
		for (y4 = s->mi_row; y4 < min((int)s->pic->mi_rows, s->mi_row + h4); y4 += 2)
			if (mv_at(s, y4 | 1, s->mi_col - 1)->ref[0] > AV1_INTRA_FRAME)
				return true;
	return false;
}

/* 7.10.4.2 */
static void mv_add_sample(struct mv_spec *s, int delta_row, int delta_col)
{
	const int row = s->mi_row + delta_row, col = s->mi_col + delta_col;
	int w4, h4, cand_row, cand_col, mid_y, mid_x, threshold, diff, *cand;
	const struct mv_mi *c;

	if (s->num_samples_scanned >= AV1_WARP_SAMPLES || !mv_is_inside(s, row, col))
		return;
	c = mv_at(s, row, col);
	if (!c->written || c->ref[0] != s->ref_frame[0] || c->ref[1] != AV1_NONE)
		return;
	w4 = mv_num4_wide[c->size];
	h4 = mv_num4_high[c->size];
	cand_row = row & ~(h4 - 1);
	cand_col = col & ~(w4 - 1);
	mid_y = cand_row * 4 + h4 * 2 - 1;
	mid_x = cand_col * 4 + w4 * 2 - 1;
	threshold = mv_clip3(16, 112, max(mv_num4_wide[s->mi_size] * 4,
					  mv_num4_high[s->mi_size] * 4));
	c = mv_at(s, cand_row, cand_col);
	diff = abs(c->mv[0][0] - s->mv[0]) + abs(c->mv[0][1] - s->mv[1]);
	s->num_samples_scanned++;
	if (diff > threshold && s->num_samples_scanned > 1)
		return;
	cand = s->cand_list[s->num_samples];
	cand[0] = mid_y * 8;
	cand[1] = mid_x * 8;
	cand[2] = mid_y * 8 + c->mv[0][0];
	cand[3] = mid_x * 8 + c->mv[0][1];
	if (diff <= threshold)
		s->num_samples++;
}

/* 7.10.4.1 */
static void mv_find_warp_samples(struct mv_spec *s)
{
	const int w4 = mv_num4_wide[s->mi_size], h4 = mv_num4_high[s->mi_size];
	int do_top_left = 1, do_top_right = 1, src, offset, step, i;

	s->num_samples = 0;
	s->num_samples_scanned = 0;
	if (mv_is_inside(s, s->mi_row - 1, s->mi_col)) {
		src = mv_num4_wide[mv_at(s, s->mi_row - 1, s->mi_col)->size];
		if (w4 <= src) {
			offset = -(s->mi_col & (src - 1));
			if (offset < 0)
				do_top_left = 0;
			if (offset + src > w4)
				do_top_right = 0;
			mv_add_sample(s, -1, 0);
		} else {
			for (i = 0; i < min(w4, (int)s->pic->mi_cols - s->mi_col); i += step) {
				src = mv_num4_wide[mv_at(s, s->mi_row - 1, s->mi_col + i)->size];
				step = min(w4, src);
				mv_add_sample(s, -1, i);
			}
		}
	}
	if (mv_is_inside(s, s->mi_row, s->mi_col - 1)) {
		src = mv_num4_high[mv_at(s, s->mi_row, s->mi_col - 1)->size];
		if (h4 <= src) {
			offset = -(s->mi_row & (src - 1));
			if (offset < 0)
				do_top_left = 0;
			mv_add_sample(s, 0, -1);
		} else {
			for (i = 0; i < min(h4, (int)s->pic->mi_rows - s->mi_row); i += step) {
				src = mv_num4_high[mv_at(s, s->mi_row + i, s->mi_col - 1)->size];
				step = min(h4, src);
				mv_add_sample(s, i, -1);
			}
		}
	}
	if (do_top_left)
		mv_add_sample(s, -1, -1);
	if (do_top_right && max(w4, h4) <= 16)
		mv_add_sample(s, -1, w4);
	if (s->num_samples == 0 && s->num_samples_scanned > 0)
		s->num_samples = 1;
}

/**
 * struct mv_walk - a frame that is made up
 * @test: running test
 * @s: the specification's side of it
 * @pic: ours
 * @tile: tile
 * @stack: what was found for the block
 * @used: records of blocks in the row of superblocks
 * @seed: of random numbers
 * @frame: which frame it is, for messages
 * @failed: something was different
 */
struct mv_walk {
	struct kunit *test;
	struct mv_spec s;
	struct av1_pic *pic;
	struct av1_tile *tile;
	struct av1_mv_stack stack;
	u32 used;
	u32 seed;
	u32 frame;
	bool failed;
};

static u32 mv_random(struct mv_walk *w, u32 n)
{
	return dae_rnd(&w->seed) % n;
}

static bool mv_is(struct av1_mv got, const int want[2])
{
	return got.row == want[0] && got.col == want[1];
}

/* What global motion leads to may be too far for 16 bits. */
static bool mv_is_saturated(struct av1_mv got, const int want[2])
{
	return got.row == mv_clip3(-32767, 32767, want[0]) &&
	       got.col == mv_clip3(-32767, 32767, want[1]);
}

static bool mv_same_stack(const struct mv_walk *w)
{
	const struct av1_mv_stack *got = &w->stack;
	const struct mv_spec *s = &w->s;
	int i, list;

	if (got->num != s->num_mv_found || got->zero_mv_ctx != s->zero_mv_context ||
	    got->new_mv_ctx != s->new_mv_context || got->ref_mv_ctx != s->ref_mv_context)
		return false;
	for (list = 0; list < 1 + s->compound; list++) {
		if (!mv_is_saturated(got->global[list], s->global_mvs[list]))
			return false;
		for (i = 0; i < s->num_mv_found; i++)
			if (!mv_is(got->mv[i][list], s->stack[i][list]))
				return false;
	}
	for (i = 0; i < s->num_mv_found; i++)
		if (got->weight[i] != s->weight[i] || got->drl_ctx[i] != s->drl_ctx[i])
			return false;
	/* Single prediction reads two of them in any case. */
	for (; i < 2; i++)
		if (!mv_is_saturated(got->mv[i][0], s->stack[i][0]))
			return false;
	return true;
}

static bool mv_check_samples(struct mv_walk *w, const struct av1_block *b)
{
	s32 samples[AV1_WARP_SAMPLES][4];
	const unsigned int num = av1_mv_warp_samples(w->pic, w->tile, b, samples);

	w->s.mv[0] = b->mv[0].row;
	w->s.mv[1] = b->mv[0].col;
	mv_find_warp_samples(&w->s);
	return num == w->s.num_samples &&
	       !memcmp(samples, w->s.cand_list, num * sizeof(samples[0]));
}

/* Vectors that are often those of neighbours, or near them. */
static struct av1_mv mv_pick(struct mv_walk *w, unsigned int list)
{
	struct av1_mv mv = w->stack.mv[mv_random(w, 2)][list];

	switch (mv_random(w, 8)) {
	case 0:
		mv.row = (int)mv_random(w, 32767) - 16383;
		mv.col = (int)mv_random(w, 32767) - 16383;
		break;
	case 1:
	case 2:
		mv.row += (int)mv_random(w, 129) - 64;
		mv.col += (int)mv_random(w, 129) - 64;
		break;
	case 3:
		mv = w->stack.global[list];
		break;
	}
	mv.row = mv_clip3(-16383, 16383, mv.row);
	mv.col = mv_clip3(-16383, 16383, mv.col);
	return mv;
}

/* The references of a block; few different ones. */
static void mv_pick_refs(struct mv_walk *w, struct av1_block *b)
{
	static const s8 pairs[][2] = {
		{ AV1_LAST_FRAME, AV1_ALTREF_FRAME }, { AV1_LAST_FRAME, AV1_ALTREF_FRAME },
		{ AV1_LAST_FRAME, AV1_LAST2_FRAME }, { AV1_GOLDEN_FRAME, AV1_BWDREF_FRAME },
		{ AV1_BWDREF_FRAME, AV1_ALTREF_FRAME },
	};
	static const s8 singles[] = { AV1_LAST_FRAME, AV1_LAST_FRAME, AV1_ALTREF_FRAME, -1 };
	const bool compound = mv_random(w, 2) &&
			      min(mv_num4_wide[b->size], mv_num4_high[b->size]) >= 2;

	b->ref[0] = AV1_INTRA_FRAME;
	b->ref[1] = AV1_NONE;
	if (w->pic->params.intra)
		return;
	if (compound) {
		memcpy(b->ref, pairs[mv_random(w, ARRAY_SIZE(pairs))], 2);
		return;
	}
	b->ref[0] = singles[mv_random(w, ARRAY_SIZE(singles))];
	if (b->ref[0] < 0)
		b->ref[0] = AV1_LAST_FRAME + mv_random(w, 7);
}

/* What the block turns out to be after all that depends on its neighbours */
static void mv_pick_mode(struct mv_walk *w, struct av1_block *b)
{
	const bool compound = b->ref[1] > AV1_INTRA_FRAME;

	b->is_inter = mv_random(w, 6);
	if (!b->is_inter) {
		b->ref[0] = AV1_INTRA_FRAME;
		b->ref[1] = AV1_NONE;
		b->mode = mv_random(w, AV1_INTRA_MODES);
	} else if (w->pic->params.intra) {
		b->mode = AV1_DC_PRED;
	} else if (compound) {
		b->mode = AV1_NEAREST_NEARESTMV + mv_random(w, 8);
	} else {
		b->mode = AV1_NEARESTMV + mv_random(w, 4);
		/* interintra */
		if (!mv_random(w, 8))
			b->ref[1] = AV1_INTRA_FRAME;
	}
}

/* The block has been decoded. */
static void mv_write(struct mv_walk *w, const struct av1_block *b)
{
	const u32 h4 = mv_num4_high[b->size], w4 = mv_num4_wide[b->size];
	const struct mv_mi mi = {
		.written = true,
		.is_inter = b->is_inter,
		.size = b->size,
		.y_mode = b->mode,
		.ref = { b->ref[0], b->ref[1] },
		.mv = { { b->mv[0].row, b->mv[0].col }, { b->mv[1].row, b->mv[1].col } },
	};
	u32 y, x;

	for (y = b->row; y < b->row + h4; y++) {
		for (x = b->col; x < b->col + w4; x++) {
			w->pic->grid[av1_pic_grid(w->pic, y, x)] = b - w->pic->blocks;
			if (y < w->pic->mi_rows && x < w->pic->mi_cols)
				*mv_at(&w->s, y, x) = mi;
		}
	}
}

static void mv_expect(struct mv_walk *w, const struct av1_block *b, bool ok, const char *what)
{
	/* The first difference tells enough. */
	if (ok || w->failed)
		return;
	w->failed = true;
	KUNIT_FAIL(w->test, "%s: frame %u, mi %u %u, size %u, references %d %d", what, w->frame,
		   b->row, b->col, b->size, b->ref[0], b->ref[1]);
}

static void mv_block(struct mv_walk *w, u32 row, u32 col, unsigned int size)
{
	struct av1_pic *pic = w->pic;
	const u32 cell = (row >> pic->sb_log2) * pic->grid_stride + w->tile->first;
	struct av1_block *b = &pic->blocks[(cell << pic->sb_log2) + w->used++];

	*b = (struct av1_block){ .size = size, .row = row, .col = col };
	mv_pick_refs(w, b);
	w->s.mi_row = row;
	w->s.mi_col = col;
	w->s.mi_size = size;
	w->s.ref_frame[0] = b->ref[0];
	w->s.ref_frame[1] = b->ref[1];
	w->s.compound = b->ref[1] > AV1_INTRA_FRAME;
	memset(&w->stack, 0xaa, sizeof(w->stack));
	av1_mv_find_stack(pic, w->tile, b, &w->stack);
	mv_find_mv_stack(&w->s);
	mv_expect(w, b, mv_same_stack(w), "stack");
	b->mv[0] = mv_pick(w, 0);
	if (w->s.compound)
		b->mv[1] = mv_pick(w, 1);
	if (min(mv_num4_wide[size], mv_num4_high[size]) >= 2) {
		mv_expect(w, b, av1_mv_has_overlappable(pic, w->tile, b) ==
			  mv_has_overlappable(&w->s), "has_overlappable");
		mv_expect(w, b, mv_check_samples(w, b), "warp samples");
	}
	mv_pick_mode(w, b);
	mv_write(w, b);
}

/* Blocks of partitions of a square: where they start in quarters of it, and their size */
struct mv_part {
	u8 row;
	u8 col;
	u8 w4;
	u8 h4;
};

static const struct mv_part mv_parts[AV1_PARTITIONS][4] = {
	[AV1_PARTITION_NONE] = { { 0, 0, 4, 4 } },
	[AV1_PARTITION_HORZ] = { { 0, 0, 4, 2 }, { 2, 0, 4, 2 } },
	[AV1_PARTITION_VERT] = { { 0, 0, 2, 4 }, { 0, 2, 2, 4 } },
	[AV1_PARTITION_HORZ_A] = { { 0, 0, 2, 2 }, { 0, 2, 2, 2 }, { 2, 0, 4, 2 } },
	[AV1_PARTITION_HORZ_B] = { { 0, 0, 4, 2 }, { 2, 0, 2, 2 }, { 2, 2, 2, 2 } },
	[AV1_PARTITION_VERT_A] = { { 0, 0, 2, 2 }, { 2, 0, 2, 2 }, { 0, 2, 2, 4 } },
	[AV1_PARTITION_VERT_B] = { { 0, 0, 2, 4 }, { 0, 2, 2, 2 }, { 2, 2, 2, 2 } },
	[AV1_PARTITION_HORZ_4] = { { 0, 0, 4, 1 }, { 1, 0, 4, 1 }, { 2, 0, 4, 1 }, { 3, 0, 4, 1 } },
	[AV1_PARTITION_VERT_4] = { { 0, 0, 1, 4 }, { 0, 1, 1, 4 }, { 0, 2, 1, 4 }, { 0, 3, 1, 4 } },
};

static unsigned int mv_size_of(u32 w4, u32 h4)
{
	unsigned int size;

	for (size = 0; size < AV1_BLOCK_SIZES; size++)
		if (mv_num4_wide[size] == w4 && mv_num4_high[size] == h4)
			break;
	return size;
}

/* A partition that the size has; what crosses the frame's edges is halved there. */
static unsigned int mv_pick_partition(struct mv_walk *w, u32 row, u32 col, u32 n4)
{
	const bool has_rows = row + n4 / 2 < w->pic->mi_rows;
	const bool has_cols = col + n4 / 2 < w->pic->mi_cols;
	unsigned int partition;

	if (!has_rows || !has_cols) {
		if (mv_random(w, 2) || (!has_rows && !has_cols))
			return AV1_PARTITION_SPLIT;
		return has_cols ? AV1_PARTITION_HORZ : AV1_PARTITION_VERT;
	}
	/* Frames of large blocks, frames of small ones */
	if (n4 > 4 && mv_random(w, 4) <= w->frame % 4)
		return AV1_PARTITION_SPLIT;
	if (n4 == 2)
		return mv_random(w, AV1_PARTITION_HORZ_A);
	partition = mv_random(w, AV1_PARTITIONS);
	if (n4 == 32 && partition >= AV1_PARTITION_HORZ_4)
		return AV1_PARTITION_NONE;
	return partition;
}

/* decode_partition() down to squares of 8x8; not deeper than @n4 has powers of two */
static void mv_partition(struct mv_walk *w, u32 row, u32 col, u32 n4)
{
	unsigned int partition, i;

	if (row >= w->pic->mi_rows || col >= w->pic->mi_cols)
		return;
	if (n4 == 1) {
		mv_block(w, row, col, AV1_BLOCK_4X4);
		return;
	}
	partition = mv_pick_partition(w, row, col, n4);
	for (i = 0; i < 4; i++) {
		const struct mv_part *part = &mv_parts[partition][i];
		const u32 y = row + part->row * n4 / 4, x = col + part->col * n4 / 4;

		if (partition == AV1_PARTITION_SPLIT)
			mv_partition(w, row + (i >> 1) * n4 / 2, col + (i & 1) * n4 / 2, n4 / 2);
		else if (part->w4 && y < w->pic->mi_rows && x < w->pic->mi_cols)
			mv_block(w, y, x, mv_size_of(part->w4 * n4 / 4, part->h4 * n4 / 4));
	}
}

static void mv_release(void *mem)
{
	vfree(mem);
}

static void *mv_alloc(struct kunit *test, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, mv_release, mem), 0);
	return mem;
}

/* Largest frame in mi: more than the rings hold, and more than a few superblocks */
#define MV_ROWS_MAX	160
#define MV_COLS_MAX	96

static void mv_make_gm(struct mv_walk *w)
{
	unsigned int ref, i;

	for (ref = 0; ref < AV1_TOTAL_REFS; ref++) {
		struct av1_gm *gm = &w->pic->params.gm[ref];
		/* Some lead far out of what vectors can be. */
		const u32 range = mv_random(w, 8) ? 1 << 8 : 1 << 14;

		*gm = (struct av1_gm){ .params = { [2] = 1 << 16, [5] = 1 << 16 } };
		if (ref == AV1_INTRA_FRAME || w->pic->params.intra)
			continue;
		gm->type = mv_random(w, 4);
		for (i = 0; i < (gm->type > AV1_WARP_TRANSLATION ? 6 : 2) && gm->type; i++)
			gm->params[i] += (int)mv_random(w, 2 * range) - (int)range;
		if (gm->type && mv_random(w, 2))
			for (i = 0; i < 2; i++)
				gm->params[i] = (int)mv_random(w, 1 << 24) - (1 << 23);
	}
}

/* A motion field, ours and the specification's */
static void mv_make_field(struct mv_walk *w)
{
	const struct av1_params *params = &w->pic->params;
	const u32 num = (w->pic->mi_rows >> 1) * (w->pic->mi_cols >> 1);
	struct av1_mv mv = {};
	unsigned int ref;
	u32 i;

	for (i = 0; i < num; i++) {
		struct av1_field_mv *f = &w->pic->field[i];
		const int range = mv_random(w, 8) ? 40 : 4095;

		f->distance = mv_random(w, 3) ? 1 + mv_random(w, mv_random(w, 2) ? 3 : 31) : 0;
		if (mv_random(w, 2)) {
			mv.row = (int)mv_random(w, 2 * range + 1) - range;
			mv.col = (int)mv_random(w, 2 * range + 1) - range;
		}
		f->mv = mv;
		for (ref = AV1_LAST_FRAME; ref < AV1_TOTAL_REFS; ref++) {
			const int num = av1_pic_relative_dist(&params->seq, params->order_hint,
							      w->pic->refs[ref].order_hint);
			int *field = w->s.field[i][ref];

			field[0] = MV_INVALID;
			field[1] = MV_INVALID;
			if (!f->distance)
				continue;
			/* 7.9.3; Div_Mult is 1 << 14 by the index. */
			field[0] = mv_clip3(-16383, 16383,
					    mv_round2_signed((s64)mv.row * mv_clip3(-31, 31, num) *
							     (16384 / f->distance), 14));
			field[1] = mv_clip3(-16383, 16383,
					    mv_round2_signed((s64)mv.col * mv_clip3(-31, 31, num) *
							     (16384 / f->distance), 14));
		}
	}
}

static void mv_make_params(struct mv_walk *w)
{
	struct av1_pic *pic = w->pic;
	struct av1_params *params = &pic->params;
	unsigned int ref;

	pic->mi_rows = 2 + 2 * mv_random(w, MV_ROWS_MAX / 2);
	pic->mi_cols = 2 + 2 * mv_random(w, MV_COLS_MAX / 2);
	pic->sb_log2 = 4 + mv_random(w, 2);
	pic->sb_mi = 1 << pic->sb_log2;
	pic->sb_rows = (pic->mi_rows + pic->sb_mi - 1) >> pic->sb_log2;
	pic->sb_cols = (pic->mi_cols + pic->sb_mi - 1) >> pic->sb_log2;
	pic->grid_stride = pic->sb_cols << pic->sb_log2;
	params->intra = !mv_random(w, 8);
	params->force_integer_mv = params->intra || !mv_random(w, 4);
	params->high_precision_mv = !params->force_integer_mv && mv_random(w, 2);
	params->use_ref_frame_mvs = !params->intra && mv_random(w, 2);
	params->seq.order_hint = true;
	params->seq.order_hint_bits = 3 + mv_random(w, 6);
	params->order_hint = mv_random(w, 1 << params->seq.order_hint_bits);
	for (ref = AV1_LAST_FRAME; ref < AV1_TOTAL_REFS; ref++) {
		struct av1_ref *r = &pic->refs[ref];

		r->order_hint = mv_random(w, 1 << params->seq.order_hint_bits);
		r->dist = av1_pic_relative_dist(&params->seq, r->order_hint, params->order_hint);
		r->sign_bias = r->dist > 0;
	}
	mv_make_gm(w);
	if (params->use_ref_frame_mvs)
		mv_make_field(w);
}

static void mv_tile_row(struct mv_walk *w, u32 sb_row)
{
	struct av1_pic *pic = w->pic;
	const u32 row = sb_row << pic->sb_log2;
	u32 y, col;

	w->used = 0;
	for (y = row; y < row + pic->sb_mi; y++)
		memset(&pic->grid[av1_pic_grid(pic, y, w->tile->first)], 0xff,
		       (round_up(w->tile->end, pic->sb_mi) - w->tile->first) * sizeof(u32));
	for (col = w->tile->first; col < w->tile->end; col += pic->sb_mi)
		mv_partition(w, row, col, pic->sb_mi);
}

/* A frame with up to two rows and two columns of tiles */
static void mv_frame(struct mv_walk *w)
{
	struct av1_pic *pic = w->pic;
	const u32 col_split = (1 + mv_random(w, pic->sb_cols)) << pic->sb_log2;
	const u32 row_split = (1 + mv_random(w, pic->sb_rows)) << pic->sb_log2;
	const u32 cols[3] = { 0, min(col_split, pic->mi_cols), pic->mi_cols };
	const u32 rows[3] = { 0, min(row_split, pic->mi_rows), pic->mi_rows };
	u32 sb_row, i;

	memset(w->s.mis, 0, pic->mi_rows * pic->mi_cols * sizeof(*w->s.mis));
	for (sb_row = 0; sb_row < pic->sb_rows; sb_row++) {
		const bool second = sb_row << pic->sb_log2 >= rows[1];

		w->tile->row_first = rows[second];
		w->tile->row_end = rows[second + 1];
		for (i = 0; i < 2; i++) {
			w->tile->first = cols[i];
			w->tile->end = cols[i + 1];
			if (cols[i] < cols[i + 1])
				mv_tile_row(w, sb_row);
		}
	}
}

/* Global motion that leads out of what a vector can be, with no neighbours to ask */
static void mv_saturated(struct kunit *test)
{
	struct mv_walk *w = mv_alloc(test, sizeof(*w));
	struct av1_block b = {
		.size = AV1_BLOCK_128X128, .row = 16352, .col = 16352,
		.ref = { AV1_LAST_FRAME, AV1_NONE },
	};
	struct av1_tile *tile = mv_alloc(test, sizeof(*tile));
	struct av1_gm *gm;
	u32 n;

	w->pic = mv_alloc(test, sizeof(*w->pic));
	w->s = (struct mv_spec){
		.pic = w->pic, .tile = tile, .mi_row = b.row, .mi_col = b.col, .mi_size = b.size,
		.ref_frame = { AV1_LAST_FRAME, AV1_NONE },
	};
	w->pic->mi_rows = 16384;
	w->pic->mi_cols = 16384;
	*tile = (struct av1_tile){
		.first = b.col, .end = 16384, .row_first = b.row, .row_end = 16384,
	};
	gm = &w->pic->params.gm[AV1_LAST_FRAME];
	gm->type = AV1_WARP_AFFINE;
	for (n = 0; n < 64 * 3; n++) {
		u32 pick = n;
		unsigned int i;

		w->pic->params.high_precision_mv = n < 64;
		w->pic->params.force_integer_mv = n >= 128;
		for (i = 0; i < 6; i++)
			gm->params[i] = (dae_pick(&pick, 2) ? 1 : -1) * (i < 2 ? 1 << 23 : 1 << 14);
		gm->params[2] += 1 << 16;
		gm->params[5] += 1 << 16;
		av1_mv_find_stack(w->pic, tile, &b, &w->stack);
		mv_find_mv_stack(&w->s);
		KUNIT_EXPECT_TRUE_MSG(test, mv_same_stack(w), "model %u", n);
	}
}

static void mv_frames(struct kunit *test)
{
	const size_t cells = (MV_ROWS_MAX + AV1_SB_MI_MAX) * (MV_COLS_MAX + AV1_SB_MI_MAX);
	const size_t num8 = MV_ROWS_MAX / 2 * (MV_COLS_MAX / 2);
	struct mv_walk *w = mv_alloc(test, sizeof(*w));

	w->test = test;
	w->pic = mv_alloc(test, sizeof(*w->pic));
	w->tile = mv_alloc(test, sizeof(*w->tile));
	w->pic->grid = mv_alloc(test, cells * sizeof(*w->pic->grid));
	w->pic->blocks = mv_alloc(test, cells * sizeof(*w->pic->blocks));
	w->pic->field = mv_alloc(test, num8 * sizeof(*w->pic->field));
	w->s.pic = w->pic;
	w->s.tile = w->tile;
	w->s.mis = mv_alloc(test, MV_ROWS_MAX * MV_COLS_MAX * sizeof(*w->s.mis));
	w->s.field = mv_alloc(test, num8 * sizeof(*w->s.field));
	for (w->frame = 0; w->frame < 200 && !w->failed; w->frame++) {
		w->seed = w->frame + 1;
		mv_make_params(w);
		mv_frame(w);
	}
}

static struct kunit_case mv_cases[] = {
	KUNIT_CASE(mv_frames),
	KUNIT_CASE(mv_saturated),
	{}
};

static struct kunit_suite mv_suite = {
	.name = "av1_mv",
	.test_cases = mv_cases,
};

kunit_test_suite(mv_suite);
