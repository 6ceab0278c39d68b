/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The inverse ADST of 8 and 16 values of VP9 with NEON (VP9 specification, 8.7.1.7 and
 * 8.7.1.8), for the files that have it for 8- and 16-bit samples. vp9_itx_tmpl.c has the same
 * steps.
 *
 * It comes after vp9_dct_tmpl.h and takes from the file that includes both, besides what that
 * one does,
 *
 * - struct vp9_wide, products or sums of them that are not rounded yet, elements of the array
 *   S of 8.7.1.1; vp9_round_sum() and vp9_round_difference() of two;
 * - VP9_WIDE_ONE(c, x, k), x * cos64(k), VP9_WIDE_ONE_MINUS(), that negated;
 *   VP9_WIDE_PLUS(c, x, k, y, l), x * cos64(k) + y * cos64(l), and VP9_WIDE_MINUS(), their
 *   difference. k and l are literals, 1..31.
 *
 * @count, half the number of inputs or all, is a constant wherever a function is inlined: of
 * the pairs that the first step turns, half of the inputs leave one value each.
 */

/* x * cos64(k) - y * sin64(k) to @a, x * sin64(k) + y * cos64(k) to @b, both wide */
#define VP9_WIDE_TURN(c, x, y, a, b, k)						\
do {										\
	const struct vp9_t _x = x, _y = y;					\
										\
	if (_y.zero) {								\
		a = VP9_WIDE_ONE(c, _x.v, k);					\
		b = VP9_WIDE_ONE(c, _x.v, 32 - (k));				\
	} else if (_x.zero) {							\
		a = VP9_WIDE_ONE_MINUS(c, _y.v, 32 - (k));			\
		b = VP9_WIDE_ONE(c, _y.v, k);					\
	} else {								\
		a = VP9_WIDE_MINUS(c, _x.v, k, _y.v, 32 - (k));			\
		b = VP9_WIDE_PLUS(c, _x.v, 32 - (k), _y.v, k);			\
	}									\
} while (0)

/* SH(a, b) of 8.7.1.1, where S[a] is @sa and S[b] is @sb */
static __always_inline void vp9_wide_hadamard(struct vp9_t *t, int a, int b, struct vp9_wide sa,
					      struct vp9_wide sb)
{
	t[a] = (struct vp9_t){ .v = vp9_round_sum(sa, sb) };
	t[b] = (struct vp9_t){ .v = vp9_round_difference(sa, sb) };
}

/* SB(a, a + 1, ka, 1), SB(b, b + 1, kb, 1), SH(a, b) and SH(a + 1, b + 1) */
#define VP9_ADST_STEP(c, t, a, ka, b, kb)					\
do {										\
	struct vp9_wide _a0, _a1, _b0, _b1;					\
										\
	VP9_WIDE_TURN(c, (t)[a], (t)[(a) + 1], _a1, _a0, ka);			\
	VP9_WIDE_TURN(c, (t)[b], (t)[(b) + 1], _b1, _b0, kb);			\
	vp9_wide_hadamard(t, a, b, _a0, _b0);					\
	vp9_wide_hadamard(t, (a) + 1, (b) + 1, _a1, _b1);			\
} while (0)

/* The same with SB(b + 1, b, kb, 1) */
#define VP9_ADST_STEP_BACK(c, t, a, ka, b, kb)					\
do {										\
	struct vp9_wide _a0, _a1, _b0, _b1;					\
										\
	VP9_WIDE_TURN(c, (t)[a], (t)[(a) + 1], _a1, _a0, ka);			\
	VP9_WIDE_TURN(c, (t)[(b) + 1], (t)[b], _b0, _b1, kb);			\
	vp9_wide_hadamard(t, a, b, _a0, _b0);					\
	vp9_wide_hadamard(t, (a) + 1, (b) + 1, _a1, _b1);			\
} while (0)

/* B(a, b, 48, 0), neither of which is zero */
#define VP9_ROTATE_48(c, t, a, b)						\
do {										\
	const vp9_vec _x = (t)[a].v, _y = (t)[b].v;				\
										\
	(t)[a].v = VP9_MINUS_BOTH(c, _x, 16, _y, 16);				\
	(t)[b].v = VP9_MINUS(c, _x, 16, _y, 16);				\
} while (0)

/* B(a, b, 112, 0) */
#define VP9_ROTATE_112(c, t, a, b)	VP9_TURN(c, t[b], t[a], t[b], t[a], 16)

