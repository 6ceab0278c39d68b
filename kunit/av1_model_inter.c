// SPDX-License-Identifier: GPL-2.0
/* Model of AV1's block syntax: motion vectors. See av1_model.h. */
#include <linux/log2.h>
#include <linux/minmax.h>

#include "av1_model.h"

#define MODEL_CLASS0_SIZE	2

/* read_mv_component() (5.11.32) of a value that is not 0 */
static void model_put_mv_component(struct av1_model *m, unsigned int ctx, unsigned int comp,
				   int value)
{
	struct av1_mv_cdfs *cdfs = &m->cdfs.mv[ctx];
	const u32 mag = abs(value) - 1;
	/* Class 0 ends with mag 15, class i with twice as much as the one before. */
	const u32 class = mag < 8 * MODEL_CLASS0_SIZE ? 0 : ilog2(mag >> 3);
	const u32 rest = class ? mag - (MODEL_CLASS0_SIZE << (class + 2)) : mag;
	const u32 fr = rest >> 1 & 3, hp = rest & 1;
	u32 i;

	av1_model_put(m, cdfs->sign[comp], 2, value < 0);
	av1_model_put(m, cdfs->class[comp], 11, class);
	if (class == 0) {
		av1_model_put(m, cdfs->class0_bit[comp], 2, rest >> 3);
		if (!m->p->force_integer_mv)
			av1_model_put(m, cdfs->class0_fr[comp][rest >> 3], 4, fr);
		if (m->p->high_precision_mv)
			av1_model_put(m, cdfs->class0_hp[comp], 2, hp);
		return;
	}
	for (i = 0; i < class; i++)
		av1_model_put(m, cdfs->bit[comp][i], 2, rest >> 3 >> i & 1);
	if (!m->p->force_integer_mv)
		av1_model_put(m, cdfs->fr[comp], 4, fr);
	if (m->p->high_precision_mv)
		av1_model_put(m, cdfs->hp[comp], 2, hp);
}

void av1_model_put_mv(struct av1_model *m, int row, int col)
{
	const unsigned int ctx = m->block->b.intrabc ? 1 : 0;

	/* MV_JOINT_HNZVZ is 1, a column other than 0; MV_JOINT_HZVNZ 2. */
	av1_model_put(m, m->cdfs.mv[ctx].joint, 4, (row != 0) * 2 + (col != 0));
	if (row)
		model_put_mv_component(m, ctx, 0, row);
	if (col)
		model_put_mv_component(m, ctx, 1, col);
}
