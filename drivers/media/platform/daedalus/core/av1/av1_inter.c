// SPDX-License-Identifier: GPL-2.0
/*
 * Inter prediction of AV1 blocks (7.11.3): which samples of which frame, how predictions
 * are put together, and overlapped motion compensation.
 */
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_masks.h"
#include "av1_recon.h"

#define AV1_FRAME_DISTANCE_MAX	31	/* MAX_FRAME_DISTANCE */

/* A part of the plane that is predicted with one vector from each reference */
struct av1_region {
	unsigned int plane;
	u32 x;
	u32 y;
	unsigned int w;
	unsigned int h;
};

/**
 * struct av1_source - samples a prediction is made from
 * @plane: plane of the reference; its data NULL for grey
 * @width: columns before they repeat: lastX + 1 (7.11.3.4)
 * @height: rows
 */
struct av1_source {
	const struct dae_plane *plane;
	u32 width;
	u32 height;
};

/* Samples at full position (@x, @y), of which @w x @h may be read */
struct av1_samples {
	const void *data;
	ptrdiff_t stride;
};

static s64 av1_round2_signed(s64 x, unsigned int n)
{
	return x < 0 ? -((-x + (1LL << n >> 1)) >> n) : (x + (1LL << n >> 1)) >> n;
}

/* A source that is not there: grey rows, all the same one */
static void av1_inter_grey(struct av1_recon *r, unsigned int w, struct av1_samples *s)
{
	const struct av1_pic *pic = r->pic;
	const unsigned int grey = (pic->bd_max + 1) / 2;
	unsigned int i;

	if (pic->hbd)
		for (i = 0; i < w; i++)
			((u16 *)r->emu)[i] = grey;
	else
		memset(r->emu, grey, w);
	s->data = r->emu;
	s->stride = 0;
}

/* Is there a reference that has all samples? */
static __always_inline bool av1_inter_inside(const struct av1_source *src, s32 x, s32 y,
					     unsigned int w, unsigned int h)
{
	return src->plane && x >= 0 && y >= 0 && x + (s64)w <= src->width &&
	       y + (s64)h <= src->height;
}

/*
 * The samples from (@x, @y) on, in the reference or, where it ends within them, in
 * scratch memory. Not more than AV1_EMU_DIM each way.
 */
static void av1_inter_fetch(struct av1_recon *r, const struct av1_source *src, s32 x, s32 y,
			    unsigned int w, unsigned int h, struct av1_samples *s)
{
	const struct av1_pic *pic = r->pic;

	if (av1_inter_inside(src, x, y, w, h)) {
		s->data = av1_recon_at(pic, src->plane, x, y);
		s->stride = src->plane->stride_bytes;
		return;
	}
	if (!src->plane) {
		av1_inter_grey(r, w, s);
		return;
	}
	pic->dsp.mc.emu_edge(r->emu, AV1_EMU_STRIDE, src->plane->data, src->plane->stride_bytes,
			     x, y, w, h, src->width, src->height);
	s->data = r->emu;
	s->stride = AV1_EMU_STRIDE;
}

/* Where to predict from; with intra block copy the frame itself, in whole 8x8 blocks. */
static __always_inline void av1_inter_source(const struct av1_recon *r, unsigned int plane,
					     int ref, struct av1_source *src)
{
	const struct av1_pic *pic = r->pic;

	if (ref == AV1_INTRA_FRAME) {
		src->plane = &pic->rec->plane[plane];
		src->width = pic->mi_cols * 4 >> (plane ? pic->sub_x : 0);
		src->height = pic->mi_rows * 4 >> (plane ? pic->sub_y : 0);
		return;
	}
	*src = (struct av1_source){};
	if (!pic->refs[ref].frame)
		return;
	src->plane = &pic->refs[ref].frame->plane[plane];
	src->width = src->plane->width;
	src->height = src->plane->height;
}

/**
 * struct av1_target - where a prediction goes: samples or intermediate values
 * @dst: samples; NULL for intermediate values
 * @stride: of @dst
 * @tmp: intermediate values, in rows of the region's width
 */
struct av1_target {
	void *dst;
	ptrdiff_t stride;
	s16 *tmp;
};

static void *av1_inter_skip(const struct av1_recon *r, const struct av1_samples *s,
			    unsigned int x, unsigned int y)
{
	return (u8 *)s->data + y * s->stride + ((size_t)x << r->pic->hbd);
}

