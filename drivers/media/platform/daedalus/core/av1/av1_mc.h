/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1's sample operations of inter prediction: interpolation, warping, and all ways
 * in which predictions are put together. Clause numbers are those of the AV1
 * Bitstream & Decoding Process Specification.
 *
 * One table serves one class of bit depths: 8, or 10 and 12. All prototypes are the
 * same for both, so that callers never name a sample type.
 */
#ifndef AV1_MC_H
#define AV1_MC_H

#include <linux/types.h>

#include "av1_types.h"

/*
 * What intermediate predictions of compound blocks are stored less. At depth 8 they
 * are -5132..9212. At 10 and 12 bits they are within -20602..36983, as the taps of a
 * filter make 128, and those above 0 at most 184; less the bias they fit 16 bits.
 */
#define AV1_MC_BIAS_8BPC	0
#define AV1_MC_BIAS_16BPC	8192

#define AV1_MC_MAX	128	/* largest w and h */

/*
 * enum av1_mask_layout - how a mask lies on the samples that it blends
 *
 * It is the sum of subX and subY of 7.11.3.14.
 */
enum av1_mask_layout {
	AV1_MASK_FULL,	/* one value for each sample */
	AV1_MASK_422,	/* two values in a row, rounded to their mean */
	AV1_MASK_420,	/* 2x2 values */
	AV1_MASK_LAYOUTS
};

/**
 * struct av1_mc_dsp - operations of inter prediction for one class of bit depths
 *
 * Rules for all members:
 *
 * - A sample is u8 in the table made for depth 8 and u16, LSB-aligned, in the
 *   one for depths 10 and 12.
 * - An intermediate prediction is the s16 preds[ refList ][ y ][ x ] of 7.11.3.1
 *   with isCompound 1, less AV1_MC_BIAS_8BPC or AV1_MC_BIAS_16BPC. Those of a block
 *   lie row by row without gaps, @w to a row.
 * - Pointers need the alignment of what they point to. Strides are in bytes, may be
 *   negative, and are multiples of the size of an element.
 * - @w is 2, 4, 8, 16, 32, 64 or 128, and @h is 1..128.
 * - @bd_max is (1 << depth) - 1. The 8-bit operations ignore it.
 * - x counts samples to the right of, y rows below, the sample at dst or src. "Reads
 *   rows a..b" includes both ends. Nothing is read outside the stated samples and
 *   nothing is written outside the block.
 * - What is written overlaps nothing that is read, other than itself in the blends.
 * - Where the samples of a reference end is the caller's business.
 * - Samples above bd_max and any intermediate predictions give unspecified samples,
 *   not faults.
 * - Operations hold no state, allocate nothing and may run in any context
 *   where, for SIMD versions, the caller has made SIMD usable.
 */
struct av1_mc_dsp {
	/**
	 * @put: Interpolation (7.11.3.4) from a reference of the same size, rounded
	 * and clipped to samples. @src points to the full sample of (0, 0), @mx and
	 * @my are 0..15 sixteenths. @filter_h is InterpFilters[ ][ ][ 1 ], @filter_v
	 * is InterpFilters[ ][ ][ 0 ]; the operation itself takes those of four taps
	 * for a @w or @h of 4 or less, so these must be of the whole block.
	 *
	 * Reads columns -3..w + 3 if @mx is not 0, else 0..w - 1; rows -3..h + 3 if
	 * @my is not 0, else 0..h - 1. SIMD versions may read column w + 4 with the
	 * others, as vectors are of 16: it may be any memory.
	 */
	void (*put)(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
		    int w, int h, int mx, int my, enum av1_interp_filter filter_h,
		    enum av1_interp_filter filter_v, int bd_max);

	/** @prep: The same to intermediate predictions. */
	void (*prep)(s16 *tmp, const void *src, ptrdiff_t src_stride, int w, int h, int mx,
		     int my, enum av1_interp_filter filter_h, enum av1_interp_filter filter_v,
		     int bd_max);

	/**
	 * @put_scaled: Interpolation from a reference of another size: sample (x, y) is
	 * @mx + x * @step_x and @my + y * @step_y 1024ths away from the full sample at
	 * @src. @mx and @my are 0..1023: startX & 1023 and startY & 1023 of 7.11.3.3.
	 * @step_x and @step_y are 64..2048, for a reference of a sixteenth to twice the
	 * size; those just above the end that rounding can make are no different.
	 *
	 * Reads columns -3..((w - 1) * @step_x + @mx >> 10) + 4, and rows likewise.
	 */
	void (*put_scaled)(void *dst, ptrdiff_t dst_stride, const void *src,
			   ptrdiff_t src_stride, int w, int h, int mx, int my, int step_x,
			   int step_y, enum av1_interp_filter filter_h,
			   enum av1_interp_filter filter_v, int bd_max);

