// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 interpolation of samples of 10 and 12 bits (AV1 specification, 7.11.3.4) and the
 * mean of two predictions with NEON.
 *
 * Depths differ in InterRound0, 3 or 5. Taps of the one that has the smaller shift are
 * multiplied by 4, so that shifts are constants. Intermediate predictions are less their
 * bias in the end: only then do they fit 16 bits, which may wrap before.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"
#include "dae_emu_neon.h"

#include <asm/neon-intrinsics.h>

#define AV1_MC_SHIFT_ROWS	5	/* to intermediate samples, and to predictions */
#define AV1_MC_SHIFT_ONE	7	/* of one direction, to samples */
#define AV1_MC_SHIFT_COLS	7	/* of columns after rows, to predictions */
#define AV1_MC_SHIFT_BOTH	11	/* to samples */

/**
 * struct av1_mc_filters - what rows and columns are filtered with
 * @h: taps of rows
 * @v: taps of columns
 * @add: added to sums of rows
 * @max: largest sample
 */
struct av1_mc_filters {
	int16x8_t h;
	int16x8_t v;
	int32x4_t add;
	uint16x8_t max;
};

/* Sums of lanes 0..3 and 4..7 */
struct av1_mc_sum {
	int32x4_t lo;
	int32x4_t hi;
};

/* Index of av1_subpel_filters for a block of @size in the filter's direction */
static __always_inline unsigned int av1_mc_set(enum av1_interp_filter filter, int size)
{
	if (size > 4 || filter == AV1_BILINEAR)
		return filter;
	return filter == AV1_EIGHTTAP_SMOOTH ? 5 : 4;
}

/* @w samples, 4 at most, or 8 */
static __always_inline int16x8_t av1_mc_load(const u16 *s, int w)
{
	u32 word;

	if (w == 8)
		return vreinterpretq_s16_u16(vld1q_u16(s));
	if (w == 4)
		return vreinterpretq_s16_u16(vcombine_u16(vld1_u16(s), vdup_n_u16(0)));
	memcpy(&word, s, sizeof(word));
	return vreinterpretq_s16_u32(vdupq_n_u32(word));
}

static __always_inline void av1_mc_store(u16 *d, uint16x8_t v, int w)
{
	u32 word;

	if (w == 8) {
		vst1q_u16(d, v);
	} else if (w == 4) {
		vst1_u16(d, vget_low_u16(v));
	} else {
		word = vgetq_lane_u32(vreinterpretq_u32_u16(v), 0);
		memcpy(d, &word, sizeof(word));
	}
}

static __always_inline struct av1_mc_sum av1_mc_mul(int16x8_t v, int16x8_t taps, int i, int w)
{
	struct av1_mc_sum sum;

	sum.lo = vmull_laneq_s16(vget_low_s16(v), taps, i);
	if (w == 8)
		sum.hi = vmull_high_laneq_s16(v, taps, i);
	return sum;
}

static __always_inline void av1_mc_mla(struct av1_mc_sum *sum, int16x8_t v, int16x8_t taps, int i,
				       int w)
{
	sum->lo = vmlal_laneq_s16(sum->lo, vget_low_s16(v), taps, i);
	if (w == 8)
		sum->hi = vmlal_high_laneq_s16(sum->hi, v, taps, i);
}

/* The row at @s; columns that the block does not have may be loaded, see @put. */
static __always_inline struct av1_mc_sum av1_mc_h(const u16 *s, int16x8_t f, int taps, int w)
{
	const int lanes = w == 8 ? 8 : 4;
	struct av1_mc_sum sum = av1_mc_mul(av1_mc_load(s, lanes), f, 3, w);

	av1_mc_mla(&sum, av1_mc_load(s + 1, lanes), f, 4, w);
	av1_mc_mla(&sum, av1_mc_load(s - 1, lanes), f, 2, w);
	av1_mc_mla(&sum, av1_mc_load(s + 2, lanes), f, 5, w);
	if (taps >= 6) {
		av1_mc_mla(&sum, av1_mc_load(s - 2, lanes), f, 1, w);
		av1_mc_mla(&sum, av1_mc_load(s + 3, lanes), f, 6, w);
	}
	if (taps == 8) {
		av1_mc_mla(&sum, av1_mc_load(s - 3, lanes), f, 0, w);
		av1_mc_mla(&sum, av1_mc_load(s + 4, lanes), f, 7, w);
	}
	return sum;
}

