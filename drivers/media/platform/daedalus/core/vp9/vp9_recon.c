// SPDX-License-Identifier: GPL-2.0
/*
 * The recon stage: prediction and residual of a row of superblocks, before the loop
 * filter (VP9 bitstream specification 8.5, 8.6).
 *
 * Samples are only touched through struct vp9_dsp; positions are in bytes. Planes have
 * room for whole superblocks, so blocks are written whole where they leave the frame.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "vp9_pic.h"

/**
 * struct vp9_recon_ctx - what the reconstruction of one block uses
 * @pic: frame context
 * @b: the block
 * @tile_first: first column of its tile
 * @mi_row: its first row
 * @mi_col: its first column
 * @coef: next coefficients
 * @eob: next number of coefficients
 * @coef_shift: log2 of a coefficient's size
 * @sample_shift: log2 of a sample's size
 * @emu: copy of what lies beyond a reference's edges
 */
struct vp9_recon_ctx {
	const struct vp9_pic *pic;
	const struct vp9_block *b;
	u32 tile_first;
	u32 mi_row;
	u32 mi_col;
	u8 *coef;
	const u16 *eob;
	u8 coef_shift;
	u8 sample_shift;
	u8 *emu;
};

/* Sample (@x, @y) of the block in a plane. */
static u8 *vp9_recon_at(const struct vp9_recon_ctx *c, unsigned int plane, u32 x, u32 y)
{
	const struct vp9_pic *pic = c->pic;
	const struct dae_plane *p = &pic->frame->plane[plane];
	const u32 px = (c->mi_col * 8 >> (plane ? pic->sub_x : 0)) + x;
	const u32 py = (c->mi_row * 8 >> (plane ? pic->sub_y : 0)) + y;

	return (u8 *)p->data + (size_t)py * p->stride_bytes + ((size_t)px << c->sample_shift);
}

/* From there on, the start of 4x4 block (@x, @y) */
static u8 *vp9_recon_move(const struct vp9_recon_ctx *c, unsigned int plane, u8 *at,
			  unsigned int x, unsigned int y)
{
	return at + (size_t)(4 * y) * c->pic->frame->plane[plane].stride_bytes +
	       (4 * x << c->sample_shift);
}

/* Adds the residual of a transform block, if it has one. */
static void vp9_recon_add(struct vp9_recon_ctx *c, unsigned int plane, unsigned int tx_size,
			  unsigned int tx_type, void *dst)
{
	const struct vp9_pic *pic = c->pic;
	const ptrdiff_t stride = pic->frame->plane[plane].stride_bytes;
	unsigned int eob;

	if (!c->b->coded)
		return;
	eob = *c->eob++;
	if (!eob)
		return;
	if (pic->params.lossless)
		pic->dsp.iwht_add(dst, stride, c->coef, eob, pic->bd_max);
	else
		pic->dsp.itx_add[tx_size][tx_type](dst, stride, c->coef, eob, pic->bd_max);
	c->coef += (size_t)(16 << 2 * tx_size) << c->coef_shift;
}

/*
 * Intra prediction (8.5.1)
 */

static u32 vp9_recon_get(const struct vp9_recon_ctx *c, const u8 *s)
{
	return c->sample_shift ? *(const u16 *)s : *s;
}

static void vp9_recon_fill(const struct vp9_recon_ctx *c, u8 *d, unsigned int n, u32 value)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (c->sample_shift)
			((u16 *)d)[i] = value;
		else
			d[i] = value;
	}
}

/* Where the samples above start: before them is the corner. */
#define VP9_TOP_AT		16

/**
 * struct vp9_recon_edge - samples around a block
 * @top: those above, from VP9_TOP_AT on
 * @left: to the left
 */
struct vp9_recon_edge {
	u16 top[VP9_TOP_AT + 64] __aligned(16);
	u16 left[32] __aligned(16);
};

/**
 * struct vp9_recon_tx - a transform block to be predicted
 * @plane: Y, Cb, Cr
 * @n: samples in a row and in a column
 * @x: in the plane
 * @y: in the plane
 * @have_top: there is something above
 * @have_left: there is something to the left in the tile
 * @have_right: the block goes on to the right
 */
