// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 inter prediction of one block of 8-bit samples with NEON: fractional sample
 * interpolation and weights (Rec. ITU-T H.264, 8.4.2.2 and 8.4.2.3). What each position
 * is made of is explained in h264_mc_tmpl.c; here rows are vectors, which stay in
 * registers from where they are first needed to the last row that needs them.
 *
 * @w is a constant wherever a function is inlined. Rows of less than 16 samples are in
 * the first lanes, and what is in the others does not matter.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../h264/h264_dsp.h"
#include "dae_emu_neon.h"
#include "h264_neon.h"

#include <asm/neon-intrinsics.h>

/* b1 or h1 of 8.4.2.2.1 of up to 16 samples, -2550..10710 */
struct h264_mid8 {
	int16x8_t lo;
	int16x8_t hi;
};

static __always_inline uint8x16_t h264_load8(const u8 *s, int w)
{
	u32 word;

	if (w == 16)
		return vld1q_u8(s);
	if (w == 8)
		return vcombine_u8(vld1_u8(s), vcreate_u8(0));
	memcpy(&word, s, sizeof(word));
	return vreinterpretq_u8_u32(vdupq_n_u32(word));
}

static __always_inline void h264_store8(u8 *d, uint8x16_t v, int w, enum h264_mc_op op)
{
	u32 word;

	if (op == H264_MC_AVG)
		v = vrhaddq_u8(v, h264_load8(d, w));
	if (w == 16) {
		vst1q_u8(d, v);
	} else if (w == 8) {
		vst1_u8(d, vget_low_u8(v));
	} else {
		word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);
		memcpy(d, &word, sizeof(word));
	}
}

static __always_inline int16x8_t h264_tap6_sum8(uint16x8_t ej, uint16x8_t fi, uint16x8_t gh)
{
	return vreinterpretq_s16_u16(vmlsq_n_u16(vmlaq_n_u16(ej, gh, 20), fi, 5));
}

/* The six-tap filter of 8.4.2.2.1 for samples E to J. */
static __always_inline struct h264_mid8 h264_tap6_8(uint8x16_t e, uint8x16_t f, uint8x16_t g,
						    uint8x16_t h, uint8x16_t i, uint8x16_t j,
						    int w)
{
	struct h264_mid8 mid;

	mid.lo = h264_tap6_sum8(vaddl_u8(vget_low_u8(e), vget_low_u8(j)),
				vaddl_u8(vget_low_u8(f), vget_low_u8(i)),
				vaddl_u8(vget_low_u8(g), vget_low_u8(h)));
	mid.hi = mid.lo;
	if (w == 16)
		mid.hi = h264_tap6_sum8(vaddl_high_u8(e, j), vaddl_high_u8(f, i),
					vaddl_high_u8(g, h));
	return mid;
}

/* b, h, s or m: (mid + 16) >> 5, clipped */
static __always_inline uint8x16_t h264_round1_8(struct h264_mid8 mid, int w)
{
	const uint8x8_t lo = vqrshrun_n_s16(mid.lo, 5);

	return w == 16 ? vqrshrun_high_n_s16(lo, mid.hi, 5) : vcombine_u8(lo, lo);
}

/*
 * A sixteenth of the six-tap filter of intermediate values, rounded down. The sum itself
 * does not fit; that of its parts saturates only where j is clipped at any rate: it takes
 * g + h so large that they alone are out of range.
 */
static __always_inline int16x8_t h264_tap6_mid8(int16x8_t e, int16x8_t f, int16x8_t g,
						int16x8_t h, int16x8_t i, int16x8_t j)
{
	const int16x8_t ej = vaddq_s16(e, j), fi = vaddq_s16(f, i), gh = vaddq_s16(g, h);
	const int16x8_t quarter = vsubq_s16(vshrq_n_s16(vsubq_s16(ej, fi), 2), fi);

	return vsraq_n_s16(gh, vqaddq_s16(quarter, gh), 2);
}

