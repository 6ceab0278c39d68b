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
 * @block_log2: log2 of what blocks measure across the edge, in mi
 * @sub_across: subsampling of the plane across the edge
 * @sizes: enum av1_lf_size by the log2 of the smaller transform, less 2
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
	const u8 *block_log2;
	unsigned int sub_across;
	const u8 *sizes;
};

/**
 * struct av1_deblock_line - a line of 4x4 blocks along edges, and the line before it
 * @x4: column of the first block
 * @y4: row of it
 * @tx: its transform in pic->lf_tx
 * @prev_tx: that on the other side of the edge
 * @tx_step: from one of them to the next
 * @grid: its entry in pic->grid: in chroma the last of those that share it
 * @prev_grid: that on the other side of the edge
 * @grid_step: from one of them to the next
 */
struct av1_deblock_line {
	u32 x4;
	u32 y4;
	const u8 *tx;
	const u8 *prev_tx;
	size_t tx_step;
	const u32 *grid;
	const u32 *prev_grid;
	size_t grid_step;
};

/* How the piece of an edge is filtered, with the same number for the same way. */
#define AV1_DEBLOCK_NONE	0
#define AV1_DEBLOCK(level, size)	((level) << 2 | (size))

static const u8 *av1_deblock_tx(const struct av1_deblock *d, u32 x4, u32 y4)
{
	return &d->pic->lf_tx[d->chroma][av1_pic_grid(d->pic, y4, x4)];
}

static const u32 *av1_deblock_grid(const struct av1_deblock *d, u32 x4, u32 y4)
{
	return &d->pic->grid[av1_pic_grid(d->pic, (y4 << d->sub_y) | d->sub_y,
					  (x4 << d->sub_x) | d->sub_x)];
}

/* The line from (@x4, @y4) on; it stays in its row of superblocks. */
static void av1_deblock_init_line(const struct av1_deblock *d, struct av1_deblock_line *line,
				  u32 x4, u32 y4)
{
	const bool vert = d->edge == AV1_EDGE_VERT;
	const size_t stride = d->pic->grid_stride;

	line->x4 = x4;
	line->y4 = y4;
	line->tx = av1_deblock_tx(d, x4, y4);
	line->prev_tx = av1_deblock_tx(d, x4 - vert, y4 - !vert);
	line->tx_step = vert ? stride : 1;
	line->grid = av1_deblock_grid(d, x4, y4);
	line->prev_grid = av1_deblock_grid(d, x4 - vert, y4 - !vert);
	line->grid_step = vert ? stride << d->sub_y : 1u << d->sub_x;
}

/* After damage there may be anything. */
static unsigned int av1_deblock_tx_size(u8 tx)
{
	return min_t(unsigned int, tx, AV1_TX_SIZES - 1);
}

/* How far it is from @pos to the end of a transform of @log2 samples */
static u32 av1_deblock_rest(unsigned int log2, u32 pos)
{
	const u32 num4 = 1 << log2 >> 2;

	return num4 - (pos & (num4 - 1));
}

/*
 * The edge of block @i of a line: edge loop filter (7.14.2, 7.14.3). @num becomes how
 * many pieces from there on are like it: all has to do with the transforms and blocks on
 * both sides, and no transform is larger than its block. @skip becomes not more than how
 * far it is to the next edge across.
 */
