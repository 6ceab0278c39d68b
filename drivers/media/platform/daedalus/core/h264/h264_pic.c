// SPDX-License-Identifier: GPL-2.0
/*
 * Set-up of the H.264 frame context and the table of its stages.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../dae_output.h"
#include "h264_pic.h"

/* Rows of coefficients parse may be ahead of recon. */
#define H264_COEF_ROWS		16

enum {
	H264_STAGE_PARSE,
	H264_STAGE_MOTION,
	H264_STAGE_RECON,
	H264_STAGE_DEBLOCK,
	H264_STAGE_OUTPUT,
	H264_NUM_STAGES
};

/*
 * Deblocking of a row waits for the reconstruction of the next one, whose intra
 * prediction reads this row's samples unfiltered; it changes the last rows of
 * samples of the row above, so output is one more row behind.
 */
const struct dae_stage_table h264_pic_stages = {
	.num_stages = H264_NUM_STAGES,
	.stage = {
		[H264_STAGE_PARSE] = {
			.name = "parse",
			.run = h264_parse_row,
			.num_needs = 2,
			.need = {
				{ H264_STAGE_PARSE, -1 },
				{ H264_STAGE_RECON, -H264_COEF_ROWS },
			},
		},
		[H264_STAGE_MOTION] = {
			.name = "motion",
			.run = h264_motion_row,
			.num_needs = 2,
			.need = {
				{ H264_STAGE_PARSE, 0 },
				{ H264_STAGE_MOTION, -1 },
			},
		},
		[H264_STAGE_RECON] = {
			.name = "recon",
			.run = h264_recon_row,
			.num_needs = 2,
			.need = {
				{ H264_STAGE_MOTION, 0 },
				{ H264_STAGE_RECON, -1 },
			},
		},
		[H264_STAGE_DEBLOCK] = {
			.name = "deblock",
			.run = h264_deblock_row,
			.num_needs = 2,
			.need = {
				{ H264_STAGE_RECON, 1 },
				{ H264_STAGE_DEBLOCK, -1 },
			},
		},
		[H264_STAGE_OUTPUT] = {
			.name = "output",
			.run = h264_output_row,
			.num_needs = 2,
			.need = {
				{ H264_STAGE_DEBLOCK, 1 },
				{ H264_STAGE_OUTPUT, -1 },
			},
		},
	},
};

static u32 h264_pic_coefs_per_mb(enum dae_chroma chroma)
{
	switch (chroma) {
	case DAE_CHROMA_444:
		return H264_COEFS_444;
	case DAE_CHROMA_422:
		return H264_COEFS_422;
	default:
		return H264_COEFS_420;
	}
}

void h264_pic_frame_format(const struct h264_sps *sps, struct dae_frame_format *fmt)
{
	*fmt = (struct dae_frame_format){
		.width = sps->mb_width * 16,
		.height = sps->frame_mb_height * 16,
		.bit_depth = max(sps->bit_depth_luma, sps->bit_depth_chroma),
		.chroma = sps->chroma,
	};
}

size_t h264_pic_side_bytes(const struct h264_sps *sps)
{
	return sizeof(struct h264_pic_side) +
	       sizeof(struct h264_motion) * sps->mb_width * sps->frame_mb_height;
}

/* Parts of the work memory start on cache lines. */
static size_t h264_pic_align(size_t bytes)
{
	return (bytes + 63) & ~(size_t)63;
}

static size_t h264_pic_coef_bytes(const struct h264_sps *sps)
{
	const bool hbd = sps->bit_depth_luma > 8 || sps->bit_depth_chroma > 8;

	return (size_t)H264_COEF_ROWS * sps->mb_width * h264_pic_coefs_per_mb(sps->chroma) *
	       (hbd ? sizeof(s32) : sizeof(s16));
}

size_t h264_pic_work_bytes(const struct h264_sps *sps)
{
	return h264_pic_align(sizeof(struct h264_mb) * sps->mb_width * sps->frame_mb_height) +
	       h264_pic_align(h264_pic_coef_bytes(sps)) +
	       h264_pic_align(h264_parser_bytes(sps->mb_width));
}

void h264_pic_init(struct h264_pic *pic, struct dae_frame *frame, void *work, u32 cpu_flags)
{
	const struct h264_sps *sps = &pic->params.sps;
	struct dae_frame_format fmt;
	unsigned int i;
	u8 *p = work;

	h264_pic_frame_format(sps, &fmt);
	h264_dsp_init(&pic->dsp, fmt.bit_depth, cpu_flags);
	pic->frame = frame;
	pic->mb_width = sps->mb_width;
	pic->mb_height = sps->frame_mb_height;
	if (pic->params.structure != H264_FRAME)
		pic->mb_height /= 2;
	pic->num_mbs = pic->mb_width * pic->mb_height;
	pic->num_rows = pic->mb_height;
	pic->chroma = sps->separate_colour_plane ? DAE_CHROMA_400 : sps->chroma;
	pic->hbd = fmt.bit_depth > 8;
	pic->bd_max[0] = (1 << sps->bit_depth_luma) - 1;
	pic->bd_max[1] = (1 << sps->bit_depth_chroma) - 1;
	pic->qp_bd_offset[0] = 6 * (sps->bit_depth_luma - 8);
	pic->qp_bd_offset[1] = 6 * (sps->bit_depth_chroma - 8);
	pic->lost_mbs = 0;
	pic->used_missing = false;
	pic->num_slices = 0;

	pic->mbs = (struct h264_mb *)p;
	p += h264_pic_align(sizeof(struct h264_mb) * sps->mb_width * sps->frame_mb_height);
	pic->coefs = p;
	pic->coef_rows = H264_COEF_ROWS;
	pic->coefs_per_mb = h264_pic_coefs_per_mb(sps->chroma);
	p += h264_pic_align(h264_pic_coef_bytes(sps));
	pic->parser = (struct h264_parser *)p;

	pic->side = frame->side;
	pic->side->mb_width = pic->mb_width;
	pic->side->mb_height = pic->mb_height;
	pic->side->structure = pic->params.structure;
	for (i = 0; i < H264_NUM_REF_SLOTS; i++)
		pic->side->ref_id[i] = pic->refs[i].id;
}

void h264_output_row(void *frame, unsigned int row)
{
	const struct h264_pic *pic = frame;

	if (pic->out)
		dae_output_rows(pic->out, pic->frame, row * 16, 16);
}

/* Distance in output order, which decides what stands in for a lost picture. */
static u64 h264_pic_poc_distance(const struct h264_pic *pic, unsigned int slot)
{
	const s64 cur = min(pic->params.poc[0], pic->params.poc[1]);
	const s64 d = pic->refs[slot].frame_poc - cur;

	return d < 0 ? -d : d;
}

void h264_pic_conceal_refs(struct h264_pic *pic)
{
	unsigned int i;

	pic->conceal = -1;
	for (i = 0; i < H264_MAX_DPB; i++) {
		if (!pic->refs[i].frame)
			continue;
		if (pic->conceal < 0 || h264_pic_poc_distance(pic, i) <
					h264_pic_poc_distance(pic, pic->conceal))
			pic->conceal = i;
	}
	if (pic->conceal < 0)
		return;
	for (i = 0; i < H264_MAX_DPB; i++) {
		if (pic->refs[i].frame || !pic->params.dpb[i].fields)
			continue;
		pic->refs[i].frame = pic->refs[pic->conceal].frame;
		pic->refs[i].missing = true;
	}
}
