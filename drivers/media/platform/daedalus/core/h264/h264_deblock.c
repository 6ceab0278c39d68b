// SPDX-License-Identifier: GPL-2.0
/*
 * The deblock stage: deblocking filter of a part of a row of macroblocks (Rec. ITU-T
 * H.264 8.7).  Changes up to 3 rows of samples of the row above, in MBAFF frames
 * of each of its fields, and up to 3 columns of the macroblock to the left.
 *
 * Filters overlap, so their order counts (8.7: by macroblock address).  A macroblock
 * shares samples with those around it only; of these the one to the left and the three
 * above come before it, and all others after it.  DAE_ORDER_WAVE keeps that order.
 */
#include <linux/bits.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_pic.h"

/* alpha' (Table 8-16) by indexA */
static const u8 h264_deblock_alpha[52] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 17,
	20, 22, 25, 28, 32, 36, 40, 45, 50, 56, 63, 71, 80, 90, 101, 113, 127, 144, 162, 182,
	203, 226, 255, 255,
};

/* beta' (Table 8-16) by indexB */
static const u8 h264_deblock_beta[52] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 6, 6, 7, 7,
	8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 18, 18,
};

/* t'C0 (Table 8-17) by indexA and bS - 1 */
static const u8 h264_deblock_tc0[52][3] = {
	{ 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 },
	{ 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 },
	{ 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 1 },
	{ 0, 0, 1 }, { 0, 0, 1 }, { 0, 0, 1 }, { 0, 1, 1 }, { 0, 1, 1 }, { 1, 1, 1 },
	{ 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 2 }, { 1, 1, 2 }, { 1, 1, 2 },
	{ 1, 1, 2 }, { 1, 2, 3 }, { 1, 2, 3 }, { 2, 2, 3 }, { 2, 2, 4 }, { 2, 3, 4 },
	{ 2, 3, 4 }, { 3, 3, 5 }, { 3, 4, 6 }, { 3, 4, 6 }, { 4, 5, 7 }, { 4, 5, 8 },
	{ 4, 6, 9 }, { 5, 7, 10 }, { 6, 8, 11 }, { 6, 8, 13 }, { 7, 10, 14 }, { 8, 11, 16 },
	{ 9, 12, 18 }, { 10, 13, 20 }, { 11, 15, 23 }, { 13, 17, 25 },
};

/**
 * struct h264_deblock_limits - thresholds of a plane (8.7.2.2)
 * @alpha: alpha, 0 if nothing is filtered
 * @beta: beta
 * @tc0: t'C0 for a bS of 1, 2 and 3, each four times
 */
struct h264_deblock_limits {
	int alpha;
	int beta;
	u32 tc0[3];
};

/**
 * struct h264_deblock_known - thresholds, and what they were made for
 * @key: slices and QPY of both sides, see h264_deblock_key()
 * @limits: by plane
 */
struct h264_deblock_known {
	u64 key;
	struct h264_deblock_limits limits[3];
};

/**
 * struct h264_deblock_bs - bS of the four segments of an edge
 * @all: 3 or 4 where all of them have that, 0 else
 * @coded: bits of segments with 2
 * @moved: bits of segments with 1, unless @coded has them
 */
struct h264_deblock_bs {
	u8 all;
	u8 coded;
	u8 moved;
};

/**
 * struct h264_deblock_ctx - what the filtering of one macroblock uses
 * @pic: frame context
 * @slice: its slice
 * @mb: its record
 * @motion: its motion
 * @idx: its index
 * @x: its column
 * @field: it belongs to a field: of a field picture or of an MBAFF frame
 * @intra: it counts as intra
 * @pix: [Y, Cb, Cr] its first sample
 * @stride: of @pix, in bytes
 * @known: last thresholds of edges to the left, of those above and of those inside
 */
