// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 inter prediction of one block of samples of 9 to 14 bits with NEON: fractional
 * sample interpolation and weights (Rec. ITU-T H.264, 8.4.2.2 and 8.4.2.3). As in
 * h264_mc_8bpc_neon.c rows are vectors, here of 8 samples: wider blocks are done in
 * columns. Intermediate values take 32 bits.
 *
 * @w is a constant, 4 or 8, wherever a function is inlined. A row of less than 8 samples
 * is in the first lanes, and what is in the others does not matter.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "dae_emu_neon.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

/* b1 or h1 of 8.4.2.2.1, -163830..688086 */
struct h264_mid16 {
	int32x4_t lo;
	int32x4_t hi;
};

static __always_inline const u16 *h264_src16(const u16 *s, ptrdiff_t stride, int n)
{
	return (const u16 *)((const u8 *)s + n * stride);
}

static __always_inline u16 *h264_dst16(u16 *d, ptrdiff_t stride, int n)
{
	return (u16 *)((u8 *)d + n * stride);
}

static __always_inline uint16x8_t h264_load16(const u16 *s, int w)
{
	u32 word;

	if (w == 8)
		return vld1q_u16(s);
	if (w == 4)
		return vcombine_u16(vld1_u16(s), vcreate_u16(0));
	memcpy(&word, s, sizeof(word));
	return vreinterpretq_u16_u32(vdupq_n_u32(word));
}

static __always_inline void h264_store16(u16 *d, uint16x8_t v, int w, enum h264_mc_op op)
{
	u32 word;

	if (op == H264_MC_AVG)
		v = vrhaddq_u16(v, h264_load16(d, w));
	if (w == 8) {
		vst1q_u16(d, v);
	} else if (w == 4) {
		vst1_u16(d, vget_low_u16(v));
	} else {
		word = vgetq_lane_u32(vreinterpretq_u32_u16(v), 0);
		memcpy(d, &word, sizeof(word));
	}
}

static __always_inline int32x4_t h264_tap6_sum16(uint16x4_t ej, uint16x4_t fi, uint16x4_t gh)
{
	const uint32x4_t sum = vmlal_n_u16(vmovl_u16(ej), gh, 20);

	return vreinterpretq_s32_u32(vmlsl_n_u16(sum, fi, 5));
}

/* The six-tap filter of 8.4.2.2.1 for samples E to J. */
static __always_inline struct h264_mid16 h264_tap6_16(uint16x8_t e, uint16x8_t f, uint16x8_t g,
						      uint16x8_t h, uint16x8_t i, uint16x8_t j,
						      int w)
{
	const uint16x8_t ej = vaddq_u16(e, j), fi = vaddq_u16(f, i), gh = vaddq_u16(g, h);
	struct h264_mid16 mid;

	mid.lo = h264_tap6_sum16(vget_low_u16(ej), vget_low_u16(fi), vget_low_u16(gh));
	mid.hi = mid.lo;
	if (w == 8)
		mid.hi = h264_tap6_sum16(vget_high_u16(ej), vget_high_u16(fi), vget_high_u16(gh));
	return mid;
}

/* b, h, s or m: (mid + 16) >> 5, clipped */
static __always_inline uint16x8_t h264_round1_16(struct h264_mid16 mid, uint16x8_t max, int w)
{
	const uint16x4_t lo = vqrshrun_n_s32(mid.lo, 5);

	return vminq_u16(w == 8 ? vqrshrun_high_n_s32(lo, mid.hi, 5) : vcombine_u16(lo, lo), max);
}

static __always_inline int32x4_t h264_tap6_mid16(int32x4_t e, int32x4_t f, int32x4_t g,
						 int32x4_t h, int32x4_t i, int32x4_t j)
{
	const int32x4_t sum = vmlaq_n_s32(vaddq_s32(e, j), vaddq_s32(g, h), 20);

	return vmlsq_n_s32(sum, vaddq_s32(f, i), 5);
}

