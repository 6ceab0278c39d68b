// SPDX-License-Identifier: GPL-2.0
/*
 * Model of AV1's block syntax: tiles, loop restoration, partitions, and what blocks of
 * all kinds have in common. See av1_model.h.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_lr_tables.h"
#include "av1_model.h"
#include "dae_check.h"

#define MODEL_DELTA_SMALL	3
#define MODEL_MAX_LOOP_FILTER	63

u32 av1_model_random(struct av1_model *m, u32 n)
{
	return dae_below(&m->seed, n);
}

u32 av1_model_put(struct av1_model *m, u16 *cdf, u32 n, u32 value)
{
	av1_put_symbol(&m->w, cdf, n, value);
	return value;
}

u32 av1_model_any(struct av1_model *m, u16 *cdf, u32 n)
{
	return av1_model_put(m, cdf, n, av1_model_random(m, n));
}

u32 av1_model_low(struct av1_model *m, u16 *cdf, u32 n)
{
	return av1_model_put(m, cdf, n, av1_model_rarely(m, 3) ? av1_model_random(m, n) : 0);
}

bool av1_model_flag(struct av1_model *m, u16 *cdf)
{
	return av1_model_any(m, cdf, 2);
}

u32 av1_model_literal(struct av1_model *m, u32 n)
{
	const u32 value = n ? av1_model_random(m, 1 << n) : 0;

	av1_put_literal(&m->w, value, n);
	return value;
}

u32 av1_model_ns(struct av1_model *m, u32 n)
{
	const u32 value = av1_model_random(m, n);

	av1_put_ns(&m->w, value, n);
	return value;
}

bool av1_model_seg_feature(const struct av1_model *m, unsigned int feature)
{
	return m->p->seg.enabled && m->p->seg.features[m->block->b.segment_id] >> feature & 1;
}

unsigned int av1_model_plane_size(const struct av1_model *m, unsigned int size,
				  unsigned int plane)
{
	const unsigned int subx = plane > 0 ? m->p->seq.sub_x : 0;
	const unsigned int suby = plane > 0 ? m->p->seq.sub_y : 0;

	return av1_subsampled_size[size][subx][suby];
}

/* is_inside() (5.11.51) */
static bool model_is_inside(const struct av1_model *m, int row, int col)
{
	return col >= (int)m->tile.first && col < (int)m->tile.end &&
	       row >= (int)m->tile.row_first && row < (int)m->tile.row_end;
}

/* neg_deinterleave() (5.11.9) */
static int model_neg_deinterleave(int diff, int ref, int max)
{
	if (!ref)
		return diff;
	if (ref >= max - 1)
		return max - diff - 1;
	if (2 * ref < max) {
		if (diff <= 2 * ref) {
			if (diff & 1)
				return ref + ((diff + 1) >> 1);
			return ref - (diff >> 1);
		}
		return diff;
	}
	if (diff <= 2 * (max - ref - 1)) {
		if (diff & 1)
			return ref + ((diff + 1) >> 1);
		return ref - (diff >> 1);
	}
	return max - (diff + 1);
}

/* read_segment_id() (5.11.9) */
void av1_model_read_segment_id(struct av1_model *m)
{
	const int max = m->p->seg.last_active + 1;
	int prev_ul = -1, prev_u = -1, prev_l = -1, pred, ctx;

	if (m->avail_u && m->avail_l)
		prev_ul = av1_model_at(m, m->mi_row - 1, m->mi_col - 1)->b.segment_id;
	if (m->avail_u)
		prev_u = av1_model_above(m)->b.segment_id;
	if (m->avail_l)
		prev_l = av1_model_left(m)->b.segment_id;
	if (prev_u == -1)
		pred = prev_l == -1 ? 0 : prev_l;
	else if (prev_l == -1)
		pred = prev_u;
	else
		pred = prev_ul == prev_u ? prev_u : prev_l;
	if (m->block->b.skip) {
		m->block->b.segment_id = pred;
		return;
	}
	if (prev_ul < 0)
		ctx = 0;
	else if (prev_ul == prev_u && prev_ul == prev_l)
		ctx = 2;
	else if (prev_ul == prev_u || prev_ul == prev_l || prev_u == prev_l)
		ctx = 1;
	else
		ctx = 0;
	/* Conformance asks for a result below max: only values below max have one. */
	m->block->b.segment_id =
		model_neg_deinterleave(av1_model_put(m, m->cdfs.segment_id[ctx], 8,
						     av1_model_random(m, max)), pred, max);
}

