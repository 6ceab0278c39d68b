/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The H.264 sample operations: transforms, intra prediction, motion
 * compensation and deblocking of single blocks and edges. Clause numbers are
 * those of Rec. ITU-T H.264.
 *
 * One table serves one class of bit depths: 8, or 9 to 14. All prototypes are
 * the same for both, so that callers never name a sample type.
 */
#ifndef _H264_DSP_H_
#define _H264_DSP_H_

#include <linux/types.h>

/**
 * enum h264_intra_nxn - slots of pred4 and pred8
 *
 * 0 to 8 are the values of Intra4x4PredMode (Table 8-2) and Intra8x8PredMode
 * (Table 8-3). The others are DC with some neighbours not available.
 *
 * @H264_INTRA_NXN_VERT: reads the row above
 * @H264_INTRA_NXN_HOR: reads the column to the left
 * @H264_INTRA_NXN_DC: reads above and left
 * @H264_INTRA_NXN_DIAG_DOWN_LEFT: reads above and above right
 * @H264_INTRA_NXN_DIAG_DOWN_RIGHT: reads above, left and the corner
 * @H264_INTRA_NXN_VERT_RIGHT: reads above, left and the corner
 * @H264_INTRA_NXN_HOR_DOWN: reads above, left and the corner
 * @H264_INTRA_NXN_VERT_LEFT: reads above and above right
 * @H264_INTRA_NXN_HOR_UP: reads the column to the left
 * @H264_INTRA_NXN_LEFT_DC: DC without the row above; reads left only
 * @H264_INTRA_NXN_TOP_DC: DC without the left column; reads above only
 * @H264_INTRA_NXN_DC_128: DC without neighbours: mid-grey; reads nothing
 * @H264_INTRA_NXN_COUNT: number of slots
 */
enum h264_intra_nxn {
	H264_INTRA_NXN_VERT = 0,
	H264_INTRA_NXN_HOR = 1,
	H264_INTRA_NXN_DC = 2,
	H264_INTRA_NXN_DIAG_DOWN_LEFT = 3,
	H264_INTRA_NXN_DIAG_DOWN_RIGHT = 4,
	H264_INTRA_NXN_VERT_RIGHT = 5,
	H264_INTRA_NXN_HOR_DOWN = 6,
	H264_INTRA_NXN_VERT_LEFT = 7,
	H264_INTRA_NXN_HOR_UP = 8,
	H264_INTRA_NXN_LEFT_DC = 9,
	H264_INTRA_NXN_TOP_DC = 10,
	H264_INTRA_NXN_DC_128 = 11,
	H264_INTRA_NXN_COUNT
};

/**
 * enum h264_intra16 - slots of pred16
 *
 * 0 to 3 are the values of Intra16x16PredMode (Table 8-4).
 *
 * @H264_INTRA16_VERT: reads the row above
 * @H264_INTRA16_HOR: reads the column to the left
 * @H264_INTRA16_DC: reads above and left
 * @H264_INTRA16_PLANE: reads above, left and the corner
 * @H264_INTRA16_LEFT_DC: DC without the row above; reads left only
 * @H264_INTRA16_TOP_DC: DC without the left column; reads above only
 * @H264_INTRA16_DC_128: DC without neighbours: mid-grey; reads nothing
 * @H264_INTRA16_COUNT: number of slots
 */
enum h264_intra16 {
	H264_INTRA16_VERT = 0,
	H264_INTRA16_HOR = 1,
	H264_INTRA16_DC = 2,
	H264_INTRA16_PLANE = 3,
	H264_INTRA16_LEFT_DC = 4,
	H264_INTRA16_TOP_DC = 5,
	H264_INTRA16_DC_128 = 6,
	H264_INTRA16_COUNT
};

