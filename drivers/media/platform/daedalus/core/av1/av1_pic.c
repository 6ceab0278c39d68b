// SPDX-License-Identifier: GPL-2.0
/*
 * Set-up of the AV1 frame context and the table of its stages.
 */
#include <linux/errno.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../dae_output.h"
#include "av1_pic.h"
#include "av1_quant_tables.h"

/* Luma samples of a part of a row of the recon stage, about. */
#define AV1_PART_SAMPLES	256
/* Most parts, which bounds how many rows work at the same time. */
#define AV1_PARTS_MAX		16
/* Rows of the worst content that a ring has room for, at least: see av1_parse_ready(). */
#define AV1_RING_ROWS_MIN	4

/*
 * Parts have a superblock at least, so that what is right of and above a block is in the
 * next one. Intra block copy reads samples of any superblock above.
 */
static u8 av1_pic_recon_parts(const struct av1_pic *pic, unsigned int workers)
{
	return dae_stage_parts((pic->sb_cols << (pic->sb_log2 + 2)) / AV1_PART_SAMPLES,
			       AV1_PARTS_MAX, pic->params.intrabc ? 1 : workers);
}

/*
 * Is there room for the records? CDEF of a row waits for the two below it to be parsed, so
 * two rows may be in use for as long as this one has not been parsed. Where CDEF waits for
 * the whole frame, there is room for all blocks, and that is all it reads.
 */
static bool av1_parse_ready(const void *frame, const struct dae_progress *progress,
			    unsigned int row, unsigned int part)
{
	const struct av1_pic *pic = frame;
	const unsigned int last = pic->params.lf_elsewhere ? AV1_STAGE_DEBLOCK : AV1_STAGE_CDEF;
	unsigned int i;

	for (i = 0; i < AV1_RECORDS; i++)
		if (!dae_ring_has_room(&pic->tiles[part].ring[i], row, progress->rows[last]))
			return false;
	return true;
}

/* Is what the superblocks are predicted from there? */
static bool av1_recon_ready(const void *frame, const struct dae_progress *progress,
			    unsigned int row, unsigned int part)
{
	const struct av1_pic *pic = frame;
	const struct dae_task task = { .part = part, .num_parts = pic->recon_parts };
	const u32 end = dae_task_end(&task, pic->sb_cols);
	u32 col;

	if (!progress->before)
		return true;
	for (col = dae_task_first(&task, pic->sb_cols); col < end; col++)
		if (progress->before[AV1_STAGE_RESTORE] <
		    min_t(u32, pic->sbs[row * pic->sb_cols + col].reach, pic->before_rows))
			return false;
	return true;
}

/* Film grain has one memory, which the first row fills. */
static bool av1_output_ready(const void *frame, const struct dae_progress *progress,
			     unsigned int row, unsigned int part)
{
	const struct av1_pic *pic = frame;

	return !pic->grain || progress->rows[AV1_STAGE_OUTPUT] >= row;
}

/*
 * The loop filter of a row waits for the reconstruction of the next one, whose intra
 * prediction reads this row's samples unfiltered. It changes the last samples of the
 * row above, and CDEF reads samples of the row below. Restoration works on stripes
 * that start 8 rows above those of superblocks, so it needs nothing below its row.
 *
 * Records in the rings are read up to cdef, and by the loop filter of the next row,
 * which cdef waits for.
 *
 * CDEF, superres and restoration read one frame and write another, so that their rows
 * need nothing of each other.
 */
