// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 inter prediction of one block of 16-bit samples with NEON: interpolation without
 * scaling (VP9 specification, 8.5.2.4).
 *
 * A vector has 8 samples: part of a row, or two rows of 4. @w, 8 or 4, @taps and @op are
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

/**
 * struct vp9_taps16 - a filter
 * @taps: its taps
 * @max: largest sample in all lanes
 */
struct vp9_taps16 {
	int16x8_t taps;
	uint16x8_t max;
};

typedef uint16x8_t (*vp9_row16_fn)(const u16 *s, ptrdiff_t ss, int w, int taps,
				   const struct vp9_taps16 *f);

static __always_inline uint16x8_t vp9_load16(const u16 *s, ptrdiff_t ss, int w)
{
	if (w == 8)
		return vld1q_u16(s);
	return vcombine_u16(vld1_u16(s), vld1_u16(s + ss));
}

static __always_inline void vp9_store16(u16 *d, ptrdiff_t ds, uint16x8_t v, int w,
					enum vp9_mc_op op)
{
	if (op == VP9_MC_AVG)
		v = vrhaddq_u16(v, vp9_load16(d, ds, w));
	if (w == 8) {
		vst1q_u16(d, v);
	} else {
		vst1_u16(d, vget_low_u16(v));
		vst1_u16(d + ds, vget_high_u16(v));
	}
}

/*
 * Makes a value a new one each time that it is used. gcc would otherwise keep the lower
 * half of what it is used for more than once in a register of its own.
 */
static __always_inline int16x8_t vp9_renew16(uint16x8_t *v)
{
	asm volatile("" : "+w" (*v));
	return vreinterpretq_s16_u16(*v);
}

struct vp9_sum16 {
	int32x4_t low;
	int32x4_t high;
};

/* A tap has to be a literal. */
#define VP9_MUL16(v, f, i) ({								\
	const int16x8_t _v = vp9_renew16(v);						\
											\
	(struct vp9_sum16){								\
		vmull_laneq_s16(vget_low_s16(_v), (f)->taps, i),			\
		vmull_high_laneq_s16(_v, (f)->taps, i),					\
	};										\
})

#define VP9_MLA16(sum, v, f, i) ({							\
	const int16x8_t _v = vp9_renew16(v);						\
											\
	(struct vp9_sum16){								\
		vmlal_laneq_s16((sum).low, vget_low_s16(_v), (f)->taps, i),		\
		vmlal_high_laneq_s16((sum).high, _v, (f)->taps, i),			\
	};										\
})

/* Round2(sum, 7), clipped */
static __always_inline uint16x8_t vp9_round16(struct vp9_sum16 sum, const struct vp9_taps16 *f)
{
	return vminq_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(sum.low, 7), sum.high, 7), f->max);
}

/* Of r[0..7] */
static __always_inline uint16x8_t vp9_filter16(uint16x8_t *r, const struct vp9_taps16 *f, int taps)
{
	struct vp9_sum16 sum = VP9_MUL16(r + 3, f, 3);

	sum = VP9_MLA16(sum, r + 4, f, 4);
	if (taps == 8) {
		sum = VP9_MLA16(sum, r, f, 0);
		sum = VP9_MLA16(sum, r + 1, f, 1);
		sum = VP9_MLA16(sum, r + 2, f, 2);
		sum = VP9_MLA16(sum, r + 5, f, 5);
		sum = VP9_MLA16(sum, r + 6, f, 6);
		sum = VP9_MLA16(sum, r + 7, f, 7);
	}
	return vp9_round16(sum, f);
}

static __always_inline uint16x8_t vp9_row_full16(const u16 *s, ptrdiff_t ss, int w, int taps,
						 const struct vp9_taps16 *f)
{
	return vp9_load16(s, ss, w);
}

static __always_inline int16x4_t vp9_load_half16(const u16 *s)
{
	return vreinterpret_s16_u16(vld1_u16(s));
}

