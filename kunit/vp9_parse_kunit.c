// SPDX-License-Identifier: GPL-2.0
/*
 * Tiles from a writer that chooses all syntax elements at random: the parser must
 * come to the same blocks, coefficients and counts. Then damaged ones.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "vp9_fixture.h"
#include "vp9_tile_writer.h"

/**
 * struct parse_test - state of a test
 * @t: writer, with the fixture that has what it wrote
 * @f: the fixture that is parsed
 */
struct parse_test {
	struct vp9_tile_writer t;
	struct vp9_fixture *f;
};

static struct parse_test *parse_test_alloc(struct kunit *test)
{
	struct parse_test *p = kunit_kzalloc(test, sizeof(*p), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	return p;
}

/* Segments whose features are at random, but for a reference that is there */
static void parse_random_segments(struct vp9_segmentation *seg, u32 *seed)
{
	unsigned int i;

	seg->enabled = true;
	seg->update_map = dae_below(seed, 4);
	seg->temporal_update = dae_below(seed, 2);
	seg->abs_update = dae_below(seed, 2);
	for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
		seg->features[i] = dae_below(seed, 16) & dae_below(seed, 16);
		seg->data[i][VP9_SEG_ALT_Q] = dae_below(seed, 256);
		seg->data[i][VP9_SEG_ALT_L] = dae_below(seed, 64);
		seg->data[i][VP9_SEG_REF_FRAME] = dae_below(seed, 4);
	}
	for (i = 0; i < 7; i++)
		seg->tree_probs[i] = 1 + dae_below(seed, 255);
	for (i = 0; i < 3; i++)
		seg->pred_probs[i] = 1 + dae_below(seed, 255);
}

static struct vp9_params parse_random_params(u32 n, u32 *seed)
{
	static const enum dae_chroma chroma[4] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_440,
	};
	static const u8 depths[] = { 8, 10, 12 };
	const bool tiles = n % 4 == 3;
	struct vp9_params p = vp9_fixture_params(tiles ? 513 + dae_below(seed, 30) :
						 1 + dae_below(seed, 200),
						 1 + dae_below(seed, tiles ? 80 : 200),
						 chroma[dae_below(seed, 4)],
						 depths[dae_below(seed, 3)]);
	unsigned int i;

	p.key_frame = n % 8 == 0;
	p.intra_only = n % 8 == 4;
	p.tile_cols_log2 = tiles;
	p.tile_rows_log2 = dae_below(seed, 2);
	p.allow_hp = dae_below(seed, 2);
	p.interp_filter = dae_below(seed, 5);
	p.base_q_idx = dae_below(seed, 256);
	for (i = VP9_REF_LAST; i <= VP9_REF_ALTREF; i++)
		p.sign_bias[i] = dae_below(seed, 2);
	if (dae_below(seed, 2))
		parse_random_segments(&p.seg, seed);
	return p;
}

/* Both fixtures with the same of everything that decoding depends on */
static void parse_start(struct kunit *test, struct parse_test *p, const struct vp9_params *params,
			u32 seed)
{
	struct vp9_fixture *f = vp9_fixture_init(test, params);
	const u32 mis = f->pic.mi_rows * f->pic.mi_cols;
	u32 i;

	for (i = 0; i < sizeof(f->pic.probs); i++)
		((u8 *)&f->pic.probs)[i] = 1 + dae_below(&seed, 255);
	for (i = 0; i < mis; i++)
		f->prev_segments[i] = dae_below(&seed, 8);
	f->pic.tx_mode = dae_below(&seed, 2) ? VP9_TX_MODE_SELECT :
							dae_below(&seed, 4);
	f->pic.reference_mode = dae_below(&seed, 3);
	p->f = f;
	p->t.f = vp9_fixture_init(test, params);
	p->t.f->pic.probs = f->pic.probs;
	p->t.f->pic.tx_mode = f->pic.tx_mode;
	p->t.f->pic.reference_mode = f->pic.reference_mode;
	memcpy(p->t.f->prev_segments, f->prev_segments, mis);
	p->t.seed = seed;
	p->t.rich = params->fmt.width < 65 && params->fmt.height < 65;
	p->t.large = false;
	for (i = 0; i < VP9_MAX_SEGMENTS; i++)
		if (params->seg.enabled && params->seg.features[i] & BIT(VP9_SEG_SKIP))
			p->t.large = true;
}

