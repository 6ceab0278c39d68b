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

static bool h264_parse_ready(const void *frame, const struct dae_progress *progress,
			     unsigned int row, unsigned int part)
{
	const struct h264_pic *pic = frame;
	const u32 first = pic->band_rows[part].first;
	const u32 done = clamp(progress->rows[H264_STAGE_RECON], first, row);

	return dae_ring_has_room(&pic->bands[part].ring, row - first, done - first);
}

/* Are the co-located macroblocks there? */
static bool h264_motion_ready(const void *frame, const struct dae_progress *progress,
			      unsigned int row, unsigned int part)
{
	const struct h264_pic *pic = frame;
	const u32 rows = pic->before_whole ? pic->before_rows : row + 1;

	return !progress->before || !pic->before_col ||
	       progress->before[H264_STAGE_MOTION] >= min(rows, pic->before_rows);
}

/* Is what the part is predicted from there? */
static bool h264_recon_ready(const void *frame, const struct dae_progress *progress,
			     unsigned int row, unsigned int part)
{
	const struct h264_pic *pic = frame;
	const u32 rows = pic->reach[row * H264_PARTS_MAX + part];

	return !progress->before ||
	       progress->before[H264_STAGE_DEBLOCK] >= min(rows, pic->before_rows);
}

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
			.run_part = h264_parse_row_part,
			.ready = h264_parse_ready,
			.order = DAE_ORDER_COLUMNS,
		},
		[H264_STAGE_MOTION] = {
			.name = "motion",
			.run = h264_motion_row,
			.ready = h264_motion_ready,
			.num_needs = 1,
			.need = { { H264_STAGE_PARSE, 0 } },
		},
		[H264_STAGE_RECON] = {
			.name = "recon",
			.run_part = h264_recon_row_part,
			.ready = h264_recon_ready,
			.order = DAE_ORDER_WAVE,
			.num_needs = 1,
			.need = { { H264_STAGE_MOTION, 0 } },
		},
		[H264_STAGE_DEBLOCK] = {
			.name = "deblock",
			.run_part = h264_deblock_row_part,
			.order = DAE_ORDER_WAVE,
			.num_needs = 1,
			.need = { { H264_STAGE_RECON, 1 } },
		},
		[H264_STAGE_OUTPUT] = {
			.name = "output",
			.run = h264_output_row,
			.order = DAE_ORDER_FREE,
			.num_needs = 1,
			.need = { { H264_STAGE_DEBLOCK, 1 } },
		},
	},
};

void h264_pic_parts(struct h264_pic *pic, unsigned int workers, u8 num_parts[DAE_STAGES_MAX])
{
	pic->row_parts = dae_stage_parts(pic->mb_width / H264_PART_MBS, H264_PARTS_MAX, workers);
	num_parts[H264_STAGE_PARSE] = pic->num_bands;
	num_parts[H264_STAGE_RECON] = pic->row_parts;
	num_parts[H264_STAGE_DEBLOCK] = pic->row_parts;
}

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

static u32 h264_pic_colour_planes(const struct h264_sps *sps)
{
	return sps->separate_colour_plane ? 3 : 1;
}

/* Macroblocks of a frame, of all colour planes. */
static u32 h264_pic_frame_mbs(const struct h264_sps *sps)
{
	return h264_pic_colour_planes(sps) * sps->mb_width * sps->frame_mb_height;
}

size_t h264_pic_side_bytes(const struct h264_sps *sps)
{
	return sizeof(struct h264_pic_side) +
	       sizeof(struct h264_motion) * h264_pic_frame_mbs(sps);
}

/* Rows of macroblocks of a frame, of all colour planes. */
static u32 h264_pic_frame_rows(const struct h264_sps *sps)
{
	return h264_pic_colour_planes(sps) * sps->frame_mb_height;
}

/* Coefficients of all rings; @room is that of a row. */
static u32 h264_pic_coef_units(u32 rows, u32 room)
{
	return dae_ring_size(rows, room) + room;
}

static size_t h264_pic_coef_bytes(const struct h264_sps *sps)
{
	const bool hbd = sps->bit_depth_luma > 8 || sps->bit_depth_chroma > 8;
	const size_t room = sps->mb_width * h264_pic_coefs_per_mb(sps->chroma);
	const u32 rows = h264_pic_frame_rows(sps);
	size_t units = h264_pic_coef_units(rows, room);

	/* As pairs of rows. */
	if (sps->mb_adaptive_frame_field)
		units = max(units, h264_pic_coef_units(rows / 2, 2 * room));
	return units * (hbd ? sizeof(s32) : sizeof(s16));
}

