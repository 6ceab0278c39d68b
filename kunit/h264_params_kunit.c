// SPDX-License-Identifier: GPL-2.0
/*
 * Checks of controls: every field at min - 1, min, max and max + 1, and the
 * tables that are derived from them.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "h264/h264_pic.h"

/* A High profile 320x240 stream. */
static const struct v4l2_ctrl_h264_sps good_sps = {
	.profile_idc = 100,
	.level_idc = 30,
	.chroma_format_idc = 1,
	.max_num_ref_frames = 4,
	.pic_width_in_mbs_minus1 = 19,
	.pic_height_in_map_units_minus1 = 14,
	.flags = V4L2_H264_SPS_FLAG_FRAME_MBS_ONLY | V4L2_H264_SPS_FLAG_DIRECT_8X8_INFERENCE,
};

/**
 * struct h264_params_range - one field of a control
 * @name: for messages
 * @offset: of the field in the control
 * @size: of the field in bytes
 * @min: smallest accepted value
 * @max: largest accepted value
 */
struct h264_params_range {
	const char *name;
	size_t offset;
	size_t size;
	int min;
	int max;
};

#define RANGE(type, field, lo, hi) \
	{ #field, offsetof(struct type, field), sizeof_field(struct type, field), lo, hi }

static void h264_params_poke(void *ctrl, const struct h264_params_range *r, int value)
{
	u8 v8 = value;
	u16 v16 = value;
	u32 v32 = value;

	if (r->size == 1)
		memcpy((u8 *)ctrl + r->offset, &v8, 1);
	else if (r->size == 2)
		memcpy((u8 *)ctrl + r->offset, &v16, 2);
	else
		memcpy((u8 *)ctrl + r->offset, &v32, 4);
}

static void h264_params_sps_ranges(struct kunit *test)
{
	static const struct h264_params_range ranges[] = {
		RANGE(v4l2_ctrl_h264_sps, profile_idc, 1, 255),
		RANGE(v4l2_ctrl_h264_sps, chroma_format_idc, 0, 3),
		RANGE(v4l2_ctrl_h264_sps, bit_depth_luma_minus8, 0, 6),
		RANGE(v4l2_ctrl_h264_sps, bit_depth_chroma_minus8, 0, 6),
		RANGE(v4l2_ctrl_h264_sps, log2_max_frame_num_minus4, 0, 12),
		RANGE(v4l2_ctrl_h264_sps, log2_max_pic_order_cnt_lsb_minus4, 0, 12),
		RANGE(v4l2_ctrl_h264_sps, pic_order_cnt_type, 0, 2),
		RANGE(v4l2_ctrl_h264_sps, max_num_ref_frames, 0, 16),
		RANGE(v4l2_ctrl_h264_sps, pic_width_in_mbs_minus1, 0, 511),
		RANGE(v4l2_ctrl_h264_sps, pic_height_in_map_units_minus1, 0, 511),
	};
	struct v4l2_ctrl_h264_sps ctrl;
	struct h264_sps sps;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		const struct h264_params_range *r = &ranges[i];
		const int values[] = { r->min - 1, r->min, r->max, r->max + 1 };
		unsigned int k;

		for (k = 0; k < ARRAY_SIZE(values); k++) {
			const bool ok = values[k] >= r->min && values[k] <= r->max;

			/* A u8 has nothing above 255. */
			if (r->size == 1 && values[k] > 255)
				continue;
			ctrl = good_sps;
			h264_params_poke(&ctrl, r, values[k]);
			KUNIT_EXPECT_EQ_MSG(test, h264_params_sps(&sps, &ctrl), ok ? 0 : -EINVAL,
					    "%s = %d", r->name, values[k]);
		}
	}
}

