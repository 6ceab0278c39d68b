// SPDX-License-Identifier: GPL-2.0
/*
 * Reconstruction of AV1 blocks: prediction from the frame itself (7.11.2, 7.11.4,
 * 7.11.5) and residuals (7.12.3), in the order of residual() (5.11.34).
 */
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_intra_tables.h"
#include "av1_recon.h"

/* Parts of the scratch memory, each a multiple of 64 bytes */
#define AV1_RECON_EDGE_BYTES	(2 * 64 * ((AV1_INTRA_EDGE_BUF + 63) / 64))
#define AV1_RECON_AC_BYTES	(2 * AV1_CFL_MAX * AV1_CFL_MAX)
#define AV1_RECON_TMP_BYTES	(2 * AV1_MC_MAX * AV1_MC_MAX)
#define AV1_RECON_MASK_BYTES	(AV1_MC_MAX * AV1_MC_MAX)
#define AV1_RECON_EMU_BYTES	(AV1_EMU_DIM * AV1_EMU_STRIDE)

static_assert(AV1_RECON_EDGE_BYTES + AV1_RECON_AC_BYTES + AV1_ITX_SCRATCH_BYTES +
	      3 * AV1_RECON_TMP_BYTES + AV1_RECON_MASK_BYTES + AV1_RECON_EMU_BYTES <=
	      DAE_SCRATCH_BYTES);

static void av1_recon_init_scratch(struct av1_recon *r, u8 *p)
{
	r->tl = p + ((size_t)AV1_INTRA_EDGE << r->pic->hbd);
	p += AV1_RECON_EDGE_BYTES;
	r->ac = (s16 *)p;
	p += AV1_RECON_AC_BYTES;
	r->itx = p;
	p += AV1_ITX_SCRATCH_BYTES;
	r->tmp[0] = (s16 *)p;
	p += AV1_RECON_TMP_BYTES;
	r->tmp[1] = (s16 *)p;
	p += AV1_RECON_TMP_BYTES;
	r->pixels = p;
	p += AV1_RECON_TMP_BYTES;
	r->mask = p;
	p += AV1_RECON_MASK_BYTES;
	r->emu = p;
}

/* clear_block_decoded_flags() (5.11.3) */
static void av1_recon_clear_decoded(struct av1_recon *r, u32 row, u32 col)
{
	const struct av1_pic *pic = r->pic;
	unsigned int plane;

	r->sb_col = col;
	for (plane = 0; plane < pic->num_planes; plane++) {
		const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
		const u32 width = (r->end - col) >> sub_x, height = (r->row_end - row) >> sub_y;
		const u32 rows = pic->sb_mi >> sub_y;
		u64 *decoded = r->decoded[plane];
		u32 y;

		decoded[0] = GENMASK_ULL(min(width, pic->sb_mi + 1), 0);
		for (y = 0; y <= rows; y++)
			decoded[1 + y] = y < rows && y < height;
	}
}

/* BlockDecoded becomes 1 for @w4 x @h4 blocks; positions are those of the plane's frame. */
static void av1_recon_set_decoded(struct av1_recon *r, unsigned int plane, u32 x4, u32 y4,
				  unsigned int w4, unsigned int h4)
{
	const unsigned int sub_x = plane ? r->pic->sub_x : 0, sub_y = plane ? r->pic->sub_y : 0;
	const u32 x = x4 & ((r->pic->sb_mi >> sub_x) - 1);
	const u32 y = y4 & ((r->pic->sb_mi >> sub_y) - 1);
	const u64 mask = GENMASK_ULL(x + w4, x + 1);
	u32 i;

	for (i = 0; i < h4; i++)
		r->decoded[plane][1 + y + i] |= mask;
}

