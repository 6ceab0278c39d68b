/* SPDX-License-Identifier: GPL-2.0 */
/* Writes the bits of slices for tests. */
#ifndef H264_WRITER_H
#define H264_WRITER_H

#include <linux/types.h>

#define H264_WRITER_BYTES	16384

/**
 * struct h264_writer - bits written so far
 * @data: the bits, the most significant of a byte first; zero beyond @bits
 * @bits: how many
 */
struct h264_writer {
	u8 data[H264_WRITER_BYTES];
	unsigned int bits;
};

static inline void h264_put_bits(struct h264_writer *w, u32 value, unsigned int n)
{
	while (n-- && w->bits < 8 * H264_WRITER_BYTES) {
		w->data[w->bits / 8] |= (value >> n & 1) << (7 - w->bits % 8);
		w->bits++;
	}
}

/* Codewords as the standard prints them; blanks do not count. */
static inline void h264_put_code(struct h264_writer *w, const char *digits)
{
	for (; *digits; digits++)
		if (*digits != ' ')
			h264_put_bits(w, *digits == '1', 1);
}

static inline void h264_put_ue(struct h264_writer *w, u32 value)
{
	unsigned int len = 0;

	while ((value + 1) >> (len + 1))
		len++;
	h264_put_bits(w, 0, len);
	h264_put_bits(w, value + 1, len + 1);
}

static inline void h264_put_se(struct h264_writer *w, s32 value)
{
	h264_put_ue(w, value > 0 ? 2 * value - 1 : -2 * value);
}

/* rbsp_slice_trailing_bits(); returns the length in bytes. */
static inline u32 h264_put_trailing(struct h264_writer *w)
{
	h264_put_bits(w, 1, 1);
	w->bits = (w->bits + 7) & ~7u;
	return w->bits / 8;
}

#endif /* H264_WRITER_H */
