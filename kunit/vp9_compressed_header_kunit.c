// SPDX-License-Identifier: GPL-2.0
/*
 * Compressed headers from a writer that follows the syntax tables of the VP9
 * bitstream specification 6.3 one probability at a time.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "vp9/vp9_compressed_header.h"
#include "dae_check.h"
#include "vp9_bool_writer.h"

/**
 * struct header_test - state of a test
 * @w: encoder
 * @p: what the syntax depends on
 * @tx_mode: of the header
 * @mode: of the header
 * @seed: of what is written
 * @rare: of so many probabilities, one changes
 * @delta: what is written next, counts up; if not negative, in place of a random one
 * @map: inv_map_table
 * @probs: before the header, then the result
 * @want: after the header
 */
struct header_test {
	struct vp9_bool_writer w;
	struct vp9_compressed_params p;
	enum vp9_tx_mode tx_mode;
	enum vp9_reference_mode mode;
	u32 seed;
	u32 rare;
	int delta;
	u8 map[255];
	struct vp9_probs probs;
	struct vp9_probs want;
};

static u32 header_random(struct header_test *t, u32 below)
{
	return (dae_rnd(&t->seed) >> 8) % below;
}

/* 6.3.5: every 13th value, from 7; then all others in order; the last one twice. */
static void header_map(struct header_test *t)
{
	u32 value, num = 0;

	for (value = 7; value < 255; value += 13)
		t->map[num++] = value;
	for (value = 1; value < 254; value++)
		if (value % 13 != 7)
			t->map[num++] = value;
	t->map[num] = 253;
}

static struct header_test *header_test_alloc(struct kunit *test)
{
	struct header_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	header_map(t);
	return t;
}

/* Any probabilities, and no change of them so far */
static void header_start(struct header_test *t, u32 seed)
{
	u32 i;

	t->seed = seed;
	t->delta = -1;
	for (i = 0; i < sizeof(t->probs); i++)
		((u8 *)&t->probs)[i] = 1 + header_random(t, 255);
	t->want = t->probs;
	vp9_put_start(&t->w, 0);
}

/* 6.3.6 */
static int header_recenter(int v, int m)
{
	if (v > m << 1)
		return v;
	return v & 1 ? m - ((v + 1) >> 1) : m + (v >> 1);
}

/* 6.3.4 */
static void header_put_subexp(struct header_test *t, u32 delta)
{
	vp9_put_literal(&t->w, delta >= 16, 1);
	if (delta < 16) {
		vp9_put_literal(&t->w, delta, 4);
		return;
	}
	vp9_put_literal(&t->w, delta >= 32, 1);
	if (delta < 32) {
		vp9_put_literal(&t->w, delta - 16, 4);
		return;
	}
	vp9_put_literal(&t->w, delta >= 64, 1);
	if (delta < 64) {
		vp9_put_literal(&t->w, delta - 32, 5);
		return;
	}
	if (delta < 64 + 65) {
		vp9_put_literal(&t->w, delta - 64, 7);
		return;
	}
	/* 2 * v - 1 + bit */
	vp9_put_literal(&t->w, (delta + 1) >> 1, 7);
	vp9_put_literal(&t->w, (delta + 1) & 1, 1);
}

/* 6.3.3 and 6.3.5 */
static void header_put_diff(struct header_test *t, u8 *prob)
{
	const bool update = t->delta >= 0 ? t->delta < 255 : !header_random(t, t->rare);
	int delta, v, m;

	vp9_put_bool(&t->w, update, 252);
	if (!update)
		return;
	delta = t->delta >= 0 ? t->delta++ : header_random(t, 255);
	header_put_subexp(t, delta);
	v = t->map[delta];
	m = *prob - 1;
	if (m << 1 <= 255)
		*prob = 1 + header_recenter(v, m);
	else
		*prob = 255 - header_recenter(v, 254 - m);
}

/* 6.3.17 */
static void header_put_mv(struct header_test *t, u8 *prob)
{
	const bool update = !header_random(t, t->rare);

	vp9_put_bool(&t->w, update, 252);
	if (!update)
		return;
	*prob = header_random(t, 128) << 1 | 1;
	vp9_put_literal(&t->w, *prob >> 1, 7);
}

/* 6.3.1 and 6.3.2 */
static void header_put_tx(struct header_test *t)
{
	u32 i, j;

	if (t->p.lossless)
		return;
	vp9_put_literal(&t->w, min(t->tx_mode, 3), 2);
	if (t->tx_mode >= VP9_ALLOW_32X32)
		vp9_put_literal(&t->w, t->tx_mode == VP9_TX_MODE_SELECT, 1);
	if (t->tx_mode != VP9_TX_MODE_SELECT)
		return;
	for (i = 0; i < 2; i++)
		header_put_diff(t, &t->want.tx8[i][0]);
	for (i = 0; i < 2; i++)
		for (j = 0; j < 2; j++)
			header_put_diff(t, &t->want.tx16[i][j]);
	for (i = 0; i < 2; i++)
		for (j = 0; j < 3; j++)
			header_put_diff(t, &t->want.tx32[i][j]);
}

