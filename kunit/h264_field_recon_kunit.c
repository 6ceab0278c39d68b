// SPDX-License-Identifier: GPL-2.0
/*
 * Reconstruction of fields and MBAFF frames: where samples of macroblocks are, inter
 * prediction sample by sample (H.264 8.4.2.1, 8.4.1.4, 8.4.2.2.2, 8.4.2.3), what
 * intra prediction may use beside pairs of the other kind (8.3.1.2), and what takes
 * the place of lost macroblocks and fields.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_output.h"
#include "h264/h264_refs.h"
#include "dae_check.h"
#include "h264_fixture.h"
#include "h264_pairs.h"

/* Macroblocks of the frame */
#define FRC_WIDTH	3
#define FRC_HEIGHT	4
#define FRC_MBS		(FRC_WIDTH * FRC_HEIGHT)
#define FRC_LINES	(16 * FRC_HEIGHT)
#define FRC_COLUMNS	(16 * FRC_WIDTH)

/* What samples are before decoding */
#define FRC_UNTOUCHED	0x5a

/**
 * struct frc - state of a test
 * @f: the picture
 * @pairs: those of an MBAFF frame
 * @seed: of pseudo-random numbers
 * @slot: dsp operation that was called last, of each 4x4 block, 8x8 block, whole
 *	macroblock and of chroma; by address
 */
struct frc {
	struct h264_fixture *f;
	struct h264_pairs pairs;
	u32 seed;
	struct {
		u8 pred4[16];
		u8 pred8[4];
		u8 corner8[4];
		u8 pred16;
		u8 chroma;
	} slot[FRC_MBS];
};

static u32 frc_random(struct frc *t, u32 num)
{
	return (dae_rnd(&t->seed) >> 5) % num;
}

static u8 *frc_at(const struct dae_frame *frame, unsigned int plane, int x, int line)
{
	const struct dae_plane *p = &frame->plane[plane];

	return (u8 *)p->data + line * p->stride_bytes + x;
}

static void frc_fill(struct frc *t, const struct dae_frame *frame, int value)
{
	unsigned int plane;
	u32 x, y;

	for (plane = 0; plane < 3; plane++)
		for (y = 0; y < frame->plane[plane].height; y++)
			for (x = 0; x < frame->plane[plane].width; x++)
				*frc_at(frame, plane, x, y) = value < 0 ? frc_random(t, 256) :
									  value;
}

static struct frc *frc_set_up_chroma(struct kunit *test, enum h264_structure structure, bool mbaff,
				     enum dae_chroma chroma)
{
	const struct h264_fixture_kind kind = {
		.mb_width = FRC_WIDTH,
		.mb_height = FRC_HEIGHT,
		.structure = structure,
		.mbaff = mbaff,
		.chroma = chroma,
		.bit_depth = 8,
	};
	struct frc *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->seed = 1;
	t->pairs.width = FRC_WIDTH;
	t->f = h264_fixture_init_kind(test, &kind);
	frc_fill(t, &t->f->frame, FRC_UNTOUCHED);
	frc_fill(t, &t->f->refs[0], -1);
	frc_fill(t, &t->f->refs[1], -1);
	return t;
}

static struct frc *frc_set_up(struct kunit *test, enum h264_structure structure, bool mbaff)
{
	return frc_set_up_chroma(test, structure, mbaff, DAE_CHROMA_420);
}

static bool frc_mbaff(const struct frc *t)
{
	return t->f->pic.mbaff;
}

static int frc_num(const struct frc *t)
{
	return t->f->pic.num_mbs;
}

static int frc_index(const struct frc *t, int addr)
{
	return frc_mbaff(t) ? h264_pairs_index(&t->pairs, addr) : addr;
}

/* Is it a macroblock of a field, and of which? */
static bool frc_field(const struct frc *t, int addr, bool *bottom)
{
	if (t->f->pic.params.structure != H264_FRAME) {
		*bottom = t->f->pic.params.structure == H264_BOTTOM;
		return true;
	}
	*bottom = addr & 1;
	return frc_mbaff(t) && t->pairs.field[addr / 2];
}

/* The row, of the field or of the frame, that row @y of a macroblock of @h rows is */
static int frc_row(const struct frc *t, int addr, int y, int h)
{
	if (!frc_mbaff(t))
		return addr / FRC_WIDTH * h + y;
	if (t->pairs.field[addr / 2])
		return addr / 2 / FRC_WIDTH * h + y;
	return (addr / 2 / FRC_WIDTH * 2 + addr % 2) * h + y;
}

/* The line of the frame that is */
static int frc_line(const struct frc *t, int addr, int y, int h)
{
	const int row = frc_row(t, addr, y, h);
	bool bottom;

	return frc_field(t, addr, &bottom) ? 2 * row + bottom : row;
}

