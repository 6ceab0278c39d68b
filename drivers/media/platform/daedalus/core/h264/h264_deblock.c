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

/* t'C0 (Table 8-17) by indexA and bS; bS 0 filters nothing. */
static const s8 h264_deblock_tc0[52][4] = {
	{ -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 },
	{ -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 },
	{ -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 0 },
	{ -1, 0, 0, 0 }, { -1, 0, 0, 0 }, { -1, 0, 0, 1 }, { -1, 0, 0, 1 }, { -1, 0, 0, 1 },
	{ -1, 0, 0, 1 }, { -1, 0, 1, 1 }, { -1, 0, 1, 1 }, { -1, 1, 1, 1 }, { -1, 1, 1, 1 },
	{ -1, 1, 1, 1 }, { -1, 1, 1, 1 }, { -1, 1, 1, 2 }, { -1, 1, 1, 2 }, { -1, 1, 1, 2 },
	{ -1, 1, 1, 2 }, { -1, 1, 2, 3 }, { -1, 1, 2, 3 }, { -1, 2, 2, 3 }, { -1, 2, 2, 4 },
	{ -1, 2, 3, 4 }, { -1, 2, 3, 4 }, { -1, 3, 3, 5 }, { -1, 3, 4, 6 }, { -1, 3, 4, 6 },
	{ -1, 4, 5, 7 }, { -1, 4, 5, 8 }, { -1, 4, 6, 9 }, { -1, 5, 7, 10 }, { -1, 6, 8, 11 },
	{ -1, 6, 8, 13 }, { -1, 7, 10, 14 }, { -1, 8, 11, 16 }, { -1, 9, 12, 18 },
	{ -1, 10, 13, 20 }, { -1, 11, 15, 23 }, { -1, 13, 17, 25 },
};

/**
 * struct h264_deblock_limits - thresholds of a plane (8.7.2.2)
 * @alpha: alpha, 0 if nothing is filtered
 * @beta: beta
 * @tc0: t'C0 by bS, -1 for bS 0
 */
struct h264_deblock_limits {
	int alpha;
	int beta;
	const s8 *tc0;
};

/**
 * struct h264_deblock_known - thresholds, and what they were made for
 * @limits: by plane
 * @slice: that of the macroblock, NULL if there are none yet
 * @pps: parameters of the other side
 * @qp: QPY of both sides
 */
struct h264_deblock_known {
	struct h264_deblock_limits limits[3];
	const struct h264_slice *slice;
	const struct h264_pps *pps;
	int qp[2];
};

/**
 * struct h264_deblock_ctx - what the filtering of one macroblock uses
 * @pic: frame context
 * @slice: its slice
 * @mb: its record
 * @motion: its motion
 * @idx: its index
 * @field: it belongs to a field: of a field picture or of an MBAFF frame
 * @pix: [Y, Cb, Cr] its first sample
 * @stride: of @pix, in bytes
 * @limits: by plane, of the macroblocks that h264_deblock_set_limits() was last
 *	called for, in @known
 * @known: last ones of edges to the left, of those above and of those inside
 */
struct h264_deblock_ctx {
	const struct h264_pic *pic;
	const struct h264_slice *slice;
	const struct h264_mb *mb;
	const struct h264_motion *motion;
	u32 idx;
	bool field;
	u8 *pix[3];
	ptrdiff_t stride[3];
	const struct h264_deblock_limits *limits;
	struct h264_deblock_known known[3];
};

/* Counts as intra: SP and SI slices as well (8.7.2.1). */
static bool h264_deblock_intra(const struct h264_pic *pic, const struct h264_mb *mb)
{
	const enum h264_slice_type type = pic->slices[mb->slice].type;

	return mb->type != H264_MB_INTER || type == H264_SLICE_SP || type == H264_SLICE_SI;
}

/* @near_y: largest vertical distance that is not far: 3 quarter lines of a frame. */
static __always_inline bool h264_deblock_mv_far(struct h264_mv a, struct h264_mv b, int near_y)
{
	/* -3..3 becomes 0..6. */
	return (unsigned int)(a.x - b.x + 3) > 6 ||
	       (unsigned int)(a.y - b.y + near_y) > 2 * (unsigned int)near_y;
}

/* Picture a block refers to, as an entry of a list; -1 for none. */
static int h264_deblock_ref(const struct h264_motion *m, unsigned int list, unsigned int blk)
{
	const unsigned int b8 = (blk >> 3) * 2 + (blk >> 1 & 1);

	return m->ref_idx[list][b8] < 0 ? -1 : m->ref[list][b8];
}

