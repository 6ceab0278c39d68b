/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of the orders of coefficients (AV1 9.2).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_SCAN_TABLES_H
#define AV1_SCAN_TABLES_H

#include <linux/types.h>

#include "av1_types.h"

/* Classes of transform types (8.3.2) */
enum av1_tx_class {
	AV1_TX_CLASS_2D,	/* also the identity in both directions */
	AV1_TX_CLASS_HORIZ,	/* identity of the columns: AV1_TX_H_DCT and the like */
	AV1_TX_CLASS_VERT,	/* identity of the rows: AV1_TX_V_DCT and the like */
	AV1_TX_CLASSES
};

/*
 * get_scan (5.11.41) of a size and class: order of the coefficients, as places in our
 * order, x * Min(32, height) + y.  The sizes that have no transforms of a class have
 * the scan of AV1_TX_CLASS_2D there.
 */
extern const u16 *const av1_scans[AV1_TX_SIZES][AV1_TX_CLASSES];

/*
 * Coeff_Base_Ctx_Offset of a size at each place in our order; of AV1_TX_CLASS_2D. Like the
 * specification's, they are the same from the fifth row and column on.
 */
extern const u8 *const av1_coeff_base_ctx_offset[AV1_TX_SIZES];

#endif /* AV1_SCAN_TABLES_H */
