// SPDX-License-Identifier: GPL-2.0
/*
 * From two queued buffers to two returned ones.
 *
 * v4l2-mem2mem only keeps the ready queues. Its job queue is not used, i.e. its
 * device_run is never called, for three reasons:
 *
 * - one v4l2_m2m_dev runs one job at a time, and a v4l2_m2m_dev for every open
 *   file cannot be freed safely: finishing a job leaves its job_work scheduled,
 *   which nobody but the core can cancel, and looks at the m2m_ctx after it has
 *   woken whoever waits to free that;
 * - a CAPTURE buffer that is held for a second field stays in its ready queue,
 *   one forgotten check away from being given out twice;
 * - there could be no second frame of a stream in flight.
 *
 * Instead a context's work takes a pair of buffers out of the ready queues when
 * it starts a job, so that whatever happens nobody else finds them there, and
 * gives them back to vb2 when it ends, the CAPTURE buffer first, because the
 * OUTPUT buffer completes the request. A held CAPTURE buffer is in ctx->held, and for
 * a while the OUTPUT buffer of its first field in ctx->held_src.
 *
 * The work is the only one that touches a job's buffers. It holds neither the
 * queue's lock nor the request mutex and waits for nothing but memory, so that
 * STREAMOFF and close may wait for it.
 *
 * A job starts while the one before it is running as soon as what it starts from is
 * known; its codec says when. Fields of one frame do not overlap. Jobs end in the
 * order of their requests, whichever is decoded first.
 */
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/memcontrol.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <media/v4l2-mem2mem.h>
#include <media/videobuf2-dma-sg.h>

#include "daedalus.h"
#include "daedalus_debugfs.h"
#include "daedalus_gpu.h"

/*
 * How long the request of a held first field waits for the second field's to be
 * queued. It takes a client that has the whole frame no time to do that.
 */
#define DAEDALUS_HELD_SRC_MS	100

#define CREATE_TRACE_POINTS
#include "daedalus_trace.h"

void daedalus_job_kick(struct daedalus_ctx *ctx)
{
	queue_work(ctx->dev->wq, &ctx->work);
}

static enum vb2_buffer_state daedalus_buffer_state(bool failed)
{
	return failed ? VB2_BUF_STATE_ERROR : VB2_BUF_STATE_DONE;
}

/* Complete the request of a held first field. */
static void daedalus_job_release_held_src(struct daedalus_ctx *ctx)
{
	lockdep_assert_held(&ctx->job_lock);

	if (!ctx->held_src)
		return;
	v4l2_m2m_buf_done(ctx->held_src, daedalus_buffer_state(ctx->held_failed));
	ctx->held_src = NULL;
}

/* Give the held buffer back as it is. */
static void daedalus_job_release_held(struct daedalus_ctx *ctx)
{
	lockdep_assert_held(&ctx->job_lock);

	if (ctx->held)
		v4l2_m2m_buf_done(ctx->held, daedalus_buffer_state(ctx->held_failed));
	ctx->held = NULL;
	daedalus_job_release_held_src(ctx);
}

/*
 * The first field of a frame is decoded. Its CAPTURE buffer goes back with the second
 * field, and so does the OUTPUT buffer if that comes soon: before GStreamer shows a frame it
 * waits for the request of the first field only. A client that has no other buffer for
 * the second field gets it back at once.
 */
static void daedalus_job_hold(struct daedalus_ctx *ctx, struct vb2_v4l2_buffer *src,
			      struct vb2_v4l2_buffer *dst, bool failed)
{
	lockdep_assert_held(&ctx->job_lock);

	ctx->held = dst;
	ctx->held_failed = failed;
	ctx->held_src = src;
	if (vb2_get_num_buffers(src->vb2_buf.vb2_queue) > 1)
		mod_delayed_work(ctx->dev->wq, &ctx->held_work,
				 msecs_to_jiffies(DAEDALUS_HELD_SRC_MS));
	else
		daedalus_job_release_held_src(ctx);
}

/* No second field has come. It still may. */
static void daedalus_job_held_work(struct work_struct *work)
{
	struct daedalus_ctx *ctx = container_of(to_delayed_work(work), struct daedalus_ctx,
						held_work);

	spin_lock(&ctx->job_lock);
	daedalus_job_release_held_src(ctx);
	spin_unlock(&ctx->job_lock);
}

/* The job that is the nth to be done. */
static struct daedalus_job *daedalus_job_nth(struct daedalus_ctx *ctx, unsigned int n)
{
	return &ctx->jobs[(ctx->oldest + n) % DAEDALUS_JOBS];
}

