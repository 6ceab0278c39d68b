// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 self guided filter of 8-bit samples with NEON (AV1 specification, 7.17.2 and
 * 7.17.3). It goes down row by row, as in av1_lr_tmpl.c; rows of intermediate values are
 * in scratch memory, which has room for what vectors have too much.
 */
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "../av1/av1_lr_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

/* Rows of intermediate values that are kept, a power of two */
#define AV1_SGR_ROWS	4
/* Entries in a row of them: vectors of 16 begin within the columns and those around. */
#define AV1_SGR_W	(AV1_LR_MAX_W + 2 * AV1_LR_REACH + 2 + 16)

/**
 * struct av1_sgr - scratch memory
 * @sqr: sums of the squares of the samples of columns as high as the box
 * @b: B of each pass; row i is at (i + 1) % AV1_SGR_ROWS, column j at j + 1
 * @a: A
 * @sum: sums of samples like @sqr
 * @flt: flt0 and flt1, one row
 * @src: a row of samples, where vectors may not read it
 * @out: what is made of it
 */
struct av1_sgr {
	u32 sqr[AV1_SGR_W];
	u32 b[2][AV1_SGR_ROWS][AV1_SGR_W];
	u16 a[2][AV1_SGR_ROWS][AV1_SGR_W];
	u16 sum[AV1_SGR_W];
	s16 flt[2][AV1_SGR_W];
	u8 src[AV1_SGR_W];
	u8 out[AV1_SGR_W];
};

/* Sums over 8 columns from @x on */
static __always_inline void av1_sgr_columns8(struct av1_sgr *sgr, const void *const *rows,
					     int x, int r)
{
	uint16x8_t sum = vdupq_n_u16(0), sqr;
	uint32x4_t lo = vdupq_n_u32(0), hi = lo;
	uint8x8_t c;
	int i;

	for (i = 0; i <= 2 * r; i++) {
		c = vld1_u8((const u8 *)rows[i] + x - 1 - r);
		sum = vaddw_u8(sum, c);
		sqr = vmull_u8(c, c);
		lo = vaddw_u16(lo, vget_low_u16(sqr));
		hi = vaddw_high_u16(hi, sqr);
	}
	vst1q_u16(sgr->sum + x, sum);
	vst1q_u32(sgr->sqr + x, lo);
	vst1q_u32(sgr->sqr + x + 4, hi);
}

static __always_inline void av1_sgr_column(struct av1_sgr *sgr, const void *const *rows, int x,
					   int r)
{
	u32 sum = 0, sqr = 0;
	int i;

	for (i = 0; i <= 2 * r; i++) {
		const u32 c = ((const u8 *)rows[i])[x - 1 - r];

		sum += c;
		sqr += c * c;
	}
	sgr->sum[x] = sum;
	sgr->sqr[x] = sqr;
}

/* Sums over the columns of boxes whose first row is @rows[0] */
static __always_inline void av1_sgr_columns(struct av1_sgr *sgr, const void *const *rows, int w,
					    int r)
{
	const int n = w + 2 + 2 * r;
	int x;

	for (x = 0; x + 8 <= n; x += 8)
		av1_sgr_columns8(sgr, rows, x, r);
	/* The last vector has some of the one before again. */
	if (n >= 8 && x < n)
		av1_sgr_columns8(sgr, rows, n - 8, r);
	else
		for (; x < n; x++)
			av1_sgr_column(sgr, rows, x, r);
}

/* What the boxes of a pass have in common, see av1_lr_tmpl.c */
struct av1_sgr_pass {
	u32 n;
	u32 s;
	u32 one_over_n;
};

/* av1_sgr_weights of 16 */
static __always_inline uint8x16_t av1_sgr_weight16(uint8x16_t z)
{
	uint8x16_t v = vqtbl4q_u8(vld1q_u8_x4(av1_sgr_weights), z);

	v = vqtbx4q_u8(v, vld1q_u8_x4(av1_sgr_weights + 64), vsubq_u8(z, vdupq_n_u8(64)));
	v = vqtbx4q_u8(v, vld1q_u8_x4(av1_sgr_weights + 128), vsubq_u8(z, vdupq_n_u8(128)));
	return vqtbx4q_u8(v, vld1q_u8_x4(av1_sgr_weights + 192), vsubq_u8(z, vdupq_n_u8(192)));
}

