/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names of AV1's values: sizes, modes, references. Values are those of the AV1
 * Bitstream & Decoding Process Specification (clauses 3, 6.10), so that its tables
 * can be indexed by them.
 */
#ifndef AV1_TYPES_H
#define AV1_TYPES_H

#include <linux/types.h>

#define AV1_NUM_SLOTS		8	/* NUM_REF_FRAMES */
#define AV1_REFS		7	/* REFS_PER_FRAME */
#define AV1_MAX_SEGMENTS	8
#define AV1_SEG_FEATURES	8	/* SEG_LVL_MAX */
#define AV1_MAX_TILE_COLS	64
#define AV1_MAX_TILE_ROWS	64
#define AV1_MAX_PLANES		3
#define AV1_PALETTE_MAX		8	/* PALETTE_COLORS */
#define AV1_NONE		(-1)

/* MiSize: width and height in their names; the specification's order */
enum av1_block_size {
	AV1_BLOCK_4X4,
	AV1_BLOCK_4X8,
	AV1_BLOCK_8X4,
	AV1_BLOCK_8X8,
	AV1_BLOCK_8X16,
	AV1_BLOCK_16X8,
	AV1_BLOCK_16X16,
	AV1_BLOCK_16X32,
	AV1_BLOCK_32X16,
	AV1_BLOCK_32X32,
	AV1_BLOCK_32X64,
	AV1_BLOCK_64X32,
	AV1_BLOCK_64X64,
	AV1_BLOCK_64X128,
	AV1_BLOCK_128X64,
	AV1_BLOCK_128X128,
	AV1_BLOCK_4X16,
	AV1_BLOCK_16X4,
	AV1_BLOCK_8X32,
	AV1_BLOCK_32X8,
	AV1_BLOCK_16X64,
	AV1_BLOCK_64X16,
	AV1_BLOCK_SIZES,
	AV1_BLOCK_INVALID = AV1_BLOCK_SIZES
};

/* partition */
enum av1_partition {
	AV1_PARTITION_NONE,
	AV1_PARTITION_HORZ,
	AV1_PARTITION_VERT,
	AV1_PARTITION_SPLIT,
	AV1_PARTITION_HORZ_A,
	AV1_PARTITION_HORZ_B,
	AV1_PARTITION_VERT_A,
	AV1_PARTITION_VERT_B,
	AV1_PARTITION_HORZ_4,
	AV1_PARTITION_VERT_4,
	AV1_PARTITIONS
};

/* TxSize: width and height in their names; the specification's order */
enum av1_tx_size {
	AV1_TX_4X4,
	AV1_TX_8X8,
	AV1_TX_16X16,
	AV1_TX_32X32,
	AV1_TX_64X64,
	AV1_TX_4X8,
	AV1_TX_8X4,
	AV1_TX_8X16,
	AV1_TX_16X8,
	AV1_TX_16X32,
	AV1_TX_32X16,
	AV1_TX_32X64,
	AV1_TX_64X32,
	AV1_TX_4X16,
	AV1_TX_16X4,
	AV1_TX_8X32,
	AV1_TX_32X8,
	AV1_TX_16X64,
	AV1_TX_64X16,
	AV1_TX_SIZES
};

/*
 * PlaneTxType: the first part of the name is the transform of the columns (vertical), the second
 * that of the rows, as in the specification; V_ and H_ have the identity for the other.
 * AV1_TX_WHT_WHT is not in the specification: the Walsh-Hadamard transform of lossless
 * blocks.
 */
enum av1_tx_type {
	AV1_TX_DCT_DCT,
	AV1_TX_ADST_DCT,
	AV1_TX_DCT_ADST,
	AV1_TX_ADST_ADST,
	AV1_TX_FLIPADST_DCT,
	AV1_TX_DCT_FLIPADST,
	AV1_TX_FLIPADST_FLIPADST,
	AV1_TX_ADST_FLIPADST,
	AV1_TX_FLIPADST_ADST,
	AV1_TX_IDTX,
	AV1_TX_V_DCT,
	AV1_TX_H_DCT,
	AV1_TX_V_ADST,
	AV1_TX_H_ADST,
	AV1_TX_V_FLIPADST,
	AV1_TX_H_FLIPADST,
	AV1_TX_WHT_WHT,
	AV1_TX_TYPES
};

/* TxMode */
enum av1_tx_mode {
	AV1_ONLY_4X4,
	AV1_TX_MODE_LARGEST,
	AV1_TX_MODE_SELECT,
};

