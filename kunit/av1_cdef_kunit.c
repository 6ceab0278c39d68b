// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's CDEF against a transcription of clause 7.15 of the AV1 specification: the
 * operations on blocks, and the stage block by block over whole frames of random blocks.
 */
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_cdef.h"
#include "av1/av1_cdef_tables.h"
#include "av1_dsp_kunit.h"
#include "av1_fixture.h"
#include "av1_picture.h"

static const struct av1_cdef_dsp *av1_cdef_of(struct kunit *test)
{
	return &av1_dsp_of(test)->cdef;
}

DAE_DSP_TEST(av1_cdef_test_complete)
{
	dae_check_dsp_complete(test, av1_cdef_of(test), sizeof(struct av1_cdef_dsp));
}

/**
 * struct av1_ref_cdef - arguments of the CDEF processes
 * @cur: CurrFrame[ plane ]
 * @to: CdefFrame[ plane ]
 * @left: first column that is inside the filter region
 * @top: first row
 * @right: column after the last
 * @bottom: row after the last
 * @x0: of the block
 * @y0: same
 * @w: same
 * @h: same
 * @pri: priStr
 * @sec: secStr
 * @damping: damping
 * @dir: dir
 */
struct av1_ref_cdef {
	struct dae_rect cur;
	struct dae_rect to;
	int left;
	int top;
	int right;
	int bottom;
	int x0;
	int y0;
	int w;
	int h;
	int pri;
	int sec;
	int damping;
	int dir;
};

/* cost of 7.15.2 from partial */
static int av1_ref_cost(int partial[8][15], int i)
{
	int cost = 0, j;

	if (i == 2 || i == 6) {
		for (j = 0; j < 8; j++)
			cost += partial[i][j] * partial[i][j];
		return cost * av1_cdef_div_table[8];
	}
	if (i == 0 || i == 4) {
		for (j = 0; j < 7; j++)
			cost += (partial[i][j] * partial[i][j] +
				 partial[i][14 - j] * partial[i][14 - j]) *
				av1_cdef_div_table[j + 1];
		return cost + partial[i][7] * partial[i][7] * av1_cdef_div_table[8];
	}
	for (j = 0; j < 4 + 1; j++)
		cost += partial[i][3 + j] * partial[i][3 + j];
	cost *= av1_cdef_div_table[8];
	for (j = 0; j < 4 - 1; j++)
		cost += (partial[i][j] * partial[i][j] + partial[i][10 - j] * partial[i][10 - j]) *
			av1_cdef_div_table[2 * j + 2];
	return cost;
}

/* 7.15.2 */
static int av1_ref_direction(const struct dae_rect *cur, int x0, int y0, u32 *var)
{
	int partial[8][15] = {}, cost[8], best = 0, dir = 0, i, j;

	for (i = 0; i < 8; i++) {
		for (j = 0; j < 8; j++) {
			const int x = (dae_get(cur, x0 + j, y0 + i) >> (cur->depth - 8)) - 128;

			partial[0][i + j] += x;
			partial[1][i + j / 2] += x;
			partial[2][i] += x;
			partial[3][3 + i - j / 2] += x;
			partial[4][7 + i - j] += x;
			partial[5][3 - i / 2 + j] += x;
			partial[6][j] += x;
			partial[7][i / 2 + j] += x;
		}
	}
	for (i = 0; i < 8; i++)
		cost[i] = av1_ref_cost(partial, i);
	for (i = 0; i < 8; i++) {
		if (cost[i] > best) {
			best = cost[i];
			dir = i;
		}
	}
	*var = (best - cost[(dir + 4) & 7]) >> 10;
	return dir;
}

static int av1_ref_constrain(int diff, int threshold, int damping)
{
	const int abs = diff < 0 ? -diff : diff;
	int adj;

	if (!threshold)
		return 0;
	adj = max(0, damping - (int)ilog2((u32)threshold));
	return (diff < 0 ? -1 : 1) * clamp(threshold - (abs >> adj), 0, abs);
}

/* A sample of 7.15.3 while its neighbours are gone through */
struct av1_ref_sum {
	int x;
	int sum;
	int min;
	int max;
};

/* cdef_get_at() and what is done with what it gets */
static void av1_ref_tap(const struct av1_ref_cdef *r, struct av1_ref_sum *s, int i, int j, int dir,
			int k, int sign, int tap, int strength)
{
	const int y = r->y0 + i + sign * av1_cdef_directions[dir][k][0];
	const int x = r->x0 + j + sign * av1_cdef_directions[dir][k][1];
	int p;

	if (x < r->left || x >= r->right || y < r->top || y >= r->bottom)
		return;
	p = dae_get(&r->cur, x, y);
	s->sum += tap * av1_ref_constrain(p - s->x, strength, r->damping);
	s->max = max(p, s->max);
	s->min = min(p, s->min);
}

