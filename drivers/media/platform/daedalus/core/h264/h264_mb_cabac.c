// SPDX-License-Identifier: GPL-2.0
/*
 * Macroblocks coded with CABAC (Rec. ITU-T H.264 9.3).
 *
 * Contexts (9.3.3.1) come from struct h264_mb of the neighbours and from
 * struct h264_parse_edge, where all is 0 that was skipped or is not there.
 */
#include <linux/minmax.h>
#include <linux/types.h>

#include "h264_parse.h"

/* ctxIdxOffset, Table 9-34 */
enum cabac_ctx {
	CTX_MB_TYPE_SI = 0,
	CTX_MB_TYPE_I = 3,
	CTX_MB_SKIP_P = 11,
	CTX_MB_TYPE_P = 14,
	CTX_MB_TYPE_P_INTRA = 17,
	CTX_SUB_TYPE_P = 21,
	CTX_MB_SKIP_B = 24,
	CTX_MB_TYPE_B = 27,
	CTX_MB_TYPE_B_INTRA = 32,
	CTX_SUB_TYPE_B = 36,
	CTX_MVD_X = 40,
	CTX_MVD_Y = 47,
	CTX_REF_IDX = 54,
	CTX_QP_DELTA = 60,
	CTX_CHROMA_MODE = 64,
	CTX_PREV_INTRA = 68,
	CTX_REM_INTRA = 69,
	CTX_MB_FIELD = 70,
	CTX_CBP_LUMA = 73,
	CTX_CBP_CHROMA = 77,
	CTX_T8X8 = 399,
};

/**
 * struct cabac_block_ctx - contexts of a ctxBlockCat (Tables 9-34 and 9-40)
 * @coded: coded_block_flag
 * @sig: significant_coeff_flag, [frame, field]
 * @last: last_significant_coeff_flag, [frame, field]
 * @abs: coeff_abs_level_minus1
 */
struct cabac_block_ctx {
	u16 coded;
	u16 sig[2];
	u16 last[2];
	u16 abs;
};

/*
 * By plane and kind of block. ctxBlockCat of Cb and Cr coded like luma is 6 to
 * 13 (4:4:4); that of other chroma is the same for both.
 */
static const struct cabac_block_ctx cabac_block_ctx[3][H264_NUM_BLOCK_CATS] = {
	{
		[H264_BLOCK_I16_DC] = { 85, { 105, 277 }, { 166, 338 }, 227 },
		[H264_BLOCK_I16_AC] = { 89, { 120, 292 }, { 181, 353 }, 237 },
		[H264_BLOCK_LUMA4] = { 93, { 134, 306 }, { 195, 367 }, 247 },
		[H264_BLOCK_LUMA8] = { 1012, { 402, 436 }, { 417, 451 }, 426 },
	}, {
		[H264_BLOCK_I16_DC] = { 460, { 484, 776 }, { 572, 864 }, 952 },
		[H264_BLOCK_I16_AC] = { 464, { 499, 791 }, { 587, 879 }, 962 },
		[H264_BLOCK_LUMA4] = { 468, { 513, 805 }, { 601, 893 }, 972 },
		[H264_BLOCK_CHROMA_DC] = { 97, { 149, 321 }, { 210, 382 }, 257 },
		[H264_BLOCK_CHROMA_AC] = { 101, { 152, 324 }, { 213, 385 }, 266 },
		[H264_BLOCK_LUMA8] = { 1016, { 660, 675 }, { 690, 699 }, 708 },
	}, {
		[H264_BLOCK_I16_DC] = { 472, { 528, 820 }, { 616, 908 }, 982 },
		[H264_BLOCK_I16_AC] = { 476, { 543, 835 }, { 631, 923 }, 992 },
		[H264_BLOCK_LUMA4] = { 480, { 557, 849 }, { 645, 937 }, 1002 },
		[H264_BLOCK_CHROMA_DC] = { 97, { 149, 321 }, { 210, 382 }, 257 },
		[H264_BLOCK_CHROMA_AC] = { 101, { 152, 324 }, { 213, 385 }, 266 },
		[H264_BLOCK_LUMA8] = { 1020, { 718, 733 }, { 748, 757 }, 766 },
	},
};

