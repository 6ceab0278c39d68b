/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory for tests of sample operations: rectangles of samples that lie
 * against a guard page, or in the middle of padding, with any stride.
 *
 * A suite uses dae_check_init() and dae_check_exit() as its init and exit. A
 * test then places rectangles in the arenas, fills them, lets the operation
 * write to one and the reference to another, and compares the two whole.
 */
#ifndef _DAE_CHECK_H_
#define _DAE_CHECK_H_

#include <kunit/test.h>
#include <linux/string.h>
#include <linux/types.h>

#include "dae_emu.h"
#include "dae_frame.h"
#include "dae_simd.h"

/* Each rectangle that is in use at one time needs an arena of its own. */
enum dae_arena {
	DAE_ARENA_SRC,
	DAE_ARENA_DST,
	DAE_ARENA_WANT,
	DAE_ARENA_ARG,
	DAE_ARENA_COUNT
};

#define DAE_ARENA_BYTES	65536

/* What samples to put into a rectangle. */
enum dae_fill {
	DAE_FILL_RANDOM,	/* any value of the depth */
	DAE_FILL_MIN,		/* all 0 */
	DAE_FILL_MAX,		/* all (1 << depth) - 1 */
	DAE_FILL_ALTERNATE,	/* 0 and (1 << depth) - 1 in turn */
	DAE_FILL_EXTREME,	/* 0 or (1 << depth) - 1 at random */
	DAE_FILL_SMOOTH,	/* a few 8-bit steps around one random value */
	DAE_FILL_COUNT
};

/**
 * struct dae_layout - how a rectangle lies in its arena
 * @name: for messages
 * @pad: samples of padding on every side; with 0 the rectangle is as small as
 *	 it can be, and the arena ends where it ends
 * @gap: unused samples between rows, to make strides odd
 * @flip: rows go up in memory: the stride is negative
 * @at_start: at the first byte of the arena in place of the last
 */
struct dae_layout {
	const char *name;
	int pad;
	int gap;
	bool flip;
	bool at_start;
};

extern const struct dae_layout dae_layouts[];
extern const int dae_layout_count;

/**
 * struct dae_rect - samples (x0, y0) to (x1 - 1, y1 - 1), padding included
 * @mem: first byte
 * @bytes: from there to the end of the last row
 * @org: sample (0, 0), which need not be one of the rectangle
 * @stride: from row to row in bytes, negative if flipped
 * @depth: bits of a sample
 * @x0: first column
 * @y0: first row
 * @x1: column after the last
 * @y1: row after the last
 */
struct dae_rect {
	u8 *mem;
	size_t bytes;
	void *org;
	ptrdiff_t stride;
	int depth;
	int x0;
	int y0;
	int x1;
	int y1;
};

int dae_check_init(struct kunit *test);
void dae_check_exit(struct kunit *test);

/* A pseudo-random number; the same sequence for the same initial *@seed. */
u32 dae_rnd(u32 *seed);

/* A pseudo-random number from 0 to @below - 1; @seed as for dae_rnd(). */
u32 dae_below(u32 *seed, u32 below);

/**
 * dae_noise() - random samples
 * @frame: frame to fill, all of its planes
 * @seed: as for dae_rnd()
 */
void dae_noise(const struct dae_frame *frame, u32 *seed);

/* Sample (@x, @y) of a plane. */
u32 dae_sample(const struct dae_frame *frame, unsigned int plane, u32 x, u32 y);

/*
 * Goes through all combinations of parameters in one loop: for each combination
 * @n starts as its number, and each parameter is the next digit. After the last
 * digit @n is 0, unless all combinations have been seen.
 */
int dae_pick(u32 *n, int count);

/* @bytes in @arena that end where it ends, or start where it starts. */
void *dae_guarded(struct kunit *test, enum dae_arena arena, size_t bytes, bool at_start);

/* Place @r, which need not be initialised; the extent excludes padding. */
void dae_place(struct kunit *test, struct dae_rect *r, enum dae_arena arena, int depth,
	       int x0, int y0, int x1, int y1, const struct dae_layout *layout);

