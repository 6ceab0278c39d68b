// SPDX-License-Identifier: GPL-2.0
/*
 * The workers: every row runs once, in an order that its stage table allows,
 * with any number of workers.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "daedalus_sched.h"

/* Long enough for a loaded machine; a test that hangs fails. */
#define SCHED_TIMEOUT	(60 * HZ)

/**
 * struct sched_frame - a frame that watches its rows
 * @run: for the scheduler
 * @stream: of its own
 * @table: its stages
 * @over: @run is done
 * @abort: for @run
 * @abort_at: number of rows after which to abort, or -1
 * @running: per stage, rows that run now
 * @ended: per stage, rows that have ended
 * @started: rows of all stages that have started
 * @dones: calls of @run.done
 * @errors: rows that ran when they must not
 * @trace: if set, where rows write @trace_id
 * @trace_id: see there
 */
struct sched_frame {
	struct daedalus_run run;
	struct daedalus_stream stream;
	struct dae_stage_table table;
	struct completion over;
	bool abort;
	int abort_at;
	atomic_t running[DAE_STAGES_MAX];
	atomic_t ended[DAE_STAGES_MAX];
	atomic_t started;
	atomic_t dones;
	atomic_t errors;
	struct sched_trace *trace;
	char trace_id;
};

struct sched_trace {
	unsigned int length;
	char text[64];
};

static u32 sched_random(u32 *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/*
 * Gives others a chance to do the wrong thing. Without high resolution timers, which kunit.py
 * has not, sleeping takes a tick or two.
 */
static void sched_pause(void)
{
	if (IS_ENABLED(CONFIG_HIGH_RES_TIMERS))
		usleep_range(1, 10);
	else
		schedule();
}

static void sched_row(struct sched_frame *frame, unsigned int index, unsigned int row)
{
	const struct dae_stage *stage = &frame->table.stage[index];
	int last_row = frame->run.num_rows - 1;
	unsigned int i;
	u32 seed = row * 8 + index;

	if (atomic_inc_return(&frame->running[index]) != 1 ||
	    atomic_read(&frame->ended[index]) != row)
		atomic_inc(&frame->errors);

	for (i = 0; i < stage->num_needs; i++)
		if (atomic_read(&frame->ended[stage->need[i].stage]) <=
		    min((int)row + stage->need[i].lag, last_row))
			atomic_inc(&frame->errors);

	if (frame->trace && frame->trace->length < sizeof(frame->trace->text) - 1)
		frame->trace->text[frame->trace->length++] = frame->trace_id;

	if (sched_random(&seed) % 4 == 0)
		sched_pause();

	if (atomic_inc_return(&frame->started) == frame->abort_at)
		WRITE_ONCE(frame->abort, true);

	atomic_inc(&frame->ended[index]);
	atomic_dec(&frame->running[index]);
}

#define SCHED_STAGE(index)						\
static void sched_row_##index(void *frame, unsigned int row)		\
{									\
	sched_row(frame, index, row);					\
}

SCHED_STAGE(0)
SCHED_STAGE(1)
SCHED_STAGE(2)
SCHED_STAGE(3)
SCHED_STAGE(4)
SCHED_STAGE(5)
SCHED_STAGE(6)
SCHED_STAGE(7)

static void (* const sched_rows[DAE_STAGES_MAX])(void *frame, unsigned int row) = {
	sched_row_0, sched_row_1, sched_row_2, sched_row_3,
	sched_row_4, sched_row_5, sched_row_6, sched_row_7,
};

static void sched_done(struct daedalus_run *run)
{
	struct sched_frame *frame = container_of(run, struct sched_frame, run);

	atomic_inc(&frame->dones);
	complete(&frame->over);
}

static void sched_frame_init(struct sched_frame *frame, unsigned int num_rows)
{
	unsigned int i;

	memset(frame, 0, sizeof(*frame));
	init_completion(&frame->over);
	frame->abort_at = -1;
	frame->run.table = &frame->table;
	frame->run.num_rows = num_rows;
	frame->run.frame = frame;
	frame->run.abort = &frame->abort;
	frame->run.watch = -1;
	frame->run.done = sched_done;
	daedalus_stream_init(&frame->stream);
	for (i = 0; i < DAE_STAGES_MAX; i++)
		frame->table.stage[i].run = sched_rows[i];
}

/* Needs as codecs have them: earlier stages at any lag, later ones far behind. */
static void sched_table_random(struct dae_stage_table *table, u32 *seed)
{
	unsigned int i, j;

	table->num_stages = 1 + sched_random(seed) % DAE_STAGES_MAX;
	for (i = 0; i < table->num_stages; i++) {
		struct dae_stage *stage = &table->stage[i];

		stage->num_needs = sched_random(seed) % (DAE_STAGE_NEEDS_MAX + 1);
		for (j = 0; j < stage->num_needs; j++) {
			struct dae_stage_need *need = &stage->need[j];

			need->stage = sched_random(seed) % table->num_stages;
			if (need->stage < i)
				need->lag = (int)(sched_random(seed) % 7) - 3;
			else
				need->lag = -1 - (int)(sched_random(seed) % 30);
		}
	}
}

static void sched_table_random_ok(struct dae_stage_table *table, u32 *seed)
{
	do {
		sched_table_random(table, seed);
	} while (!daedalus_sched_table_ok(table));
}

static void sched_expect_over(struct kunit *test, struct sched_frame *frame, const char *what)
{
	KUNIT_ASSERT_TRUE_MSG(test, wait_for_completion_timeout(&frame->over, SCHED_TIMEOUT),
			      "%s: never done", what);
	KUNIT_EXPECT_EQ_MSG(test, atomic_read(&frame->dones), 1, "%s", what);
	KUNIT_EXPECT_EQ_MSG(test, atomic_read(&frame->errors), 0, "%s", what);
}

static void sched_expect_complete(struct kunit *test, struct sched_frame *frame, const char *what)
{
	unsigned int i;

	sched_expect_over(test, frame, what);
	for (i = 0; i < frame->table.num_stages; i++)
		KUNIT_EXPECT_EQ_MSG(test, atomic_read(&frame->ended[i]), frame->run.num_rows,
				    "%s, stage %u", what, i);
}

static void sched_destroy(void *sched)
{
	daedalus_sched_destroy(sched);
}

static struct daedalus_sched *sched_create(struct kunit *test)
{
	const unsigned int *workers = test->param_value;
	struct daedalus_sched *sched = daedalus_sched_create(workers ? *workers : 1);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, sched);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, sched_destroy, sched), 0);
	return sched;
}

