// SPDX-License-Identifier: GPL-2.0
/*
 * Statistics of streams, see daedalus_stats.h.
 *
 * All open files are in one list, of all devices: what was counted outlives a device. The
 * list's lock is a mutex that jobs and workers never take; who holds it may format as much
 * as there is, and opening and closing a file wait for that.
 */
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <media/v4l2-common.h>
#include <media/v4l2-mem2mem.h>

#include "daedalus.h"
#include "daedalus_gpu.h"

/* Of the format of daedalus_v4l2/streams; new words at the end of a line do not count. */
#define DAEDALUS_STATS_VERSION	1

/* Other streams that one VIDIOC_LOG_STATUS writes about. */
#define DAEDALUS_LOG_OTHERS	8

static const char * const daedalus_count_names[DAEDALUS_COUNTS] = {
	[DAEDALUS_COUNT_REQUESTS] = "requests",
	[DAEDALUS_COUNT_FRAMES] = "frames",
	[DAEDALUS_COUNT_BYTES] = "bytes",
	[DAEDALUS_COUNT_ERRORS] = "errors",
	[DAEDALUS_COUNT_DAMAGED] = "damaged",
	[DAEDALUS_COUNT_MISSING] = "missing",
	[DAEDALUS_COUNT_REFUSED] = "refused",
	[DAEDALUS_COUNT_NOMEM] = "nomem",
	[DAEDALUS_COUNT_FAILED] = "failed",
	[DAEDALUS_COUNT_ABORTED] = "aborted",
	[DAEDALUS_COUNT_REFUSED_CTRLS] = "refused_ctrls",
	[DAEDALUS_COUNT_NS] = "request_ns",
	[DAEDALUS_COUNT_STAGES] = "stages_done",
	[DAEDALUS_COUNT_GPU_DONE] = "gpu_done",
	[DAEDALUS_COUNT_GPU_FAILED] = "gpu_failed",
	[DAEDALUS_COUNT_GPU_NS] = "gpu_ns",
};

/**
 * struct daedalus_total - what streams of a codec have done
 * @streams: how many there were
 * @count: see &enum daedalus_count
 * @stage_ns: time of the codec's stages
 */
struct daedalus_total {
	u64 streams;
	u64 count[DAEDALUS_COUNTS];
	u64 stage_ns[DAE_STAGES_MAX];
};

static DEFINE_MUTEX(daedalus_stats_lock);	/* the two below */
static LIST_HEAD(daedalus_stats_list);
/* In the order of daedalus_codecs; without what is still counted by an open file. */
static struct daedalus_total daedalus_totals[DAEDALUS_CODECS_MAX];

/**
 * struct daedalus_snapshot - a stream at one time
 * @codec: its codec
 * @coded_width: of the OUTPUT format
 * @coded_height: same
 * @raw: CAPTURE format
 * @stream: depth and subsampling
 * @streaming: both queues are on
 * @num_src: OUTPUT buffers that wait
 * @num_dst: CAPTURE buffers that wait
 * @num_jobs: requests under way
 * @count: see &enum daedalus_count
 * @worst_ns: as in &struct daedalus_stats
 * @last_ns: same
 * @memory: same
 * @stage_ns: time of the codec's stages
 */
struct daedalus_snapshot {
	const struct daedalus_codec_ops *codec;
	u32 coded_width;
	u32 coded_height;
	struct daedalus_layout raw;
	struct dae_frame_format stream;
	bool streaming;
	unsigned int num_src;
	unsigned int num_dst;
	unsigned int num_jobs;
	u64 count[DAEDALUS_COUNTS];
	u64 worst_ns;
	u64 last_ns;
	size_t memory;
	u64 stage_ns[DAE_STAGES_MAX];
};

static unsigned int daedalus_codec_index(const struct daedalus_codec_ops *codec)
{
	unsigned int i = 0;

	while (daedalus_codecs[i] != codec)
		i++;
	return i;
}