struct h264_deblock_ctx {
	const struct h264_pic *pic;
	const struct h264_slice *slice;
	const struct h264_mb *mb;
	const struct h264_motion *motion;
	u32 idx;
	u32 x;
	bool field;
	bool intra;
	u8 *pix[3];
	ptrdiff_t stride[3];
	struct h264_deblock_known known[3];
};

/* Macroblocks of SP and SI slices count as intra (8.7.2.1). */
static bool h264_deblock_slice_intra(const struct h264_slice *slice)
{
	return slice->type == H264_SLICE_SP || slice->type == H264_SLICE_SI;
}

static bool h264_deblock_intra(const struct h264_deblock_ctx *d, const struct h264_mb *mb)
{
	return mb->type != H264_MB_INTER ||
	       (mb->slice != d->mb->slice &&
		h264_deblock_slice_intra(&d->pic->slices[mb->slice]));
}

/* @near_y: largest vertical distance that is not far: 3 quarter lines of a frame. */
static __always_inline bool h264_deblock_mv_far(struct h264_mv a, struct h264_mv b, int near_y)
{
	/* -3..3 becomes 0..6. */
	return (unsigned int)(a.x - b.x + 3) > 6 ||
	       (unsigned int)(a.y - b.y + near_y) > 2 * (unsigned int)near_y;
}

/* Do two blocks without coefficients move differently? (8.7.2.1) */
static noinline bool h264_deblock_moves(const struct h264_motion *p, unsigned int pb,
					const struct h264_motion *q, unsigned int qb, int near_y)
{
	/* 8x8 blocks; an entry is 0 if the list is not used. */
	const unsigned int p8 = (pb >> 3) * 2 + (pb >> 1 & 1), q8 = (qb >> 3) * 2 + (qb >> 1 & 1);
	const u8 p0 = p->ref[0][p8], p1 = p->ref[1][p8], q0 = q->ref[0][q8], q1 = q->ref[1][q8];

	/* Lists that are not used have vectors of 0 on both sides. */
	if (p0 == q0 && p1 == q1) {
		if (!h264_deblock_mv_far(p->mv[0][pb], q->mv[0][qb], near_y) &&
		    (!p1 || !h264_deblock_mv_far(p->mv[1][pb], q->mv[1][qb], near_y)))
			return false;
		if (p0 != p1)
			return true;
	} else if (p0 != q1 || p1 != q0) {
		return true;
	}
	return h264_deblock_mv_far(p->mv[0][pb], q->mv[1][qb], near_y) ||
	       h264_deblock_mv_far(p->mv[1][pb], q->mv[0][qb], near_y);
}

/*
 * Bits of the segments of an edge between blocks that move differently. Segment i lies
 * between blocks @pb + i * @step and @qb + i * @step, and @grain is known of both sides.
 */
static unsigned int h264_deblock_moved(const struct h264_deblock_ctx *d, enum h264_grain grain,
				       const struct h264_motion *p, unsigned int pb,
				       unsigned int qb, unsigned int step)
{
	const unsigned int next = grain == H264_GRAIN_4 ? 1 : 2;
	const int near_y = d->field ? 1 : 3;
	unsigned int moved = 0, i;

	if (grain == H264_GRAIN_16)
		return h264_deblock_moves(p, pb, d->motion, qb, near_y) ? 15 : 0;
	for (i = 0; i < 4; i += next)
		if (h264_deblock_moves(p, pb + i * step, d->motion, qb + i * step, near_y))
			moved |= next == 2 ? 3 << i : 1 << i;
	return moved;
}

/* Bits of blocks in the first column of @coded, or in its first row */
static __always_inline unsigned int h264_deblock_first(unsigned int coded, enum h264_edge dir)
{
	/* Bits 0, 4, 8 and 12 become 12 to 15; no two others meet there. */
	return dir == H264_EDGE_VERT ? (coded & 0x1111) * 0x1248 >> 12 & 15 : coded & 15;
}

