/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Sizes and types of AV1 inverse transforms: what all implementations of struct
 * av1_itx_dsp are made of.
 */
#ifndef AV1_ITX_TYPES_H
#define AV1_ITX_TYPES_H

#include <linux/types.h>

#include "av1_types.h"

/**
 * enum av1_itx_kind - one-dimensional transforms
 * @AV1_ITX_DCT: inverse DCT (7.13.2.3)
 * @AV1_ITX_ADST: inverse ADST (7.13.2.6 to 7.13.2.8)
 * @AV1_ITX_IDENTITY: inverse identity transform (7.13.2.11 to 7.13.2.14)
 * @AV1_ITX_KINDS: number of these
 */
enum av1_itx_kind {
	AV1_ITX_DCT,
	AV1_ITX_ADST,
	AV1_ITX_IDENTITY,
	AV1_ITX_KINDS
};

/**
 * struct av1_itx_shape - what a block size comes to
 * @w_log2: log2 of the width
 * @h_log2: log2 of the height
 * @shift: Transform_Row_Shift of 7.13.3
 * @half: whether it is a rectangle of 2:1
 */
struct av1_itx_shape {
	u8 w_log2;
	u8 h_log2;
	u8 shift;
	bool half;
};

extern const struct av1_itx_shape av1_itx_shapes[AV1_TX_SIZES];

/**
 * struct av1_itx_pair - what a transform type comes to
 * @col: how columns are transformed, enum av1_itx_kind
 * @row: how rows are transformed
 * @flip_col: flipUD of 7.12.3
 * @flip_row: flipLR
 */
struct av1_itx_pair {
	u8 col;
	u8 row;
	bool flip_col;
	bool flip_row;
};

/* WHT_WHT is none of them. */
extern const struct av1_itx_pair av1_itx_pairs[AV1_TX_TYPES];

/* The types of 64, of 32, of 16x16 (TX_SET_INTER_2) and of smaller sizes (5.11.48) */
#define AV1_ITX_64(X, size, SIZE)				\
	X(size, SIZE, dct_dct, DCT_DCT)

#define AV1_ITX_32(X, size, SIZE)				\
	AV1_ITX_64(X, size, SIZE)				\
	X(size, SIZE, idtx, IDTX)

#define AV1_ITX_16(X, size, SIZE)				\
	AV1_ITX_32(X, size, SIZE)				\
	X(size, SIZE, adst_dct, ADST_DCT)			\
	X(size, SIZE, dct_adst, DCT_ADST)			\
	X(size, SIZE, adst_adst, ADST_ADST)			\
	X(size, SIZE, flipadst_dct, FLIPADST_DCT)		\
	X(size, SIZE, dct_flipadst, DCT_FLIPADST)		\
	X(size, SIZE, flipadst_flipadst, FLIPADST_FLIPADST)	\
	X(size, SIZE, adst_flipadst, ADST_FLIPADST)		\
	X(size, SIZE, flipadst_adst, FLIPADST_ADST)		\
	X(size, SIZE, v_dct, V_DCT)				\
	X(size, SIZE, h_dct, H_DCT)

#define AV1_ITX_8(X, size, SIZE)				\
	AV1_ITX_16(X, size, SIZE)				\
	X(size, SIZE, v_adst, V_ADST)				\
	X(size, SIZE, h_adst, H_ADST)				\
	X(size, SIZE, v_flipadst, V_FLIPADST)			\
	X(size, SIZE, h_flipadst, H_FLIPADST)

#define AV1_ITX_ALL(X)						\
	AV1_ITX_8(X, 4x4, 4X4)					\
	AV1_ITX_8(X, 8x8, 8X8)					\
	AV1_ITX_8(X, 4x8, 4X8)					\
	AV1_ITX_8(X, 8x4, 8X4)					\
	AV1_ITX_8(X, 8x16, 8X16)				\
	AV1_ITX_8(X, 16x8, 16X8)				\
	AV1_ITX_8(X, 4x16, 4X16)				\
	AV1_ITX_8(X, 16x4, 16X4)				\
	AV1_ITX_16(X, 16x16, 16X16)				\
	AV1_ITX_32(X, 32x32, 32X32)				\
	AV1_ITX_32(X, 16x32, 16X32)				\
	AV1_ITX_32(X, 32x16, 32X16)				\
	AV1_ITX_32(X, 8x32, 8X32)				\
	AV1_ITX_32(X, 32x8, 32X8)				\
	AV1_ITX_64(X, 64x64, 64X64)				\
	AV1_ITX_64(X, 32x64, 32X64)				\
	AV1_ITX_64(X, 64x32, 64X32)				\
	AV1_ITX_64(X, 16x64, 16X64)				\
	AV1_ITX_64(X, 64x16, 64X16)

#endif /* AV1_ITX_TYPES_H */