struct vp9_recon_tx {
	unsigned int plane;
	unsigned int n;
	u32 x;
	u32 y;
	bool have_top;
	bool have_left;
	bool have_right;
};

/*
 * What is left of a block: where there is nothing, base + 1; below the frame, in whole
 * mi, the last one there.
 */
static void vp9_recon_left(const struct vp9_recon_ctx *c, const struct vp9_recon_tx *t,
			   const u8 *dst, u8 *left)
{
	const struct vp9_pic *pic = c->pic;
	const ptrdiff_t stride = pic->frame->plane[t->plane].stride_bytes;
	const u32 height = pic->mi_rows * 8 >> (t->plane ? pic->sub_y : 0);
	const unsigned int size = 1 << c->sample_shift;
	const unsigned int rows = min(t->n, height - t->y);
	const u8 *s = dst - size;
	unsigned int i;

	if (!t->have_left) {
		vp9_recon_fill(c, left, t->n, (pic->bd_max + 1) / 2 + 1);
		return;
	}
	for (i = 0; i < rows; i++, s += stride) {
		if (c->sample_shift)
			((u16 *)left)[i] = *(const u16 *)s;
		else
			left[i] = *s;
	}
	vp9_recon_fill(c, left + rows * size, t->n - rows, vp9_recon_get(c, s - stride));
}

/*
 * What is above a block and to the right of that: where there is nothing, base - 1;
 * right of the frame, in whole mi, the last one there. Only 4x4 blocks look further
 * to the right than they are wide.
 */
static void vp9_recon_top(const struct vp9_recon_ctx *c, const struct vp9_recon_tx *t,
			  const u8 *dst, u8 *top)
{
	const struct vp9_pic *pic = c->pic;
	const ptrdiff_t stride = pic->frame->plane[t->plane].stride_bytes;
	const u32 width = pic->mi_cols * 8 >> (t->plane ? pic->sub_x : 0);
	const unsigned int size = 1 << c->sample_shift;
	const unsigned int want = t->n == 4 && t->have_right ? 8 : t->n;
	const unsigned int have = min(want, width - t->x);
	const u32 base = (pic->bd_max + 1) / 2;
	const u8 *s = dst - stride;

	if (!t->have_top) {
		vp9_recon_fill(c, top - size, 2 * t->n + 1, base - 1);
		return;
	}
	memcpy(top, s, have << c->sample_shift);
	vp9_recon_fill(c, top + have * size, 2 * t->n - have,
		       vp9_recon_get(c, s + (have - 1) * size));
	if (t->have_left)
		memcpy(top - size, s - size, size);
	else
		vp9_recon_fill(c, top - size, 1, base + 1);
}

static unsigned int vp9_recon_intra_slot(const struct vp9_recon_tx *t, unsigned int mode)
{
	if (mode != VP9_DC_PRED || (t->have_top && t->have_left))
		return mode;
	return t->have_left ? VP9_INTRA_DC_LEFT : t->have_top ? VP9_INTRA_DC_TOP :
	       VP9_INTRA_DC_128;
}

static void vp9_recon_predict_intra(struct vp9_recon_ctx *c, const struct vp9_recon_tx *t,
				    unsigned int tx_size, unsigned int mode, u8 *dst)
{
	const struct vp9_pic *pic = c->pic;
	struct vp9_recon_edge edge;
	u8 *top = (u8 *)edge.top + (VP9_TOP_AT << c->sample_shift);

	vp9_recon_left(c, t, dst, (u8 *)edge.left);
	vp9_recon_top(c, t, dst, top);
	pic->dsp.intra[tx_size][vp9_recon_intra_slot(t, mode)](dst,
		pic->frame->plane[t->plane].stride_bytes, edge.left, top, pic->bd_max);
}

