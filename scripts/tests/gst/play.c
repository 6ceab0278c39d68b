// SPDX-License-Identifier: GPL-2.0
/*
 * Plays streams one after the other, because GStreamer takes longer to start in the
 * guest than most clips to play.
 *
 *   play
 *
 * Standard input has a line for each: "FORMAT ELEMENTS...", where the elements make
 * frames of a file. For each line there is one of standard output: "md5 MD5" of all
 * frames in that format, or "FAIL" and why.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gst/gst.h>

static GstElement *make_pipeline(const char *format, const char *elements, GError **error)
{
	char *text = g_strdup_printf("%s ! video/x-raw ! videoconvert dither=none ! "
				     "video/x-raw,format=%s ! videocodectestsink",
				     elements, format);
	GstElement *pipeline = gst_parse_launch_full(text, NULL, GST_PARSE_FLAG_FATAL_ERRORS,
						     error);

	g_free(text);
	return pipeline;
}

/* Of the sink's message; NULL in others. */
static char *md5_of(GstMessage *message)
{
	const GstStructure *structure = gst_message_get_structure(message);

	if (!structure || !gst_structure_has_name(structure, "conformance/checksum"))
		return NULL;
	return g_strdup(gst_structure_get_string(structure, "checksum"));
}

/* The md5 of all frames, or NULL. */
static char *run(GstElement *pipeline, GError **error)
{
	GstBus *bus = gst_element_get_bus(pipeline);
	GstMessageType type = 0;
	char *md5 = NULL;

	gst_element_set_state(pipeline, GST_STATE_PLAYING);
	while (type != GST_MESSAGE_EOS && type != GST_MESSAGE_ERROR) {
		GstMessage *message = gst_bus_timed_pop(bus, GST_CLOCK_TIME_NONE);

		type = GST_MESSAGE_TYPE(message);
		if (type == GST_MESSAGE_ERROR)
			gst_message_parse_error(message, error, NULL);
		else if (type == GST_MESSAGE_ELEMENT && !md5)
			md5 = md5_of(message);
		gst_message_unref(message);
	}
	gst_element_set_state(pipeline, GST_STATE_NULL);
	gst_object_unref(bus);
	return md5;
}

static void play(const char *format, const char *elements)
{
	GError *error = NULL;
	GstElement *pipeline = make_pipeline(format, elements, &error);
	char *md5 = pipeline && !error ? run(pipeline, &error) : NULL;

	if (error)
		printf("FAIL %s\n", error->message);
	else if (!md5)
		printf("FAIL no frame\n");
	else
		printf("md5 %s\n", md5);
	fflush(stdout);
	g_clear_error(&error);
	g_free(md5);
	if (pipeline)
		gst_object_unref(pipeline);
}

int main(void)
{
	char line[4096], *elements;

	gst_init(NULL, NULL);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = 0;
		elements = strchr(line, ' ');
		if (!elements) {
			fprintf(stderr, "play: no elements in '%s'\n", line);
			return 2;
		}
		*elements++ = 0;
		play(line, elements);
	}
	return 0;
}
