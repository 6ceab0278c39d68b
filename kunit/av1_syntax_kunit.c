// SPDX-License-Identifier: GPL-2.0
/*
 * Parsing of AV1 tiles that are as they should be: whatever av1_model.h has drawn and
 * written is in the records that the parser makes of it.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1_model.h"
#include "dae_check.h"

/* One difference leads to many others: the test ends. */
static void syntax_same(struct kunit *test, const struct av1_block *b, const char *name, int got,
			int want)
{
	KUNIT_ASSERT_EQ_MSG(test, got, want, "%s of the block at %u %u of size %u", name, b->row,
			    b->col, b->size);
}

#define SYNTAX_SAME(field)	syntax_same(test, want, #field, got->field, want->field)

static void syntax_check_modes(struct kunit *test, const struct av1_block *got,
			       const struct av1_block *want)
{
	SYNTAX_SAME(size);
	SYNTAX_SAME(row);
	SYNTAX_SAME(col);
	SYNTAX_SAME(has_chroma);
	SYNTAX_SAME(mode);
	SYNTAX_SAME(uv_mode);
	SYNTAX_SAME(angle_delta[0]);
	SYNTAX_SAME(angle_delta[1]);
	SYNTAX_SAME(skip);
	SYNTAX_SAME(skip_mode);
	SYNTAX_SAME(is_inter);
	SYNTAX_SAME(intrabc);
	SYNTAX_SAME(lossless);
	SYNTAX_SAME(segment_id);
	SYNTAX_SAME(use_filter_intra);
	SYNTAX_SAME(filter_intra_mode);
	SYNTAX_SAME(cfl_alpha[0]);
	SYNTAX_SAME(cfl_alpha[1]);
	SYNTAX_SAME(palette_size[0]);
	SYNTAX_SAME(palette_size[1]);
	SYNTAX_SAME(tx_size);
	SYNTAX_SAME(uv_tx_size);
	SYNTAX_SAME(lf_level[0]);
	SYNTAX_SAME(lf_level[1]);
	SYNTAX_SAME(lf_level[2]);
	SYNTAX_SAME(lf_level[3]);
}

static void syntax_check_inter(struct kunit *test, const struct av1_block *got,
			       const struct av1_block *want)
{
	unsigned int i;

	for (i = 0; i < 2; i++) {
		SYNTAX_SAME(ref[i]);
		SYNTAX_SAME(mv[i].row);
		SYNTAX_SAME(mv[i].col);
		SYNTAX_SAME(filter[i]);
	}
	SYNTAX_SAME(motion_mode);
	SYNTAX_SAME(compound_type);
	SYNTAX_SAME(comp_group_idx);
	SYNTAX_SAME(compound_idx);
	SYNTAX_SAME(interintra);
	SYNTAX_SAME(interintra_mode);
	SYNTAX_SAME(wedge_interintra);
	SYNTAX_SAME(wedge_index);
	SYNTAX_SAME(wedge_sign);
	SYNTAX_SAME(mask_type);
	SYNTAX_SAME(warp_valid);
}

static void syntax_check_warp(struct kunit *test, const struct av1_pic *pic,
			      const struct av1_block *b, const struct av1_model_block *want)
{
	if (b->motion_mode != AV1_LOCALWARP || !b->warp_valid)
		return;
	KUNIT_EXPECT_MEMEQ(test, pic->warps[b->warp].params, want->warp.params,
			   sizeof(want->warp.params));
	KUNIT_EXPECT_MEMEQ(test, pic->warps[b->warp].shear, want->warp.shear,
			   sizeof(want->warp.shear));
}

static void syntax_check_palette(struct kunit *test, const struct av1_pic *pic,
				 const struct av1_model *m, const struct av1_block *b,
				 const struct av1_model_block *want)
{
	const struct av1_palette *palette;
	unsigned int i;
	const u8 *map;

	if (!b->palette_size[0] && !b->palette_size[1])
		return;
	palette = (void *)(pic->palettes + b->palette);
	map = palette->map;
	for (i = 0; i < 2; i++) {
		if (!b->palette_size[i])
			continue;
		KUNIT_EXPECT_MEMEQ(test, palette->colors[i], want->colors[i],
				   b->palette_size[i] * sizeof(u16));
		if (i)
			KUNIT_EXPECT_MEMEQ(test, palette->colors[2], want->colors[2],
					   b->palette_size[i] * sizeof(u16));
		KUNIT_EXPECT_MEMEQ(test, map, m->maps + want->map[i], want->map_bytes[i]);
		map += want->map_bytes[i];
	}
}

