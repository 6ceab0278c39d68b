// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's loop filter on V3D against the sample operations of the core, which filter the same
 * edges one by one: frames of all sizes, cut into transforms at random, in memory that V3D sees
 * no more of than it needs.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "../dae_check.h"
#include "av1/av1_dsp.h"
#include "gpu/dae_gpu_av1_lf.h"
#include "gpu_model.h"

#define GPU_LF_BYTES	(96u << 20)
#define GPU_LF_PAGE	4096
/* Transforms and frames come in blocks of so many samples. */
#define GPU_LF_BLOCK	64

/**
 * struct gpu_lf_case - a format
 * @name: for messages
 * @bit_depth: of samples
 * @chroma: subsampling
 */
struct gpu_lf_case {
	const char *name;
	u8 bit_depth;
	enum dae_chroma chroma;
};

static const struct gpu_lf_case gpu_lf_cases[] = {
	{ "8 bits, 4:2:0", 8, DAE_CHROMA_420 },
	{ "10 bits, 4:2:0", 10, DAE_CHROMA_420 },
	{ "8 bits, 4:0:0", 8, DAE_CHROMA_400 },
	{ "10 bits, 4:0:0", 10, DAE_CHROMA_400 },
	{ "12 bits, 4:2:2", 12, DAE_CHROMA_422 },
	{ "8 bits, 4:4:4", 8, DAE_CHROMA_444 },
};