const struct dae_stage_table av1_pic_stages = {
	.num_stages = AV1_STAGES,
	.stage = {
		[AV1_STAGE_FIELD] = {
			.name = "field",
			.run = av1_field_row,
			.order = DAE_ORDER_FREE,
		},
		[AV1_STAGE_PARSE] = {
			.name = "parse",
			.run_part = av1_parse_part,
			.ready = av1_parse_ready,
			.order = DAE_ORDER_COLUMNS,
			.num_needs = 1,
			.need = { { AV1_STAGE_FIELD, 0 } },
		},
		[AV1_STAGE_RECON] = {
			.name = "recon",
			.run_part = av1_recon_part,
			.ready = av1_recon_ready,
			.order = DAE_ORDER_WAVE,
			.num_needs = 1,
			.need = { { AV1_STAGE_PARSE, 0 } },
		},
		[AV1_STAGE_DEBLOCK] = {
			.name = "deblock",
			.run_part = av1_deblock_part,
			.order = DAE_ORDER_COLUMNS,
			.num_needs = 1,
			.need = { { AV1_STAGE_RECON, 1 } },
		},
		[AV1_STAGE_CDEF] = {
			.name = "cdef",
			.run = av1_cdef_row,
			.order = DAE_ORDER_FREE,
			.num_needs = 1,
			.need = { { AV1_STAGE_DEBLOCK, 1 } },
		},
		[AV1_STAGE_UPSCALE] = {
			.name = "upscale",
			.run_part = av1_upscale_part,
			.order = DAE_ORDER_FREE,
			.num_needs = 1,
			.need = { { AV1_STAGE_CDEF, 0 } },
		},
		[AV1_STAGE_RESTORE] = {
			.name = "restore",
			.run_part = av1_restore_part,
			.order = DAE_ORDER_FREE,
			.num_needs = 1,
			.need = { { AV1_STAGE_UPSCALE, 0 } },
		},
		[AV1_STAGE_OUTPUT] = {
			.name = "output",
			.run = av1_output_row,
			.ready = av1_output_ready,
			.order = DAE_ORDER_FREE,
			.num_needs = 1,
			.need = { { AV1_STAGE_RESTORE, 0 } },
		},
	},
};

void av1_pic_parts(struct av1_pic *pic, unsigned int workers, u8 num_parts[DAE_STAGES_MAX])
{
	pic->recon_parts = av1_pic_recon_parts(pic, workers);
	num_parts[AV1_STAGE_PARSE] = pic->params.tile_cols;
	num_parts[AV1_STAGE_RECON] = pic->recon_parts;
	num_parts[AV1_STAGE_DEBLOCK] = pic->num_planes > 1 ? 2 : 1;
}

static size_t av1_pic_num_mis(const struct av1_params *params)
{
	return (size_t)params->mi_rows * params->mi_cols;
}

static size_t av1_pic_saved_mvs_bytes(const struct av1_params *params)
{
	return dae_stage_align(av1_pic_num_mis(params) / 4 * sizeof(struct av1_saved_mv));
}

size_t av1_pic_side_bytes(const struct av1_params *params)
{
	return dae_stage_align(sizeof(struct av1_side)) + av1_pic_saved_mvs_bytes(params) +
	       av1_pic_num_mis(params);
}

/* Units of loop restoration (count_units_in_frame(), 5.11.57) */
static u32 av1_pic_lr_units(u32 samples, unsigned int log2)
{
	return max((samples + (1u << log2 >> 1)) >> log2, 1u);
}

static u32 av1_pic_lr_cols(const struct av1_params *params, unsigned int plane)
{
	const unsigned int sub = plane ? params->seq.sub_x : 0;

	return av1_pic_lr_units((params->fmt.width + sub) >> sub, params->lr_log2[plane]);
}

static u32 av1_pic_lr_rows(const struct av1_params *params, unsigned int plane)
{
	const unsigned int sub = plane ? params->seq.sub_y : 0;

	return av1_pic_lr_units((params->fmt.height + sub) >> sub, params->lr_log2[plane]);
}

/* Layout of a frame between stages: before superres or after. */
static struct dae_frame_format av1_pic_scratch_format(const struct av1_params *params,
						      bool upscaled)
{
	struct dae_frame_format fmt = params->fmt;

	if (!upscaled)
		fmt.width = params->width;
	return fmt;
}

struct dae_frame_format av1_pic_lf_format(const struct av1_params *params)
{
	return av1_pic_scratch_format(params, false);
}

