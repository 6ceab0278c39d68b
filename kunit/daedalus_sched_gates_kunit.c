// SPDX-License-Identifier: GPL-2.0
/*
 * The workers with stages whose work something else does: nothing passes a gate before it
 * is opened, whatever becomes of what is behind it.
 */
#include <kunit/test.h>
#include <linux/bits.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/string.h>

#include "daedalus_sched.h"

#define GATES_STAGES	3
#define GATES_ROWS	5
/* Long enough for a loaded machine; a test that hangs fails. */
#define GATES_TIMEOUT	(60 * HZ)

/**
 * struct gates_frame - a frame of three stages, each of which needs the one before
 * @run: for the scheduler
 * @stream: of its own
 * @abort: for @run
 * @rows: per stage, rows that have ended
 * @gated: calls of gate() per stage
 * @open: per stage: it has been opened
 * @errors: rows that ran when they must not
 * @reached: calls of reached()
 * @dones: calls of done()
 * @over: done() has been called
 * @at_gate: gate() has been called; each stage waits for the one before, so one at a time
 */
struct gates_frame {
	struct daedalus_run run;
	struct daedalus_stream stream;
	bool abort;
	unsigned int rows[GATES_STAGES];
	unsigned int gated[GATES_STAGES];
	bool open[GATES_STAGES];
	unsigned int errors;
	unsigned int reached;
	unsigned int dones;
	struct completion over;
	struct completion at_gate;
};

static void gates_row(struct gates_frame *f, unsigned int stage)
{
	if (stage && f->run.gates & BIT(stage - 1) && !f->open[stage - 1])
		f->errors++;
	f->rows[stage]++;
}

static void gates_row_0(void *frame, unsigned int row)
{
	gates_row(frame, 0);
}

static void gates_row_1(void *frame, unsigned int row)
{
	gates_row(frame, 1);
}

static void gates_row_2(void *frame, unsigned int row)
{
	gates_row(frame, 2);
}

static const struct dae_stage_table gates_table = {
	.num_stages = GATES_STAGES,
	.stage = {
		{ .name = "a", .run = gates_row_0 },
		{ .name = "b", .run = gates_row_1, .num_needs = 1, .need = { { 0, 1 } } },
		{ .name = "c", .run = gates_row_2, .num_needs = 1, .need = { { 1, 0 } } },
	},
};

static void gates_gate(struct daedalus_run *run, unsigned int stage)
{
	struct gates_frame *f = container_of(run, struct gates_frame, run);

	f->gated[stage]++;
	complete(&f->at_gate);
}

static void gates_reached(struct daedalus_run *run)
{
	container_of(run, struct gates_frame, run)->reached++;
}

static void gates_done(struct daedalus_run *run)
{
	struct gates_frame *f = container_of(run, struct gates_frame, run);

	f->dones++;
	complete(&f->over);
}

static void gates_init(struct gates_frame *f, u8 gates)
{
	memset(f, 0, sizeof(*f));
	init_completion(&f->over);
	init_completion(&f->at_gate);
	f->run.table = &gates_table;
	f->run.num_rows = GATES_ROWS;
	f->run.frame = f;
	f->run.abort = &f->abort;
	f->run.gates = gates;
	f->run.gate = gates_gate;
	f->run.watch = 1;
	f->run.reached = gates_reached;
	f->run.done = gates_done;
	daedalus_stream_init(&f->stream);
}

/* Does all that can be done; returns how much that was. */
static unsigned int gates_play(struct daedalus_sched *sched)
{
	struct daedalus_task task;
	unsigned int count = 0;

	while (daedalus_sched_take(sched, &task, NULL, 0)) {
		daedalus_sched_run(&task, NULL);
		daedalus_sched_end(sched, &task, 0);
		count++;
	}
	return count;
}

static void gates_destroy(void *sched)
{
	daedalus_sched_destroy(sched);
}

static struct daedalus_sched *gates_sched(struct kunit *test, unsigned int workers)
{
	struct daedalus_sched *sched = daedalus_sched_create(workers);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, sched);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, gates_destroy, sched), 0);
	return sched;
}

static struct gates_frame *gates_frame(struct kunit *test, u8 gates)
{
	struct gates_frame *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, f);
	gates_init(f, gates);
	return f;
}

/* Up to the gate of stage @stage, at which everything has stopped. */
static void gates_expect_shut(struct kunit *test, struct daedalus_sched *sched,
			      struct gates_frame *f, unsigned int stage)
{
	gates_play(sched);
	KUNIT_EXPECT_EQ(test, f->rows[stage], GATES_ROWS);
	KUNIT_EXPECT_EQ(test, f->gated[stage], 1);
	if (stage + 1 < GATES_STAGES)
		KUNIT_EXPECT_EQ(test, f->rows[stage + 1], 0);
	KUNIT_EXPECT_EQ(test, f->dones, 0);
}

static void daedalus_sched_gates_test_open(struct kunit *test)
{
	struct daedalus_sched *sched = gates_sched(test, 0);
	struct gates_frame *f;
	unsigned int stage;

	for (stage = 0; stage < GATES_STAGES; stage++) {
		f = gates_frame(test, BIT(stage));
		daedalus_sched_submit(sched, &f->stream, &f->run);
		gates_expect_shut(test, sched, f, stage);
		KUNIT_EXPECT_EQ(test, f->reached, stage > 1);
		f->open[stage] = true;
		daedalus_sched_open(sched, &f->run, stage, false);
		KUNIT_EXPECT_EQ(test, f->reached, stage > 0);
		gates_play(sched);
		KUNIT_EXPECT_EQ(test, f->rows[stage], GATES_ROWS);
		KUNIT_EXPECT_EQ(test, f->rows[GATES_STAGES - 1], GATES_ROWS);
		KUNIT_EXPECT_EQ(test, f->gated[stage], 1);
		KUNIT_EXPECT_EQ(test, f->reached, 1);
		KUNIT_EXPECT_EQ(test, f->dones, 1);
		KUNIT_EXPECT_EQ(test, f->errors, 0);
	}
}

