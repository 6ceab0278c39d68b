// SPDX-License-Identifier: GPL-2.0
/*
 * Set-up of VP9 frames: what is derived from the parameters, memory, references, and
 * where tiles are in the data, damaged as it may be.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "vp9/vp9_tables.h"
#include "dae_check.h"
#include "vp9_fixture.h"

static const enum dae_chroma pic_chroma[4] = {
	DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_440, DAE_CHROMA_420,
};

/* residual() (6.4.21): which 4x4 blocks are where a transform block starts */
static void pic_check_area(struct kunit *test, const struct vp9_fixture *f,
			   const struct vp9_block *b, u32 mi_row, u32 mi_col, unsigned int plane)
{
	static const u8 w4[] = { 2, 2, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16, 16 };
	static const u8 h4[] = { 2, 2, 2, 2, 4, 2, 4, 8, 4, 8, 16, 8, 16 };
	const struct vp9_pic *pic = &f->pic;
	const unsigned int sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const unsigned int step = 1 << (plane ? b->uv_tx_size : b->tx_size);
	const unsigned int n4_w = w4[b->size] >> sub_x, n4_h = h4[b->size] >> sub_y;
	struct vp9_tx_area area;
	unsigned int x, y;

	vp9_pic_tx_area(pic, b, mi_row, mi_col, plane, &area);
	KUNIT_EXPECT_EQ(test, area.step, step);
	KUNIT_EXPECT_EQ(test, 1 << area.tx_size, step);
	KUNIT_EXPECT_EQ(test, area.n4_w, n4_w);
	KUNIT_EXPECT_EQ(test, area.n4_h, n4_h);
	for (y = 0; y < n4_h; y += step) {
		for (x = 0; x < n4_w; x += step) {
			const u32 start_x = (mi_col * 8 >> sub_x) + 4 * x;
			const u32 start_y = (mi_row * 8 >> sub_y) + 4 * y;
			const bool inside = start_x < pic->mi_cols * 8 >> sub_x &&
					    start_y < pic->mi_rows * 8 >> sub_y;

			KUNIT_EXPECT_EQ_MSG(test, x < area.w && y < area.h, inside,
					    "size %u at %u %u, plane %u, block %u %u", b->size,
					    mi_row, mi_col, plane, x, y);
		}
	}
}

static void pic_tx_area(struct kunit *test)
{
	u32 n, i;

	for (n = 0; n < 4 * 16; n++) {
		const struct vp9_params params = vp9_fixture_params(8 * (n / 4 % 4 + 7),
								    8 * (n / 16 % 4 + 7),
								    pic_chroma[n % 4], 8);
		struct vp9_fixture *f = vp9_fixture_init(test, &params);

		for (i = 0; i < VP9_BLOCK_SIZES * VP9_TX_SIZES * VP9_TX_SIZES * 3; i++) {
			u32 k = i;
			const unsigned int plane = dae_pick(&k, 3);
			struct vp9_block b = {};
			u32 y, x;

			b.tx_size = dae_pick(&k, VP9_TX_SIZES);
			b.uv_tx_size = dae_pick(&k, VP9_TX_SIZES);
			b.size = k;
			for (y = 0; y < f->pic.mi_rows; y += vp9_block_h[b.size])
				for (x = 0; x < f->pic.mi_cols; x += vp9_block_w[b.size])
					pic_check_area(test, f, &b, y, x, plane);
		}
		vp9_fixture_free(f);
	}
}

/* mode2txfm_map */
static void pic_tx_type(struct kunit *test)
{
	static const u8 types[VP9_INTRA_MODES] = {
		VP9_DCT_DCT, VP9_ADST_DCT, VP9_DCT_ADST, VP9_DCT_DCT, VP9_ADST_ADST,
		VP9_ADST_DCT, VP9_DCT_ADST, VP9_DCT_ADST, VP9_ADST_DCT, VP9_ADST_ADST,
	};
	struct vp9_params params = vp9_fixture_params(64, 64, DAE_CHROMA_420, 8);
	struct vp9_fixture *f = vp9_fixture_init(test, &params);
	unsigned int mode, tx_size, plane, lossless;

	for (lossless = 0; lossless < 2; lossless++) {
		f->pic.params.lossless = lossless;
		for (mode = 0; mode < VP9_INTRA_MODES; mode++) {
			for (tx_size = 0; tx_size < VP9_TX_SIZES; tx_size++) {
				for (plane = 0; plane < 3; plane++) {
					const bool dct = lossless || plane || tx_size == 3;

					KUNIT_EXPECT_EQ(test,
							vp9_pic_tx_type(&f->pic, plane, tx_size,
									mode),
							dct ? VP9_DCT_DCT : types[mode]);
				}
			}
		}
	}
}