/**
 * struct av1_pic_sizes - parts of the work memory, in bytes
 * @frames: each of scratch_frames of struct av1_pic; 0 where it is not needed
 * @tiles: of struct av1_pic
 * @grid: same
 * @lf_tx: of each of the two
 * @sbs: of struct av1_pic
 * @ring_pos: of all rings
 * @records: of the rings, by enum av1_record
 * @above: of one row of contexts
 * @field: of struct av1_pic
 * @cdef_idx: same
 * @lr: of each plane
 * @grain: of struct av1_pic
 */
struct av1_pic_sizes {
	size_t frames[4];
	size_t tiles;
	size_t grid;
	size_t lf_tx;
	size_t sbs;
	size_t ring_pos;
	size_t records[AV1_RECORDS];
	size_t above;
	size_t field;
	size_t cdef_idx;
	size_t lr[AV1_MAX_PLANES];
	size_t grain;
};

static u32 av1_pic_grid_stride(const struct av1_params *params)
{
	return round_up(params->mi_cols, params->seq.sb128 ? 32 : 16);
}

/* 4x4 transform blocks of two mi: two of luma, and what subsampling leaves of chroma */
static u32 av1_pic_tx_cell_size(const struct av1_sequence *seq)
{
	return seq->num_planes > 1 ? 2 + (4 >> (seq->sub_x + seq->sub_y)) : 2;
}

static void av1_pic_frame_sizes(const struct av1_params *params, struct av1_pic_sizes *s)
{
	const struct dae_frame_format narrow = av1_pic_scratch_format(params, false);
	const struct dae_frame_format wide = av1_pic_scratch_format(params, true);
	const bool up = params->do_superres, lr = params->do_lr;

	memset(s->frames, 0, sizeof(s->frames));
	if (av1_params_filtered_apart(params) && !params->lf_elsewhere)
		s->frames[0] = dae_stage_align(dae_frame_bytes(&narrow, 0));
	if (params->do_cdef && (up || lr))
		s->frames[1] = dae_stage_align(dae_frame_bytes(&narrow, 0));
	if (up && lr) {
		s->frames[2] = dae_stage_align(dae_frame_bytes(&wide, 0));
		s->frames[3] = s->frames[2];
	}
}

static size_t av1_pic_record_bytes(const struct av1_params *params, enum av1_record kind)
{
	switch (kind) {
	case AV1_RECORD_BLOCK:
		return sizeof(struct av1_block);
	case AV1_RECORD_TX:
		return sizeof(struct av1_tx);
	case AV1_RECORD_COEF:
		return params->fmt.bit_depth > 8 ? sizeof(s32) : sizeof(s16);
	case AV1_RECORD_PALETTE:
		return params->screen_content;
	default:
		return sizeof(struct av1_warp_model);
	}
}

/* Most records of @mis mi. A block with a warp has 8x8 samples at least. */
static u32 av1_pic_record_room(const struct av1_sequence *seq, enum av1_record kind, u32 mis)
{
	switch (kind) {
	case AV1_RECORD_BLOCK:
		return mis;
	case AV1_RECORD_TX:
		return mis / 2 * av1_pic_tx_cell_size(seq);
	case AV1_RECORD_COEF:
		return 16 * (mis / 2) * av1_pic_tx_cell_size(seq);
	case AV1_RECORD_PALETTE:
		return mis * AV1_PALETTE_CELL;
	default:
		return mis / 4;
	}
}

/*
 * Units of a ring. What typical frames have of coefficients and transforms is a few
 * hundredths and a few tenths of the worst, and of all others still less.
 */
static u32 av1_pic_ring_size(const struct av1_params *params, enum av1_record kind, u32 sb_rows,
			     u32 room)
{
	const u32 part = kind == AV1_RECORD_TX || kind == AV1_RECORD_COEF ? 2 : 4;

	if (kind == AV1_RECORD_BLOCK && params->lf_elsewhere)
		return sb_rows * room;
	return min(max(DIV_ROUND_UP(sb_rows, part), (u32)AV1_RING_ROWS_MIN), sb_rows) * room;
}

