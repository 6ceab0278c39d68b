// SPDX-License-Identifier: GPL-2.0
/*
 * Parsing of AV1 tiles whatever their bytes are: damaged, cut off or missing. Blocks cover
 * the frame once, records are in range and in their rings, and what is behind the memory
 * stays as it is.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_block_tables.h"
#include "av1_picture.h"
#include "av1_symbol_writer.h"
#include "dae_check.h"

#define PARSE_BYTES	800

/* Everything that is chosen at random; @n decides about the large things. */
static struct av1_picture *parse_fixture(struct kunit *test, u32 n, u32 *seed)
{
	static const u32 sizes[][2] = { { 200, 136 }, { 72, 200 }, { 264, 24 }, { 8, 8 } };
	static const enum dae_chroma chroma[] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_400,
	};
	struct av1_picture *f = av1_picture_new(test, sizes[n % 4][0], sizes[n % 4][1],
						chroma[n / 4 % 4], n % 3 ? 8 : 10);
	struct av1_params *p = &f->pic.params;
	const u32 sb_mi = n / 2 % 2 ? 32 : 16;
	unsigned int i;

	p->intra = n % 3 == 1;
	p->frame_type = p->intra ? V4L2_AV1_KEY_FRAME : V4L2_AV1_INTER_FRAME;
	p->force_integer_mv = p->intra || dae_below(seed, 4) == 0;
	p->high_precision_mv = !p->force_integer_mv;
	p->screen_content = dae_below(seed, 2);
	p->intrabc = p->intra && p->screen_content && dae_below(seed, 2);
	p->seq.sb128 = sb_mi == 32;
	p->fmt.block = 4 * sb_mi;
	p->seq.filter_intra = true;
	p->seq.interintra = true;
	p->seq.masked_compound = true;
	p->seq.dual_filter = dae_below(seed, 2);
	p->seq.jnt_comp = true;
	p->seq.cdef = true;
	p->do_cdef = !p->intrabc;
	p->cdef_bits = 3;
	p->cdef_y[0][0] = 1;
	p->motion_mode_switchable = true;
	p->warped_motion = true;
	p->reference_select = true;
	p->skip_mode = !p->intra;
	p->skip_mode_frame[0] = AV1_LAST_FRAME;
	p->skip_mode_frame[1] = AV1_ALTREF_FRAME;
	p->use_ref_frame_mvs = !p->intra && dae_below(seed, 2);
	p->interp_filter = AV1_SWITCHABLE;
	p->tx_mode = AV1_TX_MODE_LARGEST + dae_below(seed, 2);
	p->delta_q_present = true;
	p->delta_lf_present = !p->intrabc;
	p->delta_lf_multi = dae_below(seed, 2);
	p->delta_q_res = 3;
	p->delta_lf_res = 3;
	p->do_deblock = true;
	p->lf_level[0] = 30;
	p->lf_delta_enabled = true;
	memset(p->lf_ref_deltas, -64, 4);
	p->seg.enabled = dae_below(seed, 2);
	p->seg.update_map = p->seg.enabled;
	p->seg.temporal_update = p->seg.enabled && !p->intra && dae_below(seed, 2);
	p->seg.last_active = p->seg.enabled ? 5 : 0;
	for (i = 0; p->seg.enabled && i < 6; i++)
		p->seg.features[i] = 1 << AV1_SEG_ALT_LF_Y_V | 1 << AV1_SEG_ALT_Q;
	for (i = 0; i < p->seq.num_planes && !p->intrabc; i++) {
		p->do_lr = true;
		p->lr_type[i] = 1 + dae_below(seed, 3);
		p->lr_log2[i] = 6;
	}
	if (n / 5 % 2 && p->mi_cols > sb_mi) {
		p->tile_cols = 2;
		p->tile_col_starts[1] = sb_mi;
		p->tile_col_starts[2] = p->mi_cols;
	}
	if (n / 7 % 2 && p->mi_rows > sb_mi) {
		p->tile_rows = 2;
		p->tile_row_starts[1] = sb_mi;
		p->tile_row_starts[2] = p->mi_rows;
	}
	av1_picture_start(test, f);
	return f;
}

