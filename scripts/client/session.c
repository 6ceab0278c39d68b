// SPDX-License-Identifier: GPL-2.0
/*
 * A stream being decoded, see session.h.
 */
#include <stdlib.h>
#include <string.h>

#include "recorder.h"
#include "session.h"

struct slot *session_slot_of(GstCodecPicture *pic)
{
	return gst_codec_picture_get_user_data(pic);
}

static void put_slot(gpointer data)
{
	struct slot *slot = data;

	slot->users--;
}

void session_give_slot(GstCodecPicture *pic, struct slot *slot)
{
	slot->users++;
	gst_codec_picture_set_user_data(pic, slot, put_slot);
}

__u64 session_timestamp(GstCodecPicture *pic)
{
	const struct slot *slot = pic ? session_slot_of(pic) : NULL;

	return slot ? slot->timestamp * 1000 : NO_TIMESTAMP;
}

void session_open(struct session *s, const struct session_options *options, __u32 coded)
{
	*s = (struct session){ .options = options };
	if (options->recorder)
		return;
	client_open(&s->client);
	s->client.coded = coded;
}

void session_close(struct session *s)
{
	if (!s->options->recorder)
		client_close(&s->client);
}

void session_stop(struct session *s)
{
	unsigned int i;

	if (!s->streaming)
		return;
	for (i = 0; i < SLOTS_MAX; i++)
		check(!s->slots[i].users);
	s->streaming = false;
	if (s->options->recorder)
		return;
	stream(&s->client, &s->client.out, false);
	stream(&s->client, &s->client.cap, false);
	request_buffers(&s->client, &s->client.out, 0);
	request_buffers(&s->client, &s->client.cap, 0);
}

static void choose_capture(struct session *s)
{
	struct v4l2_pix_format_mplane *mp = &s->format.fmt.pix_mp;
	__u32 wanted = s->options->capture;

	get_capture_format(&s->client, &s->format);
	if (wanted && mp->pixelformat != wanted) {
		mp->pixelformat = wanted;
		MUST(s->client.video, VIDIOC_S_FMT, &s->format);
		if (mp->pixelformat != wanted)
			fail("the device does not offer the CAPTURE format asked for");
	}
}

static void check_capture(const struct session *s)
{
	const __u32 fourcc = s->format.fmt.pix_mp.pixelformat;

	if (!planar_possible(s->options->layout, fourcc))
		fail("no %s frames from CAPTURE format %.4s", s->options->layout->name,
		     (const char *)&fourcc);
}

/* All that a recording has to say about buffers. */
static void start_recording(struct session *s, unsigned int width, unsigned int height)
{
	s->format.fmt.pix_mp = (struct v4l2_pix_format_mplane){
		.width = width,
		.height = height,
		.pixelformat = s->options->capture,
	};
	check_capture(s);
	s->streaming = true;
}

static struct slot *add_slot(struct session *s)
{
	unsigned int i = create_buffer(&s->client, &s->client.cap);

	check(i < SLOTS_MAX);
	s->slots[i].format = s->format;
	return &s->slots[i];
}

static void set_formats(struct session *s, unsigned int width, unsigned int height,
			const struct control *control)
{
	int err;

	set_output_format(&s->client, width, height);
	err = set_ctrl(&s->client, -1, control->id, control->value, control->bytes);
	if (err)
		fail("the device refuses the %s: %s", control->name, strerror(err));
	choose_capture(s);
	check_capture(s);
}

void session_start(struct session *s, unsigned int width, unsigned int height,
		   const struct control *control)
{
	if (s->options->recorder) {
		start_recording(s, width, height);
		return;
	}
	if (s->streaming) {
		/* It may be too small now. CAPTURE buffers follow as they are needed. */
		check(!remove_buffer(&s->client, &s->client.out, 0));
		set_formats(s, width, height, control);
		check(!create_buffer(&s->client, &s->client.out));
		return;
	}
	set_formats(s, width, height, control);
	request_buffers(&s->client, &s->client.out, 1);
	add_slot(s);
	stream(&s->client, &s->client.cap, true);
	stream(&s->client, &s->client.out, true);
	s->streaming = true;
}

