// SPDX-License-Identifier: GPL-2.0
/*
 * From an Annex B file to pictures with the controls that they need, as far as
 * frames of progressive streams with x264's parameters go.
 */
#include <stdlib.h>
#include <string.h>

#include "client.h"

#define NAL_SLICE	1
#define NAL_IDR		5
#define NAL_SPS		7
#define NAL_PPS		8

struct bits {
	const __u8 *data;
	size_t count;
	size_t pos;
};

static unsigned int read_bit(struct bits *b)
{
	unsigned int bit = 0;

	if (b->pos < b->count)
		bit = b->data[b->pos / 8] >> (7 - b->pos % 8) & 1;
	b->pos++;
	return bit;
}

static unsigned int read_bits(struct bits *b, unsigned int n)
{
	unsigned int value = 0;

	while (n--)
		value = value << 1 | read_bit(b);
	return value;
}

static unsigned int read_ue(struct bits *b)
{
	unsigned int zeros = 0;

	while (!read_bit(b) && zeros < 31)
		zeros++;
	return (1u << zeros) - 1 + read_bits(b, zeros);
}

static int read_se(struct bits *b)
{
	unsigned int code = read_ue(b);

	return code & 1 ? (int)(code / 2 + 1) : -(int)(code / 2);
}

/* The NAL unit's payload without emulation prevention. */
static void unescape(struct bits *b, const __u8 *nal, size_t bytes, __u8 *rbsp)
{
	size_t i, n = 0, zeros = 0;

	for (i = 1; i < bytes; i++) {
		if (zeros >= 2 && nal[i] == 3) {
			zeros = 0;
			continue;
		}
		zeros = nal[i] ? 0 : zeros + 1;
		rbsp[n++] = nal[i];
	}
	*b = (struct bits){ rbsp, 8 * n, 0 };
}

static void parse_sps(struct bits *b, struct v4l2_ctrl_h264_sps *sps)
{
	*sps = (struct v4l2_ctrl_h264_sps){ 0 };
	sps->profile_idc = read_bits(b, 8);
	/* The flags are in the opposite order. */
	for (unsigned int i = 0; i < 8; i++)
		sps->constraint_set_flags |= read_bit(b) << i;
	sps->constraint_set_flags &= 0x3f;
	sps->level_idc = read_bits(b, 8);
	sps->seq_parameter_set_id = read_ue(b);
	sps->chroma_format_idc = 1;
	if (sps->profile_idc >= 100) {
		sps->chroma_format_idc = read_ue(b);
		sps->bit_depth_luma_minus8 = read_ue(b);
		sps->bit_depth_chroma_minus8 = read_ue(b);
		check(!read_bit(b));
		check(!read_bit(b));
	}
	sps->log2_max_frame_num_minus4 = read_ue(b);
	sps->pic_order_cnt_type = read_ue(b);
	check(sps->pic_order_cnt_type != 1);
	if (!sps->pic_order_cnt_type)
		sps->log2_max_pic_order_cnt_lsb_minus4 = read_ue(b);
	sps->max_num_ref_frames = read_ue(b);
	if (read_bit(b))
		sps->flags |= V4L2_H264_SPS_FLAG_GAPS_IN_FRAME_NUM_VALUE_ALLOWED;
	sps->pic_width_in_mbs_minus1 = read_ue(b);
	sps->pic_height_in_map_units_minus1 = read_ue(b);
	check(read_bit(b));
	sps->flags |= V4L2_H264_SPS_FLAG_FRAME_MBS_ONLY;
	if (read_bit(b))
		sps->flags |= V4L2_H264_SPS_FLAG_DIRECT_8X8_INFERENCE;
}

