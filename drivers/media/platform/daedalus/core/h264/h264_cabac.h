/* SPDX-License-Identifier: GPL-2.0 */
/*
 * CABAC decoding engine (Rec. ITU-T H.264 9.3.1.2, 9.3.3.2).
 *
 * codIRange and codIOffset are the highest bits of 64, and codIOffset has further bits of
 * the stream below it, so that several bytes are loaded at a time and normalisation is
 * one shift by the leading zeros of codIRange. What a decision changes is selected, not
 * branched to: what it decides is hard to predict.
 */
#ifndef H264_CABAC_H
#define H264_CABAC_H

#include <linux/bits.h>
#include <linux/minmax.h>
#include <linux/types.h>
#include <linux/unaligned.h>

#define H264_CABAC_CONTEXTS	1024
/* Contexts above are of Cb and Cr coded like luma and start as those of luma. */
#define H264_CABAC_TABLED	460
/* Where the lowest of the 9 bits of codIRange is */
#define H264_CABAC_SHIFT	55

extern const s8 h264_cabac_init_mn[4][H264_CABAC_TABLED][2];

/**
 * struct h264_cabac_step - what follows from a state of a context
 * @lps: rangeTabLPS (Table 9-44) by qCodIRangeIdx
 * @next: state after the most and after the least probable symbol (Table 9-45)
 * @reserved: unused
 *
 * 8 bytes, so that one address serves all of it.
 */
struct h264_cabac_step {
	u8 lps[4];
	u8 next[2];
	u8 reserved[2];
};

extern const struct h264_cabac_step h264_cabac_steps[128];

/**
 * struct h264_cabac_reader - the arithmetic decoder
 * @p: next byte to load
 * @end: end of the data; zero bytes follow
 * @value: codIOffset << H264_CABAC_SHIFT, with the next @bits bits below it, and zeros
 * @range: codIRange << H264_CABAC_SHIFT, its highest bit set
 * @bits: bits in @value beyond codIOffset, 1 or more: DecodeBypass compares with one
 * @loaded: bits loaded so far, those after @end included
 * @steps: h264_cabac_steps; kept here, its address stays in a register
 *
 * Loops with many decisions work on a copy, which stays in registers.
 */
struct h264_cabac_reader {
	const u8 *p;
	const u8 *end;
	u64 value;
	u64 range;
	int bits;
	u32 loaded;
	const struct h264_cabac_step *steps;
};

/**
 * struct h264_cabac - state of the engine
 * @start: first byte of the data
 * @r: the arithmetic decoder
 * @state: [ctxIdx], pStateIdx << 1 | valMPS
 */
struct h264_cabac {
	const u8 *start;
	struct h264_cabac_reader r;
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
	return c->r.loaded - c->r.bits;
}

/**
 * h264_cabac_overrun() - has more been decoded than there was?
 * @c: engine
 */
static inline bool h264_cabac_overrun(const struct h264_cabac *c)
{
	return h264_cabac_pos(c) > (c->r.end - c->start) * 8;
}

/**
 * h264_cabac_load_end() - the next 48 bits near the end of the data
 * @p: next byte
 * @end: end of the data
 */
u64 h264_cabac_load_end(const u8 *p, const u8 *end);

/* Loads bits where @r->bits, -9 to 7, says how few there are. */
static __always_inline void h264_cabac_refill(struct h264_cabac_reader *r)
{
	const ptrdiff_t left = r->end - r->p;
	const u64 word = left >= 8 ? get_unaligned_be64(r->p) >> 16 :
				     h264_cabac_load_end(r->p, r->end);

	r->value |= word << (H264_CABAC_SHIFT - 48 - r->bits);
	r->p += min_t(ptrdiff_t, left, 6);
	r->bits += 48;
	r->loaded += 48;
}

/* Moves on by bits that have been consumed. */
static __always_inline void h264_cabac_skip(struct h264_cabac_reader *r, int bits)
{
	r->value <<= bits;
	r->bits -= bits;
	if (r->bits <= 0)
		h264_cabac_refill(r);
}

/**
 * h264_cabac_decide() - DecodeDecision (9.3.3.2.1)
 * @r: decoder
 * @state: of the context
 *
 * Must inline: every bin comes through here.
 */
static __always_inline u32 h264_cabac_decide(struct h264_cabac_reader *r, u8 *state)
{
	const u32 s = *state;
	const struct h264_cabac_step *step = &r->steps[s];
	const u64 lps = (u64)step->lps[r->range >> (H264_CABAC_SHIFT + 6) & 3]
			<< H264_CABAC_SHIFT;
	const u64 mps = r->range - lps;
	/* Wraps to more than there was if it is less than @mps. */
	const u64 over = r->value - mps;
	const u32 is_lps = over <= r->value;
	const u64 value = min(over, r->value), range = is_lps ? lps : mps;
	const int shift = __builtin_clzll(range);

	/* For all the compiler knows this changes @r, so that it comes after all reads. */
	*state = step->next[is_lps];
	r->range = range << shift;
	r->value = value << shift;
	r->bits -= shift;
	if (r->bits <= 0)
		h264_cabac_refill(r);
	return (s ^ is_lps) & 1;
}

/**
 * h264_cabac_equal() - DecodeBypass (9.3.3.2.3)
 * @r: decoder
 */
static __always_inline u32 h264_cabac_equal(struct h264_cabac_reader *r)
{
	/* codIOffset is doubled afterwards. */
	const u64 half = r->range >> 1;
	const u32 bin = r->value >= half;

	r->value -= bin ? half : 0;
	h264_cabac_skip(r, 1);
	return bin;
}

/**
 * h264_cabac_decision() - DecodeDecision (9.3.3.2.1)
 * @c: engine
 * @ctx: ctxIdx
 */
static __always_inline u32 h264_cabac_decision(struct h264_cabac *c, u32 ctx)
{
	return h264_cabac_decide(&c->r, &c->state[ctx]);
}

/**
 * h264_cabac_bypass() - DecodeBypass (9.3.3.2.3)
 * @c: engine
 */
static __always_inline u32 h264_cabac_bypass(struct h264_cabac *c)
{
	return h264_cabac_equal(&c->r);
}

/**
 * h264_cabac_terminate() - DecodeTerminate (9.3.3.2.2.3)
 * @c: engine
 */
static inline u32 h264_cabac_terminate(struct h264_cabac *c)
{
	struct h264_cabac_reader *r = &c->r;

	r->range -= 2ULL << H264_CABAC_SHIFT;
	if (r->value >= r->range)
		return 1;
	if (!(r->range >> 63)) {
		r->range <<= 1;
		h264_cabac_skip(r, 1);
	}
	return 0;
}

#endif /* H264_CABAC_H */
