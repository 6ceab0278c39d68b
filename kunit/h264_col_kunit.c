// SPDX-License-Identifier: GPL-2.0
/*
 * Co-located blocks (H.264 8.4.1.2.1) for all combinations of frames, fields and
 * MBAFF frames: each block of the co-located picture has a vector of its own, which
 * direct prediction is seen to take. What is expected follows Tables 8-6 and 8-8,
 * with macroblock addresses and rows of samples.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_fixture.h"

/* Macroblocks of the frame */
#define COL_WIDTH	3
#define COL_HEIGHT	4
#define COL_MBS		(COL_WIDTH * COL_HEIGHT)

/* Entries of list 0; what h264_slice.map_col names is below half of it. */
#define COL_REFS	32

/* PicCodingStruct() of 8.4.1.2.1 */
enum col_struct {
	COL_FRM,
	COL_FLD,
	COL_AFRM,
};

/**
 * struct col_case - what is decoded and what it is predicted from
 * @name: for messages
 * @structure: current picture
 * @mbaff: the sequence has MBAFF frames
 * @col: how the co-located picture was decoded
 */
struct col_case {
	const char *name;
	enum h264_structure structure;
	bool mbaff;
	enum col_struct col;
};

static const struct col_case col_cases[] = {
	{ "frame, of a frame", H264_FRAME, false, COL_FRM },
	{ "frame, of fields", H264_FRAME, false, COL_FLD },
	{ "top field, of a frame", H264_TOP, false, COL_FRM },
	{ "bottom field, of a frame", H264_BOTTOM, false, COL_FRM },
	{ "top field, of fields", H264_TOP, false, COL_FLD },
	{ "bottom field, of fields", H264_BOTTOM, false, COL_FLD },
	{ "top field, of an MBAFF frame", H264_TOP, true, COL_AFRM },
	{ "bottom field, of an MBAFF frame", H264_BOTTOM, true, COL_AFRM },
	{ "MBAFF frame, of fields", H264_FRAME, true, COL_FLD },
	{ "MBAFF frame, of an MBAFF frame", H264_FRAME, true, COL_AFRM },
};

