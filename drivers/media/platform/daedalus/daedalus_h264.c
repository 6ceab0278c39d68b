// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 in the driver: gets a job's picture ready for the stages of core/h264
 * and keeps what lives longer than one picture.  No codec arithmetic here.
 *
 * All functions run in the context's work, one at a time, except for those on
 * controls.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

#include "core/dae_output.h"
#include "core/h264/h264_pic.h"
#include "core/h264/h264_slice.h"
#include "daedalus.h"
#include "daedalus_simd.h"

/* Most slice NAL units looked at in one request, redundant ones included. */
#define DAEDALUS_H264_MAX_NALS	(2 * H264_MAX_SLICES)

/**
 * struct daedalus_h264_pps - picture parameters last seen under an id
 * @pps: checked and with tables
 * @ctrl: what it was made from
 * @scaling: same
 * @has_scaling: @scaling was used
 */
struct daedalus_h264_pps {
	struct h264_pps pps;
	struct v4l2_ctrl_h264_pps ctrl;
	struct v4l2_ctrl_h264_scaling_matrix scaling;
	bool has_scaling;
};

/**
 * struct daedalus_h264 - a context's H.264 state
 * @pic: frame context of the running job
 * @frame: picture being decoded; a reference of ours
 * @refs: the reference pictures of @pic, by DPB slot; references of ours
 * @damaged_slices: slices left out
 * @pps: by id; slices of one picture may name others than the request's
 * @pps_table: the same for core
 * @pps_depth: bit depths (luma, chroma) the tables in @pps are for
 * @nals: slice NAL units of the job
 * @nals_bytes: size of the memory at @nals
 * @slices: memory at @pic.slices
 * @slices_bytes: size of the memory at @pic.slices
 * @work: memory of the stages
 * @work_bytes: its size
 *
 * Allocations only grow and are kept until the OUTPUT queue stops.
 */
struct daedalus_h264 {
	struct h264_pic pic;
	struct daedalus_frame *frame;
	struct daedalus_frame *refs[H264_MAX_DPB];
	u32 damaged_slices;
	struct daedalus_h264_pps *pps[256];
	const struct h264_pps *pps_table[256];
	u8 pps_depth[2];
	struct h264_nal *nals;
	size_t nals_bytes;
	struct h264_slice *slices;
	size_t slices_bytes;
	void *work;
	size_t work_bytes;
};

/* The default value, which must stay settable. */
static bool daedalus_h264_sps_unset(const struct v4l2_ctrl_h264_sps *sps)
{
	return !sps->profile_idc && !sps->pic_width_in_mbs_minus1 &&
	       !sps->pic_height_in_map_units_minus1;
}

static int daedalus_h264_try_ctrl(struct daedalus_ctx *ctx, const struct v4l2_ctrl *ctrl)
{
	struct h264_sps sps;
	int ret;

	if (ctrl->id != V4L2_CID_STATELESS_H264_SPS ||
	    daedalus_h264_sps_unset(ctrl->p_new.p_h264_sps))
		return 0;

	ret = h264_params_sps(&sps, ctrl->p_new.p_h264_sps);
	if (ret)
		return ret;
	if (sps.mb_width * 16 > ALIGN(ctx->dev->max_width, 16) ||
	    sps.frame_mb_height * 16 > ALIGN(ctx->dev->max_height, 16))
		return -EINVAL;
	/* A frame has one depth. */
	return sps.bit_depth_luma == sps.bit_depth_chroma ? 0 : -EINVAL;
}

static void daedalus_h264_stream_format(const struct v4l2_ctrl *ctrl,
					struct dae_frame_format *fmt)
{
	struct h264_sps sps;

	if (ctrl->id != V4L2_CID_STATELESS_H264_SPS ||
	    h264_params_sps(&sps, ctrl->p_new.p_h264_sps))
		return;
	h264_pic_frame_format(&sps, fmt);
}

static int daedalus_h264_start(struct daedalus_ctx *ctx)
{
	struct daedalus_h264 *h = kvzalloc(sizeof(*h), GFP_KERNEL_ACCOUNT);

	ctx->codec_priv = h;
	return h ? 0 : -ENOMEM;
}

static void daedalus_h264_drop_pps(struct daedalus_h264 *h)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(h->pps); i++) {
		kvfree(h->pps[i]);
		h->pps[i] = NULL;
		h->pps_table[i] = NULL;
	}
}

static void daedalus_h264_stop(struct daedalus_ctx *ctx)
{
	struct daedalus_h264 *h = ctx->codec_priv;

	if (!h)
		return;
	daedalus_h264_drop_pps(h);
	kvfree(h->nals);
	kvfree(h->slices);
	kvfree(h->work);
	kvfree(h);
	ctx->codec_priv = NULL;
}

