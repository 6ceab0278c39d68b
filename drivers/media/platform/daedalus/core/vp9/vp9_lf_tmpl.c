// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 loop filter of samples along one edge (VP9 specification, 8.8.5).
 * Built for 8- and 16-bit samples. Edges, sizes and limits are the caller's work.
 *
 * As many lines of samples as one word holds are filtered at a time, in lanes of 16
 * bits, which is enough also for sums of 16 samples of 12 bits. Which filter a lane
 * gets is a matter of masks; a filter that no lane needs is left out.
 */
#include "../dae_lanes_tmpl.h"
#include "../dae_pixel.h"
#include "vp9_dsp.h"

#define VP9_LF_LINES	8	/* one count */
#define VP9_LF_BITS	16

/**
 * struct vp9_lf_limits - limits of differences, scaled to the depth, in all lanes and
 *	with their top bits set
 * @blimit: across the edge, for any filter
 * @limit: between other neighbours, for any filter
 * @thresh: next to the edge, for what is no high edge variance
 * @flat: from p0 or q0 on, for flat samples
 */
struct vp9_lf_limits {
	u64 blimit;
	u64 limit;
	u64 thresh;
	u64 flat;
};

/*
 * Everything below takes q0 of some lines as @q, and p0 is before it. What tells where
 * something is true does so with top bits of lanes.
 */

/* filterMask of 8.8.5.1 */
static __always_inline u64 vp9_lf_mask(const u64 *q, const struct vp9_lf_limits *l)
{
	const u64 d0 = dae_lanes_absdiff(VP9_LF_BITS, q[-1], q[0]);
	const u64 d1 = dae_lanes_absdiff(VP9_LF_BITS, q[-2], q[1]);

	return dae_lanes_near(q[-4], q[-3], l->limit) & dae_lanes_near(q[-3], q[-2], l->limit) &
	       dae_lanes_near(q[-2], q[-1], l->limit) & dae_lanes_near(q[1], q[0], l->limit) &
	       dae_lanes_near(q[2], q[1], l->limit) & dae_lanes_near(q[3], q[2], l->limit) &
	       (l->blimit - 2 * d0 - dae_lanes_shift(VP9_LF_BITS, d1, 1));
}

/* flatMask of 8.8.5.1; of samples 4 to 7 as 1 to 3 and one more it is flatMask2. */
static __always_inline u64 vp9_lf_flat(const u64 *q, int first, u64 flat)
{
	return dae_lanes_near(q[-1], q[-(first + 1)], flat) & dae_lanes_near(q[0], q[first], flat) &
	       dae_lanes_near(q[-1], q[-(first + 2)], flat) &
	       dae_lanes_near(q[0], q[first + 1], flat) &
	       dae_lanes_near(q[-1], q[-(first + 3)], flat) &
	       dae_lanes_near(q[0], q[first + 2], flat);
}

static __always_inline u64 vp9_lf_flat2(const u64 *q, u64 flat)
{
	return vp9_lf_flat(q, 4, flat) & dae_lanes_near(q[-1], q[-8], flat) &
	       dae_lanes_near(q[0], q[7], flat);
}

/* @plus - @minus + @add, clipped: no more than 4 * 4095 in size, which fits a lane */
static __always_inline u64 vp9_lf_clip(u64 plus, u64 minus, int add, int bd_max)
{
	return dae_lanes_clip(VP9_LF_BITS, plus + DAE_LANES(VP9_LF_BITS, (s64)add) - minus, 0,
			      bd_max);
}

/*
 * Narrow filter process (8.8.5.2). What it takes from all samples first, so that
 * they have a sign, cancels out in differences and turns its clamping of results
 * into clipping of samples. Its filter values have half the range added here.
 */
static __always_inline void vp9_lf_narrow(u64 *q, u64 mask, u64 thresh, int bd_max)
{
	const u64 p1 = q[-2], p0 = q[-1], q0 = q[0], q1 = q[1];
	const u64 low = dae_lanes_near(p1, p0, thresh) & dae_lanes_near(q1, q0, thresh);
	const u64 no_hev = dae_lanes_mask(VP9_LF_BITS, low);
	const int mid = dae_mid_grey(bd_max);
	u64 filter, filter1, filter2;

	filter = dae_lanes_select(no_hev, DAE_LANES(VP9_LF_BITS, mid),
				  vp9_lf_clip(p1, q1, mid, bd_max));
	filter = vp9_lf_clip(filter + 3 * q0, 3 * p0, 0, bd_max);
	filter1 = dae_lanes_shift(VP9_LF_BITS, vp9_lf_clip(filter, 0, 4, bd_max), 3);
	filter2 = dae_lanes_shift(VP9_LF_BITS, vp9_lf_clip(filter, 0, 3, bd_max), 3);
	q[0] = dae_lanes_select(mask, vp9_lf_clip(q0, filter1, mid / 8, bd_max), q0);
	q[-1] = dae_lanes_select(mask, vp9_lf_clip(p0 + filter2, 0, -(mid / 8), bd_max), p0);
	mask &= no_hev;
	filter = dae_lanes_mean(VP9_LF_BITS, filter1, 0);
	q[1] = dae_lanes_select(mask, vp9_lf_clip(q1, filter, mid / 16, bd_max), q1);
	q[-2] = dae_lanes_select(mask, vp9_lf_clip(p1 + filter, 0, -(mid / 16), bd_max), p1);
}