static void gpu_lf_case_desc(const struct gpu_lf_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(gpu_lf, gpu_lf_cases, gpu_lf_case_desc);

/**
 * struct gpu_lf_frame - a frame that both sides see
 * @frame: the frame
 * @mem: its memory
 * @va: where V3D sees it
 */
struct gpu_lf_frame {
	struct dae_frame frame;
	u8 *mem;
	u32 va;
};

/**
 * struct gpu_lf_run - what is filtered
 * @model: of V3D
 * @fmt: of frames
 * @dsp: sample operations for it
 * @bytes: of a frame
 * @rec: what V3D reads
 * @tmp: what it has between
 * @dst: what it writes
 * @before: what there was
 * @want: what the CPU makes of @rec
 * @map: edges
 * @map_va: where V3D sees them
 * @lf: what V3D is asked for
 * @csd: dispatches
 * @num_csd: of these
 */
struct gpu_lf_run {
	struct gpu_model *model;
	struct dae_frame_format fmt;
	struct av1_dsp dsp;
	size_t bytes;
	struct gpu_lf_frame rec;
	struct gpu_lf_frame tmp;
	struct gpu_lf_frame dst;
	u8 *before;
	struct gpu_lf_frame want;
	struct av1_lf_map map;
	u32 map_va;
	struct dae_gpu_av1_lf lf;
	u32 csd[DAE_GPU_AV1_LF_DISPATCHES][DAE_GPU_CSD_WORDS];
	int num_csd;
};

/* What decides about edges */
enum gpu_lf_edges {
	GPU_LF_RANDOM,	/* transforms and levels at random */
	GPU_LF_8,	/* transforms of 8x8, all of them filtered */
	GPU_LF_FEW,	/* blocks of 64x64 */
	GPU_LF_HOSTILE,	/* bytes at random */
};

/* Samples that differ by up to @range, around a value that changes every 16 of them */
static void gpu_lf_fill(struct gpu_lf_run *run, const struct dae_frame *frame, u32 *seed)
{
	static const u8 ranges[] = { 1, 2, 3, 4, 6, 10, 20, 255 };
	const u32 max = (1u << run->fmt.bit_depth) - 1, unit = run->fmt.bit_depth - 8;
	const struct dae_plane *plane;
	u32 x, y, base, range, step, value;
	unsigned int i;

	for (i = 0; i < frame->num_planes; i++) {
		plane = &frame->plane[i];
		for (y = 0; y < round_up(plane->height, GPU_LF_BLOCK / 2); y++) {
			base = 0;
			range = 1;
			for (x = 0; x < plane->stride_bytes >> (unit > 0); x++) {
				if (x % 16 == 0) {
					/* the same for a while downwards */
					u32 same = (x >> 4) * 977 + (y >> 4) * 131 + *seed % 7;

					step = dae_below(&same, 4);
					base = dae_below(&same, 8) ? 100 + 8 * step :
					       dae_below(&same, 2) * 255;
					if (!dae_below(&same, 4))
						base = 60 + dae_below(&same, 120);
					range = ranges[dae_below(&same, ARRAY_SIZE(ranges))];
				}
				value = (base << unit) + dae_below(seed, range << unit);
				value = min(value, max);
				if (unit)
					((u16 *)(plane->data + y * plane->stride_bytes))[x] = value;
				else
					((u8 *)(plane->data + y * plane->stride_bytes))[x] = value;
			}
		}
	}
}

static void gpu_lf_frame_init(struct gpu_lf_run *run, struct gpu_lf_frame *f, bool writeable)
{
	const size_t pages = round_up(run->bytes, GPU_LF_PAGE);

	/* ends where the page does */
	f->mem = (u8 *)gpu_model_alloc(run->model, pages, writeable, &f->va) + pages - run->bytes;
	f->va += pages - run->bytes;
	dae_frame_init(&f->frame, &run->fmt, 0, f->mem);
}

/* Transforms of a plane: [row][column] of 4x4 samples, log2 of their width and height, less 2 */
struct gpu_lf_tx {
	u8 w[GPU_LF_BLOCK / 4][GPU_LF_BLOCK / 4];
	u8 h[GPU_LF_BLOCK / 4][GPU_LF_BLOCK / 4];
	u8 level[GPU_LF_BLOCK / 4][GPU_LF_BLOCK / 4];
};

/* Cuts a block of @w by @h at (@x, @y), all log2, into transforms. */
static void gpu_lf_cut(struct gpu_lf_tx *tx, u32 x, u32 y, u32 w, u32 h, u32 *seed)
{
	const u32 how = dae_below(seed, 5);
	u32 i, j, level;

	if (w > h + 2 || (w && how == 1)) {
		gpu_lf_cut(tx, x, y, w - 1, h, seed);
		gpu_lf_cut(tx, x + (1 << (w - 1)), y, w - 1, h, seed);
		return;
	}
	if (h > w + 2 || (h && how == 2)) {
		gpu_lf_cut(tx, x, y, w, h - 1, seed);
		gpu_lf_cut(tx, x, y + (1 << (h - 1)), w, h - 1, seed);
		return;
	}
	if (w && h && how >= 3) {
		gpu_lf_cut(tx, x, y, w, h - 1, seed);
		gpu_lf_cut(tx, x, y + (1 << (h - 1)), w, h - 1, seed);
		return;
	}
	level = dae_below(seed, 4) ? dae_below(seed, 64) : 0;
	for (i = y; i < y + (1 << h); i++) {
		for (j = x; j < x + (1 << w); j++) {
			tx->w[i][j] = w;
			tx->h[i][j] = h;
			tx->level[i][j] = level;
		}
	}
}

/* One size for all, log2 */
static void gpu_lf_one_size(struct gpu_lf_tx *tx, u32 size, u32 level)
{
	memset(tx->w, size, sizeof(tx->w));
	memset(tx->h, size, sizeof(tx->h));
	memset(tx->level, level, sizeof(tx->level));
}

static u8 *gpu_lf_map_at(const struct gpu_lf_run *run, unsigned int plane, enum av1_edge edge,
			 u32 x4, u32 y4)
{
	const struct av1_lf_map_edges *edges = &run->map.edges[plane][edge];

	x4 += edge == AV1_EDGE_VERT ? AV1_LF_MAP_BEFORE : 0;
	y4 += edge == AV1_EDGE_HOR ? AV1_LF_MAP_BEFORE : 0;
	return run->map.data + edges->offset + y4 * edges->stride + x4;
}

static void gpu_lf_edge(struct gpu_lf_run *run, unsigned int plane, enum av1_edge edge, u32 x4,
			u32 y4, u32 size, u32 level)
{
	static const u8 luma[] = { AV1_LF_4, AV1_LF_8, AV1_LF_14, AV1_LF_14, AV1_LF_14 };
	static const u8 chroma[] = { AV1_LF_4, AV1_LF_6, AV1_LF_6, AV1_LF_6, AV1_LF_6 };

	if (level)
		*gpu_lf_map_at(run, plane, edge, x4, y4) =
			AV1_LF_MAP(level, plane ? chroma[size] : luma[size]);
}

/* The edges of a plane */
static void gpu_lf_map_plane(struct gpu_lf_run *run, unsigned int i, enum gpu_lf_edges how,
			     u32 *seed)
{
	const u32 step = GPU_LF_BLOCK / 4;
	const u32 cols = DIV_ROUND_UP(run->rec.frame.plane[i].width, 4);
	const u32 rows = DIV_ROUND_UP(run->rec.frame.plane[i].height, 4);
	const u32 blocks = DIV_ROUND_UP(cols, step);
	struct gpu_lf_tx *line = calloc(blocks, sizeof(*line)), *above;
	struct gpu_lf_tx *before = calloc(blocks, sizeof(*line)), *tx;
	u32 x, y, k, left, up;

	for (y = 0; y < rows; y++) {
		if (y % step == 0) {
			above = before;
			before = line;
			line = above;
			for (k = 0; k < blocks; k++) {
				if (how == GPU_LF_RANDOM)
					gpu_lf_cut(&line[k], 0, 0, 4, 4, seed);
				else
					gpu_lf_one_size(&line[k], how == GPU_LF_8 ? 1 : 4, 30);
			}
		}
		for (x = 0; x < cols; x++) {
			tx = &line[x / step];
			k = tx->w[y % step][x % step];
			if (x && x % (1 << k) == 0) {
				left = line[(x - 1) / step].w[y % step][(x - 1) % step];
				gpu_lf_edge(run, i, AV1_EDGE_VERT, x, y, min(k, left),
					    tx->level[y % step][x % step]);
			}
			k = tx->h[y % step][x % step];
			if (y && y % (1 << k) == 0) {
				above = y % step ? line : before;
				up = above[x / step].h[(y - 1) % step][x % step];
				gpu_lf_edge(run, i, AV1_EDGE_HOR, x, y, min(k, up),
					    tx->level[y % step][x % step]);
			}
		}
	}
	free(line);
	free(before);
}

static void gpu_lf_map(struct gpu_lf_run *run, enum gpu_lf_edges how, u32 *seed)
{
	const size_t bytes = av1_lf_map_bytes(&run->fmt);
	const size_t pages = round_up(bytes, GPU_LF_PAGE);
	unsigned int i;
	size_t at;

	/* ends where the page does */
	run->map.data = (u8 *)gpu_model_alloc(run->model, pages, false, &run->map_va) +
			pages - bytes;
	run->map_va += pages - bytes;
	av1_lf_map_init(&run->map, &run->fmt);
	for (at = 0; at < bytes && how == GPU_LF_HOSTILE; at++)
		run->map.data[at] = dae_rnd(seed);
	for (i = 0; i < run->rec.frame.num_planes && how != GPU_LF_HOSTILE; i++)
		gpu_lf_map_plane(run, i, how, seed);
}

/* All edges of a plane in one direction, one by one */
static void gpu_lf_filter(struct gpu_lf_run *run, unsigned int i, enum av1_edge edge)
{
	const struct dae_plane *plane = &run->want.frame.plane[i];
	const u32 sharpness = run->lf.sharpness, hbd = run->fmt.bit_depth > 8;
	u32 x, y, level, limit;
	u8 how;

	for (y = 0; y < DIV_ROUND_UP(plane->height, 4); y++) {
		for (x = 0; x < DIV_ROUND_UP(plane->width, 4); x++) {
			how = *gpu_lf_map_at(run, i, edge, x, y);
			level = how >> 2;
			if (!how)
				continue;
			limit = level >> (sharpness > 4 ? 2 : sharpness > 0);
			if (sharpness)
				limit = min(limit, 9 - sharpness);
			limit = max(limit, 1u);
			run->dsp.lf.lf[how & 3][edge]((u8 *)plane->data +
						      4 * y * plane->stride_bytes +
						      (4 * x << hbd), plane->stride_bytes, 4,
						      2 * (level + 2) + limit, limit, level >> 4,
						      (1 << run->fmt.bit_depth) - 1);
		}
	}
}

static bool gpu_lf_same_bytes(struct kunit *test, const struct gpu_lf_run *run, const char *what,
			      unsigned int number, const u8 *got, const u8 *want, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes && got[i] == want[i]; i++)
		;
	if (i == bytes)
		return true;
	KUNIT_FAIL(test, "%u x %u, %s %u: byte %zu is 0x%02x, should be 0x%02x", run->fmt.width,
		   run->fmt.height, what, number, i, got[i], want[i]);
	return false;
}

