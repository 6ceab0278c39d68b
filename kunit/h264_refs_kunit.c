// SPDX-License-Identifier: GPL-2.0
/*
 * NAL units, slice headers and reference picture lists. Expected lists were
 * worked out by hand from 8.2.4.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "h264/h264_refs.h"
#include "h264/h264_slice.h"
#include "h264_writer.h"

/**
 * struct h264_refs_fixture - a picture to parse slices of
 * @pic: 4x4 macroblocks, frame_num 5 of 16
 * @slices: room for its slices
 * @frame: what its references' frame points to
 * @pps: one PPS, id 0
 * @pps_table: the same by id
 * @w: bits of a slice
 */
struct h264_refs_fixture {
	struct h264_pic pic;
	struct h264_slice slices[4];
	struct dae_frame frame;
	struct h264_pps pps;
	const struct h264_pps *pps_table[256];
	struct h264_writer w;
};

static int h264_refs_init(struct kunit *test)
{
	struct h264_refs_fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	struct h264_sps *sps;

	if (!f)
		return -ENOMEM;
	test->priv = f;
	sps = &f->pic.params.sps;
	sps->log2_max_frame_num = 4;
	sps->log2_max_pic_order_cnt_lsb = 6;
	sps->mb_width = 4;
	sps->frame_mb_height = 4;
	sps->frame_mbs_only = true;
	sps->chroma = DAE_CHROMA_420;
	sps->bit_depth_luma = 8;
	sps->bit_depth_chroma = 8;
	f->pic.params.structure = H264_FRAME;
	f->pic.params.frame_num = 5;
	f->pic.params.poc[0] = 20;
	f->pic.params.poc[1] = 21;
	f->pic.chroma = DAE_CHROMA_420;
	f->pic.mb_width = 4;
	f->pic.mb_height = 4;
	f->pic.num_mbs = 16;
	f->pic.plane_mbs = 16;
	f->pic.colour_planes = 1;
	f->pic.slices = f->slices;
	f->pic.max_slices = ARRAY_SIZE(f->slices);
	f->pic.conceal = -1;
	f->pps.num_ref_idx_default[0] = 3;
	f->pps.num_ref_idx_default[1] = 2;
	f->pps.pic_init_qp = 26;
	f->pps_table[0] = &f->pps;
	return 0;
}

/* A frame in DPB slot @slot; @num is LongTermFrameIdx if @long_term. */
static void h264_refs_add(struct h264_refs_fixture *f, unsigned int slot, u16 num, s32 poc,
			  bool long_term)
{
	f->pic.params.dpb[slot] = (struct h264_dpb_entry){
		.frame_num = num,
		.poc = { poc, poc + 1 },
		.fields = H264_FRAME,
		.valid = true,
		.long_term = long_term,
	};
	f->pic.refs[slot] = (struct h264_ref){
		.frame = &f->frame,
		.id = slot + 1,
		.poc = { poc, poc + 1 },
		.frame_poc = poc,
		.long_term = long_term,
	};
}

static void h264_refs_expect(struct kunit *test, const u8 *list, unsigned int n,
			     const u8 *slots, const char *what)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		KUNIT_EXPECT_EQ_MSG(test, list[i], H264_LIST_ENTRY(slots[i], H264_FRAME),
				    "%s[%u]", what, i);
}

/* 8.2.4.2.1: FrameNumWrap descending, then LongTermPicNum ascending. */
static void h264_refs_p_list(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	/* frame_num 14 is of the round before: wraps to -2. */
	static const u8 expected[] = { 2, 0, 4, 1, 3 };

	h264_refs_add(f, 0, 2, 0, false);
	h264_refs_add(f, 1, 1, 2, true);
	h264_refs_add(f, 2, 4, 4, false);
	h264_refs_add(f, 3, 3, 6, true);
	h264_refs_add(f, 4, 14, 8, false);
	slice->type = H264_SLICE_P;
	slice->structure = H264_FRAME;
	slice->num_ref_idx[0] = 5;
	h264_refs_init_lists(slice, &f->pic);
	h264_refs_expect(test, slice->list[0], 5, expected, "list0");
}

