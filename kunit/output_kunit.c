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
#include "daedalus_simd.h"

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
	{ "NV24", { .bit_depth = 8, .chroma = DAE_CHROMA_444 }, DAE_CHROMA_444 },
	{ "N440", { .bit_depth = 8, .chroma = DAE_CHROMA_440 }, DAE_CHROMA_440 },
	{ "P440", { .bit_depth = 12, .shift = 4, .chroma = DAE_CHROMA_440 }, DAE_CHROMA_440 },
	{ "NV15", { .layout = DAE_OUTPUT_NV_PACKED, .bit_depth = 10, .chroma = DAE_CHROMA_420 },
	  DAE_CHROMA_420 },
	{ "NV15 of 4:0:0",
	  { .layout = DAE_OUTPUT_NV_PACKED, .bit_depth = 10, .chroma = DAE_CHROMA_420 },
	  DAE_CHROMA_400 },
	{ "NV20", { .layout = DAE_OUTPUT_NV_PACKED, .bit_depth = 10, .chroma = DAE_CHROMA_422 },
	  DAE_CHROMA_422 },
	{ "YUYV", { .layout = DAE_OUTPUT_YUYV, .bit_depth = 8, .chroma = DAE_CHROMA_422 },
	  DAE_CHROMA_422 },
	{ "Y210",
	  { .layout = DAE_OUTPUT_YUYV, .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_422 },
	  DAE_CHROMA_422 },
	{ "YUV48_12",
	  { .layout = DAE_OUTPUT_YUV, .bit_depth = 12, .shift = 4, .chroma = DAE_CHROMA_444 },
	  DAE_CHROMA_444 },
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

/* Is this a format of one plane for all samples? */
static bool output_is_mixed(const struct dae_output_format *fmt)
{
	return fmt->layout == DAE_OUTPUT_YUYV || fmt->layout == DAE_OUTPUT_YUV;
}

/* Samples in a row of a plane. */
static u32 output_row_samples(const struct dae_output_format *fmt, bool chroma, u32 width)
{
	unsigned int shift_x, shift_y;

	dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);
	if (fmt->layout == DAE_OUTPUT_YUYV)
		return (width + 1) / 2 * 4;
	if (fmt->layout == DAE_OUTPUT_YUV)
		return width * 3;
	return chroma ? 2 * ((width + shift_x) >> shift_x) : width;
}

static u32 output_row_bytes(const struct dae_output_format *fmt, bool chroma, u32 width)
{
	const u32 samples = output_row_samples(fmt, chroma, width);

	if (fmt->layout == DAE_OUTPUT_NV_PACKED)
		return DIV_ROUND_UP(samples * 10, 8);
	return fmt->bit_depth == 8 ? samples : 2 * samples;
}

static u32 output_chroma_rows(const struct dae_output_format *fmt, u32 height)
{
	unsigned int shift_x, shift_y;

	dae_frame_chroma_shift(fmt->chroma, &shift_x, &shift_y);
	return output_is_mixed(fmt) ? 0 : (height + shift_y) >> shift_y;
}

/* The last byte of the last row is the last of the allocation. */
static void output_place(struct kunit *test, struct output_buffer *buf, struct dae_output *out,
			 const struct dae_output_format *fmt, u32 width, u32 height)
{
	const u32 stride = ALIGN(output_row_bytes(fmt, false, width), 64);
	const u32 chroma_rows = output_chroma_rows(fmt, height);
	const bool wide = fmt->chroma == DAE_CHROMA_444 || fmt->chroma == DAE_CHROMA_440;

	dae_output_init(out, fmt, width, height, stride);
	KUNIT_ASSERT_EQ(test, out->stride_bytes[0], stride);
	KUNIT_ASSERT_EQ(test, out->stride_bytes[1],
			!chroma_rows ? 0 : wide ? 2 * stride : stride);
	KUNIT_ASSERT_EQ(test, dae_output_num_rows(fmt, 0, height), height);
	KUNIT_ASSERT_EQ(test, dae_output_num_rows(fmt, 1, height), chroma_rows);
	KUNIT_ASSERT_EQ(test, dae_output_row_bytes(fmt, 0, width),
			output_row_bytes(fmt, false, width));

	buf->bytes = stride * (height - 1) + output_row_bytes(fmt, false, width);
	if (chroma_rows) {
		KUNIT_ASSERT_EQ(test, dae_output_row_bytes(fmt, 1, width),
				output_row_bytes(fmt, true, width));
		buf->bytes = stride * height + out->stride_bytes[1] * (chroma_rows - 1) +
			     output_row_bytes(fmt, true, width);
	}
	KUNIT_ASSERT_LE(test, buf->bytes, OUTPUT_MEM_BYTES);
	buf->start = buf->mem + OUTPUT_MEM_BYTES - buf->bytes;
	out->plane[0] = buf->start;
	out->plane[1] = chroma_rows ? buf->start + (size_t)stride * height : NULL;
	memset(buf->start, OUTPUT_UNTOUCHED, buf->bytes);
}

