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
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include "vp9_pic.h"

/* A value in all bytes of a word */
#define VP9_FILTER_BYTES(value)	((value) * 0x0101010101010101ULL)

/**
 * struct vp9_filter_line - what is along a line of edges in a superblock
 * @outer: edges of transform blocks on the line
 * @inner: edges 4 samples further on
 * @level: of the blocks that follow the line
 *
 * Each word has a byte for each 8 samples, lowest first. That of an edge is 1 more than
 * its enum vp9_lf_size, or 0 for none.
 */
struct vp9_filter_line {
	u64 outer;
	u64 inner;
	u64 level;
};

/**
 * struct vp9_filter_edges - edges of a superblock in one plane
 * @vert: vertical edges, a line for each column
 * @hor: horizontal edges, a line for each row
 *
 * Rows and columns are blocks of 8x8 samples of the plane.
 */
struct vp9_filter_edges {
	struct vp9_filter_line vert[VP9_SB_MI];
	struct vp9_filter_line hor[VP9_SB_MI];
};

/**
 * struct vp9_filter_ctx - a superblock in one plane
 * @pic: frame context
 * @plane: Y, Cb, Cr
 * @sub_x: its subsampling
 * @sub_y: its subsampling
 * @mi_row: first row
 * @mi_col: first column
 * @edges: what is filtered
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
 * The size of the filter for an edge of a transform block, so many blocks of 8x8 samples
 * from the start of the superblock, as in struct vp9_filter_line (8.8.2). At each 32
 * samples that of the smallest transform is larger than the transform.
 */
static const u8 vp9_filter_sizes[VP9_TX_SIZES][VP9_SB_MI] = {
	[VP9_TX_4X4] = {
		1 + VP9_LF_8, 1 + VP9_LF_4, 1 + VP9_LF_4, 1 + VP9_LF_4,
		1 + VP9_LF_8, 1 + VP9_LF_4, 1 + VP9_LF_4, 1 + VP9_LF_4,
	},
	[VP9_TX_8X8] = { [0 ... 7] = 1 + VP9_LF_8 },
	[VP9_TX_16X16] = {
		[0] = 1 + VP9_LF_16, [2] = 1 + VP9_LF_16, [4] = 1 + VP9_LF_16,
		[6] = 1 + VP9_LF_16,
	},
	[VP9_TX_32X32] = { [0] = 1 + VP9_LF_16, [4] = 1 + VP9_LF_16 },
};

/**
 * struct vp9_filter_span - a block in one direction, in blocks of 8x8 samples
 * @first: first one
 * @end: one after the last one in the frame
 * @half: the last one, if it is half outside of the frame, else @end
 * @none: the first one has no edge, as that is the frame's
 */
struct vp9_filter_span {
	unsigned int first;
	unsigned int end;
	unsigned int half;
	bool none;
};

/* Of @size mi from @mi on, in a superblock from @start on and in a frame of @frame mi */
static __always_inline struct vp9_filter_span vp9_filter_span(u32 mi, u32 start, u32 size,
							      u32 frame, unsigned int sub)
{
	const u32 end = min(mi + size, frame);
	struct vp9_filter_span s = {
		.first = (mi - start + sub) >> sub,
		.end = (end - start + sub) >> sub,
		.none = !mi,
	};

	s.half = s.end - (sub && end == frame && frame & 1);
	return s;
}

/* Half a block at the frame's border has no room for the largest one. */
static __always_inline u64 vp9_filter_size(const u8 *sizes, unsigned int i,
					   const struct vp9_filter_span *across)
{
	return i == across->half ? min_t(u8, sizes[i], 1 + VP9_LF_8) : sizes[i];
}

/* Enters a block's edges in lines @across, each of which has it in bytes @along. */
static void vp9_filter_enter(struct vp9_filter_line *lines, const struct vp9_block *b,
			     unsigned int tx_size, const struct vp9_filter_span *across,
			     const struct vp9_filter_span *along, u64 inner)
{
	const unsigned int num = along->end - along->first, first = across->first;
	/* 1 in each byte of the block */
	const u64 ones = VP9_FILTER_BYTES(1) >> (64 - 8 * num) << 8 * along->first;
	const u64 level = b->lf_level * ones;
	const u8 *sizes = vp9_filter_sizes[tx_size];
	/* Only edges of the block, and not of its transforms. */
	const bool skip = b->skip && vp9_block_is_inter(b);
	unsigned int i;

	for (i = first; i < across->end; i++)
		lines[i].level |= level;
	if (!across->none)
		lines[first].outer |= vp9_filter_size(sizes, first, across) * ones;
	if (skip)
		return;
	for (i = first + 1; i < across->end; i++)
		lines[i].outer |= vp9_filter_size(sizes, i, across) * ones;
	for (i = first; inner && i < across->end; i++)
		lines[i].inner |= inner & ones * 0xff;
}

