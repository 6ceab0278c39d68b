/* SPDX-License-Identifier: GPL-2.0 */
/*
 * State of the parse stage, shared by its files: h264_parse.c walks the
 * macroblocks, h264_mb_cavlc.c and h264_mb_cabac.c read them.
 */
#ifndef H264_PARSE_H
#define H264_PARSE_H

#include <linux/string.h>
#include <linux/types.h>

#include "h264_cabac.h"
#include "h264_pic.h"

/**
 * struct h264_parse_edge - what CABAC contexts need of a neighbour's blocks
 * @mvd: [list][4x4 block along the edge][x, y]: absMvdComp, at most 255
 * @ref: [list][threshold] bits of the two 8x8 blocks along the edge: not direct,
 *	and refIdx > threshold
 *
 * Kept here and not taken from struct h264_motion, which the motion stage
 * rewrites meanwhile.
 */
struct h264_parse_edge {
	u8 mvd[2][4][2];
	u8 ref[2][2];
};

/**
 * struct h264_parser - state of the parse stage in a band
 * @next_slice: index of the slice to start next
 * @active: a slice has been started and has not ended
 * @slice_idx: its index
 * @addr: address of its next macroblock
 * @top_skipped: MBAFF: the upper macroblock of the pair was skipped
 * @skip_run: CAVLC: macroblocks still to skip, -1 when not read yet
 * @bits: CAVLC: reader; CABAC: for I_PCM
 * @cabac: CABAC engine
 * @qp: QP'Y of the last macroblock
 * @dqp_nonzero: mb_qp_delta of the last macroblock was not 0
 * @pic: frame context
 * @band: the band
 * @slice: current slice
 * @mb: current macroblock
 * @motion: its motion
 * @idx: its index
 * @a: macroblock to the left of its first line, NULL if not available: @left[0]
 * @left: those to the left of its upper and of its lower half
 * @left_row: for each row of 4x4 blocks, the row in @left that touches it
 * @b: macroblock above in the slice, NULL if not available
 * @row_start: where the coefficients of the band's part of the row start
 * @row_coef: the same in memory
 * @used: coefficients used there
 * @mvd: CABAC: [list][raster 4x4 block][x, y]: absMvdComp of the current
 *	macroblock, at most 255
 * @ref: CABAC: [list][threshold] bits of its 8x8 blocks: not direct, and refIdx >
 *	threshold
 * @left_edge: of @left
 * @top_edge: of @b
 * @left_edges: of the macroblock, or of the pair, to the left
 * @edges: of the current macroblock, or pair
 * @top_edges: [mb_width][of the pair] of the row above and, to the left, of the
 *	current one
 */
struct h264_parser {
	u32 next_slice;
	bool active;
	u32 slice_idx;
	u32 addr;
	bool top_skipped;
	s64 skip_run;
	struct dae_bits bits;
	struct h264_cabac cabac;
	u8 qp;
	bool dqp_nonzero;

	const struct h264_pic *pic;
	const struct h264_band *band;
	const struct h264_slice *slice;
	struct h264_mb *mb;
	struct h264_motion *motion;
	u32 idx;
	const struct h264_mb *a;
	const struct h264_mb *left[2];
	u8 left_row[4];
	const struct h264_mb *b;
	u32 row_start;
	u8 *row_coef;
	u32 used;

	u8 mvd[2][16][2];
	u8 ref[2][2];
	const struct h264_parse_edge *left_edge[2];
	const struct h264_parse_edge *top_edge;
	struct h264_parse_edge left_edges[2];
	struct h264_parse_edge edges[2];
	struct h264_parse_edge top_edges[][2];
};

/* Macroblock types beyond those of P and B slices, in the values used here. */
#define H264_MBT_I_NXN		0
#define H264_MBT_I_PCM		25

/* How many there are of each kind. */
#define H264_NUM_I_TYPES	26
#define H264_NUM_SI_TYPES	1
#define H264_NUM_P_TYPES	5
#define H264_NUM_B_TYPES	23
#define H264_NUM_P_SUB_TYPES	4
#define H264_NUM_B_SUB_TYPES	13

/* Zigzag and field scan (Figure 8-8): raster position of each coefficient. */
extern const u8 h264_scan4[2][16];
/* The same for 8x8 blocks (Figure 8-9). */
extern const u8 h264_scan8[2][64];
/* What leaves levels as they are. */
extern const u16 h264_parse_ones[64];
/* Raster number of the 4x4 block that is i-th in decoding order (6.4.3). */
extern const u8 h264_block_raster[16];

/**
 * h264_parse_field_scan() - does the macroblock use field scans?
 * @p: parser
 */
static inline bool h264_parse_field_scan(const struct h264_parser *p)
{
	return p->slice->structure != H264_FRAME || p->mb->flags & H264_MB_FIELD;
}

