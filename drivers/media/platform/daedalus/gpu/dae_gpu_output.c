// SPDX-License-Identifier: GPL-2.0
/*
 * Dispatches of the output pass. Each plane of the client has its own, and one more for the
 * last bytes of rows, as the shaders for most of it move 16 bytes at a time.
 */
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1/av1_fg.h"
#include "dae_gpu_output.h"
#include "shaders/grain_chroma16.h"
#include "shaders/grain_chroma16_edge.h"
#include "shaders/grain_chroma8.h"
#include "shaders/grain_chroma8_edge.h"
#include "shaders/grain_luma16.h"
#include "shaders/grain_luma16_edge.h"
#include "shaders/grain_luma8.h"
#include "shaders/grain_luma8_edge.h"
#include "shaders/output_copy.h"
#include "shaders/output_nv16.h"
#include "shaders/output_nv8.h"
#include "shaders/output_tail.h"

/* Bytes that a lane moves, and those of all lanes */
#define DAE_GPU_OUTPUT_LANE	16
#define DAE_GPU_OUTPUT_BATCH	(DAE_GPU_OUTPUT_LANE * DAE_GPU_LANES)

/* Batches of a large plane: each thread gets a few. */
#define DAE_GPU_OUTPUT_BATCHES	192

/* Samples of a row, and rows */
#define DAE_GPU_OUTPUT_MAX	16384

/* More than strides are; those of a stripe of 32 rows are factors of 24 bits, with sign. */
#define DAE_GPU_OUTPUT_STRIDE	0x40000

/* Lookups of the TMU, a byte each: what they move, lane by lane. The first is the lowest. */
#define TMU_U8		0xfdu
#define TMU_U16		0xfeu
#define TMU_VEC2	0xfau
#define TMU_VEC4	0xfcu
#define TMU_U32		0xffu
#define TMU_CONFIG(a, b, c, d)	((a) | (b) << 8 | (c) << 16 | (d) << 24)

/* For a branch that goes on with the word @to of uniforms: what the word @at has to be */
#define UNIF_GO(at, to)	(4 * ((to) - (at) - 1))

/* Columns of luma that a batch adds grain to, and those of a lane */
#define DAE_GPU_GRAIN_COLUMNS	64
#define DAE_GPU_GRAIN_LANE	4

/*
 * Tables of noise: bytes of a row, where what overlaps the next block is in it, rows, and bytes.
 * That of chroma has all twice, since pairs of samples begin at even columns and at odd ones.
 */
#define DAE_GPU_GRAIN_ROW	128
#define DAE_GPU_GRAIN_RIGHT	64
#define DAE_GPU_GRAIN_LUMA_ROWS	64
#define DAE_GPU_GRAIN_CHROMA_ROWS	32
#define DAE_GPU_GRAIN_LUMA	(DAE_GPU_GRAIN_LUMA_ROWS * DAE_GPU_GRAIN_ROW)
#define DAE_GPU_GRAIN_ODD	(DAE_GPU_GRAIN_CHROMA_ROWS * DAE_GPU_GRAIN_ROW)
#define DAE_GPU_GRAIN_CHROMA	(2 * DAE_GPU_GRAIN_ODD)

/* Where blocks of the grain of luma and of chroma begin, if their random offsets are 0 */
#define DAE_GPU_GRAIN_LUMA_AT	9
#define DAE_GPU_GRAIN_CHROMA_AT	6

/**
 * struct dae_gpu_output_build - what functions below share
 * @output: the picture
 * @code: the shaders
 * @mem: where uniforms go
 * @csd: dispatches
 * @count: of these, so far
 * @offsets: random offsets of blocks of noise: those of the first block of the first stripe
 */
struct dae_gpu_output_build {
	const struct dae_gpu_output *output;
	const struct dae_gpu_code *code;
	struct dae_gpu_mem *mem;
	u32 (*csd)[DAE_GPU_CSD_WORDS];
	int count;
	u32 offsets;
};

/**
 * struct dae_gpu_output_rows - rows of a plane of the client
 * @src: planes that its samples come from: one, or Cb and Cr
 * @dst: where the rows go
 * @dst_stride: distance of two of them
 * @bytes: of a row
 * @height: how many
 * @shift: to the left, of each sample
 * @mask: bits of words that samples may have, after the shift
 * @fill: others that are set
 * @size: log2 of the bytes of a sample
 * @interleaved: samples are those of Cb and Cr in turn
 */
struct dae_gpu_output_rows {
	struct dae_gpu_plane src[2];
	u32 dst;
	u32 dst_stride;
	u32 bytes;
	u32 height;
	u32 shift;
	u32 mask;
	u32 fill;
	u32 size;
	bool interleaved;
};

bool dae_gpu_output_suits(const struct dae_output_format *out, const struct dae_frame_format *fmt,
			  bool grain)
{
	if (grain && fmt->chroma != DAE_CHROMA_420 && fmt->chroma != DAE_CHROMA_400)
		return false;
	return out->layout == DAE_OUTPUT_NV && dae_output_suits(out, fmt->bit_depth, fmt->chroma);
}

