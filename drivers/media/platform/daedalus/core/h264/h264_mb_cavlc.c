// SPDX-License-Identifier: GPL-2.0
/*
 * Macroblocks coded with Exp-Golomb codes and CAVLC (Rec. ITU-T H.264 9.1, 9.2).
 *
 * A codeword that does not exist moves the reader past the end of the slice,
 * where everything reads as 0; the macroblock is then found to be damaged.
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include "h264_cavlc.h"
#include "h264_parse.h"

/* me(v), Table 9-4: [chroma is coded with luma][codeNum][intra, inter] */
static const u8 cavlc_cbp[2][48][2] = {
	{
		{ 15, 0 }, { 0, 1 }, { 7, 2 }, { 11, 4 }, { 13, 8 }, { 14, 3 }, { 3, 5 }, { 5, 10 },
		{ 10, 12 }, { 12, 15 }, { 1, 7 }, { 2, 11 }, { 4, 13 }, { 8, 14 }, { 6, 6 },
		{ 9, 9 },
	}, {
		{ 47, 0 }, { 31, 16 }, { 15, 1 }, { 0, 2 }, { 23, 4 }, { 27, 8 }, { 29, 32 },
		{ 30, 3 }, { 7, 5 }, { 11, 10 }, { 13, 12 }, { 14, 15 }, { 39, 47 }, { 43, 7 },
		{ 45, 11 }, { 46, 13 }, { 16, 14 }, { 3, 6 }, { 5, 9 }, { 10, 31 }, { 12, 35 },
		{ 19, 37 }, { 21, 42 }, { 26, 44 }, { 28, 33 }, { 35, 34 }, { 37, 36 }, { 42, 40 },
		{ 44, 39 }, { 1, 43 }, { 2, 45 }, { 4, 46 }, { 8, 17 }, { 17, 18 }, { 18, 20 },
		{ 20, 24 }, { 24, 19 }, { 6, 21 }, { 9, 26 }, { 22, 28 }, { 25, 23 }, { 32, 27 },
		{ 33, 29 }, { 34, 30 }, { 36, 22 }, { 40, 25 }, { 38, 38 }, { 41, 41 },
	},
};

/*
 * The functions for blocks work on a copy of @p->bits, which stays in registers. Its
 * position is not limited by each of them as by dae_bits_skip(): a macroblock has less than
 * 2^16 bits, and then the overrun is found out.
 */
static __always_inline void cavlc_damaged(struct dae_bits *b)
{
	b->pos = DAE_BITS_POS_MAX;
}

static __always_inline u32 cavlc_bits(struct dae_bits *b, u32 n)
{
	const u32 v = dae_bits_peek32(b) >> (32 - n);

	b->pos += n;
	return v;
}

/*
 * Reads a codeword of a table with rows for 0..@zeros_max leading zeros.  The
 * last row takes all longer runs and is indexed by the bits after @zeros_max
 * zeros, the others by those after the first 1.
 */
static __always_inline u32 cavlc_code(struct dae_bits *b, const u16 (*table)[8],
				      unsigned int zeros_max)
{
	const u32 v = dae_bits_peek32(b);
	unsigned int zeros = zeros_max;
	u32 entry;

	if (v >> (32 - zeros_max)) {
		zeros = 31 - ilog2(v);
		entry = table[zeros][v << zeros << 1 >> 29];
	} else {
		entry = table[zeros][v << zeros >> 29];
	}
	if (unlikely(!entry))
		cavlc_damaged(b);
	b->pos += entry & 31;
	return entry >> 5;
}

static u32 mb_read_type(struct h264_parser *p)
{
	return dae_bits_ue(&p->bits);
}

static u32 mb_read_sub_type(struct h264_parser *p)
{
	return dae_bits_ue(&p->bits);
}

static bool mb_read_t8x8(struct h264_parser *p)
{
	return dae_bits_u(&p->bits, 1);
}

static int mb_read_intra_mode(struct h264_parser *p)
{
	return dae_bits_u(&p->bits, 1) ? -1 : (int)dae_bits_u(&p->bits, 3);
}

static u32 mb_read_chroma_mode(struct h264_parser *p)
{
	return dae_bits_ue(&p->bits);
}

/* te(v), 9.1 */
static u32 mb_read_ref_idx(struct h264_parser *p, unsigned int list, unsigned int b8, u32 num)
{
	return num == 2 ? !dae_bits_u(&p->bits, 1) : dae_bits_ue(&p->bits);
}

