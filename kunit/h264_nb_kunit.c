// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbouring macroblocks against Table 6-4 of H.264 as it is printed, for all
 * kinds of the pairs around one and for slices that begin anywhere; and whether
 * what the table says is what lies next to each other in the picture.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "h264_fixture.h"

/* Pairs in a row and rows of pairs; macroblock addresses go through the pairs. */
#define NBT_WIDTH	3
#define NBT_PAIRS	9

/**
 * struct nbt_loc - a luma location in terms of its macroblock (6.4.12)
 * @addr: mbAddrN, -1 if not available
 * @y: yM
 */
struct nbt_loc {
	int addr;
	int y;
};

/**
 * struct nbt - kinds and slices of the pairs of an MBAFF frame
 * @f: the picture
 * @field: by pair: of field macroblocks
 * @slice: by pair: its slice, H264_SLICE_NONE if it is not decoded yet
 */
struct nbt {
	struct h264_fixture *f;
	bool field[NBT_PAIRS];
	u16 slice[NBT_PAIRS];
};

/* The top macroblock of the pair (@dx, @dy) pairs away, -1 if not available (6.4.10). */
static int nbt_pair(const struct nbt *n, int addr, int dx, int dy)
{
	const int x = addr / 2 % NBT_WIDTH + dx, y = addr / 2 / NBT_WIDTH + dy;

	if (x < 0 || x >= NBT_WIDTH || y < 0)
		return -1;
	if (n->slice[y * NBT_WIDTH + x] != n->slice[addr / 2])
		return -1;
	return 2 * (y * NBT_WIDTH + x);
}

/* Rows of Table 6-4 with yN < 0, for the pair @x that is mbAddrX. */
static struct nbt_loc nbt_above(const struct nbt *n, int addr, int x, int yn)
{
	const bool cur_frame = !n->field[addr / 2], top = !(addr & 1);

	if (x < 0)
		return (struct nbt_loc){ -1, 0 };
	if (cur_frame)
		return (struct nbt_loc){ x + 1, yn };
	if (!top)
		return (struct nbt_loc){ x + 1, yn };
	if (n->field[x / 2])
		return (struct nbt_loc){ x, yn };
	return (struct nbt_loc){ x + 1, 2 * yn };
}

/* Rows of Table 6-4 with xN < 0 and yN of 0..15. */
static struct nbt_loc nbt_left(const struct nbt *n, int addr, int yn)
{
	const bool cur_frame = !n->field[addr / 2], top = !(addr & 1);
	const int a = nbt_pair(n, addr, -1, 0);

	if (a < 0)
		return (struct nbt_loc){ -1, 0 };
	if (cur_frame && !n->field[a / 2])
		return (struct nbt_loc){ top ? a : a + 1, yn };
	if (cur_frame && top)
		return (struct nbt_loc){ yn % 2 ? a + 1 : a, yn >> 1 };
	if (cur_frame)
		return (struct nbt_loc){ yn % 2 ? a + 1 : a, (yn + 16) >> 1 };
	if (n->field[a / 2])
		return (struct nbt_loc){ top ? a : a + 1, yn };
	if (yn < 8)
		return (struct nbt_loc){ a, (yn << 1) + !top };
	return (struct nbt_loc){ a + 1, (yn << 1) + !top - 16 };
}

/* Table 6-4: where luma location (@xn, @yn) relative to macroblock @addr is. */
static struct nbt_loc nbt_table(const struct nbt *n, int addr, int xn, int yn)
{
	const bool cur_frame = !n->field[addr / 2], top = !(addr & 1);
	int a;

	if (yn >= 0 && xn < 0)
		return nbt_left(n, addr, yn);
	if (!cur_frame || top)
		return nbt_above(n, addr, nbt_pair(n, addr, xn < 0 ? -1 : xn > 15 ? 1 : 0, -1), yn);
	/* The lower frame macroblock of a pair */
	if (xn > 15)
		return (struct nbt_loc){ -1, 0 };
	if (xn >= 0)
		return (struct nbt_loc){ addr - 1, yn };
	a = nbt_pair(n, addr, -1, 0);
	if (a >= 0 && n->field[a / 2])
		return (struct nbt_loc){ a + 1, (yn + 16) >> 1 };
	return (struct nbt_loc){ a, yn };
}

