// SPDX-License-Identifier: GPL-2.0
/*
 * The recording of requests, as its reader sees it: "record CASE CLIP [FILE]".
 * FILE keeps the recording, for scripts/record to check. Each case is called by
 * the test script of its name, which says what for.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../drivers/media/platform/daedalus/daedalus_record_format.h"
#include "client/client.h"

#define RECORD		"/sys/kernel/debug/daedalus_v4l2/record"
#define STATS		"/sys/kernel/debug/daedalus_v4l2/record_stats"

/* Length of the driver's queue. */
#define QUEUE_BYTES	(64u << 20)

static struct picture pictures[2];
static FILE *keep;

static const struct picture *idr(void)
{
	return &pictures[0];
}

/* The IDR picture is what it should be: compared with other tests by its hash. */
static __u64 decode_idr(struct client *c, __u64 timestamp)
{
	check(decode(c, idr(), 0, timestamp));
	return hash_capture(c, 0, idr()->width, idr()->height);
}

static unsigned long long stat_value(const char *name)
{
	unsigned long long value, found = ~0ull;
	FILE *file = fopen(STATS, "r");
	char word[32];

	check(file);
	while (fscanf(file, "%31s %llu", word, &value) == 2)
		if (!strcmp(word, name))
			found = value;
	fclose(file);
	check(found != ~0ull);
	return found;
}

static int open_record(void)
{
	int fd = open(RECORD, O_RDONLY | O_NONBLOCK);

	if (fd < 0)
		fail("%s: %s", RECORD, strerror(errno));
	return fd;
}

static bool readable(int fd)
{
	struct pollfd p = { fd, POLLIN, 0 };

	return poll(&p, 1, 0) == 1 && p.revents & POLLIN;
}

static void read_bytes(int fd, void *to, size_t bytes)
{
	__u8 *at = to;
	ssize_t got;

	while (bytes) {
		got = read(fd, at, bytes);
		if (got <= 0)
			fail("read: %s", got ? strerror(errno) : "end");
		if (keep)
			check(fwrite(at, 1, got, keep) == (size_t)got);
		at += got;
		bytes -= got;
	}
}

/*
 * The next chunk, or false when there is none yet. poll() and read() agree on that, but for
 * a chunk that another thread makes come between them.
 */
static bool next_chunk(int fd, struct daedalus_chunk **chunk)
{
	struct daedalus_chunk head;
	bool ready = readable(fd);
	ssize_t got = read(fd, &head, 1);

	if (got < 0) {
		check(!ready && errno == EAGAIN);
		return false;
	}
	check(got == 1 && readable(fd));
	if (keep)
		check(fwrite(&head, 1, 1, keep) == 1);
	read_bytes(fd, (__u8 *)&head + 1, sizeof(head) - 1);
	check(head.magic == DAEDALUS_CHUNK_MAGIC);
	check(head.bytes >= sizeof(head) && head.bytes % 8 == 0);
	check(head.bytes <= DAEDALUS_CHUNK_BYTES_MAX);
	*chunk = realloc(*chunk, head.bytes);
	check(*chunk);
	memcpy(*chunk, &head, sizeof(head));
	read_bytes(fd, *chunk + 1, head.bytes - sizeof(head));
	return true;
}

/* The next chunk, which must be of that type. */
static const void *want(int fd, unsigned int type)
{
	static struct daedalus_chunk *chunk;

	if (!next_chunk(fd, &chunk))
		fail("no chunk of type %u", type);
	if (chunk->type != type)
		fail("a chunk of type %u, not %u", chunk->type, type);
	return chunk;
}

static const struct daedalus_chunk_request *want_request(int fd, __u64 timestamp)
{
	const struct daedalus_chunk_request *request = want(fd, DAEDALUS_CHUNK_REQUEST);

	check(request->timestamp == timestamp * 1000);
	check(request->flags & DAEDALUS_REQUEST_MD5);
	check(request->width == idr()->width && request->height == idr()->height);
	return request;
}

