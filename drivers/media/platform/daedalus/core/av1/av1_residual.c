// SPDX-License-Identifier: GPL-2.0
/*
 * Transform sizes, types and coefficients of AV1 blocks (5.11.15 to 5.11.17, 5.11.34 to
 * 5.11.48), and their dequantisation (7.12.3).
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>

#include "av1_parse.h"
#include "av1_quant_tables.h"
#include "av1_scan_tables.h"

#define AV1_MAX_VARTX_DEPTH	2
#define AV1_BASE_LEVELS		2	/* NUM_BASE_LEVELS */
#define AV1_BASE_RANGE		12	/* COEFF_BASE_RANGE */
#define AV1_BR_SYMBOLS		4	/* BR_CDF_SIZE */

/*
 * What contexts keep of a transform block: culLevel, up to 63, in the lower bits, dcCategory
 * above them.
 */
#define AV1_CTX_LEVEL		63
#define AV1_CTX_DC_SHIFT	6

/*
 * memset() for the sides of transform blocks: almost always 1 to 16, where a call would
 * take longer than the stores.
 */
static __always_inline void av1_set_bytes(u8 *p, u8 value, unsigned int n)
{
	const u64 values = value * 0x0101010101010101ull;

	switch (n) {
	case 1:
		*p = value;
		break;
	case 2:
		put_unaligned((u16)values, (u16 *)p);
		break;
	case 4:
		put_unaligned((u32)values, (u32 *)p);
		break;
	case 16:
		put_unaligned(values, (u64 *)(p + 8));
		fallthrough;
	case 8:
		put_unaligned(values, (u64 *)p);
		break;
	default:
		memset(p, value, n);
		break;
	}
}

/* The same for @rows rows */
static void av1_set_rect(u8 *p, size_t stride, u8 value, unsigned int cols, unsigned int rows)
{
	const u64 values = value * 0x0101010101010101ull;

	switch (cols) {
	case 1:
		for (; rows; rows--, p += stride)
			*p = value;
		break;
	case 2:
		for (; rows; rows--, p += stride)
			put_unaligned((u16)values, (u16 *)p);
		break;
	case 4:
		for (; rows; rows--, p += stride)
			put_unaligned((u32)values, (u32 *)p);
		break;
	case 8:
		for (; rows; rows--, p += stride)
			put_unaligned(values, (u64 *)p);
		break;
	default:
		for (; rows; rows--, p += stride)
			memset(p, value, cols);
		break;
	}
}

/* get_tx_class() (8.3.2) */
static enum av1_tx_class av1_tx_class(unsigned int type)
{
	if (type == AV1_TX_V_DCT || type == AV1_TX_V_ADST || type == AV1_TX_V_FLIPADST)
		return AV1_TX_CLASS_VERT;
	if (type == AV1_TX_H_DCT || type == AV1_TX_H_ADST || type == AV1_TX_H_FLIPADST)
		return AV1_TX_CLASS_HORIZ;
	return AV1_TX_CLASS_2D;
}

static u8 *av1_tx_ctx_left(struct av1_parser *p, u32 row)
{
	return &p->tile->left_tx[row & (AV1_SB_MI_MAX - 1)];
}

static void av1_set_tx_ctx(struct av1_parser *p, u32 row, u32 col, unsigned int w4,
			   unsigned int h4, u8 width, u8 height)
{
	av1_set_bytes(&p->pic->above_tx[col], width, w4);
	av1_set_bytes(av1_tx_ctx_left(p, row), height, h4);
}

static void av1_set_tx_size_ctx(struct av1_parser *p, u32 row, u32 col, unsigned int w4,
				unsigned int h4, unsigned int size)
{
	av1_set_tx_ctx(p, row, col, w4, h4, 1 << av1_tx_width_log2[size],
		       1 << av1_tx_height_log2[size]);
}

/* InterTxSizes of a part of the block, for av1_parse_tx_tree() */
static void av1_set_inter_tx_size(struct av1_parser *p, u32 row, u32 col, unsigned int w4,
				  unsigned int h4, unsigned int size)
{
	const u32 y = row & (AV1_SB_MI_MAX - 1), x = col & (AV1_SB_MI_MAX - 1);

	av1_set_rect(&p->tx_sizes[y][x], AV1_SB_MI_MAX, size, w4, h4);
}

/* tx_depth (5.11.15) */
static unsigned int av1_read_tx_depth(struct av1_parser *p, unsigned int max_size)
{
	const unsigned int w = 1 << av1_tx_width_log2[max_size];
	const unsigned int h = 1 << av1_tx_height_log2[max_size];
	const unsigned int depth = av1_max_tx_depth[p->b->size];
	unsigned int above = 0, left = 0, ctx;

	if (p->above)
		above = p->above->is_inter ? 4 * av1_num_4x4_blocks_wide[p->above->size] :
					     p->pic->above_tx[p->col];
	if (p->left)
		left = p->left->is_inter ? 4 * av1_num_4x4_blocks_high[p->left->size] :
					   *av1_tx_ctx_left(p, p->row);
	ctx = (above >= w) + (left >= h);
	if (depth < 2)
		return av1_symbol_adapt_bool(p->sym, p->cdfs->tx_8x8[ctx]);
	return av1_symbol_adapt(p->sym, p->cdfs->tx[depth - 2][ctx], 3);
}

