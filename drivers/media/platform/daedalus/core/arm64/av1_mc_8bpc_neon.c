// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 interpolation of 8-bit samples (AV1 specification, 7.11.3.4) with NEON: full
 * samples, columns alone, and rows for processors without dot products.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"
#include "dae_emu_neon.h"

#include <asm/neon-intrinsics.h>

#define AV1_MC_TARGET

struct av1_mc_mid {
	int16x4_t lo;
	int16x4_t hi;
};

struct av1_mc_h {
	int16x8_t taps;
	int16x8_t add;
};

static __always_inline void av1_mc_h_init(struct av1_mc_h *f, int16x8_t taps, int add, int w)
{
	f->taps = taps;
	f->add = vdupq_n_s16(add);
}

static __always_inline int16x8_t av1_mc_wide(uint8x8_t v)
{
	return vreinterpretq_s16_u16(vmovl_u8(v));
}

static __always_inline int16x8_t av1_mc_h_8(const u8 *s, const struct av1_mc_h *f)
{
	const uint8x16_t v = vld1q_u8(s - 3);
	const int16x8_t a = av1_mc_wide(vget_low_u8(v));
	const int16x8_t b = vreinterpretq_s16_u16(vmovl_high_u8(v));
	int16x8_t sum = vmlaq_laneq_s16(f->add, a, f->taps, 0);

	sum = vmlaq_laneq_s16(sum, vextq_s16(a, b, 1), f->taps, 1);
	sum = vmlaq_laneq_s16(sum, vextq_s16(a, b, 2), f->taps, 2);
	sum = vmlaq_laneq_s16(sum, vextq_s16(a, b, 3), f->taps, 3);
	sum = vmlaq_laneq_s16(sum, vextq_s16(a, b, 4), f->taps, 4);
	sum = vmlaq_laneq_s16(sum, vextq_s16(a, b, 5), f->taps, 5);
	sum = vmlaq_laneq_s16(sum, vextq_s16(a, b, 6), f->taps, 6);
	return vmlaq_laneq_s16(sum, vextq_s16(a, b, 7), f->taps, 7);
}

static __always_inline struct av1_mc_mid av1_mc_mid_8(const u8 *s, const struct av1_mc_h *f)
{
	const int16x8_t v = vshrq_n_s16(av1_mc_h_8(s, f), 2);

	return (struct av1_mc_mid){ vget_low_s16(v), vget_high_s16(v) };
}

static __always_inline int16x4_t av1_mc_h_4(const u8 *s, const struct av1_mc_h *f, int w)
{
	int16x8_t v = av1_mc_wide(vld1_u8(s - (w == 2 ? 3 : 1)));
	int16x4_t sum;

	if (w == 2)
		v = vextq_s16(v, v, 2);
	sum = vmla_laneq_s16(vget_low_s16(f->add), vget_low_s16(v), f->taps, 2);
	sum = vmla_laneq_s16(sum, vget_low_s16(vextq_s16(v, v, 1)), f->taps, 3);
	sum = vmla_laneq_s16(sum, vget_low_s16(vextq_s16(v, v, 2)), f->taps, 4);
	return vmla_laneq_s16(sum, vget_low_s16(vextq_s16(v, v, 3)), f->taps, 5);
}

#include "av1_mc_rows_tmpl.h"

/* A row of up to 16 samples */
struct av1_mc_row {
	int16x8_t lo;
	int16x8_t hi;
};

static __always_inline struct av1_mc_row av1_mc_load(const u8 *s, int w)
{
	struct av1_mc_row row;
	uint8x16_t v;
	u32 word;
	u16 half;

	if (w == 16) {
		v = vld1q_u8(s);
		row.lo = av1_mc_wide(vget_low_u8(v));
		row.hi = vreinterpretq_s16_u16(vmovl_high_u8(v));
		return row;
	}
	if (w == 8) {
		row.lo = av1_mc_wide(vld1_u8(s));
	} else if (w == 4) {
		memcpy(&word, s, sizeof(word));
		row.lo = av1_mc_wide(vreinterpret_u8_u32(vdup_n_u32(word)));
	} else {
		memcpy(&half, s, sizeof(half));
		row.lo = av1_mc_wide(vreinterpret_u8_u16(vdup_n_u16(half)));
	}
	row.hi = row.lo;
	return row;
}

/* The rows that a row of the block is made of, as in struct av1_mc_mids */
struct av1_mc_col {
	struct av1_mc_row r[8];
};

static __always_inline int16x8_t av1_mc_v6(int16x8_t a, int16x8_t b, int16x8_t c, int16x8_t d,
					   int16x8_t e, int16x8_t f, int16x8_t taps)
{
	int16x8_t sum = vmulq_laneq_s16(c, taps, 3);

	sum = vmlaq_laneq_s16(sum, d, taps, 4);
	sum = vmlaq_laneq_s16(sum, b, taps, 2);
	sum = vmlaq_laneq_s16(sum, e, taps, 5);
	sum = vmlaq_laneq_s16(sum, a, taps, 1);
	return vmlaq_laneq_s16(sum, f, taps, 6);
}

