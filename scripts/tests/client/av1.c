// SPDX-License-Identifier: GPL-2.0
/*
 * From a recording to AV1 frames with the controls that they need: another client has
 * read the headers, which is more work than for the other codecs.
 */
#include <string.h>

#include "../../../drivers/media/platform/daedalus/daedalus_record_format.h"
#include "client.h"

static void take_ctrl(struct av1_ctrls *av1, __u32 id, const void *value, size_t bytes)
{
	switch (id) {
	case V4L2_CID_STATELESS_AV1_SEQUENCE:
		check(bytes == sizeof(av1->sequence));
		memcpy(&av1->sequence, value, bytes);
		break;
	case V4L2_CID_STATELESS_AV1_FRAME:
		check(bytes == sizeof(av1->frame));
		memcpy(&av1->frame, value, bytes);
		break;
	case V4L2_CID_STATELESS_AV1_FILM_GRAIN:
		check(bytes == sizeof(av1->grain));
		memcpy(&av1->grain, value, bytes);
		break;
	case V4L2_CID_STATELESS_AV1_TILE_GROUP_ENTRY:
		av1->num_tiles = bytes / sizeof(av1->tiles[0]);
		check(av1->num_tiles && av1->num_tiles <= AV1_TILES_MAX);
		memcpy(av1->tiles, value, bytes);
		break;
	default:
		fail("a control %#x of AV1", id);
	}
}

static void take_request(struct picture *pic, const struct daedalus_chunk_request *request)
{
	const __u8 *at = (const __u8 *)(request + 1);
	const struct daedalus_chunk_ctrl *ctrl;
	unsigned int i;

	*pic = (struct picture){ .coded = V4L2_PIX_FMT_AV1_FRAME };
	for (i = 0; i < request->num_ctrls; i++) {
		ctrl = (const struct daedalus_chunk_ctrl *)at;
		take_ctrl(&pic->av1, ctrl->id, ctrl + 1, ctrl->bytes);
		at += sizeof(*ctrl) + (ctrl->bytes + 7) / 8 * 8;
	}
	pic->data = at;
	pic->bytes = request->bits_bytes;
	pic->width = request->width;
	pic->height = request->height;
	pic->idr = pic->av1.frame.frame_type == V4L2_AV1_KEY_FRAME;
}

unsigned int av1_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			  unsigned int max)
{
	const struct daedalus_chunk *chunk;
	unsigned int count = 0;
	size_t pos;

	for (pos = 0; count < max && pos < bytes; pos += chunk->bytes) {
		chunk = (const struct daedalus_chunk *)(data + pos);
		check(chunk->magic == DAEDALUS_CHUNK_MAGIC);
		check(chunk->bytes >= sizeof(*chunk) && chunk->bytes <= bytes - pos);
		if (chunk->type == DAEDALUS_CHUNK_REQUEST)
			take_request(&pictures[count++], (const void *)chunk);
	}
	return count;
}
