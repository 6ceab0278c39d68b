// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 inter prediction of blocks: interpolation, warping, compound predictions and
 * blends (AV1 specification, 7.11.3.4, .5, .10, .12 and .14). Built for 8- and 16-bit
 * samples.
 *
 * The specification filters rows, rounds by InterRound0, filters columns and rounds by
 * InterRound1 (7.11.3.2). With all taps in the middle that is exact, so a direction
 * whose fraction is 0 is left out: InterRound0 + InterRound1 is then the rounding of
 * the other. What is between the directions fits 16 bits: with taps that make 184 or
 * -56 at most it is -7166..23546.
 */
#include <linux/math.h>

#include "../dae_emu.h"
#include "../dae_pixel.h"
#include "av1_mc.h"
#include "av1_mc_tables.h"

#define AV1_TAPS	8
#define AV1_TAPS_BEFORE	3	/* taps for samples before the full sample */
#define AV1_TAP_BITS	7	/* FILTER_BITS: what the taps of a filter make */

/*
 * Both directions are done in tiles, so that the samples between them, of 71 rows, stay
 * below 1200 bytes of stack.
 */
#define AV1_MC_COLS	8
#define AV1_MC_ROWS	64

/* As many columns of a scaled block are done at once. */
#define AV1_MC_SCALED_COLS	32

#define AV1_WARP_SIZE	8
#define AV1_WARP_ROWS	15	/* between the directions */

#if DAE_BPC == 8
#define AV1_MC_BIAS	AV1_MC_BIAS_8BPC
#else
#define AV1_MC_BIAS	AV1_MC_BIAS_16BPC
#endif

/* What the loops below read or write. */
enum av1_mc_type {
	AV1_MC_PIXEL,
	AV1_MC_S16,
};

/**
 * struct av1_mc_pass - one direction
 * @f: filter, NULL for the full sample
 * @taps: 8, 6 or 4: those of @f in the middle that may be other than 0
 * @step: elements from one tap to the next
 * @add: added to sums before the shift
 * @shift: bits to shift sums right
 */
struct av1_mc_pass {
	const s16 *f;
	int taps;
	ptrdiff_t step;
	int add;
	int shift;
};

static __always_inline bool av1_mc_12bit(int bd_max)
{
	return DAE_BD_MAX(bd_max) >> 11;
}

/* InterRound0 */
static __always_inline int av1_mc_round0(int bd_max)
{
	return av1_mc_12bit(bd_max) ? 5 : 3;
}

/* InterPostRound of compound blocks */
static __always_inline int av1_mc_post_round(int bd_max)
{
	return av1_mc_12bit(bd_max) ? 2 : 4;
}

static __always_inline int av1_mc_half(int shift)
{
	return 1 << shift >> 1;
}

/* The rounding of what is between the directions */
static __always_inline void av1_mc_round_mid(struct av1_mc_pass *p, int bd_max)
{
	p->shift = av1_mc_round0(bd_max);
	p->add = av1_mc_half(p->shift);
}

/* That of the second direction, by InterRound1, to samples or intermediate predictions */
static __always_inline void av1_mc_round_last(struct av1_mc_pass *p, bool prep, int bd_max)
{
	p->shift = prep ? AV1_TAP_BITS : 2 * AV1_TAP_BITS - av1_mc_round0(bd_max);
	p->add = av1_mc_half(p->shift) - (prep ? AV1_MC_BIAS << AV1_TAP_BITS : 0);
}

/*
 * That of the only direction. Rows that are rounded to samples are first rounded by
 * InterRound0, which is to add the halves of both.
 */
static __always_inline void av1_mc_round_only(struct av1_mc_pass *p, bool prep, bool rows,
					      int bd_max)
{
	const int round0 = av1_mc_round0(bd_max);

	p->shift = prep ? round0 : AV1_TAP_BITS;
	p->add = av1_mc_half(p->shift);
	if (prep)
		p->add -= AV1_MC_BIAS << round0;
	else if (rows)
		p->add += av1_mc_half(round0);
}

static __always_inline int av1_mc_load(const void *src, ptrdiff_t i, enum av1_mc_type type)
{
	return type == AV1_MC_S16 ? ((const s16 *)src)[i] : ((const pixel *)src)[i];
}

