// SPDX-License-Identifier: GPL-2.0
/*
 * The recon stage: prediction and residual of one row of macroblocks, before
 * deblocking (Rec. ITU-T H.264 8.3, 8.4.2, 8.5, 8.6).
 *
 * Samples are only touched through struct h264_dsp; positions are in bytes.
 * Intra prediction reads its neighbours in the picture itself, where nothing is
 * deblocked before the next row is reconstructed.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_pic.h"
#include "h264_recon.h"
#include "h264_refs.h"
#include "h264_sp.h"

/* A block of 16x16 with the reach of the luma filter; rows fit samples of u16. */
#define H264_EMU_DIM		21
#define H264_EMU_STRIDE		48

/* Neighbours of a block that intra prediction may use. */
#define H264_NB_TOP		BIT(0)
#define H264_NB_LEFT		BIT(1)
#define H264_NB_CORNER		BIT(2)
#define H264_NB_TOPRIGHT	BIT(3)

/**
 * struct h264_recon_ctx - what the reconstruction of one macroblock uses
 * @pic: frame context
 * @slice: its slice
 * @mb: its record
 * @motion: its motion
 * @idx: its index
 * @x: column in macroblocks
 * @y: row in macroblocks, of the field if it belongs to one
 * @colour_plane: separate colour plane it belongs to, 0 if there are none
 * @field: it belongs to a field: of a field picture or of an MBAFF frame
 * @bottom: that field is the bottom field
 * @dst: [Y, Cb, Cr] first sample
 * @stride: of @dst, in bytes
 * @coef: next coefficients
 * @coef_shift: log2 of a coefficient's size
 * @sample_shift: log2 of a sample's size
 * @nb: H264_NB_* of the macroblock; H264_NB_LEFT for all of its left side
 * @left: the upper and the lower half have a left side that may be used
 * @inner: for each row of 4x4 blocks but the first, the sample left of the line
 *	above may be used
 */
struct h264_recon_ctx {
	struct h264_pic *pic;
	const struct h264_slice *slice;
	const struct h264_mb *mb;
	const struct h264_motion *motion;
	u32 idx;
	u32 x;
	u32 y;
	u32 colour_plane;
	bool field;
	bool bottom;
	u8 *dst[3];
	ptrdiff_t stride[3];
	u8 *coef;
	u8 coef_shift;
	u8 sample_shift;
	u8 nb;
	bool left[2];
	bool inner[4];
};

/* Position of a sample in a plane of the macroblock. */
static void *h264_recon_at(const struct h264_recon_ctx *c, unsigned int plane, int x, int y)
{
	return c->dst[plane] + y * c->stride[plane] + (x << c->sample_shift);
}

/* Takes @n coefficients from the buffer. */
static void *h264_recon_take(struct h264_recon_ctx *c, unsigned int n)
{
	void *p = c->coef;

	c->coef += n << c->coef_shift;
	return p;
}

static s32 h264_recon_get(const struct h264_recon_ctx *c, const void *coef, unsigned int i)
{
	return c->coef_shift == 2 ? ((const s32 *)coef)[i] : ((const s16 *)coef)[i];
}

static void h264_recon_set(const struct h264_recon_ctx *c, void *coef, unsigned int i, s32 value)
{
	if (c->coef_shift == 2)
		((s32 *)coef)[i] = value;
	else
		((s16 *)coef)[i] = value;
}

static unsigned int h264_recon_chroma_height(const struct h264_pic *pic)
{
	return pic->chroma == DAE_CHROMA_420 ? 8 : 16;
}

static void h264_recon_fill(const struct h264_recon_ctx *c, void *dst, ptrdiff_t stride, int w,
			    int h, int value)
{
	(c->pic->hbd ? h264_recon_fill_16bpc : h264_recon_fill_8bpc)(dst, stride, w, h, value);
}

/*
 * Inter prediction (8.4.2)
 */

/**
 * struct h264_recon_block - a block to predict, in planes of the same size
 * @plane: first of the planes
 * @num_planes: how many
 * @x: first sample in the planes of the macroblock
 * @y: first row
 * @w: samples
 * @h: rows
 * @luma: interpolate as luma
 */
struct h264_recon_block {
	unsigned int plane;
	unsigned int num_planes;
	int x;
	int y;
	int w;
	int h;
	bool luma;
};

/**
 * struct h264_recon_motion - how a block moves
 * @entry: [list] picture it refers to
 * @ref_idx: [list] reference index, less than 0 if the list is not used
 * @mv: [list]
 */
struct h264_recon_motion {
	u8 entry[2];
	s8 ref_idx[2];
	struct h264_mv mv[2];
};

/**
 * struct h264_recon_source - what a block is predicted from
 * @x: sample of (0, 0) of the block in the reference
 * @y: its row
 * @fx: fraction: in quarters for luma, in eighths for chroma
 * @fy: same
 * @before: samples that interpolation reads before the block
 * @after: and after it
 */
struct h264_recon_source {
	int x;
	int y;
	int fx;
	int fy;
	int before;
	int after;
};

/* Sample (0, 0) of a block in the current picture. */
static u8 *h264_recon_dst(const struct h264_recon_ctx *c, const struct h264_recon_block *blk,
			  unsigned int plane)
{
	return h264_recon_at(c, plane, blk->x, blk->y);
}

static __always_inline void h264_recon_interpolate(const struct h264_recon_ctx *c,
						   const struct h264_recon_block *blk,
						   bool luma, const struct h264_recon_source *s,
						   enum h264_mc_op op, void *dst, ptrdiff_t stride,
						   const void *src, ptrdiff_t src_stride)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	const int bd_max = c->pic->bd_max[!!blk->plane];

	if (luma)
		dsp->mc_luma[op][s->fy * 4 + s->fx](dst, stride, src, src_stride, blk->w, blk->h,
						    bd_max);
	else
		dsp->mc_chroma[op](dst, stride, src, src_stride, blk->w, blk->h, s->fx, s->fy,
				   bd_max);
}

/* A block that reaches over the edges of the plane. */
static noinline void h264_recon_mc_edge(const struct h264_recon_ctx *c,
					const struct h264_recon_block *blk,
					const struct h264_recon_source *s, enum h264_mc_op op,
					void *dst, ptrdiff_t stride, const struct dae_plane *p)
{
	u8 emu[H264_EMU_DIM * H264_EMU_STRIDE] __aligned(16);
	const int reach = s->before + s->after;

	c->pic->dsp.emu_edge(emu, H264_EMU_STRIDE, p->data, p->stride_bytes, s->x - s->before,
			     s->y - s->before, blk->w + reach, blk->h + reach, p->width,
			     p->height);
	h264_recon_interpolate(c, blk, blk->luma, s, op, dst, stride,
			       emu + s->before * H264_EMU_STRIDE + (s->before << c->sample_shift),
			       H264_EMU_STRIDE);
}

