// SPDX-License-Identifier: GPL-2.0
/*
 * The restore stage: loop restoration (AV1 specification 7.17) of stripes of 64 luma
 * rows, which start 8 rows above those of superblocks.
 *
 * Inside its stripe a filter reads what CDEF left, outside what the loop filter left; a
 * table of rows says where each comes from, so nothing is copied for it. Only units
 * at the sides of a plane are copied, to repeat the outermost samples.
 */
#include <linux/build_bug.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "av1_pic.h"

#define AV1_STRIPE_ROWS		64
#define AV1_STRIPE_OFFSET	8

#define AV1_RESTORE_ROWS	(AV1_LR_MAX_H + 2 * AV1_LR_REACH)
/* Bytes in front of and behind the samples of a row that is copied */
#define AV1_RESTORE_PAD		16
#define AV1_RESTORE_STRIDE	(2 * AV1_LR_MAX_W + 2 * AV1_RESTORE_PAD)

/**
 * struct av1_restore - scratch memory: a stripe of a plane
 * @pic: frame context
 * @plane: Y, Cb, Cr
 * @width: samples in a row of the plane
 * @y: first row
 * @h: rows, 1..AV1_LR_MAX_H
 * @unit_row: units that the stripe is in
 * @rows: where rows @y - AV1_LR_REACH to @y + @h - 1 + AV1_LR_REACH start
 * @unit: the same for a unit
 * @op: scratch memory of the filters
 * @copy: rows of a unit at a side of the plane
 */
struct av1_restore {
	const struct av1_pic *pic;
	unsigned int plane;
	u32 width;
	u32 y;
	u32 h;
	u32 unit_row;
	const void *rows[AV1_RESTORE_ROWS];
	const void *unit[AV1_RESTORE_ROWS];
	u8 op[AV1_LR_SCRATCH_BYTES] __aligned(AV1_LR_SCRATCH_ALIGN);
	u8 copy[AV1_RESTORE_ROWS][AV1_RESTORE_STRIDE];
};

/* Where the rows around the stripe from @start to @end come from (7.17.6) */
static void av1_restore_set_rows(struct av1_restore *r, int start, int end)
{
	const struct dae_plane *cdef = &r->pic->up_cdef->plane[r->plane];
	const struct dae_plane *rec = &r->pic->up_rec->plane[r->plane];
	const int last = (int)cdef->height - 1;
	unsigned int i;

	for (i = 0; i < r->h + 2 * AV1_LR_REACH; i++) {
		const struct dae_plane *from = cdef;
		int y = clamp((int)(r->y + i) - AV1_LR_REACH, 0, last);

		if (y < start || y > end) {
			from = rec;
			y = clamp(y, start - 2, end + 2);
		}
		r->rows[i] = (const u8 *)from->data + y * from->stride_bytes;
	}
}

/* Points to the rows of samples @x to @x + @w - 1, with more of them to each side. */
static void av1_restore_set_unit(struct av1_restore *r, u32 x, u32 w)
{
	const unsigned int hbd = r->pic->hbd, bytes = 1 << hbd;
	const u32 left = x ? AV1_LR_REACH : 0;
	const u32 right = x + w < r->width ? AV1_LR_REACH : 0;
	unsigned int i, k;

	for (i = 0; i < r->h + 2 * AV1_LR_REACH; i++) {
		const u8 *src = (const u8 *)r->rows[i] + ((size_t)x << hbd);
		u8 *dst = r->copy[i] + AV1_RESTORE_PAD;

		r->unit[i] = src;
		if (left && right)
			continue;
		r->unit[i] = dst;
		memcpy(dst - (left << hbd), src - (left << hbd), (left + w + right) << hbd);
		for (k = 1; !left && k <= AV1_LR_REACH; k++)
			memcpy(dst - k * bytes, dst, bytes);
		for (k = 0; !right && k < AV1_LR_REACH; k++)
			memcpy(dst + ((w + k) << hbd), dst + ((w - 1) << hbd), bytes);
	}
}

