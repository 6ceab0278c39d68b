/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A model of AV1's block syntax (5.11), written from the syntax tables: it walks through
 * a tile as a decoder does, but where a decoder reads a syntax element the model draws a
 * value at random and writes it, with the CDF that the text of 8.3.2 selects. What it
 * has drawn is what a decoder of that tile has to find.
 *
 * Motion vector prediction (7.10) is not part of it: it has a suite of its own, and runs
 * on a picture that the model fills block by block.
 */
#ifndef AV1_MODEL_H
#define AV1_MODEL_H

#include <kunit/test.h>
#include <linux/types.h>

#include "av1/av1_block_tables.h"
#include "av1/av1_mv.h"
#include "av1/av1_pic.h"
#include "av1_picture.h"
#include "av1_symbol_writer.h"

/* Largest side of a frame in mi, whole superblocks */
#define AV1_MODEL_MI		128
#define AV1_MODEL_SB64		(AV1_MODEL_MI / 16)
/* Loop restoration units in a row or column */
#define AV1_MODEL_UNITS		8

/**
 * struct av1_model_block - a block
 * @b: the record the decoder has to make, but for tx, coef, palette and warp
 * @warp: its local warp
 * @colors: palette_colors_y, _u, _v
 * @map: where ColorMapY and ColorMapUV start in the model's maps
 * @map_bytes: their sizes
 * @tx: its first transform block in the model's
 * @num_txs: how many
 * @coef: its first coefficient in the model's
 */
struct av1_model_block {
	struct av1_block b;
	struct av1_warp_model warp;
	u16 colors[AV1_MAX_PLANES][AV1_PALETTE_MAX];
	u32 map[2];
	u32 map_bytes[2];
	u32 tx;
	u32 num_txs;
	u32 coef;
};

/**
 * struct av1_model - state of the decoding process
 * @test: the test
 * @p: parameters of the frame
 * @seed: of random numbers
 * @no_residual: all blocks have skip, and there are more large ones
 * @w: what is written
 * @cdfs: CDFs of the tile, as the symbol writer has them
 * @shadow: picture for motion vector prediction, filled as blocks are drawn
 * @tile: the tile's bounds
 * @blocks: all blocks, tile by tile
 * @num_blocks: how many
 * @txs: all transform blocks
 * @num_txs: how many
 * @coefs: Dequant of those with coefficients, by columns as in struct av1_pic
 * @num_coefs: how many
 * @maps: colour maps
 * @num_maps: bytes of them
 * @grid: index of the block at each mi
 * @inter_tx_sizes: InterTxSizes
 * @tx_types: TxTypes
 * @lf_tx: LoopfilterTxSizes of luma and of chroma
 * @above_level: AboveLevelContext
 * @above_dc: AboveDcContext
 * @left_level: LeftLevelContext
 * @left_dc: LeftDcContext
 * @above_seg_pred: AboveSegPredContext
 * @left_seg_pred: LeftSegPredContext
 * @current_q_index: CurrentQIndex
 * @delta_lf: DeltaLF
 * @read_deltas: ReadDeltas
 * @ref_sgr_xqd: RefSgrXqd
 * @ref_lr_wiener: RefLrWiener
 * @cdef_idx: of each 64x64 block
 * @lr: of each unit
 * @quant: Quant
 * @block: the current one
 * @mi_row: MiRow
 * @mi_col: MiCol
 * @avail_u: AvailU
 * @avail_l: AvailL
 */
struct av1_model {
	struct kunit *test;
	const struct av1_params *p;
	u32 seed;
	bool no_residual;
	struct av1_symbol_writer w;
	struct av1_cdfs cdfs;
	struct av1_pic *shadow;
	struct av1_tile tile;
	struct av1_model_block *blocks;
	u32 num_blocks;
	struct av1_tx *txs;
	u32 num_txs;
	s32 *coefs;
	u32 num_coefs;
	u8 *maps;
	u32 num_maps;
	u32 grid[AV1_MODEL_MI][AV1_MODEL_MI];
	u8 inter_tx_sizes[AV1_MODEL_MI][AV1_MODEL_MI];
	u8 tx_types[AV1_MODEL_MI][AV1_MODEL_MI];
	u8 lf_tx[2][AV1_MODEL_MI][AV1_MODEL_MI];
	u8 above_level[AV1_MAX_PLANES][AV1_MODEL_MI];
	u8 above_dc[AV1_MAX_PLANES][AV1_MODEL_MI];
	u8 left_level[AV1_MAX_PLANES][AV1_MODEL_MI];
	u8 left_dc[AV1_MAX_PLANES][AV1_MODEL_MI];
	u8 above_seg_pred[AV1_MODEL_MI];
	u8 left_seg_pred[AV1_MODEL_MI];
	int current_q_index;
	int delta_lf[4];
	bool read_deltas;
	int ref_sgr_xqd[AV1_MAX_PLANES][2];
	int ref_lr_wiener[AV1_MAX_PLANES][2][3];
	s8 cdef_idx[AV1_MODEL_SB64][AV1_MODEL_SB64];
	struct av1_lr_unit lr[AV1_MAX_PLANES][AV1_MODEL_UNITS][AV1_MODEL_UNITS];
	s32 quant[32 * 32];
	struct av1_model_block *block;
	int mi_row;
	int mi_col;
	bool avail_u;
	bool avail_l;
};