/* QPY, without the offset of the depth; 0 for I_PCM (8.7.2.2). */
static int h264_deblock_qp(const struct h264_pic *pic, const struct h264_mb *mb)
{
	return mb->type == H264_MB_I_PCM ? 0 : mb->qp - pic->qp_bd_offset[0];
}

/* qPp or qPq of a plane (8.7.2.2), from QPY and the macroblock's own parameters. */
static int h264_deblock_plane_qp(const struct h264_pic *pic, const struct h264_pps *pps, int qp,
				 unsigned int plane)
{
	if (!plane)
		return qp;
	return pps->chroma_qp[plane - 1][qp + pic->qp_bd_offset[0]] - pic->qp_bd_offset[1];
}

/* Thresholds of a plane for qPav @qp (8.7.2.2) */
static void h264_deblock_set_limits(const struct h264_deblock_ctx *d, unsigned int plane, int qp,
				    struct h264_deblock_limits *limits)
{
	const int depth_shift = d->pic->qp_bd_offset[!!plane] / 6;
	const int index_a = clamp(qp + d->slice->filter_offset_a, 0, 51);
	const int index_b = clamp(qp + d->slice->filter_offset_b, 0, 51);
	const u8 *tc0 = h264_deblock_tc0[index_a];

	limits->beta = h264_deblock_beta[index_b] << depth_shift;
	/* Without beta as without alpha. */
	limits->alpha = limits->beta ? h264_deblock_alpha[index_a] << depth_shift : 0;
	limits->tc0[0] = tc0[0] * 0x01010101u;
	limits->tc0[1] = tc0[1] * 0x01010101u;
	limits->tc0[2] = tc0[2] * 0x01010101u;
}

/* Thresholds by plane of an edge between macroblocks with these QPY */
static noinline void h264_deblock_learn(struct h264_deblock_ctx *d,
					struct h264_deblock_known *known,
					const struct h264_mb *other, int qp_p, int qp_q)
{
	const struct h264_pic *pic = d->pic;
	const struct h264_pps *pps = pic->slices[other->slice].pps;
	const unsigned int planes = h264_pic_planes(pic);
	unsigned int plane;
	int before = 0;

	for (plane = 0; plane < planes; plane++) {
		const int qp = (h264_deblock_plane_qp(pic, pps, qp_p, plane) +
				h264_deblock_plane_qp(pic, d->slice->pps, qp_q, plane) + 1) >> 1;

		if (plane == 2 && qp == before)
			known->limits[2] = known->limits[1];
		else
			h264_deblock_set_limits(d, plane, qp, &known->limits[plane]);
		before = qp;
	}
}

/*
 * Thresholds by plane of an edge to @other, which may be @d->mb (8.7.2.2). All that they
 * depend on follows from both slices and both QPY.
 */
static __always_inline const struct h264_deblock_limits *
h264_deblock_limits(struct h264_deblock_ctx *d, enum h264_edge dir, const struct h264_mb *other)
{
	struct h264_deblock_known *known = &d->known[other == d->mb ? 2 : dir];
	const int qp_p = h264_deblock_qp(d->pic, other), qp_q = h264_deblock_qp(d->pic, d->mb);
	const u64 key = (u64)other->slice << 48 | (u64)d->mb->slice << 32 |
			(u32)(u16)qp_p << 16 | (u16)qp_q;

	if (known->key != key) {
		known->key = key;
		h264_deblock_learn(d, known, other, qp_p, qp_q);
	}
	return known->limits;
}

