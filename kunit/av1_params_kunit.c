// SPDX-License-Identifier: GPL-2.0
/*
 * Checks of the four AV1 controls: every field at min - 1, min, max and max + 1, what
 * is taken over from it, and what is derived.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_params.h"
#include "dae_check.h"

#define PARAMS_420	(V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X | \
			 V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y)
/* Tools that make fields of a frame count */
#define PARAMS_TOOLS	(PARAMS_420 | V4L2_AV1_SEQUENCE_FLAG_ENABLE_ORDER_HINT | \
			 V4L2_AV1_SEQUENCE_FLAG_ENABLE_SUPERRES | \
			 V4L2_AV1_SEQUENCE_FLAG_ENABLE_CDEF | \
			 V4L2_AV1_SEQUENCE_FLAG_ENABLE_RESTORATION | \
			 V4L2_AV1_SEQUENCE_FLAG_ENABLE_WARPED_MOTION | \
			 V4L2_AV1_SEQUENCE_FLAG_ENABLE_REF_FRAME_MVS | \
			 V4L2_AV1_SEQUENCE_FLAG_FILM_GRAIN_PARAMS_PRESENT)

#define PARAMS_WIDTH	1000
#define PARAMS_HEIGHT	600
#define PARAMS_MI_COLS	250
#define PARAMS_MI_ROWS	150

/**
 * struct params_set - controls and what becomes of them
 * @seq: SEQUENCE
 * @frame: FRAME
 * @grain: FILM_GRAIN
 * @params: result
 */
struct params_set {
	struct v4l2_ctrl_av1_sequence seq;
	struct v4l2_ctrl_av1_frame frame;
	struct v4l2_ctrl_av1_film_grain grain;
	struct av1_params params;
};

static void params_good_seq(struct v4l2_ctrl_av1_sequence *seq)
{
	*seq = (struct v4l2_ctrl_av1_sequence){
		.flags = PARAMS_TOOLS,
		.order_hint_bits = 7,
		.bit_depth = 8,
		.max_frame_width_minus_1 = PARAMS_WIDTH - 1,
		.max_frame_height_minus_1 = PARAMS_HEIGHT - 1,
	};
}

/* What a check returns of what is right or not */
static int params_result(bool ok)
{
	return ok ? 0 : -EINVAL;
}

/* An inter frame, in which every field counts */
static void params_good_frame(struct v4l2_ctrl_av1_frame *frame)
{
	struct v4l2_av1_loop_restoration *lr = &frame->loop_restoration;
	unsigned int i;

	memset(frame, 0, sizeof(*frame));
	frame->flags = V4L2_AV1_FRAME_FLAG_SHOW_FRAME | V4L2_AV1_FRAME_FLAG_REFERENCE_SELECT |
		       V4L2_AV1_FRAME_FLAG_SKIP_MODE_PRESENT;
	frame->frame_type = V4L2_AV1_INTER_FRAME;
	frame->frame_width_minus_1 = PARAMS_WIDTH - 1;
	frame->frame_height_minus_1 = PARAMS_HEIGHT - 1;
	frame->upscaled_width = PARAMS_WIDTH;
	frame->superres_denom = 8;
	frame->skip_mode_frame[0] = 1;
	frame->skip_mode_frame[1] = 7;
	frame->tile_info.tile_cols = 1;
	frame->tile_info.tile_rows = 1;
	frame->tile_info.mi_col_starts[1] = PARAMS_MI_COLS;
	frame->tile_info.mi_row_starts[1] = PARAMS_MI_ROWS;
	frame->quantization.flags = V4L2_AV1_QUANTIZATION_FLAG_USING_QMATRIX |
				    V4L2_AV1_QUANTIZATION_FLAG_DELTA_Q_PRESENT;
	frame->quantization.base_q_idx = 100;
	frame->segmentation.flags = V4L2_AV1_SEGMENTATION_FLAG_ENABLED;
	memset(frame->segmentation.feature_enabled, 0xff,
	       sizeof(frame->segmentation.feature_enabled));
	frame->loop_filter.flags = V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_PRESENT;
	frame->cdef.bits = 3;
	for (i = 0; i < 3; i++) {
		lr->frame_restoration_type[i] = V4L2_AV1_FRAME_RESTORE_SWITCHABLE;
		lr->loop_restoration_size[i] = 128;
	}
	for (i = 1; i < 8; i++) {
		frame->global_motion.type[i] = V4L2_AV1_WARP_MODEL_AFFINE;
		frame->global_motion.params[i][2] = 1 << 16;
		frame->global_motion.params[i][5] = 1 << 16;
	}
}

static void params_good_grain(struct v4l2_ctrl_av1_film_grain *grain)
{
	unsigned int i;

	memset(grain, 0, sizeof(*grain));
	grain->flags = V4L2_AV1_FILM_GRAIN_FLAG_APPLY_GRAIN;
	grain->num_y_points = 2;
	for (i = 0; i < 16; i++) {
		grain->point_y_value[i] = 10 * i;
		grain->point_cb_value[i] = 11 * i;
		grain->point_cr_value[i] = 12 * i;
	}
}

static struct params_set *params_new(struct kunit *test)
{
	struct params_set *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, s);
	params_good_seq(&s->seq);
	params_good_frame(&s->frame);
	params_good_grain(&s->grain);
	KUNIT_ASSERT_EQ(test, av1_params_sequence(&s->params.seq, &s->seq), 0);
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_ASSERT_EQ(test, av1_params_grain(&s->params, &s->grain), 0);
	return s;
}

/**
 * struct params_range - one field of a control
 * @name: for messages
 * @offset: of the field in the control
 * @size: of the field in bytes
 * @num: elements, @step bytes apart
 * @step: same
 * @min: smallest accepted value
 * @max: largest accepted value
 * @lowest: smallest value the field can have; of enums -1, which no enum knows
 * @highest: largest value the field can have
 */
struct params_range {
	const char *name;
	size_t offset;
	size_t size;
	unsigned int num;
	size_t step;
	s64 min;
	s64 max;
	s64 lowest;
	s64 highest;
};

