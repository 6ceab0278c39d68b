// SPDX-License-Identifier: GPL-2.0
/*
 * Which neighbours intra prediction of AV1 blocks may use: haveLeft, haveAbove and
 * BlockDecoded as a transcription of clear_block_decoded_flags() (5.11.3), residual()
 * (5.11.34) and transform_block() (5.11.35) has them, for the blocks of av1_model.h. And
 * which rows of other frames the prediction of blocks may use.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_block_tables.h"
#include "av1/av1_warp.h"
#include "av1_fixture.h"
#include "av1_model.h"
#include "dae_check.h"

#define RECON_CALLS_MAX	8192

/* One use of neighbours, as struct av1_intra_dsp.edges has it */
struct recon_call {
	u8 plane;
	u16 x;
	u16 y;
	u8 w;
	u8 h;
	u16 above;
	u16 left;
};

/**
 * struct recon_spec - a frame and its predictions
 * @pic: frame
 * @calls: those of the decoder
 * @num: how many
 * @next: the next one that the specification has
 * @seed: of random numbers
 * @decoded: BlockDecoded: [plane][1 + y][1 + x]
 */
struct recon_spec {
	struct av1_pic *pic;
	struct recon_call calls[RECON_CALLS_MAX];
	u32 num;
	u32 next;
	u32 seed;
	u8 decoded[3][34][34];
};

/* The operation that is watched has no argument for this. */
static struct recon_spec *recon_watched;
static void (*recon_edges)(void *tl, const void *src, ptrdiff_t stride, int w, int h, int n_above,
			   int n_left, unsigned int needs, int bd_max);

static void recon_watch(void *tl, const void *src, ptrdiff_t stride, int w, int h, int n_above,
			int n_left, unsigned int needs, int bd_max)
{
	struct recon_spec *s = recon_watched;
	const struct dae_frame *frame = s->pic->rec;
	unsigned int plane = frame->num_planes - 1;
	ptrdiff_t at;

	while (plane && src < frame->plane[plane].data)
		plane--;
	at = (const u8 *)src - (const u8 *)frame->plane[plane].data;
	if (s->num < RECON_CALLS_MAX)
		s->calls[s->num++] = (struct recon_call){
			.plane = plane,
			.x = (at % stride) >> s->pic->hbd,
			.y = at / stride,
			.w = w,
			.h = h,
			.above = n_above,
			.left = n_left,
		};
	recon_edges(tl, src, stride, w, h, n_above, n_left, needs, bd_max);
}

/* clear_block_decoded_flags() (5.11.3) */
static void recon_clear_decoded(struct recon_spec *s, int r, int c, int mi_row_end,
				int mi_col_end)
{
	const int sb_size4 = s->pic->sb_mi;
	int plane, x, y;

	for (plane = 0; plane < s->pic->num_planes; plane++) {
		const int sub_x = plane ? s->pic->sub_x : 0, sub_y = plane ? s->pic->sub_y : 0;
		const int sb_width4 = (mi_col_end - c) >> sub_x;
		const int sb_height4 = (mi_row_end - r) >> sub_y;

		for (y = -1; y <= sb_size4 >> sub_y; y++) {
			for (x = -1; x <= sb_size4 >> sub_x; x++) {
				if (y < 0 && x < sb_width4)
					s->decoded[plane][1 + y][1 + x] = 1;
				else if (x < 0 && y < sb_height4)
					s->decoded[plane][1 + y][1 + x] = 1;
				else
					s->decoded[plane][1 + y][1 + x] = 0;
			}
		}
		s->decoded[plane][1 + (sb_size4 >> sub_y)][0] = 0;
	}
}

/**
 * struct recon_block - a block, in the specification's names
 * @b: record
 * @avail_u: AvailU, AvailUChroma
 * @avail_l: AvailL, AvailLChroma
 */
struct recon_block {
	const struct av1_block *b;
	bool avail_u[2];
	bool avail_l[2];
};

