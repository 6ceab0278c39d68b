// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's superres and loop restoration against a transcription of clauses 7.16 and 7.17
 * of the AV1 specification: the operations on rows and parts of units, and the stages
 * over whole frames, restoration by 4x4 luma samples.
 */
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_lr.h"
#include "av1/av1_lr_tables.h"
#include "av1_dsp_kunit.h"
#include "av1_fixture.h"
#include "av1_picture.h"

static const struct av1_lr_dsp *av1_lr_of(struct kunit *test)
{
	return &av1_dsp_of(test)->lr;
}

DAE_DSP_TEST(av1_lr_test_complete)
{
	dae_check_dsp_complete(test, av1_lr_of(test), sizeof(struct av1_lr_dsp));
}

#define AV1_REF_W	AV1_LR_MAX_W
#define AV1_REF_H	AV1_LR_MAX_H
#define AV1_REF_ROWS	(AV1_REF_H + 6)
#define AV1_REF_BOX_W	(AV1_REF_W + 2)
#define AV1_REF_BOX_H	(AV1_REF_H + 2)

/**
 * struct av1_ref_lr - a block, and what the restoration of it works on
 * @cdef: UpscaledCdefFrame[ plane ]
 * @cur: UpscaledCurrFrame[ plane ]
 * @to: LrFrame[ plane ]
 * @map: in a test of operations, the row of @cdef of each row from -3 on; such a block
 *	has neither plane nor stripe
 * @mapped: @map counts
 * @stripe_start: StripeStartY
 * @stripe_end: StripeEndY
 * @plane_end_x: PlaneEndX
 * @plane_end_y: PlaneEndY
 * @x: of the block
 * @y: same
 * @w: same
 * @h: same
 * @unit: LrType, LrWiener, LrSgrSet, LrSgrXqd
 * @a: A
 * @b: B
 * @flt: flt0, flt1
 * @mid: intermediate
 */
struct av1_ref_lr {
	struct dae_rect cdef;
	struct dae_rect cur;
	struct dae_rect to;
	int map[AV1_REF_ROWS];
	bool mapped;
	int stripe_start;
	int stripe_end;
	int plane_end_x;
	int plane_end_y;
	int x;
	int y;
	int w;
	int h;
	struct av1_lr_unit unit;
	int a[AV1_REF_BOX_H][AV1_REF_BOX_W];
	int b[AV1_REF_BOX_H][AV1_REF_BOX_W];
	int flt[2][AV1_REF_H][AV1_REF_W];
	int mid[AV1_REF_ROWS][AV1_REF_W];
};

static int av1_ref_round2(s64 x, int n)
{
	return n ? (x + (1LL << (n - 1))) >> n : x;
}

static int av1_ref_clip1(const struct av1_ref_lr *r, int x)
{
	return clamp(x, 0, dae_bd_max(r->to.depth));
}

/* 7.17.6 */
static int av1_ref_source(const struct av1_ref_lr *r, int x, int y)
{
	if (r->mapped)
		return dae_get(&r->cdef, x, r->map[y + 3]);
	x = min(r->plane_end_x, x);
	x = max(0, x);
	y = min(r->plane_end_y, y);
	y = max(0, y);
	if (y < r->stripe_start)
		return dae_get(&r->cur, x, max(r->stripe_start - 2, y));
	if (y > r->stripe_end)
		return dae_get(&r->cur, x, min(r->stripe_end + 2, y));
	return dae_get(&r->cdef, x, y);
}

/* UpscaledCdefFrame[ plane ][ y + i ][ x + j ] */
static int av1_ref_center(const struct av1_ref_lr *r, int i, int j)
{
	return av1_ref_source(r, r->x + j, r->y + i);
}

