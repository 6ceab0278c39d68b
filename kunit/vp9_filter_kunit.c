// SPDX-License-Identifier: GPL-2.0
/*
 * Which edges the loop filter is applied to, with which size and thresholds, against
 * a slow transcription of the VP9 bitstream specification 8.8.1 to 8.8.4 that asks
 * for each sample of an edge. The filters themselves are replaced: they only note
 * what they were called for.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "any_order.h"
#include "dae_check.h"
#include "vp9_fixture.h"

/* Largest frame, with room for whole superblocks, and edges 4 samples apart */
#define FILTER_DIM	256
#define FILTER_EDGES	(FILTER_DIM / 4)

/**
 * struct filter_edge - what is applied to a sample of an edge
 * @samples: 4, 8 or 16 for enum vp9_lf_size; 0 for none
 * @blimit: thresholds
 * @limit: same
 * @thresh: same
 */
struct filter_edge {
	u8 samples;
	u8 blimit;
	u8 limit;
	u8 thresh;
};

/**
 * struct filter_test - state of a test
 * @f: the picture
 * @seen: [plane][enum vp9_edge][line of samples][edge]
 * @order: [plane][enum vp9_edge][line of samples] edges and superblocks so far, to
 *	   see that they come in order
 * @calls: how many
 * @bad: calls that should not be: out of order, twice or out of place
 */
struct filter_test {
	struct vp9_fixture *f;
	struct filter_edge seen[3][VP9_EDGE_COUNT][FILTER_DIM][FILTER_EDGES];
	u32 order[3][VP9_EDGE_COUNT][FILTER_DIM];
	u32 calls;
	u32 bad;
};

/* Operations have no argument for it. */
static struct filter_test *filter_now;

/* A superblock's number, then what follows what in it */
static u32 filter_place(const struct filter_test *t, unsigned int plane, unsigned int dir, u32 x,
			u32 y)
{
	const struct vp9_pic *pic = &t->f->pic;
	const u32 w = plane ? 64 >> pic->sub_x : 64, h = plane ? 64 >> pic->sub_y : 64;

	return ((y / h * pic->sb_cols + x / w) * 2 + dir) * FILTER_EDGES +
	       (dir == VP9_EDGE_VERT ? x / 4 : y / 4) + 1;
}

static void filter_note(u8 samples, unsigned int dir, const u8 *pix, ptrdiff_t stride, int count,
			const struct filter_edge *edge)
{
	struct filter_test *t = filter_now;
	const struct dae_frame *frame = &t->f->frame;
	const u32 w = dir == VP9_EDGE_VERT ? 4 : 8 * count;
	const u32 h = dir == VP9_EDGE_VERT ? 8 * count : 4;
	unsigned int plane = 2, i;
	u32 x, y, place;
	size_t at;

	while (plane && pix < (const u8 *)frame->plane[plane].data)
		plane--;
	at = pix - (const u8 *)frame->plane[plane].data;
	y = at / frame->plane[plane].stride_bytes;
	x = at % frame->plane[plane].stride_bytes >> t->f->pic.hbd;
	t->calls++;
	if (stride != frame->plane[plane].stride_bytes || x % 4 || y % 4 || count < 1 ||
	    x + w > FILTER_DIM || y + h > FILTER_DIM) {
		t->bad++;
		return;
	}
	place = filter_place(t, plane, dir, x, y);
	for (i = 0; i < 8 * count; i++) {
		const u32 line = dir == VP9_EDGE_VERT ? y + i : x + i;
		const u32 at4 = dir == VP9_EDGE_VERT ? x / 4 : y / 4;
		const unsigned int other = !dir;
		/* The other direction's last place on this sample */
		const u32 crossing = dir == VP9_EDGE_VERT ? x : y;

		t->bad += t->seen[plane][dir][line][at4].samples > 0;
		t->bad += t->order[plane][dir][line] >= place;
		t->bad += t->order[plane][other][crossing] >= place;
		t->seen[plane][dir][line][at4] = *edge;
		t->seen[plane][dir][line][at4].samples = samples;
		t->order[plane][dir][line] = place;
	}
}

