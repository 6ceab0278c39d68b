// SPDX-License-Identifier: GPL-2.0
/*
 * The filter stage: loop filter of a part of a row of superblocks (VP9 bitstream
 * specification 8.8). Changes up to 7 rows of samples of the row above and up to 7
 * columns of the superblock to the left, and reads one more.
 *
 * Superblock after superblock, plane after plane, first all vertical and then all
 * horizontal edges: the filters overlap, so the order counts. A superblock shares
 * samples with those around it only; of these the one to the left and the three above
 * come before it, and all others after it. DAE_ORDER_WAVE keeps that order.
 */
#include <linux/minmax.h>
#include <linux/types.h>

#include "vp9_pic.h"

/**
 * struct vp9_filter_edges - edges of a superblock in one plane
 * @left: [row][column] enum vp9_lf_size for the left edge, -1 for none
 * @top: [row][column] the same for the top edge
 * @inner: [row][column] there are edges in the middle, both ways
 * @level: [row][column]
 *
 * Rows and columns are blocks of 8x8 samples of the plane.
 */
struct vp9_filter_edges {
	s8 left[VP9_SB_MI][VP9_SB_MI];
	s8 top[VP9_SB_MI][VP9_SB_MI];
	bool inner[VP9_SB_MI][VP9_SB_MI];
	u8 level[VP9_SB_MI][VP9_SB_MI];
};

/**
 * struct vp9_filter_ctx - a superblock in one plane
 * @pic: frame context
 * @plane: Y, Cb, Cr
 * @sub_x: its subsampling
 * @sub_y: its subsampling
 * @mi_row: first row
 * @mi_col: first column
 * @edges: what is filtered; set for all blocks that are in the frame
 */
struct vp9_filter_ctx {
	const struct vp9_pic *pic;
	unsigned int plane;
	unsigned int sub_x;
	unsigned int sub_y;
	u32 mi_row;
	u32 mi_col;
	struct vp9_filter_edges edges;
};

/*
 * The size of the filter for an edge of a transform block, @pos blocks of 8x8 samples
 * from the start of the superblock; -1 for no edge. Half a block at the frame's border
 * has no room for the largest one. (8.8.2)
 */
static int vp9_filter_size(unsigned int tx_size, unsigned int pos, bool border)
{
	switch (tx_size) {
	case VP9_TX_32X32:
		return pos & 3 ? -1 : border ? VP9_LF_8 : VP9_LF_16;
	case VP9_TX_16X16:
		return pos & 1 ? -1 : border ? VP9_LF_8 : VP9_LF_16;
	case VP9_TX_8X8:
		return VP9_LF_8;
	default:
		/* At each 32 samples the filter is larger than the transform. */
		return pos & 3 ? VP9_LF_4 : VP9_LF_8;
	}
}

/* The edges of the mi at (@x, @y) of the superblock. */
static void vp9_filter_set_mi(struct vp9_filter_ctx *f, unsigned int x, unsigned int y)
{
	const struct vp9_pic *pic = f->pic;
	const u32 row = f->mi_row + y, col = f->mi_col + x;
	const struct vp9_block *b = &pic->blocks[pic->grid[row * pic->mi_cols + col]];
	const unsigned int tx_size = f->plane ? b->uv_tx_size : b->tx_size;
	const unsigned int px = x >> f->sub_x, py = y >> f->sub_y;
	const bool skip = b->skip && vp9_block_is_inter(b);
	/* Edges of the block, and not only of its transforms. */
	const bool left_edge = !(x & (vp9_block_w[b->size] - 1));
	const bool top_edge = !(y & (vp9_block_h[b->size] - 1));
	const bool left = b->lf_level && col && (!skip || left_edge);
	const bool top = b->lf_level && row && (!skip || top_edge);
	const bool border_x = f->sub_x && col == pic->mi_cols - 1;
	const bool border_y = f->sub_y && row == pic->mi_rows - 1;

	f->edges.level[py][px] = b->lf_level;
	f->edges.left[py][px] = left ? vp9_filter_size(tx_size, px, border_x) : -1;
	f->edges.top[py][px] = top ? vp9_filter_size(tx_size, py, border_y) : -1;
	f->edges.inner[py][px] = b->lf_level && !skip && tx_size == VP9_TX_4X4 && !border_x;
}