/* j: (sum + 512) >> 10, clipped */
static __always_inline uint8x16_t h264_round2_8(int16x8_t lo, int16x8_t hi, int w)
{
	const uint8x8_t v = vqrshrun_n_s16(lo, 6);

	return w == 16 ? vqrshrun_high_n_s16(v, hi, 6) : vcombine_u8(v, v);
}

static __always_inline uint8x16_t h264_j_rows8(struct h264_mid8 e, struct h264_mid8 f,
					       struct h264_mid8 g, struct h264_mid8 h,
					       struct h264_mid8 i, struct h264_mid8 j, int w)
{
	const int16x8_t lo = h264_tap6_mid8(e.lo, f.lo, g.lo, h.lo, i.lo, j.lo);

	if (w != 16)
		return h264_round2_8(lo, lo, w);
	return h264_round2_8(lo, h264_tap6_mid8(e.hi, f.hi, g.hi, h.hi, i.hi, j.hi), w);
}

static __always_inline struct h264_mid8 h264_row_mid8(const u8 *s, int w)
{
	return h264_tap6_8(h264_load8(s - 2, w), h264_load8(s - 1, w), h264_load8(s, w),
			   h264_load8(s + 1, w), h264_load8(s + 2, w), h264_load8(s + 3, w), w);
}

/* G */
static __always_inline void h264_mc_full8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					  int h, enum h264_mc_op op)
{
	do {
		h264_store8(d, h264_load8(s, w), w, op);
		h264_store8(d + ds, h264_load8(s + ss, w), w, op);
		h264_store8(d + 2 * ds, h264_load8(s + 2 * ss, w), w, op);
		h264_store8(d + 3 * ds, h264_load8(s + 3 * ss, w), w, op);
		d += 4 * ds;
		s += 4 * ss;
		h -= 4;
	} while (h > 0);
}

static __always_inline void h264_mc_h_row8(u8 *d, const u8 *s, int w, int mx, enum h264_mc_op op)
{
	const uint8x16_t g = h264_load8(s, w), h = h264_load8(s + 1, w);
	uint8x16_t v = h264_round1_8(h264_tap6_8(h264_load8(s - 2, w), h264_load8(s - 1, w), g, h,
						 h264_load8(s + 2, w), h264_load8(s + 3, w), w),
				     w);

	if (mx != 2)
		v = vrhaddq_u8(v, mx == 1 ? g : h);
	h264_store8(d, v, w, op);
}

/* a, b, c */
static __always_inline void h264_mc_h8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
				       int h, int mx, enum h264_mc_op op)
{
	do {
		h264_mc_h_row8(d, s, w, mx, op);
		h264_mc_h_row8(d + ds, s + ss, w, mx, op);
		d += 2 * ds;
		s += 2 * ss;
		h -= 2;
	} while (h > 0);
}

static __always_inline void h264_mc_v_row8(u8 *d, uint8x16_t e, uint8x16_t f, uint8x16_t g,
					   uint8x16_t h, uint8x16_t i, uint8x16_t j, int w, int my,
					   enum h264_mc_op op)
{
	uint8x16_t v = h264_round1_8(h264_tap6_8(e, f, g, h, i, j, w), w);

	if (my != 2)
		v = vrhaddq_u8(v, my == 1 ? g : h);
	h264_store8(d, v, w, op);
}

/* d, h, n */
static __always_inline void h264_mc_v8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
				       int h, int my, enum h264_mc_op op)
{
	uint8x16_t r0, r1, r2, r3, r4, r5, r6, r7, r8;

	r0 = h264_load8(s - 2 * ss, w);
	r1 = h264_load8(s - ss, w);
	r2 = h264_load8(s, w);
	r3 = h264_load8(s + ss, w);
	r4 = h264_load8(s + 2 * ss, w);
	s += 3 * ss;
	do {
		r5 = h264_load8(s, w);
		h264_mc_v_row8(d, r0, r1, r2, r3, r4, r5, w, my, op);
		r6 = h264_load8(s + ss, w);
		h264_mc_v_row8(d + ds, r1, r2, r3, r4, r5, r6, w, my, op);
		r7 = h264_load8(s + 2 * ss, w);
		h264_mc_v_row8(d + 2 * ds, r2, r3, r4, r5, r6, r7, w, my, op);
		r8 = h264_load8(s + 3 * ss, w);
		h264_mc_v_row8(d + 3 * ds, r3, r4, r5, r6, r7, r8, w, my, op);
		r0 = r4;
		r1 = r5;
		r2 = r6;
		r3 = r7;
		r4 = r8;
		d += 4 * ds;
		s += 4 * ss;
		h -= 4;
	} while (h > 0);
}

