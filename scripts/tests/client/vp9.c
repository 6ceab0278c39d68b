// SPDX-License-Identifier: GPL-2.0
/*
 * From an IVF file to frames with the control that they need, as far as 4:2:0 of 8
 * bits without segments and without intra-only frames goes (VP9 bitstream
 * specification 6.2).
 */
#include <string.h>

#include "client.h"

#define IVF_HEAD	32
#define IVF_FRAME_HEAD	12

struct bits {
	const __u8 *data;
	size_t count;
	size_t pos;
};

static unsigned int read_bits(struct bits *b, unsigned int n)
{
	unsigned int value = 0;

	for (; n; n--, b->pos++) {
		check(b->pos < b->count);
		value = value << 1 | (b->data[b->pos / 8] >> (7 - b->pos % 8) & 1);
	}
	return value;
}

/* su(n) */
static int read_signed(struct bits *b, unsigned int n)
{
	int value = read_bits(b, n);

	return read_bits(b, 1) ? -value : value;
}

static void read_size(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	frame->frame_width_minus_1 = read_bits(b, 16);
	frame->frame_height_minus_1 = read_bits(b, 16);
}

static void read_render_size(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	frame->render_width_minus_1 = frame->frame_width_minus_1;
	frame->render_height_minus_1 = frame->frame_height_minus_1;
	if (read_bits(b, 1)) {
		frame->render_width_minus_1 = read_bits(b, 16);
		frame->render_height_minus_1 = read_bits(b, 16);
	}
}

static void read_key_frame(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	check(read_bits(b, 24) == 0x498342);
	/* Colours: anything but RGB. */
	check(read_bits(b, 3) != 7);
	read_bits(b, 1);
	read_size(b, frame);
	read_render_size(b, frame);
	/* setup_past_independence() (7.2) */
	memcpy(frame->lf.ref_deltas, (const __s8[]){ 1, 0, -1, -1 }, 4);
	memset(frame->lf.mode_deltas, 0, 2);
}

/* A frame of another size than a reference has a size of its own. */
static void read_inter_frame(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	static const __u8 filters[] = {
		V4L2_VP9_INTERP_FILTER_EIGHTTAP_SMOOTH, V4L2_VP9_INTERP_FILTER_EIGHTTAP,
		V4L2_VP9_INTERP_FILTER_EIGHTTAP_SHARP, V4L2_VP9_INTERP_FILTER_BILINEAR,
	};
	unsigned int i;

	/* refresh_frame_flags */
	read_bits(b, 8);
	for (i = 0; i < 3; i++) {
		read_bits(b, 3);
		if (read_bits(b, 1))
			frame->ref_frame_sign_bias |= V4L2_VP9_SIGN_BIAS_LAST << i;
	}
	for (i = 0; i < 3; i++)
		if (read_bits(b, 1))
			break;
	if (i == 3)
		read_size(b, frame);
	read_render_size(b, frame);
	if (read_bits(b, 1))
		frame->flags |= V4L2_VP9_FRAME_FLAG_ALLOW_HIGH_PREC_MV;
	frame->interpolation_filter = read_bits(b, 1) ? V4L2_VP9_INTERP_FILTER_SWITCHABLE :
							filters[read_bits(b, 2)];
}

static void read_loop_filter(struct bits *b, struct v4l2_vp9_loop_filter *lf)
{
	unsigned int i;

	lf->level = read_bits(b, 6);
	lf->sharpness = read_bits(b, 3);
	lf->flags = 0;
	if (!read_bits(b, 1))
		return;
	lf->flags = V4L2_VP9_LOOP_FILTER_FLAG_DELTA_ENABLED;
	if (!read_bits(b, 1))
		return;
	lf->flags |= V4L2_VP9_LOOP_FILTER_FLAG_DELTA_UPDATE;
	for (i = 0; i < 4; i++)
		if (read_bits(b, 1))
			lf->ref_deltas[i] = read_signed(b, 6);
	for (i = 0; i < 2; i++)
		if (read_bits(b, 1))
			lf->mode_deltas[i] = read_signed(b, 6);
}

