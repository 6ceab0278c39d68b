// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbouring macroblocks against Table 6-4 of H.264, for all kinds of the pairs
 * around one and for slices that begin anywhere; and whether what the table says
 * is what lies next to each other in the picture.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_fixture.h"
#include "h264_pairs.h"

/* Pairs in a row and rows of pairs; macroblock addresses go through the pairs. */
#define NBT_WIDTH	3
#define NBT_PAIRS	9

/**
 * struct nbt - an MBAFF frame
 * @f: the picture
 * @pairs: kinds and slices
 * @first: for h264_nb_find()
 */
struct nbt {
	struct h264_fixture *f;
	struct h264_pairs pairs;
	u32 first;
};

static struct h264_loc nbt_table(const struct nbt *n, int addr, int xn, int yn)
{
	return h264_pairs_locate(&n->pairs, addr, xn, yn, 16);
}

static int nbt_index(const struct nbt *n, int addr)
{
	return h264_pairs_index(&n->pairs, addr);
}

static int nbt_line(const struct nbt *n, int addr, int y)
{
	return h264_pairs_line(&n->pairs, addr, y);
}

static void nbt_check(struct kunit *test, const struct nbt *n, int addr, u32 round)
{
	const struct h264_loc b = nbt_table(n, addr, 0, -1), c = nbt_table(n, addr, 16, -1);
	const struct h264_loc d = nbt_table(n, addr, -1, -1);
	struct h264_nb nb;
	int i;

	h264_nb_find(&n->f->pic, nbt_index(n, addr), n->first, &nb);
	for (i = 0; i < 4; i++) {
		const struct h264_loc a = nbt_table(n, addr, -1, 4 * i);

		KUNIT_ASSERT_EQ_MSG(test, nb.a[i / 2], nbt_index(n, a.addr),
				    "A of row %d, address %d, round %u", i, addr, round);
		if (a.addr >= 0)
			KUNIT_ASSERT_EQ_MSG(test, nb.a_row[i], a.y / 4,
					    "row %d, address %d, round %u", i, addr, round);
	}
	KUNIT_ASSERT_EQ_MSG(test, nb.b, nbt_index(n, b.addr), "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ_MSG(test, nb.c, nbt_index(n, c.addr), "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ_MSG(test, nb.d, nbt_index(n, d.addr), "address %d, round %u", addr, round);
	if (d.addr >= 0)
		KUNIT_ASSERT_EQ_MSG(test, nb.d_row, d.y / 4, "address %d, round %u", addr,
				    round);
}

/*
 * The sample a location means is the one beside the macroblock's own line, or on
 * the line its own lines go on with.
 */
static void nbt_check_lines(struct kunit *test, const struct nbt *n, int addr)
{
	int y;

	for (y = -1; y < 16; y++) {
		const struct h264_loc loc = nbt_table(n, addr, -1, y);

		if (loc.addr >= 0)
			KUNIT_ASSERT_EQ_MSG(test, nbt_line(n, loc.addr, loc.y),
					    nbt_line(n, addr, y), "row %d, address %d", y, addr);
	}
	if (nbt_table(n, addr, 0, -1).addr >= 0) {
		const struct h264_loc loc = nbt_table(n, addr, 0, -1);

		KUNIT_ASSERT_EQ(test, nbt_line(n, loc.addr, loc.y), nbt_line(n, addr, -1));
	}
}

static void nbt_set(struct nbt *n, int pair)
{
	int i;

	for (i = 2 * pair; i < 2 * pair + 2; i++) {
		struct h264_mb *mb = &n->f->pic.mbs[nbt_index(n, i)];

		mb->slice = n->pairs.slice[pair];
		mb->flags = n->pairs.field[pair] ? H264_MB_FIELD : 0;
	}
}

static struct nbt *nbt_set_up(struct kunit *test)
{
	struct nbt *n = kunit_kzalloc(test, sizeof(*n), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, n);
	n->pairs.width = NBT_WIDTH;
	n->f = h264_fixture_coded(test, NBT_WIDTH, 2 * NBT_PAIRS / NBT_WIDTH, H264_FRAME, true);
	return n;
}

/* All kinds of a pair in the middle and of those around it. */
static void nbt_kinds(struct kunit *test)
{
	struct nbt *n = nbt_set_up(test);
	u32 kinds, i;
	int addr;

	for (kinds = 0; kinds < 1 << NBT_PAIRS; kinds++) {
		for (i = 0; i < NBT_PAIRS; i++) {
			n->pairs.field[i] = kinds >> i & 1;
			nbt_set(n, i);
		}
		for (addr = 0; addr < 2 * NBT_PAIRS; addr++) {
			nbt_check(test, n, addr, kinds);
			nbt_check_lines(test, n, addr);
		}
	}
}

/* Whatever is in front of the slice, of an earlier picture perhaps, is not looked at. */
static void nbt_check_first(struct kunit *test, struct nbt *n, u32 start, u32 pair, u32 round)
{
	u32 i, k;

	for (i = 0; i < 2 * start; i++) {
		struct h264_mb *mb = &n->f->pic.mbs[nbt_index(n, i)];

		mb->slice = 1;
		mb->flags ^= H264_MB_FIELD;
	}
	n->first = 2 * start;
	for (k = 0; k < 2; k++)
		nbt_check(test, n, 2 * pair + k, round);
	n->first = 0;
	for (i = 0; i < start; i++)
		nbt_set(n, i);
}

/* Slices that begin anywhere; what comes later is not decoded yet. */
static void nbt_slices(struct kunit *test)
{
	struct nbt *n = nbt_set_up(test);
	u32 seed = 1, round, start, i;

	for (round = 0; round < 500; round++) {
		for (i = 0; i < NBT_PAIRS; i++) {
			n->pairs.slice[i] = H264_SLICE_NONE;
			n->pairs.field[i] = false;
			nbt_set(n, i);
		}
		start = dae_rnd(&seed) % NBT_PAIRS;
		for (i = 0; i < NBT_PAIRS; i++) {
			n->pairs.slice[i] = i >= start;
			n->pairs.field[i] = dae_rnd(&seed) >> 8 & 1;
			nbt_set(n, i);
			nbt_check(test, n, 2 * i, round);
			nbt_check(test, n, 2 * i + 1, round);
			if (i >= start)
				nbt_check_first(test, n, start, i, round);
		}
	}
}

/* 6.4.12.1: in fields the macroblocks around, as in any picture without pairs. */
static void nbt_field_picture(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_coded(test, 3, 6, H264_BOTTOM, false);
	static const u8 rows[4] = { 0, 1, 2, 3 };
	struct h264_nb nb;
	u32 i;

	KUNIT_ASSERT_EQ(test, f->pic.num_mbs, 9);
	for (i = 0; i < 9; i++)
		f->pic.mbs[i] = (struct h264_mb){ .slice = i >= 1 };
	h264_nb_find(&f->pic, 4, 0, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], 3);
	KUNIT_EXPECT_EQ(test, nb.a[1], 3);
	KUNIT_EXPECT_MEMEQ(test, nb.a_row, rows, 4);
	KUNIT_EXPECT_EQ(test, nb.b, 1);
	KUNIT_EXPECT_EQ(test, nb.c, 2);
	KUNIT_EXPECT_EQ(test, nb.d, -1);
	KUNIT_EXPECT_EQ(test, nb.d_row, 3);
	h264_nb_find(&f->pic, 8, 0, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], 7);
	KUNIT_EXPECT_EQ(test, nb.b, 5);
	KUNIT_EXPECT_EQ(test, nb.c, -1);
	KUNIT_EXPECT_EQ(test, nb.d, 4);
	h264_nb_find(&f->pic, 3, 0, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], -1);
	KUNIT_EXPECT_EQ(test, nb.a[1], -1);
	KUNIT_EXPECT_EQ(test, nb.b, -1);
	KUNIT_EXPECT_EQ(test, nb.c, 1);
	KUNIT_EXPECT_EQ(test, nb.d, -1);
	h264_nb_find(&f->pic, 1, 0, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], -1);
	KUNIT_EXPECT_EQ(test, nb.b, -1);
	KUNIT_EXPECT_EQ(test, nb.c, -1);
	KUNIT_EXPECT_EQ(test, nb.d, -1);
}