static __always_inline void h264_mc_diag_row8(u8 *d, const u8 *sh, uint8x16_t e, uint8x16_t f,
					      uint8x16_t g, uint8x16_t h, uint8x16_t i,
					      uint8x16_t j, int w, enum h264_mc_op op)
{
	const uint8x16_t v = h264_round1_8(h264_tap6_8(e, f, g, h, i, j, w), w);

	h264_store8(d, vrhaddq_u8(v, h264_round1_8(h264_row_mid8(sh, w), w)), w, op);
}

/* e, g, p, r: the mean of b or s, from row @sh on, and of h or m, from column @s on. */
static __always_inline void h264_mc_diag8(u8 *d, ptrdiff_t ds, const u8 *sh, const u8 *s,
					  ptrdiff_t ss, int w, int h, enum h264_mc_op op)
{
	uint8x16_t r0, r1, r2, r3, r4, r5, r6, r7, r8;

	r0 = h264_load8(s - 2 * ss, w);
	r1 = h264_load8(s - ss, w);
	r2 = h264_load8(s, w);
	r3 = h264_load8(s + ss, w);
	r4 = h264_load8(s + 2 * ss, w);
	s += 3 * ss;
	do {
		r5 = h264_load8(s, w);
		h264_mc_diag_row8(d, sh, r0, r1, r2, r3, r4, r5, w, op);
		r6 = h264_load8(s + ss, w);
		h264_mc_diag_row8(d + ds, sh + ss, r1, r2, r3, r4, r5, r6, w, op);
		r7 = h264_load8(s + 2 * ss, w);
		h264_mc_diag_row8(d + 2 * ds, sh + 2 * ss, r2, r3, r4, r5, r6, r7, w, op);
		r8 = h264_load8(s + 3 * ss, w);
		h264_mc_diag_row8(d + 3 * ds, sh + 3 * ss, r3, r4, r5, r6, r7, r8, w, op);
		r0 = r4;
		r1 = r5;
		r2 = r6;
		r3 = r7;
		r4 = r8;
		d += 4 * ds;
		sh += 4 * ss;
		s += 4 * ss;
		h -= 4;
	} while (h > 0);
}

static __always_inline void h264_mc_hv_row8(u8 *d, struct h264_mid8 e, struct h264_mid8 f,
					    struct h264_mid8 g, struct h264_mid8 h,
					    struct h264_mid8 i, struct h264_mid8 j, int w, int my,
					    enum h264_mc_op op)
{
	uint8x16_t v = h264_j_rows8(e, f, g, h, i, j, w);

	if (my != 2)
		v = vrhaddq_u8(v, h264_round1_8(my == 1 ? g : h, w));
	h264_store8(d, v, w, op);
}

/* f, j, q */
static __always_inline void h264_mc_hv8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					int h, int my, enum h264_mc_op op)
{
	struct h264_mid8 m0, m1, m2, m3, m4, m5, m6, m7, m8;

	m0 = h264_row_mid8(s - 2 * ss, w);
	m1 = h264_row_mid8(s - ss, w);
	m2 = h264_row_mid8(s, w);
	m3 = h264_row_mid8(s + ss, w);
	m4 = h264_row_mid8(s + 2 * ss, w);
	s += 3 * ss;
	do {
		m5 = h264_row_mid8(s, w);
		h264_mc_hv_row8(d, m0, m1, m2, m3, m4, m5, w, my, op);
		m6 = h264_row_mid8(s + ss, w);
		h264_mc_hv_row8(d + ds, m1, m2, m3, m4, m5, m6, w, my, op);
		m7 = h264_row_mid8(s + 2 * ss, w);
		h264_mc_hv_row8(d + 2 * ds, m2, m3, m4, m5, m6, m7, w, my, op);
		m8 = h264_row_mid8(s + 3 * ss, w);
		h264_mc_hv_row8(d + 3 * ds, m3, m4, m5, m6, m7, m8, w, my, op);
		m0 = m4;
		m1 = m5;
		m2 = m6;
		m3 = m7;
		m4 = m8;
		d += 4 * ds;
		s += 4 * ss;
		h -= 4;
	} while (h > 0);
}