static struct sched_frame *sched_frames(struct kunit *test, unsigned int count)
{
	struct sched_frame *frames = kunit_kcalloc(test, count, sizeof(*frames), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, frames);
	return frames;
}

static void daedalus_sched_test_order(struct kunit *test)
{
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frame = sched_frames(test, 1);
	char what[64];
	u32 seed = 1;
	int i;

	for (i = 0; i < 200; i++) {
		sched_frame_init(frame, 1 + sched_random(&seed) % 40);
		snprintf(what, sizeof(what), "graph %d", i);
		sched_table_random_ok(&frame->table, &seed);
		daedalus_sched_submit(sched, &frame->stream, &frame->run);
		sched_expect_complete(test, frame, what);
	}
}

static void daedalus_sched_test_many_frames(struct kunit *test)
{
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frames = sched_frames(test, 32);
	char what[64];
	u32 seed = 2;
	int i, round;

	for (round = 0; round < 5; round++) {
		for (i = 0; i < 32; i++) {
			sched_frame_init(&frames[i], sched_random(&seed) % 20);
			sched_table_random_ok(&frames[i].table, &seed);
		}
		for (i = 0; i < 32; i++)
			daedalus_sched_submit(sched, &frames[i].stream, &frames[i].run);
		for (i = 0; i < 32; i++) {
			snprintf(what, sizeof(what), "round %d, frame %d", round, i);
			sched_expect_complete(test, &frames[i], what);
		}
	}
}

