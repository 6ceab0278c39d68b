// SPDX-License-Identifier: GPL-2.0
/*
 * Parsing of AV1 tiles (5.11): superblocks, partitions, blocks, and what is coded once
 * for many blocks: CDEF and loop restoration. Each column of tiles is read on its own:
 * nothing that a tile reads is another one's.
 */
#include <linux/math.h>
#include <linux/build_bug.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>

#include "av1_mv.h"
#include "av1_parse.h"
#include "av1_lr_tables.h"

static_assert(AV1_PARSE_NONZERO % sizeof(u16) == 0);
static_assert(AV1_PARSE_BYTES <= DAE_SCRATCH_BYTES);

#define AV1_SGRPROJ_PRJ_BITS		7
#define AV1_SGRPROJ_PRJ_SUBEXP_K	4
#define AV1_SGRPROJ_PARAMS_BITS		4

/*
 * Levels of the loop filter for the four kinds of edges of the block (7.14.4, 7.14.5), as
 * they are in lf_levels of struct av1_tile
 */
static noinline u32 av1_parse_compute_lf_levels(const struct av1_parser *p, bool mode_type)
{
	const struct av1_params *params = &p->pic->params;
	const struct av1_block *b = p->b;
	u8 levels[4];
	unsigned int i;
	u32 all;

	for (i = 0; i < 4; i++) {
		const unsigned int feature = AV1_SEG_ALT_LF_Y_V + i;
		int level = params->lf_level[i] +
			    p->tile->delta_lf[params->delta_lf_multi ? i : 0];

		level = clamp(level, 0, 63);
		if (av1_seg_feature_active(p, feature))
			level = clamp(level + params->seg.data[b->segment_id][feature], 0, 63);
		if (params->lf_delta_enabled) {
			const int scale = 1 << (level >> 5);

			level += params->lf_ref_deltas[b->ref[0]] * scale;
			if (b->ref[0] != AV1_INTRA_FRAME)
				level += params->lf_mode_deltas[mode_type] * scale;
			level = clamp(level, 0, 63);
		}
		levels[i] = level | AV1_LF_LEVEL_KNOWN;
	}
	memcpy(&all, levels, sizeof(all));
	return all;
}

static void av1_parse_lf_levels(struct av1_parser *p)
{
	struct av1_block *b = p->b;
	const bool mode_type = b->mode >= AV1_NEARESTMV && b->mode != AV1_GLOBALMV &&
			       b->mode != AV1_GLOBAL_GLOBALMV;
	u32 *levels = &p->tile->lf_levels[b->segment_id][b->ref[0]][mode_type];
	u32 all;

	if (!p->pic->params.do_deblock)
		return;
	if (!*levels)
		*levels = av1_parse_compute_lf_levels(p, mode_type);
	all = *levels & ~(AV1_LF_LEVEL_KNOWN * 0x01010101u);
	memcpy(b->lf_level, &all, sizeof(all));
}

static void av1_parse_fill_grid(struct av1_parser *p)
{
	struct av1_pic *pic = p->pic;
	const u32 index = p->b - pic->blocks;
	/* All of it: what lies outside the frame is inside the superblock. */
	u32 *grid = &pic->grid[av1_pic_grid(pic, p->row, p->col)];
	const u32 stride = pic->grid_stride, w4 = p->bw4;
	const u64 two = index * 0x100000001ull;
	u32 x, y;

	for (y = p->bh4; y > 0; y--, grid += stride) {
		if (w4 == 1) {
			*grid = index;
			continue;
		}
		for (x = 0; x < w4; x += 2)
			put_unaligned(two, (u64 *)&grid[x]);
	}
}

static void av1_parse_save_segment(struct av1_parser *p)
{
	const struct av1_segmentation *seg = &p->pic->params.seg;
	u8 *map = p->pic->side->segment_ids;
	u32 y;

	if (!seg->enabled || !seg->update_map)
		return;
	for (y = p->row; y < p->row + p->rows; y++)
		memset(&map[y * p->pic->mi_cols + p->col], p->b->segment_id, p->cols);
}

