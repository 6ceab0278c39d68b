// SPDX-License-Identifier: GPL-2.0
/*
 * The symbol decoder against an encoder that computes with one long number, and
 * against the decoder of AV1 8.2, which takes bit by bit.
 */
#include <kunit/test.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_cdf.h"
#include "av1/av1_symbol.h"
#include "av1_symbol_writer.h"
#include "dae_check.h"

#define SYMBOL_TEST_SYMBOLS	6000
#define SYMBOL_TEST_ROWS	64

/**
 * struct symbol_slow - the decoder of the specification
 * @data: what it reads
 * @pos: bits read
 * @value: SymbolValue
 * @range: SymbolRange
 * @max_bits: SymbolMaxBits
 * @update: !disable_cdf_update
 */
struct symbol_slow {
	const u8 *data;
	u32 pos;
	u32 value;
	u32 range;
	s64 max_bits;
	bool update;
};

/**
 * struct symbol_row - a row in three copies
 * @n: values
 * @put: the encoder's
 * @fast: the decoder's under test
 * @slow: the specification's, n + 1 elements
 */
struct symbol_row {
	u32 n;
	u16 put[16];
	u16 fast[16];
	u16 slow[17];
};

/**
 * struct symbol_test - state of a test
 * @w: encoder
 * @s: decoder under test
 * @slow: decoder of the specification
 * @rows: rows; symbol i has row @row[i]
 * @row: of each symbol, its row
 * @symbol: of each symbol, its value
 */
struct symbol_test {
	struct av1_symbol_writer w;
	struct av1_symbol s;
	struct symbol_slow slow;
	struct symbol_row rows[SYMBOL_TEST_ROWS];
	u8 row[SYMBOL_TEST_SYMBOLS];
	u8 symbol[SYMBOL_TEST_SYMBOLS];
};

/* 8.1 */
static u32 symbol_slow_f(struct symbol_slow *d, u32 n)
{
	u32 x = 0;
	u32 i;

	for (i = 0; i < n; i++) {
		x = 2 * x + (d->data[d->pos / 8] >> (7 - d->pos % 8) & 1);
		d->pos++;
	}
	return x;
}

/* 8.2.2 */
static void symbol_slow_init(struct symbol_slow *d, const u8 *data, u32 sz, bool update)
{
	const u32 num_bits = min(sz * 8, 15u);
	u32 buf;

	*d = (struct symbol_slow){ .data = data, .update = update };
	buf = symbol_slow_f(d, num_bits);
	d->value = ((1 << 15) - 1) ^ (buf << (15 - num_bits));
	d->range = 1 << 15;
	d->max_bits = 8 * (s64)sz - 15;
}

/* 8.2.6, the last part */
static void symbol_slow_update(u16 *cdf, int n, int symbol)
{
	int rate = 3 + (cdf[n] > 15) + (cdf[n] > 31) + min(ilog2(n), 2);
	int tmp = 0;
	int i;

	for (i = 0; i < n - 1; i++) {
		tmp = (i == symbol) ? (1 << 15) : tmp;
		if (tmp < cdf[i])
			cdf[i] -= ((cdf[i] - tmp) >> rate);
		else
			cdf[i] += ((tmp - cdf[i]) >> rate);
	}
	cdf[n] += (cdf[n] < 32);
}

/* 8.2.6 */
static u32 symbol_slow_read(struct symbol_slow *d, u16 *cdf, int n)
{
	u32 cur = d->range;
	u32 prev, f, bits, num_bits, padded;
	int symbol = -1;

	do {
		symbol++;
		prev = cur;
		f = (1 << 15) - cdf[symbol];
		cur = ((d->range >> 8) * (f >> 6)) >> 1;
		cur += 4 * (n - symbol - 1);
	} while (d->value < cur);
	d->range = prev - cur;
	d->value -= cur;

	bits = 15 - ilog2(d->range);
	d->range <<= bits;
	num_bits = min_t(s64, bits, max_t(s64, 0, d->max_bits));
	padded = symbol_slow_f(d, num_bits) << (bits - num_bits);
	d->value = padded ^ (((d->value + 1) << bits) - 1);
	d->max_bits -= bits;
	if (d->update)
		symbol_slow_update(cdf, n, symbol);
	return symbol;
}

/* 8.2.3, for any probability */
static u32 symbol_slow_bool(struct symbol_slow *d, u32 f)
{
	u16 cdf[3] = { (1 << 15) - f, 1 << 15, 0 };

	return symbol_slow_read(d, cdf, 2);
}

