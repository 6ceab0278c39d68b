// SPDX-License-Identifier: GPL-2.0
/* The model of V3D for suites. */
#include "gpu_model.h"

#include <v3d.h>

/* Of V3D: where shaders are, then what is allocated */
#define GPU_MODEL_CODE		0x00100000
#define GPU_MODEL_MEMORY	0x10000000

#define GPU_MODEL_TABLE_BYTES	(4u << 20)

/**
 * struct gpu_model - memory and a model
 * @test: that uses it
 * @quiet: the test does not fail by itself
 * @ram: physical memory: the page table, the shaders, what is allocated
 * @bytes: size of it
 * @code_end: where it goes on after the shaders
 * @used: of it
 * @va: of V3D, what comes next
 * @code: the shaders
 */
struct gpu_model {
	struct kunit *test;
	bool quiet;
	u8 *ram;
	size_t bytes;
	size_t code_end;
	size_t used;
	u32 va;
	struct dae_gpu_code code;
};

static void *gpu_model_page(void *opaque, uint64_t pa)
{
	struct gpu_model *model = opaque;

	return pa < model->bytes ? model->ram + pa : NULL;
}

static void gpu_model_fault(void *opaque, u32 va, enum v3d_fault fault)
{
	struct gpu_model *model = opaque;

	if (!model->quiet)
		KUNIT_FAIL(model->test, "V3D: 0x%08x %s", va,
			   fault == V3D_FAULT_WRITE ? "must not be written" : "is not mapped");
}

static void gpu_model_report(void *opaque, const char *text)
{
	struct gpu_model *model = opaque;

	if (!model->quiet)
		KUNIT_FAIL(model->test, "V3D: %s", text);
}

static void gpu_model_free(void *ctx)
{
	struct gpu_model *model = ctx;

	free(model->ram);
	free(model);
}

static u32 *gpu_model_pte(struct gpu_model *model, u32 va)
{
	return (u32 *)model->ram + (va >> V3D_PAGE_SHIFT);
}

/* Physical memory that V3D sees at @va */
static void *gpu_model_map(struct gpu_model *model, size_t bytes, bool writeable, u32 va)
{
	const size_t size = round_up(bytes, V3D_PAGE_SIZE), first = model->used;
	size_t at;

	KUNIT_ASSERT_LE(model->test, first + size, model->bytes);
	for (at = 0; at < size; at += V3D_PAGE_SIZE)
		*gpu_model_pte(model, va + at) = (first + at) >> V3D_PAGE_SHIFT | V3D_PTE_VALID |
						 (writeable ? V3D_PTE_WRITEABLE : 0);
	memset(model->ram + first, 0, size);
	model->used += size;
	return model->ram + first;
}

struct gpu_model *gpu_model_new(struct kunit *test, size_t bytes)
{
	struct gpu_model *model = calloc(1, sizeof(*model));
	void *code;

	KUNIT_ASSERT_NOT_NULL(test, model);
	kunit_add_action_or_reset(test, gpu_model_free, model);
	model->test = test;
	model->bytes = round_up(bytes, V3D_PAGE_SIZE) + GPU_MODEL_TABLE_BYTES + (1 << 20);
	model->ram = calloc(1, model->bytes);
	KUNIT_ASSERT_NOT_NULL(test, model->ram);
	model->used = GPU_MODEL_TABLE_BYTES;
	code = gpu_model_map(model, dae_gpu_code_bytes(), false, GPU_MODEL_CODE);
	dae_gpu_code_init(&model->code, code, GPU_MODEL_CODE);
	model->code_end = model->used;
	model->va = GPU_MODEL_MEMORY;
	return model;
}

const struct dae_gpu_code *gpu_model_code(const struct gpu_model *model)
{
	return &model->code;
}

void *gpu_model_alloc(struct gpu_model *model, size_t bytes, bool writeable, u32 *va)
{
	*va = model->va;
	model->va += round_up(bytes, V3D_PAGE_SIZE) + V3D_PAGE_SIZE;
	return gpu_model_map(model, bytes, writeable, *va);
}

void gpu_model_reset(struct gpu_model *model)
{
	memset(gpu_model_pte(model, GPU_MODEL_MEMORY), 0,
	       (model->va - GPU_MODEL_MEMORY) >> V3D_PAGE_SHIFT << 2);
	model->used = model->code_end;
	model->va = GPU_MODEL_MEMORY;
}

void gpu_model_quiet(struct gpu_model *model)
{
	model->quiet = true;
}

void *gpu_model_at(struct gpu_model *model, u32 va)
{
	const u32 pte = *gpu_model_pte(model, va);

	if (!(pte & V3D_PTE_VALID))
		return NULL;
	return model->ram + ((size_t)(pte & V3D_PTE_FRAME) << V3D_PAGE_SHIFT) +
	       va % V3D_PAGE_SIZE;
}

static void gpu_model_count(struct gpu_model_cost *cost, struct v3d *v3d)
{
	const struct v3d_stats *stats = v3d_get_stats(v3d);

	cost->instrs += stats->instrs;
	cost->batches += stats->batches;
	cost->lookups += stats->lookups;
	cost->bytes += stats->read_bytes + stats->written_bytes;
	cost->lines += stats->lines;
	cost->ns += v3d_time_ns(v3d);
}

bool gpu_model_run(struct gpu_model *model, const struct gpu_model_mode *mode,
		   u32 csd[][DAE_GPU_CSD_WORDS], unsigned int count,
		   struct gpu_model_cost *cost)
{
	static const struct v3d_callbacks callbacks = {
		.page = gpu_model_page,
		.fault = gpu_model_fault,
		.report = gpu_model_report,
	};
	const struct v3d_options options = {
		.strict = true,
		.caches = mode->caches,
		.seed = mode->seed,
		.max_instrs = mode->max_instrs,
	};
	struct v3d *v3d = v3d_new(&callbacks, model, &options);
	unsigned int i;
	bool done = true;

	KUNIT_ASSERT_NOT_NULL(model->test, v3d);
	v3d_set_page_table(v3d, true, 0, 0);
	if (cost)
		*cost = (struct gpu_model_cost){};
	for (i = 0; i < count && done; i++) {
		/* what the driver of V3D does before each */
		v3d_flush(v3d);
		v3d_drop_slices(v3d);
		v3d_start(v3d, csd[i]);
		while (v3d_step(v3d, 1 << 20) == V3D_RUNNING)
			;
		done = v3d_state(v3d) == V3D_DONE;
		if (cost)
			gpu_model_count(cost, v3d);
	}
	v3d_clean(v3d);
	v3d_free(v3d);
	if (!done && !model->quiet)
		KUNIT_FAIL(model->test, "V3D hangs in dispatch %u of %u", i, count);
	return done;
}