/* A record for a block, and what lies around it. */
static void av1_parse_new_block(struct av1_parser *p, u32 row, u32 col, unsigned int size)
{
	struct av1_pic *pic = p->pic;
	struct av1_tile *tile = p->tile;

	p->row = row;
	p->col = col;
	p->bw4 = av1_num_4x4_blocks_wide[size];
	p->bh4 = av1_num_4x4_blocks_high[size];
	p->cols = min(p->bw4, pic->mi_cols - col);
	p->rows = min(p->bh4, pic->mi_rows - row);
	p->above = row > tile->row_first ? av1_pic_block(pic, row - 1, col) : NULL;
	p->left = col > tile->first ? av1_pic_block(pic, row, col - 1) : NULL;

	/* Not more than mi of the tile's part of the row: blocks do not overlap. */
	p->b = &pic->blocks[tile->used[AV1_RECORD_BLOCK]++];
	*p->b = (struct av1_block){
		.size = size,
		.row = row,
		.col = col,
		.ref = { AV1_INTRA_FRAME, AV1_NONE },
		.compound_type = AV1_COMPOUND_AVERAGE,
		.compound_idx = 1,
		.has_chroma = pic->num_planes > 1 &&
			      !(p->bh4 == 1 && pic->sub_y && !(row & 1)) &&
			      !(p->bw4 == 1 && pic->sub_x && !(col & 1)),
		.tx = tile->used[AV1_RECORD_TX],
		.coef = tile->used[AV1_RECORD_COEF],
	};
	p->sb->count++;
}

/* The lowest row of luma that a model leads a part of the block to */
static int av1_parse_warp_bottom(const struct av1_parser *p, const s32 params[6])
{
	s64 bottom = S32_MIN;
	unsigned int i;

	/* The model is linear, so that is where one of the corners goes. */
	for (i = 0; i < 4; i++) {
		const s64 x = (p->col + (i & 1 ? p->bw4 : 0)) * 4;
		const s64 y = (p->row + (i & 2 ? p->bh4 : 0)) * 4;

		bottom = max(bottom, (params[4] * x + params[5] * y + params[1]) >> 16);
	}
	return clamp_t(s64, bottom, -(1 << 20), 1 << 20);
}

/* The lowest row of luma that is predicted with the motion of @cand, or near to it */
static int av1_parse_bottom(const struct av1_parser *p, const struct av1_block *cand,
			    unsigned int list)
{
	return (p->row + p->bh4) * 4 + (cand->mv[list].row >> 3);
}

/* The superblock reads the frame before from above row @bottom of luma, if it does at all. */
static void av1_parse_reach_ref(struct av1_parser *p, int ref, int bottom)
{
	const struct av1_pic *pic = p->pic;
	u32 rows;

	if (ref <= AV1_INTRA_FRAME || !pic->refs[ref].pending)
		return;
	/*
	 * Interpolation reads 4 rows more of each plane, a warp 8, and restoration leaves
	 * the last 8 of luma to the next row; what counts for chroma counts twice for
	 * luma. What is above the frame is its first row.
	 */
	rows = DIV_ROUND_UP(max(bottom + 2 * 8 + 8, 1), 1 << pic->before_log2);
	if (pic->refs[ref].scaled)
		rows = U16_MAX;
	p->sb->reach = clamp_t(u32, rows, p->sb->reach, U16_MAX);
}

/* What the block is overlapped with: the motion of those above and at the left */
static void av1_parse_reach_obmc(struct av1_parser *p)
{
	const struct av1_block *cand;
	u32 i;

	for (i = 1; p->above && i < p->cols; i += 2) {
		cand = av1_pic_block(p->pic, p->row - 1, p->col + i);
		av1_parse_reach_ref(p, cand->ref[0], av1_parse_bottom(p, cand, 0));
	}
	for (i = 1; p->left && i < p->rows; i += 2) {
		cand = av1_pic_block(p->pic, p->row + i, p->col - 1);
		av1_parse_reach_ref(p, cand->ref[0], av1_parse_bottom(p, cand, 0));
	}
}

/*
 * Which rows of the frame before the block needs. The blocks that its chroma is
 * predicted with if it is smaller than 8x8 are in the same superblock, and as far up.
 */
static void av1_parse_reach(struct av1_parser *p)
{
	const struct av1_pic *pic = p->pic;
	const struct av1_block *b = p->b;
	unsigned int list;

	if (!pic->before_rows || b->ref[0] <= AV1_INTRA_FRAME)
		return;
	for (list = 0; list < 2 && b->ref[list] > AV1_INTRA_FRAME; list++) {
		const struct av1_gm *gm = &pic->params.gm[b->ref[list]];

		av1_parse_reach_ref(p, b->ref[list], av1_parse_bottom(p, b, list));
		if (b->motion_mode == AV1_LOCALWARP && b->warp_valid)
			av1_parse_reach_ref(p, b->ref[list],
					    av1_parse_warp_bottom(p, pic->warps[b->warp].params));
		else if ((b->mode == AV1_GLOBALMV || b->mode == AV1_GLOBAL_GLOBALMV) &&
			 gm->type > AV1_WARP_TRANSLATION && gm->valid)
			av1_parse_reach_ref(p, b->ref[list], av1_parse_warp_bottom(p, gm->params));
	}
	if (b->motion_mode == AV1_OBMC)
		av1_parse_reach_obmc(p);
}