static void daedalus_sched_gates_test_again(struct kunit *test)
{
	struct daedalus_sched *sched = gates_sched(test, 0);
	struct gates_frame *f;
	unsigned int stage;

	for (stage = 0; stage < GATES_STAGES; stage++) {
		f = gates_frame(test, BIT(stage));
		daedalus_sched_submit(sched, &f->stream, &f->run);
		gates_expect_shut(test, sched, f, stage);
		daedalus_sched_open(sched, &f->run, stage, true);
		f->open[stage] = true;
		gates_play(sched);
		KUNIT_EXPECT_EQ(test, f->rows[stage], 2 * GATES_ROWS);
		KUNIT_EXPECT_EQ(test, f->gated[stage], 1);
		KUNIT_EXPECT_EQ(test, f->rows[GATES_STAGES - 1],
				stage == GATES_STAGES - 1 ? 2 * GATES_ROWS : GATES_ROWS);
		KUNIT_EXPECT_EQ(test, f->reached, 1);
		KUNIT_EXPECT_EQ(test, f->dones, 1);
	}
}

/* What is behind a gate may still use the frame after an abort. */
static void daedalus_sched_gates_test_abort(struct kunit *test)
{
	struct daedalus_sched *sched = gates_sched(test, 0);
	struct gates_frame *f;
	unsigned int again;

	for (again = 0; again < 2; again++) {
		f = gates_frame(test, BIT(1));
		daedalus_sched_submit(sched, &f->stream, &f->run);
		gates_expect_shut(test, sched, f, 1);
		f->abort = true;
		KUNIT_EXPECT_EQ(test, gates_play(sched), 0);
		KUNIT_EXPECT_EQ(test, f->dones, 0);
		daedalus_sched_open(sched, &f->run, 1, again);
		gates_play(sched);
		KUNIT_EXPECT_EQ(test, f->rows[1], GATES_ROWS);
		KUNIT_EXPECT_EQ(test, f->rows[2], 0);
		KUNIT_EXPECT_EQ(test, f->reached, 0);
		KUNIT_EXPECT_EQ(test, f->dones, 1);
	}
}

/* Nobody stands in for the rows of a frame that is aborted. */
static void daedalus_sched_gates_test_abort_before(struct kunit *test)
{
	struct daedalus_sched *sched = gates_sched(test, 0);
	struct gates_frame *f = gates_frame(test, BIT(0));
	struct daedalus_task task;
	unsigned int row;

	daedalus_sched_submit(sched, &f->stream, &f->run);
	for (row = 0; row < GATES_ROWS; row++) {
		KUNIT_ASSERT_TRUE(test, daedalus_sched_take(sched, &task, NULL, 0));
		daedalus_sched_run(&task, NULL);
		f->abort = row == GATES_ROWS - 1;
		daedalus_sched_end(sched, &task, 0);
	}
	KUNIT_EXPECT_EQ(test, f->gated[0], 0);
	gates_play(sched);
	KUNIT_EXPECT_EQ(test, f->dones, 1);
}

/* All sets of gates, and of those behind which something fails. */
static void daedalus_sched_gates_test_threads(struct kunit *test)
{
	struct daedalus_sched *sched = gates_sched(test, 3);
	struct gates_frame *f = gates_frame(test, 0);
	unsigned int i, stage;

	for (i = 0; i < 64; i++) {
		const u8 gates = i % 8, fail = gates & i / 8;

		gates_init(f, gates);
		daedalus_sched_submit(sched, &f->stream, &f->run);
		for (stage = 0; stage < GATES_STAGES; stage++) {
			if (!(gates & BIT(stage)))
				continue;
			KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&f->at_gate,
									    GATES_TIMEOUT));
			f->open[stage] = true;
			daedalus_sched_open(sched, &f->run, stage, fail & BIT(stage));
		}
		KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&f->over, GATES_TIMEOUT));
		KUNIT_EXPECT_EQ(test, f->dones, 1);
		KUNIT_EXPECT_EQ(test, f->errors, 0);
		for (stage = 0; stage < GATES_STAGES; stage++) {
			KUNIT_EXPECT_EQ(test, f->gated[stage], !!(gates & BIT(stage)));
			KUNIT_EXPECT_EQ(test, f->rows[stage],
					fail & BIT(stage) ? 2 * GATES_ROWS : GATES_ROWS);
		}
	}
}

static struct kunit_case daedalus_sched_gates_test_cases[] = {
	KUNIT_CASE(daedalus_sched_gates_test_open),
	KUNIT_CASE(daedalus_sched_gates_test_again),
	KUNIT_CASE(daedalus_sched_gates_test_abort),
	KUNIT_CASE(daedalus_sched_gates_test_abort_before),
	KUNIT_CASE(daedalus_sched_gates_test_threads),
	{}
};

static struct kunit_suite daedalus_sched_gates_test_suite = {
	.name = "daedalus_sched_gates",
	.test_cases = daedalus_sched_gates_test_cases,
};

kunit_test_suite(daedalus_sched_gates_test_suite);
