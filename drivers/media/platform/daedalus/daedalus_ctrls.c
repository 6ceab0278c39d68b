// SPDX-License-Identifier: GPL-2.0
/*
 * The controls of all codecs: which exist, who checks them, and how a job gets
 * its copy.
 *
 * There is no integer or boolean control: v4l2-compliance would take it for one
 * that can be set in a request without a frame.
 */
#include <linux/bits.h>
#include <linux/minmax.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <media/media-request.h>

#include "daedalus.h"

const struct daedalus_ctrl daedalus_h264_ctrl_list[DAEDALUS_H264_CTRL_COUNT] = {
	[DAEDALUS_H264_SPS] = {
		.cfg.id = V4L2_CID_STATELESS_H264_SPS,
		.offset = offsetof(struct daedalus_h264_ctrls, sps),
		.bytes = sizeof_field(struct daedalus_h264_ctrls, sps),
	},
	[DAEDALUS_H264_PPS] = {
		.cfg.id = V4L2_CID_STATELESS_H264_PPS,
		.offset = offsetof(struct daedalus_h264_ctrls, pps),
		.bytes = sizeof_field(struct daedalus_h264_ctrls, pps),
	},
	[DAEDALUS_H264_SCALING_MATRIX] = {
		.cfg.id = V4L2_CID_STATELESS_H264_SCALING_MATRIX,
		.offset = offsetof(struct daedalus_h264_ctrls, scaling),
		.bytes = sizeof_field(struct daedalus_h264_ctrls, scaling),
	},
	[DAEDALUS_H264_DECODE_PARAMS] = {
		.cfg.id = V4L2_CID_STATELESS_H264_DECODE_PARAMS,
		.offset = offsetof(struct daedalus_h264_ctrls, decode),
		.bytes = sizeof_field(struct daedalus_h264_ctrls, decode),
	},
	[DAEDALUS_H264_PRED_WEIGHTS] = {
		.cfg.id = V4L2_CID_STATELESS_H264_PRED_WEIGHTS,
	},
	[DAEDALUS_H264_SLICE_PARAMS] = {
		.cfg.id = V4L2_CID_STATELESS_H264_SLICE_PARAMS,
	},
	[DAEDALUS_H264_DECODE_MODE] = {
		.cfg.id = V4L2_CID_STATELESS_H264_DECODE_MODE,
		.cfg.min = V4L2_STATELESS_H264_DECODE_MODE_FRAME_BASED,
		.cfg.max = V4L2_STATELESS_H264_DECODE_MODE_FRAME_BASED,
		.cfg.def = V4L2_STATELESS_H264_DECODE_MODE_FRAME_BASED,
	},
	[DAEDALUS_H264_START_CODE] = {
		.cfg.id = V4L2_CID_STATELESS_H264_START_CODE,
		.cfg.min = V4L2_STATELESS_H264_START_CODE_ANNEX_B,
		.cfg.max = V4L2_STATELESS_H264_START_CODE_ANNEX_B,
		.cfg.def = V4L2_STATELESS_H264_START_CODE_ANNEX_B,
	},
	[DAEDALUS_H264_PROFILE] = {
		.cfg.id = V4L2_CID_MPEG_VIDEO_H264_PROFILE,
		.cfg.min = V4L2_MPEG_VIDEO_H264_PROFILE_BASELINE,
		.cfg.max = V4L2_MPEG_VIDEO_H264_PROFILE_CAVLC_444_INTRA,
		.cfg.menu_skip_mask = BIT(V4L2_MPEG_VIDEO_H264_PROFILE_EXTENDED),
		.cfg.def = V4L2_MPEG_VIDEO_H264_PROFILE_MAIN,
	},
	[DAEDALUS_H264_LEVEL] = {
		.cfg.id = V4L2_CID_MPEG_VIDEO_H264_LEVEL,
		.cfg.min = V4L2_MPEG_VIDEO_H264_LEVEL_1_0,
		.cfg.max = V4L2_MPEG_VIDEO_H264_LEVEL_6_2,
		.cfg.def = V4L2_MPEG_VIDEO_H264_LEVEL_4_1,
	},
};

