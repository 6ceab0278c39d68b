// SPDX-License-Identifier: GPL-2.0
/*
 * From V4L2 controls to checked parameters (Rec. ITU-T H.264 7.4.2, 8.5.9).
 *
 * The controls are copies that user space can no longer change, but their
 * content is arbitrary.  What passes here is in range; what the decoder cannot
 * do is refused here and nowhere else.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_params.h"

/* normAdjust4x4 (8-315): [qp % 6][both even, both odd, other] */
static const u8 h264_norm_adjust4[6][3] = {
	{ 10, 16, 13 },
	{ 11, 18, 14 },
	{ 13, 20, 16 },
	{ 14, 23, 18 },
	{ 16, 25, 20 },
	{ 18, 29, 23 },
};

/* normAdjust8x8 (8-318), in the order of the cases of that equation */
static const u8 h264_norm_adjust8[6][6] = {
	{ 20, 18, 32, 19, 25, 24 },
	{ 22, 19, 35, 21, 28, 26 },
	{ 26, 23, 42, 24, 33, 31 },
	{ 28, 25, 45, 26, 35, 33 },
	{ 32, 28, 51, 30, 40, 38 },
	{ 36, 32, 58, 34, 46, 43 },
};

/* QPC as a function of qPI, Table 8-15, for qPI 30..51 */
static const u8 h264_qpc[22] = {
	29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36,
	36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39,
};

static unsigned int h264_norm_case4(unsigned int i, unsigned int j)
{
	if (!(i & 1) && !(j & 1))
		return 0;
	return (i & 1) && (j & 1) ? 1 : 2;
}

static unsigned int h264_norm_case8(unsigned int i, unsigned int j)
{
	if (!(i & 3) && !(j & 3))
		return 0;
	if ((i & 1) && (j & 1))
		return 1;
	if ((i & 3) == 2 && (j & 3) == 2)
		return 2;
	if ((!(i & 3) && (j & 1)) || ((i & 1) && !(j & 3)))
		return 3;
	if ((!(i & 3) && (j & 3) == 2) || ((i & 3) == 2 && !(j & 3)))
		return 4;
	return 5;
}

/* The profiles whose SPS carries chroma_format_idc (7.3.2.1.1). */
static bool h264_params_has_chroma_format(u8 profile_idc)
{
	switch (profile_idc) {
	case 44:
	case 83:
	case 86:
	case 100:
	case 110:
	case 118:
	case 122:
	case 128:
	case 134:
	case 135:
	case 138:
	case 139:
	case 244:
		return true;
	default:
		return false;
	}
}

int h264_params_sps(struct h264_sps *sps, const struct v4l2_ctrl_h264_sps *ctrl)
{
	const u32 flags = ctrl->flags;
	unsigned int chroma = ctrl->chroma_format_idc;

	if (!ctrl->profile_idc)
		return -EINVAL;
	if (!h264_params_has_chroma_format(ctrl->profile_idc))
		chroma = DAE_CHROMA_420;
	if (chroma > DAE_CHROMA_444)
		return -EINVAL;
	if (ctrl->bit_depth_luma_minus8 > 6 || ctrl->bit_depth_chroma_minus8 > 6)
		return -EINVAL;
	if (ctrl->log2_max_frame_num_minus4 > 12 ||
	    ctrl->log2_max_pic_order_cnt_lsb_minus4 > 12 ||
	    ctrl->pic_order_cnt_type > 2 ||
	    ctrl->max_num_ref_frames > H264_MAX_DPB)
		return -EINVAL;
	if (ctrl->pic_width_in_mbs_minus1 >= H264_MAX_MB_DIM ||
	    ctrl->pic_height_in_map_units_minus1 >= H264_MAX_MB_DIM)
		return -EINVAL;

	*sps = (struct h264_sps){
		.profile_idc = ctrl->profile_idc,
		.constraint_set_flags = ctrl->constraint_set_flags,
		.level_idc = ctrl->level_idc,
		.chroma = chroma,
		.bit_depth_luma = ctrl->bit_depth_luma_minus8 + 8,
		/* There is one in the stream for monochrome, without a meaning. */
		.bit_depth_chroma = 8 + (chroma == DAE_CHROMA_400 ?
					 ctrl->bit_depth_luma_minus8 :
					 ctrl->bit_depth_chroma_minus8),
		.log2_max_frame_num = ctrl->log2_max_frame_num_minus4 + 4,
		.pic_order_cnt_type = ctrl->pic_order_cnt_type,
		.log2_max_pic_order_cnt_lsb = ctrl->log2_max_pic_order_cnt_lsb_minus4 + 4,
		.max_num_ref_frames = ctrl->max_num_ref_frames,
		.mb_width = ctrl->pic_width_in_mbs_minus1 + 1,
		.map_height = ctrl->pic_height_in_map_units_minus1 + 1,
		/* Only coded for 4:4:4; chroma of others must not go undecoded. */
		.separate_colour_plane = chroma == DAE_CHROMA_444 &&
			flags & V4L2_H264_SPS_FLAG_SEPARATE_COLOUR_PLANE,
		.qpprime_y_zero_transform_bypass =
			flags & V4L2_H264_SPS_FLAG_QPPRIME_Y_ZERO_TRANSFORM_BYPASS,
		.delta_pic_order_always_zero =
			flags & V4L2_H264_SPS_FLAG_DELTA_PIC_ORDER_ALWAYS_ZERO,
		.frame_mbs_only = flags & V4L2_H264_SPS_FLAG_FRAME_MBS_ONLY,
		/* Only coded without frame_mbs_only_flag. */
		.mb_adaptive_frame_field = !(flags & V4L2_H264_SPS_FLAG_FRAME_MBS_ONLY) &&
			flags & V4L2_H264_SPS_FLAG_MB_ADAPTIVE_FRAME_FIELD,
		.direct_8x8_inference = flags & V4L2_H264_SPS_FLAG_DIRECT_8X8_INFERENCE,
	};
	sps->frame_mb_height = sps->map_height * (2 - sps->frame_mbs_only);
	if (sps->frame_mb_height > H264_MAX_MB_DIM)
		return -EINVAL;
	/* 7.4.2.1.1 demands inference for fields; derivations rely on it. */
	if (!sps->frame_mbs_only && !sps->direct_8x8_inference)
		return -EINVAL;
	return 0;
}

