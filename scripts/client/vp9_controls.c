// SPDX-License-Identifier: GPL-2.0
/*
 * The controls of a VP9 frame, see vp9_controls.h.
 */
#include <assert.h>
#include <string.h>

#include "vp9_controls.h"

#define FLAG(condition, flag)	((condition) ? (flag) : 0)

/* GStreamer's description has arrays of one dimension only. */
#define COPY(to, from)							\
	do {								\
		static_assert(sizeof(to) == sizeof(from), #from);	\
		memcpy(&(to), &(from), sizeof(to));			\
	} while (0)

static __u32 frame_flags(const GstVp9FrameHeader *h)
{
	return FLAG(h->frame_type == GST_VP9_KEY_FRAME, V4L2_VP9_FRAME_FLAG_KEY_FRAME) |
	       FLAG(h->show_frame, V4L2_VP9_FRAME_FLAG_SHOW_FRAME) |
	       FLAG(h->error_resilient_mode, V4L2_VP9_FRAME_FLAG_ERROR_RESILIENT) |
	       FLAG(h->intra_only, V4L2_VP9_FRAME_FLAG_INTRA_ONLY) |
	       FLAG(h->allow_high_precision_mv, V4L2_VP9_FRAME_FLAG_ALLOW_HIGH_PREC_MV) |
	       FLAG(h->refresh_frame_context, V4L2_VP9_FRAME_FLAG_REFRESH_FRAME_CTX) |
	       FLAG(h->frame_parallel_decoding_mode, V4L2_VP9_FRAME_FLAG_PARALLEL_DEC_MODE) |
	       FLAG(h->subsampling_x, V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING) |
	       FLAG(h->subsampling_y, V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING) |
	       FLAG(h->color_range, V4L2_VP9_FRAME_FLAG_COLOR_RANGE_FULL_SWING);
}

/* In the bitstream 0 and 1 both say that nothing is reset. */
static __u8 reset_context(const GstVp9FrameHeader *h)
{
	switch (h->reset_frame_context) {
	case 2:
		return V4L2_VP9_RESET_FRAME_CTX_SPEC;
	case 3:
		return V4L2_VP9_RESET_FRAME_CTX_ALL;
	default:
		return V4L2_VP9_RESET_FRAME_CTX_NONE;
	}
}

static __u8 sign_bias(const GstVp9FrameHeader *h)
{
	const guint8 *bias = h->ref_frame_sign_bias;

	return FLAG(bias[GST_VP9_REF_FRAME_LAST], V4L2_VP9_SIGN_BIAS_LAST) |
	       FLAG(bias[GST_VP9_REF_FRAME_GOLDEN], V4L2_VP9_SIGN_BIAS_GOLDEN) |
	       FLAG(bias[GST_VP9_REF_FRAME_ALTREF], V4L2_VP9_SIGN_BIAS_ALT);
}

static void fill_loop_filter(struct v4l2_vp9_loop_filter *lf, const GstVp9LoopFilterParams *p)
{
	lf->level = p->loop_filter_level;
	lf->sharpness = p->loop_filter_sharpness;
	lf->flags = FLAG(p->loop_filter_delta_enabled, V4L2_VP9_LOOP_FILTER_FLAG_DELTA_ENABLED) |
		    FLAG(p->loop_filter_delta_update, V4L2_VP9_LOOP_FILTER_FLAG_DELTA_UPDATE);
	COPY(lf->ref_deltas, p->loop_filter_ref_deltas);
	COPY(lf->mode_deltas, p->loop_filter_mode_deltas);
}

static void fill_segmentation(struct v4l2_vp9_segmentation *seg, const GstVp9SegmentationParams *p)
{
	unsigned int i, f;

	seg->flags = FLAG(p->segmentation_enabled, V4L2_VP9_SEGMENTATION_FLAG_ENABLED) |
		     FLAG(p->segmentation_update_map, V4L2_VP9_SEGMENTATION_FLAG_UPDATE_MAP) |
		     FLAG(p->segmentation_temporal_update,
			  V4L2_VP9_SEGMENTATION_FLAG_TEMPORAL_UPDATE) |
		     FLAG(p->segmentation_update_data, V4L2_VP9_SEGMENTATION_FLAG_UPDATE_DATA) |
		     FLAG(p->segmentation_abs_or_delta_update,
			  V4L2_VP9_SEGMENTATION_FLAG_ABS_OR_DELTA_UPDATE);
	COPY(seg->tree_probs, p->segmentation_tree_probs);
	COPY(seg->pred_probs, p->segmentation_pred_prob);
	COPY(seg->feature_data, p->feature_data);
	for (i = 0; i < 8; i++)
		for (f = 0; f < V4L2_VP9_SEG_LVL_MAX; f++)
			seg->feature_enabled[i] |=
				FLAG(p->feature_enabled[i * V4L2_VP9_SEG_LVL_MAX + f],
				     V4L2_VP9_SEGMENT_FEATURE_ENABLED(f));
}

static void fill_frame(struct v4l2_ctrl_vp9_frame *ctrl, const GstVp9FrameHeader *h)
{
	*ctrl = (struct v4l2_ctrl_vp9_frame){
		.flags = frame_flags(h),
		.compressed_header_size = h->header_size_in_bytes,
		.uncompressed_header_size = h->frame_header_length_in_bytes,
		.frame_width_minus_1 = h->width - 1,
		.frame_height_minus_1 = h->height - 1,
		.render_width_minus_1 = (h->render_width ?: h->width) - 1,
		.render_height_minus_1 = (h->render_height ?: h->height) - 1,
		.ref_frame_sign_bias = sign_bias(h),
		.reset_frame_context = reset_context(h),
		.frame_context_idx = h->frame_context_idx,
		.profile = h->profile,
		.bit_depth = h->bit_depth,
		.interpolation_filter = h->interpolation_filter,
		.tile_cols_log2 = h->tile_cols_log2,
		.tile_rows_log2 = h->tile_rows_log2,
		.reference_mode = h->reference_mode,
		.quant = {
			.base_q_idx = h->quantization_params.base_q_idx,
			.delta_q_y_dc = h->quantization_params.delta_q_y_dc,
			.delta_q_uv_dc = h->quantization_params.delta_q_uv_dc,
			.delta_q_uv_ac = h->quantization_params.delta_q_uv_ac,
		},
	};
	fill_loop_filter(&ctrl->lf, &h->loop_filter_params);
	fill_segmentation(&ctrl->seg, &h->segmentation_params);
}

static void fill_mv(struct v4l2_vp9_mv_probs *probs, const GstVp9MvDeltaProbs *delta)
{
	COPY(probs->joint, delta->joint);
	COPY(probs->sign, delta->sign);
	COPY(probs->classes, delta->klass);
	COPY(probs->class0_bit, delta->class0_bit);
	COPY(probs->bits, delta->bits);
	COPY(probs->class0_fr, delta->class0_fr);
	COPY(probs->fr, delta->fr);
	COPY(probs->class0_hp, delta->class0_hp);
	COPY(probs->hp, delta->hp);
}

/* Deltas of uv_mode are in no bitstream. */
static void fill_compressed(struct v4l2_ctrl_vp9_compressed_hdr *ctrl, const GstVp9FrameHeader *h)
{
	const GstVp9DeltaProbabilities *delta = &h->delta_probabilities;

	*ctrl = (struct v4l2_ctrl_vp9_compressed_hdr){ .tx_mode = h->tx_mode };
	COPY(ctrl->tx8, delta->tx_probs_8x8);
	COPY(ctrl->tx16, delta->tx_probs_16x16);
	COPY(ctrl->tx32, delta->tx_probs_32x32);
	COPY(ctrl->coef, delta->coef);
	COPY(ctrl->skip, delta->skip);
	COPY(ctrl->inter_mode, delta->inter_mode);
	COPY(ctrl->interp_filter, delta->interp_filter);
	COPY(ctrl->is_inter, delta->is_inter);
	COPY(ctrl->comp_mode, delta->comp_mode);
	COPY(ctrl->single_ref, delta->single_ref);
	COPY(ctrl->comp_ref, delta->comp_ref);
	COPY(ctrl->y_mode, delta->y_mode);
	COPY(ctrl->partition, delta->partition);
	fill_mv(&ctrl->mv, &delta->mv);
}

void vp9_controls_fill(struct vp9_controls *controls, const GstVp9FrameHeader *header)
{
	fill_frame(&controls->frame, header);
	fill_compressed(&controls->compressed, header);
}
