/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of intra prediction (AV1 7.11.2, 9.3).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_INTRA_TABLES_H
#define AV1_INTRA_TABLES_H

#include <linux/types.h>

/* SMOOTH_PRED: weights of the nearer edge by the distance to it, in 256ths */
extern const u8 av1_sm_weights_tx_4x4[4];
extern const u8 av1_sm_weights_tx_8x8[8];
extern const u8 av1_sm_weights_tx_16x16[16];
extern const u8 av1_sm_weights_tx_32x32[32];
extern const u8 av1_sm_weights_tx_64x64[64];

/* Degrees, by intra mode; 0 where there is no direction */
extern const u8 av1_mode_to_angle[13];

/* Step of the edge position in 64ths of a sample, by degrees; 0 where no angle is */
extern const u16 av1_dr_intra_derivative[90];

/* [filter_intra_mode][sample of the 4x2 block][neighbour]; in 16ths */
extern const s8 av1_intra_filter_taps[5][8][7];

/* [strength - 1][tap]; in 16ths */
extern const u8 av1_intra_edge_kernel[3][5];

#endif /* AV1_INTRA_TABLES_H */
