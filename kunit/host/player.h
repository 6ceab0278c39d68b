/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Decodes recorded requests with the driver's own codec glue, reference store
 * and scheduler; stands in for V4L2 and daedalus_job.c. As there, a request may
 * begin while the one before it in its stream is running.
 */
#ifndef PLAYER_H
#define PLAYER_H

#include <linux/types.h>

#include "daedalus.h"
#include "recording.h"

#include <stdio.h>

struct simulation;

/* Sample operations in use: the cpu_flags of *_dsp_init(); the best ones at first. */
extern u32 player_simd_flags;

/*
 * Where tasks are written when they have ended, and what the work of a context does, as
 * the trace event daedalus_task has it; NULL for none.
 */
extern FILE *player_trace;

/* Most streams at a time; requests of others are left out. */
#define PLAYER_STREAMS_MAX	64

/* Cores of the machine that the driver is made for. */
#define PLAYER_WORKERS		4

struct daedalus_gpu_lf;
struct player_gpu;

/**
 * struct player_result - a decoded request
 * @error: 0 or a negative errno
 * @damaged: the picture is not what the stream says
 * @incomplete: requests of the stream are missing, so that it need not be what
 *	was recorded
 * @chunk: the request
 * @job: its job; out is the picture
 */
struct player_result {
	int error;
	bool damaged;
	bool incomplete;
	const struct recorded_chunk *chunk;
	const struct daedalus_job *job;
};

/**
 * struct player_options - how to decode
 * @threads: workers; 0: in the calling thread, which divides the work as for
 *	PLAYER_WORKERS, or with a seed for as many as make a difference
 * @in_flight: most requests of a stream that are decoded at the same time,
 *	1..DAEDALUS_JOBS; 0 for DAEDALUS_JOBS
 * @max_size: largest width and height, 0 for the driver's default
 * @seed: run the rows in an order made from this, 0 for the scheduler's; with 0
 *	threads only
 * @sim: stands in for threads and their time, see simulate.h; NULL for none; with 0
 *	threads only
 * @gpu: let a V3D do what it can
 * @gpu_fail_each: each so many stages that it does one fails, 0 for never
 * @codecs: the coded formats, NULL at the end; NULL for those of the driver
 * @done: called for each request that has been decoded, in their order for each
 *	stream, by whoever called the player; or NULL. Nothing of @result is valid
 *	afterwards.
 * @done_ctx: argument of @done
 */
struct player_options {
	unsigned int threads;
	unsigned int in_flight;
	u32 max_size;
	u32 seed;
	struct simulation *sim;
	bool gpu;
	unsigned int gpu_fail_each;
	const struct daedalus_codec_ops * const *codecs;
	void (*done)(void *ctx, const struct player_result *result);
	void *done_ctx;
};

/**
 * struct player_request - what a job decodes
 * @chunk: the request; it points into the recording
 * @number: of all streams, from 1 on
 * @incomplete: as &struct player_result has it
 * @abort_in: tasks until it is aborted; with 0 threads only
 */
struct player_request {
	struct recorded_chunk chunk;
	u32 number;
	bool incomplete;
	unsigned int abort_in;
};

/**
 * struct player_picture - a CAPTURE buffer
 * @mem: its memory
 * @bytes: size of @mem
 */
struct player_picture {
	u8 *mem;
	size_t bytes;
};

/**
 * struct player_stream - a stream being decoded
 * @incomplete: requests are missing since it started
 * @ctx: what the driver has for an open file; codec set while it is decoding
 * @ctrls: current values of the controls, as jobs get them
 * @request: what @ctx.jobs decode
 * @picture: where to; no two jobs in flight have the same one
 * @newest: index of the one that was used last
 * @lf: loop filters of V3D, by job; NULL where there was none
 */
struct player_stream {
	bool incomplete;
	struct daedalus_ctx ctx;
	void *ctrls;
	struct player_request request[DAEDALUS_JOBS];
	struct player_picture picture[DAEDALUS_JOBS];
	unsigned int newest;
	struct daedalus_gpu_lf *lf[DAEDALUS_JOBS];
};

/**
 * struct player - decodes recordings
 * @options: how
 * @dev: what the driver has for its device
 * @stream: streams
 * @num_streams: valid entries of @stream
 * @num_requests: requests that have begun
 * @left_out: requests of streams that were too many or never started
 * @stages: stages of the codec that @stage_ns is of: the last one's
 * @stage_ns: processor time of each stage so far; with 0 threads only
 * @random: state of the random order
 * @skip: tasks of the scheduler's order to leave out
 * @scratch: of the calling thread
 * @workers: that codecs divide rows for
 * @wait: woken when a job got further
 * @gpu: V3D, NULL for none
 */
struct player {
	struct player_options options;
	struct daedalus_dev dev;
	struct player_stream *stream[PLAYER_STREAMS_MAX];
	unsigned int num_streams;
	u32 num_requests;
	unsigned long left_out;
	const struct dae_stage_table *stages;
	u64 stage_ns[DAE_STAGES_MAX];
	u32 random;
	unsigned int skip;
	void *scratch;
	unsigned int workers;
	wait_queue_head_t wait;
	struct player_gpu *gpu;
};

/**
 * player_ctrl_fits() - is a recorded control a value of a control of a codec?
 * @desc: the codec's
 * @rec: the recorded one; of a dynamic array, any number of elements
 */
bool player_ctrl_fits(const struct daedalus_ctrl *desc, const struct recorded_ctrl *rec);

/**
 * player_init() - get ready to decode
 * @player: filled in
 * @options: how
 *
 * Return: 0 or a negative errno.
 */
int player_init(struct player *player, const struct player_options *options);

/**
 * player_exit() - free everything
 * @player: the player
 */
void player_exit(struct player *player);

/**
 * player_chunk() - do what a chunk says
 * @player: the player
 * @chunk: the chunk; what it points to stays where it is until player_drain()
 *
 * A request is only begun, as soon as the driver would begin it, but for requests
 * of other streams that come later in the recording: they wait for this call.
 *
 * Return: whether it was a request, of which there will be a result.
 */
bool player_chunk(struct player *player, const struct recorded_chunk *chunk);

/**
 * player_drain() - finish what has begun
 * @player: the player
 */
void player_drain(struct player *player);

/**
 * player_run_task() - do a task, in this thread
 * @player: the player
 * @task: the task; not that a run is over
 *
 * For simulate.c.
 *
 * Return: processor time it took, ns.
 */
u64 player_run_task(struct player *player, const struct daedalus_task *task);

/**
 * player_run_number() - whose run is it?
 * @run: a run of the player's
 *
 * Return: number of the request.
 */
u32 player_run_number(const struct daedalus_run *run);

#endif /* PLAYER_H */
