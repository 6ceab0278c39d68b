/* SPDX-License-Identifier: GPL-2.0 */
/*
 * V3D for the player: what daedalus_gpu.c does with the v3d driver, with the model of V3D
 * (scripts/qpu). A gate's work runs in the thread that called the player.
 */
#ifndef PLAYER_GPU_H
#define PLAYER_GPU_H

#include "player.h"

struct player_gpu;

/**
 * struct player_gpu_stats - what V3D did
 * @done: stages of frames
 * @failed: of them those that were made to fail
 * @reports: complaints of the model
 * @ns: time that V3D would have taken, as the model has it
 */
struct player_gpu_stats {
	u64 done;
	u64 failed;
	u64 reports;
	u64 ns;
};

/** player_gpu_new() - a V3D; NULL without memory */
struct player_gpu *player_gpu_new(const struct player_options *options);

void player_gpu_free(struct player_gpu *gpu);

/**
 * player_gpu_begin() - let V3D do what it can of a frame
 * @player: has a V3D
 * @job: prepared, not submitted
 */
void player_gpu_begin(struct player *player, struct daedalus_job *job);

/** player_gpu_stream_exit() - free what V3D has for a stream */
void player_gpu_stream_exit(struct player_stream *s);

/**
 * player_gpu_step() - do what is behind one gate
 * @player: has a V3D
 *
 * Return: false if there was nothing to do.
 */
bool player_gpu_step(struct player *player);

/** player_gpu_stats() - what V3D did so far */
const struct player_gpu_stats *player_gpu_stats(const struct player_gpu *gpu);

#endif /* PLAYER_GPU_H */
