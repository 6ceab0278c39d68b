/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Several samples at a time without SIMD: a word of 64 bits holds 8 or 4 samples as
 * they are in memory. Its even and its odd ones, each in a lane of twice a sample's
 * width, make two words that can be added and multiplied lane by lane, as long as
 * the final results fit: a lane that is negative in between borrows from the next,
 * and pays back.
 */
#ifndef _DAE_LANES_TMPL_H_
#define _DAE_LANES_TMPL_H_

#include "dae_pixel.h"

#define DAE_SAMPLE_BITS		(8 * (int)sizeof(pixel))
#define DAE_LANE_BITS		(2 * DAE_SAMPLE_BITS)
#define DAE_WORD_SAMPLES	(64 / DAE_SAMPLE_BITS)

/* The same value, which may be negative, in all lanes */
#define DAE_LANES(value)	((u64)(value) * (~0ULL / ((1ULL << DAE_LANE_BITS) - 1)))
#define DAE_LANES_SAMPLE	DAE_LANES((1ULL << DAE_SAMPLE_BITS) - 1)

/* Where the first sample of a word is, and with it all even ones */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define DAE_EVEN_SHIFT		0
#else
#define DAE_EVEN_SHIFT		DAE_SAMPLE_BITS
#endif
#define DAE_ODD_SHIFT		(DAE_SAMPLE_BITS - DAE_EVEN_SHIFT)

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
	return word >> DAE_EVEN_SHIFT & DAE_LANES_SAMPLE;
}

static __always_inline u64 dae_word_odd(u64 word)
{
	return word >> DAE_ODD_SHIFT & DAE_LANES_SAMPLE;
}

/* Back to samples; lanes hold no more than those. */
static __always_inline u64 dae_word_join(u64 even, u64 odd)
{
	return even << DAE_EVEN_SHIFT | odd << DAE_ODD_SHIFT;
}

/*
 * Clips lanes to 0..@bd_max. Each holds its value + @bias, not negative, and less than
 * half of what a lane can hold.
 */
static __always_inline u64 dae_lanes_clip(u64 lanes, u32 bias, int bd_max)
{
	const int top = DAE_LANE_BITS - 1;
	const u64 max = DAE_LANES((u64)DAE_BD_MAX(bd_max));
	u64 flag, mask;

	/* The top bit tells what is not negative, and then what is not too large. */
	lanes += DAE_LANES((1ULL << top) - bias);
	flag = lanes >> top & DAE_LANES(1);
	lanes &= (flag << top) - flag;
	flag = ((max | DAE_LANES(1ULL << top)) - lanes) >> top & DAE_LANES(1);
	mask = (flag << top) - flag;
	return (lanes & mask) | (max & ~mask);
}

/* Rounded mean of lanes that hold samples */
static __always_inline u64 dae_lanes_mean(u64 a, u64 b)
{
	return (a + b + DAE_LANES(1)) >> 1 & DAE_LANES_SAMPLE;
}

#endif /* _DAE_LANES_TMPL_H_ */
