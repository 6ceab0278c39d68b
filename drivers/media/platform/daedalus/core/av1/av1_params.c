// SPDX-License-Identifier: GPL-2.0
/*
 * From the V4L2 controls to checked parameters (AV1 specification 5.5, 5.9).
 */
#include <linux/errno.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_block_tables.h"
#include "av1_params.h"
#include "av1_warp.h"

#define AV1_SUPERRES_NUM	8
#define AV1_MAX_DIM		65536

/* Depth and subsampling each profile may have (5.5.2). */
static int av1_params_format(struct av1_sequence *seq, const struct v4l2_ctrl_av1_sequence *ctrl)
{
	const bool mono = ctrl->flags & V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME;
	const bool x = mono || ctrl->flags & V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X;
	const bool y = mono || ctrl->flags & V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y;
	bool ok;

	switch (ctrl->seq_profile) {
	case 0:
		ok = x && y && ctrl->bit_depth != 12;
		break;
	case 1:
		ok = !x && !y && ctrl->bit_depth != 12;
		break;
	case 2:
		/* Below 12 bits what the other profiles lack: 4:2:2, and 4:0:0. */
		ok = ctrl->bit_depth == 12 ? x || !y : x && (!y || mono);
		break;
	default:
		return -EINVAL;
	}
	if (!ok || (ctrl->bit_depth != 8 && ctrl->bit_depth != 10 && ctrl->bit_depth != 12))
		return -EINVAL;

	seq->profile = ctrl->seq_profile;
	seq->bit_depth = ctrl->bit_depth;
	seq->sub_x = x;
	seq->sub_y = y;
	seq->num_planes = mono ? 1 : 3;
	if (mono)
		seq->chroma = DAE_CHROMA_400;
	else
		seq->chroma = !x ? DAE_CHROMA_444 : y ? DAE_CHROMA_420 : DAE_CHROMA_422;
	return 0;
}

int av1_params_sequence(struct av1_sequence *seq, const struct v4l2_ctrl_av1_sequence *ctrl)
{
	const u32 flags = ctrl->flags;
	int ret;

	*seq = (struct av1_sequence){};
	ret = av1_params_format(seq, ctrl);
	if (ret)
		return ret;
	if (ctrl->order_hint_bits > 8)
		return -EINVAL;
	seq->sb128 = flags & V4L2_AV1_SEQUENCE_FLAG_USE_128X128_SUPERBLOCK;
	seq->filter_intra = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_FILTER_INTRA;
	seq->intra_edge_filter = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_INTRA_EDGE_FILTER;
	seq->interintra = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_INTERINTRA_COMPOUND;
	seq->masked_compound = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_MASKED_COMPOUND;
	seq->warped_motion = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_WARPED_MOTION;
	seq->dual_filter = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_DUAL_FILTER;
	seq->order_hint = (flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_ORDER_HINT) &&
			  ctrl->order_hint_bits;
	seq->jnt_comp = seq->order_hint && flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_JNT_COMP;
	seq->ref_frame_mvs = seq->order_hint &&
			     flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_REF_FRAME_MVS;
	seq->superres = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_SUPERRES;
	seq->cdef = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_CDEF;
	seq->restoration = flags & V4L2_AV1_SEQUENCE_FLAG_ENABLE_RESTORATION;
	seq->film_grain = flags & V4L2_AV1_SEQUENCE_FLAG_FILM_GRAIN_PARAMS_PRESENT;
	seq->color_range = flags & V4L2_AV1_SEQUENCE_FLAG_COLOR_RANGE;
	seq->order_hint_bits = seq->order_hint ? ctrl->order_hint_bits : 0;
	seq->max_width = ctrl->max_frame_width_minus_1 + 1;
	seq->max_height = ctrl->max_frame_height_minus_1 + 1;
	return 0;
}