/* read_skip() (5.11.11) */
void av1_model_read_skip(struct av1_model *m)
{
	unsigned int ctx = 0;

	if (m->p->seg.pre_skip && av1_model_seg_feature(m, AV1_SEG_SKIP)) {
		m->block->b.skip = true;
		return;
	}
	if (m->avail_u)
		ctx += av1_model_above(m)->b.skip;
	if (m->avail_l)
		ctx += av1_model_left(m)->b.skip;
	m->block->b.skip = av1_model_put(m, m->cdfs.skip[ctx], 2,
					 m->no_residual || av1_model_rarely(m, 3));
}

/* read_cdef() (5.11.56); cdef_idx is of 64x64 blocks here */
void av1_model_read_cdef(struct av1_model *m)
{
	const struct av1_params *p = m->p;
	const int r = m->mi_row / 16, c = m->mi_col / 16;
	int value, i, j;

	if (m->block->b.skip || p->coded_lossless || !p->seq.cdef || p->intrabc)
		return;
	if (m->cdef_idx[r][c] != -1)
		return;
	value = av1_model_literal(m, p->cdef_bits);
	for (i = 16 * r; i < 16 * r + av1_num_4x4_blocks_high[m->block->b.size]; i += 16)
		for (j = 16 * c; j < 16 * c + av1_num_4x4_blocks_wide[m->block->b.size]; j += 16)
			m->cdef_idx[i / 16][j / 16] = value;
}

/* delta_q_abs and what follows, or delta_lf_abs: reducedDeltaQIndex */
static int model_read_delta(struct av1_model *m, u16 *cdf)
{
	int abs = av1_model_any(m, cdf, MODEL_DELTA_SMALL + 1);

	if (abs == MODEL_DELTA_SMALL) {
		/* Mostly small, so that sums do not stay at the ends of their range. */
		const u32 rem_bits = av1_model_random(m, av1_model_rarely(m, 8) ? 8 : 2);

		av1_put_literal(&m->w, rem_bits, 3);
		abs = av1_model_literal(m, rem_bits + 1) + (1 << (rem_bits + 1)) + 1;
	}
	if (!abs)
		return 0;
	return av1_model_literal(m, 1) ? -abs : abs;
}

/* read_delta_qindex() (5.11.12) and read_delta_lf() (5.11.13), and what follows them */
void av1_model_read_deltas(struct av1_model *m)
{
	const struct av1_params *p = m->p;
	const unsigned int sb_size = p->seq.sb128 ? AV1_BLOCK_128X128 : AV1_BLOCK_64X64;
	const bool read = m->read_deltas && !(m->block->b.size == sb_size && m->block->b.skip);
	unsigned int frame_lf_count = 1, i;
	int delta;

	m->read_deltas = false;
	if (!read)
		return;
	delta = model_read_delta(m, m->cdfs.delta_q);
	if (delta)
		m->current_q_index = clamp(m->current_q_index + delta * (1 << p->delta_q_res),
					   1, 255);
	if (!p->delta_lf_present)
		return;
	if (p->delta_lf_multi)
		frame_lf_count = p->seq.num_planes > 1 ? 4 : 2;
	for (i = 0; i < frame_lf_count; i++) {
		delta = model_read_delta(m, p->delta_lf_multi ? m->cdfs.delta_lf_multi[i] :
								m->cdfs.delta_lf);
		m->delta_lf[i] = clamp(m->delta_lf[i] + delta * (1 << p->delta_lf_res),
				       -MODEL_MAX_LOOP_FILTER, MODEL_MAX_LOOP_FILTER);
	}
}

