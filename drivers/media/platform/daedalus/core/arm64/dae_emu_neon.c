// SPDX-License-Identifier: GPL-2.0
/*
 * The copy with clamped coordinates with NEON. A block has up to three parts: columns
 * before the plane, inside and after it. Each is made by itself from top to bottom with
 * the widest accesses that fit it, so that no row has to find out about its width: what
 * is left at the end of a row is covered by one more access, which ends where the part
 * does and overlaps the one before.
 */
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "dae_emu_neon.h"

#include <asm/neon-intrinsics.h>

/* What a part is made of */
enum dae_emu_from {
	DAE_EMU_COPY,		/* as many samples of the source */
	DAE_EMU_SPREAD_8,	/* one sample of the source, 8 bits */
	DAE_EMU_SPREAD_16,	/* one sample of the source, 16 bits */
};

/**
 * struct dae_emu_part - columns of a block
 * @dst: first of them in the first row
 * @dst_stride: stride in bytes
 * @src: first sample to read for the first row
 * @src_stride: stride in bytes
 * @bytes: of a row, at least 1
 * @rows: rows, at least 1
 * @above: rows before the plane, which are made of the same as the one after them
 * @inside: how often after that the source goes on to the next row
 */
struct dae_emu_part {
	u8 *dst;
	ptrdiff_t dst_stride;
	const u8 *src;
	ptrdiff_t src_stride;
	int bytes;
	int rows;
	int above;
	int inside;
};

/* @unit bytes from @s to @d */
static __always_inline void dae_emu_move(u8 *d, const u8 *s, int unit)
{
	u64 word;

	if (unit == 32) {
		const uint8x16_t first = vld1q_u8(s), second = vld1q_u8(s + 16);

		vst1q_u8(d, first);
		vst1q_u8(d + 16, second);
	} else if (unit == 16) {
		vst1q_u8(d, vld1q_u8(s));
	} else {
		memcpy(&word, s, unit);
		memcpy(d, &word, unit);
	}
}

/* @unit bytes of the sample at @s to @d and to @d + @last, and to what is between */
static __always_inline void dae_emu_spread_row(u8 *d, const u8 *s, int last, int unit,
					       enum dae_emu_from from)
{
	uint8x16_t v;
	u64 word;
	int i;

	if (unit >= 16) {
		v = from == DAE_EMU_SPREAD_16 ?
		    vreinterpretq_u8_u16(vld1q_dup_u16((const u16 *)s)) : vld1q_dup_u8(s);
		for (i = 0; unit == 32 && i < last; i += 32) {
			vst1q_u8(d + i, v);
			vst1q_u8(d + i + 16, v);
		}
		if (unit == 16)
			vst1q_u8(d, v);
		else
			vst1q_u8(d + last + 16, v);
		vst1q_u8(d + last, v);
		return;
	}
	word = from == DAE_EMU_SPREAD_16 ? *(const u16 *)s * 0x0001000100010001ULL :
					   *s * 0x0101010101010101ULL;
	memcpy(d, &word, unit);
	memcpy(d + last, &word, unit);
}

static __always_inline void dae_emu_copy_row(u8 *d, const u8 *s, int last, int unit)
{
	int i;

	for (i = 0; unit == 32 && i < last; i += 32)
		dae_emu_move(d + i, s + i, unit);
	if (unit < 32)
		dae_emu_move(d, s, unit);
	dae_emu_move(d + last, s + last, unit);
}

static __always_inline void dae_emu_rows(const struct dae_emu_part *p, int unit,
					 enum dae_emu_from from)
{
	/* Stores might be to *p, as far as the compiler knows. */
	const ptrdiff_t dst_stride = p->dst_stride, src_stride = p->src_stride;
	const int last = p->bytes - unit, end = p->rows - p->above;
	const unsigned int inside = p->inside;
	const u8 *s = p->src;
	u8 *d = p->dst;
	int i;

