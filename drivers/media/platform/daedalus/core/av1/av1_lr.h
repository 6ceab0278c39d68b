/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The sample operations of AV1's superres and loop restoration. Clause numbers are
 * those of the AV1 Bitstream & Decoding Process Specification.
 */
#ifndef AV1_LR_H
#define AV1_LR_H

#include <linux/types.h>

/* w and h of the filters, at most: a unit of one and a half times 256, and a stripe */
#define AV1_LR_MAX_W		384
#define AV1_LR_MAX_H		64
/* How far the filters reach, in samples. */
#define AV1_LR_REACH		3
/* What the filters want of their scratch memory, whatever the depth. */
#define AV1_LR_SCRATCH_BYTES	(32 * 1024)
#define AV1_LR_SCRATCH_ALIGN	16

/* What upscale reads to the left of the row and to the right of it, in samples. */
#define AV1_UPSCALE_LEFT	4
#define AV1_UPSCALE_RIGHT	4
/* Position and step of upscale: whole samples and fractions (SUPERRES_SCALE_BITS) */
#define AV1_UPSCALE_BITS	14

/* 256 less a2 of 7.17.3, by z up to 255 */
extern const u8 av1_sgr_weights[256];

/**
 * struct av1_lr_dsp - superres and loop restoration for one class of bit depths
 *
 * One table serves depth 8, with samples u8, or the depths 9 to 12, with samples u16,
 * LSB-aligned. Sample pointers are aligned to a sample; strides are signed, in bytes and
 * multiples of the sample size. @bd_max is (1 << depth) - 1; depth 8 ignores it. Samples
 * above it give unspecified samples, not faults.
 *
 * Both filters work on @w x @h samples, 1..AV1_LR_MAX_W and 1..AV1_LR_MAX_H. @rows has
 * @h + 2 * AV1_LR_REACH pointers: [AV1_LR_REACH + y] is sample 0 of row y, of which
 * samples -AV1_LR_REACH to @w - 1 + AV1_LR_REACH are read. Rows may be the same.
 * @scratch has AV1_LR_SCRATCH_BYTES, aligned to AV1_LR_SCRATCH_ALIGN, with unspecified
 * contents before and afterwards. @dst overlaps nothing that is read.
 */
struct av1_lr_dsp {
	/**
	 * @wiener: Wiener filter process (7.17.4). @coef is LrWiener of the unit:
	 * [0 vertical, 1 horizontal], each within the range of its coefficient (5.11.58).
	 */
	void (*wiener)(void *dst, ptrdiff_t dst_stride, const void *const *rows, int w, int h,
		       const s8 coef[2][3], void *scratch, int bd_max);

	/**
	 * @sgr: self guided filter process (7.17.2). @set is LrSgrSet, 0..15, and @xqd
	 * LrSgrXqd, each within the range of its weight (5.11.58).
	 */
	void (*sgr)(void *dst, ptrdiff_t dst_stride, const void *const *rows, int w, int h,
		    unsigned int set, const s8 xqd[2], void *scratch, int bd_max);

	/**
	 * @upscale: upscaling process (7.16) of a row into the @w samples at @dst. The
	 * first one is at @pos, counted from sample 0 of @src, the others @step apart;
	 * both in units of 1 << -AV1_UPSCALE_BITS samples. @pos is at least
	 * -(1 << AV1_UPSCALE_BITS) and @step above 0.
	 *
	 * Reads samples p - 3..p + 4 of @src around each whole position p: no more than
	 * AV1_UPSCALE_LEFT to the left of sample 0, and to the right of the last one
	 * AV1_UPSCALE_RIGHT if no position comes after it.
	 */
	void (*upscale)(void *dst, const void *src, int w, int pos, int step, int bd_max);
};

/* Set every member; the parts of av1_dsp_init() of av1_lr_tmpl.c. */
void av1_lr_init_8bpc(struct av1_lr_dsp *dsp);
void av1_lr_init_16bpc(struct av1_lr_dsp *dsp);

#endif /* AV1_LR_H */