static void av1_pic_ring_sizes(const struct av1_params *params, struct av1_pic_sizes *s)
{
	const u32 sb_mi = params->seq.sb128 ? 32 : 16;
	const u32 sb_rows = DIV_ROUND_UP(params->mi_rows, sb_mi);
	unsigned int i;

	for (i = 0; i < AV1_RECORDS; i++) {
		/* Of a row, whatever its tiles are: they have whole superblocks. */
		const u32 room = av1_pic_record_room(&params->seq, i,
						     sb_mi * av1_pic_grid_stride(params));

		s->records[i] = ((size_t)av1_pic_ring_size(params, i, sb_rows, room) + room) *
				av1_pic_record_bytes(params, i);
		s->records[i] = dae_stage_align(s->records[i]);
	}
	s->ring_pos = params->tile_cols * AV1_RECORDS * (sb_rows + 1) * sizeof(u32);
	s->ring_pos = dae_stage_align(s->ring_pos);
}

static void av1_pic_work_sizes(const struct av1_params *params, struct av1_pic_sizes *s)
{
	const size_t stride = av1_pic_grid_stride(params);
	const size_t sb_mi = params->seq.sb128 ? 32 : 16;
	const size_t rows = round_up(params->mi_rows, sb_mi);
	unsigned int i;

	av1_pic_frame_sizes(params, s);
	s->tiles = dae_stage_align(params->tile_cols * sizeof(struct av1_tile));
	s->grid = dae_stage_align(rows * stride * sizeof(u32));
	s->lf_tx = dae_stage_align(rows * stride);
	s->sbs = dae_stage_align(rows / sb_mi * (stride / sb_mi) * sizeof(struct av1_superblock));
	av1_pic_ring_sizes(params, s);
	s->above = dae_stage_align(stride);
	s->field = params->use_ref_frame_mvs ?
		dae_stage_align(av1_pic_num_mis(params) / 4 * sizeof(struct av1_field_mv)) : 0;
	s->cdef_idx = dae_stage_align(stride / 16 * (rows / 16));
	for (i = 0; i < AV1_MAX_PLANES; i++) {
		s->lr[i] = 0;
		if (params->lr_type[i] != AV1_RESTORE_NONE)
			s->lr[i] = dae_stage_align((size_t)av1_pic_lr_cols(params, i) *
						   av1_pic_lr_rows(params, i) *
						   sizeof(struct av1_lr_unit));
	}
	s->grain = params->grain.apply ? AV1_GRAIN_BYTES : 0;
}

/* Contexts above: coefficients of three planes, segment prediction, transform sizes. */
#define AV1_PIC_ABOVES	(AV1_MAX_PLANES + 2)

size_t av1_pic_work_bytes(const struct av1_params *params)
{
	struct av1_pic_sizes s;
	unsigned int i;
	size_t bytes;

	av1_pic_work_sizes(params, &s);
	bytes = s.tiles + s.grid + 2 * s.lf_tx + s.sbs + s.ring_pos + AV1_PIC_ABOVES * s.above +
		s.field + s.cdef_idx + s.grain;
	for (i = 0; i < AV1_RECORDS; i++)
		bytes += s.records[i];
	for (i = 0; i < 4; i++)
		bytes += s.frames[i];
	for (i = 0; i < AV1_MAX_PLANES; i++)
		bytes += s.lr[i];
	return bytes;
}

/* The next @bytes of the work memory; NULL for none. */
static void *av1_pic_take(u8 **p, size_t bytes)
{
	void *part = bytes ? *p : NULL;

	*p += bytes;
	return part;
}

