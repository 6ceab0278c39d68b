// SPDX-License-Identifier: GPL-2.0
/*
 * Whole macroblocks of CABAC I slices: pseudo-random ones are written with a slow
 * encoder, contexts as H.264 9.3.3.1 and Tables 9-34 to 9-43 have them, and
 * compared with what the parse stage stores.  About residual, above all that of
 * 4:4:4, whose ctxBlockCat 5 to 13 nothing else has.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "h264/h264_parse.h"
#include "dae_check.h"
#include "h264_cabac_encoder.h"
#include "h264_fixture.h"

/* Macroblocks in a row, and all. */
#define MCW_WIDTH	3
#define MCW_MBS		6
/* Where the second slice starts. */
#define MCW_SECOND	2

/* ctxIdxOffset (Table 9-34) for ctxBlockCat below 5, 5, 6 to 8, 9, 10 to 12 and 13 */
static const u8 mcw_cat_range[14] = { 0, 0, 0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 4, 5 };
static const u16 mcw_coded[6] = { 85, 1012, 460, 1012, 472, 1012 };
static const u16 mcw_sig[2][6] = {
	{ 105, 402, 484, 660, 528, 718 }, { 277, 436, 776, 675, 820, 733 },
};

static const u16 mcw_last[2][6] = {
	{ 166, 417, 572, 690, 616, 748 }, { 338, 451, 864, 699, 908, 757 },
};

static const u16 mcw_abs[6] = { 227, 426, 952, 708, 982, 766 };

/* ctxBlockCatOffset (Table 9-40) */
static const u8 mcw_coded_cat[14] = { 0, 4, 8, 12, 16, 0, 0, 4, 8, 4, 0, 4, 8, 8 };
static const u8 mcw_sig_cat[14] = { 0, 15, 29, 44, 47, 0, 0, 15, 29, 0, 0, 15, 29, 0 };
static const u8 mcw_abs_cat[14] = { 0, 10, 20, 30, 39, 0, 0, 10, 20, 0, 0, 10, 20, 0 };

/* ctxIdxInc in 8x8 blocks (Table 9-43): significant and last, frame and field */
static const u8 mcw_sig8[2][63] = {
	{
		0, 1, 2, 3, 4, 5, 5, 4, 4, 3, 3, 4, 4, 4, 5, 5,
		4, 4, 4, 4, 3, 3, 6, 7, 7, 7, 8, 9, 10, 9, 8, 7,
		7, 6, 11, 12, 13, 11, 6, 7, 8, 9, 14, 10, 9, 8, 6, 11,
		12, 13, 11, 6, 9, 14, 10, 9, 11, 12, 13, 11, 14, 10, 12,
	}, {
		0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 7, 7, 8, 4, 5,
		6, 9, 10, 10, 8, 11, 12, 11, 9, 9, 10, 10, 8, 11, 12, 11,
		9, 9, 10, 10, 8, 11, 12, 11, 9, 9, 10, 10, 8, 13, 13, 9,
		9, 10, 10, 8, 13, 13, 9, 9, 10, 10, 14, 14, 14, 14, 14,
	},
};

static const u8 mcw_last8[63] = {
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4,
	5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8,
};

/* Kinds of pictures. */
static const struct mcw_format {
	const char *name;
	enum dae_chroma chroma;
	u8 bit_depth;
	bool field;
} mcw_formats[] = {
	{ "4:2:0", DAE_CHROMA_420, 8, false },
	{ "4:0:0, 12 bits", DAE_CHROMA_400, 12, false },
	{ "4:2:2", DAE_CHROMA_422, 8, false },
	{ "4:2:2, 10 bits, field", DAE_CHROMA_422, 10, true },
	{ "4:4:4", DAE_CHROMA_444, 8, false },
	{ "4:4:4, field", DAE_CHROMA_444, 8, true },
	{ "4:4:4, 14 bits", DAE_CHROMA_444, 14, false },
};

