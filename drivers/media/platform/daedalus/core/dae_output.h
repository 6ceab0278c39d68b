/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The output pass: packs rows of a private frame into the client's buffer.
 *
 * The destination is memory that user space maps, so it is only ever written.
 */
#ifndef DAE_OUTPUT_H
#define DAE_OUTPUT_H

#include <linux/types.h>

#include "dae_frame.h"

/**
 * enum dae_output_layout - how the samples of a picture follow each other
 * @DAE_OUTPUT_NV: a plane of luma, a plane in which Cb and Cr alternate
 * @DAE_OUTPUT_NV_PACKED: the same for 10 bits without any gap: four samples take 5
 *	bytes, the first one the lowest bits; unused bits at the end of a row are 0
 * @DAE_OUTPUT_YUYV: one plane: Y, Cb, Y, Cr; 4:2:2 only. With an odd width the last
 *	luma sample comes twice.
 * @DAE_OUTPUT_YUV: one plane: Y, Cb, Cr; 4:4:4 only
 */
enum dae_output_layout {
	DAE_OUTPUT_NV,
	DAE_OUTPUT_NV_PACKED,
	DAE_OUTPUT_YUYV,
	DAE_OUTPUT_YUV,
};

/* Most planes of a layout. */
#define DAE_OUTPUT_PLANES	2

/**
 * struct dae_output_format - how samples lie in the client's buffer
 * @layout: order of the samples
 * @bit_depth: of the private frames it takes; stored as u8 for 8, else as u16
 *	unless packed
 * @min_depth: it takes those of fewer bits, too, down to this; 0 for none
 * @shift: a stored sample is the decoded one shifted left by this, and by one more
 *	for each bit that it lacks
 * @chroma: subsampling, not DAE_CHROMA_400: such frames go as 4:2:0 with neutral
 *	chroma
 */
struct dae_output_format {
	enum dae_output_layout layout;
	u8 bit_depth;
	u8 min_depth;
	u8 shift;
	enum dae_chroma chroma;
};

/**
 * struct dae_output - the client's buffer for one picture
 * @fmt: layout of the samples
 * @width: luma samples in a row
 * @height: luma rows
 * @plane: first sample of luma, or of all samples; first of chroma
 * @stride_bytes: distance of two rows in each plane
 * @cpu_flags: DAE_CPU_* flags of the SIMD versions that functions for rows and strips use
 * @elsewhere: something else packs the picture: functions for rows and strips do nothing
 */
struct dae_output {
	const struct dae_output_format *fmt;
	u32 width;
	u32 height;
	void *plane[DAE_OUTPUT_PLANES];
	u32 stride_bytes[DAE_OUTPUT_PLANES];
	u32 cpu_flags;
	bool elsewhere;
};

/**
 * dae_output_shift() - how far left the samples of a picture are stored
 * @fmt: the format; it suits the picture
 * @frame: the picture
 */
static inline unsigned int dae_output_shift(const struct dae_output_format *fmt,
					    const struct dae_frame *frame)
{
	return fmt->shift + fmt->bit_depth - frame->fmt.bit_depth;
}

/**
 * dae_output_num_planes() - planes of a format
 * @fmt: the format
 */
static inline unsigned int dae_output_num_planes(const struct dae_output_format *fmt)
{
	return fmt->layout == DAE_OUTPUT_NV || fmt->layout == DAE_OUTPUT_NV_PACKED ? 2 : 1;
}

/**
 * dae_output_suits() - is a format made for such pictures?
 * @fmt: the format
 * @bit_depth: of the pictures
 * @chroma: their subsampling
 */
bool dae_output_suits(const struct dae_output_format *fmt, unsigned int bit_depth,
		      enum dae_chroma chroma);

/**
 * dae_output_row_bytes() - bytes of a row without padding
 * @fmt: the format
 * @plane: 0, or 1 if the format has two planes
 * @width: luma samples in a row, up to 16384
 */
u32 dae_output_row_bytes(const struct dae_output_format *fmt, unsigned int plane, u32 width);

/**
 * dae_output_num_rows() - rows of a plane
 * @fmt: the format
 * @plane: 0 or 1
 * @height: luma rows
 *
 * Return: how many, 0 if the format does not have the plane.
 */
u32 dae_output_num_rows(const struct dae_output_format *fmt, unsigned int plane, u32 height);

/**
 * dae_output_init() - set up all of a buffer but where it is
 * @out: filled in, without planes and for portable C
 * @fmt: the format
 * @width: luma samples in a row
 * @height: luma rows
 * @stride_bytes: distance of two rows of luma, or of all samples, not below
 *	dae_output_row_bytes(); that of chroma follows from it as V4L2 has it
 */
void dae_output_init(struct dae_output *out, const struct dae_output_format *fmt, u32 width,
		     u32 height, u32 stride_bytes);

/**
 * dae_output_fits() - can a picture be written to a buffer
 * @out: the buffer
 * @fmt: the picture's layout
 *
 * Return: true if the format suits and the picture is not larger than the buffer.
 * All functions below need that.
 */
bool dae_output_fits(const struct dae_output *out, const struct dae_frame_format *fmt);

/*
 * dae_output_rows() - pack rows of a picture
 * @out: destination
 * @frame: source, for which dae_output_fits() holds
 * @y: first luma row, even
 * @rows: number of luma rows, even or up to the last row of the picture; what
 *	lies below the picture is left out
 *
 * Chroma rows are those of the luma rows; with an odd height the last luma row
 * has a chroma row of its own. Samples right of and below the picture stay as
 * they are.
 */
void dae_output_rows_8bpc(const struct dae_output *out, const struct dae_frame *frame,
			  u32 y, u32 rows);
void dae_output_rows_16bpc(const struct dae_output *out, const struct dae_frame *frame,
			   u32 y, u32 rows);

/*
 * dae_output_grey() - fill the whole buffer with mid-grey
 * @out: destination
 */
void dae_output_grey_8bpc(const struct dae_output *out);
void dae_output_grey_16bpc(const struct dae_output *out);

static inline void dae_output_rows(const struct dae_output *out, const struct dae_frame *frame,
				   u32 y, u32 rows)
{
	if (!out->elsewhere)
		(out->fmt->bit_depth == 8 ? dae_output_rows_8bpc :
					    dae_output_rows_16bpc)(out, frame, y, rows);
}

static inline void dae_output_grey(const struct dae_output *out)
{
	(out->fmt->bit_depth == 8 ? dae_output_grey_8bpc : dae_output_grey_16bpc)(out);
}

/**
 * dae_output_field_rows() - pack rows of one field of a picture
 * @out: destination
 * @frame: source, of even height, for which dae_output_fits() holds
 * @from_bottom: the rows are those of the bottom field of @frame
 * @to_bottom: they go where the bottom field is in @out
 * @y: first luma row of the field, as in dae_output_rows()
 * @rows: number of luma rows of the field, as there
 */
void dae_output_field_rows(const struct dae_output *out, const struct dae_frame *frame,
			   bool from_bottom, bool to_bottom, u32 y, u32 rows);

/**
 * dae_output_strip() - pack a strip of a picture
 * @out: destination
 * @strip: source, a frame with as many rows as the strip; dae_output_fits() holds for
 *	the whole picture
 * @y: luma row of the picture that the strip starts at, even
 *
 * The height of the strip is even unless it ends where the picture does. With chroma
 * at full height, neither needs to be.
 */
void dae_output_strip(const struct dae_output *out, const struct dae_frame *strip, u32 y);

#endif /* DAE_OUTPUT_H */