/* Tiles cover the frame without holes, and are as alike as whole superblocks allow. */
static void pic_tile_start(struct kunit *test)
{
	u32 mis, log2, i;

	for (mis = 1; mis < 600; mis++) {
		const u32 sbs = (mis + 7) / 8;

		for (log2 = 0; log2 <= 6; log2++) {
			u32 end, start = 0;

			for (i = 0; i < 1u << log2; i++, start = end) {
				KUNIT_ASSERT_EQ(test, vp9_pic_tile_start(i, sbs, log2, mis),
						start);
				end = vp9_pic_tile_start(i + 1, sbs, log2, mis);
				KUNIT_ASSERT_GE(test, end, start);
				KUNIT_ASSERT_LE(test, end - start,
						8 * ((sbs + (1u << log2) - 1) >> log2));
				KUNIT_ASSERT_TRUE(test, end % 8 == 0 || end == mis);
			}
			KUNIT_ASSERT_EQ(test, start, mis);
		}
	}
	/* 7 superblocks in 4 tiles: 1, 2, 2, 2 */
	KUNIT_EXPECT_EQ(test, vp9_pic_tile_start(1, 7, 2, 56), 8);
	KUNIT_EXPECT_EQ(test, vp9_pic_tile_start(2, 7, 2, 56), 24);
	KUNIT_EXPECT_EQ(test, vp9_pic_tile_start(3, 7, 2, 56), 40);
}

/* @bytes from @p on follow @end in the work memory; returns their end. */
static const u8 *pic_check_part(struct kunit *test, const void *p, size_t bytes, const u8 *end)
{
	KUNIT_EXPECT_EQ(test, (uintptr_t)p % 64, 0);
	KUNIT_EXPECT_GE(test, (uintptr_t)p, (uintptr_t)end);
	return (const u8 *)p + bytes;
}