static void h264_params_sps_combinations(struct kunit *test)
{
	struct v4l2_ctrl_h264_sps ctrl = {};
	struct h264_sps sps;

	/* The control's default describes no stream. */
	KUNIT_EXPECT_EQ(test, h264_params_sps(&sps, &ctrl), -EINVAL);

	ctrl = good_sps;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_EQ(test, sps.mb_width, 20);
	KUNIT_EXPECT_EQ(test, sps.frame_mb_height, 15);
	KUNIT_EXPECT_EQ(test, sps.bit_depth_luma, 8);
	KUNIT_EXPECT_EQ(test, sps.log2_max_frame_num, 4);

	/* Map units are pairs of rows when fields are possible. */
	ctrl.flags &= ~V4L2_H264_SPS_FLAG_FRAME_MBS_ONLY;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_EQ(test, sps.frame_mb_height, 30);
	ctrl.pic_height_in_map_units_minus1 = 255;
	KUNIT_EXPECT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	ctrl.pic_height_in_map_units_minus1 = 256;
	KUNIT_EXPECT_EQ(test, h264_params_sps(&sps, &ctrl), -EINVAL);
	ctrl = good_sps;
	ctrl.flags = 0;
	KUNIT_EXPECT_EQ(test, h264_params_sps(&sps, &ctrl), -EINVAL);

	/* Profiles without chroma_format_idc are 4:2:0 whatever it holds. */
	ctrl = good_sps;
	ctrl.profile_idc = 77;
	ctrl.chroma_format_idc = 0;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_EQ(test, sps.chroma, DAE_CHROMA_420);
}

static void h264_params_sps_formats(struct kunit *test)
{
	struct v4l2_ctrl_h264_sps ctrl = good_sps;
	struct dae_frame_format fmt;
	struct h264_sps sps;

	/* Depths of their own; frames have room for the larger one. */
	ctrl.chroma_format_idc = 2;
	ctrl.bit_depth_luma_minus8 = 1;
	ctrl.bit_depth_chroma_minus8 = 6;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_EQ(test, sps.chroma, DAE_CHROMA_422);
	KUNIT_EXPECT_EQ(test, sps.bit_depth_luma, 9);
	KUNIT_EXPECT_EQ(test, sps.bit_depth_chroma, 14);
	h264_pic_frame_format(&sps, &fmt);
	KUNIT_EXPECT_EQ(test, fmt.bit_depth, 14);
	KUNIT_EXPECT_EQ(test, fmt.chroma, DAE_CHROMA_422);

	/* The depth of what is not there does not matter. */
	ctrl.chroma_format_idc = 0;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_EQ(test, sps.bit_depth_chroma, 9);
	h264_pic_frame_format(&sps, &fmt);
	KUNIT_EXPECT_EQ(test, fmt.bit_depth, 9);

	/* Separate planes exist in 4:4:4 only. */
	ctrl.flags |= V4L2_H264_SPS_FLAG_SEPARATE_COLOUR_PLANE;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_FALSE(test, sps.separate_colour_plane);
	ctrl.chroma_format_idc = 3;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl), 0);
	KUNIT_EXPECT_TRUE(test, sps.separate_colour_plane);
}

static void h264_params_pps_ranges(struct kunit *test)
{
	static const struct h264_params_range ranges[] = {
		RANGE(v4l2_ctrl_h264_pps, num_slice_groups_minus1, 0, 0),
		RANGE(v4l2_ctrl_h264_pps, num_ref_idx_l0_default_active_minus1, 0, 31),
		RANGE(v4l2_ctrl_h264_pps, num_ref_idx_l1_default_active_minus1, 0, 31),
		RANGE(v4l2_ctrl_h264_pps, weighted_bipred_idc, 0, 2),
		RANGE(v4l2_ctrl_h264_pps, pic_init_qp_minus26, -26, 25),
		RANGE(v4l2_ctrl_h264_pps, pic_init_qs_minus26, -26, 25),
		RANGE(v4l2_ctrl_h264_pps, chroma_qp_index_offset, -12, 12),
		RANGE(v4l2_ctrl_h264_pps, second_chroma_qp_index_offset, -12, 12),
	};
	struct h264_pps *pps = kunit_kzalloc(test, sizeof(*pps), GFP_KERNEL);
	struct v4l2_ctrl_h264_pps ctrl;
	struct h264_sps sps;
	unsigned int i, k;

	KUNIT_ASSERT_NOT_NULL(test, pps);
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &good_sps), 0);
	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		const struct h264_params_range *r = &ranges[i];
		const int values[] = { r->min - 1, r->min, r->max, r->max + 1 };

		for (k = 0; k < ARRAY_SIZE(values); k++) {
			const bool ok = values[k] >= r->min && values[k] <= r->max;

			ctrl = (struct v4l2_ctrl_h264_pps){};
			h264_params_poke(&ctrl, r, values[k]);
			KUNIT_EXPECT_EQ_MSG(test, h264_params_pps(pps, &sps, &ctrl, NULL),
					    ok ? 0 : -EINVAL, "%s = %d", r->name, values[k]);
		}
	}
}

