// SPDX-License-Identifier: GPL-2.0
/*
 * Whole macroblocks of CABAC slices in frames, fields and MBAFF frames: pseudo-random
 * ones are encoded with contexts that follow H.264 9.3.3.1.1, from neighbours found by
 * their location (Table 6-4), and compared with what the parse stage stores. A context
 * that is not the same makes all that follows another slice.
 */
#include <kunit/test.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_check.h"
#include "h264_cabac_encoder.h"
#include "h264_fixture.h"
#include "h264_pairs.h"

/* Macroblocks in a row and rows */
#define CBW_WIDTH	3
#define CBW_HEIGHT	4
#define CBW_MBS		(CBW_WIDTH * CBW_HEIGHT)
/* Pictures in list 0 */
#define CBW_REFS	3
#define CBW_ROUNDS	400

/* ctxIdxOffset of significant_coeff_flag and last_significant_coeff_flag, [field] */
static const u16 cbw_sig[2][5] = { { 105, 120, 134, 149, 152 }, { 277, 292, 306, 321, 324 } };
static const u16 cbw_last[2][5] = { { 166, 181, 195, 210, 213 }, { 338, 353, 367, 382, 385 } };
/* of coeff_abs_level_minus1, by ctxBlockCat as those above */
static const u16 cbw_abs[5] = { 227, 237, 247, 257, 266 };

/**
 * struct cbw_mb - a macroblock
 * @type: enum h264_mb_type
 * @skip: P_Skip
 * @field: field macroblock of an MBAFF frame
 * @cbp: coded_block_pattern, also of Intra_16x16
 * @chroma_mode: intra_chroma_pred_mode
 * @qp: QPY
 * @coded: blocks with coefficients: H264_CODED_*
 * @ref_idx: of list 0, by 8x8 block, -1 for none
 * @mvd: by 4x4 block
 * @first: bits of 4x4 blocks that are the first of a partition
 */
struct cbw_mb {
	u8 type;
	bool skip;
	bool field;
	u8 cbp;
	u8 chroma_mode;
	u8 qp;
	u64 coded;
	s8 ref_idx[4];
	struct h264_mv mvd[16];
	u16 first;
};

/**
 * struct cbw - writes slices
 * @f: the picture
 * @e: encoder
 * @pairs: those of an MBAFF frame
 * @seed: of pseudo-random numbers
 * @second: address at which the second slice starts
 * @addr: macroblock being written
 * @cur: the same
 * @qp: QPY so far
 * @dqp: mb_qp_delta of the macroblock before
 * @mbs: by address
 */
struct cbw {
	struct h264_fixture *f;
	struct h264_cabac_encoder *e;
	struct h264_pairs pairs;
	u32 seed;
	int second;
	int addr;
	struct cbw_mb *cur;
	int qp;
	int dqp;
	struct cbw_mb mbs[CBW_MBS];
};

static u32 cbw_random(struct cbw *m, u32 num)
{
	return (dae_rnd(&m->seed) >> 5) % num;
}

static void cbw_put(struct cbw *m, u32 ctx, u32 bin)
{
	h264_cabac_encode(m->e, ctx, bin);
}

static bool cbw_mbaff(const struct cbw *m)
{
	return m->f->pic.mbaff;
}

/* Is the macroblock of a field, which has contexts of its own? */
static bool cbw_field(const struct cbw *m)
{
	return m->f->pic.params.structure != H264_FRAME || m->cur->field;
}

static int cbw_slice_of(const struct cbw *m, int addr)
{
	return addr >= m->second;
}

/* Where sample (@x, @y) left of or above the macroblock is; @size is its height. */
static struct h264_loc cbw_outside(const struct cbw *m, int x, int y, int size)
{
	struct h264_loc loc = { m->addr - (x < 0 ? 1 : CBW_WIDTH), (y + size) % size };

