// SPDX-License-Identifier: GPL-2.0
/*
 * Which vectors of intra block copy are valid, against a transcription of is_mv_valid()
 * (6.10.25 of the AV1 specification): tiles of plain blocks, of which one copies.
 */
#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "av1/av1_block_tables.h"
#include "av1_picture.h"
#include "av1_symbol_writer.h"
#include "dae_check.h"

#define IBC_CASES	500
#define IBC_MI_ROWS	160
#define IBC_MI_COLS	192
/* Where the second row and column of tiles start, and where they end */
#define IBC_ROW		256
#define IBC_HEIGHT	520
#define IBC_COL		512
#define IBC_WIDTH	768

/**
 * struct ibc_case - one frame
 * @w: its tiles are written with this
 * @cdfs: as the writer has them
 * @num4: mi of the blocks, by mi row and column
 * @pic: the frame
 * @sb: size of superblocks, enum av1_block_size
 * @size: of the block that copies
 * @row: its MiRow
 * @col: its MiCol
 * @mv: its vector
 */
struct ibc_case {
	struct av1_symbol_writer w;
	struct av1_cdfs cdfs;
	u8 num4[IBC_MI_ROWS][IBC_MI_COLS];
	struct av1_picture *pic;
	unsigned int sb;
	unsigned int size;
	u32 row;
	u32 col;
	struct av1_mv mv;
};

/* What the specification's text has as global variables */
struct ibc_ref {
	int mi_row, mi_col, mi_row_start, mi_col_start, mi_row_end, mi_col_end;
	int mv[2];
	int bw, bh;
	bool has_chroma, subsampling_x, subsampling_y, use_128x128_superblock;
};

static bool ibc_ref_is_mv_valid(const struct ibc_ref *r)
{
	const int delay = 4; /* INTRABC_DELAY_SB64 */
	const int delta_row = r->mv[0] >> 3, delta_col = r->mv[1] >> 3;
	int top = r->mi_row * 4 + delta_row, left = r->mi_col * 4 + delta_col;
	const int bottom = top + r->bh, right = left + r->bw;
	const int sb_h = r->use_128x128_superblock ? 128 : 64;
	int active_row, active_col, src_row, src_col, per_row, offset;

	if (abs(r->mv[0]) >= 1 << 14 || abs(r->mv[1]) >= 1 << 14)
		return false;
	if (r->mv[0] & 7 || r->mv[1] & 7)
		return false;
	if (r->has_chroma) {
		if (r->bw < 8 && r->subsampling_x)
			left -= 4;
		if (r->bh < 8 && r->subsampling_y)
			top -= 4;
	}
	if (top < r->mi_row_start * 4 || left < r->mi_col_start * 4 ||
	    bottom > r->mi_row_end * 4 || right > r->mi_col_end * 4)
		return false;
	active_row = r->mi_row * 4 / sb_h;
	active_col = r->mi_col * 4 >> 6;
	src_row = (bottom - 1) / sb_h;
	src_col = (right - 1) >> 6;
	per_row = ((r->mi_col_end - r->mi_col_start - 1) >> 4) + 1;
	if (src_row * per_row + src_col >= active_row * per_row + active_col - delay)
		return false;
	offset = (1 + delay + r->use_128x128_superblock) * (active_row - src_row);
	return src_row <= active_row && src_col < active_col - delay + offset;
}

static bool ibc_expected(const struct ibc_case *c)
{
	const struct av1_params *p = &c->pic->pic.params;
	const unsigned int tile_row = c->row >= p->tile_row_starts[1];
	const unsigned int tile_col = c->col >= p->tile_col_starts[1];
	const struct ibc_ref ref = {
		.mi_row = c->row,
		.mi_col = c->col,
		.mi_row_start = p->tile_row_starts[tile_row],
		.mi_row_end = p->tile_row_starts[tile_row + 1],
		.mi_col_start = p->tile_col_starts[tile_col],
		.mi_col_end = p->tile_col_starts[tile_col + 1],
		.mv = { c->mv.row, c->mv.col },
		.bw = av1_block_width[c->size],
		.bh = av1_block_height[c->size],
		/* The block of 4x4 is the last one of its 8x8. */
		.has_chroma = p->seq.num_planes > 1,
		.subsampling_x = p->seq.sub_x,
		.subsampling_y = p->seq.sub_y,
		.use_128x128_superblock = p->seq.sb128,
	};

	return ibc_ref_is_mv_valid(&ref);
}