/* 7.15.3 */
static void av1_ref_filter(struct av1_ref_cdef *r)
{
	const int odd = (r->pri >> (r->cur.depth - 8)) & 1;
	int i, j, k, sign, off;

	for (i = 0; i < r->h; i++) {
		for (j = 0; j < r->w; j++) {
			const int x = dae_get(&r->cur, r->x0 + j, r->y0 + i);
			struct av1_ref_sum s = { .x = x, .min = x, .max = x };

			for (k = 0; k < 2; k++) {
				for (sign = -1; sign <= 1; sign += 2) {
					av1_ref_tap(r, &s, i, j, r->dir, k, sign,
						    av1_cdef_pri_taps[odd][k], r->pri);
					for (off = -2; off <= 2; off += 4)
						av1_ref_tap(r, &s, i, j, (r->dir + off) & 7, k,
							    sign, av1_cdef_sec_taps[odd][k],
							    r->sec);
				}
			}
			dae_set(&r->to, r->x0 + j, r->y0 + i,
				clamp(x + ((8 + s.sum - (s.sum < 0)) >> 4), s.min, s.max));
		}
	}
}

/* Stripes along a direction, so that there is one to be found */
static void av1_cdef_stripes(struct dae_rect *r, u32 *seed)
{
	const int max = dae_bd_max(r->depth);
	const int dx = (int)(dae_rnd(seed) % 5) - 2, dy = (int)(dae_rnd(seed) % 5) - 2;
	const int amp = dae_rnd(seed) & max, noise = dae_rnd(seed) % 32 << (r->depth - 8);
	int x, y;

	for (y = r->y0; y < r->y1; y++) {
		for (x = r->x0; x < r->x1; x++) {
			const int v = (x * dx + y * dy) & 4 ? amp : 0;

			dae_set(r, x, y,
				clamp(v + (int)(dae_rnd(seed) % (u32)(noise + 1)), 0, max));
		}
	}
}

/* Contents on top of those of dae_fill() */
#define AV1_CDEF_STRIPES	DAE_FILL_COUNT
#define AV1_CDEF_FILLS		(DAE_FILL_COUNT + 1)

static void av1_cdef_contents(struct dae_rect *r, int fill, u32 *seed)
{
	if (fill == AV1_CDEF_STRIPES)
		av1_cdef_stripes(r, seed);
	else
		dae_fill(r, fill, seed);
}

DAE_DSP_TEST(av1_cdef_test_direction)
{
	const struct av1_cdef_dsp *dsp = av1_cdef_of(test);
	const int depth = dae_depth_of(test);
	int found[8] = {};
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i, seed = i + 1, var, want_var;
		const int fill = dae_pick(&n, AV1_CDEF_FILLS);
		const int lay = dae_pick(&n, dae_layout_count);
		struct dae_rect src;
		int dir, want;

		if (n == 100)
			break;
		dae_place(test, &src, DAE_ARENA_SRC, depth, 0, 0, 8, 8, &dae_layouts[lay]);
		av1_cdef_contents(&src, fill, &seed);
		want = av1_ref_direction(&src, 0, 0, &want_var);
		dir = dsp->direction(src.org, src.stride, &var, dae_bd_max(depth));
		KUNIT_EXPECT_EQ_MSG(test, dir, want, "fill %d, %s", fill, dae_layouts[lay].name);
		KUNIT_EXPECT_EQ_MSG(test, var, want_var, "fill %d", fill);
		if (dir != want || var != want_var)
			return;
		found[dir]++;
	}
	for (i = 0; i < 8; i++)
		KUNIT_EXPECT_LE_MSG(test, 10, found[i], "direction %u", i);
}

static const u8 av1_cdef_w[AV1_CDEF_SIZES] = { 8, 4, 4 };
static const u8 av1_cdef_h[AV1_CDEF_SIZES] = { 8, 8, 4 };

