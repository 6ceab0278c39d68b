// SPDX-License-Identifier: GPL-2.0
/*
 * Recordings without a device, see recorder.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "daedalus_record_format.h"
#include "recorder.h"

/* The only one of a recording. */
#define STREAM	1

/**
 * struct recorder - a recording
 * @path: where it goes
 * @expected: frames of another decoder
 * @data: all of it so far
 * @requests: where the chunk of each request starts in @data, as size_t
 */
struct recorder {
	const char *path;
	FILE *expected;
	GByteArray *data;
	GArray *requests;
};

static void append(struct recorder *r, const void *data, size_t bytes)
{
	static const __u8 padding[8];

	g_byte_array_append(r->data, data, bytes);
	g_byte_array_append(r->data, padding, -bytes % 8);
}

static struct daedalus_chunk chunk_head(enum daedalus_chunk_type type, size_t bytes, __u32 stream)
{
	return (struct daedalus_chunk){
		.magic = GUINT32_TO_LE(DAEDALUS_CHUNK_MAGIC),
		.type = GUINT32_TO_LE(type),
		.bytes = GUINT32_TO_LE(bytes),
		.stream = GUINT32_TO_LE(stream),
	};
}

struct recorder *recorder_new(const char *path, const char *expected, __u32 coded)
{
	struct recorder *r = g_new0(struct recorder, 1);
	struct daedalus_chunk_file file = {
		.chunk = chunk_head(DAEDALUS_CHUNK_FILE, sizeof(file), 0),
		.version = GUINT32_TO_LE(DAEDALUS_RECORD_VERSION),
	};
	struct daedalus_chunk_start start = {
		.chunk = chunk_head(DAEDALUS_CHUNK_START, sizeof(start), STREAM),
		.fourcc = GUINT32_TO_LE(coded),
	};

	r->path = path;
	r->expected = fopen(expected, "rb");
	if (!r->expected)
		fail("cannot read %s", expected);
	r->data = g_byte_array_new();
	r->requests = g_array_new(false, false, sizeof(size_t));
	append(r, &file, sizeof(file));
	append(r, &start, sizeof(start));
	return r;
}

static void append_control(struct recorder *r, const struct control *control)
{
	struct daedalus_chunk_ctrl head = {
		.id = GUINT32_TO_LE(control->id),
		.bytes = GUINT32_TO_LE(control->bytes),
		.flags = GUINT32_TO_LE(DAEDALUS_CTRL_IN_REQUEST),
	};

	append(r, &head, sizeof(head));
	append(r, control->value, control->bytes);
}

static struct daedalus_chunk_request *request_at(struct recorder *r, size_t offset)
{
	return (struct daedalus_chunk_request *)(r->data->data + offset);
}

void recorder_request(struct recorder *r, const struct slot *slot, const struct control *controls,
		      unsigned int num_controls, const void *bits, size_t bytes)
{
	const struct v4l2_pix_format_mplane *mp = &slot->format.fmt.pix_mp;
	struct daedalus_chunk_request request = {
		.timestamp = GUINT64_TO_LE(slot->timestamp * 1000),
		.fourcc = GUINT32_TO_LE(mp->pixelformat),
		.width = GUINT32_TO_LE(mp->width),
		.height = GUINT32_TO_LE(mp->height),
		.bits_bytes = GUINT32_TO_LE(bytes),
	};
	size_t start = r->data->len;
	unsigned int i, count = 0;

	check(slot->timestamp == r->requests->len);
	g_array_append_val(r->requests, start);
	append(r, &request, sizeof(request));
	for (i = 0; i < num_controls; i++) {
		if (controls[i].unread)
			continue;
		append_control(r, &controls[i]);
		count++;
	}
	append(r, bits, bytes);
	request_at(r, start)->num_ctrls = GUINT32_TO_LE(count);
	request_at(r, start)->chunk = chunk_head(DAEDALUS_CHUNK_REQUEST, r->data->len - start,
						 STREAM);
}

void recorder_show(struct recorder *r, const struct slot *slot,
		   const struct planar_layout *layout, __u8 *frame)
{
	const __u32 fourcc = slot->format.fmt.pix_mp.pixelformat;
	size_t bytes = planar_bytes(layout, &slot->visible);
	size_t packed_bytes = planar_packed_bytes(fourcc, &slot->visible), md5_bytes = 16;
	GChecksum *checksum = g_checksum_new(G_CHECKSUM_MD5);
	struct daedalus_chunk_request *request;
	__u8 *packed = malloc(packed_bytes);

	check(packed && slot->timestamp < r->requests->len);
	if (fread(frame, 1, bytes, r->expected) != bytes)
		fail("there are more frames than those to compare with");
	planar_pack(layout, &slot->visible, fourcc, frame, packed);
	request = request_at(r, g_array_index(r->requests, size_t, slot->timestamp));
	g_checksum_update(checksum, packed, packed_bytes);
	g_checksum_get_digest(checksum, request->md5, &md5_bytes);
	request->flags |= GUINT32_TO_LE(DAEDALUS_REQUEST_MD5);
	g_checksum_free(checksum);
	free(packed);
}

void recorder_finish(struct recorder *r)
{
	struct daedalus_chunk stop = chunk_head(DAEDALUS_CHUNK_STOP, sizeof(stop), STREAM);
	FILE *file;

	if (fgetc(r->expected) != EOF)
		fail("there are fewer frames than those to compare with");
	append(r, &stop, sizeof(stop));
	file = fopen(r->path, "wb");
	if (!file || fwrite(r->data->data, 1, r->data->len, file) != r->data->len || fclose(file))
		fail("cannot write %s", r->path);
	fclose(r->expected);
	g_byte_array_unref(r->data);
	g_array_unref(r->requests);
	g_free(r);
}