/* A component of a vector: what is added to the prediction, in whole samples */
static void ibc_put_component(struct ibc_case *c, unsigned int comp, int diff)
{
	const u32 above = abs(diff) / 8 - 1, class = above > 1 ? ilog2(above) : 0;
	struct av1_mv_cdfs *cdfs = &c->cdfs.mv[1];
	unsigned int i;

	av1_put_symbol(&c->w, cdfs->sign[comp], 2, diff < 0);
	av1_put_symbol(&c->w, cdfs->class[comp], 11, class);
	if (!class)
		av1_put_symbol(&c->w, cdfs->class0_bit[comp], 2, above);
	for (i = 0; i < class; i++)
		av1_put_symbol(&c->w, cdfs->bit[comp][i], 2, above >> i & 1);
}

/* No block around it copies, so the prediction is the one for that. */
static void ibc_put_mv(struct ibc_case *c, u32 tile_row_first)
{
	const int sb = av1_block_width[c->sb];
	int row = c->mv.row, col = c->mv.col;

	if (c->row * 4 < tile_row_first * 4 + sb)
		col += (sb + 256) * 8;
	else
		row += sb * 8;
	av1_put_symbol(&c->w, c->cdfs.mv[1].joint, 4, (row ? 2 : 0) + (col ? 1 : 0));
	if (row)
		ibc_put_component(c, 0, row);
	if (col)
		ibc_put_component(c, 1, col);
}

/* All blocks are skipped and predicted by DC. */
static void ibc_put_block(struct ibc_case *c, u32 tile_row, u32 tile_col, u32 row, u32 col,
			  u32 num4)
{
	const struct av1_params *p = &c->pic->pic.params;
	const bool whole = (row & 1 || !p->seq.sub_y) && (col & 1 || !p->seq.sub_x);
	const bool chroma = p->seq.num_planes > 1 && (num4 > 1 || whole);
	const bool copies = row == c->row && col == c->col;
	const unsigned int ctx = (row > tile_row) + (col > tile_col);
	u32 y;

	for (y = 0; y < num4; y++)
		memset(&c->num4[row + y][col], num4, num4);
	av1_put_symbol(&c->w, c->cdfs.skip[ctx], 2, 1);
	av1_put_symbol(&c->w, c->cdfs.intrabc, 2, copies);
	if (copies) {
		ibc_put_mv(c, tile_row);
		return;
	}
	av1_put_symbol(&c->w, c->cdfs.intra_frame_y_mode[0][0], 13, AV1_DC_PRED);
	if (!chroma)
		return;
	if (num4 <= 8)
		av1_put_symbol(&c->w, c->cdfs.uv_mode_cfl_allowed[AV1_DC_PRED], 14, AV1_DC_PRED);
	else
		av1_put_symbol(&c->w, c->cdfs.uv_mode_cfl_not_allowed[AV1_DC_PRED], 13,
			       AV1_DC_PRED);
}

/* split_or_horz, 1 (8.3.2) */
static void ibc_put_split(struct ibc_case *c, const u16 *cdf, unsigned int n)
{
	static const u8 splits[] = {
		AV1_PARTITION_VERT, AV1_PARTITION_SPLIT, AV1_PARTITION_HORZ_A,
		AV1_PARTITION_VERT_A, AV1_PARTITION_VERT_B, AV1_PARTITION_VERT_4
	};
	u32 psum = 0, i;

	/* Not of 128x128: the last one */
	for (i = 0; i < ARRAY_SIZE(splits) - (n == 8); i++)
		psum += cdf[splits[i] - 1] - (splits[i] == n - 1 ? 0 : cdf[splits[i]]);
	av1_put_bool_prob(&c->w, true, psum);
}

