// SPDX-License-Identifier: GPL-2.0
/*
 * Checks of the VP9 control: every field at min - 1, min, max and max + 1, what is
 * taken over from it, and uncompressed headers that are not those it describes.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "vp9/vp9_params.h"
#include "vp9/vp9_probs.h"

#define PARAMS_420	(V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING | V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING)

/* An inter frame of 1000x600, profile 0; 16 superblocks wide. */
static const struct v4l2_ctrl_vp9_frame params_good = {
	.flags = PARAMS_420 | V4L2_VP9_FRAME_FLAG_SHOW_FRAME,
	.compressed_header_size = 1,
	.uncompressed_header_size = 1,
	.frame_width_minus_1 = 999,
	.frame_height_minus_1 = 599,
	.bit_depth = 8,
	.seg = {
		.flags = V4L2_VP9_SEGMENTATION_FLAG_ENABLED,
		.feature_enabled = { 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf },
	},
};

/**
 * struct params_range - one field of the control
 * @name: for messages
 * @offset: of the field in the control
 * @size: of the field in bytes
 * @num: elements, @step bytes apart
 * @step: same
 * @min: smallest accepted value
 * @max: largest accepted value
 * @lowest: smallest value the field can have
 * @highest: largest value the field can have
 */
struct params_range {
	const char *name;
	size_t offset;
	size_t size;
	unsigned int num;
	size_t step;
	int min;
	int max;
	int lowest;
	int highest;
};

#define FIELD(field)	sizeof_field(struct v4l2_ctrl_vp9_frame, field)
#define PARAMS_RANGE(field, n, s, lo, hi, lowest, highest) \
	{ #field, offsetof(struct v4l2_ctrl_vp9_frame, field), FIELD(field), n, s, lo, hi, \
	  lowest, highest }
#define PARAMS_U8(field, lo, hi)	PARAMS_RANGE(field, 1, 0, lo, hi, 0, 255)
#define PARAMS_U16(field, lo, hi)	PARAMS_RANGE(field, 1, 0, lo, hi, 0, 65535)
#define PARAMS_S8(field, n, lo, hi)	PARAMS_RANGE(field, n, 1, lo, hi, -128, 127)
/* A feature of each segment */
#define PARAMS_FEATURE(f, lo, hi) \
	PARAMS_RANGE(seg.feature_data[0][f], VP9_MAX_SEGMENTS, FIELD(seg.feature_data[0]), lo, hi, \
		     -32768, 32767)

static void params_check(struct kunit *test, const struct params_range *r, unsigned int i,
			 int value)
{
	const bool ok = value >= r->min && value <= r->max;
	struct v4l2_ctrl_vp9_frame ctrl = params_good;
	const u8 v8 = value;
	const u16 v16 = value;
	struct vp9_params params;

	if (value < r->lowest || value > r->highest)
		return;
	memcpy((u8 *)&ctrl + r->offset + i * r->step, r->size == 1 ? &v8 : (const void *)&v16,
	       r->size);
	KUNIT_EXPECT_EQ_MSG(test, vp9_params_frame(&params, &ctrl), ok ? 0 : -EINVAL,
			    "%s %u = %d", r->name, i, value);
}