/* read_tx_size() (5.11.15) */
static void av1_read_tx_size(struct av1_parser *p, bool allow_select)
{
	struct av1_block *b = p->b;
	unsigned int depth;

	if (b->lossless) {
		b->tx_size = AV1_TX_4X4;
		return;
	}
	b->tx_size = av1_max_tx_size_rect[b->size];
	if (b->size == AV1_BLOCK_4X4 || !allow_select ||
	    p->pic->params.tx_mode != AV1_TX_MODE_SELECT)
		return;
	for (depth = av1_read_tx_depth(p, b->tx_size); depth; depth--)
		b->tx_size = av1_split_tx_size[b->tx_size];
}

static unsigned int av1_txfm_split_ctx(const struct av1_parser *p, u32 row, u32 col,
				       unsigned int size)
{
	const bool above = p->pic->above_tx[col] < 1 << av1_tx_width_log2[size];
	const bool left = *av1_tx_ctx_left((struct av1_parser *)p, row) <
			  1 << av1_tx_height_log2[size];
	/* Of the block's longer side, as a square */
	const unsigned int max_size = min_t(unsigned int, ilog2(max(p->bw4, p->bh4)),
					    AV1_TX_64X64);

	return (av1_tx_size_sqr_up[size] != max_size) * 3 + (AV1_TX_64X64 - max_size) * 6 +
	       above + left;
}

/* read_var_tx_size() (5.11.17); at most two levels deep. */
static void av1_read_var_tx_size(struct av1_parser *p, u32 row, u32 col, unsigned int size,
				 unsigned int depth)
{
	const u32 w4 = 1 << (av1_tx_width_log2[size] - 2);
	const u32 h4 = 1 << (av1_tx_height_log2[size] - 2);
	bool split = false;
	u32 x, y;

	if (row >= p->pic->mi_rows || col >= p->pic->mi_cols)
		return;
	if (size != AV1_TX_4X4 && depth < AV1_MAX_VARTX_DEPTH) {
		const unsigned int ctx = av1_txfm_split_ctx(p, row, col, size);

		split = av1_symbol_adapt_bool(p->sym, p->cdfs->txfm_split[ctx]);
	}
	if (split) {
		const unsigned int sub = av1_split_tx_size[size];
		const u32 step_w = 1 << (av1_tx_width_log2[sub] - 2);
		const u32 step_h = 1 << (av1_tx_height_log2[sub] - 2);

		for (y = 0; y < h4; y += step_h)
			for (x = 0; x < w4; x += step_w)
				av1_read_var_tx_size(p, row + y, col + x, sub, depth + 1);
		return;
	}
	av1_set_inter_tx_size(p, row, col, w4, h4, size);
	av1_set_tx_size_ctx(p, row, col, w4, h4, size);
	p->b->tx_size = size;
}

/* get_tx_size() (5.11.37) of chroma */
static unsigned int av1_uv_tx_size(const struct av1_parser *p)
{
	const unsigned int size = av1_max_tx_size_rect[av1_plane_block_size(p, p->b->size, 1)];

	if (p->b->lossless)
		return AV1_TX_4X4;
	switch (size) {
	case AV1_TX_16X64:
		return AV1_TX_16X32;
	case AV1_TX_64X16:
		return AV1_TX_32X16;
	case AV1_TX_64X64:
	case AV1_TX_64X32:
	case AV1_TX_32X64:
		return AV1_TX_32X32;
	default:
		return size;
	}
}

void av1_parse_tx_size(struct av1_parser *p)
{
	struct av1_block *b = p->b;

	if (p->pic->params.tx_mode == AV1_TX_MODE_SELECT && b->size > AV1_BLOCK_4X4 &&
	    b->is_inter && !b->skip && !b->lossless) {
		const unsigned int size = av1_max_tx_size_rect[b->size];
		const u32 w4 = 1 << (av1_tx_width_log2[size] - 2);
		const u32 h4 = 1 << (av1_tx_height_log2[size] - 2);
		u32 x, y;

		for (y = 0; y < p->bh4; y += h4)
			for (x = 0; x < p->bw4; x += w4)
				av1_read_var_tx_size(p, p->row + y, p->col + x, size, 0);
	} else {
		av1_read_tx_size(p, !b->skip || !b->is_inter);
		if (b->is_inter && !b->skip)
			av1_set_inter_tx_size(p, p->row, p->col, p->bw4, p->bh4, b->tx_size);
		if (b->is_inter && b->skip)
			av1_set_tx_ctx(p, p->row, p->col, p->bw4, p->bh4, 4 * p->bw4, 4 * p->bh4);
		else
			av1_set_tx_size_ctx(p, p->row, p->col, p->bw4, p->bh4, b->tx_size);
	}
	if (b->has_chroma)
		b->uv_tx_size = av1_uv_tx_size(p);
}

unsigned int av1_parse_qindex(const struct av1_parser *p)
{
	const struct av1_params *params = &p->pic->params;
	int qidx = params->delta_q_present ? p->tile->qidx : params->base_q_idx;

	if (av1_seg_feature_active(p, AV1_SEG_ALT_Q))
		qidx = clamp(qidx + params->seg.data[p->b->segment_id][AV1_SEG_ALT_Q], 0, 255);
	return qidx;
}

