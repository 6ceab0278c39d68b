// SPDX-License-Identifier: GPL-2.0
/*
 * A small client of the stateless decoder, see client.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "client.h"

#define DRIVER	"daedalus_v4l2"

void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	printf("FAIL: ");
	vprintf(format, args);
	printf("\n");
	va_end(args);
	exit(1);
}

__u64 now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000ull + t.tv_nsec / 1000000;
}

unsigned int patience_ms(void)
{
	const char *slowness = getenv("lab_slowness");

	return slowness ? atoi(slowness) * 1000 : 1000;
}

int try_ioctl(int fd, unsigned long request, void *arg)
{
	int ret;

	do {
		ret = ioctl(fd, request, arg);
	} while (ret < 0 && errno == EINTR);
	return ret < 0 ? errno : 0;
}

void must_ioctl(int fd, unsigned long request, void *arg, const char *name)
{
	int err = try_ioctl(fd, request, arg);

	if (err)
		fail("%s: %s", name, strerror(err));
}

static int open_node(const char *kind, unsigned long request, void *arg, const char *driver)
{
	char path[32];
	int i, fd;

	for (i = 0; i < 16; i++) {
		snprintf(path, sizeof(path), "/dev/%s%d", kind, i);
		fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (!try_ioctl(fd, request, arg) && !strcmp(driver, DRIVER))
			return fd;
		close(fd);
	}
	fail("no /dev/%s* of %s", kind, DRIVER);
}

void client_open(struct client *c)
{
	struct v4l2_capability cap = { 0 };
	struct media_device_info info = { 0 };

	*c = (struct client){
		.coded = V4L2_PIX_FMT_H264_SLICE,
		.out.type = OUTPUT,
		.cap.type = CAPTURE,
	};
	c->video = open_node("video", VIDIOC_QUERYCAP, &cap, (const char *)cap.driver);
	c->media = open_node("media", MEDIA_IOC_DEVICE_INFO, &info, info.driver);
}

static void unmap_plane(struct plane_map *map)
{
	if (map->start)
		munmap(map->start, map->bytes);
	map->start = NULL;
}

static void unmap_buffer(struct queue *q, unsigned int index)
{
	unmap_plane(&q->map[index]);
	unmap_plane(&q->map2[index]);
}

static void unmap(struct queue *q)
{
	unsigned int i;

	for (i = 0; i < q->count; i++)
		unmap_buffer(q, i);
	memset(q->queued, 0, sizeof(q->queued));
	q->count = 0;
}

void client_close(struct client *c)
{
	unmap(&c->out);
	unmap(&c->cap);
	close(c->video);
	close(c->media);
}

void set_output_format(struct client *c, unsigned int width, unsigned int height)
{
	struct v4l2_format f = {
		.type = OUTPUT,
		.fmt.pix_mp = {
			.width = width,
			.height = height,
			.pixelformat = c->coded,
			.num_planes = 1,
		},
	};

	MUST(c->video, VIDIOC_S_FMT, &f);
	check(f.fmt.pix_mp.width >= width && f.fmt.pix_mp.height >= height);
}

void get_capture_format(struct client *c, struct v4l2_format *f)
{
	*f = (struct v4l2_format){ .type = CAPTURE };
	MUST(c->video, VIDIOC_G_FMT, f);
}

int set_ctrl(struct client *c, int request, __u32 id, void *value, size_t bytes)
{
	struct v4l2_ext_control ctrl = { .id = id, .size = bytes, .ptr = value };
	struct v4l2_ext_controls ctrls = {
		.which = request < 0 ? V4L2_CTRL_WHICH_CUR_VAL : V4L2_CTRL_WHICH_REQUEST_VAL,
		.count = 1,
		.request_fd = request,
		.controls = &ctrl,
	};

	if (!bytes)
		ctrl.value = *(__s32 *)value;
	return try_ioctl(c->video, VIDIOC_S_EXT_CTRLS, &ctrls);
}

void get_ctrl(struct client *c, __u32 id, void *value, size_t bytes)
{
	struct v4l2_ext_control ctrl = { .id = id, .size = bytes, .ptr = value };
	struct v4l2_ext_controls ctrls = {
		.which = V4L2_CTRL_WHICH_CUR_VAL,
		.count = 1,
		.controls = &ctrl,
	};

	MUST(c->video, VIDIOC_G_EXT_CTRLS, &ctrls);
}

static struct plane_map map_plane(struct client *c, const struct v4l2_plane *plane)
{
	struct plane_map map = { .bytes = plane->length };

	map.start = mmap(NULL, map.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, c->video,
			 plane->m.mem_offset);
	if (map.start == MAP_FAILED)
		fail("mmap: %s", strerror(errno));
	return map;
}

static void map_buffer(struct client *c, struct queue *q, unsigned int index)
{
	struct v4l2_plane planes[VIDEO_MAX_PLANES] = { 0 };
	struct v4l2_buffer buf = {
		.type = q->type,
		.memory = V4L2_MEMORY_MMAP,
		.index = index,
		.length = VIDEO_MAX_PLANES,
		.m.planes = planes,
	};

	MUST(c->video, VIDIOC_QUERYBUF, &buf);
	q->num_planes = buf.length;
	q->map[index] = map_plane(c, &planes[0]);
	if (q->num_planes > 1)
		q->map2[index] = map_plane(c, &planes[1]);
}

void request_buffers(struct client *c, struct queue *q, unsigned int count)
{
	struct v4l2_requestbuffers req = {
		.type = q->type,
		.memory = V4L2_MEMORY_MMAP,
		.count = count,
	};
	unsigned int i;

	unmap(q);
	MUST(c->video, VIDIOC_REQBUFS, &req);
	check(req.count == count);
	q->memory = V4L2_MEMORY_MMAP;
	q->count = count;
	for (i = 0; i < count; i++)
		map_buffer(c, q, i);
}

unsigned int create_buffer(struct client *c, struct queue *q)
{
	struct v4l2_create_buffers create = { .count = 1, .memory = V4L2_MEMORY_MMAP };

	create.format.type = q->type;
	MUST(c->video, VIDIOC_G_FMT, &create.format);
	MUST(c->video, VIDIOC_CREATE_BUFS, &create);
	check(create.count == 1 && create.index < BUFFERS_MAX);
	q->memory = V4L2_MEMORY_MMAP;
	if (q->count <= create.index)
		q->count = create.index + 1;
	q->queued[create.index] = false;
	map_buffer(c, q, create.index);
	return create.index;
}

int remove_buffer(struct client *c, struct queue *q, unsigned int index)
{
	struct v4l2_remove_buffers remove = { .index = index, .count = 1, .type = q->type };
	int err = try_ioctl(c->video, VIDIOC_REMOVE_BUFS, &remove);

	if (!err)
		unmap_buffer(q, index);
	return err;
}

int export_buffer(struct client *c, struct queue *q, unsigned int index)
{
	struct v4l2_exportbuffer eb = { .type = q->type, .index = index, .flags = O_RDWR };

	MUST(c->video, VIDIOC_EXPBUF, &eb);
	return eb.fd;
}

void import_buffers(struct client *c, struct queue *q, unsigned int count, const int *dmabuf,
		    size_t bytes)
{
	struct v4l2_requestbuffers req = {
		.type = q->type,
		.memory = V4L2_MEMORY_DMABUF,
		.count = count,
	};
	unsigned int i;

	unmap(q);
	MUST(c->video, VIDIOC_REQBUFS, &req);
	check(req.count == count);
	q->memory = V4L2_MEMORY_DMABUF;
	q->num_planes = 1;
	q->count = count;
	for (i = 0; i < count; i++) {
		q->dmabuf[i] = dmabuf[i];
		q->map[i].start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, dmabuf[i],
				       0);
		q->map[i].bytes = bytes;
		check(q->map[i].start != MAP_FAILED);
	}
}

void stream(struct client *c, struct queue *q, bool on)
{
	int type = q->type;

	must_ioctl(c->video, on ? VIDIOC_STREAMON : VIDIOC_STREAMOFF, &type,
		   on ? "STREAMON" : "STREAMOFF");
	if (!on)
		memset(q->queued, 0, sizeof(q->queued));
}

void flush(struct client *c)
{
	struct v4l2_decoder_cmd cmd = { .cmd = V4L2_DEC_CMD_FLUSH };

	MUST(c->video, VIDIOC_DECODER_CMD, &cmd);
}

int queue_capture(struct client *c, unsigned int index)
{
	struct v4l2_plane planes[VIDEO_MAX_PLANES] = { 0 };
	struct v4l2_buffer buf = {
		.type = CAPTURE,
		.memory = c->cap.memory,
		.index = index,
		.length = c->cap.num_planes,
		.m.planes = planes,
	};
	int err;

	if (c->cap.memory == V4L2_MEMORY_DMABUF) {
		planes[0].m.fd = c->cap.dmabuf[index];
		planes[0].length = c->cap.map[index].bytes;
	}
	/* Before: it may be back at once. */
	err = try_ioctl(c->video, VIDIOC_QBUF, &buf);
	if (!err)
		c->cap.queued[index] = true;
	return err;
}

