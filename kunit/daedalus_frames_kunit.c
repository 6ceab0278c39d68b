// SPDX-License-Identifier: GPL-2.0
/*
 * The reference store: which frame a timestamp names, and how long frames live.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/string.h>

#include "daedalus_frames.h"

#define SIDE_BYTES	100

static const struct dae_frame_format frames_fmt = {
	.width = 48,
	.height = 32,
	.bit_depth = 8,
	.chroma = DAE_CHROMA_420,
};

static int daedalus_frames_test_init(struct kunit *test)
{
	struct daedalus_frames *store = kunit_kzalloc(test, sizeof(*store), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, store);
	daedalus_frames_init(store);
	test->priv = store;
	return 0;
}

static void daedalus_frames_test_exit(struct kunit *test)
{
	if (test->priv)
		daedalus_frames_clear(test->priv);
}

static struct daedalus_frame *frames_alloc(struct kunit *test, u64 timestamp)
{
	struct daedalus_frame *frame;

	frame = daedalus_frames_alloc(test->priv, &frames_fmt, SIDE_BYTES, timestamp);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, frame);
	return frame;
}

/* A frame that only the store holds. */
static struct daedalus_frame *frames_add(struct kunit *test, u64 timestamp)
{
	struct daedalus_frame *frame = frames_alloc(test, timestamp);

	daedalus_frames_add(test->priv, frame);
	daedalus_frame_put(frame);
	return frame;
}

static void daedalus_frames_test_find(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *a, *b;

	KUNIT_EXPECT_NULL(test, daedalus_frames_find(store, 1000));
	a = frames_add(test, 1000);
	b = frames_add(test, U64_MAX);
	KUNIT_EXPECT_PTR_EQ(test, daedalus_frames_find(store, 1000), a);
	KUNIT_EXPECT_PTR_EQ(test, daedalus_frames_find(store, U64_MAX), b);
	KUNIT_EXPECT_NULL(test, daedalus_frames_find(store, 999));
	KUNIT_EXPECT_NULL(test, daedalus_frames_find(store, 0));
}

/* The first picture of GStreamer has timestamp 0. */
static void daedalus_frames_test_timestamp_zero(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *frame;

	KUNIT_EXPECT_NULL(test, daedalus_frames_find(store, 0));
	frame = frames_add(test, 0);
	KUNIT_EXPECT_PTR_EQ(test, daedalus_frames_find(store, 0), frame);
}

static void daedalus_frames_test_not_found_before_add(struct kunit *test)
{
	struct daedalus_frame *frame = frames_alloc(test, 7);

	KUNIT_EXPECT_NULL(test, daedalus_frames_find(test->priv, 7));
	daedalus_frame_put(frame);
}

/* FFmpeg uses the timestamp of a CAPTURE buffer again for its next picture. */
static void daedalus_frames_test_newest_wins(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *older = frames_alloc(test, 5), *newer;

	daedalus_frames_add(store, older);
	newer = frames_add(test, 5);
	KUNIT_EXPECT_PTR_EQ(test, daedalus_frames_find(store, 5), newer);
	KUNIT_EXPECT_EQ(test, store->num_held, 1);
	daedalus_frame_put(older);
}

/* A reference of the running job stays intact when the store lets go of it. */
static void daedalus_frames_test_user_keeps_frame(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *frame = frames_add(test, 5), *other;

	daedalus_frame_get(frame);
	memset(frame->f.plane[0].data, 0xa5, 48);
	daedalus_frames_clear(store);
	KUNIT_EXPECT_NULL(test, daedalus_frames_find(store, 5));

	other = frames_add(test, 5);
	KUNIT_EXPECT_PTR_NE(test, other->mem, frame->mem);
	KUNIT_EXPECT_EQ(test, *(u8 *)frame->f.plane[0].data, 0xa5);
	daedalus_frame_put(frame);
}

