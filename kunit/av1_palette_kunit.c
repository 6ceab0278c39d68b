// SPDX-License-Identifier: GPL-2.0
/*
 * Palettes: random syntax is written with the symbol encoder and interpreted by a slow
 * transcription of palette_mode_info() (5.11.46) and palette_tokens() (5.11.49) of the AV1
 * specification; what the parser makes of it is the same.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_block_tables.h"
#include "av1/av1_parse.h"
#include "av1_picture.h"
#include "av1_symbol_writer.h"
#include "dae_check.h"

#define PALETTE_MAX	64
/* After the syntax of a block, to see that all of it was read */
#define PALETTE_MARK	0x2a5c

/**
 * struct palette_spec - names of the specification for a block
 * @w: what its syntax is written to
 * @cdfs: CDFs of the writer
 * @seed: of random numbers
 * @bit_depth: BitDepth
 * @mi_row: MiRow
 * @above: the neighbours' PaletteSizes and PaletteColors, by plane; colours of Cr are of
 *	no use
 * @left: same
 * @above_n: same
 * @left_n: same
 * @size: PaletteSizeY, PaletteSizeUV
 * @colors: palette_colors_y, _u, _v
 * @cache: PaletteCache
 * @scores: of get_palette_color_context()
 * @color_order: ColorOrder
 * @map: ColorMapY, ColorMapUV
 */
struct palette_spec {
	struct av1_symbol_writer w;
	struct av1_cdfs cdfs;
	u32 seed;
	int bit_depth;
	int mi_row;
	u16 above[2][8];
	u16 left[2][8];
	int above_n[2];
	int left_n[2];
	int size[2];
	int colors[3][8];
	int cache[16];
	int scores[8];
	int color_order[8];
	u8 map[2][PALETTE_MAX][PALETTE_MAX];
};

static u32 palette_random(struct palette_spec *s, u32 n)
{
	return dae_below(&s->seed, n);
}

/* L(n) of a random value */
static int palette_put_literal(struct palette_spec *s, int n)
{
	const u32 value = palette_random(s, 1 << n);

	av1_put_literal(&s->w, value, n);
	return value;
}

/* get_palette_cache() */
static int palette_get_cache(struct palette_spec *s, int plane)
{
	int above_n = 0, left_n, above_idx = 0, left_idx = 0, n = 0, val;

	if ((s->mi_row * 4) % 64)
		above_n = s->above_n[plane];
	left_n = s->left_n[plane];
	while (above_idx < above_n && left_idx < left_n) {
		const int above_c = s->above[plane][above_idx], left_c = s->left[plane][left_idx];

		if (left_c < above_c) {
			if (n == 0 || left_c != s->cache[n - 1])
				s->cache[n++] = left_c;
			left_idx++;
		} else {
			if (n == 0 || above_c != s->cache[n - 1])
				s->cache[n++] = above_c;
			above_idx++;
			if (left_c == above_c)
				left_idx++;
		}
	}
	while (above_idx < above_n) {
		val = s->above[plane][above_idx++];
		if (n == 0 || val != s->cache[n - 1])
			s->cache[n++] = val;
	}
	while (left_idx < left_n) {
		val = s->left[plane][left_idx++];
		if (n == 0 || val != s->cache[n - 1])
			s->cache[n++] = val;
	}
	return n;
}

static int palette_ceil_log2(int x)
{
	int i = 1, p = 2;

	if (x < 2)
		return 0;
	while (p < x) {
		i++;
		p = p << 1;
	}
	return i;
}

static void palette_sort(int *v, int n)
{
	int i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			if (v[j] < v[i])
				swap(v[i], v[j]);
}

/* Colours of luma or Cb */
static void palette_put_colors(struct palette_spec *s, int plane)
{
	const int n = s->size[plane], cache_n = palette_get_cache(s, plane);
	int *colors = s->colors[plane];
	int idx = 0, bits = 0, i;

	for (i = 0; i < cache_n && idx < n; i++) {
		const bool use = palette_random(s, 2);

		av1_put_literal(&s->w, use, 1);
		if (use)
			colors[idx++] = s->cache[i];
	}
	if (idx < n)
		colors[idx++] = palette_put_literal(s, s->bit_depth);
	if (idx < n)
		bits = s->bit_depth - 3 + palette_put_literal(s, 2);
	while (idx < n) {
		int delta = palette_put_literal(s, bits), range;

		if (!plane)
			delta++;
		colors[idx] = min(colors[idx - 1] + delta, (1 << s->bit_depth) - 1);
		range = (1 << s->bit_depth) - colors[idx] - (plane ? 0 : 1);
		bits = min(bits, palette_ceil_log2(range));
		idx++;
	}
	palette_sort(colors, n);
}