static __always_inline unsigned int av1_deblock_edge(const struct av1_deblock *d,
						     const struct av1_deblock_line *line, u32 i,
						     u32 *num, u32 *skip)
{
	const bool vert = d->edge == AV1_EDGE_VERT;
	const u32 pos = vert ? line->x4 : line->y4, along = i + (vert ? line->y4 : line->x4);
	const unsigned int tx = av1_deblock_tx_size(line->tx[i * line->tx_step]);
	const struct av1_block *blocks = d->pic->blocks, *b;
	unsigned int prev_tx, level;

	*num = av1_deblock_rest(d->along_log2[tx], along);
	*skip = min(*skip, av1_deblock_rest(d->across_log2[tx], pos));
	if (pos & ((1 << d->across_log2[tx] >> 2) - 1))
		return AV1_DEBLOCK_NONE;
	b = &blocks[line->grid[i * line->grid_step]];
	/* Within a block without residual there are only edges that do not count. */
	if (b->skip && b->ref[0] > AV1_INTRA_FRAME &&
	    pos & (((1 << d->block_log2[b->size]) - 1) >> d->sub_across))
		return AV1_DEBLOCK_NONE;
	prev_tx = av1_deblock_tx_size(line->prev_tx[i * line->tx_step]);
	*num = min(*num, av1_deblock_rest(d->along_log2[prev_tx], along));
	level = b->lf_level[d->level];
	if (!level)
		level = blocks[line->prev_grid[i * line->grid_step]].lf_level[d->level];
	if (!level)
		return AV1_DEBLOCK_NONE;
	return AV1_DEBLOCK(level, d->sizes[min(d->across_log2[tx], d->across_log2[prev_tx]) - 2]);
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

/*
 * The edges of @num blocks from (@x4, @y4) on, along a line. Returns how far it is to the
 * next line with an edge.
 */
static u32 av1_deblock_line(const struct av1_deblock *d, u32 x4, u32 y4, u32 num)
{
	const bool vert = d->edge == AV1_EDGE_VERT;
	unsigned int filter = AV1_DEBLOCK_NONE;
	struct av1_deblock_line line;
	u32 start = 0, skip = AV1_SB_MI_MAX, i, step;

	av1_deblock_init_line(d, &line, x4, y4);
	for (i = 0; i < num; i += step) {
		const unsigned int next = av1_deblock_edge(d, &line, i, &step, &skip);

		if (next == filter)
			continue;
		av1_deblock_run(d, vert ? x4 : x4 + start, vert ? y4 + start : y4, i - start,
				filter);
		filter = next;
		start = i;
	}
	av1_deblock_run(d, vert ? x4 : x4 + start, vert ? y4 + start : y4, num - start, filter);
	return skip;
}

static void av1_deblock_plane(const struct av1_pic *pic, unsigned int plane, unsigned int row)
{
	static const u8 luma_sizes[] = { AV1_LF_4, AV1_LF_8, AV1_LF_14, AV1_LF_14, AV1_LF_14 };
	static const u8 chroma_sizes[] = { AV1_LF_4, AV1_LF_6, AV1_LF_6, AV1_LF_6, AV1_LF_6 };
	struct av1_deblock d = {
		.pic = pic,
		.plane = &pic->rec->plane[plane],
		.chroma = plane > 0,
		.sub_x = plane ? pic->sub_x : 0,
		.sub_y = plane ? pic->sub_y : 0,
		.sizes = plane ? chroma_sizes : luma_sizes,
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
	d.block_log2 = av1_mi_width_log2;
	d.sub_across = d.sub_x;
	for (x4 = 1; x4 < cols; )
		x4 += av1_deblock_line(&d, x4, first, end - first);

	d.edge = AV1_EDGE_HOR;
	d.level = plane ? plane + 1 : 1;
	d.across_log2 = av1_tx_height_log2;
	d.along_log2 = av1_tx_width_log2;
	d.block_log2 = av1_mi_height_log2;
	d.sub_across = d.sub_y;
	for (y4 = max(first, 1u); y4 < end; )
		y4 += av1_deblock_line(&d, 0, y4, cols);
}

/* Luma is the first part, chroma the second one. */
void av1_deblock_part(void *frame, const struct dae_task *task)
{
	const struct av1_pic *pic = frame;
	const unsigned int end = task->part ? pic->num_planes : 1;
	unsigned int plane;

	if (!pic->params.do_deblock)
		return;
	for (plane = task->part; plane < end; plane++)
		if (!plane || pic->params.lf_level[plane + 1])
			av1_deblock_plane(pic, plane, task->row);
}