	if (cbw_mbaff(m))
		return h264_pairs_locate(&m->pairs, m->addr, x, y, size);
	if ((x < 0 && !(m->addr % CBW_WIDTH)) || loc.addr < 0 ||
	    cbw_slice_of(m, loc.addr) != cbw_slice_of(m, m->addr))
		loc.addr = -1;
	return loc;
}

/* mbAddrA (@n 0) or mbAddrB (6.4.8), NULL if not available */
static const struct cbw_mb *cbw_near(const struct cbw *m, unsigned int n)
{
	const struct h264_loc loc = cbw_outside(m, n ? 0 : -1, n ? -1 : 0, 16);

	return loc.addr < 0 ? NULL : &m->mbs[loc.addr];
}

/*
 * The macroblock with the sample left of (@n 0) or above block @blk of @w blocks in a
 * row, and that block; NULL if not available. @size is the macroblock's height.
 */
static const struct cbw_mb *cbw_block(const struct cbw *m, unsigned int n, unsigned int blk,
				      unsigned int w, int size, unsigned int *nb)
{
	int x = blk % w * 4 - !n, y = blk / w * 4 - !!n;
	const struct cbw_mb *mb = m->cur;

	if (x < 0 || y < 0) {
		const struct h264_loc loc = cbw_outside(m, x, y, size);

		if (loc.addr < 0)
			return NULL;
		mb = &m->mbs[loc.addr];
		x = (x + 4 * w) % (4 * w);
		y = loc.y;
	}
	*nb = y / 4 * w + x / 4;
	return mb;
}

/* mb_skip_flag (9.3.3.1.1.1) */
static void cbw_skip_flag(struct cbw *m, bool skip)
{
	u32 inc = 0, n;

	for (n = 0; n < 2; n++) {
		const struct cbw_mb *mb = cbw_near(m, n);

		inc += mb && !mb->skip;
	}
	cbw_put(m, 11 + inc, skip);
}

/* The pair to the left (@n 0) or above in the slice, -1 if not available (6.4.10) */
static int cbw_pair(const struct cbw *m, unsigned int n)
{
	const int pair = m->addr / 2, nb = n ? pair - CBW_WIDTH : pair - 1;

	if (nb < 0 || (!n && !(pair % CBW_WIDTH)) ||
	    cbw_slice_of(m, 2 * nb) != cbw_slice_of(m, m->addr))
		return -1;
	return nb;
}

/* mb_field_decoding_flag (9.3.3.1.1.1) */
static void cbw_field_flag(struct cbw *m, bool field)
{
	u32 inc = 0, n;

	for (n = 0; n < 2; n++)
		inc += cbw_pair(m, n) >= 0 && m->pairs.field[cbw_pair(m, n)];
	cbw_put(m, 70 + inc, field);
}

/* 7.4.4: what a pair without that flag is, also as long as it is not known */
static bool cbw_inferred(const struct cbw *m)
{
	const int a = cbw_pair(m, 0), b = cbw_pair(m, 1);

	return a >= 0 ? m->pairs.field[a] : b >= 0 && m->pairs.field[b];
}

/* mb_type of intra macroblocks, after the prefix in P slices */
static void cbw_intra_type(struct cbw *m, bool p_slice)
{
	const bool i16 = m->cur->type == H264_MB_I_16X16, pcm = m->cur->type == H264_MB_I_PCM;
	const u32 base = p_slice ? 17 : 5, next = !p_slice;
	u32 inc = 0, n;

	for (n = 0; n < 2 && !p_slice; n++) {
		const struct cbw_mb *mb = cbw_near(m, n);

		inc += mb && mb->type != H264_MB_I_NXN;
	}
	cbw_put(m, p_slice ? 17 : 3 + inc, i16 || pcm);
	if (i16 || pcm)
		cbw_put(m, H264_ENCODE_TERMINATE, pcm);
	if (!i16)
		return;
	/* Intra16x16PredMode 2 */
	cbw_put(m, base + 1, !!(m->cur->cbp & 15));
	cbw_put(m, base + 2, !!(m->cur->cbp >> 4));
	if (m->cur->cbp >> 4)
		cbw_put(m, base + 2 + next, m->cur->cbp >> 5);
	cbw_put(m, base + 3 + next, 1);
	cbw_put(m, base + 3 + 2 * next, 0);
}