/* Columns -2..w + 2 of a row: those of the block without its last two, and the last 8 */
struct h264_wide8 {
	uint8x16_t first;
	uint8x16_t last;
};

static __always_inline struct h264_wide8 h264_load_wide8(const u8 *s, int w)
{
	return (struct h264_wide8){
		h264_load8(s - 2, w == 16 ? 16 : 8),
		h264_load8(s + w - 5, 8),
	};
}

static __always_inline void h264_mc_vh_row8(u8 *d, struct h264_wide8 e, struct h264_wide8 f,
					    struct h264_wide8 g, struct h264_wide8 h,
					    struct h264_wide8 i, struct h264_wide8 j, int w,
					    int mx, enum h264_mc_op op)
{
	const struct h264_mid8 mid = h264_tap6_8(e.first, f.first, g.first, h.first, i.first,
						 j.first, w);
	const int16x8_t end = h264_tap6_8(e.last, f.last, g.last, h.last, i.last, j.last, 8).lo;
	/* Columns 6..13, and for 16 also 14..21, of which those after w + 2 are not used */
	const int16x8_t a = mid.lo, c = vextq_s16(end, end, 3);
	const int16x8_t b = w == 16 ? mid.hi : w == 8 ? c : vextq_s16(end, end, 7);
	int16x8_t lo, hi;
	struct h264_mid8 near;
	uint8x16_t v;

	near.lo = mx == 1 ? vextq_s16(a, b, 2) : vextq_s16(a, b, 3);
	near.hi = mx == 1 ? vextq_s16(b, c, 2) : vextq_s16(b, c, 3);
	lo = h264_tap6_mid8(a, vextq_s16(a, b, 1), vextq_s16(a, b, 2), vextq_s16(a, b, 3),
			    vextq_s16(a, b, 4), vextq_s16(a, b, 5));
	hi = h264_tap6_mid8(b, vextq_s16(b, c, 1), vextq_s16(b, c, 2), vextq_s16(b, c, 3),
			    vextq_s16(b, c, 4), vextq_s16(b, c, 5));
	v = vrhaddq_u8(h264_round2_8(lo, hi, w), h264_round1_8(near, w));
	h264_store8(d, v, w, op);
}

/* i, k */
static __always_inline void h264_mc_vh8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					int h, int mx, enum h264_mc_op op)
{
	struct h264_wide8 r0, r1, r2, r3, r4, r5, r6, r7, r8;

	r0 = h264_load_wide8(s - 2 * ss, w);
	r1 = h264_load_wide8(s - ss, w);
	r2 = h264_load_wide8(s, w);
	r3 = h264_load_wide8(s + ss, w);
	r4 = h264_load_wide8(s + 2 * ss, w);
	s += 3 * ss;
	do {
		r5 = h264_load_wide8(s, w);
		h264_mc_vh_row8(d, r0, r1, r2, r3, r4, r5, w, mx, op);
		r6 = h264_load_wide8(s + ss, w);
		h264_mc_vh_row8(d + ds, r1, r2, r3, r4, r5, r6, w, mx, op);
		r7 = h264_load_wide8(s + 2 * ss, w);
		h264_mc_vh_row8(d + 2 * ds, r2, r3, r4, r5, r6, r7, w, mx, op);
		r8 = h264_load_wide8(s + 3 * ss, w);
		h264_mc_vh_row8(d + 3 * ds, r3, r4, r5, r6, r7, r8, w, mx, op);
		r0 = r4;
		r1 = r5;
		r2 = r6;
		r3 = r7;
		r4 = r8;
		d += 4 * ds;
		s += 4 * ss;
		h -= 4;
	} while (h > 0);
}

