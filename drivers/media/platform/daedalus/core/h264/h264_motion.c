// SPDX-License-Identifier: GPL-2.0
/*
 * The motion stage: turns parsed syntax elements into intra modes, reference
 * indices and motion vectors (Rec. ITU-T H.264 8.3.1.1, 8.3.2.1, 8.4.1).
 *
 * Works on one row; needs the row above and, for direct modes, the complete
 * motion of the co-located picture.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include "h264_pic.h"
#include "h264_refs.h"

/* Reference index of a block that takes no part in prediction. */
#define H264_REF_UNUSED		(-1)	/* available, but intra or other list */
#define H264_REF_UNAVAIL	(-2)	/* not available */

/*
 * The 4x4 blocks of a macroblock and its neighbours: rows -1..3, columns -1..4
 * of 4x4 blocks around the first, H264_MC_STRIDE apart.
 */
#define H264_MC_STRIDE		8
#define H264_MC_POS(x, y)	(((y) + 1) * H264_MC_STRIDE + (x) + 1)
#define H264_MC_SIZE		(5 * H264_MC_STRIDE)

/**
 * struct h264_motion_ctx - what the derivation of one macroblock uses
 * @pic: frame context
 * @slice: its slice
 * @col_side: for direct modes, side data of the co-located picture of @slice; NULL if
 *	there is none to be used
 * @col_here: its co-located macroblocks are those at the same place
 * @mb: its record
 * @motion: its motion, both read (mvd, ref_idx) and written
 * @idx: its index
 * @x: its column
 * @nb: its neighbours
 * @field: it belongs to a field: of a field picture or of an MBAFF frame
 * @bottom: that field is the bottom field
 * @mixed: MBAFF: the pair to the left is of the other kind
 * @ref: [list][H264_MC_POS()], reference index or H264_REF_*
 * @mv: [list][H264_MC_POS()]
 */
struct h264_motion_ctx {
	struct h264_pic *pic;
	const struct h264_slice *slice;
	const struct h264_pic_side *col_side;
	bool col_here;
	struct h264_mb *mb;
	struct h264_motion *motion;
	u32 idx;
	u32 x;
	struct h264_nb nb;
	bool field;
	bool bottom;
	bool mixed;
	s8 ref[2][H264_MC_SIZE];
	struct h264_mv mv[2][H264_MC_SIZE];
};

static bool h264_mv_zero(struct h264_mv v)
{
	return !v.x && !v.y;
}

/*
 * Motion of a block of a neighbour (8.4.1.3.2), in terms of the current
 * macroblock: two fields are one frame, and half its lines.
 */
static int h264_motion_of(const struct h264_motion_ctx *m, unsigned int list, int mb_idx,
			  unsigned int blk, struct h264_mv *mv)
{
	const struct h264_motion *n;
	int ref;

	*mv = (struct h264_mv){};
	if (mb_idx < 0)
		return H264_REF_UNAVAIL;
	n = &m->pic->motion[mb_idx];
	/* The 8x8 block of a raster 4x4 block; intra has ref_idx -1, mv 0. */
	ref = n->ref_idx[list][(blk >> 3) * 2 + (blk >> 1 & 1)];
	*mv = n->mv[list][blk];
	if (m->pic->mbaff && ref >= 0 && n->field != m->field) {
		ref = m->field ? ref * 2 : ref >> 1;
		mv->y = m->field ? mv->y / 2 : (s16)(mv->y * 2);
	}
	return ref;
}

/* Copies one neighbouring block into the surroundings. */
static void h264_motion_load_block(struct h264_motion_ctx *m, unsigned int list, int pos,
				   int mb_idx, unsigned int blk)
{
	m->ref[list][pos] = h264_motion_of(m, list, mb_idx, blk, &m->mv[list][pos]);
}

/* h264_motion_of() where all neighbours are of the same kind */
static __always_inline int h264_motion_of_alike(const struct h264_motion_ctx *m, unsigned int list,
						int nb, unsigned int blk, struct h264_mv *mv)
{
	const struct h264_motion *n;

	if (nb < 0) {
		*mv = (struct h264_mv){};
		return H264_REF_UNAVAIL;
	}
	n = &m->pic->motion[nb];
	*mv = n->mv[list][blk];
	return n->ref_idx[list][(blk >> 3) * 2 + (blk >> 1 & 1)];
}

static __always_inline void h264_motion_load_alike(struct h264_motion_ctx *m, unsigned int list,
						   int pos, int nb, unsigned int blk)
{
	m->ref[list][pos] = h264_motion_of_alike(m, list, nb, blk, &m->mv[list][pos]);
}

/* h264_motion_load() where all neighbours are of the same kind */
static void h264_motion_load_frame(struct h264_motion_ctx *m, unsigned int list)
{
	const struct h264_nb *nb = &m->nb;
	unsigned int i;

	h264_motion_load_alike(m, list, H264_MC_POS(-1, -1), nb->d, 15);
	h264_motion_load_alike(m, list, H264_MC_POS(4, -1), nb->c, 12);
	for (i = 0; i < 4; i++)
		h264_motion_load_alike(m, list, H264_MC_POS(-1, i), nb->a[0], 4 * i + 3);
	memset(&m->mv[list][H264_MC_POS(0, -1)], 0, 4 * sizeof(struct h264_mv));
	if (nb->b < 0)
		return;
	for (i = 0; i < 4; i++)
		m->ref[list][H264_MC_POS(i, -1)] = m->pic->motion[nb->b].ref_idx[list][2 + i / 2];
	memcpy(&m->mv[list][H264_MC_POS(0, -1)], &m->pic->motion[nb->b].mv[list][12],
	       4 * sizeof(struct h264_mv));
}

