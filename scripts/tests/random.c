// SPDX-License-Identifier: GPL-2.0
/*
 * "random SEED OPERATIONS RECORDING...": eight processes do to the device whatever clients
 * can do, in any order, until they have done so much; from time to time one of them is
 * killed, and another takes its place. No operation may hang, and afterwards all
 * recordings decode to the pictures that they had.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/recording.h"

#define PROCESSES	8
#define RECORDINGS_MAX	16
/* Open files of a process. */
#define FILES		3
/* Buffers of a queue that an operation asks for. */
#define BUFFERS		4
/* Requests of a file that are kept after they were queued. */
#define KEPT		4
/* A process that does nothing for so long hangs, in milliseconds. */
#define HANG_MS		60000
/* A killed one is gone in less. */
#define GONE_MS		5000

/**
 * struct shared - memory of all processes
 * @limit: operations to do
 * @operations: that were done
 * @decoded: CAPTURE buffers that came back without an error flag
 * @damaged: those with one
 * @busy_ms: when each process began its operation
 * @current: and which
 */
struct shared {
	unsigned int limit;
	atomic_uint operations;
	atomic_uint decoded;
	atomic_uint damaged;
	atomic_ullong busy_ms[PROCESSES];
	atomic_uint current[PROCESSES];
};

/**
 * struct file - an open file of a process
 * @open: is it?
 * @c: buffers; what is queued is a guess, as the device may refuse
 * @rec: what its format is set to, or NULL
 * @next: request of @rec
 * @kept: requests, -1 for none
 */
struct file {
	bool open;
	struct client c;
	const struct recording *rec;
	unsigned int next;
	int kept[KEPT];
};

static struct shared *shared;
static struct recording recordings[RECORDINGS_MAX];
static unsigned int num_recordings;
static __u64 random_state;

static unsigned int random_below(unsigned int n)
{
	random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
	return (random_state >> 33) % n;
}

/* Any answer will do that a client may get to such a call. */
static int attempt(int fd, unsigned long request, void *arg)
{
	int err = try_ioctl(fd, request, arg);

	switch (err) {
	case EFAULT:
	case EIO:
	case ENODEV:
	case ENOTTY:
	case ENXIO:
		fail("ioctl %#lx: %s", request, strerror(err));
	}
	return err;
}

static struct queue *any_queue(struct file *f)
{
	return random_below(2) ? &f->c.out : &f->c.cap;
}

static void forget_buffers(struct queue *q)
{
	unsigned int i;

	for (i = 0; i < q->count; i++)
		if (q->map[i].start)
			munmap(q->map[i].start, q->map[i].bytes);
	memset(q->map, 0, sizeof(q->map));
	memset(q->queued, 0, sizeof(q->queued));
	q->count = 0;
}

static void map_buffers(struct file *f, struct queue *q)
{
	struct v4l2_plane plane;
	struct v4l2_buffer buf;
	unsigned int i;

	for (i = 0; i < q->count; i++) {
		buf = (struct v4l2_buffer){
			.type = q->type, .memory = V4L2_MEMORY_MMAP, .index = i,
			.length = 1, .m.planes = &plane,
		};
		if (q->map[i].start || attempt(f->c.video, VIDIOC_QUERYBUF, &buf))
			continue;
		q->map[i].bytes = plane.length;
		q->map[i].start = mmap(NULL, plane.length, PROT_READ | PROT_WRITE, MAP_SHARED,
				       f->c.video, plane.m.mem_offset);
		if (q->map[i].start == MAP_FAILED)
			q->map[i].start = NULL;
	}
}

static void close_kept(struct file *f, unsigned int n)
{
	if (f->kept[n] >= 0)
		close(f->kept[n]);
	f->kept[n] = -1;
}

static void op_close(struct file *f)
{
	unsigned int i;

	/* In any order. */
	if (random_below(2))
		forget_buffers(&f->c.cap);
	close(f->c.video);
	close(f->c.media);
	for (i = 0; i < KEPT; i++)
		close_kept(f, i);
	forget_buffers(&f->c.out);
	forget_buffers(&f->c.cap);
	f->open = false;
}

static void op_open(struct file *f)
{
	client_open(&f->c);
	memset(f->kept, 0xff, sizeof(f->kept));
	f->rec = NULL;
	f->open = true;
}

static void op_format(struct file *f)
{
	const struct recording *rec = &recordings[random_below(num_recordings)];
	struct v4l2_format fmt = {
		.type = OUTPUT,
		.fmt.pix_mp = {
			.width = rec->requests[0].width >> !random_below(8),
			.height = rec->requests[0].height,
			.pixelformat = rec->coded,
			.num_planes = 1,
		},
	};

	if (attempt(f->c.video, VIDIOC_S_FMT, &fmt))
		return;
	f->c.coded = rec->coded;
	f->rec = rec;
	f->next = 0;
	recording_set_ctrls(&f->c, rec, 0, -1);
}

