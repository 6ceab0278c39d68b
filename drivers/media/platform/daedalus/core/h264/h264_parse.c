// SPDX-License-Identifier: GPL-2.0
/*
 * The parse stage: entropy decoding of slice_data() (Rec. ITU-T H.264 7.3.4) a
 * row of macroblocks at a time, and of several bands of slices at the same time.
 * A slice needs nothing of others, so a band looks at its own macroblocks only.
 *
 * Stores syntax elements only; what is derived from neighbours' samples, modes
 * or vectors is the business of later stages.  A slice that turns out to be
 * damaged is left at once; its remaining macroblocks stay H264_MB_NONE.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_parse.h"

const u8 h264_scan4[2][16] = {
	{ 0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15 },
	{ 0, 4, 1, 8, 12, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15 },
};

const u8 h264_scan8[2][64] = {
	{
		0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
		12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
		35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
		58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
	},
	{
		0, 8, 16, 1, 9, 24, 32, 17, 2, 25, 40, 48, 56, 33, 10, 3,
		18, 41, 49, 57, 26, 11, 4, 19, 34, 42, 50, 58, 27, 12, 5, 20,
		35, 43, 51, 59, 28, 13, 6, 21, 36, 44, 52, 60, 29, 14, 22, 37,
		45, 53, 61, 30, 7, 15, 38, 46, 54, 62, 23, 31, 39, 47, 55, 63,
	},
};

const u8 h264_block_raster[16] = { 0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15 };

const u16 h264_parse_ones[64] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

size_t h264_parser_bytes(u32 mb_width)
{
	return sizeof(struct h264_parser) + mb_width * 2 * sizeof(struct h264_parse_edge);
}

void h264_parse_block_scale(const struct h264_parser *p, struct h264_parse_block *blk)
{
	const struct h264_pps *pps = p->slice->pps;
	const unsigned int list = blk->plane + p->slice->colour_plane +
				  (h264_mb_is_intra(p->mb) ? 0 : 3);
	const u8 qp = blk->plane ? pps->chroma_qp[blk->plane - 1][p->mb->qp] : p->mb->qp;

	int shift;

	blk->level_scale = h264_parse_ones;
	if (p->mb->flags & H264_MB_BYPASS || h264_mb_is_sp(p->mb, p->slice))
		return;
	if (blk->cat == H264_BLOCK_LUMA8) {
		blk->level_scale = pps->level_scale8[list][qp % 6];
		shift = qp / 6 - 6;
	} else {
		blk->level_scale = pps->level_scale4[list][qp % 6];
		shift = qp / 6 - 4;
	}
	if (shift >= 0) {
		blk->left = shift;
		return;
	}
	blk->right = -shift;
	blk->round = 1 << (blk->right - 1);
}

/* Table 7-11 */
void h264_parse_intra_type(struct h264_parser *p, unsigned int mb_type)
{
	struct h264_mb *mb = p->mb;

	if (mb_type == H264_MBT_I_NXN) {
		mb->type = H264_MB_I_NXN;
	} else if (mb_type == H264_MBT_I_PCM) {
		mb->type = H264_MB_I_PCM;
	} else {
		const unsigned int t = mb_type - 1;

		mb->type = H264_MB_I_16X16;
		mb->intra_mode = t % 4;
		mb->cbp = t / 4 % 3 << 4 | (t >= 12 ? 15 : 0);
	}
	memset(p->motion->ref_idx, -1, sizeof(p->motion->ref_idx));
}

void h264_parse_si_type(struct h264_parser *p)
{
	p->mb->type = H264_MB_SI;
	memset(p->motion->ref_idx, -1, sizeof(p->motion->ref_idx));
}

/* Table 7-13: mb_type 3 and 4 are P_8x8; Table 7-14: 22 is B_8x8 */
void h264_parse_inter_type(struct h264_parser *p, unsigned int mb_type)
{
	/* Lists of the first and second partition of B types 4 to 21, in pairs. */
	static const u8 b_lists[9][2] = {
		{ 1, 1 }, { 2, 2 }, { 1, 2 }, { 2, 1 }, { 1, 3 }, { 2, 3 }, { 3, 1 }, { 3, 2 },
		{ 3, 3 },
	};
	struct h264_mb *mb = p->mb;
	u8 first = 1, second = 1;
	unsigned int b8;

	mb->type = H264_MB_INTER;
	if (p->slice->type != H264_SLICE_B) {
		mb->shape = mb_type < 4 ? mb_type : H264_QUARTERS;
	} else if (mb_type <= 3) {
		mb->shape = H264_WHOLE;
		first = mb_type;
		second = mb_type;
	} else if (mb_type <= 21) {
		mb->shape = mb_type & 1 ? H264_HALVES_H : H264_HALVES_V;
		first = b_lists[(mb_type - 4) / 2][0];
		second = b_lists[(mb_type - 4) / 2][1];
	} else {
		mb->shape = H264_QUARTERS;
	}
	for (b8 = 0; b8 < 4; b8++) {
		const bool in_second = mb->shape == H264_HALVES_V ? b8 >> 1 : b8 & 1;

		mb->lists[b8] = in_second ? second : first;
	}
	memset(p->motion->ref_idx, -1, sizeof(p->motion->ref_idx));
}