/* Coefficients of a transform block, as far as the decoder fills them in */
static bool syntax_same_coefs(const struct av1_pic *pic, const struct av1_tx *tx, u32 at,
			      const s32 *want)
{
	const u32 adjusted = av1_adjusted_tx_size[tx->size];
	const u32 width = av1_tx_width[adjusted], height = av1_tx_height[adjusted];
	u32 cols, rows, i;

	av1_itx_extent(tx->size, tx->type, tx->eob, &cols, &rows);
	for (i = 0; i < width * height; i++) {
		s32 value = 0;

		if (i < cols * height)
			value = pic->hbd ? ((s32 *)pic->coefs)[at + i] :
					   ((s16 *)pic->coefs)[at + i];
		if (value != want[i])
			return false;
	}
	return true;
}

static void syntax_check_residual(struct kunit *test, const struct av1_pic *pic,
				  const struct av1_model *m, const struct av1_block *b,
				  const struct av1_model_block *want)
{
	u32 got_at = b->coef, want_at = want->coef, i;

	for (i = 0; i < want->num_txs; i++) {
		const struct av1_tx *tx = &pic->txs[b->tx + i], *should = &m->txs[want->tx + i];

		KUNIT_ASSERT_EQ_MSG(test, tx->size, should->size, "transform %u at %u %u", i,
				    b->row, b->col);
		KUNIT_ASSERT_EQ_MSG(test, tx->type, should->type, "transform %u at %u %u", i,
				    b->row, b->col);
		KUNIT_ASSERT_EQ_MSG(test, tx->eob, should->eob, "transform %u at %u %u", i,
				    b->row, b->col);
		if (!tx->eob)
			continue;
		KUNIT_ASSERT_TRUE_MSG(test, syntax_same_coefs(pic, tx, got_at, m->coefs + want_at),
				      "coefficients of transform %u at %u %u, size %u, type %u",
				      i, b->row, b->col, tx->size, tx->type);
		got_at += av1_tx_width[av1_adjusted_tx_size[tx->size]] *
			  av1_tx_height[av1_adjusted_tx_size[tx->size]];
		want_at += av1_tx_width[av1_adjusted_tx_size[tx->size]] *
			   av1_tx_height[av1_adjusted_tx_size[tx->size]];
	}
}

/* What the frame has for each mi or each 64x64 block */
static void syntax_check_maps(struct kunit *test, const struct av1_pic *pic,
			      const struct av1_model *m)
{
	const struct av1_params *p = &pic->params;
	u32 row, col;

	for (row = 0; row < p->mi_rows; row++) {
		for (col = 0; col < p->mi_cols; col++) {
			const u32 at = av1_pic_grid(pic, row, col);

			KUNIT_ASSERT_EQ(test, pic->lf_tx[0][at], m->lf_tx[0][row][col]);
			if (p->seg.enabled && p->seg.update_map)
				KUNIT_ASSERT_EQ(test, av1_model_at(m, row, col)->b.segment_id,
						pic->side->segment_ids[row * p->mi_cols + col]);
			else if (p->seg.enabled && pic->prev_segment_ids)
				KUNIT_ASSERT_EQ(test,
						pic->prev_segment_ids[row * p->mi_cols + col],
						pic->side->segment_ids[row * p->mi_cols + col]);
			if (row % 16 == 0 && col % 16 == 0)
				KUNIT_ASSERT_EQ(test, pic->cdef_idx[row / 16 * pic->cdef_stride +
								    col / 16],
						m->cdef_idx[row / 16][col / 16]);
		}
	}
	for (row = 0; p->seq.num_planes > 1 && row < p->mi_rows >> p->seq.sub_y; row++)
		for (col = 0; col < p->mi_cols >> p->seq.sub_x; col++)
			KUNIT_ASSERT_EQ(test, pic->lf_tx[1][av1_pic_grid(pic, row, col)],
					m->lf_tx[1][row][col]);
}

static void syntax_check_lr(struct kunit *test, const struct av1_pic *pic,
			    const struct av1_model *m)
{
	u32 plane, row, col;

	for (plane = 0; plane < pic->num_planes; plane++) {
		if (pic->params.lr_type[plane] == AV1_RESTORE_NONE)
			continue;
		for (row = 0; row < pic->lr_rows[plane]; row++) {
			for (col = 0; col < pic->lr_cols[plane]; col++) {
				const struct av1_lr_unit *got =
					&pic->lr[plane][row * pic->lr_cols[plane] + col];
				const struct av1_lr_unit *want = &m->lr[plane][row][col];

				KUNIT_ASSERT_EQ(test, got->type, want->type);
				if (want->type == AV1_RESTORE_WIENER)
					KUNIT_EXPECT_MEMEQ(test, got->wiener, want->wiener,
							   sizeof(got->wiener));
				if (want->type != AV1_RESTORE_SGRPROJ)
					continue;
				KUNIT_ASSERT_EQ(test, got->sgr_set, want->sgr_set);
				KUNIT_EXPECT_MEMEQ(test, got->xqd, want->xqd, sizeof(got->xqd));
			}
		}
	}
}