/* The same for an inter block, where both planes of chroma are done together */
static void av1_recon_set_decoded_block(struct av1_recon *r)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const u32 w4 = av1_num_4x4_blocks_wide[b->size], h4 = av1_num_4x4_blocks_high[b->size];
	const u32 x4 = b->col & (pic->sb_mi - 1), y4 = b->row & (pic->sb_mi - 1);
	u64 mask = GENMASK_ULL(x4 + w4, x4 + 1);
	u32 y;

	for (y = y4; y < y4 + h4; y++)
		r->decoded[0][1 + y] |= mask;
	if (!b->has_chroma)
		return;
	mask = GENMASK_ULL((x4 >> pic->sub_x) + max(w4 >> pic->sub_x, 1u), (x4 >> pic->sub_x) + 1);
	for (y = y4 >> pic->sub_y; y < (y4 >> pic->sub_y) + max(h4 >> pic->sub_y, 1u); y++) {
		r->decoded[1][1 + y] |= mask;
		r->decoded[2][1 + y] |= mask;
	}
}

bool av1_recon_avail_chroma(const struct av1_recon *r, bool above)
{
	const struct av1_block *b = r->b;

	if (above)
		return r->pic->sub_y && av1_num_4x4_blocks_high[b->size] == 1 ?
		       b->row >= r->row_first + 2 : r->avail_u;
	return r->pic->sub_x && av1_num_4x4_blocks_wide[b->size] == 1 ?
	       b->col >= r->first + 2 : r->avail_l;
}

/* is_smooth() (7.11.2.8) */
static bool av1_recon_is_smooth(const struct av1_recon *r, u32 row, u32 col, unsigned int plane)
{
	const struct av1_block *b = av1_pic_block(r->pic, row, col);
	unsigned int mode = b->mode;

	if (plane) {
		if (b->ref[0] > AV1_INTRA_FRAME)
			return false;
		mode = b->uv_mode;
	}
	return mode == AV1_SMOOTH_PRED || mode == AV1_SMOOTH_V_PRED || mode == AV1_SMOOTH_H_PRED;
}

/* get_filter_type() (7.11.2.8) */
static bool av1_recon_filter_type(const struct av1_recon *r, unsigned int plane)
{
	const unsigned int sub_x = plane ? r->pic->sub_x : 0, sub_y = plane ? r->pic->sub_y : 0;
	const u32 row = r->b->row, col = r->b->col;

	if (plane ? av1_recon_avail_chroma(r, true) : r->avail_u) {
		if (av1_recon_is_smooth(r, row - 1 - (sub_y & row), col | sub_x, plane))
			return true;
	}
	if (plane ? av1_recon_avail_chroma(r, false) : r->avail_l)
		return av1_recon_is_smooth(r, row | sub_y, col - 1 - (sub_x & col), plane);
	return false;
}

/* How many samples above may be read, see struct av1_intra_dsp.edges. */
static u32 av1_recon_num_above(const struct av1_recon *r, unsigned int plane, u32 x, u32 y,
			       unsigned int w)
{
	const unsigned int sub_x = plane ? r->pic->sub_x : 0, sub_y = plane ? r->pic->sub_y : 0;
	const u32 col = (x >> 2) & ((r->pic->sb_mi >> sub_x) - 1);
	const u32 row = (y >> 2) & ((r->pic->sb_mi >> sub_y) - 1);
	const bool right = r->decoded[plane][row] >> (1 + col + (w >> 2)) & 1;

	return min((r->pic->mi_cols * 4 >> sub_x) - x, right ? 2 * w : w);
}

static u32 av1_recon_num_left(const struct av1_recon *r, unsigned int plane, u32 x, u32 y,
			      unsigned int h)
{
	const unsigned int sub_x = plane ? r->pic->sub_x : 0, sub_y = plane ? r->pic->sub_y : 0;
	const u32 col = (x >> 2) & ((r->pic->sb_mi >> sub_x) - 1);
	const u32 row = (y >> 2) & ((r->pic->sb_mi >> sub_y) - 1);
	const bool below = r->decoded[plane][1 + row + (h >> 2)] >> col & 1;

	return min((r->pic->mi_rows * 4 >> sub_y) - y, below ? 2 * h : h);
}

