// SPDX-License-Identifier: GPL-2.0
/*
 * A pool of workers that runs the stages of frames, row by row.
 *
 * One lock protects all counters. A worker takes a task under the lock, runs it
 * without, and counts it as done under the lock again. Whoever takes a task that
 * depends on it does so under the same lock later, and so sees what it wrote:
 * that unlock and lock are the only barriers between tasks. A task takes between
 * some 10 us and some ms, so the lock is no bottleneck.
 */
#include <linux/bits.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/freezer.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "daedalus_compat.h"
#include "daedalus_sched.h"
#include "daedalus_simd.h"
#include "daedalus_trace.h"

/**
 * struct daedalus_worker - a thread of a pool
 * @sched: the pool
 * @index: its number, of those that run
 * @task: the thread
 * @scratch: memory for the task it runs
 */
struct daedalus_worker {
	struct daedalus_sched *sched;
	unsigned int index;
	struct task_struct *task;
	void *scratch;
};

/**
 * struct daedalus_sched - a pool of workers
 * @lock: protects @streams and the private part of all runs in it; innermost but for
 *	what reached() of a run takes
 * @streams: streams that have runs; those that got the least time first
 * @wait: workers that found nothing to do
 * @resize: protects the fields below
 * @num_workers: valid entries of @worker
 * @worker: the threads
 */
struct daedalus_sched {
	spinlock_t lock;	/* runs and their counters */
	struct list_head streams;
	wait_queue_head_t wait;
	struct mutex resize;	/* threads */
	unsigned int num_workers;
	struct daedalus_worker *worker[DAEDALUS_WORKERS_MAX];
};

/* No path between two stages. */
#define DAEDALUS_LAG_NONE	(-1000)

/*
 * Row r of a stage needs row r + lag of another. Following the needs from stage
 * to stage adds up the lags; with a sum below 0 around every circle each round
 * ends at a lower row, so that it ends. The longest paths (Floyd-Warshall) tell.
 */
bool daedalus_sched_table_ok(const struct dae_stage_table *table)
{
	int lag[DAE_STAGES_MAX][DAE_STAGES_MAX];
	unsigned int i, j, k, n = table->num_stages;

	if (!n || n > DAE_STAGES_MAX)
		return false;

	for (i = 0; i < n; i++) {
		const struct dae_stage *stage = &table->stage[i];

		for (j = 0; j < n; j++)
			lag[i][j] = DAEDALUS_LAG_NONE;

		if (!stage->run == !stage->run_part || stage->num_needs > DAE_STAGE_NEEDS_MAX)
			return false;

		for (j = 0; j < stage->num_needs; j++) {
			const struct dae_stage_need *need = &stage->need[j];

			if (need->stage >= n)
				return false;
			lag[i][need->stage] = max(lag[i][need->stage], need->lag);
		}
	}

	for (k = 0; k < n; k++)
		for (i = 0; i < n; i++)
			for (j = 0; j < n; j++)
				if (lag[i][k] > DAEDALUS_LAG_NONE && lag[k][j] > DAEDALUS_LAG_NONE)
					lag[i][j] = max(lag[i][j], lag[i][k] + lag[k][j]);

	for (i = 0; i < n; i++)
		if (lag[i][i] > DAEDALUS_LAG_NONE && lag[i][i] >= 0)
			return false;

	return true;
}

/* No further task of it starts. */
static bool daedalus_run_ends(const struct daedalus_run *run)
{
	return !run->stages_left || READ_ONCE(*run->abort);
}

static unsigned int daedalus_run_num_parts(const struct daedalus_run *run, unsigned int stage)
{
	return run->num_parts[stage] ?: 1;
}

static struct daedalus_row *daedalus_run_row(struct daedalus_run *run, unsigned int stage, u32 row)
{
	return &run->rows[stage].row[row % DAE_STAGE_WINDOW];
}

static bool daedalus_run_in_columns(const struct daedalus_run *run, unsigned int stage)
{
	return run->table->stage[stage].order == DAE_ORDER_COLUMNS;
}