static __always_inline void av1_mc_store(void *dst, int i, int value, enum av1_mc_type type,
					 int bd_max)
{
	if (type == AV1_MC_S16)
		((s16 *)dst)[i] = value;
	else
		((pixel *)dst)[i] = dae_clip_pixel(value, bd_max);
}

static __always_inline int av1_mc_sum(const void *s, ptrdiff_t i, ptrdiff_t step, const s16 *f,
				      int taps, enum av1_mc_type type)
{
	int sum = f[3] * av1_mc_load(s, i, type) + f[4] * av1_mc_load(s, i + step, type);

	sum += f[2] * av1_mc_load(s, i - step, type) + f[5] * av1_mc_load(s, i + 2 * step, type);
	if (taps >= 6)
		sum += f[1] * av1_mc_load(s, i - 2 * step, type) +
		       f[6] * av1_mc_load(s, i + 3 * step, type);
	if (taps >= 8)
		sum += f[0] * av1_mc_load(s, i - 3 * step, type) +
		       f[7] * av1_mc_load(s, i + 4 * step, type);
	return sum;
}

static __always_inline void av1_mc_lines(void *dst, ptrdiff_t dst_stride, const void *src,
					 ptrdiff_t src_stride, int w, int h,
					 const struct av1_mc_pass *p, int taps,
					 enum av1_mc_type to, enum av1_mc_type from, int bd_max)
{
	const int add = p->add, shift = p->shift;
	const ptrdiff_t step = p->step;
	s16 f[AV1_TAPS];	/* a copy, which stores to @dst cannot change */
	int x, y;

	memcpy(f, p->f, sizeof(f));
	for (y = 0; y < h; y++) {
		const void *s = dae_crow(src, src_stride, y);
		void *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			av1_mc_store(d, x, (av1_mc_sum(s, x, step, f, taps, from) + add) >> shift,
				     to, bd_max);
	}
}

static __always_inline void av1_mc_pass(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h,
					const struct av1_mc_pass *p, enum av1_mc_type to,
					enum av1_mc_type from, int bd_max)
{
	if (p->taps == 8)
		av1_mc_lines(dst, dst_stride, src, src_stride, w, h, p, 8, to, from, bd_max);
	else if (p->taps == 6)
		av1_mc_lines(dst, dst_stride, src, src_stride, w, h, p, 6, to, from, bd_max);
	else
		av1_mc_lines(dst, dst_stride, src, src_stride, w, h, p, 4, to, from, bd_max);
}

#define AV1_MC_PASS(name, to, from)								\
static noinline void DAE_FN(av1_mc_##name)(void *dst, ptrdiff_t dst_stride, const void *src,	\
					   ptrdiff_t src_stride, int w, int h,			\
					   const struct av1_mc_pass *p, int bd_max)		\
{												\
	av1_mc_pass(dst, dst_stride, src, src_stride, w, h, p, to, from, bd_max);		\
}

AV1_MC_PASS(pixel_to_pixel, AV1_MC_PIXEL, AV1_MC_PIXEL)
AV1_MC_PASS(pixel_to_s16, AV1_MC_S16, AV1_MC_PIXEL)
AV1_MC_PASS(s16_to_pixel, AV1_MC_PIXEL, AV1_MC_S16)
AV1_MC_PASS(s16_to_s16, AV1_MC_S16, AV1_MC_S16)

static __always_inline void *av1_mc_dst(void *dst, ptrdiff_t stride, int x, int y, bool prep)
{
	return (u8 *)dst + y * stride + x * (prep ? sizeof(s16) : sizeof(pixel));
}

