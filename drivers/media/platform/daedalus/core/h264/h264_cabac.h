/* SPDX-License-Identifier: GPL-2.0 */
/*
 * CABAC decoding engine (Rec. ITU-T H.264 9.3.1.2, 9.3.3.2).
 *
 * codIOffset is kept with further bits of the stream below it, so that whole
 * bytes are loaded at a time and a decision needs no loop.
 */
#ifndef H264_CABAC_H
#define H264_CABAC_H

#include <linux/bits.h>
#include <linux/log2.h>
#include <linux/types.h>

#define H264_CABAC_CONTEXTS	1024
/* Contexts above are of Cb and Cr coded like luma and start as those of luma. */
#define H264_CABAC_TABLED	460

extern const s8 h264_cabac_init_mn[4][H264_CABAC_TABLED][2];
extern const u8 h264_cabac_range_lps[64][4];
extern const u8 h264_cabac_next_lps[128];

/**
 * struct h264_cabac - state of the engine
 * @p: next byte to load
 * @start: first byte of the data
 * @end: end of the data; zero bytes follow
 * @loaded: bits loaded so far, those after @end included
 * @value: codIOffset << @bits | the next @bits bits
 * @range: codIRange, 256..510
 * @bits: bits in @value beyond codIOffset, 0 or more
 * @state: [ctxIdx], pStateIdx << 1 | valMPS
 */
struct h264_cabac {
	const u8 *p;
	const u8 *start;
	const u8 *end;
	u32 loaded;
	u64 value;
	u32 range;
	int bits;
	u8 state[H264_CABAC_CONTEXTS];
};

/**
 * h264_cabac_start() - initialise the engine (9.3.1.2), not the contexts
 * @c: engine
 * @data: first byte
 * @bytes: how many
 */
void h264_cabac_start(struct h264_cabac *c, const u8 *data, u32 bytes);

/**
 * h264_cabac_init_contexts() - initialise the contexts (9.3.1.1)
 * @c: engine
 * @idc: cabac_init_idc, or 3 for I and SI slices
 * @qp: SliceQPY, clipped to 0..51 by the caller
 */
void h264_cabac_init_contexts(struct h264_cabac *c, unsigned int idc, int qp);

/**
 * h264_cabac_pos() - bits consumed
 * @c: engine
 *
 * After a terminating bin of 1 this is where the next syntax element starts:
 * codIOffset's 9 bits end with the last bit the encoder flushed.
 */
static inline u32 h264_cabac_pos(const struct h264_cabac *c)
{
	return c->loaded - c->bits;
}

/**
 * h264_cabac_overrun() - has more been decoded than there was?
 * @c: engine
 */
static inline bool h264_cabac_overrun(const struct h264_cabac *c)
{
	return h264_cabac_pos(c) > (c->end - c->start) * 8;
}

/* Makes sure that a decision, which takes at most 8 bits, finds them. */
static __always_inline void h264_cabac_refill(struct h264_cabac *c)
{
	if (c->bits >= 8)
		return;
	do {
		c->value = c->value << 8 | (c->p < c->end ? *c->p++ : 0);
		c->bits += 8;
		c->loaded += 8;
	} while (c->bits <= 40);
}

/**
 * h264_cabac_decision() - DecodeDecision (9.3.3.2.1)
 * @c: engine
 * @ctx: ctxIdx
 *
 * Must inline: every bin comes through here.
 */
static __always_inline u32 h264_cabac_decision(struct h264_cabac *c, u32 ctx)
{
	u32 state = c->state[ctx];
	u32 bin = state & 1;
	u32 lps = h264_cabac_range_lps[state >> 1][c->range >> 6 & 3];
	u64 scaled;
	int shift;

	h264_cabac_refill(c);
	c->range -= lps;
	scaled = (u64)c->range << c->bits;
	if (c->value < scaled) {
		/* pStateIdx 62 is the last. */
		c->state[ctx] = state + (state < 124 ? 2 : 0);
		shift = c->range < 256;
	} else {
		c->value -= scaled;
		c->range = lps;
		c->state[ctx] = h264_cabac_next_lps[state];
		bin ^= 1;
		/* lps is 6..240 */
		shift = 8 - ilog2(lps);
	}
	c->range <<= shift;
	c->bits -= shift;
	return bin;
}

/**
 * h264_cabac_bypass() - DecodeBypass (9.3.3.2.3)
 * @c: engine
 */
static __always_inline u32 h264_cabac_bypass(struct h264_cabac *c)
{
	u64 scaled;

	h264_cabac_refill(c);
	c->bits--;
	scaled = (u64)c->range << c->bits;
	if (c->value < scaled)
		return 0;
	c->value -= scaled;
	return 1;
}

/**
 * h264_cabac_terminate() - DecodeTerminate (9.3.3.2.2.3)
 * @c: engine
 */
static inline u32 h264_cabac_terminate(struct h264_cabac *c)
{
	h264_cabac_refill(c);
	c->range -= 2;
	if (c->value >= (u64)c->range << c->bits)
		return 1;
	if (c->range < 256) {
		c->range <<= 1;
		c->bits--;
	}
	return 0;
}

#endif /* H264_CABAC_H */
