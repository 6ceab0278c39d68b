// SPDX-License-Identifier: GPL-2.0
/*
 * Layout of private frames.  Memory comes from the caller; nothing here
 * allocates.
 */
#include <linux/math.h>
#include <linux/types.h>

#include "dae_frame.h"

#define DAE_FRAME_DIM_MAX	16384

/* @a is a power of two. */
static size_t dae_align_up(size_t x, size_t a)
{
	return (x + a - 1) & ~(a - 1);
}

void dae_frame_chroma_shift(enum dae_chroma chroma, unsigned int *shift_x,
			    unsigned int *shift_y)
{
	*shift_x = chroma == DAE_CHROMA_420 || chroma == DAE_CHROMA_422;
	*shift_y = chroma == DAE_CHROMA_420 || chroma == DAE_CHROMA_440;
}

static unsigned int dae_frame_num_planes(enum dae_chroma chroma)
{
	return chroma == DAE_CHROMA_400 ? 1 : 3;
}

/* Fills everything of @plane but data. Returns the number of rows with blocks. */
static u32 dae_frame_plane_size(const struct dae_frame_format *fmt, unsigned int i,
				struct dae_plane *plane)
{
	const size_t block = fmt->block ?: 1;
	unsigned int shift_x = 0, shift_y = 0;
	size_t width;

	if (i)
		dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);

	plane->width = (fmt->width + shift_x) >> shift_x;
	plane->height = (fmt->height + shift_y) >> shift_y;
	width = fmt->block ? dae_align_up(fmt->width, block) >> shift_x : plane->width;
	plane->stride_bytes = dae_align_up(width << (fmt->bit_depth > 8), DAE_PLANE_ALIGN);
	return fmt->block ? dae_align_up(fmt->height, block) >> shift_y : plane->height;
}

size_t dae_frame_bytes(const struct dae_frame_format *fmt, size_t side_bytes)
{
	size_t bytes = DAE_PLANE_SLACK;
	struct dae_plane plane;
	unsigned int i;

	if (!fmt->width || fmt->width > DAE_FRAME_DIM_MAX ||
	    !fmt->height || fmt->height > DAE_FRAME_DIM_MAX ||
	    fmt->bit_depth < 8 || fmt->bit_depth > 14 ||
	    fmt->chroma > DAE_CHROMA_440)
		return 0;

	for (i = 0; i < dae_frame_num_planes(fmt->chroma); i++) {
		const size_t rows = dae_frame_plane_size(fmt, i, &plane);

		bytes += plane.stride_bytes * rows + DAE_PLANE_SLACK;
	}

	return bytes + dae_align_up(side_bytes, DAE_PLANE_ALIGN);
}

void dae_frame_init(struct dae_frame *frame, const struct dae_frame_format *fmt,
		    size_t side_bytes, void *mem)
{
	u8 *p = (u8 *)mem + DAE_PLANE_SLACK;
	unsigned int i;
	size_t rows;

	frame->fmt = *fmt;
	frame->num_planes = dae_frame_num_planes(fmt->chroma);

	for (i = 0; i < 3; i++) {
		struct dae_plane *plane = &frame->plane[i];

		*plane = (struct dae_plane){};
		if (i >= frame->num_planes)
			continue;
		rows = dae_frame_plane_size(fmt, i, plane);
		plane->data = p;
		p += plane->stride_bytes * rows + DAE_PLANE_SLACK;
	}

	frame->side = p;
	frame->side_bytes = side_bytes;
}