/* Sets of transform types (get_tx_set(), 5.11.48) */
enum av1_tx_set {
	AV1_TX_SET_DCTONLY,
	AV1_TX_SET_1,	/* TX_SET_INTER_1, TX_SET_INTRA_1 */
	AV1_TX_SET_2,
	AV1_TX_SET_3,
};

static enum av1_tx_set av1_tx_set(const struct av1_parser *p, unsigned int size)
{
	const unsigned int sqr = av1_tx_size_sqr[size], up = av1_tx_size_sqr_up[size];
	const bool reduced = p->pic->params.reduced_tx_set;

	if (up > AV1_TX_32X32)
		return AV1_TX_SET_DCTONLY;
	if (p->b->is_inter) {
		if (reduced || up == AV1_TX_32X32)
			return AV1_TX_SET_3;
		return sqr == AV1_TX_16X16 ? AV1_TX_SET_2 : AV1_TX_SET_1;
	}
	if (up == AV1_TX_32X32)
		return AV1_TX_SET_DCTONLY;
	return reduced || sqr == AV1_TX_16X16 ? AV1_TX_SET_2 : AV1_TX_SET_1;
}

/* inter_tx_type, intra_tx_type (5.11.47) */
static unsigned int av1_read_tx_type(struct av1_parser *p, unsigned int size)
{
	const struct av1_block *b = p->b;
	const enum av1_tx_set set = av1_tx_set(p, size);
	const unsigned int sqr = av1_tx_size_sqr[size];
	struct av1_cdfs *cdfs = p->cdfs;
	unsigned int dir, symbol;

	if (set == AV1_TX_SET_DCTONLY || !p->pic->params.qidx[b->segment_id])
		return AV1_TX_DCT_DCT;
	if (b->is_inter) {
		switch (set) {
		case AV1_TX_SET_1:
			symbol = av1_symbol_adapt(p->sym, cdfs->inter_tx_type_set1[sqr], 16);
			return av1_tx_type_inter_inv_set1[symbol];
		case AV1_TX_SET_2:
			symbol = av1_symbol_adapt(p->sym, cdfs->inter_tx_type_set2, 12);
			return av1_tx_type_inter_inv_set2[symbol];
		default:
			symbol = av1_symbol_adapt_bool(p->sym, cdfs->inter_tx_type_set3[sqr]);
			return av1_tx_type_inter_inv_set3[symbol];
		}
	}
	dir = b->mode;
	if (b->use_filter_intra)
		dir = av1_filter_intra_mode_to_intra_dir[b->filter_intra_mode];
	if (set == AV1_TX_SET_1) {
		symbol = av1_symbol_adapt(p->sym, cdfs->intra_tx_type_set1[sqr][dir], 7);
		return av1_tx_type_intra_inv_set1[symbol];
	}
	symbol = av1_symbol_adapt(p->sym, cdfs->intra_tx_type_set2[sqr][dir], 5);
	return av1_tx_type_intra_inv_set2[symbol];
}

/*
 * compute_tx_type() (5.11.40) of chroma, which has no transforms of 64 samples; @row and
 * @col are those of luma.
 */
static unsigned int av1_uv_tx_type(const struct av1_parser *p, unsigned int size, u32 row, u32 col)
{
	const struct av1_block *b = p->b;
	const enum av1_tx_set set = av1_tx_set(p, size);
	unsigned int type;

	if (b->lossless)
		return AV1_TX_WHT_WHT;
	if (b->is_inter) {
		type = p->tx_types[max(row, p->row) & (AV1_SB_MI_MAX - 1)]
				  [max(col, p->col) & (AV1_SB_MI_MAX - 1)];
		return av1_tx_type_in_set_inter[set][type] ? type : AV1_TX_DCT_DCT;
	}
	type = av1_mode_to_txfm[b->uv_mode];
	return av1_tx_type_in_set_intra[set][type] ? type : AV1_TX_DCT_DCT;
}

/**
 * struct av1_txb - a transform block while it is parsed
 * @plane: Y, Cb, Cr
 * @size: enum av1_tx_size
 * @type: enum av1_tx_type
 * @w4: width in 4x4 blocks
 * @h4: height
 * @above: its AboveLevelContext and AboveDcContext; beyond the frame they are 0
 * @left: its LeftLevelContext and LeftDcContext
 * @cols: entries of the contexts above that are in the frame
 * @rows: of those at the left
 */
struct av1_txb {
	unsigned int plane;
	unsigned int size;
	unsigned int type;
	unsigned int w4;
	unsigned int h4;
	u8 *above;
	u8 *left;
	unsigned int cols;
	unsigned int rows;
};

/* The entries of a context for a side of 1, 2, 4, 8 or 16: @high has the last 8 of 16. */
static __always_inline void av1_load_ctx(const u8 *ctx, unsigned int n, u64 *low, u64 *high)
{
	*high = 0;
	switch (n) {
	case 1:
		*low = *ctx;
		break;
	case 2:
		*low = get_unaligned((const u16 *)ctx);
		break;
	case 4:
		*low = get_unaligned((const u32 *)ctx);
		break;
	case 16:
		*high = get_unaligned((const u64 *)(ctx + 8));
		fallthrough;
	default:
		*low = get_unaligned((const u64 *)ctx);
		break;
	}
}

/* All entries of a context in one */
static __always_inline unsigned int av1_or_ctx(const u8 *ctx, unsigned int n)
{
	u64 low, high;

	av1_load_ctx(ctx, n, &low, &high);
	low |= high;
	low |= low >> 32;
	low |= low >> 16;
	return (low | low >> 8) & 0xff;
}

