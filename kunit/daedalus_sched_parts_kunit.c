// SPDX-License-Identifier: GPL-2.0
/*
 * The workers with rows of several parts, streams of several frames and needs that
 * only a stage itself knows. A model that looks at all tasks each time says which ones
 * may start, and in which order they are to be taken.
 */
#include <kunit/test.h>
#include <linux/bits.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "daedalus_sched.h"

/* Long enough for a loaded machine; a test that hangs fails. */
#define PARTS_TIMEOUT		(60 * HZ)

#define PARTS_ROWS_MAX		24
#define PARTS_STREAMS_MAX	3
#define PARTS_FRAMES_MAX	8
#define PARTS_WORKERS_MAX	6

/**
 * struct parts_frame - a frame, and what the model knows of it
 * @run: for the scheduler
 * @table: its stages, without the needs below
 * @hidden: per stage, a need that ready() stands for; if @has_hidden
 * @earlier: per stage, what ready() needs of the frame before, one row more for odd
 *	parts; if @has_earlier
 * @has_hidden: per stage
 * @has_earlier: per stage
 * @before: the frame before in the stream, or NULL
 * @stream: index of the stream
 * @part_rows: per stage, for @run
 * @done: per stage and row, parts that have ended
 * @busy: same, that are running
 * @over: the run is over
 * @over_event: told so
 * @abort: for @run
 * @abort_in: tasks until it is set, 0 for never
 * @reached: calls of @run.reached
 * @dones: calls of @run.done
 */
struct parts_frame {
	struct daedalus_run run;
	struct dae_stage_table table;
	struct dae_stage_need hidden[DAE_STAGES_MAX];
	struct dae_stage_need earlier[DAE_STAGES_MAX];
	bool has_hidden[DAE_STAGES_MAX];
	bool has_earlier[DAE_STAGES_MAX];
	const struct parts_frame *before;
	unsigned int stream;
	struct dae_part_rows part_rows[DAE_STAGES_MAX][DAE_STAGE_PARTS_MAX];
	u64 done[DAE_STAGES_MAX][PARTS_ROWS_MAX];
	u64 busy[DAE_STAGES_MAX][PARTS_ROWS_MAX];
	bool over;
	struct completion over_event;
	bool abort;
	unsigned int abort_in;
	unsigned int reached;
	unsigned int dones;
};

/**
 * struct parts_test - a test
 * @lock: protects what the model knows of all frames, and @errors
 * @sched: the pool
 * @stream: streams
 * @used_ns: their time, as the model has it
 * @order: indices of streams that have frames, in the order of their turns
 * @num_order: valid entries of @order
 * @frame: frames
 * @num_frames: valid entries of @frame
 * @num_submitted: of them, those that have been submitted
 * @held: tasks that have been taken but have not ended
 * @num_held: valid entries of @held
 * @last: the one that ended last, of this or an earlier set of frames
 * @errors: tasks that ran when they must not
 */
struct parts_test {
	spinlock_t lock;	/* model */
	struct daedalus_sched *sched;
	struct daedalus_stream stream[PARTS_STREAMS_MAX];
	u64 used_ns[PARTS_STREAMS_MAX];
	unsigned int order[PARTS_STREAMS_MAX];
	unsigned int num_order;
	struct parts_frame frame[PARTS_FRAMES_MAX];
	unsigned int num_frames;
	unsigned int num_submitted;
	struct daedalus_task held[PARTS_WORKERS_MAX];
	unsigned int num_held;
	struct daedalus_task last;
	unsigned int errors;
};

/* Stage functions know their frame only. */
static struct parts_test *parts;

