/* SPDX-License-Identifier: GPL-2.0 */
/* Pairs of macroblocks in MBAFF frames as H.264 6.4 describes them, for tests. */
#ifndef H264_PAIRS_H
#define H264_PAIRS_H

#include <linux/types.h>

/* The most pairs there may be. */
#define H264_PAIRS_MAX		16

/**
 * struct h264_pairs - kinds and slices of the pairs of an MBAFF frame
 * @width: pairs in a row
 * @field: by pair: of field macroblocks
 * @slice: by pair: its slice; what is not decoded yet has one of its own
 */
struct h264_pairs {
	int width;
	bool field[H264_PAIRS_MAX];
	u16 slice[H264_PAIRS_MAX];
};

/**
 * struct h264_loc - a location in terms of the macroblock it is in (6.4.12)
 * @addr: mbAddrN, -1 if not available
 * @y: yW: row in there
 */
struct h264_loc {
	int addr;
	int y;
};

/**
 * h264_pairs_locate() - Table 6-4
 * @p: the pairs
 * @addr: address of a macroblock
 * @xn: column relative to it; 16 stands for all those to the right
 * @yn: row relative to it, from -1 to its last; if not -1 then @xn is -1
 * @max_h: rows of a macroblock: 16 for luma
 *
 * Return: where the location is.
 */
struct h264_loc h264_pairs_locate(const struct h264_pairs *p, int addr, int xn, int yn, int max_h);

/**
 * h264_pairs_index() - index into the array of macroblocks
 * @p: the pairs
 * @addr: address, -1 for none, which is its index as well
 */
int h264_pairs_index(const struct h264_pairs *p, int addr);

/**
 * h264_pairs_line() - line of the picture that a luma row of a macroblock is
 * @p: the pairs
 * @addr: its address
 * @y: the row; those below 0 are as the macroblock's lines go on upwards
 */
int h264_pairs_line(const struct h264_pairs *p, int addr, int y);

#endif /* H264_PAIRS_H */
