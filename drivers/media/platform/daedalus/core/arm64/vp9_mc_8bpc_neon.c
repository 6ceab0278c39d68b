// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction of one block of 8-bit samples with NEON: interpolation without
 * scaling (VP9 specification, 8.5.2.4).
 *
 * 128 is taken from samples first. As the taps of a filter come to 128, that takes 2^14
 * from its sums, which are then -30154..30026 and fit 16 bits, and with clipping as
 * signed samples results are less 128 as well. So they stay until they are stored.
 *
 * A vector has 16 samples: a row, or two of 8, or four of 4. @w, @taps and @op are
 * constants wherever a function is inlined, and so is @row, which makes a vector of
 * samples or, filtered across x, of what is between them.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../vp9/vp9_dsp.h"
#include "../vp9/vp9_tables.h"
#include "dae_emu_neon.h"
#include "vp9_neon.h"

#include <asm/neon-intrinsics.h>

#define VP9_TARGET_BASE
#define VP9_TARGET_DOTPROD	__attribute__((__target__("arch=armv8.2-a+dotprod")))

/**
 * struct vp9_taps8 - a filter
 * @tap: each tap in all lanes
 * @all: all of them
 * @perm: indices of samples 0..3, 1..4, 2..5 and 3..6, and those 4 and 8 further on
 */
struct vp9_taps8 {
	int8x16_t tap[8];
	int8x8_t all;
	uint8x16_t perm[3];
};

typedef int8x16_t (*vp9_row8_fn)(const u8 *s, ptrdiff_t ss, int w, int taps,
				 struct vp9_taps8 *f);

/* Only what is used of it is made. No tap is 128: that is for full samples. */
static __always_inline void vp9_taps8_init(struct vp9_taps8 *f, const s16 *kernel)
{
	const uint8x16_t first = { 0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6 };

	f->all = vmovn_s16(vld1q_s16(kernel));
	f->tap[0] = vdupq_lane_s8(f->all, 0);
	f->tap[1] = vdupq_lane_s8(f->all, 1);
	f->tap[2] = vdupq_lane_s8(f->all, 2);
	f->tap[3] = vdupq_lane_s8(f->all, 3);
	f->tap[4] = vdupq_lane_s8(f->all, 4);
	f->tap[5] = vdupq_lane_s8(f->all, 5);
	f->tap[6] = vdupq_lane_s8(f->all, 6);
	f->tap[7] = vdupq_lane_s8(f->all, 7);
	f->perm[0] = first;
	f->perm[1] = vaddq_u8(first, vdupq_n_u8(4));
	f->perm[2] = vaddq_u8(first, vdupq_n_u8(8));
}

static __always_inline u32 vp9_word8(const u8 *s)
{
	u32 word;

	memcpy(&word, s, sizeof(word));
	return word;
}

static __always_inline uint8x16_t vp9_load8(const u8 *s, ptrdiff_t ss, int w)
{
	uint32x4_t v;

	if (w == 16)
		return vld1q_u8(s);
	if (w == 8)
		return vcombine_u8(vld1_u8(s), vld1_u8(s + ss));
	v = vdupq_n_u32(vp9_word8(s));
	v = vsetq_lane_u32(vp9_word8(s + ss), v, 1);
	v = vsetq_lane_u32(vp9_word8(s + 2 * ss), v, 2);
	v = vsetq_lane_u32(vp9_word8(s + 3 * ss), v, 3);
	return vreinterpretq_u8_u32(v);
}

static __always_inline void vp9_put_word8(u8 *d, u32 word)
{
	memcpy(d, &word, sizeof(word));
}

/* Less 128, and back */
static __always_inline int8x16_t vp9_signed8(uint8x16_t v)
{
	return vreinterpretq_s8_u8(veorq_u8(v, vdupq_n_u8(0x80)));
}