static void daedalus_sched_test_zero_rows(struct kunit *test)
{
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frame = sched_frames(test, 1);
	u32 seed = 3;

	sched_frame_init(frame, 0);
	sched_table_random_ok(&frame->table, &seed);
	daedalus_sched_submit(sched, &frame->stream, &frame->run);
	sched_expect_complete(test, frame, "no rows");
	KUNIT_EXPECT_EQ(test, atomic_read(&frame->started), 0);
}

static void daedalus_sched_test_abort(struct kunit *test)
{
	const unsigned int *workers = test->param_value;
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frame = sched_frames(test, 1);
	char what[64];
	u32 seed = 4;
	int i;

	for (i = 0; i < 100; i++) {
		sched_frame_init(frame, 40);
		sched_table_random_ok(&frame->table, &seed);
		frame->abort_at = 1 + sched_random(&seed) % 20;
		snprintf(what, sizeof(what), "abort after %d", frame->abort_at);
		daedalus_sched_submit(sched, &frame->stream, &frame->run);
		sched_expect_over(test, frame, what);
		/* Each other worker may just have taken one. */
		KUNIT_EXPECT_LT_MSG(test, atomic_read(&frame->started), frame->abort_at + *workers,
				    "%s", what);
	}
}

static void daedalus_sched_test_abort_before_submit(struct kunit *test)
{
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frame = sched_frames(test, 1);
	u32 seed = 5;

	sched_frame_init(frame, 10);
	sched_table_random_ok(&frame->table, &seed);
	frame->abort = true;
	daedalus_sched_submit(sched, &frame->stream, &frame->run);
	sched_expect_over(test, frame, "aborted before");
	KUNIT_EXPECT_EQ(test, atomic_read(&frame->started), 0);
}

/* An aborted frame does not hold up or harm the others. */
static void daedalus_sched_test_abort_one_of_many(struct kunit *test)
{
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frames = sched_frames(test, 8);
	char what[64];
	u32 seed = 6;
	int i;

	for (i = 0; i < 8; i++) {
		sched_frame_init(&frames[i], 30);
		sched_table_random_ok(&frames[i].table, &seed);
		if (i % 2)
			frames[i].abort_at = i;
	}
	for (i = 0; i < 8; i++)
		daedalus_sched_submit(sched, &frames[i].stream, &frames[i].run);
	for (i = 0; i < 8; i++) {
		snprintf(what, sizeof(what), "frame %d", i);
		if (i % 2)
			sched_expect_over(test, &frames[i], what);
		else
			sched_expect_complete(test, &frames[i], what);
	}
}

/* Takes tasks as a worker would; @ns is how long those of each stream take. */
static void sched_run_all(struct daedalus_sched *sched, struct sched_frame *frames,
			  unsigned int count, const unsigned int *ns)
{
	struct daedalus_task task;
	unsigned int i;

	while (daedalus_sched_take(sched, &task, NULL, 0)) {
		for (i = 0; i < count - 1 && &frames[i].run != task.run;)
			i++;
		daedalus_sched_run(&task, NULL);
		daedalus_sched_end(sched, &task, ns[i]);
	}
}

/* Streams that wait get the same time, however many rows they have and need for it. */
static void daedalus_sched_test_fair(struct kunit *test)
{
	static const struct {
		unsigned int ns[3];
		const char *order;
	} cases[] = {
		{ { 1, 1, 1 }, "abcabcabcabcababababab" },
		{ { 1, 2, 4 }, "abcabaacbaabaacbabcbbb" },
		{ { 3, 1, 100 }, "abcbbabbbabbbaaaaaaccc" },
	};
	struct daedalus_sched *sched = daedalus_sched_create(0);
	struct sched_frame *frames = sched_frames(test, 3);
	struct sched_trace trace;
	unsigned int i, j;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, sched);
	for (j = 0; j < ARRAY_SIZE(cases); j++) {
		memset(&trace, 0, sizeof(trace));
		for (i = 0; i < 3; i++) {
			sched_frame_init(&frames[i], i == 2 ? 4 : 9);
			frames[i].table.num_stages = 1;
			frames[i].trace = &trace;
			frames[i].trace_id = 'a' + i;
			daedalus_sched_submit(sched, &frames[i].stream, &frames[i].run);
		}
		sched_run_all(sched, frames, 3, cases[j].ns);
		for (i = 0; i < 3; i++)
			sched_expect_over(test, &frames[i], cases[j].order);
		KUNIT_EXPECT_STREQ(test, trace.text, cases[j].order);
	}
	daedalus_sched_destroy(sched);
}