static void params_ranges(struct kunit *test)
{
	static const struct params_range ranges[] = {
		PARAMS_S8(lf.ref_deltas[0], 4, -63, 63),
		PARAMS_S8(lf.mode_deltas[0], 2, -63, 63),
		PARAMS_U8(lf.level, 0, 63),
		PARAMS_U8(lf.sharpness, 0, 7),
		PARAMS_U8(quant.base_q_idx, 0, 255),
		PARAMS_S8(quant.delta_q_y_dc, 1, -15, 15),
		PARAMS_S8(quant.delta_q_uv_dc, 1, -15, 15),
		PARAMS_S8(quant.delta_q_uv_ac, 1, -15, 15),
		PARAMS_FEATURE(V4L2_VP9_SEG_LVL_ALT_Q, -255, 255),
		PARAMS_FEATURE(V4L2_VP9_SEG_LVL_ALT_L, -63, 63),
		PARAMS_FEATURE(V4L2_VP9_SEG_LVL_REF_FRAME, 0, 3),
		PARAMS_FEATURE(V4L2_VP9_SEG_LVL_SKIP, 0, 0),
		PARAMS_U16(compressed_header_size, 1, 65535),
		PARAMS_U16(uncompressed_header_size, 1, 65535),
		/* With one column of tiles a frame has at most 64 superblocks. */
		PARAMS_U16(frame_width_minus_1, 0, 4095),
		PARAMS_U16(frame_height_minus_1, 0, 65535),
		PARAMS_U8(ref_frame_sign_bias, 0, 255),
		PARAMS_U8(reset_frame_context, 0, 2),
		PARAMS_U8(frame_context_idx, 0, 3),
		PARAMS_U8(profile, 0, 0),
		PARAMS_U8(bit_depth, 8, 8),
		PARAMS_U8(interpolation_filter, 0, 4),
		PARAMS_U8(tile_cols_log2, 0, 2),
		PARAMS_U8(tile_rows_log2, 0, 2),
	};
	unsigned int i, k;

	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		const struct params_range *r = &ranges[i];

		for (k = 0; k < r->num; k++) {
			params_check(test, r, k, r->min - 1);
			params_check(test, r, k, r->min);
			params_check(test, r, k, r->max);
			params_check(test, r, k, r->max + 1);
			params_check(test, r, k, r->lowest);
			params_check(test, r, k, r->highest);
		}
	}
}

/* 7.2.2: what each profile may have */
static void params_profiles(struct kunit *test)
{
	static const u8 depths[] = { 0, 7, 8, 9, 10, 11, 12, 13, 255 };
	static const enum dae_chroma chroma[4] = {
		DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_440, DAE_CHROMA_420,
	};
	u32 n;

	for (n = 0; n < 6 * 4 * ARRAY_SIZE(depths); n++) {
		const u8 profile = n % 6, sub = n / 6 % 4, depth = depths[n / 24];
		const bool good_depth = profile < 2 ? depth == 8 : depth == 10 || depth == 12;
		const bool ok = profile <= 3 && good_depth && (sub == 3) == !(profile & 1);
		struct v4l2_ctrl_vp9_frame ctrl = params_good;
		struct vp9_params params;

		ctrl.profile = profile;
		ctrl.bit_depth = depth;
		ctrl.flags = (sub & 1 ? V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING : 0) |
			     (sub & 2 ? V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING : 0);
		KUNIT_EXPECT_EQ_MSG(test, vp9_params_frame(&params, &ctrl), ok ? 0 : -EINVAL,
				    "profile %u, depth %u, subsampling %u", profile, depth, sub);
		if (!ok)
			continue;
		KUNIT_EXPECT_EQ(test, params.profile, profile);
		KUNIT_EXPECT_EQ(test, params.fmt.chroma, chroma[sub]);
		KUNIT_EXPECT_EQ(test, params.fmt.bit_depth, depth);
		KUNIT_EXPECT_EQ(test, params.fmt.width, 1000);
		KUNIT_EXPECT_EQ(test, params.fmt.height, 600);
	}
}

/* calc_min_log2_tile_cols() and calc_max_log2_tile_cols() (7.2.11) */
static void params_tile_cols(struct kunit *test)
{
	u32 width;

	for (width = 1; width <= 65536; width += width % 64 < 2 ? 1 : 62) {
		const u32 sbs = (width + 63) / 64;
		u32 min_log2 = 0, max_log2 = 1, log2;

		while (64u << min_log2 < sbs)
			min_log2++;
		while (sbs >> max_log2 >= 4)
			max_log2++;
		max_log2--;
		for (log2 = 0; log2 <= 8; log2++) {
			const bool ok = log2 >= min_log2 && log2 <= max_log2 && log2 <= 6;
			struct v4l2_ctrl_vp9_frame ctrl = params_good;
			struct vp9_params params;

			ctrl.frame_width_minus_1 = width - 1;
			ctrl.tile_cols_log2 = log2;
			KUNIT_EXPECT_EQ_MSG(test, vp9_params_frame(&params, &ctrl),
					    ok ? 0 : -EINVAL, "width %u, log2 %u", width, log2);
			if (ok)
				KUNIT_EXPECT_EQ(test, params.tile_cols_log2, log2);
		}
	}
}

