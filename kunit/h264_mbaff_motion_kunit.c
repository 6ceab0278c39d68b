// SPDX-License-Identifier: GPL-2.0
/*
 * Prediction of motion vectors, and of intra modes, in MBAFF frames: pseudo-random
 * pairs of both kinds with all partitions, skipped and spatial direct macroblocks,
 * against a model that finds neighbouring partitions by their luma locations (H.264
 * 6.4.11.7, Table 6-4) and derives them one after the other (8.3.1.1, 8.3.2.1,
 * 8.4.1.1, 8.4.1.2.2, 8.4.1.3).
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_fixture.h"
#include "h264_pairs.h"

#define MMV_WIDTH	4
#define MMV_PAIRS	12
#define MMV_ROUNDS	1500
/* Frames in each list */
#define MMV_REFS	3

/**
 * struct mmv_mb - motion the model derived
 * @field: field macroblock
 * @ref_idx: [list][8x8 block]
 * @mv: [list][4x4 block]
 * @done: [list]: bits of 4x4 blocks derived
 */
struct mmv_mb {
	bool field;
	int ref_idx[2][4];
	struct h264_mv mv[2][16];
	u16 done[2];
};

/**
 * struct mmv - the model
 * @f: the picture
 * @pairs: its pairs
 * @seed: of pseudo-random numbers
 * @addr: current macroblock
 * @cur: its motion
 * @mbs: by address
 */
struct mmv {
	struct h264_fixture *f;
	struct h264_pairs pairs;
	u32 seed;
	int addr;
	struct mmv_mb *cur;
	struct mmv_mb mbs[2 * MMV_PAIRS];
};

static u32 mmv_random(struct mmv *m, u32 num)
{
	return (dae_rnd(&m->seed) >> 5) % num;
}

/* Motion at a luma location; refIdx of -1: not used or intra, -2: not available. */
static int mmv_at(const struct mmv *m, unsigned int list, int x, int y, struct h264_mv *mv)
{
	const struct mmv_mb *mb = m->cur;
	int blk, ref;

	*mv = (struct h264_mv){};
	if (x >= 0 && y >= 0) {
		/* Right of the macroblock, or a partition that comes later */
		if (x > 15 || !(mb->done[list] >> (y / 4 * 4 + x / 4) & 1))
			return -2;
		blk = y / 4 * 4 + x / 4;
	} else {
		const struct h264_loc loc = h264_pairs_locate(&m->pairs, m->addr, x, y, 16);

		if (loc.addr < 0)
			return -2;
		mb = &m->mbs[loc.addr];
		blk = loc.y / 4 * 4 + (x + 16) % 16 / 4;
	}
	ref = mb->ref_idx[list][blk / 8 * 2 + blk % 4 / 2];
	if (ref < 0)
		return -1;
	*mv = mb->mv[list][blk];
	/* 8.4.1.3.2 */
	if (m->cur->field && !mb->field) {
		mv->y = mv->y / 2;
		ref = ref * 2;
	} else if (!m->cur->field && mb->field) {
		mv->y = mv->y * 2;
		ref = ref >> 1;
	}
	return ref;
}

static int mmv_median(int a, int b, int c)
{
	return a + b + c - min(a, min(b, c)) - max(a, max(b, c));
}

/* A, B and C, or D in its place (8.4.1.3.2). */
static void mmv_neighbours(const struct mmv *m, unsigned int list, int x, int y, int w,
			   int ref[3], struct h264_mv mv[3])
{
	ref[0] = mmv_at(m, list, x - 1, y, &mv[0]);
	ref[1] = mmv_at(m, list, x, y - 1, &mv[1]);
	ref[2] = mmv_at(m, list, x + w, y - 1, &mv[2]);
	if (ref[2] == -2)
		ref[2] = mmv_at(m, list, x - 1, y - 1, &mv[2]);
}

/* 8.4.1.3 and 8.4.1.3.1; @shape of the macroblock, H264_QUARTERS for smaller ones */
static struct h264_mv mmv_predict(const struct mmv *m, unsigned int list, int x, int y, int w,
				  enum h264_shape shape, int ref_idx)
{
	struct h264_mv mv[3];
	int ref[3], i, same = 0, which = 0;