/* 7.14.4 and 7.14.5: lvlSeg for plane and pass */
static int model_lf_level(const struct av1_model *m, unsigned int plane, unsigned int pass)
{
	const struct av1_params *p = m->p;
	const struct av1_block *b = &m->block->b;
	const unsigned int i = plane == 0 ? pass : plane + 1;
	const unsigned int feature = AV1_SEG_ALT_LF_Y_V + i;
	const unsigned int mode_type = b->mode >= AV1_NEARESTMV && b->mode != AV1_GLOBALMV &&
				       b->mode != AV1_GLOBAL_GLOBALMV;
	const int delta_lf = m->delta_lf[p->delta_lf_multi ? i : 0];
	int lvl_seg = clamp(delta_lf + p->lf_level[i], 0, MODEL_MAX_LOOP_FILTER);
	int n_shift;

	if (av1_model_seg_feature(m, feature))
		lvl_seg = clamp(p->seg.data[b->segment_id][feature] + lvl_seg, 0,
				MODEL_MAX_LOOP_FILTER);
	if (p->lf_delta_enabled) {
		n_shift = lvl_seg >> 5;
		if (b->ref[0] == AV1_INTRA_FRAME)
			lvl_seg += p->lf_ref_deltas[AV1_INTRA_FRAME] * (1 << n_shift);
		else
			lvl_seg += p->lf_ref_deltas[b->ref[0]] * (1 << n_shift) +
				   p->lf_mode_deltas[mode_type] * (1 << n_shift);
		lvl_seg = clamp(lvl_seg, 0, MODEL_MAX_LOOP_FILTER);
	}
	return lvl_seg;
}

/* The block is decoded: it is in the grid, and in the picture of the mv prediction. */
static void model_store_block(struct av1_model *m)
{
	const struct av1_block *b = &m->block->b;
	const u32 index = av1_pic_grid(m->shadow, b->row, b->col);
	int x, y;

	m->shadow->blocks[index] = *b;
	for (y = 0; y < av1_num_4x4_blocks_high[b->size]; y++) {
		for (x = 0; x < av1_num_4x4_blocks_wide[b->size]; x++) {
			m->grid[b->row + y][b->col + x] = m->num_blocks;
			m->shadow->grid[av1_pic_grid(m->shadow, b->row + y, b->col + x)] = index;
		}
	}
	m->num_blocks++;
}

/* decode_block() (5.11.5) */
static void model_decode_block(struct av1_model *m, int r, int c, unsigned int sub_size)
{
	const int bw4 = av1_num_4x4_blocks_wide[sub_size];
	const int bh4 = av1_num_4x4_blocks_high[sub_size];
	struct av1_model_block *block = &m->blocks[m->num_blocks];
	struct av1_block *b = &block->b;
	unsigned int i;

	m->block = block;
	m->mi_row = r;
	m->mi_col = c;
	*block = (struct av1_model_block){
		.b.row = r,
		.b.col = c,
		.b.size = sub_size,
		.b.ref = { AV1_INTRA_FRAME, AV1_NONE },
		.b.compound_type = AV1_COMPOUND_AVERAGE,
		.b.compound_idx = 1,
		.tx = m->num_txs,
		.coef = m->num_coefs,
	};
	if (bh4 == 1 && m->p->seq.sub_y && (r & 1) == 0)
		b->has_chroma = false;
	else if (bw4 == 1 && m->p->seq.sub_x && (c & 1) == 0)
		b->has_chroma = false;
	else
		b->has_chroma = m->p->seq.num_planes > 1;
	m->avail_u = model_is_inside(m, r - 1, c);
	m->avail_l = model_is_inside(m, r, c - 1);
	if (m->p->intra)
		av1_model_intra_frame_mode(m);
	else
		av1_model_inter_frame_mode(m);
	av1_model_palette_tokens(m);
	av1_model_block_tx_size(m);
	if (b->skip)
		av1_model_reset_context(m);
	av1_model_residual(m);
	for (i = 0; m->p->do_deblock && i < 4; i++)
		b->lf_level[i] = model_lf_level(m, i < 2 ? 0 : i - 1, i < 2 ? i : 0);
	block->num_txs = m->num_txs - block->tx;
	model_store_block(m);
}

/* cdf[ i ] of the specification */
static int model_spec_cdf(const u16 *cdf, unsigned int n, unsigned int i)
{
	return i == n - 1 ? 1 << 15 : (1 << 15) - cdf[i];
}

/* What a partition adds to psum of split_or_horz and split_or_vert (8.3.2) */
static int model_partition_prob(const u16 *cdf, unsigned int n, enum av1_partition partition)
{
	return model_spec_cdf(cdf, n, partition) - model_spec_cdf(cdf, n, partition - 1);
}