static void av1_recon_cfl(struct av1_recon *r, unsigned int plane, u32 x, u32 y, unsigned int w,
			  unsigned int h, unsigned int slot, void *dst, ptrdiff_t stride)
{
	const struct av1_pic *pic = r->pic;
	const struct dae_plane *luma = &pic->rec->plane[0];
	const unsigned int layout = !pic->sub_x ? AV1_CFL_444 : pic->sub_y ? AV1_CFL_420 :
									     AV1_CFL_422;

	/* Both planes have the same. */
	if (plane == 1)
		pic->dsp.intra.cfl_ac[layout](r->ac,
					      av1_recon_at(pic, luma, x << pic->sub_x,
							   y << pic->sub_y),
					      luma->stride_bytes, w, h,
					      (r->max_luma_w >> pic->sub_x) - x,
					      (r->max_luma_h >> pic->sub_y) - y);
	pic->dsp.intra.cfl_pred[slot](dst, stride, r->tl, w, h, r->ac,
				      r->b->cfl_alpha[plane - 1], pic->bd_max);
}

void av1_recon_intra(struct av1_recon *r, unsigned int plane, u32 x, u32 y, unsigned int w,
		     unsigned int h, unsigned int mode, bool have_left, bool have_above)
{
	/* Slots of modes that have no direction, and which neighbours each needs */
	static const u8 slots[AV1_INTRA_MODES] = {
		[AV1_SMOOTH_PRED] = AV1_INTRA_SMOOTH,
		[AV1_SMOOTH_V_PRED] = AV1_INTRA_SMOOTH_V,
		[AV1_SMOOTH_H_PRED] = AV1_INTRA_SMOOTH_H,
		[AV1_PAETH_PRED] = AV1_INTRA_PAETH,
	};
	static const u8 needs[AV1_INTRA_COUNT] = {
		[AV1_INTRA_DC] = AV1_EDGE_BOTH,
		[AV1_INTRA_DC_LEFT] = AV1_EDGE_LEFT,
		[AV1_INTRA_DC_TOP] = AV1_EDGE_ABOVE,
		[AV1_INTRA_V] = AV1_EDGE_ABOVE,
		[AV1_INTRA_H] = AV1_EDGE_LEFT,
		[AV1_INTRA_SMOOTH] = AV1_EDGE_BOTH,
		[AV1_INTRA_SMOOTH_V] = AV1_EDGE_BOTH,
		[AV1_INTRA_SMOOTH_H] = AV1_EDGE_BOTH,
		[AV1_INTRA_PAETH] = AV1_EDGE_ALL,
	};
	const struct av1_pic *pic = r->pic;
	const struct av1_intra_dsp *dsp = &pic->dsp.intra;
	const struct dae_plane *to = &pic->rec->plane[plane];
	void *dst = av1_recon_at(pic, to, x, y);
	const int above = have_above ? av1_recon_num_above(r, plane, x, y, w) : 0;
	const int left = have_left ? av1_recon_num_left(r, plane, x, y, h) : 0;
	unsigned int slot;

	if (!plane && r->b->use_filter_intra) {
		dsp->edges(r->tl, dst, to->stride_bytes, w, h, above, left, AV1_EDGE_ALL,
			   pic->bd_max);
		dsp->filter_intra(dst, to->stride_bytes, r->tl, w, h, r->b->filter_intra_mode,
				  pic->bd_max);
		return;
	}
	if (mode >= AV1_V_PRED && mode <= AV1_D67_PRED) {
		const int angle = av1_mode_to_angle[mode] + 3 * r->b->angle_delta[plane > 0];
		unsigned int flags = 0;

		if (angle != 90 && angle != 180) {
			if (pic->params.seq.intra_edge_filter) {
				flags = AV1_DIR_EDGE_FILTER;
				if (av1_recon_filter_type(r, plane))
					flags |= AV1_DIR_SMOOTH;
			}
			dsp->edges(r->tl, dst, to->stride_bytes, w, h, above, left,
				   angle < 90 ? AV1_EDGE_UP : angle > 180 ? AV1_EDGE_DOWN :
									    AV1_EDGE_ALL,
				   pic->bd_max);
			dsp->pred_dir(dst, to->stride_bytes, r->tl, w, h, angle, flags, above,
				      left, pic->bd_max);
			return;
		}
		slot = angle == 90 ? AV1_INTRA_V : AV1_INTRA_H;
	} else if (mode == AV1_DC_PRED || mode == AV1_UV_CFL_PRED) {
		slot = have_above ? have_left ? AV1_INTRA_DC : AV1_INTRA_DC_TOP :
				    have_left ? AV1_INTRA_DC_LEFT : AV1_INTRA_DC_128;
	} else {
		slot = slots[mode];
	}
	dsp->edges(r->tl, dst, to->stride_bytes, w, h, above, left, needs[slot], pic->bd_max);
	if (mode == AV1_UV_CFL_PRED)
		av1_recon_cfl(r, plane, x, y, w, h, slot, dst, to->stride_bytes);
	else
		dsp->pred[slot](dst, to->stride_bytes, r->tl, w, h, pic->bd_max);
}