/**
 * enum h264_intra_chroma - slots of predc420 and predc422
 *
 * 0 to 3 are the values of intra_chroma_pred_mode (Table 8-5). The others are
 * DC with some neighbours not available. In the variants named UPPER (LOWER)
 * only the upper (lower) half of the left column is available: with
 * constrained_intra_pred_flag a field macroblock of an MBAFF frame may have
 * one intra and one inter frame macroblock to its left.
 *
 * @H264_INTRA_CHROMA_DC: reads above and left
 * @H264_INTRA_CHROMA_HOR: reads the column to the left
 * @H264_INTRA_CHROMA_VERT: reads the row above
 * @H264_INTRA_CHROMA_PLANE: reads above, left and the corner
 * @H264_INTRA_CHROMA_LEFT_DC: reads left only
 * @H264_INTRA_CHROMA_TOP_DC: reads above only
 * @H264_INTRA_CHROMA_DC_128: mid-grey; reads nothing
 * @H264_INTRA_CHROMA_DC_UPPER: reads above and the upper half of left
 * @H264_INTRA_CHROMA_DC_LOWER: reads above and the lower half of left
 * @H264_INTRA_CHROMA_LEFT_DC_UPPER: reads the upper half of left only
 * @H264_INTRA_CHROMA_LEFT_DC_LOWER: reads the lower half of left only
 * @H264_INTRA_CHROMA_COUNT: number of slots
 */
enum h264_intra_chroma {
	H264_INTRA_CHROMA_DC = 0,
	H264_INTRA_CHROMA_HOR = 1,
	H264_INTRA_CHROMA_VERT = 2,
	H264_INTRA_CHROMA_PLANE = 3,
	H264_INTRA_CHROMA_LEFT_DC = 4,
	H264_INTRA_CHROMA_TOP_DC = 5,
	H264_INTRA_CHROMA_DC_128 = 6,
	H264_INTRA_CHROMA_DC_UPPER = 7,
	H264_INTRA_CHROMA_DC_LOWER = 8,
	H264_INTRA_CHROMA_LEFT_DC_UPPER = 9,
	H264_INTRA_CHROMA_LEFT_DC_LOWER = 10,
	H264_INTRA_CHROMA_COUNT
};

/**
 * enum h264_bypass - slots of add4_bypass and add8_bypass
 * @H264_BYPASS_NONE: the residual is added as it is
 * @H264_BYPASS_VERT: 8.5.15 with horPredFlag 0, running sums down the columns
 * @H264_BYPASS_HOR: 8.5.15 with horPredFlag 1, running sums along the rows
 * @H264_BYPASS_COUNT: number of slots
 */
enum h264_bypass {
	H264_BYPASS_NONE,
	H264_BYPASS_VERT,
	H264_BYPASS_HOR,
	H264_BYPASS_COUNT
};

/* First index of the motion compensation tables. */
enum h264_mc_op {
	H264_MC_PUT,	/* dst = prediction */
	H264_MC_AVG,	/* dst = (dst + prediction + 1) >> 1, 8.4.2.3.1 */
	H264_MC_COUNT
};

/* First index of the deblocking tables. */
enum h264_edge {
	H264_EDGE_VERT,		/* vertical edge: filters across x */
	H264_EDGE_HOR,		/* horizontal edge: filters across y */
	H264_EDGE_COUNT
};

/**
 * struct h264_dsp - sample operations for one class of bit depths
 *
 * Rules for all members:
 *
 * - A sample is u8 in the table made for depth 8 and u16, LSB-aligned, in the
 *   one for depths 9 to 14. A coefficient is s16 and s32 in turn.
 * - Sample pointers need the alignment of one sample; coefficient pointers the
 *   alignment of one coefficient. Strides are in bytes, may be negative, and
 *   are multiples of the sample size.
 * - @bd_max is (1 << depth) - 1. The 8-bit operations ignore it.
 * - x counts samples to the right of, y rows below, the sample at dst, src or
 *   pix. "Reads rows a..b" includes both ends. Nothing is read outside the
 *   stated samples and nothing is written outside the block.
 * - Any coefficient value is safe: sums wrap modulo 2^32, in SIMD versions for 8 bits
 *   modulo 2^16, which those of a conforming stream fit. Samples above bd_max (a
 *   damaged stream cannot make them) give unspecified samples, not faults.
 * - Operations hold no state, allocate nothing and may run in any context
 *   where, for SIMD versions, the caller has made SIMD usable.
 */
struct h264_dsp {
	/**
	 * @idct4_add: Inverse 4x4 transform (8.5.12.2) of @coef[16], added to
	 * the 4x4 prediction in @dst and clipped (8.5.14).
	 *
	 * @coef is d_ij at [i * 4 + j], i the row, scaled with DC included. It is
	 * not modified and must not overlap @dst.
	 */
	void (*idct4_add)(void *dst, ptrdiff_t stride, const void *coef, int bd_max);

