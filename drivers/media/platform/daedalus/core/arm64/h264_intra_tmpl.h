/* SPDX-License-Identifier: GPL-2.0 */
/*
 * H.264 intra prediction with NEON (Rec. ITU-T H.264, 8.3): the modes, which are the same
 * for samples of 8 and of 16 bits.
 *
 * The directional modes of 4x4 and 8x8 blocks see their neighbours as one line, from the
 * bottom left around the corner to the right. From the means of two and of three samples
 * that follow each other there, each row is a piece.
 *
 * A file that includes this, after <asm/neon-intrinsics.h>, has defined H264_FN(), which
 * makes names; h264_sample; rows of 4, 8 and 16 samples, h264_v4, h264_v8 and h264_v16;
 * and h264_line, 8 samples along a 4x4 block. It also has, with N one of 4, 8 and 16, and
 * k and lanes being literals:
 *
 *   h264_loadN(), h264_storeN()
 *   h264_spreadN()	N times the sample at a place
 *   h264_dupN()	N times a value
 *   h264_sumN()	the sum of N samples; of 4 and 16 those at a place
 *   h264_sum8x2()	the sum of two vectors of 8
 *   h264_sums4()	struct h264_sums: @first of four samples, @second of the next four
 *   h264_gather4()	samples at four places
 *   h264_up8()		8 samples from a place upwards
 *   h264_avg3_N()	(a + 2 * b + c + 2) >> 2 of each
 *   h264_avg2_16()	(a + b + 1) >> 1 of each
 *   h264_joinN()	two of N samples as one of twice as many
 *   h264_lane8(), h264_lane16()	8 or 16 times a lane of 8 samples
 *   h264_low4(), h264_low8()		the first half
 *   h264_high4(), h264_high8()		the second half
 *   h264_ext8()			8 samples from place k of 16 on, which are two vectors
 *   h264_piece4(), h264_piece8()	half as many samples, from place k of the first half on
 *   h264_end4(), h264_end8()		the same from place k of the second half on, followed
 *					by the first half of another
 *   h264_enter4()			the sample at place k of a line, then the first 3 of 4
 *   h264_zip4(), h264_zip8()		the first halves of two in turns
 *   h264_turn4(), h264_turn8()		second half first
 *   h264_next16(), h264_second16()	all but the first, or the first two; then others
 *   h264_before16()			the last of others, then all but the last
 *   h264_rev8(), h264_evens8(), h264_odds8()	of the latter, each twice
 *   h264_make_means4()			struct h264_means4 of 8 samples, which go on as the
 *					one at a place does, see struct h264_means8
 *   h264_mean_pair8()		4 times the mean of 4 samples, and of the next 4
 *   h264_pair8()			4 times a value and 4 times another
 *   h264_grey()			the value without neighbours
 *   h264_plane_h(), h264_plane()	see their uses
 */
#ifndef _H264_INTRA_TMPL_H_
#define _H264_INTRA_TMPL_H_

static __always_inline h264_sample *h264_row(void *p, ptrdiff_t stride, int n)
{
	return (h264_sample *)((u8 *)p + n * stride);
}

static __always_inline const h264_sample *h264_crow(const void *p, ptrdiff_t stride, int n)
{
	return (const h264_sample *)((const u8 *)p + n * stride);
}

/* p[0, -1] */
static __always_inline const h264_sample *h264_above(const void *p, ptrdiff_t stride)
{
	return (const h264_sample *)((const u8 *)p - stride);
}

/* p[-1, @y] */
static __always_inline const h264_sample *h264_left(const void *p, ptrdiff_t stride, int y)
{
	return h264_crow(p, stride, y) - 1;
}

/* Four rows of 4 */
static __always_inline void h264_put4(void *d, ptrdiff_t stride, h264_v4 row0, h264_v4 row1,
				      h264_v4 row2, h264_v4 row3)
{
	h264_store4(d, row0);
	h264_store4(h264_row(d, stride, 1), row1);
	h264_store4(h264_row(d, stride, 2), row2);
	h264_store4(h264_row(d, stride, 3), row3);
}

/* Four rows of 8 */
static __always_inline void h264_put8(void *d, ptrdiff_t stride, h264_v8 row0, h264_v8 row1,
				      h264_v8 row2, h264_v8 row3)
{
	h264_store8(d, row0);
	h264_store8(h264_row(d, stride, 1), row1);
	h264_store8(h264_row(d, stride, 2), row2);
	h264_store8(h264_row(d, stride, 3), row3);
}