/* Where the prediction comes from (8.4.2.2), in a picture of structure @structure. */
static __always_inline struct h264_recon_source
h264_recon_source(const struct h264_recon_ctx *c, const struct h264_recon_block *blk, bool luma,
		  unsigned int structure, struct h264_mv mv)
{
	const bool half = c->pic->chroma == DAE_CHROMA_420;

	if (luma)
		return (struct h264_recon_source){
			.x = c->x * 16 + blk->x + (mv.x >> 2),
			.y = c->y * 16 + blk->y + (mv.y >> 2),
			.fx = mv.x & 3, .fy = mv.y & 3, .before = 2, .after = 3,
		};
	/* Table 8-9: chroma lines of the two parities lie differently. */
	if (half && structure != H264_FRAME)
		mv.y += 2 * (c->bottom - (structure == H264_BOTTOM));
	return (struct h264_recon_source){
		.x = c->x * 8 + blk->x + (mv.x >> 3),
		.y = c->y * (half ? 8 : 16) + blk->y + (mv.y >> (half ? 3 : 2)),
		.fx = mv.x & 7, .fy = half ? mv.y & 7 : (mv.y & 3) << 1, .before = 0, .after = 1,
	};
}

/* Without a picture to predict from, mid-grey. */
static noinline void h264_recon_mc_missing(const struct h264_recon_ctx *c,
					   const struct h264_recon_block *blk, u8 *tmp,
					   ptrdiff_t stride)
{
	unsigned int i;

	for (i = 0; i < blk->num_planes; i++)
		h264_recon_fill(c, tmp ?: h264_recon_dst(c, blk, blk->plane + i), stride, blk->w,
				blk->h, (c->pic->bd_max[!!blk->plane] + 1) >> 1);
}

/*
 * One block from one reference (8.4.2.2): what is in the picture is written or averaged
 * with. With @tmp, rows of 32 bytes, that is written in place of the picture, and there
 * is one plane. Must inline, once for luma and once for chroma: @luma is that of @blk.
 */
static __always_inline void h264_recon_mc_of(const struct h264_recon_ctx *c,
					     const struct h264_recon_block *blk, bool luma,
					     u8 entry, struct h264_mv mv, enum h264_mc_op op,
					     u8 *tmp)
{
	const struct h264_pic *pic = c->pic;
	const struct dae_frame *frame = pic->refs[H264_LIST_SLOT(entry)].frame;
	const unsigned int first = blk->plane + c->colour_plane;
	const ptrdiff_t stride = tmp ? 32 : c->stride[blk->plane];
	unsigned int structure = H264_LIST_STRUCTURE(entry), i;
	struct h264_recon_source s;
	struct dae_plane p;
	ptrdiff_t at;
	bool inside;

	if (unlikely(!frame || first >= frame->num_planes)) {
		h264_recon_mc_missing(c, blk, tmp, stride);
		return;
	}
	p = frame->plane[first];
	if (structure != H264_FRAME) {
		/* Of the current frame only the other field is there. */
		if (frame == pic->frame)
			structure = H264_FRAME & ~pic->params.structure;
		dae_plane_field(&p, structure == H264_BOTTOM);
	}
	s = h264_recon_source(c, blk, luma, structure, mv);
	inside = s.x >= s.before && s.y >= s.before && s.x + blk->w + s.after <= (int)p.width &&
		 s.y + blk->h + s.after <= (int)p.height;
	at = s.y * p.stride_bytes + s.x * ((ptrdiff_t)1 << c->sample_shift);

	for (i = 0;;) {
		u8 *dst = tmp ?: h264_recon_dst(c, blk, blk->plane + i);

		if (likely(inside))
			h264_recon_interpolate(c, blk, luma, &s, op, dst, stride,
					       (const u8 *)p.data + at, p.stride_bytes);
		else
			h264_recon_mc_edge(c, blk, &s, op, dst, stride, &p);
		if (++i == blk->num_planes)
			return;
		/* Planes of one size are alike but for where they are. */
		p.data = frame->plane[first + i].data;
		if (structure == H264_BOTTOM)
			p.data += p.stride_bytes / 2;
	}
}

static void h264_recon_mc(const struct h264_recon_ctx *c, const struct h264_recon_block *blk,
			  u8 entry, struct h264_mv mv, enum h264_mc_op op, u8 *tmp)
{
	if (blk->luma)
		h264_recon_mc_of(c, blk, true, entry, mv, op, tmp);
	else
		h264_recon_mc_of(c, blk, false, entry, mv, op, tmp);
}

/* PicOrderCnt() of the picture the macroblock belongs to (8.4.2.3.1). */
static s32 h264_recon_poc(const struct h264_recon_ctx *c)
{
	return c->field ? c->pic->params.poc[c->bottom] : h264_pic_poc(c->pic);
}

/* Explicit weights of a reference (8.4.2.3): both fields of a frame have the same. */
static const struct h264_weight *h264_recon_weights(const struct h264_recon_ctx *c,
						    unsigned int list, int ref_idx,
						    unsigned int plane)
{
	if (c->pic->mbaff && c->field)
		ref_idx >>= 1;
	return &c->slice->weight[list][ref_idx][plane];
}

/* Prediction from both lists with explicit weights, in one plane (8.4.2.3). */
static void h264_recon_bi_explicit(const struct h264_recon_ctx *c,
				   const struct h264_recon_block *blk,
				   const struct h264_recon_motion *m)
{
	const struct h264_weight *e0 = h264_recon_weights(c, 0, m->ref_idx[0], blk->plane);
	const struct h264_weight *e1 = h264_recon_weights(c, 1, m->ref_idx[1], blk->plane);
	const int denom = blk->plane ? c->slice->chroma_log2_denom : c->slice->luma_log2_denom;
	const int depth_shift = c->pic->qp_bd_offset[!!blk->plane] / 6;
	u8 tmp[16 * 16 * 2] __aligned(16);

	h264_recon_mc(c, blk, m->entry[0], m->mv[0], H264_MC_PUT, NULL);
	/* Equal weights without offsets are the average, bit for bit. */
	if (e0->weight == e1->weight && e0->weight == 1 << denom && !e0->offset && !e1->offset) {
		h264_recon_mc(c, blk, m->entry[1], m->mv[1], H264_MC_AVG, NULL);
		return;
	}
	h264_recon_mc(c, blk, m->entry[1], m->mv[1], H264_MC_PUT, tmp);
	c->pic->dsp.biweight(h264_recon_dst(c, blk, blk->plane), c->stride[blk->plane], tmp, 32,
			     blk->w, blk->h, denom, e0->weight, e1->weight,
			     e0->offset * (1 << depth_shift), e1->offset * (1 << depth_shift),
			     c->pic->bd_max[!!blk->plane]);
}

/* The same with implicit weights, @w1 64ths of list 1. */
static void h264_recon_bi_implicit(const struct h264_recon_ctx *c,
				   const struct h264_recon_block *blk,
				   const struct h264_recon_motion *m, int w1)
{
	u8 tmp[16 * 16 * 2] __aligned(16);

	h264_recon_mc(c, blk, m->entry[0], m->mv[0], H264_MC_PUT, NULL);
	h264_recon_mc(c, blk, m->entry[1], m->mv[1], H264_MC_PUT, tmp);
	c->pic->dsp.biweight(h264_recon_dst(c, blk, blk->plane), c->stride[blk->plane], tmp, 32,
			     blk->w, blk->h, 5, 64 - w1, w1, 0, 0, c->pic->bd_max[!!blk->plane]);
}

/* Explicit weighting of a prediction from one list, in one plane (8.4.2.3.2). */
static void h264_recon_weight(const struct h264_recon_ctx *c, const struct h264_recon_block *blk,
			      unsigned int list, int ref_idx)
{
	const struct h264_slice *slice = c->slice;
	const struct h264_weight *e = h264_recon_weights(c, list, ref_idx, blk->plane);
	const int denom = blk->plane ? slice->chroma_log2_denom : slice->luma_log2_denom;
	const int depth_shift = c->pic->qp_bd_offset[!!blk->plane] / 6;

	if (e->weight == 1 << denom && !e->offset)
		return;
	c->pic->dsp.weight(h264_recon_dst(c, blk, blk->plane), c->stride[blk->plane], blk->w,
			   blk->h, denom, e->weight, e->offset * (1 << depth_shift),
			   c->pic->bd_max[!!blk->plane]);
}