static void h264_params_picture_ranges(struct kunit *test)
{
	static const struct h264_params_range ranges[] = {
		RANGE(v4l2_ctrl_h264_decode_params, nal_ref_idc, 0, 3),
		RANGE(v4l2_ctrl_h264_decode_params, frame_num, 0, 15),
		RANGE(v4l2_ctrl_h264_decode_params, dec_ref_pic_marking_bit_size, 0, 16384),
		RANGE(v4l2_ctrl_h264_decode_params, pic_order_cnt_bit_size, 0, 256),
	};
	struct v4l2_ctrl_h264_decode_params *ctrl;
	struct h264_params *params;
	unsigned int i, k;

	ctrl = kunit_kzalloc(test, sizeof(*ctrl), GFP_KERNEL);
	params = kunit_kzalloc(test, sizeof(*params), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, ctrl);
	KUNIT_ASSERT_NOT_NULL(test, params);
	KUNIT_ASSERT_EQ(test, h264_params_sps(&params->sps, &good_sps), 0);

	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		const struct h264_params_range *r = &ranges[i];
		const int values[] = { r->min - 1, r->min, r->max, r->max + 1 };

		for (k = 0; k < ARRAY_SIZE(values); k++) {
			const bool ok = values[k] >= r->min && values[k] <= r->max;

			*ctrl = (struct v4l2_ctrl_h264_decode_params){};
			h264_params_poke(ctrl, r, values[k]);
			KUNIT_EXPECT_EQ_MSG(test, h264_params_picture(params, ctrl),
					    ok ? 0 : -EINVAL, "%s = %d", r->name, values[k]);
		}
	}

	/* A field is one of a sequence that may have them. */
	*ctrl = (struct v4l2_ctrl_h264_decode_params){
		.flags = V4L2_H264_DECODE_PARAM_FLAG_BOTTOM_FIELD,
	};
	KUNIT_EXPECT_EQ(test, h264_params_picture(params, ctrl), 0);
	KUNIT_EXPECT_EQ(test, params->structure, H264_FRAME);
	ctrl->flags |= V4L2_H264_DECODE_PARAM_FLAG_FIELD_PIC;
	KUNIT_EXPECT_EQ(test, h264_params_picture(params, ctrl), -EINVAL);
	params->sps.frame_mbs_only = false;
	KUNIT_EXPECT_EQ(test, h264_params_picture(params, ctrl), 0);
	KUNIT_EXPECT_EQ(test, params->structure, H264_BOTTOM);
	ctrl->flags = V4L2_H264_DECODE_PARAM_FLAG_FIELD_PIC;
	KUNIT_EXPECT_EQ(test, h264_params_picture(params, ctrl), 0);
	KUNIT_EXPECT_EQ(test, params->structure, H264_TOP);
}