/* Blocks as large as they can be, but for the one that copies */
static void ibc_put_partition(struct ibc_case *c, u32 tile_row, u32 tile_col, u32 row, u32 col,
			      u32 num4)
{
	const u32 mi_rows = c->pic->pic.mi_rows;
	const bool has_rows = row + num4 / 2 < mi_rows;
	const bool split = !has_rows ||
			   (num4 > av1_num_4x4_blocks_wide[c->size] && row <= c->row &&
			    c->row < row + num4 && col <= c->col && c->col < col + num4);
	const unsigned int bsl = ilog2(num4), n = bsl == 1 ? 4 : bsl == 5 ? 8 : 10;
	unsigned int ctx = 0, i;

	if (row >= mi_rows)
		return;
	if (num4 > 1) {
		if (row > tile_row && c->num4[row - 1][col] < num4)
			ctx = 1;
		if (col > tile_col && c->num4[row][col - 1] < num4)
			ctx += 2;
		if (has_rows)
			av1_put_symbol(&c->w, c->cdfs.partition[bsl - 1][ctx], n,
				       split ? AV1_PARTITION_SPLIT : AV1_PARTITION_NONE);
		else
			ibc_put_split(c, c->cdfs.partition[bsl - 1][ctx], n);
	}
	if (!split) {
		ibc_put_block(c, tile_row, tile_col, row, col, num4);
		return;
	}
	num4 /= 2;
	for (i = 0; i < 4; i++)
		ibc_put_partition(c, tile_row, tile_col, row + i / 2 * num4, col + i % 2 * num4,
				  num4);
}

static void ibc_put_tile(struct kunit *test, struct ibc_case *c, unsigned int tile)
{
	const struct av1_params *p = &c->pic->pic.params;
	const u32 first = p->tile_row_starts[tile / 2], left = p->tile_col_starts[tile % 2];
	const u32 num4 = av1_num_4x4_blocks_wide[c->sb];
	u32 row, col;

	c->cdfs = c->pic->pic.cdfs;
	av1_put_start(&c->w, true);
	for (row = first; row < p->tile_row_starts[tile / 2 + 1]; row += num4)
		for (col = left; col < p->tile_col_starts[tile % 2 + 1]; col += num4)
			ibc_put_partition(c, first, left, row, col, num4);
	av1_picture_tile(test, c->pic, tile, c->w.data, av1_put_end(&c->w));
}

/* From where the block copies: anything, or close to where a rule begins */
static int ibc_pick(u32 *seed, int start, int end, int size)
{
	const int from = start - 2 * size + (int)dae_below(seed, end - start + 2 * size);
	const int near = (int)dae_below(seed, 3) - 1;

	switch (dae_below(seed, 6)) {
	case 0:
		return start + near;
	case 1:
		return end - size + near;
	case 2:
	case 3:
		return round_down(from, 64) - size + near;
	case 4:
		return round_down(from, 64) + near;
	default:
		return from;
	}
}

static void ibc_start_picture(struct kunit *test, struct ibc_case *c, u32 *seed)
{
	static const enum dae_chroma chroma[] = {
		DAE_CHROMA_400, DAE_CHROMA_420, DAE_CHROMA_422, DAE_CHROMA_444
	};
	const bool sb128 = dae_below(seed, 2);
	struct av1_params *p;

	c->sb = sb128 ? AV1_BLOCK_128X128 : AV1_BLOCK_64X64;
	c->pic = av1_picture_new(test, IBC_WIDTH, IBC_HEIGHT,
				 chroma[dae_below(seed, 4)], 8);
	p = &c->pic->pic.params;
	p->intra = true;
	p->frame_type = V4L2_AV1_KEY_FRAME;
	p->force_integer_mv = true;
	p->intrabc = true;
	p->seq.sb128 = sb128;
	p->fmt.block = av1_block_width[c->sb];
	p->tile_cols = 2;
	p->tile_rows = 2;
	p->tile_col_starts[1] = IBC_COL / 4;
	p->tile_col_starts[2] = IBC_WIDTH / 4;
	p->tile_row_starts[1] = IBC_ROW / 4;
	p->tile_row_starts[2] = IBC_HEIGHT / 4;
	av1_picture_start(test, c->pic);
}

