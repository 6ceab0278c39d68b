// SPDX-License-Identifier: GPL-2.0
/*
 * Seeks while a stream plays.
 *
 *   seek MD5 KEY_MS "ELEMENTS..."
 *
 * MD5 is that of all frames of the stream in I420; its key frames are at multiples
 * of KEY_MS milliseconds; the elements make frames of a file. The stream is played
 * once from its beginning to its end; then, after each of many seeks, it must begin at
 * the key frame before the place that was asked for, leave no frame out, and show the
 * frames that it had the first time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gst/gst.h>

#define NUM_SEEKS	16
#define PATIENCE_US	(20 * G_USEC_PER_SEC)

/**
 * struct player - what has been played
 * @lock: of all that is below
 * @changed: a frame has come
 * @all: of all frames while @known is not complete
 * @known: md5 of each frame, in the order of the stream
 * @times: its time in the stream
 * @learning: frames are put into @known
 * @place: frame that must come next; -1 for any, after a seek
 * @count: frames since the last seek
 * @target: time of the last seek
 * @key: time between key frames
 */
struct player {
	GMutex lock;
	GCond changed;
	GChecksum *all;
	GPtrArray *known;
	GArray *times;
	gboolean learning;
	int place;
	unsigned int count;
	GstClockTime target;
	GstClockTime key;
};

static void G_GNUC_NORETURN G_GNUC_PRINTF(1, 2) fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	printf("FAIL: ");
	vprintf(format, args);
	printf("\n");
	va_end(args);
	fflush(stdout);
	_Exit(1);
}

static GstClockTime time_of(const struct player *p, unsigned int frame)
{
	return g_array_index(p->times, GstClockTime, frame);
}

static unsigned int place_of(const struct player *p, GstClockTime time)
{
	unsigned int i;

	for (i = 0; i < p->times->len; i++)
		if (time_of(p, i) == time)
			return i;
	fail("there is no frame at %" G_GUINT64_FORMAT " ns", time);
}

static void learn_frame(struct player *p, GstClockTime time, const GstMapInfo *map)
{
	g_checksum_update(p->all, map->data, map->size);
	g_ptr_array_add(p->known, g_compute_checksum_for_data(G_CHECKSUM_MD5, map->data,
							      map->size));
	g_array_append_val(p->times, time);
}

static void check_frame(struct player *p, GstClockTime time, const GstMapInfo *map)
{
	char *md5 = g_compute_checksum_for_data(G_CHECKSUM_MD5, map->data, map->size);
	unsigned int place = place_of(p, time);

	if (p->place < 0 && (time > p->target || p->target - time >= p->key))
		fail("a seek to %" G_GUINT64_FORMAT " ns leads to %" G_GUINT64_FORMAT " ns",
		     p->target, time);
	if (p->place >= 0 && (unsigned int)p->place != place)
		fail("frame %u follows in place of %d", place, p->place);
	if (strcmp(md5, g_ptr_array_index(p->known, place)))
		fail("frame %u is another one, %u frames after a seek to %" G_GUINT64_FORMAT " ns",
		     place, p->count, p->target);
	p->place = place + 1;
	g_free(md5);
}

static void take_frame(GstElement *sink, GstBuffer *buffer, GstPad *pad, gpointer data)
{
	struct player *p = data;
	GstMapInfo map;

	(void)sink;
	(void)pad;
	if (!gst_buffer_map(buffer, &map, GST_MAP_READ))
		fail("a frame cannot be read");
	g_mutex_lock(&p->lock);
	if (p->learning)
		learn_frame(p, GST_BUFFER_PTS(buffer), &map);
	else
		check_frame(p, GST_BUFFER_PTS(buffer), &map);
	p->count++;
	g_cond_signal(&p->changed);
	g_mutex_unlock(&p->lock);
	gst_buffer_unmap(buffer, &map);
}

/* Between the frames before a seek and those after it. */
static GstPadProbeReturn take_flush(GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
	struct player *p = data;

	(void)pad;
	if (GST_EVENT_TYPE(gst_pad_probe_info_get_event(info)) == GST_EVENT_FLUSH_STOP) {
		g_mutex_lock(&p->lock);
		p->place = -1;
		p->count = 0;
		g_mutex_unlock(&p->lock);
	}
	return GST_PAD_PROBE_OK;
}