static __always_inline uint8x16_t vp9_unsigned8(int8x16_t v)
{
	return veorq_u8(vreinterpretq_u8_s8(v), vdupq_n_u8(0x80));
}

static __always_inline void vp9_store8(u8 *d, ptrdiff_t ds, uint8x16_t v, int w, enum vp9_mc_op op)
{
	uint32x4_t words;

	if (op == VP9_MC_AVG)
		v = vrhaddq_u8(v, vp9_load8(d, ds, w));
	words = vreinterpretq_u32_u8(v);
	if (w == 16) {
		vst1q_u8(d, v);
	} else if (w == 8) {
		vst1_u8(d, vget_low_u8(v));
		vst1_u8(d + ds, vget_high_u8(v));
	} else {
		vp9_put_word8(d, vgetq_lane_u32(words, 0));
		vp9_put_word8(d + ds, vgetq_lane_u32(words, 1));
		vp9_put_word8(d + 2 * ds, vgetq_lane_u32(words, 2));
		vp9_put_word8(d + 3 * ds, vgetq_lane_u32(words, 3));
	}
}

/*
 * Makes a value a new one each time that it is used. gcc would otherwise keep the lower
 * half of what it is used for more than once in a register of its own.
 */
static __always_inline int8x16_t vp9_renew8(int8x16_t *v)
{
	asm volatile("" : "+w" (*v));
	return *v;
}

struct vp9_sum8 {
	int16x8_t low;
	int16x8_t high;
};

static __always_inline struct vp9_sum8 vp9_mul8(int8x16_t *v, int8x16_t *tap)
{
	const int8x16_t a = vp9_renew8(v), b = vp9_renew8(tap);

	return (struct vp9_sum8){
		vmull_s8(vget_low_s8(a), vget_low_s8(b)), vmull_high_s8(a, b),
	};
}

static __always_inline struct vp9_sum8 vp9_mla8(struct vp9_sum8 sum, int8x16_t *v, int8x16_t *tap)
{
	const int8x16_t a = vp9_renew8(v), b = vp9_renew8(tap);

	return (struct vp9_sum8){
		vmlal_s8(sum.low, vget_low_s8(a), vget_low_s8(b)), vmlal_high_s8(sum.high, a, b),
	};
}

/* Round2(sum, 7), clipped, of r[0..7] */
static __always_inline int8x16_t vp9_filter8(int8x16_t *r, struct vp9_taps8 *f, int taps)
{
	struct vp9_sum8 sum = vp9_mla8(vp9_mul8(r + 3, f->tap + 3), r + 4, f->tap + 4);

	if (taps == 8) {
		sum = vp9_mla8(sum, r, f->tap);
		sum = vp9_mla8(sum, r + 1, f->tap + 1);
		sum = vp9_mla8(sum, r + 2, f->tap + 2);
		sum = vp9_mla8(sum, r + 5, f->tap + 5);
		sum = vp9_mla8(sum, r + 6, f->tap + 6);
		sum = vp9_mla8(sum, r + 7, f->tap + 7);
	}
	return vqrshrn_high_n_s16(vqrshrn_n_s16(sum.low, 7), sum.high, 7);
}

static __always_inline int8x16_t vp9_row_full8(const u8 *s, ptrdiff_t ss, int w, int taps,
					       struct vp9_taps8 *f)
{
	return vp9_signed8(vp9_load8(s, ss, w));
}

static __always_inline int8x16_t vp9_row_x8(const u8 *s, ptrdiff_t ss, int w, int taps,
					    struct vp9_taps8 *f)
{
	int8x16_t r[8];

	r[0] = vp9_signed8(vp9_load8(s - 3, ss, w));
	r[1] = vp9_signed8(vp9_load8(s - 2, ss, w));
	r[2] = vp9_signed8(vp9_load8(s - 1, ss, w));
	r[3] = vp9_signed8(vp9_load8(s, ss, w));
	r[4] = vp9_signed8(vp9_load8(s + 1, ss, w));
	r[5] = vp9_signed8(vp9_load8(s + 2, ss, w));
	r[6] = vp9_signed8(vp9_load8(s + 3, ss, w));
	r[7] = vp9_signed8(vp9_load8(s + 4, ss, w));
	return vp9_filter8(r, f, taps);
}

