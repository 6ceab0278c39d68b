// SPDX-License-Identifier: GPL-2.0
/*
 * Which edges the deblock stage filters, and how strongly (H.264 8.7.2.1): the
 * operations on samples are replaced by ones that write down their arguments.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_fixture.h"

/* Here t'C0 of all bS is different. */
#define BS_QP		51
#define BS_ALPHA	255
#define BS_BETA		18

/* Luma samples of the picture, 3x2 macroblocks. */
#define BS_WIDTH	48
#define BS_HEIGHT	32
#define BS_COLUMNS	(BS_WIDTH / 4)
#define BS_ROWS		(BS_HEIGHT / 4)

/* In place of t'C0: there was no call; bS is 4. */
#define BS_NO_CALL	(-2)
#define BS_STRONG	100

/**
 * struct bs_log - what has been filtered
 * @tc0: by plane, direction, row and column of 4x4 luma blocks: t'C0 of the edge
 *	at the block's left (top), -1 for a bS of 0, BS_STRONG for one of 4, or
 *	BS_NO_CALL
 * @alpha: of the last call for each plane
 * @beta: of the last call for each plane
 * @bad: calls with arguments that cannot be
 * @frame: what is filtered
 */
struct bs_log {
	s8 tc0[3][H264_EDGE_COUNT][BS_ROWS][BS_COLUMNS];
	int alpha[3];
	int beta[3];
	unsigned int bad;
	const struct dae_frame *frame;
};

static const s8 bs_strong[4] = { BS_STRONG, BS_STRONG, BS_STRONG, BS_STRONG };

/* Operations have no argument for this; tests run one after another. */
static struct bs_log *bs_log;

/* The plane a pointer is in; planes follow each other. */
static unsigned int bs_plane(const void *pix)
{
	unsigned int plane = 2;

	while (plane && (const u8 *)pix < (const u8 *)bs_log->frame->plane[plane].data)
		plane--;
	return plane;
}

static void bs_note(enum h264_edge dir, bool luma, const void *pix, ptrdiff_t stride, int seg_len,
		    int alpha, int beta, const s8 tc0[4], int bd_max)
{
	const unsigned int plane = bs_plane(pix);
	const struct dae_plane *pl = &bs_log->frame->plane[plane];
	const ptrdiff_t offset = (const u8 *)pix - (const u8 *)pl->data;
	const unsigned int scale_x = BS_WIDTH / pl->width, scale_y = BS_HEIGHT / pl->height;
	const unsigned int x = offset % pl->stride_bytes * scale_x;
	const unsigned int y = offset / pl->stride_bytes * scale_y;
	const unsigned int seg_scale = dir == H264_EDGE_VERT ? scale_y : scale_x;
	const bool like_luma = scale_x == 1;
	unsigned int i;

	if (luma != like_luma || stride != pl->stride_bytes || seg_len * seg_scale != 4 ||
	    bd_max != 255 || (x | y) & 3 ||
	    x + (dir == H264_EDGE_VERT ? 4 : 16) > BS_WIDTH ||
	    y + (dir == H264_EDGE_VERT ? 16 : 4) > BS_HEIGHT) {
		bs_log->bad++;
		return;
	}
	for (i = 0; i < 4; i++) {
		if (dir == H264_EDGE_VERT)
			bs_log->tc0[plane][dir][y / 4 + i][x / 4] = tc0[i];
		else
			bs_log->tc0[plane][dir][y / 4][x / 4 + i] = tc0[i];
	}
	bs_log->alpha[plane] = alpha;
	bs_log->beta[plane] = beta;
}

#define BS_OPS(name, dir, luma) \
	static void name(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta, \
			 const s8 tc0[4], int bd_max) \
	{ \
		bs_note(dir, luma, pix, stride, seg_len, alpha, beta, tc0, bd_max); \
	} \
	static void name##_intra(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta, \
				 int bd_max) \
	{ \
		bs_note(dir, luma, pix, stride, seg_len, alpha, beta, bs_strong, bd_max); \
	}

