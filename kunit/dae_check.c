// SPDX-License-Identifier: GPL-2.0
/*
 * Memory for tests of sample operations, see dae_check.h. Arenas come from
 * vmalloc(), which leaves a page that faults after each of its areas, and so
 * before the next one.
 */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "dae_check.h"
#include "daedalus_simd.h"

struct dae_check {
	u8 *arena[DAE_ARENA_COUNT];
};

const struct dae_layout dae_layouts[] = {
	{ .name = "ends at guard" },
	{ .name = "starts at guard", .at_start = true },
	{ .name = "ends at guard, rows going up", .gap = 1, .flip = true },
	{ .name = "starts at guard, rows going up", .flip = true, .at_start = true },
	{ .name = "padded", .pad = 5, .gap = 2 },
	{ .name = "padded, odd stride", .pad = 4, .gap = 7 },
	{ .name = "padded, rows going up", .pad = 3, .gap = 4, .flip = true },
};

const int dae_layout_count = ARRAY_SIZE(dae_layouts);

int dae_check_init(struct kunit *test)
{
	struct dae_check *check = kunit_kzalloc(test, sizeof(*check), GFP_KERNEL);
	int i;

	if (!check)
		return -ENOMEM;
	test->priv = check;
	for (i = 0; i < DAE_ARENA_COUNT; i++) {
		check->arena[i] = vmalloc(DAE_ARENA_BYTES);
		if (!check->arena[i])
			return -ENOMEM;
	}
	return 0;
}

void dae_check_exit(struct kunit *test)
{
	struct dae_check *check = test->priv;
	int i;

	for (i = 0; check && i < DAE_ARENA_COUNT; i++)
		vfree(check->arena[i]);
}

/* xorshift32, whose only fixed point is 0 */
u32 dae_rnd(u32 *seed)
{
	u32 v = *seed ? *seed : 1;

	v ^= v << 13;
	v ^= v >> 17;
	v ^= v << 5;
	*seed = v;
	return v;
}

int dae_pick(u32 *n, int count)
{
	const int digit = *n % count;

	*n /= count;
	return digit;
}

void *dae_guarded(struct kunit *test, enum dae_arena arena, size_t bytes, bool at_start)
{
	struct dae_check *check = test->priv;

	KUNIT_ASSERT_LE(test, bytes, (size_t)DAE_ARENA_BYTES);
	return check->arena[arena] + (at_start ? 0 : DAE_ARENA_BYTES - bytes);
}

void dae_place(struct kunit *test, struct dae_rect *r, enum dae_arena arena, int depth,
	       int x0, int y0, int x1, int y1, const struct dae_layout *layout)
{
	const int size = dae_sample_bytes(depth);
	ptrdiff_t pitch, first;

	r->depth = depth;
	r->x0 = x0 - layout->pad;
	r->y0 = y0 - layout->pad;
	r->x1 = x1 + layout->pad;
	r->y1 = y1 + layout->pad;
	pitch = (r->x1 - r->x0 + layout->gap) * size;
	r->bytes = (r->y1 - r->y0) * pitch - layout->gap * size;
	r->mem = dae_guarded(test, arena, r->bytes, layout->at_start);

	r->stride = layout->flip ? -pitch : pitch;
	first = layout->flip ? (r->y1 - 1 - r->y0) * pitch : 0;
	r->org = (void *)((uintptr_t)r->mem + first - r->y0 * r->stride - r->x0 * size);
}

void *dae_at(const struct dae_rect *r, int x, int y)
{
	return (void *)((uintptr_t)r->org + y * r->stride + x * dae_sample_bytes(r->depth));
}

int dae_get(const struct dae_rect *r, int x, int y)
{
	return r->depth == 8 ? *(u8 *)dae_at(r, x, y) : *(u16 *)dae_at(r, x, y);
}

void dae_set(const struct dae_rect *r, int x, int y, int value)
{
	if (r->depth == 8)
		*(u8 *)dae_at(r, x, y) = value;
	else
		*(u16 *)dae_at(r, x, y) = value;
}