int make_request(struct client *c)
{
	int request = -1;

	MUST(c->media, MEDIA_IOC_REQUEST_ALLOC, &request);
	return request;
}

void queue_output(struct client *c, unsigned int index, int request, const void *data,
		  size_t bytes, __u64 timestamp, __u32 flags)
{
	struct v4l2_plane planes[VIDEO_MAX_PLANES] = { 0 };
	struct v4l2_buffer buf = {
		.type = OUTPUT,
		.memory = c->out.memory,
		.index = index,
		.length = 1,
		.m.planes = planes,
		.flags = V4L2_BUF_FLAG_REQUEST_FD | flags,
		.request_fd = request,
		.timestamp = { timestamp / 1000000, timestamp % 1000000 },
	};

	check(bytes <= c->out.map[index].bytes);
	memcpy(c->out.map[index].start, data, bytes);
	planes[0].bytesused = bytes;
	if (c->out.memory == V4L2_MEMORY_DMABUF) {
		planes[0].m.fd = c->out.dmabuf[index];
		planes[0].length = c->out.map[index].bytes;
	}
	MUST(c->video, VIDIOC_QBUF, &buf);
	MUST(request, MEDIA_REQUEST_IOC_QUEUE, NULL);
	c->out.queued[index] = true;
}

static void set_av1_ctrls(struct client *c, int request, const struct av1_ctrls *av1)
{
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_AV1_SEQUENCE, (void *)&av1->sequence,
			sizeof(av1->sequence)));
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_AV1_FRAME, (void *)&av1->frame,
			sizeof(av1->frame)));
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_AV1_FILM_GRAIN, (void *)&av1->grain,
			sizeof(av1->grain)));
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_AV1_TILE_GROUP_ENTRY, (void *)av1->tiles,
			av1->num_tiles * sizeof(av1->tiles[0])));
}

