/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The sample operations of AV1's loop filter. Clause numbers are those of the AV1
 * Bitstream & Decoding Process Specification.
 */
#ifndef AV1_LF_H
#define AV1_LF_H

#include <linux/types.h>

struct dae_frame_format;

/* First index of lf: filterSize and plane of 7.14.6, by the longest filter. */
enum av1_lf_size {
	AV1_LF_4,	/* filterSize 4; reads and writes 2 samples to each side */
	AV1_LF_6,	/* 8 and larger of chroma; reads 3, writes 2 */
	AV1_LF_8,	/* 8 of luma; reads 4, writes 3 */
	AV1_LF_14,	/* 16 of luma; reads 7, writes 6 */
	AV1_LF_SIZES
};

/* Second index of lf: pass of 7.14.2. */
enum av1_edge {
	AV1_EDGE_VERT,	/* vertical edge: filters across x */
	AV1_EDGE_HOR,	/* horizontal edge: filters across y */
	AV1_EDGES
};

/**
 * struct av1_lf_dsp - loop filter for one class of bit depths
 *
 * One table serves depth 8, with samples u8, or the depths 9 to 12, with samples u16,
 * LSB-aligned.
 */
struct av1_lf_dsp {
	/**
	 * @lf: sample filtering process (7.14.6) of the lines of samples along an edge.
	 * Indexed by enum av1_lf_size and enum av1_edge.
	 *
	 * @pix is q0 of the first line, aligned to a sample; the edge goes down for a
	 * vertical and right for a horizontal one. @stride is signed, in bytes and a
	 * multiple of the sample size. @lines, at least 4, is a multiple of 4.
	 *
	 * @blimit, 0..254, @limit and @thresh, 0..255, are those of 7.14.4, for 8 bits;
	 * the operation scales them to the depth. @bd_max is (1 << depth) - 1; depth 8
	 * ignores it.
	 *
	 * Nothing beyond the samples named at enum av1_lf_size is read or changed, but
	 * SIMD versions may read, and write as they were, 8 samples to each side of a
	 * vertical edge with AV1_LF_14, and 4 with the others. Samples above @bd_max
	 * give unspecified samples, not faults.
	 */
	void (*lf[AV1_LF_SIZES][AV1_EDGES])(void *pix, ptrdiff_t stride, int lines, int blimit,
					    int limit, int thresh, int bd_max);
};

/* A map has so many bytes before column 0 of vertical edges, and rows before row 0 of others. */
#define AV1_LF_MAP_BEFORE	2
/* Rows and columns of 4x4 samples that readers take at once */
#define AV1_LF_MAP_STEP		4
/* Alignment of rows of maps */
#define AV1_LF_MAP_ALIGN	64

/* What a map has for an edge, or 0 for none: its level, 1..63, and enum av1_lf_size */
#define AV1_LF_MAP(level, size)	((level) << 2 | (size))

/**
 * struct av1_lf_map_edges - where in a map the edges of a plane in one direction are
 * @offset: of the first row, a multiple of AV1_LF_MAP_ALIGN
 * @stride: bytes of a row, a multiple of AV1_LF_MAP_ALIGN
 * @rows: how many there are
 */
struct av1_lf_map_edges {
	u32 offset;
	u32 stride;
	u32 rows;
};

/**
 * struct av1_lf_map - the edges of a frame, for who filters them instead of the deblock stage
 * @data: av1_lf_map_bytes() bytes, which the stage writes and reads
 * @out: as many bytes that get a copy, row after row, and are not read; or NULL
 * @edges: [plane][enum av1_edge]; of planes that are not there all 0
 *
 * The edges that begin at column x4 and row y4, in units of 4x4 samples of the plane, have
 * AV1_LF_MAP() at byte x4 + AV1_LF_MAP_BEFORE of row y4 if they are vertical, at byte x4 of row
 * y4 + AV1_LF_MAP_BEFORE if horizontal. All other bytes are 0 once all rows of the stage are
 * done.
 */
struct av1_lf_map {
	u8 *data;
	u8 *out;
	struct av1_lf_map_edges edges[3][AV1_EDGES];
};

/**
 * av1_lf_map_bytes() - size of the map of a frame
 * @fmt: layout of the frame
 */
size_t av1_lf_map_bytes(const struct dae_frame_format *fmt);

/**
 * av1_lf_map_init() - lay a map out
 * @map: @edges is filled in
 * @fmt: layout of the frame
 */
void av1_lf_map_init(struct av1_lf_map *map, const struct dae_frame_format *fmt);

/* Set every member; the parts of av1_dsp_init() of av1_lf_tmpl.c. */
void av1_lf_init_8bpc(struct av1_lf_dsp *dsp);
void av1_lf_init_16bpc(struct av1_lf_dsp *dsp);

#endif /* AV1_LF_H */