/* Tables 7-17 and 7-18 */
void h264_parse_sub_type(struct h264_parser *p, unsigned int b8, unsigned int sub_type)
{
	static const u8 b_shape[13] = { 3, 0, 0, 0, 1, 2, 1, 2, 1, 2, 3, 3, 3 };
	static const u8 b_lists[13] = { 0, 1, 2, 3, 1, 1, 2, 2, 3, 3, 1, 2, 3 };
	struct h264_mb *mb = p->mb;

	if (p->slice->type != H264_SLICE_B) {
		mb->sub_shape[b8] = sub_type;
		mb->lists[b8] = 1;
		return;
	}
	mb->sub_shape[b8] = b_shape[sub_type];
	mb->lists[b8] = b_lists[sub_type];
	if (!sub_type)
		mb->direct |= BIT(b8);
}

void h264_parse_skip(struct h264_parser *p, bool skip)
{
	struct h264_mb *mb = p->mb;

	mb->type = H264_MB_INTER;
	memset(p->motion->ref_idx, -1, sizeof(p->motion->ref_idx));
	if (skip)
		mb->flags |= H264_MB_SKIP;
	if (p->slice->type == H264_SLICE_B) {
		mb->flags |= H264_MB_DIRECT;
		mb->shape = H264_QUARTERS;
		mb->direct = 0xf;
		memset(mb->sub_shape, H264_QUARTERS, sizeof(mb->sub_shape));
		return;
	}
	mb->shape = H264_WHOLE;
	memset(mb->lists, 1, sizeof(mb->lists));
	memset(p->motion->ref_idx[0], 0, sizeof(p->motion->ref_idx[0]));
}

bool h264_parse_t8x8_allowed(const struct h264_parser *p)
{
	const struct h264_mb *mb = p->mb;
	const bool inference = p->pic->params.sps.direct_8x8_inference;
	unsigned int b8;

	if (!p->slice->pps->transform_8x8_mode || !(mb->cbp & 15))
		return false;
	if (mb->flags & H264_MB_DIRECT)
		return inference;
	if (mb->shape != H264_QUARTERS)
		return true;
	for (b8 = 0; b8 < 4; b8++)
		if (mb->direct >> b8 & 1 ? !inference : mb->sub_shape[b8] != H264_WHOLE)
			return false;
	return true;
}

bool h264_parse_qp_delta(struct h264_parser *p, s32 delta)
{
	const int offset = p->pic->qp_bd_offset[0];
	const int range = 52 + offset;

	if (delta < -(26 + offset / 2) || delta > 25 + offset / 2)
		return false;
	/* (7-37), in terms of QP'Y */
	p->qp = (p->qp + delta + range) % range;
	p->mb->qp = p->qp;
	p->dqp_nonzero = delta;
	return true;
}

void h264_parse_pcm(struct h264_parser *p)
{
	const struct h264_pic *pic = p->pic;
	const unsigned int depth[2] = {
		pic->params.sps.bit_depth_luma, pic->params.sps.bit_depth_chroma
	};
	static const u16 chroma_samples[] = {
		[DAE_CHROMA_400] = 0, [DAE_CHROMA_420] = 128,
		[DAE_CHROMA_422] = 256, [DAE_CHROMA_444] = 512,
	};
	const unsigned int n = 256 + chroma_samples[pic->chroma];
	void *coef = h264_parse_coef_room(p, n);
	unsigned int i;

	p->bits.pos = (p->bits.pos + 7) & ~7u;
	for (i = 0; i < n; i++) {
		const u32 v = dae_bits_u(&p->bits, depth[i >= 256]);

		if (pic->hbd)
			((s32 *)coef)[i] = v;
		else
			((s16 *)coef)[i] = v;
	}

	/* For contexts and nC all is coded; QP'Y for deblocking is special. */
	p->mb->cbp = 0x2f;
	p->mb->coded = ~0ULL;
	p->mb->qp = 0;
	p->mb->chroma_mode = 0;
	memset(p->mb->total_coeff, 16, sizeof(p->mb->total_coeff));
	p->dqp_nonzero = false;
}

