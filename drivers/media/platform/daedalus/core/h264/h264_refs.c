// SPDX-License-Identifier: GPL-2.0
/*
 * Reference picture lists of frames (Rec. ITU-T H.264 8.2.4), implicit weights
 * (8.4.2.3.1) and temporal scale factors (8.4.1.2.3).
 *
 * The DPB comes from the client.  Entries are named by their slot in it; what
 * does not exist is replaced by the picture losses are concealed with, so that
 * every entry of a list can be used.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_refs.h"

/* FrameNumWrap (8-27), or LongTermFrameIdx for a long-term picture. */
static s32 h264_refs_frame_num(const struct h264_params *params, unsigned int slot)
{
	const struct h264_dpb_entry *e = &params->dpb[slot];

	if (!e->long_term && e->frame_num > params->frame_num)
		return (s32)e->frame_num - (1 << params->sps.log2_max_frame_num);
	return e->frame_num;
}

/* PicOrderCnt() of the current picture (8-1). */
static s32 h264_refs_cur_poc(const struct h264_params *params)
{
	if (params->structure == H264_FRAME)
		return min(params->poc[0], params->poc[1]);
	return params->poc[params->structure == H264_BOTTOM];
}

/* The entry that stands for a picture that does not exist. */
static u8 h264_refs_substitute(const struct h264_slice *slice, const struct h264_pic *pic)
{
	const unsigned int slot = pic->conceal >= 0 ? pic->conceal : H264_REF_CUR;

	return H264_LIST_ENTRY(slot, slice->structure);
}

/* Inserts @slot before the first entry from @first on with a larger @key. */
static unsigned int h264_refs_insert(u8 *slots, s64 *keys, unsigned int first, unsigned int n,
				     unsigned int slot, s64 key)
{
	unsigned int i = n;

	while (i > first && keys[i - 1] > key) {
		slots[i] = slots[i - 1];
		keys[i] = keys[i - 1];
		i--;
	}
	slots[i] = slot;
	keys[i] = key;
	return n + 1;
}

/*
 * The order of the short-term frames of one list as a key to sort by: for P by
 * descending PicNum (8.2.4.2.1); for B those on this list's side of the
 * current picture first, each side by distance in POC (8.2.4.2.3).
 */
static s64 h264_refs_short_key(const struct h264_slice *slice, const struct h264_pic *pic,
			       unsigned int x, unsigned int slot)
{
	const s64 poc = pic->refs[slot].frame_poc;
	const s64 cur = h264_refs_cur_poc(&pic->params);
	bool near_side;

	if (slice->type != H264_SLICE_B)
		return -h264_refs_frame_num(&pic->params, slot);

	/* An equal POC cannot be; it is put with the later pictures. */
	near_side = x == 0 ? poc < cur : poc >= cur;
	return (poc < cur ? cur - poc : poc - cur) + (near_side ? 0 : 1LL << 33);
}

void h264_refs_init_lists(struct h264_slice *slice, const struct h264_pic *pic)
{
	const struct h264_params *params = &pic->params;
	unsigned int x, i, n[2] = { 0, 0 };
	s64 keys[H264_MAX_DPB];

	for (x = 0; x < 2; x++) {
		u8 *list = slice->list[x];
		unsigned int shorts;

		if (!slice->num_ref_idx[x])
			continue;
		for (i = 0; i < H264_MAX_DPB; i++) {
			if (params->dpb[i].fields == H264_FRAME && !params->dpb[i].long_term)
				n[x] = h264_refs_insert(list, keys, 0, n[x], i,
							h264_refs_short_key(slice, pic, x, i));
		}
		shorts = n[x];
		for (i = 0; i < H264_MAX_DPB; i++) {
			if (params->dpb[i].fields == H264_FRAME && params->dpb[i].long_term)
				n[x] = h264_refs_insert(list, keys, shorts, n[x], i,
							params->dpb[i].frame_num);
		}
	}

	/* 8.2.4.2.3: a list 1 of more than one entry must differ from list 0. */
	if (slice->num_ref_idx[1] && n[1] > 1 && n[0] == n[1] &&
	    !memcmp(slice->list[0], slice->list[1], n[0]))
		swap(slice->list[1][0], slice->list[1][1]);

	for (x = 0; x < 2; x++) {
		for (i = 0; i < slice->num_ref_idx[x]; i++) {
			if (i < n[x])
				slice->list[x][i] = H264_LIST_ENTRY(slice->list[x][i], H264_FRAME);
			else
				slice->list[x][i] = h264_refs_substitute(slice, pic);
		}
	}
}

/*
 * The list entry of the picture with PicNum or LongTermPicNum @num of a frame
 * (8.2.4.1), or -1.
 */
static int h264_refs_find(const struct h264_pic *pic, bool long_term, s32 num)
{
	unsigned int i;

	for (i = 0; i < H264_MAX_DPB; i++) {
		const struct h264_dpb_entry *e = &pic->params.dpb[i];

		if (e->fields == H264_FRAME && e->long_term == long_term &&
		    h264_refs_frame_num(&pic->params, i) == num)
			return H264_LIST_ENTRY(i, H264_FRAME);
	}
	return -1;
}

