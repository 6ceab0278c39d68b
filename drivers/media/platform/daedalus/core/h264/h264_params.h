/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Checked parameters of an H.264 picture.
 *
 * The only H.264 header that knows the V4L2 controls.  Controls come from user
 * space; h264_params_*() copy what is needed, check every field and derive
 * sizes and tables.  The rest of the codec sees only the structs below.
 */
#ifndef H264_PARAMS_H
#define H264_PARAMS_H

#include <linux/types.h>
#include <linux/v4l2-controls.h>

#include "../dae_frame.h"

/* Limits of the standard (7.4.2.1.1, 7.4.3, Table A-1). */
#define H264_MAX_DPB		16
#define H264_MAX_REFS		32
/* refs[] slot of what stands in for pictures that are not in the DPB. */
#define H264_REF_NONE		H264_MAX_DPB
#define H264_NUM_REF_SLOTS	(H264_MAX_DPB + 1)
#define H264_MAX_MB_DIM		512

/* qp' has an offset of 6 for every bit of depth above 8: 51 + 6 * 6. */
#define H264_QP_MAX		87

/**
 * struct h264_sps - sequence parameters, checked
 * @profile_idc: as coded
 * @constraint_set_flags: V4L2_H264_SPS_CONSTRAINT_SET*_FLAG
 * @level_idc: as coded
 * @chroma: chroma_format_idc; DAE_CHROMA_444 also for separate planes
 * @bit_depth_luma: 8..14
 * @bit_depth_chroma: 8..14
 * @log2_max_frame_num: 4..16
 * @pic_order_cnt_type: 0..2
 * @log2_max_pic_order_cnt_lsb: 4..16
 * @max_num_ref_frames: 0..16
 * @mb_width: PicWidthInMbs, 1..512
 * @map_height: PicHeightInMapUnits, 1..512
 * @frame_mb_height: FrameHeightInMbs, 1..512
 * @separate_colour_plane: separate_colour_plane_flag
 * @qpprime_y_zero_transform_bypass: the flag
 * @delta_pic_order_always_zero: the flag
 * @frame_mbs_only: the flag
 * @mb_adaptive_frame_field: the flag
 * @direct_8x8_inference: the flag
 */
struct h264_sps {
	u8 profile_idc;
	u8 constraint_set_flags;
	u8 level_idc;
	enum dae_chroma chroma;
	u8 bit_depth_luma;
	u8 bit_depth_chroma;
	u8 log2_max_frame_num;
	u8 pic_order_cnt_type;
	u8 log2_max_pic_order_cnt_lsb;
	u8 max_num_ref_frames;
	u16 mb_width;
	u16 map_height;
	u16 frame_mb_height;
	bool separate_colour_plane;
	bool qpprime_y_zero_transform_bypass;
	bool delta_pic_order_always_zero;
	bool frame_mbs_only;
	bool mb_adaptive_frame_field;
	bool direct_8x8_inference;
};

/**
 * struct h264_pps - picture parameters, checked, with derived tables
 * @id: pic_parameter_set_id
 * @num_ref_idx_default: num_ref_idx_l0/l1_default_active_minus1 + 1, 1..32
 * @weighted_bipred_idc: 0..2
 * @pic_init_qp: 26 + pic_init_qp_minus26, -36..51
 * @pic_init_qs: 26 + pic_init_qs_minus26, 0..51
 * @entropy_coding_mode: CABAC
 * @bottom_field_pic_order_in_frame_present: the flag
 * @weighted_pred: the flag
 * @deblocking_filter_control_present: the flag
 * @constrained_intra_pred: the flag
 * @redundant_pic_cnt_present: the flag
 * @transform_8x8_mode: the flag
 * @chroma_qp: [Cb, Cr][QPY + QpBdOffsetY] -> QP'C, Table 8-15
 * @level_scale4: LevelScale4x4 (8.5.9), [intra Y, Cb, Cr, inter Y, Cb, Cr]
 *	[qp % 6][raster position]
 * @level_scale8: LevelScale8x8, in the same order of lists
 */