static void vp9_recon_intra(struct vp9_recon_ctx *c, unsigned int plane)
{
	const struct vp9_pic *pic = c->pic;
	const struct vp9_block *b = c->b;
	u8 *at = vp9_recon_at(c, plane, 0, 0);
	struct vp9_tx_area area;
	unsigned int x, y;

	vp9_pic_tx_area(pic, b, c->mi_row, c->mi_col, plane, &area);
	for (y = 0; y < area.h; y += area.step) {
		for (x = 0; x < area.w; x += area.step) {
			const unsigned int mode = plane ? b->uv_mode :
				b->size < VP9_BLOCK_8X8 ? b->sub_mode[2 * y + x] : b->mode;
			const struct vp9_recon_tx t = {
				.plane = plane,
				.n = 4 * area.step,
				.x = (c->mi_col * 8 >> (plane ? pic->sub_x : 0)) + 4 * x,
				.y = (c->mi_row * 8 >> (plane ? pic->sub_y : 0)) + 4 * y,
				.have_top = y || c->mi_row,
				.have_left = x || c->mi_col > c->tile_first,
				.have_right = x + area.step < area.n4_w,
			};
			u8 *dst = vp9_recon_move(c, plane, at, x, y);

			vp9_recon_predict_intra(c, &t, area.tx_size, mode, dst);
			vp9_recon_add(c, plane, area.tx_size,
				      vp9_pic_tx_type(pic, plane, area.tx_size, mode), dst);
		}
	}
}

/*
 * Inter prediction (8.5.2)
 */

/**
 * struct vp9_recon_mc - a block to predict from one reference
 * @plane: Y, Cb, Cr
 * @x: first sample in the plane of the block
 * @y: first row
 * @w: samples
 * @h: rows
 * @bw: samples of the whole block
 * @bh: rows of the whole block
 * @mv: vector
 * @ref: reference
 * @avg: mean with what is there
 */
struct vp9_recon_mc {
	unsigned int plane;
	int x;
	int y;
	int w;
	int h;
	int bw;
	int bh;
	struct vp9_mv mv;
	const struct vp9_ref *ref;
	bool avg;
};

/**
 * struct vp9_recon_src - where a prediction comes from
 * @x: first sample in the reference's plane
 * @y: first row
 * @mx: sixteenths beyond that
 * @my: same
 * @x1: last sample that is read, without the filter's reach
 * @y1: last row
 */
struct vp9_recon_src {
	int x;
	int y;
	int mx;
	int my;
	int x1;
	int y1;
};

/* The motion vector of a scaled block is kept near the frame (8.5.2.3). */
static void vp9_recon_clamp_mv(const struct vp9_recon_ctx *c, const struct vp9_recon_mc *m,
			       unsigned int sub_x, unsigned int sub_y, int *row, int *col)
{
	const struct vp9_pic *pic = c->pic;
	/* In sixteenths; the block may lie outside but for the filter's reach. */
	const int spel_left = (4 + m->bw) * 16, spel_right = spel_left - 16;
	const int spel_top = (4 + m->bh) * 16, spel_bottom = spel_top - 16;
	const int to_left = -(int)(c->mi_col * 8) * 8;
	const int to_top = -(int)(c->mi_row * 8) * 8;
	const int to_right = ((int)pic->mi_cols - vp9_block_w[c->b->size] - (int)c->mi_col) * 64;
	const int to_bottom = ((int)pic->mi_rows - vp9_block_h[c->b->size] - (int)c->mi_row) * 64;

	*row = m->mv.row * (1 << (1 - sub_y));
	*col = m->mv.col * (1 << (1 - sub_x));
	*col = vp9_clamp_order(*col, to_left * (1 << (1 - sub_x)) - spel_left,
			       to_right * (1 << (1 - sub_x)) + spel_right);
	*row = vp9_clamp_order(*row, to_top * (1 << (1 - sub_y)) - spel_top,
			       to_bottom * (1 << (1 - sub_y)) + spel_bottom);
}

static int vp9_recon_scale(int v, u32 scale)
{
	return (int)((s64)v * scale >> 14);
}