static void cbw_chroma_mode(struct cbw *m)
{
	u32 inc = 0, n;

	for (n = 0; n < 2; n++) {
		const struct cbw_mb *mb = cbw_near(m, n);

		inc += mb && mb->chroma_mode;
	}
	m->cur->chroma_mode = cbw_random(m, 4);
	cbw_put(m, 64 + inc, !!m->cur->chroma_mode);
	if (m->cur->chroma_mode)
		cbw_put(m, 67, m->cur->chroma_mode > 1);
	if (m->cur->chroma_mode > 1)
		cbw_put(m, 67, m->cur->chroma_mode > 2);
}

/* ref_idx_l0 (9.3.3.1.1.6) of the partition with 8x8 block @b8 first */
static void cbw_ref_idx(struct cbw *m, unsigned int b8, int ref_idx)
{
	u32 ctx = 0, n, nb;
	int i;

	for (n = 0; n < 2; n++) {
		const struct cbw_mb *mb = cbw_block(m, n, b8 / 2 * 8 + b8 % 2 * 2, 4, 16, &nb);
		/* refIdxZeroFlagN */
		const int zero = cbw_mbaff(m) && mb && !m->cur->field && mb->field;

		if (mb && mb->ref_idx[nb / 8 * 2 + nb / 2 % 2] > zero)
			ctx += 1 + n;
	}
	for (i = 0; i < ref_idx; i++) {
		cbw_put(m, 54 + ctx, 1);
		ctx = ctx < 4 ? 4 : 5;
	}
	cbw_put(m, 54 + ctx, 0);
}

/* A component of mvd_l0 (9.3.3.1.1.7), UEG3 with signedValFlag 1 and uCoff 9 */
static void cbw_mvd_comp(struct cbw *m, unsigned int blk, bool vert, int value)
{
	const u32 base = vert ? 47 : 40, size = abs(value);
	u32 sum = 0, n, nb, i, k = 3, rest;

	for (n = 0; n < 2; n++) {
		const struct cbw_mb *mb = cbw_block(m, n, blk, 4, 16, &nb);
		u32 v;

		if (!mb)
			continue;
		v = abs(vert ? mb->mvd[nb].y : mb->mvd[nb].x);
		if (vert && !m->cur->field && mb->field)
			v *= 2;
		else if (vert && m->cur->field && !mb->field)
			v /= 2;
		sum += v;
	}
	cbw_put(m, base + (sum < 3 ? 0 : sum > 32 ? 2 : 1), size > 0);
	for (i = 1; i < 9 && i <= size; i++)
		cbw_put(m, base + min(2 + i, 6u), size > i);
	if (size >= 9) {
		for (rest = size - 9; rest >= 1u << k; k++) {
			cbw_put(m, H264_ENCODE_BYPASS, 1);
			rest -= 1u << k;
		}
		cbw_put(m, H264_ENCODE_BYPASS, 0);
		while (k--)
			cbw_put(m, H264_ENCODE_BYPASS, rest >> k & 1);
	}
	if (size)
		cbw_put(m, H264_ENCODE_BYPASS, value < 0);
}

static void cbw_mvd(struct cbw *m, unsigned int blk, unsigned int w, unsigned int h)
{
	static const u8 range[] = { 1, 4, 12, 40, 100 };
	struct h264_mv v;
	unsigned int i, j;

	v.x = (int)cbw_random(m, range[cbw_random(m, 5)]) * (cbw_random(m, 2) ? 1 : -1);
	v.y = (int)cbw_random(m, range[cbw_random(m, 5)]) * (cbw_random(m, 2) ? 1 : -1);
	cbw_mvd_comp(m, blk, false, v.x);
	cbw_mvd_comp(m, blk, true, v.y);
	for (j = 0; j < h; j++)
		for (i = 0; i < w; i++)
			m->cur->mvd[blk + 4 * j + i] = v;
	m->cur->first |= 1 << blk;
}

