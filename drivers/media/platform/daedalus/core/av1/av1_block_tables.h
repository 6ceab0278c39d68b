/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of sizes of blocks and transforms, contexts and types (AV1 5.9, 5.11, 7.9, 8.3.2, 9.3).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_BLOCK_TABLES_H
#define AV1_BLOCK_TABLES_H

#include <linux/types.h>

#include "av1_types.h"

/* Of block sizes: in units of 4 samples, in samples, logarithms */
extern const u8 av1_num_4x4_blocks_wide[22];
extern const u8 av1_num_4x4_blocks_high[22];
extern const u8 av1_block_width[22];
extern const u8 av1_block_height[22];
extern const u8 av1_mi_width_log2[22];
extern const u8 av1_mi_height_log2[22];

/* Context of y_mode, by block size */
extern const u8 av1_size_group[22];

/* Width of wedge_index by block size; 0 where there are no wedges */
extern const u8 av1_wedge_bits[22];

/* Largest transform and how often it can be split, by block size */
extern const u8 av1_max_tx_size_rect[22];
extern const u8 av1_max_tx_depth[22];

/* [block size][subsampling_x][subsampling_y] */
extern const u8 av1_subsampled_size[22][2][2];

/* [partition][block size, square]; of the largest part */
extern const u8 av1_partition_subsize[10][22];

/* By tx_size */
extern const u8 av1_split_tx_size[19];

/* Square with the smaller side, by tx_size */
extern const u8 av1_tx_size_sqr[19];

/* Square with the larger side, by tx_size */
extern const u8 av1_tx_size_sqr_up[19];

/* Size of what is coded: sides of 64 become 32 */
extern const u8 av1_adjusted_tx_size[19];

/* In samples, and logarithms, by tx_size */
extern const u8 av1_tx_width[19];
extern const u8 av1_tx_height[19];
extern const u8 av1_tx_width_log2[19];
extern const u8 av1_tx_height_log2[19];

/* Transform type of intra blocks, by UVMode or YMode */
extern const u8 av1_mode_to_txfm[14];

/* [set][transform type] */
extern const u8 av1_tx_type_in_set_intra[3][16];
extern const u8 av1_tx_type_in_set_inter[4][16];

/* Transform type, by intra_tx_type or inter_tx_type */
extern const u8 av1_tx_type_intra_inv_set1[7];
extern const u8 av1_tx_type_intra_inv_set2[5];
extern const u8 av1_tx_type_inter_inv_set1[16];
extern const u8 av1_tx_type_inter_inv_set2[12];
extern const u8 av1_tx_type_inter_inv_set3[2];

/* Of the other classes: by the row or column, to 2 */
extern const u8 av1_coeff_base_pos_ctx_offset[3];

/* Neighbours of coeff_br: [class][i][row, column] */
extern const u8 av1_mag_ref_offset_with_tx_class[3][3][2];

/* Neighbours of coeff_base: [class][i][row, column] */
extern const u8 av1_sig_ref_diff_offset[3][5][2];

/* Context of intra_frame_y_mode, by the neighbour's mode */
extern const u8 av1_intra_mode_context[13];

/* [RefMvContext >> 1][NewMvContext, to 4] */
extern const u8 av1_compound_mode_ctx_map[3][5];

/* intraDir of intra_tx_type, by filter_intra_mode */
extern const u8 av1_filter_intra_mode_to_intra_dir[5];

/* By ColorContextHash; -1 where there is no such hash */
extern const s8 av1_palette_color_context[9];
extern const u8 av1_palette_color_hash_multipliers[3];

/* Of segmentation features: width, whether signed, maximum */
extern const u8 av1_segmentation_feature_bits[8];
extern const u8 av1_segmentation_feature_signed[8];
extern const u8 av1_segmentation_feature_max[8];

/* 2^14 / i */
extern const u16 av1_div_mult[32];

#endif /* AV1_BLOCK_TABLES_H */
