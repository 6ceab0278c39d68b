/* SPDX-License-Identifier: GPL-2.0 */
/* What the recon stage needs that knows the sample type. */
#ifndef H264_RECON_H
#define H264_RECON_H

#include <linux/types.h>

/*
 * h264_recon_pcm() - samples of I_PCM (8.3.5)
 * @dst: block of @w x @h samples
 * @stride: of @dst in bytes
 * @coef: the samples, as coefficients, in raster order
 * @w: 8 or 16
 * @h: 8 or 16
 * @bd_max: (1 << depth) - 1
 */
void h264_recon_pcm_8bpc(void *dst, ptrdiff_t stride, const void *coef, int w, int h, int bd_max);
void h264_recon_pcm_16bpc(void *dst, ptrdiff_t stride, const void *coef, int w, int h, int bd_max);

/*
 * h264_recon_fill() - set a block of @w x @h samples to @value
 * @dst: the block
 * @stride: of @dst in bytes
 * @w: 2..16
 * @h: 2..16
 * @value: sample value
 */
void h264_recon_fill_8bpc(void *dst, ptrdiff_t stride, int w, int h, int value);
void h264_recon_fill_16bpc(void *dst, ptrdiff_t stride, int w, int h, int value);

#endif /* H264_RECON_H */