void set_picture_ctrls(struct client *c, int request, const struct picture *pic)
{
	if (pic->coded == V4L2_PIX_FMT_VP9_FRAME) {
		check(!set_ctrl(c, request, V4L2_CID_STATELESS_VP9_FRAME, (void *)&pic->frame,
				sizeof(pic->frame)));
		return;
	}
	if (pic->coded == V4L2_PIX_FMT_AV1_FRAME) {
		set_av1_ctrls(c, request, &pic->av1);
		return;
	}
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_H264_SPS, (void *)&pic->sps,
			sizeof(pic->sps)));
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_H264_PPS, (void *)&pic->pps,
			sizeof(pic->pps)));
	check(!set_ctrl(c, request, V4L2_CID_STATELESS_H264_DECODE_PARAMS, (void *)&pic->decode,
			sizeof(pic->decode)));
}

int queue_picture(struct client *c, unsigned int index, const struct picture *pic,
		  __u64 timestamp, __u32 flags)
{
	int request = make_request(c);

	set_picture_ctrls(c, request, pic);
	queue_output(c, index, request, pic->data, pic->bytes, timestamp, flags);
	return request;
}

bool dequeue(struct client *c, struct queue *q, struct done *done, unsigned int ms)
{
	struct v4l2_plane planes[VIDEO_MAX_PLANES] = { 0 };
	struct v4l2_buffer buf = {
		.type = q->type,
		.memory = q->memory,
		.length = VIDEO_MAX_PLANES,
		.m.planes = planes,
	};
	__u64 end = now_ms() + ms, now;
	struct pollfd fd = { c->video, q->type == OUTPUT ? POLLOUT : POLLIN, 0 };
	int err;

	for (;;) {
		err = try_ioctl(c->video, VIDIOC_DQBUF, &buf);
		if (err != EAGAIN)
			break;
		now = now_ms();
		if (now >= end || poll(&fd, 1, end - now) <= 0)
			return false;
		if (fd.revents & POLLERR)
			return false;
	}
	if (err)
		fail("DQBUF: %s", strerror(err));

	if (buf.index >= q->count || !q->queued[buf.index])
		fail("buffer %u of queue %d came back without having been queued", buf.index,
		     q->type);
	q->queued[buf.index] = false;
	*done = (struct done){
		.index = buf.index,
		.error = buf.flags & V4L2_BUF_FLAG_ERROR,
		.timestamp = buf.timestamp.tv_sec * 1000000ull + buf.timestamp.tv_usec,
	};
	return true;
}