/* decode_block() (5.11.5) without reconstruction */
static void av1_parse_block(struct av1_parser *p, u32 row, u32 col, unsigned int size)
{
	av1_parse_new_block(p, row, col, size);
	av1_parse_modes(p);
	av1_parse_reach(p);
	av1_parse_palette_maps(p);
	av1_parse_tx_size(p);
	av1_parse_fill_grid(p);
	av1_parse_lf_levels(p);
	av1_parse_save_segment(p);
	av1_parse_residual(p);
}

/* The CDF of partition, and how many symbols it has (8.3.2). */
static u16 *av1_parse_partition_cdf(const struct av1_parser *p, u32 row, u32 col,
				    unsigned int bsl, unsigned int *n)
{
	const struct av1_tile *tile = p->tile;
	unsigned int ctx = 0;

	if (row > tile->row_first &&
	    av1_mi_width_log2[av1_pic_block(p->pic, row - 1, col)->size] < bsl)
		ctx = 1;
	if (col > tile->first &&
	    av1_mi_height_log2[av1_pic_block(p->pic, row, col - 1)->size] < bsl)
		ctx += 2;
	*n = av1_partition_n[bsl - 1];
	return p->cdfs->partition[bsl - 1][ctx];
}

/* partition where a part of the block is outside the frame: split or not. */
static enum av1_partition av1_parse_edge_partition(struct av1_parser *p, const u16 *cdf,
						   unsigned int n, bool horz)
{
	/* What counts as a split, but for the partition in four. */
	static const u8 when_horz[] = {
		AV1_PARTITION_VERT, AV1_PARTITION_SPLIT, AV1_PARTITION_HORZ_A,
		AV1_PARTITION_VERT_A, AV1_PARTITION_VERT_B,
	};
	static const u8 when_vert[] = {
		AV1_PARTITION_HORZ, AV1_PARTITION_SPLIT, AV1_PARTITION_HORZ_A,
		AV1_PARTITION_HORZ_B, AV1_PARTITION_VERT_A,
	};
	const u8 *splits = horz ? when_horz : when_vert;
	u32 psum = 0;
	unsigned int i;

	/* Not of 8x8, which have fewer partitions: frames end with whole ones. */
	for (i = 0; i < ARRAY_SIZE(when_horz); i++)
		psum += av1_cdf_prob(cdf, n, splits[i]);
	/* Those of 128x128 are not partitioned in four. */
	if (n == AV1_PARTITIONS)
		psum += av1_cdf_prob(cdf, n, horz ? AV1_PARTITION_VERT_4 : AV1_PARTITION_HORZ_4);
	if (av1_symbol_bool_prob(p->sym, psum))
		return AV1_PARTITION_SPLIT;
	return horz ? AV1_PARTITION_HORZ : AV1_PARTITION_VERT;
}

