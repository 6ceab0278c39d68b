// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbouring macroblocks (Rec. ITU-T H.264 6.4.8 to 6.4.12).
 *
 * In an MBAFF frame a pair of macroblocks covers 16x32 samples, either as two
 * frame macroblocks one above the other or as two field macroblocks with every
 * other line each. What touches a macroblock then depends on both pairs
 * (Table 6-4).
 */
#include <linux/string.h>
#include <linux/types.h>

#include "h264_pic.h"

/* A macroblock if it is in the same slice as macroblock @idx. */
static int h264_nb_avail(const struct h264_pic *pic, u32 idx, bool inside, int nb)
{
	return inside && pic->mbs[nb].slice == pic->mbs[idx].slice ? nb : -1;
}

static bool h264_nb_field(const struct h264_pic *pic, int idx)
{
	return pic->mbs[idx].flags & H264_MB_FIELD;
}

/* The macroblocks to the left; @left is the upper one of the pair there. */
static void h264_nb_left(const struct h264_pic *pic, u32 idx, bool bottom, int left,
			 struct h264_nb *nb)
{
	static const u8 same[4] = { 0, 1, 2, 3 };
	/* Of frame macroblocks the even lines touch the top field. */
	static const u8 of_field[2][4] = { { 0, 0, 1, 1 }, { 2, 2, 3, 3 } };
	static const u8 of_frames[4] = { 0, 2, 0, 2 };
	const bool field = h264_nb_field(pic, idx);
	const int w = pic->mb_width;
	const u8 *rows = same;

	nb->a[0] = bottom ? left + w : left;
	nb->a[1] = nb->a[0];
	if (field != h264_nb_field(pic, left)) {
		nb->a[0] = left;
		nb->a[1] = field ? left + w : left;
		rows = field ? of_frames : of_field[bottom];
	}
	memcpy(nb->a_row, rows, sizeof(nb->a_row));
	nb->a[0] = h264_nb_avail(pic, idx, true, nb->a[0]);
	nb->a[1] = h264_nb_avail(pic, idx, true, nb->a[1]);
}

/* The one of the pair @above that touches the top of a macroblock of another pair. */
static int h264_nb_above(const struct h264_pic *pic, u32 idx, bool bottom, int above)
{
	/* The top field goes on in a pair of fields. */
	if (!bottom && h264_nb_field(pic, idx) && h264_nb_field(pic, above))
		return above;
	return above + pic->mb_width;
}

static void h264_nb_find_mbaff(const struct h264_pic *pic, u32 idx, u32 first,
			       struct h264_nb *nb)
{
	const int w = pic->mb_width, x = idx % w;
	const bool bottom = idx / w & 1, field = h264_nb_field(pic, idx);
	const int top = bottom ? (int)idx - w : (int)idx;
	const int above = top - 2 * w;
	/* Pairs from the first one that counts to that above */
	const int since = (top - x) / 2 + x - w - (int)(first / 2);
	const bool left_in = x && since + w > 0;

	if (left_in)
		h264_nb_left(pic, idx, bottom, top - 1, nb);

	/* The lower frame macroblock lies below the upper one of its pair. */
	if (bottom && !field) {
		nb->b = h264_nb_avail(pic, idx, true, top);
		if (left_in && h264_nb_field(pic, top - 1)) {
			nb->d = h264_nb_avail(pic, idx, true, top - 1 + w);
			nb->d_row = 1;
		} else {
			nb->d = h264_nb_avail(pic, idx, left_in, top - 1);
		}
		return;
	}
	if (above < 0)
		return;
	if (since >= 0)
		nb->b = h264_nb_avail(pic, idx, true, h264_nb_above(pic, idx, bottom, above));
	if (since >= -1 && x + 1 < w)
		nb->c = h264_nb_avail(pic, idx, true, h264_nb_above(pic, idx, bottom, above + 1));
	if (since >= 1 && x)
		nb->d = h264_nb_avail(pic, idx, true, h264_nb_above(pic, idx, bottom, above - 1));
}

void h264_nb_find(const struct h264_pic *pic, u32 idx, u32 first, struct h264_nb *nb)
{
	const u32 w = pic->mb_width;
	const u32 x = idx % w;
	const u32 since = idx - first;
	const struct h264_mb *above;
	u16 slice;

	*nb = (struct h264_nb){
		.a = { -1, -1 }, .a_row = { 0, 1, 2, 3 }, .b = -1, .c = -1, .d = -1, .d_row = 3,
	};
	if (pic->mbaff) {
		h264_nb_find_mbaff(pic, idx, first, nb);
		return;
	}
	slice = pic->mbs[idx].slice;
	if (x && since && pic->mbs[idx - 1].slice == slice) {
		nb->a[0] = idx - 1;
		nb->a[1] = idx - 1;
	}
	if (since + 1 < w || idx < w)
		return;
	above = &pic->mbs[idx - w];
	if (since >= w && above->slice == slice)
		nb->b = idx - w;
	if (x + 1 < w && above[1].slice == slice)
		nb->c = idx - w + 1;
	if (since > w && x && above[-1].slice == slice)
		nb->d = idx - w - 1;
}
