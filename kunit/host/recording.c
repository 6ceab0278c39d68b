// SPDX-License-Identifier: GPL-2.0
/* Reads recordings of requests. Every length is checked before it is used. */
#include <shim/kernel.h>

#include "recording.h"

void recording_init(struct recording *rec, const void *data, size_t size)
{
	*rec = (struct recording){ .data = data, .size = size };
}

static bool damaged(struct recording *rec, const char *error)
{
	rec->error = error;
	return false;
}

/* Where the next @bytes of a chunk are, or NULL if it is too short. */
static const u8 *take(const u8 **p, const u8 *end, size_t bytes)
{
	const u8 *start = *p;

	if (bytes > (size_t)(end - start))
		return NULL;
	*p += bytes;
	return start;
}

static bool read_ctrls(struct recording *rec, struct recorded_chunk *chunk, const u8 **p,
		       const u8 *end)
{
	u32 i;

	for (i = 0; i < chunk->num_ctrls; i++) {
		struct recorded_ctrl *ctrl = &chunk->ctrl[i];
		struct daedalus_chunk_ctrl head;
		const u8 *at = take(p, end, sizeof(head));

		if (!at)
			return damaged(rec, "a control leaves its chunk");
		memcpy(&head, at, sizeof(head));
		ctrl->id = le32_to_cpu(head.id);
		ctrl->bytes = le32_to_cpu(head.bytes);
		ctrl->in_request = le32_to_cpu(head.flags) & DAEDALUS_CTRL_IN_REQUEST;
		ctrl->value = take(p, end, ALIGN((size_t)ctrl->bytes, 8));
		if (!ctrl->value)
			return damaged(rec, "a control leaves its chunk");
	}
	return true;
}

static bool read_request(struct recording *rec, struct recorded_chunk *chunk, const u8 *at,
			 const u8 *end)
{
	struct daedalus_chunk_request head;
	const u8 *start = take(&at, end, sizeof(head));

	if (!start)
		return damaged(rec, "a request is too short");
	memcpy(&head, start, sizeof(head));
	chunk->timestamp = le64_to_cpu(head.timestamp);
	chunk->flags = le32_to_cpu(head.flags);
	chunk->err = le32_to_cpu(head.error);
	chunk->fourcc = le32_to_cpu(head.fourcc);
	chunk->width = le32_to_cpu(head.width);
	chunk->height = le32_to_cpu(head.height);
	chunk->num_ctrls = le32_to_cpu(head.num_ctrls);
	chunk->bits_bytes = le32_to_cpu(head.bits_bytes);
	chunk->md5 = start + offsetof(struct daedalus_chunk_request, md5);

	if (chunk->num_ctrls > DAEDALUS_RECORD_CTRLS_MAX)
		return damaged(rec, "a request has too many controls");
	if (!read_ctrls(rec, chunk, &at, end))
		return false;
	chunk->bits = take(&at, end, chunk->bits_bytes);
	if (!chunk->bits)
		return damaged(rec, "a bitstream leaves its chunk");
	return true;
}

static bool read_body(struct recording *rec, struct recorded_chunk *chunk, const u8 *at,
		      const u8 *end)
{
	struct daedalus_chunk_dropped dropped;
	struct daedalus_chunk_start start;
	struct daedalus_chunk_file file;

	switch (chunk->type) {
	case DAEDALUS_CHUNK_FILE:
		if (end - at < (ptrdiff_t)sizeof(file))
			return damaged(rec, "the head of the file is too short");
		memcpy(&file, at, sizeof(file));
		if (le32_to_cpu(file.version) != DAEDALUS_RECORD_VERSION)
			return damaged(rec, "another version of the format");
		return true;
	case DAEDALUS_CHUNK_START:
		if (end - at < (ptrdiff_t)sizeof(start))
			return damaged(rec, "a start is too short");
		memcpy(&start, at, sizeof(start));
		chunk->fourcc = le32_to_cpu(start.fourcc);
		return true;
	case DAEDALUS_CHUNK_REQUEST:
		return read_request(rec, chunk, at, end);
	case DAEDALUS_CHUNK_DROPPED:
		if (end - at < (ptrdiff_t)sizeof(dropped))
			return damaged(rec, "a count is too short");
		memcpy(&dropped, at, sizeof(dropped));
		chunk->count = le64_to_cpu(dropped.count);
		return true;
	default:
		return true;
	}
}

bool recording_next(struct recording *rec, struct recorded_chunk *chunk)
{
	const size_t left = rec->size - rec->pos;
	const u8 *at = rec->data + rec->pos;
	struct daedalus_chunk head;

	if (rec->error || !left)
		return false;
	if (left < sizeof(head))
		return damaged(rec, "the last chunk is cut off");
	memcpy(&head, at, sizeof(head));
	if (le32_to_cpu(head.magic) != DAEDALUS_CHUNK_MAGIC)
		return damaged(rec, "no chunk where one should be");

	*chunk = (struct recorded_chunk){
		.type = le32_to_cpu(head.type),
		.bytes = le32_to_cpu(head.bytes),
		.stream = le32_to_cpu(head.stream),
		.offset = rec->pos,
	};
	if (chunk->bytes < sizeof(head) || chunk->bytes % 8 ||
	    chunk->bytes > DAEDALUS_CHUNK_BYTES_MAX)
		return damaged(rec, "a chunk has an impossible length");
	if (chunk->bytes > left)
		return damaged(rec, "the last chunk is cut off");
	if (!rec->pos && chunk->type != DAEDALUS_CHUNK_FILE)
		return damaged(rec, "no head of a file");
	rec->pos += chunk->bytes;
	return read_body(rec, chunk, at, at + chunk->bytes);
}