/* Kinds of pairs, slice and flags of all macroblocks */
static void frc_random_pairs(struct frc *t)
{
	int i;

	for (i = 0; i < frc_num(t); i++) {
		if (!(i & 1))
			t->pairs.field[i / 2] = frc_mbaff(t) && frc_random(t, 2);
		t->f->pic.mbs[frc_index(t, i)] = (struct h264_mb){
			.flags = t->pairs.field[i / 2] ? H264_MB_FIELD : 0,
		};
	}
}

static void frc_run(struct frc *t)
{
	u32 row;

	for (row = 0; row < t->f->pic.num_rows; row++)
		h264_fixture_run_stage(t->f, H264_STAGE_RECON, row);
}

/* A sample that tells macroblocks and positions apart */
static u8 frc_pcm_sample(int addr, unsigned int i)
{
	u32 state = addr * 1000 + i + 1;

	return dae_rnd(&state);
}

/* I_PCM everywhere: each sample once, in its place. */
static void frc_pcm(struct kunit *test, enum h264_structure structure, bool mbaff)
{
	struct frc *t = frc_set_up(test, structure, mbaff);
	const int mbs = FRC_WIDTH << mbaff;
	unsigned int plane, i, line;
	int addr;

	h264_fixture_slice(t->f, H264_SLICE_I, 0, t->f->w.data, 0);
	frc_random_pairs(t);
	for (addr = 0; addr < frc_num(t); addr++) {
		struct h264_mb *mb = &t->f->pic.mbs[frc_index(t, addr)];
		s16 *coef;

		mb->type = H264_MB_I_PCM;
		mb->coef = addr % mbs * 384;
		coef = h264_pic_coefs(&t->f->pic, mb->coef);
		for (i = 0; i < 384; i++)
			coef[i] = frc_pcm_sample(addr, i);
		/* The next row may need the room of this one. */
		if (addr % mbs == mbs - 1)
			h264_fixture_run_stage(t->f, H264_STAGE_RECON, addr / mbs);
	}
	for (addr = 0; addr < frc_num(t); addr++) {
		const int x = frc_index(t, addr) % FRC_WIDTH;

		for (i = 0; i < 256; i++)
			KUNIT_ASSERT_EQ_MSG(test, *frc_at(&t->f->frame, 0, 16 * x + i % 16,
							  frc_line(t, addr, i / 16, 16)),
					    frc_pcm_sample(addr, i), "sample %u, address %d", i,
					    addr);
		for (i = 0; i < 128; i++)
			KUNIT_ASSERT_EQ_MSG(test, *frc_at(&t->f->frame, 1 + i / 64, 8 * x + i % 8,
							  frc_line(t, addr, i % 64 / 8, 8)),
					    frc_pcm_sample(addr, 256 + i),
					    "chroma sample %u, address %d", i, addr);
	}
	/* Nothing of the other field */
	for (plane = 0; plane < 3 && structure != H264_FRAME; plane++)
		for (line = structure == H264_TOP; line < t->f->frame.plane[plane].height;
		     line += 2)
			KUNIT_ASSERT_EQ(test, *frc_at(&t->f->frame, plane, 3, line),
					FRC_UNTOUCHED);
}

static void frc_positions(struct kunit *test)
{
	frc_pcm(test, H264_TOP, false);
	frc_pcm(test, H264_BOTTOM, false);
	frc_pcm(test, H264_FRAME, true);
}

/* A sample of a picture, of the field or frame @structure; beyond its edges the last one */
static int frc_ref_sample(const struct dae_frame *frame, unsigned int structure,
			  unsigned int plane, int x, int y)
{
	const struct dae_plane *p = &frame->plane[plane];
	const int h = structure == H264_FRAME ? p->height : p->height / 2;

	x = clamp(x, 0, (int)p->width - 1);
	y = clamp(y, 0, h - 1);
	if (structure != H264_FRAME)
		y = 2 * y + (structure == H264_BOTTOM);
	return *frc_at(frame, plane, x, y);
}

/* Prediction of a luma or chroma sample; luma vectors are of whole samples. */
static int frc_predict(const struct frc *t, u8 entry, struct h264_mv mv, unsigned int plane,
		       int x, int y, bool bottom)
{
	const struct dae_frame *frame = t->f->pic.refs[H264_LIST_SLOT(entry)].frame;
	const unsigned int structure = H264_LIST_STRUCTURE(entry);
	const bool is_422 = t->f->pic.chroma == DAE_CHROMA_422;
	int fx, fy, k, sum = 0;

	if (!plane)
		return frc_ref_sample(frame, structure, 0, x + mv.x / 4, y + mv.y / 4);
	/* Table 8-9 and, of 4:2:2, vertical units of a quarter of a sample */
	if (is_422)
		mv.y *= 2;
	else if (structure == H264_BOTTOM && !bottom)
		mv.y -= 2;
	else if (structure == H264_TOP && bottom)
		mv.y += 2;
	fx = mv.x & 7;
	fy = mv.y & 7;
	for (k = 0; k < 4; k++)
		sum += (k & 1 ? fx : 8 - fx) * (k & 2 ? fy : 8 - fy) *
		       frc_ref_sample(frame, structure, plane, x + (mv.x >> 3) + (k & 1),
				      y + (mv.y >> 3) + (k >> 1));
	return (sum + 32) >> 6;
}

