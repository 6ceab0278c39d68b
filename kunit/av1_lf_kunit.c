// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's loop filter against a transcription of clause 7.14 of the AV1 specification:
 * the filters of edges sample by sample, and the stage edge by edge over whole frames
 * of random blocks.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_block_tables.h"
#include "av1/av1_lf.h"
#include "av1_dsp_kunit.h"
#include "av1_fixture.h"
#include "av1_picture.h"

static const struct av1_lf_dsp *av1_lf_of(struct kunit *test)
{
	return &av1_dsp_of(test)->lf;
}

DAE_DSP_TEST(av1_lf_test_complete)
{
	dae_check_dsp_complete(test, av1_lf_of(test), sizeof(struct av1_lf_dsp));
}

/* What was used of 7.14.6: narrow without and with hevMask, wide of log2Size 3 and 4 */
enum av1_ref_filter {
	AV1_REF_NARROW,
	AV1_REF_NARROW_HEV,
	AV1_REF_WIDE_3,
	AV1_REF_WIDE_4,
	AV1_REF_FILTERS
};

/**
 * struct av1_ref_lf - arguments of the sample filtering process
 * @cur: CurrFrame[ plane ]
 * @x: first sample behind the edge
 * @y: same
 * @plane: Y, Cb, Cr
 * @limit: of 8 bits
 * @blimit: of 8 bits
 * @thresh: of 8 bits
 * @dx: across the edge
 * @dy: across the edge
 * @size: filterSize
 * @filters: how often each enum av1_ref_filter was used
 */
struct av1_ref_lf {
	struct dae_rect cur;
	int x;
	int y;
	int plane;
	int limit;
	int blimit;
	int thresh;
	int dx;
	int dy;
	int size;
	int filters[AV1_REF_FILTERS];
};

/* q0, q1 .. for @i from 0 on, p0, p1 .. for -1, -2 .. */
static int av1_ref_get(const struct av1_ref_lf *r, int i)
{
	return dae_get(&r->cur, r->x + r->dx * i, r->y + r->dy * i);
}

static void av1_ref_set(const struct av1_ref_lf *r, int i, int v)
{
	dae_set(&r->cur, r->x + r->dx * i, r->y + r->dy * i, v);
}

static int av1_ref_diff(const struct av1_ref_lf *r, int i, int j)
{
	const int d = av1_ref_get(r, i) - av1_ref_get(r, j);

	return d < 0 ? -d : d;
}

#define P(i) (-1 - (i))
#define Q(i) (i)

/* 7.14.6.2 */
static bool av1_ref_hev_mask(const struct av1_ref_lf *r)
{
	const int thresh = r->thresh << (r->cur.depth - 8);

	return av1_ref_diff(r, P(1), P(0)) > thresh || av1_ref_diff(r, Q(1), Q(0)) > thresh;
}

static int av1_ref_filter_len(const struct av1_ref_lf *r)
{
	return r->size == 4 ? 4 : r->plane ? 6 : r->size == 8 ? 8 : 16;
}

static bool av1_ref_filter_mask(const struct av1_ref_lf *r)
{
	const int limit = r->limit << (r->cur.depth - 8);
	const int blimit = r->blimit << (r->cur.depth - 8);
	const int len = av1_ref_filter_len(r);
	bool mask = false;

	mask |= av1_ref_diff(r, P(1), P(0)) > limit;
	mask |= av1_ref_diff(r, Q(1), Q(0)) > limit;
	mask |= av1_ref_diff(r, P(0), Q(0)) * 2 + av1_ref_diff(r, P(1), Q(1)) / 2 > blimit;
	if (len >= 6) {
		mask |= av1_ref_diff(r, P(2), P(1)) > limit;
		mask |= av1_ref_diff(r, Q(2), Q(1)) > limit;
	}
	if (len >= 8) {
		mask |= av1_ref_diff(r, P(3), P(2)) > limit;
		mask |= av1_ref_diff(r, Q(3), Q(2)) > limit;
	}
	return !mask;
}

