// SPDX-License-Identifier: GPL-2.0
/*
 * Reconstruction of random blocks against a slow transcription of the VP9 bitstream
 * specification 8.5 that fetches each sample by its coordinates: what intra prediction
 * takes for samples that are not there, and where inter prediction reads. The sample
 * operations, which have tests of their own, are those of the decoder.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "vp9/vp9_tables.h"
#include "dae_check.h"
#include "vp9_fixture.h"

/* A block of 64 samples from a reference of twice the size, and the filter's reach */
#define RECON_PATCH	(2 * 64 + 8)

/**
 * struct recon_test - state of a test
 * @f: the picture; its second stage is tested
 * @want: fixture whose frame is reconstructed slowly
 * @b: the block
 * @mi_row: its first row
 * @mi_col: its first column
 * @coef: its next coefficients
 * @eob: its next number of coefficients
 * @above: samples above a block, with 16 before them for alignment and the corner
 * @left: samples to the left of it
 * @patch: samples of a reference
 */
struct recon_test {
	struct vp9_fixture *f;
	struct vp9_fixture *want;
	const struct vp9_block *b;
	u32 mi_row;
	u32 mi_col;
	u8 *coef;
	const u16 *eob;
	u16 above[16 + 64];
	u16 left[32];
	u16 patch[RECON_PATCH * RECON_PATCH];
};

static void recon_put(const struct recon_test *t, void *samples, int i, u32 value)
{
	if (t->f->pic.hbd)
		((u16 *)samples)[i] = value;
	else
		((u8 *)samples)[i] = value;
}

static u8 *recon_at(const struct recon_test *t, unsigned int plane, u32 x, u32 y)
{
	const struct dae_plane *p = &t->want->frame.plane[plane];

	return (u8 *)p->data + y * p->stride_bytes + (x << t->f->pic.hbd);
}

static u32 recon_sub_x(const struct recon_test *t, unsigned int plane)
{
	return plane ? t->f->pic.sub_x : 0;
}

static u32 recon_sub_y(const struct recon_test *t, unsigned int plane)
{
	return plane ? t->f->pic.sub_y : 0;
}

/* reconstruct() (8.6.2) of a transform block at (@x, @y) */
static void recon_residual(struct recon_test *t, unsigned int plane, u32 tx_size, u32 tx_type,
			   u32 x, u32 y)
{
	struct vp9_pic *pic = &t->want->pic;
	const ptrdiff_t stride = t->want->frame.plane[plane].stride_bytes;
	u32 eob;

	if (!t->b->coded)
		return;
	eob = *t->eob++;
	if (!eob)
		return;
	if (pic->params.lossless)
		pic->dsp.iwht_add(recon_at(t, plane, x, y), stride, t->coef, eob, pic->bd_max);
	else
		pic->dsp.itx_add[tx_size][tx_type](recon_at(t, plane, x, y), stride, t->coef, eob,
						   pic->bd_max);
	t->coef += (16 << 2 * tx_size) * (pic->hbd ? 4 : 2);
}

/* 8.5.1 for one transform block at (@x, @y), where the block starts at (@x0, @y0) */
static void recon_intra_tx(struct recon_test *t, unsigned int plane, u32 tx_size, u32 mode, u32 x,
			   u32 y, u32 x0)
{
	struct vp9_pic *pic = &t->want->pic;
	const struct dae_frame *frame = &t->want->frame;
	const u32 n = 4 << tx_size, base = 1 << (frame->fmt.bit_depth - 1);
	const u32 max_x = (pic->mi_cols * 8 >> recon_sub_x(t, plane)) - 1;
	const u32 max_y = (pic->mi_rows * 8 >> recon_sub_y(t, plane)) - 1;
	const u32 end = x0 + (vp9_block_w[t->b->size] * 8 >> recon_sub_x(t, plane));
	void *above = pic->hbd ? (void *)(t->above + 16) : (u8 *)t->above + 16;
	u32 tile = 0, slot = mode, i;
	bool have_left, have_above;

	while (t->mi_col >= pic->tile_cols[tile + 1])
		tile++;
	have_left = x > pic->tile_cols[tile] * 8 >> recon_sub_x(t, plane);
	have_above = y > 0;
	for (i = 0; i < n; i++)
		recon_put(t, t->left, i, have_left ?
			  dae_sample(frame, plane, x - 1, min(y + i, max_y)) : base + 1);
	recon_put(t, above, -1, !have_above ? base - 1 : !have_left ? base + 1 :
		  dae_sample(frame, plane, x - 1, y - 1));
	for (i = 0; i < 2 * n; i++) {
		u32 at = x + i;

		/* What is further to the right counts for 4x4 inside of the block. */
		if (i >= n && (n > 4 || x + n >= end))
			at = x + n - 1;
		recon_put(t, above, i, have_above ?
			  dae_sample(frame, plane, min(at, max_x), y - 1) : base - 1);
	}
	if (mode == VP9_DC_PRED && !(have_left && have_above))
		slot = have_left ? VP9_INTRA_DC_LEFT : have_above ? VP9_INTRA_DC_TOP :
								    VP9_INTRA_DC_128;
	pic->dsp.intra[tx_size][slot](recon_at(t, plane, x, y), frame->plane[plane].stride_bytes,
				      t->left, above, pic->bd_max);
}

