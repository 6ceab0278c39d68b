// SPDX-License-Identifier: GPL-2.0
/*
 * From the V4L2 control to checked parameters (VP9 bitstream specification 7.2).
 */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../dae_bits.h"
#include "vp9_params.h"
#include "vp9_probs.h"

#define VP9_FRAME_MARKER	2
#define VP9_SYNC_CODE		0x498342
#define VP9_CS_RGB		7

/* Subsampling and depth, which the profile must have (7.2.2). */
static int vp9_params_format(struct vp9_params *params, const struct v4l2_ctrl_vp9_frame *ctrl)
{
	const bool x = ctrl->flags & V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING;
	const bool y = ctrl->flags & V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING;

	if (ctrl->profile > 3)
		return -EINVAL;
	if (ctrl->profile < 2 ? ctrl->bit_depth != 8 :
				ctrl->bit_depth != 10 && ctrl->bit_depth != 12)
		return -EINVAL;
	/* Even profiles have 4:2:0, odd ones all others. */
	if ((x && y) != !(ctrl->profile & 1))
		return -EINVAL;

	params->profile = ctrl->profile;
	params->fmt = (struct dae_frame_format){
		.width = ctrl->frame_width_minus_1 + 1,
		.height = ctrl->frame_height_minus_1 + 1,
		.bit_depth = ctrl->bit_depth,
		.chroma = x ? y ? DAE_CHROMA_420 : DAE_CHROMA_422 :
			      y ? DAE_CHROMA_440 : DAE_CHROMA_444,
		.block = 64,
	};
	return 0;
}

static int vp9_params_loop_filter(struct vp9_params *params,
				  const struct v4l2_vp9_loop_filter *lf)
{
	unsigned int i;

	if (lf->level > 63 || lf->sharpness > 7)
		return -EINVAL;
	for (i = 0; i < 4; i++)
		if (lf->ref_deltas[i] < -63 || lf->ref_deltas[i] > 63)
			return -EINVAL;
	for (i = 0; i < 2; i++)
		if (lf->mode_deltas[i] < -63 || lf->mode_deltas[i] > 63)
			return -EINVAL;
	params->lf_level = lf->level;
	params->lf_sharpness = lf->sharpness;
	params->lf_delta_enabled = lf->flags & V4L2_VP9_LOOP_FILTER_FLAG_DELTA_ENABLED;
	memcpy(params->lf_ref_deltas, lf->ref_deltas, sizeof(params->lf_ref_deltas));
	memcpy(params->lf_mode_deltas, lf->mode_deltas, sizeof(params->lf_mode_deltas));
	return 0;
}

static bool vp9_params_delta_q_ok(s8 delta)
{
	return delta >= -15 && delta <= 15;
}

static int vp9_params_quant(struct vp9_params *params, const struct v4l2_vp9_quantization *quant)
{
	if (!vp9_params_delta_q_ok(quant->delta_q_y_dc) ||
	    !vp9_params_delta_q_ok(quant->delta_q_uv_dc) ||
	    !vp9_params_delta_q_ok(quant->delta_q_uv_ac))
		return -EINVAL;
	params->base_q_idx = quant->base_q_idx;
	params->delta_q_y_dc = quant->delta_q_y_dc;
	params->delta_q_uv_dc = quant->delta_q_uv_dc;
	params->delta_q_uv_ac = quant->delta_q_uv_ac;
	params->lossless = !quant->base_q_idx && !quant->delta_q_y_dc &&
			   !quant->delta_q_uv_dc && !quant->delta_q_uv_ac;
	return 0;
}

static int vp9_params_segmentation(struct vp9_segmentation *seg,
				   const struct v4l2_vp9_segmentation *ctrl)
{
	static const s16 max[VP9_SEG_FEATURES] = {
		[VP9_SEG_ALT_Q] = 255, [VP9_SEG_ALT_L] = 63, [VP9_SEG_REF_FRAME] = 3,
	};
	unsigned int i, f;

	*seg = (struct vp9_segmentation){
		.enabled = ctrl->flags & V4L2_VP9_SEGMENTATION_FLAG_ENABLED,
		.update_map = ctrl->flags & V4L2_VP9_SEGMENTATION_FLAG_UPDATE_MAP,
		.temporal_update = ctrl->flags & V4L2_VP9_SEGMENTATION_FLAG_TEMPORAL_UPDATE,
		.abs_update = ctrl->flags & V4L2_VP9_SEGMENTATION_FLAG_ABS_OR_DELTA_UPDATE,
	};
	if (!seg->enabled)
		return 0;
	memcpy(seg->tree_probs, ctrl->tree_probs, sizeof(seg->tree_probs));
	memcpy(seg->pred_probs, ctrl->pred_probs, sizeof(seg->pred_probs));
	for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
		seg->features[i] = ctrl->feature_enabled[i] &
				   V4L2_VP9_SEGMENT_FEATURE_ENABLED_MASK;
		for (f = 0; f < VP9_SEG_FEATURES; f++) {
			const s16 data = ctrl->feature_data[i][f];

			if (!(seg->features[i] >> f & 1))
				continue;
			if (data < (f < VP9_SEG_REF_FRAME ? -max[f] : 0) || data > max[f])
				return -EINVAL;
			seg->data[i][f] = data;
		}
	}
	return 0;
}

/* 7.2.11 */
static int vp9_params_tiles(struct vp9_params *params, const struct v4l2_ctrl_vp9_frame *ctrl)
{
	const u32 sb_cols = (params->fmt.width + 63) / 64;

	if (ctrl->tile_rows_log2 > 2 || ctrl->tile_cols_log2 > 6)
		return -EINVAL;
	/* At least 4 superblocks wide, at most 64. */
	if (ctrl->tile_cols_log2 && sb_cols >> ctrl->tile_cols_log2 < 4)
		return -EINVAL;
	if (64u << ctrl->tile_cols_log2 < sb_cols)
		return -EINVAL;
	params->tile_cols_log2 = ctrl->tile_cols_log2;
	params->tile_rows_log2 = ctrl->tile_rows_log2;
	return 0;
}