void dae_fill(struct dae_rect *r, enum dae_fill fill, u32 *seed)
{
	const int max = dae_bd_max(r->depth);
	const int count = r->bytes / dae_sample_bytes(r->depth);
	const int base = dae_rnd(seed) & max;
	int i, v;

	for (i = 0; i < count; i++) {
		switch (fill) {
		case DAE_FILL_MIN:
			v = 0;
			break;
		case DAE_FILL_MAX:
			v = max;
			break;
		case DAE_FILL_ALTERNATE:
			v = i & 1 ? max : 0;
			break;
		case DAE_FILL_EXTREME:
			v = dae_rnd(seed) & 1 ? max : 0;
			break;
		case DAE_FILL_SMOOTH:
			v = base + (int)(dae_rnd(seed) % (12u << (r->depth - 8)));
			v = v > max ? max : v;
			break;
		default:
			v = dae_rnd(seed) & max;
		}
		if (r->depth == 8)
			r->mem[i] = v;
		else
			((u16 *)r->mem)[i] = v;
	}
}

void dae_duplicate(struct kunit *test, struct dae_rect *copy, enum dae_arena arena,
		   const struct dae_rect *r)
{
	*copy = *r;
	copy->mem = dae_guarded(test, arena, r->bytes, true);
	copy->org = (void *)((uintptr_t)copy->mem + ((uintptr_t)r->org - (uintptr_t)r->mem));
	memcpy(copy->mem, r->mem, r->bytes);
}

bool dae_same(const struct dae_rect *a, const struct dae_rect *b, int *x, int *y)
{
	const ptrdiff_t pitch = a->stride < 0 ? -a->stride : a->stride;
	size_t i;
	int row;

	if (!memcmp(a->mem, b->mem, a->bytes))
		return true;

	for (i = 0; a->mem[i] == b->mem[i]; i++)
		;
	row = i / pitch;
	*x = a->x0 + (int)(i % pitch) / dae_sample_bytes(a->depth);
	*y = a->stride < 0 ? a->y1 - 1 - row : a->y0 + row;
	return false;
}

void dae_check_dsp_complete(struct kunit *test, const void *dsp, size_t bytes)
{
	const size_t slots = bytes / sizeof(void (*)(void));
	size_t i;

	for (i = 0; i < slots; i++) {
		void (*op)(void);

		memcpy(&op, (const u8 *)dsp + i * sizeof(op), sizeof(op));
		KUNIT_EXPECT_TRUE_MSG(test, op, "slot %zu of %zu is empty", i, slots);
	}
}

/**
 * struct dae_inside - what is to run where vector registers may be used
 * @test: argument
 * @run: the function
 */
struct dae_inside {
	struct kunit *test;
	void (*run)(struct kunit *test);
};

static void dae_check_run(void *argument)
{
	const struct dae_inside *inside = argument;

	inside->run(inside->test);
}

void dae_check_inside(struct kunit *test, void (*run)(struct kunit *test))
{
	struct dae_inside inside = { test, run };

	daedalus_simd_run(dae_check_run, &inside);
}

void dae_check_simd(struct kunit *test, void (*run)(struct kunit *test))
{
	const struct dae_dsp_case *c = test->param_value;

	if (c->cpu_flags & ~daedalus_simd_flags())
		kunit_skip(test, "not a processor with flags %#x", c->cpu_flags);
	dae_check_inside(test, run);
}

void dae_check_dsp_depths(struct kunit *test, const void *dsp, size_t bytes, int max_depth,
			  void (*init)(void *dsp, unsigned int bit_depth, u32 cpu_flags))
{
	const struct dae_dsp_case *c = test->param_value;
	void *other = kunit_kzalloc(test, bytes, GFP_KERNEL);
	int depth;

	KUNIT_ASSERT_NOT_NULL(test, other);
	for (depth = 8; depth <= max_depth; depth++) {
		init(other, depth, c->cpu_flags);
		KUNIT_EXPECT_EQ_MSG(test, !memcmp(dsp, other, bytes),
				    (c->depth == 8) == (depth == 8), "depth %d", depth);
	}
}

