/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The controls of an H.264 picture, from what GStreamer's parser and DPB know of it.
 */
#ifndef H264_CONTROLS_H
#define H264_CONTROLS_H

#include <linux/v4l2-controls.h>

#include "codecs.h"

/**
 * struct h264_controls - all that the requests of a picture carry
 * @sps: control
 * @pps: control
 * @matrix: control, if @pps says that it is needed
 * @decode: control
 */
struct h264_controls {
	struct v4l2_ctrl_h264_sps sps;
	struct v4l2_ctrl_h264_pps pps;
	struct v4l2_ctrl_h264_scaling_matrix matrix;
	struct v4l2_ctrl_h264_decode_params decode;
};

/* The timestamp of a picture in nanoseconds, as its CAPTURE buffer has it. */
typedef __u64 (*h264_timestamp)(GstH264Picture *pic);

void h264_controls_sps(struct v4l2_ctrl_h264_sps *ctrl, const GstH264SPS *sps);

/* At the first slice of a picture. */
void h264_controls_fill(struct h264_controls *controls, GstH264Picture *pic,
			const GstH264Slice *slice, GstH264Dpb *dpb, h264_timestamp timestamp);

/* For every slice: which kinds of slices there are. */
void h264_controls_add_slice(struct h264_controls *controls, const GstH264Slice *slice);

#endif /* H264_CONTROLS_H */