static GstBusSyncReply take_message(GstBus *bus, GstMessage *message, gpointer data)
{
	GError *error;

	(void)bus;
	(void)data;
	if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
		gst_message_parse_error(message, &error, NULL);
		fail("%s: %s", GST_OBJECT_NAME(message->src), error->message);
	}
	return GST_BUS_PASS;
}

static void wait_frames(struct player *p, unsigned int count)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_US;

	g_mutex_lock(&p->lock);
	while (p->count < count)
		if (!g_cond_wait_until(&p->changed, &p->lock, end))
			fail("%u frames came after a seek to %" G_GUINT64_FORMAT " ns, not %u",
			     p->count, p->target, count);
	g_mutex_unlock(&p->lock);
}

static void seek(struct player *p, GstElement *pipeline, GstClockTime target)
{
	g_mutex_lock(&p->lock);
	/* Frames that are under way still belong to the seek before. */
	p->target = target;
	g_mutex_unlock(&p->lock);
	if (!gst_element_seek_simple(pipeline, GST_FORMAT_TIME,
				     GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT |
				     GST_SEEK_FLAG_SNAP_BEFORE, target))
		fail("seeking is not possible");
}

static void play_once(struct player *p, GstElement *pipeline, const char *md5)
{
	GstBus *bus = gst_element_get_bus(pipeline);

	p->learning = TRUE;
	gst_element_set_state(pipeline, GST_STATE_PLAYING);
	gst_message_unref(gst_bus_timed_pop_filtered(bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS));
	gst_object_unref(bus);
	if (strcmp(g_checksum_get_string(p->all), md5))
		fail("md5 %s of %u frames, expected %s", g_checksum_get_string(p->all),
		     p->known->len, md5);
	p->learning = FALSE;
}

static void play_with_seeks(struct player *p, GstElement *pipeline)
{
	const unsigned int total = p->known->len;
	GRand *random = g_rand_new_with_seed(1);
	unsigned int i;

	for (i = 0; i < NUM_SEEKS; i++) {
		/* Never so near to the end that it is reached. */
		seek(p, pipeline, time_of(p, g_rand_int_range(random, 0, total / 2)));
		wait_frames(p, g_rand_int_range(random, 1, total / 4));
	}
	seek(p, pipeline, 0);
	wait_frames(p, total);
	g_rand_free(random);
}

static GstElement *make_pipeline(struct player *p, const char *elements)
{
	static const char convert[] = "video/x-raw ! videoconvert dither=none";
	static const char show[] = "fakesink name=sink sync=false signal-handoffs=true";
	char *text = g_strdup_printf("%s ! %s ! video/x-raw,format=I420 ! %s", elements, convert,
				     show);
	GstElement *pipeline = gst_parse_launch(text, NULL), *sink;
	GstPad *pad;

	if (!pipeline)
		fail("no pipeline: %s", text);
	sink = gst_bin_get_by_name(GST_BIN(pipeline), "sink");
	g_signal_connect_data(sink, "handoff", G_CALLBACK(take_frame), p, NULL, 0);
	pad = gst_element_get_static_pad(sink, "sink");
	gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_EVENT_FLUSH, take_flush, p, NULL);
	gst_object_unref(pad);
	gst_object_unref(sink);
	g_free(text);
	return pipeline;
}

int main(int argc, char **argv)
{
	struct player p = {
		.all = g_checksum_new(G_CHECKSUM_MD5),
		.known = g_ptr_array_new(),
		.times = g_array_new(FALSE, FALSE, sizeof(GstClockTime)),
	};
	GstElement *pipeline;
	GstBus *bus;

	gst_init(NULL, NULL);
	if (argc != 4)
		fail("usage: seek MD5 KEY_MS ELEMENTS");
	p.key = atoi(argv[2]) * GST_MSECOND;
	pipeline = make_pipeline(&p, argv[3]);
	bus = gst_element_get_bus(pipeline);
	gst_bus_set_sync_handler(bus, take_message, NULL, NULL);
	gst_object_unref(bus);
	play_once(&p, pipeline, argv[1]);
	play_with_seeks(&p, pipeline);
	gst_element_set_state(pipeline, GST_STATE_NULL);
	gst_object_unref(pipeline);
	printf("%u frames, %u seeks\n", p.known->len, NUM_SEEKS);
	return 0;
}