/* Where a sample of a row in the buffer comes from. */
static void output_origin(const struct dae_output_format *fmt, bool chroma, u32 i, u32 width,
			  unsigned int *plane, u32 *x)
{
	if (fmt->layout == DAE_OUTPUT_YUYV) {
		*plane = i % 4 == 1 ? 1 : i % 4 == 3 ? 2 : 0;
		/* There is a last luma sample without one of its own. */
		*x = *plane ? i / 4 : min(i / 2, width - 1);
	} else if (fmt->layout == DAE_OUTPUT_YUV) {
		*plane = i % 3;
		*x = i / 3;
	} else {
		*plane = chroma ? 1 + i % 2 : 0;
		*x = chroma ? i / 2 : i;
	}
}

/* Stores sample @i of a row, bit by bit where there are no bytes. */
static void output_store(u8 *row, const struct dae_output_format *fmt, u32 i, u32 value)
{
	unsigned int bit;

	if (fmt->layout != DAE_OUTPUT_NV_PACKED) {
		output_put(row, i, value << fmt->shift, fmt->bit_depth);
		return;
	}
	for (bit = 0; bit < 10; bit++)
		row[(i * 10 + bit) / 8] |= (value >> bit & 1) << (i * 10 + bit) % 8;
}

/* A row of the picture in one plane, as it must be in the buffer; grey if @fill. */
static void output_want_row(u8 *row, const struct output_case *c, u32 width, u32 y, bool chroma,
			    bool fill)
{
	const struct dae_output_format *fmt = &c->fmt;
	unsigned int plane;
	u32 value, x, i;

	memset(row, 0, output_row_bytes(fmt, chroma, width));
	for (i = 0; i < output_row_samples(fmt, chroma, width); i++) {
		output_origin(fmt, chroma, i, width, &plane, &x);
		value = output_sample(plane, x, y, fmt->bit_depth);
		if (fill || (plane && c->chroma == DAE_CHROMA_400))
			value = 1 << (fmt->bit_depth - 1);
		output_store(row, fmt, i, value);
	}
}

/* One plane of the picture. */
static void output_want_plane(u8 *want, u32 stride, const struct output_case *c, u32 width,
			      u32 height, bool chroma, bool fill)
{
	const u32 rows = chroma ? output_chroma_rows(&c->fmt, height) : height;
	u32 y;

	for (y = 0; y < rows; y++)
		output_want_row(want + (size_t)y * stride, c, width, y, chroma, fill);
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
	u32 cpu_flags;
};

/* Runs a test with portable C and with what the processor has. */
static void output_with_simd(struct kunit *test, void (*run)(struct kunit *test))
{
	struct output_test *t = test->priv;

	run(test);
	t->cpu_flags = daedalus_simd_flags();
	if (t->cpu_flags)
		dae_check_inside(test, run);
}

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

/* Pack rows of a picture as a strip, a frame of its own. */
static void output_strip(const struct dae_output *out, const struct dae_frame *frame, u32 y,
			 u32 rows)
{
	struct dae_frame strip = *frame;
	unsigned int shift_x, shift_y, i;

	strip.fmt.height = min(rows, frame->fmt.height - y);
	dae_frame_chroma_shift(out->fmt->chroma, &shift_x, &shift_y);
	for (i = 0; i < frame->num_planes; i++) {
		struct dae_plane *plane = &strip.plane[i];
		const unsigned int shift = i ? shift_y : 0;

		plane->data += (y >> shift) * plane->stride_bytes;
		plane->height = (strip.fmt.height + shift) >> shift;
	}
	dae_output_strip(out, &strip, y);
}

