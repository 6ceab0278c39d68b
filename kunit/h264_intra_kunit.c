// SPDX-License-Identifier: GPL-2.0
/*
 * H.264 intra prediction against a transcription of Rec. ITU-T H.264, 8.3,
 * sample by sample. With the layouts that have no padding, a rectangle holds
 * only the neighbours that a mode may read.
 */
#include <linux/string.h>

#include "dae_check.h"
#include "h264_dsp_kunit.h"

/* Neighbours that a mode reads; CORNER is (-1, -1). */
#define H264_READS_LEFT		1
#define H264_READS_ABOVE	2
#define H264_READS_CORNER	4
#define H264_READS_TOPRIGHT	8

static const u8 h264_nxn_reads[H264_INTRA_NXN_COUNT] = {
	[H264_INTRA_NXN_VERT] = H264_READS_ABOVE,
	[H264_INTRA_NXN_HOR] = H264_READS_LEFT,
	[H264_INTRA_NXN_DC] = H264_READS_LEFT | H264_READS_ABOVE,
	[H264_INTRA_NXN_DIAG_DOWN_LEFT] = H264_READS_ABOVE | H264_READS_TOPRIGHT,
	[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = H264_READS_LEFT | H264_READS_ABOVE | H264_READS_CORNER,
	[H264_INTRA_NXN_VERT_RIGHT] = H264_READS_LEFT | H264_READS_ABOVE | H264_READS_CORNER,
	[H264_INTRA_NXN_HOR_DOWN] = H264_READS_LEFT | H264_READS_ABOVE | H264_READS_CORNER,
	[H264_INTRA_NXN_VERT_LEFT] = H264_READS_ABOVE | H264_READS_TOPRIGHT,
	[H264_INTRA_NXN_HOR_UP] = H264_READS_LEFT,
	[H264_INTRA_NXN_LEFT_DC] = H264_READS_LEFT,
	[H264_INTRA_NXN_TOP_DC] = H264_READS_ABOVE,
	[H264_INTRA_NXN_DC_128] = 0,
};

/**
 * struct h264_neighbours - p[x, y] of 8.3.1.2 and p'[x, y] of 8.3.2.2
 * @above: p[-1..15, -1], from index 1 on
 * @left: p[-1, -1..7], from index 1 on
 * @depth: bits of a sample
 */
struct h264_neighbours {
	int above[17];
	int left[9];
	int depth;
};

static int h264_p(const struct h264_neighbours *n, int x, int y)
{
	return y == -1 ? n->above[x + 1] : n->left[y + 1];
}

#define P(x, y) h264_p(n, x, y)

/* 8.3.1.2.3 and 8.3.2.2.4, for @size 4 and 8 */
static int h264_ref_dc(const struct h264_neighbours *n, int size, bool left, bool above)
{
	int sum = 0, i;

	for (i = 0; i < size; i++)
		sum += (left ? P(-1, i) : 0) + (above ? P(i, -1) : 0);
	if (left && above)
		return (sum + size) / (2 * size);
	if (left || above)
		return (sum + size / 2) / size;
	return 1 << (n->depth - 1);
}

/* 8.3.1.2.4 and 8.3.2.2.5 */
static int h264_ref_diag_down_left(const struct h264_neighbours *n, int size, int x, int y)
{
	if (x == size - 1 && y == size - 1)
		return (P(2 * size - 2, -1) + 3 * P(2 * size - 1, -1) + 2) >> 2;
	return (P(x + y, -1) + 2 * P(x + y + 1, -1) + P(x + y + 2, -1) + 2) >> 2;
}

/* 8.3.1.2.5 and 8.3.2.2.6 */
static int h264_ref_diag_down_right(const struct h264_neighbours *n, int x, int y)
{
	if (x > y)
		return (P(x - y - 2, -1) + 2 * P(x - y - 1, -1) + P(x - y, -1) + 2) >> 2;
	if (x < y)
		return (P(-1, y - x - 2) + 2 * P(-1, y - x - 1) + P(-1, y - x) + 2) >> 2;
	return (P(0, -1) + 2 * P(-1, -1) + P(-1, 0) + 2) >> 2;
}

/* 8.3.1.2.6 and 8.3.2.2.7 */
static int h264_ref_vert_right(const struct h264_neighbours *n, int x, int y)
{
	const int z = 2 * x - y, i = x - (y >> 1);

	if (z >= 0 && z % 2 == 0)
		return (P(i - 1, -1) + P(i, -1) + 1) >> 1;
	if (z >= 0)
		return (P(i - 2, -1) + 2 * P(i - 1, -1) + P(i, -1) + 2) >> 2;
	if (z == -1)
		return (P(-1, 0) + 2 * P(-1, -1) + P(0, -1) + 2) >> 2;
	return (P(-1, y - 2 * x - 1) + 2 * P(-1, y - 2 * x - 2) + P(-1, y - 2 * x - 3) + 2) >> 2;
}

/* 8.3.1.2.7 and 8.3.2.2.8 */
static int h264_ref_hor_down(const struct h264_neighbours *n, int x, int y)
{
	const int z = 2 * y - x, i = y - (x >> 1);

	if (z >= 0 && z % 2 == 0)
		return (P(-1, i - 1) + P(-1, i) + 1) >> 1;
	if (z >= 0)
		return (P(-1, i - 2) + 2 * P(-1, i - 1) + P(-1, i) + 2) >> 2;
	if (z == -1)
		return (P(-1, 0) + 2 * P(-1, -1) + P(0, -1) + 2) >> 2;
	return (P(x - 2 * y - 1, -1) + 2 * P(x - 2 * y - 2, -1) + P(x - 2 * y - 3, -1) + 2) >> 2;
}

/* 8.3.1.2.8 and 8.3.2.2.9 */
static int h264_ref_vert_left(const struct h264_neighbours *n, int x, int y)
{
	const int i = x + (y >> 1);

	if (y % 2 == 0)
		return (P(i, -1) + P(i + 1, -1) + 1) >> 1;
	return (P(i, -1) + 2 * P(i + 1, -1) + P(i + 2, -1) + 2) >> 2;
}

/* 8.3.1.2.9 and 8.3.2.2.10 */
static int h264_ref_hor_up(const struct h264_neighbours *n, int size, int x, int y)
{
	const int z = x + 2 * y, i = y + (x >> 1);

	if (z > 2 * size - 3)
		return P(-1, size - 1);
	if (z == 2 * size - 3)
		return (P(-1, size - 2) + 3 * P(-1, size - 1) + 2) >> 2;
	if (z % 2 == 0)
		return (P(-1, i) + P(-1, i + 1) + 1) >> 1;
	return (P(-1, i) + 2 * P(-1, i + 1) + P(-1, i + 2) + 2) >> 2;
}

static int h264_ref_nxn(const struct h264_neighbours *n, int size, enum h264_intra_nxn mode,
			int x, int y)
{
	switch (mode) {
	case H264_INTRA_NXN_VERT:
		return P(x, -1);
	case H264_INTRA_NXN_HOR:
		return P(-1, y);
	case H264_INTRA_NXN_DC:
		return h264_ref_dc(n, size, true, true);
	case H264_INTRA_NXN_DIAG_DOWN_LEFT:
		return h264_ref_diag_down_left(n, size, x, y);
	case H264_INTRA_NXN_DIAG_DOWN_RIGHT:
		return h264_ref_diag_down_right(n, x, y);
	case H264_INTRA_NXN_VERT_RIGHT:
		return h264_ref_vert_right(n, x, y);
	case H264_INTRA_NXN_HOR_DOWN:
		return h264_ref_hor_down(n, x, y);
	case H264_INTRA_NXN_VERT_LEFT:
		return h264_ref_vert_left(n, x, y);
	case H264_INTRA_NXN_HOR_UP:
		return h264_ref_hor_up(n, size, x, y);
	case H264_INTRA_NXN_LEFT_DC:
		return h264_ref_dc(n, size, true, false);
	case H264_INTRA_NXN_TOP_DC:
		return h264_ref_dc(n, size, false, true);
	default:
		return h264_ref_dc(n, size, false, false);
	}
}

#undef P

/* What is not read is set to a value that no formula can hide. */
#define H264_UNREAD	1000000

static void h264_read_neighbours(struct h264_neighbours *n, const struct dae_rect *r, int size,
				 int reads, bool has_corner, int topright)
{
	int i;

	n->depth = r->depth;
	for (i = 0; i < 17; i++)
		n->above[i] = H264_UNREAD;
	for (i = 0; i < 9; i++)
		n->left[i] = H264_UNREAD;
	if (has_corner) {
		n->above[0] = dae_get(r, -1, -1);
		n->left[0] = n->above[0];
	}
	for (i = 0; i < size && reads & H264_READS_LEFT; i++)
		n->left[1 + i] = dae_get(r, -1, i);
	for (i = 0; i < size + topright && reads & H264_READS_ABOVE; i++)
		n->above[1 + i] = dae_get(r, i, -1);
}

/*
 * Intra_4x4 with topright in a place of its own, or following the row above.
 */
static bool h264_pred4_check(struct kunit *test, const struct h264_dsp *dsp, int mode, int fill,
			     int lay, bool in_place, u32 seed)
{
	const int depth = dae_depth_of(test);
	const int reads = h264_nxn_reads[mode];
	const int size = dae_sample_bytes(depth);
	struct h264_neighbours n;
	struct dae_rect dst, want, right;
	void *topright;
	int x, y;

	dae_place(test, &dst, DAE_ARENA_DST, depth, reads & H264_READS_LEFT ? -1 : 0,
		  reads & H264_READS_ABOVE ? -1 : 0, in_place ? 8 : 4, 4, &dae_layouts[lay]);
	dae_place(test, &right, DAE_ARENA_ARG, depth, 0, 0, 4, 1, &dae_layouts[lay & 1]);
	dae_fill(&dst, fill, &seed);
	dae_fill(&right, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	h264_read_neighbours(&n, &dst, 4, reads, reads & H264_READS_CORNER, 0);
	topright = in_place ? dae_at(&dst, 4, -1) : right.org;
	for (x = 0; x < 4 && reads & H264_READS_TOPRIGHT; x++)
		n.above[5 + x] = size == 1 ? ((u8 *)topright)[x] : ((u16 *)topright)[x];
	for (y = 0; y < 4; y++)
		for (x = 0; x < 4; x++)
			dae_set(&want, x, y, h264_ref_nxn(&n, 4, mode, x, y));

	dsp->pred4[mode](dst.org, dst.stride, topright, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "pred4[%d], %s, fill %d, topright %s", mode,
			       dae_layouts[lay].name, fill, in_place ? "in place" : "apart");
}

DAE_DSP_TEST(h264_intra_test_pred4)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int seed = 1 + dae_pick(&n, 3);
		const bool in_place = dae_pick(&n, 2);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int mode = dae_pick(&n, H264_INTRA_NXN_COUNT);

		if (n || !h264_pred4_check(test, dsp, mode, fill, lay, in_place, seed))
			return;
	}
}

