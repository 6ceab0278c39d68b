/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Probabilities of all adaptive symbols (AV1 8.3.1, 9.4).
 *
 * A row is the distribution of one symbol with n values, in the form that
 * av1_symbol_adapt() reads fastest: element i < n - 1 is 32768 minus the
 * specification's cdf[i], that is how probable, in 32768ths, a value above i is.  So
 * elements decrease and are 1..32767, or 0 where the values above i are impossible.
 * Element n - 1, which would be 0, holds the counter of the specification's cdf[n],
 * 0..32, which counts as 0 after the 6 bits are dropped that decoding drops.
 *
 * Rows are padded with zeros to 2, 4, 8 or 16 elements and start at a multiple of
 * their size from the start of struct av1_cdfs.
 */
#ifndef AV1_CDF_H
#define AV1_CDF_H

#include <linux/build_bug.h>
#include <linux/types.h>

/* Elements of the row of a symbol with n values, 2..16 */
#define AV1_CDF_ROW(n)	((n) <= 2 ? 2 : (n) <= 4 ? 4 : (n) <= 8 ? 8 : 16)

/**
 * struct av1_mv_cdfs - of motion vectors; [comp] is 0 for the row, 1 for the column
 * @class: mv_class [comp]
 * @class0_fr: mv_class0_fr [comp][mv_class0_bit]
 * @fr: mv_fr [comp]
 * @joint: mv_joint
 * @bit: mv_bit [comp][i]
 * @class0_bit: mv_class0_bit [comp]
 * @class0_hp: mv_class0_hp [comp]
 * @sign: mv_sign [comp]
 * @hp: mv_hp [comp]
 * @pad: to a multiple of 32 bytes
 */
struct av1_mv_cdfs {
	u16 class[2][AV1_CDF_ROW(11)];
	u16 class0_fr[2][2][AV1_CDF_ROW(4)];
	u16 fr[2][AV1_CDF_ROW(4)];
	u16 joint[AV1_CDF_ROW(4)];
	u16 bit[2][10][AV1_CDF_ROW(2)];
	u16 class0_bit[2][AV1_CDF_ROW(2)];
	u16 class0_hp[2][AV1_CDF_ROW(2)];
	u16 sign[2][AV1_CDF_ROW(2)];
	u16 hp[2][AV1_CDF_ROW(2)];
	u16 pad[12];
};

static_assert(sizeof(struct av1_mv_cdfs) == 256);

/**
 * struct av1_coef_cdfs - of coefficients: those that init_coeff_cdfs sets
 *
 * tx is txSzCtx, plane is ptype: 0 for luma, 1 for chroma.
 *
 * @eob_pt_256: [plane][1D transform]
 * @eob_pt_512: [plane]
 * @eob_pt_1024: [plane]
 * @eob_pt_16: [plane][1D transform]
 * @eob_pt_32: [plane][1D transform]
 * @eob_pt_64: [plane][1D transform]
 * @eob_pt_128: [plane][1D transform]
 * @coeff_base_eob: [tx][plane][ctx]
 * @coeff_base: [tx][plane][ctx]
 * @coeff_br: [the smaller of tx and 3][plane][ctx]
 * @txb_skip: all_zero [tx][ctx]
 * @eob_extra: [tx][plane][eobPt - 3]
 * @dc_sign: [plane][ctx]
 * @pad: to a multiple of 32 bytes
 */
struct av1_coef_cdfs {
	u16 eob_pt_256[2][2][AV1_CDF_ROW(9)];
	u16 eob_pt_512[2][AV1_CDF_ROW(10)];
	u16 eob_pt_1024[2][AV1_CDF_ROW(11)];
	u16 eob_pt_16[2][2][AV1_CDF_ROW(5)];
	u16 eob_pt_32[2][2][AV1_CDF_ROW(6)];
	u16 eob_pt_64[2][2][AV1_CDF_ROW(7)];
	u16 eob_pt_128[2][2][AV1_CDF_ROW(8)];
	u16 coeff_base_eob[5][2][4][AV1_CDF_ROW(3)];
	u16 coeff_base[5][2][42][AV1_CDF_ROW(4)];
	u16 coeff_br[4][2][21][AV1_CDF_ROW(4)];
	u16 txb_skip[5][13][AV1_CDF_ROW(2)];
	u16 eob_extra[5][2][9][AV1_CDF_ROW(2)];
	u16 dc_sign[2][3][AV1_CDF_ROW(2)];
	u16 pad[14];
};

static_assert(sizeof(struct av1_coef_cdfs) == 6208);

