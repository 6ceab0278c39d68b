/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The frame context of the AV1 decoder: what its stages share.
 *
 * Stages, over rows of superblocks (64x64 or 128x128 luma samples):
 *
 *   field     the motion field (7.9)
 *   parse     modes, motion vectors and coefficients, by columns of tiles
 *   recon     prediction and residual, in a wave
 *   deblock   loop filter (7.14), in place; luma and chroma on their own
 *   cdef      CDEF (7.15)
 *   upscale   superres (7.16)
 *   restore   loop restoration (7.17)
 *   output    packs finished rows into the CAPTURE buffer, with film grain (7.18)
 *
 * What a stage needs unchanged from the one before is kept in a frame of its own:
 * cdef reads what deblock left and writes elsewhere, restore reads both. Frames a
 * picture does not need are the same one, and a stage that has nothing to do does
 * nothing; see struct av1_pic.rec. Something else may run the loop filter of the whole
 * frame, from what deblock has found out about its edges: params.lf_elsewhere.
 *
 * Records of blocks, transforms, coefficients, palettes and warps are in rings: a
 * row is parsed into the place of one that all stages that read it have left behind.
 * Side data is complete when all rows are parsed, so that the next frame can start.
 *
 * Positions and sizes are in units of 4x4 luma samples ("mi") unless told otherwise.
 * Clauses are those of the AV1 specification.
 */
#ifndef AV1_PIC_H
#define AV1_PIC_H

#include <linux/build_bug.h>
#include <linux/types.h>

#include "../dae_frame.h"
#include "../dae_ring.h"
#include "../dae_stage.h"
#include "av1_cdf.h"
#include "av1_dsp.h"
#include "av1_params.h"
#include "av1_symbol.h"
#include "av1_types.h"

struct dae_output;

/* mi of a superblock, at most. */
#define AV1_SB_MI_MAX		32
/* In struct av1_pic.grid: nothing has been decoded there yet. */
#define AV1_NO_BLOCK		((u32)-1)

/* Stages: indices of av1_pic_stages. */
enum av1_stage {
	AV1_STAGE_FIELD,
	AV1_STAGE_PARSE,
	AV1_STAGE_RECON,
	AV1_STAGE_DEBLOCK,
	AV1_STAGE_CDEF,
	AV1_STAGE_UPSCALE,
	AV1_STAGE_RESTORE,
	AV1_STAGE_OUTPUT,
	AV1_STAGES
};

/* What a row of superblocks and a column of tiles have rings of, and their units. */
enum av1_record {
	AV1_RECORD_BLOCK,	/* struct av1_block */
	AV1_RECORD_TX,		/* struct av1_tx */
	AV1_RECORD_COEF,	/* s16 or s32 */
	AV1_RECORD_PALETTE,	/* bytes */
	AV1_RECORD_WARP,	/* struct av1_warp_model */
	AV1_RECORDS
};

/* In a level of the loop filter of struct av1_tile.lf_levels: it has been computed. */
#define AV1_LF_LEVEL_KNOWN	0x80

/* Bytes of the output stage's memory for film grain. */
#define AV1_GRAIN_BYTES		(256 * 1024)