static u32 parts_random(u32 *seed, u32 below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

static unsigned int parts_of(const struct parts_frame *f, unsigned int stage)
{
	return f->run.num_parts[stage] ?: 1;
}

/* Does a row have a part? */
static bool parts_has(const struct parts_frame *f, unsigned int stage, u32 row, unsigned int part)
{
	const struct dae_part_rows *rows = f->run.part_rows[stage];

	return f->table.stage[stage].order != DAE_ORDER_COLUMNS || !rows ||
	       (row >= rows[part].first && row < rows[part].end);
}

/* The parts a row has. */
static u64 parts_all(const struct parts_frame *f, unsigned int stage, u32 row)
{
	unsigned int part;
	u64 all = 0;

	if (!f->run.part_rows[stage])
		return GENMASK_ULL(parts_of(f, stage) - 1, 0);
	for (part = 0; part < parts_of(f, stage); part++)
		if (parts_has(f, stage, row, part))
			all |= BIT_ULL(part);
	return all;
}

/* Rows that have ended with all above. */
static u32 parts_rows_done(const struct parts_frame *f, unsigned int stage)
{
	u32 row = 0;

	while (row < f->run.num_rows && f->done[stage][row] == parts_all(f, stage, row))
		row++;
	return row;
}

static bool parts_need_met(const struct parts_frame *f, const struct dae_stage_need *need, u32 row)
{
	return (int)parts_rows_done(f, need->stage) >
	       min((int)row + need->lag, (int)f->run.num_rows - 1);
}

static bool parts_is_done(const struct parts_frame *f, unsigned int stage, int row,
			  unsigned int part)
{
	return row < 0 || part >= parts_of(f, stage) || f->done[stage][row] & BIT_ULL(part);
}

/* What a part needs of its own stage, word by word as enum dae_stage_order has it. */
static bool parts_order_met(const struct parts_frame *f, unsigned int stage, u32 row,
			    unsigned int part)
{
	const enum dae_stage_order order = f->table.stage[stage].order;
	const int above = (int)row - 1;
	unsigned int i;

	for (i = 0; i < part && order != DAE_ORDER_COLUMNS; i++)
		if (!parts_is_done(f, stage, row, i))
			return false;

	switch (order) {
	case DAE_ORDER_ROWS:
		for (i = 0; i < parts_of(f, stage); i++)
			if (!parts_is_done(f, stage, above, i))
				return false;
		return true;
	case DAE_ORDER_WAVE:
		return parts_is_done(f, stage, above, part) &&
		       parts_is_done(f, stage, above, part + 1);
	case DAE_ORDER_COLUMNS:
		return above < 0 || !parts_has(f, stage, above, part) ||
		       parts_is_done(f, stage, above, part);
	default:
		return true;
	}
}

static bool parts_may_start(const struct parts_frame *f, unsigned int stage, u32 row,
			    unsigned int part)
{
	const struct dae_stage *s = &f->table.stage[stage];
	unsigned int i;

	if ((f->done[stage][row] | f->busy[stage][row]) & BIT_ULL(part))
		return false;
	if (!parts_has(f, stage, row, part))
		return false;
	if (s->order != DAE_ORDER_COLUMNS &&
	    row >= parts_rows_done(f, stage) + DAE_STAGE_WINDOW)
		return false;
	for (i = 0; i < s->num_needs; i++)
		if (!parts_need_met(f, &s->need[i], row))
			return false;
	if (f->has_hidden[stage] && !parts_need_met(f, &f->hidden[stage], row))
		return false;
	if (f->has_earlier[stage] && f->before && !f->before->abort &&
	    !parts_need_met(f->before, &f->earlier[stage], row + part % 2))
		return false;
	return parts_order_met(f, stage, row, part);
}

static bool parts_ready(const struct parts_frame *f, const struct dae_progress *progress,
			unsigned int stage, unsigned int row, unsigned int part)
{
	const struct dae_stage_need *need = &f->hidden[stage];

	if (f->has_hidden[stage] &&
	    (int)progress->rows[need->stage] <=
	    min((int)row + need->lag, (int)f->run.num_rows - 1))
		return false;
	need = &f->earlier[stage];
	return !f->has_earlier[stage] || !progress->before ||
	       (int)progress->before[need->stage] >
	       min((int)(row + part % 2) + need->lag, (int)f->before->run.num_rows - 1);
}

static void parts_begin(struct parts_frame *f, unsigned int stage, u32 row, unsigned int part)
{
	spin_lock(&parts->lock);
	if (!parts_may_start(f, stage, row, part))
		parts->errors++;
	f->busy[stage][row] |= BIT_ULL(part);
	if (f->abort_in && !--f->abort_in)
		WRITE_ONCE(f->abort, true);
	spin_unlock(&parts->lock);
}

static void parts_error(void)
{
	spin_lock(&parts->lock);
	parts->errors++;
	spin_unlock(&parts->lock);
}

static void parts_end(struct parts_frame *f, unsigned int stage, u32 row, unsigned int part)
{
	spin_lock(&parts->lock);
	f->busy[stage][row] &= ~BIT_ULL(part);
	f->done[stage][row] |= BIT_ULL(part);
	spin_unlock(&parts->lock);
}

/*
 * Gives others a chance to do the wrong thing. Without high resolution timers, which kunit.py
 * has not, sleeping takes a tick or two.
 */
static void parts_pause(void)
{
	if (IS_ENABLED(CONFIG_HIGH_RES_TIMERS))
		usleep_range(1, 10);
	else
		schedule();
}

/* With threads only: who stands in for them tells the model, and runs nothing. */
static void parts_task(struct parts_frame *f, unsigned int stage, const struct dae_task *task)
{
	parts_begin(f, stage, task->row, task->part);
	if (!task->scratch || (unsigned long)task->scratch & 63 ||
	    task->num_parts != parts_of(f, stage))
		parts_error();
	else
		memset(task->scratch, task->row, DAE_SCRATCH_BYTES);
	if ((task->row + task->part) % 4 == 0)
		parts_pause();
	parts_end(f, stage, task->row, task->part);
}

#define PARTS_RUN(index)								\
static void parts_run_##index(void *frame, const struct dae_task *task)		\
{											\
	parts_task(frame, index, task);							\
}

#define PARTS_READY(index)								\
static bool parts_ready_##index(const void *frame, const struct dae_progress *progress,	\
				unsigned int row, unsigned int part)			\
{											\
	return parts_ready(frame, progress, index, row, part);				\
}