/* All transform blocks of a plane that start in the frame (6.4.21) */
static void recon_plane(struct recon_test *t, unsigned int plane)
{
	const struct vp9_pic *pic = &t->want->pic;
	const struct vp9_block *b = t->b;
	const u32 sub_x = recon_sub_x(t, plane), sub_y = recon_sub_y(t, plane);
	const u32 x0 = t->mi_col * 8 >> sub_x, y0 = t->mi_row * 8 >> sub_y;
	const u32 w = vp9_block_w[b->size] * 8 >> sub_x, h = vp9_block_h[b->size] * 8 >> sub_y;
	const u32 tx_size = plane ? b->uv_tx_size : b->tx_size, n = 4 << tx_size;
	u32 x, y;

	for (y = y0; y < y0 + h && y < pic->mi_rows * 8 >> sub_y; y += n) {
		for (x = x0; x < x0 + w && x < pic->mi_cols * 8 >> sub_x; x += n) {
			const u32 part = (y - y0) / 4 % 2 * 2 + (x - x0) / 4 % 2;
			u32 mode = plane ? b->uv_mode : b->mode, type = VP9_DCT_DCT;

			if (!plane && b->size < VP9_BLOCK_8X8)
				mode = b->sub_mode[part];
			if (!vp9_block_is_inter(b)) {
				recon_intra_tx(t, plane, tx_size, mode, x, y, x0);
				type = vp9_pic_tx_type(pic, plane, tx_size, mode);
			}
			recon_residual(t, plane, tx_size, type, x, y);
		}
	}
}

/**
 * struct recon_mc - a block that is predicted from a reference
 * @plane: Y, Cb, Cr
 * @x: in the block
 * @y: in the block
 * @w: samples
 * @h: rows
 * @which: of the block's references
 * @mv: vector
 */
struct recon_mc {
	unsigned int plane;
	u32 x;
	u32 y;
	u32 w;
	u32 h;
	unsigned int which;
	struct vp9_mv mv;
};

static int recon_clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static int recon_scale(int v, u32 scale)
{
	const s64 product = (s64)v * scale;

	/* Down, also below 0 */
	return product >= 0 ? product / 16384 : -(int)((-product + 16383) / 16384);
}

/*
 * Start of the block in the reference, in sixteenths of a sample, in one direction
 * (8.5.2.3). As libvpx has it where sizes differ: vectors are kept near the frame,
 * position and vector are scaled on their own, and the position's fraction is that of
 * a position in luma, whatever the plane.
 */
static int recon_start(int mi, int mis, int block_mis, int at, int mv, u32 sub, u32 scale,
		       bool scaled)
{
	const int block = block_mis * 8 >> sub, start = (mi * 8 >> sub) + at;
	/* In sixteenths of samples of the plane */
	const int q4 = sub ? mv : 2 * mv, unit = sub ? 64 : 128;
	int v;

	if (!scaled)
		return start * 16 + q4;
	v = recon_clamp(q4, -mi * unit - (4 + block) * 16,
			(mis - block_mis - mi) * unit + (3 + block) * 16);
	return recon_scale(start, scale) * 16 + recon_scale(v, scale) +
	       (recon_scale((mi * 8 + at) * 16, scale) & 15);
}