/* 8.2.4.2.3: by POC on the near side, then the far side, then long-term. */
static void h264_refs_b_lists(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	static const u8 expected0[] = { 1, 0, 3, 2, 4 };
	static const u8 expected1[] = { 3, 2, 1, 0, 4 };

	h264_refs_add(f, 0, 1, 4, false);
	h264_refs_add(f, 1, 2, 12, false);
	h264_refs_add(f, 2, 3, 40, false);
	h264_refs_add(f, 3, 4, 28, false);
	h264_refs_add(f, 4, 0, 8, true);
	slice->type = H264_SLICE_B;
	slice->structure = H264_FRAME;
	slice->num_ref_idx[0] = 5;
	slice->num_ref_idx[1] = 5;
	h264_refs_init_lists(slice, &f->pic);
	h264_refs_expect(test, slice->list[0], 5, expected0, "list0");
	h264_refs_expect(test, slice->list[1], 5, expected1, "list1");
}

/* Equal lists of more than one entry: list 1 starts with its second entry. */
static void h264_refs_b_swap(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	static const u8 expected0[] = { 1, 0 };
	static const u8 expected1[] = { 0, 1 };

	h264_refs_add(f, 0, 1, 4, false);
	h264_refs_add(f, 1, 2, 12, false);
	slice->type = H264_SLICE_B;
	slice->structure = H264_FRAME;
	slice->num_ref_idx[0] = 2;
	slice->num_ref_idx[1] = 2;
	h264_refs_init_lists(slice, &f->pic);
	h264_refs_expect(test, slice->list[0], 2, expected0, "list0");
	h264_refs_expect(test, slice->list[1], 2, expected1, "list1");

	/* Also when only the first entry of it is active. */
	slice->num_ref_idx[1] = 1;
	h264_refs_init_lists(slice, &f->pic);
	h264_refs_expect(test, slice->list[1], 1, expected1, "list1");
}

/* Lists longer than the DPB, and without any picture at all. */
static void h264_refs_short_dpb(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	unsigned int i;

	slice->type = H264_SLICE_P;
	slice->structure = H264_FRAME;
	slice->num_ref_idx[0] = 16;
	h264_refs_init_lists(slice, &f->pic);
	for (i = 0; i < 16; i++)
		KUNIT_EXPECT_EQ(test, H264_LIST_SLOT(slice->list[0][i]), H264_REF_NONE);

	h264_refs_add(f, 7, 2, 0, false);
	h264_pic_conceal_refs(&f->pic);
	KUNIT_EXPECT_EQ(test, f->pic.conceal, 7);
	h264_refs_init_lists(slice, &f->pic);
	KUNIT_EXPECT_EQ(test, H264_LIST_SLOT(slice->list[0][0]), 7);
	for (i = 1; i < 16; i++)
		KUNIT_EXPECT_EQ(test, H264_LIST_SLOT(slice->list[0][i]), H264_REF_NONE);
	KUNIT_EXPECT_PTR_EQ(test, f->pic.refs[H264_REF_NONE].frame, f->pic.refs[7].frame);
	KUNIT_EXPECT_TRUE(test, f->pic.refs[H264_REF_NONE].missing);
}

/* A lost picture is stood in for by the nearest in output order. */
static void h264_refs_missing(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;

	h264_refs_add(f, 0, 1, 4, false);
	h264_refs_add(f, 1, 2, 18, false);
	h264_refs_add(f, 2, 3, 30, false);
	f->pic.refs[2].frame = NULL;
	h264_pic_conceal_refs(&f->pic);
	KUNIT_EXPECT_EQ(test, f->pic.conceal, 1);
	KUNIT_EXPECT_PTR_EQ(test, f->pic.refs[2].frame, f->pic.refs[1].frame);
	KUNIT_EXPECT_TRUE(test, f->pic.refs[2].missing);
	KUNIT_EXPECT_FALSE(test, f->pic.refs[1].missing);
	/* Slots that are no reference stay empty. */
	KUNIT_EXPECT_NULL(test, f->pic.refs[3].frame);
}