/* decode_partition() (5.11.4); at most six levels deep. */
static void av1_parse_partition(struct av1_parser *p, u32 row, u32 col, unsigned int size)
{
	const u32 num4 = av1_num_4x4_blocks_wide[size], half = num4 >> 1, quarter = half >> 1;
	const unsigned int bsl = av1_mi_width_log2[size];
	enum av1_partition partition = AV1_PARTITION_SPLIT;
	bool has_rows, has_cols;
	unsigned int sub, split, n, i;
	u16 *cdf;

	if (row >= p->pic->mi_rows || col >= p->pic->mi_cols)
		return;
	has_rows = row + half < p->pic->mi_rows;
	has_cols = col + half < p->pic->mi_cols;
	if (size < AV1_BLOCK_8X8) {
		partition = AV1_PARTITION_NONE;
	} else if (has_rows || has_cols) {
		cdf = av1_parse_partition_cdf(p, row, col, bsl, &n);
		if (has_rows && has_cols)
			partition = av1_symbol_read(p->sym, cdf, n);
		else
			partition = av1_parse_edge_partition(p, cdf, n, has_cols);
	}
	sub = av1_partition_subsize[partition][size];
	split = av1_partition_subsize[AV1_PARTITION_SPLIT][size];
	/* 4:2:2 has no chroma blocks of some shapes (6.10.4). */
	if (p->pic->num_planes > 1 && av1_plane_block_size(p, sub, 1) == AV1_BLOCK_INVALID) {
		p->tile->damaged = true;
		return;
	}

	switch (partition) {
	case AV1_PARTITION_NONE:
		av1_parse_block(p, row, col, sub);
		break;
	case AV1_PARTITION_HORZ:
		av1_parse_block(p, row, col, sub);
		if (has_rows)
			av1_parse_block(p, row + half, col, sub);
		break;
	case AV1_PARTITION_VERT:
		av1_parse_block(p, row, col, sub);
		if (has_cols)
			av1_parse_block(p, row, col + half, sub);
		break;
	case AV1_PARTITION_SPLIT:
		for (i = 0; i < 4 && !p->tile->damaged; i++)
			av1_parse_partition(p, row + (i >> 1) * half, col + (i & 1) * half, sub);
		break;
	case AV1_PARTITION_HORZ_A:
		av1_parse_block(p, row, col, split);
		av1_parse_block(p, row, col + half, split);
		av1_parse_block(p, row + half, col, sub);
		break;
	case AV1_PARTITION_HORZ_B:
		av1_parse_block(p, row, col, sub);
		av1_parse_block(p, row + half, col, split);
		av1_parse_block(p, row + half, col + half, split);
		break;
	case AV1_PARTITION_VERT_A:
		av1_parse_block(p, row, col, split);
		av1_parse_block(p, row + half, col, split);
		av1_parse_block(p, row, col + half, sub);
		break;
	case AV1_PARTITION_VERT_B:
		av1_parse_block(p, row, col, sub);
		av1_parse_block(p, row, col + half, split);
		av1_parse_block(p, row + half, col + half, split);
		break;
	case AV1_PARTITION_HORZ_4:
		for (i = 0; i < 4 && row + i * quarter < p->pic->mi_rows; i++)
			av1_parse_block(p, row + i * quarter, col, sub);
		break;
	default:
		for (i = 0; i < 4 && col + i * quarter < p->pic->mi_cols; i++)
			av1_parse_block(p, row, col + i * quarter, sub);
		break;
	}
}

/* Coefficients of a Wiener filter, each coded as a difference to the last ones. */
static void av1_parse_wiener(struct av1_parser *p, unsigned int plane, struct av1_lr_unit *unit)
{
	unsigned int pass, j;

	for (pass = 0; pass < 2; pass++) {
		s8 *ref = p->tile->ref_wiener[plane][pass];

		unit->wiener[pass][0] = 0;
		for (j = plane ? 1 : 0; j < 3; j++) {
			ref[j] = av1_symbol_signed_subexp(p->sym, av1_wiener_taps_min[j],
							  av1_wiener_taps_max[j] + 1,
							  av1_wiener_taps_k[j], ref[j]);
			unit->wiener[pass][j] = ref[j];
		}
	}
}

static void av1_parse_sgrproj(struct av1_parser *p, unsigned int plane, struct av1_lr_unit *unit)
{
	const s8 *min = av1_sgrproj_xqd_min;
	const u8 *max = av1_sgrproj_xqd_max;
	s8 *ref = p->tile->ref_sgr[plane];
	unsigned int i;

	unit->sgr_set = av1_symbol_literal(p->sym, AV1_SGRPROJ_PARAMS_BITS);
	for (i = 0; i < 2; i++) {
		int v = 0;

		if (av1_sgr_params[unit->sgr_set][i * 2])
			v = av1_symbol_signed_subexp(p->sym, min[i], max[i] + 1,
						     AV1_SGRPROJ_PRJ_SUBEXP_K, ref[i]);
		else if (i == 1)
			v = clamp((1 << AV1_SGRPROJ_PRJ_BITS) - ref[0], (int)min[i], (int)max[i]);
		ref[i] = v;
		unit->xqd[i] = v;
	}
}

