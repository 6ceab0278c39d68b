/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Compressed header of a frame (VP9 bitstream specification 6.3): what it changes
 * of the probabilities, and two modes.
 */
#ifndef VP9_COMPRESSED_HEADER_H
#define VP9_COMPRESSED_HEADER_H

#include <linux/types.h>

#include "vp9_probs.h"

/**
 * struct vp9_compressed_params - what the syntax depends on
 * @lossless: Lossless
 * @frame_is_intra: FrameIsIntra
 * @interp_filter_switchable: interp_filter is SWITCHABLE
 * @compound_reference_allowed: compoundReferenceAllowed: sign biases differ
 * @allow_high_precision_mv: allow_high_precision_mv
 */
struct vp9_compressed_params {
	bool lossless;
	bool frame_is_intra;
	bool interp_filter_switchable;
	bool compound_reference_allowed;
	bool allow_high_precision_mv;
};

/**
 * vp9_compressed_header() - parse a compressed header (6.3)
 * @data: first byte
 * @bytes: header_size_in_bytes
 * @p: what the syntax depends on
 * @probs: saved probabilities that the frame starts from; updated
 * @tx_mode: set
 * @mode: reference_mode, set; of intra frames VP9_SINGLE_REFERENCE
 *
 * What pads the header is not looked at.
 *
 * Return: 0, or -EINVAL if there are no bytes, too few, or the marker is set; then
 * @probs are valid but of no use.
 */
int vp9_compressed_header(const u8 *data, size_t bytes, const struct vp9_compressed_params *p,
			  struct vp9_probs *probs, enum vp9_tx_mode *tx_mode,
			  enum vp9_reference_mode *mode);

#endif /* VP9_COMPRESSED_HEADER_H */
