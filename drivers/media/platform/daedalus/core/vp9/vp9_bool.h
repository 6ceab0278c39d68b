/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bool decoder (VP9 bitstream specification 9.2).
 *
 * BoolValue is kept at the top of a word with further bits of the stream below
 * it, so that whole bytes are loaded at a time and a bool needs no loop.
 */
#ifndef VP9_BOOL_H
#define VP9_BOOL_H

#include <linux/log2.h>
#include <linux/overflow.h>
#include <linux/types.h>
#include <linux/unaligned.h>

/**
 * struct vp9_bool - state of the decoder
 * @buf: next byte to load
 * @end: end of the data; zero bits follow
 * @window: BoolValue << 56 | bits of the stream that follow it
 * @range: BoolRange, 128..255
 * @bits: how many bits of @window below BoolValue are loaded, -8..55; if
 *	  negative, that many low bits of BoolValue are still to be loaded, which
 *	  vp9_bool_read() does first
 * @zeros: how many of the bits loaded were after @end
 */
struct vp9_bool {
	const u8 *buf;
	const u8 *end;
	u64 window;
	u32 range;
	s32 bits;
	s32 zeros;
};

/**
 * vp9_bool_init() - start decoding (9.2.1)
 * @b: decoder
 * @data: first byte
 * @bytes: how many
 *
 * Return: 0, or -EINVAL if there are no bytes or marker_bit is set.
 */
int vp9_bool_init(struct vp9_bool *b, const u8 *data, size_t bytes);

/**
 * vp9_bool_refill_end() - load bits where fewer than 8 bytes are left
 * @b: decoder, with fewer than 0 bits
 */
void vp9_bool_refill_end(struct vp9_bool *b);

/**
 * vp9_bool_overrun() - has more been decoded than there was?
 * @b: decoder
 */
static inline bool vp9_bool_overrun(const struct vp9_bool *b)
{
	return b->buf == b->end && b->bits < b->zeros;
}

/*
 * Bits of the eighth byte that find no room are loaded once more with the next
 * refill, to the same place.
 */
static __always_inline void vp9_bool_refill(struct vp9_bool *b)
{
	if (b->end - b->buf < 8) {
		/* What has no address elsewhere can stay in registers. */
		struct vp9_bool end = *b;

		vp9_bool_refill_end(&end);
		*b = end;
		return;
	}
	b->window |= get_unaligned_be64(b->buf) >> (8 + b->bits);
	b->buf += 7;
	b->bits += 56;
}

/**
 * vp9_bool_read() - read_bool (9.2.2)
 * @b: decoder
 * @prob: probability of 0, in 256ths
 *
 * Must inline: every symbol comes through here.  Does not branch on the bit, which
 * is hard to predict and which trees use as an index.
 */
static __always_inline bool vp9_bool_read(struct vp9_bool *b, u8 prob)
{
	u32 split = 1 + ((b->range - 1) * prob >> 8);
	u64 scaled = (u64)split << 56;
	u64 mask;
	bool bit;
	int shift;

	if (b->bits < 0)
		vp9_bool_refill(b);
	bit = b->window >= scaled;
	mask = -(u64)bit;
	b->window -= scaled & mask;
	/* The new range, 1..254: of 1s what is left of the old one */
	split ^= (split ^ (b->range - split)) & (u32)mask;
	shift = 7 - ilog2(split);
	b->range = split << shift;
	b->window <<= shift;
	b->bits -= shift;
	return bit;
}

/* The new range, not yet 128 or more */
static __always_inline void vp9_bool_renorm(struct vp9_bool *b, u32 range)
{
	const int shift = 7 - ilog2(range);

	b->range = range << shift;
	b->window <<= shift;
	b->bits -= shift;
}

/**
 * vp9_bool_branch() - read_bool (9.2.2) for a caller that branches on the bit
 * @b: decoder
 * @prob: probability of 0, in 256ths
 *
 * Needs fewer instructions than vp9_bool_read() followed by a branch. Must inline.
 */
static __always_inline bool vp9_bool_branch(struct vp9_bool *b, u8 prob)
{
	const u32 split = 1 + ((b->range - 1) * prob >> 8);
	u64 rest;

	if (b->bits < 0)
		vp9_bool_refill(b);
	if (check_sub_overflow(b->window, (u64)split << 56, &rest)) {
		vp9_bool_renorm(b, split);
		return false;
	}
	b->window = rest;
	vp9_bool_renorm(b, b->range - split);
	return true;
}

/**
 * vp9_bool_literal() - read_literal (9.2.4)
 * @b: decoder
 * @n: width, 0..32
 */
static inline u32 vp9_bool_literal(struct vp9_bool *b, u32 n)
{
	u32 v = 0;

	while (n--)
		v = v << 1 | vp9_bool_read(b, 128);
	return v;
}

/**
 * vp9_bool_tree() - decode a symbol with a tree (9.3.3)
 * @b: decoder
 * @tree: pairs of what follows on a 0 and on a 1: the index of a pair further
 *	  on, or if it is not positive the symbol negated
 * @probs: of a 0 at each pair
 */
static __always_inline int vp9_bool_tree(struct vp9_bool *b, const s8 *tree, const u8 *probs)
{
	int i = 0;

	do {
		i = tree[i + vp9_bool_read(b, probs[i >> 1])];
	} while (i > 0);
	return -i;
}

#endif /* VP9_BOOL_H */