static void params_values(struct kunit *test)
{
	struct v4l2_ctrl_vp9_frame ctrl = params_good;
	struct vp9_params params;
	unsigned int i;

	ctrl.lf = (struct v4l2_vp9_loop_filter){
		.ref_deltas = { 1, -2, 3, -4 }, .mode_deltas = { 5, -6 }, .level = 7,
		.sharpness = 3, .flags = V4L2_VP9_LOOP_FILTER_FLAG_DELTA_ENABLED,
	};
	ctrl.quant = (struct v4l2_vp9_quantization){
		.base_q_idx = 200, .delta_q_y_dc = -1, .delta_q_uv_dc = 2, .delta_q_uv_ac = -3,
	};
	ctrl.compressed_header_size = 300;
	ctrl.uncompressed_header_size = 20;
	ctrl.last_frame_ts = 1ull << 40;
	ctrl.golden_frame_ts = 2;
	ctrl.alt_frame_ts = ~0ull;
	ctrl.reset_frame_context = 2;
	ctrl.frame_context_idx = 3;
	ctrl.interpolation_filter = 4;
	ctrl.tile_rows_log2 = 1;
	KUNIT_ASSERT_EQ(test, vp9_params_frame(&params, &ctrl), 0);
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, params.lf_ref_deltas[i], ctrl.lf.ref_deltas[i]);
	for (i = 0; i < 2; i++)
		KUNIT_EXPECT_EQ(test, params.lf_mode_deltas[i], ctrl.lf.mode_deltas[i]);
	KUNIT_EXPECT_EQ(test, params.lf_level, 7);
	KUNIT_EXPECT_EQ(test, params.lf_sharpness, 3);
	KUNIT_EXPECT_TRUE(test, params.lf_delta_enabled);
	KUNIT_EXPECT_EQ(test, params.base_q_idx, 200);
	KUNIT_EXPECT_EQ(test, params.delta_q_y_dc, -1);
	KUNIT_EXPECT_EQ(test, params.delta_q_uv_dc, 2);
	KUNIT_EXPECT_EQ(test, params.delta_q_uv_ac, -3);
	KUNIT_EXPECT_EQ(test, params.compressed_bytes, 300);
	KUNIT_EXPECT_EQ(test, params.uncompressed_bytes, 20);
	KUNIT_EXPECT_TRUE(test, params.ref_ts[0] == 1ull << 40);
	KUNIT_EXPECT_TRUE(test, params.ref_ts[1] == 2);
	KUNIT_EXPECT_TRUE(test, params.ref_ts[2] == ~0ull);
	KUNIT_EXPECT_EQ(test, params.reset_context, 2);
	KUNIT_EXPECT_EQ(test, params.context_idx, 3);
	KUNIT_EXPECT_EQ(test, params.interp_filter, VP9_SWITCHABLE);
	KUNIT_EXPECT_EQ(test, params.tile_rows_log2, 1);
	ctrl.lf.flags = 0;
	KUNIT_ASSERT_EQ(test, vp9_params_frame(&params, &ctrl), 0);
	KUNIT_EXPECT_FALSE(test, params.lf_delta_enabled);
}

