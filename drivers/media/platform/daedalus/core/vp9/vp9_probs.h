/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Probabilities of VP9: the frame context that one frame leaves to others, what
 * a frame counts to adapt it, and the alphabets of the symbols.  Numbers of
 * clauses are those of the VP9 bitstream specification.
 */
#ifndef VP9_PROBS_H
#define VP9_PROBS_H

#include <linux/types.h>

/* A transform has 4 << tx_size rows and columns. */
enum vp9_tx_size {
	VP9_TX_4X4,
	VP9_TX_8X8,
	VP9_TX_16X16,
	VP9_TX_32X32,
	VP9_TX_SIZES
};

/* Vertical transform (of columns), then horizontal one */
enum vp9_tx_type {
	VP9_DCT_DCT,
	VP9_ADST_DCT,
	VP9_DCT_ADST,
	VP9_ADST_ADST,
	VP9_TX_TYPES
};

enum vp9_tx_mode {
	VP9_ONLY_4X4,
	VP9_ALLOW_8X8,
	VP9_ALLOW_16X16,
	VP9_ALLOW_32X32,
	VP9_TX_MODE_SELECT
};

enum vp9_reference_mode {
	VP9_SINGLE_REFERENCE,
	VP9_COMPOUND_REFERENCE,
	VP9_REFERENCE_MODE_SELECT
};

/**
 * enum vp9_interp_filter - interp_filter, with the numbers of the V4L2 controls
 * @VP9_EIGHTTAP: regular
 * @VP9_EIGHTTAP_SMOOTH: smooth
 * @VP9_EIGHTTAP_SHARP: sharp
 * @VP9_SWITCHABLE_FILTERS: how many there are that a block may choose from
 * @VP9_BILINEAR: of whole frames only
 * @VP9_FILTERS: how many there are
 * @VP9_SWITCHABLE: of frames: each block says which
 */
enum vp9_interp_filter {
	VP9_EIGHTTAP,
	VP9_EIGHTTAP_SMOOTH,
	VP9_EIGHTTAP_SHARP,
	VP9_SWITCHABLE_FILTERS,
	VP9_BILINEAR = VP9_SWITCHABLE_FILTERS,
	VP9_FILTERS,
	VP9_SWITCHABLE = VP9_FILTERS
};

enum vp9_partition {
	VP9_PARTITION_NONE,
	VP9_PARTITION_HORZ,
	VP9_PARTITION_VERT,
	VP9_PARTITION_SPLIT,
	VP9_PARTITION_TYPES
};

enum vp9_intra_mode {
	VP9_DC_PRED,
	VP9_V_PRED,
	VP9_H_PRED,
	VP9_D45_PRED,
	VP9_D135_PRED,
	VP9_D117_PRED,
	VP9_D153_PRED,
	VP9_D207_PRED,
	VP9_D63_PRED,
	VP9_TM_PRED,
	VP9_INTRA_MODES
};

/* inter_mode: y_mode - NEARESTMV */
enum vp9_inter_mode {
	VP9_NEARESTMV,
	VP9_NEARMV,
	VP9_ZEROMV,
	VP9_NEWMV,
	VP9_INTER_MODES
};

/* Which components of a difference of motion vectors are not 0 */
enum vp9_mv_joint {
	VP9_MV_JOINT_ZERO,
	VP9_MV_JOINT_HNZVZ,
	VP9_MV_JOINT_HZVNZ,
	VP9_MV_JOINT_HNZVNZ,
	VP9_MV_JOINTS
};

#define VP9_MV_CLASSES		11

enum vp9_token {
	VP9_ZERO_TOKEN,
	VP9_ONE_TOKEN,
	VP9_TWO_TOKEN,
	VP9_THREE_TOKEN,
	VP9_FOUR_TOKEN,
	VP9_CAT1_TOKEN,
	VP9_CAT2_TOKEN,
	VP9_CAT3_TOKEN,
	VP9_CAT4_TOKEN,
	VP9_CAT5_TOKEN,
	VP9_CAT6_TOKEN,
	VP9_TOKENS
};

/**
 * struct vp9_probs - a frame context: all probabilities that are saved (10.5)
 * @tx8: tx_size where the largest is 8x8, [ctx][node]
 * @tx16: likewise for 16x16
 * @tx32: likewise for 32x32
 * @coef: more_coefs, token is not ZERO, token is not ONE:
 *	  [transform size][chroma][inter][band][ctx][node]; band 0 has 3 ctx, the
 *	  others of it stay 0
 * @skip: [ctx]
 * @inter_mode: [ctx][node]
 * @interp_filter: [ctx][node]
 * @is_inter: [ctx]
 * @comp_mode: [ctx]
 * @single_ref: [ctx][single_ref_p1, single_ref_p2]
 * @comp_ref: [ctx]
 * @y_mode: default_intra_mode and sub_intra_mode of inter frames, [ctx][node]
 * @uv_mode: [y mode][node]
 * @partition: [ctx][node]; ctx is 4 * (0: 8x8, .. 3: 64x64) + 2 * left + above
 * @mv_joint: [node]
 * @mv_sign: [vertical, horizontal], as below
 * @mv_class: [component][node]
 * @mv_class0_bit: [component]
 * @mv_bits: [component][bit]
 * @mv_class0_fr: [component][mv_class0_bit][node]
 * @mv_fr: [component][node]
 * @mv_class0_hp: [component]
 * @mv_hp: [component]
 *
 * A probability is that of a 0, in 256ths, and never 0.  Nodes are in the order
 * of the pairs of the tree in vp9_tables.h.
 */
