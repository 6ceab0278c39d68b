// SPDX-License-Identifier: GPL-2.0
/*
 * Set-up of the VP9 frame context and the table of its stages.
 */
#include <linux/errno.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>

#include "../dae_output.h"
#include "vp9_compressed_header.h"
#include "vp9_pic.h"
#include "vp9_tables.h"

/* Superblocks in a part of a row of the recon and filter stages, about. */
#define VP9_PART_SBS		4
/* Most parts, which bounds how many rows work at the same time. */
#define VP9_PARTS_MAX		16

static bool vp9_parse_ready(const void *frame, const struct dae_progress *progress,
			    unsigned int row, unsigned int part)
{
	const struct vp9_pic *pic = frame;

	return dae_ring_has_room(&pic->tiles[part].ring, row, progress->rows[VP9_STAGE_RECON]);
}

/* Is what the superblocks are predicted from there? */
static bool vp9_recon_ready(const void *frame, const struct dae_progress *progress,
			    unsigned int row, unsigned int part)
{
	const struct vp9_pic *pic = frame;
	const struct dae_task task = { .part = part, .num_parts = pic->row_parts };
	const u32 end = dae_task_end(&task, pic->sb_cols);
	u32 col;

	if (!progress->before)
		return true;
	for (col = dae_task_first(&task, pic->sb_cols); col < end; col++)
		if (progress->before[VP9_STAGE_FILTER] <
		    min_t(u32, pic->reach[row * pic->sb_cols + col], pic->before_rows))
			return false;
	return true;
}

/*
 * The loop filter of a row waits for the reconstruction of the next one, whose intra
 * prediction reads this row's samples unfiltered, and changes the last rows of samples
 * of the row above, so output is one more row behind.
 */
const struct dae_stage_table vp9_pic_stages = {
	.num_stages = VP9_NUM_STAGES,
	.stage = {
		[VP9_STAGE_PARSE] = {
			.name = "parse",
			.run_part = vp9_parse_part,
			.ready = vp9_parse_ready,
			.order = DAE_ORDER_COLUMNS,
		},
		[VP9_STAGE_RECON] = {
			.name = "recon",
			.run_part = vp9_recon_part,
			.ready = vp9_recon_ready,
			.order = DAE_ORDER_WAVE,
			.num_needs = 1,
			.need = { { VP9_STAGE_PARSE, 0 } },
		},
		[VP9_STAGE_FILTER] = {
			.name = "filter",
			.run_part = vp9_filter_part,
			.order = DAE_ORDER_WAVE,
			.num_needs = 1,
			.need = { { VP9_STAGE_RECON, 1 } },
		},
		[VP9_STAGE_OUTPUT] = {
			.name = "output",
			.run = vp9_output_row,
			.order = DAE_ORDER_FREE,
			.num_needs = 1,
			.need = { { VP9_STAGE_FILTER, 1 } },
		},
	},
};

void vp9_pic_parts(struct vp9_pic *pic, unsigned int workers, u8 num_parts[DAE_STAGES_MAX])
{
	pic->row_parts = dae_stage_parts(pic->sb_cols / VP9_PART_SBS, VP9_PARTS_MAX, workers);
	num_parts[VP9_STAGE_PARSE] = pic->num_tile_cols;
	num_parts[VP9_STAGE_RECON] = pic->row_parts;
	num_parts[VP9_STAGE_FILTER] = pic->row_parts;
}

const u8 vp9_block_w[VP9_BLOCK_SIZES] = { 1, 1, 1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8 };
const u8 vp9_block_h[VP9_BLOCK_SIZES] = { 1, 1, 1, 1, 2, 1, 2, 4, 2, 4, 8, 4, 8 };

void vp9_pic_tx_area(const struct vp9_pic *pic, const struct vp9_block *b, u32 mi_row, u32 mi_col,
		     unsigned int plane, struct vp9_tx_area *area)
{
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const u32 cols = min_t(u32, vp9_block_w[b->size], pic->mi_cols - mi_col);
	const u32 rows = min_t(u32, vp9_block_h[b->size], pic->mi_rows - mi_row);

	area->tx_size = plane ? b->uv_tx_size : b->tx_size;
	area->step = 1 << area->tx_size;
	area->n4_w = 2 * vp9_block_w[b->size] >> sub_x;
	area->n4_h = 2 * vp9_block_h[b->size] >> sub_y;
	area->w = 2 * cols >> sub_x;
	area->h = 2 * rows >> sub_y;
}

