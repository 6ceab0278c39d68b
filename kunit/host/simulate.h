/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Decodes with workers that do not exist: what would a machine with so many
 * processors take?
 *
 * Tasks run one after the other in the caller's thread, which says how long each
 * takes. Time is counted, not measured: the scheduler gives a task to each worker
 * that is free, and hears of its end when the time has come. What the work of a
 * context does, i.e. the calls of the codec, is done by nobody else meanwhile, and
 * takes no worker.
 */
#ifndef SIMULATE_H
#define SIMULATE_H

#include <linux/types.h>

#include <stdio.h>

struct daedalus_job;
struct player;
struct simulation;

/**
 * enum simulation_step - what the work of a context does
 * @SIMULATION_PREPARE: begins a request
 * @SIMULATION_PARSED: lets the next one begin
 * @SIMULATION_FINISH: ends it
 */
enum simulation_step {
	SIMULATION_PREPARE,
	SIMULATION_PARSED,
	SIMULATION_FINISH,
	SIMULATION_STEPS
};

/**
 * struct durations - the least time that each task took, and each step
 * @entry: [0, @size), in the places their keys ask for
 * @size: a power of two, or 0
 * @count: of those that are in use
 */
struct durations {
	struct duration *entry;
	size_t size;
	size_t count;
};

/**
 * durations_free() - forget them
 * @durations: all of them
 */
void durations_free(struct durations *durations);

/**
 * simulation_create() - make workers
 * @num_workers: their number, 1..DAEDALUS_WORKERS_MAX
 * @durations: of this recording, so far. A task takes the least time that it ever
 *	took; none at first.
 *
 * Return: for &struct player_options, or NULL.
 */
struct simulation *simulation_create(unsigned int num_workers, struct durations *durations);

void simulation_free(struct simulation *sim);

/**
 * simulation_workers() - number of workers
 * @sim: the simulation
 */
unsigned int simulation_workers(const struct simulation *sim);

/**
 * simulation_next() - let a task end
 * @player: the player; one of its jobs is not over
 *
 * Returns early if a job is over.
 */
void simulation_next(struct player *player);

/**
 * simulation_work() - let time go by while the context's work does something
 * @player: the player
 * @job: with what
 * @step: what
 * @ns: how long it took
 */
void simulation_work(struct player *player, const struct daedalus_job *job,
		     enum simulation_step step, u64 ns);

/**
 * simulation_step_name() - for traces
 * @step: what the work does
 */
const char *simulation_step_name(enum simulation_step step);

/**
 * simulation_print() - tell how long it took, and why
 * @player: the player; it is drained
 * @trace: where to write all tasks and steps as well, or NULL
 */
void simulation_print(const struct player *player, FILE *trace);

#endif /* SIMULATE_H */
