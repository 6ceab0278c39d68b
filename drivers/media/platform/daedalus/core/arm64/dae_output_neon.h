/* SPDX-License-Identifier: GPL-2.0 */
/* Rows of samples for the client's buffer, with NEON. */
#ifndef _DAE_OUTPUT_NEON_H_
#define _DAE_OUTPUT_NEON_H_

#include <linux/types.h>

/*
 * dae_output_interleave_neon() - alternate samples of two rows
 * @dst: 2 * @count samples, of any alignment; written once or twice, never read
 * @cb: first of each pair
 * @cr: second of each pair
 * @count: samples of each, at least 1
 * @shift: 0..8, how far left they are stored
 */
void dae_output_interleave_neon_8bpc(void *dst, const void *cb, const void *cr, u32 count,
				     unsigned int shift);
void dae_output_interleave_neon_16bpc(void *dst, const void *cb, const void *cr, u32 count,
				      unsigned int shift);

/*
 * dae_output_shift_neon() - copy a row of samples, each shifted to the left
 * @dst: @count samples, of any alignment; written once or twice, never read
 * @src: samples
 * @count: how many, at least 1
 * @shift: 0..8
 */
void dae_output_shift_neon_16bpc(void *dst, const void *src, u32 count, unsigned int shift);

#endif /* _DAE_OUTPUT_NEON_H_ */