/**
 * av1_model_new() - a model of a frame
 * @test: the test; frees everything at its end
 * @f: the picture that will be decoded, started
 * @seed: of random numbers
 *
 * The frame is not larger than four rows of superblocks nor than AV1_MODEL_MI.
 */
struct av1_model *av1_model_new(struct kunit *test, struct av1_picture *f, u32 seed);

/* Free the memory of a model that is not needed any more. */
void av1_model_free(struct av1_model *m);

/**
 * av1_model_tile() - draw a tile: decode_tile() (5.11.2)
 * @m: model
 * @tile: number of the tile, by rows; each is drawn once
 *
 * The tile's data is in @m->w.
 *
 * Return: how many bytes.
 */
u32 av1_model_tile(struct av1_model *m, u32 tile);

/* For the files of the model only. */

/* A number below @n */
u32 av1_model_random(struct av1_model *m, u32 n);

/* One time in @n */
static inline bool av1_model_rarely(struct av1_model *m, u32 n)
{
	return !av1_model_random(m, n);
}

/* S() of a value, of any of @n values, of any but mostly 0, and of a bool */
u32 av1_model_put(struct av1_model *m, u16 *cdf, u32 n, u32 value);
u32 av1_model_any(struct av1_model *m, u16 *cdf, u32 n);
u32 av1_model_low(struct av1_model *m, u16 *cdf, u32 n);
bool av1_model_flag(struct av1_model *m, u16 *cdf);
/* L(n) and NS(n) of any value */
u32 av1_model_literal(struct av1_model *m, u32 n);
u32 av1_model_ns(struct av1_model *m, u32 n);

/* The block at an mi that has been drawn */
static inline struct av1_model_block *av1_model_at(const struct av1_model *m, int row, int col)
{
	return &m->blocks[m->grid[row][col]];
}

/* The blocks above and at the left of the current one; NULL if they are not available */
static inline struct av1_model_block *av1_model_above(const struct av1_model *m)
{
	return m->avail_u ? av1_model_at(m, m->mi_row - 1, m->mi_col) : NULL;
}

static inline struct av1_model_block *av1_model_left(const struct av1_model *m)
{
	return m->avail_l ? av1_model_at(m, m->mi_row, m->mi_col - 1) : NULL;
}

/* seg_feature_active() (5.11.14) */
bool av1_model_seg_feature(const struct av1_model *m, unsigned int feature);

/* get_plane_residual_size() (5.11.38) */
unsigned int av1_model_plane_size(const struct av1_model *m, unsigned int size,
				  unsigned int plane);

/* Parts of mode_info() (5.11.6) */
void av1_model_intra_frame_mode(struct av1_model *m);
void av1_model_inter_frame_mode(struct av1_model *m);
unsigned int av1_model_intra_mode(struct av1_model *m, u16 *cdf);
void av1_model_read_segment_id(struct av1_model *m);
void av1_model_read_skip(struct av1_model *m);
void av1_model_read_cdef(struct av1_model *m);
void av1_model_read_deltas(struct av1_model *m);
void av1_model_intra_modes(struct av1_model *m);
void av1_model_put_mv(struct av1_model *m, int row, int col);
void av1_model_palette_mode(struct av1_model *m);

/* palette_tokens() (5.11.49), read_block_tx_size() (5.11.16), residual() (5.11.34) */
void av1_model_palette_tokens(struct av1_model *m);
void av1_model_block_tx_size(struct av1_model *m);
void av1_model_reset_context(struct av1_model *m);
void av1_model_residual(struct av1_model *m);

#endif /* AV1_MODEL_H */