/* bS 1 or 0: do two blocks without coefficients move differently? (8.7.2.1) */
static __always_inline bool h264_deblock_moves(const struct h264_motion *p, unsigned int pb,
					       const struct h264_motion *q, unsigned int qb,
					       int near_y)
{
	const int p0 = h264_deblock_ref(p, 0, pb), p1 = h264_deblock_ref(p, 1, pb);
	const int q0 = h264_deblock_ref(q, 0, qb), q1 = h264_deblock_ref(q, 1, qb);

	/* Lists that are not used have vectors of 0 on both sides. */
	if (p0 == q0 && p1 == q1) {
		if (!h264_deblock_mv_far(p->mv[0][pb], q->mv[0][qb], near_y) &&
		    !h264_deblock_mv_far(p->mv[1][pb], q->mv[1][qb], near_y))
			return false;
		if (p0 != p1)
			return true;
	} else if (p0 != q1 || p1 != q0) {
		return true;
	}
	return h264_deblock_mv_far(p->mv[0][pb], q->mv[1][qb], near_y) ||
	       h264_deblock_mv_far(p->mv[1][pb], q->mv[0][qb], near_y);
}

/* bS of four segments of which bit 0, @step, 2 * @step and 3 * @step of @coded tell */
static __always_inline void h264_deblock_bs_segments(unsigned int coded, unsigned int step,
						     u8 without, u8 bs[4])
{
	bs[0] = coded & 1 ? 2 : without;
	bs[1] = coded >> step & 1 ? 2 : without;
	bs[2] = coded >> 2 * step & 1 ? 2 : without;
	bs[3] = coded >> 3 * step & 1 ? 2 : without;
}

/*
 * bS of the four segments of an edge between blocks of two inter macroblocks
 * (or of one) of the same kind. Segment i lies between blocks @pb + i * @step and
 * @qb + i * @step.
 *
 * Return: true if any is not 0.
 */
