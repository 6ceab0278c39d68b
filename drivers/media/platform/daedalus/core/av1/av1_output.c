// SPDX-License-Identifier: GPL-2.0
/*
 * Output of AV1 frames (7.18). Film grain is for the client only, so frames that have
 * it are copied with it to a strip of a few rows at a time, which is then packed.
 */
#include <linux/build_bug.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include "../dae_output.h"
#include "av1_pic.h"

#define AV1_OUTPUT_STRIP_BYTES \
	((AV1_GRAIN_BYTES - sizeof(struct av1_fg)) / DAE_PLANE_ALIGN * DAE_PLANE_ALIGN)

/* Room for a row of the widest frame in 4:4:4, which is what two rows in 4:2:0 take */
static_assert(AV1_OUTPUT_STRIP_BYTES >= 3 * AV1_FG_MAX_WIDTH * sizeof(u16) + 4 * DAE_PLANE_SLACK);

/* Lays out a strip for rows from @y on, as many as fit but not beyond @end; says how many. */
static u32 av1_output_init_strip(const struct av1_pic *pic, struct dae_frame *strip, u32 y,
				 u32 end)
{
	struct dae_frame_format fmt = pic->frame->fmt;

	fmt.block = 0;
	fmt.height = AV1_FG_BLOCK;
	while (dae_frame_bytes(&fmt, 0) > AV1_OUTPUT_STRIP_BYTES)
		fmt.height /= 2;
	fmt.height = min(fmt.height, end - y);
	dae_frame_init(strip, &fmt, 0, pic->grain + AV1_GRAIN_BYTES - AV1_OUTPUT_STRIP_BYTES);
	return fmt.height;
}

static const void *av1_output_source(const struct av1_pic *pic, unsigned int plane, u32 y)
{
	const struct dae_plane *p = &pic->frame->plane[plane];

	return (const u8 *)p->data + y * p->stride_bytes;
}

/* The rows of a strip of plane @plane, from row @y of the frame's plane on */
static void av1_output_add_grain(const struct av1_pic *pic, struct av1_fg *fg,
				 const struct dae_plane *strip, unsigned int plane, u32 y)
{
	const struct av1_fg_dsp *dsp = &pic->dsp.fg;
	const int w = pic->frame->fmt.width;
	u32 i;

	for (i = 0; i < strip->height; i++) {
		const s16 *noise = av1_fg_noise(fg, dsp, plane, y + i, strip->width);
		const void *src = av1_output_source(pic, plane, y + i);
		void *dst = (u8 *)strip->data + i * strip->stride_bytes;

		if (plane)
			(fg->from_luma ? dsp->chroma_from_luma : dsp->chroma)[pic->sub_x]
				(dst, src, av1_output_source(pic, 0, (y + i) << pic->sub_y), noise,
				 w, &fg->blend[plane], pic->bd_max);
		else
			dsp->luma(dst, src, noise, w, &fg->blend[0], pic->bd_max);
	}
}

static void av1_output_grain_rows(const struct av1_pic *pic, u32 y, u32 end)
{
	struct av1_fg *fg = (void *)pic->grain;
	struct dae_frame strip;
	unsigned int i;
	u32 rows;

	for (; y < end; y += rows) {
		rows = av1_output_init_strip(pic, &strip, y, end);
		for (i = 0; i < strip.num_planes; i++) {
			struct dae_plane *plane = &strip.plane[i];
			const u32 plane_y = i ? y >> pic->sub_y : y;

			if (fg->noisy[i]) {
				av1_output_add_grain(pic, fg, plane, i, plane_y);
			} else {
				plane->stride_bytes = pic->frame->plane[i].stride_bytes;
				plane->data = (void *)av1_output_source(pic, i, plane_y);
			}
		}
		dae_output_strip(pic->out, &strip, y);
	}
}

const struct av1_fg *av1_output_grain(const struct av1_pic *pic)
{
	av1_fg_prepare((void *)pic->grain, &pic->dsp.fg, &pic->params);
	return (void *)pic->grain;
}

void av1_output_row(void *frame, unsigned int row)
{
	const struct av1_pic *pic = frame;
	const u32 sb = 4 * pic->sb_mi;
	/* What restoration has done: its rows start 8 above those of superblocks. */
	const u32 first = row ? row * sb - 8 : 0;
	const u32 end = row + 1 == pic->sb_rows ? pic->params.fmt.height : (row + 1) * sb - 8;

	if (!pic->out || pic->out->elsewhere)
		return;
	if (!pic->params.grain.apply) {
		dae_output_rows(pic->out, pic->frame, first, end - first);
		return;
	}
	/* With grain rows come in order, so the first one prepares it for all. */
	if (!row)
		av1_output_grain(pic);
	av1_output_grain_rows(pic, first, end);
}