static void op_request_buffers(struct file *f)
{
	struct queue *q = any_queue(f);
	struct v4l2_requestbuffers req = {
		.type = q->type, .memory = V4L2_MEMORY_MMAP, .count = random_below(BUFFERS + 1),
	};

	forget_buffers(q);
	if (attempt(f->c.video, VIDIOC_REQBUFS, &req))
		return;
	q->memory = V4L2_MEMORY_MMAP;
	q->num_planes = 1;
	q->count = req.count;
	map_buffers(f, q);
}

static void op_create_buffer(struct file *f)
{
	struct queue *q = any_queue(f);
	struct v4l2_create_buffers create = {
		.count = 1, .memory = V4L2_MEMORY_MMAP, .format.type = q->type,
	};

	attempt(f->c.video, VIDIOC_G_FMT, &create.format);
	if (q->count >= 2 * BUFFERS || attempt(f->c.video, VIDIOC_CREATE_BUFS, &create))
		return;
	q->memory = V4L2_MEMORY_MMAP;
	q->num_planes = 1;
	if (create.count && create.index < BUFFERS_MAX && q->count <= create.index)
		q->count = create.index + 1;
	map_buffers(f, q);
}

static void op_remove_buffer(struct file *f)
{
	struct queue *q = any_queue(f);
	struct v4l2_remove_buffers remove = {
		.type = q->type, .count = 1, .index = random_below(BUFFERS + 1),
	};

	if (!attempt(f->c.video, VIDIOC_REMOVE_BUFS, &remove) && q->map[remove.index].start) {
		munmap(q->map[remove.index].start, q->map[remove.index].bytes);
		q->map[remove.index].start = NULL;
	}
}

static void op_stream_on(struct file *f)
{
	attempt(f->c.video, VIDIOC_STREAMON, &any_queue(f)->type);
}

static void op_stream_off(struct file *f)
{
	struct queue *q = any_queue(f);

	if (attempt(f->c.video, VIDIOC_STREAMOFF, &q->type))
		return;
	memset(q->queued, 0, sizeof(q->queued));
	if (q->type == OUTPUT)
		f->next = 0;
}

static void op_queue_capture(struct file *f)
{
	unsigned int i;

	for (i = 0; i < f->c.cap.count; i++) {
		struct v4l2_plane plane = { 0 };
		struct v4l2_buffer buf = {
			.type = CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = i, .length = 1,
			.m.planes = &plane,
		};

		attempt(f->c.video, VIDIOC_QBUF, &buf);
	}
}

/* The bitstream of request @n, now and then with a part of it overwritten. */
static void fill_output(struct plane_map *map, const struct recorded *r, size_t bytes)
{
	if (!map->start)
		return;
	memcpy(map->start, r->data, bytes);
	if (!random_below(8))
		memset((__u8 *)map->start + random_below(bytes), random_below(256),
		       1 + random_below(bytes) / 8 % (map->bytes - bytes + 1));
}

static void queue_request(struct file *f, int request, unsigned int index)
{
	const unsigned int n = random_below(8) ? f->next : random_below(f->rec->num_requests);
	const struct recorded *r = &f->rec->requests[n];
	struct plane_map *map = &f->c.out.map[index];
	const size_t bytes = map->start && map->bytes < r->bytes ? map->bytes : r->bytes;
	struct v4l2_plane plane = { .bytesused = bytes };
	struct v4l2_buffer buf = {
		.type = OUTPUT, .memory = V4L2_MEMORY_MMAP, .index = index, .length = 1,
		.m.planes = &plane,
		.flags = V4L2_BUF_FLAG_REQUEST_FD |
			 (random_below(8) ? 0 : V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF),
		.request_fd = request,
		.timestamp = { r->timestamp / 1000000, r->timestamp % 1000000 },
	};

	if (random_below(16))
		recording_set_ctrls(&f->c, f->rec, n, request);
	if (!attempt(f->c.video, VIDIOC_QBUF, &buf))
		fill_output(map, r, bytes);
	if (!attempt(request, MEDIA_REQUEST_IOC_QUEUE, NULL) && n == f->next)
		f->next = (n + 1) % f->rec->num_requests;
}

/* Keep the request, in place of another, or not. */
static void op_queue_output(struct file *f)
{
	unsigned int i;
	int request;

	for (i = 0; f->rec && i < f->c.out.count; i++) {
		request = -1;
		if (attempt(f->c.media, MEDIA_IOC_REQUEST_ALLOC, &request))
			return;
		queue_request(f, request, i);
		if (random_below(4)) {
			close(request);
			continue;
		}
		close_kept(f, i % KEPT);
		f->kept[i % KEPT] = request;
	}
}