static __always_inline int16x8_t av1_mc_v6_lo(const struct av1_mc_row *r, int n, int16x8_t taps)
{
	return av1_mc_v6(r[n & 7].lo, r[(n + 1) & 7].lo, r[(n + 2) & 7].lo, r[(n + 3) & 7].lo,
			 r[(n + 4) & 7].lo, r[(n + 5) & 7].lo, taps);
}

static __always_inline int16x8_t av1_mc_v6_hi(const struct av1_mc_row *r, int n, int16x8_t taps)
{
	return av1_mc_v6(r[n & 7].hi, r[(n + 1) & 7].hi, r[(n + 2) & 7].hi, r[(n + 3) & 7].hi,
			 r[(n + 4) & 7].hi, r[(n + 5) & 7].hi, taps);
}

static __always_inline int16x8_t av1_mc_v_outer(int16x8_t sum, int16x8_t first, int16x8_t last,
						int16x8_t taps)
{
	return vmlaq_laneq_s16(vmlaq_laneq_s16(sum, first, taps, 0), last, taps, 7);
}

static __always_inline void av1_mc_v_store(void *d, int16x8_t lo, int16x8_t hi, int w, bool prep)
{
	s16 *p = d;

	if (prep && w <= 4) {
		av1_mc_store_mid(p, vrshr_n_s16(vget_low_s16(lo), 2), w);
	} else if (prep) {
		vst1q_s16(p, vrshrq_n_s16(lo, 2));
		if (w == 16)
			vst1q_s16(p + 8, vrshrq_n_s16(hi, 2));
	} else if (w == 16) {
		vst1q_u8(d, vqrshrun_high_n_s16(vqrshrun_n_s16(lo, 6), hi, 6));
	} else if (w == 8) {
		vst1_u8(d, vqrshrun_n_s16(lo, 6));
	} else {
		av1_mc_store_few(d, vqrshrun_n_s16(lo, 6), w);
	}
}

/* Row @i of 8, which the row at @s is the last one of */
static __always_inline void av1_mc_v_row(void *d, struct av1_mc_col *c, int i, const u8 *s,
					 int16x8_t f, int taps, int w, bool prep)
{
	struct av1_mc_row *r = c->r;
	const int n = taps == 8 ? i + 1 : i, last = (i + taps - 1) & 7;
	int16x8_t lo, hi;

	r[last] = av1_mc_load(s, w);
	lo = av1_mc_v6_lo(r, n, f);
	if (taps == 8)
		lo = av1_mc_v_outer(lo, r[i].lo, r[last].lo, f);
	hi = lo;
	if (w == 16) {
		hi = av1_mc_v6_hi(r, n, f);
		if (taps == 8)
			hi = av1_mc_v_outer(hi, r[i].hi, r[last].hi, f);
	}
	av1_mc_v_store(d, lo, hi, w, prep);
}

static __always_inline void av1_mc_v_4rows(u8 *d, ptrdiff_t ds, struct av1_mc_col *c, int i,
					   const u8 *s, ptrdiff_t ss, int16x8_t f, int taps, int w,
					   bool prep)
{
	av1_mc_v_row(d, c, i, s, f, taps, w, prep);
	d += ds;
	s += ss;
	av1_mc_v_row(d, c, i + 1, s, f, taps, w, prep);
	d += ds;
	s += ss;
	av1_mc_v_row(d, c, i + 2, s, f, taps, w, prep);
	d += ds;
	s += ss;
	av1_mc_v_row(d, c, i + 3, s, f, taps, w, prep);
}

/* Columns alone, @w of 2, 4, 8 or 16 */
static __always_inline void av1_mc_v(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w, int h,
				     int16x8_t f, int taps, bool prep)
{
	struct av1_mc_col c;

	s -= (taps / 2 - 1) * ss;
	c.r[0] = av1_mc_load(s, w);
	s += ss;
	c.r[1] = av1_mc_load(s, w);
	s += ss;
	c.r[2] = av1_mc_load(s, w);
	s += ss;
	c.r[3] = av1_mc_load(s, w);
	s += ss;
	c.r[4] = av1_mc_load(s, w);
	s += ss;
	if (taps == 8) {
		c.r[5] = av1_mc_load(s, w);
		s += ss;
		c.r[6] = av1_mc_load(s, w);
		s += ss;
	}
	for (; h & 3; h--) {
		av1_mc_v_row(d, &c, 0, s, f, taps, w, prep);
		d += ds;
		s += ss;
		c = (struct av1_mc_col){
			{ c.r[1], c.r[2], c.r[3], c.r[4], c.r[5], c.r[6], c.r[7], c.r[7] },
		};
	}
	while (h > 0) {
		av1_mc_v_4rows(d, ds, &c, 0, s, ss, f, taps, w, prep);
		h -= 4;
		if (!h)
			return;
		d += 4 * ds;
		s += 4 * ss;
		av1_mc_v_4rows(d, ds, &c, 4, s, ss, f, taps, w, prep);
		h -= 4;
		d += 4 * ds;
		s += 4 * ss;
	}
}

