// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 in the driver: gets a job's frame ready for the stages of core/av1 and keeps what
 * lives longer than one frame. All that frames inherit from others is in their side data,
 * so that is the reference frames themselves. No codec arithmetic here.
 *
 * All functions run in the context's work, one at a time, except for those on
 * controls.
 */
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "core/av1/av1_masks.h"
#include "core/av1/av1_pic.h"
#include "daedalus.h"
#include "daedalus_gpu.h"
#include "daedalus_gpu_lf.h"
#include "daedalus_simd.h"

/**
 * struct daedalus_av1_job - what a running job has
 * @pic: frame context
 * @frame: frame being decoded; a reference of ours
 * @refs: LAST..ALTREF of @pic; references of ours
 * @work: memory of the stages, kept from job to job
 * @work_bytes: its size
 */
struct daedalus_av1_job {
	struct av1_pic pic;
	struct daedalus_frame *frame;
	struct daedalus_frame *refs[AV1_TOTAL_REFS];
	void *work;
	size_t work_bytes;
};

/**
 * struct daedalus_av1 - a context's AV1 state
 * @jobs: of each job
 * @masks: of all frame contexts
 */
struct daedalus_av1 {
	struct daedalus_av1_job jobs[DAEDALUS_JOBS];
	struct av1_masks masks;
};

static struct daedalus_av1_job *daedalus_av1_job(const struct daedalus_job *job)
{
	struct daedalus_av1 *a = job->ctx->codec_priv;

	return &a->jobs[job->index];
}

/*
 * The default value, which must stay settable: zeros, in which the kernel puts 8 bits. No
 * stream has that, because profile 0 is subsampled or monochrome.
 */
static bool daedalus_av1_sequence_unset(const struct v4l2_ctrl_av1_sequence *sequence)
{
	return !sequence->bit_depth ||
	       (sequence->bit_depth == 8 && !sequence->flags && !sequence->seq_profile);
}

static int daedalus_av1_try_ctrl(struct daedalus_ctx *ctx, const struct v4l2_ctrl *ctrl)
{
	const struct v4l2_ctrl_av1_sequence *sequence = ctrl->p_new.p_av1_sequence;
	struct av1_sequence seq;
	int ret;

	if (ctrl->id != V4L2_CID_STATELESS_AV1_SEQUENCE || daedalus_av1_sequence_unset(sequence))
		return 0;
	ret = av1_params_sequence(&seq, sequence);
	if (ret)
		return ret;
	return seq.max_width > ctx->dev->max_width || seq.max_height > ctx->dev->max_height ?
	       -EINVAL : 0;
}

static void daedalus_av1_stream_format(const struct v4l2_ctrl *ctrl, struct dae_frame_format *fmt)
{
	struct av1_sequence seq;

	if (ctrl->id != V4L2_CID_STATELESS_AV1_SEQUENCE ||
	    daedalus_av1_sequence_unset(ctrl->p_new.p_av1_sequence) ||
	    av1_params_sequence(&seq, ctrl->p_new.p_av1_sequence))
		return;
	fmt->bit_depth = seq.bit_depth;
	fmt->chroma = seq.chroma;
}

static int daedalus_av1_start(struct daedalus_ctx *ctx)
{
	struct daedalus_av1 *a = kvzalloc_obj(*a, GFP_KERNEL_ACCOUNT);

	ctx->codec_priv = a;
	if (!a)
		return -ENOMEM;
	av1_masks_init(&a->masks);
	return 0;
}

static void daedalus_av1_stop(struct daedalus_ctx *ctx)
{
	struct daedalus_av1 *a = ctx->codec_priv;
	unsigned int i;

	if (!a)
		return;
	for (i = 0; i < DAEDALUS_JOBS; i++)
		kvfree(a->jobs[i].work);
	kvfree(a);
	ctx->codec_priv = NULL;
}