/* predict_palette() (7.11.4) */
static void av1_recon_palette(struct av1_recon *r, unsigned int plane, u32 x, u32 y,
			      unsigned int w, unsigned int h)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const struct av1_palette *palette = (void *)(pic->palettes + b->palette);
	const struct dae_plane *to = &pic->rec->plane[plane];
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const u8 *map = palette->map;
	u32 stride = 4 * av1_num_4x4_blocks_wide[b->size];

	if (plane && b->palette_size[0])
		map += stride * 4 * av1_num_4x4_blocks_high[b->size];
	stride = max(stride >> sub_x, 4u);
	map += (y - (b->row >> sub_y) * 4) * stride + x - (b->col >> sub_x) * 4;
	pic->dsp.intra.palette(av1_recon_at(pic, to, x, y), to->stride_bytes,
			       palette->colors[plane], map, stride, w, h);
}

/**
 * struct av1_residual - where the rest of a block's transforms is
 * @tx: its next record
 * @coefs: their coefficients
 */
struct av1_residual {
	const struct av1_tx *tx;
	u8 *coefs;
};

static void av1_recon_add(struct av1_recon *r, struct av1_residual *res, unsigned int plane,
			  u32 x, u32 y)
{
	const struct av1_pic *pic = r->pic;
	const struct dae_plane *to = &pic->rec->plane[plane];
	const struct av1_tx *tx = res->tx++;
	unsigned int log2;

	if (!tx->eob)
		return;
	pic->dsp.itx.itx_add[tx->size][tx->type](av1_recon_at(pic, to, x, y), to->stride_bytes,
						 res->coefs, r->itx, tx->eob, pic->bd_max);
	log2 = min_t(unsigned int, av1_tx_width_log2[tx->size], 5) +
	       min_t(unsigned int, av1_tx_height_log2[tx->size], 5);
	res->coefs += (size_t)(pic->hbd ? 4 : 2) << log2;
}

/* transform_block() (5.11.35) of an intra block; positions in 4x4 blocks of the plane */
static void av1_recon_intra_tx(struct av1_recon *r, struct av1_residual *res, unsigned int plane,
			       unsigned int size, u32 x4, u32 y4)
{
	const struct av1_block *b = r->b;
	const unsigned int sub_x = plane ? r->pic->sub_x : 0, sub_y = plane ? r->pic->sub_y : 0;
	const unsigned int w = 1 << av1_tx_width_log2[size], h = 1 << av1_tx_height_log2[size];

	if (b->palette_size[plane > 0]) {
		av1_recon_palette(r, plane, 4 * x4, 4 * y4, w, h);
	} else {
		const bool left = plane ? av1_recon_avail_chroma(r, false) : r->avail_l;
		const bool above = plane ? av1_recon_avail_chroma(r, true) : r->avail_u;

		av1_recon_intra(r, plane, 4 * x4, 4 * y4, w, h, plane ? b->uv_mode : b->mode,
				left || x4 > b->col >> sub_x, above || y4 > b->row >> sub_y);
	}
	if (!plane) {
		r->max_luma_w = 4 * x4 + w;
		r->max_luma_h = 4 * y4 + h;
	}
	if (!b->skip)
		av1_recon_add(r, res, plane, 4 * x4, 4 * y4);
	av1_recon_set_decoded(r, plane, x4, y4, w >> 2, h >> 2);
}