/* Both directions; not inline for the sake of its caller's stack */
static noinline void DAE_FN(av1_mc_2d)(void *dst, ptrdiff_t dst_stride, const void *src,
				       ptrdiff_t src_stride, int w, int h,
				       const struct av1_mc_pass *px, const struct av1_mc_pass *py,
				       bool prep, int bd_max)
{
	const ptrdiff_t mid_stride = AV1_MC_COLS * sizeof(s16);
	const int before = py->taps / 2 - 1;
	s16 mid[(AV1_MC_ROWS + AV1_TAPS - 1) * AV1_MC_COLS];
	const s16 *first = mid + before * AV1_MC_COLS;
	int x, y;

	for (y = 0; y < h; y += AV1_MC_ROWS)
		for (x = 0; x < w; x += AV1_MC_COLS) {
			const int tw = min(w - x, AV1_MC_COLS), th = min(h - y, AV1_MC_ROWS);
			void *d = av1_mc_dst(dst, dst_stride, x, y, prep);

			DAE_FN(av1_mc_pixel_to_s16)(mid, mid_stride,
						    dae_crow(src, src_stride, y - before) + x,
						    src_stride, tw, th + py->taps - 1, px, bd_max);
			if (prep)
				DAE_FN(av1_mc_s16_to_s16)(d, dst_stride, first, mid_stride, tw,
							  th, py, bd_max);
			else
				DAE_FN(av1_mc_s16_to_pixel)(d, dst_stride, first, mid_stride, tw,
							    th, py, bd_max);
		}
}

/* No direction: 7.11.3.4 then rounds nothing off. */
static __always_inline void av1_mc_full(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h, bool prep, int bd_max)
{
	const int shift = AV1_TAP_BITS - av1_mc_round0(bd_max);
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		void *d = dae_row(dst, dst_stride, y);

		if (!prep) {
			memcpy(d, s, w * sizeof(pixel));
			continue;
		}
		for (x = 0; x < w; x++)
			av1_mc_store(d, x, (s[x] << shift) - AV1_MC_BIAS, AV1_MC_S16, bd_max);
	}
}

/* Index of Subpel_Filters for a block of @size in the filter's direction, 7.11.3.4 */
static int av1_mc_filter_set(enum av1_interp_filter filter, int size)
{
	if (size > 4 || filter == AV1_BILINEAR)
		return filter;
	return filter == AV1_EIGHTTAP_SMOOTH ? 5 : 4;
}

static void av1_mc_set_filter(struct av1_mc_pass *p, int frac, enum av1_interp_filter filter,
			      int size)
{
	static const u8 taps[] = { 6, 6, 8, 4, 4, 4 };
	const int set = av1_mc_filter_set(filter, size);

	p->f = frac ? av1_subpel_filters[set][frac] : NULL;
	p->taps = taps[set];
}

static __always_inline void av1_mc(void *dst, ptrdiff_t dst_stride, const void *src,
				   ptrdiff_t src_stride, int w, int h, int mx, int my,
				   enum av1_interp_filter filter_h,
				   enum av1_interp_filter filter_v, bool prep, int bd_max)
{
	struct av1_mc_pass px = { .step = 1 }, py = { .step = AV1_MC_COLS };
	struct av1_mc_pass *only = mx ? &px : &py;

	av1_mc_set_filter(&px, mx, filter_h, w);
	av1_mc_set_filter(&py, my, filter_v, h);
	if (!mx && !my) {
		av1_mc_full(dst, dst_stride, src, src_stride, w, h, prep, bd_max);
		return;
	}
	if (mx && my) {
		av1_mc_round_mid(&px, bd_max);
		av1_mc_round_last(&py, prep, bd_max);
		DAE_FN(av1_mc_2d)(dst, dst_stride, src, src_stride, w, h, &px, &py, prep, bd_max);
		return;
	}
	py.step = src_stride / (ptrdiff_t)sizeof(pixel);
	av1_mc_round_only(only, prep, mx, bd_max);
	if (prep)
		DAE_FN(av1_mc_pixel_to_s16)(dst, dst_stride, src, src_stride, w, h, only, bd_max);
	else
		DAE_FN(av1_mc_pixel_to_pixel)(dst, dst_stride, src, src_stride, w, h, only,
					      bd_max);
}

static void DAE_FN(av1_mc_put)(void *dst, ptrdiff_t dst_stride, const void *src,
			       ptrdiff_t src_stride, int w, int h, int mx, int my,
			       enum av1_interp_filter filter_h, enum av1_interp_filter filter_v,
			       int bd_max)
{
	av1_mc(dst, dst_stride, src, src_stride, w, h, mx, my, filter_h, filter_v, false, bd_max);
}