/**
 * struct av1_block - one block (decode_block())
 * @size: enum av1_block_size
 * @mode: YMode, enum av1_mode
 * @uv_mode: UVMode, of intra blocks with chroma
 * @angle_delta: AngleDeltaY, AngleDeltaUV; -3..3
 * @has_chroma: HasChroma
 * @skip: no residual
 * @skip_mode: skip_mode
 * @is_inter: is_inter; 1 with intra block copy, too
 * @intrabc: use_intrabc
 * @lossless: Lossless
 * @segment_id: 0..7
 * @ref: RefFrame, enum av1_ref_frame; [1] is AV1_NONE, or AV1_INTRA_FRAME with
 *	interintra
 * @mv: Mv
 * @filter: interp_filter: [0] vertical, [1] horizontal; enum av1_interp_filter
 * @motion_mode: enum av1_motion_mode
 * @compound_type: enum av1_compound_type
 * @comp_group_idx: comp_group_idx
 * @compound_idx: compound_idx
 * @interintra: interintra
 * @interintra_mode: enum av1_interintra_mode
 * @wedge_interintra: wedge_interintra
 * @wedge_index: 0..15
 * @wedge_sign: wedge_sign
 * @mask_type: mask_type
 * @num_mv_found: NumMvFound; of the parser
 * @use_filter_intra: use_filter_intra
 * @filter_intra_mode: enum av1_filter_intra
 * @cfl_alpha: CflAlphaU, CflAlphaV; -16..16
 * @palette_size: PaletteSizeY, PaletteSizeUV; 0 or 2..8
 * @tx_size: TxSize: of luma, where it is the same in the whole block
 * @uv_tx_size: get_tx_size() of chroma
 * @lf_level: level of the loop filter for Y vertical, Y horizontal, U, V edges
 *	(7.14.4), 0..63
 * @warp_valid: LocalValid, and the shear is valid as well: with AV1_LOCALWARP the block
 *	is warped
 * @row: MiRow
 * @col: MiCol
 * @tx: index of its first record in pic->txs; blocks with skip have none
 * @coef: index of its first coefficient in pic->coefs, a multiple of 16
 * @palette: of intra blocks with a palette: where it is in pic->palettes, in bytes, a
 *	multiple of 16: struct av1_palette
 * @warp: with AV1_LOCALWARP: index of its model in pic->warps
 *
 * There is room for one in every mi, so it is as small as it can be: a cache line.
 */
struct av1_block {
	u8 size;
	u8 mode;
	u8 uv_mode;
	s8 angle_delta[2];
	bool has_chroma;
	bool skip;
	bool skip_mode;
	bool is_inter;
	bool intrabc;
	bool lossless;
	u8 segment_id;
	s8 ref[2];
	struct av1_mv mv[2];
	u8 filter[2];
	u8 motion_mode;
	u8 compound_type;
	u8 comp_group_idx;
	u8 compound_idx;
	bool interintra;
	u8 interintra_mode;
	bool wedge_interintra;
	u8 wedge_index;
	u8 wedge_sign;
	u8 mask_type;
	u8 num_mv_found;
	bool use_filter_intra;
	u8 filter_intra_mode;
	s8 cfl_alpha[2];
	u8 palette_size[2];
	u8 tx_size;
	u8 uv_tx_size;
	u8 lf_level[4];
	bool warp_valid;
	u16 row;
	u16 col;
	u32 tx;
	u32 coef;
	union {
		u32 palette;
		u32 warp;
	};
};

static_assert(sizeof(struct av1_block) == 64);

/**
 * struct av1_warp_model - local warp of a block
 * @params: LocalWarpParams
 * @shear: alpha, beta, gamma, delta of it, if they are valid
 */
struct av1_warp_model {
	s32 params[6];
	s16 shear[4];
};

/**
 * struct av1_tx - one transform block
 * @size: enum av1_tx_size
 * @type: enum av1_tx_type
 * @eob: number of coefficients, up to the last one that is not 0; 0 for none
 *
 * Of blocks without skip, in the order of residual() (5.11.34). What lies outside the
 * frame has no record. A transform block with coefficients takes min(w, 32) *
 * min(h, 32) of them, by columns (see av1_itx.h); one without takes none.
 */
struct av1_tx {
	u8 size;
	u8 type;
	u16 eob;
};

/**
 * struct av1_palette - palettes of a block
 * @colors: palette_colors_y, _u, _v
 * @map: ColorMapY, [block height][block width], and after it ColorMapUV in the same
 *	way, of the size of the block in chroma (at least 4x4); each only if its
 *	palette_size is not 0
 */
struct av1_palette {
	u16 colors[AV1_MAX_PLANES][AV1_PALETTE_MAX];
	u8 map[];
};

/**
 * struct av1_saved_mv - motion of 8x8 luma samples, for other frames (7.19)
 * @mv: SavedMvs
 * @ref: SavedRefFrames: LAST..ALTREF, or AV1_NONE
 */