/* Index into the array of macroblocks. */
static int nbt_index(int addr)
{
	if (addr < 0)
		return -1;
	return (addr / 2 / NBT_WIDTH * 2 + addr % 2) * NBT_WIDTH + addr / 2 % NBT_WIDTH;
}

/* Row of 4x4 blocks of a location; those above the macroblock are in the last ones. */
static int nbt_row(struct nbt_loc loc)
{
	return (loc.y & 15) / 4;
}

static void nbt_check(struct kunit *test, const struct nbt *n, int addr, u32 round)
{
	const struct nbt_loc b = nbt_table(n, addr, 0, -1), c = nbt_table(n, addr, 16, -1);
	const struct nbt_loc d = nbt_table(n, addr, -1, -1);
	struct h264_nb nb;
	int i;

	h264_nb_find(&n->f->pic, nbt_index(addr), &nb);
	for (i = 0; i < 4; i++) {
		const struct nbt_loc a = nbt_table(n, addr, -1, 4 * i);

		KUNIT_ASSERT_EQ_MSG(test, nb.a[i / 2], nbt_index(a.addr),
				    "A of row %d, address %d, round %u", i, addr, round);
		if (a.addr >= 0)
			KUNIT_ASSERT_EQ_MSG(test, nb.a_row[i], nbt_row(a),
					    "row %d, address %d, round %u", i, addr, round);
	}
	KUNIT_ASSERT_EQ_MSG(test, nb.b, nbt_index(b.addr), "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ_MSG(test, nb.c, nbt_index(c.addr), "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ_MSG(test, nb.d, nbt_index(d.addr), "address %d, round %u", addr, round);
	if (d.addr >= 0)
		KUNIT_ASSERT_EQ_MSG(test, nb.d_row, nbt_row(d), "address %d, round %u", addr,
				    round);
}

/* Line of the picture row @y of a macroblock is, for @y < 0 as the rows go on. */
static int nbt_line(const struct nbt *n, int addr, int y)
{
	const int top = addr / 2 / NBT_WIDTH * 32;

	return n->field[addr / 2] ? top + 2 * y + addr % 2 : top + 16 * (addr % 2) + y;
}

/*
 * The sample a location means is the one beside the macroblock's own line, or on
 * the line its own lines go on with.
 */
static void nbt_check_lines(struct kunit *test, const struct nbt *n, int addr)
{
	int y;

	for (y = -1; y < 16; y++) {
		const struct nbt_loc loc = nbt_table(n, addr, -1, y);

		if (loc.addr >= 0)
			KUNIT_ASSERT_EQ_MSG(test, nbt_line(n, loc.addr, loc.y & 15),
					    nbt_line(n, addr, y), "row %d, address %d", y, addr);
	}
	if (nbt_table(n, addr, 0, -1).addr >= 0) {
		const struct nbt_loc loc = nbt_table(n, addr, 0, -1);

		KUNIT_ASSERT_EQ(test, nbt_line(n, loc.addr, loc.y & 15), nbt_line(n, addr, -1));
	}
}

static void nbt_set(struct nbt *n, int pair)
{
	int i;

	for (i = 2 * pair; i < 2 * pair + 2; i++) {
		struct h264_mb *mb = &n->f->pic.mbs[nbt_index(i)];

		mb->slice = n->slice[pair];
		mb->flags = n->field[pair] ? H264_MB_FIELD : 0;
	}
}

static struct nbt *nbt_set_up(struct kunit *test)
{
	struct nbt *n = kunit_kzalloc(test, sizeof(*n), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, n);
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
			n->field[i] = kinds >> i & 1;
			nbt_set(n, i);
		}
		for (addr = 0; addr < 2 * NBT_PAIRS; addr++) {
			nbt_check(test, n, addr, kinds);
			nbt_check_lines(test, n, addr);
		}
	}
}

