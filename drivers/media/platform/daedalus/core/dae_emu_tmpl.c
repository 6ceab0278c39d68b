// SPDX-License-Identifier: GPL-2.0
/*
 * The copy with clamped coordinates for predictions that reach over the picture
 * border (H.264 8.4.2.2, VP9 8.5.2.4). Built for 8- and 16-bit samples.
 */
#include "dae_emu.h"
#include "dae_pixel.h"

/*
 * Beyond one block's size outside, the distance makes no difference; clamping @x and
 * @y first keeps the sums below in range.
 */
void DAE_FN(dae_emu_edge)(void *dst, ptrdiff_t dst_stride, const void *src,
			  ptrdiff_t src_stride, int x, int y, int bw, int bh, int plane_w,
			  int plane_h)
{
	int left, right, i, j;

	x = clamp(x, -bw, plane_w);
	y = clamp(y, -bh, plane_h);
	left = clamp(-x, 0, bw);		/* columns before the plane */
	right = clamp(x + bw - plane_w, 0, bw);	/* columns after it */

	for (i = 0; i < bh; i++) {
		const pixel *s = dae_crow(src, src_stride, clamp(y + i, 0, plane_h - 1));
		pixel *d = dae_row(dst, dst_stride, i);

		for (j = 0; j < left; j++)
			d[j] = s[0];
		memcpy(d + left, s + x + left, (bw - left - right) * sizeof(pixel));
		for (j = bw - right; j < bw; j++)
			d[j] = s[plane_w - 1];
	}
}