/* May the request of an OUTPUT buffer be decoded while those before it are? */
static bool daedalus_job_may_start(struct daedalus_ctx *ctx, const struct vb2_v4l2_buffer *src)
{
	const struct daedalus_job *newest;

	if (!ctx->num_jobs)
		return true;
	if (ctx->num_jobs == DAEDALUS_JOBS)
		return false;

	/* The second field of a frame needs the first one's buffer, and its samples. */
	newest = daedalus_job_nth(ctx, ctx->num_jobs - 1);
	return newest->parsed && !(newest->src->flags & V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF) &&
	       newest->timestamp != src->vb2_buf.timestamp;
}

/* Take the buffers of the next job out of the ready queues, if there are any. */
static struct daedalus_job *daedalus_job_claim(struct daedalus_ctx *ctx)
{
	struct v4l2_m2m_ctx *m2m_ctx = ctx->fh.m2m_ctx;
	struct vb2_v4l2_buffer *src, *dst;
	struct daedalus_job *job;

	lockdep_assert_held(&ctx->job_lock);

	if (!ctx->streaming[0] || !ctx->streaming[1])
		return NULL;

	src = v4l2_m2m_next_src_buf(m2m_ctx);
	if (!src || !daedalus_job_may_start(ctx, src))
		return NULL;

	if (ctx->held && ctx->held->vb2_buf.timestamp != src->vb2_buf.timestamp)
		daedalus_job_release_held(ctx);

	dst = ctx->held ?: v4l2_m2m_dst_buf_remove(m2m_ctx);
	if (!dst)
		return NULL;

	job = daedalus_job_nth(ctx, ctx->num_jobs);
	job->second = ctx->held;
	job->failed_before = ctx->held && ctx->held_failed;
	job->first_src = ctx->held_src;
	ctx->held = NULL;
	ctx->held_src = NULL;
	v4l2_m2m_src_buf_remove(m2m_ctx);
	job->src = src;
	job->dst = dst;
	job->before = ctx->num_jobs ? daedalus_job_nth(ctx, ctx->num_jobs - 1) : NULL;
	job->reached = false;
	job->decoded = false;
	job->abort = false;
	job->parsed = false;
	ctx->num_jobs++;

	return job;
}

/*
 * User space can write to the OUTPUT buffer at any time, so it is read once,
 * here. Its sizes were checked by vb2 when it was queued, and stay as they are.
 */
static int daedalus_job_copy_bits(struct daedalus_job *job)
{
	struct vb2_buffer *vb = &job->src->vb2_buf;
	size_t offset = vb->planes[0].data_offset;
	size_t end = min(vb2_get_plane_payload(vb, 0), vb2_plane_size(vb, 0));
	int ret;

	job->bits_bytes = 0;
	if (offset >= end || end - offset > DAEDALUS_CODED_SIZE_MAX)
		return -EINVAL;

	ret = daedalus_grow((void **)&job->bits, &job->bits_alloc,
			    PAGE_ALIGN(end - offset + DAEDALUS_BITS_PADDING));
	if (ret)
		return ret;

	job->bits_bytes = end - offset;
	memcpy(job->bits, vb2_plane_vaddr(vb, 0) + offset, job->bits_bytes);
	memset(job->bits + job->bits_bytes, 0, DAEDALUS_BITS_PADDING);

	return 0;
}

static int daedalus_buffer_begin_cpu_access(struct vb2_buffer *vb, enum dma_data_direction dir)
{
	unsigned int i;
	int ret;

	if (vb->memory != VB2_MEMORY_DMABUF)
		return 0;

	for (i = 0; i < vb->num_planes; i++) {
		ret = dma_buf_begin_cpu_access(vb->planes[i].dbuf, dir);
		if (ret)
			goto err_end;
	}

	return 0;

err_end:
	while (i--)
		dma_buf_end_cpu_access(vb->planes[i].dbuf, dir);
	return ret;
}

static void daedalus_buffer_end_cpu_access(struct vb2_buffer *vb, enum dma_data_direction dir)
{
	unsigned int i;

	if (vb->memory != VB2_MEMORY_DMABUF)
		return;

	for (i = 0; i < vb->num_planes; i++)
		dma_buf_end_cpu_access(vb->planes[i].dbuf, dir);
}