static void palette_put_colors_v(struct palette_spec *s)
{
	const bool delta_encode = palette_random(s, 2);
	const int max_val = 1 << s->bit_depth;
	int *colors = s->colors[2];
	int bits, idx;

	av1_put_literal(&s->w, delta_encode, 1);
	if (!delta_encode) {
		for (idx = 0; idx < s->size[1]; idx++)
			colors[idx] = palette_put_literal(s, s->bit_depth);
		return;
	}
	bits = s->bit_depth - 4 + palette_put_literal(s, 2);
	colors[0] = palette_put_literal(s, s->bit_depth);
	for (idx = 1; idx < s->size[1]; idx++) {
		int delta = palette_put_literal(s, bits), val;

		if (delta && palette_put_literal(s, 1))
			delta = -delta;
		val = colors[idx - 1] + delta;
		if (val < 0)
			val += max_val;
		if (val >= max_val)
			val -= max_val;
		colors[idx] = val;
	}
}

/* palette_mode_info() */
static void palette_put_mode_info(struct palette_spec *s, const struct av1_block *b)
{
	static const u8 mi_log2[] = { 0, 0, 1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4 };
	const int bsize_ctx = mi_log2[av1_num_4x4_blocks_wide[b->size]] +
			      mi_log2[av1_num_4x4_blocks_high[b->size]] - 2;
	const int ctx = (s->above_n[0] > 0) + (s->left_n[0] > 0);

	s->size[0] = 0;
	s->size[1] = 0;
	if (b->mode == AV1_DC_PRED) {
		const bool has = palette_random(s, 4);

		av1_put_symbol(&s->w, s->cdfs.palette_y_mode[bsize_ctx][ctx], 2, has);
		if (has) {
			s->size[0] = 2 + palette_random(s, 7);
			av1_put_symbol(&s->w, s->cdfs.palette_y_size[bsize_ctx], 7, s->size[0] - 2);
			palette_put_colors(s, 0);
		}
	}
	if (b->has_chroma && b->uv_mode == AV1_DC_PRED) {
		const bool has = palette_random(s, 4);

		av1_put_symbol(&s->w, s->cdfs.palette_uv_mode[s->size[0] > 0], 2, has);
		if (has) {
			s->size[1] = 2 + palette_random(s, 7);
			av1_put_symbol(&s->w, s->cdfs.palette_uv_size[bsize_ctx], 7,
				       s->size[1] - 2);
			palette_put_colors(s, 1);
			palette_put_colors_v(s);
		}
	}
}

/* get_palette_color_context() and Palette_Color_Context */
static int palette_color_context(struct palette_spec *s, u8 (*map)[PALETTE_MAX], int r, int c,
				 int n)
{
	static const int multipliers[3] = { 1, 2, 2 };
	static const int contexts[9] = { -1, -1, 0, -1, -1, 4, 3, 2, 1 };
	int i, j, k, hash = 0;

	for (i = 0; i < 8; i++) {
		s->scores[i] = 0;
		s->color_order[i] = i;
	}
	if (c > 0)
		s->scores[map[r][c - 1]] += 2;
	if (r > 0 && c > 0)
		s->scores[map[r - 1][c - 1]] += 1;
	if (r > 0)
		s->scores[map[r - 1][c]] += 2;
	for (i = 0; i < 3; i++) {
		int max_score = s->scores[i], max_idx = i, order;

		for (j = i + 1; j < n; j++) {
			if (s->scores[j] > max_score) {
				max_score = s->scores[j];
				max_idx = j;
			}
		}
		if (max_idx == i)
			continue;
		order = s->color_order[max_idx];
		for (k = max_idx; k > i; k--) {
			s->scores[k] = s->scores[k - 1];
			s->color_order[k] = s->color_order[k - 1];
		}
		s->scores[i] = max_score;
		s->color_order[i] = order;
	}
	for (i = 0; i < 3; i++)
		hash += s->scores[i] * multipliers[i];
	return contexts[hash];
}

