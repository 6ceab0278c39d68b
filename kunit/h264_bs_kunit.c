// SPDX-License-Identifier: GPL-2.0
/*
 * Which edges the deblock stage filters, and how strongly (H.264 8.7.2.1): the
 * operations on samples are replaced by ones that write down their arguments.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "h264_fixture.h"

/* bS of segments: 4, or told from tc0 with indexA 51, where all differ. */
#define BS_QP		51
#define BS_ALPHA	255
#define BS_BETA		18

/* Luma samples of the picture, 3x2 macroblocks. */
#define BS_WIDTH	48
#define BS_HEIGHT	32
#define BS_COLUMNS	(BS_WIDTH / 4)
#define BS_ROWS		(BS_HEIGHT / 4)

/**
 * struct bs_log - what has been filtered
 * @luma: by direction, row and column of 4x4 blocks: bS of the edge at the
 *	block's left (top) plus 1; 0: not filtered
 * @chroma_calls: calls for chroma
 * @alpha: of the last call
 * @beta: of the last call
 * @first: first luma sample of the picture
 * @stride: of luma
 */
struct bs_log {
	u8 luma[H264_EDGE_COUNT][BS_ROWS][BS_COLUMNS];
	unsigned int chroma_calls;
	int alpha;
	int beta;
	const u8 *first;
	ptrdiff_t stride;
};

static const u8 bs_all_4[4] = { 4, 4, 4, 4 };

/* Operations have no argument for this; tests run one after another. */
static struct bs_log *bs_log;

static void bs_note(enum h264_edge dir, const void *pix, const u8 bs[4], int alpha, int beta)
{
	const ptrdiff_t offset = (const u8 *)pix - bs_log->first;
	const unsigned int x = offset % bs_log->stride / 4, y = offset / bs_log->stride / 4;
	unsigned int i;

	for (i = 0; i < 4; i++) {
		if (dir == H264_EDGE_VERT)
			bs_log->luma[dir][y + i][x] = bs[i] + 1;
		else
			bs_log->luma[dir][y][x + i] = bs[i] + 1;
	}
	bs_log->alpha = alpha;
	bs_log->beta = beta;
}

static void bs_note_inter(enum h264_edge dir, const void *pix, int alpha, int beta, const s8 tc0[4])
{
	unsigned int i;
	u8 bs[4];

	/* Table 8-17, indexA 51 */
	for (i = 0; i < 4; i++)
		bs[i] = tc0[i] < 0 ? 0 : tc0[i] == 13 ? 1 : tc0[i] == 17 ? 2 : 3;
	bs_note(dir, pix, bs, alpha, beta);
}

static void bs_luma_vert(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta,
			 const s8 tc0[4], int bd_max)
{
	bs_note_inter(H264_EDGE_VERT, pix, alpha, beta, tc0);
}

static void bs_luma_hor(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta,
			const s8 tc0[4], int bd_max)
{
	bs_note_inter(H264_EDGE_HOR, pix, alpha, beta, tc0);
}

static void bs_luma_intra_vert(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta,
			       int bd_max)
{
	bs_note(H264_EDGE_VERT, pix, bs_all_4, alpha, beta);
}

static void bs_luma_intra_hor(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta,
			      int bd_max)
{
	bs_note(H264_EDGE_HOR, pix, bs_all_4, alpha, beta);
}

static void bs_chroma(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta,
		      const s8 tc0[4], int bd_max)
{
	bs_log->chroma_calls++;
}

static void bs_chroma_intra(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta,
			    int bd_max)
{
	bs_log->chroma_calls++;
}

/* All macroblocks inter, of one slice, one reference, no motion, QP 51. */
static struct h264_fixture *bs_set_up(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 3, 2);
	u32 i;

	bs_log = kunit_kzalloc(test, sizeof(*bs_log), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, bs_log);
	bs_log->first = f->frame.plane[0].data;
	bs_log->stride = f->frame.plane[0].stride_bytes;
	h264_fixture_slice(f, H264_SLICE_P, 0, f->w.data, 0);
	f->pic.dsp.deblock_luma[H264_EDGE_VERT] = bs_luma_vert;
	f->pic.dsp.deblock_luma[H264_EDGE_HOR] = bs_luma_hor;
	f->pic.dsp.deblock_luma_intra[H264_EDGE_VERT] = bs_luma_intra_vert;
	f->pic.dsp.deblock_luma_intra[H264_EDGE_HOR] = bs_luma_intra_hor;
	for (i = 0; i < H264_EDGE_COUNT; i++) {
		f->pic.dsp.deblock_chroma[i] = bs_chroma;
		f->pic.dsp.deblock_chroma_intra[i] = bs_chroma_intra;
	}
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