/*
 * Draw all tiles of a frame, parse them, and compare. The frame is not larger than the
 * rings, so that all of it is there in the end.
 */
static void syntax_check_frame(struct kunit *test, struct av1_picture *f, u32 seed)
{
	struct av1_model *m = av1_model_new(test, f, seed);
	struct av1_pic *pic = &f->pic;
	const struct av1_params *p = &pic->params;
	u32 i;

	for (i = 0; i < (u32)p->tile_cols * p->tile_rows; i++)
		av1_picture_tile(test, f, i, m->w.data, av1_model_tile(m, i));
	for (i = 0; i < pic->sb_rows; i++) {
		av1_picture_run_row(test, pic, AV1_STAGE_FIELD, i);
		av1_picture_run_row(test, pic, AV1_STAGE_PARSE, i);
	}
	av1_pic_parsed(pic);
	KUNIT_EXPECT_FALSE(test, pic->damaged);
	for (i = 0; i < m->num_blocks; i++) {
		const struct av1_model_block *want = &m->blocks[i];
		const u32 at = pic->grid[av1_pic_grid(pic, want->b.row, want->b.col)];

		KUNIT_ASSERT_NE(test, at, AV1_NO_BLOCK);
		syntax_check_modes(test, &pic->blocks[at], &want->b);
		syntax_check_inter(test, &pic->blocks[at], &want->b);
		syntax_check_palette(test, pic, m, &pic->blocks[at], want);
		syntax_check_warp(test, pic, &pic->blocks[at], want);
		syntax_check_residual(test, pic, m, &pic->blocks[at], want);
	}
	syntax_check_maps(test, pic, m);
	syntax_check_lr(test, pic, m);
	KUNIT_EXPECT_TRUE(test, av1_picture_guard_ok(f));
	av1_model_free(m);
}

/* Two tiles in each direction, if there is room for them */
static void syntax_set_tiles(struct av1_params *p)
{
	const u32 sb_mi = p->seq.sb128 ? 32 : 16;

	if (p->mi_cols > sb_mi) {
		p->tile_cols = 2;
		p->tile_col_starts[1] = sb_mi;
		p->tile_col_starts[2] = p->mi_cols;
	}
	if (p->mi_rows > sb_mi) {
		p->tile_rows = 2;
		p->tile_row_starts[1] = sb_mi;
		p->tile_row_starts[2] = p->mi_rows;
	}
}

static void syntax_set_segments(struct av1_params *p, u32 *seed)
{
	struct av1_segmentation *seg = &p->seg;
	unsigned int i, feature;

	seg->enabled = true;
	seg->update_map = true;
	seg->last_active = 1 + dae_below(seed, 7);
	for (i = 0; i <= seg->last_active; i++) {
		for (feature = AV1_SEG_ALT_Q; feature <= AV1_SEG_ALT_LF_V; feature++) {
			const int max = feature == AV1_SEG_ALT_Q ? 255 : 63;

			if (dae_below(seed, 2))
				continue;
			seg->features[i] |= 1 << feature;
			seg->data[i][feature] = (int)dae_below(seed, 2 * max + 1) - max;
		}
		if (seg->features[i] & 1 << AV1_SEG_ALT_Q)
			p->qidx[i] = clamp(p->base_q_idx + seg->data[i][AV1_SEG_ALT_Q], 0, 255);
	}
	/* One of them is lossless. */
	i = dae_below(seed, seg->last_active + 1);
	seg->features[i] |= 1 << AV1_SEG_ALT_Q;
	seg->data[i][AV1_SEG_ALT_Q] = -255;
	p->qidx[i] = 0;
	p->lossless[i] = true;
	if (!dae_below(seed, 3)) {
		seg->pre_skip = true;
		seg->features[dae_below(seed, seg->last_active + 1)] |= 1 << AV1_SEG_SKIP;
	}
}