PARTS_RUN(0)
PARTS_RUN(1)
PARTS_RUN(2)
PARTS_RUN(3)
PARTS_READY(0)
PARTS_READY(1)
PARTS_READY(2)
PARTS_READY(3)

static const struct dae_stage parts_stages[] = {
	{ .run_part = parts_run_0, .ready = parts_ready_0 },
	{ .run_part = parts_run_1, .ready = parts_ready_1 },
	{ .run_part = parts_run_2, .ready = parts_ready_2 },
	{ .run_part = parts_run_3, .ready = parts_ready_3 },
};

static void parts_reached(struct daedalus_run *run)
{
	struct parts_frame *f = container_of(run, struct parts_frame, run);

	f->reached++;
}

static void parts_done(struct daedalus_run *run)
{
	struct parts_frame *f = container_of(run, struct parts_frame, run);

	f->dones++;
	complete(&f->over_event);
}

/* Needs as codecs have them: earlier stages at any lag, later ones far behind. */
static void parts_random_table(struct parts_frame *f, u32 *seed)
{
	unsigned int i, j;

	do {
		f->table.num_stages = 1 + parts_random(seed, ARRAY_SIZE(parts_stages));
		for (i = 0; i < f->table.num_stages; i++) {
			struct dae_stage *stage = &f->table.stage[i];

			*stage = parts_stages[i];
			stage->order = parts_random(seed, 4);
			stage->num_needs = parts_random(seed, 3);
			for (j = 0; j < stage->num_needs; j++) {
				struct dae_stage_need *need = &stage->need[j];

				need->stage = parts_random(seed, f->table.num_stages);
				if (need->stage < i)
					need->lag = (int)parts_random(seed, 7) - 3;
				else
					need->lag = -1 - (int)parts_random(seed, 20);
			}
		}
	} while (!daedalus_sched_table_ok(&f->table));
}

