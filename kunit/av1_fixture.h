/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Small frames of random blocks and samples for tests of the stages behind
 * reconstruction.
 */
#ifndef AV1_FIXTURE_H
#define AV1_FIXTURE_H

#include <kunit/test.h>
#include <linux/types.h>

#include "av1/av1_pic.h"
#include "dae_check.h"

/**
 * struct av1_fixture_shape - kind of a frame
 * @name: for messages
 * @width: FrameWidth
 * @up_width: UpscaledWidth
 * @height: FrameHeight
 * @chroma: subsampling
 * @depth: of samples
 * @sb128: superblocks of 128x128
 */
struct av1_fixture_shape {
	const char *name;
	u32 width;
	u32 up_width;
	u32 height;
	enum dae_chroma chroma;
	u8 depth;
	bool sb128;
};

extern const struct av1_fixture_shape av1_fixture_shapes[];
extern const unsigned int av1_fixture_num_shapes;

/**
 * struct av1_fixture - a frame
 * @pic: frame context; av1_pic_init() has run
 * @shape: its kind
 * @frame: its samples
 * @stride: mi in a row of whole superblocks
 * @blocks: of the whole frame
 * @num_blocks: how many
 * @grid: index into @blocks of each mi
 * @tx: LoopfilterTxSizes of luma and chroma, in rows of @stride
 */
struct av1_fixture {
	struct av1_pic pic;
	const struct av1_fixture_shape *shape;
	struct dae_frame frame;
	u32 stride;
	struct av1_block *blocks;
	u32 num_blocks;
	u32 *grid;
	u8 *tx[2];
};

/* Zeroed memory that is freed at the end of the test; the test ends if there is none. */
void *av1_fixture_alloc(struct kunit *test, size_t bytes);

/**
 * av1_fixture_params() - parameters of a frame to be
 * @test: the test; frees everything at its end
 * @shape: kind of the frame
 *
 * Return: parameters that lack what the stages are told to do.
 */
struct av1_params *av1_fixture_params(struct kunit *test, const struct av1_fixture_shape *shape);

/**
 * av1_fixture_new() - make a frame of random blocks
 * @test: the test; frees everything at its end
 * @shape: as above
 * @params: parameters, complete
 * @seed: of dae_rnd()
 *
 * Blocks have a size, a position, skip, a reference and levels of the loop filter;
 * all frames are full of samples.
 *
 * Return: the frame; the test ends if there is no memory.
 */
struct av1_fixture *av1_fixture_new(struct kunit *test, const struct av1_fixture_shape *shape,
				    const struct av1_params *params, u32 *seed);

/**
 * av1_fixture_load_row() - put a row of superblocks into the rings, as parse does
 * @f: frame
 * @row: row of superblocks
 */
void av1_fixture_load_row(struct av1_fixture *f, u32 row);

/* The block at an mi of the frame, whatever is in the rings. */
const struct av1_block *av1_fixture_block(const struct av1_fixture *f, u32 row, u32 col);

/* LoopfilterTxSizes[ @plane ][ @row ][ @col ] */
unsigned int av1_fixture_tx(const struct av1_fixture *f, unsigned int plane, u32 row, u32 col);

/* A copy of a frame */
struct dae_frame *av1_fixture_clone(struct kunit *test, const struct dae_frame *frame);

/* Samples of a plane up to the end of their memory */
void av1_fixture_rect(const struct dae_frame *frame, unsigned int plane, struct dae_rect *rect);

/**
 * av1_fixture_same() - compare frames, from sample (0, 0) to the end of memory
 * @test: fails if there is a difference
 * @f: frame
 * @got: what a stage made
 * @want: what it should have made
 *
 * Return: whether they are the same.
 */
bool av1_fixture_same(struct kunit *test, const struct av1_fixture *f,
		      const struct dae_frame *got, const struct dae_frame *want);

#endif /* AV1_FIXTURE_H */
