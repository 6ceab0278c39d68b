// SPDX-License-Identifier: GPL-2.0
/*
 * What directional intra prediction does to its neighbours, whatever samples are (AV1
 * specification, 7.11.2.9 and 7.11.2.10).
 */
#include "av1_intra.h"

int av1_intra_strength(int blk_wh, int delta, unsigned int flags)
{
	/* By filterType and blkWh: the least delta of strengths 1, 2 and 3 */
	static const u8 least[2][5][3] = {
		{ { 56, 255, 255 }, { 40, 255, 255 }, { 8, 16, 32 }, { 0, 4, 32 }, { 0, 0, 0 } },
		{ { 40, 64, 255 }, { 20, 48, 255 }, { 4, 4, 4 }, { 0, 0, 0 }, { 0, 0, 0 } },
	};
	const u8 *l = least[!!(flags & AV1_DIR_SMOOTH)]
			   [(blk_wh > 8) + (blk_wh > 16) + (blk_wh > 24) + (blk_wh > 32)];

	if (!(flags & AV1_DIR_EDGE_FILTER))
		return 0;
	return (delta >= l[0]) + (delta >= l[1]) + (delta >= l[2]);
}

bool av1_intra_upsamples(int blk_wh, int delta, unsigned int flags)
{
	return flags & AV1_DIR_EDGE_FILTER && delta < 40 &&
	       blk_wh <= (flags & AV1_DIR_SMOOTH ? 8 : 16);
}
