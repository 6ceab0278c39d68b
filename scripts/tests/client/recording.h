/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Plays recordings on the device: whatever a client has once asked for, with the md5 of
 * what came of it, for any codec.
 */
#ifndef RECORDING_H
#define RECORDING_H

#include "client.h"

/* Most controls of a request. */
#define RECORDED_CTRLS_MAX	8

/**
 * struct recorded - a request
 * @timestamp: of its OUTPUT buffer, in microseconds
 * @num_ctrls: entries of @ctrls
 * @ctrls: all that its codec reads
 * @data: bitstream
 * @bytes: its length
 * @second: it goes into the CAPTURE buffer of the one before
 * @fourcc: CAPTURE format
 * @width: of that
 * @height: same
 * @md5: of the CAPTURE buffer, or NULL
 */
struct recorded {
	__u64 timestamp;
	unsigned int num_ctrls;
	struct v4l2_ext_control ctrls[RECORDED_CTRLS_MAX];
	const __u8 *data;
	size_t bytes;
	bool second;
	__u32 fourcc;
	unsigned int width, height;
	const __u8 *md5;
};

/**
 * struct recording - the requests of one stream
 * @path: of the file
 * @coded: format of OUTPUT, V4L2_PIX_FMT_*
 * @num_requests: entries of @requests
 * @requests: in the order in which they were decoded
 */
struct recording {
	const char *path;
	__u32 coded;
	unsigned int num_requests;
	struct recorded *requests;
};

void load_recording(const char *path, struct recording *rec);
/* The same of a file in memory; @data must stay. */
void parse_recording(const __u8 *data, size_t bytes, struct recording *rec);

/* Set the controls of request @n, in a request or with -1 for the stream; an errno. */
int recording_set_ctrls(struct client *c, const struct recording *rec, unsigned int n,
			int request);
/* All set for the stream from its first request on. */
void recording_start(struct client *c, const struct recording *rec, unsigned int num_out,
		     unsigned int num_cap);
/* Queue request @n with OUTPUT buffer @index. */
void recording_queue(struct client *c, const struct recording *rec, unsigned int n,
		     unsigned int index);
/* Is the picture of request @n in CAPTURE buffer @index? True as well if nobody knows. */
bool recording_matches(const struct client *c, const struct recording *rec, unsigned int n,
		       unsigned int index);
/*
 * Decode all of it, with full queues that are on, and check each picture. @frame, if
 * there, is called after each; when it says false, no more requests are queued.
 */
void recording_play(struct client *c, const struct recording *rec, bool (*frame)(void *),
		    void *arg);

#endif /* RECORDING_H */