static bool av1_ref_flat(const struct av1_ref_lf *r, int first, int last)
{
	const int one = 1 << (r->cur.depth - 8);
	bool mask = false;
	int i;

	for (i = first; i <= last; i++) {
		mask |= av1_ref_diff(r, P(i), P(0)) > one;
		mask |= av1_ref_diff(r, Q(i), Q(0)) > one;
	}
	return !mask;
}

static int av1_ref_clamp4(const struct av1_ref_lf *r, int x)
{
	return clamp(x, -(1 << (r->cur.depth - 1)), (1 << (r->cur.depth - 1)) - 1);
}

/* 7.14.6.3 */
static void av1_ref_narrow(const struct av1_ref_lf *r, bool hev)
{
	const int half = 0x80 << (r->cur.depth - 8);
	const int ps1 = av1_ref_get(r, P(1)) - half, ps0 = av1_ref_get(r, P(0)) - half;
	const int qs0 = av1_ref_get(r, Q(0)) - half, qs1 = av1_ref_get(r, Q(1)) - half;
	int filter = hev ? av1_ref_clamp4(r, ps1 - qs1) : 0;
	int filter1, filter2;

	filter = av1_ref_clamp4(r, filter + 3 * (qs0 - ps0));
	filter1 = av1_ref_clamp4(r, filter + 4) >> 3;
	filter2 = av1_ref_clamp4(r, filter + 3) >> 3;
	av1_ref_set(r, Q(0), av1_ref_clamp4(r, qs0 - filter1) + half);
	av1_ref_set(r, P(0), av1_ref_clamp4(r, ps0 + filter2) + half);
	if (!hev) {
		filter = (filter1 + 1) >> 1;
		av1_ref_set(r, Q(1), av1_ref_clamp4(r, qs1 - filter) + half);
		av1_ref_set(r, P(1), av1_ref_clamp4(r, ps1 + filter) + half);
	}
}

/* 7.14.6.4 */
static void av1_ref_wide(const struct av1_ref_lf *r, int log2_size)
{
	const int n = log2_size == 4 ? 6 : r->plane == 0 ? 3 : 2;
	const int n2 = log2_size == 3 && r->plane == 0 ? 0 : 1;
	int f[12], i, j;

	for (i = -n; i < n; i++) {
		int t = 0;

		for (j = -n; j <= n; j++) {
			const int p = clamp(i + j, -(n + 1), n);
			const int tap = (j < 0 ? -j : j) <= n2 ? 2 : 1;

			t += av1_ref_get(r, p) * tap;
		}
		f[n + i] = (t + (1 << (log2_size - 1))) >> log2_size;
	}
	for (i = -n; i < n; i++)
		av1_ref_set(r, i, f[n + i]);
}

/* 7.14.6.1 */
static void av1_ref_sample(struct av1_ref_lf *r)
{
	const bool hev = av1_ref_hev_mask(r);

	if (!av1_ref_filter_mask(r))
		return;
	if (r->size == 4 || !av1_ref_flat(r, 1, av1_ref_filter_len(r) >= 8 ? 3 : 2)) {
		r->filters[hev ? AV1_REF_NARROW_HEV : AV1_REF_NARROW]++;
		av1_ref_narrow(r, hev);
	} else if (r->size == 8 || !av1_ref_flat(r, 4, 6)) {
		r->filters[AV1_REF_WIDE_3]++;
		av1_ref_wide(r, 3);
	} else {
		r->filters[AV1_REF_WIDE_4]++;
		av1_ref_wide(r, 4);
	}
}

#undef P
#undef Q

/* Samples to each side of the edge that are read, filterSize and plane */
static const u8 av1_lf_sizes[AV1_LF_SIZES][3] = {
	[AV1_LF_4] = { 2, 4, 0 },
	[AV1_LF_6] = { 3, 8, 1 },
	[AV1_LF_8] = { 4, 8, 0 },
	[AV1_LF_14] = { 7, 16, 0 },
};

/* Contents on top of those of dae_fill() */
enum av1_lf_fill {
	AV1_LF_FLAT = DAE_FILL_COUNT,	/* each side within one step of 8 bits */
	AV1_LF_FLAT_NEAR,		/* the same, but for the outer samples */
	AV1_LF_RAMP,			/* rising across the edge, with noise */
	AV1_LF_FILLS
};

