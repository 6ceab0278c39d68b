// SPDX-License-Identifier: GPL-2.0
/*
 * Adaptation of probabilities against the processes of the VP9 bitstream
 * specification 8.4, which go through trees recursively.
 */
#include <kunit/test.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "vp9/vp9_tables.h"
#include "dae_check.h"

/**
 * struct probs_test - state of a test
 * @prev: saved probabilities
 * @probs: those of the frame, then the result
 * @want: the result of the model
 * @counts: of the frame
 */
struct probs_test {
	struct vp9_probs prev;
	struct vp9_probs probs;
	struct vp9_probs want;
	struct vp9_counts counts;
};

/* The rates that merge_prob is called with */
struct probs_rate {
	u32 count_sat;
	u32 max_update;
};

static const struct probs_rate probs_mode_rate = { 20, 128 };

/* 8.4.1 */
static u8 probs_merge(u8 pre, u64 ct0, u64 ct1, const struct probs_rate *rate)
{
	const u64 den = ct0 + ct1;
	u32 prob = 128, count = rate->count_sat, factor;

	if (den)
		prob = min_t(u64, 255, max_t(u64, 1, div_u64(ct0 * 256 + den / 2, den)));
	if (den < count)
		count = den;
	factor = rate->max_update * count / rate->count_sat;
	return (pre * (256 - factor) + prob * factor + 128) / 256;
}

/* 8.4.2 */
static u32 probs_merge_tree(const s8 *tree, int i, u8 *probs, const u32 *counts,
			    const struct probs_rate *rate)
{
	u32 count[2], k;

	for (k = 0; k < 2; k++) {
		const int next = tree[i + k];

		count[k] = next <= 0 ? counts[-next] :
			   probs_merge_tree(tree, next, probs, counts, rate);
	}
	probs[i / 2] = probs_merge(probs[i / 2], count[0], count[1], rate);
	return count[0] + count[1];
}

static struct probs_test *probs_test_alloc(struct kunit *test)
{
	struct probs_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

/* Any probabilities; of counts none, few, enough, and very many */
static void probs_fill(struct probs_test *t, u32 seed)
{
	static const u8 shift[] = { 32, 31, 28, 26, 4 };
	u32 *counts = (u32 *)&t->counts;
	u32 i;

	for (i = 0; i < sizeof(t->prev); i++) {
		((u8 *)&t->prev)[i] = 1 + (dae_rnd(&seed) >> 8) % 255;
		((u8 *)&t->probs)[i] = 1 + (dae_rnd(&seed) >> 8) % 255;
	}
	for (i = 0; i < sizeof(t->counts) / sizeof(*counts); i++)
		counts[i] = (u64)dae_rnd(&seed) >>
			    shift[(dae_rnd(&seed) >> 8) % ARRAY_SIZE(shift)];
	t->want = t->probs;
}

/* One field of @t: [number of trees][pairs], and counts: [number][pairs + 1] */
static void probs_model(struct probs_test *t, u8 *want, const u32 *counts, u32 num, u32 pairs,
			const s8 *tree)
{
	const size_t at = want - (u8 *)&t->want;
	u32 i;

	memcpy(want, (u8 *)&t->prev + at, num * pairs);
	for (i = 0; i < num; i++)
		probs_merge_tree(tree, 0, want + i * pairs, counts + i * (pairs + 1),
				 &probs_mode_rate);
}

#define PROBS_MODEL(t, field, pairs, tree)						\
	do {										\
		static_assert(sizeof((t)->want.field) / (pairs) * ((pairs) + 1) * 4 ==	\
			      sizeof((t)->counts.field));				\
		probs_model(t, (u8 *)&(t)->want.field, (u32 *)&(t)->counts.field,	\
			    sizeof((t)->want.field) / (pairs), pairs, tree);		\
	} while (0)

/* 8.4.4 */
static void probs_noncoef_model(struct probs_test *t, enum vp9_interp_filter filter,
				enum vp9_tx_mode tx_mode, bool allow_hp)
{
	static const s8 binary[] = { 0, -1 };

