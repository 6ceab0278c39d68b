/* SPDX-License-Identifier: GPL-2.0 */
/*
 * VP9 intra prediction of one block with NEON (VP9 specification, 8.5.1), for the files that
 * have it for 8- and 16-bit samples. ../vp9/vp9_intra_tmpl.c has the same modes.
 *
 * The directional modes filter their neighbours once, to one or two lines of samples. Each
 * row of the block is a piece of such a line, one or two samples on from that of the row
 * before; modes that go down to the right start with the bottom row. Rows that one vector
 * holds are taken out of a line in registers, longer ones out of a line in memory.
 *
 * The file that includes this has
 *
 * - vp9_px, a sample, vp9_vec, a vector of VP9_LANES of them, and VP9_FN(), the name of a
 *   function for those samples;
 * - vp9_load() and vp9_store() of the first @n samples of a vector; the others are 0;
 * - vp9_splat(), vp9_load_splat(), vp9_zip1(), vp9_zip2(), vp9_uzp1() and vp9_uzp2();
 * - VP9_EXT(a, b, k), samples from @k on of a vector and the one after it, and VP9_SET(v, k,
 *   x), @v with @x as sample @k, where @k is a literal;
 * - vp9_reverse() of the first @n samples; vp9_join(), the first @n samples of one vector and
 *   then another's, with @n VP9_LANES the former;
 * - vp9_avg2() and vp9_avg3(), rounded means of two samples and of three, of which the second
 *   counts twice; vp9_tm() of a row;
 * - vp9_acc, sums of samples, with vp9_acc_zero(), vp9_acc_add() and vp9_acc_total().
 *
 * @n, the size of the block, is a constant wherever a function is inlined. It is at least
 * VP9_LANES / 4 and at most 4 * VP9_LANES.
 */

#define VP9_INTRA_MAX		32	/* the largest n */
/* Vectors of 3 * n samples, and one more */
#define VP9_INTRA_VECS		(3 * VP9_INTRA_MAX / VP9_LANES + 1)

static __always_inline int vp9_intra_vecs(int samples)
{
	return samples > VP9_LANES ? samples / VP9_LANES : 1;
}

static __always_inline void vp9_intra_load(vp9_vec *v, const vp9_px *s, int n)
{
	if (n <= VP9_LANES) {
		v[0] = vp9_load(s, n);
		return;
	}
	v[0] = vp9_load(s, VP9_LANES);
	v[1] = vp9_load(s + VP9_LANES, VP9_LANES);
	if (n > 2 * VP9_LANES) {
		v[2] = vp9_load(s + 2 * VP9_LANES, VP9_LANES);
		v[3] = vp9_load(s + 3 * VP9_LANES, VP9_LANES);
	}
}

static __always_inline void vp9_intra_store(u8 *dst, const vp9_vec *v, int n)
{
	vp9_px *d = (vp9_px *)dst;

	if (n <= VP9_LANES) {
		vp9_store(d, v[0], n);
		return;
	}
	vp9_store(d, v[0], VP9_LANES);
	vp9_store(d + VP9_LANES, v[1], VP9_LANES);
	if (n > 2 * VP9_LANES) {
		vp9_store(d + 2 * VP9_LANES, v[2], VP9_LANES);
		vp9_store(d + 3 * VP9_LANES, v[3], VP9_LANES);
	}
}

/* The same row @n times */
static __always_inline void vp9_intra_repeat(u8 *d, ptrdiff_t stride, const vp9_vec *v, int n)
{
	int i;

	for (i = 0; i < n; i += 4) {
		vp9_intra_store(d, v, n);
		vp9_intra_store(d + stride, v, n);
		d += 2 * stride;
		vp9_intra_store(d, v, n);
		vp9_intra_store(d + stride, v, n);
		d += 2 * stride;
	}
}

static __always_inline void vp9_intra_splat(vp9_vec *v, vp9_vec x)
{
	v[0] = x;
	v[1] = x;
	v[2] = x;
	v[3] = x;
}

static __always_inline void vp9_intra_fill(u8 *d, ptrdiff_t stride, unsigned int value, int n)
{
	vp9_vec v[4];

	vp9_intra_splat(v, vp9_splat(value));
	vp9_intra_repeat(d, stride, v, n);
}