static u32 daedalus_run_part_end(const struct daedalus_run *run, unsigned int stage,
				 unsigned int part)
{
	return run->part_rows[stage] ? run->part_rows[stage][part].end : run->num_rows;
}

/* The part of @parts with the uppermost next row, the leftmost of those; @parts is not 0. */
static unsigned int daedalus_run_upper_part(const struct daedalus_run *run, unsigned int stage,
					    u64 parts)
{
	const u32 *next = run->rows[stage].next;
	unsigned int upper = __ffs64(parts);

	for (parts &= parts - 1; parts; parts &= parts - 1)
		if (next[__ffs64(parts)] < next[upper])
			upper = __ffs64(parts);
	return upper;
}

/* The needs in the table; those of parts of the stage itself are not among them. */
static bool daedalus_run_needs_met(const struct daedalus_run *run, unsigned int index, u32 row)
{
	const struct dae_stage *stage = &run->table->stage[index];
	const int last_row = run->num_rows - 1;
	unsigned int i;

	for (i = 0; i < stage->num_needs; i++) {
		const struct dae_stage_need *need = &stage->need[i];

		if (run->shut & BIT(need->stage) ||
		    (int)run->rows_done[need->stage] <= min((int)row + need->lag, last_row))
			return false;
	}
	return true;
}

/* Parts that may start as far as their own stage goes, unless that is in columns. */
static u64 daedalus_run_open_parts(struct daedalus_run *run, unsigned int stage, u32 row)
{
	const struct daedalus_row *own = daedalus_run_row(run, stage, row);
	const u64 all = GENMASK_ULL(daedalus_run_num_parts(run, stage) - 1, 0);
	u64 above = all, open = all & ~own->done;

	if (row > run->rows_done[stage])
		above = daedalus_run_row(run, stage, row - 1)->done;

	switch (run->table->stage[stage].order) {
	case DAE_ORDER_ROWS:
		if (above != all)
			return 0;
		break;
	case DAE_ORDER_WAVE:
		/* Nothing is right of the last part. */
		open &= above & (above >> 1 | (all & ~(all >> 1)));
		break;
	case DAE_ORDER_COLUMNS:
	case DAE_ORDER_FREE:
		break;
	}

	/* From left to right: the first one that has not ended. */
	return own->busy ? 0 : open & (own->done + 1);
}

static bool daedalus_run_ready(const struct daedalus_run *run, const struct daedalus_task *task)
{
	const struct dae_stage *stage = &run->table->stage[task->stage];
	const struct dae_progress progress = {
		.rows = run->rows_done,
		.before = run->before ? run->before->rows_done : NULL,
	};

	return !stage->ready || stage->ready(run->frame, &progress, task->row, task->part);
}

/*
 * Find the task that comes after @skip others in a stage. Rows start from top to bottom:
 * if one that could be the next to start cannot, those below cannot either.
 */
static bool daedalus_run_find_in_stage(struct daedalus_run *run, struct daedalus_task *task,
				       unsigned int *skip)
{
	const u32 first = run->rows_done[task->stage];
	const u32 end = min(first + DAE_STAGE_WINDOW, run->num_rows);
	bool started;
	u64 open;

	for (task->row = first; task->row < end; task->row++) {
		const struct daedalus_row *row = daedalus_run_row(run, task->stage, task->row);

		started = row->done || row->busy;
		if (!started && !daedalus_run_needs_met(run, task->stage, task->row))
			return false;

		open = daedalus_run_open_parts(run, task->stage, task->row);
		for (; open; open &= open - 1) {
			task->part = __ffs64(open);
			if (!daedalus_run_ready(run, task))
				continue;
			started = true;
			if (!*skip)
				return true;
			--*skip;
		}
		if (!started)
			return false;
	}
	return false;
}

