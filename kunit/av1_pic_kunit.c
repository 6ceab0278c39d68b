// SPDX-License-Identifier: GPL-2.0
/*
 * Set-up of AV1 frames: the table of stages, memory, the frames between stages, and what
 * is taken from references.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1_picture.h"
#include "dae_check.h"

#define PIC_PARTS	64
/* No path from one stage to another */
#define PIC_NO_PATH	(-100000)

/*
 * Which row of each stage is done when a row of another starts: with lags along the way
 * summed up, the largest of all ways.
 */
static void pic_lags(int lags[AV1_STAGES][AV1_STAGES])
{
	unsigned int i, j, k;

	for (i = 0; i < AV1_STAGES; i++)
		for (j = 0; j < AV1_STAGES; j++)
			lags[i][j] = PIC_NO_PATH;
	for (i = 0; i < AV1_STAGES; i++) {
		const struct dae_stage *stage = &av1_pic_stages.stage[i];

		for (j = 0; j < stage->num_needs; j++)
			lags[i][stage->need[j].stage] = max(lags[i][stage->need[j].stage],
							    (int)stage->need[j].lag);
	}
	for (k = 0; k < AV1_STAGES; k++)
		for (i = 0; i < AV1_STAGES; i++)
			for (j = 0; j < AV1_STAGES; j++)
				lags[i][j] = max(lags[i][j], lags[i][k] + lags[k][j]);
}

static void pic_stages(struct kunit *test)
{
	int lags[AV1_STAGES][AV1_STAGES];
	unsigned int i;

	KUNIT_ASSERT_EQ(test, av1_pic_stages.num_stages, AV1_STAGES);
	for (i = 0; i < AV1_STAGES; i++) {
		const struct dae_stage *stage = &av1_pic_stages.stage[i];

		KUNIT_EXPECT_NOT_NULL(test, stage->name);
		KUNIT_EXPECT_TRUE(test, stage->run || stage->run_part);
		KUNIT_ASSERT_LE(test, stage->num_needs, DAE_STAGE_NEEDS_MAX);
	}
	pic_lags(lags);
	for (i = 0; i < AV1_STAGES; i++)
		/* No row waits for itself. */
		KUNIT_EXPECT_LT_MSG(test, lags[i][i], 0, "stage %u", i);
	/* Intra prediction of the next row is of samples that are not filtered. */
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_RECON][AV1_STAGE_PARSE], 0);
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_DEBLOCK][AV1_STAGE_RECON], 1);
	/* The next row's filter changes the last samples of this one. */
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_CDEF][AV1_STAGE_DEBLOCK], 1);
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_UPSCALE][AV1_STAGE_CDEF], 0);
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_RESTORE][AV1_STAGE_UPSCALE], 0);
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_OUTPUT][AV1_STAGE_RESTORE], 0);
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_PARSE][AV1_STAGE_FIELD], 0);
	/* Records are read by these, and by the filter a row later. */
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_CDEF][AV1_STAGE_RECON], 0);
	KUNIT_EXPECT_GE(test, lags[AV1_STAGE_CDEF][AV1_STAGE_DEBLOCK], 1);
}

static bool pic_is_ready(const struct av1_pic *pic, const struct dae_progress *progress,
			 enum av1_stage stage, u32 row, u32 part)
{
	return av1_pic_stages.stage[stage].ready(pic, progress, row, part);
}

/*
 * Rows of the worst content: parse may be ahead as far as rings have room, and may always
 * go on when only the two rows before are in use.
 */
static void pic_parse_ready(struct kunit *test)
{
	struct av1_picture *f = av1_picture_new(test, 200, 600, DAE_CHROMA_420, 8);
	struct av1_params *params = &f->pic.params;
	u32 rows[AV1_STAGES] = {}, row, kind;
	const struct dae_progress progress = { .rows = rows };

	params->tile_cols = 2;
	params->tile_col_starts[1] = 16;
	params->tile_col_starts[2] = params->mi_cols;
	av1_picture_start(test, f);
	for (kind = 0; kind < AV1_RECORDS; kind++)
		for (row = 0; row < f->pic.sb_rows; row++)
			dae_ring_take(&f->pic.tiles[1].ring[kind], row, 0);
	for (kind = 0; kind < AV1_RECORDS; kind++) {
		struct dae_ring *ring = &f->pic.tiles[1].ring[kind];

		for (row = 0; row < f->pic.sb_rows; row++) {
			rows[AV1_STAGE_CDEF] = 0;
			KUNIT_EXPECT_EQ(test, (row + 1) * ring->room <= ring->size,
					pic_is_ready(&f->pic, &progress, AV1_STAGE_PARSE, row, 1));
			rows[AV1_STAGE_CDEF] = max(row, 2u) - 2;
			KUNIT_EXPECT_TRUE(test, pic_is_ready(&f->pic, &progress, AV1_STAGE_PARSE,
							     row, 1));
			dae_ring_take(ring, row, ring->room);
		}
		for (row = 0; row < f->pic.sb_rows; row++)
			dae_ring_take(ring, row, 0);
	}
}

