// SPDX-License-Identifier: GPL-2.0
/*
 * The player (player.h) calls a codec as daedalus_job.c does, here one that only
 * notes what it is asked to do: with one request under way or two, with requests
 * that fail, that are aborted and that share a picture, in several streams.
 */
#include <kunit/test.h>

#include "player.h"
#include "simulate.h"

#define FAKE_FOURCC		0x454b4146	/* "FAKE" */
#define FAKE_CID		0x1234
#define FAKE_STREAMS		3
/* Rows of every request, and luma rows of each. */
#define FAKE_ROWS		8
#define FAKE_ROW_LINES		2
#define FAKE_WIDTH		16
#define FAKE_HEIGHT		(FAKE_ROWS * FAKE_ROW_LINES)
#define FAKE_REQUESTS_MAX	64

/**
 * enum fake_kind - what a request does, beside being decoded
 * @FAKE_PLAIN: nothing
 * @FAKE_FAILS: codec's prepare() does not take it
 * @FAKE_ABORTED: the client aborts it
 * @FAKE_SECOND: it is the second field of the one before, although it has its own time
 * @FAKE_SAME_TIME: it has the timestamp of the one before
 * @FAKE_EMPTY: it has no bitstream
 * @FAKE_STOP: it is none: the stream stops and starts again
 */
enum fake_kind {
	FAKE_PLAIN,
	FAKE_FAILS,
	FAKE_ABORTED,
	FAKE_SECOND,
	FAKE_SAME_TIME,
	FAKE_EMPTY,
	FAKE_STOP,
	FAKE_KINDS
};

/**
 * struct fake_request - a request, and what happened to it
 * @kind: what it does
 * @bits: its bitstream: its stream and number
 * @value: of its control: its number
 * @timestamp: its time
 * @prepared: codec's prepare() was called, and took it
 * @parsed: so was parsed()
 * @finished: so was finish()
 * @delivered: the player has returned it
 * @parsed_rows: rows of the first stage that have ended
 * @written_rows: rows of the last one
 */
struct fake_request {
	enum fake_kind kind;
	u8 bits[2];
	u32 value;
	u64 timestamp;
	bool prepared;
	bool parsed;
	bool finished;
	bool delivered;
	atomic_t parsed_rows;
	atomic_t written_rows;
};

/**
 * struct fake_stream - requests of a stream
 * @request: the requests, in order
 * @num_requests: valid entries of @request
 * @num_returned: how many of them were
 */
struct fake_stream {
	struct fake_request request[FAKE_REQUESTS_MAX];
	unsigned int num_requests;
	unsigned int num_returned;
};

/**
 * struct fake_state - what the functions of the codec find
 * @test: the test
 * @stream: its streams
 * @ahead: of the codec
 * @in_flight: of the player
 * @log: calls, as text; those that do not fit are left out
 * @spin_ns: how long rows take at least
 * @overlaps: requests that were prepared while the one before was under way
 * @errors: rows that ran when or with what they must not
 */
static struct fake_state {
	struct kunit *test;
	struct fake_stream stream[FAKE_STREAMS];
	int ahead;
	unsigned int in_flight;
	char log[512];
	u64 spin_ns;
	unsigned int overlaps;
	atomic_t errors;
} fake;

static void fake_note(char what, const struct fake_request *request)
{
	const size_t length = strlen(fake.log);

	snprintf(fake.log + length, sizeof(fake.log) - length, "%s%c%u", length ? " " : "", what,
		 request->bits[1]);
}

static struct fake_stream *fake_stream_of(const struct daedalus_job *job)
{
	return &fake.stream[job->bits[0] % FAKE_STREAMS];
}

static struct fake_request *fake_request_of(const struct daedalus_job *job)
{
	return &fake_stream_of(job)->request[job->bits[1] % FAKE_REQUESTS_MAX];
}

/* What belongs to one request is not changed for the next one. */
static void fake_check_job(const struct daedalus_job *job)
{
	const struct fake_request *request = fake_request_of(job);

	if (memcmp(job->bits, request->bits, sizeof(request->bits)) ||
	    *(const u32 *)job->ctrls != request->value || job->timestamp != request->timestamp)
		atomic_inc(&fake.errors);
}

static u64 fake_cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void fake_spin(void)
{
	const u64 end = fake.spin_ns ? fake_cpu_ns() + fake.spin_ns : 0;

	while (fake.spin_ns && fake_cpu_ns() < end)
		;
}

