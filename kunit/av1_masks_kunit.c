// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's constant masks and its distance weights against transcriptions of clauses
 * 7.11.3.11, 7.11.3.13 and 7.11.3.15 of the AV1 specification; one-dimensional tables
 * are the generated ones.
 */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/slab.h>

#include "av1/av1_masks.h"
#include "av1/av1_mc_tables.h"

#define MASTER		64	/* MASK_MASTER_SIZE */
#define MAX_SB_SIZE	128

enum {
	WEDGE_HORIZONTAL,
	WEDGE_VERTICAL,
	WEDGE_OBLIQUE27,
	WEDGE_OBLIQUE63,
	WEDGE_OBLIQUE117,
	WEDGE_OBLIQUE153,
	WEDGE_DIRECTIONS
};

static const u8 av1_ref_wedge_bits[AV1_BLOCK_SIZES] = {
	0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 0, 0
};

static const u8 av1_ref_block_width[AV1_BLOCK_SIZES] = {
	4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64, 128, 128, 4, 16, 8, 32, 16, 64
};

static const u8 av1_ref_block_height[AV1_BLOCK_SIZES] = {
	4, 8, 4, 8, 16, 8, 16, 32, 16, 32, 64, 32, 64, 128, 64, 128, 16, 4, 32, 8, 64, 16
};

/* MasterMask, and WedgeMasks of one block size */
struct av1_ref_masks {
	int master[WEDGE_DIRECTIONS][MASTER][MASTER];
	int wedge[2][AV1_WEDGES][32][32];
};

static struct av1_masks *av1_new_masks(struct kunit *test)
{
	struct av1_masks *masks = kunit_kmalloc(test, sizeof(*masks), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, masks);
	memset(masks, 0xa5, sizeof(*masks));
	av1_masks_init(masks);
	return masks;
}

static int av1_ref_clip3(int low, int high, int x)
{
	return x < low ? low : x > high ? high : x;
}

/* The first two loops of initialise_wedge_mask_table() */
static void av1_ref_master(struct av1_ref_masks *r)
{
	const int w = MASTER, h = MASTER;
	int i, j, shift, msk;

	for (j = 0; j < w; j++) {
		shift = MASTER / 4;
		for (i = 0; i < h; i += 2) {
			r->master[WEDGE_OBLIQUE63][i][j] =
				av1_wedge_master_oblique_even[av1_ref_clip3(0, MASTER - 1,
									    j - shift)];
			shift -= 1;
			r->master[WEDGE_OBLIQUE63][i + 1][j] =
				av1_wedge_master_oblique_odd[av1_ref_clip3(0, MASTER - 1,
									   j - shift)];
			r->master[WEDGE_VERTICAL][i][j] = av1_wedge_master_vertical[j];
			r->master[WEDGE_VERTICAL][i + 1][j] = av1_wedge_master_vertical[j];
		}
	}
	for (i = 0; i < h; i++)
		for (j = 0; j < w; j++) {
			msk = r->master[WEDGE_OBLIQUE63][i][j];
			r->master[WEDGE_OBLIQUE27][j][i] = msk;
			r->master[WEDGE_OBLIQUE117][i][w - 1 - j] = 64 - msk;
			r->master[WEDGE_OBLIQUE153][w - 1 - j][i] = 64 - msk;
			r->master[WEDGE_HORIZONTAL][j][i] = r->master[WEDGE_VERTICAL][i][j];
		}
}

/* The last loop, for one size and wedge */
static void av1_ref_wedge(struct av1_ref_masks *r, int bsize, int wedge)
{
	const int w = av1_ref_block_width[bsize], h = av1_ref_block_height[bsize];
	const int shape = h / 4 > w / 4 ? 0 : h / 4 < w / 4 ? 1 : 2;
	const int dir = av1_wedge_codebook[shape][wedge][0];
	const int xoff = MASTER / 2 - ((av1_wedge_codebook[shape][wedge][1] * w) >> 3);
	const int yoff = MASTER / 2 - ((av1_wedge_codebook[shape][wedge][2] * h) >> 3);
	int i, j, avg, flip_sign, sum = 0;

	for (i = 0; i < w; i++)
		sum += r->master[dir][yoff][xoff + i];
	for (i = 1; i < h; i++)
		sum += r->master[dir][yoff + i][xoff];
	avg = (sum + (w + h - 1) / 2) / (w + h - 1);
	flip_sign = avg < 32;
	for (i = 0; i < h; i++)
		for (j = 0; j < w; j++) {
			r->wedge[flip_sign][wedge][i][j] = r->master[dir][yoff + i][xoff + j];
			r->wedge[!flip_sign][wedge][i][j] =
				64 - r->master[dir][yoff + i][xoff + j];
		}
}

static void av1_masks_check_wedge(struct kunit *test, const struct av1_masks *masks,
				  const struct av1_ref_masks *r, int bsize, int sign, int wedge)
{
	const u8 *mask = av1_wedge_mask(masks, bsize, sign, wedge);
	int i, j;

	for (i = 0; i < av1_ref_block_height[bsize]; i++)
		for (j = 0; j < av1_ref_block_width[bsize]; j++)
			if (mask[i * AV1_WEDGE_STRIDE + j] != r->wedge[sign][wedge][i][j]) {
				KUNIT_FAIL(test, "%d[%d][%d] (%d, %d): %d, not %d",
					   bsize, sign, wedge, j, i,
					   mask[i * AV1_WEDGE_STRIDE + j],
					   r->wedge[sign][wedge][i][j]);
				return;
			}
}