/* 8.3.2.2.1 for the row above: from @p to @f. */
static void h264_ref_filter_above(struct h264_neighbours *f, const struct h264_neighbours *p,
				  bool has_topleft)
{
	const int *a = p->above + 1;
	int x;

	f->above[1] = has_topleft ? (a[-1] + 2 * a[0] + a[1] + 2) >> 2 :
				    (3 * a[0] + a[1] + 2) >> 2;
	for (x = 1; x < 15; x++)
		f->above[1 + x] = (a[x - 1] + 2 * a[x] + a[x + 1] + 2) >> 2;
	f->above[16] = (a[14] + 3 * a[15] + 2) >> 2;
}

/* 8.3.2.2.1 for the left column */
static void h264_ref_filter_left(struct h264_neighbours *f, const struct h264_neighbours *p,
				 bool has_topleft)
{
	const int *l = p->left + 1;
	int y;

	f->left[1] = has_topleft ? (l[-1] + 2 * l[0] + l[1] + 2) >> 2 :
				   (3 * l[0] + l[1] + 2) >> 2;
	for (y = 1; y < 7; y++)
		f->left[1 + y] = (l[y - 1] + 2 * l[y] + l[y + 1] + 2) >> 2;
	f->left[8] = (l[6] + 3 * l[7] + 2) >> 2;
}