/* The parts of the work memory neither overlap nor leave it. */
static void pic_check_work(struct kunit *test, u32 width, u32 height, enum dae_chroma chroma,
			   u8 depth)
{
	const struct vp9_params params = vp9_fixture_params(width, height, chroma, depth);
	struct vp9_fixture *f = vp9_fixture_init(test, &params);
	const struct vp9_pic *pic = &f->pic;
	const u32 mis = pic->mi_rows * pic->mi_cols;
	const u32 sbs = pic->sb_rows * pic->sb_cols, tile_cols = max(pic->sb_cols / 4, 1u);
	const u32 sb_coefs = 4096 + 2 * (4096 >> (pic->sub_x + pic->sub_y));
	const u8 *start = (const u8 *)pic->blocks, *p = start;
	unsigned int i;

	KUNIT_EXPECT_EQ(test, pic->mi_cols, (width + 7) / 8);
	KUNIT_EXPECT_EQ(test, pic->mi_rows, (height + 7) / 8);
	KUNIT_EXPECT_EQ(test, pic->sb_cols, (width + 63) / 64);
	KUNIT_EXPECT_EQ(test, pic->sb_rows, (height + 63) / 64);
	KUNIT_EXPECT_EQ(test, pic->hbd, depth > 8);
	KUNIT_EXPECT_EQ(test, pic->bd_max, (1 << depth) - 1);
	p = pic_check_part(test, pic->blocks, mis * sizeof(*pic->blocks), p);
	p = pic_check_part(test, pic->grid, mis * sizeof(*pic->grid), p);
	p = pic_check_part(test, pic->order, sbs * 64 * sizeof(*pic->order), p);
	p = pic_check_part(test, pic->order_count, sbs, p);
	p = pic_check_part(test, pic->reach, sbs * sizeof(*pic->reach), p);
	p = pic_check_part(test, pic->tile_counts, tile_cols * sizeof(*pic->tile_counts), p);
	for (i = 0; i < 3; i++)
		p = pic_check_part(test, pic->above_nonzero[i], 16 * pic->sb_cols, p);
	p = pic_check_part(test, pic->above_partition, 8 * pic->sb_cols, p);
	p = pic_check_part(test, pic->tiles[0].ring.pos, tile_cols * (pic->sb_rows + 1) * 4, p);
	KUNIT_EXPECT_EQ(test, pic->sb_coefs, sb_coefs);
	KUNIT_EXPECT_EQ(test, pic->tiles[0].ring.start, 0);
	KUNIT_EXPECT_EQ(test, pic->tiles[0].ring.room, sb_coefs * pic->sb_cols);
	KUNIT_EXPECT_GE(test, pic->tiles[0].ring.size, pic->tiles[0].ring.room);
	p = pic_check_part(test, pic->coefs,
			   (size_t)(pic->tiles[0].ring.size + pic->tiles[0].ring.room) *
			   (depth > 8 ? 4 : 2), p);
	p = pic_check_part(test, pic->eobs, (size_t)sbs * sb_coefs / 16 * 2, p);
	KUNIT_EXPECT_LE(test, (size_t)(p - start), vp9_pic_work_bytes(&params.fmt));
	KUNIT_EXPECT_EQ(test, vp9_pic_work_bytes(&params.fmt) % 64, 0);
	KUNIT_EXPECT_EQ(test, vp9_pic_side_bytes(&params.fmt), mis * sizeof(struct vp9_motion));
	KUNIT_EXPECT_EQ(test, vp9_pic_segment_map_bytes(&params.fmt), mis);
	vp9_fixture_free(f);
}

static void pic_work(struct kunit *test)
{
	static const u32 sizes[] = { 1, 8, 9, 63, 64, 65, 400 };
	u32 n;

	for (n = 0; n < ARRAY_SIZE(sizes) * ARRAY_SIZE(sizes) * 4 * 2; n++) {
		u32 k = n;
		const u32 width = sizes[dae_pick(&k, ARRAY_SIZE(sizes))];
		const u32 height = sizes[dae_pick(&k, ARRAY_SIZE(sizes))];
		const enum dae_chroma chroma = pic_chroma[dae_pick(&k, 4)];

		pic_check_work(test, width, height, chroma, k ? 10 : 8);
	}
}

static void pic_random_segments(struct vp9_segmentation *seg, u32 *seed)
{
	unsigned int i;

	seg->enabled = dae_below(seed, 4);
	seg->abs_update = dae_below(seed, 2);
	for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
		seg->features[i] = dae_below(seed, 16);
		seg->data[i][VP9_SEG_ALT_Q] = (int)dae_below(seed, 511) - 255;
		seg->data[i][VP9_SEG_ALT_L] = (int)dae_below(seed, 127) - 63;
	}
}

static int pic_clip(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

/* get_qidx() and what 8.6.1 makes of it */
static void pic_dequant(struct kunit *test)
{
	static const u8 depths[] = { 8, 10, 12 };
	u32 seed = 2, n, i;

	for (n = 0; n < 600; n++) {
		struct vp9_params params = vp9_fixture_params(8, 8, DAE_CHROMA_420, depths[n % 3]);
		const u16 *dc = vp9_dc_qlookup[n % 3], *ac = vp9_ac_qlookup[n % 3];
		struct vp9_fixture *f;

		params.base_q_idx = dae_below(&seed, 256);
		params.delta_q_y_dc = (int)dae_below(&seed, 31) - 15;
		params.delta_q_uv_dc = (int)dae_below(&seed, 31) - 15;
		params.delta_q_uv_ac = (int)dae_below(&seed, 31) - 15;
		pic_random_segments(&params.seg, &seed);
		f = vp9_fixture_init(test, &params);
		for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
			const int data = params.seg.data[i][VP9_SEG_ALT_Q];
			int q = params.base_q_idx;

			if (params.seg.enabled && params.seg.features[i] & BIT(VP9_SEG_ALT_Q))
				q = pic_clip(params.seg.abs_update ? data : q + data, 0, 255);
			KUNIT_EXPECT_EQ(test, f->pic.dequant[i][0][0],
					dc[pic_clip(q + params.delta_q_y_dc, 0, 255)]);
			KUNIT_EXPECT_EQ(test, f->pic.dequant[i][0][1], ac[q]);
			KUNIT_EXPECT_EQ(test, f->pic.dequant[i][1][0],
					dc[pic_clip(q + params.delta_q_uv_dc, 0, 255)]);
			KUNIT_EXPECT_EQ(test, f->pic.dequant[i][1][1],
					ac[pic_clip(q + params.delta_q_uv_ac, 0, 255)]);
		}
		vp9_fixture_free(f);
	}
}