/* Some needs are not in the table but in ready(). */
static void parts_random_ready(struct parts_frame *f, u32 *seed)
{
	unsigned int i;

	for (i = 0; i < f->table.num_stages; i++) {
		struct dae_stage *stage = &f->table.stage[i];

		f->has_hidden[i] = stage->num_needs && parts_random(seed, 2);
		if (f->has_hidden[i])
			f->hidden[i] = stage->need[--stage->num_needs];
		f->has_earlier[i] = f->before && parts_random(seed, 2);
		if (f->has_earlier[i]) {
			f->earlier[i].stage = parts_random(seed, f->before->table.num_stages);
			f->earlier[i].lag = (int)parts_random(seed, 9) - 4;
		}
	}
}

/* Stages in columns, and stages that are not in columns and do not look at it. */
static void parts_random_rows(struct parts_frame *f, unsigned int stage, u32 *seed)
{
	unsigned int part;

	if (!f->run.num_rows || parts_random(seed, 2))
		return;
	f->run.part_rows[stage] = f->part_rows[stage];
	for (part = 0; part < parts_of(f, stage); part++) {
		struct dae_part_rows *rows = &f->part_rows[stage][part];

		rows->first = parts_random(seed, f->run.num_rows);
		rows->end = rows->first + 1 + parts_random(seed, f->run.num_rows - rows->first);
	}
}

static void parts_random_frame(struct parts_test *t, unsigned int stream, u32 *seed)
{
	const unsigned int n = t->num_frames++;
	struct parts_frame *f = &t->frame[n];
	unsigned int i;

	memset(f, 0, sizeof(*f));
	for (i = 0; i < n; i++)
		if (t->frame[i].stream == stream)
			f->before = &t->frame[i];
	f->stream = stream;
	init_completion(&f->over_event);
	parts_random_table(f, seed);
	parts_random_ready(f, seed);
	f->run.table = &f->table;
	f->run.num_rows = parts_random(seed, PARTS_ROWS_MAX + 1);
	for (i = 0; i < f->table.num_stages; i++) {
		f->run.num_parts[i] = parts_random(seed, 40) ? parts_random(seed, 6) :
							       DAE_STAGE_PARTS_MAX;
		parts_random_rows(f, i, seed);
	}
	f->run.frame = f;
	f->run.abort = &f->abort;
	f->run.watch = (int)parts_random(seed, f->table.num_stages + 1) - 1;
	f->run.reached = parts_reached;
	f->run.done = parts_done;
}

static void parts_random_frames(struct parts_test *t, unsigned int num_frames,
				unsigned int num_streams, u32 *seed)
{
	unsigned int i;

	t->num_frames = 0;
	t->num_submitted = 0;
	t->num_order = 0;
	t->num_held = 0;
	for (i = 0; i < num_streams; i++) {
		daedalus_stream_init(&t->stream[i]);
		t->used_ns[i] = 0;
	}
	while (t->num_frames < num_frames)
		parts_random_frame(t, parts_random(seed, num_streams), seed);
}

/* What has to be true of a frame at any time that ended well. */
static void parts_expect_over(struct kunit *test, const struct parts_frame *f, u32 scenario)
{
	const bool watched = f->run.watch >= 0 && f->run.num_rows;
	unsigned int i;

	KUNIT_EXPECT_EQ_MSG(test, f->dones, 1, "scenario %u", scenario);
	if (f->abort)
		return;
	KUNIT_EXPECT_EQ_MSG(test, f->reached, watched, "scenario %u", scenario);
	for (i = 0; i < f->table.num_stages; i++)
		KUNIT_EXPECT_EQ_MSG(test, parts_rows_done(f, i), f->run.num_rows,
				    "scenario %u, stage %u", scenario, i);
}