/* Fills the surroundings of one list; the inside is not decoded yet. */
static void h264_motion_load(struct h264_motion_ctx *m, unsigned int list)
{
	const struct h264_nb *nb = &m->nb;
	unsigned int i;

	memset(m->ref[list], H264_REF_UNAVAIL, sizeof(m->ref[list]));
	if (!m->pic->mbaff) {
		h264_motion_load_frame(m, list);
		return;
	}
	h264_motion_load_block(m, list, H264_MC_POS(-1, -1), nb->d, 4 * nb->d_row + 3);
	for (i = 0; i < 4; i++) {
		h264_motion_load_block(m, list, H264_MC_POS(i, -1), nb->b, 12 + i);
		h264_motion_load_block(m, list, H264_MC_POS(-1, i), nb->a[i >> 1],
				       4 * nb->a_row[i] + 3);
	}
	h264_motion_load_block(m, list, H264_MC_POS(4, -1), nb->c, 12);
}

/*
 * The block above and left of one in the first column, at row @y > 0. Next to a
 * pair of the other kind it is not the one left of the row above: what counts is
 * the last line there, which for a frame macroblock is of the bottom field.
 */
static int h264_motion_diagonal(const struct h264_motion_ctx *m, unsigned int list, int y,
				struct h264_mv *mv)
{
	static const u8 row_of_frame[4] = { 0, 1, 3, 1 };
	const int w = m->pic->mb_width;
	const bool lower = m->idx / w & 1;
	const int left = (int)m->idx - (lower ? w : 0) - 1;
	int nb, row;

	if (m->field) {
		nb = y < 3 ? left : left + w;
		row = row_of_frame[y];
	} else {
		nb = left + w;
		row = 2 * lower + ((y - 1) >> 1);
	}
	if (m->pic->mbs[nb].slice != m->mb->slice)
		nb = -1;
	return h264_motion_of(m, list, nb, 4 * row + 3, mv);
}

static int h264_median(int a, int b, int c)
{
	return max(min(a, b), min(max(a, b), c));
}

/**
 * struct h264_motion_nb - neighbouring partitions of a partition (8.4.1.3.2)
 * @ref: reference indices of A, B, C
 * @mv: motion vectors of A, B, C
 */
struct h264_motion_nb {
	int ref[3];
	struct h264_mv mv[3];
};

/* A, B and C (or D) of the partition at (@x, @y), @w wide, in 4x4 blocks. */
static void h264_motion_nb(const struct h264_motion_ctx *m, unsigned int list, int x, int y, int w,
			   struct h264_motion_nb *nb)
{
	const int pos[3] = {
		H264_MC_POS(x - 1, y), H264_MC_POS(x, y - 1), H264_MC_POS(x + w, y - 1)
	};
	unsigned int i;

	for (i = 0; i < 3; i++) {
		int p = pos[i];

		if (i == 2 && m->ref[list][p] == H264_REF_UNAVAIL) {
			if (m->mixed && !x && y) {
				nb->ref[i] = h264_motion_diagonal(m, list, y, &nb->mv[i]);
				continue;
			}
			p = H264_MC_POS(x - 1, y - 1);
		}
		nb->ref[i] = m->ref[list][p];
		nb->mv[i] = m->mv[list][p];
	}
}

/* A, B and C (or D) of a whole macroblock; of pairs, its surroundings have been loaded. */
static void h264_motion_nb_whole(const struct h264_motion_ctx *m, unsigned int list,
				 struct h264_motion_nb *nb)
{
	const int c = m->nb.c;

	if (m->pic->mbaff) {
		h264_motion_nb(m, list, 0, 0, 4, nb);
		return;
	}
	nb->ref[0] = h264_motion_of_alike(m, list, m->nb.a[0], 3, &nb->mv[0]);
	nb->ref[1] = h264_motion_of_alike(m, list, m->nb.b, 12, &nb->mv[1]);
	if (c >= 0)
		nb->ref[2] = h264_motion_of_alike(m, list, c, 12, &nb->mv[2]);
	else
		nb->ref[2] = h264_motion_of_alike(m, list, m->nb.d, 15, &nb->mv[2]);
}

/* Median prediction (8.4.1.3.1). */
static struct h264_mv h264_motion_median(const struct h264_motion_nb *nb, int ref_idx)
{
	unsigned int i, match = 0, count = 0;

	/* Only A available: B and C take its values. */
	if (nb->ref[1] == H264_REF_UNAVAIL && nb->ref[2] == H264_REF_UNAVAIL &&
	    nb->ref[0] != H264_REF_UNAVAIL)
		return nb->mv[0];

	for (i = 0; i < 3; i++) {
		if (nb->ref[i] == ref_idx) {
			match = i;
			count++;
		}
	}
	if (count == 1)
		return nb->mv[match];
	return (struct h264_mv){
		.x = h264_median(nb->mv[0].x, nb->mv[1].x, nb->mv[2].x),
		.y = h264_median(nb->mv[0].y, nb->mv[1].y, nb->mv[2].y),
	};
}