static void read_quantization(struct bits *b, struct v4l2_vp9_quantization *quant)
{
	quant->base_q_idx = read_bits(b, 8);
	quant->delta_q_y_dc = read_bits(b, 1) ? read_signed(b, 4) : 0;
	quant->delta_q_uv_dc = read_bits(b, 1) ? read_signed(b, 4) : 0;
	quant->delta_q_uv_ac = read_bits(b, 1) ? read_signed(b, 4) : 0;
}

static void read_tiles(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	const unsigned int superblocks = (frame->frame_width_minus_1 + 64) / 64;

	frame->tile_cols_log2 = 0;
	while (64u << frame->tile_cols_log2 < superblocks)
		frame->tile_cols_log2++;
	while (superblocks >> (frame->tile_cols_log2 + 1) >= 4 && read_bits(b, 1))
		frame->tile_cols_log2++;
	frame->tile_rows_log2 = read_bits(b, 1);
	if (frame->tile_rows_log2)
		frame->tile_rows_log2 += read_bits(b, 1);
}

static void read_probability_flags(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	if (frame->flags & V4L2_VP9_FRAME_FLAG_ERROR_RESILIENT) {
		frame->flags |= V4L2_VP9_FRAME_FLAG_PARALLEL_DEC_MODE;
	} else {
		if (read_bits(b, 1))
			frame->flags |= V4L2_VP9_FRAME_FLAG_REFRESH_FRAME_CTX;
		if (read_bits(b, 1))
			frame->flags |= V4L2_VP9_FRAME_FLAG_PARALLEL_DEC_MODE;
	}
	frame->frame_context_idx = read_bits(b, 2);
}

/* @frame is that of the frame before: some of it persists. */
static void read_frame(struct bits *b, struct v4l2_ctrl_vp9_frame *frame)
{
	frame->flags = V4L2_VP9_FRAME_FLAG_X_SUBSAMPLING | V4L2_VP9_FRAME_FLAG_Y_SUBSAMPLING;
	frame->bit_depth = 8;
	frame->ref_frame_sign_bias = 0;
	/* Of profile 0, and not a frame to be shown again. */
	check(read_bits(b, 2) == 2 && !read_bits(b, 2) && !read_bits(b, 1));
	if (!read_bits(b, 1))
		frame->flags |= V4L2_VP9_FRAME_FLAG_KEY_FRAME;
	check(read_bits(b, 1));
	frame->flags |= V4L2_VP9_FRAME_FLAG_SHOW_FRAME;
	if (read_bits(b, 1))
		frame->flags |= V4L2_VP9_FRAME_FLAG_ERROR_RESILIENT;
	if (frame->flags & V4L2_VP9_FRAME_FLAG_KEY_FRAME) {
		read_key_frame(b, frame);
	} else {
		/* reset_frame_context, for intra-only frames */
		if (!(frame->flags & V4L2_VP9_FRAME_FLAG_ERROR_RESILIENT))
			read_bits(b, 2);
		read_inter_frame(b, frame);
	}
	read_probability_flags(b, frame);
	read_loop_filter(b, &frame->lf);
	read_quantization(b, &frame->quant);
	check(!read_bits(b, 1));
	read_tiles(b, frame);
	frame->compressed_header_size = read_bits(b, 16);
	frame->uncompressed_header_size = (b->pos + 7) / 8;
}

static __u32 get_le32(const __u8 *data)
{
	return data[0] | data[1] << 8 | data[2] << 16 | (__u32)data[3] << 24;
}

unsigned int vp9_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			  unsigned int max)
{
	struct picture cur = { .coded = V4L2_PIX_FMT_VP9_FRAME };
	size_t pos = IVF_HEAD;
	unsigned int count;

	for (count = 0; count < max && pos < bytes; count++) {
		check(bytes - pos >= IVF_FRAME_HEAD);
		cur.bytes = get_le32(data + pos);
		pos += IVF_FRAME_HEAD;
		check(bytes - pos >= cur.bytes);
		cur.data = data + pos;
		pos += cur.bytes;
		read_frame(&(struct bits){ cur.data, 8 * cur.bytes, 0 }, &cur.frame);
		cur.width = cur.frame.frame_width_minus_1 + 1;
		cur.height = cur.frame.frame_height_minus_1 + 1;
		cur.idr = cur.frame.flags & V4L2_VP9_FRAME_FLAG_KEY_FRAME;
		pictures[count] = cur;
	}
	return count;
}