/* Reconstruction waits for what each superblock of the part needs of the frame before. */
static void pic_recon_ready(struct kunit *test)
{
	struct av1_picture *f = av1_picture_new(test, 600, 200, DAE_CHROMA_420, 8);
	struct av1_pic *pic = &f->pic;
	u32 rows[AV1_STAGES] = {}, before[AV1_STAGES] = {}, i;
	struct dae_progress progress = { .rows = rows };
	u8 num_parts[DAE_STAGES_MAX] = {};

	av1_picture_start(test, f);
	av1_pic_parts(pic, 1, num_parts);
	KUNIT_EXPECT_EQ(test, num_parts[AV1_STAGE_RECON], 1);
	av1_pic_parts(pic, U8_MAX, num_parts);
	KUNIT_ASSERT_EQ(test, num_parts[AV1_STAGE_RECON], 2);
	pic->before_rows = 4;
	for (i = 0; i < pic->sb_cols; i++)
		pic->sbs[pic->sb_cols + i].reach = 0;
	pic->sbs[pic->sb_cols + 5].reach = 2;
	KUNIT_EXPECT_TRUE(test, pic_is_ready(pic, &progress, AV1_STAGE_RECON, 1, 0));
	progress.before = before;
	before[AV1_STAGE_RESTORE] = 1;
	before[AV1_STAGE_CDEF] = 4;
	/* Ten superblocks: the second part starts with the sixth. */
	KUNIT_EXPECT_TRUE(test, pic_is_ready(pic, &progress, AV1_STAGE_RECON, 1, 0));
	KUNIT_EXPECT_FALSE(test, pic_is_ready(pic, &progress, AV1_STAGE_RECON, 1, 1));
	before[AV1_STAGE_RESTORE] = 2;
	KUNIT_EXPECT_TRUE(test, pic_is_ready(pic, &progress, AV1_STAGE_RECON, 1, 1));
	/* There are not more rows than it has. */
	pic->sbs[pic->sb_cols + 9].reach = U16_MAX;
	before[AV1_STAGE_RESTORE] = 3;
	KUNIT_EXPECT_FALSE(test, pic_is_ready(pic, &progress, AV1_STAGE_RECON, 1, 1));
	before[AV1_STAGE_RESTORE] = 4;
	KUNIT_EXPECT_TRUE(test, pic_is_ready(pic, &progress, AV1_STAGE_RECON, 1, 1));
	/* The source of a copy may be anywhere above. */
	pic->params.intrabc = true;
	av1_pic_parts(pic, U8_MAX, num_parts);
	KUNIT_EXPECT_EQ(test, num_parts[AV1_STAGE_RECON], 1);
}

/* Rows with film grain come in order, as they share its memory. */
static void pic_output_ready(struct kunit *test)
{
	struct av1_picture *f = av1_picture_new(test, 64, 200, DAE_CHROMA_420, 8);
	u32 rows[AV1_STAGES] = {};
	const struct dae_progress progress = { .rows = rows };

	av1_picture_start(test, f);
	KUNIT_EXPECT_TRUE(test, pic_is_ready(&f->pic, &progress, AV1_STAGE_OUTPUT, 1, 0));
	f->pic.grain = f->work;
	KUNIT_EXPECT_TRUE(test, pic_is_ready(&f->pic, &progress, AV1_STAGE_OUTPUT, 0, 0));
	KUNIT_EXPECT_FALSE(test, pic_is_ready(&f->pic, &progress, AV1_STAGE_OUTPUT, 1, 0));
	rows[AV1_STAGE_OUTPUT] = 1;
	KUNIT_EXPECT_TRUE(test, pic_is_ready(&f->pic, &progress, AV1_STAGE_OUTPUT, 1, 0));
}

/**
 * struct pic_parts - parts of memory that may not overlap
 * @p: where each starts
 * @bytes: of each
 * @num: how many
 */
struct pic_parts {
	u8 *p[PIC_PARTS];
	size_t bytes[PIC_PARTS];
	unsigned int num;
};

