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

#define AV1_SYMBOL_RATE		4	/* of an adaptation of few values, at first */
#define AV1_SYMBOL_NO_RATE	16	/* added to a rate, leaves probabilities as they are */
#define AV1_SYMBOL_RATES	24	/* the largest is 4 + 16 + 1 + 2 */
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
 * @rate: AV1_SYMBOL_RATE, with disable_cdf_update plus AV1_SYMBOL_NO_RATE: of rows of up to
 *	3 values
 * @rate_many: the same plus 1: of rows of more values
 * @count: what each symbol adds to the counter of its row: 1, with disable_cdf_update 0
 */
struct av1_symbol {
	const u8 *buf;
	const u8 *end;
	u64 window;
	u32 range;
	s32 bits;
	s32 zeros;
	u32 rate;
	u32 rate_many;
	u32 count;
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

/*
 * Rate of the adaptation of a row of @n values whose counter is @count: it grows with 16 and
 * with 32, where the counter stays.
 */
static __always_inline u32 av1_symbol_rate(const struct av1_symbol *s, u32 count, u32 n)
{
	return (n > 3 ? s->rate_many : s->rate) + (count >> 4);
}

/* What a symbol adds to a counter */
static __always_inline u32 av1_symbol_step(const struct av1_symbol *s, u32 count)
{
	return s->count & ~(count >> 5);
}

/**
 * av1_symbol_adapt_bool() - read_symbol (8.2.6) of a symbol with 2 values
 * @s: decoder
 * @cdf: its row
 */
static __always_inline bool av1_symbol_adapt_bool(struct av1_symbol *s, u16 *cdf)
{
	const u32 value = av1_symbol_value(s);
	const u32 f = cdf[0], count = cdf[1];
	const u32 rate = av1_symbol_rate(s, count, 2), step = av1_symbol_step(s, count);
	const u32 low = av1_symbol_low(s->range, f, 2, 0);
	const bool bit = value < low;

	/* Stores come last: what they might change would have to be loaded again. */
	if (bit) {
		av1_symbol_norm(s, 0, low);
		cdf[0] = f + ((32768 - f) >> rate);
	} else {
		av1_symbol_norm(s, low, s->range - low);
		cdf[0] = f - (f >> rate);
	}
	cdf[1] = count + step;
	return bit;
}

/* 1 in each of four elements of a row */
#define AV1_SYMBOL_ONES		0x0001000100010001ull

/* What is left of 16 bits in each of three elements that are shifted right by so many */
extern const u64 av1_symbol_masks[AV1_SYMBOL_RATES];

/*
 * Four elements of a row at once, the first one lowest. Where @flip is 0x7fff the value is
 * above the element, which is first taken from 32768, where all adapt alike: 32767 less it
 * is to flip 15 bits.
 */
static __always_inline u64 av1_symbol_adapted(u64 row, u64 flip, u64 mask, u32 rate)
{
	row ^= flip;
	row -= (row + (flip & AV1_SYMBOL_ONES)) >> rate & mask;
	return row ^ flip;
}

static __always_inline u64 av1_symbol_row(const u16 *cdf)
{
	return cdf[0] | (u64)cdf[1] << 16 | (u64)cdf[2] << 32 | (u64)cdf[3] << 48;
}

/* Compilers do not make one store of four by themselves. */
static __always_inline void av1_symbol_set_row(u16 *cdf, u64 row)
{
	if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) {
		put_unaligned(row, (u64 *)cdf);
		return;
	}
	cdf[0] = row;
	cdf[1] = row >> 16;
	cdf[2] = row >> 32;
	cdf[3] = row >> 48;
}

/* The rest of av1_symbol_adapt4() for a @symbol whose interval ends below @high */
static __always_inline u32 av1_symbol_end4(struct av1_symbol *s, u16 *cdf, u64 row, u32 n,
					   u32 symbol, u32 low, u32 high)
{
	const u32 shift = 16 * (n - 1);
	const u32 rate = av1_symbol_rate(s, row >> shift, n);
	/* The last value flips what is not adapted, too: a simpler constant. */
	const u64 all = 0x7fff * AV1_SYMBOL_ONES;
	const u64 flip = symbol == n - 1 ? all : symbol ? all >> 16 * (4 - symbol) : 0;
	const u64 mask = n == 4 ? av1_symbol_masks[rate] : (u32)av1_symbol_masks[rate];
	/* As av1_symbol_step(): of a counter of 32, that bit is shifted to where the 1 is. */
	const u64 step = (u64)s->count << shift & ~(row >> 5);

	av1_symbol_norm(s, low, high - low);
	av1_symbol_set_row(cdf, av1_symbol_adapted(row, flip, mask, rate) + step);
	return symbol;
}

/**
 * av1_symbol_adapt4() - read_symbol (8.2.6) of a symbol with 3 or 4 values
 * @s: decoder
 * @cdf: its row, of 4 elements in any case
 * @n: how many values, a constant
 *
 * Most symbols are 0 or 1: to look further only if they are not takes less time than to
 * find out without branches.
 */
static __always_inline u32 av1_symbol_adapt4(struct av1_symbol *s, u16 *cdf, u32 n)
{
	const u32 value = av1_symbol_value(s);
	const u64 row = av1_symbol_row(cdf);
	u32 high = s->range, low;

	low = av1_symbol_low(s->range, (u16)row, n, 0);
	if (value >= low)
		return av1_symbol_end4(s, cdf, row, n, 0, low, high);
	high = low;
	low = av1_symbol_low(s->range, (u16)(row >> 16), n, 1);
	if (value >= low)
		return av1_symbol_end4(s, cdf, row, n, 1, low, high);
	high = low;
	low = n == 4 ? av1_symbol_low(s->range, (u16)(row >> 32), n, 2) : 0;
	if (value >= low)
		return av1_symbol_end4(s, cdf, row, n, 2, low, high);
	return av1_symbol_end4(s, cdf, row, n, 3, 0, low);
}

/*
 * 0x7fff in each of the first so many of four elements. Negative numbers, down to -16, are
 * like 0, and numbers above 4 like 4.
 */
#define AV1_SYMBOL_FLIPS	16
extern const u64 av1_symbol_flips[AV1_SYMBOL_FLIPS + 16];

/**
 * av1_symbol_adapt_any() - read_symbol (8.2.6) of a symbol with any number of values
 * @s: decoder
 * @cdf: its row
 * @n: how many values, 5..16
 *
 * The search ends at the counter, which is below 64 and so a lower end of 0. The counter
 * adapts with the others, which does not matter.
 */
static __always_inline u32 av1_symbol_adapt_any(struct av1_symbol *s, u16 *cdf, u32 n)
{
	const u32 value = av1_symbol_value(s);
	const u32 count = cdf[n - 1];
	const u32 rate = av1_symbol_rate(s, count, n), step = av1_symbol_step(s, count);
	const u64 mask = av1_symbol_masks[rate] << 16 | av1_symbol_masks[rate];
	const u64 *flip = &av1_symbol_flips[AV1_SYMBOL_FLIPS];
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
	flip += symbol;
	for (i = 0; i < n - 1; i += 4, flip -= 4)
		av1_symbol_set_row(&cdf[i], av1_symbol_adapted(av1_symbol_row(&cdf[i]), *flip,
							       mask, rate));
	cdf[n - 1] = count + step;
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