static __always_inline uint16x8_t av1_sgr_box_sum(const u16 *sum, int r)
{
	uint16x8_t v = vld1q_u16(sum);
	int i;

	for (i = 1; i <= 2 * r; i++)
		v = vaddq_u16(v, vld1q_u16(sum + i));
	return v;
}

/* z of 7.17.3, of 4 boxes */
static __always_inline uint16x4_t av1_sgr_z4(uint16x4_t sum, const u32 *sqr, int r,
					     const struct av1_sgr_pass *pass)
{
	uint32x4_t v = vld1q_u32(sqr);
	int i;

	for (i = 1; i <= 2 * r; i++)
		v = vaddq_u32(v, vld1q_u32(sqr + i));
	v = vqsubq_u32(vmulq_n_u32(v, pass->n), vmull_u16(sum, sum));
	return vqmovn_u32(vrshrq_n_u32(vmulq_n_u32(v, pass->s), 20));
}

static __always_inline uint8x8_t av1_sgr_z8(uint16x8_t sum, const u32 *sqr, int r,
					    const struct av1_sgr_pass *pass)
{
	return vqmovn_u16(vcombine_u16(av1_sgr_z4(vget_low_u16(sum), sqr, r, pass),
				       av1_sgr_z4(vget_high_u16(sum), sqr + 4, r, pass)));
}

static __always_inline void av1_sgr_store8(u16 *a, u32 *b, uint8x8_t weight, uint16x8_t sum,
					   const struct av1_sgr_pass *pass)
{
	const uint16x8_t k = vmovl_u8(weight);
	uint32x4_t v = vmull_u16(vget_low_u16(k), vget_low_u16(sum));

	vst1q_u16(a, vsubq_u16(vdupq_n_u16(256), k));
	vst1q_u32(b, vrshrq_n_u32(vmulq_n_u32(v, pass->one_over_n), 12));
	v = vmull_high_u16(k, sum);
	vst1q_u32(b + 4, vrshrq_n_u32(vmulq_n_u32(v, pass->one_over_n), 12));
}

/* A row of A and B from the sums over columns */
static __always_inline void av1_sgr_boxes(const struct av1_sgr *sgr, u16 *a, u32 *b, int w, int r,
					  const struct av1_sgr_pass *pass)
{
	int x;

	for (x = 0; x < w + 2; x += 16) {
		const uint16x8_t lo = av1_sgr_box_sum(sgr->sum + x, r);
		const uint16x8_t hi = av1_sgr_box_sum(sgr->sum + x + 8, r);
		const uint8x16_t weight =
			av1_sgr_weight16(vcombine_u8(av1_sgr_z8(lo, sgr->sqr + x, r, pass),
						     av1_sgr_z8(hi, sgr->sqr + x + 8, r, pass)));

		av1_sgr_store8(a + x, b + x, vget_low_u8(weight), lo, pass);
		av1_sgr_store8(a + x + 8, b + x + 8, vget_high_u8(weight), hi, pass);
	}
}

/* Row @y of A and B of a pass; pass 0 has boxes of 5x5, pass 1 of 3x3. */
static __always_inline void av1_sgr_pass_row(struct av1_sgr *sgr, const void *const *rows, int y,
					     int w, int pass, u32 eps)
{
	const unsigned int at = (y + 1) % AV1_SGR_ROWS;
	const int r = 2 - pass;
	const u32 n = (2 * r + 1) * (2 * r + 1), n2e = n * n * eps;
	const struct av1_sgr_pass p = {
		.n = n,
		.s = ((1 << 20) + n2e / 2) / n2e,
		.one_over_n = ((1 << 12) + n / 2) / n,
	};

	av1_sgr_columns(sgr, rows + AV1_LR_REACH + y - r, w, r);
	av1_sgr_boxes(sgr, sgr->a[pass][at], sgr->b[pass][at], w, r, &p);
}

static noinline void av1_sgr_row5_neon_8bpc(struct av1_sgr *sgr, const void *const *rows, int y,
					    int w, u32 eps)
{
	av1_sgr_pass_row(sgr, rows, y, w, 0, eps);
}

static noinline void av1_sgr_row3_neon_8bpc(struct av1_sgr *sgr, const void *const *rows, int y,
					    int w, u32 eps)
{
	av1_sgr_pass_row(sgr, rows, y, w, 1, eps);
}

/* Entries to the left and right of those that the vector is for */
static __always_inline uint16x8_t av1_sgr_a_sides(const u16 *a)
{
	return vaddq_u16(vld1q_u16(a), vld1q_u16(a + 2));
}