void daedalus_job_begin_cpu_access(struct daedalus_job *job)
{
	job->mapped = !daedalus_buffer_begin_cpu_access(&job->dst->vb2_buf, DMA_TO_DEVICE);
}

void daedalus_job_end_cpu_access(struct daedalus_job *job)
{
	if (job->mapped)
		daedalus_buffer_end_cpu_access(&job->dst->vb2_buf, DMA_TO_DEVICE);
	job->mapped = false;
}

/*
 * Devices that import the picture see memory, not the CPU's cache. For imported
 * memory its exporter does the same in dma_buf_end_cpu_access().
 */
static void daedalus_buffer_clean(struct daedalus_dev *dev, struct vb2_buffer *vb)
{
	unsigned int i;

	if (vb->memory != VB2_MEMORY_MMAP)
		return;

	if (dev->contig) {
		/* Uncached; the writes must have left the CPU. */
		wmb();
		return;
	}

	for (i = 0; i < vb->num_planes; i++)
		dma_sync_sgtable_for_device(dev->v4l2_dev.dev, vb2_dma_sg_plane_desc(vb, i),
					    DMA_TO_DEVICE);
}

int daedalus_job_fits(struct daedalus_job *job, const struct dae_frame_format *fmt)
{
	if (!dae_output_fits(&job->out, fmt))
		return -EINVAL;

	/* Nothing undefined next to a picture that is smaller than its buffer. */
	if (!job->second && (fmt->width < job->out.width || fmt->height < job->out.height))
		dae_output_grey(&job->out);

	return 0;
}

/* Called with the scheduler's lock held. */
static void daedalus_job_reached(struct daedalus_run *run)
{
	struct daedalus_job *job = container_of(run, struct daedalus_job, run);
	struct daedalus_ctx *ctx = job->ctx;

	spin_lock(&ctx->job_lock);
	job->reached = true;
	daedalus_job_kick(ctx);
	spin_unlock(&ctx->job_lock);
}

static void daedalus_job_decoded(struct daedalus_run *run)
{
	struct daedalus_job *job = container_of(run, struct daedalus_job, run);
	struct daedalus_ctx *ctx = job->ctx;

	/*
	 * The job is over for its context as soon as the state says so; the work
	 * that acts on it is flushed before the context goes, not this worker.
	 */
	spin_lock(&ctx->job_lock);
	job->decoded = true;
	daedalus_job_kick(ctx);
	spin_unlock(&ctx->job_lock);
}

/*
 * The request's controls are done with as soon as they have been copied. They must
 * be, before the next request's are applied: the current values go into it.
 */
static int daedalus_job_copy_ctrls(struct daedalus_job *job)
{
	struct media_request *req = job->src->vb2_buf.req_obj.req;
	struct daedalus_ctx *ctx = job->ctx;
	int ret;

	ret = v4l2_ctrl_request_setup(req, &ctx->hdl);
	if (!ret)
		daedalus_ctrls_copy(job);
	v4l2_ctrl_request_complete(req, &ctx->hdl);

	return ret;
}

/*
 * From a pair of buffers to running stages. What is imported is not a fence to
 * wait for: by the rules of dma-buf it is signalled in finite time, without user
 * space.
 */
static int daedalus_job_start(struct daedalus_job *job)
{
	struct daedalus_ctx *ctx = job->ctx;
	struct vb2_buffer *src = &job->src->vb2_buf;
	int ret, ctrl_ret;

	daedalus_job_begin(job, src->timestamp, daedalus_sched_num_workers(ctx->dev->sched));
	job->start_ns = ktime_get_ns();

	/* Before the codec looks for references: fields may refer to each other. */
	daedalus_buf_copy_metadata(job->src, job->dst);
	job->src->sequence = ctx->sequence[0]++;
	if (!job->second)
		job->dst->sequence = ctx->sequence[1]++;

	daedalus_formats_output(&job->out, job->dst);

	ctrl_ret = daedalus_job_copy_ctrls(job);
	daedalus_job_begin_cpu_access(job);
	if (!job->mapped)
		return -EIO;
	if (ctrl_ret)
		return ctrl_ret;

	ret = daedalus_buffer_begin_cpu_access(src, DMA_FROM_DEVICE);
	if (ret)
		return ret;
	ret = daedalus_job_copy_bits(job);
	daedalus_buffer_end_cpu_access(src, DMA_FROM_DEVICE);

	trace_daedalus_request_start(job);
	daedalus_debugfs_request_start(job);
	if (ret)
		return ret;

	daedalus_gpu_ask(job);
	ret = ctx->codec->prepare(job);
	if (ret)
		return ret;
	job->prepared = true;
	daedalus_gpu_begin(job);
	daedalus_job_submit(job, daedalus_job_reached, daedalus_job_decoded);

	return 0;
}

