// SPDX-License-Identifier: GPL-2.0
/*
 * Which samples the deblock stage filters in MBAFF frames and fields, and how
 * strongly: pseudo-random macroblocks against a model that goes through the lines of
 * each edge (H.264 8.7, 8.7.1, 8.7.2.1). Operations on samples are replaced by ones
 * that write down their arguments.
 */
#include <kunit/test.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "dae_check.h"
#include "h264_fixture.h"
#include "h264_pairs.h"

/* Macroblocks in a row, and rows, of the picture */
#define FBS_WIDTH	3
#define FBS_HEIGHT	4
#define FBS_MBS		(FBS_WIDTH * FBS_HEIGHT)
#define FBS_LINES	(16 * FBS_HEIGHT)
#define FBS_COLUMNS	(16 * FBS_WIDTH)

/* From this QP on t'C0 of all bS is different. */
#define FBS_QP		40

/* alpha' and t'C0 of bS 1, 2, 3 from indexA of FBS_QP on (Tables 8-16, 8-17) */
static const struct {
	u8 alpha;
	s8 tc0[3];
} fbs_limits[12] = {
	{ 80, { 4, 5, 7 } }, { 90, { 4, 5, 8 } }, { 101, { 4, 6, 9 } }, { 113, { 5, 7, 10 } },
	{ 127, { 6, 8, 11 } }, { 144, { 6, 8, 13 } }, { 162, { 7, 10, 14 } },
	{ 182, { 8, 11, 16 } }, { 203, { 9, 12, 18 } }, { 226, { 10, 13, 20 } },
	{ 255, { 11, 15, 23 } }, { 255, { 13, 17, 25 } },
};

/* In place of t'C0 of a bS of 4 */
#define FBS_STRONG	100

/**
 * struct fbs_line - a line across an edge, by the sample on its right or lower side
 * @count: how often it was filtered
 * @tc0: t'C0
 * @alpha: alpha
 * @step: lines to the next sample across a horizontal edge
 */
struct fbs_line {
	u8 count;
	s8 tc0;
	u8 alpha;
	u8 step;
};

/**
 * struct fbs - state of a test
 * @f: the picture
 * @pairs: of an MBAFF frame, as if all were of one slice: edges between slices are
 *	filtered as well
 * @slice: of macroblocks, or pairs
 * @seed: of pseudo-random numbers
 * @bad: calls with arguments that cannot be
 * @log: [done, expected][plane][direction][line][column]
 */
struct fbs {
	struct h264_fixture *f;
	struct h264_pairs pairs;
	u16 slice[FBS_MBS];
	u32 seed;
	unsigned int bad;
	struct fbs_line log[2][3][H264_EDGE_COUNT][FBS_LINES][FBS_COLUMNS];
};

static const s8 fbs_strong[4] = { FBS_STRONG, FBS_STRONG, FBS_STRONG, FBS_STRONG };

/* Operations have no argument for this; tests run one after another. */
static struct fbs *fbs_now;

static u32 fbs_random(struct fbs *t, u32 num)
{
	return (dae_rnd(&t->seed) >> 5) % num;
}

static void fbs_note(enum h264_edge dir, bool luma, const u8 *pix, ptrdiff_t stride, int seg_len,
		     int alpha, const s8 tc0[4])
{
	const struct h264_pic *pic = &fbs_now->f->pic;
	const struct dae_plane *p;
	unsigned int plane = 2, i;
	ptrdiff_t offset;

	while (plane && pix < (const u8 *)pic->frame->plane[plane].data)
		plane--;
	p = &pic->plane[plane];
	offset = pix - (const u8 *)p->data;
	if (luma != !plane || stride % p->stride_bytes || seg_len < 1 || seg_len > 4) {
		fbs_now->bad++;
		return;
	}
	for (i = 0; i < 4 * seg_len; i++) {
		const s8 t = tc0[i / seg_len];
		u32 y = offset / p->stride_bytes, x = offset % p->stride_bytes;
		struct fbs_line *line;

		if (dir == H264_EDGE_VERT)
			y += i * (stride / p->stride_bytes);
		else
			x += i;
		if (y >= p->height || x >= p->width) {
			fbs_now->bad++;
			return;
		}
		if (t < 0)
			continue;
		line = &fbs_now->log[0][plane][dir][y][x];
		line->count++;
		line->tc0 = t;
		line->alpha = alpha;
		line->step = dir == H264_EDGE_HOR ? stride / p->stride_bytes : 0;
	}
}

