/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Plumbing of the *_tmpl.c files, which are compiled twice: with DAE_BPC=8 for
 * 8-bit samples and with DAE_BPC=16 for samples of 9 to 14 bits, whose depth
 * is only known at run time. No other file may include this one.
 */
#ifndef _DAE_PIXEL_H_
#define _DAE_PIXEL_H_

#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

/* DAE_FN(h264_idct4_add) is h264_idct4_add_8bpc or h264_idct4_add_16bpc. */
#if DAE_BPC == 8
typedef u8 pixel;
typedef u32 pixel4;
typedef s16 coef;
#define DAE_SPLAT4(value)	((value) * 0x01010101U)
#define DAE_FN(name)		name##_8bpc
#define DAE_BD_MAX(bd_max)	((void)(bd_max), 255)
#elif DAE_BPC == 16
typedef u16 pixel;
typedef u64 pixel4;
typedef s32 coef;
#define DAE_SPLAT4(value)	((value) * 0x0001000100010001ULL)
#define DAE_FN(name)		name##_16bpc
#define DAE_BD_MAX(bd_max)	(bd_max)
#else
#error "compile with -DDAE_BPC=8 or -DDAE_BPC=16"
#endif

/* Strides are signed bytes everywhere; these step over @n rows. */
static __always_inline pixel *dae_row(void *p, ptrdiff_t stride, int n)
{
	return (pixel *)((u8 *)p + n * stride);
}

static __always_inline const pixel *dae_crow(const void *p, ptrdiff_t stride, int n)
{
	return (const pixel *)((const u8 *)p + n * stride);
}

/* Stores @value to w samples, a multiple of 4, at any alignment. */
static __always_inline void dae_splat(pixel *d, int w, pixel value)
{
	const pixel4 v = DAE_SPLAT4(value);
	int x;

	for (x = 0; x < w; x += 4)
		memcpy(d + x, &v, sizeof(v));
}

/* Clip1 of the codec specifications; @bd_max is (1 << depth) - 1. */
static __always_inline int dae_clip_pixel(int x, int bd_max)
{
	return clamp(x, 0, DAE_BD_MAX(bd_max));
}

/* The value halfway up the range, 1 << (depth - 1). */
static __always_inline int dae_mid_grey(int bd_max)
{
	return (DAE_BD_MAX(bd_max) + 1) >> 1;
}

#endif /* _DAE_PIXEL_H_ */