static void daedalus_total_add(struct daedalus_total *total, const u64 *count,
			       const u64 *stage_ns)
{
	unsigned int i;

	for (i = 0; i < DAEDALUS_COUNTS; i++)
		total->count[i] += count[i];
	for (i = 0; i < DAE_STAGES_MAX; i++)
		total->stage_ns[i] += stage_ns[i];
}

/* What a file has done with its codec so far goes to the totals. It has no job. */
static void daedalus_stats_fold(struct daedalus_ctx *ctx)
{
	const struct daedalus_codec_ops *codec = ctx->stats.codec ?: ctx->codec;
	u64 stage_ns[DAE_STAGES_MAX];

	lockdep_assert_held(&daedalus_stats_lock);

	daedalus_sched_stage_ns(ctx->dev->sched, &ctx->runs, stage_ns);
	daedalus_total_add(&daedalus_totals[daedalus_codec_index(codec)], ctx->stats.count,
			   stage_ns);
}

void daedalus_stats_open(struct daedalus_ctx *ctx)
{
	struct daedalus_stats *stats = &ctx->stats;

	stats->pid = get_pid(task_tgid(current));
	get_task_comm(stats->comm, current->group_leader);
	stats->open_ns = ktime_get_ns();

	mutex_lock(&daedalus_stats_lock);
	list_add_tail(&stats->node, &daedalus_stats_list);
	mutex_unlock(&daedalus_stats_lock);
}

void daedalus_stats_close(struct daedalus_ctx *ctx)
{
	mutex_lock(&daedalus_stats_lock);
	daedalus_stats_fold(ctx);
	list_del(&ctx->stats.node);
	mutex_unlock(&daedalus_stats_lock);
	put_pid(ctx->stats.pid);
}

void daedalus_stats_stream_start(struct daedalus_ctx *ctx)
{
	struct daedalus_stats *stats = &ctx->stats;

	if (stats->codec == ctx->codec)
		return;

	mutex_lock(&daedalus_stats_lock);
	if (stats->codec)
		daedalus_stats_fold(ctx);
	daedalus_totals[daedalus_codec_index(ctx->codec)].streams++;
	daedalus_stream_init(&ctx->runs);
	spin_lock(&ctx->job_lock);
	if (stats->codec)
		memset(stats->count, 0, sizeof(stats->count));
	stats->codec = ctx->codec;
	stats->worst_ns = 0;
	spin_unlock(&ctx->job_lock);
	mutex_unlock(&daedalus_stats_lock);
}

size_t daedalus_stats_memory(const struct daedalus_ctx *ctx)
{
	size_t bytes = ctx->frames.bytes + ctx->codec->memory(ctx);
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++)
		bytes += ctx->jobs[i].bits_alloc + daedalus_gpu_job_bytes(&ctx->jobs[i]);
	return bytes;
}

/* Kinds are not exclusive: of a damaged picture references may be missing, too. */
static bool daedalus_stats_count_errors(u64 *count, const struct daedalus_job *job)
{
	switch (job->result) {
	case 0:
		count[DAEDALUS_COUNT_DAMAGED] += job->lost;
		count[DAEDALUS_COUNT_MISSING] += job->missing;
		return daedalus_job_damaged(job);
	case -EBADMSG:
		count[DAEDALUS_COUNT_DAMAGED]++;
		return true;
	case -EINVAL:
		count[DAEDALUS_COUNT_REFUSED]++;
		return true;
	case -ENOMEM:
		count[DAEDALUS_COUNT_NOMEM]++;
		return true;
	default:
		count[DAEDALUS_COUNT_FAILED]++;
		return true;
	}
}