/* frame_size(), superres_params() and compute_image_size() (5.9.5, 5.9.8, 5.9.9). */
static int av1_params_size(struct av1_params *params, const struct v4l2_ctrl_av1_frame *ctrl)
{
	const u32 width = ctrl->frame_width_minus_1, height = ctrl->frame_height_minus_1;
	u32 upscaled;

	if (width >= AV1_MAX_DIM || height >= AV1_MAX_DIM || ctrl->upscaled_width > AV1_MAX_DIM)
		return -EINVAL;
	params->width = width + 1;
	/* Clients that do not know superres leave both at 0. */
	upscaled = ctrl->upscaled_width ? ctrl->upscaled_width : params->width;
	params->superres_denom = AV1_SUPERRES_NUM;
	if (ctrl->flags & V4L2_AV1_FRAME_FLAG_USE_SUPERRES) {
		const u32 denom = ctrl->superres_denom;

		if (!params->seq.superres || denom <= AV1_SUPERRES_NUM || denom > 16 ||
		    (upscaled * AV1_SUPERRES_NUM + denom / 2) / denom != params->width)
			return -EINVAL;
		params->superres_denom = denom;
	} else if (upscaled != params->width) {
		return -EINVAL;
	}
	params->do_superres = upscaled != params->width;
	params->fmt = (struct dae_frame_format){
		.width = upscaled,
		.height = height + 1,
		.bit_depth = params->seq.bit_depth,
		.chroma = params->seq.chroma,
		.block = params->seq.sb128 ? 128 : 64,
	};
	params->mi_cols = 2 * ((params->width + 7) / 8);
	params->mi_rows = 2 * ((params->fmt.height + 7) / 8);
	return 0;
}

/* The order of tests is that of uncompressed_header() (5.9.2). */
static int av1_params_type(struct av1_params *params, const struct v4l2_ctrl_av1_frame *ctrl)
{
	const u32 flags = ctrl->flags;

	if (ctrl->frame_type > V4L2_AV1_SWITCH_FRAME)
		return -EINVAL;
	params->frame_type = ctrl->frame_type;
	params->intra = ctrl->frame_type == V4L2_AV1_KEY_FRAME ||
			ctrl->frame_type == V4L2_AV1_INTRA_ONLY_FRAME;
	params->show_frame = flags & V4L2_AV1_FRAME_FLAG_SHOW_FRAME;
	params->showable_frame = flags & V4L2_AV1_FRAME_FLAG_SHOWABLE_FRAME;
	params->error_res = flags & V4L2_AV1_FRAME_FLAG_ERROR_RESILIENT_MODE;
	params->disable_cdf_update = flags & V4L2_AV1_FRAME_FLAG_DISABLE_CDF_UPDATE;
	params->frame_end_update = !(flags & V4L2_AV1_FRAME_FLAG_DISABLE_FRAME_END_UPDATE_CDF);
	params->screen_content = flags & V4L2_AV1_FRAME_FLAG_ALLOW_SCREEN_CONTENT_TOOLS;
	params->force_integer_mv = params->intra ||
				   flags & V4L2_AV1_FRAME_FLAG_FORCE_INTEGER_MV;
	params->reduced_tx_set = flags & V4L2_AV1_FRAME_FLAG_REDUCED_TX_SET;
	params->refresh_flags = ctrl->refresh_frame_flags;
	params->intrabc = flags & V4L2_AV1_FRAME_FLAG_ALLOW_INTRABC;
	if (params->intrabc &&
	    (!params->intra || !params->screen_content || params->do_superres))
		return -EINVAL;
	params->order_hint = ctrl->order_hint & ((1 << params->seq.order_hint_bits) - 1);
	return 0;
}