static void fake_parse_row(void *frame, unsigned int row)
{
	const struct daedalus_job *job = frame;

	fake_spin();
	fake_check_job(job);
	if (atomic_inc_return(&fake_request_of(job)->parsed_rows) != row + 1)
		atomic_inc(&fake.errors);
}

static bool fake_write_ready(const void *frame, const struct dae_progress *progress,
			     unsigned int row, unsigned int part)
{
	return !progress->before || progress->before[1] > row;
}

static void fake_write_row(void *frame, unsigned int row)
{
	const struct daedalus_job *job = frame;
	struct fake_request *request = fake_request_of(job);
	unsigned int y = row * FAKE_ROW_LINES;

	fake_spin();
	fake_check_job(job);
	if (atomic_inc_return(&request->written_rows) != row + 1 ||
	    atomic_read(&request->parsed_rows) <= row)
		atomic_inc(&fake.errors);
	for (y += job->second; y < (row + 1) * FAKE_ROW_LINES; y += 1 + job->second)
		memset(job->out.plane[0] + (size_t)y * job->out.stride_bytes[0], request->value,
		       job->out.width);
}

static const struct dae_stage_table fake_stages = {
	.num_stages = 2,
	.stage = {
		{ .name = "parse", .run = fake_parse_row },
		{
			.name = "write",
			.run = fake_write_row,
			.ready = fake_write_ready,
			.num_needs = 1,
			.need = { { .stage = 0, .lag = 0 } },
		},
	},
};

static int fake_start(struct daedalus_ctx *ctx)
{
	return 0;
}

static void fake_stop(struct daedalus_ctx *ctx)
{
	KUNIT_EXPECT_EQ(fake.test, ctx->num_jobs, 0);
}

static int fake_try_ctrl(struct daedalus_ctx *ctx, const struct v4l2_ctrl *ctrl)
{
	return 0;
}

static void fake_stream_format(const struct v4l2_ctrl *ctrl, struct dae_frame_format *fmt)
{
	fmt->bit_depth = 8;
	fmt->chroma = DAE_CHROMA_420;
}

/* Is there one before it that is not over? */
static const struct fake_request *fake_running_before(const struct fake_request *request)
{
	const struct fake_stream *s = &fake.stream[request->bits[0]];
	const unsigned int n = request->bits[1];

	return n && !s->request[n - 1].delivered ? &s->request[n - 1] : NULL;
}

static int fake_prepare(struct daedalus_job *job)
{
	struct fake_request *request = fake_request_of(job);
	const struct fake_stream *s = fake_stream_of(job);
	const struct fake_request *before = fake_running_before(request);
	struct kunit *test = fake.test;

	fake_note('p', request);
	fake_check_job(job);
	KUNIT_EXPECT_FALSE(test, request->prepared);
	KUNIT_EXPECT_LT(test, request->bits[1], s->num_returned + fake.in_flight);
	KUNIT_EXPECT_PTR_EQ(test, job, &job->ctx->jobs[job->index]);
	KUNIT_EXPECT_EQ(test, !!job->before, !!before);
	if (before) {
		fake.overlaps++;
		KUNIT_EXPECT_PTR_EQ(test, job->before, &job->ctx->jobs[!job->index]);
		KUNIT_EXPECT_TRUE(test, job->before->parsed);
		KUNIT_EXPECT_EQ(test, before->parsed, before->prepared);
		KUNIT_EXPECT_NE(test, before->timestamp, request->timestamp);
		KUNIT_EXPECT_FALSE(test, job->second);
		KUNIT_EXPECT_FALSE(test, before->kind == FAKE_ABORTED &&
				   request->kind != FAKE_ABORTED);
	}
	KUNIT_EXPECT_EQ(test, job->second, request->kind == FAKE_SECOND);

	if (request->kind == FAKE_FAILS)
		return -EBADMSG;
	request->prepared = true;
	job->num_rows = FAKE_ROWS;
	job->stage_ctx = job;
	return 0;
}

static void fake_parsed(struct daedalus_job *job)
{
	struct fake_request *request = fake_request_of(job);
	const bool all = atomic_read(&request->parsed_rows) == FAKE_ROWS;

	fake_note('r', request);
	fake_check_job(job);
	KUNIT_EXPECT_TRUE(fake.test, request->prepared && !request->parsed && !request->finished);
	KUNIT_EXPECT_TRUE(fake.test, fake.ahead == DAEDALUS_AHEAD_AT_ONCE || all);
	request->parsed = true;
}