/* @h rows of the same 8 */
static __always_inline void h264_fill8(h264_sample *d, ptrdiff_t stride, int h, h264_v8 v)
{
	do {
		h264_put8(d, stride, v, v, v, v);
		d = h264_row(d, stride, 4);
	} while ((h -= 4) > 0);
}

/* 16 rows of the same 16 */
static __always_inline void h264_fill16(h264_sample *d, ptrdiff_t stride, h264_v16 v)
{
	int h = 16;

	do {
		h264_store16(d, v);
		h264_store16(h264_row(d, stride, 1), v);
		h264_store16(h264_row(d, stride, 2), v);
		h264_store16(h264_row(d, stride, 3), v);
		d = h264_row(d, stride, 4);
	} while ((h -= 4) > 0);
}

/* Sum of @n samples to the left */
static __always_inline unsigned int h264_left_sum(const void *d, ptrdiff_t stride, int n)
{
	const h264_sample *p = h264_left(d, stride, 0);
	unsigned int sum = 0;

	do {
		sum += *p + *h264_crow(p, stride, 1) + *h264_crow(p, stride, 2) +
		       *h264_crow(p, stride, 3);
		p = h264_crow(p, stride, 4);
	} while ((n -= 4) > 0);
	return sum;
}

/* Intra_4x4 (8.3.1.2) */

static void H264_FN(h264_pred4_vert)(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	const h264_v4 above = h264_load4(h264_above(dst, stride));

	h264_put4(dst, stride, above, above, above, above);
}

static void H264_FN(h264_pred4_hor)(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	const h264_sample *left = h264_left(dst, stride, 0);

	h264_put4(dst, stride, h264_spread4(left), h264_spread4(h264_crow(left, stride, 1)),
		  h264_spread4(h264_crow(left, stride, 2)),
		  h264_spread4(h264_crow(left, stride, 3)));
}

static __always_inline void h264_fill4(void *dst, ptrdiff_t stride, unsigned int value)
{
	const h264_v4 row = h264_dup4(value);

	h264_put4(dst, stride, row, row, row, row);
}

static void H264_FN(h264_pred4_dc)(void *dst, ptrdiff_t stride, const void *topright, int bd_max)
{
	h264_fill4(dst, stride, (h264_sum4(h264_above(dst, stride)) +
				 h264_left_sum(dst, stride, 4) + 4) >> 3);
}

static void H264_FN(h264_pred4_left_dc)(void *dst, ptrdiff_t stride, const void *topright,
					int bd_max)
{
	h264_fill4(dst, stride, (h264_left_sum(dst, stride, 4) + 2) >> 2);
}

static void H264_FN(h264_pred4_top_dc)(void *dst, ptrdiff_t stride, const void *topright,
				       int bd_max)
{
	h264_fill4(dst, stride, (h264_sum4(h264_above(dst, stride)) + 2) >> 2);
}

static void H264_FN(h264_pred4_dc_128)(void *dst, ptrdiff_t stride, const void *topright,
				       int bd_max)
{
	h264_fill4(dst, stride, h264_grey(bd_max));
}

/* p[-1, 3] to p[-1, 0], p[-1, -1], p[0, -1] to p[2, -1]; then comes p[3, -1]. */
static __always_inline struct h264_means4 h264_around4(const void *d, ptrdiff_t stride)
{
	const h264_sample *above = h264_above(d, stride);
	const h264_sample *left = h264_left(d, stride, 0);
	const h264_v4 up = h264_gather4(h264_crow(left, stride, 3), h264_crow(left, stride, 2),
					h264_crow(left, stride, 1), left);

	return h264_make_means4(h264_join4(up, h264_load4(above - 1)), above + 3);
}

/* p[0..7, -1] */
static __always_inline struct h264_means4 h264_above4(const void *d, ptrdiff_t stride,
						      const h264_sample *topright)
{
	return h264_make_means4(h264_join4(h264_load4(h264_above(d, stride)),
					  h264_load4(topright)), topright + 3);
}

static void H264_FN(h264_pred4_diag_down_left)(void *dst, ptrdiff_t stride, const void *topright,
					       int bd_max)
{
	const h264_line v = h264_above4(dst, stride, topright).three;

	h264_put4(dst, stride, h264_low4(v), h264_piece4(v, 1), h264_piece4(v, 2),
		  h264_piece4(v, 3));
}