/* The same in a stage in columns: parts with upper rows first. */
static bool daedalus_run_find_in_columns(struct daedalus_run *run, struct daedalus_task *task,
					 unsigned int *skip)
{
	const u64 all = GENMASK_ULL(daedalus_run_num_parts(run, task->stage) - 1, 0);
	u64 left = all & ~run->busy[task->stage];

	for (; left; left &= ~BIT_ULL(task->part)) {
		task->part = daedalus_run_upper_part(run, task->stage, left);
		task->row = run->rows[task->stage].next[task->part];
		if (task->row == daedalus_run_part_end(run, task->stage, task->part))
			continue;
		if (!daedalus_run_needs_met(run, task->stage, task->row))
			return false;
		if (!daedalus_run_ready(run, task))
			continue;
		if (!*skip)
			return true;
		--*skip;
	}
	return false;
}

/*
 * Later stages first: they work on rows that are still in the cache, and ending
 * rows early keeps the frame's working set small.
 */
static bool daedalus_run_find(struct daedalus_run *run, struct daedalus_task *task,
			      unsigned int *skip)
{
	task->run = run;
	if (daedalus_run_ends(run)) {
		task->stage = -1;
		return !run->running && !(*skip && (*skip)--);
	}

	for (task->stage = run->table->num_stages - 1; task->stage >= 0; task->stage--)
		if (daedalus_run_in_columns(run, task->stage) ?
		    daedalus_run_find_in_columns(run, task, skip) :
		    daedalus_run_find_in_stage(run, task, skip))
			return true;
	return false;
}

/* May the part right of what a worker did last start? @last may be of an older run. */
static bool daedalus_run_continue(struct daedalus_run *run, struct daedalus_task *task,
				  const struct daedalus_task *last)
{
	const unsigned int stage = last->stage;
	u32 first;

	if (daedalus_run_ends(run) || stage >= run->table->num_stages ||
	    daedalus_run_in_columns(run, stage) ||
	    last->part + 1 >= daedalus_run_num_parts(run, stage))
		return false;
	first = run->rows_done[stage];
	if (last->row < first || last->row >= min(first + DAE_STAGE_WINDOW, run->num_rows))
		return false;

	*task = *last;
	task->part++;
	return daedalus_run_open_parts(run, stage, task->row) & BIT_ULL(task->part) &&
	       daedalus_run_needs_met(run, stage, task->row) && daedalus_run_ready(run, task);
}

/*
 * What is left of a part is in the cache of the worker that did it, so it goes on to the
 * end of the row. What comes first is late by that row at most.
 */
static bool daedalus_sched_continue(struct daedalus_sched *sched, struct daedalus_task *task,
				    const struct daedalus_task *last)
{
	struct daedalus_stream *stream;
	struct daedalus_run *run;

	lockdep_assert_held(&sched->lock);

	list_for_each_entry(stream, &sched->streams, node)
		list_for_each_entry(run, &stream->runs, node)
			if (run == last->run)
				return daedalus_run_continue(run, task, last);
	return false;
}

static bool daedalus_sched_find(struct daedalus_sched *sched, struct daedalus_task *task,
				unsigned int skip)
{
	struct daedalus_stream *stream;
	struct daedalus_run *run;

	lockdep_assert_held(&sched->lock);

	list_for_each_entry(stream, &sched->streams, node)
		list_for_each_entry(run, &stream->runs, node)
			if (daedalus_run_find(run, task, &skip))
				return true;
	return false;
}

/* The run is over; whoever asked how far it is need not ask any more. */
static void daedalus_sched_remove(struct daedalus_run *run)
{
	struct daedalus_stream *stream = run->stream;
	struct daedalus_run *next;

	list_del(&run->node);
	list_for_each_entry(next, &stream->runs, node)
		if (next->before == run)
			next->before = NULL;
	if (stream->last == run)
		stream->last = NULL;
	if (list_empty(&stream->runs))
		list_del_init(&stream->node);
}

static void daedalus_run_set_busy(const struct daedalus_task *task)
{
	struct daedalus_run *run = task->run;

	if (daedalus_run_in_columns(run, task->stage))
		run->busy[task->stage] |= BIT_ULL(task->part);
	else
		daedalus_run_row(run, task->stage, task->row)->busy |= BIT_ULL(task->part);
	run->running++;
}