static void syntax_set_deblock(struct av1_params *p, u32 *seed)
{
	unsigned int i;

	p->do_deblock = true;
	for (i = 0; i < 4; i++)
		p->lf_level[i] = dae_below(seed, 64);
	p->lf_delta_enabled = dae_below(seed, 2);
	for (i = 0; i < AV1_TOTAL_REFS; i++)
		p->lf_ref_deltas[i] = (int)dae_below(seed, 128) - 64;
	for (i = 0; i < 2; i++)
		p->lf_mode_deltas[i] = (int)dae_below(seed, 128) - 64;
	p->delta_q_present = dae_below(seed, 3);
	p->delta_q_res = dae_below(seed, 4);
	p->delta_lf_present = p->delta_q_present && dae_below(seed, 4);
	p->delta_lf_res = dae_below(seed, 4);
	p->delta_lf_multi = dae_below(seed, 2);
}

static void syntax_set_quant(struct av1_params *p, u32 *seed)
{
	unsigned int i;

	p->base_q_idx = 1 + dae_below(seed, 255);
	memset(p->qidx, p->base_q_idx, sizeof(p->qidx));
	p->using_qmatrix = dae_below(seed, 2);
	for (i = 0; i < AV1_MAX_PLANES; i++) {
		p->delta_q_dc[i] = (int)dae_below(seed, 128) - 64;
		p->delta_q_ac[i] = i ? (int)dae_below(seed, 128) - 64 : 0;
		p->qm[i] = dae_below(seed, 16);
	}
}

static void syntax_set_superres(struct av1_params *p, u32 *seed)
{
	p->do_superres = true;
	p->superres_denom = 9 + dae_below(seed, 8);
	p->width = (p->fmt.width * 8 + p->superres_denom / 2) / p->superres_denom;
	p->mi_cols = 2 * ((p->width + 7) / 8);
	p->tile_col_starts[1] = p->mi_cols;
}

/* Everything that a frame may have, at random; @n goes through the large things. */
static struct av1_picture *syntax_picture(struct kunit *test, u32 n, bool intra, u32 *seed)
{
	static const u32 sizes[][2] = { { 200, 136 }, { 72, 200 }, { 440, 56 }, { 136, 184 } };
	static const enum dae_chroma chroma[] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_400,
	};
	struct av1_picture *f = av1_picture_new(test, sizes[n % 4][0], sizes[n % 4][1],
						chroma[n / 2 % 4], n % 3 ? 8 : 10);
	struct av1_params *p = &f->pic.params;
	unsigned int i;

	p->intra = intra;
	p->frame_type = intra ? V4L2_AV1_KEY_FRAME : V4L2_AV1_INTER_FRAME;
	p->force_integer_mv = intra;
	p->disable_cdf_update = !dae_below(seed, 8);
	p->seq.sb128 = n / 3 % 2;
	p->fmt.block = p->seq.sb128 ? 128 : 64;
	p->seq.filter_intra = dae_below(seed, 4);
	p->screen_content = dae_below(seed, 2);
	p->intrabc = intra && p->screen_content && dae_below(seed, 2);
	p->reduced_tx_set = !dae_below(seed, 4);
	p->tx_mode = dae_below(seed, 4) ? AV1_TX_MODE_SELECT : AV1_TX_MODE_LARGEST;
	p->seq.cdef = true;
	p->do_cdef = !p->intrabc;
	p->cdef_bits = dae_below(seed, 4);
	syntax_set_quant(p, seed);
	if (!p->intrabc)
		syntax_set_deblock(p, seed);
	if (dae_below(seed, 2))
		syntax_set_segments(p, seed);
	for (i = 0; i < p->seq.num_planes && !p->intrabc; i++) {
		p->lr_type[i] = dae_below(seed, 4);
		p->lr_log2[i] = 6 - (i && p->seq.sub_x && p->seq.sub_y);
		p->do_lr |= p->lr_type[i] != AV1_RESTORE_NONE;
	}
	if (n % 7 == 3 && !p->intrabc)
		syntax_set_superres(p, seed);
	if (n / 5 % 2)
		syntax_set_tiles(p);
	return f;
}

#define SYNTAX_FRAMES	64

static void syntax_intra(struct kunit *test)
{
	u32 seed = 11, n;

	for (n = 0; n < SYNTAX_FRAMES; n++) {
		struct av1_picture *f = syntax_picture(test, n, true, &seed);

		av1_picture_start(test, f);
		syntax_check_frame(test, f, seed);
		av1_picture_free(f);
	}
}