/* Samples are those of the CPU, and what is not part of any row has not changed. */
static bool gpu_lf_same(struct kunit *test, const struct gpu_lf_run *run, bool samples)
{
	const bool hbd = run->fmt.bit_depth > 8;
	const struct dae_plane *plane;
	unsigned int i;
	u32 y, at;

	for (i = 0; i < run->dst.frame.num_planes; i++) {
		plane = &run->dst.frame.plane[i];
		for (y = 0; y < plane->height; y++) {
			at = (u8 *)plane->data + y * plane->stride_bytes - run->dst.mem;
			if (samples && !gpu_lf_same_bytes(test, run, "row", y, run->dst.mem + at,
							  run->want.mem + at,
							  plane->width << hbd)) {
				kunit_info(test, "plane %u\n", i);
				return false;
			}
			memcpy(run->before + at, run->dst.mem + at, plane->stride_bytes);
		}
	}
	return gpu_lf_same_bytes(test, run, "frame", 0, run->dst.mem, run->before, run->bytes);
}

static int gpu_lf_build(struct gpu_lf_run *run)
{
	const size_t bytes = dae_gpu_av1_lf_bytes(), pages = round_up(bytes, GPU_LF_PAGE);
	struct dae_gpu_mem mem = { .bytes = bytes };
	struct dae_gpu_av1_lf *lf = &run->lf;
	const struct gpu_lf_frame *frames[] = { &run->rec, &run->tmp, &run->dst };
	struct dae_gpu_plane planes[3];
	unsigned int i, k;

	lf->num_planes = run->rec.frame.num_planes;
	lf->bit_depth = run->fmt.bit_depth;
	for (i = 0; i < lf->num_planes; i++) {
		for (k = 0; k < 3; k++) {
			const struct dae_plane *plane = &frames[k]->frame.plane[i];

			planes[k].va = frames[k]->va + ((u8 *)plane->data - frames[k]->mem);
			planes[k].stride_bytes = plane->stride_bytes;
		}
		lf->planes[i] = (struct dae_gpu_av1_lf_plane) {
			.rec = planes[0],
			.tmp = planes[1],
			.dst = planes[2],
			.width = run->rec.frame.plane[i].width,
			.height = run->rec.frame.plane[i].height,
			.vert = true,
		};
		for (k = 0; k < AV1_EDGES; k++) {
			lf->planes[i].map_va[k] = run->map_va + run->map.edges[i][k].offset;
			lf->planes[i].map_stride[k] = run->map.edges[i][k].stride;
		}
	}
	mem.data = gpu_model_alloc(run->model, bytes, false, &mem.va) + pages - bytes;
	mem.va += pages - bytes;
	run->num_csd = dae_gpu_av1_lf_build(gpu_model_code(run->model), &mem, lf, run->csd,
					    DAE_GPU_AV1_LF_DISPATCHES);
	return run->num_csd;
}