/* predict_intra() (7.11.2) as far as it says which samples there are */
static void recon_predict_intra(struct kunit *test, struct recon_spec *s, int plane, int x, int y,
				bool have_left, bool have_above, bool have_above_rt,
				bool have_below_lft, int w, int h)
{
	const struct av1_pic *pic = s->pic;
	const int max_x = ((int)pic->mi_cols * 4 >> (plane ? pic->sub_x : 0)) - 1;
	const int max_y = ((int)pic->mi_rows * 4 >> (plane ? pic->sub_y : 0)) - 1;
	const struct recon_call want = {
		.plane = plane,
		.x = x,
		.y = y,
		.w = w,
		.h = h,
		.above = !have_above ? 0 : min(max_x, x + (have_above_rt ? 2 * w : w) - 1) - x + 1,
		.left = !have_left ? 0 : min(max_y, y + (have_below_lft ? 2 * h : h) - 1) - y + 1,
	};
	const struct recon_call *got = &s->calls[s->next++];

	KUNIT_ASSERT_LE(test, s->next, s->num);
	KUNIT_ASSERT_TRUE_MSG(test, got->plane == plane && got->x == x && got->y == y &&
			      got->w == w && got->h == h,
			      "plane %d: %dx%d at %d %d, should be plane %d: %dx%d at %d %d",
			      got->plane, got->w, got->h, got->x, got->y, plane, w, h, x, y);
	KUNIT_ASSERT_TRUE_MSG(test, got->above == want.above && got->left == want.left,
			      "plane %d: %dx%d at %d %d: %d above and %d left, should be %d and %d",
			      plane, w, h, x, y, got->above, got->left, want.above, want.left);
}

/* transform_block() (5.11.35) */
static void recon_transform_block(struct kunit *test, struct recon_spec *s,
				  const struct recon_block *rb, int plane, int base_x, int base_y,
				  int tx_size, int x, int y)
{
	const struct av1_pic *pic = s->pic;
	const int start_x = base_x + 4 * x, start_y = base_y + 4 * y;
	const int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const int row = (start_y << sub_y) >> 2, col = (start_x << sub_x) >> 2;
	const int sb_mask = pic->params.seq.sb128 ? 31 : 15;
	const int sub_row = (row & sb_mask) >> sub_y, sub_col = (col & sb_mask) >> sub_x;
	const int w = 1 << av1_tx_width_log2[tx_size], h = 1 << av1_tx_height_log2[tx_size];
	u8 (*decoded)[34] = s->decoded[plane];
	int i, j;

	if (start_x >= (int)pic->mi_cols * 4 >> sub_x || start_y >= (int)pic->mi_rows * 4 >> sub_y)
		return;
	if (!rb->b->palette_size[plane > 0])
		recon_predict_intra(test, s, plane, start_x, start_y,
				    rb->avail_l[plane > 0] || x > 0,
				    rb->avail_u[plane > 0] || y > 0,
				    decoded[1 + sub_row - 1][1 + sub_col + w / 4],
				    decoded[1 + sub_row + h / 4][1 + sub_col - 1], w, h);
	for (i = 0; i < h / 4; i++)
		for (j = 0; j < w / 4; j++)
			decoded[1 + sub_row + i][1 + sub_col + j] = 1;
}

/* residual() (5.11.34) of an intra block */
static void recon_residual(struct kunit *test, struct recon_spec *s, const struct recon_block *rb)
{
	const struct av1_pic *pic = s->pic;
	const struct av1_block *b = rb->b;
	const int bw = 4 * av1_num_4x4_blocks_wide[b->size];
	const int bh = 4 * av1_num_4x4_blocks_high[b->size];
	const int width_chunks = max(1, bw >> 6), height_chunks = max(1, bh >> 6);
	const bool chunks = width_chunks > 1 || height_chunks > 1;
	int chunk_x, chunk_y, plane, x, y;

	for (chunk_y = 0; chunk_y < height_chunks; chunk_y++) {
		for (chunk_x = 0; chunk_x < width_chunks; chunk_x++) {
			for (plane = 0; plane < (b->has_chroma ? 3 : 1); plane++) {
				const int sub_x = plane ? pic->sub_x : 0;
				const int sub_y = plane ? pic->sub_y : 0;
				const int tx_size = plane ? b->uv_tx_size : b->tx_size;
				const int step_x = 1 << (av1_tx_width_log2[tx_size] - 2);
				const int step_y = 1 << (av1_tx_height_log2[tx_size] - 2);
				const int num4_w = max(1, (chunks ? 64 : bw) >> sub_x >> 2);
				const int num4_h = max(1, (chunks ? 64 : bh) >> sub_y >> 2);
				const int from_x = (chunk_x << 4) >> sub_x;
				const int from_y = (chunk_y << 4) >> sub_y;

				for (y = from_y; y < from_y + num4_h; y += step_y)
					for (x = from_x; x < from_x + num4_w; x += step_x)
						recon_transform_block(test, s, rb, plane,
								      (b->col >> sub_x) * 4,
								      (b->row >> sub_y) * 4,
								      tx_size, x, y);
			}
		}
	}
}

