/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the two files of reconstruction share: av1_recon.c walks blocks and predicts
 * those from the frame itself, av1_inter.c predicts from other frames. Nothing else
 * includes this.
 */
#ifndef AV1_RECON_H
#define AV1_RECON_H

#include <linux/types.h>

#include "av1_pic.h"

/* A block of 128x128 from a frame of twice the size, and the reach of the filters */
#define AV1_EMU_DIM		(2 * 128 + 16)
#define AV1_EMU_STRIDE		(2 * AV1_EMU_DIM)

/**
 * struct av1_recon - a part of a row while it is reconstructed
 * @pic: frame context
 * @first: MiColStart
 * @end: MiColEnd
 * @row_first: MiRowStart
 * @row_end: MiRowEnd
 * @b: the block
 * @avail_u: AvailU of it
 * @avail_l: AvailL
 * @sb_col: superblock of @decoded, in mi
 * @decoded: BlockDecoded (5.11.3) of each plane: [1 + row] bit (1 + column), in units of
 *	4x4 samples of the plane from the superblock's first
 * @max_luma_w: MaxLumaW
 * @max_luma_h: MaxLumaH
 * @tl: corner of a buffer of neighbours
 * @ac: AC of luma for chroma from luma
 * @itx: scratch memory of inverse transforms
 * @tmp: two intermediate predictions
 * @mask: mask of the block's compound prediction
 * @pixels: a prediction in samples, in rows of AV1_MC_MAX
 * @emu: room for a block beyond a reference's edges, in rows of AV1_EMU_STRIDE bytes
 */
struct av1_recon {
	struct av1_pic *pic;
	u32 first;
	u32 end;
	u32 row_first;
	u32 row_end;
	const struct av1_block *b;
	bool avail_u;
	bool avail_l;
	u32 sb_col;
	u64 decoded[AV1_MAX_PLANES][AV1_SB_MI_MAX + 2];
	u32 max_luma_w;
	u32 max_luma_h;
	void *tl;
	s16 *ac;
	void *itx;
	s16 *tmp[2];
	u8 *mask;
	void *pixels;
	void *emu;
};

/**
 * av1_recon_at() - where a sample of a plane is
 * @pic: frame context
 * @plane: a plane
 * @x: its column
 * @y: its row
 */
static inline void *av1_recon_at(const struct av1_pic *pic, const struct dae_plane *plane,
				 u32 x, u32 y)
{
	return (u8 *)plane->data + y * plane->stride_bytes + ((size_t)x << pic->hbd);
}

/**
 * av1_recon_intra() - intra prediction of a transform block, or of a block for interintra
 *	(predict_intra(), 7.11.2)
 * @r: recon
 * @plane: Y, Cb, Cr
 * @x: first column in samples
 * @y: first row
 * @w: width
 * @h: height
 * @mode: enum av1_mode, UV_CFL_PRED too
 * @have_left: haveLeft
 * @have_above: haveAbove
 */
void av1_recon_intra(struct av1_recon *r, unsigned int plane, u32 x, u32 y, unsigned int w,
		     unsigned int h, unsigned int mode, bool have_left, bool have_above);

/**
 * av1_recon_avail_chroma() - AvailLChroma and AvailUChroma (5.11.5)
 * @r: recon
 * @above: AvailUChroma, not AvailLChroma
 */
bool av1_recon_avail_chroma(const struct av1_recon *r, bool above);

/**
 * av1_inter_block() - all prediction of an inter block (5.11.33)
 * @r: recon
 */
void av1_inter_block(struct av1_recon *r);

#endif /* AV1_RECON_H */