/* What follows may start from here. */
static void daedalus_job_parsed(struct daedalus_job *job)
{
	struct daedalus_ctx *ctx = job->ctx;

	if (job->prepared && !READ_ONCE(job->abort) && ctx->codec->parsed)
		ctx->codec->parsed(job);

	spin_lock(&ctx->job_lock);
	job->parsed = true;
	spin_unlock(&ctx->job_lock);
}

/*
 * Return both buffers. If the job failed, the picture is grey unless another field
 * is in it already.
 */
static void daedalus_job_finish(struct daedalus_job *job)
{
	struct daedalus_ctx *ctx = job->ctx;
	struct vb2_v4l2_buffer *src = job->src, *dst = job->dst;
	bool failed, hold;
	size_t memory;
	u64 now_ns;

	if (!job->parsed)
		daedalus_job_parsed(job);
	if (job->prepared) {
		daedalus_gpu_end(job);
		ctx->codec->finish(job);
	}
	if (job->result && job->mapped && !job->second)
		dae_output_grey(&job->out);
	daedalus_debugfs_request_done(job, job->result);

	daedalus_job_end_cpu_access(job);
	daedalus_buffer_clean(ctx->dev, &dst->vb2_buf);

	memory = daedalus_stats_memory(ctx);
	now_ns = ktime_get_ns();
	trace_daedalus_request_done(job, job->result, now_ns - job->start_ns);

	spin_lock(&ctx->job_lock);
	daedalus_stats_request(job, now_ns, memory);
	failed = job->result || daedalus_job_damaged(job) || job->abort || job->failed_before;
	job->src = NULL;
	job->dst = NULL;

	hold = (src->flags & V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF) && !job->abort;
	if (!hold)
		v4l2_m2m_buf_done(dst, daedalus_buffer_state(failed));
	if (job->first_src)
		v4l2_m2m_buf_done(job->first_src, daedalus_buffer_state(job->failed_before));
	job->first_src = NULL;
	if (hold)
		daedalus_job_hold(ctx, src, dst, failed);
	else
		v4l2_m2m_buf_done(src, daedalus_buffer_state(failed));

	/* With one request at a time only one job ever gets memory. */
	ctx->num_jobs--;
	if (ctx->num_jobs)
		ctx->oldest = (ctx->oldest + 1) % DAEDALUS_JOBS;
	wake_up_all(&ctx->job_idle);
	spin_unlock(&ctx->job_lock);
}

/* A job that is past the point where the next one may start, or NULL. */
static struct daedalus_job *daedalus_job_find_reached(struct daedalus_ctx *ctx)
{
	struct daedalus_job *job;
	unsigned int i;

	for (i = 0; i < ctx->num_jobs; i++) {
		job = daedalus_job_nth(ctx, i);
		if (job->reached && !job->parsed)
			return job;
	}
	return NULL;
}

/* Do one thing; false if there is none. */
static bool daedalus_job_step(struct daedalus_ctx *ctx)
{
	struct daedalus_job *decoded = NULL, *reached, *claimed = NULL;

	spin_lock(&ctx->job_lock);
	reached = daedalus_job_find_reached(ctx);
	if (!reached && ctx->num_jobs && daedalus_job_nth(ctx, 0)->decoded)
		decoded = daedalus_job_nth(ctx, 0);
	if (!reached && !decoded)
		claimed = daedalus_job_claim(ctx);
	spin_unlock(&ctx->job_lock);

	if (reached) {
		daedalus_job_parsed(reached);
	} else if (decoded) {
		daedalus_job_finish(decoded);
	} else if (claimed) {
		claimed->result = daedalus_job_start(claimed);
		if (claimed->result || claimed->ahead == DAEDALUS_AHEAD_AT_ONCE)
			daedalus_job_parsed(claimed);
		/* It is done when those before it are. */
		if (claimed->result)
			daedalus_job_decoded(&claimed->run);
	} else {
		return false;
	}

	return true;
}

/* One work per context, so one thing at a time. */
static void daedalus_job_work(struct work_struct *work)
{
	struct daedalus_ctx *ctx = container_of(work, struct daedalus_ctx, work);
	struct mem_cgroup *old_memcg = set_active_memcg(ctx->memcg);

	while (daedalus_job_step(ctx))
		cond_resched();

	set_active_memcg(old_memcg);
}