void daedalus_stats_request(struct daedalus_job *job, u64 now_ns, size_t memory)
{
	struct daedalus_stats *stats = &job->ctx->stats;
	const u64 ns = now_ns - job->start_ns;
	u64 *count = stats->count;

	lockdep_assert_held(&job->ctx->job_lock);

	stats->last_ns = now_ns;
	stats->memory = memory;
	if (job->abort) {
		count[DAEDALUS_COUNT_ABORTED]++;
		return;
	}
	count[DAEDALUS_COUNT_REQUESTS]++;
	count[DAEDALUS_COUNT_FRAMES] += !job->second;
	count[DAEDALUS_COUNT_BYTES] += job->bits_bytes;
	count[DAEDALUS_COUNT_ERRORS] += daedalus_stats_count_errors(count, job);
	count[DAEDALUS_COUNT_NS] += ns;
	if (!job->result)
		count[DAEDALUS_COUNT_STAGES] += job->ctx->codec->stages->num_stages;
	stats->worst_ns = max(stats->worst_ns, ns);
}

void daedalus_stats_gpu(struct daedalus_ctx *ctx, int error, u64 ns)
{
	u64 *count = ctx->stats.count;

	spin_lock(&ctx->job_lock);
	count[error ? DAEDALUS_COUNT_GPU_FAILED : DAEDALUS_COUNT_GPU_DONE]++;
	if (!error)
		count[DAEDALUS_COUNT_GPU_NS] += ns;
	spin_unlock(&ctx->job_lock);
}

void daedalus_stats_refused(struct daedalus_ctx *ctx)
{
	spin_lock(&ctx->job_lock);
	ctx->stats.count[DAEDALUS_COUNT_REFUSED_CTRLS]++;
	spin_unlock(&ctx->job_lock);
}

static void daedalus_snapshot_take(struct daedalus_snapshot *snap, struct daedalus_ctx *ctx)
{
	const struct daedalus_stats *stats = &ctx->stats;

	lockdep_assert_held(&daedalus_stats_lock);

	mutex_lock(&ctx->fmt_lock);
	snap->codec = stats->codec ?: ctx->codec;
	snap->coded_width = ctx->coded.width;
	snap->coded_height = ctx->coded.height;
	snap->raw = ctx->raw;
	snap->stream = ctx->stream;
	mutex_unlock(&ctx->fmt_lock);

	spin_lock(&ctx->job_lock);
	snap->streaming = ctx->streaming[0] && ctx->streaming[1];
	snap->num_jobs = ctx->num_jobs;
	memcpy(snap->count, stats->count, sizeof(snap->count));
	snap->worst_ns = stats->worst_ns;
	snap->last_ns = stats->last_ns;
	/* It goes with the stream. */
	snap->memory = ctx->streaming[0] ? stats->memory : 0;
	spin_unlock(&ctx->job_lock);

	snap->num_src = v4l2_m2m_num_src_bufs_ready(ctx->fh.m2m_ctx);
	snap->num_dst = v4l2_m2m_num_dst_bufs_ready(ctx->fh.m2m_ctx);
	daedalus_sched_stage_ns(ctx->dev->sched, &ctx->runs, snap->stage_ns);
}

/* All that are in use are printable, without spaces. */
struct daedalus_fourcc {
	char text[5];
};

static struct daedalus_fourcc daedalus_fourcc(u32 fourcc)
{
	return (struct daedalus_fourcc){
		{ fourcc, fourcc >> 8, fourcc >> 16, (fourcc >> 24) & 0x7f },
	};
}

static const char *daedalus_chroma_name(enum dae_chroma chroma)
{
	switch (chroma) {
	case DAE_CHROMA_400:
		return "400";
	case DAE_CHROMA_422:
		return "422";
	case DAE_CHROMA_444:
		return "444";
	default:
		return "420";
	}
}

static void daedalus_show_counts(struct seq_file *m, const struct daedalus_codec_ops *codec,
				 const u64 *count, const u64 *stage_ns)
{
	unsigned int i;

	for (i = 0; i < DAEDALUS_COUNTS; i++)
		seq_printf(m, " %s=%llu", daedalus_count_names[i], count[i]);
	seq_puts(m, " stage_ns=");
	for (i = 0; i < codec->stages->num_stages; i++)
		seq_printf(m, "%s%s:%llu", i ? "," : "", codec->stages->stage[i].name,
			   stage_ns[i]);
	seq_putc(m, '\n');
}