BS_OPS(bs_luma_vert, H264_EDGE_VERT, true)
BS_OPS(bs_luma_hor, H264_EDGE_HOR, true)
BS_OPS(bs_chroma_vert, H264_EDGE_VERT, false)
BS_OPS(bs_chroma_hor, H264_EDGE_HOR, false)

static void bs_clear(void)
{
	memset(bs_log->tc0, BS_NO_CALL, sizeof(bs_log->tc0));
}

/* All macroblocks inter, of one slice, one reference, no motion, QP 51. */
static struct h264_fixture *bs_set_up_format(struct kunit *test, enum dae_chroma chroma)
{
	struct h264_fixture *f = h264_fixture_init_format(test, 3, 2, chroma, 8);
	u32 i;

	bs_log = kunit_kzalloc(test, sizeof(*bs_log), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, bs_log);
	bs_log->frame = &f->frame;
	bs_clear();
	h264_fixture_slice(f, H264_SLICE_P, 0, f->w.data, 0);
	f->pic.dsp.deblock_luma[H264_EDGE_VERT] = bs_luma_vert;
	f->pic.dsp.deblock_luma[H264_EDGE_HOR] = bs_luma_hor;
	f->pic.dsp.deblock_luma_intra[H264_EDGE_VERT] = bs_luma_vert_intra;
	f->pic.dsp.deblock_luma_intra[H264_EDGE_HOR] = bs_luma_hor_intra;
	f->pic.dsp.deblock_chroma[H264_EDGE_VERT] = bs_chroma_vert;
	f->pic.dsp.deblock_chroma[H264_EDGE_HOR] = bs_chroma_hor;
	f->pic.dsp.deblock_chroma_intra[H264_EDGE_VERT] = bs_chroma_vert_intra;
	f->pic.dsp.deblock_chroma_intra[H264_EDGE_HOR] = bs_chroma_hor_intra;
	for (i = 0; i < f->pic.num_mbs; i++) {
		struct h264_motion *motion = &f->pic.side->motion[i];

		f->pic.mbs[i] = (struct h264_mb){
			.type = H264_MB_INTER, .qp = BS_QP, .shape = H264_QUARTERS,
		};
		/* Motion may change at any edge. */
		memset(f->pic.mbs[i].sub_shape, H264_QUARTERS, 4);
		*motion = (struct h264_motion){};
		memset(motion->ref_idx[1], -1, 4);
		memset(motion->ref[0], H264_LIST_ENTRY(0, H264_FRAME), 4);
	}
	return f;
}

static struct h264_fixture *bs_set_up(struct kunit *test)
{
	return bs_set_up_format(test, DAE_CHROMA_420);
}

/* Does chroma have no edge there? It has none that are not multiples of 4 samples. */
static bool bs_is_luma_only(const struct h264_fixture *f, enum h264_edge dir, u32 x, u32 y)
{
	switch (f->pic.chroma) {
	case DAE_CHROMA_420:
		return (dir == H264_EDGE_VERT ? x : y) & 1;
	case DAE_CHROMA_422:
		return dir == H264_EDGE_VERT && x & 1;
	default:
		return false;
	}
}

/* Filters the picture. Chroma has the same bS as luma at all edges it has. */
static void bs_run(struct kunit *test, struct h264_fixture *f)
{
	unsigned int plane, dir, x, y;

	h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, 0);
	h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, 1);
	KUNIT_EXPECT_EQ(test, bs_log->bad, 0);
	for (plane = 1; plane < 3; plane++) {
		for (dir = 0; dir < H264_EDGE_COUNT; dir++) {
			for (y = 0; y < BS_ROWS; y++) {
				for (x = 0; x < BS_COLUMNS; x++) {
					const bool none = bs_is_luma_only(f, dir, x, y);
					const int want = none ? BS_NO_CALL :
							 bs_log->tc0[0][dir][y][x];

					KUNIT_ASSERT_EQ_MSG(test, bs_log->tc0[plane][dir][y][x],
							    want, "plane %u, dir %u, (%u, %u)",
							    plane, dir, x, y);
				}
			}
		}
	}
}

