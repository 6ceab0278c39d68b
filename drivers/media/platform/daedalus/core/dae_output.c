// SPDX-License-Identifier: GPL-2.0
/*
 * Which pictures fit into which buffers of the client.
 */
#include <linux/types.h>

#include "dae_output.h"

bool dae_output_fits(const struct dae_output *out, const struct dae_frame_format *fmt)
{
	return fmt->bit_depth == out->fmt->bit_depth &&
	       (fmt->chroma == out->fmt->chroma || fmt->chroma == DAE_CHROMA_400) &&
	       fmt->width <= out->width && fmt->height <= out->height;
}

void dae_output_field_rows(const struct dae_output *out, const struct dae_frame *frame,
			   bool from_bottom, bool to_bottom, u32 y, u32 rows)
{
	struct dae_output field_out = *out;
	struct dae_frame field = *frame;
	unsigned int i;

	for (i = 0; i < frame->num_planes; i++)
		dae_plane_field(&field.plane[i], from_bottom);
	field.fmt.height /= 2;
	if (to_bottom) {
		field_out.luma += out->stride_bytes;
		field_out.chroma += out->stride_bytes;
	}
	field_out.stride_bytes *= 2;
	field_out.height /= 2;
	dae_output_rows(&field_out, &field, y, rows);
}