/* 8.5.2.3 and 8.5.2.4 */
static void recon_mc(struct recon_test *t, const struct recon_mc *m)
{
	struct vp9_pic *pic = &t->want->pic;
	const struct vp9_block *b = t->b;
	const struct vp9_ref *ref = &t->f->pic.refs[b->ref[m->which] - 1];
	const u32 sub_x = recon_sub_x(t, m->plane), sub_y = recon_sub_y(t, m->plane);
	const u32 x = (t->mi_col * 8 >> sub_x) + m->x, y = (t->mi_row * 8 >> sub_y) + m->y;
	const ptrdiff_t stride = t->want->frame.plane[m->plane].stride_bytes;
	const ptrdiff_t patch_stride = RECON_PATCH << pic->hbd;
	const u8 *org = (u8 *)t->patch + 3 * patch_stride + (3 << pic->hbd);
	int px, py, w, h, i, j, last_x, last_y;
	void *dst = recon_at(t, m->plane, x, y);

	if (!ref->frame) {
		for (j = 0; j < (int)m->h; j++)
			for (i = 0; i < (int)m->w; i++)
				recon_put(t, recon_at(t, m->plane, x, y + j), i,
					  (pic->bd_max + 1) / 2);
		return;
	}
	last_x = ((ref->frame->fmt.width + sub_x) >> sub_x) - 1;
	last_y = ((ref->frame->fmt.height + sub_y) >> sub_y) - 1;
	px = recon_start(t->mi_col, pic->mi_cols, vp9_block_w[b->size], m->x, m->mv.col, sub_x,
			 ref->x_scale, ref->scaled);
	py = recon_start(t->mi_row, pic->mi_rows, vp9_block_h[b->size], m->y, m->mv.row, sub_y,
			 ref->y_scale, ref->scaled);
	w = (((px & 15) + (m->w - 1) * ref->x_step) >> 4) + 8;
	h = (((py & 15) + (m->h - 1) * ref->y_step) >> 4) + 8;
	for (j = 0; j < h; j++) {
		const int sy = recon_clamp((py >> 4) - 3 + j, 0, last_y);

		for (i = 0; i < w; i++) {
			const int sx = recon_clamp((px >> 4) - 3 + i, 0, last_x);

			recon_put(t, t->patch, j * RECON_PATCH + i,
				  dae_sample(ref->frame, m->plane, sx, sy));
		}
	}
	if (ref->scaled)
		pic->dsp.mc_scaled[m->which][b->filter](dst, stride, org, patch_stride, m->w, m->h,
							px & 15, py & 15, ref->x_step, ref->y_step,
							pic->bd_max);
	else
		pic->dsp.mc[m->which][b->filter](dst, stride, org, patch_stride, m->w, m->h,
						 px & 15, py & 15, pic->bd_max);
}

/* The mean of vectors, halves away from 0 */
static s16 recon_mean(int sum, int num)
{
	return sum < 0 ? -((-sum + num / 2) / num) : (sum + num / 2) / num;
}

/* The vector of 4x4 block @i of a plane of a block below 8x8 (8.5.2.1) */
static struct vp9_mv recon_part_mv(const struct recon_test *t, unsigned int plane,
				   unsigned int which, u32 i)
{
	const struct vp9_block *b = t->b;
	const u32 sub_x = recon_sub_x(t, plane), sub_y = recon_sub_y(t, plane);
	const int num = (1 + sub_x) * (1 + sub_y);
	int row = 0, col = 0;
	u32 j, k;

	if (num == 4)
		i = 0;
	for (j = 0; j <= sub_y; j++) {
		for (k = 0; k <= sub_x; k++) {
			row += b->mv[i + 2 * j + k][which].row;
			col += b->mv[i + 2 * j + k][which].col;
		}
	}
	return (struct vp9_mv){ .row = recon_mean(row, num), .col = recon_mean(col, num) };
}

