// SPDX-License-Identifier: GPL-2.0
/*
 * Mutations of AV1's controls that keep what belongs together: the format of the stream
 * and of the CAPTURE buffer, sizes with and without superres, layouts of tiles, and the
 * ranges of fields. A random change of a field is nearly always refused.
 */
#include <shim/kernel.h>

#include "daedalus.h"
#include "fuzz.h"
#include "player.h"

/* Of each chunk: where controls are while they are changed. */
static struct daedalus_av1_ctrls fuzz_av1_ctrls[FUZZ_CHUNKS_MAX];

/**
 * struct fuzz_av1 - a request being changed
 * @chunks: the recording
 * @n: its chunks
 * @c: the request
 * @ctrls: its controls
 * @rnd: random numbers
 */
struct fuzz_av1 {
	struct recorded_chunk *chunks;
	unsigned int n;
	struct recorded_chunk *c;
	struct daedalus_av1_ctrls *ctrls;
	u32 *rnd;
};

static const struct daedalus_ctrl *fuzz_av1_ctrl(const struct recorded_ctrl *rec)
{
	unsigned int i;

	for (i = 0; i <= DAEDALUS_AV1_FILM_GRAIN; i++) {
		const struct daedalus_ctrl *desc = &daedalus_av1_ctrl_list[i];

		if (player_ctrl_fits(desc, rec))
			return desc;
	}
	return NULL;
}

/* Moves the controls to where they can be changed; false if one is missing. */
static bool fuzz_av1_load(struct fuzz_av1 *f)
{
	unsigned int found = 0;
	u32 i;

	*f->ctrls = (struct daedalus_av1_ctrls){};
	for (i = 0; i < f->c->num_ctrls; i++) {
		const struct recorded_ctrl *rec = &f->c->ctrl[i];
		const struct daedalus_ctrl *desc = fuzz_av1_ctrl(rec);

		if (!desc)
			continue;
		memcpy((u8 *)f->ctrls + desc->offset, rec->value, rec->bytes);
		if (desc->elem_bytes)
			f->ctrls->num_tiles = rec->bytes / desc->elem_bytes;
		found |= BIT(desc - daedalus_av1_ctrl_list);
	}
	return found == BIT(DAEDALUS_AV1_FILM_GRAIN + 1) - 1;
}

static void fuzz_av1_store(struct fuzz_av1 *f)
{
	u32 i;

	for (i = 0; i < f->c->num_ctrls; i++) {
		struct recorded_ctrl *rec = &f->c->ctrl[i];
		const struct daedalus_ctrl *desc = fuzz_av1_ctrl(rec);

		if (!desc)
			continue;
		rec->value = (u8 *)f->ctrls + desc->offset;
		if (desc->elem_bytes)
			rec->bytes = f->ctrls->num_tiles * desc->elem_bytes;
	}
}

/* At the limits, between them, and now and then just beyond. */
static s32 fuzz_av1_pick(struct fuzz_av1 *f, s32 min, s32 max)
{
	switch (fuzz_below(f->rnd, 8)) {
	case 0:
		return min;
	case 1:
		return max;
	case 2:
		if (!fuzz_below(f->rnd, 8))
			return fuzz_below(f->rnd, 2) ? min - 1 : max + 1;
		fallthrough;
	default:
		return min + (s32)fuzz_below(f->rnd, max - min + 1);
	}
}

static bool fuzz_av1_once_in(struct fuzz_av1 *f, u32 n)
{
	return !fuzz_below(f->rnd, n);
}

static void fuzz_av1_flip(struct fuzz_av1 *f, u32 *flags, unsigned int num)
{
	unsigned int i;

	for (i = 1 + fuzz_below(f->rnd, 3); i; i--)
		*flags ^= BIT(fuzz_below(f->rnd, num));
}

static u32 fuzz_av1_sb_mi(const struct fuzz_av1 *f)
{
	return f->ctrls->sequence.flags & V4L2_AV1_SEQUENCE_FLAG_USE_128X128_SUPERBLOCK ? 32 : 16;
}

static u32 fuzz_av1_mis(u32 samples_minus_1)
{
	return 2 * (samples_minus_1 / 8 + 1);
}

static bool fuzz_av1_starts_fit(const u32 *starts, u32 tiles, u32 sb_mi, u32 mis)
{
	u32 i;

	for (i = 0; i < tiles; i++)
		if (starts[i] % sb_mi || starts[i] >= mis)
			return false;
	return starts[tiles] >= mis && starts[tiles] <= round_up(mis, sb_mi);
}

