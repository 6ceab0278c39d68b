// SPDX-License-Identifier: GPL-2.0
/*
 * The output pass on V3D against that of the core: whole buffers, with what lies around the
 * picture in them, in memory that V3D sees no more of than it needs.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "../av1_fg_kunit.h"
#include "../dae_check.h"
#include "av1/av1_pic.h"
#include "dae_output.h"
#include "gpu/dae_gpu_output.h"
#include "gpu_model.h"

/* Bytes of a buffer around and between its planes, multiples of 4 */
#define GPU_OUTPUT_AROUND	68
#define GPU_OUTPUT_BETWEEN	36

#define GPU_OUTPUT_BYTES	(64u << 20)

/**
 * struct gpu_output_case - a pair of formats
 * @name: for messages
 * @out: the client's
 * @bit_depth: of pictures
 * @chroma: of pictures
 */
struct gpu_output_case {
	const char *name;
	struct dae_output_format out;
	u8 bit_depth;
	enum dae_chroma chroma;
};

static const struct gpu_output_case gpu_output_cases[] = {
	{ "NV12", { .bit_depth = 8, .chroma = DAE_CHROMA_420 }, 8, DAE_CHROMA_420 },
	{ "P010", { .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_420 }, 10, DAE_CHROMA_420 },
	{ "NV12 of 4:0:0", { .bit_depth = 8, .chroma = DAE_CHROMA_420 }, 8, DAE_CHROMA_400 },
	{ "P010 of 4:0:0", { .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_420 }, 10,
	  DAE_CHROMA_400 },
	{ "P012", { .bit_depth = 12, .shift = 4, .chroma = DAE_CHROMA_420 }, 12, DAE_CHROMA_420 },
	{ "P012 of 10 bits",
	  { .bit_depth = 12, .min_depth = 9, .shift = 4, .chroma = DAE_CHROMA_420 }, 10,
	  DAE_CHROMA_420 },
	{ "NV16", { .bit_depth = 8, .chroma = DAE_CHROMA_422 }, 8, DAE_CHROMA_422 },
	{ "P210", { .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_422 }, 10, DAE_CHROMA_422 },
	{ "NV24", { .bit_depth = 8, .chroma = DAE_CHROMA_444 }, 8, DAE_CHROMA_444 },
	{ "N440", { .bit_depth = 8, .chroma = DAE_CHROMA_440 }, 8, DAE_CHROMA_440 },
	{ "P440", { .bit_depth = 12, .shift = 4, .chroma = DAE_CHROMA_440 }, 12, DAE_CHROMA_440 },
};

