/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The AV1 Wiener filter with NEON (AV1 specification, 7.17.4): how it goes through a unit,
 * which is down in strips of 8 columns, with the intermediate rows in registers.
 *
 * A file that includes this has defined:
 *
 *   av1_sample		type of samples
 *   AV1_WIENER_FN()	name of a function of these
 *   struct av1_wiener	what is the same for all samples
 *   av1_wiener_init()	makes it from coefficients
 *   av1_wiener_hor()	an intermediate row of 8 columns
 *   av1_wiener_vert()	8 samples from 7 of these, of which the first is r[i & 7]
 */
#ifndef _AV1_WIENER_TMPL_H_
#define _AV1_WIENER_TMPL_H_

#define AV1_WIENER_W	8

/* Rows and columns of units that are narrower than a strip, in scratch memory */
#define AV1_WIENER_STRIDE	16
#define AV1_WIENER_ALL_ROWS	(AV1_LR_MAX_H + 2 * AV1_LR_REACH)

/*
 * Intermediate rows of 8 columns: the first of row @i of 8 is r[i], and each new one
 * takes the place of the oldest.
 */
struct av1_wiener_rows {
	int16x8_t r[8];
};

/* Row @y of @rows, from column @x on */
static __always_inline int16x8_t av1_wiener_mid(const void *const *rows, int y, int x,
						const struct av1_wiener *f)
{
	return av1_wiener_hor((const av1_sample *)rows[y] + x, f);
}

static __always_inline void av1_wiener_row(u8 *d, struct av1_wiener_rows *m, int i,
					   const void *const *rows, int y, int x,
					   const struct av1_wiener *f)
{
	m->r[(i + 6) & 7] = av1_wiener_mid(rows, y, x, f);
	av1_wiener_vert(d, m->r, i, f);
}

static __always_inline void av1_wiener_4rows(u8 *d, ptrdiff_t stride, struct av1_wiener_rows *m,
					     int i, const void *const *rows, int x,
					     const struct av1_wiener *f)
{
	av1_wiener_row(d, m, i, rows, 0, x, f);
	d += stride;
	av1_wiener_row(d, m, i + 1, rows, 1, x, f);
	d += stride;
	av1_wiener_row(d, m, i + 2, rows, 2, x, f);
	d += stride;
	av1_wiener_row(d, m, i + 3, rows, 3, x, f);
}

/* 8 columns from @x on */
static noinline void AV1_WIENER_FN(av1_wiener_strip)(u8 *d, ptrdiff_t stride,
						     const void *const *rows, int x, int h,
						     const struct av1_wiener *filter)
{
	/* A copy, which stores to @d cannot change. */
	const struct av1_wiener f = *filter;
	struct av1_wiener_rows m;

	m.r[0] = av1_wiener_mid(rows, 0, x, &f);
	m.r[1] = av1_wiener_mid(rows, 1, x, &f);
	m.r[2] = av1_wiener_mid(rows, 2, x, &f);
	m.r[3] = av1_wiener_mid(rows, 3, x, &f);
	m.r[4] = av1_wiener_mid(rows, 4, x, &f);
	m.r[5] = av1_wiener_mid(rows, 5, x, &f);
	rows += 6;
	d += x * sizeof(av1_sample);
	for (; h & 3; h--, d += stride) {
		av1_wiener_row(d, &m, 0, rows++, 0, x, &f);
		m = (struct av1_wiener_rows){
			{ m.r[1], m.r[2], m.r[3], m.r[4], m.r[5], m.r[6], m.r[6], m.r[6] },
		};
	}
	while (h > 0) {
		av1_wiener_4rows(d, stride, &m, 0, rows, x, &f);
		h -= 4;
		if (!h)
			return;
		d += 4 * stride;
		rows += 4;
		av1_wiener_4rows(d, stride, &m, 4, rows, x, &f);
		h -= 4;
		d += 4 * stride;
		rows += 4;
	}
}

/* Less than 8 columns: nothing beyond them may be read or written. */
static noinline void AV1_WIENER_FN(av1_wiener_narrow)(u8 *d, ptrdiff_t stride,
						      const void *const *rows, int w, int h,
						      const struct av1_wiener *f, void *scratch)
{
	av1_sample *copy = scratch, *out = copy + AV1_WIENER_ALL_ROWS * AV1_WIENER_STRIDE;
	const void *copies[7];
	int y, i;

	memset(scratch, 0, AV1_WIENER_ALL_ROWS * AV1_WIENER_STRIDE * sizeof(*copy));
	for (y = 0; y < h + 2 * AV1_LR_REACH; y++)
		memcpy(copy + y * AV1_WIENER_STRIDE, (const av1_sample *)rows[y] - AV1_LR_REACH,
		       (w + 2 * AV1_LR_REACH) * sizeof(*copy));
	for (y = 0; y < h; y++, d += stride) {
		for (i = 0; i < 7; i++)
			copies[i] = copy + (y + i) * AV1_WIENER_STRIDE + AV1_LR_REACH;
		AV1_WIENER_FN(av1_wiener_strip)((u8 *)out, 0, copies, 0, 1, f);
		memcpy(d, out, w * sizeof(*out));
	}
}

static void AV1_WIENER_FN(av1_wiener)(void *dst, ptrdiff_t dst_stride, const void *const *rows,
				      int w, int h, const s8 coef[2][3], void *scratch, int bd_max)
{
	const struct av1_wiener f = av1_wiener_init(coef, bd_max);
	int x;

	if (w < AV1_WIENER_W) {
		AV1_WIENER_FN(av1_wiener_narrow)(dst, dst_stride, rows, w, h, &f, scratch);
		return;
	}
	for (x = 0; x + AV1_WIENER_W <= w; x += AV1_WIENER_W)
		AV1_WIENER_FN(av1_wiener_strip)(dst, dst_stride, rows, x, h, &f);
	/* the last strip has some columns of the one before again */
	if (x < w)
		AV1_WIENER_FN(av1_wiener_strip)(dst, dst_stride, rows, w - AV1_WIENER_W, h, &f);
}

#endif /* _AV1_WIENER_TMPL_H_ */
