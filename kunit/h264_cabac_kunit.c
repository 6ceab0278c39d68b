// SPDX-License-Identifier: GPL-2.0
/*
 * The CABAC engine against an encoder and a decoder that follow the flow charts
 * of H.264 9.3.4.2 and 9.3.3.2 bit by bit, with a transition table of their own.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "h264/h264_cabac.h"
#include "dae_check.h"
#include "h264_cabac_encoder.h"

#define CABAC_TEST_BINS		6000

/**
 * struct cabac_slow - the decoder of the standard
 * @data: what it reads
 * @bytes: its length; zeros follow
 * @pos: bits read
 * @range: codIRange
 * @offset: codIOffset
 * @state: pStateIdx << 1 | valMPS
 */
struct cabac_slow {
	const u8 *data;
	u32 bytes;
	u32 pos;
	u32 range;
	u32 offset;
	u8 state[H264_CABAC_CONTEXTS];
};

/**
 * struct cabac_test - state of a test
 * @e: the encoder
 * @cabac: decoder under test
 * @slow: decoder to compare it with
 * @ctx: of each bin
 * @bin: value of each bin
 */
struct cabac_test {
	struct h264_cabac_encoder e;
	struct h264_cabac cabac;
	struct cabac_slow slow;
	u16 ctx[CABAC_TEST_BINS];
	u8 bin[CABAC_TEST_BINS];
};

static u32 cabac_decode(struct cabac_test *t, u32 ctx)
{
	if (ctx == H264_ENCODE_BYPASS)
		return h264_cabac_bypass(&t->cabac);
	if (ctx == H264_ENCODE_TERMINATE)
		return h264_cabac_terminate(&t->cabac);
	return h264_cabac_decision(&t->cabac, ctx);
}

static u32 cabac_slow_bit(struct cabac_slow *d)
{
	const u32 pos = d->pos++;

	return pos < 8 * d->bytes ? d->data[pos / 8] >> (7 - pos % 8) & 1 : 0;
}

/* 9.3.1.2 */
static void cabac_slow_start(struct cabac_slow *d, const u8 *data, u32 bytes)
{
	d->data = data;
	d->bytes = bytes;
	d->pos = 0;
	d->range = 510;
	d->offset = 0;
	while (d->pos < 9)
		d->offset = d->offset << 1 | cabac_slow_bit(d);
}

/* RenormD */
static void cabac_slow_renorm(struct cabac_slow *d)
{
	while (d->range < 256) {
		d->range <<= 1;
		d->offset = d->offset << 1 | cabac_slow_bit(d);
	}
}

/* DecodeDecision, DecodeBypass and DecodeTerminate */
static u32 cabac_slow_decode(struct cabac_slow *d, u32 ctx)
{
	u32 bin, lps;

	if (ctx == H264_ENCODE_BYPASS) {
		d->offset = d->offset << 1 | cabac_slow_bit(d);
		bin = d->offset >= d->range;
		d->offset -= bin ? d->range : 0;
		return bin;
	}
	if (ctx == H264_ENCODE_TERMINATE) {
		d->range -= 2;
		if (d->offset >= d->range)
			return 1;
		cabac_slow_renorm(d);
		return 0;
	}
	bin = d->state[ctx] & 1;
	lps = h264_cabac_steps[d->state[ctx]].lps[d->range >> 6 & 3];
	d->range -= lps;
	if (d->offset >= d->range) {
		bin = !bin;
		d->offset -= d->range;
		d->range = lps;
	}
	d->state[ctx] = h264_cabac_encoder_next(d->state[ctx], bin != (d->state[ctx] & 1));
	cabac_slow_renorm(d);
	return bin;
}