static void parse_pps(struct bits *b, struct v4l2_ctrl_h264_pps *pps)
{
	*pps = (struct v4l2_ctrl_h264_pps){ 0 };
	pps->pic_parameter_set_id = read_ue(b);
	pps->seq_parameter_set_id = read_ue(b);
	if (read_bit(b))
		pps->flags |= V4L2_H264_PPS_FLAG_ENTROPY_CODING_MODE;
	if (read_bit(b))
		pps->flags |= V4L2_H264_PPS_FLAG_BOTTOM_FIELD_PIC_ORDER_IN_FRAME_PRESENT;
	check(!read_ue(b));
	pps->num_ref_idx_l0_default_active_minus1 = read_ue(b);
	pps->num_ref_idx_l1_default_active_minus1 = read_ue(b);
	if (read_bit(b))
		pps->flags |= V4L2_H264_PPS_FLAG_WEIGHTED_PRED;
	pps->weighted_bipred_idc = read_bits(b, 2);
	pps->pic_init_qp_minus26 = read_se(b);
	pps->pic_init_qs_minus26 = read_se(b);
	pps->chroma_qp_index_offset = read_se(b);
	pps->second_chroma_qp_index_offset = pps->chroma_qp_index_offset;
	if (read_bit(b))
		pps->flags |= V4L2_H264_PPS_FLAG_DEBLOCKING_FILTER_CONTROL_PRESENT;
	if (read_bit(b))
		pps->flags |= V4L2_H264_PPS_FLAG_CONSTRAINED_INTRA_PRED;
	if (read_bit(b))
		pps->flags |= V4L2_H264_PPS_FLAG_REDUNDANT_PIC_CNT_PRESENT;
}

/* The slice header as far as DECODE_PARAMS tells of it; true if a picture starts. */
static bool parse_slice(struct bits *b, __u8 nal_header, struct picture *pic)
{
	struct v4l2_ctrl_h264_decode_params *dec = &pic->decode;
	unsigned int type;
	size_t start;

	if (read_ue(b))
		return false;
	*dec = (struct v4l2_ctrl_h264_decode_params){ 0 };
	type = read_ue(b) % 5;
	dec->flags = type == 0 ? V4L2_H264_DECODE_PARAM_FLAG_PFRAME :
		     type == 1 ? V4L2_H264_DECODE_PARAM_FLAG_BFRAME : 0;
	read_ue(b);
	dec->nal_ref_idc = nal_header >> 5 & 3;
	dec->frame_num = read_bits(b, pic->sps.log2_max_frame_num_minus4 + 4);
	pic->idr = (nal_header & 31) == NAL_IDR;
	if (pic->idr) {
		dec->flags |= V4L2_H264_DECODE_PARAM_FLAG_IDR_PIC;
		dec->idr_pic_id = read_ue(b);
	}
	start = b->pos;
	if (!pic->sps.pic_order_cnt_type)
		dec->pic_order_cnt_lsb =
			read_bits(b, pic->sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
	dec->pic_order_cnt_bit_size = b->pos - start;
	dec->top_field_order_cnt = dec->pic_order_cnt_lsb;
	dec->bottom_field_order_cnt = dec->pic_order_cnt_lsb;
	/* no_output_of_prior_pics_flag, long_term_reference_flag */
	dec->dec_ref_pic_marking_bit_size = pic->idr ? 2 : dec->nal_ref_idc ? 1 : 0;
	return true;
}

/* The next NAL unit's first byte from @pos on, or @bytes and those of a start code. */
static size_t next_nal(const __u8 *data, size_t bytes, size_t pos)
{
	for (; pos + 3 <= bytes; pos++)
		if (!data[pos] && !data[pos + 1] && data[pos + 2] == 1)
			return pos + 3;
	return bytes + 3;
}

unsigned int h264_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			   unsigned int max)
{
	struct picture cur = { .coded = V4L2_PIX_FMT_H264_SLICE };
	__u8 *rbsp = malloc(bytes);
	size_t pos, next;
	unsigned int count = 0;
	struct bits b;

	check(rbsp);
	for (pos = next_nal(data, bytes, 0); pos < bytes; pos = next) {
		next = next_nal(data, bytes, pos);
		unescape(&b, data + pos, next - 3 - pos, rbsp);
		switch (data[pos] & 31) {
		case NAL_SPS:
			parse_sps(&b, &cur.sps);
			cur.width = 16 * (cur.sps.pic_width_in_mbs_minus1 + 1);
			cur.height = 16 * (cur.sps.pic_height_in_map_units_minus1 + 1);
			break;
		case NAL_PPS:
			parse_pps(&b, &cur.pps);
			break;
		case NAL_SLICE:
		case NAL_IDR:
			if (parse_slice(&b, data[pos], &cur)) {
				if (count == max)
					goto done;
				cur.data = data + pos - 3;
				pictures[count++] = cur;
			}
			check(count);
			pictures[count - 1].bytes = data + next - 3 - pictures[count - 1].data;
			break;
		}
	}
done:
	free(rbsp);
	check(count);
	return count;
}
