// SPDX-License-Identifier: GPL-2.0
/* V3D for the player, see player_gpu.h. */
#include "player_gpu.h"

#include <v3d.h>

#include "daedalus_gpu.h"
#include "daedalus_gpu_lf.h"
#include "gpu/dae_gpu.h"
#include "gpu/dae_gpu_av1_lf.h"
#include "gpu/dae_gpu_output.h"

/* Where V3D sees what is there during a submission; far from each other. */
#define PLAYER_GPU_CODE		0x00100000
#define PLAYER_GPU_MEM		0x10000000
#define PLAYER_GPU_OTHERS	0x20000000
#define PLAYER_GPU_DISTANCE	0x20000000

#define PLAYER_GPU_AREAS	8
/* Frames that can be at a gate. */
#define PLAYER_GPU_GATES	(PLAYER_STREAMS_MAX * DAEDALUS_JOBS)
/* Instructions until someone looks whether a dispatch is over. */
#define PLAYER_GPU_STEP		1000000

/**
 * struct player_gpu_area - memory that V3D sees
 * @va: where
 * @bytes: how much; V3D_PAGE_SIZE at a time
 * @mem: the memory
 */
struct player_gpu_area {
	u32 va;
	size_t bytes;
	u8 *mem;
};

/**
 * struct player_gpu_gate - a frame at a gate
 * @job: the frame
 * @stage: of what
 */
struct player_gpu_gate {
	struct daedalus_job *job;
	unsigned int stage;
};

/**
 * struct player_gpu - a V3D
 * @v3d: the model
 * @fail_each: each so many submissions one fails, 0 for never
 * @code: shaders
 * @code_mem: their memory
 * @mem: for uniforms and tables
 * @mem_bytes: its size
 * @area: what is mapped now
 * @num_areas: valid entries of @area
 * @lock: protects @gate and @num_gates
 * @gate: frames at gates, oldest first
 * @num_gates: valid entries of @gate
 * @stats: what it did
 */
struct player_gpu {
	struct v3d *v3d;
	unsigned int fail_each;
	struct dae_gpu_code code;
	u8 *code_mem;
	u8 *mem;
	size_t mem_bytes;
	struct player_gpu_area area[PLAYER_GPU_AREAS];
	unsigned int num_areas;
	spinlock_t lock;	/* gates */
	struct player_gpu_gate gate[PLAYER_GPU_GATES];
	unsigned int num_gates;
	struct player_gpu_stats stats;
};

static void *player_gpu_page(void *opaque, uint64_t pa)
{
	const struct player_gpu *gpu = opaque;
	unsigned int i;

	for (i = 0; i < gpu->num_areas; i++)
		if (pa >= gpu->area[i].va && pa - gpu->area[i].va < gpu->area[i].bytes)
			return gpu->area[i].mem + (pa - gpu->area[i].va);
	return NULL;
}

static void player_gpu_fault(void *opaque, u32 va, enum v3d_fault fault)
{
	struct player_gpu *gpu = opaque;

	gpu->stats.reports++;
	fprintf(stderr, "V3D: nothing at 0x%08x\n", va);
}

static void player_gpu_report(void *opaque, const char *text)
{
	struct player_gpu *gpu = opaque;

	gpu->stats.reports++;
	fprintf(stderr, "V3D: %s\n", text);
}

static const struct v3d_callbacks player_gpu_callbacks = {
	.page = player_gpu_page,
	.fault = player_gpu_fault,
	.report = player_gpu_report,
};

/* The next address that V3D sees some memory at. */
static u32 player_gpu_map(struct player_gpu *gpu, void *mem, size_t bytes, u32 va)
{
	gpu->area[gpu->num_areas++] = (struct player_gpu_area){
		.va = va,
		.bytes = round_up(bytes, V3D_PAGE_SIZE),
		.mem = mem,
	};
	return va;
}

struct player_gpu *player_gpu_new(const struct player_options *options)
{
	const struct v3d_options v3d_options = { .strict = true, .seed = options->seed };
	struct player_gpu *gpu = calloc(1, sizeof(*gpu));

	if (!gpu)
		return NULL;
	spin_lock_init(&gpu->lock);
	gpu->fail_each = options->gpu_fail_each;
	gpu->v3d = v3d_new(&player_gpu_callbacks, gpu, &v3d_options);
	gpu->code_mem = calloc(1, round_up(dae_gpu_code_bytes(), V3D_PAGE_SIZE));
	if (!gpu->v3d || !gpu->code_mem) {
		player_gpu_free(gpu);
		return NULL;
	}
	dae_gpu_code_init(&gpu->code, gpu->code_mem, PLAYER_GPU_CODE);
	return gpu;
}

