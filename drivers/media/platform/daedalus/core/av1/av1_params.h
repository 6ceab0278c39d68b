/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Checked parameters of an AV1 frame.
 *
 * The only AV1 header that knows the V4L2 controls. Clauses are those of the AV1
 * specification. What a control says but the decoder can derive from other fields is
 * derived: clients fill some of them wrongly or not at all.
 */
#ifndef AV1_PARAMS_H
#define AV1_PARAMS_H

#include <linux/types.h>
#include <linux/v4l2-controls.h>

#include "../dae_frame.h"
#include "av1_types.h"

/* A limit of the tile group control. */
#define AV1_MAX_TILES		V4L2_AV1_MAX_TILE_COUNT
#define AV1_CDEF_STRENGTHS	8
#define AV1_GRAIN_POINTS_Y	14
#define AV1_GRAIN_POINTS_UV	10
#define AV1_PRIMARY_REF_NONE	7

/**
 * struct av1_sequence - SEQUENCE control, checked
 * @profile: seq_profile, 0..2
 * @bit_depth: 8, 10 or 12
 * @chroma: subsampling; DAE_CHROMA_400 for mono_chrome
 * @sub_x: subsampling_x; 1 for mono_chrome
 * @sub_y: subsampling_y; 1 for mono_chrome
 * @num_planes: 1 or 3
 * @sb128: use_128x128_superblock
 * @filter_intra: enable_filter_intra
 * @intra_edge_filter: enable_intra_edge_filter
 * @interintra: enable_interintra_compound
 * @masked_compound: enable_masked_compound
 * @warped_motion: enable_warped_motion
 * @dual_filter: enable_dual_filter
 * @order_hint: enable_order_hint
 * @jnt_comp: enable_jnt_comp
 * @ref_frame_mvs: enable_ref_frame_mvs
 * @superres: enable_superres
 * @cdef: enable_cdef
 * @restoration: enable_restoration
 * @film_grain: film_grain_params_present
 * @color_range: color_range
 * @order_hint_bits: OrderHintBits, 0..8
 * @max_width: max_frame_width_minus_1 + 1
 * @max_height: max_frame_height_minus_1 + 1
 */
struct av1_sequence {
	u8 profile;
	u8 bit_depth;
	enum dae_chroma chroma;
	u8 sub_x;
	u8 sub_y;
	u8 num_planes;
	bool sb128;
	bool filter_intra;
	bool intra_edge_filter;
	bool interintra;
	bool masked_compound;
	bool warped_motion;
	bool dual_filter;
	bool order_hint;
	bool jnt_comp;
	bool ref_frame_mvs;
	bool superres;
	bool cdef;
	bool restoration;
	bool film_grain;
	bool color_range;
	u8 order_hint_bits;
	u32 max_width;
	u32 max_height;
};

/**
 * struct av1_segmentation - segmentation_params() (5.9.14), checked
 * @enabled: segmentation_enabled
 * @update_map: segmentation_update_map
 * @temporal_update: segmentation_temporal_update
 * @pre_skip: SegIdPreSkip
 * @last_active: LastActiveSegId, 0..7
 * @features: of each segment, bits of enum av1_seg_feature; 0 if not @enabled
 * @data: FeatureData; in the range of each feature
 */
struct av1_segmentation {
	bool enabled;
	bool update_map;
	bool temporal_update;
	bool pre_skip;
	u8 last_active;
	u8 features[AV1_MAX_SEGMENTS];
	s16 data[AV1_MAX_SEGMENTS][AV1_SEG_FEATURES];
};

/**
 * struct av1_gm - global motion of a reference frame (5.9.24)
 * @type: enum av1_warp_type
 * @valid: warpValid (7.11.3.6): may be used for warping
 * @params: gm_params
 * @shear: alpha, beta, gamma, delta (7.11.3.6) if @valid
 */
struct av1_gm {
	u8 type;
	bool valid;
	s32 params[6];
	s16 shear[4];
};

/**
 * struct av1_film_grain - film_grain_params() (5.9.30), checked
 * @apply: apply_grain
 * @seed: grain_seed
 * @num_y: num_y_points, 0..14
 * @y: value and scaling of each point of luma, the values rising
 * @num_uv: num_cb_points and num_cr_points, 0..10
 * @uv: the same for Cb and Cr
 * @from_luma: chroma_scaling_from_luma
 * @scaling_shift: grain_scaling_minus_8 + 8, 8..11
 * @ar_lag: ar_coeff_lag, 0..3
 * @ar_y: ar_coeffs_y_plus_128 - 128
 * @ar_uv: the same for Cb and Cr
 * @ar_shift: ar_coeff_shift_minus_6 + 6, 6..9
 * @grain_scale_shift: 0..3
 * @mult: cb_mult - 128, cr_mult - 128
 * @luma_mult: cb_luma_mult - 128, cr_luma_mult - 128
 * @offset: cb_offset - 256, cr_offset - 256
 * @overlap: overlap_flag
 * @clip: clip_to_restricted_range
 */
