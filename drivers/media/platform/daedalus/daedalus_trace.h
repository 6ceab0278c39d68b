/* SPDX-License-Identifier: GPL-2.0 */
/* Trace events of the driver: a pair per request, and one per task of the workers. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM daedalus

#if !defined(DAEDALUS_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define DAEDALUS_TRACE_H

#include <linux/tracepoint.h>

#include "daedalus.h"

TRACE_EVENT(daedalus_request_start,
	TP_PROTO(const struct daedalus_job *job),
	TP_ARGS(job),
	TP_STRUCT__entry(
		__field(unsigned int, ctx)
		__field(u32, fourcc)
		__field(u64, timestamp)
		__field(u32, bytes)
		__field(u32, width)
		__field(u32, height)
		__field(bool, second)
	),
	TP_fast_assign(
		__entry->ctx = job->ctx->id;
		__entry->fourcc = job->ctx->codec->fourcc;
		__entry->timestamp = job->timestamp;
		__entry->bytes = job->bits_bytes;
		__entry->width = job->out.width;
		__entry->height = job->out.height;
		__entry->second = job->second;
	),
	TP_printk("ctx=%u codec=%c%c%c%c timestamp=%llu bytes=%u buffer=%ux%u second=%d",
		  __entry->ctx,
		  __entry->fourcc & 0xff, (__entry->fourcc >> 8) & 0xff,
		  (__entry->fourcc >> 16) & 0xff, (__entry->fourcc >> 24) & 0x7f,
		  __entry->timestamp, __entry->bytes, __entry->width, __entry->height,
		  __entry->second)
);

TRACE_EVENT(daedalus_request_done,
	TP_PROTO(const struct daedalus_job *job, int result, u64 ns),
	TP_ARGS(job, result, ns),
	TP_STRUCT__entry(
		__field(unsigned int, ctx)
		__field(u64, timestamp)
		__field(int, result)
		__field(bool, damaged)
		__field(bool, aborted)
		__field(u64, ns)
	),
	TP_fast_assign(
		__entry->ctx = job->ctx->id;
		__entry->timestamp = job->timestamp;
		__entry->result = result;
		__entry->damaged = daedalus_job_damaged(job);
		__entry->aborted = job->abort;
		__entry->ns = ns;
	),
	TP_printk("ctx=%u timestamp=%llu result=%d damaged=%d aborted=%d ns=%llu",
		  __entry->ctx, __entry->timestamp, __entry->result,
		  __entry->damaged, __entry->aborted, __entry->ns)
);

/* A task has ended: @start is when it began, monotonic time. */
TRACE_EVENT(daedalus_task,
	TP_PROTO(unsigned int worker, const struct daedalus_task *task, u64 start, u64 ns),
	TP_ARGS(worker, task, start, ns),
	TP_STRUCT__entry(
		__field(unsigned int, worker)
		__field(unsigned int, ctx)
		__field(u64, timestamp)
		__string(stage, task->run->table->stage[task->stage].name)
		__field(u32, row)
		__field(u8, part)
		__field(u64, start)
		__field(u64, ns)
	),
	TP_fast_assign(
		__entry->worker = worker;
		__entry->ctx = task->run->ctx;
		__entry->timestamp = task->run->timestamp;
		__assign_str(stage);
		__entry->row = task->row;
		__entry->part = task->part;
		__entry->start = start;
		__entry->ns = ns;
	),
	TP_printk("worker=%u ctx=%u timestamp=%llu stage=%s row=%u part=%u start=%llu ns=%llu",
		  __entry->worker, __entry->ctx, __entry->timestamp, __get_str(stage),
		  __entry->row, __entry->part, __entry->start, __entry->ns)
);

#endif /* DAEDALUS_TRACE_H */

#undef TRACE_INCLUDE_PATH
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_PATH .
#define TRACE_INCLUDE_FILE daedalus_trace
#include <trace/define_trace.h>
