// SPDX-License-Identifier: GPL-2.0
/*
 * The output pass against a sample by sample description of the formats, in
 * buffers that end where memory ends.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "dae_check.h"
#include "dae_output.h"

/* What bytes that nothing may write are set to. */
#define OUTPUT_UNTOUCHED	0x5a
/* Enough for the largest picture or buffer below; a multiple of the page size. */
#define OUTPUT_MEM_BYTES	(128 * 1024)

static const struct output_case {
	const char *name;
	struct dae_output_format fmt;
	enum dae_chroma chroma;	/* of the picture */
} output_cases[] = {
	{ "NV12", { .bit_depth = 8, .chroma = DAE_CHROMA_420 }, DAE_CHROMA_420 },
	{ "NV12 of 4:0:0", { .bit_depth = 8, .chroma = DAE_CHROMA_420 }, DAE_CHROMA_400 },
	{ "NV16", { .bit_depth = 8, .chroma = DAE_CHROMA_422 }, DAE_CHROMA_422 },
	{ "P010", { .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_420 }, DAE_CHROMA_420 },
	{ "P010 of 4:0:0", { .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_420 },
	  DAE_CHROMA_400 },
	{ "P012", { .bit_depth = 12, .shift = 4, .chroma = DAE_CHROMA_420 }, DAE_CHROMA_420 },
};

static void output_case_desc(const struct output_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(output, output_cases, output_case_desc);

/* Sizes of pictures, and how much larger the buffer is. */
static const struct output_size {
	u32 width, height, more_width, more_height;
} output_sizes[] = {
	{ 1, 1, 0, 0 }, { 2, 2, 0, 0 }, { 16, 16, 0, 0 }, { 17, 33, 0, 0 }, { 33, 17, 0, 0 },
	{ 64, 48, 0, 0 }, { 63, 47, 1, 1 }, { 65, 31, 15, 33 }, { 128, 3, 0, 5 },
};

/* A value that tells planes and positions apart. */
static u32 output_sample(unsigned int plane, u32 x, u32 y, unsigned int depth)
{
	u32 seed = plane << 28 ^ y << 14 ^ x;

	dae_rnd(&seed);
	return dae_rnd(&seed) & ((1u << depth) - 1);
}

static void output_put(void *row, u32 x, u32 value, unsigned int depth)
{
	if (depth == 8)
		((u8 *)row)[x] = value;
	else
		((u16 *)row)[x] = value;
}

static void output_make_frame(struct dae_frame *frame, const struct dae_frame_format *fmt,
			      void *mem)
{
	unsigned int i;
	u32 x, y;

	dae_frame_init(frame, fmt, 0, mem);
	for (i = 0; i < frame->num_planes; i++) {
		const struct dae_plane *plane = &frame->plane[i];

		for (y = 0; y < plane->height; y++)
			for (x = 0; x < plane->width; x++)
				output_put(plane->data + y * plane->stride_bytes, x,
					   output_sample(i, x, y, fmt->bit_depth), fmt->bit_depth);
	}
}

struct output_buffer {
	void *mem;
	size_t bytes;
	u8 *start;
};

/* The last sample of the last row is the last of the allocation. */
static void output_place(struct kunit *test, struct output_buffer *buf, struct dae_output *out,
			 const struct dae_output_format *fmt, u32 width, u32 height)
{
	const u32 sample_bytes = fmt->bit_depth == 8 ? 1 : 2;
	unsigned int shift_x, shift_y;
	u32 chroma_rows, chroma_bytes;

	dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);
	chroma_rows = (height + shift_y) >> shift_y;
	chroma_bytes = 2 * ((width + shift_x) >> shift_x) * sample_bytes;

	out->fmt = fmt;
	out->width = width;
	out->height = height;
	out->stride_bytes = ALIGN(width * sample_bytes, 64);

	buf->bytes = out->stride_bytes * (height + chroma_rows - 1) + chroma_bytes;
	KUNIT_ASSERT_LE(test, buf->bytes, OUTPUT_MEM_BYTES);
	buf->start = buf->mem + OUTPUT_MEM_BYTES - buf->bytes;
	out->luma = buf->start;
	out->chroma = out->luma + (size_t)out->stride_bytes * height;
	memset(buf->start, OUTPUT_UNTOUCHED, buf->bytes);
}