/* The same, rounded by InterRound0 */
static __always_inline int16x8_t av1_mc_mid(const u16 *s, int16x8_t f, int taps, int w)
{
	const struct av1_mc_sum sum = av1_mc_h(s, f, taps, w);
	const int16x4_t lo = vrshrn_n_s32(sum.lo, AV1_MC_SHIFT_ROWS);

	if (w == 8)
		return vrshrn_high_n_s32(lo, sum.hi, AV1_MC_SHIFT_ROWS);
	return vcombine_s16(lo, lo);
}

/* A row of the block from the rows that it is made of, @r[i & 7] first */
static __always_inline struct av1_mc_sum av1_mc_v(const int16x8_t *r, int i, int16x8_t f, int taps,
						  int w)
{
	const int n = taps == 8 ? i + 1 : i;
	struct av1_mc_sum sum = av1_mc_mul(r[(n + 2) & 7], f, 3, w);

	av1_mc_mla(&sum, r[(n + 3) & 7], f, 4, w);
	av1_mc_mla(&sum, r[(n + 1) & 7], f, 2, w);
	av1_mc_mla(&sum, r[(n + 4) & 7], f, 5, w);
	av1_mc_mla(&sum, r[n & 7], f, 1, w);
	av1_mc_mla(&sum, r[(n + 5) & 7], f, 6, w);
	if (taps == 8) {
		av1_mc_mla(&sum, r[i & 7], f, 0, w);
		av1_mc_mla(&sum, r[(i + 7) & 7], f, 7, w);
	}
	return sum;
}

/* Round2(sum, @shift), to samples or to intermediate predictions */
static __always_inline void av1_mc_round(u16 *d, struct av1_mc_sum sum, int shift, int w,
					 uint16x8_t max, bool prep)
{
	const uint16x8_t bias = vdupq_n_u16(AV1_MC_BIAS_16BPC);
	uint16x4_t lo;
	uint16x8_t v;

	if (prep) {
		lo = vreinterpret_u16_s16(vrshrn_n_s32(sum.lo, shift));
		v = vcombine_u16(lo, lo);
		if (w == 8)
			v = vrshrn_high_n_u32(lo, vreinterpretq_u32_s32(sum.hi), shift);
		av1_mc_store(d, vsubq_u16(v, bias), w);
	} else {
		lo = vqrshrun_n_s32(sum.lo, shift);
		v = vcombine_u16(lo, lo);
		if (w == 8)
			v = vqrshrun_high_n_s32(lo, sum.hi, shift);
		av1_mc_store(d, vminq_u16(v, max), w);
	}
}

static __always_inline const u16 *av1_mc_down(const u16 *s, ptrdiff_t stride)
{
	return (const u16 *)((const u8 *)s + stride);
}

/* A row of samples, or what is between the directions */
static __always_inline int16x8_t av1_mc_row(const u16 *s, const struct av1_mc_filters *f,
					    int row_taps, int w)
{
	return row_taps ? av1_mc_mid(s, f->h, row_taps, w) : av1_mc_load(s, w);
}

/* Row @i of 8, which the row at @s is the last one of */
static __always_inline void av1_mc_col(u16 *d, int16x8_t *r, int i, const u16 *s,
				       const struct av1_mc_filters *f, int row_taps, int taps,
				       int w, bool prep)
{
	r[(i + taps - 1) & 7] = av1_mc_row(s, f, row_taps, w);
	av1_mc_round(d, av1_mc_v(r, i, f->v, taps, w),
		     row_taps ? prep ? AV1_MC_SHIFT_COLS : AV1_MC_SHIFT_BOTH :
				prep ? AV1_MC_SHIFT_ROWS : AV1_MC_SHIFT_ONE,
		     w, f->max, prep);
}

/*
 * @w columns of 2, 4 or 8, with rows before if they have taps. Each row takes the place of
 * the oldest in registers, so that after 8 all are where they were.
 */