static void gpu_output_case_desc(const struct gpu_output_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(gpu_output, gpu_output_cases, gpu_output_case_desc);

/* Formats that film grain goes with */
static const struct gpu_output_case gpu_grain_cases[] = {
	{ "NV12", { .bit_depth = 8, .chroma = DAE_CHROMA_420 }, 8, DAE_CHROMA_420 },
	{ "P010", { .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_420 }, 10, DAE_CHROMA_420 },
	{ "NV12 of 4:0:0", { .bit_depth = 8, .chroma = DAE_CHROMA_420 }, 8, DAE_CHROMA_400 },
	{ "P012", { .bit_depth = 12, .shift = 4, .chroma = DAE_CHROMA_420 }, 12, DAE_CHROMA_420 },
	{ "P012 of 10 bits",
	  { .bit_depth = 12, .min_depth = 9, .shift = 4, .chroma = DAE_CHROMA_420 }, 10,
	  DAE_CHROMA_420 },
};

KUNIT_ARRAY_PARAM(gpu_grain, gpu_grain_cases, gpu_output_case_desc);

/**
 * struct gpu_output_run - a picture and its buffers
 * @model: of V3D
 * @frame: the picture
 * @output: what V3D is asked for
 * @out: what the core is asked for
 * @bytes: of a buffer
 * @got: that V3D writes to
 * @before: what was there before
 * @want: that the core writes to
 * @csd: dispatches
 * @num_csd: of these
 * @pic: frame context of AV1 as far as its output stage needs it, NULL without grain
 * @fg: grain for V3D
 * @strong: grain is such that everything about it matters
 * @smooth: the picture has samples close to those next to them
 */
struct gpu_output_run {
	struct gpu_model *model;
	struct dae_frame frame;
	struct dae_gpu_output output;
	struct dae_output out;
	size_t bytes;
	u8 *got;
	u8 *before;
	u8 *want;
	u32 csd[DAE_GPU_OUTPUT_DISPATCHES][DAE_GPU_CSD_WORDS];
	int num_csd;
	struct av1_pic *pic;
	struct av1_fg *fg;
	bool strong;
	bool smooth;
};

static void gpu_output_fill(void *mem, size_t bytes, u32 *seed)
{
	u32 *word = mem;
	size_t i;

	for (i = 0; i < bytes / sizeof(*word); i++)
		word[i] = dae_rnd(seed);
}

static void gpu_output_smoothen(const struct dae_frame *frame, u32 *seed)
{
	const unsigned int depth = frame->fmt.bit_depth;
	unsigned int i;
	u32 x, y;

	for (i = 0; i < frame->num_planes; i++) {
		for (y = 0; y < frame->plane[i].height; y++) {
			void *row = frame->plane[i].data + y * frame->plane[i].stride_bytes;

			for (x = 0; x < frame->plane[i].width; x++) {
				const u32 slope = (x + y) / 6 + dae_rnd(seed) % 8;
				const u32 v = (slope & 255) << (depth - 8);

				if (depth == 8)
					((u8 *)row)[x] = v;
				else
					((u16 *)row)[x] = v;
			}
		}
	}
}

static void gpu_output_picture(struct gpu_output_run *run, const struct dae_frame_format *fmt,
			       u32 *seed)
{
	const size_t bytes = dae_frame_bytes(fmt, 0);
	unsigned int i;
	void *mem;
	u32 va;

	mem = gpu_model_alloc(run->model, bytes, false, &va);
	gpu_output_fill(mem, bytes, seed);
	dae_frame_init(&run->frame, fmt, 0, mem);
	dae_noise(&run->frame, seed);
	if (run->smooth)
		gpu_output_smoothen(&run->frame, seed);
	run->output.fmt = *fmt;
	for (i = 0; i < run->frame.num_planes; i++) {
		run->output.src[i].va = va + (run->frame.plane[i].data - mem);
		run->output.src[i].stride_bytes = run->frame.plane[i].stride_bytes;
	}
}

/* Rows have @gap more bytes, rounded up. The last row ends just before the buffer does. */
static void gpu_output_buffers(struct kunit *test, struct gpu_output_run *run,
			       const struct dae_output_format *out, u32 gap, u32 *seed)
{
	const struct dae_frame_format *fmt = &run->output.fmt;
	const u32 row = dae_output_row_bytes(out, 0, fmt->width);
	u32 bytes[2], at[2], end, va, i;

	/* with an odd width, rows of chroma are longer */
	dae_output_init(&run->out, out, fmt->width, fmt->height,
			round_up(max(row, dae_output_row_bytes(out, 1, fmt->width)) + gap, 4));
	for (i = 0; i < 2; i++)
		bytes[i] = run->out.stride_bytes[i] * dae_output_num_rows(out, i, fmt->height);
	end = GPU_OUTPUT_AROUND + bytes[0] + GPU_OUTPUT_BETWEEN + bytes[1];
	run->bytes = round_up(end, 4096);
	at[0] = run->bytes - end + GPU_OUTPUT_AROUND;
	at[1] = at[0] + bytes[0] + GPU_OUTPUT_BETWEEN;

	run->got = gpu_model_alloc(run->model, run->bytes, true, &va);
	gpu_output_fill(run->got, run->bytes, seed);
	run->want = kunit_kzalloc(test, run->bytes, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, run->want);
	memcpy(run->want, run->got, run->bytes);
	run->before = kunit_kzalloc(test, run->bytes, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, run->before);
	memcpy(run->before, run->got, run->bytes);
	run->output.out = out;
	for (i = 0; i < 2; i++) {
		run->out.plane[i] = run->want + at[i];
		run->output.va[i] = va + at[i];
		run->output.stride_bytes[i] = run->out.stride_bytes[i];
	}
}

static int gpu_output_build(struct gpu_output_run *run)
{
	const size_t bytes = dae_gpu_output_bytes(&run->output.fmt, run->output.fg);
	struct dae_gpu_mem mem = { .bytes = bytes };
	void *piece;

	/* ends where the page does */
	piece = gpu_model_alloc(run->model, bytes, false, &mem.va);
	mem.data = piece + round_up(bytes, 4096) - bytes;
	mem.va += round_up(bytes, 4096) - bytes;
	run->num_csd = dae_gpu_output_build(&run->output, gpu_model_code(run->model), &mem,
					    run->csd);
	return run->num_csd;
}

/* The first byte that differs, or how many there are */
static size_t gpu_output_differs(const struct gpu_output_run *run)
{
	size_t i;

	for (i = 0; i < run->bytes && run->got[i] == run->want[i]; i++)
		;
	return i;
}

static bool gpu_output_same(struct kunit *test, const struct gpu_output_run *run)
{
	const size_t i = gpu_output_differs(run);

	if (i == run->bytes)
		return true;
	KUNIT_FAIL(test, "%u x %u: byte %zu is 0x%02x, should be 0x%02x; planes %zu, %zu by %u, %u",
		   run->out.width, run->out.height, i, run->got[i], run->want[i],
		   run->out.plane[0] - (void *)run->want, run->out.plane[1] - (void *)run->want,
		   run->out.stride_bytes[0], run->out.stride_bytes[1]);
	return false;
}

/* Noise that reaches its limits, as do samples and what their scaling depends on */
static void gpu_output_strengthen(struct av1_film_grain *grain)
{
	static const u8 luma[2][2] = { { 0, 255 }, { 255, 80 } };
	static const u8 chroma[2][2] = { { 0, 80 }, { 255, 200 } };
	unsigned int i;

	grain->from_luma = false;
	grain->overlap = true;
	grain->clip = true;
	grain->scaling_shift = 8;
	grain->grain_scale_shift = 0;
	grain->ar_lag = 1;
	grain->ar_shift = 6;
	for (i = 0; i < ARRAY_SIZE(grain->ar_y); i++)
		grain->ar_y[i] = i & 1 ? -40 : 45;
	for (i = 0; i < ARRAY_SIZE(grain->ar_uv[0]); i++) {
		grain->ar_uv[0][i] = i & 2 ? -40 : 45;
		grain->ar_uv[1][i] = i & 1 ? -40 : 45;
	}
	grain->num_y = 2;
	memcpy(grain->y, luma, sizeof(luma));
	for (i = 0; i < 2; i++) {
		grain->num_uv[i] = 2;
		memcpy(grain->uv[i], chroma, sizeof(chroma));
		grain->mult[i] = i ? -60 : 90;
		grain->luma_mult[i] = 70;
		grain->offset[i] = i ? 30 : -140;
	}
}

static void gpu_output_add_grain(struct kunit *test, struct gpu_output_run *run, u32 *seed)
{
	struct av1_pic *pic = run->pic;
	struct av1_params *params = &pic->params;

	params->fmt = run->output.fmt;
	params->seq.num_planes = run->frame.num_planes;
	params->seq.sub_x = 1;
	params->seq.sub_y = 1;
	av1_fg_random_params(seed, &params->grain, run->frame.num_planes);
	if (run->strong)
		gpu_output_strengthen(&params->grain);
	(params->fmt.bit_depth == 8 ? av1_fg_init_8bpc : av1_fg_init_16bpc)(&pic->dsp.fg);
	pic->frame = &run->frame;
	pic->out = &run->out;
	pic->mi_rows = 2 * DIV_ROUND_UP(params->fmt.height, 8);
	pic->sb_mi = 16;
	pic->sb_rows = DIV_ROUND_UP(pic->mi_rows, pic->sb_mi);
	pic->num_planes = run->frame.num_planes;
	pic->sub_x = 1;
	pic->sub_y = 1;
	pic->bit_depth = params->fmt.bit_depth;
	pic->hbd = pic->bit_depth > 8;
	pic->bd_max = dae_bd_max(pic->bit_depth);
	memset(run->fg, 0xa5, sizeof(*run->fg));
	av1_fg_prepare(run->fg, &pic->dsp.fg, params);
	run->output.fg = run->fg;
}

/* What the core makes of it */
static void gpu_output_reference(struct gpu_output_run *run)
{
	unsigned int i;

	if (!run->pic) {
		dae_output_rows(&run->out, &run->frame, 0, run->frame.fmt.height);
		return;
	}
	for (i = 0; i < run->pic->sb_rows; i++)
		av1_output_row(run->pic, i);
}

/* A frame context for grain, which takes long to be allocated */
static void gpu_output_init_grain(struct kunit *test, struct gpu_output_run *run)
{
	run->pic = kunit_kzalloc(test, sizeof(*run->pic), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, run->pic);
	run->pic->grain = kunit_kzalloc(test, AV1_GRAIN_BYTES, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, run->pic->grain);
	run->fg = kunit_kzalloc(test, sizeof(*run->fg), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, run->fg);
}

static bool gpu_output_check(struct kunit *test, struct gpu_output_run *run,
			     const struct gpu_output_case *c, u32 width, u32 height, u32 gap,
			     const struct gpu_model_mode *mode, u32 seed,
			     struct gpu_model_cost *cost)
{
	const struct dae_frame_format fmt = {
		.width = width, .height = height, .bit_depth = c->bit_depth, .chroma = c->chroma,
	};

	gpu_model_reset(run->model);
	gpu_output_picture(run, &fmt, &seed);
	gpu_output_buffers(test, run, &c->out, gap, &seed);
	if (run->pic)
		gpu_output_add_grain(test, run, &seed);
	KUNIT_EXPECT_TRUE(test, dae_gpu_output_suits(&c->out, &fmt, run->pic));
	gpu_output_build(run);
	KUNIT_ASSERT_GT(test, run->num_csd, 0);
	if (!gpu_model_run(run->model, mode, run->csd, run->num_csd, cost))
		return false;
	gpu_output_reference(run);
	return gpu_output_same(test, run);
}

static void gpu_output_check_sizes(struct kunit *test, bool grain)
{
	struct gpu_output_run run = { .model = gpu_model_new(test, 1 << 20) };
	const struct gpu_output_case *c = test->param_value;
	struct gpu_model_mode mode = {};
	u32 width, height;

	if (grain)
		gpu_output_init_grain(test, &run);
	for (width = 1; width <= 40; width++) {
		for (height = 1; height <= 40; height += 1 + (width + height) % 7) {
			mode.caches = (width + height) & 1;
			mode.seed = width % 3 ? width * 41 + height : 0;
			if (!gpu_output_check(test, &run, c, width, height, height % 9, &mode,
					      width * height, NULL))
				return;
		}
	}
}

static void gpu_output_sizes(struct kunit *test)
{
	gpu_output_check_sizes(test, false);
}

static void gpu_output_grain_sizes(struct kunit *test)
{
	gpu_output_check_sizes(test, true);
}

static void gpu_output_check_large(struct kunit *test, bool grain)
{
	static const u32 sizes[][2] = {
		{ 352, 288 }, { 2001, 3 }, { 263, 129 }, { 16384, 2 }, { 3, 16384 },
	};
	struct gpu_output_run run = { .model = gpu_model_new(test, GPU_OUTPUT_BYTES) };
	const struct gpu_output_case *c = test->param_value;
	unsigned int i;

	if (grain)
		gpu_output_init_grain(test, &run);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		const struct gpu_model_mode mode = { .caches = i & 1, .seed = i };

		if (!gpu_output_check(test, &run, c, sizes[i][0], sizes[i][1], 0, &mode, i, NULL))
			return;
	}
}