static void vp9_recon_locate_scaled(const struct vp9_recon_ctx *c, const struct vp9_recon_mc *m,
				    struct vp9_recon_src *src)
{
	const struct vp9_ref *ref = m->ref;
	const unsigned int sub_x = m->plane ? c->pic->sub_x : 0;
	const unsigned int sub_y = m->plane ? c->pic->sub_y : 0;
	const int x_start = c->mi_col * 8 >> sub_x, y_start = c->mi_row * 8 >> sub_y;
	int row, col, x16, y16;

	vp9_recon_clamp_mv(c, m, sub_x, sub_y, &row, &col);
	x16 = vp9_recon_scale((x_start + m->x) * 16, ref->x_scale);
	y16 = vp9_recon_scale((y_start + m->y) * 16, ref->y_scale);
	src->x = vp9_recon_scale(x_start + m->x, ref->x_scale);
	src->y = vp9_recon_scale(y_start + m->y, ref->y_scale);
	/* The fraction is that of the position in luma, also in chroma. */
	col = vp9_recon_scale(col, ref->x_scale) +
	      (vp9_recon_scale(((int)c->mi_col * 8 + m->x) * 16, ref->x_scale) & 15);
	row = vp9_recon_scale(row, ref->y_scale) +
	      (vp9_recon_scale(((int)c->mi_row * 8 + m->y) * 16, ref->y_scale) & 15);
	src->mx = col & 15;
	src->my = row & 15;
	src->x += col >> 4;
	src->y += row >> 4;
	src->x1 = ((x16 + col + (m->w - 1) * ref->x_step) >> 4) + 1;
	src->y1 = ((y16 + row + (m->h - 1) * ref->y_step) >> 4) + 1;
}

/* The samples that are read to predict from @src, and to @stride that of their rows */
static __always_inline const u8 *vp9_recon_samples(struct vp9_recon_ctx *c,
						   const struct dae_plane *p,
						   const struct vp9_recon_src *src,
						   ptrdiff_t *stride)
{
	const int bw = src->x1 - src->x + 8, bh = src->y1 - src->y + 8;

	*stride = p->stride_bytes;
	if (src->x >= 3 && src->y >= 3 && src->x1 + 5 <= (int)p->width &&
	    src->y1 + 5 <= (int)p->height)
		return (const u8 *)p->data + src->y * *stride +
		       ((ptrdiff_t)src->x << c->sample_shift);
	c->pic->dsp.emu_edge(c->emu, VP9_EMU_STRIDE, p->data, *stride, src->x - 3, src->y - 3,
			     min(bw, VP9_EMU_DIM), min(bh, VP9_EMU_DIM), p->width, p->height);
	*stride = VP9_EMU_STRIDE;
	return c->emu + 3 * VP9_EMU_STRIDE + (3 << c->sample_shift);
}

static void vp9_recon_mc_scaled(struct vp9_recon_ctx *c, const struct vp9_recon_mc *m, u8 *dst,
				ptrdiff_t stride)
{
	const struct vp9_ref *ref = m->ref;
	struct vp9_recon_src src;
	ptrdiff_t src_stride;
	const u8 *data;

	vp9_recon_locate_scaled(c, m, &src);
	data = vp9_recon_samples(c, &ref->frame->plane[m->plane], &src, &src_stride);
	c->pic->dsp.mc_scaled[m->avg][c->b->filter](dst, stride, data, src_stride, m->w, m->h,
						    src.mx, src.my, ref->x_step, ref->y_step,
						    c->pic->bd_max);
}

