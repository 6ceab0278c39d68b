// SPDX-License-Identifier: GPL-2.0
/*
 * Reference picture lists of fields (H.264 8.2.4.2.2, 8.2.4.2.4, 8.2.4.2.5 and
 * 8.2.4.3): random DPBs against a model that does what the clauses say in the
 * order they say it, and cases worked out by hand. What temporal direct prediction
 * derives from the lists of fields and MBAFF frames.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "h264/h264_refs.h"
#include "dae_check.h"
#include "h264_writer.h"

#define FRL_LOG2_MAX_FRAME_NUM	5
#define FRL_MAX_FRAME_NUM	32

/* A list that the model makes: at most two fields of each picture, and one to spare. */
#define FRL_LIST	(2 * H264_MAX_DPB + 1)

/**
 * struct frl - a field and its references
 * @pic: the field
 * @slice: a slice of it
 * @frame: what references' frame points to
 * @own: the frame of the field
 * @w: bits of a modification
 * @side: side data of @frame, without motion
 */
struct frl {
	struct h264_pic pic;
	struct h264_slice slice;
	struct dae_frame frame;
	struct dae_frame own;
	struct h264_writer w;
	struct h264_pic_side side;
};

static u32 frl_random(u32 *seed, u32 num)
{
	return (dae_rnd(seed) >> 4) % num;
}

static int frl_init(struct kunit *test)
{
	struct frl *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	test->priv = f;
	f->pic.params.sps.log2_max_frame_num = FRL_LOG2_MAX_FRAME_NUM;
	f->pic.params.structure = H264_TOP;
	f->pic.params.frame_num = 10;
	f->pic.params.poc[0] = 40;
	f->pic.params.poc[1] = 41;
	f->pic.frame = &f->own;
	f->pic.conceal = -1;
	f->frame.side = &f->side;
	f->slice.type = H264_SLICE_P;
	f->slice.structure = H264_TOP;
	return 0;
}

/* A picture in DPB slot @slot with its @fields; @num is LongTermFrameIdx if @long_term. */
static void frl_add(struct frl *f, unsigned int slot, u16 num, s32 poc, u8 fields, bool long_term)
{
	f->pic.params.dpb[slot] = (struct h264_dpb_entry){
		.frame_num = num,
		.poc = { poc, poc + 1 },
		.fields = fields,
		.valid = true,
		.long_term = long_term,
		.field_pair = true,
	};
	f->pic.refs[slot] = (struct h264_ref){
		.frame = &f->frame,
		.id = slot + 1,
		.poc = { poc, poc + 1 },
		.frame_poc = fields == H264_BOTTOM ? poc + 1 : poc,
		.long_term = long_term,
	};
}

static void frl_clear(struct frl *f)
{
	memset(f->pic.params.dpb, 0, sizeof(f->pic.params.dpb));
	memset(f->pic.refs, 0, sizeof(f->pic.refs));
	memset(&f->w, 0, sizeof(f->w));
}

/* (8-27) */
static int frl_frame_num_wrap(const struct frl *f, unsigned int slot)
{
	const int num = f->pic.params.dpb[slot].frame_num;

	return num > f->pic.params.frame_num ? num - FRL_MAX_FRAME_NUM : num;
}

/* Does the frame of slot @a come before that of @b in refFrameList0ShortTerm? */
static bool frl_before(const struct frl *f, unsigned int list, unsigned int a, unsigned int b)
{
	const s32 cur = f->pic.params.poc[f->pic.params.structure == H264_BOTTOM];
	const s32 pa = f->pic.refs[a].frame_poc, pb = f->pic.refs[b].frame_poc;
	const bool a_earlier = pa <= cur, b_earlier = pb <= cur;

	if (f->pic.params.dpb[a].long_term)
		return f->pic.params.dpb[a].frame_num < f->pic.params.dpb[b].frame_num;
	if (f->slice.type == H264_SLICE_P)
		return frl_frame_num_wrap(f, a) > frl_frame_num_wrap(f, b);
	/* Those up to the current one come first in list 0, the others in list 1. */
	if (a_earlier != b_earlier)
		return a_earlier == !list;
	return a_earlier ? pa > pb : pa < pb;
}