#define FBS_OPS(name, dir, luma) \
	static void name(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta, \
			 const s8 tc0[4], int bd_max) \
	{ \
		fbs_note(dir, luma, pix, stride, seg_len, alpha, tc0); \
	} \
	static void name##_intra(void *pix, ptrdiff_t stride, int seg_len, int alpha, int beta, \
				 int bd_max) \
	{ \
		fbs_note(dir, luma, pix, stride, seg_len, alpha, fbs_strong); \
	}

FBS_OPS(fbs_luma_vert, H264_EDGE_VERT, true)
FBS_OPS(fbs_luma_hor, H264_EDGE_HOR, true)
FBS_OPS(fbs_chroma_vert, H264_EDGE_VERT, false)
FBS_OPS(fbs_chroma_hor, H264_EDGE_HOR, false)

static bool fbs_mbaff(const struct fbs *t)
{
	return t->f->pic.mbaff;
}

static int fbs_index(const struct fbs *t, int addr)
{
	return fbs_mbaff(t) ? h264_pairs_index(&t->pairs, addr) : addr;
}

/* Line of the picture a row of a macroblock is */
static int fbs_line_of(const struct fbs *t, int addr, int y)
{
	return fbs_mbaff(t) ? h264_pairs_line(&t->pairs, addr, y) : addr / FBS_WIDTH * 16 + y;
}

static int fbs_column_of(const struct fbs *t, int addr)
{
	return fbs_index(t, addr) % FBS_WIDTH * 16;
}

/* Is it a field macroblock, of a field or of an MBAFF frame? */
static bool fbs_field(const struct fbs *t, int addr)
{
	return t->f->pic.params.structure != H264_FRAME ||
	       (fbs_mbaff(t) && t->pairs.field[addr / 2]);
}

/* A block of a macroblock */
struct fbs_block {
	int addr;
	unsigned int blk;
};

/* One reference and vector, or none */
struct fbs_vector {
	int ref;
	struct h264_mv mv;
};

static struct fbs_vector fbs_vector(const struct fbs *t, struct fbs_block b, unsigned int list)
{
	const struct h264_motion *m = &t->f->pic.motion[fbs_index(t, b.addr)];
	const unsigned int b8 = b.blk / 8 * 2 + b.blk / 2 % 2;

	if (m->ref_idx[list][b8] < 0)
		return (struct fbs_vector){ -1 };
	return (struct fbs_vector){ m->ref[list][b8], m->mv[list][b.blk] };
}

/* Are they of one picture and near? Of fields @limit is 2 of their quarter lines. */
static bool fbs_alike(struct fbs_vector a, struct fbs_vector b, int limit)
{
	return a.ref == b.ref && abs(a.mv.x - b.mv.x) < 4 && abs(a.mv.y - b.mv.y) < limit;
}

/* bS (8.7.2.1); @mb_edge of the macroblock */
static int fbs_bs(const struct fbs *t, enum h264_edge dir, bool mb_edge, struct fbs_block p,
		  struct fbs_block q)
{
	const struct h264_mb *pm = &t->f->pic.mbs[fbs_index(t, p.addr)];
	const struct h264_mb *qm = &t->f->pic.mbs[fbs_index(t, q.addr)];
	const bool fields = fbs_field(t, p.addr) || fbs_field(t, q.addr);
	const int limit = fields ? 2 : 4;

	if (pm->type != H264_MB_INTER || qm->type != H264_MB_INTER)
		return mb_edge && (dir == H264_EDGE_VERT || !fields) ? 4 : 3;
	if ((pm->coded >> p.blk | qm->coded >> q.blk) & 1)
		return 2;
	if (fbs_field(t, p.addr) != fbs_field(t, q.addr))
		return 1;
	/* The vectors of one side have to find partners on the other one. */
	if (fbs_alike(fbs_vector(t, p, 0), fbs_vector(t, q, 0), limit) &&
	    fbs_alike(fbs_vector(t, p, 1), fbs_vector(t, q, 1), limit))
		return 0;
	if (fbs_alike(fbs_vector(t, p, 0), fbs_vector(t, q, 1), limit) &&
	    fbs_alike(fbs_vector(t, p, 1), fbs_vector(t, q, 0), limit))
		return 0;
	return 1;
}

