/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 interpolation (AV1 specification, 7.11.3.4) of 8-bit samples with NEON, of blocks
 * with a fraction in rows: what the versions with and without dot products have in common.
 *
 * A file that includes this, after <asm/neon-intrinsics.h>, has defined:
 *
 *   AV1_MC_TARGET	attributes of functions that filter rows
 *   struct av1_mc_mid	8 columns of a row between the directions, -1785..5865, in @lo and @hi
 *   struct av1_mc_h	filter of rows
 *   av1_mc_h_init()	fills it in from halves of taps, what to add, and the width
 *   av1_mc_mid_8()	columns 0..7 of the row at @s, rounded by InterRound0
 *   av1_mc_h_8()	sums of columns 0..7 of the row at @s; reads columns -3..12
 *   av1_mc_h_4()	sums of columns 0..3, or with width 2 0..1; reads -1..6 or -3..4
 *
 * All taps are even, and halves of them are what is multiplied: sums of samples, of
 * -3570..11730 with them, fit 16 bits. Where rows are rounded first and to samples in the
 * end, the halves to add make 34, see av1_mc_round_only().
 */
#ifndef _AV1_MC_ROWS_TMPL_H_
#define _AV1_MC_ROWS_TMPL_H_

/* What is added to sums of rows: for samples, and for what is rounded by InterRound0 */
#define AV1_MC_ADD_PUT	34
#define AV1_MC_ADD_MID	2

/* Index of av1_subpel_filters for a block of @size in the filter's direction */
static __always_inline unsigned int av1_mc_set(enum av1_interp_filter filter, int size)
{
	if (size > 4 || filter == AV1_BILINEAR)
		return filter;
	return filter == AV1_EIGHTTAP_SMOOTH ? 5 : 4;
}

/* The halves of the taps */
static __always_inline int16x8_t av1_mc_taps(unsigned int set, int frac)
{
	return vshrq_n_s16(vld1q_s16(av1_subpel_filters[set][frac]), 1);
}

static __always_inline void av1_mc_store2(u8 *d, uint8x8_t v)
{
	const u16 half = vget_lane_u16(vreinterpret_u16_u8(v), 0);

	memcpy(d, &half, sizeof(half));
}

static __always_inline void av1_mc_store4(u8 *d, uint8x8_t v)
{
	const u32 word = vget_lane_u32(vreinterpret_u32_u8(v), 0);

	memcpy(d, &word, sizeof(word));
}

/* Four intermediate predictions, or two */
static __always_inline void av1_mc_store_mid(s16 *d, int16x4_t v, int w)
{
	u32 word;

	if (w == 2) {
		word = vget_lane_u32(vreinterpret_u32_s16(v), 0);
		memcpy(d, &word, sizeof(word));
	} else {
		vst1_s16(d, v);
	}
}

/* 2 or 4 samples */
static __always_inline void av1_mc_store_few(u8 *d, uint8x8_t v, int w)
{
	if (w == 2)
		av1_mc_store2(d, v);
	else
		av1_mc_store4(d, v);
}

/*
 * The rows that a row of the block is made of, in registers. Each new one takes the place
 * of the oldest: row @i of 8 begins with r[i], and r[(i + @taps - 1) & 7] is new. @i is
 * always a constant.
 */
struct av1_mc_mids {
	struct av1_mc_mid r[8];
};

static __always_inline int32x4_t av1_mc_v4(int16x4_t a, int16x4_t b, int16x4_t c, int16x4_t d,
					   int16x4_t e, int16x4_t f, int16x8_t taps)
{
	int32x4_t sum = vmull_laneq_s16(c, taps, 3);

	sum = vmlal_laneq_s16(sum, d, taps, 4);
	sum = vmlal_laneq_s16(sum, b, taps, 2);
	sum = vmlal_laneq_s16(sum, e, taps, 5);
	sum = vmlal_laneq_s16(sum, a, taps, 1);
	return vmlal_laneq_s16(sum, f, taps, 6);
}

static __always_inline int32x4_t av1_mc_v_lo(const struct av1_mc_mid *r, int i, int16x8_t f,
					     int taps)
{
	const int n = taps == 8 ? i + 1 : i;
	int32x4_t sum = av1_mc_v4(r[n & 7].lo, r[(n + 1) & 7].lo, r[(n + 2) & 7].lo,
				  r[(n + 3) & 7].lo, r[(n + 4) & 7].lo, r[(n + 5) & 7].lo, f);

	if (taps == 8) {
		sum = vmlal_laneq_s16(sum, r[i].lo, f, 0);
		sum = vmlal_laneq_s16(sum, r[(i + 7) & 7].lo, f, 7);
	}
	return sum;
}

