/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1's loop filter (AV1 specification 7.14) on V3D: dispatches that filter whole planes, all
 * vertical edges first and then all horizontal ones, as maps of edges say (struct av1_lf_map).
 */
#ifndef DAE_GPU_AV1_LF_H
#define DAE_GPU_AV1_LF_H

#include <linux/types.h>

#include "av1/av1_lf.h"
#include "dae_frame.h"
#include "dae_gpu.h"

/* Dispatches at most: two for each plane */
#define DAE_GPU_AV1_LF_DISPATCHES	6

/**
 * struct dae_gpu_av1_lf_plane - a plane to filter
 * @rec: what recon has written. 64 bytes before and behind the plane are read, too, which
 *	count for nothing, and rows up to a multiple of 16.
 * @tmp: for what is between vertical and horizontal edges, of the same stride and number of
 *	rows; not used without @vert
 * @dst: what becomes of it, of the same stride; rows up to @height are written, all of their
 *	stride at most
 * @map_va: maps of edges, by enum av1_edge: where V3D sees the first row of
 *	struct av1_lf_map_edges
 * @map_stride: bytes of their rows
 * @width: samples of a row
 * @height: rows
 * @vert: there may be vertical edges; without, their map is not read
 */
struct dae_gpu_av1_lf_plane {
	struct dae_gpu_plane rec;
	struct dae_gpu_plane tmp;
	struct dae_gpu_plane dst;
	u32 map_va[AV1_EDGES];
	u32 map_stride[AV1_EDGES];
	u32 width;
	u32 height;
	bool vert;
};

/**
 * struct dae_gpu_av1_lf - a frame to filter
 * @planes: the first @num_planes are used
 * @num_planes: 1 or 3
 * @bit_depth: as dae_gpu_av1_lf_suits() says
 * @sharpness: lf_sharpness, 0..7
 */
struct dae_gpu_av1_lf {
	struct dae_gpu_av1_lf_plane planes[3];
	u32 num_planes;
	u32 bit_depth;
	u32 sharpness;
};

/**
 * dae_gpu_av1_lf_suits() - is there a shader for it?
 * @fmt: layout of the frame
 */
bool dae_gpu_av1_lf_suits(const struct dae_frame_format *fmt);

/**
 * dae_gpu_av1_lf_bytes() - memory that dae_gpu_av1_lf_build() takes
 */
size_t dae_gpu_av1_lf_bytes(void);

/**
 * dae_gpu_av1_lf_build() - what V3D is to do
 * @code: the shaders
 * @mem: takes dae_gpu_av1_lf_bytes(), which must stay until all is done
 * @lf: the frame
 * @csd: filled in: dispatches, to be run in their order
 * @max: size of @csd
 *
 * Nothing is both read and written by a dispatch, so that any of them, or all, may run again.
 * Whatever maps have, reads and writes stay where they belong. Edges have the result of the
 * CPU as long as transforms are laid out as the standard has them; what is left of those of a
 * damaged frame may not be.
 *
 * Return: how many dispatches, -EINVAL for a frame that is not possible, -ENOSPC if @csd is too
 * small, -ENOMEM.
 */
int dae_gpu_av1_lf_build(const struct dae_gpu_code *code, struct dae_gpu_mem *mem,
			 const struct dae_gpu_av1_lf *lf, u32 csd[][DAE_GPU_CSD_WORDS],
			 unsigned int max);

#endif /* DAE_GPU_AV1_LF_H */