	mmv_neighbours(m, list, x, y, w, ref, mv);
	if (shape == H264_HALVES_V && !y && ref[1] == ref_idx)
		return mv[1];
	if (shape == H264_HALVES_V && y && ref[0] == ref_idx)
		return mv[0];
	if (shape == H264_HALVES_H && !x && ref[0] == ref_idx)
		return mv[0];
	if (shape == H264_HALVES_H && x && ref[2] == ref_idx)
		return mv[2];
	if (ref[1] == -2 && ref[2] == -2 && ref[0] != -2) {
		mv[1] = mv[0];
		mv[2] = mv[0];
		ref[1] = ref[0];
		ref[2] = ref[0];
	}
	for (i = 0; i < 3; i++) {
		if (ref[i] == ref_idx) {
			same++;
			which = i;
		}
	}
	if (same == 1)
		return mv[which];
	return (struct h264_mv){
		.x = mmv_median(mv[0].x, mv[1].x, mv[2].x),
		.y = mmv_median(mv[0].y, mv[1].y, mv[2].y),
	};
}

/* Sets @w x @h samples at (@x, @y). */
static void mmv_set(struct mmv *m, unsigned int list, int x, int y, int w, int h, int ref_idx,
		    struct h264_mv mv)
{
	int i, j;

	for (j = y; j < y + h; j += 4) {
		for (i = x; i < x + w; i += 4) {
			m->cur->mv[list][j + i / 4] = mv;
			m->cur->ref_idx[list][j / 8 * 2 + i / 8] = ref_idx;
			m->cur->done[list] |= 1 << (j + i / 4);
		}
	}
}

/* A partition: writes its mvd where parsing would, and derives its vector. */
static void mmv_partition(struct mmv *m, unsigned int list, int x, int y, int w, int h,
			  enum h264_shape shape, int ref_idx)
{
	struct h264_motion *motion = &m->f->pic.motion[h264_pairs_index(&m->pairs, m->addr)];
	struct h264_mv mvd, mv;
	int i, j;

	for (j = y / 8; j < (y + h + 7) / 8; j++)
		for (i = x / 8; i < (x + w + 7) / 8; i++)
			motion->ref_idx[list][2 * j + i] = ref_idx;
	if (ref_idx < 0) {
		mmv_set(m, list, x, y, w, h, -1, (struct h264_mv){});
		return;
	}
	mvd = (struct h264_mv){ (int)mmv_random(m, 41) - 20, (int)mmv_random(m, 41) - 20 };
	/* Often the vector of a neighbour, so that some of them are equal. */
	if (!mmv_random(m, 3))
		mvd = (struct h264_mv){};
	motion->mv[list][y + x / 4] = mvd;
	mv = mmv_predict(m, list, x, y, w, shape, ref_idx);
	mv.x += mvd.x;
	mv.y += mvd.y;
	mmv_set(m, list, x, y, w, h, ref_idx, mv);
}

static int mmv_random_ref(struct mmv *m, unsigned int lists, unsigned int list)
{
	if (!(lists >> list & 1))
		return -1;
	return mmv_random(m, m->cur->field ? 2 * MMV_REFS : MMV_REFS);
}

/* 8.4.1.1 */
static void mmv_p_skip(struct mmv *m)
{
	struct h264_mv a, b, mv = {};
	const int ra = mmv_at(m, 0, -1, 0, &a), rb = mmv_at(m, 0, 0, -1, &b);

	if (ra != -2 && rb != -2 && (ra || a.x || a.y) && (rb || b.x || b.y))
		mv = mmv_predict(m, 0, 0, 0, 16, H264_WHOLE, 0);
	mmv_set(m, 0, 0, 0, 16, 16, 0, mv);
	mmv_set(m, 1, 0, 0, 16, 16, -1, (struct h264_mv){});
}

static int mmv_min_positive(int a, int b)
{
	return a >= 0 && b >= 0 ? min(a, b) : max(a, b);
}

/* 8.4.1.2.2, where what is co-located is intra: refIdx and vectors of a macroblock. */
static void mmv_spatial(struct mmv *m, int ref_idx[2], struct h264_mv mv[2])
{
	unsigned int list;

	for (list = 0; list < 2; list++) {
		struct h264_mv n[3];
		int ref[3];

		mmv_neighbours(m, list, 0, 0, 16, ref, n);
		ref_idx[list] = mmv_min_positive(ref[0], mmv_min_positive(ref[1], ref[2]));
		mv[list] = (struct h264_mv){};
		if (ref_idx[list] >= 0)
			mv[list] = mmv_predict(m, list, 0, 0, 16, H264_WHOLE, ref_idx[list]);
		else
			ref_idx[list] = -1;
	}
	if (ref_idx[0] < 0 && ref_idx[1] < 0) {
		ref_idx[0] = 0;
		ref_idx[1] = 0;
	}
}

