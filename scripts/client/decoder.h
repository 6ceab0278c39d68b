/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A GStreamer element that decodes with the device. GStreamer's base class
 * parses, keeps the DPB and orders the output; what it says goes to the device, and
 * the frames to a function of the program's.
 */
#ifndef DECODER_H
#define DECODER_H

#include <stdbool.h>
#include <stddef.h>

#include <gst/gst.h>

#include "planar.h"

/**
 * enum decoder_pairing - how the second field of a frame finds the first
 * @DECODER_HOLD: the first is queued with V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF
 * @DECODER_REQUEUE: the CAPTURE buffer is queued again, with the same timestamp
 */
enum decoder_pairing { DECODER_HOLD, DECODER_REQUEUE };

/**
 * struct decoder_options - what the program wants
 * @layout: of the frames
 * @pairing: of fields
 * @capture: fourcc of the CAPTURE format, 0 for what the driver prefers
 * @frame: takes each frame in output order
 */
struct decoder_options {
	const struct planar_layout *layout;
	enum decoder_pairing pairing;
	__u32 capture;
	void (*frame)(const __u8 *data, size_t bytes);
};

/* An element with an open device. @options must outlive it. */
GstElement *decoder_new(const struct decoder_options *options);

/* Buffers that came back with the error flag. */
unsigned int decoder_damaged(GstElement *element);

#endif /* DECODER_H */