/*
 * Context of all_zero (8.3.2). It is the same whether levels above 3 are among the entries
 * or only in what they are together.
 */
static unsigned int av1_all_zero_ctx(const struct av1_parser *p, const struct av1_txb *t)
{
	const unsigned int bsize = av1_plane_block_size(p, p->b->size, t->plane);
	const unsigned int bw4 = av1_num_4x4_blocks_wide[bsize];
	const unsigned int bh4 = av1_num_4x4_blocks_high[bsize];
	unsigned int above, left;

	if (!t->plane && bw4 == t->w4 && bh4 == t->h4)
		return 0;
	above = av1_or_ctx(t->above, t->w4);
	left = av1_or_ctx(t->left, t->h4);
	if (t->plane)
		return 7 + (above != 0) + (left != 0) + (bw4 * bh4 > t->w4 * t->h4 ? 3 : 0);
	above &= AV1_CTX_LEVEL;
	left &= AV1_CTX_LEVEL;
	if (!above && !left)
		return 1;
	if (!above || !left)
		return 2 + ((above | left) > 3);
	return 4 + (above > 3) + (left > 3);
}

/* Entries of a word with dcCategory 2, positive, less those with 1, negative */
static __always_inline int av1_sum_dc(u64 word)
{
	const u64 ones = 0x0101010101010101ull;
	const u64 positive = word >> (AV1_CTX_DC_SHIFT + 1) & ones;
	const u64 negative = word >> AV1_CTX_DC_SHIFT & ones;

	return (int)(positive * ones >> 56) - (int)(negative * ones >> 56);
}

/* Context of dc_sign (8.3.2) */
static unsigned int av1_dc_sign_ctx(const struct av1_txb *t)
{
	u64 above[2], left[2];
	int sum;

	av1_load_ctx(t->above, t->w4, &above[0], &above[1]);
	av1_load_ctx(t->left, t->h4, &left[0], &left[1]);
	sum = av1_sum_dc(above[0]) + av1_sum_dc(above[1]) + av1_sum_dc(left[0]) +
	      av1_sum_dc(left[1]);
	return sum < 0 ? 1 : sum > 0 ? 2 : 0;
}

/* The CDF of eob_pt_16 to eob_pt_1024, by the log2 of the number of coefficients, less 4 */
static u16 *av1_eob_pt_cdf(struct av1_coef_cdfs *cdfs, unsigned int log2, unsigned int plane,
			   unsigned int ctx)
{
	switch (log2) {
	case 0:
		return cdfs->eob_pt_16[plane][ctx];
	case 1:
		return cdfs->eob_pt_32[plane][ctx];
	case 2:
		return cdfs->eob_pt_64[plane][ctx];
	case 3:
		return cdfs->eob_pt_128[plane][ctx];
	case 4:
		return cdfs->eob_pt_256[plane][ctx];
	case 5:
		return cdfs->eob_pt_512[plane];
	default:
		return cdfs->eob_pt_1024[plane];
	}
}

/* eob (5.11.39) of a transform block with 2^(@log2 + 4) coefficients */
static unsigned int av1_read_eob(struct av1_parser *p, unsigned int plane, enum av1_tx_class class,
				 unsigned int size_ctx, unsigned int log2)
{
	struct av1_coef_cdfs *cdfs = &p->cdfs->coef;
	u16 *cdf = av1_eob_pt_cdf(cdfs, log2, plane, class != AV1_TX_CLASS_2D);
	const unsigned int pt = av1_symbol_adapt_any(p->sym, cdf, log2 + 5);
	unsigned int eob, shift;

	/* eobPt is pt + 1 */
	if (pt < 2)
		return pt + 1;
	eob = (1 << (pt - 1)) + 1;
	shift = pt - 2;
	if (av1_symbol_adapt_bool(p->sym, cdfs->eob_extra[size_ctx][plane][pt - 2]))
		eob += 1 << shift;
	if (shift)
		eob += av1_symbol_literal(p->sym, shift);
	return eob;
}

/*
 * Levels of a transform block lie by columns. Contexts look at what is right of and below
 * a level, up to 4 levels away, where they must find 0 outside the block. With
 * AV1_TX_CLASS_2D columns follow each other: of a block of 4 rows or more, what is below a
 * column is the start of the next ones, where coefficients come later. With the other classes
 * columns are AV1_LEVELS_PAD longer. After the last column there are as many more.
 *
 * Each is a byte: the level up to 15 in the lower bits, so that sums of three stay apart from
 * what is above, the level up to 3 in the upper ones.
 */
#define AV1_LEVELS_PAD	4
#define AV1_LEVEL_BITS	6
#define AV1_LEVEL_MASK	((1 << AV1_LEVEL_BITS) - 1)

/* In the list of coefficients that are not 0: the level, up to 15, above the position */
#define AV1_NONZERO_BITS	10
#define AV1_NONZERO_MASK	((1 << AV1_NONZERO_BITS) - 1)

/* Sum of the levels that the context of coeff_br looks at, and that of coeff_base, too */
static __always_inline unsigned int av1_near_levels(const u8 *l, size_t stride,
						    enum av1_tx_class class)
{
	if (class == AV1_TX_CLASS_2D)
		return l[1] + l[stride] + l[stride + 1];
	if (class == AV1_TX_CLASS_HORIZ)
		return l[1] + l[stride] + l[2 * stride];
	return l[1] + l[stride] + l[2];
}

