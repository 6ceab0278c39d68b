// SPDX-License-Identifier: GPL-2.0
/*
 * Fills the table of VP9 sample operations for a bit depth. The operations
 * themselves are in the vp9_*_tmpl.c files, and SIMD versions in
 * ../arm64/vp9_*_neon.c.
 */
#include "../arm64/vp9_neon.h"
#include "../dae_simd.h"
#include "vp9_dsp.h"

static void vp9_dsp_init_neon(struct vp9_dsp *dsp, unsigned int bit_depth, u32 cpu_flags)
{
	if (bit_depth == 8) {
		dae_dsp_override(dsp, &vp9_intra_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_itx_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_lf_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_mc_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_mc_scaled_neon_8bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_wht_neon_8bpc, sizeof(*dsp));
		if (cpu_flags & DAE_CPU_DOTPROD)
			dae_dsp_override(dsp, &vp9_mc_dotprod_8bpc, sizeof(*dsp));
	} else {
		dae_dsp_override(dsp, &vp9_intra_neon_16bpc, sizeof(*dsp));
		if (bit_depth <= 10)
			dae_dsp_override(dsp, &vp9_itx_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_lf_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_mc_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_mc_scaled_neon_16bpc, sizeof(*dsp));
		dae_dsp_override(dsp, &vp9_wht_neon_16bpc, sizeof(*dsp));
	}
}

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
	if (DAE_HAVE_NEON && cpu_flags & DAE_CPU_NEON)
		vp9_dsp_init_neon(dsp, bit_depth, cpu_flags);
}
