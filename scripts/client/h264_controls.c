// SPDX-License-Identifier: GPL-2.0
/*
 * The controls of an H.264 picture, see h264_controls.h.
 */
#include <stdbool.h>

#include "client.h"
#include "h264_controls.h"

#define FLAG(condition, flag)	((condition) ? (flag) : 0)

static __u64 sps_flags(const GstH264SPS *sps)
{
	return FLAG(sps->separate_colour_plane_flag, V4L2_H264_SPS_FLAG_SEPARATE_COLOUR_PLANE) |
	       FLAG(sps->qpprime_y_zero_transform_bypass_flag,
		    V4L2_H264_SPS_FLAG_QPPRIME_Y_ZERO_TRANSFORM_BYPASS) |
	       FLAG(sps->delta_pic_order_always_zero_flag,
		    V4L2_H264_SPS_FLAG_DELTA_PIC_ORDER_ALWAYS_ZERO) |
	       FLAG(sps->gaps_in_frame_num_value_allowed_flag,
		    V4L2_H264_SPS_FLAG_GAPS_IN_FRAME_NUM_VALUE_ALLOWED) |
	       FLAG(sps->frame_mbs_only_flag, V4L2_H264_SPS_FLAG_FRAME_MBS_ONLY) |
	       FLAG(sps->mb_adaptive_frame_field_flag,
		    V4L2_H264_SPS_FLAG_MB_ADAPTIVE_FRAME_FIELD) |
	       FLAG(sps->direct_8x8_inference_flag, V4L2_H264_SPS_FLAG_DIRECT_8X8_INFERENCE);
}

static __u8 constraint_sets(const GstH264SPS *sps)
{
	return FLAG(sps->constraint_set0_flag, 1) | FLAG(sps->constraint_set1_flag, 2) |
	       FLAG(sps->constraint_set2_flag, 4) | FLAG(sps->constraint_set3_flag, 8) |
	       FLAG(sps->constraint_set4_flag, 16) | FLAG(sps->constraint_set5_flag, 32);
}

void h264_controls_sps(struct v4l2_ctrl_h264_sps *ctrl, const GstH264SPS *sps)
{
	unsigned int i;

	*ctrl = (struct v4l2_ctrl_h264_sps){
		.profile_idc = sps->profile_idc,
		.constraint_set_flags = constraint_sets(sps),
		.level_idc = sps->level_idc,
		.seq_parameter_set_id = sps->id,
		.chroma_format_idc = sps->chroma_format_idc,
		.bit_depth_luma_minus8 = sps->bit_depth_luma_minus8,
		.bit_depth_chroma_minus8 = sps->bit_depth_chroma_minus8,
		.log2_max_frame_num_minus4 = sps->log2_max_frame_num_minus4,
		.pic_order_cnt_type = sps->pic_order_cnt_type,
		.log2_max_pic_order_cnt_lsb_minus4 = sps->log2_max_pic_order_cnt_lsb_minus4,
		.max_num_ref_frames = sps->num_ref_frames,
		.num_ref_frames_in_pic_order_cnt_cycle =
			sps->num_ref_frames_in_pic_order_cnt_cycle,
		.offset_for_non_ref_pic = sps->offset_for_non_ref_pic,
		.offset_for_top_to_bottom_field = sps->offset_for_top_to_bottom_field,
		.pic_width_in_mbs_minus1 = sps->pic_width_in_mbs_minus1,
		.pic_height_in_map_units_minus1 = sps->pic_height_in_map_units_minus1,
		.flags = sps_flags(sps),
	};
	for (i = 0; i < sps->num_ref_frames_in_pic_order_cnt_cycle; i++)
		ctrl->offset_for_ref_frame[i] = sps->offset_for_ref_frame[i];
}

static bool has_scaling_matrix(const GstH264PPS *pps)
{
	return pps->sequence->scaling_matrix_present_flag || pps->pic_scaling_matrix_present_flag;
}