static void gpu_output_large(struct kunit *test)
{
	gpu_output_check_large(test, false);
}

static void gpu_output_grain_large(struct kunit *test)
{
	gpu_output_check_large(test, true);
}

/* What a frame of 1920 x 1080 takes; neighbours have similar samples there. */
static void gpu_output_check_1080p(struct kunit *test, bool grain)
{
	struct gpu_output_run run = {
		.model = gpu_model_new(test, GPU_OUTPUT_BYTES), .strong = true, .smooth = true,
	};
	const struct gpu_model_mode mode = {};
	struct gpu_model_cost cost;
	unsigned int i;

	if (grain)
		gpu_output_init_grain(test, &run);
	for (i = 0; i < 2; i++) {
		if (!gpu_output_check(test, &run, &gpu_output_cases[i], 1920, 1080, 0, &mode, i + 1,
				      &cost))
			return;
		kunit_info(test, "%s%s: instrs %llu batches %llu lookups %llu bytes %llu lines %llu us %llu\n",
			   gpu_output_cases[i].name, grain ? " with grain" : "",
			   (unsigned long long)cost.instrs, (unsigned long long)cost.batches,
			   (unsigned long long)cost.lookups, (unsigned long long)cost.bytes,
			   (unsigned long long)cost.lines, (unsigned long long)cost.ns / 1000);
	}
}

