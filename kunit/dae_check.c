// SPDX-License-Identifier: GPL-2.0
/*
 * Memory for tests of sample operations, see dae_check.h. Arenas come from
 * vmalloc(), which leaves a page that faults after each of its areas, and so
 * before the next one.
 */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "dae_check.h"

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