static __u16 pps_flags(const GstH264PPS *pps)
{
	return FLAG(pps->entropy_coding_mode_flag, V4L2_H264_PPS_FLAG_ENTROPY_CODING_MODE) |
	       FLAG(pps->pic_order_present_flag,
		    V4L2_H264_PPS_FLAG_BOTTOM_FIELD_PIC_ORDER_IN_FRAME_PRESENT) |
	       FLAG(pps->weighted_pred_flag, V4L2_H264_PPS_FLAG_WEIGHTED_PRED) |
	       FLAG(pps->deblocking_filter_control_present_flag,
		    V4L2_H264_PPS_FLAG_DEBLOCKING_FILTER_CONTROL_PRESENT) |
	       FLAG(pps->constrained_intra_pred_flag, V4L2_H264_PPS_FLAG_CONSTRAINED_INTRA_PRED) |
	       FLAG(pps->redundant_pic_cnt_present_flag,
		    V4L2_H264_PPS_FLAG_REDUNDANT_PIC_CNT_PRESENT) |
	       FLAG(pps->transform_8x8_mode_flag, V4L2_H264_PPS_FLAG_TRANSFORM_8X8_MODE) |
	       FLAG(has_scaling_matrix(pps), V4L2_H264_PPS_FLAG_SCALING_MATRIX_PRESENT);
}

static void fill_pps(struct v4l2_ctrl_h264_pps *ctrl, const GstH264PPS *pps)
{
	*ctrl = (struct v4l2_ctrl_h264_pps){
		.pic_parameter_set_id = pps->id,
		.seq_parameter_set_id = pps->sequence->id,
		.num_slice_groups_minus1 = pps->num_slice_groups_minus1,
		.num_ref_idx_l0_default_active_minus1 = pps->num_ref_idx_l0_active_minus1,
		.num_ref_idx_l1_default_active_minus1 = pps->num_ref_idx_l1_active_minus1,
		.weighted_bipred_idc = pps->weighted_bipred_idc,
		.pic_init_qp_minus26 = pps->pic_init_qp_minus26,
		.pic_init_qs_minus26 = pps->pic_init_qs_minus26,
		.chroma_qp_index_offset = pps->chroma_qp_index_offset,
		.second_chroma_qp_index_offset = pps->second_chroma_qp_index_offset,
		.flags = pps_flags(pps),
	};
}

/* GStreamer has the order of the bitstream, the control wants rows of a block. */
static void fill_matrix(struct v4l2_ctrl_h264_scaling_matrix *ctrl, const GstH264PPS *pps)
{
	unsigned int i;

	*ctrl = (struct v4l2_ctrl_h264_scaling_matrix){ 0 };
	for (i = 0; i < 6; i++) {
		gst_h264_quant_matrix_4x4_get_raster_from_zigzag(ctrl->scaling_list_4x4[i],
								 pps->scaling_lists_4x4[i]);
		gst_h264_quant_matrix_8x8_get_raster_from_zigzag(ctrl->scaling_list_8x8[i],
								 pps->scaling_lists_8x8[i]);
	}
}

static bool is_ref(const GstH264Picture *pic)
{
	return pic->ref != GST_H264_PICTURE_REF_NONE;
}

/* The fields that @pic stands for, if it is a reference. */
static __u8 ref_fields(const GstH264Picture *pic)
{
	if (!is_ref(pic))
		return 0;
	switch (pic->field) {
	case GST_H264_PICTURE_FIELD_TOP_FIELD:
		return V4L2_H264_TOP_FIELD_REF;
	case GST_H264_PICTURE_FIELD_BOTTOM_FIELD:
		return V4L2_H264_BOTTOM_FIELD_REF;
	default:
		return V4L2_H264_FRAME_REF;
	}
}

static void set_order_counts(struct v4l2_h264_dpb_entry *entry, const GstH264Picture *pic)
{
	if (pic->field != GST_H264_PICTURE_FIELD_BOTTOM_FIELD)
		entry->top_field_order_cnt = pic->top_field_order_cnt;
	if (pic->field != GST_H264_PICTURE_FIELD_TOP_FIELD)
		entry->bottom_field_order_cnt = pic->bottom_field_order_cnt;
}

/* One entry for a frame, or for the field @pic and the @other of its frame. */
static void fill_entry(struct v4l2_h264_dpb_entry *entry, GstH264Picture *pic,
		       const GstH264Picture *other, __u64 timestamp)
{
	const GstH264Picture *ref = is_ref(pic) ? pic : other;
	bool long_term = ref->ref == GST_H264_PICTURE_REF_LONG_TERM;

	*entry = (struct v4l2_h264_dpb_entry){
		.reference_ts = timestamp,
		.pic_num = long_term ? ref->long_term_pic_num : ref->pic_num,
		.frame_num = long_term ? ref->long_term_frame_idx : ref->frame_num,
		.fields = ref_fields(pic) | (other ? ref_fields(other) : 0),
		.flags = V4L2_H264_DPB_ENTRY_FLAG_VALID | V4L2_H264_DPB_ENTRY_FLAG_ACTIVE |
			 FLAG(long_term, V4L2_H264_DPB_ENTRY_FLAG_LONG_TERM) |
			 FLAG(pic->field_pic_flag, V4L2_H264_DPB_ENTRY_FLAG_FIELD),
	};
	set_order_counts(entry, pic);
	if (other)
		set_order_counts(entry, other);
}

