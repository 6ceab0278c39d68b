/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The inverse DCT of VP9 with NEON (VP9 specification, 8.7.1.2 and 8.7.1.3), for the files
 * that have it for 8- and 16-bit samples. vp9_itx_tmpl.c has the same steps.
 *
 * Each lane of a vector is a row or column of its own. The file that includes this has
 *
 * - vp9_vec, a vector, vp9_vec_zero(), vp9_vec_add(), vp9_vec_sub() and vp9_vec_neg();
 * - struct vp9_cos, the cosines, and of one vector x or two, x and y, the rounded products
 *   VP9_ONE(c, x, k), x * cos64(k), and VP9_ONE_MINUS(), that negated; VP9_PLUS(c, x, k, y,
 *   l), x * cos64(k) + y * cos64(l), and VP9_MINUS(), their difference; VP9_MINUS_BOTH(),
 *   the sum negated. k and l are literals, 1..31.
 *
 * @count and @n are constants wherever a function is inlined, and so is then what is
 * zero: the compiler leaves out what comes to nothing.
 */

/* An element of the array T, of as many rows or columns as there are lanes */
struct vp9_t {
	vp9_vec v;
	bool zero;
};

/* x * cos64(k) - y * sin64(k) to @a, x * sin64(k) + y * cos64(k) to @b */
#define VP9_TURN(c, x, y, a, b, k)						\
do {										\
	const struct vp9_t _x = x, _y = y;					\
										\
	if (_y.zero) {								\
		(a).v = VP9_ONE(c, _x.v, k);					\
		(b).v = VP9_ONE(c, _x.v, 32 - (k));				\
	} else if (_x.zero) {							\
		(a).v = VP9_ONE_MINUS(c, _y.v, 32 - (k));			\
		(b).v = VP9_ONE(c, _y.v, k);					\
	} else {								\
		(a).v = VP9_MINUS(c, _x.v, k, _y.v, 32 - (k));			\
		(b).v = VP9_PLUS(c, _x.v, 32 - (k), _y.v, k);			\
	}									\
	(a).zero = _x.zero && _y.zero;						\
	(b).zero = (a).zero;							\
} while (0)

/* B(a, b, k, 0) and B(a, b, k, 1) of 8.7.1.1 */
#define VP9_ROTATE(c, t, a, b, k)	VP9_TURN(c, t[a], t[b], t[a], t[b], k)
#define VP9_FLIP(c, t, a, b, k)		VP9_TURN(c, t[a], t[b], t[b], t[a], k)

/* B(a, b, 64 + k, 1), neither of which is zero */
#define VP9_FLIP_64(c, t, a, b, k)						\
do {										\
	const vp9_vec _x = (t)[a].v, _y = (t)[b].v;				\
										\
	(t)[a].v = VP9_MINUS_BOTH(c, _x, 32 - (k), _y, k);			\
	(t)[b].v = VP9_MINUS(c, _y, 32 - (k), _x, k);				\
} while (0)

static __always_inline struct vp9_t vp9_minus(struct vp9_t t)
{
	t.v = vp9_vec_neg(t.v);
	return t;
}

/* H(a, b, 0) */
static __always_inline void vp9_hadamard(struct vp9_t *t, int a, int b)
{
	const struct vp9_t x = t[a], y = t[b];

	if (y.zero) {
		t[b] = x;
	} else if (x.zero) {
		t[a] = y;
		t[b] = vp9_minus(y);
	} else {
		t[a].v = vp9_vec_add(x.v, y.v);
		t[b].v = vp9_vec_sub(x.v, y.v);
	}
}

static __always_inline void vp9_mirror(struct vp9_t *t, int n, int i)
{
	vp9_hadamard(t, i, n - 1 - i);
	vp9_hadamard(t, i + 1, n - 2 - i);
	vp9_hadamard(t, i + 2, n - 3 - i);
	vp9_hadamard(t, i + 3, n - 4 - i);
}

/* Input @i, of which only the first @count may be other than 0 */
static __always_inline struct vp9_t vp9_input(const vp9_vec *in, int count, int i)
{
	if (i < count)
		return (struct vp9_t){ .v = in[i] };
	return (struct vp9_t){ .v = vp9_vec_zero(), .zero = true };
}

static __always_inline void vp9_dct4(struct vp9_t *t, const vp9_vec *in, int count,
				     int scale, const struct vp9_cos *c)
{
	t[0] = vp9_input(in, count, 0);
	t[1] = vp9_input(in, count, 2 * scale);
	t[2] = vp9_input(in, count, scale);
	t[3] = vp9_input(in, count, 3 * scale);

	VP9_FLIP(c, t, 0, 1, 16);
	VP9_ROTATE(c, t, 2, 3, 24);
	vp9_hadamard(t, 0, 3);
	vp9_hadamard(t, 1, 2);
}

static __always_inline void vp9_dct8(struct vp9_t *t, const vp9_vec *in, int count,
				     int scale, const struct vp9_cos *c)
{
	vp9_dct4(t, in, count, 2 * scale, c);
	t[4] = vp9_input(in, count, scale);
	t[5] = vp9_input(in, count, 5 * scale);
	t[6] = vp9_input(in, count, 3 * scale);
	t[7] = vp9_input(in, count, 7 * scale);

	VP9_ROTATE(c, t, 4, 7, 28);
	VP9_ROTATE(c, t, 5, 6, 12);
	vp9_hadamard(t, 4, 5);
	vp9_hadamard(t, 7, 6);
	VP9_FLIP(c, t, 6, 5, 16);
	vp9_mirror(t, 8, 0);
}

