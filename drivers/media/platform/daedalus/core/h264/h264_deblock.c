// SPDX-License-Identifier: GPL-2.0
/*
 * The deblock stage: deblocking filter of one row of macroblocks (Rec. ITU-T
 * H.264 8.7).  Changes up to 3 rows of samples of the row above.
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
static const s8 h264_deblock_tc0[52][3] = {
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
 * @tc0: t'C0 by bS - 1
 */
struct h264_deblock_limits {
	int alpha;
	int beta;
	const s8 *tc0;
};

/**
 * struct h264_deblock_ctx - what the filtering of one macroblock uses
 * @pic: frame context
 * @slice: its slice
 * @mb: its record
 * @motion: its motion
 * @x: column in macroblocks
 * @y: row in macroblocks
 * @limits: by plane, of the macroblocks that h264_deblock_set_limits() was last
 *	called for
 * @limits_slice: @slice at that time, NULL if never
 * @limits_qp: QPY of both sides at that time
 */
struct h264_deblock_ctx {
	const struct h264_pic *pic;
	const struct h264_slice *slice;
	const struct h264_mb *mb;
	const struct h264_motion *motion;
	u32 x;
	u32 y;
	struct h264_deblock_limits limits[3];
	const struct h264_slice *limits_slice;
	int limits_qp[2];
};

/* Counts as intra: SP and SI slices as well (8.7.2.1). */
static bool h264_deblock_intra(const struct h264_pic *pic, const struct h264_mb *mb)
{
	const enum h264_slice_type type = pic->slices[mb->slice].type;

	return mb->type != H264_MB_INTER || type == H264_SLICE_SP || type == H264_SLICE_SI;
}

static bool h264_deblock_mv_far(struct h264_mv a, struct h264_mv b)
{
	/* -3..3 becomes 0..6. */
	return (unsigned int)(a.x - b.x + 3) > 6 || (unsigned int)(a.y - b.y + 3) > 6;
}

/* Picture a block refers to, by slot; -1 for none. Fields count as their frame. */
static int h264_deblock_ref(const struct h264_motion *m, unsigned int list, unsigned int blk)
{
	const unsigned int b8 = (blk >> 3) * 2 + (blk >> 1 & 1);

	return m->ref_idx[list][b8] < 0 ? -1 : H264_LIST_SLOT(m->ref[list][b8]);
}

/* bS 1 or 0: do two blocks without coefficients move differently? (8.7.2.1) */
static bool h264_deblock_moves(const struct h264_motion *p, unsigned int pb,
			       const struct h264_motion *q, unsigned int qb)
{
	const int p0 = h264_deblock_ref(p, 0, pb), p1 = h264_deblock_ref(p, 1, pb);
	const int q0 = h264_deblock_ref(q, 0, qb), q1 = h264_deblock_ref(q, 1, qb);

	/* Lists that are not used have vectors of 0 on both sides. */
	if (p0 == q0 && p1 == q1) {
		if (!h264_deblock_mv_far(p->mv[0][pb], q->mv[0][qb]) &&
		    !h264_deblock_mv_far(p->mv[1][pb], q->mv[1][qb]))
			return false;
		if (p0 != p1)
			return true;
	} else if (p0 != q1 || p1 != q0) {
		return true;
	}
	return h264_deblock_mv_far(p->mv[0][pb], q->mv[1][qb]) ||
	       h264_deblock_mv_far(p->mv[1][pb], q->mv[0][qb]);
}

/*
 * bS of the four segments of an edge between blocks of two inter macroblocks
 * (or of one). Segment i lies between blocks @pb + i * @step and @qb + i * @step.
 *
 * Return: true if any is not 0.
 */
static bool h264_deblock_bs_inter(const struct h264_mb *pm, const struct h264_motion *p,
				  unsigned int pb, const struct h264_mb *qm,
				  const struct h264_motion *q, unsigned int qb, unsigned int step,
				  u8 bs[4])
{
	bool any = false;
	unsigned int i;

	for (i = 0; i < 4; i++, pb += step, qb += step) {
		if ((pm->coded >> pb | qm->coded >> qb) & 1)
			bs[i] = 2;
		else
			bs[i] = h264_deblock_moves(p, pb, q, qb);
		any |= bs[i];
	}
	return any;
}

/* QPY, without the offset of the depth; 0 for I_PCM (8.7.2.2). */
static int h264_deblock_qp(const struct h264_pic *pic, const struct h264_mb *mb)
{
	return mb->type == H264_MB_I_PCM ? 0 : mb->qp - pic->qp_bd_offset[0];
}