static size_t h264_pic_reach_bytes(const struct h264_sps *sps)
{
	return h264_pic_frame_rows(sps) * H264_PARTS_MAX * sizeof(u16);
}

static u32 h264_pic_max_bands(const struct h264_sps *sps)
{
	return clamp(h264_pic_frame_rows(sps) / H264_BAND_ROWS_MIN, 1u, (u32)H264_BANDS_MAX);
}

/* Each band has one more than rows, and may share one. */
static size_t h264_pic_ring_bytes(const struct h264_sps *sps)
{
	return (h264_pic_frame_rows(sps) + 2 * h264_pic_max_bands(sps)) * sizeof(u32);
}

static size_t h264_pic_parsers_bytes(const struct h264_sps *sps)
{
	return h264_pic_max_bands(sps) * dae_stage_align(h264_parser_bytes(sps->mb_width));
}

size_t h264_pic_work_bytes(const struct h264_sps *sps)
{
	return dae_stage_align(sizeof(struct h264_mb) * h264_pic_frame_mbs(sps)) +
	       dae_stage_align(h264_pic_coef_bytes(sps)) +
	       dae_stage_align(h264_pic_reach_bytes(sps)) +
	       dae_stage_align(h264_pic_ring_bytes(sps)) +
	       h264_pic_parsers_bytes(sps);
}

/* What a field or frame has of the side data, and what it notes there. */
static void h264_pic_init_side(struct h264_pic *pic)
{
	struct h264_pic_side *side = pic->frame->side;
	const enum h264_structure structure = pic->params.structure;
	unsigned int i;

	if (!pic->second_field)
		*side = (struct h264_pic_side){};
	pic->side = side;
	pic->motion = side->motion;
	if (structure == H264_BOTTOM)
		pic->motion += pic->num_mbs;
	side->mb_width = pic->mb_width;
	side->mb_height = pic->params.sps.frame_mb_height;
	side->colour_planes = pic->colour_planes;
	side->coded_frame = structure == H264_FRAME;
	side->fields |= structure;
	side->frame_num = pic->params.frame_num;
	for (i = 0; i < H264_NUM_REF_SLOTS; i++) {
		if (structure & H264_TOP)
			side->ref_id[0][i] = pic->refs[i].id;
		if (structure & H264_BOTTOM)
			side->ref_id[1][i] = pic->refs[i].id;
	}
}

/* The planes of a frame, or of one of its fields. */
static void h264_pic_init_planes(struct h264_pic *pic)
{
	unsigned int i;

	for (i = 0; i < 3; i++) {
		struct dae_plane *p = &pic->plane[i];

		*p = pic->frame->plane[i];
		/* Monochrome has no chroma to narrow. */
		if (pic->params.structure != H264_FRAME && i < pic->frame->num_planes)
			dae_plane_field(p, pic->params.structure == H264_BOTTOM);
	}
}

/*
 * A band's share of the coefficients is that of half of its macroblocks, as in a picture of
 * one band, and holds two rows at least; what divisions leave over is the last one's.
 */
static void h264_pic_set_band_memory(struct h264_pic *pic)
{
	const u32 room = (pic->mb_width << pic->mbaff) * pic->coefs_per_mb;
	const u32 units = h264_pic_coef_units(pic->num_rows, room);
	u32 *pos = pic->ring_pos;
	u32 start = 0;
	unsigned int i;

	for (i = 0; i < pic->num_bands; i++) {
		const struct dae_part_rows *rows = &pic->band_rows[i];
		struct h264_band *band = &pic->bands[i];
		u32 share = (band->end_mb - band->first_mb) * (pic->coefs_per_mb / 2);

		if (i == pic->num_bands - 1)
			share = units - start;
		dae_ring_init(&band->ring, start, share - room, room, pos);
		band->parser = (struct h264_parser *)
			(pic->parsers + i * dae_stage_align(h264_parser_bytes(pic->mb_width)));
		start += share;
		pos += rows->end - rows->first + 1;
	}
}

