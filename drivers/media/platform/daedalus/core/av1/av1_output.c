// SPDX-License-Identifier: GPL-2.0
/*
 * Output of AV1 frames (7.18).
 */
#include <linux/minmax.h>
#include <linux/types.h>

#include "../dae_output.h"
#include "av1_pic.h"

void av1_output_row(void *frame, unsigned int row)
{
	const struct av1_pic *pic = frame;
	const u32 sb = 4 * pic->sb_mi;
	/* What restoration has done: its rows start 8 above those of superblocks. */
	const u32 first = row ? row * sb - 8 : 0;
	const u32 end = row + 1 == pic->sb_rows ? pic->params.fmt.height : (row + 1) * sb - 8;

	if (pic->out)
		dae_output_rows(pic->out, pic->frame, first, end - first);
}
