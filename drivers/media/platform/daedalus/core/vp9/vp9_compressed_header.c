// SPDX-License-Identifier: GPL-2.0
/*
 * Compressed header of a frame (VP9 bitstream specification 6.3): changes of
 * probabilities, coded as differences, the transform sizes allowed and the number
 * of references.
 */
#include <linux/errno.h>
#include <linux/minmax.h>

#include "vp9_bool.h"
#include "vp9_compressed_header.h"

/* Probability of no change, of all that follows */
#define VP9_NO_UPDATE	252

/* 6.3.6 */
static int vp9_inv_recenter_nonneg(int v, int m)
{
	if (v > 2 * m)
		return v;
	return v & 1 ? m - (v + 1) / 2 : m + v / 2;
}

/*
 * inv_map_table of 6.3.5: the shortest codes are for 20 values that are 13 apart,
 * those after them for what lies between, in order.  There is one code more than
 * there are values.
 */
static int vp9_inv_map(int delta)
{
	if (delta < 20)
		return 7 + 13 * delta;
	delta -= 20;
	return min(1 + delta + (delta + 6) / 12, 253);
}

/* 6.3.5; for @delta of 0..254 the result is 1..255. */
static u8 vp9_inv_remap_prob(int delta, int prob)
{
	const int v = vp9_inv_map(delta), m = prob - 1;

	if (2 * m <= 255)
		return 1 + vp9_inv_recenter_nonneg(v, m);
	return 255 - vp9_inv_recenter_nonneg(v, 254 - m);
}

/* 6.3.4: 0..254 */
static int vp9_decode_term_subexp(struct vp9_bool *b)
{
	int v;

	if (!vp9_bool_literal(b, 1))
		return vp9_bool_literal(b, 4);
	if (!vp9_bool_literal(b, 1))
		return 16 + vp9_bool_literal(b, 4);
	if (!vp9_bool_literal(b, 1))
		return 32 + vp9_bool_literal(b, 5);
	v = vp9_bool_literal(b, 7);
	if (v < 65)
		return 64 + v;
	return 2 * v - 1 + vp9_bool_literal(b, 1);
}

/* diff_update_prob() (6.3.3) of @num probabilities */
static void vp9_diff_update(struct vp9_bool *b, void *probs, u32 num)
{
	u8 *prob = probs;

	for (; num--; prob++)
		if (vp9_bool_read(b, VP9_NO_UPDATE))
			*prob = vp9_inv_remap_prob(vp9_decode_term_subexp(b), *prob);
}

/* update_mv_prob() (6.3.17) of @num probabilities */
static void vp9_update_mv(struct vp9_bool *b, void *probs, u32 num)
{
	u8 *prob = probs;

	for (; num--; prob++)
		if (vp9_bool_read(b, VP9_NO_UPDATE))
			*prob = vp9_bool_literal(b, 7) << 1 | 1;
}

/* 6.3.1 */
static enum vp9_tx_mode vp9_read_tx_mode(struct vp9_bool *b, bool lossless)
{
	u32 tx_mode;

	if (lossless)
		return VP9_ONLY_4X4;
	tx_mode = vp9_bool_literal(b, 2);
	if (tx_mode == VP9_ALLOW_32X32)
		tx_mode += vp9_bool_literal(b, 1);
	return tx_mode;
}

/* 6.3.2 */
static void vp9_tx_mode_probs(struct vp9_bool *b, struct vp9_probs *probs)
{
	vp9_diff_update(b, probs->tx8, sizeof(probs->tx8));
	vp9_diff_update(b, probs->tx16, sizeof(probs->tx16));
	vp9_diff_update(b, probs->tx32, sizeof(probs->tx32));
}

/* 6.3.7, of one transform size */
static void vp9_read_coef_probs(struct vp9_bool *b, u8 coef[2][2][6][6][3])
{
	u32 i, j, band;

	if (!vp9_bool_literal(b, 1))
		return;
	for (i = 0; i < 2; i++)
		for (j = 0; j < 2; j++)
			for (band = 0; band < 6; band++)
				vp9_diff_update(b, coef[i][j][band], (band ? 6 : 3) * 3);
}

