/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AV1 inverse transforms with reconstruction of single transform blocks. Clause
 * numbers are those of the AV1 Bitstream & Decoding Process Specification.
 */
#ifndef AV1_ITX_H
#define AV1_ITX_H

#include <linux/types.h>

#include "av1_types.h"

/* What itx_add wants of its scratch memory, whatever the depth. */
#define AV1_ITX_SCRATCH_BYTES	(64 * 32 * 4)
#define AV1_ITX_SCRATCH_ALIGN	16

/**
 * struct av1_itx_dsp - inverse transforms for one class of bit depths
 *
 * One table serves depth 8, with samples u8 and coefficients s16, or the depths
 * 9 to 12, with samples u16, LSB-aligned, and coefficients s32.
 */
struct av1_itx_dsp {
	/**
	 * @itx_add: 2D inverse transform (7.13.3) of dequantised coefficients, with
	 * its flips added to the prediction in @dst and clipped (7.12.3). Indexed by
	 * enum av1_tx_size and enum av1_tx_type. NULL for a type that the size cannot
	 * have: sides of 32 have DCT_DCT and IDTX, of 64 DCT_DCT, 16x16 all types but
	 * V_ and H_ of ADST and FLIPADST, and 4x4 alone has WHT_WHT.
	 *
	 * @dst is aligned to a sample, @stride signed, in bytes and a multiple of the
	 * sample size. Nothing outside the block is written or read.
	 *
	 * @coef is Dequant by columns: the coefficient of column x and row y is
	 * @coef[x * ch + y], where cw = min(width, 32) and ch = min(height, 32). It is
	 * aligned to AV1_ITX_SCRATCH_ALIGN. Only columns below @cols of
	 * av1_itx_extent() are read, and rows from @rows on are taken to be 0. What was
	 * read has unspecified contents afterwards.
	 *
	 * @scratch has AV1_ITX_SCRATCH_BYTES, aligned to AV1_ITX_SCRATCH_ALIGN, with
	 * unspecified contents before and afterwards. @dst, @coef and @scratch do not
	 * overlap.
	 *
	 * @eob, 1..cw * ch, is one more than the scan position of the last coefficient
	 * that may be other than 0. It changes the time taken, not the result.
	 *
	 * @bd_max is (1 << depth) - 1; depth 8 ignores it.
	 *
	 * The result is that of the specification if the block meets its demands on
	 * conformance. Any other coefficients give unspecified samples in the range of
	 * the depth, not faults; the same in all implementations if each is within the
	 * range of Dequant (7.12.3), 8 bits more than the depth.
	 */
	void (*itx_add[AV1_TX_SIZES][AV1_TX_TYPES])(void *dst, ptrdiff_t stride, void *coef,
						    void *scratch, int eob, int bd_max);
};

/**
 * av1_itx_extent() - part of a transform block that can have coefficients
 * @tx: size
 * @type: type that the size can have
 * @eob: one more than the last scan position (5.11.39), from 1
 * @cols: number of columns, from the left, that can have one: 4, 8, 16 or 32
 * @rows: number of rows, from the top: 4, 8, 16 or 32
 *
 * Both are the smallest of these that hold the first @eob positions of the scan that
 * 5.11.41 gives for @tx and @type.
 */
void av1_itx_extent(enum av1_tx_size tx, enum av1_tx_type type, int eob, unsigned int *cols,
		    unsigned int *rows);

void av1_itx_init_8bpc(struct av1_itx_dsp *dsp);
void av1_itx_init_16bpc(struct av1_itx_dsp *dsp);

#endif /* AV1_ITX_H */