const struct daedalus_ctrl daedalus_vp9_ctrl_list[DAEDALUS_VP9_CTRL_COUNT] = {
	[DAEDALUS_VP9_FRAME] = {
		.cfg.id = V4L2_CID_STATELESS_VP9_FRAME,
		.offset = offsetof(struct daedalus_vp9_ctrls, frame),
		.bytes = sizeof_field(struct daedalus_vp9_ctrls, frame),
	},
	[DAEDALUS_VP9_COMPRESSED_HDR] = {
		.cfg.id = V4L2_CID_STATELESS_VP9_COMPRESSED_HDR,
	},
	[DAEDALUS_VP9_PROFILE] = {
		.cfg.id = V4L2_CID_MPEG_VIDEO_VP9_PROFILE,
		.cfg.min = V4L2_MPEG_VIDEO_VP9_PROFILE_0,
		.cfg.max = V4L2_MPEG_VIDEO_VP9_PROFILE_3,
		.cfg.def = V4L2_MPEG_VIDEO_VP9_PROFILE_0,
	},
	[DAEDALUS_VP9_LEVEL] = {
		.cfg.id = V4L2_CID_MPEG_VIDEO_VP9_LEVEL,
		.cfg.min = V4L2_MPEG_VIDEO_VP9_LEVEL_1_0,
		.cfg.max = V4L2_MPEG_VIDEO_VP9_LEVEL_6_2,
		.cfg.def = V4L2_MPEG_VIDEO_VP9_LEVEL_4_1,
	},
};

const struct daedalus_ctrl daedalus_av1_ctrl_list[DAEDALUS_AV1_CTRL_COUNT] = {
	[DAEDALUS_AV1_SEQUENCE] = {
		.cfg.id = V4L2_CID_STATELESS_AV1_SEQUENCE,
		.offset = offsetof(struct daedalus_av1_ctrls, sequence),
		.bytes = sizeof_field(struct daedalus_av1_ctrls, sequence),
	},
	[DAEDALUS_AV1_FRAME] = {
		.cfg.id = V4L2_CID_STATELESS_AV1_FRAME,
		.offset = offsetof(struct daedalus_av1_ctrls, frame),
		.bytes = sizeof_field(struct daedalus_av1_ctrls, frame),
	},
	[DAEDALUS_AV1_TILE_GROUP_ENTRY] = {
		.cfg.id = V4L2_CID_STATELESS_AV1_TILE_GROUP_ENTRY,
		.cfg.dims = { V4L2_AV1_MAX_TILE_COUNT },
		.offset = offsetof(struct daedalus_av1_ctrls, tiles),
		.bytes = sizeof_field(struct daedalus_av1_ctrls, tiles),
		.elem_bytes = sizeof(struct v4l2_ctrl_av1_tile_group_entry),
		.count_offset = offsetof(struct daedalus_av1_ctrls, num_tiles),
	},
	[DAEDALUS_AV1_FILM_GRAIN] = {
		.cfg.id = V4L2_CID_STATELESS_AV1_FILM_GRAIN,
		.offset = offsetof(struct daedalus_av1_ctrls, grain),
		.bytes = sizeof_field(struct daedalus_av1_ctrls, grain),
	},
	[DAEDALUS_AV1_PROFILE] = {
		.cfg.id = V4L2_CID_MPEG_VIDEO_AV1_PROFILE,
		.cfg.min = V4L2_MPEG_VIDEO_AV1_PROFILE_MAIN,
		.cfg.max = V4L2_MPEG_VIDEO_AV1_PROFILE_PROFESSIONAL,
		.cfg.def = V4L2_MPEG_VIDEO_AV1_PROFILE_MAIN,
	},
	[DAEDALUS_AV1_LEVEL] = {
		.cfg.id = V4L2_CID_MPEG_VIDEO_AV1_LEVEL,
		.cfg.min = V4L2_MPEG_VIDEO_AV1_LEVEL_2_0,
		.cfg.max = V4L2_MPEG_VIDEO_AV1_LEVEL_7_3,
		.cfg.def = V4L2_MPEG_VIDEO_AV1_LEVEL_4_1,
	},
};

static struct daedalus_ctx *daedalus_ctrl_ctx(const struct v4l2_ctrl *ctrl)
{
	return container_of(ctrl->handler, struct daedalus_ctx, hdl);
}

/* V4L2 has no CAPTURE format for all that can be decoded. */
static bool daedalus_ctrl_has_format(const struct daedalus_codec_ops *codec,
				     const struct v4l2_ctrl *ctrl)
{
	struct dae_frame_format stream = {};

	codec->stream_format(ctrl, &stream);
	return !stream.bit_depth || daedalus_format_nth(&stream, 0);
}

