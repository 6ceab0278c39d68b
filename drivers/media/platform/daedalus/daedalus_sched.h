/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A pool of workers that runs the stages of frames, row by row.
 *
 * A stream is a queue of frames. Any number of streams may use the pool, and a stream
 * may have more than one frame under way: the pool takes tasks from the streams so
 * that all get the same time of workers, from the oldest frame of a stream that has
 * one, and from the latest of its stages. What a task may rely on is in the table of
 * its stages, see core/dae_stage.h.
 *
 * Workers are threads, or the caller stands in for them with daedalus_sched_take(),
 * daedalus_sched_run() and daedalus_sched_end().
 */
#ifndef DAEDALUS_SCHED_H
#define DAEDALUS_SCHED_H

#include <linux/list.h>
#include <linux/types.h>

#include "core/dae_stage.h"

/* Most threads of a pool. */
#define DAEDALUS_WORKERS_MAX	64

struct daedalus_run;
struct daedalus_sched;

/**
 * struct daedalus_stream - a queue of frames
 * @node: in the list of streams that have frames; pool's lock
 * @runs: its frames, oldest first; pool's lock
 * @used_ns: time that workers have spent on it, or a time given to it when it had
 *	nothing to do for a while; pool's lock
 * @last: the frame that came last, NULL once it is over: those before it may take
 *	longer; pool's lock
 * @stage_ns: time that workers have spent on each stage; pool's lock
 *
 * All of it is the pool's, after daedalus_stream_init().
 */
struct daedalus_stream {
	struct list_head node;
	struct list_head runs;
	u64 used_ns;
	const struct daedalus_run *last;
	u64 stage_ns[DAE_STAGES_MAX];
};

/**
 * struct daedalus_row - a row of a stage that has started but not ended
 * @done: mask of parts that have ended
 * @busy: mask of parts that are running
 */
struct daedalus_row {
	u64 done;
	u64 busy;
};

/**
 * union daedalus_stage_rows - how far the rows of a stage are
 * @row: rows from the first one on that has not ended, at their number modulo
 *	DAE_STAGE_WINDOW
 * @next: instead of that with DAE_ORDER_COLUMNS: for each part the row that it is to
 *	run next, or runs
 */
union daedalus_stage_rows {
	struct daedalus_row row[DAE_STAGE_WINDOW];
	u32 next[DAE_STAGE_PARTS_MAX];
};

/**
 * struct daedalus_run - one pass of a frame through all stages
 * @table: the stages; for it daedalus_sched_table_ok() holds
 * @num_rows: rows of every stage, may be 0
 * @num_parts: of the rows of each stage, up to DAE_STAGE_PARTS_MAX; 0 stands for 1
 * @part_rows: of stages with DAE_ORDER_COLUMNS, for each part the rows that have it,
 *	up to @num_rows; NULL: all rows have all parts
 * @frame: first argument of the stage functions
 * @ctx: number of the stream, for traces
 * @timestamp: of the frame, for traces
 * @abort: polled before each task; once true, no further one starts. Set by the
 *	submitter at any time, never cleared before @done.
 * @watch: a stage, or -1
 * @gates: mask of stages whose work is not done by their rows alone, see @gate. What
 *	comes before such a stage must not need it, at any lag.
 * @gate: called when all rows of a stage of @gates have ended, unless the run is aborted
 *	before. Whatever needs the stage waits until daedalus_sched_open() is called, once
 *	for each call of this one, and so does @done. Called with the pool's lock held.
 * @reached: called once, when stage @watch has ended all its rows, before @done; not
 *	if the run has no rows or is aborted before. Called with the pool's lock held.
 * @done: called once by a worker, when the last row has ended, or when after an
 *	abort no row runs any more. It may sleep, free the run or submit it again,
 *	but should do little: it keeps a worker from other frames. All that the
 *	rows wrote is visible to it.
 * @before: the run before in the stream if it may still be under way, for
 *	&struct dae_progress; NULL once it is over; pool's lock
 * @node: in the stream's runs; pool's lock
 * @stream: whose it is; pool's lock
 * @rows_done: per stage, rows that have ended with all rows above; pool's lock
 * @rows: per stage, what is under way; pool's lock
 * @busy: per stage with DAE_ORDER_COLUMNS, mask of parts that are running; pool's lock
 * @shut: mask of stages of @gates that have not been opened; pool's lock
 * @stages_left: stages that have not ended; pool's lock
 * @running: tasks that are running; pool's lock
 *
 * The submitter fills in the fields up to @done and keeps the run until @done.
 */
struct daedalus_run {
	const struct dae_stage_table *table;
	u32 num_rows;
	u8 num_parts[DAE_STAGES_MAX];
	const struct dae_part_rows *part_rows[DAE_STAGES_MAX];
	void *frame;
	unsigned int ctx;
	u64 timestamp;
	const bool *abort;
	u8 gates;
	void (*gate)(struct daedalus_run *run, unsigned int stage);
	int watch;
	void (*reached)(struct daedalus_run *run);
	void (*done)(struct daedalus_run *run);

