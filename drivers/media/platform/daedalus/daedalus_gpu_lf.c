// SPDX-License-Identifier: GPL-2.0
/*
 * Memory of the loop filter on V3D, see daedalus_gpu_lf.h.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "daedalus_gpu_lf.h"
#include "gpu/dae_gpu_av1_lf.h"

/* Luma samples that the mi of a frame come in */
#define DAEDALUS_GPU_LF_ALIGN	8

static void daedalus_gpu_lf_drop(struct daedalus_gpu_lf *lf, unsigned int i)
{
	lf->unmap(lf->shared[i]);
	lf->shared[i] = NULL;
	vfree(lf->mem[i]);
	lf->mem[i] = NULL;
	lf->bytes[i] = 0;
}

/* What was there is lost if it grows, and is no older stream's. */
static int daedalus_gpu_lf_grow(struct daedalus_gpu_lf *lf, unsigned int i, size_t bytes)
{
	if (bytes <= lf->bytes[i])
		return 0;
	daedalus_gpu_lf_drop(lf, i);
	lf->mem[i] = __vmalloc(bytes, GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);
	if (!lf->mem[i])
		return -ENOMEM;
	lf->bytes[i] = bytes;

	return 0;
}

int daedalus_gpu_lf_setup(struct daedalus_gpu_lf *lf, const struct dae_frame_format *fmt,
			  bool apart)
{
	const size_t bytes = dae_frame_bytes(fmt, 0);
	unsigned int i;
	int ret;

	if (!bytes || (u64)fmt->width * fmt->height > DAEDALUS_GPU_LF_SAMPLES_MAX)
		return -EINVAL;

	for (i = 0; i < DAEDALUS_GPU_LF_MEMS; i++) {
		if (i == DAEDALUS_GPU_LF_FILTERED && !apart)
			continue;
		ret = daedalus_gpu_lf_grow(lf, i, i == DAEDALUS_GPU_LF_MAP ?
						  av1_lf_map_bytes(fmt) : bytes);
		if (ret)
			return ret;
		if (i != DAEDALUS_GPU_LF_MAP)
			dae_frame_init(&lf->frame[i], fmt, 0, lf->mem[i]);
	}
	av1_lf_map_init(&lf->map, fmt);
	lf->map.data = lf->mem[DAEDALUS_GPU_LF_MAP];
	lf->map.out = NULL;
	lf->apart = apart;

	return 0;
}

void daedalus_gpu_lf_free(struct daedalus_gpu_lf *lf)
{
	unsigned int i;

	for (i = 0; i < DAEDALUS_GPU_LF_MEMS; i++)
		daedalus_gpu_lf_drop(lf, i);
}

void daedalus_gpu_lf_describe(const struct daedalus_gpu_lf *lf,
			      const u32 va[DAEDALUS_GPU_LF_MEMS], const struct dae_frame *picture,
			      const void *picture_mem, struct dae_gpu_av1_lf *desc)
{
	const struct dae_frame *dst = lf->apart ? &lf->frame[DAEDALUS_GPU_LF_FILTERED] : picture;
	const void *dst_mem = lf->apart ? lf->mem[DAEDALUS_GPU_LF_FILTERED] : picture_mem;
	const struct dae_frame *rec = &lf->frame[DAEDALUS_GPU_LF_REC];
	const struct dae_frame *tmp = &lf->frame[DAEDALUS_GPU_LF_TMP];
	/* All mi: CDEF reads what of them lies outside the picture. */
	const u32 width = ALIGN(rec->fmt.width, DAEDALUS_GPU_LF_ALIGN);
	const u32 height = ALIGN(rec->fmt.height, DAEDALUS_GPU_LF_ALIGN);
	unsigned int i, edge, shift_x = 0, shift_y = 0;

	*desc = (struct dae_gpu_av1_lf){
		.num_planes = rec->num_planes,
		.bit_depth = rec->fmt.bit_depth,
		.sharpness = lf->sharpness,
	};
	for (i = 0; i < rec->num_planes; i++) {
		struct dae_gpu_av1_lf_plane *plane = &desc->planes[i];

		if (i)
			dae_frame_chroma_shift(rec->fmt.chroma, &shift_x, &shift_y);
		plane->rec = dae_gpu_plane(rec, i, lf->mem[DAEDALUS_GPU_LF_REC],
					   va[DAEDALUS_GPU_LF_REC]);
		plane->tmp = dae_gpu_plane(tmp, i, lf->mem[DAEDALUS_GPU_LF_TMP],
					   va[DAEDALUS_GPU_LF_TMP]);
		plane->dst = dae_gpu_plane(dst, i, dst_mem, va[DAEDALUS_GPU_LF_FILTERED]);
		for (edge = 0; edge < AV1_EDGES; edge++) {
			plane->map_va[edge] = va[DAEDALUS_GPU_LF_MAP] +
					      lf->map.edges[i][edge].offset;
			plane->map_stride[edge] = lf->map.edges[i][edge].stride;
		}
		plane->width = width >> shift_x;
		plane->height = height >> shift_y;
		plane->vert = lf->vert[i];
	}
}