/*
 * 8.8.1, but for the shift, which libvpx takes from the level of the frame; shifts of
 * negative numbers written as products
 */
static int pic_lf_level(const struct vp9_params *p, unsigned int segment, unsigned int ref,
			bool not_zero_mv)
{
	const int n = p->lf_level >= 32 ? 2 : 1, data = p->seg.data[segment][VP9_SEG_ALT_L];
	int level = p->lf_level;

	if (p->seg.enabled && p->seg.features[segment] & BIT(VP9_SEG_ALT_L))
		level = pic_clip(p->seg.abs_update ? data : level + data, 0, 63);
	if (p->lf_delta_enabled) {
		level += p->lf_ref_deltas[ref] * n;
		if (ref != VP9_REF_INTRA)
			level += p->lf_mode_deltas[not_zero_mv] * n;
	}
	return pic_clip(level, 0, 63);
}

static void pic_lf_levels(struct kunit *test)
{
	u32 seed = 3, n, i, ref;

	for (n = 0; n < 400; n++) {
		struct vp9_params params = vp9_fixture_params(8, 8, DAE_CHROMA_420, 8);
		struct vp9_fixture *f;

		params.lf_level = dae_below(&seed, 64);
		params.lf_delta_enabled = n & 1;
		for (i = 0; i < 4; i++)
			params.lf_ref_deltas[i] = (int)dae_below(&seed, 127) - 63;
		for (i = 0; i < 2; i++)
			params.lf_mode_deltas[i] = (int)dae_below(&seed, 127) - 63;
		pic_random_segments(&params.seg, &seed);
		f = vp9_fixture_init(test, &params);
		for (i = 0; i < VP9_MAX_SEGMENTS; i++) {
			for (ref = 0; ref < 4; ref++) {
				KUNIT_EXPECT_EQ(test, f->pic.lf_levels[i][ref][0],
						pic_lf_level(&params, i, ref, false));
				KUNIT_EXPECT_EQ(test, f->pic.lf_levels[i][ref][1],
						pic_lf_level(&params, i, ref, true));
			}
		}
		vp9_fixture_free(f);
	}
}

/* The fixed one is that whose sign bias no other one has. */
static void pic_compound(struct kunit *test)
{
	static const s8 refs[8][3] = {
		{ 3, 1, 2 }, { 1, 2, 3 }, { 2, 1, 3 }, { 3, 1, 2 },
		{ 3, 1, 2 }, { 2, 1, 3 }, { 1, 2, 3 }, { 3, 1, 2 },
	};
	unsigned int n;

	for (n = 0; n < 8; n++) {
		struct vp9_params params = vp9_fixture_params(8, 8, DAE_CHROMA_420, 8);
		struct vp9_fixture *f;

		params.sign_bias[VP9_REF_LAST] = n & 1;
		params.sign_bias[VP9_REF_GOLDEN] = n & 2;
		params.sign_bias[VP9_REF_ALTREF] = n & 4;
		f = vp9_fixture_init(test, &params);
		KUNIT_EXPECT_EQ_MSG(test, f->pic.comp_fixed_ref, refs[n][0], "%u", n);
		KUNIT_EXPECT_EQ_MSG(test, f->pic.comp_var_ref[0], refs[n][1], "%u", n);
		KUNIT_EXPECT_EQ_MSG(test, f->pic.comp_var_ref[1], refs[n][2], "%u", n);
	}
}