/* An entry of A and B (7.17.3) */
static void av1_ref_box(struct av1_ref_lr *r, int i, int j, int radius, int eps)
{
	const int shift = r->to.depth - 8, n = (2 * radius + 1) * (2 * radius + 1);
	const int n2e = n * n * eps, s = ((1 << 20) + n2e / 2) / n2e;
	const int one_over_n = ((1 << 12) + n / 2) / n;
	s64 a = 0, b = 0, d, p;
	int dx, dy, z, a2;

	for (dy = -radius; dy <= radius; dy++) {
		for (dx = -radius; dx <= radius; dx++) {
			const int c = av1_ref_source(r, r->x + j + dx, r->y + i + dy);

			a += c * c;
			b += c;
		}
	}
	a = av1_ref_round2(a, 2 * shift);
	d = av1_ref_round2(b, shift);
	p = max_t(s64, 0, a * n - d * d);
	z = av1_ref_round2(p * s, 20);
	if (z >= 255)
		a2 = 256;
	else if (z == 0)
		a2 = 1;
	else
		a2 = ((z << 8) + z / 2) / (z + 1);
	r->a[i + 1][j + 1] = a2;
	r->b[i + 1][j + 1] = av1_ref_round2((256 - a2) * b * one_over_n, 12);
}

static int av1_ref_weight(int pass, int i, int dx, int dy)
{
	if (pass == 0)
		return (i + dy) & 1 ? dx == 0 ? 6 : 5 : 0;
	return dx == 0 || dy == 0 ? 4 : 3;
}

/* 7.17.3 */
static void av1_ref_boxes(struct av1_ref_lr *r, int pass)
{
	const int radius = av1_sgr_params[r->unit.sgr_set][pass * 2];
	const int eps = av1_sgr_params[r->unit.sgr_set][pass * 2 + 1];
	int i, j, dx, dy;

	if (!radius)
		return;
	for (i = -1; i < r->h + 1; i++)
		for (j = -1; j < r->w + 1; j++)
			av1_ref_box(r, i, j, radius, eps);
	for (i = 0; i < r->h; i++) {
		const int shift = pass == 0 && (i & 1) ? 4 : 5;

		for (j = 0; j < r->w; j++) {
			int a = 0, b = 0;

			for (dy = -1; dy <= 1; dy++) {
				for (dx = -1; dx <= 1; dx++) {
					const int weight = av1_ref_weight(pass, i, dx, dy);

					a += weight * r->a[i + dy + 1][j + dx + 1];
					b += weight * r->b[i + dy + 1][j + dx + 1];
				}
			}
			r->flt[pass][i][j] =
				av1_ref_round2((s64)a * av1_ref_center(r, i, j) + b,
					       8 + shift - 4);
		}
	}
}

/* 7.17.2 */
static void av1_ref_sgr(struct av1_ref_lr *r)
{
	const int w0 = r->unit.xqd[0], w1 = r->unit.xqd[1], w2 = (1 << 7) - w0 - w1;
	const int r0 = av1_sgr_params[r->unit.sgr_set][0];
	const int r1 = av1_sgr_params[r->unit.sgr_set][2];
	int i, j;

	av1_ref_boxes(r, 0);
	av1_ref_boxes(r, 1);
	for (i = 0; i < r->h; i++) {
		for (j = 0; j < r->w; j++) {
			const int u = av1_ref_center(r, i, j) << 4;
			int v = w1 * u;

			v += w0 * (r0 ? r->flt[0][i][j] : u);
			v += w2 * (r1 ? r->flt[1][i][j] : u);
			dae_set(&r->to, r->x + j, r->y + i,
				av1_ref_clip1(r, av1_ref_round2(v, 4 + 7)));
		}
	}
}

/* 7.17.5 */
static void av1_ref_coefs(const s8 coef[3], int filter[7])
{
	int i;

	filter[3] = 128;
	for (i = 0; i < 3; i++) {
		filter[i] = coef[i];
		filter[6 - i] = coef[i];
		filter[3] -= 2 * coef[i];
	}
}

/* 7.17.4 */
static void av1_ref_wiener(struct av1_ref_lr *r)
{
	const int depth = r->to.depth;
	const int round0 = depth == 12 ? 5 : 3, round1 = depth == 12 ? 9 : 11;
	const int offset = 1 << (depth + 7 - round0 - 1);
	const int limit = (1 << (depth + 1 + 7 - round0)) - 1;
	int vfilter[7], hfilter[7], i, c, t, s;

	av1_ref_coefs(r->unit.wiener[0], vfilter);
	av1_ref_coefs(r->unit.wiener[1], hfilter);
	for (i = 0; i < r->h + 6; i++) {
		for (c = 0; c < r->w; c++) {
			s = 0;
			for (t = 0; t < 7; t++)
				s += hfilter[t] *
				     av1_ref_source(r, r->x + c + t - 3, r->y + i - 3);
			r->mid[i][c] = clamp(av1_ref_round2(s, round0), -offset, limit - offset);
		}
	}
	for (i = 0; i < r->h; i++) {
		for (c = 0; c < r->w; c++) {
			s = 0;
			for (t = 0; t < 7; t++)
				s += vfilter[t] * r->mid[i + t][c];
			dae_set(&r->to, r->x + c, r->y + i,
				av1_ref_clip1(r, av1_ref_round2(s, round1)));
		}
	}
}