	/**
	 * @idct4_dc_add: As @idct4_add when only d_00 = @dc is not 0.
	 */
	void (*idct4_dc_add)(void *dst, ptrdiff_t stride, int dc, int bd_max);

	/**
	 * @idct8_add: Inverse 8x8 transform (8.5.13) of @coef[64], added to the
	 * 8x8 prediction in @dst and clipped. @coef as for @idct4_add, with
	 * d_ij at [i * 8 + j].
	 */
	void (*idct8_add)(void *dst, ptrdiff_t stride, const void *coef, int bd_max);

	/**
	 * @idct8_dc_add: As @idct8_add when only d_00 = @dc is not 0.
	 */
	void (*idct8_dc_add)(void *dst, ptrdiff_t stride, int dc, int bd_max);

	/**
	 * @luma_dc_dequant: Transform and scaling of the DC coefficients of
	 * Intra_16x16 (8.5.10). @coef[16] is the matrix c, row by row;
	 * @out[y4 * 4 + x4] becomes d_00 of the 4x4 block x4 blocks from the
	 * left and y4 from the top. @level_scale is LevelScale4x4(qp % 6, 0, 0),
	 * @qp is qP'Y (or qP'C for a 4:4:4 chroma plane), 0..87.
	 */
	void (*luma_dc_dequant)(s32 out[16], const void *coef, int level_scale, int qp);

	/**
	 * @chroma_dc_dequant420: Transform and scaling of chroma DC (8.5.11.1
	 * and 8.5.11.2) for 4:2:0. @coef[4] is the 2x2 matrix c, row by row;
	 * @out[y4 * 2 + x4] is d_00 of block (x4, y4). @level_scale is
	 * LevelScale4x4(qp % 6, 0, 0), @qp is qP'C, 0..87.
	 */
	void (*chroma_dc_dequant420)(s32 out[4], const void *coef, int level_scale, int qp);

	/**
	 * @chroma_dc_dequant422: The same for 4:2:2. @coef[8] is the matrix c of
	 * 8.5.11.1, 4 rows of 2; @out[y4 * 2 + x4], y4 0..3, is d_00 of block
	 * (x4, y4). @qp_dc is qP'C + 3, 3..90, and @level_scale is
	 * LevelScale4x4(qp_dc % 6, 0, 0).
	 */
	void (*chroma_dc_dequant422)(s32 out[8], const void *coef, int level_scale, int qp_dc);

	/**
	 * @add4_bypass: Transform bypass (8.5.15 and TransformBypassModeFlag in
	 * 8.5.12) for a 4x4 block: adds the residual @coef[16], row by row, to
	 * @dst and clips. Indexed by enum h264_bypass.
	 *
	 * VERT and HOR read @carry[4], the sums of the residual above each
	 * column (left of each row), and replace it by the sums that include
	 * this block. It is zero for a block that starts the array of 8.5.15.
	 * Intra_NxN: every block does. Intra_16x16 and chroma: the array is the
	 * whole macroblock plane, so carry goes from each block to the one
	 * below (right of) it. NONE does not touch @carry, which may be NULL.
	 */
	void (*add4_bypass[H264_BYPASS_COUNT])(void *dst, ptrdiff_t stride, const void *coef,
					       s32 *carry, int bd_max);

	/**
	 * @add8_bypass: As @add4_bypass for an 8x8 block, @coef[64], @carry[8].
	 */
	void (*add8_bypass[H264_BYPASS_COUNT])(void *dst, ptrdiff_t stride, const void *coef,
					       s32 *carry, int bd_max);

	/**
	 * @pred4: Intra_4x4 prediction (8.3.1.2) of the 4x4 block at @dst.
	 * Indexed by enum h264_intra_nxn.
	 *
	 * Neighbours are read in place: row -1, x 0..3, for above; column -1,
	 * y 0..3, for left; (-1, -1) for the corner; each only by the modes that
	 * say so. @topright points to p[4..7, -1], wherever they are, and is read
	 * by DIAG_DOWN_LEFT and VERT_LEFT only; where they are not available the
	 * caller supplies four times p[3, -1]. It may alias row -1 but not the
	 * block.
	 */
	void (*pred4[H264_INTRA_NXN_COUNT])(void *dst, ptrdiff_t stride, const void *topright,
					    int bd_max);

