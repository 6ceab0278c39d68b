// SPDX-License-Identifier: GPL-2.0
/*
 * A GStreamer element that decodes H.264 with the device.
 */
#include <stdio.h>

#include "client.h"
#include "decoder.h"
#include "h264_controls.h"

/**
 * struct decoder - the element
 * @parent: base class
 * @session: the stream
 * @controls: of the current picture
 * @payload: slices of the current picture
 */
struct decoder {
	GstH264Decoder parent;
	struct session *session;
	struct h264_controls controls;
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
	return session_slot_of(&pic->parent);
}

static __u64 reference_timestamp(GstH264Picture *pic)
{
	return session_timestamp(&pic->parent);
}

static void start_streaming(struct decoder *d, const GstH264SPS *sps)
{
	struct v4l2_ctrl_h264_sps ctrl;
	char name[80];
	struct control control = {
		.id = V4L2_CID_STATELESS_H264_SPS,
		.value = &ctrl,
		.bytes = sizeof(ctrl),
		.name = name,
	};

	h264_controls_sps(&ctrl, sps);
	snprintf(name, sizeof(name), "SPS (profile %u, chroma format %u, %u bits)",
		 ctrl.profile_idc, ctrl.chroma_format_idc, ctrl.bit_depth_luma_minus8 + 8);
	session_start(d->session, sps->width, sps->height, &control);
}

/* All frames of the old sequence have been output. */
static GstFlowReturn new_sequence(GstH264Decoder *base, const GstH264SPS *sps, gint max_dpb_size)
{
	struct decoder *d = to_decoder(base);

	session_stop(d->session);
	start_streaming(d, sps);
	return GST_FLOW_OK;
}

static GstFlowReturn new_picture(GstH264Decoder *base, GstVideoCodecFrame *frame,
				 GstH264Picture *pic)
{
	session_give_slot(&pic->parent, session_new_slot(to_decoder(base)->session));
	return GST_FLOW_OK;
}

static GstFlowReturn new_field_picture(GstH264Decoder *base, GstH264Picture *first,
				       GstH264Picture *second)
{
	if (slot_of(first))
		session_give_slot(&second->parent, slot_of(first));
	return GST_FLOW_OK;
}

static struct planar_rect visible_rect(const GstH264SPS *sps)
{
	if (sps->frame_cropping_flag)
		return (struct planar_rect){
			sps->crop_rect_x, sps->crop_rect_y,
			sps->crop_rect_width, sps->crop_rect_height,
		};
	return (struct planar_rect){ 0, 0, sps->width, sps->height };
}

static GstFlowReturn start_picture(GstH264Decoder *base, GstH264Picture *pic, GstH264Slice *slice,
				   GstH264Dpb *dpb)
{
	struct decoder *d = to_decoder(base);

	slot_of(pic)->visible = visible_rect(slice->header.pps->sequence);
	h264_controls_fill(&d->controls, pic, slice, dpb, reference_timestamp);
	g_byte_array_set_size(d->payload, 0);
	return GST_FLOW_OK;
}

static GstFlowReturn decode_slice(GstH264Decoder *base, GstH264Picture *pic, GstH264Slice *slice,
				  GArray *list0, GArray *list1)
{
	static const guint8 start_code[] = { 0, 0, 1 };
	struct decoder *d = to_decoder(base);

	h264_controls_add_slice(&d->controls, slice);
	g_byte_array_append(d->payload, start_code, sizeof(start_code));
	g_byte_array_append(d->payload, slice->nalu.data + slice->nalu.offset, slice->nalu.size);
	return GST_FLOW_OK;
}

static GstFlowReturn end_picture(GstH264Decoder *base, GstH264Picture *pic)
{
	struct decoder *d = to_decoder(base);
	struct h264_controls *c = &d->controls;
	const bool matrix = c->pps.flags & V4L2_H264_PPS_FLAG_SCALING_MATRIX_PRESENT;
	const bool hold = d->session->options->pairing == SESSION_HOLD && !pic->second_field &&
			  pic->field != GST_H264_PICTURE_FIELD_FRAME;
	/* The last one is left out without a matrix. */
	const struct control controls[] = {
		{ V4L2_CID_STATELESS_H264_SPS, &c->sps, sizeof(c->sps), "SPS", false },
		{ V4L2_CID_STATELESS_H264_PPS, &c->pps, sizeof(c->pps), "PPS", false },
		{ V4L2_CID_STATELESS_H264_DECODE_PARAMS, &c->decode, sizeof(c->decode),
		  "decode parameters", false },
		{ V4L2_CID_STATELESS_H264_SCALING_MATRIX, &c->matrix, sizeof(c->matrix),
		  "scaling matrix", false },
	};

	session_decode(d->session, slot_of(pic), controls, ARRAY_SIZE(controls) - !matrix,
		       d->payload->data, d->payload->len, hold);
	return GST_FLOW_OK;
}

static GstFlowReturn output_picture(GstH264Decoder *base, GstVideoCodecFrame *frame,
				    GstH264Picture *pic)
{
	session_show(to_decoder(base)->session, slot_of(pic));
	gst_mini_object_unref(GST_MINI_OBJECT_CAST(pic));
	/* Nothing goes downstream. */
	return gst_video_decoder_drop_frame(GST_VIDEO_DECODER(base), frame);
}

static void decoder_finalize(GObject *object)
{
	struct decoder *d = (struct decoder *)object;
	GObjectClass *parent = g_type_class_peek(gst_h264_decoder_get_type());

	g_byte_array_unref(d->payload);
	parent->finalize(object);
}

static void decoder_class_init(gpointer data, gpointer unused)
{
	GstH264DecoderClass *class = data;

	((GObjectClass *)class)->finalize = decoder_finalize;
	decoder_add_pads(data, "video/x-h264, stream-format=byte-stream, alignment=au");
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
	((struct decoder *)instance)->payload = g_byte_array_new();
}

static GstElement *create(struct session *session)
{
	static const GTypeInfo info = {
		.class_size = sizeof(struct decoder_class),
		.class_init = decoder_class_init,
		.instance_size = sizeof(struct decoder),
		.instance_init = decoder_init,
	};
	GType base = gst_h264_decoder_get_type();
	struct decoder *d;

	decoder_check_version(base, sizeof(GstH264DecoderClass), sizeof(GstH264Decoder));
	d = g_object_new(g_type_register_static(base, "DaedalusH264Client", &info, 0), NULL);
	d->session = session;
	return GST_ELEMENT(d);
}

const struct decoder_codec decoder_h264 = {
	.name = "h264",
	.coded = V4L2_PIX_FMT_H264_SLICE,
	.parsers = { "h264parse" },
	.create = create,
};