static void daedalus_show_stream(struct seq_file *m, const struct daedalus_ctx *ctx,
				 const struct daedalus_snapshot *snap)
{
	const struct daedalus_stats *stats = &ctx->stats;

	seq_printf(m, "stream id=%u pid=%d comm=", ctx->id,
		   pid_nr_ns(stats->pid, task_active_pid_ns(current)));
	seq_escape(m, stats->comm, " \t\n\\");
	seq_printf(m, " codec=%s coded=%ux%u format=%s raw=%ux%u depth=%u chroma=%s state=%s",
		   daedalus_fourcc(snap->codec->fourcc).text, snap->coded_width,
		   snap->coded_height, daedalus_fourcc(snap->raw.fmt->fourcc).text,
		   snap->raw.width, snap->raw.height, snap->stream.bit_depth,
		   daedalus_chroma_name(snap->stream.chroma),
		   snap->streaming ? "streaming" : "stopped");
	seq_printf(m, " output=%u capture=%u jobs=%u memory=%zu open_ns=%llu last_ns=%llu worst_ns=%llu",
		   snap->num_src, snap->num_dst, snap->num_jobs, snap->memory, stats->open_ns,
		   snap->last_ns, snap->worst_ns);
	daedalus_show_counts(m, snap->codec, snap->count, snap->stage_ns);
}

void daedalus_stats_show(struct seq_file *m)
{
	struct daedalus_total totals[DAEDALUS_CODECS_MAX];
	const unsigned int num_workers = daedalus_pool_workers();
	struct daedalus_snapshot snap;
	struct daedalus_ctx *ctx;
	unsigned int i;

	mutex_lock(&daedalus_stats_lock);
	seq_printf(m, "daedalus_v4l2 version=%u time_ns=%llu workers=%u\n",
		   DAEDALUS_STATS_VERSION, ktime_get_ns(), num_workers);
	memcpy(totals, daedalus_totals, sizeof(totals));
	list_for_each_entry(ctx, &daedalus_stats_list, stats.node) {
		daedalus_snapshot_take(&snap, ctx);
		daedalus_show_stream(m, ctx, &snap);
		daedalus_total_add(&totals[daedalus_codec_index(snap.codec)], snap.count,
				   snap.stage_ns);
	}
	mutex_unlock(&daedalus_stats_lock);

	for (i = 0; daedalus_codecs[i]; i++) {
		seq_printf(m, "total codec=%s streams=%llu",
			   daedalus_fourcc(daedalus_codecs[i]->fourcc).text, totals[i].streams);
		daedalus_show_counts(m, daedalus_codecs[i], totals[i].count, totals[i].stage_ns);
	}
}

/* Microseconds of each request, on average. */
static u64 daedalus_mean_us(const u64 *count, u64 ns)
{
	const u64 requests = count[DAEDALUS_COUNT_REQUESTS];

	return requests ? div64_u64(ns, requests * NSEC_PER_USEC) : 0;
}

/* Users of the device may ask as often as they like. */
static DEFINE_RATELIMIT_STATE(daedalus_log_limit, 5 * HZ, 5);

static void daedalus_log_stream(const struct daedalus_ctx *ctx,
				const struct daedalus_snapshot *snap)
{
	const u64 *count = snap->count;

	v4l2_info(&ctx->dev->v4l2_dev,
		  "stream %u of %s (%d): %s %ux%u to %s, %u bits, %s: %llu frames, %llu of them not right, %llu us for one\n",
		  ctx->id, ctx->stats.comm, pid_nr(ctx->stats.pid),
		  daedalus_fourcc(snap->codec->fourcc).text, snap->coded_width,
		  snap->coded_height, daedalus_fourcc(snap->raw.fmt->fourcc).text,
		  snap->stream.bit_depth, snap->streaming ? "streaming" : "stopped",
		  count[DAEDALUS_COUNT_FRAMES], count[DAEDALUS_COUNT_ERRORS],
		  daedalus_mean_us(count, count[DAEDALUS_COUNT_NS]));
}