/* ctxIdxInc of significant_coeff_flag in 8x8 blocks (Table 9-43): [frame, field] */
static const u8 cabac_sig8[2][63] = {
	{
		0, 1, 2, 3, 4, 5, 5, 4, 4, 3, 3, 4, 4, 4, 5, 5,
		4, 4, 4, 4, 3, 3, 6, 7, 7, 7, 8, 9, 10, 9, 8, 7,
		7, 6, 11, 12, 13, 11, 6, 7, 8, 9, 14, 10, 9, 8, 6, 11,
		12, 13, 11, 6, 9, 14, 10, 9, 11, 12, 13, 11, 14, 10, 12,
	}, {
		0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 7, 7, 8, 4, 5,
		6, 9, 10, 10, 8, 11, 12, 11, 9, 9, 10, 10, 8, 11, 12, 11,
		9, 9, 10, 10, 8, 11, 12, 11, 9, 9, 10, 10, 8, 13, 13, 9,
		9, 10, 10, 8, 13, 13, 9, 9, 10, 10, 14, 14, 14, 14, 14,
	},
};

/* ctxIdxInc of last_significant_coeff_flag in 8x8 blocks (Table 9-43) */
static const u8 cabac_last8[63] = {
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4,
	5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8,
};

/*
 * Longest prefix of the Exp-Golomb suffixes (9.3.2.3) that is accepted; what a
 * valid level or vector needs is shorter.
 */
#define CABAC_MAX_EG		24

static __always_inline u32 cabac_bin(struct h264_parser *p, u32 ctx)
{
	return h264_cabac_decision(&p->cabac, ctx);
}

/*
 * Suffix of UEGk binarisation; U32_MAX when it is too long.  The overrun of a
 * damaged macroblock is found out later.
 */
static u32 cabac_exp_golomb(struct h264_parser *p, unsigned int k)
{
	u32 v = 0;

	while (h264_cabac_bypass(&p->cabac)) {
		v += 1u << k;
		if (++k > CABAC_MAX_EG)
			return U32_MAX;
	}
	while (k--)
		v += h264_cabac_bypass(&p->cabac) << k;
	return v;
}

bool h264_mb_cabac_skip(struct h264_parser *p)
{
	const u32 base = p->slice->type == H264_SLICE_B ? CTX_MB_SKIP_B : CTX_MB_SKIP_P;

	return cabac_bin(p, base + (p->a && !(p->a->flags & H264_MB_SKIP)) +
			    (p->b && !(p->b->flags & H264_MB_SKIP)));
}

bool h264_mb_cabac_field(struct h264_parser *p, unsigned int inc)
{
	return cabac_bin(p, CTX_MB_FIELD + inc);
}

/* Bins of an I type after the first; @next is 1 where contexts are not shared. */
static u32 cabac_intra_type(struct h264_parser *p, u32 ctx, u32 next)
{
	u32 type = 1;

	if (h264_cabac_terminate(&p->cabac))
		return H264_MBT_I_PCM;
	type += 12 * cabac_bin(p, ctx);
	if (cabac_bin(p, ctx + 1))
		type += 4 + 4 * cabac_bin(p, ctx + 1 + next);
	type += 2 * cabac_bin(p, ctx + 2 + next);
	return type + cabac_bin(p, ctx + 2 + 2 * next);
}

static u32 cabac_type_i(struct h264_parser *p)
{
	const u32 inc = (p->a && p->a->type != H264_MB_I_NXN) +
			(p->b && p->b->type != H264_MB_I_NXN);

	if (!cabac_bin(p, CTX_MB_TYPE_I + inc))
		return H264_MBT_I_NXN;
	return cabac_intra_type(p, CTX_MB_TYPE_I + 3, 1);
}

static u32 cabac_type_si(struct h264_parser *p)
{
	const u32 inc = (p->a && p->a->type != H264_MB_SI) + (p->b && p->b->type != H264_MB_SI);

	if (!cabac_bin(p, CTX_MB_TYPE_SI + inc))
		return 0;
	return H264_NUM_SI_TYPES + cabac_type_i(p);
}