/* Fill all bytes of @r, padding and gaps included. */
void dae_fill(struct dae_rect *r, enum dae_fill fill, u32 *seed);

/* Place @copy like @r and copy all bytes of @r. */
void dae_duplicate(struct kunit *test, struct dae_rect *copy, enum dae_arena arena,
		   const struct dae_rect *r);

int dae_get(const struct dae_rect *r, int x, int y);
void dae_set(const struct dae_rect *r, int x, int y, int value);
void *dae_at(const struct dae_rect *r, int x, int y);

/* Compare all bytes; on a difference *@x, *@y is a sample that differs. */
bool dae_same(const struct dae_rect *a, const struct dae_rect *b, int *x, int *y);

/* Bytes of a sample. */
static inline int dae_sample_bytes(int depth)
{
	return depth == 8 ? 1 : 2;
}

static inline int dae_bd_max(int depth)
{
	return (1 << depth) - 1;
}

/**
 * struct dae_dsp_case - a table of sample operations to test, a parameter of suites
 * @name: for messages
 * @depth: of samples
 * @cpu_flags: for the codec's *_dsp_init()
 */
struct dae_dsp_case {
	const char *name;
	int depth;
	u32 cpu_flags;
};

/* For KUNIT_ARRAY_PARAM(). */
static inline void dae_dsp_case_desc(const struct dae_dsp_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

/**
 * DAE_DSP_TEST() - the head of a test whose parameters are struct dae_dsp_case
 * @name: of the test
 *
 * What runs inside may use the vector registers that the parameter's cpu_flags ask for. A
 * processor without them skips the test.
 */
#define DAE_DSP_TEST(name)						\
static void name##_inside(struct kunit *test);				\
static void name(struct kunit *test)					\
{									\
	dae_check_simd(test, name##_inside);				\
}									\
static void name##_inside(struct kunit *test)

/* Run part of a test where vector registers may be used. */
void dae_check_inside(struct kunit *test, void (*run)(struct kunit *test));

/* The same if the processor has what the parameter wants, see DAE_DSP_TEST(). */
void dae_check_simd(struct kunit *test, void (*run)(struct kunit *test));

/* The depth of the parameter that @test runs with. */
static inline int dae_depth_of(struct kunit *test)
{
	return ((const struct dae_dsp_case *)test->param_value)->depth;
}

/* No slot of a table of sample operations is empty; they have nothing but pointers. */
void dae_check_dsp_complete(struct kunit *test, const void *dsp, size_t bytes);

/* @dsp is the table of all depths of its class, 8 or the others up to @max_depth. */
void dae_check_dsp_depths(struct kunit *test, const void *dsp, size_t bytes, int max_depth,
			  void (*init)(void *dsp, unsigned int bit_depth, u32 cpu_flags));

/*
 * Blocks of @bw x @bh at places all around a plane of @plane_w x @plane_h, and as far
 * away as numbers go; false if one differs.
 */
bool dae_check_emu_edge(struct kunit *test, dae_emu_edge_fn emu_edge, int bw, int bh,
			int plane_w, int plane_h);

/*
 * True if @got and @want are the same, else the test fails with the message
 * that the remaining arguments print. Callers then return: one difference
 * tells enough, thousands fill the log.
 */
#define DAE_EXPECT_SAME(test, got, want, fmt, ...)					\
({											\
	const struct dae_rect *__got = (got), *__want = (want);				\
	int __x = 0, __y = 0;								\
	bool __same = dae_same(__got, __want, &__x, &__y);				\
											\
	if (!__same)									\
		KUNIT_FAIL(test, fmt ": sample (%d, %d) is %d, should be %d",		\
			   ##__VA_ARGS__, __x, __y, dae_get(__got, __x, __y),		\
			   dae_get(__want, __x, __y));					\
	__same;										\
})

#endif /* _DAE_CHECK_H_ */