/* Each flag says one thing, but key frames are not intra-only and error resilience. */
static void params_flags(struct kunit *test)
{
	u32 n;

	for (n = 0; n < 128; n++) {
		struct v4l2_ctrl_vp9_frame ctrl = params_good;
		const bool key = n & V4L2_VP9_FRAME_FLAG_KEY_FRAME;
		const bool intra_only = !key && n & V4L2_VP9_FRAME_FLAG_INTRA_ONLY;
		const bool error_res = n & V4L2_VP9_FRAME_FLAG_ERROR_RESILIENT;
		const bool signs = !key && !intra_only && !error_res;
		struct vp9_params params;

		ctrl.flags = PARAMS_420 | n;
		ctrl.ref_frame_sign_bias = n % 8;
		KUNIT_ASSERT_EQ(test, vp9_params_frame(&params, &ctrl), 0);
		KUNIT_EXPECT_EQ(test, params.key_frame, key);
		KUNIT_EXPECT_EQ(test, params.intra_only, intra_only);
		KUNIT_EXPECT_EQ(test, vp9_params_intra(&params), key || intra_only);
		KUNIT_EXPECT_EQ(test, params.show_frame, !!(n & V4L2_VP9_FRAME_FLAG_SHOW_FRAME));
		KUNIT_EXPECT_EQ(test, params.error_res, error_res);
		KUNIT_EXPECT_EQ(test, params.allow_hp,
				!!(n & V4L2_VP9_FRAME_FLAG_ALLOW_HIGH_PREC_MV));
		/* 7.2: reset and not refreshed */
		KUNIT_EXPECT_EQ(test, params.refresh_context,
				!error_res && n & V4L2_VP9_FRAME_FLAG_REFRESH_FRAME_CTX);
		KUNIT_EXPECT_EQ(test, params.parallel,
				error_res || n & V4L2_VP9_FRAME_FLAG_PARALLEL_DEC_MODE);
		KUNIT_EXPECT_FALSE(test, params.sign_bias[VP9_REF_INTRA]);
		KUNIT_EXPECT_EQ(test, params.sign_bias[VP9_REF_LAST], signs && n & 1);
		KUNIT_EXPECT_EQ(test, params.sign_bias[VP9_REF_GOLDEN], signs && n & 2);
		KUNIT_EXPECT_EQ(test, params.sign_bias[VP9_REF_ALTREF], signs && n & 4);
	}
}

/* 7.2.9: not one of the four may be other than 0. */
static void params_lossless(struct kunit *test)
{
	u32 n;

	for (n = 0; n < 16; n++) {
		struct v4l2_ctrl_vp9_frame ctrl = params_good;
		struct vp9_params params;

		ctrl.quant.base_q_idx = n & 1;
		ctrl.quant.delta_q_y_dc = n & 2 ? -1 : 0;
		ctrl.quant.delta_q_uv_dc = n & 4 ? 1 : 0;
		ctrl.quant.delta_q_uv_ac = n & 8 ? -15 : 0;
		KUNIT_ASSERT_EQ(test, vp9_params_frame(&params, &ctrl), 0);
		KUNIT_EXPECT_EQ_MSG(test, params.lossless, !n, "combination %u", n);
	}
}

static void params_segmentation(struct kunit *test)
{
	struct v4l2_ctrl_vp9_frame ctrl = params_good;
	struct vp9_params params;
	unsigned int i, f;

	for (i = 0; i < 8; i++) {
		/* Those above are no features. */
		ctrl.seg.feature_enabled[i] = 0xf0 | i;
		/* Out of range, but only where it counts. */
		for (f = 0; f < 4; f++)
			ctrl.seg.feature_data[i][f] = i >> f & 1 ? (int)(f == 3 ? 0 : f + 1) : 999;
	}
	for (i = 0; i < 7; i++)
		ctrl.seg.tree_probs[i] = 10 + i;
	for (i = 0; i < 3; i++)
		ctrl.seg.pred_probs[i] = 20 + i;
	for (i = 0; i < 32; i++) {
		ctrl.seg.flags = i;
		KUNIT_ASSERT_EQ(test, vp9_params_frame(&params, &ctrl), 0);
		KUNIT_EXPECT_EQ(test, params.seg.enabled,
				!!(i & V4L2_VP9_SEGMENTATION_FLAG_ENABLED));
		KUNIT_EXPECT_EQ(test, params.seg.update_map,
				!!(i & V4L2_VP9_SEGMENTATION_FLAG_UPDATE_MAP));
		KUNIT_EXPECT_EQ(test, params.seg.temporal_update,
				!!(i & V4L2_VP9_SEGMENTATION_FLAG_TEMPORAL_UPDATE));
		KUNIT_EXPECT_EQ(test, params.seg.abs_update,
				!!(i & V4L2_VP9_SEGMENTATION_FLAG_ABS_OR_DELTA_UPDATE));
	}
	KUNIT_EXPECT_MEMEQ(test, params.seg.tree_probs, ctrl.seg.tree_probs, 7);
	KUNIT_EXPECT_MEMEQ(test, params.seg.pred_probs, ctrl.seg.pred_probs, 3);
	for (i = 0; i < 8; i++) {
		KUNIT_EXPECT_EQ(test, params.seg.features[i], i);
		for (f = 0; f < 3; f++)
			KUNIT_EXPECT_EQ(test, params.seg.data[i][f], i >> f & 1 ? f + 1 : 0);
	}
	/* Of no use, but not of harm either. */
	ctrl.seg.flags = 0;
	ctrl.seg.feature_enabled[3] = 0xf;
	KUNIT_EXPECT_EQ(test, vp9_params_frame(&params, &ctrl), 0);
	KUNIT_EXPECT_EQ(test, params.seg.features[3], 0);
	ctrl.seg.flags = V4L2_VP9_SEGMENTATION_FLAG_ENABLED;
	KUNIT_EXPECT_EQ(test, vp9_params_frame(&params, &ctrl), -EINVAL);
}

