/* SPDX-License-Identifier: GPL-2.0 */
/* Reads recordings of requests (daedalus_record_format.h). */
#ifndef RECORDING_H
#define RECORDING_H

#include <linux/types.h>

#include "daedalus_record_format.h"

/**
 * struct recording - a recording in memory
 * @data: its bytes
 * @size: how many
 * @pos: next chunk
 * @error: what is wrong with it, NULL if nothing so far
 */
struct recording {
	const u8 *data;
	size_t size;
	size_t pos;
	const char *error;
};

/**
 * struct recorded_ctrl - a control of a request
 * @id: V4L2_CID_*
 * @bytes: size of @value
 * @in_request: the request itself carries it
 * @value: not aligned
 */
struct recorded_ctrl {
	u32 id;
	u32 bytes;
	bool in_request;
	const u8 *value;
};

/**
 * struct recorded_chunk - a chunk, checked
 * @type: enum daedalus_chunk_type
 * @stream: its stream
 * @offset: where it starts in the recording
 * @bytes: its length
 * @fourcc: START: coded format; REQUEST: CAPTURE format
 * @count: DROPPED: chunks
 * @timestamp: REQUEST, as all below: of the OUTPUT buffer
 * @flags: DAEDALUS_REQUEST_*
 * @err: errno, 0 if it was decoded
 * @width: of the CAPTURE format
 * @height: of the CAPTURE format
 * @num_ctrls: valid entries of @ctrl
 * @ctrl: controls
 * @bits: bitstream
 * @bits_bytes: its length
 * @md5: of the picture, with DAEDALUS_REQUEST_MD5
 */
struct recorded_chunk {
	u32 type;
	u32 stream;
	size_t offset;
	u32 bytes;
	u32 fourcc;
	u64 count;
	u64 timestamp;
	u32 flags;
	u32 err;
	u32 width;
	u32 height;
	u32 num_ctrls;
	struct recorded_ctrl ctrl[DAEDALUS_RECORD_CTRLS_MAX];
	const u8 *bits;
	u32 bits_bytes;
	const u8 *md5;
};

/**
 * recording_init() - start reading
 * @rec: reader
 * @data: the recording; stays with the caller
 * @size: bytes
 */
void recording_init(struct recording *rec, const void *data, size_t size);

/**
 * recording_next() - read a chunk
 * @rec: reader
 * @chunk: filled in; points into the recording
 *
 * Return: whether there was one; if not, @rec->error tells whether that is the
 * end or the recording is damaged.
 */
bool recording_next(struct recording *rec, struct recorded_chunk *chunk);

#endif /* RECORDING_H */
