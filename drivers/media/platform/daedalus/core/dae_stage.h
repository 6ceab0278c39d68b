/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The stage graph of a frame.
 *
 * A codec describes the work of one frame as a const table of stages over rows of
 * blocks, and rows of some stages as parts from left to right.  The scheduler
 * (daedalus_sched.c) runs whatever has its needs met; a stage function never waits.
 * What a row of one stage writes becomes visible to the rows that name it in their
 * needs, and to nothing else.
 */
#ifndef DAE_STAGE_H
#define DAE_STAGE_H

#include <linux/minmax.h>
#include <linux/types.h>

#define DAE_STAGES_MAX		8
#define DAE_STAGE_NEEDS_MAX	4
/* Parts of a row: a bit each in a u64. */
#define DAE_STAGE_PARTS_MAX	64
/*
 * Rows of one stage that may be under way; a row waits for the one so far above it. Not
 * with DAE_ORDER_COLUMNS.
 */
#define DAE_STAGE_WINDOW	16
/* Bytes of &struct dae_task.scratch. */
#define DAE_SCRATCH_BYTES	(320U << 10)

/**
 * struct dae_stage_need - one edge of the stage graph
 * @stage: index of the stage that must have run first
 * @lag: row r of the dependent stage may start when all rows of @stage up to
 *	and including min(r + lag, num_rows - 1) are done; rows below 0 count
 *	as done
 */
struct dae_stage_need {
	u8 stage;
	s8 lag;
};

/**
 * enum dae_stage_order - what a part of a row needs of its own stage
 * @DAE_ORDER_ROWS: the parts left of it and the whole row above
 * @DAE_ORDER_WAVE: the parts left of it, and of the row above the one over it and the
 *	one right of that
 * @DAE_ORDER_COLUMNS: the one above it; not every part needs to be in every row, see
 *	&struct dae_part_rows
 * @DAE_ORDER_FREE: the parts left of it
 */
enum dae_stage_order {
	DAE_ORDER_ROWS,
	DAE_ORDER_WAVE,
	DAE_ORDER_COLUMNS,
	DAE_ORDER_FREE,
};

/**
 * struct dae_part_rows - rows that have a part, in a stage with DAE_ORDER_COLUMNS
 * @first: the first one
 * @end: the one after the last, more than @first
 *
 * A row is done when the parts it has are.
 */
struct dae_part_rows {
	u32 first;
	u32 end;
};

/**
 * struct dae_task - what a stage function is to do
 * @row: [0, num_rows)
 * @part: [0, @num_parts), from left to right
 * @num_parts: parts of each row of the stage
 * @scratch: DAE_SCRATCH_BYTES bytes of any content that nobody else uses meanwhile,
 *	aligned to 64
 */
struct dae_task {
	u32 row;
	u8 part;
	u8 num_parts;
	void *scratch;
};

/**
 * struct dae_progress - how far frames are
 * @rows: rows of each stage that are done with all rows above
 * @before: the same of the frame before it in the stream, whatever its stages and
 *	rows are; NULL if that frame is done
 */
struct dae_progress {
	const u32 *rows;
	const u32 *before;
};

/**
 * struct dae_stage - one stage of a codec
 * @name: for tracing
 * @run: does one row.  @frame is the codec's frame context, @row is in
 *	[0, num_rows).  Runs in task context, does not sleep, allocate or wait.
 *	Cannot fail: damage in the stream is recorded in the frame context and
 *	the row's output is still written.
 * @run_part: does a part of a row, under the same rules; instead of @run
 * @ready: may a part start? For needs that are not the same in all frames; asked
 *	when all others are met; may be NULL.  Called with a spinlock held, so it
 *	only compares what rows that are done have left in @frame.  Once true for a
 *	part it stays so, and what it waits for may not wait for this part.
 * @order: what a part needs of the stage itself
 * @num_needs: valid entries of @need
 * @need: what of other stages has to be done before any part of a row
 */
struct dae_stage {
	const char *name;
	void (*run)(void *frame, unsigned int row);
	void (*run_part)(void *frame, const struct dae_task *task);
	bool (*ready)(const void *frame, const struct dae_progress *progress, unsigned int row,
		      unsigned int part);
	enum dae_stage_order order;
	u8 num_needs;
	struct dae_stage_need need[DAE_STAGE_NEEDS_MAX];
};

/**
 * struct dae_stage_table - the stage graph of a codec
 * @num_stages: valid entries of @stage, 1..DAE_STAGES_MAX
 * @stage: the stages; the lags along every circle of needs sum up to less
 *	than 0, so that no row waits for itself
 */
struct dae_stage_table {
	u8 num_stages;
	struct dae_stage stage[DAE_STAGES_MAX];
};

/**
 * dae_task_first() - where a part starts
 * @task: the task
 * @cols: columns of the row
 *
 * Return: its first column, of @cols that are divided evenly.
 */
static inline u32 dae_task_first(const struct dae_task *task, u32 cols)
{
	return task->part * cols / task->num_parts;
}

/**
 * dae_task_end() - where a part ends
 * @task: the task
 * @cols: columns of the row
 *
 * Return: the column after its last one.
 */
static inline u32 dae_task_end(const struct dae_task *task, u32 cols)
{
	return (task->part + 1) * cols / task->num_parts;
}

/**
 * dae_stage_parts() - into how many parts to divide the rows of a wave
 * @useful: as many as are still worth a task
 * @most: bound of the codec's arrays
 * @workers: of the pool when the frame starts. What is next to each other had better
 *	stay with one, so there are no more parts than can run at the same time, and two
 *	workers always find two stages.
 *
 * Return: 1..@most
 */
static inline u8 dae_stage_parts(u32 useful, u32 most, unsigned int workers)
{
	return clamp(min(useful, workers > 2 ? workers : 1), 1u, most);
}

/**
 * dae_stage_align() - size of a part of the memory of stages
 * @bytes: what it holds
 *
 * Return: @bytes rounded up, so that the next part starts on a cache line too.
 */
static inline size_t dae_stage_align(size_t bytes)
{
	return (bytes + 63) & ~(size_t)63;
}

#endif /* DAE_STAGE_H */