static void want_none(int fd)
{
	struct daedalus_chunk *chunk = NULL;

	check(!next_chunk(fd, &chunk));
	free(chunk);
}

static void on_alarm(int signum)
{
	(void)signum;
}

/* One reader; reads wait, or do not, and can be interrupted. */
static void opened_twice(void)
{
	const struct sigaction act = { .sa_handler = on_alarm };
	const struct daedalus_chunk_file *file;
	int fd = open_record();
	char byte;

	check(open(RECORD, O_RDONLY) < 0 && errno == EBUSY);
	check(stat_value("recording") == 1);
	file = want(fd, DAEDALUS_CHUNK_FILE);
	check(file->version == DAEDALUS_RECORD_VERSION && file->kernel[0]);
	want_none(fd);
	check(lseek(fd, 0, SEEK_SET) < 0 && errno == ESPIPE);

	check(!fcntl(fd, F_SETFL, 0));
	check(!sigaction(SIGALRM, &act, NULL));
	alarm(1);
	check(read(fd, &byte, 1) < 0 && errno == EINTR);

	close(fd);
	check(stat_value("recording") == 0);
	close(open_record());
}

/* A stream that begins with the recording: what its chunks say. */
static void chunks(void)
{
	const __u32 hold = V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF;
	const struct daedalus_chunk_request *request;
	struct picture bad = *idr();
	struct client c;
	__u8 md5[16];
	__u32 number;
	int fd = open_record();

	client_open(&c);
	start(&c, idr(), 2, 2);
	decode_idr(&c, 1);

	want(fd, DAEDALUS_CHUNK_FILE);
	number = ((const struct daedalus_chunk *)want(fd, DAEDALUS_CHUNK_START))->stream;
	request = want_request(fd, 1);
	check(request->chunk.stream == number);
	check(request->flags == DAEDALUS_REQUEST_MD5 && !request->error);
	check(request->fourcc == V4L2_PIX_FMT_NV12);
	check(request->num_ctrls == 4);
	check(request->bits_bytes == idr()->bytes);
	check(!memcmp((const __u8 *)request + request->chunk.bytes - ((idr()->bytes + 7) & ~7ul),
		      idr()->data, idr()->bytes));
	memcpy(md5, request->md5, sizeof(md5));
	want_none(fd);

	/* Twice into one buffer. */
	check(!queue_capture(&c, 0));
	wait_request(queue_picture(&c, 0, idr(), 2, hold));
	wait_request(queue_picture(&c, 1, idr(), 2, 0));
	check(want_request(fd, 2)->flags == DAEDALUS_REQUEST_MD5);
	request = want_request(fd, 2);
	check(request->flags == (DAEDALUS_REQUEST_MD5 | DAEDALUS_REQUEST_SECOND));
	check(!memcmp(request->md5, md5, sizeof(md5)));
	check(dequeue(&c, &c.cap, &(struct done){ 0 }, 0));
	check(dequeue(&c, &c.out, &(struct done){ 0 }, 0));
	check(dequeue(&c, &c.out, &(struct done){ 0 }, 0));

	/* No slice in it: grey. */
	bad.bytes = 4;
	check(!decode(&c, &bad, 1, 3));
	request = want_request(fd, 3);
	check(request->error && request->flags == DAEDALUS_REQUEST_MD5);
	check(memcmp(request->md5, md5, sizeof(md5)));

	stream(&c, &c.out, false);
	check(((const struct daedalus_chunk *)want(fd, DAEDALUS_CHUNK_STOP))->stream == number);
	stream(&c, &c.out, true);
	check(((const struct daedalus_chunk *)want(fd, DAEDALUS_CHUNK_START))->stream == number);
	client_close(&c);
	want(fd, DAEDALUS_CHUNK_STOP);
	want_none(fd);
	close(fd);
}