enum vp9_tx_type vp9_pic_tx_type(const struct vp9_pic *pic, unsigned int plane,
				 unsigned int tx_size, unsigned int mode)
{
	/* mode2txfm_map */
	static const u8 of_mode[VP9_INTRA_MODES] = {
		[VP9_V_PRED] = VP9_ADST_DCT, [VP9_H_PRED] = VP9_DCT_ADST,
		[VP9_D135_PRED] = VP9_ADST_ADST, [VP9_D117_PRED] = VP9_ADST_DCT,
		[VP9_D153_PRED] = VP9_DCT_ADST, [VP9_D207_PRED] = VP9_DCT_ADST,
		[VP9_D63_PRED] = VP9_ADST_DCT, [VP9_TM_PRED] = VP9_ADST_ADST,
	};

	if (plane || pic->params.lossless || tx_size == VP9_TX_32X32)
		return VP9_DCT_DCT;
	return of_mode[mode];
}

static u32 vp9_pic_mis(u32 samples)
{
	return (samples + 7) / 8;
}

static u32 vp9_pic_sbs(u32 samples)
{
	return (samples + 63) / 64;
}

static u32 vp9_pic_num_mis(const struct dae_frame_format *fmt)
{
	return vp9_pic_mis(fmt->width) * vp9_pic_mis(fmt->height);
}

size_t vp9_pic_side_bytes(const struct dae_frame_format *fmt)
{
	return sizeof(struct vp9_motion) * vp9_pic_num_mis(fmt);
}

size_t vp9_pic_segment_map_bytes(const struct dae_frame_format *fmt)
{
	return vp9_pic_num_mis(fmt);
}

/* Coefficients of all planes of a superblock. */
static u32 vp9_pic_sb_coefs(const struct dae_frame_format *fmt)
{
	unsigned int sub_x, sub_y;

	dae_frame_chroma_shift(fmt->chroma, &sub_x, &sub_y);
	return 64 * 64 + 2 * (64 * 64 >> (sub_x + sub_y));
}

/* Most columns of tiles: each has at least four superblocks (MIN_TILE_WIDTH_B64). */
static u32 vp9_pic_max_tile_cols(const struct dae_frame_format *fmt)
{
	return clamp(vp9_pic_sbs(fmt->width) / 4, 1u, (u32)VP9_MAX_TILE_COLS);
}

/**
 * struct vp9_pic_sizes - parts of the work memory, in bytes
 * @blocks: of struct vp9_pic
 * @grid: same
 * @order: same
 * @order_count: same
 * @reach: same
 * @tile_counts: same
 * @above_nonzero: of one plane
 * @above_partition: of struct vp9_pic
 * @ring_pos: of all rings
 * @coefs: of struct vp9_pic
 * @eobs: same
 */
struct vp9_pic_sizes {
	size_t blocks;
	size_t grid;
	size_t order;
	size_t order_count;
	size_t reach;
	size_t tile_counts;
	size_t above_nonzero;
	size_t above_partition;
	size_t ring_pos;
	size_t coefs;
	size_t eobs;
};

static void vp9_pic_work_sizes(const struct dae_frame_format *fmt, struct vp9_pic_sizes *s)
{
	const size_t mis = vp9_pic_num_mis(fmt);
	const size_t sb_cols = vp9_pic_sbs(fmt->width), sb_rows = vp9_pic_sbs(fmt->height);
	const size_t sbs = sb_cols * sb_rows, room = sb_cols * vp9_pic_sb_coefs(fmt);
	const size_t tile_cols = vp9_pic_max_tile_cols(fmt);

	s->blocks = dae_stage_align(mis * sizeof(struct vp9_block));
	s->grid = dae_stage_align(mis * sizeof(u32));
	s->order = dae_stage_align(sbs * VP9_SB_BLOCKS * sizeof(u32));
	s->order_count = dae_stage_align(sbs);
	s->reach = dae_stage_align(sbs * sizeof(u16));
	s->tile_counts = dae_stage_align(tile_cols * sizeof(struct vp9_counts));
	s->above_nonzero = dae_stage_align(sb_cols * 16);
	s->above_partition = dae_stage_align(sb_cols * VP9_SB_MI);
	s->ring_pos = dae_stage_align(tile_cols * (sb_rows + 1) * sizeof(u32));
	s->coefs = dae_stage_align((dae_ring_size(sb_rows, room) + room) *
				   (fmt->bit_depth > 8 ? sizeof(s32) : sizeof(s16)));
	s->eobs = dae_stage_align(sb_rows * (room / 16) * sizeof(u16));
}