/* j: (sum + 512) >> 10, clipped */
static __always_inline uint16x8_t h264_round2_16(int32x4_t lo, int32x4_t hi, uint16x8_t max,
						 int w)
{
	const uint16x4_t v = vqrshrun_n_s32(lo, 10);

	return vminq_u16(w == 8 ? vqrshrun_high_n_s32(v, hi, 10) : vcombine_u16(v, v), max);
}

static __always_inline struct h264_mid16 h264_row_mid16(const u16 *s, int w)
{
	return h264_tap6_16(h264_load16(s - 2, w), h264_load16(s - 1, w), h264_load16(s, w),
			    h264_load16(s + 1, w), h264_load16(s + 2, w), h264_load16(s + 3, w), w);
}

/* G; @w is 4, 8 or 16. */
static __always_inline void h264_mc_full_row16(u16 *d, const u16 *s, int w, enum h264_mc_op op)
{
	h264_store16(d, h264_load16(s, w > 8 ? 8 : w), w > 8 ? 8 : w, op);
	if (w > 8)
		h264_store16(d + 8, h264_load16(s + 8, 8), 8, op);
}

static __always_inline void h264_mc_full16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					   int h, enum h264_mc_op op)
{
	do {
		h264_mc_full_row16(d, s, w, op);
		h264_mc_full_row16(h264_dst16(d, ds, 1), h264_src16(s, ss, 1), w, op);
		d = h264_dst16(d, ds, 2);
		s = h264_src16(s, ss, 2);
		h -= 2;
	} while (h > 0);
}

static __always_inline void h264_mc_h_row16(u16 *d, const u16 *s, int w, int mx,
					    enum h264_mc_op op, uint16x8_t max)
{
	const uint16x8_t g = h264_load16(s, w), h = h264_load16(s + 1, w);
	uint16x8_t v = h264_round1_16(h264_tap6_16(h264_load16(s - 2, w), h264_load16(s - 1, w), g,
						   h, h264_load16(s + 2, w), h264_load16(s + 3, w),
						   w), max, w);

	if (mx != 2)
		v = vrhaddq_u16(v, mx == 1 ? g : h);
	h264_store16(d, v, w, op);
}

/* a, b, c */
static __always_inline void h264_mc_h16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					int h, int mx, enum h264_mc_op op, uint16x8_t max)
{
	do {
		h264_mc_h_row16(d, s, w, mx, op, max);
		h264_mc_h_row16(h264_dst16(d, ds, 1), h264_src16(s, ss, 1), w, mx, op, max);
		d = h264_dst16(d, ds, 2);
		s = h264_src16(s, ss, 2);
		h -= 2;
	} while (h > 0);
}

/* What the columns of an operation share */
struct h264_rows16 {
	u16 *d;
	ptrdiff_t ds;
	const u16 *sh;
	ptrdiff_t ss;
	uint16x8_t max;
	enum h264_mc_op op;
	int my;
};

/* Row @n: h or m from e to j, and, with @sh, the mean of that and of b or s */
static __always_inline void h264_mc_v_row16(const struct h264_rows16 *r, int n, uint16x8_t e,
					    uint16x8_t f, uint16x8_t g, uint16x8_t h,
					    uint16x8_t i, uint16x8_t j, int w)
{
	uint16x8_t v = h264_round1_16(h264_tap6_16(e, f, g, h, i, j, w), r->max, w);

	if (r->sh)
		v = vrhaddq_u16(v, h264_round1_16(h264_row_mid16(h264_src16(r->sh, r->ss, n), w),
						  r->max, w));
	else if (r->my != 2)
		v = vrhaddq_u16(v, r->my == 1 ? g : h);
	h264_store16(h264_dst16(r->d, r->ds, n), v, w, r->op);
}

