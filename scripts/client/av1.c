// SPDX-License-Identifier: GPL-2.0
/*
 * A GStreamer element that decodes AV1 with the device.
 *
 * Frames come as tile groups, whose data follows each other in the OUTPUT buffer; an
 * entry for each tile says where it is.
 */
#include <stdio.h>

#include "av1_controls.h"
#include "client.h"
#include "decoder.h"

/**
 * struct decoder - the element
 * @parent: base class
 * @session: the stream
 * @format: of the frame that the formats are set for
 * @sequence: that of it
 * @controls: of the current frame
 * @tiles: entries of the current frame, struct v4l2_ctrl_av1_tile_group_entry
 * @bits: data of the current frame
 */
struct decoder {
	GstAV1Decoder parent;
	struct session *session;
	GstAV1FrameHeaderOBU format;
	struct v4l2_ctrl_av1_sequence sequence;
	struct av1_controls controls;
	GArray *tiles;
	GByteArray *bits;
};

struct decoder_class {
	GstAV1DecoderClass parent;
};

static struct decoder *to_decoder(GstAV1Decoder *base)
{
	return (struct decoder *)base;
}

static bool same_format(const struct decoder *d, const GstAV1FrameHeaderOBU *h)
{
	const struct v4l2_ctrl_av1_sequence *a = &d->sequence, *b = &d->controls.sequence;

	return d->format.upscaled_width == h->upscaled_width &&
	       d->format.frame_height == h->frame_height && a->bit_depth == b->bit_depth &&
	       a->seq_profile == b->seq_profile && a->flags == b->flags;
}

static void set_format(struct decoder *d, const GstAV1FrameHeaderOBU *h)
{
	char name[80];
	struct control control = {
		.id = V4L2_CID_STATELESS_AV1_SEQUENCE,
		.value = &d->controls.sequence,
		.bytes = sizeof(d->controls.sequence),
		.name = name,
	};

	snprintf(name, sizeof(name), "sequence (profile %u, %u bits)",
		 d->controls.sequence.seq_profile, d->controls.sequence.bit_depth);
	session_start(d->session, h->upscaled_width, h->frame_height, &control);
	d->format = *h;
	d->sequence = d->controls.sequence;
}

static GstFlowReturn new_sequence(GstAV1Decoder *base, const GstAV1SequenceHeaderOBU *h,
				  gint max_dpb)
{
	av1_controls_sequence(&to_decoder(base)->controls, h);
	return GST_FLOW_OK;
}

static GstFlowReturn new_picture(GstAV1Decoder *base, GstVideoCodecFrame *frame,
				 GstAV1Picture *pic)
{
	struct decoder *d = to_decoder(base);
	const GstAV1FrameHeaderOBU *h = &pic->frame_hdr;
	struct slot *slot;

	if (!d->session->streaming || !same_format(d, h))
		set_format(d, h);
	slot = session_new_slot(d->session);
	slot->visible = (struct planar_rect){ 0, 0, h->upscaled_width, h->frame_height };
	session_give_slot(&pic->parent, slot);
	g_array_set_size(d->tiles, 0);
	g_byte_array_set_size(d->bits, 0);
	return GST_FLOW_OK;
}

/* An older frame is shown once more. */
static GstAV1Picture *duplicate_picture(GstAV1Decoder *base, GstVideoCodecFrame *frame,
					GstAV1Picture *pic)
{
	gst_mini_object_ref(GST_MINI_OBJECT_CAST(pic));
	return pic;
}

static GstFlowReturn start_picture(GstAV1Decoder *base, GstAV1Picture *pic, GstAV1Dpb *dpb)
{
	struct decoder *d = to_decoder(base);
	unsigned int i;

	av1_controls_frame(&d->controls, &pic->frame_hdr);
	for (i = 0; i < V4L2_AV1_TOTAL_REFS_PER_FRAME; i++) {
		GstAV1Picture *ref = dpb->pic_list[i];

		d->controls.frame.reference_frame_ts[i] =
			session_timestamp(ref ? &ref->parent : NULL);
	}
	return GST_FLOW_OK;
}