/*
 * Motion vector prediction (8.4.1.3) for the partition at (@x, @y) of @w x @h
 * 4x4 blocks, with the directional cases of 16x8 and 8x16.
 */
static struct h264_mv h264_motion_predict(const struct h264_motion_ctx *m, unsigned int list,
					  int x, int y, int w, int h, int ref_idx)
{
	struct h264_motion_nb nb;
	int prefer = -1;

	h264_motion_nb(m, list, x, y, w, &nb);
	if (w == 4 && h == 2)
		prefer = y ? 0 : 1;
	else if (w == 2 && h == 4)
		prefer = x ? 2 : 0;
	if (prefer >= 0 && nb.ref[prefer] == ref_idx)
		return nb.mv[prefer];
	return h264_motion_median(&nb, ref_idx);
}

/* Sets what a list has of the four 8x8 blocks. */
static __always_inline void h264_motion_set4(void *to, u8 value)
{
	const u32 word = value * 0x01010101u;

	memcpy(to, &word, sizeof(word));
}

/* Sets @w vectors, 1, 2 or 4. */
static __always_inline void h264_motion_splat(struct h264_mv *to, int w, u64 pair)
{
	const u32 one = pair;

	if (w == 1) {
		memcpy(to, &one, sizeof(one));
		return;
	}
	memcpy(to, &pair, sizeof(pair));
	if (w == 4)
		memcpy(to + 2, &pair, sizeof(pair));
}

static __always_inline void h264_motion_fill_w(struct h264_motion_ctx *m, unsigned int list,
					       int x, int y, int w, int h, int ref_idx, u64 pair)
{
	const u32 refs = (u8)ref_idx * 0x01010101u;
	int j;

	for (j = y; j < y + h; j++) {
		memcpy(&m->ref[list][H264_MC_POS(x, j)], &refs, w);
		h264_motion_splat(&m->mv[list][H264_MC_POS(x, j)], w, pair);
		h264_motion_splat(&m->motion->mv[list][4 * j + x], w, pair);
	}
}

/* Sets the motion of @w x @h 4x4 blocks at (@x, @y), here and in the result. */
static void h264_motion_fill(struct h264_motion_ctx *m, unsigned int list, int x, int y, int w,
			     int h, int ref_idx, struct h264_mv mv)
{
	u32 word;
	u64 pair;

	memcpy(&word, &mv, sizeof(word));
	pair = (u64)word << 32 | word;
	if (w == 4)
		h264_motion_fill_w(m, list, x, y, 4, h, ref_idx, pair);
	else if (w == 2)
		h264_motion_fill_w(m, list, x, y, 2, h, ref_idx, pair);
	else
		h264_motion_fill_w(m, list, x, y, 1, h, ref_idx, pair);
}

/* Sets the motion of all blocks in the result only: nothing is predicted from it here. */
static void h264_motion_fill_all(struct h264_motion_ctx *m, unsigned int list, struct h264_mv mv)
{
	struct h264_mv *to = m->motion->mv[list];
	u32 word;
	u64 pair;
	int i;

	memcpy(&word, &mv, sizeof(word));
	pair = (u64)word << 32 | word;
	for (i = 0; i < 16; i += 4)
		h264_motion_splat(to + i, 4, pair);
}

/* A sum out of range wraps, as in any 16-bit decoder; harmless. */
static struct h264_mv h264_motion_sum(struct h264_mv a, struct h264_mv b)
{
	return (struct h264_mv){ .x = (s16)(a.x + b.x), .y = (s16)(a.y + b.y) };
}

/* Predicts one partition, adds its mvd and stores it; unused lists get zero. */
static void h264_motion_partition(struct h264_motion_ctx *m, unsigned int list, int x, int y,
				  int w, int h)
{
	const int ref_idx = m->motion->ref_idx[list][(y >> 1) * 2 + (x >> 1)];
	struct h264_mv mv = {};

	if (ref_idx < 0) {
		h264_motion_fill(m, list, x, y, w, h, H264_REF_UNUSED, mv);
		return;
	}
	mv = h264_motion_predict(m, list, x, y, w, h, ref_idx);
	mv = h264_motion_sum(mv, m->motion->mv[list][4 * y + x]);
	h264_motion_fill(m, list, x, y, w, h, ref_idx, mv);
}

/* The same of a whole macroblock */
static void h264_motion_whole(struct h264_motion_ctx *m, unsigned int list)
{
	const int ref_idx = m->motion->ref_idx[list][0];
	struct h264_motion_nb nb;
	struct h264_mv mv = {};

	if (ref_idx >= 0) {
		h264_motion_nb_whole(m, list, &nb);
		mv = h264_motion_sum(h264_motion_median(&nb, ref_idx), m->motion->mv[list][0]);
	}
	h264_motion_fill_all(m, list, mv);
}

/* P_Skip (8.4.1.1) */
static void h264_motion_p_skip(struct h264_motion_ctx *m)
{
	struct h264_mv mv = {};
	struct h264_motion_nb nb;

	h264_motion_nb_whole(m, 0, &nb);
	if (m->nb.a[0] >= 0 && m->nb.b >= 0 && !(!nb.ref[0] && h264_mv_zero(nb.mv[0])) &&
	    !(!nb.ref[1] && h264_mv_zero(nb.mv[1])))
		mv = h264_motion_median(&nb, 0);

	memset(m->motion->ref_idx[0], 0, 4);
	h264_motion_fill_all(m, 0, mv);
}

