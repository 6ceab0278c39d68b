// SPDX-License-Identifier: GPL-2.0
/*
 * The deblock stage: loop filter of a row of superblocks (AV1 specification 7.14), in
 * place. Changes up to 6 rows of samples of the row above. Or, with a map, what it would do.
 *
 * Plane after plane, first all vertical and then all horizontal edges of the row; those
 * of the same direction do not reach each other. The top edge reads samples of the row
 * above whose vertical edges are done. Pieces of an edge that are filtered alike go to
 * the sample operations in one.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../dae_frame.h"
#include "av1_block_tables.h"
#include "av1_lf.h"
#include "av1_pic.h"

/* In units of 4x4 samples of the plane, unless told otherwise */

/*
 * What counts of a transform size: what it measures across and along edges, less 1, and the
 * filter that it allows. The smaller one of two sizes has the bits that both have, or the
 * smaller filter.
 */
#define AV1_DEBLOCK_ACROSS(tx)	((tx) & 0xff)
#define AV1_DEBLOCK_ALONG(tx)	((tx) >> 8 & 0xff)
#define AV1_DEBLOCK_SIZE(tx)	((tx) >> 16)
#define AV1_DEBLOCK_TX(across, along, size)	((across) | (along) << 8 | (size) << 16)
/* After damage there may be anything in lf_tx. */
#define AV1_DEBLOCK_SIZES	32

/**
 * struct av1_deblock - a row of superblocks in one plane and one direction of edges
 * @pic: frame context
 * @plane: the plane's samples
 * @edges: the part of the map, NULL if edges are filtered
 * @chroma: 1 for Cb and Cr
 * @level: index of lf_level of struct av1_block
 * @sub_x: subsampling of the plane
 * @sub_y: same
 * @block_log2: log2 of what blocks measure across the edge, in mi
 * @sub_across: subsampling of the plane across the edge
 * @tx: AV1_DEBLOCK_TX() by enum av1_tx_size
 */
struct av1_deblock {
	const struct av1_pic *pic;
	const struct dae_plane *plane;
	const struct av1_lf_map_edges *edges;
	unsigned int chroma;
	unsigned int level;
	unsigned int sub_x;
	unsigned int sub_y;
	const u8 *block_log2;
	unsigned int sub_across;
	u32 tx[AV1_DEBLOCK_SIZES];
};

/* How the piece of an edge is filtered: AV1_LF_MAP(), or none */
#define AV1_DEBLOCK_NONE	0

/* The level of an edge at @pos between two blocks; 0 if it is not filtered (7.14.2, 7.14.4). */
static __always_inline unsigned int av1_deblock_level(const struct av1_deblock *d, u32 pos,
						      const struct av1_block *b,
						      const struct av1_block *prev)
{
	/* Within a block without residual there are only edges that do not count. */
	if (b->skip && b->ref[0] > AV1_INTRA_FRAME &&
	    pos & (((1 << d->block_log2[b->size]) - 1) >> d->sub_across))
		return 0;
	return b->lf_level[d->level] ? b->lf_level[d->level] : prev->lf_level[d->level];
}

/* Where the map has column @x4 and row @y4 */
static u8 *av1_deblock_map(const struct av1_deblock *d, enum av1_edge edge, u32 x4, u32 y4)
{
	const bool vert = edge == AV1_EDGE_VERT;

	if (vert)
		x4 += AV1_LF_MAP_BEFORE;
	else
		y4 += AV1_LF_MAP_BEFORE;
	return d->pic->lf_map->data + d->edges->offset + y4 * d->edges->stride + x4;
}

/* Stores how @num pieces from (@x4, @y4) on are to be filtered. */
static void av1_deblock_store(const struct av1_deblock *d, enum av1_edge edge, u32 x4, u32 y4,
			      u32 num, unsigned int filter)
{
	u8 *p = av1_deblock_map(d, edge, x4, y4);

	if (edge == AV1_EDGE_HOR) {
		memset(p, filter, num);
		return;
	}
	for (; num; num--, p += d->edges->stride)
		*p = filter;
}