/* Which frame each stage reads and writes, see struct av1_pic.rec. */
static void av1_pic_init_frames(struct av1_pic *pic, const struct av1_pic_sizes *s, u8 **p)
{
	const struct av1_params *params = &pic->params;
	unsigned int i;

	for (i = 0; i < 4; i++) {
		const struct dae_frame_format fmt = av1_pic_scratch_format(params, i >= 2);
		void *mem = av1_pic_take(p, s->frames[i]);

		if (mem)
			dae_frame_init(&pic->scratch_frames[i], &fmt, 0, mem);
	}
	if (params->lf_elsewhere) {
		pic->rec = pic->lf_frames[0];
		pic->filtered = av1_params_filtered_apart(params) ? pic->lf_frames[1] : pic->frame;
	} else {
		pic->rec = s->frames[0] ? &pic->scratch_frames[0] : pic->frame;
		pic->filtered = pic->rec;
	}
	pic->cdef = pic->filtered;
	if (params->do_cdef)
		pic->cdef = s->frames[1] ? &pic->scratch_frames[1] : pic->frame;
	pic->up_rec = pic->filtered;
	pic->up_cdef = pic->cdef;
	if (params->do_superres) {
		pic->up_cdef = s->frames[2] ? &pic->scratch_frames[2] : pic->frame;
		if (s->frames[3])
			pic->up_rec = &pic->scratch_frames[3];
	}
}

/* The columns of tiles, each with rings as large as its tiles are wide */
static void av1_pic_init_tiles(struct av1_pic *pic, u32 *pos)
{
	const struct av1_params *params = &pic->params;
	u32 start[AV1_RECORDS] = {};
	unsigned int i, kind;

	for (i = 0; i < params->tile_cols; i++) {
		const u32 end = round_up(params->tile_col_starts[i + 1], pic->sb_mi);
		const u32 mis = (end - params->tile_col_starts[i]) * pic->sb_mi;
		struct av1_tile *tile = &pic->tiles[i];

		tile->lost = false;
		tile->used_missing = false;
		for (kind = 0; kind < AV1_RECORDS; kind++) {
			const u32 room = av1_pic_record_room(&params->seq, kind, mis);
			const u32 size = av1_pic_ring_size(params, kind, pic->sb_rows, room);

			dae_ring_init(&tile->ring[kind], start[kind], size, room, pos);
			start[kind] += size + room;
			pos += pic->sb_rows + 1;
		}
	}
}

static void av1_pic_init_work(struct av1_pic *pic, void *work)
{
	const struct av1_params *params = &pic->params;
	struct av1_pic_sizes s;
	unsigned int i;
	u8 *p = work;

	av1_pic_work_sizes(params, &s);
	av1_pic_init_frames(pic, &s, &p);
	pic->tiles = av1_pic_take(&p, s.tiles);
	pic->grid = av1_pic_take(&p, s.grid);
	for (i = 0; i < 2; i++)
		pic->lf_tx[i] = av1_pic_take(&p, s.lf_tx);
	pic->sbs = av1_pic_take(&p, s.sbs);
	av1_pic_init_tiles(pic, av1_pic_take(&p, s.ring_pos));
	pic->blocks = av1_pic_take(&p, s.records[AV1_RECORD_BLOCK]);
	pic->txs = av1_pic_take(&p, s.records[AV1_RECORD_TX]);
	pic->coefs = av1_pic_take(&p, s.records[AV1_RECORD_COEF]);
	pic->palettes = av1_pic_take(&p, s.records[AV1_RECORD_PALETTE]);
	pic->warps = av1_pic_take(&p, s.records[AV1_RECORD_WARP]);
	for (i = 0; i < AV1_MAX_PLANES; i++)
		pic->above_ctx[i] = av1_pic_take(&p, s.above);
	pic->above_seg_pred = av1_pic_take(&p, s.above);
	pic->above_tx = av1_pic_take(&p, s.above);
	pic->field = av1_pic_take(&p, s.field);
	pic->cdef_idx = av1_pic_take(&p, s.cdef_idx);
	pic->cdef_stride = pic->grid_stride / 16;
	for (i = 0; i < AV1_MAX_PLANES; i++) {
		pic->lr[i] = av1_pic_take(&p, s.lr[i]);
		if (!pic->lr[i])
			continue;
		pic->lr_cols[i] = av1_pic_lr_cols(params, i);
		pic->lr_rows[i] = av1_pic_lr_rows(params, i);
		/* Damaged tiles leave theirs as they are. */
		memset(pic->lr[i], 0, s.lr[i]);
	}
	pic->grain = av1_pic_take(&p, s.grain);
	memset(pic->cdef_idx, -1, s.cdef_idx);
}