static void av1_masks_test_wedges(struct kunit *test)
{
	const struct av1_masks *masks = av1_new_masks(test);
	struct av1_ref_masks *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);
	int bsize, sign, wedge;

	KUNIT_ASSERT_NOT_NULL(test, r);
	av1_ref_master(r);
	for (bsize = AV1_BLOCK_8X8; bsize < AV1_BLOCK_SIZES; bsize++) {
		if (!av1_ref_wedge_bits[bsize])
			continue;
		for (wedge = 0; wedge < AV1_WEDGES; wedge++) {
			av1_ref_wedge(r, bsize, wedge);
			for (sign = 0; sign < 2; sign++)
				av1_masks_check_wedge(test, masks, r, bsize, sign, wedge);
		}
	}
}

/* Whatever a size without wedges gives, all of it is there. */
static void av1_masks_test_no_wedges(struct kunit *test)
{
	const struct av1_masks *masks = av1_new_masks(test);
	int bsize;

	for (bsize = 0; bsize < AV1_BLOCK_SIZES; bsize++) {
		const u8 *last = av1_wedge_mask(masks, bsize, 1, AV1_WEDGES - 1) +
				 av1_ref_block_height[bsize] * AV1_WEDGE_STRIDE - 1;

		KUNIT_EXPECT_TRUE_MSG(test, last < masks->master + sizeof(masks->master),
				      "size %d", bsize);
	}
}

/* 7.11.3.13 */
static int av1_ref_ii(int interintra_mode, int i, int j, int w, int h)
{
	const int size_scale = MAX_SB_SIZE / max(h, w);

	if (interintra_mode == AV1_II_V_PRED)
		return av1_ii_weights_1d[i * size_scale];
	if (interintra_mode == AV1_II_H_PRED)
		return av1_ii_weights_1d[j * size_scale];
	if (interintra_mode == AV1_II_SMOOTH_PRED)
		return av1_ii_weights_1d[min(i, j) * size_scale];
	return 32;
}

static void av1_masks_check_ii(struct kunit *test, const struct av1_masks *masks, int mode, int w,
			       int h)
{
	const u8 *mask = av1_ii_mask(masks, mode, w, h);
	const int stride = av1_ii_stride(w, h);
	int i, j;

	for (i = 0; i < h; i++)
		for (j = 0; j < w; j++)
			if (mask[i * stride + j] != av1_ref_ii(mode, i, j, w, h)) {
				KUNIT_FAIL(test, "mode %d, %dx%d (%d, %d): %d, not %d",
					   mode, w, h, j, i, mask[i * stride + j],
					   av1_ref_ii(mode, i, j, w, h));
				return;
			}
}

static void av1_masks_test_ii(struct kunit *test)
{
	const struct av1_masks *masks = av1_new_masks(test);
	int mode, w, h;

	for (mode = 0; mode < AV1_INTERINTRA_MODES; mode++)
		for (w = 4; w <= 32; w *= 2)
			for (h = 4; h <= 32; h *= 2)
				av1_masks_check_ii(test, masks, mode, w, h);
}

/* 7.11.3.15 from d0 on */
static void av1_ref_dist_weights(const int *dist, int *fwd_weight, int *bck_weight)
{
	const int d0 = dist[1], d1 = dist[0];
	const int order = d0 <= d1;
	int i, c0, c1;

	if (d0 == 0 || d1 == 0) {
		*fwd_weight = av1_quant_dist_lookup[3][order];
		*bck_weight = av1_quant_dist_lookup[3][1 - order];
		return;
	}
	for (i = 0; i < 3; i++) {
		c0 = av1_quant_dist_weight[i][order];
		c1 = av1_quant_dist_weight[i][1 - order];
		if (order) {
			if (d0 * c0 > d1 * c1)
				break;
		} else {
			if (d0 * c0 < d1 * c1)
				break;
		}
	}
	*fwd_weight = av1_quant_dist_lookup[i][order];
	*bck_weight = av1_quant_dist_lookup[i][1 - order];
}

static void av1_masks_test_dist_weights(struct kunit *test)
{
	int dist[2], fwd, bck;

	for (dist[0] = 0; dist[0] <= 31; dist[0]++)
		for (dist[1] = 0; dist[1] <= 31; dist[1]++) {
			av1_ref_dist_weights(dist, &fwd, &bck);
			KUNIT_EXPECT_EQ_MSG(test, av1_dist_weight(dist[0], dist[1]), fwd,
					    "distances %d, %d", dist[0], dist[1]);
			KUNIT_EXPECT_EQ_MSG(test, 16 - fwd, bck, "distances %d, %d", dist[0],
					    dist[1]);
		}
}

static struct kunit_case av1_masks_test_cases[] = {
	KUNIT_CASE(av1_masks_test_wedges),
	KUNIT_CASE(av1_masks_test_no_wedges),
	KUNIT_CASE(av1_masks_test_ii),
	KUNIT_CASE(av1_masks_test_dist_weights),
	{}
};

static struct kunit_suite av1_masks_test_suite = {
	.name = "av1_masks",
	.test_cases = av1_masks_test_cases,
};

kunit_test_suite(av1_masks_test_suite);