static void fake_finish(struct daedalus_job *job)
{
	struct fake_request *request = fake_request_of(job);
	const struct fake_stream *s = fake_stream_of(job);
	const bool aborted = request->kind == FAKE_ABORTED;

	fake_note('f', request);
	fake_check_job(job);
	KUNIT_EXPECT_TRUE(fake.test, request->prepared && !request->finished);
	KUNIT_EXPECT_EQ(fake.test, request->bits[1], s->num_returned);
	KUNIT_EXPECT_EQ(fake.test, job->abort, aborted);
	if (!aborted) {
		KUNIT_EXPECT_TRUE(fake.test, request->parsed);
		KUNIT_EXPECT_EQ(fake.test, atomic_read(&request->written_rows), FAKE_ROWS);
	}
	request->finished = true;
}

static const struct daedalus_ctrl fake_ctrl = {
	.cfg.id = FAKE_CID,
	.bytes = sizeof(u32),
};

#define FAKE_OPS(when) {				\
	.fourcc = FAKE_FOURCC,				\
	.ctrls = &fake_ctrl,				\
	.num_ctrls = 1,					\
	.ctrls_bytes = sizeof(u32),			\
	.stages = &fake_stages,				\
	.start = fake_start,				\
	.stop = fake_stop,				\
	.try_ctrl = fake_try_ctrl,			\
	.stream_format = fake_stream_format,		\
	.ahead = (when),				\
	.prepare = fake_prepare,			\
	.parsed = fake_parsed,				\
	.finish = fake_finish,				\
}

static const struct daedalus_codec_ops fake_ops_parsed = FAKE_OPS(0);
static const struct daedalus_codec_ops fake_ops_at_once = FAKE_OPS(DAEDALUS_AHEAD_AT_ONCE);
static const struct daedalus_codec_ops fake_ops_never = FAKE_OPS(DAEDALUS_AHEAD_NEVER);

static const struct daedalus_codec_ops * const fake_codecs[][2] = {
	{ &fake_ops_parsed }, { &fake_ops_at_once }, { &fake_ops_never },
};

static void fake_check_picture(const struct daedalus_job *job, u8 even, u8 odd)
{
	unsigned int y;

	for (y = 0; y < FAKE_HEIGHT; y++) {
		const u8 *row = job->out.plane[0] + (size_t)y * job->out.stride_bytes[0];
		const u8 want = y % 2 ? odd : even;

		KUNIT_EXPECT_FALSE_MSG(fake.test, memchr_inv(row, want, FAKE_WIDTH),
				       "row %u is not %u after %s", y, want, fake.log);
	}
}

static void fake_delivered(void *ctx, const struct player_result *result)
{
	struct fake_stream *s = &fake.stream[result->chunk->stream];
	struct fake_request *request = &s->request[result->chunk->bits[1]];
	const bool broken = request->kind == FAKE_FAILS || request->kind == FAKE_EMPTY;

	fake_note('d', request);
	KUNIT_EXPECT_PTR_EQ(fake.test, ctx, &fake);
	KUNIT_EXPECT_PTR_EQ(fake.test, request, &s->request[s->num_returned]);
	KUNIT_EXPECT_EQ(fake.test, request->finished, request->prepared);
	KUNIT_EXPECT_EQ(fake.test, !!result->error, broken);
	request->delivered = true;
	s->num_returned++;
	if (broken)
		fake_check_picture(result->job, 128, 128);
	else if (request->kind == FAKE_SECOND)
		fake_check_picture(result->job, request->value - 1, request->value);
	else if (request->kind != FAKE_ABORTED)
		fake_check_picture(result->job, request->value, request->value);
}

static void fake_send(struct player *player, u32 stream, u32 type)
{
	const struct recorded_chunk chunk = {
		.type = type,
		.stream = stream,
		.fourcc = FAKE_FOURCC,
	};

	KUNIT_EXPECT_FALSE(fake.test, player_chunk(player, &chunk));
}