/* Filters one edge of 8 samples with the thresholds of a level (8.8.3). */
static void vp9_filter_edge(const struct vp9_filter_ctx *f, unsigned int size, unsigned int dir,
			    u8 *pix, ptrdiff_t stride, unsigned int level)
{
	const unsigned int sharpness = f->pic->params.lf_sharpness;
	unsigned int limit = level >> ((sharpness > 0) + (sharpness > 4));

	if (sharpness)
		limit = min(limit, 9 - sharpness);
	limit = max(limit, 1u);
	f->pic->dsp.lf[size][dir](pix, stride, 2 * (level + 2) + limit, limit, level >> 4,
				  f->pic->bd_max);
}

static u8 *vp9_filter_at(const struct vp9_filter_ctx *f, unsigned int x, unsigned int y)
{
	const struct dae_plane *p = &f->pic->frame->plane[f->plane];
	const size_t px = (f->mi_col * 8 >> f->sub_x) + 8 * x;
	const size_t py = (f->mi_row * 8 >> f->sub_y) + 8 * y;

	return (u8 *)p->data + py * p->stride_bytes + (px << f->pic->hbd);
}

/* The left edges and middles of a row of blocks. */
static void vp9_filter_vert(const struct vp9_filter_ctx *f, unsigned int y, unsigned int cols)
{
	const ptrdiff_t stride = f->pic->frame->plane[f->plane].stride_bytes;
	unsigned int x;

	for (x = 0; x < cols; x++) {
		const int size = f->edges.left[y][x];
		const unsigned int level = f->edges.level[y][x];
		u8 *pix = vp9_filter_at(f, x, y);

		if (size >= 0)
			vp9_filter_edge(f, size, VP9_EDGE_VERT, pix, stride, level);
		pix += 4 << f->pic->hbd;
		if (f->edges.inner[y][x])
			vp9_filter_edge(f, VP9_LF_4, VP9_EDGE_VERT, pix, stride, level);
	}
}

/* The top edges and middles of a row of blocks. */
static void vp9_filter_hor(const struct vp9_filter_ctx *f, unsigned int y, unsigned int cols)
{
	const ptrdiff_t stride = f->pic->frame->plane[f->plane].stride_bytes;
	/* Half a block at the lower border has no middle. */
	const bool half = f->sub_y && f->mi_row + (y << f->sub_y) == f->pic->mi_rows - 1;
	unsigned int x;

	for (x = 0; x < cols; x++) {
		const int size = f->edges.top[y][x];
		const unsigned int level = f->edges.level[y][x];
		u8 *pix = vp9_filter_at(f, x, y);

		if (size >= 0)
			vp9_filter_edge(f, size, VP9_EDGE_HOR, pix, stride, level);
		if (f->edges.inner[y][x] && !half)
			vp9_filter_edge(f, VP9_LF_4, VP9_EDGE_HOR, pix + 4 * stride, stride, level);
	}
}

static void vp9_filter_plane(struct vp9_filter_ctx *f)
{
	const struct vp9_pic *pic = f->pic;
	const unsigned int step_x = 1 << f->sub_x, step_y = 1 << f->sub_y;
	const u32 mi_cols = min_t(u32, VP9_SB_MI, pic->mi_cols - f->mi_col);
	const u32 mi_rows = min_t(u32, VP9_SB_MI, pic->mi_rows - f->mi_row);
	const unsigned int cols = (mi_cols + f->sub_x) >> f->sub_x;
	const unsigned int rows = (mi_rows + f->sub_y) >> f->sub_y;
	unsigned int x, y;

	for (y = 0; y < mi_rows; y += step_y)
		for (x = 0; x < mi_cols; x += step_x)
			vp9_filter_set_mi(f, x, y);
	for (y = 0; y < rows; y++)
		vp9_filter_vert(f, y, cols);
	for (y = 0; y < rows; y++)
		vp9_filter_hor(f, y, cols);
}

void vp9_filter_part(void *frame, const struct dae_task *task)
{
	struct vp9_pic *pic = frame;
	struct vp9_filter_ctx f = { .pic = pic, .mi_row = task->row * VP9_SB_MI };
	const u32 end = dae_task_end(task, pic->sb_cols);
	u32 col;

	if (!pic->params.lf_level)
		return;
	for (col = dae_task_first(task, pic->sb_cols); col < end; col++) {
		f.mi_col = col * VP9_SB_MI;
		for (f.plane = 0; f.plane < 3; f.plane++) {
			f.sub_x = f.plane ? pic->sub_x : 0;
			f.sub_y = f.plane ? pic->sub_y : 0;
			vp9_filter_plane(&f);
		}
	}
}
