// SPDX-License-Identifier: GPL-2.0
/*
 * The AV1 self guided filter of samples of 10 and 12 bits with NEON (AV1 specification,
 * 7.17.2 and 7.17.3). As in C it goes from row to row, and keeps the rows of A and B that
 * the next ones need.
 *
 * 8 samples are done at a time. Where samples are read or written the last 8 end where the
 * row does, and may be partly those of before again.
 */
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "../av1/av1_lr.h"
#include "../av1/av1_lr_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define AV1_SGR_ROWS	4	/* a power of 2, of which three are in use */
#define AV1_SGR_W	400	/* the widest row and what surrounds it, and one vector */
#define AV1_SGR_MIN	8	/* what is narrower is copied */
#define AV1_SGR_COPY_H	(AV1_LR_MAX_H + 2 * AV1_LR_REACH)
#define AV1_SGR_COPY_W	16	/* that, and what the filter reaches */

/**
 * struct av1_sgr - scratch memory of the self guided filter
 * @sum: sums of the samples of columns as high as the box
 * @sqr: of their squares
 * @b: B of each pass; row i is at (i + 1) % AV1_SGR_ROWS, column j at j + 1
 * @a: A
 * @flt: flt0 and flt1, one row
 * @copy: rows of units that are too narrow, from column -AV1_LR_REACH on
 * @rows: their columns 0
 */
struct av1_sgr {
	u16 sum[AV1_SGR_W];
	u32 sqr[AV1_SGR_W];
	u32 b[2][AV1_SGR_ROWS][AV1_SGR_W];
	u16 a[2][AV1_SGR_ROWS][AV1_SGR_W];
	u32 flt[2][AV1_LR_MAX_W];
	u16 copy[AV1_SGR_COPY_H][AV1_SGR_COPY_W];
	const void *rows[AV1_SGR_COPY_H];
};

/* 8 lanes of 32 bits */
struct av1_sgr_wide {
	uint32x4_t lo;
	uint32x4_t hi;
};

/* What comes after @x of @n samples, 8 at least: the last vector ends where they do. */
static __always_inline int av1_sgr_next(int x, int n)
{
	x += 8;
	return x < n ? min(x, n - 8) : x;
}

static __always_inline struct av1_sgr_wide av1_sgr_load(const u32 *s)
{
	return (struct av1_sgr_wide){ vld1q_u32(s), vld1q_u32(s + 4) };
}

static __always_inline void av1_sgr_store(u32 *d, struct av1_sgr_wide v)
{
	vst1q_u32(d, v.lo);
	vst1q_u32(d + 4, v.hi);
}

static __always_inline struct av1_sgr_wide av1_sgr_plus(struct av1_sgr_wide v, const u32 *s)
{
	v.lo = vaddq_u32(v.lo, vld1q_u32(s));
	v.hi = vaddq_u32(v.hi, vld1q_u32(s + 4));
	return v;
}

/* Sums over the columns of boxes whose first row is @rows[0]; five of 12 bits fit 16. */
static __always_inline void av1_sgr_columns(struct av1_sgr *sgr, const void *const *rows, int w,
					    int r)
{
	const int n = w + 2 + 2 * r;
	int x, i;

	for (x = 0; x < n; x = av1_sgr_next(x, n)) {
		uint16x8_t sum = vld1q_u16((const u16 *)rows[0] + x - 1 - r);
		struct av1_sgr_wide sqr;

		sqr.lo = vmull_u16(vget_low_u16(sum), vget_low_u16(sum));
		sqr.hi = vmull_high_u16(sum, sum);
#pragma GCC unroll 4
		for (i = 1; i <= 2 * r; i++) {
			const uint16x8_t v = vld1q_u16((const u16 *)rows[i] + x - 1 - r);

			sum = vaddq_u16(sum, v);
			sqr.lo = vmlal_u16(sqr.lo, vget_low_u16(v), vget_low_u16(v));
			sqr.hi = vmlal_high_u16(sqr.hi, v, v);
		}
		vst1q_u16(sgr->sum + x, sum);
		av1_sgr_store(sgr->sqr + x, sqr);
	}
}

