/* SPDX-License-Identifier: GPL-2.0 */
/* Small pictures for tests of the AV1 stages. */
#ifndef AV1_PICTURE_H
#define AV1_PICTURE_H

#include <kunit/test.h>
#include <linux/types.h>

#include "av1/av1_masks.h"
#include "av1/av1_pic.h"

#define AV1_FIXTURE_MEM		64
/* Rows that are in the rings at the same time, at least */
#define AV1_FIXTURE_RING_ROWS	4
/* Bytes after the work memory that nothing may change, and what they are */
#define AV1_FIXTURE_GUARD	128
#define AV1_FIXTURE_GUARD_BYTE	0xa7

/**
 * struct av1_picture - a picture and what it needs
 * @pic: the picture
 * @frame: its samples and side data
 * @refs: frames of LAST..ALTREF, by enum av1_ref_frame
 * @work: its work memory, with a guard behind it
 * @work_bytes: without the guard
 * @mem: all memory
 * @num_mem: how many pieces
 */
struct av1_picture {
	struct av1_pic pic;
	struct dae_frame frame;
	struct dae_frame refs[AV1_TOTAL_REFS];
	u8 *work;
	size_t work_bytes;
	void *mem[AV1_FIXTURE_MEM];
	unsigned int num_mem;
};

/**
 * av1_picture_new() - parameters of a frame
 * @test: the test; frees everything at its end, unless av1_picture_free() has
 * @width: luma samples
 * @height: rows
 * @chroma: subsampling
 * @bit_depth: of all planes
 *
 * Return: a fixture with parameters of an inter frame, which the test may change:
 * one tile, base_q_idx 100, TX_MODE_LARGEST, superblocks of 64x64, order hints of 7
 * bits and no tools.
 */
struct av1_picture *av1_picture_new(struct kunit *test, u32 width, u32 height,
				    enum dae_chroma chroma, u8 bit_depth);

/**
 * av1_picture_start() - make the picture
 * @test: the test
 * @f: the fixture; parameters and references are as the test wants them
 *
 * References that have no format become frames of the same one, with the order hint 10
 * and samples that are 0; the order hint of the picture is 20, unless it is set.
 */
void av1_picture_start(struct kunit *test, struct av1_picture *f);

/**
 * av1_picture_ref() - a reference of another format
 * @test: the test
 * @f: the fixture, not yet started
 * @ref: enum av1_ref_frame
 * @fmt: its format
 *
 * Return: its side data, of a key frame of that size with the order hint 10.
 */
struct av1_side *av1_picture_ref(struct kunit *test, struct av1_picture *f, unsigned int ref,
				 const struct dae_frame_format *fmt);

/* Free the memory of a picture that is not needed any more. */
void av1_picture_free(struct av1_picture *f);

/* Nothing was written behind the work memory. */
bool av1_picture_guard_ok(const struct av1_picture *f);

/**
 * av1_picture_tile() - give a tile its data
 * @test: the test
 * @f: the fixture
 * @tile: by rows
 * @data: copied to memory of exactly that size
 * @bytes: how many
 */
void av1_picture_tile(struct kunit *test, struct av1_picture *f, u32 tile, const u8 *data,
		      u32 bytes);

/**
 * av1_picture_run_row() - run all parts of a row of a stage
 * @test: the test
 * @pic: a picture
 * @stage: the stage
 * @row: row of superblocks
 */
void av1_picture_run_row(struct kunit *test, struct av1_pic *pic, enum av1_stage stage, u32 row);

#endif /* AV1_PICTURE_H */