/* 8.2.4.3: differences of picture numbers, wrap, long-term, duplicates. */
static void h264_refs_modification(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	static const u8 expected[] = { 3, 1, 4, 0 };
	struct dae_bits b;

	h264_refs_add(f, 0, 4, 0, false);
	h264_refs_add(f, 1, 3, 2, false);
	h264_refs_add(f, 2, 2, 4, false);
	h264_refs_add(f, 3, 14, 6, false);
	h264_refs_add(f, 4, 1, 8, true);
	slice->type = H264_SLICE_P;
	slice->structure = H264_FRAME;
	slice->num_ref_idx[0] = 4;
	h264_refs_init_lists(slice, &f->pic);

	/* 5 - 7 = -2, which is frame_num 14 wrapped. */
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 6);
	/* -2 + 5 = 3 */
	h264_put_ue(&f->w, 1);
	h264_put_ue(&f->w, 4);
	h264_put_ue(&f->w, 2);
	h264_put_ue(&f->w, 1);
	h264_put_ue(&f->w, 3);
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_ASSERT_EQ(test, h264_refs_modify_list(slice, &f->pic, 0, &b), 0);
	KUNIT_EXPECT_EQ(test, b.pos, f->w.bits);
	h264_refs_expect(test, slice->list[0], 4, expected, "list0");
}

/* Syntax no stream may have, above all a list of modifications without end. */
static void h264_refs_modification_bad(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	struct dae_bits b;
	unsigned int i;

	h264_refs_add(f, 0, 4, 0, false);
	slice->type = H264_SLICE_P;
	slice->structure = H264_FRAME;
	slice->num_ref_idx[0] = 2;
	h264_refs_init_lists(slice, &f->pic);

	for (i = 0; i < 3; i++) {
		h264_put_ue(&f->w, 2);
		h264_put_ue(&f->w, 0);
	}
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_EXPECT_EQ(test, h264_refs_modify_list(slice, &f->pic, 0, &b), -EINVAL);

	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, 4);
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_EXPECT_EQ(test, h264_refs_modify_list(slice, &f->pic, 0, &b), -EINVAL);

	/* abs_diff_pic_num_minus1 of MaxPicNum. */
	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 16);
	dae_bits_init(&b, f->w.data, sizeof(f->w.data));
	KUNIT_EXPECT_EQ(test, h264_refs_modify_list(slice, &f->pic, 0, &b), -EINVAL);
}

/* (8-197) ff. by the formula, over distances that clip and that do not. */
static void h264_refs_scale(struct kunit *test)
{
	s32 cur, poc1;

	for (cur = -300; cur <= 300; cur += 7) {
		for (poc1 = -300; poc1 <= 300; poc1 += 11) {
			int tb = clamp(cur, -128, 127);
			int td = clamp(poc1, -128, 127);
			int tx;

			if (!poc1)
				continue;
			tx = (16384 + abs(td / 2)) / td;
			KUNIT_EXPECT_EQ(test, h264_refs_dist_scale(cur, 0, poc1),
					clamp((tb * tx + 32) >> 6, -1024, 1023));
		}
	}
	/* Distances that do not fit 32 bits. */
	KUNIT_EXPECT_EQ(test, h264_refs_dist_scale(S32_MAX, S32_MIN, S32_MAX),
			h264_refs_dist_scale(127, 0, 127));
}