/**
 * h264_parse_left_block() - the 4x4 block left of one in the first column
 * @p: parser
 * @chroma: it is a block of chroma in 4:2:0 or 4:2:2
 * @b: its raster number
 * @a_blk: set to the raster number of the block to the left
 *
 * Return: the macroblock that one is in, NULL if not available.
 */
static __always_inline const struct h264_mb *
h264_parse_left_block(const struct h264_parser *p, bool chroma, unsigned int b,
		      unsigned int *a_blk)
{
	if (!chroma) {
		*a_blk = 4 * p->left_row[b >> 2] + 3;
		return p->left[b >> 3];
	}
	if (p->pic->chroma == DAE_CHROMA_420) {
		/* Rows of chroma blocks are as high as two of luma. */
		*a_blk = 2 * (p->left_row[b & 2] >> 1) + 1;
		return p->left[b >> 1];
	}
	*a_blk = 2 * p->left_row[b >> 1] + 1;
	return p->left[b >> 2];
}

/**
 * h264_parse_coef_room() - reserve zeroed room for a block
 * @p: parser
 * @n: coefficients, a multiple of 8
 *
 * The room a macroblock may need (coefs_per_mb) is enough by construction.
 */
static inline void *h264_parse_coef_room(struct h264_parser *p, unsigned int n)
{
	const unsigned int shift = p->pic->hbd ? 2 : 1;
	u8 *c = p->row_coef + ((size_t)p->used << shift);
	u32 i;

	p->used += n;
	/* Without a call: most blocks are small. */
	for (i = 0; i < n << shift; i += 16)
		memset(c + i, 0, 16);
	return c;
}

/**
 * struct h264_parse_block - what residual_block() reads and where to
 * @cat: H264_BLOCK_*
 * @plane: Y, Cb, Cr
 * @b: raster number of the 4x4 block, of the first one of an 8x8 block; 0 for DC
 * @n: coefficients there may be: maxNumCoeff
 * @scan: raster position of the i-th coefficient at [i << scan_shift]
 * @scan_shift: 0, or 2 for 4x4 blocks interleaved in an 8x8 block
 * @room: coefficients the block takes in the buffer
 * @level_scale: LevelScale by raster position, or h264_parse_ones for DC, bypass and 8.6
 * @left: shift of the scaled level to the left
 * @right: then to the right; one of the two is 0
 * @round: added in between
 * @coef: the block's coefficients, NULL until it is known to have any
 */
struct h264_parse_block {
	u8 cat;
	u8 plane;
	u8 b;
	u8 n;
	const u8 *scan;
	u8 scan_shift;
	u8 room;
	const u16 *level_scale;
	u8 left;
	u8 right;
	u8 round;
	void *coef;
};

/* Kinds of blocks: ctxBlockCat (Table 9-42) of luma; in 4:4:4 of all planes. */
enum h264_block_cat {
	H264_BLOCK_I16_DC,
	H264_BLOCK_I16_AC,
	H264_BLOCK_LUMA4,
	H264_BLOCK_CHROMA_DC,
	H264_BLOCK_CHROMA_AC,
	H264_BLOCK_LUMA8,
	H264_NUM_BLOCK_CATS
};

/**
 * h264_parse_block_start() - make room for a block's coefficients once
 * @p: parser
 * @blk: block; it has levels other than 0
 */
static __always_inline void h264_parse_block_start(struct h264_parser *p,
						   struct h264_parse_block *blk)
{
	if (!blk->coef)
		blk->coef = h264_parse_coef_room(p, blk->room);
}

/**
 * struct h264_parse_sink - where the levels of a block go
 * @scan: as in struct h264_parse_block, as are the others
 * @scan_shift: same
 * @level_scale: same
 * @left: same
 * @right: same
 * @round: same
 * @coef: same
 * @hbd: coefficients are s32
 *
 * A copy of what does not change meanwhile, for loops to have in registers: stores of
 * coefficients could change the original for all the compiler knows.
 */
struct h264_parse_sink {
	const u8 *scan;
	unsigned int scan_shift;
	const u16 *level_scale;
	unsigned int left;
	unsigned int right;
	u32 round;
	void *coef;
	bool hbd;
};

/**
 * h264_parse_block_sink() - where the levels of a block go
 * @p: parser
 * @blk: block, started
 */
static __always_inline struct h264_parse_sink
h264_parse_block_sink(const struct h264_parser *p, const struct h264_parse_block *blk)
{
	return (struct h264_parse_sink){
		.scan = blk->scan, .scan_shift = blk->scan_shift, .level_scale = blk->level_scale,
		.left = blk->left, .right = blk->right, .round = blk->round, .coef = blk->coef,
		.hbd = p->pic->hbd,
	};
}

/**
 * h264_parse_block_put() - scale a level (8.5.12.1, 8.5.13.1) and store it
 * @sink: of the block
 * @i: index of the level, below the block's n
 * @level: value; those no stream may have wrap
 */