/* t'C0 of the segments of an edge, one in each byte of memory; -1 for a bS of 0 */
static __always_inline u32 h264_deblock_tc0_of(const struct h264_deblock_limits *limits,
					       struct h264_deblock_bs bs)
{
	static const u8 masks[16][4] = {
		{ 0, 0, 0, 0 }, { 255, 0, 0, 0 }, { 0, 255, 0, 0 }, { 255, 255, 0, 0 },
		{ 0, 0, 255, 0 }, { 255, 0, 255, 0 }, { 0, 255, 255, 0 }, { 255, 255, 255, 0 },
		{ 0, 0, 0, 255 }, { 255, 0, 0, 255 }, { 0, 255, 0, 255 }, { 255, 255, 0, 255 },
		{ 0, 0, 255, 255 }, { 255, 0, 255, 255 }, { 0, 255, 255, 255 },
		{ 255, 255, 255, 255 },
	};
	u32 coded, any;

	if (bs.all)
		return limits->tc0[2];
	memcpy(&coded, masks[bs.coded], sizeof(coded));
	memcpy(&any, masks[bs.coded | bs.moved], sizeof(any));
	return ~any | (coded & limits->tc0[1]) | (any & ~coded & limits->tc0[0]);
}

/**
 * struct h264_deblock_line - where an edge of one plane is
 * @pix: first sample on its right or lower side
 * @stride: distance of rows in bytes
 * @seg_len: samples in each of its four segments
 */
struct h264_deblock_line {
	u8 *pix;
	ptrdiff_t stride;
	int seg_len;
};

/* Filters one edge of one plane; @luma: as luma is. */
static __always_inline void h264_deblock_plane(const struct h264_deblock_ctx *d,
					       unsigned int plane, bool luma, enum h264_edge dir,
					       const struct h264_deblock_limits *limits,
					       const struct h264_deblock_line *line,
					       struct h264_deblock_bs bs)
{
	const struct h264_dsp *dsp = &d->pic->dsp;
	const int alpha = limits->alpha, beta = limits->beta;
	const int bd_max = d->pic->bd_max[!!plane];
	s8 tc0[4];
	u32 word;

	if (!alpha)
		return;
	if (bs.all == 4) {
		(luma ? dsp->deblock_luma_intra : dsp->deblock_chroma_intra)
			[dir](line->pix, line->stride, line->seg_len, alpha, beta, bd_max);
		return;
	}
	word = h264_deblock_tc0_of(limits, bs);
	memcpy(tc0, &word, sizeof(tc0));
	(luma ? dsp->deblock_luma : dsp->deblock_chroma)
		[dir](line->pix, line->stride, line->seg_len, alpha, beta, tc0, bd_max);
}

/* Edge @pos samples from the left or top side of the macroblock. */
static __always_inline void h264_deblock_at(const struct h264_deblock_ctx *d, unsigned int plane,
					    bool luma, enum h264_edge dir, unsigned int pos,
					    int seg_len,
					    const struct h264_deblock_limits *limits,
					    struct h264_deblock_bs bs)
{
	const struct h264_deblock_line line = {
		.pix = d->pix[plane] + (dir == H264_EDGE_VERT ? pos << d->pic->hbd :
								pos * d->stride[plane]),
		.stride = d->stride[plane],
		.seg_len = seg_len,
	};

	h264_deblock_plane(d, plane, luma, dir, limits, &line, bs);
}

/* Horizontal edges of 4:2:2 chroma: as many as luma has, whatever its transform. */
static bool h264_deblock_chroma_is_high(const struct h264_pic *pic, enum h264_edge dir)
{
	return pic->chroma == DAE_CHROMA_422 && dir == H264_EDGE_HOR;
}

/*
 * Edge @e of the chroma planes. In 4:4:4 they are like luma; others are of half the width
 * at least, where edges 0 and 2 of luma are 0 and 4, and always have 4x4 transforms.
 */
static __always_inline void h264_deblock_chroma(const struct h264_deblock_ctx *d,
						enum h264_edge dir, unsigned int e,
						const struct h264_deblock_limits *limits,
						struct h264_deblock_bs bs)
{
	const enum dae_chroma chroma = d->pic->chroma;
	const bool high = h264_deblock_chroma_is_high(d->pic, dir);
	unsigned int plane;