/* Expects a line across an edge between two blocks to be filtered. */
static void fbs_expect(struct fbs *t, unsigned int plane, enum h264_edge dir, bool mb_edge, int y,
		       int x, int step, struct fbs_block p, struct fbs_block q)
{
	const bool lost = t->f->pic.mbs[fbs_index(t, p.addr)].type == H264_MB_NONE;
	const int bs = lost ? 0 : fbs_bs(t, dir, mb_edge, p, q);
	const int qp = (t->f->pic.mbs[fbs_index(t, p.addr)].qp +
			t->f->pic.mbs[fbs_index(t, q.addr)].qp + 1) >> 1;
	struct fbs_line *line = &t->log[1][plane][dir][y][x];

	if (!bs)
		return;
	line->count++;
	line->alpha = fbs_limits[qp - FBS_QP].alpha;
	line->tc0 = bs == 4 ? FBS_STRONG : fbs_limits[qp - FBS_QP].tc0[bs - 1];
	line->step = step;
}

/* The left edge of a macroblock, line by line */
static void fbs_left(struct fbs *t, int addr)
{
	const int x = fbs_column_of(t, addr);
	int k;

	for (k = 0; k < 16; k++) {
		struct h264_loc loc = { addr - 1, k };

		if (fbs_mbaff(t))
			loc = h264_pairs_locate(&t->pairs, addr, -1, k, 16);
		fbs_expect(t, 0, H264_EDGE_VERT, true, fbs_line_of(t, addr, k), x, 0,
			   (struct fbs_block){ loc.addr, loc.y / 4 * 4 + 3 },
			   (struct fbs_block){ addr, k / 4 * 4 });
	}
	/* Lines of chroma lie next to that of luma with the same macroblock beside it. */
	for (k = 0; k < 8; k++) {
		struct h264_loc loc = { addr - 1, k / 2 * 4 };
		int luma = k / 2 * 4, line = addr / FBS_WIDTH * 8 + k;
		unsigned int plane;

		if (fbs_mbaff(t)) {
			const int top = addr / 2 / FBS_WIDTH * 16;

			line = fbs_field(t, addr) ? top + 2 * k + addr % 2 :
						    top + 8 * (addr % 2) + k;
			luma = k / 2 * 4 + k % 2;
			if (fbs_field(t, addr) && !fbs_field(t, addr - 2))
				luma = 2 * k;
			loc = h264_pairs_locate(&t->pairs, addr, -1, luma, 16);
		}
		for (plane = 1; plane < 3; plane++)
			fbs_expect(t, plane, H264_EDGE_VERT, true, line, x / 2, 0,
				   (struct fbs_block){ loc.addr, loc.y / 4 * 4 + 3 },
				   (struct fbs_block){ addr, luma / 4 * 4 });
	}
}

/*
 * A horizontal edge with the luma line @y and the chroma line @cy below it; the
 * blocks above are those from @p on, those below from @q on.
 */
static void fbs_hor(struct fbs *t, bool mb_edge, int y, int cy, int step, struct fbs_block p,
		    struct fbs_block q)
{
	const int x = fbs_column_of(t, q.addr);
	const bool t8x8 = t->f->pic.mbs[fbs_index(t, q.addr)].flags & H264_MB_T8X8;
	unsigned int plane;
	int k;

	for (k = 0; k < 16; k++) {
		const struct fbs_block pk = { p.addr, p.blk + k / 4 };
		const struct fbs_block qk = { q.addr, q.blk + k / 4 };

		if (!t8x8 || !(q.blk & 4))
			fbs_expect(t, 0, H264_EDGE_HOR, mb_edge, y, x + k, step, pk, qk);
		for (plane = 1; plane < 3 && !(q.blk & 4) && !(k & 1); plane++)
			fbs_expect(t, plane, H264_EDGE_HOR, mb_edge, cy, (x + k) / 2, step, pk, qk);
	}
}

