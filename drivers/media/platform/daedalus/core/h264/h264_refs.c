// SPDX-License-Identifier: GPL-2.0
/*
 * Reference picture lists (Rec. ITU-T H.264 8.2.4), implicit weights (8.4.2.3.1)
 * and temporal scale factors (8.4.1.2.3).
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

/* The entry that stands for a picture that does not exist. */
static u8 h264_refs_substitute(const struct h264_slice *slice, const struct h264_pic *pic)
{
	/* Of the current frame there is only the other field. */
	if (pic->refs[H264_REF_NONE].frame == pic->frame && slice->structure != H264_FRAME)
		return H264_LIST_ENTRY(H264_REF_NONE, H264_FRAME & ~slice->structure);
	return H264_LIST_ENTRY(H264_REF_NONE, slice->structure);
}

/* Inserts @slot before the first of @n entries with a larger @key. */
static unsigned int h264_refs_insert(u8 *slots, s64 *keys, unsigned int n, unsigned int slot,
				     s64 key)
{
	unsigned int i = n;

	while (i && keys[i - 1] > key) {
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
 * descending FrameNumWrap (8.2.4.2.1, 8.2.4.2.2); for B those on this list's side
 * of the current picture first, each side by distance in POC (8.2.4.2.3,
 * 8.2.4.2.4).
 */
static s64 h264_refs_short_key(const struct h264_slice *slice, const struct h264_pic *pic,
			       unsigned int x, unsigned int slot)
{
	const s64 poc = pic->refs[slot].frame_poc;
	const s64 cur = h264_pic_poc(pic);
	bool earlier;

	if (slice->type != H264_SLICE_B)
		return -h264_refs_frame_num(&pic->params, slot);

	/* Of equal POC can only be the other field of the current frame. */
	earlier = slice->structure == H264_FRAME ? poc < cur : poc <= cur;
	return (poc < cur ? cur - poc : poc - cur) + (earlier == !x ? 0 : 1LL << 33);
}

/*
 * Takes fields of the @n frames in @slots, alternating between the parities and
 * starting with that of the current field, as long as there are any of both
 * (8.2.4.2.5). The number of entries put into @list.
 */
static unsigned int h264_refs_alternate(const struct h264_slice *slice, const struct h264_pic *pic,
					const u8 *slots, unsigned int n, u8 *list)
{
	const struct h264_dpb_entry *dpb = pic->params.dpb;
	enum h264_structure parity = slice->structure;
	unsigned int next[H264_FRAME] = { 0, 0, 0 };
	unsigned int num = 0;
	bool alone = false;

	for (;;) {
		unsigned int *i = &next[parity];

		while (*i < n && !(dpb[slots[*i]].fields & parity))
			(*i)++;
		if (*i == n && alone)
			return num;
		if (*i < n)
			list[num++] = H264_LIST_ENTRY(slots[(*i)++], parity);
		else
			alone = true;
		if (!alone || *i >= n)
			parity = H264_FRAME & ~parity;
	}
}

/* The initial list @x, as long as there are pictures. */
static unsigned int h264_refs_init_list(const struct h264_slice *slice, const struct h264_pic *pic,
					unsigned int x, u8 *list)
{
	const bool frame = slice->structure == H264_FRAME;
	const struct h264_params *params = &pic->params;
	unsigned int i, n, num = 0, long_term;
	s64 keys[H264_MAX_DPB];
	u8 slots[H264_MAX_DPB];

	for (long_term = 0; long_term < 2; long_term++) {
		n = 0;
		for (i = 0; i < H264_MAX_DPB; i++) {
			const struct h264_dpb_entry *e = &params->dpb[i];

			if (e->long_term != long_term ||
			    (frame ? e->fields != H264_FRAME : !e->fields))
				continue;
			n = h264_refs_insert(slots, keys, n, i, long_term ? e->frame_num :
					     h264_refs_short_key(slice, pic, x, i));
		}
		if (!frame)
			num += h264_refs_alternate(slice, pic, slots, n, list + num);
		for (i = 0; frame && i < n; i++)
			list[num++] = H264_LIST_ENTRY(slots[i], H264_FRAME);
	}
	return num;
}

void h264_refs_init_lists(struct h264_slice *slice, const struct h264_pic *pic)
{
	unsigned int x, i, n[2] = { 0, 0 };

	for (x = 0; x < 2; x++)
		if (slice->num_ref_idx[x])
			n[x] = h264_refs_init_list(slice, pic, x, slice->list[x]);

	/* 8.2.4.2.3: a list 1 of more than one entry must differ from list 0. */
	if (slice->num_ref_idx[1] && n[1] > 1 && n[0] == n[1] &&
	    !memcmp(slice->list[0], slice->list[1], n[0]))
		swap(slice->list[1][0], slice->list[1][1]);

	for (x = 0; x < 2; x++)
		for (i = n[x]; i < slice->num_ref_idx[x]; i++)
			slice->list[x][i] = h264_refs_substitute(slice, pic);
}

/*
 * The list entry of the picture with PicNum or LongTermPicNum @num (8.2.4.1), or
 * -1. Of fields, odd numbers are those of the current one's parity.
 */
static int h264_refs_find(const struct h264_slice *slice, const struct h264_pic *pic,
			  bool long_term, s32 num)
{
	enum h264_structure structure = slice->structure;
	unsigned int i;

	if (structure != H264_FRAME) {
		if (!(num & 1))
			structure = H264_FRAME & ~structure;
		num >>= 1;
	}
	for (i = 0; i < H264_MAX_DPB; i++) {
		const struct h264_dpb_entry *e = &pic->params.dpb[i];

		if ((e->fields & structure) == structure && e->long_term == long_term &&
		    h264_refs_frame_num(&pic->params, i) == num)
			return H264_LIST_ENTRY(i, structure);
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
	/* MaxPicNum and CurrPicNum (7.4.3) */
	const bool field = slice->structure != H264_FRAME;
	const s32 max_pic_num = 1 << (pic->params.sps.log2_max_frame_num + field);
	const s32 cur_pic_num = field ? 2 * pic->params.frame_num + 1 : pic->params.frame_num;
	s32 pred = cur_pic_num;
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
			entry = h264_refs_find(slice, pic, true, min_t(u32, value, S32_MAX));
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
			entry = h264_refs_find(slice, pic, false, pred > cur_pic_num ?
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

int h264_refs_implicit_weight(const struct h264_pic *pic, s32 cur, u8 entry0, u8 entry1)
{
	const s32 poc0 = h264_refs_poc(pic, entry0), poc1 = h264_refs_poc(pic, entry1);
	int w1;

	if (poc0 == poc1 || pic->refs[H264_LIST_SLOT(entry0)].long_term ||
	    pic->refs[H264_LIST_SLOT(entry1)].long_term)
		return 32;
	w1 = h264_refs_dist_scale(cur, poc0, poc1) >> 2;
	return w1 < -64 || w1 > 128 ? 32 : w1;
}

/* DistScaleFactor for a picture in list 0, or H264_DIST_COPY. */
static s16 h264_refs_temporal_scale(const struct h264_pic *pic, s32 cur, u8 entry0, u8 entry1)
{
	const s32 poc0 = h264_refs_poc(pic, entry0), poc1 = h264_refs_poc(pic, entry1);

	if (pic->refs[H264_LIST_SLOT(entry0)].long_term || poc0 == poc1)
		return H264_DIST_COPY;
	return h264_refs_dist_scale(cur, poc0, poc1);
}

/* The lowest index in list 0 of a picture, of the frame or field @structure; 0 if none. */
static u8 h264_refs_index(const struct h264_slice *slice, const struct h264_pic *pic, u32 id,
			  enum h264_structure structure)
{
	unsigned int i;

	for (i = 0; id && i < slice->num_ref_idx[0]; i++)
		if (H264_LIST_STRUCTURE(slice->list[0][i]) == structure &&
		    pic->refs[H264_LIST_SLOT(slice->list[0][i])].id == id)
			return i;
	return 0;
}

/* What temporal direct prediction needs of the lists (8.4.1.2.3). */
static void h264_refs_temporal(struct h264_slice *slice, const struct h264_pic *pic)
{
	const struct h264_ref *ref1 = &pic->refs[slice->col];
	const struct h264_pic_side *side = ref1->frame && !ref1->missing ? ref1->frame->side : NULL;
	const bool frame = slice->structure == H264_FRAME;
	unsigned int i, k, bottom;

	for (i = 0; i < slice->num_ref_idx[0]; i++)
		slice->dist_scale[0][i] = h264_refs_temporal_scale(pic, h264_pic_poc(pic),
								   slice->list[0][i],
								   slice->list[1][0]);
	for (bottom = 0; pic->mbaff && bottom < 2; bottom++) {
		const u8 col = h264_refs_field(slice->list[1], 0, bottom);

		for (i = 0; i < 2 * slice->num_ref_idx[0]; i++)
			slice->dist_scale[1 + bottom][i] =
				h264_refs_temporal_scale(pic, pic->params.poc[bottom],
							 h264_refs_field(slice->list[0], i, bottom),
							 col);
	}

	for (k = 0; k < H264_NUM_REF_SLOTS; k++) {
		for (bottom = 0; bottom < 2; bottom++) {
			const u32 id = side ? side->ref_id[bottom][k] : 0;

			for (i = 0; i < 2; i++)
				slice->map_col[bottom][k][i] =
					h264_refs_index(slice, pic, id, frame ? H264_FRAME :
							i ? H264_BOTTOM : H264_TOP);
		}
	}
}

/* Which field of RefPicList1[0], if it is two, is co-located (8.4.1.2.1). */
static bool h264_refs_col_bottom(const struct h264_slice *slice, const struct h264_pic *pic)
{
	const struct h264_ref *ref = &pic->refs[slice->col];
	const s64 cur = h264_pic_poc(pic);
	s64 d[2];
	unsigned int i;

	if (slice->structure != H264_FRAME)
		return H264_LIST_STRUCTURE(slice->list[1][0]) == H264_BOTTOM;
	for (i = 0; i < 2; i++)
		d[i] = ref->poc[i] < cur ? cur - ref->poc[i] : ref->poc[i] - cur;
	return d[0] >= d[1];
}

void h264_refs_derive(struct h264_slice *slice, const struct h264_pic *pic)
{
	if (slice->type != H264_SLICE_B)
		return;

	slice->col = H264_LIST_SLOT(slice->list[1][0]);
	slice->col_bottom = h264_refs_col_bottom(slice, pic);
	if (!slice->direct_spatial_mv_pred)
		h264_refs_temporal(slice, pic);
}