/* A band per slice, unless slices are so small that several make one. */
void h264_pic_set_bands(struct h264_pic *pic)
{
	const u32 row_mbs = pic->mb_width << pic->mbaff;
	const u32 least = max(H264_BAND_ROWS_MIN * row_mbs,
			      (pic->num_mbs + H264_BANDS_MAX - 1) / H264_BANDS_MAX);
	struct h264_band *band = pic->bands;
	unsigned int i;

	*band = (struct h264_band){};
	for (i = 1; i < pic->num_slices; i++) {
		const u32 first_mb = pic->slices[i].first_mb;

		if (first_mb - band->first_mb < least || pic->num_mbs - first_mb < least)
			continue;
		band->end_mb = first_mb;
		*++band = (struct h264_band){ .first_slice = i, .first_mb = first_mb };
	}
	band->end_mb = pic->num_mbs;
	pic->num_bands = band - pic->bands + 1;
	for (i = 0; i < pic->num_bands; i++) {
		pic->band_rows[i].first = pic->bands[i].first_mb / row_mbs;
		pic->band_rows[i].end = (pic->bands[i].end_mb + row_mbs - 1) / row_mbs;
	}
	h264_pic_set_band_memory(pic);
}

void h264_pic_init(struct h264_pic *pic, struct dae_frame *frame, void *work, u32 cpu_flags)
{
	const struct h264_sps *sps = &pic->params.sps;
	struct dae_frame_format fmt;
	u8 *p = work;

	h264_pic_frame_format(sps, &fmt);
	h264_dsp_init(&pic->dsp, fmt.bit_depth, cpu_flags);
	pic->frame = frame;
	pic->mb_width = sps->mb_width;
	pic->mb_height = sps->frame_mb_height;
	if (pic->params.structure != H264_FRAME)
		pic->mb_height /= 2;
	pic->colour_planes = h264_pic_colour_planes(sps);
	pic->plane_mbs = pic->mb_width * pic->mb_height;
	pic->num_mbs = pic->plane_mbs * pic->colour_planes;
	pic->mbaff = sps->mb_adaptive_frame_field && pic->params.structure == H264_FRAME;
	pic->row_parts = 1;
	pic->num_rows = (pic->mb_height >> pic->mbaff) * pic->colour_planes;
	pic->chroma = sps->separate_colour_plane ? DAE_CHROMA_400 : sps->chroma;
	pic->hbd = fmt.bit_depth > 8;
	pic->bd_max[0] = (1 << sps->bit_depth_luma) - 1;
	pic->bd_max[1] = (1 << sps->bit_depth_chroma) - 1;
	pic->qp_bd_offset[0] = 6 * (sps->bit_depth_luma - 8);
	pic->qp_bd_offset[1] = 6 * (sps->bit_depth_chroma - 8);
	pic->lost_mbs = 0;
	pic->used_missing = false;
	pic->num_slices = 0;
	pic->before_rows = 0;
	pic->before_col = false;

	pic->mbs = (struct h264_mb *)p;
	p += dae_stage_align(sizeof(struct h264_mb) * h264_pic_frame_mbs(sps));
	pic->coefs_per_mb = h264_pic_coefs_per_mb(sps->chroma);
	pic->reach = (u16 *)p;
	p += dae_stage_align(h264_pic_reach_bytes(sps));
	pic->ring_pos = (u32 *)p;
	p += dae_stage_align(h264_pic_ring_bytes(sps));
	pic->coefs = p;
	p += dae_stage_align(h264_pic_coef_bytes(sps));
	pic->parsers = p;

	h264_pic_set_bands(pic);
	h264_pic_init_planes(pic);
	h264_pic_init_side(pic);
}

void h264_output_row(void *frame, unsigned int row)
{
	const struct h264_pic *pic = frame;
	const u32 rows = 16 << pic->mbaff;
	const bool bottom = pic->params.structure == H264_BOTTOM;
	const u32 earlier = pic->num_rows - pic->num_rows / pic->colour_planes;

	/* All colour planes at once, when the last one is done. */
	if (!pic->out || row < earlier)
		return;
	row -= earlier;
	if (pic->params.structure == H264_FRAME) {
		dae_output_rows(pic->out, pic->frame, row * rows, rows);
		return;
	}
	dae_output_field_rows(pic->out, pic->frame, bottom, bottom, row * rows, rows);
	/* Should the other field not come, it looks like this one. */
	if (!pic->second_field)
		dae_output_field_rows(pic->out, pic->frame, bottom, !bottom, row * rows, rows);
	else if (pic->out_lacks_first)
		dae_output_field_rows(pic->out, pic->frame, !bottom, !bottom, row * rows, rows);
}