/* Is the current macroblock the lower one of a pair of an MBAFF frame? */
static bool h264_parse_lower(const struct h264_parser *p)
{
	return p->pic->mbaff && p->addr & 1;
}

static const struct h264_mb *h264_parse_mb_at(const struct h264_parser *p, int idx)
{
	return idx < 0 ? NULL : &p->pic->mbs[idx];
}

/* Where the macroblock at index @nb is in its pair; 0 without pairs. */
static unsigned int h264_parse_in_pair(const struct h264_parser *p, int nb)
{
	return p->pic->mbaff && nb >= 0 ? nb / p->pic->mb_width & 1 : 0;
}

/* The neighbours of the current macroblock, whether of a frame or of a field. */
static void h264_parse_neighbours(struct h264_parser *p)
{
	const u32 x = p->idx % p->pic->mb_width;
	struct h264_nb nb;
	unsigned int i;

	h264_nb_find(p->pic, p->idx, p->band->first_mb, &nb);
	for (i = 0; i < 2; i++) {
		p->left[i] = h264_parse_mb_at(p, nb.a[i]);
		p->left_edge[i] = &p->left_edges[h264_parse_in_pair(p, nb.a[i])];
	}
	memcpy(p->left_row, nb.a_row, sizeof(p->left_row));
	p->a = p->left[0];
	p->b = h264_parse_mb_at(p, nb.b);
	p->top_edge = &p->top_edges[x][h264_parse_in_pair(p, nb.b)];
}

/* The same without pairs, where @left_row and @left_edge are always the same. */
static void h264_parse_neighbours_frame(struct h264_parser *p)
{
	const u32 w = p->pic->mb_width, x = p->idx % w, since = p->idx - p->band->first_mb;
	const struct h264_mb *mb = p->mb;

	p->a = x && since && mb[-1].slice == mb->slice ? mb - 1 : NULL;
	p->left[0] = p->a;
	p->left[1] = p->a;
	p->b = since >= w && mb[-(int)w].slice == mb->slice ? mb - w : NULL;
	p->top_edge = p->top_edges[x];
}

/*
 * The pair @distance before the current one (6.3), if it is in the current slice; @idx is
 * its upper macroblock.
 */
static const struct h264_mb *h264_parse_pair(const struct h264_parser *p, u32 distance, u32 idx)
{
	/* What other bands have is not looked at. */
	if (p->addr / 2 < p->band->first_mb / 2 + distance ||
	    p->pic->mbs[idx].slice != p->slice_idx)
		return NULL;
	return &p->pic->mbs[idx];
}

/*
 * The pairs to the left and above (6.4.10) of that with the upper macroblock
 * @top: how many are of fields. *@infer is set to what a pair without
 * mb_field_decoding_flag is taken for (7.4.4).
 */
static unsigned int h264_parse_field_pairs(const struct h264_parser *p, u32 top, bool *infer)
{
	const u32 w = p->pic->mb_width;
	const struct h264_mb *a = top % w ? h264_parse_pair(p, 1, top - 1) : NULL;
	const struct h264_mb *b = h264_parse_pair(p, w, top - 2 * w);
	const bool a_field = a && a->flags & H264_MB_FIELD;
	const bool b_field = b && b->flags & H264_MB_FIELD;

	*infer = a ? a_field : b_field;
	return a_field + b_field;
}

/* Makes the macroblocks of the current pair field or frame macroblocks. */
static void h264_parse_set_field(struct h264_parser *p, bool field)
{
	struct h264_mb *top = p->mb;

	if (h264_parse_lower(p)) {
		top = p->mb - p->pic->mb_width;
		top->flags = (top->flags & ~H264_MB_FIELD) | (field ? H264_MB_FIELD : 0);
	}
	p->mb->flags = (p->mb->flags & ~H264_MB_FIELD) | (field ? H264_MB_FIELD : 0);
	h264_parse_neighbours(p);
}

/* Is mb_field_decoding_flag coded in front of the current macroblock? (7.3.4) */
static bool h264_parse_has_field_flag(const struct h264_parser *p)
{
	return p->pic->mbaff && (!h264_parse_lower(p) || p->top_skipped);
}