static void *wait_for_file(void *arg)
{
	struct pollfd p = { *(int *)arg, POLLIN, 0 };
	struct daedalus_chunk_start head;
	__u64 before = now_ms();

	/* Both ways of waiting; poll() looks once more when the time is up. */
	check(poll(&p, 1, 2 * patience_ms()) == 1);
	check(now_ms() - before < patience_ms());
	read_bytes(p.fd, &head, sizeof(head));
	check(head.chunk.type == DAEDALUS_CHUNK_START);
	read_bytes(p.fd, &head, sizeof(struct daedalus_chunk));
	check(head.chunk.type == DAEDALUS_CHUNK_STOP);
	return NULL;
}

/* A reader that waits gets a chunk when there is one. */
static void waiting_reader(void)
{
	pthread_t thread;
	struct client c;
	int fd = open_record();

	want(fd, DAEDALUS_CHUNK_FILE);
	check(!fcntl(fd, F_SETFL, 0));
	/* Should it wait for ever. */
	alarm(20);
	check(!pthread_create(&thread, NULL, wait_for_file, &fd));
	usleep(200000);
	client_open(&c);
	start(&c, idr(), 1, 1);
	usleep(200000);
	client_close(&c);
	check(!pthread_join(thread, NULL));
	close(fd);
}

/* A picture with zeros after it, which nobody minds. */
static void start_large(struct client *c, struct picture *large, size_t bytes)
{
	__u8 *data = calloc(1, bytes);
	struct v4l2_format f = {
		.type = OUTPUT,
		.fmt.pix_mp = {
			.width = idr()->width,
			.height = idr()->height,
			.pixelformat = V4L2_PIX_FMT_H264_SLICE,
			.num_planes = 1,
			.plane_fmt[0].sizeimage = bytes,
		},
	};

	check(data);
	memcpy(data, idr()->data, idr()->bytes);
	*large = *idr();
	large->data = data;
	large->bytes = bytes;

	client_open(c);
	MUST(c->video, VIDIOC_S_FMT, &f);
	check(f.fmt.pix_mp.plane_fmt[0].sizeimage >= bytes);
	check(!set_ctrl(c, -1, V4L2_CID_STATELESS_H264_SPS, (void *)&idr()->sps,
			sizeof(idr()->sps)));
	request_buffers(c, &c->out, 1);
	request_buffers(c, &c->cap, 1);
	stream(c, &c->cap, true);
	stream(c, &c->out, true);
}

/*
 * A reader that does not read: decoding goes on as before, what does not fit is
 * left out, and both the reader and record_stats are told how much.
 */
static void slow_reader(void)
{
	const size_t bytes = 4 << 20;
	const unsigned int fit = QUEUE_BYTES / (bytes + 2048), extra = 5;
	const struct daedalus_chunk_dropped *dropped;
	struct picture large;
	struct client c;
	unsigned int i;
	__u64 hash;
	int fd;

	start_large(&c, &large, bytes);
	hash = decode_idr(&c, 0);

	fd = open_record();
	stream(&c, &c.out, false);
	stream(&c, &c.out, true);
	for (i = 0; i < fit + extra; i++) {
		memset(c.cap.map[0].start, 0x11, c.cap.map[0].bytes);
		check(decode(&c, &large, 0, 1 + i));
		check(hash_capture(&c, 0, idr()->width, idr()->height) == hash);
	}
	check(stat_value("dropped") == extra);
	check(stat_value("chunks") == 2 + fit);
	check(stat_value("queued") == stat_value("bytes"));

	/* This one fits again. */
	check(decode_idr(&c, 1000) == hash);
	want(fd, DAEDALUS_CHUNK_FILE);
	want(fd, DAEDALUS_CHUNK_START);
	for (i = 0; i < fit; i++)
		want_request(fd, 1 + i);
	dropped = want(fd, DAEDALUS_CHUNK_DROPPED);
	check(dropped->count == extra && !dropped->chunk.stream);
	want_request(fd, 1000);
	want_none(fd);
	check(stat_value("queued") == 0);

	/* Full again, and nothing comes after it that could tell. */
	for (i = 0; i < fit + extra; i++)
		check(decode(&c, &large, 0, 2000 + i));
	for (i = 0; i < fit; i++)
		want_request(fd, 2000 + i);
	check(((const struct daedalus_chunk_dropped *)want(fd, DAEDALUS_CHUNK_DROPPED))->count ==
	      extra);
	want_none(fd);

	client_close(&c);
	want(fd, DAEDALUS_CHUNK_STOP);
	check(stat_value("dropped") == 2 * extra);
	close(fd);
}