static void h264_refs_implicit_weights(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	const u8 a = H264_LIST_ENTRY(0, H264_FRAME), b = H264_LIST_ENTRY(1, H264_FRAME);
	const u8 far = H264_LIST_ENTRY(3, H264_FRAME);

	h264_refs_add(f, 0, 1, 12, false);
	h264_refs_add(f, 1, 2, 24, false);
	h264_refs_add(f, 2, 0, 0, true);
	h264_refs_add(f, 3, 3, 13, false);
	f->pic.refs[0].poc[1] = 16;

	/* 20 is two thirds of the way from 12 to 24. */
	KUNIT_EXPECT_EQ(test, h264_refs_implicit_weight(&f->pic, 20, a, b), 42);
	/* The bottom field of the first is at 16. */
	KUNIT_EXPECT_EQ(test, h264_refs_implicit_weight(&f->pic, 20,
							H264_LIST_ENTRY(0, H264_BOTTOM), b), 32);
	KUNIT_EXPECT_EQ(test, h264_refs_implicit_weight(&f->pic, 18,
							H264_LIST_ENTRY(0, H264_BOTTOM), b), 16);
	/* The same picture twice, a long-term one, weights out of range: equal. */
	KUNIT_EXPECT_EQ(test, h264_refs_implicit_weight(&f->pic, 20, a, a), 32);
	KUNIT_EXPECT_EQ(test, h264_refs_implicit_weight(&f->pic, 20,
							H264_LIST_ENTRY(2, H264_FRAME), b), 32);
	KUNIT_EXPECT_EQ(test, h264_refs_implicit_weight(&f->pic, 20, a, far), 32);
}

static void h264_nal_scan_test(struct kunit *test)
{
	static const u8 stream[] = {
		0, 0, 0, 1, 0x67, 0x42,			/* SPS: not a slice */
		0, 0, 1, 0x65, 0x80, 0x11, 0, 0, 0,	/* first_mb 0 */
		0, 0, 1, 0x41, 0x40, 0, 0, 3, 1,	/* first_mb 1 */
		0, 0, 1, 0x61,				/* too short */
		0, 0, 1,
	};
	static const u8 bare[] = { 0x65, 0x80, 0x22 };
	static const u8 zeros[16] = {};
	struct h264_nal nals[4];

	KUNIT_EXPECT_EQ(test, h264_nal_scan(stream, sizeof(stream), NULL, 0, false), 2);
	KUNIT_ASSERT_EQ(test, h264_nal_scan(stream, sizeof(stream), nals, 4, false), 2);
	KUNIT_EXPECT_EQ(test, nals[0].offset, 9);
	KUNIT_EXPECT_EQ(test, nals[0].bytes, 3);
	KUNIT_EXPECT_EQ(test, nals[0].first_mb, 0);
	KUNIT_EXPECT_EQ(test, nals[1].offset, 18);
	KUNIT_EXPECT_EQ(test, nals[1].bytes, 6);
	KUNIT_EXPECT_EQ(test, nals[1].first_mb, 1);
	KUNIT_EXPECT_EQ(test, h264_nal_scan(stream, sizeof(stream), nals, 1, false), 1);

	KUNIT_EXPECT_EQ(test, h264_nal_scan(bare, sizeof(bare), nals, 4, false), 1);
	KUNIT_EXPECT_EQ(test, h264_nal_scan(zeros, sizeof(zeros), nals, 4, false), 0);
	KUNIT_EXPECT_EQ(test, h264_nal_scan(stream, 0, nals, 4, false), 0);
}

static void h264_nal_unescape_test(struct kunit *test)
{
	u8 data[] = { 0, 0, 3, 0, 0, 3, 1, 0, 3, 0, 0, 0, 3, 0x80, 0, 0, 3 };
	static const u8 expected[] = { 0, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0x80 };
	u8 empty[3] = {};

	KUNIT_ASSERT_EQ(test, h264_nal_unescape(data, sizeof(data)), sizeof(expected));
	KUNIT_EXPECT_MEMEQ(test, data, expected, sizeof(expected));
	KUNIT_EXPECT_EQ(test, h264_nal_unescape(empty, sizeof(empty)), 0);
	KUNIT_EXPECT_EQ(test, h264_nal_unescape(empty, 0), 0);
}