#define FILTER_OP(samples, name, dir)							\
static void filter_##name##_##samples(void *pix, ptrdiff_t stride, int count,		\
				      int blimit, int limit, int thresh, int bd_max)	\
{											\
	const struct filter_edge edge = {						\
		.blimit = blimit, .limit = limit, .thresh = thresh,			\
	};										\
											\
	filter_note(samples, dir, pix, stride, count, &edge);				\
	filter_now->bad += bd_max != filter_now->f->pic.bd_max;				\
}

FILTER_OP(4, vert, VP9_EDGE_VERT)
FILTER_OP(8, vert, VP9_EDGE_VERT)
FILTER_OP(16, vert, VP9_EDGE_VERT)
FILTER_OP(4, hor, VP9_EDGE_HOR)
FILTER_OP(8, hor, VP9_EDGE_HOR)
FILTER_OP(16, hor, VP9_EDGE_HOR)

/* 8.8.3 and 8.8.4 */
static struct filter_edge filter_limits(u8 samples, u8 level, u8 sharpness)
{
	const u8 shift = sharpness > 4 ? 2 : sharpness > 0 ? 1 : 0;
	int limit = level >> shift;

	if (sharpness && limit > 9 - sharpness)
		limit = 9 - sharpness;
	if (limit < 1)
		limit = 1;
	return (struct filter_edge){
		.samples = samples,
		.blimit = 2 * (level + 2) + limit,
		.limit = limit,
		.thresh = level >> 4,
	};
}

/* What is applied where the edge at @pos, a multiple of 4, meets @line (8.8.2) */
static struct filter_edge filter_want(const struct filter_test *t, unsigned int plane,
				      unsigned int dir, u32 line, u32 pos)
{
	const struct vp9_pic *pic = &t->f->pic;
	const u8 sub_x = plane ? pic->sub_x : 0, sub_y = plane ? pic->sub_y : 0;
	const u32 x = dir == VP9_EDGE_VERT ? pos : line, y = dir == VP9_EDGE_VERT ? line : pos;
	/* Of the mi that an 8x8 block of chroma covers, the first one counts. */
	const u32 col = x / 8 << sub_x, row = y / 8 << sub_y;
	const bool last_col = sub_x && col + 1 == pic->mi_cols;
	const bool last_row = sub_y && row + 1 == pic->mi_rows;
	const struct filter_edge none = {};
	const struct vp9_block *b;
	bool block_edge, skip, last = dir == VP9_EDGE_VERT ? last_col : last_row;
	u32 idx, tx;

	if (col >= pic->mi_cols || row >= pic->mi_rows || !pos)
		return none;
	idx = pic->grid[row * pic->mi_cols + col];
	b = &pic->blocks[idx];
	if (!b->lf_level)
		return none;
	skip = b->skip && b->ref[0] > VP9_REF_INTRA;
	block_edge = dir == VP9_EDGE_VERT ? pos == idx % pic->mi_cols * 8 >> sub_x :
					    pos == idx / pic->mi_cols * 8 >> sub_y;
	tx = 4 << (plane ? b->uv_tx_size : b->tx_size);
	if (pos % tx || (skip && !block_edge))
		return none;
	/* Half of an 8x8 block at the frame's border has nothing in its middle. */
	if (pos % 8 && (last || last_col))
		return none;
	if (tx == 4)
		return filter_limits(pos % 32 ? 4 : 8, b->lf_level, pic->params.lf_sharpness);
	return filter_limits(tx == 8 || last ? 8 : 16, b->lf_level, pic->params.lf_sharpness);
}

