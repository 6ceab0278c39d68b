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
 * @slice: implicit_weight, col, dist_scale and map_col filled in as its type
 *	and flags need
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

#endif /* H264_REFS_H */