static void parse_end(struct parse_test *p)
{
	vp9_fixture_free(p->f);
	vp9_fixture_free(p->t.f);
}

static void parse_give_tiles(struct kunit *test, struct parse_test *p)
{
	const struct vp9_params *params = &p->f->pic.params;
	u32 row, col;

	for (row = 0; row < 1u << params->tile_rows_log2; row++) {
		for (col = 0; col < 1u << params->tile_cols_log2; col++) {
			const struct vp9_bool_writer *w = &p->t.w[row][col];

			KUNIT_ASSERT_FALSE(test, w->full);
			vp9_fixture_tile(test, p->f, row, col, w->data, vp9_put_bytes(w));
		}
	}
}

/* One wrong block tells enough. */
#define PARSE_SAME(test, got, want)							\
	KUNIT_ASSERT_EQ_MSG(test, got, want, "frame %u, mi %u %u", n, idx / mi_cols,	\
			    idx % mi_cols)

static void parse_check_block(struct kunit *test, const struct parse_test *p, u32 n, u32 idx)
{
	const struct vp9_block *got = &p->f->pic.blocks[idx], *want = &p->t.f->pic.blocks[idx];
	const u32 mi_cols = p->f->pic.mi_cols;
	const bool inter = vp9_block_is_inter(want);
	u32 i;

	PARSE_SAME(test, got->size, want->size);
	PARSE_SAME(test, got->mode, want->mode);
	PARSE_SAME(test, got->tx_size, want->tx_size);
	PARSE_SAME(test, got->uv_tx_size, want->uv_tx_size);
	PARSE_SAME(test, got->skip, want->skip);
	PARSE_SAME(test, got->coded, want->coded);
	PARSE_SAME(test, got->segment_id, want->segment_id);
	PARSE_SAME(test, got->seg_id_predicted, want->seg_id_predicted);
	PARSE_SAME(test, got->filter, want->filter);
	PARSE_SAME(test, got->lf_level, want->lf_level);
	PARSE_SAME(test, got->ref[0], want->ref[0]);
	PARSE_SAME(test, got->ref[1], want->ref[1]);
	for (i = 0; i < 4 && !inter; i++)
		PARSE_SAME(test, got->sub_mode[i], want->sub_mode[i]);
	if (!inter)
		PARSE_SAME(test, got->uv_mode, want->uv_mode);
	for (i = 0; i < 4 && inter; i++) {
		PARSE_SAME(test, got->mv[i][0].row, want->mv[i][0].row);
		PARSE_SAME(test, got->mv[i][0].col, want->mv[i][0].col);
		PARSE_SAME(test, got->mv[i][1].row, want->mv[i][1].row);
		PARSE_SAME(test, got->mv[i][1].col, want->mv[i][1].col);
	}
	if (want->coded) {
		PARSE_SAME(test, got->coef, want->coef);
		PARSE_SAME(test, got->eob, want->eob);
	}
}

/* PrevMvs and PrevRefFrames for the next frame */
static void parse_check_motion(struct kunit *test, const struct parse_test *p, u32 n)
{
	const struct vp9_pic *pic = &p->f->pic, *want = &p->t.f->pic;
	u32 i;

	for (i = 0; i < pic->mi_rows * pic->mi_cols; i++) {
		const struct vp9_block *b = &want->blocks[want->grid[i]];
		const struct vp9_motion *m = &pic->motion[i];

		KUNIT_EXPECT_TRUE_MSG(test, m->ref[0] == b->ref[0] && m->ref[1] == b->ref[1] &&
				      (!vp9_block_is_inter(b) ||
				       !memcmp(m->mv, b->mv[3], sizeof(m->mv))),
				      "frame %u, motion of mi %u", n, i);
	}
}