/* Sums of 4 samples: those at @a and after each other, times taps, and those at @b */
static __always_inline VP9_TARGET_DOTPROD int32x4_t vp9_dot8(int8x16_t a, int8x16_t b,
							     struct vp9_taps8 *f)
{
	return vdotq_lane_s32(vdotq_lane_s32(vdupq_n_s32(0), a, f->all, 0), b, f->all, 1);
}

/* Of two times two such sums */
static __always_inline int8x16_t vp9_narrow_dot8(int32x4_t a, int32x4_t b, int32x4_t c,
						 int32x4_t d)
{
	const int16x8_t low = vuzp1q_s16(vreinterpretq_s16_s32(a), vreinterpretq_s16_s32(b));
	const int16x8_t high = vuzp1q_s16(vreinterpretq_s16_s32(c), vreinterpretq_s16_s32(d));

	return vqrshrn_high_n_s16(vqrshrn_n_s16(low, 7), high, 7);
}

static __always_inline VP9_TARGET_DOTPROD int32x4_t vp9_row_dot4(const u8 *s,
								 struct vp9_taps8 *f)
{
	const uint8x8_t zero = vcreate_u8(0);
	const int8x16_t a = vp9_signed8(vcombine_u8(vld1_u8(s - 3), zero));
	const int8x16_t b = vp9_signed8(vcombine_u8(vld1_u8(s + 1), zero));

	return vp9_dot8(vqtbl1q_s8(a, f->perm[0]), vqtbl1q_s8(b, f->perm[0]), f);
}

static __always_inline VP9_TARGET_DOTPROD int8x16_t vp9_row_dot8(const u8 *s, ptrdiff_t ss,
								 int w, int taps,
								 struct vp9_taps8 *f)
{
	int8x16_t v, a, b, c, d, e;

	if (w == 4)
		return vp9_narrow_dot8(vp9_row_dot4(s, f), vp9_row_dot4(s + ss, f),
				       vp9_row_dot4(s + 2 * ss, f), vp9_row_dot4(s + 3 * ss, f));
	v = vp9_signed8(vld1q_u8(s - 3));
	a = vqtbl1q_s8(v, f->perm[0]);
	b = vqtbl1q_s8(v, f->perm[1]);
	c = vqtbl1q_s8(v, f->perm[2]);
	if (w == 16) {
		v = vp9_signed8(vld1q_u8(s + 5));
		d = vqtbl1q_s8(v, f->perm[1]);
		e = vqtbl1q_s8(v, f->perm[2]);
		return vp9_narrow_dot8(vp9_dot8(a, b, f), vp9_dot8(b, c, f), vp9_dot8(c, d, f),
				       vp9_dot8(d, e, f));
	}
	v = vp9_signed8(vld1q_u8(s + ss - 3));
	d = vqtbl1q_s8(v, f->perm[1]);
	return vp9_narrow_dot8(vp9_dot8(a, b, f), vp9_dot8(b, c, f),
			       vp9_dot8(vqtbl1q_s8(v, f->perm[0]), d, f),
			       vp9_dot8(d, vqtbl1q_s8(v, f->perm[2]), f));
}

/* With a fraction in x only */
static __always_inline void vp9_mc_x8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
				      int h, struct vp9_taps8 *fx, int taps,
				      enum vp9_mc_op op, vp9_row8_fn row)
{
	const int step = 16 / w;