/* Filters @num pieces from (@x4, @y4) on, with the thresholds of their level (7.14.4). */
static void av1_deblock_run(const struct av1_deblock *d, enum av1_edge edge, u32 x4, u32 y4,
			    u32 num, unsigned int filter)
{
	const struct av1_pic *pic = d->pic;
	const ptrdiff_t stride = d->plane->stride_bytes;
	const unsigned int sharpness = pic->params.lf_sharpness, level = filter >> 2;
	unsigned int limit = level >> ((sharpness > 0) + (sharpness > 4));

	if (d->edges) {
		av1_deblock_store(d, edge, x4, y4, num, filter);
		return;
	}
	if (sharpness)
		limit = min(limit, 9 - sharpness);
	limit = max(limit, 1u);
	pic->dsp.lf.lf[filter & 3][edge]((u8 *)d->plane->data + 4 * y4 * stride +
					 ((size_t)x4 * 4 << pic->hbd), stride, 4 * num,
					 2 * (level + 2) + limit, limit, level >> 4, pic->bd_max);
}

/*
 * The edges of the blocks before column or row @end of a line of them from (@x4, @y4) on, which
 * stays in its row of superblocks: edge loop filter (7.14.2, 7.14.3). Pieces that follow each
 * other are alike as long as transforms and blocks on both sides are the same; no transform is
 * larger than its block. In chroma the last of the blocks that share a 4x4 counts.
 *
 * Return: how far it is to the next line with an edge
 */
static __always_inline u32 av1_deblock_line(const struct av1_deblock *d, enum av1_edge edge,
					    u32 x4, u32 y4, u32 end)
{
	const bool vert = edge == AV1_EDGE_VERT;
	const struct av1_pic *pic = d->pic;
	const struct av1_block *blocks = pic->blocks;
	const u32 pos = vert ? x4 : y4, stride = pic->grid_stride;
	const u32 tx_step = vert ? stride : 1;
	const u32 grid_step = vert ? stride << d->sub_y : 1u << d->sub_x;
	const ptrdiff_t tx_prev = vert ? 1 : stride;
	const ptrdiff_t grid_prev = vert ? 1u << d->sub_x : stride << d->sub_y;
	const u8 *tx = &pic->lf_tx[d->chroma][av1_pic_grid(pic, y4, x4)];
	const u32 *grid = &pic->grid[av1_pic_grid(pic, (y4 << d->sub_y) | d->sub_y,
						  (x4 << d->sub_x) | d->sub_x)];
	u32 along = vert ? y4 : x4, start = along, smallest = ~0, step;
	unsigned int filter = AV1_DEBLOCK_NONE;

	for (; along < end; along += step, tx += step * tx_step, grid += step * grid_step) {
		const u32 size = d->tx[*tx % AV1_DEBLOCK_SIZES];
		unsigned int next = AV1_DEBLOCK_NONE;
		u32 both = size;

		smallest &= size;
		if (!(pos & AV1_DEBLOCK_ACROSS(size))) {
			const u32 prev_size = d->tx[tx[-tx_prev] % AV1_DEBLOCK_SIZES];
			const unsigned int level =
				av1_deblock_level(d, pos, &blocks[*grid],
						  &blocks[grid[-grid_prev]]);

			both &= prev_size;
			if (level)
				next = AV1_LF_MAP(level, min(AV1_DEBLOCK_SIZE(size),
							     AV1_DEBLOCK_SIZE(prev_size)));
		}
		step = AV1_DEBLOCK_ALONG(both) + 1 - (along & AV1_DEBLOCK_ALONG(both));
		if (next == filter)
			continue;
		if (filter != AV1_DEBLOCK_NONE)
			av1_deblock_run(d, edge, vert ? x4 : start, vert ? start : y4,
					along - start, filter);
		filter = next;
		start = along;
	}
	if (filter != AV1_DEBLOCK_NONE)
		av1_deblock_run(d, edge, vert ? x4 : start, vert ? start : y4, end - start, filter);
	return AV1_DEBLOCK_ACROSS(smallest) + 1 - (pos & AV1_DEBLOCK_ACROSS(smallest));
}

