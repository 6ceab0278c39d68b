// SPDX-License-Identifier: GPL-2.0
/*
 * CAVLC: its tables, and whole macroblocks with what the parse stage makes of
 * them. Codewords are written as the tables of H.264 9.2 print them.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "h264/h264_cavlc.h"
#include "h264_fixture.h"

/* Raster positions of a zigzag scan (Figure 8-8). */
static const u8 cavlc_zigzag[16] = { 0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15 };

/**
 * struct cavlc_table - one table of codewords
 * @name: for messages
 * @rows: [zeros][8]
 * @zeros: most leading zeros
 * @count: codewords
 * @kraft: sum of 2^(16 - length) over all codewords
 */
struct cavlc_table {
	const char *name;
	const u16 (*rows)[8];
	unsigned int zeros;
	unsigned int count;
	unsigned int kraft;
};

/* What is missing to 65536 are the codewords the standard leaves unused. */
static const struct cavlc_table cavlc_tables[] = {
	{ "coeff_token 0", h264_coeff_token[0], 15, 62, 65534 },
	{ "coeff_token 2", h264_coeff_token[1], 15, 62, 65528 },
	{ "coeff_token 4", h264_coeff_token[2], 15, 62, 65472 },
	{ "coeff_token -1", h264_coeff_token[3], 15, 14, 65536 },
	{ "coeff_token -2", h264_coeff_token[4], 15, 30, 65480 },
	{ "total_zeros 1", h264_total_zeros[0], 9, 16, 65408 },
	{ "total_zeros 2", h264_total_zeros[1], 9, 15, 65536 },
	{ "total_zeros 3", h264_total_zeros[2], 9, 14, 65536 },
	{ "total_zeros 4", h264_total_zeros[3], 9, 13, 65536 },
	{ "total_zeros 5", h264_total_zeros[4], 9, 12, 65536 },
	{ "total_zeros 6", h264_total_zeros[5], 9, 11, 65536 },
	{ "total_zeros 7", h264_total_zeros[6], 9, 10, 65536 },
	{ "total_zeros 8", h264_total_zeros[7], 9, 9, 65536 },
	{ "total_zeros 9", h264_total_zeros[8], 9, 8, 65536 },
	{ "total_zeros 10", h264_total_zeros[9], 9, 7, 65536 },
	{ "total_zeros 11", h264_total_zeros[10], 9, 6, 65536 },
	{ "total_zeros 12", h264_total_zeros[11], 9, 5, 65536 },
	{ "total_zeros 13", h264_total_zeros[12], 9, 4, 65536 },
	{ "total_zeros 14", h264_total_zeros[13], 9, 3, 65536 },
	{ "total_zeros 15", h264_total_zeros[14], 9, 2, 65536 },
	{ "total_zeros 420 1", h264_total_zeros_dc420[0], 3, 4, 65536 },
	{ "total_zeros 420 2", h264_total_zeros_dc420[1], 3, 3, 65536 },
	{ "total_zeros 420 3", h264_total_zeros_dc420[2], 3, 2, 65536 },
	{ "total_zeros 422 1", h264_total_zeros_dc422[0], 5, 8, 65536 },
	{ "total_zeros 422 2", h264_total_zeros_dc422[1], 5, 7, 65536 },
	{ "total_zeros 422 3", h264_total_zeros_dc422[2], 5, 6, 65536 },
	{ "total_zeros 422 4", h264_total_zeros_dc422[3], 5, 5, 65536 },
	{ "total_zeros 422 5", h264_total_zeros_dc422[4], 5, 4, 65536 },
	{ "total_zeros 422 6", h264_total_zeros_dc422[5], 5, 3, 65536 },
	{ "total_zeros 422 7", h264_total_zeros_dc422[6], 5, 2, 65536 },
	{ "run_before 1", h264_run_before[0], 11, 2, 65536 },
	{ "run_before 2", h264_run_before[1], 11, 3, 65536 },
	{ "run_before 3", h264_run_before[2], 11, 4, 65536 },
	{ "run_before 4", h264_run_before[3], 11, 5, 65536 },
	{ "run_before 5", h264_run_before[4], 11, 6, 65536 },
	{ "run_before 6", h264_run_before[5], 11, 7, 65536 },
	{ "run_before 7", h264_run_before[6], 11, 15, 65504 },
};