#define FRAME_FIELD(field)	sizeof_field(struct v4l2_ctrl_av1_frame, field)
#define FRAME_AT(field)		offsetof(struct v4l2_ctrl_av1_frame, field)
#define FRAME_U8(field, n, lo, hi) \
	{ #field, FRAME_AT(field), 1, n, 1, lo, hi, 0, 255 }
#define FRAME_S8(field, n, lo, hi) \
	{ #field, FRAME_AT(field), 1, n, 1, lo, hi, -128, 127 }
#define FRAME_ENUM(field, n, lo, hi) \
	{ #field, FRAME_AT(field), 4, n, 4, lo, hi, -1, 2147483647 }
/* A feature of each segment */
#define FRAME_FEATURE(f, lo, hi) \
	{ #f, FRAME_AT(segmentation.feature_data[0][f]), 2, AV1_MAX_SEGMENTS, \
	  FRAME_FIELD(segmentation.feature_data[0]), lo, hi, -32768, 32767 }
/* A parameter of LAST..ALTREF */
#define FRAME_GM(i, lo, hi) \
	{ "gm_params " #i, FRAME_AT(global_motion.params[1][i]), 4, AV1_REFS, \
	  FRAME_FIELD(global_motion.params[1]), lo, hi, -2147483648LL, 2147483647 }
#define GRAIN_U8(field, n, hi) \
	{ #field, offsetof(struct v4l2_ctrl_av1_film_grain, field), 1, n, 1, 0, hi, 0, 255 }
#define GRAIN_U16(field, hi) \
	{ #field, offsetof(struct v4l2_ctrl_av1_film_grain, field), 2, 1, 0, 0, hi, 0, 65535 }
#define SEQ_U8(field, lo, hi) \
	{ #field, offsetof(struct v4l2_ctrl_av1_sequence, field), 1, 1, 0, lo, hi, 0, 255 }

/* Puts @value into a field; false if the field cannot have it. */
static bool params_poke(void *ctrl, const struct params_range *r, unsigned int i, s64 value)
{
	void *field = (u8 *)ctrl + r->offset + i * r->step;
	const u16 v16 = value;
	const u32 v32 = value;

	if (value < r->lowest || value > r->highest)
		return false;
	switch (r->size) {
	case 1:
		*(u8 *)field = value;
		break;
	case 2:
		memcpy(field, &v16, sizeof(v16));
		break;
	default:
		memcpy(field, &v32, sizeof(v32));
		break;
	}
	return true;
}

static int params_seq_value(struct params_set *s, const struct params_range *r, unsigned int i,
			    s64 value)
{
	params_good_seq(&s->seq);
	if (!params_poke(&s->seq, r, i, value))
		return 1;
	return av1_params_sequence(&s->params.seq, &s->seq);
}

static int params_frame_value(struct params_set *s, const struct params_range *r, unsigned int i,
			      s64 value)
{
	params_good_frame(&s->frame);
	if (!params_poke(&s->frame, r, i, value))
		return 1;
	return av1_params_frame(&s->params, &s->frame);
}

static int params_grain_value(struct params_set *s, const struct params_range *r, unsigned int i,
			      s64 value)
{
	params_good_grain(&s->grain);
	if (!params_poke(&s->grain, r, i, value))
		return 1;
	return av1_params_grain(&s->params, &s->grain);
}

/* @check returns what becomes of a control with a value, 1 if there is none with it. */
static void params_check(struct kunit *test, struct params_set *s, const struct params_range *r,
			 unsigned int num,
			 int (*check)(struct params_set *s, const struct params_range *r,
				      unsigned int i, s64 value))
{
	unsigned int i, k;

	for (; num--; r++) {
		const s64 values[] = {
			r->min - 1, r->min, r->max, r->max + 1, r->lowest, r->highest,
		};

		for (i = 0; i < r->num; i++) {
			for (k = 0; k < ARRAY_SIZE(values); k++) {
				const bool ok = values[k] >= r->min && values[k] <= r->max;
				const int ret = check(s, r, i, values[k]);

				if (ret <= 0)
					KUNIT_EXPECT_EQ_MSG(test, ret, ok ? 0 : -EINVAL,
							    "%s %u = %lld", r->name, i,
							    (long long)values[k]);
			}
		}
	}
}

static void params_sequence_ranges(struct kunit *test)
{
	static const struct params_range ranges[] = {
		SEQ_U8(seq_profile, 0, 0),
		SEQ_U8(order_hint_bits, 0, 8),
		SEQ_U8(bit_depth, 8, 8),
	};
	struct params_set *s = params_new(test);

	params_check(test, s, ranges, ARRAY_SIZE(ranges), params_seq_value);
}

static void params_frame_ranges(struct kunit *test)
{
	static const struct params_range ranges[] = {
		FRAME_U8(quantization.base_q_idx, 1, 0, 255),
		FRAME_S8(quantization.delta_q_y_dc, 1, -64, 63),
		FRAME_S8(quantization.delta_q_u_dc, 1, -64, 63),
		FRAME_S8(quantization.delta_q_u_ac, 1, -64, 63),
		FRAME_S8(quantization.delta_q_v_dc, 1, -64, 63),
		FRAME_S8(quantization.delta_q_v_ac, 1, -64, 63),
		FRAME_U8(quantization.qm_y, 1, 0, 15),
		FRAME_U8(quantization.qm_u, 1, 0, 15),
		FRAME_U8(quantization.qm_v, 1, 0, 15),
		FRAME_U8(quantization.delta_q_res, 1, 0, 3),
		FRAME_FEATURE(AV1_SEG_ALT_Q, -255, 255),
		FRAME_FEATURE(AV1_SEG_ALT_LF_Y_V, -63, 63),
		FRAME_FEATURE(AV1_SEG_ALT_LF_Y_H, -63, 63),
		FRAME_FEATURE(AV1_SEG_ALT_LF_U, -63, 63),
		FRAME_FEATURE(AV1_SEG_ALT_LF_V, -63, 63),
		FRAME_FEATURE(AV1_SEG_REF_FRAME, 0, 7),
		FRAME_FEATURE(AV1_SEG_SKIP, 0, 0),
		FRAME_FEATURE(AV1_SEG_GLOBALMV, 0, 0),
		FRAME_U8(loop_filter.level[0], 4, 0, 63),
		FRAME_U8(loop_filter.sharpness, 1, 0, 7),
		FRAME_S8(loop_filter.ref_deltas[0], 8, -64, 63),
		FRAME_S8(loop_filter.mode_deltas[0], 2, -64, 63),
		FRAME_U8(loop_filter.delta_lf_res, 1, 0, 3),
		FRAME_U8(cdef.damping_minus_3, 1, 0, 3),
		FRAME_U8(cdef.bits, 1, 0, 3),
		FRAME_U8(cdef.y_pri_strength[0], 8, 0, 15),
		FRAME_U8(cdef.y_sec_strength[0], 8, 0, 4),
		FRAME_U8(cdef.uv_pri_strength[0], 8, 0, 15),
		FRAME_U8(cdef.uv_sec_strength[0], 8, 0, 4),
		FRAME_U8(skip_mode_frame[0], 2, 1, 7),
		FRAME_U8(primary_ref_frame, 1, 0, 7),
		FRAME_ENUM(loop_restoration.frame_restoration_type[0], 3, 0, 3),
		FRAME_ENUM(global_motion.type[1], AV1_REFS, 0, 3),
		FRAME_GM(0, -(1 << 22), 1 << 22),
		FRAME_GM(1, -(1 << 22), 1 << 22),
		FRAME_GM(2, (1 << 16) - (1 << 13), (1 << 16) + (1 << 13)),
		FRAME_GM(3, -(1 << 13), 1 << 13),
		FRAME_GM(4, -(1 << 13), 1 << 13),
		FRAME_GM(5, (1 << 16) - (1 << 13), (1 << 16) + (1 << 13)),
		FRAME_ENUM(frame_type, 1, 0, 3),
		FRAME_ENUM(interpolation_filter, 1, 0, 4),
		FRAME_ENUM(tx_mode, 1, 0, 2),
		FRAME_S8(ref_frame_idx[0], 7, 0, 7),
		FRAME_U8(refresh_frame_flags, 1, 0, 255),
		FRAME_U8(tile_info.tile_cols, 1, 1, 1),
		FRAME_U8(tile_info.tile_rows, 1, 1, 1),
		FRAME_U8(tile_info.context_update_tile_id, 1, 0, 0),
	};
	struct params_set *s = params_new(test);
	unsigned int i;

	params_check(test, s, ranges, ARRAY_SIZE(ranges), params_frame_value);
	/* Order hints are of any value: only their low bits count. */
	params_good_frame(&s->frame);
	s->frame.order_hint = ~0u;
	for (i = 0; i < 8; i++)
		s->frame.order_hints[i] = 0xabcdef80 + i;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_EQ(test, s->params.order_hint, 127);
	for (i = 1; i < 8; i++)
		KUNIT_EXPECT_EQ(test, s->params.order_hints[i], i);
}

static void params_grain_ranges(struct kunit *test)
{
	static const struct params_range ranges[] = {
		GRAIN_U16(grain_seed, 65535),
		GRAIN_U8(num_y_points, 1, 14),
		GRAIN_U8(num_cb_points, 1, 10),
		GRAIN_U8(num_cr_points, 1, 10),
		GRAIN_U8(grain_scaling_minus_8, 1, 3),
		GRAIN_U8(ar_coeff_lag, 1, 3),
		GRAIN_U8(ar_coeffs_y_plus_128[0], 24, 255),
		GRAIN_U8(ar_coeffs_cb_plus_128[0], 25, 255),
		GRAIN_U8(ar_coeffs_cr_plus_128[0], 25, 255),
		GRAIN_U8(ar_coeff_shift_minus_6, 1, 3),
		GRAIN_U8(grain_scale_shift, 1, 3),
		GRAIN_U8(cb_mult, 1, 255),
		GRAIN_U8(cb_luma_mult, 1, 255),
		GRAIN_U8(cr_mult, 1, 255),
		GRAIN_U8(cr_luma_mult, 1, 255),
		GRAIN_U16(cb_offset, 511),
		GRAIN_U16(cr_offset, 511),
		GRAIN_U8(point_y_scaling[0], 16, 255),
		GRAIN_U8(point_cb_scaling[0], 16, 255),
		GRAIN_U8(point_cr_scaling[0], 16, 255),
	};
	struct params_set *s = params_new(test);

	params_check(test, s, ranges, ARRAY_SIZE(ranges), params_grain_value);
}

/* 5.5.2: what each profile may have */
static void params_profiles(struct kunit *test)
{
	static const u8 depths[] = { 0, 7, 8, 9, 10, 11, 12, 13, 255 };
	static const enum dae_chroma chroma[8] = {
		DAE_CHROMA_444, DAE_CHROMA_422, 0, DAE_CHROMA_420,
		DAE_CHROMA_400, DAE_CHROMA_400, DAE_CHROMA_400, DAE_CHROMA_400,
	};
	struct params_set *s = params_new(test);
	u32 n;

	for (n = 0; n < 4 * 8 * ARRAY_SIZE(depths); n++) {
		const u8 profile = n % 4, sub = n / 4 % 8, depth = depths[n / 32];
		const bool mono = sub & 4;
		const struct av1_sequence *seq = &s->params.seq;
		bool ok;

		/* color_config(): what the syntax can code, with what it infers */
		if (mono)
			ok = profile == 0 || profile == 2;
		else if (profile == 0)
			ok = sub == 3;
		else if (profile == 1)
			ok = sub == 0;
		else
			ok = profile == 2 && (depth == 12 ? sub != 2 : sub == 1);
		ok = ok && (depth == 8 || depth == 10 || (depth == 12 && profile == 2));
		params_good_seq(&s->seq);
		s->seq.seq_profile = profile;
		s->seq.bit_depth = depth;
		s->seq.flags = (sub & 1 ? V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X : 0) |
			       (sub & 2 ? V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y : 0) |
			       (mono ? V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME : 0);
		KUNIT_EXPECT_EQ_MSG(test, av1_params_sequence(&s->params.seq, &s->seq),
				    ok ? 0 : -EINVAL, "profile %u, depth %u, subsampling %u",
				    profile, depth, sub);
		if (!ok)
			continue;
		KUNIT_EXPECT_EQ(test, seq->profile, profile);
		KUNIT_EXPECT_EQ(test, seq->bit_depth, depth);
		KUNIT_EXPECT_EQ(test, seq->chroma, chroma[sub]);
		KUNIT_EXPECT_EQ(test, seq->num_planes, mono ? 1 : 3);
		KUNIT_EXPECT_EQ(test, seq->sub_x, mono || sub & 1);
		KUNIT_EXPECT_EQ(test, seq->sub_y, mono || sub & 2);
	}
}

/* Each flag says one thing, but some need order hints. */
static void params_sequence_flags(struct kunit *test)
{
	struct params_set *s = params_new(test);
	const struct av1_sequence *seq = &s->params.seq;
	u32 bit, hints;

#define SEQ_FLAG(name, flag)								\
	KUNIT_EXPECT_EQ_MSG(test, seq->name, 1u << bit == V4L2_AV1_SEQUENCE_FLAG_##flag,	\
			    "bit %u", bit)
	for (bit = 0; bit < 32; bit++) {
		if (1u << bit & (PARAMS_420 | V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME))
			continue;
		s->seq.flags = PARAMS_420 | 1u << bit;
		KUNIT_ASSERT_EQ(test, av1_params_sequence(&s->params.seq, &s->seq), 0);
		SEQ_FLAG(sb128, USE_128X128_SUPERBLOCK);
		SEQ_FLAG(filter_intra, ENABLE_FILTER_INTRA);
		SEQ_FLAG(intra_edge_filter, ENABLE_INTRA_EDGE_FILTER);
		SEQ_FLAG(interintra, ENABLE_INTERINTRA_COMPOUND);
		SEQ_FLAG(masked_compound, ENABLE_MASKED_COMPOUND);
		SEQ_FLAG(warped_motion, ENABLE_WARPED_MOTION);
		SEQ_FLAG(dual_filter, ENABLE_DUAL_FILTER);
		SEQ_FLAG(order_hint, ENABLE_ORDER_HINT);
		SEQ_FLAG(superres, ENABLE_SUPERRES);
		SEQ_FLAG(cdef, ENABLE_CDEF);
		SEQ_FLAG(restoration, ENABLE_RESTORATION);
		SEQ_FLAG(film_grain, FILM_GRAIN_PARAMS_PRESENT);
		SEQ_FLAG(color_range, COLOR_RANGE);
		KUNIT_EXPECT_FALSE(test, seq->jnt_comp);
		KUNIT_EXPECT_FALSE(test, seq->ref_frame_mvs);
		KUNIT_EXPECT_EQ(test, seq->order_hint_bits, seq->order_hint ? 7 : 0);
		KUNIT_EXPECT_EQ(test, seq->max_width, PARAMS_WIDTH);
		KUNIT_EXPECT_EQ(test, seq->max_height, PARAMS_HEIGHT);
	}
#undef SEQ_FLAG
	for (hints = 0; hints <= 8; hints++) {
		s->seq.flags = PARAMS_TOOLS | V4L2_AV1_SEQUENCE_FLAG_ENABLE_JNT_COMP;
		s->seq.order_hint_bits = hints;
		KUNIT_ASSERT_EQ(test, av1_params_sequence(&s->params.seq, &s->seq), 0);
		KUNIT_EXPECT_EQ(test, seq->order_hint, hints > 0);
		KUNIT_EXPECT_EQ(test, seq->jnt_comp, hints > 0);
		KUNIT_EXPECT_EQ(test, seq->ref_frame_mvs, hints > 0);
		KUNIT_EXPECT_EQ(test, seq->order_hint_bits, hints);
	}
	s->seq.max_frame_width_minus_1 = 65535;
	s->seq.max_frame_height_minus_1 = 0;
	KUNIT_ASSERT_EQ(test, av1_params_sequence(&s->params.seq, &s->seq), 0);
	KUNIT_EXPECT_EQ(test, seq->max_width, 65536);
	KUNIT_EXPECT_EQ(test, seq->max_height, 1);
}

/* What the flags of inter frames say */
static void params_inter_flags(struct kunit *test)
{
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	u32 bit;

#define FRAME_FLAG(name, flag)								\
	KUNIT_EXPECT_EQ_MSG(test, p->name, 1u << bit == V4L2_AV1_FRAME_FLAG_##flag,	\
			    "bit %u", bit)
	for (bit = 0; bit < 32; bit++) {
		/* Inter frames have neither. */
		if (1u << bit & (V4L2_AV1_FRAME_FLAG_ALLOW_INTRABC |
				 V4L2_AV1_FRAME_FLAG_USE_SUPERRES))
			continue;
		s->frame.flags = 1u << bit;
		KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
		FRAME_FLAG(show_frame, SHOW_FRAME);
		FRAME_FLAG(showable_frame, SHOWABLE_FRAME);
		FRAME_FLAG(error_res, ERROR_RESILIENT_MODE);
		FRAME_FLAG(disable_cdf_update, DISABLE_CDF_UPDATE);
		FRAME_FLAG(screen_content, ALLOW_SCREEN_CONTENT_TOOLS);
		FRAME_FLAG(force_integer_mv, FORCE_INTEGER_MV);
		FRAME_FLAG(high_precision_mv, ALLOW_HIGH_PRECISION_MV);
		FRAME_FLAG(motion_mode_switchable, IS_MOTION_MODE_SWITCHABLE);
		FRAME_FLAG(use_ref_frame_mvs, USE_REF_FRAME_MVS);
		FRAME_FLAG(warped_motion, ALLOW_WARPED_MOTION);
		FRAME_FLAG(reference_select, REFERENCE_SELECT);
		FRAME_FLAG(reduced_tx_set, REDUCED_TX_SET);
		KUNIT_EXPECT_EQ(test, p->frame_end_update,
				1u << bit != V4L2_AV1_FRAME_FLAG_DISABLE_FRAME_END_UPDATE_CDF);
		KUNIT_EXPECT_FALSE(test, p->skip_mode);
		KUNIT_EXPECT_FALSE(test, p->intra);
		/* Error resilience is without anything of other frames. */
		KUNIT_EXPECT_EQ(test, p->primary_ref_frame,
				p->error_res ? AV1_PRIMARY_REF_NONE : 0);
	}
#undef FRAME_FLAG
	s->frame.flags = V4L2_AV1_FRAME_FLAG_FORCE_INTEGER_MV |
			 V4L2_AV1_FRAME_FLAG_ALLOW_HIGH_PRECISION_MV |
			 V4L2_AV1_FRAME_FLAG_ERROR_RESILIENT_MODE |
			 V4L2_AV1_FRAME_FLAG_USE_REF_FRAME_MVS |
			 V4L2_AV1_FRAME_FLAG_ALLOW_WARPED_MOTION;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_FALSE(test, p->high_precision_mv);
	KUNIT_EXPECT_FALSE(test, p->use_ref_frame_mvs);
	KUNIT_EXPECT_FALSE(test, p->warped_motion);
	/* Without the sequence's tools */
	s->params.seq.ref_frame_mvs = false;
	s->params.seq.warped_motion = false;
	s->params.seq.order_hint = false;
	s->frame.flags = V4L2_AV1_FRAME_FLAG_USE_REF_FRAME_MVS |
			 V4L2_AV1_FRAME_FLAG_ALLOW_WARPED_MOTION |
			 V4L2_AV1_FRAME_FLAG_REFERENCE_SELECT |
			 V4L2_AV1_FRAME_FLAG_SKIP_MODE_PRESENT;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_FALSE(test, p->use_ref_frame_mvs);
	KUNIT_EXPECT_FALSE(test, p->warped_motion);
	KUNIT_EXPECT_FALSE(test, p->skip_mode);
	KUNIT_EXPECT_TRUE(test, p->reference_select);
}

/* Intra frames know nothing of references, whatever the control says of them. */
static void params_intra(struct kunit *test)
{
	static const struct {
		u32 type;
		bool screen;
		bool superres;
		bool intrabc_ok;
	} cases[] = {
		{ V4L2_AV1_KEY_FRAME, true, false, true },
		{ V4L2_AV1_INTRA_ONLY_FRAME, true, false, true },
		{ V4L2_AV1_KEY_FRAME, false, false, false },
		{ V4L2_AV1_KEY_FRAME, true, true, false },
		{ V4L2_AV1_INTER_FRAME, true, false, false },
		{ V4L2_AV1_SWITCH_FRAME, true, false, false },
	};
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	unsigned int i, k;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		params_good_frame(&s->frame);
		s->frame.frame_type = cases[i].type;
		s->frame.flags = V4L2_AV1_FRAME_FLAG_ALLOW_INTRABC |
				 V4L2_AV1_FRAME_FLAG_ALLOW_HIGH_PRECISION_MV;
		if (cases[i].screen)
			s->frame.flags |= V4L2_AV1_FRAME_FLAG_ALLOW_SCREEN_CONTENT_TOOLS;
		if (cases[i].superres) {
			s->frame.flags |= V4L2_AV1_FRAME_FLAG_USE_SUPERRES;
			s->frame.superres_denom = 16;
			s->frame.upscaled_width = 2 * PARAMS_WIDTH;
		}
		KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
				    params_result(cases[i].intrabc_ok), "case %u", i);
		if (!cases[i].intrabc_ok)
			continue;
		KUNIT_EXPECT_TRUE(test, p->intrabc);
		/* 5.9.2: no filters with intra block copy */
		KUNIT_EXPECT_FALSE(test, p->do_lr);
		KUNIT_EXPECT_FALSE(test, p->delta_lf_present);
		KUNIT_EXPECT_TRUE(test, p->delta_q_present);
	}
	params_good_frame(&s->frame);
	s->frame.frame_type = V4L2_AV1_INTRA_ONLY_FRAME;
	s->frame.flags |= V4L2_AV1_FRAME_FLAG_USE_REF_FRAME_MVS;
	s->frame.ref_frame_idx[3] = -1;
	s->frame.skip_mode_frame[0] = 0;
	s->frame.interpolation_filter = 5;
	s->frame.primary_ref_frame = 9;
	s->frame.global_motion.type[1] = 4;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_TRUE(test, p->intra);
	KUNIT_EXPECT_TRUE(test, p->force_integer_mv);
	KUNIT_EXPECT_FALSE(test, p->reference_select);
	KUNIT_EXPECT_FALSE(test, p->skip_mode);
	KUNIT_EXPECT_FALSE(test, p->use_ref_frame_mvs);
	KUNIT_EXPECT_EQ(test, p->primary_ref_frame, AV1_PRIMARY_REF_NONE);
	for (i = 0; i < 8; i++) {
		KUNIT_EXPECT_EQ(test, p->gm[i].type, AV1_WARP_IDENTITY);
		for (k = 0; k < 6; k++)
			KUNIT_EXPECT_EQ(test, p->gm[i].params[k], k == 2 || k == 5 ? 1 << 16 : 0);
	}
}

/* superres_params() (5.9.8) and compute_image_size() (5.9.9) */
static void params_sizes(struct kunit *test)
{
	static const u32 widths[] = { 1, 2, 7, 8, 9, 16, 17, 999, 1000, 65535, 65536 };
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	unsigned int i, denom;

	for (i = 0; i < ARRAY_SIZE(widths); i++) {
		const u32 upscaled = widths[i], height = widths[ARRAY_SIZE(widths) - 1 - i];

		for (denom = 0; denom <= 17; denom++) {
			const bool use = denom > 0;
			const u32 width = use ? (upscaled * 8 + denom / 2) / denom : upscaled;
			const bool ok = !use || (denom >= 9 && denom <= 16);

			if (!width)
				continue;
			params_good_frame(&s->frame);
			if (use)
				s->frame.flags |= V4L2_AV1_FRAME_FLAG_USE_SUPERRES;
			s->frame.superres_denom = denom;
			s->frame.upscaled_width = upscaled;
			s->frame.frame_width_minus_1 = width - 1;
			s->frame.frame_height_minus_1 = height - 1;
			s->frame.tile_info.mi_col_starts[1] = 2 * ((width + 7) / 8);
			s->frame.tile_info.mi_row_starts[1] = 2 * ((height + 7) / 8);
			KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
					    ok ? 0 : -EINVAL, "width %u / %u", upscaled, denom);
			if (!ok)
				continue;
			KUNIT_EXPECT_EQ(test, p->width, width);
			KUNIT_EXPECT_EQ(test, p->fmt.width, upscaled);
			KUNIT_EXPECT_EQ(test, p->fmt.height, height);
			KUNIT_EXPECT_EQ(test, p->fmt.bit_depth, 8);
			KUNIT_EXPECT_EQ(test, p->fmt.chroma, DAE_CHROMA_420);
			KUNIT_EXPECT_EQ(test, p->superres_denom, use ? denom : 8);
			KUNIT_EXPECT_EQ(test, p->do_superres, width != upscaled);
			KUNIT_EXPECT_EQ(test, p->mi_cols, 2 * ((width + 7) >> 3));
			KUNIT_EXPECT_EQ(test, p->mi_rows, 2 * ((height + 7) >> 3));
			/* Of another width, or if the sequence has no superres */
			s->frame.upscaled_width = upscaled + (denom > 8 ? denom : 1);
			KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
			s->frame.upscaled_width = upscaled;
			s->params.seq.superres = false;
			KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame),
					use ? -EINVAL : 0);
			s->params.seq.superres = true;
		}
	}
	/* Clients that do not know superres */
	params_good_frame(&s->frame);
	s->frame.upscaled_width = 0;
	s->frame.superres_denom = 0;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_EQ(test, p->fmt.width, PARAMS_WIDTH);
	/* No such sizes */
	s->frame.frame_width_minus_1 = 65536;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
	s->frame.frame_width_minus_1 = ~0u;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
	s->frame.frame_width_minus_1 = PARAMS_WIDTH - 1;
	s->frame.frame_height_minus_1 = 65536;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
	s->frame.frame_height_minus_1 = ~0u;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
}

static struct v4l2_av1_tile_info *params_tile_info(struct params_set *s)
{
	struct v4l2_av1_tile_info *info = &s->frame.tile_info;

	params_good_frame(&s->frame);
	/* 16 and 10 superblocks of 64x64 */
	info->tile_cols = 3;
	info->tile_rows = 2;
	info->mi_col_starts[1] = 16;
	info->mi_col_starts[2] = 240;
	info->mi_col_starts[3] = PARAMS_MI_COLS;
	info->mi_row_starts[1] = 144;
	info->mi_row_starts[2] = PARAMS_MI_ROWS;
	return info;
}

/* tile_info() (5.9.15) */
static void params_tile_starts(struct kunit *test)
{
	static const struct {
		bool rows;
		u8 index;
		u16 value;
		bool ok;
		bool ok128;
	} cases[] = {
		{ false, 0, 16, false, false }, { false, 0, 0, true, false },
		{ false, 1, 0, false, false }, { false, 1, 8, false, false },
		{ false, 1, 15, false, false }, { false, 1, 224, true, false },
		{ false, 1, 240, false, false }, { false, 1, 256, false, false },
		{ false, 2, 16, false, false }, { false, 2, 32, true, false },
		{ false, 2, 250, false, false }, { false, 2, 256, false, false },
		{ false, 3, 249, false, false }, { false, 3, 251, true, false },
		{ false, 3, 256, true, false }, { false, 3, 257, false, false },
		{ true, 0, 16, false, false }, { true, 1, 16, true, false },
		{ true, 1, 32, true, true }, { true, 1, 0, false, false },
		{ true, 1, 150, false, false }, { true, 1, 160, false, false },
		{ true, 2, 149, false, false }, { true, 2, 150, true, true },
		{ true, 2, 160, true, true }, { true, 2, 161, false, false },
	};
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	struct v4l2_av1_tile_info *info;
	unsigned int i;
	u32 *starts;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		info = params_tile_info(s);
		starts = info->mi_col_starts;
		if (cases[i].rows)
			starts = info->mi_row_starts;
		starts[cases[i].index] = cases[i].value;
		KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
				    params_result(cases[i].ok), "case %u", i);
	}
	/* Superblocks of 128x128: 8 and 5 of them, the last row of mi 150 to 160 */
	s->params.seq.sb128 = true;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		info = params_tile_info(s);
		info->mi_col_starts[1] = 32;
		info->mi_col_starts[2] = 64;
		info->mi_row_starts[1] = 128;
		if (!cases[i].rows)
			continue;
		info->mi_row_starts[cases[i].index] = cases[i].value;
		KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
				    params_result(cases[i].ok128), "128x128, case %u", i);
	}
	s->params.seq.sb128 = false;
	info = params_tile_info(s);
	info->mi_col_starts[3] = 256;
	info->context_update_tile_id = 5;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_EQ(test, p->tile_cols, 3);
	KUNIT_EXPECT_EQ(test, p->tile_rows, 2);
	KUNIT_EXPECT_EQ(test, p->context_update_tile, 5);
	KUNIT_EXPECT_EQ(test, p->tile_col_starts[2], 240);
	/* To the frame's end, whatever the control says */
	KUNIT_EXPECT_EQ(test, p->tile_col_starts[3], PARAMS_MI_COLS);
	KUNIT_EXPECT_EQ(test, p->tile_row_starts[1], 144);
	KUNIT_EXPECT_EQ(test, p->tile_row_starts[2], PARAMS_MI_ROWS);
	info->context_update_tile_id = 6;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
}