/* Table 8-12: which of the functions above makes position (@mx, @my). */
static __always_inline void h264_mc_luma_w8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
					    int w, int h, int mx, int my, enum h264_mc_op op)
{
	if (mx == 0 && my == 0)
		h264_mc_full8(d, ds, s, ss, w, h, op);
	else if (my == 0)
		h264_mc_h8(d, ds, s, ss, w, h, mx, op);
	else if (mx == 0)
		h264_mc_v8(d, ds, s, ss, w, h, my, op);
	else if (mx == 2)
		h264_mc_hv8(d, ds, s, ss, w, h, my, op);
	else
		h264_mc_vh8(d, ds, s, ss, w, h, mx, op);
}

/* The two digits at the end of a name are xFrac and yFrac. */
#define H264_MC_LUMA_8(name, op, mx, my)							\
static void h264_mc_luma_##name##_##mx##my##_neon_8bpc(void *dst, ptrdiff_t dst_stride,		\
						       const void *src, ptrdiff_t src_stride,	\
						       int w, int h, int bd_max)		\
{												\
	if (w == 16)										\
		h264_mc_luma_w8(dst, dst_stride, src, src_stride, 16, h, mx, my, op);		\
	else if (w == 8)									\
		h264_mc_luma_w8(dst, dst_stride, src, src_stride, 8, h, mx, my, op);		\
	else											\
		h264_mc_luma_w8(dst, dst_stride, src, src_stride, 4, h, mx, my, op);		\
}

/* Positions that are next to three full samples; those differ in where rows and columns are. */
#define H264_MC_DIAG_8(name, op)								\
static noinline void h264_mc_diag_##name##_neon_8bpc(u8 *d, ptrdiff_t ds, const u8 *sh,		\
						     const u8 *sv, ptrdiff_t ss, int w, int h)	\
{												\
	if (w == 16)										\
		h264_mc_diag8(d, ds, sh, sv, ss, 16, h, op);					\
	else if (w == 8)									\
		h264_mc_diag8(d, ds, sh, sv, ss, 8, h, op);					\
	else											\
		h264_mc_diag8(d, ds, sh, sv, ss, 4, h, op);					\
}

#define H264_MC_LUMA_DIAG_8(name, mx, my)							\
static void h264_mc_luma_##name##_##mx##my##_neon_8bpc(void *dst, ptrdiff_t dst_stride,		\
						       const void *src, ptrdiff_t src_stride,	\
						       int w, int h, int bd_max)		\
{												\
	const u8 *s = src;									\
												\
	h264_mc_diag_##name##_neon_8bpc(dst, dst_stride, (my) == 3 ? s + src_stride : s,	\
					(mx) == 3 ? s + 1 : s, src_stride, w, h);		\
}

#define H264_MC_LUMA_ALL_8(name, op)								\
H264_MC_LUMA_8(name, op, 0, 0)									\
H264_MC_LUMA_8(name, op, 1, 0)									\
H264_MC_LUMA_8(name, op, 2, 0)									\
H264_MC_LUMA_8(name, op, 3, 0)									\
H264_MC_LUMA_8(name, op, 0, 1)									\
H264_MC_LUMA_8(name, op, 2, 1)									\
H264_MC_LUMA_8(name, op, 0, 2)									\
H264_MC_LUMA_8(name, op, 1, 2)									\
H264_MC_LUMA_8(name, op, 2, 2)									\
H264_MC_LUMA_8(name, op, 3, 2)									\
H264_MC_LUMA_8(name, op, 0, 3)									\
H264_MC_LUMA_8(name, op, 2, 3)									\
H264_MC_DIAG_8(name, op)									\
H264_MC_LUMA_DIAG_8(name, 1, 1)									\
H264_MC_LUMA_DIAG_8(name, 3, 1)									\
H264_MC_LUMA_DIAG_8(name, 1, 3)									\
H264_MC_LUMA_DIAG_8(name, 3, 3)