/* read_lr_unit() (5.11.58) */
static void av1_parse_lr_unit(struct av1_parser *p, unsigned int plane, struct av1_lr_unit *unit)
{
	unsigned int type = p->pic->params.lr_type[plane];

	if (type == AV1_RESTORE_WIENER)
		type = av1_symbol_adapt_bool(p->sym, p->cdfs->use_wiener) ? AV1_RESTORE_WIENER :
									   AV1_RESTORE_NONE;
	else if (type == AV1_RESTORE_SGRPROJ)
		type = av1_symbol_adapt_bool(p->sym, p->cdfs->use_sgrproj) ? AV1_RESTORE_SGRPROJ :
									    AV1_RESTORE_NONE;
	else
		type = av1_symbol_read(p->sym, p->cdfs->restoration_type, 3);
	unit->type = type;
	if (type == AV1_RESTORE_WIENER)
		av1_parse_wiener(p, plane, unit);
	else if (type == AV1_RESTORE_SGRPROJ)
		av1_parse_sgrproj(p, plane, unit);
}

/* read_lr() (5.11.57): the units that start in a superblock */
static void av1_parse_lr(struct av1_parser *p, u32 row, u32 col)
{
	const struct av1_params *params = &p->pic->params;
	unsigned int plane;

	for (plane = 0; params->do_lr && plane < p->pic->num_planes; plane++) {
		const unsigned int sub_x = plane ? p->pic->sub_x : 0;
		const unsigned int sub_y = plane ? p->pic->sub_y : 0;
		struct av1_lr_unit *units = p->pic->lr[plane];
		u32 rows[2], cols[2], num, den, size, y, x;
		unsigned int i;

		if (params->lr_type[plane] == AV1_RESTORE_NONE)
			continue;
		size = 1 << params->lr_log2[plane];
		num = 4 >> sub_x;
		den = size;
		if (params->do_superres) {
			num *= params->superres_denom;
			den *= 8;
		}
		for (i = 0; i < 2; i++) {
			const u32 r = row + i * p->pic->sb_mi, c = col + i * p->pic->sb_mi;

			rows[i] = min((r * (4 >> sub_y) + size - 1) / size, p->pic->lr_rows[plane]);
			cols[i] = min((c * num + den - 1) / den, p->pic->lr_cols[plane]);
		}
		units += rows[0] * p->pic->lr_cols[plane];
		for (y = rows[0]; y < rows[1]; y++, units += p->pic->lr_cols[plane])
			for (x = cols[0]; x < cols[1]; x++)
				av1_parse_lr_unit(p, plane, &units[x]);
	}
}

/* The start of a tile: decode_tile() (5.11.2) and init_symbol() (8.2.2) */
static void av1_parse_start_tile(struct av1_pic *pic, unsigned int tile_row, unsigned int tile_col)
{
	const struct av1_params *params = &pic->params;
	const struct av1_tile_data *data = &pic->tile_data[tile_row * params->tile_cols + tile_col];
	struct av1_tile *tile = &pic->tiles[tile_col];
	unsigned int plane, pass;
	u32 width;

	tile->first = params->tile_col_starts[tile_col];
	tile->end = params->tile_col_starts[tile_col + 1];
	tile->row_first = params->tile_row_starts[tile_row];
	tile->row_end = params->tile_row_starts[tile_row + 1];
	/* At the right edge contexts are written for whole superblocks. */
	width = round_up(tile->end, pic->sb_mi) - tile->first;
	tile->damaged = !data->data || !data->bytes;
	tile->qidx = params->base_q_idx;
	memset(tile->delta_lf, 0, sizeof(tile->delta_lf));
	memset(tile->lf_levels, 0, sizeof(tile->lf_levels));
	for (plane = 0; plane < pic->num_planes; plane++) {
		memcpy(tile->ref_sgr[plane], av1_sgrproj_xqd_mid, sizeof(av1_sgrproj_xqd_mid));
		for (pass = 0; pass < 2; pass++)
			memcpy(tile->ref_wiener[plane][pass], av1_wiener_taps_mid,
			       sizeof(av1_wiener_taps_mid));
	}
	for (plane = 0; plane < pic->num_planes; plane++) {
		const unsigned int sub_x = plane ? pic->sub_x : 0;

		memset(&pic->above_ctx[plane][tile->first >> sub_x], 0, width >> sub_x);
	}
	memset(&pic->above_seg_pred[tile->first], 0, width);
	memset(&pic->above_tx[tile->first], 64, width);
	if (tile->damaged)
		return;
	tile->cdfs = pic->cdfs;
	av1_symbol_init(&tile->sym, data->data, data->bytes, !params->disable_cdf_update);
}