void daedalus_job_start_queue(struct daedalus_ctx *ctx, u32 type)
{
	unsigned int index = daedalus_queue_index(type);

	if (V4L2_TYPE_IS_OUTPUT(type)) {
		daedalus_stats_stream_start(ctx);
		daedalus_debugfs_stream_start(ctx);
	}

	spin_lock(&ctx->job_lock);
	ctx->streaming[index] = true;
	ctx->sequence[index] = 0;
	spin_unlock(&ctx->job_lock);

	daedalus_job_kick(ctx);
}

static bool daedalus_job_is_idle(struct daedalus_ctx *ctx)
{
	bool idle;

	spin_lock(&ctx->job_lock);
	idle = !ctx->num_jobs;
	spin_unlock(&ctx->job_lock);

	return idle;
}

void daedalus_job_stop_queue(struct daedalus_ctx *ctx, u32 type)
{
	unsigned int i;

	/* Nothing is claimed from here on. */
	spin_lock(&ctx->job_lock);
	ctx->streaming[daedalus_queue_index(type)] = false;
	for (i = 0; i < ctx->num_jobs; i++)
		WRITE_ONCE(daedalus_job_nth(ctx, i)->abort, true);
	spin_unlock(&ctx->job_lock);

	wait_event(ctx->job_idle, daedalus_job_is_idle(ctx));

	/*
	 * A held picture lacks a field, for which the request of the other one is not to
	 * blame. It goes with the CAPTURE buffers, and when no request can complete it
	 * any more.
	 */
	spin_lock(&ctx->job_lock);
	daedalus_job_release_held_src(ctx);
	if (V4L2_TYPE_IS_CAPTURE(type))
		ctx->held_failed = true;
	daedalus_job_release_held(ctx);
	spin_unlock(&ctx->job_lock);

	if (V4L2_TYPE_IS_OUTPUT(type))
		daedalus_debugfs_stream_stop(ctx);
}

/*
 * Let go of a held CAPTURE buffer, now or when the newest request is done. What
 * v4l2_m2m_ioctl_stateless_decoder_cmd() does for buffers in the ready queues.
 */
void daedalus_job_flush(struct daedalus_ctx *ctx)
{
	struct vb2_v4l2_buffer *src;

	spin_lock(&ctx->job_lock);
	src = v4l2_m2m_last_src_buf(ctx->fh.m2m_ctx);
	if (!src && ctx->num_jobs)
		src = daedalus_job_nth(ctx, ctx->num_jobs - 1)->src;
	if (src)
		src->flags &= ~V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF;
	else
		daedalus_job_release_held(ctx);
	spin_unlock(&ctx->job_lock);
}

static void daedalus_job_free(struct daedalus_ctx *ctx)
{
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++) {
		daedalus_gpu_job_free(&ctx->jobs[i]);
		kvfree(ctx->jobs[i].bits);
		kvfree(ctx->jobs[i].ctrls);
	}
}

int daedalus_job_init(struct daedalus_ctx *ctx)
{
	const struct daedalus_codec_ops * const *codec;
	size_t bytes = 0;
	unsigned int i;

	for (codec = daedalus_codecs; *codec; codec++)
		bytes = max(bytes, (*codec)->ctrls_bytes);

	for (i = 0; i < DAEDALUS_JOBS; i++) {
		struct daedalus_job *job = &ctx->jobs[i];

		job->ctx = ctx;
		job->index = i;
		job->ctrls = kvzalloc(bytes, GFP_KERNEL_ACCOUNT);
		if (!job->ctrls) {
			daedalus_job_free(ctx);
			return -ENOMEM;
		}
	}

	INIT_WORK(&ctx->work, daedalus_job_work);
	INIT_DELAYED_WORK(&ctx->held_work, daedalus_job_held_work);
	spin_lock_init(&ctx->job_lock);
	init_waitqueue_head(&ctx->job_idle);
	daedalus_frames_init(&ctx->frames);
	ctx->frames.unmap = daedalus_gpu_unmap;
	daedalus_stream_init(&ctx->runs);
	ctx->memcg = get_mem_cgroup_from_mm(current->mm);

	return 0;
}

void daedalus_job_exit(struct daedalus_ctx *ctx)
{
	mem_cgroup_put(ctx->memcg);
	daedalus_frames_clear(&ctx->frames);
	daedalus_job_free(ctx);
}
