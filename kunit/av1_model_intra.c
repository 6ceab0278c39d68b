// SPDX-License-Identifier: GPL-2.0
/*
 * Model of AV1's block syntax: modes of intra blocks, intra block copy and palettes. See
 * av1_model.h.
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1_model.h"

#define MODEL_INTRABC_TRIES	60

static bool model_is_directional(unsigned int mode)
{
	return mode >= AV1_V_PRED && mode <= AV1_D67_PRED;
}

/* intra_angle_info_y() and intra_angle_info_uv() (5.11.42, 5.11.43) */
static int model_angle_info(struct av1_model *m, unsigned int mode)
{
	if (m->block->b.size < AV1_BLOCK_8X8 || !model_is_directional(mode))
		return 0;
	return (int)av1_model_any(m, m->cdfs.angle_delta[mode - AV1_V_PRED], 7) - 3;
}

/* read_cfl_alphas() (5.11.45), with the tables of contexts of 8.3.2 */
static void model_read_cfl_alphas(struct av1_model *m)
{
	static const s8 ctx_u[] = { -1, -1, 0, 1, 2, 3, 4, 5 };
	static const s8 ctx_v[] = { 0, 3, -1, 1, 4, -1, 2, 5 };
	const unsigned int signs = av1_model_any(m, m->cdfs.cfl_sign, 8);
	const unsigned int sign_u = (signs + 1) / 3, sign_v = (signs + 1) % 3;
	s8 *alpha = m->block->b.cfl_alpha;

	/* CFL_SIGN_ZERO is 0, CFL_SIGN_NEG 1. */
	if (sign_u) {
		alpha[0] = 1 + av1_model_any(m, m->cdfs.cfl_alpha[ctx_u[signs]], 16);
		if (sign_u == 1)
			alpha[0] = -alpha[0];
	}
	if (sign_v) {
		alpha[1] = 1 + av1_model_any(m, m->cdfs.cfl_alpha[ctx_v[signs]], 16);
		if (sign_v == 1)
			alpha[1] = -alpha[1];
	}
}

/* A mode below @n, more often one that palettes go with */
static unsigned int model_any_mode(struct av1_model *m, u16 *cdf, unsigned int n)
{
	const bool dc = av1_model_rarely(m, m->p->screen_content ? 2 : 5);

	return av1_model_put(m, cdf, n, dc ? AV1_DC_PRED : av1_model_random(m, n));
}

unsigned int av1_model_intra_mode(struct av1_model *m, u16 *cdf)
{
	return model_any_mode(m, cdf, AV1_INTRA_MODES);
}

static void model_read_uv_mode(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	const bool small = max(av1_block_width[b->size], av1_block_height[b->size]) <= 32;
	const bool cfl = b->lossless ? av1_model_plane_size(m, b->size, 1) == AV1_BLOCK_4X4 :
				       small;

	if (cfl)
		b->uv_mode = model_any_mode(m, m->cdfs.uv_mode_cfl_allowed[b->mode], 14);
	else
		b->uv_mode = model_any_mode(m, m->cdfs.uv_mode_cfl_not_allowed[b->mode], 13);
	if (b->uv_mode == AV1_UV_CFL_PRED)
		model_read_cfl_alphas(m);
	b->angle_delta[1] = model_angle_info(m, b->uv_mode);
}

/* What follows the mode of luma in 5.11.7 and 5.11.22 */
void av1_model_intra_modes(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	const int width = av1_block_width[b->size], height = av1_block_height[b->size];

	b->angle_delta[0] = model_angle_info(m, b->mode);
	if (b->has_chroma)
		model_read_uv_mode(m);
	if (b->size >= AV1_BLOCK_8X8 && width <= 64 && height <= 64 && m->p->screen_content)
		av1_model_palette_mode(m);
	/* filter_intra_mode_info() (5.11.24) */
	if (m->p->seq.filter_intra && b->mode == AV1_DC_PRED && !b->palette_size[0] &&
	    max(width, height) <= 32) {
		b->use_filter_intra = av1_model_flag(m, m->cdfs.filter_intra[b->size]);
		if (b->use_filter_intra)
			b->filter_intra_mode = av1_model_any(m, m->cdfs.filter_intra_mode, 5);
	}
}