/* The end of a tile: exit_symbol() (8.2.4), whose CDFs may be the frame's. */
static void av1_parse_end_tile(struct av1_pic *pic, unsigned int tile_row, unsigned int tile_col)
{
	const struct av1_params *params = &pic->params;
	struct av1_tile *tile = &pic->tiles[tile_col];

	if (tile->damaged)
		return;
	if (av1_symbol_overrun(&tile->sym))
		tile->lost = true;
	if (!params->frame_end_update ||
	    tile_row * params->tile_cols + tile_col != params->context_update_tile)
		return;
	pic->side->cdfs = tile->cdfs;
}

/* What is left of a superblock after damage: 4x4 blocks without anything. */
static void av1_parse_conceal(struct av1_parser *p, u32 row, u32 col)
{
	struct av1_pic *pic = p->pic;
	u32 y, x;

	for (y = row; y < min(row + pic->sb_mi, pic->mi_rows); y++) {
		for (x = col; x < min(col + pic->sb_mi, pic->mi_cols); x++) {
			if (pic->grid[av1_pic_grid(pic, y, x)] != AV1_NO_BLOCK)
				continue;
			av1_parse_new_block(p, y, x, AV1_BLOCK_4X4);
			p->b->skip = true;
			av1_parse_tx_size(p);
			av1_parse_fill_grid(p);
			av1_parse_residual(p);
		}
	}
	p->tile->lost = true;
}

static void av1_parse_superblock(struct av1_parser *p, u32 row, u32 col)
{
	struct av1_pic *pic = p->pic;
	struct av1_tile *tile = p->tile;

	p->sb = &pic->sbs[(row >> pic->sb_log2) * pic->sb_cols + (col >> pic->sb_log2)];
	*p->sb = (struct av1_superblock){ .first = tile->used[AV1_RECORD_BLOCK] };
	if (!tile->damaged) {
		tile->read_deltas = pic->params.delta_q_present;
		av1_parse_lr(p, row, col);
		av1_parse_partition(p, row, col,
				    pic->sb_log2 == 5 ? AV1_BLOCK_128X128 : AV1_BLOCK_64X64);
	}
	if (tile->damaged)
		av1_parse_conceal(p, row, col);
}

static void av1_parse_tile_row(struct av1_parser *p, u32 row)
{
	struct av1_tile *tile = p->tile;
	struct av1_pic *pic = p->pic;
	const u32 sb_row = row >> pic->sb_log2;
	unsigned int i;
	u32 y, col;

	for (i = 0; i < AV1_RECORDS; i++)
		tile->used[i] = dae_ring_at(&tile->ring[i], sb_row);
	memset(tile->left_ctx, 0, sizeof(tile->left_ctx));
	memset(tile->left_seg_pred, 0, sizeof(tile->left_seg_pred));
	memset(tile->left_tx, 64, sizeof(tile->left_tx));
	for (y = row; y < row + pic->sb_mi; y++)
		memset(&pic->grid[av1_pic_grid(pic, y, tile->first)], 0xff,
		       sizeof(u32) * (round_up(tile->end, pic->sb_mi) - tile->first));

	for (col = tile->first; col < tile->end; col += pic->sb_mi)
		av1_parse_superblock(p, row, col);
	for (i = 0; i < AV1_RECORDS; i++)
		dae_ring_take(&tile->ring[i], sb_row,
			      tile->used[i] - dae_ring_at(&tile->ring[i], sb_row));
}

void av1_parse_part(void *frame, const struct dae_task *task)
{
	struct av1_pic *pic = frame;
	const struct av1_params *params = &pic->params;
	const u32 mi_row = task->row << pic->sb_log2;
	struct av1_tile *tile = &pic->tiles[task->part];
	u8 *scratch = task->scratch;
	struct av1_parser p = {
		.pic = pic,
		.tile = tile,
		.sym = &tile->sym,
		.cdfs = &tile->cdfs,
		.tx_sizes = (void *)(scratch + AV1_PARSE_TX_SIZES),
		.tx_types = (void *)(scratch + AV1_PARSE_TX_TYPES),
		.levels = scratch + AV1_PARSE_LEVELS,
		.nonzero = (void *)(scratch + AV1_PARSE_NONZERO),
	};
	unsigned int tile_row = 0;

	while (mi_row >= params->tile_row_starts[tile_row + 1])
		tile_row++;
	if (mi_row == params->tile_row_starts[tile_row])
		av1_parse_start_tile(pic, tile_row, task->part);
	av1_parse_tile_row(&p, mi_row);
	if (mi_row + pic->sb_mi >= params->tile_row_starts[tile_row + 1])
		av1_parse_end_tile(pic, tile_row, task->part);
	av1_mfmv_save(pic, task->row, tile);
}