static int dae_clamp64(s64 v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static bool dae_check_emu_edge_at(struct kunit *test, dae_emu_edge_fn emu_edge, int x,
				  int y, int bw, int bh, int plane_w, int plane_h, int lay)
{
	const int depth = dae_depth_of(test);
	struct dae_rect src, dst, want;
	u32 seed = 1;
	int i, j;

	dae_place(test, &src, DAE_ARENA_SRC, depth, 0, 0, plane_w, plane_h, &dae_layouts[lay]);
	dae_fill(&src, DAE_FILL_RANDOM, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, bw, bh,
		  &dae_layouts[(lay + 2) % dae_layout_count]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	for (j = 0; j < bh; j++)
		for (i = 0; i < bw; i++)
			dae_set(&want, i, j,
				dae_get(&src, dae_clamp64((s64)x + i, 0, plane_w - 1),
					dae_clamp64((s64)y + j, 0, plane_h - 1)));
	emu_edge(dst.org, dst.stride, src.org, src.stride, x, y, bw, bh, plane_w, plane_h);
	return DAE_EXPECT_SAME(test, &dst, &want, "emu_edge (%d, %d), %dx%d of %dx%d, source %s",
			       x, y, bw, bh, plane_w, plane_h, dae_layouts[lay].name);
}

/* The next position of a block: those that are far from both edges are all alike. */
static int dae_next_position(int at, int step, int block, int plane)
{
	const int last = plane - block - 2;

	return at >= 2 && at + step < last ? last : at + step;
}

bool dae_check_emu_edge(struct kunit *test, dae_emu_edge_fn emu_edge, int bw, int bh,
			int plane_w, int plane_h)
{
	static const int far[] = {
		0, S32_MIN, S32_MIN + 1, -1000000, 1000000, S32_MAX - 1, S32_MAX
	};
	/* Each position matters to small blocks; large ones, which are slow, cross both sides. */
	const int step_x = bw > 32 ? bw / 3 : 1, step_y = bh > 32 ? bh / 3 : 3;
	int x, y, count = 0;

	for (y = -bh - 2; y <= plane_h + 2; y = dae_next_position(y, step_y, bh, plane_h))
		for (x = -bw - 2; x <= plane_w + 2;
		     x = dae_next_position(x, step_x, bw, plane_w))
			if (!dae_check_emu_edge_at(test, emu_edge, x, y, bw, bh, plane_w, plane_h,
						   count++ % dae_layout_count))
				return false;
	for (y = 0; y < ARRAY_SIZE(far); y++)
		for (x = 0; x < ARRAY_SIZE(far); x++)
			if (!dae_check_emu_edge_at(test, emu_edge, far[x], far[y], bw, bh, plane_w,
						   plane_h, (x + y) % dae_layout_count))
				return false;
	return true;
}

u32 dae_below(u32 *seed, u32 below)
{
	return (dae_rnd(seed) >> 8) % below;
}

void dae_noise(const struct dae_frame *frame, u32 *seed)
{
	const u32 max = (1 << frame->fmt.bit_depth) - 1;
	unsigned int plane, i;
	u32 y;

	for (plane = 0; plane < frame->num_planes; plane++) {
		const struct dae_plane *p = &frame->plane[plane];

		for (y = 0; y < p->height; y++) {
			u8 *row = (u8 *)p->data + y * p->stride_bytes;

			for (i = 0; i < p->width; i++) {
				const u32 v = dae_rnd(seed) >> 8 & max;

				if (max > 255)
					((u16 *)row)[i] = v;
				else
					row[i] = v;
			}
		}
	}
}

u32 dae_sample(const struct dae_frame *frame, unsigned int plane, u32 x, u32 y)
{
	const struct dae_plane *p = &frame->plane[plane];
	const u8 *row = (const u8 *)p->data + y * p->stride_bytes;

	return frame->fmt.bit_depth > 8 ? ((const u16 *)row)[x] : row[x];
}