void player_gpu_free(struct player_gpu *gpu)
{
	if (!gpu)
		return;
	if (gpu->v3d)
		v3d_free(gpu->v3d);
	free(gpu->code_mem);
	free(gpu->mem);
	free(gpu);
}

const struct player_gpu_stats *player_gpu_stats(const struct player_gpu *gpu)
{
	return &gpu->stats;
}

/* Called with the scheduler's lock held. */
static void player_gpu_gate(struct daedalus_run *run, unsigned int stage)
{
	struct daedalus_job *job = container_of(run, struct daedalus_job, run);
	struct player *player = container_of(job->ctx->dev, struct player, dev);
	struct player_gpu *gpu = player->gpu;

	spin_lock(&gpu->lock);
	gpu->gate[gpu->num_gates++] = (struct player_gpu_gate){ job, stage };
	spin_unlock(&gpu->lock);
	wake_up(&player->wait);
}

static void player_gpu_set_gate(struct daedalus_job *job, unsigned int stage)
{
	job->gates |= BIT(stage);
	job->gate = player_gpu_gate;
}

void player_gpu_begin(struct player *player, struct daedalus_job *job)
{
	if (!job->picture || job->second ||
	    !dae_gpu_output_suits(job->out.fmt, &job->picture->f.fmt, job->grain))
		return;
	job->out.elsewhere = true;
	player_gpu_set_gate(job, job->ctx->codec->output_stage);
}

/* Nothing is mapped between submissions. */
static void player_gpu_unmap(struct daedalus_gpu_map *map)
{
}

/* As daedalus_gpu.c has it. */
struct daedalus_gpu_lf *daedalus_gpu_lf_begin(struct daedalus_job *job, unsigned int stage,
					      const struct dae_frame_format *fmt, bool apart)
{
	struct player_stream *s = container_of(job->ctx, struct player_stream, ctx);
	struct daedalus_gpu_lf **lf = &s->lf[job->index];

	if (!container_of(job->ctx->dev, struct player, dev)->gpu || !dae_gpu_av1_lf_suits(fmt))
		return NULL;
	if (!*lf) {
		*lf = calloc(1, sizeof(**lf));
		if (!*lf)
			return NULL;
		(*lf)->unmap = player_gpu_unmap;
	}
	if (daedalus_gpu_lf_setup(*lf, fmt, apart))
		return NULL;
	player_gpu_set_gate(job, stage);
	return *lf;
}

void player_gpu_stream_exit(struct player_stream *s)
{
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++) {
		if (s->lf[i])
			daedalus_gpu_lf_free(s->lf[i]);
		free(s->lf[i]);
	}
}

static bool player_gpu_run(struct player_gpu *gpu, u32 csd[][DAE_GPU_CSD_WORDS],
			   unsigned int count)
{
	enum v3d_state state = V3D_DONE;
	unsigned int i;

	v3d_set_page_table(gpu->v3d, false, 0, 0);
	v3d_drop_slices(gpu->v3d);
	for (i = 0; i < count && state == V3D_DONE; i++) {
		v3d_start(gpu->v3d, csd[i]);
		do {
			state = v3d_step(gpu->v3d, PLAYER_GPU_STEP);
		} while (state == V3D_RUNNING);
		gpu->stats.ns += v3d_time_ns(gpu->v3d);
	}
	v3d_flush(gpu->v3d);
	if (state != V3D_DONE)
		v3d_reset(gpu->v3d);
	return state == V3D_DONE;
}

static void *player_gpu_grow(struct player_gpu *gpu, size_t bytes)
{
	bytes = round_up(bytes, V3D_PAGE_SIZE);
	if (bytes > gpu->mem_bytes) {
		free(gpu->mem);
		gpu->mem = calloc(1, bytes);
		gpu->mem_bytes = gpu->mem ? bytes : 0;
	}
	return gpu->mem;
}

/* Starts a submission, with the shaders and @bytes for uniforms and tables mapped. */
static bool player_gpu_start(struct player_gpu *gpu, struct dae_gpu_mem *mem, size_t bytes)
{
	gpu->num_areas = 0;
	if (!player_gpu_grow(gpu, bytes))
		return false;
	player_gpu_map(gpu, gpu->code_mem, dae_gpu_code_bytes(), PLAYER_GPU_CODE);
	*mem = (struct dae_gpu_mem){
		.data = gpu->mem,
		.va = player_gpu_map(gpu, gpu->mem, gpu->mem_bytes, PLAYER_GPU_MEM),
		.bytes = bytes,
	};
	return true;
}

