// SPDX-License-Identifier: GPL-2.0
/*
 * Fills the table of H.264 sample operations for a bit depth. The operations
 * themselves are in the h264_*_tmpl.c files, and SIMD versions in
 * ../arm64/h264_*_neon.c.
 */
#include "../arm64/h264_neon.h"
#include "../dae_simd.h"
#include "h264_dsp.h"

static void h264_dsp_init_neon(struct h264_dsp *dsp, unsigned int bit_depth)
{
	if (bit_depth == 8) {
		dae_dsp_override(dsp, &h264_idct_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &h264_intra_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &h264_mc_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &h264_deblock_neon_8bpc, sizeof(*dsp));
	} else {
		dae_dsp_override(dsp, &h264_idct_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &h264_intra_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &h264_mc_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &h264_deblock_neon_16bpc, sizeof(*dsp));
	}
}

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
	if (DAE_HAVE_NEON && cpu_flags & DAE_CPU_NEON)
		h264_dsp_init_neon(dsp, bit_depth);
}