/* Copies what is not filtered. */
static void av1_restore_copy(const struct av1_restore *r, u32 x, u32 w)
{
	const struct dae_plane *to = &r->pic->frame->plane[r->plane];
	const unsigned int hbd = r->pic->hbd;
	u32 y;

	for (y = 0; y < r->h; y++)
		memcpy((u8 *)to->data + (r->y + y) * to->stride_bytes + ((size_t)x << hbd),
		       (const u8 *)r->rows[AV1_LR_REACH + y] + ((size_t)x << hbd),
		       (size_t)w << hbd);
}

/* The part of unit @unit_col that is in the stripe (7.17.1) */
static void av1_restore_unit(struct av1_restore *r, u32 unit_col)
{
	const struct av1_pic *pic = r->pic;
	const u32 cols = pic->lr_cols[r->plane];
	const struct av1_lr_unit *unit = &pic->lr[r->plane][r->unit_row * cols + unit_col];
	const struct dae_plane *to = &pic->frame->plane[r->plane];
	const u32 x = unit_col << pic->params.lr_log2[r->plane];
	const u32 end = unit_col == cols - 1 ? r->width :
					       (unit_col + 1) << pic->params.lr_log2[r->plane];
	u8 *dst = (u8 *)to->data + r->y * to->stride_bytes + ((size_t)x << pic->hbd);

	if (unit->type == AV1_RESTORE_NONE) {
		av1_restore_copy(r, x, end - x);
		return;
	}
	av1_restore_set_unit(r, x, end - x);
	if (unit->type == AV1_RESTORE_WIENER)
		pic->dsp.lr.wiener(dst, to->stride_bytes, r->unit, end - x, r->h, unit->wiener,
				   r->op, pic->bd_max);
	else
		pic->dsp.lr.sgr(dst, to->stride_bytes, r->unit, end - x, r->h, unit->sgr_set,
				unit->xqd, r->op, pic->bd_max);
}

/* A stripe of a plane; below the frame there is nothing to do. */
static void av1_restore_stripe(struct av1_restore *r, u32 stripe)
{
	const struct av1_pic *pic = r->pic;
	const unsigned int sub_y = r->plane ? pic->sub_y : 0;
	const struct dae_plane *to = &pic->frame->plane[r->plane];
	const int start = ((int)(stripe * AV1_STRIPE_ROWS) - AV1_STRIPE_OFFSET) >> sub_y;
	const int end = start + (AV1_STRIPE_ROWS >> sub_y) - 1;
	u32 i;

	if (start >= (int)to->height)
		return;
	r->width = to->width;
	r->y = max(start, 0);
	r->h = min(end + 1, (int)to->height) - r->y;
	av1_restore_set_rows(r, start, end);
	if (pic->params.lr_type[r->plane] == AV1_RESTORE_NONE) {
		av1_restore_copy(r, 0, r->width);
		return;
	}
	r->unit_row = min((stripe * AV1_STRIPE_ROWS >> sub_y) >> pic->params.lr_log2[r->plane],
			  pic->lr_rows[r->plane] - 1);
	for (i = 0; i < pic->lr_cols[r->plane]; i++)
		av1_restore_unit(r, i);
}

void av1_restore_part(void *frame, const struct dae_task *task)
{
	const struct av1_pic *pic = frame;
	struct av1_restore *r = task->scratch;
	/* Stripes in a row of superblocks; what is left below goes with the last row. */
	const u32 num = 4 * pic->sb_mi / AV1_STRIPE_ROWS;
	const u32 end = (task->row + 1) * num + (task->row == pic->sb_rows - 1);
	u32 stripe;

	BUILD_BUG_ON(sizeof(*r) > DAE_SCRATCH_BYTES);

	if (!pic->params.do_lr)
		return;
	r->pic = pic;
	for (stripe = task->row * num; stripe < end; stripe++)
		for (r->plane = 0; r->plane < pic->num_planes; r->plane++)
			av1_restore_stripe(r, stripe);
}