/* A map of palette_tokens(), of which @on_w x @on_h samples are in the frame */
static void palette_put_map(struct palette_spec *s, int plane, int w, int h, int on_w, int on_h)
{
	const int n = s->size[plane];
	u8 (*map)[PALETTE_MAX] = s->map[plane];
	/* Often like what is around it, often not */
	const u32 spread = 1 + palette_random(s, n);
	int i, j;

	map[0][0] = palette_random(s, n);
	av1_put_ns(&s->w, map[0][0], n);
	for (i = 1; i < on_h + on_w - 1; i++) {
		for (j = min(i, on_w - 1); j >= max(0, i - on_h + 1); j--) {
			const int ctx = palette_color_context(s, map, i - j, j, n);
			const u32 idx = palette_random(s, spread);

			av1_put_symbol(&s->w, s->cdfs.palette_color[n - 2][plane][ctx], n, idx);
			map[i - j][j] = s->color_order[idx];
		}
	}
	for (i = 0; i < on_h; i++)
		for (j = on_w; j < w; j++)
			map[i][j] = map[i][on_w - 1];
	for (i = on_h; i < h; i++)
		for (j = 0; j < w; j++)
			map[i][j] = map[on_h - 1][j];
}

/**
 * struct palette_area - ColorMapY or ColorMapUV
 * @w: blockWidth
 * @h: blockHeight
 * @on_w: onscreenWidth
 * @on_h: onscreenHeight
 */
struct palette_area {
	int w;
	int h;
	int on_w;
	int on_h;
};

static struct palette_area palette_area_of(const struct av1_pic *pic, const struct av1_block *b,
					   int plane)
{
	struct palette_area a = {
		.w = 4 * av1_num_4x4_blocks_wide[b->size],
		.h = 4 * av1_num_4x4_blocks_high[b->size],
	};

	a.on_w = min(a.w, 4 * (int)(pic->mi_cols - b->col));
	a.on_h = min(a.h, 4 * (int)(pic->mi_rows - b->row));
	if (!plane)
		return a;
	a.w >>= pic->sub_x;
	a.on_w >>= pic->sub_x;
	a.h >>= pic->sub_y;
	a.on_h >>= pic->sub_y;
	if (a.w < 4) {
		a.w += 2;
		a.on_w += 2;
	}
	if (a.h < 4) {
		a.h += 2;
		a.on_h += 2;
	}
	return a;
}

/* A neighbour with palettes, of which colours come up again */
static void palette_neighbor(struct palette_spec *s, struct av1_pic *pic, struct av1_block *b,
			     u32 offset, u16 (*colors)[8], int *num)
{
	struct av1_palette *palette = (void *)(pic->palettes + offset);
	int plane, i, sorted[8];

	*b = (struct av1_block){ .palette = offset };
	for (plane = 0; plane < 2; plane++) {
		num[plane] = palette_random(s, 3) ? 2 + palette_random(s, 7) : 0;
		b->palette_size[plane] = num[plane];
		for (i = 0; i < num[plane]; i++)
			sorted[i] = palette_random(s, 4) ? palette_random(s, 12) :
							   palette_random(s, 1 << s->bit_depth);
		palette_sort(sorted, num[plane]);
		for (i = 0; i < num[plane]; i++) {
			colors[plane][i] = sorted[i];
			palette->colors[plane][i] = sorted[i];
		}
	}
}

static void palette_compare(struct kunit *test, const struct palette_spec *s,
			    const struct av1_pic *pic, const struct av1_block *b, u32 n)
{
	const struct av1_palette *palette = (void *)(pic->palettes + b->palette);
	const u8 *map = palette->map;
	int plane, i, y;

	for (plane = 0; plane < 3; plane++)
		for (i = 0; i < s->size[plane > 0]; i++)
			KUNIT_EXPECT_EQ_MSG(test, palette->colors[plane][i], s->colors[plane][i],
					    "case %u, plane %d, colour %d", n, plane, i);
	for (plane = 0; plane < 2; plane++) {
		const struct palette_area a = palette_area_of(pic, b, plane);

		KUNIT_ASSERT_EQ_MSG(test, b->palette_size[plane], s->size[plane], "case %u", n);
		if (!s->size[plane])
			continue;
		for (y = 0; y < a.h; y++, map += a.w)
			KUNIT_EXPECT_TRUE_MSG(test, !memcmp(map, s->map[plane][y], a.w),
					      "case %u, plane %d, row %d", n, plane, y);
	}
	if (s->size[0] || s->size[1])
		KUNIT_EXPECT_LE(test, (size_t)(map - (const u8 *)palette),
				AV1_PALETTE_CELL * av1_num_4x4_blocks_wide[b->size] *
				av1_num_4x4_blocks_high[b->size]);
}