static int mb_read_mvd(struct h264_parser *p, unsigned int list, unsigned int blk,
		       unsigned int comp)
{
	return dae_bits_se(&p->bits);
}

/* Only CABAC needs vectors of neighbours. */
static void mb_spread_mvd(struct h264_parser *p, unsigned int list, unsigned int x, unsigned int y,
			  unsigned int w, unsigned int h)
{
}

static int mb_read_cbp(struct h264_parser *p)
{
	const bool chroma = p->pic->chroma == DAE_CHROMA_420 || p->pic->chroma == DAE_CHROMA_422;
	const u32 code = dae_bits_ue(&p->bits);

	if (code >= (chroma ? 48 : 16))
		return -1;
	return cavlc_cbp[chroma][code][p->mb->type == H264_MB_INTER];
}

static int mb_read_qp_delta(struct h264_parser *p)
{
	return dae_bits_se(&p->bits);
}

static bool mb_read_pcm(struct h264_parser *p)
{
	h264_parse_pcm(p);
	return true;
}

/* nC of a block (9.2.1): from the blocks to the left and above. */
static __always_inline unsigned int cavlc_nc(const struct h264_parser *p,
					     const struct h264_parse_block *blk)
{
	/* Blocks in a row, and from the first row to the last one. */
	const bool chroma = blk->cat == H264_BLOCK_CHROMA_AC;
	const unsigned int w = chroma ? 2 : 4;
	const unsigned int last = chroma && p->pic->chroma == DAE_CHROMA_420 ? 2 :
				  chroma ? 6 : 12;
	const unsigned int b = blk->b;
	const unsigned int base = 16 * blk->plane;
	const u8 *cur = p->mb->total_coeff + base;
	int a_n = -1, b_n = -1;
	unsigned int a_blk;

	if (b & (w - 1)) {
		a_n = cur[b - 1];
	} else {
		const struct h264_mb *a = h264_parse_left_block(p, chroma, b, &a_blk);

		if (a)
			a_n = a->total_coeff[base + a_blk];
	}
	if (b >= w)
		b_n = cur[b - w];
	else if (p->b)
		b_n = p->b->total_coeff[base + b + last];

	if (a_n >= 0 && b_n >= 0)
		return (a_n + b_n + 1) >> 1;
	return max3(a_n, b_n, 0);
}

/* coeff_token: total_coeff << 2 | trailing_ones */
static __always_inline u32 cavlc_coeff_token(struct h264_parser *p, struct dae_bits *b,
					     const struct h264_parse_block *blk)
{
	unsigned int nc, table;
	u32 v;

	if (blk->cat == H264_BLOCK_CHROMA_DC)
		return cavlc_code(b, h264_coeff_token[blk->n == 4 ? 3 : 4],
				  H264_COEFF_TOKEN_ZEROS);
	nc = cavlc_nc(p, blk);
	if (nc >= 8) {
		v = cavlc_bits(b, 6);
		return v == 3 ? 0 : v + 4;
	}
	table = nc < 2 ? 0 : nc < 4 ? 1 : 2;
	return cavlc_code(b, h264_coeff_token[table], H264_COEFF_TOKEN_ZEROS);
}

/*
 * level_prefix and level_suffix (9.2.2): levelCode.  Prefixes above 15 are for
 * high bit depths; 25 is more than any needs.
 */
static __always_inline u32 cavlc_level_code(struct dae_bits *b, unsigned int suffix_length)
{
	const u32 v = dae_bits_peek32(b);
	const unsigned int prefix = v ? 31 - ilog2(v) : 32;
	unsigned int suffix_size = suffix_length;
	u32 code = min(prefix, 15u) << suffix_length;

	if (unlikely(prefix > 25)) {
		cavlc_damaged(b);
		return 0;
	}
	b->pos += prefix + 1;
	if (prefix == 14 && !suffix_length)
		suffix_size = 4;
	else if (prefix >= 15)
		suffix_size = prefix - 3;
	if (suffix_size)
		code += cavlc_bits(b, suffix_size);
	if (prefix >= 15 && !suffix_length)
		code += 15;
	if (prefix >= 16)
		code += (1u << (prefix - 3)) - 4096;
	return code;
}

