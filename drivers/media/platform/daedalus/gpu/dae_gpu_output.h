/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The output pass on V3D: what dae_output_rows() does to all rows of a picture, and before it
 * the film grain of AV1. Both give the same bytes.
 */
#ifndef DAE_GPU_OUTPUT_H
#define DAE_GPU_OUTPUT_H

#include <linux/types.h>

#include "dae_gpu.h"
#include "dae_output.h"

struct av1_fg;

/* Most dispatches of a picture */
#define DAE_GPU_OUTPUT_DISPATCHES	4

/**
 * struct dae_gpu_output - a picture, and where it goes
 * @fmt: of the picture
 * @src: its planes: one for 4:0:0, else three; those of chroma have the same stride
 * @out: how the client has its samples; dae_gpu_output_suits() holds
 * @va: the client's planes, multiples of 4
 * @stride_bytes: distance of two rows in each of them, multiples of 4
 * @fg: prepared film grain, or NULL for none
 */
struct dae_gpu_output {
	struct dae_frame_format fmt;
	struct dae_gpu_plane src[3];
	const struct dae_output_format *out;
	u32 va[DAE_OUTPUT_PLANES];
	u32 stride_bytes[DAE_OUTPUT_PLANES];
	const struct av1_fg *fg;
};

/**
 * dae_gpu_output_suits() - is there a shader for it?
 * @out: what the client wants
 * @fmt: of the picture
 * @grain: it gets film grain
 */
bool dae_gpu_output_suits(const struct dae_output_format *out, const struct dae_frame_format *fmt,
			  bool grain);

/**
 * dae_gpu_output_bytes() - memory that a picture takes
 * @fmt: of the picture
 * @grain: it gets film grain
 */
size_t dae_gpu_output_bytes(const struct dae_frame_format *fmt, bool grain);

/**
 * dae_gpu_output_build() - what V3D is to do
 * @output: the picture
 * @code: the shaders
 * @mem: takes dae_gpu_output_bytes(), which must stay until all is done
 * @csd: filled in: dispatches, in any order
 *
 * They read no more than what lies in rows of the picture, up to 7 bytes behind their last
 * samples, and read nothing that they write. Samples right of and below the picture stay as
 * they are.
 *
 * Return: how many dispatches, -EINVAL for what is not possible, -ENOMEM.
 */
int dae_gpu_output_build(const struct dae_gpu_output *output, const struct dae_gpu_code *code,
			 struct dae_gpu_mem *mem, u32 csd[][DAE_GPU_CSD_WORDS]);

#endif /* DAE_GPU_OUTPUT_H */