static void col_case_desc(const struct col_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(col, col_cases, col_case_desc);

/* vertMvScale */
enum col_scale {
	COL_ONE_TO_ONE,
	COL_FRM_TO_FLD,
	COL_FLD_TO_FRM,
};

/**
 * struct col_at - a co-located block
 * @addr: mbAddrCol
 * @bottom: in the bottom field of a picture decoded as fields
 * @y: yM
 * @scale: vertMvScale
 */
struct col_at {
	int addr;
	bool bottom;
	int y;
	enum col_scale scale;
};

/**
 * struct col_test - state of a test
 * @f: the picture; its reference in slot 1 is co-located
 * @c: the case
 * @side: side data of the co-located picture
 * @slice: a B slice over the picture
 * @seed: of pseudo-random numbers
 */
struct col_test {
	struct h264_fixture *f;
	const struct col_case *c;
	struct h264_pic_side *side;
	struct h264_slice *slice;
	u32 seed;
};

static u32 col_random(struct col_test *t, u32 num)
{
	return (dae_rnd(&t->seed) >> 5) % num;
}

/* Index of the macroblock at @addr of an MBAFF frame */
static int col_mbaff_index(int addr)
{
	return (addr / 2 / COL_WIDTH * 2 + addr % 2) * COL_WIDTH + addr / 2 % COL_WIDTH;
}

static bool col_field_decoding_flag(const struct col_test *t, int addr)
{
	return t->side->motion[col_mbaff_index(addr)].field;
}

/* Table 8-6: @field, @bottom of the current macroblock, yCol is @y. */
static struct col_at col_table(const struct col_test *t, int addr, bool field, bool bottom, int y)
{
	const int w = COL_WIDTH;
	int x;

	if (t->c->structure != H264_FRAME) {
		if (t->c->col == COL_FLD)
			return (struct col_at){ addr, t->slice->col_bottom, y, COL_ONE_TO_ONE };
		if (t->c->col == COL_FRM)
			return (struct col_at){
				2 * w * (addr / w) + addr % w + w * (y / 8), false, (2 * y) % 16,
				COL_FRM_TO_FLD
			};
		if (col_field_decoding_flag(t, 2 * addr))
			return (struct col_at){ 2 * addr + bottom, false, y, COL_ONE_TO_ONE };
		return (struct col_at){ 2 * addr + y / 8, false, (2 * y) % 16, COL_FRM_TO_FLD };
	}
	if (!t->c->mbaff) {
		if (t->c->col == COL_FRM)
			return (struct col_at){ addr, false, y, COL_ONE_TO_ONE };
		return (struct col_at){
			w * (addr / (2 * w)) + addr % w, t->slice->col_bottom,
			8 * (addr / w % 2) + 4 * (y / 8), COL_FLD_TO_FRM
		};
	}
	if (t->c->col == COL_FLD) {
		if (!field)
			return (struct col_at){
				addr / 2, t->slice->col_bottom, 8 * (addr % 2) + 4 * (y / 8),
				COL_FLD_TO_FRM
			};
		return (struct col_at){ addr / 2, bottom, y, COL_ONE_TO_ONE };
	}
	x = col_field_decoding_flag(t, addr);
	if (!field && x)
		return (struct col_at){
			2 * (addr / 2) + t->slice->col_bottom, false,
			8 * (addr % 2) + 4 * (y / 8), COL_FLD_TO_FRM
		};
	if (field && !x)
		return (struct col_at){
			2 * (addr / 2) + y / 8, false, (2 * y) % 16, COL_FRM_TO_FLD
		};
	return (struct col_at){ addr, false, y, COL_ONE_TO_ONE };
}

/* Where the motion of that macroblock is kept. */
static const struct h264_motion *col_motion(const struct col_test *t, const struct col_at *at)
{
	if (t->c->col == COL_AFRM)
		return &t->side->motion[col_mbaff_index(at->addr)];
	return &t->side->motion[(at->bottom ? COL_MBS / 2 : 0) + at->addr];
}

/* Blocks with vectors that name them and references to any picture. */
static void col_fill(struct col_test *t, bool small)
{
	unsigned int i, b8, blk, list;
	bool field = false;

	for (i = 0; i < COL_MBS; i++) {
		struct h264_motion *m = &t->side->motion[i];

		if (t->c->col == COL_AFRM) {
			/* Both of a pair are of one kind. */
			if (i / COL_WIDTH % 2)
				field = m[-COL_WIDTH].field;
			else
				field = col_random(t, 2);
		}
		memset(m, 0, sizeof(*m));
		memset(m->ref_idx, -1, sizeof(m->ref_idx));
		m->field = field;
		m->intra = !col_random(t, 6);
		if (m->intra)
			continue;
		for (b8 = 0; b8 < 4; b8++) {
			const unsigned int lists = 1 + col_random(t, 3);

			for (list = 0; list < 2; list++) {
				const u8 structure = field || t->c->col == COL_FLD ?
						     1 + col_random(t, 2) : H264_FRAME;

				if (!(lists >> list & 1))
					continue;
				m->ref_idx[list][b8] = col_random(t, 3) / 2;
				m->ref[list][b8] = H264_LIST_ENTRY(col_random(t, 3), structure);
			}
		}
		for (blk = 0; blk < 16; blk++) {
			for (list = 0; list < 2; list++) {
				if (m->ref_idx[list][blk / 8 * 2 + blk / 2 % 2] < 0)
					continue;
				m->mv[list][blk].x = 32 * i + 2 * blk + list;
				m->mv[list][blk].y = (int)col_random(t, 200) - 100;
				if (small) {
					m->mv[list][blk].x = (int)col_random(t, 4) - 2;
					m->mv[list][blk].y = (int)col_random(t, 4) - 1;
				}
			}
		}
	}
}

static void col_random_tables(struct col_test *t)
{
	unsigned int i, k, list;

	t->slice->num_ref_idx[0] = t->f->pic.mbaff ? COL_REFS / 2 : COL_REFS;
	for (list = 0; list < 2; list++)
		for (i = 0; i < COL_REFS; i++)
			t->slice->list[list][i] = H264_LIST_ENTRY(list, t->c->structure);
	for (i = 0; i < H264_NUM_REF_SLOTS; i++)
		for (k = 0; k < 4; k++)
			t->slice->map_col[k / 2][i][k % 2] = i < 3 ? 1 + 4 * i + k : 0;
	for (k = 0; k < 3; k++)
		for (i = 0; i < COL_REFS; i++)
			t->slice->dist_scale[k][i] = col_random(t, 2) ? H264_DIST_COPY :
						     (int)col_random(t, 2048) - 1024;
}

static struct col_test *col_set_up(struct kunit *test, bool spatial)
{
	struct col_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->c = test->param_value;
	t->seed = 1;
	t->f = h264_fixture_coded(test, COL_WIDTH, COL_HEIGHT, t->c->structure, t->c->mbaff);
	t->f->pic.params.sps.frame_mbs_only = false;
	t->side = t->f->refs[1].side;
	t->side->coded_frame = t->c->col != COL_FLD;
	t->slice = h264_fixture_slice(t->f, H264_SLICE_B, 0, t->f->w.data, 0);
	t->slice->direct_spatial_mv_pred = spatial;
	return t;
}

/* A macroblock as parsed: B_Skip, of a field if @field. */
static void col_set_direct(struct col_test *t, u32 idx, bool field)
{
	struct h264_mb *mb = &t->f->pic.mbs[idx];

	*mb = (struct h264_mb){
		.type = H264_MB_INTER, .shape = H264_QUARTERS, .direct = 0xf,
		.flags = H264_MB_SKIP | H264_MB_DIRECT | (field ? H264_MB_FIELD : 0),
	};
	memset(mb->sub_shape, H264_QUARTERS, 4);
	memset(&t->f->pic.motion[idx], 0, sizeof(struct h264_motion));
	memset(t->f->pic.motion[idx].ref_idx, -1, sizeof(t->f->pic.motion[idx].ref_idx));
}

/* refIdxL0 (8.4.1.2.3) for a reference of the co-located block. */
static int col_ref_idx(const struct col_test *t, const struct col_at *at, u8 ref, bool field,
		       bool bottom)
{
	const u8 *map = t->slice->map_col[t->c->col == COL_FLD && at->bottom][ref >> 2];
	/* The field of the frame with the current one's parity, or the field itself */
	const bool ref_bottom = at->scale == COL_FRM_TO_FLD ? bottom : (ref & 3) == H264_BOTTOM;

	if (!field)
		return map[0];
	if (t->f->pic.mbaff)
		return 2 * map[0] + (ref_bottom != bottom);
	return map[ref_bottom];
}

/* (8-191) to (8-196); the vector itself where DistScaleFactor does not apply */
static void col_vectors(struct h264_mv col, int scale, struct h264_mv mv[2])
{
	if (scale == H264_DIST_COPY) {
		mv[0] = col;
		mv[1] = (struct h264_mv){};
		return;
	}
	mv[0].x = (scale * col.x + 128) >> 8;
	mv[0].y = (scale * col.y + 128) >> 8;
	mv[1].x = mv[0].x - col.x;
	mv[1].y = mv[0].y - col.y;
}

static void col_check_temporal(struct kunit *test, const struct col_test *t, u32 idx, int addr,
			       bool field, bool bottom)
{
	const struct h264_motion *m = &t->f->pic.motion[idx];
	const s16 *scales = t->slice->dist_scale[t->f->pic.mbaff && field ? 1 + bottom : 0];
	unsigned int blk;

	for (blk = 0; blk < 16; blk++) {
		/* The corner of the 8x8 block, with direct_8x8_inference_flag */
		const unsigned int b8 = blk / 8 * 2 + blk / 2 % 2, x = b8 % 2 * 3;
		const struct col_at at = col_table(t, addr, field, bottom, b8 / 2 * 12);
		const struct h264_motion *col = col_motion(t, &at);
		const unsigned int col_b8 = at.y / 8 * 2 + b8 % 2;
		struct h264_mv mv_col = {}, mv[2];
		int ref_idx = 0;

		if (!col->intra) {
			const unsigned int list = col->ref_idx[0][col_b8] < 0;

			mv_col = col->mv[list][at.y / 4 * 4 + x];
			ref_idx = col_ref_idx(t, &at, col->ref[list][col_b8], field, bottom);
			if (at.scale == COL_FRM_TO_FLD)
				mv_col.y /= 2;
			else if (at.scale == COL_FLD_TO_FRM)
				mv_col.y *= 2;
		}
		col_vectors(mv_col, scales[ref_idx], mv);
		KUNIT_ASSERT_EQ_MSG(test, m->ref_idx[0][b8], ref_idx, "block %u, address %d", blk,
				    addr);
		KUNIT_ASSERT_EQ_MSG(test, m->mv[0][blk].x, mv[0].x, "block %u, address %d", blk,
				    addr);
		KUNIT_ASSERT_EQ_MSG(test, m->mv[0][blk].y, mv[0].y, "block %u, address %d", blk,
				    addr);
		KUNIT_ASSERT_EQ_MSG(test, m->mv[1][blk].x, mv[1].x, "block %u, address %d", blk,
				    addr);
		KUNIT_ASSERT_EQ_MSG(test, m->mv[1][blk].y, mv[1].y, "block %u, address %d", blk,
				    addr);
		KUNIT_ASSERT_EQ(test, m->ref_idx[1][b8], 0);
	}
}

/* Kind, parity and address of the macroblock at @idx. */
static int col_address(const struct col_test *t, u32 idx, bool *field, bool *bottom)
{
	const u32 y = idx / COL_WIDTH;

	*field = t->c->structure != H264_FRAME || t->f->pic.mbs[idx].flags & H264_MB_FIELD;
	*bottom = t->c->structure == H264_BOTTOM;
	if (!t->f->pic.mbaff)
		return idx;
	*bottom = y & 1;
	return (y / 2 * COL_WIDTH + idx % COL_WIDTH) * 2 + y % 2;
}

static void col_temporal(struct kunit *test)
{
	struct col_test *t = col_set_up(test, false);
	u32 round, i;

	for (round = 0; round < 300; round++) {
		t->slice->col_bottom = round & 1;
		col_fill(t, false);
		col_random_tables(t);
		for (i = 0; i < t->f->pic.num_mbs; i++) {
			bool field = t->f->pic.mbaff && col_random(t, 2);

			if (t->f->pic.mbaff && i / COL_WIDTH % 2)
				field = t->f->pic.mbs[i - COL_WIDTH].flags & H264_MB_FIELD;
			col_set_direct(t, i, field);
		}
		for (i = 0; i < t->f->pic.num_rows; i++)
			h264_motion_row(&t->f->pic, i);
		for (i = 0; i < t->f->pic.num_mbs; i++) {
			bool field, bottom;
			const int addr = col_address(t, i, &field, &bottom);

			col_check_temporal(test, t, i, addr, field, bottom);
		}
	}
}

/* colZeroFlag (8.4.1.2.2): the vector is not scaled for that. */
static bool col_zero(const struct col_test *t, int addr, bool field, bool bottom, unsigned int b8)
{
	const struct col_at at = col_table(t, addr, field, bottom, b8 / 2 * 12);
	const struct h264_motion *col = col_motion(t, &at);
	const unsigned int col_b8 = at.y / 8 * 2 + b8 % 2;
	const unsigned int list = col->ref_idx[0][col_b8] < 0;
	const struct h264_mv mv = col->mv[list][at.y / 4 * 4 + b8 % 2 * 3];

	return !col->intra && !col->ref_idx[list][col_b8] && mv.x >= -1 && mv.x <= 1 &&
	       mv.y >= -1 && mv.y <= 1;
}

/*
 * Macroblocks of column 1 in row @row: those to the left are intra, so that the
 * vectors are those above, or above in the pair.
 */
static void col_set_spatial(struct col_test *t, u32 row)
{
	const bool field = t->f->pic.mbaff && col_random(t, 2);
	const bool above_field = t->f->pic.mbaff && col_random(t, 2);
	u32 x, y, i;

	for (y = (row - 1) << t->f->pic.mbaff; y < (row + 1) << t->f->pic.mbaff; y++) {
		const bool above = y >> t->f->pic.mbaff < row;

		for (x = 0; x < COL_WIDTH; x++) {
			const u32 idx = y * COL_WIDTH + x;
			struct h264_motion *m = &t->f->pic.motion[idx];

			col_set_direct(t, idx, above ? above_field : field);
			if (!above && x != 1)
				t->f->pic.mbs[idx].type = H264_MB_I_16X16;
			if (!above)
				continue;
			memset(m->ref_idx[0], 0, 4);
			m->field = above_field;
			for (i = 0; i < 16; i++)
				m->mv[0][i] = (struct h264_mv){ 8, 12 };
		}
	}
}

static void col_check_spatial(struct kunit *test, const struct col_test *t, u32 idx, bool is_long)
{
	const struct h264_motion *m = &t->f->pic.motion[idx], *b = m - COL_WIDTH;
	bool field, bottom;
	const int addr = col_address(t, idx, &field, &bottom);
	struct h264_mv pred;
	unsigned int blk;

	/* Field macroblocks have nothing of their own pair above them. */
	if (t->f->pic.mbaff && field && bottom)
		b -= COL_WIDTH;
	pred = b->mv[0][12];
	if (t->f->pic.mbaff && field != b->field)
		pred.y = field ? pred.y / 2 : pred.y * 2;
	for (blk = 0; blk < 16; blk++) {
		const unsigned int b8 = blk / 8 * 2 + blk / 2 % 2;
		const bool zero = !is_long && col_zero(t, addr, field, bottom, b8);

		KUNIT_ASSERT_EQ(test, m->ref_idx[0][b8], 0);
		KUNIT_ASSERT_EQ(test, m->ref_idx[1][b8], -1);
		KUNIT_ASSERT_EQ_MSG(test, m->mv[0][blk].x, zero ? 0 : pred.x,
				    "block %u, address %d", blk, addr);
		KUNIT_ASSERT_EQ_MSG(test, m->mv[0][blk].y, zero ? 0 : pred.y,
				    "block %u, address %d", blk, addr);
	}
}

static void col_spatial(struct kunit *test)
{
	struct col_test *t = col_set_up(test, true);
	u32 round, row, y;

	for (round = 0; round < 300; round++) {
		const bool is_long = round % 8 == 7;

		t->slice->col_bottom = round & 1;
		t->f->pic.refs[1].long_term = is_long;
		col_fill(t, true);
		col_random_tables(t);
		for (row = 1; row < t->f->pic.num_rows; row++) {
			col_set_spatial(t, row);
			h264_motion_row(&t->f->pic, row);
			for (y = row << t->f->pic.mbaff; y < (row + 1) << t->f->pic.mbaff; y++)
				col_check_spatial(test, t, y * COL_WIDTH + 1, is_long);
		}
	}
}

/*
 * A second field whose RefPicList1[0] is the first one; what was never decoded, or
 * is being decoded, counts as intra.
 */
static void col_own_frame(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_coded(test, 2, 4, H264_BOTTOM, false);
	struct h264_slice *s = h264_fixture_slice(f, H264_SLICE_B, 0, f->w.data, 0);
	struct h264_motion *m = f->pic.side->motion;
	unsigned int i, k;

	KUNIT_ASSERT_PTR_EQ(test, f->pic.motion, m + 4);
	f->pic.side->fields = H264_FRAME;
	f->pic.refs[1].frame = &f->frame;
	s->direct_spatial_mv_pred = false;
	s->list[1][0] = H264_LIST_ENTRY(1, H264_TOP);
	s->col_bottom = false;
	s->dist_scale[0][0] = H264_DIST_COPY;
	for (k = 0; k < 3; k++) {
		for (i = 0; i < 4; i++) {
			struct h264_mb *mb = &f->pic.mbs[i];

			*mb = (struct h264_mb){
				.type = H264_MB_INTER, .shape = H264_QUARTERS, .direct = 0xf,
				.flags = H264_MB_SKIP | H264_MB_DIRECT,
			};
			memset(&m[i], 0, sizeof(m[i]));
			memset(&m[4 + i], 0, sizeof(m[i]));
			m[i].mv[0][0].x = 40 + i;
			m[4 + i].mv[0][0].x = 80 + i;
		}
		h264_motion_row(&f->pic, 0);
		h264_motion_row(&f->pic, 1);
		for (i = 0; i < 4; i++)
			KUNIT_EXPECT_EQ(test, f->pic.motion[i].mv[0][0].x, k ? 0 : 40 + i);
		/* The top field is not there; it is itself. */
		f->pic.side->fields = k ? H264_FRAME : H264_BOTTOM;
		s->col_bottom = k;
	}
}

static struct kunit_case col_kunit_cases[] = {
	KUNIT_CASE_PARAM(col_temporal, col_gen_params),
	KUNIT_CASE_PARAM(col_spatial, col_gen_params),
	KUNIT_CASE(col_own_frame),
	{}
};

static struct kunit_suite col_suite = {
	.name = "h264_col",
	.test_cases = col_kunit_cases,
};

kunit_test_suite(col_suite);