/* A stream that runs already, whose earlier pictures are missing. */
static void late_start(void)
{
	const struct daedalus_chunk_dropped *dropped;
	struct client c;
	int fd;

	client_open(&c);
	start(&c, idr(), 1, 1);
	decode_idr(&c, 1);
	fd = open_record();
	decode_idr(&c, 2);
	decode_idr(&c, 3);
	want(fd, DAEDALUS_CHUNK_FILE);
	want(fd, DAEDALUS_CHUNK_START);
	dropped = want(fd, DAEDALUS_CHUNK_DROPPED);
	check(!dropped->count && dropped->chunk.stream);
	want_request(fd, 2);
	want_request(fd, 3);
	want_none(fd);
	close(fd);

	/* Not in any file. */
	decode_idr(&c, 4);

	/* The stream runs, but has decoded nothing so far: nothing is missing. */
	stream(&c, &c.out, false);
	stream(&c, &c.out, true);
	fd = open_record();
	decode_idr(&c, 5);
	want(fd, DAEDALUS_CHUNK_FILE);
	want(fd, DAEDALUS_CHUNK_START);
	want_request(fd, 5);
	client_close(&c);
	want(fd, DAEDALUS_CHUNK_STOP);
	want_none(fd);
	close(fd);
}

static atomic_bool enough;

static void *decode_until_enough(void *arg)
{
	__u64 timestamp = 0, hash;
	struct client c;

	client_open(&c);
	start(&c, idr(), 1, 1);
	hash = decode_idr(&c, timestamp++);
	while (!enough)
		check(decode_idr(&c, timestamp++) == hash);
	client_close(&c);
	*(__u64 *)arg = timestamp;
	return NULL;
}

/* Recordings end while jobs run, of which some are in the next recording. */
static void closed_in_the_middle(void)
{
	static struct daedalus_chunk *chunk;
	pthread_t thread[2];
	__u64 count[2];
	unsigned int i, n, seen = 0;
	int fd;

	for (i = 0; i < 2; i++)
		check(!pthread_create(&thread[i], NULL, decode_until_enough, &count[i]));
	for (i = 0; i < 40; i++) {
		fd = open_record();
		usleep(i % 20 * 500);
		for (n = 0; n < i % 7 && next_chunk(fd, &chunk); n++)
			seen += chunk->type == DAEDALUS_CHUNK_REQUEST;
		close(fd);
	}
	enough = true;
	for (i = 0; i < 2; i++)
		check(!pthread_join(thread[i], NULL));
	check(seen && count[0] > 40 && count[1] > 40);
	check(stat_value("recording") == 0);
	free(chunk);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "opened-twice", opened_twice },
	{ "chunks", chunks },
	{ "waiting-reader", waiting_reader },
	{ "slow-reader", slow_reader },
	{ "late-start", late_start },
	{ "closed-in-the-middle", closed_in_the_middle },
};

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc != 3 && argc != 4)
		fail("usage: record CASE CLIP [FILE]");
	check(load_pictures(argv[2], pictures, ARRAY_SIZE(pictures)) && pictures[0].idr);
	if (argc == 4) {
		keep = fopen(argv[3], "wb");
		check(keep);
	}
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (!strcmp(argv[1], cases[i].name)) {
			cases[i].run();
			check(!keep || !fclose(keep));
			return 0;
		}
	}
	fail("no such case: %s", argv[1]);
}