static __always_inline vp9_acc vp9_intra_add(vp9_acc sum, const vp9_px *s, int n)
{
	vp9_vec v[4];

	vp9_intra_load(v, s, n);
	sum = vp9_acc_add(sum, v[0]);
	if (n > VP9_LANES)
		sum = vp9_acc_add(sum, v[1]);
	if (n > 2 * VP9_LANES)
		sum = vp9_acc_add(vp9_acc_add(sum, v[2]), v[3]);
	return sum;
}

static __always_inline void vp9_intra_dc(u8 *d, ptrdiff_t stride, const vp9_px *left,
					 const vp9_px *top, int n, int bd_max)
{
	const vp9_acc sum = vp9_intra_add(vp9_intra_add(vp9_acc_zero(), left, n), top, n);

	vp9_intra_fill(d, stride, (vp9_acc_total(sum) + n) / (2 * n), n);
}

static __always_inline void vp9_intra_dc_left(u8 *d, ptrdiff_t stride, const vp9_px *left,
					      const vp9_px *top, int n, int bd_max)
{
	const vp9_acc sum = vp9_intra_add(vp9_acc_zero(), left, n);

	vp9_intra_fill(d, stride, (vp9_acc_total(sum) + n / 2) / n, n);
}

static __always_inline void vp9_intra_dc_top(u8 *d, ptrdiff_t stride, const vp9_px *left,
					     const vp9_px *top, int n, int bd_max)
{
	const vp9_acc sum = vp9_intra_add(vp9_acc_zero(), top, n);

	vp9_intra_fill(d, stride, (vp9_acc_total(sum) + n / 2) / n, n);
}

static __always_inline void vp9_intra_dc_128(u8 *d, ptrdiff_t stride, const vp9_px *left,
					     const vp9_px *top, int n, int bd_max)
{
	vp9_intra_fill(d, stride, vp9_mid_grey(bd_max), n);
}

static __always_inline void vp9_intra_v(u8 *d, ptrdiff_t stride, const vp9_px *left,
					const vp9_px *top, int n, int bd_max)
{
	vp9_vec v[4];

	vp9_intra_load(v, top, n);
	vp9_intra_repeat(d, stride, v, n);
}

static __always_inline void vp9_intra_h(u8 *d, ptrdiff_t stride, const vp9_px *left,
					const vp9_px *top, int n, int bd_max)
{
	vp9_vec a[4], b[4];
	int i;

	for (i = 0; i < n; i += 2, d += 2 * stride) {
		vp9_intra_splat(a, vp9_load_splat(left + i));
		vp9_intra_splat(b, vp9_load_splat(left + i + 1));
		vp9_intra_store(d, a, n);
		vp9_intra_store(d + stride, b, n);
	}
}

static __always_inline void vp9_intra_tm(u8 *d, ptrdiff_t stride, const vp9_px *left,
					 const vp9_px *top, int n, int bd_max)
{
	const vp9_vec corner = vp9_load_splat(top - 1), max = vp9_splat(bd_max);
	vp9_vec above[4], v[4];
	int i;

	vp9_intra_load(above, top, n);
	for (i = 0; i < n; i++, d += stride) {
		const vp9_vec x = vp9_load_splat(left + i);

		v[0] = vp9_tm(above[0], x, corner, max);
		if (n > VP9_LANES)
			v[1] = vp9_tm(above[1], x, corner, max);
		if (n > 2 * VP9_LANES) {
			v[2] = vp9_tm(above[2], x, corner, max);
			v[3] = vp9_tm(above[3], x, corner, max);
		}
		vp9_intra_store(d, v, n);
	}
}

/* @count samples, of which the last goes on for at least VP9_LANES / 4 more */
static __always_inline void vp9_intra_extend(vp9_vec *e, const vp9_px *s, int count)
{
	const vp9_vec last = vp9_load_splat(s + count - 1);
	int i;

	if (count < VP9_LANES) {
		e[0] = vp9_join(vp9_load(s, count), last, count);
		e[1] = last;
		return;
	}
#pragma GCC unroll 8
	for (i = 0; i < count / VP9_LANES; i++)
		e[i] = vp9_load(s + i * VP9_LANES, VP9_LANES);
	e[count / VP9_LANES] = last;
}