/* QP'C for every QP'Y of one chroma plane (8.5.8). */
static void h264_params_chroma_qp(u8 *chroma_qp, int index_offset,
				  const struct h264_sps *sps)
{
	const int offset_y = 6 * (sps->bit_depth_luma - 8);
	const int offset_c = 6 * (sps->bit_depth_chroma - 8);
	int qp;

	for (qp = 0; qp <= H264_QP_MAX; qp++) {
		int qpi = clamp(qp - offset_y + index_offset, -offset_c, 51);

		chroma_qp[qp] = (qpi < 30 ? qpi : h264_qpc[qpi - 30]) + offset_c;
	}
}

/* LevelScale4x4 and LevelScale8x8 (8.5.9). */
static void h264_params_level_scale(struct h264_pps *pps,
				    const struct v4l2_ctrl_h264_scaling_matrix *scaling)
{
	unsigned int list, m, k;

	for (list = 0; list < 6; list++) {
		/* The control has Intra Y, Inter Y, Intra Cb, ... for 8x8. */
		const unsigned int list8 = list < 3 ? 2 * list : 2 * (list - 3) + 1;

		for (m = 0; m < 6; m++) {
			for (k = 0; k < 16; k++) {
				u8 w = scaling ? scaling->scaling_list_4x4[list][k] : 16;

				pps->level_scale4[list][m][k] =
					w * h264_norm_adjust4[m][h264_norm_case4(k / 4, k % 4)];
			}
			for (k = 0; k < 64; k++) {
				u8 w = scaling ? scaling->scaling_list_8x8[list8][k] : 16;

				pps->level_scale8[list][m][k] =
					w * h264_norm_adjust8[m][h264_norm_case8(k / 8, k % 8)];
			}
		}
	}
}