/* Starts as FFmpeg has them, in superblocks, which only sizes tell apart */
static void params_tile_starts_in_superblocks(struct kunit *test)
{
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	struct v4l2_av1_tile_info *info = params_tile_info(s);

	/* 1, 14 and 1 superblocks, 9 and 1 */
	info->mi_col_starts[1] = 1;
	info->mi_col_starts[2] = 15;
	info->mi_row_starts[1] = 9;
	info->width_in_sbs_minus_1[0] = 0;
	info->width_in_sbs_minus_1[1] = 13;
	info->width_in_sbs_minus_1[2] = 0;
	info->height_in_sbs_minus_1[0] = 8;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_EQ(test, p->tile_col_starts[1], 16);
	KUNIT_EXPECT_EQ(test, p->tile_col_starts[2], 240);
	KUNIT_EXPECT_EQ(test, p->tile_col_starts[3], PARAMS_MI_COLS);
	KUNIT_EXPECT_EQ(test, p->tile_row_starts[1], 144);
	/* One of them alone */
	info->mi_row_starts[1] = 144;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_EQ(test, p->tile_row_starts[1], 144);
	/* Another size */
	info->width_in_sbs_minus_1[1] = 12;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
	/* Beyond the frame */
	info->mi_col_starts[2] = 16;
	info->width_in_sbs_minus_1[1] = 14;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
	info->mi_col_starts[2] = 0x10000001;
	info->width_in_sbs_minus_1[1] = 0x10000001 - 2;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
	/* Not rising */
	info->mi_col_starts[2] = 1;
	info->width_in_sbs_minus_1[1] = ~0u;
	KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), -EINVAL);
}

