/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bit reader over memory that is followed by readable bytes of zero padding.
 *
 * Reading past the end gives zero bits and is remembered; it never touches
 * memory beyond the end given to dae_bits_init().  Callers test
 * dae_bits_overrun() once per unit of work, not once per read.
 */
#ifndef DAE_BITS_H
#define DAE_BITS_H

#include <linux/bits.h>
#include <linux/log2.h>
#include <linux/types.h>
#include <linux/unaligned.h>

/**
 * struct dae_bits - position in a string of bits
 * @data: first byte
 * @size: length in bits, a multiple of 8
 * @pos: next bit to read; may run past @size, see dae_bits_overrun()
 */
struct dae_bits {
	const u8 *data;
	u32 size;
	u32 pos;
};

/* Where @pos stops growing, so that no number of reads wraps it. */
#define DAE_BITS_POS_MAX	0x7fffffffu

/**
 * dae_bits_init() - start reading
 * @b: reader
 * @data: bytes
 * @bytes: how many, up to 64 MiB
 */
static inline void dae_bits_init(struct dae_bits *b, const u8 *data, u32 bytes)
{
	b->data = data;
	b->size = bytes * 8;
	b->pos = 0;
}

/**
 * dae_bits_overrun() - has more been read than there was?
 * @b: reader
 */
static inline bool dae_bits_overrun(const struct dae_bits *b)
{
	return b->pos > b->size;
}

/* The last bytes of the string, where an 8-byte load would leave it. */
static inline u64 dae_bits_tail(const struct dae_bits *b, u32 byte)
{
	u32 end = b->size / 8;
	u64 v = 0;
	u32 i;

	for (i = 0; i < 8; i++)
		v = v << 8 | (byte + i < end ? b->data[byte + i] : 0);
	return v;
}

/**
 * dae_bits_peek32() - the next 32 bits, not consumed
 * @b: reader
 *
 * Must inline: the entropy decoders call it for every codeword.
 */
static __always_inline u32 dae_bits_peek32(const struct dae_bits *b)
{
	u32 byte = b->pos >> 3;
	u64 v;

	if (byte + 8 <= b->size / 8)
		v = get_unaligned_be64(b->data + byte);
	else
		v = dae_bits_tail(b, byte);
	return v << (b->pos & 7) >> 32;
}

/**
 * dae_bits_skip() - consume bits
 * @b: reader
 * @n: how many, 0..2^27
 */
static __always_inline void dae_bits_skip(struct dae_bits *b, u32 n)
{
	b->pos += n;
	if (b->pos > DAE_BITS_POS_MAX)
		b->pos = DAE_BITS_POS_MAX;
}

/**
 * dae_bits_u() - u(n): unsigned, most significant bit first
 * @b: reader
 * @n: width, 1..32
 */
static __always_inline u32 dae_bits_u(struct dae_bits *b, u32 n)
{
	u32 v = dae_bits_peek32(b) >> (32 - n);

	dae_bits_skip(b, n);
	return v;
}

/**
 * dae_bits_u0() - u(n) where n may be 0
 * @b: reader
 * @n: width, 0..32
 */
static inline u32 dae_bits_u0(struct dae_bits *b, u32 n)
{
	return n ? dae_bits_u(b, n) : 0;
}

/**
 * dae_bits_ue() - ue(v), H.264 9.1
 * @b: reader
 *
 * Return: 0..2^32 - 2; codewords with more than 31 leading zeros, which no
 * stream may contain, give 2^32 - 1 and move past the end.
 */
static inline u32 dae_bits_ue(struct dae_bits *b)
{
	u32 v = dae_bits_peek32(b);
	u32 zeros;

	if (!v) {
		b->pos = DAE_BITS_POS_MAX;
		return U32_MAX;
	}
	zeros = 31 - ilog2(v);
	if (zeros <= 15) {
		dae_bits_skip(b, 2 * zeros + 1);
		return (v >> (31 - 2 * zeros)) - 1;
	}
	dae_bits_skip(b, zeros);
	return dae_bits_u(b, zeros + 1) - 1;
}

/**
 * dae_bits_se() - se(v), H.264 9.1.1
 * @b: reader
 *
 * Return: -(2^31 - 1)..2^31 - 1, 0 for the codeword dae_bits_ue() rejects.
 */
static inline s32 dae_bits_se(struct dae_bits *b)
{
	u32 k = dae_bits_ue(b);

	if (k == U32_MAX)
		return 0;
	return k & 1 ? (s32)(k / 2 + 1) : -(s32)(k / 2);
}

/**
 * dae_bits_more_rbsp() - more_rbsp_data() of H.264 7.2
 * @b: reader, of an RBSP without cabac_zero_words or trailing zero bytes
 *
 * Return: whether anything but rbsp_trailing_bits() is left.
 */
static inline bool dae_bits_more_rbsp(const struct dae_bits *b)
{
	u32 left = b->size - b->pos;

	if (b->pos >= b->size)
		return false;
	if (left > 8)
		return true;
	/* The last byte: is the next bit the last 1? */
	return dae_bits_peek32(b) >> (32 - left) != 1u << (left - 1);
}

#endif /* DAE_BITS_H */