/* Checks the request's PPS and remembers it under its id. */
static int daedalus_h264_update_pps(struct daedalus_job *job, const struct h264_sps *sps)
{
	const struct daedalus_h264_ctrls *ctrls = job->ctrls;
	struct daedalus_h264 *h = job->ctx->codec_priv;
	const u8 id = ctrls->pps.pic_parameter_set_id;
	const bool has_scaling =
		ctrls->pps.flags & V4L2_H264_PPS_FLAG_SCALING_MATRIX_PRESENT ||
		test_bit(DAEDALUS_H264_SCALING_MATRIX, &job->new_ctrls);
	struct daedalus_h264_pps *pps;
	int ret;

	if (h->pps_depth[0] != sps->bit_depth_luma || h->pps_depth[1] != sps->bit_depth_chroma)
		daedalus_h264_drop_pps(h);
	h->pps_depth[0] = sps->bit_depth_luma;
	h->pps_depth[1] = sps->bit_depth_chroma;

	pps = h->pps[id];
	if (pps && h->pps_table[id] && pps->has_scaling == has_scaling &&
	    !memcmp(&pps->ctrl, &ctrls->pps, sizeof(pps->ctrl)) &&
	    (!has_scaling || !memcmp(&pps->scaling, &ctrls->scaling, sizeof(pps->scaling))))
		return 0;

	if (!pps) {
		pps = kvzalloc(sizeof(*pps), GFP_KERNEL_ACCOUNT);
		if (!pps)
			return -ENOMEM;
		h->pps[id] = pps;
	}
	h->pps_table[id] = NULL;
	ret = h264_params_pps(&pps->pps, sps, &ctrls->pps, has_scaling ? &ctrls->scaling : NULL);
	if (ret)
		return ret;
	pps->ctrl = ctrls->pps;
	pps->scaling = ctrls->scaling;
	pps->has_scaling = has_scaling;
	h->pps_table[id] = &pps->pps;
	return 0;
}

static int daedalus_h264_cmp_nal(const void *a, const void *b)
{
	const struct h264_nal *x = a, *y = b;

	if (x->colour_plane != y->colour_plane)
		return x->colour_plane < y->colour_plane ? -1 : 1;
	if (x->first_mb != y->first_mb)
		return x->first_mb < y->first_mb ? -1 : 1;
	return x->offset < y->offset ? -1 : 1;
}

/*
 * Finds the job's slices, in the order of their first macroblock: baseline
 * streams may send them in any order.
 */
static int daedalus_h264_scan(struct daedalus_job *job, u32 *num_nals)
{
	struct daedalus_h264 *h = job->ctx->codec_priv;
	const bool colour_planes = h->pic.params.sps.separate_colour_plane;
	u32 num = h264_nal_scan(job->bits, job->bits_bytes, NULL, 0, colour_planes);
	u32 i;
	int ret;

	if (!num)
		return -EBADMSG;
	num = min_t(u32, num, DAEDALUS_H264_MAX_NALS);
	ret = daedalus_grow((void **)&h->nals, &h->nals_bytes, num * sizeof(*h->nals));
	if (ret)
		return ret;
	num = h264_nal_scan(job->bits, job->bits_bytes, h->nals, num, colour_planes);
	for (i = 1; i < num; i++) {
		if (daedalus_h264_cmp_nal(&h->nals[i - 1], &h->nals[i]) > 0) {
			sort(h->nals, num, sizeof(*h->nals), daedalus_h264_cmp_nal, NULL);
			break;
		}
	}
	*num_nals = num;
	return 0;
}

/* Looks the DPB's pictures up and takes references. */
static void daedalus_h264_find_refs(struct daedalus_job *job)
{
	struct daedalus_h264 *h = job->ctx->codec_priv;
	struct daedalus_frames *store = &job->ctx->frames;
	struct h264_pic *pic = &h->pic;
	struct dae_frame_format fmt;
	u64 timestamps[H264_MAX_DPB];
	unsigned int i, count = 0;

	h264_pic_frame_format(&pic->params.sps, &fmt);
	for (i = 0; i < H264_MAX_DPB; i++) {
		const struct h264_dpb_entry *e = &pic->params.dpb[i];
		struct daedalus_frame *frame = NULL;

		h->refs[i] = NULL;
		if (e->valid)
			timestamps[count++] = e->reference_ts;
		if (e->fields)
			frame = daedalus_frames_find(store, e->reference_ts);
		if (!frame || !dae_frame_format_equal(&frame->f.fmt, &fmt)) {
			h264_pic_set_ref(pic, i, NULL, 0);
			continue;
		}
		h264_pic_set_ref(pic, i, &frame->f, frame->id);
		h->refs[i] = daedalus_frame_get(frame);
	}
	h264_pic_conceal_refs(pic);
	daedalus_frames_retain(store, timestamps, count);
}

static void daedalus_h264_put_refs(struct daedalus_h264 *h)
{
	unsigned int i;

	for (i = 0; i < H264_MAX_DPB; i++) {
		daedalus_frame_put(h->refs[i]);
		h->refs[i] = NULL;
	}
}