static __always_inline void vp9_dct16(struct vp9_t *t, const vp9_vec *in, int count,
				      int scale, const struct vp9_cos *c)
{
	vp9_dct8(t, in, count, 2 * scale, c);
	t[8] = vp9_input(in, count, scale);
	t[9] = vp9_input(in, count, 9 * scale);
	t[10] = vp9_input(in, count, 5 * scale);
	t[11] = vp9_input(in, count, 13 * scale);
	t[12] = vp9_input(in, count, 3 * scale);
	t[13] = vp9_input(in, count, 11 * scale);
	t[14] = vp9_input(in, count, 7 * scale);
	t[15] = vp9_input(in, count, 15 * scale);

	VP9_ROTATE(c, t, 8, 15, 30);
	VP9_ROTATE(c, t, 9, 14, 14);
	VP9_ROTATE(c, t, 10, 13, 22);
	VP9_ROTATE(c, t, 11, 12, 6);
	vp9_hadamard(t, 8, 9);
	vp9_hadamard(t, 11, 10);
	vp9_hadamard(t, 12, 13);
	vp9_hadamard(t, 15, 14);
	VP9_FLIP(c, t, 14, 9, 24);
	VP9_FLIP_64(c, t, 10, 13, 8);
	vp9_hadamard(t, 8, 11);
	vp9_hadamard(t, 9, 10);
	vp9_hadamard(t, 15, 12);
	vp9_hadamard(t, 14, 13);
	VP9_FLIP(c, t, 13, 10, 16);
	VP9_FLIP(c, t, 12, 11, 16);
	vp9_mirror(t, 16, 0);
	vp9_mirror(t, 16, 4);
}

/* What n 5 has and n 4 has not: steps 2 to 4 of 8.7.1.3 for T[16..31] */
static __always_inline void vp9_dct32_odd(struct vp9_t *t, const struct vp9_cos *c)
{
	VP9_ROTATE(c, t, 16, 31, 31);
	VP9_ROTATE(c, t, 17, 30, 15);
	VP9_ROTATE(c, t, 18, 29, 23);
	VP9_ROTATE(c, t, 19, 28, 7);
	VP9_ROTATE(c, t, 20, 27, 27);
	VP9_ROTATE(c, t, 21, 26, 11);
	VP9_ROTATE(c, t, 22, 25, 19);
	VP9_ROTATE(c, t, 23, 24, 3);
	vp9_hadamard(t, 16, 17);
	vp9_hadamard(t, 19, 18);
	vp9_hadamard(t, 20, 21);
	vp9_hadamard(t, 23, 22);
	vp9_hadamard(t, 24, 25);
	vp9_hadamard(t, 27, 26);
	vp9_hadamard(t, 28, 29);
	vp9_hadamard(t, 31, 30);
	VP9_FLIP(c, t, 30, 17, 28);
	VP9_FLIP_64(c, t, 22, 25, 20);
	VP9_FLIP(c, t, 26, 21, 12);
	VP9_FLIP_64(c, t, 18, 29, 4);
	vp9_hadamard(t, 16, 19);
	vp9_hadamard(t, 17, 18);
	vp9_hadamard(t, 23, 20);
	vp9_hadamard(t, 22, 21);
	vp9_hadamard(t, 24, 27);
	vp9_hadamard(t, 25, 26);
	vp9_hadamard(t, 31, 28);
	vp9_hadamard(t, 30, 29);
}

static __always_inline void vp9_dct32(struct vp9_t *t, const vp9_vec *in, int count,
				      const struct vp9_cos *c)
{
	t[16] = vp9_input(in, count, 1);
	t[17] = vp9_input(in, count, 17);
	t[18] = vp9_input(in, count, 9);
	t[19] = vp9_input(in, count, 25);
	t[20] = vp9_input(in, count, 5);
	t[21] = vp9_input(in, count, 21);
	t[22] = vp9_input(in, count, 13);
	t[23] = vp9_input(in, count, 29);
	t[24] = vp9_input(in, count, 3);
	t[25] = vp9_input(in, count, 19);
	t[26] = vp9_input(in, count, 11);
	t[27] = vp9_input(in, count, 27);
	t[28] = vp9_input(in, count, 7);
	t[29] = vp9_input(in, count, 23);
	t[30] = vp9_input(in, count, 15);
	t[31] = vp9_input(in, count, 31);

	vp9_dct32_odd(t, c);
	VP9_FLIP(c, t, 29, 18, 24);
	VP9_FLIP_64(c, t, 21, 26, 8);
	VP9_FLIP(c, t, 28, 19, 24);
	VP9_FLIP_64(c, t, 20, 27, 8);
	vp9_hadamard(t, 16, 23);
	vp9_hadamard(t, 17, 22);
	vp9_hadamard(t, 18, 21);
	vp9_hadamard(t, 19, 20);
	vp9_hadamard(t, 31, 24);
	vp9_hadamard(t, 30, 25);
	vp9_hadamard(t, 29, 26);
	vp9_hadamard(t, 28, 27);
	VP9_FLIP(c, t, 27, 20, 16);
	VP9_FLIP(c, t, 26, 21, 16);
	VP9_FLIP(c, t, 25, 22, 16);
	VP9_FLIP(c, t, 24, 23, 16);
	vp9_dct16(t, in, count, 2, c);
	vp9_mirror(t, 32, 0);
	vp9_mirror(t, 32, 4);
	vp9_mirror(t, 32, 8);
	vp9_mirror(t, 32, 12);
}

static __always_inline void vp9_dct(struct vp9_t *t, const vp9_vec *in, int n, int count,
				    const struct vp9_cos *c)
{
	if (n == 4)
		vp9_dct4(t, in, count, 1, c);
	else if (n == 8)
		vp9_dct8(t, in, count, 1, c);
	else if (n == 16)
		vp9_dct16(t, in, count, 1, c);
	else
		vp9_dct32(t, in, count, c);
}
