// SPDX-License-Identifier: GPL-2.0
/*
 * Backward adaptation of probabilities (VP9 bitstream specification 8.4): after a
 * frame, those that it started from move towards what was counted in it.
 */
#include <linux/array_size.h>
#include <linux/math64.h>
#include <linux/minmax.h>

#include "vp9_probs.h"
#include "vp9_tables.h"

/**
 * struct vp9_adapt_rate - how fast probabilities adapt
 * @count_sat: counts above change nothing
 * @max_update: weight of what was counted there, in 256ths
 */
struct vp9_adapt_rate {
	u32 count_sat;
	u32 max_update;
};

/* 8.4.4: COUNT_SAT, MAX_UPDATE_FACTOR */
static const struct vp9_adapt_rate vp9_adapt_rate_mode = { 20, 128 };
/* 8.4.3 */
static const struct vp9_adapt_rate vp9_adapt_rate_coef = { 24, 112 };
static const struct vp9_adapt_rate vp9_adapt_rate_after_key = { 24, 128 };

void vp9_probs_reset(struct vp9_probs *probs)
{
	*probs = vp9_default_probs;
}

/* 8.4.1; a picture has too few coefficients for the sum to wrap. */
static u8 vp9_merge_prob(u8 prev, u32 ct0, u32 ct1, const struct vp9_adapt_rate *rate)
{
	const u32 den = ct0 + ct1;
	u32 factor, prob;

	if (!den)
		return prev;
	prob = clamp_t(u32, div_u64(((u64)ct0 << 8) + (den >> 1), den), 1, 255);
	factor = rate->max_update * min(den, rate->count_sat) / rate->count_sat;
	return (prev * (256 - factor) + prob * factor + 128) >> 8;
}

static u8 vp9_adapt_bool(u8 prev, const u32 counts[2])
{
	return vp9_merge_prob(prev, counts[0], counts[1], &vp9_adapt_rate_mode);
}

static u32 vp9_adapt_count(s8 next, const u32 *counts, const u32 *sums)
{
	return next > 0 ? sums[next >> 1] : counts[-next];
}

/* 8.4.2 without recursion: what a pair refers to is always further on. */
static void vp9_adapt_tree(const s8 *tree, u32 pairs, const u8 *prev, const u32 *counts, u8 *probs)
{
	u32 sums[VP9_MV_CLASSES - 1];

	while (pairs--) {
		const u32 ct0 = vp9_adapt_count(tree[2 * pairs], counts, sums);
		const u32 ct1 = vp9_adapt_count(tree[2 * pairs + 1], counts, sums);

		probs[pairs] = vp9_merge_prob(prev[pairs], ct0, ct1, &vp9_adapt_rate_mode);
		sums[pairs] = ct0 + ct1;
	}
}

/* more_coefs, and the first two bits of token */
static void vp9_adapt_coef(const u8 prev[3], const struct vp9_coef_counts *counts,
			   const struct vp9_adapt_rate *rate, u8 probs[3])
{
	const u32 *token = counts->token;

	probs[0] = vp9_merge_prob(prev[0], counts->more[0], counts->more[1], rate);
	probs[1] = vp9_merge_prob(prev[1], token[0], token[1] + token[2], rate);
	probs[2] = vp9_merge_prob(prev[2], token[1], token[2], rate);
}

/* All contexts of one kind of block */
static void vp9_adapt_block(const u8 prev[6][6][3], const struct vp9_coef_counts counts[6][6],
			    const struct vp9_adapt_rate *rate, u8 probs[6][6][3])
{
	u32 band, ctx;

	for (band = 0; band < 6; band++)
		for (ctx = 0; ctx < (band ? 6 : 3); ctx++)
			vp9_adapt_coef(prev[band][ctx], &counts[band][ctx], rate,
				       probs[band][ctx]);
}

void vp9_adapt_coefs(const struct vp9_probs *prev, const struct vp9_counts *counts,
		     bool frame_is_intra, bool after_key, struct vp9_probs *probs)
{
	const struct vp9_adapt_rate *rate = &vp9_adapt_rate_coef;
	u32 tx, i, j;

	if (!frame_is_intra && after_key)
		rate = &vp9_adapt_rate_after_key;
	for (tx = 0; tx < VP9_TX_SIZES; tx++)
		for (i = 0; i < 2; i++)
			for (j = 0; j < 2; j++)
				vp9_adapt_block(prev->coef[tx][i][j], counts->coef[tx][i][j],
						rate, probs->coef[tx][i][j]);
}

static void vp9_adapt_refs(const struct vp9_probs *prev, const struct vp9_counts *counts,
			   struct vp9_probs *probs)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(probs->is_inter); i++)
		probs->is_inter[i] = vp9_adapt_bool(prev->is_inter[i], counts->is_inter[i]);
	for (i = 0; i < ARRAY_SIZE(probs->comp_mode); i++) {
		probs->comp_mode[i] = vp9_adapt_bool(prev->comp_mode[i], counts->comp_mode[i]);
		probs->comp_ref[i] = vp9_adapt_bool(prev->comp_ref[i], counts->comp_ref[i]);
		probs->single_ref[i][0] = vp9_adapt_bool(prev->single_ref[i][0],
							 counts->single_ref[i][0]);
		probs->single_ref[i][1] = vp9_adapt_bool(prev->single_ref[i][1],
							 counts->single_ref[i][1]);
	}
}