static void H264_FN(h264_pred4_diag_down_right)(void *dst, ptrdiff_t stride, const void *topright,
						int bd_max)
{
	const h264_line v = h264_around4(dst, stride).three;

	h264_put4(dst, stride, h264_piece4(v, 3), h264_piece4(v, 2), h264_piece4(v, 1),
		  h264_low4(v));
}

static void H264_FN(h264_pred4_vert_right)(void *dst, ptrdiff_t stride, const void *topright,
					   int bd_max)
{
	const struct h264_means4 m = h264_around4(dst, stride);
	const h264_v4 even = h264_high4(m.two), odd = h264_piece4(m.three, 3);

	h264_put4(dst, stride, even, odd, h264_enter4(m.three, 2, even),
		  h264_enter4(m.three, 1, odd));
}

static void H264_FN(h264_pred4_hor_down)(void *dst, ptrdiff_t stride, const void *topright,
					 int bd_max)
{
	const struct h264_means4 m = h264_around4(dst, stride);
	const h264_line v = h264_zip4(m.two, m.three), after = h264_turn4(m.three);

	h264_put4(dst, stride, h264_end4(v, after, 2), h264_high4(v), h264_piece4(v, 2),
		  h264_low4(v));
}

static void H264_FN(h264_pred4_vert_left)(void *dst, ptrdiff_t stride, const void *topright,
					  int bd_max)
{
	const struct h264_means4 m = h264_above4(dst, stride, topright);

	h264_put4(dst, stride, h264_low4(m.two), h264_low4(m.three), h264_piece4(m.two, 1),
		  h264_piece4(m.three, 1));
}

static void H264_FN(h264_pred4_hor_up)(void *dst, ptrdiff_t stride, const void *topright,
				       int bd_max)
{
	const h264_sample *left = h264_left(dst, stride, 0), *end = h264_crow(left, stride, 3);
	const h264_v4 down = h264_gather4(left, h264_crow(left, stride, 1),
					  h264_crow(left, stride, 2), end);
	const h264_v4 last = h264_spread4(end);
	const struct h264_means4 m = h264_make_means4(h264_join4(down, last), end);
	const h264_line v = h264_zip4(m.two, m.three);

	h264_put4(dst, stride, h264_low4(v), h264_piece4(v, 2), h264_high4(v), last);
}

/* Intra_8x8 (8.3.2.2) */

/* p'[0..7, -1] (8.3.2.2.1) */
static __always_inline h264_v8 h264_above8(const void *d, ptrdiff_t stride, bool has_topleft,
					   bool has_topright)
{
	const h264_sample *above = h264_above(d, stride);
	const h264_v8 v = h264_load8(above);
	const h264_v8 before = has_topleft ? h264_load8(above - 1) :
					     h264_ext8(h264_lane8(v, 0), v, 7);
	const h264_v8 after = has_topright ? h264_load8(above + 1) :
					     h264_ext8(v, h264_lane8(v, 7), 1);

	return h264_avg3_8(before, v, after);
}

/* p'[0..15, -1] */
static __always_inline h264_v16 h264_above16(const void *d, ptrdiff_t stride, bool has_topleft,
					     bool has_topright)
{
	const h264_sample *above = h264_above(d, stride);
	const h264_v8 lo = h264_load8(above);
	const h264_v8 hi = has_topright ? h264_load8(above + 8) : h264_lane8(lo, 7);
	const h264_v16 v = h264_join8(lo, hi);
	const h264_v16 first = has_topleft ? h264_spread16(above - 1) : h264_lane16(lo, 0);

	return h264_avg3_16(h264_before16(first, v), v, h264_next16(v, h264_lane16(hi, 7)));
}

/* p[-1, 7] to p[-1, 0] */
static __always_inline h264_v8 h264_left8(const void *d, ptrdiff_t stride)
{
	return h264_up8(h264_left(d, stride, 7), stride);
}

/* p'[-1, 7] to p'[-1, 0] */
static __always_inline h264_v8 h264_left8_filtered(const void *d, ptrdiff_t stride,
						   bool has_topleft)
{
	const h264_v8 v = h264_left8(d, stride);
	const h264_v8 above = has_topleft ? h264_spread8(h264_left(d, stride, -1)) :
					    h264_lane8(v, 7);

	return h264_avg3_8(h264_ext8(h264_lane8(v, 0), v, 7), v, h264_ext8(v, above, 1));
}

static void H264_FN(h264_pred8_vert)(void *dst, ptrdiff_t stride, bool has_topleft,
				     bool has_topright, int bd_max)
{
	h264_fill8(dst, stride, 8, h264_above8(dst, stride, has_topleft, has_topright));
}