struct av1_film_grain {
	bool apply;
	u16 seed;
	u8 num_y;
	u8 y[AV1_GRAIN_POINTS_Y][2];
	u8 num_uv[2];
	u8 uv[2][AV1_GRAIN_POINTS_UV][2];
	bool from_luma;
	u8 scaling_shift;
	u8 ar_lag;
	s8 ar_y[24];
	s8 ar_uv[2][25];
	u8 ar_shift;
	u8 grain_scale_shift;
	s16 mult[2];
	s16 luma_mult[2];
	s16 offset[2];
	bool overlap;
	bool clip;
};

/**
 * struct av1_params - what the controls say of a frame, checked
 * @seq: sequence
 * @fmt: size of the frame as it is shown and referred to (UpscaledWidth x FrameHeight),
 *	depth and subsampling
 * @width: FrameWidth, before superres
 * @superres_denom: SuperresDenom, 8..16; 8 if not used
 * @mi_cols: MiCols, even
 * @mi_rows: MiRows, even
 * @frame_type: enum v4l2_av1_frame_type
 * @intra: FrameIsIntra
 * @show_frame: show_frame
 * @showable_frame: showable_frame
 * @error_res: error_resilient_mode
 * @disable_cdf_update: disable_cdf_update
 * @screen_content: allow_screen_content_tools
 * @force_integer_mv: force_integer_mv; of intra frames 1
 * @intrabc: allow_intrabc
 * @high_precision_mv: allow_high_precision_mv
 * @motion_mode_switchable: is_motion_mode_switchable
 * @use_ref_frame_mvs: use_ref_frame_mvs
 * @frame_end_update: disable_frame_end_update_cdf is 0
 * @warped_motion: allow_warped_motion
 * @reference_select: reference_select
 * @reduced_tx_set: reduced_tx_set
 * @skip_mode: skip_mode_present
 * @skip_mode_frame: SkipModeFrame, LAST..ALTREF if @skip_mode
 * @primary_ref_frame: 0..6, or AV1_PRIMARY_REF_NONE
 * @interp_filter: enum av1_interp_filter, AV1_SWITCHABLE if blocks choose
 * @tx_mode: enum av1_tx_mode; AV1_ONLY_4X4 if and only if @coded_lossless
 * @order_hint: OrderHint
 * @order_hints: OrderHints of LAST..ALTREF as the control has them, by enum
 *	av1_ref_frame; those stored with the references are what counts
 * @slot_ts: timestamps of the frames in the slots of reference frames
 * @ref_slot: ref_frame_idx of LAST..ALTREF (index 0 is LAST), each 0..7; only if not
 *	@intra
 * @refresh_flags: refresh_frame_flags
 * @base_q_idx: 0..255
 * @delta_q_dc: of Y, Cb, Cr; -64..63
 * @delta_q_ac: same; of Y 0
 * @using_qmatrix: using_qmatrix
 * @qm: qm_y, qm_u, qm_v; 0..15
 * @delta_q_present: delta_q_present
 * @delta_q_res: shift, 0..3
 * @delta_lf_present: delta_lf_present
 * @delta_lf_res: shift, 0..3
 * @delta_lf_multi: delta_lf_multi
 * @seg: segmentation
 * @qidx: get_qidx(1, segment) of each segment, without block deltas
 * @lossless: LosslessArray of each segment
 * @coded_lossless: CodedLossless
 * @all_lossless: AllLossless
 * @lf_level: loop_filter_level: Y vertical, Y horizontal, U, V; 0..63
 * @lf_sharpness: 0..7
 * @lf_delta_enabled: loop_filter_delta_enabled
 * @lf_ref_deltas: -64..63, by enum av1_ref_frame
 * @lf_mode_deltas: -64..63
 * @do_deblock: the loop filter has anything to do
 * @lf_elsewhere: with @do_deblock: it does not run by rows, see struct av1_pic; set by
 *	whoever decodes the frame
 * @do_cdef: CDEF may change samples
 * @cdef_damping: CdefDamping, 3..6
 * @cdef_bits: 0..3
 * @cdef_y: primary strength 0..15 and secondary strength 0, 1, 2 or 4
 * @cdef_uv: same for chroma
 * @lr_type: FrameRestorationType of each plane, enum av1_restoration
 * @lr_log2: log2 of LoopRestorationSize of each plane: 5..8
 * @do_lr: any plane is restored
 * @do_superres: FrameWidth is not UpscaledWidth
 * @tile_cols: TileCols, 1..64
 * @tile_rows: TileRows, 1..64; at most AV1_MAX_TILES tiles in all
 * @tile_col_starts: MiColStarts, rising multiples of the superblock; the last one
 *	is @mi_cols
 * @tile_row_starts: MiRowStarts, the same for rows
 * @context_update_tile: context_update_tile_id, below the number of tiles
 * @gm: global motion by enum av1_ref_frame
 * @grain: film grain; not applied if the sequence has none
 */
