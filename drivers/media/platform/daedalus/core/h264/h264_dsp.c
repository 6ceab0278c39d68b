// SPDX-License-Identifier: GPL-2.0
/*
 * Fills the table of H.264 sample operations for a bit depth. The operations
 * themselves are in the h264_*_tmpl.c files.
 */
#include "h264_dsp.h"

void h264_dsp_init(struct h264_dsp *dsp, unsigned int bit_depth, u32 cpu_flags)
{
	if (bit_depth == 8) {
		h264_idct_init_8bpc(dsp);
		h264_intra_init_8bpc(dsp);
		h264_mc_init_8bpc(dsp);
		h264_deblock_init_8bpc(dsp);
	} else {
		h264_idct_init_16bpc(dsp);
		h264_intra_init_16bpc(dsp);
		h264_mc_init_16bpc(dsp);
		h264_deblock_init_16bpc(dsp);
	}
}
