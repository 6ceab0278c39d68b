// SPDX-License-Identifier: GPL-2.0
/*
 * Transform and quantisation of predictions (Rec. ITU-T H.264 8.6); called by the
 * recon stage for P macroblocks of SP slices and for SI macroblocks.
 *
 * A prediction of 8-bit samples has coefficients of at most 14 bits, 16 for DC of
 * chroma.  Levels of a damaged stream can be anything, so what is made of them is
 * kept in u32, where it wraps, and only right shifts look at it as s32.
 */
#include <linux/string.h>
#include <linux/types.h>

#include "h264_dsp.h"
#include "h264_sp.h"

/* What of A and LevelScale2 (8-417, 8-418) a position has. */
enum h264_sp_position {
	H264_SP_BOTH_EVEN,
	H264_SP_BOTH_ODD,
	H264_SP_OTHER,
	H264_SP_POSITIONS
};

/* A (8-417) */
static const u8 h264_sp_a[H264_SP_POSITIONS] = { 16, 25, 20 };

/* w (8-419), the factors of LevelScale2: [QS % 6] */
static const u16 h264_sp_level_scale2[6][H264_SP_POSITIONS] = {
	{ 13107, 5243, 8066 },
	{ 11916, 4660, 7490 },
	{ 10082, 4194, 6554 },
	{ 9362, 3647, 5825 },
	{ 8192, 3355, 5243 },
	{ 7282, 2893, 4559 },
};

static const s16 h264_sp_no_levels[16];

static enum h264_sp_position h264_sp_position(unsigned int i)
{
	const unsigned int row = i >> 2, column = i & 3;

	if ((row ^ column) & 1)
		return H264_SP_OTHER;
	return row & 1 ? H264_SP_BOTH_ODD : H264_SP_BOTH_EVEN;
}

/* One dimension of (8-415), of v[0], v[step], ... */
static void h264_sp_forward_1d(s32 *v, unsigned int step)
{
	const s32 outer_sum = v[0] + v[3 * step], outer_diff = v[0] - v[3 * step];
	const s32 inner_sum = v[step] + v[2 * step], inner_diff = v[step] - v[2 * step];

	v[0] = outer_sum + inner_sum;
	v[step] = 2 * outer_diff + inner_diff;
	v[2 * step] = outer_sum - inner_sum;
	v[3 * step] = outer_diff - 2 * inner_diff;
}

/* Coefficients of the 4x4 block of samples at @src (8-415). */
static void h264_sp_forward(s32 coef[16], const u8 *src, ptrdiff_t stride)
{
	unsigned int i;

	for (i = 0; i < 16; i++)
		coef[i] = src[(ptrdiff_t)(i >> 2) * stride + (i & 3)];
	for (i = 0; i < 4; i++)
		h264_sp_forward_1d(coef + 4 * i, 1);
	for (i = 0; i < 4; i++)
		h264_sp_forward_1d(coef + i, 4);
}

/* Multiplication by [1 1; 1 -1] from both sides, (8-427) and (8-430). */
static void h264_sp_hadamard2(u32 v[4])
{
	const u32 s0 = v[0] + v[1], d0 = v[0] - v[1];
	const u32 s1 = v[2] + v[3], d1 = v[2] - v[3];

	v[0] = s0 + s1;
	v[1] = d0 + d1;
	v[2] = s0 - s1;
	v[3] = d0 - d1;
}

/*
 * Quantisation with QS, (8-420) and (8-432).  For chroma the standard has the
 * sign inside of the shift, which would make -1 of the least negative values;
 * there, too, the quantiser is symmetric.
 */
static u32 h264_sp_quant(const struct h264_sp *sp, unsigned int i, bool dc, u32 coef)
{
	const u32 scale = h264_sp_level_scale2[sp->qs % 6][h264_sp_position(i)];
	const unsigned int shift = 15 + dc + sp->qs / 6;
	const bool negative = (s32)coef < 0;
	const u32 abs = negative ? -coef : coef;
	const u32 level = ((u64)abs * scale + (1u << (shift - 1))) >> shift;

	return negative ? -level : level;
}