/* From left[n - 1] up to the corner, and from there to top[n - 1] and one more of it */
static __always_inline void vp9_intra_edge(vp9_vec *e, const vp9_px *left, const vp9_px *top,
					   int n)
{
	const vp9_vec last = vp9_load_splat(top + n - 1);
	const int count = n / VP9_LANES;
	int i;

	if (!count) {
		const vp9_vec column = vp9_reverse(vp9_load(left, n), n);

		e[0] = vp9_join(vp9_join(column, vp9_load(top - 1, n), n), last, 2 * n);
		e[1] = last;
		return;
	}
#pragma GCC unroll 4
	for (i = 0; i < count; i++) {
		e[i] = vp9_reverse(vp9_load(left + n - (i + 1) * VP9_LANES, VP9_LANES), VP9_LANES);
		e[count + i] = vp9_load(top - 1 + i * VP9_LANES, VP9_LANES);
	}
	e[2 * count] = last;
}

/* Means of two and of three samples from each on; @e has one vector more than @count. */
static __always_inline void vp9_intra_avg2(vp9_vec *v, const vp9_vec *e, int count)
{
	int i;

#pragma GCC unroll 8
	for (i = 0; i < count; i++)
		v[i] = vp9_avg2(e[i], VP9_EXT(e[i], e[i + 1], 1));
}

static __always_inline void vp9_intra_avg3(vp9_vec *v, const vp9_vec *e, int count)
{
	int i;

#pragma GCC unroll 8
	for (i = 0; i < count; i++)
		v[i] = vp9_avg3(e[i], VP9_EXT(e[i], e[i + 1], 1), VP9_EXT(e[i], e[i + 1], 2));
}

/* Samples of a line from @pos on, which is a literal */
#define VP9_INTRA_AT(v, pos)								\
	VP9_EXT((v)[(pos) / VP9_LANES], (v)[(pos) / VP9_LANES + 1], (pos) % VP9_LANES)

#define VP9_INTRA_ROWS2(d, stride, v, pos, step, n)					\
do {											\
	vp9_store((vp9_px *)(d), VP9_INTRA_AT(v, pos), n);				\
	vp9_store((vp9_px *)((d) + (stride)), VP9_INTRA_AT(v, (pos) + (step)), n);	\
	(d) += 2 * (stride);								\
} while (0)

#define VP9_INTRA_ROWS4(d, stride, v, pos, step, n)					\
do {											\
	VP9_INTRA_ROWS2(d, stride, v, pos, step, n);					\
	VP9_INTRA_ROWS2(d, stride, v, (pos) + 2 * (step), step, n);			\
} while (0)

/* Rows of several vectors out of a line in memory */
static __always_inline void vp9_intra_long_rows(u8 *d, ptrdiff_t stride, const vp9_px *line,
						int step, int rows, int n)
{
	vp9_vec a[4], b[4];
	int i;

	for (i = 0; i < rows; i += 2, line += 2 * step, d += 2 * stride) {
		vp9_intra_load(a, line, n);
		vp9_intra_load(b, line + step, n);
		vp9_intra_store(d, a, n);
		vp9_intra_store(d + stride, b, n);
	}
}

static __always_inline void vp9_intra_put_line(vp9_px *line, const vp9_vec *v, int count)
{
	int i;

#pragma GCC unroll 16
	for (i = 0; i < count; i++)
		vp9_store(line + i * VP9_LANES, v[i], VP9_LANES);
}

/*
 * @rows, n or n / 2, rows out of a line of @count vectors, each a sample on from the row
 * before
 */
static __always_inline void vp9_intra_rows1(u8 *d, ptrdiff_t stride, vp9_vec *v, int count,
					    int rows, int n)
{
	vp9_px line[3 * VP9_INTRA_MAX];

	if (n > VP9_LANES) {
		vp9_intra_put_line(line, v, count);
		vp9_intra_long_rows(d, stride, line, 1, rows, n);
		return;
	}
	if (count == 1)		/* it holds all there is */
		v[1] = v[0];
	VP9_INTRA_ROWS2(d, stride, v, 0, 1, n);
	if (rows > 2)
		VP9_INTRA_ROWS2(d, stride, v, 2, 1, n);
	if (rows > 4)
		VP9_INTRA_ROWS4(d, stride, v, 4, 1, n);
#if VP9_LANES == 16
	if (rows > 8) {
		VP9_INTRA_ROWS4(d, stride, v, 8, 1, n);
		VP9_INTRA_ROWS4(d, stride, v, 12, 1, n);
	}
#endif
}