static void H264_FN(h264_pred8_hor)(void *dst, ptrdiff_t stride, bool has_topleft,
				    bool has_topright, int bd_max)
{
	const h264_v8 v = h264_left8_filtered(dst, stride, has_topleft);

	h264_put8(dst, stride, h264_lane8(v, 7), h264_lane8(v, 6), h264_lane8(v, 5),
		  h264_lane8(v, 4));
	h264_put8(h264_row(dst, stride, 4), stride, h264_lane8(v, 3), h264_lane8(v, 2),
		  h264_lane8(v, 1), h264_lane8(v, 0));
}

static void H264_FN(h264_pred8_dc)(void *dst, ptrdiff_t stride, bool has_topleft,
				   bool has_topright, int bd_max)
{
	const h264_v8 above = h264_above8(dst, stride, has_topleft, has_topright);
	const h264_v8 left = h264_left8_filtered(dst, stride, has_topleft);
	const unsigned int sum = h264_sum8x2(above, left);

	h264_fill8(dst, stride, 8, h264_dup8((sum + 8) >> 4));
}

static void H264_FN(h264_pred8_left_dc)(void *dst, ptrdiff_t stride, bool has_topleft,
					bool has_topright, int bd_max)
{
	const unsigned int sum = h264_sum8(h264_left8_filtered(dst, stride, has_topleft));

	h264_fill8(dst, stride, 8, h264_dup8((sum + 4) >> 3));
}

static void H264_FN(h264_pred8_top_dc)(void *dst, ptrdiff_t stride, bool has_topleft,
				       bool has_topright, int bd_max)
{
	const h264_v8 above = h264_above8(dst, stride, has_topleft, has_topright);

	h264_fill8(dst, stride, 8, h264_dup8((h264_sum8(above) + 4) >> 3));
}

static void H264_FN(h264_pred8_dc_128)(void *dst, ptrdiff_t stride, bool has_topleft,
				       bool has_topright, int bd_max)
{
	h264_fill8(dst, stride, 8, h264_dup8(h264_grey(bd_max)));
}

/*
 * struct h264_means8 - of a line of samples
 * @two: means of two, from each place on
 * @three: means of three, from each place on
 */
struct h264_means8 {
	h264_v16 two;
	h264_v16 three;
};

/* @line is 16 long and goes on as @last does. */
static __always_inline struct h264_means8 h264_make_means8(h264_v16 line, h264_v16 last)
{
	const h264_v16 next = h264_next16(line, last), second = h264_second16(line, last);

	return (struct h264_means8){
		.two = h264_avg2_16(line, next), .three = h264_avg3_16(line, next, second),
	};
}

/* p'[-1, 7] to p'[-1, 0], p'[-1, -1], p'[0, -1] to p'[6, -1]; then comes p'[7, -1]. */
static __always_inline struct h264_means8 h264_around8(const void *d, ptrdiff_t stride,
						       bool has_topright)
{
	const h264_sample *p = h264_above(d, stride);
	const h264_v8 left = h264_left8(d, stride);
	const h264_v16 line = h264_join8(left, h264_load8(p - 1));
	const h264_v16 before = h264_before16(h264_lane16(left, 0), line);
	const h264_v16 after = h264_next16(line, h264_spread16(p + 7));
	const h264_v8 above = h264_above8(d, stride, true, has_topright);

	return h264_make_means8(h264_avg3_16(before, line, after), h264_lane16(above, 7));
}

static void H264_FN(h264_pred8_diag_down_left)(void *dst, ptrdiff_t stride, bool has_topleft,
					       bool has_topright, int bd_max)
{
	const h264_v16 line = h264_above16(dst, stride, has_topleft, has_topright);
	const h264_v16 last = h264_lane16(h264_high8(line), 7);
	const h264_v16 v = h264_make_means8(line, last).three;

	h264_put8(dst, stride, h264_low8(v), h264_piece8(v, 1), h264_piece8(v, 2),
		  h264_piece8(v, 3));
	h264_put8(h264_row(dst, stride, 4), stride, h264_piece8(v, 4), h264_piece8(v, 5),
		  h264_piece8(v, 6), h264_piece8(v, 7));
}

