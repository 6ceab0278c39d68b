/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Macroblocks whose prediction is transformed and quantised together with the
 * residual: P macroblocks of SP slices and SI macroblocks (Rec. ITU-T H.264 8.6).
 * Only the Extended profile has them, so samples are of 8 bits, chroma is 4:2:0.
 */
#ifndef H264_SP_H
#define H264_SP_H

#include <linux/types.h>

struct h264_dsp;

/**
 * struct h264_sp - parameters of one plane of a macroblock
 * @dsp: sample operations for 8 bits
 * @scale_qp: LevelScale4x4 of @qp % 6, by raster position
 * @scale_qs: LevelScale4x4 of @qs % 6
 * @qp: QPY or QPC, 0..51
 * @qs: QSY or QSC, 0..51
 * @switching: 8.6.2 (sp_for_switch_flag, SI) and not 8.6.1; @qp has no effect
 */
struct h264_sp {
	const struct h264_dsp *dsp;
	const u16 *scale_qp;
	const u16 *scale_qs;
	u8 qp;
	u8 qs;
	bool switching;
};

/**
 * h264_sp_luma() - reconstruct a 4x4 block (8.6.1.1, 8.6.2.1)
 * @sp: parameters
 * @dst: the prediction, replaced by the samples before deblocking
 * @stride: of @dst in bytes
 * @level: levels by rows, not scaled; NULL if all are 0
 */
void h264_sp_luma(const struct h264_sp *sp, u8 *dst, ptrdiff_t stride, const s16 *level);

/**
 * h264_sp_chroma() - reconstruct 8x8 samples of Cb or Cr (8.6.1.2, 8.6.2.2)
 * @sp: parameters
 * @dst: the prediction, replaced by the samples before deblocking
 * @stride: of @dst in bytes
 * @dc: ChromaDCLevel, 4; NULL if all are 0
 * @ac: levels of each 4x4 block by rows, the first is not used; NULL if all are 0
 */
void h264_sp_chroma(const struct h264_sp *sp, u8 *dst, ptrdiff_t stride, const s16 *dc,
		    const s16 *const ac[4]);

#endif /* H264_SP_H */
