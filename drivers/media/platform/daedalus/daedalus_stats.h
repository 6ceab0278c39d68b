/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What streams have done, for VIDIOC_LOG_STATUS and for daedalus_v4l2/streams in debugfs.
 *
 * The counts of a stream are written under the lock of its jobs where that is held anyway,
 * and stages are summed up by the pool with what the stream is charged for. So nothing is
 * measured for statistics, and who reads them holds up neither jobs nor workers for more
 * than a copy.
 */
#ifndef DAEDALUS_STATS_H
#define DAEDALUS_STATS_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/types.h>

struct daedalus_codec_ops;
struct daedalus_ctx;
struct daedalus_job;
struct pid;
struct seq_file;

/**
 * enum daedalus_count - what is counted
 * @DAEDALUS_COUNT_REQUESTS: requests that are over
 * @DAEDALUS_COUNT_FRAMES: those that began a picture: not for a second field in the buffer
 *	of the first one
 * @DAEDALUS_COUNT_BYTES: of bitstream
 * @DAEDALUS_COUNT_ERRORS: requests with any of the kinds up to @DAEDALUS_COUNT_FAILED
 * @DAEDALUS_COUNT_DAMAGED: some of the bitstream could not be decoded
 * @DAEDALUS_COUNT_MISSING: a reference that is not there was used
 * @DAEDALUS_COUNT_REFUSED: controls, headers and buffers contradict each other
 * @DAEDALUS_COUNT_NOMEM: there was no memory
 * @DAEDALUS_COUNT_FAILED: anything else
 * @DAEDALUS_COUNT_ABORTED: requests that a queue was stopped under; no errors
 * @DAEDALUS_COUNT_REFUSED_CTRLS: controls that were refused when they were set
 * @DAEDALUS_COUNT_NS: of requests from start to end, time of two at once twice
 * @DAEDALUS_COUNT_STAGES: stages of frames that have been done, on CPU or V3D
 * @DAEDALUS_COUNT_GPU_DONE: those of them that V3D did
 * @DAEDALUS_COUNT_GPU_FAILED: those that it was to do, and the CPU did
 * @DAEDALUS_COUNT_GPU_NS: of @DAEDALUS_COUNT_GPU_DONE, from submission to the end
 * @DAEDALUS_COUNTS: how many there are
 */
enum daedalus_count {
	DAEDALUS_COUNT_REQUESTS,
	DAEDALUS_COUNT_FRAMES,
	DAEDALUS_COUNT_BYTES,
	DAEDALUS_COUNT_ERRORS,
	DAEDALUS_COUNT_DAMAGED,
	DAEDALUS_COUNT_MISSING,
	DAEDALUS_COUNT_REFUSED,
	DAEDALUS_COUNT_NOMEM,
	DAEDALUS_COUNT_FAILED,
	DAEDALUS_COUNT_ABORTED,
	DAEDALUS_COUNT_REFUSED_CTRLS,
	DAEDALUS_COUNT_NS,
	DAEDALUS_COUNT_STAGES,
	DAEDALUS_COUNT_GPU_DONE,
	DAEDALUS_COUNT_GPU_FAILED,
	DAEDALUS_COUNT_GPU_NS,
	DAEDALUS_COUNTS
};

/**
 * struct daedalus_stats - what an open file has done
 * @node: in the list of all; its lock
 * @pid: process that has opened it; constant
 * @comm: its name then; constant
 * @open_ns: when, monotonic time; constant
 * @codec: what the rest is about, NULL before the first stream; written under the list's
 *	lock and the lock of jobs
 * @count: see &enum daedalus_count
 * @worst_ns: of a request from start to end
 * @last_ns: when the last request was over, monotonic time
 * @memory: bytes of frames and of memory to work in, when it was
 *
 * The last four are protected by the lock of jobs.
 */
struct daedalus_stats {
	struct list_head node;
	struct pid *pid;
	char comm[TASK_COMM_LEN];
	u64 open_ns;
	const struct daedalus_codec_ops *codec;
	u64 count[DAEDALUS_COUNTS];
	u64 worst_ns;
	u64 last_ns;
	size_t memory;
};

/**
 * daedalus_stats_open() - count what a file does
 * @ctx: its context, complete
 */
void daedalus_stats_open(struct daedalus_ctx *ctx);

/**
 * daedalus_stats_close() - what it has done goes to the totals
 * @ctx: the context, still complete
 *
 * Nobody looks at the context on return.
 */
void daedalus_stats_close(struct daedalus_ctx *ctx);

/**
 * daedalus_stats_stream_start() - the OUTPUT queue starts
 * @ctx: the context; it has no job. With another codec than before all begins at 0.
 */
void daedalus_stats_stream_start(struct daedalus_ctx *ctx);

/**
 * daedalus_stats_memory() - what a context has at present
 * @ctx: the context, whose work this is
 *
 * Return: bytes of frames and of memory to work in; buffers are not among them.
 */
size_t daedalus_stats_memory(const struct daedalus_ctx *ctx);

/**
 * daedalus_stats_request() - a request is over
 * @job: its job; its context's job_lock is held
 * @now_ns: monotonic time
 * @memory: from daedalus_stats_memory()
 */
void daedalus_stats_request(struct daedalus_job *job, u64 now_ns, size_t memory);

/**
 * daedalus_stats_gpu() - V3D has done a stage, or not
 * @ctx: of the frame
 * @error: why the CPU does it
 * @ns: how long it took without an error
 */
void daedalus_stats_gpu(struct daedalus_ctx *ctx, int error, u64 ns);

/**
 * daedalus_stats_refused() - a control was refused when it was set
 * @ctx: the context
 */
void daedalus_stats_refused(struct daedalus_ctx *ctx);

/**
 * daedalus_stats_show() - all open files, and totals
 * @m: where to write it, see Documentation/admin-guide/media/daedalus-statistics.rst
 */
void daedalus_stats_show(struct seq_file *m);

/**
 * daedalus_stats_log() - a summary for people, in the kernel's log
 * @ctx: who asks
 */
void daedalus_stats_log(struct daedalus_ctx *ctx);

#endif /* DAEDALUS_STATS_H */