/**
 * struct h264_col - a co-located block (8.4.1.2.1)
 * @ref_idx: refIdxCol, -1 if intra
 * @ref: list entry of the picture it refers to
 * @of_bottom: that was an entry of the lists of a bottom field
 * @mv: mvCol
 * @of_frame: it belongs to a frame macroblock
 */
struct h264_col {
	int ref_idx;
	u8 ref;
	bool of_bottom;
	struct h264_mv mv;
	bool of_frame;
};

/**
 * struct h264_col_pos - where a co-located block is
 * @idx: macroblock, index into the motion of its picture
 * @row: row of 4x4 blocks
 */
struct h264_col_pos {
	u32 idx;
	u32 row;
};

/*
 * The co-located block of row @row of 4x4 blocks (Tables 8-6 and 8-8).
 */
static struct h264_col_pos h264_motion_col_pos(const struct h264_motion_ctx *m,
					       const struct h264_pic_side *side, u32 row)
{
	const bool of_bottom = m->slice->col_bottom, mbaff = m->pic->mbaff;
	const u32 w = m->pic->mb_width, half = h264_pic_side_field_mbs(side);
	const u32 x = m->idx % w, y = h264_pic_mb_row(m->pic, m->idx);
	/* Where the colour plane starts in a frame; in a field it is half of that. */
	const u32 plane = h264_pic_colour_plane(m->pic, m->idx) * w * side->mb_height;
	const u32 upper = plane + (y & ~1u) * w + x;
	struct h264_col_pos pos = { .idx = m->idx, .row = row };

	if (!m->field) {
		/* A half of a field macroblock for each frame macroblock. */
		if (side->coded_frame) {
			if (!side->motion[m->idx].field)
				return pos;
			pos.idx = upper + of_bottom * w;
		} else {
			pos.idx = of_bottom * half + plane / 2 + (y >> 1) * w + x;
		}
		pos.row = 2 * (y & 1) + (row >> 1);
	} else if (!side->coded_frame) {
		if (mbaff)
			pos.idx = m->bottom * half + plane / 2 + (y >> 1) * w + x;
		else
			pos.idx = of_bottom * half + m->idx;
	} else {
		/* The pair at the same place: two of fields, or of the frame. */
		const u32 pair = mbaff ? upper : plane + 2 * y * w + x;

		if (side->motion[pair].field) {
			pos.idx = pair + m->bottom * w;
		} else {
			pos.idx = pair + (row >> 1) * w;
			pos.row = row & 2;
		}
	}
	return pos;
}

/* The side data of the co-located picture of a slice, NULL if there is none to be used. */
static const struct h264_pic_side *h264_motion_col_side(const struct h264_pic *pic,
							const struct h264_slice *slice)
{
	const struct h264_pic_side *side;
	const struct h264_ref *ref;

	/* Others do not have @col set. */
	if (slice->type != H264_SLICE_B)
		return NULL;
	ref = &pic->refs[slice->col];
	side = ref->frame ? ref->frame->side : NULL;
	if (!side || ref->missing || side->mb_width != pic->mb_width ||
	    side->colour_planes != pic->colour_planes ||
	    side->mb_height != pic->params.sps.frame_mb_height)
		return NULL;
	return side;
}

/* The co-located block of raster 4x4 block @blk. */
static void h264_motion_col(const struct h264_motion_ctx *m, unsigned int blk,
			    struct h264_col *col)
{
	const struct h264_pic_side *side = m->col_side;
	const struct h264_motion *motion;
	struct h264_col_pos pos;
	unsigned int list, b8;

	*col = (struct h264_col){ .ref_idx = -1 };
	if (!side)
		return;
	pos = h264_motion_col_pos(m, side, blk >> 2);
	col->of_bottom = !side->coded_frame && pos.idx >= h264_pic_side_field_mbs(side);
	/* A field that is missing, or this one: the other one refers to it. */
	if (!side->coded_frame && (!(side->fields & (col->of_bottom ? H264_BOTTOM : H264_TOP)) ||
				   &side->motion[pos.idx] == m->motion))
		return;
	motion = &side->motion[pos.idx];
	if (motion->intra)
		return;
	b8 = (pos.row >> 1) * 2 + (blk >> 1 & 1);
	list = motion->ref_idx[0][b8] < 0;
	col->ref_idx = motion->ref_idx[list][b8];
	col->ref = motion->ref[list][b8];
	col->mv = motion->mv[list][4 * pos.row + (blk & 3)];
	col->of_frame = side->coded_frame && !motion->field;
}

/* The block direct prediction takes the motion of @blk from. */
static unsigned int h264_motion_col_blk(const struct h264_motion_ctx *m, unsigned int blk)
{
	/* With inference, the corner of the macroblock that is nearest. */
	static const u8 corner[16] = { 0, 0, 3, 3, 0, 0, 3, 3, 12, 12, 15, 15, 12, 12, 15, 15 };

	return m->pic->params.sps.direct_8x8_inference ? corner[blk] : blk;
}

static int h264_min_positive(int a, int b)
{
	return a >= 0 && b >= 0 ? min(a, b) : max(a, b);
}