struct av1_saved_mv {
	struct av1_mv mv;
	s8 ref;
};

/**
 * struct av1_field_mv - an entry of the motion field (7.9)
 * @mv: the vector that was projected here
 * @distance: frames it covers: refOffset of 7.9.2, 1..31; 0 if there is none
 *
 * MotionFieldMvs of a reference is @mv projected from @distance to the distance of that
 * reference (7.9.3).
 */
struct av1_field_mv {
	struct av1_mv mv;
	u8 distance;
};

/**
 * struct av1_side - side data of a decoded frame; what the reference frame update
 *	process (7.20) saves
 * @cdfs: CDFs saved at the end of the frame
 * @frame_type: enum v4l2_av1_frame_type
 * @order_hint: OrderHint
 * @order_hints: SavedOrderHints, by enum av1_ref_frame
 * @mi_rows: MiRows
 * @mi_cols: MiCols
 * @damaged: some of it could not be decoded
 * @mvs: [(mi_rows / 2) * (mi_cols / 2)]
 * @segment_ids: [mi_rows * mi_cols]
 *
 * The pointers are into the same memory, set by av1_pic_init().
 */
struct av1_side {
	struct av1_cdfs cdfs;
	u8 frame_type;
	u8 order_hint;
	u8 order_hints[AV1_TOTAL_REFS];
	u32 mi_rows;
	u32 mi_cols;
	bool damaged;
	struct av1_saved_mv *mvs;
	u8 *segment_ids;
};

/**
 * struct av1_ref - a reference frame, LAST..ALTREF
 * @frame: its samples; NULL for grey
 * @side: its side data; NULL if @frame is
 * @x_scale: xScale (7.11.3.3), 1 << 14 for the same size
 * @y_scale: yScale
 * @scaled: sizes differ
 * @order_hint: its OrderHint; of a missing frame what the control says
 * @dist: get_relative_dist(@order_hint, OrderHint): above 0 if it comes later
 * @sign_bias: RefFrameSignBias
 * @pending: rows may be missing yet: those of the frame before that
 *	&struct dae_progress tells of
 */
struct av1_ref {
	const struct dae_frame *frame;
	const struct av1_side *side;
	u32 x_scale;
	u32 y_scale;
	bool scaled;
	u8 order_hint;
	s16 dist;
	bool sign_bias;
	bool pending;
};

/**
 * struct av1_lr_unit - loop restoration of one unit of a plane
 * @type: LrType, enum av1_restoration without AV1_RESTORE_SWITCHABLE
 * @sgr_set: LrSgrSet, 0..15
 * @wiener: LrWiener: [pass: 0 vertical, 1 horizontal][coefficient]
 * @xqd: LrSgrXqd
 */
struct av1_lr_unit {
	u8 type;
	u8 sgr_set;
	s8 wiener[2][3];
	s8 xqd[2];
};

/**
 * struct av1_superblock - what there is to reconstruct of a superblock
 * @first: index of its first block in pic->blocks; they follow each other in decoding
 *	order
 * @count: how many there are
 * @reach: rows of superblocks of the frame before that must be final for it to be
 *	predicted from them
 */
struct av1_superblock {
	u32 first;
	u16 count;
	u16 reach;
};

/**
 * struct av1_tile - a column of tiles
 * @sym: symbol decoder
 * @cdfs: its CDFs
 * @first: MiColStart
 * @end: MiColEnd
 * @row_first: MiRowStart
 * @row_end: MiRowEnd
 * @damaged: the rest of the tile is left out
 * @lost: blocks have been left out, or a tile ended early
 * @used_missing: a reference that is not there was used
 * @qidx: CurrentQIndex
 * @delta_lf: DeltaLF
 * @lf_levels: what lf_level of a block is with the present @delta_lf: [segment][RefFrame[0]]
 *	[mode has a vector of its own]; with AV1_LF_LEVEL_KNOWN in each byte, or 0 if it
 *	has not been computed yet
 * @read_deltas: ReadDeltas
 * @ref_wiener: RefLrWiener
 * @ref_sgr: RefSgrXqd
 * @left_ctx: LeftLevelContext, and LeftDcContext << 6, by plane, of a superblock's 4x4
 *	blocks of that plane
 * @left_seg_pred: LeftSegPredContext
 * @left_tx: heights in samples of what lies at the left, for the contexts of transform
 *	sizes (get_left_tx_height(), 8.3.2)
 * @ring: its records, by enum av1_record
 * @used: where the next record of each kind goes
 */
