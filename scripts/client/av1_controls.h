/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The controls of an AV1 frame, from what GStreamer parsed.
 */
#ifndef AV1_CONTROLS_H
#define AV1_CONTROLS_H

#include <linux/v4l2-controls.h>

#include "codecs.h"

/**
 * struct av1_controls - controls of a frame
 * @sequence: sequence header
 * @frame: frame header; references are the caller's
 * @grain: film grain
 */
struct av1_controls {
	struct v4l2_ctrl_av1_sequence sequence;
	struct v4l2_ctrl_av1_frame frame;
	struct v4l2_ctrl_av1_film_grain grain;
};

void av1_controls_sequence(struct av1_controls *controls, const GstAV1SequenceHeaderOBU *header);
void av1_controls_frame(struct av1_controls *controls, const GstAV1FrameHeaderOBU *header);

#endif /* AV1_CONTROLS_H */
