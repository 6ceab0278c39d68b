/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Several samples at a time without SIMD: a word of 64 bits holds 8 or 4 samples as
 * they are in memory. Its even and its odd ones, each in a lane of twice a sample's
 * width, make two words that can be added and multiplied lane by lane, as long as
 * the final results fit: a lane that is negative in between borrows from the next,
 * and pays back. Where 16 bits are wide enough for all samples there are, words of
 * 16-bit samples are lanes already.
 *
 * @bits is the width of a lane, 16 or 32, and always a constant.
 */
#ifndef _DAE_LANES_TMPL_H_
#define _DAE_LANES_TMPL_H_

#include "dae_pixel.h"

#define DAE_SAMPLE_BITS		(8 * (int)sizeof(pixel))
#define DAE_WORD_SAMPLES	(64 / DAE_SAMPLE_BITS)
/* The width of a lane of dae_word_even() and dae_word_odd() */
#define DAE_LANE_BITS		(2 * DAE_SAMPLE_BITS)

/* The same value in all lanes */
#define DAE_LANES(bits, value)	((u64)(value) * (~0ULL / ((1ULL << (bits)) - 1)))

static __always_inline u64 dae_lanes_top(int bits)
{
	return DAE_LANES(bits, 1ULL << (bits - 1));
}

/* Where the first sample of a word is, and with it all even ones */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define DAE_EVEN_SHIFT		0
#else
#define DAE_EVEN_SHIFT		DAE_SAMPLE_BITS
#endif
#define DAE_ODD_SHIFT		(DAE_SAMPLE_BITS - DAE_EVEN_SHIFT)

#define DAE_WORD_EVEN		DAE_LANES(DAE_LANE_BITS, (1ULL << DAE_SAMPLE_BITS) - 1)

/* A word, or half a word with @n half as much, at any alignment */
static __always_inline u64 dae_word_load(const pixel *s, int n)
{
	u64 word;
	u32 half;

	if (n == DAE_WORD_SAMPLES) {
		memcpy(&word, s, sizeof(word));
		return word;
	}
	memcpy(&half, s, sizeof(half));
	return half;
}

static __always_inline void dae_word_store(pixel *d, int n, u64 word)
{
	const u32 half = word;

	if (n == DAE_WORD_SAMPLES)
		memcpy(d, &word, sizeof(word));
	else
		memcpy(d, &half, sizeof(half));
}

static __always_inline u64 dae_word_even(u64 word)
{
	return word >> DAE_EVEN_SHIFT & DAE_WORD_EVEN;
}

static __always_inline u64 dae_word_odd(u64 word)
{
	return word >> DAE_ODD_SHIFT & DAE_WORD_EVEN;
}

/* Back to samples; lanes hold no more than those. */
static __always_inline u64 dae_word_join(u64 even, u64 odd)
{
	return even << DAE_EVEN_SHIFT | odd << DAE_ODD_SHIFT;
}

/* Unsigned lanes, each shifted right by @n */
static __always_inline u64 dae_lanes_shift(int bits, u64 lanes, int n)
{
	return lanes >> n & DAE_LANES(bits, (1ULL << (bits - n)) - 1);
}

/* All bits of the lanes that have the top bit set */
static __always_inline u64 dae_lanes_mask(int bits, u64 lanes)
{
	const u64 flags = lanes >> (bits - 1) & DAE_LANES(bits, 1);

	return (flags << bits) - flags;
}

/* Lanes of @a where @mask says so, and else of @b */
static __always_inline u64 dae_lanes_select(u64 mask, u64 a, u64 b)
{
	return b ^ ((a ^ b) & mask);
}

/*
 * Clips lanes to 0..@bd_max. Each holds its value + @bias, both less in size than half of
 * what a lane can hold; a negative lane has borrowed from the next.
 */
static __always_inline u64 dae_lanes_clip(int bits, u64 lanes, u32 bias, int bd_max)
{
	const u64 max = DAE_LANES(bits, DAE_BD_MAX(bd_max));

	/* The top bit tells what is not negative, and then what is not too large. */
	lanes += dae_lanes_top(bits) - DAE_LANES(bits, bias);
	lanes &= dae_lanes_mask(bits, lanes) & ~dae_lanes_top(bits);
	return dae_lanes_select(dae_lanes_mask(bits, (max | dae_lanes_top(bits)) - lanes), lanes,
				max);
}

/* Rounded mean of lanes whose top bit is 0 */
static __always_inline u64 dae_lanes_mean(int bits, u64 a, u64 b)
{
	return dae_lanes_shift(bits, a + b + DAE_LANES(bits, 1), 1);
}

/* |a - b| of lanes whose top bit is 0 */
static __always_inline u64 dae_lanes_absdiff(int bits, u64 a, u64 b)
{
	const u64 top = dae_lanes_top(bits), ab = (a | top) - b, ba = (b | top) - a;

	return dae_lanes_select(dae_lanes_mask(bits, ab), ab, ba) & ~top;
}

/*
 * Sets the top bits of lanes with |a - b| <= limit, where other bits say nothing. @limits
 * have the top bit added; of a + limit and b + limit it is 0.
 */
static __always_inline u64 dae_lanes_near(u64 a, u64 b, u64 limits)
{
	return (a + limits - b) & (b + limits - a);
}

/* Exchanges later samples of @first and earlier ones of @second, groups of @n in turns. */
static __always_inline void dae_word_swap(u64 *first, u64 *second, int n)
{
	const int shift = n * DAE_SAMPLE_BITS;
	const u64 mask = ~0ULL / ((1ULL << shift) + 1);
	/* On little endian machines later samples are in higher bits. */
	u64 *high = DAE_EVEN_SHIFT ? second : first, *low = DAE_EVEN_SHIFT ? first : second;
	const u64 both = (*high >> shift ^ *low) & mask;

	*low ^= both;
	*high ^= both << shift;
}

/* Exchanges rows and columns of four words from @w on, in groups of four samples. */
static __always_inline void dae_word_transpose4(u64 *w)
{
	dae_word_swap(w, w + 1, 1);
	dae_word_swap(w + 2, w + 3, 1);
	dae_word_swap(w, w + 2, 2);
	dae_word_swap(w + 1, w + 3, 2);
}

/* Exchanges rows and columns of as many words as one has samples. */
static __always_inline void dae_word_transpose(u64 *w)
{
	dae_word_transpose4(w);
	if (DAE_WORD_SAMPLES == 4)
		return;
	dae_word_transpose4(w + 4);
	dae_word_swap(w, w + 4, 4);
	dae_word_swap(w + 1, w + 5, 4);
	dae_word_swap(w + 2, w + 6, 4);
	dae_word_swap(w + 3, w + 7, 4);
}

#endif /* _DAE_LANES_TMPL_H_ */