/* A stream's turn comes after those of streams that had as little or less. */
static void parts_insert_stream(struct parts_test *t, unsigned int stream)
{
	unsigned int i = t->num_order++;

	for (; i && t->used_ns[t->order[i - 1]] > t->used_ns[stream]; i--)
		t->order[i] = t->order[i - 1];
	t->order[i] = stream;
}

static void parts_remove_stream(struct parts_test *t, unsigned int stream)
{
	unsigned int i, j;

	for (i = 0, j = 0; i < t->num_order; i++)
		if (t->order[i] != stream)
			t->order[j++] = t->order[i];
	t->num_order = j;
}

static bool parts_stream_is_empty(const struct parts_test *t, unsigned int stream)
{
	unsigned int i;

	for (i = 0; i < t->num_submitted; i++)
		if (t->frame[i].stream == stream && !t->frame[i].over)
			return false;
	return true;
}

static void parts_submit(struct parts_test *t)
{
	struct parts_frame *f = &t->frame[t->num_submitted];

	if (parts_stream_is_empty(t, f->stream)) {
		if (t->num_order)
			t->used_ns[f->stream] = max(t->used_ns[f->stream],
						    t->used_ns[t->order[0]]);
		parts_insert_stream(t, f->stream);
	}
	t->num_submitted++;
	daedalus_sched_submit(t->sched, &t->stream[f->stream], &f->run);
}

static bool parts_is_complete(const struct parts_frame *f)
{
	unsigned int i;

	for (i = 0; i < f->table.num_stages; i++)
		if (parts_rows_done(f, i) < f->run.num_rows)
			return false;
	return true;
}

/* The nth task of a frame that may start; counts @n down by those it has passed. */
static bool parts_find_in_frame(struct parts_frame *f, unsigned int *n, struct daedalus_task *task)
{
	unsigned int part;
	int stage;
	u32 row;

	*task = (struct daedalus_task){ .run = &f->run, .stage = -1 };
	if (parts_is_complete(f))
		return !(*n)--;
	for (stage = f->table.num_stages - 1; stage >= 0; stage--)
		for (row = 0; row < f->run.num_rows; row++)
			for (part = 0; part < parts_of(f, stage); part++)
				if (parts_may_start(f, stage, row, part) && !(*n)--) {
					task->stage = stage;
					task->row = row;
					task->part = part;
					return true;
				}
	return false;
}

/* What the scheduler has to find after @n other tasks. */
static bool parts_find(struct parts_test *t, unsigned int n, struct daedalus_task *task)
{
	unsigned int i, j;

	for (i = 0; i < t->num_order; i++)
		for (j = 0; j < t->num_submitted; j++)
			if (t->frame[j].stream == t->order[i] && !t->frame[j].over &&
			    parts_find_in_frame(&t->frame[j], &n, task))
				return true;
	return false;
}

/* The part right of what was done last, whose run may have been of an earlier scenario. */
static bool parts_continue(struct parts_test *t, struct daedalus_task *task)
{
	struct parts_frame *f;
	unsigned int i;

	*task = t->last;
	task->part++;
	for (i = 0; i < t->num_submitted; i++) {
		f = &t->frame[i];
		if (task->run == &f->run && !f->over && !parts_is_complete(f) &&
		    task->stage < f->table.num_stages && task->row < f->run.num_rows &&
		    f->table.stage[task->stage].order != DAE_ORDER_COLUMNS &&
		    task->part < parts_of(f, task->stage))
			return parts_may_start(f, task->stage, task->row, task->part);
	}
	return false;
}