	/**
	 * @pred8: Intra_8x8 prediction (8.3.2.2) of the 8x8 block at @dst,
	 * reference sample filtering (8.3.2.2.1) included. Indexed by enum
	 * h264_intra_nxn.
	 *
	 * Neighbours are read in place: row -1, x 0..7, for above; column -1,
	 * y 0..7, for left. Modes that read above also read x 8..15 of row -1 if
	 * @has_topright, else take p[7, -1] in their place. Modes that read above
	 * or left also read (-1, -1) if @has_topleft. Modes that read the
	 * corner (see the enum) must be called with @has_topleft.
	 */
	void (*pred8[H264_INTRA_NXN_COUNT])(void *dst, ptrdiff_t stride, bool has_topleft,
					    bool has_topright, int bd_max);

	/**
	 * @pred16: Intra_16x16 prediction (8.3.3) of the 16x16 block at @dst,
	 * neighbours read in place: row -1, x 0..15; column -1, y 0..15;
	 * (-1, -1) by PLANE only. Indexed by enum h264_intra16.
	 */
	void (*pred16[H264_INTRA16_COUNT])(void *dst, ptrdiff_t stride, int bd_max);

	/**
	 * @predc420: Chroma prediction (8.3.4) of the 8x8 block at @dst,
	 * neighbours read in place: row -1, x 0..7; column -1, y 0..7; (-1, -1)
	 * by PLANE only. Indexed by enum h264_intra_chroma.
	 */
	void (*predc420[H264_INTRA_CHROMA_COUNT])(void *dst, ptrdiff_t stride, int bd_max);

	/**
	 * @predc422: The same for the 8 wide, 16 high block of 4:2:2.
	 */
	void (*predc422[H264_INTRA_CHROMA_COUNT])(void *dst, ptrdiff_t stride, int bd_max);

	/**
	 * @mc_luma: Luma sample interpolation (8.4.2.2.1) of a block of @w x @h,
	 * @w and @h in {4, 8, 16}. Indexed by enum h264_mc_op and yFrac * 4 +
	 * xFrac. @src points to the full sample G of (0, 0).
	 *
	 * Reads of src, with x 0..w-1, y 0..h-1 always meant in addition:
	 *
	 * - xFrac 0, yFrac 0: the block only;
	 * - yFrac 0: columns -2..w+2 of rows 0..h-1;
	 * - xFrac 0: rows -2..h+2 of columns 0..w-1;
	 * - both not 0: no more than columns -2..w+2 of rows -2..h+2.
	 *
	 * @dst and @src must not overlap.
	 */
	void (*mc_luma[H264_MC_COUNT][16])(void *dst, ptrdiff_t dst_stride, const void *src,
					   ptrdiff_t src_stride, int w, int h, int bd_max);

	/**
	 * @mc_chroma: Chroma sample interpolation (8.4.2.2.2) of a block of @w x
	 * @h, @w in {2, 4, 8}, @h in {2, 4, 8, 16}, @mx and @my 0..7 in eighths
	 * of a sample. Indexed by enum h264_mc_op.
	 *
	 * Reads columns 0..w of src if @mx is not 0, else 0..w-1; rows 0..h if
	 * @my is not 0, else 0..h-1. @dst and @src must not overlap.
	 */
	void (*mc_chroma[H264_MC_COUNT])(void *dst, ptrdiff_t dst_stride, const void *src,
					 ptrdiff_t src_stride, int w, int h, int mx, int my,
					 int bd_max);

	/**
	 * @weight: Explicit weighted prediction from one list (8.4.2.3.2), in
	 * place. @w in {2, 4, 8, 16}, @h in {2, 4, 8, 16},
	 * @log2_denom 0..7, @weight -128..127. @offset is o: the caller has
	 * shifted it left by depth - 8.
	 */
	void (*weight)(void *dst, ptrdiff_t stride, int w, int h, int log2_denom, int weight,
		       int offset, int bd_max);

	/**
	 * @biweight: Weighted prediction from both lists (8.4.2.3.2),
	 * explicit or implicit. @dst holds the prediction from list 0 and gets
	 * the result; @src holds the prediction from list 1. @w in {2, 4, 8, 16},
	 * @h in {2, 4, 8, 16}, @log2_denom is logWD, 0..7, @w0 and @w1 -128..128,
	 * @o0 and @o1 as @offset of @weight. @dst and @src must not overlap.
	 */
	void (*biweight)(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			 int w, int h, int log2_denom, int w0, int w1, int o0, int o1,
			 int bd_max);