/* From a frame of the same size: positions are in sixteenths of a sample. */
static __always_inline void av1_inter_same_size(struct av1_recon *r, const struct av1_region *g,
						const struct av1_source *src, struct av1_mv mv,
						const u8 filter[2], const struct av1_target *to)
{
	const struct av1_pic *pic = r->pic;
	const s32 px = (s32)(g->x << 4) + (2 * mv.col >> (g->plane ? pic->sub_x : 0));
	const s32 py = (s32)(g->y << 4) + (2 * mv.row >> (g->plane ? pic->sub_y : 0));
	const int mx = px & 15, my = py & 15, x = px >> 4, y = py >> 4;
	const unsigned int before_x = mx ? 3 : 0, before_y = my ? 3 : 0;
	const unsigned int w = g->w + (mx ? 7 : 0), h = g->h + (my ? 7 : 0);
	const void *at;
	ptrdiff_t stride;

	if (av1_inter_inside(src, x - before_x, y - before_y, w, h)) {
		at = av1_recon_at(pic, src->plane, x, y);
		stride = src->plane->stride_bytes;
	} else {
		/* A copy, so that the source can stay in registers */
		const struct av1_source copy = *src;
		struct av1_samples s;

		av1_inter_fetch(r, &copy, x - before_x, y - before_y, w, h, &s);
		at = av1_inter_skip(r, &s, before_x, before_y);
		stride = s.stride;
	}
	if (to->dst)
		pic->dsp.mc.put(to->dst, to->stride, at, stride, g->w, g->h, mx, my, filter[1],
				filter[0], pic->bd_max);
	else
		pic->dsp.mc.prep(to->tmp, at, stride, g->w, g->h, mx, my, filter[1], filter[0],
				 pic->bd_max);
}

/* startX, or startY with the values of rows (7.11.3.3) */
static s64 av1_inter_start(u32 pos, int mv, unsigned int sub, u32 scale)
{
	const s64 orig = (s64)pos * 16 + (2 * mv >> sub) + 8;

	return av1_round2_signed(orig * scale - (8LL << 14), 8) + 32;
}

/* From a frame of another size: positions are in 1024ths. */
static void av1_inter_scaled(struct av1_recon *r, const struct av1_region *g,
			     const struct av1_source *src, const struct av1_ref *ref,
			     struct av1_mv mv, const u8 filter[2], const struct av1_target *to)
{
	const struct av1_pic *pic = r->pic;
	const s64 start_x = av1_inter_start(g->x, mv.col, g->plane ? pic->sub_x : 0, ref->x_scale);
	const s64 start_y = av1_inter_start(g->y, mv.row, g->plane ? pic->sub_y : 0, ref->y_scale);
	const int step_x = (ref->x_scale + 8) >> 4, step_y = (ref->y_scale + 8) >> 4;
	const int mx = start_x & 1023, my = start_y & 1023;
	const unsigned int w = (((g->w - 1) * step_x + mx) >> 10) + 8;
	const unsigned int h = (((g->h - 1) * step_y + my) >> 10) + 8;
	struct av1_samples s;
	const void *at;

	av1_inter_fetch(r, src, (start_x >> 10) - 3, (start_y >> 10) - 3, w, h, &s);
	at = av1_inter_skip(r, &s, 3, 3);
	if (to->dst)
		pic->dsp.mc.put_scaled(to->dst, to->stride, at, s.stride, g->w, g->h, mx, my,
				       step_x, step_y, filter[1], filter[0], pic->bd_max);
	else
		pic->dsp.mc.prep_scaled(to->tmp, at, s.stride, g->w, g->h, mx, my, step_x, step_y,
					filter[1], filter[0], pic->bd_max);
}

/* Block inter prediction (7.11.3.4) with a vector of any block */
static void av1_inter_translate(struct av1_recon *r, const struct av1_region *g, int ref,
				struct av1_mv mv, const u8 filter[2],
				const struct av1_target *to)
{
	struct av1_source src;

	av1_inter_source(r, g->plane, ref, &src);
	if (ref != AV1_INTRA_FRAME && src.plane && r->pic->refs[ref].scaled) {
		const struct av1_source copy = src;

		av1_inter_scaled(r, g, &copy, &r->pic->refs[ref], mv, filter, to);
	} else {
		av1_inter_same_size(r, g, &src, mv, filter, to);
	}
}