static void palette_random_block(struct palette_spec *s, const struct av1_pic *pic,
				 struct av1_parser *p)
{
	/* All from 8x8 up to 64x64, and the long ones of 4 */
	static const u8 sizes[] = {
		AV1_BLOCK_8X8, AV1_BLOCK_8X16, AV1_BLOCK_16X8, AV1_BLOCK_16X16, AV1_BLOCK_16X32,
		AV1_BLOCK_32X16, AV1_BLOCK_32X32, AV1_BLOCK_64X64, AV1_BLOCK_4X16,
		AV1_BLOCK_4X16, AV1_BLOCK_16X4,
		AV1_BLOCK_16X4, AV1_BLOCK_8X32, AV1_BLOCK_32X8, AV1_BLOCK_16X64, AV1_BLOCK_64X16,
	};
	const u8 size = sizes[palette_random(s, ARRAY_SIZE(sizes))];

	p->bw4 = av1_num_4x4_blocks_wide[size];
	p->bh4 = av1_num_4x4_blocks_high[size];
	p->row = palette_random(s, (pic->mi_rows + p->bh4 - 1) / p->bh4) * p->bh4;
	p->col = palette_random(s, (pic->mi_cols + p->bw4 - 1) / p->bw4) * p->bw4;
	p->cols = min(p->bw4, pic->mi_cols - p->col);
	p->rows = min(p->bh4, pic->mi_rows - p->row);
	*p->b = (struct av1_block){
		.size = size,
		.mode = palette_random(s, 4) ? AV1_DC_PRED : AV1_PAETH_PRED,
		.uv_mode = palette_random(s, 4) ? AV1_DC_PRED : AV1_UV_CFL_PRED,
		.has_chroma = pic->num_planes > 1 &&
			      !(p->bw4 == 1 && pic->sub_x && !(p->col & 1)) &&
			      !(p->bh4 == 1 && pic->sub_y && !(p->row & 1)),
		.row = p->row,
		.col = p->col,
	};
	s->mi_row = p->row;
}

static void palette_check(struct kunit *test, struct palette_spec *s, struct av1_picture *f,
			  u32 n)
{
	struct av1_pic *pic = &f->pic;
	struct av1_tile *tile = &pic->tiles[0];
	const u32 cells = tile->ring[AV1_RECORD_BLOCK].room;
	struct av1_parser p = {
		.pic = pic, .tile = tile, .sym = &tile->sym, .cdfs = &tile->cdfs,
		.b = &pic->blocks[2],
	};
	unsigned int plane;
	u32 bytes;

	palette_random_block(s, pic, &p);
	memset(s->above_n, 0, sizeof(s->above_n));
	memset(s->left_n, 0, sizeof(s->left_n));
	if (p.row) {
		p.above = &pic->blocks[0];
		palette_neighbor(s, pic, &pic->blocks[0], (cells - 64) * AV1_PALETTE_CELL,
				 s->above, s->above_n);
	}
	if (p.col) {
		p.left = &pic->blocks[1];
		palette_neighbor(s, pic, &pic->blocks[1], (cells - 32) * AV1_PALETTE_CELL,
				 s->left, s->left_n);
	}
	memset(tile->used, 0, sizeof(tile->used));
	tile->cdfs = pic->cdfs;
	s->cdfs = pic->cdfs;
	av1_put_start(&s->w, true);
	palette_put_mode_info(s, p.b);
	for (plane = 0; plane < 2; plane++) {
		const struct palette_area a = palette_area_of(pic, p.b, plane);

		if (s->size[plane])
			palette_put_map(s, plane, a.w, a.h, a.on_w, a.on_h);
	}
	av1_put_literal(&s->w, PALETTE_MARK, 16);
	bytes = av1_put_end(&s->w);
	KUNIT_ASSERT_FALSE(test, s->w.full);
	av1_symbol_init(&tile->sym, s->w.data, bytes, true);
	av1_parse_palette_modes(&p);
	av1_parse_palette_maps(&p);
	palette_compare(test, s, pic, p.b, n);
	KUNIT_EXPECT_EQ_MSG(test, av1_symbol_literal(p.sym, 16), PALETTE_MARK, "case %u", n);
	/* All contexts are the same ones, too. */
	KUNIT_EXPECT_TRUE_MSG(test, !memcmp(&tile->cdfs, &s->cdfs, sizeof(s->cdfs)),
			      "CDFs, case %u", n);
}