bool daedalus_sched_take(struct daedalus_sched *sched, struct daedalus_task *task,
			 const struct daedalus_task *last, unsigned int skip)
{
	struct daedalus_task another;
	bool found;

	spin_lock(&sched->lock);

	found = (last && daedalus_sched_continue(sched, task, last)) ||
		daedalus_sched_find(sched, task, skip);
	if (found) {
		if (task->stage < 0)
			daedalus_sched_remove(task->run);
		else
			daedalus_run_set_busy(task);
		/*
		 * Each worker that finds more than it can do wakes one other. Who is
		 * not in the queue yet has to take this lock to find nothing.
		 */
		if (waitqueue_active(&sched->wait) && daedalus_sched_find(sched, &another, 0))
			wake_up(&sched->wait);
	}

	spin_unlock(&sched->lock);

	return found;
}

/**
 * struct daedalus_call - a task that runs
 * @task: the task
 * @scratch: memory for it
 */
struct daedalus_call {
	const struct daedalus_task *task;
	void *scratch;
};

static void daedalus_sched_call(void *argument)
{
	const struct daedalus_call *call = argument;
	const struct daedalus_task *task = call->task;
	struct daedalus_run *run = task->run;
	const struct dae_stage *stage = &run->table->stage[task->stage];

	if (stage->run_part) {
		const struct dae_task part = {
			.row = task->row,
			.part = task->part,
			.num_parts = daedalus_run_num_parts(run, task->stage),
			.scratch = call->scratch,
		};

		stage->run_part(run->frame, &part);
	} else {
		stage->run(run->frame, task->row);
	}
}

void daedalus_sched_run(const struct daedalus_task *task, void *scratch)
{
	struct daedalus_call call = { task, scratch };

	if (task->stage >= 0)
		daedalus_simd_run(daedalus_sched_call, &call);
}

/* Streams stay in order of their time. */
static void daedalus_sched_charge(struct daedalus_sched *sched, struct daedalus_stream *stream,
				  u64 ns)
{
	struct daedalus_stream *next = stream;

	stream->used_ns += ns;
	list_for_each_entry_continue(next, &sched->streams, node)
		if (next->used_ns > stream->used_ns)
			break;
	list_move_tail(&stream->node, &next->node);
}

/* A part has ended; returns how many rows have ended with all above. */
static u32 daedalus_run_count_part(struct daedalus_run *run, const struct daedalus_task *task)
{
	const u64 all = GENMASK_ULL(daedalus_run_num_parts(run, task->stage) - 1, 0);
	struct daedalus_row *row = daedalus_run_row(run, task->stage, task->row);
	u32 rows_done = run->rows_done[task->stage];

	row->busy &= ~BIT_ULL(task->part);
	row->done |= BIT_ULL(task->part);

	for (row = daedalus_run_row(run, task->stage, rows_done); row->done == all;
	     row = daedalus_run_row(run, task->stage, ++rows_done))
		row->done = 0;
	return rows_done;
}

/* How many rows have ended with all above in a stage in columns. */
static u32 daedalus_run_column_rows(const struct daedalus_run *run, unsigned int stage)
{
	const unsigned int num_parts = daedalus_run_num_parts(run, stage);
	const u32 *next = run->rows[stage].next;
	u32 rows_done = run->num_rows;
	unsigned int part;

	for (part = 0; part < num_parts; part++)
		if (next[part] < daedalus_run_part_end(run, stage, part))
			rows_done = min(rows_done, next[part]);
	return rows_done;
}

static void daedalus_run_end_stage(struct daedalus_run *run, unsigned int stage)
{
	run->stages_left--;
	if (stage == run->watch && !READ_ONCE(*run->abort))
		run->reached(run);
}

