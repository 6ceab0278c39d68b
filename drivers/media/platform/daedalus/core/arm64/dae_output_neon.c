// SPDX-License-Identifier: GPL-2.0
/*
 * Rows of samples for the client's buffer, with NEON. Rows of less than a vector go
 * sample by sample; else the last vector ends where the row does, and may cover samples
 * of the one before again.
 */
#include <linux/types.h>

#include "dae_output_neon.h"

#include <asm/neon-intrinsics.h>

static __always_inline void dae_interleave_vector8(u8 *d, const u8 *cb, const u8 *cr)
{
	vst2q_u8(d, (uint8x16x2_t){ { vld1q_u8(cb), vld1q_u8(cr) } });
}

void dae_output_interleave_neon_8bpc(void *dst, const void *cb, const void *cr, u32 count,
				     unsigned int shift)
{
	const u8 *b = cb, *r = cr;
	u8 *d = dst;
	u32 x;

	if (count < 16 || shift) {
		for (x = 0; x < count; x++) {
			d[2 * x] = b[x] << shift;
			d[2 * x + 1] = r[x] << shift;
		}
		return;
	}
	for (x = 0; x + 16 <= count; x += 16)
		dae_interleave_vector8(d + 2 * x, b + x, r + x);
	if (x < count)
		dae_interleave_vector8(d + 2 * (count - 16), b + count - 16, r + count - 16);
}

static __always_inline void dae_interleave_vector16(u16 *d, const u16 *cb, const u16 *cr,
						    int16x8_t shift)
{
	vst2q_u16(d, (uint16x8x2_t){ {
		vshlq_u16(vld1q_u16(cb), shift), vshlq_u16(vld1q_u16(cr), shift),
	} });
}

void dae_output_interleave_neon_16bpc(void *dst, const void *cb, const void *cr, u32 count,
				      unsigned int shift)
{
	const int16x8_t left = vdupq_n_s16(shift);
	const u16 *b = cb, *r = cr;
	u16 *d = dst;
	u32 x;

	if (count < 8) {
		for (x = 0; x < count; x++) {
			d[2 * x] = b[x] << shift;
			d[2 * x + 1] = r[x] << shift;
		}
		return;
	}
	for (x = 0; x + 16 <= count; x += 16) {
		dae_interleave_vector16(d + 2 * x, b + x, r + x, left);
		dae_interleave_vector16(d + 2 * x + 16, b + x + 8, r + x + 8, left);
	}
	if (x + 8 <= count) {
		dae_interleave_vector16(d + 2 * x, b + x, r + x, left);
		x += 8;
	}
	if (x < count)
		dae_interleave_vector16(d + 2 * (count - 8), b + count - 8, r + count - 8, left);
}

static __always_inline void dae_shift_vectors16(u16 *d, const u16 *s, int16x8_t shift)
{
	vst1q_u16(d, vshlq_u16(vld1q_u16(s), shift));
	vst1q_u16(d + 8, vshlq_u16(vld1q_u16(s + 8), shift));
}

static __always_inline void dae_shift_twice16(u16 *d, const u16 *s, int16x8_t shift)
{
	uint16x8x4_t v = vld1q_u16_x4(s);

	v.val[0] = vshlq_u16(v.val[0], shift);
	v.val[1] = vshlq_u16(v.val[1], shift);
	v.val[2] = vshlq_u16(v.val[2], shift);
	v.val[3] = vshlq_u16(v.val[3], shift);
	vst1q_u16_x4(d, v);
}

void dae_output_shift_neon_16bpc(void *dst, const void *src, u32 count, unsigned int shift)
{
	const int16x8_t left = vdupq_n_s16(shift);
	const u16 *s = src;
	u16 *d = dst;
	u32 x;

	if (count < 16) {
		for (x = 0; x < count; x++)
			d[x] = s[x] << shift;
		return;
	}
	for (x = 0; x + 32 <= count; x += 32)
		dae_shift_twice16(d + x, s + x, left);
	if (x + 16 <= count) {
		dae_shift_vectors16(d + x, s + x, left);
		x += 16;
	}
	if (x < count)
		dae_shift_vectors16(d + count - 16, s + count - 16, left);
}
