/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Decodes recorded requests with the driver's own codec glue, reference store
 * and scheduler; stands in for V4L2 and daedalus_job.c.
 */
#ifndef PLAYER_H
#define PLAYER_H

#include <linux/types.h>

#include "daedalus.h"
#include "recording.h"

/* Sample operations in use: the cpu_flags of *_dsp_init(); the best ones at first. */
extern u32 player_simd_flags;

/* Most streams at a time; requests of others are left out. */
#define PLAYER_STREAMS_MAX	64

/**
 * struct player_stream - a stream being decoded
 * @id: number in the recording
 * @incomplete: requests are missing since it started
 * @ctx: what the driver has for an open file; codec set while it is decoding
 * @picture: the CAPTURE buffer
 * @picture_bytes: its size
 */
struct player_stream {
	u32 id;
	bool incomplete;
	struct daedalus_ctx ctx;
	u8 *picture;
	size_t picture_bytes;
};

/**
 * struct player_options - how to decode
 * @threads: workers; 0: in the calling thread
 * @max_size: largest width and height, 0 for the driver's default
 * @seed: run the rows in an order made from this, 0 for the scheduler's; with 0
 *	threads only
 */
struct player_options {
	unsigned int threads;
	u32 max_size;
	u32 seed;
};

/**
 * struct player - decodes recordings
 * @options: how
 * @dev: what the driver has for its device
 * @stream: streams
 * @num_streams: valid entries of @stream
 * @left_out: requests of streams that were too many or never started
 * @stages: stages of the codec that @stage_ns is of: the last one's
 * @stage_ns: time of each stage so far; with 0 threads only
 * @random: state of the random order
 * @skip: tasks of the scheduler's order to leave out
 * @scratch: of the calling thread
 */
struct player {
	struct player_options options;
	struct daedalus_dev dev;
	struct player_stream *stream[PLAYER_STREAMS_MAX];
	unsigned int num_streams;
	unsigned long left_out;
	const struct dae_stage_table *stages;
	u64 stage_ns[DAE_STAGES_MAX];
	u32 random;
	unsigned int skip;
	void *scratch;
};

/**
 * struct player_result - a decoded request
 * @error: 0 or a negative errno
 * @damaged: the picture is not what the stream says
 * @incomplete: requests of the stream are missing, so that it need not be what
 *	was recorded
 * @job: of the request; out is the picture
 */
struct player_result {
	int error;
	bool damaged;
	bool incomplete;
	const struct daedalus_job *job;
};

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
 * @chunk: the chunk
 * @result: of a request; valid until the next call
 *
 * Return: whether it was a request, and @result is set.
 */
bool player_chunk(struct player *player, const struct recorded_chunk *chunk,
		  struct player_result *result);

#endif /* PLAYER_H */
