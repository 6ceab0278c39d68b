/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 interpolation from references of another size with NEON (AV1 specification,
 * 7.11.3.4). It goes down in strips of 8 columns, each of which has the same place and
 * filter in all rows, and keeps as many rows between the directions as a row of the block
 * needs.
 *
 * A file that includes this, after av1_columns_tmpl.h, has defined:
 *
 *   av1_sample		type of samples
 *   av1_scaled_mid()	8 columns of a row, rounded by InterRound0
 *   av1_scaled_8()	stores 8 columns of a row of the block, rounded by InterRound1
 */
#ifndef _AV1_MC_SCALED_TMPL_H_
#define _AV1_MC_SCALED_TMPL_H_

#define AV1_SCALED_BEFORE	3	/* taps for samples before the full sample */

/*
 * Rows between the directions, each in two places, at its number modulo 8 and 8 further:
 * any 8 that follow each other lie together.
 */
struct av1_scaled_rows {
	s16 row[16][8];
};

/* Subpel_Filters for a block of @size in the filter's direction */
static __always_inline const s16 (*av1_scaled_filters(enum av1_interp_filter filter, int size))[8]
{
	if (size > 4 || filter == AV1_BILINEAR)
		return av1_subpel_filters[filter];
	return av1_subpel_filters[filter == AV1_EIGHTTAP_SMOOTH ? 5 : 4];
}

/* Columns from @pos on, of which only @w count: others are like the last of these. */
static __always_inline void av1_scaled_columns(struct av1_columns *c, int pos, int step, int w,
					       const s16 (*filters)[8])
{
	int i;

#pragma GCC unroll 8
	for (i = 0; i < 8; i++) {
		c->first[i] = (pos >> 10) - AV1_SCALED_BEFORE;
		c->taps[i] = vld1q_s16(filters[(pos >> 6) & 15]);
		pos += i + 1 < w ? step : 0;
	}
}

/* Row @y */
static __always_inline void av1_scaled_row(struct av1_scaled_rows *rows, int y, const void *s,
					   const struct av1_columns *c, int bd_max)
{
	const int16x8_t v = av1_scaled_mid(s, c, bd_max);

	vst1q_s16(rows->row[y & 7], v);
	vst1q_s16(rows->row[(y & 7) + 8], v);
}

/* @w is 8, 4 or 2. */
static __always_inline void av1_scaled_store(void *d, int32x4_t lo, int32x4_t hi, int w, bool prep,
					     int bd_max)
{
	const size_t bytes = prep ? sizeof(s16) : sizeof(av1_sample);
	s16 few[8];

	if (w == 8) {
		av1_scaled_8(d, lo, hi, prep, bd_max);
		return;
	}
	av1_scaled_8(few, lo, hi, prep, bd_max);
	if (w == 4)
		memcpy(d, few, 4 * bytes);
	else
		memcpy(d, few, 2 * bytes);
}

/* Tap @i of a row of the block; it is a constant. */
static __always_inline void av1_scaled_mla(int32x4_t *sum, const s16 *row, int16x8_t f, int i)
{
	const int16x8_t v = vld1q_s16(row);

	sum[0] = vmlal_laneq_s16(sum[0], vget_low_s16(v), f, i);
	sum[1] = vmlal_high_laneq_s16(sum[1], v, f, i);
}

/* A row of the block from 8 that lie together */
static __always_inline void av1_scaled_column(void *d, const s16 (*row)[8], int16x8_t f, int w,
					      bool prep, int bd_max)
{
	int32x4_t sum[2] = { vdupq_n_s32(0), vdupq_n_s32(0) };

	av1_scaled_mla(sum, row[0], f, 0);
	av1_scaled_mla(sum, row[1], f, 1);
	av1_scaled_mla(sum, row[2], f, 2);
	av1_scaled_mla(sum, row[3], f, 3);
	av1_scaled_mla(sum, row[4], f, 4);
	av1_scaled_mla(sum, row[5], f, 5);
	av1_scaled_mla(sum, row[6], f, 6);
	av1_scaled_mla(sum, row[7], f, 7);
	av1_scaled_store(d, sum[0], sum[1], w, prep, bd_max);
}

/* Up to 8 columns */
static __always_inline void av1_scaled_strip(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					     int h, int my, int step_y,
					     const struct av1_columns *c,
					     const s16 (*filters)[8], bool prep, int bd_max)
{
	struct av1_scaled_rows rows;
	int next = -AV1_SCALED_BEFORE, first;

	for (; h > 0; h--, my += step_y, d += ds) {
		first = (my >> 10) - AV1_SCALED_BEFORE;
		for (next = max(next, first); next < first + 8; next++)
			av1_scaled_row(&rows, next, s + next * ss, c, bd_max);
		av1_scaled_column(d, (const s16 (*)[8])rows.row + (first & 7),
				  vld1q_s16(filters[(my >> 6) & 15]), w, prep, bd_max);
	}
}

static __always_inline void av1_mc_scaled(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					  int h, int mx, int my, int step_x, int step_y,
					  enum av1_interp_filter filter_h,
					  enum av1_interp_filter filter_v, bool prep, int bd_max)
{
	const int strip = 8 * (prep ? sizeof(s16) : sizeof(av1_sample));
	const s16 (*filters_h)[8] = av1_scaled_filters(filter_h, w);
	const s16 (*filters_v)[8] = av1_scaled_filters(filter_v, h);
	struct av1_columns c;
	int x;

	for (x = 0; x < w; x += 8, mx += 8 * step_x, d += strip) {
		av1_scaled_columns(&c, mx, step_x, w, filters_h);
		if (w >= 8)
			av1_scaled_strip(d, ds, s, ss, 8, h, my, step_y, &c, filters_v, prep,
					 bd_max);
		else
			av1_scaled_strip(d, ds, s, ss, w, h, my, step_y, &c, filters_v, prep,
					 bd_max);
	}
}

#define AV1_MC_SCALED_ALL(bpc)									\
static void av1_mc_put_scaled_neon_##bpc(void *dst, ptrdiff_t dst_stride, const void *src,	\
					 ptrdiff_t src_stride, int w, int h, int mx, int my,	\
					 int step_x, int step_y,				\
					 enum av1_interp_filter filter_h,			\
					 enum av1_interp_filter filter_v, int bd_max)		\
{												\
	av1_mc_scaled(dst, dst_stride, src, src_stride, w, h, mx, my, step_x, step_y,		\
		      filter_h, filter_v, false, bd_max);					\
}												\
												\
static void av1_mc_prep_scaled_neon_##bpc(s16 *tmp, const void *src, ptrdiff_t src_stride,	\
					  int w, int h, int mx, int my, int step_x, int step_y,	\
					  enum av1_interp_filter filter_h,			\
					  enum av1_interp_filter filter_v, int bd_max)		\
{												\
	av1_mc_scaled((u8 *)tmp, w * sizeof(*tmp), src, src_stride, w, h, mx, my, step_x,	\
		      step_y, filter_h, filter_v, true, bd_max);				\
}												\
												\
const struct av1_mc_dsp av1_mc_scaled_neon_##bpc = {						\
	.put_scaled = av1_mc_put_scaled_neon_##bpc,						\
	.prep_scaled = av1_mc_prep_scaled_neon_##bpc,						\
}

#endif /* _AV1_MC_SCALED_TMPL_H_ */
