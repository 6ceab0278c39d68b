/* SPDX-License-Identifier: GPL-2.0 */
/*
 * NEON versions of AV1 sample operations. Each table has those of one av1_*_neon.c and
 * NULL elsewhere, see dae_dsp_override(); the headers of the parts of struct av1_dsp say
 * what they do.
 */
#ifndef _AV1_NEON_H_
#define _AV1_NEON_H_

#include <linux/types.h>

#include "../av1/av1_types.h"

struct av1_cdef_dsp;
struct av1_fg_dsp;
struct av1_intra_dsp;
struct av1_itx_dsp;
struct av1_lf_dsp;
struct av1_lr_dsp;
struct av1_mc_dsp;

extern const struct av1_cdef_dsp av1_cdef_neon_16bpc;
extern const struct av1_cdef_dsp av1_cdef_neon_8bpc;
extern const struct av1_fg_dsp av1_fg_neon_16bpc;
extern const struct av1_fg_dsp av1_fg_neon_8bpc;
extern const struct av1_fg_dsp av1_fg_noise_neon;
extern const struct av1_intra_dsp av1_intra_dir_neon_16bpc;
extern const struct av1_intra_dsp av1_intra_dir_neon_8bpc;
extern const struct av1_intra_dsp av1_intra_neon_16bpc;
extern const struct av1_intra_dsp av1_intra_neon_8bpc;
extern const struct av1_itx_dsp av1_itx_neon_16bpc;
extern const struct av1_itx_dsp av1_itx_neon_8bpc;
extern const struct av1_lf_dsp av1_lf_neon_16bpc;
extern const struct av1_lf_dsp av1_lf_neon_8bpc;
extern const struct av1_lr_dsp av1_lr_neon_16bpc;
extern const struct av1_lr_dsp av1_lr_neon_8bpc;
extern const struct av1_lr_dsp av1_sgr_neon_16bpc;
extern const struct av1_lr_dsp av1_sgr_neon_8bpc;
extern const struct av1_lr_dsp av1_upscale_neon_16bpc;
extern const struct av1_lr_dsp av1_upscale_neon_8bpc;
extern const struct av1_mc_dsp av1_blend_neon_16bpc;
extern const struct av1_mc_dsp av1_blend_neon_8bpc;
extern const struct av1_mc_dsp av1_mc_dotprod_8bpc;
extern const struct av1_mc_dsp av1_mc_neon_16bpc;
extern const struct av1_mc_dsp av1_mc_neon_8bpc;
extern const struct av1_mc_dsp av1_mc_scaled_neon_16bpc;
extern const struct av1_mc_dsp av1_mc_scaled_neon_8bpc;
extern const struct av1_mc_dsp av1_warp_neon_16bpc;
extern const struct av1_mc_dsp av1_warp_neon_8bpc;

/* What those with dot products leave to the others: blocks without a fraction in rows */
void av1_mc_put_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			  int w, int h, int mx, int my, enum av1_interp_filter filter_h,
			  enum av1_interp_filter filter_v, int bd_max);
void av1_mc_prep_neon_8bpc(s16 *tmp, const void *src, ptrdiff_t src_stride, int w, int h, int mx,
			   int my, enum av1_interp_filter filter_h,
			   enum av1_interp_filter filter_v, int bd_max);

#endif /* _AV1_NEON_H_ */
