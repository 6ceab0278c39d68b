/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Motion vector prediction of AV1 (7.10), the motion field (7.9) and what frames save
 * for it (7.19).
 */
#ifndef AV1_MV_H
#define AV1_MV_H

#include <linux/types.h>

#include "av1_types.h"

struct av1_block;
struct av1_pic;
struct av1_tile;

#define AV1_MV_STACK		8	/* MAX_REF_MV_STACK_SIZE */
#define AV1_MV_STACK_SLOTS	(AV1_MV_STACK + 1)
#define AV1_WARP_SAMPLES	8	/* LEAST_SQUARES_SAMPLES_MAX */

/**
 * struct av1_mv_stack - candidates of a block (7.10.2)
 * @mv: RefStackMv: [candidate][of which reference]
 * @weight: WeightStack
 * @global: GlobalMvs
 * @num: NumMvFound, 0..8; with a single reference at least two of @mv are set all the
 *	same
 * @new_mv_ctx: NewMvContext
 * @ref_mv_ctx: RefMvContext
 * @zero_mv_ctx: ZeroMvContext
 * @drl_ctx: DrlCtxStack
 */
struct av1_mv_stack {
	struct av1_mv mv[AV1_MV_STACK_SLOTS][2];
	u16 weight[AV1_MV_STACK_SLOTS];
	struct av1_mv global[2];
	u8 num;
	u8 new_mv_ctx;
	u8 ref_mv_ctx;
	u8 zero_mv_ctx;
	u8 drl_ctx[AV1_MV_STACK_SLOTS];
};

/**
 * av1_mv_find_stack() - candidates of a block (find_mv_stack(), 7.10.2)
 * @pic: frame context
 * @tile: its tile
 * @b: the block: size, row, col and ref are set; ref is AV1_INTRA_FRAME with intra
 *	block copy. It is not in the grid yet.
 * @stack: filled in
 */
void av1_mv_find_stack(const struct av1_pic *pic, const struct av1_tile *tile,
		       const struct av1_block *b, struct av1_mv_stack *stack);

/**
 * av1_mv_has_overlappable() - has_overlappable_candidates() (7.10.3)
 * @pic: frame context
 * @tile: its tile
 * @b: the block
 */
bool av1_mv_has_overlappable(const struct av1_pic *pic, const struct av1_tile *tile,
			     const struct av1_block *b);

/**
 * av1_mv_warp_samples() - find_warp_samples() (7.10.4)
 * @pic: frame context
 * @tile: its tile
 * @b: the block; mv[0] is set
 * @samples: CandList: [candidate][source row, source column, destination row, column]
 *	in eighth luma samples
 *
 * Return: NumSamples
 */
unsigned int av1_mv_warp_samples(const struct av1_pic *pic, const struct av1_tile *tile,
				 const struct av1_block *b, s32 samples[AV1_WARP_SAMPLES][4]);

/**
 * av1_mfmv_project() - get mv projection process (7.9.3)
 * @mv: vector, of a component below 4096
 * @numerator: frames to cover
 * @denominator: frames @mv covers, 1..31
 */
struct av1_mv av1_mfmv_project(struct av1_mv mv, int numerator, unsigned int denominator);

/**
 * av1_mfmv_row() - motion field of a row of superblocks (7.9)
 * @pic: frame context, using use_ref_frame_mvs
 * @row: row of superblocks
 *
 * Fills @pic->field for the row; what is projected stays within 64 rows.
 */
void av1_mfmv_row(struct av1_pic *pic, u32 row);

/**
 * av1_mfmv_save() - save motion vectors of a row of superblocks (7.19)
 * @pic: frame context
 * @row: row of superblocks
 * @tile: column of tiles where it has been parsed
 */
void av1_mfmv_save(struct av1_pic *pic, u32 row, const struct av1_tile *tile);

#endif /* AV1_MV_H */
