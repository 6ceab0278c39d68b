/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The frame context of the VP9 decoder: what its stages share.
 *
 * Stages, over rows of superblocks (64x64 luma samples):
 *
 *   parse   modes, motion vectors and coefficients of all tiles of the row
 *   recon   prediction and residual: samples as they are before the next stage
 *   filter  loop filter (8.8)
 *   output  packs finished rows into the CAPTURE buffer
 *
 * Motion vectors are derived while parsing: how one is coded depends on what it is
 * predicted from.  Positions and sizes are in units of 8x8 luma samples ("mi") unless
 * told otherwise.  Clauses are those of the VP9 bitstream specification.
 */
#ifndef VP9_PIC_H
#define VP9_PIC_H

#include <linux/minmax.h>
#include <linux/types.h>

#include "../dae_frame.h"
#include "../dae_ring.h"
#include "../dae_stage.h"
#include "vp9_bool.h"
#include "vp9_dsp.h"
#include "vp9_params.h"
#include "vp9_probs.h"

struct dae_output;

/*
 * What a block of 64x64 from a frame of twice the size reads: 2 * 63 + 1 samples, the
 * reach of the filter, and some for fractions.
 */
#define VP9_EMU_DIM		(2 * 64 + 16)
#define VP9_EMU_STRIDE		(2 * VP9_EMU_DIM)

/* Superblock: 8 mi, 16 blocks of 4x4. */
#define VP9_SB_MI		8
/* Most blocks in it. */
#define VP9_SB_BLOCKS		64

/*
 * Sizes of blocks, in the order of the specification. VP9_BLOCK_4X4 is an 8x8 block in
 * four, VP9_BLOCK_4X8 two side by side, VP9_BLOCK_8X4 one above the other.
 */
enum vp9_block_size {
	VP9_BLOCK_4X4,
	VP9_BLOCK_4X8,
	VP9_BLOCK_8X4,
	VP9_BLOCK_8X8,
	VP9_BLOCK_8X16,
	VP9_BLOCK_16X8,
	VP9_BLOCK_16X16,
	VP9_BLOCK_16X32,
	VP9_BLOCK_32X16,
	VP9_BLOCK_32X32,
	VP9_BLOCK_32X64,
	VP9_BLOCK_64X32,
	VP9_BLOCK_64X64,
	VP9_BLOCK_SIZES
};

/* Width and height in mi, 1, 2, 4 or 8; of blocks below 8x8 1. */
extern const u8 vp9_block_w[VP9_BLOCK_SIZES];
extern const u8 vp9_block_h[VP9_BLOCK_SIZES];

/**
 * struct vp9_mv - a motion vector
 * @row: eighth luma samples
 * @col: eighth luma samples
 */
struct vp9_mv {
	s16 row;
	s16 col;
};

/* struct vp9_block.mode of inter blocks: 10 + enum vp9_inter_mode */
#define VP9_MODE_INTER		VP9_INTRA_MODES

/**
 * struct vp9_block - one block (decode_block())
 * @size: enum vp9_block_size
 * @mode: y_mode: enum vp9_intra_mode, or VP9_MODE_INTER + enum vp9_inter_mode; of
 *	blocks below 8x8 that of the last part
 * @sub_mode: of each 4x4 part in raster order: intra mode; of larger blocks @mode
 * @uv_mode: of intra blocks
 * @tx_size: of luma
 * @uv_tx_size: of chroma
 * @skip: no residual, as far as contexts and the loop filter go
 * @coded: there are coefficients in the buffer
 * @segment_id: 0..7
 * @seg_id_predicted: seg_id_predicted
 * @filter: enum vp9_interp_filter; of intra blocks VP9_SWITCHABLE_FILTERS
 * @lf_level: 0..63
 * @ref: enum vp9_ref_frame
 * @mv: [4x4 part][of ref]
 * @coef: where its coefficients start in &struct vp9_pic.coefs, a multiple of 16
 * @eob: where its numbers of coefficients start in &struct vp9_pic.eobs
 */
struct vp9_block {
	u8 size;
	u8 mode;
	u8 sub_mode[4];
	u8 uv_mode;
	u8 tx_size;
	u8 uv_tx_size;
	bool skip;
	bool coded;
	u8 segment_id;
	bool seg_id_predicted;
	u8 filter;
	u8 lf_level;
	s8 ref[2];
	struct vp9_mv mv[4][2];
	u32 coef;
	u32 eob;
};

/**
 * vp9_block_is_inter() - is the block predicted from other frames?
 * @b: block
 */
static inline bool vp9_block_is_inter(const struct vp9_block *b)
{
	return b->ref[0] > VP9_REF_INTRA;
}

/**
 * struct vp9_motion - motion of an mi, for the next frame (PrevMvs, PrevRefFrames)
 * @mv: vectors
 * @ref: enum vp9_ref_frame
 */