/* d, h, n, and with @r->sh e, g, p, r: from column @s on */
static __always_inline void h264_mc_v16(struct h264_rows16 r, const u16 *s, int w, int h)
{
	uint16x8_t r0, r1, r2, r3, r4, r5, r6, r7, r8;

	r0 = h264_load16(h264_src16(s, r.ss, -2), w);
	r1 = h264_load16(h264_src16(s, r.ss, -1), w);
	r2 = h264_load16(s, w);
	r3 = h264_load16(h264_src16(s, r.ss, 1), w);
	r4 = h264_load16(h264_src16(s, r.ss, 2), w);
	s = h264_src16(s, r.ss, 3);
	do {
		r5 = h264_load16(s, w);
		h264_mc_v_row16(&r, 0, r0, r1, r2, r3, r4, r5, w);
		r6 = h264_load16(h264_src16(s, r.ss, 1), w);
		h264_mc_v_row16(&r, 1, r1, r2, r3, r4, r5, r6, w);
		r7 = h264_load16(h264_src16(s, r.ss, 2), w);
		h264_mc_v_row16(&r, 2, r2, r3, r4, r5, r6, r7, w);
		r8 = h264_load16(h264_src16(s, r.ss, 3), w);
		h264_mc_v_row16(&r, 3, r3, r4, r5, r6, r7, r8, w);
		r0 = r4;
		r1 = r5;
		r2 = r6;
		r3 = r7;
		r4 = r8;
		r.d = h264_dst16(r.d, r.ds, 4);
		if (r.sh)
			r.sh = h264_src16(r.sh, r.ss, 4);
		s = h264_src16(s, r.ss, 4);
		h -= 4;
	} while (h > 0);
}

static __always_inline void h264_mc_hv_row16(const struct h264_rows16 *r, int n,
					     struct h264_mid16 e, struct h264_mid16 f,
					     struct h264_mid16 g, struct h264_mid16 h,
					     struct h264_mid16 i, struct h264_mid16 j, int w)
{
	const int32x4_t lo = h264_tap6_mid16(e.lo, f.lo, g.lo, h.lo, i.lo, j.lo);
	const int32x4_t hi = w == 8 ? h264_tap6_mid16(e.hi, f.hi, g.hi, h.hi, i.hi, j.hi) : lo;
	uint16x8_t v = h264_round2_16(lo, hi, r->max, w);

	if (r->my != 2)
		v = vrhaddq_u16(v, h264_round1_16(r->my == 1 ? g : h, r->max, w));
	h264_store16(h264_dst16(r->d, r->ds, n), v, w, r->op);
}

/* f, j, q; two rows at a time are what registers hold. */
static __always_inline void h264_mc_hv16(struct h264_rows16 r, const u16 *s, int w, int h)
{
	struct h264_mid16 m0, m1, m2, m3, m4, m5, m6;

	m0 = h264_row_mid16(h264_src16(s, r.ss, -2), w);
	m1 = h264_row_mid16(h264_src16(s, r.ss, -1), w);
	m2 = h264_row_mid16(s, w);
	m3 = h264_row_mid16(h264_src16(s, r.ss, 1), w);
	m4 = h264_row_mid16(h264_src16(s, r.ss, 2), w);
	s = h264_src16(s, r.ss, 3);
	do {
		m5 = h264_row_mid16(s, w);
		h264_mc_hv_row16(&r, 0, m0, m1, m2, m3, m4, m5, w);
		m6 = h264_row_mid16(h264_src16(s, r.ss, 1), w);
		h264_mc_hv_row16(&r, 1, m1, m2, m3, m4, m5, m6, w);
		m0 = m2;
		m1 = m3;
		m2 = m4;
		m3 = m5;
		m4 = m6;
		r.d = h264_dst16(r.d, r.ds, 2);
		s = h264_src16(s, r.ss, 2);
		h -= 2;
	} while (h > 0);
}

