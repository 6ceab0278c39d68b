// SPDX-License-Identifier: GPL-2.0
/*
 * Packs rows of a private frame into the client's buffer (enum
 * dae_output_layout). Called once per row of blocks while the samples are still in
 * the cache.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "arm64/dae_output_neon.h"
#include "dae_output.h"
#include "dae_pixel.h"
#include "dae_simd.h"

static bool DAE_FN(dae_output_has_neon)(const struct dae_output *out)
{
	return DAE_HAVE_NEON && out->cpu_flags & DAE_CPU_NEON;
}

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

static void DAE_FN(dae_output_interleave)(void *dst, const void *cb_row, const void *cr_row,
					  u32 count, unsigned int shift)
{
	const pixel *cb = cb_row, *cr = cr_row;
	pixel *d = dst;
	u32 x;

	for (x = 0; x < count; x++) {
		d[2 * x] = cb[x] << shift;
		d[2 * x + 1] = cr[x] << shift;
	}
}

/* The @n lowest bytes of @v. */
static __always_inline void DAE_FN(dae_output_put)(u8 *d, u64 v, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		d[i] = v >> 8 * i;
}

/* Samples of 10 bits in groups of four; of the last one only what there is. */
static void DAE_FN(dae_output_pack)(u8 *d, const pixel *s, u32 count)
{
	u64 v = 0;
	u32 x;

	for (x = 0; x + 4 <= count; x += 4, d += 5)
		DAE_FN(dae_output_put)(d, s[x] | (u64)s[x + 1] << 10 | (u64)s[x + 2] << 20 |
				       (u64)s[x + 3] << 30, 5);
	for (; x < count; x++)
		v |= (u64)s[x] << 10 * (x & 3);
	DAE_FN(dae_output_put)(d, v, ((count & 3) * 10 + 7) / 8);
}

/* The same for alternating Cb and Cr, @count of each. */
static void DAE_FN(dae_output_pack_chroma)(u8 *d, const pixel *cb, const pixel *cr, u32 count)
{
	u32 x;

	for (x = 0; x + 2 <= count; x += 2, d += 5)
		DAE_FN(dae_output_put)(d, cb[x] | (u64)cr[x] << 10 | (u64)cb[x + 1] << 20 |
				       (u64)cr[x + 1] << 30, 5);
	if (x < count)
		DAE_FN(dae_output_put)(d, cb[x] | (u64)cr[x] << 10, 3);
}

static void DAE_FN(dae_output_yuyv)(pixel *d, const pixel *y, const pixel *cb, const pixel *cr,
				    u32 width, unsigned int shift)
{
	u32 x;

	for (x = 0; x < width; x += 2, d += 4) {
		d[0] = y[x] << shift;
		d[1] = cb[x / 2] << shift;
		d[2] = y[min(x + 1, width - 1)] << shift;
		d[3] = cr[x / 2] << shift;
	}
}

static void DAE_FN(dae_output_yuv)(pixel *d, const pixel *y, const pixel *cb, const pixel *cr,
				   u32 width, unsigned int shift)
{
	u32 x;

	for (x = 0; x < width; x++, d += 3) {
		d[0] = y[x] << shift;
		d[1] = cb[x] << shift;
		d[2] = cr[x] << shift;
	}
}

/* Fills a row with the value halfway up the range: grey, or neutral chroma. */
static void DAE_FN(dae_output_mid)(const struct dae_output_format *fmt, void *row, u32 bytes)
{
	const u64 mid = dae_mid_grey((1 << fmt->bit_depth) - 1);
	pixel *d = row;
	u32 x;

	if (fmt->layout != DAE_OUTPUT_NV_PACKED) {
		for (x = 0; x < bytes / sizeof(*d); x++)
			d[x] = mid << fmt->shift;
		return;
	}
	/* Only the highest bit of each is set, so that no sample is set in part. */
	for (x = 0; x < bytes; x += 5)
		DAE_FN(dae_output_put)((u8 *)row + x, mid | mid << 10 | mid << 20 | mid << 30,
				       min(bytes - x, 5u));
}

