/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Symbol encoder for tests: the exact lower end of the interval is kept as one long
 * number, to which each symbol adds.
 */
#ifndef AV1_SYMBOL_WRITER_H
#define AV1_SYMBOL_WRITER_H

#include <linux/types.h>

#define AV1_SYMBOL_WRITER_BYTES	65536

/**
 * struct av1_symbol_writer - state of the encoder
 * @range: SymbolRange
 * @pos: bits that the decoder will have shifted out
 * @update: !disable_cdf_update
 * @full: there was no room left; what was written is of no use
 * @data: the number, then what av1_put_end() makes of it; 16 bits that end at bit
 *	@pos + 14 are on the scale of @range
 */
struct av1_symbol_writer {
	u32 range;
	u32 pos;
	bool update;
	bool full;
	u8 data[AV1_SYMBOL_WRITER_BYTES];
};

void av1_put_start(struct av1_symbol_writer *w, bool update);

/**
 * av1_put_symbol() - encode a symbol and adapt its row
 * @w: encoder
 * @cdf: row of av1_cdf.h
 * @n: how many values, 2..16
 * @symbol: 0..@n - 1
 */
void av1_put_symbol(struct av1_symbol_writer *w, u16 *cdf, u32 n, u32 symbol);

/* Of a bool that is 1 with a probability of @f in 32768ths */
void av1_put_bool_prob(struct av1_symbol_writer *w, bool bit, u32 f);
void av1_put_literal(struct av1_symbol_writer *w, u32 value, u32 n);
/* NS(n) */
void av1_put_ns(struct av1_symbol_writer *w, u32 value, u32 n);
/* x of golomb_length_bit and golomb_data_bit, 1 and up */
void av1_put_golomb(struct av1_symbol_writer *w, u32 x);

/**
 * av1_put_end() - turn the number into the data of a tile, trailing bits included
 * @w: encoder
 *
 * Return: how many bytes of @data there are.
 */
u32 av1_put_end(struct av1_symbol_writer *w);

#endif /* AV1_SYMBOL_WRITER_H */