	/** @prep_scaled: The same to intermediate predictions. */
	void (*prep_scaled)(s16 *tmp, const void *src, ptrdiff_t src_stride, int w, int h,
			    int mx, int my, int step_x, int step_y,
			    enum av1_interp_filter filter_h, enum av1_interp_filter filter_v,
			    int bd_max);

	/**
	 * @warp_put: Block warp (7.11.3.5) of 8x8 samples, rounded and clipped. @src
	 * points to sample (ix4, iy4), @mx and @my are sx4 and sy4, 0..65535. @shear is
	 * alpha, beta, gamma and delta of parameters for which warpValid is 1 (7.11.3.6):
	 * others would index outside the filters.
	 *
	 * Reads columns -7..7 and rows -7..7. SIMD versions may read column 8 as well.
	 */
	void (*warp_put)(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			 const s16 *shear, int mx, int my, int bd_max);

	/**
	 * @warp_prep: The same to intermediate predictions, whose rows are @tmp_stride
	 * bytes apart.
	 */
	void (*warp_prep)(s16 *tmp, ptrdiff_t tmp_stride, const void *src, ptrdiff_t src_stride,
			  const s16 *shear, int mx, int my, int bd_max);

	/** @avg: The mean of two predictions: COMPOUND_AVERAGE of 7.11.3.1. */
	void (*avg)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0, const s16 *tmp1, int w,
		    int h, int bd_max);

	/**
	 * @w_avg: COMPOUND_DISTANCE: @tmp0 counts @weight sixteenths (FwdWeight, 0..16),
	 * @tmp1 the others (BckWeight).
	 */
	void (*w_avg)(void *dst, ptrdiff_t dst_stride, const s16 *tmp0, const s16 *tmp1, int w,
		      int h, int weight, int bd_max);

	/**
	 * @mask: Mask blend (7.11.3.14) of a compound block: @tmp0 counts as many 64ths
	 * as the mask says, @tmp1 the others. Indexed by enum av1_mask_layout.
	 *
	 * @mask[0] belongs to sample (0, 0). Values are 0..64; w x h of them, 2 * w x h
	 * or 2 * w x 2 * h are read.
	 */
	void (*mask[AV1_MASK_LAYOUTS])(void *dst, ptrdiff_t dst_stride, const s16 *tmp0,
				       const s16 *tmp1, int w, int h, const u8 *mask,
				       ptrdiff_t mask_stride, int bd_max);

	/**
	 * @diff_mask: Difference weight mask (7.11.3.12) of two predictions of luma.
	 * Writes @w x @h values of 38..64, or with @mask_type 1 of 26..0.
	 */
	void (*diff_mask)(u8 *mask, ptrdiff_t mask_stride, const s16 *tmp0, const s16 *tmp1,
			  int w, int h, int mask_type, int bd_max);

	/**
	 * @blend: Mask blend (7.11.3.14) of an interintra block: @dst, which has the
	 * intra prediction, counts as many 64ths as the mask says, @src, the inter
	 * prediction in samples, the others. Indexed by enum av1_mask_layout; mask of
	 * the mode (7.11.3.13) are AV1_MASK_FULL in all planes. @mask as for @mask.
	 */
	void (*blend[AV1_MASK_LAYOUTS])(void *dst, ptrdiff_t dst_stride, const void *src,
					ptrdiff_t src_stride, int w, int h, const u8 *mask,
					ptrdiff_t mask_stride);

	/**
	 * @obmc_above: Overlap blending (7.11.3.10), pass 0: blends @src, obmcPred, of
	 * the block above into @dst, which is predW x predH = @w x @h. @h is 2, 4, 8, 16
	 * or 32. The last quarter of the rows (of 2: the last) stays as it is, and is not
	 * read.
	 */
	void (*obmc_above)(void *dst, ptrdiff_t dst_stride, const void *src,
			   ptrdiff_t src_stride, int w, int h);

	/**
	 * @obmc_left: Pass 1, of the block to the left. @w is 2, 4, 8, 16 or 32; the last
	 * quarter of the columns (of 2: the last) stays as it is, whatever @src has there.
	 */
	void (*obmc_left)(void *dst, ptrdiff_t dst_stride, const void *src,
			  ptrdiff_t src_stride, int w, int h);

	/**
	 * @emu_edge: Copies a block with the coordinates clamped to the plane as in
	 * 7.11.3.4, see dae_emu_edge_8bpc(). A block of 128 samples with step 2048 and
	 * the reach of the filters needs @bw and @bh 262.
	 */
	void (*emu_edge)(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			 int x, int y, int bw, int bh, int plane_w, int plane_h);
};

/* Fill all of a table, for samples of 8 bits and of 10 or 12. */
void av1_mc_init_8bpc(struct av1_mc_dsp *dsp);
void av1_mc_init_16bpc(struct av1_mc_dsp *dsp);

#endif /* AV1_MC_H */