static bool model_partition_legal(const struct av1_model *m, unsigned int partition,
				  unsigned int size)
{
	const unsigned int sub_size = av1_partition_subsize[partition][size];

	/* 6.10.4: there is a size for chroma. */
	return sub_size != AV1_BLOCK_INVALID &&
	       (m->p->seq.num_planes == 1 ||
		av1_model_plane_size(m, sub_size, 1) != AV1_BLOCK_INVALID);
}

/* partition, split_or_horz, split_or_vert of 5.11.4, with their CDFs (8.3.2) */
static unsigned int model_read_partition(struct av1_model *m, int r, int c, unsigned int size,
					 bool has_rows, bool has_cols)
{
	const unsigned int bsl = av1_mi_width_log2[size];
	const unsigned int n = size == AV1_BLOCK_8X8 ? 4 : size == AV1_BLOCK_128X128 ? 8 : 10;
	const bool above = m->avail_u &&
			   av1_mi_width_log2[av1_model_at(m, r - 1, c)->b.size] < bsl;
	const bool left = m->avail_l &&
			  av1_mi_height_log2[av1_model_at(m, r, c - 1)->b.size] < bsl;
	u16 *cdf = m->cdfs.partition[bsl - 1][left * 2 + above];
	unsigned int partition;
	int psum;
	bool split;

	if (has_rows && has_cols) {
		do {
			partition = size > AV1_BLOCK_16X16 &&
				    av1_model_random(m, m->no_residual ? 2 : 3) ?
				    AV1_PARTITION_SPLIT : av1_model_random(m, n);
		} while (!model_partition_legal(m, partition, size));
		return av1_model_put(m, cdf, n, partition);
	}
	if (has_cols) {
		psum = model_partition_prob(cdf, n, AV1_PARTITION_VERT) +
		       model_partition_prob(cdf, n, AV1_PARTITION_SPLIT) +
		       model_partition_prob(cdf, n, AV1_PARTITION_HORZ_A) +
		       model_partition_prob(cdf, n, AV1_PARTITION_VERT_A) +
		       model_partition_prob(cdf, n, AV1_PARTITION_VERT_B);
		if (size != AV1_BLOCK_128X128)
			psum += model_partition_prob(cdf, n, AV1_PARTITION_VERT_4);
		split = !model_partition_legal(m, AV1_PARTITION_HORZ, size) ||
			av1_model_random(m, 2);
		partition = AV1_PARTITION_HORZ;
	} else {
		psum = model_partition_prob(cdf, n, AV1_PARTITION_HORZ) +
		       model_partition_prob(cdf, n, AV1_PARTITION_SPLIT) +
		       model_partition_prob(cdf, n, AV1_PARTITION_HORZ_A) +
		       model_partition_prob(cdf, n, AV1_PARTITION_HORZ_B) +
		       model_partition_prob(cdf, n, AV1_PARTITION_VERT_A);
		if (size != AV1_BLOCK_128X128)
			psum += model_partition_prob(cdf, n, AV1_PARTITION_HORZ_4);
		split = !model_partition_legal(m, AV1_PARTITION_VERT, size) ||
			av1_model_random(m, 2);
		partition = AV1_PARTITION_VERT;
	}
	av1_put_bool_prob(&m->w, split, psum);
	return split ? AV1_PARTITION_SPLIT : partition;
}