/* 8.4.2.3 for one sample; @poc of the picture the macroblock belongs to */
static int frc_weighted(const struct frc *t, const struct h264_motion *m, bool halved, s32 poc,
			const int pred[2], unsigned int plane)
{
	const struct h264_slice *s = t->f->pic.slices;
	const unsigned int list = m->ref_idx[0][0] < 0;
	const bool bi = m->ref_idx[0][0] >= 0 && m->ref_idx[1][0] >= 0;
	const struct h264_weight *e[2];
	unsigned int i;
	int w1;

	for (i = 0; i < 2; i++)
		e[i] = &s->weight[i][max(m->ref_idx[i][0], 0) >> halved][plane];
	if (s->weighted == 2 && bi) {
		w1 = h264_refs_implicit_weight(&t->f->pic, poc, m->ref[0][0], m->ref[1][0]);
		return clamp((pred[0] * (64 - w1) + pred[1] * w1 + 32) >> 6, 0, 255);
	}
	if (s->weighted == 1 && bi)
		return clamp(((pred[0] * e[0]->weight + pred[1] * e[1]->weight + 32) >> 6) +
			     ((e[0]->offset + e[1]->offset + 1) >> 1), 0, 255);
	if (s->weighted == 1)
		return clamp(((pred[list] * e[list]->weight + 16) >> 5) + e[list]->offset, 0, 255);
	return bi ? (pred[0] + pred[1] + 1) >> 1 : pred[list];
}

/* Motion of a macroblock: one list or both, fields of either parity for fields. */
static void frc_random_motion(struct frc *t, int addr)
{
	const unsigned int lists = 1 + frc_random(t, 3);
	struct h264_motion *m = &t->f->pic.motion[frc_index(t, addr)];
	bool bottom, field = frc_field(t, addr, &bottom);
	unsigned int list, i;

	memset(m, 0, sizeof(*m));
	memset(m->ref_idx, -1, sizeof(m->ref_idx));
	for (list = 0; list < 2; list++) {
		const u32 idx = frc_random(t, frc_mbaff(t) && field ? 4 : 2);
		const struct h264_mv mv = {
			4 * ((int)frc_random(t, 60) - 30), 4 * ((int)frc_random(t, 60) - 30)
		};
		u8 entry = H264_LIST_ENTRY(idx, H264_FRAME);

		if (!(lists >> list & 1))
			continue;
		if (frc_mbaff(t) && field)
			entry = H264_LIST_ENTRY(idx / 2, 1 + (bottom ^ (idx & 1)));
		else if (field)
			entry = H264_LIST_ENTRY(idx, 1 + frc_random(t, 2));
		memset(m->ref_idx[list], idx, 4);
		memset(m->ref[list], entry, 4);
		for (i = 0; i < 16; i++)
			m->mv[list][i] = mv;
	}
}

static void frc_check_inter(struct kunit *test, const struct frc *t, int addr)
{
	const struct h264_motion *m = &t->f->pic.motion[frc_index(t, addr)];
	const int mb_x = frc_index(t, addr) % FRC_WIDTH;
	bool bottom, field = frc_field(t, addr, &bottom);
	const s32 *poc = t->f->pic.params.poc;
	const s32 cur = field ? poc[bottom] : min(poc[0], poc[1]);
	unsigned int plane, list;
	int x, y;

	for (plane = 0; plane < 3; plane++) {
		const int w = plane ? 8 : 16;
		const int h = plane && t->f->pic.chroma == DAE_CHROMA_420 ? 8 : 16;

		for (y = 0; y < h; y++) {
			for (x = 0; x < w; x++) {
				const int px = mb_x * w + x, line = frc_line(t, addr, y, h);
				int pred[2] = {}, want;

				for (list = 0; list < 2; list++)
					if (m->ref_idx[list][0] >= 0)
						pred[list] = frc_predict(t, m->ref[list][0],
									 m->mv[list][0], plane, px,
									 frc_row(t, addr, y, h),
									 bottom);
				want = frc_weighted(t, m, frc_mbaff(t) && field, cur, pred, plane);
				KUNIT_ASSERT_EQ_MSG(test, *frc_at(&t->f->frame, plane, px, line),
						    want, "plane %u, (%d, %d), address %d", plane,
						    px, line, addr);
			}
		}
	}
}

static void frc_inter_of(struct kunit *test, enum h264_structure structure, bool mbaff,
			 enum dae_chroma chroma)
{
	struct frc *t = frc_set_up_chroma(test, structure, mbaff, chroma);
	struct h264_slice *s = h264_fixture_slice(t->f, H264_SLICE_B, 0, t->f->w.data, 0);
	unsigned int round, list, i, plane;
	int addr;

