// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 in the driver: gets a job's picture ready for the stages of core/h264
 * and keeps what lives longer than one picture.  No codec arithmetic here.
 *
 * All functions run in the context's work, one at a time, except for those on
 * controls.
 */
#include <linux/container_of.h>
#include <linux/kref.h>
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
 * struct daedalus_h264_pps - picture parameters
 * @ref: users: the context, until it sees others under their id, and jobs
 * @pps: checked and with tables
 * @ctrl: what it was made from
 * @scaling: same
 * @has_scaling: @scaling was used
 */
struct daedalus_h264_pps {
	struct kref ref;
	struct h264_pps pps;
	struct v4l2_ctrl_h264_pps ctrl;
	struct v4l2_ctrl_h264_scaling_matrix scaling;
	bool has_scaling;
};

/**
 * struct daedalus_h264_job - what a running job has
 * @pic: frame context
 * @frame: picture being decoded; a reference of ours
 * @refs: the reference pictures of @pic, by DPB slot; references of ours
 * @damaged_slices: slices left out
 * @pps: parameters by id: slices of one picture may name others than the request's;
 *	references of ours
 * @pps_table: the same for core
 * @nals: slice NAL units
 * @nals_bytes: size of the memory at @nals
 * @slices: memory at @pic.slices
 * @slices_bytes: size of the memory at @pic.slices
 * @work: memory of the stages
 * @work_bytes: its size
 *
 * Allocations only grow and are kept until the OUTPUT queue stops.
 */
struct daedalus_h264_job {
	struct h264_pic pic;
	struct daedalus_frame *frame;
	struct daedalus_frame *refs[H264_MAX_DPB];
	u32 damaged_slices;
	struct daedalus_h264_pps *pps[256];
	const struct h264_pps *pps_table[256];
	struct h264_nal *nals;
	size_t nals_bytes;
	struct h264_slice *slices;
	size_t slices_bytes;
	void *work;
	size_t work_bytes;
};

/**
 * struct daedalus_h264 - a context's H.264 state
 * @jobs: of each job
 * @pps: last seen under each id; references of ours
 * @pps_depth: bit depths (luma, chroma) the tables in @pps are for
 */
struct daedalus_h264 {
	struct daedalus_h264_job jobs[DAEDALUS_JOBS];
	struct daedalus_h264_pps *pps[256];
	u8 pps_depth[2];
};

static struct daedalus_h264_job *daedalus_h264_job(const struct daedalus_job *job)
{
	struct daedalus_h264 *h = job->ctx->codec_priv;

	return &h->jobs[job->index];
}

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
	if (sps.mb_width * 16 > daedalus_max_size(&daedalus_h264_ops, ctx->dev->max_width) ||
	    sps.frame_mb_height * 16 > daedalus_max_size(&daedalus_h264_ops, ctx->dev->max_height))
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
	struct daedalus_h264 *h = kvzalloc_obj(*h, GFP_KERNEL_ACCOUNT);

	ctx->codec_priv = h;
	return h ? 0 : -ENOMEM;
}

static void daedalus_h264_pps_release(struct kref *ref)
{
	kvfree(container_of(ref, struct daedalus_h264_pps, ref));
}

static void daedalus_h264_pps_put(struct daedalus_h264_pps **pps)
{
	if (*pps)
		kref_put(&(*pps)->ref, daedalus_h264_pps_release);
	*pps = NULL;
}

static void daedalus_h264_drop_pps(struct daedalus_h264 *h)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(h->pps); i++)
		daedalus_h264_pps_put(&h->pps[i]);
}

static void daedalus_h264_stop(struct daedalus_ctx *ctx)
{
	struct daedalus_h264 *h = ctx->codec_priv;
	unsigned int i;

	if (!h)
		return;
	daedalus_h264_drop_pps(h);
	for (i = 0; i < DAEDALUS_JOBS; i++) {
		kvfree(h->jobs[i].nals);
		kvfree(h->jobs[i].slices);
		kvfree(h->jobs[i].work);
	}
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
	if (pps && pps->has_scaling == has_scaling &&
	    !memcmp(&pps->ctrl, &ctrls->pps, sizeof(pps->ctrl)) &&
	    (!has_scaling || !memcmp(&pps->scaling, &ctrls->scaling, sizeof(pps->scaling))))
		return 0;

	/* The job before may be using the old ones. */
	daedalus_h264_pps_put(&h->pps[id]);
	pps = kvzalloc_obj(*pps, GFP_KERNEL_ACCOUNT);
	if (!pps)
		return -ENOMEM;
	ret = h264_params_pps(&pps->pps, sps, &ctrls->pps, has_scaling ? &ctrls->scaling : NULL);
	if (ret) {
		kvfree(pps);
		return ret;
	}
	kref_init(&pps->ref);
	pps->ctrl = ctrls->pps;
	pps->scaling = ctrls->scaling;
	pps->has_scaling = has_scaling;
	h->pps[id] = pps;
	return 0;
}