/* is_mv_valid() (6.10.25) with use_intrabc */
static bool model_intrabc_valid(const struct av1_model *m, int mv_row, int mv_col)
{
	const struct av1_params *p = m->p;
	const struct av1_block *b = &m->block->b;
	const int bw = av1_block_width[b->size], bh = av1_block_height[b->size];
	const int sb_h = p->seq.sb128 ? 128 : 64;
	const int total = ((m->tile.end - m->tile.first - 1) >> 4) + 1;
	int top = m->mi_row * 4 + (mv_row >> 3), left = m->mi_col * 4 + (mv_col >> 3);
	const int bottom = top + bh, right = left + bw;
	int active_row, active_col, src_row, src_col, wf_offset;

	if (b->has_chroma) {
		if (bw < 8 && p->seq.sub_x)
			left -= 4;
		if (bh < 8 && p->seq.sub_y)
			top -= 4;
	}
	if (top < (int)m->tile.row_first * 4 || left < (int)m->tile.first * 4 ||
	    bottom > (int)m->tile.row_end * 4 || right > (int)m->tile.end * 4)
		return false;
	active_row = m->mi_row * 4 / sb_h;
	active_col = m->mi_col * 4 >> 6;
	src_row = (bottom - 1) / sb_h;
	src_col = (right - 1) >> 6;
	if (src_row * total + src_col >= active_row * total + active_col - 4)
		return false;
	wf_offset = (1 + 4 + p->seq.sb128) * (active_row - src_row);
	return src_row <= active_row && src_col < active_col - 4 + wf_offset;
}

/* PredMv of assign_mv() (5.11.26) with use_intrabc */
static struct av1_mv model_intrabc_pred(struct av1_model *m)
{
	const int sb_size4 = m->p->seq.sb128 ? 32 : 16;
	struct av1_mv_stack stack;
	struct av1_mv pred;

	av1_mv_find_stack(m->shadow, &m->tile, &m->block->b, &stack);
	pred = stack.mv[0][0];
	if (pred.row == 0 && pred.col == 0)
		pred = stack.mv[1][0];
	if (pred.row == 0 && pred.col == 0) {
		if (m->mi_row - sb_size4 < (int)m->tile.row_first)
			pred.col = -(sb_size4 * 4 + 256) * 8;
		else
			pred.row = -(sb_size4 * 4 * 8);
	}
	return pred;
}

/* use_intrabc and what it stands for: only if there is a valid source nearby */
static bool model_read_intrabc(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	const struct av1_mv pred = model_intrabc_pred(m);
	const int far = 8 * 4 * AV1_MODEL_MI;
	unsigned int try;
	int row, col;

	if (av1_model_rarely(m, 3))
		return av1_model_put(m, m->cdfs.intrabc, 2, 0);
	for (try = 0; try < MODEL_INTRABC_TRIES; try++) {
		row = pred.row;
		col = pred.col;
		if (try) {
			row = (int)av1_model_random(m, 2 * far) - far;
			col = (int)av1_model_random(m, 2 * far) - far;
		}
		/* The last columns of the tile may be outside the frame. */
		if (try % 4 == 1)
			col = 8 * ((int)m->tile.end * 4 - m->mi_col * 4 - av1_block_width[b->size]);
		row = row / 8 * 8;
		col = col / 8 * 8;
		if (model_intrabc_valid(m, row, col))
			break;
	}
	if (!av1_model_put(m, m->cdfs.intrabc, 2, try < MODEL_INTRABC_TRIES))
		return false;
	b->intrabc = true;
	b->is_inter = true;
	b->filter[0] = AV1_BILINEAR;
	b->filter[1] = AV1_BILINEAR;
	b->mv[0] = (struct av1_mv){ .row = row, .col = col };
	av1_model_put_mv(m, row - pred.row, col - pred.col);
	return true;
}

/* intra_segment_id() (5.11.8) */
static void model_intra_segment_id(struct av1_model *m)
{
	if (m->p->seg.enabled)
		av1_model_read_segment_id(m);
	m->block->b.lossless = m->p->lossless[m->block->b.segment_id];
}

/* intra_frame_mode_info() (5.11.7) */
void av1_model_intra_frame_mode(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	unsigned int above_mode, left_mode;

	if (m->p->seg.pre_skip)
		model_intra_segment_id(m);
	av1_model_read_skip(m);
	if (!m->p->seg.pre_skip)
		model_intra_segment_id(m);
	av1_model_read_cdef(m);
	av1_model_read_deltas(m);
	if (m->p->intrabc && model_read_intrabc(m))
		return;
	above_mode = m->avail_u ? av1_model_above(m)->b.mode : AV1_DC_PRED;
	left_mode = m->avail_l ? av1_model_left(m)->b.mode : AV1_DC_PRED;
	b->mode = av1_model_intra_mode(m, m->cdfs.intra_frame_y_mode
					  [av1_intra_mode_context[above_mode]]
					  [av1_intra_mode_context[left_mode]]);
	av1_model_intra_modes(m);
}