/* One plane of the picture, as it must be in the buffer. */
static void output_want_plane(u8 *want, u32 stride, const struct output_case *c,
			      const struct dae_frame_format *pic, bool chroma)
{
	const unsigned int depth = c->fmt.bit_depth;
	unsigned int shift_x = 0, shift_y = 0;
	u32 x, y, value;

	if (chroma)
		dae_frame_chroma_shift(c->fmt.chroma, &shift_x, &shift_y);

	for (y = 0; y < (pic->height + shift_y) >> shift_y; y++) {
		for (x = 0; x < (pic->width + shift_x) >> shift_x; x++) {
			if (!chroma) {
				value = output_sample(0, x, y, depth);
				output_put(want + y * stride, x, value << c->fmt.shift, depth);
				continue;
			}
			value = pic->chroma == DAE_CHROMA_400 ? 1 << (depth - 1) :
				output_sample(1, x, y, depth);
			output_put(want + y * stride, 2 * x, value << c->fmt.shift, depth);
			value = pic->chroma == DAE_CHROMA_400 ? 1 << (depth - 1) :
				output_sample(2, x, y, depth);
			output_put(want + y * stride, 2 * x + 1, value << c->fmt.shift, depth);
		}
	}
}

static void output_expect(struct kunit *test, const struct output_buffer *buf, const u8 *want,
			  const struct output_size *size, const char *what)
{
	size_t i;

	for (i = 0; i < buf->bytes; i++) {
		if (buf->start[i] == want[i])
			continue;
		KUNIT_FAIL(test, "%s, %ux%u: byte %zu of %zu is %#x, should be %#x", what,
			   size->width, size->height, i, buf->bytes, buf->start[i], want[i]);
		return;
	}
}

struct output_test {
	void *frame_mem;
	void *buf_mem;
	void *want_mem;
};

static int output_test_init(struct kunit *test)
{
	struct output_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	test->priv = t;
	t->frame_mem = vzalloc(OUTPUT_MEM_BYTES);
	t->buf_mem = vzalloc(OUTPUT_MEM_BYTES);
	t->want_mem = vzalloc(OUTPUT_MEM_BYTES);
	return t->frame_mem && t->buf_mem && t->want_mem ? 0 : -ENOMEM;
}

static void output_test_exit(struct kunit *test)
{
	struct output_test *t = test->priv;

	if (!t)
		return;
	vfree(t->frame_mem);
	vfree(t->buf_mem);
	vfree(t->want_mem);
}

static void output_run_size(struct kunit *test, const struct output_size *size, u32 rows)
{
	const struct output_case *c = test->param_value;
	struct output_test *t = test->priv;
	const struct dae_frame_format fmt = {
		.width = size->width,
		.height = size->height,
		.bit_depth = c->fmt.bit_depth,
		.chroma = c->chroma,
	};
	struct output_buffer buf = { .mem = t->buf_mem };
	struct dae_frame frame;
	struct dae_output out;
	u8 *want = t->want_mem;
	u32 y;

	KUNIT_ASSERT_LE(test, dae_frame_bytes(&fmt, 0), OUTPUT_MEM_BYTES);
	output_make_frame(&frame, &fmt, t->frame_mem);
	output_place(test, &buf, &out, &c->fmt, size->width + size->more_width,
		     size->height + size->more_height);

	memset(want, OUTPUT_UNTOUCHED, buf.bytes);
	output_want_plane(want, out.stride_bytes, c, &fmt, false);
	output_want_plane(want + (size_t)out.stride_bytes * out.height, out.stride_bytes, c,
			  &fmt, true);

	KUNIT_EXPECT_TRUE(test, dae_output_fits(&out, &fmt));
	for (y = 0; y < size->height; y += rows)
		dae_output_rows(&out, &frame, y, rows);
	output_expect(test, &buf, want, size, "rows");
}

static void output_test_rows(struct kunit *test)
{
	static const u32 rows[] = { 2, 16, 64 };
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(output_sizes); i++)
		for (j = 0; j < ARRAY_SIZE(rows); j++)
			output_run_size(test, &output_sizes[i], rows[j]);
}

/* The rows of one field in one plane, as they must be in the buffer. */
static void output_want_field(u8 *want, u32 stride, const struct output_case *c,
			      const struct dae_frame_format *pic, bool chroma, u32 from, u32 to)
{
	const unsigned int depth = c->fmt.bit_depth;
	unsigned int shift_x = 0, shift_y = 0;
	u32 x, y, value;

	if (chroma)
		dae_frame_chroma_shift(c->fmt.chroma, &shift_x, &shift_y);
	for (y = 0; y < pic->height >> shift_y; y += 2) {
		for (x = 0; x < ((pic->width + shift_x) >> shift_x) << chroma; x++) {
			value = output_sample(chroma ? 1 + x % 2 : 0, x >> chroma, y + from, depth);
			if (chroma && pic->chroma == DAE_CHROMA_400)
				value = 1 << (depth - 1);
			output_put(want + (y + to) * stride, x, value << c->fmt.shift, depth);
		}
	}
}

