// SPDX-License-Identifier: GPL-2.0
/*
 * Symbol encoder for tests, written from the decoder of AV1 8.2: it computes with the
 * specification's CDFs, not with ours.
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1_symbol_writer.h"

/* Adds to the number, at the scale of the range. */
static void av1_put_add(struct av1_symbol_writer *w, u32 value)
{
	const u32 last = w->pos + 14;
	u32 i = last / 8;
	u32 sum;

	for (sum = value << (7 - last % 8); sum; sum >>= 8, i--) {
		sum += w->data[i];
		w->data[i] = sum;
	}
}

/* Narrows the interval to what lies between two ends of the decoder. */
static void av1_put_interval(struct av1_symbol_writer *w, u32 cur, u32 prev)
{
	if (w->pos / 8 + 8 > AV1_SYMBOL_WRITER_BYTES) {
		w->full = true;
		return;
	}
	av1_put_add(w, cur);
	for (w->range = prev - cur; w->range < 1 << 15; w->range <<= 1)
		w->pos++;
}

/* The value of cur in 8.2.6 for a symbol; the range for the one before the first */
static u32 av1_put_cur(const struct av1_symbol_writer *w, const u16 *cdf, u32 n, int symbol)
{
	u32 f;

	if (symbol < 0)
		return w->range;
	f = (1 << 15) - cdf[symbol];
	return (((w->range >> 8) * (f >> 6)) >> 1) + 4 * (n - symbol - 1);
}

/* 8.2.6: the update, with the specification's array of n + 1 */
static void av1_put_update(u16 *cdf, u32 n, u32 symbol)
{
	const u32 rate = 3 + (cdf[n] > 15) + (cdf[n] > 31) + min(ilog2(n), 2);
	u32 tmp = 0;
	u32 i;

	for (i = 0; i < n - 1; i++) {
		tmp = i == symbol ? 1 << 15 : tmp;
		if (tmp < cdf[i])
			cdf[i] -= (cdf[i] - tmp) >> rate;
		else
			cdf[i] += (tmp - cdf[i]) >> rate;
	}
	cdf[n] += cdf[n] < 32;
}

void av1_put_start(struct av1_symbol_writer *w, bool update)
{
	memset(w, 0, sizeof(*w));
	w->range = 1 << 15;
	w->update = update;
}

void av1_put_symbol(struct av1_symbol_writer *w, u16 *cdf, u32 n, u32 symbol)
{
	u16 spec[17];
	u32 i;

	for (i = 0; i < n - 1; i++)
		spec[i] = (1 << 15) - cdf[i];
	spec[n - 1] = 1 << 15;
	spec[n] = cdf[n - 1];
	av1_put_interval(w, av1_put_cur(w, spec, n, symbol),
			 av1_put_cur(w, spec, n, (int)symbol - 1));
	if (!w->update)
		return;
	av1_put_update(spec, n, symbol);
	for (i = 0; i < n - 1; i++)
		cdf[i] = (1 << 15) - spec[i];
	cdf[n - 1] = spec[n];
}

void av1_put_bool_prob(struct av1_symbol_writer *w, bool bit, u32 f)
{
	const u16 cdf[3] = { (1 << 15) - f, 1 << 15 };

	av1_put_interval(w, av1_put_cur(w, cdf, 2, bit), av1_put_cur(w, cdf, 2, bit - 1));
}

void av1_put_literal(struct av1_symbol_writer *w, u32 value, u32 n)
{
	while (n--)
		av1_put_bool_prob(w, value >> n & 1, 1 << 14);
}

void av1_put_ns(struct av1_symbol_writer *w, u32 value, u32 n)
{
	const u32 bits = ilog2(n) + 1;
	const u32 m = (u32)(1ULL << bits) - n;

	if (value < m) {
		av1_put_literal(w, value, bits - 1);
		return;
	}
	av1_put_literal(w, (value + m) >> 1, bits - 1);
	av1_put_literal(w, (value + m) & 1, 1);
}

void av1_put_golomb(struct av1_symbol_writer *w, u32 x)
{
	const u32 length = ilog2(x) + 1;

	av1_put_literal(w, 1, length);
	av1_put_literal(w, x, length - 1);
}

/*
 * The decoder's value, of which the data is the complement, may be anything in the
 * interval.  Its last 15 bits become 011...1, a 1 and zeros in the data, by adding less
 * than 2^15, the smallest range.
 */
u32 av1_put_end(struct av1_symbol_writer *w)
{
	u32 low = 0;
	u32 i;

	for (i = w->pos; i < w->pos + 15; i++)
		low = low << 1 | (w->data[i / 8] >> (7 - i % 8) & 1);
	av1_put_add(w, (0x3fff - low) & 0x7fff);
	for (i = 0; i < w->pos + 15; i++)
		w->data[i / 8] ^= 0x80 >> i % 8;
	return w->pos / 8 + 1;
}