	if (chroma == DAE_CHROMA_400)
		return;
	if (chroma == DAE_CHROMA_444) {
		if (e & 1 && d->mb->flags & H264_MB_T8X8)
			return;
		for (plane = 1; plane < 3; plane++)
			h264_deblock_at(d, plane, true, dir, e * 4, 4, &limits[plane], bs);
		return;
	}
	if (e & 1 && !high)
		return;
	for (plane = 1; plane < 3; plane++)
		h264_deblock_at(d, plane, false, dir, high ? e * 4 : e * 2,
				dir == H264_EDGE_VERT && chroma == DAE_CHROMA_422 ? 4 : 2,
				&limits[plane], bs);
}

/*
 * Filters edge @e (in units of 4 luma samples) of all planes. Luma edges inside an 8x8
 * transform are left out. A chroma edge takes bS of the luma edge at the same place
 * (8.7.2.1).
 */
static __always_inline void h264_deblock_edge(const struct h264_deblock_ctx *d,
					      enum h264_edge dir, unsigned int e,
					      const struct h264_deblock_limits *limits,
					      struct h264_deblock_bs bs)
{
	if (!(e & 1 && d->mb->flags & H264_MB_T8X8))
		h264_deblock_at(d, 0, true, dir, e * 4, 4, &limits[0], bs);
	h264_deblock_chroma(d, dir, e, limits, bs);
}

/* Edges inside an inter macroblock where motion may change, as bits. */
static unsigned int h264_deblock_seams(const struct h264_mb *mb, enum h264_edge dir)
{
	const enum h264_shape along = dir == H264_EDGE_VERT ? H264_HALVES_V : H264_HALVES_H;

	switch (mb->grain) {
	case H264_GRAIN_16:
		return 0;
	case H264_GRAIN_8:
		return mb->shape == along ? 0 : BIT(2);
	default:
		return BIT(1) | BIT(2) | BIT(3);
	}
}

/* bS of an edge between macroblocks of which one is intra, 0 if none is (8.7.2.1). */
static u8 h264_deblock_bs_intra(const struct h264_deblock_ctx *d, enum h264_edge dir,
				const struct h264_mb *nb)
{
	if (!d->intra && !h264_deblock_intra(d, nb))
		return 0;
	if (dir == H264_EDGE_VERT)
		return 4;
	return d->field || nb->flags & H264_MB_FIELD ? 3 : 4;
}

/* The edge to macroblock @nb_idx of the same kind. */
static __always_inline void h264_deblock_side(struct h264_deblock_ctx *d, enum h264_edge dir,
					      u32 nb_idx)
{
	const unsigned int step = dir == H264_EDGE_VERT ? 4 : 1;
	const unsigned int last = dir == H264_EDGE_VERT ? 3 : 12;
	const struct h264_mb *nb = &d->pic->mbs[nb_idx];
	struct h264_deblock_bs bs = { .all = h264_deblock_bs_intra(d, dir, nb) };

	if (!bs.all) {
		bs.coded = h264_deblock_first((u16)nb->coded >> last | (u16)d->mb->coded, dir);
		bs.moved = h264_deblock_moved(d, min(nb->grain, d->mb->grain),
					      &d->pic->motion[nb_idx], last, 0, step);
		if (!(bs.coded | bs.moved))
			return;
	}
	h264_deblock_edge(d, dir, 0, h264_deblock_limits(d, dir, nb), bs);
}

/* bS between macroblocks of different kinds; motion always differs (8.7.2.1). */
static struct h264_deblock_bs h264_deblock_bs_mixed(const struct h264_deblock_ctx *d,
						    enum h264_edge dir, const struct h264_mb *nb,
						    const u8 pb[4], const u8 qb[4])
{
	struct h264_deblock_bs bs = { .all = h264_deblock_bs_intra(d, dir, nb), .moved = 15 };
	unsigned int i;

	for (i = 0; i < 4; i++)
		bs.coded |= ((nb->coded >> pb[i] | d->mb->coded >> qb[i]) & 1) << i;
	return bs;
}