static void filter_check(struct kunit *test, const struct filter_test *t, u32 n)
{
	const struct vp9_pic *pic = &t->f->pic;
	unsigned int plane, dir;
	u32 line, i;

	KUNIT_EXPECT_EQ_MSG(test, t->bad, 0, "frame %u", n);
	for (plane = 0; plane < 3; plane++) {
		for (dir = 0; dir < VP9_EDGE_COUNT; dir++) {
			for (line = 0; line < FILTER_DIM; line++) {
				for (i = 0; i < FILTER_EDGES; i++) {
					const struct filter_edge *got =
						&t->seen[plane][dir][line][i];
					const struct filter_edge want =
						filter_want(t, plane, dir, line, 4 * i);

					if (!memcmp(got, &want, sizeof(want)))
						continue;
					KUNIT_FAIL(test,
						   "frame %u of %ux%u mi, plane %u, %s edge %u, line %u: size %u, limits %u %u %u, not %u, %u %u %u",
						   n, pic->mi_cols, pic->mi_rows, plane,
						   dir == VP9_EDGE_VERT ? "vertical" : "horizontal",
						   4 * i, line, got->samples, got->blimit,
						   got->limit, got->thresh, want.samples,
						   want.blimit, want.limit, want.thresh);
					return;
				}
			}
		}
	}
}

/* Blocks with what the filter looks at */
static void filter_random_blocks(struct vp9_fixture *f, u32 *seed)
{
	struct vp9_pic *pic = &f->pic;
	const bool some_off = dae_below(seed, 2);
	u32 i;

	vp9_fixture_blocks(f, seed);
	for (i = 0; i < pic->mi_rows * pic->mi_cols; i++) {
		struct vp9_block *b = &pic->blocks[i];
		const u32 w = 2 * vp9_block_w[b->size], h = 2 * vp9_block_h[b->size];
		const u32 small = b->size < VP9_BLOCK_8X8;

		b->ref[0] = dae_below(seed, 4);
		b->ref[1] = VP9_REF_NONE;
		b->skip = dae_below(seed, 2);
		b->lf_level = some_off && !dae_below(seed, 3) ? 0 :
			      dae_below(seed, 64);
		do {
			b->tx_size = dae_below(seed, VP9_TX_SIZES);
		} while (1u << b->tx_size > (small ? 1 : min(w, h)));
		b->uv_tx_size = b->tx_size;
		while (1u << b->uv_tx_size > min(w >> pic->sub_x, h >> pic->sub_y))
			b->uv_tx_size--;
	}
}

static struct filter_test *filter_test_alloc(struct kunit *test)
{
	struct filter_test *t = kunit_kmalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

static void filter_start(struct kunit *test, struct filter_test *t,
			 const struct vp9_params *params)
{
	struct vp9_dsp *dsp;

	memset(t, 0, sizeof(*t));
	t->f = vp9_fixture_init(test, params);
	dsp = &t->f->pic.dsp;
	dsp->lf[VP9_LF_4][VP9_EDGE_VERT] = filter_vert_4;
	dsp->lf[VP9_LF_8][VP9_EDGE_VERT] = filter_vert_8;
	dsp->lf[VP9_LF_16][VP9_EDGE_VERT] = filter_vert_16;
	dsp->lf[VP9_LF_4][VP9_EDGE_HOR] = filter_hor_4;
	dsp->lf[VP9_LF_8][VP9_EDGE_HOR] = filter_hor_8;
	dsp->lf[VP9_LF_16][VP9_EDGE_HOR] = filter_hor_16;
	filter_now = t;
}

static void filter_run(struct filter_test *t)
{
	vp9_fixture_run(t->f, VP9_STAGE_FILTER);
}

static void filter_edges(struct kunit *test)
{
	static const enum dae_chroma chroma[4] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_440,
	};
	struct filter_test *t = filter_test_alloc(test);
	u32 seed = 11, n;

	for (n = 0; n < 96; n++) {
		struct vp9_params params = vp9_fixture_params(1 + dae_below(&seed, 190),
							      1 + dae_below(&seed, 190),
							      chroma[n % 4], n & 4 ? 10 : 8);

		params.lf_level = 1 + dae_below(&seed, 63);
		params.lf_sharpness = dae_below(&seed, 8);
		filter_start(test, t, &params);
		filter_random_blocks(t->f, &seed);
		filter_run(t);
		filter_check(test, t, n);
		vp9_fixture_free(t->f);
	}
}