/**
 * struct av1_sgr_box - what is the same for all boxes of a pass
 * @n: samples
 * @s: s of 7.17.3
 * @one_over_n: 4096 by @n
 * @shift: minus what sums are shifted right by, to 8 bits
 * @shift2: minus what those of squares are
 */
struct av1_sgr_box {
	u32 n;
	u32 s;
	u32 one_over_n;
	int32x4_t shift;
	int32x4_t shift2;
};

/* z of 4 boxes; C says why all fits 32 bits. */
static __always_inline uint16x4_t av1_sgr_z(uint32x4_t sum, uint32x4_t sqr,
					    const struct av1_sgr_box *box)
{
	const uint32x4_t d = vrshlq_u32(sum, box->shift);
	uint32x4_t p = vmulq_n_u32(vrshlq_u32(sqr, box->shift2), box->n);

	p = vqsubq_u32(p, vmulq_u32(d, d));
	return vqmovn_u32(vrshrq_n_u32(vmulq_n_u32(p, box->s), 20));
}

/* B of 4 boxes */
static __always_inline uint32x4_t av1_sgr_b(uint32x4_t sum, uint16x4_t weight,
					    const struct av1_sgr_box *box)
{
	const uint32x4_t b = vmulq_u32(sum, vmovl_u16(weight));

	return vrshrq_n_u32(vmulq_n_u32(b, box->one_over_n), 12);
}

static __always_inline uint8x16x4_t av1_sgr_table(const u8 *s)
{
	return (uint8x16x4_t){ {
		vld1q_u8(s), vld1q_u8(s + 16), vld1q_u8(s + 32), vld1q_u8(s + 48),
	} };
}

static __always_inline uint16x8_t av1_sgr_weight(uint8x8_t z)
{
	const uint8x8_t next = vdup_n_u8(64);
	uint8x8_t v = vqtbl4_u8(av1_sgr_table(av1_sgr_weights), z);

	z = vsub_u8(z, next);
	v = vqtbx4_u8(v, av1_sgr_table(av1_sgr_weights + 64), z);
	z = vsub_u8(z, next);
	v = vqtbx4_u8(v, av1_sgr_table(av1_sgr_weights + 128), z);
	z = vsub_u8(z, next);
	return vmovl_u8(vqtbx4_u8(v, av1_sgr_table(av1_sgr_weights + 192), z));
}

/* A row of A and B from the sums over columns; further ones may be anything. */
static __always_inline void av1_sgr_boxes(const struct av1_sgr *sgr, u16 *a, u32 *b, int w, int r,
					  const struct av1_sgr_box *box)
{
	int x, i;

	for (x = 0; x < w + 2; x += 8) {
		const u16 *s = sgr->sum + x;
		uint16x8_t v = vld1q_u16(s), weight;
		struct av1_sgr_wide sqr = av1_sgr_load(sgr->sqr + x), sum;
		uint16x8_t z;

		sum.lo = vmovl_u16(vget_low_u16(v));
		sum.hi = vmovl_high_u16(v);
#pragma GCC unroll 4
		for (i = 1; i <= 2 * r; i++) {
			v = vld1q_u16(s + i);
			sum.lo = vaddw_u16(sum.lo, vget_low_u16(v));
			sum.hi = vaddw_high_u16(sum.hi, v);
			sqr = av1_sgr_plus(sqr, sgr->sqr + x + i);
		}
		z = vcombine_u16(av1_sgr_z(sum.lo, sqr.lo, box), av1_sgr_z(sum.hi, sqr.hi, box));
		weight = av1_sgr_weight(vqmovn_u16(z));
		vst1q_u16(a + x, vsubq_u16(vdupq_n_u16(256), weight));
		vst1q_u32(b + x, av1_sgr_b(sum.lo, vget_low_u16(weight), box));
		vst1q_u32(b + x + 4, av1_sgr_b(sum.hi, vget_high_u16(weight), box));
	}
}

static struct av1_sgr_box av1_sgr_box_init(int r, u32 eps, int bd_max)
{
	const u32 n = (2 * r + 1) * (2 * r + 1), n2e = n * n * eps;
	const int shift = ilog2((u32)bd_max + 1) - 8;

	return (struct av1_sgr_box){
		.n = n,
		.s = ((1 << 20) + n2e / 2) / n2e,
		.one_over_n = ((1 << 12) + n / 2) / n,
		.shift = vdupq_n_s32(-shift),
		.shift2 = vdupq_n_s32(-2 * shift),
	};
}

