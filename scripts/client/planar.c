// SPDX-License-Identifier: GPL-2.0
/*
 * From the pixels of a CAPTURE buffer to planar frames and back, see planar.h.
 */
#include <string.h>

#include "client.h"
#include "daedalus_record_format.h"
#include "planar.h"

/* Newer than some headers. */
#ifndef V4L2_PIX_FMT_NV15
#define V4L2_PIX_FMT_NV15	v4l2_fourcc('N', 'V', '1', '5')
#endif
#ifndef V4L2_PIX_FMT_NV20
#define V4L2_PIX_FMT_NV20	v4l2_fourcc('N', 'V', '2', '0')
#endif
#ifndef V4L2_PIX_FMT_P012
#define V4L2_PIX_FMT_P012	v4l2_fourcc('P', '0', '1', '2')
#endif
#ifndef V4L2_PIX_FMT_Y210
#define V4L2_PIX_FMT_Y210	v4l2_fourcc('Y', '2', '1', '0')
#endif
#ifndef V4L2_PIX_FMT_Y212
#define V4L2_PIX_FMT_Y212	v4l2_fourcc('Y', '2', '1', '2')
#endif
#ifndef V4L2_PIX_FMT_YUV48_12
#define V4L2_PIX_FMT_YUV48_12	v4l2_fourcc('Y', '3', '1', '2')
#endif

static const struct planar_layout layouts[] = {
	{ "gray", 0, 8 },
	{ "gray10le", 0, 10 },
	{ "gray12le", 0, 12 },
	{ "yuv420p", 1, 8 },
	{ "yuv422p", 2, 8 },
	{ "yuv444p", 3, 8 },
	{ "yuv440p", PLANAR_440, 8 },
	{ "yuv420p10le", 1, 10 },
	{ "yuv422p10le", 2, 10 },
	{ "yuv444p10le", 3, 10 },
	{ "yuv440p10le", PLANAR_440, 10 },
	{ "yuv420p12le", 1, 12 },
	{ "yuv422p12le", 2, 12 },
	{ "yuv444p12le", 3, 12 },
	{ "yuv440p12le", PLANAR_440, 12 },
	{ "yuv420p14le", 1, 14 },
	{ "yuv422p14le", 2, 14 },
	{ "yuv444p14le", 3, 14 },
};

/*
 * Where the samples of a component are. A picture is in one to three parts,
 * that of luma first, one behind the other or each in a memory plane. A row is a
 * string of bits, the lowest of each byte first.
 */
struct component {
	unsigned int part;
	unsigned int first_bit;
	unsigned int step_bits;
};

/* Bytes in a row of a chroma part, as a multiple of those in half a row of luma. */
enum chroma_stride { HALF = 1, SAME = 2, TWICE = 4 };

struct pixel_format {
	__u32 fourcc;
	unsigned int chroma;
	unsigned int bits;
	enum chroma_stride chroma_stride;
	struct component component[3];
};

#define GREY(b, container)			{ { 0, (container) - (b), container } }
#define SEMI_PLANAR(b, container)					\
	{ { 0, (container) - (b), container },				\
	  { 1, (container) - (b), 2 * (container) },			\
	  { 1, 2 * (container) - (b), 2 * (container) } }
#define PLANAR(cb, cr)				{ { 0, 0, 8 }, { cb, 0, 8 }, { cr, 0, 8 } }
/* Two luma samples with one of Cb and one of Cr between them. */
#define YUYV(b, container)						\
	{ { 0, (container) - (b), 2 * (container) },			\
	  { 0, 2 * (container) - (b), 4 * (container) },		\
	  { 0, 4 * (container) - (b), 4 * (container) } }
#define YUV(b, container)						\
	{ { 0, (container) - (b), 3 * (container) },			\
	  { 0, 2 * (container) - (b), 3 * (container) },		\
	  { 0, 3 * (container) - (b), 3 * (container) } }