/* Columns -2..w + 2 of a row: the first 8, and the last 8 */
struct h264_wide16 {
	uint16x8_t first;
	uint16x8_t last;
};

static __always_inline struct h264_wide16 h264_load_wide16(const u16 *s, int w)
{
	return (struct h264_wide16){ vld1q_u16(s - 2), vld1q_u16(s + w - 5) };
}

static __always_inline int32x4_t h264_ext16(int32x4_t a, int32x4_t b, int n)
{
	return n == 1 ? vextq_s32(a, b, 1) : n == 2 ? vextq_s32(a, b, 2) : vextq_s32(a, b, 3);
}

/* j of four columns from h1 of columns -2..6, which are in @a, @b and @c */
static __always_inline int32x4_t h264_tap6_cols16(int32x4_t a, int32x4_t b, int32x4_t c)
{
	return h264_tap6_mid16(a, h264_ext16(a, b, 1), h264_ext16(a, b, 2), h264_ext16(a, b, 3), b,
			       h264_ext16(b, c, 1));
}

static __always_inline void h264_mc_vh_row16(const struct h264_rows16 *r, int n, int mx,
					     struct h264_wide16 e, struct h264_wide16 f,
					     struct h264_wide16 g, struct h264_wide16 h,
					     struct h264_wide16 i, struct h264_wide16 j, int w)
{
	const struct h264_mid16 mid = h264_tap6_16(e.first, f.first, g.first, h.first, i.first,
						   j.first, 8);
	const struct h264_mid16 end = h264_tap6_16(e.last, f.last, g.last, h.last, i.last, j.last,
						   8);
	/* Columns -2..1, 2..5, 6..9 and 10; end starts at column 3 of 8, or -1 of 4. */
	const int32x4_t a = mid.lo, b = mid.hi;
	const int32x4_t c = h264_ext16(w == 8 ? end.lo : end.hi, end.hi, 3);
	const int32x4_t d = h264_ext16(end.hi, end.hi, 3);
	struct h264_mid16 near;
	uint16x8_t v;

	near.lo = h264_ext16(a, b, mx == 1 ? 2 : 3);
	near.hi = h264_ext16(b, c, mx == 1 ? 2 : 3);
	v = h264_round2_16(h264_tap6_cols16(a, b, c),
			   w == 8 ? h264_tap6_cols16(b, c, d) : a, r->max, w);
	v = vrhaddq_u16(v, h264_round1_16(near, r->max, w));
	h264_store16(h264_dst16(r->d, r->ds, n), v, w, r->op);
}

/* i, k */
static __always_inline void h264_mc_vh16(struct h264_rows16 r, const u16 *s, int w, int h, int mx)
{
	struct h264_wide16 r0, r1, r2, r3, r4, r5, r6;

	r0 = h264_load_wide16(h264_src16(s, r.ss, -2), w);
	r1 = h264_load_wide16(h264_src16(s, r.ss, -1), w);
	r2 = h264_load_wide16(s, w);
	r3 = h264_load_wide16(h264_src16(s, r.ss, 1), w);
	r4 = h264_load_wide16(h264_src16(s, r.ss, 2), w);
	s = h264_src16(s, r.ss, 3);
	do {
		r5 = h264_load_wide16(s, w);
		h264_mc_vh_row16(&r, 0, mx, r0, r1, r2, r3, r4, r5, w);
		r6 = h264_load_wide16(h264_src16(s, r.ss, 1), w);
		h264_mc_vh_row16(&r, 1, mx, r1, r2, r3, r4, r5, r6, w);
		r0 = r2;
		r1 = r3;
		r2 = r4;
		r3 = r5;
		r4 = r6;
		r.d = h264_dst16(r.d, r.ds, 2);
		s = h264_src16(s, r.ss, 2);
		h -= 2;
	} while (h > 0);
}