static void cavlc_table_desc(const struct cavlc_table *t, char *desc)
{
	strscpy(desc, t->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(cavlc_table, cavlc_tables, cavlc_table_desc);

static u32 cavlc_lookup(const struct cavlc_table *t, u32 bits16)
{
	unsigned int zeros = 0;

	while (zeros < t->zeros && !(bits16 >> (15 - zeros) & 1))
		zeros++;
	if (zeros < t->zeros)
		return t->rows[zeros][bits16 << zeros >> 12 & 7];
	return t->rows[zeros][(u32)bits16 << 3 << zeros >> 16 & 7];
}

/*
 * Looks up all strings of 16 bits: no codeword is the beginning of another,
 * each value has one, and all of them together fill what they should.
 */
static void cavlc_table_is_complete(struct kunit *test)
{
	const struct cavlc_table *t = test->param_value;
	u8 *seen = kunit_kzalloc(test, 1024, GFP_KERNEL);
	unsigned int count = 0, kraft = 0, used = 0;
	u32 bits;

	KUNIT_ASSERT_NOT_NULL(test, seen);
	for (bits = 0; bits < 65536; bits++) {
		const u32 entry = cavlc_lookup(t, bits);
		const u32 length = entry & 31, value = entry >> 5;

		if (!entry)
			continue;
		used++;
		KUNIT_ASSERT_LT(test, value, 1024);
		KUNIT_ASSERT_LE(test, length, 16);
		/* Once for each codeword: the string with zeros after it. */
		if (bits & ((1u << (16 - length)) - 1))
			continue;
		KUNIT_EXPECT_EQ_MSG(test, seen[value], 0, "value %u", value);
		seen[value] = 1;
		count++;
		kraft += 1u << (16 - length);
	}
	KUNIT_EXPECT_EQ(test, count, t->count);
	KUNIT_EXPECT_EQ(test, kraft, t->kraft);
	KUNIT_EXPECT_EQ(test, used, t->kraft);
}

/**
 * struct cavlc_code - a codeword of the standard
 * @table: index into cavlc_tables
 * @digits: the codeword
 * @value: what it means
 */
struct cavlc_code {
	u8 table;
	const char *digits;
	u8 value;
};

#define TOKEN(total, ones)	((total) << 2 | (ones))

static void cavlc_known_codewords(struct kunit *test)
{
	static const struct cavlc_code codes[] = {
		{ 0, "1", TOKEN(0, 0) }, { 0, "01", TOKEN(1, 1) }, { 0, "000101", TOKEN(1, 0) },
		{ 0, "0000000000000001", 0 }, { 0, "000000000000001", TOKEN(13, 1) },
		{ 0, "0000000000000100", TOKEN(16, 0) }, { 0, "0000000000001000", TOKEN(16, 3) },
		{ 1, "11", TOKEN(0, 0) }, { 1, "00000000000111", TOKEN(16, 0) },
		{ 2, "1111", TOKEN(0, 0) }, { 2, "0000000001", TOKEN(16, 0) },
		{ 3, "01", TOKEN(0, 0) }, { 3, "0000000", TOKEN(4, 3) },
		{ 4, "1", TOKEN(0, 0) }, { 4, "0001111", TOKEN(1, 0) },
		{ 5, "1", 0 }, { 5, "000000001", 15 }, { 6, "000000", 14 }, { 7, "000000", 13 },
		{ 19, "1", 1 }, { 20, "000", 3 }, { 22, "1", 0 }, { 23, "00000", 7 },
		{ 30, "1", 0 }, { 30, "0", 1 }, { 36, "111", 0 }, { 36, "001", 6 },
		{ 36, "00000000001", 14 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(codes); i++) {
		struct h264_writer *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);
		u32 entry;

		KUNIT_ASSERT_NOT_NULL(test, w);
		h264_put_code(w, codes[i].digits);
		entry = cavlc_lookup(&cavlc_tables[codes[i].table], w->data[0] << 8 | w->data[1]);
		if (!strcmp(codes[i].digits, "0000000000000001")) {
			KUNIT_EXPECT_EQ(test, entry, 0);
			continue;
		}
		KUNIT_EXPECT_EQ_MSG(test, entry >> 5, codes[i].value, "%s", codes[i].digits);
		KUNIT_EXPECT_EQ_MSG(test, entry & 31, strlen(codes[i].digits), "%s",
				    codes[i].digits);
	}
}

/*
 * I_NxN with an empty pattern but for the first 8x8 block, and the 4x4 blocks in
 * @blocks: codewords of residual_block_cavlc().
 */
static struct h264_mb *cavlc_parse_i4x4(struct kunit *test, struct h264_fixture *f,
					const char * const blocks[4])
{
	unsigned int i;

	h264_put_ue(&f->w, 0);
	for (i = 0; i < 16; i++)
		h264_put_code(&f->w, "1");
	h264_put_ue(&f->w, 0);
	/* coded_block_pattern 1 of Intra: codeNum 29 */
	h264_put_ue(&f->w, 29);
	h264_put_se(&f->w, 0);
	for (i = 0; i < 4; i++)
		h264_put_code(&f->w, blocks[i]);
	h264_fixture_written(f, H264_SLICE_I);
	h264_fixture_run(f, 1);
	return &f->pic.mbs[0];
}

static const s16 *cavlc_coefs(const struct h264_fixture *f, const struct h264_mb *mb)
{
	return h264_pic_coefs(&f->pic, mb->coef);
}

/* The example most texts show: 0, 3, 0, 1, -1, -1, 0, 1, 0... */
static void cavlc_block_of_five(struct kunit *test)
{
	static const s8 levels[16] = { 0, 3, 0, 1, -1, -1, 0, 1 };
	struct h264_fixture *f = h264_fixture_init(test, 1, 1);
	struct h264_mb *mb;
	const s16 *coef;
	unsigned int i;

	/* nC of the second and third block is 5, of the fourth (0 + 0 + 1) >> 1. */
	mb = cavlc_parse_i4x4(test, f, (const char * const []){
		"000010001110010111101101", "1111", "1111", "1" });
	KUNIT_ASSERT_EQ(test, mb->type, H264_MB_I_NXN);
	KUNIT_EXPECT_EQ(test, mb->total_coeff[0], 5);
	KUNIT_EXPECT_EQ(test, mb->coded, H264_CODED_LUMA(0));
	KUNIT_EXPECT_EQ(test, mb->cbp, 1);
	coef = cavlc_coefs(f, mb);
	for (i = 0; i < 16; i++)
		KUNIT_EXPECT_EQ_MSG(test, coef[cavlc_zigzag[i]], 16 * levels[i], "level %u", i);
}

/* Levels whose prefix is 14, 15 and 16, and how the suffix grows. */
static void cavlc_level_escapes(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 1, 1);
	struct h264_mb *mb;
	const s16 *coef;

	/*
	 * total_coeff 4 with no trailing ones "00000000111"... (nC 0: 000 0000 111).
	 * Levels: prefix 14 with 4 bits and suffixLength 0: levelCode 14 + 5, + 2: -11
	 * (odd is negative); then suffixLength is 2 (above 3): prefix 15 with 12 bits:
	 * 60 + 1000: 531; then 3: prefix 14 with 3 bits: 112 + 5: -59; then 4: prefix
	 * 16 with 13 bits: 240 + 6000 + 4096: 5169.  total_zeros 0 of tzVlcIndex 4: 00011.
	 */
	mb = cavlc_parse_i4x4(test, f, (const char * const []){
		"0000000111 "
		"000000000000001 0101 "
		"0000000000000001 001111101000 "
		"000000000000001 101 "
		"00000000000000001 1011101110000 "
		"00011",
		"1111", "1111", "1" });
	KUNIT_ASSERT_EQ(test, mb->type, H264_MB_I_NXN);
	KUNIT_EXPECT_EQ(test, mb->total_coeff[0], 4);
	coef = cavlc_coefs(f, mb);
	KUNIT_EXPECT_EQ(test, coef[cavlc_zigzag[3]], 16 * -11);
	KUNIT_EXPECT_EQ(test, coef[cavlc_zigzag[2]], 16 * 531);
	KUNIT_EXPECT_EQ(test, coef[cavlc_zigzag[1]], 16 * -59);
	KUNIT_EXPECT_EQ(test, coef[cavlc_zigzag[0]], 16 * 5169 - 65536);
}

/* One level at the end of a long run, and a run above 6 in the middle. */
static void cavlc_long_runs(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 1, 1);
	struct h264_mb *mb;
	const s16 *coef;

	/*
	 * Two trailing ones "001", signs + and -, total_zeros 12 (tzVlcIndex 2:
	 * 000010): positions 13 and, with run_before 9 (00000 01), 3.
	 */
	mb = cavlc_parse_i4x4(test, f, (const char * const []){
		"001 01 000010 000001", "10 0 000000001", "011 10 111",
		"10 0 1" });
	KUNIT_ASSERT_EQ(test, mb->type, H264_MB_I_NXN);
	coef = cavlc_coefs(f, mb);
	KUNIT_EXPECT_EQ(test, coef[cavlc_zigzag[13]], 16);
	KUNIT_EXPECT_EQ(test, coef[cavlc_zigzag[13 - 1 - 9]], -16);
	/*
	 * The second 4x4 block (nC 2) has one level, at 15; the third one two, without
	 * zeros; nC of the fourth is (2 + 1 + 1) >> 1.
	 */
	KUNIT_EXPECT_EQ(test, coef[16 + 15], 16);
	KUNIT_EXPECT_EQ(test, coef[32 + 1], -16);
	KUNIT_EXPECT_EQ(test, coef[32], 16);
	KUNIT_EXPECT_EQ(test, mb->total_coeff[5], 1);
	KUNIT_EXPECT_EQ(test, mb->coded, H264_CODED_LUMA(0) | H264_CODED_LUMA(1) |
					 H264_CODED_LUMA(4) | H264_CODED_LUMA(5));
}