static void H264_FN(h264_pred8_diag_down_right)(void *dst, ptrdiff_t stride, bool has_topleft,
						bool has_topright, int bd_max)
{
	const h264_v16 v = h264_around8(dst, stride, has_topright).three;

	h264_put8(dst, stride, h264_piece8(v, 7), h264_piece8(v, 6), h264_piece8(v, 5),
		  h264_piece8(v, 4));
	h264_put8(h264_row(dst, stride, 4), stride, h264_piece8(v, 3), h264_piece8(v, 2),
		  h264_piece8(v, 1), h264_low8(v));
}

/* Samples that enter from the left, one in two rows, are every other mean of three. */
static void H264_FN(h264_pred8_vert_right)(void *dst, ptrdiff_t stride, bool has_topleft,
					   bool has_topright, int bd_max)
{
	const struct h264_means8 m = h264_around8(dst, stride, has_topright);
	const h264_v8 first = h264_odds8(h264_low8(m.three));
	const h264_v16 even = h264_join8(h264_evens8(h264_low8(m.three)), h264_high8(m.two));
	const h264_v16 odd = h264_join8(h264_ext8(first, first, 7), h264_piece8(m.three, 7));

	h264_put8(dst, stride, h264_high8(even), h264_high8(odd), h264_piece8(even, 7),
		  h264_piece8(odd, 7));
	h264_put8(h264_row(dst, stride, 4), stride, h264_piece8(even, 6), h264_piece8(odd, 6),
		  h264_piece8(even, 5), h264_piece8(odd, 5));
}

static void H264_FN(h264_pred8_hor_down)(void *dst, ptrdiff_t stride, bool has_topleft,
					 bool has_topright, int bd_max)
{
	const struct h264_means8 m = h264_around8(dst, stride, has_topright);
	const h264_v16 v = h264_zip8(m.two, m.three), after = h264_turn8(m.three);

	h264_put8(dst, stride, h264_end8(v, after, 6), h264_end8(v, after, 4),
		  h264_end8(v, after, 2), h264_high8(v));
	h264_put8(h264_row(dst, stride, 4), stride, h264_piece8(v, 6), h264_piece8(v, 4),
		  h264_piece8(v, 2), h264_low8(v));
}

static void H264_FN(h264_pred8_vert_left)(void *dst, ptrdiff_t stride, bool has_topleft,
					  bool has_topright, int bd_max)
{
	const h264_v16 line = h264_above16(dst, stride, has_topleft, has_topright);
	const struct h264_means8 m = h264_make_means8(line, line);

	h264_put8(dst, stride, h264_low8(m.two), h264_low8(m.three), h264_piece8(m.two, 1),
		  h264_piece8(m.three, 1));
	h264_put8(h264_row(dst, stride, 4), stride, h264_piece8(m.two, 2),
		  h264_piece8(m.three, 2), h264_piece8(m.two, 3), h264_piece8(m.three, 3));
}

static void H264_FN(h264_pred8_hor_up)(void *dst, ptrdiff_t stride, bool has_topleft,
				       bool has_topright, int bd_max)
{
	const h264_v8 left = h264_rev8(h264_left8_filtered(dst, stride, has_topleft));
	const h264_v16 last = h264_lane16(left, 7);
	const struct h264_means8 m = h264_make_means8(h264_join8(left, h264_low8(last)), last);
	const h264_v16 v = h264_zip8(m.two, m.three);

	h264_put8(dst, stride, h264_low8(v), h264_piece8(v, 2), h264_piece8(v, 4),
		  h264_piece8(v, 6));
	h264_put8(h264_row(dst, stride, 4), stride, h264_high8(v), h264_end8(v, last, 2),
		  h264_end8(v, last, 4), h264_end8(v, last, 6));
}

/* Intra_16x16 (8.3.3) and chroma (8.3.4) */

static void H264_FN(h264_pred16_vert)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill16(dst, stride, h264_load16(h264_above(dst, stride)));
}

static void H264_FN(h264_pred16_hor)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_sample *d = dst;
	int h = 16;

	do {
		h264_store16(d, h264_spread16(d - 1));
		d = h264_row(d, stride, 1);
		h264_store16(d, h264_spread16(d - 1));
		d = h264_row(d, stride, 1);
		h264_store16(d, h264_spread16(d - 1));
		d = h264_row(d, stride, 1);
		h264_store16(d, h264_spread16(d - 1));
		d = h264_row(d, stride, 1);
	} while ((h -= 4) > 0);
}

static void H264_FN(h264_pred16_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	const unsigned int sum = h264_sum16(h264_above(dst, stride)) +
				 h264_left_sum(dst, stride, 16);

	h264_fill16(dst, stride, h264_dup16((sum + 16) >> 5));
}