static void pic_part(struct kunit *test, struct pic_parts *parts, void *p, size_t bytes)
{
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_LT(test, parts->num, PIC_PARTS);
	KUNIT_EXPECT_EQ(test, (uintptr_t)p % 64, 0);
	parts->p[parts->num] = p;
	parts->bytes[parts->num++] = bytes;
}

/* All of them can be written, and none is part of another one. */
static void pic_check_parts(struct kunit *test, const struct pic_parts *parts, const u8 *mem,
			    size_t bytes)
{
	unsigned int i, j;

	for (i = 0; i < parts->num; i++) {
		KUNIT_EXPECT_TRUE_MSG(test, parts->p[i] >= mem &&
				      parts->p[i] + parts->bytes[i] <= mem + bytes, "part %u", i);
		for (j = 0; j < i; j++)
			KUNIT_EXPECT_TRUE_MSG(test, parts->p[i] + parts->bytes[i] <= parts->p[j] ||
					      parts->p[j] + parts->bytes[j] <= parts->p[i],
					      "parts %u and %u", i, j);
		memset(parts->p[i], i, parts->bytes[i]);
	}
}

/* unitRows and unitCols: count_units_in_frame() (5.11.57) */
static u32 pic_lr_units(u32 unit_size, u32 frame_size)
{
	const u32 n = (frame_size + (unit_size >> 1)) / unit_size;

	return max(n, 1u);
}

static void pic_lr_part(struct kunit *test, struct pic_parts *parts, const struct av1_pic *pic,
			unsigned int plane)
{
	const struct av1_params *params = &pic->params;
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const u32 width = (params->fmt.width + sub_x) >> sub_x;
	const u32 height = (params->fmt.height + sub_y) >> sub_y;
	const u32 size = 1 << params->lr_log2[plane];

	if (!params->lr_type[plane])
		return;
	KUNIT_EXPECT_EQ(test, pic->lr_cols[plane], pic_lr_units(size, width));
	KUNIT_EXPECT_EQ(test, pic->lr_rows[plane], pic_lr_units(size, height));
	pic_part(test, parts, pic->lr[plane],
		 pic->lr_cols[plane] * pic->lr_rows[plane] * sizeof(struct av1_lr_unit));
}

/*
 * Rings of the tile columns follow each other. Four rows at least, or all there are, have
 * room for as many records as there may be.
 */
static void pic_list_rings(struct kunit *test, struct pic_parts *parts, const struct av1_pic *pic)
{
	/* 4x4 blocks of all planes of a row */
	const u32 mis = pic->sb_mi * pic->grid_stride;
	const u32 txs = mis + (pic->num_planes > 1 ? 2 * mis >> (pic->sub_x + pic->sub_y) : 0);
	const struct {
		void *mem;
		size_t bytes;
		u32 room;
	} rings[AV1_RECORDS] = {
		[AV1_RECORD_BLOCK] = { pic->blocks, sizeof(struct av1_block), mis },
		[AV1_RECORD_TX] = { pic->txs, sizeof(struct av1_tx), txs },
		[AV1_RECORD_COEF] = { pic->coefs, pic->hbd ? 4 : 2, 16 * txs },
		[AV1_RECORD_PALETTE] = { pic->palettes, 1, mis * AV1_PALETTE_CELL },
		[AV1_RECORD_WARP] = { pic->warps, sizeof(struct av1_warp_model), mis / 4 },
	};
	const u32 tile_cols = pic->params.tile_cols;
	unsigned int i, col;

	pic_part(test, parts, pic->tiles[0].ring[0].pos,
		 tile_cols * AV1_RECORDS * (pic->sb_rows + 1) * sizeof(u32));
	for (i = 0; i < AV1_RECORDS; i++) {
		u32 start = 0, room = 0;

		for (col = 0; col < tile_cols; col++) {
			const struct dae_ring *ring = &pic->tiles[col].ring[i];

			KUNIT_EXPECT_EQ(test, ring->start, start);
			KUNIT_EXPECT_EQ(test, ring->pos[0], 0);
			KUNIT_EXPECT_GE(test, ring->size, min(pic->sb_rows, 4u) * ring->room);
			start += ring->size + ring->room;
			room += ring->room;
		}
		KUNIT_EXPECT_EQ(test, room, rings[i].room);
		if (i == AV1_RECORD_PALETTE && !pic->params.screen_content)
			KUNIT_EXPECT_NULL(test, rings[i].mem);
		else
			pic_part(test, parts, rings[i].mem, start * rings[i].bytes);
	}
}

