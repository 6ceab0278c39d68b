// SPDX-License-Identifier: GPL-2.0
/*
 * Tables of VP9.  The checksums are of values that agree in two or more other
 * decoders; what follows from a rule is compared with that rule.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "vp9/vp9_tables.h"

/* CRC-32 of IEEE 802.3 */
static u32 tables_crc_byte(u32 crc, u8 byte)
{
	int i;

	crc ^= byte;
	for (i = 0; i < 8; i++)
		crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	return crc;
}

static u32 tables_crc8(const void *table, size_t bytes)
{
	const u8 *p = table;
	u32 crc = ~0u;

	while (bytes--)
		crc = tables_crc_byte(crc, *p++);
	return ~crc;
}

/* As little-endian values */
static u32 tables_crc16(const u16 *table, size_t num)
{
	u32 crc = ~0u;

	for (; num--; table++)
		crc = tables_crc_byte(tables_crc_byte(crc, *table & 0xff), *table >> 8);
	return ~crc;
}

#define TABLES_EXPECT_CRC8(test, table, crc) \
	KUNIT_EXPECT_EQ_MSG(test, tables_crc8(table, sizeof(table)), crc, #table)

static void tables_default_probs(struct kunit *test)
{
	const struct vp9_probs *p = &vp9_default_probs;

	TABLES_EXPECT_CRC8(test, p->tx8, 0xd89a9ce0);
	TABLES_EXPECT_CRC8(test, p->tx16, 0xb77f7f84);
	TABLES_EXPECT_CRC8(test, p->tx32, 0xe27c3af3);
	TABLES_EXPECT_CRC8(test, p->coef, 0xf201948c);
	TABLES_EXPECT_CRC8(test, p->skip, 0x23b19689);
	TABLES_EXPECT_CRC8(test, p->inter_mode, 0x5eeb9cdd);
	TABLES_EXPECT_CRC8(test, p->interp_filter, 0xc9b19042);
	TABLES_EXPECT_CRC8(test, p->is_inter, 0xc02a8299);
	TABLES_EXPECT_CRC8(test, p->comp_mode, 0x9af25c2e);
	TABLES_EXPECT_CRC8(test, p->single_ref, 0xa72c036f);
	TABLES_EXPECT_CRC8(test, p->comp_ref, 0xb41574e3);
	TABLES_EXPECT_CRC8(test, p->y_mode, 0x82db1f28);
	TABLES_EXPECT_CRC8(test, p->uv_mode, 0xf2c4c54e);
	TABLES_EXPECT_CRC8(test, p->partition, 0xf1ad3e8d);
	TABLES_EXPECT_CRC8(test, p->mv_joint, 0x7ac7b1af);
	TABLES_EXPECT_CRC8(test, p->mv_sign, 0x97e20994);
	TABLES_EXPECT_CRC8(test, p->mv_class, 0x251310f1);
	TABLES_EXPECT_CRC8(test, p->mv_class0_bit, 0x8eeb8f3c);
	TABLES_EXPECT_CRC8(test, p->mv_bits, 0x04d3d268);
	TABLES_EXPECT_CRC8(test, p->mv_class0_fr, 0x6307f1cc);
	TABLES_EXPECT_CRC8(test, p->mv_fr, 0xdf072348);
	TABLES_EXPECT_CRC8(test, p->mv_class0_hp, 0x39080dfe);
	TABLES_EXPECT_CRC8(test, p->mv_hp, 0x97e20994);
}

static void tables_fixed_probs(struct kunit *test)
{
	TABLES_EXPECT_CRC8(test, vp9_kf_partition, 0x352f8eff);
	TABLES_EXPECT_CRC8(test, vp9_kf_y_mode, 0x3af89697);
	TABLES_EXPECT_CRC8(test, vp9_kf_uv_mode, 0x0914178d);
	TABLES_EXPECT_CRC8(test, vp9_pareto_full, 0x85aad61e);
}

/* 9.3.2: the specification has every other row, and the mean for those between. */
static void tables_pareto(struct kunit *test)
{
	u32 prob, i;

	for (prob = 1; prob < 256; prob++) {
		const u8 *row = vp9_pareto(prob);

		for (i = 0; i < 8; i++) {
			KUNIT_EXPECT_NE_MSG(test, row[i], 0, "prob %u", prob);
			if (prob % 2 == 0)
				KUNIT_EXPECT_EQ_MSG(test, row[i],
						    (vp9_pareto(prob - 1)[i] +
						     vp9_pareto(prob + 1)[i]) >> 1,
						    "prob %u", prob);
		}
	}
}

static void tables_quant(struct kunit *test)
{
	static const u32 dc[] = { 0x34cb4c46, 0xc1ba2c8d, 0x9834c9c8 };
	static const u32 ac[] = { 0x9a42c550, 0x9d7f9bc9, 0x4697f006 };
	u32 i;

	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ_MSG(test, tables_crc16(vp9_dc_qlookup[i], 256), dc[i], "%u", i);
		KUNIT_EXPECT_EQ_MSG(test, tables_crc16(vp9_ac_qlookup[i], 256), ac[i], "%u", i);
	}
}

