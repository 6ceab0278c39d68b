// SPDX-License-Identifier: GPL-2.0
/*
 * Fills the table of AV1 sample operations for a bit depth. The operations themselves
 * are in the av1_*_tmpl.c files.
 */
#include "../arm64/av1_neon.h"
#include "../dae_simd.h"
#include "av1_dsp.h"

static void av1_dsp_neon_8bpc(struct av1_dsp *dsp, u32 cpu_flags)
{
	if (!DAE_HAVE_NEON || !(cpu_flags & DAE_CPU_NEON))
		return;
	dae_dsp_override(&dsp->itx, &av1_itx_neon_8bpc, sizeof(dsp->itx));
	dae_dsp_override(&dsp->intra, &av1_intra_neon_8bpc, sizeof(dsp->intra));
	dae_dsp_override(&dsp->intra, &av1_intra_dir_neon_8bpc, sizeof(dsp->intra));
	dae_dsp_override(&dsp->mc, &av1_mc_neon_8bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->mc, &av1_mc_scaled_neon_8bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->mc, &av1_blend_neon_8bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->mc, &av1_warp_neon_8bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->lf, &av1_lf_neon_8bpc, sizeof(dsp->lf));
	dae_dsp_override(&dsp->cdef, &av1_cdef_neon_8bpc, sizeof(dsp->cdef));
	dae_dsp_override(&dsp->lr, &av1_lr_neon_8bpc, sizeof(dsp->lr));
	dae_dsp_override(&dsp->lr, &av1_sgr_neon_8bpc, sizeof(dsp->lr));
	dae_dsp_override(&dsp->lr, &av1_upscale_neon_8bpc, sizeof(dsp->lr));
	dae_dsp_override(&dsp->fg, &av1_fg_neon_8bpc, sizeof(dsp->fg));
	dae_dsp_override(&dsp->fg, &av1_fg_noise_neon, sizeof(dsp->fg));
	if (!(cpu_flags & DAE_CPU_DOTPROD))
		return;
	dae_dsp_override(&dsp->mc, &av1_mc_dotprod_8bpc, sizeof(dsp->mc));
}

static void av1_dsp_neon_16bpc(struct av1_dsp *dsp, u32 cpu_flags)
{
	if (!DAE_HAVE_NEON || !(cpu_flags & DAE_CPU_NEON))
		return;
	dae_dsp_override(&dsp->itx, &av1_itx_neon_16bpc, sizeof(dsp->itx));
	dae_dsp_override(&dsp->intra, &av1_intra_neon_16bpc, sizeof(dsp->intra));
	dae_dsp_override(&dsp->intra, &av1_intra_dir_neon_16bpc, sizeof(dsp->intra));
	dae_dsp_override(&dsp->mc, &av1_mc_neon_16bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->mc, &av1_mc_scaled_neon_16bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->mc, &av1_blend_neon_16bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->mc, &av1_warp_neon_16bpc, sizeof(dsp->mc));
	dae_dsp_override(&dsp->lf, &av1_lf_neon_16bpc, sizeof(dsp->lf));
	dae_dsp_override(&dsp->cdef, &av1_cdef_neon_16bpc, sizeof(dsp->cdef));
	dae_dsp_override(&dsp->lr, &av1_lr_neon_16bpc, sizeof(dsp->lr));
	dae_dsp_override(&dsp->lr, &av1_sgr_neon_16bpc, sizeof(dsp->lr));
	dae_dsp_override(&dsp->lr, &av1_upscale_neon_16bpc, sizeof(dsp->lr));
	dae_dsp_override(&dsp->fg, &av1_fg_neon_16bpc, sizeof(dsp->fg));
	dae_dsp_override(&dsp->fg, &av1_fg_noise_neon, sizeof(dsp->fg));
}

void av1_dsp_init(struct av1_dsp *dsp, unsigned int bit_depth, u32 cpu_flags)
{
	if (bit_depth == 8) {
		av1_itx_init_8bpc(&dsp->itx);
		av1_intra_init_8bpc(&dsp->intra);
		av1_mc_init_8bpc(&dsp->mc);
		av1_lf_init_8bpc(&dsp->lf);
		av1_cdef_init_8bpc(&dsp->cdef);
		av1_lr_init_8bpc(&dsp->lr);
		av1_fg_init_8bpc(&dsp->fg);
		av1_dsp_neon_8bpc(dsp, cpu_flags);
	} else {
		av1_itx_init_16bpc(&dsp->itx);
		av1_intra_init_16bpc(&dsp->intra);
		av1_mc_init_16bpc(&dsp->mc);
		av1_lf_init_16bpc(&dsp->lf);
		av1_cdef_init_16bpc(&dsp->cdef);
		av1_lr_init_16bpc(&dsp->lr);
		av1_fg_init_16bpc(&dsp->fg);
		av1_dsp_neon_16bpc(dsp, cpu_flags);
	}
}