/* What the last row of a tile used, which is in the ring in any case */
static void parse_check_last_row(struct kunit *test, const struct parse_test *p, u32 col, u32 n)
{
	const struct vp9_pic *pic = &p->f->pic, *want = &p->t.f->pic;
	const struct vp9_tile *tile = &pic->tiles[col];
	const u32 row = pic->sb_rows - 1, coefs = dae_ring_at(&tile->ring, row);
	const u32 eobs = vp9_pic_first_eob(pic, tile, row);

	KUNIT_EXPECT_EQ_MSG(test, tile->ring.pos[row + 1], want->tiles[col].ring.pos[row + 1],
			    "frame %u", n);
	KUNIT_EXPECT_MEMEQ_MSG(test, vp9_pic_coef(pic, coefs), vp9_pic_coef(want, coefs),
			       (tile->used_coefs - coefs) * (pic->hbd ? 4 : 2), "frame %u", n);
	KUNIT_EXPECT_MEMEQ_MSG(test, pic->eobs + eobs, want->eobs + eobs,
			       (tile->used_eobs - eobs) * sizeof(u16), "frame %u", n);
}

static void parse_check(struct kunit *test, struct parse_test *p, u32 n)
{
	const struct vp9_pic *pic = &p->f->pic, *want = &p->t.f->pic;
	const u32 mis = pic->mi_rows * pic->mi_cols;
	u32 row, i, idx;

	KUNIT_EXPECT_FALSE_MSG(test, pic->damaged, "frame %u", n);
	KUNIT_EXPECT_FALSE(test, pic->used_missing);
	for (row = 0; row < pic->sb_rows; row++) {
		for (i = 0, idx = 0; idx != U32_MAX; i++) {
			idx = vp9_fixture_nth(p->f, row, i);
			KUNIT_ASSERT_EQ_MSG(test, idx, vp9_fixture_nth(p->t.f, row, i),
					    "frame %u, row %u, block %u", n, row, i);
			if (idx != U32_MAX)
				parse_check_block(test, p, n, idx);
		}
	}
	KUNIT_EXPECT_MEMEQ_MSG(test, pic->grid, want->grid, mis * sizeof(*pic->grid), "frame %u",
			       n);
	KUNIT_EXPECT_MEMEQ_MSG(test, &pic->counts, &want->counts, sizeof(pic->counts), "frame %u",
			       n);
	if (pic->params.seg.enabled)
		KUNIT_EXPECT_MEMEQ_MSG(test, p->f->segments, p->t.f->segments, mis, "frame %u", n);
	if (!vp9_params_intra(&pic->params))
		parse_check_motion(test, p, n);
	for (i = 0; i < pic->num_tile_cols; i++)
		parse_check_last_row(test, p, i, n);
}

static void parse_frames(struct kunit *test)
{
	struct parse_test *p = parse_test_alloc(test);
	u32 seed = 5, n;

	for (n = 0; n < 160; n++) {
		const struct vp9_params params = parse_random_params(n, &seed);

		parse_start(test, p, &params, dae_rnd(&seed));
		vp9_tile_writer_frame(&p->t);
		parse_give_tiles(test, p);
		vp9_fixture_run(p->f, VP9_STAGE_PARSE);
		parse_check(test, p, n);
		parse_end(p);
	}
}

/* Whatever was lost, all of the frame is covered, in order, by blocks that may be decoded. */
static void parse_check_whole(struct kunit *test, const struct vp9_fixture *f)
{
	const struct vp9_pic *pic = &f->pic;
	u32 row, i, idx, count = 0;

	for (row = 0; row < pic->sb_rows; row++) {
		for (i = 0; (idx = vp9_fixture_nth(f, row, i)) != U32_MAX; i++) {
			const struct vp9_block *b = &pic->blocks[idx];
			const u32 mi_row = idx / pic->mi_cols, mi_col = idx % pic->mi_cols;

			KUNIT_ASSERT_EQ(test, mi_row / VP9_SB_MI, row);
			KUNIT_ASSERT_LT(test, b->size, VP9_BLOCK_SIZES);
			KUNIT_ASSERT_EQ(test, pic->grid[idx], idx);
			count += min_t(u32, vp9_block_w[b->size], pic->mi_cols - mi_col) *
				 min_t(u32, vp9_block_h[b->size], pic->mi_rows - mi_row);
		}
	}
	KUNIT_EXPECT_EQ(test, count, pic->mi_rows * pic->mi_cols);
	for (i = 0; i < pic->num_tile_cols; i++) {
		const struct vp9_tile *tile = &pic->tiles[i];

		for (row = 0; row < pic->sb_rows; row++)
			KUNIT_EXPECT_LE(test, tile->ring.pos[row + 1] - tile->ring.pos[row],
					tile->ring.room);
		KUNIT_EXPECT_LE(test, tile->used_eobs - vp9_pic_first_eob(pic, tile, row - 1),
				tile->ring.room / 16);
	}
}