/* 6.3.7 */
static void header_put_coefs(struct header_test *t)
{
	static const u8 sizes[] = { 1, 2, 3, 4, 4 };
	u32 tx, i;

	for (tx = 0; tx < sizes[t->tx_mode]; tx++) {
		const bool update = t->delta >= 0 || header_random(t, 4);

		vp9_put_literal(&t->w, update, 1);
		for (i = 0; update && i < 2 * 2 * 6 * 6 * 3; i++)
			/* Band 0 has 3 contexts. */
			if (i / 18 % 6 || i / 3 % 6 < 3)
				header_put_diff(t, &t->want.coef[tx][0][0][0][0][0] + i);
	}
}

/* 6.3.12 and 6.3.13 */
static void header_put_refs(struct header_test *t)
{
	u32 i;

	if (t->p.compound_reference_allowed) {
		vp9_put_literal(&t->w, t->mode != VP9_SINGLE_REFERENCE, 1);
		if (t->mode != VP9_SINGLE_REFERENCE)
			vp9_put_literal(&t->w, t->mode == VP9_REFERENCE_MODE_SELECT, 1);
	}
	if (t->mode == VP9_REFERENCE_MODE_SELECT)
		for (i = 0; i < 5; i++)
			header_put_diff(t, &t->want.comp_mode[i]);
	if (t->mode != VP9_COMPOUND_REFERENCE) {
		for (i = 0; i < 5; i++) {
			header_put_diff(t, &t->want.single_ref[i][0]);
			header_put_diff(t, &t->want.single_ref[i][1]);
		}
	}
	if (t->mode != VP9_SINGLE_REFERENCE)
		for (i = 0; i < 5; i++)
			header_put_diff(t, &t->want.comp_ref[i]);
}

/* 6.3.16 */
static void header_put_mvs(struct header_test *t)
{
	u32 i, j, k;

	for (j = 0; j < 3; j++)
		header_put_mv(t, &t->want.mv_joint[j]);
	for (i = 0; i < 2; i++) {
		header_put_mv(t, &t->want.mv_sign[i]);
		for (j = 0; j < 10; j++)
			header_put_mv(t, &t->want.mv_class[i][j]);
		header_put_mv(t, &t->want.mv_class0_bit[i]);
		for (j = 0; j < 10; j++)
			header_put_mv(t, &t->want.mv_bits[i][j]);
	}
	for (i = 0; i < 2; i++) {
		for (j = 0; j < 2; j++)
			for (k = 0; k < 3; k++)
				header_put_mv(t, &t->want.mv_class0_fr[i][j][k]);
		for (k = 0; k < 3; k++)
			header_put_mv(t, &t->want.mv_fr[i][k]);
	}
	if (!t->p.allow_high_precision_mv)
		return;
	for (i = 0; i < 2; i++) {
		header_put_mv(t, &t->want.mv_class0_hp[i]);
		header_put_mv(t, &t->want.mv_hp[i]);
	}
}

/* What frames with references have */
static void header_put_inter(struct header_test *t)
{
	u32 i, j;

	for (i = 0; i < 7; i++)
		for (j = 0; j < 3; j++)
			header_put_diff(t, &t->want.inter_mode[i][j]);
	for (i = 0; t->p.interp_filter_switchable && i < 4; i++)
		for (j = 0; j < 2; j++)
			header_put_diff(t, &t->want.interp_filter[i][j]);
	for (i = 0; i < 4; i++)
		header_put_diff(t, &t->want.is_inter[i]);
	header_put_refs(t);
	for (i = 0; i < 4; i++)
		for (j = 0; j < 9; j++)
			header_put_diff(t, &t->want.y_mode[i][j]);
	for (i = 0; i < 16; i++)
		for (j = 0; j < 3; j++)
			header_put_diff(t, &t->want.partition[i][j]);
	header_put_mvs(t);
}

/* Writes a header; returns its length. */
static u32 header_put(struct header_test *t)
{
	u32 i;

	header_put_tx(t);
	header_put_coefs(t);
	for (i = 0; i < 3; i++)
		header_put_diff(t, &t->want.skip[i]);
	if (!t->p.frame_is_intra)
		header_put_inter(t);
	return vp9_put_bytes(&t->w);
}

static int header_parse(struct kunit *test, struct header_test *t, u32 bytes,
			enum vp9_tx_mode *tx_mode, enum vp9_reference_mode *mode)
{
	/* Exactly as long as the data, so that KASAN sees who reads too far. */
	u8 *data = kunit_kmalloc(test, bytes, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, data);
	memcpy(data, t->w.data, bytes);
	return vp9_compressed_header(data, bytes, &t->p, &t->probs, tx_mode, mode);
}