int h264_params_pps(struct h264_pps *pps, const struct h264_sps *sps,
		    const struct v4l2_ctrl_h264_pps *ctrl,
		    const struct v4l2_ctrl_h264_scaling_matrix *scaling)
{
	const int qp_bd_offset = 6 * (sps->bit_depth_luma - 8);
	const u32 flags = ctrl->flags;

	/* Slice group maps have no place in the controls. */
	if (ctrl->num_slice_groups_minus1)
		return -EINVAL;
	if (ctrl->num_ref_idx_l0_default_active_minus1 >= H264_MAX_REFS ||
	    ctrl->num_ref_idx_l1_default_active_minus1 >= H264_MAX_REFS ||
	    ctrl->weighted_bipred_idc > 2)
		return -EINVAL;
	if (ctrl->pic_init_qp_minus26 < -(26 + qp_bd_offset) ||
	    ctrl->pic_init_qp_minus26 > 25 ||
	    ctrl->pic_init_qs_minus26 < -26 || ctrl->pic_init_qs_minus26 > 25)
		return -EINVAL;
	if (ctrl->chroma_qp_index_offset < -12 || ctrl->chroma_qp_index_offset > 12 ||
	    ctrl->second_chroma_qp_index_offset < -12 ||
	    ctrl->second_chroma_qp_index_offset > 12)
		return -EINVAL;

	pps->id = ctrl->pic_parameter_set_id;
	pps->num_ref_idx_default[0] = ctrl->num_ref_idx_l0_default_active_minus1 + 1;
	pps->num_ref_idx_default[1] = ctrl->num_ref_idx_l1_default_active_minus1 + 1;
	pps->weighted_bipred_idc = ctrl->weighted_bipred_idc;
	pps->pic_init_qp = ctrl->pic_init_qp_minus26 + 26;
	pps->pic_init_qs = ctrl->pic_init_qs_minus26 + 26;
	pps->entropy_coding_mode = flags & V4L2_H264_PPS_FLAG_ENTROPY_CODING_MODE;
	pps->bottom_field_pic_order_in_frame_present =
		flags & V4L2_H264_PPS_FLAG_BOTTOM_FIELD_PIC_ORDER_IN_FRAME_PRESENT;
	pps->weighted_pred = flags & V4L2_H264_PPS_FLAG_WEIGHTED_PRED;
	pps->deblocking_filter_control_present =
		flags & V4L2_H264_PPS_FLAG_DEBLOCKING_FILTER_CONTROL_PRESENT;
	pps->constrained_intra_pred = flags & V4L2_H264_PPS_FLAG_CONSTRAINED_INTRA_PRED;
	pps->redundant_pic_cnt_present = flags & V4L2_H264_PPS_FLAG_REDUNDANT_PIC_CNT_PRESENT;
	pps->transform_8x8_mode = flags & V4L2_H264_PPS_FLAG_TRANSFORM_8X8_MODE;

	h264_params_chroma_qp(pps->chroma_qp[0], ctrl->chroma_qp_index_offset, sps);
	h264_params_chroma_qp(pps->chroma_qp[1], ctrl->second_chroma_qp_index_offset, sps);
	h264_params_level_scale(pps, scaling);
	return 0;
}

/* Some clients leave fields 0 for frames, as the kernel's helpers allow. */
static u8 h264_params_fields(const struct v4l2_h264_dpb_entry *in)
{
	const u8 fields = in->fields & V4L2_H264_FRAME_REF;

	return fields ? fields : V4L2_H264_FRAME_REF;
}

int h264_params_picture(struct h264_params *params,
			const struct v4l2_ctrl_h264_decode_params *ctrl)
{
	const struct h264_sps *sps = &params->sps;
	const u32 flags = ctrl->flags;
	unsigned int i;

	if (ctrl->nal_ref_idc > 3 || ctrl->frame_num >> sps->log2_max_frame_num)
		return -EINVAL;
	/* dec_ref_pic_marking() and POC syntax are at most a few codewords. */
	if (ctrl->dec_ref_pic_marking_bit_size > 16384 || ctrl->pic_order_cnt_bit_size > 256)
		return -EINVAL;

	params->structure = H264_FRAME;
	if (flags & V4L2_H264_DECODE_PARAM_FLAG_FIELD_PIC) {
		if (sps->frame_mbs_only)
			return -EINVAL;
		params->structure = flags & V4L2_H264_DECODE_PARAM_FLAG_BOTTOM_FIELD ?
				    H264_BOTTOM : H264_TOP;
	}
	params->nal_ref_idc = ctrl->nal_ref_idc;
	params->frame_num = ctrl->frame_num;
	params->idr = flags & V4L2_H264_DECODE_PARAM_FLAG_IDR_PIC;
	params->idr_pic_id = ctrl->idr_pic_id;
	params->poc[0] = ctrl->top_field_order_cnt;
	params->poc[1] = ctrl->bottom_field_order_cnt;
	params->dec_ref_pic_marking_bits = ctrl->dec_ref_pic_marking_bit_size;
	params->pic_order_cnt_bits = ctrl->pic_order_cnt_bit_size;

	for (i = 0; i < H264_MAX_DPB; i++) {
		const struct v4l2_h264_dpb_entry *in = &ctrl->dpb[i];
		const bool valid = in->flags & V4L2_H264_DPB_ENTRY_FLAG_VALID;
		const bool active = in->flags & V4L2_H264_DPB_ENTRY_FLAG_ACTIVE;

		params->dpb[i] = (struct h264_dpb_entry){
			.reference_ts = in->reference_ts,
			.frame_num = in->frame_num,
			.poc = { in->top_field_order_cnt, in->bottom_field_order_cnt },
			.fields = valid && active ? h264_params_fields(in) : 0,
			.valid = valid,
			.long_term = in->flags & V4L2_H264_DPB_ENTRY_FLAG_LONG_TERM,
			.field_pair = in->flags & V4L2_H264_DPB_ENTRY_FLAG_FIELD,
		};
	}
	return 0;
}