/* Table 8-12: which of the functions above makes position (@mx, @my). */
static __always_inline void h264_mc_luma_cols16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
						int w, int h, int mx, int my, enum h264_mc_op op,
						uint16x8_t max)
{
	const struct h264_rows16 r = { .d = d, .ds = ds, .ss = ss, .max = max, .op = op, .my = my };

	if (my == 0)
		h264_mc_h16(d, ds, s, ss, w, h, mx, op, max);
	else if (mx == 0)
		h264_mc_v16(r, s, w, h);
	else if (mx == 2)
		h264_mc_hv16(r, s, w, h);
	else
		h264_mc_vh16(r, s, w, h, mx);
}

/* The two digits at the end of a name are xFrac and yFrac. */
#define H264_MC_LUMA_16(name, op, mx, my)							\
static void h264_mc_luma_##name##_##mx##my##_neon_16bpc(void *dst, ptrdiff_t ds,		\
							const void *src, ptrdiff_t ss, int w,	\
							int h, int bd_max)			\
{												\
	const uint16x8_t max = vdupq_n_u16(bd_max);						\
	int x;											\
												\
	if (w == 4)										\
		h264_mc_luma_cols16(dst, ds, src, ss, 4, h, mx, my, op, max);			\
	else											\
		for (x = 0; x < w; x += 8)							\
			h264_mc_luma_cols16((u16 *)dst + x, ds, (const u16 *)src + x, ss, 8, h,	\
					    mx, my, op, max);					\
}

/* G, and positions next to three full samples, which differ in where rows and columns are */
#define H264_MC_COMMON_16(name, op_)								\
static void h264_mc_luma_##name##_00_neon_16bpc(void *dst, ptrdiff_t ds, const void *src,	\
						ptrdiff_t ss, int w, int h, int bd_max)		\
{												\
	if (w == 16)										\
		h264_mc_full16(dst, ds, src, ss, 16, h, op_);					\
	else if (w == 8)									\
		h264_mc_full16(dst, ds, src, ss, 8, h, op_);					\
	else											\
		h264_mc_full16(dst, ds, src, ss, 4, h, op_);					\
}												\
												\
static noinline void h264_mc_diag_##name##_neon_16bpc(struct h264_rows16 r, const u16 *sv,	\
						      int w, int h)				\
{												\
	int x;											\
												\
	r.op = op_;										\
	if (w == 4) {										\
		h264_mc_v16(r, sv, 4, h);							\
		return;										\
	}											\
	for (x = 0; x < w; x += 8) {								\
		h264_mc_v16(r, sv + x, 8, h);							\
		r.d += 8;									\
		r.sh += 8;									\
	}											\
}

#define H264_MC_LUMA_DIAG_16(name, mx, my)							\
static void h264_mc_luma_##name##_##mx##my##_neon_16bpc(void *dst, ptrdiff_t ds,		\
							const void *src, ptrdiff_t ss, int w,	\
							int h, int bd_max)			\
{												\
	const struct h264_rows16 r = {								\
		.d = dst, .ds = ds, .sh = h264_src16(src, ss, (my) == 3), .ss = ss,		\
		.max = vdupq_n_u16(bd_max),							\
	};											\
												\
	h264_mc_diag_##name##_neon_16bpc(r, (const u16 *)src + ((mx) == 3), w, h);		\
}

#define H264_MC_LUMA_ALL_16(name, op)								\
H264_MC_COMMON_16(name, op)									\
H264_MC_LUMA_16(name, op, 1, 0)									\
H264_MC_LUMA_16(name, op, 2, 0)									\
H264_MC_LUMA_16(name, op, 3, 0)									\
H264_MC_LUMA_16(name, op, 0, 1)									\
H264_MC_LUMA_16(name, op, 2, 1)									\
H264_MC_LUMA_16(name, op, 0, 2)									\
H264_MC_LUMA_16(name, op, 1, 2)									\
H264_MC_LUMA_16(name, op, 2, 2)									\
H264_MC_LUMA_16(name, op, 3, 2)									\
H264_MC_LUMA_16(name, op, 0, 3)									\
H264_MC_LUMA_16(name, op, 2, 3)									\
H264_MC_LUMA_DIAG_16(name, 1, 1)								\
H264_MC_LUMA_DIAG_16(name, 3, 1)								\
H264_MC_LUMA_DIAG_16(name, 1, 3)								\
H264_MC_LUMA_DIAG_16(name, 3, 3)