/*
 * A block in planes of one size (8.4.2). With weights, which explicit ones may have for
 * each plane, it is done plane by plane. @w1 is 32 without implicit weights.
 */
static void h264_recon_planes(const struct h264_recon_ctx *c, struct h264_recon_block blk,
			      const struct h264_recon_motion *m, int w1)
{
	const bool bi = m->ref_idx[0] >= 0 && m->ref_idx[1] >= 0;
	const bool explicit = c->slice->weighted == 1;
	const unsigned int list = m->ref_idx[0] < 0, end = blk.plane + blk.num_planes;

	if (!explicit && w1 == 32) {
		h264_recon_mc(c, &blk, m->entry[list], m->mv[list], H264_MC_PUT, NULL);
		if (bi)
			h264_recon_mc(c, &blk, m->entry[1], m->mv[1], H264_MC_AVG, NULL);
		return;
	}
	for (blk.num_planes = 1; blk.plane < end; blk.plane++) {
		if (!bi) {
			h264_recon_mc(c, &blk, m->entry[list], m->mv[list], H264_MC_PUT, NULL);
			if (explicit && m->ref_idx[list] >= 0)
				h264_recon_weight(c, &blk, list, m->ref_idx[list]);
		} else if (explicit) {
			h264_recon_bi_explicit(c, &blk, m);
		} else {
			h264_recon_bi_implicit(c, &blk, m, w1);
		}
	}
}

/* Samples of an inter block of a frame in 4:2:0, all planes; rows of 32 bytes */
struct h264_recon_tmp {
	u8 luma[16 * 32] __aligned(16);
	u8 chroma[2][8 * 32] __aligned(16);
};

/*
 * Predicts all planes of a block of a frame in 4:2:0 from a frame that has all that is
 * read; with @tmp into that.
 *
 * Return: false if the reference is not one of those; nothing has been done.
 */
static bool h264_recon_mc_frame(const struct h264_recon_ctx *c, int x, int y, int w, int h,
				u8 entry, struct h264_mv mv, enum h264_mc_op op,
				struct h264_recon_tmp *tmp)
{
	const struct h264_pic *pic = c->pic;
	const struct h264_dsp *dsp = &pic->dsp;
	const struct dae_frame *frame = pic->refs[H264_LIST_SLOT(entry)].frame;
	const int sx = c->x * 16 + x + (mv.x >> 2), sy = c->y * 16 + y + (mv.y >> 2);
	const int cx = c->x * 8 + (x >> 1) + (mv.x >> 3), cy = c->y * 8 + (y >> 1) + (mv.y >> 3);
	const int mx = mv.x & 7, my = mv.y & 7, shift = c->sample_shift;
	ptrdiff_t at, to, stride = tmp ? 32 : c->stride[0];
	const struct dae_plane *p;

	if (H264_LIST_STRUCTURE(entry) != H264_FRAME || !frame || frame->num_planes != 3)
		return false;
	p = frame->plane;
	/* The reach of chroma lies inside that of luma. */
	if (sx < 2 || sy < 2 || sx + w + 3 > (int)p->width || sy + h + 3 > (int)p->height)
		return false;

	dsp->mc_luma[op][(my & 3) * 4 + (mx & 3)]
		(tmp ? tmp->luma : c->dst[0] + y * stride + ((ptrdiff_t)x << shift), stride,
		 (const u8 *)p[0].data + sy * p[0].stride_bytes + ((ptrdiff_t)sx << shift),
		 p[0].stride_bytes, w, h, pic->bd_max[0]);
	stride = tmp ? 32 : c->stride[1];
	at = cy * p[1].stride_bytes + ((ptrdiff_t)cx << shift);
	to = (y >> 1) * stride + ((ptrdiff_t)(x >> 1) << shift);
	dsp->mc_chroma[op](tmp ? tmp->chroma[0] : c->dst[1] + to, stride,
			   (const u8 *)p[1].data + at, p[1].stride_bytes, w >> 1, h >> 1, mx, my,
			   pic->bd_max[1]);
	dsp->mc_chroma[op](tmp ? tmp->chroma[1] : c->dst[2] + to, stride,
			   (const u8 *)p[2].data + at, p[1].stride_bytes, w >> 1, h >> 1, mx, my,
			   pic->bd_max[1]);
	return true;
}

/* Does explicit weighting leave a prediction from this reference as it is? */
static bool h264_recon_plain(const struct h264_recon_ctx *c, unsigned int list, int ref_idx)
{
	const struct h264_weight *e = h264_recon_weights(c, list, ref_idx, 0);
	const struct h264_weight luma = { .weight = 1 << c->slice->luma_log2_denom };
	const struct h264_weight chroma = { .weight = 1 << c->slice->chroma_log2_denom };

	return !memcmp(&e[0], &luma, sizeof(luma)) && !memcmp(&e[1], &chroma, sizeof(chroma)) &&
	       !memcmp(&e[2], &chroma, sizeof(chroma));
}

/* Weights the predictions from both lists, of which that from list 1 is in @tmp. */
static noinline void h264_recon_biweight_frame(const struct h264_recon_ctx *c, int x, int y,
					       int w, int h, const struct h264_recon_motion *m,
					       int w1, const struct h264_recon_tmp *tmp)
{
	const struct h264_pic *pic = c->pic;
	unsigned int plane;

	for (plane = 0; plane < 3; plane++) {
		const unsigned int sub = !!plane;
		const void *src = plane ? tmp->chroma[plane - 1] : tmp->luma;
		void *dst = h264_recon_at(c, plane, x >> sub, y >> sub);

		if (c->slice->weighted == 1) {
			const struct h264_weight *e0 =
				h264_recon_weights(c, 0, m->ref_idx[0], plane);
			const struct h264_weight *e1 =
				h264_recon_weights(c, 1, m->ref_idx[1], plane);
			const int depth_shift = pic->qp_bd_offset[sub] / 6;

			pic->dsp.biweight(dst, c->stride[plane], src, 32, w >> sub,
					  h >> sub, plane ? c->slice->chroma_log2_denom :
					  c->slice->luma_log2_denom, e0->weight, e1->weight,
					  e0->offset * (1 << depth_shift),
					  e1->offset * (1 << depth_shift), pic->bd_max[sub]);
		} else {
			pic->dsp.biweight(dst, c->stride[plane], src, 32, w >> sub,
					  h >> sub, 5, 64 - w1, w1, 0, 0, pic->bd_max[sub]);
		}
	}
}

/* h264_recon_mc_frame() of a block from both lists, with weights: false like there */
static noinline bool h264_recon_part_weighted(const struct h264_recon_ctx *c, int x, int y, int w,
					      int h, const struct h264_recon_motion *m, int w1)
{
	struct h264_recon_tmp tmp;

	if (!h264_recon_mc_frame(c, x, y, w, h, m->entry[0], m->mv[0], H264_MC_PUT, NULL) ||
	    !h264_recon_mc_frame(c, x, y, w, h, m->entry[1], m->mv[1], H264_MC_PUT, &tmp))
		return false;
	h264_recon_biweight_frame(c, x, y, w, h, m, w1, &tmp);
	return true;
}