static void av1_lf_contents(struct av1_ref_lf *r, int reach, int lines, int fill, u32 *seed)
{
	const int depth = r->cur.depth, unit = 1 << (depth - 8), max = dae_bd_max(depth);
	int i, k;

	for (k = 0; k < lines; k++) {
		const int base = dae_rnd(seed) & max;
		const int step = (int)(dae_rnd(seed) % (u32)(12 * unit)) - 6 * unit;

		r->x = r->dy * k;
		r->y = r->dx * k;
		for (i = -reach; i < reach; i++) {
			const int noise = dae_rnd(seed) % (u32)(unit + 1);
			int v = base + noise + (i < 0 ? 0 : step);

			if (fill == AV1_LF_RAMP)
				v = base + i * step / 2 + noise;
			else if (fill == AV1_LF_FLAT_NEAR && (i < -4 || i > 3))
				v += 2 * noise;
			av1_ref_set(r, i, clamp(v, 0, max));
		}
	}
}

/* blimit, limit and thresh of some levels and sharpnesses, and the extremes */
static const u8 av1_lf_params[][3] = {
	{ 0, 0, 0 }, { 7, 1, 0 }, { 30, 8, 1 }, { 45, 9, 1 }, { 84, 32, 2 }, { 142, 10, 3 },
	{ 193, 63, 3 }, { 254, 255, 0 }, { 254, 255, 255 },
};

static const u8 av1_lf_lines[] = { 4, 8, 20, 24 };

/**
 * struct av1_lf_case - one call of a filter
 * @size: enum av1_lf_size
 * @edge: enum av1_edge
 * @params: index of av1_lf_params
 * @fill: contents
 * @lay: index of dae_layouts
 * @lines: along the edge
 */
struct av1_lf_case {
	int size;
	int edge;
	int params;
	int fill;
	int lay;
	int lines;
};

static bool av1_lf_check(struct kunit *test, const struct av1_lf_dsp *dsp, struct av1_ref_lf *r,
			 const struct av1_lf_case *c, u32 seed)
{
	const int depth = dae_depth_of(test), reach = av1_lf_sizes[c->size][0];
	const bool vert = c->edge == AV1_EDGE_VERT;
	/* What SIMD versions may read to the sides */
	const int wide = c->size == AV1_LF_14 ? 8 : 4;
	struct dae_rect dst;
	int i;

	r->size = av1_lf_sizes[c->size][1];
	r->plane = av1_lf_sizes[c->size][2];
	r->blimit = av1_lf_params[c->params][0];
	r->limit = av1_lf_params[c->params][1];
	r->thresh = av1_lf_params[c->params][2];
	r->dx = vert;
	r->dy = !vert;
	dae_place(test, &dst, DAE_ARENA_DST, depth, vert ? -wide : 0, vert ? 0 : -reach,
		  vert ? wide : c->lines, vert ? c->lines : reach, &dae_layouts[c->lay]);
	dae_fill(&dst, c->fill < DAE_FILL_COUNT ? c->fill : DAE_FILL_RANDOM, &seed);
	r->cur = dst;
	if (c->fill >= DAE_FILL_COUNT)
		av1_lf_contents(r, reach, c->lines, c->fill, &seed);
	dae_duplicate(test, &r->cur, DAE_ARENA_WANT, &dst);

	for (i = 0; i < c->lines; i++) {
		r->x = r->dy * i;
		r->y = r->dx * i;
		av1_ref_sample(r);
	}
	dsp->lf[c->size][c->edge](dst.org, dst.stride, c->lines, r->blimit, r->limit, r->thresh,
				  dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &r->cur,
			       "lf[%d][%d], %d lines, blimit %d, limit %d, thresh %d, fill %d, %s",
			       c->size, c->edge, c->lines, r->blimit, r->limit, r->thresh,
			       c->fill, dae_layouts[c->lay].name);
}