	s->luma_log2_denom = 5;
	s->chroma_log2_denom = 5;
	t->f->pic.params.poc[0] = 20;
	t->f->pic.params.poc[1] = 23;
	for (i = 0; i < 2; i++) {
		t->f->pic.refs[i].poc[0] = i ? 48 : 8;
		t->f->pic.refs[i].poc[1] = i ? 44 : 13;
		t->f->pic.refs[i].frame_poc = i ? 44 : 8;
	}
	for (round = 0; round < 60; round++) {
		s->weighted = round % 3;
		for (list = 0; list < 2; list++)
			for (i = 0; i < H264_MAX_REFS; i++)
				for (plane = 0; plane < 3; plane++)
					s->weight[list][i][plane] = (struct h264_weight){
						frc_random(t, 50), (int)frc_random(t, 40) - 20
					};
		frc_random_pairs(t);
		for (addr = 0; addr < frc_num(t); addr++) {
			t->f->pic.mbs[frc_index(t, addr)].type = H264_MB_INTER;
			frc_random_motion(t, addr);
		}
		frc_run(t);
		for (addr = 0; addr < frc_num(t); addr++)
			frc_check_inter(test, t, addr);
	}
}

static void frc_inter(struct kunit *test)
{
	frc_inter_of(test, H264_TOP, false, DAE_CHROMA_420);
	frc_inter_of(test, H264_BOTTOM, false, DAE_CHROMA_420);
	frc_inter_of(test, H264_FRAME, true, DAE_CHROMA_420);
	frc_inter_of(test, H264_TOP, false, DAE_CHROMA_422);
	frc_inter_of(test, H264_FRAME, true, DAE_CHROMA_422);
}

/* A second field from the first one; its own lines are never used. */
static void frc_own_frame_of(struct kunit *test, enum h264_structure structure, u8 named)
{
	struct frc *t = frc_set_up(test, structure, false);
	struct h264_motion *m = t->f->pic.motion;
	unsigned int line, x;
	int addr;

	h264_fixture_slice(t->f, H264_SLICE_P, 0, t->f->w.data, 0);
	t->f->pic.refs[0].frame = &t->f->frame;
	frc_fill(t, &t->f->frame, -1);
	for (addr = 0; addr < frc_num(t); addr++) {
		t->f->pic.mbs[addr].type = H264_MB_INTER;
		memset(&m[addr], 0, sizeof(m[addr]));
		memset(m[addr].ref_idx[1], -1, 4);
		memset(m[addr].ref[0], H264_LIST_ENTRY(0, named), 4);
	}
	frc_run(t);
	for (line = structure == H264_BOTTOM; line < FRC_LINES; line += 2)
		for (x = 0; x < FRC_COLUMNS; x++)
			KUNIT_ASSERT_EQ(test, *frc_at(&t->f->frame, 0, x, line),
					*frc_at(&t->f->frame, 0, x, line ^ 1));
}

static void frc_own_frame(struct kunit *test)
{
	frc_own_frame_of(test, H264_BOTTOM, H264_TOP);
	frc_own_frame_of(test, H264_TOP, H264_BOTTOM);
	/* Damaged streams may name the field that is being decoded. */
	frc_own_frame_of(test, H264_BOTTOM, H264_BOTTOM);
	frc_own_frame_of(test, H264_TOP, H264_TOP);
}

/* All of a picture is lost: @own if its own frame, or else slot 1, stands in for it. */
static void frc_lost_in(struct kunit *test, enum h264_structure structure, bool mbaff, bool own)
{
	struct frc *t = frc_set_up(test, structure, mbaff);
	const struct dae_frame *frame = &t->f->frame;
	const bool field = structure != H264_FRAME, bottom = structure == H264_BOTTOM;
	unsigned int plane, x, y;

	frc_fill(t, frame, -1);
	frc_random_pairs(t);
	t->f->pic.conceal = 1;
	if (own)
		t->f->pic.refs[1].frame = frame;
	frc_run(t);
	for (plane = 0; plane < 3; plane++) {
		for (y = bottom; y < frame->plane[plane].height; y += 1 + field) {
			for (x = 0; x < frame->plane[plane].width; x++) {
				const u8 *want = own ? frc_at(frame, plane, x, y ^ 1) :
						       frc_at(&t->f->refs[1], plane, x, y);

				KUNIT_ASSERT_EQ(test, *frc_at(frame, plane, x, y), *want);
			}
		}
	}

	/* Without any reference grey, and nothing in the other field */
	t->f->pic.conceal = -1;
	frc_fill(t, frame, FRC_UNTOUCHED);
	frc_run(t);
	for (y = 0; y < FRC_LINES; y++)
		KUNIT_ASSERT_EQ(test, *frc_at(frame, 0, 20, y),
				field && (y & 1) != bottom ? FRC_UNTOUCHED : 128);
}