/* Slices that begin anywhere; what comes later is not decoded yet. */
static void nbt_slices(struct kunit *test)
{
	struct nbt *n = nbt_set_up(test);
	u32 seed = 1, round, start, i;

	for (round = 0; round < 500; round++) {
		for (i = 0; i < NBT_PAIRS; i++) {
			n->slice[i] = H264_SLICE_NONE;
			n->field[i] = false;
			nbt_set(n, i);
		}
		start = h264_fixture_random(&seed) % NBT_PAIRS;
		for (i = 0; i < NBT_PAIRS; i++) {
			n->slice[i] = i >= start;
			n->field[i] = h264_fixture_random(&seed) >> 8 & 1;
			nbt_set(n, i);
			nbt_check(test, n, 2 * i, round);
			nbt_check(test, n, 2 * i + 1, round);
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
	h264_nb_find(&f->pic, 4, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], 3);
	KUNIT_EXPECT_EQ(test, nb.a[1], 3);
	KUNIT_EXPECT_MEMEQ(test, nb.a_row, rows, 4);
	KUNIT_EXPECT_EQ(test, nb.b, 1);
	KUNIT_EXPECT_EQ(test, nb.c, 2);
	KUNIT_EXPECT_EQ(test, nb.d, -1);
	KUNIT_EXPECT_EQ(test, nb.d_row, 3);
	h264_nb_find(&f->pic, 8, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], 7);
	KUNIT_EXPECT_EQ(test, nb.b, 5);
	KUNIT_EXPECT_EQ(test, nb.c, -1);
	KUNIT_EXPECT_EQ(test, nb.d, 4);
	h264_nb_find(&f->pic, 3, &nb);
	KUNIT_EXPECT_EQ(test, nb.a[0], -1);
	KUNIT_EXPECT_EQ(test, nb.a[1], -1);
	KUNIT_EXPECT_EQ(test, nb.b, -1);
	KUNIT_EXPECT_EQ(test, nb.c, 1);
	KUNIT_EXPECT_EQ(test, nb.d, -1);
	h264_nb_find(&f->pic, 1, &nb);
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
	ptrdiff_t stride;
	int addr, kind;
	const u8 *p;

	for (kind = 0; kind < 2; kind++) {
		for (addr = 0; addr < 2 * NBT_PAIRS; addr++) {
			const int idx = nbt_index(addr), x = addr / 2 % NBT_WIDTH;
			int line, next;

			n->field[addr / 2] = kind;
			nbt_set(n, addr / 2);
			line = nbt_line(n, addr, 0);
			next = nbt_line(n, addr, 1);
			KUNIT_EXPECT_EQ(test, h264_pic_mb_index(pic, addr), idx);
			p = h264_pic_locate(pic, idx, 0, &stride);
			KUNIT_EXPECT_EQ(test, p - (u8 *)pic->frame->plane[0].data,
					line * pic->plane[0].stride_bytes + 16 * x);
			KUNIT_EXPECT_EQ(test, stride, pic->plane[0].stride_bytes * (next - line));
			p = h264_pic_locate(pic, idx, 2, &stride);
			KUNIT_EXPECT_EQ(test, p - (u8 *)pic->frame->plane[2].data,
					(addr / 2 / NBT_WIDTH * 16 + addr % 2 * (kind ? 1 : 8)) *
					pic->plane[2].stride_bytes + 8 * x);
			KUNIT_EXPECT_EQ(test, stride, pic->plane[2].stride_bytes * (1 + kind));
		}
	}
}

static struct kunit_case nbt_cases[] = {
	KUNIT_CASE(nbt_kinds),
	KUNIT_CASE(nbt_slices),
	KUNIT_CASE(nbt_field_picture),
	KUNIT_CASE(nbt_addresses),
	{}
};

static struct kunit_suite nbt_suite = {
	.name = "h264_nb",
	.test_cases = nbt_cases,
};

kunit_test_suite(nbt_suite);