/*
 * The left edge next to a pair of the other kind, of which @upper is the first
 * macroblock: a frame macroblock has lines of both fields next to it in turns, a
 * field macroblock half of either frame macroblock (Table 6-4).
 */
static void h264_deblock_left_mixed(struct h264_deblock_ctx *d, u32 upper)
{
	const struct h264_pic *pic = d->pic;
	const u32 w = pic->mb_width;
	const bool lower = d->idx / w & 1;
	unsigned int k, i, plane;

	for (k = 0; k < 2; k++) {
		const struct h264_mb *nb = &pic->mbs[upper + k * w];
		const struct h264_deblock_limits *limits;
		struct h264_deblock_bs bs;
		u8 pb[4], qb[4];

		if (nb->type == H264_MB_NONE)
			continue;
		for (i = 0; i < 4; i++) {
			const unsigned int row = d->field ? i : 2 * lower + (i >> 1);

			pb[i] = 4 * row + 3;
			qb[i] = 4 * (d->field ? 2 * k + (i >> 1) : i);
		}
		bs = h264_deblock_bs_mixed(d, H264_EDGE_VERT, nb, pb, qb);
		limits = h264_deblock_limits(d, H264_EDGE_VERT, nb);
		for (plane = 0; plane < h264_pic_planes(pic); plane++) {
			const bool half = plane && pic->chroma == DAE_CHROMA_420;
			const bool luma = !plane || pic->chroma == DAE_CHROMA_444;
			const unsigned int rows = half ? 8 : 16;
			struct h264_deblock_line line = {
				.pix = d->pix[plane], .stride = d->stride[plane],
				.seg_len = rows / 8,
			};

			if (d->field) {
				line.pix += k * (rows / 2) * line.stride;
			} else {
				line.pix += k * line.stride;
				line.stride *= 2;
			}
			h264_deblock_plane(d, plane, luma, H264_EDGE_VERT, &limits[plane], &line,
					   bs);
		}
	}
}

/*
 * The top edge between a frame macroblock and a pair of field macroblocks above,
 * of which @upper is the first: the lines of either field on their own.
 */
static void h264_deblock_top_fields(struct h264_deblock_ctx *d, u32 upper)
{
	static const u8 pb[4] = { 12, 13, 14, 15 }, qb[4] = { 0, 1, 2, 3 };
	const struct h264_pic *pic = d->pic;
	unsigned int k, plane;

	for (k = 0; k < 2; k++) {
		const struct h264_mb *nb = &pic->mbs[upper + k * pic->mb_width];
		const struct h264_deblock_limits *limits;
		struct h264_deblock_bs bs;

		if (nb->type == H264_MB_NONE)
			continue;
		bs = h264_deblock_bs_mixed(d, H264_EDGE_HOR, nb, pb, qb);
		limits = h264_deblock_limits(d, H264_EDGE_HOR, nb);
		for (plane = 0; plane < h264_pic_planes(pic); plane++) {
			const bool luma = !plane || pic->chroma == DAE_CHROMA_444;
			const struct h264_deblock_line line = {
				.pix = d->pix[plane] + k * d->stride[plane],
				.stride = 2 * d->stride[plane],
				.seg_len = luma ? 4 : 2,
			};

			h264_deblock_plane(d, plane, luma, H264_EDGE_HOR, &limits[plane], &line,
					   bs);
		}
	}
}

/* The top edge of a field macroblock below a pair of frame macroblocks. */
static void h264_deblock_top_frame(struct h264_deblock_ctx *d, u32 nb_idx)
{
	static const u8 pb[4] = { 12, 13, 14, 15 }, qb[4] = { 0, 1, 2, 3 };
	const struct h264_mb *nb = &d->pic->mbs[nb_idx];

	h264_deblock_edge(d, H264_EDGE_HOR, 0, h264_deblock_limits(d, H264_EDGE_HOR, nb),
			  h264_deblock_bs_mixed(d, H264_EDGE_HOR, nb, pb, qb));
}

