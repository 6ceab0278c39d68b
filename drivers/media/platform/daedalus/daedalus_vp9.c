// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 in the driver: gets a job's frame ready for the stages of core/vp9 and keeps what
 * lives longer than one frame: saved probabilities, the map of segments, and which
 * frames may still be referred to. No codec arithmetic here.
 *
 * All functions run in the context's work, one at a time, except for those on
 * controls.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/dae_output.h"
#include "core/vp9/vp9_pic.h"
#include "daedalus.h"
#include "daedalus_simd.h"

#define DAEDALUS_VP9_SLOTS	8	/* NUM_REF_FRAMES */
#define DAEDALUS_VP9_CONTEXTS	4	/* FRAME_CONTEXTS */

/**
 * struct daedalus_vp9_job - what a running job has
 * @pic: frame context
 * @frame: frame being decoded; a reference of ours
 * @refs: the reference frames of @pic; references of ours
 * @context: which saved probabilities it uses
 * @work: memory of the stages, kept from job to job
 * @work_bytes: its size
 */
struct daedalus_vp9_job {
	struct vp9_pic pic;
	struct daedalus_frame *frame;
	struct daedalus_frame *refs[VP9_NUM_REFS];
	u8 context;
	void *work;
	size_t work_bytes;
};

/**
 * struct daedalus_vp9 - a context's VP9 state
 * @jobs: of each job
 * @prev: the frame decoded last, a reference of ours; NULL if none
 * @prev_shown: it was shown
 * @prev_intra: it was a key frame or intra-only
 * @prev_key: it was a key frame
 * @slot_ts: timestamp of the frame in each slot of reference frames
 * @slots: which slots have a frame
 * @contexts: saved probabilities
 * @maps: of segments, the one of the frame being parsed and the one before
 * @maps_bytes: size of each
 * @map: which of @maps is that of the frame being parsed
 * @width: of the frames @maps is for
 * @height: same
 */
struct daedalus_vp9 {
	struct daedalus_vp9_job jobs[DAEDALUS_JOBS];
	struct daedalus_frame *prev;
	bool prev_shown;
	bool prev_intra;
	bool prev_key;
	u64 slot_ts[DAEDALUS_VP9_SLOTS];
	u8 slots;
	struct vp9_probs contexts[DAEDALUS_VP9_CONTEXTS];
	u8 *maps[2];
	size_t maps_bytes;
	u8 map;
	u32 width;
	u32 height;
};

static struct daedalus_vp9_job *daedalus_vp9_job(const struct daedalus_job *job)
{
	struct daedalus_vp9 *v = job->ctx->codec_priv;

	return &v->jobs[job->index];
}

/* The default value, which must stay settable. */
static bool daedalus_vp9_frame_unset(const struct v4l2_ctrl_vp9_frame *frame)
{
	return !frame->uncompressed_header_size && !frame->compressed_header_size;
}

static int daedalus_vp9_try_ctrl(struct daedalus_ctx *ctx, const struct v4l2_ctrl *ctrl)
{
	const struct v4l2_ctrl_vp9_frame *frame = ctrl->p_new.p_vp9_frame;
	struct vp9_params *params;
	int ret;

	if (ctrl->id != V4L2_CID_STATELESS_VP9_FRAME || daedalus_vp9_frame_unset(frame))
		return 0;
	params = kmalloc_obj(*params, GFP_KERNEL);
	if (!params)
		return -ENOMEM;
	ret = vp9_params_frame(params, frame);
	if (!ret && (params->fmt.width > ctx->dev->max_width ||
		     params->fmt.height > ctx->dev->max_height))
		ret = -EINVAL;
	kfree(params);
	return ret;
}

static void daedalus_vp9_stream_format(const struct v4l2_ctrl *ctrl, struct dae_frame_format *fmt)
{
	struct vp9_params *params;

	if (ctrl->id != V4L2_CID_STATELESS_VP9_FRAME ||
	    daedalus_vp9_frame_unset(ctrl->p_new.p_vp9_frame))
		return;
	params = kmalloc_obj(*params, GFP_KERNEL);
	if (!params)
		return;
	if (!vp9_params_frame(params, ctrl->p_new.p_vp9_frame))
		*fmt = params->fmt;
	kfree(params);
}

static int daedalus_vp9_start(struct daedalus_ctx *ctx)
{
	struct daedalus_vp9 *v = kvzalloc_obj(*v, GFP_KERNEL_ACCOUNT);
	unsigned int i;

	ctx->codec_priv = v;
	if (!v)
		return -ENOMEM;
	for (i = 0; i < DAEDALUS_VP9_CONTEXTS; i++)
		vp9_probs_reset(&v->contexts[i]);
	return 0;
}

static void daedalus_vp9_stop(struct daedalus_ctx *ctx)
{
	struct daedalus_vp9 *v = ctx->codec_priv;
	unsigned int i;

	if (!v)
		return;
	daedalus_frame_put(v->prev);
	kvfree(v->maps[0]);
	kvfree(v->maps[1]);
	for (i = 0; i < DAEDALUS_JOBS; i++)
		kvfree(v->jobs[i].work);
	kvfree(v);
	ctx->codec_priv = NULL;
}