/* mb_type, sub_mb_type and mb_pred() of a P macroblock */
static void cbw_inter(struct cbw *m)
{
	static const u8 mb_type[4][3] = { { 0, 0, 0 }, { 0, 1, 1 }, { 0, 1, 0 }, { 0, 0, 1 } };
	const enum h264_shape shape = cbw_random(m, 4);
	const unsigned int w = shape == H264_WHOLE || shape == H264_HALVES_V ? 4 : 2;
	const unsigned int h = shape == H264_WHOLE || shape == H264_HALVES_H ? 4 : 2;
	unsigned int x, y, i, j;

	cbw_put(m, 14, 0);
	cbw_put(m, 15, mb_type[shape][1]);
	cbw_put(m, mb_type[shape][1] ? 17 : 16, mb_type[shape][2]);
	for (i = 0; i < 4 && shape == H264_QUARTERS; i++)
		cbw_put(m, 21, 1);
	for (y = 0; y < 4; y += h) {
		for (x = 0; x < 4; x += w) {
			const int ref_idx = cbw_random(m, CBW_REFS << m->cur->field);

			cbw_ref_idx(m, y / 2 * 2 + x / 2, ref_idx);
			for (j = y / 2; j < (y + h) / 2; j++)
				for (i = x / 2; i < (x + w) / 2; i++)
					m->cur->ref_idx[2 * j + i] = ref_idx;
		}
	}
	for (y = 0; y < 4; y += h)
		for (x = 0; x < 4; x += w)
			cbw_mvd(m, 4 * y + x, w, h);
}

/* coded_block_pattern (9.3.3.1.1.4) */
static void cbw_cbp(struct cbw *m, u8 cbp)
{
	u32 b8, n, nb, inc;

	m->cur->cbp = 0;
	for (b8 = 0; b8 < 4; b8++) {
		inc = 0;
		for (n = 0; n < 2; n++) {
			const struct cbw_mb *mb = cbw_block(m, n, b8 / 2 * 8 + b8 % 2 * 2, 4, 16,
							    &nb);

			if (mb && mb->type != H264_MB_I_PCM &&
			    !(mb->cbp >> (nb / 8 * 2 + nb / 2 % 2) & 1))
				inc += 1 + n;
		}
		cbw_put(m, 73 + inc, cbp >> b8 & 1);
		m->cur->cbp |= cbp & 1 << b8;
	}
	inc = 0;
	for (n = 0; n < 2; n++)
		if (cbw_near(m, n) && cbw_near(m, n)->cbp >> 4)
			inc += 1 + n;
	cbw_put(m, 77 + inc, !!(cbp >> 4));
	inc = 0;
	for (n = 0; n < 2; n++)
		if (cbw_near(m, n) && cbw_near(m, n)->cbp >> 5)
			inc += 1 + n;
	if (cbp >> 4)
		cbw_put(m, 81 + inc, cbp >> 5);
	m->cur->cbp = cbp;
}

/* mb_qp_delta (9.3.3.1.1.5) */
static void cbw_qp_delta(struct cbw *m)
{
	const int delta = cbw_random(m, 2) ? 0 : (int)cbw_random(m, 11) - 5;
	const u32 value = delta > 0 ? 2 * delta - 1 : -2 * delta;
	u32 ctx = 60 + !!m->dqp, i;

	for (i = 0; i <= value; i++) {
		cbw_put(m, ctx, i < value);
		ctx = i ? 63 : 62;
	}
	m->dqp = delta;
	m->qp = (m->qp + delta + 52) % 52;
	m->cur->qp = m->qp;
}

/*
 * residual_block_cabac() with no level or one of 1: @bit in coded, @bits those of
 * transBlockA and B, -1 where the macroblock is not available
 */
