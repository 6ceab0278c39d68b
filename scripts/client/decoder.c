// SPDX-License-Identifier: GPL-2.0
/*
 * A GStreamer element that decodes with the device, see decoder.h.
 *
 * It waits for each picture before it goes on: simple, and a stall shows at once.
 */
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "codecs.h"
#include "controls.h"
#include "decoder.h"

/* What the kernel allows in a queue. */
#define SLOTS_MAX	32
/* Of a frame that does not exist: no buffer has it. */
#define NO_TIMESTAMP	((__u64)-1)

/**
 * struct slot - a CAPTURE buffer and the frame in it
 * @users: pictures of GStreamer's that refer to it, fields count apart
 * @timestamp: of the frame, in microseconds
 */
struct slot {
	unsigned int users;
	__u64 timestamp;
};

/**
 * struct decoder - the element
 * @parent: base class
 * @options: of the program
 * @client: device
 * @format: of CAPTURE
 * @streaming: whether there are buffers and queues are on
 * @slots: of the CAPTURE buffers of the same index
 * @next_timestamp: for the next frame, in microseconds
 * @damaged: buffers with the error flag
 * @visible: part of the pictures
 * @controls: of the current picture
 * @payload: slices of the current picture
 */
struct decoder {
	GstH264Decoder parent;
	const struct decoder_options *options;
	struct client client;
	struct v4l2_format format;
	bool streaming;
	struct slot slots[SLOTS_MAX];
	__u64 next_timestamp;
	unsigned int damaged;
	struct planar_rect visible;
	struct controls controls;
	GByteArray *payload;
};

struct decoder_class {
	GstH264DecoderClass parent;
};

static struct decoder *to_decoder(GstH264Decoder *base)
{
	return (struct decoder *)base;
}

static struct slot *slot_of(GstH264Picture *pic)
{
	return gst_codec_picture_get_user_data(&pic->parent);
}

static void put_slot(gpointer data)
{
	struct slot *slot = data;

	slot->users--;
}

static void give_slot(GstH264Picture *pic, struct slot *slot)
{
	slot->users++;
	gst_codec_picture_set_user_data(&pic->parent, slot, put_slot);
}

static __u64 reference_timestamp(GstH264Picture *pic)
{
	const struct slot *slot = slot_of(pic);

	return slot ? slot->timestamp * 1000 : NO_TIMESTAMP;
}

static void stop_streaming(struct decoder *d)
{
	unsigned int i;

	if (!d->streaming)
		return;
	for (i = 0; i < SLOTS_MAX; i++)
		check(!d->slots[i].users);
	stream(&d->client, &d->client.out, false);
	stream(&d->client, &d->client.cap, false);
	request_buffers(&d->client, &d->client.out, 0);
	request_buffers(&d->client, &d->client.cap, 0);
	d->streaming = false;
}

static void choose_capture(struct decoder *d)
{
	struct v4l2_pix_format_mplane *mp = &d->format.fmt.pix_mp;
	__u32 wanted = d->options->capture;

	get_capture_format(&d->client, &d->format);
	if (wanted && mp->pixelformat != wanted) {
		mp->pixelformat = wanted;
		MUST(d->client.video, VIDIOC_S_FMT, &d->format);
		if (mp->pixelformat != wanted)
			fail("the device does not offer the CAPTURE format asked for");
	}
	if (!planar_possible(d->options->layout, mp->pixelformat))
		fail("no %s frames from CAPTURE format %.4s", d->options->layout->name,
		     (const char *)&mp->pixelformat);
}

static void start_streaming(struct decoder *d, const GstH264SPS *sps)
{
	struct v4l2_ctrl_h264_sps ctrl;
	int err;

	set_output_format(&d->client, sps->width, sps->height);
	controls_fill_sps(&ctrl, sps);
	err = set_ctrl(&d->client, -1, V4L2_CID_STATELESS_H264_SPS, &ctrl, sizeof(ctrl));
	if (err)
		fail("the device refuses the SPS (profile %u, chroma format %u, %u bits): %s",
		     ctrl.profile_idc, ctrl.chroma_format_idc, ctrl.bit_depth_luma_minus8 + 8,
		     strerror(err));
	choose_capture(d);
	request_buffers(&d->client, &d->client.out, 1);
	/* More follow as they are needed. */
	create_buffer(&d->client, &d->client.cap);
	stream(&d->client, &d->client.cap, true);
	stream(&d->client, &d->client.out, true);
	d->streaming = true;
}

