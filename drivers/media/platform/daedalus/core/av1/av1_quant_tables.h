/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of dequantisation (AV1 7.12.2, 9.5).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_QUANT_TABLES_H
#define AV1_QUANT_TABLES_H

#include <linux/types.h>

/* [(depth - 8) / 2][index] */
extern const u16 av1_dc_qlookup[3][256];
extern const u16 av1_ac_qlookup[3][256];

/* [level, 0..14][plane > 0]; in 32nds; see av1_qm_offset */
extern const u8 av1_quantizer_matrix[15][2][3344];

/*
 * Where the matrix of a transform starts, by tx_size.  Matrices are in the
 * order of our coefficients, x * Min(32, height) + y, because each is the transpose of
 * another one: so this has the specification's Qm_Offset of the size with width and height
 * exchanged.
 */
extern const u16 av1_qm_offset[19];

#endif /* AV1_QUANT_TABLES_H */