/* An I type in a P or B slice; @ctx is that of the first bin. */
static u32 cabac_type_intra(struct h264_parser *p, u32 ctx)
{
	if (!cabac_bin(p, ctx))
		return H264_MBT_I_NXN;
	return cabac_intra_type(p, ctx + 1, 0);
}

static u32 cabac_type_p(struct h264_parser *p)
{
	if (cabac_bin(p, CTX_MB_TYPE_P))
		return H264_NUM_P_TYPES + cabac_type_intra(p, CTX_MB_TYPE_P_INTRA);
	if (cabac_bin(p, CTX_MB_TYPE_P + 1))
		return cabac_bin(p, CTX_MB_TYPE_P + 3) ? 1 : 2;
	return cabac_bin(p, CTX_MB_TYPE_P + 2) ? 3 : 0;
}

static u32 cabac_type_b(struct h264_parser *p)
{
	const u32 inc = (p->a && !(p->a->flags & H264_MB_DIRECT)) +
			(p->b && !(p->b->flags & H264_MB_DIRECT));
	u32 bits, i;

	if (!cabac_bin(p, CTX_MB_TYPE_B + inc))
		return 0;
	if (!cabac_bin(p, CTX_MB_TYPE_B + 3))
		return 1 + cabac_bin(p, CTX_MB_TYPE_B + 5);

	bits = cabac_bin(p, CTX_MB_TYPE_B + 4);
	for (i = 0; i < 3; i++)
		bits = bits << 1 | cabac_bin(p, CTX_MB_TYPE_B + 5);
	if (bits < 8)
		return 3 + bits;
	if (bits == 13)
		return H264_NUM_B_TYPES + cabac_type_intra(p, CTX_MB_TYPE_B_INTRA);
	if (bits == 14)
		return 11;
	if (bits == 15)
		return 22;
	return (bits << 1 | cabac_bin(p, CTX_MB_TYPE_B + 5)) - 4;
}

static u32 mb_read_type(struct h264_parser *p)
{
	switch (p->slice->type) {
	case H264_SLICE_P:
	case H264_SLICE_SP:
		return cabac_type_p(p);
	case H264_SLICE_B:
		return cabac_type_b(p);
	case H264_SLICE_SI:
		return cabac_type_si(p);
	default:
		return cabac_type_i(p);
	}
}

static u32 mb_read_sub_type(struct h264_parser *p)
{
	u32 type = 3;

	if (p->slice->type != H264_SLICE_B) {
		if (cabac_bin(p, CTX_SUB_TYPE_P))
			return 0;
		if (!cabac_bin(p, CTX_SUB_TYPE_P + 1))
			return 1;
		return cabac_bin(p, CTX_SUB_TYPE_P + 2) ? 2 : 3;
	}
	if (!cabac_bin(p, CTX_SUB_TYPE_B))
		return 0;
	if (!cabac_bin(p, CTX_SUB_TYPE_B + 1))
		return 1 + cabac_bin(p, CTX_SUB_TYPE_B + 3);
	if (cabac_bin(p, CTX_SUB_TYPE_B + 2)) {
		if (cabac_bin(p, CTX_SUB_TYPE_B + 3))
			return 11 + cabac_bin(p, CTX_SUB_TYPE_B + 3);
		type = 7;
	}
	type += 2 * cabac_bin(p, CTX_SUB_TYPE_B + 3);
	return type + cabac_bin(p, CTX_SUB_TYPE_B + 3);
}

static bool mb_read_t8x8(struct h264_parser *p)
{
	return cabac_bin(p, CTX_T8X8 + (p->a && p->a->flags & H264_MB_T8X8) +
			    (p->b && p->b->flags & H264_MB_T8X8));
}

static int mb_read_intra_mode(struct h264_parser *p)
{
	int rem;

	if (cabac_bin(p, CTX_PREV_INTRA))
		return -1;
	rem = cabac_bin(p, CTX_REM_INTRA);
	rem |= cabac_bin(p, CTX_REM_INTRA) << 1;
	return rem | cabac_bin(p, CTX_REM_INTRA) << 2;
}