/* Memory for the picture and for decoding it. */
static int daedalus_h264_alloc(struct daedalus_job *job, u32 num_nals)
{
	struct daedalus_h264 *h = job->ctx->codec_priv;
	const struct h264_sps *sps = &h->pic.params.sps;
	struct dae_frame_format fmt;
	u32 max_slices;
	int ret;

	max_slices = min3(num_nals, 3u * sps->mb_width * sps->frame_mb_height,
			  (u32)H264_MAX_SLICES);
	ret = daedalus_grow((void **)&h->slices, &h->slices_bytes,
			    max_slices * sizeof(*h->slices));
	if (ret)
		return ret;
	ret = daedalus_grow(&h->work, &h->work_bytes, h264_pic_work_bytes(sps));
	if (ret)
		return ret;
	h->pic.slices = h->slices;
	h->pic.max_slices = max_slices;

	if (h->frame)
		return 0;
	h264_pic_frame_format(sps, &fmt);
	h->frame = daedalus_frames_alloc(&job->ctx->frames, &fmt, h264_pic_side_bytes(sps),
					 job->timestamp);
	if (IS_ERR(h->frame)) {
		ret = PTR_ERR(h->frame);
		h->frame = NULL;
		return ret;
	}
	return 0;
}

/*
 * The frame of which the picture is the second field, if it is one. Clients hold
 * the CAPTURE buffer of the first one, or queue one again with its timestamp, which
 * need not be the same one.
 */
static void daedalus_h264_find_first_field(struct daedalus_job *job,
					   const struct dae_frame_format *fmt)
{
	struct daedalus_h264 *h = job->ctx->codec_priv;
	struct daedalus_frame *frame = daedalus_frames_find(&job->ctx->frames, job->timestamp);

	if (!frame || !dae_frame_format_equal(&frame->f.fmt, fmt) ||
	    !h264_pic_is_second_field(&h->pic.params, &frame->f))
		return;
	h->frame = daedalus_frame_get(frame);
	h->pic.frame = &frame->f;
	h->pic.second_field = true;
	h->pic.out_lacks_first = !job->second;
}

static int daedalus_h264_prepare(struct daedalus_job *job)
{
	const struct daedalus_h264_ctrls *ctrls = job->ctrls;
	struct daedalus_h264 *h = job->ctx->codec_priv;
	struct h264_pic *pic = &h->pic;
	struct dae_frame_format fmt;
	u32 num_nals;
	int ret;

	memset(pic, 0, sizeof(*pic));
	ret = h264_params_sps(&pic->params.sps, &ctrls->sps);
	if (ret)
		return ret;
	ret = h264_params_picture(&pic->params, &ctrls->decode);
	if (ret)
		return ret;
	ret = daedalus_h264_update_pps(job, &pic->params.sps);
	if (ret)
		return ret;
	h264_pic_frame_format(&pic->params.sps, &fmt);
	ret = daedalus_job_fits(job, &fmt);
	if (ret)
		return ret;
	ret = daedalus_h264_scan(job, &num_nals);
	if (ret)
		return ret;
	daedalus_h264_find_first_field(job, &fmt);
	ret = daedalus_h264_alloc(job, num_nals);
	if (ret)
		goto err_put_frame;

	daedalus_h264_find_refs(job);
	h264_pic_init(pic, &h->frame->f, h->work, daedalus_simd_flags());
	pic->out = &job->out;
	h->damaged_slices = h264_slices_init(pic, job->bits, h->nals, num_nals, h->pps_table);

	job->num_rows = pic->num_rows;
	job->stage_ctx = pic;
	return 0;

err_put_frame:
	daedalus_frame_put(h->frame);
	h->frame = NULL;
	return ret;
}

static void daedalus_h264_finish(struct daedalus_job *job)
{
	struct daedalus_h264 *h = job->ctx->codec_priv;

	job->damaged = h->damaged_slices || h->pic.lost_mbs || h->pic.used_missing;
	daedalus_h264_put_refs(h);
	/* After an abort rows are missing, and no one will refer to them. */
	if (!job->abort)
		daedalus_frames_add(&job->ctx->frames, h->frame);
	else
		h264_pic_forget(&h->pic);
	daedalus_frame_put(h->frame);
	h->frame = NULL;
}

const struct daedalus_codec_ops daedalus_h264_ops = {
	.fourcc = V4L2_PIX_FMT_H264_SLICE,
	.size_align = 16,
	.size_min = 16,
	.ctrls = daedalus_h264_ctrl_list,
	.num_ctrls = ARRAY_SIZE(daedalus_h264_ctrl_list),
	.ctrls_bytes = sizeof(struct daedalus_h264_ctrls),
	.stages = &h264_pic_stages,
	.start = daedalus_h264_start,
	.stop = daedalus_h264_stop,
	.try_ctrl = daedalus_h264_try_ctrl,
	.stream_format = daedalus_h264_stream_format,
	.ahead = DAEDALUS_AHEAD_NEVER,
	.prepare = daedalus_h264_prepare,
	.finish = daedalus_h264_finish,
};
