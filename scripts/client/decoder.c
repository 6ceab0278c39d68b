// SPDX-License-Identifier: GPL-2.0
/*
 * What elements of all codecs need, see decoder.h.
 */
#include "client.h"
#include "decoder.h"

static void add_pad(GstElementClass *class, const char *name, GstPadDirection direction,
		    const char *caps_string)
{
	GstCaps *caps = gst_caps_from_string(caps_string);

	gst_element_class_add_pad_template(class, gst_pad_template_new(name, direction,
								       GST_PAD_ALWAYS, caps));
	gst_caps_unref(caps);
}

void decoder_add_pads(GstElementClass *class, const char *stream_caps)
{
	add_pad(class, "sink", GST_PAD_SINK, stream_caps);
	add_pad(class, "src", GST_PAD_SRC, "video/x-raw");
}

void decoder_check_version(GType base, gsize class_size, gsize instance_size)
{
	GTypeQuery query;

	g_type_query(base, &query);
	if (query.class_size != class_size || query.instance_size != instance_size)
		fail("GStreamer is not the version that this was built for");
}