/* Tiles of some superblocks each; returns how many. */
static u32 fuzz_av1_starts(struct fuzz_av1 *f, u32 *starts, u32 max_tiles, u32 mis)
{
	const u32 sb_mi = fuzz_av1_sb_mi(f), wide = 1 + fuzz_below(f->rnd, 3);
	u32 at = 0, n = 0;

	while (at < mis && n < max_tiles) {
		starts[n++] = at;
		at += sb_mi * (1 + fuzz_below(f->rnd, wide));
	}
	starts[n] = mis;
	return n;
}

/* Bytes for each tile of the frame: all of them, a part each, or any. */
static void fuzz_av1_split(struct fuzz_av1 *f)
{
	const struct v4l2_av1_tile_info *info = &f->ctrls->frame.tile_info;
	const u32 bytes = f->c->bits_bytes, how = fuzz_below(f->rnd, 3);
	const u32 num = min_t(u32, info->tile_rows * info->tile_cols, V4L2_AV1_MAX_TILE_COUNT);
	u32 i;

	f->ctrls->num_tiles = num;
	for (i = 0; i < num; i++) {
		struct v4l2_ctrl_av1_tile_group_entry *tile = &f->ctrls->tiles[i];

		*tile = (struct v4l2_ctrl_av1_tile_group_entry){
			.tile_row = i / info->tile_cols,
			.tile_col = i % info->tile_cols,
			.tile_size = bytes,
		};
		if (!how)
			continue;
		tile->tile_offset = how == 1 ? (u64)bytes * i / num : fuzz_below(f->rnd, bytes + 1);
		tile->tile_size = how == 1 ? (u64)bytes * (i + 1) / num - tile->tile_offset :
					     bytes - tile->tile_offset;
	}
}

static void fuzz_av1_layout(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_frame *frame = &f->ctrls->frame;
	struct v4l2_av1_tile_info *info = &frame->tile_info;

	info->tile_cols = fuzz_av1_starts(f, info->mi_col_starts, V4L2_AV1_MAX_TILE_COLS,
					  fuzz_av1_mis(frame->frame_width_minus_1));
	info->tile_rows = fuzz_av1_starts(f, info->mi_row_starts,
					  V4L2_AV1_MAX_TILE_COUNT / info->tile_cols,
					  fuzz_av1_mis(frame->frame_height_minus_1));
	info->context_update_tile_id = fuzz_av1_pick(f, 0, info->tile_cols * info->tile_rows - 1);
	fuzz_av1_split(f);
}

/* After a change of the frame's size or the superblocks': another layout if need be. */
static void fuzz_av1_keep_layout(struct fuzz_av1 *f)
{
	const struct v4l2_ctrl_av1_frame *frame = &f->ctrls->frame;
	const struct v4l2_av1_tile_info *info = &frame->tile_info;
	const u32 sb_mi = fuzz_av1_sb_mi(f);

	if (frame->frame_width_minus_1 >= FUZZ_SIZE_MAX ||
	    frame->frame_height_minus_1 >= FUZZ_SIZE_MAX)
		return;
	if (info->tile_cols > V4L2_AV1_MAX_TILE_COLS || info->tile_rows > V4L2_AV1_MAX_TILE_ROWS ||
	    !fuzz_av1_starts_fit(info->mi_col_starts, info->tile_cols, sb_mi,
				 fuzz_av1_mis(frame->frame_width_minus_1)) ||
	    !fuzz_av1_starts_fit(info->mi_row_starts, info->tile_rows, sb_mi,
				 fuzz_av1_mis(frame->frame_height_minus_1)))
		fuzz_av1_layout(f);
}

static void fuzz_av1_tools(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_sequence *seq = &f->ctrls->sequence;
	const u32 format = V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME |
			   V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X |
			   V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y;
	u32 flags = seq->flags;

	fuzz_av1_flip(f, &flags, 20);
	seq->flags = (flags & ~format) | (seq->flags & format);
	if (fuzz_av1_once_in(f, 4))
		seq->flags ^= V4L2_AV1_SEQUENCE_FLAG_USE_128X128_SUPERBLOCK;
	if (fuzz_av1_once_in(f, 4))
		seq->order_hint_bits = fuzz_av1_pick(f, 0, 8);
	fuzz_av1_keep_layout(f);
}