H264_MC_LUMA_ALL_16(put, H264_MC_PUT)
H264_MC_LUMA_ALL_16(avg, H264_MC_AVG)

#define H264_MC_LUMA_TABLE_16(name) {								\
	h264_mc_luma_##name##_00_neon_16bpc, h264_mc_luma_##name##_10_neon_16bpc,		\
	h264_mc_luma_##name##_20_neon_16bpc, h264_mc_luma_##name##_30_neon_16bpc,		\
	h264_mc_luma_##name##_01_neon_16bpc, h264_mc_luma_##name##_11_neon_16bpc,		\
	h264_mc_luma_##name##_21_neon_16bpc, h264_mc_luma_##name##_31_neon_16bpc,		\
	h264_mc_luma_##name##_02_neon_16bpc, h264_mc_luma_##name##_12_neon_16bpc,		\
	h264_mc_luma_##name##_22_neon_16bpc, h264_mc_luma_##name##_32_neon_16bpc,		\
	h264_mc_luma_##name##_03_neon_16bpc, h264_mc_luma_##name##_13_neon_16bpc,		\
	h264_mc_luma_##name##_23_neon_16bpc, h264_mc_luma_##name##_33_neon_16bpc,		\
}

/* Weights of four samples in 64ths, and those samples */
struct h264_bilinear16 {
	uint16x8_t w[4];
};

/* (a * w[0] + b * w[1] + c * w[2] + e * w[3] + 32) >> 6; up to 10 bits it fits 16. */
static __always_inline uint16x8_t h264_bilinear16(const struct h264_bilinear16 *t, uint16x8_t a,
						  uint16x8_t b, uint16x8_t c, uint16x8_t e,
						  bool narrow)
{
	uint32x4_t lo, hi;

	if (narrow)
		return vrshrq_n_u16(vmlaq_u16(vmlaq_u16(vmlaq_u16(vmulq_u16(a, t->w[0]), b,
								  t->w[1]), c, t->w[2]), e,
					      t->w[3]), 6);
	lo = vmull_u16(vget_low_u16(a), vget_low_u16(t->w[0]));
	lo = vmlal_u16(lo, vget_low_u16(b), vget_low_u16(t->w[1]));
	lo = vmlal_u16(lo, vget_low_u16(c), vget_low_u16(t->w[2]));
	lo = vmlal_u16(lo, vget_low_u16(e), vget_low_u16(t->w[3]));
	hi = vmull_high_u16(a, t->w[0]);
	hi = vmlal_high_u16(hi, b, t->w[1]);
	hi = vmlal_high_u16(hi, c, t->w[2]);
	hi = vmlal_high_u16(hi, e, t->w[3]);
	return vrshrn_high_n_u32(vrshrn_n_u32(lo, 6), hi, 6);
}

static __always_inline void h264_mc_chroma_2d16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
						int w, int h, int mx, int my, enum h264_mc_op op,
						bool narrow)
{
	const struct h264_bilinear16 t = { {
		vdupq_n_u16((8 - mx) * (8 - my)), vdupq_n_u16(mx * (8 - my)),
		vdupq_n_u16((8 - mx) * my), vdupq_n_u16(mx * my),
	} };
	uint16x8_t a = h264_load16(s, w), b = h264_load16(s + 1, w), c, e;

	do {
		s = h264_src16(s, ss, 1);
		c = h264_load16(s, w);
		e = h264_load16(s + 1, w);
		h264_store16(d, h264_bilinear16(&t, a, b, c, e, narrow), w, op);
		s = h264_src16(s, ss, 1);
		a = h264_load16(s, w);
		b = h264_load16(s + 1, w);
		h264_store16(h264_dst16(d, ds, 1), h264_bilinear16(&t, c, e, a, b, narrow), w, op);
		d = h264_dst16(d, ds, 2);
		h -= 2;
	} while (h > 0);
}