/* 8.2.5 */
static u32 symbol_slow_literal(struct symbol_slow *d, u32 n)
{
	u32 x = 0;
	u32 i;

	for (i = 0; i < n; i++)
		x = 2 * x + symbol_slow_bool(d, 1 << 14);
	return x;
}

/* 4.10.10 */
static u32 symbol_slow_ns(struct symbol_slow *d, u32 n)
{
	u32 w = ilog2(n) + 1;
	u32 m = (1 << w) - n;
	u32 v = symbol_slow_literal(d, w - 1);
	u32 extra_bit;

	if (v < m)
		return v;
	extra_bit = symbol_slow_literal(d, 1);
	return (v << 1) - m + extra_bit;
}

/* 5.11.58: decode_subexp_bool */
static u32 symbol_slow_subexp(struct symbol_slow *d, u32 num_syms, u32 k)
{
	u32 i = 0;
	u32 mk = 0;

	while (1) {
		u32 b2 = i ? k + i - 1 : k;
		u32 a = 1 << b2;

		if (num_syms <= mk + 3 * a)
			return symbol_slow_ns(d, num_syms - mk) + mk;
		if (!symbol_slow_literal(d, 1))
			return symbol_slow_literal(d, b2) + mk;
		i++;
		mk += a;
	}
}

/* 5.9.29 */
static int symbol_slow_recenter(int r, int v)
{
	if (v > 2 * r)
		return v;
	else if (v & 1)
		return r - ((v + 1) >> 1);
	else
		return r + (v >> 1);
}

/* 5.11.58 */
static int symbol_slow_signed_subexp(struct symbol_slow *d, int low, int high, int k, int r)
{
	int mx = high - low;
	int v = symbol_slow_subexp(d, mx, k);

	r -= low;
	if ((r << 1) <= mx)
		return symbol_slow_recenter(r, v) + low;
	else
		return mx - 1 - symbol_slow_recenter(mx - 1 - r, v) + low;
}

/* 5.11.39 */
static u32 symbol_slow_golomb(struct symbol_slow *d)
{
	int length = 0;
	u32 x = 1;
	u32 bit;
	int i;

	do {
		length++;
		bit = symbol_slow_literal(d, 1);
	} while (!bit && length < 20);
	for (i = length - 2; i >= 0; i--)
		x = x << 1 | symbol_slow_literal(d, 1);
	return x;
}