/* 8.2.4.2.5: fields of the frames in @slots that the model appends to @out. */
static unsigned int frl_alternate(const struct frl *f, const u8 *slots, unsigned int n, u8 *out)
{
	const struct h264_dpb_entry *dpb = f->pic.params.dpb;
	u8 want = f->pic.params.structure, left[H264_MAX_DPB];
	unsigned int num = 0, i;

	for (i = 0; i < n; i++)
		left[i] = dpb[slots[i]].fields;
	for (;;) {
		for (i = 0; i < n && !(left[i] & want); i++)
			;
		if (i == n)
			break;
		left[i] &= ~want;
		out[num++] = slots[i] << 2 | want;
		want ^= 3;
	}
	/* There are none of one parity: the others as they come. */
	want ^= 3;
	for (i = 0; i < n; i++)
		if (left[i] & want)
			out[num++] = slots[i] << 2 | want;
	return num;
}

/* The initial list as long as there are fields. */
static unsigned int frl_model(const struct frl *f, unsigned int list, u8 out[FRL_LIST])
{
	unsigned int long_term, i, j, n, num = 0;
	u8 slots[H264_MAX_DPB];

	for (long_term = 0; long_term < 2; long_term++) {
		n = 0;
		for (i = 0; i < H264_MAX_DPB; i++)
			if (f->pic.params.dpb[i].fields &&
			    f->pic.params.dpb[i].long_term == long_term)
				slots[n++] = i;
		for (i = 0; i < n; i++)
			for (j = i + 1; j < n; j++)
				if (frl_before(f, list, slots[j], slots[i]))
					swap(slots[i], slots[j]);
		num += frl_alternate(f, slots, n, out + num);
	}
	return num;
}

/* A DPB with what a stream may have: all numbers and POCs are different. */
static void frl_random_dpb(struct frl *f, u32 *seed)
{
	const u32 rare = 1 + frl_random(seed, 4), num = frl_random(seed, H264_MAX_DPB + 1);
	unsigned int slot;

	frl_clear(f);
	f->pic.params.structure = frl_random(seed, 2) ? H264_TOP : H264_BOTTOM;
	f->pic.params.frame_num = frl_random(seed, FRL_MAX_FRAME_NUM);
	f->slice.structure = f->pic.params.structure;
	f->slice.type = frl_random(seed, 2) ? H264_SLICE_P : H264_SLICE_B;
	for (slot = 0; slot < num; slot++) {
		const bool long_term = !frl_random(seed, 4);
		const u16 frame_num = (f->pic.params.frame_num + 1 + slot * 7 % 31) %
				      FRL_MAX_FRAME_NUM;
		const s32 poc = 10 + 4 * (slot * 5 % 17);
		const u8 fields = frl_random(seed, rare) ? 1 + frl_random(seed, 2) : H264_FRAME;

		frl_add(f, slot, long_term ? 15 - slot : frame_num, poc, fields, long_term);
	}
	/* The first field of the same frame */
	if (num && frl_random(seed, 2)) {
		frl_add(f, 0, f->pic.params.frame_num, 40, 3 ^ f->pic.params.structure, false);
		f->pic.refs[0].frame = &f->own;
	}
}

static void frl_expect(struct kunit *test, const struct frl *f, unsigned int list, const u8 *want,
		       unsigned int n, const char *what, u32 round)
{
	unsigned int i;

	for (i = 0; i < f->slice.num_ref_idx[list]; i++)
		KUNIT_ASSERT_EQ_MSG(test, f->slice.list[list][i], i < n ? want[i] :
				    H264_LIST_ENTRY(H264_REF_NONE, f->slice.structure),
				    "%s, entry %u of list %u, round %u", what, i, list, round);
}

static void frl_random_lists(struct kunit *test)
{
	struct frl *f = test->priv;
	u8 want[2][FRL_LIST];
	u32 seed = 1, round;

	for (round = 0; round < 3000; round++) {
		unsigned int n[2], x;

		frl_random_dpb(f, &seed);
		f->slice.num_ref_idx[0] = 1 + frl_random(&seed, 32);
		f->slice.num_ref_idx[1] = f->slice.type == H264_SLICE_B ?
					  1 + frl_random(&seed, 32) : 0;
		for (x = 0; x < 2; x++)
			n[x] = frl_model(f, x, want[x]);
		if (n[1] > 1 && !memcmp(want[0], want[1], n[1]))
			swap(want[1][0], want[1][1]);
		h264_refs_init_lists(&f->slice, &f->pic);
		for (x = 0; x < 2; x++)
			frl_expect(test, f, x, want[x], n[x], "initial", round);
	}
}