static void h264_ref_filter(struct h264_neighbours *f, const struct h264_neighbours *p,
			    int reads, bool has_topleft)
{
	*f = *p;
	if (reads & H264_READS_ABOVE)
		h264_ref_filter_above(f, p, has_topleft);
	if (reads & H264_READS_LEFT)
		h264_ref_filter_left(f, p, has_topleft);
	if (reads & H264_READS_CORNER) {
		f->above[0] = (p->above[1] + 2 * p->above[0] + p->left[1] + 2) >> 2;
		f->left[0] = f->above[0];
	}
}

static bool h264_pred8_check(struct kunit *test, const struct h264_dsp *dsp, int mode, int fill,
			     int lay, bool has_topleft, bool has_topright, u32 seed)
{
	const int depth = dae_depth_of(test);
	const int reads = h264_nxn_reads[mode];
	const bool above = reads & H264_READS_ABOVE;
	const bool corner = has_topleft && reads;
	struct h264_neighbours p, n;
	struct dae_rect dst, want;
	int x, y;

	dae_place(test, &dst, DAE_ARENA_DST, depth, reads & H264_READS_LEFT || corner ? -1 : 0,
		  above || corner ? -1 : 0, above && has_topright ? 16 : 8, 8, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);

	h264_read_neighbours(&p, &dst, 8, reads, corner, has_topright ? 8 : 0);
	for (x = 8; x < 16 && above && !has_topright; x++)
		p.above[1 + x] = p.above[1 + 7];
	h264_ref_filter(&n, &p, reads, has_topleft);
	for (y = 0; y < 8; y++)
		for (x = 0; x < 8; x++)
			dae_set(&want, x, y, h264_ref_nxn(&n, 8, mode, x, y));

	dsp->pred8[mode](dst.org, dst.stride, has_topleft, has_topright, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want,
			       "pred8[%d], %s, fill %d, has_topleft %d, has_topright %d", mode,
			       dae_layouts[lay].name, fill, has_topleft, has_topright);
}