static bool contains(const GArray *pics, const GstH264Picture *pic)
{
	unsigned int i;

	for (i = 0; i < pics->len; i++)
		if (g_array_index(pics, GstH264Picture *, i) == pic)
			return true;
	return false;
}

/* The DPB lists fields one by one. */
static void fill_dpb(struct v4l2_ctrl_h264_decode_params *ctrl, GstH264Dpb *dpb,
		     h264_timestamp timestamp)
{
	GArray *pics = gst_h264_dpb_get_pictures_all(dpb);
	unsigned int i, count = 0;

	for (i = 0; i < pics->len; i++) {
		GstH264Picture *pic = g_array_index(pics, GstH264Picture *, i);
		GstH264Picture *other = pic->other_field;

		if (other && !contains(pics, other))
			other = NULL;
		if (other && pic->second_field)
			continue;
		if (!is_ref(pic) && !(other && is_ref(other)))
			continue;
		check(count < V4L2_H264_NUM_DPB_ENTRIES);
		fill_entry(&ctrl->dpb[count++], pic, other, timestamp(pic));
	}
	g_array_unref(pics);
}

static __u32 decode_flags(const GstH264Picture *pic, const GstH264SliceHdr *slice)
{
	return FLAG(pic->idr, V4L2_H264_DECODE_PARAM_FLAG_IDR_PIC) |
	       FLAG(slice->field_pic_flag, V4L2_H264_DECODE_PARAM_FLAG_FIELD_PIC) |
	       FLAG(slice->bottom_field_flag, V4L2_H264_DECODE_PARAM_FLAG_BOTTOM_FIELD);
}

static void fill_order_counts(struct v4l2_ctrl_h264_decode_params *ctrl, const GstH264Picture *pic)
{
	const GstH264Picture *first = pic->second_field ? pic->other_field : NULL;
	const GstH264Picture *top = pic, *bottom = pic;

	if (pic->field == GST_H264_PICTURE_FIELD_TOP_FIELD)
		bottom = first;
	else if (pic->field == GST_H264_PICTURE_FIELD_BOTTOM_FIELD)
		top = first;
	ctrl->top_field_order_cnt = top ? top->top_field_order_cnt : 0;
	ctrl->bottom_field_order_cnt = bottom ? bottom->bottom_field_order_cnt : 0;
}

static void fill_decode(struct v4l2_ctrl_h264_decode_params *ctrl, const GstH264Picture *pic,
			const GstH264SliceHdr *slice)
{
	*ctrl = (struct v4l2_ctrl_h264_decode_params){
		.nal_ref_idc = pic->nal_ref_idc,
		.frame_num = slice->frame_num,
		.idr_pic_id = slice->idr_pic_id,
		.pic_order_cnt_lsb = slice->pic_order_cnt_lsb,
		.delta_pic_order_cnt_bottom = slice->delta_pic_order_cnt_bottom,
		.delta_pic_order_cnt0 = slice->delta_pic_order_cnt[0],
		.delta_pic_order_cnt1 = slice->delta_pic_order_cnt[1],
		.dec_ref_pic_marking_bit_size = slice->dec_ref_pic_marking.bit_size,
		.pic_order_cnt_bit_size = slice->pic_order_cnt_bit_size,
		.slice_group_change_cycle = slice->slice_group_change_cycle,
		.flags = decode_flags(pic, slice),
	};
	fill_order_counts(ctrl, pic);
}

void h264_controls_fill(struct h264_controls *controls, GstH264Picture *pic,
			const GstH264Slice *slice, GstH264Dpb *dpb, h264_timestamp timestamp)
{
	const GstH264PPS *pps = slice->header.pps;

	h264_controls_sps(&controls->sps, pps->sequence);
	fill_pps(&controls->pps, pps);
	fill_matrix(&controls->matrix, pps);
	fill_decode(&controls->decode, pic, &slice->header);
	fill_dpb(&controls->decode, dpb, timestamp);
}

void h264_controls_add_slice(struct h264_controls *controls, const GstH264Slice *slice)
{
	switch (slice->header.type % 5) {
	case GST_H264_P_SLICE:
		controls->decode.flags |= V4L2_H264_DECODE_PARAM_FLAG_PFRAME;
		break;
	case GST_H264_B_SLICE:
		controls->decode.flags |= V4L2_H264_DECODE_PARAM_FLAG_BFRAME;
		break;
	}
}