static const struct pixel_format formats[] = {
	{ V4L2_PIX_FMT_GREY, 0, 8, SAME, GREY(8, 8) },
	{ V4L2_PIX_FMT_Y10, 0, 10, SAME, { { 0, 0, 16 } } },
	{ V4L2_PIX_FMT_Y12, 0, 12, SAME, { { 0, 0, 16 } } },
	{ V4L2_PIX_FMT_NV12, 1, 8, SAME, SEMI_PLANAR(8, 8) },
	{ V4L2_PIX_FMT_NV12M, 1, 8, SAME, SEMI_PLANAR(8, 8) },
	{ V4L2_PIX_FMT_NV16, 2, 8, SAME, SEMI_PLANAR(8, 8) },
	{ V4L2_PIX_FMT_NV16M, 2, 8, SAME, SEMI_PLANAR(8, 8) },
	{ V4L2_PIX_FMT_NV24, 3, 8, TWICE, SEMI_PLANAR(8, 8) },
	{ V4L2_PIX_FMT_NV15, 1, 10, SAME, SEMI_PLANAR(10, 10) },
	{ V4L2_PIX_FMT_NV20, 2, 10, SAME, SEMI_PLANAR(10, 10) },
	{ V4L2_PIX_FMT_P010, 1, 10, SAME, SEMI_PLANAR(10, 16) },
	{ V4L2_PIX_FMT_P012, 1, 12, SAME, SEMI_PLANAR(12, 16) },
	{ V4L2_PIX_FMT_YUV420, 1, 8, HALF, PLANAR(1, 2) },
	{ V4L2_PIX_FMT_YVU420, 1, 8, HALF, PLANAR(2, 1) },
	{ V4L2_PIX_FMT_YUV422P, 2, 8, HALF, PLANAR(1, 2) },
	{ V4L2_PIX_FMT_YUYV, 2, 8, SAME, YUYV(8, 8) },
	{ V4L2_PIX_FMT_Y210, 2, 10, SAME, YUYV(10, 16) },
	{ V4L2_PIX_FMT_Y212, 2, 12, SAME, YUYV(12, 16) },
	{ V4L2_PIX_FMT_YUV24, 3, 8, SAME, YUV(8, 8) },
	{ V4L2_PIX_FMT_YUV48_12, 3, 12, SAME, YUV(12, 16) },
	{ DAEDALUS_PIX_FMT_N440, PLANAR_440, 8, TWICE, SEMI_PLANAR(8, 8) },
	{ DAEDALUS_PIX_FMT_P440, PLANAR_440, 12, TWICE, SEMI_PLANAR(12, 16) },
};

/* The rows of a component: a pointer to the first, and the bytes to the next. */
struct rows {
	const __u8 *start;
	size_t stride;
};

const struct planar_layout *planar_find_layout(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(layouts); i++)
		if (!strcmp(layouts[i].name, name))
			return &layouts[i];
	return NULL;
}

static const struct pixel_format *find_format(__u32 fourcc)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (formats[i].fourcc == fourcc)
			return &formats[i];
	return NULL;
}

/* Monochrome pictures may come with grey chroma, which is then left out. */
bool planar_possible(const struct planar_layout *layout, __u32 fourcc)
{
	const struct pixel_format *format = find_format(fourcc);

	return format && format->bits >= layout->bits &&
	       (!layout->chroma || layout->chroma == format->chroma);
}

static unsigned int chroma_shift_x(unsigned int chroma)
{
	return chroma == 1 || chroma == 2;
}

static unsigned int chroma_shift_y(unsigned int chroma)
{
	return chroma == 1 || chroma == PLANAR_440;
}

static struct planar_rect component_rect(unsigned int chroma, unsigned int component,
					 const struct planar_rect *luma)
{
	unsigned int sx = component ? chroma_shift_x(chroma) : 0;
	unsigned int sy = component ? chroma_shift_y(chroma) : 0;

	return (struct planar_rect){
		.x = luma->x >> sx,
		.y = luma->y >> sy,
		.width = (luma->width + sx) >> sx,
		.height = (luma->height + sy) >> sy,
	};
}

static unsigned int sample_bytes(const struct planar_layout *layout)
{
	return layout->bits > 8 ? 2 : 1;
}

static unsigned int num_components(const struct planar_layout *layout)
{
	return layout->chroma ? 3 : 1;
}

size_t planar_bytes(const struct planar_layout *layout, const struct planar_rect *visible)
{
	size_t samples = 0;
	unsigned int i;

	for (i = 0; i < num_components(layout); i++) {
		struct planar_rect rect = component_rect(layout->chroma, i, visible);

		samples += (size_t)rect.width * rect.height;
	}
	return samples * sample_bytes(layout);
}

static struct rows find_part(const struct pixel_format *format,
			     const struct v4l2_pix_format_mplane *mp, const void *const *planes,
			     unsigned int part)
{
	size_t luma_stride = mp->plane_fmt[0].bytesperline;
	size_t stride = luma_stride * format->chroma_stride / 2;
	size_t rows = (mp->height + chroma_shift_y(format->chroma)) >>
		      chroma_shift_y(format->chroma);

	if (!part)
		return (struct rows){ planes[0], luma_stride };
	if (mp->num_planes > 1)
		return (struct rows){ planes[part], mp->plane_fmt[part].bytesperline };
	return (struct rows){
		(const __u8 *)planes[0] + luma_stride * mp->height + (part - 1) * rows * stride,
		stride,
	};
}