static void daedalus_log_stages(const struct daedalus_ctx *ctx,
				const struct daedalus_snapshot *snap)
{
	const struct dae_stage_table *table = snap->codec->stages;
	char text[160];
	unsigned int i;
	int at = 0;

	for (i = 0; i < table->num_stages; i++)
		at += scnprintf(text + at, sizeof(text) - at, " %s %llu", table->stage[i].name,
				daedalus_mean_us(snap->count, snap->stage_ns[i]));
	v4l2_info(&ctx->dev->v4l2_dev, "  us of workers for a frame:%s\n", text);
}

static void daedalus_log_details(const struct daedalus_ctx *ctx,
				 const struct daedalus_snapshot *snap)
{
	struct v4l2_device *v4l2_dev = &ctx->dev->v4l2_dev;
	const u64 *count = snap->count;

	v4l2_info(v4l2_dev,
		  "  damaged %llu, missing references %llu, refused %llu, no memory %llu, other %llu; aborted %llu, controls refused %llu\n",
		  count[DAEDALUS_COUNT_DAMAGED], count[DAEDALUS_COUNT_MISSING],
		  count[DAEDALUS_COUNT_REFUSED], count[DAEDALUS_COUNT_NOMEM],
		  count[DAEDALUS_COUNT_FAILED], count[DAEDALUS_COUNT_ABORTED],
		  count[DAEDALUS_COUNT_REFUSED_CTRLS]);
	v4l2_info(v4l2_dev,
		  "  waiting: OUTPUT %u, CAPTURE %u; under way %u; the longest took %llu us; memory %zu KiB\n",
		  snap->num_src, snap->num_dst, snap->num_jobs,
		  div_u64(snap->worst_ns, NSEC_PER_USEC), snap->memory >> 10);
	daedalus_log_stages(ctx, snap);
	v4l2_info(v4l2_dev, "  V3D did %llu of %llu stages, the CPU %llu in its place\n",
		  count[DAEDALUS_COUNT_GPU_DONE], count[DAEDALUS_COUNT_STAGES],
		  count[DAEDALUS_COUNT_GPU_FAILED]);
}

/* The file that asks has mostly been opened to ask: others are what one wants to see. */
void daedalus_stats_log(struct daedalus_ctx *ctx)
{
	struct v4l2_device *v4l2_dev = &ctx->dev->v4l2_dev;
	struct daedalus_snapshot snap;
	struct daedalus_ctx *other;
	unsigned int num_others = 0;
	u64 frames = 0, errors = 0;
	unsigned int i;

	if (!__ratelimit(&daedalus_log_limit))
		return;

	mutex_lock(&daedalus_stats_lock);
	list_for_each_entry(other, &daedalus_stats_list, stats.node) {
		daedalus_snapshot_take(&snap, other);
		frames += snap.count[DAEDALUS_COUNT_FRAMES];
		errors += snap.count[DAEDALUS_COUNT_ERRORS];
		if (other != ctx && ++num_others > DAEDALUS_LOG_OTHERS)
			continue;
		daedalus_log_stream(other, &snap);
		daedalus_log_details(other, &snap);
	}
	for (i = 0; daedalus_codecs[i]; i++) {
		frames += daedalus_totals[i].count[DAEDALUS_COUNT_FRAMES];
		errors += daedalus_totals[i].count[DAEDALUS_COUNT_ERRORS];
	}
	mutex_unlock(&daedalus_stats_lock);

	v4l2_info(v4l2_dev, "workers %u, streams open %u; since loading: %llu frames, %llu of them not right\n",
		  daedalus_sched_num_workers(ctx->dev->sched), num_others + 1, frames, errors);
}
