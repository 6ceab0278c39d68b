// SPDX-License-Identifier: GPL-2.0
/*
 * GPU or CPU: what comes out of a trial, and what counts in it.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "gpu/dae_gpu_choice.h"

#define CHOICE_TRIAL(ways)	(DAE_GPU_CHOICE_TURN * DAE_GPU_CHOICE_ROUNDS * (ways))

/**
 * struct choice_stream - a stream of which each frame takes the same time
 * @choice: what is tested
 * @now: time, ns
 * @ns: what a frame takes, by enum dae_gpu_way
 * @asked: frames that were to be decoded in each way
 */
struct choice_stream {
	struct dae_gpu_choice choice;
	u64 now;
	u64 ns[DAE_GPU_WAYS];
	unsigned int asked[DAE_GPU_WAYS];
};

/* Frames one after the other, that start @early before the one before ends. */
static void choice_play(struct choice_stream *s, unsigned int frames, u64 early)
{
	const bool loaded = early;

	memset(s->asked, 0, sizeof(s->asked));
	while (frames--) {
		const enum dae_gpu_way way = dae_gpu_choice_ask(&s->choice, loaded);
		const u64 start = s->now - early;

		s->asked[way]++;
		s->now += s->ns[way];
		dae_gpu_choice_tell(&s->choice, loaded, way, start, s->now);
	}
}

static void choice_init(struct choice_stream *s, unsigned int ways, u64 cpu_ns, u64 output_ns,
			u64 filter_ns)
{
	*s = (struct choice_stream){
		.choice.ways = ways,
		.now = 1000000,
		.ns = { cpu_ns, output_ns, filter_ns },
	};
}

static void dae_gpu_choice_test_result(struct kunit *test)
{
	static const struct {
		unsigned int ways;
		u64 ns[DAE_GPU_WAYS];
		enum dae_gpu_way want;
	} cases[] = {
		{ 2, { 1000, 500 }, DAE_GPU_WAY_OUTPUT },
		{ 2, { 1000, 1000 }, DAE_GPU_WAY_CPU },
		{ 2, { 1000, 2000 }, DAE_GPU_WAY_CPU },
		{ 2, { 1000, 949 }, DAE_GPU_WAY_OUTPUT },
		{ 2, { 1000, 951 }, DAE_GPU_WAY_CPU },
		{ 3, { 1000, 900, 800 }, DAE_GPU_WAY_FILTER },
		{ 3, { 1000, 800, 900 }, DAE_GPU_WAY_OUTPUT },
		{ 3, { 1000, 1100, 900 }, DAE_GPU_WAY_FILTER },
		{ 3, { 1000, 960, 951 }, DAE_GPU_WAY_CPU },
	};
	struct choice_stream s;
	unsigned int i, way, early;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		for (early = 0; early < 2000; early += 700) {
			choice_init(&s, cases[i].ways, cases[i].ns[0], cases[i].ns[1],
				    cases[i].ns[2]);
			choice_play(&s, CHOICE_TRIAL(cases[i].ways), early);
			for (way = 0; way < cases[i].ways; way++)
				KUNIT_EXPECT_EQ(test, s.asked[way],
						DAE_GPU_CHOICE_TURN * DAE_GPU_CHOICE_ROUNDS);
			choice_play(&s, 100, early);
			KUNIT_EXPECT_EQ_MSG(test, s.asked[cases[i].want], 100, "case %u", i);
		}
	}
}

/* The GPU may help with frames in a queue and cost time without. */
static void dae_gpu_choice_test_apart(struct kunit *test)
{
	struct choice_stream s;

	choice_init(&s, 2, 1000, 2000, 0);
	choice_play(&s, CHOICE_TRIAL(2), 0);
	s.ns[1] = 500;
	choice_play(&s, CHOICE_TRIAL(2), 300);
	KUNIT_EXPECT_EQ(test, dae_gpu_choice_ask(&s.choice, false), DAE_GPU_WAY_CPU);
	KUNIT_EXPECT_EQ(test, dae_gpu_choice_ask(&s.choice, true), DAE_GPU_WAY_OUTPUT);
}

static void dae_gpu_choice_test_again(struct kunit *test)
{
	struct choice_stream s;

	choice_init(&s, 2, 1000, 2000, 0);
	choice_play(&s, CHOICE_TRIAL(2), 0);
	s.ns[1] = 500;
	choice_play(&s, DAE_GPU_CHOICE_KEEP, 0);
	KUNIT_EXPECT_EQ(test, s.asked[DAE_GPU_WAY_CPU], DAE_GPU_CHOICE_KEEP);
	choice_play(&s, CHOICE_TRIAL(2), 0);
	KUNIT_EXPECT_EQ(test, s.asked[DAE_GPU_WAY_CPU], CHOICE_TRIAL(2) / 2);
	KUNIT_EXPECT_EQ(test, dae_gpu_choice_ask(&s.choice, false), DAE_GPU_WAY_OUTPUT);
}

/* The first frames of a turn, those that were done otherwise, and a pause of the client. */
static void dae_gpu_choice_test_left_out(struct kunit *test)
{
	struct choice_stream s;
	unsigned int i;

	choice_init(&s, 2, 1000, 500, 0);
	for (i = 0; i < CHOICE_TRIAL(2); i++) {
		const bool settling = i % DAE_GPU_CHOICE_TURN < DAE_GPU_CHOICE_SETTLE;

		/* Of the frames that count those with the GPU are faster. */
		s.ns[0] = settling ? 1 : 1000;
		s.ns[1] = settling ? 1000000 : 500;
		dae_gpu_choice_tell(&s.choice, false, !dae_gpu_choice_ask(&s.choice, false), s.now,
				    s.now + 5000000);
		s.now += 5000000;
		choice_play(&s, 1, 0);
		s.now += 20000000000ULL;
	}
	KUNIT_EXPECT_TRUE(test, s.choice.trial[0].over);
	KUNIT_EXPECT_EQ(test, dae_gpu_choice_ask(&s.choice, false), DAE_GPU_WAY_OUTPUT);
	KUNIT_EXPECT_EQ(test, s.choice.trial[0].ns[DAE_GPU_WAY_OUTPUT],
			500 * (DAE_GPU_CHOICE_TURN - DAE_GPU_CHOICE_SETTLE) *
			DAE_GPU_CHOICE_ROUNDS);
}

static struct kunit_case dae_gpu_choice_test_cases[] = {
	KUNIT_CASE(dae_gpu_choice_test_result),
	KUNIT_CASE(dae_gpu_choice_test_apart),
	KUNIT_CASE(dae_gpu_choice_test_again),
	KUNIT_CASE(dae_gpu_choice_test_left_out),
	{}
};

static struct kunit_suite dae_gpu_choice_test_suite = {
	.name = "dae_gpu_choice",
	.test_cases = dae_gpu_choice_test_cases,
};

kunit_test_suite(dae_gpu_choice_test_suite);