/* A block out of a line of 3 * n samples, each row two samples on from the one before */
static __always_inline void vp9_intra_rows2(u8 *d, ptrdiff_t stride, vp9_vec *v, int n)
{
	vp9_px line[3 * VP9_INTRA_MAX];

	if (n > VP9_LANES) {
		vp9_intra_put_line(line, v, 3 * n / VP9_LANES);
		vp9_intra_long_rows(d, stride, line, 2, n, n);
		return;
	}
	VP9_INTRA_ROWS4(d, stride, v, 0, 2, n);
	if (n > 4)
		VP9_INTRA_ROWS4(d, stride, v, 8, 2, n);
#if VP9_LANES == 16
	if (n > 8) {
		VP9_INTRA_ROWS4(d, stride, v, 16, 2, n);
		VP9_INTRA_ROWS4(d, stride, v, 24, 2, n);
	}
#endif
}

static __always_inline void vp9_intra_d45(u8 *d, ptrdiff_t stride, const vp9_px *left,
					  const vp9_px *top, int n, int bd_max)
{
	const int count = vp9_intra_vecs(2 * n);
	vp9_vec e[VP9_INTRA_VECS], v[VP9_INTRA_VECS];

	vp9_intra_extend(e, top, 2 * n);
	vp9_intra_avg3(v, e, count);
	/* The sample at 2 * n - 2 is the last one, no mean. */
	if (2 * n < VP9_LANES)
		v[0] = VP9_SET(v[0], VP9_LANES / 2 - 2, top[2 * n - 1]);
	else
		v[count - 1] = VP9_SET(v[count - 1], VP9_LANES - 2, top[2 * n - 1]);
	vp9_intra_rows1(d, stride, v, count, n, n);
}

/* Two lines: one for even and one for odd rows */
static __always_inline void vp9_intra_d63(u8 *d, ptrdiff_t stride, const vp9_px *left,
					  const vp9_px *top, int n, int bd_max)
{
	const int count = n < VP9_LANES ? 1 : n == VP9_LANES ? 2 : n * 3 / 2 / VP9_LANES;
	vp9_vec e[VP9_INTRA_VECS], even[VP9_INTRA_VECS], odd[VP9_INTRA_VECS];

	vp9_intra_extend(e, top, 2 * n);
	vp9_intra_avg2(even, e, count);
	vp9_intra_avg3(odd, e, count);
	vp9_intra_rows1(d, 2 * stride, even, count, n / 2, n);
	vp9_intra_rows1(d + stride, 2 * stride, odd, count, n / 2, n);
}

static __always_inline void vp9_intra_d135(u8 *d, ptrdiff_t stride, const vp9_px *left,
					   const vp9_px *top, int n, int bd_max)
{
	const int count = vp9_intra_vecs(2 * n);
	vp9_vec e[VP9_INTRA_VECS], v[VP9_INTRA_VECS];

	vp9_intra_edge(e, left, top, n);
	vp9_intra_avg3(v, e, count);
	vp9_intra_rows1(d + (n - 1) * stride, -stride, v, count, n, n);
}

/* From sample @n on, less than VP9_LANES, of those of a line that one vector holds */
static __always_inline vp9_vec vp9_intra_after(vp9_vec v, int n)
{
	return n == VP9_LANES / 2 ? VP9_EXT(v, v, VP9_LANES / 2) : VP9_EXT(v, v, VP9_LANES / 4);
}

/*
 * The lines of the next, in registers: @mean3 are means of three along the whole edge, @mean2
 * those of two along the row above alone. Means of three along the left column, of which
 * every second one is for a line, are moved to the end of a vector for that.
 */