/* A part has ended, and with it perhaps its row, the stage and the run. */
static void daedalus_run_count(struct daedalus_run *run, const struct daedalus_task *task)
{
	const u32 before = run->rows_done[task->stage];
	u32 rows_done;

	if (daedalus_run_in_columns(run, task->stage)) {
		run->busy[task->stage] &= ~BIT_ULL(task->part);
		run->rows[task->stage].next[task->part]++;
		rows_done = daedalus_run_column_rows(run, task->stage);
	} else {
		rows_done = daedalus_run_count_part(run, task);
	}
	run->running--;
	run->rows_done[task->stage] = rows_done;

	if (rows_done == before || rows_done < run->num_rows)
		return;
	if (!(run->shut & BIT(task->stage))) {
		daedalus_run_end_stage(run, task->stage);
	} else if (!READ_ONCE(*run->abort)) {
		/* What is behind the gate counts as a task. */
		run->running++;
		run->gate(run, task->stage);
	}
}

void daedalus_sched_end(struct daedalus_sched *sched, const struct daedalus_task *task, u64 ns)
{
	if (task->stage < 0) {
		task->run->done(task->run);
		return;
	}

	spin_lock(&sched->lock);
	daedalus_sched_charge(sched, task->run->stream, ns);
	task->run->stream->stage_ns[task->stage] += ns;
	daedalus_run_count(task->run, task);
	spin_unlock(&sched->lock);
}

/* Frozen between tasks: what a task does is over soon. */
static int daedalus_sched_worker(void *data)
{
	struct daedalus_worker *worker = data;
	struct daedalus_sched *sched = worker->sched;
	struct daedalus_task task, last = {};
	u64 start, ns;
	bool found;

	set_freezable();
	for (;;) {
		/* Mostly there is something, and the queue is left alone. */
		found = !kthread_should_stop() && daedalus_sched_take(sched, &task, &last, 0);
		if (!found)
			___wait_event(sched->wait,
				      kthread_should_stop() ||
				      (found = daedalus_sched_take(sched, &task, &last, 0)),
				      (TASK_IDLE | TASK_FREEZABLE), 1, 0, schedule());
		if (!found)
			break;

		start = ktime_get_ns();
		daedalus_sched_run(&task, worker->scratch);
		ns = ktime_get_ns() - start;
		if (task.stage >= 0)
			trace_daedalus_task(worker->index, &task, start, ns);
		daedalus_sched_end(sched, &task, ns);
		last = task;
		cond_resched();
		try_to_freeze();
	}

	/* It may have been woken for a task. */
	wake_up(&sched->wait);
	return 0;
}

void daedalus_stream_init(struct daedalus_stream *stream)
{
	INIT_LIST_HEAD(&stream->node);
	INIT_LIST_HEAD(&stream->runs);
	stream->used_ns = 0;
	stream->last = NULL;
	memset(stream->stage_ns, 0, sizeof(stream->stage_ns));
}

void daedalus_sched_stage_ns(struct daedalus_sched *sched, const struct daedalus_stream *stream,
			     u64 ns[DAE_STAGES_MAX])
{
	spin_lock(&sched->lock);
	memcpy(ns, stream->stage_ns, sizeof(stream->stage_ns));
	spin_unlock(&sched->lock);
}

static void daedalus_run_reset_stage(struct daedalus_run *run, unsigned int stage)
{
	const struct dae_part_rows *rows = run->part_rows[stage];
	unsigned int part;

	run->rows_done[stage] = 0;
	memset(&run->rows[stage], 0, sizeof(run->rows[stage]));
	run->busy[stage] = 0;
	if (!rows || !daedalus_run_in_columns(run, stage))
		return;
	for (part = 0; part < daedalus_run_num_parts(run, stage); part++)
		run->rows[stage].next[part] = rows[part].first;
	run->rows_done[stage] = daedalus_run_column_rows(run, stage);
}

static void daedalus_run_reset(struct daedalus_run *run)
{
	unsigned int stage;

	for (stage = 0; stage < run->table->num_stages; stage++)
		daedalus_run_reset_stage(run, stage);
	run->shut = run->gates;
	run->stages_left = run->num_rows ? run->table->num_stages : 0;
	run->running = 0;
}