	for (i = -p->above; i < end; i++) {
		if (from == DAE_EMU_COPY)
			dae_emu_copy_row(d, s, last, unit);
		else
			dae_emu_spread_row(d, s, last, unit, from);
		/* As unsigned numbers, those of rows above the plane are the largest. */
		s += (unsigned int)i < inside ? src_stride : 0;
		d += dst_stride;
	}
}

/* The unit is the largest power of two that fits; one of 1 is left for 8-bit samples only. */
static __always_inline void dae_emu_make(const struct dae_emu_part *p, enum dae_emu_from from)
{
	if (p->bytes >= 32)
		dae_emu_rows(p, 32, from);
	else if (p->bytes >= 16)
		dae_emu_rows(p, 16, from);
	else if (p->bytes >= 8)
		dae_emu_rows(p, 8, from);
	else if (p->bytes >= 4)
		dae_emu_rows(p, 4, from);
	else if (p->bytes >= 2)
		dae_emu_rows(p, 2, from);
	else if (from != DAE_EMU_SPREAD_16)
		dae_emu_rows(p, 1, from);
}

/* Not part of their callers: once is enough for both sides, and for samples of both sizes. */
static noinline void dae_emu_copy(const struct dae_emu_part *p)
{
	dae_emu_make(p, DAE_EMU_COPY);
}

static noinline void dae_emu_spread_8bpc(const struct dae_emu_part *p)
{
	dae_emu_make(p, DAE_EMU_SPREAD_8);
}

static noinline void dae_emu_spread_16bpc(const struct dae_emu_part *p)
{
	dae_emu_make(p, DAE_EMU_SPREAD_16);
}

static __always_inline void dae_emu_spread(const struct dae_emu_part *p, int shift)
{
	if (shift)
		dae_emu_spread_16bpc(p);
	else
		dae_emu_spread_8bpc(p);
}

/* @shift: log2 of the bytes of a sample. As in C, far positions are brought near first. */
static __always_inline void dae_emu_edge_neon(u8 *dst, ptrdiff_t dst_stride, const u8 *src,
					      ptrdiff_t src_stride, int x, int y, int bw, int bh,
					      int plane_w, int plane_h, int shift)
{
	struct dae_emu_part p;
	int left, right;

	x = clamp(x, -bw, plane_w);
	y = clamp(y, -bh, plane_h);
	left = clamp(-x, 0, bw);
	right = clamp(x + bw - plane_w, 0, bw);
	src += clamp(y, 0, plane_h - 1) * src_stride;

	p = (struct dae_emu_part){
		.dst = dst,
		.dst_stride = dst_stride,
		.src = src,
		.src_stride = src_stride,
		.rows = bh,
		.above = max(-y, 0),
		.inside = max(plane_h - 1 - max(y, 0), 0),
	};
	if (left) {
		p.bytes = left << shift;
		dae_emu_spread(&p, shift);
	}
	if (left + right < bw) {
		p.dst = dst + ((ptrdiff_t)left << shift);
		p.src = src + ((ptrdiff_t)(x + left) << shift);
		p.bytes = (bw - left - right) << shift;
		dae_emu_copy(&p);
	}
	if (right) {
		p.dst = dst + ((ptrdiff_t)(bw - right) << shift);
		p.src = src + ((ptrdiff_t)(plane_w - 1) << shift);
		p.bytes = right << shift;
		dae_emu_spread(&p, shift);
	}
}

void dae_emu_edge_neon_8bpc(void *dst, ptrdiff_t dst_stride, const void *src,
			    ptrdiff_t src_stride, int x, int y, int bw, int bh, int plane_w,
			    int plane_h)
{
	dae_emu_edge_neon(dst, dst_stride, src, src_stride, x, y, bw, bh, plane_w, plane_h, 0);
}

void dae_emu_edge_neon_16bpc(void *dst, ptrdiff_t dst_stride, const void *src,
			     ptrdiff_t src_stride, int x, int y, int bw, int bh, int plane_w,
			     int plane_h)
{
	dae_emu_edge_neon(dst, dst_stride, src, src_stride, x, y, bw, bh, plane_w, plane_h, 1);
}