/* Any of the formats that have profiles, and a CAPTURE format for it. */
static void fuzz_av1_format(struct fuzz_av1 *f)
{
	static const struct {
		u8 profile;
		u8 bit_depth;
		enum dae_chroma chroma;
	} formats[] = {
		{ 0, 8, DAE_CHROMA_420 }, { 0, 10, DAE_CHROMA_420 }, { 0, 8, DAE_CHROMA_400 },
		{ 0, 10, DAE_CHROMA_400 }, { 1, 8, DAE_CHROMA_444 }, { 1, 10, DAE_CHROMA_444 },
		{ 2, 8, DAE_CHROMA_422 }, { 2, 10, DAE_CHROMA_422 }, { 2, 12, DAE_CHROMA_420 },
		{ 2, 12, DAE_CHROMA_422 }, { 2, 12, DAE_CHROMA_444 }, { 2, 12, DAE_CHROMA_400 },
	};
	struct v4l2_ctrl_av1_sequence *seq = &f->ctrls->sequence;
	const u32 i = fuzz_below(f->rnd, ARRAY_SIZE(formats));
	const enum dae_chroma chroma = formats[i].chroma;
	unsigned int skip = fuzz_below(f->rnd, 3);
	const struct daedalus_format *fmt;

	seq->seq_profile = formats[i].profile;
	seq->bit_depth = formats[i].bit_depth;
	seq->flags &= ~(V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME |
			V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X |
			V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y);
	if (chroma == DAE_CHROMA_400)
		seq->flags |= V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME;
	if (chroma != DAE_CHROMA_444)
		seq->flags |= V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X;
	if (chroma == DAE_CHROMA_420 || chroma == DAE_CHROMA_400)
		seq->flags |= V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y;
	for (fmt = daedalus_formats; fmt->fourcc; fmt++) {
		if (!dae_output_suits(&fmt->out, seq->bit_depth, chroma))
			continue;
		f->c->fourcc = fmt->fourcc;
		if (!skip--)
			return;
	}
}

static u32 fuzz_av1_length(struct fuzz_av1 *f, u32 other)
{
	static const u8 lengths[] = {
		1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 71, 72, 73, 119, 120,
		121, 127, 128, 129, 130, 136, 137, 191, 192, 193, 200, 207, 208,
	};

	if (fuzz_below(f->rnd, 3))
		return lengths[fuzz_below(f->rnd, ARRAY_SIZE(lengths))];
	return fuzz_length(f->rnd, other);
}

static void fuzz_av1_size(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_frame *frame = &f->ctrls->frame;
	u32 width = frame->upscaled_width ?: frame->frame_width_minus_1 + 1;

	if (fuzz_below(f->rnd, 3))
		width = fuzz_av1_length(f, frame->frame_height_minus_1 + 1);
	if (fuzz_below(f->rnd, 2))
		frame->frame_height_minus_1 = fuzz_av1_length(f, width) - 1;
	frame->upscaled_width = width;
	frame->frame_width_minus_1 = width - 1;
	frame->flags &= ~V4L2_AV1_FRAME_FLAG_USE_SUPERRES;
	if (fuzz_below(f->rnd, 2)) {
		frame->flags |= V4L2_AV1_FRAME_FLAG_USE_SUPERRES;
		f->ctrls->sequence.flags |= V4L2_AV1_SEQUENCE_FLAG_ENABLE_SUPERRES;
		frame->superres_denom = fuzz_av1_pick(f, 9, 16);
		frame->frame_width_minus_1 =
			(width * 8 + frame->superres_denom / 2) / frame->superres_denom - 1;
	}
	if (fuzz_below(f->rnd, 2)) {
		f->c->width = width;
		f->c->height = frame->frame_height_minus_1 + 1;
	} else if (fuzz_below(f->rnd, 8)) {
		f->c->width = max(f->c->width, width);
		f->c->height = max(f->c->height, frame->frame_height_minus_1 + 1);
	}
	fuzz_av1_keep_layout(f);
}