/* The values of a token go on where those of the one before end. */
static void tables_token_cats(struct kunit *test)
{
	static const u32 crc[] = {
		0xb2b26158, 0x15a1f981, 0xdfc29734, 0x299a0753, 0xebcd35a2, 0x7351b80e,
	};
	u32 next = 5, i;

	for (i = 0; i < 6; i++) {
		const struct vp9_token_cat *cat = &vp9_token_cats[i];

		KUNIT_EXPECT_EQ_MSG(test, cat->base, next, "category %u", i + 1);
		KUNIT_EXPECT_EQ_MSG(test, cat->bits, i < 5 ? i + 1 : 18, "category %u", i + 1);
		KUNIT_EXPECT_EQ_MSG(test, tables_crc8(cat->probs, cat->bits), crc[i],
				    "category %u", i + 1);
		next += 1 << cat->bits;
	}
}

static void tables_coef_bands(struct kunit *test)
{
	static const u32 crc[] = { 0x9b3cc8c6, 0x6f92e0d0, 0xe82d2aa0, 0x11335a67 };
	u8 *bands = kunit_kzalloc(test, 1024, GFP_KERNEL);
	u32 i, band, n;

	KUNIT_ASSERT_NOT_NULL(test, bands);
	for (i = 0; i < VP9_TX_SIZES; i++) {
		u32 num = 0;

		for (band = 0; band < 6; band++)
			for (n = 0; n < vp9_band_sizes[i][band] && num < 1024; n++)
				bands[num++] = band;
		KUNIT_EXPECT_EQ_MSG(test, num, 16 << 2 * i, "size %u", i);
		KUNIT_EXPECT_EQ_MSG(test, tables_crc8(bands, num), crc[i], "size %u", i);
		KUNIT_EXPECT_EQ_MSG(test, vp9_band_sizes[i][band], 0, "size %u", i);
	}
}

static void tables_scans(struct kunit *test)
{
	static const u32 crc[VP9_TX_SIZES][VP9_TX_TYPES] = {
		{ 0xcb0c5925, 0x48c59be7, 0x9f0fed8e, 0xcb0c5925 },
		{ 0x508f7852, 0x6f2c596f, 0x80a15d42, 0x508f7852 },
		{ 0x53872fc1, 0x2d70d498, 0x96700032, 0x53872fc1 },
		{ 0x01756773, 0x01756773, 0x01756773, 0x01756773 },
	};
	u32 size, type;

	for (size = 0; size < VP9_TX_SIZES; size++)
		for (type = 0; type < VP9_TX_TYPES; type++)
			KUNIT_EXPECT_EQ_MSG(test,
					    tables_crc16(vp9_scans[size][type].order,
							 16 << 2 * size),
					    crc[size][type], "size %u, type %u", size, type);
}

/* Above and left of @pos, as 9.3.2 has them for the ctx of more_coefs and token. */
static void tables_neighbours(u32 size, u32 type, u32 pos, u32 nb[2])
{
	const u32 n = 4 << size;
	const bool up = pos >= n, left = pos % n;

	nb[0] = pos - n;
	nb[1] = pos - 1;
	if (!up || (left && size < VP9_TX_32X32 && type == VP9_ADST_DCT))
		nb[0] = nb[1];
	else if (!left || (size < VP9_TX_32X32 && type == VP9_DCT_ADST))
		nb[1] = nb[0];
}

static void tables_scan_neighbours(struct kunit *test)
{
	u8 *seen = kunit_kzalloc(test, 1024, GFP_KERNEL);
	u32 size, type, i, nb[2];

	KUNIT_ASSERT_NOT_NULL(test, seen);
	for (size = 0; size < VP9_TX_SIZES; size++) {
		for (type = 0; type < VP9_TX_TYPES; type++) {
			const struct vp9_scan *scan = &vp9_scans[size][type];

			memset(seen, 0, 1024);
			KUNIT_EXPECT_EQ(test, scan->order[0], 0);
			KUNIT_EXPECT_EQ(test, scan->nb[0][0], 0);
			KUNIT_EXPECT_EQ(test, scan->nb[0][1], 0);
			seen[0] = 1;
			for (i = 1; i < 16 << 2 * size; i++) {
				const u16 pos = scan->order[i];

				KUNIT_ASSERT_LT(test, pos, 16 << 2 * size);
				tables_neighbours(size, type, pos, nb);
				KUNIT_EXPECT_EQ_MSG(test, scan->nb[i][0], nb[0],
						    "size %u, type %u, place %u", size, type, i);
				KUNIT_EXPECT_EQ_MSG(test, scan->nb[i][1], nb[1],
						    "size %u, type %u, place %u", size, type, i);
				KUNIT_ASSERT_TRUE(test, seen[nb[0]] && seen[nb[1]]);
				KUNIT_ASSERT_FALSE(test, seen[pos]);
				seen[pos] = 1;
			}
		}
	}
}

