// SPDX-License-Identifier: GPL-2.0
/*
 * NAL units and slice headers (Rec. ITU-T H.264 7.3.1, 7.3.3, Annex B).
 *
 * In frame mode the client hands over whole slice NAL units and the controls
 * say nothing that is particular to a slice, so the headers are parsed here.
 * What the controls do say is compared: a client may keep using a SPS whose
 * numbering the stream has changed.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_refs.h"
#include "h264_slice.h"

#define H264_NAL_SLICE		1
#define H264_NAL_IDR		5

/* memory_management_control_operation's in one header; 7.4.3.3 allows fewer. */
#define H264_MAX_MMCO		66

/* Returns the offset of the next 00 00 01 at or after @pos, or @size. */
static u32 h264_nal_start_code(const u8 *data, u32 size, u32 pos)
{
	for (; pos + 3 <= size; pos++) {
		/* Step over as much as the third byte proves impossible. */
		if (data[pos + 2] > 1) {
			pos += 2;
			continue;
		}
		if (data[pos + 2] == 1 && !data[pos] && !data[pos + 1])
			return pos;
	}
	return size;
}

/* Where a slice belongs; the codewords may hold emulation prevention bytes. */
static void h264_nal_place(struct h264_nal *nal, const u8 *data, bool colour_planes)
{
	struct dae_bits b;
	u8 head[24] = {};
	u32 n = min_t(u32, nal->bytes - 1, sizeof(head) - 8);

	memcpy(head, data + nal->offset + 1, n);
	n = h264_nal_unescape(head, n);
	dae_bits_init(&b, head, n);
	nal->first_mb = dae_bits_ue(&b);
	if (!colour_planes)
		return;
	dae_bits_ue(&b);
	dae_bits_ue(&b);
	nal->colour_plane = dae_bits_u(&b, 2);
}

u32 h264_nal_scan(const u8 *data, u32 size, struct h264_nal *nals, u32 max,
		  bool colour_planes)
{
	u32 pos = h264_nal_start_code(data, size, 0);
	u32 count = 0;

	/* Not a byte stream: what there is may still be one NAL unit. */
	pos = pos == size ? 0 : pos + 3;

	while (pos < size && (!nals || count < max)) {
		u32 next = h264_nal_start_code(data, size, pos);
		u32 end = next;

		while (end > pos && !data[end - 1])
			end--;
		if (end - pos >= 2 && ((data[pos] & 0x1f) == H264_NAL_SLICE ||
				       (data[pos] & 0x1f) == H264_NAL_IDR)) {
			if (nals) {
				nals[count] = (struct h264_nal){
					.offset = pos,
					.bytes = end - pos,
				};
				h264_nal_place(&nals[count], data, colour_planes);
			}
			count++;
		}
		pos = next + 3;
	}
	return count;
}

u32 h264_nal_unescape(u8 *data, u32 size)
{
	u32 zeros = 0;
	u32 in, out = 0;

	/* Nothing moves before the first 00 00 03. */
	for (in = 0; in < size; in++) {
		if (zeros >= 2 && data[in] == 3) {
			zeros = 0;
			continue;
		}
		zeros = data[in] ? 0 : zeros + 1;
		data[out++] = data[in];
	}
	while (out && !data[out - 1])
		out--;
	return out;
}

/**
 * struct h264_header_pos - the start of a slice header, as far as its syntax
 *	depends on the SPS
 * @first_mb: first_mb_in_slice
 * @type: slice_type
 * @pps_id: pic_parameter_set_id
 * @colour_plane: colour_plane_id
 * @frame_num: frame_num
 * @field_pic: field_pic_flag
 * @bottom_field: bottom_field_flag
 * @idr_pic_id: idr_pic_id
 */
struct h264_header_pos {
	u32 first_mb;
	u32 type;
	u32 pps_id;
	u32 colour_plane;
	u32 frame_num;
	bool field_pic;
	bool bottom_field;
	u32 idr_pic_id;
};