/* All edges of one direction inside an intra macroblock. */
static __always_inline void h264_deblock_inside_intra(struct h264_deblock_ctx *d,
						      enum h264_edge dir)
{
	const struct h264_deblock_limits *limits = h264_deblock_limits(d, dir, d->mb);
	unsigned int e;

	for (e = 1; e < 4; e++)
		h264_deblock_edge(d, dir, e, limits, (struct h264_deblock_bs){ .all = 3 });
}

/* Those inside an inter macroblock. */
static __always_inline void h264_deblock_inside(struct h264_deblock_ctx *d, enum h264_edge dir)
{
	const unsigned int step = dir == H264_EDGE_VERT ? 4 : 1;
	const unsigned int across = dir == H264_EDGE_VERT ? 1 : 4;
	const bool t8x8 = d->mb->flags & H264_MB_T8X8;
	const unsigned int blocks = (u16)d->mb->coded, coded = blocks | blocks << across;
	const unsigned int seams = h264_deblock_seams(d->mb, dir);
	unsigned int e;

	/* One motion and no coefficients: nothing inside to filter. */
	if (!seams && !blocks)
		return;
	for (e = 1; e < 4; e++) {
		struct h264_deblock_bs bs = {
			.coded = h264_deblock_first(coded >> e * across, dir)
		};

		if (t8x8 && e & 1 && !h264_deblock_chroma_is_high(d->pic, dir))
			continue;
		if (seams >> e & 1)
			bs.moved = h264_deblock_moved(d, d->mb->grain, d->motion, (e - 1) * across,
						      e * across, step);
		if (bs.coded | bs.moved)
			h264_deblock_edge(d, dir, e, h264_deblock_limits(d, dir, d->mb), bs);
	}
}

/* Is the edge to a neighbour filtered? (8.7) */
static bool h264_deblock_filtered(const struct h264_deblock_ctx *d, bool inside, u32 idx)
{
	const struct h264_mb *nb;

	if (!inside)
		return false;
	nb = &d->pic->mbs[idx];
	return nb->type != H264_MB_NONE &&
	       (d->slice->disable_deblocking_filter_idc != 2 || nb->slice == d->mb->slice);
}

static void h264_deblock_left_mbaff(struct h264_deblock_ctx *d)
{
	const struct h264_pic *pic = d->pic;
	const u32 w = pic->mb_width, idx = d->idx;
	const u32 upper = idx / w & 1 ? idx - w : idx;

	if (!h264_deblock_filtered(d, d->x, idx - 1))
		return;
	if ((pic->mbs[idx - 1].flags ^ d->mb->flags) & H264_MB_FIELD)
		h264_deblock_left_mixed(d, upper - 1);
	else
		h264_deblock_side(d, H264_EDGE_VERT, idx - 1);
}

/* The top edge in an MBAFF frame. */
static void h264_deblock_top_mbaff(struct h264_deblock_ctx *d)
{
	const struct h264_pic *pic = d->pic;
	const u32 w = pic->mb_width, idx = d->idx;
	const u32 row = h264_pic_mb_row(pic, idx);
	const bool lower = row & 1;
	const u32 above = (lower ? idx - w : idx) - 2 * w;
	bool above_field;

	if (lower && !d->field) {
		if (h264_deblock_filtered(d, true, idx - w))
			h264_deblock_side(d, H264_EDGE_HOR, idx - w);
		return;
	}
	if (row < 2)
		return;
	above_field = pic->mbs[above].flags & H264_MB_FIELD;
	if (d->field && above_field) {
		if (h264_deblock_filtered(d, true, above + lower * w))
			h264_deblock_side(d, H264_EDGE_HOR, above + lower * w);
	} else if (!h264_deblock_filtered(d, true, above + w)) {
		return;
	} else if (d->field) {
		h264_deblock_top_frame(d, above + w);
	} else if (above_field) {
		h264_deblock_top_fields(d, above);
	} else {
		h264_deblock_side(d, H264_EDGE_HOR, above + w);
	}
}