/* A plane's transform blocks in a piece of up to 64x64 luma samples of an intra block */
static void av1_recon_intra_chunk(struct av1_recon *r, struct av1_residual *res,
				  unsigned int plane, u32 row, u32 col, unsigned int chunk_size)
{
	const struct av1_pic *pic = r->pic;
	const unsigned int size = plane ? r->b->uv_tx_size : r->b->tx_size;
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const unsigned int plane_size = plane ? av1_subsampled_size[chunk_size][sub_x][sub_y] :
						chunk_size;
	const u32 step_x = 1 << (av1_tx_width_log2[size] - 2);
	const u32 step_y = 1 << (av1_tx_height_log2[size] - 2);
	const u32 end_x = min((col >> sub_x) + av1_num_4x4_blocks_wide[plane_size],
			      pic->mi_cols >> sub_x);
	const u32 end_y = min((row >> sub_y) + av1_num_4x4_blocks_high[plane_size],
			      pic->mi_rows >> sub_y);
	u32 x, y;

	for (y = row >> sub_y; y < end_y; y += step_y)
		for (x = col >> sub_x; x < end_x; x += step_x)
			av1_recon_intra_tx(r, res, plane, size, x, y);
}

/* The luma transforms of a piece of an inter block, as transform_tree() (5.11.36) has them */
static void av1_recon_inter_tree(struct av1_recon *r, struct av1_residual *res, u32 x4, u32 y4,
				 u32 w4, u32 h4)
{
	u32 tw, th;

	if (x4 >= r->pic->mi_cols || y4 >= r->pic->mi_rows)
		return;
	/* The next record is the first of this piece. */
	tw = 1 << (av1_tx_width_log2[res->tx->size] - 2);
	th = 1 << (av1_tx_height_log2[res->tx->size] - 2);
	if (w4 <= tw && h4 <= th) {
		av1_recon_add(r, res, 0, 4 * x4, 4 * y4);
	} else if (w4 > h4) {
		av1_recon_inter_tree(r, res, x4, y4, w4 / 2, h4);
		av1_recon_inter_tree(r, res, x4 + w4 / 2, y4, w4 / 2, h4);
	} else if (w4 < h4) {
		av1_recon_inter_tree(r, res, x4, y4, w4, h4 / 2);
		av1_recon_inter_tree(r, res, x4, y4 + h4 / 2, w4, h4 / 2);
	} else {
		av1_recon_inter_tree(r, res, x4, y4, w4 / 2, h4 / 2);
		av1_recon_inter_tree(r, res, x4 + w4 / 2, y4, w4 / 2, h4 / 2);
		av1_recon_inter_tree(r, res, x4, y4 + h4 / 2, w4 / 2, h4 / 2);
		av1_recon_inter_tree(r, res, x4 + w4 / 2, y4 + h4 / 2, w4 / 2, h4 / 2);
	}
}

