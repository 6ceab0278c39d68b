// SPDX-License-Identifier: GPL-2.0
/*
 * Bool decoder (VP9 bitstream specification 9.2): how it starts, and what it
 * finds at the end of its data.  Tiles and the compressed header use it.
 */
#include <linux/errno.h>
#include <linux/minmax.h>

#include "vp9_bool.h"

/* Enough for vp9_bool_overrun() to be true for good; no count of refills wraps. */
#define VP9_BOOL_ZEROS_MAX	1024

void vp9_bool_refill_end(struct vp9_bool *b)
{
	int n;

	for (n = 0; n < 7; n++) {
		if (b->buf < b->end)
			b->window |= (u64)*b->buf++ << (48 - b->bits);
		else
			b->zeros = min(b->zeros + 8, VP9_BOOL_ZEROS_MAX);
		b->bits += 8;
	}
}

int vp9_bool_init(struct vp9_bool *b, const u8 *data, size_t bytes)
{
	*b = (struct vp9_bool){
		.buf = data,
		.end = data + bytes,
		.range = 255,
		.bits = -8,
	};
	if (!bytes || vp9_bool_read(b, 128))
		return -EINVAL;
	return 0;
}