struct av1_tile {
	struct av1_symbol sym;
	struct av1_cdfs cdfs;
	u32 first;
	u32 end;
	u32 row_first;
	u32 row_end;
	bool damaged;
	bool lost;
	bool used_missing;
	u8 qidx;
	s8 delta_lf[4];
	u32 lf_levels[AV1_MAX_SEGMENTS][AV1_TOTAL_REFS][2];
	bool read_deltas;
	s8 ref_wiener[AV1_MAX_PLANES][2][3];
	s8 ref_sgr[AV1_MAX_PLANES][2];
	u8 left_ctx[AV1_MAX_PLANES][AV1_SB_MI_MAX];
	u8 left_seg_pred[AV1_SB_MI_MAX];
	u8 left_tx[AV1_SB_MI_MAX];
	struct dae_ring ring[AV1_RECORDS];
	u32 used[AV1_RECORDS];
};

/**
 * struct av1_pic - the frame context
 * @params: checked controls
 * @dsp: sample operations for the bit depth
 * @frame: frame being decoded: the result, without film grain
 * @side: @frame's side data
 * @rec: where recon works; @frame if nothing follows but deblock
 * @filtered: where deblock leaves the picture: @rec, unless params.lf_elsewhere is set
 * @cdef: where cdef writes; @filtered if CDEF is off, @frame if nothing follows
 * @up_rec: @filtered after superres, for loop restoration; @filtered if there is no superres
 * @up_cdef: @cdef after superres; @cdef without
 * @scratch_frames: what the five above may point to
 * @lf_frames: with params.lf_elsewhere: @rec, and @filtered if that is not @frame
 *	(av1_params_filtered_apart()); frames of av1_pic_lf_format(), set by the caller of
 *	av1_pic_init()
 * @refs: by enum av1_ref_frame; [AV1_INTRA_FRAME] is not used
 * @before_rows: rows of superblocks of the frame that references are pending for
 * @before_log2: log2 of the luma samples of such a row
 * @prev_segment_ids: PrevSegmentIds, [mi_rows * mi_cols]; NULL for all 0
 * @cdfs: what tiles start from
 * @tile_data: [tile_rows * tile_cols]
 * @tiles: [tile_cols]
 * @masks: wedge and inter-intra masks, shared by all
 * @lf_map: where the deblock stage stores what it would do, laid out for the format of @rec, if
 *	somebody else does it; NULL: it filters
 * @mi_cols: MiCols
 * @mi_rows: MiRows
 * @sb_mi: mi of a superblock: 16 or 32
 * @sb_log2: log2 of it: 4 or 5
 * @sb_cols: superblocks in a row
 * @recon_parts: parts of a row in the recon stage, set by av1_pic_parts()
 * @sb_rows: rows of the stages
 * @num_planes: 1 or 3
 * @tx_cell: 4x4 transform blocks that two mi have in all planes
 * @sub_x: subsampling_x
 * @sub_y: subsampling_y
 * @hbd: samples are u16 and coefficients s32
 * @bit_depth: 8, 10 or 12
 * @bd_max: (1 << @bit_depth) - 1
 * @grid_stride: entries in a row of @grid: @mi_cols up to whole superblocks
 * @grid: index into @blocks of the block at each mi, AV1_NO_BLOCK before it is decoded:
 *	[sb_rows * sb_mi][grid_stride], see av1_pic_grid()
 * @lf_tx: LoopfilterTxSizes of luma and chroma: as @grid; of chroma at the position of
 *	each mi that has chroma, in units of 4x4 chroma samples
 * @sbs: [sb_rows * sb_cols]
 * @blocks: rings of records
 * @txs: rings of transform records
 * @coefs: rings of coefficients; s16, or s32 if @hbd
 * @warps: rings of local warps
 * @palettes: rings of palettes; NULL without allow_screen_content_tools
 * @above_ctx: AboveLevelContext, and AboveDcContext << 6, by plane: [grid_stride]
 * @above_seg_pred: AboveSegPredContext
 * @above_tx: widths in samples of what lies above, as left_tx: [grid_stride]
 * @field: the motion field, [(mi_rows / 2) * (mi_cols / 2)]; NULL if not
 *	use_ref_frame_mvs
 * @cdef_idx: of each 64x64 block, by rows of @cdef_stride; -1 for none
 * @cdef_stride: entries in a row of it
 * @lr: units of each plane, by rows
 * @lr_cols: unitCols of each plane
 * @lr_rows: unitRows
 * @dequant: dc_q(), ac_q() tables for the depth: [0 DC, 1 AC][qindex]
 * @grain: memory of the output stage, AV1_GRAIN_BYTES aligned to 64; NULL without
 *	film grain
 * @out: destination of the output stage, may be NULL
 * @damaged: part of the frame could not be decoded; see av1_pic_parsed()
 * @used_missing: a reference that is not there was used; same
 */