/* A P slice header with weights; @frame_num in @frame_num_bits. */
static void h264_refs_put_header(struct h264_refs_fixture *f, u32 first_mb, u32 frame_num,
				 unsigned int frame_num_bits)
{
	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, first_mb);
	h264_put_ue(&f->w, H264_SLICE_P + 5);
	h264_put_ue(&f->w, 0);
	h264_put_bits(&f->w, frame_num, frame_num_bits);
	h264_put_bits(&f->w, 40, 6);		/* pic_order_cnt_lsb */
	h264_put_bits(&f->w, 1, 1);		/* override */
	h264_put_ue(&f->w, 1);			/* two references */
	h264_put_bits(&f->w, 0, 1);		/* no modification */
	h264_put_ue(&f->w, 5);			/* luma_log2_weight_denom */
	h264_put_ue(&f->w, 2);
	h264_put_bits(&f->w, 1, 1);		/* luma of the first */
	h264_put_se(&f->w, -128);
	h264_put_se(&f->w, 127);
	h264_put_bits(&f->w, 0, 1);
	h264_put_bits(&f->w, 0, 1);
	h264_put_bits(&f->w, 1, 1);		/* chroma of the second */
	h264_put_se(&f->w, 1);
	h264_put_se(&f->w, 2);
	h264_put_se(&f->w, 3);
	h264_put_se(&f->w, 4);
	h264_put_bits(&f->w, 1, 1);		/* adaptive marking */
	h264_put_ue(&f->w, 3);
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 7);
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 2);			/* cabac_init_idc */
	h264_put_se(&f->w, -3);			/* slice_qp_delta */
	h264_put_ue(&f->w, 2);			/* deblocking idc */
	h264_put_se(&f->w, -6);
	h264_put_se(&f->w, 6);
}

static void h264_slice_header_test(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];

	f->pps.weighted_pred = true;
	f->pps.entropy_coding_mode = true;
	f->pps.deblocking_filter_control_present = true;
	h264_refs_put_header(f, 6, 5, 4);
	KUNIT_ASSERT_EQ(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data,
						sizeof(f->w.data), f->pps_table), 0);
	KUNIT_EXPECT_EQ(test, slice->data_bit, f->w.bits);
	KUNIT_EXPECT_EQ(test, slice->first_mb, 6);
	KUNIT_EXPECT_EQ(test, slice->type, H264_SLICE_P);
	KUNIT_EXPECT_EQ(test, slice->num_ref_idx[0], 2);
	KUNIT_EXPECT_EQ(test, slice->num_ref_idx[1], 0);
	KUNIT_EXPECT_EQ(test, slice->weighted, 1);
	KUNIT_EXPECT_EQ(test, slice->weight[0][0][0].weight, -128);
	KUNIT_EXPECT_EQ(test, slice->weight[0][0][0].offset, 127);
	KUNIT_EXPECT_EQ(test, slice->weight[0][0][1].weight, 4);
	KUNIT_EXPECT_EQ(test, slice->weight[0][1][0].weight, 32);
	KUNIT_EXPECT_EQ(test, slice->weight[0][1][2].weight, 3);
	KUNIT_EXPECT_EQ(test, slice->weight[0][1][2].offset, 4);
	KUNIT_EXPECT_EQ(test, slice->cabac_init_idc, 2);
	KUNIT_EXPECT_EQ(test, slice->qp, 23);
	KUNIT_EXPECT_EQ(test, slice->disable_deblocking_filter_idc, 2);
	KUNIT_EXPECT_EQ(test, slice->filter_offset_a, -12);
	KUNIT_EXPECT_EQ(test, slice->filter_offset_b, 12);
}