static __always_inline void vp9_adst8(struct vp9_t *out, const vp9_vec *in, int count,
				      const struct vp9_cos *c)
{
	struct vp9_t t[8];

	t[0] = vp9_input(in, count, 7);
	t[1] = vp9_input(in, count, 0);
	t[2] = vp9_input(in, count, 5);
	t[3] = vp9_input(in, count, 2);
	t[4] = vp9_input(in, count, 3);
	t[5] = vp9_input(in, count, 4);
	t[6] = vp9_input(in, count, 1);
	t[7] = vp9_input(in, count, 6);

	VP9_ADST_STEP(c, t, 0, 30, 4, 14);
	VP9_ADST_STEP(c, t, 2, 22, 6, 6);
	VP9_ADST_STEP_BACK(c, t, 4, 24, 6, 8);
	vp9_hadamard(t, 0, 2);
	vp9_hadamard(t, 1, 3);
	VP9_FLIP(c, t, 2, 3, 16);
	VP9_FLIP(c, t, 6, 7, 16);

	out[0] = t[0];
	out[1] = vp9_minus(t[4]);
	out[2] = t[6];
	out[3] = vp9_minus(t[2]);
	out[4] = t[3];
	out[5] = vp9_minus(t[7]);
	out[6] = t[5];
	out[7] = vp9_minus(t[1]);
}

static __always_inline void vp9_adst16(struct vp9_t *out, const vp9_vec *in, int count,
				       const struct vp9_cos *c)
{
	struct vp9_t t[16];

	t[0] = vp9_input(in, count, 15);
	t[1] = vp9_input(in, count, 0);
	t[2] = vp9_input(in, count, 13);
	t[3] = vp9_input(in, count, 2);
	t[4] = vp9_input(in, count, 11);
	t[5] = vp9_input(in, count, 4);
	t[6] = vp9_input(in, count, 9);
	t[7] = vp9_input(in, count, 6);
	t[8] = vp9_input(in, count, 7);
	t[9] = vp9_input(in, count, 8);
	t[10] = vp9_input(in, count, 5);
	t[11] = vp9_input(in, count, 10);
	t[12] = vp9_input(in, count, 3);
	t[13] = vp9_input(in, count, 12);
	t[14] = vp9_input(in, count, 1);
	t[15] = vp9_input(in, count, 14);

	VP9_ADST_STEP(c, t, 0, 31, 8, 15);
	VP9_ADST_STEP(c, t, 2, 27, 10, 11);
	VP9_ADST_STEP(c, t, 4, 23, 12, 7);
	VP9_ADST_STEP(c, t, 6, 19, 14, 3);
	VP9_ADST_STEP_BACK(c, t, 8, 28, 12, 4);
	VP9_ADST_STEP_BACK(c, t, 10, 12, 14, 20);
	vp9_hadamard(t, 0, 4);
	vp9_hadamard(t, 1, 5);
	vp9_hadamard(t, 2, 6);
	vp9_hadamard(t, 3, 7);
	VP9_ADST_STEP_BACK(c, t, 4, 24, 6, 8);
	VP9_ADST_STEP_BACK(c, t, 12, 24, 14, 8);
	vp9_hadamard(t, 0, 2);
	vp9_hadamard(t, 1, 3);
	vp9_hadamard(t, 8, 10);
	vp9_hadamard(t, 9, 11);
	VP9_ROTATE_48(c, t, 2, 3);
	VP9_ROTATE_112(c, t, 6, 7);
	VP9_ROTATE_112(c, t, 10, 11);
	VP9_ROTATE_48(c, t, 14, 15);

	out[0] = t[0];
	out[1] = vp9_minus(t[8]);
	out[2] = t[12];
	out[3] = vp9_minus(t[4]);
	out[4] = t[6];
	out[5] = t[14];
	out[6] = t[10];
	out[7] = t[2];
	out[8] = t[3];
	out[9] = t[11];
	out[10] = t[15];
	out[11] = t[7];
	out[12] = t[5];
	out[13] = vp9_minus(t[13]);
	out[14] = t[9];
	out[15] = vp9_minus(t[1]);
}

/* The two transforms of 8.7.1 */
enum vp9_itx_1d {
	VP9_1D_DCT,
	VP9_1D_ADST
};

static __always_inline void vp9_transform(struct vp9_t *t, const vp9_vec *in, int n, int count,
					  enum vp9_itx_1d kind, const struct vp9_cos *c)
{
	if (kind == VP9_1D_DCT)
		vp9_dct(t, in, n, count, c);
	else if (n == 8)
		vp9_adst8(t, in, count, c);
	else
		vp9_adst16(t, in, count, c);
}
