/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From the pixels of a CAPTURE buffer to planar frames as reference decoders
 * write them, and back: all of Y, then Cb, then Cr, samples of more than 8 bits in two
 * bytes, low byte first.
 */
#ifndef PLANAR_H
#define PLANAR_H

#include <stdbool.h>
#include <stddef.h>

#include <linux/types.h>
#include <linux/videodev2.h>

/* What H.264, and so chroma_format_idc, does not have. */
#define PLANAR_440	4

/**
 * struct planar_layout - the frames wanted
 * @name: as FFmpeg calls it
 * @chroma: chroma_format_idc, or PLANAR_440
 * @bits: per sample
 */
struct planar_layout {
	const char *name;
	unsigned int chroma;
	unsigned int bits;
};

/**
 * struct planar_rect - the visible part of a picture, in luma samples
 * @x: left edge
 * @y: top edge
 * @width: of the rectangle
 * @height: same
 */
struct planar_rect {
	unsigned int x, y, width, height;
};

/* The layout of this name, or NULL. */
const struct planar_layout *planar_find_layout(const char *name);

/* Whether frames of @layout can be made from this CAPTURE format. */
bool planar_possible(const struct planar_layout *layout, __u32 fourcc);

size_t planar_bytes(const struct planar_layout *layout, const struct planar_rect *visible);

/*
 * Make a frame of planar_bytes() bytes at @frame. @format is one for which
 * planar_possible() holds, @planes are its memory planes.
 */
void planar_convert(const struct planar_layout *layout, const struct planar_rect *visible,
		    const struct v4l2_pix_format_mplane *format, const void *const *planes,
		    __u8 *frame);

/* The way back: bytes of a picture without padding, all parts in one. */
size_t planar_packed_bytes(__u32 fourcc, const struct planar_rect *visible);

/*
 * Make such a picture of @frame. @fourcc is one for which planar_possible() holds, and
 * has the chroma of @layout.
 */
void planar_pack(const struct planar_layout *layout, const struct planar_rect *visible,
		 __u32 fourcc, const __u8 *frame, __u8 *out);

#endif /* PLANAR_H */