static void h264_slice_header_bad(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_slice *slice = &f->slices[0];
	unsigned int bytes;

	f->pps.weighted_pred = true;
	f->pps.entropy_coding_mode = true;
	f->pps.deblocking_filter_control_present = true;

	/* The first macroblock outside, and the last one inside. */
	h264_refs_put_header(f, 16, 5, 4);
	KUNIT_EXPECT_EQ(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data,
						sizeof(f->w.data), f->pps_table), -EINVAL);
	h264_refs_put_header(f, 15, 5, 4);
	KUNIT_EXPECT_EQ(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data,
						sizeof(f->w.data), f->pps_table), 0);

	/* Another picture's slice. */
	h264_refs_put_header(f, 0, 6, 4);
	KUNIT_EXPECT_EQ(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data,
						sizeof(f->w.data), f->pps_table), -EINVAL);

	/* A SPS the client did not send: frame_num is wider. */
	h264_refs_put_header(f, 0, 5, 9);
	KUNIT_EXPECT_EQ(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data,
						sizeof(f->w.data), f->pps_table), 0);
	KUNIT_EXPECT_EQ(test, slice->qp, 23);

	/* A header that ends anywhere is damaged, not read beyond its end. */
	h264_refs_put_header(f, 0, 5, 4);
	for (bytes = 0; bytes < f->w.bits / 8; bytes++)
		KUNIT_EXPECT_EQ_MSG(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data, bytes,
							    f->pps_table), -EINVAL,
				    "%u bytes", bytes);

	/* A PPS nobody has seen. */
	h264_refs_put_header(f, 0, 5, 4);
	f->pps_table[0] = NULL;
	KUNIT_EXPECT_EQ(test, h264_slice_header(slice, &f->pic, 0x41, f->w.data,
						sizeof(f->w.data), f->pps_table), -EINVAL);
}

/* A P slice header of a field or an MBAFF frame with @num_ref references */
static int h264_refs_parse_interlaced(struct h264_refs_fixture *f, bool field, bool bottom,
				      u32 first_mb, u32 num_ref)
{
	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, first_mb);
	h264_put_ue(&f->w, H264_SLICE_P);
	h264_put_ue(&f->w, 0);
	h264_put_bits(&f->w, 5, 4);
	h264_put_bits(&f->w, field, 1);
	if (field)
		h264_put_bits(&f->w, bottom, 1);
	h264_put_bits(&f->w, 40, 6);		/* pic_order_cnt_lsb */
	if (!field)
		h264_put_se(&f->w, -3);		/* delta_pic_order_cnt_bottom */
	h264_put_bits(&f->w, 1, 1);		/* override */
	h264_put_ue(&f->w, num_ref - 1);
	h264_put_bits(&f->w, 0, 1);		/* no modification */
	h264_put_se(&f->w, 4);			/* slice_qp_delta */
	return h264_slice_header(&f->slices[0], &f->pic, 0x01, f->w.data, sizeof(f->w.data),
				 f->pps_table);
}

/* field_pic_flag, bottom_field_flag, pairs, and twice as many references for fields */
static void h264_slice_header_interlaced(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	const struct h264_slice *slice = &f->slices[0];

	f->pps.bottom_field_pic_order_in_frame_present = true;
	f->pic.params.sps.frame_mbs_only = false;
	f->pic.params.sps.mb_adaptive_frame_field = true;
	f->pic.mbaff = true;
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, false, false, 7, 16), 0);
	KUNIT_EXPECT_EQ(test, slice->first_mb, 14);
	KUNIT_EXPECT_EQ(test, slice->structure, H264_FRAME);
	KUNIT_EXPECT_EQ(test, slice->num_ref_idx[0], 16);
	KUNIT_EXPECT_EQ(test, slice->qp, 30);
	KUNIT_EXPECT_EQ(test, slice->data_bit, f->w.bits);
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, false, false, 8, 16), -EINVAL);
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, false, false, 7, 17), -EINVAL);
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, true, false, 0, 1), -EINVAL);

	f->pic.mbaff = false;
	f->pic.num_mbs = 8;
	f->pic.plane_mbs = 8;
	f->pic.params.structure = H264_BOTTOM;
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, true, true, 7, 32), 0);
	KUNIT_EXPECT_EQ(test, slice->first_mb, 7);
	KUNIT_EXPECT_EQ(test, slice->structure, H264_BOTTOM);
	KUNIT_EXPECT_EQ(test, slice->num_ref_idx[0], 32);
	KUNIT_EXPECT_EQ(test, slice->qp, 30);
	KUNIT_EXPECT_EQ(test, slice->data_bit, f->w.bits);
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, true, true, 7, 33), -EINVAL);
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, true, true, 8, 32), -EINVAL);
	/* A slice of the other field, or of a frame */
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, true, false, 0, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, h264_refs_parse_interlaced(f, false, false, 0, 1), -EINVAL);
}