/* Blocks of noise in a stripe of a picture, and stripes */
static u32 dae_gpu_output_blocks(u32 size)
{
	return DIV_ROUND_UP(size, AV1_FG_BLOCK);
}

/* Bytes of random offsets: what is above the first stripe and left of the first block is 0. */
static u32 dae_gpu_output_offsets_bytes(const struct dae_frame_format *fmt)
{
	return (dae_gpu_output_blocks(fmt->width) + 1) * (dae_gpu_output_blocks(fmt->height) + 1);
}

size_t dae_gpu_output_bytes(const struct dae_frame_format *fmt, bool grain)
{
	size_t bytes = 2 * (DAE_GPU_PIECE_BYTES(OUTPUT_NV16_UNIFS * sizeof(u32)) +
			    DAE_GPU_PIECE_BYTES(OUTPUT_TAIL_UNIFS * sizeof(u32)));

	if (grain)
		bytes += 2 * (DAE_GPU_PIECE_BYTES(GRAIN_LUMA8_UNIFS * sizeof(u32)) +
			      DAE_GPU_PIECE_BYTES(GRAIN_CHROMA8_UNIFS * sizeof(u32))) +
			 DAE_GPU_PIECE_BYTES(dae_gpu_output_offsets_bytes(fmt)) +
			 DAE_GPU_PIECE_BYTES(DAE_GPU_GRAIN_LUMA) +
			 DAE_GPU_PIECE_BYTES(DAE_GPU_GRAIN_CHROMA) +
			 3 * DAE_GPU_PIECE_BYTES(1u << fmt->bit_depth);
	return bytes;
}

/* A dispatch of @columns batches next to each other, and enough of them below. */
static int dae_gpu_output_dispatch(struct dae_gpu_output_build *build, u32 cfg5, const u32 *unif,
				   u32 num_unifs, u32 columns, u32 height, u32 group)
{
	void *piece;
	u32 va;

	piece = dae_gpu_mem_take(build->mem, num_unifs * sizeof(u32), &va);
	if (!piece)
		return -ENOMEM;
	memcpy(piece, unif, num_unifs * sizeof(u32));
	dae_gpu_dispatch(build->csd[build->count++], cfg5, va, columns,
			 DIV_ROUND_UP(height, group));
	return 0;
}

/* Rows of a batch, of which @columns are next to each other */
static u32 dae_gpu_output_group(u32 columns, u32 height)
{
	return DIV_ROUND_UP(columns * height, DAE_GPU_OUTPUT_BATCHES);
}

static int dae_gpu_output_copy(struct dae_gpu_output_build *build,
			       const struct dae_gpu_output_rows *rows, u32 bytes)
{
	const u32 columns = DIV_ROUND_UP(bytes, DAE_GPU_OUTPUT_BATCH);
	const u32 group = dae_gpu_output_group(columns, rows->height);
	const u32 unif[OUTPUT_COPY_UNIFS] = {
		[OUTPUT_COPY_UNIF_GROUP] = group,
		[OUTPUT_COPY_UNIF_HEIGHT] = rows->height,
		[OUTPUT_COPY_UNIF_BYTES] = bytes,
		[OUTPUT_COPY_UNIF_SHIFT] = rows->shift,
		[OUTPUT_COPY_UNIF_MASK] = rows->mask,
		[OUTPUT_COPY_UNIF_FILL] = rows->fill,
		[OUTPUT_COPY_UNIF_SRC_STRIDE] = rows->src[0].stride_bytes,
		[OUTPUT_COPY_UNIF_SRC] = rows->src[0].va,
		[OUTPUT_COPY_UNIF_DST_STRIDE] = rows->dst_stride,
		[OUTPUT_COPY_UNIF_DST] = rows->dst,
		[OUTPUT_COPY_UNIF_CONFIG] = TMU_CONFIG(TMU_VEC4, TMU_VEC4, TMU_U32, TMU_U32),
		[OUTPUT_COPY_UNIF_AGAIN] = UNIF_GO(OUTPUT_COPY_UNIF_AGAIN,
						     OUTPUT_COPY_UNIF_CONFIG),
	};

	return dae_gpu_output_dispatch(build, build->code->cfg5[DAE_GPU_OUTPUT_COPY], unif,
				       OUTPUT_COPY_UNIFS, columns, rows->height, group);
}

/* Both have the same uniforms but for what only one of them reads at the end. */
static_assert((u32)OUTPUT_NV8_UNIFS == (u32)OUTPUT_NV16_UNIFS);
static_assert((u32)OUTPUT_NV8_UNIF_AGAIN == (u32)OUTPUT_NV16_UNIF_AGAIN);

