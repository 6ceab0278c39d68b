/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The model of V3D (scripts/qpu) for suites: memory that both sides see, and dispatches.
 */
#ifndef GPU_MODEL_H
#define GPU_MODEL_H

#include <kunit/test.h>
#include <linux/types.h>

#include "gpu/dae_gpu.h"

struct gpu_model;

/**
 * struct gpu_model_mode - how the model runs; it is strict always
 * @caches: memory is seen through caches, so that a flush that was forgotten shows
 * @seed: other than 0: threads run in an order of chance
 * @max_instrs: after so many instructions a thread counts as hung; 0 for many
 */
struct gpu_model_mode {
	bool caches;
	u64 seed;
	u64 max_instrs;
};

/**
 * struct gpu_model_cost - what dispatches took, all together
 * @instrs: instructions
 * @batches: of 16 lanes
 * @lookups: of the TMU
 * @bytes: that lookups read and wrote
 * @lines: pieces of 64 bytes that lookups touched
 * @ns: nanoseconds, if nothing ever waited for a result
 */
struct gpu_model_cost {
	u64 instrs;
	u64 batches;
	u64 lookups;
	u64 bytes;
	u64 lines;
	u64 ns;
};

/**
 * gpu_model_new() - a model, which goes with the test
 * @test: fails when the model has something to report
 * @bytes: of memory at most
 *
 * Return: the model, without any memory that V3D sees but the shaders.
 */
struct gpu_model *gpu_model_new(struct kunit *test, size_t bytes);

/** gpu_model_code() - the shaders, which V3D can read */
const struct dae_gpu_code *gpu_model_code(const struct gpu_model *model);

/**
 * gpu_model_alloc() - memory for both sides, with pages next to it that V3D must not touch
 * @model: the model
 * @bytes: how much
 * @writeable: whether V3D may write
 * @va: where V3D sees it, a multiple of the page size
 *
 * Return: zeroed memory; until gpu_model_reset().
 */
void *gpu_model_alloc(struct gpu_model *model, size_t bytes, bool writeable, u32 *va);

/** gpu_model_reset() - take all memory back */
void gpu_model_reset(struct gpu_model *model);

/**
 * gpu_model_run() - run dispatches one after another
 * @model: the model
 * @mode: how
 * @csd: CFG0 to CFG6 of each
 * @count: of dispatches
 * @cost: what they took, or NULL
 *
 * Return: whether all ended; else the test has failed, unless gpu_model_quiet() was called.
 */
bool gpu_model_run(struct gpu_model *model, const struct gpu_model_mode *mode,
		   u32 csd[][DAE_GPU_CSD_WORDS], unsigned int count,
		   struct gpu_model_cost *cost);

/** gpu_model_quiet() - from now on the test does not fail by itself */
void gpu_model_quiet(struct gpu_model *model);

/** gpu_model_at() - the memory behind an address of V3D, NULL if there is none */
void *gpu_model_at(struct gpu_model *model, u32 va);

#endif /* GPU_MODEL_H */