/* An SP or SI slice header; no weights, CAVLC. */
static void h264_refs_put_sp_header(struct h264_refs_fixture *f, enum h264_slice_type type)
{
	memset(&f->w, 0, sizeof(f->w));
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, type);
	h264_put_ue(&f->w, 0);
	h264_put_bits(&f->w, 5, 4);		/* frame_num */
	h264_put_bits(&f->w, 40, 6);		/* pic_order_cnt_lsb */
	if (type == H264_SLICE_SP) {
		h264_put_bits(&f->w, 0, 1);	/* no override */
		h264_put_bits(&f->w, 0, 1);	/* no modification */
	}
	h264_put_bits(&f->w, 0, 1);		/* sliding window */
	h264_put_se(&f->w, 4);			/* slice_qp_delta */
	if (type == H264_SLICE_SP)
		h264_put_bits(&f->w, 1, 1);	/* sp_for_switch_flag */
	h264_put_se(&f->w, -7);			/* slice_qs_delta */
}

static int h264_refs_get_sp_header(struct h264_refs_fixture *f, enum h264_slice_type type)
{
	h264_refs_put_sp_header(f, type);
	return h264_slice_header(&f->slices[0], &f->pic, 0x41, f->w.data, sizeof(f->w.data),
				 f->pps_table);
}

static void h264_slice_header_sp(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	const struct h264_slice *slice = &f->slices[0];

	f->pps.pic_init_qs = 30;
	KUNIT_ASSERT_EQ(test, h264_refs_get_sp_header(f, H264_SLICE_SP), 0);
	KUNIT_EXPECT_EQ(test, slice->data_bit, f->w.bits);
	KUNIT_EXPECT_EQ(test, slice->type, H264_SLICE_SP);
	KUNIT_EXPECT_EQ(test, slice->num_ref_idx[0], f->pps.num_ref_idx_default[0]);
	KUNIT_EXPECT_EQ(test, slice->qp, f->pps.pic_init_qp + 4);
	KUNIT_EXPECT_EQ(test, slice->qs, 23);
	KUNIT_EXPECT_TRUE(test, slice->sp_for_switch);

	KUNIT_ASSERT_EQ(test, h264_refs_get_sp_header(f, H264_SLICE_SI), 0);
	KUNIT_EXPECT_EQ(test, slice->data_bit, f->w.bits);
	KUNIT_EXPECT_EQ(test, slice->type, H264_SLICE_SI);
	KUNIT_EXPECT_EQ(test, slice->num_ref_idx[0], 0);
	KUNIT_EXPECT_EQ(test, slice->cabac_init_idc, 3);
	KUNIT_EXPECT_EQ(test, slice->qs, 23);
	KUNIT_EXPECT_FALSE(test, slice->sp_for_switch);

	f->pps.pic_init_qs = 7;
	KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, H264_SLICE_SI), 0);
	f->pps.pic_init_qs = 6;
	KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, H264_SLICE_SI), -EINVAL);
}