/* The edges of a block. Chroma of two mi is that of the first. */
static void vp9_filter_block(struct vp9_filter_ctx *f, const struct vp9_block *b, u32 mi_row,
			     u32 mi_col)
{
	const struct vp9_pic *pic = f->pic;
	const unsigned int tx_size = f->plane ? b->uv_tx_size : b->tx_size;
	const struct vp9_filter_span x = vp9_filter_span(mi_col, f->mi_col, vp9_block_w[b->size],
							 pic->mi_cols, f->sub_x);
	const struct vp9_filter_span y = vp9_filter_span(mi_row, f->mi_row, vp9_block_h[b->size],
							 pic->mi_rows, f->sub_y);
	const bool skip = b->skip && vp9_block_is_inter(b);
	u64 inner = 0;

	if (!b->lf_level || x.first >= x.end || y.first >= y.end)
		return;
	if (!skip && tx_size == VP9_TX_4X4)
		inner = VP9_FILTER_BYTES(1 + VP9_LF_4);
	vp9_filter_enter(f->edges.vert, b, tx_size, &x, &y, inner);
	/* Half a block at the right border has no middle, neither way. */
	if (x.half < x.end)
		inner &= ~(0xffULL << 8 * x.half);
	vp9_filter_enter(f->edges.hor, b, tx_size, &y, &x, inner);
	if (x.half < x.end)
		f->edges.vert[x.half].inner = 0;
	/* One at the lower border has none for horizontal edges. */
	if (y.half < y.end)
		f->edges.hor[y.half].inner = 0;
}

/* Filters 8 * @count samples of an edge with the thresholds of a level (8.8.3). */
static void vp9_filter_edge(const struct vp9_filter_ctx *f, unsigned int size, unsigned int dir,
			    u8 *pix, ptrdiff_t stride, unsigned int count, unsigned int level)
{
	const unsigned int sharpness = f->pic->params.lf_sharpness;
	unsigned int limit = level >> ((sharpness > 0) + (sharpness > 4));

	if (sharpness)
		limit = min(limit, 9 - sharpness);
	limit = max(limit, 1u);
	f->pic->dsp.lf[size][dir](pix, stride, count, 2 * (level + 2) + limit, limit, level >> 4,
				  f->pic->bd_max);
}

/* Bytes from the lowest one on that are 0 */
static unsigned int vp9_filter_zeros(u64 word)
{
	return word ? ilog2(word & -word) / 8 : 8;
}

/* Filters the edges along a line that has any, all of the same size and level at a time. */
static void vp9_filter_line(const struct vp9_filter_ctx *f, u64 edges, u64 levels,
			    unsigned int dir, u8 *pix, ptrdiff_t stride)
{
	const ptrdiff_t step = dir == VP9_EDGE_VERT ? 8 * stride : 8 << f->pic->hbd;

	do {
		unsigned int n = vp9_filter_zeros(edges);
		u8 edge, level;

		edges >>= 8 * n;
		levels >>= 8 * n;
		pix += n * step;
		edge = edges;
		level = levels;
		n = vp9_filter_zeros((edges ^ VP9_FILTER_BYTES(edge)) |
				     (levels ^ VP9_FILTER_BYTES(level)));
		vp9_filter_edge(f, edge - 1, dir, pix, stride, n, level);
		if (n == 8)
			return;
		edges >>= 8 * n;
		levels >>= 8 * n;
		pix += n * step;
	} while (edges);
}

/* Filters what is in @f->edges. */
static void vp9_filter_apply(const struct vp9_filter_ctx *f)
{
	const struct dae_plane *p = &f->pic->frame->plane[f->plane];
	const ptrdiff_t stride = p->stride_bytes, sample = 1 << f->pic->hbd;
	u8 *pix = (u8 *)p->data + (f->mi_row * 8 >> f->sub_y) * stride +
		  (f->mi_col * 8 >> f->sub_x) * sample;
	unsigned int i;

	for (i = 0; i < VP9_SB_MI >> f->sub_x; i++) {
		const struct vp9_filter_line *line = &f->edges.vert[i];
		u8 *at = pix + 8 * i * sample;

		if (line->outer)
			vp9_filter_line(f, line->outer, line->level, VP9_EDGE_VERT, at, stride);
		if (line->inner)
			vp9_filter_line(f, line->inner, line->level, VP9_EDGE_VERT,
					at + 4 * sample, stride);
	}
	for (i = 0; i < VP9_SB_MI >> f->sub_y; i++) {
		const struct vp9_filter_line *line = &f->edges.hor[i];
		u8 *at = pix + 8 * i * stride;

		if (line->outer)
			vp9_filter_line(f, line->outer, line->level, VP9_EDGE_HOR, at, stride);
		if (line->inner)
			vp9_filter_line(f, line->inner, line->level, VP9_EDGE_HOR,
					at + 4 * stride, stride);
	}
}

static void vp9_filter_plane(struct vp9_filter_ctx *f)
{
	const struct vp9_pic *pic = f->pic;
	const u32 sb = f->mi_row / VP9_SB_MI * pic->sb_cols + f->mi_col / VP9_SB_MI;
	const u32 *order = pic->order + sb * VP9_SB_BLOCKS;
	u32 i;

	/* Both planes of chroma have the same. */
	if (f->plane < 2) {
		f->edges = (struct vp9_filter_edges){};
		for (i = 0; i < pic->order_count[sb]; i++)
			vp9_filter_block(f, &pic->blocks[order[i]], order[i] / pic->mi_cols,
					 order[i] % pic->mi_cols);
	}
	vp9_filter_apply(f);
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