int av1_pic_relative_dist(const struct av1_sequence *seq, int a, int b)
{
	int diff = a - b, m;

	if (!seq->order_hint)
		return 0;
	m = 1 << (seq->order_hint_bits - 1);
	return (diff & (m - 1)) - (diff & m);
}

/* Scale factors of a reference (7.11.3.3); one that may not be is as if it were missing. */
static void av1_pic_init_ref(const struct av1_pic *pic, unsigned int i, struct av1_ref *ref)
{
	const struct av1_params *params = &pic->params;
	const struct dae_frame_format *fmt;

	if (ref->frame) {
		const u32 width = params->width, height = params->fmt.height;

		fmt = &ref->frame->fmt;
		if (2 * width < fmt->width || 2 * height < fmt->height ||
		    width > 16 * fmt->width || height > 16 * fmt->height ||
		    fmt->bit_depth != params->fmt.bit_depth ||
		    fmt->chroma != params->fmt.chroma) {
			ref->frame = NULL;
			ref->side = NULL;
		} else {
			ref->x_scale = ((fmt->width << 14) + width / 2) / width;
			ref->y_scale = ((fmt->height << 14) + height / 2) / height;
			ref->scaled = ref->x_scale != 1 << 14 || ref->y_scale != 1 << 14;
		}
	}
	ref->order_hint = ref->side ? ref->side->order_hint : params->order_hints[i];
	ref->dist = av1_pic_relative_dist(&params->seq, ref->order_hint, params->order_hint);
	ref->sign_bias = ref->dist > 0;
	ref->pending = false;
}

/* SkipModeFrame (5.9.22) from what is known of the references. */
static void av1_pic_init_skip_mode(struct av1_pic *pic)
{
	const struct av1_sequence *seq = &pic->params.seq;
	int forward = 0, backward = 0, second = 0, i;

	if (!pic->params.skip_mode)
		return;
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		const struct av1_ref *ref = &pic->refs[i];

		if (ref->dist < 0) {
			if (!forward || av1_pic_relative_dist(seq, ref->order_hint,
							      pic->refs[forward].order_hint) > 0)
				forward = i;
		} else if (ref->dist > 0) {
			if (!backward || av1_pic_relative_dist(seq, ref->order_hint,
							       pic->refs[backward].order_hint) < 0)
				backward = i;
		}
	}
	if (forward && !backward) {
		const int hint = pic->refs[forward].order_hint;

		for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
			const int other = pic->refs[i].order_hint;

			if (av1_pic_relative_dist(seq, other, hint) < 0 &&
			    (!second || av1_pic_relative_dist(seq, other,
							      pic->refs[second].order_hint) > 0))
				second = i;
		}
		backward = second;
	}
	/* Where references are missing, the client may know better. */
	if (!forward || !backward)
		return;
	pic->params.skip_mode_frame[0] = min(forward, backward);
	pic->params.skip_mode_frame[1] = max(forward, backward);
}

/* What the frame takes over from its primary reference frame (5.9.2). */
static void av1_pic_init_primary(struct av1_pic *pic)
{
	const struct av1_params *params = &pic->params;
	const struct av1_side *side = NULL;

	if (params->primary_ref_frame != AV1_PRIMARY_REF_NONE)
		side = pic->refs[AV1_LAST_FRAME + params->primary_ref_frame].side;
	if (side) {
		pic->cdfs = side->cdfs;
		av1_cdfs_clear_counters(&pic->cdfs);
	} else {
		av1_cdfs_default(&pic->cdfs, params->base_q_idx);
	}
	pic->prev_segment_ids = NULL;
	if (side && params->seg.enabled && side->mi_cols == params->mi_cols &&
	    side->mi_rows == params->mi_rows)
		pic->prev_segment_ids = side->segment_ids;
}