/* What is particular to macroblocks in pairs */
static void h264_parse_begin_of_pair(struct h264_parser *p)
{
	bool infer;

	if (h264_parse_lower(p)) {
		p->mb->flags = p->mb[-(int)p->pic->mb_width].flags & H264_MB_FIELD;
	} else {
		memcpy(p->left_edges, p->edges, sizeof(p->left_edges));
		p->top_skipped = false;
		h264_parse_field_pairs(p, p->idx, &infer);
		p->mb->flags = infer ? H264_MB_FIELD : 0;
	}
	h264_parse_neighbours(p);
}

/* Points the parser at macroblock @p->addr. */
static void h264_parse_begin_mb(struct h264_parser *p)
{
	p->idx = h264_pic_mb_index(p->pic, p->addr);
	p->mb = &p->pic->mbs[p->idx];
	p->motion = &p->pic->motion[p->idx];
	p->mb->slice = p->slice_idx;
	p->mb->coef = p->row_start + p->used;
	p->mb->qp = p->qp;
	if (p->pic->mbaff) {
		h264_parse_begin_of_pair(p);
		return;
	}
	p->left_edges[0] = p->edges[0];
	h264_parse_neighbours_frame(p);
}

static void h264_parse_skipped_mb(struct h264_parser *p)
{
	h264_parse_skip(p, true);
	p->top_skipped = true;
	p->dqp_nonzero = false;
	if (p->slice->pps->entropy_coding_mode)
		h264_mb_cabac_no_edges(p);
}

static bool h264_parse_is_inter_slice(const struct h264_slice *slice)
{
	return slice->type != H264_SLICE_I && slice->type != H264_SLICE_SI;
}

/* One macroblock of slice_data() with CAVLC (7.3.4); false if damaged. */
static bool h264_parse_mb_cavlc(struct h264_parser *p)
{
	if (h264_parse_is_inter_slice(p->slice) && p->skip_run < 0) {
		p->skip_run = dae_bits_ue(&p->bits);
		/* 7.4.4; no run either where the slice was cut off */
		if (p->skip_run > h264_pic_plane_end(p->pic, p->addr) - p->addr ||
		    dae_bits_overrun(&p->bits))
			return false;
	}
	if (p->skip_run > 0) {
		p->skip_run--;
		h264_parse_skipped_mb(p);
		p->active = p->skip_run || dae_bits_more_rbsp(&p->bits);
		return true;
	}
	/* The run that ends here has been used up. */
	p->skip_run = -1;
	if (h264_parse_has_field_flag(p))
		h264_parse_set_field(p, dae_bits_u(&p->bits, 1));
	if (!h264_mb_cavlc(p) || dae_bits_overrun(&p->bits))
		return false;
	p->active = dae_bits_more_rbsp(&p->bits);
	return true;
}

/* mb_field_decoding_flag in CABAC */
static void h264_parse_field_flag_cabac(struct h264_parser *p)
{
	const u32 top = h264_parse_lower(p) ? p->idx - p->pic->mb_width : p->idx;
	bool infer;

	h264_parse_set_field(p, h264_mb_cabac_field(p, h264_parse_field_pairs(p, top, &infer)));
}

/* One macroblock of slice_data() with CABAC (7.3.4); false if damaged. */
static bool h264_parse_mb_cabac(struct h264_parser *p)
{
	if (h264_parse_is_inter_slice(p->slice) && h264_mb_cabac_skip(p)) {
		h264_parse_skipped_mb(p);
	} else {
		if (h264_parse_has_field_flag(p))
			h264_parse_field_flag_cabac(p);
		if (!h264_mb_cabac(p))
			return false;
	}
	if (h264_cabac_overrun(&p->cabac))
		return false;
	/* No slice ends inside a pair. */
	p->active = (p->pic->mbaff && !h264_parse_lower(p)) || !h264_cabac_terminate(&p->cabac);
	return true;
}

static void h264_parse_start_slice(struct h264_parser *p, u32 slice_idx)
{
	const struct h264_slice *slice = &p->pic->slices[slice_idx];

	p->slice_idx = slice_idx;
	p->slice = slice;
	p->addr = slice->first_mb;
	p->active = true;
	p->skip_run = -1;
	p->qp = slice->qp;
	p->dqp_nonzero = false;
	dae_bits_init(&p->bits, slice->data, slice->data_bytes);
	p->bits.pos = slice->data_bit;
	if (slice->pps->entropy_coding_mode) {
		/* cabac_alignment_one_bit */
		const u32 start = min((slice->data_bit + 7) / 8, slice->data_bytes);

		h264_cabac_start(&p->cabac, slice->data + start, slice->data_bytes - start);
		h264_cabac_init_contexts(&p->cabac, slice->cabac_init_idc,
					 max(slice->qp - p->pic->qp_bd_offset[0], 0));
	}
}

