// SPDX-License-Identifier: GPL-2.0
/*
 * The tables of AV1: checksums that scripts/gen/av1_tables.py computed from the
 * specification, and what must hold for their values.
 */
#include <kunit/test.h>
#include <linux/array_size.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "av1/av1_block_tables.h"
#include "av1/av1_cdef_tables.h"
#include "av1/av1_cdf.h"
#include "av1/av1_fg_tables.h"
#include "av1/av1_intra_tables.h"
#include "av1/av1_lr_tables.h"
#include "av1/av1_mc_tables.h"
#include "av1/av1_quant_tables.h"
#include "av1/av1_scan_tables.h"
#include "av1_tables_sums.h"

/* CRC-32 of a value as 4 bytes, the lowest first; starts and ends inverted. */
static u32 tables_crc(u32 crc, u32 value)
{
	u32 i;

	crc ^= value;
	for (i = 0; i < 32; i++)
		crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	return crc;
}

static u32 tables_element(const struct av1_table_sum *t, u32 i)
{
	if (t->size == 1)
		return t->is_signed ? ((const s8 *)t->table)[i] : ((const u8 *)t->table)[i];
	return t->is_signed ? ((const s16 *)t->table)[i] : ((const u16 *)t->table)[i];
}

static void tables_sums(struct kunit *test)
{
	const struct av1_table_sum *t;
	u32 crc, i;

	for (t = av1_table_sums; t < av1_table_sums + ARRAY_SIZE(av1_table_sums); t++) {
		crc = ~0;
		for (i = 0; i < t->bytes / t->size; i++)
			crc = tables_crc(crc, tables_element(t, i));
		KUNIT_EXPECT_EQ_MSG(test, ~crc, t->sum, "%s", t->name);
	}
}

/* Sums are of the specification's positions, row after row. */
static void tables_scans(struct kunit *test)
{
	u32 tx, class, i, crc;

	for (tx = 0; tx < AV1_TX_SIZES; tx++) {
		const u32 w = min(av1_tx_width[tx], 32);
		const u32 h = min(av1_tx_height[tx], 32);

		for (class = 0; class < AV1_TX_CLASSES; class++) {
			const u32 *sum = av1_scan_sums[tx * AV1_TX_CLASSES + class];
			const u16 *scan = av1_scans[tx][class];
			u8 seen[1024] = { 0 };

			crc = ~0;
			KUNIT_ASSERT_EQ(test, sum[0], w * h);
			for (i = 0; i < w * h; i++) {
				KUNIT_ASSERT_LT(test, scan[i], w * h);
				KUNIT_EXPECT_FALSE(test, seen[scan[i]]++);
				crc = tables_crc(crc, scan[i] % h * w + scan[i] / h);
			}
			KUNIT_EXPECT_EQ_MSG(test, ~crc, sum[1], "size %u, class %u", tx, class);
		}
	}
}

/*
 * The sum is of the specification's five rows and columns of each size, where those that
 * the size does not have are 0.
 */
static void tables_base_ctx(struct kunit *test)
{
	u32 tx, row, col, crc = ~0;

	for (tx = 0; tx < AV1_TX_SIZES; tx++) {
		const u32 w = min(av1_tx_width[tx], 32), h = min(av1_tx_height[tx], 32);
		const u8 *offset = av1_coeff_base_ctx_offset[tx];

		for (row = 0; row < 5; row++)
			for (col = 0; col < 5; col++)
				crc = tables_crc(crc, row < h && col < w ?
						      offset[col * h + row] : 0);
		for (row = 0; row < h; row++)
			for (col = 0; col < w; col++)
				KUNIT_EXPECT_EQ_MSG(test, offset[col * h + row],
						    offset[min(col, 4u) * h + min(row, 4u)],
						    "size %u, row %u, column %u", tx, row, col);
	}
	KUNIT_EXPECT_EQ(test, ~crc, AV1_BASE_CTX_SUM);
}

/* Rows turned back into those of the specification, for an index in each range */
static void tables_cdf_sums(struct kunit *test)
{
	static const u8 q_idx[4][2] = { { 0, 20 }, { 21, 60 }, { 61, 120 }, { 121, 255 } };
	struct av1_cdfs *cdfs = kunit_kzalloc(test, sizeof(*cdfs), GFP_KERNEL);
	const u16 *elements = (const u16 *)cdfs;
	const struct av1_cdf_rows *kind;
	u32 q, row, i, crc;

	KUNIT_ASSERT_NOT_NULL(test, cdfs);
	for (q = 0; q < 8; q++) {
		memset(cdfs, 0xff, sizeof(*cdfs));
		av1_cdfs_default(cdfs, q_idx[q / 2][q % 2]);
		for (kind = av1_cdf_layout; kind->rows; kind++) {
			crc = ~0;
			for (row = 0; row < kind->rows; row++) {
				const u16 *cdf = elements + kind->offset + row * kind->width;

				for (i = 0; i < kind->n; i++)
					crc = tables_crc(crc, 32768 - cdf[i]);
				crc = tables_crc(crc, 0);
			}
			KUNIT_EXPECT_EQ_MSG(test, ~crc, av1_cdf_sums[q / 2][kind - av1_cdf_layout],
					    "q %u, offset %u", q, kind->offset);
		}
	}
}

