// SPDX-License-Identifier: GPL-2.0
/*
 * Dispatches of AV1's loop filter. Vertical edges go from one frame to the next, horizontal ones
 * from that to the third: edges of the same direction do not reach each other's samples, so
 * that all can be filtered at once.
 */
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "dae_gpu_av1_lf.h"
#include "shaders/av1_lf_hor_16bpc.h"
#include "shaders/av1_lf_hor_8bpc.h"
#include "shaders/av1_lf_vert_16bpc.h"
#include "shaders/av1_lf_vert_8bpc.h"

/* Samples of a row, and rows */
#define DAE_GPU_AV1_LF_MAX	16384

/* Strides are factors of 24 bits. */
#define DAE_GPU_AV1_LF_STRIDE	0x100000

/* Columns of a lane and rows of a step: what AV1_LF_MAP_STEP edges of a map are for */
#define DAE_GPU_AV1_LF_STEP	16

/* What reads vertical edges of a row: 4 lookups of 4 words each */
#define DAE_GPU_AV1_LF_VEC4	0xfcfcfcfc

/*
 * Batches of a plane, at least, if it has that many, and their steps down: each has one more
 * than it writes.
 */
#define DAE_GPU_AV1_LF_BATCHES	96
#define DAE_GPU_AV1_LF_STEPS	8

/* Both halves of a word */
#define DAE_GPU_AV1_LF_HALVES	0x00010001u

/* For a branch that goes back to the word @to of the uniforms: what the word @at has to be */
#define UNIF_BACK(at, to)	(4 * ((to) - (at) - 1))