struct vp9_motion {
	struct vp9_mv mv[2];
	s8 ref[2];
};

/**
 * struct vp9_ref - a reference frame
 * @frame: its samples; NULL for grey
 * @x_scale: xScale (8.5.2.3), 1 << 14 for the same size
 * @y_scale: yScale
 * @x_step: sixteenths of a sample from one to the next
 * @y_step: the same for rows
 * @scaled: sizes differ
 * @pending: rows may be missing yet: those of the frame before that
 *	&struct dae_progress tells of
 */
struct vp9_ref {
	const struct dae_frame *frame;
	u32 x_scale;
	u32 y_scale;
	u8 x_step;
	u8 y_step;
	bool scaled;
	bool pending;
};

/**
 * struct vp9_tile - a column of tiles
 * @bits: bool decoder
 * @first: first column
 * @end: after the last column
 * @damaged: the rest of the tile is left out
 * @lost: blocks have been left out
 * @used_missing: a reference that is not there was used
 * @ring: its coefficients
 * @used_coefs: where the next ones go
 * @used_eobs: where the next number goes
 * @left_nonzero: by plane, for each 4x4 block of a superblock's left side
 * @left_partition: for each mi there
 */
struct vp9_tile {
	struct vp9_bool bits;
	u32 first;
	u32 end;
	bool damaged;
	bool lost;
	bool used_missing;
	struct dae_ring ring;
	u32 used_coefs;
	u32 used_eobs;
	u8 left_nonzero[3][16];
	u8 left_partition[VP9_SB_MI];
};

/**
 * struct vp9_tile_data - where a tile's data is
 * @data: first byte; NULL if there is none
 * @bytes: how many
 */
struct vp9_tile_data {
	const u8 *data;
	u32 bytes;
};

/**
 * struct vp9_pic - the frame context
 * @params: checked control
 * @dsp: sample operations for the bit depth
 * @frame: frame being decoded
 * @motion: [mi_rows * mi_cols], @frame's side data; of intra frames not set
 * @prev_motion: that of the frame before, NULL if it is not to be used
 * @segment_ids: [mi_rows * mi_cols], of this frame; NULL without segmentation
 * @prev_segment_ids: of the frame before
 * @refs: LAST, GOLDEN, ALTREF
 * @before_rows: rows of superblocks of those that are pending
 * @mi_cols: MiCols
 * @mi_rows: MiRows
 * @sb_cols: Sb64Cols
 * @row_parts: parts of a row in the recon and filter stages, set by vp9_pic_parts()
 * @sb_rows: Sb64Rows; rows of the stages
 * @sub_x: subsampling_x
 * @sub_y: subsampling_y
 * @hbd: coefficients are s32 and samples u16
 * @bd_max: (1 << depth) - 1
 * @probs: of the frame
 * @counts: what has been decoded; see vp9_pic_parsed()
 * @counting: probabilities will be adapted
 * @tx_mode: tx_mode
 * @reference_mode: reference_mode
 * @comp_fixed_ref: CompFixedRef
 * @comp_var_ref: CompVarRef
 * @dequant: [segment][luma, chroma][DC, AC]
 * @lf_levels: [segment][ref][mode is not ZEROMV]
 * @tile_cols: first column of each column of tiles, and @mi_cols after the last one
 * @num_tile_cols: columns of tiles
 * @tiles: by column
 * @tile_counts: [num_tile_cols] what has been decoded in each column of tiles
 * @tile_data: by row and column
 * @blocks: [mi_rows * mi_cols], a block at the index of its first mi
 * @grid: [mi_rows * mi_cols], index of each mi's block
 * @order: [sb_rows * sb_cols][VP9_SB_BLOCKS], indices of the blocks of each superblock in
 *	decoding order
 * @order_count: [sb_rows * sb_cols] how many there are
 * @reach: [sb_rows * sb_cols] rows of superblocks that the frame before must have
 *	filtered for this one to be predicted from it
 * @above_nonzero: by plane, for each column of 4x4 blocks
 * @above_partition: [mi_cols, up to whole superblocks]
 * @coefs: coefficients, a ring for each column of tiles
 * @eobs: numbers of coefficients, by transform block; those of a superblock row and
 *	column of tiles start at vp9_pic_first_eob()
 * @sb_coefs: most coefficients of a superblock
 * @out: destination of the output stage, may be NULL
 * @damaged: part of the frame could not be decoded; see vp9_pic_parsed()
 * @used_missing: a reference that is not there was used; same
 */