static struct slot *recording_slot(struct session *s)
{
	unsigned int i = 0;

	while (i < SLOTS_MAX && s->slots[i].users)
		i++;
	check(i < SLOTS_MAX);
	s->slots[i].format = s->format;
	return &s->slots[i];
}

/* A buffer that no picture needs, or a new one. Those of an older format go. */
static struct slot *device_slot(struct session *s)
{
	struct queue *cap = &s->client.cap;
	unsigned int i;

	for (i = 0; i < cap->count; i++) {
		if (!cap->map[i].start || cap->queued[i] || s->slots[i].users)
			continue;
		if (!memcmp(&s->slots[i].format, &s->format, sizeof(s->format)))
			return &s->slots[i];
		check(!remove_buffer(&s->client, cap, i));
	}
	return add_slot(s);
}

struct slot *session_new_slot(struct session *s)
{
	struct slot *slot = s->options->recorder ? recording_slot(s) : device_slot(s);

	slot->timestamp = s->next_timestamp++;
	return slot;
}

/*
 * Until the buffer is back. One that waited for a second field which did not come
 * is back before it.
 */
static void wait_capture(struct session *s, const struct slot *slot)
{
	struct done done;

	while (s->client.cap.queued[slot - s->slots]) {
		if (!dequeue(&s->client, &s->client.cap, &done, patience_ms()))
			fail("no CAPTURE buffer came back in %u ms", patience_ms());
		check(done.timestamp == s->slots[done.index].timestamp);
		s->damaged += done.error;
	}
}

static void queue_slot(struct session *s, const struct slot *slot)
{
	unsigned int index = slot - s->slots;
	int err;

	if (s->client.cap.queued[index])
		return;
	err = queue_capture(&s->client, index);
	if (err)
		fail("QBUF: %s", strerror(err));
}

static void set_controls(struct session *s, int request, const struct control *controls,
			 unsigned int num_controls)
{
	unsigned int i;
	int err;

	for (i = 0; i < num_controls; i++) {
		err = set_ctrl(&s->client, request, controls[i].id, controls[i].value,
			       controls[i].bytes);
		if (err)
			fail("the device refuses the %s: %s", controls[i].name, strerror(err));
	}
}

void session_decode(struct session *s, const struct slot *slot, const struct control *controls,
		    unsigned int num_controls, const void *bits, size_t bytes, bool hold)
{
	int request;

	if (s->options->recorder) {
		recorder_request(s->options->recorder, slot, controls, num_controls, bits, bytes);
		return;
	}
	request = make_request(&s->client);
	queue_slot(s, slot);
	set_controls(s, request, controls, num_controls);
	queue_output(&s->client, 0, request, bits, bytes, slot->timestamp,
		     hold ? V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF : 0);
	wait_request(request);
	check(dequeue(&s->client, &s->client.out, &(struct done){ 0 }, patience_ms()));
	if (!hold)
		wait_capture(s, slot);
}

static void convert(const struct session *s, const struct slot *slot, __u8 *frame)
{
	unsigned int index = slot - s->slots;
	const void *planes[] = {
		s->client.cap.map[index].start,
		s->client.cap.map2[index].start,
	};

	planar_convert(s->options->layout, &slot->visible, &slot->format.fmt.pix_mp, planes,
		       frame);
}

void session_show(struct session *s, const struct slot *slot)
{
	size_t bytes = planar_bytes(s->options->layout, &slot->visible);
	__u8 *frame = malloc(bytes);

	check(frame);
	if (s->options->recorder) {
		recorder_show(s->options->recorder, slot, s->options->layout, frame);
	} else {
		/* Still there: its second field has not come, and will not. */
		if (s->client.cap.queued[slot - s->slots])
			flush(&s->client);
		wait_capture(s, slot);
		convert(s, slot, frame);
	}
	s->options->frame(frame, bytes);
	free(frame);
}