static void recon_inter(struct recon_test *t)
{
	const struct vp9_block *b = t->b;
	struct recon_mc m;

	for (m.which = 0; m.which < 2 && b->ref[m.which] > VP9_REF_INTRA; m.which++) {
		for (m.plane = 0; m.plane < 3; m.plane++) {
			const u32 w = vp9_block_w[b->size] * 8 >> recon_sub_x(t, m.plane);
			const u32 h = vp9_block_h[b->size] * 8 >> recon_sub_y(t, m.plane);
			const u32 step_x = b->size < VP9_BLOCK_8X8 ? 4 : w;
			const u32 step_y = b->size < VP9_BLOCK_8X8 ? 4 : h;
			u32 i = 0;

			m.w = step_x;
			m.h = step_y;
			for (m.y = 0; m.y < h; m.y += step_y) {
				for (m.x = 0; m.x < w; m.x += step_x) {
					m.mv = b->mv[0][m.which];
					if (b->size < VP9_BLOCK_8X8)
						m.mv = recon_part_mv(t, m.plane, m.which, i++);
					recon_mc(t, &m);
				}
			}
		}
	}
}

static void recon_slowly(struct recon_test *t)
{
	struct vp9_pic *pic = &t->f->pic;
	unsigned int plane;
	u32 row, i, idx;

	for (row = 0; row < pic->sb_rows; row++) {
		for (i = 0; (idx = vp9_fixture_nth(t->f, row, i)) != U32_MAX; i++) {
			t->b = &pic->blocks[idx];
			t->mi_row = idx / pic->mi_cols;
			t->mi_col = idx % pic->mi_cols;
			t->coef = vp9_pic_coef(&t->want->pic, t->b->coef);
			t->eob = t->want->pic.eobs + t->b->eob;
			if (vp9_block_is_inter(t->b))
				recon_inter(t);
			for (plane = 0; plane < 3; plane++)
				if (t->b->coded || !vp9_block_is_inter(t->b))
					recon_plane(t, plane);
		}
	}
}

static s16 recon_random_mv(u32 *seed)
{
	static const s16 far[] = { -32768, -3000, -517, 517, 3000, 32767 };

	if (!dae_below(seed, 6))
		return far[dae_below(seed, ARRAY_SIZE(far))];
	return (int)dae_below(seed, 257) - 128;
}

/* Few coefficients for each transform block, the same for both pictures */
static void recon_random_coefs(struct recon_test *t, struct vp9_tile *tile, struct vp9_block *b,
			       u32 mi_row, u32 mi_col, u32 *seed)
{
	struct vp9_pic *pic = &t->f->pic, *want = &t->want->pic;
	unsigned int plane;
	u32 i, k;

	b->coef = tile->used_coefs;
	b->eob = tile->used_eobs;
	for (plane = 0; b->coded && plane < 3; plane++) {
		struct vp9_tx_area area;
		u32 num;

		vp9_pic_tx_area(pic, b, mi_row, mi_col, plane, &area);
		num = DIV_ROUND_UP(area.w, area.step) * DIV_ROUND_UP(area.h, area.step);
		for (i = 0; i < num; i++) {
			const u32 eob = dae_below(seed, 4);
			void *coef = vp9_pic_coef(pic, tile->used_coefs);
			const u32 bytes = (16 << 2 * area.tx_size) * (pic->hbd ? 4 : 2);

			pic->eobs[tile->used_eobs] = eob;
			want->eobs[tile->used_eobs++] = eob;
			if (!eob)
				continue;
			memset(coef, 0, bytes);
			for (k = 0; k < eob; k++) {
				const u32 pos = vp9_scans[area.tx_size][0].order[k];
				const int v = (int)dae_below(seed, 801) - 400;

				if (pic->hbd)
					((s32 *)coef)[pos] = v;
				else
					((s16 *)coef)[pos] = v;
			}
			memcpy(vp9_pic_coef(want, tile->used_coefs), coef, bytes);
			tile->used_coefs += 16 << 2 * area.tx_size;
		}
	}
}