static void cbw_residual_block(struct cbw *m, unsigned int cat, u64 bit, const int trans[2],
			       unsigned int n)
{
	const u32 at = cbw_random(m, 3), coded = cbw_random(m, 2);
	const bool intra = m->cur->type != H264_MB_INTER, field = cbw_field(m);
	u32 inc = 0, i;

	for (i = 0; i < 2; i++)
		if (trans[i] < 0 ? intra : trans[i])
			inc += 1 + i;
	cbw_put(m, 85 + 4 * cat + inc, coded);
	if (!coded)
		return;
	m->cur->coded |= bit;
	for (i = 0; i <= at; i++) {
		/* ctxIdxInc of chroma DC is numDecod / NumC8x8, which is 1 here. */
		cbw_put(m, cbw_sig[field][cat] + min(i, n == 4 ? 2u : i), i == at);
	}
	cbw_put(m, cbw_last[field][cat] + min(at, n == 4 ? 2u : at), 1);
	cbw_put(m, cbw_abs[cat] + 1, 0);
	cbw_put(m, H264_ENCODE_BYPASS, cbw_random(m, 2));
}

static void cbw_residual_dc(struct cbw *m, unsigned int plane)
{
	int trans[2];
	u32 n;

	for (n = 0; n < 2; n++)
		trans[n] = cbw_near(m, n) ? cbw_near(m, n)->coded >> (48 + plane) & 1 : -1;
	cbw_residual_block(m, plane ? 3 : 0, H264_CODED_DC(plane), trans, plane ? 4 : 16);
}

static void cbw_residual_4x4(struct cbw *m, unsigned int cat, unsigned int plane, unsigned int blk)
{
	int trans[2];
	u32 n, nb;

	for (n = 0; n < 2; n++) {
		const struct cbw_mb *mb = cbw_block(m, n, blk, plane ? 2 : 4, plane ? 8 : 16, &nb);

		trans[n] = mb ? mb->coded >> (16 * plane + nb) & 1 : -1;
	}
	cbw_residual_block(m, cat, 1ULL << (16 * plane + blk), trans, cat == 2 ? 16 : 15);
}

static void cbw_residual(struct cbw *m)
{
	const bool i16 = m->cur->type == H264_MB_I_16X16;
	unsigned int i, plane;

	if (i16)
		cbw_residual_dc(m, 0);
	for (i = 0; i < 16; i++)
		if (m->cur->cbp >> i / 4 & 1)
			cbw_residual_4x4(m, i16 ? 1 : 2, 0, i / 8 * 8 + i / 4 % 2 * 2 +
					 i % 4 / 2 * 4 + i % 2);
	for (plane = 1; plane < 3 && m->cur->cbp >> 4; plane++)
		cbw_residual_dc(m, plane);
	for (plane = 1; plane < 3 && m->cur->cbp >> 5; plane++)
		for (i = 0; i < 4; i++)
			cbw_residual_4x4(m, 4, plane, i);
}

static void cbw_pcm(struct cbw *m)
{
	unsigned int i;

	m->e->w.bits = (m->e->w.bits + 7) & ~7u;
	for (i = 0; i < 384; i++)
		h264_put_bits(&m->e->w, cbw_random(m, 256), 8);
	h264_cabac_encoder_start(m->e);
	m->cur->coded = ~0ULL;
	m->cur->cbp = 0x2f;
	m->cur->qp = 0;
	m->dqp = 0;
}

/* macroblock_layer() of a random macroblock */
static void cbw_layer(struct cbw *m, bool p_slice)
{
	const u32 kind = cbw_random(m, p_slice ? 40 : 12);
	struct cbw_mb *mb = m->cur;
	unsigned int i;

	mb->type = !kind ? H264_MB_I_PCM : kind < 4 ? H264_MB_I_16X16 : kind < 12 ?
		   H264_MB_I_NXN : H264_MB_INTER;
	mb->cbp = cbw_random(m, 3) << 4 | (cbw_random(m, 2) ? 15 : 0);
	if (mb->type == H264_MB_INTER) {
		cbw_inter(m);
	} else {
		if (p_slice)
			cbw_put(m, 14, 1);
		cbw_intra_type(m, p_slice);
		if (mb->type == H264_MB_I_PCM) {
			cbw_pcm(m);
			return;
		}
		for (i = 0; i < 16 && mb->type == H264_MB_I_NXN; i++)
			cbw_put(m, 68, 1);
		cbw_chroma_mode(m);
	}
	if (mb->type != H264_MB_I_16X16)
		cbw_cbp(m, cbw_random(m, 3) ? cbw_random(m, 48) : 0);
	if (!mb->cbp && mb->type != H264_MB_I_16X16) {
		m->dqp = 0;
		return;
	}
	cbw_qp_delta(m);
	cbw_residual(m);
}