/* What struct av1_pic says of each of its parts */
static void pic_list_parts(struct kunit *test, struct pic_parts *parts, struct av1_picture *f)
{
	const struct av1_pic *pic = &f->pic;
	const struct av1_params *params = &pic->params;
	const size_t mis = pic->sb_rows * pic->sb_mi * pic->grid_stride;
	unsigned int i;

	pic_part(test, parts, pic->tiles, params->tile_cols * sizeof(struct av1_tile));
	pic_part(test, parts, pic->grid, mis * sizeof(u32));
	pic_part(test, parts, pic->lf_tx[0], mis);
	pic_part(test, parts, pic->lf_tx[1], mis);
	pic_part(test, parts, pic->sbs, pic->sb_rows * pic->sb_cols * sizeof(*pic->sbs));
	pic_list_rings(test, parts, pic);
	for (i = 0; i < 3; i++)
		pic_part(test, parts, pic->above_ctx[i], pic->grid_stride);
	pic_part(test, parts, pic->above_seg_pred, pic->grid_stride);
	pic_part(test, parts, pic->above_tx, pic->grid_stride);
	if (params->use_ref_frame_mvs)
		pic_part(test, parts, pic->field,
			 params->mi_rows / 2 * (params->mi_cols / 2) * sizeof(struct av1_field_mv));
	/* Up to whole superblocks */
	KUNIT_EXPECT_GE(test, pic->cdef_stride * 16, pic->sb_cols * pic->sb_mi);
	pic_part(test, parts, pic->cdef_idx,
		 pic->cdef_stride * pic->sb_rows * (pic->sb_mi / 16));
	for (i = 0; i < 3; i++)
		pic_lr_part(test, parts, pic, i);
	if (params->grain.apply)
		pic_part(test, parts, pic->grain, AV1_GRAIN_BYTES);
	else
		KUNIT_EXPECT_NULL(test, pic->grain);
	for (i = 0; i < 4; i++)
		if (pic->scratch_frames[i].fmt.width)
			pic_part(test, parts, (u8 *)pic->scratch_frames[i].plane[0].data -
				 DAE_PLANE_SLACK,
				 dae_frame_bytes(&pic->scratch_frames[i].fmt, 0));
}

/* A picture of one of many kinds */
static struct av1_picture *pic_new_kind(struct kunit *test, u32 n)
{
	static const u32 sizes[][2] = {
		{ 8, 8 }, { 64, 64 }, { 72, 136 }, { 200, 65 }, { 129, 40 }, { 600, 8 },
	};
	static const enum dae_chroma chroma[] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_400,
	};
	const u32 *size = sizes[n % ARRAY_SIZE(sizes)];
	struct av1_picture *f = av1_picture_new(test, size[0], size[1], chroma[n % 4],
						n / 4 % 2 ? 10 : 8);
	struct av1_params *params = &f->pic.params;
	unsigned int i;

	params->seq.sb128 = n / 3 % 2;
	params->fmt.block = params->seq.sb128 ? 128 : 64;
	params->screen_content = n / 5 % 2;
	params->use_ref_frame_mvs = n / 7 % 2;
	params->do_cdef = n / 2 % 2;
	params->grain.apply = n / 9 % 2;
	if (params->mi_cols > 32 && n / 13 % 2) {
		params->tile_cols = 2;
		params->tile_col_starts[1] = 32;
		params->tile_col_starts[2] = params->mi_cols;
	}
	if (n / 6 % 2) {
		params->do_superres = true;
		params->superres_denom = 16;
		params->fmt.width *= 2;
	}
	for (i = 0; i < params->seq.num_planes && n / 11 % 2; i++) {
		params->do_lr = true;
		params->lr_type[i] = AV1_RESTORE_WIENER;
		params->lr_log2[i] = 5 + (n + i) % 4;
	}
	return f;
}

static void pic_check_work(struct kunit *test, struct av1_picture *f)
{
	struct pic_parts parts = {};
	unsigned int i;

	pic_list_parts(test, &parts, f);
	KUNIT_EXPECT_EQ(test, f->work_bytes % 64, 0);
	for (i = 0; i < (u32)f->pic.cdef_stride; i++)
		KUNIT_EXPECT_EQ(test, f->pic.cdef_idx[i], -1);
	pic_check_parts(test, &parts, f->work, f->work_bytes);
	KUNIT_EXPECT_TRUE(test, av1_picture_guard_ok(f));
}

