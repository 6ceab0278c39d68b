/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Slices of a picture: NAL units, slice headers and reference lists.
 */
#ifndef H264_SLICE_H
#define H264_SLICE_H

#include <linux/types.h>

#include "h264_pic.h"

/**
 * struct h264_nal - a slice NAL unit found in an OUTPUT buffer
 * @offset: of the NAL unit header's byte
 * @bytes: up to the next start code, trailing zero bytes removed; at least 2
 * @first_mb: first_mb_in_slice, not checked
 * @colour_plane: colour_plane_id, 0..3
 */
struct h264_nal {
	u32 offset;
	u32 bytes;
	u32 first_mb;
	u8 colour_plane;
};

/**
 * h264_nal_scan() - find the slices in an Annex B byte stream (Annex B.1)
 * @data: the stream
 * @size: bytes, 0..64 MiB
 * @nals: filled in with NAL units of type 1 and 5 in the order of the stream,
 *	or NULL to count them
 * @max: room in @nals
 * @colour_planes: separate_colour_plane_flag
 *
 * A stream without any start code is taken as one NAL unit.
 *
 * Return: number of slices, at most @max if @nals is given.
 */
u32 h264_nal_scan(const u8 *data, u32 size, struct h264_nal *nals, u32 max,
		  bool colour_planes);

/**
 * h264_nal_unescape() - remove emulation prevention bytes (7.4.1)
 * @data: NAL unit after its header byte, changed in place
 * @size: bytes
 *
 * Return: bytes left, without trailing zero bytes.
 */
u32 h264_nal_unescape(u8 *data, u32 size);

/**
 * h264_slices_init() - parse the headers of all slices and build their lists
 * @pic: frame context with params, refs, conceal, side and dimensions set;
 *	slices has room for max_slices.  num_slices is set.
 * @data: private copy of the stream, changed in place; 8 bytes after the last
 *	NAL unit must be readable
 * @nals: slices found in it, sorted by colour_plane, first_mb and offset
 * @num_nals: how many
 * @pps: parameters by id, NULL where unknown
 *
 * Slices with damaged headers, redundant slices (redundant_pic_cnt > 0), those
 * that start where another one does and those too many are left out.
 *
 * Return: number of slices left out because of damage.
 */
u32 h264_slices_init(struct h264_pic *pic, u8 *data, const struct h264_nal *nals, u32 num_nals,
		     const struct h264_pps *const pps[256]);

/**
 * h264_slice_header() - parse slice_header() (7.3.3)
 * @slice: header fields filled in; lists are those before modification on
 *	entry of ref_pic_list_modification() and final afterwards
 * @pic: frame context
 * @nal_header: first byte of the NAL unit
 * @rbsp: its RBSP
 * @bytes: length of @rbsp
 * @pps: parameters by id, NULL where unknown
 *
 * Return: 0; -EINVAL when the header is damaged or contradicts the controls;
 * -ENOENT for a redundant slice, to be left out without harm.
 */
int h264_slice_header(struct h264_slice *slice, const struct h264_pic *pic, u8 nal_header,
		      const u8 *rbsp, u32 bytes, const struct h264_pps *const pps[256]);

#endif /* H264_SLICE_H */