/* Addresses of pairs (6.4.1) and where their samples are. */
static void nbt_addresses(struct kunit *test)
{
	struct nbt *n = nbt_set_up(test);
	const struct h264_pic *pic = &n->f->pic;
	ptrdiff_t stride[3];
	int addr, kind;
	u8 *first[3];

	for (kind = 0; kind < 2; kind++) {
		for (addr = 0; addr < 2 * NBT_PAIRS; addr++) {
			const int idx = nbt_index(n, addr), x = addr / 2 % NBT_WIDTH;
			int line, next;

			n->pairs.field[addr / 2] = kind;
			nbt_set(n, addr / 2);
			line = nbt_line(n, addr, 0);
			next = nbt_line(n, addr, 1);
			KUNIT_EXPECT_EQ(test, h264_pic_mb_index(pic, addr), idx);
			h264_pic_locate(pic, idx, first, stride);
			KUNIT_EXPECT_EQ(test, first[0] - (u8 *)pic->frame->plane[0].data,
					line * pic->plane[0].stride_bytes + 16 * x);
			KUNIT_EXPECT_EQ(test, stride[0],
					pic->plane[0].stride_bytes * (next - line));
			KUNIT_EXPECT_EQ(test, first[2] - (u8 *)pic->frame->plane[2].data,
					(addr / 2 / NBT_WIDTH * 16 + addr % 2 * (kind ? 1 : 8)) *
					pic->plane[2].stride_bytes + 8 * x);
			KUNIT_EXPECT_EQ(test, stride[2], pic->plane[2].stride_bytes * (1 + kind));
		}
	}
}

/* The same without pairs: nothing in front of the first macroblock is looked at. */
static void nbt_first(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 3, 3);
	struct h264_nb nb;
	int first, i;

	for (first = 0; first < 9; first++) {
		for (i = first; i < 9; i++) {
			const bool left = i % 3, right = i % 3 < 2;

			h264_nb_find(&f->pic, i, first, &nb);
			KUNIT_EXPECT_EQ(test, nb.a[0], left && i - 1 >= first ? i - 1 : -1);
			KUNIT_EXPECT_EQ(test, nb.a[1], nb.a[0]);
			KUNIT_EXPECT_EQ(test, nb.b, i - 3 >= first ? i - 3 : -1);
			KUNIT_EXPECT_EQ(test, nb.c, right && i >= 3 && i - 2 >= first ? i - 2 : -1);
			KUNIT_EXPECT_EQ(test, nb.d, left && i - 4 >= first ? i - 4 : -1);
		}
	}
}

static struct kunit_case nbt_cases[] = {
	KUNIT_CASE(nbt_kinds),
	KUNIT_CASE(nbt_slices),
	KUNIT_CASE(nbt_field_picture),
	KUNIT_CASE(nbt_first),
	KUNIT_CASE(nbt_addresses),
	{}
};

static struct kunit_suite nbt_suite = {
	.name = "h264_nb",
	.test_cases = nbt_cases,
};

kunit_test_suite(nbt_suite);