static int vp9_params_flags(struct vp9_params *params, const struct v4l2_ctrl_vp9_frame *ctrl)
{
	const u32 flags = ctrl->flags;

	if (ctrl->reset_frame_context > V4L2_VP9_RESET_FRAME_CTX_ALL ||
	    ctrl->frame_context_idx > 3 || ctrl->interpolation_filter > VP9_SWITCHABLE)
		return -EINVAL;
	if (!ctrl->compressed_header_size || !ctrl->uncompressed_header_size)
		return -EINVAL;

	params->key_frame = flags & V4L2_VP9_FRAME_FLAG_KEY_FRAME;
	params->intra_only = !params->key_frame && flags & V4L2_VP9_FRAME_FLAG_INTRA_ONLY;
	params->show_frame = flags & V4L2_VP9_FRAME_FLAG_SHOW_FRAME;
	params->error_res = flags & V4L2_VP9_FRAME_FLAG_ERROR_RESILIENT;
	params->allow_hp = flags & V4L2_VP9_FRAME_FLAG_ALLOW_HIGH_PREC_MV;
	params->refresh_context = flags & V4L2_VP9_FRAME_FLAG_REFRESH_FRAME_CTX;
	params->parallel = flags & V4L2_VP9_FRAME_FLAG_PARALLEL_DEC_MODE;
	if (params->error_res) {
		params->refresh_context = false;
		params->parallel = true;
	}
	params->reset_context = ctrl->reset_frame_context;
	params->context_idx = ctrl->frame_context_idx;
	params->interp_filter = ctrl->interpolation_filter;
	params->uncompressed_bytes = ctrl->uncompressed_header_size;
	params->compressed_bytes = ctrl->compressed_header_size;
	return 0;
}

int vp9_params_frame(struct vp9_params *params, const struct v4l2_ctrl_vp9_frame *ctrl)
{
	int ret;

	*params = (struct vp9_params){};
	ret = vp9_params_format(params, ctrl);
	if (ret)
		return ret;
	ret = vp9_params_flags(params, ctrl);
	if (ret)
		return ret;
	ret = vp9_params_loop_filter(params, &ctrl->lf);
	if (ret)
		return ret;
	ret = vp9_params_quant(params, &ctrl->quant);
	if (ret)
		return ret;
	ret = vp9_params_segmentation(&params->seg, &ctrl->seg);
	if (ret)
		return ret;

	/* Without inter frames before it there is no sign to be kept (7.2). */
	if (!vp9_params_intra(params) && !params->error_res) {
		params->sign_bias[VP9_REF_LAST] =
			ctrl->ref_frame_sign_bias & V4L2_VP9_SIGN_BIAS_LAST;
		params->sign_bias[VP9_REF_GOLDEN] =
			ctrl->ref_frame_sign_bias & V4L2_VP9_SIGN_BIAS_GOLDEN;
		params->sign_bias[VP9_REF_ALTREF] =
			ctrl->ref_frame_sign_bias & V4L2_VP9_SIGN_BIAS_ALT;
	}
	params->ref_ts[0] = ctrl->last_frame_ts;
	params->ref_ts[1] = ctrl->golden_frame_ts;
	params->ref_ts[2] = ctrl->alt_frame_ts;
	return vp9_params_tiles(params, ctrl);
}

/* color_config() (6.2.2) */
static void vp9_params_skip_color(struct dae_bits *b, unsigned int profile)
{
	if (profile >= 2)
		dae_bits_u(b, 1);
	if (dae_bits_u(b, 3) != VP9_CS_RGB) {
		dae_bits_u(b, 1);
		if (profile & 1)
			dae_bits_u(b, 3);
	} else if (profile & 1) {
		dae_bits_u(b, 1);
	}
}

int vp9_params_header(struct vp9_params *params, const u8 *data, u32 bytes)
{
	bool key_frame, show_frame, error_res, intra_only = false;
	unsigned int profile;
	struct dae_bits b;

	dae_bits_init(&b, data, bytes);
	if (dae_bits_u(&b, 2) != VP9_FRAME_MARKER)
		return -EINVAL;
	profile = dae_bits_u(&b, 1);
	profile |= dae_bits_u(&b, 1) << 1;
	if (profile == 3)
		dae_bits_u(&b, 1);
	/* show_existing_frame has nothing to decode. */
	if (profile != params->profile || dae_bits_u(&b, 1))
		return -EINVAL;
	key_frame = !dae_bits_u(&b, 1);
	show_frame = dae_bits_u(&b, 1);
	error_res = dae_bits_u(&b, 1);
	params->refresh_flags = 0xff;
	if (!key_frame) {
		if (!show_frame)
			intra_only = dae_bits_u(&b, 1);
		if (!error_res)
			dae_bits_u(&b, 2);
		if (intra_only) {
			if (dae_bits_u(&b, 24) != VP9_SYNC_CODE)
				return -EINVAL;
			if (profile)
				vp9_params_skip_color(&b, profile);
		}
		params->refresh_flags = dae_bits_u(&b, 8);
	} else if (dae_bits_u(&b, 24) != VP9_SYNC_CODE) {
		return -EINVAL;
	}
	if (dae_bits_overrun(&b) || key_frame != params->key_frame ||
	    intra_only != params->intra_only || show_frame != params->show_frame ||
	    error_res != params->error_res)
		return -EINVAL;
	return 0;
}
