// SPDX-License-Identifier: GPL-2.0
/* Frames that are decoded as two fields, and references to them. */
#include <kunit/test.h>
#include <linux/string.h>

#include "dae_output.h"
#include "h264_fixture.h"

/* The first field of a picture of 4:4:4, as the frame that it was decoded into. */
static struct h264_fixture *h264_pic_first_field(struct kunit *test,
						 enum h264_structure structure)
{
	struct h264_fixture *f = h264_fixture_init_format(test, 2, 2, DAE_CHROMA_444, 8);
	struct h264_pic_side *side = f->frame.side;

	f->pic.params.sps.frame_mbs_only = false;
	f->pic.params.frame_num = 3;
	side->coded_frame = false;
	side->fields = structure;
	side->frame_num = 3;
	f->pic.params.structure = H264_FRAME & ~structure;
	f->pic.frame = NULL;
	return f;
}

static void h264_pic_second_field(struct kunit *test)
{
	struct h264_fixture *f = h264_pic_first_field(test, H264_TOP);
	struct h264_params *params = &f->pic.params;

	KUNIT_EXPECT_TRUE(test, h264_pic_is_second_field(params, &f->frame));
	params->structure = H264_TOP;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(params, &f->frame));
	params->structure = H264_FRAME;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(params, &f->frame));
	params->structure = H264_BOTTOM;
	params->frame_num = 4;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(params, &f->frame));
}

/* The frame has the same format, but side data for one plane only. */
static void h264_pic_second_field_planes(struct kunit *test)
{
	struct h264_fixture *f = h264_pic_first_field(test, H264_TOP);

	f->pic.params.sps.separate_colour_plane = true;
	KUNIT_EXPECT_FALSE(test, h264_pic_is_second_field(&f->pic.params, &f->frame));
}

/* Sets a line of luma to a value. */
static void h264_pic_set_line(struct dae_frame *frame, u32 y, u8 value)
{
	const struct dae_plane *p = &frame->plane[0];

	memset((u8 *)p->data + y * p->stride_bytes, value, p->width);
}

static u8 h264_pic_line(const struct dae_frame *frame, u32 y)
{
	const struct dae_plane *p = &frame->plane[0];

	return *((const u8 *)p->data + y * p->stride_bytes);
}

/*
 * Whatever memory held before in place of a field that never came, nothing may be
 * predicted from that: not even where only the other field is a reference, which
 * then stands in for lost ones.
 */
static void h264_pic_lone_field(struct kunit *test)
{
	struct h264_fixture *f = h264_pic_first_field(test, H264_BOTTOM);
	struct h264_pic_side *side = f->frame.side;
	struct h264_dpb_entry *e = &f->pic.params.dpb[0];

	f->pic.params.structure = H264_FRAME;
	h264_pic_set_line(&f->frame, 4, 0x11);
	h264_pic_set_line(&f->frame, 5, 0x22);
	*e = (struct h264_dpb_entry){ .valid = true, .fields = H264_BOTTOM, .poc = { 9, 7 } };
	h264_pic_set_ref(&f->pic, 0, &f->frame, 1);
	KUNIT_EXPECT_EQ(test, h264_pic_line(&f->frame, 4), 0x22);
	KUNIT_EXPECT_EQ(test, h264_pic_line(&f->frame, 5), 0x22);
	KUNIT_EXPECT_EQ(test, f->pic.refs[0].frame_poc, 7);
	KUNIT_EXPECT_EQ(test, e->fields, H264_BOTTOM);

	/* Once is enough, unless another attempt at the field fails. */
	h264_pic_set_line(&f->frame, 4, 0x33);
	h264_pic_set_ref(&f->pic, 0, &f->frame, 1);
	KUNIT_EXPECT_EQ(test, h264_pic_line(&f->frame, 4), 0x33);
	f->pic.side = side;
	f->pic.params.structure = H264_TOP;
	side->fields = H264_FRAME;
	h264_pic_forget(&f->pic);
	h264_pic_set_ref(&f->pic, 0, &f->frame, 1);
	KUNIT_EXPECT_EQ(test, h264_pic_line(&f->frame, 4), 0x22);
}

/* Of its own frame a second field has the first one, whatever clients say. */
static void h264_pic_own_frame(struct kunit *test)
{
	struct h264_fixture *f = h264_pic_first_field(test, H264_BOTTOM);
	struct h264_dpb_entry *e = &f->pic.params.dpb[0];

	f->pic.frame = &f->frame;
	h264_pic_set_line(&f->frame, 4, 0x11);
	h264_pic_set_line(&f->frame, 5, 0x22);
	*e = (struct h264_dpb_entry){ .valid = true, .fields = H264_FRAME, .poc = { 0, 7 } };
	h264_pic_set_ref(&f->pic, 0, &f->frame, 1);
	KUNIT_EXPECT_EQ(test, e->fields, H264_BOTTOM);
	KUNIT_EXPECT_EQ(test, f->pic.refs[0].frame_poc, 7);
	KUNIT_EXPECT_EQ(test, h264_pic_line(&f->frame, 4), 0x11);
}

/* Lines of the picture of 4:4:4 in a client's buffer, those that are not written 0. */
static void h264_pic_test_output(struct kunit *test, struct h264_fixture *f, const u8 lines[2])
{
	static const struct dae_output_format fmt = {
		.layout = DAE_OUTPUT_NV, .bit_depth = 8, .chroma = DAE_CHROMA_444,
	};
	static u8 buffer[3 * 32 * 32];
	struct dae_output out;

	memset(buffer, 0, sizeof(buffer));
	dae_output_init(&out, &fmt, 32, 32, 32);
	out.plane[0] = buffer;
	out.plane[1] = buffer + 32 * 32;
	f->pic.out = &out;
	h264_output_row(&f->pic, 0);
	KUNIT_EXPECT_EQ(test, buffer[4 * 32], lines[0]);
	KUNIT_EXPECT_EQ(test, buffer[5 * 32], lines[1]);
}

/*
 * A buffer that only the second field is decoded into need not be the one of the
 * first field, unless the driver has held that.
 */
static void h264_pic_output(struct kunit *test)
{
	struct h264_fixture *f = h264_pic_first_field(test, H264_TOP);

	h264_pic_set_line(&f->frame, 4, 0x11);
	h264_pic_set_line(&f->frame, 5, 0x22);
	f->pic.frame = &f->frame;
	f->pic.num_rows = 1;

	f->pic.params.structure = H264_TOP;
	h264_pic_test_output(test, f, (const u8[]){ 0x11, 0x11 });
	f->pic.params.structure = H264_BOTTOM;
	h264_pic_test_output(test, f, (const u8[]){ 0x22, 0x22 });
	f->pic.second_field = true;
	h264_pic_test_output(test, f, (const u8[]){ 0, 0x22 });
	f->pic.out_lacks_first = true;
	h264_pic_test_output(test, f, (const u8[]){ 0x11, 0x22 });
}

static struct kunit_case h264_pic_cases[] = {
	KUNIT_CASE(h264_pic_second_field),
	KUNIT_CASE(h264_pic_second_field_planes),
	KUNIT_CASE(h264_pic_lone_field),
	KUNIT_CASE(h264_pic_own_frame),
	KUNIT_CASE(h264_pic_output),
	{}
};

static struct kunit_suite h264_pic_suite = {
	.name = "h264_pic",
	.test_cases = h264_pic_cases,
};

kunit_test_suite(h264_pic_suite);