/* Up to idr_pic_id, with frame_num of @frame_num_bits (7.3.3). */
static void h264_slice_head(struct h264_header_pos *h, struct dae_bits *b,
			    const struct h264_sps *sps, bool idr, u32 frame_num_bits)
{
	*h = (struct h264_header_pos){};
	h->first_mb = dae_bits_ue(b);
	h->type = dae_bits_ue(b);
	h->pps_id = dae_bits_ue(b);
	if (sps->separate_colour_plane)
		h->colour_plane = dae_bits_u(b, 2);
	h->frame_num = dae_bits_u(b, frame_num_bits);
	if (!sps->frame_mbs_only) {
		h->field_pic = dae_bits_u(b, 1);
		if (h->field_pic)
			h->bottom_field = dae_bits_u(b, 1);
	}
	if (idr)
		h->idr_pic_id = dae_bits_ue(b);
}

static bool h264_slice_head_fits(const struct h264_header_pos *h,
				 const struct h264_params *params, bool idr)
{
	const unsigned int structure = !h->field_pic ? H264_FRAME :
				       h->bottom_field ? H264_BOTTOM : H264_TOP;

	return h->frame_num == params->frame_num && structure == params->structure &&
	       (!idr || h->idr_pic_id == params->idr_pic_id);
}

/* Picture order count syntax elements (7.3.3). */
static void h264_slice_poc(struct dae_bits *b, const struct h264_sps *sps,
			   const struct h264_pps *pps, bool field_pic, u32 client_bits)
{
	const u32 start = b->pos;

	if (!sps->pic_order_cnt_type) {
		dae_bits_u(b, sps->log2_max_pic_order_cnt_lsb);
		if (pps->bottom_field_pic_order_in_frame_present && !field_pic)
			dae_bits_se(b);
	} else if (sps->pic_order_cnt_type == 1 && !sps->delta_pic_order_always_zero) {
		dae_bits_se(b);
		if (pps->bottom_field_pic_order_in_frame_present && !field_pic)
			dae_bits_se(b);
	}

	/* The client has parsed the same with the SPS that is really active. */
	if (client_bits && b->pos - start != client_bits)
		b->pos = start + client_bits;
}

/* pred_weight_table() (7.3.3.2). */
static int h264_slice_weights(struct h264_slice *slice, const struct h264_pic *pic,
			      struct dae_bits *b)
{
	const bool chroma = pic->chroma != DAE_CHROMA_400;
	unsigned int x, i, c;
	u32 denom[2];

	denom[0] = dae_bits_ue(b);
	denom[1] = chroma ? dae_bits_ue(b) : 0;
	if (denom[0] > 7 || denom[1] > 7)
		return -EINVAL;
	slice->luma_log2_denom = denom[0];
	slice->chroma_log2_denom = denom[1];

	for (x = 0; x < 1 + (slice->type == H264_SLICE_B); x++) {
		for (i = 0; i < slice->num_ref_idx[x]; i++) {
			struct h264_weight *w = slice->weight[x][i];
			bool present = false;

			for (c = 0; c < (chroma ? 3 : 1); c++) {
				s32 weight, offset;

				w[c].weight = 1 << denom[!!c];
				w[c].offset = 0;
				if (c != 2)
					present = dae_bits_u(b, 1);
				if (!present)
					continue;
				weight = dae_bits_se(b);
				offset = dae_bits_se(b);
				if (weight < -128 || weight > 127 || offset < -128 || offset > 127)
					return -EINVAL;
				w[c].weight = weight;
				w[c].offset = offset;
			}
		}
	}
	return 0;
}

/* dec_ref_pic_marking() (7.3.3.3), which the client has carried out. */
static int h264_slice_skip_marking(struct dae_bits *b, bool idr)
{
	unsigned int i;

	if (idr) {
		dae_bits_u(b, 2);
		return 0;
	}
	if (!dae_bits_u(b, 1))
		return 0;
	for (i = 0; i < H264_MAX_MMCO; i++) {
		u32 mmco = dae_bits_ue(b);

		if (!mmco)
			return 0;
		if (mmco > 6)
			return -EINVAL;
		if (mmco != 5)
			dae_bits_ue(b);
		if (mmco == 3)
			dae_bits_ue(b);
	}
	return -EINVAL;
}