/* Takes a task, which has to be the one the model finds; false if there is none. */
static bool parts_take(struct kunit *test, struct parts_test *t, unsigned int skip, bool go_on)
{
	struct daedalus_task want = {}, task = {};
	const bool found = (go_on && parts_continue(t, &want)) || parts_find(t, skip, &want);
	struct parts_frame *f;

	KUNIT_ASSERT_EQ(test, daedalus_sched_take(t->sched, &task, go_on ? &t->last : NULL, skip),
			found);
	if (!found)
		return false;
	KUNIT_ASSERT_PTR_EQ(test, task.run, want.run);
	KUNIT_ASSERT_EQ(test, task.stage, want.stage);
	f = container_of(task.run, struct parts_frame, run);
	if (task.stage < 0) {
		f->over = true;
		if (parts_stream_is_empty(t, f->stream))
			parts_remove_stream(t, f->stream);
		daedalus_sched_end(t->sched, &task, 0);
		return true;
	}
	KUNIT_ASSERT_PTR_EQ(test, f->run.before,
			    f->before && !f->before->over ? &f->before->run : NULL);
	KUNIT_ASSERT_EQ(test, task.row, want.row);
	KUNIT_ASSERT_EQ(test, task.part, want.part);
	parts_begin(f, task.stage, task.row, task.part);
	t->held[t->num_held++] = task;
	return true;
}

/* Ends one of the tasks that run. */
static void parts_end_held(struct kunit *test, struct parts_test *t, unsigned int n, u64 ns)
{
	const struct daedalus_task task = t->held[n];
	struct parts_frame *f = container_of(task.run, struct parts_frame, run);
	bool reached;

	t->held[n] = t->held[--t->num_held];
	t->last = task;
	parts_end(f, task.stage, task.row, task.part);
	daedalus_sched_end(t->sched, &task, ns);
	t->used_ns[f->stream] += ns;
	parts_remove_stream(t, f->stream);
	parts_insert_stream(t, f->stream);
	reached = f->run.watch >= 0 && parts_rows_done(f, f->run.watch) == f->run.num_rows;
	KUNIT_ASSERT_EQ(test, f->reached, reached);
}

/* Each frame when something else lets it: not all at once. */
static void parts_play(struct kunit *test, struct parts_test *t, unsigned int workers, u32 *seed)
{
	while (t->num_submitted < t->num_frames || t->num_order) {
		const unsigned int what = parts_random(seed, 8);

		if (t->num_submitted < t->num_frames && (!what || !t->num_order))
			parts_submit(t);
		else if (t->num_held < workers && what < 5 &&
			 (parts_take(test, t, parts_random(seed, 8), parts_random(seed, 2)) ||
			  parts_take(test, t, 0, false)))
			continue;
		else if (t->num_held)
			parts_end_held(test, t, parts_random(seed, t->num_held),
				       parts_random(seed, 5));
	}
}

/* A test that has failed may have left something to do, without threads. */
static void parts_destroy(void *sched)
{
	struct daedalus_task task;
	unsigned int i;

	for (i = 0; i < parts->num_frames; i++)
		WRITE_ONCE(parts->frame[i].abort, true);
	while (parts->num_held)
		daedalus_sched_end(sched, &parts->held[--parts->num_held], 0);
	while (daedalus_sched_take(sched, &task, NULL, 0))
		daedalus_sched_end(sched, &task, 0);
	daedalus_sched_destroy(sched);
}

static struct parts_test *parts_create(struct kunit *test, unsigned int workers)
{
	struct parts_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	spin_lock_init(&t->lock);
	t->sched = daedalus_sched_create(workers);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->sched);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, parts_destroy, t->sched), 0);
	parts = t;
	return t;
}

/* Scenarios are many, so that kernels with checkers would take a case of all for hung. */
#define PARTS_SCENARIOS	25

static const u32 parts_first[] = { 0, 25, 50, 75, 100, 125, 150, 175 };

static void parts_first_desc(const u32 *first, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "from %u on", *first);
}

KUNIT_ARRAY_PARAM(parts_first, parts_first, parts_first_desc);