static void DAE_FN(dae_output_luma_row)(const struct dae_output *out,
					const struct dae_frame *frame, u32 i)
{
	const struct dae_plane *y = &frame->plane[0];
	void *d = out->plane[0] + (size_t)i * out->stride_bytes[0];
	const pixel *s = dae_crow(y->data, y->stride_bytes, i);

	if (out->fmt->layout == DAE_OUTPUT_NV_PACKED)
		DAE_FN(dae_output_pack)(d, s, y->width);
	else if (DAE_BPC == 16 && DAE_FN(dae_output_has_neon)(out))
		dae_output_shift_neon_16bpc(d, s, y->width, dae_output_shift(out->fmt, frame));
	else
		DAE_FN(dae_output_copy)(d, s, y->width, dae_output_shift(out->fmt, frame));
}

static void DAE_FN(dae_output_chroma_row)(const struct dae_output *out,
					  const struct dae_frame *frame, u32 i)
{
	const struct dae_output_format *fmt = out->fmt;
	const struct dae_plane *cb = &frame->plane[1], *cr = &frame->plane[2];
	void *d = out->plane[1] + (size_t)i * out->stride_bytes[1];

	if (frame->num_planes == 1)
		DAE_FN(dae_output_mid)(fmt, d, dae_output_row_bytes(fmt, 1, frame->fmt.width));
	else if (fmt->layout == DAE_OUTPUT_NV_PACKED)
		DAE_FN(dae_output_pack_chroma)(d, dae_crow(cb->data, cb->stride_bytes, i),
					       dae_crow(cr->data, cr->stride_bytes, i), cb->width);
	else
		(DAE_FN(dae_output_has_neon)(out) ? DAE_FN(dae_output_interleave_neon) :
						    DAE_FN(dae_output_interleave))
			(d, dae_crow(cb->data, cb->stride_bytes, i),
			 dae_crow(cr->data, cr->stride_bytes, i), cb->width,
			 dae_output_shift(fmt, frame));
}

/* A row of luma and chroma in one plane: all subsampling there is in x. */
static void DAE_FN(dae_output_mixed_row)(const struct dae_output *out,
					 const struct dae_frame *frame, u32 i)
{
	const struct dae_plane *p = frame->plane;
	pixel *d = out->plane[0] + (size_t)i * out->stride_bytes[0];

	(out->fmt->layout == DAE_OUTPUT_YUYV ? DAE_FN(dae_output_yuyv) : DAE_FN(dae_output_yuv))
		(d, dae_crow(p[0].data, p[0].stride_bytes, i),
		 dae_crow(p[1].data, p[1].stride_bytes, i),
		 dae_crow(p[2].data, p[2].stride_bytes, i), p[0].width,
		 dae_output_shift(out->fmt, frame));
}

void DAE_FN(dae_output_rows)(const struct dae_output *out, const struct dae_frame *frame,
			     u32 y, u32 rows)
{
	const u32 end = min(y + rows, frame->fmt.height);
	unsigned int shift_x, shift_y;
	u32 i;

	if (dae_output_num_planes(out->fmt) == 1) {
		for (i = y; i < end; i++)
			DAE_FN(dae_output_mixed_row)(out, frame, i);
		return;
	}
	dae_frame_chroma_shift(out->fmt->chroma, &shift_x, &shift_y);
	for (i = y; i < end; i++)
		DAE_FN(dae_output_luma_row)(out, frame, i);
	for (i = y >> shift_y; i < (end + shift_y) >> shift_y; i++)
		DAE_FN(dae_output_chroma_row)(out, frame, i);
}

void DAE_FN(dae_output_grey)(const struct dae_output *out)
{
	unsigned int plane;
	u32 bytes, i;

	for (plane = 0; plane < dae_output_num_planes(out->fmt); plane++) {
		bytes = dae_output_row_bytes(out->fmt, plane, out->width);
		for (i = 0; i < dae_output_num_rows(out->fmt, plane, out->height); i++)
			DAE_FN(dae_output_mid)(out->fmt, out->plane[plane] +
					       (size_t)i * out->stride_bytes[plane], bytes);
	}
}
