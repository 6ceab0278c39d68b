/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Interpolation from references of another size with NEON (VP9 specification, 8.5.2.4),
 * for the files that have it for 8- and 16-bit samples.
 *
 * The file that includes this has vp9_sample and, of @s or @d,
 *
 * - vp9_scaled_load4() and vp9_scaled_load8(), so many samples as 16-bit lanes;
 * - vp9_scaled_store4() and vp9_scaled_store8(), which with VP9_MC_AVG take the mean
 *   with what is there.
 */

#define VP9_SCALED_TAPS		8
#define VP9_SCALED_BEFORE	3	/* taps before the sample itself */
#define VP9_SCALED_MAX		64	/* the largest w */

/**
 * struct vp9_scaled_mid - rows of the array intermediate, each at its number modulo 8
 * @row: as many as one row of the block needs, with room behind for a vector
 */
struct vp9_scaled_mid {
	u16 row[VP9_SCALED_TAPS][VP9_SCALED_MAX + 4];
};

/* What adds up to a sample between those from @s[3] on */
static __always_inline int32x4_t vp9_scaled_products(const vp9_sample *s, const s16 *kernel)
{
	const int16x8_t v = vreinterpretq_s16_u16(vp9_scaled_load8(s));
	const int16x8_t f = vld1q_s16(kernel);

	return vmlal_high_s16(vmull_s16(vget_low_s16(v), vget_low_s16(f)), v, f);
}

/* One row of the array intermediate */
static __always_inline void vp9_scaled_row(u16 *d, const vp9_sample *s, int w, int mx, int step_x,
					   const s16 (*kernels)[8], uint16x4_t max)
{
	int x;

	if (!mx && step_x == 16) {
		for (x = 0; x < w; x += 4) {
			const uint16x4_t v = vp9_scaled_load4(s + x);

			vst1q_u16(d + x, vcombine_u16(v, v));
		}
		return;
	}
	s -= VP9_SCALED_BEFORE;
	for (x = 0; x < w; x += 4) {
		const int m1 = mx + step_x, m2 = m1 + step_x, m3 = m2 + step_x;
		const int32x4_t a = vp9_scaled_products(s + (mx >> 4), kernels[mx & 15]);
		const int32x4_t b = vp9_scaled_products(s + (m1 >> 4), kernels[m1 & 15]);
		const int32x4_t c = vp9_scaled_products(s + (m2 >> 4), kernels[m2 & 15]);
		const int32x4_t e = vp9_scaled_products(s + (m3 >> 4), kernels[m3 & 15]);
		const int32x4_t sum = vpaddq_s32(vpaddq_s32(a, b), vpaddq_s32(c, e));
		const uint16x4_t v = vmin_u16(vqrshrun_n_s32(sum, 7), max);

		/* Blocks of 4 samples in a row are filtered as if they had 8. */
		vst1q_u16(d + x, vcombine_u16(v, v));
		mx = m3 + step_x;
	}
}

/* A tap has to be a literal. */
#define VP9_SCALED_MLA(low, high, v, f, i)						\
do {											\
	(low) = vmlal_laneq_s16(low, vget_low_s16(v), f, i);				\
	(high) = vmlal_high_laneq_s16(high, v, f, i);					\
} while (0)

/* Eight samples from @x on between rows of the array intermediate, of which @row has the tap 3 */
static __always_inline uint16x8_t vp9_scaled_column(const struct vp9_scaled_mid *mid, int row,
						    int x, int16x8_t f, uint16x8_t max)
{
	int32x4_t low = vdupq_n_s32(0), high = low;
	int16x8_t v[VP9_SCALED_TAPS];
	int i;

	for (i = 0; i < VP9_SCALED_TAPS; i++)
		v[i] = vreinterpretq_s16_u16(vld1q_u16(mid->row[(row - VP9_SCALED_BEFORE + i) &
								(VP9_SCALED_TAPS - 1)] + x));
	VP9_SCALED_MLA(low, high, v[0], f, 0);
	VP9_SCALED_MLA(low, high, v[1], f, 1);
	VP9_SCALED_MLA(low, high, v[2], f, 2);
	VP9_SCALED_MLA(low, high, v[3], f, 3);
	VP9_SCALED_MLA(low, high, v[4], f, 4);
	VP9_SCALED_MLA(low, high, v[5], f, 5);
	VP9_SCALED_MLA(low, high, v[6], f, 6);
	VP9_SCALED_MLA(low, high, v[7], f, 7);
	return vminq_u16(vqrshrun_high_n_s32(vqrshrun_n_s32(low, 7), high, 7), max);
}

static __always_inline void vp9_scaled_store(vp9_sample *d, uint16x8_t v, int w, enum vp9_mc_op op)
{
	if (w == 4)
		vp9_scaled_store4(d, v, op);
	else
		vp9_scaled_store8(d, v, op);
}