struct vp9_pic {
	struct vp9_params params;
	struct vp9_dsp dsp;
	struct dae_frame *frame;
	struct vp9_motion *motion;
	const struct vp9_motion *prev_motion;
	u8 *segment_ids;
	const u8 *prev_segment_ids;
	struct vp9_ref refs[VP9_NUM_REFS];
	u32 before_rows;
	u32 mi_cols;
	u32 mi_rows;
	u32 sb_cols;
	u8 row_parts;
	u32 sb_rows;
	u8 sub_x;
	u8 sub_y;
	bool hbd;
	int bd_max;
	struct vp9_probs probs;
	struct vp9_counts counts;
	bool counting;
	enum vp9_tx_mode tx_mode;
	enum vp9_reference_mode reference_mode;
	s8 comp_fixed_ref;
	s8 comp_var_ref[2];
	u16 dequant[VP9_MAX_SEGMENTS][2][2];
	u8 lf_levels[VP9_MAX_SEGMENTS][4][2];
	u32 tile_cols[VP9_MAX_TILE_COLS + 1];
	u32 num_tile_cols;
	struct vp9_tile tiles[VP9_MAX_TILE_COLS];
	struct vp9_counts *tile_counts;
	struct vp9_tile_data tile_data[VP9_MAX_TILE_ROWS][VP9_MAX_TILE_COLS];
	struct vp9_block *blocks;
	u32 *grid;
	u32 *order;
	u8 *order_count;
	u16 *reach;
	u8 *above_nonzero[3];
	u8 *above_partition;
	void *coefs;
	u16 *eobs;
	u32 sb_coefs;
	const struct dae_output *out;
	bool damaged;
	bool used_missing;
};

/**
 * struct vp9_tx_area - the transform blocks of a block in one plane
 * @tx_size: their size
 * @step: width of each in 4x4 blocks
 * @w: columns of 4x4 blocks that are in the frame
 * @h: rows of 4x4 blocks that are in the frame
 * @n4_w: columns of 4x4 blocks of the whole block
 * @n4_h: rows
 */
struct vp9_tx_area {
	u8 tx_size;
	u8 step;
	u8 w;
	u8 h;
	u8 n4_w;
	u8 n4_h;
};

/**
 * vp9_pic_tx_area() - which transform blocks a block has
 * @pic: frame context
 * @b: block
 * @mi_row: its first row
 * @mi_col: its first column
 * @plane: Y, Cb, Cr
 * @area: filled in
 */
void vp9_pic_tx_area(const struct vp9_pic *pic, const struct vp9_block *b, u32 mi_row, u32 mi_col,
		     unsigned int plane, struct vp9_tx_area *area);

/**
 * vp9_pic_tx_type() - transform of a block that is predicted from the frame itself
 * @pic: frame context
 * @plane: Y, Cb, Cr
 * @tx_size: its size
 * @mode: intra mode
 */
enum vp9_tx_type vp9_pic_tx_type(const struct vp9_pic *pic, unsigned int plane,
				 unsigned int tx_size, unsigned int mode);

/**
 * vp9_pic_tile_start() - where a tile starts (get_tile_offset(), 7.4.2)
 * @i: its number, in one direction
 * @sbs: superblocks of the frame in that direction
 * @log2: tiles in that direction, as a power of two
 * @mis: mi of the frame in that direction
 */
static inline u32 vp9_pic_tile_start(u32 i, u32 sbs, u32 log2, u32 mis)
{
	const u32 start = (i * sbs >> log2) * VP9_SB_MI;

	return min(start, mis);
}

/**
 * vp9_clamp_order() - clamp where the limits may be the wrong way round
 * @v: value
 * @low: taken if @v is below it, whatever @high is
 * @high: else taken if @v is above it
 */