struct av1_pic {
	struct av1_params params;
	struct av1_dsp dsp;
	struct dae_frame *frame;
	struct av1_side *side;
	struct dae_frame *rec;
	struct dae_frame *filtered;
	struct dae_frame *cdef;
	struct dae_frame *up_rec;
	struct dae_frame *up_cdef;
	struct dae_frame scratch_frames[4];
	struct dae_frame *lf_frames[2];
	struct av1_ref refs[AV1_TOTAL_REFS];
	u32 before_rows;
	u8 before_log2;
	const u8 *prev_segment_ids;
	struct av1_cdfs cdfs;
	struct av1_tile_data tile_data[AV1_MAX_TILES];
	struct av1_tile *tiles;
	const struct av1_masks *masks;
	const struct av1_lf_map *lf_map;
	u32 mi_cols;
	u32 mi_rows;
	u32 sb_mi;
	u32 sb_log2;
	u32 sb_cols;
	u8 recon_parts;
	u32 sb_rows;
	u8 num_planes;
	u8 tx_cell;
	u8 sub_x;
	u8 sub_y;
	bool hbd;
	u8 bit_depth;
	int bd_max;
	u32 grid_stride;
	u32 *grid;
	u8 *lf_tx[2];
	struct av1_superblock *sbs;
	struct av1_block *blocks;
	struct av1_tx *txs;
	void *coefs;
	struct av1_warp_model *warps;
	u8 *palettes;
	u8 *above_ctx[AV1_MAX_PLANES];
	u8 *above_seg_pred;
	u8 *above_tx;
	struct av1_field_mv *field;
	s8 *cdef_idx;
	u32 cdef_stride;
	struct av1_lr_unit *lr[AV1_MAX_PLANES];
	u32 lr_cols[AV1_MAX_PLANES];
	u32 lr_rows[AV1_MAX_PLANES];
	const u16 *dequant[2];
	u8 *grain;
	const struct dae_output *out;
	bool damaged;
	bool used_missing;
};

/*
 * What palettes take for an mi, at most: a palette block has at least 64 luma
 * samples, and its maps not more than two bytes for each of them.
 */
#define AV1_PALETTE_CELL	(16 * 2 + 16)

/**
 * av1_pic_grid() - where an mi is in pic->grid and pic->lf_tx
 * @pic: frame context
 * @row: mi row
 * @col: mi column, below pic->grid_stride
 */
static inline u32 av1_pic_grid(const struct av1_pic *pic, u32 row, u32 col)
{
	return row * pic->grid_stride + col;
}

/**
 * av1_pic_block() - the block at an mi that has been decoded
 * @pic: frame context
 * @row: mi row, in a row of superblocks that is still in the rings
 * @col: mi column
 */
static inline struct av1_block *av1_pic_block(const struct av1_pic *pic, u32 row, u32 col)
{
	return &pic->blocks[pic->grid[av1_pic_grid(pic, row, col)]];
}