static void recon_random_block(struct recon_test *t, struct vp9_block *b, bool inter, u32 *seed)
{
	const struct vp9_pic *pic = &t->f->pic;
	const u32 w = 2 * vp9_block_w[b->size], h = 2 * vp9_block_h[b->size];
	const u32 limit = pic->params.lossless || b->size < VP9_BLOCK_8X8 ? 1 : min(w, h);
	u32 i;

	b->ref[0] = inter ? 1 + dae_below(seed, 3) : VP9_REF_INTRA;
	b->ref[1] = inter && dae_below(seed, 2) ? 1 + dae_below(seed, 3) :
							   VP9_REF_NONE;
	b->filter = dae_below(seed, VP9_FILTERS);
	b->mode = dae_below(seed, VP9_INTRA_MODES);
	b->uv_mode = dae_below(seed, VP9_INTRA_MODES);
	b->coded = dae_below(seed, 2);
	for (i = 0; i < 4; i++) {
		b->sub_mode[i] = b->size < VP9_BLOCK_8X8 ?
			dae_below(seed, VP9_INTRA_MODES) : b->mode;
		b->mv[i][0] = (struct vp9_mv){ recon_random_mv(seed), recon_random_mv(seed) };
		b->mv[i][1] = (struct vp9_mv){ recon_random_mv(seed), recon_random_mv(seed) };
	}
	do {
		b->tx_size = dae_below(seed, VP9_TX_SIZES);
	} while (1u << b->tx_size > limit);
	b->uv_tx_size = b->tx_size;
	while (1u << b->uv_tx_size > min(w >> pic->sub_x, h >> pic->sub_y))
		b->uv_tx_size--;
}

/* Both pictures with the same blocks; @inter of 4 of them are inter blocks. */
static void recon_random_blocks(struct recon_test *t, u32 inter, u32 *seed)
{
	struct vp9_pic *pic = &t->f->pic;
	struct vp9_tile *tile;
	u32 row, i, idx;

	vp9_fixture_blocks(t->f, seed);
	for (row = 0; row < pic->sb_rows; row++) {
		for (i = 0; i < pic->num_tile_cols; i++) {
			tile = &pic->tiles[i];
			tile->used_coefs = dae_ring_at(&tile->ring, row);
			tile->used_eobs = vp9_pic_first_eob(pic, tile, row);
		}
		for (i = 0; (idx = vp9_fixture_nth(t->f, row, i)) != U32_MAX; i++) {
			struct vp9_block *b = &pic->blocks[idx];
			const u32 mi_col = idx % pic->mi_cols;

			for (tile = pic->tiles; mi_col >= tile->end;)
				tile++;
			recon_random_block(t, b, dae_below(seed, 4) < inter, seed);
			recon_random_coefs(t, tile, b, idx / pic->mi_cols, mi_col, seed);
		}
		for (i = 0; i < pic->num_tile_cols; i++) {
			tile = &pic->tiles[i];
			dae_ring_take(&tile->ring, row,
				      tile->used_coefs - dae_ring_at(&tile->ring, row));
		}
	}
}

static struct recon_test *recon_test_alloc(struct kunit *test)
{
	struct recon_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

static struct vp9_params recon_random_params(u32 n, u32 width, u32 height, u32 *seed)
{
	static const enum dae_chroma chroma[4] = {
		DAE_CHROMA_420, DAE_CHROMA_444, DAE_CHROMA_422, DAE_CHROMA_440,
	};
	struct vp9_params p = vp9_fixture_params(1 + dae_below(seed, width),
						 1 + dae_below(seed, height),
						 chroma[n % 4], n & 4 ? 12 : 8);