static void av1_lf_run(struct kunit *test, enum av1_lf_size size)
{
	const struct av1_lf_dsp *dsp = av1_lf_of(test);
	struct av1_ref_lf r = {};
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int repeat = dae_pick(&n, 2);
		const struct av1_lf_case c = {
			.size = size,
			.params = dae_pick(&n, ARRAY_SIZE(av1_lf_params)),
			.fill = dae_pick(&n, AV1_LF_FILLS),
			.lines = av1_lf_lines[dae_pick(&n, ARRAY_SIZE(av1_lf_lines))],
			.lay = dae_pick(&n, dae_layout_count),
			.edge = dae_pick(&n, AV1_EDGES),
		};

		if (n)
			break;
		if (!av1_lf_check(test, dsp, &r, &c, i + 1 + repeat))
			return;
	}
	/* The samples must be such that all filters have something to do. */
	for (i = 0; i < AV1_REF_FILTERS; i++)
		if (i != AV1_REF_WIDE_4 || size == AV1_LF_14)
			KUNIT_EXPECT_EQ_MSG(test, r.filters[i] > 500,
					    size != AV1_LF_4 || i < AV1_REF_WIDE_3,
					    "filter %u: %d", i, r.filters[i]);
}

DAE_DSP_TEST(av1_lf_test_4)
{
	av1_lf_run(test, AV1_LF_4);
}

DAE_DSP_TEST(av1_lf_test_6)
{
	av1_lf_run(test, AV1_LF_6);
}

DAE_DSP_TEST(av1_lf_test_8)
{
	av1_lf_run(test, AV1_LF_8);
}

DAE_DSP_TEST(av1_lf_test_14)
{
	av1_lf_run(test, AV1_LF_14);
}

/* 7.14.3: Tx_Width or Tx_Height */
static int av1_ref_tx_dim(int tx, int pass)
{
	return 1 << (pass ? av1_tx_height_log2[tx] : av1_tx_width_log2[tx]);
}

/* 7.14.4, from lvl on */
static void av1_ref_strength(struct av1_ref_lf *r, int lvl, int sharpness)
{
	const int shift = sharpness > 4 ? 2 : sharpness > 0 ? 1 : 0;

	if (sharpness > 0)
		r->limit = clamp(lvl >> shift, 1, 9 - sharpness);
	else
		r->limit = max(1, lvl >> shift);
	r->blimit = 2 * (lvl + 2) + r->limit;
	r->thresh = lvl >> 4;
}

/* 7.14.2; @r has plane and CurrFrame. */
static void av1_ref_edge(const struct av1_fixture *f, struct av1_ref_lf *r, int pass, int row,
			 int col)
{
	const struct av1_params *params = &f->pic.params;
	const int sub_x = r->plane ? params->seq.sub_x : 0;
	const int sub_y = r->plane ? params->seq.sub_y : 0;
	const int x = col * 4, y = row * 4, xp = x >> sub_x, yp = y >> sub_y;
	const int level = r->plane ? r->plane + 1 : pass;
	const struct av1_block *b, *prev;
	int tx, prev_tx, plane_size, prev_row, prev_col, lvl, i;
	bool block_edge, tx_edge, apply;

	r->dx = !pass;
	r->dy = pass;
	row |= sub_y;
	col |= sub_x;
	if (x >= params->width || y >= params->fmt.height || (pass ? y : x) == 0)
		return;
	prev_row = row - (r->dy << sub_y);
	prev_col = col - (r->dx << sub_x);
	b = av1_fixture_block(f, row, col);
	prev = av1_fixture_block(f, prev_row, prev_col);
	tx = av1_fixture_tx(f, r->plane, row >> sub_y, col >> sub_x);
	prev_tx = av1_fixture_tx(f, r->plane, prev_row >> sub_y, prev_col >> sub_x);
	plane_size = av1_subsampled_size[b->size][sub_x][sub_y];
	if (pass)
		block_edge = yp % (4 * av1_num_4x4_blocks_high[plane_size]) == 0;
	else
		block_edge = xp % (4 * av1_num_4x4_blocks_wide[plane_size]) == 0;
	tx_edge = (pass ? yp : xp) % av1_ref_tx_dim(tx, pass) == 0;
	apply = tx_edge && (block_edge || !b->skip || b->ref[0] <= AV1_INTRA_FRAME);
	r->size = min(av1_ref_tx_dim(tx, pass), av1_ref_tx_dim(prev_tx, pass));
	r->size = min(r->size, r->plane ? 8 : 16);
	lvl = b->lf_level[level] ?: prev->lf_level[level];
	av1_ref_strength(r, lvl, params->lf_sharpness);
	for (i = 0; i < 4 && apply && lvl; i++) {
		r->x = xp + r->dy * i;
		r->y = yp + r->dx * i;
		av1_ref_sample(r);
	}
}