static bool av1_cdef_check(struct kunit *test, const struct av1_cdef_dsp *dsp, int size,
			   unsigned int have, int dir, int fill, u32 seed)
{
	static const u8 secs[] = { 0, 1, 2, 4 };
	const int depth = dae_depth_of(test), shift = depth - 8;
	struct av1_ref_cdef r = { .w = av1_cdef_w[size], .h = av1_cdef_h[size], .dir = dir };
	const struct dae_layout *lay = &dae_layouts[dae_rnd(&seed) % dae_layout_count];
	struct dae_rect dst;

	r.left = have & AV1_CDEF_HAVE_LEFT ? -2 : 0;
	r.right = r.w + (have & AV1_CDEF_HAVE_RIGHT ? 2 : 0);
	r.top = have & AV1_CDEF_HAVE_TOP ? -2 : 0;
	r.bottom = r.h + (have & AV1_CDEF_HAVE_BOTTOM ? 2 : 0);
	do {
		/* Of luma any strength, of chroma those that are coded. */
		r.pri = dae_rnd(&seed) & 1 ? dae_rnd(&seed) % ((15 << shift) + 1) :
					     (dae_rnd(&seed) & 3 ? 0 : 15) << shift;
		r.sec = secs[dae_rnd(&seed) & 3] << shift;
	} while (!r.pri && !r.sec);
	r.damping = 2 + dae_rnd(&seed) % 5 + shift;

	dae_place(test, &r.cur, DAE_ARENA_SRC, depth, r.left, r.top, r.right, r.bottom, lay);
	av1_cdef_contents(&r.cur, fill, &seed);
	dae_place(test, &dst, DAE_ARENA_DST, depth, 0, 0, r.w, r.h,
		  &dae_layouts[dae_rnd(&seed) % dae_layout_count]);
	dae_fill(&dst, DAE_FILL_RANDOM, &seed);
	dae_duplicate(test, &r.to, DAE_ARENA_WANT, &dst);
	av1_ref_filter(&r);
	dsp->filter[size](dst.org, dst.stride, r.cur.org, r.cur.stride, r.pri, r.sec, dir,
			  r.damping, have, dae_bd_max(depth));
	return DAE_EXPECT_SAME(test, &dst, &r.to,
			       "filter[%d], have %x, dir %d, pri %d, sec %d, damping %d, fill %d, %s",
			       size, have, dir, r.pri, r.sec, r.damping, fill, lay->name);
}

DAE_DSP_TEST(av1_cdef_test_filter)
{
	const struct av1_cdef_dsp *dsp = av1_cdef_of(test);
	u32 i;

	for (i = 0; ; i++) {
		u32 n = i;
		const int size = dae_pick(&n, AV1_CDEF_SIZES);
		const int have = dae_pick(&n, AV1_CDEF_HAVE_ALL + 1);
		const int dir = dae_pick(&n, 8);
		const int fill = dae_pick(&n, AV1_CDEF_FILLS);

		if (n == 4)
			break;
		/* Most blocks have samples all around. */
		if (!av1_cdef_check(test, dsp, size, have, dir, fill, i + 1) ||
		    !av1_cdef_check(test, dsp, size, AV1_CDEF_HAVE_ALL, dir, fill, i + 1))
			return;
	}
}

/* 7.15.1 from step 1 on, for one plane */
static void av1_ref_plane(const struct av1_fixture *f, struct av1_ref_cdef *r, int plane, int row,
			  int col, const struct dae_frame *to)
{
	const struct av1_params *params = &f->pic.params;
	const int sub_x = plane ? params->seq.sub_x : 0, sub_y = plane ? params->seq.sub_y : 0;

	av1_fixture_rect(f->pic.rec, plane, &r->cur);
	av1_fixture_rect(to, plane, &r->to);
	r->right = params->mi_cols * 4 >> sub_x;
	r->bottom = params->mi_rows * 4 >> sub_y;
	r->x0 = col * 4 >> sub_x;
	r->y0 = row * 4 >> sub_y;
	r->w = 8 >> sub_x;
	r->h = 8 >> sub_y;
	av1_ref_filter(r);
}

static void av1_ref_copy(const struct dae_frame *from, const struct dae_frame *to, int plane,
			 int x0, int y0, int w, int h)
{
	struct dae_rect a, b;
	int x, y;

	av1_fixture_rect(from, plane, &a);
	av1_fixture_rect(to, plane, &b);
	for (y = y0; y < y0 + h; y++)
		for (x = x0; x < x0 + w; x++)
			dae_set(&b, x, y, dae_get(&a, x, y));
}