/**
 * struct h264_spatial - what spatial direct prediction derives once per
 *	macroblock
 * @ref_idx: of each list
 * @mv: predicted vectors
 * @zero: directZeroPredictionFlag
 * @zeros: colZeroFlag of each 8x8 block, as bits; 0 where it makes no difference
 */
struct h264_spatial {
	int ref_idx[2];
	struct h264_mv mv[2];
	bool zero;
	u8 zeros;
};

/* Is a vector from -1 to 1 in both directions? */
static bool h264_motion_still(struct h264_mv mv)
{
	return mv.x >= -1 && mv.x <= 1 && mv.y >= -1 && mv.y <= 1;
}

/* colZeroFlag of the block that @blk takes the motion of (8.4.1.2.2) */
static bool h264_motion_col_zero(const struct h264_motion_ctx *m, unsigned int blk)
{
	struct h264_col col;

	if (m->pic->refs[m->slice->col].long_term)
		return false;
	h264_motion_col(m, h264_motion_col_blk(m, blk), &col);
	return !col.ref_idx && h264_motion_still(col.mv);
}

/* colZeroFlag of the 8x8 blocks as bits, with direct_8x8_inference_flag */
static unsigned int h264_motion_col_zeros(const struct h264_motion_ctx *m)
{
	static const u8 corner[4] = { 0, 3, 12, 15 };
	const struct h264_motion *motion;
	unsigned int b8, list, zeros = 0;

	if (m->pic->refs[m->slice->col].long_term)
		return 0;
	if (!m->col_here || m->col_side->motion[m->idx].field) {
		for (b8 = 0; b8 < 4; b8++)
			zeros |= h264_motion_col_zero(m, corner[b8]) << b8;
		return zeros;
	}
	motion = &m->col_side->motion[m->idx];
	if (motion->intra)
		return 0;
	for (b8 = 0; b8 < 4; b8++) {
		list = motion->ref_idx[0][b8] < 0;
		if (!motion->ref_idx[list][b8] && h264_motion_still(motion->mv[list][corner[b8]]))
			zeros |= 1 << b8;
	}
	return zeros;
}

/* Reference indices and prediction of spatial direct mode (8.4.1.2.2). */
static void h264_motion_spatial_init(const struct h264_motion_ctx *m, struct h264_spatial *s)
{
	struct h264_motion_nb nb[2];
	unsigned int list;

	*s = (struct h264_spatial){};
	for (list = 0; list < 2; list++) {
		h264_motion_nb_whole(m, list, &nb[list]);
		s->ref_idx[list] = h264_min_positive(nb[list].ref[0],
						     h264_min_positive(nb[list].ref[1],
								       nb[list].ref[2]));
	}
	if (s->ref_idx[0] < 0 && s->ref_idx[1] < 0) {
		s->zero = true;
		s->ref_idx[0] = 0;
		s->ref_idx[1] = 0;
		return;
	}
	for (list = 0; list < 2; list++) {
		if (s->ref_idx[list] >= 0)
			s->mv[list] = h264_motion_median(&nb[list], s->ref_idx[list]);
		else
			s->ref_idx[list] = H264_REF_UNUSED;
	}
	if (m->pic->params.sps.direct_8x8_inference && (!s->ref_idx[0] || !s->ref_idx[1]))
		s->zeros = h264_motion_col_zeros(m);
}

/* Vector of a list in spatial direct mode */
static struct h264_mv h264_motion_spatial_mv(const struct h264_spatial *s, unsigned int list,
					     bool col_zero)
{
	if (s->ref_idx[list] < 0 || s->zero || (!s->ref_idx[list] && col_zero))
		return (struct h264_mv){};
	return s->mv[list];
}

/* A whole macroblock in spatial direct mode, if all of it moves alike: else false. */
static bool h264_motion_spatial_whole(struct h264_motion_ctx *m, const struct h264_spatial *s)
{
	unsigned int list;

	if (s->zeros != 0 && s->zeros != 0xf)
		return false;
	for (list = 0; list < 2; list++) {
		h264_motion_set4(m->motion->ref_idx[list], s->ref_idx[list]);
		h264_motion_fill_all(m, list, h264_motion_spatial_mv(s, list, s->zeros));
	}
	return true;
}

/* Spatial direct prediction of one 8x8 block (8.4.1.2.2). */
static void h264_motion_spatial(struct h264_motion_ctx *m, const struct h264_spatial *s,
				unsigned int b8)
{
	const int x = (b8 & 1) * 2, y = (b8 >> 1) * 2;
	unsigned int list, i;

	for (list = 0; list < 2; list++) {
		m->motion->ref_idx[list][b8] = s->ref_idx[list];
		h264_motion_fill(m, list, x, y, 2, 2, s->ref_idx[list],
				 h264_motion_spatial_mv(s, list, s->zeros >> b8 & 1));
	}
	if (m->pic->params.sps.direct_8x8_inference)
		return;
	for (i = 0; i < 4; i++) {
		const int bx = x + (i & 1), by = y + (i >> 1);
		const bool col_zero = h264_motion_col_zero(m, 4 * by + bx);

		for (list = 0; list < 2; list++)
			h264_motion_fill(m, list, bx, by, 1, 1, s->ref_idx[list],
					 h264_motion_spatial_mv(s, list, col_zero));
	}
}