static void cbw_set_pair(struct cbw *m, bool field)
{
	m->pairs.field[m->addr / 2] = field;
	m->mbs[m->addr & ~1].field = field;
	m->mbs[m->addr | 1].field = field;
}

/* A macroblock; @kind is that of the pair if it has a flag, @top_skip of an MBAFF frame. */
static void cbw_mb(struct cbw *m, bool p_slice, bool kind, bool top_skip)
{
	const bool lower = cbw_mbaff(m) && m->addr & 1;

	m->cur = &m->mbs[m->addr];
	memset(m->cur->ref_idx, -1, sizeof(m->cur->ref_idx));
	m->cur->qp = m->qp;
	if (cbw_mbaff(m) && !lower)
		cbw_set_pair(m, cbw_inferred(m));
	m->cur->skip = p_slice && !cbw_random(m, 3);
	if (p_slice)
		cbw_skip_flag(m, m->cur->skip);
	if (m->cur->skip) {
		m->cur->type = H264_MB_INTER;
		memset(m->cur->ref_idx, 0, sizeof(m->cur->ref_idx));
		m->dqp = 0;
		return;
	}
	if (cbw_mbaff(m) && (!lower || top_skip)) {
		cbw_field_flag(m, kind);
		cbw_set_pair(m, kind);
	}
	cbw_layer(m, p_slice);
}

/* Macroblocks @addr.. before @end as a slice */
static void cbw_slice(struct cbw *m, struct h264_cabac_encoder *e, int end, bool p_slice)
{
	struct h264_slice *slice;
	struct h264_cabac init;
	unsigned int i;

	slice = h264_fixture_slice(m->f, p_slice ? H264_SLICE_P : H264_SLICE_I, m->addr, e->w.data,
				   0);
	slice->cabac_init_idc = p_slice ? cbw_random(m, 3) : 3;
	slice->qp = cbw_random(m, 52);
	slice->num_ref_idx[0] = p_slice ? CBW_REFS : 0;
	for (i = 0; i < CBW_REFS; i++)
		slice->list[0][i] = slice->list[0][0];
	m->qp = slice->qp;
	m->dqp = 0;
	m->e = e;
	memset(&e->w, 0, sizeof(e->w));
	h264_cabac_encoder_start(e);
	h264_cabac_init_contexts(&init, slice->cabac_init_idc, slice->qp);
	memcpy(e->state, init.state, sizeof(e->state));
	for (; m->addr < end; m->addr++) {
		const bool upper = cbw_mbaff(m) && !(m->addr & 1);

		if (cbw_mbaff(m))
			m->pairs.slice[m->addr / 2] = cbw_slice_of(m, m->addr);
		cbw_mb(m, p_slice, cbw_random(m, 2), !upper && m->addr && m->mbs[m->addr - 1].skip);
		/* end_of_slice_flag */
		if (!upper)
			cbw_put(m, H264_ENCODE_TERMINATE, m->addr == end - 1);
	}
	slice->data_bytes = (e->w.bits + 7) / 8;
}