/* bS at the left (top) of a 4x4 block, of those of the picture; -1: not filtered */
static int bs_at(enum h264_edge dir, u32 x, u32 y)
{
	/* Table 8-17, indexA 51 */
	switch (bs_log->tc0[0][dir][y][x]) {
	case BS_NO_CALL:
		return -1;
	case BS_STRONG:
		return 4;
	case 25:
		return 3;
	case 17:
		return 2;
	case 13:
		return 1;
	default:
		return 0;
	}
}

static u32 bs_count(int bs)
{
	u32 n = 0, x, y, dir;

	for (dir = 0; dir < H264_EDGE_COUNT; dir++)
		for (y = 0; y < BS_ROWS; y++)
			for (x = 0; x < BS_COLUMNS; x++)
				n += bs_at(dir, x, y) == bs;
	return n;
}

static void bs_nothing(struct kunit *test)
{
	bs_run(test, bs_set_up(test));
	KUNIT_EXPECT_EQ(test, bs_count(1) + bs_count(2) + bs_count(3) + bs_count(4), 0);
	KUNIT_EXPECT_EQ(test, bs_count(-1), 2 * BS_ROWS * BS_COLUMNS);
}

/* 4 at the macroblock's edges on all sides, 3 inside, nothing at the picture's. */
static void bs_intra(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	u32 i;

	f->pic.mbs[1].type = H264_MB_I_16X16;
	bs_run(test, f);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, i), 4);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, i), 4);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4 + i, 4), 4);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4 + i, 0), -1);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 6, i), 3);
	}
	KUNIT_EXPECT_EQ(test, bs_count(4), 12);
	KUNIT_EXPECT_EQ(test, bs_count(3), 24);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, bs_log->alpha[i], BS_ALPHA);
		KUNIT_EXPECT_EQ(test, bs_log->beta[i], BS_BETA);
	}
}

/* 2 around a block with coefficients. */
static void bs_coefficients(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);

	/* The top right block of macroblock 0. */
	f->pic.mbs[0].coded = H264_CODED_LUMA(3);
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 3, 0), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 3, 1), 2);
	KUNIT_EXPECT_EQ(test, bs_count(2), 3);
	KUNIT_EXPECT_EQ(test, bs_count(1), 0);

	/* With a single partition edges inside are looked at just for these. */
	f->pic.mbs[0].shape = H264_WHOLE;
	bs_clear();
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_count(2), 3);

	/* The last one, of which two edges are inside; chroma does not count. */
	f->pic.mbs[0].coded = H264_CODED_LUMA(15) | H264_CODED_CB(0) | H264_CODED_DC(1);
	bs_clear();
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 3, 3), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 3, 3), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 3, 4), 2);
	KUNIT_EXPECT_EQ(test, bs_count(2), 4);
}

/* Edges inside an 8x8 transform are none. */
static void bs_transform_8x8(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	u32 i;

	f->pic.mbs[0].flags = H264_MB_T8X8;
	f->pic.mbs[0].type = H264_MB_I_NXN;
	bs_run(test, f);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 1, i), -1);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 2, i), 3);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, i, 2), 3);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, i, 3), -1);
	}
}

/* All planes of 4:4:4 like luma, by the filter for luma and its transform. */
static void bs_444(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up_format(test, DAE_CHROMA_444);

	f->pic.mbs[0].type = H264_MB_I_NXN;
	f->pic.mbs[1].flags = H264_MB_T8X8;
	f->pic.mbs[1].coded = H264_CODED_LUMA(0) * 0x33;
	/* Coefficients of chroma alone count for nothing. */
	f->pic.mbs[5].coded = H264_CODED_CB(5) | H264_CODED_CR(5);
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 0, 1), 3);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 1), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 2), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 9, 5), -1);
}