/* Four 8x8 blocks, each with partitions of its own or, of B, in direct mode. */
static void mmv_quarters(struct mmv *m, struct h264_mb *mb, bool b_slice, u8 direct)
{
	struct h264_mv direct_mv[2];
	int direct_ref[2];
	unsigned int b8, list;
	int x, y;

	if (direct)
		mmv_spatial(m, direct_ref, direct_mv);
	mb->direct = direct;
	for (b8 = 0; b8 < 4; b8++) {
		const int px = b8 % 2 * 8, py = b8 / 2 * 8;
		const enum h264_shape sub = mmv_random(m, 4);
		const int w = sub == H264_WHOLE || sub == H264_HALVES_V ? 8 : 4;
		const int h = sub == H264_WHOLE || sub == H264_HALVES_H ? 8 : 4;
		const u8 lists = b_slice ? 1 + mmv_random(m, 3) : 1;

		mb->sub_shape[b8] = direct >> b8 & 1 ? H264_QUARTERS : sub;
		for (list = 0; list < 2; list++) {
			const int ref_idx = mmv_random_ref(m, lists, list);

			if (direct >> b8 & 1) {
				mmv_set(m, list, px, py, 8, 8, direct_ref[list], direct_mv[list]);
				continue;
			}
			for (y = py; y < py + 8; y += h)
				for (x = px; x < px + 8; x += w)
					mmv_partition(m, list, x, y, w, h, H264_QUARTERS, ref_idx);
		}
	}
}

static void mmv_inter(struct mmv *m, struct h264_mb *mb, bool b_slice)
{
	unsigned int list;
	int x, y, w, h;

	mb->type = H264_MB_INTER;
	if (!b_slice && !mmv_random(m, 4)) {
		mb->flags |= H264_MB_SKIP;
		mmv_p_skip(m);
		return;
	}
	mb->shape = mmv_random(m, 4);
	if (b_slice && !mmv_random(m, 4)) {
		mb->flags |= H264_MB_SKIP | H264_MB_DIRECT;
		mb->shape = H264_QUARTERS;
		mmv_quarters(m, mb, true, 0xf);
		return;
	}
	if (mb->shape == H264_QUARTERS) {
		mmv_quarters(m, mb, b_slice, b_slice ? mmv_random(m, 16) : 0);
		return;
	}
	w = mb->shape == H264_HALVES_H ? 8 : 16;
	h = mb->shape == H264_HALVES_V ? 8 : 16;
	for (y = 0; y < 16; y += h) {
		for (x = 0; x < 16; x += w) {
			const u8 lists = b_slice ? 1 + mmv_random(m, 3) : 1;

			for (list = 0; list < 2; list++)
				mmv_partition(m, list, x, y, w, h, mb->shape,
					      mmv_random_ref(m, lists, list));
		}
	}
}

/* A macroblock as it would be parsed, and its motion. */
static void mmv_mb(struct mmv *m, bool b_slice)
{
	const int idx = h264_pairs_index(&m->pairs, m->addr);
	struct h264_motion *motion = &m->f->pic.motion[idx];
	struct h264_mb *mb = &m->f->pic.mbs[idx];

	m->cur = &m->mbs[m->addr];
	*m->cur = (struct mmv_mb){ .field = m->pairs.field[m->addr / 2] };
	*mb = (struct h264_mb){
		.slice = m->pairs.slice[m->addr / 2], .flags = m->cur->field ? H264_MB_FIELD : 0,
	};
	memset(motion, 0, sizeof(*motion));
	memset(motion->ref_idx, -1, sizeof(motion->ref_idx));
	memset(m->cur->ref_idx, -1, sizeof(m->cur->ref_idx));
	if (!mmv_random(m, 6))
		mb->type = H264_MB_I_16X16;
	else
		mmv_inter(m, mb, b_slice);
}