static bool gpu_lf_check(struct kunit *test, struct gpu_model *model, const struct gpu_lf_case *c,
			 u32 width, u32 height, enum gpu_lf_edges how,
			 const struct gpu_model_mode *mode, u32 seed, struct gpu_model_cost *cost)
{
	struct gpu_lf_run run = {
		.model = model,
		.fmt = {
			.width = width, .height = height, .bit_depth = c->bit_depth,
			.chroma = c->chroma, .block = GPU_LF_BLOCK,
		},
	};
	unsigned int i;
	size_t at;
	bool same;

	gpu_model_reset(model);
	run.bytes = dae_frame_bytes(&run.fmt, 0);
	run.lf.sharpness = dae_below(&seed, 8);
	av1_dsp_init(&run.dsp, c->bit_depth, 0);
	gpu_lf_frame_init(&run, &run.rec, false);
	gpu_lf_frame_init(&run, &run.tmp, true);
	gpu_lf_frame_init(&run, &run.dst, true);
	gpu_lf_frame_init(&run, &run.want, false);
	run.before = kunit_kzalloc(test, run.bytes, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, run.before);
	gpu_lf_fill(&run, &run.rec.frame, &seed);
	gpu_lf_map(&run, how, &seed);
	for (at = 0; at < run.bytes; at++) {
		run.dst.mem[at] = dae_rnd(&seed);
		run.tmp.mem[at] = ~run.dst.mem[at];
	}
	memcpy(run.before, run.dst.mem, run.bytes);
	memcpy(run.want.mem, run.rec.mem, run.bytes);
	for (i = 0; i < run.rec.frame.num_planes && how != GPU_LF_HOSTILE; i++) {
		gpu_lf_filter(&run, i, AV1_EDGE_VERT);
		gpu_lf_filter(&run, i, AV1_EDGE_HOR);
	}

	KUNIT_EXPECT_TRUE(test, dae_gpu_av1_lf_suits(&run.fmt));
	KUNIT_ASSERT_EQ(test, gpu_lf_build(&run), 2 * (int)run.lf.num_planes);
	same = gpu_model_run(model, mode, run.csd, run.num_csd, cost) &&
	       gpu_lf_same(test, &run, how != GPU_LF_HOSTILE);
	if (!same)
		kunit_info(test, "sharpness %u\n", run.lf.sharpness);
	return same;
}