static void h264_deblock_mb_left(struct h264_deblock_ctx *d)
{
	if (d->pic->mbaff)
		h264_deblock_left_mbaff(d);
	else if (h264_deblock_filtered(d, d->x, d->idx - 1))
		h264_deblock_side(d, H264_EDGE_VERT, d->idx - 1);
}

static void h264_deblock_mb_top(struct h264_deblock_ctx *d, bool above)
{
	if (d->pic->mbaff)
		h264_deblock_top_mbaff(d);
	else if (h264_deblock_filtered(d, above, d->idx - d->pic->mb_width))
		h264_deblock_side(d, H264_EDGE_HOR, d->idx - d->pic->mb_width);
}

/* Filters the macroblock @d points to; @above: it is not in the first row. */
static void h264_deblock_mb(struct h264_deblock_ctx *d, bool above)
{
	const struct h264_pic *pic = d->pic;
	const struct h264_slice *slice;

	d->mb = &pic->mbs[d->idx];
	if (d->mb->type == H264_MB_NONE)
		return;
	slice = &pic->slices[d->mb->slice];
	d->slice = slice;
	if (slice->disable_deblocking_filter_idc == 1)
		return;
	d->motion = &pic->motion[d->idx];
	d->field = d->mb->flags & H264_MB_FIELD || pic->params.structure != H264_FRAME;
	d->intra = d->mb->type != H264_MB_INTER || h264_deblock_slice_intra(slice);

	h264_deblock_mb_left(d);
	if (d->intra)
		h264_deblock_inside_intra(d, H264_EDGE_VERT);
	else
		h264_deblock_inside(d, H264_EDGE_VERT);
	h264_deblock_mb_top(d, above);
	if (d->intra)
		h264_deblock_inside_intra(d, H264_EDGE_HOR);
	else
		h264_deblock_inside(d, H264_EDGE_HOR);
}

/* Macroblocks up to column @end of a row of pairs */
static void h264_deblock_pairs(struct h264_deblock_ctx *d, u32 row, u32 end)
{
	const struct h264_pic *pic = d->pic;
	u32 y;

	for (; d->x < end; d->x++) {
		for (y = 2 * row; y < 2 * row + 2; y++) {
			d->idx = y * pic->mb_width + d->x;
			h264_pic_locate(pic, d->idx, d->pix, d->stride);
			h264_deblock_mb(d, true);
		}
	}
}

void h264_deblock_row_part(void *frame, const struct dae_task *task)
{
	struct h264_pic *pic = frame;
	const u32 row = task->row, end = dae_task_end(task, pic->mb_width);
	const unsigned int planes = h264_pic_planes(pic);
	struct h264_deblock_ctx d = { .pic = pic, .x = dae_task_first(task, pic->mb_width) };
	unsigned int plane;
	bool above;

	d.known[0].key = U64_MAX;
	d.known[1].key = U64_MAX;
	d.known[2].key = U64_MAX;
	if (pic->mbaff) {
		h264_deblock_pairs(&d, row, end);
		return;
	}
	d.idx = row * pic->mb_width + d.x;
	above = h264_pic_mb_row(pic, d.idx);
	h264_pic_locate(pic, d.idx, d.pix, d.stride);
	for (; d.x < end; d.x++, d.idx++) {
		h264_deblock_mb(&d, above);
		for (plane = 0; plane < planes; plane++)
			d.pix[plane] += h264_pic_mb_bytes(pic, plane);
	}
}
