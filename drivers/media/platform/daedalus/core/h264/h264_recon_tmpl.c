// SPDX-License-Identifier: GPL-2.0
/* The pieces of the recon stage that know the sample type. */
#include "../dae_pixel.h"
#include "h264_recon.h"

void DAE_FN(h264_recon_pcm)(void *dst, ptrdiff_t stride, const void *coefs, int w, int h,
			    int bd_max)
{
	const coef *c = coefs;
	int x, y;

	for (y = 0; y < h; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < w; x++)
			d[x] = *c++ & DAE_BD_MAX(bd_max);
	}
}

void DAE_FN(h264_recon_fill)(void *dst, ptrdiff_t stride, int w, int h, int value)
{
	int x, y;

	for (y = 0; y < h; y++) {
		pixel *d = dae_row(dst, stride, y);

		for (x = 0; x < w; x++)
			d[x] = value;
	}
}