/* 7.14.1 */
static void av1_ref_deblock(const struct av1_fixture *f, const struct dae_frame *cur)
{
	const struct av1_params *params = &f->pic.params;
	struct av1_ref_lf r = {};
	int pass, row, col;

	for (r.plane = 0; r.plane < params->seq.num_planes; r.plane++) {
		const int row_step = r.plane ? 1 << params->seq.sub_y : 1;
		const int col_step = r.plane ? 1 << params->seq.sub_x : 1;

		if (r.plane && !params->lf_level[1 + r.plane])
			continue;
		av1_fixture_rect(cur, r.plane, &r.cur);
		for (pass = 0; pass < 2; pass++)
			for (row = 0; row < params->mi_rows; row += row_step)
				for (col = 0; col < params->mi_cols; col += col_step)
					av1_ref_edge(f, &r, pass, row, col);
	}
}

/* A frame whose rows of the stage are to be run, with all that the stage looks at */
static struct av1_fixture *av1_deblock_fixture(struct kunit *test,
					       const struct av1_fixture_shape *shape, u32 *seed)
{
	struct av1_params *params = av1_fixture_params(test, shape);
	unsigned int i;

	params->do_deblock = true;
	params->lf_sharpness = dae_rnd(seed) & 7;
	/* Of these only whether they are 0 matters to the stage. */
	for (i = 0; i < 4; i++)
		params->lf_level[i] = dae_rnd(seed) & 3;
	return av1_fixture_new(test, shape, params, seed);
}

static void av1_deblock_run_rows(struct kunit *test, struct av1_fixture *f)
{
	unsigned int i, row;

	av1_fixture_load_row(f, 0);
	for (row = 0; row < f->pic.sb_rows; row++) {
		/* Rows that have been parsed meanwhile */
		for (i = row + 1; i < min(row + 3, f->pic.sb_rows); i++)
			av1_fixture_load_row(f, i);
		av1_picture_run_row(test, &f->pic, AV1_STAGE_DEBLOCK, row);
	}
}

static bool av1_deblock_check(struct kunit *test, const struct av1_fixture_shape *shape,
			      u32 seed)
{
	struct av1_fixture *f = av1_deblock_fixture(test, shape, &seed);
	struct dae_frame *want = av1_fixture_clone(test, f->pic.rec);

	av1_ref_deblock(f, want);
	av1_deblock_run_rows(test, f);
	return av1_fixture_same(test, f, f->pic.rec, want);
}

/*
 * Filters what the map has at (@x4, @y4), and takes it out. A filter of more than 4 samples is
 * where transforms of its size can be.
 */
static bool av1_map_apply(struct kunit *test, struct av1_fixture *f, unsigned int p,
			  enum av1_edge edge, u32 x4, u32 y4)
{
	const struct av1_lf_map_edges *edges = &f->pic.lf_map->edges[p][edge];
	const struct dae_plane *plane = &f->pic.rec->plane[p];
	const bool vert = edge == AV1_EDGE_VERT;
	u8 *byte = f->pic.lf_map->data + edges->offset;
	const u32 pos = vert ? x4 : y4;
	enum av1_lf_size size;
	struct av1_ref_lf r;

	byte += (vert ? y4 : y4 + AV1_LF_MAP_BEFORE) * edges->stride;
	byte += vert ? x4 + AV1_LF_MAP_BEFORE : x4;
	size = *byte & 3;
	if (!*byte)
		return true;
	if (!pos || pos % (size == AV1_LF_14 ? 4 : size == AV1_LF_4 ? 1 : 2) || !(*byte >> 2)) {
		KUNIT_FAIL(test, "plane %u, (%u, %u): byte %02x", p, x4, y4, *byte);
		return false;
	}
	av1_ref_strength(&r, *byte >> 2, f->pic.params.lf_sharpness);
	f->pic.dsp.lf.lf[size][edge]((u8 *)plane->data + 4 * y4 * plane->stride_bytes +
				     ((size_t)x4 * 4 << f->pic.hbd), plane->stride_bytes, 4,
				     r.blimit, r.limit, r.thresh, f->pic.bd_max);
	*byte = 0;
	return true;
}