/* Any value of a range, often one of its ends */
static int av1_lr_any(int low, int high, u32 *seed)
{
	const u32 kind = dae_rnd(seed) & 7;

	if (kind < 2)
		return kind ? low : high;
	return low + (int)(dae_rnd(seed) % (u32)(high - low + 1));
}

static void av1_lr_any_unit(struct av1_lr_unit *unit, bool chroma, u32 *seed)
{
	int i, j;

	for (i = 0; i < 2; i++)
		for (j = 0; j < 3; j++)
			unit->wiener[i][j] = chroma && !j ? 0 :
				av1_lr_any(av1_wiener_taps_min[j], av1_wiener_taps_max[j], seed);
	unit->sgr_set = dae_rnd(seed) & 15;
	for (i = 0; i < 2; i++)
		unit->xqd[i] = dae_rnd(seed) & 7 ? av1_lr_any(av1_sgrproj_xqd_min[i],
							      av1_sgrproj_xqd_max[i], seed) : 0;
}

/**
 * struct av1_lr_check - what the tests of operations share
 * @dsp: table
 * @ref: reference
 * @rows: argument of the filters
 * @scratch: same
 */
struct av1_lr_check {
	const struct av1_lr_dsp *dsp;
	struct av1_ref_lr *ref;
	const void *rows[AV1_REF_ROWS];
	void *scratch;
};

static void av1_lr_check_init(struct kunit *test, struct av1_lr_check *c)
{
	c->dsp = av1_lr_of(test);
	c->ref = av1_fixture_alloc(test, sizeof(*c->ref));
	c->ref->mapped = true;
	c->scratch = dae_guarded(test, DAE_ARENA_ARG, AV1_LR_SCRATCH_BYTES, false);
}

/* Rows as they are inside a stripe, or some of them repeated and from elsewhere */
static void av1_lr_any_rows(struct av1_lr_check *c, u32 *seed)
{
	struct av1_ref_lr *r = c->ref;
	const bool plain = dae_rnd(seed) & 1;
	int i;

	for (i = 0; i < r->h + 6; i++) {
		r->map[i] = plain || dae_rnd(seed) & 7 ? i - 3 :
							 (int)(dae_rnd(seed) % (r->h + 6)) - 3;
		c->rows[i] = dae_at(&r->cdef, 0, r->map[i]);
	}
}

static bool av1_lr_check_filter(struct kunit *test, struct av1_lr_check *c, int type, int w, int h,
				int fill, u32 seed)
{
	const int depth = dae_depth_of(test);
	const struct dae_layout *lay = &dae_layouts[dae_rnd(&seed) % dae_layout_count];
	struct av1_ref_lr *r = c->ref;
	struct dae_rect dst;

	r->w = w;
	r->h = h;
	av1_lr_any_unit(&r->unit, dae_rnd(&seed) & 1, &seed);
	dae_place(test, &r->cdef, DAE_ARENA_SRC, depth, -3, -3, w + 3, h + 3, lay);
	dae_fill(&r->cdef, fill, &seed);
	av1_lr_any_rows(c, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, w, h,
		  &dae_layouts[dae_rnd(&seed) % dae_layout_count]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &r->to, DAE_ARENA_WANT, &dst);
	memset(c->scratch, dae_rnd(&seed), AV1_LR_SCRATCH_BYTES);
	if (type == AV1_RESTORE_WIENER) {
		av1_ref_wiener(r);
		c->dsp->wiener(dst.org, dst.stride, c->rows, w, h, r->unit.wiener, c->scratch,
			       dae_bd_max(depth));
	} else {
		av1_ref_sgr(r);
		c->dsp->sgr(dst.org, dst.stride, c->rows, w, h, r->unit.sgr_set, r->unit.xqd,
			    c->scratch, dae_bd_max(depth));
	}
	return DAE_EXPECT_SAME(test, &dst, &r->to, "type %d, %dx%d, set %d, fill %d, %s", type, w,
			       h, r->unit.sgr_set, fill, lay->name);
}