struct av1_params {
	struct av1_sequence seq;
	struct dae_frame_format fmt;
	u32 width;
	u8 superres_denom;
	u32 mi_cols;
	u32 mi_rows;
	u8 frame_type;
	bool intra;
	bool show_frame;
	bool showable_frame;
	bool error_res;
	bool disable_cdf_update;
	bool screen_content;
	bool force_integer_mv;
	bool intrabc;
	bool high_precision_mv;
	bool motion_mode_switchable;
	bool use_ref_frame_mvs;
	bool frame_end_update;
	bool warped_motion;
	bool reference_select;
	bool reduced_tx_set;
	bool skip_mode;
	u8 skip_mode_frame[2];
	u8 primary_ref_frame;
	u8 interp_filter;
	u8 tx_mode;
	u8 order_hint;
	u8 order_hints[AV1_TOTAL_REFS];
	u64 slot_ts[AV1_NUM_SLOTS];
	u8 ref_slot[AV1_REFS];
	u8 refresh_flags;
	u8 base_q_idx;
	s8 delta_q_dc[AV1_MAX_PLANES];
	s8 delta_q_ac[AV1_MAX_PLANES];
	bool using_qmatrix;
	u8 qm[AV1_MAX_PLANES];
	bool delta_q_present;
	u8 delta_q_res;
	bool delta_lf_present;
	u8 delta_lf_res;
	bool delta_lf_multi;
	struct av1_segmentation seg;
	u8 qidx[AV1_MAX_SEGMENTS];
	bool lossless[AV1_MAX_SEGMENTS];
	bool coded_lossless;
	bool all_lossless;
	u8 lf_level[4];
	u8 lf_sharpness;
	bool lf_delta_enabled;
	s8 lf_ref_deltas[AV1_TOTAL_REFS];
	s8 lf_mode_deltas[2];
	bool do_deblock;
	bool lf_elsewhere;
	bool do_cdef;
	u8 cdef_damping;
	u8 cdef_bits;
	u8 cdef_y[AV1_CDEF_STRENGTHS][2];
	u8 cdef_uv[AV1_CDEF_STRENGTHS][2];
	u8 lr_type[AV1_MAX_PLANES];
	u8 lr_log2[AV1_MAX_PLANES];
	bool do_lr;
	bool do_superres;
	u8 tile_cols;
	u8 tile_rows;
	u32 tile_col_starts[AV1_MAX_TILE_COLS + 1];
	u32 tile_row_starts[AV1_MAX_TILE_ROWS + 1];
	u16 context_update_tile;
	struct av1_gm gm[AV1_TOTAL_REFS];
	struct av1_film_grain grain;
};

/**
 * av1_params_filtered_apart() - is what the loop filter leaves not the final frame?
 * @params: checked parameters
 *
 * CDEF, superres or loop restoration follow, which read it and write elsewhere.
 */
static inline bool av1_params_filtered_apart(const struct av1_params *params)
{
	return params->do_cdef || params->do_superres || params->do_lr;
}

/**
 * struct av1_tile_data - where a tile's data is
 * @data: first byte; NULL if there is none
 * @bytes: how many
 */
struct av1_tile_data {
	const u8 *data;
	u32 bytes;
};

/**
 * av1_params_sequence() - check a SEQUENCE control
 * @seq: filled in
 * @ctrl: copy of the control
 *
 * Return: 0, or -EINVAL when a field is out of range.
 */
int av1_params_sequence(struct av1_sequence *seq, const struct v4l2_ctrl_av1_sequence *ctrl);

/**
 * av1_params_frame() - check a FRAME control
 * @params: filled in, but for grain; @params->seq is set
 * @ctrl: copy of the control
 *
 * Return: 0, or -EINVAL when a field is out of range or contradicts the sequence.
 */
int av1_params_frame(struct av1_params *params, const struct v4l2_ctrl_av1_frame *ctrl);

/**
 * av1_params_grain() - check a FILM_GRAIN control
 * @params: checked; grain is set
 * @ctrl: copy of the control
 *
 * Return: 0, or -EINVAL when a field is out of range.
 */
int av1_params_grain(struct av1_params *params, const struct v4l2_ctrl_av1_film_grain *ctrl);

/**
 * av1_params_tiles() - check the TILE_GROUP_ENTRY control
 * @params: checked
 * @ctrl: copy of the entries
 * @num: how many
 * @data: the frame
 * @bytes: its size
 * @tiles: [tile_rows * tile_cols], by rows; tiles without an entry have no data
 *
 * Return: 0, or -EINVAL if an entry names no tile of the frame, one that has been
 * there, or bytes beyond the frame.
 */
int av1_params_tiles(const struct av1_params *params,
		     const struct v4l2_ctrl_av1_tile_group_entry *ctrl, u32 num,
		     const u8 *data, u32 bytes, struct av1_tile_data *tiles);

#endif /* AV1_PARAMS_H */