static struct cabac_test *cabac_test_alloc(struct kunit *test)
{
	struct cabac_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

/*
 * Encodes random bins, of which one in @rare is 1, over some contexts, and a
 * terminating one.  Returns the bytes written.
 */
static u32 cabac_encode_random(struct cabac_test *t, u32 num, u32 rare, u32 seed)
{
	u32 i;

	h264_cabac_encoder_start(&t->e);
	memcpy(t->e.state, t->cabac.state, sizeof(t->e.state));
	for (i = 0; i < num; i++) {
		const u32 kind = dae_rnd(&seed) % 16;

		t->ctx[i] = kind < 10 ? dae_rnd(&seed) % H264_CABAC_CONTEXTS :
			    kind < 15 ? H264_ENCODE_BYPASS : H264_ENCODE_TERMINATE;
		t->bin[i] = t->ctx[i] != H264_ENCODE_TERMINATE && dae_rnd(&seed) % rare == 0;
		h264_cabac_encode(&t->e, t->ctx[i], t->bin[i]);
	}
	h264_cabac_encode(&t->e, H264_ENCODE_TERMINATE, 1);
	return (t->e.w.bits + 7) / 8;
}

static void cabac_round_trip(struct kunit *test)
{
	struct cabac_test *t = cabac_test_alloc(test);
	u32 seed, i;

	for (seed = 1; seed <= 40; seed++) {
		const u32 num = CABAC_TEST_BINS / 40 * seed;
		u32 bytes;

		t->e.w = (struct h264_writer){};
		h264_cabac_init_contexts(&t->cabac, seed % 4, seed * 13 % 52);
		bytes = cabac_encode_random(t, num, 2 + seed % 5 * 4, seed);
		KUNIT_ASSERT_LT(test, bytes, H264_WRITER_BYTES);

		h264_cabac_start(&t->cabac, t->e.w.data, bytes);
		for (i = 0; i < num; i++)
			KUNIT_ASSERT_EQ_MSG(test, cabac_decode(t, t->ctx[i]), t->bin[i],
					    "seed %u, bin %u, ctx %u", seed, i, t->ctx[i]);
		KUNIT_EXPECT_FALSE(test, h264_cabac_overrun(&t->cabac));
		KUNIT_EXPECT_EQ(test, h264_cabac_terminate(&t->cabac), 1);
		/* I_PCM and what follows a slice start where the encoder has stopped. */
		KUNIT_EXPECT_EQ(test, h264_cabac_pos(&t->cabac), t->e.w.bits);
		KUNIT_EXPECT_MEMEQ(test, t->cabac.state, t->e.state, sizeof(t->e.state));
	}
}

/* Any bytes are bins until one terminates, also after their end. */
static void cabac_any_data(struct kunit *test)
{
	struct cabac_test *t = cabac_test_alloc(test);
	u32 seed, bytes, i;

	for (bytes = 0; bytes < 160; bytes++) {
		/* Exactly as long as the data, so that KASAN sees who reads too far. */
		u8 *data = kunit_kmalloc(test, max(bytes, 1u), GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, data);
		seed = bytes + 1;
		for (i = 0; i < bytes; i++)
			data[i] = dae_rnd(&seed) >> 8;
		h264_cabac_init_contexts(&t->cabac, bytes % 4, bytes % 52);
		memcpy(t->slow.state, t->cabac.state, sizeof(t->slow.state));
		h264_cabac_start(&t->cabac, data, bytes);
		cabac_slow_start(&t->slow, data, bytes);
		for (i = 0; i < 2000; i++) {
			const u32 kind = dae_rnd(&seed) % 64;
			const u32 ctx = kind < 40 ? dae_rnd(&seed) % H264_CABAC_CONTEXTS :
					kind < 63 ? H264_ENCODE_BYPASS : H264_ENCODE_TERMINATE;
			const u32 bin = cabac_slow_decode(&t->slow, ctx);

			KUNIT_ASSERT_EQ_MSG(test, cabac_decode(t, ctx), bin,
					    "%u bytes, bin %u, ctx %u", bytes, i, ctx);
			KUNIT_ASSERT_EQ(test, h264_cabac_pos(&t->cabac), t->slow.pos);
			KUNIT_ASSERT_EQ(test, h264_cabac_overrun(&t->cabac),
					t->slow.pos > 8 * bytes);
			if (ctx == H264_ENCODE_TERMINATE && bin)
				break;
		}
		KUNIT_EXPECT_MEMEQ(test, t->cabac.state, t->slow.state, sizeof(t->slow.state));
	}
}

/* All of one value: the states at both ends, and long runs of outstanding bits. */
static void cabac_one_sided(struct kunit *test)
{
	struct cabac_test *t = cabac_test_alloc(test);
	u32 value, i;

	for (value = 0; value < 2; value++) {
		t->e.w = (struct h264_writer){};
		memset(t->cabac.state, 0, sizeof(t->cabac.state));
		memset(t->e.state, 0, sizeof(t->e.state));
		h264_cabac_encoder_start(&t->e);
		for (i = 0; i < 4000; i++)
			h264_cabac_encode(&t->e, i % 3, value);
		for (i = 0; i < 8; i++)
			h264_cabac_encode(&t->e, i % 3, !value);
		h264_cabac_encode(&t->e, H264_ENCODE_TERMINATE, 1);

		h264_cabac_start(&t->cabac, t->e.w.data, (t->e.w.bits + 7) / 8);
		for (i = 0; i < 4000; i++)
			KUNIT_ASSERT_EQ(test, cabac_decode(t, i % 3), value);
		for (i = 0; i < 8; i++)
			KUNIT_ASSERT_EQ(test, cabac_decode(t, i % 3), !value);
		KUNIT_EXPECT_EQ(test, h264_cabac_terminate(&t->cabac), 1);
	}
}

/* Data that ends early gives bins for ever, and is found out. */
static void cabac_truncated(struct kunit *test)
{
	struct cabac_test *t = cabac_test_alloc(test);
	u32 bytes, cut, i;

	h264_cabac_init_contexts(&t->cabac, 0, 30);
	bytes = cabac_encode_random(t, 1000, 2, 99);
	for (cut = 0; cut < 40; cut++) {
		/* Exactly as long as the data, so that KASAN sees who reads too far. */
		u8 *data = kunit_kmalloc(test, max(cut, 1u), GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, data);
		KUNIT_ASSERT_LT(test, cut, bytes);
		memcpy(data, t->e.w.data, cut);
		h264_cabac_init_contexts(&t->cabac, 0, 30);
		h264_cabac_start(&t->cabac, data, cut);
		for (i = 0; i < 1000; i++)
			cabac_decode(t, t->ctx[i]);
		KUNIT_EXPECT_TRUE(test, h264_cabac_overrun(&t->cabac));
	}
}

/* State of a context with @m and @n at @qp (9-5), pStateIdx << 1 | valMPS. */
static u8 cabac_state_of(int m, int n, int qp)
{
	int pre = ((m * qp) >> 4) + n;

	pre = pre < 1 ? 1 : pre > 126 ? 126 : pre;
	return pre > 63 ? (pre - 64) << 1 | 1 : (63 - pre) << 1;
}

/* (9-5): preCtxState is within 1..126 for all contexts and QPs. */
static void cabac_init(struct kunit *test)
{
	struct cabac_test *t = cabac_test_alloc(test);
	u32 idc, i;
	int qp;

	for (idc = 0; idc < 4; idc++) {
		for (qp = 0; qp < 52; qp++) {
			h264_cabac_init_contexts(&t->cabac, idc, qp);
			for (i = 0; i < H264_CABAC_TABLED; i++) {
				const s8 *mn = h264_cabac_init_mn[idc][i];

				KUNIT_ASSERT_EQ(test, t->cabac.state[i],
						cabac_state_of(mn[0], mn[1], qp));
			}
		}
	}
}

/* Some values of Tables 9-12 to 9-33, spread over all of them: idc, ctxIdx, m, n */
static void cabac_init_values(struct kunit *test)
{
	static const s16 known[][4] = {
		{ 3, 0, 20, -15 }, { 3, 3, 20, -15 }, { 3, 10, 7, 51 }, { 0, 11, 23, 33 },
		{ 1, 13, 16, 0 }, { 0, 20, 1, 62 }, { 0, 24, 18, 64 }, { 1, 39, 8, 43 },
		{ 0, 40, -3, 69 }, { 1, 53, -5, 95 }, { 0, 54, -7, 67 }, { 3, 60, 0, 41 },
		{ 3, 69, 3, 62 }, { 3, 73, -17, 127 }, { 0, 85, -7, 92 }, { 1, 104, -9, 88 },
		{ 3, 105, -7, 93 }, { 1, 165, 0, 89 }, { 3, 166, 24, 0 }, { 1, 226, -10, 116 },
		{ 3, 227, -3, 71 }, { 3, 275, -14, 97 }, { 1, 277, -21, 126 },
		{ 1, 337, 18, 50 }, { 0, 398, 11, 86 }, { 3, 399, 31, 21 }, { 3, 402, -17, 120 },
		{ 3, 417, 23, -13 }, { 3, 426, -3, 75 }, { 3, 436, -14, 106 },
		{ 0, 402, -4, 79 }, { 1, 399, 25, 32 }, { 2, 459, 20, 64 },
		/* First and last ones of the runs above 459. */
		{ 3, 460, -17, 123 }, { 3, 471, -30, 127 }, { 3, 472, -17, 123 },
		{ 3, 483, -30, 127 }, { 3, 484, -7, 93 }, { 3, 527, 18, 59 }, { 3, 528, -7, 93 },
		{ 3, 571, 18, 59 }, { 3, 572, 24, 0 }, { 3, 615, 41, 17 }, { 3, 616, 24, 0 },
		{ 3, 659, 41, 17 }, { 3, 660, -17, 120 }, { 3, 674, -11, 74 },
		{ 3, 675, -14, 106 }, { 3, 689, 2, 59 }, { 3, 690, 23, -13 }, { 3, 698, 19, 82 },
		{ 3, 699, 21, -10 }, { 3, 707, 14, 67 }, { 3, 708, -3, 75 }, { 3, 717, -9, 92 },
		{ 3, 718, -17, 120 }, { 3, 733, -14, 106 }, { 3, 748, 23, -13 },
		{ 3, 757, 21, -10 }, { 3, 766, -3, 75 }, { 3, 775, -9, 92 }, { 3, 776, -6, 93 },
		{ 3, 819, -1, 83 }, { 3, 820, -6, 93 }, { 3, 863, -1, 83 }, { 3, 864, 15, 6 },
		{ 3, 907, 13, 58 }, { 3, 908, 15, 6 }, { 3, 951, 13, 58 }, { 3, 952, -3, 71 },
		{ 3, 982, -3, 71 }, { 3, 1012, -3, 70 }, { 3, 1015, -30, 127 },
		{ 3, 1016, -3, 70 }, { 3, 1020, -3, 70 }, { 3, 1023, -30, 127 },
	};
	struct cabac_test *t = cabac_test_alloc(test);
	unsigned int i;
	int qp;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		for (qp = 0; qp < 52; qp += 17) {
			h264_cabac_init_contexts(&t->cabac, known[i][0], qp);
			KUNIT_EXPECT_EQ_MSG(test, t->cabac.state[known[i][1]],
					    cabac_state_of(known[i][2], known[i][3], qp),
					    "ctxIdx %d, QP %d", known[i][1], qp);
		}
	}
}