/* YMode and UVMode; UV_CFL is of chroma only. Inter modes follow. */
enum av1_mode {
	AV1_DC_PRED,
	AV1_V_PRED,
	AV1_H_PRED,
	AV1_D45_PRED,
	AV1_D135_PRED,
	AV1_D113_PRED,
	AV1_D157_PRED,
	AV1_D203_PRED,
	AV1_D67_PRED,
	AV1_SMOOTH_PRED,
	AV1_SMOOTH_V_PRED,
	AV1_SMOOTH_H_PRED,
	AV1_PAETH_PRED,
	AV1_UV_CFL_PRED,
	AV1_INTRA_MODES = AV1_UV_CFL_PRED,
	AV1_UV_MODES = AV1_UV_CFL_PRED + 1,
	AV1_NEARESTMV = 13,
	AV1_NEARMV,
	AV1_GLOBALMV,
	AV1_NEWMV,
	AV1_NEAREST_NEARESTMV,
	AV1_NEAR_NEARMV,
	AV1_NEAREST_NEWMV,
	AV1_NEW_NEARESTMV,
	AV1_NEAR_NEWMV,
	AV1_NEW_NEARMV,
	AV1_GLOBAL_GLOBALMV,
	AV1_NEW_NEWMV,
	AV1_MODES
};

/* filter_intra_mode */
enum av1_filter_intra {
	AV1_FILTER_DC,
	AV1_FILTER_V,
	AV1_FILTER_H,
	AV1_FILTER_D157,
	AV1_FILTER_PAETH,
	AV1_FILTER_INTRA_MODES
};

/* RefFrame; AV1_NONE (-1) where there is no second one. */
enum av1_ref_frame {
	AV1_INTRA_FRAME,
	AV1_LAST_FRAME,
	AV1_LAST2_FRAME,
	AV1_LAST3_FRAME,
	AV1_GOLDEN_FRAME,
	AV1_BWDREF_FRAME,
	AV1_ALTREF2_FRAME,
	AV1_ALTREF_FRAME,
	AV1_TOTAL_REFS
};

/* interp_filter; the first three are also those of a block in each direction. */
enum av1_interp_filter {
	AV1_EIGHTTAP,
	AV1_EIGHTTAP_SMOOTH,
	AV1_EIGHTTAP_SHARP,
	AV1_BILINEAR,
	AV1_SWITCHABLE,
	AV1_FILTERS = AV1_SWITCHABLE
};

enum av1_motion_mode {
	AV1_SIMPLE,
	AV1_OBMC,
	AV1_LOCALWARP,
};

/* compound_type */
enum av1_compound_type {
	AV1_COMPOUND_WEDGE,
	AV1_COMPOUND_DIFFWTD,
	AV1_COMPOUND_AVERAGE,
	AV1_COMPOUND_INTRA,
	AV1_COMPOUND_DISTANCE,
};

/* interintra_mode */
enum av1_interintra_mode {
	AV1_II_DC_PRED,
	AV1_II_V_PRED,
	AV1_II_H_PRED,
	AV1_II_SMOOTH_PRED,
	AV1_INTERINTRA_MODES
};

/* GmType */
enum av1_warp_type {
	AV1_WARP_IDENTITY,
	AV1_WARP_TRANSLATION,
	AV1_WARP_ROTZOOM,
	AV1_WARP_AFFINE,
};

/* FrameRestorationType, after the remapping of lr_type */
enum av1_restoration {
	AV1_RESTORE_NONE,
	AV1_RESTORE_WIENER,
	AV1_RESTORE_SGRPROJ,
	AV1_RESTORE_SWITCHABLE,
};

/* Segmentation features; bits of feature_enabled. */
enum av1_seg_feature {
	AV1_SEG_ALT_Q,
	AV1_SEG_ALT_LF_Y_V,
	AV1_SEG_ALT_LF_Y_H,
	AV1_SEG_ALT_LF_U,
	AV1_SEG_ALT_LF_V,
	AV1_SEG_REF_FRAME,
	AV1_SEG_SKIP,
	AV1_SEG_GLOBALMV,
};

/**
 * struct av1_mv - a motion vector
 * @row: eighth luma samples
 * @col: eighth luma samples
 */
struct av1_mv {
	s16 row;
	s16 col;
};

#endif /* AV1_TYPES_H */