static void output_run_size(struct kunit *test, const struct output_size *size, u32 rows,
			    bool strips)
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
	out.cpu_flags = t->cpu_flags;

	memset(want, OUTPUT_UNTOUCHED, buf.bytes);
	output_want_plane(want, out.stride_bytes[0], c, size->width, size->height, false, false);
	output_want_plane(want + (size_t)out.stride_bytes[0] * out.height, out.stride_bytes[1], c,
			  size->width, size->height, true, false);

	KUNIT_EXPECT_TRUE(test, dae_output_fits(&out, &fmt));
	for (y = 0; y < size->height; y += rows)
		(strips ? output_strip : dae_output_rows)(&out, &frame, y, rows);
	output_expect(test, &buf, want, size, strips ? "strips" : "rows");
}

static void output_check_rows(struct kunit *test)
{
	static const u32 rows[] = { 2, 16, 64 };
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(output_sizes); i++)
		for (j = 0; j < ARRAY_SIZE(rows); j++)
			output_run_size(test, &output_sizes[i], rows[j], false);
}

static void output_test_rows(struct kunit *test)
{
	output_with_simd(test, output_check_rows);
}

static void output_check_strips(struct kunit *test)
{
	static const u32 rows[] = { 2, 8, 32 };
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(output_sizes); i++)
		for (j = 0; j < ARRAY_SIZE(rows); j++)
			output_run_size(test, &output_sizes[i], rows[j], true);
}

static void output_test_strips(struct kunit *test)
{
	output_with_simd(test, output_check_strips);
}

/* The rows of one field in one plane, as they must be in the buffer. */
static void output_want_field(u8 *want, u32 stride, const struct output_case *c,
			      const struct output_size *size, bool chroma, u32 from, u32 to)
{
	const u32 rows = chroma ? output_chroma_rows(&c->fmt, size->height) : size->height;
	u32 y;

	for (y = 0; y < rows; y += 2)
		output_want_row(want + (size_t)(y + to) * stride, c, size->width, y + from, chroma,
				false);
}

/* Rows of either field, to the lines of either. */
static void output_check_field_rows(struct kunit *test)
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
			out.cpu_flags = t->cpu_flags;
			memset(want, OUTPUT_UNTOUCHED, buf.bytes);
			output_want_field(want, out.stride_bytes[0], c, size, false, k & 1, k >> 1);
			output_want_field(want + (size_t)out.stride_bytes[0] * out.height,
					  out.stride_bytes[1], c, size, true, k & 1, k >> 1);
			for (y = 0; y < size->height / 2; y += step)
				dae_output_field_rows(&out, &frame, k & 1, k >> 1, y, step);
			output_expect(test, &buf, want, size, "field rows");
		}
	}
}

static void output_test_field_rows(struct kunit *test)
{
	output_with_simd(test, output_check_field_rows);
}