/* Levels in the order they are coded, from the highest frequency down. */
static __always_inline void cavlc_levels(struct dae_bits *b, s32 *level, unsigned int total,
					 unsigned int ones)
{
	unsigned int suffix_length = total > 10 && ones < 3;
	unsigned int i;

	if (ones) {
		const u32 signs = cavlc_bits(b, ones);

		for (i = 0; i < ones; i++)
			level[i] = signs >> (ones - 1 - i) & 1 ? -1 : 1;
	}
	for (i = ones; i < total; i++) {
		u32 code = cavlc_level_code(b, suffix_length);
		u32 magnitude;

		/* The first after fewer than three ones is not 1 itself. */
		if (i == ones && ones < 3)
			code += 2;
		magnitude = (code + 2) >> 1;
		level[i] = code & 1 ? -(s32)magnitude : (s32)magnitude;
		if (!suffix_length)
			suffix_length = 1;
		if (magnitude > 3u << (suffix_length - 1) && suffix_length < 6)
			suffix_length++;
	}
}

static __always_inline unsigned int cavlc_total_zeros(struct dae_bits *b,
						      const struct h264_parse_block *blk,
						      unsigned int total)
{
	if (blk->cat != H264_BLOCK_CHROMA_DC)
		return cavlc_code(b, h264_total_zeros[total - 1], H264_TOTAL_ZEROS_ZEROS);
	if (blk->n == 4)
		return cavlc_code(b, h264_total_zeros_dc420[total - 1],
				  H264_TOTAL_ZEROS_DC420_ZEROS);
	return cavlc_code(b, h264_total_zeros_dc422[total - 1], H264_TOTAL_ZEROS_DC422_ZEROS);
}

/* Runs of zeros between levels, and where those go; false if damaged */
static __always_inline bool cavlc_place(struct h264_parser *p, struct dae_bits *b,
					struct h264_parse_block *blk, const s32 *level,
					unsigned int total, unsigned int zeros_left)
{
	unsigned int pos = total + zeros_left - 1, i;
	struct h264_parse_sink sink;

	h264_parse_block_start(p, blk);
	sink = h264_parse_block_sink(p, blk);
	for (i = 0; i < total; i++) {
		unsigned int run = 0;

		h264_parse_block_put(&sink, pos, level[i]);
		if (zeros_left && i + 1 < total) {
			run = cavlc_code(b, h264_run_before[min(zeros_left, 7u) - 1],
					 H264_RUN_BEFORE_ZEROS);
			if (run > zeros_left)
				return false;
			zeros_left -= run;
		}
		/* At least as large as the levels still to come. */
		pos -= run + 1;
	}
	return true;
}

/* residual_block_cavlc() (7.3.5.3.2) */
static int mb_read_block(struct h264_parser *p, struct h264_parse_block *blk)
{
	struct dae_bits b = p->bits;
	const u32 token = cavlc_coeff_token(p, &b, blk);
	const unsigned int total = token >> 2;
	unsigned int zeros_left = 0;
	s32 level[16];

	if (!total) {
		p->bits.pos = b.pos;
		return 0;
	}
	/* total_coeff is at most 16 in all tables, 15 for AC, by this 4 or 8 for DC. */
	if (total > blk->n)
		return -1;
	cavlc_levels(&b, level, total, token & 3);

	if (total < blk->n)
		zeros_left = cavlc_total_zeros(&b, blk, total);
	if (total + zeros_left > blk->n || !cavlc_place(p, &b, blk, level, total, zeros_left))
		return -1;
	p->bits.pos = b.pos;
	return total;
}

/* residual_luma() with 8x8 blocks: four interleaved 4x4 blocks each. */
static bool mb_residual8(struct h264_parser *p, unsigned int plane)
{
	struct h264_parse_block blk = {
		.cat = H264_BLOCK_LUMA8, .plane = plane, .n = 16, .scan_shift = 2, .room = 64,
	};
	unsigned int b8, i;

	h264_parse_block_scale(p, &blk);
	for (b8 = 0; b8 < 4; b8++) {
		const unsigned int first = h264_block_raster[4 * b8];

		if (!(p->mb->cbp >> b8 & 1))
			continue;
		blk.coef = NULL;
		for (i = 0; i < 4; i++) {
			int n;

			blk.b = h264_block_raster[4 * b8 + i];
			blk.scan = h264_scan8[h264_parse_field_scan(p)] + i;
			n = mb_read_block(p, &blk);
			if (n < 0)
				return false;
			p->mb->total_coeff[16 * plane + blk.b] = n;
		}
		if (blk.coef)
			p->mb->coded |= (u64)(H264_CODED_LUMA(first) * 0x33) << (16 * plane);
	}
	return true;
}

#include "h264_mb_tmpl.h"

bool h264_mb_cavlc(struct h264_parser *p)
{
	return mb_layer(p);
}