/* Elements do not increase, are below 32768, and all but rows is padding: 0. */
static void tables_cdf_rows(struct kunit *test)
{
	struct av1_cdfs *cdfs = kunit_kzalloc(test, sizeof(*cdfs), GFP_KERNEL);
	u16 *elements = (u16 *)cdfs;
	const struct av1_cdf_rows *kind;
	u32 end = 0;
	u32 row, i;

	KUNIT_ASSERT_NOT_NULL(test, cdfs);
	av1_cdfs_default(cdfs, 100);
	for (kind = av1_cdf_layout; kind->rows; kind++) {
		KUNIT_EXPECT_GE(test, kind->offset, end);
		KUNIT_EXPECT_GE(test, kind->width, kind->n);
		KUNIT_EXPECT_EQ(test, kind->offset % kind->width, 0);
		for (row = 0; row < kind->rows; row++) {
			u16 *cdf = elements + kind->offset + row * kind->width;

			KUNIT_EXPECT_LT(test, cdf[0], 32768);
			for (i = 1; i < kind->n; i++)
				KUNIT_EXPECT_LE(test, cdf[i], cdf[i - 1]);
			for (i = kind->n - 1; i < kind->width; i++)
				KUNIT_EXPECT_EQ(test, cdf[i], 0);
			memset(cdf, 0, kind->width * sizeof(*cdf));
		}
		end = kind->offset + kind->rows * kind->width;
	}
	KUNIT_EXPECT_EQ(test, end * sizeof(u16), sizeof(*cdfs));
	for (i = 0; i < end; i++)
		KUNIT_ASSERT_EQ(test, elements[i], 0);
}

/* Counters become 0 and nothing else changes. */
static void tables_cdf_counters(struct kunit *test)
{
	struct av1_cdfs *cdfs = kunit_kzalloc(test, sizeof(*cdfs), GFP_KERNEL);
	struct av1_cdfs *want = kunit_kzalloc(test, sizeof(*want), GFP_KERNEL);
	const struct av1_cdf_rows *kind;
	u32 row;

	KUNIT_ASSERT_NOT_NULL(test, cdfs);
	KUNIT_ASSERT_NOT_NULL(test, want);
	av1_cdfs_default(want, 100);
	*cdfs = *want;
	for (kind = av1_cdf_layout; kind->rows; kind++)
		for (row = 0; row < kind->rows; row++)
			((u16 *)cdfs)[kind->offset + row * kind->width + kind->n - 1] = 32;
	/* Some of them by name */
	KUNIT_EXPECT_EQ(test, cdfs->partition[0][3][3], 32);
	KUNIT_EXPECT_EQ(test, cdfs->partition[4][0][av1_partition_n[4] - 1], 32);
	KUNIT_EXPECT_EQ(test, cdfs->palette_color[6][1][4][7], 32);
	KUNIT_EXPECT_EQ(test, cdfs->mv[1].hp[1][1], 32);
	KUNIT_EXPECT_EQ(test, cdfs->coef.coeff_br[3][1][20][3], 32);
	KUNIT_EXPECT_EQ(test, cdfs->use_sgrproj[1], 32);
	av1_cdfs_clear_counters(cdfs);
	KUNIT_EXPECT_EQ(test, memcmp(cdfs, want, sizeof(*cdfs)), 0);
}

/* 9.5.2: each matrix is part of one of the three of 32x32, 32x16 and 16x32. */
static void tables_matrices(struct kunit *test)
{
	u32 tx, level, plane, i, x, y;

	for (tx = 0; tx < AV1_TX_SIZES; tx++) {
		const u32 w = min(av1_tx_width[tx], 32);
		const u32 h = min(av1_tx_height[tx], 32);
		const u32 from = w == h ? AV1_TX_32X32 : w > h ? AV1_TX_32X16 : AV1_TX_16X32;
		const u32 ratio_w = av1_tx_width[from] / w;
		const u32 ratio_h = av1_tx_height[from] / h;

		for (level = 0; level < 15; level++) {
			for (plane = 0; plane < 2; plane++) {
				const u8 *m = av1_quantizer_matrix[level][plane];

				const u8 *small = m + av1_qm_offset[tx];
				const u8 *large = m + av1_qm_offset[from];

				for (i = 0; i < w * h; i++) {
					x = ratio_w * (i / h) + (ratio_w + 1) / 2 - 1;
					y = ratio_h * (i % h) + (ratio_h + 1) / 2 - 1;
					KUNIT_ASSERT_EQ(test, small[i],
							large[x * av1_tx_height[from] + y]);
				}
			}
		}
	}
}

