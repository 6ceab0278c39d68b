/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Format of recorded requests, version 1; shared with the programs that replay
 * them. See Documentation/driver-api/media/drivers/daedalus-record.rst.
 *
 * All numbers are little endian. A recording is a sequence of chunks, each a
 * struct daedalus_chunk and what its type says, padded with zeros to a multiple
 * of 8 bytes.
 */
#ifndef DAEDALUS_RECORD_FORMAT_H
#define DAEDALUS_RECORD_FORMAT_H

#include <linux/types.h>

/* "DAER" in the order of bytes. */
#define DAEDALUS_CHUNK_MAGIC		0x52454144u
#define DAEDALUS_RECORD_VERSION		1
/* No chunk is longer. */
#define DAEDALUS_CHUNK_BYTES_MAX	(72u << 20)
/* Most controls of a request. */
#define DAEDALUS_RECORD_CTRLS_MAX	32

/*
 * CAPTURE formats for 4:4:0, of which V4L2 has none: like NV24 and P012, but with half
 * as many rows of chroma. Only recordings that were made without a device have them.
 */
#define DAEDALUS_PIX_FMT_N440		0x3034344eu	/* "N440" */
#define DAEDALUS_PIX_FMT_P440		0x30343450u	/* "P440" */

/**
 * enum daedalus_chunk_type - what a chunk is
 * @DAEDALUS_CHUNK_FILE: first of a recording: struct daedalus_chunk_file
 * @DAEDALUS_CHUNK_START: a stream starts: struct daedalus_chunk_start; nothing
 *	of what the stream's decoder remembers is older. If it really started
 *	earlier and has decoded requests that are not in the recording, a
 *	DAEDALUS_CHUNK_DROPPED of that stream follows at once.
 * @DAEDALUS_CHUNK_REQUEST: a request has been decoded: struct
 *	daedalus_chunk_request, then the controls, each a struct daedalus_chunk_ctrl
 *	and its value, padded to a multiple of 8 bytes; then the bitstream
 * @DAEDALUS_CHUNK_STOP: a stream has stopped; the chunk is its head only. A
 *	recording may end before its streams do.
 * @DAEDALUS_CHUNK_DROPPED: chunks are missing here: struct daedalus_chunk_dropped
 *
 * A stream's requests come in the order in which they were decoded, between its
 * START and its STOP. Each START follows the stream's STOP, unless a DROPPED of
 * stream 0 is in between, since STOP may be what is missing.
 *
 * Readers skip types they do not know.
 */
enum daedalus_chunk_type {
	DAEDALUS_CHUNK_FILE = 1,
	DAEDALUS_CHUNK_START = 2,
	DAEDALUS_CHUNK_REQUEST = 3,
	DAEDALUS_CHUNK_STOP = 4,
	DAEDALUS_CHUNK_DROPPED = 5,
};

/**
 * struct daedalus_chunk - head of every chunk
 * @magic: DAEDALUS_CHUNK_MAGIC
 * @type: enum daedalus_chunk_type
 * @bytes: length with this head and the padding, a multiple of 8
 * @stream: number of the stream (open file), 0 if it belongs to none
 */
struct daedalus_chunk {
	__le32 magic;
	__le32 type;
	__le32 bytes;
	__le32 stream;
};

/**
 * struct daedalus_chunk_file - DAEDALUS_CHUNK_FILE
 * @chunk: head
 * @version: DAEDALUS_RECORD_VERSION
 * @reserved: 0
 * @kernel: release of the kernel, zero-terminated and padded
 */
struct daedalus_chunk_file {
	struct daedalus_chunk chunk;
	__le32 version;
	__le32 reserved;
	char kernel[64];
};

/**
 * struct daedalus_chunk_start - DAEDALUS_CHUNK_START
 * @chunk: head
 * @fourcc: coded format, V4L2_PIX_FMT_*
 * @reserved: 0
 */
struct daedalus_chunk_start {
	struct daedalus_chunk chunk;
	__le32 fourcc;
	__le32 reserved;
};

/* struct daedalus_chunk_request.flags */
#define DAEDALUS_REQUEST_MD5		0x1	/* md5 is set */
#define DAEDALUS_REQUEST_SECOND		0x2	/* into the buffer of the last one */
#define DAEDALUS_REQUEST_DAMAGED	0x4	/* not what the stream says */
#define DAEDALUS_REQUEST_ABORTED	0x8	/* ended early by the client; no md5 */

/**
 * struct daedalus_chunk_request - DAEDALUS_CHUNK_REQUEST
 * @chunk: head
 * @timestamp: of the OUTPUT buffer, ns
 * @duration_ns: from the start of the job to its end, without the md5
 * @flags: DAEDALUS_REQUEST_*
 * @error: 0, or the errno why the request was not decoded
 * @fourcc: format of the CAPTURE buffer, V4L2_PIX_FMT_*, DAEDALUS_PIX_FMT_*
 * @width: of the CAPTURE format, luma samples
 * @height: of the CAPTURE format, luma rows
 * @num_ctrls: controls that follow
 * @bits_bytes: length of the bitstream that follows; 0, with an error, if there
 *	was none or no memory for it: the codec has not seen the request
 * @reserved: 0
 * @md5: of the CAPTURE buffer: the rows of luma, @width samples each without
 *	padding, then those of chroma; with both in one plane, its rows; of all
 *	samples of the buffer, also those around a smaller picture; 0 if it is not
 *	known
 *
 * With DAEDALUS_REQUEST_ABORTED nobody knows how far the picture has come, nor
 * what those that refer to it look like.
 */
struct daedalus_chunk_request {
	struct daedalus_chunk chunk;
	__le64 timestamp;
	__le64 duration_ns;
	__le32 flags;
	__le32 error;
	__le32 fourcc;
	__le32 width;
	__le32 height;
	__le32 num_ctrls;
	__le32 bits_bytes;
	__le32 reserved;
	__u8 md5[16];
};

/* struct daedalus_chunk_ctrl.flags */
#define DAEDALUS_CTRL_IN_REQUEST	0x1	/* the request itself carries it */

/**
 * struct daedalus_chunk_ctrl - head of a control in a request
 * @id: V4L2_CID_*
 * @bytes: size of the value, as in the uAPI; the padding is not counted
 * @flags: DAEDALUS_CTRL_*
 * @reserved: 0
 *
 * The values are those the request was decoded with, whether it carries them or
 * not. Controls that the driver does not read are left out.
 */
struct daedalus_chunk_ctrl {
	__le32 id;
	__le32 bytes;
	__le32 flags;
	__le32 reserved;
};

/**
 * struct daedalus_chunk_dropped - DAEDALUS_CHUNK_DROPPED
 * @chunk: head; its stream is the one whose chunks are missing, 0 for any
 * @count: chunks that are missing, 0 if not known
 *
 * What follows may refer to pictures that are missing, until the stream's next
 * START without such a chunk.
 */
struct daedalus_chunk_dropped {
	struct daedalus_chunk chunk;
	__le64 count;
};

#endif /* DAEDALUS_RECORD_FORMAT_H */