static int av1_params_inter(struct av1_params *params, const struct v4l2_ctrl_av1_frame *ctrl)
{
	const u32 flags = ctrl->flags;
	unsigned int i;

	for (i = 0; i < AV1_NUM_SLOTS; i++)
		params->slot_ts[i] = ctrl->reference_frame_ts[i];
	params->primary_ref_frame = AV1_PRIMARY_REF_NONE;
	if (params->intra)
		return 0;

	for (i = 0; i < AV1_REFS; i++) {
		if (ctrl->ref_frame_idx[i] < 0 || ctrl->ref_frame_idx[i] >= AV1_NUM_SLOTS)
			return -EINVAL;
		params->ref_slot[i] = ctrl->ref_frame_idx[i];
	}
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++)
		params->order_hints[i] = ctrl->order_hints[i] &
					 ((1 << params->seq.order_hint_bits) - 1);
	if (ctrl->primary_ref_frame > AV1_PRIMARY_REF_NONE ||
	    ctrl->interpolation_filter > V4L2_AV1_INTERPOLATION_FILTER_SWITCHABLE)
		return -EINVAL;
	if (!params->error_res)
		params->primary_ref_frame = ctrl->primary_ref_frame;
	params->interp_filter = ctrl->interpolation_filter;
	params->high_precision_mv = !params->force_integer_mv &&
				    flags & V4L2_AV1_FRAME_FLAG_ALLOW_HIGH_PRECISION_MV;
	params->motion_mode_switchable = flags & V4L2_AV1_FRAME_FLAG_IS_MOTION_MODE_SWITCHABLE;
	params->use_ref_frame_mvs = params->seq.ref_frame_mvs && !params->error_res &&
				    flags & V4L2_AV1_FRAME_FLAG_USE_REF_FRAME_MVS;
	params->warped_motion = params->seq.warped_motion && !params->error_res &&
				flags & V4L2_AV1_FRAME_FLAG_ALLOW_WARPED_MOTION;
	params->reference_select = flags & V4L2_AV1_FRAME_FLAG_REFERENCE_SELECT;
	params->skip_mode = params->reference_select && params->seq.order_hint &&
			    flags & V4L2_AV1_FRAME_FLAG_SKIP_MODE_PRESENT;
	for (i = 0; params->skip_mode && i < 2; i++) {
		if (ctrl->skip_mode_frame[i] < AV1_LAST_FRAME ||
		    ctrl->skip_mode_frame[i] > AV1_ALTREF_FRAME)
			return -EINVAL;
		params->skip_mode_frame[i] = ctrl->skip_mode_frame[i];
	}
	return 0;
}

static bool av1_params_delta_q_ok(s8 delta)
{
	return delta >= -64 && delta <= 63;
}

/* quantization_params(), delta_q_params() (5.9.12, 5.9.17) */
static int av1_params_quant(struct av1_params *params, const struct v4l2_av1_quantization *q)
{
	if (!av1_params_delta_q_ok(q->delta_q_y_dc) || !av1_params_delta_q_ok(q->delta_q_u_dc) ||
	    !av1_params_delta_q_ok(q->delta_q_u_ac) || !av1_params_delta_q_ok(q->delta_q_v_dc) ||
	    !av1_params_delta_q_ok(q->delta_q_v_ac))
		return -EINVAL;
	params->using_qmatrix = q->flags & V4L2_AV1_QUANTIZATION_FLAG_USING_QMATRIX;
	if (params->using_qmatrix && (q->qm_y > 15 || q->qm_u > 15 || q->qm_v > 15))
		return -EINVAL;
	params->base_q_idx = q->base_q_idx;
	params->delta_q_dc[0] = q->delta_q_y_dc;
	params->delta_q_dc[1] = q->delta_q_u_dc;
	params->delta_q_dc[2] = q->delta_q_v_dc;
	params->delta_q_ac[1] = q->delta_q_u_ac;
	params->delta_q_ac[2] = q->delta_q_v_ac;
	params->qm[0] = q->qm_y;
	params->qm[1] = q->qm_u;
	params->qm[2] = q->qm_v;
	params->delta_q_present = q->base_q_idx &&
				  q->flags & V4L2_AV1_QUANTIZATION_FLAG_DELTA_Q_PRESENT;
	if (params->delta_q_present && q->delta_q_res > 3)
		return -EINVAL;
	params->delta_q_res = q->delta_q_res;
	return 0;
}

/* segmentation_params() (5.9.14) */
static int av1_params_segmentation(struct av1_params *params,
				   const struct v4l2_av1_segmentation *ctrl)
{
	const u8 *max = av1_segmentation_feature_max;
	struct av1_segmentation *seg = &params->seg;
	unsigned int i, j;

	seg->enabled = ctrl->flags & V4L2_AV1_SEGMENTATION_FLAG_ENABLED;
	if (!seg->enabled)
		return 0;
	seg->update_map = params->primary_ref_frame == AV1_PRIMARY_REF_NONE ||
			  ctrl->flags & V4L2_AV1_SEGMENTATION_FLAG_UPDATE_MAP;
	seg->temporal_update = params->primary_ref_frame != AV1_PRIMARY_REF_NONE &&
			       seg->update_map &&
			       ctrl->flags & V4L2_AV1_SEGMENTATION_FLAG_TEMPORAL_UPDATE;
	for (i = 0; i < AV1_MAX_SEGMENTS; i++) {
		seg->features[i] = ctrl->feature_enabled[i];
		for (j = 0; j < AV1_SEG_FEATURES; j++) {
			const s16 value = ctrl->feature_data[i][j];
			const int min = av1_segmentation_feature_signed[j] ? -max[j] : 0;

			if (!(seg->features[i] >> j & 1))
				continue;
			if (value > max[j] || value < min)
				return -EINVAL;
			seg->data[i][j] = value;
		}
		if (seg->features[i])
			seg->last_active = i;
		if (seg->features[i] >> AV1_SEG_REF_FRAME)
			seg->pre_skip = true;
	}
	return 0;
}

