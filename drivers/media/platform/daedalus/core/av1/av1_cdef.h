/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The sample operations of AV1's constrained directional enhancement filter. Clause
 * numbers are those of the AV1 Bitstream & Decoding Process Specification.
 */
#ifndef AV1_CDEF_H
#define AV1_CDEF_H

#include <linux/bits.h>
#include <linux/types.h>

/* How far filters reach, in samples. */
#define AV1_CDEF_REACH	2

/* Index of filter: what 8x8 luma samples are in a plane. */
enum av1_cdef_size {
	AV1_CDEF_8X8,
	AV1_CDEF_4X8,	/* chroma of 4:2:2 */
	AV1_CDEF_4X4,	/* chroma of 4:2:0 */
	AV1_CDEF_SIZES
};

/* Sides on which there are samples: the others are the frame's edges. */
#define AV1_CDEF_HAVE_LEFT	BIT(0)
#define AV1_CDEF_HAVE_RIGHT	BIT(1)
#define AV1_CDEF_HAVE_TOP	BIT(2)
#define AV1_CDEF_HAVE_BOTTOM	BIT(3)
#define AV1_CDEF_HAVE_ALL	(AV1_CDEF_HAVE_LEFT | AV1_CDEF_HAVE_RIGHT | \
				 AV1_CDEF_HAVE_TOP | AV1_CDEF_HAVE_BOTTOM)

/**
 * struct av1_cdef_dsp - CDEF for one class of bit depths
 *
 * One table serves depth 8, with samples u8, or the depths 9 to 12, with samples u16,
 * LSB-aligned. Pointers are aligned to a sample; strides are signed, in bytes and
 * multiples of the sample size. @bd_max is (1 << depth) - 1; depth 8 ignores it.
 * Samples above it give unspecified samples, not faults.
 */
struct av1_cdef_dsp {
	/**
	 * @direction: CDEF direction process (7.15.2) of the 8x8 samples at @src; reads
	 * nothing else. Returns yDir, 0..7, and sets *@var.
	 */
	unsigned int (*direction)(const void *src, ptrdiff_t stride, u32 *var, int bd_max);

	/**
	 * @filter: CDEF filter process (7.15.3) of the block at @src into @dst. Indexed
	 * by enum av1_cdef_size.
	 *
	 * @pri is priStr, 0..15 << (depth - 8), and @sec secStr, 0..4 << (depth - 8), as
	 * they go into the process, not both 0. @dir is 0..7 and @damping 2..6 + depth - 8.
	 *
	 * @have has AV1_CDEF_HAVE_* for the sides that have samples. Of those
	 * AV1_CDEF_REACH rows and columns around the block are read, corners included
	 * if both sides are there. @dst and what is read do not overlap.
	 */
	void (*filter[AV1_CDEF_SIZES])(void *dst, ptrdiff_t dst_stride, const void *src,
				       ptrdiff_t src_stride, int pri, int sec, unsigned int dir,
				       unsigned int damping, unsigned int have, int bd_max);
};

/* Set every member; the parts of av1_dsp_init() of av1_cdef_tmpl.c. */
void av1_cdef_init_8bpc(struct av1_cdef_dsp *dsp);
void av1_cdef_init_16bpc(struct av1_cdef_dsp *dsp);

#endif /* AV1_CDEF_H */