/**
 * struct av1_cdfs - all of one context; may be copied as it is
 *
 * Names and indices are those of the specification's arrays (8.3.2).  bsize is MiSize.
 *
 * @mv: [MvCtx]: 0 of inter prediction, 1 (MV_INTRABC_CONTEXT) of intra block copy
 * @coef: of coefficients
 * @intra_frame_y_mode: [above ctx][left ctx]
 * @y_mode: [Size_Group]
 * @uv_mode_cfl_not_allowed: [YMode]
 * @uv_mode_cfl_allowed: [YMode]
 * @partition: [bsl - 1: 8x8, ..., 128x128][ctx]; n is 4 for the first, 8 for the last
 *	and 10 for the others, see av1_partition_n
 * @inter_tx_type_set1: [Tx_Size_Sqr: 4x4, 8x8]
 * @inter_tx_type_set2: of TX_SET_INTER_2
 * @wedge_index: [bsize]
 * @cfl_alpha: [ctx]
 * @angle_delta: [mode - V_PRED]
 * @segment_id: [ctx]
 * @filter_intra_mode: of filter_intra_mode
 * @compound_mode: [ctx]
 * @palette_y_size: [bsizeCtx]
 * @palette_uv_size: [bsizeCtx]
 * @palette_color: palette_color_idx_y and _uv [colours - 2][0: y, 1: uv][ctx]; n is the
 *	number of colours
 * @intra_tx_type_set1: [Tx_Size_Sqr: 4x4, 8x8][intraDir]
 * @intra_tx_type_set2: [Tx_Size_Sqr: 4x4, 8x8, 16x16][intraDir]
 * @cfl_sign: cfl_alpha_signs
 * @tx: tx_depth [maxTxDepth - 2: 16x16, 32x32, 64x64][ctx]; of a smaller one see @tx_8x8
 * @interp_filter: [ctx]
 * @motion_mode: [bsize]
 * @delta_q: delta_q_abs
 * @delta_lf: delta_lf_abs without delta_lf_multi
 * @delta_lf_multi: [i]
 * @inter_intra_mode: interintra_mode [ctx]
 * @restoration_type: of restoration_type
 * @intrabc: use_intrabc
 * @segment_id_predicted: seg_id_predicted [ctx]
 * @tx_8x8: tx_depth if maxTxDepth is below 2 [ctx]
 * @txfm_split: [ctx]
 * @filter_intra: use_filter_intra [bsize]
 * @new_mv: [NewMvContext]
 * @zero_mv: [ZeroMvContext]
 * @ref_mv: [RefMvContext]
 * @drl_mode: [ctx]
 * @is_inter: [ctx]
 * @comp_mode: [ctx]
 * @skip_mode: [ctx]
 * @skip: [ctx]
 * @comp_ref: [ctx][comp_ref, comp_ref_p1, comp_ref_p2]
 * @comp_bwd_ref: [ctx][comp_bwdref, comp_bwdref_p1]
 * @single_ref: [ctx][n of single_ref_pn, less 1]
 * @palette_y_mode: has_palette_y [bsizeCtx][ctx]
 * @palette_uv_mode: has_palette_uv [ctx]
 * @inter_tx_type_set3: [Tx_Size_Sqr: 4x4, ..., 32x32]
 * @use_obmc: [bsize]
 * @inter_intra: interintra [ctx]
 * @comp_ref_type: [ctx]
 * @uni_comp_ref: [ctx][uni_comp_ref, uni_comp_ref_p1, uni_comp_ref_p2]
 * @wedge_inter_intra: wedge_interintra [bsize]
 * @comp_group_idx: [ctx]
 * @compound_idx: [ctx]
 * @compound_type: [bsize]
 * @use_wiener: of use_wiener
 * @use_sgrproj: of use_sgrproj
 */
struct av1_cdfs {
	struct av1_mv_cdfs mv[2];
	struct av1_coef_cdfs coef;

	u16 intra_frame_y_mode[5][5][AV1_CDF_ROW(13)];
	u16 y_mode[4][AV1_CDF_ROW(13)];
	u16 uv_mode_cfl_not_allowed[13][AV1_CDF_ROW(13)];
	u16 uv_mode_cfl_allowed[13][AV1_CDF_ROW(14)];
	u16 partition[5][4][AV1_CDF_ROW(10)];
	u16 inter_tx_type_set1[2][AV1_CDF_ROW(16)];
	u16 inter_tx_type_set2[AV1_CDF_ROW(12)];
	u16 wedge_index[22][AV1_CDF_ROW(16)];
	u16 cfl_alpha[6][AV1_CDF_ROW(16)];

	u16 angle_delta[8][AV1_CDF_ROW(7)];
	u16 segment_id[3][AV1_CDF_ROW(8)];
	u16 filter_intra_mode[AV1_CDF_ROW(5)];
	u16 compound_mode[8][AV1_CDF_ROW(8)];
	u16 palette_y_size[7][AV1_CDF_ROW(7)];
	u16 palette_uv_size[7][AV1_CDF_ROW(7)];
	u16 palette_color[7][2][5][AV1_CDF_ROW(8)];
	u16 intra_tx_type_set1[2][13][AV1_CDF_ROW(7)];
	u16 intra_tx_type_set2[3][13][AV1_CDF_ROW(5)];
	u16 cfl_sign[AV1_CDF_ROW(8)];