/* Parses what header_put() has written, and compares all results. */
static void header_check(struct kunit *test, struct header_test *t, u32 bytes)
{
	enum vp9_reference_mode mode;
	enum vp9_tx_mode tx_mode;
	u32 i;

	KUNIT_ASSERT_FALSE(test, t->w.full);
	KUNIT_ASSERT_EQ(test, header_parse(test, t, bytes, &tx_mode, &mode), 0);
	KUNIT_ASSERT_EQ(test, tx_mode, t->tx_mode);
	KUNIT_ASSERT_EQ(test, mode, t->mode);
	for (i = 0; i < sizeof(t->want); i++)
		KUNIT_ASSERT_EQ_MSG(test, ((u8 *)&t->probs)[i], ((u8 *)&t->want)[i],
				    "byte %u of the probabilities", i);
}

/* Combination @n of everything; false after the last one. */
static bool header_combination(struct header_test *t, u32 n)
{
	header_start(t, n + 1);
	t->p.frame_is_intra = dae_pick(&n, 2);
	t->p.interp_filter_switchable = dae_pick(&n, 2);
	t->p.allow_high_precision_mv = dae_pick(&n, 2);
	t->tx_mode = dae_pick(&n, VP9_TX_MODE_SELECT + 1);
	t->mode = dae_pick(&n, VP9_REFERENCE_MODE_SELECT + 1);
	t->p.lossless = t->tx_mode == VP9_ONLY_4X4 && dae_pick(&n, 2);
	t->p.compound_reference_allowed = t->mode != VP9_SINGLE_REFERENCE || dae_pick(&n, 2);
	t->rare = 1 + 4 * dae_pick(&n, 2);
	if (t->p.frame_is_intra)
		t->mode = VP9_SINGLE_REFERENCE;
	return !n;
}

static void header_round_trip(struct kunit *test)
{
	struct header_test *t = header_test_alloc(test);
	u32 n;

	/* Some appear twice, as not all digits are used by all combinations. */
	for (n = 0; n < 2 * 2 * 2 * 5 * 3 * 2 * 2 * 2; n++)
		if (header_combination(t, n))
			header_check(test, t, header_put(t));
}

/* All differences from all probabilities: the 4x4 coefficients have enough of them. */
static void header_differences(struct kunit *test)
{
	struct header_test *t = header_test_alloc(test);
	u32 prob;

	for (prob = 1; prob < 256; prob++) {
		header_start(t, 1);
		t->p = (struct vp9_compressed_params){ .lossless = true, .frame_is_intra = true };
		t->delta = 0;
		memset(t->probs.coef, prob, sizeof(t->probs.coef));
		memset(t->want.coef, prob, sizeof(t->want.coef));
		header_check(test, t, header_put(t));
		KUNIT_ASSERT_EQ(test, t->delta, 255);
	}
}

static void header_damaged(struct kunit *test)
{
	struct header_test *t = header_test_alloc(test);
	enum vp9_reference_mode mode;
	enum vp9_tx_mode tx_mode;
	u32 n, bytes, cut;

	for (n = 0; n < 240; n += 7) {
		header_combination(t, n);
		bytes = header_put(t);
		for (cut = 0; cut < bytes; cut += 1 + cut / 8)
			KUNIT_EXPECT_EQ_MSG(test, header_parse(test, t, cut, &tx_mode, &mode),
					    -EINVAL, "%u of %u bytes", cut, bytes);
		KUNIT_EXPECT_EQ(test, header_parse(test, t, bytes - 1, &tx_mode, &mode), -EINVAL);
		KUNIT_EXPECT_EQ(test, header_parse(test, t, bytes, &tx_mode, &mode), 0);
		/* The marker */
		t->w.data[0] |= 0x80;
		KUNIT_EXPECT_EQ(test, header_parse(test, t, bytes, &tx_mode, &mode), -EINVAL);
	}
}

/* Whatever the bytes are, no probability becomes 0. */
static void header_any_data(struct kunit *test)
{
	struct header_test *t = header_test_alloc(test);
	enum vp9_reference_mode mode;
	enum vp9_tx_mode tx_mode;
	u32 n, i;

	for (n = 0; n < 2000; n++) {
		header_combination(t, n);
		for (i = 0; i < 600; i++)
			t->w.data[i] = header_random(t, 256) | (n & 1 ? 0xe0 : 0);
		t->w.data[0] &= 0x7f;
		header_parse(test, t, 1 + header_random(t, 600), &tx_mode, &mode);
		KUNIT_ASSERT_LE(test, tx_mode, VP9_TX_MODE_SELECT);
		KUNIT_ASSERT_LE(test, mode, VP9_REFERENCE_MODE_SELECT);
		KUNIT_ASSERT_TRUE(test, !memchr(&t->probs, 0, sizeof(t->probs)));
	}
}

static struct kunit_case header_cases[] = {
	KUNIT_CASE(header_round_trip),
	KUNIT_CASE(header_differences),
	KUNIT_CASE(header_damaged),
	KUNIT_CASE(header_any_data),
	{}
};

static struct kunit_suite header_suite = {
	.name = "vp9_compressed_header",
	.test_cases = header_cases,
};

kunit_test_suite(header_suite);
