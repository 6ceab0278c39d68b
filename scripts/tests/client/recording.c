// SPDX-License-Identifier: GPL-2.0
/*
 * Recordings, see recording.h and daedalus_record_format.h.
 */
#include <md5.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../drivers/media/platform/daedalus/daedalus_record_format.h"
#include "recording.h"

/* The device must go on in less. Test kernels are slow, and machines may be busy. */
#define STALL_MS	30000

static void take_request(struct recorded *r, const struct daedalus_chunk_request *chunk)
{
	const __u8 *at = (const __u8 *)(chunk + 1);
	const struct daedalus_chunk_ctrl *ctrl;
	unsigned int i;

	check(chunk->num_ctrls <= RECORDED_CTRLS_MAX);
	*r = (struct recorded){
		.timestamp = chunk->timestamp / 1000,
		.num_ctrls = chunk->num_ctrls,
		.bytes = chunk->bits_bytes,
		.second = chunk->flags & DAEDALUS_REQUEST_SECOND,
		.fourcc = chunk->fourcc,
		.width = chunk->width,
		.height = chunk->height,
		.md5 = chunk->flags & DAEDALUS_REQUEST_MD5 ? chunk->md5 : NULL,
	};
	for (i = 0; i < r->num_ctrls; i++) {
		ctrl = (const struct daedalus_chunk_ctrl *)at;
		r->ctrls[i] = (struct v4l2_ext_control){
			.id = ctrl->id, .size = ctrl->bytes, .ptr = (void *)(ctrl + 1),
		};
		at += sizeof(*ctrl) + (ctrl->bytes + 7) / 8 * 8;
	}
	r->data = at;
}

static void add_request(struct recording *rec, const void *chunk)
{
	rec->requests = reallocarray(rec->requests, rec->num_requests + 1, sizeof(*rec->requests));
	check(rec->requests);
	take_request(&rec->requests[rec->num_requests++], chunk);
}

void parse_recording(const __u8 *data, size_t bytes, struct recording *rec)
{
	const struct daedalus_chunk *chunk;
	size_t pos;

	*rec = (struct recording){ 0 };
	for (pos = 0; pos < bytes; pos += chunk->bytes) {
		chunk = (const struct daedalus_chunk *)(data + pos);
		check(chunk->magic == DAEDALUS_CHUNK_MAGIC);
		check(chunk->bytes >= sizeof(*chunk) && chunk->bytes <= bytes - pos);
		if (chunk->type == DAEDALUS_CHUNK_REQUEST)
			add_request(rec, chunk);
		else if (chunk->type == DAEDALUS_CHUNK_START)
			rec->coded = ((const struct daedalus_chunk_start *)chunk)->fourcc;
		check(chunk->type != DAEDALUS_CHUNK_DROPPED);
	}
	check(rec->coded && rec->num_requests);
}

void load_recording(const char *path, struct recording *rec)
{
	size_t bytes;
	__u8 *data = load_file(path, &bytes);

	parse_recording(data, bytes, rec);
	rec->path = path;
}

int recording_set_ctrls(struct client *c, const struct recording *rec, unsigned int n,
			int request)
{
	const struct recorded *r = &rec->requests[n];
	struct v4l2_ext_control ctrls[RECORDED_CTRLS_MAX];
	struct v4l2_ext_controls all = {
		.which = request < 0 ? V4L2_CTRL_WHICH_CUR_VAL : V4L2_CTRL_WHICH_REQUEST_VAL,
		.count = r->num_ctrls,
		.request_fd = request,
		.controls = ctrls,
	};

	memcpy(ctrls, r->ctrls, sizeof(ctrls));
	return try_ioctl(c->video, VIDIOC_S_EXT_CTRLS, &all);
}

void recording_start(struct client *c, const struct recording *rec, unsigned int num_out,
		     unsigned int num_cap)
{
	c->coded = rec->coded;
	set_output_format(c, rec->requests[0].width, rec->requests[0].height);
	/* The one that decides the CAPTURE format is among them. */
	check(!recording_set_ctrls(c, rec, 0, -1));
	request_buffers(c, &c->out, num_out);
	request_buffers(c, &c->cap, num_cap);
	stream(c, &c->cap, true);
	stream(c, &c->out, true);
}