static __always_inline int32x4_t av1_mc_v_hi(const struct av1_mc_mid *r, int i, int16x8_t f,
					     int taps)
{
	const int n = taps == 8 ? i + 1 : i;
	int32x4_t sum = av1_mc_v4(r[n & 7].hi, r[(n + 1) & 7].hi, r[(n + 2) & 7].hi,
				  r[(n + 3) & 7].hi, r[(n + 4) & 7].hi, r[(n + 5) & 7].hi, f);

	if (taps == 8) {
		sum = vmlal_laneq_s16(sum, r[i].hi, f, 0);
		sum = vmlal_laneq_s16(sum, r[(i + 7) & 7].hi, f, 7);
	}
	return sum;
}

static __always_inline AV1_MC_TARGET struct av1_mc_mid av1_mc_mid(const u8 *s,
								  const struct av1_mc_h *f, int w)
{
	return w == 8 ? av1_mc_mid_8(s, f) : (struct av1_mc_mid){
		.lo = vshr_n_s16(av1_mc_h_4(s, f, w), 2),
	};
}

/* Makes row @i of 8 after the one of @s is filtered. */
static __always_inline AV1_MC_TARGET void av1_mc_hv_row(void *d, struct av1_mc_mids *m, int i,
							const u8 *s, const struct av1_mc_h *fh,
							int16x8_t fv, int taps, int w, bool prep)
{
	int32x4_t lo, hi;
	uint16x4_t v;

	m->r[(i + taps - 1) & 7] = av1_mc_mid(s, fh, w);
	lo = av1_mc_v_lo(m->r, i, fv, taps);
	if (w == 8) {
		hi = av1_mc_v_hi(m->r, i, fv, taps);
		if (prep)
			vst1q_s16(d, vrshrn_high_n_s32(vrshrn_n_s32(lo, 6), hi, 6));
		else
			vst1_u8(d, vqmovn_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 10), hi,
								  10)));
		return;
	}
	if (prep) {
		av1_mc_store_mid(d, vrshrn_n_s32(lo, 6), w);
		return;
	}
	v = vqrshrun_n_s32(lo, 10);
	av1_mc_store_few(d, vqmovn_u16(vcombine_u16(v, v)), w);
}

static __always_inline AV1_MC_TARGET void av1_mc_hv_4rows(u8 *d, ptrdiff_t ds,
							  struct av1_mc_mids *m, int i,
							  const u8 *s, ptrdiff_t ss,
							  const struct av1_mc_h *fh, int16x8_t fv,
							  int taps, int w, bool prep)
{
	av1_mc_hv_row(d, m, i, s, fh, fv, taps, w, prep);
	d += ds;
	s += ss;
	av1_mc_hv_row(d, m, i + 1, s, fh, fv, taps, w, prep);
	d += ds;
	s += ss;
	av1_mc_hv_row(d, m, i + 2, s, fh, fv, taps, w, prep);
	d += ds;
	s += ss;
	av1_mc_hv_row(d, m, i + 3, s, fh, fv, taps, w, prep);
}

/* Both directions of 8, 4 or 2 columns with 8 or 6 taps for columns */
static __always_inline AV1_MC_TARGET void av1_mc_hv(u8 *d, ptrdiff_t ds, const u8 *s,
						    ptrdiff_t ss, int w, int h,
						    const struct av1_mc_h *fh, int16x8_t fv,
						    int taps, bool prep)
{
	struct av1_mc_mids m;

	s -= (taps / 2 - 1) * ss;
	m.r[0] = av1_mc_mid(s, fh, w);
	s += ss;
	m.r[1] = av1_mc_mid(s, fh, w);
	s += ss;
	m.r[2] = av1_mc_mid(s, fh, w);
	s += ss;
	m.r[3] = av1_mc_mid(s, fh, w);
	s += ss;
	m.r[4] = av1_mc_mid(s, fh, w);
	s += ss;
	/* Rows that are still to come are moved below like the others. */
	m.r[5] = m.r[4];
	m.r[6] = m.r[4];
	m.r[7] = m.r[4];
	if (taps == 8) {
		m.r[5] = av1_mc_mid(s, fh, w);
		s += ss;
		m.r[6] = av1_mc_mid(s, fh, w);
		s += ss;
	}
	for (; h & 3; h--) {
		av1_mc_hv_row(d, &m, 0, s, fh, fv, taps, w, prep);
		d += ds;
		s += ss;
		m = (struct av1_mc_mids){
			{ m.r[1], m.r[2], m.r[3], m.r[4], m.r[5], m.r[6], m.r[7], m.r[7] },
		};
	}
	while (h > 0) {
		av1_mc_hv_4rows(d, ds, &m, 0, s, ss, fh, fv, taps, w, prep);
		h -= 4;
		if (!h)
			return;
		d += 4 * ds;
		s += 4 * ss;
		av1_mc_hv_4rows(d, ds, &m, 4, s, ss, fh, fv, taps, w, prep);
		h -= 4;
		d += 4 * ds;
		s += 4 * ss;
	}
}