/* Rows of either field, to the lines of either. */
static void output_test_field_rows(struct kunit *test)
{
	static const struct output_size sizes[] = {
		{ 16, 16, 0, 0 }, { 17, 36, 0, 0 }, { 64, 48, 0, 8 }, { 33, 4, 15, 12 },
	};
	static const u32 rows[] = { 2, 16, 64 };
	const struct output_case *c = test->param_value;
	struct output_test *t = test->priv;
	struct output_buffer buf = { .mem = t->buf_mem };
	struct dae_output out;
	struct dae_frame frame;
	unsigned int i, k;
	u32 y;

	for (i = 0; i < ARRAY_SIZE(sizes) * ARRAY_SIZE(rows); i++) {
		const struct output_size *size = &sizes[i / ARRAY_SIZE(rows)];
		const u32 step = rows[i % ARRAY_SIZE(rows)];
		const struct dae_frame_format fmt = {
			.width = size->width, .height = size->height,
			.bit_depth = c->fmt.bit_depth, .chroma = c->chroma,
		};

		output_make_frame(&frame, &fmt, t->frame_mem);
		for (k = 0; k < 4; k++) {
			u8 *want = t->want_mem;

			output_place(test, &buf, &out, &c->fmt, size->width + size->more_width,
				     size->height + size->more_height);
			memset(want, OUTPUT_UNTOUCHED, buf.bytes);
			output_want_field(want, out.stride_bytes, c, &fmt, false, k & 1, k >> 1);
			output_want_field(want + (size_t)out.stride_bytes * out.height,
					  out.stride_bytes, c, &fmt, true, k & 1, k >> 1);
			for (y = 0; y < size->height / 2; y += step)
				dae_output_field_rows(&out, &frame, k & 1, k >> 1, y, step);
			output_expect(test, &buf, want, size, "field rows");
		}
	}
}

static void output_test_grey(struct kunit *test)
{
	const struct output_case *c = test->param_value;
	const unsigned int depth = c->fmt.bit_depth;
	struct output_test *t = test->priv;
	unsigned int i, shift_x, shift_y;
	struct output_buffer buf = { .mem = t->buf_mem };
	u32 x, y, chroma_width, chroma_height;
	struct dae_output out;
	u8 *want = t->want_mem;

	for (i = 0; i < ARRAY_SIZE(output_sizes); i++) {
		const struct output_size *size = &output_sizes[i];

		output_place(test, &buf, &out, &c->fmt, size->width, size->height);
		memset(want, OUTPUT_UNTOUCHED, buf.bytes);
		dae_frame_chroma_shift(c->fmt.chroma, &shift_x, &shift_y);
		chroma_width = 2 * ((size->width + shift_x) >> shift_x);
		chroma_height = (size->height + shift_y) >> shift_y;
		for (y = 0; y < size->height + chroma_height; y++)
			for (x = 0; x < (y < size->height ? size->width : chroma_width); x++)
				output_put(want + y * out.stride_bytes, x,
					   1 << (depth - 1) << c->fmt.shift, depth);
		dae_output_grey(&out);
		output_expect(test, &buf, want, size, "grey");
	}
}

static void output_test_fits(struct kunit *test)
{
	static const struct dae_output_format nv12 = { .bit_depth = 8, .chroma = DAE_CHROMA_420 };
	const struct dae_output out = { .fmt = &nv12, .width = 64, .height = 48 };
	struct dae_frame_format fmt = {
		.width = 64, .height = 48, .bit_depth = 8, .chroma = DAE_CHROMA_420,
	};

	KUNIT_EXPECT_TRUE(test, dae_output_fits(&out, &fmt));
	fmt.width = 63;
	KUNIT_EXPECT_TRUE(test, dae_output_fits(&out, &fmt));
	fmt.width = 65;
	KUNIT_EXPECT_FALSE(test, dae_output_fits(&out, &fmt));
	fmt.width = 64;
	fmt.height = 49;
	KUNIT_EXPECT_FALSE(test, dae_output_fits(&out, &fmt));
	fmt.height = 47;
	KUNIT_EXPECT_TRUE(test, dae_output_fits(&out, &fmt));
	fmt.bit_depth = 10;
	KUNIT_EXPECT_FALSE(test, dae_output_fits(&out, &fmt));
	fmt.bit_depth = 8;
	fmt.chroma = DAE_CHROMA_422;
	KUNIT_EXPECT_FALSE(test, dae_output_fits(&out, &fmt));
	fmt.chroma = DAE_CHROMA_400;
	KUNIT_EXPECT_TRUE(test, dae_output_fits(&out, &fmt));
}

static struct kunit_case output_test_cases[] = {
	KUNIT_CASE_PARAM(output_test_rows, output_gen_params),
	KUNIT_CASE_PARAM(output_test_field_rows, output_gen_params),
	KUNIT_CASE_PARAM(output_test_grey, output_gen_params),
	KUNIT_CASE(output_test_fits),
	{}
};

static struct kunit_suite output_test_suite = {
	.name = "output",
	.init = output_test_init,
	.exit = output_test_exit,
	.test_cases = output_test_cases,
};

kunit_test_suite(output_test_suite);
