// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 interpolation of 8-bit samples (AV1 specification, 7.11.3.4) with NEON and dot
 * products, which filter rows.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_mc.h"
#include "../av1/av1_mc_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

#define AV1_MC_TARGET __attribute__((__target__("arch=armv8.2-a+dotprod")))

struct av1_mc_mid {
	int16x4_t lo;
	int16x4_t hi;
};

/*
 * Products are of samples less 128, which is what has a sign: @add has 128 times the sum
 * of the taps, 64, as well.
 */
struct av1_mc_h {
	uint8x16_t window[3];	/* which bytes go to the four taps of each of four columns */
	int32x4_t add;
	int8x8_t taps;		/* 0..3 and 4..7; of narrow blocks 2..5 are the first ones */
};

/* Windows of columns 0..3 from -3 and from 1 on and of 4..7 from 1 and from 5 on */
static const u8 av1_mc_windows[3][16] = {
	{ 0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6 },
	{ 4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10 },
	{ 8, 9, 10, 11, 9, 10, 11, 12, 10, 11, 12, 13, 11, 12, 13, 14 },
};

/* Those of two columns, from -1 on, where the first byte is column -3 */
static const u8 av1_mc_window_2[16] = { 2, 3, 4, 5, 3, 4, 5, 6, 4, 5, 6, 7, 5, 6, 7, 7 };

static __always_inline AV1_MC_TARGET void av1_mc_h_init(struct av1_mc_h *f, int16x8_t taps,
							int add, int w)
{
	f->taps = vmovn_s16(taps);
	f->add = vdupq_n_s32(add + (128 << 6));
	if (w <= 4)
		f->taps = vext_s8(f->taps, f->taps, 2);
	f->window[0] = vld1q_u8(w == 2 ? av1_mc_window_2 : av1_mc_windows[0]);
	f->window[1] = vld1q_u8(av1_mc_windows[1]);
	f->window[2] = vld1q_u8(av1_mc_windows[2]);
}

static __always_inline AV1_MC_TARGET int8x16_t av1_mc_window(uint8x16_t v, uint8x16_t window)
{
	return vreinterpretq_s8_u8(vqtbl1q_u8(v, window));
}

struct av1_mc_sum {
	int32x4_t lo;
	int32x4_t hi;
};

static __always_inline AV1_MC_TARGET struct av1_mc_sum av1_mc_dot_8(const u8 *s,
								    const struct av1_mc_h *f)
{
	const uint8x16_t v = veorq_u8(vld1q_u8(s - 3), vdupq_n_u8(128));
	const int8x16_t mid = av1_mc_window(v, f->window[1]);
	struct av1_mc_sum sum;

	sum.lo = vdotq_lane_s32(f->add, av1_mc_window(v, f->window[0]), f->taps, 0);
	sum.hi = vdotq_lane_s32(f->add, mid, f->taps, 0);
	sum.lo = vdotq_lane_s32(sum.lo, mid, f->taps, 1);
	sum.hi = vdotq_lane_s32(sum.hi, av1_mc_window(v, f->window[2]), f->taps, 1);
	return sum;
}

static __always_inline AV1_MC_TARGET int16x8_t av1_mc_h_8(const u8 *s, const struct av1_mc_h *f)
{
	const struct av1_mc_sum sum = av1_mc_dot_8(s, f);

	return vuzp1q_s16(vreinterpretq_s16_s32(sum.lo), vreinterpretq_s16_s32(sum.hi));
}

static __always_inline AV1_MC_TARGET struct av1_mc_mid av1_mc_mid_8(const u8 *s,
								    const struct av1_mc_h *f)
{
	const struct av1_mc_sum sum = av1_mc_dot_8(s, f);

	return (struct av1_mc_mid){ vshrn_n_s32(sum.lo, 2), vshrn_n_s32(sum.hi, 2) };
}

static __always_inline AV1_MC_TARGET int16x4_t av1_mc_h_4(const u8 *s, const struct av1_mc_h *f,
							  int w)
{
	const uint8x8_t v = veor_u8(vld1_u8(s - (w == 2 ? 3 : 1)), vdup_n_u8(128));
	const uint8x16_t wide = vcombine_u8(v, vcreate_u8(0));

	return vmovn_s32(vdotq_lane_s32(f->add, av1_mc_window(wide, f->window[0]), f->taps, 0));
}

#include "av1_mc_rows_tmpl.h"

static AV1_MC_TARGET void av1_mc_put_dotprod_8bpc(void *dst, ptrdiff_t dst_stride,
						  const void *src, ptrdiff_t src_stride, int w,
						  int h, int mx, int my,
						  enum av1_interp_filter filter_h,
						  enum av1_interp_filter filter_v, int bd_max)
{
	if (mx)
		av1_mc_rows(dst, dst_stride, src, src_stride, w, h, mx, my, filter_h, filter_v,
			    false);
	else
		av1_mc_put_neon_8bpc(dst, dst_stride, src, src_stride, w, h, 0, my, filter_h,
				     filter_v, bd_max);
}

static AV1_MC_TARGET void av1_mc_prep_dotprod_8bpc(s16 *tmp, const void *src,
						   ptrdiff_t src_stride, int w, int h, int mx,
						   int my, enum av1_interp_filter filter_h,
						   enum av1_interp_filter filter_v, int bd_max)
{
	if (mx)
		av1_mc_rows((u8 *)tmp, w * sizeof(*tmp), src, src_stride, w, h, mx, my, filter_h,
			    filter_v, true);
	else
		av1_mc_prep_neon_8bpc(tmp, src, src_stride, w, h, 0, my, filter_h, filter_v,
				      bd_max);
}

const struct av1_mc_dsp av1_mc_dotprod_8bpc = {
	.put = av1_mc_put_dotprod_8bpc,
	.prep = av1_mc_prep_dotprod_8bpc,
};
