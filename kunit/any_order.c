// SPDX-License-Identifier: GPL-2.0
/* Stages of a codec in any order that their table allows. */
#include <linux/err.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "any_order.h"
#include "dae_check.h"

/* The most tasks that are left to others. */
#define ANY_ORDER_SKIP	8

static void any_order_done(struct daedalus_run *run)
{
	run->table = NULL;
}

/* The task after up to so many others, fewer if there are not so many. */
static bool any_order_take(struct daedalus_sched *sched, struct daedalus_task *task,
			   unsigned int skip)
{
	while (!daedalus_sched_take(sched, task, NULL, skip))
		if (!skip--)
			return false;
	return true;
}

/* Until the run is done, which takes its table away. */
static bool any_order_play(struct daedalus_sched *sched, struct daedalus_run *run, void *scratch,
			   u32 *seed)
{
	struct daedalus_task task;

	memset(scratch, dae_below(seed, 256), DAE_SCRATCH_BYTES);
	while (run->table) {
		if (!any_order_take(sched, &task, dae_below(seed, ANY_ORDER_SKIP)))
			return false;
		daedalus_sched_run(&task, scratch);
		daedalus_sched_end(sched, &task, 0);
	}
	return true;
}

struct daedalus_run *any_order_new(struct kunit *test, const struct dae_stage_table *table)
{
	struct daedalus_run *run = kunit_kzalloc(test, sizeof(*run), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, run);
	run->table = table;
	return run;
}

struct daedalus_run *any_order_new_alone(struct kunit *test, const struct dae_stage *stage)
{
	struct dae_stage_table *table = kunit_kzalloc(test, sizeof(*table), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, table);
	table->num_stages = 1;
	table->stage[0] = *stage;
	table->stage[0].num_needs = 0;
	return any_order_new(test, table);
}

void any_order_run(struct kunit *test, struct daedalus_run *run, u32 *seed)
{
	struct daedalus_sched *sched = daedalus_sched_create(0);
	void *scratch = vmalloc(DAE_SCRATCH_BYTES);
	struct daedalus_stream stream;
	bool abort = false;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, sched);
	KUNIT_ASSERT_NOT_NULL(test, scratch);
	daedalus_stream_init(&stream);
	run->abort = &abort;
	run->watch = -1;
	run->done = any_order_done;
	daedalus_sched_submit(sched, &stream, run);
	KUNIT_EXPECT_TRUE(test, any_order_play(sched, run, scratch, seed));
	vfree(scratch);
	daedalus_sched_destroy(sched);
}

void any_order_smooth(const struct dae_frame *frame, u32 *seed)
{
	const u32 grey = 1 << (frame->fmt.bit_depth - 1);
	unsigned int i;
	u32 x, y;

	for (i = 0; i < frame->num_planes; i++) {
		const struct dae_plane *p = &frame->plane[i];

		for (y = 0; y < p->height; y++) {
			u8 *line = (u8 *)p->data + y * p->stride_bytes;

			for (x = 0; x < p->width; x++) {
				if (frame->fmt.bit_depth > 8)
					((u16 *)line)[x] = grey + dae_below(seed, 8);
				else
					line[x] = grey + dae_below(seed, 4);
			}
		}
	}
}

static size_t any_order_row_bytes(const struct dae_frame *frame, const struct dae_plane *p)
{
	return (size_t)p->width << (frame->fmt.bit_depth > 8);
}

void any_order_copy(const struct dae_frame *to, const struct dae_frame *from)
{
	unsigned int i;
	u32 y;

	for (i = 0; i < from->num_planes; i++) {
		const struct dae_plane *p = &from->plane[i], *q = &to->plane[i];

		for (y = 0; y < p->height; y++)
			memcpy((u8 *)q->data + y * q->stride_bytes,
			       (const u8 *)p->data + y * p->stride_bytes,
			       any_order_row_bytes(from, p));
	}
}

bool any_order_same(const struct dae_frame *a, const struct dae_frame *b)
{
	unsigned int i;
	u32 y;

	for (i = 0; i < a->num_planes; i++) {
		const struct dae_plane *p = &a->plane[i], *q = &b->plane[i];

		for (y = 0; y < p->height; y++)
			if (memcmp((const u8 *)p->data + y * p->stride_bytes,
				   (const u8 *)q->data + y * q->stride_bytes,
				   any_order_row_bytes(a, p)))
				return false;
	}
	return true;
}