static u32 mb_read_chroma_mode(struct h264_parser *p)
{
	/* Inter and I_PCM macroblocks have chroma_mode 0. */
	const u32 inc = (p->a && p->a->chroma_mode) + (p->b && p->b->chroma_mode);

	if (!cabac_bin(p, CTX_CHROMA_MODE + inc))
		return 0;
	if (!cabac_bin(p, CTX_CHROMA_MODE + 3))
		return 1;
	return 2 + cabac_bin(p, CTX_CHROMA_MODE + 3);
}

/* Is the current macroblock one of a frame and @nb one of a field? */
static bool cabac_frame_by_field(const struct h264_parser *p, const struct h264_mb *nb)
{
	return nb->flags & ~p->mb->flags & H264_MB_FIELD;
}

static bool cabac_field_by_frame(const struct h264_parser *p, const struct h264_mb *nb)
{
	return p->mb->flags & ~nb->flags & H264_MB_FIELD;
}

static u32 mb_read_ref_idx(struct h264_parser *p, unsigned int list, unsigned int b8, u32 num)
{
	const struct h264_mb *left = p->left[b8 >> 1];
	u32 a = 0, b = 0, ref_idx = 0, ctx;

	/* Next to a frame macroblock the two fields of one frame are index 0. */
	if (b8 & 1)
		a = p->ref[list][0] >> (b8 - 1) & 1;
	else if (left)
		a = p->left_edge[b8 >> 1]->ref[list][cabac_frame_by_field(p, left)] >>
		    (p->left_row[b8] >> 1) & 1;
	if (b8 & 2)
		b = p->ref[list][0] >> (b8 - 2) & 1;
	else if (p->b)
		b = p->top_edge->ref[list][cabac_frame_by_field(p, p->b)] >> b8 & 1;
	ctx = a + 2 * b;

	while (cabac_bin(p, CTX_REF_IDX + ctx)) {
		if (++ref_idx >= num)
			break;
		ctx = ctx < 4 ? 4 : 5;
	}
	return ref_idx;
}

/* absMvdComp of a block of another macroblock, in lines of the current one's kind. */
static u32 cabac_mvd(const struct h264_parser *p, const struct h264_mb *nb, const u8 mvd[2],
		     unsigned int comp)
{
	if (comp && cabac_frame_by_field(p, nb))
		return mvd[comp] * 2;
	if (comp && cabac_field_by_frame(p, nb))
		return mvd[comp] / 2;
	return mvd[comp];
}

static int mb_read_mvd(struct h264_parser *p, unsigned int list, unsigned int blk,
		       unsigned int comp)
{
	static const u8 inc[8] = { 3, 4, 5, 6, 6, 6, 6, 6 };
	const u32 base = comp ? CTX_MVD_Y : CTX_MVD_X;
	const struct h264_mb *left = p->left[blk >> 3];
	struct h264_cabac_reader r;
	u8 *state = p->cabac.state + base;
	u32 sum = 0, inc0, v;

	if (blk & 3)
		sum = p->mvd[list][blk - 1][comp];
	else if (left)
		sum = cabac_mvd(p, left, p->left_edge[blk >> 3]->mvd[list][p->left_row[blk >> 2]],
				comp);
	if (blk >> 2)
		sum += p->mvd[list][blk - 4][comp];
	else if (p->b)
		sum += cabac_mvd(p, p->b, p->top_edge->mvd[list][blk], comp);
	inc0 = sum > 32 ? 2 : sum > 2 ? 1 : 0;

	if (!cabac_bin(p, base + inc0)) {
		p->mvd[list][blk][comp] = 0;
		return 0;
	}
	r = p->cabac.r;
	for (v = 1; v < 9; v++)
		if (!h264_cabac_decide(&r, state + inc[v - 1]))
			break;
	p->cabac.r = r;
	if (v == 9)
		/* U32_MAX gives a vector no worse than another. */
		v += cabac_exp_golomb(p, 3);
	p->mvd[list][blk][comp] = min(v, 255u);
	return h264_cabac_bypass(&p->cabac) ? -(int)v : (int)v;
}

/* Gives the mvd of a partition's first block to the others. */
static void mb_spread_mvd(struct h264_parser *p, unsigned int list, unsigned int x, unsigned int y,
			  unsigned int w, unsigned int h)
{
	u8 (*mvd)[2] = &p->mvd[list][4 * y + x];
	unsigned int i, j;

	for (j = 0; j < h; j++)
		for (i = 0; i < w; i++)
			memcpy(mvd[4 * j + i], mvd[0], sizeof(mvd[0]));
}