/*
 * What most blocks are: of a frame in 4:2:0, from frames that have all that is read. False
 * if the block is not one of those; the picture may have been written to.
 */
static bool h264_recon_part_frame(const struct h264_recon_ctx *c, int x, int y, int w, int h,
				  const struct h264_recon_motion *m, int w1)
{
	const unsigned int list = m->ref_idx[0] < 0;
	const bool bi = !list && m->ref_idx[1] >= 0, explicit = c->slice->weighted == 1;
	struct h264_recon_block blk = { .x = x, .y = y, .w = w, .h = h };

	if (!bi) {
		if (!h264_recon_mc_frame(c, x, y, w, h, m->entry[list], m->mv[list], H264_MC_PUT,
					 NULL))
			return false;
		if (!explicit || m->ref_idx[list] < 0 ||
		    h264_recon_plain(c, list, m->ref_idx[list]))
			return true;
		h264_recon_weight(c, &blk, list, m->ref_idx[list]);
		blk = (struct h264_recon_block){
			.plane = 1, .x = x >> 1, .y = y >> 1, .w = w >> 1, .h = h >> 1,
		};
		h264_recon_weight(c, &blk, list, m->ref_idx[list]);
		blk.plane = 2;
		h264_recon_weight(c, &blk, list, m->ref_idx[list]);
		return true;
	}
	if (w1 != 32 || (explicit && !(h264_recon_plain(c, 0, m->ref_idx[0]) &&
				       h264_recon_plain(c, 1, m->ref_idx[1]))))
		return h264_recon_part_weighted(c, x, y, w, h, m, w1);
	return h264_recon_mc_frame(c, x, y, w, h, m->entry[0], m->mv[0], H264_MC_PUT, NULL) &&
	       h264_recon_mc_frame(c, x, y, w, h, m->entry[1], m->mv[1], H264_MC_AVG, NULL);
}

/* All planes of one luma block, in samples. */
static void h264_recon_part(const struct h264_recon_ctx *c, int x, int y, int w, int h)
{
	const struct h264_motion *m = c->motion;
	const unsigned int b8 = (y >> 3) * 2 + (x >> 3);
	const unsigned int b4 = (y >> 2) * 4 + (x >> 2);
	const struct h264_recon_motion motion = {
		.entry = { m->ref[0][b8], m->ref[1][b8] },
		.ref_idx = { m->ref_idx[0][b8], m->ref_idx[1][b8] },
		.mv = { m->mv[0][b4], m->mv[1][b4] },
	};
	const enum dae_chroma chroma = c->pic->chroma;
	const int sy = chroma == DAE_CHROMA_420;
	int w1 = 32;

	if (c->slice->weighted == 2 && motion.ref_idx[0] >= 0 && motion.ref_idx[1] >= 0)
		w1 = h264_refs_implicit_weight(c->pic, h264_recon_poc(c), motion.entry[0],
					       motion.entry[1]);
	if (sy && !c->field && h264_recon_part_frame(c, x, y, w, h, &motion, w1))
		return;
	h264_recon_planes(c, (struct h264_recon_block){
		.plane = 0, .num_planes = chroma == DAE_CHROMA_444 ? 3 : 1,
		.x = x, .y = y, .w = w, .h = h, .luma = true,
	}, &motion, w1);
	if (chroma == DAE_CHROMA_400 || chroma == DAE_CHROMA_444)
		return;
	h264_recon_planes(c, (struct h264_recon_block){
		.plane = 1, .num_planes = 2,
		.x = x >> 1, .y = y >> sy, .w = w >> 1, .h = h >> sy,
	}, &motion, w1);
}

/* Does every 4x4 block of the 8x8 block move alike? */
static bool h264_recon_uniform8(const struct h264_motion *m, unsigned int b4)
{
	unsigned int list;

	for (list = 0; list < 2; list++) {
		const struct h264_mv *v = &m->mv[list][b4];

		if (memcmp(&v[0], &v[1], sizeof(*v)) || memcmp(&v[0], &v[4], sizeof(*v)) ||
		    memcmp(&v[0], &v[5], sizeof(*v)))
			return false;
	}
	return true;
}

/* Does the whole macroblock move alike? Corners stand for uniform 8x8 blocks. */
static bool h264_recon_uniform16(const struct h264_motion *m)
{
	static const u8 first[4] = { 0, 2, 8, 10 };
	unsigned int list, i;

	for (list = 0; list < 2; list++) {
		const struct h264_mv *v = m->mv[list];

		for (i = 0; i < 4; i++) {
			if (m->ref_idx[list][i] != m->ref_idx[list][0] ||
			    memcmp(&v[first[i]], &v[0], sizeof(*v)))
				return false;
		}
	}
	for (i = 0; i < 4; i++)
		if (!h264_recon_uniform8(m, first[i]))
			return false;
	return true;
}

static void h264_recon_quarter(struct h264_recon_ctx *c, unsigned int b8)
{
	const int x = (b8 & 1) * 8, y = (b8 >> 1) * 8;
	int w = 8, h = 8, i, j;

	if (c->mb->direct >> b8 & 1) {
		if (!h264_recon_uniform8(c->motion, (b8 >> 1) * 8 + (b8 & 1) * 2)) {
			w = 4;
			h = 4;
		}
	} else {
		const enum h264_shape shape = c->mb->sub_shape[b8];

		if (shape == H264_HALVES_V || shape == H264_QUARTERS)
			h = 4;
		if (shape == H264_HALVES_H || shape == H264_QUARTERS)
			w = 4;
	}
	for (j = 0; j < 8; j += h)
		for (i = 0; i < 8; i += w)
			h264_recon_part(c, x + i, y + j, w, h);
}

static void h264_recon_inter(struct h264_recon_ctx *c)
{
	const struct h264_mb *mb = c->mb;
	unsigned int b8;

	switch (mb->shape) {
	case H264_WHOLE:
		h264_recon_part(c, 0, 0, 16, 16);
		break;
	case H264_HALVES_V:
		h264_recon_part(c, 0, 0, 16, 8);
		h264_recon_part(c, 0, 8, 16, 8);
		break;
	case H264_HALVES_H:
		h264_recon_part(c, 0, 0, 8, 16);
		h264_recon_part(c, 8, 0, 8, 16);
		break;
	default:
		if (mb->grain == H264_GRAIN_16 ||
		    (mb->direct == 0xf && h264_recon_uniform16(c->motion))) {
			h264_recon_part(c, 0, 0, 16, 16);
			break;
		}
		for (b8 = 0; b8 < 4; b8++)
			h264_recon_quarter(c, b8);
	}
}

/*
 * Residual (8.5)
 */

static u64 h264_recon_coded(const struct h264_recon_ctx *c, unsigned int plane, unsigned int b4)
{
	return c->mb->coded >> (16 * plane + b4) & 1;
}

/* LevelScale list of a plane. */
static unsigned int h264_recon_list(const struct h264_recon_ctx *c, unsigned int plane)
{
	return plane + (h264_mb_is_intra(c->mb) ? 0 : 3);
}

/* QP' of a plane (8.5.8). */
static unsigned int h264_recon_qp(const struct h264_recon_ctx *c, unsigned int plane)
{
	return plane ? c->slice->pps->chroma_qp[plane - 1][c->mb->qp] : c->mb->qp;
}

