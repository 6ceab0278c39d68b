/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The VP9 sample operations: inverse transforms, intra prediction, motion
 * compensation and loop filters of single blocks and edges. Clause numbers are
 * those of the VP9 Bitstream & Decoding Process Specification.
 *
 * One table serves one class of bit depths: 8, 9 and 10, or 11 and 12. All prototypes
 * are the same for all, so that callers never name a sample type.
 */
#ifndef _VP9_DSP_H_
#define _VP9_DSP_H_

#include <linux/types.h>

#include "vp9_probs.h"

/**
 * enum vp9_intra_dc - DC_PRED with some neighbours not available
 *
 * Slots of intra beyond those of enum vp9_intra_mode.
 *
 * @VP9_INTRA_DC_LEFT: without the row above; reads left only
 * @VP9_INTRA_DC_TOP: without the left column; reads above only
 * @VP9_INTRA_DC_128: without neighbours: mid-grey; reads nothing
 * @VP9_INTRA_COUNT: number of slots, those of the modes included
 */
enum vp9_intra_dc {
	VP9_INTRA_DC_LEFT = VP9_INTRA_MODES,
	VP9_INTRA_DC_TOP,
	VP9_INTRA_DC_128,
	VP9_INTRA_COUNT
};

/* First index of the motion compensation tables. */
enum vp9_mc_op {
	VP9_MC_PUT,	/* dst = prediction */
	VP9_MC_AVG,	/* dst = (dst + prediction + 1) >> 1, 8.5.2 */
	VP9_MC_COUNT
};

/* First index of lf: filterSize of 8.8.3, and how far a filter may write. */
enum vp9_lf_size {
	VP9_LF_4,	/* 2 samples to each side */
	VP9_LF_8,	/* 3 */
	VP9_LF_16,	/* 7 */
	VP9_LF_SIZES
};

/* Second index of lf. */
enum vp9_edge {
	VP9_EDGE_VERT,	/* vertical edge: filters across x */
	VP9_EDGE_HOR,	/* horizontal edge: filters across y */
	VP9_EDGE_COUNT
};

/**
 * struct vp9_dsp - sample operations for one class of bit depths
 *
 * Rules for all members:
 *
 * - A sample is u8 in the table made for depth 8 and u16, LSB-aligned, in the
 *   others. A coefficient is s16 and s32 in turn.
 * - Sample pointers need the alignment of one sample; coefficient pointers the
 *   alignment of one coefficient. Strides are in bytes, may be negative, and
 *   are multiples of the sample size.
 * - @bd_max is (1 << depth) - 1. The 8-bit operations ignore it.
 * - x counts samples to the right of, y rows below, the sample at dst, src or
 *   pix. "Reads rows a..b" includes both ends. Nothing is read outside the
 *   stated samples and nothing is written outside the block.
 * - Samples above bd_max (a damaged stream cannot make them) give unspecified
 *   samples, not faults.
 * - Operations hold no state, allocate nothing and may run in any context
 *   where, for SIMD versions, the caller has made SIMD usable.
 */
struct vp9_dsp {
	/**
	 * @itx_add: Inverse transform (8.7.2) of n x n dequantised coefficients,
	 * added to the prediction in @dst and clipped (8.6.2). Indexed by enum
	 * vp9_tx_size and enum vp9_tx_type; all types of 32x32 are DCT_DCT.
	 *
	 * @coef[n * n] is Dequant, row by row. Its contents are unspecified
	 * afterwards. It must not overlap @dst.
	 *
	 * @eob, 1..n * n, is one more than the position of the last coefficient
	 * that may be other than 0, in the scan that goes with the type. It
	 * changes the time taken, not the result: with DCT_DCT and its scan,
	 *
	 * - @eob 1 leaves the first coefficient only;
	 * - @eob up to 12 (8x8) or 10 (16x16) the upper left 4x4;
	 * - @eob up to 38 (16x16) or 34 (32x32) the upper left 8x8;
	 * - @eob up to 135 (32x32) the upper left 16x16.
	 *
	 * ADST_ADST has the same scan, ADST_DCT and DCT_ADST others:
	 *
	 * - @eob up to 8 and 6 in turn (8x8) leaves the upper left 4x4;
	 * - @eob up to 22 and 17 (16x16) the upper left 8x8;
	 * - @eob up to 66 (16x16) leaves ADST_DCT the first 8 rows, and @eob up
	 *   to 85 leaves DCT_ADST the first 8 columns.
	 *
	 * Coefficients are what a conforming stream can have if all values stay
	 * within 8 + depth bits (8.7.1.1). Any others are safe. At depth 8 all
	 * types then have values that wrap modulo 2^16. Above, the result is
	 * unspecified, and SIMD may have another one than C; in C a row or column
	 * with a value of 2^25 or more in size counts as all 0, save for DCT_DCT
	 * with @eob 1.
	 */
	void (*itx_add[VP9_TX_SIZES][VP9_TX_TYPES])(void *dst, ptrdiff_t stride, void *coef,
						    int eob, int bd_max);