H264_MC_LUMA_ALL_8(put, H264_MC_PUT)
H264_MC_LUMA_ALL_8(avg, H264_MC_AVG)

#define H264_MC_LUMA_TABLE_8(name) {								\
	h264_mc_luma_##name##_00_neon_8bpc, h264_mc_luma_##name##_10_neon_8bpc,			\
	h264_mc_luma_##name##_20_neon_8bpc, h264_mc_luma_##name##_30_neon_8bpc,			\
	h264_mc_luma_##name##_01_neon_8bpc, h264_mc_luma_##name##_11_neon_8bpc,			\
	h264_mc_luma_##name##_21_neon_8bpc, h264_mc_luma_##name##_31_neon_8bpc,			\
	h264_mc_luma_##name##_02_neon_8bpc, h264_mc_luma_##name##_12_neon_8bpc,			\
	h264_mc_luma_##name##_22_neon_8bpc, h264_mc_luma_##name##_32_neon_8bpc,			\
	h264_mc_luma_##name##_03_neon_8bpc, h264_mc_luma_##name##_13_neon_8bpc,			\
	h264_mc_luma_##name##_23_neon_8bpc, h264_mc_luma_##name##_33_neon_8bpc,			\
}

/* Chroma samples of a row; 2 of them are in two bytes each. */
static __always_inline uint8x8_t h264_load_chroma8(const u8 *s, int w)
{
	u32 word;
	u16 half;

	if (w == 8)
		return vld1_u8(s);
	if (w == 4) {
		memcpy(&word, s, sizeof(word));
		return vreinterpret_u8_u32(vdup_n_u32(word));
	}
	memcpy(&half, s, sizeof(half));
	return vreinterpret_u8_u16(vdup_n_u16(half));
}

static __always_inline void h264_store_chroma8(u8 *d, uint8x8_t v, int w, enum h264_mc_op op)
{
	u32 word;
	u16 half;

	if (op == H264_MC_AVG)
		v = vrhadd_u8(v, h264_load_chroma8(d, w));
	if (w == 8) {
		vst1_u8(d, v);
	} else if (w == 4) {
		word = vget_lane_u32(vreinterpret_u32_u8(v), 0);
		memcpy(d, &word, sizeof(word));
	} else {
		half = vget_lane_u16(vreinterpret_u16_u8(v), 0);
		memcpy(d, &half, sizeof(half));
	}
}

static __always_inline void h264_mc_chroma_full8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
						 int w, int h, enum h264_mc_op op)
{
	do {
		h264_store_chroma8(d, h264_load_chroma8(s, w), w, op);
		h264_store_chroma8(d + ds, h264_load_chroma8(s + ss, w), w, op);
		d += 2 * ds;
		s += 2 * ss;
		h -= 2;
	} while (h > 0);
}

/* 8.4.2.2.2 with one fraction 0: @next is the step to the second sample. */
static __always_inline void h264_mc_chroma_1d8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
					       int w, int h, int frac, ptrdiff_t next,
					       enum h264_mc_op op)
{
	const uint8x8_t a = vdup_n_u8(8 - frac), b = vdup_n_u8(frac);
	uint16x8_t v0, v1;

	do {
		v0 = vmull_u8(h264_load_chroma8(s, w), a);
		v1 = vmull_u8(h264_load_chroma8(s + ss, w), a);
		v0 = vmlal_u8(v0, h264_load_chroma8(s + next, w), b);
		v1 = vmlal_u8(v1, h264_load_chroma8(s + next + ss, w), b);
		h264_store_chroma8(d, vrshrn_n_u16(v0, 3), w, op);
		h264_store_chroma8(d + ds, vrshrn_n_u16(v1, 3), w, op);
		d += 2 * ds;
		s += 2 * ss;
		h -= 2;
	} while (h > 0);
}