/* What cannot be: the macroblock is lost and leaves nothing. */
static void cavlc_damaged_block(struct kunit *test)
{
	/* No codeword; run_before 9 of 7 zeros left; level_prefix 26 */
	static const char * const damaged[] = {
		"0000000000000001", "001 00 0011 000001",
		"000101 00000000000000000000000000 1 00000000000000000000000",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(damaged); i++) {
		struct h264_fixture *f = h264_fixture_init(test, 1, 1);
		struct h264_mb *mb;

		mb = cavlc_parse_i4x4(test, f, (const char * const []){
			damaged[i], "1", "1", "1" });
		KUNIT_EXPECT_EQ_MSG(test, mb->type, H264_MB_NONE, "%u", i);
		KUNIT_EXPECT_EQ(test, mb->slice, H264_SLICE_NONE);
		KUNIT_EXPECT_EQ(test, mb->coded, 0);
	}
}

/* nC of at least 8 reads 6 bits (Table 9-5, last column). */
static void cavlc_fixed_length_token(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 1, 1);
	struct h264_mb *mb;

	/*
	 * 16 levels, no trailing ones, suffixLength 1: 2, then 1 fifteen times. The
	 * second and the third block have nC 16: none, and two levels (2 and 1).
	 */
	mb = cavlc_parse_i4x4(test, f, (const char * const []){
		"0000000000000100 10101010101010101010101010101010",
		"000011", "000100 1 10 111", "1" });
	KUNIT_ASSERT_EQ(test, mb->type, H264_MB_I_NXN);
	KUNIT_EXPECT_EQ(test, mb->total_coeff[0], 16);
	KUNIT_EXPECT_EQ(test, mb->total_coeff[1], 0);
	KUNIT_EXPECT_EQ(test, mb->total_coeff[4], 2);
}