static void gpu_output_1080p(struct kunit *test)
{
	gpu_output_check_1080p(test, false);
}

static void gpu_output_grain_1080p(struct kunit *test)
{
	gpu_output_check_1080p(test, true);
}

/* What cannot be done is refused before anything is written. */
static void gpu_output_refused(struct kunit *test)
{
	static const struct dae_output_format yuyv = {
		.layout = DAE_OUTPUT_YUYV, .bit_depth = 8, .chroma = DAE_CHROMA_422,
	};
	static const struct dae_output_format packed = {
		.layout = DAE_OUTPUT_NV_PACKED, .bit_depth = 10, .chroma = DAE_CHROMA_420,
	};
	struct gpu_output_run run = { .model = gpu_model_new(test, 1 << 20) };
	const struct gpu_model_mode mode = {};
	struct dae_gpu_output good, *output = &run.output;
	struct dae_gpu_mem mem = {};

	gpu_output_init_grain(test, &run);
	run.strong = true;
	KUNIT_ASSERT_TRUE(test, gpu_output_check(test, &run, &gpu_output_cases[1], 66, 20, 0, &mode,
						 1, NULL));
	good = *output;
	KUNIT_EXPECT_EQ(test, 4, dae_gpu_output_build(output, gpu_model_code(run.model),
						      &(struct dae_gpu_mem){
							.data = kunit_kzalloc(test, 1 << 16, 0),
							.bytes = 1 << 16,
						      }, run.csd));
	KUNIT_EXPECT_EQ(test, -ENOMEM, dae_gpu_output_build(output, gpu_model_code(run.model), &mem,
							    run.csd));

#define GPU_OUTPUT_REFUSES(change)							\
	do {										\
		change;									\
		KUNIT_EXPECT_EQ(test, -EINVAL, gpu_output_build(&run));			\
		*output = good;								\
	} while (0)

	GPU_OUTPUT_REFUSES(output->va[0] += 2);
	GPU_OUTPUT_REFUSES(output->va[1] += 1);
	GPU_OUTPUT_REFUSES(output->va[1] = 0xffffff00);
	GPU_OUTPUT_REFUSES(output->stride_bytes[0] += 2);
	GPU_OUTPUT_REFUSES(output->stride_bytes[1] = 56);
	GPU_OUTPUT_REFUSES(output->stride_bytes[0] = 0x40000);
	GPU_OUTPUT_REFUSES(output->src[0].va += 32);
	GPU_OUTPUT_REFUSES(output->src[0].va = 0xffffffc0);
	GPU_OUTPUT_REFUSES(output->src[0].stride_bytes = 0);
	GPU_OUTPUT_REFUSES(output->src[1].stride_bytes += 64);
	GPU_OUTPUT_REFUSES(output->src[2].stride_bytes += 32);
	GPU_OUTPUT_REFUSES(output->src[2].va += 4);
	GPU_OUTPUT_REFUSES(output->fmt.width = 0);
	GPU_OUTPUT_REFUSES(output->fmt.height = 16385);
	GPU_OUTPUT_REFUSES(output->fmt.bit_depth = 8);
	GPU_OUTPUT_REFUSES(output->fmt.chroma = DAE_CHROMA_422);
	GPU_OUTPUT_REFUSES(output->out = &yuyv);
	GPU_OUTPUT_REFUSES(output->out = &packed);
#undef GPU_OUTPUT_REFUSES
	KUNIT_EXPECT_GT(test, gpu_output_build(&run), 0);
}