/* Sum of the levels that only the context of coeff_base looks at */
static __always_inline unsigned int av1_far_levels(const u8 *l, size_t stride,
						   enum av1_tx_class class)
{
	if (class == AV1_TX_CLASS_2D)
		return l[2] + l[2 * stride];
	if (class == AV1_TX_CLASS_HORIZ)
		return l[3 * stride] + l[4 * stride];
	return l[3] + l[4];
}

/*
 * Context of coeff_base (get_coeff_base_ctx(), 8.3.2), without what the position adds.
 * Lower bits make a carry of their own only if all five levels are above 3, when the
 * result is 4 anyway.
 */
static __always_inline unsigned int av1_base_mag_ctx(unsigned int near, unsigned int far)
{
	return min((near + far + (1 << AV1_LEVEL_BITS)) >> (AV1_LEVEL_BITS + 1), 4u);
}

/* Context of coeff_br (8.3.2) */
static __always_inline unsigned int av1_br_ctx(unsigned int near, unsigned int row,
					       unsigned int col, enum av1_tx_class class)
{
	const unsigned int mag = min(((near & AV1_LEVEL_MASK) + 1) >> 1, 6u);

	if (!row && !col)
		return mag;
	if (class == AV1_TX_CLASS_2D)
		return mag + (row < 2 && col < 2 ? 7 : 14);
	return mag + ((class == AV1_TX_CLASS_HORIZ ? col : row) ? 14 : 7);
}

/* coeff_br: a level above AV1_BASE_LEVELS, up to 15 */
static __always_inline unsigned int av1_read_br(struct av1_symbol *s, u16 *cdf)
{
	unsigned int level = AV1_BASE_LEVELS + 1, br;

	do {
		br = av1_symbol_adapt4(s, cdf, AV1_BR_SYMBOLS);
		level += br;
	} while (br == AV1_BR_SYMBOLS - 1 && level < AV1_BASE_LEVELS + 1 + AV1_BASE_RANGE);
	return level;
}

static __always_inline u8 av1_pack_level(unsigned int level)
{
	return level | min(level, 3u) << AV1_LEVEL_BITS;
}

/*
 * Levels up to 15, from the last coefficient to the first, into @p->levels; those that are
 * not 0 are listed in @p->nonzero in the same order.
 *
 * @log2w and @log2h are those of what is coded. The symbol decoder is a copy on the stack,
 * which no store can change.
 *
 * Return: how many are in the list
 */
static __always_inline unsigned int av1_read_levels(struct av1_parser *p, const struct av1_txb *t,
						    unsigned int eob, unsigned int size_ctx,
						    unsigned int log2w, unsigned int log2h,
						    enum av1_tx_class class)
{
	const unsigned int plane = t->plane > 0, mask = (1 << log2h) - 1;
	const size_t stride = class == AV1_TX_CLASS_2D ? 1 << log2h : (1 << log2h) + AV1_LEVELS_PAD;
	const u8 *offset = av1_coeff_base_ctx_offset[t->size];
	struct av1_coef_cdfs *cdfs = &p->cdfs->coef;
	u16 (*base)[AV1_CDF_ROW(4)] = cdfs->coeff_base[size_ctx][plane];
	u16 (*br)[AV1_CDF_ROW(AV1_BR_SYMBOLS)] = cdfs->coeff_br[min(size_ctx, 3u)][plane];
	const u16 *scan = &av1_scans[t->size][class][eob - 1];
	struct av1_symbol s = *p->sym;
	unsigned int pos = *scan, row = pos & mask, col = pos >> log2h;
	unsigned int ctx = eob == 1 ? 0 : (eob - 1) << 3 <= 1 << (log2w + log2h) ? 1 :
					  (eob - 1) << 2 <= 1 << (log2w + log2h) ? 2 : 3;
	u8 *levels = p->levels, *l = &levels[col * stride + row];
	unsigned int level, near = 0; /* nothing is around the last one yet */
	u16 *nonzero = p->nonzero;

	level = 1 + av1_symbol_adapt4(&s, cdfs->coeff_base_eob[size_ctx][plane][ctx], 3);
	for (;;) {
		if (level > AV1_BASE_LEVELS) {
			row = pos & mask;
			col = pos >> log2h;
			level = av1_read_br(&s, br[av1_br_ctx(near, row, col, class)]);
		}
		if (level) {
			*l = av1_pack_level(level);
			*nonzero++ = pos | level << AV1_NONZERO_BITS;
		}
		/* The first of all scans */
		if (!pos)
			break;
		pos = *--scan;
		row = pos & mask;
		col = pos >> log2h;
		l = &levels[class == AV1_TX_CLASS_2D ? pos : col * stride + row];
		near = av1_near_levels(l, stride, class);
		ctx = av1_base_mag_ctx(near, av1_far_levels(l, stride, class));
		if (class != AV1_TX_CLASS_2D)
			ctx += 26 + 5 * min(class == AV1_TX_CLASS_VERT ? row : col, 2u);
		else
			ctx = pos ? ctx + offset[pos] : 0;
		level = av1_symbol_adapt4(&s, base[ctx], 4);
	}
	*p->sym = s;
	return nonzero - p->nonzero;
}