static void av1_pic_init_side(struct av1_pic *pic)
{
	const struct av1_params *params = &pic->params;
	struct av1_side *side = pic->side;
	unsigned int i;

	side->mvs = (void *)((u8 *)side + dae_stage_align(sizeof(*side)));
	side->segment_ids = (u8 *)side->mvs + av1_pic_saved_mvs_bytes(params);
	side->cdfs = pic->cdfs;
	side->frame_type = params->frame_type;
	side->order_hint = params->order_hint;
	side->mi_rows = params->mi_rows;
	side->mi_cols = params->mi_cols;
	for (i = 0; i < AV1_TOTAL_REFS; i++)
		side->order_hints[i] = params->intra || !i ? 0 : pic->refs[i].order_hint;
	/* Without an update the map stays as it was (7.4). */
	if (params->seg.enabled && !params->seg.update_map && pic->prev_segment_ids)
		memcpy(side->segment_ids, pic->prev_segment_ids, av1_pic_num_mis(params));
}

int av1_pic_init(struct av1_pic *pic, struct dae_frame *frame, void *work, u32 cpu_flags)
{
	const struct av1_params *params = &pic->params;
	unsigned int i;

	if (frame->side_bytes < av1_pic_side_bytes(params))
		return -EINVAL;
	av1_dsp_init(&pic->dsp, params->fmt.bit_depth, cpu_flags);
	pic->frame = frame;
	pic->side = frame->side;
	pic->mi_cols = params->mi_cols;
	pic->mi_rows = params->mi_rows;
	pic->sb_log2 = params->seq.sb128 ? 5 : 4;
	pic->sb_mi = 1 << pic->sb_log2;
	pic->sb_cols = (pic->mi_cols + pic->sb_mi - 1) >> pic->sb_log2;
	pic->sb_rows = (pic->mi_rows + pic->sb_mi - 1) >> pic->sb_log2;
	pic->grid_stride = pic->sb_cols << pic->sb_log2;
	pic->num_planes = params->seq.num_planes;
	pic->tx_cell = av1_pic_tx_cell_size(&params->seq);
	pic->sub_x = params->seq.sub_x;
	pic->sub_y = params->seq.sub_y;
	pic->bit_depth = params->fmt.bit_depth;
	pic->hbd = pic->bit_depth > 8;
	pic->bd_max = (1 << pic->bit_depth) - 1;
	pic->dequant[0] = av1_dc_qlookup[(pic->bit_depth - 8) / 2];
	pic->dequant[1] = av1_ac_qlookup[(pic->bit_depth - 8) / 2];
	pic->damaged = false;
	pic->used_missing = false;
	pic->before_rows = 0;
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++)
		av1_pic_init_ref(pic, i, &pic->refs[i]);
	av1_pic_init_skip_mode(pic);
	av1_pic_init_work(pic, work);
	av1_pic_init_primary(pic);
	av1_pic_init_side(pic);
	return 0;
}

void av1_pic_set_pending(struct av1_pic *pic, const struct av1_pic *before)
{
	unsigned int i;

	if (!before)
		return;
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		pic->refs[i].pending = pic->refs[i].frame == before->frame;
		if (pic->refs[i].pending)
			pic->before_rows = before->sb_rows;
	}
	pic->before_log2 = before->sb_log2 + 2;
}

bool av1_pic_lost(const struct av1_pic *pic)
{
	bool lost = false;
	unsigned int i;

	for (i = 0; i < pic->params.tile_cols; i++)
		lost |= pic->tiles[i].lost;
	return lost;
}

void av1_pic_parsed(struct av1_pic *pic)
{
	unsigned int i;

	pic->damaged |= av1_pic_lost(pic);
	for (i = 0; i < pic->params.tile_cols; i++)
		pic->used_missing |= pic->tiles[i].used_missing;
}
