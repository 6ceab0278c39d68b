/* SPDX-License-Identifier: GPL-2.0 */
/* Small pictures for tests of the H.264 stages. */
#ifndef H264_FIXTURE_H
#define H264_FIXTURE_H

#include <kunit/test.h>
#include <linux/types.h>

#include "h264/h264_pic.h"
#include "h264_writer.h"

#define H264_FIXTURE_SLICES	20

/**
 * struct h264_fixture - a picture and what it needs
 * @pic: the picture; h264_pic_init() has run
 * @frame: its samples and motion
 * @refs: two reference pictures, in slots 0 and 1; of the size of @frame
 * @slices: its slices
 * @pps: their parameters: no scaling lists; LevelScale is 16, so that with QP 24
 *	coefficients are 16 times the level, and with 0 they are the level
 * @w: bits of a slice
 */
struct h264_fixture {
	struct h264_pic pic;
	struct dae_frame frame;
	struct dae_frame refs[2];
	struct h264_slice slices[H264_FIXTURE_SLICES];
	struct h264_pps pps;
	struct h264_writer w;
};

/**
 * struct h264_fixture_kind - kind of a picture
 * @mb_width: macroblocks in a row
 * @mb_height: rows of the frame; even for fields and MBAFF frames
 * @structure: frame, or field of it that is the picture; references are coded as
 *	frames, or both of their fields are
 * @mbaff: frames have pairs of macroblocks
 * @chroma: subsampling
 * @bit_depth: of luma and chroma
 * @colour_planes: separate_colour_plane_flag, of 4:4:4
 */
struct h264_fixture_kind {
	u32 mb_width;
	u32 mb_height;
	enum h264_structure structure;
	bool mbaff;
	enum dae_chroma chroma;
	u8 bit_depth;
	bool colour_planes;
};

/**
 * h264_fixture_init_kind() - make a picture
 * @test: the test; frees everything at its end
 * @kind: what it is
 *
 * Return: the fixture; the test ends if there is no memory.
 */
struct h264_fixture *h264_fixture_init_kind(struct kunit *test,
					    const struct h264_fixture_kind *kind);

/* The same for 8-bit 4:2:0 frames. */
struct h264_fixture *h264_fixture_init(struct kunit *test, u32 mb_width, u32 mb_height);

/* The same for frames of other formats. */
struct h264_fixture *h264_fixture_init_format(struct kunit *test, u32 mb_width, u32 mb_height,
					      enum dae_chroma chroma, u8 bit_depth);

/* The same for fields and MBAFF frames of 8-bit 4:2:0. */
struct h264_fixture *h264_fixture_coded(struct kunit *test, u32 mb_width, u32 mb_height,
					enum h264_structure structure, bool mbaff);

/**
 * h264_fixture_slice() - add a slice
 * @f: the fixture
 * @type: slice type; P and SP use one reference in slot 0, B slot 0 and slot 1, of
 *	fields those of the same parity
 * @first_mb: first macroblock, after those of slices added before
 * @data: slice data, followed by 8 readable bytes
 * @bytes: its length
 *
 * Return: the slice, with QP 24, for changes.
 */
struct h264_slice *h264_fixture_slice(struct h264_fixture *f, enum h264_slice_type type,
				      u32 first_mb, const u8 *data, u32 bytes);

/**
 * h264_fixture_written() - add a slice over the whole picture with the bits in @f->w
 * @f: the fixture
 * @type: slice type
 *
 * Return: the slice.
 */
struct h264_slice *h264_fixture_written(struct h264_fixture *f, enum h264_slice_type type);

/**
 * h264_fixture_run_stage() - run a stage on a row
 * @f: the fixture
 * @stage: which
 * @row: the row
 */
void h264_fixture_run_stage(struct h264_fixture *f, enum h264_stage stage, u32 row);

/**
 * h264_fixture_run() - run stages on all rows, the first ones first
 * @f: the fixture
 * @num_stages: how many of h264_pic_stages
 */
void h264_fixture_run(struct h264_fixture *f, unsigned int num_stages);

#endif /* H264_FIXTURE_H */
