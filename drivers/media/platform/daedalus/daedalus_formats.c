// SPDX-License-Identifier: GPL-2.0
/*
 * The CAPTURE formats: which streams they suit and how large their buffers are.
 *
 * There is no format for every stream: V4L2 has none for 9 and 14 bits, for 10
 * bits of 4:4:4, or for luma and chroma of different depths.
 */
#include <linux/align.h>
#include <linux/mm.h>

#include "daedalus.h"

/* Rows of luma and of chroma start at multiples of this, in bytes. */
#define DAEDALUS_STRIDE_ALIGN	64

/*
 * In order of preference, for streams they suit. Depths without a format have the
 * next larger one, of which they lack the lowest bits. NV15 is left out because
 * clients would take it in place of P010.
 */
const struct daedalus_format daedalus_formats[] = {
	{
		.fourcc = V4L2_PIX_FMT_NV12,
		.mem_planes = 1,
		.out = { .bit_depth = 8, .chroma = DAE_CHROMA_420 },
	},
	{
		.fourcc = V4L2_PIX_FMT_NV12M,
		.mem_planes = 2,
		.out = { .bit_depth = 8, .chroma = DAE_CHROMA_420 },
	},
	{
		.fourcc = V4L2_PIX_FMT_P010,
		.mem_planes = 1,
		.out = { .bit_depth = 10, .min_depth = 9, .shift = 6, .chroma = DAE_CHROMA_420 },
	},
	{
		.fourcc = V4L2_PIX_FMT_P012,
		.mem_planes = 1,
		.out = { .bit_depth = 12, .min_depth = 11, .shift = 4, .chroma = DAE_CHROMA_420 },
	},
	{
		.fourcc = V4L2_PIX_FMT_NV16,
		.mem_planes = 1,
		.out = { .bit_depth = 8, .chroma = DAE_CHROMA_422 },
	},
	{
		.fourcc = V4L2_PIX_FMT_YUYV,
		.mem_planes = 1,
		.out = { .layout = DAE_OUTPUT_YUYV, .bit_depth = 8, .chroma = DAE_CHROMA_422 },
	},
	{
		.fourcc = V4L2_PIX_FMT_NV20,
		.mem_planes = 1,
		.out = {
			.layout = DAE_OUTPUT_NV_PACKED,
			.bit_depth = 10,
			.chroma = DAE_CHROMA_422,
		},
		.description = "10-bit Y/UV 4:2:2 (Packed)",
	},
	{
		.fourcc = V4L2_PIX_FMT_Y210,
		.mem_planes = 1,
		.out = {
			.layout = DAE_OUTPUT_YUYV,
			.bit_depth = 10,
			.min_depth = 9,
			.shift = 6,
			.chroma = DAE_CHROMA_422,
		},
	},
	{
		.fourcc = V4L2_PIX_FMT_Y212,
		.mem_planes = 1,
		.out = {
			.layout = DAE_OUTPUT_YUYV,
			.bit_depth = 12,
			.min_depth = 11,
			.shift = 4,
			.chroma = DAE_CHROMA_422,
		},
	},
	{
		.fourcc = V4L2_PIX_FMT_NV24,
		.mem_planes = 1,
		.out = { .bit_depth = 8, .chroma = DAE_CHROMA_444 },
	},
	{
		.fourcc = V4L2_PIX_FMT_YUV48_12,
		.mem_planes = 1,
		.out = {
			.layout = DAE_OUTPUT_YUV,
			.bit_depth = 12,
			.min_depth = 9,
			.shift = 4,
			.chroma = DAE_CHROMA_444,
		},
	},
	{}
};

/*
 * Only what equals the stream, as far as there is such a format: some clients take
 * whatever is listed first.
 */
const struct daedalus_format *daedalus_format_nth(const struct dae_frame_format *stream,
						  unsigned int index)
{
	const struct daedalus_format *fmt;

	for (fmt = daedalus_formats; fmt->fourcc; fmt++)
		if (dae_output_suits(&fmt->out, stream->bit_depth, stream->chroma) && !index--)
			return fmt;

	return NULL;
}

const struct daedalus_format *daedalus_format_find(const struct dae_frame_format *stream,
						   u32 fourcc)
{
	const struct daedalus_format *fmt;

	for (fmt = daedalus_formats; fmt->fourcc; fmt++)
		if (fmt->fourcc == fourcc &&
		    dae_output_suits(&fmt->out, stream->bit_depth, stream->chroma))
			return fmt;

	return daedalus_format_nth(stream, 0);
}

/* Chroma starts at stride * height, where clients look for it. */
void daedalus_layout_init(struct daedalus_layout *layout, const struct daedalus_format *fmt,
			  u32 width, u32 height)
{
	struct dae_output out;
	u32 bytes[2];

	layout->fmt = fmt;
	layout->width = width;
	layout->height = height;
	layout->stride_bytes = ALIGN(dae_output_row_bytes(&fmt->out, 0, width),
				     DAEDALUS_STRIDE_ALIGN);

	dae_output_init(&out, &fmt->out, width, height, layout->stride_bytes);
	bytes[0] = out.stride_bytes[0] * height;
	bytes[1] = out.stride_bytes[1] * dae_output_num_rows(&fmt->out, 1, height);

	if (fmt->mem_planes == 1) {
		layout->plane_bytes[0] = PAGE_ALIGN(bytes[0] + bytes[1]);
		layout->plane_bytes[1] = 0;
	} else {
		layout->plane_bytes[0] = PAGE_ALIGN(bytes[0]);
		layout->plane_bytes[1] = PAGE_ALIGN(bytes[1]);
	}
}