/* @ds and @ss count samples; steps go on by 5 rows at most. */
static __always_inline void vp9_scaled_block(vp9_sample *d, ptrdiff_t ds, const vp9_sample *s,
					     ptrdiff_t ss, int w, int h, int mx, int my,
					     int step_x, int step_y, const s16 (*kernels)[8],
					     enum vp9_mc_op op, int bd_max)
{
	const bool plain = !my && step_y == 16;
	const int before = plain ? 0 : VP9_SCALED_BEFORE;
	const int after = plain ? 0 : VP9_SCALED_TAPS - 1 - VP9_SCALED_BEFORE;
	const uint16x8_t max = vdupq_n_u16(bd_max);
	struct vp9_scaled_mid mid;
	int x, y, next = -before;

	for (y = 0; y < h; y++, my += step_y, d += ds) {
		const int16x8_t f = vld1q_s16(kernels[my & 15]);
		const int row = my >> 4;

		for (next = max(next, row - before); next <= row + after; next++)
			vp9_scaled_row(mid.row[next & (VP9_SCALED_TAPS - 1)], s + next * ss, w, mx,
				       step_x, kernels, vget_low_u16(max));
		for (x = 0; x < w; x += 8)
			vp9_scaled_store(d + x, plain ?
					 vld1q_u16(mid.row[row & (VP9_SCALED_TAPS - 1)] + x) :
					 vp9_scaled_column(&mid, row, x, f, max), w, op);
	}
}

#define VP9_SCALED_OP(name, op)								\
static noinline void vp9_mc_scaled_##name(void *dst, ptrdiff_t dst_stride, const void *src,	\
					  ptrdiff_t src_stride, int w, int h, int mx, int my,	\
					  int step_x, int step_y, const s16 (*kernels)[8],	\
					  int bd_max)						\
{												\
	vp9_scaled_block(dst, dst_stride / (ptrdiff_t)sizeof(vp9_sample), src,			\
			 src_stride / (ptrdiff_t)sizeof(vp9_sample), w, h, mx, my, step_x,	\
			 step_y, kernels, op, bd_max);						\
}

#define VP9_SCALED(name, bpc, worker, filter)							\
static void vp9_mc_scaled_##name##_neon_##bpc(void *dst, ptrdiff_t dst_stride, const void *src,	\
					      ptrdiff_t src_stride, int w, int h, int mx,	\
					      int my, int step_x, int step_y, int bd_max)	\
{												\
	vp9_mc_scaled_##worker(dst, dst_stride, src, src_stride, w, h, mx, my, step_x, step_y,	\
			       vp9_subpel_filters[filter], bd_max);				\
}

#define VP9_SCALED_ALL(bpc)									\
VP9_SCALED_OP(put_neon_##bpc, VP9_MC_PUT)							\
VP9_SCALED_OP(avg_neon_##bpc, VP9_MC_AVG)							\
VP9_SCALED(put_regular, bpc, put_neon_##bpc, VP9_EIGHTTAP)					\
VP9_SCALED(put_smooth, bpc, put_neon_##bpc, VP9_EIGHTTAP_SMOOTH)				\
VP9_SCALED(put_sharp, bpc, put_neon_##bpc, VP9_EIGHTTAP_SHARP)					\
VP9_SCALED(put_bilinear, bpc, put_neon_##bpc, VP9_BILINEAR)					\
VP9_SCALED(avg_regular, bpc, avg_neon_##bpc, VP9_EIGHTTAP)					\
VP9_SCALED(avg_smooth, bpc, avg_neon_##bpc, VP9_EIGHTTAP_SMOOTH)				\
VP9_SCALED(avg_sharp, bpc, avg_neon_##bpc, VP9_EIGHTTAP_SHARP)					\
VP9_SCALED(avg_bilinear, bpc, avg_neon_##bpc, VP9_BILINEAR)					\
												\
const struct vp9_dsp vp9_mc_scaled_neon_##bpc = {						\
	.mc_scaled = {										\
		[VP9_MC_PUT] = {								\
			[VP9_EIGHTTAP] = vp9_mc_scaled_put_regular_neon_##bpc,			\
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_scaled_put_smooth_neon_##bpc,		\
			[VP9_EIGHTTAP_SHARP] = vp9_mc_scaled_put_sharp_neon_##bpc,		\
			[VP9_BILINEAR] = vp9_mc_scaled_put_bilinear_neon_##bpc,			\
		},										\
		[VP9_MC_AVG] = {								\
			[VP9_EIGHTTAP] = vp9_mc_scaled_avg_regular_neon_##bpc,			\
			[VP9_EIGHTTAP_SMOOTH] = vp9_mc_scaled_avg_smooth_neon_##bpc,		\
			[VP9_EIGHTTAP_SHARP] = vp9_mc_scaled_avg_sharp_neon_##bpc,		\
			[VP9_BILINEAR] = vp9_mc_scaled_avg_bilinear_neon_##bpc,			\
		},										\
	},											\
}