static void daedalus_h264_get_pps(struct daedalus_h264 *h, struct daedalus_h264_job *hj)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hj->pps); i++) {
		hj->pps[i] = h->pps[i];
		hj->pps_table[i] = NULL;
		if (!hj->pps[i])
			continue;
		kref_get(&hj->pps[i]->ref);
		hj->pps_table[i] = &hj->pps[i]->pps;
	}
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
	struct daedalus_h264_job *hj = daedalus_h264_job(job);
	const bool colour_planes = hj->pic.params.sps.separate_colour_plane;
	u32 num = h264_nal_scan(job->bits, job->bits_bytes, NULL, 0, colour_planes);
	u32 i;
	int ret;

	if (!num)
		return -EBADMSG;
	num = min_t(u32, num, DAEDALUS_H264_MAX_NALS);
	ret = daedalus_grow((void **)&hj->nals, &hj->nals_bytes, num * sizeof(*hj->nals));
	if (ret)
		return ret;
	num = h264_nal_scan(job->bits, job->bits_bytes, hj->nals, num, colour_planes);
	for (i = 1; i < num; i++) {
		if (daedalus_h264_cmp_nal(&hj->nals[i - 1], &hj->nals[i]) > 0) {
			sort(hj->nals, num, sizeof(*hj->nals), daedalus_h264_cmp_nal, NULL);
			break;
		}
	}
	*num_nals = num;
	return 0;
}

/* Looks the DPB's pictures up and takes references. */
static void daedalus_h264_find_refs(struct daedalus_job *job)
{
	struct daedalus_h264_job *hj = daedalus_h264_job(job);
	struct daedalus_frames *store = &job->ctx->frames;
	struct h264_pic *pic = &hj->pic;
	struct dae_frame_format fmt;
	u64 timestamps[H264_MAX_DPB];
	unsigned int i, count = 0;

	h264_pic_frame_format(&pic->params.sps, &fmt);
	for (i = 0; i < H264_MAX_DPB; i++) {
		const struct h264_dpb_entry *e = &pic->params.dpb[i];
		struct daedalus_frame *frame = NULL;

		hj->refs[i] = NULL;
		if (e->valid)
			timestamps[count++] = e->reference_ts;
		if (e->fields)
			frame = daedalus_frames_find(store, e->reference_ts);
		if (!frame || !dae_frame_format_equal(&frame->f.fmt, &fmt)) {
			h264_pic_set_ref(pic, i, NULL, 0);
			continue;
		}
		h264_pic_set_ref(pic, i, &frame->f, frame->id);
		hj->refs[i] = daedalus_frame_get(frame);
	}
	h264_pic_conceal_refs(pic);
	daedalus_frames_retain(store, timestamps, count);
}

static void daedalus_h264_put(struct daedalus_h264_job *hj)
{
	unsigned int i;

	for (i = 0; i < H264_MAX_DPB; i++) {
		daedalus_frame_put(hj->refs[i]);
		hj->refs[i] = NULL;
	}
	for (i = 0; i < ARRAY_SIZE(hj->pps); i++)
		daedalus_h264_pps_put(&hj->pps[i]);
	daedalus_frame_put(hj->frame);
	hj->frame = NULL;
}

