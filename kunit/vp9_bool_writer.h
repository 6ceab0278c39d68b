/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bool encoder for tests: the exact lower end of the interval is kept as one long
 * number, to which each 1 adds.
 */
#ifndef VP9_BOOL_WRITER_H
#define VP9_BOOL_WRITER_H

#include <linux/types.h>

#define VP9_BOOL_WRITER_BYTES	16384

/**
 * struct vp9_bool_writer - state of the encoder; all 0 but @range to start with
 * @range: BoolRange
 * @pos: bits that the decoder will have shifted out
 * @full: there was no room left; what was written is of no use
 * @data: the number; 8 bits at @pos are on the scale of @range
 */
struct vp9_bool_writer {
	u32 range;
	u32 pos;
	bool full;
	u8 data[VP9_BOOL_WRITER_BYTES];
};

static inline void vp9_put_bool(struct vp9_bool_writer *w, bool bit, u8 prob)
{
	const u32 split = 1 + ((w->range - 1) * prob >> 8);
	u32 sum, i;

	if (w->pos / 8 + 2 > VP9_BOOL_WRITER_BYTES) {
		w->full = true;
		return;
	}
	if (bit) {
		i = w->pos / 8 + 1;
		for (sum = split << (8 - w->pos % 8); sum; sum >>= 8, i--) {
			sum += w->data[i];
			w->data[i] = sum;
		}
	}
	w->range = bit ? w->range - split : split;
	while (w->range < 128) {
		w->range <<= 1;
		w->pos++;
	}
}

static inline void vp9_put_literal(struct vp9_bool_writer *w, u32 value, u32 n)
{
	while (n--)
		vp9_put_bool(w, value >> n & 1, 128);
}

/* Starts with the marker, which a stream has as 0. */
static inline void vp9_put_start(struct vp9_bool_writer *w, bool marker)
{
	*w = (struct vp9_bool_writer){ .range = 255 };
	vp9_put_bool(w, marker, 128);
}

/* Bytes that hold all that the decoder looks at. */
static inline u32 vp9_put_bytes(const struct vp9_bool_writer *w)
{
	return w->pos / 8 + 1 + (w->pos % 8 > 0);
}

#endif /* VP9_BOOL_WRITER_H */