DAE_DSP_TEST(h264_intra_test_pred8)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int seed = 1 + dae_pick(&n, 3);
		const bool has_topleft = dae_pick(&n, 2);
		const bool has_topright = dae_pick(&n, 2);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int mode = dae_pick(&n, H264_INTRA_NXN_COUNT);

		if (h264_nxn_reads[mode] & H264_READS_CORNER && !has_topleft)
			continue;
		if (n || !h264_pred8_check(test, dsp, mode, fill, lay, has_topleft, has_topright,
					   seed))
			return;
	}
}

static int h264_clip1(int v, int depth)
{
	return v < 0 ? 0 : v > dae_bd_max(depth) ? dae_bd_max(depth) : v;
}

/*
 * 8.3.3.4 and 8.3.4.4, with xCF = 4 * (@w == 16) and yCF = 4 * (@h == 16), which
 * is what both say for blocks of 8 and 16.
 */
static int h264_ref_plane(const struct dae_rect *r, int w, int h, int x, int y)
{
	const int xcf = w == 16 ? 4 : 0, ycf = h == 16 ? 4 : 0;
	const int a = 16 * (dae_get(r, -1, h - 1) + dae_get(r, w - 1, -1));
	int hs = 0, vs = 0, i, b, c;

	for (i = 0; i <= 3 + xcf; i++)
		hs += (i + 1) * (dae_get(r, 4 + xcf + i, -1) - dae_get(r, 2 + xcf - i, -1));
	for (i = 0; i <= 3 + ycf; i++)
		vs += (i + 1) * (dae_get(r, -1, 4 + ycf + i) - dae_get(r, -1, 2 + ycf - i));
	b = ((w == 16 ? 5 : 34) * hs + 32) >> 6;
	c = ((h == 16 ? 5 : 34) * vs + 32) >> 6;
	return h264_clip1((a + b * (x - 3 - xcf) + c * (y - 3 - ycf) + 16) >> 5, r->depth);
}

