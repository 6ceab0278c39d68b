/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Checksums of the specification's tables, for av1_tables_kunit.c.
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_TABLES_SUMS_H
#define AV1_TABLES_SUMS_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "av1/av1_block_tables.h"
#include "av1/av1_cdef_tables.h"
#include "av1/av1_fg_tables.h"
#include "av1/av1_intra_tables.h"
#include "av1/av1_lr_tables.h"
#include "av1/av1_mc_tables.h"
#include "av1/av1_quant_tables.h"

#define AV1_TABLE(table, type, sum) \
	{ #table, table, sizeof(table), sizeof(type), (type)~0 < 0, sum }

/**
 * struct av1_table_sum - a table and its checksum
 * @name: its name
 * @table: its first element
 * @bytes: size of all of it
 * @size: size of an element
 * @is_signed: elements are signed
 * @sum: CRC-32 of the elements as 32-bit words, little-endian
 */
struct av1_table_sum {
	const char *name;
	const void *table;
	u32 bytes;
	u8 size;
	bool is_signed;
	u32 sum;
};

static const __maybe_unused struct av1_table_sum av1_table_sums[] = {
	AV1_TABLE(av1_sm_weights_tx_4x4, u8, 0x93642211),
	AV1_TABLE(av1_sm_weights_tx_8x8, u8, 0x6ccf0410),
	AV1_TABLE(av1_sm_weights_tx_16x16, u8, 0x17815855),
	AV1_TABLE(av1_sm_weights_tx_32x32, u8, 0x4b7ae967),
	AV1_TABLE(av1_sm_weights_tx_64x64, u8, 0xcc1a259a),
	AV1_TABLE(av1_mode_to_angle, u8, 0x7370c335),
	AV1_TABLE(av1_dr_intra_derivative, u16, 0x172ac5ca),
	AV1_TABLE(av1_intra_filter_taps, s8, 0x9d480f11),
	AV1_TABLE(av1_intra_edge_kernel, u8, 0xacb3cc9f),
	AV1_TABLE(av1_subpel_filters, s16, 0xe113b4d2),
	AV1_TABLE(av1_warped_filters, s8, 0x9a822d8d),
	AV1_TABLE(av1_div_lut, u16, 0xd4054d94),
	AV1_TABLE(av1_obmc_mask_2, u8, 0x9c45f0d3),
	AV1_TABLE(av1_obmc_mask_4, u8, 0xbddc77d0),
	AV1_TABLE(av1_obmc_mask_8, u8, 0x2e286f56),
	AV1_TABLE(av1_obmc_mask_16, u8, 0x123fa070),
	AV1_TABLE(av1_obmc_mask_32, u8, 0xbe1c0d66),
	AV1_TABLE(av1_wedge_master_oblique_odd, u8, 0xee6005a3),
	AV1_TABLE(av1_wedge_master_oblique_even, u8, 0xf20623ea),
	AV1_TABLE(av1_wedge_master_vertical, u8, 0x12193102),
	AV1_TABLE(av1_wedge_codebook, u8, 0x8eab0a58),
	AV1_TABLE(av1_ii_weights_1d, u8, 0xd8e7d66f),
	AV1_TABLE(av1_quant_dist_weight, u8, 0xe648c834),
	AV1_TABLE(av1_quant_dist_lookup, u8, 0x83c08001),
	AV1_TABLE(av1_upscale_filter, s16, 0x0d3882cf),
	AV1_TABLE(av1_sgr_params, u8, 0x860364b9),
	AV1_TABLE(av1_wiener_taps_min, s8, 0x5252abc6),
	AV1_TABLE(av1_wiener_taps_max, u8, 0x02eaedb6),
	AV1_TABLE(av1_wiener_taps_k, u8, 0xb0e02293),
	AV1_TABLE(av1_wiener_taps_mid, s8, 0x089a2dd8),
	AV1_TABLE(av1_sgrproj_xqd_min, s8, 0xa53879bf),
	AV1_TABLE(av1_sgrproj_xqd_max, u8, 0x53d7e31a),
	AV1_TABLE(av1_sgrproj_xqd_mid, s8, 0x521e9bb1),
	AV1_TABLE(av1_cdef_uv_dir, u8, 0x0a850114),
	AV1_TABLE(av1_cdef_div_table, u16, 0x4d664b8c),
	AV1_TABLE(av1_cdef_pri_taps, u8, 0x488b3140),
	AV1_TABLE(av1_cdef_sec_taps, u8, 0x0a274241),
	AV1_TABLE(av1_cdef_directions, s8, 0x0ea4ba32),
	AV1_TABLE(av1_gaussian_sequence, s16, 0x14066f48),
	AV1_TABLE(av1_dc_qlookup, u16, 0x116398a3),
	AV1_TABLE(av1_ac_qlookup, u16, 0x7aaad811),
	AV1_TABLE(av1_quantizer_matrix, u8, 0x9df0c721),
	AV1_TABLE(av1_qm_offset, u16, 0x04679c8f),
	AV1_TABLE(av1_num_4x4_blocks_wide, u8, 0x636bac43),
	AV1_TABLE(av1_num_4x4_blocks_high, u8, 0xa287a7c1),
	AV1_TABLE(av1_block_width, u8, 0xf67682b6),
	AV1_TABLE(av1_block_height, u8, 0x4724a03c),
	AV1_TABLE(av1_mi_width_log2, u8, 0x459e1866),
	AV1_TABLE(av1_mi_height_log2, u8, 0xcbdb4e5e),
	AV1_TABLE(av1_size_group, u8, 0xd452ec6c),
	AV1_TABLE(av1_wedge_bits, u8, 0x2428f0d4),
	AV1_TABLE(av1_max_tx_size_rect, u8, 0x1352ce57),
	AV1_TABLE(av1_max_tx_depth, u8, 0x24ac5a93),
	AV1_TABLE(av1_subsampled_size, u8, 0x45551f6e),
	AV1_TABLE(av1_partition_subsize, u8, 0xfaef6b42),
	AV1_TABLE(av1_split_tx_size, u8, 0x8b2cb4eb),
	AV1_TABLE(av1_tx_size_sqr, u8, 0x261bc083),
	AV1_TABLE(av1_tx_size_sqr_up, u8, 0x772aa2ab),
	AV1_TABLE(av1_adjusted_tx_size, u8, 0xfa4cc98b),
	AV1_TABLE(av1_tx_width, u8, 0x624adf8d),
	AV1_TABLE(av1_tx_height, u8, 0x14d2c899),
	AV1_TABLE(av1_tx_width_log2, u8, 0x5cf371a7),
	AV1_TABLE(av1_tx_height_log2, u8, 0xdf0c347a),
	AV1_TABLE(av1_mode_to_txfm, u8, 0xa75533ce),
	AV1_TABLE(av1_tx_type_in_set_intra, u8, 0x282a78c6),
	AV1_TABLE(av1_tx_type_in_set_inter, u8, 0x162a65c7),
	AV1_TABLE(av1_tx_type_intra_inv_set1, u8, 0x9099f37a),
	AV1_TABLE(av1_tx_type_intra_inv_set2, u8, 0xe6546c9c),
	AV1_TABLE(av1_tx_type_inter_inv_set1, u8, 0x0aa76f3d),
	AV1_TABLE(av1_tx_type_inter_inv_set2, u8, 0xced13a3e),
	AV1_TABLE(av1_tx_type_inter_inv_set3, u8, 0x7a6dc442),
	AV1_TABLE(av1_coeff_base_pos_ctx_offset, u8, 0x1731d81c),
	AV1_TABLE(av1_mag_ref_offset_with_tx_class, u8, 0x9ebe1c8a),
	AV1_TABLE(av1_sig_ref_diff_offset, u8, 0x93db4782),
	AV1_TABLE(av1_intra_mode_context, u8, 0xdf540d6e),
	AV1_TABLE(av1_compound_mode_ctx_map, u8, 0xc60f0c24),
	AV1_TABLE(av1_filter_intra_mode_to_intra_dir, u8, 0x8be99d04),
	AV1_TABLE(av1_palette_color_context, s8, 0xec28fa6f),
	AV1_TABLE(av1_palette_color_hash_multipliers, u8, 0x085c45f6),
	AV1_TABLE(av1_segmentation_feature_bits, u8, 0xefb31b26),
	AV1_TABLE(av1_segmentation_feature_signed, u8, 0xa34f62ea),
	AV1_TABLE(av1_segmentation_feature_max, u8, 0x31efafa7),
	AV1_TABLE(av1_div_mult, u16, 0xbda32ed5),
};

/* By tx_size and class: how many, sum */
static const __maybe_unused u32 av1_scan_sums[57][2] = {
	{ 16, 0xf8da3296 }, { 16, 0x402e23fd }, { 16, 0xe1897cc9 }, { 64, 0x34f6a43f },
	{ 64, 0xe16527c3 }, { 64, 0xc98e9147 }, { 256, 0x971bd5c5 }, { 256, 0xdb7bee14 },
	{ 256, 0xf0e359bb }, { 1024, 0xc2b89059 }, { 1024, 0xc2b89059 }, { 1024, 0xc2b89059 },
	{ 1024, 0xc2b89059 }, { 1024, 0xc2b89059 }, { 1024, 0xc2b89059 }, { 32, 0xac1af02a },
	{ 32, 0xeb12ddd3 }, { 32, 0xc4edd0b0 }, { 32, 0x093575b9 }, { 32, 0xeb134bfc },
	{ 32, 0xc4edd0b0 }, { 128, 0x158821f0 }, { 128, 0xba811514 }, { 128, 0x90d5523a },
	{ 128, 0xe8a1a201 }, { 128, 0x3ba85d96 }, { 128, 0x90d5523a }, { 512, 0xaf4f228e },
	{ 512, 0xaf4f228e }, { 512, 0xaf4f228e }, { 512, 0x80a9f00f }, { 512, 0x80a9f00f },
	{ 512, 0x80a9f00f }, { 1024, 0xc2b89059 }, { 1024, 0xc2b89059 }, { 1024, 0xc2b89059 },
	{ 1024, 0xc2b89059 }, { 1024, 0xc2b89059 }, { 1024, 0xc2b89059 }, { 64, 0x343cf68f },
	{ 64, 0x882668fc }, { 64, 0xc98e9147 }, { 64, 0x6b7a4a18 }, { 64, 0xb2414741 },
	{ 64, 0xc98e9147 }, { 256, 0xae15ae1c }, { 256, 0xae15ae1c }, { 256, 0xae15ae1c },
	{ 256, 0x222dd8be }, { 256, 0x222dd8be }, { 256, 0x222dd8be }, { 512, 0xaf4f228e },
	{ 512, 0xaf4f228e }, { 512, 0xaf4f228e }, { 512, 0x80a9f00f }, { 512, 0x80a9f00f },
	{ 512, 0x80a9f00f },
};

/* Of Coeff_Base_Ctx_Offset as it is in the specification */
#define AV1_BASE_CTX_SUM	0x8c78df7c

/* By q_ctx and entry of av1_cdf_layout */
static const __maybe_unused u32 av1_cdf_sums[4][97] = {
	{
		0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202, 0xecc20b60, 0xcdc0bada,
		0x6244f85d, 0x6244f85d, 0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202,
		0xecc20b60, 0xcdc0bada, 0x6244f85d, 0x6244f85d, 0xf5befd24, 0x94aa23b0, 0x7f6ec232,
		0xe3bd8320, 0x40d47743, 0xcb329763, 0x0654c52e, 0x30ec09de, 0x199c712e, 0x9f0a6f09,
		0x034fc70c, 0x7910b911, 0xc7f6d273, 0x57d1f95a, 0x7bc7a124, 0xdecd13c0, 0xdac4e2db,
		0xd2275898, 0x93fd1495, 0xdb5a21d1, 0x000b90c9, 0x41d5cf02, 0xcc5133f9, 0x0ee6069c,
		0xb87583a0, 0x01801f18, 0xa3cd45e2, 0x420f8027, 0x21a74e3a, 0x1aa582ef, 0xda439af4,
		0x4fe368cd, 0x724367e1, 0x9e5a9869, 0x8153c2ba, 0x8c962106, 0xcf709277, 0x306a893f,
		0xfda6c2db, 0x44cbed80, 0x00292349, 0xe1dc23be, 0x506c6652, 0x119e121e, 0xd913e313,
		0xa39a1c1e, 0xa39a1c1e, 0x8ebd1ed8, 0xd7996f82, 0x20394137, 0x63270eed, 0x519be641,
		0x87743c66, 0xb668068f, 0x7e1afbd5, 0x0f675c27, 0xa0fb86ff, 0x2b20d767, 0xf2cc64fa,
		0x5cdd25df, 0xf3f240d0, 0xaff69ac4, 0xe7cc60e6, 0x405c3404, 0x0b8f3e29, 0xaf82f8b2,
		0xc650d204, 0xae72c712, 0x60077a77, 0x464d032d, 0xe09e28a4, 0x58a57da9, 0x299e4fd3,
		0x07ad16d8, 0xa56f82dd, 0x2d6aa678, 0x3fbbec66, 0x46d946d6, 0xcc2136d1,
	},
	{
		0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202, 0xecc20b60, 0xcdc0bada,
		0x6244f85d, 0x6244f85d, 0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202,
		0xecc20b60, 0xcdc0bada, 0x6244f85d, 0x6244f85d, 0xabe18304, 0x8f626b62, 0xa834b894,
		0xcf0b6957, 0x0a04eddf, 0x46dd1c84, 0xf84db982, 0x47660d16, 0x009bd010, 0xe99a7ec9,
		0x0cf80a76, 0xb2032ec9, 0xc7f6d273, 0x57d1f95a, 0x7bc7a124, 0xdecd13c0, 0xdac4e2db,
		0xd2275898, 0x93fd1495, 0xdb5a21d1, 0x000b90c9, 0x41d5cf02, 0xcc5133f9, 0x0ee6069c,
		0xb87583a0, 0x01801f18, 0xa3cd45e2, 0x420f8027, 0x21a74e3a, 0x1aa582ef, 0xda439af4,
		0x4fe368cd, 0x724367e1, 0x9e5a9869, 0x8153c2ba, 0x8c962106, 0xcf709277, 0x306a893f,
		0xfda6c2db, 0x44cbed80, 0x00292349, 0xe1dc23be, 0x506c6652, 0x119e121e, 0xd913e313,
		0xa39a1c1e, 0xa39a1c1e, 0x8ebd1ed8, 0xd7996f82, 0x20394137, 0x63270eed, 0x519be641,
		0x87743c66, 0xb668068f, 0x7e1afbd5, 0x0f675c27, 0xa0fb86ff, 0x2b20d767, 0xf2cc64fa,
		0x5cdd25df, 0xf3f240d0, 0xaff69ac4, 0xe7cc60e6, 0x405c3404, 0x0b8f3e29, 0xaf82f8b2,
		0xc650d204, 0xae72c712, 0x60077a77, 0x464d032d, 0xe09e28a4, 0x58a57da9, 0x299e4fd3,
		0x07ad16d8, 0xa56f82dd, 0x2d6aa678, 0x3fbbec66, 0x46d946d6, 0xcc2136d1,
	},
	{
		0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202, 0xecc20b60, 0xcdc0bada,
		0x6244f85d, 0x6244f85d, 0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202,
		0xecc20b60, 0xcdc0bada, 0x6244f85d, 0x6244f85d, 0x8ada79cc, 0xf2bbdca8, 0x86c4737f,
		0x36db8340, 0xe6b0d3fd, 0x85be01bf, 0x26d81966, 0x4beec7e5, 0x7a46da7b, 0x16be0028,
		0x6f796966, 0x9262b13a, 0xc7f6d273, 0x57d1f95a, 0x7bc7a124, 0xdecd13c0, 0xdac4e2db,
		0xd2275898, 0x93fd1495, 0xdb5a21d1, 0x000b90c9, 0x41d5cf02, 0xcc5133f9, 0x0ee6069c,
		0xb87583a0, 0x01801f18, 0xa3cd45e2, 0x420f8027, 0x21a74e3a, 0x1aa582ef, 0xda439af4,
		0x4fe368cd, 0x724367e1, 0x9e5a9869, 0x8153c2ba, 0x8c962106, 0xcf709277, 0x306a893f,
		0xfda6c2db, 0x44cbed80, 0x00292349, 0xe1dc23be, 0x506c6652, 0x119e121e, 0xd913e313,
		0xa39a1c1e, 0xa39a1c1e, 0x8ebd1ed8, 0xd7996f82, 0x20394137, 0x63270eed, 0x519be641,
		0x87743c66, 0xb668068f, 0x7e1afbd5, 0x0f675c27, 0xa0fb86ff, 0x2b20d767, 0xf2cc64fa,
		0x5cdd25df, 0xf3f240d0, 0xaff69ac4, 0xe7cc60e6, 0x405c3404, 0x0b8f3e29, 0xaf82f8b2,
		0xc650d204, 0xae72c712, 0x60077a77, 0x464d032d, 0xe09e28a4, 0x58a57da9, 0x299e4fd3,
		0x07ad16d8, 0xa56f82dd, 0x2d6aa678, 0x3fbbec66, 0x46d946d6, 0xcc2136d1,
	},
	{
		0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202, 0xecc20b60, 0xcdc0bada,
		0x6244f85d, 0x6244f85d, 0x774d45e6, 0x927d4436, 0x81b2c245, 0xcc1f2c44, 0x90afa202,
		0xecc20b60, 0xcdc0bada, 0x6244f85d, 0x6244f85d, 0x1c0b9fe6, 0x5dd4f81f, 0x07a2abab,
		0x716132fb, 0x6116d473, 0xe9b66dc9, 0xffd284c7, 0xd6d04229, 0x1b2179e1, 0x66eb41c0,
		0xf16a6fb5, 0xc2fefc87, 0xc7f6d273, 0x57d1f95a, 0x7bc7a124, 0xdecd13c0, 0xdac4e2db,
		0xd2275898, 0x93fd1495, 0xdb5a21d1, 0x000b90c9, 0x41d5cf02, 0xcc5133f9, 0x0ee6069c,
		0xb87583a0, 0x01801f18, 0xa3cd45e2, 0x420f8027, 0x21a74e3a, 0x1aa582ef, 0xda439af4,
		0x4fe368cd, 0x724367e1, 0x9e5a9869, 0x8153c2ba, 0x8c962106, 0xcf709277, 0x306a893f,
		0xfda6c2db, 0x44cbed80, 0x00292349, 0xe1dc23be, 0x506c6652, 0x119e121e, 0xd913e313,
		0xa39a1c1e, 0xa39a1c1e, 0x8ebd1ed8, 0xd7996f82, 0x20394137, 0x63270eed, 0x519be641,
		0x87743c66, 0xb668068f, 0x7e1afbd5, 0x0f675c27, 0xa0fb86ff, 0x2b20d767, 0xf2cc64fa,
		0x5cdd25df, 0xf3f240d0, 0xaff69ac4, 0xe7cc60e6, 0x405c3404, 0x0b8f3e29, 0xaf82f8b2,
		0xc650d204, 0xae72c712, 0x60077a77, 0x464d032d, 0xe09e28a4, 0x58a57da9, 0x299e4fd3,
		0x07ad16d8, 0xa56f82dd, 0x2d6aa678, 0x3fbbec66, 0x46d946d6, 0xcc2136d1,
	},
};

#endif /* AV1_TABLES_SUMS_H */