/* As many tiles as there may be, in each direction and in all */
static void params_tile_numbers(struct kunit *test)
{
	static const struct {
		u8 cols;
		u8 rows;
		bool ok;
	} cases[] = {
		{ 64, 8, true }, { 8, 64, true }, { 65, 1, false }, { 1, 65, false },
		{ 64, 9, false }, { 0, 1, false }, { 1, 0, false }, { 32, 16, true },
		{ 32, 17, false }, { 255, 255, false },
	};
	struct params_set *s = params_new(test);
	struct v4l2_av1_tile_info *info = &s->frame.tile_info;
	unsigned int i, k;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const u32 cols = cases[i].cols, rows = cases[i].rows;

		params_good_frame(&s->frame);
		s->frame.frame_width_minus_1 = 64 * 64 - 1;
		s->frame.frame_height_minus_1 = 64 * 64 - 1;
		s->frame.upscaled_width = 64 * 64;
		info->tile_cols = cols;
		info->tile_rows = rows;
		for (k = 0; k <= 64; k++) {
			info->mi_col_starts[k] = k < cols ? 16 * k : 1024;
			info->mi_row_starts[k] = k < rows ? 16 * k : 1024;
		}
		KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
				    params_result(cases[i].ok), "%u x %u", cases[i].cols,
				    cases[i].rows);
	}
}

