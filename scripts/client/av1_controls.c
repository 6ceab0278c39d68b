// SPDX-License-Identifier: GPL-2.0
/*
 * The controls of an AV1 frame, see av1_controls.h.
 */
#include <assert.h>
#include <string.h>

#include "av1_controls.h"

#define FLAG(condition, flag)	((condition) ? (flag) : 0)

#define COPY(to, from)							\
	do {								\
		static_assert(sizeof(to) == sizeof(from), #from);	\
		memcpy(&(to), &(from), sizeof(to));			\
	} while (0)

void av1_controls_sequence(struct av1_controls *controls, const GstAV1SequenceHeaderOBU *h)
{
	const GstAV1ColorConfig *color = &h->color_config;

	controls->sequence = (struct v4l2_ctrl_av1_sequence){
		.flags =
			FLAG(h->still_picture, V4L2_AV1_SEQUENCE_FLAG_STILL_PICTURE) |
			FLAG(h->use_128x128_superblock,
			     V4L2_AV1_SEQUENCE_FLAG_USE_128X128_SUPERBLOCK) |
			FLAG(h->enable_filter_intra, V4L2_AV1_SEQUENCE_FLAG_ENABLE_FILTER_INTRA) |
			FLAG(h->enable_intra_edge_filter,
			     V4L2_AV1_SEQUENCE_FLAG_ENABLE_INTRA_EDGE_FILTER) |
			FLAG(h->enable_interintra_compound,
			     V4L2_AV1_SEQUENCE_FLAG_ENABLE_INTERINTRA_COMPOUND) |
			FLAG(h->enable_masked_compound,
			     V4L2_AV1_SEQUENCE_FLAG_ENABLE_MASKED_COMPOUND) |
			FLAG(h->enable_warped_motion,
			     V4L2_AV1_SEQUENCE_FLAG_ENABLE_WARPED_MOTION) |
			FLAG(h->enable_dual_filter, V4L2_AV1_SEQUENCE_FLAG_ENABLE_DUAL_FILTER) |
			FLAG(h->enable_order_hint, V4L2_AV1_SEQUENCE_FLAG_ENABLE_ORDER_HINT) |
			FLAG(h->enable_jnt_comp, V4L2_AV1_SEQUENCE_FLAG_ENABLE_JNT_COMP) |
			FLAG(h->enable_ref_frame_mvs,
			     V4L2_AV1_SEQUENCE_FLAG_ENABLE_REF_FRAME_MVS) |
			FLAG(h->enable_superres, V4L2_AV1_SEQUENCE_FLAG_ENABLE_SUPERRES) |
			FLAG(h->enable_cdef, V4L2_AV1_SEQUENCE_FLAG_ENABLE_CDEF) |
			FLAG(h->enable_restoration, V4L2_AV1_SEQUENCE_FLAG_ENABLE_RESTORATION) |
			FLAG(color->mono_chrome, V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME) |
			FLAG(color->color_range, V4L2_AV1_SEQUENCE_FLAG_COLOR_RANGE) |
			FLAG(color->subsampling_x, V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X) |
			FLAG(color->subsampling_y, V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y) |
			FLAG(h->film_grain_params_present,
			     V4L2_AV1_SEQUENCE_FLAG_FILM_GRAIN_PARAMS_PRESENT) |
			FLAG(color->separate_uv_delta_q,
			     V4L2_AV1_SEQUENCE_FLAG_SEPARATE_UV_DELTA_Q),
		.seq_profile = h->seq_profile,
		.order_hint_bits = h->order_hint_bits,
		.bit_depth = h->bit_depth,
		.max_frame_width_minus_1 = h->max_frame_width_minus_1,
		.max_frame_height_minus_1 = h->max_frame_height_minus_1,
	};
}

static __u32 frame_flags(const GstAV1FrameHeaderOBU *h)
{
	return FLAG(h->show_frame, V4L2_AV1_FRAME_FLAG_SHOW_FRAME) |
	       FLAG(h->showable_frame, V4L2_AV1_FRAME_FLAG_SHOWABLE_FRAME) |
	       FLAG(h->error_resilient_mode, V4L2_AV1_FRAME_FLAG_ERROR_RESILIENT_MODE) |
	       FLAG(h->disable_cdf_update, V4L2_AV1_FRAME_FLAG_DISABLE_CDF_UPDATE) |
	       FLAG(h->allow_screen_content_tools,
		    V4L2_AV1_FRAME_FLAG_ALLOW_SCREEN_CONTENT_TOOLS) |
	       FLAG(h->force_integer_mv, V4L2_AV1_FRAME_FLAG_FORCE_INTEGER_MV) |
	       FLAG(h->allow_intrabc, V4L2_AV1_FRAME_FLAG_ALLOW_INTRABC) |
	       FLAG(h->use_superres, V4L2_AV1_FRAME_FLAG_USE_SUPERRES) |
	       FLAG(h->allow_high_precision_mv, V4L2_AV1_FRAME_FLAG_ALLOW_HIGH_PRECISION_MV) |
	       FLAG(h->is_motion_mode_switchable,
		    V4L2_AV1_FRAME_FLAG_IS_MOTION_MODE_SWITCHABLE) |
	       FLAG(h->use_ref_frame_mvs, V4L2_AV1_FRAME_FLAG_USE_REF_FRAME_MVS) |
	       FLAG(h->disable_frame_end_update_cdf,
		    V4L2_AV1_FRAME_FLAG_DISABLE_FRAME_END_UPDATE_CDF) |
	       FLAG(h->allow_warped_motion, V4L2_AV1_FRAME_FLAG_ALLOW_WARPED_MOTION) |
	       FLAG(h->reference_select, V4L2_AV1_FRAME_FLAG_REFERENCE_SELECT) |
	       FLAG(h->reduced_tx_set, V4L2_AV1_FRAME_FLAG_REDUCED_TX_SET) |
	       FLAG(h->skip_mode_frame[0] > 0, V4L2_AV1_FRAME_FLAG_SKIP_MODE_ALLOWED) |
	       FLAG(h->skip_mode_present, V4L2_AV1_FRAME_FLAG_SKIP_MODE_PRESENT) |
	       FLAG(h->frame_size_override_flag, V4L2_AV1_FRAME_FLAG_FRAME_SIZE_OVERRIDE) |
	       FLAG(h->frame_refs_short_signaling,
		    V4L2_AV1_FRAME_FLAG_FRAME_REFS_SHORT_SIGNALING);
}

static void fill_tiles(struct v4l2_av1_tile_info *tiles, const GstAV1TileInfo *p)
{
	tiles->flags = FLAG(p->uniform_tile_spacing_flag,
			    V4L2_AV1_TILE_INFO_FLAG_UNIFORM_TILE_SPACING);
	tiles->tile_size_bytes = p->tile_size_bytes;
	tiles->context_update_tile_id = p->context_update_tile_id;
	tiles->tile_cols = p->tile_cols;
	tiles->tile_rows = p->tile_rows;
	COPY(tiles->mi_col_starts, p->mi_col_starts);
	COPY(tiles->mi_row_starts, p->mi_row_starts);
	COPY(tiles->width_in_sbs_minus_1, p->width_in_sbs_minus_1);
	COPY(tiles->height_in_sbs_minus_1, p->height_in_sbs_minus_1);
}

static void fill_quantization(struct v4l2_av1_quantization *q,
			      const GstAV1QuantizationParams *p)
{
	*q = (struct v4l2_av1_quantization){
		.flags = FLAG(p->diff_uv_delta, V4L2_AV1_QUANTIZATION_FLAG_DIFF_UV_DELTA) |
			 FLAG(p->using_qmatrix, V4L2_AV1_QUANTIZATION_FLAG_USING_QMATRIX) |
			 FLAG(p->delta_q_present, V4L2_AV1_QUANTIZATION_FLAG_DELTA_Q_PRESENT),
		.base_q_idx = p->base_q_idx,
		.delta_q_y_dc = p->delta_q_y_dc,
		.delta_q_u_dc = p->delta_q_u_dc,
		.delta_q_u_ac = p->delta_q_u_ac,
		.delta_q_v_dc = p->delta_q_v_dc,
		.delta_q_v_ac = p->delta_q_v_ac,
		.qm_y = p->qm_y,
		.qm_u = p->qm_u,
		.qm_v = p->qm_v,
		.delta_q_res = p->delta_q_res,
	};
}

static void fill_segmentation(struct v4l2_av1_segmentation *seg,
			      const GstAV1SegmenationParams *p)
{
	unsigned int i, j;

	seg->flags = FLAG(p->segmentation_enabled, V4L2_AV1_SEGMENTATION_FLAG_ENABLED) |
		     FLAG(p->segmentation_update_map, V4L2_AV1_SEGMENTATION_FLAG_UPDATE_MAP) |
		     FLAG(p->segmentation_temporal_update,
			  V4L2_AV1_SEGMENTATION_FLAG_TEMPORAL_UPDATE) |
		     FLAG(p->segmentation_update_data, V4L2_AV1_SEGMENTATION_FLAG_UPDATE_DATA) |
		     FLAG(p->seg_id_pre_skip, V4L2_AV1_SEGMENTATION_FLAG_SEG_ID_PRE_SKIP);
	seg->last_active_seg_id = p->last_active_seg_id;
	for (i = 0; i < V4L2_AV1_MAX_SEGMENTS; i++)
		for (j = 0; j < V4L2_AV1_SEG_LVL_MAX; j++)
			seg->feature_enabled[i] |= FLAG(p->feature_enabled[i][j], 1 << j);
	COPY(seg->feature_data, p->feature_data);
}

static void fill_loop_filter(struct v4l2_av1_loop_filter *lf, const GstAV1LoopFilterParams *p)
{
	lf->flags = FLAG(p->loop_filter_delta_enabled,
			 V4L2_AV1_LOOP_FILTER_FLAG_DELTA_ENABLED) |
		    FLAG(p->loop_filter_delta_update,
			 V4L2_AV1_LOOP_FILTER_FLAG_DELTA_UPDATE) |
		    FLAG(p->delta_lf_present, V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_PRESENT) |
		    FLAG(p->delta_lf_multi, V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_MULTI);
	lf->sharpness = p->loop_filter_sharpness;
	lf->delta_lf_res = p->delta_lf_res;
	COPY(lf->level, p->loop_filter_level);
	COPY(lf->ref_deltas, p->loop_filter_ref_deltas);
	COPY(lf->mode_deltas, p->loop_filter_mode_deltas);
}

static void fill_cdef(struct v4l2_av1_cdef *cdef, const GstAV1CDEFParams *p)
{
	cdef->damping_minus_3 = p->cdef_damping - 3;
	cdef->bits = p->cdef_bits;
	COPY(cdef->y_pri_strength, p->cdef_y_pri_strength);
	COPY(cdef->y_sec_strength, p->cdef_y_sec_strength);
	COPY(cdef->uv_pri_strength, p->cdef_uv_pri_strength);
	COPY(cdef->uv_sec_strength, p->cdef_uv_sec_strength);
}

/* GStreamer's numbers of types of restoration and of warp models are those of V4L2. */
static void fill_restoration(struct v4l2_av1_loop_restoration *lr,
			     const GstAV1LoopRestorationParams *p)
{
	unsigned int i;

	lr->flags = FLAG(p->uses_lr, V4L2_AV1_LOOP_RESTORATION_FLAG_USES_LR) |
		    FLAG(p->frame_restoration_type[1] || p->frame_restoration_type[2],
			 V4L2_AV1_LOOP_RESTORATION_FLAG_USES_CHROMA_LR);
	lr->lr_unit_shift = p->lr_unit_shift;
	lr->lr_uv_shift = p->lr_uv_shift;
	for (i = 0; i < V4L2_AV1_NUM_PLANES_MAX; i++) {
		lr->frame_restoration_type[i] =
			(enum v4l2_av1_frame_restoration_type)p->frame_restoration_type[i];
		lr->loop_restoration_size[i] = p->loop_restoration_size[i];
	}
}

static void fill_global_motion(struct v4l2_av1_global_motion *gm,
			       const GstAV1GlobalMotionParams *p)
{
	unsigned int i;

	for (i = 0; i < V4L2_AV1_TOTAL_REFS_PER_FRAME; i++) {
		gm->flags[i] = FLAG(p->is_global[i], V4L2_AV1_GLOBAL_MOTION_FLAG_IS_GLOBAL) |
			       FLAG(p->is_rot_zoom[i],
				    V4L2_AV1_GLOBAL_MOTION_FLAG_IS_ROT_ZOOM) |
			       FLAG(p->is_translation[i],
				    V4L2_AV1_GLOBAL_MOTION_FLAG_IS_TRANSLATION);
		gm->type[i] = (enum v4l2_av1_warp_model)p->gm_type[i];
		gm->invalid |= FLAG(p->invalid[i], V4L2_AV1_GLOBAL_MOTION_IS_INVALID(i));
	}
	COPY(gm->params, p->gm_params);
}

static void fill_grain(struct v4l2_ctrl_av1_film_grain *grain, const GstAV1FilmGrainParams *p)
{
	*grain = (struct v4l2_ctrl_av1_film_grain){
		.flags = FLAG(p->apply_grain, V4L2_AV1_FILM_GRAIN_FLAG_APPLY_GRAIN) |
			 FLAG(p->update_grain, V4L2_AV1_FILM_GRAIN_FLAG_UPDATE_GRAIN) |
			 FLAG(p->chroma_scaling_from_luma,
			      V4L2_AV1_FILM_GRAIN_FLAG_CHROMA_SCALING_FROM_LUMA) |
			 FLAG(p->overlap_flag, V4L2_AV1_FILM_GRAIN_FLAG_OVERLAP) |
			 FLAG(p->clip_to_restricted_range,
			      V4L2_AV1_FILM_GRAIN_FLAG_CLIP_TO_RESTRICTED_RANGE),
		.grain_seed = p->grain_seed,
		.film_grain_params_ref_idx = p->film_grain_params_ref_idx,
		.num_y_points = p->num_y_points,
		.num_cb_points = p->num_cb_points,
		.num_cr_points = p->num_cr_points,
		.grain_scaling_minus_8 = p->grain_scaling_minus_8,
		.ar_coeff_lag = p->ar_coeff_lag,
		.ar_coeff_shift_minus_6 = p->ar_coeff_shift_minus_6,
		.grain_scale_shift = p->grain_scale_shift,
		.cb_mult = p->cb_mult,
		.cb_luma_mult = p->cb_luma_mult,
		.cb_offset = p->cb_offset,
		.cr_mult = p->cr_mult,
		.cr_luma_mult = p->cr_luma_mult,
		.cr_offset = p->cr_offset,
	};
	COPY(grain->point_y_value, p->point_y_value);
	COPY(grain->point_y_scaling, p->point_y_scaling);
	COPY(grain->point_cb_value, p->point_cb_value);
	COPY(grain->point_cb_scaling, p->point_cb_scaling);
	COPY(grain->point_cr_value, p->point_cr_value);
	COPY(grain->point_cr_scaling, p->point_cr_scaling);
	COPY(grain->ar_coeffs_y_plus_128, p->ar_coeffs_y_plus_128);
	COPY(grain->ar_coeffs_cb_plus_128, p->ar_coeffs_cb_plus_128);
	COPY(grain->ar_coeffs_cr_plus_128, p->ar_coeffs_cr_plus_128);
}

void av1_controls_frame(struct av1_controls *controls, const GstAV1FrameHeaderOBU *h)
{
	struct v4l2_ctrl_av1_frame *frame = &controls->frame;

	*frame = (struct v4l2_ctrl_av1_frame){
		.flags = frame_flags(h),
		.frame_type = (enum v4l2_av1_frame_type)h->frame_type,
		.interpolation_filter =
			(enum v4l2_av1_interpolation_filter)h->interpolation_filter,
		.tx_mode = (enum v4l2_av1_tx_mode)h->tx_mode,
		.order_hint = h->order_hint,
		.superres_denom = h->superres_denom,
		.upscaled_width = h->upscaled_width,
		.frame_width_minus_1 = h->frame_width - 1,
		.frame_height_minus_1 = h->frame_height - 1,
		.render_width_minus_1 = h->render_width - 1,
		.render_height_minus_1 = h->render_height - 1,
		.current_frame_id = h->current_frame_id,
		.primary_ref_frame = h->primary_ref_frame,
		.refresh_frame_flags = h->refresh_frame_flags,
	};
	fill_tiles(&frame->tile_info, &h->tile_info);
	fill_quantization(&frame->quantization, &h->quantization_params);
	fill_segmentation(&frame->segmentation, &h->segmentation_params);
	fill_loop_filter(&frame->loop_filter, &h->loop_filter_params);
	fill_cdef(&frame->cdef, &h->cdef_params);
	fill_restoration(&frame->loop_restoration, &h->loop_restoration_params);
	fill_global_motion(&frame->global_motion, &h->global_motion_params);
	fill_grain(&controls->grain, &h->film_grain_params);
	COPY(frame->order_hints, h->order_hints);
	COPY(frame->skip_mode_frame, h->skip_mode_frame);
	COPY(frame->ref_frame_idx, h->ref_frame_idx);
}