static __always_inline void h264_mc_chroma_2d8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
					       int w, int h, int mx, int my, enum h264_mc_op op)
{
	const uint8x8_t wa = vdup_n_u8((8 - mx) * (8 - my)), wb = vdup_n_u8(mx * (8 - my));
	const uint8x8_t wc = vdup_n_u8((8 - mx) * my), wd = vdup_n_u8(mx * my);
	uint8x8_t a = h264_load_chroma8(s, w), b = h264_load_chroma8(s + 1, w), c, e;
	uint16x8_t v;

	do {
		c = h264_load_chroma8(s + ss, w);
		e = h264_load_chroma8(s + ss + 1, w);
		v = vmlal_u8(vmull_u8(a, wa), b, wb);
		v = vmlal_u8(vmlal_u8(v, c, wc), e, wd);
		h264_store_chroma8(d, vrshrn_n_u16(v, 6), w, op);
		a = h264_load_chroma8(s + 2 * ss, w);
		b = h264_load_chroma8(s + 2 * ss + 1, w);
		v = vmlal_u8(vmull_u8(c, wa), e, wb);
		v = vmlal_u8(vmlal_u8(v, a, wc), b, wd);
		h264_store_chroma8(d + ds, vrshrn_n_u16(v, 6), w, op);
		d += 2 * ds;
		s += 2 * ss;
		h -= 2;
	} while (h > 0);
}

static __always_inline void h264_mc_chroma_w8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
					      int w, int h, int mx, int my, enum h264_mc_op op)
{
	if (mx && my)
		h264_mc_chroma_2d8(d, ds, s, ss, w, h, mx, my, op);
	else if (mx)
		h264_mc_chroma_1d8(d, ds, s, ss, w, h, mx, 1, op);
	else if (my)
		h264_mc_chroma_1d8(d, ds, s, ss, w, h, my, ss, op);
	else
		h264_mc_chroma_full8(d, ds, s, ss, w, h, op);
}

#define H264_MC_CHROMA_8(name, op)								\
static void h264_mc_chroma_##name##_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src,	\
					      ptrdiff_t src_stride, int w, int h, int mx,	\
					      int my, int bd_max)				\
{												\
	if (w == 8)										\
		h264_mc_chroma_w8(dst, dst_stride, src, src_stride, 8, h, mx, my, op);		\
	else if (w == 4)									\
		h264_mc_chroma_w8(dst, dst_stride, src, src_stride, 4, h, mx, my, op);		\
	else											\
		h264_mc_chroma_w8(dst, dst_stride, src, src_stride, 2, h, mx, my, op);		\
}

H264_MC_CHROMA_8(put, H264_MC_PUT)
H264_MC_CHROMA_8(avg, H264_MC_AVG)

static __always_inline uint8x16_t h264_load_weight8(const u8 *s, int w)
{
	const uint8x8_t v = w < 16 ? h264_load_chroma8(s, w) : vdup_n_u8(0);

	return w == 16 ? vld1q_u8(s) : vcombine_u8(v, v);
}

static __always_inline void h264_store_weight8(u8 *d, uint8x16_t v, int w)
{
	if (w == 16)
		vst1q_u8(d, v);
	else
		h264_store_chroma8(d, vget_low_u8(v), w, H264_MC_PUT);
}

/* 8.4.2.3.2 for one list; a product is -32640..32385. */
static __always_inline uint8x8_t h264_weight_half8(uint8x8_t v, int16x8_t weight, int16x8_t shift,
						   int16x8_t offset)
{
	const int16x8_t product = vmulq_s16(vreinterpretq_s16_u16(vmovl_u8(v)), weight);

	return vqmovun_s16(vqaddq_s16(vrshlq_s16(product, shift), offset));
}

static __always_inline void h264_weight_w8(u8 *d, ptrdiff_t stride, int w, int h, int log2_denom,
					   int weight, int offset)
{
	const int16x8_t wt = vdupq_n_s16(weight), shift = vdupq_n_s16(-log2_denom);
	const int16x8_t o = vdupq_n_s16(offset);
	uint8x16_t v;
	uint8x8_t lo;

	do {
		v = h264_load_weight8(d, w);
		lo = h264_weight_half8(vget_low_u8(v), wt, shift, o);
		v = vcombine_u8(lo, w == 16 ? h264_weight_half8(vget_high_u8(v), wt, shift, o) :
					      lo);
		h264_store_weight8(d, v, w);
		d += stride;
	} while (--h > 0);
}

