/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The AV1 sample operations of intra prediction: neighbours, modes, palettes and
 * chroma from luma, of one transform block. Clause numbers are those of the AV1
 * Bitstream & Decoding Process Specification.
 */
#ifndef _AV1_INTRA_H_
#define _AV1_INTRA_H_

#include <linux/bits.h>
#include <linux/types.h>

/* The most samples to each side of the corner: w + h of the largest block. */
#define AV1_INTRA_EDGE		128
/* Samples of a buffer of neighbours, whose corner is sample AV1_INTRA_EDGE. */
#define AV1_INTRA_EDGE_BUF	(2 * AV1_INTRA_EDGE + 1)

/* The largest width and height of a chroma block predicted from luma */
#define AV1_CFL_MAX		32

/*
 * Which neighbours to gather: of AboveRow and LeftCol (7.11.2), as many samples as
 * the block is wide or high, those that follow up to w + h - 1, and the one at -1.
 */
#define AV1_EDGE_ABOVE		BIT(0)
#define AV1_EDGE_LEFT		BIT(1)
#define AV1_EDGE_CORNER		BIT(2)
#define AV1_EDGE_ABOVE_RIGHT	BIT(3)	/* goes with AV1_EDGE_ABOVE */
#define AV1_EDGE_BELOW_LEFT	BIT(4)	/* goes with AV1_EDGE_LEFT */

/* What most modes and the directional ones of pAngle 91 to 179 read */
#define AV1_EDGE_BOTH		(AV1_EDGE_ABOVE | AV1_EDGE_LEFT)
#define AV1_EDGE_ALL		(AV1_EDGE_BOTH | AV1_EDGE_CORNER)
/* What the directional modes of pAngle below 90 and above 180 read */
#define AV1_EDGE_UP		(AV1_EDGE_CORNER | AV1_EDGE_ABOVE | AV1_EDGE_ABOVE_RIGHT)
#define AV1_EDGE_DOWN		(AV1_EDGE_CORNER | AV1_EDGE_LEFT | AV1_EDGE_BELOW_LEFT)

/**
 * enum av1_intra - slots of pred
 *
 * Directional modes of 90 and 180 degrees are V and H; those of other angles go to
 * pred_dir.
 *
 * @AV1_INTRA_DC: DC_PRED with haveAbove and haveLeft; reads AV1_EDGE_BOTH
 * @AV1_INTRA_DC_LEFT: DC_PRED with haveLeft only; reads AV1_EDGE_LEFT
 * @AV1_INTRA_DC_TOP: DC_PRED with haveAbove only; reads AV1_EDGE_ABOVE
 * @AV1_INTRA_DC_128: DC_PRED with neither; reads nothing
 * @AV1_INTRA_DC_COUNT: number of slots of cfl_pred, which begin like those of pred
 * @AV1_INTRA_V: V_PRED; reads AV1_EDGE_ABOVE
 * @AV1_INTRA_H: H_PRED; reads AV1_EDGE_LEFT
 * @AV1_INTRA_SMOOTH: SMOOTH_PRED; reads AV1_EDGE_BOTH
 * @AV1_INTRA_SMOOTH_V: SMOOTH_V_PRED; reads AV1_EDGE_BOTH
 * @AV1_INTRA_SMOOTH_H: SMOOTH_H_PRED; reads AV1_EDGE_BOTH
 * @AV1_INTRA_PAETH: PAETH_PRED; reads AV1_EDGE_ALL
 * @AV1_INTRA_COUNT: number of slots
 */
enum av1_intra {
	AV1_INTRA_DC,
	AV1_INTRA_DC_LEFT,
	AV1_INTRA_DC_TOP,
	AV1_INTRA_DC_128,
	AV1_INTRA_DC_COUNT,
	AV1_INTRA_V = AV1_INTRA_DC_COUNT,
	AV1_INTRA_H,
	AV1_INTRA_SMOOTH,
	AV1_INTRA_SMOOTH_V,
	AV1_INTRA_SMOOTH_H,
	AV1_INTRA_PAETH,
	AV1_INTRA_COUNT
};

/* Flags of pred_dir */
#define AV1_DIR_EDGE_FILTER	BIT(0)	/* enable_intra_edge_filter */
#define AV1_DIR_SMOOTH		BIT(1)	/* filterType of 7.11.2.8 */

/* Index of cfl_ac: subsampling of chroma */
enum av1_cfl_layout {
	AV1_CFL_420,
	AV1_CFL_422,
	AV1_CFL_444,
	AV1_CFL_LAYOUTS
};

/**
 * struct av1_intra_dsp - operations of intra prediction for one class of bit depths
 *
 * Rules for all members:
 *
 * - A sample is u8 in the table made for depth 8 and u16, LSB-aligned, in the one
 *   for depths 9 to 12.
 * - Sample pointers need the alignment of one sample. Strides are in bytes, may be
 *   negative, and are multiples of the sample size.
 * - @bd_max is (1 << depth) - 1. The 8-bit operations ignore it.
 * - @w and @h are those of a transform size (7.11.2): each 4, 8, 16, 32 or 64, the
 *   longer one at most four times the other.
 * - @tl points to the corner of a buffer of neighbours of AV1_INTRA_EDGE_BUF samples
 *   or of those that are needed: tl[0] is AboveRow[-1], which is LeftCol[-1] too,
 *   tl[1 + i] is AboveRow[i] and tl[-1 - i] is LeftCol[i].
 * - Nothing is read but the stated samples and nothing is written outside the block,
 *   all w x h samples of it, also where the picture ends within them. @dst must not
 *   overlap any source.
 * - Samples above bd_max (a damaged stream cannot make them) give unspecified
 *   samples, not faults.
 * - Operations hold no state, allocate nothing and may run in any context where,
 *   for SIMD versions, the caller has made SIMD usable.
 */