/* Of another frame the same lines, of their own one those of the other field */
static void frc_lost(struct kunit *test)
{
	frc_lost_in(test, H264_TOP, false, false);
	frc_lost_in(test, H264_TOP, false, true);
	frc_lost_in(test, H264_BOTTOM, false, false);
	frc_lost_in(test, H264_BOTTOM, false, true);
	frc_lost_in(test, H264_FRAME, true, false);
}

/*
 * Which neighbours intra prediction is asked to use
 */

/* Operations have no argument for this; tests run one after another. */
static struct frc *frc_now;

/* The macroblock a pointer is in, and the sample in there */
static int frc_find(const void *dst, unsigned int plane, int *x, int *y)
{
	const struct dae_plane *p = &frc_now->f->frame.plane[plane];
	const ptrdiff_t offset = (const u8 *)dst - (const u8 *)p->data;
	const int size = plane ? 8 : 16;
	const int line = offset / p->stride_bytes, column = offset % p->stride_bytes;
	const int pair = line / (2 * size) * FRC_WIDTH + column / size;
	const int in_pair = line % (2 * size);

	*x = column % size;
	if (frc_now->pairs.field[pair]) {
		*y = in_pair / 2;
		return 2 * pair + in_pair % 2;
	}
	*y = in_pair % size;
	return 2 * pair + in_pair / size;
}

static void frc_note4(const void *dst, unsigned int slot)
{
	int x, y, addr = frc_find(dst, 0, &x, &y);

	frc_now->slot[addr].pred4[y / 4 * 4 + x / 4] = slot;
}

static void frc_note8(const void *dst, bool corner, unsigned int slot)
{
	int x, y, addr = frc_find(dst, 0, &x, &y);

	frc_now->slot[addr].pred8[y / 8 * 2 + x / 8] = slot;
	frc_now->slot[addr].corner8[y / 8 * 2 + x / 8] = corner;
}

static void frc_note16(const void *dst, unsigned int slot)
{
	int x, y, addr = frc_find(dst, 0, &x, &y);

	frc_now->slot[addr].pred16 = slot;
}

static void frc_note_chroma(const void *dst, unsigned int slot)
{
	int x, y, addr;

	if ((const u8 *)dst >= (const u8 *)frc_now->f->frame.plane[2].data)
		return;
	addr = frc_find(dst, 1, &x, &y);
	frc_now->slot[addr].chroma = slot;
}

#define FRC_SLOT(n) \
	static void frc_pred4_##n(void *dst, ptrdiff_t stride, const void *topright, int bd_max) \
	{ \
		frc_note4(dst, n); \
	} \
	static void frc_pred8_##n(void *dst, ptrdiff_t stride, bool corner, bool topright, \
				  int bd_max) \
	{ \
		frc_note8(dst, corner, n); \
	} \
	static void frc_pred16_##n(void *dst, ptrdiff_t stride, int bd_max) \
	{ \
		frc_note16(dst, n); \
	} \
	static void frc_chroma_##n(void *dst, ptrdiff_t stride, int bd_max) \
	{ \
		frc_note_chroma(dst, n); \
	} \
	static void frc_hook_##n(struct h264_dsp *dsp) \
	{ \
		dsp->pred4[n] = frc_pred4_##n; \
		dsp->pred8[n] = frc_pred8_##n; \
		if (n < H264_INTRA16_COUNT) \
			dsp->pred16[(n) % H264_INTRA16_COUNT] = frc_pred16_##n; \
		if (n < H264_INTRA_CHROMA_COUNT) \
			dsp->predc420[(n) % H264_INTRA_CHROMA_COUNT] = frc_chroma_##n; \
	}

FRC_SLOT(0)
FRC_SLOT(1)
FRC_SLOT(2)
FRC_SLOT(3)
FRC_SLOT(4)
FRC_SLOT(5)
FRC_SLOT(6)
FRC_SLOT(7)
FRC_SLOT(8)
FRC_SLOT(9)
FRC_SLOT(10)
FRC_SLOT(11)

static void frc_hook(struct h264_dsp *dsp)
{
	frc_hook_0(dsp);
	frc_hook_1(dsp);
	frc_hook_2(dsp);
	frc_hook_3(dsp);
	frc_hook_4(dsp);
	frc_hook_5(dsp);
	frc_hook_6(dsp);
	frc_hook_7(dsp);
	frc_hook_8(dsp);
	frc_hook_9(dsp);
	frc_hook_10(dsp);
	frc_hook_11(dsp);
}

/* May the sample at (@x, @y), outside of the macroblock, be used? (8.3.1.2) */
static bool frc_usable(const struct frc *t, int addr, int x, int y, int size)
{
	const struct h264_loc loc = h264_pairs_locate(&t->pairs, addr, x, y, size);

	return loc.addr >= 0 && (t->f->pic.mbs[frc_index(t, loc.addr)].type != H264_MB_INTER ||
				 !t->f->pps.constrained_intra_pred);
}