/*
 * The level for QS of coefficient @i, made of the prediction's coefficient and
 * the residual's level.  @dc: it is one of chroma after the 2x2 transform.
 */
static u32 h264_sp_level(const struct h264_sp *sp, unsigned int i, bool dc, u32 pred, s16 level)
{
	u32 residual;

	/* (8-432), (8-433); (8-435), (8-437); (8-439), (8-440) */
	if (sp->switching)
		return h264_sp_quant(sp, i, dc, pred) + level;
	/* (8-416), (8-424), (8-428) */
	residual = (u32)level * sp->scale_qp[i] * h264_sp_a[h264_sp_position(i)];
	residual = (s32)(residual << sp->qp / 6) >> (10 - dc);
	return h264_sp_quant(sp, i, dc, pred + residual);
}

/* 8.5.12.1 with qP = QS; what a valid stream has fits in 16 bits. */
static s16 h264_sp_scale(const struct h264_sp *sp, unsigned int i, u32 level)
{
	const int shift = sp->qs / 6 - 4;
	const u32 v = level * sp->scale_qs[i];

	if (shift >= 0)
		return v << shift;
	return (s32)(v + (1u << (-shift - 1))) >> -shift;
}

/* Replaces the prediction: u = Clip1(r), (8-421). */
static void h264_sp_construct(const struct h264_sp *sp, u8 *dst, ptrdiff_t stride,
			      const s16 coef[16])
{
	unsigned int y;

	for (y = 0; y < 4; y++)
		memset(dst + (ptrdiff_t)y * stride, 0, 4);
	sp->dsp->idct4_add(dst, stride, coef, 255);
}

void h264_sp_luma(const struct h264_sp *sp, u8 *dst, ptrdiff_t stride, const s16 *level)
{
	s32 pred[16];
	s16 coef[16];
	unsigned int i;

	if (!level)
		level = h264_sp_no_levels;
	h264_sp_forward(pred, dst, stride);
	for (i = 0; i < 16; i++)
		coef[i] = h264_sp_scale(sp, i, h264_sp_level(sp, i, false, pred[i], level[i]));
	h264_sp_construct(sp, dst, stride, coef);
}

/* DC of the four blocks of a plane, scaled (8-431); 8.6.2.2 means the same. */
static void h264_sp_chroma_dc(const struct h264_sp *sp, u32 dc[4], const s16 *level)
{
	unsigned int b;

	h264_sp_hadamard2(dc);
	for (b = 0; b < 4; b++)
		dc[b] = h264_sp_level(sp, 0, true, dc[b], level[b]);
	h264_sp_hadamard2(dc);
	for (b = 0; b < 4; b++)
		dc[b] = (s32)((dc[b] * sp->scale_qs[0]) << sp->qs / 6) >> 5;
}

void h264_sp_chroma(const struct h264_sp *sp, u8 *dst, ptrdiff_t stride, const s16 *dc,
		    const s16 *const ac[4])
{
	s32 pred[4][16];
	s16 coef[16];
	u32 pred_dc[4];
	unsigned int b, i;

	for (b = 0; b < 4; b++) {
		h264_sp_forward(pred[b], dst + (ptrdiff_t)(b >> 1) * 4 * stride + (b & 1) * 4,
				stride);
		pred_dc[b] = pred[b][0];
	}
	h264_sp_chroma_dc(sp, pred_dc, dc ? dc : h264_sp_no_levels);

	for (b = 0; b < 4; b++) {
		const s16 *level = ac[b] ? ac[b] : h264_sp_no_levels;

		coef[0] = pred_dc[b];
		for (i = 1; i < 16; i++)
			coef[i] = h264_sp_scale(sp, i, h264_sp_level(sp, i, false, pred[b][i],
								     level[i]));
		h264_sp_construct(sp, dst + (ptrdiff_t)(b >> 1) * 4 * stride + (b & 1) * 4, stride,
				  coef);
	}
}