/*
 * compute_prediction() (5.11.33) of an inter block as far as it predicts from neighbours,
 * and what residual() does to BlockDecoded
 */
static void recon_inter_block(struct kunit *test, struct recon_spec *s,
			      const struct recon_block *rb)
{
	const struct av1_pic *pic = s->pic;
	const struct av1_block *b = rb->b;
	const int sb_mask = pic->params.seq.sb128 ? 31 : 15;
	int plane, i, j;

	for (plane = 0; plane < (b->has_chroma ? 3 : 1); plane++) {
		const int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
		const unsigned int plane_size = av1_subsampled_size[b->size][sub_x][sub_y];
		const int num4_w = av1_num_4x4_blocks_wide[plane_size];
		const int num4_h = av1_num_4x4_blocks_high[plane_size];
		const int row = (b->row & sb_mask) >> sub_y, col = (b->col & sb_mask) >> sub_x;
		u8 (*decoded)[34] = s->decoded[plane];

		if (b->interintra)
			recon_predict_intra(test, s, plane, (b->col >> sub_x) * 4,
					    (b->row >> sub_y) * 4, rb->avail_l[plane > 0],
					    rb->avail_u[plane > 0],
					    decoded[1 + row - 1][1 + col + num4_w],
					    decoded[1 + row + num4_h][1 + col - 1],
					    4 * num4_w, 4 * num4_h);
		for (i = 0; i < num4_h; i++)
			for (j = 0; j < num4_w; j++)
				decoded[1 + row + i][1 + col + j] = 1;
	}
}

/* All blocks of a superblock */
static void recon_check_superblock(struct kunit *test, struct recon_spec *s, u32 row, u32 col)
{
	const struct av1_pic *pic = s->pic;
	const u32 *rows = pic->params.tile_row_starts, *cols = pic->params.tile_col_starts;
	const struct av1_superblock *sb = &pic->sbs[row * pic->sb_cols + col];
	int first, row_first;
	u32 i;

	while (row * pic->sb_mi >= rows[1])
		rows++;
	while (col * pic->sb_mi >= cols[1])
		cols++;
	first = cols[0];
	row_first = rows[0];
	recon_clear_decoded(s, row * pic->sb_mi, col * pic->sb_mi, rows[1], cols[1]);
	for (i = 0; i < sb->count; i++) {
		const struct av1_block *b = &pic->blocks[sb->first + i];
		const int bw4 = av1_num_4x4_blocks_wide[b->size];
		const int bh4 = av1_num_4x4_blocks_high[b->size];
		struct recon_block rb = { .b = b };

		/* is_inside() of what decode_block() asks for (5.11.5) */
		rb.avail_u[0] = b->row - 1 >= row_first;
		rb.avail_l[0] = b->col - 1 >= first;
		rb.avail_u[1] = pic->sub_y && bh4 == 1 ? b->row - 2 >= row_first : rb.avail_u[0];
		rb.avail_l[1] = pic->sub_x && bw4 == 1 ? b->col - 2 >= first : rb.avail_l[0];
		if (b->is_inter)
			recon_inter_block(test, s, &rb);
		else
			recon_residual(test, s, &rb);
	}
}

static void recon_check_frame(struct kunit *test, struct recon_spec *s, struct av1_picture *f)
{
	struct av1_pic *pic = &f->pic;
	u32 row, col;

	s->pic = pic;
	recon_watched = s;
	recon_edges = pic->dsp.intra.edges;
	pic->dsp.intra.edges = recon_watch;
	for (row = 0; row < pic->sb_rows; row++) {
		s->num = 0;
		s->next = 0;
		av1_picture_run_row(test, pic, AV1_STAGE_PARSE, row);
		KUNIT_ASSERT_FALSE(test, pic->tiles[0].damaged);
		av1_picture_run_row(test, pic, AV1_STAGE_RECON, row);
		KUNIT_ASSERT_LT(test, s->num, RECON_CALLS_MAX);
		for (col = 0; col < pic->sb_cols; col++)
			recon_check_superblock(test, s, row, col);
		KUNIT_EXPECT_EQ(test, s->next, s->num);
	}
	KUNIT_EXPECT_TRUE(test, av1_picture_guard_ok(f));
}