struct vp9_probs {
	u8 tx8[2][1];
	u8 tx16[2][2];
	u8 tx32[2][3];
	u8 coef[VP9_TX_SIZES][2][2][6][6][3];
	u8 skip[3];
	u8 inter_mode[7][3];
	u8 interp_filter[4][2];
	u8 is_inter[4];
	u8 comp_mode[5];
	u8 single_ref[5][2];
	u8 comp_ref[5];
	u8 y_mode[4][9];
	u8 uv_mode[10][9];
	u8 partition[16][3];
	u8 mv_joint[3];
	u8 mv_sign[2];
	u8 mv_class[2][10];
	u8 mv_class0_bit[2];
	u8 mv_bits[2][10];
	u8 mv_class0_fr[2][2][3];
	u8 mv_fr[2][3];
	u8 mv_class0_hp[2];
	u8 mv_hp[2];
};

/**
 * struct vp9_coef_counts - how often each value was decoded of one context of coefficients
 * @token: ZERO, ONE, larger
 * @more: more_coefs
 *
 * Aligned so that an index becomes an address in no more than two steps.
 */
struct vp9_coef_counts {
	u32 token[3];
	u32 more[2];
} __aligned(8);

/**
 * struct vp9_counts - how often each value was decoded (9.3.4)
 * @tx8: [ctx][tx_size]
 * @tx16: [ctx][tx_size]
 * @tx32: [ctx][tx_size]
 * @coef: [transform size][chroma][inter][band][ctx]
 * @skip: [ctx][value]
 * @inter_mode: [ctx][value], an enum vp9_inter_mode
 * @interp_filter: [ctx][value]
 * @is_inter: [ctx][value]
 * @comp_mode: [ctx][value]
 * @single_ref: [ctx][single_ref_p1, single_ref_p2][value]
 * @comp_ref: [ctx][value]
 * @y_mode: default_intra_mode and sub_intra_mode of inter frames, [ctx][value]
 * @uv_mode: of inter frames, [y mode][value]
 * @partition: [ctx][value]
 * @mv_joint: [value]
 * @mv_sign: [component][value]
 * @mv_class: [component][value]
 * @mv_class0_bit: [component][value]
 * @mv_bits: [component][bit][value]
 * @mv_class0_fr: [component][mv_class0_bit][value]
 * @mv_fr: [component][value]
 * @mv_class0_hp: [component][value]; counts as 1 where it is not coded because
 *		  usehp is 0
 * @mv_hp: likewise
 *
 * Only what is read from the stream counts, but for mv_class0_hp and mv_hp.  Of
 * frames where FrameIsIntra only @coef is used.
 */
struct vp9_counts {
	u32 tx8[2][2];
	u32 tx16[2][3];
	u32 tx32[2][4];
	struct vp9_coef_counts coef[VP9_TX_SIZES][2][2][6][6];
	u32 skip[3][2];
	u32 inter_mode[7][VP9_INTER_MODES];
	u32 interp_filter[4][VP9_SWITCHABLE_FILTERS];
	u32 is_inter[4][2];
	u32 comp_mode[5][2];
	u32 single_ref[5][2][2];
	u32 comp_ref[5][2];
	u32 y_mode[4][VP9_INTRA_MODES];
	u32 uv_mode[10][VP9_INTRA_MODES];
	u32 partition[16][VP9_PARTITION_TYPES];
	u32 mv_joint[VP9_MV_JOINTS];
	u32 mv_sign[2][2];
	u32 mv_class[2][VP9_MV_CLASSES];
	u32 mv_class0_bit[2][2];
	u32 mv_bits[2][10][2];
	u32 mv_class0_fr[2][2][4];
	u32 mv_fr[2][4];
	u32 mv_class0_hp[2][2];
	u32 mv_hp[2][2];
};

extern const struct vp9_probs vp9_default_probs;

/**
 * vp9_probs_reset() - load the default probabilities (10.5)
 * @probs: frame context
 */
void vp9_probs_reset(struct vp9_probs *probs);

/**
 * vp9_adapt_coefs() - coefficient probability adaptation (8.4.3)
 * @prev: what the frame started from: the saved context it was told to use
 * @counts: of the frame
 * @frame_is_intra: FrameIsIntra
 * @after_key: the frame decoded before it was a key frame (LastFrameType)
 * @probs: of the frame, as the compressed header left them; replaced
 */
void vp9_adapt_coefs(const struct vp9_probs *prev, const struct vp9_counts *counts,
		     bool frame_is_intra, bool after_key, struct vp9_probs *probs);

/**
 * vp9_adapt_noncoefs() - non coefficient adaptation (8.4.4)
 * @prev: what the frame started from: the saved context it was told to use
 * @counts: of the frame
 * @filter: interp_filter of the frame
 * @tx_mode: of the frame
 * @allow_hp: allow_high_precision_mv
 * @probs: of the frame, as the compressed header left them; what the frame could
 *	   count is replaced
 *
 * For frames that are not intra.
 */
void vp9_adapt_noncoefs(const struct vp9_probs *prev, const struct vp9_counts *counts,
			enum vp9_interp_filter filter, enum vp9_tx_mode tx_mode, bool allow_hp,
			struct vp9_probs *probs);

#endif /* VP9_PROBS_H */
