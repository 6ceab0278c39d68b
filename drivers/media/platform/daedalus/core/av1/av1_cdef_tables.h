/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of the constrained directional enhancement filter (AV1 7.15).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_CDEF_TABLES_H
#define AV1_CDEF_TABLES_H

#include <linux/types.h>

/* [subsampling_x][subsampling_y][direction of luma] */
extern const u8 av1_cdef_uv_dir[2][2][8];

/* 840 / i */
extern const u16 av1_cdef_div_table[9];

/* [strength & 1][distance - 1]; in 16ths */
extern const u8 av1_cdef_pri_taps[2][2];

/* [strength & 1][distance - 1]; in 16ths */
extern const u8 av1_cdef_sec_taps[2][2];

/* [direction][distance - 1][y, x] */
extern const s8 av1_cdef_directions[8][2][2];

#endif /* AV1_CDEF_TABLES_H */