/**
 * struct av1_dequant - dequantisation of a transform block (7.12.3)
 * @q: get_dc_quant(), get_ac_quant()
 * @matrix: Quantizer_Matrix of the size, by columns; NULL if flat
 * @shift: log2 of dqDenom
 * @max: largest value; that of negative ones is 1 more
 */
struct av1_dequant {
	u32 q[2];
	const u8 *matrix;
	u8 shift;
	u32 max;
};

static void av1_dequant_init(const struct av1_parser *p, const struct av1_txb *t,
			     struct av1_dequant *d)
{
	const struct av1_params *params = &p->pic->params;
	const int qidx = av1_parse_qindex(p);
	const unsigned int area = av1_tx_width_log2[t->size] + av1_tx_height_log2[t->size];

	d->q[0] = p->pic->dequant[0][clamp(qidx + params->delta_q_dc[t->plane], 0, 255)];
	d->q[1] = p->pic->dequant[1][clamp(qidx + params->delta_q_ac[t->plane], 0, 255)];
	d->matrix = NULL;
	/* Blocks without loss have AV1_TX_WHT_WHT. */
	if (params->using_qmatrix && t->type < AV1_TX_IDTX && params->qm[t->plane] < 15)
		d->matrix = av1_quantizer_matrix[params->qm[t->plane]][t->plane > 0] +
			    av1_qm_offset[t->size];
	/* 16x32, 32x16, 32x32, 16x64, 64x16: 1; above: 2 */
	d->shift = area > 10 ? 2 : area > 8 ? 1 : 0;
	d->max = (1 << (7 + p->pic->bit_depth)) - 1;
}

/* Through a copy, see av1_symbol_refill(). */
static __always_inline u32 av1_read_golomb(struct av1_symbol *s)
{
	struct av1_symbol copy = *s;
	const u32 value = av1_symbol_golomb(&copy);

	*s = copy;
	return value;
}

/*
 * The rest of a large level, and the coefficient dequantised with @q. Only the lower 24 bits of
 * the product count.
 */
static __always_inline void av1_read_value(struct av1_symbol *s, unsigned int pos, u32 level,
					   bool sign, u32 q, const struct av1_dequant *d,
					   unsigned int *cul_level, void *coefs, bool hbd)
{
	s32 value;

	if (level > AV1_BASE_LEVELS + AV1_BASE_RANGE)
		level = (level + av1_read_golomb(s) - 1) & 0xfffff;
	*cul_level += level;
	if (d->matrix)
		q = (q * d->matrix[pos] + 16) >> 5;
	value = min((level * q & 0xffffff) >> d->shift, d->max + sign);
	if (sign)
		value = -value;
	if (hbd)
		((s32 *)coefs)[pos] = value;
	else
		((s16 *)coefs)[pos] = value;
}

/*
 * Signs, the rest of large levels, and dequantised coefficients by columns, from the first
 * of the @num that are not 0.
 *
 * Return: what contexts keep of the block
 */
static __always_inline unsigned int av1_read_values(struct av1_parser *p, const struct av1_txb *t,
						    unsigned int num,
						    const struct av1_dequant *dequant,
						    void *coefs, bool hbd)
{
	u16 (*dc_sign)[AV1_CDF_ROW(2)] = p->cdfs->coef.dc_sign[t->plane > 0];
	const struct av1_dequant d = *dequant;
	const u16 *first = p->nonzero, *nonzero = first + num - 1;
	struct av1_symbol s = *p->sym;
	unsigned int cul_level = 0, dc_category = 0;

	/* The first of all scans */
	if (!(*nonzero & AV1_NONZERO_MASK)) {
		const bool sign = av1_symbol_adapt_bool(&s, dc_sign[av1_dc_sign_ctx(t)]);

		dc_category = sign ? 1 : 2;
		av1_read_value(&s, 0, *nonzero-- >> AV1_NONZERO_BITS, sign, d.q[0], &d, &cul_level,
			       coefs, hbd);
	}
	for (; nonzero >= first; nonzero--) {
		const bool sign = av1_symbol_bool(&s);

		av1_read_value(&s, *nonzero & AV1_NONZERO_MASK, *nonzero >> AV1_NONZERO_BITS, sign,
			       d.q[1], &d, &cul_level, coefs, hbd);
	}
	*p->sym = s;
	return min_t(unsigned int, cul_level, AV1_CTX_LEVEL) | dc_category << AV1_CTX_DC_SHIFT;
}

/*
 * coeffs() (5.11.39) once all_zero is known to be 0.
 *
 * Return: eob; *@ctx is what contexts keep of the block
 */
