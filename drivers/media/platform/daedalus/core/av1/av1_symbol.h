/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Symbol decoder (AV1 8.2).
 *
 * SymbolValue is kept at the top of a word with further bits of the stream below it,
 * all inverted as the specification keeps SymbolValue, so that whole bytes are loaded
 * at a time and a symbol needs no loop over bits.  Rows of CDFs are those of av1_cdf.h.
 */
#ifndef AV1_SYMBOL_H
#define AV1_SYMBOL_H

#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/types.h>
#include <linux/unaligned.h>

#define AV1_SYMBOL_RATE		3	/* slowest part of an adaptation's rate */
#define AV1_SYMBOL_NO_RATE	16	/* added to a rate, leaves probabilities as they are */
#define AV1_SYMBOL_RATES	24	/* the largest is 3 + 16 + 2 + 2 */
#define AV1_GOLOMB_MAX		20	/* largest length that a conforming stream has (6.10.34) */

/**
 * struct av1_symbol - state of the decoder
 * @buf: next byte to load
 * @end: end of the data; zero bits follow
 * @window: SymbolValue << 48 | inverted bits of the stream that follow it
 * @range: SymbolRange, 32768..65535
 * @bits: how many bits of @window below SymbolValue are loaded, -15..47; if negative,
 *	  that many low bits of SymbolValue are still to be loaded, which reading does
 *	  first
 * @zeros: how many of the bits loaded were after @end
 * @rate: AV1_SYMBOL_RATE, with disable_cdf_update plus AV1_SYMBOL_NO_RATE
 * @count: what each symbol adds to the counter of its row: 1, with disable_cdf_update 0
 */
struct av1_symbol {
	const u8 *buf;
	const u8 *end;
	u64 window;
	u32 range;
	s32 bits;
	s32 zeros;
	u8 rate;
	u8 count;
};

/**
 * av1_symbol_init() - init_symbol (8.2.2)
 * @s: decoder
 * @data: first byte
 * @bytes: how many; of none, all bits are 0
 * @update: !disable_cdf_update
 */
void av1_symbol_init(struct av1_symbol *s, const u8 *data, size_t bytes, bool update);

/**
 * av1_symbol_refill_end() - load bits where fewer than 8 bytes are left
 * @s: decoder, with fewer than 0 bits
 */
void av1_symbol_refill_end(struct av1_symbol *s);

/**
 * av1_symbol_max_bits() - SymbolMaxBits: how many bits are left
 * @s: decoder
 *
 * Return: negative if more has been decoded than there was; then it is not exact, but
 * never goes up to 0 again.
 */
static inline s64 av1_symbol_max_bits(const struct av1_symbol *s)
{
	return 8 * (s64)(s->end - s->buf) + s->bits - s->zeros;
}

/**
 * av1_symbol_overrun() - has more been decoded than a conforming stream allows?
 * @s: decoder
 */
static inline bool av1_symbol_overrun(const struct av1_symbol *s)
{
	return av1_symbol_max_bits(s) < -14;
}

/**
 * av1_symbol_padding_ok() - do the bits that are left end the data as they must (8.2.4)?
 * @s: decoder after the last symbol
 *
 * For reports; a decoder has no need to fail.
 */
bool av1_symbol_padding_ok(const struct av1_symbol *s);

/*
 * Bits of the bytes that find no room as a whole are loaded once more with the next
 * refill, to the same place.
 */
static __always_inline void av1_symbol_refill(struct av1_symbol *s)
{
	if (s->end - s->buf < 8) {
		/* A copy: a decoder whose address nobody else gets can stay in registers. */
		struct av1_symbol copy = *s;

		av1_symbol_refill_end(&copy);
		*s = copy;
		return;
	}
	s->window |= ~get_unaligned_be64(s->buf) >> (16 + s->bits);
	s->buf += 6;
	s->bits += 48;
}

/*
 * What each way to read starts with: SymbolValue, complete.  All that is below it in
 * the window decides nothing, as scaled ranges have zeros there.
 */
static __always_inline u32 av1_symbol_value(struct av1_symbol *s)
{
	if (s->bits < 0)
		av1_symbol_refill(s);
	return s->window >> 48;
}