static int h264_ref_dc16(const struct dae_rect *r, bool left, bool above)
{
	int sum = 0, i;

	for (i = 0; i < 16; i++)
		sum += (left ? dae_get(r, -1, i) : 0) + (above ? dae_get(r, i, -1) : 0);
	if (left && above)
		return (sum + 16) >> 5;
	if (left || above)
		return (sum + 8) >> 4;
	return 1 << (r->depth - 1);
}

static int h264_ref_pred16(const struct dae_rect *r, enum h264_intra16 mode, int x, int y)
{
	switch (mode) {
	case H264_INTRA16_VERT:
		return dae_get(r, x, -1);
	case H264_INTRA16_HOR:
		return dae_get(r, -1, y);
	case H264_INTRA16_DC:
		return h264_ref_dc16(r, true, true);
	case H264_INTRA16_PLANE:
		return h264_ref_plane(r, 16, 16, x, y);
	case H264_INTRA16_LEFT_DC:
		return h264_ref_dc16(r, true, false);
	case H264_INTRA16_TOP_DC:
		return h264_ref_dc16(r, false, true);
	default:
		return h264_ref_dc16(r, false, false);
	}
}

static const u8 h264_pred16_reads[H264_INTRA16_COUNT] = {
	[H264_INTRA16_VERT] = H264_READS_ABOVE,
	[H264_INTRA16_HOR] = H264_READS_LEFT,
	[H264_INTRA16_DC] = H264_READS_LEFT | H264_READS_ABOVE,
	[H264_INTRA16_PLANE] = H264_READS_LEFT | H264_READS_ABOVE | H264_READS_CORNER,
	[H264_INTRA16_LEFT_DC] = H264_READS_LEFT,
	[H264_INTRA16_TOP_DC] = H264_READS_ABOVE,
	[H264_INTRA16_DC_128] = 0,
};

static bool h264_pred16_check(struct kunit *test, const struct h264_dsp *dsp, int mode, int fill,
			      int lay, u32 seed)
{
	const int depth = dae_depth_of(test);
	const int reads = h264_pred16_reads[mode];
	struct dae_rect dst, want;
	int x, y;

	dae_place(test, &dst, DAE_ARENA_DST, depth, reads & H264_READS_LEFT ? -1 : 0,
		  reads & H264_READS_ABOVE ? -1 : 0, 16, 16, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	for (y = 0; y < 16; y++)
		for (x = 0; x < 16; x++)
			dae_set(&want, x, y, h264_ref_pred16(&dst, mode, x, y));

	dsp->pred16[mode](dst.org, dst.stride, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "pred16[%d], %s, fill %d", mode,
			       dae_layouts[lay].name, fill);
}

DAE_DSP_TEST(h264_intra_test_pred16)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int seed = 1 + dae_pick(&n, 3);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int mode = dae_pick(&n, H264_INTRA16_COUNT);

		if (n || !h264_pred16_check(test, dsp, mode, fill, lay, seed))
			return;
	}
}

/* Which parts of the left column a chroma mode reads, in place of READS_LEFT. */
#define H264_READS_UPPER	16
#define H264_READS_LOWER	32

static const u8 h264_chroma_reads[H264_INTRA_CHROMA_COUNT] = {
	[H264_INTRA_CHROMA_DC] = H264_READS_UPPER | H264_READS_LOWER | H264_READS_ABOVE,
	[H264_INTRA_CHROMA_HOR] = H264_READS_UPPER | H264_READS_LOWER,
	[H264_INTRA_CHROMA_VERT] = H264_READS_ABOVE,
	[H264_INTRA_CHROMA_PLANE] = H264_READS_UPPER | H264_READS_LOWER | H264_READS_ABOVE |
				    H264_READS_CORNER,
	[H264_INTRA_CHROMA_LEFT_DC] = H264_READS_UPPER | H264_READS_LOWER,
	[H264_INTRA_CHROMA_TOP_DC] = H264_READS_ABOVE,
	[H264_INTRA_CHROMA_DC_128] = 0,
	[H264_INTRA_CHROMA_DC_UPPER] = H264_READS_UPPER | H264_READS_ABOVE,
	[H264_INTRA_CHROMA_DC_LOWER] = H264_READS_LOWER | H264_READS_ABOVE,
	[H264_INTRA_CHROMA_LEFT_DC_UPPER] = H264_READS_UPPER,
	[H264_INTRA_CHROMA_LEFT_DC_LOWER] = H264_READS_LOWER,
};