static unsigned int av1_read_coefs(struct av1_parser *p, const struct av1_txb *t,
				   unsigned int size_ctx, unsigned int *ctx)
{
	const enum av1_tx_class class = av1_tx_class(t->type);
	const unsigned int log2h = min_t(unsigned int, av1_tx_height_log2[t->size], 5);
	const unsigned int log2w = min_t(unsigned int, av1_tx_width_log2[t->size], 5);
	const unsigned int eob = av1_read_eob(p, t->plane > 0, class, size_ctx, log2w + log2h - 4);
	const u32 start = p->tile->used[AV1_RECORD_COEF];
	void *coefs = (u8 *)p->pic->coefs + ((size_t)start << (p->pic->hbd ? 2 : 1));
	unsigned int cols, rows, num;
	struct av1_dequant d;

	p->tile->used[AV1_RECORD_COEF] += 1 << (log2w + log2h);
	av1_itx_extent(t->size, t->type, eob, &cols, &rows);
	cols = min(cols, 1u << log2w);
	memset(coefs, 0, (size_t)cols << (log2h + (p->pic->hbd ? 2 : 1)));
	if (class == AV1_TX_CLASS_2D)
		memset(p->levels, 0, (size_t)(cols + AV1_LEVELS_PAD) << log2h);
	else
		memset(p->levels, 0, (cols + AV1_LEVELS_PAD) * ((1u << log2h) + AV1_LEVELS_PAD));
	if (class == AV1_TX_CLASS_2D)
		num = av1_read_levels(p, t, eob, size_ctx, log2w, log2h, AV1_TX_CLASS_2D);
	else if (class == AV1_TX_CLASS_HORIZ)
		num = av1_read_levels(p, t, eob, size_ctx, log2w, log2h, AV1_TX_CLASS_HORIZ);
	else
		num = av1_read_levels(p, t, eob, size_ctx, log2w, log2h, AV1_TX_CLASS_VERT);
	av1_dequant_init(p, t, &d);
	if (p->pic->hbd)
		*ctx = av1_read_values(p, t, num, &d, coefs, true);
	else
		*ctx = av1_read_values(p, t, num, &d, coefs, false);
	return eob;
}

static void av1_set_tx_types(struct av1_parser *p, u32 row, u32 col, const struct av1_txb *t)
{
	/* A transform block does not leave its superblock. */
	av1_set_rect(&p->tx_types[row & (AV1_SB_MI_MAX - 1)][col & (AV1_SB_MI_MAX - 1)],
		     AV1_SB_MI_MAX, t->type, t->w4, t->h4);
}

/*
 * The coefficients of a transform block: coeffs() (5.11.39). @row and @col are its
 * position in luma, in mi.
 */
static void av1_parse_txb(struct av1_parser *p, struct av1_txb *t, u32 row, u32 col)
{
	const unsigned int sqr = av1_tx_size_sqr[t->size], up = av1_tx_size_sqr_up[t->size];
	const unsigned int size_ctx = (sqr + up + 1) >> 1;
	struct av1_pic *pic = p->pic;
	struct av1_tx *tx = &pic->txs[p->tile->used[AV1_RECORD_TX]++];
	unsigned int eob = 0, ctx = 0;
	const unsigned int zero_ctx = av1_all_zero_ctx(p, t);

	t->type = AV1_TX_DCT_DCT;
	if (!av1_symbol_adapt_bool(p->sym, p->cdfs->coef.txb_skip[size_ctx][zero_ctx])) {
		if (t->plane)
			t->type = av1_uv_tx_type(p, t->size, row, col);
		else
			t->type = av1_read_tx_type(p, t->size);
		/* The type is read all the same. */
		if (p->b->lossless)
			t->type = AV1_TX_WHT_WHT;
		eob = av1_read_coefs(p, t, size_ctx, &ctx);
	}
	/* Chroma has the same types. */
	if (!t->plane && p->b->is_inter && p->b->has_chroma)
		av1_set_tx_types(p, row, col, t);
	*tx = (struct av1_tx){ .size = t->size, .type = t->type, .eob = eob };
	av1_set_bytes(t->above, ctx, t->cols);
	av1_set_bytes(t->left, ctx, t->rows);
}

/* LoopfilterTxSizes of @w4 x @h4 blocks, which both planes of chroma share */
static void av1_set_lf_tx(struct av1_parser *p, unsigned int plane, u32 x4, u32 y4,
			  unsigned int w4, unsigned int h4, unsigned int size)
{
	const struct av1_pic *pic = p->pic;

	av1_set_rect(&pic->lf_tx[plane][av1_pic_grid(pic, y4, x4)], pic->grid_stride, size, w4, h4);
}

/*
 * transform_block() (5.11.35) of a block with residual, without reconstruction; @x4 and @y4 are
 * of the plane.
 */
static void av1_parse_tx_block(struct av1_parser *p, unsigned int plane, unsigned int size,
			       u32 x4, u32 y4)
{
	struct av1_pic *pic = p->pic;
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const u32 max_x = pic->mi_cols >> sub_x, max_y = pic->mi_rows >> sub_y;
	const u32 left = y4 & ((AV1_SB_MI_MAX >> sub_y) - 1);
	const unsigned int w4 = 1 << (av1_tx_width_log2[size] - 2);
	const unsigned int h4 = 1 << (av1_tx_height_log2[size] - 2);
	struct av1_txb t = {
		.plane = plane,
		.size = size,
		.w4 = w4,
		.h4 = h4,
		.above = &pic->above_ctx[plane][x4],
		.left = &p->tile->left_ctx[plane][left],
		.cols = min(w4, max_x - x4),
		.rows = min(h4, max_y - y4),
	};

	if (x4 >= max_x || y4 >= max_y)
		return;
	av1_parse_txb(p, &t, y4 << sub_y, x4 << sub_x);
	if (plane < 2)
		av1_set_lf_tx(p, plane, x4, y4, w4, h4, size);
}