/* refIdxL0 of temporal direct prediction (8.4.1.2.3). */
static int h264_motion_map_col(const struct h264_motion_ctx *m, const struct h264_col *col)
{
	const u8 *map = m->slice->map_col[col->of_bottom][H264_LIST_SLOT(col->ref)];
	/* The field of this parity of a frame, or the very field. */
	const bool bottom = col->of_frame ? m->bottom :
			    H264_LIST_STRUCTURE(col->ref) == H264_BOTTOM;

	if (col->ref_idx < 0)
		return 0;
	if (!m->field)
		return map[0];
	if (m->pic->mbaff)
		return 2 * map[0] + (bottom != m->bottom);
	return map[bottom];
}

/* Temporal direct prediction of one 8x8 block (8.4.1.2.3). */
static void h264_motion_temporal(struct h264_motion_ctx *m, unsigned int b8)
{
	const s16 *dist_scale = m->slice->dist_scale[m->pic->mbaff && m->field ?
						     1 + m->bottom : 0];
	const int x = (b8 & 1) * 2, y = (b8 >> 1) * 2;
	const int step = m->pic->params.sps.direct_8x8_inference ? 2 : 1;
	int i, j;

	for (j = y; j < y + 2; j += step) {
		for (i = x; i < x + 2; i += step) {
			struct h264_mv mv0, mv1 = {};
			struct h264_col col;
			int ref_idx, scale;

			h264_motion_col(m, h264_motion_col_blk(m, 4 * j + i), &col);
			ref_idx = h264_motion_map_col(m, &col);
			scale = dist_scale[ref_idx];
			if (col.of_frame && m->field)
				col.mv.y /= 2;
			else if (col.ref_idx >= 0 && !col.of_frame && !m->field)
				col.mv.y = (s16)(col.mv.y * 2);
			mv0 = col.mv;
			if (scale != H264_DIST_COPY) {
				mv0.x = (s16)((scale * col.mv.x + 128) >> 8);
				mv0.y = (s16)((scale * col.mv.y + 128) >> 8);
				mv1.x = (s16)(mv0.x - col.mv.x);
				mv1.y = (s16)(mv0.y - col.mv.y);
			}
			m->motion->ref_idx[0][b8] = ref_idx;
			m->motion->ref_idx[1][b8] = 0;
			h264_motion_fill(m, 0, i, j, step, step, ref_idx, mv0);
			h264_motion_fill(m, 1, i, j, step, step, 0, mv1);
		}
	}
}

/* Sub-macroblock partitions of one 8x8 block. */
static void h264_motion_sub(struct h264_motion_ctx *m, unsigned int b8, unsigned int num_lists)
{
	const int x = (b8 & 1) * 2, y = (b8 >> 1) * 2;
	const enum h264_shape shape = m->mb->sub_shape[b8];
	const int w = shape == H264_WHOLE || shape == H264_HALVES_V ? 2 : 1;
	const int h = shape == H264_WHOLE || shape == H264_HALVES_H ? 2 : 1;
	unsigned int list;
	int i, j;

	for (list = 0; list < num_lists; list++)
		for (j = 0; j < 2; j += h)
			for (i = 0; i < 2; i += w)
				h264_motion_partition(m, list, x + i, y + j, w, h);
}

/* Does each 8x8 block move alike? */
static enum h264_grain h264_motion_quarters_grain(const struct h264_motion_ctx *m)
{
	const bool inference = m->pic->params.sps.direct_8x8_inference;
	unsigned int b8;

	for (b8 = 0; b8 < 4; b8++)
		if (m->mb->direct >> b8 & 1 ? !inference : m->mb->sub_shape[b8] != H264_WHOLE)
			return H264_GRAIN_4;
	return H264_GRAIN_8;
}

/* Macroblocks of 8x8 blocks, direct ones among them. */
static void h264_motion_quarters(struct h264_motion_ctx *m, unsigned int num_lists)
{
	const bool spatial = m->slice->direct_spatial_mv_pred;
	struct h264_spatial s = {};
	unsigned int b8;

	if (m->mb->direct && spatial) {
		h264_motion_spatial_init(m, &s);
		if (m->mb->direct == 0xf && m->pic->params.sps.direct_8x8_inference &&
		    h264_motion_spatial_whole(m, &s)) {
			m->mb->grain = H264_GRAIN_16;
			return;
		}
	}
	m->mb->grain = h264_motion_quarters_grain(m);
	for (b8 = 0; b8 < 4; b8++) {
		if (!(m->mb->direct >> b8 & 1))
			h264_motion_sub(m, b8, num_lists);
		else if (spatial)
			h264_motion_spatial(m, &s, b8);
		else
			h264_motion_temporal(m, b8);
	}
}

/* The picture a reference index means; field macroblocks have twice as many. */
static u8 h264_motion_entry(const struct h264_motion_ctx *m, unsigned int list, int ref_idx)
{
	if (m->pic->mbaff && m->field)
		return h264_refs_field(m->slice->list[list], ref_idx, m->bottom);
	return m->slice->list[list][ref_idx];
}

/* The entry of a reference index, 0 if the list is not used */
static u8 h264_motion_ref(struct h264_motion_ctx *m, unsigned int list, int ref_idx)
{
	const struct h264_ref *ref;
	u8 entry;

	if (ref_idx < 0)
		return 0;
	entry = h264_motion_entry(m, list, ref_idx);
	/* Without any reference there is not even a substitute. */
	ref = &m->pic->refs[H264_LIST_SLOT(entry)];
	if (unlikely(ref->missing || !ref->frame))
		m->pic->used_missing = true;
	return entry;
}

