/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How much of a stream's decoding a GPU had better do, found out by trying all ways.
 *
 * What counts is by how much a frame delays the end of the stream: the time from its start,
 * or from the end of the frame before if that is later, to its end. On an idle machine that
 * is a frame's latency, with frames waiting it is what throughput is made of. Both are kept
 * apart, since the GPU may well win one and lose the other.
 *
 * Frames differ, so the ways take turns of DAE_GPU_CHOICE_TURN frames, some times each,
 * before sums are compared; after a long while they are tried again. The CPU wins a draw.
 */
#ifndef DAE_GPU_CHOICE_H
#define DAE_GPU_CHOICE_H

#include <linux/types.h>

/* Frames of a turn; the first ones are not measured, caches and clocks have to settle. */
#define DAE_GPU_CHOICE_TURN	16
#define DAE_GPU_CHOICE_SETTLE	4
/* Turns of each way */
#define DAE_GPU_CHOICE_ROUNDS	3
/* Frames until the next trial */
#define DAE_GPU_CHOICE_KEEP	2048
/* What the GPU must take off the CPU's time to be chosen, in percent */
#define DAE_GPU_CHOICE_GAIN	5

/**
 * enum dae_gpu_way - what the GPU does
 * @DAE_GPU_WAY_CPU: nothing
 * @DAE_GPU_WAY_OUTPUT: it packs pictures
 * @DAE_GPU_WAY_FILTER: and filters them before
 * @DAE_GPU_WAYS: how many there are
 */
enum dae_gpu_way {
	DAE_GPU_WAY_CPU,
	DAE_GPU_WAY_OUTPUT,
	DAE_GPU_WAY_FILTER,
	DAE_GPU_WAYS
};

/**
 * struct dae_gpu_trial - one comparison
 * @ns: what frames of each way have added up to
 * @frames: frames of the trial so far
 * @kept: frames since it ended
 * @way: its result; valid once @over
 * @over: it has ended
 */
struct dae_gpu_trial {
	u64 ns[DAE_GPU_WAYS];
	u32 frames;
	u32 kept;
	enum dae_gpu_way way;
	bool over;
};

/**
 * struct dae_gpu_choice - what is known of a stream; 0 to start with
 * @ways: how many ways it has, 2..DAE_GPU_WAYS; set by its owner
 * @trial: [0 no other frame was under way when the frame started, 1 one was]
 * @last_end_ns: when the frame before ended
 */
struct dae_gpu_choice {
	unsigned int ways;
	struct dae_gpu_trial trial[2];
	u64 last_end_ns;
};

/**
 * dae_gpu_choice_ask() - what is the GPU to do for the next frame?
 * @choice: the stream
 * @loaded: another frame of it is under way
 */
enum dae_gpu_way dae_gpu_choice_ask(const struct dae_gpu_choice *choice, bool loaded);

/**
 * dae_gpu_choice_tell() - a frame has ended
 * @choice: the stream
 * @loaded: as it was asked
 * @way: what the GPU was given to do; what was not asked for does not count
 * @start_ns: when it started, of a clock that does not go back
 * @end_ns: when it ended; frames end in the order in which this is called
 */
void dae_gpu_choice_tell(struct dae_gpu_choice *choice, bool loaded, enum dae_gpu_way way,
			 u64 start_ns, u64 end_ns);

#endif /* DAE_GPU_CHOICE_H */
