// SPDX-License-Identifier: GPL-2.0
/*
 * The upscale stage: superres of a row of superblocks (AV1 specification 7.16), of the
 * samples with CDEF, and if loop restoration wants them also of those without.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_pic.h"

/* Bytes of the scratch memory in front of a row */
#define AV1_UPSCALE_PAD		64

/* From @src to @dst with @n samples of @bytes that are the same to each side */
static void av1_upscale_pad(u8 *dst, const u8 *src, u32 width, unsigned int bytes)
{
	const u8 *first = src, *last = src + (width - 1) * bytes;
	unsigned int i;

	memcpy(dst, src, width * bytes);
	for (i = 1; i <= AV1_UPSCALE_LEFT; i++)
		memcpy(dst - i * bytes, first, bytes);
	for (i = 0; i < AV1_UPSCALE_RIGHT; i++)
		memcpy(dst + (width + i) * bytes, last, bytes);
}

static void av1_upscale_plane(const struct av1_pic *pic, unsigned int plane,
			      const struct dae_task *task, const struct dae_plane *from,
			      const struct dae_plane *to)
{
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const unsigned int bytes = 1 << pic->hbd;
	const int down = from->width, up = to->width;
	const int step = ((down << AV1_UPSCALE_BITS) + up / 2) / up;
	const int err = up * step - (down << AV1_UPSCALE_BITS);
	int pos = (-((up - down) << (AV1_UPSCALE_BITS - 1)) + up / 2) / up + (1 << 7) - err / 2;
	/* Samples beyond the frame count up to the end of the last block. */
	const u32 width = 4 * (pic->mi_cols >> sub_x);
	const u32 rows = 4 * pic->sb_mi >> sub_y;
	const u32 end = min((task->row + 1) * rows, to->height);
	u8 *scratch = (u8 *)task->scratch + AV1_UPSCALE_PAD;
	u32 y;

	pos &= (1 << AV1_UPSCALE_BITS) - 1;
	pos -= 1 << AV1_UPSCALE_BITS;
	for (y = task->row * rows; y < end; y++) {
		av1_upscale_pad(scratch, (const u8 *)from->data + y * from->stride_bytes, width,
				bytes);
		pic->dsp.lr.upscale((u8 *)to->data + y * to->stride_bytes, scratch, up, pos, step,
				    pic->bd_max);
	}
}

static void av1_upscale_frame(const struct av1_pic *pic, const struct dae_task *task,
			      const struct dae_frame *from, const struct dae_frame *to)
{
	unsigned int plane;

	for (plane = 0; plane < pic->num_planes; plane++)
		av1_upscale_plane(pic, plane, task, &from->plane[plane], &to->plane[plane]);
}

void av1_upscale_part(void *frame, const struct dae_task *task)
{
	const struct av1_pic *pic = frame;

	if (!pic->params.do_superres)
		return;
	av1_upscale_frame(pic, task, pic->cdef, pic->up_cdef);
	if (pic->up_rec != pic->filtered)
		av1_upscale_frame(pic, task, pic->filtered, pic->up_rec);
}