static void daedalus_frames_test_retain(struct kunit *test)
{
	static const u64 keep[] = { 0, 3000, 3000, 12345, 1000 };
	struct daedalus_frames *store = test->priv;
	unsigned int i;

	for (i = 0; i < 6; i++)
		frames_add(test, 1000 * i);
	daedalus_frames_retain(store, keep, ARRAY_SIZE(keep));
	for (i = 0; i < 6; i++)
		KUNIT_EXPECT_EQ_MSG(test, !!daedalus_frames_find(store, 1000 * i),
				    i == 0 || i == 1 || i == 3, "frame %u", i);
	KUNIT_EXPECT_EQ(test, store->num_held, 3);

	daedalus_frames_retain(store, NULL, 0);
	KUNIT_EXPECT_EQ(test, store->num_held, 0);
	KUNIT_EXPECT_NULL(test, daedalus_frames_find(store, 0));
}

static void daedalus_frames_test_count_is_limited(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	unsigned int i;

	for (i = 0; i < DAEDALUS_FRAMES_MAX + 3; i++)
		frames_add(test, i);
	KUNIT_EXPECT_EQ(test, store->num_held, DAEDALUS_FRAMES_MAX);
	for (i = 0; i < DAEDALUS_FRAMES_MAX + 3; i++)
		KUNIT_EXPECT_EQ_MSG(test, !!daedalus_frames_find(store, i), i >= 3, "frame %u", i);
}

static void daedalus_frames_test_ids(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	u32 last = 0;
	unsigned int i;

	for (i = 0; i < 10; i++) {
		struct daedalus_frame *frame = frames_add(test, i % 3);

		KUNIT_EXPECT_GT(test, frame->id, last);
		last = frame->id;
	}

	store->last_id = U32_MAX;
	KUNIT_EXPECT_NE(test, frames_add(test, 0)->id, 0);
}

/* Memory goes from one frame to the next of the same layout, as it is. */
static void daedalus_frames_test_reuse(struct kunit *test)
{
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *frame = frames_alloc(test, 1);
	void *mem = frame->mem;

	KUNIT_ASSERT_EQ(test, frame->f.side_bytes, SIDE_BYTES);
	KUNIT_EXPECT_NULL(test, memchr_inv(frame->f.side, 0, SIDE_BYTES));
	memset(frame->f.side, 0xff, SIDE_BYTES);
	daedalus_frame_put(frame);
	KUNIT_EXPECT_EQ(test, store->num_spare, 1);

	frame = frames_alloc(test, 2);
	KUNIT_EXPECT_PTR_EQ(test, frame->mem, mem);
	KUNIT_EXPECT_EQ(test, frame->timestamp, 2);
	KUNIT_EXPECT_NULL(test, memchr_inv(frame->f.side, 0xff, SIDE_BYTES));
	daedalus_frame_put(frame);
}

static void daedalus_frames_test_reuse_is_limited(struct kunit *test)
{
	const size_t bytes = dae_frame_bytes(&frames_fmt, SIDE_BYTES);
	struct daedalus_frames *store = test->priv;
	unsigned int i;

	for (i = 0; i < DAEDALUS_FRAMES_SPARE + 3; i++)
		frames_add(test, i);
	KUNIT_EXPECT_EQ(test, store->bytes, (DAEDALUS_FRAMES_SPARE + 3) * bytes);
	daedalus_frames_retain(store, NULL, 0);
	KUNIT_EXPECT_EQ(test, store->num_spare, DAEDALUS_FRAMES_SPARE);
	KUNIT_EXPECT_EQ(test, store->bytes, DAEDALUS_FRAMES_SPARE * bytes);
	daedalus_frames_clear(store);
	KUNIT_EXPECT_EQ(test, store->bytes, 0);
}

