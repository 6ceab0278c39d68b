// SPDX-License-Identifier: GPL-2.0
/* CABAC: tables of the engine and initialisation (Rec. ITU-T H.264 9.3.1). */
#include <linux/minmax.h>
#include <linux/types.h>

#include "h264_cabac.h"

/* rangeTabLPS (Table 9-44): [pStateIdx][qCodIRangeIdx] */
const u8 h264_cabac_range_lps[64][4] = {
	{ 128, 176, 208, 240 }, { 128, 167, 197, 227 }, { 128, 158, 187, 216 },
	{ 123, 150, 178, 205 }, { 116, 142, 169, 195 }, { 111, 135, 160, 185 },
	{ 105, 128, 152, 175 }, { 100, 122, 144, 166 }, { 95, 116, 137, 158 },
	{ 90, 110, 130, 150 }, { 85, 104, 123, 142 }, { 81, 99, 117, 135 },
	{ 77, 94, 111, 128 }, { 73, 89, 105, 122 }, { 69, 85, 100, 116 },
	{ 66, 80, 95, 110 }, { 62, 76, 90, 104 }, { 59, 72, 86, 99 },
	{ 56, 69, 81, 94 }, { 53, 65, 77, 89 }, { 51, 62, 73, 85 },
	{ 48, 59, 69, 80 }, { 46, 56, 66, 76 }, { 43, 53, 63, 72 },
	{ 41, 50, 59, 69 }, { 39, 48, 56, 65 }, { 37, 45, 54, 62 },
	{ 35, 43, 51, 59 }, { 33, 41, 48, 56 }, { 32, 39, 46, 53 },
	{ 30, 37, 43, 50 }, { 29, 35, 41, 48 }, { 27, 33, 39, 45 },
	{ 26, 31, 37, 43 }, { 24, 30, 35, 41 }, { 23, 28, 33, 39 },
	{ 22, 27, 32, 37 }, { 21, 26, 30, 35 }, { 20, 24, 29, 33 },
	{ 19, 23, 27, 31 }, { 18, 22, 26, 30 }, { 17, 21, 25, 28 },
	{ 16, 20, 23, 27 }, { 15, 19, 22, 25 }, { 14, 18, 21, 24 },
	{ 14, 17, 20, 23 }, { 13, 16, 19, 22 }, { 12, 15, 18, 21 },
	{ 12, 14, 17, 20 }, { 11, 14, 16, 19 }, { 11, 13, 15, 18 },
	{ 10, 12, 15, 17 }, { 10, 12, 14, 16 }, { 9, 11, 13, 15 },
	{ 9, 11, 12, 14 }, { 8, 10, 12, 14 }, { 8, 9, 11, 13 },
	{ 7, 9, 11, 12 }, { 7, 9, 10, 12 }, { 7, 8, 10, 11 },
	{ 6, 8, 9, 11 }, { 6, 7, 9, 10 }, { 6, 7, 8, 9 },
	{ 2, 2, 2, 2 },
};

/* transIdxLPS (Table 9-45) of pStateIdx << 1 | valMPS, valMPS toggled at 0 */
#define LPS(next)	(next) << 1, (next) << 1 | 1
const u8 h264_cabac_next_lps[128] = {
	1, 0, LPS(0), LPS(1), LPS(2), LPS(2), LPS(4), LPS(4), LPS(5), LPS(6), LPS(7), LPS(8),
	LPS(9), LPS(9), LPS(11), LPS(11), LPS(12), LPS(13), LPS(13), LPS(15), LPS(15), LPS(16),
	LPS(16), LPS(18), LPS(18), LPS(19), LPS(19), LPS(21), LPS(21), LPS(22), LPS(22), LPS(23),
	LPS(24), LPS(24), LPS(25), LPS(26), LPS(26), LPS(27), LPS(27), LPS(28), LPS(29), LPS(29),
	LPS(30), LPS(30), LPS(30), LPS(31), LPS(32), LPS(32), LPS(33), LPS(33), LPS(33), LPS(34),
	LPS(34), LPS(35), LPS(35), LPS(35), LPS(36), LPS(36), LPS(36), LPS(37), LPS(37), LPS(37),
	LPS(38), LPS(38), LPS(63),
};

void h264_cabac_start(struct h264_cabac *c, const u8 *data, u32 bytes)
{
	c->p = data;
	c->start = data;
	c->end = data + bytes;
	c->value = 0;
	c->loaded = 0;
	c->range = 510;
	/* codIOffset is the first 9 bits. */
	c->bits = -9;
	h264_cabac_refill(c);
}

void h264_cabac_init_contexts(struct h264_cabac *c, unsigned int idc, int qp)
{
	unsigned int i;

	for (i = 0; i < H264_CABAC_CONTEXTS; i++) {
		const s8 *mn = h264_cabac_init_mn[idc][i];
		const int pre = clamp(((mn[0] * qp) >> 4) + mn[1], 1, 126);

		c->state[i] = pre <= 63 ? (63 - pre) << 1 : (pre - 64) << 1 | 1;
	}
}