static void pic_check_side(struct kunit *test, struct av1_picture *f)
{
	const u32 mis = f->pic.params.mi_rows * f->pic.params.mi_cols;
	struct av1_side *side = f->frame.side;
	struct pic_parts parts = {};

	KUNIT_EXPECT_PTR_EQ(test, f->pic.side, side);
	pic_part(test, &parts, side->mvs, mis / 4 * sizeof(*side->mvs));
	pic_part(test, &parts, side->segment_ids, mis);
	pic_check_parts(test, &parts, (u8 *)side + sizeof(*side),
			f->frame.side_bytes - sizeof(*side));
	/* Too little for it is an error. */
	f->frame.side_bytes = av1_pic_side_bytes(&f->pic.params) - 1;
	KUNIT_EXPECT_EQ(test, av1_pic_init(&f->pic, &f->frame, f->work, 0), -EINVAL);
}

static void pic_memory(struct kunit *test)
{
	u32 n;

	for (n = 0; n < 48; n++) {
		struct av1_picture *f = pic_new_kind(test, n);

		av1_picture_start(test, f);
		pic_check_work(test, f);
		pic_check_side(test, f);
		av1_picture_free(f);
	}
}

/* What is derived of sizes */
static void pic_sizes(struct kunit *test)
{
	static const u32 sizes[] = { 1, 8, 9, 63, 64, 65, 128, 129 };
	static const u8 depths[] = { 8, 10, 12 };
	u32 n;

	for (n = 0; n < 2 * ARRAY_SIZE(sizes); n++) {
		const u32 width = sizes[n / 2], height = sizes[ARRAY_SIZE(sizes) - 1 - n / 2];
		const u32 sb = n % 2 ? 128 : 64;
		const u8 depth = depths[n % 3];
		struct av1_picture *f = av1_picture_new(test, width, height, DAE_CHROMA_420, depth);
		const struct av1_pic *pic = &f->pic;

		f->pic.params.seq.sb128 = n % 2;
		f->pic.params.fmt.block = sb;
		av1_picture_start(test, f);
		KUNIT_EXPECT_EQ(test, pic->mi_cols, 2 * ((width + 7) / 8));
		KUNIT_EXPECT_EQ(test, pic->mi_rows, 2 * ((height + 7) / 8));
		KUNIT_EXPECT_EQ(test, pic->sb_mi, sb / 4);
		KUNIT_EXPECT_EQ(test, 1 << pic->sb_log2, sb / 4);
		KUNIT_EXPECT_EQ(test, pic->sb_cols, (width + sb - 1) / sb);
		KUNIT_EXPECT_EQ(test, pic->sb_rows, (height + sb - 1) / sb);
		KUNIT_EXPECT_EQ(test, pic->grid_stride, pic->sb_cols * sb / 4);
		KUNIT_EXPECT_EQ(test, pic->hbd, depth > 8);
		KUNIT_EXPECT_EQ(test, pic->bd_max, (1 << depth) - 1);
		/* The last one of dc_q() is 1336, 5347 and 21387 (7.12.2). */
		KUNIT_EXPECT_EQ(test, pic->dequant[0][255],
				depth == 8 ? 1336 : depth == 10 ? 5347 : 21387);
		KUNIT_EXPECT_EQ(test, pic->dequant[1][255],
				depth == 8 ? 1828 : depth == 10 ? 7312 : 29247);
		av1_picture_free(f);
	}
}

/* Names of the frames in a letter: the result, the scratch frames by number */
static char pic_frame_name(const struct av1_pic *pic, const struct dae_frame *frame)
{
	unsigned int i;

	for (i = 0; i < 4; i++)
		if (frame == &pic->scratch_frames[i])
			return '0' + i;
	return frame == pic->frame ? 'F' : '?';
}

