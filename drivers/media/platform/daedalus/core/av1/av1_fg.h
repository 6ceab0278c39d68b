/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Film grain synthesis (AV1 7.18.3): what is made once for a frame, the noise of a
 * row, and the sample operations that add it. Clause numbers are those of the AV1
 * Bitstream & Decoding Process Specification.
 *
 * Nothing but a stripe's random offsets depends on what was done before, so rows can
 * be asked for in any order.
 */
#ifndef AV1_FG_H
#define AV1_FG_H

#include <linux/types.h>

struct av1_fg_dsp;
struct av1_params;

/* Size of LumaGrain; CbGrain and CrGrain are no larger. */
#define AV1_FG_GRAIN_W		82
#define AV1_FG_GRAIN_H		73

/* Luma samples of the blocks of grain, and rows of noiseStripe but for the overlap */
#define AV1_FG_BLOCK		32

/* Samples in the widest row of a private frame; whole blocks */
#define AV1_FG_MAX_WIDTH	16384

/* Values of a sample at the highest depth */
#define AV1_FG_MAX_VALUES	4096

/*
 * Of each overlapping row or column (7.18.3.5), where blocks have 32 samples in its
 * direction and where they have 16: the weights of the old noise and of the new.
 */
extern const u8 av1_fg_weights[2][2][2];

/**
 * struct av1_fg_blend - how noise is added to the samples of a plane
 * @scaling: scale_lut() (7.18.3.5) of each value of a sample, 1 << BitDepth entries
 * @shift: ScalingShift, 8..11
 * @min: minValue
 * @max: maxLuma or maxChroma
 * @luma_mult: cb_luma_mult - 128 or that of Cr, -128..127
 * @mult: cb_mult - 128 or that of Cr, -128..127
 * @offset: (cb_offset - 256) << (BitDepth - 8) or that of Cr
 */
struct av1_fg_blend {
	const u8 *scaling;
	int shift;
	int min;
	int max;
	int luma_mult;
	int mult;
	int offset;
};

/**
 * struct av1_fg - film grain of a frame
 * @grain: LumaGrain, CbGrain and CrGrain, where @noisy
 * @scaling: as in struct av1_fg_blend, of each plane with points of its own
 * @blend: of each plane, where @noisy
 * @noisy: the plane gets noise
 * @from_luma: chroma_scaling_from_luma
 * @overlap: overlap_flag
 * @sub_x: subsampling_x
 * @sub_y: subsampling_y
 * @center: GrainCenter; noise is -center..center - 1
 * @seed: grain_seed
 * @stripe: the stripe that @offsets are of; U32_MAX for none
 * @offsets: of each block of the stripe and of the one above: rand (7.18.3.5)
 * @noise: noiseImage of one row, and a row of the stripe above
 */
struct av1_fg {
	s16 grain[3][AV1_FG_GRAIN_H][AV1_FG_GRAIN_W];
	u8 scaling[3][AV1_FG_MAX_VALUES];
	struct av1_fg_blend blend[3];
	bool noisy[3];
	bool from_luma;
	bool overlap;
	u8 sub_x;
	u8 sub_y;
	int center;
	u16 seed;
	u32 stripe;
	u8 offsets[2][AV1_FG_MAX_WIDTH / AV1_FG_BLOCK];
	s16 noise[2][AV1_FG_MAX_WIDTH];
};

/**
 * av1_fg_prepare() - grain (7.18.3.3) and scaling (7.18.3.4) of a frame
 * @fg: filled in; of any content
 * @dsp: operations
 * @params: of the frame; grain.apply is set
 */
void av1_fg_prepare(struct av1_fg *fg, const struct av1_fg_dsp *dsp,
		    const struct av1_params *params);

/**
 * av1_fg_offsets() - rand (7.18.3.5) of the first blocks of a stripe
 * @fg: prepared
 * @offsets: filled in; see @stripe of struct av1_fg_dsp
 * @stripe: number of the stripe
 * @count: of blocks
 */
void av1_fg_offsets(const struct av1_fg *fg, u8 *offsets, u32 stripe, unsigned int count);

/**
 * av1_fg_noise() - a row of noiseImage (7.18.3.5)
 * @fg: prepared
 * @dsp: operations
 * @plane: 0..2, which is noisy
 * @y: row of the plane
 * @w: samples in a row of the plane, up to AV1_FG_MAX_WIDTH
 *
 * Return: @w samples, which are there until the next call.
 */
const s16 *av1_fg_noise(struct av1_fg *fg, const struct av1_fg_dsp *dsp, unsigned int plane, u32 y,
			u32 w);

/**
 * struct av1_fg_dsp - sample operations of film grain
 *
 * They make one row, of any alignment, and touch nothing to the right of it. Samples
 * above bd_max give some result. The rows do not overlap.
 *
 * @luma: adds @noise to @w samples of @src
 * @chroma: the same for a row of Cb or Cr, whose scaling depends on the samples and
 *	on those of the row of @luma at the same place, which has no noise yet; by
 *	subsampling_x. @w is the number of samples of @luma, there are
 *	(@w + subsampling_x) >> subsampling_x of the others.
 * @chroma_from_luma: the same if the scaling depends on @luma alone
 *	(chroma_scaling_from_luma)
 * @stripe: writes a row of noiseStripe (7.18.3.5), of @count blocks, which have 32 samples,
 *	or 16 in the second operation. Block i is what @grain has, once the column has gone up
 *	by @offsets[i] >> 4, or twice that in the first operation, and the row by @offsets[i]
 *	& 15 times @step. With @overlap the samples that @grain has right of the block before
 *	are mixed with its first ones: two, or one in the second operation. @center is
 *	GrainCenter.
 * @mix: mixes @old, from the stripe above, into @w samples of @noise, a multiple of 16; the
 *	weights of both are those of a row
 * @sum_above: adds to @w of @sum what the rows of grain above the samples at @row contribute
 *	to them (7.18.3.3): those of @lag rows, @step apart, and of @lag columns to each side,
 *	with the coefficients @coefs, of which there are 24. @w is rounded up to a multiple of
 *	16, where samples and sums may be anything. No sum takes more than 28 bits.
 */
struct av1_fg_dsp {
	void (*luma)(void *dst, const void *src, const s16 *noise, int w,
		     const struct av1_fg_blend *blend, int bd_max);
	void (*chroma[2])(void *dst, const void *src, const void *luma, const s16 *noise, int w,
			  const struct av1_fg_blend *blend, int bd_max);
	void (*chroma_from_luma[2])(void *dst, const void *src, const void *luma,
				    const s16 *noise, int w, const struct av1_fg_blend *blend,
				    int bd_max);
	void (*stripe[2])(s16 *noise, const s16 *grain, ptrdiff_t step, const u8 *offsets,
			  unsigned int count, bool overlap, int center);
	void (*mix)(s16 *noise, const s16 *old, int w, const u8 weights[2], int center);
	void (*sum_above)(s32 *sum, const s16 *row, ptrdiff_t step, int w, const s8 *coefs,
			  int lag);
};

/* Fill the table; every member is set. */
void av1_fg_init_8bpc(struct av1_fg_dsp *dsp);
void av1_fg_init_16bpc(struct av1_fg_dsp *dsp);

#endif /* AV1_FG_H */