/* num_ref_idx_active_override_flag and what depends on it. */
static int h264_slice_num_ref_idx(struct h264_slice *slice, struct dae_bits *b)
{
	const unsigned int max = slice->structure == H264_FRAME ? 16 : 32;
	const bool is_b = slice->type == H264_SLICE_B;
	u32 num[2] = { 0, 0 };

	if (slice->type == H264_SLICE_I || slice->type == H264_SLICE_SI)
		goto out;

	num[0] = slice->pps->num_ref_idx_default[0];
	num[1] = is_b ? slice->pps->num_ref_idx_default[1] : 0;
	if (dae_bits_u(b, 1)) {
		num[0] = dae_bits_ue(b) + 1;
		if (is_b)
			num[1] = dae_bits_ue(b) + 1;
	}
	/*
	 * 7.4.3 allows 16 in frames; the defaults of the PPS may be meant for
	 * fields, and are only wrong where they are used.
	 */
	if (!num[0] || num[0] > max || (is_b && (!num[1] || num[1] > max)))
		return -EINVAL;
out:
	slice->num_ref_idx[0] = num[0];
	slice->num_ref_idx[1] = num[1];
	return 0;
}

/* Reference lists and prediction weights (7.3.3, from after POC on). */
static int h264_slice_refs(struct h264_slice *slice, const struct h264_pic *pic,
			   struct dae_bits *b)
{
	const struct h264_pps *pps = slice->pps;
	unsigned int x;
	int ret;

	if (slice->type == H264_SLICE_B)
		slice->direct_spatial_mv_pred = dae_bits_u(b, 1);
	ret = h264_slice_num_ref_idx(slice, b);
	if (ret)
		return ret;

	h264_refs_init_lists(slice, pic);
	for (x = 0; x < 2; x++) {
		if (!slice->num_ref_idx[x] || !dae_bits_u(b, 1))
			continue;
		ret = h264_refs_modify_list(slice, pic, x, b);
		if (ret)
			return ret;
	}

	slice->weighted = 0;
	if (slice->type == H264_SLICE_P || slice->type == H264_SLICE_SP)
		slice->weighted = pps->weighted_pred;
	else if (slice->type == H264_SLICE_B)
		slice->weighted = pps->weighted_bipred_idc;
	if (slice->weighted == 1) {
		ret = h264_slice_weights(slice, pic, b);
		if (ret)
			return ret;
	}
	h264_refs_derive(slice, pic);
	return 0;
}

/* slice_qp_delta and the deblocking controls (7.3.3, 7.4.3). */
static int h264_slice_quant(struct h264_slice *slice, const struct h264_pic *pic,
			    struct dae_bits *b)
{
	const struct h264_pps *pps = slice->pps;
	const int offset = pic->qp_bd_offset[0];
	s64 qp = (s64)pps->pic_init_qp + dae_bits_se(b);

	if (qp < -offset || qp > 51)
		return -EINVAL;
	slice->qp = qp + offset;

	if (slice->type == H264_SLICE_SP || slice->type == H264_SLICE_SI) {
		if (slice->type == H264_SLICE_SP)
			slice->sp_for_switch = dae_bits_u(b, 1);
		qp = (s64)pps->pic_init_qs + dae_bits_se(b);
		if (qp < 0 || qp > 51)
			return -EINVAL;
		slice->qs = qp;
	}

	slice->disable_deblocking_filter_idc = 0;
	slice->filter_offset_a = 0;
	slice->filter_offset_b = 0;
	if (pps->deblocking_filter_control_present) {
		u32 idc = dae_bits_ue(b);

		if (idc > 2)
			return -EINVAL;
		slice->disable_deblocking_filter_idc = idc;
		if (idc != 1) {
			s32 a = dae_bits_se(b);
			s32 beta = dae_bits_se(b);

			if (a < -6 || a > 6 || beta < -6 || beta > 6)
				return -EINVAL;
			slice->filter_offset_a = a * 2;
			slice->filter_offset_b = beta * 2;
		}
	}
	return 0;
}

/* 8.6 is written for what the Extended profile has. */
static bool h264_slice_sp_possible(const struct h264_sps *sps, const struct h264_pps *pps)
{
	return sps->chroma == DAE_CHROMA_420 && sps->bit_depth_luma == 8 &&
	       sps->bit_depth_chroma == 8 && !sps->qpprime_y_zero_transform_bypass &&
	       !pps->transform_8x8_mode;
}