/* Partitions, ref_idx and mvd of a P macroblock. */
static void cavlc_inter(struct kunit *test)
{
	/* First blocks of the sub-macroblock partitions in coding order. */
	static const u8 first[9] = { 0, 2, 6, 8, 9, 10, 11, 14, 15 };
	struct h264_fixture *f = h264_fixture_init(test, 2, 1);
	struct h264_motion *motion = f->pic.side->motion;
	struct h264_mb *mb = f->pic.mbs;
	struct h264_slice *slice;
	int i;

	h264_put_ue(&f->w, 0);
	/* P_L0_L0_8x16, ref_idx 1 and 0 of two: one inverted bit each */
	h264_put_ue(&f->w, 2);
	h264_put_code(&f->w, "01");
	h264_put_se(&f->w, 5);
	h264_put_se(&f->w, -3);
	h264_put_se(&f->w, 0);
	h264_put_se(&f->w, 100);
	/* coded_block_pattern 0 of Inter */
	h264_put_ue(&f->w, 0);
	/* P_8x8: 8x8, 8x4, 4x8, 4x4 */
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 3);
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 1);
	h264_put_ue(&f->w, 2);
	h264_put_ue(&f->w, 3);
	h264_put_code(&f->w, "1111");
	for (i = 1; i <= 9; i++) {
		h264_put_se(&f->w, i);
		h264_put_se(&f->w, -i);
	}
	h264_put_ue(&f->w, 0);
	slice = h264_fixture_written(f, H264_SLICE_P);
	slice->num_ref_idx[0] = 2;
	h264_fixture_run(f, 1);

	KUNIT_ASSERT_EQ(test, mb[0].type, H264_MB_INTER);
	KUNIT_EXPECT_EQ(test, mb[0].shape, H264_HALVES_H);
	KUNIT_EXPECT_EQ(test, motion[0].ref_idx[0][0], 1);
	KUNIT_EXPECT_EQ(test, motion[0].ref_idx[0][2], 1);
	KUNIT_EXPECT_EQ(test, motion[0].ref_idx[0][1], 0);
	KUNIT_EXPECT_EQ(test, motion[0].ref_idx[1][0], -1);
	KUNIT_EXPECT_EQ(test, motion[0].mv[0][0].x, 5);
	KUNIT_EXPECT_EQ(test, motion[0].mv[0][0].y, -3);
	KUNIT_EXPECT_EQ(test, motion[0].mv[0][2].x, 0);
	KUNIT_EXPECT_EQ(test, motion[0].mv[0][2].y, 100);

	KUNIT_ASSERT_EQ(test, mb[1].type, H264_MB_INTER);
	KUNIT_EXPECT_EQ(test, mb[1].shape, H264_QUARTERS);
	for (i = 0; i < 9; i++) {
		KUNIT_EXPECT_EQ(test, motion[1].mv[0][first[i]].x, i + 1);
		KUNIT_EXPECT_EQ(test, motion[1].mv[0][first[i]].y, -(i + 1));
	}
}