static void recon_avail(struct kunit *test, enum dae_chroma chroma)
{
	static const u32 sizes[][2] = { { 200, 136 }, { 72, 248 }, { 264, 40 }, { 136, 136 } };
	struct recon_spec *s = av1_fixture_alloc(test, sizeof(*s));
	struct av1_model *m;
	u32 n, i;

	s->seed = 5 + chroma;
	for (n = 0; n < 20; n++) {
		struct av1_picture *f = av1_picture_new(test, sizes[n % 4][0], sizes[n % 4][1],
							chroma, n % 3 ? 8 : 10);
		struct av1_params *params = &f->pic.params;
		const u32 sb_mi = n / 4 % 2 ? 32 : 16;

		params->seq.sb128 = n / 4 % 2;
		params->fmt.block = 4 * sb_mi;
		params->intra = n % 5 != 4;
		params->frame_type = params->intra ? V4L2_AV1_KEY_FRAME : V4L2_AV1_INTER_FRAME;
		params->force_integer_mv = true;
		params->seq.interintra = true;
		params->tx_mode = AV1_TX_MODE_SELECT;
		params->screen_content = n % 2;
		params->seq.filter_intra = n / 2 % 2;
		params->seq.intra_edge_filter = true;
		if (n / 8 % 2 && params->mi_cols > sb_mi) {
			params->tile_cols = 2;
			params->tile_col_starts[1] = sb_mi;
			params->tile_col_starts[2] = params->mi_cols;
		}
		if (n / 8 % 2 && params->mi_rows > sb_mi) {
			params->tile_rows = 2;
			params->tile_row_starts[1] = sb_mi;
			params->tile_row_starts[2] = params->mi_rows;
		}
		av1_picture_start(test, f);
		m = av1_model_new(test, f, s->seed + n);
		for (i = 0; i < (u32)params->tile_cols * params->tile_rows; i++)
			av1_picture_tile(test, f, i, m->w.data, av1_model_tile(m, i));
		av1_model_free(m);
		recon_check_frame(test, s, f);
		av1_picture_free(f);
	}
}

static void recon_avail_420(struct kunit *test)
{
	recon_avail(test, DAE_CHROMA_420);
}

static void recon_avail_422(struct kunit *test)
{
	recon_avail(test, DAE_CHROMA_422);
}

static void recon_avail_444(struct kunit *test)
{
	recon_avail(test, DAE_CHROMA_444);
}

static void recon_avail_400(struct kunit *test)
{
	recon_avail(test, DAE_CHROMA_400);
}

/* Samples that are there already stay as they are. */
static void recon_no_residual(void *dst, ptrdiff_t stride, void *coef, void *scratch, int eob,
			      int bd_max)
{
}

/* An inter frame of random bytes, with motion of all kinds */
static struct av1_picture *recon_inter_frame(struct kunit *test, enum dae_chroma chroma, u32 n,
					     u32 *seed)
{
	struct av1_picture *f = av1_picture_new(test, 136, 328, chroma, n % 2 ? 10 : 8);
	struct av1_params *p = &f->pic.params;
	const u32 bytes = 3000;
	u8 *data = kunit_kmalloc(test, bytes, GFP_KERNEL);
	u32 i, k;

	KUNIT_ASSERT_NOT_NULL(test, data);
	p->seq.sb128 = n / 2 % 2;
	p->fmt.block = p->seq.sb128 ? 128 : 64;
	p->seq.interintra = true;
	p->seq.masked_compound = true;
	p->motion_mode_switchable = true;
	p->warped_motion = n % 3;
	p->reference_select = true;
	p->high_precision_mv = true;
	p->interp_filter = AV1_SWITCHABLE;
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		struct av1_gm *gm = &p->gm[i];

		gm->type = AV1_WARP_AFFINE;
		gm->params[1] = ((s32)dae_below(seed, 100) - 50) * (1 << 16);
		gm->params[4] = (s32)dae_below(seed, 24000) - 12000;
		gm->params[5] += (s32)dae_below(seed, 8000) - 4000;
		gm->valid = av1_warp_shear(gm->params, gm->shear);
	}
	for (k = 0; k < bytes; k++)
		data[k] = dae_below(seed, 256);
	av1_picture_start(test, f);
	av1_picture_tile(test, f, 0, data, bytes);
	for (i = 0; i < AV1_TX_SIZES * AV1_TX_TYPES; i++)
		f->pic.dsp.itx.itx_add[i / AV1_TX_TYPES][i % AV1_TX_TYPES] = recon_no_residual;
	return f;
}

/*
 * Inverts all samples of a frame that are not final when @rows rows of superblocks of
 * @size luma samples have been restored.
 */