/* Entries of tiles in another order, missing, twice, too many, with other bytes. */
static void fuzz_av1_entries(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_tile_group_entry *tiles = f->ctrls->tiles;
	const u32 num = f->ctrls->num_tiles;
	u32 a, b;

	if (!num)
		return;
	a = fuzz_below(f->rnd, num);
	b = fuzz_below(f->rnd, num);
	switch (fuzz_below(f->rnd, 7)) {
	case 0:
		swap(tiles[a], tiles[b]);
		break;
	case 1:
		/* A frame without any is not one: the control is not empty. */
		if (num > 1)
			tiles[a] = tiles[--f->ctrls->num_tiles];
		break;
	case 2:
		if (num < V4L2_AV1_MAX_TILE_COUNT)
			tiles[f->ctrls->num_tiles++] = tiles[a];
		break;
	case 3:
		swap(tiles[a].tile_offset, tiles[b].tile_offset);
		swap(tiles[a].tile_size, tiles[b].tile_size);
		break;
	case 4:
		tiles[a].tile_offset = min_t(u64, fuzz_edge_value(f->rnd), f->c->bits_bytes);
		tiles[a].tile_size = f->c->bits_bytes - tiles[a].tile_offset;
		break;
	case 5:
		tiles[a].tile_size = min_t(u64, fuzz_edge_value(f->rnd),
					   f->c->bits_bytes - min(f->c->bits_bytes,
								  tiles[a].tile_offset));
		break;
	default:
		((u32 *)&tiles[a])[fuzz_below(f->rnd, 4)] = fuzz_edge_value(f->rnd);
		break;
	}
}

/* A frame that there is, the one being decoded, or none. */
static u64 fuzz_av1_timestamp(struct fuzz_av1 *f)
{
	if (fuzz_av1_once_in(f, 16))
		return fuzz_edge_value(f->rnd);
	return f->chunks[fuzz_below(f->rnd, f->n)].timestamp;
}

static void fuzz_av1_refs(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_frame *frame = &f->ctrls->frame;
	unsigned int i;

	switch (fuzz_below(f->rnd, 6)) {
	case 0:
		for (i = 0; i < V4L2_AV1_TOTAL_REFS_PER_FRAME; i++)
			frame->reference_frame_ts[i] = fuzz_av1_timestamp(f);
		break;
	case 1:
		i = fuzz_below(f->rnd, V4L2_AV1_TOTAL_REFS_PER_FRAME);
		frame->reference_frame_ts[i] = fuzz_av1_timestamp(f);
		break;
	case 2:
		for (i = 0; i < V4L2_AV1_REFS_PER_FRAME; i++)
			frame->ref_frame_idx[i] = fuzz_below(f->rnd, 8);
		break;
	case 3:
		frame->ref_frame_idx[fuzz_below(f->rnd, V4L2_AV1_REFS_PER_FRAME)] =
			fuzz_av1_pick(f, 0, 7);
		break;
	case 4:
		frame->primary_ref_frame = fuzz_av1_pick(f, 0, 7);
		break;
	default:
		frame->refresh_frame_flags = fuzz_below(f->rnd, 256);
		break;
	}
}

static void fuzz_av1_order(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_frame *frame = &f->ctrls->frame;
	unsigned int i;

	frame->order_hint = fuzz_av1_pick(f, 0, 255);
	for (i = 0; i < V4L2_AV1_TOTAL_REFS_PER_FRAME; i++)
		if (fuzz_below(f->rnd, 2))
			frame->order_hints[i] = fuzz_av1_pick(f, 0, 255);
	if (fuzz_below(f->rnd, 2)) {
		f->ctrls->sequence.flags |= V4L2_AV1_SEQUENCE_FLAG_ENABLE_ORDER_HINT |
					    V4L2_AV1_SEQUENCE_FLAG_ENABLE_REF_FRAME_MVS;
		f->ctrls->sequence.order_hint_bits = fuzz_av1_pick(f, 1, 8);
		frame->flags |= V4L2_AV1_FRAME_FLAG_USE_REF_FRAME_MVS;
	}
}