static void fake_send_request(struct player *player, u32 stream, enum fake_kind kind)
{
	struct fake_stream *s = &fake.stream[stream];
	const unsigned int n = s->num_requests++;
	struct fake_request *request = &s->request[n];
	struct recorded_chunk chunk = {
		.type = DAEDALUS_CHUNK_REQUEST,
		.stream = stream,
		.fourcc = V4L2_PIX_FMT_NV12,
		.width = FAKE_WIDTH,
		.height = FAKE_HEIGHT,
		.num_ctrls = 1,
	};

	request->kind = kind;
	request->bits[0] = stream;
	request->bits[1] = n;
	request->value = n + 1;
	request->timestamp = 1000 + n;
	if (n && kind == FAKE_SAME_TIME)
		request->timestamp = s->request[n - 1].timestamp;
	chunk.timestamp = request->timestamp;
	chunk.ctrl[0] = (struct recorded_ctrl){
		.id = FAKE_CID, .bytes = sizeof(request->value), .value = (void *)&request->value,
	};
	chunk.bits = request->bits;
	chunk.bits_bytes = kind == FAKE_EMPTY ? 0 : sizeof(request->bits);
	if (kind == FAKE_SECOND)
		chunk.flags |= DAEDALUS_REQUEST_SECOND;
	if (kind == FAKE_ABORTED)
		chunk.flags |= DAEDALUS_REQUEST_ABORTED;
	KUNIT_EXPECT_TRUE(fake.test, player_chunk(player, &chunk));
}

static void fake_init(struct kunit *test, struct player *player, struct player_options *options,
		      const struct daedalus_codec_ops * const *codec)
{
	unsigned int i;

	options->codecs = codec;
	options->done = fake_delivered;
	options->done_ctx = &fake;
	fake = (struct fake_state){
		.test = test,
		.ahead = codec[0]->ahead,
		.in_flight = options->in_flight ?: DAEDALUS_JOBS,
	};
	KUNIT_ASSERT_EQ(test, player_init(player, options), 0);
	for (i = 0; i < FAKE_STREAMS; i++)
		fake_send(player, i, DAEDALUS_CHUNK_START);
}

static void fake_exit(struct player *player)
{
	unsigned int i;

	player_drain(player);
	for (i = 0; i < FAKE_STREAMS; i++)
		KUNIT_EXPECT_EQ(fake.test, fake.stream[i].num_returned,
				fake.stream[i].num_requests);
	player_exit(player);
	KUNIT_EXPECT_EQ(fake.test, atomic_read(&fake.errors), 0);
	KUNIT_EXPECT_EQ(fake.test, player->left_out, 0);
}

/**
 * struct fake_order - requests of a stream and the calls that follow
 * @name: what it is about
 * @ahead: index in fake_codecs
 * @in_flight: of the player
 * @kinds: requests, FAKE_KINDS at the end
 * @log: calls: p prepare(), r parsed(), f finish(), d delivered
 */