/* One fraction is 0: @next is the step to the second sample; weights are in eighths. */
static __always_inline void h264_mc_chroma_1d16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
						int w, int h, int frac, ptrdiff_t next,
						enum h264_mc_op op)
{
	const uint16x4_t wb = vdup_n_u16(frac);
	uint16x8_t a, b;
	uint32x4_t lo, hi;

	do {
		a = h264_load16(s, w);
		b = h264_load16((const u16 *)((const u8 *)s + next), w);
		/* 8 * a + frac * (b - a) */
		lo = vshll_n_u16(vget_low_u16(a), 3);
		hi = vshll_high_n_u16(a, 3);
		lo = vmlsl_u16(vmlal_u16(lo, vget_low_u16(b), wb), vget_low_u16(a), wb);
		hi = vmlsl_u16(vmlal_u16(hi, vget_high_u16(b), wb), vget_high_u16(a), wb);
		h264_store16(d, vrshrn_high_n_u32(vrshrn_n_u32(lo, 3), hi, 3), w, op);
		d = h264_dst16(d, ds, 1);
		s = h264_src16(s, ss, 1);
	} while (--h > 0);
}

static __always_inline void h264_mc_chroma_w16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
					       int w, int h, int mx, int my, enum h264_mc_op op,
					       int bd_max)
{
	if (!mx && !my)
		h264_mc_full16(d, ds, s, ss, w, h, op);
	else if (!my)
		h264_mc_chroma_1d16(d, ds, s, ss, w, h, mx, sizeof(*s), op);
	else if (!mx)
		h264_mc_chroma_1d16(d, ds, s, ss, w, h, my, ss, op);
	else if (bd_max < 1024)
		h264_mc_chroma_2d16(d, ds, s, ss, w, h, mx, my, op, true);
	else
		h264_mc_chroma_2d16(d, ds, s, ss, w, h, mx, my, op, false);
}

#define H264_MC_CHROMA_16(name, op)								\
static void h264_mc_chroma_##name##_neon_16bpc(void *dst, ptrdiff_t ds, const void *src,	\
					       ptrdiff_t ss, int w, int h, int mx, int my,	\
					       int bd_max)					\
{												\
	if (w == 8)										\
		h264_mc_chroma_w16(dst, ds, src, ss, 8, h, mx, my, op, bd_max);			\
	else if (w == 4)									\
		h264_mc_chroma_w16(dst, ds, src, ss, 4, h, mx, my, op, bd_max);			\
	else											\
		h264_mc_chroma_w16(dst, ds, src, ss, 2, h, mx, my, op, bd_max);			\
}

H264_MC_CHROMA_16(put, H264_MC_PUT)
H264_MC_CHROMA_16(avg, H264_MC_AVG)

/* What weighting has besides samples; the shift is to the left. */
struct h264_weights16 {
	int16x4_t w0;
	int16x4_t w1;
	int32x4_t shift;
	int16x8_t offset;
	int16x8_t max;
};

/* 8.4.2.3.2; what saturates on the way is clipped at any rate. */
static __always_inline uint16x8_t h264_weigh16(int32x4_t lo, int32x4_t hi,
					       const struct h264_weights16 *wt)
{
	int16x8_t v;

	v = vqmovn_high_s32(vqmovn_s32(vrshlq_s32(lo, wt->shift)), vrshlq_s32(hi, wt->shift));
	v = vqaddq_s16(v, wt->offset);
	return vreinterpretq_u16_s16(vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), wt->max));
}