/* Transform bypass direction of the intra modes that have one (8.5.15). */
static enum h264_bypass h264_recon_bypass(int mode, int vert, int hor)
{
	return mode == vert ? H264_BYPASS_VERT : mode == hor ? H264_BYPASS_HOR : H264_BYPASS_NONE;
}

/* Parameters of 8.6 for a plane. */
static void h264_recon_sp_init(const struct h264_recon_ctx *c, unsigned int plane,
			       struct h264_sp *sp)
{
	const struct h264_pps *pps = c->slice->pps;
	const u16 (*scale)[16] = pps->level_scale4[h264_recon_list(c, plane)];

	sp->dsp = &c->pic->dsp;
	sp->qp = h264_recon_qp(c, plane);
	sp->qs = plane ? pps->chroma_qp[plane - 1][c->slice->qs] : c->slice->qs;
	sp->scale_qp = scale[sp->qp % 6];
	sp->scale_qs = scale[sp->qs % 6];
	sp->switching = c->slice->sp_for_switch || c->mb->type == H264_MB_SI;
}

/* A luma block decoded by 8.6. */
static void h264_recon_sp4(struct h264_recon_ctx *c, unsigned int b4)
{
	const s16 *level = h264_recon_coded(c, 0, b4) ? h264_recon_take(c, 16) : NULL;
	struct h264_sp sp;

	h264_recon_sp_init(c, 0, &sp);
	h264_sp_luma(&sp, h264_recon_at(c, 0, (b4 & 3) * 4, (b4 >> 2) * 4), c->stride[0], level);
}

/* Chroma decoded by 8.6. */
static void h264_recon_sp_chroma(struct h264_recon_ctx *c)
{
	const s16 *dc[2] = {};
	unsigned int plane, b;

	for (plane = 1; plane < 3; plane++)
		if (c->mb->coded & H264_CODED_DC(plane))
			dc[plane - 1] = h264_recon_take(c, 8);
	for (plane = 1; plane < 3; plane++) {
		const s16 *ac[4];
		struct h264_sp sp;

		for (b = 0; b < 4; b++)
			ac[b] = h264_recon_coded(c, plane, b) ? h264_recon_take(c, 16) : NULL;
		h264_recon_sp_init(c, plane, &sp);
		h264_sp_chroma(&sp, c->dst[plane], c->stride[plane], dc[plane - 1], ac);
	}
}

/* One 4x4 block of I_NXN or inter: adds its residual if it has one. */
static void h264_recon_add4(struct h264_recon_ctx *c, unsigned int plane, unsigned int b4)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	const int bd_max = c->pic->bd_max[!!plane];
	void *dst = h264_recon_at(c, plane, (b4 & 3) * 4, (b4 >> 2) * 4);

	if (h264_mb_is_sp(c->mb, c->slice)) {
		h264_recon_sp4(c, b4);
		return;
	}
	if (!h264_recon_coded(c, plane, b4))
		return;
	if (c->mb->flags & H264_MB_BYPASS) {
		enum h264_bypass dir = H264_BYPASS_NONE;
		s32 carry[4] = {};

		if (c->mb->type != H264_MB_INTER)
			dir = h264_recon_bypass(c->mb->intra_nxn[b4], H264_INTRA_NXN_VERT,
						H264_INTRA_NXN_HOR);
		dsp->add4_bypass[dir](dst, c->stride[plane], h264_recon_take(c, 16), carry, bd_max);
		return;
	}
	dsp->idct4_add(dst, c->stride[plane], h264_recon_take(c, 16), bd_max);
}

/* The same for an 8x8 block. */
static void h264_recon_add8(struct h264_recon_ctx *c, unsigned int plane, unsigned int b8)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	const unsigned int b4 = (b8 >> 1) * 8 + (b8 & 1) * 2;
	const int bd_max = c->pic->bd_max[!!plane];
	void *dst = h264_recon_at(c, plane, (b8 & 1) * 8, (b8 >> 1) * 8);

	if (!h264_recon_coded(c, plane, b4))
		return;
	if (c->mb->flags & H264_MB_BYPASS) {
		enum h264_bypass dir = H264_BYPASS_NONE;
		s32 carry[8] = {};

		if (c->mb->type != H264_MB_INTER)
			dir = h264_recon_bypass(c->mb->intra_nxn[b4], H264_INTRA_NXN_VERT,
						H264_INTRA_NXN_HOR);
		dsp->add8_bypass[dir](dst, c->stride[plane], h264_recon_take(c, 64), carry, bd_max);
		return;
	}
	dsp->idct8_add(dst, c->stride[plane], h264_recon_take(c, 64), bd_max);
}

/* Raster position of the @i-th 4x4 block in decoding order (6.4.3). */
static unsigned int h264_recon_raster(unsigned int i)
{
	return (i & 1) | (i >> 1 & 2) | (i << 1 & 4) | (i & 8);
}

/* Where the @i-th block is whose DC came apart, of @w4 in a row, in the order of coding */
static unsigned int h264_recon_dc_block(unsigned int i, unsigned int w4)
{
	return w4 == 4 ? h264_recon_raster(i) : i;
}

/* h264_recon_dc_blocks() with transform bypass */
static noinline void h264_recon_dc_bypass(struct h264_recon_ctx *c, unsigned int plane,
					  const s32 *dc, unsigned int w4, unsigned int n,
					  enum h264_bypass dir)
{
	s32 carry[4][4] = {};
	unsigned int i;

	for (i = 0; i < n; i++) {
		const unsigned int b = h264_recon_dc_block(i, w4), x4 = b % w4, y4 = b / w4;
		s32 zero[16] = {};
		void *coef = h264_recon_coded(c, plane, b) ? h264_recon_take(c, 16) : zero;

		h264_recon_set(c, coef, 0, dc[b]);
		c->pic->dsp.add4_bypass[dir](h264_recon_at(c, plane, x4 * 4, y4 * 4),
					     c->stride[plane], coef,
					     carry[dir == H264_BYPASS_HOR ? y4 : x4],
					     c->pic->bd_max[!!plane]);
	}
}

/*
 * Blocks of a plane whose DC came apart: Intra_16x16 luma and chroma. @dc is by
 * raster position, @w4 blocks are in a row, @n in all.
 */
static __always_inline void h264_recon_dc_blocks(struct h264_recon_ctx *c, unsigned int plane,
						 const s32 *dc, unsigned int w4, unsigned int n,
						 enum h264_bypass dir)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	const int bd_max = c->pic->bd_max[!!plane];
	const ptrdiff_t stride = c->stride[plane];
	const unsigned int coded = c->mb->coded >> 16 * plane;
	unsigned int i;

	if (c->mb->flags & H264_MB_BYPASS) {
		h264_recon_dc_bypass(c, plane, dc, w4, n, dir);
		return;
	}
	for (i = 0; i < n; i++) {
		const unsigned int b = h264_recon_dc_block(i, w4);
		void *dst = c->dst[plane] + b / w4 * 4 * stride + (b % w4 * 4 << c->sample_shift);

		if (coded >> b & 1) {
			void *coef = h264_recon_take(c, 16);

			h264_recon_set(c, coef, 0, dc[b]);
			dsp->idct4_add(dst, stride, coef, bd_max);
		} else if (dc[b]) {
			dsp->idct4_dc_add(dst, stride, dc[b], bd_max);
		}
	}
}