	do {
		vp9_store8(d, ds, vp9_unsigned8(row(s, ss, w, taps, fx)), w, op);
		d += step * ds;
		s += step * ss;
		if (w != 4) {
			vp9_store8(d, ds, vp9_unsigned8(row(s, ss, w, taps, fx)), w, op);
			d += step * ds;
			s += step * ss;
			h -= step;
		}
		h -= step;
	} while (h > 0);
}

static __always_inline void vp9_mc_out8(u8 *d, ptrdiff_t ds, int8x16_t *r,
					struct vp9_taps8 *fy, int w, int taps,
					enum vp9_mc_op op)
{
	vp9_store8(d, ds, vp9_unsigned8(vp9_filter8(r, fy, taps)), w, op);
}

/*
 * Blocks of 4 samples in a row with a fraction in y, and with that of @row in x: r[i] is
 * rows i - 3..i. Three of four are made of their neighbours.
 */
static __always_inline void vp9_mc_y4(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int h,
				      struct vp9_taps8 *fx, struct vp9_taps8 *fy,
				      int taps, enum vp9_mc_op op, vp9_row8_fn row)
{
	int8x16_t r[8];

	r[0] = row(s - 3 * ss, ss, 4, taps, fx);
	r[3] = row(s, ss, 4, taps, fx);
	s += 4 * ss;
	r[7] = row(s, ss, 4, taps, fx);
	r[4] = vextq_s8(r[3], r[7], 4);
	r[1] = vextq_s8(r[0], r[4], 4);
	r[2] = vextq_s8(r[0], r[4], 8);
	for (;;) {
		r[5] = vextq_s8(r[3], r[7], 8);
		r[6] = vextq_s8(r[3], r[7], 12);
		vp9_mc_out8(d, ds, r, fy, 4, taps, op);
		h -= 4;
		if (!h)
			return;
		d += 4 * ds;
		s += 4 * ss;
		r[0] = r[4];
		r[1] = r[5];
		r[2] = r[6];
		r[3] = r[7];
		r[7] = row(s, ss, 4, taps, fx);
		r[4] = vextq_s8(r[3], r[7], 4);
	}
}

/* The same with 8 in a row; r[i] is rows i - 3 and i - 2. */
static __always_inline void vp9_mc_y8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int h,
				      struct vp9_taps8 *fx, struct vp9_taps8 *fy,
				      int taps, enum vp9_mc_op op, vp9_row8_fn row)
{
	int8x16_t r[14];

	r[0] = row(s - 3 * ss, ss, 8, taps, fx);
	r[1] = row(s - 2 * ss, ss, 8, taps, fx);
	r[3] = row(s, ss, 8, taps, fx);
	r[5] = row(s + 2 * ss, ss, 8, taps, fx);
	r[2] = vextq_s8(r[1], r[3], 8);
	r[4] = vextq_s8(r[3], r[5], 8);
	s += 4 * ss;
	for (;;) {
		r[7] = row(s, ss, 8, taps, fx);
		r[6] = vextq_s8(r[5], r[7], 8);
		vp9_mc_out8(d, ds, r, fy, 8, taps, op);
		r[9] = row(s + 2 * ss, ss, 8, taps, fx);
		r[8] = vextq_s8(r[7], r[9], 8);
		vp9_mc_out8(d + 2 * ds, ds, r + 2, fy, 8, taps, op);
		d += 4 * ds;
		s += 4 * ss;
		if (h == 4)
			return;
		/* After eight rows each vector may be where it was, so none has to move. */
		r[11] = row(s, ss, 8, taps, fx);
		r[10] = vextq_s8(r[9], r[11], 8);
		vp9_mc_out8(d, ds, r + 4, fy, 8, taps, op);
		r[13] = row(s + 2 * ss, ss, 8, taps, fx);
		r[12] = vextq_s8(r[11], r[13], 8);
		vp9_mc_out8(d + 2 * ds, ds, r + 6, fy, 8, taps, op);
		d += 4 * ds;
		s += 4 * ss;
		h -= 8;
		if (!h)
			return;
		r[0] = r[8];
		r[1] = r[9];
		r[2] = r[10];
		r[3] = r[11];
		r[4] = r[12];
		r[5] = r[13];
	}
}

