// SPDX-License-Identifier: GPL-2.0
/*
 * Symbol decoder (AV1 8.2): how it starts, what it finds at the end of its data, and
 * codes made of several symbols.
 */
#include <linux/minmax.h>

#include "av1_symbol.h"

/* Enough for av1_symbol_overrun() to be true for good; no count of refills wraps. */
#define AV1_SYMBOL_ZEROS_MAX	1024

const u64 av1_symbol_flips[AV1_SYMBOL_FLIPS + 16] = {
	[AV1_SYMBOL_FLIPS + 1] = 0x7fff, 0x7fff7fff, 0x7fff7fff7fff,
	[AV1_SYMBOL_FLIPS + 4 ... AV1_SYMBOL_FLIPS + 15] = 0x7fff7fff7fff7fff,
};

/* From 16 on, and below the smallest rate, these are 0. */
#define AV1_SYMBOL_MASK(rate)	((0xffff >> (rate)) * (AV1_SYMBOL_ONES >> 16))

const u64 av1_symbol_masks[AV1_SYMBOL_RATES] = {
	[4] = AV1_SYMBOL_MASK(4),
	[5] = AV1_SYMBOL_MASK(5),
	[6] = AV1_SYMBOL_MASK(6),
	[7] = AV1_SYMBOL_MASK(7),
};

void av1_symbol_refill_end(struct av1_symbol *s)
{
	u8 byte;
	int n;

	for (n = 0; n < 6; n++) {
		byte = 0;
		if (s->buf < s->end)
			byte = *s->buf++;
		else
			s->zeros = min(s->zeros + 8, AV1_SYMBOL_ZEROS_MAX);
		s->window |= (u64)(byte ^ 0xff) << (40 - s->bits);
		s->bits += 8;
	}
}

/* SymbolValue starts with 15 bits of the stream: its 16th bit is 0. */
void av1_symbol_init(struct av1_symbol *s, const u8 *data, size_t bytes, bool update)
{
	const u32 rate = AV1_SYMBOL_RATE + (update ? 0 : AV1_SYMBOL_NO_RATE);

	*s = (struct av1_symbol){
		.buf = data,
		.end = data + bytes,
		.range = 1 << 15,
		.bits = -15,
		.rate = rate,
		.rate_many = rate + 1,
		.count = update,
	};
}

/* The last 1 of the data is at trailingBitPosition. */
bool av1_symbol_padding_ok(const struct av1_symbol *s)
{
	const s64 max_bits = av1_symbol_max_bits(s);
	const u8 *byte;
	u32 bit;

	if (max_bits < -14)
		return false;
	/* The bits that follow it, and those of its byte */
	byte = s->end - 1 - (max_bits + 14) / 8;
	bit = (max_bits + 14) % 8;
	if ((*byte & ((1 << (bit + 1)) - 1)) != 1 << bit)
		return false;
	while (++byte < s->end)
		if (*byte)
			return false;
	return true;
}

u32 av1_symbol_read(struct av1_symbol *s, u16 *cdf, u32 n)
{
	switch (n) {
	case 2:
		return av1_symbol_adapt(s, cdf, 2);
	case 3:
		return av1_symbol_adapt(s, cdf, 3);
	case 4:
		return av1_symbol_adapt(s, cdf, 4);
	default:
		return av1_symbol_adapt_any(s, cdf, n);
	}
}

u32 av1_symbol_literal(struct av1_symbol *s, u32 n)
{
	u32 v = 0;

	while (n--)
		v = v << 1 | av1_symbol_bool(s);
	return v;
}

u32 av1_symbol_ns(struct av1_symbol *s, u32 n)
{
	const u32 w = ilog2(n) + 1;
	const u32 m = (u32)(1ULL << w) - n;
	const u32 v = av1_symbol_literal(s, w - 1);

	return v < m ? v : (v << 1) - m + av1_symbol_bool(s);
}

u32 av1_symbol_golomb(struct av1_symbol *s)
{
	u32 length = 1;

	while (!av1_symbol_bool(s) && length < AV1_GOLOMB_MAX)
		length++;
	return 1 << (length - 1) | av1_symbol_literal(s, length - 1);
}

/* decode_subexp_bool: 0..n - 1; each turn takes at least 1 off what is left of n. */
static u32 av1_symbol_subexp(struct av1_symbol *s, u32 n, u32 k)
{
	u32 mk = 0;
	u32 b2 = k;
	u32 i;

	for (i = 0; n > mk + (3 << b2); i++) {
		if (!av1_symbol_bool(s))
			return mk + av1_symbol_literal(s, b2);
		mk += 1 << b2;
		b2 = k + i;
	}
	return mk + av1_symbol_ns(s, n - mk);
}

/* inverse_recenter (5.9.29) */
static u32 av1_inverse_recenter(u32 r, u32 v)
{
	if (v > 2 * r)
		return v;
	return v & 1 ? r - ((v + 1) >> 1) : r + (v >> 1);
}

s32 av1_symbol_signed_subexp(struct av1_symbol *s, s32 low, s32 high, u32 k, s32 ref)
{
	const u32 n = high - low;
	const u32 r = ref - low;
	const u32 v = av1_symbol_subexp(s, n, k);

	if (2 * r <= n)
		return low + (s32)av1_inverse_recenter(r, v);
	return high - 1 - (s32)av1_inverse_recenter(n - 1 - r, v);
}