size_t vp9_pic_work_bytes(const struct dae_frame_format *fmt)
{
	struct vp9_pic_sizes s;

	vp9_pic_work_sizes(fmt, &s);
	return s.blocks + s.grid + s.order + s.order_count + s.reach + s.tile_counts +
	       3 * s.above_nonzero + s.above_partition + s.ring_pos + s.coefs + s.eobs;
}

/* The columns of tiles and their rings, each as large as the tiles are wide. */
static void vp9_pic_init_tile_cols(struct vp9_pic *pic, u32 *pos)
{
	const u32 log2 = pic->params.tile_cols_log2;
	u32 i, start = 0;

	pic->num_tile_cols = 1 << log2;
	for (i = 0; i <= pic->num_tile_cols; i++)
		pic->tile_cols[i] = vp9_pic_tile_start(i, pic->sb_cols, log2, pic->mi_cols);
	for (i = 0; i < pic->num_tile_cols; i++) {
		struct vp9_tile *tile = &pic->tiles[i];
		u32 room;

		*tile = (struct vp9_tile){
			.first = pic->tile_cols[i],
			.end = pic->tile_cols[i + 1],
			.damaged = true,
		};
		room = DIV_ROUND_UP(tile->end - tile->first, VP9_SB_MI) * pic->sb_coefs;
		dae_ring_init(&tile->ring, start, dae_ring_size(pic->sb_rows, room), room, pos);
		start += tile->ring.size + room;
		pos += pic->sb_rows + 1;
	}
	memset(pic->tile_counts, 0, pic->num_tile_cols * sizeof(*pic->tile_counts));
}

static void vp9_pic_init_work(struct vp9_pic *pic, void *work)
{
	const struct dae_frame_format *fmt = &pic->params.fmt;
	struct vp9_pic_sizes s;
	unsigned int i;
	u8 *p = work;
	u32 *pos;

	vp9_pic_work_sizes(fmt, &s);
	pic->blocks = (struct vp9_block *)p;
	p += s.blocks;
	pic->grid = (u32 *)p;
	p += s.grid;
	pic->order = (u32 *)p;
	p += s.order;
	pic->order_count = p;
	p += s.order_count;
	pic->reach = (u16 *)p;
	p += s.reach;
	pic->tile_counts = (struct vp9_counts *)p;
	p += s.tile_counts;
	for (i = 0; i < 3; i++) {
		pic->above_nonzero[i] = p;
		p += s.above_nonzero;
	}
	pic->above_partition = p;
	memset(pic->above_nonzero[0], 0, 3 * s.above_nonzero + s.above_partition);
	p += s.above_partition;
	pos = (u32 *)p;
	p += s.ring_pos;
	pic->coefs = p;
	p += s.coefs;
	pic->eobs = (u16 *)p;
	pic->sb_coefs = vp9_pic_sb_coefs(fmt);
	vp9_pic_init_tile_cols(pic, pos);
}

static bool vp9_pic_feature(const struct vp9_pic *pic, unsigned int segment, unsigned int feature)
{
	return pic->params.seg.enabled && pic->params.seg.features[segment] >> feature & 1;
}