/*
 * What each way to read ends with: the interval is the part of @range, above 0, that
 * starts at @low.
 */
static __always_inline void av1_symbol_norm(struct av1_symbol *s, u32 low, u32 range)
{
	const int shift = 15 - ilog2(range);

	s->range = range << shift;
	s->window = (s->window - ((u64)low << 48)) << shift;
	s->bits -= shift;
}

/* Lower end of the interval of value @i of @n, of which @f is the element of the row */
static __always_inline u32 av1_symbol_low(u32 range, u32 f, u32 n, u32 i)
{
	return ((range >> 8) * (f >> 6) >> 1) + 4 * (n - 1 - i);
}

/**
 * av1_symbol_bool_prob() - read a bool that does not adapt
 * @s: decoder
 * @f: how probable 1 is in 32768ths, 0..32767
 *
 * Must inline, and so must all that follow: every symbol comes through here.  They do
 * not branch on what is hard to predict.
 */
static __always_inline bool av1_symbol_bool_prob(struct av1_symbol *s, u32 f)
{
	const u32 value = av1_symbol_value(s);
	const u32 low = av1_symbol_low(s->range, f, 2, 0);
	const bool bit = value < low;

	av1_symbol_norm(s, bit ? 0 : low, bit ? low : s->range - low);
	return bit;
}

/**
 * av1_symbol_bool() - read_bool (8.2.3), L(1)
 * @s: decoder
 */
static __always_inline bool av1_symbol_bool(struct av1_symbol *s)
{
	return av1_symbol_bool_prob(s, 1 << 14);
}

/* Rate of the adaptation of a row of @n values; the last element is the counter. */
static __always_inline u32 av1_symbol_rate(const struct av1_symbol *s, const u16 *cdf, u32 n)
{
	return s->rate + (cdf[n - 1] >> 4) + (n > 3 ? 2 : 1);
}

static __always_inline void av1_symbol_count(const struct av1_symbol *s, u16 *cdf, u32 n)
{
	cdf[n - 1] += s->count & (cdf[n - 1] < 32);
}

/* Element @f of a row after a value that is above it (@above) or not */
static __always_inline u32 av1_symbol_adapted(u32 f, bool above, u32 rate)
{
	const u32 f_above = f + ((32768 - f) >> rate);
	const u32 f_below = f - (f >> rate);

	return above ? f_above : f_below;
}

/**
 * av1_symbol_adapt_bool() - read_symbol (8.2.6) of a symbol with 2 values
 * @s: decoder
 * @cdf: its row
 */
static __always_inline bool av1_symbol_adapt_bool(struct av1_symbol *s, u16 *cdf)
{
	const u32 f = cdf[0];
	const bool bit = av1_symbol_bool_prob(s, f);

	cdf[0] = av1_symbol_adapted(f, bit, av1_symbol_rate(s, cdf, 2));
	av1_symbol_count(s, cdf, 2);
	return bit;
}

/* 0x7fff in each of the first so many elements of a row */
extern const u64 av1_symbol_flips[4];

/* What is left of 16 bits in each of three elements that are shifted right by so many */
extern const u64 av1_symbol_masks[AV1_SYMBOL_RATES];

/**
 * av1_symbol_adapt4() - read_symbol (8.2.6) of a symbol with 3 or 4 values
 * @s: decoder
 * @cdf: its row, of 4 elements in any case
 * @n: how many values, a constant
 *
 * All of the row adapts at once. For what a value is above, the element is first taken from
 * 32768, where all adapt alike: 32767 less it is to flip 15 bits.
 */