/* @m->x and @m->y are constants, but for blocks below 8x8. */
static __always_inline void vp9_recon_mc(struct vp9_recon_ctx *c, const struct vp9_recon_mc *m)
{
	const struct vp9_pic *pic = c->pic;
	const struct dae_plane *to = &pic->frame->plane[m->plane];
	const unsigned int sub_x = m->plane ? pic->sub_x : 0, sub_y = m->plane ? pic->sub_y : 0;
	const int x = (c->mi_col * 8 >> sub_x) + m->x, y = (c->mi_row * 8 >> sub_y) + m->y;
	const int col = m->mv.col * (1 << (1 - sub_x)), row = m->mv.row * (1 << (1 - sub_y));
	const ptrdiff_t stride = to->stride_bytes;
	u8 *dst = (u8 *)to->data + y * stride + ((ptrdiff_t)x << c->sample_shift);
	struct vp9_recon_src src;
	ptrdiff_t src_stride;
	const u8 *data;
	int i;

	if (!m->ref->frame) {
		for (i = 0; i < m->h; i++)
			vp9_recon_fill(c, dst + i * stride, m->w, (pic->bd_max + 1) / 2);
		return;
	}
	if (m->ref->scaled) {
		/* The copy is what has an address: @m can then stay in registers. */
		const struct vp9_recon_mc scaled = *m;

		vp9_recon_mc_scaled(c, &scaled, dst, stride);
		return;
	}
	src.x = x + (col >> 4);
	src.y = y + (row >> 4);
	src.x1 = src.x + m->w;
	src.y1 = src.y + m->h;
	data = vp9_recon_samples(c, &m->ref->frame->plane[m->plane], &src, &src_stride);
	pic->dsp.mc[m->avg][c->b->filter](dst, stride, data, src_stride, m->w, m->h, col & 15,
					  row & 15, pic->bd_max);
}

/* The mean of some parts' vectors, for chroma of blocks below 8x8 (8.5.2.1). */
static struct vp9_mv vp9_recon_mean(const struct vp9_block *b, unsigned int which,
				    const u8 *parts, unsigned int num)
{
	int row = 0, col = 0;
	unsigned int i;

	for (i = 0; i < num; i++) {
		row += b->mv[parts[i]][which].row;
		col += b->mv[parts[i]][which].col;
	}
	/* Rounds away from zero. */
	row += row < 0 ? -(int)num / 2 : (int)num / 2;
	col += col < 0 ? -(int)num / 2 : (int)num / 2;
	return (struct vp9_mv){ .row = row / (int)num, .col = col / (int)num };
}

static struct vp9_mv vp9_recon_part_mv(const struct vp9_recon_ctx *c, unsigned int plane,
				       unsigned int which, unsigned int part)
{
	const unsigned int sub_x = plane ? c->pic->sub_x : 0, sub_y = plane ? c->pic->sub_y : 0;
	const struct vp9_block *b = c->b;

	if (sub_x && sub_y)
		return vp9_recon_mean(b, which, (const u8[]){ 0, 1, 2, 3 }, 4);
	if (sub_x)
		return vp9_recon_mean(b, which, (const u8[]){ part, part + 1 }, 2);
	if (sub_y)
		return vp9_recon_mean(b, which, (const u8[]){ part, part + 2 }, 2);
	return b->mv[part][which];
}

/*
 * Which part a 4x4 block of a plane belongs to.  In 4:2:2 and 4:4:0 libvpx counts
 * blocks instead, so that the second one of two gets the vectors of part 1.
 */
static noinline void vp9_recon_parts(struct vp9_recon_ctx *c, unsigned int plane,
				     unsigned int which)
{
	const struct vp9_pic *pic = c->pic;
	struct vp9_recon_mc m = {
		.plane = plane, .w = 4, .h = 4, .bw = 8 >> (plane ? pic->sub_x : 0),
		.bh = 8 >> (plane ? pic->sub_y : 0), .ref = &pic->refs[c->b->ref[which] - 1],
		.avg = which,
	};
	unsigned int part = 0;

	for (m.y = 0; m.y < m.bh; m.y += 4) {
		for (m.x = 0; m.x < m.bw; m.x += 4) {
			m.mv = vp9_recon_part_mv(c, plane, which, part++);
			vp9_recon_mc(c, &m);
		}
	}
}

