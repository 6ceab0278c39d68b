// SPDX-License-Identifier: GPL-2.0
/*
 * The deblock stage: loop filter of a row of superblocks (AV1 specification 7.14), in
 * place. Changes up to 6 rows of samples of the row above.
 *
 * Plane after plane, first all vertical and then all horizontal edges of the row; those
 * of the same direction do not reach each other. The top edge reads samples of the row
 * above whose vertical edges are done. Pieces of an edge that are filtered alike go to
 * the sample operations in one.
 */
#include <linux/minmax.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_pic.h"

/* In units of 4x4 samples of the plane, unless told otherwise */

/**
 * struct av1_deblock - a row of superblocks in one plane and one direction of edges
 * @pic: frame context
 * @plane: the plane's samples
 * @edge: enum av1_edge
 * @chroma: 1 for Cb and Cr
 * @level: index of lf_level of struct av1_block
 * @sub_x: subsampling of the plane
 * @sub_y: same
 * @across_log2: log2 of what transforms measure across the edge, in samples
 * @along_log2: the same along the edge
 * @block_num4: what blocks measure across the edge, in mi
 */
struct av1_deblock {
	const struct av1_pic *pic;
	const struct dae_plane *plane;
	enum av1_edge edge;
	unsigned int chroma;
	unsigned int level;
	unsigned int sub_x;
	unsigned int sub_y;
	const u8 *across_log2;
	const u8 *along_log2;
	const u8 *block_num4;
};

/* How the piece of an edge is filtered, with the same number for the same way. */
#define AV1_DEBLOCK_NONE	0
#define AV1_DEBLOCK(level, size)	((level) << 2 | (size))

/* The transform at (@x4, @y4) */
static unsigned int av1_deblock_tx(const struct av1_deblock *d, u32 x4, u32 y4)
{
	const unsigned int tx = d->pic->lf_tx[d->chroma][av1_pic_grid(d->pic, y4, x4)];

	/* After damage there may be anything. */
	return min_t(unsigned int, tx, AV1_TX_SIZES - 1);
}

/* How far it is from @pos to the end of a transform along the edge */
static u32 av1_deblock_rest(const struct av1_deblock *d, unsigned int tx, u32 pos)
{
	const u32 num4 = 1 << d->along_log2[tx] >> 2;

	return num4 - (pos & (num4 - 1));
}

/* The block of a 4x4 block of the plane: in chroma the last of those that share it */
static const struct av1_block *av1_deblock_block(const struct av1_deblock *d, u32 x4, u32 y4)
{
	return av1_pic_block(d->pic, (y4 << d->sub_y) | d->sub_y, (x4 << d->sub_x) | d->sub_x);
}

/*
 * The left or top edge of the 4x4 block at (@x4, @y4): edge loop filter (7.14.2, 7.14.3).
 * @num becomes how many pieces from there on are like it: all has to do with the
 * transforms and blocks on both sides, and no transform is larger than its block.
 */
static unsigned int av1_deblock_edge(const struct av1_deblock *d, u32 x4, u32 y4, u32 *num)
{
	static const u8 sizes[2][3] = {
		{ AV1_LF_4, AV1_LF_8, AV1_LF_14 },
		{ AV1_LF_4, AV1_LF_6, AV1_LF_6 },
	};
	const bool vert = d->edge == AV1_EDGE_VERT;
	const u32 pos = vert ? x4 : y4, along = vert ? y4 : x4;
	const u32 prev_x4 = x4 - vert, prev_y4 = y4 - !vert;
	const unsigned int tx = av1_deblock_tx(d, x4, y4);
	const struct av1_block *b;
	unsigned int prev_tx, level;

	*num = av1_deblock_rest(d, tx, along);
	if (pos & ((1 << d->across_log2[tx] >> 2) - 1))
		return AV1_DEBLOCK_NONE;
	b = av1_deblock_block(d, x4, y4);
	if (b->skip && b->ref[0] > AV1_INTRA_FRAME) {
		const u32 num4 = d->block_num4[b->size] >> (vert ? d->sub_x : d->sub_y);

		if (num4 && pos & (num4 - 1))
			return AV1_DEBLOCK_NONE;
	}
	prev_tx = av1_deblock_tx(d, prev_x4, prev_y4);
	*num = min(*num, av1_deblock_rest(d, prev_tx, along));
	level = b->lf_level[d->level];
	if (!level)
		level = av1_deblock_block(d, prev_x4, prev_y4)->lf_level[d->level];
	if (!level)
		return AV1_DEBLOCK_NONE;
	return AV1_DEBLOCK(level, sizes[d->chroma][min(min(d->across_log2[tx],
							   d->across_log2[prev_tx]) - 2, 2)]);
}