/* Block warp (7.11.3.5), 8x8 samples at a time */
static void av1_inter_warp(struct av1_recon *r, const struct av1_region *g, int ref,
			   const s32 params[6], const s16 shear[4], const struct av1_target *to)
{
	const struct av1_pic *pic = r->pic;
	const unsigned int sub_x = g->plane ? pic->sub_x : 0, sub_y = g->plane ? pic->sub_y : 0;
	struct av1_source src;
	unsigned int x, y;

	av1_inter_source(r, g->plane, ref, &src);
	for (y = 0; y < g->h; y += 8) {
		for (x = 0; x < g->w; x += 8) {
			const s64 src_x = (s64)(g->x + x + 4) << sub_x;
			const s64 src_y = (s64)(g->y + y + 4) << sub_y;
			const s64 x4 = (params[2] * src_x + params[3] * src_y + params[0]) >> sub_x;
			const s64 y4 = (params[4] * src_x + params[5] * src_y + params[1]) >> sub_y;
			/* Anything further outside is the same. */
			const s32 ix = clamp_t(s64, x4 >> 16, -(1 << 20), 1 << 20);
			const s32 iy = clamp_t(s64, y4 >> 16, -(1 << 20), 1 << 20);
			struct av1_samples s;
			const void *at;

			av1_inter_fetch(r, &src, ix - 7, iy - 7, 15, 15, &s);
			at = av1_inter_skip(r, &s, 7, 7);
			if (to->dst)
				pic->dsp.mc.warp_put((u8 *)to->dst + y * to->stride +
						     ((size_t)x << pic->hbd), to->stride, at,
						     s.stride, shear, x4 & 0xffff, y4 & 0xffff,
						     pic->bd_max);
			else
				pic->dsp.mc.warp_prep(to->tmp + y * g->w + x, g->w * sizeof(s16),
						      at, s.stride, shear, x4 & 0xffff,
						      y4 & 0xffff, pic->bd_max);
		}
	}
}

/* One of the predictions of a region, with the motion of @cand (steps 5 to 13 of 7.11.3.1) */
static void av1_inter_predict(struct av1_recon *r, const struct av1_region *g,
			      const struct av1_block *cand, unsigned int list,
			      const struct av1_target *to)
{
	const struct av1_params *params = &r->pic->params;
	const struct av1_block *b = r->b;
	const int ref = cand->ref[list];

	if (g->w >= 8 && g->h >= 8 && !params->force_integer_mv) {
		const struct av1_gm *gm = &params->gm[ref];

		if (b->motion_mode == AV1_LOCALWARP && b->warp_valid) {
			const struct av1_warp_model *warp = &r->pic->warps[b->warp];

			av1_inter_warp(r, g, ref, warp->params, warp->shear, to);
			return;
		}
		if ((b->mode == AV1_GLOBALMV || b->mode == AV1_GLOBAL_GLOBALMV) &&
		    gm->type > AV1_WARP_TRANSLATION && gm->valid && !r->pic->refs[ref].scaled) {
			av1_inter_warp(r, g, ref, gm->params, gm->shear, to);
			return;
		}
	}
	av1_inter_translate(r, g, ref, cand->mv[list], cand->filter, to);
}

static enum av1_mask_layout av1_inter_mask_layout(const struct av1_recon *r, unsigned int plane)
{
	if (!plane || !r->pic->sub_x)
		return AV1_MASK_FULL;
	return r->pic->sub_y ? AV1_MASK_420 : AV1_MASK_422;
}

/* Two predictions as one */
static void av1_inter_compound(struct av1_recon *r, const struct av1_region *g, void *dst,
			       ptrdiff_t stride)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_mc_dsp *mc = &pic->dsp.mc;
	const enum av1_mask_layout layout = av1_inter_mask_layout(r, g->plane);
	const struct av1_block *b = r->b;
	int dist[2];

	switch (b->compound_type) {
	case AV1_COMPOUND_DISTANCE:
		dist[0] = min(abs(pic->refs[b->ref[0]].dist), AV1_FRAME_DISTANCE_MAX);
		dist[1] = min(abs(pic->refs[b->ref[1]].dist), AV1_FRAME_DISTANCE_MAX);
		mc->w_avg(dst, stride, r->tmp[0], r->tmp[1], g->w, g->h,
			  av1_dist_weight(dist[0], dist[1]), pic->bd_max);
		break;
	case AV1_COMPOUND_WEDGE:
		mc->mask[layout](dst, stride, r->tmp[0], r->tmp[1], g->w, g->h,
				 av1_wedge_mask(pic->masks, b->size, b->wedge_sign,
						b->wedge_index),
				 AV1_WEDGE_STRIDE, pic->bd_max);
		break;
	case AV1_COMPOUND_DIFFWTD:
		/* That of luma is kept for chroma. */
		if (!g->plane)
			mc->diff_mask(r->mask, AV1_MC_MAX, r->tmp[0], r->tmp[1], g->w, g->h,
				      b->mask_type, pic->bd_max);
		mc->mask[layout](dst, stride, r->tmp[0], r->tmp[1], g->w, g->h, r->mask,
				 AV1_MC_MAX, pic->bd_max);
		break;
	default:
		mc->avg(dst, stride, r->tmp[0], r->tmp[1], g->w, g->h, pic->bd_max);
		break;
	}
}

