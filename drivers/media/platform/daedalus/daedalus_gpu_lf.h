/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The loop filter of an AV1 frame on V3D: its memory. V3D reads what recon has written and
 * the map of edges that the deblock stage makes, and writes the filtered picture; in between
 * it needs a frame more. Nothing is changed in place, so that the CPU can start over.
 */
#ifndef DAEDALUS_GPU_LF_H
#define DAEDALUS_GPU_LF_H

#include <linux/types.h>

#include "core/av1/av1_lf.h"
#include "core/dae_frame.h"

struct daedalus_gpu_map;
struct dae_gpu_av1_lf;

/* What V3D sees of a loop filter, in the order of &struct daedalus_gpu_lf.mem. */
enum daedalus_gpu_lf_mem {
	DAEDALUS_GPU_LF_REC,
	DAEDALUS_GPU_LF_TMP,
	DAEDALUS_GPU_LF_MAP,
	DAEDALUS_GPU_LF_FILTERED,
	DAEDALUS_GPU_LF_MEMS
};

/* Luma samples of the largest frame: it takes three frames and all blocks at once. */
#define DAEDALUS_GPU_LF_SAMPLES_MAX	(4096 * 2304)

/**
 * struct daedalus_gpu_lf - the loop filter of a frame
 * @mem: memory, of vmalloc(), kept from frame to frame
 * @bytes: size of each @mem
 * @shared: each @mem as V3D sees it
 * @unmap: called with one of @shared before its memory is freed
 * @frame: in those of @mem that are frames; rec is [DAEDALUS_GPU_LF_REC]
 * @apart: the filtered picture is frame[DAEDALUS_GPU_LF_FILTERED], else the job's picture
 * @map: of edges, for the deblock stage
 * @sharpness: lf_sharpness
 * @vert: by plane: it is filtered
 */
struct daedalus_gpu_lf {
	void *mem[DAEDALUS_GPU_LF_MEMS];
	size_t bytes[DAEDALUS_GPU_LF_MEMS];
	struct daedalus_gpu_map *shared[DAEDALUS_GPU_LF_MEMS];
	void (*unmap)(struct daedalus_gpu_map *map);
	struct dae_frame frame[DAEDALUS_GPU_LF_MEMS];
	bool apart;
	struct av1_lf_map map;
	u8 sharpness;
	bool vert[3];
};

/**
 * daedalus_gpu_lf_setup() - get ready for a frame
 * @lf: zeroed before its first use, but for @unmap
 * @fmt: layout of the frames, for which dae_gpu_av1_lf_suits() holds
 * @apart: see &struct daedalus_gpu_lf
 *
 * May sleep.
 *
 * Return: 0, -EINVAL if the frame is too large, or -ENOMEM.
 */
int daedalus_gpu_lf_setup(struct daedalus_gpu_lf *lf, const struct dae_frame_format *fmt,
			  bool apart);

/**
 * daedalus_gpu_lf_free() - free the memory
 * @lf: not in use
 */
void daedalus_gpu_lf_free(struct daedalus_gpu_lf *lf);

/**
 * daedalus_gpu_lf_describe() - tell V3D what to filter
 * @lf: set up, with sharpness and vert
 * @va: where V3D sees each of @lf->mem; without @lf->apart [DAEDALUS_GPU_LF_FILTERED] is
 *	where it sees @picture_mem
 * @picture: the job's picture
 * @picture_mem: the memory that it is in
 * @desc: filled in
 */
void daedalus_gpu_lf_describe(const struct daedalus_gpu_lf *lf,
			      const u32 va[DAEDALUS_GPU_LF_MEMS], const struct dae_frame *picture,
			      const void *picture_mem, struct dae_gpu_av1_lf *desc);

#endif /* DAEDALUS_GPU_LF_H */