static __always_inline void h264_weight_w16(u16 *d, ptrdiff_t stride, int w, int h,
					    const struct h264_weights16 *wt)
{
	int16x8_t v;

	do {
		v = vreinterpretq_s16_u16(h264_load16(d, w));
		h264_store16(d, h264_weigh16(vmull_s16(vget_low_s16(v), wt->w0),
					     vmull_s16(vget_high_s16(v), wt->w0), wt), w,
			     H264_MC_PUT);
		d = h264_dst16(d, stride, 1);
	} while (--h > 0);
}

static void h264_weight_neon_16bpc(void *dst, ptrdiff_t stride, int w, int h, int log2_denom,
				   int weight, int offset, int bd_max)
{
	const struct h264_weights16 wt = {
		.w0 = vdup_n_s16(weight),
		.shift = vdupq_n_s32(-log2_denom),
		.offset = vdupq_n_s16(offset),
		.max = vdupq_n_s16(bd_max),
	};
	int x;

	if (w == 2)
		h264_weight_w16(dst, stride, 2, h, &wt);
	else if (w == 4)
		h264_weight_w16(dst, stride, 4, h, &wt);
	else
		for (x = 0; x < w; x += 8)
			h264_weight_w16((u16 *)dst + x, stride, 8, h, &wt);
}

static __always_inline void h264_biweight_w16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
					      int w, int h, const struct h264_weights16 *wt)
{
	int16x8_t a, b;
	int32x4_t lo, hi;

	do {
		a = vreinterpretq_s16_u16(h264_load16(d, w));
		b = vreinterpretq_s16_u16(h264_load16(s, w));
		lo = vmull_s16(vget_low_s16(a), wt->w0);
		hi = vmull_s16(vget_high_s16(a), wt->w0);
		lo = vmlal_s16(lo, vget_low_s16(b), wt->w1);
		hi = vmlal_s16(hi, vget_high_s16(b), wt->w1);
		h264_store16(d, h264_weigh16(lo, hi, wt), w, H264_MC_PUT);
		d = h264_dst16(d, ds, 1);
		s = h264_src16(s, ss, 1);
	} while (--h > 0);
}

static void h264_biweight_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *src,
				     ptrdiff_t src_stride, int w, int h, int log2_denom, int w0,
				     int w1, int o0, int o1, int bd_max)
{
	const struct h264_weights16 wt = {
		.w0 = vdup_n_s16(w0),
		.w1 = vdup_n_s16(w1),
		.shift = vdupq_n_s32(-log2_denom - 1),
		.offset = vdupq_n_s16((o0 + o1 + 1) >> 1),
		.max = vdupq_n_s16(bd_max),
	};
	int x;

	if (w == 2)
		h264_biweight_w16(dst, dst_stride, src, src_stride, 2, h, &wt);
	else if (w == 4)
		h264_biweight_w16(dst, dst_stride, src, src_stride, 4, h, &wt);
	else
		for (x = 0; x < w; x += 8)
			h264_biweight_w16((u16 *)dst + x, dst_stride, (const u16 *)src + x,
					  src_stride, 8, h, &wt);
}

const struct h264_dsp h264_mc_neon_16bpc = {
	.mc_luma = {
		[H264_MC_PUT] = H264_MC_LUMA_TABLE_16(put),
		[H264_MC_AVG] = H264_MC_LUMA_TABLE_16(avg),
	},
	.mc_chroma = {
		[H264_MC_PUT] = h264_mc_chroma_put_neon_16bpc,
		[H264_MC_AVG] = h264_mc_chroma_avg_neon_16bpc,
	},
	.weight = h264_weight_neon_16bpc,
	.biweight = h264_biweight_neon_16bpc,
	.emu_edge = dae_emu_edge_neon_16bpc,
};