/* find_tx_size() (5.11.36); sides are 1 to 16 blocks of 4x4. */
static unsigned int av1_tx_size_of(u32 w4, u32 h4)
{
	static const u8 sizes[5][5] = {
		{ AV1_TX_4X4, AV1_TX_4X8, AV1_TX_4X16 },
		{ AV1_TX_8X4, AV1_TX_8X8, AV1_TX_8X16, AV1_TX_8X32 },
		{ AV1_TX_16X4, AV1_TX_16X8, AV1_TX_16X16, AV1_TX_16X32, AV1_TX_16X64 },
		{ 0, AV1_TX_32X8, AV1_TX_32X16, AV1_TX_32X32, AV1_TX_32X64 },
		{ 0, 0, AV1_TX_64X16, AV1_TX_64X32, AV1_TX_64X64 },
	};

	return sizes[ilog2(w4)][ilog2(h4)];
}

/* transform_tree() (5.11.36): the parts of a 64x64 piece of luma of an inter block */
static void av1_parse_tx_tree(struct av1_parser *p, u32 x4, u32 y4, u32 w4, u32 h4)
{
	unsigned int size;

	if (x4 >= p->pic->mi_cols || y4 >= p->pic->mi_rows)
		return;
	size = p->tx_sizes[y4 & (AV1_SB_MI_MAX - 1)][x4 & (AV1_SB_MI_MAX - 1)];
	if (w4 <= 1u << (av1_tx_width_log2[size] - 2) &&
	    h4 <= 1u << (av1_tx_height_log2[size] - 2)) {
		av1_parse_tx_block(p, 0, av1_tx_size_of(w4, h4), x4, y4);
	} else if (w4 > h4) {
		av1_parse_tx_tree(p, x4, y4, w4 / 2, h4);
		av1_parse_tx_tree(p, x4 + w4 / 2, y4, w4 / 2, h4);
	} else if (w4 < h4) {
		av1_parse_tx_tree(p, x4, y4, w4, h4 / 2);
		av1_parse_tx_tree(p, x4, y4 + h4 / 2, w4, h4 / 2);
	} else {
		av1_parse_tx_tree(p, x4, y4, w4 / 2, h4 / 2);
		av1_parse_tx_tree(p, x4 + w4 / 2, y4, w4 / 2, h4 / 2);
		av1_parse_tx_tree(p, x4, y4 + h4 / 2, w4 / 2, h4 / 2);
		av1_parse_tx_tree(p, x4 + w4 / 2, y4 + h4 / 2, w4 / 2, h4 / 2);
	}
}

/* The transform blocks of a plane in a piece of up to 64x64 luma samples */
static void av1_parse_chunk(struct av1_parser *p, unsigned int plane, u32 row, u32 col,
			    unsigned int chunk_size)
{
	const struct av1_block *b = p->b;
	const unsigned int size = plane ? b->uv_tx_size : b->tx_size;
	const unsigned int sub_x = plane ? p->pic->sub_x : 0, sub_y = plane ? p->pic->sub_y : 0;
	const unsigned int plane_size = av1_plane_block_size(p, chunk_size, plane);
	const u32 w4 = av1_num_4x4_blocks_wide[plane_size];
	const u32 h4 = av1_num_4x4_blocks_high[plane_size];
	const u32 step_x = 1 << (av1_tx_width_log2[size] - 2);
	const u32 step_y = 1 << (av1_tx_height_log2[size] - 2);
	u32 x, y;

	if (!plane && b->is_inter && !b->lossless) {
		av1_parse_tx_tree(p, col, row, w4, h4);
		return;
	}
	for (y = 0; y < h4; y += step_y)
		for (x = 0; x < w4; x += step_x)
			av1_parse_tx_block(p, plane, size, (col >> sub_x) + x, (row >> sub_y) + y);
}

/*
 * A block without residual: reset_block_context() (5.11.5), and all of it in transforms of the
 * same size
 */
static void av1_parse_no_residual(struct av1_parser *p)
{
	struct av1_pic *pic = p->pic;
	unsigned int plane;

	for (plane = 0; plane < (p->b->has_chroma ? 3 : 1); plane++) {
		const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
		const u32 x = p->col >> sub_x, w = ((p->col + p->bw4 - 1) >> sub_x) - x + 1;
		const u32 y = p->row >> sub_y, h = ((p->row + p->bh4 - 1) >> sub_y) - y + 1;
		const u32 left = y & ((AV1_SB_MI_MAX >> sub_y) - 1);

		av1_set_bytes(&pic->above_ctx[plane][x], 0, w);
		av1_set_bytes(&p->tile->left_ctx[plane][left], 0, h);
		if (plane < 2)
			av1_set_lf_tx(p, plane, x, y, w, h,
				      plane ? p->b->uv_tx_size : p->b->tx_size);
	}
}

void av1_parse_residual(struct av1_parser *p)
{
	const struct av1_block *b = p->b;
	const u32 chunks_x = max(1u, p->bw4 >> 4), chunks_y = max(1u, p->bh4 >> 4);
	const unsigned int chunk_size = chunks_x > 1 || chunks_y > 1 ? AV1_BLOCK_64X64 : b->size;
	unsigned int plane;
	u32 x, y;

	if (b->skip) {
		av1_parse_no_residual(p);
		return;
	}
	for (y = 0; y < chunks_y; y++)
		for (x = 0; x < chunks_x; x++)
			for (plane = 0; plane < (b->has_chroma ? 3 : 1); plane++)
				av1_parse_chunk(p, plane, p->row + (y << 4), p->col + (x << 4),
						chunk_size);
}