static void bs_run(struct h264_fixture *f)
{
	h264_deblock_row(&f->pic, 0);
	h264_deblock_row(&f->pic, 1);
}

static u32 bs_count(unsigned int bs)
{
	u32 n = 0, x, y, dir;

	for (dir = 0; dir < H264_EDGE_COUNT; dir++)
		for (y = 0; y < BS_ROWS; y++)
			for (x = 0; x < BS_COLUMNS; x++)
				n += bs_log->luma[dir][y][x] == bs + 1;
	return n;
}

/* bS at the left (top) of a 4x4 block, of those of the picture; -1: not filtered */
static int bs_at(enum h264_edge dir, u32 x, u32 y)
{
	return bs_log->luma[dir][y][x] - 1;
}

static void bs_nothing(struct kunit *test)
{
	bs_run(bs_set_up(test));
	KUNIT_EXPECT_EQ(test, bs_count(1) + bs_count(2) + bs_count(3) + bs_count(4), 0);
	KUNIT_EXPECT_EQ(test, bs_log->chroma_calls, 0);
}

/* 4 at the macroblock's edges on all sides, 3 inside, nothing at the picture's. */
static void bs_intra(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	u32 i;

	f->pic.mbs[1].type = H264_MB_I_16X16;
	bs_run(f);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, i), 4);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, i), 4);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4 + i, 4), 4);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4 + i, 0), -1);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 6, i), 3);
	}
	KUNIT_EXPECT_EQ(test, bs_count(4), 12);
	KUNIT_EXPECT_EQ(test, bs_count(3), 24);
	/* Two planes: three edges outside, one each way inside. */
	KUNIT_EXPECT_EQ(test, bs_log->chroma_calls, 2 * 5);
	KUNIT_EXPECT_EQ(test, bs_log->alpha, BS_ALPHA);
	KUNIT_EXPECT_EQ(test, bs_log->beta, BS_BETA);
}

/* 2 around a block with coefficients. */
static void bs_coefficients(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);

	/* The top right block of macroblock 0. */
	f->pic.mbs[0].coded = H264_CODED_LUMA(3);
	bs_run(f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 3, 0), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), 2);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 3, 1), 2);
	KUNIT_EXPECT_EQ(test, bs_count(2), 3);
	KUNIT_EXPECT_EQ(test, bs_count(1), 0);
}

/* Edges inside an 8x8 transform are none. */
static void bs_transform_8x8(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);
	u32 i;

	f->pic.mbs[0].flags = H264_MB_T8X8;
	f->pic.mbs[0].type = H264_MB_I_NXN;
	bs_run(f);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 1, i), -1);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 2, i), 3);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, i, 2), 3);
		KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, i, 3), -1);
	}
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
	bs_run(f);
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
	bs_run(f);
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
	bs_run(f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	for (i = 0; i < 16; i++)
		motion[1].mv[0][i].y = 4;
	bs_run(f);
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
	bs_run(f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 4), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 4), 4);
	f->slices[1].disable_deblocking_filter_idc = 0;
	bs_run(f);
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
	bs_run(f);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 6, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 4, 4), -1);
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_HOR, 0, 4), 4);
}

/* The mean QP of both sides and the offsets choose alpha and beta. */
static void bs_thresholds(struct kunit *test)
{
	struct h264_fixture *f = bs_set_up(test);

	f->pic.mbs[0].qp = 30;
	f->pic.mbs[1].qp = 33;
	f->pic.mbs[2].qp = 0;
	f->pic.mbs[1].type = H264_MB_I_16X16;
	f->slices[0].filter_offset_a = 4;
	f->slices[0].filter_offset_b = -2;
	h264_deblock_row(&f->pic, 0);
	/* The last call is an edge inside macroblock 1: 33 + 4, 33 - 2. */
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 4, 0), 4);
	/* qPav 17, + 4: alpha 8; 17 - 2: beta 0: not filtered */
	KUNIT_EXPECT_EQ(test, bs_at(H264_EDGE_VERT, 8, 0), -1);
	KUNIT_EXPECT_EQ(test, bs_log->alpha, 56);
	KUNIT_EXPECT_EQ(test, bs_log->beta, 8);
}

static struct kunit_case bs_cases[] = {
	KUNIT_CASE(bs_nothing),
	KUNIT_CASE(bs_intra),
	KUNIT_CASE(bs_coefficients),
	KUNIT_CASE(bs_transform_8x8),
	KUNIT_CASE(bs_motion),
	KUNIT_CASE(bs_lists_exchanged),
	KUNIT_CASE(bs_disabled),
	KUNIT_CASE(bs_lost),
	KUNIT_CASE(bs_thresholds),
	{}
};

static struct kunit_suite bs_suite = {
	.name = "h264_bs",
	.test_cases = bs_cases,
};

kunit_test_suite(bs_suite);