/* All of @n samples to the left from row @y on */
static bool frc_left(const struct frc *t, int addr, int y, int n, int size)
{
	int i;

	for (i = y; i < y + n; i++)
		if (!frc_usable(t, addr, -1, i, size))
			return false;
	return true;
}

/* The slot for DC, of those with both sides, the left one, the top one and none */
static unsigned int frc_dc(bool left, bool top, unsigned int both, unsigned int left_dc,
			   unsigned int top_dc, unsigned int none)
{
	return left ? (top ? both : left_dc) : top ? top_dc : none;
}

/* What a block of @n x @n samples at (@x, @y) is predicted with; mode 2 or 4 */
static unsigned int frc_nxn(const struct frc *t, int addr, int x, int y, int n, int mode)
{
	const bool left = x || frc_left(t, addr, y, n, 16);
	const bool top = y || frc_usable(t, addr, 0, -1, 16);
	const bool corner = x && y ? true : x ? frc_usable(t, addr, 0, -1, 16) :
			    frc_usable(t, addr, -1, y - 1, 16);

	if (mode == H264_INTRA_NXN_DC)
		return frc_dc(left, top, H264_INTRA_NXN_DC, H264_INTRA_NXN_LEFT_DC,
			      H264_INTRA_NXN_TOP_DC, H264_INTRA_NXN_DC_128);
	return left && top && corner ? mode : H264_INTRA_NXN_DC_128;
}

static unsigned int frc_chroma_slot(const struct frc *t, int addr)
{
	const bool top = frc_usable(t, addr, 0, -1, 8);
	const bool upper = frc_left(t, addr, 0, 4, 8), lower = frc_left(t, addr, 4, 4, 8);

	if (upper && !lower)
		return top ? H264_INTRA_CHROMA_DC_UPPER : H264_INTRA_CHROMA_LEFT_DC_UPPER;
	if (lower && !upper)
		return top ? H264_INTRA_CHROMA_DC_LOWER : H264_INTRA_CHROMA_LEFT_DC_LOWER;
	return frc_dc(upper, top, H264_INTRA_CHROMA_DC, H264_INTRA_CHROMA_LEFT_DC,
		      H264_INTRA_CHROMA_TOP_DC, H264_INTRA_CHROMA_DC_128);
}

static void frc_check_intra(struct kunit *test, const struct frc *t, int addr, u32 round)
{
	const struct h264_mb *mb = &t->f->pic.mbs[frc_index(t, addr)];
	const bool t8x8 = mb->flags & H264_MB_T8X8;
	unsigned int i;

	if (mb->type == H264_MB_INTER)
		return;
	KUNIT_ASSERT_EQ_MSG(test, t->slot[addr].chroma, frc_chroma_slot(t, addr),
			    "address %d, round %u", addr, round);
	if (mb->type == H264_MB_I_16X16) {
		KUNIT_ASSERT_EQ_MSG(test, t->slot[addr].pred16,
				    frc_dc(frc_left(t, addr, 0, 16, 16),
					   frc_usable(t, addr, 0, -1, 16), H264_INTRA16_DC,
					   H264_INTRA16_LEFT_DC, H264_INTRA16_TOP_DC,
					   H264_INTRA16_DC_128), "address %d, round %u", addr,
				    round);
		return;
	}
	for (i = 0; i < 16 && !t8x8; i++)
		KUNIT_ASSERT_EQ_MSG(test, t->slot[addr].pred4[i],
				    frc_nxn(t, addr, i % 4 * 4, i / 4 * 4, 4, mb->intra_nxn[i]),
				    "block %u, address %d, round %u", i, addr, round);
	for (i = 0; i < 4 && t8x8; i++) {
		const int x = i % 2 * 8, y = i / 2 * 8;

		KUNIT_ASSERT_EQ_MSG(test, t->slot[addr].pred8[i],
				    frc_nxn(t, addr, x, y, 8, mb->intra_nxn[0]),
				    "8x8 block %u, address %d, round %u", i, addr, round);
		if (!x)
			KUNIT_ASSERT_EQ_MSG(test, t->slot[addr].corner8[i],
					    frc_usable(t, addr, -1, y - 1, 16),
					    "8x8 block %u, address %d, round %u", i, addr, round);
	}
}