static void H264_FN(h264_pred16_left_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill16(dst, stride, h264_dup16((h264_left_sum(dst, stride, 16) + 8) >> 4));
}

static void H264_FN(h264_pred16_top_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill16(dst, stride, h264_dup16((h264_sum16(h264_above(dst, stride)) + 8) >> 4));
}

static void H264_FN(h264_pred16_dc_128)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill16(dst, stride, h264_dup16(h264_grey(bd_max)));
}

/*
 * Sum of @n / 2 weighted differences across the middle of the left column, see the C version;
 * h264_plane_h() is that of the row above.
 */
static __always_inline int h264_plane_v(const void *d, ptrdiff_t stride, int n)
{
	const h264_sample *after = h264_left(d, stride, n / 2);
	const h264_sample *before = h264_left(d, stride, n / 2 - 2);
	int sum = 0, i;

	for (i = 1; i <= n / 2; i++) {
		sum += i * (*after - *before);
		after = h264_crow(after, stride, 1);
		before = h264_crow(before, stride, -1);
	}
	return sum;
}

static void H264_FN(h264_pred16_plane)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_plane(dst, stride, 16, 16, (5 * h264_plane_h(dst, stride, 16) + 32) >> 6,
		   (5 * h264_plane_v(dst, stride, 16) + 32) >> 6, bd_max);
}

static void H264_FN(h264_predc420_plane)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_plane(dst, stride, 8, 8, (34 * h264_plane_h(dst, stride, 8) + 32) >> 6,
		   (34 * h264_plane_v(dst, stride, 8) + 32) >> 6, bd_max);
}

static void H264_FN(h264_predc422_plane)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_plane(dst, stride, 8, 16, (34 * h264_plane_h(dst, stride, 8) + 32) >> 6,
		   (5 * h264_plane_v(dst, stride, 16) + 32) >> 6, bd_max);
}

static __always_inline void h264_predc_hor(h264_sample *d, ptrdiff_t stride, int h)
{
	do {
		h264_store8(d, h264_spread8(d - 1));
		d = h264_row(d, stride, 1);
		h264_store8(d, h264_spread8(d - 1));
		d = h264_row(d, stride, 1);
	} while ((h -= 2) > 0);
}

static void H264_FN(h264_predc420_hor)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_hor(dst, stride, 8);
}

static void H264_FN(h264_predc422_hor)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_hor(dst, stride, 16);
}

static void H264_FN(h264_predc420_vert)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8(dst, stride, 8, h264_load8(h264_above(dst, stride)));
}

static void H264_FN(h264_predc422_vert)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8(dst, stride, 16, h264_load8(h264_above(dst, stride)));
}

/*
 * DC of each 4x4 block (8.3.4.1 to 8.3.4.3) with above and left: both sides in the first
 * block and those of the right column below it; else above in the first row, and left in
 * the first column. Modes with half of the left column are made of rows of blocks of those
 * with all of it and those without.
 */

/* The first row of blocks */
static __always_inline void h264_predc_dc_first(h264_sample *d, ptrdiff_t stride,
						struct h264_sums above)
{
	const unsigned int left = h264_left_sum(d, stride, 4);

	h264_fill8(d, stride, 4, h264_pair8((above.first + left + 4) >> 3,
					    (above.second + 2) >> 2));
}

/* @h / 4 rows of blocks after the first */
static __always_inline void h264_predc_dc_next(h264_sample *d, ptrdiff_t stride, int h,
					       struct h264_sums above)
{
	do {
		const unsigned int left = h264_left_sum(d, stride, 4);

		h264_fill8(d, stride, 4, h264_pair8((left + 2) >> 2,
						    (above.second + left + 4) >> 3));
		d = h264_row(d, stride, 4);
	} while ((h -= 4) > 0);
}

static __always_inline void h264_predc_dc(h264_sample *d, ptrdiff_t stride, int h)
{
	const struct h264_sums above = h264_sums4(h264_above(d, stride));

	h264_predc_dc_first(d, stride, above);
	h264_predc_dc_next(h264_row(d, stride, 4), stride, h - 4, above);
}

static void H264_FN(h264_predc420_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_dc(dst, stride, 8);
}

static void H264_FN(h264_predc422_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_dc(dst, stride, 16);
}

static void H264_FN(h264_predc420_dc_upper)(void *dst, ptrdiff_t stride, int bd_max)
{
	const h264_sample *above = h264_above(dst, stride);

	h264_predc_dc_first(dst, stride, h264_sums4(above));
	h264_fill8(h264_row(dst, stride, 4), stride, 4, h264_mean_pair8(above));
}

