// SPDX-License-Identifier: GPL-2.0
/*
 * Whole macroblocks of CAVLC slices: pseudo-random ones are written as H.264
 * 7.3.5 and 9.2 have it, with all kinds of residual, and compared with what the
 * parse stage stores.  Codewords come from the tables that h264_cavlc checks.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "h264/h264_cavlc.h"
#include "h264/h264_parse.h"
#include "dae_check.h"
#include "h264_fixture.h"
#include "h264_pairs.h"

/* Macroblocks in a row and rows. */
#define MBW_WIDTH	3
#define MBW_HEIGHT	4
#define MBW_MBS		(MBW_WIDTH * MBW_HEIGHT)

/* coded_block_pattern of codeNum 0..47 in Table 9-4, Intra and Inter: 4:2:0, 4:2:2 */
static const u8 mbw_cbp[2][48] = {
	{
		47, 31, 15, 0, 23, 27, 29, 30, 7, 11, 13, 14, 39, 43, 45, 46, 16, 3, 5, 10, 12, 19,
		21, 26, 28, 35, 37, 42, 44, 1, 2, 4, 8, 17, 18, 20, 24, 6, 9, 22, 25, 32, 33, 34,
		36, 40, 38, 41,
	}, {
		0, 16, 1, 2, 4, 8, 32, 3, 5, 10, 12, 15, 47, 7, 11, 13, 14, 6, 9, 31, 35, 37, 42,
		44, 33, 34, 36, 40, 39, 43, 45, 46, 17, 18, 20, 24, 19, 21, 26, 28, 23, 27, 29, 30,
		22, 25, 38, 41,
	},
};

/* The same for 4:0:0 and 4:4:4, codeNum 0..15 */
static const u8 mbw_cbp_luma[2][16] = {
	{ 15, 0, 7, 11, 13, 14, 3, 5, 10, 12, 1, 2, 4, 8, 6, 9 },
	{ 0, 1, 2, 4, 8, 3, 5, 10, 12, 15, 7, 11, 13, 14, 6, 9 },
};

/* Kinds of pictures. */
static const struct mbw_format {
	const char *name;
	enum dae_chroma chroma;
	u8 bit_depth;
} mbw_formats[] = {
	{ "4:2:0", DAE_CHROMA_420, 8 },
	{ "4:0:0", DAE_CHROMA_400, 8 },
	{ "4:2:2", DAE_CHROMA_422, 8 },
	{ "4:4:4", DAE_CHROMA_444, 8 },
	{ "4:2:0, 10 bits", DAE_CHROMA_420, 10 },
	{ "4:2:2, 9 bits", DAE_CHROMA_422, 9 },
	{ "4:4:4, 14 bits", DAE_CHROMA_444, 14 },
};

