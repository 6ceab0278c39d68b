/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How AV1 predictions are put together with NEON (AV1 specification, 7.11.3.1, .10 and
 * .14): the ways through blocks, which are the same for all types of samples. @n is the
 * number of samples of a vector, and a constant wherever a function is inlined.
 *
 * A file that includes this has defined:
 *
 *   av1_sample			type of samples
 *   AV1_BLEND_FN()		name of a function of these
 *   AV1_BLEND_LANES		samples of the longest vector, 16 or 8
 *   struct av1_mix		how intermediate predictions become samples; its member
 *				@unit is what a 64th of one counts
 *   av1_mix_init()		makes it
 *   av1_mix_weights		type of a vector of these 64ths
 *   av1_mix_dup()		a vector of one weight
 *   av1_mix_mask()		a vector from a mask
 *   av1_mix_store()		makes samples of two vectors of intermediate predictions
 *   av1_blend_weights		type of a vector of weights of samples
 *   av1_blend_dup()		a vector of one value of a mask
 *   av1_blend_mask()		a vector from a mask
 *   av1_blend_load_weights()	a vector from values for each sample
 *   av1_blend_vector()		blends a vector of samples into those at @d
 */
#ifndef _AV1_BLEND_TMPL_H_
#define _AV1_BLEND_TMPL_H_

static __always_inline void av1_w_avg_rows(u8 *d, ptrdiff_t stride, const s16 *tmp0,
					   const s16 *tmp1, int w, int h, int weight,
					   const struct av1_mix *mix, int n)
{
	const av1_mix_weights weights = av1_mix_dup(weight * 4 * mix->unit);
	int x;

	for (; h > 0; h--, d += stride)
		for (x = 0; x < w; x += n, tmp0 += n, tmp1 += n)
			av1_mix_store((av1_sample *)d + x, tmp0, tmp1, weights, mix, n);
}

static void AV1_BLEND_FN(av1_w_avg)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0,
				    const s16 *tmp1, int w, int h, int weight, int bd_max)
{
	const struct av1_mix mix = av1_mix_init(bd_max);

	if (w == 2)
		av1_w_avg_rows(dst, dst_stride, tmp0, tmp1, 2, h, weight, &mix, 2);
	else if (w == 4)
		av1_w_avg_rows(dst, dst_stride, tmp0, tmp1, 4, h, weight, &mix, 4);
	else if (w == 8)
		av1_w_avg_rows(dst, dst_stride, tmp0, tmp1, 8, h, weight, &mix, 8);
	else
		av1_w_avg_rows(dst, dst_stride, tmp0, tmp1, w, h, weight, &mix,
			       AV1_BLEND_LANES);
}

static __always_inline ptrdiff_t av1_mask_step(ptrdiff_t stride, enum av1_mask_layout layout)
{
	return layout == AV1_MASK_420 ? 2 * stride : stride;
}

static __always_inline void av1_mask_rows(u8 *d, ptrdiff_t stride, const s16 *tmp0,
					  const s16 *tmp1, int w, int h, const u8 *mask,
					  ptrdiff_t mask_stride, enum av1_mask_layout layout,
					  const struct av1_mix *mix, int n)
{
	const ptrdiff_t step = av1_mask_step(mask_stride, layout);
	int x;

	for (; h > 0; h--, d += stride, mask += step)
		for (x = 0; x < w; x += n, tmp0 += n, tmp1 += n)
			av1_mix_store((av1_sample *)d + x, tmp0, tmp1,
				      av1_mix_mask(mask, mask_stride, x, layout, mix, n), mix, n);
}

static __always_inline void av1_mask(u8 *d, ptrdiff_t stride, const s16 *tmp0, const s16 *tmp1,
				     int w, int h, const u8 *mask, ptrdiff_t mask_stride,
				     enum av1_mask_layout layout, int bd_max)
{
	const struct av1_mix mix = av1_mix_init(bd_max);

	if (w == 2)
		av1_mask_rows(d, stride, tmp0, tmp1, 2, h, mask, mask_stride, layout, &mix, 2);
	else if (w == 4)
		av1_mask_rows(d, stride, tmp0, tmp1, 4, h, mask, mask_stride, layout, &mix, 4);
	else if (w == 8)
		av1_mask_rows(d, stride, tmp0, tmp1, 8, h, mask, mask_stride, layout, &mix, 8);
	else
		av1_mask_rows(d, stride, tmp0, tmp1, w, h, mask, mask_stride, layout, &mix,
			      AV1_BLEND_LANES);
}

#define AV1_MASK(name, layout)									\
static void AV1_BLEND_FN(av1_mask_##name)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0,	\
					  const s16 *tmp1, int w, int h, const u8 *mask,	\
					  ptrdiff_t mask_stride, int bd_max)			\
{												\
	av1_mask(dst, dst_stride, tmp0, tmp1, w, h, mask, mask_stride, layout, bd_max);		\
}