static int dae_gpu_output_interleave(struct dae_gpu_output_build *build,
				     const struct dae_gpu_output_rows *rows, u32 bytes)
{
	const enum dae_gpu_shader shader = rows->size ? DAE_GPU_OUTPUT_NV16 : DAE_GPU_OUTPUT_NV8;
	const u32 columns = DIV_ROUND_UP(bytes, DAE_GPU_OUTPUT_BATCH);
	const u32 group = dae_gpu_output_group(columns, rows->height);
	const u32 unif[OUTPUT_NV16_UNIFS] = {
		[OUTPUT_NV16_UNIF_GROUP] = group,
		[OUTPUT_NV16_UNIF_HEIGHT] = rows->height,
		[OUTPUT_NV16_UNIF_BYTES] = bytes,
		[OUTPUT_NV16_UNIF_SHIFT] = rows->shift,
		[OUTPUT_NV16_UNIF_MASK] = rows->mask,
		[OUTPUT_NV16_UNIF_FILL] = rows->fill,
		[OUTPUT_NV16_UNIF_CB_STRIDE] = rows->src[0].stride_bytes,
		[OUTPUT_NV16_UNIF_CB] = rows->src[0].va,
		[OUTPUT_NV16_UNIF_CR_STRIDE] = rows->src[1].stride_bytes,
		[OUTPUT_NV16_UNIF_CR] = rows->src[1].va,
		[OUTPUT_NV16_UNIF_DST_STRIDE] = rows->dst_stride,
		[OUTPUT_NV16_UNIF_DST] = rows->dst,
		[OUTPUT_NV16_UNIF_CONFIG] = TMU_CONFIG(TMU_VEC2, TMU_VEC2, TMU_VEC4, TMU_U32),
		[OUTPUT_NV16_UNIF_AGAIN] = UNIF_GO(OUTPUT_NV16_UNIF_AGAIN,
						     OUTPUT_NV16_UNIF_CONFIG),
	};

	return dae_gpu_output_dispatch(build, build->code->cfg5[shader], unif, OUTPUT_NV16_UNIFS,
				       columns, rows->height, group);
}

/* What @bytes leave over */
static int dae_gpu_output_tail(struct dae_gpu_output_build *build,
			       const struct dae_gpu_output_rows *rows, u32 bytes)
{
	const u32 group = dae_gpu_output_group(1, rows->height);
	const u32 type = rows->size ? TMU_U16 : TMU_U8;
	const u32 unif[OUTPUT_TAIL_UNIFS] = {
		[OUTPUT_TAIL_UNIF_GROUP] = group,
		[OUTPUT_TAIL_UNIF_HEIGHT] = rows->height,
		[OUTPUT_TAIL_UNIF_SAMPLES] = (rows->bytes - bytes) >> rows->size,
		[OUTPUT_TAIL_UNIF_SHIFT] = rows->shift,
		[OUTPUT_TAIL_UNIF_MASK] = rows->mask,
		[OUTPUT_TAIL_UNIF_FILL] = rows->fill,
		[OUTPUT_TAIL_UNIF_TURN] = rows->interleaved,
		[OUTPUT_TAIL_UNIF_SIZE] = rows->size,
		[OUTPUT_TAIL_UNIF_SRC_STRIDE] = rows->src[0].stride_bytes,
		[OUTPUT_TAIL_UNIF_SRC] = rows->src[0].va + (bytes >> rows->interleaved),
		[OUTPUT_TAIL_UNIF_OTHER] = rows->src[1].va - rows->src[0].va,
		[OUTPUT_TAIL_UNIF_DST_STRIDE] = rows->dst_stride,
		[OUTPUT_TAIL_UNIF_DST] = rows->dst + bytes,
		[OUTPUT_TAIL_UNIF_CONFIG] = TMU_CONFIG(type, type, TMU_U32, TMU_U32),
		[OUTPUT_TAIL_UNIF_AGAIN] = UNIF_GO(OUTPUT_TAIL_UNIF_AGAIN,
						     OUTPUT_TAIL_UNIF_CONFIG),
	};

	return dae_gpu_output_dispatch(build, build->code->cfg5[DAE_GPU_OUTPUT_TAIL], unif,
				       OUTPUT_TAIL_UNIFS, 1, rows->height, group);
}

static int dae_gpu_output_plain(struct dae_gpu_output_build *build,
				const struct dae_gpu_output_rows *rows)
{
	const u32 bytes = round_down(rows->bytes, DAE_GPU_OUTPUT_LANE);
	int ret = 0;

	if (bytes)
		ret = (rows->interleaved ? dae_gpu_output_interleave : dae_gpu_output_copy)
			(build, rows, bytes);
	if (!ret && bytes < rows->bytes)
		ret = dae_gpu_output_tail(build, rows, bytes);
	return ret;
}