static __always_inline u32 av1_symbol_adapt4(struct av1_symbol *s, u16 *cdf, u32 n)
{
	const u32 value = av1_symbol_value(s);
	const u32 rate = av1_symbol_rate(s, cdf, n), count = s->count & (cdf[n - 1] < 32);
	u64 row = cdf[0] | (u64)cdf[1] << 16 | (u64)cdf[2] << 32 | (u64)cdf[3] << 48;
	/* Lower ends of the intervals, and above the first one that of the range */
	const u32 low[5] = {
		s->range,
		av1_symbol_low(s->range, (u16)row, n, 0),
		av1_symbol_low(s->range, (u16)(row >> 16), n, 1),
		n == 4 ? av1_symbol_low(s->range, (u16)(row >> 32), n, 2) : 0,
	};
	const u32 symbol = (value < low[1]) + (value < low[2]) + (value < low[3]);
	const u64 flip = av1_symbol_flips[symbol], ones = flip & 0x000100010001ull;
	const u64 mask = av1_symbol_masks[rate] & (n == 4 ? U64_MAX : U32_MAX);

	av1_symbol_norm(s, low[symbol + 1], low[symbol] - low[symbol + 1]);
	row = (row ^ flip) + ones;
	row -= row >> rate & mask;
	row = (row - ones) ^ flip;
	row += (u64)count << 16 * (n - 1);
	cdf[0] = row;
	cdf[1] = row >> 16;
	cdf[2] = row >> 32;
	cdf[3] = row >> 48;
	return symbol;
}

/**
 * av1_symbol_adapt_any() - read_symbol (8.2.6) of a symbol with any number of values
 * @s: decoder
 * @cdf: its row
 * @n: how many values, 2..16
 *
 * The search ends at the counter, which is below 64 and so a lower end of 0.
 */
static __always_inline u32 av1_symbol_adapt_any(struct av1_symbol *s, u16 *cdf, u32 n)
{
	const u32 value = av1_symbol_value(s);
	const u32 rate = av1_symbol_rate(s, cdf, n);
	u32 low = s->range;
	u32 symbol = 0;
	u32 high, i;

	for (;; symbol++) {
		high = low;
		low = av1_symbol_low(s->range, cdf[symbol], n, symbol);
		if (value >= low)
			break;
	}
	av1_symbol_norm(s, low, high - low);
	for (i = 0; i < symbol; i++)
		cdf[i] += (32768 - cdf[i]) >> rate;
	for (; i < n - 1; i++)
		cdf[i] -= cdf[i] >> rate;
	av1_symbol_count(s, cdf, n);
	return symbol;
}

/**
 * av1_symbol_adapt() - read_symbol (8.2.6), the fastest way for a constant @n
 * @s: decoder
 * @cdf: row of av1_cdf.h
 * @n: how many values, 2..16
 */
static __always_inline u32 av1_symbol_adapt(struct av1_symbol *s, u16 *cdf, u32 n)
{
	if (n == 2)
		return av1_symbol_adapt_bool(s, cdf);
	return n <= 4 ? av1_symbol_adapt4(s, cdf, n) : av1_symbol_adapt_any(s, cdf, n);
}

/**
 * av1_symbol_read() - read_symbol (8.2.6), not inlined: for what is read rarely
 * @s: decoder
 * @cdf: row of av1_cdf.h
 * @n: how many values, 2..16
 *
 * Return: 0..n - 1, whatever the data is.
 */
u32 av1_symbol_read(struct av1_symbol *s, u16 *cdf, u32 n);

/**
 * av1_symbol_literal() - read_literal (8.2.5), L(n)
 * @s: decoder
 * @n: width, 0..32
 */
u32 av1_symbol_literal(struct av1_symbol *s, u32 n);

/**
 * av1_symbol_ns() - NS(n) (4.10.10)
 * @s: decoder
 * @n: how many values, 1..2^31
 *
 * Return: 0..n - 1.
 */
u32 av1_symbol_ns(struct av1_symbol *s, u32 n);

/**
 * av1_symbol_golomb() - golomb_length_bit and golomb_data_bit (5.11.39)
 * @s: decoder
 *
 * Return: x, 1..2^20 - 1; a length that goes on after AV1_GOLOMB_MAX ends there.
 */
u32 av1_symbol_golomb(struct av1_symbol *s);

/**
 * av1_symbol_signed_subexp() - decode_signed_subexp_with_ref_bool (5.11.58)
 * @s: decoder
 * @low: smallest value
 * @high: largest value + 1; @high - @low is 1..2^16
 * @k: width of the shortest codes, 0..8
 * @ref: what the value is probably close to, @low..@high - 1
 *
 * Return: @low..@high - 1.
 */
s32 av1_symbol_signed_subexp(struct av1_symbol *s, s32 low, s32 high, u32 k, s32 ref);

#endif /* AV1_SYMBOL_H */