static void params_defaults(struct kunit *test)
{
	const struct v4l2_ctrl_vp9_frame ctrl = {};
	struct vp9_params params;

	/* The control's default describes no frame. */
	KUNIT_EXPECT_EQ(test, vp9_params_frame(&params, &ctrl), -EINVAL);
}

/**
 * struct params_header - an uncompressed header (6.2), up to refresh_frame_flags
 * @params: what the control says
 * @show_existing: show_existing_frame
 * @rgb: color_space is CS_RGB
 * @sync: frame_sync_code
 * @refresh: refresh_frame_flags
 * @data: the bits, and 8 bytes more
 * @bits: how many
 */
struct params_header {
	struct vp9_params params;
	bool show_existing;
	bool rgb;
	u32 sync;
	u8 refresh;
	u8 data[16 + 8];
	u32 bits;
};

static void params_put(struct params_header *h, u32 value, u32 n)
{
	while (n--) {
		if (value >> n & 1)
			h->data[h->bits / 8] |= 0x80 >> h->bits % 8;
		h->bits++;
	}
}

/* color_config() (6.2.2) */
static void params_put_color(struct params_header *h)
{
	const u8 profile = h->params.profile;

	if (profile >= 2)
		params_put(h, 1, 1);
	params_put(h, h->rgb ? 7 : 2, 3);
	if (h->rgb) {
		params_put(h, 0, profile & 1);
		return;
	}
	params_put(h, 1, 1);
	if (profile & 1)
		params_put(h, 4, 3);
}

/* Returns its length in bytes. */
static u32 params_put_header(struct params_header *h)
{
	const struct vp9_params *p = &h->params;

	memset(h->data, 0, sizeof(h->data));
	h->bits = 0;
	params_put(h, 2, 2);
	params_put(h, p->profile & 1, 1);
	params_put(h, p->profile >> 1, 1);
	if (p->profile == 3)
		params_put(h, 0, 1);
	params_put(h, h->show_existing, 1);
	params_put(h, !p->key_frame, 1);
	params_put(h, p->show_frame, 1);
	params_put(h, p->error_res, 1);
	if (p->key_frame) {
		params_put(h, h->sync, 24);
		return (h->bits + 7) / 8;
	}
	if (!p->show_frame)
		params_put(h, p->intra_only, 1);
	if (!p->error_res)
		params_put(h, 2, 2);
	if (p->intra_only) {
		params_put(h, h->sync, 24);
		if (p->profile)
			params_put_color(h);
	}
	params_put(h, h->refresh, 8);
	return (h->bits + 7) / 8;
}

/* Kind @n of a header; false if there is none such. */
static bool params_header_kind(struct params_header *h, u32 n)
{
	*h = (struct params_header){
		.params = {
			.profile = n % 4,
			.key_frame = n >> 2 & 1,
			.intra_only = n >> 3 & 1,
			.show_frame = n >> 4 & 1,
			.error_res = n >> 5 & 1,
		},
		.rgb = n >> 6 & 1,
		.sync = 0x498342,
		.refresh = 0x35 + n,
	};
	/* An intra-only frame that is shown has its flag not coded. */
	return !h->params.intra_only || (!h->params.key_frame && !h->params.show_frame);
}