/* Row @y of A and B of pass 0, whose boxes are of 5x5 */
static noinline void av1_sgr_row0_neon_16bpc(struct av1_sgr *sgr, const void *const *rows, int y,
					     int w, const struct av1_sgr_box *box)
{
	const unsigned int at = (y + 1) % AV1_SGR_ROWS;

	av1_sgr_columns(sgr, rows + AV1_LR_REACH + y - 2, w, 2);
	av1_sgr_boxes(sgr, sgr->a[0][at], sgr->b[0][at], w, 2, box);
}

/* Of pass 1, whose are of 3x3 */
static noinline void av1_sgr_row1_neon_16bpc(struct av1_sgr *sgr, const void *const *rows, int y,
					     int w, const struct av1_sgr_box *box)
{
	const unsigned int at = (y + 1) % AV1_SGR_ROWS;

	av1_sgr_columns(sgr, rows + AV1_LR_REACH + y - 1, w, 1);
	av1_sgr_boxes(sgr, sgr->a[1][at], sgr->b[1][at], w, 1, box);
}

static __always_inline uint16x8_t av1_sgr_ends(const u16 *a)
{
	return vaddq_u16(vld1q_u16(a), vld1q_u16(a + 2));
}

static __always_inline struct av1_sgr_wide av1_sgr_wide_ends(const u32 *b)
{
	return av1_sgr_plus(av1_sgr_load(b), b + 2);
}

static __always_inline struct av1_sgr_wide av1_sgr_add(struct av1_sgr_wide x,
						       struct av1_sgr_wide y)
{
	return (struct av1_sgr_wide){ vaddq_u32(x.lo, y.lo), vaddq_u32(x.hi, y.hi) };
}

/* @k times @all and @more of them */
static __always_inline struct av1_sgr_wide av1_sgr_scale(struct av1_sgr_wide all,
							 struct av1_sgr_wide more, u32 k)
{
	more.lo = vmlaq_n_u32(more.lo, all.lo, k);
	more.hi = vmlaq_n_u32(more.hi, all.hi, k);
	return more;
}

/* a * s + b, not yet rounded */
static __always_inline struct av1_sgr_wide av1_sgr_line(uint16x8_t a, struct av1_sgr_wide b,
							const u16 *s)
{
	const uint16x8_t v = vld1q_u16(s);

	b.lo = vmlal_u16(b.lo, vget_low_u16(a), vget_low_u16(v));
	b.hi = vmlal_high_u16(b.hi, a, v);
	return b;
}

/* A row of flt1, between three rows of A and B: weights of 4, and of 3 in the corners */
static noinline void av1_sgr_flt1_neon_16bpc(struct av1_sgr *sgr, const u16 *s, int y, int w)
{
	const u16 *a0 = sgr->a[1][y % AV1_SGR_ROWS], *a1 = sgr->a[1][(y + 1) % AV1_SGR_ROWS];
	const u16 *a2 = sgr->a[1][(y + 2) % AV1_SGR_ROWS];
	const u32 *b0 = sgr->b[1][y % AV1_SGR_ROWS], *b1 = sgr->b[1][(y + 1) % AV1_SGR_ROWS];
	const u32 *b2 = sgr->b[1][(y + 2) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x = av1_sgr_next(x, w)) {
		uint16x8_t a = vaddq_u16(av1_sgr_ends(a1 + x), vld1q_u16(a1 + x + 1));
		struct av1_sgr_wide b = av1_sgr_plus(av1_sgr_wide_ends(b1 + x), b1 + x + 1);
		uint16x8_t corners = vaddq_u16(av1_sgr_ends(a0 + x), av1_sgr_ends(a2 + x));
		struct av1_sgr_wide v = av1_sgr_add(av1_sgr_wide_ends(b0 + x),
						    av1_sgr_wide_ends(b2 + x));

		a = vaddq_u16(a, vaddq_u16(vld1q_u16(a0 + x + 1), vld1q_u16(a2 + x + 1)));
		b = av1_sgr_plus(av1_sgr_plus(b, b0 + x + 1), b2 + x + 1);
		corners = vmlaq_n_u16(a, vaddq_u16(corners, a), 3);
		v = av1_sgr_line(corners, av1_sgr_scale(av1_sgr_add(v, b), b, 3), s + x);
		vst1q_u32(sgr->flt[1] + x, vrshrq_n_u32(v.lo, 9));
		vst1q_u32(sgr->flt[1] + x + 4, vrshrq_n_u32(v.hi, 9));
	}
}

