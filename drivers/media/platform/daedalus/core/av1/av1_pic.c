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

/* Each stage's own memory, see struct av1_pic.scratch. */
static const u32 av1_pic_scratch_bytes[AV1_STAGES] = {
	[AV1_STAGE_PARSE] = AV1_SCRATCH_PARSE,
	[AV1_STAGE_RECON] = AV1_SCRATCH_RECON,
	[AV1_STAGE_CDEF] = AV1_SCRATCH_CDEF,
	[AV1_STAGE_UPSCALE] = AV1_SCRATCH_UPSCALE,
	[AV1_STAGE_RESTORE] = AV1_SCRATCH_RESTORE,
	[AV1_STAGE_OUTPUT] = AV1_SCRATCH_OUTPUT,
};

/*
 * The loop filter of a row waits for the reconstruction of the next one, whose intra
 * prediction reads this row's samples unfiltered. It changes the last samples of the
 * row above, and CDEF reads samples of the row below. Restoration works on stripes
 * that start 8 rows above those of superblocks, so it needs nothing below its row.
 *
 * Records in the rings are read up to cdef, and by the loop filter of the next row,
 * which cdef waits for.
 */
const struct dae_stage_table av1_pic_stages = {
	.num_stages = AV1_STAGES,
	.stage = {
		[AV1_STAGE_PARSE] = {
			.name = "parse",
			.run = av1_parse_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_PARSE, -1 },
				{ AV1_STAGE_CDEF, -AV1_RING_ROWS },
			},
		},
		[AV1_STAGE_RECON] = {
			.name = "recon",
			.run = av1_recon_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_PARSE, 0 },
				{ AV1_STAGE_RECON, -1 },
			},
		},
		[AV1_STAGE_DEBLOCK] = {
			.name = "deblock",
			.run = av1_deblock_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_RECON, 1 },
				{ AV1_STAGE_DEBLOCK, -1 },
			},
		},
		[AV1_STAGE_CDEF] = {
			.name = "cdef",
			.run = av1_cdef_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_DEBLOCK, 1 },
				{ AV1_STAGE_CDEF, -1 },
			},
		},
		[AV1_STAGE_UPSCALE] = {
			.name = "upscale",
			.run = av1_upscale_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_CDEF, 0 },
				{ AV1_STAGE_UPSCALE, -1 },
			},
		},
		[AV1_STAGE_RESTORE] = {
			.name = "restore",
			.run = av1_restore_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_UPSCALE, 0 },
				{ AV1_STAGE_RESTORE, -1 },
			},
		},
		[AV1_STAGE_OUTPUT] = {
			.name = "output",
			.run = av1_output_row,
			.num_needs = 2,
			.need = {
				{ AV1_STAGE_RESTORE, 0 },
				{ AV1_STAGE_OUTPUT, -1 },
			},
		},
	},
};

/* Parts of the work memory start on cache lines. */
static size_t av1_pic_align(size_t bytes)
{
	return (bytes + 63) & ~(size_t)63;
}

static size_t av1_pic_num_mis(const struct av1_params *params)
{
	return (size_t)params->mi_rows * params->mi_cols;
}

static size_t av1_pic_saved_mvs_bytes(const struct av1_params *params)
{
	return av1_pic_align(av1_pic_num_mis(params) / 4 * sizeof(struct av1_saved_mv));
}