static void DAE_FN(av1_mc_prep)(s16 *tmp, const void *src, ptrdiff_t src_stride, int w, int h,
				int mx, int my, enum av1_interp_filter filter_h,
				enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc(tmp, w * sizeof(s16), src, src_stride, w, h, mx, my, filter_h, filter_v, true,
	       bd_max);
}

/* One row between the directions of a scaled block, rounded by InterRound0 */
static __always_inline void av1_mc_scaled_row(s16 *d, const pixel *src, int w, int mx, int step_x,
					      const s16 (*filters)[AV1_TAPS],
					      const struct av1_mc_pass *p)
{
	const int add = p->add, shift = p->shift;
	int x;

	for (x = 0; x < w; x++, mx += step_x)
		d[x] = (av1_mc_sum(src, mx >> 10, 1, filters[(mx >> 6) & 15], AV1_TAPS,
				   AV1_MC_PIXEL) + add) >> shift;
}

/*
 * One row of the block from the 8 around it, each at its number modulo 8: where these
 * begin anew the taps do.
 */
static __always_inline void av1_mc_scaled_column(void *d, s16 mid[][AV1_MC_SCALED_COLS], int row,
						 int w, const struct av1_mc_pass *p, bool prep,
						 int bd_max)
{
	const int add = p->add, shift = p->shift;
	s16 f[AV1_TAPS];
	int x, t;

	for (t = 0; t < AV1_TAPS; t++)
		f[(row + t - AV1_TAPS_BEFORE) & 7] = p->f[t];
	for (x = 0; x < w; x++) {
		const int sum = av1_mc_sum(mid[AV1_TAPS_BEFORE], x, AV1_MC_SCALED_COLS, f,
					   AV1_TAPS, AV1_MC_S16);

		av1_mc_store(d, x, (sum + add) >> shift, prep ? AV1_MC_S16 : AV1_MC_PIXEL,
			     bd_max);
	}
}

/* Up to AV1_MC_SCALED_COLS columns; as many rows are kept as one row of the block needs. */
static __always_inline void av1_mc_scaled_w(void *dst, ptrdiff_t dst_stride, const void *src,
					    ptrdiff_t src_stride, int w, int h, int mx, int my,
					    int step_x, int step_y,
					    const s16 (*filters_h)[AV1_TAPS],
					    const s16 (*filters_v)[AV1_TAPS], bool prep, int bd_max)
{
	s16 mid[AV1_TAPS][AV1_MC_SCALED_COLS];
	struct av1_mc_pass px, py;
	int y, next = -AV1_TAPS_BEFORE;

	av1_mc_round_mid(&px, bd_max);
	av1_mc_round_last(&py, prep, bd_max);
	for (y = 0; y < h; y++, my += step_y) {
		const int row = my >> 10;

		next = max(next, row - AV1_TAPS_BEFORE);
		for (; next < row + AV1_TAPS - AV1_TAPS_BEFORE; next++)
			av1_mc_scaled_row(mid[next & 7], dae_crow(src, src_stride, next), w, mx,
					  step_x, filters_h, &px);
		py.f = filters_v[(my >> 6) & 15];
		av1_mc_scaled_column(av1_mc_dst(dst, dst_stride, 0, y, prep), mid, row, w, &py,
				     prep, bd_max);
	}
}

static __always_inline void av1_mc_scaled(void *dst, ptrdiff_t dst_stride, const void *src,
					  ptrdiff_t src_stride, int w, int h, int mx, int my,
					  int step_x, int step_y, enum av1_interp_filter filter_h,
					  enum av1_interp_filter filter_v, bool prep, int bd_max)
{
	const s16 (*filters_h)[AV1_TAPS] = av1_subpel_filters[av1_mc_filter_set(filter_h, w)];
	const s16 (*filters_v)[AV1_TAPS] = av1_subpel_filters[av1_mc_filter_set(filter_v, h)];
	int x;

	for (x = 0; x < w; x += AV1_MC_SCALED_COLS) {
		const int pos = mx + x * step_x;

		av1_mc_scaled_w(av1_mc_dst(dst, dst_stride, x, 0, prep), dst_stride,
				(const pixel *)src + (pos >> 10), src_stride,
				min(w - x, AV1_MC_SCALED_COLS), h, pos & 1023, my, step_x, step_y,
				filters_h, filters_v, prep, bd_max);
	}
}