/* LosslessArray, CodedLossless and AllLossless (5.9.2), and what depends on them */
static void params_lossless(struct kunit *test)
{
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	u32 n, i;

	for (n = 0; n < 7 * 4 * 2; n++) {
		const unsigned int what = n % 7;
		const bool seg = n / 7 & 1, seg_lossless = n / 14 & 1, superres = n / 28;
		struct v4l2_av1_quantization *q = &s->frame.quantization;
		s8 *deltas[] = {
			&q->delta_q_y_dc, &q->delta_q_u_dc, &q->delta_q_u_ac, &q->delta_q_v_dc,
			&q->delta_q_v_ac,
		};
		bool coded_lossless = true;

		params_good_frame(&s->frame);
		s->frame.tx_mode = V4L2_AV1_TX_MODE_SELECT;
		s->frame.cdef.y_pri_strength[7] = 1;
		s->frame.loop_filter.level[1] = 1;
		if (superres) {
			s->frame.flags |= V4L2_AV1_FRAME_FLAG_USE_SUPERRES;
			s->frame.superres_denom = 16;
			s->frame.upscaled_width = 2 * PARAMS_WIDTH;
		}
		q->base_q_idx = what == 5;
		if (what < 5)
			*deltas[what] = -1;
		s->frame.segmentation.flags = seg ? V4L2_AV1_SEGMENTATION_FLAG_ENABLED : 0;
		memset(s->frame.segmentation.feature_enabled, 0, 8);
		s->frame.segmentation.feature_enabled[3] = 1 << AV1_SEG_ALT_Q;
		s->frame.segmentation.feature_data[3][AV1_SEG_ALT_Q] = seg_lossless ? -200 : 255;
		KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
		for (i = 0; i < 8; i++) {
			const int seg_qidx = seg_lossless ? 0 : 255;
			const int qidx = i == 3 && seg ? seg_qidx : what == 5;
			const bool lossless = !qidx && what >= 5;

			KUNIT_EXPECT_EQ_MSG(test, p->qidx[i], qidx, "%u %u", n, i);
			KUNIT_EXPECT_EQ_MSG(test, p->lossless[i], lossless, "%u %u", n, i);
			coded_lossless &= lossless;
		}
		KUNIT_EXPECT_EQ_MSG(test, p->coded_lossless, coded_lossless, "%u", n);
		KUNIT_EXPECT_EQ(test, p->all_lossless, coded_lossless && !superres);
		KUNIT_EXPECT_EQ(test, p->do_deblock, !coded_lossless);
		KUNIT_EXPECT_EQ(test, p->do_cdef, !coded_lossless);
		KUNIT_EXPECT_EQ(test, p->do_lr, !p->all_lossless);
		KUNIT_EXPECT_EQ(test, p->tx_mode,
				coded_lossless ? AV1_ONLY_4X4 : AV1_TX_MODE_SELECT);
		/* 5.9.17: not with base_q_idx 0 */
		KUNIT_EXPECT_EQ(test, p->delta_q_present, what == 5);
		KUNIT_EXPECT_EQ(test, p->delta_lf_present, what == 5);
	}
	/* Blocks of 4x4 only are those of lossless frames. */
	params_good_frame(&s->frame);
	s->frame.tx_mode = V4L2_AV1_TX_MODE_ONLY_4X4;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_EQ(test, p->tx_mode, AV1_TX_MODE_LARGEST);
}