/* The same with 16 in a row; r[i] is row i - 3. */
static __always_inline void vp9_mc_y16(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int h,
				       struct vp9_taps8 *fx, struct vp9_taps8 *fy,
				       int taps, enum vp9_mc_op op, vp9_row8_fn row)
{
	int8x16_t r[15];

	r[0] = row(s - 3 * ss, ss, 16, taps, fx);
	r[1] = row(s - 2 * ss, ss, 16, taps, fx);
	r[2] = row(s - ss, ss, 16, taps, fx);
	r[3] = row(s, ss, 16, taps, fx);
	r[4] = row(s + ss, ss, 16, taps, fx);
	r[5] = row(s + 2 * ss, ss, 16, taps, fx);
	r[6] = row(s + 3 * ss, ss, 16, taps, fx);
	s += 4 * ss;
	for (;;) {
		r[7] = row(s, ss, 16, taps, fx);
		vp9_mc_out8(d, ds, r, fy, 16, taps, op);
		r[8] = row(s + ss, ss, 16, taps, fx);
		vp9_mc_out8(d + ds, ds, r + 1, fy, 16, taps, op);
		r[9] = row(s + 2 * ss, ss, 16, taps, fx);
		vp9_mc_out8(d + 2 * ds, ds, r + 2, fy, 16, taps, op);
		r[10] = row(s + 3 * ss, ss, 16, taps, fx);
		vp9_mc_out8(d + 3 * ds, ds, r + 3, fy, 16, taps, op);
		d += 4 * ds;
		s += 4 * ss;
		if (h == 4)
			return;
		r[11] = row(s, ss, 16, taps, fx);
		vp9_mc_out8(d, ds, r + 4, fy, 16, taps, op);
		r[12] = row(s + ss, ss, 16, taps, fx);
		vp9_mc_out8(d + ds, ds, r + 5, fy, 16, taps, op);
		r[13] = row(s + 2 * ss, ss, 16, taps, fx);
		vp9_mc_out8(d + 2 * ds, ds, r + 6, fy, 16, taps, op);
		r[14] = row(s + 3 * ss, ss, 16, taps, fx);
		vp9_mc_out8(d + 3 * ds, ds, r + 7, fy, 16, taps, op);
		d += 4 * ds;
		s += 4 * ss;
		h -= 8;
		if (!h)
			return;
		r[0] = r[8];
		r[1] = r[9];
		r[2] = r[10];
		r[3] = r[11];
		r[4] = r[12];
		r[5] = r[13];
		r[6] = r[14];
	}
}

static __always_inline void vp9_copy8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w, int h)
{
	do {
		memcpy(d, s, w);
		memcpy(d + ds, s + ss, w);
		memcpy(d + 2 * ds, s + 2 * ss, w);
		memcpy(d + 3 * ds, s + 3 * ss, w);
		d += 4 * ds;
		s += 4 * ss;
		h -= 4;
	} while (h > 0);
}

static __always_inline void vp9_mc_full8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					 int h, enum vp9_mc_op op)
{
	const int step = 16 / w;

	if (op == VP9_MC_PUT) {
		vp9_copy8(d, ds, s, ss, w, h);
		return;
	}
	do {
		vp9_store8(d, ds, vp9_load8(s, ss, w), w, op);
		d += step * ds;
		s += step * ss;
		h -= step;
	} while (h > 0);
}

/* Any width, with a fraction in x only */
static __always_inline void vp9_mc_horizontal8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
					       int w, int h, const s16 *fx, int taps,
					       enum vp9_mc_op op, vp9_row8_fn row)
{
	struct vp9_taps8 f;