/* picNumF or, of a long-term field, LongTermPicNum (8-29, 8-30, 8-31). */
static int frl_pic_num(const struct frl *f, u8 entry)
{
	const unsigned int slot = entry >> 2;
	const int num = f->pic.params.dpb[slot].long_term ? f->pic.params.dpb[slot].frame_num :
			frl_frame_num_wrap(f, slot);

	return 2 * num + ((entry & 3) == f->slice.structure);
}

/* Names @entry by the difference to *@pred, upwards or downwards. */
static void frl_put_modification(struct frl *f, u8 entry, int *pred, bool up)
{
	const int max = 2 * FRL_MAX_FRAME_NUM;
	int num = frl_pic_num(f, entry), diff;

	if (f->pic.params.dpb[entry >> 2].long_term) {
		h264_put_ue(&f->w, 2);
		h264_put_ue(&f->w, num);
		return;
	}
	if (num < 0)
		num += max;
	diff = (up ? num - *pred : *pred - num) + max;
	diff = (diff - 1) % max + 1;
	h264_put_ue(&f->w, up);
	h264_put_ue(&f->w, diff - 1);
	*pred = num;
}

/* (8-37), (8-38): the list is one longer for a while. */
static void frl_modify(u8 *list, unsigned int num, unsigned int at, u8 entry)
{
	unsigned int c, n = at + 1;

	for (c = num; c > at; c--)
		list[c] = list[c - 1];
	list[at] = entry;
	for (c = at + 1; c <= num; c++)
		if (list[c] != entry)
			list[n++] = list[c];
}

static void frl_random_modifications(struct kunit *test)
{
	struct frl *f = test->priv;
	u8 want[FRL_LIST + 1];
	u8 all[FRL_LIST];
	u32 seed = 7, round;

	for (round = 0; round < 3000; round++) {
		unsigned int n, num, count, i;
		struct dae_bits b;
		int pred;

		frl_random_dpb(f, &seed);
		f->slice.type = H264_SLICE_P;
		f->slice.num_ref_idx[0] = 1 + frl_random(&seed, 32);
		num = f->slice.num_ref_idx[0];
		n = frl_model(f, 0, all);
		if (!n)
			continue;
		h264_refs_init_lists(&f->slice, &f->pic);
		memcpy(want, f->slice.list[0], num);
		pred = 2 * f->pic.params.frame_num + 1;
		count = frl_random(&seed, num + 1);
		for (i = 0; i < count; i++) {
			const u8 entry = all[frl_random(&seed, n)];

			frl_put_modification(f, entry, &pred, frl_random(&seed, 2));
			frl_modify(want, num, i, entry);
		}
		h264_put_ue(&f->w, 3);
		dae_bits_init(&b, f->w.data, sizeof(f->w.data));
		KUNIT_ASSERT_EQ(test, h264_refs_modify_list(&f->slice, &f->pic, 0, &b), 0);
		KUNIT_ASSERT_EQ(test, b.pos, f->w.bits);
		frl_expect(test, f, 0, want, num, "modified", round);
	}
}