/* A reference of another size, and side data of all: segments, motion, order */
static void syntax_set_refs(struct kunit *test, struct av1_picture *f, u32 *seed)
{
	struct av1_params *p = &f->pic.params;
	const u32 scaled = dae_below(seed, 2 * AV1_TOTAL_REFS);
	unsigned int i, k;

	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++) {
		struct dae_frame_format fmt = p->fmt;
		struct av1_side *side;

		if (i == scaled)
			fmt.width += 32;
		side = av1_picture_ref(test, f, i, &fmt);
		side->frame_type = V4L2_AV1_INTER_FRAME;
		/* The frame has 20. */
		side->order_hint = 16 + dae_below(seed, 9);
		for (k = AV1_LAST_FRAME; k < AV1_TOTAL_REFS; k++)
			side->order_hints[k] = 10 + dae_below(seed, 20);
		for (k = 0; k < side->mi_rows * side->mi_cols; k++)
			side->segment_ids[k] = dae_below(seed, p->seg.last_active + 1);
		for (k = 0; k < side->mi_rows * side->mi_cols / 4; k++) {
			side->mvs[k].ref = AV1_LAST_FRAME + dae_below(seed, 7);
			side->mvs[k].mv.row = (int)dae_below(seed, 512) - 256;
			side->mvs[k].mv.col = (int)dae_below(seed, 512) - 256;
		}
	}
	if (dae_below(seed, 2))
		p->primary_ref_frame = dae_below(seed, AV1_REFS);
}

static void syntax_set_inter(struct av1_params *p, u32 *seed)
{
	unsigned int i;

	p->force_integer_mv = !dae_below(seed, 4);
	p->high_precision_mv = !p->force_integer_mv && dae_below(seed, 2);
	p->seq.dual_filter = dae_below(seed, 2);
	p->interp_filter = dae_below(seed, 3) ? AV1_SWITCHABLE :
							 dae_below(seed, 4);
	p->motion_mode_switchable = dae_below(seed, 4);
	p->warped_motion = dae_below(seed, 4);
	p->seq.interintra = dae_below(seed, 4);
	p->use_ref_frame_mvs = dae_below(seed, 2);
	for (i = AV1_LAST_FRAME; i < AV1_TOTAL_REFS; i++)
		p->gm[i].type = dae_below(seed, 4);
	if (!p->seg.enabled)
		return;
	p->seg.update_map = dae_below(seed, 4);
	p->seg.temporal_update = p->seg.update_map && dae_below(seed, 2);
	for (i = 0; p->seg.pre_skip && i <= p->seg.last_active; i++) {
		if (!dae_below(seed, 4)) {
			p->seg.features[i] |= 1 << AV1_SEG_REF_FRAME;
			p->seg.data[i][AV1_SEG_REF_FRAME] =
				dae_below(seed, AV1_TOTAL_REFS);
		}
		if (!dae_below(seed, 4))
			p->seg.features[i] |= 1 << AV1_SEG_GLOBALMV;
	}
}

/* Single references */
static void syntax_inter(struct kunit *test)
{
	u32 seed = 12, n;

	for (n = 0; n < SYNTAX_FRAMES; n++) {
		struct av1_picture *f = syntax_picture(test, n, false, &seed);

		syntax_set_inter(&f->pic.params, &seed);
		syntax_set_refs(test, f, &seed);
		av1_picture_start(test, f);
		syntax_check_frame(test, f, seed);
		av1_picture_free(f);
	}
}

/* One and two references */
static void syntax_compound(struct kunit *test)
{
	u32 seed = 13, n;

	for (n = 0; n < SYNTAX_FRAMES; n++) {
		struct av1_picture *f = syntax_picture(test, n, false, &seed);
		struct av1_params *p = &f->pic.params;

		syntax_set_inter(p, &seed);
		syntax_set_refs(test, f, &seed);
		p->reference_select = true;
		p->seq.masked_compound = dae_below(&seed, 4);
		p->seq.jnt_comp = dae_below(&seed, 4);
		p->skip_mode = dae_below(&seed, 2);
		p->skip_mode_frame[0] = AV1_LAST_FRAME;
		p->skip_mode_frame[1] = AV1_ALTREF_FRAME;
		av1_picture_start(test, f);
		syntax_check_frame(test, f, seed);
		av1_picture_free(f);
	}
}

static struct kunit_case av1_syntax_cases[] = {
	KUNIT_CASE(syntax_intra),
	KUNIT_CASE(syntax_inter),
	KUNIT_CASE(syntax_compound),
	{}
};

static struct kunit_suite av1_syntax_suite = {
	.name = "av1_syntax",
	.test_cases = av1_syntax_cases,
};

kunit_test_suite(av1_syntax_suite);