/* Distance in output order, which decides what stands in for a lost picture. */
static u64 h264_pic_poc_distance(const struct h264_pic *pic, unsigned int slot)
{
	const s64 d = pic->refs[slot].frame_poc - (s64)h264_pic_poc(pic);

	return d < 0 ? -d : d;
}

bool h264_pic_is_second_field(const struct h264_params *params, const struct dae_frame *frame)
{
	const struct h264_pic_side *side = frame->side;

	/* 3.30, 3.31: consecutive fields of one frame_num and of opposite parity. */
	return params->structure != H264_FRAME && !side->coded_frame &&
	       side->fields == (H264_FRAME & ~params->structure) &&
	       side->frame_num == params->frame_num &&
	       /* The format is the same, but there would not be room for the motion. */
	       side->colour_planes == h264_pic_colour_planes(&params->sps);
}

void h264_pic_forget(struct h264_pic *pic)
{
	pic->side->fields &= ~pic->params.structure;
	pic->side->filled = false;
}

void h264_pic_fill_field(struct dae_frame *frame)
{
	struct h264_pic_side *side = frame->side;
	const bool have_bottom = side->fields == H264_BOTTOM;
	unsigned int i;
	u32 y;

	for (i = 0; i < frame->num_planes; i++) {
		struct dae_plane from = frame->plane[i], to = from;

		dae_plane_field(&from, have_bottom);
		dae_plane_field(&to, !have_bottom);
		for (y = 0; y < from.height; y++)
			memcpy((u8 *)to.data + y * to.stride_bytes,
			       (const u8 *)from.data + y * from.stride_bytes,
			       (size_t)from.width << (frame->fmt.bit_depth > 8));
	}
	side->filled = true;
}

/* Makes what is there of a reference all that the DPB says there is. */
static void h264_pic_complete_ref(const struct h264_pic *pic, struct h264_dpb_entry *e,
				  struct dae_frame *frame)
{
	const struct h264_pic_side *side = frame->side;

	/* Of the frame the picture belongs to, the other field. */
	if (frame == pic->frame)
		e->fields &= side->fields;
	/* Even without a reference to the field that is not there: for concealment. */
	else if (side->fields != H264_FRAME && !side->filled)
		h264_pic_fill_field(frame);
}

void h264_pic_set_ref(struct h264_pic *pic, unsigned int slot, struct dae_frame *frame, u32 id)
{
	struct h264_dpb_entry *e = &pic->params.dpb[slot];
	struct h264_ref *ref = &pic->refs[slot];

	*ref = (struct h264_ref){};
	if (!e->fields)
		return;
	if (frame)
		h264_pic_complete_ref(pic, e, frame);
	ref->frame = frame;
	ref->id = id;
	ref->poc[0] = e->poc[0];
	ref->poc[1] = e->poc[1];
	/* Clients leave out the POC of a field they do not name. */
	if (e->fields == H264_FRAME)
		ref->frame_poc = min(e->poc[0], e->poc[1]);
	else
		ref->frame_poc = e->poc[e->fields == H264_BOTTOM];
	ref->long_term = e->long_term;
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
	pic->refs[H264_REF_NONE] = (struct h264_ref){ .missing = true };
	if (pic->conceal < 0)
		return;
	pic->refs[H264_REF_NONE] = pic->refs[pic->conceal];
	pic->refs[H264_REF_NONE].missing = true;
	pic->refs[H264_REF_NONE].id = 0;
	for (i = 0; i < H264_MAX_DPB; i++) {
		if (pic->refs[i].frame || !pic->params.dpb[i].fields)
			continue;
		pic->refs[i].frame = pic->refs[pic->conceal].frame;
		pic->refs[i].missing = true;
	}
}

void h264_pic_set_pending(struct h264_pic *pic, const struct h264_pic *before)
{
	u32 i;

	if (!before)
		return;
	for (i = 0; i < H264_NUM_REF_SLOTS; i++) {
		pic->refs[i].pending = pic->refs[i].frame == before->frame;
		if (pic->refs[i].pending)
			pic->before_rows = before->num_rows;
	}
	/* Else a row of one is where it is in the other. */
	pic->before_whole = pic->mbaff || before->mbaff || pic->colour_planes > 1 ||
			    pic->params.structure != H264_FRAME ||
			    before->params.structure != H264_FRAME;
	for (i = 0; i < pic->num_slices; i++)
		pic->before_col |= pic->slices[i].type == H264_SLICE_B &&
				   pic->refs[pic->slices[i].col].pending;
}