static void h264_params_dpb(struct kunit *test)
{
	struct v4l2_ctrl_h264_decode_params *ctrl;
	struct h264_params *params;

	ctrl = kunit_kzalloc(test, sizeof(*ctrl), GFP_KERNEL);
	params = kunit_kzalloc(test, sizeof(*params), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, ctrl);
	KUNIT_ASSERT_NOT_NULL(test, params);
	KUNIT_ASSERT_EQ(test, h264_params_sps(&params->sps, &good_sps), 0);

	ctrl->dpb[0].flags = V4L2_H264_DPB_ENTRY_FLAG_VALID | V4L2_H264_DPB_ENTRY_FLAG_ACTIVE;
	ctrl->dpb[0].fields = V4L2_H264_FRAME_REF;
	ctrl->dpb[0].reference_ts = 0;
	ctrl->dpb[1] = ctrl->dpb[0];
	ctrl->dpb[1].fields = 0;
	ctrl->dpb[2] = ctrl->dpb[0];
	ctrl->dpb[2].flags = V4L2_H264_DPB_ENTRY_FLAG_VALID;
	ctrl->dpb[3].flags = V4L2_H264_DPB_ENTRY_FLAG_ACTIVE;
	KUNIT_ASSERT_EQ(test, h264_params_picture(params, ctrl), 0);

	KUNIT_EXPECT_EQ(test, params->dpb[0].fields, H264_FRAME);
	/* fields left 0 by the client means a frame. */
	KUNIT_EXPECT_EQ(test, params->dpb[1].fields, H264_FRAME);
	/* Kept for output only, and never decoded. */
	KUNIT_EXPECT_EQ(test, params->dpb[2].fields, 0);
	KUNIT_EXPECT_TRUE(test, params->dpb[2].valid);
	KUNIT_EXPECT_EQ(test, params->dpb[3].fields, 0);
}

/* Table 8-15 from end to end, with an index offset. */
static void h264_params_chroma_qp_table(struct kunit *test)
{
	static const u8 expected[] = {
		0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
		22, 23, 24, 25, 26, 27, 28, 29, 29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36,
		36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39,
	};
	struct v4l2_ctrl_h264_pps ctrl = {
		.chroma_qp_index_offset = 0,
		.second_chroma_qp_index_offset = -12,
	};
	struct h264_pps *pps = kunit_kzalloc(test, sizeof(*pps), GFP_KERNEL);
	struct h264_sps sps;
	int qp;

	KUNIT_ASSERT_NOT_NULL(test, pps);
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &good_sps), 0);
	KUNIT_ASSERT_EQ(test, h264_params_pps(pps, &sps, &ctrl, NULL), 0);
	for (qp = 0; qp <= 51; qp++) {
		KUNIT_EXPECT_EQ(test, pps->chroma_qp[0][qp], expected[qp]);
		KUNIT_EXPECT_EQ(test, pps->chroma_qp[1][qp], expected[max(qp - 12, 0)]);
	}
}

/* 8.5.8 with more than 8 bits: all QP' are QP plus 6 for each bit. */
static void h264_params_chroma_qp_depth(struct kunit *test)
{
	struct v4l2_ctrl_h264_pps ctrl = {
		.pic_init_qp_minus26 = -62,
		.chroma_qp_index_offset = 12,
		.second_chroma_qp_index_offset = -12,
	};
	struct h264_pps *pps = kunit_kzalloc(test, sizeof(*pps), GFP_KERNEL);
	struct v4l2_ctrl_h264_sps ctrl_sps = good_sps;
	struct h264_sps sps;

	KUNIT_ASSERT_NOT_NULL(test, pps);
	ctrl_sps.bit_depth_luma_minus8 = 6;
	ctrl_sps.bit_depth_chroma_minus8 = 2;
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &ctrl_sps), 0);
	KUNIT_ASSERT_EQ(test, h264_params_pps(pps, &sps, &ctrl, NULL), 0);
	KUNIT_EXPECT_EQ(test, pps->pic_init_qp, -36);
	/* QPY -36, -20, 0, 40 and 51; QPC no less than -12, and by Table 8-15. */
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[0][0], 0);
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[0][16], 4);
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[0][36], 24);
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[0][76], 51);
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[1][36], 0);
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[1][76], 40);
	KUNIT_EXPECT_EQ(test, pps->chroma_qp[1][87], 47);

	ctrl.pic_init_qp_minus26 = -63;
	KUNIT_EXPECT_EQ(test, h264_params_pps(pps, &sps, &ctrl, NULL), -EINVAL);
}

/*
 * (8-315) and (8-318) in another shape than the code's: the factors are those
 * of the basis functions' norms, so position (i, j) depends only on the pair of
 * the classes of i and j.
 */