static void H264_FN(h264_predc422_dc_upper)(void *dst, ptrdiff_t stride, int bd_max)
{
	const h264_v8 means = h264_mean_pair8(h264_above(dst, stride));

	h264_predc_dc(dst, stride, 8);
	h264_fill8(h264_row(dst, stride, 8), stride, 8, means);
}

static __always_inline void h264_predc_dc_lower(void *dst, ptrdiff_t stride, int h)
{
	const h264_sample *above = h264_above(dst, stride);

	h264_fill8(dst, stride, h / 2, h264_mean_pair8(above));
	h264_predc_dc_next(h264_row(dst, stride, h / 2), stride, h / 2, h264_sums4(above));
}

static void H264_FN(h264_predc420_dc_lower)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_dc_lower(dst, stride, 8);
}

static void H264_FN(h264_predc422_dc_lower)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_dc_lower(dst, stride, 16);
}

static __always_inline void h264_predc_left_dc(h264_sample *d, ptrdiff_t stride, int h)
{
	do {
		h264_fill8(d, stride, 4, h264_dup8((h264_left_sum(d, stride, 4) + 2) >> 2));
		d = h264_row(d, stride, 4);
	} while ((h -= 4) > 0);
}

static void H264_FN(h264_predc420_left_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc(dst, stride, 8);
}

static void H264_FN(h264_predc422_left_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc(dst, stride, 16);
}

static __always_inline void h264_predc_left_dc_upper(void *dst, ptrdiff_t stride, int h,
						     int bd_max)
{
	h264_predc_left_dc(dst, stride, h / 2);
	h264_fill8(h264_row(dst, stride, h / 2), stride, h / 2, h264_dup8(h264_grey(bd_max)));
}

static __always_inline void h264_predc_left_dc_lower(void *dst, ptrdiff_t stride, int h,
						     int bd_max)
{
	h264_fill8(dst, stride, h / 2, h264_dup8(h264_grey(bd_max)));
	h264_predc_left_dc(h264_row(dst, stride, h / 2), stride, h / 2);
}

static void H264_FN(h264_predc420_left_dc_upper)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc_upper(dst, stride, 8, bd_max);
}

static void H264_FN(h264_predc422_left_dc_upper)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc_upper(dst, stride, 16, bd_max);
}

static void H264_FN(h264_predc420_left_dc_lower)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc_lower(dst, stride, 8, bd_max);
}

static void H264_FN(h264_predc422_left_dc_lower)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_predc_left_dc_lower(dst, stride, 16, bd_max);
}

static void H264_FN(h264_predc420_top_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8(dst, stride, 8, h264_mean_pair8(h264_above(dst, stride)));
}

static void H264_FN(h264_predc422_top_dc)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8(dst, stride, 16, h264_mean_pair8(h264_above(dst, stride)));
}

static void H264_FN(h264_predc420_dc_128)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8(dst, stride, 8, h264_dup8(h264_grey(bd_max)));
}

static void H264_FN(h264_predc422_dc_128)(void *dst, ptrdiff_t stride, int bd_max)
{
	h264_fill8(dst, stride, 16, h264_dup8(h264_grey(bd_max)));
}

