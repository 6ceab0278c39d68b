/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reference samples beyond the edges of a picture with NEON, for the tables of sample
 * operations. As dae_emu_edge_8bpc() and dae_emu_edge_16bpc(), see ../dae_emu.h.
 */
#ifndef _DAE_EMU_NEON_H_
#define _DAE_EMU_NEON_H_

#include <linux/types.h>

void dae_emu_edge_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src,
			    ptrdiff_t src_stride, int x, int y, int bw, int bh, int plane_w,
			    int plane_h);
void dae_emu_edge_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *src,
			     ptrdiff_t src_stride, int x, int y, int bw, int bh, int plane_w,
			     int plane_h);

#endif /* _DAE_EMU_NEON_H_ */