/* Controls to parameters, and where the tiles are. */
static int daedalus_av1_prepare_params(struct daedalus_job *job)
{
	const struct daedalus_av1_ctrls *ctrls = job->ctrls;
	struct av1_pic *pic = &daedalus_av1_job(job)->pic;
	int ret;

	ret = av1_params_sequence(&pic->params.seq, &ctrls->sequence);
	if (!ret)
		ret = av1_params_frame(&pic->params, &ctrls->frame);
	if (!ret)
		ret = av1_params_grain(&pic->params, &ctrls->grain);
	if (ret)
		return ret;
	return av1_params_tiles(&pic->params, ctrls->tiles, ctrls->num_tiles, job->bits,
				job->bits_bytes, pic->tile_data);
}

static void daedalus_av1_find_refs(struct daedalus_job *job)
{
	struct daedalus_av1_job *aj = daedalus_av1_job(job);
	const struct av1_params *params = &aj->pic.params;
	unsigned int i;

	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		struct daedalus_frame *frame = NULL;

		aj->refs[i] = NULL;
		aj->pic.refs[i] = (struct av1_ref){};
		if (!params->intra)
			frame = daedalus_frames_find(&job->ctx->frames,
						     params->slot_ts[params->ref_slot[i - 1]]);
		if (!frame)
			continue;
		aj->refs[i] = daedalus_frame_get(frame);
		aj->pic.refs[i].frame = &frame->f;
		aj->pic.refs[i].side = frame->f.side;
	}
}

static void daedalus_av1_put(struct daedalus_av1_job *aj)
{
	unsigned int i;

	for (i = 0; i < AV1_TOTAL_REFS; i++) {
		daedalus_frame_put(aj->refs[i]);
		aj->refs[i] = NULL;
	}
	daedalus_frame_put(aj->frame);
	aj->frame = NULL;
}

/* The frame before, if it may still be on its way; that may have ended as it started. */
static const struct av1_pic *daedalus_av1_before(const struct daedalus_job *job)
{
	const struct daedalus_av1_job *before = job->before ? daedalus_av1_job(job->before) : NULL;

	return before && before->frame ? &before->pic : NULL;
}

/* The loop filter may be left to V3D, where there is one. */
static void daedalus_av1_prepare_lf(struct daedalus_job *job)
{
	struct av1_pic *pic = &daedalus_av1_job(job)->pic;
	struct av1_params *params = &pic->params;
	const struct dae_frame_format fmt = av1_pic_lf_format(params);
	struct daedalus_gpu_lf *lf = NULL;
	unsigned int i;

	if (params->do_deblock)
		lf = daedalus_gpu_lf_begin(job, AV1_STAGE_DEBLOCK, &fmt,
					   av1_params_filtered_apart(params));
	params->lf_elsewhere = lf;
	pic->lf_map = NULL;
	if (!lf)
		return;
	for (i = 0; i < 3; i++)
		lf->vert[i] = !i || params->lf_level[i + 1];
	lf->sharpness = params->lf_sharpness;
	pic->lf_frames[0] = &lf->frame[DAEDALUS_GPU_LF_REC];
	pic->lf_frames[1] = &lf->frame[DAEDALUS_GPU_LF_FILTERED];
	pic->lf_map = &lf->map;
}

/* After damage edges may overlap, and their order counts. */
static bool daedalus_av1_lf_works(const struct daedalus_job *job)
{
	return !av1_pic_lost(&daedalus_av1_job(job)->pic);
}

static void daedalus_av1_lf_failed(struct daedalus_job *job)
{
	daedalus_av1_job(job)->pic.lf_map = NULL;
}