/* The time of each stage is kept apart, over all frames of a stream and for no other. */
static void daedalus_sched_test_stage_ns(struct kunit *test)
{
	struct daedalus_sched *sched = daedalus_sched_create(0);
	struct sched_frame *frames = sched_frames(test, 2);
	u64 sums[2][DAE_STAGES_MAX] = {}, ns[DAE_STAGES_MAX];
	struct daedalus_task task;
	unsigned int i, n = 0;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, sched);
	for (i = 0; i < 2; i++) {
		sched_frame_init(&frames[i], 3 + i);
		frames[i].table.num_stages = 2 + i;
		daedalus_sched_submit(sched, &frames[i].stream, &frames[i].run);
	}
	while (daedalus_sched_take(sched, &task, NULL, 0)) {
		daedalus_sched_run(&task, NULL);
		if (task.stage >= 0)
			sums[task.run == &frames[1].run][task.stage] += ++n;
		daedalus_sched_end(sched, &task, n);
	}
	for (i = 0; i < 2; i++) {
		daedalus_sched_stage_ns(sched, &frames[i].stream, ns);
		KUNIT_EXPECT_GT(test, ns[1], 0);
		KUNIT_EXPECT_MEMEQ(test, ns, sums[i], sizeof(ns));
	}
	daedalus_stream_init(&frames[0].stream);
	daedalus_sched_stage_ns(sched, &frames[0].stream, ns);
	KUNIT_EXPECT_EQ(test, ns[1], 0);
	daedalus_sched_destroy(sched);
}

/* Whoever waits for a run may submit it again at once. */
static void daedalus_sched_test_submit_again(struct kunit *test)
{
	struct daedalus_sched *sched = sched_create(test);
	struct sched_frame *frame = sched_frames(test, 1);
	u32 seed = 7;
	int i;

	sched_frame_init(frame, 3);
	sched_table_random_ok(&frame->table, &seed);
	for (i = 1; i <= 50; i++) {
		memset(frame->ended, 0, sizeof(frame->ended));
		daedalus_sched_submit(sched, &frame->stream, &frame->run);
		KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&frame->over, SCHED_TIMEOUT));
		KUNIT_ASSERT_EQ(test, atomic_read(&frame->dones), i);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&frame->errors), 0);
}

#define SCHED_ENDLESS_STREAMS	8
#define SCHED_ENDLESS_RUNS	1000000

/**
 * struct sched_endless - a stream that always has something to do
 * @frame: its frame
 * @sched: its pool
 * @left: runs that all streams may have together
 */
struct sched_endless {
	struct sched_frame frame;
	struct daedalus_sched *sched;
	atomic_t *left;
};

static void sched_endless_done(struct daedalus_run *run)
{
	struct sched_endless *e = container_of(run, struct sched_endless, frame.run);

	atomic_set(&e->frame.ended[0], 0);
	if (atomic_dec_return(e->left) > 0)
		daedalus_sched_submit(e->sched, &e->frame.stream, run);
	else
		complete(&e->frame.over);
}

/* Workers go when they are told to, not when there is nothing left to do. */
static void daedalus_sched_test_resize_busy(struct kunit *test)
{
	struct sched_endless *endless;
	struct daedalus_sched *sched;
	atomic_t left;
	int i, ret;

	endless = kunit_kcalloc(test, SCHED_ENDLESS_STREAMS, sizeof(*endless), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, endless);
	sched = daedalus_sched_create(6);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, sched);

	atomic_set(&left, SCHED_ENDLESS_RUNS);
	for (i = 0; i < SCHED_ENDLESS_STREAMS; i++) {
		sched_frame_init(&endless[i].frame, 1);
		endless[i].frame.table.num_stages = 1;
		endless[i].frame.run.done = sched_endless_done;
		endless[i].sched = sched;
		endless[i].left = &left;
		daedalus_sched_submit(sched, &endless[i].frame.stream, &endless[i].frame.run);
	}
	ret = daedalus_sched_resize(sched, 1);
	KUNIT_EXPECT_EQ(test, ret, 0);
	KUNIT_EXPECT_EQ(test, daedalus_sched_num_workers(sched), 1);
	KUNIT_EXPECT_GT(test, atomic_read(&left), 0);

	atomic_set(&left, 0);
	for (i = 0; i < SCHED_ENDLESS_STREAMS; i++)
		wait_for_completion(&endless[i].frame.over);
	daedalus_sched_destroy(sched);
}