static const u16 av1_lr_widths[] = { 1, 2, 3, 7, 8, 16, 33, 64, 100 };
static const u8 av1_lr_heights[] = { 1, 2, 3, 8, 28, 56, 64 };

static void av1_lr_run(struct kunit *test, int type)
{
	struct av1_lr_check *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, c);
	av1_lr_check_init(test, c);
	for (i = 0; ; i++) {
		u32 n = i;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int w = av1_lr_widths[dae_pick(&n, ARRAY_SIZE(av1_lr_widths))];
		const int h = av1_lr_heights[dae_pick(&n, ARRAY_SIZE(av1_lr_heights))];

		if (n == 3)
			break;
		if (!av1_lr_check_filter(test, c, type, w, h, fill, i + 1))
			return;
	}
	for (i = 0; i < DAE_FILL_COUNT; i++)
		if (!av1_lr_check_filter(test, c, type, AV1_LR_MAX_W, AV1_LR_MAX_H, i, i + 1))
			return;
}

DAE_DSP_TEST(av1_lr_test_wiener)
{
	av1_lr_run(test, AV1_RESTORE_WIENER);
}

DAE_DSP_TEST(av1_lr_test_sgr)
{
	av1_lr_run(test, AV1_RESTORE_SGRPROJ);
}

/* A sample of 7.16, with the frame's edges as they are in @src */
static int av1_ref_upscale(const struct dae_rect *src, int min_x, int max_x, int y, int src_x)
{
	const int px = src_x >> 14, subpel = (src_x & ((1 << 14) - 1)) >> 8;
	int sum = 0, k;

	for (k = 0; k < 8; k++)
		sum += dae_get(src, clamp(px + (k - 3), min_x, max_x), y) *
		       av1_upscale_filter[subpel][k];
	return clamp(av1_ref_round2(sum, 7), 0, dae_bd_max(src->depth));
}

static bool av1_lr_check_upscale(struct kunit *test, const struct av1_lr_dsp *dsp, int w, int fill,
				 u32 seed)
{
	const int depth = dae_depth_of(test);
	const int pos = -1 - (int)(dae_rnd(&seed) & ((1 << 14) - 1));
	const int step = (1 << 13) + (int)(dae_rnd(&seed) & ((1 << 13) - 1));
	const int end = ((pos + (w - 1) * step) >> 14) + 1;
	const bool at_start = dae_rnd(&seed) & 1;
	struct dae_rect src, dst, want;
	int x;

	dae_place(test, &src, DAE_ARENA_SRC, depth, -AV1_UPSCALE_LEFT, 0, end + AV1_UPSCALE_RIGHT,
		  1, &dae_layouts[at_start]);
	dae_fill(&src, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, w, 1,
		  &dae_layouts[dae_rnd(&seed) % dae_layout_count]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &want, DAE_ARENA_WANT, &dst);
	for (x = 0; x < w; x++)
		dae_set(&want, x, 0,
			av1_ref_upscale(&src, src.x0, src.x1 - 1, 0, pos + x * step));
	dsp->upscale(dst.org, src.org, w, pos, step, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &want, "upscale, %d samples, pos %d, step %d, fill %d",
			       w, pos, step, fill);
}

DAE_DSP_TEST(av1_lr_test_upscale)
{
	static const u16 widths[] = { 1, 2, 7, 16, 100, 1000 };
	const struct av1_lr_dsp *dsp = av1_lr_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int fill = dae_pick(&n, DAE_FILL_COUNT);
		const int w = widths[dae_pick(&n, ARRAY_SIZE(widths))];

		if (n == 30)
			break;
		if (!av1_lr_check_upscale(test, dsp, w, fill, i + 1))
			return;
	}
}

