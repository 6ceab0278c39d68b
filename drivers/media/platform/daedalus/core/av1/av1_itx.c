// SPDX-License-Identifier: GPL-2.0
/*
 * What sizes and types of AV1 transform blocks come to, and what the end of its scan
 * says about where a block can have coefficients. The scans are those of get_scan()
 * (AV1 specification, 5.11.41, with the tables of 9.2); a test derives these limits from
 * them.
 */
#include <linux/limits.h>

#include "av1_itx.h"
#include "av1_itx_types.h"

const struct av1_itx_shape av1_itx_shapes[AV1_TX_SIZES] = {
	[AV1_TX_4X4] = { 2, 2, 0, false },
	[AV1_TX_8X8] = { 3, 3, 1, false },
	[AV1_TX_16X16] = { 4, 4, 2, false },
	[AV1_TX_32X32] = { 5, 5, 2, false },
	[AV1_TX_64X64] = { 6, 6, 2, false },
	[AV1_TX_4X8] = { 2, 3, 0, true },
	[AV1_TX_8X4] = { 3, 2, 0, true },
	[AV1_TX_8X16] = { 3, 4, 1, true },
	[AV1_TX_16X8] = { 4, 3, 1, true },
	[AV1_TX_16X32] = { 4, 5, 1, true },
	[AV1_TX_32X16] = { 5, 4, 1, true },
	[AV1_TX_32X64] = { 5, 6, 1, true },
	[AV1_TX_64X32] = { 6, 5, 1, true },
	[AV1_TX_4X16] = { 2, 4, 1, false },
	[AV1_TX_16X4] = { 4, 2, 1, false },
	[AV1_TX_8X32] = { 3, 5, 2, false },
	[AV1_TX_32X8] = { 5, 3, 2, false },
	[AV1_TX_16X64] = { 4, 6, 2, false },
	[AV1_TX_64X16] = { 6, 4, 2, false },
};

const struct av1_itx_pair av1_itx_pairs[AV1_TX_TYPES] = {
	[AV1_TX_DCT_DCT] = { AV1_ITX_DCT, AV1_ITX_DCT, false, false },
	[AV1_TX_ADST_DCT] = { AV1_ITX_ADST, AV1_ITX_DCT, false, false },
	[AV1_TX_DCT_ADST] = { AV1_ITX_DCT, AV1_ITX_ADST, false, false },
	[AV1_TX_ADST_ADST] = { AV1_ITX_ADST, AV1_ITX_ADST, false, false },
	[AV1_TX_FLIPADST_DCT] = { AV1_ITX_ADST, AV1_ITX_DCT, true, false },
	[AV1_TX_DCT_FLIPADST] = { AV1_ITX_DCT, AV1_ITX_ADST, false, true },
	[AV1_TX_FLIPADST_FLIPADST] = { AV1_ITX_ADST, AV1_ITX_ADST, true, true },
	[AV1_TX_ADST_FLIPADST] = { AV1_ITX_ADST, AV1_ITX_ADST, false, true },
	[AV1_TX_FLIPADST_ADST] = { AV1_ITX_ADST, AV1_ITX_ADST, true, false },
	[AV1_TX_IDTX] = { AV1_ITX_IDENTITY, AV1_ITX_IDENTITY, false, false },
	[AV1_TX_V_DCT] = { AV1_ITX_DCT, AV1_ITX_IDENTITY, false, false },
	[AV1_TX_H_DCT] = { AV1_ITX_IDENTITY, AV1_ITX_DCT, false, false },
	[AV1_TX_V_ADST] = { AV1_ITX_ADST, AV1_ITX_IDENTITY, false, false },
	[AV1_TX_H_ADST] = { AV1_ITX_IDENTITY, AV1_ITX_ADST, false, false },
	[AV1_TX_V_FLIPADST] = { AV1_ITX_ADST, AV1_ITX_IDENTITY, true, false },
	[AV1_TX_H_FLIPADST] = { AV1_ITX_IDENTITY, AV1_ITX_ADST, false, true },
};

enum av1_itx_scan {
	AV1_ITX_SCAN_DEFAULT,	/* along diagonals */
	AV1_ITX_SCAN_MROW,	/* by rows */
	AV1_ITX_SCAN_MCOL,	/* by columns */
	AV1_ITX_SCANS
};

#define ALL	U16_MAX	/* more than any scan has */

/*
 * The largest eob for which 4, 8 and 16 columns are enough, and as many rows. Only
 * sizes up to 16x16 have types with the other two scans.
 */