/* 8.2.4.2.5 by hand: parities in turns, those that are missing left out. */
static void frl_by_hand(struct kunit *test)
{
	static const u8 top[] = {
		H264_LIST_ENTRY(1, H264_TOP), H264_LIST_ENTRY(0, H264_BOTTOM),
		H264_LIST_ENTRY(3, H264_TOP), H264_LIST_ENTRY(1, H264_BOTTOM),
		/* No top field is left. */
		H264_LIST_ENTRY(2, H264_BOTTOM), H264_LIST_ENTRY(3, H264_BOTTOM),
		/* Long-term ones follow, with a start of their own. */
		H264_LIST_ENTRY(5, H264_TOP), H264_LIST_ENTRY(4, H264_BOTTOM),
		H264_LIST_ENTRY(4, H264_TOP),
	};
	static const u8 bottom[] = {
		H264_LIST_ENTRY(0, H264_BOTTOM), H264_LIST_ENTRY(1, H264_TOP),
		H264_LIST_ENTRY(1, H264_BOTTOM), H264_LIST_ENTRY(3, H264_TOP),
		H264_LIST_ENTRY(2, H264_BOTTOM), H264_LIST_ENTRY(3, H264_BOTTOM),
		H264_LIST_ENTRY(4, H264_BOTTOM), H264_LIST_ENTRY(5, H264_TOP),
		H264_LIST_ENTRY(4, H264_TOP),
	};
	struct frl *f = test->priv;

	/* FrameNumWrap 10, 9, 7 and -2 */
	frl_add(f, 0, 10, 40, H264_BOTTOM, false);
	frl_add(f, 1, 9, 36, H264_FRAME, false);
	frl_add(f, 2, 7, 32, H264_BOTTOM, false);
	frl_add(f, 3, 30, 28, H264_FRAME, false);
	frl_add(f, 4, 1, 8, H264_FRAME, true);
	frl_add(f, 5, 0, 12, H264_TOP, true);
	f->slice.num_ref_idx[0] = 9;
	h264_refs_init_lists(&f->slice, &f->pic);
	frl_expect(test, f, 0, top, 9, "top", 0);
	f->pic.params.structure = H264_BOTTOM;
	f->slice.structure = H264_BOTTOM;
	h264_refs_init_lists(&f->slice, &f->pic);
	frl_expect(test, f, 0, bottom, 9, "bottom", 0);
}

/* The second field's own frame is behind it in POC order, even if not by time. */
static void frl_second_field(struct kunit *test)
{
	static const u8 want[2][4] = {
		{
			H264_LIST_ENTRY(1, H264_BOTTOM), H264_LIST_ENTRY(0, H264_TOP),
			H264_LIST_ENTRY(2, H264_BOTTOM), H264_LIST_ENTRY(1, H264_TOP),
		}, {
			H264_LIST_ENTRY(2, H264_BOTTOM), H264_LIST_ENTRY(2, H264_TOP),
			H264_LIST_ENTRY(1, H264_BOTTOM), H264_LIST_ENTRY(0, H264_TOP),
		},
	};
	struct frl *f = test->priv;

	f->pic.params.structure = H264_BOTTOM;
	f->pic.params.poc[1] = 40;
	f->slice.structure = H264_BOTTOM;
	f->slice.type = H264_SLICE_B;
	f->slice.num_ref_idx[0] = 4;
	f->slice.num_ref_idx[1] = 4;
	frl_add(f, 0, 10, 40, H264_TOP, false);
	frl_add(f, 1, 8, 32, H264_FRAME, false);
	frl_add(f, 2, 9, 48, H264_FRAME, false);
	h264_refs_init_lists(&f->slice, &f->pic);
	frl_expect(test, f, 0, want[0], 4, "list 0", 0);
	frl_expect(test, f, 1, want[1], 4, "list 1", 0);

	/* What stands in for the missing can be of the own frame: then its other field. */
	frl_clear(f);
	f->pic.refs[H264_REF_NONE].frame = &f->own;
	h264_refs_init_lists(&f->slice, &f->pic);
	KUNIT_EXPECT_EQ(test, f->slice.list[0][0], H264_LIST_ENTRY(H264_REF_NONE, H264_TOP));
	f->pic.refs[H264_REF_NONE].frame = &f->frame;
	h264_refs_init_lists(&f->slice, &f->pic);
	KUNIT_EXPECT_EQ(test, f->slice.list[0][0], H264_LIST_ENTRY(H264_REF_NONE, H264_BOTTOM));
}

/* A frame needs both fields of its references; in fields one is enough (8.2.4.2.1). */
static void frl_frame_lists(struct kunit *test)
{
	struct frl *f = test->priv;

	f->pic.params.structure = H264_FRAME;
	f->slice.structure = H264_FRAME;
	f->slice.num_ref_idx[0] = 2;
	frl_add(f, 0, 9, 36, H264_TOP, false);
	frl_add(f, 1, 8, 32, H264_FRAME, false);
	h264_refs_init_lists(&f->slice, &f->pic);
	KUNIT_EXPECT_EQ(test, f->slice.list[0][0], H264_LIST_ENTRY(1, H264_FRAME));
	KUNIT_EXPECT_EQ(test, f->slice.list[0][1], H264_LIST_ENTRY(H264_REF_NONE, H264_FRAME));
}