	u16 tx[3][3][AV1_CDF_ROW(3)];
	u16 interp_filter[16][AV1_CDF_ROW(3)];
	u16 motion_mode[22][AV1_CDF_ROW(3)];
	u16 delta_q[AV1_CDF_ROW(4)];
	u16 delta_lf[AV1_CDF_ROW(4)];
	u16 delta_lf_multi[4][AV1_CDF_ROW(4)];
	u16 inter_intra_mode[3][AV1_CDF_ROW(4)];
	u16 restoration_type[AV1_CDF_ROW(3)];

	u16 intrabc[AV1_CDF_ROW(2)];
	u16 segment_id_predicted[3][AV1_CDF_ROW(2)];
	u16 tx_8x8[3][AV1_CDF_ROW(2)];
	u16 txfm_split[21][AV1_CDF_ROW(2)];
	u16 filter_intra[22][AV1_CDF_ROW(2)];
	u16 new_mv[6][AV1_CDF_ROW(2)];
	u16 zero_mv[2][AV1_CDF_ROW(2)];
	u16 ref_mv[6][AV1_CDF_ROW(2)];
	u16 drl_mode[3][AV1_CDF_ROW(2)];
	u16 is_inter[4][AV1_CDF_ROW(2)];
	u16 comp_mode[5][AV1_CDF_ROW(2)];
	u16 skip_mode[3][AV1_CDF_ROW(2)];
	u16 skip[3][AV1_CDF_ROW(2)];
	u16 comp_ref[3][3][AV1_CDF_ROW(2)];
	u16 comp_bwd_ref[3][2][AV1_CDF_ROW(2)];
	u16 single_ref[3][6][AV1_CDF_ROW(2)];
	u16 palette_y_mode[7][3][AV1_CDF_ROW(2)];
	u16 palette_uv_mode[2][AV1_CDF_ROW(2)];
	u16 inter_tx_type_set3[4][AV1_CDF_ROW(2)];
	u16 use_obmc[22][AV1_CDF_ROW(2)];
	u16 inter_intra[3][AV1_CDF_ROW(2)];
	u16 comp_ref_type[5][AV1_CDF_ROW(2)];
	u16 uni_comp_ref[3][3][AV1_CDF_ROW(2)];
	u16 wedge_inter_intra[22][AV1_CDF_ROW(2)];
	u16 comp_group_idx[6][AV1_CDF_ROW(2)];
	u16 compound_idx[6][AV1_CDF_ROW(2)];
	u16 compound_type[22][AV1_CDF_ROW(2)];
	u16 use_wiener[AV1_CDF_ROW(2)];
	u16 use_sgrproj[AV1_CDF_ROW(2)];
};

static_assert(sizeof(struct av1_cdfs) == 14244);

/**
 * struct av1_cdf_rows - rows of one kind that follow each other in struct av1_cdfs
 * @offset: of the first element of the first one, in elements
 * @rows: how many rows
 * @width: elements of each
 * @n: values of the symbol
 */
struct av1_cdf_rows {
	u16 offset;
	u16 rows;
	u8 width;
	u8 n;
};

/* All rows; the last entry has no rows. */
extern const struct av1_cdf_rows av1_cdf_layout[];

/* Values of partition, by bsl - 1 */
extern const u8 av1_partition_n[5];

/* Defaults; of the first, coef is not set. */
extern const struct av1_cdfs av1_default_cdfs;
extern const struct av1_coef_cdfs av1_default_coef_cdfs[4];

/**
 * av1_cdfs_default() - init_non_coeff_cdfs and init_coeff_cdfs (6.8.2)
 * @cdfs: where the defaults go
 * @base_q_idx: that of the frame, which chooses those of coefficients
 */
void av1_cdfs_default(struct av1_cdfs *cdfs, u8 base_q_idx);

/**
 * av1_cdfs_coef_default() - init_coeff_cdfs (6.8.2)
 * @coef: where the defaults go
 * @base_q_idx: that of the frame
 */
void av1_cdfs_coef_default(struct av1_coef_cdfs *coef, u8 base_q_idx);

/**
 * av1_cdfs_clear_counters() - second part of load_cdfs (6.8.2)
 * @cdfs: a copy of those that a frame has saved
 */
void av1_cdfs_clear_counters(struct av1_cdfs *cdfs);

/**
 * av1_cdf_prob() - how probable a value is, in 32768ths
 * @cdf: row of a symbol with @n values
 * @n: how many values
 * @value: 1..n - 1
 *
 * For split_or_horz and split_or_vert (8.3.2): sums of these are what
 * av1_symbol_bool_prob() takes.
 */
static inline u32 av1_cdf_prob(const u16 *cdf, u32 n, u32 value)
{
	return cdf[value - 1] - (value < n - 1 ? cdf[value] : 0);
}

#endif /* AV1_CDF_H */