/* t'C0 of the horizontal edges of both chroma planes at a block */
static void bs_expect_chroma(struct kunit *test, u32 x, u32 y, int tc0)
{
	KUNIT_EXPECT_EQ_MSG(test, bs_log->tc0[1][H264_EDGE_HOR][y][x], tc0, "(%u, %u)", x, y);
	KUNIT_EXPECT_EQ_MSG(test, bs_log->tc0[2][H264_EDGE_HOR][y][x], tc0, "(%u, %u)", x, y);
}

/*
 * Four horizontal edges of chroma in 4:2:2, those inside 8x8 transforms of luma as
 * well, where luma has none; t'C0 is 25 for a bS of 3 and 17 for 2.
 */
static void bs_422(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up_format(test, DAE_CHROMA_422);
	u32 x;

	f->pic.mbs[0].type = H264_MB_I_NXN;
	f->pic.mbs[2].coded = H264_CODED_LUMA(4);
	f->pic.mbs[4].coded = H264_CODED_LUMA(9);
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 3, 3), 3);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 8, 1), 2);

	f->pic.mbs[0].flags = H264_MB_T8X8;
	f->pic.mbs[1].flags = H264_MB_T8X8;
	/* The upper right 8x8 block; others of the same edge have a bS of 0. */
	f->pic.mbs[1].coded = H264_CODED_LUMA(2) * 0x33;
	bs_clear();
	h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, 0);
	KUNIT_EXPECT_EQ(test, bs_log->bad, 0);
	for (x = 0; x < 4; x++) {
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, x, 1), -1);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4 + x, 1), -1);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4 + x, 3), -1);
		bs_expect_chroma(test, x, 1, 25);
		bs_expect_chroma(test, x, 2, 25);
		bs_expect_chroma(test, x, 3, 25);
		bs_expect_chroma(test, 4 + x, 1, x < 2 ? -1 : 17);
		bs_expect_chroma(test, 4 + x, 2, x < 2 ? -1 : 17);
		bs_expect_chroma(test, 4 + x, 3, BS_NO_CALL);
	}
	/* There is no other direction in which chroma has more edges. */
	KUNIT_EXPECT_EQ(test, bs_log->tc0[1][H264_EDGE_VERT][0][1], BS_NO_CALL);
	KUNIT_EXPECT_EQ(test, bs_log->tc0[1][H264_EDGE_VERT][0][2], 25);
}

/* Vectors that differ by 4, and other pictures. */
static void bs_motion(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	struct h264_motion *motion = f->pic.side->motion;

	/* By 3 and -3: nothing. */
	motion[0].mv[0][5] = (struct h264_mv){ 3, -3 };
	/* Corners of macroblocks 1 and 2: by 4 in one direction. */
	motion[1].mv[0][0] = (struct h264_mv){ 0, -4 };
	/* Macroblock 3: another picture in its last 8x8 block. */
	motion[3].ref[0][3] = H264_LIST_ENTRY(1, H264_FRAME);
	motion[3].ref_idx[0][3] = 1;
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 1, 1), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), 1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 5, 0), 1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 1), 1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 2, 6), 1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 7), 1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 3, 6), 1);
	KUNIT_EXPECT_EQ(test, bs_count(1), 3 + 6);
}