/* Taps of each filter add up to what it divides by. */
static void tables_filters(struct kunit *test)
{
	u32 i, j, k;
	int sum;

	for (i = 0; i < ARRAY_SIZE(av1_subpel_filters) * 16; i++) {
		for (sum = 0, k = 0; k < 8; k++)
			sum += av1_subpel_filters[i / 16][i % 16][k];
		KUNIT_EXPECT_EQ(test, sum, 128);
	}
	for (i = 0; i < ARRAY_SIZE(av1_warped_filters); i++) {
		for (sum = 0, k = 0; k < 8; k++)
			sum += av1_warped_filters[i][k];
		KUNIT_EXPECT_EQ(test, sum, 128);
	}
	for (i = 0; i < ARRAY_SIZE(av1_upscale_filter); i++) {
		for (sum = 0, k = 0; k < 8; k++)
			sum += av1_upscale_filter[i][k];
		KUNIT_EXPECT_EQ(test, sum, 128);
	}
	for (i = 0; i < ARRAY_SIZE(av1_intra_filter_taps); i++) {
		for (j = 0; j < 8; j++) {
			for (sum = 0, k = 0; k < 7; k++)
				sum += av1_intra_filter_taps[i][j][k];
			KUNIT_EXPECT_EQ(test, sum, 16);
		}
	}
	for (i = 0; i < ARRAY_SIZE(av1_div_lut); i++)
		KUNIT_EXPECT_EQ(test, av1_div_lut[i], ((1 << 22) + (256 + i) / 2) / (256 + i));
}

/* Sizes agree with each other. */
static void tables_sizes(struct kunit *test)
{
	u32 i;

	for (i = 0; i < AV1_BLOCK_SIZES; i++) {
		const u32 tx = av1_max_tx_size_rect[i];

		KUNIT_EXPECT_EQ(test, av1_block_width[i], 4 << av1_mi_width_log2[i]);
		KUNIT_EXPECT_EQ(test, av1_block_height[i], 4 << av1_mi_height_log2[i]);
		KUNIT_EXPECT_EQ(test, av1_block_width[i], 4 * av1_num_4x4_blocks_wide[i]);
		KUNIT_EXPECT_EQ(test, av1_block_height[i], 4 * av1_num_4x4_blocks_high[i]);
		KUNIT_EXPECT_EQ(test, av1_tx_width[tx], min(av1_block_width[i], 64));
		KUNIT_EXPECT_EQ(test, av1_tx_height[tx], min(av1_block_height[i], 64));
	}
	for (i = 0; i < AV1_TX_SIZES; i++) {
		const u32 coded = av1_adjusted_tx_size[i];

		KUNIT_EXPECT_EQ(test, av1_tx_width[i], 1 << av1_tx_width_log2[i]);
		KUNIT_EXPECT_EQ(test, av1_tx_height[i], 1 << av1_tx_height_log2[i]);
		KUNIT_EXPECT_EQ(test, av1_tx_width[coded], min(av1_tx_width[i], 32));
		KUNIT_EXPECT_EQ(test, av1_tx_height[coded], min(av1_tx_height[i], 32));
		KUNIT_EXPECT_EQ(test, av1_tx_width[av1_tx_size_sqr[i]],
				min(av1_tx_width[i], av1_tx_height[i]));
		KUNIT_EXPECT_EQ(test, av1_tx_width[av1_tx_size_sqr_up[i]],
				max(av1_tx_width[i], av1_tx_height[i]));
	}
}

static struct kunit_case tables_cases[] = {
	KUNIT_CASE(tables_sums),
	KUNIT_CASE(tables_scans),
	KUNIT_CASE(tables_base_ctx),
	KUNIT_CASE(tables_cdf_sums),
	KUNIT_CASE(tables_cdf_rows),
	KUNIT_CASE(tables_cdf_counters),
	KUNIT_CASE(tables_matrices),
	KUNIT_CASE(tables_filters),
	KUNIT_CASE(tables_sizes),
	{}
};

static struct kunit_suite tables_suite = {
	.name = "av1_tables",
	.test_cases = tables_cases,
};

kunit_test_suite(tables_suite);