static __always_inline uint32x4_t av1_sgr_b_sides(const u32 *b)
{
	return vaddq_u32(vld1q_u32(b), vld1q_u32(b + 2));
}

/*
 * Weights of A and B around 8 samples or 4: @at of those in @mid and of those above and
 * below, @corner of what is diagonal to them. Without one of the rows it is NULL.
 */
static __always_inline uint16x8_t av1_sgr_a8(const u16 *above, const u16 *mid, const u16 *below,
					     int at, int corner)
{
	uint16x8_t near, far;

	if (!above)
		return vmlaq_n_u16(vmulq_n_u16(vld1q_u16(mid + 1), at), av1_sgr_a_sides(mid),
				   corner);
	near = vaddq_u16(vld1q_u16(above + 1), vld1q_u16(below + 1));
	far = vaddq_u16(av1_sgr_a_sides(above), av1_sgr_a_sides(below));
	if (mid)
		near = vaddq_u16(near, vaddq_u16(vld1q_u16(mid + 1), av1_sgr_a_sides(mid)));
	return vmlaq_n_u16(vmulq_n_u16(near, at), far, corner);
}

static __always_inline uint32x4_t av1_sgr_b4(const u32 *above, const u32 *mid, const u32 *below,
					     int at, int corner)
{
	uint32x4_t near, far;

	if (!above)
		return vmlaq_n_u32(vmulq_n_u32(vld1q_u32(mid + 1), at), av1_sgr_b_sides(mid),
				   corner);
	near = vaddq_u32(vld1q_u32(above + 1), vld1q_u32(below + 1));
	far = vaddq_u32(av1_sgr_b_sides(above), av1_sgr_b_sides(below));
	if (mid)
		near = vaddq_u32(near, vaddq_u32(vld1q_u32(mid + 1), av1_sgr_b_sides(mid)));
	return vmlaq_n_u32(vmulq_n_u32(near, at), far, corner);
}

/* (a * sample + b) by 256 or 512, rounded */
static __always_inline void av1_sgr_store_flt(s16 *flt, uint16x8_t a, uint32x4_t lo,
					      uint32x4_t hi, const u8 *s, int shift)
{
	const uint16x8_t v = vmovl_u8(vld1_u8(s));

	lo = vmlal_u16(lo, vget_low_u16(a), vget_low_u16(v));
	hi = vmlal_high_u16(hi, a, v);
	if (shift == 8)
		vst1q_s16(flt, vreinterpretq_s16_u16(vrshrn_high_n_u32(vrshrn_n_u32(lo, 8), hi,
								       8)));
	else
		vst1q_s16(flt, vreinterpretq_s16_u16(vrshrn_high_n_u32(vrshrn_n_u32(lo, 9), hi,
								       9)));
}

/* A row of flt1, between three rows of A and B */
static __always_inline void av1_sgr_flt1(struct av1_sgr *sgr, const u8 *s, int y, int w)
{
	u16 (*a)[AV1_SGR_W] = sgr->a[1];
	u32 (*b)[AV1_SGR_W] = sgr->b[1];
	const u16 *a0 = a[y % AV1_SGR_ROWS], *a1 = a[(y + 1) % AV1_SGR_ROWS];
	const u16 *a2 = a[(y + 2) % AV1_SGR_ROWS];
	const u32 *b0 = b[y % AV1_SGR_ROWS], *b1 = b[(y + 1) % AV1_SGR_ROWS];
	const u32 *b2 = b[(y + 2) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x += 8)
		av1_sgr_store_flt(sgr->flt[1] + x, av1_sgr_a8(a0 + x, a1 + x, a2 + x, 4, 3),
				  av1_sgr_b4(b0 + x, b1 + x, b2 + x, 4, 3),
				  av1_sgr_b4(b0 + x + 4, b1 + x + 4, b2 + x + 4, 4, 3), s + x, 9);
}

/* An even row of flt0, between two rows of A and B */
static __always_inline void av1_sgr_flt0_even(struct av1_sgr *sgr, const u8 *s, int y, int w)
{
	const u16 *a0 = sgr->a[0][y % AV1_SGR_ROWS], *a2 = sgr->a[0][(y + 2) % AV1_SGR_ROWS];
	const u32 *b0 = sgr->b[0][y % AV1_SGR_ROWS], *b2 = sgr->b[0][(y + 2) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x += 8)
		av1_sgr_store_flt(sgr->flt[0] + x, av1_sgr_a8(a0 + x, NULL, a2 + x, 6, 5),
				  av1_sgr_b4(b0 + x, NULL, b2 + x, 6, 5),
				  av1_sgr_b4(b0 + x + 4, NULL, b2 + x + 4, 6, 5), s + x, 9);
}