static void fuzz_av1_modes(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_frame *frame = &f->ctrls->frame;

	switch (fuzz_below(f->rnd, 6)) {
	case 0:
		frame->frame_type = fuzz_av1_pick(f, V4L2_AV1_KEY_FRAME, V4L2_AV1_SWITCH_FRAME);
		break;
	case 1:
		frame->interpolation_filter =
			fuzz_av1_pick(f, 0, V4L2_AV1_INTERPOLATION_FILTER_SWITCHABLE);
		break;
	case 2:
		frame->tx_mode = fuzz_av1_pick(f, 0, V4L2_AV1_TX_MODE_SELECT);
		break;
	case 3:
		frame->flags |= V4L2_AV1_FRAME_FLAG_REFERENCE_SELECT |
				V4L2_AV1_FRAME_FLAG_SKIP_MODE_PRESENT;
		frame->skip_mode_frame[0] = fuzz_av1_pick(f, 1, 7);
		frame->skip_mode_frame[1] = fuzz_av1_pick(f, 1, 7);
		break;
	case 4:
		frame->flags |= V4L2_AV1_FRAME_FLAG_ALLOW_SCREEN_CONTENT_TOOLS |
				V4L2_AV1_FRAME_FLAG_ALLOW_INTRABC;
		frame->flags &= ~V4L2_AV1_FRAME_FLAG_USE_SUPERRES;
		frame->upscaled_width = frame->frame_width_minus_1 + 1;
		if (fuzz_below(f->rnd, 2))
			frame->frame_type = V4L2_AV1_INTRA_ONLY_FRAME;
		break;
	default:
		fuzz_av1_flip(f, &frame->flags, 20);
		break;
	}
}

static void fuzz_av1_quant(struct fuzz_av1 *f)
{
	struct v4l2_av1_quantization *q = &f->ctrls->frame.quantization;
	struct v4l2_av1_loop_filter *lf = &f->ctrls->frame.loop_filter;
	s8 *delta[] = {
		&q->delta_q_y_dc, &q->delta_q_u_dc, &q->delta_q_u_ac, &q->delta_q_v_dc,
		&q->delta_q_v_ac,
	};
	unsigned int i;

	q->base_q_idx = fuzz_av1_pick(f, 0, 255);
	for (i = 0; i < ARRAY_SIZE(delta); i++)
		*delta[i] = fuzz_below(f->rnd, 2) ? 0 : fuzz_av1_pick(f, -64, 63);
	q->flags = fuzz_below(f->rnd, 8);
	q->delta_q_res = fuzz_av1_pick(f, 0, 3);
	q->qm_y = fuzz_av1_pick(f, 0, 15);
	q->qm_u = fuzz_av1_pick(f, 0, 15);
	q->qm_v = fuzz_av1_pick(f, 0, 15);
	lf->flags = fuzz_below(f->rnd, 16);
	lf->delta_lf_res = fuzz_av1_pick(f, 0, 3);
}

static void fuzz_av1_segments(struct fuzz_av1 *f)
{
	/* FeatureData of each feature (5.9.14). */
	static const s16 min[] = { -255, -63, -63, -63, -63, 0, 0, 0 };
	static const s16 max[] = { 255, 63, 63, 63, 63, 7, 0, 0 };
	struct v4l2_av1_segmentation *seg = &f->ctrls->frame.segmentation;
	unsigned int i, j;

	seg->flags = fuzz_below(f->rnd, 32) | V4L2_AV1_SEGMENTATION_FLAG_ENABLED;
	for (i = 0; i < V4L2_AV1_MAX_SEGMENTS; i++) {
		if (fuzz_below(f->rnd, 2))
			continue;
		seg->feature_enabled[i] = fuzz_below(f->rnd, 256) & fuzz_below(f->rnd, 256);
		for (j = 0; j < V4L2_AV1_SEG_LVL_MAX; j++)
			seg->feature_data[i][j] = min[j] == max[j] ? 0 :
						  fuzz_av1_pick(f, min[j], max[j]);
	}
}

static void fuzz_av1_deblock(struct fuzz_av1 *f)
{
	struct v4l2_av1_loop_filter *lf = &f->ctrls->frame.loop_filter;
	unsigned int i;

	lf->flags = fuzz_below(f->rnd, 16);
	lf->sharpness = fuzz_av1_pick(f, 0, 7);
	for (i = 0; i < 4; i++)
		lf->level[i] = fuzz_av1_pick(f, 0, 63);
	for (i = 0; i < V4L2_AV1_TOTAL_REFS_PER_FRAME; i++)
		lf->ref_deltas[i] = fuzz_av1_pick(f, -64, 63);
	lf->mode_deltas[0] = fuzz_av1_pick(f, -64, 63);
	lf->mode_deltas[1] = fuzz_av1_pick(f, -64, 63);
}