/* segmentation_params() (5.9.14) */
static void params_segmentation(struct kunit *test)
{
	struct params_set *s = params_new(test);
	struct v4l2_av1_segmentation *ctrl = &s->frame.segmentation;
	const struct av1_segmentation *seg = &s->params.seg;
	unsigned int i, f, n;

	for (n = 0; n < 16; n++) {
		const bool enabled = n & 1, primary = n & 8;
		const bool update = enabled && (n & 2 || !primary);

		params_good_frame(&s->frame);
		ctrl->flags = n & 7;
		s->frame.primary_ref_frame = primary ? 6 : 7;
		for (i = 0; i < 8; i++) {
			/* The last one and those of reference frames are what counts. */
			ctrl->feature_enabled[i] = i == 5 ? 0 : 1 << i & 0x1f;
			for (f = 0; f < 8; f++)
				ctrl->feature_data[i][f] = f == i ? 20 + i : 999;
		}
		KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
		KUNIT_EXPECT_EQ(test, seg->enabled, enabled);
		KUNIT_EXPECT_EQ(test, seg->update_map, update);
		KUNIT_EXPECT_EQ(test, seg->temporal_update, update && primary && n & 4);
		KUNIT_EXPECT_EQ(test, seg->last_active, enabled ? 4 : 0);
		KUNIT_EXPECT_FALSE(test, seg->pre_skip);
		for (i = 0; i < 8; i++) {
			KUNIT_EXPECT_EQ(test, seg->features[i], enabled && i < 5 ? 1 << i : 0);
			for (f = 0; f < 8; f++)
				KUNIT_EXPECT_EQ(test, seg->data[i][f],
						enabled && f == i && i < 5 ? 20 + i : 0);
		}
	}
	for (f = 5; f < 8; f++) {
		params_good_frame(&s->frame);
		memset(ctrl->feature_enabled, 0, 8);
		ctrl->feature_enabled[0] = 1 << f;
		KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
		KUNIT_EXPECT_TRUE(test, seg->pre_skip);
		KUNIT_EXPECT_EQ(test, seg->last_active, 0);
	}
}

/* Values that are taken over as they are */
static void params_values(struct kunit *test)
{
	struct params_set *s = params_new(test);
	struct v4l2_ctrl_av1_frame *frame = &s->frame;
	const struct av1_params *p = &s->params;
	unsigned int i, k;

	frame->quantization = (struct v4l2_av1_quantization){
		.flags = 7, .base_q_idx = 201, .delta_q_y_dc = -1, .delta_q_u_dc = 2,
		.delta_q_u_ac = -3, .delta_q_v_dc = 4, .delta_q_v_ac = -5, .qm_y = 6, .qm_u = 7,
		.qm_v = 8, .delta_q_res = 2,
	};
	frame->loop_filter = (struct v4l2_av1_loop_filter){
		.flags = V4L2_AV1_LOOP_FILTER_FLAG_DELTA_ENABLED |
			 V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_PRESENT |
			 V4L2_AV1_LOOP_FILTER_FLAG_DELTA_LF_MULTI,
		.level = { 1, 2, 3, 4 }, .sharpness = 5,
		.ref_deltas = { 1, -2, 3, -4, 5, -6, 7, -8 }, .mode_deltas = { 9, -10 },
		.delta_lf_res = 3,
	};
	frame->cdef.damping_minus_3 = 2;
	frame->cdef.bits = 2;
	for (i = 0; i < 8; i++) {
		frame->cdef.y_pri_strength[i] = i;
		frame->cdef.y_sec_strength[i] = i % 5;
		frame->cdef.uv_pri_strength[i] = 15 - i;
		frame->cdef.uv_sec_strength[i] = 4 - i % 5;
		frame->reference_frame_ts[i] = (1ull << 40) + i;
	}
	for (i = 0; i < 7; i++)
		frame->ref_frame_idx[i] = 7 - i;
	frame->interpolation_filter = V4L2_AV1_INTERPOLATION_FILTER_SWITCHABLE;
	frame->refresh_frame_flags = 0xa5;
	frame->primary_ref_frame = 3;
	for (i = 1; i < 8; i++) {
		frame->global_motion.type[i] = i % 4;
		for (k = 0; k < 6; k++)
			frame->global_motion.params[i][k] += 100 * i + k;
	}
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, frame), 0);
	KUNIT_EXPECT_EQ(test, p->base_q_idx, 201);
	KUNIT_EXPECT_EQ(test, p->delta_q_dc[0], -1);
	KUNIT_EXPECT_EQ(test, p->delta_q_dc[1], 2);
	KUNIT_EXPECT_EQ(test, p->delta_q_dc[2], 4);
	KUNIT_EXPECT_EQ(test, p->delta_q_ac[0], 0);
	KUNIT_EXPECT_EQ(test, p->delta_q_ac[1], -3);
	KUNIT_EXPECT_EQ(test, p->delta_q_ac[2], -5);
	KUNIT_EXPECT_TRUE(test, p->using_qmatrix);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, p->qm[i], 6 + i);
	KUNIT_EXPECT_TRUE(test, p->delta_q_present);
	KUNIT_EXPECT_EQ(test, p->delta_q_res, 2);
	KUNIT_EXPECT_TRUE(test, p->delta_lf_present);
	KUNIT_EXPECT_TRUE(test, p->delta_lf_multi);
	KUNIT_EXPECT_EQ(test, p->delta_lf_res, 3);
	KUNIT_EXPECT_MEMEQ(test, p->lf_level, frame->loop_filter.level, 4);
	KUNIT_EXPECT_MEMEQ(test, p->lf_ref_deltas, frame->loop_filter.ref_deltas, 8);
	KUNIT_EXPECT_MEMEQ(test, p->lf_mode_deltas, frame->loop_filter.mode_deltas, 2);
	KUNIT_EXPECT_EQ(test, p->lf_sharpness, 5);
	KUNIT_EXPECT_TRUE(test, p->lf_delta_enabled);
	KUNIT_EXPECT_EQ(test, p->cdef_damping, 5);
	KUNIT_EXPECT_EQ(test, p->cdef_bits, 2);
	for (i = 0; i < 8; i++) {
		static const u8 y_sec[] = { 0, 1, 2, 4 }, uv_sec[] = { 4, 4, 2, 1 };
		const bool used = i < 4;

		KUNIT_EXPECT_EQ(test, p->cdef_y[i][0], used ? i : 0);
		KUNIT_EXPECT_EQ(test, p->cdef_uv[i][0], used ? 15 - i : 0);
		KUNIT_EXPECT_EQ(test, p->cdef_y[i][1], used ? y_sec[i] : 0);
		KUNIT_EXPECT_EQ(test, p->cdef_uv[i][1], used ? uv_sec[i] : 0);
		KUNIT_EXPECT_TRUE(test, p->slot_ts[i] == (1ull << 40) + i);
	}
	for (i = 0; i < 7; i++)
		KUNIT_EXPECT_EQ(test, p->ref_slot[i], 7 - i);
	KUNIT_EXPECT_EQ(test, p->interp_filter, AV1_SWITCHABLE);
	KUNIT_EXPECT_EQ(test, p->refresh_flags, 0xa5);
	KUNIT_EXPECT_EQ(test, p->primary_ref_frame, 3);
	KUNIT_EXPECT_TRUE(test, p->skip_mode);
	KUNIT_EXPECT_EQ(test, p->skip_mode_frame[0], 1);
	KUNIT_EXPECT_EQ(test, p->skip_mode_frame[1], 7);
	for (i = 1; i < 8; i++) {
		static const u8 num[4] = { 0, 2, 6, 6 };

		KUNIT_EXPECT_EQ(test, p->gm[i].type, i % 4);
		for (k = 0; k < 6; k++)
			KUNIT_EXPECT_EQ(test, p->gm[i].params[k],
					(k == 2 || k == 5 ? 1 << 16 : 0) +
					(k < num[i % 4] ? (int)(100 * i + k) : 0));
	}
	/* 7.11.3.6: 0 is no divisor. */
	KUNIT_EXPECT_TRUE(test, p->gm[2].valid);
}