/* An even row of flt0, between two rows of A and B: weights of 6 and 5 */
static noinline void av1_sgr_flt0_even_neon_16bpc(struct av1_sgr *sgr, const u16 *s, int y, int w)
{
	const u16 *a0 = sgr->a[0][y % AV1_SGR_ROWS], *a2 = sgr->a[0][(y + 2) % AV1_SGR_ROWS];
	const u32 *b0 = sgr->b[0][y % AV1_SGR_ROWS], *b2 = sgr->b[0][(y + 2) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x = av1_sgr_next(x, w)) {
		const uint16x8_t a = vaddq_u16(vld1q_u16(a0 + x + 1), vld1q_u16(a2 + x + 1));
		const struct av1_sgr_wide b = av1_sgr_plus(av1_sgr_load(b0 + x + 1), b2 + x + 1);
		uint16x8_t ends = vaddq_u16(av1_sgr_ends(a0 + x), av1_sgr_ends(a2 + x));
		struct av1_sgr_wide v = av1_sgr_add(av1_sgr_wide_ends(b0 + x),
						    av1_sgr_wide_ends(b2 + x));

		ends = vmlaq_n_u16(a, vaddq_u16(ends, a), 5);
		v = av1_sgr_line(ends, av1_sgr_scale(av1_sgr_add(v, b), b, 5), s + x);
		vst1q_u32(sgr->flt[0] + x, vrshrq_n_u32(v.lo, 9));
		vst1q_u32(sgr->flt[0] + x + 4, vrshrq_n_u32(v.hi, 9));
	}
}

/* An odd row of flt0, on a row of A and B */
static noinline void av1_sgr_flt0_odd_neon_16bpc(struct av1_sgr *sgr, const u16 *s, int y, int w)
{
	const u16 *a1 = sgr->a[0][(y + 1) % AV1_SGR_ROWS];
	const u32 *b1 = sgr->b[0][(y + 1) % AV1_SGR_ROWS];
	int x;

	for (x = 0; x < w; x = av1_sgr_next(x, w)) {
		const uint16x8_t a = vld1q_u16(a1 + x + 1);
		const struct av1_sgr_wide b = av1_sgr_load(b1 + x + 1);
		const uint16x8_t ends = vmlaq_n_u16(a, vaddq_u16(av1_sgr_ends(a1 + x), a), 5);
		struct av1_sgr_wide v = av1_sgr_add(av1_sgr_wide_ends(b1 + x), b);

		v = av1_sgr_line(ends, av1_sgr_scale(v, b, 5), s + x);
		vst1q_u32(sgr->flt[0] + x, vrshrq_n_u32(v.lo, 8));
		vst1q_u32(sgr->flt[0] + x + 4, vrshrq_n_u32(v.hi, 8));
	}
}

/* Weighs 4 samples, flt0 and flt1; what was not computed has no weight. */
static __always_inline int16x4_t av1_sgr_mix(uint16x4_t s, const struct av1_sgr *sgr, int x,
					     const int weights[3])
{
	int32x4_t v = vmulq_n_s32(vreinterpretq_s32_u32(vshll_n_u16(s, 4)), weights[0]);

	if (weights[1])
		v = vmlaq_n_s32(v, vreinterpretq_s32_u32(vld1q_u32(sgr->flt[0] + x)),
				weights[1]);
	if (weights[2])
		v = vmlaq_n_s32(v, vreinterpretq_s32_u32(vld1q_u32(sgr->flt[1] + x)),
				weights[2]);
	return vqrshrn_n_s32(v, 4 + 7);
}