static __always_inline void av1_mc_cols(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int h,
					const struct av1_mc_filters *f, int row_taps, int taps,
					int w, bool prep)
{
	int16x8_t r[8];

	s = (const u16 *)((const u8 *)s - (taps / 2 - 1) * ss);
	r[0] = av1_mc_row(s, f, row_taps, w);
	s = av1_mc_down(s, ss);
	r[1] = av1_mc_row(s, f, row_taps, w);
	s = av1_mc_down(s, ss);
	r[2] = av1_mc_row(s, f, row_taps, w);
	s = av1_mc_down(s, ss);
	r[3] = av1_mc_row(s, f, row_taps, w);
	s = av1_mc_down(s, ss);
	r[4] = av1_mc_row(s, f, row_taps, w);
	s = av1_mc_down(s, ss);
	/* Rows that are still to come are moved below like the others. */
	r[5] = r[4];
	r[6] = r[4];
	r[7] = r[4];
	if (taps == 8) {
		r[5] = av1_mc_row(s, f, row_taps, w);
		s = av1_mc_down(s, ss);
		r[6] = av1_mc_row(s, f, row_taps, w);
		s = av1_mc_down(s, ss);
	}
	for (; h & 3; h--) {
		av1_mc_col((u16 *)d, r, 0, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		r[0] = r[1];
		r[1] = r[2];
		r[2] = r[3];
		r[3] = r[4];
		r[4] = r[5];
		r[5] = r[6];
		r[6] = r[7];
	}
	for (; h > 0; h -= 8) {
		av1_mc_col((u16 *)d, r, 0, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 1, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 2, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 3, s, f, row_taps, taps, w, prep);
		if (h == 4)
			return;
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 4, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 5, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 6, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
		av1_mc_col((u16 *)d, r, 7, s, f, row_taps, taps, w, prep);
		d += ds;
		s = av1_mc_down(s, ss);
	}
}

/* Columns, with rows before if @rows; @sharp if some filter has 8 taps */
static __always_inline void av1_mc_cols_any(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					    int h, const struct av1_mc_filters *f, bool rows,
					    bool sharp, bool prep)
{
	int x;

	if (w == 2)
		av1_mc_cols(d, ds, s, ss, h, f, rows ? 4 : 0, 8, 2, prep);
	else if (w == 4)
		av1_mc_cols(d, ds, s, ss, h, f, rows ? 4 : 0, 8, 4, prep);
	else if (sharp)
		for (x = 0; x < w; x += 8)
			av1_mc_cols(d + 2 * x, ds, s + x, ss, h, f, rows ? 8 : 0, 8, 8, prep);
	else
		for (x = 0; x < w; x += 8)
			av1_mc_cols(d + 2 * x, ds, s + x, ss, h, f, rows ? 6 : 0, 6, 8, prep);
}

/* Rows alone; rounding twice is to add the half of the first as well. */
static __always_inline void av1_mc_h_8(u16 *d, const u16 *s, const struct av1_mc_filters *f,
				       int taps, int w, bool prep)
{
	struct av1_mc_sum sum = av1_mc_h(s, f->h, taps, w);

	if (!prep) {
		sum.lo = vaddq_s32(sum.lo, f->add);
		if (w == 8)
			sum.hi = vaddq_s32(sum.hi, f->add);
	}
	av1_mc_round(d, sum, prep ? AV1_MC_SHIFT_ROWS : AV1_MC_SHIFT_ONE, w, f->max, prep);
}

static __always_inline void av1_mc_h_rows(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					  int h, const struct av1_mc_filters *f, int taps,
					  bool prep)
{
	int x;

	for (; h > 0; h--, d += ds, s = av1_mc_down(s, ss)) {
		if (w < 8)
			av1_mc_h_8((u16 *)d, s, f, 4, w, prep);
		else
			for (x = 0; x < w; x += 8)
				av1_mc_h_8((u16 *)d + x, s + x, f, taps, 8, prep);
	}
}

static __always_inline void av1_mc_h_any(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					 int h, const struct av1_mc_filters *f, bool sharp,
					 bool prep)
{
	if (w == 2)
		av1_mc_h_rows(d, ds, s, ss, 2, h, f, 4, prep);
	else if (w == 4)
		av1_mc_h_rows(d, ds, s, ss, 4, h, f, 4, prep);
	else if (sharp)
		av1_mc_h_rows(d, ds, s, ss, w, h, f, 8, prep);
	else if (w == 8)
		av1_mc_h_rows(d, ds, s, ss, 8, h, f, 6, prep);
	else if (w == 16)
		av1_mc_h_rows(d, ds, s, ss, 16, h, f, 6, prep);
	else
		av1_mc_h_rows(d, ds, s, ss, w, h, f, 6, prep);
}

/* Full samples, or these times what the taps make, rounded by InterRound0 */
static __always_inline void av1_mc_full_vector(u16 *d, const u16 *s, int lanes, int16x8_t shift,
					       bool prep)
{
	const uint16x8_t bias = vdupq_n_u16(AV1_MC_BIAS_16BPC);
	uint16x8_t v = vreinterpretq_u16_s16(av1_mc_load(s, lanes));

	if (prep)
		v = vsubq_u16(vshlq_u16(v, shift), bias);
	av1_mc_store(d, v, lanes);
}

/* 32 samples, or as many as @w if that is less */
static __always_inline void av1_mc_full_row(u16 *d, const u16 *s, int w, int16x8_t shift,
					    bool prep)
{
	av1_mc_full_vector(d, s, min(w, 8), shift, prep);
	if (w > 8)
		av1_mc_full_vector(d + 8, s + 8, 8, shift, prep);
	if (w > 16) {
		av1_mc_full_vector(d + 16, s + 16, 8, shift, prep);
		av1_mc_full_vector(d + 24, s + 24, 8, shift, prep);
	}
}

static __always_inline void av1_mc_full_rows(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
					     int w, int h, int16x8_t shift, bool prep)
{
	const int step = min(w, 32);
	int x;

	for (; h > 0; h--, d += ds, s = av1_mc_down(s, ss))
		for (x = 0; x < w; x += step)
			av1_mc_full_row((u16 *)d + x, s + x, step, shift, prep);
}

static __always_inline void av1_mc_full(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					int h, bool deep, bool prep)
{
	const int16x8_t shift = vdupq_n_s16(deep ? 2 : 4);

	if (w == 2)
		av1_mc_full_rows(d, ds, s, ss, 2, h, shift, prep);
	else if (w == 4)
		av1_mc_full_rows(d, ds, s, ss, 4, h, shift, prep);
	else if (w == 8)
		av1_mc_full_rows(d, ds, s, ss, 8, h, shift, prep);
	else if (w == 16)
		av1_mc_full_rows(d, ds, s, ss, 16, h, shift, prep);
	else if (w == 32)
		av1_mc_full_rows(d, ds, s, ss, 32, h, shift, prep);
	else if (w == 64)
		av1_mc_full_rows(d, ds, s, ss, 64, h, shift, prep);
	else
		av1_mc_full_rows(d, ds, s, ss, 128, h, shift, prep);
}

/* Taps, times 4 if @more */
static __always_inline int16x8_t av1_mc_taps(unsigned int set, int frac, bool more)
{
	return vshlq_s16(vld1q_s16(av1_subpel_filters[set][frac]), vdupq_n_s16(more ? 2 : 0));
}

static __always_inline void av1_mc(u8 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w, int h,
				   int mx, int my, enum av1_interp_filter filter_h,
				   enum av1_interp_filter filter_v, bool prep, int bd_max)
{
	const unsigned int set_h = av1_mc_set(filter_h, w), set_v = av1_mc_set(filter_v, h);
	const bool deep = bd_max >> 11;
	struct av1_mc_filters f;

	f.max = vdupq_n_u16(bd_max);
	f.add = vdupq_n_s32(deep ? 16 : 4);
	f.h = av1_mc_taps(set_h, mx, (my || prep) && !deep);
	if (mx && my) {
		f.v = av1_mc_taps(set_v, my, !prep && deep);
		av1_mc_cols_any(d, ds, s, ss, w, h, &f, true,
				set_h == AV1_EIGHTTAP_SHARP || set_v == AV1_EIGHTTAP_SHARP, prep);
	} else if (mx) {
		av1_mc_h_any(d, ds, s, ss, w, h, &f, set_h == AV1_EIGHTTAP_SHARP, prep);
	} else if (my) {
		f.v = av1_mc_taps(set_v, my, prep && !deep);
		av1_mc_cols_any(d, ds, s, ss, w, h, &f, false, set_v == AV1_EIGHTTAP_SHARP, prep);
	} else {
		av1_mc_full(d, ds, s, ss, w, h, deep, prep);
	}
}

static void av1_mc_put_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *src,
				  ptrdiff_t src_stride, int w, int h, int mx, int my,
				  enum av1_interp_filter filter_h,
				  enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc(dst, dst_stride, src, src_stride, w, h, mx, my, filter_h, filter_v, false, bd_max);
}