static void pic_frames(struct kunit *test)
{
	/* rec, cdef, up_rec and up_cdef, by CDEF, superres (2) and restoration (4) */
	static const char names[8][5] = {
		"FFFF", "0F0F", "000F", "010F", "0000", "0101", "0032", "0132",
	};
	u32 n, i;

	for (n = 0; n < 8; n++) {
		struct av1_picture *f = av1_picture_new(test, 40, 40, DAE_CHROMA_420, 8);
		struct av1_params *params = &f->pic.params;
		const struct av1_pic *pic = &f->pic;
		const struct dae_frame *frames[4];

		params->do_cdef = n & 1;
		if (n & 2) {
			params->do_superres = true;
			params->superres_denom = 16;
			params->fmt.width = 80;
		}
		if (n & 4) {
			params->do_lr = true;
			params->lr_type[0] = AV1_RESTORE_WIENER;
			params->lr_log2[0] = 6;
		}
		av1_picture_start(test, f);
		frames[0] = pic->rec;
		frames[1] = pic->cdef;
		frames[2] = pic->up_rec;
		frames[3] = pic->up_cdef;
		for (i = 0; i < 4; i++) {
			KUNIT_EXPECT_EQ_MSG(test, pic_frame_name(pic, frames[i]), names[n][i],
					    "combination %u, frame %u", n, i);
			/* Superres goes from the one to the other width. */
			if (i != 2 || n & 4)
				KUNIT_EXPECT_EQ(test, frames[i]->fmt.width,
						i >= 2 && n & 2 ? 80 : 40);
			KUNIT_EXPECT_EQ(test, frames[i]->fmt.height, 40);
		}
		av1_picture_free(f);
	}
}

/* get_relative_dist() (5.9.3): the one way around that is nearer */
static void pic_relative_dist(struct kunit *test)
{
	struct av1_sequence seq = {};
	int bits, a, b;

	KUNIT_EXPECT_EQ(test, av1_pic_relative_dist(&seq, 5, 3), 0);
	seq.order_hint = true;
	for (bits = 1; bits <= 8; bits++) {
		const int all = 1 << bits;

		seq.order_hint_bits = bits;
		for (a = 0; a < all; a += 1 + (bits > 5) * 2) {
			for (b = 0; b < all; b += 1 + (bits > 5) * 4) {
				int diff = a - b;

				if (diff >= all / 2)
					diff -= all;
				else if (diff < -all / 2)
					diff += all;
				KUNIT_ASSERT_EQ_MSG(test, av1_pic_relative_dist(&seq, a, b), diff,
						    "%d %d of %d bits", a, b, bits);
			}
		}
	}
}

/* skip_mode_params() (5.9.22); false if skipModeAllowed is 0 */
static bool pic_skip_mode_frames(const struct av1_sequence *seq, int order_hint,
				 const u8 *ref_order_hint, int skip_mode_frame[2])
{
	int forward_idx = -1, backward_idx = -1, second_forward_idx = -1;
	int forward_hint = 0, backward_hint = 0, second_forward_hint = 0;
	int i;

	for (i = 0; i < 7; i++) {
		const int ref_hint = ref_order_hint[i];

		if (av1_pic_relative_dist(seq, ref_hint, order_hint) < 0) {
			if (forward_idx < 0 ||
			    av1_pic_relative_dist(seq, ref_hint, forward_hint) > 0) {
				forward_idx = i;
				forward_hint = ref_hint;
			}
		} else if (av1_pic_relative_dist(seq, ref_hint, order_hint) > 0) {
			if (backward_idx < 0 ||
			    av1_pic_relative_dist(seq, ref_hint, backward_hint) < 0) {
				backward_idx = i;
				backward_hint = ref_hint;
			}
		}
	}
	if (forward_idx < 0)
		return false;
	if (backward_idx < 0) {
		for (i = 0; i < 7; i++) {
			const int ref_hint = ref_order_hint[i];

			if (av1_pic_relative_dist(seq, ref_hint, forward_hint) < 0) {
				if (second_forward_idx < 0 ||
				    av1_pic_relative_dist(seq, ref_hint, second_forward_hint) > 0) {
					second_forward_idx = i;
					second_forward_hint = ref_hint;
				}
			}
		}
		backward_idx = second_forward_idx;
	}
	if (backward_idx < 0)
		return false;
	skip_mode_frame[0] = 1 + min(forward_idx, backward_idx);
	skip_mode_frame[1] = 1 + max(forward_idx, backward_idx);
	return true;
}