/* Every nth instruction in turn becomes one that does nothing, then some picture is wrong. */
#define GPU_OUTPUT_MUTANTS	41
#define GPU_OUTPUT_NOP		0x38003186bb03f000ull

static const struct gpu_output_mutant_case {
	const struct gpu_output_case *c;
	u32 width;
	u32 height;
	bool grain;
} gpu_output_mutant_cases[] = {
	{ &gpu_output_cases[0], 298, 40, false },
	{ &gpu_output_cases[5], 149, 40, false },
	{ &gpu_grain_cases[0], 71, 66, true },
	{ &gpu_grain_cases[0], 97, 33, true },
	{ &gpu_grain_cases[4], 71, 66, true },
	{ &gpu_grain_cases[4], 97, 33, true },
};

static bool gpu_output_fails(struct gpu_output_run *run, u32 va)
{
	const struct gpu_model_mode mode = { .seed = 1, .max_instrs = 20000 };
	u64 *word = gpu_model_at(run->model, va);
	const u64 old = *word;
	bool fails;

	memcpy(run->got, run->before, run->bytes);
	*word = GPU_OUTPUT_NOP;
	fails = !gpu_model_run(run->model, &mode, run->csd, run->num_csd, NULL) ||
		gpu_output_differs(run) < run->bytes;
	*word = old;
	return fails;
}