/* decode_partition() (5.11.4) */
static void model_decode_partition(struct av1_model *m, int r, int c, unsigned int size)
{
	const int mi_rows = m->p->mi_rows, mi_cols = m->p->mi_cols;
	const int num4x4 = av1_num_4x4_blocks_wide[size], half = num4x4 >> 1, quarter = half >> 1;
	const bool has_rows = r + half < mi_rows, has_cols = c + half < mi_cols;
	unsigned int partition, sub_size, split_size;

	if (r >= mi_rows || c >= mi_cols)
		return;
	m->avail_u = model_is_inside(m, r - 1, c);
	m->avail_l = model_is_inside(m, r, c - 1);
	if (size < AV1_BLOCK_8X8)
		partition = AV1_PARTITION_NONE;
	else if (has_rows || has_cols)
		partition = model_read_partition(m, r, c, size, has_rows, has_cols);
	else
		partition = AV1_PARTITION_SPLIT;
	sub_size = av1_partition_subsize[partition][size];
	split_size = av1_partition_subsize[AV1_PARTITION_SPLIT][size];
	switch (partition) {
	case AV1_PARTITION_NONE:
		model_decode_block(m, r, c, sub_size);
		break;
	case AV1_PARTITION_HORZ:
		model_decode_block(m, r, c, sub_size);
		if (has_rows)
			model_decode_block(m, r + half, c, sub_size);
		break;
	case AV1_PARTITION_VERT:
		model_decode_block(m, r, c, sub_size);
		if (has_cols)
			model_decode_block(m, r, c + half, sub_size);
		break;
	case AV1_PARTITION_SPLIT:
		model_decode_partition(m, r, c, sub_size);
		model_decode_partition(m, r, c + half, sub_size);
		model_decode_partition(m, r + half, c, sub_size);
		model_decode_partition(m, r + half, c + half, sub_size);
		break;
	case AV1_PARTITION_HORZ_A:
		model_decode_block(m, r, c, split_size);
		model_decode_block(m, r, c + half, split_size);
		model_decode_block(m, r + half, c, sub_size);
		break;
	case AV1_PARTITION_HORZ_B:
		model_decode_block(m, r, c, sub_size);
		model_decode_block(m, r + half, c, split_size);
		model_decode_block(m, r + half, c + half, split_size);
		break;
	case AV1_PARTITION_VERT_A:
		model_decode_block(m, r, c, split_size);
		model_decode_block(m, r + half, c, split_size);
		model_decode_block(m, r, c + half, sub_size);
		break;
	case AV1_PARTITION_VERT_B:
		model_decode_block(m, r, c, sub_size);
		model_decode_block(m, r, c + half, split_size);
		model_decode_block(m, r + half, c + half, split_size);
		break;
	case AV1_PARTITION_HORZ_4:
		model_decode_block(m, r + quarter * 0, c, sub_size);
		model_decode_block(m, r + quarter * 1, c, sub_size);
		model_decode_block(m, r + quarter * 2, c, sub_size);
		if (r + quarter * 3 < mi_rows)
			model_decode_block(m, r + quarter * 3, c, sub_size);
		break;
	default:
		model_decode_block(m, r, c + quarter * 0, sub_size);
		model_decode_block(m, r, c + quarter * 1, sub_size);
		model_decode_block(m, r, c + quarter * 2, sub_size);
		if (c + quarter * 3 < mi_cols)
			model_decode_block(m, r, c + quarter * 3, sub_size);
		break;
	}
}

/* inverse_recenter() (5.9.29) */
static int model_inverse_recenter(int r, int v)
{
	if (v > 2 * r)
		return v;
	if (v & 1)
		return r - ((v + 1) >> 1);
	return r + (v >> 1);
}

/* decode_subexp_bool() (5.11.58) */
static int model_subexp_bool(struct av1_model *m, int num_syms, int k)
{
	int i = 0, mk = 0;

	while (1) {
		const int b2 = i ? k + i - 1 : k, a = 1 << b2;

		if (num_syms <= mk + 3 * a)
			return av1_model_ns(m, num_syms - mk) + mk;
		if (!av1_model_literal(m, 1))
			return av1_model_literal(m, b2) + mk;
		i++;
		mk += a;
	}
}

/* decode_signed_subexp_with_ref_bool() (5.11.58) */
static int model_signed_subexp(struct av1_model *m, int low, int high, int k, int r)
{
	const int mx = high - low, v = model_subexp_bool(m, mx, k);

	r -= low;
	if (r << 1 <= mx)
		return model_inverse_recenter(r, v) + low;
	return mx - 1 - model_inverse_recenter(mx - 1 - r, v) + low;
}