/*
 * What struct vp9_dsp.itx_add makes of eob: so many coefficients of DCT_DCT, and no
 * more, are all in the upper left corner.
 */
static void tables_scan_corners(struct kunit *test)
{
	static const struct {
		u8 size;
		u8 eob;
		u8 corner;
	} cases[] = {
		{ VP9_TX_8X8, 12, 4 },
		{ VP9_TX_16X16, 10, 4 },
		{ VP9_TX_16X16, 38, 8 },
		{ VP9_TX_32X32, 34, 8 },
		{ VP9_TX_32X32, 135, 16 },
	};
	u32 i, k;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const u16 *order = vp9_scans[cases[i].size][VP9_DCT_DCT].order;
		const u32 shift = 2 + cases[i].size;

		for (k = 0; k <= cases[i].eob; k++) {
			const u32 row = order[k] >> shift, col = order[k] & ((1 << shift) - 1);

			KUNIT_EXPECT_EQ_MSG(test, row < cases[i].corner && col < cases[i].corner,
					    k < cases[i].eob, "case %u, coefficient %u", i, k);
		}
	}
}

/**
 * struct tables_tree - a tree and what it says
 * @name: for messages
 * @tree: under test
 * @size: entries of it
 * @first: smallest symbol
 * @codes: of each symbol
 */
struct tables_tree {
	const char *name;
	const s8 *tree;
	u32 size;
	u32 first;
	const char *codes[VP9_MV_CLASSES];
};

static const struct tables_tree tables_trees[] = {
	{ "intra_mode", vp9_intra_mode_tree, 18, 0,
	  { "0", "110", "11100", "11110", "111010", "111011", "1111110", "1111111", "111110",
	    "10" } },
	{ "segment", vp9_segment_tree, 14, 0,
	  { "000", "001", "010", "011", "100", "101", "110", "111" } },
	{ "partition", vp9_partition_tree, 6, 0, { "0", "10", "110", "111" } },
	{ "inter_mode", vp9_inter_mode_tree, 6, 0, { "10", "110", "0", "111" } },
	{ "interp_filter", vp9_interp_filter_tree, 4, 0, { "0", "10", "11" } },
	{ "tx_size 8x8", vp9_tx_size_tree[VP9_TX_8X8], 2, 0, { "0", "1" } },
	{ "tx_size 16x16", vp9_tx_size_tree[VP9_TX_16X16], 4, 0, { "0", "10", "11" } },
	{ "tx_size 32x32", vp9_tx_size_tree[VP9_TX_32X32], 6, 0, { "0", "10", "110", "111" } },
	{ "mv_joint", vp9_mv_joint_tree, 6, 0, { "0", "10", "110", "111" } },
	{ "mv_class", vp9_mv_class_tree, 20, 0,
	  { "0", "10", "1100", "1101", "11100", "11101", "11110", "1111100", "1111101",
	    "1111110", "1111111" } },
	{ "mv_fr", vp9_mv_fr_tree, 6, 0, { "0", "10", "110", "111" } },
};

/* Follows @code; returns what it leads to, which goes on for codes too short. */
static int tables_follow(const s8 *tree, u32 size, const char *code)
{
	int at = 0;

	while (*code && at >= 0 && at < size) {
		at = tree[at + *code++ - '0'];
		if (at <= 0)
			return *code ? -1 : -at;
	}
	return -1;
}

static void tables_trees_codes(struct kunit *test)
{
	u32 i, symbol;

	for (i = 0; i < ARRAY_SIZE(tables_trees); i++) {
		const struct tables_tree *t = &tables_trees[i];
		/* A tree of so many pairs has one symbol more than that. */
		const u32 symbols = t->size / 2 + 1;

		for (symbol = 0; symbol < symbols; symbol++)
			KUNIT_EXPECT_EQ_MSG(test, tables_follow(t->tree, t->size, t->codes[symbol]),
					    t->first + symbol, "%s, symbol %u", t->name, symbol);
	}
}

static struct kunit_case tables_cases[] = {
	KUNIT_CASE(tables_default_probs),
	KUNIT_CASE(tables_fixed_probs),
	KUNIT_CASE(tables_pareto),
	KUNIT_CASE(tables_quant),
	KUNIT_CASE(tables_token_cats),
	KUNIT_CASE(tables_coef_bands),
	KUNIT_CASE(tables_scans),
	KUNIT_CASE(tables_scan_neighbours),
	KUNIT_CASE(tables_scan_corners),
	KUNIT_CASE(tables_trees_codes),
	{}
};

static struct kunit_suite tables_suite = {
	.name = "vp9_tables",
	.test_cases = tables_cases,
};

kunit_test_suite(tables_suite);