/* LosslessArray, CodedLossless and what they decide (5.9.2) */
static void av1_params_lossless(struct av1_params *params)
{
	const bool no_deltas = !params->delta_q_dc[0] && !params->delta_q_dc[1] &&
			       !params->delta_q_ac[1] && !params->delta_q_dc[2] &&
			       !params->delta_q_ac[2];
	unsigned int i;

	params->coded_lossless = true;
	for (i = 0; i < AV1_MAX_SEGMENTS; i++) {
		int qidx = params->base_q_idx;

		if (params->seg.features[i] >> AV1_SEG_ALT_Q & 1)
			qidx = clamp(qidx + params->seg.data[i][AV1_SEG_ALT_Q], 0, 255);
		params->qidx[i] = qidx;
		params->lossless[i] = !qidx && no_deltas;
		if (!params->lossless[i])
			params->coded_lossless = false;
	}
	params->all_lossless = params->coded_lossless && !params->do_superres;
}

/* loop_filter_params() and delta_lf_params() (5.9.11, 5.9.18) */
static int av1_params_loop_filter(struct av1_params *params, const struct v4l2_av1_loop_filter *lf)
{
	unsigned int i;

	params->delta_lf_present = params->delta_q_present && !params->intrabc &&
				   lf->flags & V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_PRESENT;
	if (params->delta_lf_present) {
		if (lf->delta_lf_res > 3)
			return -EINVAL;
		params->delta_lf_res = lf->delta_lf_res;
		params->delta_lf_multi = lf->flags & V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_MULTI;
	}
	if (params->coded_lossless || params->intrabc)
		return 0;
	for (i = 0; i < 4; i++)
		if (lf->level[i] > 63)
			return -EINVAL;
	for (i = 0; i < AV1_TOTAL_REFS; i++)
		if (lf->ref_deltas[i] < -64 || lf->ref_deltas[i] > 63)
			return -EINVAL;
	for (i = 0; i < 2; i++)
		if (lf->mode_deltas[i] < -64 || lf->mode_deltas[i] > 63)
			return -EINVAL;
	if (lf->sharpness > 7)
		return -EINVAL;
	memcpy(params->lf_level, lf->level, sizeof(params->lf_level));
	memcpy(params->lf_ref_deltas, lf->ref_deltas, sizeof(params->lf_ref_deltas));
	memcpy(params->lf_mode_deltas, lf->mode_deltas, sizeof(params->lf_mode_deltas));
	params->lf_sharpness = lf->sharpness;
	params->lf_delta_enabled = lf->flags & V4L2_AV1_LOOP_FILTER_FLAG_DELTA_ENABLED;
	params->do_deblock = lf->level[0] || lf->level[1];
	return 0;
}

/* Coded 3 stands for 4; clients give the one or the other. */
static u8 av1_params_cdef_sec(u8 strength)
{
	return strength == 3 ? 4 : strength;
}

/* cdef_params() (5.9.19) */
static int av1_params_cdef(struct av1_params *params, const struct v4l2_av1_cdef *cdef)
{
	unsigned int i;

	params->cdef_damping = 3;
	if (params->coded_lossless || params->intrabc || !params->seq.cdef)
		return 0;
	if (cdef->damping_minus_3 > 3 || cdef->bits > 3)
		return -EINVAL;
	params->cdef_damping = cdef->damping_minus_3 + 3;
	params->cdef_bits = cdef->bits;
	for (i = 0; i < 1u << cdef->bits; i++) {
		if (cdef->y_pri_strength[i] > 15 || cdef->y_sec_strength[i] > 4)
			return -EINVAL;
		params->cdef_y[i][0] = cdef->y_pri_strength[i];
		params->cdef_y[i][1] = av1_params_cdef_sec(cdef->y_sec_strength[i]);
		if (params->seq.num_planes > 1) {
			if (cdef->uv_pri_strength[i] > 15 || cdef->uv_sec_strength[i] > 4)
				return -EINVAL;
			params->cdef_uv[i][0] = cdef->uv_pri_strength[i];
			params->cdef_uv[i][1] = av1_params_cdef_sec(cdef->uv_sec_strength[i]);
		}
		if (params->cdef_y[i][0] || params->cdef_y[i][1] || params->cdef_uv[i][0] ||
		    params->cdef_uv[i][1])
			params->do_cdef = true;
	}
	return 0;
}