static void vp9_recon_inter(struct vp9_recon_ctx *c)
{
	const struct vp9_pic *pic = c->pic;
	const struct vp9_block *b = c->b;
	unsigned int which, plane;

	for (which = 0; which < 2 && b->ref[which] > VP9_REF_INTRA; which++) {
		for (plane = 0; plane < 3; plane++) {
			const int w = 8 * vp9_block_w[b->size] >> (plane ? pic->sub_x : 0);
			const int h = 8 * vp9_block_h[b->size] >> (plane ? pic->sub_y : 0);
			const struct vp9_recon_mc m = {
				.plane = plane, .w = w, .h = h, .bw = w, .bh = h,
				.mv = b->mv[0][which], .ref = &pic->refs[b->ref[which] - 1],
				.avg = which,
			};

			if (b->size < VP9_BLOCK_8X8)
				vp9_recon_parts(c, plane, which);
			else
				vp9_recon_mc(c, &m);
		}
	}
}

/* Adds what an inter block has of residual in a plane. */
static void vp9_recon_residual(struct vp9_recon_ctx *c, unsigned int plane,
			       const struct vp9_tx_area *area)
{
	const struct vp9_pic *pic = c->pic;
	const ptrdiff_t stride = pic->frame->plane[plane].stride_bytes;
	const unsigned int num = 16 << 2 * area->tx_size, step = 4 * area->step << c->sample_shift;
	u8 *row = vp9_recon_at(c, plane, 0, 0), *dst;
	unsigned int x, y, eob;

	for (y = 0; y < area->h; y += area->step, row += 4 * area->step * stride) {
		for (x = 0, dst = row; x < area->w; x += area->step, dst += step) {
			eob = *c->eob++;
			if (!eob)
				continue;
			if (pic->params.lossless)
				pic->dsp.iwht_add(dst, stride, c->coef, eob, pic->bd_max);
			else
				pic->dsp.itx_add[area->tx_size][VP9_DCT_DCT](dst, stride, c->coef,
									     eob, pic->bd_max);
			c->coef += (size_t)num << c->coef_shift;
		}
	}
}

static void vp9_recon_block(struct vp9_recon_ctx *c)
{
	const struct vp9_pic *pic = c->pic;
	const struct vp9_block *b = c->b;
	struct vp9_tx_area area;
	unsigned int plane;

	c->coef = vp9_pic_coef(pic, b->coef);
	c->eob = pic->eobs + b->eob;
	if (!vp9_block_is_inter(b)) {
		for (plane = 0; plane < 3; plane++)
			vp9_recon_intra(c, plane);
		return;
	}
	vp9_recon_inter(c);
	if (!b->coded)
		return;
	vp9_pic_tx_area(pic, b, c->mi_row, c->mi_col, 0, &area);
	vp9_recon_residual(c, 0, &area);
	vp9_pic_tx_area(pic, b, c->mi_row, c->mi_col, 1, &area);
	vp9_recon_residual(c, 1, &area);
	vp9_recon_residual(c, 2, &area);
}

static void vp9_recon_superblock(struct vp9_recon_ctx *c, u32 sb)
{
	const struct vp9_pic *pic = c->pic;
	const u32 *order = pic->order + sb * VP9_SB_BLOCKS;
	u32 i;

	for (i = 0; i < pic->order_count[sb]; i++) {
		c->b = &pic->blocks[order[i]];
		c->mi_row = order[i] / pic->mi_cols;
		c->mi_col = order[i] % pic->mi_cols;
		vp9_recon_block(c);
	}
}

void vp9_recon_part(void *frame, const struct dae_task *task)
{
	struct vp9_pic *pic = frame;
	const u32 end = dae_task_end(task, pic->sb_cols);
	struct vp9_recon_ctx c = {
		.pic = pic,
		.coef_shift = pic->hbd ? 2 : 1,
		.sample_shift = pic->hbd,
		.emu = task->scratch,
	};
	u32 col = dae_task_first(task, pic->sb_cols), tile = 0;

	for (; col < end; col++) {
		while (col * VP9_SB_MI >= pic->tile_cols[tile + 1])
			tile++;
		c.tile_first = pic->tile_cols[tile];
		vp9_recon_superblock(&c, task->row * pic->sb_cols + col);
	}
}