/* get_palette_cache() (5.11.46) */
static int model_palette_cache(const struct av1_model *m, unsigned int plane, u16 *cache)
{
	const struct av1_model_block *above = NULL, *left = av1_model_left(m);
	int above_n = 0, left_n = 0, above_idx = 0, left_idx = 0, n = 0;
	u16 val;

	if (m->mi_row * 4 % 64) {
		above = av1_model_above(m);
		above_n = above ? above->b.palette_size[plane] : 0;
	}
	if (left)
		left_n = left->b.palette_size[plane];
	while (above_idx < above_n && left_idx < left_n) {
		const u16 above_c = above->colors[plane][above_idx];
		const u16 left_c = left->colors[plane][left_idx];

		if (left_c < above_c) {
			if (n == 0 || left_c != cache[n - 1])
				cache[n++] = left_c;
			left_idx++;
		} else {
			if (n == 0 || above_c != cache[n - 1])
				cache[n++] = above_c;
			above_idx++;
			if (left_c == above_c)
				left_idx++;
		}
	}
	while (above_idx < above_n) {
		val = above->colors[plane][above_idx++];
		if (n == 0 || val != cache[n - 1])
			cache[n++] = val;
	}
	while (left_idx < left_n) {
		val = left->colors[plane][left_idx++];
		if (n == 0 || val != cache[n - 1])
			cache[n++] = val;
	}
	return n;
}

static int model_ceil_log2(int x)
{
	int i = 0;

	if (x < 2)
		return 0;
	while (1 << i < x)
		i++;
	return i;
}

static void model_sort(u16 *arr, int n)
{
	int i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			if (arr[j] < arr[i])
				swap(arr[i], arr[j]);
}

/* palette_colors_y or _u of palette_mode_info() (5.11.46) */
static void model_palette_colors(struct av1_model *m, unsigned int plane)
{
	const int depth = m->p->fmt.bit_depth, size = m->block->b.palette_size[plane];
	u16 *colors = m->block->colors[plane];
	u16 cache[2 * AV1_PALETTE_MAX];
	const int cache_n = model_palette_cache(m, plane, cache);
	int idx = 0, bits = 0, i, delta, range;

	for (i = 0; i < cache_n && idx < size; i++)
		if (av1_model_literal(m, 1))
			colors[idx++] = cache[i];
	if (idx < size)
		colors[idx++] = av1_model_literal(m, depth);
	if (idx < size)
		bits = depth - 3 + av1_model_literal(m, 2);
	while (idx < size) {
		delta = av1_model_literal(m, bits);
		if (plane == 0)
			delta++;
		colors[idx] = min(colors[idx - 1] + delta, (1 << depth) - 1);
		range = (1 << depth) - colors[idx];
		if (plane == 0)
			range--;
		bits = min(bits, model_ceil_log2(range));
		idx++;
	}
	model_sort(colors, size);
}

/* palette_colors_v of palette_mode_info() (5.11.46) */
static void model_palette_colors_v(struct av1_model *m)
{
	const int depth = m->p->fmt.bit_depth, size = m->block->b.palette_size[1];
	const int max_val = 1 << depth;
	u16 *colors = m->block->colors[2];
	int bits, idx, delta, val;

	if (!av1_model_literal(m, 1)) {
		for (idx = 0; idx < size; idx++)
			colors[idx] = av1_model_literal(m, depth);
		return;
	}
	bits = depth - 4 + av1_model_literal(m, 2);
	colors[0] = av1_model_literal(m, depth);
	for (idx = 1; idx < size; idx++) {
		delta = av1_model_literal(m, bits);
		if (delta && av1_model_literal(m, 1))
			delta = -delta;
		val = colors[idx - 1] + delta;
		if (val < 0)
			val += max_val;
		if (val >= max_val)
			val -= max_val;
		colors[idx] = clamp(val, 0, max_val - 1);
	}
}