/*
 * The least LoopRestorationSize that lr_params() can give a plane: lr_uv_shift is for 4:2:0
 * only. Units smaller than a stripe would not be restored as a whole.
 */
static u32 av1_params_lr_size_min(const struct av1_sequence *seq, unsigned int plane)
{
	return (seq->sb128 ? 128 : 64) >> (plane && seq->sub_x && seq->sub_y);
}

/* lr_params() (5.9.20) */
static int av1_params_restoration(struct av1_params *params,
				  const struct v4l2_av1_loop_restoration *lr)
{
	unsigned int plane;

	if (params->all_lossless || params->intrabc || !params->seq.restoration)
		return 0;
	for (plane = 0; plane < params->seq.num_planes; plane++) {
		const u32 size = lr->loop_restoration_size[plane];

		if (lr->frame_restoration_type[plane] > V4L2_AV1_FRAME_RESTORE_SWITCHABLE)
			return -EINVAL;
		if (lr->frame_restoration_type[plane] == V4L2_AV1_FRAME_RESTORE_NONE)
			continue;
		if (!is_power_of_2(size) || size > 256 ||
		    size < av1_params_lr_size_min(&params->seq, plane))
			return -EINVAL;
		params->lr_type[plane] = lr->frame_restoration_type[plane];
		params->lr_log2[plane] = ilog2(size);
		params->do_lr = true;
	}
	return 0;
}

/*
 * FFmpeg counts starts in superblocks, where other drivers look at the sizes of tiles only.
 * Those are in superblocks anyway, and tell which unit starts have.
 */
static bool av1_params_starts_in_sbs(const u32 *from, const u32 *sizes_minus_1, u32 tiles)
{
	u32 i;

	for (i = 0; i + 1 < tiles; i++)
		if (from[i + 1] - from[i] - 1 != sizes_minus_1[i])
			return false;
	return tiles > 1;
}

/* Starts of tiles in one direction: whole superblocks, rising, up to the frame's end. */
static int av1_params_tile_starts(u32 *to, const u32 *from, const u32 *sizes_minus_1, u32 tiles,
				  u32 sb_mi, u32 mis)
{
	const u32 unit = av1_params_starts_in_sbs(from, sizes_minus_1, tiles) ? sb_mi : 1;
	u32 i;

	if (from[0])
		return -EINVAL;
	for (i = 0; i < tiles; i++) {
		if (from[i] >= mis)
			return -EINVAL;
		to[i] = from[i] * unit;
		if (to[i] % sb_mi || to[i] >= mis || (i && to[i] <= to[i - 1]))
			return -EINVAL;
	}
	/* Some round the end up to whole superblocks. */
	if (from[tiles] < mis || from[tiles] > round_up(mis, sb_mi))
		return -EINVAL;
	to[tiles] = mis;
	return 0;
}

/* tile_info() (5.9.15) */
static int av1_params_tile_info(struct av1_params *params, const struct v4l2_av1_tile_info *info)
{
	const u32 sb_mi = params->seq.sb128 ? 32 : 16;
	int ret;

	if (!info->tile_cols || info->tile_cols > AV1_MAX_TILE_COLS || !info->tile_rows ||
	    info->tile_rows > AV1_MAX_TILE_ROWS ||
	    info->tile_cols * info->tile_rows > AV1_MAX_TILES ||
	    info->context_update_tile_id >= info->tile_cols * info->tile_rows)
		return -EINVAL;
	params->tile_cols = info->tile_cols;
	params->tile_rows = info->tile_rows;
	params->context_update_tile = info->context_update_tile_id;
	ret = av1_params_tile_starts(params->tile_col_starts, info->mi_col_starts,
				     info->width_in_sbs_minus_1, info->tile_cols, sb_mi,
				     params->mi_cols);
	if (ret)
		return ret;
	return av1_params_tile_starts(params->tile_row_starts, info->mi_row_starts,
				      info->height_in_sbs_minus_1, info->tile_rows, sb_mi,
				      params->mi_rows);
}