/* The same pictures and vectors with the lists exchanged are the same. */
static void bs_lists_exchanged(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	struct h264_motion *motion = f->pic.side->motion;
	unsigned int mb, i;

	for (mb = 0; mb < 2; mb++) {
		memset(motion[mb].ref_idx, 0, sizeof(motion[mb].ref_idx));
		memset(motion[mb].ref[mb], H264_LIST_ENTRY(0, H264_FRAME), 4);
		memset(motion[mb].ref[!mb], H264_LIST_ENTRY(1, H264_FRAME), 4);
		for (i = 0; i < 16; i++)
			motion[mb].mv[mb][i].x = 40;
	}
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	/* The others use one reference. */
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, 0), 1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 0, 4), 1);

	/* Both lists of one picture: either way will do. */
	f = bs_set_up(test);
	motion = f->pic.side->motion;
	for (mb = 0; mb < 2; mb++) {
		memset(motion[mb].ref_idx, 0, sizeof(motion[mb].ref_idx));
		memset(motion[mb].ref[1], H264_LIST_ENTRY(0, H264_FRAME), 4);
		for (i = 0; i < 16; i++)
			motion[mb].mv[mb][i].x = 40;
	}
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	for (i = 0; i < 16; i++)
		motion[1].mv[0][i].y = 4;
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), 1);
}

/* disable_deblocking_filter_idc 1: none; 2: not to other slices. */
static void bs_disabled(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	u32 i;

	h264_fixture_slice(f, H264_SLICE_I, 3, f->w.data, 0);
	for (i = 0; i < 6; i++)
		f->pic.mbs[i].type = H264_MB_I_16X16;
	for (i = 3; i < 6; i++)
		f->pic.mbs[i].slice = 1;
	f->slices[0].disable_deblocking_filter_idc = 1;
	f->slices[1].disable_deblocking_filter_idc = 2;
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 4), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 4), 4);
	f->slices[1].disable_deblocking_filter_idc = 0;
	bs_clear();
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 4), 4);
}

/* Lost macroblocks are left alone, and so are edges to them. */
static void bs_lost(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	u32 i;

	for (i = 0; i < 6; i++)
		f->pic.mbs[i].type = H264_MB_I_16X16;
	f->pic.mbs[1] = (struct h264_mb){ .slice = H264_SLICE_NONE };
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 6, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 4), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 0, 4), 4);
}

/**
 * struct bs_pair - motion on the two sides of an edge
 * @slot: [side][list]: picture, -1 if the list is not used
 * @x: [side][list]: of the vectors
 * @y: [side][list]: of the vectors
 * @bs: what they make
 */
struct bs_pair {
	s8 slot[2][2];
	s16 x[2][2];
	s16 y[2][2];
	s8 bs;
};