/* Probabilities are adapted only where the frame says neither of two things. */
static void pic_counting(struct kunit *test)
{
	unsigned int n;

	for (n = 0; n < 4; n++) {
		struct vp9_params params = vp9_fixture_params(8, 8, DAE_CHROMA_420, 8);
		struct vp9_fixture *f;

		params.error_res = n & 1;
		params.parallel = n & 2;
		f = vp9_fixture_init(test, &params);
		KUNIT_EXPECT_EQ(test, f->pic.counting, !n);
	}
}

/**
 * struct pic_ref_case - a reference of a frame of 128x64
 * @fmt: its format
 * @ok: may be used
 * @x_scale: xScale
 * @y_scale: yScale
 * @x_step: xStep
 * @y_step: yStep
 */
struct pic_ref_case {
	struct dae_frame_format fmt;
	bool ok;
	u32 x_scale;
	u32 y_scale;
	u8 x_step;
	u8 y_step;
};

/* 8.5.2.3: at most twice as large, at least a sixteenth; of the same format. */
static void pic_refs(struct kunit *test)
{
	static const struct pic_ref_case cases[] = {
		{ { 128, 64, 8, 64, DAE_CHROMA_420 }, true, 16384, 16384, 16, 16 },
		{ { 256, 128, 8, 64, DAE_CHROMA_420 }, true, 32768, 32768, 32, 32 },
		{ { 257, 128, 8, 64, DAE_CHROMA_420 }, false },
		{ { 256, 129, 8, 64, DAE_CHROMA_420 }, false },
		{ { 8, 4, 8, 64, DAE_CHROMA_420 }, true, 1024, 1024, 1, 1 },
		{ { 7, 4, 8, 64, DAE_CHROMA_420 }, false },
		{ { 8, 3, 8, 64, DAE_CHROMA_420 }, false },
		{ { 100, 65, 8, 64, DAE_CHROMA_420 }, true, 12800, 16640, 12, 16 },
		{ { 128, 60, 8, 64, DAE_CHROMA_420 }, true, 16384, 15360, 16, 15 },
		{ { 128, 64, 10, 64, DAE_CHROMA_420 }, false },
		{ { 128, 64, 8, 64, DAE_CHROMA_444 }, false },
		{ { 128, 64, 8, 64, DAE_CHROMA_440 }, false },
	};
	const struct vp9_params params = vp9_fixture_params(128, 64, DAE_CHROMA_420, 8);
	struct vp9_fixture *f = vp9_fixture_init(test, &params);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct pic_ref_case *c = &cases[i];
		const struct vp9_ref *ref = &f->pic.refs[i % 3];

		vp9_fixture_ref(test, f, i % 3, &c->fmt);
		vp9_fixture_again(test, f);
		KUNIT_EXPECT_EQ_MSG(test, !!ref->frame, c->ok, "case %u", i);
		if (!c->ok)
			continue;
		KUNIT_EXPECT_PTR_EQ(test, ref->frame, &f->refs[i % 3]);
		KUNIT_EXPECT_EQ(test, ref->x_scale, c->x_scale);
		KUNIT_EXPECT_EQ(test, ref->y_scale, c->y_scale);
		KUNIT_EXPECT_EQ(test, ref->x_step, c->x_step);
		KUNIT_EXPECT_EQ(test, ref->y_step, c->y_step);
		KUNIT_EXPECT_EQ(test, ref->scaled, i > 0);
	}
}

/* @data has a header of 1 byte and a compressed one of 64. */
static int pic_init(struct kunit *test, struct vp9_fixture *f, const u8 *data, u32 bytes)
{
	/* No longer than the data, so that KASAN sees who reads too far */
	u8 *copy = kunit_kmalloc(test, bytes, GFP_KERNEL);
	void *work = f->pic.blocks;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, data, bytes);
	return vp9_pic_init(&f->pic, &f->frame, work, copy, bytes, 0);
}