/*
 * Wide filter process (8.8.5.3), which changes @n samples to each side: each becomes
 * the mean of itself and of the 2 * n + 1 around it, itself included, where the
 * outermost sample that is read stands in for those beyond it. @sum goes along with
 * the window.
 */
static __always_inline void vp9_lf_wide(u64 *q, u64 mask, int n, int shift)
{
	const int last = 2 * n + 1;
	u64 *first = q - (n + 1);
	u64 v[16], sum, mean;
	int i;

	for (i = 0; i <= last; i++)
		v[i] = first[i];

	sum = v[0] * n + DAE_LANES(VP9_LF_BITS, 1 << (shift - 1));
	for (i = 1; i <= n + 1; i++)
		sum += v[i];
	for (i = 1; i < last; i++) {
		mean = dae_lanes_shift(VP9_LF_BITS, sum + v[i], shift);
		first[i] = dae_lanes_select(mask, mean, v[i]);
		sum += v[min(i + n + 1, last)] - v[max(i - n, 0)];
	}
}

/* 8.8.5 for lines in lanes: how many samples to each side may have changed */
static __always_inline int vp9_lf_lanes(u64 *q, enum vp9_lf_size size,
					const struct vp9_lf_limits *l, int bd_max)
{
	const u64 mask = dae_lanes_mask(VP9_LF_BITS, vp9_lf_mask(q, l));
	u64 flat = 0, flat2 = 0;

	if (!mask)
		return 0;
	if (size != VP9_LF_4)
		flat = mask & dae_lanes_mask(VP9_LF_BITS, vp9_lf_flat(q, 1, l->flat));
	if (size == VP9_LF_16 && flat)
		flat2 = flat & dae_lanes_mask(VP9_LF_BITS, vp9_lf_flat2(q, l->flat));

	/* Each changes other lanes, so they do not see each other's results. */
	if (mask != flat)
		vp9_lf_narrow(q, mask & ~flat, l->thresh, bd_max);
	if (flat != flat2)
		vp9_lf_wide(q, flat & ~flat2, 3, 3);
	if (flat2)
		vp9_lf_wide(q, flat2, 7, 4);
	return flat2 ? 7 : flat ? 3 : 2;
}

/* The same for words, of which there are @reach to each side. */
static __always_inline int vp9_lf_words(u64 *q, int reach, enum vp9_lf_size size,
					const struct vp9_lf_limits *l, int bd_max)
{
	u64 even[16], odd[16];
	int changed, i;

	if (DAE_SAMPLE_BITS == VP9_LF_BITS)
		return vp9_lf_lanes(q, size, l, bd_max);

	for (i = 0; i < 2 * reach; i++) {
		even[i] = dae_word_even(q[i - reach]);
		odd[i] = dae_word_odd(q[i - reach]);
	}
	changed = max(vp9_lf_lanes(even + reach, size, l, bd_max),
		      vp9_lf_lanes(odd + reach, size, l, bd_max));
	for (i = reach - changed; i < reach + changed; i++)
		q[i - reach] = dae_word_join(even[i], odd[i]);
	return changed;
}

static __always_inline u64 vp9_lf_limit(int limit, int bd_max)
{
	return dae_lanes_top(VP9_LF_BITS) +
	       DAE_LANES(VP9_LF_BITS, limit * ((DAE_BD_MAX(bd_max) + 1) >> 8));
}

static __always_inline void vp9_lf_limits_init(struct vp9_lf_limits *l, int blimit, int limit,
					       int thresh, int bd_max)
{
	l->blimit = vp9_lf_limit(blimit, bd_max);
	l->limit = vp9_lf_limit(limit, bd_max);
	l->thresh = vp9_lf_limit(thresh, bd_max);
	l->flat = vp9_lf_limit(1, bd_max);
}