static void params_header(struct kunit *test)
{
	struct params_header h;
	u32 n;

	for (n = 0; n < 128; n++) {
		u32 bytes;

		if (!params_header_kind(&h, n))
			continue;
		bytes = params_put_header(&h);
		KUNIT_EXPECT_EQ_MSG(test, vp9_params_header(&h.params, h.data, bytes), 0,
				    "kind %u", n);
		KUNIT_EXPECT_EQ_MSG(test, h.params.refresh_flags,
				    h.params.key_frame ? 0xff : h.refresh, "kind %u", n);
	}
}

static void params_header_cut(struct kunit *test)
{
	struct params_header h;
	u32 n, cut;

	for (n = 0; n < 128; n++) {
		u32 bytes;

		if (!params_header_kind(&h, n))
			continue;
		bytes = params_put_header(&h);
		for (cut = 0; cut < bytes; cut++)
			KUNIT_EXPECT_EQ_MSG(test, vp9_params_header(&h.params, h.data, cut),
					    -EINVAL, "kind %u, %u of %u bytes", n, cut, bytes);
	}
}

/* One thing after the other in the header is not what the control says. */
static void params_header_differs(struct kunit *test)
{
	struct params_header h;
	u32 n, wrong, bytes;

	for (n = 0; n < 128; n++) {
		for (wrong = 0; wrong < 6; wrong++) {
			struct vp9_params params;

			if (!params_header_kind(&h, n))
				continue;
			params = h.params;
			bytes = params_put_header(&h);
			switch (wrong) {
			case 0:
				params.profile ^= 1;
				break;
			case 1:
				params.profile ^= 2;
				break;
			case 2:
				params.key_frame ^= 1;
				break;
			case 3:
				params.intra_only ^= 1;
				break;
			case 4:
				params.show_frame ^= 1;
				break;
			default:
				params.error_res ^= 1;
				break;
			}
			KUNIT_EXPECT_EQ_MSG(test, vp9_params_header(&params, h.data, bytes),
					    -EINVAL, "kind %u, field %u", n, wrong);
		}
	}
}

static void params_header_damaged(struct kunit *test)
{
	struct params_header h;
	u32 n, bit, bytes;

	for (n = 0; n < 128; n++) {
		if (!params_header_kind(&h, n))
			continue;
		/* frame_marker */
		for (bit = 0; bit < 2; bit++) {
			bytes = params_put_header(&h);
			h.data[0] ^= 0x80 >> bit;
			KUNIT_EXPECT_EQ(test, vp9_params_header(&h.params, h.data, bytes), -EINVAL);
		}
		h.show_existing = true;
		bytes = params_put_header(&h);
		KUNIT_EXPECT_EQ(test, vp9_params_header(&h.params, h.data, bytes), -EINVAL);
		h.show_existing = false;
		for (bit = 0; bit < 24; bit++) {
			const bool coded = h.params.key_frame || h.params.intra_only;

			h.sync = 0x498342 ^ BIT(bit);
			bytes = params_put_header(&h);
			KUNIT_EXPECT_EQ_MSG(test, vp9_params_header(&h.params, h.data, bytes),
					    coded ? -EINVAL : 0, "kind %u, bit %u", n, bit);
		}
	}
}

static struct kunit_case params_cases[] = {
	KUNIT_CASE(params_ranges),
	KUNIT_CASE(params_profiles),
	KUNIT_CASE(params_tile_cols),
	KUNIT_CASE(params_values),
	KUNIT_CASE(params_flags),
	KUNIT_CASE(params_lossless),
	KUNIT_CASE(params_segmentation),
	KUNIT_CASE(params_defaults),
	KUNIT_CASE(params_header),
	KUNIT_CASE(params_header_cut),
	KUNIT_CASE(params_header_differs),
	KUNIT_CASE(params_header_damaged),
	{}
};

static struct kunit_suite params_suite = {
	.name = "vp9_params",
	.test_cases = params_cases,
};

kunit_test_suite(params_suite);