static const struct av1_itx_limits {
	u16 cols[3];
	u16 rows[3];
} av1_itx_limits[AV1_ITX_SCANS][AV1_TX_SIZES] = {
	[AV1_ITX_SCAN_DEFAULT] = {
		[AV1_TX_4X4] = { { ALL, ALL, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X8] = { { 14, ALL, ALL }, { 10, ALL, ALL } },
		[AV1_TX_16X16] = { { 14, 44, ALL }, { 10, 36, ALL } },
		[AV1_TX_32X32] = { { 14, 44, 152 }, { 10, 36, 136 } },
		[AV1_TX_64X64] = { { 14, 44, 152 }, { 10, 36, 136 } },
		[AV1_TX_4X8] = { { ALL, ALL, ALL }, { 13, ALL, ALL } },
		[AV1_TX_8X4] = { { 13, ALL, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X16] = { { 10, ALL, ALL }, { 14, 43, ALL } },
		[AV1_TX_16X8] = { { 14, 43, ALL }, { 10, ALL, ALL } },
		[AV1_TX_16X32] = { { 10, 36, ALL }, { 14, 44, 151 } },
		[AV1_TX_32X16] = { { 14, 44, 151 }, { 10, 36, ALL } },
		[AV1_TX_32X64] = { { 14, 44, 152 }, { 10, 36, 136 } },
		[AV1_TX_64X32] = { { 14, 44, 152 }, { 10, 36, 136 } },
		[AV1_TX_4X16] = { { ALL, ALL, ALL }, { 13, 29, ALL } },
		[AV1_TX_16X4] = { { 13, 29, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X32] = { { 10, ALL, ALL }, { 14, 43, 107 } },
		[AV1_TX_32X8] = { { 14, 43, 107 }, { 10, ALL, ALL } },
		[AV1_TX_16X64] = { { 10, 36, ALL }, { 14, 44, 151 } },
		[AV1_TX_64X16] = { { 14, 44, 151 }, { 10, 36, ALL } },
	},
	[AV1_ITX_SCAN_MROW] = {
		[AV1_TX_4X4] = { { ALL, ALL, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X8] = { { 4, ALL, ALL }, { 32, ALL, ALL } },
		[AV1_TX_16X16] = { { 4, 8, ALL }, { 64, 128, ALL } },
		[AV1_TX_4X8] = { { ALL, ALL, ALL }, { 16, ALL, ALL } },
		[AV1_TX_8X4] = { { 4, ALL, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X16] = { { 4, ALL, ALL }, { 32, 64, ALL } },
		[AV1_TX_16X8] = { { 4, 8, ALL }, { 64, ALL, ALL } },
		[AV1_TX_4X16] = { { ALL, ALL, ALL }, { 16, 32, ALL } },
		[AV1_TX_16X4] = { { 4, 8, ALL }, { ALL, ALL, ALL } },
	},
	[AV1_ITX_SCAN_MCOL] = {
		[AV1_TX_4X4] = { { ALL, ALL, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X8] = { { 32, ALL, ALL }, { 4, ALL, ALL } },
		[AV1_TX_16X16] = { { 64, 128, ALL }, { 4, 8, ALL } },
		[AV1_TX_4X8] = { { ALL, ALL, ALL }, { 4, ALL, ALL } },
		[AV1_TX_8X4] = { { 16, ALL, ALL }, { ALL, ALL, ALL } },
		[AV1_TX_8X16] = { { 64, ALL, ALL }, { 4, 8, ALL } },
		[AV1_TX_16X8] = { { 32, 64, ALL }, { 4, ALL, ALL } },
		[AV1_TX_4X16] = { { ALL, ALL, ALL }, { 4, 8, ALL } },
		[AV1_TX_16X4] = { { 16, 32, ALL }, { ALL, ALL, ALL } },
	},
};

/* get_scan() of 5.11.41 */
static enum av1_itx_scan av1_itx_scan_of(enum av1_tx_type type)
{
	switch (type) {
	case AV1_TX_V_DCT:
	case AV1_TX_V_ADST:
	case AV1_TX_V_FLIPADST:
		return AV1_ITX_SCAN_MROW;
	case AV1_TX_H_DCT:
	case AV1_TX_H_ADST:
	case AV1_TX_H_FLIPADST:
		return AV1_ITX_SCAN_MCOL;
	default:
		return AV1_ITX_SCAN_DEFAULT;
	}
}

static unsigned int av1_itx_side(const u16 *limits, int eob)
{
	return 4U << ((eob > limits[0]) + (eob > limits[1]) + (eob > limits[2]));
}

void av1_itx_extent(enum av1_tx_size tx, enum av1_tx_type type, int eob, unsigned int *cols,
		    unsigned int *rows)
{
	const struct av1_itx_limits *limits = &av1_itx_limits[av1_itx_scan_of(type)][tx];

	*cols = av1_itx_side(limits->cols, eob);
	*rows = av1_itx_side(limits->rows, eob);
}
