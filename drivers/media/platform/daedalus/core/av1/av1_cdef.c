// SPDX-License-Identifier: GPL-2.0
/*
 * The cdef stage: CDEF of a row of superblocks (AV1 specification 7.15), from one frame
 * into another. Reads 2 rows of samples of the rows above and below.
 *
 * It goes by bands of 8 luma rows and their chroma, from 8x8 block to 8x8 block. Blocks
 * that are not filtered are copied together, up to the next one that is. Samples
 * beyond the frame in its last blocks are treated like all others: filters and superres
 * read them.
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_cdef_tables.h"
#include "av1_pic.h"

/* mi of an 8x8 block */
#define AV1_CDEF_MI	2

/**
 * struct av1_cdef_band - 8 luma rows and their chroma
 * @pic: frame context
 * @row: mi row
 * @col: mi column of the block
 * @done: of each plane: mi column up to which the band is written
 */
struct av1_cdef_band {
	const struct av1_pic *pic;
	u32 row;
	u32 col;
	u32 done[AV1_MAX_PLANES];
};

/* Where mi column @col of the band starts in a frame before or after CDEF */
static u8 *av1_cdef_at(const struct av1_cdef_band *band, const struct dae_plane *plane,
		       unsigned int p, u32 col)
{
	const struct av1_pic *pic = band->pic;
	const u32 x = 4 * col >> (p ? pic->sub_x : 0);
	const u32 y = 4 * band->row >> (p ? pic->sub_y : 0);

	return (u8 *)plane->data + y * plane->stride_bytes + ((size_t)x << pic->hbd);
}

/* Copies a plane of the band from where it is done up to mi column @end. */
static void av1_cdef_copy(struct av1_cdef_band *band, unsigned int p, u32 end)
{
	const struct av1_pic *pic = band->pic;
	const struct dae_plane *from = &pic->rec->plane[p], *to = &pic->cdef->plane[p];
	const u32 start = band->done[p];
	const u8 *src = av1_cdef_at(band, from, p, start);
	u8 *dst = av1_cdef_at(band, to, p, start);
	const size_t bytes = (size_t)(4 * (end - start) >> (p ? pic->sub_x : 0)) << pic->hbd;
	unsigned int y;

	band->done[p] = end;
	if (!bytes)
		return;
	for (y = 0; y < 8u >> (p ? pic->sub_y : 0); y++) {
		memcpy(dst, src, bytes);
		src += from->stride_bytes;
		dst += to->stride_bytes;
	}
}

/* The block in a plane; without strengths it is left to be copied. */
static void av1_cdef_plane(struct av1_cdef_band *band, unsigned int p, int pri, int sec,
			   unsigned int dir)
{
	const struct av1_pic *pic = band->pic;
	const struct dae_plane *from = &pic->rec->plane[p], *to = &pic->cdef->plane[p];
	const unsigned int size = p ? pic->sub_x + pic->sub_y : 0;
	const unsigned int damping = pic->params.cdef_damping + pic->bit_depth - 8 - !!p;
	unsigned int have = 0;

	if (!pri && !sec)
		return;
	if (band->col)
		have |= AV1_CDEF_HAVE_LEFT;
	if (band->col + AV1_CDEF_MI < pic->mi_cols)
		have |= AV1_CDEF_HAVE_RIGHT;
	if (band->row)
		have |= AV1_CDEF_HAVE_TOP;
	if (band->row + AV1_CDEF_MI < pic->mi_rows)
		have |= AV1_CDEF_HAVE_BOTTOM;
	av1_cdef_copy(band, p, band->col);
	pic->dsp.cdef.filter[size](av1_cdef_at(band, to, p, band->col), to->stride_bytes,
				   av1_cdef_at(band, from, p, band->col), from->stride_bytes,
				   pri, sec, dir, damping, have, pic->bd_max);
	band->done[p] = band->col + AV1_CDEF_MI;
}

/* The luma strength of a block by how clear its direction is */
static int av1_cdef_adjust(int pri, u32 var)
{
	const int var_str = var >> 6 ? min(ilog2(var >> 6), 12) : 0;

	return var ? (pri * (4 + var_str) + 8) >> 4 : 0;
}

/* Are all parts of the block without residual? */
static bool av1_cdef_skip(const struct av1_pic *pic, u32 row, u32 col)
{
	return av1_pic_block(pic, row, col)->skip && av1_pic_block(pic, row, col + 1)->skip &&
	       av1_pic_block(pic, row + 1, col)->skip &&
	       av1_pic_block(pic, row + 1, col + 1)->skip;
}

/* CDEF block process (7.15.1) */
static void av1_cdef_block(struct av1_cdef_band *band)
{
	const struct av1_pic *pic = band->pic;
	const struct av1_params *params = &pic->params;
	const int idx = pic->cdef_idx[(band->row >> 4) * pic->cdef_stride + (band->col >> 4)];
	const struct dae_plane *luma = &pic->rec->plane[0];
	const unsigned int shift = pic->bit_depth - 8;
	unsigned int dir = 0, p;
	u32 var = 0;
	int pri, sec;

	if (idx < 0 || av1_cdef_skip(pic, band->row, band->col))
		return;
	if (params->cdef_y[idx][0] || params->cdef_uv[idx][0])
		dir = pic->dsp.cdef.direction(av1_cdef_at(band, luma, 0, band->col),
					      luma->stride_bytes, &var, pic->bd_max);
	pri = params->cdef_y[idx][0] << shift;
	sec = params->cdef_y[idx][1] << shift;
	av1_cdef_plane(band, 0, av1_cdef_adjust(pri, var), sec, pri ? dir : 0);

	pri = params->cdef_uv[idx][0] << shift;
	sec = params->cdef_uv[idx][1] << shift;
	dir = pri ? av1_cdef_uv_dir[pic->sub_x][pic->sub_y][dir] : 0;
	for (p = 1; p < pic->num_planes; p++)
		av1_cdef_plane(band, p, pri, sec, dir);
}

void av1_cdef_row(void *frame, unsigned int row)
{
	const struct av1_pic *pic = frame;
	const u32 end = min((row + 1) << pic->sb_log2, pic->mi_rows);
	struct av1_cdef_band band = { .pic = pic };
	unsigned int p;

	if (!pic->params.do_cdef)
		return;
	for (band.row = row << pic->sb_log2; band.row < end; band.row += AV1_CDEF_MI) {
		memset(band.done, 0, sizeof(band.done));
		for (band.col = 0; band.col < pic->mi_cols; band.col += AV1_CDEF_MI)
			av1_cdef_block(&band);
		for (p = 0; p < pic->num_planes; p++)
			av1_cdef_copy(&band, p, pic->mi_cols);
	}
}
