// SPDX-License-Identifier: GPL-2.0
/*
 * Fills the table of VP9 sample operations for a bit depth. The operations
 * themselves are in the vp9_*_tmpl.c files.
 */
#include "vp9_dsp.h"

void vp9_dsp_init(struct vp9_dsp *dsp, unsigned int bit_depth, u32 cpu_flags)
{
	if (bit_depth == 8) {
		vp9_itx_init_8bpc(dsp);
		vp9_intra_init_8bpc(dsp);
		vp9_mc_init_8bpc(dsp);
		vp9_lf_init_8bpc(dsp);
	} else {
		vp9_itx_init_16bpc(dsp);
		vp9_intra_init_16bpc(dsp);
		vp9_mc_init_16bpc(dsp);
		vp9_lf_init_16bpc(dsp);
	}
}