/* Sums of 4 samples */
static __always_inline int32x4_t vp9_half16(const u16 *s, int taps, const struct vp9_taps16 *f)
{
	int32x4_t sum = vmull_laneq_s16(vp9_load_half16(s), f->taps, 3);

	sum = vmlal_laneq_s16(sum, vp9_load_half16(s + 1), f->taps, 4);
	if (taps == 8) {
		sum = vmlal_laneq_s16(sum, vp9_load_half16(s - 3), f->taps, 0);
		sum = vmlal_laneq_s16(sum, vp9_load_half16(s - 2), f->taps, 1);
		sum = vmlal_laneq_s16(sum, vp9_load_half16(s - 1), f->taps, 2);
		sum = vmlal_laneq_s16(sum, vp9_load_half16(s + 2), f->taps, 5);
		sum = vmlal_laneq_s16(sum, vp9_load_half16(s + 3), f->taps, 6);
		sum = vmlal_laneq_s16(sum, vp9_load_half16(s + 4), f->taps, 7);
	}
	return sum;
}

static __always_inline uint16x8_t vp9_row_x16(const u16 *s, ptrdiff_t ss, int w, int taps,
					      const struct vp9_taps16 *f)
{
	uint16x8_t r[8];

	if (w == 4)
		return vp9_round16((struct vp9_sum16){ vp9_half16(s, taps, f),
						       vp9_half16(s + ss, taps, f) }, f);
	r[0] = vld1q_u16(s - 3);
	r[1] = vld1q_u16(s - 2);
	r[2] = vld1q_u16(s - 1);
	r[3] = vld1q_u16(s);
	r[4] = vld1q_u16(s + 1);
	r[5] = vld1q_u16(s + 2);
	r[6] = vld1q_u16(s + 3);
	r[7] = vld1q_u16(s + 4);
	return vp9_filter16(r, f, taps);
}

/* With a fraction in x only */
static __always_inline void vp9_mc_x16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
				       int h, const struct vp9_taps16 *fx, int taps,
				       enum vp9_mc_op op, vp9_row16_fn row)
{
	const int step = 8 / w;

	do {
		vp9_store16(d, ds, row(s, ss, w, taps, fx), w, op);
		d += step * ds;
		s += step * ss;
		vp9_store16(d, ds, row(s, ss, w, taps, fx), w, op);
		d += step * ds;
		s += step * ss;
		h -= 2 * step;
	} while (h > 0);
}

static __always_inline void vp9_mc_out16(u16 *d, ptrdiff_t ds, uint16x8_t *r,
					 const struct vp9_taps16 *fy, int w, int taps,
					 enum vp9_mc_op op)
{
	vp9_store16(d, ds, vp9_filter16(r, fy, taps), w, op);
}

/*
 * Blocks of 4 samples in a row with a fraction in y, and with that of @row in x: r[i] is
 * rows i - 3 and i - 2. Every other one is made of its neighbours.
 */
