/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of CAVLC (Rec. ITU-T H.264 9.2),
 * made by scripts/gen/h264_cavlc_tables.py.
 *
 * Indexed by the number of leading zeros of a codeword, up to a maximum, and by
 * the three bits after its first 1 (in the last row: after its maximum of
 * zeros).  An entry is the length of the codeword | what it means << 5, or 0 if
 * there is no such codeword.
 */
#ifndef H264_CAVLC_H
#define H264_CAVLC_H

#include <linux/types.h>

/* Most leading zeros in each table. */
#define H264_COEFF_TOKEN_ZEROS		15
#define H264_TOTAL_ZEROS_ZEROS		9
#define H264_TOTAL_ZEROS_DC420_ZEROS	3
#define H264_TOTAL_ZEROS_DC422_ZEROS	5
#define H264_RUN_BEFORE_ZEROS		11

/*
 * coeff_token (Table 9-5) for 0 <= nC < 2, 2 <= nC < 4, 4 <= nC < 8, nC == -1,
 * nC == -2: total_coeff << 2 | trailing_ones
 */
extern const u16 h264_coeff_token[5][H264_COEFF_TOKEN_ZEROS + 1][8];
/* total_zeros for 4x4 blocks by tzVlcIndex - 1 (Tables 9-7 and 9-8) */
extern const u16 h264_total_zeros[15][H264_TOTAL_ZEROS_ZEROS + 1][8];
/* total_zeros for chroma DC of 4:2:0 and of 4:2:2 (Table 9-9) */
extern const u16 h264_total_zeros_dc420[3][H264_TOTAL_ZEROS_DC420_ZEROS + 1][8];
extern const u16 h264_total_zeros_dc422[7][H264_TOTAL_ZEROS_DC422_ZEROS + 1][8];
/* run_before by min(zerosLeft, 7) - 1 (Table 9-10) */
extern const u16 h264_run_before[7][H264_RUN_BEFORE_ZEROS + 1][8];

#endif /* H264_CAVLC_H */