static void sched_row_nothing(void *frame, unsigned int row)
{
}

#define SCHED_TABLE(...)	{ .num_stages = 2, .stage = { __VA_ARGS__ } }
#define SCHED_NEED(s, l)	\
	{ .run = sched_row_nothing, .num_needs = 1, .need = { { .stage = (s), .lag = (l) } } }
#define SCHED_FREE		{ .run = sched_row_nothing }

static const struct sched_table_case {
	const char *name;
	bool ok;
	struct dae_stage_table table;
} sched_table_cases[] = {
	{ "independent", true, SCHED_TABLE(SCHED_FREE, SCHED_FREE) },
	{ "chain", true, SCHED_TABLE(SCHED_FREE, SCHED_NEED(0, 0)) },
	{ "chain with lag", true, SCHED_TABLE(SCHED_FREE, SCHED_NEED(0, 1)) },
	{ "chain backwards", true, SCHED_TABLE(SCHED_NEED(1, 5), SCHED_FREE) },
	{ "previous row of itself", true, SCHED_TABLE(SCHED_FREE, SCHED_NEED(1, -1)) },
	{ "itself", false, SCHED_TABLE(SCHED_FREE, SCHED_NEED(1, 0)) },
	{ "next row of itself", false, SCHED_TABLE(SCHED_FREE, SCHED_NEED(1, 1)) },
	{ "circle that falls", true, SCHED_TABLE(SCHED_NEED(1, -3), SCHED_NEED(0, 2)) },
	{ "circle that stays", false, SCHED_TABLE(SCHED_NEED(1, -2), SCHED_NEED(0, 2)) },
	{ "circle that rises", false, SCHED_TABLE(SCHED_NEED(1, -1), SCHED_NEED(0, 2)) },
	{ "no such stage", false, SCHED_TABLE(SCHED_FREE, SCHED_NEED(2, -1)) },
	{ "no function", false, SCHED_TABLE(SCHED_FREE, { .run = NULL }) },
	{ "no stages", false, { .num_stages = 0 } },
	{ "too many stages", false, { .num_stages = DAE_STAGES_MAX + 1 } },
	{ "too many needs", false,
	  SCHED_TABLE(SCHED_FREE, { .run = sched_row_nothing, .num_needs = 5 }) },
};

static void daedalus_sched_test_table_ok(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sched_table_cases); i++) {
		const struct sched_table_case *c = &sched_table_cases[i];

		KUNIT_EXPECT_EQ_MSG(test, daedalus_sched_table_ok(&c->table), c->ok, "%s", c->name);
	}
}

static const unsigned int sched_workers[] = { 1, 2, 4 };

static void sched_workers_desc(const unsigned int *workers, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u workers", *workers);
}

KUNIT_ARRAY_PARAM(sched, sched_workers, sched_workers_desc);

static struct kunit_case daedalus_sched_test_cases[] = {
	KUNIT_CASE(daedalus_sched_test_table_ok),
	KUNIT_CASE_PARAM(daedalus_sched_test_order, sched_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_test_many_frames, sched_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_test_zero_rows, sched_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_test_abort, sched_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_test_abort_before_submit, sched_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_test_abort_one_of_many, sched_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_test_submit_again, sched_gen_params),
	KUNIT_CASE(daedalus_sched_test_fair),
	KUNIT_CASE(daedalus_sched_test_stage_ns),
	KUNIT_CASE(daedalus_sched_test_resize_busy),
	{}
};

static struct kunit_suite daedalus_sched_test_suite = {
	.name = "daedalus_sched",
	.test_cases = daedalus_sched_test_cases,
};

kunit_test_suite(daedalus_sched_test_suite);