/*
 * rangeTabLPS is the probability of the state, which falls from 1/2 by the same
 * factor to 3/160, of the middle of the quarter of ranges, less a rounding; a
 * range of 256 has to keep half for the other symbol.
 */
static void cabac_range_table(struct kunit *test)
{
	/* (3/80)^(1/63) */
	const u64 factor = 4076856611ULL;
	u64 probability = 1ULL << 31;
	u32 state, q;

	for (state = 0; state < 63; state++) {
		for (q = 0; q < 4; q++) {
			const u32 want = probability * (288 + 64 * q) >> 32;
			const u32 lps = h264_cabac_steps[2 * state + 1].lps[q];

			KUNIT_EXPECT_GE_MSG(test, lps, q ? want : min(want, 128u), "state %u",
					    state);
			KUNIT_EXPECT_LE_MSG(test, lps, q ? want + 1 : min(want + 1, 128u),
					    "state %u", state);
		}
		probability = probability * factor >> 32;
	}
	for (q = 0; q < 4; q++)
		KUNIT_EXPECT_EQ(test, h264_cabac_steps[126].lps[q], 2);
}

/* Some rows of Table 9-44 */
static void cabac_range_rows(struct kunit *test)
{
	static const u8 known[][5] = {
		{ 0, 128, 176, 208, 240 }, { 1, 128, 167, 197, 227 }, { 3, 123, 150, 178, 205 },
		{ 10, 85, 104, 123, 142 }, { 20, 51, 62, 73, 85 }, { 35, 23, 28, 33, 39 },
		{ 48, 12, 14, 17, 20 }, { 61, 6, 7, 9, 10 }, { 62, 6, 7, 8, 9 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		KUNIT_EXPECT_MEMEQ(test, h264_cabac_steps[2 * known[i][0]].lps, known[i] + 1, 4);
}

static void cabac_next_table(struct kunit *test)
{
	u32 state, lps;

	for (state = 0; state < 128; state++)
		for (lps = 0; lps < 2; lps++)
			KUNIT_EXPECT_EQ_MSG(test, h264_cabac_steps[state].next[lps],
					    h264_cabac_encoder_next(state, lps), "state %u, %u",
					    state, lps);
}

static struct kunit_case cabac_cases[] = {
	KUNIT_CASE(cabac_round_trip),
	KUNIT_CASE(cabac_any_data),
	KUNIT_CASE(cabac_one_sided),
	KUNIT_CASE(cabac_truncated),
	KUNIT_CASE(cabac_init),
	KUNIT_CASE(cabac_init_values),
	KUNIT_CASE(cabac_range_table),
	KUNIT_CASE(cabac_range_rows),
	KUNIT_CASE(cabac_next_table),
	{}
};

static struct kunit_suite cabac_suite = {
	.name = "h264_cabac",
	.test_cases = cabac_cases,
};

kunit_test_suite(cabac_suite);