/* Maps of segments of the frame's size; those of another size say nothing. */
static int daedalus_vp9_prepare_maps(struct daedalus_vp9 *v, struct vp9_pic *pic)
{
	const struct vp9_params *params = &pic->params;
	const size_t bytes = vp9_pic_segment_map_bytes(&params->fmt);
	unsigned int i;

	if (v->width != params->fmt.width || v->height != params->fmt.height ||
	    bytes > v->maps_bytes) {
		v->width = 0;
		v->maps_bytes = 0;
		for (i = 0; i < 2; i++) {
			kvfree(v->maps[i]);
			v->maps[i] = kvzalloc(bytes, GFP_KERNEL_ACCOUNT);
			if (!v->maps[i])
				return -ENOMEM;
		}
		v->maps_bytes = bytes;
		v->width = params->fmt.width;
		v->height = params->fmt.height;
	} else if (vp9_params_intra(params) || params->error_res) {
		memset(v->maps[0], 0, bytes);
		memset(v->maps[1], 0, bytes);
	}
	pic->segment_ids = v->maps[v->map];
	pic->prev_segment_ids = v->maps[!v->map];
	return 0;
}

/* Probabilities the frame starts from (setup_past_independence(), 7.2). */
static void daedalus_vp9_prepare_probs(struct daedalus_vp9 *v, struct daedalus_vp9_job *vj)
{
	const struct vp9_params *params = &vj->pic.params;
	unsigned int i;

	vj->context = params->context_idx;
	if (vp9_params_intra(params) || params->error_res) {
		const bool all = params->key_frame || params->error_res ||
				 params->reset_context == V4L2_VP9_RESET_FRAME_CTX_ALL;

		for (i = 0; i < DAEDALUS_VP9_CONTEXTS; i++)
			if (all || (params->reset_context == V4L2_VP9_RESET_FRAME_CTX_SPEC &&
				    i == params->context_idx))
				vp9_probs_reset(&v->contexts[i]);
		vj->context = 0;
	}
	vj->pic.probs = v->contexts[vj->context];
}

static void daedalus_vp9_find_refs(struct daedalus_job *job)
{
	struct daedalus_vp9 *v = job->ctx->codec_priv;
	struct daedalus_vp9_job *vj = daedalus_vp9_job(job);
	const struct daedalus_frame *before =
		job->before ? daedalus_vp9_job(job->before)->frame : NULL;
	const struct vp9_params *params = &vj->pic.params;
	unsigned int i;

	for (i = 0; i < VP9_NUM_REFS; i++) {
		struct daedalus_frame *frame = NULL;

		vj->refs[i] = NULL;
		vj->pic.refs[i] = (struct vp9_ref){};
		if (!vp9_params_intra(params))
			frame = daedalus_frames_find(&job->ctx->frames, params->ref_ts[i]);
		if (!frame)
			continue;
		vj->refs[i] = daedalus_frame_get(frame);
		vj->pic.refs[i].frame = &frame->f;
		vj->pic.refs[i].pending = frame == before;
	}
	vj->pic.prev_motion = NULL;
	if (v->prev && v->prev_shown && !v->prev_intra && !params->error_res &&
	    v->prev->f.fmt.width == params->fmt.width &&
	    v->prev->f.fmt.height == params->fmt.height)
		vj->pic.prev_motion = v->prev->f.side;
}

static void daedalus_vp9_put(struct daedalus_vp9_job *vj)
{
	unsigned int i;

	for (i = 0; i < VP9_NUM_REFS; i++) {
		daedalus_frame_put(vj->refs[i]);
		vj->refs[i] = NULL;
	}
	daedalus_frame_put(vj->frame);
	vj->frame = NULL;
}

static int daedalus_vp9_prepare(struct daedalus_job *job)
{
	const struct daedalus_vp9_ctrls *ctrls = job->ctrls;
	struct daedalus_vp9 *v = job->ctx->codec_priv;
	struct daedalus_vp9_job *vj = daedalus_vp9_job(job);
	struct vp9_pic *pic = &vj->pic;
	int ret;

	ret = vp9_params_frame(&pic->params, &ctrls->frame);
	if (ret)
		return ret;
	ret = vp9_params_header(&pic->params, job->bits, job->bits_bytes);
	if (ret)
		return ret;
	ret = daedalus_job_fits(job, &pic->params.fmt);
	if (ret)
		return ret;
	ret = daedalus_grow(&vj->work, &vj->work_bytes, vp9_pic_work_bytes(&pic->params.fmt));
	if (ret)
		return ret;
	ret = daedalus_vp9_prepare_maps(v, pic);
	if (ret)
		return ret;
	vj->frame = daedalus_frames_alloc(&job->ctx->frames, &pic->params.fmt,
					  vp9_pic_side_bytes(&pic->params.fmt), job->timestamp);
	if (IS_ERR(vj->frame)) {
		ret = PTR_ERR(vj->frame);
		vj->frame = NULL;
		return ret;
	}
	memset(vj->frame->f.side, 0, vj->frame->f.side_bytes);
	daedalus_vp9_prepare_probs(v, vj);
	daedalus_vp9_find_refs(job);
	ret = vp9_pic_init(pic, &vj->frame->f, vj->work, job->bits, job->bits_bytes,
			   daedalus_simd_flags());
	if (ret) {
		daedalus_vp9_put(vj);
		return ret;
	}
	pic->out = &job->out;
	vp9_pic_parts(pic, job->workers, job->num_parts);
	job->num_rows = pic->sb_rows;
	job->stage_ctx = pic;
	job->picture = vj->frame;
	return 0;
}

