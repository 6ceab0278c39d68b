/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A pool of workers that runs the stages of frames, row by row.
 *
 * Any number of frames may be submitted at once, from one stream or several;
 * the pool takes rows from them in turn. What a row of a stage may rely on is
 * in its table, see core/dae_stage.h.
 */
#ifndef DAEDALUS_SCHED_H
#define DAEDALUS_SCHED_H

#include <linux/list.h>
#include <linux/types.h>

#include "core/dae_stage.h"

struct daedalus_sched;

/**
 * struct daedalus_run - one pass of a frame through all stages
 * @table: the stages; for it daedalus_sched_table_ok() holds
 * @num_rows: rows of every stage, may be 0
 * @frame: first argument of the stage functions
 * @abort: polled before each row; once true, no further row starts. Set by the
 *	submitter at any time, never cleared before @done.
 * @done: called once by a worker, when the last row has ended, or when after an
 *	abort no row runs any more. It may sleep, free the run or submit it again,
 *	but should do little: it keeps a worker from other frames. All that the
 *	rows wrote is visible to it.
 * @node: in the list of runs; pool's lock
 * @rows_done: per stage, rows that have ended; pool's lock
 * @rows_left: rows of all stages that have not ended; pool's lock
 * @busy: mask of stages of which a row is running; pool's lock
 *
 * The submitter fills in the fields up to @done and keeps the run until @done.
 */
struct daedalus_run {
	const struct dae_stage_table *table;
	unsigned int num_rows;
	void *frame;
	const bool *abort;
	void (*done)(struct daedalus_run *run);

	struct list_head node;
	unsigned int rows_done[DAE_STAGES_MAX];
	unsigned int rows_left;
	unsigned long busy;
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
 * daedalus_sched_create() - start a pool
 * @num_workers: number of threads, 1 or more
 *
 * Return: the pool or an ERR_PTR().
 */
struct daedalus_sched *daedalus_sched_create(unsigned int num_workers);

/**
 * daedalus_sched_destroy() - stop a pool
 * @sched: the pool; all its runs are done
 */
void daedalus_sched_destroy(struct daedalus_sched *sched);

/**
 * daedalus_sched_submit() - run a frame through its stages
 * @sched: the pool
 * @run: the frame, see there
 *
 * Does not wait. What the caller wrote before is visible to all rows.
 */
void daedalus_sched_submit(struct daedalus_sched *sched, struct daedalus_run *run);

#endif /* DAEDALUS_SCHED_H */