static void mcw_format_desc(const struct mcw_format *f, char *desc)
{
	strscpy(desc, f->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(mcw_format, mcw_formats, mcw_format_desc);

/**
 * struct mcw_mb - what a macroblock should be after parsing
 * @mb: its record; intra_nxn only where set
 * @cbf: coded_block_flag by plane and raster 4x4 block; of 8x8 blocks in all four
 * @num_coefs: coefficients stored
 * @coef: these
 */
struct mcw_mb {
	struct h264_mb mb;
	bool cbf[3][16];
	unsigned int num_coefs;
	s32 coef[H264_COEFS_444];
};

/**
 * struct mcw - writes slices
 * @f: the picture
 * @format: its kind
 * @e: encoder
 * @seed: of pseudo-random numbers
 * @idx: macroblock being written
 * @first: first macroblock of its slice
 * @cur: what it should be
 * @qp: QP'Y so far
 * @dqp: mb_qp_delta of the macroblock before
 * @mbs: what all macroblocks should be
 */
struct mcw {
	struct h264_fixture *f;
	const struct mcw_format *format;
	struct h264_cabac_encoder *e;
	u32 seed;
	unsigned int idx;
	unsigned int first;
	struct mcw_mb *cur;
	int qp;
	int dqp;
	struct mcw_mb mbs[MCW_MBS];
};

/* Where a block is and what it is. */
struct mcw_block {
	unsigned int cat;	/* ctxBlockCat */
	unsigned int plane;
	unsigned int x, y;	/* in 4x4 blocks of the macroblock's plane */
	unsigned int n;		/* maxNumCoeff */
};

static u32 mcw_random(struct mcw *m, u32 num)
{
	return dae_rnd(&m->seed) % num;
}

static void mcw_put(struct mcw *m, u32 ctx, u32 bin)
{
	h264_cabac_encode(m->e, ctx, bin);
}

static bool mcw_has_chroma(const struct mcw *m)
{
	return m->format->chroma == DAE_CHROMA_420 || m->format->chroma == DAE_CHROMA_422;
}

static unsigned int mcw_per_row(const struct mcw *m, unsigned int plane)
{
	return plane && mcw_has_chroma(m) ? 2 : 4;
}

static unsigned int mcw_per_column(const struct mcw *m, unsigned int plane)
{
	return plane && m->format->chroma == DAE_CHROMA_420 ? 2 : 4;
}

/* The macroblock to the left or above, NULL if not available. */
static const struct mcw_mb *mcw_beside(const struct mcw *m, bool above)
{
	if (above)
		return m->idx >= m->first + MCW_WIDTH ? m->cur - MCW_WIDTH : NULL;
	return m->idx % MCW_WIDTH && m->idx > m->first ? m->cur - 1 : NULL;
}

/* condTermFlagN of coded_block_flag (9.3.3.1.1.9), all macroblocks being intra */
static bool mcw_cbf_term(const struct mcw *m, const struct mcw_block *b, bool above)
{
	const unsigned int w = mcw_per_row(m, b->plane), h = mcw_per_column(m, b->plane);
	const bool dc = b->cat == 0 || b->cat == 3 || b->cat == 6 || b->cat == 10;
	const bool size8 = b->cat == 5 || b->cat == 9 || b->cat == 13;
	const struct mcw_mb *nb = m->cur;
	unsigned int x = b->x, y = b->y;

	if (dc || (above ? !y : !x)) {
		nb = mcw_beside(m, above);
		if (!nb || nb->mb.type == H264_MB_I_PCM)
			return true;
		if (dc)
			return nb->mb.coded & H264_CODED_DC(b->plane);
		if (size8 && !(nb->mb.flags & H264_MB_T8X8))
			return false;
	}
	if (above)
		y = (y + h - 1) % h;
	else
		x = (x + w - 1) % w;
	return nb->cbf[b->plane][w * y + x];
}

static void mcw_coded_block_flag(struct mcw *m, const struct mcw_block *b, bool flag)
{
	mcw_put(m, mcw_coded[mcw_cat_range[b->cat]] + mcw_coded_cat[b->cat] +
		   mcw_cbf_term(m, b, false) + 2 * mcw_cbf_term(m, b, true), flag);
}

/* coeff_abs_level_minus1 and the sign (9.3.2.3, 9.3.3.1.3) */
static void mcw_level(struct mcw *m, const struct mcw_block *b, s32 level, unsigned int *ones,
		      unsigned int *larger)
{
	const u32 base = mcw_abs[mcw_cat_range[b->cat]] + mcw_abs_cat[b->cat];
	u32 v = (level < 0 ? -level : level) - 1, k = 0, i;

	mcw_put(m, base + (*larger ? 0 : min(4u, 1 + *ones)), v > 0);
	for (i = 1; i < min(v, 14u); i++)
		mcw_put(m, base + 5 + min(4u - (b->cat == 3), *larger), 1);
	if (v && v < 14)
		mcw_put(m, base + 5 + min(4u - (b->cat == 3), *larger), 0);
	if (v)
		++*larger;
	else
		++*ones;
	if (v >= 14) {
		for (v -= 14; v >= 1u << k; k++) {
			mcw_put(m, H264_ENCODE_BYPASS, 1);
			v -= 1 << k;
		}
		mcw_put(m, H264_ENCODE_BYPASS, 0);
		while (k--)
			mcw_put(m, H264_ENCODE_BYPASS, v >> k & 1);
	}
	mcw_put(m, H264_ENCODE_BYPASS, level < 0);
}

/* residual_block_cabac() of levels in scanning order; whether there are any */
static bool mcw_block(struct mcw *m, const struct mcw_block *b, const s32 *level)
{
	const u32 sig = mcw_sig[m->format->field][mcw_cat_range[b->cat]] + mcw_sig_cat[b->cat];
	const u32 last = mcw_last[m->format->field][mcw_cat_range[b->cat]] + mcw_sig_cat[b->cat];
	unsigned int ones = 0, larger = 0, num = 0, i;

	for (i = 0; i < b->n; i++)
		if (level[i])
			num = i + 1;
	if (b->n < 64 || m->format->chroma == DAE_CHROMA_444)
		mcw_coded_block_flag(m, b, num);
	if (!num)
		return false;
	for (i = 0; i < num && i < b->n - 1; i++) {
		u32 inc = i, last_inc = i;

		if (b->n == 64) {
			inc = mcw_sig8[m->format->field][i];
			last_inc = mcw_last8[i];
		} else if (b->cat == 3) {
			inc = min(i / (b->n / 4), 2u);
			last_inc = inc;
		}
		mcw_put(m, sig + inc, !!level[i]);
		if (level[i])
			mcw_put(m, last + last_inc, i == num - 1);
	}
	for (i = num; i--;)
		if (level[i])
			mcw_level(m, b, level[i], &ones, &larger);
	return true;
}

/* Levels from none to all; at least one if @any. */
static void mcw_random_levels(struct mcw *m, s32 *level, unsigned int n, bool any)
{
	static const u8 density[] = { 0, 0, 1, 3, 10, 16 };
	static const u32 range[] = { 1, 1, 1, 2, 3, 16, 300 };
	const u32 dense = density[mcw_random(m, ARRAY_SIZE(density))];
	unsigned int i;

	for (i = 0; i < n; i++) {
		level[i] = 0;
		if (mcw_random(m, 16) < dense)
			level[i] = (1 + mcw_random(m, range[mcw_random(m, ARRAY_SIZE(range))])) *
				   (mcw_random(m, 2) ? 1 : -1);
	}
	if (any)
		level[mcw_random(m, n)] = -1;
}

/* Scaled as the fixture has it: by 16 and a power of 2. */
static void mcw_store(struct mcw *m, unsigned int room, const u8 *scan, const s32 *level,
		      unsigned int n, bool scaled)
{
	const int shift = m->qp / 6 - (room == 64 ? 6 : 4);
	s32 *coef = m->cur->coef + m->cur->num_coefs;
	unsigned int i;

	m->cur->num_coefs += room;
	for (i = 0; i < n; i++) {
		s64 v = level[i];

		if (scaled)
			v = shift >= 0 ? v * 16 * (1 << shift) :
			    (v * 16 + (1 << (-shift - 1))) >> -shift;
		coef[scan[i]] = m->format->bit_depth == 8 ? (s16)v : (s32)v;
	}
}

/* A 4x4 block, or an 8x8 block. */
static void mcw_luma_block(struct mcw *m, struct mcw_block *b, bool scaled)
{
	const bool size8 = b->n == 64;
	const u8 *scan = size8 ? h264_scan8[m->format->field] : h264_scan4[m->format->field];
	const unsigned int blk = mcw_per_row(m, b->plane) * b->y + b->x;
	s32 level[64];

	/* Without coded_block_flag there are some for sure. */
	mcw_random_levels(m, level, b->n, size8 && m->format->chroma != DAE_CHROMA_444);
	if (!mcw_block(m, b, level))
		return;
	m->cur->mb.coded |= (size8 ? 0x33ULL : 1ULL) << (16 * b->plane + blk);
	m->cur->cbf[b->plane][blk] = true;
	if (size8) {
		m->cur->cbf[b->plane][blk + 1] = true;
		m->cur->cbf[b->plane][blk + 4] = true;
		m->cur->cbf[b->plane][blk + 5] = true;
	}
	mcw_store(m, size8 ? 64 : 16, scan + (b->n == 15), level, b->n, scaled);
}

static void mcw_dc(struct mcw *m, struct mcw_block *b)
{
	static const u8 dc420[4] = { 0, 1, 2, 3 };
	/* (8-330) by the index of the level */
	static const u8 dc422[8] = { 0, 2, 1, 4, 6, 3, 5, 7 };
	s32 level[16];

	mcw_random_levels(m, level, b->n, false);
	if (!mcw_block(m, b, level))
		return;
	m->cur->mb.coded |= H264_CODED_DC(b->plane);
	mcw_store(m, b->n == 16 ? 16 : 8,
		  b->n == 16 ? h264_scan4[m->format->field] : b->n == 8 ? dc422 : dc420,
		  level, b->n, false);
}

/* residual_luma(), residual_cb() or residual_cr() */
static void mcw_residual_luma(struct mcw *m, unsigned int plane)
{
	/* Table 9-42: DC, AC, 4x4 and 8x8 */
	static const u8 cats[3][4] = { { 0, 1, 2, 5 }, { 6, 7, 8, 9 }, { 10, 11, 12, 13 } };
	const struct h264_mb *mb = &m->cur->mb;
	const bool i16 = mb->type == H264_MB_I_16X16;
	struct mcw_block b = { .plane = plane };
	unsigned int b8, i;

	if (i16) {
		b.cat = cats[plane][0];
		b.n = 16;
		mcw_dc(m, &b);
	}
	for (b8 = 0; b8 < 4; b8++) {
		if (!(mb->cbp >> b8 & 1))
			continue;
		for (i = 0; i < (mb->flags & H264_MB_T8X8 ? 1 : 4); i++) {
			b.x = b8 % 2 * 2 + i % 2;
			b.y = b8 / 2 * 2 + i / 2;
			b.n = i16 ? 15 : mb->flags & H264_MB_T8X8 ? 64 : 16;
			b.cat = cats[plane][i16 ? 1 : b.n == 64 ? 3 : 2];
			mcw_luma_block(m, &b, true);
		}
	}
}

static void mcw_residual(struct mcw *m)
{
	const bool is444 = m->format->chroma == DAE_CHROMA_444;
	const struct h264_mb *mb = &m->cur->mb;
	struct mcw_block b = {};
	unsigned int plane, i;

	for (plane = 0; plane < (is444 ? 3 : 1); plane++)
		mcw_residual_luma(m, plane);
	if (!mcw_has_chroma(m))
		return;
	for (plane = 1; plane < 3 && mb->cbp >> 4; plane++) {
		b = (struct mcw_block){ .cat = 3, .plane = plane };
		b.n = 2 * mcw_per_column(m, plane);
		mcw_dc(m, &b);
	}
	for (plane = 1; plane < 3 && mb->cbp >> 5; plane++) {
		for (i = 0; i < 2 * mcw_per_column(m, plane); i++) {
			b = (struct mcw_block){ .cat = 4, .plane = plane, .n = 15 };
			b.x = i % 2;
			b.y = i / 2;
			mcw_luma_block(m, &b, true);
		}
	}
}

/* Sum of a condition over the available neighbours, the one above @twice. */
static u32 mcw_inc(const struct mcw *m, bool (*term)(const struct h264_mb *mb), u32 twice)
{
	const struct mcw_mb *a = mcw_beside(m, false), *b = mcw_beside(m, true);

	return (a && term(&a->mb)) + twice * (b && term(&b->mb));
}

static bool mcw_is_not_nxn(const struct h264_mb *mb)
{
	return mb->type != H264_MB_I_NXN;
}

static bool mcw_is_8x8(const struct h264_mb *mb)
{
	return mb->flags & H264_MB_T8X8;
}

static bool mcw_has_chroma_mode(const struct h264_mb *mb)
{
	return mb->chroma_mode;
}

static bool mcw_has_chroma_cbp(const struct h264_mb *mb)
{
	return mb->cbp >> 4;
}

static bool mcw_has_chroma_ac(const struct h264_mb *mb)
{
	return mb->cbp >> 5;
}

/* coded_block_pattern (9.3.3.1.1.4) */
static void mcw_cbp(struct mcw *m)
{
	const struct mcw_mb *a = mcw_beside(m, false), *b = mcw_beside(m, true);
	const u8 cbp = m->cur->mb.cbp;
	unsigned int b8;

	for (b8 = 0; b8 < 4; b8++) {
		const bool left = b8 & 1 ? cbp >> (b8 - 1) & 1 :
				  !a || a->mb.cbp >> (b8 + 1) & 1;
		const bool top = b8 & 2 ? cbp >> (b8 - 2) & 1 : !b || b->mb.cbp >> (b8 + 2) & 1;

		mcw_put(m, 73 + !left + 2 * !top, cbp >> b8 & 1);
	}
	if (!mcw_has_chroma(m))
		return;
	mcw_put(m, 77 + mcw_inc(m, mcw_has_chroma_cbp, 2), !!(cbp >> 4));
	if (cbp >> 4)
		mcw_put(m, 81 + mcw_inc(m, mcw_has_chroma_ac, 2), cbp >> 5);
}

static void mcw_qp_delta(struct mcw *m)
{
	const int range = 52 + 6 * (m->format->bit_depth - 8);
	const int delta = mcw_random(m, 2) ? (int)mcw_random(m, 11) - 5 : 0;
	const u32 v = delta > 0 ? 2 * delta - 1 : -2 * delta;
	u32 i;

	for (i = 0; i < v; i++)
		mcw_put(m, i ? 62 + (i > 1) : 60 + !!m->dqp, 1);
	mcw_put(m, v ? 62 + (v > 1) : 60 + !!m->dqp, 0);
	m->dqp = delta;
	m->qp = (m->qp + delta + range) % range;
	m->cur->mb.qp = m->qp;
}

static void mcw_pcm(struct mcw *m)
{
	struct mcw_mb *cur = m->cur;
	unsigned int samples = 256, plane, i;

	mcw_put(m, H264_ENCODE_TERMINATE, 1);
	m->e->w.bits = (m->e->w.bits + 7) & ~7u;
	for (plane = 1; plane < 3 && m->format->chroma != DAE_CHROMA_400; plane++)
		samples += 16 * mcw_per_row(m, plane) * mcw_per_column(m, plane);
	for (i = 0; i < samples; i++) {
		cur->coef[i] = mcw_random(m, 1 << m->format->bit_depth);
		h264_put_bits(&m->e->w, cur->coef[i], m->format->bit_depth);
	}
	cur->num_coefs = samples;
	h264_cabac_encoder_start(m->e);
	cur->mb.type = H264_MB_I_PCM;
	cur->mb.coded = ~0ULL;
	cur->mb.cbp = 0x2f;
	cur->mb.qp = 0;
	m->dqp = 0;
}

/* mb_type of Intra_16x16 after its first bin (Table 9-36) */
static void mcw_i16_type(struct mcw *m)
{
	struct h264_mb *mb = &m->cur->mb;

	mb->type = H264_MB_I_16X16;
	mb->intra_mode = mcw_random(m, 4);
	mb->cbp = (mcw_has_chroma(m) ? mcw_random(m, 3) << 4 : 0) | (mcw_random(m, 2) ? 15 : 0);
	mcw_put(m, H264_ENCODE_TERMINATE, 0);
	mcw_put(m, 6, !!(mb->cbp & 15));
	mcw_put(m, 7, !!(mb->cbp >> 4));
	if (mb->cbp >> 4)
		mcw_put(m, 8, mb->cbp >> 5);
	mcw_put(m, 9, mb->intra_mode >> 1);
	mcw_put(m, 10, mb->intra_mode & 1);
}

static void mcw_nxn_modes(struct mcw *m)
{
	struct h264_mb *mb = &m->cur->mb;
	const bool t8x8 = mcw_random(m, 2);
	unsigned int i, k;

	mb->type = H264_MB_I_NXN;
	mcw_put(m, 399 + mcw_inc(m, mcw_is_8x8, 1), t8x8);
	mb->flags = t8x8 ? H264_MB_T8X8 : 0;
	for (i = 0; i < 16; i += t8x8 ? 4 : 1) {
		const int mode = (int)mcw_random(m, 9) - 1;

		mb->intra_nxn[h264_block_raster[i]] = mode;
		mcw_put(m, 68, mode < 0);
		for (k = 0; k < 3 && mode >= 0; k++)
			mcw_put(m, 69, mode >> k & 1);
	}
}

static void mcw_chroma_mode(struct mcw *m)
{
	const u32 mode = mcw_random(m, 4);

	mcw_put(m, 64 + mcw_inc(m, mcw_has_chroma_mode, 1), mode > 0);
	if (mode > 0)
		mcw_put(m, 67, mode > 1);
	if (mode > 1)
		mcw_put(m, 67, mode > 2);
	m->cur->mb.chroma_mode = mode;
}

/* macroblock_layer() of a random macroblock */
static void mcw_mb(struct mcw *m)
{
	const u32 kind = mcw_random(m, 12);
	struct h264_mb *mb = &m->cur->mb;

	mcw_put(m, 3 + mcw_inc(m, mcw_is_not_nxn, 1), kind < 5);
	if (!kind) {
		mcw_pcm(m);
		return;
	}
	if (kind < 5)
		mcw_i16_type(m);
	else
		mcw_nxn_modes(m);
	if (mcw_has_chroma(m))
		mcw_chroma_mode(m);
	if (kind >= 5) {
		mb->cbp = mcw_random(m, 16) | (mcw_has_chroma(m) ? mcw_random(m, 3) << 4 : 0);
		mcw_cbp(m);
	}
	if (kind >= 5 && !mb->cbp) {
		m->dqp = 0;
		return;
	}
	mcw_qp_delta(m);
	mcw_residual(m);
}

/* Macroblocks @idx.. before @end as a slice. */
static void mcw_slice(struct mcw *m, struct h264_cabac_encoder *e, unsigned int end)
{
	struct h264_slice *slice;

	slice = h264_fixture_slice(m->f, H264_SLICE_I, m->idx, e->w.data, 0);
	slice->qp = mcw_random(m, 52 + 6 * (m->format->bit_depth - 8));
	if (m->format->field)
		slice->structure = H264_TOP;
	m->qp = slice->qp;
	m->dqp = 0;
	m->e = e;
	m->first = m->idx;
	memset(&e->w, 0, sizeof(e->w));
	h264_cabac_init_contexts(&m->f->pic.bands[0].parser->cabac, 3,
				 max(slice->qp - 6 * (m->format->bit_depth - 8), 0));
	memcpy(e->state, m->f->pic.bands[0].parser->cabac.state, sizeof(e->state));
	h264_cabac_encoder_start(e);
	for (; m->idx < end; m->idx++) {
		m->cur = &m->mbs[m->idx];
		m->cur->mb.slice = m->first ? 1 : 0;
		m->cur->mb.qp = m->qp;
		mcw_mb(m);
		mcw_put(m, H264_ENCODE_TERMINATE, m->idx == end - 1);
	}
	slice->data_bytes = (e->w.bits + 7) / 8;
}

static void mcw_check(struct kunit *test, const struct mcw *m, unsigned int idx, u32 round)
{
	const struct h264_mb *mb = &m->f->pic.mbs[idx], *want = &m->mbs[idx].mb;
	const void *coefs = h264_pic_coefs(&m->f->pic, mb->coef);
	unsigned int i;

	KUNIT_ASSERT_EQ_MSG(test, mb->type, want->type, "macroblock %u, round %u", idx, round);
	KUNIT_ASSERT_EQ(test, mb->slice, want->slice);
	KUNIT_ASSERT_EQ(test, mb->flags, want->flags);
	KUNIT_ASSERT_EQ(test, mb->cbp, want->cbp);
	KUNIT_ASSERT_EQ(test, mb->qp, want->qp);
	KUNIT_ASSERT_EQ(test, mb->intra_mode, want->intra_mode);
	KUNIT_ASSERT_EQ(test, mb->chroma_mode, want->chroma_mode);
	KUNIT_ASSERT_EQ_MSG(test, mb->coded, want->coded, "macroblock %u, round %u", idx, round);
	KUNIT_ASSERT_EQ(test, memcmp(mb->intra_nxn, want->intra_nxn, 16), 0);
	for (i = 0; i < m->mbs[idx].num_coefs; i++) {
		const s32 coef = m->format->bit_depth == 8 ? ((const s16 *)coefs)[i] :
				 ((const s32 *)coefs)[i];

		KUNIT_ASSERT_EQ_MSG(test, coef, m->mbs[idx].coef[i],
				    "coefficient %u, macroblock %u, round %u", i, idx, round);
	}
}

static void mcw_i_slices(struct kunit *test)
{
	struct h264_cabac_encoder *e = kunit_kzalloc(test, 2 * sizeof(*e), GFP_KERNEL);
	struct mcw *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	u32 round, row, i;

	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_ASSERT_NOT_NULL(test, m);
	m->format = test->param_value;
	m->f = h264_fixture_init_format(test, MCW_WIDTH, MCW_MBS / MCW_WIDTH, m->format->chroma,
					m->format->bit_depth);
	m->f->pps.entropy_coding_mode = true;
	m->f->pps.transform_8x8_mode = true;
	m->seed = 1;
	for (round = 0; round < 150; round++) {
		memset(m->mbs, 0, sizeof(m->mbs));
		m->f->pic.num_slices = 0;
		m->idx = 0;
		mcw_slice(m, &e[0], MCW_SECOND);
		mcw_slice(m, &e[1], MCW_MBS);
		KUNIT_ASSERT_LT(test, max(e[0].w.bits, e[1].w.bits), 8 * (H264_WRITER_BYTES - 8));
		for (row = 0; row < MCW_MBS / MCW_WIDTH; row++) {
			h264_fixture_run_stage(m->f, H264_STAGE_PARSE, row);
			for (i = 0; i < MCW_WIDTH; i++)
				mcw_check(test, m, row * MCW_WIDTH + i, round);
		}
	}
}

static struct kunit_case mcw_cases[] = {
	KUNIT_CASE_PARAM(mcw_i_slices, mcw_format_gen_params),
	{}
};

static struct kunit_suite mcw_suite = {
	.name = "h264_mb_cabac",
	.test_cases = mcw_cases,
};

kunit_test_suite(mcw_suite);