/* Sizes that lr_params() (5.9.20) can come to, with each subsampling and superblock */
static void params_restoration_sizes(struct kunit *test)
{
	static const u8 subsampling[][2] = { { 1, 1 }, { 1, 0 }, { 0, 0 } };
	struct params_set *s = params_new(test);
	struct v4l2_av1_loop_restoration *lr = &s->frame.loop_restoration;
	unsigned int i, sb128, plane, size, shift, uv_shift;

	for (i = 0; i < 3 * 2 * 3; i++) {
		const u8 *sub = subsampling[i % 3];
		u32 possible = 0;

		sb128 = i / 3 % 2;
		plane = i / 6;
		s->params.seq.sub_x = sub[0];
		s->params.seq.sub_y = sub[1];
		s->params.seq.sb128 = sb128;
		for (shift = sb128; shift <= 2; shift++)
			for (uv_shift = 0; uv_shift <= (sub[0] && sub[1]); uv_shift++)
				possible |= 256 >> (2 - shift) >> (plane ? uv_shift : 0);
		for (size = 1; size <= 1024; size *= 2) {
			params_good_frame(&s->frame);
			memset(lr, 0, sizeof(*lr));
			lr->frame_restoration_type[plane] = V4L2_AV1_FRAME_RESTORE_WIENER;
			lr->loop_restoration_size[plane] = size;
			KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
					    params_result(size & possible),
					    "plane %u, size %u, subsampling %u %u, sb128 %u", plane,
					    size, sub[0], sub[1], sb128);
		}
	}
}

/* lr_params() (5.9.20), cdef_params() (5.9.19) and loop_filter_params() (5.9.11) */
static void params_filters(struct kunit *test)
{
	static const u32 sizes[] = { 0, 1, 16, 31, 32, 33, 63, 64, 96, 128, 256, 257, 512, ~0u };
	struct params_set *s = params_new(test);
	const struct av1_params *p = &s->params;
	unsigned int i, plane, k;

	for (plane = 0; plane < 3; plane++) {
		for (i = 0; i < ARRAY_SIZE(sizes); i++) {
			const u32 size = sizes[i];
			const bool ok = (size == 32 && plane) || size == 64 || size == 128 ||
					size == 256;

			params_good_frame(&s->frame);
			s->frame.loop_restoration.loop_restoration_size[plane] = size;
			KUNIT_EXPECT_EQ_MSG(test, av1_params_frame(&s->params, &s->frame),
					    ok ? 0 : -EINVAL, "plane %u, size %u", plane, size);
			if (ok)
				KUNIT_EXPECT_EQ(test, 1u << p->lr_log2[plane], size);
			/* Where nothing is restored it does not count. */
			s->frame.loop_restoration.frame_restoration_type[plane] =
				V4L2_AV1_FRAME_RESTORE_NONE;
			KUNIT_EXPECT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
			for (k = 0; k < 3; k++)
				KUNIT_EXPECT_EQ(test, p->lr_type[k],
						k == plane ? AV1_RESTORE_NONE :
							     AV1_RESTORE_SWITCHABLE);
			KUNIT_EXPECT_TRUE(test, p->do_lr);
		}
	}
	memset(&s->frame.loop_restoration, 0, sizeof(s->frame.loop_restoration));
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_FALSE(test, p->do_lr);
	KUNIT_EXPECT_FALSE(test, p->do_cdef);
	KUNIT_EXPECT_FALSE(test, p->do_deblock);
	/* Levels of chroma alone filter nothing. */
	for (i = 0; i < 4; i++) {
		params_good_frame(&s->frame);
		s->frame.loop_filter.level[i] = 1;
		KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
		KUNIT_EXPECT_EQ(test, p->do_deblock, i < 2);
	}
	/* Strengths beyond 1 << cdef_bits of them do not count. */
	for (i = 0; i < 8; i++) {
		params_good_frame(&s->frame);
		s->frame.cdef.bits = 1;
		s->frame.cdef.uv_sec_strength[i] = 1;
		s->frame.cdef.y_pri_strength[7] = 255;
		KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
		KUNIT_EXPECT_EQ(test, p->do_cdef, i < 2);
	}
	/* Without the sequence's tools */
	s->params.seq.cdef = false;
	s->params.seq.restoration = false;
	params_good_frame(&s->frame);
	s->frame.cdef.y_pri_strength[0] = 5;
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	KUNIT_EXPECT_FALSE(test, p->do_cdef);
	KUNIT_EXPECT_FALSE(test, p->do_lr);
	KUNIT_EXPECT_EQ(test, p->cdef_bits, 0);
	KUNIT_EXPECT_EQ(test, p->cdef_damping, 3);
}

static void params_grain(struct kunit *test)
{
	struct params_set *s = params_new(test);
	struct v4l2_ctrl_av1_film_grain *ctrl = &s->grain;
	const struct av1_film_grain *g = &s->params.grain;
	unsigned int i;

	ctrl->grain_seed = 0xbeef;
	ctrl->num_y_points = 14;
	ctrl->num_cb_points = 10;
	ctrl->num_cr_points = 9;
	ctrl->grain_scaling_minus_8 = 1;
	ctrl->ar_coeff_lag = 2;
	ctrl->ar_coeff_shift_minus_6 = 3;
	ctrl->grain_scale_shift = 1;
	ctrl->cb_mult = 0;
	ctrl->cb_luma_mult = 255;
	ctrl->cb_offset = 511;
	ctrl->cr_mult = 129;
	ctrl->cr_luma_mult = 100;
	for (i = 0; i < 25; i++) {
		ctrl->ar_coeffs_y_plus_128[i] = i;
		ctrl->ar_coeffs_cb_plus_128[i] = 128 + i;
		ctrl->ar_coeffs_cr_plus_128[i] = 255 - i;
	}
	for (i = 0; i < 16; i++)
		ctrl->point_y_scaling[i] = 200 + i;
	KUNIT_ASSERT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
	KUNIT_EXPECT_TRUE(test, g->apply);
	KUNIT_EXPECT_EQ(test, g->seed, 0xbeef);
	KUNIT_EXPECT_EQ(test, g->num_y, 14);
	KUNIT_EXPECT_EQ(test, g->num_uv[0], 10);
	KUNIT_EXPECT_EQ(test, g->num_uv[1], 9);
	for (i = 0; i < 14; i++) {
		KUNIT_EXPECT_EQ(test, g->y[i][0], 10 * i);
		KUNIT_EXPECT_EQ(test, g->y[i][1], 200 + i);
	}
	for (i = 0; i < 10; i++) {
		KUNIT_EXPECT_EQ(test, g->uv[0][i][0], 11 * i);
		KUNIT_EXPECT_EQ(test, g->uv[1][i][0], i < 9 ? 12 * i : 0);
	}
	KUNIT_EXPECT_EQ(test, g->scaling_shift, 9);
	KUNIT_EXPECT_EQ(test, g->ar_lag, 2);
	KUNIT_EXPECT_EQ(test, g->ar_shift, 9);
	KUNIT_EXPECT_EQ(test, g->grain_scale_shift, 1);
	KUNIT_EXPECT_EQ(test, g->mult[0], -128);
	KUNIT_EXPECT_EQ(test, g->mult[1], 1);
	KUNIT_EXPECT_EQ(test, g->luma_mult[0], 127);
	KUNIT_EXPECT_EQ(test, g->luma_mult[1], -28);
	KUNIT_EXPECT_EQ(test, g->offset[0], 255);
	KUNIT_EXPECT_EQ(test, g->offset[1], -256);
	for (i = 0; i < 25; i++) {
		if (i < 24)
			KUNIT_EXPECT_EQ(test, g->ar_y[i], (int)i - 128);
		KUNIT_EXPECT_EQ(test, g->ar_uv[0][i], i);
		KUNIT_EXPECT_EQ(test, g->ar_uv[1][i], 127 - (int)i);
	}
	for (i = 0; i < 32; i++) {
		ctrl->flags = i;
		KUNIT_ASSERT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
		KUNIT_EXPECT_EQ(test, g->apply, i & 1);
		KUNIT_EXPECT_EQ(test, g->from_luma, (i & 5) == 5);
		KUNIT_EXPECT_EQ(test, g->overlap, (i & 9) == 9);
		KUNIT_EXPECT_EQ(test, g->clip, (i & 17) == 17);
		KUNIT_EXPECT_EQ(test, g->num_uv[0], (i & 5) == 1 ? 10 : 0);
	}
}