	/**
	 * @iwht_add: Inverse Walsh-Hadamard transform of lossless 4x4 blocks
	 * (8.7.1.10 and 8.7.2 with Lossless 1). Arguments as for @itx_add, but
	 * coefficients may be any: sums wrap modulo 2^32.
	 */
	void (*iwht_add)(void *dst, ptrdiff_t stride, void *coef, int eob, int bd_max);

	/**
	 * @intra: Intra prediction (8.5.1) of the n x n block at @dst. Indexed
	 * by enum vp9_tx_size and enum vp9_intra_mode or enum vp9_intra_dc.
	 *
	 * @top[0..n - 1] is aboveRow, @top[-1] its corner, @top[n..2 * n - 1] what
	 * lies above to the right; @left[0..n - 1] is leftCol from the top down.
	 * DC_PRED reads n samples above and left, V_PRED n above, D45_PRED and
	 * D63_PRED 2 * n above, H_PRED and D207_PRED left, the others n above, the
	 * corner and left. What stands in for samples that are not available is
	 * the caller's business. None of them may overlap the block, but they may
	 * be rows of the same picture.
	 */
	void (*intra[VP9_TX_SIZES][VP9_INTRA_COUNT])(void *dst, ptrdiff_t stride,
						     const void *left, const void *top,
						     int bd_max);

	/**
	 * @mc: Interpolation (8.5.2.4) from a reference of the same size, of a
	 * block of @w x @h, both in {4, 8, 16, 32, 64}, @mx and @my 0..15 in
	 * sixteenths of a sample. Indexed by enum vp9_mc_op and enum
	 * vp9_interp_filter. @src points to the full sample of (0, 0).
	 *
	 * Reads columns -3..w + 4 if @mx is not 0, else 0..w - 1; rows -3..h + 3
	 * if @my is not 0, else 0..h - 1. @dst and @src must not overlap.
	 */
	void (*mc[VP9_MC_COUNT][VP9_FILTERS])(void *dst, ptrdiff_t dst_stride, const void *src,
					      ptrdiff_t src_stride, int w, int h, int mx, int my,
					      int bd_max);

	/**
	 * @mc_scaled: The same from a reference of another size: sample (x, y)
	 * is @mx + x * @step_x and @my + y * @step_y sixteenths away from the
	 * full sample at @src. @step_x and @step_y are xStep and yStep of
	 * 8.5.2.3, here 1..80. @w and @h are as for @mc.
	 *
	 * Reads columns -3..((w - 1) * @step_x + @mx >> 4) + 4, but 0..w - 1 if
	 * @mx is 0 and @step_x is 16; rows likewise. Where those of the picture
	 * end is the caller's business.
	 */
	void (*mc_scaled[VP9_MC_COUNT][VP9_FILTERS])(void *dst, ptrdiff_t dst_stride,
						     const void *src, ptrdiff_t src_stride,
						     int w, int h, int mx, int my, int step_x,
						     int step_y, int bd_max);

	/**
	 * @emu_edge: Copies a block with the coordinates clamped to the plane as in
	 * 8.5.2.4, see dae_emu_edge_8bpc(). A block of 64 samples with step 80 and
	 * the reach of the filters needs @bw and @bh 323.
	 */
	void (*emu_edge)(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			 int x, int y, int bw, int bh, int plane_w, int plane_h);

	/**
	 * @lf: Sample filtering process (8.8.5) of 8 * @count lines of samples
	 * along an edge, @count at least 1. Indexed by enum vp9_lf_size and enum
	 * vp9_edge.
	 *
	 * @pix is q0 of the first sample of the edge, which goes down for a
	 * vertical and right for a horizontal edge. @blimit, 0..254, @limit and
	 * @thresh, 0..255, are those of 8.8.4 for 8 bits; the operation scales
	 * them to the depth.
	 *
	 * Reads 4 samples to each side, p3..q3, and with VP9_LF_16 8 samples,
	 * p7..q7. Changes no more than 2, 3 or 7 samples to each side; writes others
	 * that it reads, if at all, as they were.
	 */
	void (*lf[VP9_LF_SIZES][VP9_EDGE_COUNT])(void *pix, ptrdiff_t stride, int count,
						 int blimit, int limit, int thresh, int bd_max);
};

/**
 * vp9_dsp_init() - fill a table of sample operations
 * @dsp: table to fill; every member is set
 * @bit_depth: 8 to 12; 9 and 10 give the same table, and so do 11 and 12
 * @cpu_flags: DAE_CPU_* flags of the SIMD versions to use; 0 for portable C
 */
void vp9_dsp_init(struct vp9_dsp *dsp, unsigned int bit_depth, u32 cpu_flags);

/* The parts of vp9_dsp_init(), one pair for each vp9_*_tmpl.c. */
void vp9_itx_init_8bpc(struct vp9_dsp *dsp);
void vp9_itx_init_16bpc(struct vp9_dsp *dsp);
void vp9_intra_init_8bpc(struct vp9_dsp *dsp);
void vp9_intra_init_16bpc(struct vp9_dsp *dsp);
void vp9_mc_init_8bpc(struct vp9_dsp *dsp);
void vp9_mc_init_16bpc(struct vp9_dsp *dsp);
void vp9_lf_init_8bpc(struct vp9_dsp *dsp);
void vp9_lf_init_16bpc(struct vp9_dsp *dsp);

#endif /* _VP9_DSP_H_ */