void wait_request(int request)
{
	struct pollfd fd = { request, POLLPRI, 0 };

	if (poll(&fd, 1, patience_ms()) != 1 || !(fd.revents & POLLPRI))
		fail("a request did not complete in %u ms", patience_ms());
	close(request);
}

void start(struct client *c, const struct picture *pic, unsigned int num_out,
	   unsigned int num_cap)
{
	c->coded = pic->coded;
	set_output_format(c, pic->width, pic->height);
	/* The one that decides the CAPTURE format is among them. */
	set_picture_ctrls(c, -1, pic);
	request_buffers(c, &c->out, num_out);
	request_buffers(c, &c->cap, num_cap);
	stream(c, &c->cap, true);
	stream(c, &c->out, true);
}

bool decode(struct client *c, const struct picture *pic, unsigned int index, __u64 timestamp)
{
	struct done done;
	int err = queue_capture(c, index);

	if (err)
		fail("QBUF: %s", strerror(err));
	wait_request(queue_picture(c, 0, pic, timestamp, 0));
	/* The CAPTURE buffer is there before the request is complete. */
	check(dequeue(c, &c->cap, &done, 0));
	check(done.index == index);
	check(done.timestamp == timestamp);
	check(dequeue(c, &c->out, &(struct done){ 0 }, 0));
	return !done.error;
}

static __u64 hash_rows(__u64 hash, const void *start, unsigned int width, unsigned int rows)
{
	const __u8 *row = start;
	size_t stride = (width + 63) / 64 * 64;
	unsigned int x, y;

	for (y = 0; y < rows; y++, row += stride)
		for (x = 0; x < width; x++)
			hash = (hash ^ row[x]) * 1099511628211ull;
	return hash;
}

#define HASH_START	14695981039346656037ull

__u64 hash_nv12(const void *start, unsigned int width, unsigned int height)
{
	return hash_rows(HASH_START, start, width, height + (height + 1) / 2);
}

__u64 hash_capture(const struct client *c, unsigned int index, unsigned int width,
		   unsigned int height)
{
	const struct queue *q = &c->cap;

	if (!q->map2[index].start)
		return hash_nv12(q->map[index].start, width, height);
	return hash_rows(hash_rows(HASH_START, q->map[index].start, width, height),
			 q->map2[index].start, width, (height + 1) / 2);
}