static void fuzz_av1_cdef(struct fuzz_av1 *f)
{
	struct v4l2_av1_cdef *cdef = &f->ctrls->frame.cdef;
	unsigned int i;

	f->ctrls->sequence.flags |= V4L2_AV1_SEQUENCE_FLAG_ENABLE_CDEF;
	cdef->damping_minus_3 = fuzz_av1_pick(f, 0, 3);
	cdef->bits = fuzz_av1_pick(f, 0, 3);
	for (i = 0; i < V4L2_AV1_CDEF_MAX; i++) {
		cdef->y_pri_strength[i] = fuzz_av1_pick(f, 0, 15);
		cdef->y_sec_strength[i] = fuzz_av1_pick(f, 0, 4);
		cdef->uv_pri_strength[i] = fuzz_av1_pick(f, 0, 15);
		cdef->uv_sec_strength[i] = fuzz_av1_pick(f, 0, 4);
	}
}

static void fuzz_av1_restoration(struct fuzz_av1 *f)
{
	struct v4l2_av1_loop_restoration *lr = &f->ctrls->frame.loop_restoration;
	const u32 luma = 6 + fuzz_below(f->rnd, 3);
	unsigned int i;

	f->ctrls->sequence.flags |= V4L2_AV1_SEQUENCE_FLAG_ENABLE_RESTORATION;
	for (i = 0; i < V4L2_AV1_NUM_PLANES_MAX; i++) {
		lr->frame_restoration_type[i] =
			fuzz_av1_pick(f, 0, V4L2_AV1_FRAME_RESTORE_SWITCHABLE);
		/* No stream has chroma without subsampling in smaller units; a client may. */
		lr->loop_restoration_size[i] = BIT(luma - (i && fuzz_below(f->rnd, 2)));
		if (fuzz_av1_once_in(f, 32))
			lr->loop_restoration_size[i] = fuzz_edge_value(f->rnd);
	}
}

static void fuzz_av1_global_motion(struct fuzz_av1 *f)
{
	struct v4l2_av1_global_motion *gm = &f->ctrls->frame.global_motion;
	const u32 ref = 1 + fuzz_below(f->rnd, 7);
	/* Warps that may be used are near the identity. */
	const s32 range = BIT(fuzz_av1_pick(f, 1, 13));
	unsigned int i;

	gm->type[ref] = fuzz_av1_pick(f, 0, V4L2_AV1_WARP_MODEL_AFFINE);
	for (i = 0; i < 2; i++)
		gm->params[ref][i] = fuzz_av1_pick(f, -(1 << 22), 1 << 22);
	for (i = 2; i < 6; i++)
		gm->params[ref][i] = fuzz_av1_pick(f, -range, range) + (i % 3 == 2 ? 1 << 16 : 0);
	if (fuzz_below(f->rnd, 2)) {
		gm->params[ref][4] = -gm->params[ref][3];
		gm->params[ref][5] = gm->params[ref][2];
	}
	f->ctrls->frame.flags |= V4L2_AV1_FRAME_FLAG_ALLOW_WARPED_MOTION;
}

static u8 fuzz_av1_points(struct fuzz_av1 *f, u8 *value, u8 *scaling, u32 max_points)
{
	const u32 num = fuzz_av1_pick(f, 0, max_points);
	u32 at = fuzz_below(f->rnd, 3), i;

	for (i = 0; i < min_t(u32, num, max_points); i++) {
		value[i] = min(at, 255u);
		scaling[i] = fuzz_av1_pick(f, 0, 255);
		at += 1 + fuzz_below(f->rnd, 2 * (255 - min(at, 254u)) / (max_points - i) + 1);
	}
	return num;
}

