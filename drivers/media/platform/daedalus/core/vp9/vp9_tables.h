/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of VP9 entropy decoding, dequantisation and interpolation (VP9 bitstream
 * specification 6.4, 8.5.2.4, 8.6.1, 9.3 and 10).
 */
#ifndef VP9_TABLES_H
#define VP9_TABLES_H

#include <linux/types.h>

#include "vp9_probs.h"

/*
 * Trees (9.3.1, 9.3.3): pairs of what follows on a 0 and on a 1: the index of a pair
 * further on, or if it is not positive a symbol negated.
 */
extern const s8 vp9_intra_mode_tree[18];	/* enum vp9_intra_mode */
extern const s8 vp9_segment_tree[14];		/* segment_id */
extern const s8 vp9_partition_tree[6];		/* enum vp9_partition */
extern const s8 vp9_inter_mode_tree[6];		/* enum vp9_inter_mode */
extern const s8 vp9_interp_filter_tree[4];	/* enum vp9_interp_filter */
extern const s8 vp9_tx_size_tree[4][6];		/* enum vp9_tx_size, by the largest allowed */
extern const s8 vp9_mv_joint_tree[6];		/* enum vp9_mv_joint */
extern const s8 vp9_mv_class_tree[20];		/* mv_class */
extern const s8 vp9_mv_fr_tree[6];		/* mv_class0_fr, mv_fr */
/* Probabilities of key frames and intra-only frames (10.4) */
extern const u8 vp9_kf_partition[16][3];	/* as partition of struct vp9_probs */
extern const u8 vp9_kf_y_mode[10][10][9];	/* [mode above][mode to the left][node] */
extern const u8 vp9_kf_uv_mode[10][9];		/* [y mode][node] */

/* Row p, 1..255, see vp9_pareto(); row 0 is not used. */
extern const u8 vp9_pareto_full[256][8];

/**
 * vp9_pareto() - probabilities of large tokens (9.3.2)
 * @prob: last of the three probabilities of the context, 1..255
 *
 * Return: of what follows the first two bits 1 of token, one for each pair of the tree.
 */
static inline const u8 *vp9_pareto(u8 prob)
{
	return vp9_pareto_full[prob];
}

/**
 * struct vp9_token_cat - tokens with extra bits
 * @base: coefficient if all extra bits are 0
 * @bits: how many extra bits, most significant first; of CAT6 that is for 12 bits
 *	  per sample, of which 10 bits per sample lack the first 2, and 8 bits the
 *	  first 4
 * @probs: of each extra bit
 */
struct vp9_token_cat {
	u8 base;
	u8 bits;
	const u8 *probs;
};

/* [token - VP9_CAT1_TOKEN] */
extern const struct vp9_token_cat vp9_token_cats[6];

/* How many positions in scan order each band has (9.3.2), and 0 */
extern const u16 vp9_band_sizes[VP9_TX_SIZES][7];

/**
 * struct vp9_scan - the order of the coefficients of a transform (6.4.25)
 * @order: position of each, row * width + column
 * @nb: for each, by its place in the order, two positions that come before it:
 *	ctx of its more_coefs and token is (1 + a + b) >> 1, where a and b are how
 *	large the tokens there were (9.3.2); of the first one, whose ctx follows
 *	another rule, both are 0
 */
struct vp9_scan {
	const u16 *order;
	const u16 (*nb)[2];
};

extern const struct vp9_scan vp9_scans[VP9_TX_SIZES][VP9_TX_TYPES];

/* dc_q() and ac_q() (8.6.1): [8, 10, 12 bits per sample][clipped index] */
extern const u16 vp9_dc_qlookup[3][256];
extern const u16 vp9_ac_qlookup[3][256];

/* subpel_filters of 8.5.2.4, [enum vp9_interp_filter][sixteenths][tap] */
extern const s16 vp9_subpel_filters[VP9_FILTERS][16][8];

#endif /* VP9_TABLES_H */
