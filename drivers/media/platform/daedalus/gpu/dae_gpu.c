// SPDX-License-Identifier: GPL-2.0
/*
 * The shaders, whose words the assembler makes of shaders/NAME.qasm, and what all passes on
 * V3D need to start them.
 */
#include <linux/align.h>
#include <linux/bits.h>
#include <linux/string.h>
#include <linux/types.h>

#define QPU_CODE
#include "shaders/av1_lf_hor_16bpc.h"
#include "shaders/av1_lf_hor_8bpc.h"
#include "shaders/av1_lf_vert_16bpc.h"
#include "shaders/av1_lf_vert_8bpc.h"
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
#include "dae_gpu.h"

/* Bits of CFG5 below the address */
#define DAE_GPU_THREADS_4	BIT(0)
#define DAE_GPU_SINGLE		BIT(1)

/* Lines of caches, and what shaders begin at */
#define DAE_GPU_LINE		64

/**
 * struct dae_gpu_words - a shader
 * @words: its instructions, with those that may be read behind the last one
 * @bytes: size of these
 * @flags: bits of CFG5
 */
struct dae_gpu_words {
	const u64 *words;
	u32 bytes;
	u32 flags;
};

#define DAE_GPU_WORDS(name, NAME)						\
	[DAE_GPU_##NAME] = {							\
		.words = name##_code,						\
		.bytes = sizeof(name##_code),					\
		.flags = (NAME##_THREADS == 4 ? DAE_GPU_THREADS_4 : 0) |	\
			 (NAME##_SINGLE ? DAE_GPU_SINGLE : 0),			\
	}

static const struct dae_gpu_words dae_gpu_shaders[DAE_GPU_SHADERS] = {
	DAE_GPU_WORDS(av1_lf_hor_16bpc, AV1_LF_HOR_16BPC),
	DAE_GPU_WORDS(av1_lf_hor_8bpc, AV1_LF_HOR_8BPC),
	DAE_GPU_WORDS(av1_lf_vert_16bpc, AV1_LF_VERT_16BPC),
	DAE_GPU_WORDS(av1_lf_vert_8bpc, AV1_LF_VERT_8BPC),
	DAE_GPU_WORDS(grain_chroma16, GRAIN_CHROMA16),
	DAE_GPU_WORDS(grain_chroma16_edge, GRAIN_CHROMA16_EDGE),
	DAE_GPU_WORDS(grain_chroma8, GRAIN_CHROMA8),
	DAE_GPU_WORDS(grain_chroma8_edge, GRAIN_CHROMA8_EDGE),
	DAE_GPU_WORDS(grain_luma16, GRAIN_LUMA16),
	DAE_GPU_WORDS(grain_luma16_edge, GRAIN_LUMA16_EDGE),
	DAE_GPU_WORDS(grain_luma8, GRAIN_LUMA8),
	DAE_GPU_WORDS(grain_luma8_edge, GRAIN_LUMA8_EDGE),
	DAE_GPU_WORDS(output_copy, OUTPUT_COPY),
	DAE_GPU_WORDS(output_nv16, OUTPUT_NV16),
	DAE_GPU_WORDS(output_nv8, OUTPUT_NV8),
	DAE_GPU_WORDS(output_tail, OUTPUT_TAIL),
};

size_t dae_gpu_code_bytes(void)
{
	size_t bytes = 0;
	unsigned int i;

	for (i = 0; i < DAE_GPU_SHADERS; i++)
		bytes += ALIGN(dae_gpu_shaders[i].bytes, DAE_GPU_LINE);
	return bytes;
}

void dae_gpu_code_init(struct dae_gpu_code *code, void *data, u32 va)
{
	const struct dae_gpu_words *shader;
	unsigned int i;

	for (i = 0; i < DAE_GPU_SHADERS; i++) {
		shader = &dae_gpu_shaders[i];
		memcpy(data, shader->words, shader->bytes);
		code->cfg5[i] = va | shader->flags;
		data = (u8 *)data + ALIGN(shader->bytes, DAE_GPU_LINE);
		va += ALIGN(shader->bytes, DAE_GPU_LINE);
	}
}

void *dae_gpu_mem_take(struct dae_gpu_mem *mem, u32 bytes, u32 *va)
{
	void *piece;
	/* One word more: the reader of uniforms may fetch ahead. */
	const u64 end = mem->used + ALIGN((u64)bytes + sizeof(u32), DAE_GPU_LINE);

	if (end > mem->bytes)
		return NULL;
	piece = (u8 *)mem->data + mem->used;
	*va = mem->va + mem->used;
	mem->used = end;
	return piece;
}

void dae_gpu_dispatch(u32 csd[DAE_GPU_CSD_WORDS], u32 cfg5, u32 uniforms, u32 x, u32 y)
{
	csd[0] = x << 16;
	csd[1] = y << 16;
	csd[2] = 1 << 16;
	/* Each workgroup is a batch, and a supergroup. */
	csd[3] = DAE_GPU_LANES | 1 << 8;
	csd[4] = x * y;
	csd[5] = cfg5;
	csd[6] = uniforms;
}