/* Residual of Intra_16x16 in one plane (8.5.2). */
static void h264_recon_residual16(struct h264_recon_ctx *c, unsigned int plane)
{
	const struct h264_pic *pic = c->pic;
	const unsigned int qp = h264_recon_qp(c, plane);
	const u16 (*scale)[16] = c->slice->pps->level_scale4[plane + c->colour_plane];
	s32 dc[16] = {};
	unsigned int i;

	if (c->mb->coded & H264_CODED_DC(plane)) {
		const void *coef = h264_recon_take(c, 16);

		if (c->mb->flags & H264_MB_BYPASS) {
			for (i = 0; i < 16; i++)
				dc[i] = h264_recon_get(c, coef, i);
		} else {
			pic->dsp.luma_dc_dequant(dc, coef, scale[qp % 6][0], qp);
		}
	}
	h264_recon_dc_blocks(c, plane, dc, 4, 16,
			     h264_recon_bypass(c->mb->intra_mode, H264_INTRA16_VERT,
					       H264_INTRA16_HOR));
}

/* The 4x4 blocks with a residual of an 8x8 block; @coded: bits of the macroblock's */
static void h264_recon_add_quarter(struct h264_recon_ctx *c, unsigned int plane, unsigned int b8,
				   unsigned int coded)
{
	static const u8 blocks[4] = { 0, 1, 4, 5 };
	const unsigned int first = (b8 >> 1) * 8 + (b8 & 1) * 2;
	const int bd_max = c->pic->bd_max[!!plane];
	const ptrdiff_t stride = c->stride[plane];
	unsigned int i;
	u8 *dst;

	coded >>= first;
	if (!(coded & 0x33))
		return;
	dst = h264_recon_at(c, plane, (b8 & 1) * 8, (b8 >> 1) * 8);
	for (i = 0; i < 4; i++)
		if (coded >> blocks[i] & 1)
			c->pic->dsp.idct4_add(dst + (i >> 1) * 4 * stride +
					      ((i & 1) * 4 << c->sample_shift), stride,
					      h264_recon_take(c, 16), bd_max);
}

/* Residual of a plane of an inter macroblock (8.5.1, 8.5.3). */
static void h264_recon_residual_inter(struct h264_recon_ctx *c, unsigned int plane)
{
	const bool sp = h264_mb_is_sp(c->mb, c->slice);
	const unsigned int coded = (u16)(c->mb->coded >> 16 * plane);
	unsigned int i;

	if (!coded && !sp)
		return;
	if (c->mb->flags & H264_MB_T8X8) {
		for (i = 0; i < 4; i++)
			h264_recon_add8(c, plane, i);
		return;
	}
	if (sp || c->mb->flags & H264_MB_BYPASS) {
		for (i = 0; i < 16; i++)
			h264_recon_add4(c, plane, h264_recon_raster(i));
		return;
	}
	for (i = 0; i < 4; i++)
		h264_recon_add_quarter(c, plane, i, coded);
}

/* Residual of chroma in 4:2:0 and 4:2:2 (8.5.4). */
static void h264_recon_residual_chroma(struct h264_recon_ctx *c)
{
	const struct h264_pic *pic = c->pic;
	const bool is420 = pic->chroma == DAE_CHROMA_420;
	enum h264_bypass dir = H264_BYPASS_NONE;
	s32 dc[2][8] = {};
	unsigned int plane, i;

	for (plane = 1; plane < 3; plane++) {
		const u16 (*scale)[16] = c->slice->pps->level_scale4[h264_recon_list(c, plane)];
		const unsigned int qp = h264_recon_qp(c, plane);
		const void *coef;

		if (!(c->mb->coded & H264_CODED_DC(plane)))
			continue;
		coef = h264_recon_take(c, 8);
		if (c->mb->flags & H264_MB_BYPASS)
			for (i = 0; i < 8; i++)
				dc[plane - 1][i] = h264_recon_get(c, coef, i);
		else if (is420)
			pic->dsp.chroma_dc_dequant420(dc[plane - 1], coef, scale[qp % 6][0], qp);
		else
			pic->dsp.chroma_dc_dequant422(dc[plane - 1], coef, scale[(qp + 3) % 6][0],
						      qp + 3);
	}
	if (h264_mb_is_intra(c->mb))
		dir = h264_recon_bypass(c->mb->chroma_mode, H264_INTRA_CHROMA_VERT,
					H264_INTRA_CHROMA_HOR);
	for (plane = 1; plane < 3; plane++) {
		if (is420)
			h264_recon_dc_blocks(c, plane, dc[plane - 1], 2, 4, dir);
		else
			h264_recon_dc_blocks(c, plane, dc[plane - 1], 2, 8, dir);
	}
}

/*
 * Intra prediction (8.3)
 */

/* The slot of pred4 and pred8 for a mode with the neighbours there are. */
static unsigned int h264_recon_nxn_mode(struct h264_recon_ctx *c, int mode, unsigned int nb)
{
	static const u8 need[9] = {
		[H264_INTRA_NXN_VERT] = H264_NB_TOP,
		[H264_INTRA_NXN_HOR] = H264_NB_LEFT,
		[H264_INTRA_NXN_DC] = 0,
		[H264_INTRA_NXN_DIAG_DOWN_LEFT] = H264_NB_TOP,
		[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = H264_NB_TOP | H264_NB_LEFT | H264_NB_CORNER,
		[H264_INTRA_NXN_VERT_RIGHT] = H264_NB_TOP | H264_NB_LEFT | H264_NB_CORNER,
		[H264_INTRA_NXN_HOR_DOWN] = H264_NB_TOP | H264_NB_LEFT | H264_NB_CORNER,
		[H264_INTRA_NXN_VERT_LEFT] = H264_NB_TOP,
		[H264_INTRA_NXN_HOR_UP] = H264_NB_LEFT,
	};

	/* No stream may do this; what is predicted must still be defined. */
	if (mode < 0 || mode > 8 || need[mode] & ~nb)
		return H264_INTRA_NXN_DC_128;
	if (mode != H264_INTRA_NXN_DC || (nb & H264_NB_TOP && nb & H264_NB_LEFT))
		return mode;
	return nb & H264_NB_LEFT ? H264_INTRA_NXN_LEFT_DC :
	       nb & H264_NB_TOP ? H264_INTRA_NXN_TOP_DC : H264_INTRA_NXN_DC_128;
}

/* Neighbours of the block at (@x, @y) of @n x @n blocks in the macroblock. */
static unsigned int h264_recon_nb(const struct h264_recon_ctx *c, unsigned int x, unsigned int y,
				  unsigned int n)
{
	/* By raster position: blocks whose upper right one comes later. */
	static const u16 later4 = BIT(5) | BIT(7) | BIT(11) | BIT(13) | BIT(15);
	unsigned int nb = 0;

	if (y || c->nb & H264_NB_TOP)
		nb |= H264_NB_TOP;
	if (x || c->left[2 * y / n])
		nb |= H264_NB_LEFT;
	if (x && y)
		nb |= H264_NB_CORNER;
	else if (x)
		nb |= c->nb & H264_NB_TOP ? H264_NB_CORNER : 0;
	else if (y)
		nb |= c->inner[4 * y / n] ? H264_NB_CORNER : 0;
	else
		nb |= c->nb & H264_NB_CORNER;

	if (!y) {
		if (c->nb & (x == n - 1 ? H264_NB_TOPRIGHT : H264_NB_TOP))
			nb |= H264_NB_TOPRIGHT;
	} else if (n == 4) {
		nb |= later4 >> (4 * y + x) & 1 ? 0 : H264_NB_TOPRIGHT;
	} else {
		nb |= x ? 0 : H264_NB_TOPRIGHT;
	}
	return nb;
}

/* Intra_4x4 (8.3.1), block by block with its residual. */
static void h264_recon_intra4(struct h264_recon_ctx *c, unsigned int plane)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	const int bd_max = c->pic->bd_max[!!plane];
	const ptrdiff_t stride = c->stride[plane];
	unsigned int i;

	for (i = 0; i < 16; i++) {
		const unsigned int b4 = h264_recon_raster(i);
		const unsigned int nb = h264_recon_nb(c, b4 & 3, b4 >> 2, 4);
		const unsigned int mode = h264_recon_nxn_mode(c, c->mb->intra_nxn[b4], nb);
		u8 *dst = h264_recon_at(c, plane, (b4 & 3) * 4, (b4 >> 2) * 4);
		const u8 *above = dst - stride;
		const unsigned int bytes = 4 << c->sample_shift;
		const unsigned int size = 1 << c->sample_shift;
		const void *topright = above + bytes;
		u8 last[8];

		if (!(nb & H264_NB_TOPRIGHT) && nb & H264_NB_TOP) {
			unsigned int k;

			for (k = 0; k < bytes; k += size)
				memcpy(last + k, above + bytes - size, size);
			topright = last;
		}
		dsp->pred4[mode](dst, stride, topright, bd_max);
		h264_recon_add4(c, plane, b4);
	}
}

