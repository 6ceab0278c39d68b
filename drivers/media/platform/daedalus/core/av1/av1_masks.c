// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's constant masks and weights of inter prediction (AV1 specification, 7.11.3.11,
 * .13 and .15). The masks are made once when the decoder is loaded, the weights when a
 * frame begins.
 */
#include <linux/array_size.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1_masks.h"

/* Those with Wedge_Bits above 0 */
static const struct av1_wedge_size {
	enum av1_block_size size;
	int w;
	int h;
} av1_wedge_sizes[] = {
	{ AV1_BLOCK_8X8, 8, 8 },
	{ AV1_BLOCK_8X16, 8, 16 },
	{ AV1_BLOCK_16X8, 16, 8 },
	{ AV1_BLOCK_16X16, 16, 16 },
	{ AV1_BLOCK_16X32, 16, 32 },
	{ AV1_BLOCK_32X16, 32, 16 },
	{ AV1_BLOCK_32X32, 32, 32 },
	{ AV1_BLOCK_8X32, 8, 32 },
	{ AV1_BLOCK_32X8, 32, 8 },
};

/* Row @i of MasterMask, and what the specification derives from it by symmetry */
static void av1_masks_master_row(u8 (*m)[AV1_WEDGE_MASTER][AV1_WEDGE_MASTER], int i)
{
	const u8 *oblique = i & 1 ? av1_wedge_master_oblique_odd : av1_wedge_master_oblique_even;
	const int last = AV1_WEDGE_MASTER - 1;
	const int shift = AV1_WEDGE_MASTER / 4 - (i + 1) / 2;
	int j;

	for (j = 0; j < AV1_WEDGE_MASTER; j++) {
		const int v = oblique[clamp(j - shift, 0, last)];

		m[AV1_WEDGE_OBLIQUE63][i][j] = v;
		m[AV1_WEDGE_OBLIQUE27][j][i] = v;
		m[AV1_WEDGE_OBLIQUE117][i][last - j] = 64 - v;
		m[AV1_WEDGE_OBLIQUE153][last - j][i] = 64 - v;
		m[AV1_WEDGE_VERTICAL][i][j] = av1_wedge_master_vertical[j];
		m[AV1_WEDGE_HORIZONTAL][j][i] = av1_wedge_master_vertical[j];
	}
}

static void av1_masks_master(struct av1_masks *masks)
{
	const int count = sizeof(masks->master) / 2;
	int i;

	for (i = 0; i < AV1_WEDGE_MASTER; i++)
		av1_masks_master_row((void *)masks->master, i);
	for (i = 0; i < count; i++)
		masks->master[count + i] = 64 - masks->master[i];
}

/*
 * Where the mask of a wedge begins in MasterMask. That with a wedge_sign of 0 has a mean
 * of 32 or more along its upper and left borders.
 */
static void av1_masks_wedge(struct av1_masks *masks, const struct av1_wedge_size *s, int index)
{
	const int shape = s->h > s->w ? 0 : s->h < s->w ? 1 : 2;
	const u8 *code = av1_wedge_codebook[shape][index];
	const int x = AV1_WEDGE_MASTER / 2 - ((code[1] * s->w) >> 3);
	const int y = AV1_WEDGE_MASTER / 2 - ((code[2] * s->h) >> 3);
	const int start = (code[0] * AV1_WEDGE_MASTER + y) * AV1_WEDGE_STRIDE + x;
	const int count = s->w + s->h - 1;
	int i, sign, sum = 0;

	for (i = 0; i < s->w; i++)
		sum += masks->master[start + i];
	for (i = 1; i < s->h; i++)
		sum += masks->master[start + i * AV1_WEDGE_STRIDE];
	sign = (sum + count / 2) / count < 32;
	masks->start[s->size][sign][index] = start;
	masks->start[s->size][!sign][index] = start + sizeof(masks->master) / 2;
}

static void av1_masks_ii(struct av1_masks *masks, int size)
{
	const size_t start = av1_ii_mask(masks, AV1_II_DC_PRED, size, size) -
			     masks->ii[AV1_II_DC_PRED];
	const int scale = 128 / size;
	int i, j;

	for (i = 0; i < size; i++)
		for (j = 0; j < size; j++) {
			const size_t n = start + i * size + j;

			masks->ii[AV1_II_DC_PRED][n] = 32;
			masks->ii[AV1_II_V_PRED][n] = av1_ii_weights_1d[i * scale];
			masks->ii[AV1_II_H_PRED][n] = av1_ii_weights_1d[j * scale];
			masks->ii[AV1_II_SMOOTH_PRED][n] = av1_ii_weights_1d[min(i, j) * scale];
		}
}

void av1_masks_init(struct av1_masks *masks)
{
	int i, j, size;

	memset(masks, 0, sizeof(*masks));
	av1_masks_master(masks);
	for (i = 0; i < ARRAY_SIZE(av1_wedge_sizes); i++)
		for (j = 0; j < AV1_WEDGES; j++)
			av1_masks_wedge(masks, &av1_wedge_sizes[i], j);
	for (size = 4; size <= AV1_II_SIZE_MAX; size *= 2)
		av1_masks_ii(masks, size);
}

int av1_dist_weight(int dist0, int dist1)
{
	/* The specification's d0 is of the second reference. */
	const int order = dist1 <= dist0;
	int i = 3;

	if (dist0 && dist1)
		for (i = 0; i < 3; i++) {
			const int c0 = dist1 * av1_quant_dist_weight[i][order];
			const int c1 = dist0 * av1_quant_dist_weight[i][1 - order];

			if (order ? c0 > c1 : c0 < c1)
				break;
		}
	return av1_quant_dist_lookup[i][order];
}
