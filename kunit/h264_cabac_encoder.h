/* SPDX-License-Identifier: GPL-2.0 */
/* The CABAC encoder of H.264 9.3.4.2, bit by bit, for tests. */
#ifndef H264_CABAC_ENCODER_H
#define H264_CABAC_ENCODER_H

#include <linux/types.h>

#include "h264/h264_cabac.h"
#include "h264_writer.h"

/* A bin is for a context, or one of these. */
#define H264_ENCODE_BYPASS	H264_CABAC_CONTEXTS
#define H264_ENCODE_TERMINATE	(H264_CABAC_CONTEXTS + 1)

/**
 * struct h264_cabac_encoder - state of the encoder
 * @w: what it wrote
 * @low: codILow
 * @range: codIRange
 * @first: firstBitFlag
 * @outstanding: bitsOutstanding
 * @state: contexts: pStateIdx << 1 | valMPS
 */
struct h264_cabac_encoder {
	struct h264_writer w;
	u32 low;
	u32 range;
	bool first;
	u32 outstanding;
	u8 state[H264_CABAC_CONTEXTS];
};

/**
 * h264_cabac_encoder_start() - initialise the encoder, not the contexts
 * @e: encoder
 */
void h264_cabac_encoder_start(struct h264_cabac_encoder *e);

/**
 * h264_cabac_encode() - write a bin
 * @e: encoder
 * @ctx: ctxIdx, or H264_ENCODE_*; a terminating bin of 1 writes all there is
 * @bin: value
 */
void h264_cabac_encode(struct h264_cabac_encoder *e, u32 ctx, u32 bin);

/**
 * h264_cabac_encoder_next() - the next state of a context (Table 9-45)
 * @state: pStateIdx << 1 | valMPS
 * @is_lps: the bin was not valMPS
 */
u8 h264_cabac_encoder_next(u8 state, bool is_lps);

#endif /* H264_CABAC_ENCODER_H */