static int mb_read_cbp(struct h264_parser *p)
{
	/* Not available counts as coded, skipped as not. */
	const u32 a = p->a ? p->a->cbp : 0x0f;
	const u32 a2 = p->left[1] ? p->left[1]->cbp : 0x0f;
	const u32 b = p->b ? p->b->cbp : 0x0f;
	/* Bits of the 8x8 blocks to the left: 1 or 3. */
	const u32 bit = (p->left_row[0] & 2) + 1, bit2 = (p->left_row[2] & 2) + 1;
	u32 cbp, ctx;

	cbp = cabac_bin(p, CTX_CBP_LUMA + !(a >> bit & 1) + 2 * !(b & 4));
	cbp |= cabac_bin(p, CTX_CBP_LUMA + !(cbp & 1) + 2 * !(b & 8)) << 1;
	cbp |= cabac_bin(p, CTX_CBP_LUMA + !(a2 >> bit2 & 1) + 2 * !(cbp & 1)) << 2;
	cbp |= cabac_bin(p, CTX_CBP_LUMA + !(cbp & 4) + 2 * !(cbp & 2)) << 3;
	if (p->pic->chroma != DAE_CHROMA_420 && p->pic->chroma != DAE_CHROMA_422)
		return cbp;

	ctx = CTX_CBP_CHROMA + !!(a >> 4) + 2 * !!(b >> 4);
	if (!cabac_bin(p, ctx))
		return cbp;
	ctx = CTX_CBP_CHROMA + 4 + (a >> 5) + 2 * (b >> 5);
	return cbp | (1 + cabac_bin(p, ctx)) << 4;
}

static int mb_read_qp_delta(struct h264_parser *p)
{
	/* Twice the largest QpBdOffsetY and more. */
	const u32 max = 128;
	u32 ctx = CTX_QP_DELTA + p->dqp_nonzero;
	u32 v = 0;

	while (cabac_bin(p, ctx) && ++v < max)
		ctx = v > 1 ? CTX_QP_DELTA + 3 : CTX_QP_DELTA + 2;
	/* (9.3.2.7, Table 9-3) */
	return v & 1 ? (int)(v + 1) / 2 : -(int)(v / 2);
}

static bool mb_read_pcm(struct h264_parser *p)
{
	const u8 *data = p->slice->data;
	u32 byte;

	p->bits.pos = (p->cabac.start - data) * 8 + h264_cabac_pos(&p->cabac);
	h264_parse_pcm(p);
	if (dae_bits_overrun(&p->bits))
		return false;
	byte = p->bits.pos / 8;
	h264_cabac_start(&p->cabac, data + byte, p->slice->data_bytes - byte);
	return true;
}

/* coded_block_flag of DC blocks: of the same block of the neighbours. */
static u32 cabac_coded_dc(struct h264_parser *p, const struct h264_parse_block *blk)
{
	const u64 bit = H264_CODED_DC(blk->plane);
	const bool intra = h264_mb_is_intra(p->mb);

	return (p->a ? !!(p->a->coded & bit) : intra) + 2 * (p->b ? !!(p->b->coded & bit) : intra);
}

/*
 * coded_block_flag of a neighbouring macroblock's block, the 4x4 block with this
 * bit in coded. To an 8x8 block only other 8x8 blocks count (9.3.3.1.1.9).
 */
static __always_inline u32 cabac_coded_beside(const struct h264_parser *p, const struct h264_mb *nb,
					      unsigned int bit, bool is8x8)
{
	if (!nb)
		return h264_mb_is_intra(p->mb);
	if (is8x8 && !(nb->flags & H264_MB_T8X8) && nb->type != H264_MB_I_PCM)
		return 0;
	return nb->coded >> bit & 1;
}

