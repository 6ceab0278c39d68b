/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Work for V3D as words in memory: where shaders are, their uniforms and tables, and the
 * registers of a dispatch. Nothing here knows a driver; addresses are those V3D sees.
 */
#ifndef DAE_GPU_H
#define DAE_GPU_H

#include <linux/types.h>

#include "dae_frame.h"

/* Memory of an array of @bytes that dae_gpu_mem_take() gives */
#define DAE_GPU_PIECE_BYTES(bytes)	(((bytes) + sizeof(u32) + 63) / 64 * 64)

/* CFG0 to CFG6 of a dispatch */
#define DAE_GPU_CSD_WORDS	7
/* Lanes of a batch */
#define DAE_GPU_LANES		16

/* shaders/NAME.qasm */
enum dae_gpu_shader {
	DAE_GPU_AV1_LF_HOR_16BPC,
	DAE_GPU_AV1_LF_HOR_8BPC,
	DAE_GPU_AV1_LF_VERT_16BPC,
	DAE_GPU_AV1_LF_VERT_8BPC,
	DAE_GPU_GRAIN_CHROMA16,
	DAE_GPU_GRAIN_CHROMA16_EDGE,
	DAE_GPU_GRAIN_CHROMA8,
	DAE_GPU_GRAIN_CHROMA8_EDGE,
	DAE_GPU_GRAIN_LUMA16,
	DAE_GPU_GRAIN_LUMA16_EDGE,
	DAE_GPU_GRAIN_LUMA8,
	DAE_GPU_GRAIN_LUMA8_EDGE,
	DAE_GPU_OUTPUT_COPY,
	DAE_GPU_OUTPUT_NV16,
	DAE_GPU_OUTPUT_NV8,
	DAE_GPU_OUTPUT_TAIL,
	DAE_GPU_SHADERS
};

/**
 * struct dae_gpu_code - the shaders in memory of V3D
 * @cfg5: where each is, with what it needs of a QPU: word CFG5 of dispatches
 */
struct dae_gpu_code {
	u32 cfg5[DAE_GPU_SHADERS];
};

/**
 * struct dae_gpu_mem - memory that dispatches of a frame take their uniforms and tables from
 * @data: the CPU's view; may be write-combined, so it is written only, and in order
 * @va: where V3D sees it, a multiple of 64
 * @bytes: its size
 * @used: what has been given away of it, a multiple of 64
 */
struct dae_gpu_mem {
	void *data;
	u32 va;
	u32 bytes;
	u32 used;
};

/**
 * struct dae_gpu_plane - one plane of samples
 * @va: sample (0, 0); a multiple of 64
 * @stride_bytes: distance of two rows, a multiple of 64
 */
struct dae_gpu_plane {
	u32 va;
	u32 stride_bytes;
};

/**
 * dae_gpu_plane() - a plane of a frame as V3D sees it
 * @frame: the frame
 * @plane: which one
 * @mem: the memory the frame is in
 * @va: where V3D sees @mem, a multiple of 64
 */
static inline struct dae_gpu_plane dae_gpu_plane(const struct dae_frame *frame,
						 unsigned int plane, const void *mem, u32 va)
{
	const struct dae_plane *from = &frame->plane[plane];

	return (struct dae_gpu_plane){
		.va = va + (u32)((const u8 *)from->data - (const u8 *)mem),
		.stride_bytes = from->stride_bytes,
	};
}

/**
 * dae_gpu_code_bytes() - memory that all shaders take
 */
size_t dae_gpu_code_bytes(void);

/**
 * dae_gpu_code_init() - copy the shaders
 * @code: filled in
 * @data: dae_gpu_code_bytes() bytes, may be write-combined
 * @va: where V3D sees them, a multiple of 64
 */
void dae_gpu_code_init(struct dae_gpu_code *code, void *data, u32 va);

/**
 * dae_gpu_mem_take() - take a piece of memory
 * @mem: the memory
 * @bytes: how much
 * @va: where V3D sees it, a multiple of 64
 *
 * A word behind it may be read, but is not for anything.
 *
 * Return: the piece, or NULL if there is not that much.
 */
void *dae_gpu_mem_take(struct dae_gpu_mem *mem, u32 bytes, u32 *va);

/**
 * dae_gpu_dispatch() - the registers of a dispatch of one-dimensional workgroups of 16 lanes
 * @csd: CFG0 to CFG6
 * @cfg5: the shader, of struct dae_gpu_code
 * @uniforms: address of its uniforms
 * @x: workgroups in x, 1..65535
 * @y: workgroups in y, 1..65535
 */
void dae_gpu_dispatch(u32 csd[DAE_GPU_CSD_WORDS], u32 cfg5, u32 uniforms, u32 x, u32 y);

#endif /* DAE_GPU_H */
