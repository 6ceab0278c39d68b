/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of inter prediction (AV1 7.11.3).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_MC_TABLES_H
#define AV1_MC_TABLES_H

#include <linux/types.h>

/* Directions of wedges: the first of the three of av1_wedge_codebook */
enum av1_wedge_direction {
	AV1_WEDGE_HORIZONTAL,
	AV1_WEDGE_VERTICAL,
	AV1_WEDGE_OBLIQUE27,
	AV1_WEDGE_OBLIQUE63,
	AV1_WEDGE_OBLIQUE117,
	AV1_WEDGE_OBLIQUE153,
	AV1_WEDGE_DIRECTIONS
};

/* [filter][16ths of a sample][tap]; 4 and 5 are for w or h <= 4 */
extern const s16 av1_subpel_filters[6][16][8];

/* [64ths of a sample, from -1 to 2][tap] */
extern const s8 av1_warped_filters[193][8];

/* 2^14 * 256 / (256 + i) */
extern const u16 av1_div_lut[257];

/* Weights of the block's own prediction, in 64ths */
extern const u8 av1_obmc_mask_2[2];
extern const u8 av1_obmc_mask_4[4];
extern const u8 av1_obmc_mask_8[8];
extern const u8 av1_obmc_mask_16[16];
extern const u8 av1_obmc_mask_32[32];

/* Rows of the masks that all wedges are cut from */
extern const u8 av1_wedge_master_oblique_odd[64];
extern const u8 av1_wedge_master_oblique_even[64];
extern const u8 av1_wedge_master_vertical[64];

/* [h > w, h < w, h == w][wedge_index][direction, x and y offset in 8ths] */
extern const u8 av1_wedge_codebook[3][16][3];

/* Inter-intra: weights of intra by the distance to the edge, in 64ths */
extern const u8 av1_ii_weights_1d[128];

/* Thresholds of the ratio of two distances */
extern const u8 av1_quant_dist_weight[4][2];

/* Weights of the two predictions, in 16ths */
extern const u8 av1_quant_dist_lookup[4][2];

#endif /* AV1_MC_TABLES_H */