	vp9_taps8_init(&f, fx);
	if (w == 4) {
		vp9_mc_x8(d, ds, s, ss, 4, h, &f, taps, op, row);
	} else if (w == 8) {
		vp9_mc_x8(d, ds, s, ss, 8, h, &f, taps, op, row);
	} else {
		do {
			vp9_mc_x8(d, ds, s, ss, 16, h, &f, taps, op, row);
			d += 16;
			s += 16;
			w -= 16;
		} while (w > 0);
	}
}

/* With a fraction in y, and with that of @row in x */
static __always_inline void vp9_mc_vertical8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,
					     int w, int h, const s16 *fx, const s16 *fy, int taps,
					     enum vp9_mc_op op, vp9_row8_fn row)
{
	struct vp9_taps8 tx, ty;

	vp9_taps8_init(&tx, fx);
	vp9_taps8_init(&ty, fy);
	if (w == 4) {
		vp9_mc_y4(d, ds, s, ss, h, &tx, &ty, taps, op, row);
	} else if (w == 8) {
		vp9_mc_y8(d, ds, s, ss, h, &tx, &ty, taps, op, row);
	} else {
		do {
			vp9_mc_y16(d, ds, s, ss, h, &tx, &ty, taps, op, row);
			d += 16;
			s += 16;
			w -= 16;
		} while (w > 0);
	}
}

/* Full samples of any width */
static __always_inline void vp9_mc_none8(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss, int w,
					 int h, enum vp9_mc_op op)
{
	if (w == 4) {
		vp9_mc_full8(d, ds, s, ss, 4, h, op);
	} else if (w == 8) {
		vp9_mc_full8(d, ds, s, ss, 8, h, op);
	} else if (op == VP9_MC_PUT && w >= 32) {
		if (w == 64)
			vp9_copy8(d, ds, s, ss, 64, h);
		else
			vp9_copy8(d, ds, s, ss, 32, h);
	} else {
		do {
			vp9_mc_full8(d, ds, s, ss, 16, h, op);
			d += 16;
			s += 16;
			w -= 16;
		} while (w > 0);
	}
}

/* The work of all filters of as many taps; @fx or @fy, if any, are those to use. */
#define VP9_MC_OP(name, taps, op, row, target)							\
static noinline target void vp9_mc_##name(u8 *d, ptrdiff_t ds, const u8 *s, ptrdiff_t ss,	\
					  int w, int h, const s16 *fx, const s16 *fy)		\
{												\
	if (fx && fy)										\
		vp9_mc_vertical8(d, ds, s, ss, w, h, fx, fy, taps, op, row);			\
	else if (fy)										\
		vp9_mc_vertical8(d, ds, s, ss, w, h, fy, fy, taps, op, vp9_row_full8);		\
	else if (fx)										\
		vp9_mc_horizontal8(d, ds, s, ss, w, h, fx, taps, op, row);			\
	else											\
		vp9_mc_none8(d, ds, s, ss, w, h, op);						\
}

VP9_MC_OP(put8_neon_8bpc, 8, VP9_MC_PUT, vp9_row_x8, VP9_TARGET_BASE)
VP9_MC_OP(avg8_neon_8bpc, 8, VP9_MC_AVG, vp9_row_x8, VP9_TARGET_BASE)
VP9_MC_OP(put2_neon_8bpc, 2, VP9_MC_PUT, vp9_row_x8, VP9_TARGET_BASE)
VP9_MC_OP(avg2_neon_8bpc, 2, VP9_MC_AVG, vp9_row_x8, VP9_TARGET_BASE)
VP9_MC_OP(put8_dotprod_8bpc, 8, VP9_MC_PUT, vp9_row_dot8, VP9_TARGET_DOTPROD)
VP9_MC_OP(avg8_dotprod_8bpc, 8, VP9_MC_AVG, vp9_row_dot8, VP9_TARGET_DOTPROD)