/* coded_block_flag of other blocks: of those to the left and above. */
static __always_inline u32 cabac_coded_block(struct h264_parser *p,
					     const struct h264_parse_block *blk)
{
	/* Blocks in a row, and from the first row to the last one. */
	const bool chroma = blk->cat == H264_BLOCK_CHROMA_AC;
	const unsigned int w = chroma ? 2 : 4;
	const unsigned int last = chroma && p->pic->chroma == DAE_CHROMA_420 ? 2 :
				  chroma ? 6 : 12;
	const bool is8x8 = blk->cat == H264_BLOCK_LUMA8;
	const unsigned int b = blk->b;
	const unsigned int base = 16 * blk->plane;
	const u64 cur = p->mb->coded >> base;
	unsigned int a_blk;
	u32 a_bit, b_bit;

	if (b & (w - 1)) {
		a_bit = cur >> (b - 1) & 1;
	} else {
		const struct h264_mb *a = h264_parse_left_block(p, chroma, b, &a_blk);

		a_bit = cabac_coded_beside(p, a, base + a_blk, is8x8);
	}
	if (b >= w)
		b_bit = cur >> (b - w) & 1;
	else
		b_bit = cabac_coded_beside(p, p->b, base + b + last, is8x8);
	return a_bit + 2 * b_bit;
}

static __always_inline const struct cabac_block_ctx *
cabac_block_contexts(const struct h264_parse_block *blk)
{
	return &cabac_block_ctx[blk->plane][blk->cat];
}

/*
 * significant_coeff_flag and last_significant_coeff_flag: indices of the levels
 * that are not 0, ascending.
 */
static __always_inline unsigned int cabac_sig_map(struct h264_cabac_reader *r, u8 *state,
						  const struct h264_parse_block *blk,
						  enum h264_block_cat cat, bool field, u8 *index)
{
	u8 *sig = state + cabac_block_contexts(blk)->sig[field];
	u8 *last = state + cabac_block_contexts(blk)->last[field];
	const unsigned int end = blk->n - 1;
	unsigned int i, count = 0;

	for (i = 0; i < end; i++) {
		u32 sig_inc = i, last_inc = i;

		if (cat == H264_BLOCK_LUMA8) {
			sig_inc = cabac_sig8[field][i];
			last_inc = cabac_last8[i];
		} else if (cat == H264_BLOCK_CHROMA_DC) {
			sig_inc = min(i / (blk->n / 4), 2u);
			last_inc = sig_inc;
		}
		if (!h264_cabac_decide(r, sig + sig_inc))
			continue;
		index[count++] = i;
		if (h264_cabac_decide(r, last + last_inc))
			return count;
	}
	index[count++] = end;
	return count;
}

/* The rest of coeff_abs_level_minus1 after 14 ones; -1 if it is too long */
static noinline s32 cabac_level_suffix(struct h264_parser *p, struct h264_cabac_reader *r)
{
	u32 suffix;

	p->cabac.r = *r;
	suffix = cabac_exp_golomb(p, 0);
	*r = p->cabac.r;
	return suffix;
}

/*
 * residual_block_cabac() (7.3.5.3.3) after coded_block_flag; @cat is that of @blk. Must
 * inline: the decoder's state is in registers.
 */
static __always_inline int cabac_levels(struct h264_parser *p, struct h264_parse_block *blk,
					enum h264_block_cat cat)
{
	struct h264_cabac_reader r = p->cabac.r;
	u8 *state = p->cabac.state, *abs = state + cabac_block_contexts(blk)->abs;
	const u32 last_gt1 = cat == H264_BLOCK_CHROMA_DC ? 8 : 9;
	unsigned int i, count;
	/* ctxIdxInc (9.3.3.1.3) of the first bin and of the others */
	u32 first = 1, gt1 = 5;
	struct h264_parse_sink sink;
	u8 index[64];

	count = cabac_sig_map(&r, state, blk, cat, h264_parse_field_scan(p), index);
	h264_parse_block_start(p, blk);
	sink = h264_parse_block_sink(p, blk);
	for (i = count; i--;) {
		u32 level = 1;

		if (!h264_cabac_decide(&r, abs + first)) {
			first += first && first < 4;
		} else {
			for (level = 2; level < 15; level++)
				if (!h264_cabac_decide(&r, abs + gt1))
					break;
			if (level == 15) {
				struct h264_cabac_reader copy = r;
				const s32 suffix = cabac_level_suffix(p, &copy);

				if (suffix < 0)
					return -1;
				r = copy;
				level += suffix;
			}
			first = 0;
			gt1 = min(gt1 + 1, last_gt1);
		}
		h264_parse_block_put(&sink, index[i],
				     h264_cabac_equal(&r) ? -(s32)level : (s32)level);
	}
	p->cabac.r = r;
	return count;
}