/* All frames of the old sequence have been output. */
static GstFlowReturn new_sequence(GstH264Decoder *base, const GstH264SPS *sps, gint max_dpb_size)
{
	struct decoder *d = to_decoder(base);

	stop_streaming(d);
	start_streaming(d, sps);
	return GST_FLOW_OK;
}

/* A buffer that no picture needs, or a new one. */
static struct slot *find_slot(struct decoder *d)
{
	unsigned int i;

	for (i = 0; i < d->client.cap.count; i++)
		if (!d->slots[i].users && !d->client.cap.queued[i])
			return &d->slots[i];
	check(i < SLOTS_MAX);
	i = create_buffer(&d->client, &d->client.cap);
	check(i < SLOTS_MAX);
	return &d->slots[i];
}

static GstFlowReturn new_picture(GstH264Decoder *base, GstVideoCodecFrame *frame,
				 GstH264Picture *pic)
{
	struct decoder *d = to_decoder(base);
	struct slot *slot = find_slot(d);

	slot->timestamp = d->next_timestamp++;
	give_slot(pic, slot);
	return GST_FLOW_OK;
}

static GstFlowReturn new_field_picture(GstH264Decoder *base, GstH264Picture *first,
				       GstH264Picture *second)
{
	if (slot_of(first))
		give_slot(second, slot_of(first));
	return GST_FLOW_OK;
}

static void find_visible(struct decoder *d, const GstH264SPS *sps)
{
	d->visible = (struct planar_rect){ 0, 0, sps->width, sps->height };
	if (sps->frame_cropping_flag)
		d->visible = (struct planar_rect){
			sps->crop_rect_x, sps->crop_rect_y,
			sps->crop_rect_width, sps->crop_rect_height,
		};
}

static GstFlowReturn start_picture(GstH264Decoder *base, GstH264Picture *pic, GstH264Slice *slice,
				   GstH264Dpb *dpb)
{
	struct decoder *d = to_decoder(base);

	find_visible(d, slice->header.pps->sequence);
	controls_fill(&d->controls, pic, slice, dpb, reference_timestamp);
	g_byte_array_set_size(d->payload, 0);
	return GST_FLOW_OK;
}

static GstFlowReturn decode_slice(GstH264Decoder *base, GstH264Picture *pic, GstH264Slice *slice,
				  GArray *list0, GArray *list1)
{
	static const guint8 start_code[] = { 0, 0, 1 };
	struct decoder *d = to_decoder(base);

	controls_add_slice(&d->controls, slice);
	g_byte_array_append(d->payload, start_code, sizeof(start_code));
	g_byte_array_append(d->payload, slice->nalu.data + slice->nalu.offset, slice->nalu.size);
	return GST_FLOW_OK;
}

static void must_set(struct decoder *d, int request, __u32 id, void *value, size_t bytes,
		     const char *name)
{
	int err = set_ctrl(&d->client, request, id, value, bytes);

	if (err)
		fail("the device refuses the %s: %s", name, strerror(err));
}

static void set_controls(struct decoder *d, int request)
{
	struct controls *c = &d->controls;

	must_set(d, request, V4L2_CID_STATELESS_H264_SPS, &c->sps, sizeof(c->sps), "SPS");
	must_set(d, request, V4L2_CID_STATELESS_H264_PPS, &c->pps, sizeof(c->pps), "PPS");
	if (c->pps.flags & V4L2_H264_PPS_FLAG_SCALING_MATRIX_PRESENT)
		must_set(d, request, V4L2_CID_STATELESS_H264_SCALING_MATRIX, &c->matrix,
			 sizeof(c->matrix), "scaling matrix");
	must_set(d, request, V4L2_CID_STATELESS_H264_DECODE_PARAMS, &c->decode, sizeof(c->decode),
		 "decode parameters");
}

/*
 * Until the buffer is back. One that waited for a second field which did not come
 * is back before it.
 */
static void wait_capture(struct decoder *d, const struct slot *slot)
{
	struct done done;

	while (d->client.cap.queued[slot - d->slots]) {
		if (!dequeue(&d->client, &d->client.cap, &done, PATIENCE_MS))
			fail("no CAPTURE buffer came back in %d ms", PATIENCE_MS);
		check(done.timestamp == d->slots[done.index].timestamp);
		d->damaged += done.error;
	}
}

static void queue_slot(struct decoder *d, const struct slot *slot)
{
	unsigned int index = slot - d->slots;
	int err;

	if (d->client.cap.queued[index])
		return;
	err = queue_capture(&d->client, index);
	if (err)
		fail("QBUF: %s", strerror(err));
}