/* Whether a picture needs the shader that is at @va */
static bool gpu_output_uses(const struct gpu_output_run *run, u32 va)
{
	const struct dae_gpu_code *code = gpu_model_code(run->model);
	u32 cfg5 = 0;
	int i;

	for (i = 0; i < DAE_GPU_SHADERS; i++)
		if (code->cfg5[i] <= va + 7 && code->cfg5[i] > cfg5)
			cfg5 = code->cfg5[i];
	for (i = 0; i < run->num_csd && run->csd[i][5] != cfg5; i++)
		;
	return i < run->num_csd;
}

static void gpu_output_mutants(struct kunit *test)
{
	static struct gpu_output_run runs[ARRAY_SIZE(gpu_output_mutant_cases)];
	const struct gpu_model_mode mode = {};
	unsigned int i, used, tried = 0, missed = 0;
	u32 va, end;

	for (i = 0; i < ARRAY_SIZE(runs); i++) {
		const struct gpu_output_mutant_case *c = &gpu_output_mutant_cases[i];

		runs[i] = (struct gpu_output_run){
			.model = gpu_model_new(test, 1 << 20), .strong = true,
		};
		if (c->grain)
			gpu_output_init_grain(test, &runs[i]);
		if (!gpu_output_check(test, &runs[i], c->c, c->width, c->height, 0, &mode, i, NULL))
			return;
		gpu_model_quiet(runs[i].model);
	}
	va = round_down(gpu_model_code(runs[0].model)->cfg5[0], 8);
	for (end = va + dae_gpu_code_bytes(); va < end; va += 8 * GPU_OUTPUT_MUTANTS) {
		if (*(u64 *)gpu_model_at(runs[0].model, va) == GPU_OUTPUT_NOP ||
		    !*(u64 *)gpu_model_at(runs[0].model, va))
			continue;
		for (i = 0, used = 0; i < ARRAY_SIZE(runs); i++) {
			if (!gpu_output_uses(&runs[i], va))
				continue;
			used++;
			if (gpu_output_fails(&runs[i], va))
				break;
		}
		tried += used > 0;
		if (!used)
			continue;
		if (i < ARRAY_SIZE(runs))
			continue;
		missed++;
		if (GPU_OUTPUT_MUTANTS == 1)
			printf("# 0x%08x\n", va);
	}
	kunit_info(test, "%u changed programs, %u still right\n", tried, missed);
	KUNIT_EXPECT_GT(test, tried, 20);
	KUNIT_EXPECT_LE(test, missed * 10, tried);
}

static struct kunit_case gpu_output_kunit_cases[] = {
	KUNIT_CASE_PARAM(gpu_output_sizes, gpu_output_gen_params),
	KUNIT_CASE_PARAM(gpu_output_large, gpu_output_gen_params),
	KUNIT_CASE(gpu_output_1080p),
	KUNIT_CASE_PARAM(gpu_output_grain_sizes, gpu_grain_gen_params),
	KUNIT_CASE_PARAM(gpu_output_grain_large, gpu_grain_gen_params),
	KUNIT_CASE(gpu_output_grain_1080p),
	KUNIT_CASE(gpu_output_refused),
	KUNIT_CASE_SLOW(gpu_output_mutants),
	{}
};

static struct kunit_suite gpu_output_suite = {
	.name = "gpu_output",
	.test_cases = gpu_output_kunit_cases,
};

kunit_test_suite(gpu_output_suite);
