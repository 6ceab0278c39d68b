// SPDX-License-Identifier: GPL-2.0
/*
 * Palettes of AV1 blocks: their colours (5.11.46) and which of them each sample has
 * (5.11.49).
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_parse.h"

#define AV1_PALETTE_NEIGHBORS	3

/* The block's palette; room for it is taken when it gets one. */
static struct av1_palette *av1_palette_of(const struct av1_parser *p, const struct av1_block *b)
{
	return (struct av1_palette *)(p->pic->palettes + b->palette);
}

/* Room for a palette and its maps, see AV1_PALETTE_CELL. */
static void av1_palette_take(struct av1_parser *p)
{
	p->b->palette = p->tile->used[AV1_RECORD_PALETTE];
	p->tile->used[AV1_RECORD_PALETTE] += p->bw4 * p->bh4 * AV1_PALETTE_CELL;
}

static void av1_palette_sort(u16 *colors, unsigned int n)
{
	unsigned int i, j;

	for (i = 1; i < n; i++) {
		const u16 color = colors[i];

		for (j = i; j && colors[j - 1] > color; j--)
			colors[j] = colors[j - 1];
		colors[j] = color;
	}
}

/*
 * get_palette_cache() (5.11.46): the colours of the neighbours in rising order, each
 * once. Those above do not count at the top of a 64x64 block.
 *
 * Return: how many, at most 16.
 */
static unsigned int av1_palette_cache(const struct av1_parser *p, unsigned int plane,
				      u16 cache[2 * AV1_PALETTE_MAX])
{
	const struct av1_block *n[2] = { p->row % 16 ? p->above : NULL, p->left };
	unsigned int count = 0, i, j, unique = 0;

	for (i = 0; i < 2; i++) {
		if (!n[i] || !n[i]->palette_size[plane])
			continue;
		memcpy(&cache[count], av1_palette_of(p, n[i])->colors[plane],
		       n[i]->palette_size[plane] * sizeof(u16));
		count += n[i]->palette_size[plane];
	}
	av1_palette_sort(cache, count);
	for (j = 0; j < count; j++)
		if (!unique || cache[j] != cache[unique - 1])
			cache[unique++] = cache[j];
	return unique;
}

/* CeilLog2() (4.7) */
static unsigned int av1_ceil_log2(unsigned int x)
{
	return x < 2 ? 0 : ilog2(x - 1) + 1;
}

/*
 * Colours of luma or Cb: some of the cache, then new ones in rising order. Those of luma
 * differ by 1 at least.
 */
static void av1_palette_read_colors(struct av1_parser *p, unsigned int plane)
{
	const unsigned int depth = p->pic->bit_depth, n = p->b->palette_size[plane];
	u16 *colors = av1_palette_of(p, p->b)->colors[plane];
	u16 cache[2 * AV1_PALETTE_MAX];
	const unsigned int cached = av1_palette_cache(p, plane, cache);
	unsigned int idx = 0, bits = 0, i;

	for (i = 0; i < cached && idx < n; i++)
		if (av1_symbol_bool(p->sym))
			colors[idx++] = cache[i];
	if (idx < n) {
		colors[idx++] = av1_symbol_literal(p->sym, depth);
		if (idx < n)
			bits = depth - 3 + av1_symbol_literal(p->sym, 2);
	}
	for (; idx < n; idx++) {
		const unsigned int delta = av1_symbol_literal(p->sym, bits) + !plane;
		unsigned int range;

		colors[idx] = min_t(unsigned int, colors[idx - 1] + delta, p->pic->bd_max);
		range = p->pic->bd_max + 1 - colors[idx] - !plane;
		bits = min(bits, av1_ceil_log2(range));
	}
	av1_palette_sort(colors, n);
}

/* Colours of Cr, in any order */
static void av1_palette_read_v(struct av1_parser *p)
{
	const unsigned int depth = p->pic->bit_depth, n = p->b->palette_size[1];
	u16 *colors = av1_palette_of(p, p->b)->colors[2];
	unsigned int bits, idx;

	if (!av1_symbol_bool(p->sym)) {
		for (idx = 0; idx < n; idx++)
			colors[idx] = av1_symbol_literal(p->sym, depth);
		return;
	}
	bits = depth - 4 + av1_symbol_literal(p->sym, 2);
	colors[0] = av1_symbol_literal(p->sym, depth);
	for (idx = 1; idx < n; idx++) {
		int delta = av1_symbol_literal(p->sym, bits);

		if (delta && av1_symbol_bool(p->sym))
			delta = -delta;
		/* A sum out of range starts over at the other end. */
		colors[idx] = (colors[idx - 1] + delta) & p->pic->bd_max;
	}
}