static void DAE_FN(av1_mc_put_scaled)(void *dst, ptrdiff_t dst_stride, const void *src,
				      ptrdiff_t src_stride, int w, int h, int mx, int my,
				      int step_x, int step_y, enum av1_interp_filter filter_h,
				      enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc_scaled(dst, dst_stride, src, src_stride, w, h, mx, my, step_x, step_y, filter_h,
		      filter_v, false, bd_max);
}

static void DAE_FN(av1_mc_prep_scaled)(s16 *tmp, const void *src, ptrdiff_t src_stride, int w,
				       int h, int mx, int my, int step_x, int step_y,
				       enum av1_interp_filter filter_h,
				       enum av1_interp_filter filter_v, int bd_max)
{
	av1_mc_scaled(tmp, w * sizeof(s16), src, src_stride, w, h, mx, my, step_x, step_y,
		      filter_h, filter_v, true, bd_max);
}

/* Warped_Filters at @pos, sx or sy of 7.11.3.5 */
static __always_inline const s8 *av1_warp_filter(int pos)
{
	return av1_warped_filters[((pos + 512) >> 10) + 64];
}

static __always_inline int av1_warp_sum(const void *s, int i, int step, const s8 *f,
					enum av1_mc_type type)
{
	return f[0] * av1_mc_load(s, i, type) + f[1] * av1_mc_load(s, i + step, type) +
	       f[2] * av1_mc_load(s, i + 2 * step, type) +
	       f[3] * av1_mc_load(s, i + 3 * step, type) +
	       f[4] * av1_mc_load(s, i + 4 * step, type) +
	       f[5] * av1_mc_load(s, i + 5 * step, type) +
	       f[6] * av1_mc_load(s, i + 6 * step, type) +
	       f[7] * av1_mc_load(s, i + 7 * step, type);
}

static __always_inline void av1_warp_rows(s16 mid[][AV1_WARP_SIZE], const void *src,
					  ptrdiff_t src_stride, const s16 *shear, int mx,
					  const struct av1_mc_pass *p)
{
	const int alpha = shear[0], beta = shear[1];
	int x, y;

	for (y = 0; y < AV1_WARP_ROWS; y++) {
		const pixel *s = dae_crow(src, src_stride, y - 7) - 7;
		int pos = mx - 4 * alpha + (y - 7) * beta;

		for (x = 0; x < AV1_WARP_SIZE; x++, pos += alpha)
			mid[y][x] = (av1_warp_sum(s, x, 1, av1_warp_filter(pos), AV1_MC_PIXEL) +
				     p->add) >> p->shift;
	}
}

static __always_inline void av1_warp(void *dst, ptrdiff_t dst_stride, const void *src,
				     ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				     bool prep, int bd_max)
{
	s16 mid[AV1_WARP_ROWS][AV1_WARP_SIZE];
	const int gamma = shear[2], delta = shear[3];
	struct av1_mc_pass px, py;
	int x, y;

	av1_mc_round_mid(&px, bd_max);
	av1_mc_round_last(&py, prep, bd_max);
	av1_warp_rows(mid, src, src_stride, shear, mx, &px);
	for (y = 0; y < AV1_WARP_SIZE; y++) {
		void *d = av1_mc_dst(dst, dst_stride, 0, y, prep);
		int pos = my - 4 * gamma + (y - 4) * delta;

		for (x = 0; x < AV1_WARP_SIZE; x++, pos += gamma) {
			const int sum = av1_warp_sum(mid[y], x, AV1_WARP_SIZE,
						     av1_warp_filter(pos), AV1_MC_S16);

			av1_mc_store(d, x, (sum + py.add) >> py.shift,
				     prep ? AV1_MC_S16 : AV1_MC_PIXEL, bd_max);
		}
	}
}

static void DAE_FN(av1_warp_put)(void *dst, ptrdiff_t dst_stride, const void *src,
				 ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				 int bd_max)
{
	av1_warp(dst, dst_stride, src, src_stride, shear, mx, my, false, bd_max);
}