static GstFlowReturn end_picture(GstH264Decoder *base, GstH264Picture *pic)
{
	struct decoder *d = to_decoder(base);
	bool hold = d->options->pairing == DECODER_HOLD && !pic->second_field &&
		    pic->field != GST_H264_PICTURE_FIELD_FRAME;
	const struct slot *slot = slot_of(pic);
	int request = make_request(&d->client);

	queue_slot(d, slot);
	set_controls(d, request);
	queue_output(&d->client, 0, request, d->payload->data, d->payload->len, slot->timestamp,
		     hold ? V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF : 0);
	wait_request(request);
	check(dequeue(&d->client, &d->client.out, &(struct done){ 0 }, PATIENCE_MS));
	if (!hold)
		wait_capture(d, slot);
	return GST_FLOW_OK;
}

static void show(struct decoder *d, const struct slot *slot)
{
	const struct planar_layout *layout = d->options->layout;
	unsigned int index = slot - d->slots;
	const void *planes[] = {
		d->client.cap.map[index].start,
		d->client.cap.map2[index].start,
	};
	size_t bytes = planar_bytes(layout, &d->visible);
	__u8 *frame = malloc(bytes);

	check(frame);
	planar_convert(layout, &d->visible, &d->format.fmt.pix_mp, planes, frame);
	d->options->frame(frame, bytes);
	free(frame);
}

static GstFlowReturn output_picture(GstH264Decoder *base, GstVideoCodecFrame *frame,
				    GstH264Picture *pic)
{
	struct decoder *d = to_decoder(base);
	const struct slot *slot = slot_of(pic);

	/* Still there: its second field has not come, and will not. */
	if (d->client.cap.queued[slot - d->slots])
		flush(&d->client);
	wait_capture(d, slot);
	show(d, slot);
	gst_mini_object_unref(GST_MINI_OBJECT_CAST(pic));
	/* Nothing goes downstream. */
	return gst_video_decoder_drop_frame(GST_VIDEO_DECODER(base), frame);
}

static void decoder_finalize(GObject *object)
{
	struct decoder *d = (struct decoder *)object;
	GObjectClass *parent = g_type_class_peek(gst_h264_decoder_get_type());

	g_byte_array_unref(d->payload);
	client_close(&d->client);
	parent->finalize(object);
}

static void add_pad(GstElementClass *class, const char *name, GstPadDirection direction,
		    const char *caps_string)
{
	GstCaps *caps = gst_caps_from_string(caps_string);

	gst_element_class_add_pad_template(class, gst_pad_template_new(name, direction,
								       GST_PAD_ALWAYS, caps));
	gst_caps_unref(caps);
}

static void decoder_class_init(gpointer data, gpointer unused)
{
	GstH264DecoderClass *class = data;

	((GObjectClass *)class)->finalize = decoder_finalize;
	add_pad(data, "sink", GST_PAD_SINK,
		"video/x-h264, stream-format=byte-stream, alignment=au");
	add_pad(data, "src", GST_PAD_SRC, "video/x-raw");
	class->new_sequence = new_sequence;
	class->new_picture = new_picture;
	class->new_field_picture = new_field_picture;
	class->start_picture = start_picture;
	class->decode_slice = decode_slice;
	class->end_picture = end_picture;
	class->output_picture = output_picture;
}

static void decoder_init(GTypeInstance *instance, gpointer class)
{
	struct decoder *d = (struct decoder *)instance;

	d->payload = g_byte_array_new();
	client_open(&d->client);
}

/* The headers were made for another version of GStreamer if the sizes differ. */
static void check_version(GType base)
{
	GTypeQuery query;

	g_type_query(base, &query);
	if (query.class_size != sizeof(GstH264DecoderClass) ||
	    query.instance_size != sizeof(GstH264Decoder))
		fail("GStreamer is not the version that this was built for");
}

GstElement *decoder_new(const struct decoder_options *options)
{
	static const GTypeInfo info = {
		.class_size = sizeof(struct decoder_class),
		.class_init = decoder_class_init,
		.instance_size = sizeof(struct decoder),
		.instance_init = decoder_init,
	};
	GType base = gst_h264_decoder_get_type();
	struct decoder *d;

	check_version(base);
	d = g_object_new(g_type_register_static(base, "DaedalusH264Client", &info, 0), NULL);
	d->options = options;
	return GST_ELEMENT(d);
}

unsigned int decoder_damaged(GstElement *element)
{
	return ((struct decoder *)element)->damaged;
}
