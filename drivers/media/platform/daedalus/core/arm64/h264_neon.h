/* SPDX-License-Identifier: GPL-2.0 */
/*
 * NEON versions of H.264 sample operations. Each table has those of one h264_*_neon.c and
 * NULL elsewhere, see dae_dsp_override(); struct h264_dsp says what they do.
 */
#ifndef _H264_NEON_H_
#define _H264_NEON_H_

struct h264_dsp;

extern const struct h264_dsp h264_deblock_neon_8bpc;
extern const struct h264_dsp h264_deblock_neon_16bpc;
extern const struct h264_dsp h264_idct_neon_8bpc;
extern const struct h264_dsp h264_idct_neon_16bpc;
extern const struct h264_dsp h264_intra_neon_8bpc;
extern const struct h264_dsp h264_intra_neon_16bpc;
extern const struct h264_dsp h264_mc_neon_8bpc;
extern const struct h264_dsp h264_mc_neon_16bpc;

#endif /* _H264_NEON_H_ */