/* Intra_8x8 (8.3.2) */
static void h264_recon_intra8(struct h264_recon_ctx *c, unsigned int plane)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	unsigned int i;

	for (i = 0; i < 4; i++) {
		const unsigned int x = i & 1, y = i >> 1;
		const unsigned int nb = h264_recon_nb(c, x, y, 2);
		const unsigned int mode =
			h264_recon_nxn_mode(c, c->mb->intra_nxn[8 * y + 2 * x], nb);

		dsp->pred8[mode](h264_recon_at(c, plane, x * 8, y * 8), c->stride[plane],
				 nb & H264_NB_CORNER, nb & H264_NB_TOPRIGHT,
				 c->pic->bd_max[!!plane]);
		h264_recon_add8(c, plane, i);
	}
}

/*
 * Modes of whole blocks: DC by what is there, others only with all they need.
 * @dc, @left_dc, @top_dc and @dc_128 are the slots of DC.
 */
static unsigned int h264_recon_dc_mode(const struct h264_recon_ctx *c, unsigned int dc,
				       unsigned int left_dc, unsigned int top_dc,
				       unsigned int dc_128)
{
	if (c->nb & H264_NB_LEFT)
		return c->nb & H264_NB_TOP ? dc : left_dc;
	return c->nb & H264_NB_TOP ? top_dc : dc_128;
}

/* Intra_16x16 (8.3.3) */
static void h264_recon_intra16(struct h264_recon_ctx *c, unsigned int plane)
{
	const unsigned int all = H264_NB_TOP | H264_NB_LEFT | H264_NB_CORNER;
	unsigned int mode = c->mb->intra_mode;

	if (mode == H264_INTRA16_DC)
		mode = h264_recon_dc_mode(c, H264_INTRA16_DC, H264_INTRA16_LEFT_DC,
					  H264_INTRA16_TOP_DC, H264_INTRA16_DC_128);
	else if ((mode == H264_INTRA16_VERT && !(c->nb & H264_NB_TOP)) ||
		 (mode == H264_INTRA16_HOR && !(c->nb & H264_NB_LEFT)) ||
		 (mode == H264_INTRA16_PLANE && (c->nb & all) != all))
		mode = H264_INTRA16_DC_128;
	c->pic->dsp.pred16[mode](c->dst[plane], c->stride[plane], c->pic->bd_max[!!plane]);
}

/* The slot for DC prediction of chroma (8.3.4.1 to 8.3.4.3). */
static unsigned int h264_recon_chroma_dc(const struct h264_recon_ctx *c)
{
	const bool top = c->nb & H264_NB_TOP;

	/* constrained_intra_pred_flag in MBAFF frames can leave half a left side. */
	if (c->left[0] && !c->left[1])
		return top ? H264_INTRA_CHROMA_DC_UPPER : H264_INTRA_CHROMA_LEFT_DC_UPPER;
	if (c->left[1] && !c->left[0])
		return top ? H264_INTRA_CHROMA_DC_LOWER : H264_INTRA_CHROMA_LEFT_DC_LOWER;
	return h264_recon_dc_mode(c, H264_INTRA_CHROMA_DC, H264_INTRA_CHROMA_LEFT_DC,
				  H264_INTRA_CHROMA_TOP_DC, H264_INTRA_CHROMA_DC_128);
}

/* Chroma of 4:2:0 and 4:2:2 (8.3.4) */
static void h264_recon_intra_chroma(struct h264_recon_ctx *c)
{
	const struct h264_dsp *dsp = &c->pic->dsp;
	const unsigned int all = H264_NB_TOP | H264_NB_LEFT | H264_NB_CORNER;
	unsigned int mode = c->mb->chroma_mode;
	unsigned int plane;

	if (mode == H264_INTRA_CHROMA_DC)
		mode = h264_recon_chroma_dc(c);
	else if ((mode == H264_INTRA_CHROMA_VERT && !(c->nb & H264_NB_TOP)) ||
		 (mode == H264_INTRA_CHROMA_HOR && !(c->nb & H264_NB_LEFT)) ||
		 (mode == H264_INTRA_CHROMA_PLANE && (c->nb & all) != all))
		mode = H264_INTRA_CHROMA_DC_128;
	for (plane = 1; plane < 3; plane++) {
		if (c->pic->chroma == DAE_CHROMA_420)
			dsp->predc420[mode](c->dst[plane], c->stride[plane], c->pic->bd_max[1]);
		else
			dsp->predc422[mode](c->dst[plane], c->stride[plane], c->pic->bd_max[1]);
	}
}

/* I_PCM (8.3.5) */
static void h264_recon_pcm(struct h264_recon_ctx *c)
{
	unsigned int plane;

	for (plane = 0; plane < h264_pic_planes(c->pic); plane++) {
		const bool full = !plane || c->pic->chroma == DAE_CHROMA_444;
		const int w = full ? 16 : 8;
		const int h = full ? 16 : h264_recon_chroma_height(c->pic);
		const void *coef = h264_recon_take(c, w * h);

		if (c->pic->hbd)
			h264_recon_pcm_16bpc(c->dst[plane], c->stride[plane], coef, w, h,
					     c->pic->bd_max[!!plane]);
		else
			h264_recon_pcm_8bpc(c->dst[plane], c->stride[plane], coef, w, h,
					    c->pic->bd_max[!!plane]);
	}
}

/*
 * A lost macroblock: the one at the same place of the nearest reference, or
 * mid-grey.
 */