static __always_inline void h264_parse_block_put(const struct h264_parse_sink *sink,
						 unsigned int i, s32 level)
{
	const unsigned int pos = sink->scan[i << sink->scan_shift];
	const u32 v = (u32)level * sink->level_scale[pos];

	level = (s32)((v << sink->left) + sink->round) >> sink->right;
	if (sink->hbd)
		((s32 *)sink->coef)[pos] = level;
	else
		((s16 *)sink->coef)[pos] = level;
}

/**
 * h264_parse_block_scale() - set level_scale and shifts of a plane's blocks
 * @p: parser; type, flags and qp of the macroblock are set
 * @blk: cat and plane are set, shifts are 0
 */
void h264_parse_block_scale(const struct h264_parser *p, struct h264_parse_block *blk);

/**
 * h264_parse_intra_type() - set type, modes and pattern of an intra mb_type
 * @p: parser
 * @mb_type: value of Table 7-11, 0..25
 */
void h264_parse_intra_type(struct h264_parser *p, unsigned int mb_type);

/**
 * h264_parse_si_type() - set the type of an SI macroblock (Table 7-12)
 * @p: parser
 */
void h264_parse_si_type(struct h264_parser *p);

/**
 * h264_parse_inter_type() - set partitions and lists of an inter mb_type
 * @p: parser
 * @mb_type: value of Table 7-13 (0..4) or Table 7-14 (1..22)
 *
 * lists of 16x16, 16x8 and 8x16 are set, in all 8x8 blocks.
 */
void h264_parse_inter_type(struct h264_parser *p, unsigned int mb_type);

/**
 * h264_parse_sub_type() - set partitions and lists of a sub_mb_type
 * @p: parser
 * @b8: 8x8 block
 * @sub_type: value of Table 7-17 (0..3) or Table 7-18 (0..12)
 */
void h264_parse_sub_type(struct h264_parser *p, unsigned int b8, unsigned int sub_type);

/**
 * h264_parse_skip() - P_Skip, or B_Skip and B_Direct_16x16
 * @p: parser
 * @skip: skipped, without residual
 */
void h264_parse_skip(struct h264_parser *p, bool skip);

/**
 * h264_parse_t8x8_allowed() - may transform_size_8x8_flag follow the pattern of
 *	an inter macroblock? (7.3.5)
 * @p: parser
 */
bool h264_parse_t8x8_allowed(const struct h264_parser *p);

/**
 * h264_parse_qp_delta() - apply mb_qp_delta (7.4.5)
 * @p: parser
 * @delta: as coded
 *
 * Return: whether it is in range.
 */
bool h264_parse_qp_delta(struct h264_parser *p, s32 delta);

/**
 * h264_parse_pcm() - pcm_alignment_zero_bit and samples (7.3.5)
 * @p: parser; @p->bits is just after mb_type
 */
void h264_parse_pcm(struct h264_parser *p);

/**
 * h264_parse_set_ref() - store a reference index in 8x8 blocks
 * @p: parser
 * @list: 0 or 1
 * @b8_mask: bits of the blocks
 * @ref_idx: value
 */
static __always_inline void h264_parse_set_ref(struct h264_parser *p, unsigned int list,
					       unsigned int b8_mask, int ref_idx)
{
	s8 *to = p->motion->ref_idx[list];
	const u32 all = (u8)ref_idx * 0x01010101u;
	unsigned int b8;

	if (b8_mask == 0xf) {
		memcpy(to, &all, sizeof(all));
		return;
	}
	for (b8 = 0; b8 < 4; b8++)
		if (b8_mask >> b8 & 1)
			to[b8] = ref_idx;
}

/*
 * h264_mb_cavlc(), h264_mb_cabac() - macroblock_layer() (7.3.5) of the current
 * macroblock, which is not skipped
 * @p: parser; mb is zeroed but for slice and qp
 *
 * Return: false if it is damaged.
 */
bool h264_mb_cavlc(struct h264_parser *p);
bool h264_mb_cabac(struct h264_parser *p);

/**
 * h264_mb_cabac_skip() - mb_skip_flag (9.3.3.1.1.1)
 * @p: parser
 */
bool h264_mb_cabac_skip(struct h264_parser *p);

/**
 * h264_mb_cabac_field() - mb_field_decoding_flag (9.3.3.1.1.1)
 * @p: parser
 * @inc: how many of the pairs to the left and above in the slice are of fields
 */
bool h264_mb_cabac_field(struct h264_parser *p, unsigned int inc);

/**
 * h264_mb_cabac_edges() - remember what the next macroblocks' contexts need
 * @p: parser; mvd and ref are those of the current macroblock
 */
void h264_mb_cabac_edges(struct h264_parser *p);

/**
 * h264_mb_cabac_no_edges() - the same of a macroblock without mvd and ref_idx
 * @p: parser
 */
void h264_mb_cabac_no_edges(struct h264_parser *p);

#endif /* H264_PARSE_H */