static void recon_invert(const struct dae_frame *frame, unsigned int sub_y, u32 rows, u32 size)
{
	const u32 luma = rows ? rows * size - 8 : 0;
	const bool hbd = frame->fmt.bit_depth > 8;
	unsigned int plane;
	u32 x, y;

	for (plane = 0; plane < frame->num_planes; plane++) {
		const struct dae_plane *p = &frame->plane[plane];

		for (y = luma >> (plane ? sub_y : 0); y < p->height; y++) {
			u8 *row = (u8 *)p->data + y * p->stride_bytes;

			/* 10 bits, or 8 */
			for (x = 0; x < p->width << hbd; x++)
				row[x] ^= hbd && x % 2 ? 3 : 0xff;
		}
	}
}

/* Reconstruct a superblock again, from a reference of which nothing else is there. */
static void recon_check_reach(struct kunit *test, struct av1_picture *f, u32 row, u32 col,
			      u8 *scratch)
{
	struct av1_pic *pic = &f->pic;
	const struct dae_task task = {
		.row = row, .part = col, .num_parts = pic->sb_cols,
		.scratch = scratch + dae_frame_bytes(&f->frame.fmt, 0),
	};
	const struct av1_superblock *sb = &pic->sbs[row * pic->sb_cols + col];
	const struct dae_frame *ref = &f->refs[AV1_LAST_FRAME];
	const size_t bytes = dae_frame_bytes(&f->frame.fmt, 0) - 2 * DAE_PLANE_SLACK;
	const u8 *samples = f->frame.plane[0].data;

	memcpy(scratch, samples, bytes);
	if (sb->reach < pic->before_rows)
		recon_invert(ref, pic->sub_y, sb->reach, 4 * pic->sb_mi);
	av1_recon_part(pic, &task);
	KUNIT_EXPECT_TRUE_MSG(test, !memcmp(scratch, samples, bytes),
			      "superblock %u %u needs more than %u rows", row, col, sb->reach);
	if (sb->reach < pic->before_rows)
		recon_invert(ref, pic->sub_y, sb->reach, 4 * pic->sb_mi);
}

/* All that a superblock is predicted from is final when it may start. */
static void recon_reach(struct kunit *test, enum dae_chroma chroma)
{
	u32 seed = 9 + chroma, n, row, col, i, num = 0;
	u8 *scratch;

	for (n = 0; n < 24; n++) {
		struct av1_picture *f = recon_inter_frame(test, chroma, n, &seed);
		struct av1_pic *pic = &f->pic;
		struct av1_picture *before = av1_picture_new(test, 136, 328, chroma, 8);

		dae_noise(&f->refs[AV1_LAST_FRAME], &seed);
		for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++)
			pic->refs[i].frame = &f->refs[AV1_LAST_FRAME];
		before->pic.frame = &f->refs[AV1_LAST_FRAME];
		before->pic.sb_rows = pic->sb_rows;
		before->pic.sb_log2 = pic->sb_log2;
		av1_pic_set_pending(pic, &before->pic);
		KUNIT_EXPECT_EQ(test, pic->before_rows, pic->sb_rows);
		scratch = vmalloc(dae_frame_bytes(&f->frame.fmt, 0) + DAE_SCRATCH_BYTES);
		KUNIT_ASSERT_NOT_NULL(test, scratch);
		for (row = 0; row < pic->sb_rows; row++) {
			av1_picture_run_row(test, pic, AV1_STAGE_PARSE, row);
			av1_picture_run_row(test, pic, AV1_STAGE_RECON, row);
			for (col = 0; col < pic->sb_cols; col++) {
				const u32 reach = pic->sbs[row * pic->sb_cols + col].reach;

				recon_check_reach(test, f, row, col, scratch);
				num += reach && reach < pic->sb_rows;
			}
		}
		vfree(scratch);
		av1_picture_free(before);
		av1_picture_free(f);
	}
	/* Some need a part of the frame. */
	KUNIT_EXPECT_GT(test, num, 20);
}

static void recon_reach_420(struct kunit *test)
{
	recon_reach(test, DAE_CHROMA_420);
}

static void recon_reach_444(struct kunit *test)
{
	recon_reach(test, DAE_CHROMA_444);
}

static struct kunit_case av1_recon_cases[] = {
	KUNIT_CASE(recon_avail_420),
	KUNIT_CASE(recon_avail_422),
	KUNIT_CASE(recon_avail_444),
	KUNIT_CASE(recon_avail_400),
	KUNIT_CASE(recon_reach_420),
	KUNIT_CASE(recon_reach_444),
	{}
};

static struct kunit_suite av1_recon_suite = {
	.name = "av1_recon",
	.test_cases = av1_recon_cases,
};

kunit_test_suite(av1_recon_suite);