/* The top edge of a macroblock */
static void fbs_top(struct fbs *t, int addr)
{
	const int above = addr - 2 * FBS_WIDTH;
	const int y = fbs_line_of(t, addr, 0), pair_cy = addr / 2 / FBS_WIDTH * 16;
	int k, cy = addr / FBS_WIDTH * 8;
	struct h264_loc loc;

	if (!fbs_mbaff(t)) {
		fbs_hor(t, true, y, cy, 1, (struct fbs_block){ addr - FBS_WIDTH, 12 },
			(struct fbs_block){ addr, 0 });
		return;
	}
	/* A frame macroblock below a pair of fields: the fields one after the other */
	if (!(addr & 1) && !fbs_field(t, addr) && fbs_field(t, above)) {
		for (k = 0; k < 2; k++)
			fbs_hor(t, true, y + k, pair_cy + k, 2,
				(struct fbs_block){ above + k, 12 }, (struct fbs_block){ addr, 0 });
		return;
	}
	loc = h264_pairs_locate(&t->pairs, addr, 0, -1, 16);
	cy = pair_cy + (addr & 1) * (fbs_field(t, addr) ? 1 : 8);
	fbs_hor(t, true, y, cy, 1 + fbs_field(t, addr),
		(struct fbs_block){ loc.addr, loc.y / 4 * 4 }, (struct fbs_block){ addr, 0 });
}

static void fbs_inside(struct fbs *t, int addr)
{
	const bool t8x8 = t->f->pic.mbs[fbs_index(t, addr)].flags & H264_MB_T8X8;
	const int x = fbs_column_of(t, addr), step = fbs_mbaff(t) && fbs_field(t, addr) ? 2 : 1;
	unsigned int e, plane;
	int k, cy;

	cy = addr / FBS_WIDTH * 8;
	if (fbs_mbaff(t))
		cy = addr / 2 / FBS_WIDTH * 16 + (addr & 1) * (fbs_field(t, addr) ? 1 : 8);
	for (e = 1; e < 4; e++) {
		for (k = 0; k < 16; k++) {
			const struct fbs_block p = { addr, k / 4 * 4 + e - 1 };
			const struct fbs_block q = { addr, k / 4 * 4 + e };

			if (!t8x8 || e == 2)
				fbs_expect(t, 0, H264_EDGE_VERT, false, fbs_line_of(t, addr, k),
					   x + 4 * e, 0, p, q);
			for (plane = 1; plane < 3 && e == 2 && !(k & 1); plane++)
				fbs_expect(t, plane, H264_EDGE_VERT, false, cy + k / 2 * step,
					   x / 2 + 4, 0, p, q);
		}
		fbs_hor(t, false, fbs_line_of(t, addr, 4 * e), cy + 2 * e * step, step,
			(struct fbs_block){ addr, 4 * (e - 1) }, (struct fbs_block){ addr, 4 * e });
	}
}

/* The slice it is of, lost or not */
static u16 fbs_slice(const struct fbs *t, int addr)
{
	return t->slice[fbs_mbaff(t) ? addr / 2 : addr];
}

static u8 fbs_idc(const struct fbs *t, int addr)
{
	return t->f->slices[fbs_slice(t, addr)].disable_deblocking_filter_idc;
}

/* filterLeftMbEdgeFlag and filterTopMbEdgeFlag (8.7): macroblock @nb is beyond it. */
static bool fbs_filtered(const struct fbs *t, int addr, bool inside, int nb)
{
	return inside && (fbs_idc(t, addr) != 2 || fbs_slice(t, addr) == fbs_slice(t, nb));
}

static void fbs_model(struct fbs *t, int addr)
{
	const int in_pair = fbs_mbaff(t) ? 2 : 1;
	const int left = addr - in_pair, above = addr - in_pair * FBS_WIDTH;
	const bool own_pair = fbs_mbaff(t) && addr & 1 && !fbs_field(t, addr);

	if (t->f->pic.mbs[fbs_index(t, addr)].type == H264_MB_NONE || fbs_idc(t, addr) == 1)
		return;
	if (fbs_filtered(t, addr, addr / in_pair % FBS_WIDTH, left))
		fbs_left(t, addr);
	fbs_inside(t, addr);
	if (own_pair || fbs_filtered(t, addr, above >= 0, above))
		fbs_top(t, addr);
}