static void gpu_lf_sizes(struct kunit *test)
{
	const struct gpu_lf_case *c = test->param_value;
	struct gpu_model *model = gpu_model_new(test, 1 << 20);
	struct gpu_model_mode mode = {};
	u32 width, height;

	for (width = 1; width <= 70; width++) {
		for (height = 1; height <= 70; height += 1 + (width + height) % 29) {
			mode.caches = (width + height) & 1;
			mode.seed = width % 3 ? width * 71 + height : 0;
			if (!gpu_lf_check(test, model, c, width, height, GPU_LF_RANDOM, &mode,
					  width * 71 + height, NULL))
				return;
		}
	}
}

static void gpu_lf_large(struct kunit *test)
{
	static const u32 sizes[][2] = {
		{ 352, 288 }, { 8, 1000 }, { 1001, 6 }, { 513, 130 }, { 258, 257 }, { 256, 200 },
	};
	const struct gpu_lf_case *c = test->param_value;
	struct gpu_model *model = gpu_model_new(test, GPU_LF_BYTES);
	unsigned int i;

	for (i = 0; i < 2 * ARRAY_SIZE(sizes); i++) {
		const struct gpu_model_mode mode = { .caches = i & 1, .seed = i };
		const u32 *size = sizes[i % ARRAY_SIZE(sizes)];

		if (!gpu_lf_check(test, model, c, size[0], size[1], GPU_LF_RANDOM, &mode, i, NULL))
			return;
	}
}

/* Whatever the map has, there is no access where there should be none, and an end. */
static void gpu_lf_hostile(struct kunit *test)
{
	const struct gpu_lf_case *c = test->param_value;
	struct gpu_model *model = gpu_model_new(test, GPU_LF_BYTES);
	u32 i, seed = 1;

	for (i = 0; i < 30; i++) {
		const struct gpu_model_mode mode = { .caches = i & 1, .seed = i };
		const u32 width = 1 + dae_below(&seed, i < 25 ? 80 : 600);
		const u32 height = 1 + dae_below(&seed, i < 25 ? 80 : 300);

		if (!gpu_lf_check(test, model, c, width, height, GPU_LF_HOSTILE, &mode, i, NULL))
			return;
	}
}

static void gpu_lf_1080p(struct kunit *test)
{
	static const char * const names[] = { [GPU_LF_8] = "8x8", [GPU_LF_FEW] = "64x64" };
	struct gpu_model *model = gpu_model_new(test, GPU_LF_BYTES);
	const struct gpu_model_mode mode = {};
	struct gpu_model_cost cost;
	enum gpu_lf_edges how;
	unsigned int i;

	for (i = 0; i < 4; i++) {
		const struct gpu_lf_case *c = &gpu_lf_cases[i & 1];

		how = i / 2 ? GPU_LF_FEW : GPU_LF_8;
		if (!gpu_lf_check(test, model, c, 1920, 1080, how, &mode, i, &cost))
			return;
		kunit_info(test, "%s, %s: instrs %llu batches %llu lookups %llu bytes %llu lines %llu us %llu\n",
			   c->name, names[how], (unsigned long long)cost.instrs,
			   (unsigned long long)cost.batches, (unsigned long long)cost.lookups,
			   (unsigned long long)cost.bytes, (unsigned long long)cost.lines,
			   (unsigned long long)cost.ns / 1000);
	}
}

static struct kunit_case gpu_lf_kunit_cases[] = {
	KUNIT_CASE_PARAM(gpu_lf_sizes, gpu_lf_gen_params),
	KUNIT_CASE_PARAM(gpu_lf_large, gpu_lf_gen_params),
	KUNIT_CASE_PARAM(gpu_lf_hostile, gpu_lf_gen_params),
	KUNIT_CASE(gpu_lf_1080p),
	{}
};

static struct kunit_suite gpu_lf_suite = {
	.name = "gpu_av1_lf",
	.test_cases = gpu_lf_kunit_cases,
};

kunit_test_suite(gpu_lf_suite);