/* Points rise, and where there are none of them nothing counts. */
static void params_grain_points(struct kunit *test)
{
	struct params_set *s = params_new(test);
	struct v4l2_ctrl_av1_film_grain *ctrl = &s->grain;
	const struct av1_film_grain *g = &s->params.grain;
	unsigned int plane, i;

	for (plane = 0; plane < 3; plane++) {
		const unsigned int max = plane ? 10 : 14;
		u8 *values, *num;

		values = plane == 1 ? ctrl->point_cb_value : ctrl->point_cr_value;
		num = plane == 1 ? &ctrl->num_cb_points : &ctrl->num_cr_points;
		if (!plane) {
			values = ctrl->point_y_value;
			num = &ctrl->num_y_points;
		}
		for (i = 0; i < max; i++) {
			params_good_grain(ctrl);
			*num = i + 1;
			/* Not one of them any more */
			values[i + 1] = 0;
			KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
			if (!i)
				continue;
			values[i] = values[i - 1] + 1;
			KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
			values[i] = values[i - 1];
			KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), -EINVAL);
			values[i - 1]++;
			KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), -EINVAL);
		}
	}
	/* 5.9.30: chroma of 4:2:0 has none without luma, and none at all with others. */
	params_good_grain(ctrl);
	ctrl->num_y_points = 0;
	ctrl->num_cb_points = 99;
	KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
	KUNIT_EXPECT_EQ(test, g->num_uv[0], 0);
	s->params.seq.chroma = DAE_CHROMA_444;
	KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), -EINVAL);
	ctrl->num_cb_points = 3;
	KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
	KUNIT_EXPECT_EQ(test, g->num_uv[0], 3);
	s->params.seq.num_planes = 1;
	KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl), 0);
	KUNIT_EXPECT_EQ(test, g->num_uv[0], 0);
	/* Nothing of it counts if it is not applied. */
	params_good_grain(ctrl);
	ctrl->num_y_points = 255;
	for (i = 0; i < 8; i++) {
		s->params.seq.film_grain = i & 1;
		s->params.show_frame = i & 2;
		s->params.showable_frame = i & 4;
		KUNIT_EXPECT_EQ(test, av1_params_grain(&s->params, ctrl),
				i & 1 && i > 1 ? -EINVAL : 0);
	}
}

/* TILE_GROUP_ENTRY: tiles of 2 rows and 3 columns in 100 bytes */
static void params_tiles(struct kunit *test)
{
	static const struct {
		struct v4l2_ctrl_av1_tile_group_entry entry;
		bool ok;
	} cases[] = {
		{ { .tile_offset = 0, .tile_size = 100, .tile_row = 1, .tile_col = 2 }, true },
		{ { .tile_offset = 0, .tile_size = 101, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_offset = 99, .tile_size = 1, .tile_row = 1, .tile_col = 2 }, true },
		{ { .tile_offset = 99, .tile_size = 2, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_offset = 100, .tile_size = 0, .tile_row = 1, .tile_col = 2 }, true },
		{ { .tile_offset = 100, .tile_size = 1, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_offset = 101, .tile_size = 0, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_offset = 1, .tile_size = ~0u, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_offset = ~0u, .tile_size = 1, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_offset = ~0u, .tile_size = ~0u, .tile_row = 1, .tile_col = 2 }, false },
		{ { .tile_size = 1, .tile_row = 2, .tile_col = 2 }, false },
		{ { .tile_size = 1, .tile_row = 1, .tile_col = 3 }, false },
		{ { .tile_size = 1, .tile_row = ~0u, .tile_col = 2 }, false },
		{ { .tile_size = 1, .tile_row = 0, .tile_col = ~0u }, false },
		/* There has been one. */
		{ { .tile_size = 1, .tile_row = 0, .tile_col = 1 }, false },
		{ { .tile_size = 1, .tile_row = 0, .tile_col = 0 }, true },
	};
	struct params_set *s = params_new(test);
	struct v4l2_ctrl_av1_tile_group_entry entries[2] = {
		{ .tile_offset = 7, .tile_size = 8, .tile_row = 0, .tile_col = 1 },
	};
	static const u8 data[100];
	struct av1_tile_data tiles[7];
	unsigned int i, k;

	params_tile_info(s);
	KUNIT_ASSERT_EQ(test, av1_params_frame(&s->params, &s->frame), 0);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct v4l2_ctrl_av1_tile_group_entry *e = &entries[1];

		entries[1] = cases[i].entry;
		memset(tiles, 0x55, sizeof(tiles));
		KUNIT_EXPECT_EQ_MSG(test,
				    av1_params_tiles(&s->params, entries, 2, data, 100, tiles),
				    params_result(cases[i].ok), "case %u", i);
		KUNIT_EXPECT_EQ(test, tiles[6].bytes, 0x55555555);
		if (!cases[i].ok)
			continue;
		for (k = 0; k < 6; k++) {
			const bool first = k == 1, second = k == e->tile_row * 3 + e->tile_col;

			const u32 offset = first ? 7 : e->tile_offset;
			const u32 bytes = first ? 8 : e->tile_size;

			if (!first && !second) {
				KUNIT_EXPECT_NULL(test, tiles[k].data);
				KUNIT_EXPECT_EQ(test, tiles[k].bytes, 0);
				continue;
			}
			KUNIT_EXPECT_PTR_EQ(test, tiles[k].data, &data[offset]);
			KUNIT_EXPECT_EQ(test, tiles[k].bytes, bytes);
		}
	}
	KUNIT_EXPECT_EQ(test, av1_params_tiles(&s->params, entries, 0, data, 0, tiles), 0);
	for (k = 0; k < 6; k++)
		KUNIT_EXPECT_NULL(test, tiles[k].data);
}

static struct kunit_case av1_params_cases[] = {
	KUNIT_CASE(params_sequence_ranges),
	KUNIT_CASE(params_frame_ranges),
	KUNIT_CASE(params_grain_ranges),
	KUNIT_CASE(params_profiles),
	KUNIT_CASE(params_sequence_flags),
	KUNIT_CASE(params_inter_flags),
	KUNIT_CASE(params_intra),
	KUNIT_CASE(params_sizes),
	KUNIT_CASE(params_tile_starts),
	KUNIT_CASE(params_tile_starts_in_superblocks),
	KUNIT_CASE(params_tile_numbers),
	KUNIT_CASE(params_lossless),
	KUNIT_CASE(params_segmentation),
	KUNIT_CASE(params_values),
	KUNIT_CASE(params_restoration_sizes),
	KUNIT_CASE(params_filters),
	KUNIT_CASE(params_grain),
	KUNIT_CASE(params_grain_points),
	KUNIT_CASE(params_tiles),
	{}
};

static struct kunit_suite av1_params_suite = {
	.name = "av1_params",
	.test_cases = av1_params_cases,
};

kunit_test_suite(av1_params_suite);