static void fbs_random_motion(struct fbs *t, int addr)
{
	struct h264_motion *m = &t->f->pic.motion[fbs_index(t, addr)];
	const bool field = fbs_field(t, addr), still = fbs_random(t, 2);
	unsigned int list, i;

	memset(m, 0, sizeof(*m));
	memset(m->ref_idx, -1, sizeof(m->ref_idx));
	for (i = 0; i < 4; i++) {
		const u32 lists = still ? 1 : 1 + fbs_random(t, 3);

		for (list = 0; list < 2; list++) {
			const u32 slot = still ? 0 : fbs_random(t, 4) / 3;
			const u32 parity = fbs_random(t, 4) / 3;

			if (!(lists >> list & 1))
				continue;
			m->ref_idx[list][i] = 0;
			m->ref[list][i] = H264_LIST_ENTRY(slot, field ? 1 + parity : 3);
		}
	}
	for (list = 0; list < 2; list++) {
		for (i = 0; i < 16; i++) {
			if (m->ref_idx[list][i / 8 * 2 + i / 2 % 2] < 0)
				continue;
			m->mv[list][i].x = fbs_random(t, still ? 2 : 6);
			m->mv[list][i].y = fbs_random(t, still ? 3 : 6);
		}
	}
}

static void fbs_random_mb(struct fbs *t, int addr)
{
	struct h264_mb *mb = &t->f->pic.mbs[fbs_index(t, addr)];
	unsigned int i;

	*mb = (struct h264_mb){
		.type = fbs_random(t, 5) ? H264_MB_INTER : H264_MB_I_NXN,
		.qp = FBS_QP + fbs_random(t, 12),
		.shape = H264_QUARTERS,
		.slice = fbs_slice(t, addr),
		.flags = fbs_random(t, 3) ? 0 : H264_MB_T8X8,
	};
	if (fbs_mbaff(t) && t->pairs.field[addr / 2])
		mb->flags |= H264_MB_FIELD;
	memset(mb->sub_shape, H264_QUARTERS, 4);
	for (i = 0; i < 4; i++) {
		const u32 b = i / 2 * 8 + i % 2 * 2;

		if (mb->flags & H264_MB_T8X8)
			mb->coded |= fbs_random(t, 3) ? 0 : 0x33ULL << b;
		else
			mb->coded |= (u64)(fbs_random(t, 1 << 6) & 0x33) << b;
	}
	if (fbs_random(t, 3))
		mb->coded = 0;
	fbs_random_motion(t, addr);
}

static void fbs_free(void *mem)
{
	vfree(mem);
}

static struct fbs *fbs_set_up(struct kunit *test, enum h264_structure structure, bool mbaff)
{
	struct fbs *t = vzalloc(sizeof(*t));

	KUNIT_ASSERT_NOT_NULL(test, t);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fbs_free, t), 0);
	fbs_now = t;
	t->seed = 1 + mbaff;
	t->pairs.width = FBS_WIDTH;
	t->f = h264_fixture_coded(test, FBS_WIDTH,
				  structure == H264_FRAME ? FBS_HEIGHT : 2 * FBS_HEIGHT, structure,
				  mbaff);
	t->f->pic.dsp.deblock_luma[H264_EDGE_VERT] = fbs_luma_vert;
	t->f->pic.dsp.deblock_luma[H264_EDGE_HOR] = fbs_luma_hor;
	t->f->pic.dsp.deblock_luma_intra[H264_EDGE_VERT] = fbs_luma_vert_intra;
	t->f->pic.dsp.deblock_luma_intra[H264_EDGE_HOR] = fbs_luma_hor_intra;
	t->f->pic.dsp.deblock_chroma[H264_EDGE_VERT] = fbs_chroma_vert;
	t->f->pic.dsp.deblock_chroma[H264_EDGE_HOR] = fbs_chroma_hor;
	t->f->pic.dsp.deblock_chroma_intra[H264_EDGE_VERT] = fbs_chroma_vert_intra;
	t->f->pic.dsp.deblock_chroma_intra[H264_EDGE_HOR] = fbs_chroma_hor_intra;
	h264_fixture_slice(t->f, H264_SLICE_B, 0, t->f->w.data, 0);
	h264_fixture_slice(t->f, H264_SLICE_B, 2, t->f->w.data, 0);
	return t;
}

/* Some macroblocks are lost; of a pair they remain of its kind. */
static void fbs_lose(struct fbs *t)
{
	int i;

	for (i = 0; i < FBS_MBS; i++) {
		struct h264_mb *mb = &t->f->pic.mbs[fbs_index(t, i)];

		if (fbs_random(t, 4))
			continue;
		*mb = (struct h264_mb){
			.slice = H264_SLICE_NONE, .flags = mb->flags & H264_MB_FIELD, .qp = FBS_QP,
		};
	}
}

