// SPDX-License-Identifier: GPL-2.0
/*
 * Contexts of adaptive symbols: defaults and loading (AV1 6.8.2).  Saving one is a
 * copy of the struct.
 */
#include "av1_cdf.h"

void av1_cdfs_coef_default(struct av1_coef_cdfs *coef, u8 base_q_idx)
{
	*coef = av1_default_coef_cdfs[(base_q_idx > 20) + (base_q_idx > 60) + (base_q_idx > 120)];
}

void av1_cdfs_default(struct av1_cdfs *cdfs, u8 base_q_idx)
{
	*cdfs = av1_default_cdfs;
	av1_cdfs_coef_default(&cdfs->coef, base_q_idx);
}

void av1_cdfs_clear_counters(struct av1_cdfs *cdfs)
{
	const struct av1_cdf_rows *kind;
	u16 *elements = (u16 *)cdfs;
	u32 row;

	for (kind = av1_cdf_layout; kind->rows; kind++)
		for (row = 0; row < kind->rows; row++)
			elements[kind->offset + row * kind->width + kind->n - 1] = 0;
}