static void pic_headers(struct kunit *test)
{
	const struct vp9_params params = vp9_fixture_params(64, 64, DAE_CHROMA_420, 8);
	struct vp9_fixture *f = vp9_fixture_init(test, &params);
	u8 data[100] = {};

	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), 0);
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 65), 0);
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 64), -EINVAL);
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 0), -EINVAL);
	f->pic.params.uncompressed_bytes = 36;
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), 0);
	f->pic.params.uncompressed_bytes = 37;
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), -EINVAL);
	f->pic.params.uncompressed_bytes = 101;
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), -EINVAL);
	f->pic.params.uncompressed_bytes = 65535;
	f->pic.params.compressed_bytes = 65535;
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), -EINVAL);
	/* The compressed header's marker, and one that is too short */
	f->pic.params.uncompressed_bytes = 1;
	f->pic.params.compressed_bytes = 64;
	data[1] = 0x80;
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), -EINVAL);
	data[1] = 0;
	f->pic.params.compressed_bytes = 1;
	KUNIT_EXPECT_EQ(test, pic_init(test, f, data, 100), -EINVAL);
}

/* Sizes of four tiles, and what is left of them where the data ends */
static void pic_tile_table(struct kunit *test)
{
	static const u8 sizes[4] = { 10, 0, 7, 5 };
	const u32 first = 65;
	struct vp9_params params = vp9_fixture_params(512, 128, DAE_CHROMA_420, 8);
	const u32 all = first + 3 * 4 + 22;
	struct vp9_fixture *f;
	u32 bytes, i, at = first, start[4], size_at[4];
	u8 data[128] = {};

	params.tile_cols_log2 = 1;
	params.tile_rows_log2 = 1;
	f = vp9_fixture_init(test, &params);
	KUNIT_EXPECT_EQ(test, f->pic.tile_cols[0], 0);
	KUNIT_EXPECT_EQ(test, f->pic.tile_cols[1], 32);
	KUNIT_EXPECT_EQ(test, f->pic.tile_cols[2], 64);
	for (i = 0; i < 4; i++) {
		size_at[i] = at;
		if (i < 3) {
			at += 4;
			data[at - 1] = sizes[i];
		}
		start[i] = at;
		at += sizes[i];
	}
	/* With less data each time, so that nothing of the time before may be left. */
	for (bytes = all; bytes >= first; bytes--) {
		const struct vp9_tile_data *t0 = &f->pic.tile_data[0][0];

		KUNIT_ASSERT_EQ(test, pic_init(test, f, data, bytes), 0);
		for (i = 0; i < 4; i++) {
			const struct vp9_tile_data *t = &f->pic.tile_data[i / 2][i % 2];
			const u32 end = min(start[i] + sizes[i], bytes);
			/* The last one needs no size. */
			const u32 needs = size_at[min(i, 2u)] + 4;

			KUNIT_EXPECT_EQ_MSG(test, !!t->data, bytes >= needs, "%u bytes, tile %u",
					    bytes, i);
			if (!t->data)
				continue;
			KUNIT_EXPECT_EQ_MSG(test, t->bytes, end > start[i] ? end - start[i] : 0,
					    "%u bytes, tile %u", bytes, i);
			KUNIT_EXPECT_EQ(test, t->data - t0->data, min(start[i], bytes) - start[0]);
		}
	}
	/* A size beyond all that there is */
	memset(data + first, 0xff, 4);
	KUNIT_ASSERT_EQ(test, pic_init(test, f, data, all), 0);
	KUNIT_EXPECT_EQ(test, f->pic.tile_data[0][0].bytes, all - first - 4);
	for (i = 1; i < 4; i++)
		KUNIT_EXPECT_NULL(test, f->pic.tile_data[i / 2][i % 2].data);
}

static struct kunit_case pic_cases[] = {
	KUNIT_CASE(pic_tx_area),
	KUNIT_CASE(pic_tx_type),
	KUNIT_CASE(pic_tile_start),
	KUNIT_CASE(pic_work),
	KUNIT_CASE(pic_dequant),
	KUNIT_CASE(pic_lf_levels),
	KUNIT_CASE(pic_compound),
	KUNIT_CASE(pic_counting),
	KUNIT_CASE(pic_refs),
	KUNIT_CASE(pic_headers),
	KUNIT_CASE(pic_tile_table),
	{}
};

static struct kunit_suite pic_suite = {
	.name = "vp9_pic",
	.test_cases = pic_cases,
};

kunit_test_suite(pic_suite);