static void DAE_FN(av1_warp_prep)(s16 *tmp, ptrdiff_t tmp_stride, const void *src,
				  ptrdiff_t src_stride, const s16 *shear, int mx, int my,
				  int bd_max)
{
	av1_warp(tmp, tmp_stride, src, src_stride, shear, mx, my, true, bd_max);
}

/* Two predictions with weights that make 1 << @bits */
static __always_inline int av1_mc_combine(int a, int b, int weight, int bits, int bd_max)
{
	const int shift = bits + av1_mc_post_round(bd_max);
	const int sum = weight * a + ((1 << bits) - weight) * b + (AV1_MC_BIAS << bits);

	return dae_clip_pixel((sum + av1_mc_half(shift)) >> shift, bd_max);
}

static void DAE_FN(av1_avg)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0, const s16 *tmp1,
			    int w, int h, int bd_max)
{
	int x, y;

	for (y = 0; y < h; y++, tmp0 += w, tmp1 += w) {
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_mc_combine(tmp0[x], tmp1[x], 1, 1, bd_max);
	}
}

static void DAE_FN(av1_w_avg)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0, const s16 *tmp1,
			      int w, int h, int weight, int bd_max)
{
	int x, y;

	for (y = 0; y < h; y++, tmp0 += w, tmp1 += w) {
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_mc_combine(tmp0[x], tmp1[x], weight, 4, bd_max);
	}
}

/* m of 7.11.3.14: of column @x, @mask pointing to the first row that counts */
static __always_inline int av1_mask_at(const u8 *mask, ptrdiff_t stride, int x,
				       enum av1_mask_layout layout)
{
	if (layout == AV1_MASK_FULL)
		return mask[x];
	if (layout == AV1_MASK_422)
		return (mask[2 * x] + mask[2 * x + 1] + 1) >> 1;
	return (mask[2 * x] + mask[2 * x + 1] + mask[stride + 2 * x] + mask[stride + 2 * x + 1] +
		2) >> 2;
}

static __always_inline const u8 *av1_mask_row(const u8 *mask, ptrdiff_t stride, int y,
					      enum av1_mask_layout layout)
{
	return mask + (layout == AV1_MASK_420 ? 2 * y : y) * stride;
}

static __always_inline void av1_mask(void *dst, ptrdiff_t dst_stride, const s16 *tmp0,
				     const s16 *tmp1, int w, int h, const u8 *mask,
				     ptrdiff_t mask_stride, enum av1_mask_layout layout, int bd_max)
{
	int x, y;

	for (y = 0; y < h; y++, tmp0 += w, tmp1 += w) {
		const u8 *m = av1_mask_row(mask, mask_stride, y, layout);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_mc_combine(tmp0[x], tmp1[x],
					      av1_mask_at(m, mask_stride, x, layout), 6, bd_max);
	}
}

#define AV1_MASK(name, layout)									\
static void DAE_FN(av1_mask_##name)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0,		\
				    const s16 *tmp1, int w, int h, const u8 *mask,		\
				    ptrdiff_t mask_stride, int bd_max)				\
{												\
	av1_mask(dst, dst_stride, tmp0, tmp1, w, h, mask, mask_stride, layout, bd_max);		\
}

AV1_MASK(full, AV1_MASK_FULL)
AV1_MASK(422, AV1_MASK_422)
AV1_MASK(420, AV1_MASK_420)

static void DAE_FN(av1_diff_mask)(u8 *mask, ptrdiff_t mask_stride, const s16 *tmp0,
				  const s16 *tmp1, int w, int h, int mask_type, int bd_max)
{
	/* BitDepth - 8 + InterPostRound: 4, and 6 at 10 and 12 bits */
	const int shift = DAE_BPC == 8 ? 4 : 6;
	int x, y;

	for (y = 0; y < h; y++, tmp0 += w, tmp1 += w, mask += mask_stride)
		for (x = 0; x < w; x++) {
			const int diff = abs(tmp0[x] - tmp1[x]);
			const int m = min(38 + ((diff + av1_mc_half(shift)) >> shift) / 16, 64);

			mask[x] = mask_type ? 64 - m : m;
		}
}