static void mmv_check(struct kunit *test, const struct mmv *m, int addr, u32 round)
{
	const int idx = h264_pairs_index(&m->pairs, addr);
	const struct h264_motion *motion = &m->f->pic.motion[idx];
	const struct mmv_mb *want = &m->mbs[addr];
	unsigned int list, i;

	KUNIT_ASSERT_EQ(test, motion->intra, m->f->pic.mbs[idx].type != H264_MB_INTER);
	KUNIT_ASSERT_EQ(test, motion->field, want->field);
	for (list = 0; list < 2; list++) {
		for (i = 0; i < 4; i++) {
			const int ref = max(want->ref_idx[list][i], 0);
			const u8 bottom = (ref & 1) ^ (addr & 1);
			/* List 0 has slots 0, 1, 2, list 1 has 2, 1, 0 (8.4.2.1) */
			const int frame = want->field ? ref / 2 : ref;
			const u8 entry = H264_LIST_ENTRY(list ? 2 - frame : frame,
							 want->field ? 1 + bottom : H264_FRAME);

			KUNIT_ASSERT_EQ_MSG(test, motion->ref_idx[list][i], want->ref_idx[list][i],
					    "8x8 block %u, list %u, address %d, round %u", i, list,
					    addr, round);
			KUNIT_ASSERT_EQ_MSG(test, motion->ref[list][i],
					    want->ref_idx[list][i] < 0 ? 0 : entry,
					    "8x8 block %u, list %u, address %d, round %u", i, list,
					    addr, round);
		}
		for (i = 0; i < 16; i++) {
			KUNIT_ASSERT_EQ_MSG(test, motion->mv[list][i].x, want->mv[list][i].x,
					    "block %u, list %u, address %d, round %u", i, list,
					    addr, round);
			KUNIT_ASSERT_EQ_MSG(test, motion->mv[list][i].y, want->mv[list][i].y,
					    "block %u, list %u, address %d, round %u", i, list,
					    addr, round);
		}
	}
}

static void mmv_slices(struct mmv *m, bool b_slice)
{
	unsigned int i, k;

	m->f->pic.num_slices = 0;
	for (i = 0; i < 2; i++) {
		struct h264_slice *slice;

		slice = h264_fixture_slice(m->f, b_slice ? H264_SLICE_B : H264_SLICE_P, i,
					   m->f->w.data, 0);
		for (k = 0; k < MMV_REFS; k++) {
			slice->list[0][k] = H264_LIST_ENTRY(k, H264_FRAME);
			slice->list[1][k] = H264_LIST_ENTRY(2 - k, H264_FRAME);
		}
	}
}

static void mmv_run(struct kunit *test, bool b_slice)
{
	struct mmv *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	u32 round, start, row;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, m);
	m->f = h264_fixture_coded(test, MMV_WIDTH, 2 * MMV_PAIRS / MMV_WIDTH, H264_FRAME, true);
	m->f->pic.refs[2] = m->f->pic.refs[0];
	m->pairs.width = MMV_WIDTH;
	m->seed = 1 + b_slice;
	for (round = 0; round < MMV_ROUNDS; round++) {
		start = mmv_random(m, MMV_PAIRS);
		mmv_slices(m, b_slice);
		for (i = 0; i < MMV_PAIRS; i++) {
			m->pairs.field[i] = mmv_random(m, 2);
			m->pairs.slice[i] = i >= start;
		}
		for (m->addr = 0; m->addr < 2 * MMV_PAIRS; m->addr++)
			mmv_mb(m, b_slice);
		for (row = 0; row < m->f->pic.num_rows; row++)
			h264_motion_row(&m->f->pic, row);
		for (i = 0; i < 2 * MMV_PAIRS; i++)
			mmv_check(test, m, i, round);
	}
}

static void mmv_p_slices(struct kunit *test)
{
	mmv_run(test, false);
}

static void mmv_b_slices(struct kunit *test)
{
	mmv_run(test, true);
}

/*
 * Intra modes
 */

/**
 * struct mmv_modes - Intra4x4PredMode and Intra8x8PredMode of a macroblock
 * @type: enum h264_mb_type
 * @t8x8: Intra_8x8
 * @mode: by raster 4x4 block; of Intra_8x8 all in an 8x8 block are the same
 */
struct mmv_modes {
	u8 type;
	bool t8x8;
	s8 mode[16];
};

/* What counts as the mode of the neighbour left of (@n 0) or above (@x, @y), -1 for none */
static int mmv_mode_nb(const struct mmv *m, const struct mmv_modes *modes, int n, int x, int y)
{
	const struct mmv_modes *cur = &modes[m->addr], *mb = cur;
	struct h264_loc loc = { m->addr, y - n };
	const int nx = (x - !n) & 15;
	int blk8, in_blk8 = n ? 2 : 1;

	if (x - !n < 0 || y - n < 0) {
		loc = h264_pairs_locate(&m->pairs, m->addr, n ? 0 : -1, n ? -1 : y, 16);
		if (loc.addr < 0)
			return -1;
		mb = &modes[loc.addr];
	}
	if (mb->type == H264_MB_INTER && m->f->pps.constrained_intra_pred)
		return -1;
	if (mb->type != H264_MB_I_NXN)
		return 2;
	if (!cur->t8x8 || mb->t8x8)
		return mb->mode[loc.y / 4 * 4 + nx / 4];
	/* 8.3.2.1: block n of the four in the 8x8 block, of Intra_4x4 */
	if (!n && !m->pairs.field[m->addr / 2] && m->pairs.field[loc.addr / 2] && y == 8 && !x)
		in_blk8 = 3;
	blk8 = loc.y / 8 * 8 + nx / 8 * 2;
	return mb->mode[blk8 + in_blk8 / 2 * 4 + in_blk8 % 2];
}