	const struct daedalus_run *before;
	struct list_head node;
	struct daedalus_stream *stream;
	u32 rows_done[DAE_STAGES_MAX];
	union daedalus_stage_rows rows[DAE_STAGES_MAX];
	u64 busy[DAE_STAGES_MAX];
	u8 shut;
	u8 stages_left;
	u32 running;
};

/**
 * struct daedalus_task - what a worker does next
 * @run: part of what
 * @stage: stage of which a part is to be run, or -1: the run is over
 * @row: row of the stage
 * @part: part of the row
 */
struct daedalus_task {
	struct daedalus_run *run;
	int stage;
	u32 row;
	u8 part;
};

/**
 * daedalus_sched_table_ok() - can the rows of a table always be finished
 * @table: a codec's stages
 *
 * Return: true if the needs name existing stages and no row needs itself, not
 * even through others.
 */
bool daedalus_sched_table_ok(const struct dae_stage_table *table);

/**
 * daedalus_sched_create() - make a pool
 * @num_workers: number of threads, up to DAEDALUS_WORKERS_MAX; 0 if the caller stands
 *	in for them
 *
 * Return: the pool or an ERR_PTR().
 */
struct daedalus_sched *daedalus_sched_create(unsigned int num_workers);

/**
 * daedalus_sched_resize() - change the number of threads
 * @sched: the pool
 * @num_workers: their number, 1..DAEDALUS_WORKERS_MAX
 *
 * Waits for the tasks of those that go. May sleep; calls for one pool exclude each
 * other.
 *
 * Return: 0, or a negative errno, and there are as many as could be started.
 */
int daedalus_sched_resize(struct daedalus_sched *sched, unsigned int num_workers);

/**
 * daedalus_sched_num_workers() - number of threads
 * @sched: the pool
 *
 * Return: their number, which may be another one at once.
 */
unsigned int daedalus_sched_num_workers(const struct daedalus_sched *sched);

/**
 * daedalus_sched_destroy() - stop a pool
 * @sched: the pool; all its runs are done
 */
void daedalus_sched_destroy(struct daedalus_sched *sched);

/**
 * daedalus_stream_init() - make a stream
 * @stream: filled in
 */
void daedalus_stream_init(struct daedalus_stream *stream);

/**
 * daedalus_sched_stage_ns() - time that workers have spent on each stage of a stream
 * @sched: the pool
 * @stream: the stream, whose frames all have the same table
 * @ns: filled in, since daedalus_stream_init()
 *
 * Does not sleep.
 */
void daedalus_sched_stage_ns(struct daedalus_sched *sched, const struct daedalus_stream *stream,
			     u64 ns[DAE_STAGES_MAX]);

/**
 * daedalus_sched_submit() - run a frame through its stages
 * @sched: the pool
 * @stream: the stream; the frame comes after those submitted before
 * @run: the frame, see there
 *
 * Does not wait. What the caller wrote before is visible to all rows.
 */
void daedalus_sched_submit(struct daedalus_sched *sched, struct daedalus_stream *stream,
			   struct daedalus_run *run);

/**
 * daedalus_sched_open() - what stands in for the rows of a stage has ended
 * @sched: the pool
 * @run: the frame, whose gate() has been called for @stage; it may be gone on return
 * @stage: the stage
 * @again: it failed: all rows of the stage run again, now without a gate
 *
 * Does not sleep.
 */
void daedalus_sched_open(struct daedalus_sched *sched, struct daedalus_run *run,
			 unsigned int stage, bool again);

/**
 * daedalus_sched_take() - find something to do
 * @sched: the pool
 * @task: filled in; to be given to daedalus_sched_run() and daedalus_sched_end()
 * @last: what the caller did last, whose row it is to go on with if it can; NULL: it
 *	has no preference.  Its run is not used and may be gone.
 * @skip: how many other tasks to leave to others: 0 but for tests of other orders
 *
 * Return: true if there was something.
 */
bool daedalus_sched_take(struct daedalus_sched *sched, struct daedalus_task *task,
			 const struct daedalus_task *last, unsigned int skip);

/**
 * daedalus_sched_run() - do a task
 * @task: the task
 * @scratch: DAE_SCRATCH_BYTES bytes that are the caller's, aligned to 64
 */
void daedalus_sched_run(const struct daedalus_task *task, void *scratch);

/**
 * daedalus_sched_end() - a task is done
 * @sched: the pool
 * @task: the task; its run may be gone on return
 * @ns: how long it took
 */
void daedalus_sched_end(struct daedalus_sched *sched, const struct daedalus_task *task, u64 ns);

#endif /* DAEDALUS_SCHED_H */