/* 7.15.1 */
static void av1_ref_block(const struct av1_fixture *f, int row, int col, int idx,
			  const struct dae_frame *to)
{
	const struct av1_params *params = &f->pic.params;
	const int sub_x = params->seq.sub_x, sub_y = params->seq.sub_y;
	const int shift = params->seq.bit_depth - 8;
	struct av1_ref_cdef r = {};
	struct dae_rect luma;
	int y_dir, var_str, plane;
	u32 var;

	av1_ref_copy(f->pic.rec, to, 0, col * 4, row * 4, 8, 8);
	for (plane = 1; plane < params->seq.num_planes; plane++)
		av1_ref_copy(f->pic.rec, to, plane, col * 4 >> sub_x, row * 4 >> sub_y,
			     8 >> sub_x, 8 >> sub_y);
	if (idx == -1)
		return;
	if (av1_fixture_block(f, row, col)->skip && av1_fixture_block(f, row + 1, col)->skip &&
	    av1_fixture_block(f, row, col + 1)->skip &&
	    av1_fixture_block(f, row + 1, col + 1)->skip)
		return;
	av1_fixture_rect(f->pic.rec, 0, &luma);
	y_dir = av1_ref_direction(&luma, col * 4, row * 4, &var);

	r.pri = params->cdef_y[idx][0] << shift;
	r.sec = params->cdef_y[idx][1] << shift;
	r.dir = r.pri == 0 ? 0 : y_dir;
	var_str = var >> 6 ? min(ilog2(var >> 6), 12) : 0;
	r.pri = var ? (r.pri * (4 + var_str) + 8) >> 4 : 0;
	r.damping = params->cdef_damping + shift;
	av1_ref_plane(f, &r, 0, row, col, to);

	r.pri = params->cdef_uv[idx][0] << shift;
	r.sec = params->cdef_uv[idx][1] << shift;
	r.dir = r.pri == 0 ? 0 : av1_cdef_uv_dir[sub_x][sub_y][y_dir];
	r.damping = params->cdef_damping + shift - 1;
	for (plane = 1; plane < params->seq.num_planes; plane++)
		av1_ref_plane(f, &r, plane, row, col, to);
}

static bool av1_cdef_check_stage(struct kunit *test, const struct av1_fixture_shape *shape,
				 u32 seed)
{
	static const u8 secs[] = { 0, 1, 2, 4 };
	struct av1_params *params = av1_fixture_params(test, shape);
	struct av1_fixture *f;
	struct dae_frame *want;
	int row, col, i;

	params->do_cdef = true;
	/* CDEF writes to the frame or to one in between. */
	params->do_lr = dae_rnd(&seed) & 1;
	params->cdef_damping = 3 + dae_rnd(&seed) % 4;
	params->cdef_bits = 3;
	for (i = 0; i < AV1_CDEF_STRENGTHS; i++) {
		params->cdef_y[i][0] = dae_rnd(&seed) & 1 ? dae_rnd(&seed) & 15 : 0;
		params->cdef_y[i][1] = secs[dae_rnd(&seed) & 3];
		params->cdef_uv[i][0] = dae_rnd(&seed) & 1 ? dae_rnd(&seed) & 15 : 0;
		params->cdef_uv[i][1] = secs[dae_rnd(&seed) & 3];
	}
	f = av1_fixture_new(test, shape, params, &seed);
	want = av1_fixture_clone(test, f->pic.cdef);
	for (row = 0; row < params->mi_rows; row += 16)
		for (col = 0; col < params->mi_cols; col += 16)
			f->pic.cdef_idx[row / 16 * f->pic.cdef_stride + col / 16] =
				(int)(dae_rnd(&seed) % 9) - 1;
	for (row = 0; row < params->mi_rows; row += 2)
		for (col = 0; col < params->mi_cols; col += 2)
			av1_ref_block(f, row, col,
				      f->pic.cdef_idx[row / 16 * f->pic.cdef_stride + col / 16],
				      want);
	for (row = 0; row < f->pic.sb_rows; row++) {
		for (i = row; i < min(row + AV1_FIXTURE_RING_ROWS, (int)f->pic.sb_rows); i++)
			av1_fixture_load_row(f, i);
		av1_cdef_row(&f->pic, row);
	}
	return av1_fixture_same(test, f, f->pic.cdef, want);
}

static void av1_cdef_test_stage(struct kunit *test)
{
	u32 i;

	for (i = 0; i < 4 * av1_fixture_num_shapes; i++)
		if (!av1_cdef_check_stage(test, &av1_fixture_shapes[i % av1_fixture_num_shapes],
					  i + 1))
			return;
}

static struct kunit_case av1_cdef_test_cases[] = {
	KUNIT_CASE_PARAM(av1_cdef_test_complete, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_cdef_test_direction, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_cdef_test_filter, av1_dsp_gen_params),
	KUNIT_CASE(av1_cdef_test_stage),
	{}
};

static struct kunit_suite av1_cdef_test_suite = {
	.name = "av1_cdef",
	.init = dae_check_init,
	.exit = dae_check_exit,
	.test_cases = av1_cdef_test_cases,
};

kunit_test_suite(av1_cdef_test_suite);