/* An odd row of flt0, on a row of A and B */
static __always_inline void av1_sgr_flt0_odd(struct av1_sgr *sgr, const u8 *s, int y, int w)
{
	const u16 *a = sgr->a[0][(y + 1) % AV1_SGR_ROWS];
	const u32 *b = sgr->b[0][(y + 1) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x += 8)
		av1_sgr_store_flt(sgr->flt[0] + x, av1_sgr_a8(NULL, a + x, NULL, 6, 5),
				  av1_sgr_b4(NULL, b + x, NULL, 6, 5),
				  av1_sgr_b4(NULL, b + x + 4, NULL, 6, 5), s + x, 8);
}

/* Weighs samples, flt0 and flt1 (7.17.2); what was not computed has no weight. */
static __always_inline void av1_sgr_weigh(u8 *d, const u8 *s, const struct av1_sgr *sgr, int w,
					  const int weights[3])
{
	int32x4_t lo, hi;
	int16x8_t v;
	int x;

	for (x = 0; x < w; x += 8) {
		v = vreinterpretq_s16_u16(vshll_n_u8(vld1_u8(s + x), 4));
		lo = vmull_n_s16(vget_low_s16(v), weights[0]);
		hi = vmull_high_n_s16(v, weights[0]);
		if (weights[1]) {
			v = vld1q_s16(sgr->flt[0] + x);
			lo = vmlal_n_s16(lo, vget_low_s16(v), weights[1]);
			hi = vmlal_high_n_s16(hi, v, weights[1]);
		}
		if (weights[2]) {
			v = vld1q_s16(sgr->flt[1] + x);
			lo = vmlal_n_s16(lo, vget_low_s16(v), weights[2]);
			hi = vmlal_high_n_s16(hi, v, weights[2]);
		}
		vst1_u8(d + x, vqmovn_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(lo, 11), hi, 11)));
	}
}

static void av1_sgr_line(struct av1_sgr *sgr, u8 *d, const void *const *rows, int y, int w,
			 const u8 *params, const int weights[3])
{
	const u8 *s = rows[AV1_LR_REACH + y];

	/* Vectors may go beyond neither of the rows. */
	if (w & 7) {
		memcpy(sgr->src, s, w);
		s = sgr->src;
	}
	if (weights[1] && y & 1) {
		av1_sgr_flt0_odd(sgr, s, y, w);
	} else if (weights[1]) {
		av1_sgr_row5_neon_8bpc(sgr, rows, y + 1, w, params[1]);
		av1_sgr_flt0_even(sgr, s, y, w);
	}
	if (weights[2]) {
		av1_sgr_row3_neon_8bpc(sgr, rows, y + 1, w, params[3]);
		av1_sgr_flt1(sgr, s, y, w);
	}
	if (!(w & 7)) {
		av1_sgr_weigh(d, s, sgr, w, weights);
		return;
	}
	av1_sgr_weigh(sgr->out, s, sgr, w, weights);
	memcpy(d, sgr->out, w);
}

static void av1_sgr_filter_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *const *rows,
				     int w, int h, unsigned int set, const s8 xqd[2],
				     void *scratch, int bd_max)
{
	const u8 *params = av1_sgr_params[set];
	const int w2 = (1 << 7) - xqd[0] - xqd[1];
	const int weights[3] = {
		xqd[1] + (params[0] ? 0 : xqd[0]) + (params[2] ? 0 : w2),
		params[0] ? xqd[0] : 0,
		params[2] ? w2 : 0,
	};
	struct av1_sgr *sgr = scratch;
	u8 *d = dst;
	int y;

	BUILD_BUG_ON(sizeof(*sgr) > AV1_LR_SCRATCH_BYTES);

	if (weights[1])
		av1_sgr_row5_neon_8bpc(sgr, rows, -1, w, params[1]);
	if (weights[2]) {
		av1_sgr_row3_neon_8bpc(sgr, rows, -1, w, params[3]);
		av1_sgr_row3_neon_8bpc(sgr, rows, 0, w, params[3]);
	}
	for (y = 0; y < h; y++, d += dst_stride)
		av1_sgr_line(sgr, d, rows, y, w, params, weights);
}

const struct av1_lr_dsp av1_sgr_neon_8bpc = {
	.sgr = av1_sgr_filter_neon_8bpc,
};
