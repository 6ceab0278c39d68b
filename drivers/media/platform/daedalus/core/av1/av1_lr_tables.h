/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of super-resolution and loop restoration (AV1 5.11.58, 7.16, 7.17).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_LR_TABLES_H
#define AV1_LR_TABLES_H

#include <linux/types.h>

/* [64ths of a sample][tap] */
extern const s16 av1_upscale_filter[64][8];

/* [lr_sgr_set][radius, strength of pass 0, the same of pass 1] */
extern const u8 av1_sgr_params[16][4];

/* Of each coefficient: range, Golomb parameter, first reference */
extern const s8 av1_wiener_taps_min[3];
extern const u8 av1_wiener_taps_max[3];
extern const u8 av1_wiener_taps_k[3];
extern const s8 av1_wiener_taps_mid[3];

/* Of each weight: range, first reference */
extern const s8 av1_sgrproj_xqd_min[2];
extern const u8 av1_sgrproj_xqd_max[2];
extern const s8 av1_sgrproj_xqd_mid[2];

#endif /* AV1_LR_TABLES_H */