/* The first block of a superblock, or the last 4x4 of its first 8x8 */
static void ibc_start_block(struct ibc_case *c, u32 *seed)
{
	static const u8 sizes[] = {
		AV1_BLOCK_4X4, AV1_BLOCK_8X8, AV1_BLOCK_16X16, AV1_BLOCK_64X64, AV1_BLOCK_128X128
	};
	const struct av1_pic *pic = &c->pic->pic;
	bool second_row, second_col;

	/* The last row more often: it is only 8 samples high. */
	c->row = min(dae_below(seed, 2 * pic->sb_rows), pic->sb_rows - 1) * pic->sb_mi;
	c->col = dae_below(seed, pic->sb_cols) * pic->sb_mi;
	second_row = 4 * c->row >= IBC_ROW;
	second_col = 4 * c->col >= IBC_COL;
	c->size = sizes[dae_below(seed, c->row + 2 == pic->mi_rows ? 2 :
						 pic->sb_mi == 32 ? 5 : 4)];
	c->row += c->size == AV1_BLOCK_4X4;
	c->col += c->size == AV1_BLOCK_4X4;
	c->mv.row = 8 * (ibc_pick(seed, second_row ? IBC_ROW : 0, second_row ? IBC_HEIGHT : IBC_ROW,
				  av1_block_height[c->size]) - 4 * (int)c->row);
	c->mv.col = 8 * (ibc_pick(seed, second_col ? IBC_COL : 0, second_col ? IBC_WIDTH : IBC_COL,
				  av1_block_width[c->size]) - 4 * (int)c->col);
	/* The shortest that is too long, where the prediction leaves room to code it */
	if (dae_below(seed, 20))
		return;
	if (c->row - (second_row ? IBC_ROW / 4 : 0) < pic->sb_mi)
		c->mv.row = dae_below(seed, 2) ? 1 << 14 : -(1 << 14);
	else
		c->mv.col = dae_below(seed, 2) ? 1 << 14 : -(1 << 14);
}

/* Valid vectors are taken as they are; with another one the block is an intra block. */
static bool ibc_check(struct kunit *test, const struct ibc_case *c, unsigned int n)
{
	const bool valid = ibc_expected(c);
	const struct av1_block *b = av1_pic_block(&c->pic->pic, c->row, c->col);

	KUNIT_EXPECT_EQ_MSG(test, b->size, c->size, "case %u", n);
	KUNIT_EXPECT_EQ_MSG(test, b->intrabc, valid,
			    "case %u: %u at row %u, column %u, from %d, %d of it", n, b->size,
			    4 * c->row, 4 * c->col, c->mv.row / 8, c->mv.col / 8);
	KUNIT_EXPECT_EQ_MSG(test, b->is_inter, valid, "case %u", n);
	KUNIT_EXPECT_EQ_MSG(test, b->mv[0].row, valid ? c->mv.row : 0, "case %u", n);
	KUNIT_EXPECT_EQ_MSG(test, b->mv[0].col, valid ? c->mv.col : 0, "case %u", n);
	KUNIT_EXPECT_EQ_MSG(test, c->pic->pic.damaged, !valid, "case %u", n);
	return valid;
}

static void intrabc_vectors(struct kunit *test)
{
	struct ibc_case *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	unsigned int n, tile, num_valid = 0;
	u32 seed = 1, row;

	KUNIT_ASSERT_NOT_NULL(test, c);
	for (n = 0; n < IBC_CASES; n++) {
		ibc_start_picture(test, c, &seed);
		ibc_start_block(c, &seed);
		for (tile = 0; tile < 4; tile++)
			ibc_put_tile(test, c, tile);
		for (row = 0; row <= c->row / c->pic->pic.sb_mi; row++)
			av1_picture_run_row(test, &c->pic->pic, AV1_STAGE_PARSE, row);
		av1_pic_parsed(&c->pic->pic);
		num_valid += ibc_check(test, c, n);
		av1_picture_free(c->pic);
	}
	/* There are enough of both. */
	KUNIT_EXPECT_GT(test, num_valid, IBC_CASES / 8);
	KUNIT_EXPECT_LT(test, num_valid, IBC_CASES - IBC_CASES / 8);
}

static struct kunit_case av1_intrabc_cases[] = {
	KUNIT_CASE(intrabc_vectors),
	{}
};

static struct kunit_suite av1_intrabc_suite = {
	.name = "av1_intrabc",
	.test_cases = av1_intrabc_cases,
};

kunit_test_suite(av1_intrabc_suite);