/* Sets what depends on the direction of edges. */
static void av1_deblock_set_edge(struct av1_deblock *d, enum av1_edge edge)
{
	static const u8 luma_sizes[] = { AV1_LF_4, AV1_LF_8, AV1_LF_14, AV1_LF_14, AV1_LF_14 };
	static const u8 chroma_sizes[] = { AV1_LF_4, AV1_LF_6, AV1_LF_6, AV1_LF_6, AV1_LF_6 };
	const bool vert = edge == AV1_EDGE_VERT;
	unsigned int i;

	d->block_log2 = vert ? av1_mi_width_log2 : av1_mi_height_log2;
	d->sub_across = vert ? d->sub_x : d->sub_y;
	for (i = 0; i < AV1_DEBLOCK_SIZES; i++) {
		const unsigned int size = min(i, AV1_TX_SIZES - 1);
		const u32 w = av1_tx_width_log2[size] - 2, h = av1_tx_height_log2[size] - 2;
		const u32 across = vert ? w : h, along = vert ? h : w;

		d->tx[i] = AV1_DEBLOCK_TX((1u << across) - 1, (1u << along) - 1,
					  (u32)(d->chroma ? chroma_sizes : luma_sizes)[across]);
	}
}

/* The edges of a plane in one direction */
static void av1_deblock_edges(struct av1_deblock *d, unsigned int plane, enum av1_edge edge,
			      unsigned int row)
{
	/* 4x4 blocks that start inside the frame */
	const u32 cols = (d->plane->width + 3) / 4;
	const u32 rows = (d->plane->height + 3) / 4;
	const u32 sb_rows = d->pic->sb_mi >> d->sub_y;
	const u32 first = row * sb_rows;
	const u32 end = min(first + sb_rows, rows);
	u32 x4, y4;

	d->level = plane ? plane + 1 : edge;
	av1_deblock_set_edge(d, edge);
	if (edge == AV1_EDGE_VERT)
		for (x4 = 1; x4 < cols; )
			x4 += av1_deblock_line(d, edge, x4, first, end);
	else
		for (y4 = max(first, 1u); y4 < end; )
			y4 += av1_deblock_line(d, edge, 0, y4, cols);
}

/*
 * The same, to the map. What it has before its row 0 belongs to the first row of superblocks,
 * what is behind the frame to the last one.
 */
static void av1_deblock_map_edges(struct av1_deblock *d, unsigned int plane, enum av1_edge edge,
				  unsigned int row, bool filtered)
{
	const struct av1_lf_map *map = d->pic->lf_map;
	const u32 sb_rows = d->pic->sb_mi >> d->sub_y;
	const u32 before = edge == AV1_EDGE_HOR ? AV1_LF_MAP_BEFORE : 0;
	u32 first = 0, end, at, bytes;

	d->edges = &map->edges[plane][edge];
	end = d->edges->rows;
	if (row)
		first = min(row * sb_rows + before, end);
	if (row < d->pic->sb_rows - 1)
		end = min((row + 1) * sb_rows + before, end);
	at = d->edges->offset + first * d->edges->stride;
	bytes = (end - first) * d->edges->stride;
	memset(map->data + at, 0, bytes);
	if (filtered)
		av1_deblock_edges(d, plane, edge, row);
	if (map->out)
		memcpy(map->out + at, map->data + at, bytes);
}

/*
 * Who was to filter the frame elsewhere could not, so it has to be where that leaves it: all
 * of its mi, since CDEF reads what of them lies outside the picture.
 */