static void cbw_check(struct kunit *test, const struct cbw *m, int addr, u32 round)
{
	const u32 idx = cbw_mbaff(m) ? h264_pairs_index(&m->pairs, addr) : addr;
	const struct h264_mb *mb = &m->f->pic.mbs[idx];
	const struct h264_motion *motion = &m->f->pic.motion[idx];
	const struct cbw_mb *want = &m->mbs[addr];
	unsigned int i;

	KUNIT_ASSERT_EQ_MSG(test, mb->type, want->type, "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ(test, mb->slice, cbw_slice_of(m, addr));
	KUNIT_ASSERT_EQ_MSG(test, mb->flags, (want->skip ? H264_MB_SKIP : 0) |
			    (want->field ? H264_MB_FIELD : 0), "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ_MSG(test, mb->cbp, want->cbp, "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ_MSG(test, mb->coded, want->coded, "address %d, round %u", addr, round);
	KUNIT_ASSERT_EQ(test, mb->chroma_mode, want->chroma_mode);
	KUNIT_ASSERT_EQ(test, mb->qp, want->qp);
	for (i = 0; i < 4; i++)
		KUNIT_ASSERT_EQ_MSG(test, motion->ref_idx[0][i], want->ref_idx[i],
				    "8x8 block %u, address %d, round %u", i, addr, round);
	for (i = 0; i < 16; i++) {
		if (!(want->first >> i & 1))
			continue;
		KUNIT_ASSERT_EQ_MSG(test, motion->mv[0][i].x, want->mvd[i].x,
				    "block %u, address %d, round %u", i, addr, round);
		KUNIT_ASSERT_EQ_MSG(test, motion->mv[0][i].y, want->mvd[i].y,
				    "block %u, address %d, round %u", i, addr, round);
	}
}

static void cbw_run(struct kunit *test, bool p_slice, enum h264_structure structure, bool mbaff)
{
	struct h264_cabac_encoder *e = kunit_kzalloc(test, 2 * sizeof(*e), GFP_KERNEL);
	struct cbw *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	u32 round, row, i;

	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_ASSERT_NOT_NULL(test, m);
	m->f = h264_fixture_coded(test, CBW_WIDTH,
				  structure == H264_FRAME ? CBW_HEIGHT : 2 * CBW_HEIGHT, structure,
				  mbaff);
	m->f->pps.entropy_coding_mode = true;
	m->pairs.width = CBW_WIDTH;
	m->seed = 1 + p_slice;
	for (round = 0; round < CBW_ROUNDS; round++) {
		memset(m->mbs, 0, sizeof(m->mbs));
		m->f->pic.num_slices = 0;
		m->addr = 0;
		m->second = round & 1 ? 4 : 8;
		cbw_slice(m, &e[0], m->second, p_slice);
		cbw_slice(m, &e[1], CBW_MBS, p_slice);
		KUNIT_ASSERT_LT(test, max(e[0].w.bits, e[1].w.bits),
				8 * (H264_WRITER_BYTES - 8));
		for (row = 0; row < m->f->pic.num_rows; row++)
			h264_fixture_run_stage(m->f, H264_STAGE_PARSE, row);
		for (i = 0; i < CBW_MBS; i++)
			cbw_check(test, m, i, round);
	}
}

static void cbw_frames(struct kunit *test)
{
	cbw_run(test, false, H264_FRAME, false);
	cbw_run(test, true, H264_FRAME, false);
}

static void cbw_fields(struct kunit *test)
{
	cbw_run(test, false, H264_BOTTOM, false);
	cbw_run(test, true, H264_TOP, false);
}

static void cbw_mbaff_i_slices(struct kunit *test)
{
	cbw_run(test, false, H264_FRAME, true);
}

static void cbw_mbaff_p_slices(struct kunit *test)
{
	cbw_run(test, true, H264_FRAME, true);
}

static struct kunit_case cbw_cases[] = {
	KUNIT_CASE(cbw_frames),
	KUNIT_CASE(cbw_fields),
	KUNIT_CASE(cbw_mbaff_i_slices),
	KUNIT_CASE(cbw_mbaff_p_slices),
	{}
};

static struct kunit_suite cbw_suite = {
	.name = "h264_mb_contexts",
	.test_cases = cbw_cases,
};

kunit_test_suite(cbw_suite);