/* @m 64ths of @d */
static __always_inline pixel av1_blend_pixel(int d, int s, int m)
{
	return (m * d + (64 - m) * s + 32) >> 6;
}

static __always_inline void av1_blend(void *dst, ptrdiff_t dst_stride, const void *src,
				      ptrdiff_t src_stride, int w, int h, const u8 *mask,
				      ptrdiff_t mask_stride, enum av1_mask_layout layout)
{
	int x, y;

	for (y = 0; y < h; y++) {
		const u8 *m = av1_mask_row(mask, mask_stride, y, layout);
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_blend_pixel(d[x], s[x], av1_mask_at(m, mask_stride, x, layout));
	}
}

#define AV1_BLEND(name, layout)									\
static void DAE_FN(av1_blend_##name)(void *dst, ptrdiff_t dst_stride, const void *src,		\
				     ptrdiff_t src_stride, int w, int h, const u8 *mask,	\
				     ptrdiff_t mask_stride)					\
{												\
	av1_blend(dst, dst_stride, src, src_stride, w, h, mask, mask_stride, layout);		\
}

AV1_BLEND(full, AV1_MASK_FULL)
AV1_BLEND(422, AV1_MASK_422)
AV1_BLEND(420, AV1_MASK_420)

/* get_obmc_mask() of 7.11.3.9 */
static const u8 *av1_obmc_mask(int length)
{
	switch (length) {
	case 2:
		return av1_obmc_mask_2;
	case 4:
		return av1_obmc_mask_4;
	case 8:
		return av1_obmc_mask_8;
	case 16:
		return av1_obmc_mask_16;
	default:
		return av1_obmc_mask_32;
	}
}

/* Those of a mask that are not 64, which changes nothing */
static int av1_obmc_blended(int length)
{
	return length * 3 / 4;
}

static void DAE_FN(av1_obmc_above)(void *dst, ptrdiff_t dst_stride, const void *src,
				   ptrdiff_t src_stride, int w, int h)
{
	const u8 *mask = av1_obmc_mask(h);
	int x, y;

	for (y = 0; y < av1_obmc_blended(h); y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < w; x++)
			d[x] = av1_blend_pixel(d[x], s[x], mask[y]);
	}
}

static void DAE_FN(av1_obmc_left)(void *dst, ptrdiff_t dst_stride, const void *src,
				  ptrdiff_t src_stride, int w, int h)
{
	const u8 *mask = av1_obmc_mask(w);
	const int blended = av1_obmc_blended(w);
	int x, y;

	for (y = 0; y < h; y++) {
		const pixel *s = dae_crow(src, src_stride, y);
		pixel *d = dae_row(dst, dst_stride, y);

		for (x = 0; x < blended; x++)
			d[x] = av1_blend_pixel(d[x], s[x], mask[x]);
	}
}

void DAE_FN(av1_mc_init)(struct av1_mc_dsp *dsp)
{
	dsp->put = DAE_FN(av1_mc_put);
	dsp->prep = DAE_FN(av1_mc_prep);
	dsp->put_scaled = DAE_FN(av1_mc_put_scaled);
	dsp->prep_scaled = DAE_FN(av1_mc_prep_scaled);
	dsp->warp_put = DAE_FN(av1_warp_put);
	dsp->warp_prep = DAE_FN(av1_warp_prep);
	dsp->avg = DAE_FN(av1_avg);
	dsp->w_avg = DAE_FN(av1_w_avg);
	dsp->mask[AV1_MASK_FULL] = DAE_FN(av1_mask_full);
	dsp->mask[AV1_MASK_422] = DAE_FN(av1_mask_422);
	dsp->mask[AV1_MASK_420] = DAE_FN(av1_mask_420);
	dsp->diff_mask = DAE_FN(av1_diff_mask);
	dsp->blend[AV1_MASK_FULL] = DAE_FN(av1_blend_full);
	dsp->blend[AV1_MASK_422] = DAE_FN(av1_blend_422);
	dsp->blend[AV1_MASK_420] = DAE_FN(av1_blend_420);
	dsp->obmc_above = DAE_FN(av1_obmc_above);
	dsp->obmc_left = DAE_FN(av1_obmc_left);
	dsp->emu_edge = DAE_FN(dae_emu_edge);
}