void av1_model_palette_mode(struct av1_model *m)
{
	struct av1_block *b = &m->block->b;
	const unsigned int bsize_ctx = av1_mi_width_log2[b->size] + av1_mi_height_log2[b->size] - 2;
	const struct av1_model_block *above = av1_model_above(m), *left = av1_model_left(m);
	unsigned int ctx = 0;

	if (b->mode == AV1_DC_PRED) {
		if (above && above->b.palette_size[0] > 0)
			ctx++;
		if (left && left->b.palette_size[0] > 0)
			ctx++;
		if (av1_model_flag(m, m->cdfs.palette_y_mode[bsize_ctx][ctx])) {
			b->palette_size[0] =
				2 + av1_model_any(m, m->cdfs.palette_y_size[bsize_ctx], 7);
			model_palette_colors(m, 0);
		}
	}
	if (b->has_chroma && b->uv_mode == AV1_DC_PRED) {
		ctx = b->palette_size[0] > 0 ? 1 : 0;
		if (av1_model_flag(m, m->cdfs.palette_uv_mode[ctx])) {
			b->palette_size[1] =
				2 + av1_model_any(m, m->cdfs.palette_uv_size[bsize_ctx], 7);
			model_palette_colors(m, 1);
			model_palette_colors_v(m);
		}
	}
}

/* get_palette_color_context() (5.11.50): ColorOrder and ColorContextHash */
static int model_color_context(const u8 *map, int stride, int r, int c, int n, u8 *order)
{
	static const int multipliers[] = { 1, 2, 2 };
	int scores[AV1_PALETTE_MAX] = {}, hash = 0, i, j, k;

	for (i = 0; i < AV1_PALETTE_MAX; i++)
		order[i] = i;
	if (c > 0)
		scores[map[r * stride + c - 1]] += 2;
	if (r > 0 && c > 0)
		scores[map[(r - 1) * stride + c - 1]] += 1;
	if (r > 0)
		scores[map[(r - 1) * stride + c]] += 2;
	for (i = 0; i < 3; i++) {
		int max_score = scores[i], max_idx = i;

		for (j = i + 1; j < n; j++) {
			if (scores[j] > max_score) {
				max_score = scores[j];
				max_idx = j;
			}
		}
		if (max_idx != i) {
			const u8 max_order = order[max_idx];

			for (k = max_idx; k > i; k--) {
				scores[k] = scores[k - 1];
				order[k] = order[k - 1];
			}
			scores[i] = max_score;
			order[i] = max_order;
		}
	}
	for (i = 0; i < 3; i++)
		hash += scores[i] * multipliers[i];
	return hash;
}

/* ColorMapY or ColorMapUV */
static void model_color_map(struct av1_model *m, unsigned int plane, int width, int height,
			    int onscreen_w, int onscreen_h)
{
	static const s8 contexts[] = { -1, -1, 0, -1, -1, 4, 3, 2, 1 };
	const int n = m->block->b.palette_size[plane];
	u8 *map = &m->maps[m->num_maps], order[AV1_PALETTE_MAX];
	int i, j, hash;

	m->block->map[plane] = m->num_maps;
	m->block->map_bytes[plane] = width * height;
	m->num_maps += width * height;
	map[0] = av1_model_ns(m, n);
	for (i = 1; i < onscreen_h + onscreen_w - 1; i++) {
		for (j = min(i, onscreen_w - 1); j >= max(0, i - onscreen_h + 1); j--) {
			hash = model_color_context(map, width, i - j, j, n, order);
			map[(i - j) * width + j] =
				order[av1_model_low(m, m->cdfs.palette_color[n - 2][plane]
									    [contexts[hash]], n)];
		}
	}
	for (i = 0; i < onscreen_h; i++)
		for (j = onscreen_w; j < width; j++)
			map[i * width + j] = map[i * width + onscreen_w - 1];
	for (i = onscreen_h; i < height; i++)
		for (j = 0; j < width; j++)
			map[i * width + j] = map[(onscreen_h - 1) * width + j];
}

void av1_model_palette_tokens(struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const struct av1_params *p = m->p;
	int height = av1_block_height[b->size], width = av1_block_width[b->size];
	int onscreen_h = min(height, ((int)p->mi_rows - m->mi_row) * 4);
	int onscreen_w = min(width, ((int)p->mi_cols - m->mi_col) * 4);

	if (b->palette_size[0])
		model_color_map(m, 0, width, height, onscreen_w, onscreen_h);
	if (!b->palette_size[1])
		return;
	height >>= p->seq.sub_y;
	width >>= p->seq.sub_x;
	onscreen_h >>= p->seq.sub_y;
	onscreen_w >>= p->seq.sub_x;
	if (width < 4) {
		width += 2;
		onscreen_w += 2;
	}
	if (height < 4) {
		height += 2;
		onscreen_h += 2;
	}
	model_color_map(m, 1, width, height, onscreen_w, onscreen_h);
}