/* Filters @num pieces from (@x4, @y4) on, with the thresholds of their level (7.14.4). */
static void av1_deblock_run(const struct av1_deblock *d, u32 x4, u32 y4, u32 num,
			    unsigned int filter)
{
	const struct av1_pic *pic = d->pic;
	const ptrdiff_t stride = d->plane->stride_bytes;
	const unsigned int sharpness = pic->params.lf_sharpness, level = filter >> 2;
	unsigned int limit = level >> ((sharpness > 0) + (sharpness > 4));

	if (filter == AV1_DEBLOCK_NONE)
		return;
	if (sharpness)
		limit = min(limit, 9 - sharpness);
	limit = max(limit, 1u);
	pic->dsp.lf.lf[filter & 3][d->edge]((u8 *)d->plane->data + 4 * y4 * stride +
					    ((size_t)x4 * 4 << pic->hbd), stride, 4 * num,
					    2 * (level + 2) + limit, limit, level >> 4,
					    pic->bd_max);
}

/* The vertical edges at @x4, in rows @first to @end - 1 */
static void av1_deblock_vert(const struct av1_deblock *d, u32 x4, u32 first, u32 end)
{
	unsigned int filter = AV1_DEBLOCK_NONE;
	u32 start = first, y4, num;

	for (y4 = first; y4 < end; y4 += num) {
		const unsigned int next = av1_deblock_edge(d, x4, y4, &num);

		if (next == filter)
			continue;
		av1_deblock_run(d, x4, start, y4 - start, filter);
		filter = next;
		start = y4;
	}
	av1_deblock_run(d, x4, start, end - start, filter);
}

/* The horizontal edges at @y4, in columns 0 to @end - 1 */
static void av1_deblock_hor(const struct av1_deblock *d, u32 y4, u32 end)
{
	unsigned int filter = AV1_DEBLOCK_NONE;
	u32 start = 0, x4, num;

	for (x4 = 0; x4 < end; x4 += num) {
		const unsigned int next = av1_deblock_edge(d, x4, y4, &num);

		if (next == filter)
			continue;
		av1_deblock_run(d, start, y4, x4 - start, filter);
		filter = next;
		start = x4;
	}
	av1_deblock_run(d, start, y4, end - start, filter);
}

static void av1_deblock_plane(const struct av1_pic *pic, unsigned int plane, unsigned int row)
{
	struct av1_deblock d = {
		.pic = pic,
		.plane = &pic->rec->plane[plane],
		.chroma = plane > 0,
		.sub_x = plane ? pic->sub_x : 0,
		.sub_y = plane ? pic->sub_y : 0,
	};
	/* 4x4 blocks that start inside the frame */
	const u32 cols = (d.plane->width + 3) / 4;
	const u32 rows = (d.plane->height + 3) / 4;
	const u32 sb_rows = pic->sb_mi >> d.sub_y;
	const u32 first = row * sb_rows;
	const u32 end = min(first + sb_rows, rows);
	u32 x4, y4;

	d.edge = AV1_EDGE_VERT;
	d.level = plane ? plane + 1 : 0;
	d.across_log2 = av1_tx_width_log2;
	d.along_log2 = av1_tx_height_log2;
	d.block_num4 = av1_num_4x4_blocks_wide;
	for (x4 = 1; x4 < cols; x4++)
		av1_deblock_vert(&d, x4, first, end);

	d.edge = AV1_EDGE_HOR;
	d.level = plane ? plane + 1 : 1;
	d.across_log2 = av1_tx_height_log2;
	d.along_log2 = av1_tx_width_log2;
	d.block_num4 = av1_num_4x4_blocks_high;
	for (y4 = max(first, 1u); y4 < end; y4++)
		av1_deblock_hor(&d, y4, cols);
}

void av1_deblock_row(void *frame, unsigned int row)
{
	const struct av1_pic *pic = frame;
	unsigned int plane;

	if (!pic->params.do_deblock)
		return;
	for (plane = 0; plane < pic->num_planes; plane++)
		if (!plane || pic->params.lf_level[plane + 1])
			av1_deblock_plane(pic, plane, row);
}