static void mbw_format_desc(const struct mbw_format *f, char *desc)
{
	strscpy(desc, f->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(mbw_format, mbw_formats, mbw_format_desc);

/**
 * struct mbw_mb - what a macroblock should be after parsing
 * @mb: its record but for coef; intra_nxn only where set
 * @ref_idx: of an inter macroblock's list 0
 * @mvd: of an inter macroblock
 * @num_coefs: coefficients stored
 * @coef: these
 */
struct mbw_mb {
	struct h264_mb mb;
	int ref_idx;
	struct h264_mv mvd;
	unsigned int num_coefs;
	s32 coef[H264_COEFS_444];
};

/**
 * struct mbw - writes slices
 * @f: the picture
 * @chroma: its subsampling
 * @depth: bits of a sample
 * @type: of the slices
 * @w: bits
 * @seed: of pseudo-random numbers
 * @pairs: those of an MBAFF frame
 * @second: address at which the second slice starts
 * @addr: address of the macroblock being written
 * @cur: what it should be
 * @qp: QP'Y so far
 * @scan4: [frame, field]: scan of 4x4 blocks: raster position
 * @scan8: of 8x8 blocks
 * @mbs: what all macroblocks should be, by address
 */
struct mbw {
	struct h264_fixture *f;
	enum dae_chroma chroma;
	unsigned int depth;
	enum h264_slice_type type;
	struct h264_writer *w;
	struct h264_pairs pairs;
	u32 seed;
	int second;
	int addr;
	struct mbw_mb *cur;
	int qp;
	u8 scan4[2][16];
	u8 scan8[2][64];
	struct mbw_mb mbs[MBW_MBS];
};

static u32 mbw_random(struct mbw *m, u32 num)
{
	return dae_rnd(&m->seed) % num;
}

/* Zigzag: diagonals in turns upwards and downwards (Figure 8-8). */
static void mbw_zigzag(u8 *scan, int size)
{
	int d, y, n = 0;

	for (d = 0; d < 2 * size - 1; d++) {
		for (y = 0; y < size; y++) {
			const int row = d & 1 ? y : size - 1 - y;

			if (d - row >= 0 && d - row < size)
				scan[n++] = row * size + d - row;
		}
	}
}

/* The codeword of a value: the first bits of an entry's zeros, 1 and index. */
static void mbw_code(struct mbw *m, const u16 (*table)[8], unsigned int zeros_max, u32 value)
{
	unsigned int zeros, i;

	for (zeros = 0; zeros <= zeros_max; zeros++) {
		for (i = 0; i < 8; i++) {
			const u32 entry = table[zeros][i];
			const u32 bits = zeros < zeros_max ? 8 | i : i;
			const u32 all = zeros + (zeros < zeros_max ? 4 : 3);

			if (entry && entry >> 5 == value) {
				h264_put_bits(m->w, bits >> (all - (entry & 31)), entry & 31);
				return;
			}
		}
	}
}

/* Are Cb and Cr coded, in another way than luma? */
static bool mbw_has_chroma(const struct mbw *m)
{
	return m->chroma == DAE_CHROMA_420 || m->chroma == DAE_CHROMA_422;
}

/* Blocks of a plane of a macroblock, in a row and in a column. */
static unsigned int mbw_per_row(const struct mbw *m, unsigned int plane)
{
	return plane && mbw_has_chroma(m) ? 2 : 4;
}

static unsigned int mbw_per_column(const struct mbw *m, unsigned int plane)
{
	return plane && m->chroma == DAE_CHROMA_420 ? 2 : 4;
}

static bool mbw_mbaff(const struct mbw *m)
{
	return m->f->pic.mbaff;
}

static int mbw_slice_of(const struct mbw *m, int addr)
{
	return addr >= m->second;
}

static bool mbw_field(const struct mbw *m)
{
	return m->f->pic.params.structure != H264_FRAME || m->cur->mb.flags & H264_MB_FIELD;
}

/* Where sample (@x, @y) left of or above the macroblock is; @size is its height. */
static struct h264_loc mbw_outside(const struct mbw *m, int x, int y, int size)
{
	struct h264_loc loc = { m->addr - (x < 0 ? 1 : MBW_WIDTH), (y + size) % size };

	if (mbw_mbaff(m))
		return h264_pairs_locate(&m->pairs, m->addr, x, y, size);
	if ((x < 0 && !(m->addr % MBW_WIDTH)) || loc.addr < 0 ||
	    mbw_slice_of(m, loc.addr) != mbw_slice_of(m, m->addr))
		loc.addr = -1;
	return loc;
}

/* total_coeff of the block with sample (@x, @y) of the plane, -1 if not available */
static int mbw_total(const struct mbw *m, unsigned int plane, int x, int y)
{
	const int w = 4 * mbw_per_row(m, plane), h = 4 * mbw_per_column(m, plane);
	const struct mbw_mb *mb = m->cur;

	if (x < 0 || y < 0) {
		const struct h264_loc loc = mbw_outside(m, x, y, h);

		if (loc.addr < 0)
			return -1;
		mb = &m->mbs[loc.addr];
		x = (x + w) % w;
		y = loc.y;
	}
	return mb->mb.total_coeff[16 * plane + y / 4 * (w / 4) + x / 4];
}

/* nC (9.2.1) of block (@x, @y) of those of the plane in the macroblock. */
static int mbw_nc(const struct mbw *m, unsigned int plane, unsigned int x, unsigned int y)
{
	const int a = mbw_total(m, plane, 4 * (int)x - 1, 4 * y);
	const int b = mbw_total(m, plane, 4 * x, 4 * (int)y - 1);

	if (a >= 0 && b >= 0)
		return (a + b + 1) >> 1;
	return a >= 0 ? a : max(b, 0);
}

static void mbw_token(struct mbw *m, int nc, u32 total, u32 ones)
{
	const unsigned int table = nc == -1 ? 3 : nc == -2 ? 4 : nc < 2 ? 0 : nc < 4 ? 1 : 2;

	if (nc >= 8)
		h264_put_bits(m->w, total ? (total - 1) << 2 | ones : 3, 6);
	else
		mbw_code(m, h264_coeff_token[table], H264_COEFF_TOKEN_ZEROS, total << 2 | ones);
}

/* level_prefix and level_suffix that give levelCode by 9.2.2.1 */
static void mbw_level(struct mbw *m, u32 code, unsigned int suffix_length)
{
	u32 prefix, first, size;

	for (prefix = 0; ; prefix++) {
		first = min(prefix, 15u) << suffix_length;
		if (prefix >= 15 && !suffix_length)
			first += 15;
		if (prefix >= 16)
			first += (1u << (prefix - 3)) - 4096;
		size = suffix_length;
		if (prefix == 14 && !suffix_length)
			size = 4;
		if (prefix >= 15)
			size = prefix - 3;
		if (code < first + (1u << size))
			break;
	}
	h264_put_bits(m->w, 1, prefix + 1);
	h264_put_bits(m->w, code - first, size);
}

/* residual_block_cavlc() of @n levels in scanning order; the number that are not 0 */
static unsigned int mbw_block(struct mbw *m, int nc, const s32 *level, unsigned int n)
{
	unsigned int total = 0, ones = 0, zeros = 0, suffix_length, left, i, k;
	u8 at[16];

	/* Those not 0, the highest first. */
	for (i = n; i--;)
		if (level[i])
			at[total++] = i;
	while (ones < min(total, 3u) && (level[at[ones]] == 1 || level[at[ones]] == -1))
		ones++;
	mbw_token(m, nc, total, ones);
	if (!total)
		return 0;

	for (k = 0; k < ones; k++)
		h264_put_bits(m->w, level[at[k]] < 0, 1);
	suffix_length = total > 10 && ones < 3;
	for (k = ones; k < total; k++) {
		const s32 v = level[at[k]];
		const u32 magnitude = v < 0 ? -v : v;

		mbw_level(m, 2 * magnitude - 2 + (v < 0) - (k == ones && ones < 3 ? 2 : 0),
			  suffix_length);
		if (!suffix_length)
			suffix_length = 1;
		if (magnitude > 3u << (suffix_length - 1) && suffix_length < 6)
			suffix_length++;
	}
	zeros = at[0] + 1 - total;
	if (total < n && n == 4)
		mbw_code(m, h264_total_zeros_dc420[total - 1], H264_TOTAL_ZEROS_DC420_ZEROS, zeros);
	else if (total < n && n == 8)
		mbw_code(m, h264_total_zeros_dc422[total - 1], H264_TOTAL_ZEROS_DC422_ZEROS, zeros);
	else if (total < n)
		mbw_code(m, h264_total_zeros[total - 1], H264_TOTAL_ZEROS_ZEROS, zeros);
	left = zeros;
	for (k = 0; k + 1 < total && left; k++) {
		const unsigned int run = at[k] - at[k + 1] - 1;

		mbw_code(m, h264_run_before[min(left, 7u) - 1], H264_RUN_BEFORE_ZEROS, run);
		left -= run;
	}
	return total;
}

/* Levels from none to all, most of them small. */
static void mbw_random_levels(struct mbw *m, s32 *level, unsigned int n)
{
	static const u8 density[] = { 0, 1, 2, 5, 10, 16 };
	static const u32 range[] = { 1, 1, 1, 1, 2, 8, 300, 40000 };
	const u32 dense = density[mbw_random(m, ARRAY_SIZE(density))];
	const u32 calm = mbw_random(m, 2);
	unsigned int i;

	for (i = 0; i < n; i++) {
		const u32 r = range[mbw_random(m, calm ? 5 : ARRAY_SIZE(range))];

		level[i] = 0;
		if (mbw_random(m, 16) < dense)
			level[i] = (1 + mbw_random(m, r)) * (mbw_random(m, 2) ? 1 : -1);
	}
}

static bool mbw_is_inter_slice(const struct mbw *m)
{
	return m->type == H264_SLICE_P || m->type == H264_SLICE_SP;
}

/* 8.5.12.1 and 8.5.13.1, not for 8.6; what does not fit wraps. */
static s32 mbw_scale(const struct mbw *m, unsigned int plane, bool size8, unsigned int pos,
		     s32 level)
{
	const struct h264_pps *pps = &m->f->pps;
	const unsigned int list = plane + (m->cur->mb.type == H264_MB_INTER ? 3 : 0);
	const int qp = plane ? pps->chroma_qp[plane - 1][m->qp] : m->qp;
	const int shift = qp / 6 - (size8 ? 6 : 4);
	const s64 v = (s64)level * (size8 ? pps->level_scale8[list][qp % 6][pos] :
				    pps->level_scale4[list][qp % 6][pos]);
	const s64 scaled = shift >= 0 ? v * (1 << shift) : (v + (1 << (-shift - 1))) >> -shift;

	if (m->cur->mb.type == H264_MB_SI ||
	    (m->cur->mb.type == H264_MB_INTER && m->type == H264_SLICE_SP))
		return (s16)level;
	return m->depth == 8 ? (s16)scaled : (s32)scaled;
}

/* Room for the coefficients of a block. */
static s32 *mbw_room(struct mbw *m, unsigned int n)
{
	s32 *coef = m->cur->coef + m->cur->num_coefs;

	m->cur->num_coefs += n;
	return coef;
}

/*
 * A block of at most 16 levels, of which the first has index @first of a block,
 * at (@x, @y) of the plane's blocks in the macroblock.
 */
static void mbw_block4(struct mbw *m, unsigned int plane, unsigned int x, unsigned int y,
		       unsigned int first)
{
	const unsigned int blk = mbw_per_row(m, plane) * y + x;
	unsigned int n, i;
	s32 level[16], *coef;

	mbw_random_levels(m, level, 16 - first);
	n = mbw_block(m, mbw_nc(m, plane, x, y), level, 16 - first);
	m->cur->mb.total_coeff[16 * plane + blk] = n;
	if (!n)
		return;
	m->cur->mb.coded |= 1ULL << (16 * plane + blk);
	coef = mbw_room(m, 16);
	for (i = 0; i < 16 - first; i++) {
		const unsigned int pos = m->scan4[mbw_field(m)][i + first];

		coef[pos] = mbw_scale(m, plane, false, pos, level[i]);
	}
}

/* An 8x8 block: level 4 * k + i is level k of its 4x4 block i. */
static void mbw_block8(struct mbw *m, unsigned int plane, unsigned int b8)
{
	const unsigned int x = b8 % 2 * 2, y = b8 / 2 * 2;
	const u8 *scan = m->scan8[mbw_field(m)];
	unsigned int i, k, all = 0;
	s32 level[4][16];

	for (i = 0; i < 4; i++) {
		const unsigned int bx = x + i % 2, by = y + i / 2;
		unsigned int n;

		mbw_random_levels(m, level[i], 16);
		n = mbw_block(m, mbw_nc(m, plane, bx, by), level[i], 16);
		m->cur->mb.total_coeff[16 * plane + 4 * by + bx] = n;
		all += n;
	}
	if (all) {
		s32 *coef = mbw_room(m, 64);

		m->cur->mb.coded |= 0x33ULL << (16 * plane + 4 * y + x);
		for (k = 0; k < 64; k++)
			coef[scan[k]] = mbw_scale(m, plane, true, scan[k], level[k % 4][k / 4]);
	}
}

/* Where DC levels of 4:2:2 go in the matrix c of (8-330), by rows. */
static const u8 mbw_dc422[8] = { 0, 2, 1, 5, 3, 6, 4, 7 };

/* DC levels of a plane like luma, or of chroma, which take room for 8. */
static void mbw_dc(struct mbw *m, unsigned int plane)
{
	const bool chroma = plane && mbw_has_chroma(m);
	const unsigned int n = !chroma ? 16 : m->chroma == DAE_CHROMA_420 ? 4 : 8;
	unsigned int i;
	s32 level[16];

	mbw_random_levels(m, level, n);
	if (mbw_block(m, !chroma ? mbw_nc(m, plane, 0, 0) : n == 4 ? -1 : -2, level, n)) {
		s32 *coef = mbw_room(m, chroma ? 8 : 16);

		m->cur->mb.coded |= H264_CODED_DC(plane);
		for (i = 0; i < n; i++) {
			const unsigned int pos = !chroma ? m->scan4[mbw_field(m)][i] : i;

			if (n == 8)
				coef[i] = level[mbw_dc422[i]];
			else
				coef[pos] = level[i];
			if (m->depth == 8)
				coef[n == 8 ? i : pos] = (s16)coef[n == 8 ? i : pos];
		}
	}
}

/* residual_luma() (7.3.5.3.1) of a plane */
static void mbw_residual_luma(struct mbw *m, unsigned int plane)
{
	const struct h264_mb *mb = &m->cur->mb;
	const bool i16 = mb->type == H264_MB_I_16X16;
	unsigned int b8, i;

	if (i16)
		mbw_dc(m, plane);
	for (b8 = 0; b8 < 4; b8++) {
		if (!(mb->cbp >> b8 & 1))
			continue;
		if (mb->flags & H264_MB_T8X8)
			mbw_block8(m, plane, b8);
		for (i = 0; i < 4 && !(mb->flags & H264_MB_T8X8); i++)
			mbw_block4(m, plane, b8 % 2 * 2 + i % 2, b8 / 2 * 2 + i / 2, i16);
	}
}

/* residual() (7.3.5.3) */
static void mbw_residual(struct mbw *m)
{
	const struct h264_mb *mb = &m->cur->mb;
	unsigned int plane, i;

	for (plane = 0; plane < (m->chroma == DAE_CHROMA_444 ? 3 : 1); plane++)
		mbw_residual_luma(m, plane);
	if (!mbw_has_chroma(m))
		return;
	for (plane = 1; plane < 3 && mb->cbp >> 4; plane++)
		mbw_dc(m, plane);
	for (plane = 1; plane < 3 && mb->cbp >> 5; plane++)
		for (i = 0; i < 2 * mbw_per_column(m, plane); i++)
			mbw_block4(m, plane, i % 2, i / 2, 1);
}

static void mbw_qp_delta(struct mbw *m)
{
	const int offset = 6 * (m->depth - 8), range = 52 + offset;
	const int delta = (int)mbw_random(m, range) - 26 - offset / 2;

	h264_put_se(m->w, delta);
	m->qp = (m->qp + delta + range) % range;
	m->cur->mb.qp = m->qp;
}

static void mbw_pcm(struct mbw *m)
{
	unsigned int samples = 256, plane, i;
	struct h264_mb *mb = &m->cur->mb;
	s32 *coef;

	for (plane = 1; plane < 3 && m->chroma != DAE_CHROMA_400; plane++)
		samples += 16 * mbw_per_row(m, plane) * mbw_per_column(m, plane);
	coef = mbw_room(m, samples);
	m->w->bits = (m->w->bits + 7) & ~7u;
	for (i = 0; i < samples; i++) {
		coef[i] = mbw_random(m, 1 << m->depth);
		h264_put_bits(m->w, coef[i], m->depth);
	}
	memset(mb->total_coeff, 16, sizeof(mb->total_coeff));
	mb->type = H264_MB_I_PCM;
	mb->coded = ~0ULL;
	mb->cbp = 0x2f;
	mb->qp = 0;
}

/* mb_pred() of an intra macroblock after mb_type */
static void mbw_intra_pred(struct mbw *m)
{
	struct h264_mb *mb = &m->cur->mb;
	const bool t8x8 = mb->flags & H264_MB_T8X8;
	const bool nxn = mb->type == H264_MB_I_NXN || mb->type == H264_MB_SI;
	unsigned int i;

	for (i = 0; nxn && i < 16; i += t8x8 ? 4 : 1) {
		const int mode = (int)mbw_random(m, 9) - 1;

		mb->intra_nxn[i / 4 / 2 * 8 + i / 4 % 2 * 2 + i % 4 / 2 * 4 + i % 2] = mode;
		h264_put_bits(m->w, mode < 0, 1);
		if (mode >= 0)
			h264_put_bits(m->w, mode, 3);
	}
	if (!mbw_has_chroma(m))
		return;
	mb->chroma_mode = mbw_random(m, 4);
	h264_put_ue(m->w, mb->chroma_mode);
}

/* transform_size_8x8_flag, which slices of SP and SI pictures do not have */
static void mbw_t8x8(struct mbw *m)
{
	const u32 flag = mbw_random(m, 2);

	if (!m->f->pps.transform_8x8_mode)
		return;
	h264_put_bits(m->w, flag, 1);
	if (flag)
		m->cur->mb.flags |= H264_MB_T8X8;
}

/* P_L0_16x16: the frame there is has two fields for field macroblocks. */
static void mbw_inter_pred(struct mbw *m)
{
	h264_put_ue(m->w, 0);
	m->cur->ref_idx = 0;
	if (m->cur->mb.flags & H264_MB_FIELD) {
		m->cur->ref_idx = mbw_random(m, 2);
		h264_put_bits(m->w, !m->cur->ref_idx, 1);
	}
	m->cur->mvd.x = (int)mbw_random(m, 100) - 50;
	m->cur->mvd.y = (int)mbw_random(m, 100) - 50;
	h264_put_se(m->w, m->cur->mvd.x);
	h264_put_se(m->w, m->cur->mvd.y);
}

/* mb_type of I_NxN or SI, and transform_size_8x8_flag */
static void mbw_nxn_type(struct mbw *m, u32 first)
{
	struct h264_mb *mb = &m->cur->mb;

	if (m->type == H264_SLICE_SI && mbw_random(m, 2)) {
		mb->type = H264_MB_SI;
		h264_put_ue(m->w, 0);
		return;
	}
	h264_put_ue(m->w, first);
	mbw_t8x8(m);
}

/* macroblock_layer() of a random macroblock */
static void mbw_mb(struct mbw *m)
{
	/* mb_type of I_NxN (7.4.5) */
	const u32 first = mbw_is_inter_slice(m) ? 5 : m->type == H264_SLICE_SI ? 1 : 0;
	const u32 kind = mbw_random(m, mbw_is_inter_slice(m) ? 24 : 16);
	struct h264_mb *mb = &m->cur->mb;
	u32 code;

	if (!kind) {
		h264_put_ue(m->w, first + 25);
		mbw_pcm(m);
		return;
	}
	if (kind < 5) {
		mb->type = H264_MB_I_16X16;
		mb->intra_mode = mbw_random(m, 4);
		mb->cbp = (mbw_has_chroma(m) ? mbw_random(m, 3) << 4 : 0) |
			  (mbw_random(m, 2) ? 15 : 0);
		h264_put_ue(m->w, first + 1 + mb->intra_mode + 4 * (mb->cbp >> 4) +
				  (mb->cbp & 15 ? 12 : 0));
		mbw_intra_pred(m);
		mbw_qp_delta(m);
		mbw_residual(m);
		return;
	}
	code = mbw_random(m, mbw_has_chroma(m) ? 48 : 16);
	mb->type = kind < 16 ? H264_MB_I_NXN : H264_MB_INTER;
	mb->cbp = mbw_has_chroma(m) ? mbw_cbp[kind >= 16][code] :
		  mbw_cbp_luma[kind >= 16][code];
	if (kind < 16) {
		mbw_nxn_type(m, first);
		mbw_intra_pred(m);
	} else {
		mbw_inter_pred(m);
	}
	h264_put_ue(m->w, code);
	if (kind >= 16 && mb->cbp & 15)
		mbw_t8x8(m);
	if (mb->cbp) {
		mbw_qp_delta(m);
		mbw_residual(m);
	}
}

/* mb_field_decoding_flag of a pair without any (7.4.4) */
static bool mbw_infer_field(const struct mbw *m, int pair)
{
	const int a = pair % MBW_WIDTH ? pair - 1 : -1, b = pair - MBW_WIDTH;

	if (a >= 0 && mbw_slice_of(m, 2 * a) == mbw_slice_of(m, 2 * pair))
		return m->pairs.field[a];
	if (b >= 0 && mbw_slice_of(m, 2 * b) == mbw_slice_of(m, 2 * pair))
		return m->pairs.field[b];
	return false;
}

/* What kind the pair is that begins, when @skip of its macroblocks are skipped. */
static void mbw_choose_pair(struct mbw *m, const bool skip[2])
{
	const int pair = m->addr / 2;

	m->pairs.slice[pair] = mbw_slice_of(m, m->addr);
	m->pairs.field[pair] = skip[0] && skip[1] ? mbw_infer_field(m, pair) : mbw_random(m, 2);
}

/* Sets up the macroblock at @addr. */
static void mbw_begin(struct mbw *m)
{
	m->cur = &m->mbs[m->addr];
	m->cur->ref_idx = -1;
	m->cur->mb.slice = mbw_slice_of(m, m->addr);
	m->cur->mb.qp = m->qp;
	if (mbw_mbaff(m) && m->pairs.field[m->addr / 2])
		m->cur->mb.flags = H264_MB_FIELD;
}

/* Macroblocks @addr.. before @end as a slice; P and SP slices skip some. */
static void mbw_slice(struct mbw *m, struct h264_writer *w, int end)
{
	const bool inter = mbw_is_inter_slice(m);
	struct h264_slice *slice;
	bool skip[2] = { false, false };
	unsigned int run = 0;

	slice = h264_fixture_slice(m->f, m->type, m->addr, w->data, 0);
	slice->qp = mbw_random(m, 52 + 6 * (m->depth - 8));
	m->qp = slice->qp;
	m->w = w;
	w->bits = 0;
	memset(w->data, 0, sizeof(w->data));
	for (; m->addr < end; m->addr++) {
		const bool lower = m->addr & 1;

		if (inter && !(mbw_mbaff(m) && lower)) {
			skip[0] = !mbw_random(m, 3);
			skip[1] = !mbw_random(m, 3);
		}
		if (mbw_mbaff(m) && !lower)
			mbw_choose_pair(m, skip);
		mbw_begin(m);
		if (skip[mbw_mbaff(m) && lower]) {
			m->cur->mb.type = H264_MB_INTER;
			m->cur->mb.flags |= H264_MB_SKIP;
			m->cur->ref_idx = 0;
			run++;
			continue;
		}
		if (inter)
			h264_put_ue(w, run);
		run = 0;
		if (mbw_mbaff(m) && (!lower || skip[0]))
			h264_put_bits(w, m->pairs.field[m->addr / 2], 1);
		mbw_mb(m);
	}
	if (run)
		h264_put_ue(w, run);
	slice->data_bytes = h264_put_trailing(w);
}

/* Compares the macroblock at @addr; those of a @row of the stage have @in_row. */
static void mbw_check(struct kunit *test, const struct mbw *m, int addr, u32 row, u32 in_row,
		      u32 round)
{
	const u32 idx = mbw_mbaff(m) ? h264_pairs_index(&m->pairs, addr) : addr;
	const struct h264_mb *mb = &m->f->pic.mbs[idx], *want = &m->mbs[addr].mb;
	const struct h264_motion *motion = &m->f->pic.motion[idx];
	const void *coefs = h264_pic_coefs(&m->f->pic, mb->coef);
	unsigned int i, used = 0;

	KUNIT_ASSERT_EQ_MSG(test, mb->type, want->type, "macroblock %d, round %u", addr, round);
	KUNIT_ASSERT_EQ(test, mb->slice, want->slice);
	KUNIT_ASSERT_EQ(test, mb->flags, want->flags);
	KUNIT_ASSERT_EQ(test, mb->cbp, want->cbp);
	KUNIT_ASSERT_EQ(test, mb->qp, want->qp);
	KUNIT_ASSERT_EQ(test, mb->intra_mode, want->intra_mode);
	KUNIT_ASSERT_EQ(test, mb->chroma_mode, want->chroma_mode);
	KUNIT_ASSERT_EQ(test, mb->coded, want->coded);
	KUNIT_ASSERT_EQ(test, memcmp(mb->intra_nxn, want->intra_nxn, 16), 0);
	KUNIT_ASSERT_EQ(test, memcmp(mb->total_coeff, want->total_coeff, 48), 0);
	for (i = 0; i < m->mbs[addr].num_coefs; i++) {
		const s32 coef = m->depth == 8 ? ((const s16 *)coefs)[i] :
				 ((const s32 *)coefs)[i];

		KUNIT_ASSERT_EQ_MSG(test, coef, m->mbs[addr].coef[i],
				    "coefficient %u, macroblock %d, round %u", i, addr, round);
	}
	for (i = 1; i <= addr % in_row; i++)
		used += m->mbs[addr - i].num_coefs;
	KUNIT_ASSERT_EQ(test, mb->coef, dae_ring_at(&m->f->pic.bands[0].ring, row) + used);
	for (i = 0; i < 4; i++)
		KUNIT_ASSERT_EQ(test, motion->ref_idx[0][i], m->mbs[addr].ref_idx);
	/* Others have none. */
	if (mb->type == H264_MB_INTER && !(mb->flags & H264_MB_SKIP)) {
		KUNIT_ASSERT_EQ(test, motion->mv[0][0].x, m->mbs[addr].mvd.x);
		KUNIT_ASSERT_EQ(test, motion->mv[0][0].y, m->mbs[addr].mvd.y);
	}
}

/* The field scan: downwards; its first half goes through two columns (Figure 8-8). */
static void mbw_field_scan(u8 scan[16])
{
	static const u8 first[8] = { 0, 4, 1, 8, 12, 5, 9, 13 };
	unsigned int i;

	memcpy(scan, first, sizeof(first));
	for (i = 8; i < 16; i++)
		scan[i] = i % 4 * 4 + i / 4;
}

static struct mbw *mbw_set_up(struct kunit *test, enum h264_structure structure, bool mbaff)
{
	const struct mbw_format *format = test->param_value;
	struct h264_fixture_kind kind = {
		.mb_width = MBW_WIDTH,
		.mb_height = structure == H264_FRAME ? MBW_HEIGHT : 2 * MBW_HEIGHT,
		.structure = structure,
		.mbaff = mbaff,
	};
	struct mbw *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	unsigned int list, i, pos;
	struct h264_pps *pps;

	KUNIT_ASSERT_NOT_NULL(test, m);
	/* SP and SI slices have one format only. */
	m->chroma = format ? format->chroma : DAE_CHROMA_420;
	m->depth = format ? format->bit_depth : 8;
	kind.chroma = m->chroma;
	kind.bit_depth = m->depth;
	m->f = h264_fixture_init_kind(test, &kind);
	m->pairs.width = MBW_WIDTH;
	mbw_zigzag(m->scan4[0], 4);
	mbw_zigzag(m->scan8[0], 8);
	mbw_field_scan(m->scan4[1]);
	/* There is no rule behind it. */
	memcpy(m->scan8[1], h264_scan8[1], 64);
	/* Everything is scaled differently. */
	pps = &m->f->pps;
	for (list = 0; list < 6; list++) {
		for (i = 0; i < 6; i++) {
			for (pos = 0; pos < 64; pos++) {
				pps->level_scale8[list][i][pos] = 10 + 101 * list + 7 * i + pos;
				pps->level_scale4[list][i][pos / 4] = 11 + 97 * list + 5 * i + pos;
			}
		}
	}
	for (i = 0; i <= H264_QP_MAX; i++) {
		pps->chroma_qp[0][i] = i / 2;
		pps->chroma_qp[1][i] = min(i + 3, 51u + 6 * (m->depth - 8));
	}
	return m;
}

static void mbw_run(struct kunit *test, enum h264_slice_type type, enum h264_structure structure,
		    bool mbaff)
{
	struct h264_writer *w = kunit_kzalloc(test, 2 * sizeof(*w), GFP_KERNEL);
	struct mbw *m = mbw_set_up(test, structure, mbaff);
	const u32 in_row = MBW_WIDTH << mbaff;
	u32 round, row, i;

	KUNIT_ASSERT_NOT_NULL(test, w);
	m->type = type;
	m->seed = 1 + type;
	m->f->pps.transform_8x8_mode = type != H264_SLICE_SP && type != H264_SLICE_SI;
	for (round = 0; round < 100; round++) {
		memset(m->mbs, 0, sizeof(m->mbs));
		m->f->pic.num_slices = 0;
		m->addr = 0;
		m->second = round & 1 ? 5 : 7;
		/* Slices do not divide pairs. */
		if (mbaff)
			m->second = round & 1 ? 4 : 8;
		mbw_slice(m, &w[0], m->second);
		mbw_slice(m, &w[1], MBW_MBS);
		KUNIT_ASSERT_LT(test, max(w[0].bits, w[1].bits), 8 * (H264_WRITER_BYTES - 8));
		for (row = 0; row < m->f->pic.num_rows; row++) {
			h264_fixture_run_stage(m->f, H264_STAGE_PARSE, row);
			for (i = 0; i < in_row; i++)
				mbw_check(test, m, row * in_row + i, row, in_row, round);
		}
	}
}

static void mbw_i_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_I, H264_FRAME, false);
}