AV1_MASK(full, AV1_MASK_FULL)
AV1_MASK(422, AV1_MASK_422)
AV1_MASK(420, AV1_MASK_420)

static __always_inline void av1_blend_rows(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					   ptrdiff_t src_stride, int w, int h, const u8 *mask,
					   ptrdiff_t mask_stride, enum av1_mask_layout layout,
					   int n)
{
	const ptrdiff_t step = av1_mask_step(mask_stride, layout);
	int x;

	for (; h > 0; h--, d += dst_stride, s += src_stride, mask += step)
		for (x = 0; x < w; x += n)
			av1_blend_vector((av1_sample *)d + x, (const av1_sample *)s + x,
					 av1_blend_mask(mask, mask_stride, x, layout, n), n);
}

static __always_inline void av1_blend(u8 *d, ptrdiff_t dst_stride, const u8 *s,
				      ptrdiff_t src_stride, int w, int h, const u8 *mask,
				      ptrdiff_t mask_stride, enum av1_mask_layout layout)
{
	if (w == 2)
		av1_blend_rows(d, dst_stride, s, src_stride, 2, h, mask, mask_stride, layout, 2);
	else if (w == 4)
		av1_blend_rows(d, dst_stride, s, src_stride, 4, h, mask, mask_stride, layout, 4);
	else if (w == 8)
		av1_blend_rows(d, dst_stride, s, src_stride, 8, h, mask, mask_stride, layout, 8);
	else
		av1_blend_rows(d, dst_stride, s, src_stride, w, h, mask, mask_stride, layout,
			       AV1_BLEND_LANES);
}

#define AV1_BLEND(name, layout)									\
static void AV1_BLEND_FN(av1_blend_##name)(void *dst, ptrdiff_t dst_stride, const void *src,	\
					   ptrdiff_t src_stride, int w, int h, const u8 *mask,	\
					   ptrdiff_t mask_stride)				\
{												\
	av1_blend(dst, dst_stride, src, src_stride, w, h, mask, mask_stride, layout);		\
}

AV1_BLEND(full, AV1_MASK_FULL)
AV1_BLEND(422, AV1_MASK_422)
AV1_BLEND(420, AV1_MASK_420)

/* get_obmc_mask() of 7.11.3.9 */
static __always_inline const u8 *av1_obmc_mask(int length)
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

static __always_inline void av1_obmc_above_rows(u8 *d, ptrdiff_t dst_stride, const u8 *s,
						ptrdiff_t src_stride, int w, int h, int n)
{
	const u8 *mask = av1_obmc_mask(h);
	int x;

	/* The others are 64. */
	for (h = h * 3 / 4; h > 0; h--, d += dst_stride, s += src_stride, mask++) {
		const av1_blend_weights weights = av1_blend_dup(*mask);

		for (x = 0; x < w; x += n)
			av1_blend_vector((av1_sample *)d + x, (const av1_sample *)s + x, weights,
					 n);
	}
}

static void AV1_BLEND_FN(av1_obmc_above)(void *dst, ptrdiff_t dst_stride, const void *src,
					 ptrdiff_t src_stride, int w, int h)
{
	if (w == 2)
		av1_obmc_above_rows(dst, dst_stride, src, src_stride, 2, h, 2);
	else if (w == 4)
		av1_obmc_above_rows(dst, dst_stride, src, src_stride, 4, h, 4);
	else if (w == 8)
		av1_obmc_above_rows(dst, dst_stride, src, src_stride, 8, h, 8);
	else
		av1_obmc_above_rows(dst, dst_stride, src, src_stride, w, h, AV1_BLEND_LANES);
}

/* @n columns from @x on */
static __always_inline void av1_obmc_left_rows(u8 *d, ptrdiff_t dst_stride, const u8 *s,
					       ptrdiff_t src_stride, int h, const u8 *mask, int x,
					       int n)
{
	const av1_blend_weights weights = av1_blend_load_weights(mask + x, n);

	for (; h > 0; h--, d += dst_stride, s += src_stride)
		av1_blend_vector((av1_sample *)d + x, (const av1_sample *)s + x, weights, n);
}

/* The last quarter is left out where it is a vector's work; elsewhere 64 changes nothing. */
static void AV1_BLEND_FN(av1_obmc_left)(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h)
{
	if (w == 2) {
		av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_2, 0, 2);
	} else if (w == 4) {
		av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_4, 0, 4);
	} else if (w == 8) {
		av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_8, 0, 8);
	} else if (w == 16) {
		av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_16, 0,
				   AV1_BLEND_LANES);
		if (AV1_BLEND_LANES == 8)
			av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_16,
					   8, 4);
	} else {
		av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_32, 0,
				   AV1_BLEND_LANES);
		if (AV1_BLEND_LANES == 8)
			av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_32,
					   8, 8);
		av1_obmc_left_rows(dst, dst_stride, src, src_stride, h, av1_obmc_mask_32, 16, 8);
	}
}

#endif /* _AV1_BLEND_TMPL_H_ */