/* Pictures that are not in the DPB, and fields that frames there do not have. */
static void frl_missing(struct kunit *test)
{
	struct frl *f = test->priv;
	const u8 none = H264_LIST_ENTRY(H264_REF_NONE, H264_TOP);
	struct dae_bits b;

	frl_add(f, 0, 9, 36, H264_BOTTOM, false);
	frl_add(f, 1, 3, 32, H264_BOTTOM, true);
	f->slice.num_ref_idx[0] = 4;
	h264_refs_init_lists(&f->slice, &f->pic);
	/* 21 - 2 = 19, the top field of 9; 19 - 1 = 18, its bottom field */
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 1);
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 0);
	/* LongTermPicNum 7 is the top field, 6 the bottom field. */
	h264_put_ue(&f->w, 2);
	h264_put_ue(&f->w, 7);
	h264_put_ue(&f->w, 2);
	h264_put_ue(&f->w, 6);
	h264_put_ue(&f->w, 3);
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_ASSERT_EQ(test, h264_refs_modify_list(&f->slice, &f->pic, 0, &b), 0);
	KUNIT_EXPECT_EQ(test, f->slice.list[0][0], none);
	KUNIT_EXPECT_EQ(test, f->slice.list[0][1], H264_LIST_ENTRY(0, H264_BOTTOM));
	KUNIT_EXPECT_EQ(test, f->slice.list[0][2], none);
	KUNIT_EXPECT_EQ(test, f->slice.list[0][3], H264_LIST_ENTRY(1, H264_BOTTOM));

	/* abs_diff_pic_num_minus1 is below MaxPicNum, which is twice MaxFrameNum. */
	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 2 * FRL_MAX_FRAME_NUM - 1);
	h264_put_ue(&f->w, 3);
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_EXPECT_EQ(test, h264_refs_modify_list(&f->slice, &f->pic, 0, &b), 0);
	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 2 * FRL_MAX_FRAME_NUM);
	h264_put_ue(&f->w, 3);
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_EXPECT_EQ(test, h264_refs_modify_list(&f->slice, &f->pic, 0, &b), -EINVAL);
}

/* DistScaleFactor of frame and field macroblocks of an MBAFF frame (8.4.1.2.3). */
static void frl_temporal_scale(struct kunit *test)
{
	struct frl *f = test->priv;
	struct h264_slice *s = &f->slice;
	/* PicOrderCnt of the fields of list 0's pictures, of list 1's first and of this one */
	static const s32 poc0[2][2] = { { 10, 13 }, { 20, 27 } }, poc1[2] = { 60, 66 };
	static const s32 cur[2] = { 40, 47 };
	unsigned int i, bottom;

	f->pic.mbaff = true;
	f->pic.params.structure = H264_FRAME;
	f->pic.params.poc[1] = cur[1];
	s->structure = H264_FRAME;
	s->type = H264_SLICE_B;
	s->num_ref_idx[0] = 3;
	s->num_ref_idx[1] = 1;
	for (i = 0; i < 4; i++) {
		frl_add(f, i, i, 10, H264_FRAME, i == 2);
		f->pic.refs[i].poc[0] = i == 3 ? poc1[0] : poc0[i & 1][0];
		f->pic.refs[i].poc[1] = i == 3 ? poc1[1] : poc0[i & 1][1];
		f->pic.refs[i].frame_poc = f->pic.refs[i].poc[0];
		s->list[0][i] = H264_LIST_ENTRY(i, H264_FRAME);
	}
	s->list[1][0] = H264_LIST_ENTRY(3, H264_FRAME);
	h264_refs_derive(s, &f->pic);
	KUNIT_EXPECT_EQ(test, s->col, 3);
	for (i = 0; i < 2; i++)
		KUNIT_EXPECT_EQ(test, s->dist_scale[0][i],
				h264_refs_dist_scale(40, poc0[i][0], poc1[0]));
	KUNIT_EXPECT_EQ(test, s->dist_scale[0][2], H264_DIST_COPY);
	/* Even indices are fields of the macroblock's parity. */
	for (bottom = 0; bottom < 2; bottom++) {
		for (i = 0; i < 4; i++)
			KUNIT_EXPECT_EQ(test, s->dist_scale[1 + bottom][i],
					h264_refs_dist_scale(cur[bottom],
							     poc0[i / 2][(i & 1) ^ bottom],
							     poc1[bottom]));
		KUNIT_EXPECT_EQ(test, s->dist_scale[1 + bottom][4], H264_DIST_COPY);
		KUNIT_EXPECT_EQ(test, s->dist_scale[1 + bottom][5], H264_DIST_COPY);
	}

	/* A field: entries are fields, and so is what is current. */
	f->pic.mbaff = false;
	f->pic.params.structure = H264_BOTTOM;
	s->structure = H264_BOTTOM;
	s->num_ref_idx[0] = 2;
	s->list[0][0] = H264_LIST_ENTRY(0, H264_BOTTOM);
	s->list[0][1] = H264_LIST_ENTRY(1, H264_TOP);
	s->list[1][0] = H264_LIST_ENTRY(3, H264_TOP);
	h264_refs_derive(s, &f->pic);
	KUNIT_EXPECT_EQ(test, s->dist_scale[0][0], h264_refs_dist_scale(47, 13, 60));
	KUNIT_EXPECT_EQ(test, s->dist_scale[0][1], h264_refs_dist_scale(47, 20, 60));
}