/* Blocks of one kind each, so that nothing hides behind its neighbours */
static void filter_kinds(struct kunit *test)
{
	struct filter_test *t = filter_test_alloc(test);
	u32 seed = 12, n, i;

	for (n = 0; n < 4 * 2 * 2; n++) {
		struct vp9_params params = vp9_fixture_params(136, 72, DAE_CHROMA_420, 8);

		params.lf_level = 32;
		filter_start(test, t, &params);
		/* 64x64 everywhere, and less where that does not fit */
		filter_random_blocks(t->f, &seed);
		for (i = 0; i < t->f->pic.mi_rows * t->f->pic.mi_cols; i++) {
			struct vp9_block *b = &t->f->pic.blocks[i];

			b->tx_size = min_t(u8, b->tx_size, n % 4);
			b->uv_tx_size = min_t(u8, b->uv_tx_size, n % 4);
			b->skip = n & 4;
			b->ref[0] = n & 8 ? VP9_REF_LAST : VP9_REF_INTRA;
			b->lf_level = 32;
		}
		filter_run(t);
		filter_check(test, t, n);
		KUNIT_EXPECT_GT(test, t->calls, 0);
		vp9_fixture_free(t->f);
	}
}

/* The parts of rows in any order the scheduler may choose, with filters that do something */
static void filter_any_order(struct kunit *test)
{
	const struct dae_stage *stage = &vp9_pic_stages.stage[VP9_STAGE_FILTER];
	u8 num_parts[DAE_STAGES_MAX] = {};
	struct daedalus_run *run;
	struct vp9_fixture *f;
	u32 n, seed, noise;

	for (n = 0; n < 12; n++) {
		struct vp9_params params = vp9_fixture_params(16 * 64 - 8, 5 * 64 - 24,
							      n % 3 ? DAE_CHROMA_420 :
								      DAE_CHROMA_444,
							      n & 1 ? 10 : 8);

		params.lf_level = 63;
		seed = n;
		f = vp9_fixture_init(test, &params);
		filter_random_blocks(f, &seed);
		noise = n;
		any_order_smooth(&f->frame, &noise);
		vp9_fixture_run(f, VP9_STAGE_FILTER);
		any_order_copy(&f->refs[0], &f->frame);

		vp9_pic_parts(&f->pic, 2, num_parts);
		KUNIT_EXPECT_EQ(test, num_parts[VP9_STAGE_RECON], 1);
		vp9_pic_parts(&f->pic, 3, num_parts);
		KUNIT_EXPECT_EQ(test, num_parts[VP9_STAGE_RECON], 3);
		vp9_pic_parts(&f->pic, U8_MAX, num_parts);
		KUNIT_ASSERT_EQ(test, num_parts[VP9_STAGE_FILTER], 4);
		run = any_order_new_alone(test, stage);
		run->num_rows = f->pic.sb_rows;
		run->num_parts[0] = num_parts[VP9_STAGE_FILTER];
		run->frame = &f->pic;
		noise = n;
		any_order_smooth(&f->frame, &noise);
		KUNIT_EXPECT_FALSE(test, any_order_same(&f->frame, &f->refs[0]));
		any_order_run(test, run, &seed);
		KUNIT_EXPECT_TRUE_MSG(test, any_order_same(&f->frame, &f->refs[0]), "%u", n);
		vp9_fixture_free(f);
	}
}

/* 8.8: loop_filter_level 0 is no filter, whatever blocks have. */
static void filter_off(struct kunit *test)
{
	const struct vp9_params params = vp9_fixture_params(128, 128, DAE_CHROMA_420, 8);
	struct filter_test *t = filter_test_alloc(test);
	u32 seed = 13;

	filter_start(test, t, &params);
	filter_random_blocks(t->f, &seed);
	filter_run(t);
	KUNIT_EXPECT_EQ(test, t->calls, 0);
	t->f->pic.params.lf_level = 1;
	filter_run(t);
	KUNIT_EXPECT_GT(test, t->calls, 0);
}

static struct kunit_case filter_cases[] = {
	KUNIT_CASE(filter_edges),
	KUNIT_CASE(filter_kinds),
	KUNIT_CASE(filter_any_order),
	KUNIT_CASE(filter_off),
	{}
};

static struct kunit_suite filter_suite = {
	.name = "vp9_filter",
	.test_cases = filter_cases,
};

kunit_test_suite(filter_suite);