static void fuzz_av1_grain(struct fuzz_av1 *f)
{
	struct v4l2_ctrl_av1_film_grain *g = &f->ctrls->grain;
	unsigned int i;

	f->ctrls->sequence.flags |= V4L2_AV1_SEQUENCE_FLAG_FILM_GRAIN_PARAMS_PRESENT;
	f->ctrls->frame.flags |= V4L2_AV1_FRAME_FLAG_SHOW_FRAME;
	g->flags = fuzz_below(f->rnd, 32) | V4L2_AV1_FILM_GRAIN_FLAG_APPLY_GRAIN;
	g->grain_seed = fuzz_av1_pick(f, 0, 0xffff);
	g->num_y_points = fuzz_av1_points(f, g->point_y_value, g->point_y_scaling, 14);
	g->num_cb_points = fuzz_av1_points(f, g->point_cb_value, g->point_cb_scaling, 10);
	g->num_cr_points = fuzz_av1_points(f, g->point_cr_value, g->point_cr_scaling, 10);
	g->grain_scaling_minus_8 = fuzz_av1_pick(f, 0, 3);
	g->ar_coeff_lag = fuzz_av1_pick(f, 0, 3);
	g->ar_coeff_shift_minus_6 = fuzz_av1_pick(f, 0, 3);
	g->grain_scale_shift = fuzz_av1_pick(f, 0, 3);
	for (i = 0; i < V4L2_AV1_AR_COEFFS_SIZE; i++) {
		g->ar_coeffs_y_plus_128[i] = fuzz_av1_pick(f, 0, 255);
		g->ar_coeffs_cb_plus_128[i] = fuzz_av1_pick(f, 0, 255);
		g->ar_coeffs_cr_plus_128[i] = fuzz_av1_pick(f, 0, 255);
	}
	g->cb_mult = fuzz_av1_pick(f, 0, 255);
	g->cr_mult = fuzz_av1_pick(f, 0, 255);
	g->cb_luma_mult = fuzz_av1_pick(f, 0, 255);
	g->cr_luma_mult = fuzz_av1_pick(f, 0, 255);
	g->cb_offset = fuzz_av1_pick(f, 0, 511);
	g->cr_offset = fuzz_av1_pick(f, 0, 511);
}

static void fuzz_av1_change(struct fuzz_av1 *f)
{
	static void (* const change[])(struct fuzz_av1 *f) = {
		fuzz_av1_tools, fuzz_av1_format, fuzz_av1_size, fuzz_av1_layout, fuzz_av1_split,
		fuzz_av1_entries, fuzz_av1_refs, fuzz_av1_refs, fuzz_av1_order, fuzz_av1_modes,
		fuzz_av1_modes, fuzz_av1_quant, fuzz_av1_segments, fuzz_av1_deblock, fuzz_av1_cdef,
		fuzz_av1_restoration, fuzz_av1_global_motion, fuzz_av1_grain,
	};
	unsigned int i;

	for (i = 1 + fuzz_below(f->rnd, 3); i; i--)
		change[fuzz_below(f->rnd, ARRAY_SIZE(change))](f);
}

static bool fuzz_av1_begin(struct fuzz_av1 *f, struct recorded_chunk *chunks, unsigned int n,
			   unsigned int i, u32 *rnd)
{
	*f = (struct fuzz_av1){
		.chunks = chunks,
		.n = n,
		.c = &chunks[i],
		.ctrls = &fuzz_av1_ctrls[i],
		.rnd = rnd,
	};
	return f->c->type == DAEDALUS_CHUNK_REQUEST && fuzz_av1_load(f);
}

bool fuzz_av1_mutate(struct recorded_chunk *chunks, unsigned int n, unsigned int i, u32 *state)
{
	const u32 seed = *state;
	struct fuzz_av1 f;
	/* What holds for a stream changes at once for all that follows. */
	unsigned int end;

	if (!fuzz_av1_begin(&f, chunks, n, i, state))
		return false;
	fuzz_av1_change(&f);
	fuzz_av1_store(&f);
	end = fuzz_below(state, 4) ? i + 1 : n;
	while (++i < end) {
		u32 again = seed;

		if (!fuzz_av1_begin(&f, chunks, n, i, &again))
			continue;
		fuzz_av1_change(&f);
		fuzz_av1_store(&f);
	}
	return true;
}

void fuzz_av1_fit_tiles(struct recorded_chunk *chunks, unsigned int i, u32 *state)
{
	const u32 bytes = chunks[i].bits_bytes;
	struct fuzz_av1 f;
	u32 j;

	if (!fuzz_av1_begin(&f, chunks, i + 1, i, state) || !f.ctrls->num_tiles)
		return;
	for (j = 0; j < f.ctrls->num_tiles; j++) {
		struct v4l2_ctrl_av1_tile_group_entry *tile = &f.ctrls->tiles[j];

		tile->tile_offset = min(tile->tile_offset, bytes);
		tile->tile_size = min(tile->tile_size, bytes - tile->tile_offset);
		/* What has been added belongs to the last one. */
		if (j + 1 == f.ctrls->num_tiles && fuzz_below(state, 2))
			tile->tile_size = bytes - tile->tile_offset;
	}
	fuzz_av1_store(&f);
}
