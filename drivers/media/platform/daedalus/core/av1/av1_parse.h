/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of the parser share: av1_parse.c walks tiles and partitions,
 * av1_modes.c reads modes, av1_palette.c palettes, av1_residual.c transforms and
 * coefficients. Nothing else includes this.
 */
#ifndef AV1_PARSE_H
#define AV1_PARSE_H

#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_pic.h"

/**
 * struct av1_parser - a block while it is parsed
 * @pic: frame context
 * @tile: its tile
 * @sym: the tile's symbol decoder
 * @cdfs: the tile's CDFs
 * @b: the block
 * @above: the block above its first mi; NULL if !AvailU
 * @left: the block at the left of its first mi; NULL if !AvailL
 * @row: MiRow
 * @col: MiCol
 * @bw4: width in mi
 * @bh4: height in mi
 * @cols: columns that are in the frame
 * @rows: rows that are in the frame
 * @sb: the superblock
 * @tx_sizes: InterTxSizes of the superblock: [32][32] at mi & 31
 * @tx_types: TxTypes of it, in the same way
 * @levels: room for the levels of a transform block's coefficients
 * @nonzero: room for a list of those that are not 0
 */
struct av1_parser {
	struct av1_pic *pic;
	struct av1_tile *tile;
	struct av1_symbol *sym;
	struct av1_cdfs *cdfs;
	struct av1_block *b;
	const struct av1_block *above;
	const struct av1_block *left;
	u32 row;
	u32 col;
	u32 bw4;
	u32 bh4;
	u32 cols;
	u32 rows;
	struct av1_superblock *sb;
	u8 (*tx_sizes)[AV1_SB_MI_MAX];
	u8 (*tx_types)[AV1_SB_MI_MAX];
	u8 *levels;
	u16 *nonzero;
};

/* Where each part of the parser's scratch memory starts. */
#define AV1_PARSE_TX_SIZES	0
#define AV1_PARSE_TX_TYPES	(AV1_SB_MI_MAX * AV1_SB_MI_MAX)
#define AV1_PARSE_LEVELS	(2 * AV1_SB_MI_MAX * AV1_SB_MI_MAX)
/* Columns of 32 + 4 levels, 32 + 4 of them */
#define AV1_LEVELS_BYTES	(36 * 36)
#define AV1_PARSE_NONZERO	(AV1_PARSE_LEVELS + AV1_LEVELS_BYTES)
/* Coefficients of a transform block */
#define AV1_NONZERO_MAX		(32 * 32)
#define AV1_PARSE_BYTES		(AV1_PARSE_NONZERO + 2 * AV1_NONZERO_MAX)

/**
 * av1_seg_feature_active() - seg_feature_active() (5.11.11)
 * @p: parser; @p->b->segment_id is set
 * @feature: enum av1_seg_feature
 */
static inline bool av1_seg_feature_active(const struct av1_parser *p, unsigned int feature)
{
	return p->pic->params.seg.features[p->b->segment_id] >> feature & 1;
}

/**
 * av1_plane_block_size() - get_plane_residual_size() (5.11.38)
 * @p: parser
 * @size: enum av1_block_size
 * @plane: Y, Cb, Cr
 */
static inline unsigned int av1_plane_block_size(const struct av1_parser *p, unsigned int size,
						unsigned int plane)
{
	return plane ? av1_subsampled_size[size][p->pic->sub_x][p->pic->sub_y] : size;
}

/* Whole units; the block's record is filled in, the symbol decoder and CDFs move on. */

/**
 * av1_parse_modes() - mode_info() (5.11.6)
 * @p: parser; size, row, col and has_chroma of the block are set
 */
void av1_parse_modes(struct av1_parser *p);

/**
 * av1_parse_palette_modes() - palette_mode_info() (5.11.46)
 * @p: parser
 */
void av1_parse_palette_modes(struct av1_parser *p);

/**
 * av1_parse_palette_maps() - palette_tokens() (5.11.49)
 * @p: parser
 */
void av1_parse_palette_maps(struct av1_parser *p);

/**
 * av1_parse_tx_size() - read_block_tx_size() (5.11.16)
 * @p: parser
 */
void av1_parse_tx_size(struct av1_parser *p);

/**
 * av1_parse_residual() - residual() (5.11.34), without reconstruction
 * @p: parser
 */
void av1_parse_residual(struct av1_parser *p);

/**
 * av1_parse_qindex() - get_qindex(0, segment_id) (7.12.2)
 * @p: parser
 */
unsigned int av1_parse_qindex(const struct av1_parser *p);

#endif /* AV1_PARSE_H */