/* Memory for the picture and for decoding it. */
static int daedalus_h264_alloc(struct daedalus_job *job, u32 num_nals)
{
	struct daedalus_h264_job *hj = daedalus_h264_job(job);
	const struct h264_sps *sps = &hj->pic.params.sps;
	struct dae_frame_format fmt;
	u32 max_slices;
	int ret;

	max_slices = min3(num_nals, 3u * sps->mb_width * sps->frame_mb_height,
			  (u32)H264_MAX_SLICES);
	ret = daedalus_grow((void **)&hj->slices, &hj->slices_bytes,
			    max_slices * sizeof(*hj->slices));
	if (ret)
		return ret;
	ret = daedalus_grow(&hj->work, &hj->work_bytes, h264_pic_work_bytes(sps));
	if (ret)
		return ret;
	hj->pic.slices = hj->slices;
	hj->pic.max_slices = max_slices;

	if (hj->frame)
		return 0;
	h264_pic_frame_format(sps, &fmt);
	hj->frame = daedalus_frames_alloc(&job->ctx->frames, &fmt, h264_pic_side_bytes(sps),
					  job->timestamp);
	if (IS_ERR(hj->frame)) {
		ret = PTR_ERR(hj->frame);
		hj->frame = NULL;
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
	struct daedalus_h264_job *hj = daedalus_h264_job(job);
	struct daedalus_frame *frame;

	/* It would be that of a job that is over. */
	if (job->before)
		return;
	frame = daedalus_frames_find(&job->ctx->frames, job->timestamp);
	if (!frame || !dae_frame_format_equal(&frame->f.fmt, fmt) ||
	    !h264_pic_is_second_field(&hj->pic.params, &frame->f))
		return;
	hj->frame = daedalus_frame_get(frame);
	hj->pic.frame = &frame->f;
	hj->pic.second_field = true;
	hj->pic.out_lacks_first = !job->second;
}

static int daedalus_h264_prepare(struct daedalus_job *job)
{
	const struct daedalus_h264_ctrls *ctrls = job->ctrls;
	struct daedalus_h264_job *hj = daedalus_h264_job(job);
	struct h264_pic *pic = &hj->pic;
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

	daedalus_h264_get_pps(job->ctx->codec_priv, hj);
	daedalus_h264_find_refs(job);
	h264_pic_init(pic, &hj->frame->f, hj->work, daedalus_simd_flags());
	pic->out = &job->out;
	hj->damaged_slices = h264_slices_init(pic, job->bits, hj->nals, num_nals, hj->pps_table);
	h264_pic_set_bands(pic);
	h264_pic_set_pending(pic, job->before ? &daedalus_h264_job(job->before)->pic : NULL);

	/* The other field is to go into the same frame, and if it does not come, is made up. */
	if (pic->params.structure != H264_FRAME)
		job->ahead = DAEDALUS_AHEAD_NEVER;
	h264_pic_parts(pic, job->workers, job->num_parts);
	job->part_rows[H264_STAGE_PARSE] = pic->band_rows;
	job->num_rows = pic->num_rows;
	job->stage_ctx = pic;
	/* Fields are packed one by one. */
	if (pic->params.structure == H264_FRAME)
		job->picture = hj->frame;
	return 0;

err_put_frame:
	daedalus_frame_put(hj->frame);
	hj->frame = NULL;
	return ret;
}

static void daedalus_h264_parsed(struct daedalus_job *job)
{
	daedalus_frames_add(&job->ctx->frames, daedalus_h264_job(job)->frame);
}

static void daedalus_h264_finish(struct daedalus_job *job)
{
	struct daedalus_h264_job *hj = daedalus_h264_job(job);

	job->lost = hj->damaged_slices || hj->pic.lost_mbs;
	job->missing = hj->pic.used_missing;
	/* After an abort rows are missing, and no one will refer to them. */
	if (job->abort) {
		h264_pic_forget(&hj->pic);
		if (!hj->pic.second_field)
			daedalus_frames_remove(&job->ctx->frames, hj->frame);
	}
	daedalus_h264_put(hj);
}

static size_t daedalus_h264_memory(const struct daedalus_ctx *ctx)
{
	const struct daedalus_h264 *h = ctx->codec_priv;
	size_t bytes = sizeof(*h);
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++)
		bytes += h->jobs[i].nals_bytes + h->jobs[i].slices_bytes + h->jobs[i].work_bytes;
	return bytes;
}

const struct daedalus_codec_ops daedalus_h264_ops = {
	.fourcc = V4L2_PIX_FMT_H264_SLICE,
	.size_align = 16,
	.size_min = 16,
	.ctrls = daedalus_h264_ctrl_list,
	.num_ctrls = ARRAY_SIZE(daedalus_h264_ctrl_list),
	.ctrls_bytes = sizeof(struct daedalus_h264_ctrls),
	.stages = &h264_pic_stages,
	.output_stage = H264_STAGE_OUTPUT,
	.start = daedalus_h264_start,
	.stop = daedalus_h264_stop,
	.try_ctrl = daedalus_h264_try_ctrl,
	.stream_format = daedalus_h264_stream_format,
	.ahead = DAEDALUS_AHEAD_AT_ONCE,
	.prepare = daedalus_h264_prepare,
	.parsed = daedalus_h264_parsed,
	.finish = daedalus_h264_finish,
	.memory = daedalus_h264_memory,
};
