// SPDX-License-Identifier: GPL-2.0
/*
 * Cases of the device's life that no ordinary client makes happen on purpose.
 * "device CASE CLIP [CLIP]": a clip begins with an IDR picture and a P picture, or a
 * key frame and another; AV1 is a recording of such a clip. Each case is called by the
 * test script of its name, which says what for.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/dma-heap.h>
#include <linux/udmabuf.h>

#include "client/client.h"

#define PICTURES_MAX	8

static struct picture pictures[PICTURES_MAX];
static unsigned int num_pictures;

/* NULL if there is one only. */
static const char *other_clip;

static const struct picture *idr(void)
{
	check(pictures[0].idr);
	return &pictures[0];
}

static const struct picture *inter(void)
{
	check(num_pictures > 1 && !pictures[1].idr);
	return &pictures[1];
}

static bool is_vp9(void)
{
	return pictures[0].coded == V4L2_PIX_FMT_VP9_FRAME;
}

static bool is_av1(void)
{
	return pictures[0].coded == V4L2_PIX_FMT_AV1_FRAME;
}

static __u64 hash_idr(const struct client *c, unsigned int index)
{
	return hash_capture(c, index, idr()->width, idr()->height);
}

/* What the IDR picture looked like when the case began: checked by others against FFmpeg. */
static __u64 golden_hash;

/* What such a picture looks like now, with a file of its own. */
static __u64 hash_of_new_file(const struct picture *pic)
{
	struct client c;
	__u64 hash;

	client_open(&c);
	start(&c, pic, 1, 1);
	check(decode(&c, pic, 0, 0));
	hash = hash_capture(&c, 0, pic->width, pic->height);
	client_close(&c);
	return hash;
}

/* The device still does what it is for. */
static void check_alive(struct client *c, unsigned int index)
{
	memset(c->cap.map[index].start, 0x11, c->cap.map[index].bytes);
	check(decode(c, idr(), index, 123456));
	check(hash_idr(c, index) == golden_hash);
}

static unsigned int drain(struct client *c, struct queue *q, unsigned int ms)
{
	unsigned int count = 0;
	struct done done;

	while (dequeue(c, q, &done, count ? 0 : ms))
		count++;
	return count;
}

static unsigned int num_queued(const struct queue *q)
{
	unsigned int i, count = 0;

	for (i = 0; i < q->count; i++)
		count += q->queued[i];
	return count;
}

