/* SPDX-License-Identifier: GPL-2.0 */
/* Small pictures for tests of the VP9 stages. */
#ifndef VP9_FIXTURE_H
#define VP9_FIXTURE_H

#include <kunit/test.h>
#include <linux/types.h>

#include "vp9/vp9_pic.h"

#define VP9_FIXTURE_MEM		48

/**
 * struct vp9_fixture - a picture and what it needs
 * @pic: the picture; vp9_pic_init() has run
 * @frame: its samples and motion
 * @refs: LAST, GOLDEN and ALTREF
 * @segments: of this frame, where there is segmentation
 * @prev_segments: of the frame before
 * @scratch: for the stages
 * @mem: all its memory
 * @num_mem: how many pieces
 */
struct vp9_fixture {
	struct vp9_pic pic;
	struct dae_frame frame;
	struct dae_frame refs[VP9_NUM_REFS];
	u8 *segments;
	u8 *prev_segments;
	void *scratch;
	void *mem[VP9_FIXTURE_MEM];
	unsigned int num_mem;
};

/**
 * vp9_fixture_params() - parameters of a frame
 * @width: luma samples
 * @height: rows
 * @chroma: subsampling
 * @bit_depth: of all planes
 *
 * Return: those of an inter frame that is shown and adapts probabilities; base_q_idx
 * is 100.
 */
struct vp9_params vp9_fixture_params(u32 width, u32 height, enum dae_chroma chroma,
				     u8 bit_depth);

/**
 * vp9_fixture_init() - make a picture
 * @test: the test; frees everything at its end, unless vp9_fixture_free() has
 * @params: of the frame
 *
 * Probabilities are the default ones, tx_mode is ONLY_4X4 and reference_mode
 * SINGLE_REFERENCE, which tests may change; tiles have no data; references are of the
 * same format, of which samples are 0.
 *
 * Return: the fixture; the test ends if there is no memory.
 */
struct vp9_fixture *vp9_fixture_init(struct kunit *test, const struct vp9_params *params);

/**
 * vp9_fixture_free() - free the memory of a picture that is not needed any more
 * @f: the fixture
 */
void vp9_fixture_free(struct vp9_fixture *f);

/**
 * vp9_fixture_again() - vp9_pic_init() after changes of parameters or references
 * @test: the test
 * @f: the fixture
 */
void vp9_fixture_again(struct kunit *test, struct vp9_fixture *f);

/**
 * vp9_fixture_ref() - a reference of another format
 * @test: the test
 * @f: the fixture; vp9_fixture_again() makes use of the reference
 * @ref: 0 for LAST, 1 GOLDEN, 2 ALTREF
 * @fmt: its format
 */
void vp9_fixture_ref(struct kunit *test, struct vp9_fixture *f, unsigned int ref,
		     const struct dae_frame_format *fmt);

/**
 * vp9_fixture_tile() - give a tile its data
 * @test: the test
 * @f: the fixture
 * @row: of the tile
 * @col: of the tile
 * @data: copied to memory of exactly that size
 * @bytes: how many
 */
void vp9_fixture_tile(struct kunit *test, struct vp9_fixture *f, u32 row, u32 col,
		      const u8 *data, u32 bytes);

/**
 * vp9_fixture_blocks() - divide the frame into blocks of any size
 * @f: the fixture; grid, order, order_count and the blocks' sizes are set, and all
 *	else of them is 0
 * @seed: as for dae_rnd()
 */
void vp9_fixture_blocks(struct vp9_fixture *f, u32 *seed);

/**
 * vp9_fixture_enter() - a block comes next in its superblock
 * @f: the fixture
 * @idx: index of its first mi
 */
void vp9_fixture_enter(struct vp9_fixture *f, u32 idx);

/**
 * vp9_fixture_forget() - no superblock has any blocks
 * @f: the fixture
 */
void vp9_fixture_forget(struct vp9_fixture *f);

/**
 * vp9_fixture_nth() - a block of a row of superblocks
 * @f: the fixture
 * @row: the row
 * @n: in decoding order
 *
 * Return: index of its first mi, or U32_MAX if there are no so many.
 */
u32 vp9_fixture_nth(const struct vp9_fixture *f, u32 row, u32 n);

/**
 * vp9_fixture_run() - run the parse or recon stage
 * @f: the fixture
 * @stage: which; after parse vp9_pic_parsed() is called
 */
void vp9_fixture_run(struct vp9_fixture *f, enum vp9_stage stage);

#endif /* VP9_FIXTURE_H */
