// SPDX-License-Identifier: GPL-2.0
/*
 * Which pictures fit into which buffers of the client.
 */
#include <linux/types.h>

#include "dae_output.h"

bool dae_output_fits(const struct dae_output *out, const struct dae_frame_format *fmt)
{
	return fmt->bit_depth == out->fmt->bit_depth &&
	       (fmt->chroma == out->fmt->chroma || fmt->chroma == DAE_CHROMA_400) &&
	       fmt->width <= out->width && fmt->height <= out->height;
}
