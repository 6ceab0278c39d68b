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
 * struct dae_output_format - how samples lie in the client's buffer
 * @bit_depth: of the private frames it takes; stored as u8 for 8, else as u16
 * @shift: a stored sample is the decoded one shifted left by this
 * @chroma: subsampling; Cb and Cr alternate in one plane. Frames that are
 *	DAE_CHROMA_400 get neutral chroma.
 */
struct dae_output_format {
	u8 bit_depth;
	u8 shift;
	enum dae_chroma chroma;
};

/**
 * struct dae_output - the client's buffer for one picture
 * @fmt: layout of the samples
 * @width: luma samples in a row
 * @height: luma rows
 * @luma: first luma sample
 * @chroma: first Cb sample
 * @stride_bytes: distance of two rows, the same for both planes
 */
struct dae_output {
	const struct dae_output_format *fmt;
	u32 width;
	u32 height;
	void *luma;
	void *chroma;
	u32 stride_bytes;
};

/**
 * dae_output_fits() - can a picture be written to a buffer
 * @out: the buffer
 * @fmt: the picture's layout
 *
 * Return: true if depth and subsampling agree and the picture is not larger
 * than the buffer. All functions below need that.
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

#endif /* DAE_OUTPUT_H */
