/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Writes random tiles for tests of the VP9 parser, by the syntax tables of the VP9
 * bitstream specification 6.4 and the contexts of 9.3.
 */
#ifndef VP9_TILE_WRITER_H
#define VP9_TILE_WRITER_H

#include "vp9_bool_writer.h"
#include "vp9_fixture.h"

/**
 * struct vp9_tile_writer - state of the writer
 * @f: what the parser should come to: blocks, coefficients, counts
 * @w: encoders, [tile row][tile column]
 * @now: the one of the tile being written
 * @seed: of what is written
 * @tile_first: first column of the tile
 * @tile_end: column after the last one
 * @sb_row: superblock row
 * @mi_row: of the block
 * @mi_col: same
 * @b: the block
 * @above_nonzero: AboveNonzeroContext
 * @left_nonzero: LeftNonzeroContext
 * @used_coefs: where the next coefficients go
 * @used_eobs: where the next number of coefficients goes
 * @large: no blocks below 8x8
 * @rich: as many coefficients as there is room for
 */
struct vp9_tile_writer {
	struct vp9_fixture *f;
	struct vp9_bool_writer w[2][2];
	struct vp9_bool_writer *now;
	u32 seed;
	u32 tile_first;
	u32 tile_end;
	u32 sb_row;
	u32 mi_row;
	u32 mi_col;
	struct vp9_block *b;
	u8 above_nonzero[3][256];
	u8 left_nonzero[3][256];
	u32 used_coefs;
	u32 used_eobs;
	bool large;
	bool rich;
};

/**
 * vp9_tile_writer_frame() - write all tiles of a frame
 * @t: writer; f and seed are set, and in f all that the syntax depends on
 *
 * At most two columns and two rows of tiles.
 */
void vp9_tile_writer_frame(struct vp9_tile_writer *t);

#endif /* VP9_TILE_WRITER_H */