/* Programs for both sample sizes have the same uniforms. */
#define SAME_UNIF(dir, name)						\
	static_assert((u32)AV1_LF_##dir##_8BPC_UNIF_##name ==		\
		      (u32)AV1_LF_##dir##_16BPC_UNIF_##name)

SAME_UNIF(VERT, AGAIN);
SAME_UNIF(VERT, SHARP);
SAME_UNIF(HOR, SHARP);
static_assert((u32)AV1_LF_VERT_8BPC_UNIFS == (u32)AV1_LF_VERT_16BPC_UNIFS);
static_assert((u32)AV1_LF_HOR_8BPC_UNIFS == (u32)AV1_LF_HOR_16BPC_UNIFS);

/**
 * struct dae_gpu_av1_lf_build - what functions below share
 * @lf: the frame
 * @code: the shaders
 * @mem: where uniforms go
 * @csd: dispatches
 * @max: room for them
 * @count: of these, so far
 */
struct dae_gpu_av1_lf_build {
	const struct dae_gpu_av1_lf *lf;
	const struct dae_gpu_code *code;
	struct dae_gpu_mem *mem;
	u32 (*csd)[DAE_GPU_CSD_WORDS];
	unsigned int max;
	unsigned int count;
};

bool dae_gpu_av1_lf_suits(const struct dae_frame_format *fmt)
{
	return fmt->bit_depth == 8 || fmt->bit_depth == 10 || fmt->bit_depth == 12;
}

size_t dae_gpu_av1_lf_bytes(void)
{
	return 3 * (DAE_GPU_PIECE_BYTES(AV1_LF_VERT_8BPC_UNIFS * sizeof(u32)) +
		    DAE_GPU_PIECE_BYTES(AV1_LF_HOR_8BPC_UNIFS * sizeof(u32)));
}

/* What filters of the depth are told of samples */
static u32 dae_gpu_av1_lf_units(const struct dae_gpu_av1_lf_build *b)
{
	return DAE_GPU_AV1_LF_HALVES << (b->lf->bit_depth - 8);
}

static u32 dae_gpu_av1_lf_samples(const struct dae_gpu_av1_lf_build *b)
{
	return DAE_GPU_AV1_LF_HALVES * ((1 << b->lf->bit_depth) - 1);
}

static u32 dae_gpu_av1_lf_flat(const struct dae_gpu_av1_lf_build *b)
{
	return dae_gpu_av1_lf_units(b) + 0x8000 * DAE_GPU_AV1_LF_HALVES;
}

/* How limits come from levels (7.14.4): no more than the upper half, after the shift below */
static u32 dae_gpu_av1_lf_sharp(const struct dae_gpu_av1_lf_build *b)
{
	const u32 sharpness = b->lf->sharpness;

	return (sharpness ? 9 - sharpness : 63) << 16 | ((sharpness > 0) + (sharpness > 4));
}

static int dae_gpu_av1_lf_dispatch(struct dae_gpu_av1_lf_build *b, enum dae_gpu_shader shader,
				   const u32 *unif, u32 num_unifs, u32 x, u32 y)
{
	void *piece;
	u32 va;

	if (b->count == b->max)
		return -ENOSPC;
	piece = dae_gpu_mem_take(b->mem, num_unifs * sizeof(u32), &va);
	if (!piece)
		return -ENOMEM;
	memcpy(piece, unif, num_unifs * sizeof(u32));
	dae_gpu_dispatch(b->csd[b->count++], b->code->cfg5[shader], va, x, y);
	return 0;
}

static int dae_gpu_av1_lf_vert(struct dae_gpu_av1_lf_build *b,
			       const struct dae_gpu_av1_lf_plane *plane)
{
	const bool hbd = b->lf->bit_depth > 8;
	const u32 width = round_up(plane->width, DAE_GPU_AV1_LF_STEP) << hbd;
	const u32 rows = round_up(plane->height, DAE_GPU_AV1_LF_STEP);
	const u32 unif[AV1_LF_VERT_8BPC_UNIFS] = {
		[AV1_LF_VERT_8BPC_UNIF_STRIDE] = plane->rec.stride_bytes,
		[AV1_LF_VERT_8BPC_UNIF_SRC] = plane->rec.va,
		[AV1_LF_VERT_8BPC_UNIF_DST] = plane->tmp.va,
		[AV1_LF_VERT_8BPC_UNIF_MAP_STRIDE] = plane->map_stride[AV1_EDGE_VERT],
		[AV1_LF_VERT_8BPC_UNIF_MAP] = plane->map_va[AV1_EDGE_VERT],
		[AV1_LF_VERT_8BPC_UNIF_LAST] = width - (DAE_GPU_AV1_LF_STEP / 2 << hbd),
		[AV1_LF_VERT_8BPC_UNIF_WIDTH] = width,
		[AV1_LF_VERT_8BPC_UNIF_SAMPLES] = dae_gpu_av1_lf_samples(b),
		[AV1_LF_VERT_8BPC_UNIF_ONES] = DAE_GPU_AV1_LF_HALVES,
		[AV1_LF_VERT_8BPC_UNIF_UNITS] = dae_gpu_av1_lf_units(b),
		[AV1_LF_VERT_8BPC_UNIF_K_FLAT] = dae_gpu_av1_lf_flat(b),
		[AV1_LF_VERT_8BPC_UNIF_SHARP] = dae_gpu_av1_lf_sharp(b),
		[AV1_LF_VERT_8BPC_UNIF_LOADS] = DAE_GPU_AV1_LF_VEC4,
		[AV1_LF_VERT_8BPC_UNIF_STORES] = DAE_GPU_AV1_LF_VEC4,
		[AV1_LF_VERT_8BPC_UNIF_AGAIN] = UNIF_BACK(AV1_LF_VERT_8BPC_UNIF_AGAIN,
							  AV1_LF_VERT_8BPC_UNIF_LOADS),
	};

	return dae_gpu_av1_lf_dispatch(b, hbd ? DAE_GPU_AV1_LF_VERT_16BPC :
						DAE_GPU_AV1_LF_VERT_8BPC,
				       unif, AV1_LF_VERT_8BPC_UNIFS, rows / (hbd ? 2 : 4), 1);
}

static int dae_gpu_av1_lf_hor(struct dae_gpu_av1_lf_build *b,
			      const struct dae_gpu_av1_lf_plane *plane)
{
	const bool hbd = b->lf->bit_depth > 8;
	const u32 words = DIV_ROUND_UP(plane->width, hbd ? 2 : 4);
	const u32 columns = DIV_ROUND_UP(words, DAE_GPU_LANES);
	const u32 steps = DIV_ROUND_UP(plane->height, DAE_GPU_AV1_LF_STEP);
	const u32 part = max(DIV_ROUND_UP(steps * columns, DAE_GPU_AV1_LF_BATCHES),
			     DAE_GPU_AV1_LF_STEPS);
	const struct dae_gpu_plane *src = plane->vert ? &plane->tmp : &plane->rec;
	const u32 unif[AV1_LF_HOR_8BPC_UNIFS] = {
		[AV1_LF_HOR_8BPC_UNIF_WORDS] = words,
		[AV1_LF_HOR_8BPC_UNIF_PART] = part,
		[AV1_LF_HOR_8BPC_UNIF_STEPS] = steps,
		[AV1_LF_HOR_8BPC_UNIF_HEIGHT] = plane->height,
		[AV1_LF_HOR_8BPC_UNIF_LAST] = steps * DAE_GPU_AV1_LF_STEP - 1,
		[AV1_LF_HOR_8BPC_UNIF_MAP_STRIDE] = plane->map_stride[AV1_EDGE_HOR],
		[AV1_LF_HOR_8BPC_UNIF_SRC] = src->va,
		[AV1_LF_HOR_8BPC_UNIF_DST] = plane->dst.va,
		[AV1_LF_HOR_8BPC_UNIF_STRIDE] = plane->rec.stride_bytes,
		[AV1_LF_HOR_8BPC_UNIF_MAP] = plane->map_va[AV1_EDGE_HOR],
		[AV1_LF_HOR_8BPC_UNIF_SAMPLES] = dae_gpu_av1_lf_samples(b),
		[AV1_LF_HOR_8BPC_UNIF_ONES] = DAE_GPU_AV1_LF_HALVES,
		[AV1_LF_HOR_8BPC_UNIF_UNITS] = dae_gpu_av1_lf_units(b),
		[AV1_LF_HOR_8BPC_UNIF_K_FLAT] = dae_gpu_av1_lf_flat(b),
		[AV1_LF_HOR_8BPC_UNIF_SHARP] = dae_gpu_av1_lf_sharp(b),
	};

	return dae_gpu_av1_lf_dispatch(b, hbd ? DAE_GPU_AV1_LF_HOR_16BPC :
						DAE_GPU_AV1_LF_HOR_8BPC,
				       unif, AV1_LF_HOR_8BPC_UNIFS, columns,
				       DIV_ROUND_UP(steps, part));
}

/* Whether addresses are such as shaders take for granted */
static bool dae_gpu_av1_lf_plane_is_valid(const struct dae_gpu_av1_lf *lf,
					  const struct dae_gpu_av1_lf_plane *plane)
{
	const bool hbd = lf->bit_depth > 8;
	const u32 stride = plane->rec.stride_bytes;
	u32 cols, vas;

	if (!plane->width || plane->width > DAE_GPU_AV1_LF_MAX ||
	    !plane->height || plane->height > DAE_GPU_AV1_LF_MAX)
		return false;
	cols = DIV_ROUND_UP(plane->width, DAE_GPU_AV1_LF_STEP);
	vas = plane->rec.va | plane->dst.va | plane->dst.stride_bytes | stride |
	      plane->map_va[AV1_EDGE_HOR] | plane->map_stride[AV1_EDGE_HOR];
	if (plane->dst.stride_bytes != stride || stride > DAE_GPU_AV1_LF_STRIDE ||
	    stride < cols * DAE_GPU_AV1_LF_STEP << hbd ||
	    plane->map_stride[AV1_EDGE_HOR] < cols * AV1_LF_MAP_STEP ||
	    plane->map_stride[AV1_EDGE_HOR] > DAE_GPU_AV1_LF_STRIDE)
		return false;
	if (plane->vert) {
		vas |= plane->tmp.va | plane->map_va[AV1_EDGE_VERT] |
		       plane->map_stride[AV1_EDGE_VERT];
		if (plane->tmp.stride_bytes != stride ||
		    plane->map_stride[AV1_EDGE_VERT] < (cols + 1) * AV1_LF_MAP_STEP ||
		    plane->map_stride[AV1_EDGE_VERT] > DAE_GPU_AV1_LF_STRIDE)
			return false;
	}
	return vas % 64 == 0;
}

int dae_gpu_av1_lf_build(const struct dae_gpu_code *code, struct dae_gpu_mem *mem,
			 const struct dae_gpu_av1_lf *lf, u32 csd[][DAE_GPU_CSD_WORDS],
			 unsigned int max)
{
	struct dae_gpu_av1_lf_build b = {
		.lf = lf,
		.code = code,
		.mem = mem,
		.csd = csd,
		.max = max,
	};
	unsigned int i;
	int ret = 0;

	if ((lf->num_planes != 1 && lf->num_planes != 3) || lf->sharpness > 7 ||
	    (lf->bit_depth != 8 && lf->bit_depth != 10 && lf->bit_depth != 12))
		return -EINVAL;
	for (i = 0; i < lf->num_planes; i++)
		if (!dae_gpu_av1_lf_plane_is_valid(lf, &lf->planes[i]))
			return -EINVAL;
	for (i = 0; i < lf->num_planes && !ret; i++)
		if (lf->planes[i].vert)
			ret = dae_gpu_av1_lf_vert(&b, &lf->planes[i]);
	for (i = 0; i < lf->num_planes && !ret; i++)
		ret = dae_gpu_av1_lf_hor(&b, &lf->planes[i]);
	return ret ?: (int)b.count;
}
