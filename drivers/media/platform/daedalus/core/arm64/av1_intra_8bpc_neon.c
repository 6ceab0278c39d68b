// SPDX-License-Identifier: GPL-2.0
/*
 * AV1 recursive intra prediction of 8-bit samples with NEON (AV1 specification, 7.11.2.3).
 *
 * Vectors are of the 4x2 samples that are predicted together, each from the same 7: the 5
 * above and the 2 to the left. Sums, with taps of 36 in size at most, fit 16 bits.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "../av1/av1_intra.h"
#include "../av1/av1_intra_tables.h"
#include "av1_neon.h"

#include <asm/neon-intrinsics.h>

/* The taps of each of the 7 samples */
struct av1_intra_taps {
	int16x8_t t[7];
};

static __always_inline int8x8_t av1_intra_zip8(int8x8_t a, int8x8_t b, bool high)
{
	return high ? vzip2_s8(a, b) : vzip1_s8(a, b);
}

static __always_inline void av1_intra_zip(int8x8_t *out, const int8x8_t *in)
{
	int i;

	for (i = 0; i < 8; i++)
		out[i] = av1_intra_zip8(in[i / 2], in[i / 2 + 4], i & 1);
}

/* The table has 7 taps for each of 8 samples; what is loaded of the next one is left out. */
static __always_inline void av1_intra_load_taps(struct av1_intra_taps *taps, const s8 table[8][7])
{
	int8x8_t a[8], b[8];
	int i;

	for (i = 0; i < 7; i++)
		a[i] = vld1_s8(table[i]);
	a[7] = vld1_s8(&table[6][6]);
	a[7] = vext_s8(a[7], a[7], 1);
	av1_intra_zip(b, a);
	av1_intra_zip(a, b);
	av1_intra_zip(b, a);
	for (i = 0; i < 7; i++)
		taps->t[i] = vmovl_s8(b[i]);
}

/* @above is of the 4 samples before too; @left are the 4x2 samples before. */
static __always_inline uint8x8_t av1_intra_4x2(const struct av1_intra_taps *taps,
					       int16x8_t before, int16x8_t above, int16x8_t left)
{
	int16x8_t sum = vmulq_laneq_s16(taps->t[0], before, 3);

	sum = vmlaq_laneq_s16(sum, taps->t[1], above, 0);
	sum = vmlaq_laneq_s16(sum, taps->t[2], above, 1);
	sum = vmlaq_laneq_s16(sum, taps->t[3], above, 2);
	sum = vmlaq_laneq_s16(sum, taps->t[4], above, 3);
	sum = vmlaq_laneq_s16(sum, taps->t[5], left, 3);
	sum = vmlaq_laneq_s16(sum, taps->t[6], left, 7);
	return vqrshrun_n_s16(sum, 4);
}

static __always_inline void av1_intra_store_4x2(u8 *d, u8 *below, uint8x8_t v)
{
	u32 word = vget_lane_u32(vreinterpret_u32_u8(v), 0);

	memcpy(d, &word, sizeof(word));
	word = vget_lane_u32(vreinterpret_u32_u8(v), 1);
	memcpy(below, &word, sizeof(word));
}

static __always_inline int16x8_t av1_intra_wide(uint8x8_t v)
{
	return vreinterpretq_s16_u16(vmovl_u8(v));
}

static void av1_filter_intra_neon_8bpc(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				       int mode, int bd_max)
{
	const u8 *above = (const u8 *)tl + 1, *left = (const u8 *)tl - 1;
	struct av1_intra_taps taps;
	u8 *d = dst;
	int x, y;

	av1_intra_load_taps(&taps, av1_intra_filter_taps[mode]);
	for (y = 0; y < h; y += 2, d += 2 * stride) {
		int16x8_t before = vdupq_n_s16(left[1 - y]), last = vdupq_n_s16(left[-y]);
		u8 *below = d + stride;

		last = vsetq_lane_s16(left[-y - 1], last, 7);
		for (x = 0; x < w; x += 4) {
			int16x8_t samples;
			uint8x8_t v;
			u32 word;

			memcpy(&word, above + x, sizeof(word));
			samples = av1_intra_wide(vcreate_u8(word));
			v = av1_intra_4x2(&taps, before, samples, last);
			av1_intra_store_4x2(d + x, below + x, v);
			before = samples;
			last = av1_intra_wide(v);
		}
		above = below;
	}
}

const struct av1_intra_dsp av1_intra_neon_8bpc = {
	.filter_intra = av1_filter_intra_neon_8bpc,
};
