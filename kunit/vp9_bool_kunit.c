// SPDX-License-Identifier: GPL-2.0
/*
 * The bool decoder against an encoder that computes with one long number, and
 * against the decoder of the VP9 bitstream specification 9.2, which takes bit by
 * bit.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "vp9/vp9_bool.h"
#include "dae_check.h"
#include "vp9_bool_writer.h"

#define BOOL_TEST_SYMBOLS	8000

/**
 * struct bool_slow - the decoder of the specification
 * @data: what it reads
 * @pos: bits read
 * @value: BoolValue
 * @range: BoolRange
 * @max_bits: BoolMaxBits; below 0 if bits after the end were used
 */
struct bool_slow {
	const u8 *data;
	u32 pos;
	u32 value;
	u32 range;
	s64 max_bits;
};

/**
 * struct bool_test - state of a test
 * @w: encoder
 * @b: decoder under test
 * @prob: of each symbol
 * @bit: value of each symbol
 */
struct bool_test {
	struct vp9_bool_writer w;
	struct vp9_bool b;
	u8 prob[BOOL_TEST_SYMBOLS];
	u8 bit[BOOL_TEST_SYMBOLS];
};

/* 9.2.1, but for the marker */
static void bool_slow_start(struct bool_slow *d, const u8 *data, u32 bytes)
{
	*d = (struct bool_slow){
		.data = data,
		.pos = 8,
		.value = data[0],
		.range = 255,
		.max_bits = 8 * (s64)bytes - 8,
	};
}

/* 9.2.2 */
static bool bool_slow_read(struct bool_slow *d, u32 prob)
{
	const u32 split = 1 + (((d->range - 1) * prob) >> 8);
	const bool bit = d->value >= split;

	if (bit) {
		d->range -= split;
		d->value -= split;
	} else {
		d->range = split;
	}
	while (d->range < 128) {
		u32 next = 0;

		if (d->max_bits > 0) {
			next = d->data[d->pos / 8] >> (7 - d->pos % 8) & 1;
			d->pos++;
		}
		d->max_bits--;
		d->range *= 2;
		d->value = 2 * d->value + next;
	}
	return bit;
}