/* What follows from the reference indices of a list */
static void h264_motion_refs(struct h264_motion_ctx *m, unsigned int list)
{
	const s8 *ref_idx = m->motion->ref_idx[list];
	unsigned int b8;
	u8 entry = 0;

	if (m->mb->grain == H264_GRAIN_16) {
		entry = h264_motion_ref(m, list, ref_idx[0]);
		h264_motion_set4(m->motion->ref[list], entry);
		for (b8 = 0; b8 < 4; b8++)
			m->mb->lists[b8] |= !!entry << list;
		return;
	}
	for (b8 = 0; b8 < 4; b8++) {
		if (!b8 || ref_idx[b8] != ref_idx[b8 - 1])
			entry = h264_motion_ref(m, list, ref_idx[b8]);
		m->motion->ref[list][b8] = entry;
		m->mb->lists[b8] |= !!entry << list;
	}
}

/* A list that the slice does not have */
static void h264_motion_no_list(struct h264_motion_ctx *m, unsigned int list)
{
	memset(m->motion->ref_idx[list], H264_REF_UNUSED, 4);
	memset(m->motion->ref[list], 0, 4);
	h264_motion_fill_all(m, list, (struct h264_mv){});
}

static void h264_motion_partitions(struct h264_motion_ctx *m, unsigned int num_lists)
{
	const int w = m->mb->shape == H264_HALVES_H ? 2 : 4;
	const int h = m->mb->shape == H264_HALVES_V ? 2 : 4;
	unsigned int list;
	int x, y;

	m->mb->grain = H264_GRAIN_8;
	for (list = 0; list < num_lists; list++)
		for (y = 0; y < 4; y += h)
			for (x = 0; x < 4; x += w)
				h264_motion_partition(m, list, x, y, w, h);
}

static void h264_motion_inter(struct h264_motion_ctx *m)
{
	const unsigned int num_lists = m->slice->type == H264_SLICE_B ? 2 : 1;
	unsigned int list;

	/* Whole macroblocks are predicted from their neighbours as they are. */
	if (m->pic->mbaff || (m->mb->shape != H264_WHOLE && m->mb->direct != 0xf))
		for (list = 0; list < num_lists; list++)
			h264_motion_load(m, list);

	if (m->mb->shape == H264_WHOLE) {
		m->mb->grain = H264_GRAIN_16;
		if (num_lists == 1 && m->mb->flags & H264_MB_SKIP)
			h264_motion_p_skip(m);
		else
			for (list = 0; list < num_lists; list++)
				h264_motion_whole(m, list);
	} else if (m->mb->shape == H264_QUARTERS) {
		h264_motion_quarters(m, num_lists);
	} else {
		h264_motion_partitions(m, num_lists);
	}

	memset(m->mb->lists, 0, sizeof(m->mb->lists));
	for (list = 0; list < num_lists; list++)
		h264_motion_refs(m, list);
	if (num_lists == 1)
		h264_motion_no_list(m, 1);
}

/* The mode of the block left of (above) a block, or -1: dcPredModePredicted. */
static int h264_motion_intra_nb(const struct h264_motion_ctx *m, int nb_idx, unsigned int blk)
{
	const struct h264_mb *mb;

	if (nb_idx < 0)
		return -1;
	mb = &m->pic->mbs[nb_idx];
	if (mb->type == H264_MB_INTER && m->slice->pps->constrained_intra_pred)
		return -1;
	if (mb->type != H264_MB_I_NXN && mb->type != H264_MB_SI)
		return H264_INTRA_NXN_DC;
	return mb->intra_nxn[blk];
}

/*
 * Intra4x4PredMode and Intra8x8PredMode (8.3.1.1, 8.3.2.1).  Modes of 8x8
 * blocks are kept in all their 4x4 blocks: then the neighbour that touches the
 * block's first sample is the one both clauses mean.
 */
static void h264_motion_intra(struct h264_motion_ctx *m)
{
	/* Raster positions in decoding order (6.4.3). */
	static const u8 order4[16] = { 0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15 };
	struct h264_mb *mb = m->mb;
	const bool t8x8 = mb->flags & H264_MB_T8X8;
	unsigned int i;

	for (i = 0; i < 16; i += t8x8 ? 4 : 1) {
		const unsigned int blk = order4[i];
		const int a = blk & 3 ? mb->intra_nxn[blk - 1] :
					h264_motion_intra_nb(m, m->nb.a[blk >> 3],
							     4 * m->nb.a_row[blk >> 2] + 3);
		const int b = blk >> 2 ? mb->intra_nxn[blk - 4] :
					 h264_motion_intra_nb(m, m->nb.b, blk + 12);
		const int pred = a < 0 || b < 0 ? H264_INTRA_NXN_DC : min(a, b);
		const int rem = mb->intra_nxn[blk];
		int mode = pred;

		if (rem >= 0)
			mode = rem < pred ? rem : rem + 1;
		mb->intra_nxn[blk] = mode;
		if (t8x8) {
			mb->intra_nxn[blk + 1] = mode;
			mb->intra_nxn[blk + 4] = mode;
			mb->intra_nxn[blk + 5] = mode;
		}
	}
}