static void vp9_adapt_modes(const struct vp9_probs *prev, const struct vp9_counts *counts,
			    struct vp9_probs *probs)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(probs->inter_mode); i++)
		vp9_adapt_tree(vp9_inter_mode_tree, VP9_INTER_MODES - 1, prev->inter_mode[i],
			       counts->inter_mode[i], probs->inter_mode[i]);
	for (i = 0; i < ARRAY_SIZE(probs->y_mode); i++)
		vp9_adapt_tree(vp9_intra_mode_tree, VP9_INTRA_MODES - 1, prev->y_mode[i],
			       counts->y_mode[i], probs->y_mode[i]);
	for (i = 0; i < ARRAY_SIZE(probs->uv_mode); i++)
		vp9_adapt_tree(vp9_intra_mode_tree, VP9_INTRA_MODES - 1, prev->uv_mode[i],
			       counts->uv_mode[i], probs->uv_mode[i]);
	for (i = 0; i < ARRAY_SIZE(probs->partition); i++)
		vp9_adapt_tree(vp9_partition_tree, VP9_PARTITION_TYPES - 1, prev->partition[i],
			       counts->partition[i], probs->partition[i]);
	for (i = 0; i < ARRAY_SIZE(probs->skip); i++)
		probs->skip[i] = vp9_adapt_bool(prev->skip[i], counts->skip[i]);
}

static void vp9_adapt_filters(const struct vp9_probs *prev, const struct vp9_counts *counts,
			      struct vp9_probs *probs)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(probs->interp_filter); i++)
		vp9_adapt_tree(vp9_interp_filter_tree, VP9_SWITCHABLE_FILTERS - 1,
			       prev->interp_filter[i], counts->interp_filter[i],
			       probs->interp_filter[i]);
}

static void vp9_adapt_tx(const struct vp9_probs *prev, const struct vp9_counts *counts,
			 struct vp9_probs *probs)
{
	u32 i;

	for (i = 0; i < 2; i++) {
		vp9_adapt_tree(vp9_tx_size_tree[VP9_TX_8X8], VP9_TX_8X8, prev->tx8[i],
			       counts->tx8[i], probs->tx8[i]);
		vp9_adapt_tree(vp9_tx_size_tree[VP9_TX_16X16], VP9_TX_16X16, prev->tx16[i],
			       counts->tx16[i], probs->tx16[i]);
		vp9_adapt_tree(vp9_tx_size_tree[VP9_TX_32X32], VP9_TX_32X32, prev->tx32[i],
			       counts->tx32[i], probs->tx32[i]);
	}
}

/* Component @i of motion vectors */
static void vp9_adapt_mv(const struct vp9_probs *prev, const struct vp9_counts *counts, u32 i,
			 bool allow_hp, struct vp9_probs *probs)
{
	u32 j;

	probs->mv_sign[i] = vp9_adapt_bool(prev->mv_sign[i], counts->mv_sign[i]);
	vp9_adapt_tree(vp9_mv_class_tree, VP9_MV_CLASSES - 1, prev->mv_class[i],
		       counts->mv_class[i], probs->mv_class[i]);
	probs->mv_class0_bit[i] = vp9_adapt_bool(prev->mv_class0_bit[i], counts->mv_class0_bit[i]);
	for (j = 0; j < ARRAY_SIZE(probs->mv_bits[i]); j++)
		probs->mv_bits[i][j] = vp9_adapt_bool(prev->mv_bits[i][j], counts->mv_bits[i][j]);
	for (j = 0; j < 2; j++)
		vp9_adapt_tree(vp9_mv_fr_tree, 3, prev->mv_class0_fr[i][j],
			       counts->mv_class0_fr[i][j], probs->mv_class0_fr[i][j]);
	vp9_adapt_tree(vp9_mv_fr_tree, 3, prev->mv_fr[i], counts->mv_fr[i], probs->mv_fr[i]);
	if (!allow_hp)
		return;
	probs->mv_class0_hp[i] = vp9_adapt_bool(prev->mv_class0_hp[i], counts->mv_class0_hp[i]);
	probs->mv_hp[i] = vp9_adapt_bool(prev->mv_hp[i], counts->mv_hp[i]);
}

void vp9_adapt_noncoefs(const struct vp9_probs *prev, const struct vp9_counts *counts,
			enum vp9_interp_filter filter, enum vp9_tx_mode tx_mode, bool allow_hp,
			struct vp9_probs *probs)
{
	vp9_adapt_refs(prev, counts, probs);
	vp9_adapt_modes(prev, counts, probs);
	if (filter == VP9_SWITCHABLE)
		vp9_adapt_filters(prev, counts, probs);
	if (tx_mode == VP9_TX_MODE_SELECT)
		vp9_adapt_tx(prev, counts, probs);
	vp9_adapt_tree(vp9_mv_joint_tree, VP9_MV_JOINTS - 1, prev->mv_joint, counts->mv_joint,
		       probs->mv_joint);
	vp9_adapt_mv(prev, counts, 0, allow_hp, probs);
	vp9_adapt_mv(prev, counts, 1, allow_hp, probs);
}