/* Leaves nothing of a macroblock that could not be read to its end. */
static void h264_parse_drop_mb(struct h264_parser *p)
{
	memset(p->mb, 0, sizeof(*p->mb));
	p->mb->slice = H264_SLICE_NONE;
	p->active = false;
}

/* Decodes the current slice up to macroblock @end. */
static void h264_parse_slice(struct h264_parser *p, u32 end)
{
	while (p->active && p->addr < end) {
		bool ok;

		h264_parse_begin_mb(p);
		if (p->slice->pps->entropy_coding_mode)
			ok = h264_parse_mb_cabac(p);
		else
			ok = h264_parse_mb_cavlc(p);
		if (!ok) {
			h264_parse_drop_mb(p);
			return;
		}
		p->addr++;
	}
	/* Macroblocks of the next slice are not this one's, whatever it says. */
	if (p->active && p->addr >= p->slice->end_mb)
		p->active = false;
}

/* Decodes the macroblocks with addresses below @end of the slices there are. */
static void h264_parse_slices(struct h264_parser *p, u32 end)
{
	const struct h264_pic *pic = p->pic;

	for (;;) {
		if (p->active) {
			h264_parse_slice(p, min(end, p->slice->end_mb));
			if (p->active)
				return;
		}
		if (p->next_slice >= pic->num_slices ||
		    pic->slices[p->next_slice].first_mb >= end)
			return;
		h264_parse_start_slice(p, p->next_slice++);
	}
}

/* The macroblocks with addresses from @first to @end, in one row, are not there yet. */
static void h264_parse_clear(struct h264_pic *pic, u32 first, u32 end)
{
	const u32 num = (end - first) >> pic->mbaff;
	u32 i, y;

	for (y = 0; y <= pic->mbaff; y++) {
		struct h264_mb *mbs = &pic->mbs[h264_pic_mb_index(pic, first) + y * pic->mb_width];

		memset(mbs, 0, num * sizeof(*mbs));
		for (i = 0; i < num; i++)
			mbs[i].slice = H264_SLICE_NONE;
	}
}

/* A macroblock that is lost lies where the upper one of its pair says. */
static void h264_parse_lost_lower(struct h264_pic *pic, u32 first, u32 end)
{
	struct h264_mb *upper = &pic->mbs[h264_pic_mb_index(pic, first)];
	struct h264_mb *lower = upper + pic->mb_width;
	u32 i;

	for (i = 0; i < (end - first) / 2; i++)
		if (lower[i].type == H264_MB_NONE)
			lower[i].flags |= upper[i].flags & H264_MB_FIELD;
}

static void h264_parse_start_band(struct h264_pic *pic, const struct h264_band *band)
{
	struct h264_parser *p = band->parser;
	unsigned int i;

	memset(p, 0, h264_parser_bytes(pic->mb_width));
	p->pic = pic;
	p->band = band;
	p->next_slice = band->first_slice;
	p->left_edge[0] = p->left_edges;
	p->left_edge[1] = p->left_edges;
	for (i = 0; i < 4; i++)
		p->left_row[i] = i;
}

void h264_parse_row_part(void *frame, const struct dae_task *task)
{
	struct h264_pic *pic = frame;
	struct h264_band *band = &pic->bands[task->part];
	struct h264_parser *p = band->parser;
	const u32 first_row = pic->band_rows[task->part].first;
	const u32 num = pic->mb_width << pic->mbaff;
	const u32 first = max(task->row * num, band->first_mb);
	const u32 end = min((task->row + 1) * num, band->end_mb);

	if (task->row == first_row)
		h264_parse_start_band(pic, band);
	h264_parse_clear(pic, first, end);
	p->row_start = dae_ring_at(&band->ring, task->row - first_row);
	p->row_coef = h264_pic_coefs(pic, p->row_start);
	p->used = 0;
	h264_parse_slices(p, end);
	dae_ring_take(&band->ring, task->row - first_row, p->used);
	if (pic->mbaff)
		h264_parse_lost_lower(pic, first, end);
}
