// SPDX-License-Identifier: GPL-2.0
/*
 * Which pictures fit into which buffers of the client, and how large these are.
 */
#include <linux/types.h>

#include "dae_output.h"

bool dae_output_suits(const struct dae_output_format *fmt, unsigned int bit_depth,
		      enum dae_chroma chroma)
{
	const unsigned int min_depth = fmt->min_depth ?: fmt->bit_depth;

	return bit_depth >= min_depth && bit_depth <= fmt->bit_depth &&
	       fmt->chroma == (chroma == DAE_CHROMA_400 ? DAE_CHROMA_420 : chroma);
}

bool dae_output_fits(const struct dae_output *out, const struct dae_frame_format *fmt)
{
	return dae_output_suits(out->fmt, fmt->bit_depth, fmt->chroma) &&
	       fmt->width <= out->width && fmt->height <= out->height;
}

u32 dae_output_row_bytes(const struct dae_output_format *fmt, unsigned int plane, u32 width)
{
	unsigned int shift_x, shift_y;
	u32 chroma_width, samples;

	dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);
	chroma_width = (width + shift_x) >> shift_x;

	switch (fmt->layout) {
	case DAE_OUTPUT_NV_PACKED:
		samples = plane ? 2 * chroma_width : width;
		return (samples * fmt->bit_depth + 7) / 8;
	case DAE_OUTPUT_YUYV:
		samples = 4 * chroma_width;
		break;
	case DAE_OUTPUT_YUV:
		samples = 3 * width;
		break;
	default:
		samples = plane ? 2 * chroma_width : width;
		break;
	}
	return fmt->bit_depth == 8 ? samples : 2 * samples;
}

u32 dae_output_num_rows(const struct dae_output_format *fmt, unsigned int plane, u32 height)
{
	unsigned int shift_x, shift_y;

	if (!plane)
		return height;
	if (dae_output_num_planes(fmt) == 1)
		return 0;
	dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);
	return (height + shift_y) >> shift_y;
}

void dae_output_init(struct dae_output *out, const struct dae_output_format *fmt, u32 width,
		     u32 height, u32 stride_bytes)
{
	*out = (struct dae_output){
		.fmt = fmt,
		.width = width,
		.height = height,
		.stride_bytes = { stride_bytes, stride_bytes },
	};
	/* Two samples of chroma for each of luma. */
	if (fmt->chroma == DAE_CHROMA_444 || fmt->chroma == DAE_CHROMA_440)
		out->stride_bytes[1] *= 2;
	if (dae_output_num_planes(fmt) == 1)
		out->stride_bytes[1] = 0;
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
	field_out.height /= 2;
	for (i = 0; i < dae_output_num_planes(out->fmt); i++) {
		if (to_bottom)
			field_out.plane[i] += out->stride_bytes[i];
		field_out.stride_bytes[i] *= 2;
	}
	dae_output_rows(&field_out, &field, y, rows);
}

void dae_output_strip(const struct dae_output *out, const struct dae_frame *strip, u32 y)
{
	struct dae_output rest = *out;
	unsigned int i;

	for (i = 0; i < dae_output_num_planes(out->fmt); i++)
		rest.plane[i] += (size_t)dae_output_num_rows(out->fmt, i, y) * out->stride_bytes[i];
	rest.height -= y;
	dae_output_rows(&rest, strip, 0, strip->fmt.height);
}