static int daedalus_ctrl_check(struct daedalus_ctx *ctx, const struct v4l2_ctrl *ctrl)
{
	const struct daedalus_codec_ops * const *codec;
	int ret;

	for (codec = daedalus_codecs; *codec; codec++) {
		ret = (*codec)->try_ctrl(ctx, ctrl);
		if (ret)
			return ret;
		if (!daedalus_ctrl_has_format(*codec, ctrl))
			return -EINVAL;
	}

	return 0;
}

static int daedalus_try_ctrl(struct v4l2_ctrl *ctrl)
{
	struct daedalus_ctx *ctx = daedalus_ctrl_ctx(ctrl);
	int ret = daedalus_ctrl_check(ctx, ctrl);

	if (ret)
		daedalus_stats_refused(ctx);
	return ret;
}

/*
 * A new sequence header decides the CAPTURE format, whether it comes before a
 * stream starts or in a request. Buffers that exist keep their own format.
 */
static int daedalus_s_ctrl(struct v4l2_ctrl *ctrl)
{
	struct daedalus_ctx *ctx = daedalus_ctrl_ctx(ctrl);
	const struct daedalus_codec_ops *codec;
	struct dae_frame_format stream = {};

	mutex_lock(&ctx->fmt_lock);
	codec = ctx->codec;
	mutex_unlock(&ctx->fmt_lock);

	codec->stream_format(ctrl, &stream);
	if (stream.bit_depth)
		daedalus_formats_set_stream(ctx, &stream);

	return 0;
}

static const struct v4l2_ctrl_ops daedalus_ctrl_ops = {
	.try_ctrl = daedalus_try_ctrl,
	.s_ctrl = daedalus_s_ctrl,
};

int daedalus_ctrls_init(struct daedalus_ctx *ctx)
{
	const struct daedalus_codec_ops * const *codec;
	unsigned int i, count = 0;
	int ret;

	for (codec = daedalus_codecs; *codec; codec++)
		count += (*codec)->num_ctrls;

	v4l2_ctrl_handler_init(&ctx->hdl, count);

	for (codec = daedalus_codecs; *codec; codec++) {
		for (i = 0; i < (*codec)->num_ctrls; i++) {
			struct v4l2_ctrl_config cfg = (*codec)->ctrls[i].cfg;

			cfg.ops = &daedalus_ctrl_ops;
			v4l2_ctrl_new_custom(&ctx->hdl, &cfg, NULL);
		}
	}

	ret = ctx->hdl.error;
	if (ret)
		v4l2_ctrl_handler_free(&ctx->hdl);
	else
		ctx->fh.ctrl_handler = &ctx->hdl;

	return ret;
}

/*
 * The values are copied under one lock, so that they belong together even while
 * another thread sets controls outside of requests. Codecs check the copies.
 */
void daedalus_ctrls_copy(struct daedalus_job *job)
{
	struct media_request *req = job->src->vb2_buf.req_obj.req;
	struct daedalus_ctx *ctx = job->ctx;
	const struct daedalus_codec_ops *codec = ctx->codec;
	struct v4l2_ctrl_handler *new_hdl = NULL;
	const struct v4l2_ctrl *ctrl[DAEDALUS_CTRLS_MAX];
	unsigned int i;

	job->new_ctrls = 0;

	if (req)
		new_hdl = v4l2_ctrl_request_hdl_find(req, &ctx->hdl);
	if (new_hdl) {
		for (i = 0; i < codec->num_ctrls; i++)
			if (v4l2_ctrl_request_hdl_ctrl_find(new_hdl, codec->ctrls[i].cfg.id))
				job->new_ctrls |= BIT(i);
		v4l2_ctrl_request_hdl_put(new_hdl);
	}

	for (i = 0; i < codec->num_ctrls; i++)
		ctrl[i] = v4l2_ctrl_find(&ctx->hdl, codec->ctrls[i].cfg.id);

	mutex_lock(ctx->hdl.lock);
	for (i = 0; i < codec->num_ctrls; i++) {
		const struct daedalus_ctrl *desc = &codec->ctrls[i];

		if (desc->elem_bytes)
			*(u32 *)(job->ctrls + desc->count_offset) =
				min(ctrl[i]->elems, desc->bytes / desc->elem_bytes);
		if (desc->bytes)
			memcpy(job->ctrls + desc->offset, ctrl[i]->p_cur.p_const,
			       daedalus_ctrls_bytes(job, desc));
	}
	mutex_unlock(ctx->hdl.lock);
}