static const struct fake_order {
	const char *name;
	unsigned int ahead;
	unsigned int in_flight;
	enum fake_kind kinds[8];
	const char *log;
} fake_orders[] = {
	{ "two in flight", 0, 2, { FAKE_PLAIN, FAKE_PLAIN, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 p1 f0 d0 r1 p2 f1 d1 r2 f2 d2" },
	{ "one in flight", 0, 1, { FAKE_PLAIN, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 f0 d0 p1 r1 f1 d1" },
	{ "at once", 1, 2, { FAKE_PLAIN, FAKE_PLAIN, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 p1 r1 f0 d0 p2 r2 f1 d1 f2 d2" },
	{ "never", 2, 2, { FAKE_PLAIN, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 f0 d0 p1 r1 f1 d1" },
	{ "second field", 0, 2, { FAKE_PLAIN, FAKE_SECOND, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 f0 d0 p1 r1 p2 f1 d1 r2 f2 d2" },
	{ "same time", 1, 2, { FAKE_PLAIN, FAKE_SAME_TIME, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 f0 d0 p1 r1 p2 r2 f1 d1 f2 d2" },
	{ "refused", 0, 2, { FAKE_PLAIN, FAKE_FAILS, FAKE_PLAIN, FAKE_FAILS, FAKE_KINDS },
	  "p0 r0 p1 f0 d0 d1 p2 r2 p3 f2 d2 d3" },
	{ "empty", 0, 2, { FAKE_PLAIN, FAKE_EMPTY, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 f0 d0 d1 p2 r2 f2 d2" },
	{ "aborted", 1, 2, { FAKE_PLAIN, FAKE_ABORTED, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 p1 r1 f0 d0 f1 d1 p2 r2 f2 d2" },
	{ "both aborted", 1, 2, { FAKE_ABORTED, FAKE_ABORTED, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 p1 r1 f0 d0 f1 d1 p2 r2 f2 d2" },
	{ "stop", 1, 2, { FAKE_PLAIN, FAKE_STOP, FAKE_PLAIN, FAKE_KINDS },
	  "p0 r0 f0 d0 p1 r1 f1 d1" },
};

static void fake_order_desc(const struct fake_order *order, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s", order->name);
}

KUNIT_ARRAY_PARAM(fake_order, fake_orders, fake_order_desc);

static void fake_do(struct player *player, u32 stream, enum fake_kind kind)
{
	if (kind == FAKE_STOP) {
		fake_send(player, stream, DAEDALUS_CHUNK_STOP);
		fake_send(player, stream, DAEDALUS_CHUNK_START);
	} else {
		fake_send_request(player, stream, kind);
	}
}

/* The order of calls for one stream, without threads. */
static void player_test_calls(struct kunit *test)
{
	const struct fake_order *order = test->param_value;
	struct player_options options = { .in_flight = order->in_flight };
	struct player player;
	unsigned int i;

	fake_init(test, &player, &options, fake_codecs[order->ahead]);
	for (i = 0; order->kinds[i] != FAKE_KINDS; i++)
		fake_do(&player, 0, order->kinds[i]);
	fake_exit(&player);
	KUNIT_EXPECT_STREQ(test, fake.log, order->log);
}

static u32 fake_random(u32 *seed, u32 below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 16) % below;
}

static void fake_random_requests(struct player *player, u32 *seed)
{
	unsigned int i, stream;
	enum fake_kind kind;

	for (i = 0; i < 100; i++) {
		stream = fake_random(seed, FAKE_STREAMS);
		kind = fake_random(seed, 2) ? FAKE_PLAIN : fake_random(seed, FAKE_KINDS);
		if (fake.stream[stream].num_requests == FAKE_REQUESTS_MAX)
			continue;
		/* What is second follows something that has left a picture. */
		if (kind == FAKE_SECOND) {
			fake_send_request(player, stream, FAKE_PLAIN);
			if (fake.stream[stream].num_requests == FAKE_REQUESTS_MAX)
				continue;
		}
		fake_do(player, stream, kind);
	}
}

static const unsigned int fake_threads[] = { 0, 1, 2, 3, 8 };

static void fake_threads_desc(const unsigned int *threads, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u threads", *threads);
}

KUNIT_ARRAY_PARAM(fake_threads, fake_threads, fake_threads_desc);

/* What may be relied upon, whatever the order is. */
static void player_test_any_order(struct kunit *test)
{
	const unsigned int *threads = test->param_value;
	struct player_options options = { .threads = *threads };
	struct player player;
	u32 seed, random;

	for (seed = 0; seed < 60; seed++) {
		const struct daedalus_codec_ops * const *codec =
			fake_codecs[seed % ARRAY_SIZE(fake_codecs)];

		random = seed;
		options.in_flight = fake_random(&random, DAEDALUS_JOBS) + 1;
		options.seed = *threads ? 0 : seed;
		fake_init(test, &player, &options, codec);
		fake_random_requests(&player, &random);
		fake_exit(&player);
		if (options.in_flight == 1 || fake.ahead == DAEDALUS_AHEAD_NEVER)
			KUNIT_EXPECT_EQ(test, fake.overlaps, 0);
		else if (!*threads)
			KUNIT_EXPECT_GT(test, fake.overlaps, 0);
	}
}

/**
 * struct fake_node - a task or a step of a simulation, as its trace has it
 * @worker: of a task, -1 for a step
 * @what: stage or step
 * @row: of a task
 * @timestamp: of its request
 * @start: when it started
 * @end: when it ended
 * @critical: on the critical path
 */
struct fake_node {
	int worker;
	char what[16];
	unsigned int row;
	unsigned long long timestamp;
	unsigned long long start;
	unsigned long long end;
	bool critical;
};

/* The number after a name in a line. */
static unsigned long long fake_number(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	KUNIT_ASSERT_TRUE_MSG(fake.test, at, "%s has no %s", line, name);
	return strtoull(at + strlen(name), NULL, 10);
}

static bool fake_read_node(FILE *file, struct fake_node *node)
{
	const char *at;
	char line[256];

	*node = (struct fake_node){ .worker = -1 };
	if (!fgets(line, sizeof(line), file))
		return false;
	if (!strncmp(line, "daedalus_task: ", 15)) {
		node->worker = fake_number(line, " worker=");
		node->row = fake_number(line, " row=");
		at = strstr(line, " stage=");
		KUNIT_ASSERT_TRUE(fake.test, at && sscanf(at, " stage=%15s", node->what) == 1);
	} else {
		KUNIT_ASSERT_TRUE(fake.test,
				  sscanf(line, "daedalus_work: step=%15s", node->what) == 1);
	}
	node->timestamp = fake_number(line, " timestamp=");
	node->start = fake_number(line, " start=");
	node->end = node->start + fake_number(line, " ns=");
	node->critical = fake_number(line, " critical=");
	return true;
}

/* Does a node have to wait for another one? */
static bool fake_must_wait(const struct fake_node *node, const struct fake_node *other)
{
	const bool same = node->timestamp == other->timestamp;
	const bool next = node->timestamp == other->timestamp + 1;
	const bool parse = !strcmp(other->what, "parse"), write = !strcmp(other->what, "write");

	if (node->worker == other->worker)
		return node->start > other->start;
	if (!strcmp(node->what, "write"))
		return (same && ((parse && other->row == node->row) ||
				 (write && other->row + 1 == node->row))) ||
		       (next && write && other->row == node->row);
	if (!strcmp(node->what, "parse"))
		return same && (!strcmp(other->what, "prepare") ||
				(parse && other->row + 1 == node->row));
	if (!strcmp(node->what, "prepare"))
		return next && (parse || !strcmp(other->what, "prepare"));
	return same && other->worker >= 0;
}

static void fake_check_nodes(struct kunit *test, const struct fake_node *node, unsigned int count)
{
	unsigned long long path = 0, end = 0;
	unsigned int i, j;

	for (i = 0; i < count; i++) {
		end = max(end, node[i].end);
		if (node[i].critical) {
			/* Nothing but what took time is on the path. */
			KUNIT_EXPECT_EQ(test, node[i].start, path);
			path = node[i].end;
		}
		for (j = 0; j < count; j++)
			if (strcmp(node[i].what, "parsed") && strcmp(node[j].what, "parsed") &&
			    fake_must_wait(&node[i], &node[j]))
				KUNIT_EXPECT_LE_MSG(test, node[j].end, node[i].start,
						    "%s row %u at %llu, %s row %u at %llu",
						    node[i].what, node[i].row, node[i].timestamp,
						    node[j].what, node[j].row, node[j].timestamp);
	}
	KUNIT_EXPECT_EQ(test, path, end);
}

static const unsigned int fake_workers[] = { 1, 2, 5 };

static void fake_workers_desc(const unsigned int *workers, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u workers", *workers);
}

KUNIT_ARRAY_PARAM(fake_workers, fake_workers, fake_workers_desc);

/* Nobody does two things at a time, and nothing starts before what it needs has ended. */
static void player_test_simulation(struct kunit *test)
{
	enum { REQUESTS = 5, NODES = REQUESTS * (2 * FAKE_ROWS + SIMULATION_STEPS) };
	const unsigned int *workers = test->param_value;
	struct durations durations = {};
	struct player_options options = {
		.sim = simulation_create(*workers, &durations),
	};
	struct fake_node node[NODES + 1];
	unsigned int count = 0, i;
	struct player player;
	FILE *trace = tmpfile();

	KUNIT_ASSERT_TRUE(test, trace && options.sim);
	fake_init(test, &player, &options, fake_codecs[0]);
	/* Far more than what the work does. */
	fake.spin_ns = 50000;
	for (i = 0; i < REQUESTS; i++)
		fake_send_request(&player, 0, FAKE_PLAIN);
	player_drain(&player);
	simulation_print(&player, trace);
	fake_exit(&player);
	KUNIT_EXPECT_EQ(test, fake.overlaps, REQUESTS - 1);

	rewind(trace);
	while (count < ARRAY_SIZE(node) && fake_read_node(trace, &node[count]))
		count++;
	fclose(trace);
	simulation_free(options.sim);
	durations_free(&durations);
	KUNIT_EXPECT_EQ(test, count, NODES);
	fake_check_nodes(test, node, count);
}

static struct kunit_case player_test_cases[] = {
	KUNIT_CASE_PARAM(player_test_calls, fake_order_gen_params),
	KUNIT_CASE_PARAM(player_test_any_order, fake_threads_gen_params),
	KUNIT_CASE_PARAM(player_test_simulation, fake_workers_gen_params),
	{}
};

static struct kunit_suite player_test_suite = {
	.name = "player",
	.test_cases = player_test_cases,
};

kunit_test_suite(player_test_suite);