/* What the Extended profile does not have cannot be combined with 8.6. */
static void h264_slice_header_sp_bad(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_sps *sps = &f->pic.params.sps;
	const struct h264_sps good = *sps;
	unsigned int type;

	f->pps.pic_init_qs = 30;
	for (type = H264_SLICE_SP; type <= H264_SLICE_SI; type++) {
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), 0);
		sps->chroma = DAE_CHROMA_422;
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), -EINVAL);
		*sps = good;
		sps->chroma = DAE_CHROMA_400;
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), -EINVAL);
		*sps = good;
		sps->bit_depth_luma = 9;
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), -EINVAL);
		*sps = good;
		sps->bit_depth_chroma = 9;
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), -EINVAL);
		*sps = good;
		sps->qpprime_y_zero_transform_bypass = true;
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), -EINVAL);
		*sps = good;
		f->pps.transform_8x8_mode = true;
		KUNIT_EXPECT_EQ(test, h264_refs_get_sp_header(f, type), -EINVAL);
		f->pps.transform_8x8_mode = false;
	}
}

/* Redundant slices are left out without being called damage. */
static void h264_slice_redundant(struct kunit *test)
{
	struct h264_refs_fixture *f = test->priv;
	struct h264_nal nals[3];
	u8 *data = kunit_kzalloc(test, 3 * 32 + 8, GFP_KERNEL);
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, data);
	f->pps.redundant_pic_cnt_present = true;
	for (i = 0; i < 3; i++) {
		memset(&f->w, 0, sizeof(f->w));
		h264_put_bits(&f->w, 0x01, 8);	/* NAL header, not a reference */
		h264_put_ue(&f->w, i == 2 ? 8 : 0);
		h264_put_ue(&f->w, H264_SLICE_I);
		h264_put_ue(&f->w, 0);
		h264_put_bits(&f->w, 5, 4);
		h264_put_bits(&f->w, 40, 6);
		h264_put_ue(&f->w, i == 1);	/* redundant_pic_cnt */
		h264_put_se(&f->w, 2);
		h264_put_bits(&f->w, 0xffff, 16);
		memcpy(data + 32 * i, f->w.data, 32);
		nals[i] = (struct h264_nal){ 32 * i, (f->w.bits + 7) / 8, i == 2 ? 8 : 0 };
	}
	KUNIT_EXPECT_EQ(test, h264_slices_init(&f->pic, data, nals, 3, f->pps_table), 0);
	KUNIT_ASSERT_EQ(test, f->pic.num_slices, 2);
	KUNIT_EXPECT_EQ(test, f->slices[0].first_mb, 0);
	KUNIT_EXPECT_EQ(test, f->slices[0].end_mb, 8);
	KUNIT_EXPECT_EQ(test, f->slices[0].qp, 28);
	KUNIT_EXPECT_EQ(test, f->slices[1].first_mb, 8);
	KUNIT_EXPECT_EQ(test, f->slices[1].end_mb, 16);
}

static struct kunit_case h264_refs_cases[] = {
	KUNIT_CASE(h264_refs_p_list),
	KUNIT_CASE(h264_refs_b_lists),
	KUNIT_CASE(h264_refs_b_swap),
	KUNIT_CASE(h264_refs_short_dpb),
	KUNIT_CASE(h264_refs_missing),
	KUNIT_CASE(h264_refs_modification),
	KUNIT_CASE(h264_refs_modification_bad),
	KUNIT_CASE(h264_refs_scale),
	KUNIT_CASE(h264_refs_implicit_weights),
	KUNIT_CASE(h264_nal_scan_test),
	KUNIT_CASE(h264_nal_unescape_test),
	KUNIT_CASE(h264_slice_header_test),
	KUNIT_CASE(h264_slice_header_bad),
	KUNIT_CASE(h264_slice_header_interlaced),
	KUNIT_CASE(h264_slice_header_sp),
	KUNIT_CASE(h264_slice_header_sp_bad),
	KUNIT_CASE(h264_slice_redundant),
	{}
};

static struct kunit_suite h264_refs_suite = {
	.name = "h264_refs",
	.init = h264_refs_init,
	.test_cases = h264_refs_cases,
};

kunit_test_suite(h264_refs_suite);