static __always_inline void av1_mc_v_any(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					 int h, int16x8_t f, bool sharp, bool prep)
{
	int x;

	/* The sum of 8 taps is that of 6 as well; narrow blocks have few samples. */
	if (w == 2)
		av1_mc_v(d, ds, s, ss, 2, h, f, 8, prep);
	else if (w == 4)
		av1_mc_v(d, ds, s, ss, 4, h, f, 8, prep);
	else if (w == 8)
		av1_mc_v(d, ds, s, ss, 8, h, f, 8, prep);
	else if (sharp)
		for (x = 0; x < w; x += 16)
			av1_mc_v(d + (x << prep), ds, s + x, ss, 16, h, f, 8, prep);
	else
		for (x = 0; x < w; x += 16)
			av1_mc_v(d + (x << prep), ds, s + x, ss, 16, h, f, 6, prep);
}

/* Full samples, or 16 times what they are */
static __always_inline void av1_mc_full_row(u8 *d, const u8 *s, int w, bool prep)
{
	struct av1_mc_row row;
	int x;

	if (w < 8) {
		row = av1_mc_load(s, w);
		if (prep)
			av1_mc_store_mid((s16 *)d, vshl_n_s16(vget_low_s16(row.lo), 4), w);
		else
			memcpy(d, s, w);
		return;
	}
	if (w == 8) {
		if (prep)
			vst1q_u16((u16 *)d, vshll_n_u8(vld1_u8(s), 4));
		else
			vst1_u8(d, vld1_u8(s));
		return;
	}
	for (x = 0; x < w; x += 16) {
		const uint8x16_t v = vld1q_u8(s + x);

		if (prep) {
			vst1q_u16((u16 *)d + x, vshll_n_u8(vget_low_u8(v), 4));
			vst1q_u16((u16 *)d + x + 8, vshll_high_n_u8(v, 4));
		} else {
			vst1q_u8(d + x, v);
		}
	}
}

static __always_inline void av1_mc_full(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					int h, bool prep)
{
	for (; h >= 2; h -= 2) {
		av1_mc_full_row(d, s, w, prep);
		av1_mc_full_row(d + ds, s + ss, w, prep);
		d += 2 * ds;
		s += 2 * ss;
	}
	if (h)
		av1_mc_full_row(d, s, w, prep);
}

static __always_inline void av1_mc_full_any(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					    int h, bool prep)
{
	if (w == 2)
		av1_mc_full(d, ds, s, ss, 2, h, prep);
	else if (w == 4)
		av1_mc_full(d, ds, s, ss, 4, h, prep);
	else if (w == 8)
		av1_mc_full(d, ds, s, ss, 8, h, prep);
	else if (w == 16)
		av1_mc_full(d, ds, s, ss, 16, h, prep);
	else if (w == 32)
		av1_mc_full(d, ds, s, ss, 32, h, prep);
	else if (w == 64)
		av1_mc_full(d, ds, s, ss, 64, h, prep);
	else
		av1_mc_full(d, ds, s, ss, 128, h, prep);
}

static __always_inline void av1_mc(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w, int h,
				   int mx, int my, enum av1_interp_filter filter_h,
				   enum av1_interp_filter filter_v, bool prep)
{
	const unsigned int set = av1_mc_set(filter_v, h);

	if (mx)
		av1_mc_rows(d, ds, s, ss, w, h, mx, my, filter_h, filter_v, prep);
	else if (my)
		av1_mc_v_any(d, ds, s, ss, w, h, av1_mc_taps(set, my), set == AV1_EIGHTTAP_SHARP,
			     prep);
	else
		av1_mc_full_any(d, ds, s, ss, w, h, prep);
}

void av1_mc_put_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			  int w, int h, int mx, int my, enum av1_interp_filter filter_h,
			  enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc(dst, dst_stride, src, src_stride, w, h, mx, my, filter_h, filter_v, false);
}

void av1_mc_prep_neon_8bpc(s16 *tmp, const void *src, ptrdiff_t src_stride, int w, int h, int mx,
			   int my, enum av1_interp_filter filter_h,
			   enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc((u8 *)tmp, w * sizeof(*tmp), src, src_stride, w, h, mx, my, filter_h, filter_v,
	       true);
}

const struct av1_mc_dsp av1_mc_neon_8bpc = {
	.put = av1_mc_put_neon_8bpc,
	.prep = av1_mc_prep_neon_8bpc,
	.emu_edge = dae_emu_edge_neon_8bpc,
};