const struct h264_dsp H264_FN(h264_intra) = {
	.pred4 = {
		[H264_INTRA_NXN_VERT] = H264_FN(h264_pred4_vert),
		[H264_INTRA_NXN_HOR] = H264_FN(h264_pred4_hor),
		[H264_INTRA_NXN_DC] = H264_FN(h264_pred4_dc),
		[H264_INTRA_NXN_DIAG_DOWN_LEFT] = H264_FN(h264_pred4_diag_down_left),
		[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = H264_FN(h264_pred4_diag_down_right),
		[H264_INTRA_NXN_VERT_RIGHT] = H264_FN(h264_pred4_vert_right),
		[H264_INTRA_NXN_HOR_DOWN] = H264_FN(h264_pred4_hor_down),
		[H264_INTRA_NXN_VERT_LEFT] = H264_FN(h264_pred4_vert_left),
		[H264_INTRA_NXN_HOR_UP] = H264_FN(h264_pred4_hor_up),
		[H264_INTRA_NXN_LEFT_DC] = H264_FN(h264_pred4_left_dc),
		[H264_INTRA_NXN_TOP_DC] = H264_FN(h264_pred4_top_dc),
		[H264_INTRA_NXN_DC_128] = H264_FN(h264_pred4_dc_128),
	},
	.pred8 = {
		[H264_INTRA_NXN_VERT] = H264_FN(h264_pred8_vert),
		[H264_INTRA_NXN_HOR] = H264_FN(h264_pred8_hor),
		[H264_INTRA_NXN_DC] = H264_FN(h264_pred8_dc),
		[H264_INTRA_NXN_DIAG_DOWN_LEFT] = H264_FN(h264_pred8_diag_down_left),
		[H264_INTRA_NXN_DIAG_DOWN_RIGHT] = H264_FN(h264_pred8_diag_down_right),
		[H264_INTRA_NXN_VERT_RIGHT] = H264_FN(h264_pred8_vert_right),
		[H264_INTRA_NXN_HOR_DOWN] = H264_FN(h264_pred8_hor_down),
		[H264_INTRA_NXN_VERT_LEFT] = H264_FN(h264_pred8_vert_left),
		[H264_INTRA_NXN_HOR_UP] = H264_FN(h264_pred8_hor_up),
		[H264_INTRA_NXN_LEFT_DC] = H264_FN(h264_pred8_left_dc),
		[H264_INTRA_NXN_TOP_DC] = H264_FN(h264_pred8_top_dc),
		[H264_INTRA_NXN_DC_128] = H264_FN(h264_pred8_dc_128),
	},
	.pred16 = {
		[H264_INTRA16_VERT] = H264_FN(h264_pred16_vert),
		[H264_INTRA16_HOR] = H264_FN(h264_pred16_hor),
		[H264_INTRA16_DC] = H264_FN(h264_pred16_dc),
		[H264_INTRA16_PLANE] = H264_FN(h264_pred16_plane),
		[H264_INTRA16_LEFT_DC] = H264_FN(h264_pred16_left_dc),
		[H264_INTRA16_TOP_DC] = H264_FN(h264_pred16_top_dc),
		[H264_INTRA16_DC_128] = H264_FN(h264_pred16_dc_128),
	},
	.predc420 = {
		[H264_INTRA_CHROMA_DC] = H264_FN(h264_predc420_dc),
		[H264_INTRA_CHROMA_HOR] = H264_FN(h264_predc420_hor),
		[H264_INTRA_CHROMA_VERT] = H264_FN(h264_predc420_vert),
		[H264_INTRA_CHROMA_PLANE] = H264_FN(h264_predc420_plane),
		[H264_INTRA_CHROMA_LEFT_DC] = H264_FN(h264_predc420_left_dc),
		[H264_INTRA_CHROMA_TOP_DC] = H264_FN(h264_predc420_top_dc),
		[H264_INTRA_CHROMA_DC_128] = H264_FN(h264_predc420_dc_128),
		[H264_INTRA_CHROMA_DC_UPPER] = H264_FN(h264_predc420_dc_upper),
		[H264_INTRA_CHROMA_DC_LOWER] = H264_FN(h264_predc420_dc_lower),
		[H264_INTRA_CHROMA_LEFT_DC_UPPER] = H264_FN(h264_predc420_left_dc_upper),
		[H264_INTRA_CHROMA_LEFT_DC_LOWER] = H264_FN(h264_predc420_left_dc_lower),
	},
	.predc422 = {
		[H264_INTRA_CHROMA_DC] = H264_FN(h264_predc422_dc),
		[H264_INTRA_CHROMA_HOR] = H264_FN(h264_predc422_hor),
		[H264_INTRA_CHROMA_VERT] = H264_FN(h264_predc422_vert),
		[H264_INTRA_CHROMA_PLANE] = H264_FN(h264_predc422_plane),
		[H264_INTRA_CHROMA_LEFT_DC] = H264_FN(h264_predc422_left_dc),
		[H264_INTRA_CHROMA_TOP_DC] = H264_FN(h264_predc422_top_dc),
		[H264_INTRA_CHROMA_DC_128] = H264_FN(h264_predc422_dc_128),
		[H264_INTRA_CHROMA_DC_UPPER] = H264_FN(h264_predc422_dc_upper),
		[H264_INTRA_CHROMA_DC_LOWER] = H264_FN(h264_predc422_dc_lower),
		[H264_INTRA_CHROMA_LEFT_DC_UPPER] = H264_FN(h264_predc422_left_dc_upper),
		[H264_INTRA_CHROMA_LEFT_DC_LOWER] = H264_FN(h264_predc422_left_dc_lower),
	},
};

#endif /* _H264_INTRA_TMPL_H_ */
