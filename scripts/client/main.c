// SPDX-License-Identifier: GPL-2.0
/*
 * Decodes an H.264 stream with our device, and prints the md5 of all frames in
 * the layout that reference decoders write.
 *
 * What GStreamer's own client of stateless decoders cannot carry goes through
 * here: 4:4:4, more bits in 4:2:2, cropping on the left and at the top, fields
 * that share a CAPTURE buffer in the older way.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "decoder.h"

static GChecksum *checksum;
static unsigned int num_frames;
static FILE *output;

static void take_frame(const __u8 *data, size_t bytes)
{
	num_frames++;
	g_checksum_update(checksum, data, bytes);
	if (output && fwrite(data, 1, bytes, output) != bytes)
		fail("cannot write the frames");
}

static GstElement *make_element(const char *kind)
{
	GstElement *element = gst_element_factory_make(kind, NULL);

	if (!element)
		fail("GStreamer has no %s", kind);
	return element;
}

static GstElement *make_pipeline(const char *path, GstElement *decoder)
{
	GstElement *pipeline = gst_pipeline_new(NULL);
	GstElement *source = make_element("filesrc");
	GstElement *parser = make_element("h264parse");
	GstElement *sink = make_element("fakesink");

	g_object_set(source, "location", path, NULL);
	gst_bin_add_many(GST_BIN(pipeline), source, parser, decoder, sink, NULL);
	if (!gst_element_link_many(source, parser, decoder, sink, NULL))
		fail("the pipeline does not fit together");
	return pipeline;
}

static void fail_with(GstMessage *message)
{
	GError *error;

	gst_message_parse_error(message, &error, NULL);
	fail("%s: %s", GST_OBJECT_NAME(message->src), error->message);
}

static void run(GstElement *pipeline)
{
	GstBus *bus = gst_element_get_bus(pipeline);
	GstMessage *message;

	gst_element_set_state(pipeline, GST_STATE_PLAYING);
	message = gst_bus_timed_pop_filtered(bus, GST_CLOCK_TIME_NONE,
					     GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
	if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR)
		fail_with(message);
	gst_message_unref(message);
	gst_object_unref(bus);
}

static __u32 parse_fourcc(const char *text)
{
	if (strlen(text) != 4)
		fail("a fourcc has four letters, not '%s'", text);
	return v4l2_fourcc(text[0], text[1], text[2], text[3]);
}

static enum decoder_pairing parse_pairing(const char *text)
{
	if (!strcmp(text, "hold"))
		return DECODER_HOLD;
	if (!strcmp(text, "requeue"))
		return DECODER_REQUEUE;
	fail("fields: hold or requeue, not '%s'", text);
}

static FILE *open_output(const char *path)
{
	FILE *file = fopen(path, "wb");

	if (!file)
		fail("cannot write %s", path);
	return file;
}

static noreturn void explain(void)
{
	fprintf(stderr, "usage: h264 [-f hold|requeue] [-c FOURCC] [-o FILE] LAYOUT STREAM\n"
		"  -f  how the second field of a frame gets to the CAPTURE buffer of the first\n"
		"  -c  CAPTURE format, if not the one that the driver prefers\n"
		"  -o  write the frames to a file\n"
		"  LAYOUT is that of the frames, such as yuv420p or yuv422p10le\n");
	exit(2);
}

static void parse_options(struct decoder_options *options, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "f:c:o:")) >= 0) {
		if (option == 'f')
			options->pairing = parse_pairing(optarg);
		else if (option == 'c')
			options->capture = parse_fourcc(optarg);
		else if (option == 'o')
			output = open_output(optarg);
		else
			explain();
	}
	if (argc - optind != 2)
		explain();
	options->layout = planar_find_layout(argv[optind]);
	if (!options->layout)
		fail("no layout of frames is called '%s'", argv[optind]);
}

int main(int argc, char **argv)
{
	struct decoder_options options = { .frame = take_frame };
	GstElement *decoder, *pipeline;
	unsigned int damaged;

	gst_init(NULL, NULL);
	parse_options(&options, argc, argv);
	checksum = g_checksum_new(G_CHECKSUM_MD5);
	decoder = decoder_new(&options);
	pipeline = make_pipeline(argv[optind + 1], decoder);
	run(pipeline);
	damaged = decoder_damaged(decoder);
	gst_element_set_state(pipeline, GST_STATE_NULL);
	gst_object_unref(pipeline);
	if (output && fclose(output))
		fail("cannot write the frames");
	if (!num_frames)
		fail("there was no frame in the stream");
	printf("md5 %s of %u frames\n", g_checksum_get_string(checksum), num_frames);
	g_checksum_free(checksum);
	if (damaged)
		fail("%u buffers came back with the error flag", damaged);
	return 0;
}