size_t av1_pic_side_bytes(const struct av1_params *params)
{
	return av1_pic_align(sizeof(struct av1_side)) + av1_pic_saved_mvs_bytes(params) +
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

/**
 * struct av1_pic_sizes - parts of the work memory, in bytes
 * @frames: each of scratch_frames of struct av1_pic; 0 where it is not needed
 * @tiles: of struct av1_pic
 * @grid: same
 * @lf_tx: of each of the two
 * @blocks: of struct av1_pic
 * @txs: same
 * @coefs: same
 * @warps: same
 * @palettes: same
 * @above: of one row of contexts
 * @field: of struct av1_pic
 * @cdef_idx: same
 * @lr: of each plane
 * @scratch: of each stage
 */
struct av1_pic_sizes {
	size_t frames[4];
	size_t tiles;
	size_t grid;
	size_t lf_tx;
	size_t blocks;
	size_t txs;
	size_t coefs;
	size_t warps;
	size_t palettes;
	size_t above;
	size_t field;
	size_t cdef_idx;
	size_t lr[AV1_MAX_PLANES];
	size_t scratch[AV1_STAGES];
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
	if (params->do_cdef || up || lr)
		s->frames[0] = av1_pic_align(dae_frame_bytes(&narrow, 0));
	if (params->do_cdef && (up || lr))
		s->frames[1] = av1_pic_align(dae_frame_bytes(&narrow, 0));
	if (up && lr) {
		s->frames[2] = av1_pic_align(dae_frame_bytes(&wide, 0));
		s->frames[3] = s->frames[2];
	}
}

static void av1_pic_work_sizes(const struct av1_params *params, struct av1_pic_sizes *s)
{
	const size_t stride = av1_pic_grid_stride(params);
	const size_t sb_mi = params->seq.sb128 ? 32 : 16;
	const size_t sb64_rows = round_up(params->mi_rows, sb_mi) / 16;
	/* mi in the rings */
	const size_t cells = AV1_RING_ROWS * sb_mi * stride;
	const size_t txs = cells / 2 * av1_pic_tx_cell_size(&params->seq);
	unsigned int i;

	av1_pic_frame_sizes(params, s);
	s->tiles = av1_pic_align(params->tile_cols * sizeof(struct av1_tile));
	s->grid = av1_pic_align(cells * sizeof(u32));
	s->lf_tx = av1_pic_align(cells);
	s->blocks = av1_pic_align(cells * sizeof(struct av1_block));
	s->txs = av1_pic_align(txs * sizeof(struct av1_tx));
	s->coefs = av1_pic_align(txs * 16 *
				 (params->fmt.bit_depth > 8 ? sizeof(s32) : sizeof(s16)));
	s->warps = av1_pic_align(cells / 4 * sizeof(struct av1_warp_model));
	s->palettes = params->screen_content ? av1_pic_align(cells * AV1_PALETTE_CELL) : 0;
	s->above = av1_pic_align(stride);
	s->field = params->use_ref_frame_mvs ?
		av1_pic_align(av1_pic_num_mis(params) / 4 * sizeof(struct av1_field_mv)) : 0;
	s->cdef_idx = av1_pic_align(stride / 16 * sb64_rows);
	for (i = 0; i < AV1_MAX_PLANES; i++) {
		s->lr[i] = 0;
		if (params->lr_type[i] != AV1_RESTORE_NONE)
			s->lr[i] = av1_pic_align((size_t)av1_pic_lr_cols(params, i) *
						 av1_pic_lr_rows(params, i) *
						 sizeof(struct av1_lr_unit));
	}
	for (i = 0; i < AV1_STAGES; i++)
		s->scratch[i] = av1_pic_align(av1_pic_scratch_bytes[i]);
}

/* Contexts above: coefficients of three planes, segment prediction, transform sizes. */
#define AV1_PIC_ABOVES	(AV1_MAX_PLANES + 2)

size_t av1_pic_work_bytes(const struct av1_params *params)
{
	struct av1_pic_sizes s;
	unsigned int i;
	size_t bytes;

	av1_pic_work_sizes(params, &s);
	bytes = s.tiles + s.grid + 2 * s.lf_tx + s.blocks + s.txs + s.coefs + s.warps +
		s.palettes + AV1_PIC_ABOVES * s.above + s.field + s.cdef_idx;
	for (i = 0; i < 4; i++)
		bytes += s.frames[i];
	for (i = 0; i < AV1_MAX_PLANES; i++)
		bytes += s.lr[i];
	for (i = 0; i < AV1_STAGES; i++)
		bytes += s.scratch[i];
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
	pic->rec = s->frames[0] ? &pic->scratch_frames[0] : pic->frame;
	pic->cdef = pic->rec;
	if (params->do_cdef)
		pic->cdef = s->frames[1] ? &pic->scratch_frames[1] : pic->frame;
	pic->up_rec = pic->rec;
	pic->up_cdef = pic->cdef;
	if (params->do_superres) {
		pic->up_cdef = s->frames[2] ? &pic->scratch_frames[2] : pic->frame;
		if (s->frames[3])
			pic->up_rec = &pic->scratch_frames[3];
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
	pic->blocks = av1_pic_take(&p, s.blocks);
	pic->txs = av1_pic_take(&p, s.txs);
	pic->coefs = av1_pic_take(&p, s.coefs);
	pic->warps = av1_pic_take(&p, s.warps);
	pic->palettes = av1_pic_take(&p, s.palettes);
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
	for (i = 0; i < AV1_STAGES; i++)
		pic->scratch[i] = av1_pic_take(&p, s.scratch[i]);
	memset(pic->cdef_idx, -1, s.cdef_idx);
	memset(pic->block_count, 0, sizeof(pic->block_count));
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

	side->mvs = (void *)((u8 *)side + av1_pic_align(sizeof(*side)));
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
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++)
		av1_pic_init_ref(pic, i, &pic->refs[i]);
	av1_pic_init_skip_mode(pic);
	av1_pic_init_work(pic, work);
	av1_pic_init_primary(pic);
	av1_pic_init_side(pic);
	return 0;
}