	p.lossless = !dae_below(seed, 4);
	return p;
}

static void recon_start_frame(struct kunit *test, struct recon_test *t,
			      const struct vp9_params *params)
{
	t->f = vp9_fixture_init(test, params);
	t->want = vp9_fixture_init(test, params);
}

static void recon_run_and_check(struct kunit *test, struct recon_test *t, u32 n)
{
	const struct dae_frame *got = &t->f->frame, *want = &t->want->frame;
	unsigned int plane;
	u32 x, y;

	recon_slowly(t);
	vp9_fixture_run(t->f, VP9_STAGE_RECON);
	for (plane = 0; plane < 3; plane++) {
		for (y = 0; y < want->plane[plane].height; y++) {
			for (x = 0; x < want->plane[plane].width; x++)
				if (dae_sample(got, plane, x, y) !=
				    dae_sample(want, plane, x, y))
					break;
			if (x == want->plane[plane].width)
				continue;
			KUNIT_FAIL(test, "frame %u of %ux%u, plane %u: (%u, %u) is %u, not %u",
				   n, want->fmt.width, want->fmt.height, plane, x, y,
				   dae_sample(got, plane, x, y),
				   dae_sample(want, plane, x, y));
			break;
		}
	}
	vp9_fixture_free(t->f);
	vp9_fixture_free(t->want);
}

/* Intra blocks at all edges of frames and tiles */
static void recon_intra(struct kunit *test)
{
	struct recon_test *t = recon_test_alloc(test);
	u32 seed = 21, n;

	for (n = 0; n < 64; n++) {
		struct vp9_params params = recon_random_params(n, 150, 150, &seed);

		if (n % 16 >= 12) {
			params.fmt.width += 512;
			params.fmt.height = 1 + params.fmt.height % 80;
			params.tile_cols_log2 = 1;
		}
		recon_start_frame(test, t, &params);
		recon_random_blocks(t, 0, &seed);
		recon_run_and_check(test, t, n);
	}
}

/* Inter blocks, with some intra blocks between them, from references of the same size */
static void recon_inter_same(struct kunit *test)
{
	struct recon_test *t = recon_test_alloc(test);
	u32 seed = 22, n, i;

	for (n = 0; n < 48; n++) {
		const struct vp9_params params = recon_random_params(n, 150, 150, &seed);

		recon_start_frame(test, t, &params);
		for (i = 0; i < VP9_NUM_REFS; i++)
			dae_noise(&t->f->refs[i], &seed);
		recon_random_blocks(t, 3, &seed);
		recon_run_and_check(test, t, n);
	}
}

/* From references of up to twice the size, and down to a sixteenth */
static void recon_inter_scaled(struct kunit *test)
{
	struct recon_test *t = recon_test_alloc(test);
	u32 seed = 23, n, i;

	for (n = 0; n < 48; n++) {
		const struct vp9_params params = recon_random_params(n, 150, 150, &seed);

		recon_start_frame(test, t, &params);
		for (i = 0; i < VP9_NUM_REFS; i++) {
			struct dae_frame_format fmt = params.fmt;
			const u32 low_w = (fmt.width + 15) / 16, low_h = (fmt.height + 15) / 16;

			fmt.width = low_w + dae_below(&seed, 2 * fmt.width - low_w + 1);
			fmt.height = low_h + dae_below(&seed, 2 * fmt.height - low_h + 1);
			/* The largest there is, and one that differs in one direction */
			if (n % 8 == 5) {
				fmt.width = 2 * params.fmt.width;
				fmt.height = 2 * params.fmt.height;
			} else if (n % 8 == 6) {
				fmt.width = params.fmt.width;
			}
			vp9_fixture_ref(test, t->f, i, &fmt);
		}
		vp9_fixture_again(test, t->f);
		for (i = 0; i < VP9_NUM_REFS; i++) {
			KUNIT_ASSERT_NOT_NULL(test, t->f->pic.refs[i].frame);
			dae_noise(&t->f->refs[i], &seed);
		}
		recon_random_blocks(t, 4, &seed);
		recon_run_and_check(test, t, n);
	}
}

/* Grey for what is not there; with a second one, the mean with that */
static void recon_missing(struct kunit *test)
{
	struct recon_test *t = recon_test_alloc(test);
	u32 seed = 24, n, i;

	for (n = 0; n < 16; n++) {
		const struct vp9_params params = recon_random_params(n, 100, 100, &seed);

		recon_start_frame(test, t, &params);
		for (i = 0; i < VP9_NUM_REFS; i++)
			dae_noise(&t->f->refs[i], &seed);
		t->f->pic.refs[n % 3].frame = NULL;
		recon_random_blocks(t, 4, &seed);
		/* Two that are missing, or only the second one, are not one prediction. */
		for (i = 0; i < t->f->pic.mi_rows * t->f->pic.mi_cols; i++)
			if (t->f->pic.blocks[i].ref[1] == (s8)(1 + n % 3))
				t->f->pic.blocks[i].ref[1] = VP9_REF_NONE;
		recon_run_and_check(test, t, n);
	}
}

static struct kunit_case recon_cases[] = {
	KUNIT_CASE(recon_intra),
	KUNIT_CASE(recon_inter_same),
	KUNIT_CASE(recon_inter_scaled),
	KUNIT_CASE(recon_missing),
	{}
};

static struct kunit_suite recon_suite = {
	.name = "vp9_recon",
	.test_cases = recon_cases,
};

kunit_test_suite(recon_suite);
