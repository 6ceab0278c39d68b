/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Neighbours of a block for AV1 intra prediction with NEON (AV1 specification, 7.11.2). A
 * row or column of them ends anywhere, and nothing beyond its end may be touched: what is
 * last of it is part of a vector that may repeat what the one before had.
 *
 * A file that includes this has defined:
 *
 *   av1_sample			type of samples
 *   av1_edge_dup()		a vector of one sample
 *   av1_edge_column8()		stores 8 samples of the column at @s from the bottom up
 *   av1_edge_column4()		the same of 4 samples
 */
#ifndef _AV1_INTRA_EDGES_TMPL_H_
#define _AV1_INTRA_EDGES_TMPL_H_

/* The first 4 bytes */
static __always_inline void av1_edge_store4(u8 *d, uint8x16_t v)
{
	const u32 word = vgetq_lane_u32(vreinterpretq_u32_u8(v), 0);

	memcpy(d, &word, sizeof(word));
}

/* @n times @value, or not at all */
static __always_inline void av1_edge_repeat(av1_sample *to, int n, av1_sample value)
{
	const int bytes = n * sizeof(*to);
	const uint8x16_t v = av1_edge_dup(value);
	u8 *d = (u8 *)to;
	int i;

	if (bytes >= 16) {
		for (i = 0; i < bytes - 16; i += 16)
			vst1q_u8(d + i, v);
		vst1q_u8(d + bytes - 16, v);
	} else if (bytes >= 8) {
		vst1_u8(d, vget_low_u8(v));
		vst1_u8(d + bytes - 8, vget_low_u8(v));
	} else if (bytes >= 4) {
		av1_edge_store4(d, v);
		av1_edge_store4(d + bytes - 4, v);
	} else {
		for (; n > 0; n--)
			*to++ = value;
	}
}

static __always_inline void av1_edge_copy(av1_sample *to, const av1_sample *from, int n)
{
	const int bytes = n * sizeof(*to);
	const u8 *s = (const u8 *)from;
	u8 *d = (u8 *)to;
	u32 first, last;
	int i;

	if (bytes >= 16) {
		for (i = 0; i < bytes - 16; i += 16)
			vst1q_u8(d + i, vld1q_u8(s + i));
		vst1q_u8(d + bytes - 16, vld1q_u8(s + bytes - 16));
	} else if (bytes >= 8) {
		vst1_u8(d, vld1_u8(s));
		vst1_u8(d + bytes - 8, vld1_u8(s + bytes - 8));
	} else if (bytes >= 4) {
		memcpy(&first, s, sizeof(first));
		memcpy(&last, s + bytes - 4, sizeof(last));
		memcpy(d, &first, sizeof(first));
		memcpy(d + bytes - 4, &last, sizeof(last));
	} else {
		for (; n > 0; n--)
			*to++ = *from++;
	}
}

/* Sample (-1, @y) of the block at @src */
static __always_inline const u8 *av1_edge_at_left(const u8 *src, ptrdiff_t stride, int y)
{
	return src + y * stride - sizeof(av1_sample);
}

static __always_inline av1_sample av1_edge_sample(const u8 *s)
{
	return *(const av1_sample *)s;
}

static __always_inline int av1_edge_grey(int bd_max)
{
	return (bd_max + 1) >> 1;
}

/* AboveRow[0..n - 1] to @above */
static __always_inline void av1_edge_above(av1_sample *above, const u8 *src, ptrdiff_t stride,
					   int n, int n_above, int n_left, int bd_max)
{
	const int valid = min(n, n_above);
	av1_sample value;

	if (valid) {
		av1_edge_copy(above, (const av1_sample *)(src - stride), valid);
		value = above[valid - 1];
	} else {
		value = n_left ? av1_edge_sample(av1_edge_at_left(src, stride, 0)) :
				 av1_edge_grey(bd_max) - 1;
	}
	av1_edge_repeat(above + valid, n - valid, value);
}

/* LeftCol[n - 1..0] to @left */
static __always_inline void av1_edge_left(av1_sample *left, const u8 *src, ptrdiff_t stride, int n,
					  int n_above, int n_left, int bd_max)
{
	const int valid = min(n, n_left);
	const u8 *s = av1_edge_at_left(src, stride, 0);
	av1_sample *to = left + n, value;
	int i = valid;

	for (; i >= 8; i -= 8, s += 8 * stride) {
		to -= 8;
		av1_edge_column8(to, s, stride);
	}
	if (i >= 4) {
		to -= 4;
		av1_edge_column4(to, s, stride);
		s += 4 * stride;
		i -= 4;
	}
	for (; i > 0; i--, s += stride)
		*--to = av1_edge_sample(s);
	if (valid)
		value = *to;
	else
		value = n_above ? av1_edge_sample(src - stride) : av1_edge_grey(bd_max) + 1;
	av1_edge_repeat(left, n - valid, value);
}

static __always_inline av1_sample av1_edge_corner(const u8 *src, ptrdiff_t stride, int n_above,
						  int n_left, int bd_max)
{
	if (n_above)
		return av1_edge_sample(n_left ? av1_edge_at_left(src, stride, -1) : src - stride);
	return n_left ? av1_edge_sample(av1_edge_at_left(src, stride, 0)) : av1_edge_grey(bd_max);
}

static __always_inline void av1_edges(av1_sample *tl, const u8 *src, ptrdiff_t stride, int w,
				      int h, int n_above, int n_left, unsigned int needs,
				      int bd_max)
{
	const int right = needs & AV1_EDGE_ABOVE_RIGHT ? w + h : w;
	const int below = needs & AV1_EDGE_BELOW_LEFT ? w + h : h;

	if (needs & AV1_EDGE_ABOVE)
		av1_edge_above(tl + 1, src, stride, right, n_above, n_left, bd_max);
	if (needs & AV1_EDGE_LEFT)
		av1_edge_left(tl - below, src, stride, below, n_above, n_left, bd_max);
	if (needs & AV1_EDGE_CORNER)
		*tl = av1_edge_corner(src, stride, n_above, n_left, bd_max);
}

#endif /* _AV1_INTRA_EDGES_TMPL_H_ */