static void parse_check_block(struct kunit *test, const struct av1_pic *pic,
			      const struct av1_block *b)
{
	const struct av1_params *p = &pic->params;
	unsigned int i;

	KUNIT_ASSERT_LT(test, b->size, AV1_BLOCK_SIZES);
	KUNIT_EXPECT_LT(test, b->mode, AV1_MODES);
	KUNIT_EXPECT_LT(test, b->uv_mode, AV1_UV_MODES);
	KUNIT_EXPECT_EQ(test, b->is_inter, b->intrabc || b->ref[0] > AV1_INTRA_FRAME);
	KUNIT_EXPECT_TRUE(test, b->is_inter ? b->intrabc || b->mode >= AV1_NEARESTMV :
					      b->mode <= AV1_PAETH_PRED);
	KUNIT_EXPECT_LT(test, b->segment_id, 8);
	KUNIT_EXPECT_LE(test, b->segment_id, p->seg.last_active);
	KUNIT_EXPECT_LT(test, b->tx_size, AV1_TX_SIZES);
	for (i = 0; i < 2; i++) {
		KUNIT_EXPECT_GE(test, b->ref[i], i ? AV1_NONE : AV1_INTRA_FRAME);
		KUNIT_EXPECT_LE(test, b->ref[i], p->intra ? AV1_INTRA_FRAME : AV1_ALTREF_FRAME);
		KUNIT_EXPECT_LE(test, b->filter[i], AV1_BILINEAR);
		KUNIT_EXPECT_LE(test, b->palette_size[i], 8);
		KUNIT_EXPECT_NE(test, b->palette_size[i], 1);
		KUNIT_EXPECT_TRUE(test, b->angle_delta[i] >= -3 && b->angle_delta[i] <= 3);
		KUNIT_EXPECT_TRUE(test, b->cfl_alpha[i] >= -16 && b->cfl_alpha[i] <= 16);
		KUNIT_EXPECT_TRUE(test, b->mv[i].row > -(1 << 14) && b->mv[i].row < 1 << 14);
	}
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_LE(test, b->lf_level[i], 63);
	KUNIT_EXPECT_LT(test, b->wedge_index, 16);
	KUNIT_EXPECT_LE(test, b->motion_mode, AV1_LOCALWARP);
	KUNIT_EXPECT_LE(test, b->compound_type, AV1_COMPOUND_DISTANCE);
	if (!p->screen_content)
		KUNIT_EXPECT_EQ(test, b->palette_size[0] + b->palette_size[1], 0);
}

/*
 * The blocks of a superblock: those in its records, in order, are those of the grid, and
 * they cover it. Records take up where the ones of the block before end: from @at on.
 */
static void parse_check_superblock(struct kunit *test, const struct av1_pic *pic, u32 row, u32 col,
				   u32 at[AV1_RECORDS])
{
	const struct av1_superblock *sb = &pic->sbs[row * pic->sb_cols + col];
	const u32 row_end = min((row + 1) * pic->sb_mi, pic->mi_rows);
	const u32 col_end = min((col + 1) * pic->sb_mi, pic->mi_cols);
	u32 i, x, y, area = 0;

	KUNIT_ASSERT_EQ(test, sb->first, at[AV1_RECORD_BLOCK]);
	KUNIT_ASSERT_LE(test, sb->count, pic->sb_mi * pic->sb_mi);
	for (i = 0; i < sb->count; i++) {
		const struct av1_block *b = &pic->blocks[sb->first + i];
		const u32 w = av1_num_4x4_blocks_wide[b->size];
		const u32 h = av1_num_4x4_blocks_high[b->size];

		parse_check_block(test, pic, b);
		KUNIT_ASSERT_TRUE(test, b->col / pic->sb_mi == col && b->col < col_end);
		KUNIT_ASSERT_TRUE(test, b->row / pic->sb_mi == row && b->row < row_end);
		for (y = b->row; y < min(b->row + h, row_end); y++)
			for (x = b->col; x < min(b->col + w, col_end); x++, area++)
				KUNIT_ASSERT_EQ(test, pic->grid[av1_pic_grid(pic, y, x)],
						sb->first + i);
		KUNIT_EXPECT_GE(test, b->tx, at[AV1_RECORD_TX]);
		KUNIT_EXPECT_GE(test, b->coef, at[AV1_RECORD_COEF]);
		KUNIT_EXPECT_EQ(test, b->coef % 16, 0);
		at[AV1_RECORD_TX] = b->tx;
		at[AV1_RECORD_COEF] = b->coef;
	}
	at[AV1_RECORD_BLOCK] += sb->count;
	KUNIT_EXPECT_EQ(test, area, (row_end - row * pic->sb_mi) * (col_end - col * pic->sb_mi));
}

