// SPDX-License-Identifier: GPL-2.0
/*
 * A pool of workers that runs the stages of frames, row by row.
 *
 * One lock protects all counters. A worker takes a row under the lock, runs it
 * without, and counts it as done under the lock again. Whoever takes a row that
 * depends on it does so under the same lock later, and so sees what it wrote:
 * that unlock and lock are the only barriers between rows.
 */
#include <linux/bits.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "daedalus_sched.h"

/**
 * struct daedalus_sched - a pool of workers
 * @lock: protects @runs and the private part of all runs in it; innermost
 * @runs: runs that are not done; the first one is offered to the next worker
 * @wait: workers that found nothing to do
 * @num_workers: valid entries of @worker
 * @worker: the threads
 */
struct daedalus_sched {
	spinlock_t lock;	/* runs and their counters */
	struct list_head runs;
	wait_queue_head_t wait;
	unsigned int num_workers;
	struct task_struct *worker[] __counted_by(num_workers);
};

/* What a worker does next: a row of @stage, or with stage -1 end the run. */
struct daedalus_task {
	struct daedalus_run *run;
	int stage;
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

		if (!stage->run || stage->num_needs > DAE_STAGE_NEEDS_MAX)
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

static bool daedalus_run_row_ready(const struct daedalus_run *run, unsigned int index)
{
	const struct dae_stage *stage = &run->table->stage[index];
	int last_row = run->num_rows - 1;
	int row = run->rows_done[index];
	unsigned int i;

	if ((run->busy & BIT(index)) || row > last_row)
		return false;

	for (i = 0; i < stage->num_needs; i++) {
		const struct dae_stage_need *need = &stage->need[i];

		if ((int)run->rows_done[need->stage] <= min(row + need->lag, last_row))
			return false;
	}

	return true;
}

/*
 * Later stages first: they work on rows that are still in the cache, and ending
 * rows early keeps the frame's working set small.
 */
static int daedalus_run_next_stage(const struct daedalus_run *run)
{
	int i;

	for (i = run->table->num_stages - 1; i >= 0; i--)
		if (daedalus_run_row_ready(run, i))
			break;

	return i;
}

/*
 * Find something to do. A run goes to the end of the list when a row of it is
 * taken, so that all get the same number of rows.
 */
static bool daedalus_sched_find(struct daedalus_sched *sched, struct daedalus_task *task)
{
	struct daedalus_run *run;

	lockdep_assert_held(&sched->lock);

	list_for_each_entry(run, &sched->runs, node) {
		task->run = run;
		task->stage = -1;

		if (!run->rows_left || READ_ONCE(*run->abort)) {
			if (!run->busy)
				return true;
			continue;
		}

		task->stage = daedalus_run_next_stage(run);
		if (task->stage >= 0)
			return true;
	}

	return false;
}

static bool daedalus_sched_take(struct daedalus_sched *sched, struct daedalus_task *task)
{
	struct daedalus_task another;
	bool found;

	spin_lock(&sched->lock);

	found = daedalus_sched_find(sched, task);
	if (found) {
		if (task->stage < 0) {
			list_del(&task->run->node);
		} else {
			task->run->busy |= BIT(task->stage);
			list_move_tail(&task->run->node, &sched->runs);
		}
		/* Each worker that finds more than it can do wakes one other. */
		if (daedalus_sched_find(sched, &another))
			wake_up(&sched->wait);
	}

	spin_unlock(&sched->lock);

	return found;
}

static void daedalus_sched_execute(struct daedalus_sched *sched, const struct daedalus_task *task)
{
	struct daedalus_run *run = task->run;

	if (task->stage < 0) {
		run->done(run);
		return;
	}

	/* Nobody else changes rows_done[] of a busy stage. */
	run->table->stage[task->stage].run(run->frame, run->rows_done[task->stage]);

	spin_lock(&sched->lock);
	run->rows_done[task->stage]++;
	run->rows_left--;
	run->busy &= ~BIT(task->stage);
	spin_unlock(&sched->lock);
}

static int daedalus_sched_worker(void *data)
{
	struct daedalus_sched *sched = data;
	struct daedalus_task task;
	bool found;

	for (;;) {
		found = false;
		wait_event_idle_exclusive(sched->wait,
					  (found = daedalus_sched_take(sched, &task)) ||
					  kthread_should_stop());
		if (!found)
			return 0;

		daedalus_sched_execute(sched, &task);
		cond_resched();
	}
}

void daedalus_sched_submit(struct daedalus_sched *sched, struct daedalus_run *run)
{
	memset(run->rows_done, 0, sizeof(run->rows_done));
	run->rows_left = run->table->num_stages * run->num_rows;
	run->busy = 0;

	spin_lock(&sched->lock);
	list_add_tail(&run->node, &sched->runs);
	wake_up(&sched->wait);
	spin_unlock(&sched->lock);
}

struct daedalus_sched *daedalus_sched_create(unsigned int num_workers)
{
	struct daedalus_sched *sched;
	struct task_struct *worker;

	sched = kzalloc(struct_size(sched, worker, num_workers), GFP_KERNEL);
	if (!sched)
		return ERR_PTR(-ENOMEM);

	spin_lock_init(&sched->lock);
	INIT_LIST_HEAD(&sched->runs);
	init_waitqueue_head(&sched->wait);

	while (sched->num_workers < num_workers) {
		worker = kthread_run(daedalus_sched_worker, sched, "daedalus/%u",
				     sched->num_workers);
		if (IS_ERR(worker)) {
			daedalus_sched_destroy(sched);
			return ERR_CAST(worker);
		}
		sched->num_workers++;
		sched->worker[sched->num_workers - 1] = worker;
	}

	return sched;
}

void daedalus_sched_destroy(struct daedalus_sched *sched)
{
	unsigned int i;

	WARN_ON_ONCE(!list_empty(&sched->runs));

	for (i = 0; i < sched->num_workers; i++)
		kthread_stop(sched->worker[i]);

	kfree(sched);
}