/*
 * global_motion_params() (5.9.24): what its syntax can code, so that later arithmetic
 * stays in range.
 */
static int av1_params_global_motion(struct av1_params *params,
				    const struct v4l2_av1_global_motion *ctrl)
{
	unsigned int ref, i;

	for (ref = 0; ref < AV1_TOTAL_REFS; ref++) {
		struct av1_gm *gm = &params->gm[ref];

		*gm = (struct av1_gm){ .params = { [2] = 1 << 16, [5] = 1 << 16 } };
		if (params->intra || ref == AV1_INTRA_FRAME)
			continue;
		if (ctrl->type[ref] > V4L2_AV1_WARP_MODEL_AFFINE)
			return -EINVAL;
		gm->type = ctrl->type[ref];
		for (i = 0; i < (gm->type > AV1_WARP_TRANSLATION ? 6 : 2); i++) {
			const s32 limit = i < 2 ? 1 << 22 : 1 << 13;
			const s32 centre = gm->params[i];

			if (gm->type == AV1_WARP_IDENTITY)
				break;
			if (ctrl->params[ref][i] < centre - limit ||
			    ctrl->params[ref][i] > centre + limit)
				return -EINVAL;
			gm->params[i] = ctrl->params[ref][i];
		}
		gm->valid = av1_warp_shear(gm->params, gm->shear);
	}
	return 0;
}

int av1_params_frame(struct av1_params *params, const struct v4l2_ctrl_av1_frame *ctrl)
{
	int ret;

	*params = (struct av1_params){ .seq = params->seq };
	ret = av1_params_size(params, ctrl);
	if (!ret)
		ret = av1_params_type(params, ctrl);
	if (!ret)
		ret = av1_params_inter(params, ctrl);
	if (!ret)
		ret = av1_params_tile_info(params, &ctrl->tile_info);
	if (!ret)
		ret = av1_params_quant(params, &ctrl->quantization);
	if (!ret)
		ret = av1_params_segmentation(params, &ctrl->segmentation);
	if (ret)
		return ret;
	av1_params_lossless(params);
	ret = av1_params_loop_filter(params, &ctrl->loop_filter);
	if (!ret)
		ret = av1_params_cdef(params, &ctrl->cdef);
	if (!ret)
		ret = av1_params_restoration(params, &ctrl->loop_restoration);
	if (!ret)
		ret = av1_params_global_motion(params, &ctrl->global_motion);
	if (ret)
		return ret;
	if (ctrl->tx_mode > V4L2_AV1_TX_MODE_SELECT)
		return -EINVAL;
	params->tx_mode = params->coded_lossless		     ? AV1_ONLY_4X4 :
			  ctrl->tx_mode == V4L2_AV1_TX_MODE_SELECT ? AV1_TX_MODE_SELECT :
								       AV1_TX_MODE_LARGEST;
	return 0;
}

/* Points of a scaling function, which rise. */
static int av1_params_points(u8 (*to)[2], const u8 *values, const u8 *scalings, unsigned int num)
{
	unsigned int i;

	for (i = 0; i < num; i++) {
		if (i && values[i] <= values[i - 1])
			return -EINVAL;
		to[i][0] = values[i];
		to[i][1] = scalings[i];
	}
	return 0;
}