/* seg_qindex and the quantisers (8.6.1) */
static void vp9_pic_init_dequant(struct vp9_pic *pic)
{
	const struct vp9_params *params = &pic->params;
	const unsigned int depth = (params->fmt.bit_depth - 8) / 2;
	unsigned int i;

	for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
		int q = params->base_q_idx;

		if (vp9_pic_feature(pic, i, VP9_SEG_ALT_Q)) {
			const int data = params->seg.data[i][VP9_SEG_ALT_Q];

			q = clamp(params->seg.abs_update ? data : q + data, 0, 255);
		}
		pic->dequant[i][0][0] =
			vp9_dc_qlookup[depth][clamp(q + params->delta_q_y_dc, 0, 255)];
		pic->dequant[i][0][1] = vp9_ac_qlookup[depth][q];
		pic->dequant[i][1][0] =
			vp9_dc_qlookup[depth][clamp(q + params->delta_q_uv_dc, 0, 255)];
		pic->dequant[i][1][1] =
			vp9_ac_qlookup[depth][clamp(q + params->delta_q_uv_ac, 0, 255)];
	}
}

/* 8.8.1 */
static void vp9_pic_init_lf_levels(struct vp9_pic *pic)
{
	const struct vp9_params *params = &pic->params;
	/* That of the frame also where a segment has another level. */
	const int scale = 1 << (params->lf_level >> 5);
	unsigned int i, ref, mode;

	for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
		int level = params->lf_level;

		if (vp9_pic_feature(pic, i, VP9_SEG_ALT_L)) {
			const int data = params->seg.data[i][VP9_SEG_ALT_L];

			level = clamp(params->seg.abs_update ? data : level + data, 0, 63);
		}
		for (ref = 0; ref < 4; ref++) {
			for (mode = 0; mode < 2; mode++) {
				int l = level;

				if (params->lf_delta_enabled)
					l += scale * (params->lf_ref_deltas[ref] +
						      (ref ? params->lf_mode_deltas[mode] : 0));
				pic->lf_levels[i][ref][mode] = clamp(l, 0, 63);
			}
		}
	}
}

/* setup_compound_reference_mode() (7.4.3) */
static void vp9_pic_init_compound(struct vp9_pic *pic)
{
	const bool *bias = pic->params.sign_bias;

	if (bias[VP9_REF_LAST] == bias[VP9_REF_GOLDEN]) {
		pic->comp_fixed_ref = VP9_REF_ALTREF;
		pic->comp_var_ref[0] = VP9_REF_LAST;
		pic->comp_var_ref[1] = VP9_REF_GOLDEN;
	} else if (bias[VP9_REF_LAST] == bias[VP9_REF_ALTREF]) {
		pic->comp_fixed_ref = VP9_REF_GOLDEN;
		pic->comp_var_ref[0] = VP9_REF_LAST;
		pic->comp_var_ref[1] = VP9_REF_ALTREF;
	} else {
		pic->comp_fixed_ref = VP9_REF_LAST;
		pic->comp_var_ref[0] = VP9_REF_GOLDEN;
		pic->comp_var_ref[1] = VP9_REF_ALTREF;
	}
}

/* Scale factors of a reference (8.5.2.3); one that may not be is as if it were missing. */
static void vp9_pic_init_ref(struct vp9_pic *pic, struct vp9_ref *ref)
{
	const struct dae_frame_format *cur = &pic->params.fmt, *fmt;

	if (!ref->frame)
		return;
	fmt = &ref->frame->fmt;
	if (2 * cur->width < fmt->width || 2 * cur->height < fmt->height ||
	    cur->width > 16 * fmt->width || cur->height > 16 * fmt->height ||
	    fmt->bit_depth != cur->bit_depth || fmt->chroma != cur->chroma) {
		ref->frame = NULL;
		ref->pending = false;
		return;
	}
	ref->x_scale = (fmt->width << 14) / cur->width;
	ref->y_scale = (fmt->height << 14) / cur->height;
	ref->x_step = ref->x_scale >> 10;
	ref->y_step = ref->y_scale >> 10;
	ref->scaled = fmt->width != cur->width || fmt->height != cur->height;
	if (ref->pending)
		pic->before_rows = vp9_pic_sbs(fmt->height);
}

/* Where the tiles are (6.4): all but the last one have their size in front. */
static void vp9_pic_init_tiles(struct vp9_pic *pic, const u8 *data, u32 bytes)
{
	const u32 rows = 1 << pic->params.tile_rows_log2, cols = 1 << pic->params.tile_cols_log2;
	u32 row, col;

	/* Where the table ends early, no tile keeps data of a frame before. */
	memset(pic->tile_data, 0, sizeof(pic->tile_data));
	for (row = 0; row < rows; row++) {
		for (col = 0; col < cols; col++) {
			struct vp9_tile_data *tile = &pic->tile_data[row][col];
			u32 size = bytes;

			if (row + 1 < rows || col + 1 < cols) {
				if (bytes < 4)
					return;
				size = get_unaligned_be32(data);
				data += 4;
				bytes -= 4;
				/* Of what is cut off, the beginning. */
				size = min(size, bytes);
			}
			tile->data = data;
			tile->bytes = size;
			data += size;
			bytes -= size;
		}
	}
}

