// SPDX-License-Identifier: GPL-2.0
/*
 * Decodes a stream with our device, and prints the md5 of all frames in the
 * layout that reference decoders write.
 *
 * What GStreamer's own client of stateless decoders cannot carry goes through
 * here: 4:4:4, more bits in 4:2:2 or 12 in any, cropping on the left and at the
 * top, fields that share a CAPTURE buffer in the older way. And what no device
 * can give to any client, 4:4:0, becomes a recording of the requests.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "decoder.h"
#include "recorder.h"

/**
 * struct program_options - the command line
 * @session: for the session
 * @codec: of the stream
 * @stream: file
 * @record: file to write, or NULL
 * @expected: file with frames to record, or NULL
 */
struct program_options {
	struct session_options session;
	const struct decoder_codec *codec;
	const char *stream;
	const char *record;
	const char *expected;
};

static const struct decoder_codec *const codecs[] = { &decoder_av1, &decoder_h264,
							  &decoder_vp9 };

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

/* Adds an element behind the @last one; which is now the last. */
static GstElement *append(GstElement *pipeline, GstElement *last, GstElement *element)
{
	gst_bin_add(GST_BIN(pipeline), element);
	if (last && !gst_element_link(last, element))
		fail("the pipeline does not fit together at %s", GST_OBJECT_NAME(element));
	return element;
}

static GstElement *make_pipeline(const struct program_options *options, struct session *session)
{
	GstElement *pipeline = gst_pipeline_new(NULL);
	GstElement *last = append(pipeline, NULL, make_element("filesrc"));
	const char *const *parser;

	g_object_set(last, "location", options->stream, NULL);
	for (parser = options->codec->parsers; *parser; parser++)
		last = append(pipeline, last, make_element(*parser));
	last = append(pipeline, last, options->codec->create(session));
	append(pipeline, last, make_element("fakesink"));
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

static enum session_pairing parse_pairing(const char *text)
{
	if (!strcmp(text, "hold"))
		return SESSION_HOLD;
	if (!strcmp(text, "requeue"))
		return SESSION_REQUEUE;
	fail("fields: hold or requeue, not '%s'", text);
}

static FILE *open_output(const char *path)
{
	FILE *file = fopen(path, "wb");

	if (!file)
		fail("cannot write %s", path);
	return file;
}

static const struct decoder_codec *parse_codec(const char *text)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(codecs); i++)
		if (!strcmp(codecs[i]->name, text))
			return codecs[i];
	fail("no codec is called '%s'", text);
}

static noreturn void explain(void)
{
	fprintf(stderr, "usage: client [-f hold|requeue] [-c FOURCC] [-o FILE]\n"
		"	[-r RECORDING -e FRAMES] av1|h264|vp9 LAYOUT STREAM\n"
		"  -f  how the second field of a frame gets to the CAPTURE buffer of the first\n"
		"  -c  CAPTURE format, if not the one that the driver prefers\n"
		"  -o  write the frames to a file\n"
		"  -r  without a device: record the requests of a VP9 or AV1 stream; needs -c and -e\n"
		"  -e  what is shown, from another decoder, for the md5 in the recording\n"
		"  LAYOUT is that of the frames, such as yuv420p or yuv422p10le\n");
	exit(2);
}

static void set_option(struct program_options *options, int option)
{
	switch (option) {
	case 'f':
		options->session.pairing = parse_pairing(optarg);
		break;
	case 'c':
		options->session.capture = parse_fourcc(optarg);
		break;
	case 'o':
		output = open_output(optarg);
		break;
	case 'r':
		options->record = optarg;
		break;
	case 'e':
		options->expected = optarg;
		break;
	default:
		explain();
	}
}

static void parse_options(struct program_options *options, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "f:c:o:r:e:")) >= 0)
		set_option(options, option);
	if (argc - optind != 3 || !options->record != !options->expected ||
	    (options->record && !options->session.capture))
		explain();
	options->codec = parse_codec(argv[optind]);
	options->session.layout = planar_find_layout(argv[optind + 1]);
	options->stream = argv[optind + 2];
	if (!options->session.layout)
		fail("no layout of frames is called '%s'", argv[optind + 1]);
	if (options->record && !options->codec->recordable)
		fail("%s cannot be recorded without a device", options->codec->name);
}

static void play(const struct program_options *options, struct session *session)
{
	GstElement *pipeline;

	session_open(session, &options->session, options->codec->coded);
	pipeline = make_pipeline(options, session);
	run(pipeline);
	gst_element_set_state(pipeline, GST_STATE_NULL);
	gst_object_unref(pipeline);
	session_close(session);
}

int main(int argc, char **argv)
{
	struct program_options options = { .session.frame = take_frame };
	struct session session;

	gst_init(NULL, NULL);
	parse_options(&options, argc, argv);
	checksum = g_checksum_new(G_CHECKSUM_MD5);
	if (options.record)
		options.session.recorder = recorder_new(options.record, options.expected,
							options.codec->coded);
	play(&options, &session);
	if (options.record)
		recorder_finish(options.session.recorder);
	if (output && fclose(output))
		fail("cannot write the frames");
	if (!num_frames)
		fail("there was no frame in the stream");
	printf("md5 %s of %u frames\n", g_checksum_get_string(checksum), num_frames);
	g_checksum_free(checksum);
	if (session.damaged)
		fail("%u buffers came back with the error flag", session.damaged);
	return 0;
}
