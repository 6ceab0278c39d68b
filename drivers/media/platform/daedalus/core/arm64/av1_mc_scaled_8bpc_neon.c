// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 interpolation of 8-bit samples from references of another size with NEON (AV1
 * specification, 7.11.3.4). It goes down in strips of 8 columns, each of which has the same
 * place and filter in all rows, and keeps as many rows between the directions as a row of
 * the block needs.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#include "av1_columns_tmpl.h"

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

/* Row @y, rounded by InterRound0, with the 128 times 128 that sums have less */
static __always_inline void av1_scaled_row(struct av1_scaled_rows *rows, int y, const u8 *s,
					   const struct av1_columns *c)
{
	const int16x8_t v = vaddq_s16(vrshrq_n_s16(av1_columns_sum(s, c), 3),
				      vdupq_n_s16(128 * 128 / 8));

	vst1q_s16(rows->row[y & 7], v);
	vst1q_s16(rows->row[(y & 7) + 8], v);
}

static __always_inline void av1_scaled_store(void *d, int32x4_t lo, int32x4_t hi, int w, bool prep)
{
	s16 mid[8];
	u8 out[8];

	if (prep) {
		vst1q_s16(w == 8 ? d : mid, vrshrn_high_n_s32(vrshrn_n_s32(lo, 7), hi, 7));
		if (w < 8)
			memcpy(d, mid, w * sizeof(*mid));
		return;
	}
	vst1_u8(w == 8 ? d : out, vqmovn_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 11), hi, 11)));
	if (w < 8)
		memcpy(d, out, w);
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
					      bool prep)
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
	av1_scaled_store(d, sum[0], sum[1], w, prep);
}

/* Up to 8 columns */
static __always_inline void av1_scaled_strip(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					     int h, int my, int step_y,
					     const struct av1_columns *c,
					     const s16 (*filters)[8], bool prep)
{
	struct av1_scaled_rows rows;
	int next = -AV1_SCALED_BEFORE, first;

	for (; h > 0; h--, my += step_y, d += ds) {
		first = (my >> 10) - AV1_SCALED_BEFORE;
		for (next = max(next, first); next < first + 8; next++)
			av1_scaled_row(&rows, next, s + next * ss, c);
		av1_scaled_column(d, (const s16 (*)[8])rows.row + (first & 7),
				  vld1q_s16(filters[(my >> 6) & 15]), w, prep);
	}
}

static __always_inline void av1_mc_scaled(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					  int h, int mx, int my, int step_x, int step_y,
					  enum av1_interp_filter filter_h,
					  enum av1_interp_filter filter_v, bool prep)
{
	const s16 (*filters_h)[8] = av1_scaled_filters(filter_h, w);
	const s16 (*filters_v)[8] = av1_scaled_filters(filter_v, h);
	struct av1_columns c;
	int x;

	for (x = 0; x < w; x += 8, mx += 8 * step_x, d += 8 << prep) {
		av1_scaled_columns(&c, mx, step_x, w, filters_h);
		if (w >= 8)
			av1_scaled_strip(d, ds, s, ss, 8, h, my, step_y, &c, filters_v, prep);
		else
			av1_scaled_strip(d, ds, s, ss, w, h, my, step_y, &c, filters_v, prep);
	}
}

static void av1_mc_put_scaled_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h, int mx, int my,
					int step_x, int step_y, enum av1_interp_filter filter_h,
					enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc_scaled(dst, dst_stride, src, src_stride, w, h, mx, my, step_x, step_y, filter_h,
		      filter_v, false);
}

static void av1_mc_prep_scaled_neon_8bpc(s16 *tmp, const void *src, ptrdiff_t src_stride, int w,
					 int h, int mx, int my, int step_x, int step_y,
					 enum av1_interp_filter filter_h,
					 enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc_scaled((u8 *)tmp, w * sizeof(*tmp), src, src_stride, w, h, mx, my, step_x, step_y,
		      filter_h, filter_v, true);
}

const struct av1_mc_dsp av1_mc_scaled_neon_8bpc = {
	.put_scaled = av1_mc_put_scaled_neon_8bpc,
	.prep_scaled = av1_mc_prep_scaled_neon_8bpc,
};