/* What neighbours and later pictures see of a macroblock without motion. */
static void h264_motion_none(struct h264_motion *motion)
{
	memset(motion, 0, sizeof(*motion));
	memset(motion->ref_idx, H264_REF_UNUSED, sizeof(motion->ref_idx));
	motion->intra = true;
}

static void h264_motion_set_slice(struct h264_motion_ctx *m, const struct h264_slice *slice)
{
	m->slice = slice;
	m->col_side = h264_motion_col_side(m->pic, slice);
	m->col_here = m->col_side && m->col_side->coded_frame && !m->pic->mbaff && !m->field;
}

/* Field and frame macroblocks of an MBAFF frame */
static void h264_motion_set_pair(struct h264_motion_ctx *m)
{
	m->field = m->mb->flags & H264_MB_FIELD;
	m->bottom = m->idx / m->pic->mb_width & 1;
	m->mixed = m->x && (m->pic->mbs[m->idx - 1].flags ^ m->mb->flags) & H264_MB_FIELD;
}

static void h264_motion_mb(struct h264_motion_ctx *m)
{
	struct h264_pic *pic = m->pic;

	m->mb = &pic->mbs[m->idx];
	m->motion = &pic->motion[m->idx];
	if (m->mb->type == H264_MB_NONE) {
		h264_motion_none(m->motion);
		pic->lost_mbs++;
		return;
	}
	if (m->slice != &pic->slices[m->mb->slice])
		h264_motion_set_slice(m, &pic->slices[m->mb->slice]);
	if (pic->mbaff)
		h264_motion_set_pair(m);
	h264_nb_find(pic, m->idx, 0, &m->nb);
	if (m->mb->type == H264_MB_INTER) {
		h264_motion_inter(m);
		m->motion->intra = false;
	} else {
		h264_motion_none(m->motion);
		if (m->mb->type == H264_MB_I_NXN || m->mb->type == H264_MB_SI)
			h264_motion_intra(m);
	}
	m->motion->field = m->mb->flags & H264_MB_FIELD;
}

/*
 * The lowest line that vectors of an 8x8 block into pending pictures point to, more than 0;
 * 0 if there are none. @bottom: where the block ends.
 */
static __always_inline int h264_motion_lowest8(const struct h264_motion_ctx *m, unsigned int list,
					       unsigned int b8, int bottom)
{
	const struct h264_mv *mv = &m->motion->mv[list][b8 / 2 * 8 + b8 % 2 * 2];
	const u8 entry = m->motion->ref[list][b8];
	int y = mv[0].y;

	if (!entry || !m->pic->refs[H264_LIST_SLOT(entry)].pending)
		return 0;
	if (m->mb->grain == H264_GRAIN_4)
		y = max(max(mv[0].y, mv[1].y), max(mv[4].y, mv[5].y));
	/* What is above the picture is its first line. */
	return max(bottom + (y >> 2), 1);
}

/* The same of the macroblock, in row @row unless all of a picture is waited for. */
static int h264_motion_lowest(const struct h264_motion_ctx *m, u32 row)
{
	const struct h264_pic *pic = m->pic;
	const int bottom = row * 16 + 16;
	unsigned int b8;
	int lowest = 0;

	if (m->mb->type == H264_MB_NONE)
		return pic->conceal >= 0 && pic->refs[pic->conceal].pending ? bottom : 0;
	if (m->mb->type != H264_MB_INTER)
		return 0;
	if (m->mb->grain == H264_GRAIN_16)
		return max(h264_motion_lowest8(m, 0, 0, bottom),
			   h264_motion_lowest8(m, 1, 0, bottom));
	for (b8 = 0; b8 < 4; b8++)
		lowest = max3(lowest, h264_motion_lowest8(m, 0, b8, bottom - 8 * (b8 < 2)),
			      h264_motion_lowest8(m, 1, b8, bottom - 8 * (b8 < 2)));
	return lowest;
}

/*
 * Rows of the picture before that must have been deblocked: interpolation reads 3
 * lines more, or one of chroma, and deblocking leaves the last 3 lines of a row to the
 * next one.
 */
static void h264_motion_reach(const struct h264_motion_ctx *m, u32 row)
{
	const struct h264_pic *pic = m->pic;
	const int lowest = h264_motion_lowest(m, row);
	u32 part;
	u16 *reach;

	if (!lowest)
		return;
	part = ((m->x + 1) * pic->row_parts - 1) / pic->mb_width;
	reach = &pic->reach[row * H264_PARTS_MAX + part];
	*reach = pic->before_whole ? U16_MAX : max_t(u16, *reach, (lowest + 4 + 4 + 15) / 16);
}

void h264_motion_row(void *frame, unsigned int row)
{
	struct h264_pic *pic = frame;
	struct h264_motion_ctx m;
	u32 y;

	m.pic = pic;
	m.slice = NULL;
	m.field = pic->params.structure != H264_FRAME;
	m.bottom = pic->params.structure == H264_BOTTOM;
	m.mixed = false;
	memset(&pic->reach[row * H264_PARTS_MAX], 0, H264_PARTS_MAX * sizeof(*pic->reach));
	for (m.x = 0; m.x < pic->mb_width; m.x++) {
		for (y = row << pic->mbaff; y < (row + 1) << pic->mbaff; y++) {
			m.idx = y * pic->mb_width + m.x;
			h264_motion_mb(&m);
			if (pic->before_rows)
				h264_motion_reach(&m, row);
		}
	}
}