static void bs_pairs(struct kunit *test)
{
	static const struct bs_pair pairs[] = {
		/* One vector: 3 is near, 4 is not. */
		{ { { 0, -1 }, { 0, -1 } }, { { 3, 0 }, { 0, 0 } }, { { -3, 0 }, { 0, 0 } }, -1 },
		{ { { 0, -1 }, { 0, -1 } }, { { 4, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, -1 }, { 0, -1 } }, { { 0, 0 }, { 4, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, -1 }, { 0, -1 } }, { { 0, 0 }, { 0, 0 } }, { { 7, 0 }, { 3, 0 } }, 1 },
		{ { { 0, -1 }, { 0, -1 } }, { { 0, 0 }, { 0, 0 } }, { { 3, 0 }, { 7, 0 } }, 1 },
		{ { { 0, -1 }, { 0, -1 } }, { { 8, 0 }, { 8, 0 } }, { { 9, 0 }, { 9, 0 } }, -1 },
		/* The list does not matter, the picture does. */
		{ { { 0, -1 }, { -1, 0 } }, { { 8, 0 }, { 0, 8 } }, { { 0, 0 }, { 0, 0 } }, -1 },
		{ { { 0, -1 }, { -1, 0 } }, { { 8, 0 }, { 0, 4 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, -1 }, { -1, 1 } }, { { 8, 0 }, { 0, 8 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, -1 }, { 1, -1 } }, { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		/* One vector and two */
		{ { { 0, -1 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, 1 }, { -1, 1 } }, { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		/* Two pictures: vectors of the same one are compared. */
		{ { { 0, 1 }, { 0, 1 } }, { { 8, 0 }, { 8, 3 } }, { { 0, 8 }, { 0, 8 } }, -1 },
		{ { { 0, 1 }, { 0, 1 } }, { { 8, 0 }, { 8, 4 } }, { { 0, 8 }, { 0, 8 } }, 1 },
		{ { { 0, 1 }, { 1, 0 } }, { { 8, 0 }, { 0, 8 } }, { { 0, 8 }, { 8, 0 } }, -1 },
		{ { { 0, 1 }, { 1, 0 } }, { { 8, 0 }, { 0, 8 } }, { { 0, 8 }, { 8, 4 } }, 1 },
		{ { { 0, 1 }, { 1, 0 } }, { { 8, 0 }, { 8, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, 1 }, { 1, 2 } }, { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, 1 }, { 2, 0 } }, { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 0, 1 }, { 0, 2 } }, { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		/* One picture twice: in either order */
		{ { { 2, 2 }, { 2, 2 } }, { { 8, 0 }, { 0, 8 } }, { { 0, 0 }, { 0, 0 } }, -1 },
		{ { { 2, 2 }, { 2, 2 } }, { { 8, 0 }, { 8, 0 } }, { { 0, 0 }, { 0, 0 } }, -1 },
		{ { { 2, 2 }, { 2, 2 } }, { { 8, 0 }, { 8, 4 } }, { { 0, 0 }, { 0, 0 } }, 1 },
		{ { { 2, 2 }, { 2, 2 } }, { { 8, 0 }, { 4, 8 } }, { { 0, 0 }, { 0, 0 } }, 1 },
	};
	unsigned int i, side, list, blk;

	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		struct h264_fixture *f = bs_set_up(test);

		for (side = 0; side < 2; side++) {
			struct h264_motion *motion = &f->pic.side->motion[side];

			for (list = 0; list < 2; list++) {
				const s8 slot = pairs[i].slot[side][list];

				memset(motion->ref_idx[list], slot < 0 ? -1 : 1 - side, 4);
				memset(motion->ref[list],
				       slot < 0 ? 0 : H264_LIST_ENTRY(slot, H264_FRAME), 4);
				for (blk = 0; blk < 16; blk++)
					motion->mv[list][blk] = (struct h264_mv){
						pairs[i].x[side][list], pairs[i].y[side][list]
					};
			}
		}
		bs_run(test, f);
		for (blk = 0; blk < 4; blk++)
			KUNIT_EXPECT_EQ_MSG(test, bs_at(H264_EDGE_VERT, 4, blk), pairs[i].bs,
					    "pair %u", i);
	}
}

/* The mean QP of both sides and the offsets choose alpha and beta. */
static void bs_thresholds(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	unsigned int i;

	f->pic.mbs[0].qp = 30;
	f->pic.mbs[1].qp = 33;
	f->pic.mbs[2].qp = 0;
	f->pic.mbs[1].type = H264_MB_I_16X16;
	f->slices[0].filter_offset_a = 4;
	f->slices[0].filter_offset_b = -2;
	/* Each plane has its own QP of both sides. */
	for (i = 0; i <= H264_QP_MAX; i++) {
		f->pps.chroma_qp[0][i] = min(i, 31);
		f->pps.chroma_qp[1][i] = i + 2;
	}
	h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, 0);
	/* The last call is an edge inside macroblock 1: 33 + 4, 33 - 2. */
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), 4);
	/* qPav 17, + 4: alpha 8; 17 - 2: beta 0: not filtered */
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_log->alpha[0], 56);
	KUNIT_EXPECT_EQ(test, bs_log->beta[0], 8);
	/* 31 + 4, 31 - 2; the edge before macroblock 2, (2 + 35 + 1) >> 1, + 4, - 2 */
	KUNIT_EXPECT_EQ(test, bs_log->alpha[1], 45);
	KUNIT_EXPECT_EQ(test, bs_log->beta[1], 7);
	KUNIT_EXPECT_EQ(test, bs_log->alpha[2], 10);
	KUNIT_EXPECT_EQ(test, bs_log->beta[2], 2);

	/* The edge before macroblock 1 is the last: (0 + 40 + 1) >> 1; I_PCM is 0. */
	f->slices[0].filter_offset_a = 0;
	f->slices[0].filter_offset_b = 0;
	f->pic.mbs[0].type = H264_MB_I_PCM;
	f->pic.mbs[1].type = H264_MB_INTER;
	f->pic.mbs[1].qp = 40;
	h264_fixture_run_stage(f, H264_STAGE_DEBLOCK, 0);
	KUNIT_EXPECT_EQ(test, bs_log->alpha[0], 7);
	KUNIT_EXPECT_EQ(test, bs_log->beta[0], 3);
	/* (0 + 31 + 1) >> 1, (2 + 42 + 1) >> 1 */
	KUNIT_EXPECT_EQ(test, bs_log->alpha[1], 4);
	KUNIT_EXPECT_EQ(test, bs_log->alpha[2], 9);
}

