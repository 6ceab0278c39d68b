/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The controls of a VP9 frame, from what GStreamer's parser knows of it.
 */
#ifndef VP9_CONTROLS_H
#define VP9_CONTROLS_H

#include <linux/v4l2-controls.h>

#include "codecs.h"

/**
 * struct vp9_controls - all that the request of a frame carries
 * @frame: control
 * @compressed: control
 */
struct vp9_controls {
	struct v4l2_ctrl_vp9_frame frame;
	struct v4l2_ctrl_vp9_compressed_hdr compressed;
};

/* All but the timestamps of references, which are 0. */
void vp9_controls_fill(struct vp9_controls *controls, const GstVp9FrameHeader *header);

#endif /* VP9_CONTROLS_H */