/* Skip runs that end in the middle of a row and with the slice. */
static void cavlc_skip_runs(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 3, 2);
	unsigned int i;

	h264_put_ue(&f->w, 2);
	h264_put_ue(&f->w, 0);
	h264_put_se(&f->w, 0);
	h264_put_se(&f->w, 0);
	h264_put_ue(&f->w, 0);
	h264_put_ue(&f->w, 3);
	h264_fixture_written(f, H264_SLICE_P);
	h264_fixture_run(f, 1);
	for (i = 0; i < 6; i++) {
		KUNIT_EXPECT_EQ(test, f->pic.mbs[i].type, H264_MB_INTER);
		KUNIT_EXPECT_EQ(test, !!(f->pic.mbs[i].flags & H264_MB_SKIP), i != 2);
	}
}

/* I_PCM: aligned samples, and the syntax goes on after them. */
static void cavlc_pcm(struct kunit *test)
{
	struct h264_fixture *f = h264_fixture_init(test, 2, 1);
	struct h264_mb *mb = f->pic.mbs;
	const s16 *coef;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		unsigned int j;

		h264_put_ue(&f->w, 25);
		f->w.bits = (f->w.bits + 7) & ~7u;
		for (j = 0; j < 384; j++)
			h264_put_bits(&f->w, (j * 7 + i) & 255, 8);
	}
	h264_fixture_written(f, H264_SLICE_I);
	h264_fixture_run(f, 1);
	KUNIT_ASSERT_EQ(test, mb[1].type, H264_MB_I_PCM);
	KUNIT_EXPECT_EQ(test, mb[1].coef, 384);
	coef = cavlc_coefs(f, &mb[1]);
	for (i = 0; i < 384; i++)
		KUNIT_EXPECT_EQ(test, coef[i], (i * 7 + 1) & 255);
	KUNIT_EXPECT_EQ(test, mb[1].qp, 0);
}

static struct kunit_case cavlc_cases[] = {
	KUNIT_CASE_PARAM(cavlc_table_is_complete, cavlc_table_gen_params),
	KUNIT_CASE(cavlc_known_codewords),
	KUNIT_CASE(cavlc_block_of_five),
	KUNIT_CASE(cavlc_level_escapes),
	KUNIT_CASE(cavlc_long_runs),
	KUNIT_CASE(cavlc_damaged_block),
	KUNIT_CASE(cavlc_fixed_length_token),
	KUNIT_CASE(cavlc_inter),
	KUNIT_CASE(cavlc_skip_runs),
	KUNIT_CASE(cavlc_pcm),
	{}
};

static struct kunit_suite cavlc_suite = {
	.name = "h264_cavlc",
	.test_cases = cavlc_cases,
};

kunit_test_suite(cavlc_suite);