static void parse_again(struct vp9_fixture *f)
{
	u32 i;

	f->pic.damaged = false;
	f->pic.tiles[0].lost = false;
	vp9_fixture_forget(f);
	memset(f->pic.above_partition, 0, f->pic.sb_cols * VP9_SB_MI);
	for (i = 0; i < 3; i++)
		memset(f->pic.above_nonzero[i], 0, f->pic.sb_cols * 16);
	vp9_fixture_run(f, VP9_STAGE_PARSE);
}

/* Tiles that end early: what was read before is kept, and the rest is told. */
static void parse_cut(struct kunit *test)
{
	struct parse_test *p = parse_test_alloc(test);
	u32 seed = 6, n;

	for (n = 0; n < 32; n++) {
		struct vp9_params params = parse_random_params(n, &seed);
		u32 bytes, cut;

		params.tile_rows_log2 = 0;
		params.tile_cols_log2 = 0;
		params.fmt.width = min(params.fmt.width, 128u);
		params.fmt.height = min(params.fmt.height, 128u);
		parse_start(test, p, &params, dae_rnd(&seed));
		vp9_tile_writer_frame(&p->t);
		bytes = vp9_put_bytes(&p->t.w[0][0]);
		KUNIT_ASSERT_FALSE(test, p->t.w[0][0].full);
		for (cut = 1; cut < bytes; cut += 1 + cut / 2) {
			vp9_fixture_tile(test, p->f, 0, 0, p->t.w[0][0].data, bytes - cut);
			parse_again(p->f);
			KUNIT_EXPECT_TRUE_MSG(test, p->f->pic.damaged, "frame %u, %u of %u bytes",
					      n, bytes - cut, bytes);
			parse_check_whole(test, p->f);
		}
		parse_end(p);
	}
}

/* One tile of two is not there: the other one is as it was. */
static void parse_missing_tile(struct kunit *test)
{
	struct parse_test *p = parse_test_alloc(test);
	struct vp9_params params = vp9_fixture_params(520, 64, DAE_CHROMA_420, 8);
	const struct vp9_block *b;
	u32 i, row, col;

	params.tile_cols_log2 = 1;
	parse_start(test, p, &params, 8);
	vp9_tile_writer_frame(&p->t);
	parse_give_tiles(test, p);
	p->f->pic.tile_data[0][0] = (struct vp9_tile_data){};
	vp9_fixture_run(p->f, VP9_STAGE_PARSE);
	KUNIT_EXPECT_TRUE(test, p->f->pic.damaged);
	parse_check_whole(test, p->f);
	for (col = 0; col < 32; col += 8) {
		b = &p->f->pic.blocks[col];
		KUNIT_EXPECT_EQ(test, vp9_fixture_nth(p->f, 0, col / 8), col);
		KUNIT_EXPECT_EQ(test, b->size, VP9_BLOCK_64X64);
		KUNIT_EXPECT_EQ(test, b->ref[0], VP9_REF_LAST);
		KUNIT_EXPECT_EQ(test, b->mode, VP9_MODE_INTER + VP9_ZEROMV);
		KUNIT_EXPECT_TRUE(test, b->skip);
		KUNIT_EXPECT_FALSE(test, b->coded);
	}
	for (row = 0; row < p->f->pic.mi_rows; row++) {
		for (col = 32; col < p->f->pic.mi_cols; col++) {
			i = row * p->f->pic.mi_cols + col;
			KUNIT_EXPECT_EQ(test, p->f->pic.grid[i], p->t.f->pic.grid[i]);
			i = p->f->pic.grid[i];
			KUNIT_EXPECT_EQ(test, p->f->pic.blocks[i].mode, p->t.f->pic.blocks[i].mode);
			KUNIT_EXPECT_MEMEQ(test, p->f->pic.blocks[i].mv, p->t.f->pic.blocks[i].mv,
					   sizeof(p->f->pic.blocks[i].mv));
		}
	}
}