static GstFlowReturn decode_tile(GstAV1Decoder *base, GstAV1Picture *pic, GstAV1Tile *tile)
{
	struct decoder *d = to_decoder(base);
	const GstAV1TileGroupOBU *group = &tile->tile_group;
	unsigned int i;

	for (i = group->tg_start; i <= group->tg_end; i++) {
		struct v4l2_ctrl_av1_tile_group_entry entry = {
			.tile_offset = group->entry[i].tile_offset + d->bits->len,
			.tile_size = group->entry[i].tile_size,
			.tile_row = group->entry[i].tile_row,
			.tile_col = group->entry[i].tile_col,
		};

		g_array_append_val(d->tiles, entry);
	}
	g_byte_array_append(d->bits, tile->obu.data, tile->obu.obu_size);
	return GST_FLOW_OK;
}

static GstFlowReturn end_picture(GstAV1Decoder *base, GstAV1Picture *pic)
{
	struct decoder *d = to_decoder(base);
	struct av1_controls *c = &d->controls;
	const struct control controls[] = {
		{ V4L2_CID_STATELESS_AV1_SEQUENCE, &c->sequence, sizeof(c->sequence), "sequence",
		  false },
		{ V4L2_CID_STATELESS_AV1_FRAME, &c->frame, sizeof(c->frame), "frame", false },
		{ V4L2_CID_STATELESS_AV1_TILE_GROUP_ENTRY, d->tiles->data,
		  d->tiles->len * sizeof(struct v4l2_ctrl_av1_tile_group_entry), "tiles", false },
		{ V4L2_CID_STATELESS_AV1_FILM_GRAIN, &c->grain, sizeof(c->grain), "film grain",
		  false },
	};

	session_decode(d->session, session_slot_of(&pic->parent), controls, ARRAY_SIZE(controls),
		       d->bits->data, d->bits->len, false);
	return GST_FLOW_OK;
}

static GstFlowReturn output_picture(GstAV1Decoder *base, GstVideoCodecFrame *frame,
				    GstAV1Picture *pic)
{
	struct decoder *d = to_decoder(base);

	session_show(d->session, session_slot_of(&pic->parent));
	gst_mini_object_unref(GST_MINI_OBJECT_CAST(pic));
	/* Nothing goes downstream. */
	return gst_video_decoder_drop_frame(GST_VIDEO_DECODER(base), frame);
}

static void decoder_class_init(gpointer data, gpointer unused)
{
	GstAV1DecoderClass *class = data;

	decoder_add_pads(data, "video/x-av1, stream-format=obu-stream, alignment=frame");
	class->new_sequence = new_sequence;
	class->new_picture = new_picture;
	class->duplicate_picture = duplicate_picture;
	class->start_picture = start_picture;
	class->decode_tile = decode_tile;
	class->end_picture = end_picture;
	class->output_picture = output_picture;
}

static void decoder_init(GTypeInstance *instance, gpointer class)
{
	struct decoder *d = (struct decoder *)instance;

	d->tiles = g_array_new(false, false, sizeof(struct v4l2_ctrl_av1_tile_group_entry));
	d->bits = g_byte_array_new();
}

static GstElement *create(struct session *session)
{
	static const GTypeInfo info = {
		.class_size = sizeof(struct decoder_class),
		.class_init = decoder_class_init,
		.instance_size = sizeof(struct decoder),
		.instance_init = decoder_init,
	};
	GType base = gst_av1_decoder_get_type();
	struct decoder *d;

	decoder_check_version(base, sizeof(GstAV1DecoderClass), sizeof(GstAV1Decoder));
	d = g_object_new(g_type_register_static(base, "DaedalusAv1Client", &info, 0), NULL);
	d->session = session;
	return GST_ELEMENT(d);
}

const struct decoder_codec decoder_av1 = {
	.name = "av1",
	.coded = V4L2_PIX_FMT_AV1_FRAME,
	.recordable = true,
	.parsers = { "ivfparse", "av1parse" },
	.create = create,
};