static unsigned int read_sample(const __u8 *row, size_t bit, unsigned int bits)
{
	const __u8 *byte = row + bit / 8;
	unsigned int shift = bit % 8, value = 0, i;

	for (i = 0; 8 * i < shift + bits; i++)
		value |= (unsigned int)byte[i] << 8 * i;
	return (value >> shift) & ((1u << bits) - 1);
}

/* Streams with fewer bits than the format has are in the upper ones. */
static __u8 *convert_row(const struct planar_layout *layout, const struct pixel_format *format,
			 const struct component *component, const __u8 *row,
			 const struct planar_rect *rect, __u8 *out)
{
	unsigned int drop = format->bits - layout->bits, x, value;

	for (x = rect->x; x < rect->x + rect->width; x++) {
		value = read_sample(row, component->first_bit + (size_t)x * component->step_bits,
				    format->bits) >> drop;
		*out++ = value;
		if (layout->bits > 8)
			*out++ = value >> 8;
	}
	return out;
}

void planar_convert(const struct planar_layout *layout, const struct planar_rect *visible,
		    const struct v4l2_pix_format_mplane *mp, const void *const *planes,
		    __u8 *frame)
{
	const struct pixel_format *format = find_format(mp->pixelformat);
	unsigned int i, y;

	for (i = 0; i < num_components(layout); i++) {
		struct planar_rect rect = component_rect(layout->chroma, i, visible);
		const struct component *component = &format->component[i];
		struct rows rows = find_part(format, mp, planes, component->part);

		for (y = rect.y; y < rect.y + rect.height; y++)
			frame = convert_row(layout, format, component,
					    rows.start + y * rows.stride, &rect, frame);
	}
}

static void write_sample(__u8 *row, size_t bit, unsigned int value)
{
	__u8 *byte = row + bit / 8;

	for (value <<= bit % 8; value; value >>= 8)
		*byte++ |= value;
}

/* Bytes of a row without padding: of the widest component in the part. */
static size_t packed_row_bytes(const struct pixel_format *format, unsigned int part,
			       const struct planar_rect *luma)
{
	size_t bits = 0, own;
	unsigned int i;

	for (i = 0; i < (format->chroma ? 3 : 1); i++) {
		if (format->component[i].part != part)
			continue;
		own = (size_t)component_rect(format->chroma, i, luma).width *
		      format->component[i].step_bits;
		bits = own > bits ? own : bits;
	}
	return (bits + 7) / 8;
}

/* Where the part of a component starts. */
static size_t packed_offset(const struct pixel_format *format, unsigned int part,
			    const struct planar_rect *luma)
{
	const unsigned int chroma_rows = component_rect(format->chroma, 1, luma).height;
	size_t offset = 0;
	unsigned int i;

	for (i = 0; i < part; i++)
		offset += packed_row_bytes(format, i, luma) * (i ? chroma_rows : luma->height);
	return offset;
}

size_t planar_packed_bytes(__u32 fourcc, const struct planar_rect *visible)
{
	/* A part that no component is in has rows without bytes. */
	return packed_offset(find_format(fourcc), 3, visible);
}

void planar_pack(const struct planar_layout *layout, const struct planar_rect *visible,
		 __u32 fourcc, const __u8 *frame, __u8 *out)
{
	const struct pixel_format *format = find_format(fourcc);
	const unsigned int lift = format->bits - layout->bits;
	unsigned int i, x, y, value = 0;

	memset(out, 0, planar_packed_bytes(fourcc, visible));
	for (i = 0; i < num_components(layout); i++) {
		struct planar_rect rect = component_rect(layout->chroma, i, visible);
		const struct component *component = &format->component[i];
		const size_t stride = packed_row_bytes(format, component->part, visible);
		__u8 *row = out + packed_offset(format, component->part, visible);

		for (y = 0; y < rect.height; y++, row += stride) {
			size_t bit = component->first_bit;

			for (x = 0; x < rect.width; x++, bit += component->step_bits) {
				value = *frame++;
				if (layout->bits > 8)
					value |= *frame++ << 8;
				write_sample(row, bit, value << lift);
			}
			/* Luma of YUYV with an odd width: the last one comes twice. */
			if (bit + format->bits <= 8 * stride)
				write_sample(row, bit, value << lift);
		}
	}
}