static void av1_mc_prep_neon_16bpc(s16 *tmp, const void *src, ptrdiff_t src_stride, int w, int h,
				   int mx, int my, enum av1_interp_filter filter_h,
				   enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc((u8 *)tmp, w * sizeof(*tmp), src, src_stride, w, h, mx, my, filter_h, filter_v,
	       true, bd_max);
}

/**
 * struct av1_avg - how two predictions are averaged
 * @shift: minus the bits to shift sums right by
 * @bias: twice the bias of predictions after that
 * @max: largest sample
 *
 * Sums may saturate: what does not fit 16 bits is beyond all samples.
 */
struct av1_avg {
	int16x8_t shift;
	int16x8_t bias;
	int16x8_t max;
};

static __always_inline uint16x8_t av1_avg_8(int16x8_t sum, const struct av1_avg *avg)
{
	const int16x8_t v = vaddq_s16(vrshlq_s16(sum, avg->shift), avg->bias);

	return vreinterpretq_u16_s16(vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), avg->max));
}

static __always_inline void av1_avg_vector(u16 *d, const s16 *a, const s16 *b, int lanes,
					   const struct av1_avg *avg)
{
	const int16x8_t v = av1_mc_load((const u16 *)a, lanes);
	const int16x8_t u = av1_mc_load((const u16 *)b, lanes);

	av1_mc_store(d, av1_avg_8(vqaddq_s16(v, u), avg), lanes);
}