static void av1_deblock_copy(const struct av1_deblock *d, unsigned int plane, unsigned int row)
{
	const struct av1_pic *pic = d->pic;
	const struct dae_plane *from = &pic->rec->plane[plane], *to = d->plane;
	const u32 rows = 4 * pic->sb_mi >> d->sub_y;
	const u32 end = min((row + 1) * rows, 4 * pic->mi_rows >> d->sub_y);
	const size_t bytes = (size_t)(4 * pic->mi_cols >> d->sub_x) << pic->hbd;
	u32 y;

	for (y = row * rows; y < end; y++)
		memcpy((u8 *)to->data + y * to->stride_bytes,
		       (const u8 *)from->data + y * from->stride_bytes, bytes);
}

static void av1_deblock_plane(const struct av1_pic *pic, unsigned int plane, unsigned int row)
{
	const bool filtered = pic->params.do_deblock &&
			      (!plane || pic->params.lf_level[plane + 1]);
	struct av1_deblock d = {
		.pic = pic,
		.plane = &pic->filtered->plane[plane],
		.chroma = plane > 0,
		.sub_x = plane ? pic->sub_x : 0,
		.sub_y = plane ? pic->sub_y : 0,
	};
	enum av1_edge edge;

	if (pic->lf_map) {
		for (edge = 0; edge < AV1_EDGES; edge++)
			av1_deblock_map_edges(&d, plane, edge, row, filtered);
		return;
	}
	if (pic->filtered != pic->rec)
		av1_deblock_copy(&d, plane, row);
	for (edge = 0; filtered && edge < AV1_EDGES; edge++)
		av1_deblock_edges(&d, plane, edge, row);
}

/* Luma is the first part, chroma the second one. */
void av1_deblock_part(void *frame, const struct dae_task *task)
{
	const struct av1_pic *pic = frame;
	const unsigned int end = task->part ? pic->num_planes : 1;
	unsigned int plane;

	for (plane = task->part; plane < end; plane++)
		av1_deblock_plane(pic, plane, task->row);
}

void av1_lf_map_init(struct av1_lf_map *map, const struct dae_frame_format *fmt)
{
	const unsigned int num_planes = fmt->chroma == DAE_CHROMA_400 ? 1 : 3;
	unsigned int plane, sub_x = 0, sub_y = 0;
	u32 at = 0, cols, rows;

	memset(map->edges, 0, sizeof(map->edges));
	for (plane = 0; plane < num_planes; plane++) {
		struct av1_lf_map_edges *edges = map->edges[plane];

		if (plane)
			dae_frame_chroma_shift(fmt->chroma, &sub_x, &sub_y);
		cols = DIV_ROUND_UP(DIV_ROUND_UP(fmt->width, 1u << sub_x), 4 * AV1_LF_MAP_STEP);
		rows = DIV_ROUND_UP(DIV_ROUND_UP(fmt->height, 1u << sub_y), 4 * AV1_LF_MAP_STEP);
		edges[AV1_EDGE_VERT].rows = rows * AV1_LF_MAP_STEP;
		edges[AV1_EDGE_VERT].stride = round_up((cols + 1) * AV1_LF_MAP_STEP,
						       AV1_LF_MAP_ALIGN);
		edges[AV1_EDGE_HOR].rows = (rows + 1) * AV1_LF_MAP_STEP;
		edges[AV1_EDGE_HOR].stride = round_up(cols * AV1_LF_MAP_STEP, AV1_LF_MAP_ALIGN);
		edges[AV1_EDGE_VERT].offset = at;
		at += edges[AV1_EDGE_VERT].rows * edges[AV1_EDGE_VERT].stride;
		edges[AV1_EDGE_HOR].offset = at;
		at += edges[AV1_EDGE_HOR].rows * edges[AV1_EDGE_HOR].stride;
	}
}

size_t av1_lf_map_bytes(const struct dae_frame_format *fmt)
{
	const struct av1_lf_map_edges *last;
	struct av1_lf_map map;

	av1_lf_map_init(&map, fmt);
	last = &map.edges[fmt->chroma == DAE_CHROMA_400 ? 0 : 2][AV1_EDGE_HOR];
	return last->offset + last->rows * last->stride;
}