static __always_inline AV1_MC_TARGET void av1_mc_h_row8(void *d, const u8 *s,
							const struct av1_mc_h *f, bool prep)
{
	const int16x8_t sum = av1_mc_h_8(s, f);

	if (prep)
		vst1q_s16(d, vshrq_n_s16(sum, 2));
	else
		vst1_u8(d, vqshrun_n_s16(sum, 6));
}

static __always_inline AV1_MC_TARGET void av1_mc_h_row16(void *d, const u8 *s,
							 const struct av1_mc_h *f, bool prep)
{
	const int16x8_t lo = av1_mc_h_8(s, f), hi = av1_mc_h_8(s + 8, f);

	if (prep) {
		vst1q_s16(d, vshrq_n_s16(lo, 2));
		vst1q_s16((s16 *)d + 8, vshrq_n_s16(hi, 2));
	} else {
		vst1q_u8(d, vqshrun_high_n_s16(vqshrun_n_s16(lo, 6), hi, 6));
	}
}

static __always_inline AV1_MC_TARGET void av1_mc_h_row4(void *d, const u8 *s,
							const struct av1_mc_h *f, int w,
							bool prep)
{
	const int16x4_t sum = av1_mc_h_4(s, f, w);

	if (prep)
		av1_mc_store_mid(d, vshr_n_s16(sum, 2), w);
	else
		av1_mc_store_few(d, vqshrun_n_s16(vcombine_s16(sum, sum), 6), w);
}

/* Rows alone */
static __always_inline AV1_MC_TARGET void av1_mc_h(u8 *d, ptrdiff_t ds, const u8 *s,
						   ptrdiff_t ss, int w, int h,
						   const struct av1_mc_h *f, bool prep)
{
	int x;

	for (; h > 0; h--, s += ss, d += ds) {
		if (w <= 4)
			av1_mc_h_row4(d, s, f, w, prep);
		else if (w == 8)
			av1_mc_h_row8(d, s, f, prep);
		else
			for (x = 0; x < w; x += 16)
				av1_mc_h_row16(d + (x << prep), s + x, f, prep);
	}
}

static __always_inline AV1_MC_TARGET void av1_mc_h_any(u8 *d, ptrdiff_t ds, const u8 *s,
						       ptrdiff_t ss, int w, int h,
						       const struct av1_mc_h *f, bool prep)
{
	if (w == 2)
		av1_mc_h(d, ds, s, ss, 2, h, f, prep);
	else if (w == 4)
		av1_mc_h(d, ds, s, ss, 4, h, f, prep);
	else if (w == 8)
		av1_mc_h(d, ds, s, ss, 8, h, f, prep);
	else if (w == 16)
		av1_mc_h(d, ds, s, ss, 16, h, f, prep);
	else
		av1_mc_h(d, ds, s, ss, w, h, f, prep);
}

/* Both directions; @taps is 6 only if those of columns are no more. */
static __always_inline AV1_MC_TARGET void av1_mc_hv_any(u8 *d, ptrdiff_t ds, const u8 *s,
							ptrdiff_t ss, int w, int h,
							const struct av1_mc_h *fh, int16x8_t fv,
							int taps, bool prep)
{
	int x;

	if (w == 2)
		av1_mc_hv(d, ds, s, ss, 2, h, fh, fv, 8, prep);
	else if (w == 4 && taps == 8)
		av1_mc_hv(d, ds, s, ss, 4, h, fh, fv, 8, prep);
	else if (w == 4)
		av1_mc_hv(d, ds, s, ss, 4, h, fh, fv, 6, prep);
	else if (taps == 8)
		for (x = 0; x < w; x += 8)
			av1_mc_hv(d + (x << prep), ds, s + x, ss, 8, h, fh, fv, 8, prep);
	else
		for (x = 0; x < w; x += 8)
			av1_mc_hv(d + (x << prep), ds, s + x, ss, 8, h, fh, fv, 6, prep);
}

/* @mx is not 0. */
static __always_inline AV1_MC_TARGET void av1_mc_rows(u8 *d, ptrdiff_t ds, const u8 *s,
						      ptrdiff_t ss, int w, int h, int mx, int my,
						      enum av1_interp_filter filter_h,
						      enum av1_interp_filter filter_v, bool prep)
{
	const int16x8_t taps = av1_mc_taps(av1_mc_set(filter_h, w), mx);
	unsigned int set_v;
	struct av1_mc_h f;

	if (!my) {
		av1_mc_h_init(&f, taps, prep ? AV1_MC_ADD_MID : AV1_MC_ADD_PUT, w);
		av1_mc_h_any(d, ds, s, ss, w, h, &f, prep);
		return;
	}
	av1_mc_h_init(&f, taps, AV1_MC_ADD_MID, w);
	set_v = av1_mc_set(filter_v, h);
	av1_mc_hv_any(d, ds, s, ss, w, h, &f, av1_mc_taps(set_v, my),
		      set_v == AV1_EIGHTTAP_SHARP ? 8 : 6, prep);
}
#endif /* _AV1_MC_ROWS_TMPL_H_ */