/* Which field of a complementary pair is co-located (8.4.1.2.1). */
static void frl_col_field(struct kunit *test)
{
	static const struct {
		s32 top, bottom;
		bool col_bottom;
	} cases[] = {
		/* PicOrderCnt of the frame is 40. */
		{ 48, 49, false }, { 49, 48, true }, { 48, 48, true }, { 30, 31, true },
		{ 31, 30, false }, { 35, 46, false }, { 33, 46, true }, { 34, 46, true },
	};
	struct frl *f = test->priv;
	struct h264_slice *s = &f->slice;
	unsigned int i;

	f->pic.params.structure = H264_FRAME;
	s->structure = H264_FRAME;
	s->type = H264_SLICE_B;
	s->direct_spatial_mv_pred = true;
	s->num_ref_idx[0] = 1;
	s->num_ref_idx[1] = 1;
	frl_add(f, 2, 1, 0, H264_FRAME, false);
	s->list[1][0] = H264_LIST_ENTRY(2, H264_FRAME);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		f->pic.refs[2].poc[0] = cases[i].top;
		f->pic.refs[2].poc[1] = cases[i].bottom;
		h264_refs_derive(s, &f->pic);
		KUNIT_EXPECT_EQ(test, s->col, 2);
		KUNIT_EXPECT_EQ_MSG(test, s->col_bottom, cases[i].col_bottom, "case %u", i);
	}
	/* In a field it is the one in the list. */
	for (i = 0; i < 2; i++) {
		f->pic.params.structure = i ? H264_TOP : H264_BOTTOM;
		s->structure = f->pic.params.structure;
		s->list[1][0] = H264_LIST_ENTRY(2, i ? H264_BOTTOM : H264_TOP);
		h264_refs_derive(s, &f->pic);
		KUNIT_EXPECT_EQ(test, s->col_bottom, i);
	}
}

