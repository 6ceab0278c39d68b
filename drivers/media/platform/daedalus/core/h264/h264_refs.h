/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reference picture lists (8.2.4) and what follows from them: weights of
 * implicit prediction and scale factors of temporal direct prediction.
 */
#ifndef H264_REFS_H
#define H264_REFS_H

#include <linux/types.h>

#include "h264_pic.h"

/**
 * h264_refs_init_lists() - initial reference picture lists (8.2.4.2)
 * @slice: type, structure and num_ref_idx set; list filled in, entries without
 *	a picture by the one losses are concealed with
 * @pic: frame context
 */
void h264_refs_init_lists(struct h264_slice *slice, const struct h264_pic *pic);

/**
 * h264_refs_modify_list() - ref_pic_list_modification() (7.3.3.1, 8.2.4.3)
 * @slice: list @x is changed
 * @pic: frame context
 * @x: which list
 * @b: reader, just after ref_pic_list_modification_flag_lX
 *
 * Return: 0, or -EINVAL for syntax no stream may have.  A picture that is not
 * there is no error: its entry names the picture for concealment.
 */
int h264_refs_modify_list(struct h264_slice *slice, const struct h264_pic *pic, unsigned int x,
			  struct dae_bits *b);

/**
 * h264_refs_derive() - values derived from the final lists
 * @slice: col, col_bottom, dist_scale and map_col filled in as its type and flags
 *	need
 * @pic: frame context
 */
void h264_refs_derive(struct h264_slice *slice, const struct h264_pic *pic);

/**
 * h264_refs_dist_scale() - DistScaleFactor (8-197, 8-201, 8-202)
 * @cur: PicOrderCnt of the current picture
 * @poc0: PicOrderCnt of pic0
 * @poc1: PicOrderCnt of pic1, not equal to @poc0
 *
 * Return: -1024..1023.
 */
int h264_refs_dist_scale(s32 cur, s32 poc0, s32 poc1);

/**
 * h264_refs_implicit_weight() - weight of the second prediction (8.4.2.3.1)
 * @pic: frame context
 * @cur: PicOrderCnt of the current picture, or of the field of its macroblock
 * @entry0: picture of the prediction from list 0, H264_LIST_ENTRY()
 * @entry1: same for list 1
 *
 * Return: w1, -64..128; w0 is 64 - w1.
 */
int h264_refs_implicit_weight(const struct h264_pic *pic, s32 cur, u8 entry0, u8 entry1);

/**
 * h264_refs_poc() - PicOrderCnt() of an entry of a list
 * @pic: frame context
 * @entry: H264_LIST_ENTRY()
 */
static inline s32 h264_refs_poc(const struct h264_pic *pic, u8 entry)
{
	const struct h264_ref *ref = &pic->refs[H264_LIST_SLOT(entry)];

	if (H264_LIST_STRUCTURE(entry) == H264_FRAME)
		return ref->frame_poc;
	return ref->poc[H264_LIST_STRUCTURE(entry) == H264_BOTTOM];
}

/**
 * h264_refs_field() - entry of the list of a field macroblock (8.4.2.1)
 * @list: list of an MBAFF frame
 * @ref_idx: below twice the number of entries in it
 * @bottom: parity of the macroblock
 *
 * Return: entry of the field: that of the same parity for even indices.
 */
static inline u8 h264_refs_field(const u8 *list, unsigned int ref_idx, bool bottom)
{
	return H264_LIST_ENTRY(H264_LIST_SLOT(list[ref_idx >> 1]),
			       bottom ^ (ref_idx & 1) ? H264_BOTTOM : H264_TOP);
}

#endif /* H264_REFS_H */