/* What a tile has of a row, which is the last one that has been parsed */
static void parse_check_tile(struct kunit *test, const struct av1_pic *pic, u32 row, u32 tile_col)
{
	const struct av1_params *p = &pic->params;
	const struct av1_tile *tile = &pic->tiles[tile_col];
	u32 i, col, at[AV1_RECORDS];

	for (i = 0; i < AV1_RECORDS; i++)
		at[i] = dae_ring_at(&tile->ring[i], row);
	for (i = at[AV1_RECORD_TX]; i < tile->used[AV1_RECORD_TX]; i++) {
		const struct av1_tx *tx = &pic->txs[i];

		KUNIT_ASSERT_LT(test, tx->size, AV1_TX_SIZES);
		KUNIT_ASSERT_LT(test, tx->type, AV1_TX_TYPES);
		KUNIT_ASSERT_LE(test, tx->eob, 1024);
	}
	for (col = p->tile_col_starts[tile_col]; col < p->tile_col_starts[tile_col + 1];
	     col += pic->sb_mi)
		parse_check_superblock(test, pic, row, col / pic->sb_mi, at);
	KUNIT_EXPECT_EQ(test, at[AV1_RECORD_BLOCK], tile->used[AV1_RECORD_BLOCK]);
	KUNIT_EXPECT_LE(test, at[AV1_RECORD_TX], tile->used[AV1_RECORD_TX]);
	KUNIT_EXPECT_LE(test, at[AV1_RECORD_COEF], tile->used[AV1_RECORD_COEF]);
	for (i = 0; i < AV1_RECORDS; i++) {
		const u32 used = tile->used[i] - dae_ring_at(&tile->ring[i], row);

		KUNIT_EXPECT_LE_MSG(test, used, tile->ring[i].room, "records of kind %u", i);
		KUNIT_EXPECT_EQ(test, tile->ring[i].pos[row + 1] - tile->ring[i].pos[row], used);
	}
}

static void parse_row(struct kunit *test, struct av1_pic *pic, u32 row)
{
	av1_picture_run_row(test, pic, AV1_STAGE_FIELD, row);
	av1_picture_run_row(test, pic, AV1_STAGE_PARSE, row);
}

static void parse_check_frame(struct kunit *test, struct av1_picture *f)
{
	struct av1_pic *pic = &f->pic;
	const struct av1_params *p = &pic->params;
	u32 row, i;

	for (row = 0; row < pic->sb_rows; row++) {
		parse_row(test, pic, row);
		for (i = 0; i < p->tile_cols; i++)
			parse_check_tile(test, pic, row, i);
	}
	av1_pic_parsed(pic);
	for (i = 0; i < pic->mi_rows * pic->mi_cols; i++)
		KUNIT_ASSERT_LE(test, pic->side->segment_ids[i], p->seg.last_active);
	for (i = 0; i < pic->mi_rows / 2 * (pic->mi_cols / 2); i++)
		KUNIT_ASSERT_LE(test, pic->side->mvs[i].ref, AV1_ALTREF_FRAME);
	KUNIT_EXPECT_TRUE(test, av1_picture_guard_ok(f));
}

/* Random bytes, of which a tile may end at any place */
static void parse_random(struct kunit *test)
{
	u8 data[PARSE_BYTES];
	u32 seed = 3, n, i, k;

	for (n = 0; n < 48; n++) {
		struct av1_picture *f = parse_fixture(test, n, &seed);
		const u32 tiles = f->pic.params.tile_cols * f->pic.params.tile_rows;

		for (i = 0; i < tiles; i++) {
			const u32 bytes = 1 + dae_below(&seed, n % 2 ? 40 : PARSE_BYTES);

			for (k = 0; k < bytes; k++)
				data[k] = dae_below(&seed, 256);
			av1_picture_tile(test, f, i, data, bytes);
		}
		parse_check_frame(test, f);
		av1_picture_free(f);
	}
}

/* All bits the same: the largest and the smallest values of everything */
static void parse_extreme(struct kunit *test)
{
	u8 data[PARSE_BYTES];
	u32 seed = 4, n, i;

	for (n = 0; n < 24; n++) {
		struct av1_picture *f = parse_fixture(test, n / 2, &seed);
		const u32 tiles = f->pic.params.tile_cols * f->pic.params.tile_rows;

		memset(data, n % 2 ? 0xff : 0, sizeof(data));
		for (i = 0; i < tiles; i++)
			av1_picture_tile(test, f, i, data, sizeof(data));
		parse_check_frame(test, f);
		av1_picture_free(f);
	}
}

/* Tiles without data are grey blocks of 4x4 that are not there for contexts either. */
static void parse_missing(struct kunit *test)
{
	u8 data[PARSE_BYTES];
	u32 seed = 5, n, i, k;

	for (n = 0; n < 24; n++) {
		struct av1_picture *f = parse_fixture(test, n, &seed);
		const struct av1_pic *pic = &f->pic;
		const u32 tiles = pic->params.tile_cols * pic->params.tile_rows;
		const u32 missing = dae_below(&seed, tiles);
		const u32 col = missing % pic->params.tile_cols;
		const u32 row = missing / pic->params.tile_cols;
		const struct av1_superblock *sb;
		u32 sb_row;

		for (i = 0; i < tiles; i++) {
			for (k = 0; k < PARSE_BYTES; k++)
				data[k] = dae_below(&seed, 256);
			if (i != missing)
				av1_picture_tile(test, f, i, data, PARSE_BYTES);
		}
		parse_check_frame(test, f);
		KUNIT_EXPECT_TRUE(test, pic->damaged);
		/* Its last row may still be in the rings. */
		sb_row = (pic->params.tile_row_starts[row + 1] - 1) / pic->sb_mi;
		sb = &pic->sbs[sb_row * pic->sb_cols];
		sb += pic->params.tile_col_starts[col] / pic->sb_mi;
		for (i = 0; sb_row + 1 == pic->sb_rows && i < sb->count; i++) {
			const struct av1_block *b = &pic->blocks[sb->first + i];

			KUNIT_EXPECT_EQ(test, b->size, AV1_BLOCK_4X4);
			KUNIT_EXPECT_TRUE(test, b->skip);
			KUNIT_EXPECT_FALSE(test, b->is_inter);
			KUNIT_EXPECT_EQ(test, b->mode, AV1_DC_PRED);
		}
		av1_picture_free(f);
	}
}