/* refIdxL0 for what the co-located picture's fields referred to. */
static void frl_map_col(struct kunit *test)
{
	struct frl *f = test->priv;
	struct h264_slice *s = &f->slice;
	unsigned int i;

	s->type = H264_SLICE_B;
	s->num_ref_idx[0] = 5;
	s->num_ref_idx[1] = 1;
	for (i = 0; i < 4; i++)
		frl_add(f, i, i, 10 * i, H264_FRAME, false);
	s->list[0][0] = H264_LIST_ENTRY(1, H264_TOP);
	s->list[0][1] = H264_LIST_ENTRY(0, H264_BOTTOM);
	s->list[0][2] = H264_LIST_ENTRY(1, H264_BOTTOM);
	s->list[0][3] = H264_LIST_ENTRY(1, H264_TOP);
	s->list[0][4] = H264_LIST_ENTRY(0, H264_TOP);
	s->list[1][0] = H264_LIST_ENTRY(3, H264_TOP);
	/* Its top field had picture 1 in slot 7, its bottom field picture 2. */
	f->side.ref_id[0][7] = 1;
	f->side.ref_id[1][7] = 2;
	f->side.ref_id[1][H264_MAX_DPB - 1] = 1;
	f->side.ref_id[0][3] = 99;
	h264_refs_derive(s, &f->pic);
	KUNIT_EXPECT_EQ(test, s->map_col[0][7][0], 4);
	KUNIT_EXPECT_EQ(test, s->map_col[0][7][1], 1);
	KUNIT_EXPECT_EQ(test, s->map_col[1][7][0], 0);
	KUNIT_EXPECT_EQ(test, s->map_col[1][7][1], 2);
	KUNIT_EXPECT_EQ(test, s->map_col[1][H264_MAX_DPB - 1][1], 1);
	KUNIT_EXPECT_EQ(test, s->map_col[0][3][0], 0);
	/* Not of this list, or of none: 0. */
	KUNIT_EXPECT_EQ(test, s->map_col[0][0][0], 0);

	/* In a frame either field stands for it. */
	f->pic.params.structure = H264_FRAME;
	s->structure = H264_FRAME;
	s->num_ref_idx[0] = 2;
	s->list[0][0] = H264_LIST_ENTRY(1, H264_FRAME);
	s->list[0][1] = H264_LIST_ENTRY(0, H264_FRAME);
	s->list[1][0] = H264_LIST_ENTRY(3, H264_FRAME);
	h264_refs_derive(s, &f->pic);
	KUNIT_EXPECT_EQ(test, s->map_col[0][7][0], 1);
	KUNIT_EXPECT_EQ(test, s->map_col[1][7][0], 0);
	KUNIT_EXPECT_EQ(test, s->map_col[1][H264_MAX_DPB - 1][0], 1);
	/* What stands in for a missing picture has no id: no empty slot means it. */
	s->num_ref_idx[0] = 3;
	s->list[0][2] = H264_LIST_ENTRY(H264_REF_NONE, H264_FRAME);
	h264_refs_derive(s, &f->pic);
	KUNIT_EXPECT_EQ(test, s->map_col[0][0][0], 0);
	KUNIT_EXPECT_EQ(test, s->map_col[0][7][0], 1);
	/* Motion of a substitute means nothing. */
	f->pic.refs[3].missing = true;
	h264_refs_derive(s, &f->pic);
	KUNIT_EXPECT_EQ(test, s->map_col[0][7][0], 0);
}

/* 8.4.2.1: fields of the frames of a list, in turns. */
static void frl_field_of_frame_list(struct kunit *test)
{
	static const u8 list[2] = {
		H264_LIST_ENTRY(4, H264_FRAME), H264_LIST_ENTRY(2, H264_FRAME),
	};

	KUNIT_EXPECT_EQ(test, h264_refs_field(list, 0, false), H264_LIST_ENTRY(4, H264_TOP));
	KUNIT_EXPECT_EQ(test, h264_refs_field(list, 1, false), H264_LIST_ENTRY(4, H264_BOTTOM));
	KUNIT_EXPECT_EQ(test, h264_refs_field(list, 2, true), H264_LIST_ENTRY(2, H264_BOTTOM));
	KUNIT_EXPECT_EQ(test, h264_refs_field(list, 3, true), H264_LIST_ENTRY(2, H264_TOP));
}

static struct kunit_case frl_cases[] = {
	KUNIT_CASE(frl_random_lists),
	KUNIT_CASE(frl_random_modifications),
	KUNIT_CASE(frl_by_hand),
	KUNIT_CASE(frl_second_field),
	KUNIT_CASE(frl_frame_lists),
	KUNIT_CASE(frl_missing),
	KUNIT_CASE(frl_temporal_scale),
	KUNIT_CASE(frl_col_field),
	KUNIT_CASE(frl_map_col),
	KUNIT_CASE(frl_field_of_frame_list),
	{}
};

static struct kunit_suite frl_suite = {
	.name = "h264_field_refs",
	.init = frl_init,
	.test_cases = frl_cases,
};

kunit_test_suite(frl_suite);