/* The stages; see dae_stage.run and dae_stage.run_part. */
void av1_field_row(void *frame, unsigned int row);
void av1_parse_part(void *frame, const struct dae_task *task);
void av1_recon_part(void *frame, const struct dae_task *task);
void av1_deblock_part(void *frame, const struct dae_task *task);
void av1_cdef_row(void *frame, unsigned int row);
void av1_upscale_part(void *frame, const struct dae_task *task);
void av1_restore_part(void *frame, const struct dae_task *task);
void av1_output_row(void *frame, unsigned int row);

/* Stages in the order of enum av1_stage, over struct av1_pic.sb_rows rows. */
extern const struct dae_stage_table av1_pic_stages;

/**
 * av1_pic_parts() - into how many parts the rows of the stages are divided
 * @pic: frame context, av1_pic_init() has run
 * @workers: see dae_stage_parts()
 * @num_parts: by stage; filled in. A part of the parse stage is a column of tiles.
 */
void av1_pic_parts(struct av1_pic *pic, unsigned int workers, u8 num_parts[DAE_STAGES_MAX]);

/**
 * av1_pic_set_pending() - the frame before may still be on its way
 * @pic: frame context, av1_pic_init() has run
 * @before: the context of that frame, all rows of which are parsed; NULL if it is done
 *
 * Superblocks then wait for those of its rows that they are predicted from.
 */
void av1_pic_set_pending(struct av1_pic *pic, const struct av1_pic *before);

/**
 * av1_pic_parsed() - put together what the parse stage has found out
 * @pic: frame context; all rows of that stage are done
 *
 * Sets @pic->damaged and @pic->used_missing.
 */
void av1_pic_parsed(struct av1_pic *pic);

/**
 * av1_output_grain() - make the film grain of a frame
 * @pic: frame context; params.grain.apply is set, and no row of the output stage runs
 *
 * Return: the grain, for whoever packs the picture instead of that stage; there until
 * a row of it runs, or the work memory is used for another frame.
 */
const struct av1_fg *av1_output_grain(const struct av1_pic *pic);

/**
 * av1_pic_lost() - has part of the frame not been decoded?
 * @pic: frame context; all rows of the parse stage are done
 */
bool av1_pic_lost(const struct av1_pic *pic);

/**
 * av1_pic_side_bytes() - size of a frame's side data
 * @params: checked parameters
 */
size_t av1_pic_side_bytes(const struct av1_params *params);

/**
 * av1_pic_work_bytes() - memory a frame needs while it is decoded
 * @params: checked parameters
 *
 * Return: bytes for av1_pic_init(), aligned to 64.
 */
size_t av1_pic_work_bytes(const struct av1_params *params);

/**
 * av1_pic_lf_format() - layout of the frames that the loop filter reads and writes
 * @params: checked parameters
 */
struct dae_frame_format av1_pic_lf_format(const struct av1_params *params);

/**
 * av1_pic_init() - set a frame context up for one frame
 * @pic: params, tile_data, masks, lf_map, lf_frames, and of refs frame and side set; the
 *	rest is filled in
 * @frame: frame to decode into, of params' fmt, with side data of
 *	av1_pic_side_bytes()
 * @work: av1_pic_work_bytes() bytes, aligned to 64, of any content
 * @cpu_flags: for av1_dsp_init()
 *
 * The primary reference frame is the one of its slot; CDFs, segment map and motion
 * field are taken from the side data of the references.
 *
 * Return: 0, or -EINVAL if the parameters and the references do not fit (a
 * reference of a size that cannot be scaled).
 */
int av1_pic_init(struct av1_pic *pic, struct dae_frame *frame, void *work, u32 cpu_flags);

/**
 * av1_pic_relative_dist() - get_relative_dist() (5.9.3)
 * @seq: sequence
 * @a: order hint
 * @b: order hint
 *
 * Return: how far @a comes after @b; 0 without order hints.
 */
int av1_pic_relative_dist(const struct av1_sequence *seq, int a, int b);

#endif /* AV1_PIC_H */