/*
 * A tile that ends early is damaged. The CDFs that a whole one leaves are the frame's, if
 * they may be.
 */
static void parse_truncated(struct kunit *test)
{
	struct av1_symbol_writer *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);
	struct av1_cdfs *cdfs = kunit_kzalloc(test, sizeof(*cdfs), GFP_KERNEL);
	u32 n, bytes, i;

	KUNIT_ASSERT_NOT_NULL(test, w);
	KUNIT_ASSERT_NOT_NULL(test, cdfs);
	for (n = 0; n < 4; n++) {
		struct av1_picture *f = av1_picture_new(test, 64, 64, DAE_CHROMA_400, 8);
		struct av1_params *p = &f->pic.params;
		const bool update = n & 1, end_update = n & 2;

		p->intra = true;
		p->frame_type = V4L2_AV1_KEY_FRAME;
		p->force_integer_mv = true;
		p->disable_cdf_update = !update;
		p->frame_end_update = end_update;
		av1_picture_start(test, f);
		*cdfs = f->pic.cdfs;
		/* 64 blocks of 8x8 by three splits: skip, and a mode without direction */
		av1_put_start(w, update);
		for (i = 0; i < 64; i++) {
			const u32 x = i % 2 + i / 4 % 2 * 2 + i / 16 % 2 * 4;
			const u32 y = i / 2 % 2 + i / 8 % 2 * 2 + i / 32 * 4;
			const u32 ctx_above = y > 0, ctx_left = x > 0;
			u32 level;

			/* Blocks of 8x8 are smaller than all but themselves. */
			for (level = 0; level < 3; level++)
				if (!(i & ((64u >> 2 * level) - 1)))
					av1_put_symbol(w, cdfs->partition[3 - level]
							     [ctx_above + 2 * ctx_left],
						       10, AV1_PARTITION_SPLIT);
			av1_put_symbol(w, cdfs->partition[0][0], 4, AV1_PARTITION_NONE);
			av1_put_symbol(w, cdfs->skip[ctx_above + ctx_left], 2, 1);
			av1_put_symbol(w, cdfs->intra_frame_y_mode[0][0], 13, AV1_DC_PRED);
		}
		bytes = av1_put_end(w);
		av1_picture_tile(test, f, 0, w->data, bytes);
		parse_row(test, &f->pic, 0);
		av1_pic_parsed(&f->pic);
		KUNIT_EXPECT_FALSE(test, f->pic.damaged);
		KUNIT_EXPECT_EQ(test, f->pic.sbs[0].count, 64);
		for (i = 0; i < 64; i++) {
			KUNIT_EXPECT_EQ(test, f->pic.blocks[i].size, AV1_BLOCK_8X8);
			KUNIT_EXPECT_TRUE(test, f->pic.blocks[i].skip);
			KUNIT_EXPECT_EQ(test, f->pic.blocks[i].mode, AV1_DC_PRED);
		}
		if (!end_update)
			*cdfs = f->pic.cdfs;
		KUNIT_EXPECT_TRUE_MSG(test, !memcmp(&f->pic.side->cdfs, cdfs, sizeof(*cdfs)),
				      "CDFs, case %u", n);

		/* The first half of it is damaged. */
		av1_picture_tile(test, f, 0, w->data, bytes / 2);
		parse_row(test, &f->pic, 0);
		av1_pic_parsed(&f->pic);
		KUNIT_EXPECT_TRUE(test, f->pic.damaged);
		parse_check_tile(test, &f->pic, 0, 0);
		av1_picture_free(f);
	}
}

static struct kunit_case av1_parse_cases[] = {
	KUNIT_CASE(parse_random),
	KUNIT_CASE(parse_extreme),
	KUNIT_CASE(parse_missing),
	KUNIT_CASE(parse_truncated),
	{}
};

static struct kunit_suite av1_parse_suite = {
	.name = "av1_parse",
	.test_cases = av1_parse_cases,
};

kunit_test_suite(av1_parse_suite);