/* 8.3.4.1 to 8.3.4.3 for the 4x4 block that holds (@x, @y); @h is the height. */
static int h264_ref_chroma_dc(const struct dae_rect *r, int h, int reads, int x, int y)
{
	const int xo = x & ~3, yo = y & ~3;
	const bool above = reads & H264_READS_ABOVE;
	const bool left = reads & (yo < h / 2 ? H264_READS_UPPER : H264_READS_LOWER);
	int sum_above = 0, sum_left = 0, i;

	for (i = 0; i < 4; i++) {
		sum_above += above ? dae_get(r, xo + i, -1) : 0;
		sum_left += left ? dae_get(r, -1, yo + i) : 0;
	}
	if (xo > 0 && yo == 0) {
		if (above)
			return (sum_above + 2) >> 2;
		if (left)
			return (sum_left + 2) >> 2;
	} else if (xo == 0 && yo > 0) {
		if (left)
			return (sum_left + 2) >> 2;
		if (above)
			return (sum_above + 2) >> 2;
	} else {
		if (above && left)
			return (sum_above + sum_left + 4) >> 3;
		if (left)
			return (sum_left + 2) >> 2;
		if (above)
			return (sum_above + 2) >> 2;
	}
	return 1 << (r->depth - 1);
}

static int h264_ref_predc(const struct dae_rect *r, enum h264_intra_chroma mode, int h, int x,
			  int y)
{
	switch (mode) {
	case H264_INTRA_CHROMA_HOR:
		return dae_get(r, -1, y);
	case H264_INTRA_CHROMA_VERT:
		return dae_get(r, x, -1);
	case H264_INTRA_CHROMA_PLANE:
		return h264_ref_plane(r, 8, h, x, y);
	default:
		return h264_ref_chroma_dc(r, h, h264_chroma_reads[mode], x, y);
	}
}

static bool h264_predc_check(struct kunit *test, const struct h264_dsp *dsp, int h, int mode,
			     int fill, int lay, u32 seed)
{
	const int depth = dae_depth_of(test);
	const int reads = h264_chroma_reads[mode];
	struct dae_rect dst, want;
	int x, y;

	dae_place(test, &dst, DAE_ARENA_DST, depth,
		  reads & (H264_READS_UPPER | H264_READS_LOWER) ? -1 : 0,
		  reads & H264_READS_ABOVE ? -1 : 0, 8, h, &dae_layouts[lay]);
	dae_fill(&dst, fill, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	for (y = 0; y < h; y++)
		for (x = 0; x < 8; x++)
			dae_set(&want, x, y, h264_ref_predc(&dst, mode, h, x, y));

	(h == 8 ? dsp->predc420 : dsp->predc422)[mode](dst.org, dst.stride, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "predc%s[%d], %s, fill %d",
			       h == 8 ? "420" : "422", mode, dae_layouts[lay].name, fill);
}

DAE_DSP_TEST(h264_intra_test_predc)
{
	const struct h264_dsp *dsp = h264_dsp_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int seed = 1 + dae_pick(&n, 3);
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int lay = dae_pick(&n, dae_layout_count);
		const int mode = dae_pick(&n, H264_INTRA_CHROMA_COUNT);
		const int h = 8 << dae_pick(&n, 2);

		if (n || !h264_predc_check(test, dsp, h, mode, fill, lay, seed))
			return;
	}
}

static struct kunit_case h264_intra_test_cases[] = {
	KUNIT_CASE_PARAM(h264_intra_test_pred4, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_intra_test_pred8, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_intra_test_pred16, h264_dsp_gen_params),
	KUNIT_CASE_PARAM(h264_intra_test_predc, h264_dsp_gen_params),
	{}
};

static struct kunit_suite h264_intra_test_suite = {
	.name = "h264_intra",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = h264_intra_test_cases,
};

kunit_test_suite(h264_intra_test_suite);