/* Lines are columns: each row is words already. */
static __always_inline void vp9_lf_hor(pixel *pix, ptrdiff_t stride, int count,
				       enum vp9_lf_size size, int blimit, int limit, int thresh,
				       int bd_max)
{
	const int reach = size == VP9_LF_16 ? 8 : 4;
	struct vp9_lf_limits l;
	u64 w[16];
	int changed, x, i;

	vp9_lf_limits_init(&l, blimit, limit, thresh, bd_max);
	for (x = 0; x < count * VP9_LF_LINES; x += DAE_WORD_SAMPLES) {
		for (i = 0; i < 2 * reach; i++)
			w[i] = dae_word_load(dae_row(pix + x, stride, i - reach),
					     DAE_WORD_SAMPLES);
		changed = vp9_lf_words(w + reach, reach, size, &l, bd_max);
		for (i = reach - changed; i < reach + changed; i++)
			dae_word_store(dae_row(pix + x, stride, i - reach), DAE_WORD_SAMPLES, w[i]);
	}
}

/* Lines are rows, as many at a time as a word has samples. */
static __always_inline void vp9_lf_vert(pixel *pix, ptrdiff_t stride, int count,
					enum vp9_lf_size size, int blimit, int limit, int thresh,
					int bd_max)
{
	const int n = DAE_WORD_SAMPLES, reach = size == VP9_LF_16 ? 8 : 4;
	struct vp9_lf_limits l;
	int changed, first, x, y, i;
	u64 w[16];

	vp9_lf_limits_init(&l, blimit, limit, thresh, bd_max);
	for (y = 0; y < count * VP9_LF_LINES; y += n) {
		for (x = 0; x < 2 * reach; x += n) {
			for (i = 0; i < n; i++)
				w[x + i] = dae_word_load(dae_row(pix, stride, y + i) + x - reach,
							 n);
			dae_word_transpose(w + x);
		}
		changed = vp9_lf_words(w + reach, reach, size, &l, bd_max);
		if (!changed)
			continue;
		/* Words that hold nothing new are left alone. */
		first = (reach - changed) & -n;
		for (x = first; x < 2 * reach - first; x += n) {
			dae_word_transpose(w + x);
			for (i = 0; i < n; i++)
				dae_word_store(dae_row(pix, stride, y + i) + x - reach, n,
					       w[x + i]);
		}
	}
}

static void DAE_FN(vp9_lf4_vert)(void *pix, ptrdiff_t stride, int count, int blimit,
				 int limit, int thresh, int bd_max)
{
	vp9_lf_vert(pix, stride, count, VP9_LF_4, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf4_hor)(void *pix, ptrdiff_t stride, int count, int blimit,
				int limit, int thresh, int bd_max)
{
	vp9_lf_hor(pix, stride, count, VP9_LF_4, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf8_vert)(void *pix, ptrdiff_t stride, int count, int blimit,
				 int limit, int thresh, int bd_max)
{
	vp9_lf_vert(pix, stride, count, VP9_LF_8, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf8_hor)(void *pix, ptrdiff_t stride, int count, int blimit,
				int limit, int thresh, int bd_max)
{
	vp9_lf_hor(pix, stride, count, VP9_LF_8, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf16_vert)(void *pix, ptrdiff_t stride, int count, int blimit,
				  int limit, int thresh, int bd_max)
{
	vp9_lf_vert(pix, stride, count, VP9_LF_16, blimit, limit, thresh, bd_max);
}

static void DAE_FN(vp9_lf16_hor)(void *pix, ptrdiff_t stride, int count, int blimit,
				 int limit, int thresh, int bd_max)
{
	vp9_lf_hor(pix, stride, count, VP9_LF_16, blimit, limit, thresh, bd_max);
}

void DAE_FN(vp9_lf_init)(struct vp9_dsp *dsp)
{
	dsp->lf[VP9_LF_4][VP9_EDGE_VERT] = DAE_FN(vp9_lf4_vert);
	dsp->lf[VP9_LF_4][VP9_EDGE_HOR] = DAE_FN(vp9_lf4_hor);
	dsp->lf[VP9_LF_8][VP9_EDGE_VERT] = DAE_FN(vp9_lf8_vert);
	dsp->lf[VP9_LF_8][VP9_EDGE_HOR] = DAE_FN(vp9_lf8_hor);
	dsp->lf[VP9_LF_16][VP9_EDGE_VERT] = DAE_FN(vp9_lf16_vert);
	dsp->lf[VP9_LF_16][VP9_EDGE_HOR] = DAE_FN(vp9_lf16_hor);
}