static void h264_recon_conceal(struct h264_recon_ctx *c)
{
	const struct h264_pic *pic = c->pic;
	const struct dae_frame *ref = pic->conceal >= 0 ? pic->refs[pic->conceal].frame : NULL;
	unsigned int plane;
	int y;

	for (plane = 0; plane < h264_pic_planes(pic); plane++) {
		const bool full = !plane || pic->chroma == DAE_CHROMA_444;
		const int w = full ? 16 : 8;
		const int h = full ? 16 : h264_recon_chroma_height(pic);
		const struct dae_plane *cur = &pic->frame->plane[plane + c->colour_plane];
		const ptrdiff_t line = cur->stride_bytes;
		ptrdiff_t offset = c->dst[plane] - (u8 *)cur->data;

		if (!ref) {
			h264_recon_fill(c, c->dst[plane], c->stride[plane], w, h,
					(pic->bd_max[!!plane] + 1) >> 1);
			continue;
		}
		/* Of the current frame only the other field is there. */
		if (ref == pic->frame)
			offset += c->bottom ? -line : line;
		/* Frames of one sequence have the same layout. */
		for (y = 0; y < h; y++)
			memcpy(c->dst[plane] + y * c->stride[plane],
			       (const u8 *)ref->plane[plane + c->colour_plane].data + offset +
			       y * c->stride[plane], w << c->sample_shift);
	}
}

/* May samples of a neighbour, -1 if not available, be used? (8.3.1.2) */
static bool h264_recon_usable(const struct h264_recon_ctx *c, int nb)
{
	const struct h264_mb *mb = &c->pic->mbs[max(nb, 0)];

	if (nb < 0)
		return false;
	if (!c->slice->pps->constrained_intra_pred)
		return true;
	/* Of SI macroblocks only others of that type may use samples. */
	return h264_mb_is_intra(mb) && (mb->type != H264_MB_SI || c->mb->type == H264_MB_SI);
}

/*
 * The left side next to a pair of the other kind. A frame macroblock has lines of
 * both fields next to it; a field macroblock has lines of the upper macroblock
 * next to its upper half, the last of them above its lower half.
 */
static void h264_recon_left_mixed(struct h264_recon_ctx *c, int upper)
{
	const int lower = upper + c->pic->mb_width;
	const bool upper_ok = h264_recon_usable(c, upper), lower_ok = h264_recon_usable(c, lower);
	unsigned int i;

	if (c->field) {
		c->left[0] = upper_ok;
		c->left[1] = lower_ok;
	} else {
		c->left[0] = upper_ok && lower_ok;
		c->left[1] = c->left[0];
	}
	for (i = 1; i < 4; i++)
		c->inner[i] = c->field && i < 3 ? upper_ok : lower_ok;
}

static void h264_recon_neighbours(struct h264_recon_ctx *c)
{
	const struct h264_pic *pic = c->pic;
	struct h264_nb nb;

	h264_nb_find(pic, c->idx, 0, &nb);
	c->nb = 0;
	if (h264_recon_usable(c, nb.b))
		c->nb |= H264_NB_TOP;
	if (h264_recon_usable(c, nb.d))
		c->nb |= H264_NB_CORNER;
	if (h264_recon_usable(c, nb.c))
		c->nb |= H264_NB_TOPRIGHT;
	if (pic->mbaff && nb.a[0] >= 0 &&
	    (pic->mbs[nb.a[0]].flags ^ c->mb->flags) & H264_MB_FIELD) {
		h264_recon_left_mixed(c, nb.a[0]);
	} else {
		c->left[0] = h264_recon_usable(c, nb.a[0]);
		c->left[1] = c->left[0];
		memset(c->inner, c->left[0], sizeof(c->inner));
	}
	if (c->left[0] && c->left[1])
		c->nb |= H264_NB_LEFT;
}

static void h264_recon_mb(struct h264_recon_ctx *c)
{
	const struct h264_mb *mb = c->mb;
	const unsigned int luma_planes = c->pic->chroma == DAE_CHROMA_444 ? 3 : 1;
	const bool chroma = h264_pic_planes(c->pic) > luma_planes;
	/* Without a residual, too, the prediction is quantised. */
	const bool sp = h264_mb_is_sp(mb, c->slice);
	unsigned int plane;

	if (mb->type == H264_MB_I_PCM) {
		h264_recon_pcm(c);
		return;
	}
	if (mb->type == H264_MB_INTER) {
		h264_recon_inter(c);
	} else {
		h264_recon_neighbours(c);
		if (chroma)
			h264_recon_intra_chroma(c);
	}
	for (plane = 0; plane < luma_planes; plane++) {
		if (mb->type == H264_MB_INTER) {
			if (mb->coded || sp)
				h264_recon_residual_inter(c, plane);
		} else if (mb->type == H264_MB_I_16X16) {
			h264_recon_intra16(c, plane);
			h264_recon_residual16(c, plane);
		} else if (mb->flags & H264_MB_T8X8) {
			h264_recon_intra8(c, plane);
		} else {
			h264_recon_intra4(c, plane);
		}
	}
	if (sp)
		h264_recon_sp_chroma(c);
	else if (chroma && mb->coded >> 16)
		h264_recon_residual_chroma(c);
}

/* Reconstructs the macroblock that @c->idx, x, y, dst and stride are of. */
static void h264_recon_here(struct h264_recon_ctx *c)
{
	struct h264_pic *pic = c->pic;

	c->mb = &pic->mbs[c->idx];
	c->motion = &pic->motion[c->idx];
	if (c->mb->type == H264_MB_NONE) {
		h264_recon_conceal(c);
		return;
	}
	c->slice = &pic->slices[c->mb->slice];
	c->coef = h264_pic_coefs(pic, c->mb->coef);
	h264_recon_mb(c);
}

/* One macroblock of a pair */
static void h264_recon_of_pair(struct h264_recon_ctx *c, u32 x, u32 y)
{
	struct h264_pic *pic = c->pic;

	c->idx = y * pic->mb_width + x;
	c->x = x;
	c->y = h264_pic_mb_row(pic, c->idx);
	c->colour_plane = h264_pic_colour_plane(pic, c->idx);
	c->field = pic->mbs[c->idx].flags & H264_MB_FIELD;
	c->bottom = false;
	if (c->field) {
		c->bottom = c->y & 1;
		c->y >>= 1;
	}
	h264_pic_locate(pic, c->idx, c->dst, c->stride);
	h264_recon_here(c);
}

/* Macroblocks from column @x to @end of a row without pairs */
static void h264_recon_row(struct h264_recon_ctx *c, u32 row, u32 x, u32 end)
{
	struct h264_pic *pic = c->pic;
	const unsigned int planes = h264_pic_planes(pic);
	unsigned int plane;

	c->idx = row * pic->mb_width + x;
	c->y = h264_pic_mb_row(pic, c->idx);
	c->colour_plane = h264_pic_colour_plane(pic, c->idx);
	c->field = pic->params.structure != H264_FRAME;
	c->bottom = pic->params.structure == H264_BOTTOM;
	h264_pic_locate(pic, c->idx, c->dst, c->stride);
	for (c->x = x; c->x < end; c->x++, c->idx++) {
		h264_recon_here(c);
		for (plane = 0; plane < planes; plane++)
			c->dst[plane] += h264_pic_mb_bytes(pic, plane);
	}
}

void h264_recon_row_part(void *frame, const struct dae_task *task)
{
	struct h264_pic *pic = frame;
	const u32 row = task->row, end = dae_task_end(task, pic->mb_width);
	struct h264_recon_ctx c = {
		.pic = pic,
		.coef_shift = pic->hbd ? 2 : 1,
		.sample_shift = pic->hbd,
	};
	u32 x = dae_task_first(task, pic->mb_width), y;

	if (!pic->mbaff) {
		h264_recon_row(&c, row, x, end);
		return;
	}
	for (; x < end; x++)
		for (y = 2 * row; y < 2 * row + 2; y++)
			h264_recon_of_pair(&c, x, y);
}