static void h264_params_level_scale_tables(struct kunit *test)
{
	static const u8 v4[6][3] = {
		{ 10, 16, 13 }, { 11, 18, 14 }, { 13, 20, 16 },
		{ 14, 23, 18 }, { 16, 25, 20 }, { 18, 29, 23 },
	};
	static const u8 v8[6][6] = {
		{ 20, 18, 32, 19, 25, 24 }, { 22, 19, 35, 21, 28, 26 },
		{ 26, 23, 42, 24, 33, 31 }, { 28, 25, 45, 26, 35, 33 },
		{ 32, 28, 51, 30, 40, 38 }, { 36, 32, 58, 34, 46, 43 },
	};
	/* Class of a row or column: 0 for 0 and 4, 1 for odd, 2 for 2 and 6. */
	static const u8 class8[8] = { 0, 1, 2, 1, 0, 1, 2, 1 };
	static const u8 pair8[3][3] = { { 0, 3, 4 }, { 3, 1, 5 }, { 4, 5, 2 } };
	static const u8 pair4[2][2] = { { 0, 2 }, { 2, 1 } };
	struct v4l2_ctrl_h264_scaling_matrix *scaling;
	struct v4l2_ctrl_h264_pps ctrl = {};
	struct h264_pps *pps;
	struct h264_sps sps;
	unsigned int list, m, k;

	pps = kunit_kzalloc(test, sizeof(*pps), GFP_KERNEL);
	scaling = kunit_kzalloc(test, sizeof(*scaling), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, pps);
	KUNIT_ASSERT_NOT_NULL(test, scaling);
	KUNIT_ASSERT_EQ(test, h264_params_sps(&sps, &good_sps), 0);

	for (list = 0; list < 6; list++) {
		for (k = 0; k < 16; k++)
			scaling->scaling_list_4x4[list][k] = 255 - list * 16 - k;
		for (k = 0; k < 64; k++)
			scaling->scaling_list_8x8[list][k] = 1 + list * 40 + k % 40;
	}
	KUNIT_ASSERT_EQ(test, h264_params_pps(pps, &sps, &ctrl, scaling), 0);

	for (list = 0; list < 6; list++) {
		/* Lists of 8x8 alternate between Intra and Inter in the control. */
		const unsigned int in8 = (list % 3) * 2 + list / 3;

		for (m = 0; m < 6; m++) {
			for (k = 0; k < 16; k++)
				KUNIT_EXPECT_EQ(test, pps->level_scale4[list][m][k],
						scaling->scaling_list_4x4[list][k] *
						v4[m][pair4[k / 4 & 1][k & 1]]);
			for (k = 0; k < 64; k++)
				KUNIT_EXPECT_EQ(test, pps->level_scale8[list][m][k],
						scaling->scaling_list_8x8[in8][k] *
						v8[m][pair8[class8[k / 8]][class8[k % 8]]]);
		}
	}

	/* Flat without a matrix. */
	KUNIT_ASSERT_EQ(test, h264_params_pps(pps, &sps, &ctrl, NULL), 0);
	KUNIT_EXPECT_EQ(test, pps->level_scale4[5][0][0], 160);
	KUNIT_EXPECT_EQ(test, pps->level_scale8[0][5][0], 576);
}

static struct kunit_case h264_params_cases[] = {
	KUNIT_CASE(h264_params_sps_ranges),
	KUNIT_CASE(h264_params_sps_combinations),
	KUNIT_CASE(h264_params_sps_formats),
	KUNIT_CASE(h264_params_pps_ranges),
	KUNIT_CASE(h264_params_picture_ranges),
	KUNIT_CASE(h264_params_dpb),
	KUNIT_CASE(h264_params_chroma_qp_table),
	KUNIT_CASE(h264_params_chroma_qp_depth),
	KUNIT_CASE(h264_params_level_scale_tables),
	{}
};

static struct kunit_suite h264_params_suite = {
	.name = "h264_params",
	.test_cases = h264_params_cases,
};

kunit_test_suite(h264_params_suite);