/* 7.16 for one plane */
static void av1_ref_superres(const struct av1_fixture *f, int plane, const struct dae_frame *from,
			     const struct dae_frame *to)
{
	const struct av1_params *params = &f->pic.params;
	const int sub_x = plane ? params->seq.sub_x : 0, sub_y = plane ? params->seq.sub_y : 0;
	const int down_w = av1_ref_round2(params->width, sub_x);
	const int up_w = av1_ref_round2(params->fmt.width, sub_x);
	const int plane_h = av1_ref_round2(params->fmt.height, sub_y);
	const int step = ((down_w << 14) + (up_w / 2)) / up_w;
	const int err = up_w * step - (down_w << 14);
	const int max_x = ((int)params->mi_cols >> sub_x) * 4 - 1;
	int initial = (-((up_w - down_w) << (14 - 1)) + up_w / 2) / up_w + (1 << (8 - 1)) - err / 2;
	struct dae_rect src, dst;
	int x, y;

	initial &= (1 << 14) - 1;
	av1_fixture_rect(from, plane, &src);
	av1_fixture_rect(to, plane, &dst);
	for (y = 0; y < plane_h; y++)
		for (x = 0; x < up_w; x++)
			dae_set(&dst, x, y, av1_ref_upscale(&src, 0, max_x, y,
							    -(1 << 14) + initial + x * step));
}

static bool av1_upscale_check_stage(struct kunit *test, const struct av1_fixture_shape *shape,
				    bool lr, u32 seed)
{
	struct av1_params *params = av1_fixture_params(test, shape);
	struct dae_frame *want[2];
	struct av1_fixture *f;
	unsigned int plane, row;

	params->do_cdef = true;
	params->do_lr = lr;
	f = av1_fixture_new(test, shape, params, &seed);
	KUNIT_ASSERT_TRUE(test, f->pic.up_cdef != f->pic.cdef);
	KUNIT_ASSERT_EQ(test, f->pic.up_rec != f->pic.rec, lr);
	want[0] = av1_fixture_clone(test, f->pic.up_cdef);
	want[1] = av1_fixture_clone(test, f->pic.up_rec);
	for (plane = 0; plane < f->pic.num_planes; plane++) {
		av1_ref_superres(f, plane, f->pic.cdef, want[0]);
		if (lr)
			av1_ref_superres(f, plane, f->pic.rec, want[1]);
	}
	for (row = 0; row < f->pic.sb_rows; row++)
		av1_picture_run_row(test, &f->pic, AV1_STAGE_UPSCALE, row);
	return av1_fixture_same(test, f, f->pic.up_cdef, want[0]) &&
	       av1_fixture_same(test, f, f->pic.up_rec, want[1]);
}

static void av1_lr_test_upscale_stage(struct kunit *test)
{
	unsigned int i, ran = 0;

	for (i = 0; i < 2 * av1_fixture_num_shapes; i++) {
		const struct av1_fixture_shape *shape = &av1_fixture_shapes[i / 2];

		if (shape->width == shape->up_width)
			continue;
		if (!av1_upscale_check_stage(test, shape, i & 1, i + 1))
			return;
		ran++;
	}
	KUNIT_EXPECT_LE(test, 6, ran);
}

static int av1_ref_count_units(int unit_size, int frame_size)
{
	return max((frame_size + (unit_size >> 1)) / unit_size, 1);
}

/* 7.17.1 */
static void av1_ref_restore_block(const struct av1_fixture *f, struct av1_ref_lr *r, int plane,
				  int row, int col)
{
	const struct av1_params *params = &f->pic.params;
	const int sub_x = plane ? params->seq.sub_x : 0, sub_y = plane ? params->seq.sub_y : 0;
	const int unit_size = 1 << params->lr_log2[plane];
	const int stripe = (row * 4 + 8) / 64;
	const int plane_h = av1_ref_round2(params->fmt.height, sub_y);
	const int plane_w = av1_ref_round2(params->fmt.width, sub_x);
	const int unit_rows = av1_ref_count_units(unit_size, plane_h);
	const int unit_cols = av1_ref_count_units(unit_size, plane_w);
	const int unit_row = min(unit_rows - 1, ((row * 4 + 8) >> sub_y) / unit_size);
	const int unit_col = min(unit_cols - 1, (col * 4 >> sub_x) / unit_size);

	r->stripe_start = (-8 + stripe * 64) >> sub_y;
	r->stripe_end = r->stripe_start + (64 >> sub_y) - 1;
	r->plane_end_x = plane_w - 1;
	r->plane_end_y = plane_h - 1;
	r->x = col * 4 >> sub_x;
	r->y = row * 4 >> sub_y;
	r->w = min(4 >> sub_x, r->plane_end_x - r->x + 1);
	r->h = min(4 >> sub_y, r->plane_end_y - r->y + 1);
	r->unit = f->pic.lr[plane][unit_row * unit_cols + unit_col];
	if (r->unit.type == AV1_RESTORE_WIENER)
		av1_ref_wiener(r);
	else if (r->unit.type == AV1_RESTORE_SGRPROJ)
		av1_ref_sgr(r);
}