static inline int vp9_clamp_order(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

/**
 * vp9_pic_coef() - a coefficient
 * @pic: frame context
 * @idx: &struct vp9_block.coef
 *
 * Transform blocks of a block follow each other, those of Y, Cb and Cr in raster order:
 * 16 << 2 * tx_size coefficients by rows, only those with an eob that is not 0. s16, or
 * s32 if @pic->hbd.
 */
static inline void *vp9_pic_coef(const struct vp9_pic *pic, u32 idx)
{
	return (u8 *)pic->coefs + ((size_t)idx << (pic->hbd ? 2 : 1));
}

/**
 * vp9_pic_first_eob() - where the numbers of coefficients of a row of a tile start
 * @pic: frame context
 * @tile: column of tiles
 * @row: superblock row
 *
 * There is one for each transform block of the blocks that are coded, in the same order.
 */
static inline u32 vp9_pic_first_eob(const struct vp9_pic *pic, const struct vp9_tile *tile, u32 row)
{
	return (row * pic->sb_cols + tile->first / VP9_SB_MI) * (pic->sb_coefs / 16);
}

/* The stages; see dae_stage.run and dae_stage.run_part. */
void vp9_parse_part(void *frame, const struct dae_task *task);
void vp9_recon_part(void *frame, const struct dae_task *task);
void vp9_filter_part(void *frame, const struct dae_task *task);
void vp9_output_row(void *frame, unsigned int row);

enum vp9_stage {
	VP9_STAGE_PARSE,
	VP9_STAGE_RECON,
	VP9_STAGE_FILTER,
	VP9_STAGE_OUTPUT,
	VP9_NUM_STAGES
};

/* Over struct vp9_pic.sb_rows rows. */
extern const struct dae_stage_table vp9_pic_stages;

/**
 * vp9_pic_parts() - into how many parts the rows of the stages are divided
 * @pic: frame context, vp9_pic_init() has run
 * @workers: see dae_stage_parts()
 * @num_parts: by stage; filled in. A part of the parse stage is a column of tiles.
 */
void vp9_pic_parts(struct vp9_pic *pic, unsigned int workers, u8 num_parts[DAE_STAGES_MAX]);

/**
 * vp9_pic_parsed() - put together what the parse stage has found out
 * @pic: frame context; all rows of that stage are done
 *
 * Sets @pic->damaged, @pic->used_missing and, if @pic->counting, @pic->counts.
 */
void vp9_pic_parsed(struct vp9_pic *pic);

/**
 * vp9_pic_side_bytes() - size of a frame's side data
 * @fmt: its format
 */
size_t vp9_pic_side_bytes(const struct dae_frame_format *fmt);

/**
 * vp9_pic_segment_map_bytes() - size of a map of segments
 * @fmt: format of the frame
 */
size_t vp9_pic_segment_map_bytes(const struct dae_frame_format *fmt);

/**
 * vp9_pic_work_bytes() - memory a frame needs while it is decoded
 * @fmt: its format
 *
 * Return: bytes for vp9_pic_init(), aligned to 64.
 */
size_t vp9_pic_work_bytes(const struct dae_frame_format *fmt);

/**
 * vp9_pic_init() - set a frame context up for one frame
 * @pic: params, refs' frames and which are pending, prev_motion and maps of segments set;
 *	probs are those the frame starts from; the rest is filled in
 * @frame: frame to decode into, with side data of vp9_pic_side_bytes()
 * @work: vp9_pic_work_bytes() bytes, aligned to 64, of any content
 * @data: private copy of the frame's data, starting with the uncompressed header
 * @bytes: how many
 * @cpu_flags: for vp9_dsp_init()
 *
 * Parses the compressed header and finds the tiles.
 *
 * Return: 0, or -EINVAL if the headers are damaged.
 */
int vp9_pic_init(struct vp9_pic *pic, struct dae_frame *frame, void *work, const u8 *data,
		 u32 bytes, u32 cpu_flags);

/**
 * struct vp9_mv_search - what motion vectors of a block are predicted from
 * @pic: frame context
 * @b: the block; its refs are set
 * @tile: its tile
 * @mi_row: its first row
 * @mi_col: its first column
 */
struct vp9_mv_search {
	const struct vp9_pic *pic;
	const struct vp9_block *b;
	const struct vp9_tile *tile;
	u32 mi_row;
	u32 mi_col;
};

/**
 * vp9_mv_mode_ctx() - context of inter_mode (6.4.22)
 * @s: the search
 */
unsigned int vp9_mv_mode_ctx(const struct vp9_mv_search *s);

/**
 * vp9_mv_find() - candidates for a block (6.4.22, find_mv_refs)
 * @s: the search
 * @ref: reference frame
 * @part: 4x4 part of a block below 8x8, -1 for the whole block
 * @num: how many of them, 1 or 2
 * @mv: that many best ones, clamped
 */
void vp9_mv_find(const struct vp9_mv_search *s, int ref, int part, unsigned int num,
		 struct vp9_mv *mv);

/**
 * vp9_mv_find_part() - nearest or near vector of a part of a block below 8x8 (6.4.23)
 * @s: the search; the vectors of the parts before it are set
 * @which: of the block's references
 * @part: 4x4 part
 * @near: NEARMV, not NEARESTMV
 */
struct vp9_mv vp9_mv_find_part(const struct vp9_mv_search *s, unsigned int which, unsigned int part,
			       bool near);

/**
 * vp9_mv_use_hp() - may a vector have eighths of a sample? (usehp, 6.4.20)
 * @mv: what it is predicted from
 */
static inline bool vp9_mv_use_hp(struct vp9_mv mv)
{
	return mv.row > -64 && mv.row < 64 && mv.col > -64 && mv.col < 64;
}

/**
 * vp9_mv_lower() - a vector without eighths where there may be none
 * @mv: vector
 * @allow_hp: allow_high_precision_mv
 */
struct vp9_mv vp9_mv_lower(struct vp9_mv mv, bool allow_hp);

#endif /* VP9_PIC_H */