/* Task by task what the model says, and nothing else. */
static void daedalus_sched_parts_test_model(struct kunit *test)
{
	const u32 *first = test->param_value;
	struct parts_test *t = parts_create(test, 0);
	u32 scenario, seed;
	unsigned int i;

	for (scenario = *first; scenario < *first + PARTS_SCENARIOS; scenario++) {
		seed = scenario;
		parts_random_frames(t, 1 + parts_random(&seed, 5),
				    1 + parts_random(&seed, PARTS_STREAMS_MAX), &seed);
		parts_play(test, t, 1 + parts_random(&seed, PARTS_WORKERS_MAX), &seed);
		for (i = 0; i < t->num_frames; i++)
			parts_expect_over(test, &t->frame[i], scenario);
		KUNIT_ASSERT_EQ_MSG(test, t->errors, 0, "scenario %u", scenario);
	}
}

static const unsigned int parts_workers[] = { 1, 2, 3, 8 };

static void parts_workers_desc(const unsigned int *workers, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u workers", *workers);
}

KUNIT_ARRAY_PARAM(parts, parts_workers, parts_workers_desc);

static void parts_wait(struct kunit *test, struct parts_test *t, u32 scenario)
{
	unsigned int i;

	for (i = 0; i < t->num_frames; i++) {
		KUNIT_ASSERT_TRUE_MSG(test, wait_for_completion_timeout(&t->frame[i].over_event,
									PARTS_TIMEOUT),
				      "scenario %u: frame %u is never done", scenario, i);
		parts_expect_over(test, &t->frame[i], scenario);
	}
	KUNIT_ASSERT_EQ_MSG(test, t->errors, 0, "scenario %u", scenario);
}

/* Threads take what the model says as well. */
static void daedalus_sched_parts_test_threads(struct kunit *test)
{
	const unsigned int *workers = test->param_value;
	struct parts_test *t = parts_create(test, *workers);
	u32 scenario, seed;

	for (scenario = 0; scenario < 20; scenario++) {
		seed = scenario;
		parts_random_frames(t, PARTS_FRAMES_MAX, PARTS_STREAMS_MAX, &seed);
		while (t->num_submitted < t->num_frames)
			parts_submit(t);
		parts_wait(test, t, scenario);
	}
}

/* A frame that is aborted lets those that wait for its rows go on. */
static void daedalus_sched_parts_test_abort(struct kunit *test)
{
	const unsigned int *workers = test->param_value;
	struct parts_test *t = parts_create(test, *workers);
	u32 scenario, seed;
	unsigned int i;

	for (scenario = 0; scenario < 20; scenario++) {
		seed = scenario;
		parts_random_frames(t, PARTS_FRAMES_MAX, PARTS_STREAMS_MAX, &seed);
		for (i = 0; i < t->num_frames; i += 2)
			t->frame[i].abort_in = 1 + parts_random(&seed, 40);
		while (t->num_submitted < t->num_frames)
			parts_submit(t);
		parts_wait(test, t, scenario);
	}
}

/* Workers come and go while there is something to do; there is always one. */
static void daedalus_sched_parts_test_resize(struct kunit *test)
{
	struct parts_test *t = parts_create(test, 1);
	u32 scenario, seed;

	for (scenario = 0; scenario < 20; scenario++) {
		seed = scenario;
		parts_random_frames(t, PARTS_FRAMES_MAX, PARTS_STREAMS_MAX, &seed);
		while (t->num_submitted < t->num_frames) {
			parts_submit(t);
			KUNIT_ASSERT_EQ(test, daedalus_sched_resize(t->sched,
								    1 + parts_random(&seed, 6)), 0);
		}
		parts_wait(test, t, scenario);
	}
}

static struct kunit_case daedalus_sched_parts_test_cases[] = {
	KUNIT_CASE_PARAM(daedalus_sched_parts_test_model, parts_first_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_parts_test_threads, parts_gen_params),
	KUNIT_CASE_PARAM(daedalus_sched_parts_test_abort, parts_gen_params),
	KUNIT_CASE(daedalus_sched_parts_test_resize),
	{}
};

static struct kunit_suite daedalus_sched_parts_test_suite = {
	.name = "daedalus_sched_parts",
	.test_cases = daedalus_sched_parts_test_cases,
};

kunit_test_suite(daedalus_sched_parts_test_suite);