void av1_parse_palette_modes(struct av1_parser *p)
{
	struct av1_block *b = p->b;
	const unsigned int size_ctx = av1_mi_width_log2[b->size] + av1_mi_height_log2[b->size] - 2;
	unsigned int ctx;

	if (b->mode == AV1_DC_PRED) {
		ctx = (p->above && p->above->palette_size[0]) +
		      (p->left && p->left->palette_size[0]);
		if (av1_symbol_adapt_bool(p->sym, p->cdfs->palette_y_mode[size_ctx][ctx])) {
			av1_palette_take(p);
			b->palette_size[0] =
				2 + av1_symbol_read(p->sym, p->cdfs->palette_y_size[size_ctx], 7);
			av1_palette_read_colors(p, 0);
		}
	}
	if (b->has_chroma && b->uv_mode == AV1_DC_PRED) {
		ctx = b->palette_size[0] > 0;
		if (av1_symbol_adapt_bool(p->sym, p->cdfs->palette_uv_mode[ctx])) {
			if (!b->palette_size[0])
				av1_palette_take(p);
			b->palette_size[1] =
				2 + av1_symbol_read(p->sym, p->cdfs->palette_uv_size[size_ctx], 7);
			av1_palette_read_colors(p, 1);
			av1_palette_read_v(p);
		}
	}
}

/*
 * get_palette_color_context() (5.11.50): the neighbours' colours first, by weight and
 * then by number; the others follow by number.
 *
 * @map: the sample; those before it in its row, and the row above
 * Return: Palette_Color_Context[ColorContextHash]
 */
static unsigned int av1_palette_context(const u8 *map, u32 stride, bool has_left, bool has_above,
					unsigned int n, u8 order[AV1_PALETTE_MAX])
{
	u8 color[AV1_PALETTE_NEIGHBORS], weight[AV1_PALETTE_NEIGHBORS];
	unsigned int num = 0, i, j, k;
	u32 used = 0;

	/* Left and above weigh 2, the one between them 1; equal ones add up. */
	if (has_left) {
		color[0] = map[-1];
		weight[0] = 2;
		num = 1;
	}
	if (has_left && has_above) {
		const u8 c = map[-(ptrdiff_t)stride - 1];

		if (c == color[0]) {
			weight[0]++;
		} else {
			color[1] = c;
			weight[1] = 1;
			num = 2;
		}
	}
	if (has_above) {
		const u8 c = map[-(ptrdiff_t)stride];

		for (i = 0; i < num && color[i] != c; i++)
			;
		if (i == num) {
			color[num] = c;
			weight[num++] = 0;
		}
		weight[i] += 2;
	}
	/* By weight, then by number. */
	for (i = 1; i < num; i++) {
		for (j = i; j && (weight[j] > weight[j - 1] ||
				  (weight[j] == weight[j - 1] && color[j] < color[j - 1])); j--) {
			swap(weight[j], weight[j - 1]);
			swap(color[j], color[j - 1]);
		}
	}
	for (i = 0; i < num; i++) {
		order[i] = color[i];
		used |= 1u << color[i];
	}
	for (k = 0; k < n; k++)
		if (!(used >> k & 1))
			order[i++] = k;

	/* ColorContextHash: 2 (one neighbour), 5 (all equal), 6 or 7 (two equal), 8. */
	if (num == 1)
		return weight[0] == 2 ? 0 : 4;
	if (num == 2)
		return weight[0] == 4 ? 3 : 2;
	return 1;
}

/* Diagonal by diagonal from the upper right to the lower left, then what is outside. */
static void av1_palette_read_map(struct av1_parser *p, unsigned int plane, u8 *map,
				 u32 width, u32 height, u32 cols, u32 rows)
{
	const unsigned int n = p->b->palette_size[plane];
	u16 (*cdfs)[AV1_CDF_ROW(8)] = p->cdfs->palette_color[n - 2][plane];
	u8 order[AV1_PALETTE_MAX];
	u32 i, x, y;

	map[0] = av1_symbol_ns(p->sym, n);
	for (i = 1; i < cols + rows - 1; i++) {
		const u32 last = i < rows ? 0 : i - rows + 1;

		for (x = min(i, cols - 1) + 1; x-- > last; ) {
			u8 *at = &map[(i - x) * width + x];
			const unsigned int ctx = av1_palette_context(at, width, x > 0, i > x, n,
								     order);

			*at = order[av1_symbol_read(p->sym, cdfs[ctx], n)];
		}
	}
	for (y = 0; y < rows; y++)
		memset(&map[y * width + cols], map[y * width + cols - 1], width - cols);
	for (y = rows; y < height; y++)
		memcpy(&map[y * width], &map[(rows - 1) * width], width);
}

void av1_parse_palette_maps(struct av1_parser *p)
{
	const struct av1_block *b = p->b;
	u32 width = 4 * p->bw4, height = 4 * p->bh4;
	u32 cols = 4 * p->cols, rows = 4 * p->rows;
	u8 *map;

	if (!b->palette_size[0] && !b->palette_size[1])
		return;
	map = av1_palette_of(p, b)->map;
	if (b->palette_size[0]) {
		av1_palette_read_map(p, 0, map, width, height, cols, rows);
		map += width * height;
	}
	if (!b->palette_size[1])
		return;
	width >>= p->pic->sub_x;
	cols >>= p->pic->sub_x;
	height >>= p->pic->sub_y;
	rows >>= p->pic->sub_y;
	if (width < 4) {
		width += 2;
		cols += 2;
	}
	if (height < 4) {
		height += 2;
		rows += 2;
	}
	av1_palette_read_map(p, 1, map, width, height, cols, rows);
}
