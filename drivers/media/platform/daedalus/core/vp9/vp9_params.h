/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Checked parameters of a VP9 frame.
 *
 * The only VP9 header that knows the V4L2 controls, see h264_params.h.
 */
#ifndef VP9_PARAMS_H
#define VP9_PARAMS_H

#include <linux/types.h>
#include <linux/v4l2-controls.h>

#include "../dae_frame.h"

#define VP9_NUM_REFS		3
#define VP9_MAX_SEGMENTS	8
/* Tiles: at least 256 samples wide, at most 64 columns; at most 4 rows (7.2.11). */
#define VP9_MAX_TILE_COLS	64
#define VP9_MAX_TILE_ROWS	4

/**
 * enum vp9_ref_frame - what a block is predicted from (7.4.12)
 * @VP9_REF_NONE: no second reference
 * @VP9_REF_INTRA: the frame itself
 * @VP9_REF_LAST: LAST_FRAME
 * @VP9_REF_GOLDEN: GOLDEN_FRAME
 * @VP9_REF_ALTREF: ALTREF_FRAME
 */
enum vp9_ref_frame {
	VP9_REF_NONE = -1,
	VP9_REF_INTRA = 0,
	VP9_REF_LAST = 1,
	VP9_REF_GOLDEN = 2,
	VP9_REF_ALTREF = 3,
};

/* Segmentation features (7.2.10); bits of feature_enabled. */
enum vp9_seg_feature {
	VP9_SEG_ALT_Q,
	VP9_SEG_ALT_L,
	VP9_SEG_REF_FRAME,
	VP9_SEG_SKIP,
	VP9_SEG_FEATURES
};

/**
 * struct vp9_segmentation - segmentation_params(), checked
 * @enabled: segmentation_enabled
 * @update_map: segmentation_update_map
 * @temporal_update: segmentation_temporal_update
 * @abs_update: segmentation_abs_or_delta_update
 * @features: of each segment, bits of enum vp9_seg_feature
 * @data: FeatureData; of ALT_Q -255..255, of ALT_L -63..63, of REF_FRAME 0..3
 * @tree_probs: segmentation_tree_probs
 * @pred_probs: segmentation_pred_prob
 */
struct vp9_segmentation {
	bool enabled;
	bool update_map;
	bool temporal_update;
	bool abs_update;
	u8 features[VP9_MAX_SEGMENTS];
	s16 data[VP9_MAX_SEGMENTS][VP9_SEG_FEATURES];
	u8 tree_probs[7];
	u8 pred_probs[3];
};

/**
 * struct vp9_params - what the control says of a frame, checked
 * @profile: 0..3
 * @fmt: size, depth and subsampling
 * @key_frame: frame_type is KEY_FRAME
 * @intra_only: intra_only
 * @show_frame: show_frame
 * @error_res: error_resilient_mode
 * @allow_hp: allow_high_precision_mv
 * @refresh_context: refresh_frame_context
 * @parallel: frame_parallel_decoding_mode
 * @reset_context: V4L2_VP9_RESET_FRAME_CTX_*
 * @context_idx: frame_context_idx, 0..3
 * @interp_filter: enum vp9_interp_filter
 * @sign_bias: ref_frame_sign_bias by enum vp9_ref_frame
 * @ref_ts: timestamps of LAST, GOLDEN and ALTREF
 * @lf_level: loop_filter_level, 0..63
 * @lf_sharpness: loop_filter_sharpness, 0..7
 * @lf_delta_enabled: loop_filter_delta_enabled
 * @lf_ref_deltas: loop_filter_ref_deltas, -63..63
 * @lf_mode_deltas: loop_filter_mode_deltas, -63..63
 * @base_q_idx: 0..255
 * @delta_q_y_dc: -15..15
 * @delta_q_uv_dc: -15..15
 * @delta_q_uv_ac: -15..15
 * @lossless: Lossless (7.2.9)
 * @seg: segmentation
 * @tile_cols_log2: 0..6
 * @tile_rows_log2: 0..2
 * @refresh_flags: refresh_frame_flags; by vp9_params_header()
 * @uncompressed_bytes: size of the uncompressed header
 * @compressed_bytes: size of the compressed header, not 0
 */
struct vp9_params {
	u8 profile;
	struct dae_frame_format fmt;
	bool key_frame;
	bool intra_only;
	bool show_frame;
	bool error_res;
	bool allow_hp;
	bool refresh_context;
	bool parallel;
	u8 reset_context;
	u8 context_idx;
	u8 interp_filter;
	bool sign_bias[4];
	u64 ref_ts[VP9_NUM_REFS];
	u8 lf_level;
	u8 lf_sharpness;
	bool lf_delta_enabled;
	s8 lf_ref_deltas[4];
	s8 lf_mode_deltas[2];
	u8 base_q_idx;
	s8 delta_q_y_dc;
	s8 delta_q_uv_dc;
	s8 delta_q_uv_ac;
	bool lossless;
	struct vp9_segmentation seg;
	u8 tile_cols_log2;
	u8 tile_rows_log2;
	u8 refresh_flags;
	u32 uncompressed_bytes;
	u32 compressed_bytes;
};

/**
 * vp9_params_frame() - check a FRAME control
 * @params: filled in
 * @ctrl: copy of the control
 *
 * Return: 0, or -EINVAL when a field is out of range.
 */
int vp9_params_frame(struct vp9_params *params, const struct v4l2_ctrl_vp9_frame *ctrl);

/**
 * vp9_params_header() - what the control lacks of an uncompressed header (6.2)
 * @params: checked control; refresh_flags is set
 * @data: the frame, followed by at least 8 readable bytes
 * @bytes: how many
 *
 * Return: 0, or -EINVAL if the header is not the one the control describes.
 */
int vp9_params_header(struct vp9_params *params, const u8 *data, u32 bytes);

/**
 * vp9_params_intra() - is every block of the frame predicted from the frame itself?
 * @params: checked
 */
static inline bool vp9_params_intra(const struct vp9_params *params)
{
	return params->key_frame || params->intra_only;
}

#endif /* VP9_PARAMS_H */
