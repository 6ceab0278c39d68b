// SPDX-License-Identifier: GPL-2.0
/*
 * Packs rows of a private frame into the client's buffer: a plane of luma and
 * one of alternating Cb and Cr (NV12, NV16, P010 and their like). Called once
 * per row of blocks while the samples are still in the cache.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "dae_output.h"
#include "dae_pixel.h"

static void DAE_FN(dae_output_copy)(pixel *d, const pixel *s, u32 count, unsigned int shift)
{
	u32 x;

	if (!shift) {
		memcpy(d, s, count * sizeof(*d));
		return;
	}
	for (x = 0; x < count; x++)
		d[x] = s[x] << shift;
}

static void DAE_FN(dae_output_interleave)(pixel *d, const pixel *cb, const pixel *cr,
					  u32 count, unsigned int shift)
{
	u32 x;

	for (x = 0; x < count; x++) {
		d[2 * x] = cb[x] << shift;
		d[2 * x + 1] = cr[x] << shift;
	}
}

static void DAE_FN(dae_output_fill)(pixel *d, u32 count, pixel value)
{
	u32 x;

	for (x = 0; x < count; x++)
		d[x] = value;
}

/* The stored value halfway up the range: grey, or neutral chroma. */
static pixel DAE_FN(dae_output_mid)(const struct dae_output_format *fmt)
{
	return dae_mid_grey((1 << fmt->bit_depth) - 1) << fmt->shift;
}

void DAE_FN(dae_output_rows)(const struct dae_output *out, const struct dae_frame *frame,
			     u32 y, u32 rows)
{
	const struct dae_plane *luma = &frame->plane[0];
	const struct dae_plane *cb = &frame->plane[1];
	const struct dae_plane *cr = &frame->plane[2];
	const unsigned int shift = out->fmt->shift;
	const u32 stride = out->stride_bytes;
	const u32 end = min(y + rows, luma->height);
	unsigned int shift_x, shift_y;
	u32 chroma_width, i;

	for (i = y; i < end; i++)
		DAE_FN(dae_output_copy)(out->luma + (size_t)i * stride,
					dae_crow(luma->data, luma->stride_bytes, i),
					luma->width, shift);

	dae_frame_chroma_shift(out->fmt->chroma, &shift_x, &shift_y);
	chroma_width = (luma->width + shift_x) >> shift_x;

	for (i = y >> shift_y; i < (end + shift_y) >> shift_y; i++) {
		pixel *d = out->chroma + (size_t)i * stride;

		if (frame->num_planes == 1)
			DAE_FN(dae_output_fill)(d, 2 * chroma_width,
						DAE_FN(dae_output_mid)(out->fmt));
		else
			DAE_FN(dae_output_interleave)(d, dae_crow(cb->data, cb->stride_bytes, i),
						      dae_crow(cr->data, cr->stride_bytes, i),
						      chroma_width, shift);
	}
}

void DAE_FN(dae_output_grey)(const struct dae_output *out)
{
	const pixel mid = DAE_FN(dae_output_mid)(out->fmt);
	unsigned int shift_x, shift_y;
	u32 i;

	dae_frame_chroma_shift(out->fmt->chroma, &shift_x, &shift_y);

	for (i = 0; i < out->height; i++)
		DAE_FN(dae_output_fill)(out->luma + (size_t)i * out->stride_bytes,
					out->width, mid);

	for (i = 0; i < (out->height + shift_y) >> shift_y; i++)
		DAE_FN(dae_output_fill)(out->chroma + (size_t)i * out->stride_bytes,
					2 * ((out->width + shift_x) >> shift_x), mid);
}