/* A region whose motion is that of @cand */
static void av1_inter_region(struct av1_recon *r, const struct av1_region *g,
			     const struct av1_block *cand)
{
	const struct av1_pic *pic = r->pic;
	const struct dae_plane *plane = &pic->rec->plane[g->plane];
	void *dst = av1_recon_at(pic, plane, g->x, g->y);
	unsigned int i;

	if (cand->ref[1] <= AV1_INTRA_FRAME) {
		const struct av1_target to = { .dst = dst, .stride = plane->stride_bytes };

		av1_inter_predict(r, g, cand, 0, &to);
		return;
	}
	for (i = 0; i < 2; i++) {
		const struct av1_target to = { .tmp = r->tmp[i] };

		av1_inter_predict(r, g, cand, i, &to);
	}
	av1_inter_compound(r, g, dst, plane->stride_bytes);
}

/* Interintra: the intra prediction of the whole block, blended with the inter prediction */
static void av1_inter_interintra(struct av1_recon *r, const struct av1_region *g)
{
	static const u8 modes[AV1_INTERINTRA_MODES] = {
		[AV1_II_DC_PRED] = AV1_DC_PRED,
		[AV1_II_V_PRED] = AV1_V_PRED,
		[AV1_II_H_PRED] = AV1_H_PRED,
		[AV1_II_SMOOTH_PRED] = AV1_SMOOTH_PRED,
	};
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const struct dae_plane *plane = &pic->rec->plane[g->plane];
	const ptrdiff_t stride = AV1_MC_MAX << pic->hbd;
	const struct av1_target to = { .dst = r->pixels, .stride = stride };
	enum av1_mask_layout layout = AV1_MASK_FULL;
	const u8 *mask;
	int mask_stride;

	av1_recon_intra(r, g->plane, g->x, g->y, g->w, g->h, modes[b->interintra_mode],
			g->plane ? av1_recon_avail_chroma(r, false) : r->avail_l,
			g->plane ? av1_recon_avail_chroma(r, true) : r->avail_u);
	av1_inter_predict(r, g, b, 0, &to);
	if (b->wedge_interintra) {
		layout = av1_inter_mask_layout(r, g->plane);
		mask = av1_wedge_mask(pic->masks, b->size, 0, b->wedge_index);
		mask_stride = AV1_WEDGE_STRIDE;
	} else {
		mask = av1_ii_mask(pic->masks, b->interintra_mode, g->w, g->h);
		mask_stride = av1_ii_stride(g->w, g->h);
	}
	pic->dsp.mc.blend[layout](av1_recon_at(pic, plane, g->x, g->y), plane->stride_bytes,
				  r->pixels, stride, g->w, g->h, mask, mask_stride);
}

/* predict_overlap() (7.11.3.9) */
static void av1_inter_overlap(struct av1_recon *r, const struct av1_region *g,
			      const struct av1_block *cand, bool above)
{
	const struct av1_pic *pic = r->pic;
	const struct dae_plane *plane = &pic->rec->plane[g->plane];
	const ptrdiff_t stride = AV1_MC_MAX << pic->hbd;
	const struct av1_target to = { .dst = r->pixels, .stride = stride };

	av1_inter_translate(r, g, cand->ref[0], cand->mv[0], cand->filter, &to);
	(above ? pic->dsp.mc.obmc_above : pic->dsp.mc.obmc_left)
		(av1_recon_at(pic, plane, g->x, g->y), plane->stride_bytes, r->pixels, stride,
		 g->w, g->h);
}

