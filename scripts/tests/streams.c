// SPDX-License-Identifier: GPL-2.0
/*
 * "streams SECONDS RECORDING...": plays all recordings at the same time, each in a process
 * of its own, over and over and with its queues kept full, and checks every picture. When
 * all have got going, the trace event of tasks is on for that time. Prints what each
 * stream did in it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/recording.h"

#define STREAMS_MAX	16
#define TRACE_TASKS	"/sys/kernel/tracing/events/daedalus/daedalus_task/enable"
/* Pictures after which a stream is under way. */
#define WARM		3

/**
 * struct progress - what a stream tells the others
 * @pictures: so far
 * @last_ms: when the last one came
 * @longest_ms: most between two of them, since it was set to 0
 */
struct progress {
	atomic_uint pictures;
	atomic_ullong last_ms;
	atomic_ullong longest_ms;
};

/**
 * struct shared - memory of all processes
 * @stop: no more pictures
 * @stream: of each
 */
struct shared {
	atomic_bool stop;
	struct progress stream[STREAMS_MAX];
};

static struct shared *shared;

static bool count_picture(void *arg)
{
	struct progress *p = arg;
	__u64 now = now_ms(), took = now - p->last_ms;

	if (took > p->longest_ms)
		p->longest_ms = took;
	p->last_ms = now;
	p->pictures++;
	return !shared->stop;
}

static void play_forever(const char *path, struct progress *p)
{
	struct recording rec;
	struct client c;

	load_recording(path, &rec);
	client_open(&c);
	recording_start(&c, &rec, 4, 4);
	p->last_ms = now_ms();
	while (!shared->stop) {
		recording_play(&c, &rec, count_picture, p);
		stream(&c, &c.out, false);
		stream(&c, &c.cap, false);
		stream(&c, &c.cap, true);
		stream(&c, &c.out, true);
	}
	client_close(&c);
}

static void trace_tasks(bool on)
{
	int fd = open(TRACE_TASKS, O_WRONLY);

	check(fd >= 0 && write(fd, on ? "1" : "0", 1) == 1);
	close(fd);
}

/* Does any of the children still live? One that failed has said why. */
static void check_children(void)
{
	int status;

	if (waitpid(-1, &status, WNOHANG) > 0)
		fail("a stream has ended");
}

static void wait_until_warm(unsigned int count)
{
	unsigned int i = 0;

	while (i < count) {
		check_children();
		if (shared->stream[i].pictures < WARM)
			usleep(10000);
		else
			i++;
	}
}

static void measure(unsigned int count, unsigned int seconds, unsigned int *pictures)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		pictures[i] = shared->stream[i].pictures;
		shared->stream[i].longest_ms = 0;
	}
	trace_tasks(true);
	for (i = 0; i < seconds; i++) {
		sleep(1);
		check_children();
	}
	trace_tasks(false);
	for (i = 0; i < count; i++)
		pictures[i] = shared->stream[i].pictures - pictures[i];
}

static void finish(unsigned int count)
{
	unsigned int i;
	int status;

	shared->stop = true;
	for (i = 0; i < count; i++) {
		check(wait(&status) > 0);
		check(WIFEXITED(status) && !WEXITSTATUS(status));
	}
}

int main(int argc, char **argv)
{
	unsigned int i, count = argc - 2, pictures[STREAMS_MAX];

	check(argc > 2 && count <= STREAMS_MAX);
	setbuf(stdout, NULL);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		      -1, 0);
	check(shared != MAP_FAILED);
	for (i = 0; i < count; i++) {
		if (!fork()) {
			play_forever(argv[2 + i], &shared->stream[i]);
			return 0;
		}
	}
	wait_until_warm(count);
	measure(count, atoi(argv[1]), pictures);
	finish(count);
	for (i = 0; i < count; i++) {
		printf("%s: %u pictures, the longest wait %llu ms\n", argv[2 + i], pictures[i],
		       (unsigned long long)shared->stream[i].longest_ms);
		check(pictures[i]);
	}
	return 0;
}