static void op_reinit(struct file *f)
{
	const unsigned int n = random_below(KEPT);

	if (f->kept[n] < 0)
		return;
	attempt(f->kept[n], MEDIA_REQUEST_IOC_REINIT, NULL);
	if (f->rec && f->c.out.count && random_below(2))
		queue_request(f, f->kept[n], random_below(f->c.out.count));
	if (!random_below(3))
		close_kept(f, n);
}

static void dequeue_all(struct file *f, struct queue *q)
{
	struct v4l2_plane planes[VIDEO_MAX_PLANES];
	struct v4l2_buffer buf;

	for (;;) {
		buf = (struct v4l2_buffer){
			.type = q->type, .memory = V4L2_MEMORY_MMAP,
			.length = VIDEO_MAX_PLANES, .m.planes = planes,
		};
		if (attempt(f->c.video, VIDIOC_DQBUF, &buf))
			return;
		if (q->type == CAPTURE && buf.flags & V4L2_BUF_FLAG_ERROR)
			shared->damaged++;
		else if (q->type == CAPTURE)
			shared->decoded++;
	}
}

static void op_dequeue(struct file *f)
{
	dequeue_all(f, &f->c.out);
	dequeue_all(f, &f->c.cap);
}

/* Another picture, or two. */
static void op_decode(struct file *f)
{
	struct pollfd fd = { f->c.video, POLLIN, 0 };

	op_queue_output(f);
	op_queue_capture(f);
	check(poll(&fd, 1, 100) >= 0);
	op_dequeue(f);
}

static void op_poll(struct file *f)
{
	struct pollfd fds[1 + KEPT] = { { f->c.video, POLLIN | POLLOUT | POLLPRI, 0 } };
	unsigned int i;

	for (i = 0; i < KEPT; i++)
		fds[1 + i] = (struct pollfd){ f->kept[i], POLLPRI, 0 };
	check(poll(fds, 1 + KEPT, random_below(20)) >= 0);
}

static void op_flush(struct file *f)
{
	struct v4l2_decoder_cmd cmd = { .cmd = V4L2_DEC_CMD_FLUSH };

	attempt(f->c.video, VIDIOC_DECODER_CMD, &cmd);
}

static void op_export(struct file *f)
{
	struct v4l2_exportbuffer eb = {
		.type = any_queue(f)->type, .index = random_below(BUFFERS), .flags = O_RDWR,
	};

	if (attempt(f->c.video, VIDIOC_EXPBUF, &eb))
		return;
	op_stream_off(f);
	op_request_buffers(f);
	close(eb.fd);
}

/* All that it takes to decode something. */
static void op_start(struct file *f)
{
	struct queue *queues[] = { &f->c.out, &f->c.cap };
	unsigned int i;

	for (i = 0; i < 2; i++) {
		attempt(f->c.video, VIDIOC_STREAMOFF, &queues[i]->type);
		forget_buffers(queues[i]);
		attempt(f->c.video, VIDIOC_REQBUFS, &(struct v4l2_requestbuffers){
			.type = queues[i]->type, .memory = V4L2_MEMORY_MMAP,
		});
	}
	op_format(f);
	for (i = 0; i < 2; i++) {
		request_buffers(&f->c, queues[i], 1 + random_below(BUFFERS));
		attempt(f->c.video, VIDIOC_STREAMON, &queues[i]->type);
	}
	op_queue_output(f);
	op_queue_capture(f);
}

/* Without a parent a process dies, too. */
static pid_t fork_child(void)
{
	const pid_t parent = getpid(), pid = fork();

	check(pid >= 0);
	if (!pid && (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent))
		_exit(1);
	return pid;
}

/* A process that shares the file dies while it decodes. */
static void op_kill(struct file *f)
{
	pid_t pid;

	op_start(f);
	pid = fork_child();
	while (!pid) {
		op_dequeue(f);
		op_queue_output(f);
		op_queue_capture(f);
	}
	usleep(random_below(20000));
	kill(pid, SIGKILL);
	check(waitpid(pid, NULL, 0) == pid);
}

static bool a_few_frames(void *arg)
{
	unsigned int *left = arg;

	return *left && --*left;
}

/* In the middle of all this, a good client gets good pictures. */
static void op_play(struct file *f)
{
	const struct recording *rec = &recordings[random_below(num_recordings)];
	unsigned int left = 1 + random_below(6);

	if (f->open)
		op_close(f);
	op_open(f);
	recording_start(&f->c, rec, 1 + random_below(BUFFERS), 1 + random_below(BUFFERS));
	recording_play(&f->c, rec, a_few_frames, &left);
}