/* After a change of size nothing of the old one is kept for reuse. */
static void daedalus_frames_test_new_format(struct kunit *test)
{
	struct dae_frame_format fmt = frames_fmt;
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *old = frames_add(test, 1), *frame;

	daedalus_frame_put(frames_alloc(test, 2));
	KUNIT_EXPECT_EQ(test, store->num_spare, 1);

	fmt.width *= 2;
	frame = daedalus_frames_alloc(store, &fmt, SIDE_BYTES, 3);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, frame);
	KUNIT_EXPECT_EQ(test, store->num_spare, 0);
	KUNIT_EXPECT_EQ(test, frame->f.fmt.width, fmt.width);
	KUNIT_EXPECT_PTR_EQ(test, daedalus_frames_find(store, 1), old);
	KUNIT_EXPECT_EQ(test, old->f.fmt.width, frames_fmt.width);
	daedalus_frame_put(frame);
}

/* A frame of another layout that is as large is not taken: what it holds means something else. */
static void daedalus_frames_test_same_size(struct kunit *test)
{
	struct dae_frame_format fmt = frames_fmt;
	const size_t size = dae_frame_bytes(&fmt, SIDE_BYTES);
	struct daedalus_frames *store = test->priv;
	struct daedalus_frame *frame;
	unsigned int i;
	size_t side;

	for (i = 0; i < 4; i++) {
		frame = frames_alloc(test, 2 * i);
		memset(frame->mem, 0xff, size);
		daedalus_frame_put(frame);
		KUNIT_EXPECT_EQ(test, store->num_spare, 1);

		/* Fewer lines, samples, columns or bytes of side data in as many cache lines. */
		fmt = frames_fmt;
		side = SIDE_BYTES - (i == 2);
		if (!i)
			fmt.height = 16;
		else if (i == 1)
			fmt.chroma = DAE_CHROMA_400;
		else if (i == 3)
			fmt.width -= 2;
		side += size - dae_frame_bytes(&fmt, SIDE_BYTES);
		KUNIT_ASSERT_EQ(test, dae_frame_bytes(&fmt, side), size);

		frame = daedalus_frames_alloc(store, &fmt, side, 2 * i + 1);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, frame);
		KUNIT_EXPECT_NULL(test, memchr_inv(frame->mem, 0, size));
		daedalus_frame_put(frame);
	}
}

static void daedalus_frames_test_bad_format(struct kunit *test)
{
	struct dae_frame_format fmt = frames_fmt;
	struct daedalus_frame *frame;

	fmt.width = 0;
	frame = daedalus_frames_alloc(test->priv, &fmt, SIDE_BYTES, 3);
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(frame), -EINVAL);
}

static void daedalus_frames_test_put_null(struct kunit *test)
{
	daedalus_frame_put(NULL);
}

static struct kunit_case daedalus_frames_test_cases[] = {
	KUNIT_CASE(daedalus_frames_test_find),
	KUNIT_CASE(daedalus_frames_test_timestamp_zero),
	KUNIT_CASE(daedalus_frames_test_not_found_before_add),
	KUNIT_CASE(daedalus_frames_test_newest_wins),
	KUNIT_CASE(daedalus_frames_test_user_keeps_frame),
	KUNIT_CASE(daedalus_frames_test_retain),
	KUNIT_CASE(daedalus_frames_test_count_is_limited),
	KUNIT_CASE(daedalus_frames_test_ids),
	KUNIT_CASE(daedalus_frames_test_reuse),
	KUNIT_CASE(daedalus_frames_test_reuse_is_limited),
	KUNIT_CASE(daedalus_frames_test_new_format),
	KUNIT_CASE(daedalus_frames_test_same_size),
	KUNIT_CASE(daedalus_frames_test_bad_format),
	KUNIT_CASE(daedalus_frames_test_put_null),
	{}
};

static struct kunit_suite daedalus_frames_test_suite = {
	.name = "daedalus_frames",
	.init = daedalus_frames_test_init,
	.exit = daedalus_frames_test_exit,
	.test_cases = daedalus_frames_test_cases,
};

kunit_test_suite(daedalus_frames_test_suite);
