/* SPDX-License-Identifier: GPL-2.0 */
/*
 * GStreamer elements that decode with the device. GStreamer's base class of a
 * codec parses, keeps references and orders the output; what it says goes to the
 * device, and the frames to a function of the program's.
 */
#ifndef DECODER_H
#define DECODER_H

#include <gst/gst.h>

#include "session.h"

/**
 * struct decoder_codec - how to decode a codec
 * @name: for the command line
 * @coded: format of OUTPUT, V4L2_PIX_FMT_*
 * @recordable: whether its requests can be recorded without a device
 * @create: makes a decoder; the session must outlive it
 * @parsers: elements between the file and the decoder, NULL after the last
 */
struct decoder_codec {
	const char *name;
	__u32 coded;
	bool recordable;
	GstElement *(*create)(struct session *session);
	const char *parsers[3];
};

extern const struct decoder_codec decoder_av1;
extern const struct decoder_codec decoder_h264;
extern const struct decoder_codec decoder_vp9;

/* For elements: their pads, the one of the stream with these caps. */
void decoder_add_pads(GstElementClass *class, const char *stream_caps);

/* The headers were made for another version of GStreamer if the sizes differ. */
void decoder_check_version(GType base, gsize class_size, gsize instance_size);

#endif /* DECODER_H */
