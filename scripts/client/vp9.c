// SPDX-License-Identifier: GPL-2.0
/*
 * A GStreamer element that decodes VP9 with the device.
 *
 * The size may change with any frame. While queues are on, the device takes a new
 * OUTPUT format and frames of the old one stay references.
 */
#include <stdio.h>

#include "client.h"
#include "decoder.h"
#include "vp9_controls.h"

/**
 * struct decoder - the element
 * @parent: base class
 * @session: the stream
 * @format: of the frame that the formats are set for
 * @controls: of the current frame
 */
struct decoder {
	GstVp9Decoder parent;
	struct session *session;
	GstVp9FrameHeader format;
	struct vp9_controls controls;
};

struct decoder_class {
	GstVp9DecoderClass parent;
};

static struct decoder *to_decoder(GstVp9Decoder *base)
{
	return (struct decoder *)base;
}

static bool same_format(const GstVp9FrameHeader *a, const GstVp9FrameHeader *b)
{
	return a->width == b->width && a->height == b->height && a->profile == b->profile &&
	       a->bit_depth == b->bit_depth && a->subsampling_x == b->subsampling_x &&
	       a->subsampling_y == b->subsampling_y;
}

static void set_format(struct decoder *d, const GstVp9FrameHeader *h)
{
	char name[80];
	struct control control = {
		.id = V4L2_CID_STATELESS_VP9_FRAME,
		.value = &d->controls.frame,
		.bytes = sizeof(d->controls.frame),
		.name = name,
	};

	snprintf(name, sizeof(name), "frame (profile %u, subsampling %u and %u, %u bits)",
		 h->profile, h->subsampling_x, h->subsampling_y, h->bit_depth);
	vp9_controls_fill(&d->controls, h);
	session_start(d->session, h->width, h->height, &control);
	d->format = *h;
}

/* A key frame with another format: nothing that was before is needed. */
static GstFlowReturn new_sequence(GstVp9Decoder *base, const GstVp9FrameHeader *h, gint max_dpb)
{
	session_stop(to_decoder(base)->session);
	return GST_FLOW_OK;
}

static GstFlowReturn new_picture(GstVp9Decoder *base, GstVideoCodecFrame *frame,
				 GstVp9Picture *pic)
{
	struct decoder *d = to_decoder(base);
	const GstVp9FrameHeader *h = &pic->frame_hdr;
	struct slot *slot;

	if (!d->session->streaming || !same_format(&d->format, h))
		set_format(d, h);
	slot = session_new_slot(d->session);
	slot->visible = (struct planar_rect){ 0, 0, h->width, h->height };
	session_give_slot(&pic->parent, slot);
	return GST_FLOW_OK;
}

/* An older frame is shown once more. */
static GstVp9Picture *duplicate_picture(GstVp9Decoder *base, GstVideoCodecFrame *frame,
					GstVp9Picture *pic)
{
	gst_mini_object_ref(GST_MINI_OBJECT_CAST(pic));
	return pic;
}

static __u64 reference_timestamp(const GstVp9Dpb *dpb, const GstVp9FrameHeader *h, unsigned int ref)
{
	GstVp9Picture *pic = dpb->pic_list[h->ref_frame_idx[ref]];

	return session_timestamp(pic ? &pic->parent : NULL);
}

static GstFlowReturn decode_picture(GstVp9Decoder *base, GstVp9Picture *pic, GstVp9Dpb *dpb)
{
	struct decoder *d = to_decoder(base);
	struct v4l2_ctrl_vp9_frame *frame = &d->controls.frame;

	vp9_controls_fill(&d->controls, &pic->frame_hdr);
	frame->last_frame_ts = reference_timestamp(dpb, &pic->frame_hdr, 0);
	frame->golden_frame_ts = reference_timestamp(dpb, &pic->frame_hdr, 1);
	frame->alt_frame_ts = reference_timestamp(dpb, &pic->frame_hdr, 2);
	return GST_FLOW_OK;
}

static GstFlowReturn end_picture(GstVp9Decoder *base, GstVp9Picture *pic)
{
	struct decoder *d = to_decoder(base);
	struct vp9_controls *c = &d->controls;
	const struct control controls[] = {
		{ V4L2_CID_STATELESS_VP9_FRAME, &c->frame, sizeof(c->frame), "frame", false },
		{ V4L2_CID_STATELESS_VP9_COMPRESSED_HDR, &c->compressed, sizeof(c->compressed),
		  "compressed header", true },
	};

	session_decode(d->session, session_slot_of(&pic->parent), controls, ARRAY_SIZE(controls),
		       pic->data, pic->size, false);
	return GST_FLOW_OK;
}

static GstFlowReturn output_picture(GstVp9Decoder *base, GstVideoCodecFrame *frame,
				    GstVp9Picture *pic)
{
	struct decoder *d = to_decoder(base);

	session_show(d->session, session_slot_of(&pic->parent));
	gst_mini_object_unref(GST_MINI_OBJECT_CAST(pic));
	/* Nothing goes downstream. */
	return gst_video_decoder_drop_frame(GST_VIDEO_DECODER(base), frame);
}

static void decoder_class_init(gpointer data, gpointer unused)
{
	GstVp9DecoderClass *class = data;

	decoder_add_pads(data, "video/x-vp9, alignment=frame");
	class->new_sequence = new_sequence;
	class->new_picture = new_picture;
	class->duplicate_picture = duplicate_picture;
	class->decode_picture = decode_picture;
	class->end_picture = end_picture;
	class->output_picture = output_picture;
}

static void decoder_init(GTypeInstance *instance, gpointer class)
{
	((GstVp9Decoder *)instance)->parse_compressed_headers = true;
}

static GstElement *create(struct session *session)
{
	static const GTypeInfo info = {
		.class_size = sizeof(struct decoder_class),
		.class_init = decoder_class_init,
		.instance_size = sizeof(struct decoder),
		.instance_init = decoder_init,
	};
	GType base = gst_vp9_decoder_get_type();
	struct decoder *d;

	decoder_check_version(base, sizeof(GstVp9DecoderClass), sizeof(GstVp9Decoder));
	d = g_object_new(g_type_register_static(base, "DaedalusVp9Client", &info, 0), NULL);
	d->session = session;
	return GST_ELEMENT(d);
}

const struct decoder_codec decoder_vp9 = {
	.name = "vp9",
	.coded = V4L2_PIX_FMT_VP9_FRAME,
	.recordable = true,
	.parsers = { "ivfparse", "vp9parse" },
	.create = create,
};