static void av1_recon_inter_chunk(struct av1_recon *r, struct av1_residual *res,
				  unsigned int plane, u32 row, u32 col, unsigned int chunk_size)
{
	const struct av1_pic *pic = r->pic;
	const struct av1_block *b = r->b;
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const unsigned int size = plane ? b->uv_tx_size : b->tx_size;
	const unsigned int plane_size = plane ? av1_subsampled_size[chunk_size][sub_x][sub_y] :
						chunk_size;
	const u32 w4 = av1_num_4x4_blocks_wide[plane_size];
	const u32 h4 = av1_num_4x4_blocks_high[plane_size];
	u32 x, y, end_x, end_y;

	if (!plane && !b->lossless) {
		av1_recon_inter_tree(r, res, col, row, w4, h4);
		return;
	}
	end_x = min((col >> sub_x) + w4, pic->mi_cols >> sub_x);
	end_y = min((row >> sub_y) + h4, pic->mi_rows >> sub_y);
	for (y = row >> sub_y; y < end_y; y += 1 << (av1_tx_height_log2[size] - 2))
		for (x = col >> sub_x; x < end_x; x += 1 << (av1_tx_width_log2[size] - 2))
			av1_recon_add(r, res, plane, 4 * x, 4 * y);
}

static void av1_recon_block(struct av1_recon *r, const struct av1_block *b)
{
	struct av1_pic *pic = r->pic;
	const u32 bw4 = av1_num_4x4_blocks_wide[b->size], bh4 = av1_num_4x4_blocks_high[b->size];
	const u32 chunks_x = max(1u, bw4 >> 4), chunks_y = max(1u, bh4 >> 4);
	const unsigned int chunk_size = chunks_x > 1 || chunks_y > 1 ? AV1_BLOCK_64X64 : b->size;
	const unsigned int planes = b->has_chroma ? 3 : 1;
	struct av1_residual res = {
		.tx = &pic->txs[b->tx],
		.coefs = (u8 *)pic->coefs + ((size_t)b->coef << (pic->hbd ? 2 : 1)),
	};
	unsigned int plane;
	u32 x, y;

	r->b = b;
	r->avail_u = b->row > r->row_first;
	r->avail_l = b->col > r->first;
	if (b->is_inter)
		av1_inter_block(r);
	for (y = 0; y < chunks_y && !(b->is_inter && b->skip); y++) {
		for (x = 0; x < chunks_x; x++) {
			for (plane = 0; plane < planes; plane++) {
				if (!b->is_inter)
					av1_recon_intra_chunk(r, &res, plane, b->row + 16 * y,
							      b->col + 16 * x, chunk_size);
				else
					av1_recon_inter_chunk(r, &res, plane, b->row + 16 * y,
							      b->col + 16 * x, chunk_size);
			}
		}
	}
	if (b->is_inter)
		av1_recon_set_decoded_block(r);
}

static void av1_recon_superblock(struct av1_recon *r, u32 row, u32 col)
{
	struct av1_pic *pic = r->pic;
	const struct av1_superblock *sb = &pic->sbs[row * pic->sb_cols + col];
	const struct av1_block *b = &pic->blocks[sb->first];
	u32 count;

	av1_recon_clear_decoded(r, row << pic->sb_log2, col << pic->sb_log2);
	for (count = sb->count; count; count--)
		av1_recon_block(r, b++);
}

void av1_recon_part(void *frame, const struct dae_task *task)
{
	struct av1_pic *pic = frame;
	const struct av1_params *params = &pic->params;
	const u32 mi_row = task->row << pic->sb_log2;
	const u32 end = dae_task_end(task, pic->sb_cols);
	u32 col = dae_task_first(task, pic->sb_cols), tile_row = 0, tile_col = 0;
	struct av1_recon r = { .pic = pic };

	av1_recon_init_scratch(&r, task->scratch);
	while (mi_row >= params->tile_row_starts[tile_row + 1])
		tile_row++;
	r.row_first = params->tile_row_starts[tile_row];
	r.row_end = params->tile_row_starts[tile_row + 1];
	for (; col < end; col++) {
		while (col << pic->sb_log2 >= params->tile_col_starts[tile_col + 1])
			tile_col++;
		r.first = params->tile_col_starts[tile_col];
		r.end = params->tile_col_starts[tile_col + 1];
		av1_recon_superblock(&r, task->row, col);
	}
}