/* What the next frames start from (refresh_probs(), 6.1.2). */
static void daedalus_vp9_save(struct daedalus_vp9 *v, struct daedalus_vp9_job *vj)
{
	struct vp9_probs *context = &v->contexts[vj->context];
	const struct vp9_params *params = &vj->pic.params;
	struct vp9_pic *pic = &vj->pic;

	if (pic->counting && !pic->damaged) {
		vp9_adapt_coefs(context, &pic->counts, vp9_params_intra(params), v->prev_key,
				&pic->probs);
		if (!vp9_params_intra(params))
			vp9_adapt_noncoefs(context, &pic->counts, params->interp_filter,
					   pic->tx_mode, params->allow_hp, &pic->probs);
	}
	if (params->refresh_context && !pic->damaged)
		*context = pic->probs;
	if (params->seg.enabled)
		v->map = !v->map;
	daedalus_frame_put(v->prev);
	v->prev = daedalus_frame_get(vj->frame);
	v->prev_shown = params->show_frame;
	v->prev_key = params->key_frame;
	v->prev_intra = vp9_params_intra(params);
}

/* Puts the frame in its slots, and lets go of those that are in none any more. */
static void daedalus_vp9_refresh(struct daedalus_job *job)
{
	struct daedalus_vp9 *v = job->ctx->codec_priv;
	struct daedalus_vp9_job *vj = daedalus_vp9_job(job);
	u64 timestamps[DAEDALUS_VP9_SLOTS];
	unsigned int i, count = 0;

	daedalus_frames_add(&job->ctx->frames, vj->frame);
	for (i = 0; i < DAEDALUS_VP9_SLOTS; i++) {
		if (vj->pic.params.refresh_flags >> i & 1) {
			v->slot_ts[i] = job->timestamp;
			v->slots |= BIT(i);
		}
		if (v->slots >> i & 1)
			timestamps[count++] = v->slot_ts[i];
	}
	daedalus_frames_retain(&job->ctx->frames, timestamps, count);
}

/* The samples are still to come, but nothing that the next frame's parsing needs. */
static void daedalus_vp9_parsed(struct daedalus_job *job)
{
	struct daedalus_vp9_job *vj = daedalus_vp9_job(job);

	vp9_pic_parsed(&vj->pic);
	daedalus_vp9_save(job->ctx->codec_priv, vj);
	daedalus_vp9_refresh(job);
}

static void daedalus_vp9_finish(struct daedalus_job *job)
{
	struct daedalus_vp9_job *vj = daedalus_vp9_job(job);

	job->lost = vj->pic.damaged;
	job->missing = vj->pic.used_missing;
	/* After an abort rows are missing, and no one will refer to them. */
	if (job->abort)
		daedalus_frames_remove(&job->ctx->frames, vj->frame);
	daedalus_vp9_put(vj);
}

static size_t daedalus_vp9_memory(const struct daedalus_ctx *ctx)
{
	const struct daedalus_vp9 *v = ctx->codec_priv;
	size_t bytes = sizeof(*v) + ARRAY_SIZE(v->maps) * v->maps_bytes;
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++)
		bytes += v->jobs[i].work_bytes;
	return bytes;
}

const struct daedalus_codec_ops daedalus_vp9_ops = {
	.fourcc = V4L2_PIX_FMT_VP9_FRAME,
	.size_align = 1,
	.size_min = 1,
	.ctrls = daedalus_vp9_ctrl_list,
	.num_ctrls = ARRAY_SIZE(daedalus_vp9_ctrl_list),
	.ctrls_bytes = sizeof(struct daedalus_vp9_ctrls),
	.stages = &vp9_pic_stages,
	.output_stage = VP9_STAGE_OUTPUT,
	.start = daedalus_vp9_start,
	.stop = daedalus_vp9_stop,
	.try_ctrl = daedalus_vp9_try_ctrl,
	.stream_format = daedalus_vp9_stream_format,
	.ahead = VP9_STAGE_PARSE,
	.prepare = daedalus_vp9_prepare,
	.parsed = daedalus_vp9_parsed,
	.finish = daedalus_vp9_finish,
	.memory = daedalus_vp9_memory,
};