/* A mix of intra and inter macroblocks in pairs of both kinds, and of two slices */
static void frc_intra_neighbours(struct kunit *test)
{
	struct frc *t = frc_set_up(test, H264_FRAME, true);
	u32 round, i;
	int addr;

	frc_now = t;
	frc_hook(&t->f->pic.dsp);
	h264_fixture_slice(t->f, H264_SLICE_P, 0, t->f->w.data, 0);
	h264_fixture_slice(t->f, H264_SLICE_P, 4, t->f->w.data, 0);
	for (round = 0; round < 1000; round++) {
		const u32 start = frc_random(t, 12);

		t->f->pps.constrained_intra_pred = round & 3;
		frc_random_pairs(t);
		for (addr = 0; addr < FRC_MBS; addr++) {
			struct h264_mb *mb = &t->f->pic.mbs[frc_index(t, addr)];
			struct h264_motion *m = &t->f->pic.motion[frc_index(t, addr)];
			const int mode = frc_random(t, 2) ? H264_INTRA_NXN_DC :
					 H264_INTRA_NXN_DIAG_DOWN_RIGHT;

			t->pairs.slice[addr / 2] = addr / 2 >= start;
			mb->slice = addr / 2 >= start;
			mb->type = frc_random(t, 3) ? H264_MB_I_NXN : H264_MB_INTER;
			if (mb->type == H264_MB_I_NXN && !frc_random(t, 3))
				mb->type = H264_MB_I_16X16;
			mb->intra_mode = H264_INTRA16_DC;
			memset(mb->intra_nxn, mode, 16);
			if (mb->type == H264_MB_I_NXN && frc_random(t, 2))
				mb->flags |= H264_MB_T8X8;
			memset(m, 0, sizeof(*m));
			memset(m->ref_idx[1], -1, 4);
			memset(m->ref[0], H264_LIST_ENTRY(0, mb->flags & H264_MB_FIELD ?
							  H264_TOP : H264_FRAME), 4);
		}
		memset(t->slot, 0xff, sizeof(t->slot));
		frc_run(t);
		for (i = 0; i < FRC_MBS; i++)
			frc_check_intra(test, t, i, round);
	}
}

/*
 * Fields that complete a frame, or never come
 */

static void frc_is_second_field(struct kunit *test)
{
	struct frc *t = frc_set_up(test, H264_TOP, false);
	struct h264_params params = t->f->pic.params;
	struct h264_pic_side *side = t->f->frame.side;

	KUNIT_EXPECT_EQ(test, side->fields, H264_TOP);
	KUNIT_EXPECT_FALSE(test, side->coded_frame);
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&params, &t->f->frame));
	params.structure = H264_FRAME;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&params, &t->f->frame));
	params.structure = H264_BOTTOM;
	KUNIT_EXPECT_TRUE(test, h264_pic_is_second_field(&params, &t->f->frame));
	params.frame_num++;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&params, &t->f->frame));
	params.frame_num--;
	/* Of a frame both are there, and nothing of one that was forgotten. */
	side->fields = H264_FRAME;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&params, &t->f->frame));
	side->fields = H264_TOP;
	side->coded_frame = true;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&params, &t->f->frame));
	side->coded_frame = false;
	h264_pic_forget(&t->f->pic);
	KUNIT_EXPECT_EQ(test, side->fields, 0);
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&params, &t->f->frame));
	/* The first field stays when the second one is forgotten. */
	side->fields = H264_FRAME;
	h264_pic_forget(&t->f->pic);
	KUNIT_EXPECT_EQ(test, side->fields, H264_BOTTOM);
}

/* What a picture has of its frame: every other line, half of the motion. */
static void frc_field_init(struct kunit *test)
{
	struct frc *t = frc_set_up(test, H264_TOP, false);
	struct h264_pic_side *side = t->f->frame.side;
	struct h264_pic *pic = &t->f->pic;
	unsigned int plane;
	void *work = pic->mbs;

	/* What an older frame has left. */
	side->ref_id[1][3] = 6;
	side->fields = H264_FRAME;
	side->filled = true;
	pic->refs[3].id = 7;
	pic->params.frame_num = 5;
	h264_pic_init(pic, &t->f->frame, work, 0);
	KUNIT_EXPECT_EQ(test, side->fields, H264_TOP);
	KUNIT_EXPECT_FALSE(test, side->filled);
	KUNIT_EXPECT_EQ(test, side->ref_id[0][3], 7);
	KUNIT_EXPECT_EQ(test, side->ref_id[1][3], 0);
	KUNIT_EXPECT_PTR_EQ(test, pic->motion, &side->motion[0]);
	KUNIT_EXPECT_EQ(test, h264_pic_poc(pic), pic->params.poc[0]);

	pic->params.structure = H264_BOTTOM;
	pic->params.poc[1] = 9;
	pic->refs[3].id = 8;
	pic->second_field = true;
	h264_pic_init(pic, &t->f->frame, work, 0);
	KUNIT_EXPECT_EQ(test, side->ref_id[0][3], 7);
	KUNIT_EXPECT_EQ(test, side->ref_id[1][3], 8);
	KUNIT_EXPECT_EQ(test, side->fields, H264_FRAME);
	KUNIT_EXPECT_EQ(test, side->frame_num, 5);
	KUNIT_EXPECT_EQ(test, side->mb_height, FRC_HEIGHT);
	KUNIT_EXPECT_PTR_EQ(test, pic->motion, &side->motion[FRC_MBS / 2]);
	KUNIT_EXPECT_EQ(test, h264_pic_poc(pic), 9);
	KUNIT_EXPECT_EQ(test, pic->num_mbs, FRC_MBS / 2);
	KUNIT_EXPECT_EQ(test, pic->num_rows, FRC_HEIGHT / 2);
	KUNIT_EXPECT_FALSE(test, pic->mbaff);
	for (plane = 0; plane < 3; plane++) {
		KUNIT_EXPECT_PTR_EQ(test, pic->plane[plane].data,
				    (void *)frc_at(&t->f->frame, plane, 0, 1));
		KUNIT_EXPECT_EQ(test, pic->plane[plane].height, FRC_LINES / (plane ? 4 : 2));
	}

	/* Fields of a sequence with MBAFF frames are none. */
	pic->params.sps.mb_adaptive_frame_field = true;
	h264_pic_init(pic, &t->f->frame, work, 0);
	KUNIT_EXPECT_FALSE(test, pic->mbaff);
	KUNIT_EXPECT_EQ(test, pic->num_rows, FRC_HEIGHT / 2);
}