static __always_inline void vp9_mc_y4x16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int h,
					 const struct vp9_taps16 *fx, const struct vp9_taps16 *fy,
					 int taps, enum vp9_mc_op op, vp9_row16_fn row)
{
	uint16x8_t r[14];

	r[0] = row(s - 3 * ss, ss, 4, taps, fx);
	r[1] = row(s - 2 * ss, ss, 4, taps, fx);
	r[3] = row(s, ss, 4, taps, fx);
	r[5] = row(s + 2 * ss, ss, 4, taps, fx);
	r[2] = vextq_u16(r[1], r[3], 4);
	r[4] = vextq_u16(r[3], r[5], 4);
	s += 4 * ss;
	for (;;) {
		r[7] = row(s, ss, 4, taps, fx);
		r[6] = vextq_u16(r[5], r[7], 4);
		vp9_mc_out16(d, ds, r, fy, 4, taps, op);
		r[9] = row(s + 2 * ss, ss, 4, taps, fx);
		r[8] = vextq_u16(r[7], r[9], 4);
		vp9_mc_out16(d + 2 * ds, ds, r + 2, fy, 4, taps, op);
		d += 4 * ds;
		s += 4 * ss;
		if (h == 4)
			return;
		/* After eight rows each vector may be where it was, so none has to move. */
		r[11] = row(s, ss, 4, taps, fx);
		r[10] = vextq_u16(r[9], r[11], 4);
		vp9_mc_out16(d, ds, r + 4, fy, 4, taps, op);
		r[13] = row(s + 2 * ss, ss, 4, taps, fx);
		r[12] = vextq_u16(r[11], r[13], 4);
		vp9_mc_out16(d + 2 * ds, ds, r + 6, fy, 4, taps, op);
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

/* The same with 8 in a row; r[i] is row i - 3. */
static __always_inline void vp9_mc_y8x16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int h,
					 const struct vp9_taps16 *fx, const struct vp9_taps16 *fy,
					 int taps, enum vp9_mc_op op, vp9_row16_fn row)
{
	uint16x8_t r[15];

	r[0] = row(s - 3 * ss, ss, 8, taps, fx);
	r[1] = row(s - 2 * ss, ss, 8, taps, fx);
	r[2] = row(s - ss, ss, 8, taps, fx);
	r[3] = row(s, ss, 8, taps, fx);
	r[4] = row(s + ss, ss, 8, taps, fx);
	r[5] = row(s + 2 * ss, ss, 8, taps, fx);
	r[6] = row(s + 3 * ss, ss, 8, taps, fx);
	s += 4 * ss;
	for (;;) {
		r[7] = row(s, ss, 8, taps, fx);
		vp9_mc_out16(d, ds, r, fy, 8, taps, op);
		r[8] = row(s + ss, ss, 8, taps, fx);
		vp9_mc_out16(d + ds, ds, r + 1, fy, 8, taps, op);
		r[9] = row(s + 2 * ss, ss, 8, taps, fx);
		vp9_mc_out16(d + 2 * ds, ds, r + 2, fy, 8, taps, op);
		r[10] = row(s + 3 * ss, ss, 8, taps, fx);
		vp9_mc_out16(d + 3 * ds, ds, r + 3, fy, 8, taps, op);
		d += 4 * ds;
		s += 4 * ss;
		if (h == 4)
			return;
		r[11] = row(s, ss, 8, taps, fx);
		vp9_mc_out16(d, ds, r + 4, fy, 8, taps, op);
		r[12] = row(s + ss, ss, 8, taps, fx);
		vp9_mc_out16(d + ds, ds, r + 5, fy, 8, taps, op);
		r[13] = row(s + 2 * ss, ss, 8, taps, fx);
		vp9_mc_out16(d + 2 * ds, ds, r + 6, fy, 8, taps, op);
		r[14] = row(s + 3 * ss, ss, 8, taps, fx);
		vp9_mc_out16(d + 3 * ds, ds, r + 7, fy, 8, taps, op);
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

static __always_inline void vp9_copy16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
				       int h)
{
	do {
		memcpy(d, s, 2 * w);
		memcpy(d + ds, s + ss, 2 * w);
		d += 2 * ds;
		s += 2 * ss;
		h -= 2;
	} while (h > 0);
}

static __always_inline void vp9_mc_full16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					  int h, enum vp9_mc_op op)
{
	const int step = 8 / w;

	do {
		vp9_store16(d, ds, vp9_load16(s, ss, w), w, op);
		d += step * ds;
		s += step * ss;
		vp9_store16(d, ds, vp9_load16(s, ss, w), w, op);
		d += step * ds;
		s += step * ss;
		h -= 2 * step;
	} while (h > 0);
}

/* Any width, with a fraction in x only */
static __always_inline void vp9_mc_horizontal16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
						int w, int h, const s16 *fx, uint16x8_t max,
						int taps, enum vp9_mc_op op)
{
	const struct vp9_taps16 f = { vld1q_s16(fx), max };

	if (w == 4) {
		vp9_mc_x16(d, ds, s, ss, 4, h, &f, taps, op, vp9_row_x16);
		return;
	}
	do {
		vp9_mc_x16(d, ds, s, ss, 8, h, &f, taps, op, vp9_row_x16);
		d += 8;
		s += 8;
		w -= 8;
	} while (w > 0);
}

/* With a fraction in y, and with that of @row in x */
static __always_inline void vp9_mc_vertical16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss,
					      int w, int h, const s16 *fx, const s16 *fy,
					      uint16x8_t max, int taps, enum vp9_mc_op op,
					      vp9_row16_fn row)
{
	const struct vp9_taps16 tx = { vld1q_s16(fx), max }, ty = { vld1q_s16(fy), max };

	if (w == 4) {
		vp9_mc_y4x16(d, ds, s, ss, h, &tx, &ty, taps, op, row);
		return;
	}
	do {
		vp9_mc_y8x16(d, ds, s, ss, h, &tx, &ty, taps, op, row);
		d += 8;
		s += 8;
		w -= 8;
	} while (w > 0);
}