void daedalus_sched_open(struct daedalus_sched *sched, struct daedalus_run *run,
			 unsigned int stage, bool again)
{
	spin_lock(&sched->lock);
	run->running--;
	run->shut &= ~BIT(stage);
	if (again)
		daedalus_run_reset_stage(run, stage);
	else
		daedalus_run_end_stage(run, stage);
	wake_up(&sched->wait);
	spin_unlock(&sched->lock);
}

void daedalus_sched_submit(struct daedalus_sched *sched, struct daedalus_stream *stream,
			   struct daedalus_run *run)
{
	const struct daedalus_stream *least;

	daedalus_run_reset(run);
	run->stream = stream;

	spin_lock(&sched->lock);
	if (list_empty(&stream->runs)) {
		/* Time that it did not use is not saved up. */
		least = list_first_entry_or_null(&sched->streams, struct daedalus_stream, node);
		list_add(&stream->node, &sched->streams);
		if (least)
			daedalus_sched_charge(sched, stream, least->used_ns > stream->used_ns ?
					      least->used_ns - stream->used_ns : 0);
	}
	run->before = stream->last;
	stream->last = run;
	list_add_tail(&run->node, &stream->runs);
	wake_up(&sched->wait);
	spin_unlock(&sched->lock);
}

static void daedalus_worker_free(struct daedalus_worker *worker)
{
	kvfree(worker->scratch);
	kfree(worker);
}

static int daedalus_sched_add_worker(struct daedalus_sched *sched)
{
	struct daedalus_worker *worker = kzalloc_obj(*worker, GFP_KERNEL);
	int ret;

	if (!worker)
		return -ENOMEM;
	worker->sched = sched;
	worker->index = sched->num_workers;
	/* More than a page, so it starts at one. */
	worker->scratch = kvmalloc(DAE_SCRATCH_BYTES, GFP_KERNEL);
	if (!worker->scratch) {
		kfree(worker);
		return -ENOMEM;
	}

	worker->task = kthread_run(daedalus_sched_worker, worker, "daedalus/%u", worker->index);
	if (IS_ERR(worker->task)) {
		ret = PTR_ERR(worker->task);
		daedalus_worker_free(worker);
		return ret;
	}
	sched->worker[sched->num_workers] = worker;
	WRITE_ONCE(sched->num_workers, sched->num_workers + 1);

	return 0;
}

static void daedalus_sched_remove_worker(struct daedalus_sched *sched)
{
	struct daedalus_worker *worker = sched->worker[sched->num_workers - 1];

	WRITE_ONCE(sched->num_workers, sched->num_workers - 1);
	kthread_stop(worker->task);
	daedalus_worker_free(worker);
}

int daedalus_sched_resize(struct daedalus_sched *sched, unsigned int num_workers)
{
	int ret = 0;

	mutex_lock(&sched->resize);
	while (!ret && sched->num_workers < min(num_workers, DAEDALUS_WORKERS_MAX))
		ret = daedalus_sched_add_worker(sched);
	while (sched->num_workers > num_workers)
		daedalus_sched_remove_worker(sched);
	mutex_unlock(&sched->resize);

	return ret;
}

unsigned int daedalus_sched_num_workers(const struct daedalus_sched *sched)
{
	return READ_ONCE(sched->num_workers);
}

struct daedalus_sched *daedalus_sched_create(unsigned int num_workers)
{
	struct daedalus_sched *sched;
	int ret;

	sched = kzalloc_obj(*sched, GFP_KERNEL);
	if (!sched)
		return ERR_PTR(-ENOMEM);

	spin_lock_init(&sched->lock);
	INIT_LIST_HEAD(&sched->streams);
	init_waitqueue_head(&sched->wait);
	mutex_init(&sched->resize);

	ret = daedalus_sched_resize(sched, num_workers);
	if (ret) {
		daedalus_sched_destroy(sched);
		return ERR_PTR(ret);
	}

	return sched;
}

void daedalus_sched_destroy(struct daedalus_sched *sched)
{
	WARN_ON_ONCE(!list_empty(&sched->streams));

	daedalus_sched_resize(sched, 0);
	mutex_destroy(&sched->resize);
	kfree(sched);
}