static bool is_held(const struct recording *rec, unsigned int n)
{
	return n + 1 < rec->num_requests && rec->requests[n + 1].second;
}

void recording_queue(struct client *c, const struct recording *rec, unsigned int n,
		     unsigned int index)
{
	const struct recorded *r = &rec->requests[n];
	int request = make_request(c);

	check(!recording_set_ctrls(c, rec, n, request));
	queue_output(c, index, request, r->data, r->bytes, r->timestamp,
		     is_held(rec, n) ? V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF : 0);
	close(request);
}

static void add_rows(MD5_CTX *ctx, const __u8 *row, size_t bytes, size_t stride,
		     unsigned int rows)
{
	for (; rows; rows--, row += stride)
		MD5Update(ctx, row, bytes);
}

bool recording_matches(const struct client *c, const struct recording *rec, unsigned int n,
		       unsigned int index)
{
	const struct recorded *r = &rec->requests[n];
	const unsigned int sample_bytes = r->fourcc == V4L2_PIX_FMT_NV12 ? 1 : 2;
	const size_t bytes = r->width * sample_bytes, stride = (bytes + 63) / 64 * 64;
	const size_t chroma_bytes = (r->width + 1) / 2 * 2 * sample_bytes;
	const __u8 *start = c->cap.map[index].start;
	__u8 md5[MD5_DIGEST_LENGTH];
	MD5_CTX ctx;

	if (!r->md5)
		return true;
	/* Of the formats the driver prefers, those that the tests' recordings have. */
	check(r->fourcc == V4L2_PIX_FMT_NV12 || r->fourcc == V4L2_PIX_FMT_P010);
	MD5Init(&ctx);
	add_rows(&ctx, start, bytes, stride, r->height);
	add_rows(&ctx, start + r->height * stride, chroma_bytes, stride, (r->height + 1) / 2);
	MD5Final(md5, &ctx);
	return !memcmp(md5, r->md5, sizeof(md5));
}

/**
 * struct position - how far a recording has been played
 * @queued: requests that were
 * @done: pictures that came back, as the number of the last request of each and one more
 * @last: where to stop
 */
struct position {
	unsigned int queued, done, last;
};

static void fill_queues(struct client *c, const struct recording *rec, struct position *pos)
{
	unsigned int i;

	for (i = 0; i < c->cap.count; i++)
		if (!c->cap.queued[i])
			check(!queue_capture(c, i));
	for (i = 0; i < c->out.count && pos->queued < pos->last; i++)
		if (!c->out.queued[i])
			recording_queue(c, rec, pos->queued++, i);
}

static void take_picture(struct client *c, const struct recording *rec, struct position *pos,
			 const struct done *done)
{
	while (is_held(rec, pos->done))
		pos->done++;
	if (!recording_matches(c, rec, pos->done, done->index))
		fail("%s: the picture of request %u is wrong", rec->path, pos->done);
	check(done->timestamp == rec->requests[pos->done].timestamp);
	pos->done++;
}

/* Buffers have one size. */
static void check_sizes(const struct recording *rec)
{
	unsigned int i;

	for (i = 1; i < rec->num_requests; i++)
		check(rec->requests[i].width == rec->requests[0].width &&
		      rec->requests[i].height == rec->requests[0].height);
}

void recording_play(struct client *c, const struct recording *rec, bool (*frame)(void *),
		    void *arg)
{
	struct pollfd fd = { c->video, POLLIN | POLLOUT, 0 };
	struct position pos = { .last = rec->num_requests };
	struct done done;

	check_sizes(rec);
	while (pos.done < pos.last) {
		fill_queues(c, rec, &pos);
		/* The second field of a frame may need the OUTPUT buffer of the first. */
		if (poll(&fd, 1, STALL_MS) != 1)
			fail("%s: nothing after request %u", rec->path, pos.done);
		while (dequeue(c, &c->out, &done, 0))
			;
		while (dequeue(c, &c->cap, &done, 0)) {
			take_picture(c, rec, &pos, &done);
			if (frame && !frame(arg))
				pos.last = pos.queued;
			while (is_held(rec, pos.last - 1))
				pos.last++;
		}
	}
}