static void pic_skip_mode(struct kunit *test)
{
	struct av1_picture *f = av1_picture_new(test, 8, 8, DAE_CHROMA_420, 8);
	struct av1_params *params = &f->pic.params;
	u32 seed = 1, n, i, allowed = 0;

	av1_picture_start(test, f);
	for (n = 0; n < 300; n++) {
		const u32 spread = 1 + dae_below(&seed, 40);
		const u32 offset = dae_below(&seed, 128);
		int want[2] = { 2, 5 };
		u8 hints[7];

		params->skip_mode = true;
		params->skip_mode_frame[0] = 2;
		params->skip_mode_frame[1] = 5;
		params->order_hint = (offset + dae_below(&seed, spread)) & 127;
		for (i = 0; i < 7; i++) {
			const bool missing = dae_below(&seed, 8) == 0;
			struct av1_ref *ref = &f->pic.refs[1 + i];
			struct av1_side *side = f->refs[1 + i].side;

			hints[i] = (offset + dae_below(&seed, spread)) & 127;
			/* Of missing frames it is what the control says. */
			side->order_hint = missing ? 99 : hints[i];
			params->order_hints[1 + i] = missing ? hints[i] : 99;
			ref->frame = missing ? NULL : &f->refs[1 + i];
			ref->side = missing ? NULL : side;
		}
		allowed += pic_skip_mode_frames(&params->seq, params->order_hint, hints, want);
		KUNIT_ASSERT_EQ(test, av1_pic_init(&f->pic, &f->frame, f->work, 0), 0);
		KUNIT_EXPECT_EQ(test, params->skip_mode_frame[0], want[0]);
		KUNIT_EXPECT_EQ(test, params->skip_mode_frame[1], want[1]);
		for (i = 0; i < 7; i++) {
			const struct av1_ref *ref = &f->pic.refs[1 + i];
			const int dist = av1_pic_relative_dist(&params->seq, hints[i],
							       params->order_hint);

			KUNIT_EXPECT_EQ(test, ref->order_hint, hints[i]);
			KUNIT_EXPECT_EQ(test, ref->dist, dist);
			KUNIT_EXPECT_EQ(test, ref->sign_bias, dist > 0);
			KUNIT_EXPECT_EQ(test, f->pic.side->order_hints[1 + i], hints[i]);
		}
		KUNIT_EXPECT_EQ(test, f->pic.side->order_hint, params->order_hint);
	}
	KUNIT_EXPECT_GT(test, allowed, 100);
	KUNIT_EXPECT_LT(test, allowed, 299);
}

/* 7.9.2 and 7.20 use what a frame was; intra frames refer to nothing. */
static void pic_side(struct kunit *test)
{
	struct av1_picture *f = av1_picture_new(test, 40, 24, DAE_CHROMA_420, 8);
	const struct av1_side *side = f->frame.side;
	unsigned int i;

	f->pic.params.frame_type = V4L2_AV1_INTRA_ONLY_FRAME;
	f->pic.params.intra = true;
	av1_picture_start(test, f);
	side = f->frame.side;
	KUNIT_EXPECT_EQ(test, side->frame_type, V4L2_AV1_INTRA_ONLY_FRAME);
	KUNIT_EXPECT_EQ(test, side->order_hint, 20);
	KUNIT_EXPECT_EQ(test, side->mi_cols, 10);
	KUNIT_EXPECT_EQ(test, side->mi_rows, 6);
	for (i = 0; i < 8; i++)
		KUNIT_EXPECT_EQ(test, side->order_hints[i], 0);
}

/* 7.9.2 and 7.11.3.3: which sizes references may have, and their scale */
static void pic_ref_sizes(struct kunit *test)
{
	static const struct {
		u32 width;
		u32 height;
		bool ok;
	} cases[] = {
		{ 112, 64, true }, { 224, 128, true }, { 225, 64, false }, { 112, 129, false },
		{ 7, 4, true }, { 6, 64, false }, { 112, 3, false }, { 113, 64, true },
		{ 112, 63, true }, { 56, 65, true },
	};
	u32 n, superres;

	for (n = 0; n < ARRAY_SIZE(cases) + 3; n++) {
		for (superres = 0; superres < 2; superres++) {
			struct av1_picture *f = av1_picture_new(test, 112, 64, DAE_CHROMA_420, 8);
			const bool other = n >= ARRAY_SIZE(cases);
			const u32 i = other ? 0 : n;
			const bool ok = cases[i].ok && (!other || n == ARRAY_SIZE(cases) + 2);
			const struct av1_ref *ref = &f->pic.refs[AV1_GOLDEN_FRAME];
			struct dae_frame_format fmt = f->pic.params.fmt;

			fmt.width = cases[i].width;
			fmt.height = cases[i].height;
			if (n == ARRAY_SIZE(cases))
				fmt.bit_depth = 10;
			if (n == ARRAY_SIZE(cases) + 1)
				fmt.chroma = DAE_CHROMA_444;
			/* The width that counts is the one before superres. */
			if (superres) {
				f->pic.params.do_superres = true;
				f->pic.params.superres_denom = 16;
				f->pic.params.fmt.width = 224;
			}
			av1_picture_ref(test, f, AV1_GOLDEN_FRAME, &fmt);
			av1_picture_start(test, f);
			KUNIT_EXPECT_EQ_MSG(test, !!ref->frame, ok, "case %u", n);
			KUNIT_EXPECT_EQ(test, !!ref->side, ok);
			if (ok) {
				KUNIT_EXPECT_EQ(test, ref->x_scale, ((fmt.width << 14) + 56) / 112);
				KUNIT_EXPECT_EQ(test, ref->y_scale, ((fmt.height << 14) + 32) / 64);
				KUNIT_EXPECT_EQ(test, ref->scaled,
						fmt.width != 112 || fmt.height != 64);
			}
			av1_picture_free(f);
		}
	}
}