static int av1_params_grain_points(const struct av1_sequence *seq, struct av1_film_grain *grain,
				   const struct v4l2_ctrl_av1_film_grain *ctrl)
{
	int ret;

	if (ctrl->num_y_points > AV1_GRAIN_POINTS_Y)
		return -EINVAL;
	grain->num_y = ctrl->num_y_points;
	ret = av1_params_points(grain->y, ctrl->point_y_value, ctrl->point_y_scaling,
				grain->num_y);
	if (ret)
		return ret;
	grain->from_luma = seq->num_planes > 1 &&
			   ctrl->flags & V4L2_AV1_FILM_GRAIN_FLAG_CHROMA_SCALING_FROM_LUMA;
	if (seq->num_planes == 1 || grain->from_luma ||
	    (seq->chroma == DAE_CHROMA_420 && !grain->num_y))
		return 0;
	if (ctrl->num_cb_points > AV1_GRAIN_POINTS_UV || ctrl->num_cr_points > AV1_GRAIN_POINTS_UV)
		return -EINVAL;
	grain->num_uv[0] = ctrl->num_cb_points;
	grain->num_uv[1] = ctrl->num_cr_points;
	ret = av1_params_points(grain->uv[0], ctrl->point_cb_value, ctrl->point_cb_scaling,
				grain->num_uv[0]);
	if (ret)
		return ret;
	return av1_params_points(grain->uv[1], ctrl->point_cr_value, ctrl->point_cr_scaling,
				 grain->num_uv[1]);
}

int av1_params_grain(struct av1_params *params, const struct v4l2_ctrl_av1_film_grain *ctrl)
{
	struct av1_film_grain *grain = &params->grain;
	unsigned int i;
	int ret;

	*grain = (struct av1_film_grain){};
	if (!params->seq.film_grain || !(params->show_frame || params->showable_frame) ||
	    !(ctrl->flags & V4L2_AV1_FILM_GRAIN_FLAG_APPLY_GRAIN))
		return 0;
	ret = av1_params_grain_points(&params->seq, grain, ctrl);
	if (ret)
		return ret;
	if (ctrl->grain_scaling_minus_8 > 3 || ctrl->ar_coeff_lag > 3 ||
	    ctrl->ar_coeff_shift_minus_6 > 3 || ctrl->grain_scale_shift > 3 ||
	    ctrl->cb_offset > 511 || ctrl->cr_offset > 511)
		return -EINVAL;
	grain->seed = ctrl->grain_seed;
	grain->scaling_shift = ctrl->grain_scaling_minus_8 + 8;
	grain->ar_lag = ctrl->ar_coeff_lag;
	grain->ar_shift = ctrl->ar_coeff_shift_minus_6 + 6;
	for (i = 0; i < 24; i++)
		grain->ar_y[i] = ctrl->ar_coeffs_y_plus_128[i] - 128;
	for (i = 0; i < 25; i++) {
		grain->ar_uv[0][i] = ctrl->ar_coeffs_cb_plus_128[i] - 128;
		grain->ar_uv[1][i] = ctrl->ar_coeffs_cr_plus_128[i] - 128;
	}
	grain->grain_scale_shift = ctrl->grain_scale_shift;
	grain->mult[0] = ctrl->cb_mult - 128;
	grain->mult[1] = ctrl->cr_mult - 128;
	grain->luma_mult[0] = ctrl->cb_luma_mult - 128;
	grain->luma_mult[1] = ctrl->cr_luma_mult - 128;
	grain->offset[0] = ctrl->cb_offset - 256;
	grain->offset[1] = ctrl->cr_offset - 256;
	grain->overlap = ctrl->flags & V4L2_AV1_FILM_GRAIN_FLAG_OVERLAP;
	grain->clip = ctrl->flags & V4L2_AV1_FILM_GRAIN_FLAG_CLIP_TO_RESTRICTED_RANGE;
	grain->apply = true;
	return 0;
}

int av1_params_tiles(const struct av1_params *params,
		     const struct v4l2_ctrl_av1_tile_group_entry *ctrl, u32 num,
		     const u8 *data, u32 bytes, struct av1_tile_data *tiles)
{
	u32 i;

	memset(tiles, 0, sizeof(*tiles) * params->tile_rows * params->tile_cols);
	for (i = 0; i < num; i++) {
		struct av1_tile_data *tile;

		if (ctrl[i].tile_row >= params->tile_rows || ctrl[i].tile_col >= params->tile_cols)
			return -EINVAL;
		if (ctrl[i].tile_offset > bytes || ctrl[i].tile_size > bytes - ctrl[i].tile_offset)
			return -EINVAL;
		tile = &tiles[ctrl[i].tile_row * params->tile_cols + ctrl[i].tile_col];
		if (tile->data)
			return -EINVAL;
		tile->data = data + ctrl[i].tile_offset;
		tile->bytes = ctrl[i].tile_size;
	}
	return 0;
}