/* Blocks of 4x4 size and DC. */
static int mb_read_block(struct h264_parser *p, struct h264_parse_block *blk)
{
	const bool dc = blk->cat == H264_BLOCK_I16_DC || blk->cat == H264_BLOCK_CHROMA_DC;
	const u32 inc = dc ? cabac_coded_dc(p, blk) : cabac_coded_block(p, blk);

	if (!cabac_bin(p, cabac_block_contexts(blk)->coded + inc))
		return 0;
	if (blk->cat == H264_BLOCK_CHROMA_DC)
		return cabac_levels(p, blk, H264_BLOCK_CHROMA_DC);
	return cabac_levels(p, blk, H264_BLOCK_LUMA4);
}

static bool mb_residual8(struct h264_parser *p, unsigned int plane)
{
	struct h264_parse_block blk = {
		.cat = H264_BLOCK_LUMA8, .plane = plane, .n = 64, .room = 64,
		.scan = h264_scan8[h264_parse_field_scan(p)],
	};
	unsigned int b8;

	h264_parse_block_scale(p, &blk);
	for (b8 = 0; b8 < 4; b8++) {
		if (!(p->mb->cbp >> b8 & 1))
			continue;
		blk.coef = NULL;
		blk.b = h264_block_raster[4 * b8];
		/* Only 4:4:4 has coded_block_flag here, others take it for 1 (7.4.5.3.3). */
		if (p->pic->chroma == DAE_CHROMA_444 &&
		    !cabac_bin(p, cabac_block_contexts(&blk)->coded + cabac_coded_block(p, &blk)))
			continue;
		if (cabac_levels(p, &blk, H264_BLOCK_LUMA8) < 0)
			return false;
		p->mb->coded |= (u64)(H264_CODED_LUMA(blk.b) * 0x33) << (16 * plane);
	}
	return true;
}

#include "h264_mb_tmpl.h"

/* Where the edges of the current macroblock are kept: to its right, and below it. */
static struct h264_parse_edge *cabac_right_edge(struct h264_parser *p)
{
	return &p->edges[p->pic->mbaff && p->addr & 1];
}

static struct h264_parse_edge *cabac_bottom_edge(struct h264_parser *p)
{
	return &p->top_edges[p->idx % p->pic->mb_width][p->pic->mbaff && p->addr & 1];
}

void h264_mb_cabac_no_edges(struct h264_parser *p)
{
	*cabac_right_edge(p) = (struct h264_parse_edge){};
	*cabac_bottom_edge(p) = (struct h264_parse_edge){};
}

void h264_mb_cabac_edges(struct h264_parser *p)
{
	struct h264_parse_edge *bottom = cabac_bottom_edge(p);
	struct h264_parse_edge *right = cabac_right_edge(p);
	unsigned int list, i;

	for (list = 0; list < 2; list++) {
		for (i = 0; i < 4; i++)
			memcpy(right->mvd[list][i], p->mvd[list][4 * i + 3], 2);
		memcpy(bottom->mvd[list], p->mvd[list][12], sizeof(bottom->mvd[list]));
		for (i = 0; i < 2; i++) {
			right->ref[list][i] = (p->ref[list][i] >> 1 & 1) |
					      (p->ref[list][i] >> 2 & 2);
			bottom->ref[list][i] = p->ref[list][i] >> 2;
		}
	}
}

bool h264_mb_cabac(struct h264_parser *p)
{
	memset(p->mvd, 0, sizeof(p->mvd));
	memset(p->ref, 0, sizeof(p->ref));
	if (!mb_layer(p))
		return false;
	if (p->mb->type == H264_MB_INTER && !(p->mb->flags & H264_MB_DIRECT))
		h264_mb_cabac_edges(p);
	else
		h264_mb_cabac_no_edges(p);
	return true;
}