static void mbw_p_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_P, H264_FRAME, false);
}

static void mbw_field_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_I, H264_TOP, false);
	mbw_run(test, H264_SLICE_P, H264_BOTTOM, false);
}

static void mbw_mbaff_i_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_I, H264_FRAME, true);
}

static void mbw_mbaff_p_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_P, H264_FRAME, true);
}

static void mbw_sp_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_SP, H264_FRAME, false);
}

static void mbw_si_slices(struct kunit *test)
{
	mbw_run(test, H264_SLICE_SI, H264_FRAME, false);
}

static struct kunit_case mbw_cases[] = {
	KUNIT_CASE_PARAM(mbw_i_slices, mbw_format_gen_params),
	KUNIT_CASE_PARAM(mbw_p_slices, mbw_format_gen_params),
	KUNIT_CASE_PARAM(mbw_field_slices, mbw_format_gen_params),
	KUNIT_CASE_PARAM(mbw_mbaff_i_slices, mbw_format_gen_params),
	KUNIT_CASE_PARAM(mbw_mbaff_p_slices, mbw_format_gen_params),
	KUNIT_CASE(mbw_sp_slices),
	KUNIT_CASE(mbw_si_slices),
	{}
};

static struct kunit_suite mbw_suite = {
	.name = "h264_mb_cavlc",
	.test_cases = mbw_cases,
};

kunit_test_suite(mbw_suite);