	/**
	 * @emu_edge: Copies a block with the coordinates clamped to the plane as in
	 * 8.4.2.2.1 and 8.4.2.2.2, see dae_emu_edge_8bpc(). @bw and @bh are 1..21:
	 * 16 plus the reach of @mc_luma.
	 */
	void (*emu_edge)(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			 int x, int y, int bw, int bh, int plane_w, int plane_h);

	/**
	 * @deblock_luma: Filter with bS < 4 (8.7.2.3) of one luma edge, or of a
	 * chroma edge in 4:4:4. Indexed by enum h264_edge.
	 *
	 * @pix is q0 of the first sample of the edge; the edge is 4 segments of
	 * @seg_len samples, going down for a vertical and right for a horizontal
	 * edge. @seg_len is 4, or 2 for left MBAFF edges. @alpha and @beta are
	 * scaled: alpha' and beta' shifted left by depth - 8. @tc0[i] is t'C0
	 * of segment i, 0..25, for 8 bits; the operation scales it to the depth.
	 * Less than 0 stands for bS 0: the segment is neither read nor written.
	 *
	 * Reads p3..q3, 4 samples to each side, although p3 and q3 make no
	 * difference, and writes p1..q1.
	 */
	void (*deblock_luma[H264_EDGE_COUNT])(void *pix, ptrdiff_t stride, int seg_len, int alpha,
					      int beta, const s8 tc0[4], int bd_max);

	/**
	 * @deblock_luma_intra: Filter with bS 4 (8.7.2.4) of all 4 segments.
	 * Reads p3..q3, 4 samples to each side, and writes p2..q2, and p3 and q3
	 * as they were. Arguments as for @deblock_luma.
	 */
	void (*deblock_luma_intra[H264_EDGE_COUNT])(void *pix, ptrdiff_t stride, int seg_len,
						    int alpha, int beta, int bd_max);

	/**
	 * @deblock_chroma: Filter with bS < 4 (8.7.2.3) and
	 * chromaStyleFilteringFlag 1. Arguments as for @deblock_luma, but
	 * @seg_len is 2, 4 (vertical edges in 4:2:2) or 1 (MBAFF left edges in
	 * 4:2:0; 2 in 4:2:2). Reads p1..q1, 2 samples to each side, and writes
	 * p0 and q0.
	 */
	void (*deblock_chroma[H264_EDGE_COUNT])(void *pix, ptrdiff_t stride, int seg_len,
						int alpha, int beta, const s8 tc0[4], int bd_max);

	/**
	 * @deblock_chroma_intra: Filter with bS 4 (8.7.2.4) and
	 * chromaStyleFilteringFlag 1 of all 4 segments. Otherwise as
	 * @deblock_chroma.
	 */
	void (*deblock_chroma_intra[H264_EDGE_COUNT])(void *pix, ptrdiff_t stride, int seg_len,
						      int alpha, int beta, int bd_max);
};

/**
 * h264_dsp_init() - fill a table of sample operations
 * @dsp: table to fill; every member is set
 * @bit_depth: 8 to 14; 9 to 14 give the same table
 * @cpu_flags: DAE_CPU_* flags of the SIMD versions to use; 0 for portable C
 */
void h264_dsp_init(struct h264_dsp *dsp, unsigned int bit_depth, u32 cpu_flags);

/* The parts of h264_dsp_init(), one pair for each h264_*_tmpl.c. */
void h264_idct_init_8bpc(struct h264_dsp *dsp);
void h264_idct_init_16bpc(struct h264_dsp *dsp);
void h264_intra_init_8bpc(struct h264_dsp *dsp);
void h264_intra_init_16bpc(struct h264_dsp *dsp);
void h264_mc_init_8bpc(struct h264_dsp *dsp);
void h264_mc_init_16bpc(struct h264_dsp *dsp);
void h264_deblock_init_8bpc(struct h264_dsp *dsp);
void h264_deblock_init_16bpc(struct h264_dsp *dsp);

#endif /* _H264_DSP_H_ */
