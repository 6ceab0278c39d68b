// SPDX-License-Identifier: GPL-2.0
/*
 * From a recording to AV1 frames with the controls that they need: another client has
 * read the headers, which is more work than for the other codecs.
 */
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "recording.h"

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

static void take_request(struct picture *pic, const struct recorded *r)
{
	unsigned int i;

	*pic = (struct picture){ .coded = V4L2_PIX_FMT_AV1_FRAME };
	for (i = 0; i < r->num_ctrls; i++)
		take_ctrl(&pic->av1, r->ctrls[i].id, r->ctrls[i].ptr, r->ctrls[i].size);
	pic->data = r->data;
	pic->bytes = r->bytes;
	pic->width = r->width;
	pic->height = r->height;
	pic->idr = pic->av1.frame.frame_type == V4L2_AV1_KEY_FRAME;
}

unsigned int av1_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			  unsigned int max)
{
	struct recording rec;
	unsigned int count;

	parse_recording(data, bytes, &rec);
	for (count = 0; count < max && count < rec.num_requests; count++)
		take_request(&pictures[count], &rec.requests[count]);
	free(rec.requests);
	return count;
}
