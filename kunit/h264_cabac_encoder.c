// SPDX-License-Identifier: GPL-2.0
/* The CABAC encoder of H.264 9.3.4.2, bit by bit, for tests. */
#include "h264_cabac_encoder.h"

/* transIdxLPS as Table 9-45 prints it */
static const u8 h264_encode_trans_lps[64] = {
	0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12,
	13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22, 23, 24,
	24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33,
	33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63,
};

static void h264_encode_put_bit(struct h264_cabac_encoder *e, u32 bit)
{
	if (e->first)
		e->first = false;
	else
		h264_put_bits(&e->w, bit, 1);
	for (; e->outstanding; e->outstanding--)
		h264_put_bits(&e->w, !bit, 1);
}

static void h264_encode_renorm(struct h264_cabac_encoder *e)
{
	while (e->range < 256) {
		if (e->low < 256) {
			h264_encode_put_bit(e, 0);
		} else if (e->low >= 512) {
			e->low -= 512;
			h264_encode_put_bit(e, 1);
		} else {
			e->low -= 256;
			e->outstanding++;
		}
		e->range <<= 1;
		e->low <<= 1;
	}
}

void h264_cabac_encoder_start(struct h264_cabac_encoder *e)
{
	e->low = 0;
	e->range = 510;
	e->first = true;
	e->outstanding = 0;
}

u8 h264_cabac_encoder_next(u8 state, bool is_lps)
{
	const u32 idx = state >> 1, mps = state & 1;

	if (!is_lps)
		return state + (idx < 62 ? 2 : 0);
	return h264_encode_trans_lps[idx] << 1 | (idx ? mps : !mps);
}

static void h264_encode_context(struct h264_cabac_encoder *e, u32 ctx, u32 bin)
{
	u8 *state = &e->state[ctx];
	const u32 lps = h264_cabac_steps[*state].lps[e->range >> 6 & 3];
	const bool is_lps = bin != (*state & 1);

	e->range -= lps;
	if (is_lps) {
		e->low += e->range;
		e->range = lps;
	}
	*state = h264_cabac_encoder_next(*state, is_lps);
	h264_encode_renorm(e);
}

static void h264_encode_bypass(struct h264_cabac_encoder *e, u32 bin)
{
	e->low <<= 1;
	if (bin)
		e->low += e->range;
	if (e->low >= 1024) {
		h264_encode_put_bit(e, 1);
		e->low -= 1024;
	} else if (e->low < 512) {
		h264_encode_put_bit(e, 0);
	} else {
		e->low -= 512;
		e->outstanding++;
	}
}

static void h264_encode_terminate(struct h264_cabac_encoder *e, u32 bin)
{
	e->range -= 2;
	if (!bin) {
		h264_encode_renorm(e);
		return;
	}
	e->low += e->range;
	/* EncodeFlush */
	e->range = 2;
	h264_encode_renorm(e);
	h264_encode_put_bit(e, e->low >> 9 & 1);
	h264_put_bits(&e->w, (e->low >> 7 & 3) | 1, 2);
}

void h264_cabac_encode(struct h264_cabac_encoder *e, u32 ctx, u32 bin)
{
	if (ctx == H264_ENCODE_BYPASS)
		h264_encode_bypass(e, bin);
	else if (ctx == H264_ENCODE_TERMINATE)
		h264_encode_terminate(e, bin);
	else
		h264_encode_context(e, ctx, bin);
}