/**
 * struct bs_step - where a row of Table 8-17 changes
 * @index: first indexA
 * @tc0: with this value
 */
struct bs_step {
	u8 index;
	s8 tc0;
};

/* bS 1, 2 and 3 */
static const struct bs_step bs_steps[3][20] = {
	{
		{ 0, 0 }, { 23, 1 }, { 33, 2 }, { 37, 3 }, { 40, 4 }, { 43, 5 }, { 44, 6 },
		{ 46, 7 }, { 47, 8 }, { 48, 9 }, { 49, 10 }, { 50, 11 }, { 51, 13 },
	}, {
		{ 0, 0 }, { 21, 1 }, { 31, 2 }, { 35, 3 }, { 38, 4 }, { 40, 5 }, { 42, 6 },
		{ 43, 7 }, { 44, 8 }, { 46, 10 }, { 47, 11 }, { 48, 12 }, { 49, 13 }, { 50, 15 },
		{ 51, 17 },
	}, {
		{ 0, 0 }, { 17, 1 }, { 27, 2 }, { 31, 3 }, { 34, 4 }, { 37, 5 }, { 38, 6 },
		{ 40, 7 }, { 41, 8 }, { 42, 9 }, { 43, 10 }, { 44, 11 }, { 45, 13 }, { 46, 14 },
		{ 47, 16 }, { 48, 18 }, { 49, 20 }, { 50, 23 }, { 51, 25 },
	},
};

static int bs_tc0(unsigned int bs, unsigned int index)
{
	const struct bs_step *s = bs_steps[bs - 1];

	while (s[1].index && s[1].index <= index)
		s++;
	return s->tc0;
}

/* Tables 8-16 and 8-17 at all QPs; below 16 nothing is filtered. */
static void bs_tables(struct kunit *test)
{
	static const u8 alpha[] = {
		4, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 17, 20, 22, 25, 28, 32, 36, 40, 45, 50, 56,
		63, 71, 80, 90, 101, 113, 127, 144, 162, 182, 203, 226, 255, 255,
	};
	static const u8 beta[] = {
		2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
		13, 14, 14, 15, 15, 16, 16, 17, 17, 18, 18,
	};
	struct h264_fixture *f = bs_set_up(test);
	unsigned int qp, i;

	f->pic.mbs[0].type = H264_MB_I_16X16;
	f->pic.mbs[4].coded = H264_CODED_LUMA(5);
	f->pic.side->motion[2].mv[0][0].x = 4;
	for (qp = 0; qp <= 51; qp++) {
		for (i = 0; i < 6; i++)
			f->pic.mbs[i].qp = qp;
		bs_clear();
		bs_run(test, f);
		if (qp < 16) {
			KUNIT_EXPECT_EQ(test, bs_count(-1), 2 * BS_ROWS * BS_COLUMNS);
			continue;
		}
		KUNIT_EXPECT_EQ(test, bs_log->alpha[0], alpha[qp - 16]);
		KUNIT_EXPECT_EQ(test, bs_log->beta[0], beta[qp - 16]);
		/* Inside of macroblocks 2, 4 and 0. */
		KUNIT_EXPECT_EQ(test, bs_log->tc0[0][H264_EDGE_VERT][0][9], bs_tc0(1, qp));
		KUNIT_EXPECT_EQ(test, bs_log->tc0[0][H264_EDGE_VERT][5][5], bs_tc0(2, qp));
		KUNIT_EXPECT_EQ(test, bs_log->tc0[0][H264_EDGE_VERT][0][1], bs_tc0(3, qp));
	}
	/* Offsets do not lead out of the tables. */
	f->slices[0].filter_offset_a = 12;
	f->slices[0].filter_offset_b = 12;
	bs_run(test, f);
	KUNIT_EXPECT_EQ(test, bs_log->alpha[0], 255);
	KUNIT_EXPECT_EQ(test, bs_log->beta[0], 18);
}