	PROBS_MODEL(t, is_inter, 1, binary);
	PROBS_MODEL(t, comp_mode, 1, binary);
	PROBS_MODEL(t, comp_ref, 1, binary);
	PROBS_MODEL(t, single_ref, 1, binary);
	PROBS_MODEL(t, inter_mode, 3, vp9_inter_mode_tree);
	PROBS_MODEL(t, y_mode, 9, vp9_intra_mode_tree);
	PROBS_MODEL(t, uv_mode, 9, vp9_intra_mode_tree);
	PROBS_MODEL(t, partition, 3, vp9_partition_tree);
	PROBS_MODEL(t, skip, 1, binary);
	if (filter == VP9_SWITCHABLE)
		PROBS_MODEL(t, interp_filter, 2, vp9_interp_filter_tree);
	if (tx_mode == VP9_TX_MODE_SELECT) {
		PROBS_MODEL(t, tx8, 1, vp9_tx_size_tree[VP9_TX_8X8]);
		PROBS_MODEL(t, tx16, 2, vp9_tx_size_tree[VP9_TX_16X16]);
		PROBS_MODEL(t, tx32, 3, vp9_tx_size_tree[VP9_TX_32X32]);
	}
	PROBS_MODEL(t, mv_joint, 3, vp9_mv_joint_tree);
	PROBS_MODEL(t, mv_sign, 1, binary);
	PROBS_MODEL(t, mv_class, 10, vp9_mv_class_tree);
	PROBS_MODEL(t, mv_class0_bit, 1, binary);
	PROBS_MODEL(t, mv_bits, 1, binary);
	PROBS_MODEL(t, mv_class0_fr, 3, vp9_mv_fr_tree);
	PROBS_MODEL(t, mv_fr, 3, vp9_mv_fr_tree);
	if (allow_hp) {
		PROBS_MODEL(t, mv_class0_hp, 1, binary);
		PROBS_MODEL(t, mv_hp, 1, binary);
	}
}

/* 8.4.3 for context @i of all; the first pair of its tree of tokens is not used. */
static void probs_coef_model(struct probs_test *t, u32 i, const struct probs_rate *rate)
{
	static const s8 binary[] = { 0, -1 };
	static const s8 small_token[] = {
		0, 0, -VP9_ZERO_TOKEN, 4, -VP9_ONE_TOKEN, -VP9_TWO_TOKEN,
	};
	const struct vp9_coef_counts *counts = (struct vp9_coef_counts *)t->counts.coef + i;
	u8 *probs = (u8 *)t->want.coef + 3 * i;

	memcpy(probs, (u8 *)t->prev.coef + 3 * i, 3);
	probs_merge_tree(small_token, 2, probs, counts->token, rate);
	probs_merge_tree(binary, 0, probs, counts->more, rate);
}

static void probs_noncoefs(struct kunit *test)
{
	struct probs_test *t = probs_test_alloc(test);
	u32 combination, i, n;

	for (combination = 0;; combination++) {
		enum vp9_interp_filter filter;
		enum vp9_tx_mode tx_mode;
		bool allow_hp;

		n = combination;
		filter = dae_pick(&n, VP9_SWITCHABLE + 1);
		tx_mode = dae_pick(&n, VP9_TX_MODE_SELECT + 1);
		allow_hp = dae_pick(&n, 2);
		if (n)
			break;
		probs_fill(t, combination + 1);
		probs_noncoef_model(t, filter, tx_mode, allow_hp);
		vp9_adapt_noncoefs(&t->prev, &t->counts, filter, tx_mode, allow_hp, &t->probs);
		for (i = 0; i < sizeof(t->want); i++)
			KUNIT_ASSERT_EQ_MSG(test, ((u8 *)&t->probs)[i], ((u8 *)&t->want)[i],
					    "filter %u, tx_mode %u, hp %u, byte %u",
					    filter, tx_mode, allow_hp, i);
	}
}

static void probs_coefs(struct kunit *test)
{
	struct probs_test *t = probs_test_alloc(test);
	u32 combination, i;

	for (combination = 0; combination < 12; combination++) {
		const bool intra = combination & 1, after_key = combination & 2;
		const struct probs_rate rate = { 24, !intra && after_key ? 128 : 112 };

		probs_fill(t, combination + 1);
		for (i = 0; i < sizeof(t->want.coef) / 3; i++)
			/* Band 0 has 3 contexts. */
			if (i / 6 % 6 || i % 6 < 3)
				probs_coef_model(t, i, &rate);
		vp9_adapt_coefs(&t->prev, &t->counts, intra, after_key, &t->probs);
		for (i = 0; i < sizeof(t->want); i++)
			KUNIT_ASSERT_EQ_MSG(test, ((u8 *)&t->probs)[i], ((u8 *)&t->want)[i],
					    "intra %u, after_key %u, byte %u", intra, after_key, i);
	}
}

/* What nothing was counted for stays what it was before the frame. */
static void probs_no_counts(struct kunit *test)
{
	struct probs_test *t = probs_test_alloc(test);

	probs_fill(t, 1);
	memset(&t->counts, 0, sizeof(t->counts));
	vp9_probs_reset(&t->prev);
	/* As the contexts that band 0 lacks, which are never written. */
	memcpy(t->probs.coef, t->prev.coef, sizeof(t->prev.coef));
	vp9_adapt_coefs(&t->prev, &t->counts, false, true, &t->probs);
	vp9_adapt_noncoefs(&t->prev, &t->counts, VP9_SWITCHABLE, VP9_TX_MODE_SELECT, true,
			   &t->probs);
	KUNIT_EXPECT_MEMEQ(test, &t->probs, &vp9_default_probs, sizeof(t->probs));
}

static struct kunit_case probs_cases[] = {
	KUNIT_CASE(probs_noncoefs),
	KUNIT_CASE(probs_coefs),
	KUNIT_CASE(probs_no_counts),
	{}
};

static struct kunit_suite probs_suite = {
	.name = "vp9_probs",
	.test_cases = probs_cases,
};

kunit_test_suite(probs_suite);