static __always_inline void av1_avg_rows(u8 *d, ptrdiff_t stride, const s16 *a, const s16 *b,
					 int h, int w, const struct av1_avg *avg)
{
	for (; h >= 2; h -= 2, a += 2 * w, b += 2 * w) {
		av1_avg_vector((u16 *)d, a, b, w, avg);
		d += stride;
		av1_avg_vector((u16 *)d, a + w, b + w, w, avg);
		d += stride;
	}
	if (h)
		av1_avg_vector((u16 *)d, a, b, w, avg);
}

/* Rows of 16, or of a multiple of 32 */
static __always_inline void av1_avg_wide(u8 *d, ptrdiff_t stride, const s16 *a, const s16 *b,
					 int w, int h, const struct av1_avg *avg)
{
	const int step = min(w, 32);
	int x;

	for (; h > 0; h--, d += stride)
		for (x = 0; x < w; x += step, a += step, b += step) {
			u16 *to = (u16 *)d + x;

			av1_avg_vector(to, a, b, 8, avg);
			av1_avg_vector(to + 8, a + 8, b + 8, 8, avg);
			if (step == 16)
				continue;
			av1_avg_vector(to + 16, a + 16, b + 16, 8, avg);
			av1_avg_vector(to + 24, a + 24, b + 24, 8, avg);
		}
}

static void av1_avg_neon_16bpc(void *dst, ptrdiff_t dst_stride, const s16 *tmp0, const s16 *tmp1,
			       int w, int h, int bd_max)
{
	const int shift = bd_max >> 11 ? 3 : 5;
	const struct av1_avg avg = {
		.shift = vdupq_n_s16(-shift),
		.bias = vdupq_n_s16(2 * AV1_MC_BIAS_16BPC >> shift),
		.max = vdupq_n_s16(bd_max),
	};

	if (w == 2)
		av1_avg_rows(dst, dst_stride, tmp0, tmp1, h, 2, &avg);
	else if (w == 4)
		av1_avg_rows(dst, dst_stride, tmp0, tmp1, h, 4, &avg);
	else if (w == 8)
		av1_avg_rows(dst, dst_stride, tmp0, tmp1, h, 8, &avg);
	else if (w == 16)
		av1_avg_wide(dst, dst_stride, tmp0, tmp1, 16, h, &avg);
	else if (w == 32)
		av1_avg_wide(dst, dst_stride, tmp0, tmp1, 32, h, &avg);
	else
		av1_avg_wide(dst, dst_stride, tmp0, tmp1, w, h, &avg);
}

const struct av1_mc_dsp av1_mc_neon_16bpc = {
	.put = av1_mc_put_neon_16bpc,
	.prep = av1_mc_prep_neon_16bpc,
	.avg = av1_avg_neon_16bpc,
	.emu_edge = dae_emu_edge_neon_16bpc,
};
