// SPDX-License-Identifier: GPL-2.0
/* The bit reader against a transcription of H.264 9.1 that reads bit by bit. */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_bits.h"
#include "dae_check.h"
#include "h264_writer.h"

#define DAE_BITS_TEST_BYTES	61

/* Bit @pos of the data, 0 after its end. */
static u32 dae_bits_slow_bit(const u8 *data, u32 bytes, u32 pos)
{
	return pos < 8 * bytes ? data[pos / 8] >> (7 - pos % 8) & 1 : 0;
}

static u32 dae_bits_slow_u(const u8 *data, u32 bytes, u32 *pos, u32 n)
{
	u32 v = 0;

	while (n--)
		v = v << 1 | dae_bits_slow_bit(data, bytes, (*pos)++);
	return v;
}

/* codeNum (9-1), for codewords with up to 31 leading zeros */
static u32 dae_bits_slow_ue(const u8 *data, u32 bytes, u32 *pos)
{
	u32 zeros = 0;

	while (!dae_bits_slow_u(data, bytes, pos, 1))
		zeros++;
	return (u32)((1ULL << zeros) - 1 + (zeros ? dae_bits_slow_u(data, bytes, pos, zeros) : 0));
}

/* Exactly as long as the data, so that KASAN sees who reads too far. */
static u8 *dae_bits_data(struct kunit *test, u32 bytes, u32 seed)
{
	u8 *data = kunit_kmalloc(test, bytes, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, data);
	for (i = 0; i < bytes; i++)
		data[i] = dae_rnd(&seed);
	return data;
}

static void dae_bits_fixed_length(struct kunit *test)
{
	u32 bytes, seed = 1;

	for (bytes = 1; bytes <= DAE_BITS_TEST_BYTES; bytes++) {
		const u8 *data = dae_bits_data(test, bytes, bytes);
		struct dae_bits b;
		u32 pos = 0;

		dae_bits_init(&b, data, bytes);
		while (pos < 8 * bytes + 100) {
			const u32 n = dae_rnd(&seed) % 33;
			const u32 want = dae_bits_slow_u(data, bytes, &pos, n);

			KUNIT_ASSERT_EQ(test, dae_bits_u0(&b, n), want);
			KUNIT_ASSERT_EQ(test, b.pos, pos);
			KUNIT_ASSERT_EQ(test, dae_bits_overrun(&b), pos > 8 * bytes);
		}
	}
}

static void dae_bits_exp_golomb_values(struct kunit *test)
{
	static const u32 large[] = { 65534, 65535, 65536, 0x7ffffffe, 0x7fffffff, 0xfffffffe };
	struct h264_writer *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);
	struct dae_bits b;
	u32 i, k, total = 0;

	KUNIT_ASSERT_NOT_NULL(test, w);
	for (i = 0; i < 512; i++)
		h264_put_ue(w, i);
	for (i = 0; i < ARRAY_SIZE(large); i++) {
		const u32 len = i < 1 ? 15 : i < 3 ? 16 : i < 4 ? 30 : 31;

		h264_put_bits(w, 0, len);
		h264_put_bits(w, large[i] + 1, len + 1);
	}
	total = w->bits;
	dae_bits_init(&b, w->data, sizeof(w->data));
	for (i = 0; i < 512; i++)
		KUNIT_EXPECT_EQ(test, dae_bits_ue(&b), i);
	for (i = 0; i < ARRAY_SIZE(large); i++)
		KUNIT_EXPECT_EQ(test, dae_bits_ue(&b), large[i]);
	KUNIT_EXPECT_EQ(test, b.pos, total);

	/* Table 9-3 */
	dae_bits_init(&b, w->data, sizeof(w->data));
	for (k = 0; k < 512; k++)
		KUNIT_EXPECT_EQ(test, dae_bits_se(&b),
				k & 1 ? (s32)(k + 1) / 2 : -(s32)(k / 2));
}

