/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The masks of AV1 that depend on nothing in a stream: of wedges (7.11.3.11) and of
 * interintra modes (7.11.3.13), and the weights of distances (7.11.3.15). Clause numbers
 * are those of the AV1 Bitstream & Decoding Process Specification.
 */
#ifndef AV1_MASKS_H
#define AV1_MASKS_H

#include <linux/minmax.h>
#include <linux/types.h>

#include "av1_mc_tables.h"
#include "av1_types.h"

#define AV1_WEDGES		16	/* WEDGE_TYPES */
#define AV1_WEDGE_MASTER	64	/* MASK_MASTER_SIZE */
#define AV1_WEDGE_STRIDE	AV1_WEDGE_MASTER

#define AV1_II_SIZE_MAX		32
#define AV1_II_BYTES		(4 * 4 + 8 * 8 + 16 * 16 + AV1_II_SIZE_MAX * AV1_II_SIZE_MAX)

/**
 * struct av1_masks - all masks, some 56 KiB
 *
 * One is enough for everybody. It is made once, in memory of whoever keeps it, and does
 * not change: tables of this size in the source would be long and tell nothing. Members
 * are private to av1_masks.c and the functions below.
 *
 * A mask of WedgeMasks is a part of the master mask of its direction or of 64 less that,
 * so there is no need to copy it.
 *
 * @master: MasterMask, then 64 less its values
 * @start: [MiSize][wedge_sign][wedge_index]: index of a mask's first value in @master;
 *	0 for block sizes that have no wedges
 * @ii: [interintra_mode]: masks of 4x4, 8x8, 16x16 and 32x32
 */
struct av1_masks {
	u8 master[2 * AV1_WEDGE_DIRECTIONS * AV1_WEDGE_MASTER * AV1_WEDGE_MASTER];
	u16 start[AV1_BLOCK_SIZES][2][AV1_WEDGES];
	u8 ii[AV1_INTERINTRA_MODES][AV1_II_BYTES];
};

/**
 * av1_masks_init() - make all masks
 * @masks: need not be initialised
 */
void av1_masks_init(struct av1_masks *masks);

/* WedgeMasks[ @size ][ @sign ][ @index ], whose rows are AV1_WEDGE_STRIDE bytes apart */
static inline const u8 *av1_wedge_mask(const struct av1_masks *masks, enum av1_block_size size,
				       int sign, int index)
{
	return masks->master + masks->start[size][sign][index];
}

/*
 * Mask of 7.11.3.13 for @w x @h samples of any plane, 4 to 32 each. Its rows are
 * av1_ii_stride() bytes apart: only the longer side makes a difference.
 */
static inline int av1_ii_stride(int w, int h)
{
	return max(w, h);
}

static inline const u8 *av1_ii_mask(const struct av1_masks *masks, enum av1_interintra_mode mode,
				    int w, int h)
{
	const int size = av1_ii_stride(w, h);

	return masks->ii[mode] + (size * size - 4 * 4) / 3;
}

/**
 * av1_dist_weight() - distance weights process, 7.11.3.15
 * @dist0: dist[ 0 ], 0..31: how far the first reference is away
 * @dist1: dist[ 1 ]
 *
 * Return: FwdWeight, the sixteenths of the first prediction; BckWeight is 16 less that.
 */
int av1_dist_weight(int dist0, int dist1);

#endif /* AV1_MASKS_H */