/* qPp or qPq of a plane (8.7.2.2), from QPY. */
static int h264_deblock_plane_qp(const struct h264_deblock_ctx *d, int qp, unsigned int plane)
{
	if (!plane)
		return qp;
	return d->slice->pps->chroma_qp[plane - 1][qp + d->pic->qp_bd_offset[0]] -
	       d->pic->qp_bd_offset[1];
}

/* Sets @d->limits for the edge to @other, which may be @d->mb (8.7.2.2). */
static void h264_deblock_set_limits(struct h264_deblock_ctx *d, const struct h264_mb *other)
{
	const struct h264_pic *pic = d->pic;
	const int qp_p = h264_deblock_qp(pic, other), qp_q = h264_deblock_qp(pic, d->mb);
	const unsigned int planes = pic->chroma == DAE_CHROMA_400 ? 1 : 3;
	unsigned int plane;

	if (d->limits_slice == d->slice && d->limits_qp[0] == qp_p && d->limits_qp[1] == qp_q)
		return;
	d->limits_slice = d->slice;
	d->limits_qp[0] = qp_p;
	d->limits_qp[1] = qp_q;

	for (plane = 0; plane < planes; plane++) {
		struct h264_deblock_limits *limits = &d->limits[plane];
		const int depth_shift = pic->qp_bd_offset[!!plane] / 6;
		const int qp = (h264_deblock_plane_qp(d, qp_p, plane) +
				h264_deblock_plane_qp(d, qp_q, plane) + 1) >> 1;
		const int index_a = clamp(qp + d->slice->filter_offset_a, 0, 51);
		const int index_b = clamp(qp + d->slice->filter_offset_b, 0, 51);

		limits->beta = h264_deblock_beta[index_b] << depth_shift;
		/* Without beta as without alpha. */
		limits->alpha = limits->beta ? h264_deblock_alpha[index_a] << depth_shift : 0;
		limits->tc0 = h264_deblock_tc0[index_a];
	}
}

/*
 * Filters one edge of one plane, with the limits that are set; @bs[0] 4 means
 * all four are.
 */
static void h264_deblock_plane(const struct h264_deblock_ctx *d, unsigned int plane,
			       enum h264_edge dir, int pos, const u8 bs[4])
{
	const struct h264_pic *pic = d->pic;
	const struct h264_dsp *dsp = &pic->dsp;
	const struct dae_plane *pl = &pic->frame->plane[plane];
	const struct h264_deblock_limits *limits = &d->limits[plane];
	const int alpha = limits->alpha, beta = limits->beta;
	const bool luma = !plane || pic->chroma == DAE_CHROMA_444;
	const bool half_h = !luma && pic->chroma == DAE_CHROMA_420;
	const int w = luma ? 16 : 8, h = luma || !half_h ? 16 : 8;
	const int bd_max = pic->bd_max[!!plane];
	const int seg_len = (dir == H264_EDGE_VERT ? h : w) / 4;
	const int x = d->x * w + (dir == H264_EDGE_VERT ? pos : 0);
	const int y = d->y * h + (dir == H264_EDGE_VERT ? 0 : pos);
	u8 *pix = (u8 *)pl->data + (size_t)y * pl->stride_bytes + ((size_t)x << pic->hbd);
	s8 tc0[4];
	unsigned int i;

	if (!alpha)
		return;
	if (bs[0] == 4) {
		if (luma)
			dsp->deblock_luma_intra[dir](pix, pl->stride_bytes, seg_len, alpha, beta,
						     bd_max);
		else
			dsp->deblock_chroma_intra[dir](pix, pl->stride_bytes, seg_len, alpha,
						       beta, bd_max);
		return;
	}
	for (i = 0; i < 4; i++)
		tc0[i] = bs[i] ? limits->tc0[bs[i] - 1] : -1;
	if (luma)
		dsp->deblock_luma[dir](pix, pl->stride_bytes, seg_len, alpha, beta, tc0, bd_max);
	else
		dsp->deblock_chroma[dir](pix, pl->stride_bytes, seg_len, alpha, beta, tc0, bd_max);
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
	const enum dae_chroma chroma = d->pic->chroma;
	const bool t8x8 = d->mb->flags & H264_MB_T8X8;
	unsigned int plane;