static void frc_fill_field(struct kunit *test)
{
	unsigned int k, plane, x, y;

	for (k = 0; k < 2; k++) {
		struct frc *t = frc_set_up(test, k ? H264_BOTTOM : H264_TOP, false);
		struct dae_frame *frame = &t->f->frame;
		struct h264_pic_side *side = frame->side;

		frc_fill(t, frame, -1);
		frc_fill(t, &t->f->refs[0], 0);
		for (plane = 0; plane < 3; plane++)
			for (y = 0; y < frame->plane[plane].height; y++)
				for (x = 0; x < frame->plane[plane].width; x++)
					*frc_at(&t->f->refs[0], plane, x, y) =
						*frc_at(frame, plane, x, (y & ~1) + k);
		h264_pic_fill_field(frame);
		KUNIT_EXPECT_TRUE(test, side->filled);
		KUNIT_EXPECT_EQ(test, side->fields, k ? H264_BOTTOM : H264_TOP);
		for (plane = 0; plane < 3; plane++)
			for (y = 0; y < frame->plane[plane].height; y++)
				KUNIT_ASSERT_EQ(test, memcmp(frc_at(frame, plane, 0, y),
							     frc_at(&t->f->refs[0], plane, 0, y),
							     frame->plane[plane].width), 0);
	}
}

/* A first field is output to the lines of both, a second one to its own. */
static void frc_output(struct kunit *test)
{
	static const struct dae_output_format nv12 = {
		.layout = DAE_OUTPUT_NV, .bit_depth = 8, .chroma = DAE_CHROMA_420,
	};
	u8 *buf = kunit_kzalloc(test, FRC_COLUMNS * FRC_LINES * 3 / 2, GFP_KERNEL);
	struct dae_output out = {
		.fmt = &nv12, .width = FRC_COLUMNS, .height = FRC_LINES,
		.plane = { buf, buf + FRC_COLUMNS * FRC_LINES },
		.stride_bytes = { FRC_COLUMNS, FRC_COLUMNS },
	};
	unsigned int k, row, x, y;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	for (k = 0; k < 4; k++) {
		const bool bottom = k & 1, second = k & 2;
		struct frc *t = frc_set_up(test, bottom ? H264_BOTTOM : H264_TOP, false);

		frc_fill(t, &t->f->frame, -1);
		memset(buf, 0, FRC_COLUMNS * FRC_LINES * 3 / 2);
		t->f->pic.out = &out;
		t->f->pic.second_field = second;
		for (row = 0; row < t->f->pic.num_rows; row++)
			h264_output_row(&t->f->pic, row);
		for (y = 0; y < FRC_LINES * 3 / 2; y++) {
			const bool own = (y & 1) == bottom;
			const int line = y % FRC_LINES;

			for (x = 0; x < FRC_COLUMNS; x++) {
				const bool chroma = y >= FRC_LINES;
				const u8 want = *frc_at(&t->f->frame, chroma ? 1 + x % 2 : 0,
							chroma ? x / 2 : x, (line & ~1) + bottom);

				KUNIT_ASSERT_EQ_MSG(test, buf[y * FRC_COLUMNS + x],
						    own || !second ? want : 0,
						    "(%u, %u), case %u", x, y, k);
			}
		}
	}
}

static struct kunit_case frc_cases[] = {
	KUNIT_CASE(frc_positions),
	KUNIT_CASE(frc_inter),
	KUNIT_CASE(frc_own_frame),
	KUNIT_CASE(frc_lost),
	KUNIT_CASE(frc_intra_neighbours),
	KUNIT_CASE(frc_is_second_field),
	KUNIT_CASE(frc_field_init),
	KUNIT_CASE(frc_fill_field),
	KUNIT_CASE(frc_output),
	{}
};

static struct kunit_suite frc_suite = {
	.name = "h264_field_recon",
	.test_cases = frc_cases,
};

kunit_test_suite(frc_suite);