static __always_inline void av1_sgr_weigh(u16 *d, const u16 *s, const struct av1_sgr *sgr, int w,
					  const int weights[3], int bd_max)
{
	int x;

	for (x = 0; x < w; x = av1_sgr_next(x, w)) {
		const uint16x8_t c = vld1q_u16(s + x);
		int16x8_t v = vcombine_s16(av1_sgr_mix(vget_low_u16(c), sgr, x, weights),
					   av1_sgr_mix(vget_high_u16(c), sgr, x + 4, weights));

		v = vminq_s16(vmaxq_s16(v, vdupq_n_s16(0)), vdupq_n_s16(bd_max));
		vst1q_s16((s16 *)d + x, v);
	}
}

/**
 * struct av1_sgr_unit - what is the same for all rows of a unit
 * @box: of each pass
 * @weights: of samples, flt0 and flt1
 */
struct av1_sgr_unit {
	struct av1_sgr_box box[2];
	int weights[3];
};

static void av1_sgr_filter(u8 *d, ptrdiff_t stride, const void *const *rows, int w, int h,
			   struct av1_sgr *sgr, const struct av1_sgr_unit *unit, int bd_max)
{
	const int *weights = unit->weights;
	u16 out[AV1_SGR_MIN];
	int y;

	if (weights[1])
		av1_sgr_row0_neon_16bpc(sgr, rows, -1, max(w, AV1_SGR_MIN), &unit->box[0]);
	for (y = -1; weights[2] && y < 1; y++)
		av1_sgr_row1_neon_16bpc(sgr, rows, y, max(w, AV1_SGR_MIN), &unit->box[1]);
	for (y = 0; y < h; y++, d += stride) {
		const int all = max(w, AV1_SGR_MIN);
		const u16 *s = rows[AV1_LR_REACH + y];

		if (weights[1] && y & 1) {
			av1_sgr_flt0_odd_neon_16bpc(sgr, s, y, all);
		} else if (weights[1]) {
			av1_sgr_row0_neon_16bpc(sgr, rows, y + 1, all, &unit->box[0]);
			av1_sgr_flt0_even_neon_16bpc(sgr, s, y, all);
		}
		if (weights[2]) {
			av1_sgr_row1_neon_16bpc(sgr, rows, y + 1, all, &unit->box[1]);
			av1_sgr_flt1_neon_16bpc(sgr, s, y, all);
		}
		if (w >= AV1_SGR_MIN) {
			av1_sgr_weigh((u16 *)d, s, sgr, w, weights, bd_max);
		} else {
			av1_sgr_weigh(out, s, sgr, all, weights, bd_max);
			memcpy(d, out, w * sizeof(*out));
		}
	}
}

/* Rows that are too narrow, with nothing behind what may be read */
static const void *const *av1_sgr_copy(struct av1_sgr *sgr, const void *const *rows, int w, int h)
{
	int y;

	memset(sgr->copy, 0, sizeof(sgr->copy));
	for (y = 0; y < h + 2 * AV1_LR_REACH; y++) {
		memcpy(sgr->copy[y], (const u16 *)rows[y] - AV1_LR_REACH,
		       (w + 2 * AV1_LR_REACH) * sizeof(u16));
		sgr->rows[y] = sgr->copy[y] + AV1_LR_REACH;
	}
	return sgr->rows;
}

static void av1_self_guided_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *const *rows,
				       int w, int h, unsigned int set, const s8 xqd[2],
				       void *scratch, int bd_max)
{
	const u8 *params = av1_sgr_params[set];
	const int w2 = (1 << 7) - xqd[0] - xqd[1];
	const struct av1_sgr_unit unit = {
		.box = {
			av1_sgr_box_init(2, max_t(u32, params[1], 1), bd_max),
			av1_sgr_box_init(1, max_t(u32, params[3], 1), bd_max),
		},
		.weights = {
			xqd[1] + (params[0] ? 0 : xqd[0]) + (params[2] ? 0 : w2),
			params[0] ? xqd[0] : 0,
			params[2] ? w2 : 0,
		},
	};
	struct av1_sgr *sgr = scratch;

	BUILD_BUG_ON(sizeof(*sgr) > AV1_LR_SCRATCH_BYTES);

	if (w < AV1_SGR_MIN)
		rows = av1_sgr_copy(sgr, rows, w, h);
	av1_sgr_filter(dst, dst_stride, rows, w, h, sgr, &unit, bd_max);
}

const struct av1_lr_dsp av1_sgr_neon_16bpc = {
	.sgr = av1_self_guided_neon_16bpc,
};