/* Puts @entry at @idx and moves the others back (8-37, 8-38). */
static void h264_refs_put(u8 *list, unsigned int num, unsigned int idx, u8 entry)
{
	u8 moved = entry;
	unsigned int i;

	for (i = idx; i < num; i++) {
		const u8 old = list[i];

		list[i] = moved;
		if (old == entry)
			break;
		moved = old;
	}
}

int h264_refs_modify_list(struct h264_slice *slice, const struct h264_pic *pic, unsigned int x,
			  struct dae_bits *b)
{
	const s32 max_pic_num = 1 << pic->params.sps.log2_max_frame_num;
	s32 pred = pic->params.frame_num;
	unsigned int idx;

	/* At most one modification for each entry, then the end mark. */
	for (idx = 0; idx <= slice->num_ref_idx[x]; idx++) {
		const u32 op = dae_bits_ue(b);
		u32 value;
		int entry;

		if (op == 3)
			return 0;
		if (op > 2 || idx == slice->num_ref_idx[x])
			return -EINVAL;

		value = dae_bits_ue(b);
		if (op == 2) {
			entry = h264_refs_find(pic, true, min_t(u32, value, S32_MAX));
		} else {
			if (value >= (u32)max_pic_num)
				return -EINVAL;
			/* abs_diff_pic_num_minus1, (8-34) and (8-35) */
			pred += op ? (s32)value + 1 : -((s32)value + 1);
			if (pred < 0)
				pred += max_pic_num;
			else if (pred >= max_pic_num)
				pred -= max_pic_num;
			/* (8-36): picNumLX from picNumLXNoWrap */
			entry = h264_refs_find(pic, false, pred > pic->params.frame_num ?
					       pred - max_pic_num : pred);
		}
		if (entry < 0)
			entry = h264_refs_substitute(slice, pic);
		h264_refs_put(slice->list[x], slice->num_ref_idx[x], idx, entry);
	}
	return -EINVAL;
}

int h264_refs_dist_scale(s32 cur, s32 poc0, s32 poc1)
{
	const int tb = clamp_t(s64, (s64)cur - poc0, -128, 127);
	const int td = clamp_t(s64, (s64)poc1 - poc0, -128, 127);
	const int tx = (16384 + (td < 0 ? -td : td) / 2) / td;

	return clamp((tb * tx + 32) >> 6, -1024, 1023);
}

/* Implicit weights of frame macroblocks (8.4.2.3.1). */
static void h264_refs_implicit(struct h264_slice *slice, const struct h264_pic *pic)
{
	const s32 cur = h264_refs_cur_poc(&pic->params);
	unsigned int i, j;

	for (i = 0; i < slice->num_ref_idx[0]; i++) {
		const struct h264_ref *ref0 = &pic->refs[H264_LIST_SLOT(slice->list[0][i])];

		for (j = 0; j < slice->num_ref_idx[1]; j++) {
			const struct h264_ref *ref1 = &pic->refs[H264_LIST_SLOT(slice->list[1][j])];
			int w1 = 32;

			if (ref0->frame_poc != ref1->frame_poc && !ref0->long_term &&
			    !ref1->long_term) {
				w1 = h264_refs_dist_scale(cur, ref0->frame_poc,
							  ref1->frame_poc) >> 2;
				if (w1 < -64 || w1 > 128)
					w1 = 32;
			}
			slice->implicit_weight[i][j] = w1;
		}
	}
}

/* What temporal direct prediction needs of the lists (8.4.1.2.3). */
static void h264_refs_temporal(struct h264_slice *slice, const struct h264_pic *pic)
{
	const struct h264_ref *ref1 = &pic->refs[slice->col];
	const s32 cur = h264_refs_cur_poc(&pic->params);
	const struct h264_pic_side *side = ref1->frame && !ref1->missing ? ref1->frame->side : NULL;
	unsigned int i, k;

	for (i = 0; i < slice->num_ref_idx[0]; i++) {
		const struct h264_ref *ref0 = &pic->refs[H264_LIST_SLOT(slice->list[0][i])];

		slice->dist_scale[i] = H264_DIST_COPY;
		if (!ref0->long_term && ref0->frame_poc != ref1->frame_poc)
			slice->dist_scale[i] = h264_refs_dist_scale(cur, ref0->frame_poc,
								    ref1->frame_poc);
	}

	for (k = 0; k < H264_NUM_REF_SLOTS; k++) {
		slice->map_col[k] = 0;
		if (!side || !side->ref_id[k])
			continue;
		/* The lowest index that refers to the picture. */
		for (i = 0; i < slice->num_ref_idx[0]; i++) {
			if (pic->refs[H264_LIST_SLOT(slice->list[0][i])].id == side->ref_id[k]) {
				slice->map_col[k] = i;
				break;
			}
		}
	}
}

void h264_refs_derive(struct h264_slice *slice, const struct h264_pic *pic)
{
	if (slice->type != H264_SLICE_B)
		return;

	slice->col = H264_LIST_SLOT(slice->list[1][0]);
	if (slice->weighted == 2)
		h264_refs_implicit(slice, pic);
	if (!slice->direct_spatial_mv_pred)
		h264_refs_temporal(slice, pic);
}