/* Random offsets: a row for each stripe, a column for each block */
static int dae_gpu_grain_offsets(struct dae_gpu_output_build *build)
{
	const struct dae_frame_format *fmt = &build->output->fmt;
	const u32 count = dae_gpu_output_blocks(fmt->width);
	u8 row[1 + AV1_FG_MAX_WIDTH / AV1_FG_BLOCK] = {};
	u32 i, va;
	u8 *to;

	to = dae_gpu_mem_take(build->mem, dae_gpu_output_offsets_bytes(fmt), &va);
	if (!to)
		return -ENOMEM;
	build->offsets = va + count + 1 + 1;
	memcpy(to, row, count + 1);
	for (i = 0; i < dae_gpu_output_blocks(fmt->height); i++) {
		to += count + 1;
		av1_fg_offsets(build->output->fg, row + 1, i, count);
		memcpy(to, row, count + 1);
	}
	return 0;
}

static int dae_gpu_grain_scaling(struct dae_gpu_output_build *build, unsigned int plane, u32 *va)
{
	const u32 bytes = 1u << build->output->fmt.bit_depth;
	void *to = dae_gpu_mem_take(build->mem, bytes, va);

	if (!to)
		return -ENOMEM;
	memcpy(to, build->output->fg->blend[plane].scaling, bytes);
	return 0;
}

static int dae_gpu_grain_luma_table(struct dae_gpu_output_build *build, u32 *va)
{
	const struct av1_fg *fg = build->output->fg;
	unsigned int i;
	u8 *to;

	to = dae_gpu_mem_take(build->mem, DAE_GPU_GRAIN_LUMA, va);
	if (!to)
		return -ENOMEM;
	for (i = 0; i < DAE_GPU_GRAIN_LUMA_ROWS; i++, to += DAE_GPU_GRAIN_ROW)
		memcpy(to, &fg->grain[0][DAE_GPU_GRAIN_LUMA_AT + i][DAE_GPU_GRAIN_LUMA_AT],
		       DAE_GPU_GRAIN_ROW);
	return 0;
}

/* Two samples of Cb, the same of Cr, then the next ones */
static int dae_gpu_grain_chroma_table(struct dae_gpu_output_build *build, u32 *va)
{
	const struct av1_fg *fg = build->output->fg;
	s16 row[DAE_GPU_GRAIN_ROW / sizeof(s16)] = {};
	unsigned int odd, i, j, plane;
	u8 *to;

	to = dae_gpu_mem_take(build->mem, DAE_GPU_GRAIN_CHROMA, va);
	if (!to)
		return -ENOMEM;
	for (odd = 0; odd < 2; odd++) {
		for (i = 0; i < DAE_GPU_GRAIN_CHROMA_ROWS; i++, to += DAE_GPU_GRAIN_ROW) {
			for (plane = 1; plane < 3; plane++) {
				const s16 *from = &fg->grain[plane][DAE_GPU_GRAIN_CHROMA_AT + i]
							    [DAE_GPU_GRAIN_CHROMA_AT + odd];

				for (j = 0; fg->noisy[plane] && j < ARRAY_SIZE(row) / 2; j++)
					row[j / 2 * 4 + (plane - 1) * 2 + j % 2] = from[j];
			}
			memcpy(to, row, sizeof(row));
		}
	}
	return 0;
}