/* 7.17 */
static void av1_ref_restore(const struct av1_fixture *f, struct av1_ref_lr *r,
			    const struct dae_frame *to)
{
	const struct av1_params *params = &f->pic.params;
	int plane, x, y;

	for (plane = 0; plane < f->pic.num_planes; plane++) {
		av1_fixture_rect(f->pic.up_cdef, plane, &r->cdef);
		av1_fixture_rect(f->pic.up_rec, plane, &r->cur);
		av1_fixture_rect(to, plane, &r->to);
		for (y = 0; y < to->plane[plane].height; y++)
			for (x = 0; x < to->plane[plane].width; x++)
				dae_set(&r->to, x, y, dae_get(&r->cdef, x, y));
		if (params->lr_type[plane] == AV1_RESTORE_NONE)
			continue;
		for (y = 0; y < params->fmt.height; y += 4)
			for (x = 0; x < params->fmt.width; x += 4)
				av1_ref_restore_block(f, r, plane, y >> 2, x >> 2);
	}
}

/* Any type that the plane can have for each unit */
static void av1_restore_any_units(struct av1_fixture *f, u32 *seed)
{
	unsigned int plane, i;

	for (plane = 0; plane < f->pic.num_planes; plane++) {
		const unsigned int type = f->pic.params.lr_type[plane];

		if (type == AV1_RESTORE_NONE)
			continue;
		for (i = 0; i < f->pic.lr_cols[plane] * f->pic.lr_rows[plane]; i++) {
			struct av1_lr_unit *unit = &f->pic.lr[plane][i];

			av1_lr_any_unit(unit, plane, seed);
			unit->type = type == AV1_RESTORE_SWITCHABLE ? dae_rnd(seed) % 3 :
				     dae_rnd(seed) & 3 ? type : AV1_RESTORE_NONE;
		}
	}
}

static bool av1_restore_check_stage(struct kunit *test, struct av1_ref_lr *r,
				    const struct av1_fixture_shape *shape, u32 seed)
{
	struct av1_params *params = av1_fixture_params(test, shape);
	struct av1_fixture *f;
	struct dae_frame *want;
	unsigned int i, row;

	params->do_cdef = true;
	params->do_lr = true;
	for (i = 0; i < params->seq.num_planes; i++) {
		params->lr_type[i] = dae_rnd(&seed) % 5 % 4;
		/* Of 4:2:0 chroma may have units of 32, half a stripe of luma. */
		params->lr_log2[i] = 6 + (i + dae_rnd(&seed)) % 3 - (i && params->seq.sub_y);
	}
	f = av1_fixture_new(test, shape, params, &seed);
	av1_restore_any_units(f, &seed);
	want = av1_fixture_clone(test, f->pic.frame);
	av1_ref_restore(f, r, want);
	for (row = 0; row < f->pic.sb_rows; row++)
		av1_picture_run_row(test, &f->pic, AV1_STAGE_RESTORE, row);
	return av1_fixture_same(test, f, f->pic.frame, want);
}

static void av1_lr_test_restore_stage(struct kunit *test)
{
	struct av1_ref_lr *r = av1_fixture_alloc(test, sizeof(*r));
	u32 i;

	for (i = 0; i < 6 * av1_fixture_num_shapes; i++)
		if (!av1_restore_check_stage(test, r,
					     &av1_fixture_shapes[i % av1_fixture_num_shapes],
					     i + 1))
			return;
}

static struct kunit_case av1_lr_test_cases[] = {
	KUNIT_CASE_PARAM(av1_lr_test_complete, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lr_test_wiener, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lr_test_sgr, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_lr_test_upscale, av1_dsp_gen_params),
	KUNIT_CASE(av1_lr_test_upscale_stage),
	KUNIT_CASE(av1_lr_test_restore_stage),
	{}
};

static struct kunit_suite av1_lr_test_suite = {
	.name = "av1_lr",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_lr_test_cases,
};

kunit_test_suite(av1_lr_test_suite);