static unsigned int random_below(unsigned int n)
{
	static unsigned int seed = 1;

	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/*
 * dequeue() fails the test when a buffer comes back that was not queued, which
 * is how a buffer given out twice shows. All ways in which a CAPTURE buffer can
 * be parked, taken back and queued again are mixed.
 */
static void capture_given_out_twice(void)
{
	const unsigned int num_out = 4, num_cap = 5;
	unsigned int i, step;
	__u64 timestamp = 0;
	struct client c;

	client_open(&c);
	start(&c, idr(), num_out, num_cap);
	for (step = 0; step < 600; step++) {
		switch (random_below(12)) {
		default:
			for (i = 0; i < num_cap; i++)
				if (!c.cap.queued[i] && random_below(2))
					check(!queue_capture(&c, i));
			break;
		case 4 ... 7:
			for (i = 0; i < num_out; i++) {
				if (c.out.queued[i])
					continue;
				/* The same timestamp, held: another part of a picture. */
				timestamp += random_below(2);
				close(queue_picture(&c, i, idr(), timestamp, random_below(2) ?
						    V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF : 0));
			}
			break;
		case 8:
			flush(&c);
			break;
		case 9:
			stream(&c, random_below(2) ? &c.cap : &c.out, false);
			stream(&c, &c.cap, true);
			stream(&c, &c.out, true);
			break;
		case 10:
			stream(&c, &c.out, false);
			stream(&c, &c.cap, false);
			stream(&c, &c.cap, true);
			stream(&c, &c.out, true);
			break;
		}
		drain(&c, &c.out, 0);
		drain(&c, &c.cap, 0);
	}

	/* All that was taken comes back. */
	for (i = 0; i < num_cap; i++)
		if (!c.cap.queued[i])
			check(!queue_capture(&c, i));
	while (num_queued(&c.out))
		if (!drain(&c, &c.out, patience_ms()))
			flush(&c);
	stream(&c, &c.out, false);
	stream(&c, &c.cap, false);
	stream(&c, &c.cap, true);
	stream(&c, &c.out, true);
	check_alive(&c, 0);
	client_close(&c);
}

/*
 * A client that queues both fields at once may take the end of the first request for the
 * end of the frame. One that has no other OUTPUT buffer does not wait for it.
 */
static void first_field_ends_with_second(void)
{
	const __u32 hold = V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF;
	int first, second;
	struct done done;
	struct client c;
	unsigned int i;
	__u64 since;

	client_open(&c);
	start(&c, idr(), 2, 1);
	for (i = 1; i <= 50; i++) {
		check(!queue_capture(&c, 0));
		first = queue_picture(&c, 0, idr(), i, hold);
		second = queue_picture(&c, 1, idr(), i, 0);
		wait_request(first);
		check(dequeue(&c, &c.cap, &done, 0) && done.timestamp == i);
		wait_request(second);
		check(dequeue(&c, &c.out, &done, 0) && done.index == 0);
		check(dequeue(&c, &c.out, &done, 0) && done.index == 1);
	}
	client_close(&c);

	client_open(&c);
	start(&c, idr(), 1, 1);
	since = now_ms();
	for (i = 1; i <= 50; i++) {
		check(!queue_capture(&c, 0));
		wait_request(queue_picture(&c, 0, idr(), i, hold));
		check(dequeue(&c, &c.out, &done, 0));
		wait_request(queue_picture(&c, 0, idr(), i, 0));
		check(drain(&c, &c.out, 0) == 1 && drain(&c, &c.cap, 0) == 1);
	}
	check(now_ms() - since < patience_ms() * 2);
	client_close(&c);
}

/* HOLD keeps the CAPTURE buffer until another timestamp, FLUSH or STREAMOFF. */
static void held_capture_is_returned(void)
{
	const __u32 hold = V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF;
	struct done done;
	struct client c;

	client_open(&c);
	start(&c, idr(), 2, 3);

	check(!queue_capture(&c, 0));
	wait_request(queue_picture(&c, 0, idr(), 1, hold));
	check(dequeue(&c, &c.out, &done, 0));
	check(!dequeue(&c, &c.cap, &done, 50));
	/* The same timestamp: into the same buffer; the other one is not needed. */
	wait_request(queue_picture(&c, 0, idr(), 1, 0));
	check(dequeue(&c, &c.cap, &done, 0) && done.index == 0 && done.timestamp == 1);
	check(dequeue(&c, &c.out, &done, 0));

	/* Another timestamp. */
	check(!queue_capture(&c, 0));
	check(!queue_capture(&c, 1));
	wait_request(queue_picture(&c, 0, idr(), 2, hold));
	check(!dequeue(&c, &c.cap, &done, 50));
	wait_request(queue_picture(&c, 1, idr(), 3, 0));
	check(dequeue(&c, &c.cap, &done, 0) && done.index == 0 && done.timestamp == 2);
	check(dequeue(&c, &c.cap, &done, 0) && done.index == 1 && done.timestamp == 3);
	check(drain(&c, &c.out, 0) == 2);

	/* FLUSH */
	check(!queue_capture(&c, 2));
	wait_request(queue_picture(&c, 0, idr(), 4, hold));
	check(!dequeue(&c, &c.cap, &done, 50));
	flush(&c);
	check(dequeue(&c, &c.cap, &done, patience_ms()) && done.index == 2 && done.timestamp == 4);
	check(drain(&c, &c.out, 0) == 1);

	/* STREAMOFF of the CAPTURE queue: it can be queued again. */
	check(!queue_capture(&c, 2));
	wait_request(queue_picture(&c, 0, idr(), 5, hold));
	stream(&c, &c.cap, false);
	check(!queue_capture(&c, 2));
	stream(&c, &c.cap, true);
	check(drain(&c, &c.out, 0) == 1);
	wait_request(queue_picture(&c, 0, idr(), 5, 0));
	check(dequeue(&c, &c.cap, &done, 0) && done.index == 2);
	check(dequeue(&c, &c.out, &done, 0));
	check_alive(&c, 0);
	client_close(&c);
}

/*
 * Fill both queues so that a job is running, or about to. CAPTURE buffers come last: to
 * queue requests takes longer than to decode them.
 */
static void make_busy(struct client *c, __u64 timestamp)
{
	unsigned int i;

	for (i = 0; i < c->out.count; i++)
		if (!c->out.queued[i])
			close(queue_picture(c, i, idr(), timestamp + i, 0));
	for (i = 0; i < c->cap.count; i++)
		if (!c->cap.queued[i])
			check(!queue_capture(c, i));
}

/* The same; whether jobs are left to do, now or some time later. */
static bool is_busy(struct client *c, __u64 timestamp)
{
	make_busy(c, timestamp);
	if (random_below(2))
		usleep(random_below(3000));
	return drain(c, &c->out, 0) < c->out.count;
}

static void check_prompt(__u64 since, const char *what)
{
	__u64 took = now_ms() - since;

	if (took >= patience_ms())
		fail("%s took %llu ms", what, (unsigned long long)took);
}

static void streamoff_with_job_running(void)
{
	unsigned int i, interrupted = 0;
	struct client c;
	__u64 before;

	client_open(&c);
	start(&c, idr(), 2, 2);
	for (i = 0; i < 60; i++) {
		interrupted += is_busy(&c, 2 * i);
		before = now_ms();
		stream(&c, i & 1 ? &c.out : &c.cap, false);
		stream(&c, i & 1 ? &c.cap : &c.out, false);
		check_prompt(before, "STREAMOFF");
		stream(&c, &c.cap, true);
		stream(&c, &c.out, true);
	}
	/* Else it is no test. */
	check(interrupted >= 6);
	check_alive(&c, 1);
	client_close(&c);
}

static void close_with_job_running(void)
{
	unsigned int i, interrupted = 0;
	struct client c;
	__u64 before;

	for (i = 0; i < 50; i++) {
		client_open(&c);
		start(&c, idr(), 2, 2);
		interrupted += is_busy(&c, 0);
		before = now_ms();
		client_close(&c);
		check_prompt(before, "close");
	}
	check(interrupted >= 5);
	check(hash_of_new_file(idr()) == golden_hash);
}

static void child_decodes_forever(void)
{
	struct client c;

	client_open(&c);
	start(&c, idr(), 2, 2);
	for (;;) {
		make_busy(&c, 0);
		drain(&c, &c.out, patience_ms());
		drain(&c, &c.cap, 0);
	}
}

static void kill_with_job_running(void)
{
	unsigned int i;
	__u64 before;
	int status;
	pid_t pid;

	for (i = 0; i < 25; i++) {
		pid = fork();
		check(pid >= 0);
		if (!pid)
			child_decodes_forever();
		usleep(20000 + random_below(60000));
		check(!waitpid(pid, &status, WNOHANG));
		before = now_ms();
		kill(pid, SIGKILL);
		check(waitpid(pid, &status, 0) == pid);
		check_prompt(before, "exit of a killed client");
	}
	check(hash_of_new_file(idr()) == golden_hash);
}

/*
 * Each damaged buffer comes back in time, with the ERROR flag if @must_fail. VP9 has
 * no way to tell that bits are missing at the end of a frame; in AV1 each bit is part of
 * some symbol, but the control says how long a tile is.
 */
static void try_damaged(struct client *c, struct picture *pic, bool must_fail, const char *what)
{
	bool good = decode(c, pic, 1, 777);

	if (good && must_fail)
		fail("%s: no error", what);
	check_alive(c, 2);
}

static void damaged_output_buffer(void)
{
	__u8 *data = malloc(idr()->bytes + 65536);
	struct picture pic = *idr();
	struct client c;
	unsigned int i, j;
	size_t bytes;

	check(data);
	client_open(&c);
	start(&c, idr(), 1, 3);
	pic.data = data;

	for (i = 0; i < 20; i++) {
		memcpy(data, idr()->data, idr()->bytes);
		pic.bytes = 1 + idr()->bytes * i / 20;
		try_damaged(&c, &pic, !is_vp9() || !i, "truncated");
	}

	pic.bytes = idr()->bytes;
	memset(data, 0, pic.bytes);
	try_damaged(&c, &pic, !is_av1(), "zero-filled");
	memset(data, 0xff, pic.bytes);
	try_damaged(&c, &pic, !is_av1(), "0xff");

	for (i = 0; i < 40; i++) {
		bytes = i & 1 ? idr()->bytes : 1 + random_below(65536);
		for (j = 0; j < bytes; j++)
			data[j] = random_below(256);
		/* Half of them get past the slice header. */
		if (i & 1)
			memcpy(data, idr()->data, 16);
		pic.bytes = bytes;
		try_damaged(&c, &pic, false, "random");
	}

	/* Start codes only, as many slices as there can be. */
	for (i = 0; i < 65536 / 4; i++)
		memcpy(data + 4 * i, "\0\0\1\x65", 4);
	pic.bytes = 65536;
	try_damaged(&c, &pic, !is_av1(), "start codes");

	free(data);
	client_close(&c);
}

/* A payload that is empty, or begins behind its end. */
static void bad_payload(void)
{
	struct v4l2_plane plane = { 0 };
	struct v4l2_buffer buf = {
		.type = OUTPUT, .memory = V4L2_MEMORY_MMAP, .length = 1, .m.planes = &plane,
	};
	struct client c;

	client_open(&c);
	start(&c, idr(), 1, 1);
	plane.bytesused = c.out.map[0].bytes + 1;
	check(try_ioctl(c.video, VIDIOC_QBUF, &buf) == EINVAL);
	plane.bytesused = 100;
	plane.data_offset = 100;
	check(try_ioctl(c.video, VIDIOC_QBUF, &buf) == EINVAL);
	check_alive(&c, 0);
	client_close(&c);
}

/* What a P frame refers to, by timestamps in microseconds. */
static struct picture inter_of(__u64 timestamp)
{
	struct picture pic = *inter();
	unsigned int i;

	pic.frame.last_frame_ts = timestamp * 1000;
	pic.frame.golden_frame_ts = timestamp * 1000;
	pic.frame.alt_frame_ts = timestamp * 1000;
	for (i = 0; i < V4L2_AV1_TOTAL_REFS_PER_FRAME; i++)
		pic.av1.frame.reference_frame_ts[i] = timestamp * 1000;
	return pic;
}

/* Without what it refers to a frame is damaged. */
static void missing_frame(void)
{
	static const __u64 missing[] = { 0, 999999, 1002, UINT64_MAX / 1000 };
	struct picture pic;
	struct client c;
	unsigned int i;

	client_open(&c);
	start(&c, idr(), 1, 4);

	/* Nothing decoded before; timestamps that match nothing, one its own. */
	for (i = 0; i < ARRAY_SIZE(missing); i++) {
		pic = inter_of(missing[i]);
		check(!decode(&c, &pic, 0, 1002));
		check_alive(&c, 1);
	}

	/* The frame it needs, and the same from before a seek. */
	pic = inter_of(5);
	check(decode(&c, idr(), 0, 5));
	check(decode(&c, &pic, 2, 6));
	check(decode(&c, idr(), 0, 5));
	stream(&c, &c.out, false);
	stream(&c, &c.out, true);
	check(!decode(&c, &pic, 2, 6));
	check_alive(&c, 1);

	client_close(&c);
}

static void missing_h264_reference(void)
{
	struct picture pic = *inter();
	struct v4l2_h264_dpb_entry *dpb = pic.decode.dpb;
	struct client c;
	unsigned int i;

	client_open(&c);
	start(&c, idr(), 1, 4);

	/* An empty DPB, and nothing decoded before. */
	decode(&c, &pic, 0, 1000);
	check_alive(&c, 1);

	/* Timestamps that match nothing. */
	for (i = 0; i < V4L2_H264_NUM_DPB_ENTRIES; i++)
		dpb[i] = (struct v4l2_h264_dpb_entry){
			.reference_ts = i ? UINT64_MAX - i : 999999999,
			.frame_num = i,
			.fields = V4L2_H264_FRAME_REF,
			.flags = V4L2_H264_DPB_ENTRY_FLAG_VALID | V4L2_H264_DPB_ENTRY_FLAG_ACTIVE,
		};
	decode(&c, &pic, 0, 1001);
	check_alive(&c, 1);

	/* Its own timestamp, and one of a CAPTURE buffer that never was decoded. */
	dpb[0].reference_ts = 1002 * 1000;
	decode(&c, &pic, 0, 1002);
	check_alive(&c, 1);

	/* The picture it needs, but from before a seek. */
	check(decode(&c, idr(), 0, 5));
	stream(&c, &c.out, false);
	stream(&c, &c.out, true);
	dpb[0].reference_ts = 5 * 1000;
	decode(&c, &pic, 2, 6);
	check_alive(&c, 1);

	client_close(&c);
}

static void missing_reference(void)
{
	if (is_vp9() || is_av1())
		missing_frame();
	else
		missing_h264_reference();
}

static int heap_buffer(size_t bytes)
{
	struct dma_heap_allocation_data data = { .len = bytes, .fd_flags = O_RDWR | O_CLOEXEC };
	int heap = open("/dev/dma_heap/system", O_RDWR | O_CLOEXEC);

	check(heap >= 0);
	MUST(heap, DMA_HEAP_IOCTL_ALLOC, &data);
	close(heap);
	return data.fd;
}

static int udma_buffer(size_t bytes)
{
	int mem = memfd_create("udmabuf", MFD_ALLOW_SEALING), dev, fd;
	struct udmabuf_create create = { .memfd = mem, .size = bytes };

	check(mem >= 0 && !ftruncate(mem, bytes) && !fcntl(mem, F_ADD_SEALS, F_SEAL_SHRINK));
	dev = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
	check(dev >= 0);
	fd = ioctl(dev, UDMABUF_CREATE, &create);
	if (fd < 0)
		fail("UDMABUF_CREATE: %s", strerror(errno));
	close(dev);
	close(mem);
	return fd;
}

static size_t capture_bytes(struct client *c)
{
	struct v4l2_format f;

	get_capture_format(c, &f);
	return f.fmt.pix_mp.plane_fmt[0].sizeimage;
}

static void import_some(struct client *c, const int *dmabuf, size_t bytes)
{
	unsigned int i;

	stream(c, &c->cap, false);
	import_buffers(c, &c->cap, 2, dmabuf, bytes);
	stream(c, &c->cap, true);
	for (i = 0; i < 4; i++)
		check_alive(c, i & 1);
}

static void dmabuf_import(void)
{
	int udma[2], heap[2], exported[2], small, bits, i;
	struct client c, exporter;
	size_t bytes;

	client_open(&c);
	client_open(&exporter);
	start(&c, idr(), 1, 1);
	start(&exporter, idr(), 1, 2);
	bytes = capture_bytes(&c);
	for (i = 0; i < 2; i++) {
		udma[i] = udma_buffer(bytes);
		heap[i] = heap_buffer(bytes);
		exported[i] = export_buffer(&exporter, &exporter.cap, i);
	}

	import_some(&c, udma, bytes);
	import_some(&c, heap, bytes);
	import_some(&c, exported, bytes);
	/* The importer keeps the memory of an exporter that is gone. */
	client_close(&exporter);
	import_some(&c, exported, bytes);

	/* Bitstream from an imported buffer. */
	stream(&c, &c.out, false);
	bits = heap_buffer(1 << 18);
	import_buffers(&c, &c.out, 1, &bits, 1 << 18);
	stream(&c, &c.out, true);
	check_alive(&c, 0);

	/* Too small. */
	small = heap_buffer(4096);
	stream(&c, &c.cap, false);
	import_buffers(&c, &c.cap, 1, &small, 4096);
	check(queue_capture(&c, 0) == EINVAL);
	client_close(&c);
}

/* Exported memory outlives the buffers, the file, and the decoder's use of it. */
static void export_outlives_file(void)
{
	struct client c;
	size_t bytes;
	void *map;
	int fd;

	client_open(&c);
	start(&c, idr(), 1, 1);
	check(decode(&c, idr(), 0, 1));
	bytes = capture_bytes(&c);
	fd = export_buffer(&c, &c.cap, 0);
	client_close(&c);
	map = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
	check(map != MAP_FAILED);
	close(fd);
	check(hash_nv12(map, idr()->width, idr()->height) == golden_hash);
	munmap(map, bytes);
}

static void size_change_while_streaming(void)
{
	struct v4l2_format f;
	struct client c;
	unsigned int old = 0, large;

	client_open(&c);
	start(&c, idr(), 2, 1);
	check(decode(&c, idr(), old, 1));

	/* Larger: the CAPTURE format follows, old buffers stay what they are. */
	set_output_format(&c, idr()->width * 2, idr()->height * 2);
	get_capture_format(&c, &f);
	check(f.fmt.pix_mp.width == idr()->width * 2 && f.fmt.pix_mp.height == idr()->height * 2);
	check_alive(&c, old);

	large = create_buffer(&c, &c.cap);
	check(c.cap.map[large].bytes > c.cap.map[old].bytes);
	check(decode(&c, idr(), large, 2));
	check_alive(&c, old);

	/* Smaller than the stream: what is made now cannot take a picture. */
	set_output_format(&c, 16, 16);
	large = create_buffer(&c, &c.cap);
	memset(c.cap.map[large].start, 0x22, c.cap.map[large].bytes);
	check(!decode(&c, idr(), large, 3));
	check_alive(&c, old);

	/* No other codec while there are buffers, and no harm in asking. */
	f = (struct v4l2_format){ .type = OUTPUT };
	f.fmt.pix_mp.pixelformat = V4L2_PIX_FMT_MPEG2_SLICE;
	MUST(c.video, VIDIOC_S_FMT, &f);
	check(f.fmt.pix_mp.pixelformat == V4L2_PIX_FMT_H264_SLICE);
	check_alive(&c, old);
	client_close(&c);
}

static void stop(struct client *c)
{
	stream(c, &c->out, false);
	stream(c, &c->cap, false);
	request_buffers(c, &c->out, 0);
	request_buffers(c, &c->cap, 0);
}

/* A file that decodes a clip, another one, which has another codec, and the first again. */
static void two_codecs(void)
{
	static struct picture other;
	struct client c;
	__u64 hash;

	check(other_clip && load_pictures(other_clip, &other, 1));
	check(other.idr && other.coded != idr()->coded);
	hash = hash_of_new_file(&other);

	client_open(&c);
	start(&c, idr(), 1, 1);
	check_alive(&c, 0);
	stop(&c);

	start(&c, &other, 1, 1);
	check(decode(&c, &other, 0, 1));
	check(hash_capture(&c, 0, other.width, other.height) == hash);
	stop(&c);

	start(&c, idr(), 1, 1);
	check_alive(&c, 0);
	client_close(&c);
}

/* The same picture in one memory plane and in two. */
static void two_memory_planes(void)
{
	struct v4l2_format f = { .type = CAPTURE };
	struct client c;

	client_open(&c);
	start(&c, idr(), 1, 1);
	stream(&c, &c.cap, false);
	request_buffers(&c, &c.cap, 0);

	f.fmt.pix_mp.pixelformat = V4L2_PIX_FMT_NV12M;
	MUST(c.video, VIDIOC_S_FMT, &f);
	check(f.fmt.pix_mp.pixelformat == V4L2_PIX_FMT_NV12M && f.fmt.pix_mp.num_planes == 2);
	request_buffers(&c, &c.cap, 2);
	check(c.cap.num_planes == 2);
	stream(&c, &c.cap, true);
	check_alive(&c, 0);
	check_alive(&c, 1);
	client_close(&c);
}

static void create_and_remove_buffers(void)
{
	struct v4l2_create_buffers create = { .count = 0, .memory = V4L2_MEMORY_MMAP };
	unsigned int i, index;
	struct client c;

	client_open(&c);
	create.format.type = OUTPUT;
	MUST(c.video, VIDIOC_G_FMT, &create.format);
	MUST(c.video, VIDIOC_CREATE_BUFS, &create);
	check(create.capabilities & V4L2_BUF_CAP_SUPPORTS_REQUESTS);
	check(create.capabilities & V4L2_BUF_CAP_SUPPORTS_REMOVE_BUFS);
	check(create.capabilities & V4L2_BUF_CAP_SUPPORTS_M2M_HOLD_CAPTURE_BUF);

	start(&c, idr(), 1, 1);
	for (i = 0; i < 50; i++) {
		index = create_buffer(&c, &c.cap);
		check_alive(&c, index);
		check(!queue_capture(&c, 0));
		check(remove_buffer(&c, &c.cap, 0) == EBUSY);
		check(remove_buffer(&c, &c.cap, index) == 0);
		wait_request(queue_picture(&c, 0, idr(), i, 0));
		check(dequeue(&c, &c.cap, &(struct done){ 0 }, 0));
		check(dequeue(&c, &c.out, &(struct done){ 0 }, 0));
	}
	/* All of them, then from the start. */
	check(remove_buffer(&c, &c.cap, 0) == 0);
	check_alive(&c, create_buffer(&c, &c.cap));
	client_close(&c);
}

/* Set, with and without a request; the errno must be @err in both cases. */
static void try_vp9_frame(struct client *c, int request, struct v4l2_ctrl_vp9_frame *frame,
			  int err, const char *change)
{
	const __u32 id = V4L2_CID_STATELESS_VP9_FRAME;

	if (set_ctrl(c, -1, id, frame, sizeof(*frame)) != err ||
	    set_ctrl(c, request, id, frame, sizeof(*frame)) != err)
		fail("%s: not %s", change, err ? "refused" : "taken");
}

static void vp9_controls_out_of_range(void)
{
	const __u32 ss_x = V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING;
	const __u32 ss_y = V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING;
	struct v4l2_ctrl_vp9_compressed_hdr zero_header = { 0 };
	struct v4l2_ctrl_vp9_frame unset, frame;
	struct client c;
	int request;

	client_open(&c);
	/* Defaults: the kernel has 4:2:0 of 8 bits there. */
	get_ctrl(&c, V4L2_CID_STATELESS_VP9_FRAME, &unset, sizeof(unset));
	check(!unset.compressed_header_size && !unset.uncompressed_header_size);
	start(&c, idr(), 1, 1);
	request = make_request(&c);
	check(!set_ctrl(&c, -1, V4L2_CID_STATELESS_VP9_FRAME, &unset, sizeof(unset)));
	check(!set_ctrl(&c, -1, V4L2_CID_STATELESS_VP9_COMPRESSED_HDR, &zero_header,
			sizeof(zero_header)));

#define TRY(err, change)							\
	do {									\
		frame = idr()->frame;						\
		change;								\
		try_vp9_frame(&c, request, &frame, err, #change);		\
	} while (0)
#define REFUSED(change)	TRY(EINVAL, change)
#define TAKEN(change)	TRY(0, change)
#define FORMAT(p, depth, subsampling)						\
	(frame.profile = (p), frame.bit_depth = (depth),			\
	 frame.flags = (frame.flags & ~(__u64)(ss_x | ss_y)) | (subsampling))
#define FEATURE(feature, value)							\
	(frame.seg.flags = V4L2_VP9_SEGMENTATION_FLAG_ENABLED,			\
	 frame.seg.feature_enabled[7] = V4L2_VP9_SEGMENT_FEATURE_ENABLED(feature), \
	 frame.seg.feature_data[7][feature] = (value))
	/* Depth and subsampling must be those of the profile. */
	TAKEN(FORMAT(1, 8, 0));
	TAKEN(FORMAT(1, 8, ss_x));
	TAKEN(FORMAT(2, 10, ss_x | ss_y));
	TAKEN(FORMAT(2, 12, ss_x | ss_y));
	TAKEN(FORMAT(3, 10, 0));
	TAKEN(FORMAT(3, 12, ss_x));
	REFUSED(FORMAT(0, 10, ss_x | ss_y));
	REFUSED(FORMAT(0, 8, 0));
	REFUSED(FORMAT(0, 8, ss_x));
	REFUSED(FORMAT(1, 8, ss_x | ss_y));
	REFUSED(FORMAT(1, 10, 0));
	REFUSED(FORMAT(2, 8, ss_x | ss_y));
	REFUSED(FORMAT(2, 9, ss_x | ss_y));
	REFUSED(FORMAT(2, 14, ss_x | ss_y));
	REFUSED(FORMAT(2, 10, 0));
	REFUSED(FORMAT(3, 10, ss_x | ss_y));
	REFUSED(FORMAT(4, 8, ss_x | ss_y));
	/* 4:4:0, which there is no CAPTURE format for. */
	REFUSED(FORMAT(1, 8, ss_y));
	REFUSED(FORMAT(3, 10, ss_y));
	REFUSED(FORMAT(3, 12, ss_y));
	TAKEN(frame.frame_width_minus_1 = 8191; frame.tile_cols_log2 = 1);
	REFUSED(frame.frame_width_minus_1 = 8192; frame.tile_cols_log2 = 2);
	REFUSED(frame.frame_width_minus_1 = 65535; frame.tile_cols_log2 = 4);
	TAKEN(frame.frame_height_minus_1 = 8191);
	REFUSED(frame.frame_height_minus_1 = 8192);
	REFUSED(frame.frame_height_minus_1 = 65535);
	/* At least 256 samples wide, at most 4096. */
	REFUSED(frame.frame_width_minus_1 = 510 - 64; frame.tile_cols_log2 = 1);
	TAKEN(frame.frame_width_minus_1 = 511; frame.tile_cols_log2 = 1);
	REFUSED(frame.frame_width_minus_1 = 4096; frame.tile_cols_log2 = 0);
	TAKEN(frame.frame_width_minus_1 = 4095; frame.tile_cols_log2 = 0);
	REFUSED(frame.tile_cols_log2 = 7);
	TAKEN(frame.tile_rows_log2 = 2);
	REFUSED(frame.tile_rows_log2 = 3);
	TAKEN(frame.lf.level = 63);
	REFUSED(frame.lf.level = 64);
	TAKEN(frame.lf.sharpness = 7);
	REFUSED(frame.lf.sharpness = 8);
	TAKEN(frame.lf.ref_deltas[3] = 63; frame.lf.mode_deltas[1] = -63);
	REFUSED(frame.lf.ref_deltas[3] = 64);
	REFUSED(frame.lf.ref_deltas[0] = -64);
	REFUSED(frame.lf.mode_deltas[1] = 64);
	REFUSED(frame.lf.mode_deltas[0] = -64);
	TAKEN(frame.quant.delta_q_y_dc = 15; frame.quant.delta_q_uv_ac = -15);
	REFUSED(frame.quant.delta_q_y_dc = 16);
	REFUSED(frame.quant.delta_q_y_dc = -16);
	REFUSED(frame.quant.delta_q_uv_dc = 16);
	REFUSED(frame.quant.delta_q_uv_ac = -16);
	TAKEN(FEATURE(V4L2_VP9_SEG_LVL_ALT_Q, -255));
	REFUSED(FEATURE(V4L2_VP9_SEG_LVL_ALT_Q, 256));
	REFUSED(FEATURE(V4L2_VP9_SEG_LVL_ALT_Q, -256));
	TAKEN(FEATURE(V4L2_VP9_SEG_LVL_ALT_L, -63));
	REFUSED(FEATURE(V4L2_VP9_SEG_LVL_ALT_L, 64));
	REFUSED(FEATURE(V4L2_VP9_SEG_LVL_ALT_L, -64));
	TAKEN(FEATURE(V4L2_VP9_SEG_LVL_REF_FRAME, 3));
	REFUSED(FEATURE(V4L2_VP9_SEG_LVL_REF_FRAME, 4));
	REFUSED(FEATURE(V4L2_VP9_SEG_LVL_REF_FRAME, -1));
	REFUSED(frame.reset_frame_context = 3);
	REFUSED(frame.frame_context_idx = 4);
	REFUSED(frame.interpolation_filter = 5);
	REFUSED(frame.reference_mode = 3);
	REFUSED(frame.flags |= 1 << 30);
	/* The default has neither. */
	REFUSED(frame.compressed_header_size = 0);
	REFUSED(frame.uncompressed_header_size = 0);
#undef FEATURE
#undef FORMAT
#undef TAKEN
#undef REFUSED
#undef TRY
	check(set_ctrl(&c, -1, V4L2_CID_STATELESS_VP9_FRAME, &unset, sizeof(unset) - 1) ==
	      EFAULT);

	close(request);
	check_alive(&c, 0);
	client_close(&c);
}

static void h264_controls_out_of_range(void)
{
	static const __s32 slice_based = V4L2_STATELESS_H264_DECODE_MODE_SLICE_BASED;
	static const __s32 no_start_code = V4L2_STATELESS_H264_START_CODE_NONE;
	struct v4l2_ctrl_h264_sps zero = { 0 }, sps;
	struct v4l2_ctrl_h264_pps zero_pps = { 0 };
	struct v4l2_ctrl_h264_decode_params zero_decode = { 0 };
	const __u32 sps_id = V4L2_CID_STATELESS_H264_SPS;
	struct client c;
	int request;

	client_open(&c);
	start(&c, idr(), 1, 1);
	request = make_request(&c);

	/* Defaults. */
	check(!set_ctrl(&c, -1, sps_id, &zero, sizeof(zero)));
	check(!set_ctrl(&c, -1, V4L2_CID_STATELESS_H264_PPS, &zero_pps, sizeof(zero_pps)));
	check(!set_ctrl(&c, -1, V4L2_CID_STATELESS_H264_DECODE_PARAMS, &zero_decode,
			sizeof(zero_decode)));

#define REFUSED(change)							\
	do {								\
		sps = idr()->sps;					\
		change;							\
		check(set_ctrl(&c, -1, sps_id, &sps, sizeof(sps)) == EINVAL);		\
		check(set_ctrl(&c, request, sps_id, &sps, sizeof(sps)) == EINVAL);	\
	} while (0)
	/* The kernel resets it for the profiles that do not have it. */
	REFUSED(sps.profile_idc = 244; sps.chroma_format_idc = 4);
	/* Streams that there is no CAPTURE format for. */
	REFUSED(sps.profile_idc = 244; sps.bit_depth_luma_minus8 = 2);
	REFUSED(sps.profile_idc = 244; sps.bit_depth_chroma_minus8 = 2);
	REFUSED(sps.profile_idc = 244; sps.bit_depth_luma_minus8 = 5;
		sps.bit_depth_chroma_minus8 = 5);
	REFUSED(sps.profile_idc = 244; sps.chroma_format_idc = 3; sps.bit_depth_luma_minus8 = 6;
		sps.bit_depth_chroma_minus8 = 6);
	REFUSED(sps.profile_idc = 244; sps.bit_depth_luma_minus8 = 7);
	REFUSED(sps.pic_width_in_mbs_minus1 = 8192 / 16);
	REFUSED(sps.pic_width_in_mbs_minus1 = 65535);
	REFUSED(sps.pic_height_in_map_units_minus1 = 8192 / 16);
	REFUSED(sps.pic_height_in_map_units_minus1 = 65535);
	REFUSED(sps.log2_max_frame_num_minus4 = 13);
	REFUSED(sps.pic_order_cnt_type = 3);
	REFUSED(sps.pic_order_cnt_type = 0; sps.log2_max_pic_order_cnt_lsb_minus4 = 13);
	REFUSED(sps.max_num_ref_frames = 17);
#undef REFUSED

	check(set_ctrl(&c, -1, V4L2_CID_STATELESS_H264_DECODE_MODE, (void *)&slice_based, 0));
	check(set_ctrl(&c, -1, V4L2_CID_STATELESS_H264_START_CODE, (void *)&no_start_code, 0));
	check(set_ctrl(&c, -1, sps_id, &zero, sizeof(zero) - 1) == EFAULT);

	close(request);
	check_alive(&c, 0);
	client_close(&c);
}

/* Set, with and without a request; the errno must be @err in both cases. */
static void try_av1_ctrl(struct client *c, int request, __u32 id, void *value, size_t bytes,
			 int err, const char *change)
{
	if (set_ctrl(c, -1, id, value, bytes) != err ||
	    set_ctrl(c, request, id, value, bytes) != err)
		fail("%s: not %s", change, err ? "refused" : "taken");
}

static void av1_sequence_out_of_range(struct client *c, int request)
{
	const __u32 mono = V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME;
	const __u32 ss_x = V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X;
	const __u32 ss_y = V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y;
	struct v4l2_ctrl_av1_sequence sequence;

#define TRY(err, change)							\
	do {									\
		sequence = idr()->av1.sequence;					\
		change;								\
		try_av1_ctrl(c, request, V4L2_CID_STATELESS_AV1_SEQUENCE, &sequence,	\
			     sizeof(sequence), err, #change);			\
	} while (0)
#define REFUSED(change)	TRY(EINVAL, change)
#define TAKEN(change)	TRY(0, change)
#define FORMAT(p, depth, set)							\
	(sequence.seq_profile = (p), sequence.bit_depth = (depth),		\
	 sequence.flags = (sequence.flags & ~(mono | ss_x | ss_y)) | (set))
	TAKEN(FORMAT(0, 8, ss_x | ss_y));
	TAKEN(FORMAT(0, 10, ss_x | ss_y));
	TAKEN(FORMAT(0, 8, mono | ss_x | ss_y));
	TAKEN(FORMAT(0, 10, mono | ss_x | ss_y));
	TAKEN(FORMAT(1, 8, 0));
	TAKEN(FORMAT(1, 10, 0));
	TAKEN(FORMAT(2, 8, ss_x));
	TAKEN(FORMAT(2, 10, ss_x));
	TAKEN(FORMAT(2, 12, ss_x));
	TAKEN(FORMAT(2, 12, 0));
	TAKEN(FORMAT(2, 12, ss_x | ss_y));
	TAKEN(FORMAT(2, 12, mono | ss_x | ss_y));
	REFUSED(FORMAT(0, 12, ss_x | ss_y));
	REFUSED(FORMAT(0, 9, ss_x | ss_y));
	REFUSED(FORMAT(0, 14, ss_x | ss_y));
	REFUSED(FORMAT(0, 255, ss_x | ss_y));
	REFUSED(FORMAT(0, 10, 0));
	REFUSED(FORMAT(0, 8, ss_x));
	REFUSED(FORMAT(1, 8, ss_x | ss_y));
	REFUSED(FORMAT(1, 8, ss_x));
	REFUSED(FORMAT(1, 8, mono));
	REFUSED(FORMAT(1, 12, 0));
	REFUSED(FORMAT(2, 8, 0));
	REFUSED(FORMAT(2, 8, ss_x | ss_y));
	REFUSED(FORMAT(2, 10, 0));
	REFUSED(FORMAT(3, 8, ss_x | ss_y));
	/* 4:4:0, which AV1 does not have. */
	REFUSED(FORMAT(0, 8, ss_y));
	REFUSED(FORMAT(1, 8, ss_y));
	REFUSED(FORMAT(2, 10, ss_y));
	REFUSED(FORMAT(2, 12, ss_y));
	TAKEN(sequence.order_hint_bits = 8);
	TAKEN(sequence.order_hint_bits = 0);
	REFUSED(sequence.order_hint_bits = 9);
	REFUSED(sequence.order_hint_bits = 255);
	TAKEN(sequence.max_frame_width_minus_1 = 8191; sequence.max_frame_height_minus_1 = 8191);
	TAKEN(sequence.max_frame_width_minus_1 = 0; sequence.max_frame_height_minus_1 = 0);
	REFUSED(sequence.max_frame_width_minus_1 = 8192);
	REFUSED(sequence.max_frame_width_minus_1 = 65535);
	REFUSED(sequence.max_frame_height_minus_1 = 8192);
	REFUSED(sequence.max_frame_height_minus_1 = 65535);
	REFUSED(sequence.flags |= 1 << 20);
	REFUSED(sequence.flags |= 1u << 31);
#undef FORMAT
#undef TAKEN
#undef REFUSED
#undef TRY
}

/* What the kernel itself refuses, and what a job with such a frame is refused for. */
static void av1_frame_out_of_range(struct client *c, int request)
{
	struct picture pic;

#define TRY(err, change)							\
	do {									\
		struct v4l2_ctrl_av1_frame *f = &pic.av1.frame;			\
										\
		pic = *idr();							\
		change;								\
		try_av1_ctrl(c, request, V4L2_CID_STATELESS_AV1_FRAME, f, sizeof(*f),	\
			     err, #change);					\
	} while (0)
#define REFUSED(change)	TRY(EINVAL, change)
#define TAKEN(change)								\
	do {									\
		TRY(0, change);							\
		if (!decode(c, &pic, 1, 1))					\
			fail("%s: a frame with an error", #change);		\
	} while (0)
#define FAILS(change)								\
	do {									\
		TRY(0, change);							\
		if (decode(c, &pic, 1, 1))					\
			fail("%s: a frame without an error", #change);		\
	} while (0)
	TAKEN(f->loop_filter.level[0] = 63);
	REFUSED(f->loop_filter.level[0] = 64);
	TAKEN(f->loop_filter.sharpness = 7);
	REFUSED(f->loop_filter.sharpness = 8);
	TAKEN(f->loop_filter.ref_deltas[7] = -64; f->loop_filter.mode_deltas[1] = 63);
	REFUSED(f->loop_filter.ref_deltas[0] = 64);
	REFUSED(f->loop_filter.mode_deltas[1] = -65);
	REFUSED(f->quantization.delta_q_v_ac = 64);
	REFUSED(f->quantization.qm_u = 16);
	REFUSED(f->cdef.bits = 4);
	REFUSED(f->cdef.damping_minus_3 = 4);
	REFUSED(f->tile_info.tile_cols = 65);
	REFUSED(f->tile_info.tile_rows = 65);
	REFUSED(f->tile_info.tile_cols = 32; f->tile_info.tile_rows = 32);
	REFUSED(f->flags |= 1u << 31);
	FAILS(f->frame_type = 4);
	FAILS(f->frame_type = UINT32_MAX);
	FAILS(f->frame_width_minus_1 = 8191; f->upscaled_width = 8192);
	FAILS(f->frame_width_minus_1 = UINT32_MAX);
	FAILS(f->frame_height_minus_1 = 8191);
	FAILS(f->frame_height_minus_1 = UINT32_MAX);
	FAILS(f->upscaled_width = f->frame_width_minus_1 + 2);
	FAILS(f->flags |= V4L2_AV1_FRAME_FLAG_USE_SUPERRES; f->superres_denom = 9);
	FAILS(f->tile_info.tile_cols = 0);
	FAILS(f->tile_info.tile_rows = 0);
	FAILS(f->tile_info.tile_cols = 2);
	FAILS(f->tile_info.mi_col_starts[0] = 16);
	FAILS(f->tile_info.mi_col_starts[1] = 8);
	FAILS(f->tile_info.mi_row_starts[1] = UINT32_MAX);
	FAILS(f->tile_info.context_update_tile_id = 1);
	FAILS(f->flags |= V4L2_AV1_FRAME_FLAG_ALLOW_INTRABC;
	      f->flags &= ~V4L2_AV1_FRAME_FLAG_ALLOW_SCREEN_CONTENT_TOOLS);
	FAILS(f->tx_mode = 3);
#undef FAILS
#undef TAKEN
#undef REFUSED
#undef TRY
}

static void av1_grain_out_of_range(struct client *c, int request)
{
	struct v4l2_ctrl_av1_film_grain grain;
	unsigned int i;

#define TRY(err, change)							\
	do {									\
		grain = (struct v4l2_ctrl_av1_film_grain){			\
			.flags = V4L2_AV1_FILM_GRAIN_FLAG_APPLY_GRAIN,		\
		};								\
		for (i = 0; i < V4L2_AV1_MAX_NUM_Y_POINTS; i++)			\
			grain.point_y_value[i] = i;				\
		change;								\
		try_av1_ctrl(c, request, V4L2_CID_STATELESS_AV1_FILM_GRAIN, &grain,	\
			     sizeof(grain), err, #change);			\
	} while (0)
	TRY(0, grain.num_y_points = 14);
	TRY(EINVAL, grain.num_y_points = 15);
	TRY(EINVAL, grain.num_y_points = 2; grain.point_y_value[0] = 1);
	TRY(EINVAL, grain.num_cb_points = 11);
	TRY(0, grain.ar_coeff_lag = 3; grain.grain_scaling_minus_8 = 3);
	TRY(EINVAL, grain.ar_coeff_lag = 4);
	TRY(EINVAL, grain.grain_scaling_minus_8 = 4);
	TRY(EINVAL, grain.ar_coeff_shift_minus_6 = 4);
	TRY(EINVAL, grain.grain_scale_shift = 4);
	TRY(EINVAL, grain.flags |= 1 << 5);
#undef TRY
}

static void av1_controls_out_of_range(void)
{
	struct v4l2_ctrl_av1_sequence unset, zero = { 0 };
	struct v4l2_ctrl_av1_frame zero_frame = { 0 };
	struct v4l2_ctrl_av1_film_grain zero_grain = { 0 };
	struct v4l2_ctrl_av1_tile_group_entry zero_tile = { 0 };
	struct client c;
	int request;

	client_open(&c);
	/* Defaults: the kernel has 8 bits there, without a subsampling that goes with it. */
	get_ctrl(&c, V4L2_CID_STATELESS_AV1_SEQUENCE, &unset, sizeof(unset));
	check(!unset.max_frame_width_minus_1);
	start(&c, idr(), 1, 2);
	request = make_request(&c);
	try_av1_ctrl(&c, request, V4L2_CID_STATELESS_AV1_SEQUENCE, &unset, sizeof(unset), 0,
		     "the default");
	try_av1_ctrl(&c, request, V4L2_CID_STATELESS_AV1_SEQUENCE, &zero, sizeof(zero), 0,
		     "zeros");
	try_av1_ctrl(&c, request, V4L2_CID_STATELESS_AV1_FRAME, &zero_frame, sizeof(zero_frame),
		     0, "zeros of a frame");
	try_av1_ctrl(&c, request, V4L2_CID_STATELESS_AV1_FILM_GRAIN, &zero_grain,
		     sizeof(zero_grain), 0, "zeros of film grain");
	try_av1_ctrl(&c, request, V4L2_CID_STATELESS_AV1_TILE_GROUP_ENTRY, &zero_tile,
		     sizeof(zero_tile), 0, "zeros of a tile");
	check_alive(&c, 0);

	av1_sequence_out_of_range(&c, request);
	av1_grain_out_of_range(&c, request);
	av1_frame_out_of_range(&c, request);
	check(set_ctrl(&c, -1, V4L2_CID_STATELESS_AV1_SEQUENCE, &zero, sizeof(zero) - 1) ==
	      EFAULT);
	close(request);
	check_alive(&c, 0);
	client_close(&c);
}

/* A frame of which such entries are all that is known; is it right? */
static bool decode_tiles(struct client *c, const struct v4l2_ctrl_av1_tile_group_entry *tiles,
			 unsigned int num)
{
	struct picture pic = *idr();
	bool good;

	memcpy(pic.av1.tiles, tiles, num * sizeof(*tiles));
	pic.av1.num_tiles = num;
	memset(c->cap.map[1].start, 0x22, c->cap.map[1].bytes);
	good = decode(c, &pic, 1, 1);
	return good && hash_idr(c, 1) == golden_hash;
}

/* Of AV1: entries for tiles are an array of any length up to 512. */
static void tile_entries(void)
{
	const __u32 id = V4L2_CID_STATELESS_AV1_TILE_GROUP_ENTRY;
	struct v4l2_ctrl_av1_tile_group_entry good = idr()->av1.tiles[0], bad;
	struct v4l2_ctrl_av1_tile_group_entry many[AV1_TILES_MAX];
	struct v4l2_ext_control none = { .id = id, .ptr = many };
	struct v4l2_ext_controls ctrls = { .count = 1, .controls = &none };
	struct client c;
	unsigned int i;

	check(idr()->av1.num_tiles == 1);
	client_open(&c);
	start(&c, idr(), 1, 2);
	check(decode_tiles(&c, &good, 1));

	for (i = 0; i < AV1_TILES_MAX; i++)
		many[i] = good;
	/* Twice the same, and as many as there can be. */
	check(!decode_tiles(&c, many, 2));
	check(!decode_tiles(&c, many, 512));
	check(set_ctrl(&c, -1, id, many, 513 * sizeof(good)) == ENOSPC);
	check(try_ioctl(c.video, VIDIOC_S_EXT_CTRLS, &ctrls) == EFAULT);
	check(decode_tiles(&c, &good, 1));

#define FAILS(change)								\
	do {									\
		bad = good;							\
		change;								\
		if (decode_tiles(&c, &bad, 1))					\
			fail("%s: no error", #change);				\
	} while (0)
	FAILS(bad.tile_row = 1);
	FAILS(bad.tile_col = 1);
	FAILS(bad.tile_row = UINT32_MAX);
	FAILS(bad.tile_col = UINT32_MAX);
	FAILS(bad.tile_size = 0);
	FAILS(bad.tile_size++);
	FAILS(bad.tile_size = UINT32_MAX);
	FAILS(bad.tile_offset++);
	FAILS(bad.tile_offset = idr()->bytes);
	FAILS(bad.tile_offset = UINT32_MAX);
	FAILS(bad.tile_offset = UINT32_MAX - good.tile_size + 1);
#undef FAILS

	/* What the control does not name is not read. */
	for (i = 0; i < 20; i++) {
		bad = good;
		bad.tile_offset = random_below(idr()->bytes);
		bad.tile_size = random_below(idr()->bytes - bad.tile_offset + 1);
		decode_tiles(&c, &bad, 1);
	}
	check_alive(&c, 0);
	client_close(&c);
}

static void controls_out_of_range(void)
{
	if (is_vp9())
		vp9_controls_out_of_range();
	else if (is_av1())
		av1_controls_out_of_range();
	else
		h264_controls_out_of_range();
}

/* The hash of a P frame, and the IDR picture before it, with such a compressed header. */
static __u64 hash_with_header(struct client *c, const struct v4l2_ctrl_vp9_compressed_hdr *header)
{
	const struct picture p_frame = inter_of(1), *pic[] = { idr(), &p_frame };
	unsigned int i;
	int request;

	for (i = 0; i < 2; i++) {
		memset(c->cap.map[i].start, 0x11, c->cap.map[i].bytes);
		check(!queue_capture(c, i));
		request = make_request(c);
		set_picture_ctrls(c, request, pic[i]);
		if (header)
			check(!set_ctrl(c, request, V4L2_CID_STATELESS_VP9_COMPRESSED_HDR,
					(void *)header, sizeof(*header)));
		queue_output(c, 0, request, pic[i]->data, pic[i]->bytes, i + 1, 0);
		wait_request(request);
		check(drain(c, &c->cap, 0) == 1 && drain(c, &c->out, 0) == 1);
	}
	return hash_idr(c, 0) * 31 + hash_idr(c, 1);
}

/* Clients disagree about what is in it; the driver reads the frame's own. */
static void compressed_header_is_not_read(void)
{
	struct v4l2_ctrl_vp9_compressed_hdr header;
	struct client c;
	unsigned int i;
	__u64 hash;
	size_t at;

	client_open(&c);
	start(&c, idr(), 1, 2);
	hash = hash_with_header(&c, NULL);
	check(hash_idr(&c, 0) == golden_hash && hash_idr(&c, 1) != golden_hash);
	for (i = 0; i < 20; i++) {
		for (at = 0; at < sizeof(header); at++)
			((__u8 *)&header)[at] = random_below(256);
		/* All that the kernel itself looks at. */
		header.tx_mode = random_below(V4L2_VP9_TX_MODE_SELECT + 1);
		check(hash_with_header(&c, &header) == hash);
	}
	client_close(&c);
}

/* A format of a stream: fourcc, bytesperline and size at 80x48, of the first memory plane */
struct stream_format {
	__u32 fourcc, stride, bytes;
};

static void set_h264_stream(struct client *c, unsigned int chroma, unsigned int depth)
{
	struct v4l2_ctrl_h264_sps sps = idr()->sps;

	sps.profile_idc = 244;
	sps.chroma_format_idc = chroma;
	sps.bit_depth_luma_minus8 = depth - 8;
	sps.bit_depth_chroma_minus8 = depth - 8;
	check(!set_ctrl(c, -1, V4L2_CID_STATELESS_H264_SPS, &sps, sizeof(sps)));
}

static void set_vp9_stream(struct client *c, unsigned int chroma, unsigned int depth)
{
	struct v4l2_ctrl_vp9_frame frame = idr()->frame;

	frame.profile = (depth > 8 ? 2 : 0) + (chroma > 1);
	frame.bit_depth = depth;
	if (chroma > 1)
		frame.flags &= ~(__u64)V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING;
	if (chroma > 2)
		frame.flags &= ~(__u64)V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING;
	check(!set_ctrl(c, -1, V4L2_CID_STATELESS_VP9_FRAME, &frame, sizeof(frame)));
}

static void set_av1_stream(struct client *c, unsigned int chroma, unsigned int depth)
{
	const __u32 mono = V4L2_AV1_SEQUENCE_FLAG_MONO_CHROME;
	const __u32 ss_x = V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_X;
	const __u32 ss_y = V4L2_AV1_SEQUENCE_FLAG_SUBSAMPLING_Y;
	const __u32 flags[] = { mono | ss_x | ss_y, ss_x | ss_y, ss_x, 0 };
	struct v4l2_ctrl_av1_sequence sequence = idr()->av1.sequence;

	sequence.seq_profile = depth == 12 || chroma == 2 ? 2 : chroma == 3;
	sequence.bit_depth = depth;
	sequence.flags = (sequence.flags & ~(mono | ss_x | ss_y)) | flags[chroma];
	check(!set_ctrl(c, -1, V4L2_CID_STATELESS_AV1_SEQUENCE, &sequence, sizeof(sequence)));
}

static void check_stream_formats(struct client *c, unsigned int chroma, unsigned int depth,
				 const struct stream_format *want)
{
	const long page = sysconf(_SC_PAGESIZE);
	struct v4l2_fmtdesc desc = { .type = CAPTURE };
	struct v4l2_format f;
	__u32 bytes;

	if (is_vp9())
		set_vp9_stream(c, chroma, depth);
	else if (is_av1())
		set_av1_stream(c, chroma, depth);
	else
		set_h264_stream(c, chroma, depth);
	for (; want->fourcc; want++, desc.index++) {
		MUST(c->video, VIDIOC_ENUM_FMT, &desc);
		check(desc.pixelformat == want->fourcc && desc.description[0]);
		check(!(desc.flags & V4L2_FMT_FLAG_COMPRESSED));
		/* The first one without being asked for. */
		get_capture_format(c, &f);
		if (desc.index) {
			f.fmt.pix_mp.pixelformat = want->fourcc;
			MUST(c->video, VIDIOC_S_FMT, &f);
		}
		check(f.fmt.pix_mp.pixelformat == want->fourcc);
		check(f.fmt.pix_mp.plane_fmt[0].bytesperline == want->stride);
		bytes = (want->bytes + page - 1) / page * page;
		check(f.fmt.pix_mp.plane_fmt[0].sizeimage == bytes);
	}
	check(try_ioctl(c->video, VIDIOC_ENUM_FMT, &desc) == EINVAL);
}

/*
 * The CAPTURE formats follow the depth and the subsampling of the SPS, or of the
 * frame. Their names are not all in the headers of older machines.
 */
static void capture_formats(void)
{
#define FORMATS(...)	((const struct stream_format[]){ __VA_ARGS__, { 0 } })
	const struct stream_format nv12 = { v4l2_fourcc('N', 'V', '1', '2'), 128, 128 * 72 };
	const struct stream_format nm12 = { v4l2_fourcc('N', 'M', '1', '2'), 128, 128 * 48 };
	const struct stream_format p010 = { v4l2_fourcc('P', '0', '1', '0'), 192, 192 * 72 };
	const struct stream_format p012 = { v4l2_fourcc('P', '0', '1', '2'), 192, 192 * 72 };
	const struct stream_format nv16 = { v4l2_fourcc('N', 'V', '1', '6'), 128, 128 * 96 };
	const struct stream_format yuyv = { v4l2_fourcc('Y', 'U', 'Y', 'V'), 192, 192 * 48 };
	const struct stream_format nv20 = { v4l2_fourcc('N', 'V', '2', '0'), 128, 128 * 96 };
	const struct stream_format y210 = { v4l2_fourcc('Y', '2', '1', '0'), 320, 320 * 48 };
	const struct stream_format y212 = { v4l2_fourcc('Y', '2', '1', '2'), 320, 320 * 48 };
	const struct stream_format nv24 = { v4l2_fourcc('N', 'V', '2', '4'), 128, 128 * 144 };
	const struct stream_format y312 = { v4l2_fourcc('Y', '3', '1', '2'), 512, 512 * 48 };
	struct client c;

	client_open(&c);
	c.coded = idr()->coded;
	set_output_format(&c, 80, 48);
	if (!is_vp9()) {
		check_stream_formats(&c, 0, 8, FORMATS(nv12, nm12));
		check_stream_formats(&c, 0, 10, FORMATS(p010));
	}
	if (!is_vp9() && !is_av1()) {
		check_stream_formats(&c, 1, 9, FORMATS(p010));
		check_stream_formats(&c, 1, 11, FORMATS(p012));
	}
	check_stream_formats(&c, 1, 12, FORMATS(p012));
	check_stream_formats(&c, 1, 8, FORMATS(nv12, nm12));
	check_stream_formats(&c, 2, 8, FORMATS(nv16, yuyv));
	check_stream_formats(&c, 2, 10, FORMATS(nv20, y210));
	check_stream_formats(&c, 2, 12, FORMATS(y212));
	check_stream_formats(&c, 3, 8, FORMATS(nv24));
	check_stream_formats(&c, 3, 10, FORMATS(y312));
	check_stream_formats(&c, 3, 12, FORMATS(y312));
	check_stream_formats(&c, 1, 10, FORMATS(p010));
#undef FORMATS
	client_close(&c);
}

static void oversize(void)
{
	struct v4l2_format f = {
		.type = OUTPUT,
		.fmt.pix_mp = {
			.width = UINT32_MAX,
			.height = UINT32_MAX,
			.pixelformat = V4L2_PIX_FMT_H264_SLICE,
			.num_planes = 1,
			.plane_fmt[0].sizeimage = UINT32_MAX,
		},
	};
	struct picture pic = *idr();
	struct client c;

	client_open(&c);
	MUST(c.video, VIDIOC_S_FMT, &f);
	check(f.fmt.pix_mp.width == 8192 && f.fmt.pix_mp.height == 8192);
	check(f.fmt.pix_mp.plane_fmt[0].sizeimage == 64 << 20);
	get_capture_format(&c, &f);
	check(f.fmt.pix_mp.width == 8192 && f.fmt.pix_mp.height == 8192);

	/* A stream larger than its buffers. */
	start(&c, idr(), 1, 1);
	pic.sps.pic_width_in_mbs_minus1++;
	check(!decode(&c, &pic, 0, 1));
	pic.sps.pic_width_in_mbs_minus1 = 511;
	pic.sps.pic_height_in_map_units_minus1 = 511;
	check(!decode(&c, &pic, 0, 2));
	check_alive(&c, 0);
	client_close(&c);
}

/* A request that is queued without a buffer, twice, or while it is used. */
static void bad_requests(void)
{
	struct client c;
	int request;

	client_open(&c);
	start(&c, idr(), 1, 1);
	request = make_request(&c);
	check(try_ioctl(request, MEDIA_REQUEST_IOC_QUEUE, NULL) == ENOENT);
	check(!set_ctrl(&c, request, V4L2_CID_STATELESS_H264_SPS, (void *)&idr()->sps,
			sizeof(idr()->sps)));
	check(try_ioctl(request, MEDIA_REQUEST_IOC_QUEUE, NULL) == ENOENT);
	close(request);

	/* No CAPTURE buffer: it waits. */
	request = queue_picture(&c, 0, idr(), 1, 0);
	check(try_ioctl(request, MEDIA_REQUEST_IOC_QUEUE, NULL) == EBUSY);
	check(try_ioctl(request, MEDIA_REQUEST_IOC_REINIT, NULL) == EBUSY);
	check(!queue_capture(&c, 0));
	wait_request(request);
	drain(&c, &c.out, 0);
	drain(&c, &c.cap, 0);
	check_alive(&c, 0);

	/* Its buffer goes before it could be decoded. */
	stream(&c, &c.out, false);
	request = queue_picture(&c, 0, idr(), 2, 0);
	request_buffers(&c, &c.out, 1);
	wait_request(request);
	stream(&c, &c.out, true);
	check_alive(&c, 0);
	client_close(&c);
}

/*
 * Hold a request, and nothing else, until standard input ends. The script then
 * looks at the module's reference count.
 */
static void request_outlives_file(void)
{
	struct client c;
	int request;
	char byte;

	client_open(&c);
	request = make_request(&c);
	check(!set_ctrl(&c, request, V4L2_CID_STATELESS_H264_SPS, (void *)&idr()->sps,
			sizeof(idr()->sps)));
	client_close(&c);
	printf("held\n");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	close(request);
}

/* Decode until the device goes away, then use what is left of it. */
static void unbind_with_job_running(void)
{
	struct v4l2_format f = { .type = CAPTURE };
	struct client c;
	int request;

	client_open(&c);
	start(&c, idr(), 1, 1);
	request = make_request(&c);
	check(decode(&c, idr(), 0, 0));
	printf("streaming\n");
	fflush(stdout);

	/* What gets no answer any more was under way when the device went. */
	while (!try_ioctl(c.video, VIDIOC_G_FMT, &f)) {
		pid_t pid = fork();
		int status;

		check(pid >= 0);
		if (!pid) {
			decode(&c, idr(), 0, 0);
			_exit(0);
		}
		check(waitpid(pid, &status, 0) == pid);
	}
	check(try_ioctl(c.video, VIDIOC_G_FMT, &f) == ENODEV);
	check(try_ioctl(request, MEDIA_REQUEST_IOC_QUEUE, NULL));
	client_close(&c);
	close(request);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "capture-given-out-twice", capture_given_out_twice },
	{ "first-field-ends-with-second", first_field_ends_with_second },
	{ "held-capture-is-returned", held_capture_is_returned },
	{ "streamoff-with-job-running", streamoff_with_job_running },
	{ "close-with-job-running", close_with_job_running },
	{ "kill-with-job-running", kill_with_job_running },
	{ "damaged-output-buffer", damaged_output_buffer },
	{ "bad-payload", bad_payload },
	{ "missing-reference", missing_reference },
	{ "dmabuf-import", dmabuf_import },
	{ "export-outlives-file", export_outlives_file },
	{ "size-change-while-streaming", size_change_while_streaming },
	{ "two-codecs", two_codecs },
	{ "two-memory-planes", two_memory_planes },
	{ "create-and-remove-buffers", create_and_remove_buffers },
	{ "controls-out-of-range", controls_out_of_range },
	{ "tile-entries", tile_entries },
	{ "compressed-header-is-not-read", compressed_header_is_not_read },
	{ "capture-formats", capture_formats },
	{ "oversize", oversize },
	{ "bad-requests", bad_requests },
	{ "request-outlives-file", request_outlives_file },
	{ "unbind-with-job-running", unbind_with_job_running },
};

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc < 3 || argc > 4)
		fail("usage: device CASE CLIP [CLIP]");
	other_clip = argv[3];
	num_pictures = load_pictures(argv[2], pictures, PICTURES_MAX);
	golden_hash = hash_of_new_file(idr());
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (!strcmp(argv[1], cases[i].name)) {
			cases[i].run();
			return 0;
		}
	}
	fail("no such case: %s", argv[1]);
}
