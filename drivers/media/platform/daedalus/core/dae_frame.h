/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A private decoded picture: planar samples in memory that user space cannot
 * reach, with the side data later pictures need.
 */
#ifndef DAE_FRAME_H
#define DAE_FRAME_H

#include <linux/types.h>

/* Slack before and after each plane that SIMD code may read, in bytes. */
#define DAE_PLANE_SLACK		64
/* Alignment of each plane's first sample and of its rows, in bytes. */
#define DAE_PLANE_ALIGN		64

/**
 * enum dae_chroma - chroma_format_idc of H.264, also used for the others
 * @DAE_CHROMA_400: luma only
 * @DAE_CHROMA_420: chroma halved both ways
 * @DAE_CHROMA_422: chroma halved horizontally
 * @DAE_CHROMA_444: chroma at full size
 * @DAE_CHROMA_440: chroma halved vertically (VP9 only)
 */
enum dae_chroma {
	DAE_CHROMA_400,
	DAE_CHROMA_420,
	DAE_CHROMA_422,
	DAE_CHROMA_444,
	DAE_CHROMA_440,
};

/**
 * struct dae_frame_format - what decides the layout of a private frame
 * @width: coded luma width in samples, 1..16384
 * @height: coded luma height in samples, 1..16384
 * @bit_depth: 8..14; samples are u8 for 8 and LSB-aligned u16 above
 * @block: planes have room for whole blocks of so many luma samples, a power of
 *	two; 0 if for no more than the picture
 * @chroma: subsampling
 */
struct dae_frame_format {
	u32 width;
	u32 height;
	u8 bit_depth;
	u8 block;
	enum dae_chroma chroma;
};

/**
 * dae_frame_format_equal() - do two frames have the same layout?
 * @a: one layout
 * @b: the other
 */
static inline bool dae_frame_format_equal(const struct dae_frame_format *a,
					  const struct dae_frame_format *b)
{
	return a->width == b->width && a->height == b->height &&
	       a->bit_depth == b->bit_depth && a->chroma == b->chroma;
}

/**
 * struct dae_plane - one plane of samples
 * @data: sample (0, 0); u8 or u16 as the frame's bit depth says
 * @stride_bytes: distance of two rows, positive, multiple of DAE_PLANE_ALIGN
 * @width: samples in a row
 * @height: rows
 */
struct dae_plane {
	void *data;
	ptrdiff_t stride_bytes;
	u32 width;
	u32 height;
};

/**
 * struct dae_frame - a private decoded picture
 * @fmt: its layout
 * @num_planes: 1 for 4:0:0, else 3
 * @plane: Y, Cb, Cr
 * @side: codec side data (struct h264_pic_side, struct vp9_motion[]), side_bytes long,
 *	aligned to DAE_PLANE_ALIGN; zero when the frame is new
 * @side_bytes: size of @side
 */
struct dae_frame {
	struct dae_frame_format fmt;
	u8 num_planes;
	struct dae_plane plane[3];
	void *side;
	size_t side_bytes;
};

/**
 * dae_frame_bytes() - size of the one allocation that holds a frame
 * @fmt: the layout wanted
 * @side_bytes: size of the codec's side data
 *
 * Return: bytes of sample planes, slack and side data together, for memory
 * aligned to DAE_PLANE_ALIGN; 0 if @fmt is out of range.
 */
size_t dae_frame_bytes(const struct dae_frame_format *fmt, size_t side_bytes);

/**
 * dae_frame_init() - lay a frame out in memory
 * @frame: filled in
 * @fmt: layout, the one given to dae_frame_bytes()
 * @side_bytes: as given to dae_frame_bytes()
 * @mem: zeroed memory of dae_frame_bytes() bytes, aligned to DAE_PLANE_ALIGN
 */
void dae_frame_init(struct dae_frame *frame, const struct dae_frame_format *fmt,
		    size_t side_bytes, void *mem);

/**
 * dae_plane_field() - narrow a plane to one of its fields
 * @plane: plane of a frame of even height
 * @bottom: the field with the odd lines
 */
static inline void dae_plane_field(struct dae_plane *plane, bool bottom)
{
	if (bottom)
		plane->data = (u8 *)plane->data + plane->stride_bytes;
	plane->stride_bytes *= 2;
	plane->height /= 2;
}

/**
 * dae_frame_chroma_shift() - subsampling of chroma as shifts
 * @chroma: subsampling; not DAE_CHROMA_400
 * @shift_x: set to 0 or 1
 * @shift_y: set to 0 or 1
 */
void dae_frame_chroma_shift(enum dae_chroma chroma, unsigned int *shift_x,
			    unsigned int *shift_y);

#endif /* DAE_FRAME_H */
