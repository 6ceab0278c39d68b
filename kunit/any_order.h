/* SPDX-License-Identifier: GPL-2.0 */
/* Stages of a codec in any order that their table allows. */
#ifndef ANY_ORDER_H
#define ANY_ORDER_H

#include <kunit/test.h>
#include <linux/types.h>

#include "dae_frame.h"
#include "daedalus_sched.h"

/**
 * any_order_new() - make a run, which is too large for a stack
 * @test: the test, which owns it
 * @table: its stages
 */
struct daedalus_run *any_order_new(struct kunit *test, const struct dae_stage_table *table);

/**
 * any_order_new_alone() - make a run of one stage
 * @test: the test, which owns it
 * @stage: the stage, whose needs of others do not count
 */
struct daedalus_run *any_order_new_alone(struct kunit *test, const struct dae_stage *stage);

/**
 * any_order_run() - let the scheduler run stages, in a random order of all it offers
 * @test: the test; fails if there is nothing to run before the end
 * @run: num_rows, num_parts, part_rows and frame are set
 * @seed: as for dae_rnd()
 */
void any_order_run(struct kunit *test, struct daedalus_run *run, u32 *seed);

/**
 * any_order_smooth() - random samples that loop filters change
 * @frame: frame to fill, all of its planes
 * @seed: as for dae_rnd()
 */
void any_order_smooth(const struct dae_frame *frame, u32 *seed);

/**
 * any_order_copy() - keep the samples of a frame
 * @to: frame of the same format
 * @from: the frame
 */
void any_order_copy(const struct dae_frame *to, const struct dae_frame *from);

/**
 * any_order_same() - compare the samples of frames
 * @a: a frame
 * @b: another one of the same format
 *
 * Return: whether they are the same.
 */
bool any_order_same(const struct dae_frame *a, const struct dae_frame *b);

#endif /* ANY_ORDER_H */