/* Any bytes at all, and changes in good ones */
static void parse_any_data(struct kunit *test)
{
	struct parse_test *p = parse_test_alloc(test);
	u32 seed = 7, n, i, k;

	for (n = 0; n < 48; n++) {
		struct vp9_params params = parse_random_params(n, &seed);
		struct vp9_bool_writer *w = &p->t.w[0][0];
		u32 bytes;

		params.tile_rows_log2 = 0;
		params.tile_cols_log2 = 0;
		params.fmt.width = min(params.fmt.width, 128u);
		params.fmt.height = min(params.fmt.height, 128u);
		parse_start(test, p, &params, dae_rnd(&seed));
		vp9_tile_writer_frame(&p->t);
		bytes = min_t(u32, vp9_put_bytes(w), VP9_BOOL_WRITER_BYTES);
		for (k = 0; k < 6; k++) {
			for (i = 0; i < (k < 3 ? 3 : bytes); i++)
				w->data[dae_below(&seed, bytes)] =
					k == 5 ? 0xff : dae_below(&seed, 256);
			w->data[0] &= 0x7f;
			vp9_fixture_tile(test, p->f, 0, 0, w->data, bytes);
			parse_again(p->f);
			parse_check_whole(test, p->f);
		}
		parse_end(p);
	}
}

/* 7.4.9: blocks below 8x8 of segments that are skipped have no inter modes. */
static void parse_small_skipped(struct kunit *test)
{
	struct parse_test *p = parse_test_alloc(test);
	struct vp9_params params = vp9_fixture_params(8, 8, DAE_CHROMA_420, 8);
	u32 n;

	params.seg.enabled = true;
	params.seg.features[0] = BIT(VP9_SEG_SKIP) | BIT(VP9_SEG_REF_FRAME);
	for (n = 0; n < 8; n++) {
		struct vp9_bool_writer *w = &p->t.w[0][0];
		const bool small = n & 1, inter = n & 2;

		params.seg.data[0][VP9_SEG_REF_FRAME] = inter;
		parse_start(test, p, &params, 9);
		p->f->prev_segments[0] = 0;
		vp9_put_start(w, 0);
		/* 64x64 to 16x16 are divided of necessity. */
		if (small) {
			vp9_put_bool(w, 1, p->f->pic.probs.partition[0][0]);
			vp9_put_bool(w, 1, p->f->pic.probs.partition[0][1]);
			vp9_put_bool(w, 1, p->f->pic.probs.partition[0][2]);
		} else {
			vp9_put_bool(w, 0, p->f->pic.probs.partition[0][0]);
		}
		/* Whatever the modes are: 0s */
		w->pos += 800;
		vp9_fixture_tile(test, p->f, 0, 0, w->data, vp9_put_bytes(w));
		vp9_fixture_run(p->f, VP9_STAGE_PARSE);
		KUNIT_EXPECT_EQ_MSG(test, p->f->pic.damaged, small && inter, "case %u", n);
	}
}

static void parse_used_missing(struct kunit *test)
{
	struct parse_test *p = parse_test_alloc(test);
	struct vp9_params params = vp9_fixture_params(64, 64, DAE_CHROMA_420, 8);
	unsigned int ref, i;

	params.seg.enabled = true;
	for (ref = VP9_REF_INTRA; ref <= VP9_REF_ALTREF; ref++) {
		for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
			params.seg.features[i] = BIT(VP9_SEG_REF_FRAME);
			params.seg.data[i][VP9_SEG_REF_FRAME] = ref;
		}
		for (i = 0; i < VP9_NUM_REFS; i++) {
			parse_start(test, p, &params, 10);
			p->f->pic.refs[i].frame = NULL;
			vp9_tile_writer_frame(&p->t);
			parse_give_tiles(test, p);
			vp9_fixture_run(p->f, VP9_STAGE_PARSE);
			KUNIT_EXPECT_FALSE(test, p->f->pic.damaged);
			KUNIT_EXPECT_EQ(test, p->f->pic.used_missing, ref == i + 1);
		}
	}
}

static struct kunit_case parse_cases[] = {
	KUNIT_CASE(parse_frames),
	KUNIT_CASE(parse_cut),
	KUNIT_CASE(parse_missing_tile),
	KUNIT_CASE(parse_any_data),
	KUNIT_CASE(parse_small_skipped),
	KUNIT_CASE(parse_used_missing),
	{}
};

static struct kunit_suite parse_suite = {
	.name = "vp9_parse",
	.test_cases = parse_cases,
};

kunit_test_suite(parse_suite);