/*
 * With lost macroblocks nothing else may be filtered than what would be beside those
 * that are not lost.
 */
static void fbs_forgive(struct fbs *t)
{
	struct fbs_line *done = &t->log[0][0][0][0][0], *want = &t->log[1][0][0][0][0];
	u32 i;

	for (i = 0; i < sizeof(t->log[0]) / sizeof(*done); i++)
		if (!done[i].count)
			want[i] = done[i];
}

static void fbs_compare_line(struct kunit *test, const struct fbs_line *done,
			     const struct fbs_line *want, u32 plane, u32 dir, u32 y, u32 round)
{
	u32 x;

	for (x = 0; x < FBS_COLUMNS; x++) {
		KUNIT_ASSERT_EQ_MSG(test, done[x].count, want[x].count,
				    "plane %u, direction %u, (%u, %u), round %u", plane, dir, x, y,
				    round);
		KUNIT_ASSERT_EQ_MSG(test, done[x].tc0, want[x].tc0,
				    "plane %u, direction %u, (%u, %u), round %u", plane, dir, x, y,
				    round);
		KUNIT_ASSERT_EQ_MSG(test, done[x].alpha, want[x].alpha,
				    "plane %u, direction %u, (%u, %u), round %u", plane, dir, x, y,
				    round);
		KUNIT_ASSERT_EQ_MSG(test, done[x].step, want[x].step,
				    "plane %u, direction %u, (%u, %u), round %u", plane, dir, x, y,
				    round);
	}
}

static void fbs_compare(struct kunit *test, const struct fbs *t, u32 round)
{
	u32 plane, dir, y;

	KUNIT_ASSERT_EQ(test, t->bad, 0);
	for (plane = 0; plane < 3; plane++)
		for (dir = 0; dir < H264_EDGE_COUNT; dir++)
			for (y = 0; y < FBS_LINES; y++)
				fbs_compare_line(test, t->log[0][plane][dir][y],
						 t->log[1][plane][dir][y], plane, dir, y, round);
}

static void fbs_run(struct kunit *test, enum h264_structure structure, bool mbaff)
{
	struct fbs *t = fbs_set_up(test, structure, mbaff);
	u32 round, row;
	int i;

	for (round = 0; round < 300; round++) {
		const u32 start = fbs_random(t, 2 * FBS_MBS);

		memset(t->log, 0, sizeof(t->log));
		for (i = 0; i < FBS_MBS; i++) {
			t->pairs.field[i] = fbs_random(t, 2);
			t->slice[i] = i >= start;
		}
		t->f->slices[0].disable_deblocking_filter_idc = fbs_random(t, 8) / 7;
		t->f->slices[1].disable_deblocking_filter_idc = 2 * fbs_random(t, 2);
		for (i = 0; i < FBS_MBS; i++)
			fbs_random_mb(t, i);
		if (round % 8 == 7)
			fbs_lose(t);
		for (i = 0; i < FBS_MBS; i++)
			fbs_model(t, i);
		for (row = 0; row < t->f->pic.num_rows; row++)
			h264_fixture_run_stage(t->f, H264_STAGE_DEBLOCK, row);
		if (round % 8 == 7)
			fbs_forgive(t);
		fbs_compare(test, t, round);
	}
}

static void fbs_mbaff_frame(struct kunit *test)
{
	fbs_run(test, H264_FRAME, true);
}

static void fbs_fields(struct kunit *test)
{
	fbs_run(test, H264_TOP, false);
	fbs_run(test, H264_BOTTOM, false);
}

/* The model itself, and what the others are, with frames. */
static void fbs_frame(struct kunit *test)
{
	fbs_run(test, H264_FRAME, false);
}

static struct kunit_case fbs_cases[] = {
	KUNIT_CASE(fbs_mbaff_frame),
	KUNIT_CASE(fbs_fields),
	KUNIT_CASE(fbs_frame),
	{}
};

static struct kunit_suite fbs_suite = {
	.name = "h264_field_bs",
	.test_cases = fbs_cases,
};

kunit_test_suite(fbs_suite);