static bool vp9_pic_compound_allowed(const struct vp9_params *params)
{
	return params->sign_bias[VP9_REF_GOLDEN] != params->sign_bias[VP9_REF_LAST] ||
	       params->sign_bias[VP9_REF_ALTREF] != params->sign_bias[VP9_REF_LAST];
}

int vp9_pic_init(struct vp9_pic *pic, struct dae_frame *frame, void *work, const u8 *data,
		 u32 bytes, u32 cpu_flags)
{
	const struct vp9_params *params = &pic->params;
	const struct vp9_compressed_params compressed = {
		.lossless = params->lossless,
		.frame_is_intra = vp9_params_intra(params),
		.interp_filter_switchable = params->interp_filter == VP9_SWITCHABLE,
		.compound_reference_allowed = vp9_pic_compound_allowed(params),
		.allow_high_precision_mv = params->allow_hp,
	};
	unsigned int sub_x, sub_y, i;
	int ret;

	if (params->uncompressed_bytes > bytes ||
	    params->compressed_bytes > bytes - params->uncompressed_bytes)
		return -EINVAL;
	data += params->uncompressed_bytes;
	bytes -= params->uncompressed_bytes;
	ret = vp9_compressed_header(data, params->compressed_bytes, &compressed, &pic->probs,
				    &pic->tx_mode, &pic->reference_mode);
	if (ret)
		return ret;
	vp9_pic_init_tiles(pic, data + params->compressed_bytes, bytes - params->compressed_bytes);

	vp9_dsp_init(&pic->dsp, params->fmt.bit_depth, cpu_flags);
	dae_frame_chroma_shift(params->fmt.chroma, &sub_x, &sub_y);
	pic->sub_x = sub_x;
	pic->sub_y = sub_y;
	pic->frame = frame;
	pic->motion = frame->side;
	pic->mi_cols = vp9_pic_mis(params->fmt.width);
	pic->mi_rows = vp9_pic_mis(params->fmt.height);
	pic->sb_cols = vp9_pic_sbs(params->fmt.width);
	pic->sb_rows = vp9_pic_sbs(params->fmt.height);
	pic->hbd = params->fmt.bit_depth > 8;
	pic->bd_max = (1 << params->fmt.bit_depth) - 1;
	pic->counting = !params->error_res && !params->parallel;
	pic->damaged = false;
	pic->used_missing = false;
	memset(&pic->counts, 0, sizeof(pic->counts));
	pic->before_rows = 0;
	for (i = 0; i < VP9_NUM_REFS; i++)
		vp9_pic_init_ref(pic, &pic->refs[i]);
	vp9_pic_init_work(pic, work);
	vp9_pic_init_dequant(pic);
	vp9_pic_init_lf_levels(pic);
	vp9_pic_init_compound(pic);
	return 0;
}

/* Both are nothing but numbers. */
static void vp9_pic_add_counts(struct vp9_counts *counts, const struct vp9_counts *tile)
{
	const u32 *from = (const u32 *)tile;
	u32 *to = (u32 *)counts;
	unsigned int i;

	for (i = 0; i < sizeof(*counts) / sizeof(*to); i++)
		to[i] += from[i];
}

void vp9_pic_parsed(struct vp9_pic *pic)
{
	u32 i;

	for (i = 0; i < pic->num_tile_cols; i++) {
		pic->damaged |= pic->tiles[i].lost;
		pic->used_missing |= pic->tiles[i].used_missing;
		if (pic->counting)
			vp9_pic_add_counts(&pic->counts, &pic->tile_counts[i]);
	}
}

void vp9_output_row(void *frame, unsigned int row)
{
	const struct vp9_pic *pic = frame;

	if (pic->out)
		dae_output_rows(pic->out, pic->frame, row * 64, 64);
}