/* 6.3.12 */
static enum vp9_reference_mode vp9_frame_reference_mode(struct vp9_bool *b, bool allowed)
{
	if (!allowed || !vp9_bool_literal(b, 1))
		return VP9_SINGLE_REFERENCE;
	return vp9_bool_literal(b, 1) ? VP9_REFERENCE_MODE_SELECT : VP9_COMPOUND_REFERENCE;
}

/* 6.3.13 */
static void vp9_frame_reference_mode_probs(struct vp9_bool *b, enum vp9_reference_mode mode,
					   struct vp9_probs *probs)
{
	if (mode == VP9_REFERENCE_MODE_SELECT)
		vp9_diff_update(b, probs->comp_mode, sizeof(probs->comp_mode));
	if (mode != VP9_COMPOUND_REFERENCE)
		vp9_diff_update(b, probs->single_ref, sizeof(probs->single_ref));
	if (mode != VP9_SINGLE_REFERENCE)
		vp9_diff_update(b, probs->comp_ref, sizeof(probs->comp_ref));
}

/* 6.3.16 */
static void vp9_mv_probs(struct vp9_bool *b, bool allow_hp, struct vp9_probs *probs)
{
	u32 i;

	vp9_update_mv(b, probs->mv_joint, sizeof(probs->mv_joint));
	for (i = 0; i < 2; i++) {
		vp9_update_mv(b, &probs->mv_sign[i], 1);
		vp9_update_mv(b, probs->mv_class[i], sizeof(probs->mv_class[i]));
		vp9_update_mv(b, &probs->mv_class0_bit[i], 1);
		vp9_update_mv(b, probs->mv_bits[i], sizeof(probs->mv_bits[i]));
	}
	for (i = 0; i < 2; i++) {
		vp9_update_mv(b, probs->mv_class0_fr[i], sizeof(probs->mv_class0_fr[i]));
		vp9_update_mv(b, probs->mv_fr[i], sizeof(probs->mv_fr[i]));
	}
	for (i = 0; allow_hp && i < 2; i++) {
		vp9_update_mv(b, &probs->mv_class0_hp[i], 1);
		vp9_update_mv(b, &probs->mv_hp[i], 1);
	}
}

/* What only frames with references have */
static void vp9_inter_probs(struct vp9_bool *b, const struct vp9_compressed_params *p,
			    struct vp9_probs *probs, enum vp9_reference_mode *mode)
{
	vp9_diff_update(b, probs->inter_mode, sizeof(probs->inter_mode));
	if (p->interp_filter_switchable)
		vp9_diff_update(b, probs->interp_filter, sizeof(probs->interp_filter));
	vp9_diff_update(b, probs->is_inter, sizeof(probs->is_inter));
	*mode = vp9_frame_reference_mode(b, p->compound_reference_allowed);
	vp9_frame_reference_mode_probs(b, *mode, probs);
	vp9_diff_update(b, probs->y_mode, sizeof(probs->y_mode));
	vp9_diff_update(b, probs->partition, sizeof(probs->partition));
	vp9_mv_probs(b, p->allow_high_precision_mv, probs);
}

int vp9_compressed_header(const u8 *data, size_t bytes, const struct vp9_compressed_params *p,
			  struct vp9_probs *probs, enum vp9_tx_mode *tx_mode,
			  enum vp9_reference_mode *mode)
{
	struct vp9_bool b;
	u32 tx;

	*tx_mode = VP9_ONLY_4X4;
	*mode = VP9_SINGLE_REFERENCE;
	if (vp9_bool_init(&b, data, bytes))
		return -EINVAL;
	*tx_mode = vp9_read_tx_mode(&b, p->lossless);
	if (*tx_mode == VP9_TX_MODE_SELECT)
		vp9_tx_mode_probs(&b, probs);
	/* ONLY_4X4 .. ALLOW_32X32 are named after the largest size. */
	for (tx = 0; tx <= min_t(u32, *tx_mode, VP9_TX_32X32); tx++)
		vp9_read_coef_probs(&b, probs->coef[tx]);
	vp9_diff_update(&b, probs->skip, sizeof(probs->skip));
	if (!p->frame_is_intra)
		vp9_inter_probs(&b, p, probs, mode);
	return vp9_bool_overrun(&b) ? -EINVAL : 0;
}