/* read_lr_unit() (5.11.58) */
static void model_read_lr_unit(struct av1_model *m, unsigned int plane, struct av1_lr_unit *unit)
{
	static const int taps_min[] = { -5, -23, -17 }, taps_max[] = { 10, 8, 46 };
	static const int taps_k[] = { 1, 2, 3 };
	static const int xqd_min[] = { -96, -32 }, xqd_max[] = { 31, 95 };
	int pass, j, v;

	if (m->p->lr_type[plane] == AV1_RESTORE_WIENER)
		unit->type = av1_model_flag(m, m->cdfs.use_wiener) ? AV1_RESTORE_WIENER :
								     AV1_RESTORE_NONE;
	else if (m->p->lr_type[plane] == AV1_RESTORE_SGRPROJ)
		unit->type = av1_model_flag(m, m->cdfs.use_sgrproj) ? AV1_RESTORE_SGRPROJ :
								      AV1_RESTORE_NONE;
	else
		unit->type = av1_model_any(m, m->cdfs.restoration_type, 3);
	if (unit->type == AV1_RESTORE_WIENER) {
		for (pass = 0; pass < 2; pass++) {
			for (j = plane ? 1 : 0; j < 3; j++) {
				v = model_signed_subexp(m, taps_min[j], taps_max[j] + 1, taps_k[j],
							m->ref_lr_wiener[plane][pass][j]);
				unit->wiener[pass][j] = v;
				m->ref_lr_wiener[plane][pass][j] = v;
			}
		}
	} else if (unit->type == AV1_RESTORE_SGRPROJ) {
		unit->sgr_set = av1_model_literal(m, 4);
		for (j = 0; j < 2; j++) {
			v = 0;
			if (av1_sgr_params[unit->sgr_set][j * 2])
				v = model_signed_subexp(m, xqd_min[j], xqd_max[j] + 1, 4,
							m->ref_sgr_xqd[plane][j]);
			else if (j == 1)
				v = clamp((1 << 7) - m->ref_sgr_xqd[plane][0], xqd_min[j],
					  xqd_max[j]);
			unit->xqd[j] = v;
			m->ref_sgr_xqd[plane][j] = v;
		}
	}
}

/* count_units_in_frame() (5.11.57) */
static int model_count_units(int unit_size, int frame_size)
{
	return max((frame_size + (unit_size >> 1)) / unit_size, 1);
}

/* read_lr() (5.11.57) */
static void model_read_lr(struct av1_model *m, int r, int c)
{
	const struct av1_params *p = m->p;
	const int w = p->seq.sb128 ? 32 : 16, h = w;
	unsigned int plane;

	if (p->intrabc)
		return;
	for (plane = 0; plane < p->seq.num_planes; plane++) {
		const int sub_x = plane ? p->seq.sub_x : 0, sub_y = plane ? p->seq.sub_y : 0;
		const int size = 1 << p->lr_log2[plane];
		const int unit_rows = model_count_units(size, (p->fmt.height + sub_y) >> sub_y);
		const int unit_cols = model_count_units(size, (p->fmt.width + sub_x) >> sub_x);
		const int row_start = (r * (4 >> sub_y) + size - 1) / size;
		const int row_end = min(unit_rows, ((r + h) * (4 >> sub_y) + size - 1) / size);
		int numerator = 4 >> sub_x, denominator = size, col_start, col_end, y, x;

		if (p->lr_type[plane] == AV1_RESTORE_NONE)
			continue;
		if (p->do_superres) {
			numerator = (4 >> sub_x) * p->superres_denom;
			denominator = size * 8;
		}
		col_start = (c * numerator + denominator - 1) / denominator;
		col_end = min(unit_cols, ((c + w) * numerator + denominator - 1) / denominator);
		for (y = row_start; y < row_end; y++)
			for (x = col_start; x < col_end; x++)
				model_read_lr_unit(m, plane, &m->lr[plane][y][x]);
	}
}