/* setup_past_independence(), load_cdfs() and load_previous_segment_ids() */
static void pic_primary(struct kunit *test)
{
	static const struct {
		u8 primary;
		bool enabled;
		bool update_map;
		bool same_size;
		bool cdfs;
		bool map;
	} cases[] = {
		{ 7, true, true, true, false, false }, { 3, true, true, true, true, true },
		{ 3, true, false, true, true, true }, { 3, false, false, true, true, false },
		{ 3, true, true, false, true, false }, { 3, true, false, false, true, false },
		{ 4, true, false, true, false, false },
	};
	struct av1_cdfs *want = vzalloc(sizeof(*want));
	unsigned int n, i;

	KUNIT_ASSERT_NOT_NULL(test, want);
	for (n = 0; n < ARRAY_SIZE(cases); n++) {
		struct av1_picture *f = av1_picture_new(test, 40, 24, DAE_CHROMA_420, 8);
		struct dae_frame_format fmt = f->pic.params.fmt;
		const bool map = cases[n].map, copied = map && !cases[n].update_map;
		struct av1_pic *pic = &f->pic;
		struct av1_side *side;

		/* Of another width, or another height */
		if (!cases[n].same_size && n % 2)
			fmt.height = 40;
		else if (!cases[n].same_size)
			fmt.width = 56;
		/* Slot of primary_ref_frame 3; the one after it is missing. */
		side = av1_picture_ref(test, f, AV1_LAST_FRAME + 3, &fmt);
		av1_cdfs_default(&side->cdfs, 255);
		side->cdfs.skip[1][0] = 12345;
		*want = side->cdfs;
		side->cdfs.skip[1][1] = 17;
		side->cdfs.mv[1].joint[3] = 32;
		side->cdfs.coef.txb_skip[2][3][1] = 9;
		for (i = 0; i < 6 * 10; i++)
			side->segment_ids[i] = i % 8;
		pic->params.primary_ref_frame = cases[n].primary;
		pic->params.seg.enabled = cases[n].enabled;
		pic->params.seg.update_map = cases[n].update_map;
		fmt.bit_depth = 10;
		av1_picture_ref(test, f, AV1_LAST_FRAME + 4, &fmt);
		av1_picture_start(test, f);
		if (!cases[n].cdfs)
			av1_cdfs_default(want, 100);
		KUNIT_EXPECT_TRUE_MSG(test, !memcmp(want, &pic->cdfs, sizeof(*want)), "case %u", n);
		KUNIT_EXPECT_TRUE_MSG(test, !memcmp(want, &pic->side->cdfs, sizeof(*want)),
				      "side, case %u", n);
		KUNIT_EXPECT_PTR_EQ(test, pic->prev_segment_ids,
				    map ? (const u8 *)side->segment_ids : NULL);
		/* 7.4: without an update it is the one of the other frame. */
		for (i = 0; i < 6 * 10; i++)
			KUNIT_EXPECT_EQ(test, pic->side->segment_ids[i],
					copied ? i % 8 : 0);
		av1_picture_free(f);
	}
	vfree(want);
}

static struct kunit_case av1_pic_cases[] = {
	KUNIT_CASE(pic_stages),
	KUNIT_CASE(pic_parse_ready),
	KUNIT_CASE(pic_recon_ready),
	KUNIT_CASE(pic_output_ready),
	KUNIT_CASE(pic_memory),
	KUNIT_CASE(pic_sizes),
	KUNIT_CASE(pic_frames),
	KUNIT_CASE(pic_relative_dist),
	KUNIT_CASE(pic_skip_mode),
	KUNIT_CASE(pic_side),
	KUNIT_CASE(pic_ref_sizes),
	KUNIT_CASE(pic_primary),
	{}
};

static struct kunit_suite av1_pic_suite = {
	.name = "av1_pic",
	.test_cases = av1_pic_cases,
};

kunit_test_suite(av1_pic_suite);