/* Motion of one list, alike in blocks of @grain; of few vectors and pictures */
static void bs_random_motion(struct h264_motion *motion, enum h264_grain grain, u32 *seed)
{
	struct h264_mv *mv = motion->mv[0];
	unsigned int i;

	for (i = 0; i < 4; i++)
		motion->ref[0][i] = H264_LIST_ENTRY(dae_below(seed, 2), H264_FRAME);
	for (i = 0; i < 16; i++)
		mv[i] = (struct h264_mv){ dae_below(seed, 2) * 4, dae_below(seed, 2) * 4 };
	if (grain == H264_GRAIN_16)
		memset(motion->ref[0], motion->ref[0][0], sizeof(motion->ref[0]));
	for (i = 0; i < 16 && grain != H264_GRAIN_4; i++)
		mv[i] = grain == H264_GRAIN_16 ? mv[0] : mv[i & 10];
}

/* What is known of the motion saves work and changes nothing. */
static void bs_grain(struct kunit *test)
{
	s8 (*tc0)[H264_EDGE_COUNT][BS_ROWS][BS_COLUMNS];
	u32 seed = 1, round, i, changes = 0;
	enum h264_grain grain[6];

	tc0 = kunit_kzalloc(test, sizeof(bs_log->tc0), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, tc0);
	for (round = 0; round < 50; round++) {
		struct h264_fixture *f = bs_set_up(test);

		for (i = 0; i < 6; i++) {
			grain[i] = dae_below(&seed, 3);
			bs_random_motion(&f->pic.side->motion[i], grain[i], &seed);
			f->pic.mbs[i].coded = dae_rnd(&seed) & dae_rnd(&seed) & dae_rnd(&seed);
		}
		bs_run(test, f);
		memcpy(tc0, bs_log->tc0, sizeof(bs_log->tc0));
		changes += bs_count(1);

		bs_clear();
		for (i = 0; i < 6; i++)
			f->pic.mbs[i].grain = grain[i];
		bs_run(test, f);
		KUNIT_ASSERT_EQ_MSG(test, memcmp(tc0, bs_log->tc0, sizeof(bs_log->tc0)), 0,
				    "round %u", round);
	}
	KUNIT_EXPECT_GT(test, changes, 1000);
}

static struct kunit_case bs_cases[] = {
	KUNIT_CASE(bs_nothing),
	KUNIT_CASE(bs_intra),
	KUNIT_CASE(bs_coefficients),
	KUNIT_CASE(bs_transform_8x8),
	KUNIT_CASE(bs_444),
	KUNIT_CASE(bs_422),
	KUNIT_CASE(bs_motion),
	KUNIT_CASE(bs_lists_exchanged),
	KUNIT_CASE(bs_disabled),
	KUNIT_CASE(bs_lost),
	KUNIT_CASE(bs_pairs),
	KUNIT_CASE(bs_grain),
	KUNIT_CASE(bs_thresholds),
	KUNIT_CASE(bs_tables),
	{}
};

static struct kunit_suite bs_suite = {
	.name = "h264_bs",
	.test_cases = bs_cases,
};

kunit_test_suite(bs_suite);