int h264_slice_header(struct h264_slice *slice, const struct h264_pic *pic, u8 nal_header,
		      const u8 *rbsp, u32 bytes, const struct h264_pps *const pps[256])
{
	const struct h264_params *params = &pic->params;
	const struct h264_sps *sps = &params->sps;
	const bool idr = (nal_header & 0x1f) == H264_NAL_IDR;
	struct h264_header_pos head;
	struct dae_bits b;
	u32 n;
	int ret;

	dae_bits_init(&b, rbsp, bytes);
	h264_slice_head(&head, &b, sps, idr, sps->log2_max_frame_num);
	/* A SPS that changed only its numbering may not have reached us. */
	for (n = 4; n <= 16 && !h264_slice_head_fits(&head, params, idr); n++) {
		dae_bits_init(&b, rbsp, bytes);
		h264_slice_head(&head, &b, sps, idr, n);
	}
	if (!h264_slice_head_fits(&head, params, idr) || dae_bits_overrun(&b))
		return -EINVAL;
	if (head.type > 9 || head.pps_id > 255 || !pps[head.pps_id])
		return -EINVAL;

	slice->direct_spatial_mv_pred = false;
	slice->sp_for_switch = false;
	slice->data = rbsp;
	slice->data_bytes = bytes;
	slice->type = head.type % 5;
	slice->nal_unit_type = nal_header & 0x1f;
	slice->nal_ref_idc = nal_header >> 5 & 3;
	slice->pps = pps[head.pps_id];
	if ((slice->type == H264_SLICE_SP || slice->type == H264_SLICE_SI) &&
	    !h264_slice_sp_possible(sps, slice->pps))
		return -EINVAL;
	slice->structure = params->structure;
	slice->frame_num = head.frame_num;
	slice->idr_pic_id = head.idr_pic_id;
	if (head.first_mb >= pic->plane_mbs >> pic->mbaff || head.colour_plane > 2)
		return -EINVAL;
	slice->colour_plane = head.colour_plane;
	slice->first_mb = head.colour_plane * pic->plane_mbs + (head.first_mb << pic->mbaff);

	h264_slice_poc(&b, sps, slice->pps, params->structure != H264_FRAME,
		       params->pic_order_cnt_bits);
	slice->redundant_pic_cnt = 0;
	if (slice->pps->redundant_pic_cnt_present && dae_bits_ue(&b))
		return dae_bits_overrun(&b) ? -EINVAL : -ENOENT;

	ret = h264_slice_refs(slice, pic, &b);
	if (ret)
		return ret;
	if (slice->nal_ref_idc) {
		ret = h264_slice_skip_marking(&b, idr);
		if (ret)
			return ret;
	}

	slice->cabac_init_idc = 3;
	if (slice->pps->entropy_coding_mode && slice->num_ref_idx[0]) {
		u32 idc = dae_bits_ue(&b);

		if (idc > 2)
			return -EINVAL;
		slice->cabac_init_idc = idc;
	}
	ret = h264_slice_quant(slice, pic, &b);
	if (ret)
		return ret;

	if (dae_bits_overrun(&b))
		return -EINVAL;
	slice->data_bit = b.pos;
	return 0;
}

u32 h264_slices_init(struct h264_pic *pic, u8 *data, const struct h264_nal *nals, u32 num_nals,
		     const struct h264_pps *const pps[256])
{
	u32 damaged = 0;
	u32 i, n = 0;

	for (i = 0; i < num_nals && n < pic->max_slices; i++) {
		u8 *rbsp = data + nals[i].offset + 1;
		u32 bytes = h264_nal_unescape(rbsp, nals[i].bytes - 1);
		struct h264_slice *slice = &pic->slices[n];
		int ret = h264_slice_header(slice, pic, rbsp[-1], rbsp, bytes, pps);

		if (ret) {
			damaged += ret != -ENOENT;
			continue;
		}
		if (n && slice->first_mb <= slice[-1].first_mb) {
			damaged++;
			continue;
		}
		if (n)
			slice[-1].end_mb = min(slice[-1].end_mb, slice->first_mb);
		slice->end_mb = h264_pic_plane_end(pic, slice->first_mb);
		n++;
	}
	pic->num_slices = n;
	return damaged + (num_nals - i);
}