struct av1_intra_dsp {
	/**
	 * @edges: Neighbours of the block at @src (7.11.2.1): those of @needs, flags
	 * AV1_EDGE_*, to @tl. Writes no other samples of the buffer.
	 *
	 * @n_above is 0 if haveAbove is 0, or else the number of samples above from
	 * the column of @src on that may be read: aboveLimit - x + 1, which is
	 * min(maxX + 1 - x, haveAboveRight ? 2 * w : w). @n_left is likewise
	 * min(maxY + 1 - y, haveBelowLeft ? 2 * h : h), or 0. Both may be larger
	 * than what is needed.
	 *
	 * Reads of row -1 no more than columns 0..@n_above - 1, of column -1 rows
	 * 0..@n_left - 1, of both what @needs asks for, but one sample at least, and
	 * (-1, -1) if neither count is 0.
	 */
	void (*edges)(void *tl, const void *src, ptrdiff_t stride, int w, int h, int n_above,
		      int n_left, unsigned int needs, int bd_max);

	/**
	 * @pred: Prediction of the block at @dst without a direction (7.11.2.2,
	 * 7.11.2.5, 7.11.2.6) or by 90 or 180 degrees. Indexed by enum av1_intra,
	 * which says what of @tl is read.
	 */
	void (*pred[AV1_INTRA_COUNT])(void *dst, ptrdiff_t stride, const void *tl, int w, int h,
				      int bd_max);

	/**
	 * @pred_dir: Directional prediction (7.11.2.4) by @angle, which is pAngle:
	 * Mode_To_Angle plus -3..3 times 3, but not 90 or 180. @flags are AV1_DIR_*.
	 *
	 * @tl, @n_above and @n_left are from @edges. Reads AV1_EDGE_UP of @tl if
	 * @angle is below 90, AV1_EDGE_DOWN if it is above 180, or else AV1_EDGE_ALL.
	 */
	void (*pred_dir)(void *dst, ptrdiff_t stride, const void *tl, int w, int h, int angle,
			 unsigned int flags, int n_above, int n_left, int bd_max);

	/**
	 * @filter_intra: Recursive prediction (7.11.2.3). @w and @h are at most 32,
	 * @mode is one of enum av1_filter_intra. Reads AV1_EDGE_ALL of @tl.
	 */
	void (*filter_intra)(void *dst, ptrdiff_t stride, const void *tl, int w, int h, int mode,
			     int bd_max);

	/**
	 * @cfl_ac: L - lumaAvg of 7.11.5 for a chroma block of @w x @h, each at most
	 * AV1_CFL_MAX, to @ac[@w * @h], row by row. Indexed by enum av1_cfl_layout.
	 *
	 * @luma is the sample of the luma plane that lies where the chroma block
	 * begins. @valid_w is (MaxLumaW >> subsampling_x) - startX, and @valid_h
	 * (MaxLumaH >> subsampling_y) - startY, in chroma samples, at least 1 and
	 * possibly more than @w and @h. Reads the luma samples that belong to as many
	 * columns and rows of the block; further ones repeat the last.
	 *
	 * The results are -32760..32760.
	 */
	void (*cfl_ac[AV1_CFL_LAYOUTS])(s16 *ac, const void *luma, ptrdiff_t stride, int w, int h,
					int valid_w, int valid_h);

	/**
	 * @cfl_pred: Prediction of a chroma block from @ac of @cfl_ac (7.11.5) and
	 * from @tl: does the work of the same slot of @pred as well. @alpha is
	 * CflAlphaU or CflAlphaV, -16..16.
	 */
	void (*cfl_pred[AV1_INTRA_DC_COUNT])(void *dst, ptrdiff_t stride, const void *tl, int w,
					     int h, const s16 *ac, int alpha, int bd_max);

	/**
	 * @palette: Palette prediction (7.11.4). @colors has AV1_PALETTE_MAX values,
	 * of which those beyond the size of the palette may be anything. @map is the
	 * part of ColorMapY or ColorMapUV that belongs to the block, one byte of
	 * 0..AV1_PALETTE_MAX - 1 for each sample, @map_stride from row to row.
	 */
	void (*palette)(void *dst, ptrdiff_t stride, const u16 *colors, const u8 *map,
			ptrdiff_t map_stride, int w, int h);
};

/*
 * 7.11.2.9 and 7.11.2.10 of a side of a block whose w + h is @blk_wh: how it is filtered, 0
 * to 3, and whether it is upsampled. @delta is the size of the angle from the side, not 0,
 * and @flags are AV1_DIR_*.
 */
int av1_intra_strength(int blk_wh, int delta, unsigned int flags);
bool av1_intra_upsamples(int blk_wh, int delta, unsigned int flags);

/* Fill the table of depth 8 and that of depths 9 to 12; every member is set. */
void av1_intra_init_8bpc(struct av1_intra_dsp *dsp);
void av1_intra_init_16bpc(struct av1_intra_dsp *dsp);

#endif /* _AV1_INTRA_H_ */