#define VP9_MC(name, filter, worker)								\
static void vp9_mc_##name(void *dst, ptrdiff_t dst_stride, const void *src,			\
			  ptrdiff_t src_stride, int w, int h, int mx, int my, int bd_max)	\
{												\
	const s16 (*kernels)[8] = vp9_subpel_filters[filter];					\
												\
	vp9_mc_##worker(dst, dst_stride, src, src_stride, w, h, mx ? kernels[mx] : NULL,	\
			my ? kernels[my] : NULL);						\
}

VP9_MC(put_regular_neon_8bpc, VP9_EIGHTTAP, put8_neon_8bpc)
VP9_MC(put_smooth_neon_8bpc, VP9_EIGHTTAP_SMOOTH, put8_neon_8bpc)
VP9_MC(put_sharp_neon_8bpc, VP9_EIGHTTAP_SHARP, put8_neon_8bpc)
VP9_MC(put_bilinear_neon_8bpc, VP9_BILINEAR, put2_neon_8bpc)
VP9_MC(avg_regular_neon_8bpc, VP9_EIGHTTAP, avg8_neon_8bpc)
VP9_MC(avg_smooth_neon_8bpc, VP9_EIGHTTAP_SMOOTH, avg8_neon_8bpc)
VP9_MC(avg_sharp_neon_8bpc, VP9_EIGHTTAP_SHARP, avg8_neon_8bpc)
VP9_MC(avg_bilinear_neon_8bpc, VP9_BILINEAR, avg2_neon_8bpc)
VP9_MC(put_regular_dotprod_8bpc, VP9_EIGHTTAP, put8_dotprod_8bpc)
VP9_MC(put_smooth_dotprod_8bpc, VP9_EIGHTTAP_SMOOTH, put8_dotprod_8bpc)
VP9_MC(put_sharp_dotprod_8bpc, VP9_EIGHTTAP_SHARP, put8_dotprod_8bpc)
VP9_MC(avg_regular_dotprod_8bpc, VP9_EIGHTTAP, avg8_dotprod_8bpc)
VP9_MC(avg_smooth_dotprod_8bpc, VP9_EIGHTTAP_SMOOTH, avg8_dotprod_8bpc)
VP9_MC(avg_sharp_dotprod_8bpc, VP9_EIGHTTAP_SHARP, avg8_dotprod_8bpc)

const struct vp9_dsp vp9_mc_neon_8bpc = {
	.mc = {
		[VP9_MC_PUT] = {
			[VP9_EIGHTTAP] = vp9_mc_put_regular_neon_8bpc,
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_put_smooth_neon_8bpc,
			[VP9_EIGHTTAP_SHARP] = vp9_mc_put_sharp_neon_8bpc,
			[VP9_BILINEAR] = vp9_mc_put_bilinear_neon_8bpc,
		},
		[VP9_MC_AVG] = {
			[VP9_EIGHTTAP] = vp9_mc_avg_regular_neon_8bpc,
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_avg_smooth_neon_8bpc,
			[VP9_EIGHTTAP_SHARP] = vp9_mc_avg_sharp_neon_8bpc,
			[VP9_BILINEAR] = vp9_mc_avg_bilinear_neon_8bpc,
		},
	},
	.emu_edge = dae_emu_edge_neon_8bpc,
};

const struct vp9_dsp vp9_mc_dotprod_8bpc = {
	.mc = {
		[VP9_MC_PUT] = {
			[VP9_EIGHTTAP] = vp9_mc_put_regular_dotprod_8bpc,
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_put_smooth_dotprod_8bpc,
			[VP9_EIGHTTAP_SHARP] = vp9_mc_put_sharp_dotprod_8bpc,
		},
		[VP9_MC_AVG] = {
			[VP9_EIGHTTAP] = vp9_mc_avg_regular_dotprod_8bpc,
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_avg_smooth_dotprod_8bpc,
			[VP9_EIGHTTAP_SHARP] = vp9_mc_avg_sharp_dotprod_8bpc,
		},
	},
};
