/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reference samples beyond the edges of a picture, for the tables of sample
 * operations.
 */
#ifndef _DAE_EMU_H_
#define _DAE_EMU_H_

#include <linux/types.h>

/* The prototype of both, for tables and tests */
typedef void (*dae_emu_edge_fn)(void *dst, ptrdiff_t dst_stride, const void *src,
				ptrdiff_t src_stride, int x, int y, int bw, int bh, int plane_w,
				int plane_h);

/**
 * dae_emu_edge_8bpc() - copy a block with the coordinates clamped to the plane
 * @dst: where to
 * @dst_stride: its stride in bytes, which may be negative
 * @src: sample (0, 0) of the plane, or of a field of it, with twice the stride
 * @src_stride: its stride in bytes, which may be negative
 * @x: first column, any s32
 * @y: first row, any s32
 * @bw: columns, 1..1024
 * @bh: rows, 1..1024
 * @plane_w: columns of the plane, at least 1
 * @plane_h: rows of the plane, at least 1
 *
 * Reads only inside the plane. @dst and the plane must not overlap.
 */
void dae_emu_edge_8bpc(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
		       int x, int y, int bw, int bh, int plane_w, int plane_h);
/* The same for 16-bit samples. */
void dae_emu_edge_16bpc(void *dst, ptrdiff_t dst_stride, const void *src, ptrdiff_t src_stride,
			int x, int y, int bw, int bh, int plane_w, int plane_h);

#endif /* _DAE_EMU_H_ */