	h264_deblock_set_limits(d, other);
	if (!t8x8 || !(e & 1))
		h264_deblock_plane(d, 0, dir, e * 4, bs);
	if (chroma == DAE_CHROMA_400)
		return;
	for (plane = 1; plane < 3; plane++) {
		if (chroma == DAE_CHROMA_444) {
			if (!t8x8 || !(e & 1))
				h264_deblock_plane(d, plane, dir, e * 4, bs);
		} else if (h264_deblock_chroma_is_high(d->pic, dir)) {
			h264_deblock_plane(d, plane, dir, e * 4, bs);
		} else if (!(e & 1)) {
			/* Half the size: edges 0 and 2 of luma are 0 and 4 of chroma. */
			h264_deblock_plane(d, plane, dir, e * 2, bs);
		}
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
	switch (mb->shape) {
	case H264_WHOLE:
		return 0;
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
	const unsigned int coded = (mb->coded & 0xffff) >> pb | (mb->coded & 0xffff) >> qb;
	unsigned int i;

	for (i = 0; i < 4; i++)
		bs[i] = (coded >> i * step & 1) * 2;
	return bs[0] | bs[1] | bs[2] | bs[3];
}

/* All edges of one direction of a macroblock. */
static void h264_deblock_dir(struct h264_deblock_ctx *d, enum h264_edge dir, int nb_idx)
{
	const struct h264_pic *pic = d->pic;
	const unsigned int step = dir == H264_EDGE_VERT ? 4 : 1;
	const unsigned int across = dir == H264_EDGE_VERT ? 1 : 4;
	const bool intra = h264_deblock_intra(pic, d->mb);
	const bool t8x8 = d->mb->flags & H264_MB_T8X8;
	unsigned int seams = 0, e;
	u8 bs[4];

	if (nb_idx >= 0) {
		const struct h264_mb *nb = &pic->mbs[nb_idx];

		if (intra || h264_deblock_intra(pic, nb)) {
			memset(bs, 4, sizeof(bs));
			h264_deblock_edge(d, dir, 0, nb, bs);
		} else if (h264_deblock_bs_inter(nb, &pic->side->motion[nb_idx], 3 * across, d->mb,
						 d->motion, 0, step, bs)) {
			h264_deblock_edge(d, dir, 0, nb, bs);
		}
	}
	if (!intra) {
		seams = h264_deblock_seams(d->mb, d->motion, dir);
		/* One motion and no coefficients: nothing inside to filter. */
		if (!seams && !(d->mb->coded & 0xffff))
			return;
	}
	for (e = 1; e < 4; e++) {
		const unsigned int pb = (e - 1) * across, qb = e * across;

		if (t8x8 && e & 1 && !h264_deblock_chroma_is_high(pic, dir))
			continue;
		if (intra) {
			memset(bs, 3, sizeof(bs));
		} else if (!(seams >> e & 1)) {
			if (!h264_deblock_bs_coded(d->mb, pb, qb, step, bs))
				continue;
		} else if (!h264_deblock_bs_inter(d->mb, d->motion, pb, d->mb, d->motion, qb, step,
						  bs)) {
			continue;
		}
		h264_deblock_edge(d, dir, e, d->mb, bs);
	}
}

/* Is the edge to a neighbour filtered? Its index, or -1 (8.7). */
static int h264_deblock_neighbour(const struct h264_deblock_ctx *d, bool inside, u32 idx)
{
	const struct h264_mb *nb;

	if (!inside)
		return -1;
	nb = &d->pic->mbs[idx];
	if (nb->type == H264_MB_NONE)
		return -1;
	if (d->slice->disable_deblocking_filter_idc == 2 && nb->slice != d->mb->slice)
		return -1;
	return idx;
}

void h264_deblock_row(void *frame, unsigned int row)
{
	struct h264_pic *pic = frame;
	struct h264_deblock_ctx d = { .pic = pic, .y = row };
	const u32 w = pic->mb_width;

	for (d.x = 0; d.x < w; d.x++) {
		const u32 idx = row * w + d.x;

		d.mb = &pic->mbs[idx];
		if (d.mb->type == H264_MB_NONE)
			continue;
		d.slice = &pic->slices[d.mb->slice];
		if (d.slice->disable_deblocking_filter_idc == 1)
			continue;
		d.motion = &pic->side->motion[idx];
		h264_deblock_dir(&d, H264_EDGE_VERT, h264_deblock_neighbour(&d, d.x, idx - 1));
		h264_deblock_dir(&d, H264_EDGE_HOR, h264_deblock_neighbour(&d, row, idx - w));
	}
}