/* What decode_tile() (5.11.2) sets at its start */
static void model_start_tile(struct av1_model *m, u32 tile)
{
	static const int wiener_mid[] = { 3, -7, 15 }, xqd_mid[] = { -32, 31 };
	const struct av1_params *p = m->p;
	unsigned int plane, pass, i;

	m->tile.first = p->tile_col_starts[tile % p->tile_cols];
	m->tile.end = p->tile_col_starts[tile % p->tile_cols + 1];
	m->tile.row_first = p->tile_row_starts[tile / p->tile_cols];
	m->tile.row_end = p->tile_row_starts[tile / p->tile_cols + 1];
	m->cdfs = m->shadow->cdfs;
	av1_put_start(&m->w, !p->disable_cdf_update);
	memset(m->above_level, 0, sizeof(m->above_level));
	memset(m->above_dc, 0, sizeof(m->above_dc));
	memset(m->above_seg_pred, 0, sizeof(m->above_seg_pred));
	m->current_q_index = p->base_q_idx;
	memset(m->delta_lf, 0, sizeof(m->delta_lf));
	for (plane = 0; plane < p->seq.num_planes; plane++) {
		for (pass = 0; pass < 2; pass++) {
			m->ref_sgr_xqd[plane][pass] = xqd_mid[pass];
			for (i = 0; i < 3; i++)
				m->ref_lr_wiener[plane][pass][i] = wiener_mid[i];
		}
	}
}

u32 av1_model_tile(struct av1_model *m, u32 tile)
{
	const unsigned int sb_size = m->p->seq.sb128 ? AV1_BLOCK_128X128 : AV1_BLOCK_64X64;
	const u32 sb_size4 = av1_num_4x4_blocks_wide[sb_size];
	u32 r, c;

	model_start_tile(m, tile);
	for (r = m->tile.row_first; r < m->tile.row_end; r += sb_size4) {
		memset(m->left_level, 0, sizeof(m->left_level));
		memset(m->left_dc, 0, sizeof(m->left_dc));
		memset(m->left_seg_pred, 0, sizeof(m->left_seg_pred));
		if (m->shadow->field)
			av1_mfmv_row(m->shadow, r / sb_size4);
		for (c = m->tile.first; c < m->tile.end; c += sb_size4) {
			m->read_deltas = m->p->delta_q_present;
			model_read_lr(m, r, c);
			model_decode_partition(m, r, c, sb_size);
		}
	}
	KUNIT_ASSERT_FALSE(m->test, m->w.full);
	return av1_put_end(&m->w);
}

void av1_model_free(struct av1_model *m)
{
	if (m->shadow)
		av1_picture_free(container_of(m->shadow, struct av1_picture, pic));
	vfree(m->blocks);
	vfree(m->txs);
	vfree(m->coefs);
	vfree(m->maps);
	m->blocks = NULL;
	m->txs = NULL;
	m->coefs = NULL;
	m->maps = NULL;
}

static void model_release(void *ctx)
{
	struct av1_model *m = ctx;

	m->shadow = NULL;
	av1_model_free(m);
	vfree(m);
}

struct av1_model *av1_model_new(struct kunit *test, struct av1_picture *f, u32 seed)
{
	const u32 mis = f->pic.grid_stride * f->pic.sb_rows * f->pic.sb_mi;
	struct av1_model *m = vzalloc(sizeof(*m));
	const struct av1_params *p = &f->pic.params;
	struct av1_picture *shadow;

	KUNIT_ASSERT_NOT_NULL(test, m);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, model_release, m), 0);
	KUNIT_ASSERT_LE(test, f->pic.sb_rows, AV1_FIXTURE_RING_ROWS);
	KUNIT_ASSERT_LE(test, f->pic.sb_rows * f->pic.sb_mi, AV1_MODEL_MI);
	KUNIT_ASSERT_LE(test, f->pic.grid_stride, AV1_MODEL_MI);
	m->test = test;
	m->seed = seed;
	m->blocks = vzalloc(mis * sizeof(*m->blocks));
	m->txs = vzalloc(3 * mis * sizeof(*m->txs));
	m->coefs = vzalloc(3 * 16 * mis * sizeof(*m->coefs));
	m->maps = vzalloc(2 * 16 * mis);
	KUNIT_ASSERT_TRUE(test, m->blocks && m->txs && m->coefs && m->maps);
	memset(m->cdef_idx, -1, sizeof(m->cdef_idx));
	/* The same frame once more, with the same references */
	shadow = av1_picture_new(test, p->fmt.width, p->fmt.height, p->fmt.chroma,
				 p->fmt.bit_depth);
	shadow->pic.params = *p;
	memcpy(shadow->refs, f->refs, sizeof(f->refs));
	av1_picture_start(test, shadow);
	m->shadow = &shadow->pic;
	m->p = &shadow->pic.params;
	memset(m->shadow->grid, 0xff, mis * sizeof(u32));
	return m;
}
