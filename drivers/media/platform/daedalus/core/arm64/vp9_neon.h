/* SPDX-License-Identifier: GPL-2.0 */
/*
 * NEON versions of VP9 sample operations. Each table has those of one vp9_*_neon.c and
 * NULL elsewhere, see dae_dsp_override(); struct vp9_dsp says what they do.
 */
#ifndef _VP9_NEON_H_
#define _VP9_NEON_H_

struct vp9_dsp;

extern const struct vp9_dsp vp9_intra_neon_8bpc;
extern const struct vp9_dsp vp9_intra_neon_16bpc;
extern const struct vp9_dsp vp9_itx_neon_8bpc;
extern const struct vp9_dsp vp9_itx_neon_16bpc;	/* for up to 10 bits */
extern const struct vp9_dsp vp9_lf_neon_8bpc;
extern const struct vp9_dsp vp9_lf_neon_16bpc;
extern const struct vp9_dsp vp9_mc_neon_8bpc;
extern const struct vp9_dsp vp9_mc_neon_16bpc;
extern const struct vp9_dsp vp9_mc_dotprod_8bpc;
extern const struct vp9_dsp vp9_mc_scaled_neon_8bpc;
extern const struct vp9_dsp vp9_mc_scaled_neon_16bpc;
extern const struct vp9_dsp vp9_wht_neon_8bpc;
extern const struct vp9_dsp vp9_wht_neon_16bpc;	/* any depth: its results are those of C */

#endif /* _VP9_NEON_H_ */