static struct bool_test *bool_test_alloc(struct kunit *test)
{
	struct bool_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

/* Exactly as long as the data, so that KASAN sees who reads too far. */
static u8 *bool_copy(struct kunit *test, const u8 *data, u32 bytes)
{
	u8 *copy = kunit_kmalloc(test, bytes, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, data, bytes);
	return copy;
}

/* Encodes random symbols, about as probable as they claim to be. */
static u32 bool_encode_random(struct bool_test *t, u32 num, u32 seed)
{
	u32 i;

	vp9_put_start(&t->w, 0);
	for (i = 0; i < num; i++) {
		t->prob[i] = max(dae_rnd(&seed) >> 8 & 255, 1u);
		t->bit[i] = (dae_rnd(&seed) >> 8 & 255) >= t->prob[i];
		vp9_put_bool(&t->w, t->bit[i], t->prob[i]);
	}
	return vp9_put_bytes(&t->w);
}

/* One function or the other: they read the same. */
static bool bool_read(struct vp9_bool *b, u8 prob, u32 which)
{
	if (which & 1)
		return vp9_bool_branch(b, prob);
	return vp9_bool_read(b, prob);
}

static void bool_round_trip(struct kunit *test)
{
	struct bool_test *t = bool_test_alloc(test);
	u32 seed, i;

	for (seed = 1; seed <= 40; seed++) {
		const u32 num = BOOL_TEST_SYMBOLS / 40 * seed;
		const u32 bytes = bool_encode_random(t, num, seed);
		const u8 *data;

		KUNIT_ASSERT_FALSE(test, t->w.full);
		data = bool_copy(test, t->w.data, bytes);
		KUNIT_ASSERT_EQ(test, vp9_bool_init(&t->b, data, bytes), 0);
		for (i = 0; i < num; i++)
			KUNIT_ASSERT_EQ_MSG(test, bool_read(&t->b, t->prob[i], i), t->bit[i],
					    "seed %u, symbol %u", seed, i);
		KUNIT_EXPECT_FALSE(test, vp9_bool_overrun(&t->b));
	}
}

/* With one byte less, the same symbols need what is not there. */
static void bool_truncated(struct kunit *test)
{
	struct bool_test *t = bool_test_alloc(test);
	u32 num, i;

	for (num = 20; num < 400; num++) {
		const u32 bytes = bool_encode_random(t, num, num) - 1;
		const u8 *data;

		data = bool_copy(test, t->w.data, bytes);
		KUNIT_ASSERT_EQ(test, vp9_bool_init(&t->b, data, bytes), 0);
		for (i = 0; i < num; i++)
			bool_read(&t->b, t->prob[i], i);
		KUNIT_EXPECT_TRUE_MSG(test, vp9_bool_overrun(&t->b), "%u symbols", num);
		/* That does not change however much more is read. */
		for (i = 0; i < BOOL_TEST_SYMBOLS; i++)
			bool_read(&t->b, 128, i);
		KUNIT_EXPECT_TRUE_MSG(test, vp9_bool_overrun(&t->b), "%u symbols", num);
	}
}

/* Any bytes are symbols, also after their end. */
static void bool_any_data(struct kunit *test)
{
	struct bool_test *t = bool_test_alloc(test);
	u32 bytes, i;

	for (bytes = 1; bytes < 160; bytes++) {
		u8 *data = kunit_kmalloc(test, bytes, GFP_KERNEL);
		struct bool_slow slow;
		u32 seed = bytes;

		KUNIT_ASSERT_NOT_NULL(test, data);
		for (i = 0; i < bytes; i++)
			data[i] = dae_rnd(&seed) >> 8;
		bool_slow_start(&slow, data, bytes);
		KUNIT_ASSERT_EQ(test, vp9_bool_init(&t->b, data, bytes),
				bool_slow_read(&slow, 128) ? -EINVAL : 0);
		for (i = 0; i < 3000; i++) {
			const u32 prob = dae_rnd(&seed) >> 8 & 255;

			KUNIT_ASSERT_EQ_MSG(test, bool_read(&t->b, prob, i),
					    bool_slow_read(&slow, prob), "%u bytes, symbol %u",
					    bytes, i);
			KUNIT_ASSERT_EQ_MSG(test, vp9_bool_overrun(&t->b), slow.max_bits < 0,
					    "%u bytes, symbol %u", bytes, i);
		}
	}
}

/* All of one value: the largest shifts and long carries, and hardly any bits. */
static void bool_one_sided(struct kunit *test)
{
	static const u8 probs[] = { 1, 2, 127, 128, 129, 254, 255 };
	struct bool_test *t = bool_test_alloc(test);
	u32 k, value, i;

	for (k = 0; k < 2 * ARRAY_SIZE(probs); k++) {
		const u8 prob = probs[k / 2];

		value = k % 2;
		vp9_put_start(&t->w, 0);
		for (i = 0; i < 4000; i++)
			vp9_put_bool(&t->w, value ^ (i % 100 == 99), prob);
		KUNIT_ASSERT_FALSE(test, t->w.full);
		KUNIT_ASSERT_EQ(test, vp9_bool_init(&t->b, t->w.data, vp9_put_bytes(&t->w)), 0);
		for (i = 0; i < 4000; i++)
			KUNIT_ASSERT_EQ_MSG(test, bool_read(&t->b, prob, i / 3),
					    value ^ (i % 100 == 99), "prob %u, symbol %u", prob, i);
		KUNIT_EXPECT_FALSE(test, vp9_bool_overrun(&t->b));
	}
}

static void bool_start(struct kunit *test)
{
	struct bool_test *t = bool_test_alloc(test);

	KUNIT_EXPECT_EQ(test, vp9_bool_init(&t->b, t->w.data, 0), -EINVAL);
	vp9_put_start(&t->w, 1);
	KUNIT_EXPECT_EQ(test, vp9_bool_init(&t->b, t->w.data, vp9_put_bytes(&t->w)), -EINVAL);
	vp9_put_start(&t->w, 0);
	KUNIT_EXPECT_EQ(test, vp9_bool_init(&t->b, t->w.data, vp9_put_bytes(&t->w)), 0);
	KUNIT_EXPECT_FALSE(test, vp9_bool_overrun(&t->b));
}

/* Each after a symbol, as literals alone would leave BoolRange at 128. */
static void bool_literals(struct kunit *test)
{
	struct bool_test *t = bool_test_alloc(test);
	u32 seed = 7, n;

	vp9_put_start(&t->w, 0);
	for (n = 0; n <= 32; n++) {
		vp9_put_bool(&t->w, n & 1, 100);
		vp9_put_literal(&t->w, dae_rnd(&seed) >> (n ? 32 - n : 0), n);
	}
	KUNIT_ASSERT_EQ(test, vp9_bool_init(&t->b, t->w.data, vp9_put_bytes(&t->w)), 0);
	for (n = 0, seed = 7; n <= 32; n++) {
		const u32 value = dae_rnd(&seed) >> (n ? 32 - n : 0);

		KUNIT_EXPECT_EQ(test, vp9_bool_read(&t->b, 100), n & 1);
		KUNIT_EXPECT_EQ_MSG(test, vp9_bool_literal(&t->b, n), n ? value : 0, "%u bits", n);
	}
}

/* Symbols 0: 0, 3: 10, 1: 110, 2: 111, with a probability at each bit. */
static void bool_trees(struct kunit *test)
{
	static const s8 tree[] = { 0, 2, -3, 4, -1, -2 };
	static const u8 probs[] = { 200, 3, 90 };
	static const struct {
		u8 length;
		u8 code;
	} codes[] = { { 1, 0 }, { 3, 6 }, { 3, 7 }, { 2, 2 } };
	struct bool_test *t = bool_test_alloc(test);
	u32 i, k;

	vp9_put_start(&t->w, 0);
	for (i = 0; i < 400; i++) {
		const u32 symbol = i * i / 7 % 4, length = codes[symbol].length;

		for (k = 0; k < length; k++)
			vp9_put_bool(&t->w, codes[symbol].code >> (length - 1 - k) & 1, probs[k]);
	}
	KUNIT_ASSERT_EQ(test, vp9_bool_init(&t->b, t->w.data, vp9_put_bytes(&t->w)), 0);
	for (i = 0; i < 400; i++)
		KUNIT_ASSERT_EQ_MSG(test, vp9_bool_tree(&t->b, tree, probs), i * i / 7 % 4,
				    "symbol %u", i);
}

static struct kunit_case bool_cases[] = {
	KUNIT_CASE(bool_round_trip),
	KUNIT_CASE(bool_truncated),
	KUNIT_CASE(bool_any_data),
	KUNIT_CASE(bool_one_sided),
	KUNIT_CASE(bool_start),
	KUNIT_CASE(bool_literals),
	KUNIT_CASE(bool_trees),
	{}
};

static struct kunit_suite bool_suite = {
	.name = "vp9_bool",
	.test_cases = bool_cases,
};

kunit_test_suite(bool_suite);