static bool av1_map_apply_plane(struct kunit *test, struct av1_fixture *f, unsigned int p,
				enum av1_edge edge)
{
	const struct dae_plane *plane = &f->pic.rec->plane[p];
	u32 x4, y4;

	for (y4 = 0; y4 < DIV_ROUND_UP(plane->height, 4); y4++)
		for (x4 = 0; x4 < DIV_ROUND_UP(plane->width, 4); x4++)
			if (!av1_map_apply(test, f, p, edge, x4, y4))
				return false;
	return true;
}

/* The stage fills the map and leaves samples alone; who goes by the map filters as it would. */
static bool av1_map_check(struct kunit *test, const struct av1_fixture_shape *shape, u32 seed)
{
	struct av1_fixture *f = av1_deblock_fixture(test, shape, &seed);
	struct dae_frame *want = av1_fixture_clone(test, f->pic.rec);
	struct dae_frame *before = av1_fixture_clone(test, f->pic.rec);
	struct av1_lf_map map = {};
	size_t bytes, i;
	unsigned int p;

	av1_ref_deblock(f, want);
	bytes = av1_lf_map_bytes(&f->pic.rec->fmt);
	map.data = av1_fixture_alloc(test, bytes + AV1_FIXTURE_GUARD);
	memset(map.data, AV1_FIXTURE_GUARD_BYTE, bytes + AV1_FIXTURE_GUARD);
	if (seed & 1) {
		map.out = av1_fixture_alloc(test, bytes + AV1_FIXTURE_GUARD);
		memset(map.out, AV1_FIXTURE_GUARD_BYTE, bytes + AV1_FIXTURE_GUARD);
	}
	av1_lf_map_init(&map, &f->pic.rec->fmt);
	f->pic.lf_map = &map;
	av1_deblock_run_rows(test, f);
	if (!av1_fixture_same(test, f, f->pic.rec, before))
		return false;
	if (map.out && memcmp(map.out, map.data, bytes + AV1_FIXTURE_GUARD)) {
		KUNIT_FAIL(test, "%s: the copy is another", shape->name);
		return false;
	}
	for (p = 0; p < f->pic.num_planes; p++)
		if (!av1_map_apply_plane(test, f, p, AV1_EDGE_VERT) ||
		    !av1_map_apply_plane(test, f, p, AV1_EDGE_HOR))
			return false;
	for (i = 0; i < bytes + AV1_FIXTURE_GUARD; i++) {
		if (map.data[i] == (i < bytes ? 0 : AV1_FIXTURE_GUARD_BYTE))
			continue;
		KUNIT_FAIL(test, "%s: byte %zu of %zu is left: %02x", shape->name, i, bytes,
			   map.data[i]);
		return false;
	}
	return av1_fixture_same(test, f, f->pic.rec, want);
}

static void av1_lf_test_stage(struct kunit *test)
{
	u32 i;

	for (i = 0; i < 4 * av1_fixture_num_shapes; i++)
		if (!av1_deblock_check(test, &av1_fixture_shapes[i % av1_fixture_num_shapes],
				       i + 1))
			return;
}

static void av1_lf_test_map(struct kunit *test)
{
	u32 i;

	for (i = 0; i < 4 * av1_fixture_num_shapes; i++)
		if (!av1_map_check(test, &av1_fixture_shapes[i % av1_fixture_num_shapes], i + 1))
			return;
}

static struct kunit_case av1_lf_test_cases[] = {
	KUNIT_CASE_PARAM(av1_lf_test_complete, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lf_test_4, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lf_test_6, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lf_test_8, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lf_test_14, av1_dsp_gen_params),
	KUNIT_CASE(av1_lf_test_stage),
	KUNIT_CASE(av1_lf_test_map),
	{}
};

static struct kunit_suite av1_lf_test_suite = {
	.name = "av1_lf",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_lf_test_cases,
};

kunit_test_suite(av1_lf_test_suite);
