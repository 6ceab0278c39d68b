/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The stage graph of a frame.
 *
 * A codec describes the work of one frame as a const table of stages over
 * rows of blocks.  The scheduler (in the kernel daedalus_sched.c, in user
 * space a loop) runs any row whose needs are met; a stage function never
 * waits.  Whatever a row of one stage writes becomes visible to the rows that
 * name it in their needs, and to nothing else.
 */
#ifndef DAE_STAGE_H
#define DAE_STAGE_H

#include <linux/types.h>

#define DAE_STAGES_MAX		8
#define DAE_STAGE_NEEDS_MAX	4

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
 * struct dae_stage - one stage of a codec
 * @name: for tracing
 * @run: does one row.  @frame is the codec's frame context, @row is in
 *	[0, num_rows).  Runs in task context, does not sleep, allocate or wait.
 *	Cannot fail: damage in the stream is recorded in the frame context and
 *	the row's output is still written.
 * @num_needs: valid entries of @need
 * @need: what has to be done before.  A stage whose rows must run in order
 *	names itself with lag -1; every stage does so today.
 */
struct dae_stage {
	const char *name;
	void (*run)(void *frame, unsigned int row);
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