static void palette_formats(struct kunit *test, enum dae_chroma chroma, u8 bit_depth)
{
	struct av1_picture *f = av1_picture_new(test, 136, 152, chroma, bit_depth);
	struct palette_spec *s = vzalloc(sizeof(*s));
	u32 n;

	KUNIT_ASSERT_NOT_NULL(test, s);
	s->seed = 1 + chroma * 16 + bit_depth;
	s->bit_depth = bit_depth;
	f->pic.params.screen_content = true;
	av1_picture_start(test, f);
	for (n = 0; n < 80; n++)
		palette_check(test, s, f, n);
	vfree(s);
	av1_picture_free(f);
}

static void palette_420(struct kunit *test)
{
	palette_formats(test, DAE_CHROMA_420, 8);
	palette_formats(test, DAE_CHROMA_420, 10);
}

static void palette_422(struct kunit *test)
{
	palette_formats(test, DAE_CHROMA_422, 12);
}

static void palette_444(struct kunit *test)
{
	palette_formats(test, DAE_CHROMA_444, 8);
	palette_formats(test, DAE_CHROMA_444, 12);
}

static void palette_400(struct kunit *test)
{
	palette_formats(test, DAE_CHROMA_400, 8);
}

/* Whatever the bits are, colours and maps are in range. */
static void palette_garbage(struct kunit *test)
{
	struct av1_picture *f = av1_picture_new(test, 136, 152, DAE_CHROMA_444, 10);
	struct palette_spec *s = vzalloc(sizeof(*s));
	struct av1_pic *pic = &f->pic;
	unsigned int plane, i;
	u32 n;

	KUNIT_ASSERT_NOT_NULL(test, s);
	s->seed = 99;
	f->pic.params.screen_content = true;
	av1_picture_start(test, f);
	for (n = 0; n < 40; n++) {
		struct av1_tile *tile = &pic->tiles[0];
		struct av1_parser p = {
			.pic = pic, .tile = tile, .sym = &tile->sym, .cdfs = &tile->cdfs,
			.b = &pic->blocks[2],
		};
		const struct av1_palette *palette;

		palette_random_block(s, pic, &p);
		memset(tile, 0, sizeof(*tile));
		tile->cdfs = pic->cdfs;
		for (i = 0; i < 64; i++)
			s->w.data[i] = palette_random(s, 256);
		av1_symbol_init(&tile->sym, s->w.data, n, true);
		av1_parse_palette_modes(&p);
		av1_parse_palette_maps(&p);
		palette = (void *)(pic->palettes + p.b->palette);
		for (plane = 0; plane < 3; plane++)
			for (i = 0; i < p.b->palette_size[plane > 0]; i++)
				KUNIT_EXPECT_LE(test, palette->colors[plane][i], 1023);
		for (i = 0; p.b->palette_size[0] && i < 16 * p.bw4 * p.bh4; i++)
			KUNIT_ASSERT_LT(test, palette->map[i], p.b->palette_size[0]);
	}
	vfree(s);
}

static struct kunit_case av1_palette_cases[] = {
	KUNIT_CASE(palette_420),
	KUNIT_CASE(palette_422),
	KUNIT_CASE(palette_444),
	KUNIT_CASE(palette_400),
	KUNIT_CASE(palette_garbage),
	{}
};

static struct kunit_suite av1_palette_suite = {
	.name = "av1_palette",
	.test_cases = av1_palette_cases,
};

kunit_test_suite(av1_palette_suite);