/* Full samples of any width */
static __always_inline void vp9_mc_none16(u16 *d, ptrdiff_t ds, const u16 *s, ptrdiff_t ss, int w,
					  int h, enum vp9_mc_op op)
{
	if (w == 4) {
		vp9_mc_full16(d, ds, s, ss, 4, h, op);
	} else if (op == VP9_MC_PUT && w >= 32) {
		if (w == 64)
			vp9_copy16(d, ds, s, ss, 64, h);
		else
			vp9_copy16(d, ds, s, ss, 32, h);
	} else {
		do {
			vp9_mc_full16(d, ds, s, ss, 8, h, op);
			d += 8;
			s += 8;
			w -= 8;
		} while (w > 0);
	}
}

/* The work of all filters of as many taps; @mx and @my choose from @kernels. */
#define VP9_MC_OP(name, taps, op)								\
static noinline void vp9_mc_##name(void *dst, ptrdiff_t dst_stride, const void *src,		\
				   ptrdiff_t src_stride, int w, int h, int mx, int my,		\
				   const s16 (*kernels)[8], int bd_max)				\
{												\
	const ptrdiff_t ds = dst_stride / 2, ss = src_stride / 2;				\
	const s16 *fx = kernels[mx], *fy = kernels[my];						\
	const uint16x8_t max = vdupq_n_u16(bd_max);						\
	const u16 *s = src;									\
	u16 *d = dst;										\
												\
	if (mx && my)										\
		vp9_mc_vertical16(d, ds, s, ss, w, h, fx, fy, max, taps, op, vp9_row_x16);	\
	else if (my)										\
		vp9_mc_vertical16(d, ds, s, ss, w, h, fx, fy, max, taps, op, vp9_row_full16);	\
	else if (mx)										\
		vp9_mc_horizontal16(d, ds, s, ss, w, h, fx, max, taps, op);			\
	else											\
		vp9_mc_none16(d, ds, s, ss, w, h, op);						\
}

VP9_MC_OP(put8_neon_16bpc, 8, VP9_MC_PUT)
VP9_MC_OP(avg8_neon_16bpc, 8, VP9_MC_AVG)
VP9_MC_OP(put2_neon_16bpc, 2, VP9_MC_PUT)
VP9_MC_OP(avg2_neon_16bpc, 2, VP9_MC_AVG)

#define VP9_MC(name, filter, worker)								\
static void vp9_mc_##name##_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *src,	\
				       ptrdiff_t src_stride, int w, int h, int mx, int my,	\
				       int bd_max)						\
{												\
	vp9_mc_##worker##_neon_16bpc(dst, dst_stride, src, src_stride, w, h, mx, my,		\
				     vp9_subpel_filters[filter], bd_max);			\
}

VP9_MC(put_regular, VP9_EIGHTTAP, put8)
VP9_MC(put_smooth, VP9_EIGHTTAP_SMOOTH, put8)
VP9_MC(put_sharp, VP9_EIGHTTAP_SHARP, put8)
VP9_MC(put_bilinear, VP9_BILINEAR, put2)
VP9_MC(avg_regular, VP9_EIGHTTAP, avg8)
VP9_MC(avg_smooth, VP9_EIGHTTAP_SMOOTH, avg8)
VP9_MC(avg_sharp, VP9_EIGHTTAP_SHARP, avg8)
VP9_MC(avg_bilinear, VP9_BILINEAR, avg2)

const struct vp9_dsp vp9_mc_neon_16bpc = {
	.mc = {
		[VP9_MC_PUT] = {
			[VP9_EIGHTTAP] = vp9_mc_put_regular_neon_16bpc,
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_put_smooth_neon_16bpc,
			[VP9_EIGHTTAP_SHARP] = vp9_mc_put_sharp_neon_16bpc,
			[VP9_BILINEAR] = vp9_mc_put_bilinear_neon_16bpc,
		},
		[VP9_MC_AVG] = {
			[VP9_EIGHTTAP] = vp9_mc_avg_regular_neon_16bpc,
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_avg_smooth_neon_16bpc,
			[VP9_EIGHTTAP_SHARP] = vp9_mc_avg_sharp_neon_16bpc,
			[VP9_BILINEAR] = vp9_mc_avg_bilinear_neon_16bpc,
		},
	},
	.emu_edge = dae_emu_edge_neon_16bpc,
};