struct h264_pps {
	u8 id;
	u8 num_ref_idx_default[2];
	u8 weighted_bipred_idc;
	s8 pic_init_qp;
	s8 pic_init_qs;
	bool entropy_coding_mode;
	bool bottom_field_pic_order_in_frame_present;
	bool weighted_pred;
	bool deblocking_filter_control_present;
	bool constrained_intra_pred;
	bool redundant_pic_cnt_present;
	bool transform_8x8_mode;
	u8 chroma_qp[2][H264_QP_MAX + 1];
	u16 level_scale4[6][6][16];
	u16 level_scale8[6][6][64];
};

/**
 * enum h264_structure - which fields of a frame
 * @H264_TOP: top field
 * @H264_BOTTOM: bottom field
 * @H264_FRAME: both
 */
enum h264_structure {
	H264_TOP = 1,
	H264_BOTTOM = 2,
	H264_FRAME = 3,
};

/**
 * struct h264_dpb_entry - one picture of the DPB as the client described it
 * @reference_ts: timestamp of the CAPTURE buffer, may match nothing
 * @frame_num: frame_num, or LongTermFrameIdx for a long-term picture
 * @poc: TopFieldOrderCnt, BottomFieldOrderCnt
 * @fields: fields used for reference (enum h264_structure), 0 if none: the
 *	entry is then not part of any list
 * @valid: the entry describes a picture
 * @long_term: used for long-term reference
 * @field_pair: decoded as fields
 */
struct h264_dpb_entry {
	u64 reference_ts;
	u16 frame_num;
	s32 poc[2];
	u8 fields;
	bool valid;
	bool long_term;
	bool field_pair;
};

/**
 * struct h264_params - everything a picture's controls say, checked
 * @sps: sequence parameters
 * @dpb: reference pictures
 * @structure: frame or which field
 * @nal_ref_idc: 0..3
 * @frame_num: below 1 << log2_max_frame_num
 * @idr: IDR picture
 * @idr_pic_id: as given
 * @poc: TopFieldOrderCnt, BottomFieldOrderCnt
 * @dec_ref_pic_marking_bits: size of dec_ref_pic_marking() in the slice header
 * @pic_order_cnt_bits: size of the POC syntax elements in the slice header
 */
struct h264_params {
	struct h264_sps sps;
	struct h264_dpb_entry dpb[H264_MAX_DPB];
	enum h264_structure structure;
	u8 nal_ref_idc;
	u16 frame_num;
	bool idr;
	u16 idr_pic_id;
	s32 poc[2];
	u32 dec_ref_pic_marking_bits;
	u32 pic_order_cnt_bits;
};

/**
 * h264_params_sps() - check a SPS control
 * @sps: filled in
 * @ctrl: copy of the control
 *
 * Return: 0, or -EINVAL when a field is out of the standard's range or asks
 * for what this decoder does not do: a zeroed control is refused as well.
 */
int h264_params_sps(struct h264_sps *sps, const struct v4l2_ctrl_h264_sps *ctrl);

/**
 * h264_params_pps() - check a PPS control and derive its tables
 * @pps: filled in
 * @sps: checked sequence parameters
 * @ctrl: copy of the control
 * @scaling: copy of the scaling matrix control, or NULL for flat ones
 *
 * Return: 0, or -EINVAL.
 */
int h264_params_pps(struct h264_pps *pps, const struct h264_sps *sps,
		    const struct v4l2_ctrl_h264_pps *ctrl,
		    const struct v4l2_ctrl_h264_scaling_matrix *scaling);

/**
 * h264_params_picture() - check a DECODE_PARAMS control
 * @params: filled in; @params->sps must be checked already
 * @ctrl: copy of the control
 *
 * Return: 0, or -EINVAL.
 */
int h264_params_picture(struct h264_params *params,
			const struct v4l2_ctrl_h264_decode_params *ctrl);

#endif /* H264_PARAMS_H */