static void dae_bits_exp_golomb_random(struct kunit *test)
{
	const u8 *data = dae_bits_data(test, DAE_BITS_TEST_BYTES, 7);
	struct dae_bits b;
	u32 pos = 0;

	dae_bits_init(&b, data, DAE_BITS_TEST_BYTES);
	while (pos < 8 * (DAE_BITS_TEST_BYTES - 10)) {
		const u32 want = dae_bits_slow_ue(data, DAE_BITS_TEST_BYTES, &pos);

		KUNIT_ASSERT_EQ(test, dae_bits_ue(&b), want);
		KUNIT_ASSERT_EQ(test, b.pos, pos);
	}
}

/* More than 31 zeros, by the data or by its end. */
static void dae_bits_exp_golomb_too_long(struct kunit *test)
{
	u8 *data = kunit_kzalloc(test, 16, GFP_KERNEL);
	struct dae_bits b;

	KUNIT_ASSERT_NOT_NULL(test, data);
	data[4] = 0x80;
	memset(data + 5, 0xff, 11);
	dae_bits_init(&b, data, 16);
	KUNIT_EXPECT_EQ(test, dae_bits_ue(&b), U32_MAX);
	KUNIT_EXPECT_TRUE(test, dae_bits_overrun(&b));
	/* It stays there, and gives zeros. */
	KUNIT_EXPECT_EQ(test, dae_bits_u(&b, 32), 0);
	KUNIT_EXPECT_EQ(test, dae_bits_ue(&b), U32_MAX);
	KUNIT_EXPECT_EQ(test, dae_bits_se(&b), 0);
	KUNIT_EXPECT_EQ(test, b.pos, DAE_BITS_POS_MAX);

	dae_bits_init(&b, data, 4);
	KUNIT_EXPECT_EQ(test, dae_bits_ue(&b), U32_MAX);
	KUNIT_EXPECT_TRUE(test, dae_bits_overrun(&b));
}

/* The position cannot wrap back into the data. */
static void dae_bits_position_stays(struct kunit *test)
{
	const u8 *data = dae_bits_data(test, 8, 3);
	struct dae_bits b;
	int i;

	dae_bits_init(&b, data, 8);
	for (i = 0; i < 100; i++) {
		dae_bits_skip(&b, 1u << 27);
		KUNIT_ASSERT_TRUE(test, dae_bits_overrun(&b));
		KUNIT_ASSERT_EQ(test, dae_bits_peek32(&b), 0);
	}
}

/* more_rbsp_data() is false exactly when only the trailing bits are left. */
static void dae_bits_more_data(struct kunit *test)
{
	struct h264_writer *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);
	u32 bits, pos;

	KUNIT_ASSERT_NOT_NULL(test, w);
	for (bits = 0; bits < 40; bits++) {
		struct dae_bits b;
		u32 bytes;

		*w = (struct h264_writer){};
		h264_put_bits(w, 0x5a5a5a5a, min(bits, 32u));
		h264_put_bits(w, 0, bits < 32 ? 0 : bits - 32);
		bytes = h264_put_trailing(w);
		dae_bits_init(&b, w->data, bytes);
		for (pos = 0; pos <= bits; pos++) {
			b.pos = pos;
			KUNIT_ASSERT_EQ_MSG(test, dae_bits_more_rbsp(&b), pos < bits,
					    "%u bits, at %u", bits, pos);
		}
	}
}

static struct kunit_case dae_bits_cases[] = {
	KUNIT_CASE(dae_bits_fixed_length),
	KUNIT_CASE(dae_bits_exp_golomb_values),
	KUNIT_CASE(dae_bits_exp_golomb_random),
	KUNIT_CASE(dae_bits_exp_golomb_too_long),
	KUNIT_CASE(dae_bits_position_stays),
	KUNIT_CASE(dae_bits_more_data),
	{}
};

static struct kunit_suite dae_bits_suite = {
	.name = "dae_bits",
	.test_cases = dae_bits_cases,
};

kunit_test_suite(dae_bits_suite);