static struct symbol_test *symbol_test_alloc(struct kunit *test)
{
	struct symbol_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

/* Exactly as long as the data, so that KASAN sees who reads too far. */
static u8 *symbol_copy(struct kunit *test, const u8 *data, u32 bytes)
{
	u8 *copy = kunit_kmalloc(test, max(bytes, 1u), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, data, bytes);
	return copy + (bytes ? 0 : 1);
}

static void symbol_fill(u8 *data, u32 bytes, u32 seed)
{
	u32 i;

	for (i = 0; i < bytes; i++)
		data[i] = dae_rnd(&seed) >> 8;
}

/* Kinds of rows: likely and unlikely values, impossible ones, the extremes. */
static u32 symbol_random_f(u32 above, u32 kind, u32 *seed)
{
	const u32 rnd = dae_rnd(seed) >> 8;

	switch (kind) {
	case 0:
		return above - (above > 1) - rnd % max(above - (above > 1), 1u) / 2;
	case 1:
		return above - (above > 1);
	case 2:
		return rnd % 4 ? above : above / 2;
	default:
		return rnd % (above + 1);
	}
}

static void symbol_random_row(struct symbol_row *row, u32 n, u32 *seed)
{
	const u32 kind = dae_rnd(seed) >> 8 & 3;
	u32 f = 32767;
	u32 i;

	*row = (struct symbol_row){ .n = n };
	for (i = 0; i < n - 1; i++) {
		f = symbol_random_f(f, kind, seed);
		row->put[i] = f;
		row->slow[i] = (1 << 15) - f;
	}
	row->slow[n - 1] = 1 << 15;
	memcpy(row->fast, row->put, sizeof(row->fast));
}

static void symbol_random_rows(struct symbol_test *t, u32 *seed)
{
	u32 i;

	for (i = 0; i < SYMBOL_TEST_ROWS; i++)
		symbol_random_row(&t->rows[i], 2 + i % 15, seed);
}

/* A value, about as probable as the row says */
static u32 symbol_random(const struct symbol_row *row, u32 *seed)
{
	const u32 rnd = dae_rnd(seed) >> 8 & 32767;
	u32 symbol = 0;

	while (symbol < row->n - 1 && rnd < row->put[symbol])
		symbol++;
	return symbol;
}

/* With the constants that the inlined functions are made for */
static u32 symbol_read_constant(struct av1_symbol *s, u16 *cdf, u32 n)
{
	switch (n) {
	case 2:
		return av1_symbol_adapt(s, cdf, 2);
	case 3:
		return av1_symbol_adapt(s, cdf, 3);
	case 4:
		return av1_symbol_adapt(s, cdf, 4);
	case 5:
		return av1_symbol_adapt(s, cdf, 5);
	case 13:
		return av1_symbol_adapt(s, cdf, 13);
	case 16:
		return av1_symbol_adapt(s, cdf, 16);
	default:
		return av1_symbol_adapt(s, cdf, n);
	}
}

/* Reads one symbol with both decoders; compares it, the rows and the states. */
static u32 symbol_read_both(struct kunit *test, struct symbol_test *t, struct symbol_row *row,
			    bool out_of_line)
{
	const u32 n = row->n;
	const u32 slow = symbol_slow_read(&t->slow, row->slow, n);
	const u32 fast = out_of_line ? av1_symbol_read(&t->s, row->fast, n) :
			 symbol_read_constant(&t->s, row->fast, n);
	u32 i;

	KUNIT_ASSERT_EQ_MSG(test, fast, slow, "%u values", n);
	KUNIT_ASSERT_EQ(test, t->s.range, t->slow.range);
	for (i = 0; i < n - 1; i++)
		KUNIT_ASSERT_EQ_MSG(test, row->fast[i], (1 << 15) - row->slow[i],
				    "%u values, element %u after %u", n, i, fast);
	KUNIT_ASSERT_EQ(test, row->fast[n - 1], row->slow[n]);
	for (i = n; i < 16; i++)
		KUNIT_ASSERT_EQ(test, row->fast[i], 0);
	return fast;
}

static void symbol_init_both(struct symbol_test *t, const u8 *data, u32 bytes, bool update)
{
	av1_symbol_init(&t->s, data, bytes, update);
	symbol_slow_init(&t->slow, data, bytes, update);
}

/* Encodes random symbols; returns how many bytes they took. */
static u32 symbol_encode_random(struct symbol_test *t, u32 num, bool update, u32 seed)
{
	struct symbol_row *row;
	u32 i;

	symbol_random_rows(t, &seed);
	av1_put_start(&t->w, update);
	for (i = 0; i < num; i++) {
		t->row[i] = (dae_rnd(&seed) >> 8) % SYMBOL_TEST_ROWS;
		row = &t->rows[t->row[i]];
		t->symbol[i] = symbol_random(row, &seed);
		av1_put_symbol(&t->w, row->put, row->n, t->symbol[i]);
	}
	return av1_put_end(&t->w);
}

static void symbol_round_trip(struct kunit *test)
{
	struct symbol_test *t = symbol_test_alloc(test);
	u32 seed, i;

	for (seed = 1; seed <= 40; seed++) {
		const u32 num = SYMBOL_TEST_SYMBOLS / 40 * seed;
		const bool update = seed % 4 > 0;
		const u32 bytes = symbol_encode_random(t, num, update, seed);

		KUNIT_ASSERT_FALSE(test, t->w.full);
		symbol_init_both(t, symbol_copy(test, t->w.data, bytes), bytes, update);
		for (i = 0; i < num; i++)
			KUNIT_ASSERT_EQ_MSG(test, symbol_read_both(test, t, &t->rows[t->row[i]],
								   seed & 1),
					    t->symbol[i], "seed %u, symbol %u", seed, i);
		for (i = 0; i < SYMBOL_TEST_ROWS; i++)
			KUNIT_ASSERT_EQ(test, memcmp(t->rows[i].fast, t->rows[i].put,
						     sizeof(t->rows[i].put)), 0);
		KUNIT_EXPECT_EQ(test, av1_symbol_max_bits(&t->s), t->slow.max_bits);
		KUNIT_EXPECT_FALSE(test, av1_symbol_overrun(&t->s));
		KUNIT_EXPECT_TRUE(test, av1_symbol_padding_ok(&t->s));
	}
}

/* Any data of any length, none included, and on after its end */
static void symbol_any_data(struct kunit *test)
{
	struct symbol_test *t = symbol_test_alloc(test);
	u32 seed = 5;
	u8 data[40];
	u32 bytes, i;

	for (bytes = 0; bytes <= sizeof(data); bytes++) {
		symbol_fill(data, sizeof(data), bytes);
		if (bytes % 5 == 4)
			memset(data, bytes % 2 ? 0 : 255, sizeof(data));
		symbol_random_rows(t, &seed);
		symbol_init_both(t, symbol_copy(test, data, bytes), bytes, bytes % 3 > 0);
		for (i = 0; i < 900; i++) {
			symbol_read_both(test, t, &t->rows[(dae_rnd(&seed) >> 8) %
							   SYMBOL_TEST_ROWS], i & 1);
			if (t->slow.max_bits > -900)
				KUNIT_ASSERT_EQ(test, av1_symbol_max_bits(&t->s),
						t->slow.max_bits);
			KUNIT_ASSERT_EQ(test, av1_symbol_overrun(&t->s), t->slow.max_bits < -14);
		}
	}
}

/* SymbolValue at each end of an interval, and next to it */
static void symbol_ends(struct kunit *test)
{
	struct symbol_test *t = symbol_test_alloc(test);
	u32 seed = 3;
	u32 turn, i;
	int near;

	for (turn = 0; turn < 300; turn++) {
		const u32 n = 2 + turn % 15;

		for (i = 0; i < n - 1; i++) {
			for (near = -1; near <= 1; near++) {
				struct symbol_row *row = &t->rows[0];
				u32 row_seed = seed;
				u32 value;
				u8 data[2];

				symbol_random_row(row, n, &row_seed);
				value = ((128 * (row->put[i] >> 6)) >> 1) + 4 * (n - 1 - i) + near;
				data[0] = (0x7fff ^ value) >> 7;
				data[1] = (0x7fff ^ value) << 1;
				symbol_init_both(t, data, sizeof(data), true);
				symbol_read_both(test, t, row, false);
			}
		}
		dae_rnd(&seed);
	}
}

/* Bools and the codes made of them, from any data */
static void symbol_codes(struct kunit *test)
{
	struct symbol_test *t = symbol_test_alloc(test);
	u32 seed = 9;
	u8 data[200];
	u32 turn, i;

	for (turn = 0; turn < 60; turn++) {
		symbol_fill(data, sizeof(data), turn);
		symbol_init_both(t, symbol_copy(test, data, sizeof(data)), sizeof(data), turn & 1);
		for (i = 0; i < 100; i++) {
			const u32 rnd = dae_rnd(&seed) >> 8;
			const int low = -(int)(rnd % 100);
			const int high = low + 1 + (rnd >> 7) % 300;
			const int ref = low + (rnd >> 3) % (high - low);
			const u32 k = rnd % 5;

			KUNIT_ASSERT_EQ(test, av1_symbol_bool(&t->s),
					symbol_slow_bool(&t->slow, 1 << 14));
			KUNIT_ASSERT_EQ(test, av1_symbol_bool_prob(&t->s, rnd & 32767),
					symbol_slow_bool(&t->slow, rnd & 32767));
			KUNIT_ASSERT_EQ(test, av1_symbol_literal(&t->s, rnd % 33),
					symbol_slow_literal(&t->slow, rnd % 33));
			KUNIT_ASSERT_EQ(test, av1_symbol_ns(&t->s, 1 + rnd % 1000),
					symbol_slow_ns(&t->slow, 1 + rnd % 1000));
			KUNIT_ASSERT_EQ(test, av1_symbol_golomb(&t->s),
					symbol_slow_golomb(&t->slow));
			KUNIT_ASSERT_EQ_MSG(test,
					    av1_symbol_signed_subexp(&t->s, low, high, k, ref),
					    symbol_slow_signed_subexp(&t->slow, low, high, k, ref),
					    "%d..%d, k %u, %d", low, high - 1, k, ref);
		}
	}
}

/* What the encoder's codes become */
static void symbol_put_codes(struct kunit *test)
{
	struct symbol_test *t = symbol_test_alloc(test);
	u32 bytes, n, v;

	av1_put_start(&t->w, true);
	for (n = 1; n <= 40; n++) {
		for (v = 0; v < n; v++) {
			av1_put_ns(&t->w, v, n);
			av1_put_golomb(&t->w, v * v + 1);
			av1_put_literal(&t->w, v * 0x01234567u, 32);
			av1_put_bool_prob(&t->w, v & 1, 800 * n);
		}
	}
	av1_put_golomb(&t->w, (1 << 20) - 1);
	bytes = av1_put_end(&t->w);
	KUNIT_ASSERT_FALSE(test, t->w.full);
	av1_symbol_init(&t->s, t->w.data, bytes, true);
	for (n = 1; n <= 40; n++) {
		for (v = 0; v < n; v++) {
			KUNIT_ASSERT_EQ(test, av1_symbol_ns(&t->s, n), v);
			KUNIT_ASSERT_EQ(test, av1_symbol_golomb(&t->s), v * v + 1);
			KUNIT_ASSERT_EQ(test, av1_symbol_literal(&t->s, 32), v * 0x01234567u);
			KUNIT_ASSERT_EQ(test, av1_symbol_bool_prob(&t->s, 800 * n), v & 1);
		}
	}
	KUNIT_EXPECT_EQ(test, av1_symbol_golomb(&t->s), (1 << 20) - 1);
	KUNIT_EXPECT_TRUE(test, av1_symbol_padding_ok(&t->s));
}

/* A length without an end ends: all bits are 0. */
static void symbol_golomb_end(struct kunit *test)
{
	struct av1_symbol s;
	u8 data[1] = { 0 };
	u32 i;

	av1_symbol_init(&s, data, 0, true);
	for (i = 0; i < 5000; i++)
		KUNIT_ASSERT_EQ(test, av1_symbol_golomb(&s), 1 << 19);
	KUNIT_EXPECT_TRUE(test, av1_symbol_overrun(&s));
	KUNIT_EXPECT_FALSE(test, av1_symbol_padding_ok(&s));
}

static void symbol_read_all(struct symbol_test *t, const u8 *data, u32 bytes, u32 num)
{
	struct symbol_row *row;
	u32 i;

	av1_symbol_init(&t->s, data, bytes, false);
	for (i = 0; i < num; i++) {
		row = &t->rows[t->row[i]];
		av1_symbol_read(&t->s, row->fast, row->n);
	}
}

/* The trailing bit at the end of the symbols, zeros after it, and no less data */
static void symbol_padding(struct kunit *test)
{
	struct symbol_test *t = symbol_test_alloc(test);
	u32 num, bytes, last;

	for (num = 1; num < 60; num++) {
		bytes = symbol_encode_random(t, num, false, num);
		last = t->w.pos;
		/* More bytes of padding may follow. */
		symbol_read_all(t, t->w.data, bytes + num % 12, num);
		KUNIT_EXPECT_TRUE(test, av1_symbol_padding_ok(&t->s));
		KUNIT_EXPECT_EQ(test, av1_symbol_max_bits(&t->s),
				8 * (s64)(bytes + num % 12) - 15 - last);
		t->w.data[bytes + num % 4] ^= 0x80;
		KUNIT_EXPECT_EQ(test, av1_symbol_padding_ok(&t->s), num % 12 <= num % 4);
		t->w.data[bytes + num % 4] ^= 0x80;
		t->w.data[last / 8] ^= 0x80 >> last % 8;
		KUNIT_EXPECT_FALSE(test, av1_symbol_padding_ok(&t->s));
		t->w.data[last / 8] ^= 0x80 >> last % 8;
		if (last % 8 < 7) {
			t->w.data[last / 8] ^= 1;
			KUNIT_EXPECT_FALSE(test, av1_symbol_padding_ok(&t->s));
			t->w.data[last / 8] ^= 1;
		}
		symbol_read_all(t, t->w.data, bytes - 1, num);
		KUNIT_EXPECT_TRUE(test, av1_symbol_overrun(&t->s));
		KUNIT_EXPECT_FALSE(test, av1_symbol_padding_ok(&t->s));
	}
}

/* The rates of a counter: 16 symbols at the fastest, 16 at the next one, then the last */
static void symbol_rates(struct kunit *test)
{
	static const u8 base[17] = { [2] = 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 };
	struct av1_symbol s;
	u8 data[1] = { 0 };
	u16 cdf[16];
	u32 n, i;

	for (n = 2; n <= 16; n++) {
		memset(cdf, 0, sizeof(cdf));
		av1_symbol_init(&s, data, 0, true);
		for (i = 0; i < 50; i++) {
			KUNIT_ASSERT_EQ(test, cdf[n - 1], min(i, 32u));
			cdf[0] = 16384;
			/* Bits that are 0 make the first value. */
			KUNIT_ASSERT_EQ(test, av1_symbol_read(&s, cdf, n), 0);
			KUNIT_EXPECT_EQ(test, cdf[0],
					16384 - (16384 >> (base[n] + (i > 15) + (i > 31))));
		}
	}
}

static struct kunit_case symbol_cases[] = {
	KUNIT_CASE(symbol_round_trip),
	KUNIT_CASE(symbol_any_data),
	KUNIT_CASE(symbol_ends),
	KUNIT_CASE(symbol_codes),
	KUNIT_CASE(symbol_put_codes),
	KUNIT_CASE(symbol_golomb_end),
	KUNIT_CASE(symbol_padding),
	KUNIT_CASE(symbol_rates),
	{}
};

static struct kunit_suite symbol_suite = {
	.name = "av1_symbol",
	.test_cases = symbol_cases,
};

kunit_test_suite(symbol_suite);