static void h264_weight_neon_8bpc(void *dst, ptrdiff_t stride, int w, int h, int log2_denom,
				  int weight, int offset, int bd_max)
{
	if (w == 16)
		h264_weight_w8(dst, stride, 16, h, log2_denom, weight, offset);
	else if (w == 8)
		h264_weight_w8(dst, stride, 8, h, log2_denom, weight, offset);
	else if (w == 4)
		h264_weight_w8(dst, stride, 4, h, log2_denom, weight, offset);
	else
		h264_weight_w8(dst, stride, 2, h, log2_denom, weight, offset);
}

/* What biweight has besides samples; the shift is to the left. */
struct h264_bi8 {
	int16x4_t w0;
	int16x4_t w1;
	int32x4_t shift;
	int16x8_t offset;
};

/* 8.4.2.3.2 for both lists; sums are -65280..65280. */
static __always_inline uint8x8_t h264_biweight_half8(uint8x8_t a, uint8x8_t b, struct h264_bi8 bi)
{
	const int16x8_t p0 = vreinterpretq_s16_u16(vmovl_u8(a));
	const int16x8_t p1 = vreinterpretq_s16_u16(vmovl_u8(b));
	int32x4_t lo, hi;

	lo = vmlal_s16(vmull_s16(vget_low_s16(p0), bi.w0), vget_low_s16(p1), bi.w1);
	hi = vmlal_s16(vmull_s16(vget_high_s16(p0), bi.w0), vget_high_s16(p1), bi.w1);
	lo = vrshlq_s32(lo, bi.shift);
	hi = vrshlq_s32(hi, bi.shift);
	return vqmovun_s16(vqaddq_s16(vqmovn_high_s32(vqmovn_s32(lo), hi), bi.offset));
}

static __always_inline void h264_biweight_w8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					     int h, struct h264_bi8 bi)
{
	uint8x16_t a, b;
	uint8x8_t lo;

	do {
		a = h264_load_weight8(d, w);
		b = h264_load_weight8(s, w);
		lo = h264_biweight_half8(vget_low_u8(a), vget_low_u8(b), bi);
		a = vcombine_u8(lo, w == 16 ? h264_biweight_half8(vget_high_u8(a), vget_high_u8(b),
								  bi) : lo);
		h264_store_weight8(d, a, w);
		d += ds;
		s += ss;
	} while (--h > 0);
}

static void h264_biweight_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src,
				    ptrdiff_t src_stride, int w, int h, int log2_denom, int w0,
				    int w1, int o0, int o1, int bd_max)
{
	const struct h264_bi8 bi = {
		.w0 = vdup_n_s16(w0),
		.w1 = vdup_n_s16(w1),
		.shift = vdupq_n_s32(-log2_denom - 1),
		.offset = vdupq_n_s16((o0 + o1 + 1) >> 1),
	};

	if (w == 16)
		h264_biweight_w8(dst, dst_stride, src, src_stride, 16, h, bi);
	else if (w == 8)
		h264_biweight_w8(dst, dst_stride, src, src_stride, 8, h, bi);
	else if (w == 4)
		h264_biweight_w8(dst, dst_stride, src, src_stride, 4, h, bi);
	else
		h264_biweight_w8(dst, dst_stride, src, src_stride, 2, h, bi);
}

const struct h264_dsp h264_mc_neon_8bpc = {
	.mc_luma = {
		[H264_MC_PUT] = H264_MC_LUMA_TABLE_8(put),
		[H264_MC_AVG] = H264_MC_LUMA_TABLE_8(avg),
	},
	.mc_chroma = {
		[H264_MC_PUT] = h264_mc_chroma_put_neon_8bpc,
		[H264_MC_AVG] = h264_mc_chroma_avg_neon_8bpc,
	},
	.weight = h264_weight_neon_8bpc,
	.biweight = h264_biweight_neon_8bpc,
	.emu_edge = dae_emu_edge_neon_8bpc,
};