static bool h264_deblock_bs_inter(const struct h264_deblock_ctx *d, const struct h264_mb *pm,
				  const struct h264_motion *p, unsigned int pb, unsigned int qb,
				  unsigned int step, u8 bs[4])
{
	const int near_y = d->field ? 1 : 3;
	bool any = false;
	unsigned int i;

	if (pm->uniform && d->mb->uniform) {
		const unsigned int coded = (u16)pm->coded >> pb | (u16)d->mb->coded >> qb;
		const bool moves = h264_deblock_moves(p, 0, d->motion, 0, near_y);

		h264_deblock_bs_segments(coded, step, moves, bs);
		return moves || bs[0] | bs[1] | bs[2] | bs[3];
	}
	for (i = 0; i < 4; i++, pb += step, qb += step) {
		if ((pm->coded >> pb | d->mb->coded >> qb) & 1)
			bs[i] = 2;
		else
			bs[i] = h264_deblock_moves(p, pb, d->motion, qb, near_y);
		any |= bs[i];
	}
	return any;
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

/* bS of four segments that are all the same */
static __always_inline void h264_deblock_bs_all(u8 bs[4], u8 value)
{
	const u32 word = value * 0x01010101u;

	memcpy(bs, &word, sizeof(word));
}

/* Sets @d->limits for an edge to @other, which may be @d->mb (8.7.2.2). */
static void h264_deblock_set_limits(struct h264_deblock_ctx *d, enum h264_edge dir,
				    const struct h264_mb *other)
{
	struct h264_deblock_known *known = &d->known[other == d->mb ? 2 : dir];
	const struct h264_pic *pic = d->pic;
	const struct h264_pps *pps = pic->slices[other->slice].pps;
	const int qp_p = h264_deblock_qp(pic, other), qp_q = h264_deblock_qp(pic, d->mb);
	const unsigned int planes = h264_pic_planes(pic);
	unsigned int plane;

	d->limits = known->limits;
	if (known->slice == d->slice && known->pps == pps && known->qp[0] == qp_p &&
	    known->qp[1] == qp_q)
		return;
	known->slice = d->slice;
	known->pps = pps;
	known->qp[0] = qp_p;
	known->qp[1] = qp_q;

	for (plane = 0; plane < planes; plane++) {
		struct h264_deblock_limits *limits = &known->limits[plane];
		const int depth_shift = pic->qp_bd_offset[!!plane] / 6;
		const int qp = (h264_deblock_plane_qp(pic, pps, qp_p, plane) +
				h264_deblock_plane_qp(pic, d->slice->pps, qp_q, plane) + 1) >> 1;
		const int index_a = clamp(qp + d->slice->filter_offset_a, 0, 51);
		const int index_b = clamp(qp + d->slice->filter_offset_b, 0, 51);

		limits->beta = h264_deblock_beta[index_b] << depth_shift;
		/* Without beta as without alpha. */
		limits->alpha = limits->beta ? h264_deblock_alpha[index_a] << depth_shift : 0;
		limits->tc0 = h264_deblock_tc0[index_a];
	}
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

/*
 * Filters one edge of one plane, with the limits that are set; @bs[0] 4 means
 * all four are.
 */
static __always_inline void h264_deblock_plane(const struct h264_deblock_ctx *d,
					       unsigned int plane, enum h264_edge dir,
					       const struct h264_deblock_line *line,
					       const u8 bs[4])
{
	const struct h264_pic *pic = d->pic;
	const struct h264_dsp *dsp = &pic->dsp;
	const struct h264_deblock_limits *limits = &d->limits[plane];
	const int alpha = limits->alpha, beta = limits->beta;
	const bool luma = !plane || pic->chroma == DAE_CHROMA_444;
	const int bd_max = pic->bd_max[!!plane];
	s8 tc0[4];

	if (!alpha)
		return;
	if (bs[0] == 4) {
		(luma ? dsp->deblock_luma_intra : dsp->deblock_chroma_intra)
			[dir](line->pix, line->stride, line->seg_len, alpha, beta, bd_max);
		return;
	}
	tc0[0] = limits->tc0[bs[0]];
	tc0[1] = limits->tc0[bs[1]];
	tc0[2] = limits->tc0[bs[2]];
	tc0[3] = limits->tc0[bs[3]];
	(luma ? dsp->deblock_luma : dsp->deblock_chroma)
		[dir](line->pix, line->stride, line->seg_len, alpha, beta, tc0, bd_max);
}

/* Edge @pos samples from the left or top side of the macroblock. */
static __always_inline void h264_deblock_at(const struct h264_deblock_ctx *d, unsigned int plane,
					    enum h264_edge dir, int pos, const u8 bs[4])
{
	const struct h264_pic *pic = d->pic;
	const bool full = !plane || pic->chroma == DAE_CHROMA_444;
	const bool high = full || pic->chroma == DAE_CHROMA_422;
	const bool vert = dir == H264_EDGE_VERT;
	const struct h264_deblock_line line = {
		.pix = d->pix[plane] + (vert ? pos << pic->hbd : pos * d->stride[plane]),
		.stride = d->stride[plane],
		.seg_len = (vert ? high : full) ? 4 : 2,
	};

	h264_deblock_plane(d, plane, dir, &line, bs);
}

/* Horizontal edges of 4:2:2 chroma: as many as luma has, whatever its transform. */
static bool h264_deblock_chroma_is_high(const struct h264_pic *pic, enum h264_edge dir)
{
	return pic->chroma == DAE_CHROMA_422 && dir == H264_EDGE_HOR;
}

/*
 * Filters edge @e (in units of 4 luma samples) of all planes. @other is the
 * macroblock on the other side. Luma edges inside an 8x8 transform are left out,
 * and with luma those of 4:4:4 chroma, but other chroma always has 4x4 transforms.
 * A chroma edge takes bS of the luma edge at the same place (8.7.2.1).
 */
static void h264_deblock_edge(struct h264_deblock_ctx *d, enum h264_edge dir, unsigned int e,
			      const struct h264_mb *other, const u8 bs[4])
{
	const bool t8x8 = d->mb->flags & H264_MB_T8X8, odd = e & 1;
	const unsigned int planes = h264_pic_planes(d->pic);
	unsigned int plane;

	h264_deblock_set_limits(d, dir, other);
	for (plane = 0; plane < planes; plane++) {
		const bool full = !plane || d->pic->chroma == DAE_CHROMA_444;
		const bool high = !full && h264_deblock_chroma_is_high(d->pic, dir);

		/* Half the size: edges 0 and 2 of luma are 0 and 4 of chroma. */
		if (odd && (full ? t8x8 : !high))
			continue;
		h264_deblock_at(d, plane, dir, full || high ? e * 4 : e * 2, bs);
	}
}

/* Is all motion of a macroblock the same? */
static bool h264_deblock_uniform(const struct h264_motion *m)
{
	unsigned int list;

	for (list = 0; list < 2; list++)
		if (memcmp(m->ref_idx[list], m->ref_idx[list] + 1, 3) ||
		    memcmp(m->mv[list], m->mv[list] + 1, 15 * sizeof(m->mv[list][0])))
			return false;
	return true;
}

/* Edges inside an inter macroblock where motion may change, as bits. */
static unsigned int h264_deblock_seams(const struct h264_mb *mb, const struct h264_motion *m,
				       enum h264_edge dir)
{
	if (mb->uniform)
		return 0;
	switch (mb->shape) {
	case H264_HALVES_V:
		return dir == H264_EDGE_HOR ? BIT(2) : 0;
	case H264_HALVES_H:
		return dir == H264_EDGE_VERT ? BIT(2) : 0;
	default:
		if (!(mb->sub_shape[0] | mb->sub_shape[1] | mb->sub_shape[2] | mb->sub_shape[3]))
			return BIT(2);
		return h264_deblock_uniform(m) ? 0 : BIT(1) | BIT(2) | BIT(3);
	}
}

/* bS between blocks with the same motion: only coefficients matter. */
static bool h264_deblock_bs_coded(const struct h264_mb *mb, unsigned int pb, unsigned int qb,
				  unsigned int step, u8 bs[4])
{
	h264_deblock_bs_segments((u16)mb->coded >> pb | (u16)mb->coded >> qb, step, 0, bs);
	return bs[0] | bs[1] | bs[2] | bs[3];
}

/* bS of an edge between macroblocks of which one is intra, 0 if none is (8.7.2.1). */
static u8 h264_deblock_bs_intra(const struct h264_deblock_ctx *d, enum h264_edge dir,
				const struct h264_mb *nb)
{
	if (!h264_deblock_intra(d->pic, d->mb) && !h264_deblock_intra(d->pic, nb))
		return 0;
	if (dir == H264_EDGE_VERT)
		return 4;
	return d->field || nb->flags & H264_MB_FIELD ? 3 : 4;
}

/* The edge to macroblock @nb_idx of the same kind. */
static void h264_deblock_side(struct h264_deblock_ctx *d, enum h264_edge dir, int nb_idx)
{
	const unsigned int step = dir == H264_EDGE_VERT ? 4 : 1;
	const unsigned int across = dir == H264_EDGE_VERT ? 1 : 4;
	const struct h264_mb *nb = &d->pic->mbs[nb_idx];
	const u8 intra = h264_deblock_bs_intra(d, dir, nb);
	u8 bs[4];

	h264_deblock_bs_all(bs, intra);
	if (intra || h264_deblock_bs_inter(d, nb, &d->pic->motion[nb_idx], 3 * across, 0, step, bs))
		h264_deblock_edge(d, dir, 0, nb, bs);
}

/* bS between macroblocks of different kinds; motion always differs (8.7.2.1). */
static void h264_deblock_bs_mixed(const struct h264_deblock_ctx *d, enum h264_edge dir,
				  const struct h264_mb *nb, const u8 pb[4], const u8 qb[4],
				  u8 bs[4])
{
	unsigned int i;

	h264_deblock_bs_all(bs, h264_deblock_bs_intra(d, dir, nb));
	for (i = 0; i < 4 && !bs[3]; i++)
		bs[i] = (nb->coded >> pb[i] | d->mb->coded >> qb[i]) & 1 ? 2 : 1;
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
		u8 pb[4], qb[4], bs[4];

		if (nb->type == H264_MB_NONE)
			continue;
		for (i = 0; i < 4; i++) {
			const unsigned int row = d->field ? i : 2 * lower + (i >> 1);

			pb[i] = 4 * row + 3;
			qb[i] = 4 * (d->field ? 2 * k + (i >> 1) : i);
		}
		h264_deblock_bs_mixed(d, H264_EDGE_VERT, nb, pb, qb, bs);
		h264_deblock_set_limits(d, H264_EDGE_VERT, nb);
		for (plane = 0; plane < h264_pic_planes(pic); plane++) {
			const bool half = plane && pic->chroma == DAE_CHROMA_420;
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
			h264_deblock_plane(d, plane, H264_EDGE_VERT, &line, bs);
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
	u8 bs[4];

	for (k = 0; k < 2; k++) {
		const struct h264_mb *nb = &pic->mbs[upper + k * pic->mb_width];

		if (nb->type == H264_MB_NONE)
			continue;
		h264_deblock_bs_mixed(d, H264_EDGE_HOR, nb, pb, qb, bs);
		h264_deblock_set_limits(d, H264_EDGE_HOR, nb);
		for (plane = 0; plane < h264_pic_planes(pic); plane++) {
			const struct h264_deblock_line line = {
				.pix = d->pix[plane] + k * d->stride[plane],
				.stride = 2 * d->stride[plane],
				.seg_len = !plane || pic->chroma == DAE_CHROMA_444 ? 4 : 2,
			};

			h264_deblock_plane(d, plane, H264_EDGE_HOR, &line, bs);
		}
	}
}

/* The top edge of a field macroblock below a pair of frame macroblocks. */
static void h264_deblock_top_frame(struct h264_deblock_ctx *d, int nb_idx)
{
	static const u8 pb[4] = { 12, 13, 14, 15 }, qb[4] = { 0, 1, 2, 3 };
	const struct h264_mb *nb = &d->pic->mbs[nb_idx];
	u8 bs[4];

	h264_deblock_bs_mixed(d, H264_EDGE_HOR, nb, pb, qb, bs);
	h264_deblock_edge(d, H264_EDGE_HOR, 0, nb, bs);
}

/* All edges of one direction inside a macroblock. */
static void h264_deblock_inside(struct h264_deblock_ctx *d, enum h264_edge dir)
{
	const unsigned int step = dir == H264_EDGE_VERT ? 4 : 1;
	const unsigned int across = dir == H264_EDGE_VERT ? 1 : 4;
	const bool intra = h264_deblock_intra(d->pic, d->mb);
	const bool t8x8 = d->mb->flags & H264_MB_T8X8;
	unsigned int seams = 0, e;
	u8 bs[4];

	if (!intra) {
		seams = h264_deblock_seams(d->mb, d->motion, dir);
		/* One motion and no coefficients: nothing inside to filter. */
		if (!seams && !(d->mb->coded & 0xffff))
			return;
	}
	for (e = 1; e < 4; e++) {
		const unsigned int pb = (e - 1) * across, qb = e * across;

		if (t8x8 && e & 1 && !h264_deblock_chroma_is_high(d->pic, dir))
			continue;
		if (intra) {
			h264_deblock_bs_all(bs, 3);
		} else if (!(seams >> e & 1)) {
			if (!h264_deblock_bs_coded(d->mb, pb, qb, step, bs))
				continue;
		} else if (!h264_deblock_bs_inter(d, d->mb, d->motion, pb, qb, step, bs)) {
			continue;
		}
		h264_deblock_edge(d, dir, e, d->mb, bs);
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

static void h264_deblock_left(struct h264_deblock_ctx *d)
{
	const struct h264_pic *pic = d->pic;
	const u32 w = pic->mb_width, idx = d->idx;
	const u32 upper = pic->mbaff && idx / w & 1 ? idx - w : idx;

	if (!h264_deblock_filtered(d, idx % w, idx - 1))
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

static void h264_deblock_top(struct h264_deblock_ctx *d)
{
	const u32 w = d->pic->mb_width;

	if (d->pic->mbaff)
		h264_deblock_top_mbaff(d);
	else if (h264_deblock_filtered(d, h264_pic_mb_row(d->pic, d->idx), d->idx - w))
		h264_deblock_side(d, H264_EDGE_HOR, d->idx - w);
}

static void h264_deblock_mb(struct h264_deblock_ctx *d)
{
	const struct h264_pic *pic = d->pic;

	d->mb = &pic->mbs[d->idx];
	if (d->mb->type == H264_MB_NONE)
		return;
	d->slice = &pic->slices[d->mb->slice];
	if (d->slice->disable_deblocking_filter_idc == 1)
		return;
	d->motion = &pic->motion[d->idx];
	d->field = d->mb->flags & H264_MB_FIELD || pic->params.structure != H264_FRAME;
	h264_pic_locate(pic, d->idx, d->pix, d->stride);

	h264_deblock_left(d);
	h264_deblock_inside(d, H264_EDGE_VERT);
	h264_deblock_top(d);
	h264_deblock_inside(d, H264_EDGE_HOR);
}

void h264_deblock_row_part(void *frame, const struct dae_task *task)
{
	struct h264_pic *pic = frame;
	const u32 row = task->row, end = dae_task_end(task, pic->mb_width);
	struct h264_deblock_ctx d = { .pic = pic };
	u32 x, y;

	for (x = dae_task_first(task, pic->mb_width); x < end; x++) {
		for (y = row << pic->mbaff; y < (row + 1) << pic->mbaff; y++) {
			d.idx = y * pic->mb_width + x;
			h264_deblock_mb(&d);
		}
	}
}