static __always_inline void vp9_intra_d117_lines(vp9_vec *even, vp9_vec *odd, vp9_vec mean2,
						 const vp9_vec *mean3, int n)
{
	const vp9_vec above3 = n == VP9_LANES ? mean3[1] : vp9_intra_after(mean3[0], n);
	vp9_vec column = mean3[0];

	if (n == VP9_LANES / 2)
		column = VP9_EXT(column, column, VP9_LANES / 2);
	else if (n == VP9_LANES / 4)
		column = VP9_EXT(column, column, VP9_LANES / 4);
	even[0] = vp9_uzp1(column, column);
	odd[0] = vp9_uzp2(column, column);
	even[1] = mean2;
	odd[1] = above3;
	if (n == VP9_LANES) {
		even[0] = VP9_EXT(even[0], mean2, VP9_LANES / 2 + 1);
		even[1] = VP9_EXT(mean2, mean2, VP9_LANES / 2 + 1);
		odd[0] = VP9_EXT(odd[0], above3, VP9_LANES / 2);
		odd[1] = VP9_EXT(above3, above3, VP9_LANES / 2);
	} else if (n == VP9_LANES / 2) {
		even[0] = VP9_EXT(even[0], mean2, VP9_LANES * 3 / 4 + 1);
		odd[0] = VP9_EXT(odd[0], above3, VP9_LANES * 3 / 4);
	}
#if VP9_LANES == 16
	if (n == VP9_LANES / 4) {
		even[0] = VP9_EXT(even[0], mean2, VP9_LANES * 7 / 8 + 1);
		odd[0] = VP9_EXT(odd[0], above3, VP9_LANES * 7 / 8);
	}
#endif
}

/*
 * Two lines again, means of two neighbours above and of three. Both go on to the left with
 * every second mean of three along the left column.
 */
static __always_inline void vp9_intra_d117(u8 *d, ptrdiff_t stride, const vp9_px *left,
					   const vp9_px *top, int n, int bd_max)
{
	const int count = n / VP9_LANES, half = n / 2;
	vp9_px even_line[2 * VP9_INTRA_MAX], odd_line[2 * VP9_INTRA_MAX];
	vp9_vec e[VP9_INTRA_VECS], mean2[4], mean3[VP9_INTRA_VECS], even[4], odd[4];
	u8 *const even_end = d + (n - 2) * stride, *const odd_end = d + (n - 1) * stride;
	int i;

	vp9_intra_edge(e, left, top, n);
	vp9_intra_avg3(mean3, e, vp9_intra_vecs(2 * n));
	vp9_intra_avg2(mean2, e + count, count ? count : 1);
	if (count < 2) {
		if (!count)
			mean2[0] = vp9_intra_after(mean2[0], n);
		vp9_intra_d117_lines(even, odd, mean2[0], mean3, n);
		vp9_intra_rows1(even_end, -2 * stride, even, 2, half, n);
		vp9_intra_rows1(odd_end, -2 * stride, odd, 2, half, n);
		return;
	}
#pragma GCC unroll 2
	for (i = 0; i < count / 2; i++) {
		even[i] = vp9_uzp1(mean3[2 * i], mean3[2 * i + 1]);
		odd[i] = vp9_uzp2(mean3[2 * i], mean3[2 * i + 1]);
	}
	vp9_intra_put_line(even_line, even, count / 2);
	vp9_intra_put_line(odd_line, odd, count / 2);
	vp9_intra_put_line(even_line + half, mean2, count);
	vp9_intra_put_line(odd_line + half, mean3 + count, count);
	vp9_intra_long_rows(even_end, -2 * stride, even_line + 1, 1, half, n);
	vp9_intra_long_rows(odd_end, -2 * stride, odd_line, 1, half, n);
}

/* A line of means of two and of three in turn, n of each, with @rest[0..n - 1] after them */
static __always_inline void vp9_intra_in_turn(vp9_vec *v, const vp9_vec *mean2,
					      const vp9_vec *mean3, const vp9_vec *rest, int n)
{
	const int count = n / VP9_LANES;
	int i;

	if (!count) {
		v[0] = vp9_join(vp9_zip1(mean2[0], mean3[0]), rest[0], 2 * n);
		v[1] = rest[0];
		return;
	}
#pragma GCC unroll 4
	for (i = 0; i < count; i++) {
		v[2 * i] = vp9_zip1(mean2[i], mean3[i]);
		v[2 * i + 1] = vp9_zip2(mean2[i], mean3[i]);
		v[2 * count + i] = rest[i];
	}
}