/* Overlapped motion compensation with the blocks above (7.11.3.9, pass 0) */
static void av1_inter_obmc_above(struct av1_recon *r, const struct av1_region *block)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const unsigned int sub_x = block->plane ? pic->sub_x : 0;
	const unsigned int sub_y = block->plane ? pic->sub_y : 0;
	const u32 end = min(pic->mi_cols, b->col + (u32)av1_num_4x4_blocks_wide[b->size]);
	const unsigned int limit = min_t(unsigned int, 4, av1_mi_width_log2[b->size]);
	unsigned int count = 0;
	u32 x4 = b->col;

	while (count < limit && x4 < end) {
		const struct av1_block *cand = av1_pic_block(pic, b->row - 1, x4 | 1);
		const u32 step = clamp_t(u32, av1_num_4x4_blocks_wide[cand->size], 2, 16);

		if (cand->ref[0] > AV1_INTRA_FRAME) {
			const struct av1_region g = {
				.plane = block->plane,
				.x = x4 * 4 >> sub_x,
				.y = block->y,
				.w = min(block->w, step * 4 >> sub_x),
				.h = min(block->h >> 1, 32u >> sub_y),
			};

			av1_inter_overlap(r, &g, cand, true);
			count++;
		}
		x4 += step;
	}
}

/* The same with those at the left (pass 1) */
static void av1_inter_obmc_left(struct av1_recon *r, const struct av1_region *block)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const unsigned int sub_x = block->plane ? pic->sub_x : 0;
	const unsigned int sub_y = block->plane ? pic->sub_y : 0;
	const u32 end = min(pic->mi_rows, b->row + (u32)av1_num_4x4_blocks_high[b->size]);
	const unsigned int limit = min_t(unsigned int, 4, av1_mi_height_log2[b->size]);
	unsigned int count = 0;
	u32 y4 = b->row;

	while (count < limit && y4 < end) {
		const struct av1_block *cand = av1_pic_block(pic, y4 | 1, b->col - 1);
		const u32 step = clamp_t(u32, av1_num_4x4_blocks_high[cand->size], 2, 16);

		if (cand->ref[0] > AV1_INTRA_FRAME) {
			const struct av1_region g = {
				.plane = block->plane,
				.x = block->x,
				.y = y4 * 4 >> sub_y,
				.w = min(block->w >> 1, 32u >> sub_x),
				.h = min(block->h, step * 4 >> sub_y),
			};

			av1_inter_overlap(r, &g, cand, false);
			count++;
		}
		y4 += step;
	}
}

static void av1_inter_obmc(struct av1_recon *r, const struct av1_region *block,
			   unsigned int plane_size)
{
	if (r->avail_u && plane_size >= AV1_BLOCK_8X8)
		av1_inter_obmc_above(r, block);
	if (r->avail_l)
		av1_inter_obmc_left(r, block);
}

/*
 * Chroma of a block that is smaller than 8x8 in luma: each of the blocks it covers is
 * predicted with its own motion, unless one of them is not an inter block (5.11.33).
 *
 * Return: false if it is to be predicted as a whole
 */
static bool av1_inter_parts(struct av1_recon *r, const struct av1_region *block)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const u32 wide = av1_num_4x4_blocks_wide[b->size], high = av1_num_4x4_blocks_high[b->size];
	const u32 cols = wide == 1 && pic->sub_x ? 2 : 1, rows = high == 1 && pic->sub_y ? 2 : 1;
	const u32 row = b->row - (rows - 1), col = b->col - (cols - 1);
	u32 x, y;

	if (rows == 1 && cols == 1)
		return false;
	for (y = 0; y < rows; y++)
		for (x = 0; x < cols; x++)
			if (av1_pic_block(pic, row + y, col + x)->ref[0] == AV1_INTRA_FRAME)
				return false;
	for (y = 0; y < rows; y++) {
		for (x = 0; x < cols; x++) {
			const struct av1_region g = {
				.plane = block->plane,
				.x = block->x + x * block->w / cols,
				.y = block->y + y * block->h / rows,
				.w = block->w / cols,
				.h = block->h / rows,
			};

			av1_inter_region(r, &g, av1_pic_block(pic, row + y, col + x));
		}
	}
	return true;
}

void av1_inter_block(struct av1_recon *r)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	unsigned int plane;

	for (plane = 0; plane < (b->has_chroma ? 3 : 1); plane++) {
		const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
		const unsigned int size = av1_subsampled_size[b->size][sub_x][sub_y];
		const struct av1_region g = {
			.plane = plane,
			.x = (b->col >> sub_x) * 4,
			.y = (b->row >> sub_y) * 4,
			.w = 4 * av1_num_4x4_blocks_wide[size],
			.h = 4 * av1_num_4x4_blocks_high[size],
		};

		if (b->interintra)
			av1_inter_interintra(r, &g);
		else if (!plane || !av1_inter_parts(r, &g))
			av1_inter_region(r, &g, b);
		if (b->motion_mode == AV1_OBMC)
			av1_inter_obmc(r, &g, size);
	}
}