/* A macroblock with random modes, as it would be parsed (8.3.1.1, 8.3.2.1) */
static void mmv_intra_mb(struct mmv *m, struct mmv_modes *modes)
{
	struct h264_mb *mb = &m->f->pic.mbs[h264_pairs_index(&m->pairs, m->addr)];
	struct mmv_modes *cur = &modes[m->addr];
	unsigned int i, k;

	*cur = (struct mmv_modes){
		.type = mmv_random(m, 6) ? H264_MB_I_NXN : mmv_random(m, 2) ? H264_MB_I_16X16 :
			H264_MB_INTER,
		.t8x8 = mmv_random(m, 2),
	};
	*mb = (struct h264_mb){
		.type = cur->type, .slice = m->pairs.slice[m->addr / 2],
		.flags = (m->pairs.field[m->addr / 2] ? H264_MB_FIELD : 0) |
			 (cur->type == H264_MB_I_NXN && cur->t8x8 ? H264_MB_T8X8 : 0),
	};
	for (i = 0; i < 16 && cur->type == H264_MB_I_NXN; i += cur->t8x8 ? 4 : 1) {
		const int x = i / 4 % 2 * 8 + i % 2 * 4, y = i / 8 * 8 + i / 2 % 2 * 4;
		const int a = mmv_mode_nb(m, modes, 0, x, y), b = mmv_mode_nb(m, modes, 1, x, y);
		const int pred = a < 0 || b < 0 ? 2 : min(a, b), rem = (int)mmv_random(m, 12) - 4;
		const int mode = rem < 0 ? pred : rem < pred ? rem : rem + 1;

		mb->intra_nxn[y + x / 4] = max(rem, -1);
		for (k = 0; k < (cur->t8x8 ? 4 : 1); k++)
			cur->mode[y + x / 4 + k / 2 * 4 + k % 2] = mode;
	}
}

static void mmv_intra_modes(struct kunit *test)
{
	struct mmv *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	struct mmv_modes *modes = kunit_kcalloc(test, 2 * MMV_PAIRS, sizeof(*modes), GFP_KERNEL);
	u32 round, start, row;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, m);
	KUNIT_ASSERT_NOT_NULL(test, modes);
	m->f = h264_fixture_coded(test, MMV_WIDTH, 2 * MMV_PAIRS / MMV_WIDTH, H264_FRAME, true);
	m->f->pic.refs[2] = m->f->pic.refs[0];
	m->pairs.width = MMV_WIDTH;
	m->seed = 3;
	for (round = 0; round < MMV_ROUNDS; round++) {
		start = mmv_random(m, MMV_PAIRS);
		mmv_slices(m, false);
		m->f->pps.constrained_intra_pred = round & 1;
		for (i = 0; i < MMV_PAIRS; i++) {
			m->pairs.field[i] = mmv_random(m, 2);
			m->pairs.slice[i] = i >= start;
		}
		for (m->addr = 0; m->addr < 2 * MMV_PAIRS; m->addr++)
			mmv_intra_mb(m, modes);
		for (row = 0; row < m->f->pic.num_rows; row++)
			h264_motion_row(&m->f->pic, row);
		for (i = 0; i < 2 * MMV_PAIRS; i++) {
			const struct h264_mb *mb = &m->f->pic.mbs[h264_pairs_index(&m->pairs, i)];

			if (modes[i].type == H264_MB_I_NXN)
				KUNIT_ASSERT_EQ_MSG(test, memcmp(mb->intra_nxn, modes[i].mode, 16),
						    0, "address %d, round %u", i, round);
		}
	}
}

static struct kunit_case mmv_cases[] = {
	KUNIT_CASE(mmv_p_slices),
	KUNIT_CASE(mmv_b_slices),
	KUNIT_CASE(mmv_intra_modes),
	{}
};

static struct kunit_suite mmv_suite = {
	.name = "h264_mbaff_motion",
	.test_cases = mmv_cases,
};

kunit_test_suite(mmv_suite);