/* From the bottom up, two samples for each row: means of two and of three. */
static __always_inline void vp9_intra_d153(u8 *d, ptrdiff_t stride, const vp9_px *left,
					   const vp9_px *top, int n, int bd_max)
{
	const int count = n / VP9_LANES;
	vp9_vec e[VP9_INTRA_VECS], mean2[4], mean3[VP9_INTRA_VECS], v[VP9_INTRA_VECS];

	vp9_intra_edge(e, left, top, n);
	vp9_intra_avg2(mean2, e, count ? count : 1);
	vp9_intra_avg3(mean3, e, vp9_intra_vecs(2 * n));
	if (!count)
		mean3[1] = vp9_intra_after(mean3[0], n);
	vp9_intra_in_turn(v, mean2, mean3, mean3 + (count ? count : 1), n);
	vp9_intra_rows2(d + (n - 1) * stride, -stride, v, n);
}

/* From the top down; past the end of the column its last sample goes on. */
static __always_inline void vp9_intra_d207(u8 *d, ptrdiff_t stride, const vp9_px *left,
					   const vp9_px *top, int n, int bd_max)
{
	vp9_vec e[VP9_INTRA_VECS], mean2[4], mean3[4], rest[4], v[VP9_INTRA_VECS];

	vp9_intra_extend(e, left, n);
	vp9_intra_avg2(mean2, e, vp9_intra_vecs(n));
	vp9_intra_avg3(mean3, e, vp9_intra_vecs(n));
	vp9_intra_splat(rest, vp9_load_splat(left + n - 1));
	vp9_intra_in_turn(v, mean2, mean3, rest, n);
	vp9_intra_rows2(d, stride, v, n);
}

/* One function for each size */
#define VP9_INTRA_SIZE(mode, n)								\
static void VP9_FN(vp9_intra_##mode##_##n)(void *dst, ptrdiff_t stride, const void *left,	\
					    const void *top, int bd_max)		\
{											\
	vp9_intra_##mode(dst, stride, left, top, n, bd_max);				\
}

#define VP9_INTRA_MODE(mode)								\
	VP9_INTRA_SIZE(mode, 4)								\
	VP9_INTRA_SIZE(mode, 8)								\
	VP9_INTRA_SIZE(mode, 16)							\
	VP9_INTRA_SIZE(mode, 32)

VP9_INTRA_MODE(dc)
VP9_INTRA_MODE(v)
VP9_INTRA_MODE(h)
VP9_INTRA_MODE(d45)
VP9_INTRA_MODE(d135)
VP9_INTRA_MODE(d117)
VP9_INTRA_MODE(d153)
VP9_INTRA_MODE(d207)
VP9_INTRA_MODE(d63)
VP9_INTRA_MODE(tm)
VP9_INTRA_MODE(dc_left)
VP9_INTRA_MODE(dc_top)
VP9_INTRA_MODE(dc_128)

#define VP9_INTRA_SLOTS(n)								\
{											\
	[VP9_DC_PRED] = VP9_FN(vp9_intra_dc_##n),					\
	[VP9_V_PRED] = VP9_FN(vp9_intra_v_##n),						\
	[VP9_H_PRED] = VP9_FN(vp9_intra_h_##n),						\
	[VP9_D45_PRED] = VP9_FN(vp9_intra_d45_##n),					\
	[VP9_D135_PRED] = VP9_FN(vp9_intra_d135_##n),					\
	[VP9_D117_PRED] = VP9_FN(vp9_intra_d117_##n),					\
	[VP9_D153_PRED] = VP9_FN(vp9_intra_d153_##n),					\
	[VP9_D207_PRED] = VP9_FN(vp9_intra_d207_##n),					\
	[VP9_D63_PRED] = VP9_FN(vp9_intra_d63_##n),					\
	[VP9_TM_PRED] = VP9_FN(vp9_intra_tm_##n),					\
	[VP9_INTRA_DC_LEFT] = VP9_FN(vp9_intra_dc_left_##n),				\
	[VP9_INTRA_DC_TOP] = VP9_FN(vp9_intra_dc_top_##n),				\
	[VP9_INTRA_DC_128] = VP9_FN(vp9_intra_dc_128_##n),				\
}

#define VP9_INTRA_TABLE									\
{											\
	[VP9_TX_4X4] = VP9_INTRA_SLOTS(4),						\
	[VP9_TX_8X8] = VP9_INTRA_SLOTS(8),						\
	[VP9_TX_16X16] = VP9_INTRA_SLOTS(16),						\
	[VP9_TX_32X32] = VP9_INTRA_SLOTS(32),						\
}