static const struct {
	const char *name;
	void (*run)(struct file *f);
	unsigned int weight;
} operations[] = {
	{ "close", op_close, 4 },
	{ "format", op_format, 3 },
	{ "request-buffers", op_request_buffers, 4 },
	{ "create-buffer", op_create_buffer, 2 },
	{ "remove-buffer", op_remove_buffer, 2 },
	{ "stream-on", op_stream_on, 6 },
	{ "stream-off", op_stream_off, 6 },
	{ "queue-capture", op_queue_capture, 14 },
	{ "queue-output", op_queue_output, 14 },
	{ "reinit", op_reinit, 6 },
	{ "dequeue", op_dequeue, 14 },
	{ "poll", op_poll, 6 },
	{ "flush", op_flush, 2 },
	{ "export", op_export, 1 },
	{ "start", op_start, 10 },
	{ "decode", op_decode, 20 },
	{ "kill", op_kill, 2 },
	{ "play", op_play, 2 },
};

static unsigned int choose_operation(void)
{
	unsigned int i, sum = 0;
	int at;

	for (i = 0; i < ARRAY_SIZE(operations); i++)
		sum += operations[i].weight;
	at = random_below(sum);
	for (i = 0; at >= (int)operations[i].weight; i++)
		at -= operations[i].weight;
	return i;
}

static void operate(unsigned int process)
{
	struct file files[FILES] = { 0 }, *f;
	unsigned int op;

	while (shared->operations < shared->limit) {
		f = &files[random_below(FILES)];
		op = choose_operation();
		shared->current[process] = op;
		shared->busy_ms[process] = now_ms();
		if (!f->open)
			op_open(f);
		else
			operations[op].run(f);
		shared->operations++;
	}
}

static pid_t start_process(unsigned int process, __u64 seed)
{
	pid_t pid = fork_child();

	if (pid)
		return pid;
	random_state = seed;
	operate(process);
	exit(0);
}

static void check_progress(unsigned int process)
{
	const __u64 now = now_ms(), since = shared->busy_ms[process];

	if (now > since && now - since > HANG_MS)
		fail("process %u hangs in %s", process,
		     operations[shared->current[process]].name);
}

/* Wait for all of them, and make it hard for one of them from time to time. */
static unsigned int supervise(pid_t *pids, __u64 seed)
{
	unsigned int i, kills = 0, left = PROCESSES;
	__u64 before;
	int status;

	while (left) {
		usleep(20000);
		i = random_below(PROCESSES);
		if (!pids[i])
			continue;
		check_progress(i);
		if (waitpid(pids[i], &status, WNOHANG) == pids[i]) {
			if (status)
				fail("process %u ended with status %#x in %s", i, status,
				     operations[shared->current[i]].name);
			pids[i] = 0;
			left--;
		} else if (shared->operations < shared->limit && !random_below(20)) {
			before = now_ms();
			kill(pids[i], SIGKILL);
			check(waitpid(pids[i], NULL, 0) == pids[i]);
			if (now_ms() - before > GONE_MS)
				fail("a killed process took %llu ms to go in %s",
				     (unsigned long long)(now_ms() - before),
				     operations[shared->current[i]].name);
			shared->busy_ms[i] = now_ms();
			pids[i] = start_process(i, seed + PROCESSES + ++kills);
		}
	}
	return kills;
}

static void play_all(void)
{
	struct client c;
	unsigned int i;

	for (i = 0; i < num_recordings; i++) {
		client_open(&c);
		recording_start(&c, &recordings[i], 2, 2);
		recording_play(&c, &recordings[i], NULL, NULL);
		client_close(&c);
	}
}

int main(int argc, char **argv)
{
	pid_t pids[PROCESSES];
	unsigned int i, kills;
	__u64 seed;

	check(argc > 3 && argc - 3 <= RECORDINGS_MAX);
	setbuf(stdout, NULL);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		      -1, 0);
	check(shared != MAP_FAILED);
	seed = strtoull(argv[1], NULL, 0);
	random_state = seed;
	shared->limit = atoi(argv[2]);
	for (i = 3; i < (unsigned int)argc; i++)
		load_recording(argv[i], &recordings[num_recordings++]);

	for (i = 0; i < PROCESSES; i++) {
		shared->busy_ms[i] = now_ms();
		pids[i] = start_process(i, seed + i);
	}
	kills = supervise(pids, seed);
	printf("%u operations, %u processes killed, %u pictures decoded, %u damaged\n",
	       shared->operations, kills, shared->decoded, shared->damaged);
	play_all();
	return 0;
}