static bool player_gpu_output(struct player_gpu *gpu, struct daedalus_job *job)
{
	const struct daedalus_frame *frame = job->picture;
	const struct dae_output *out = &job->out;
	struct dae_gpu_output desc = {
		.fmt = frame->f.fmt,
		.out = out->fmt,
	};
	u32 csd[DAE_GPU_OUTPUT_DISPATCHES][DAE_GPU_CSD_WORDS];
	u8 *first = out->plane[0], *last = out->plane[0];
	struct dae_gpu_mem mem;
	unsigned int i;
	size_t bytes;
	int count;
	u32 va;

	if (!player_gpu_start(gpu, &mem, dae_gpu_output_bytes(&frame->f.fmt, job->grain)))
		return false;
	va = player_gpu_map(gpu, frame->mem, (u8 *)frame->f.side - (u8 *)frame->mem,
			    PLAYER_GPU_OTHERS);
	for (i = 0; i < frame->f.num_planes; i++)
		desc.src[i] = dae_gpu_plane(&frame->f, i, frame->mem, va);
	for (i = 0; i < dae_output_num_planes(out->fmt); i++) {
		bytes = (size_t)out->stride_bytes[i] *
			dae_output_num_rows(out->fmt, i, out->height);
		last = max(last, (u8 *)out->plane[i] + bytes);
	}
	va = player_gpu_map(gpu, first, last - first, PLAYER_GPU_OTHERS + PLAYER_GPU_DISTANCE);
	for (i = 0; i < dae_output_num_planes(out->fmt); i++) {
		desc.va[i] = va + ((u8 *)out->plane[i] - first);
		desc.stride_bytes[i] = out->stride_bytes[i];
	}
	if (job->grain)
		desc.fg = job->ctx->codec->grain(job);
	count = dae_gpu_output_build(&desc, &gpu->code, &mem, csd);
	return count >= 0 && player_gpu_run(gpu, csd, count);
}

static bool player_gpu_lf(struct player_gpu *gpu, struct daedalus_job *job)
{
	const struct player_stream *s = container_of(job->ctx, struct player_stream, ctx);
	const struct daedalus_gpu_lf *lf = s->lf[job->index];
	const struct daedalus_frame *frame = job->picture;
	size_t bytes = (u8 *)frame->f.side - (u8 *)frame->mem;
	u32 csd[DAE_GPU_AV1_LF_DISPATCHES][DAE_GPU_CSD_WORDS];
	u32 va[DAEDALUS_GPU_LF_MEMS], at = PLAYER_GPU_OTHERS;
	void *dst_mem = frame->mem;
	struct dae_gpu_av1_lf desc;
	struct dae_gpu_mem mem;
	unsigned int i;
	int count;

	if (!player_gpu_start(gpu, &mem, dae_gpu_av1_lf_bytes()))
		return false;
	if (lf->apart) {
		dst_mem = lf->mem[DAEDALUS_GPU_LF_FILTERED];
		bytes = lf->bytes[DAEDALUS_GPU_LF_FILTERED];
	}
	for (i = 0; i < DAEDALUS_GPU_LF_FILTERED; i++, at += PLAYER_GPU_DISTANCE)
		va[i] = player_gpu_map(gpu, lf->mem[i], lf->bytes[i], at);
	va[i] = player_gpu_map(gpu, dst_mem, bytes, at);
	daedalus_gpu_lf_describe(lf, va, &frame->f, frame->mem, &desc);
	count = dae_gpu_av1_lf_build(&gpu->code, &mem, &desc, csd, ARRAY_SIZE(csd));
	return count >= 0 && player_gpu_run(gpu, csd, count);
}

bool player_gpu_step(struct player *player)
{
	struct player_gpu *gpu = player->gpu;
	struct player_gpu_gate gate = {};
	const struct daedalus_codec_ops *codec;
	bool ok, output, refused;

	spin_lock(&gpu->lock);
	if (gpu->num_gates) {
		gate = gpu->gate[0];
		memmove(gpu->gate, gpu->gate + 1, --gpu->num_gates * sizeof(gate));
	}
	spin_unlock(&gpu->lock);
	if (!gate.job)
		return false;

	gpu->stats.done++;
	codec = gate.job->ctx->codec;
	output = gate.stage == codec->output_stage;
	refused = !output && !codec->lf_works(gate.job);
	ok = !refused && (output ? player_gpu_output : player_gpu_lf)(gpu, gate.job);
	/* What fails has done its work, or part of it. */
	if (gpu->fail_each && gpu->stats.done % gpu->fail_each == 0) {
		gpu->stats.failed++;
		ok = false;
	} else if (!ok && !refused) {
		gpu->stats.reports++;
		fprintf(stderr, "V3D: a stage failed\n");
	}
	if (!ok && output)
		gate.job->out.elsewhere = false;
	else if (!ok)
		codec->lf_failed(gate.job);
	daedalus_sched_open(player->dev.sched, &gate.job->run, gate.stage, !ok);
	return true;
}