/* The four programs for luma have the same uniforms, as have those for chroma. */
#define GRAIN_SAME(a, b)							\
	static_assert((u32)a##_UNIFS == (u32)b##_UNIFS &&			\
		      (u32)a##_UNIF_AGAIN == (u32)b##_UNIF_AGAIN &&		\
		      (u32)a##_UNIF_OUT_SHIFT_ROW == (u32)b##_UNIF_OUT_SHIFT_ROW)
GRAIN_SAME(GRAIN_LUMA8, GRAIN_LUMA8_EDGE);
GRAIN_SAME(GRAIN_LUMA8, GRAIN_LUMA16);
GRAIN_SAME(GRAIN_LUMA8, GRAIN_LUMA16_EDGE);
GRAIN_SAME(GRAIN_CHROMA8, GRAIN_CHROMA8_EDGE);
GRAIN_SAME(GRAIN_CHROMA8, GRAIN_CHROMA16);
GRAIN_SAME(GRAIN_CHROMA8, GRAIN_CHROMA16_EDGE);

/* Rows that overlap with the stripe above have the same words as others, from these on. */
#define GRAIN_WORDS(name, rows)	(name##_UNIF_STEP_##rows + 1 - name##_UNIF_CONFIG_##rows)
static_assert(GRAIN_WORDS(GRAIN_LUMA8, TOP) == GRAIN_WORDS(GRAIN_LUMA8, ROW));
static_assert(GRAIN_WORDS(GRAIN_LUMA8, TOP2) == GRAIN_WORDS(GRAIN_LUMA8, ROW));
static_assert(GRAIN_WORDS(GRAIN_CHROMA8, TOP) == GRAIN_WORDS(GRAIN_CHROMA8, ROW));

/* How samples are stored that have a lookup for each, or four for all */
static u32 dae_gpu_grain_store(const struct dae_gpu_output_rows *rows, bool edge)
{
	const u32 type = rows->size ? TMU_U16 : TMU_U8;

	if (edge)
		return TMU_CONFIG(type, type, type, type);
	return TMU_CONFIG(rows->size ? TMU_VEC2 : TMU_U32, TMU_U32, TMU_U32, TMU_U32);
}

/* Programs by whether samples are wide, and whether they are for the last columns */
static const enum dae_gpu_shader dae_gpu_grain_shaders[2][2][2] = {
	{
		{ DAE_GPU_GRAIN_LUMA8, DAE_GPU_GRAIN_LUMA8_EDGE },
		{ DAE_GPU_GRAIN_LUMA16, DAE_GPU_GRAIN_LUMA16_EDGE },
	}, {
		{ DAE_GPU_GRAIN_CHROMA8, DAE_GPU_GRAIN_CHROMA8_EDGE },
		{ DAE_GPU_GRAIN_CHROMA16, DAE_GPU_GRAIN_CHROMA16_EDGE },
	},
};

/*
 * Whole columns of batches, a stripe in each batch. If the last lane of a row does not have all
 * of its columns, its batch is one of those that store samples one by one.
 */
static int dae_gpu_grain_dispatch(struct dae_gpu_output_build *build,
				  const struct dae_gpu_output_rows *rows, bool edge,
				  const u32 *unif, u32 num_unifs)
{
	const struct dae_frame_format *fmt = &build->output->fmt;
	const enum dae_gpu_shader shader =
		dae_gpu_grain_shaders[rows->interleaved][rows->size][edge];
	u32 columns = DIV_ROUND_UP(fmt->width, DAE_GPU_GRAIN_COLUMNS);

	if (fmt->width % DAE_GPU_GRAIN_LANE)
		columns = edge ? 1 : fmt->width / DAE_GPU_GRAIN_COLUMNS;
	else if (edge)
		columns = 0;
	if (!columns)
		return 0;
	return dae_gpu_output_dispatch(build, build->code->cfg5[shader], unif, num_unifs, columns,
				       fmt->height, AV1_FG_BLOCK);
}

static u32 dae_gpu_grain_first(const struct dae_gpu_output_build *build, bool edge)
{
	return edge ? round_down(build->output->fmt.width, DAE_GPU_GRAIN_COLUMNS) : 0;
}

/* What all programs have in common, as words of uniforms, of variables with these names */
#define GRAIN_COMMON(name)						\
	[name##_UNIF_FIRST] = dae_gpu_grain_first(build, edge),				\
	[name##_UNIF_WIDTH] = fmt->width,						\
	[name##_UNIF_LAST] = round_down(fmt->width - 1, DAE_GPU_GRAIN_LANE),		\
	[name##_UNIF_OFFSET_STRIDE] = dae_gpu_output_blocks(fmt->width) + 1,		\
	[name##_UNIF_OFFSETS] = build->offsets,						\
	[name##_UNIF_OFFSET_CONFIG] = TMU_CONFIG(TMU_U8, TMU_U8, TMU_U8, TMU_U8),	\
	[name##_UNIF_OFFSET_STRIDE_AGAIN] = dae_gpu_output_blocks(fmt->width) + 1,	\
	[name##_UNIF_ODD_NOISE] = odd,							\
	[name##_UNIF_ODD_OLD] = odd,							\
	[name##_UNIF_ODD_ABOVE] = odd,							\
	[name##_UNIF_ODD_ABOVE_OLD] = odd,						\
	[name##_UNIF_RIGHT] = DAE_GPU_GRAIN_RIGHT,					\
	[name##_UNIF_BELOW] = stripe * DAE_GPU_GRAIN_ROW,				\
	[name##_UNIF_RIGHT_AGAIN] = DAE_GPU_GRAIN_RIGHT,				\
	[name##_UNIF_APART] = !fg->overlap,						\
	[name##_UNIF_TABLE] = table,							\
	[name##_UNIF_STRIPE] = stripe,							\
	[name##_UNIF_HEIGHT] = rows->height,						\
	[name##_UNIF_WA] = weights[0],						\
	[name##_UNIF_WB] = weights[1],						\
	[name##_UNIF_HI] = fg->center - 1,						\
	[name##_UNIF_SHIFT] = blend->shift,						\
	[name##_UNIF_ROUND] = 1u << (blend->shift - 1),					\
	[name##_UNIF_STRIPE_BYTES_DST] = stripe * rows->dst_stride,			\
	[name##_UNIF_DST] = rows->dst,							\
	[name##_UNIF_APART_ABOVE] = !fg->overlap,					\
	[name##_UNIF_SKIP] = UNIF_GO(name##_UNIF_SKIP, name##_UNIF_CONFIG_ROW),		\
	[name##_UNIF_MASK_ROW] = (1u << fmt->bit_depth) - 1,				\
	[name##_UNIF_DST_STRIDE_ROW] = rows->dst_stride,				\
	[name##_UNIF_OUT_SHIFT_ROW] = rows->shift,					\
	[name##_UNIF_STORE_ROW] = dae_gpu_grain_store(rows, edge),			\
	[name##_UNIF_STEP_ROW] = DAE_GPU_GRAIN_ROW,					\
	[name##_UNIF_AGAIN] = UNIF_GO(name##_UNIF_AGAIN, name##_UNIF_CONFIG_ROW)

static int dae_gpu_grain_luma(struct dae_gpu_output_build *build,
			      const struct dae_gpu_output_rows *rows, u32 table, u32 scaling,
			      bool edge)
{
	const struct dae_frame_format *fmt = &build->output->fmt;
	const struct av1_fg *fg = build->output->fg;
	const struct av1_fg_blend *blend = &fg->blend[0];
	const struct dae_gpu_plane *src = &rows->src[0];
	const u8 *weights = av1_fg_weights[0][0];
	/* random offsets count in pairs of samples, the shader in groups of four */
	const u32 stripe = AV1_FG_BLOCK, odd = 2 * sizeof(s16);
	const u32 above = TMU_CONFIG(TMU_VEC2, TMU_U32, TMU_U32, TMU_U32);
	u32 unif[GRAIN_LUMA8_UNIFS] = {
		GRAIN_COMMON(GRAIN_LUMA8),
		[GRAIN_LUMA8_UNIF_STRIPE_BYTES_SRC] = stripe * src->stride_bytes,
		[GRAIN_LUMA8_UNIF_SRC] = src->va,
		[GRAIN_LUMA8_UNIF_ABOVE_CONFIG_TOP] = above,
		[GRAIN_LUMA8_UNIF_ABOVE_CONFIG_TOP2] = above,
		[GRAIN_LUMA8_UNIF_CONFIG_ROW] =
			TMU_CONFIG(TMU_VEC2, TMU_U32, rows->size ? TMU_VEC2 : TMU_U32, TMU_U8),
		[GRAIN_LUMA8_UNIF_LOOKUP_ROW] = TMU_CONFIG(TMU_U8, TMU_U8, TMU_U8, TMU_U32),
		[GRAIN_LUMA8_UNIF_LUT_ROW] = scaling,
		[GRAIN_LUMA8_UNIF_STRIDE_ROW] = src->stride_bytes,
		[GRAIN_LUMA8_UNIF_MIN0_ROW] = blend->min,
		[GRAIN_LUMA8_UNIF_MIN1_ROW] = blend->min,
		[GRAIN_LUMA8_UNIF_MAX0_ROW] = blend->max,
		[GRAIN_LUMA8_UNIF_MAX1_ROW] = blend->max,
	};

	memcpy(unif + GRAIN_LUMA8_UNIF_CONFIG_TOP, unif + GRAIN_LUMA8_UNIF_CONFIG_ROW,
	       GRAIN_WORDS(GRAIN_LUMA8, ROW) * sizeof(u32));
	memcpy(unif + GRAIN_LUMA8_UNIF_CONFIG_TOP2, unif + GRAIN_LUMA8_UNIF_CONFIG_ROW,
	       GRAIN_WORDS(GRAIN_LUMA8, ROW) * sizeof(u32));
	return dae_gpu_grain_dispatch(build, rows, edge, unif, GRAIN_LUMA8_UNIFS);
}

/**
 * struct dae_gpu_grain_scale - how noise of a plane of chroma is scaled
 * @table: address of the scaling of each value
 * @luma_mult: as in struct av1_fg_blend
 * @mult: as there
 * @offset: as there
 * @min: as there
 * @max: as there
 */
struct dae_gpu_grain_scale {
	u32 table;
	int luma_mult;
	int mult;
	int offset;
	int min;
	int max;
};

static int dae_gpu_grain_chroma(struct dae_gpu_output_build *build,
				const struct dae_gpu_output_rows *rows, u32 table,
				const struct dae_gpu_grain_scale scale[2], bool edge)
{
	const struct dae_frame_format *fmt = &build->output->fmt;
	const struct av1_fg *fg = build->output->fg;
	const struct av1_fg_blend *blend = &fg->blend[fg->noisy[1] ? 1 : 2];
	const struct dae_gpu_plane *luma = &build->output->src[0], *cb = &rows->src[0];
	const u8 *weights = av1_fg_weights[1][0];
	const u32 stripe = AV1_FG_BLOCK / 2, odd = DAE_GPU_GRAIN_ODD;
	const u32 wide = rows->size ? TMU_VEC2 : TMU_U32, pair = rows->size ? TMU_U32 : TMU_U16;
	u32 unif[GRAIN_CHROMA8_UNIFS] = {
		GRAIN_COMMON(GRAIN_CHROMA8),
		[GRAIN_CHROMA8_UNIF_STRIPE_BYTES_SRC] = 2 * stripe * luma->stride_bytes,
		[GRAIN_CHROMA8_UNIF_SRC] = luma->va,
		[GRAIN_CHROMA8_UNIF_STRIPE_BYTES_CB] = stripe * cb->stride_bytes,
		[GRAIN_CHROMA8_UNIF_CB] = cb->va,
		[GRAIN_CHROMA8_UNIF_ABOVE_CONFIG_TOP] =
			TMU_CONFIG(TMU_VEC2, TMU_VEC2, TMU_U32, TMU_U32),
		[GRAIN_CHROMA8_UNIF_CONFIG_ROW] = TMU_CONFIG(TMU_VEC2, TMU_VEC2, wide, pair),
		[GRAIN_CHROMA8_UNIF_CR_ROW] = rows->src[1].va - cb->va,
		[GRAIN_CHROMA8_UNIF_CR_CONFIG_ROW] = TMU_CONFIG(pair, TMU_U8, TMU_U8, TMU_U8),
		[GRAIN_CHROMA8_UNIF_LUMA_MULT_CB_ROW] = scale[0].luma_mult,
		[GRAIN_CHROMA8_UNIF_MULT_CB_ROW] = scale[0].mult,
		[GRAIN_CHROMA8_UNIF_OFFSET_CB_ROW] = scale[0].offset,
		[GRAIN_CHROMA8_UNIF_LUT_CB_ROW] = scale[0].table,
		[GRAIN_CHROMA8_UNIF_LUMA_MULT_CR_ROW] = scale[1].luma_mult,
		[GRAIN_CHROMA8_UNIF_MULT_CR_ROW] = scale[1].mult,
		[GRAIN_CHROMA8_UNIF_OFFSET_CR_ROW] = scale[1].offset,
		[GRAIN_CHROMA8_UNIF_LUT_CR_ROW] = scale[1].table,
		[GRAIN_CHROMA8_UNIF_LOOKUP_ROW] = TMU_CONFIG(TMU_U8, TMU_U32, TMU_U32, TMU_U32),
		[GRAIN_CHROMA8_UNIF_STRIDE_ROW] = 2 * luma->stride_bytes,
		[GRAIN_CHROMA8_UNIF_CB_STRIDE_ROW] = cb->stride_bytes,
		[GRAIN_CHROMA8_UNIF_MIN0_ROW] = scale[0].min,
		[GRAIN_CHROMA8_UNIF_MIN1_ROW] = scale[1].min,
		[GRAIN_CHROMA8_UNIF_MAX0_ROW] = scale[0].max,
		[GRAIN_CHROMA8_UNIF_MAX1_ROW] = scale[1].max,
	};

	memcpy(unif + GRAIN_CHROMA8_UNIF_CONFIG_TOP, unif + GRAIN_CHROMA8_UNIF_CONFIG_ROW,
	       GRAIN_WORDS(GRAIN_CHROMA8, ROW) * sizeof(u32));
	return dae_gpu_grain_dispatch(build, rows, edge, unif, GRAIN_CHROMA8_UNIFS);
}

static int dae_gpu_grain_luma_plane(struct dae_gpu_output_build *build,
				    const struct dae_gpu_output_rows *rows)
{
	u32 table, scaling;

	if (dae_gpu_grain_luma_table(build, &table) || dae_gpu_grain_scaling(build, 0, &scaling))
		return -ENOMEM;
	return dae_gpu_grain_luma(build, rows, table, scaling, false) ?:
	       dae_gpu_grain_luma(build, rows, table, scaling, true);
}

/* A plane without noise has scaling that is 0, and no limits. */
static int dae_gpu_grain_init_scale(struct dae_gpu_output_build *build, unsigned int plane,
				    struct dae_gpu_grain_scale *scale)
{
	const struct av1_fg *fg = build->output->fg;
	const struct av1_fg_blend *blend = &fg->blend[plane];

	if (!fg->noisy[plane]) {
		*scale = (struct dae_gpu_grain_scale){
			/* of the first block of a stripe, there is none to the left */
			.table = build->offsets - 1,
			.max = (1 << build->output->fmt.bit_depth) - 1,
		};
		return 0;
	}
	*scale = (struct dae_gpu_grain_scale){
		.luma_mult = blend->luma_mult,
		.mult = blend->mult,
		.offset = blend->offset,
		.min = blend->min,
		.max = blend->max,
	};
	if (fg->from_luma) {
		scale->luma_mult = 64;
		scale->mult = 0;
		scale->offset = 0;
	}
	return dae_gpu_grain_scaling(build, plane, &scale->table);
}

static int dae_gpu_grain_chroma_plane(struct dae_gpu_output_build *build,
				      const struct dae_gpu_output_rows *rows)
{
	struct dae_gpu_grain_scale scale[2];
	u32 table;

	if (dae_gpu_grain_chroma_table(build, &table) ||
	    dae_gpu_grain_init_scale(build, 1, &scale[0]) ||
	    dae_gpu_grain_init_scale(build, 2, &scale[1]))
		return -ENOMEM;
	return dae_gpu_grain_chroma(build, rows, table, scale, false) ?:
	       dae_gpu_grain_chroma(build, rows, table, scale, true);
}

static int dae_gpu_output_rows(struct dae_gpu_output_build *build,
			       const struct dae_gpu_output_rows *rows, unsigned int plane)
{
	const struct av1_fg *fg = build->output->fg;

	if (fg && !plane && fg->noisy[0])
		return dae_gpu_grain_luma_plane(build, rows);
	if (fg && plane && rows->interleaved && (fg->noisy[1] || fg->noisy[2]))
		return dae_gpu_grain_chroma_plane(build, rows);
	return dae_gpu_output_plain(build, rows);
}

/* A plane whose rows have @bytes, or are read as if they had */
static bool dae_gpu_output_plane_valid(u32 va, u32 stride, u32 bytes, u32 height,
				       unsigned int align)
{
	return !(va % align) && !(stride % align) && stride >= bytes &&
	       stride < DAE_GPU_OUTPUT_STRIDE && va + (u64)stride * height <= U32_MAX;
}

static bool dae_gpu_output_valid(const struct dae_gpu_output *output)
{
	const struct dae_frame_format *fmt = &output->fmt;
	const u32 size = fmt->bit_depth == 8 ? 1 : 2;
	unsigned int i, shift_x = 0, shift_y = 0;

	if (!fmt->width || fmt->width > DAE_GPU_OUTPUT_MAX ||
	    !fmt->height || fmt->height > DAE_GPU_OUTPUT_MAX)
		return false;
	for (i = 0; i < (fmt->chroma == DAE_CHROMA_400 ? 1 : 3); i++) {
		if (i)
			dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);
		if (!dae_gpu_output_plane_valid(output->src[i].va, output->src[i].stride_bytes,
						((fmt->width + shift_x) >> shift_x) * size,
						(fmt->height + shift_y) >> shift_y,
						DAE_PLANE_ALIGN))
			return false;
	}
	if (i == 3 && output->src[1].stride_bytes != output->src[2].stride_bytes)
		return false;
	for (i = 0; i < DAE_OUTPUT_PLANES; i++)
		if (!dae_gpu_output_plane_valid(output->va[i], output->stride_bytes[i],
						dae_output_row_bytes(output->out, i, fmt->width),
						dae_output_num_rows(output->out, i, fmt->height),
						sizeof(u32)))
			return false;
	return true;
}

static void dae_gpu_output_init_rows(struct dae_gpu_output_rows *rows,
				     const struct dae_gpu_output *output, unsigned int plane)
{
	const struct dae_output_format *out = output->out;
	const struct dae_frame_format *fmt = &output->fmt;
	const u32 mid = 1u << (out->bit_depth - 1) << out->shift;

	*rows = (struct dae_gpu_output_rows){
		.src = { output->src[plane], output->src[plane] },
		.dst = output->va[plane],
		.dst_stride = output->stride_bytes[plane],
		.bytes = dae_output_row_bytes(out, plane, fmt->width),
		.height = dae_output_num_rows(out, plane, fmt->height),
		.shift = out->shift + out->bit_depth - fmt->bit_depth,
		.size = out->bit_depth > 8,
	};
	rows->mask = U32_MAX;
	if (rows->size)
		rows->mask = (U16_MAX << rows->shift & U16_MAX) * 0x10001u;
	if (!plane)
		return;
	if (fmt->chroma != DAE_CHROMA_400) {
		rows->interleaved = true;
		rows->src[1] = output->src[2];
		return;
	}
	/* Nothing of luma, whose rows are not shorter since these are whole lines of a cache. */
	rows->src[0] = output->src[0];
	rows->src[1] = output->src[0];
	rows->mask = 0;
	rows->fill = rows->size ? mid * 0x10001 : mid * 0x01010101;
}

int dae_gpu_output_build(const struct dae_gpu_output *output, const struct dae_gpu_code *code,
			 struct dae_gpu_mem *mem, u32 csd[][DAE_GPU_CSD_WORDS])
{
	struct dae_gpu_output_build build = {
		.output = output, .code = code, .mem = mem, .csd = csd,
	};
	struct dae_gpu_output_rows rows;
	unsigned int i;
	int ret;

	if (!dae_gpu_output_suits(output->out, &output->fmt, output->fg) ||
	    !dae_gpu_output_valid(output))
		return -EINVAL;
	if (output->fg) {
		ret = dae_gpu_grain_offsets(&build);
		if (ret)
			return ret;
	}
	for (i = 0; i < DAE_OUTPUT_PLANES; i++) {
		dae_gpu_output_init_rows(&rows, output, i);
		ret = dae_gpu_output_rows(&build, &rows, i);
		if (ret)
			return ret;
	}
	return build.count;
}