static void output_test_grey(struct kunit *test)
{
	const struct output_case *c = test->param_value;
	struct output_test *t = test->priv;
	struct output_buffer buf = { .mem = t->buf_mem };
	struct dae_output out;
	u8 *want = t->want_mem;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(output_sizes); i++) {
		const struct output_size *size = &output_sizes[i];

		output_place(test, &buf, &out, &c->fmt, size->width, size->height);
		memset(want, OUTPUT_UNTOUCHED, buf.bytes);
		output_want_plane(want, out.stride_bytes[0], c, size->width, size->height, false,
				  true);
		output_want_plane(want + (size_t)out.stride_bytes[0] * out.height,
				  out.stride_bytes[1], c, size->width, size->height, true, true);
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

/* Bytes of the packed formats, as V4L2 documents them. */
static void output_test_bytes(struct kunit *test)
{
	static const struct {
		struct dae_output_format fmt;
		u8 bytes[2][12];
	} known[] = {
		{
			{ .bit_depth = 10, .shift = 6, .chroma = DAE_CHROMA_422 },
			{ { 0x40, 0x80, 0xc0, 0xff, 0x00, 0x01 },
			  { 0x00, 0x80, 0x40, 0x00, 0x80, 0x48, 0x40, 0x95 } },
		}, {
			{
				.layout = DAE_OUTPUT_NV_PACKED,
				.bit_depth = 10,
				.chroma = DAE_CHROMA_422,
			},
			{ { 0x01, 0xfe, 0x4f, 0x00 }, { 0x00, 0x06, 0x20, 0x52, 0x95 } },
		}, {
			{
				.layout = DAE_OUTPUT_YUYV,
				.bit_depth = 10,
				.shift = 6,
				.chroma = DAE_CHROMA_422,
			},
			{ { 0x40, 0x80, 0x00, 0x80, 0xc0, 0xff,
			    0x40, 0x00, 0x00, 0x01, 0x80, 0x48 } },
		},
	};
	static const u16 y[3] = { 0x201, 0x3ff, 0x004 };
	static const u16 cb[2] = { 0x200, 0x122 }, cr[2] = { 0x001, 0x255 };
	const struct dae_frame_format fmt = {
		.width = 3, .height = 1, .bit_depth = 10, .chroma = DAE_CHROMA_422,
	};
	struct output_test *t = test->priv;
	struct dae_frame frame;
	struct dae_output out;
	unsigned int i;

	dae_frame_init(&frame, &fmt, 0, t->frame_mem);
	memcpy(frame.plane[0].data, y, sizeof(y));
	memcpy(frame.plane[1].data, cb, sizeof(cb));
	memcpy(frame.plane[2].data, cr, sizeof(cr));
	for (i = 0; i < ARRAY_SIZE(known); i++) {
		u8 *bytes = t->buf_mem;

		memset(bytes, 0, 128);
		dae_output_init(&out, &known[i].fmt, 3, 1, 64);
		out.plane[0] = bytes;
		out.plane[1] = bytes + 64;
		dae_output_rows(&out, &frame, 0, 1);
		KUNIT_EXPECT_MEMEQ(test, bytes, known[i].bytes[0], 12);
		KUNIT_EXPECT_MEMEQ(test, bytes + 64, known[i].bytes[1], 12);
	}
}

/* Fewer bits than the format has are its highest ones. */
static void output_test_fewer_bits(struct kunit *test)
{
	static const struct dae_output_format p010 = {
		.bit_depth = 10, .min_depth = 9, .shift = 6, .chroma = DAE_CHROMA_420,
	};
	const struct dae_frame_format fmt = {
		.width = 2, .height = 2, .bit_depth = 9, .chroma = DAE_CHROMA_420,
	};
	struct output_test *t = test->priv;
	u16 *luma = t->buf_mem, *chroma = luma + 64;
	struct dae_frame frame;
	struct dae_output out;

	dae_frame_init(&frame, &fmt, 0, t->frame_mem);
	((u16 *)frame.plane[0].data)[1] = 0x1ff;
	((u16 *)frame.plane[1].data)[0] = 0x101;
	((u16 *)frame.plane[2].data)[0] = 0x080;
	dae_output_init(&out, &p010, 2, 2, 64);
	out.plane[0] = luma;
	out.plane[1] = chroma;
	KUNIT_ASSERT_TRUE(test, dae_output_fits(&out, &fmt));
	dae_output_rows(&out, &frame, 0, 2);
	KUNIT_EXPECT_EQ(test, luma[1], 0xff80);
	KUNIT_EXPECT_EQ(test, chroma[0], 0x8080);
	KUNIT_EXPECT_EQ(test, chroma[1], 0x4000);

	KUNIT_EXPECT_FALSE(test, dae_output_suits(&p010, 8, DAE_CHROMA_420));
	KUNIT_EXPECT_FALSE(test, dae_output_suits(&p010, 11, DAE_CHROMA_420));
}

static struct kunit_case output_test_cases[] = {
	KUNIT_CASE_PARAM(output_test_rows, output_gen_params),
	KUNIT_CASE_PARAM(output_test_strips, output_gen_params),
	KUNIT_CASE_PARAM(output_test_field_rows, output_gen_params),
	KUNIT_CASE_PARAM(output_test_grey, output_gen_params),
	KUNIT_CASE(output_test_bytes),
	KUNIT_CASE(output_test_fewer_bits),
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