static int daedalus_av1_prepare(struct daedalus_job *job)
{
	struct daedalus_av1 *a = job->ctx->codec_priv;
	struct daedalus_av1_job *aj = daedalus_av1_job(job);
	struct av1_pic *pic = &aj->pic;
	int ret;

	ret = daedalus_av1_prepare_params(job);
	if (ret)
		return ret;
	ret = daedalus_job_fits(job, &pic->params.fmt);
	if (ret)
		return ret;
	daedalus_av1_prepare_lf(job);
	ret = daedalus_grow(&aj->work, &aj->work_bytes, av1_pic_work_bytes(&pic->params));
	if (ret)
		return ret;
	aj->frame = daedalus_frames_alloc(&job->ctx->frames, &pic->params.fmt,
					  av1_pic_side_bytes(&pic->params), job->timestamp);
	if (IS_ERR(aj->frame)) {
		ret = PTR_ERR(aj->frame);
		aj->frame = NULL;
		return ret;
	}
	memset(aj->frame->f.side, 0, aj->frame->f.side_bytes);
	daedalus_av1_find_refs(job);
	pic->masks = &a->masks;
	ret = av1_pic_init(pic, &aj->frame->f, aj->work, daedalus_simd_flags());
	if (ret) {
		daedalus_av1_put(aj);
		return ret;
	}
	av1_pic_set_pending(pic, daedalus_av1_before(job));
	pic->out = &job->out;
	av1_pic_parts(pic, job->workers, job->num_parts);
	job->num_rows = pic->sb_rows;
	job->stage_ctx = pic;
	job->picture = aj->frame;
	job->grain = pic->params.grain.apply;
	return 0;
}

/*
 * Reference frame update process (7.20): the frame is in the slots that are refreshed,
 * and who is in none any more goes. Clients say before each frame what is where.
 */
static void daedalus_av1_refresh(struct daedalus_job *job)
{
	struct daedalus_av1_job *aj = daedalus_av1_job(job);
	const struct av1_params *params = &aj->pic.params;
	u64 timestamps[AV1_NUM_SLOTS];
	unsigned int i;

	daedalus_frames_add(&job->ctx->frames, aj->frame);
	for (i = 0; i < AV1_NUM_SLOTS; i++)
		timestamps[i] = params->refresh_flags & BIT(i) ? job->timestamp :
								 params->slot_ts[i];
	daedalus_frames_retain(&job->ctx->frames, timestamps, AV1_NUM_SLOTS);
}

/* The samples are still to come, but nothing that the next frame's parsing needs. */
static void daedalus_av1_parsed(struct daedalus_job *job)
{
	av1_pic_parsed(&daedalus_av1_job(job)->pic);
	daedalus_av1_refresh(job);
}

static const struct av1_fg *daedalus_av1_grain(struct daedalus_job *job)
{
	return av1_output_grain(&daedalus_av1_job(job)->pic);
}

static void daedalus_av1_finish(struct daedalus_job *job)
{
	struct daedalus_av1_job *aj = daedalus_av1_job(job);

	job->lost = aj->pic.damaged;
	job->missing = aj->pic.used_missing;
	/* After an abort rows are missing, and no one will refer to them. */
	if (job->abort)
		daedalus_frames_remove(&job->ctx->frames, aj->frame);
	daedalus_av1_put(aj);
}

static size_t daedalus_av1_memory(const struct daedalus_ctx *ctx)
{
	const struct daedalus_av1 *a = ctx->codec_priv;
	size_t bytes = sizeof(*a);
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++)
		bytes += a->jobs[i].work_bytes;
	return bytes;
}

const struct daedalus_codec_ops daedalus_av1_ops = {
	.fourcc = V4L2_PIX_FMT_AV1_FRAME,
	.size_align = 1,
	.size_min = 1,
	.ctrls = daedalus_av1_ctrl_list,
	.num_ctrls = ARRAY_SIZE(daedalus_av1_ctrl_list),
	.ctrls_bytes = sizeof(struct daedalus_av1_ctrls),
	.stages = &av1_pic_stages,
	.output_stage = AV1_STAGE_OUTPUT,
	.start = daedalus_av1_start,
	.stop = daedalus_av1_stop,
	.try_ctrl = daedalus_av1_try_ctrl,
	.stream_format = daedalus_av1_stream_format,
	.ahead = AV1_STAGE_PARSE,
	.prepare = daedalus_av1_prepare,
	.parsed = daedalus_av1_parsed,
	.grain = daedalus_av1_grain,
	.lf_works = daedalus_av1_lf_works,
	.lf_failed = daedalus_av1_lf_failed,
	.finish = daedalus_av1_finish,
	.memory = daedalus_av1_memory,
};
