// SPDX-License-Identifier: GPL-2.0
/*
 * What operations of the QPU compute, for all lanes at once. Floats are those of the host,
 * rounded to nearest even, with denormals; the special function unit is exact here, so that
 * nobody may depend on its last bits.
 */
#include <math.h>
#include <string.h>

#include "v3d_model.h"

#define FOR_LANES(l)	for (l = 0; l < QPU_LANES; l++)

static uint32_t float_bits(float f)
{
	uint32_t u;

	memcpy(&u, &f, sizeof(u));
	return u;
}

static float bits_float(uint32_t u)
{
	float f;

	memcpy(&f, &u, sizeof(f));
	return f;
}

float v3d_float(uint16_t half)
{
	uint32_t sign = (uint32_t)(half & 0x8000) << 16, exponent = half >> 10 & 31;
	uint32_t mantissa = half & 0x3ff;

	if (exponent == 0)	/* 2^-24 is the smallest */
		return copysignf(mantissa * 0x1p-24f, bits_float(sign | 0x3f800000));
	if (exponent == 31)
		return bits_float(sign | 0x7f800000 | mantissa << 13);
	return bits_float(sign | (exponent + 127 - 15) << 23 | mantissa << 13);
}

uint16_t v3d_half(float f)
{
	uint32_t u = float_bits(f), sign = u >> 16 & 0x8000, rest = u & 0x7fffffff;
	uint32_t mantissa, shift, half;

	if (rest > 0x7f800000)
		return sign | 0x7e00;
	if (rest >= 0x477ff000)	/* rounds to 2^16 or more */
		return sign | 0x7c00;
	if (rest >= 0x38800000) {	/* 2^-14 and more: normal */
		half = (rest - ((127 - 15) << 23)) >> 13;
		rest &= 0x1fff;
		return sign | (half + (rest > 0x1000 || (rest == 0x1000 && half & 1)));
	}
	if (rest < 0x33000000)	/* less than half of 2^-24 */
		return sign;
	mantissa = (rest & 0x7fffff) | 0x800000;
	shift = 126 - (rest >> 23);	/* to units of 2^-24 */
	half = mantissa >> shift;
	rest = mantissa & ((1U << shift) - 1);
	mantissa = 1U << (shift - 1);
	return sign | (half + (rest > mantissa || (rest == mantissa && half & 1)));
}

static float unpack_float(uint32_t u, unsigned int unpack)
{
	switch (unpack) {
	case QPU_UNPACK_ABS:
		return bits_float(u & 0x7fffffff);
	case QPU_UNPACK_L:
		return v3d_float(u);
	case QPU_UNPACK_H:
		return v3d_float(u >> 16);
	case QPU_UNPACK_SAT:
		return fminf(fmaxf(bits_float(u), 0), 1);
	case QPU_UNPACK_NSAT:
		return fminf(fmaxf(bits_float(u), -1), 1);
	case QPU_UNPACK_MAX0:
		return fmaxf(bits_float(u), 0);
	}
	return bits_float(u);
}

/* Both halves of an operand of vfmin, vfmax and vfmul */
static uint32_t unpack_halves(uint32_t u, unsigned int unpack)
{
	uint32_t half;

	switch (unpack) {
	case QPU_UNPACK_FF:
		half = v3d_half(bits_float(u));
		return half | half << 16;
	case QPU_UNPACK_LL:
		return (u & 0xffff) | u << 16;
	case QPU_UNPACK_HH:
		return u >> 16 | (u & 0xffff0000);
	case QPU_UNPACK_SWP:
		return u >> 16 | u << 16;
	}
	return u;
}

static uint32_t unpack_int(uint32_t u, unsigned int unpack)
{
	switch (unpack) {
	case QPU_UNPACK_UL:
		return (uint16_t)u;
	case QPU_UNPACK_UH:
		return u >> 16;
	case QPU_UNPACK_IL:
		return (int16_t)u;
	case QPU_UNPACK_IH:
		return (int16_t)(u >> 16);
	}
	return u;
}

/* Bits of lanes that are 0 and that are negative; -0 is 0 for floats. */
static void set_flags(struct alu_result *r, bool is_float)
{
	unsigned int l;

	FOR_LANES(l) {
		r->zero |= !(is_float ? r->value.u[l] << 1 : r->value.u[l]) << l;
		r->negative |= (r->value.u[l] >> 31) << l;
	}
}

static uint16_t carry_of(const uint32_t *a, const uint32_t *b, uint32_t (*is)(uint32_t, uint32_t))
{
	uint16_t mask = 0;
	unsigned int l;

	FOR_LANES(l)
		mask |= is(a[l], b[l]) << l;
	return mask;
}

static uint32_t add_carries(uint32_t a, uint32_t b)
{
	return a + b < a;
}

static uint32_t sub_borrows(uint32_t a, uint32_t b)
{
	return a < b;
}

static uint32_t is_greater(uint32_t a, uint32_t b)
{
	return (int32_t)a > (int32_t)b;
}

static uint32_t is_above(uint32_t a, uint32_t b)
{
	return a > b;
}

/* Operations of two floats */
static float float_op(unsigned int op, float a, float b)
{
	switch (op) {
	case QPU_A_FADD:
	case QPU_A_FADDNF:
		return a + b;
	case QPU_A_FSUB:
	case QPU_A_FCMP:
		return a - b;
	case QPU_A_FMIN:
		return fminf(a, b);
	case QPU_A_FMAX:
		return fmaxf(a, b);
	}
	return a * b;	/* QPU_M_FMUL */
}

static float half_op(unsigned int op, float a, float b)
{
	switch (op) {
	case QPU_A_VFMIN:
		return fminf(a, b);
	case QPU_A_VFMAX:
		return fmaxf(a, b);
	}
	return a * b;	/* QPU_M_VFMUL */
}

static float sfu_op(unsigned int op, float x)
{
	switch (op) {
	case QPU_A_RECIP:
		return 1 / x;
	case QPU_A_EXP:
		return exp2f(x);
	case QPU_A_LOG:
		return log2f(x);
	case QPU_A_SIN:
		return sin(M_PI * (double)x);
	}
	return 1 / sqrt(x);	/* QPU_A_RSQRT and QPU_A_RSQRT2 */
}

static float round_op(unsigned int op, float x)
{
	switch (op) {
	case QPU_A_FTRUNC:
		return truncf(x);
	case QPU_A_FFLOOR:
		return floorf(x);
	case QPU_A_FCEIL:
		return ceilf(x);
	}
	return rintf(x);	/* QPU_A_FROUND */
}

/* Out of range: the nearest there is, 0 for NaN. */
static uint32_t to_int(float x)
{
	if (isnan(x))
		return 0;
	if (x >= 0x1p31f)
		return INT32_MAX;
	return x < -0x1p31f ? INT32_MIN : (int32_t)x;
}

static uint32_t to_uint(float x)
{
	if (!(x > 0))
		return 0;
	return x >= 0x1p32f ? UINT32_MAX : (uint32_t)x;
}

static uint32_t norm(float x, float low, float scale)
{
	return (int32_t)rintf(fminf(fmaxf(isnan(x) ? 0 : x, low), 1) * scale);
}

static uint32_t int_op(unsigned int op, uint32_t a, uint32_t b)
{
	switch (op) {
	case QPU_A_ADD:
	case QPU_M_ADD:
		return a + b;
	case QPU_A_SUB:
	case QPU_M_SUB:
		return a - b;
	case QPU_A_MIN:
		return (int32_t)a < (int32_t)b ? a : b;
	case QPU_A_MAX:
		return (int32_t)a > (int32_t)b ? a : b;
	case QPU_A_UMIN:
		return a < b ? a : b;
	case QPU_A_UMAX:
		return a > b ? a : b;
	case QPU_A_SHL:
		return a << (b & 31);
	case QPU_A_SHR:
		return a >> (b & 31);
	case QPU_A_ASR:
		return (int32_t)a >> (b & 31);
	case QPU_A_ROR:
		return a >> (b & 31) | a << (-b & 31);
	case QPU_A_AND:
		return a & b;
	case QPU_A_OR:
		return a | b;
	case QPU_A_XOR:
		return a ^ b;
	case QPU_A_VADD:
		return ((a + b) & 0xffff) | ((a & 0xffff0000) + (b & 0xffff0000));
	case QPU_A_VSUB:
		return ((a - b) & 0xffff) | ((a & 0xffff0000) - (b & 0xffff0000));
	case QPU_A_VPACK:
		return (a & 0xffff) | b << 16;
	case QPU_A_V8PACK:
		return (a & 0xff) | (a >> 8 & 0xff00) | (b & 0xff) << 16 | (b & 0xff0000) << 8;
	case QPU_A_V10PACK:
		return (a & 0x3ff) | (a >> 16 & 0x3ff) << 10 | (b & 0x3ff) << 20 |
		       (b >> 16 & 3) << 30;
	case QPU_M_SMUL24:
		return ((int32_t)(a << 8) >> 8) * (int64_t)((int32_t)(b << 8) >> 8);
	case QPU_M_MULTOP:
		return ((a >> 24) * (b & 0xffffff) + (a & 0xffffff) * (b >> 24)) & 0xff;
	}
	return 0;
}

static uint32_t lane_op(unsigned int op, uint32_t a)
{
	float f = bits_float(a);

	switch (op) {
	case QPU_A_NOT:
		return ~a;
	case QPU_A_NEG:
		return -a;
	case QPU_A_CLZ:
		return a ? __builtin_clz(a) : 32;
	case QPU_A_FLPOP:
		return a >> 2;
	case QPU_M_FTOUNORM16:
		return norm(f, 0, 65535);
	case QPU_M_FTOSNORM16:
		return norm(f, -1, 32767) & 0xffff;
	case QPU_M_VFTOUNORM8:
		return norm(v3d_float(a), 0, 255) | norm(v3d_float(a >> 16), 0, 255) << 16;
	case QPU_M_VFTOSNORM8:
		return (norm(v3d_float(a), -1, 127) & 0xff) |
		       (norm(v3d_float(a >> 16), -1, 127) & 0xff) << 16;
	case QPU_M_VFTOUNORM10LO:
		return norm(v3d_float(a), 0, 1023) | norm(v3d_float(a >> 16), 0, 1023) << 16;
	case QPU_M_VFTOUNORM10HI:
		return norm(v3d_float(a), 0, 1023) | norm(v3d_float(a >> 16), 0, 3) << 16;
	}
	return a;
}

uint16_t v3d_whole_quads(uint16_t lanes)
{
	uint16_t first = (lanes | lanes >> 1 | lanes >> 2 | lanes >> 3) & 0x1111;

	return first * 15;
}

uint16_t v3d_cond_lanes(uint16_t a, uint16_t b, unsigned int cond)
{
	switch (cond) {
	case QPU_COND_IFA:
		return a;
	case QPU_COND_IFB:
		return b;
	case QPU_COND_IFNA:
		return ~a;
	case QPU_COND_IFNB:
		return ~b;
	}
	return ALL_LANES;
}

/* Operations that look at all lanes that are live and meet the condition */
static uint32_t vote_op(const struct thread *t, const struct qpu_alu *alu, const struct lanes *a)
{
	uint16_t lanes = t->msf & v3d_cond_lanes(t->a, t->b, alu->cond);
	unsigned int first = lanes ? __builtin_ctz(lanes) : 0, l;
	uint32_t ballot = 0;
	bool equal = true;

	FOR_LANES(l) {
		if (!(lanes >> l & 1))
			continue;
		ballot |= (a->u[l] != 0) << l;
		if (alu->op == QPU_A_ALLFEQ)
			equal = equal && a->f[l] == a->f[first];
		else
			equal = equal && a->u[l] == a->u[first];
	}
	if (alu->op == QPU_A_BALLOT)
		return ballot;
	return alu->op == QPU_A_BCASTF ? a->u[first] : equal;
}

static uint32_t flags_op(unsigned int op, uint16_t mask, unsigned int l, uint32_t a)
{
	bool set = mask >> l & 1;

	switch (op) {
	case QPU_A_FLAPUSH:
	case QPU_A_FLBPUSH:
		return a << 2 | (set ? 3 : 0);
	case QPU_A_FLAFIRST:
	case QPU_A_FLNAFIRST:
		return mask && (unsigned int)__builtin_ctz(mask) == l;
	}
	return set ? 0x00010001 : 0;	/* QPU_A_VFLA and its like */
}

/* Operations that have no operands, or that need more of the thread than these */
static void thread_op(struct v3d *v3d, struct thread *t, const struct qpu_alu *alu,
		      const struct lanes *a, const struct lanes *b, struct lanes *value)
{
	uint16_t mask = t->a;
	unsigned int l;

	switch (alu->op) {
	case QPU_A_VFLNA:
	case QPU_A_FLNAFIRST:
		mask = ~t->a;
		break;
	case QPU_A_VFLB:
	case QPU_A_FLBPUSH:
		mask = t->b;
		break;
	case QPU_A_VFLNB:
		mask = ~t->b;
		break;
	case QPU_A_BALLOT:
	case QPU_A_BCASTF:
	case QPU_A_ALLEQ:
	case QPU_A_ALLFEQ:
		value->u[0] = vote_op(t, alu, a);
		for (l = 1; l < QPU_LANES; l++)
			value->u[l] = value->u[0];
		return;
	case QPU_A_SETMSF:
	case QPU_A_SETREVF:
		mask = 0;
		FOR_LANES(l)
			mask |= (a->u[l] != 0) << l;
		if (alu->op == QPU_A_SETMSF)
			t->msf = mask;
		else
			t->revf = mask;
		break;
	case QPU_A_FTOC:
	case QPU_A_V11FPACK:
		v3d_report(v3d, t, "%s is not in the model", qpu_op_name(alu->op));
		break;
	}

	FOR_LANES(l) {
		switch (alu->op) {
		case QPU_A_TIDX:
			value->u[l] = t->tidx;
			break;
		case QPU_A_EIDX:
			value->u[l] = l;
			break;
		case QPU_A_LR:
			value->u[l] = t->link;
			break;
		case QPU_A_MSF:
			value->u[l] = t->msf >> l & 1;
			break;
		case QPU_A_REVF:
			value->u[l] = t->revf >> l & 1;
			break;
		case QPU_A_BARRIERID:
		case QPU_A_TMUWT:
		case QPU_A_FTOC:
		case QPU_A_V11FPACK:
			value->u[l] = v3d_random(v3d);
			break;
		case QPU_A_SETMSF:
		case QPU_A_SETREVF:
			value->u[l] = a->u[l];
			break;
		case QPU_A_ROT:
			value->u[l] = a->u[(l + b->u[0]) & 15];
			break;
		case QPU_A_ROTQ:
			value->u[l] = a->u[(l & 12) | ((l + b->u[l & 12]) & 3)];
			break;
		case QPU_A_SHUFFLE:
			value->u[l] = a->u[b->u[l] & 15];
			break;
		default:
			value->u[l] = flags_op(alu->op, mask, l, a->u[l]);
			break;
		}
	}
}

static void float2(const struct qpu_alu *alu, const struct lanes *a, const struct lanes *b,
		   struct alu_result *r)
{
	unsigned int l;

	FOR_LANES(l) {
		float x = unpack_float(a->u[l], alu->a.unpack);
		float y = unpack_float(b->u[l], alu->b.unpack);

		r->value.f[l] = float_op(alu->op, x, y);
		if (alu->op == QPU_A_FCMP) {
			r->zero |= (x == y) << l;
			r->negative |= (x < y) << l;
			r->carry |= (x <= y) << l;
		}
	}
	if (alu->op != QPU_A_FCMP)
		set_flags(r, true);
}

static void float1(const struct qpu_alu *alu, const struct lanes *a, struct lanes *value)
{
	float x[QPU_LANES];
	unsigned int l;

	FOR_LANES(l)
		x[l] = unpack_float(a->u[l], alu->a.unpack);
	FOR_LANES(l) {
		switch (alu->op) {
		case QPU_A_FTOIN:
			value->u[l] = to_int(rintf(x[l]));
			break;
		case QPU_A_FTOIZ:
			value->u[l] = to_int(x[l]);
			break;
		case QPU_A_FTOUZ:
			value->u[l] = to_uint(x[l]);
			break;
		case QPU_A_FDX:
			value->f[l] = x[l | 1] - x[l & ~1];
			break;
		case QPU_A_FDY:
			value->f[l] = x[l | 2] - x[l & ~2];
			break;
		case QPU_A_FMOV:
		case QPU_M_FMOV:
			value->f[l] = x[l];
			break;
		default:
			value->f[l] = qpu_op_is_sfu(alu->op) ? sfu_op(alu->op, x[l]) :
				      round_op(alu->op, x[l]);
			break;
		}
	}
}

static void halves(const struct qpu_alu *alu, const struct lanes *a, const struct lanes *b,
		   struct lanes *value)
{
	unsigned int l;

	FOR_LANES(l) {
		uint32_t x = unpack_halves(a->u[l], alu->a.unpack), y = b->u[l];

		if (alu->op == QPU_A_VFPACK)
			value->u[l] = v3d_half(unpack_float(a->u[l], alu->a.unpack)) |
				      (uint32_t)v3d_half(unpack_float(y, alu->b.unpack)) << 16;
		else
			value->u[l] = v3d_half(half_op(alu->op, v3d_float(x), v3d_float(y))) |
				      (uint32_t)v3d_half(half_op(alu->op, v3d_float(x >> 16),
								 v3d_float(y >> 16))) << 16;
	}
}

static void operand(const struct thread *t, const struct qpu_operand *from, bool imm,
		    struct lanes *to)
{
	unsigned int l;

	if (!imm) {
		*to = t->rf[from->reg];
		return;
	}
	FOR_LANES(l)
		to->u[l] = qpu_imm(from->reg);
}

static void ints(const struct qpu_alu *alu, const struct lanes *a, const struct lanes *b,
		 struct thread *t, struct alu_result *r)
{
	unsigned int l;

	if (alu->op == QPU_M_UMUL24) {
		FOR_LANES(l) {
			r->value.u[l] = (a->u[l] & 0xffffff) * (uint64_t)(b->u[l] & 0xffffff) +
					(t->rtop.u[l] << 24);
			t->rtop.u[l] = 0;
		}
		return;
	}
	FOR_LANES(l)
		r->value.u[l] = int_op(alu->op, a->u[l], b->u[l]);
	switch (alu->op) {
	case QPU_M_MULTOP:
		t->rtop = r->value;
		break;
	case QPU_A_ADD:
	case QPU_M_ADD:
		r->carry = carry_of(a->u, b->u, add_carries);
		break;
	case QPU_A_SUB:
	case QPU_M_SUB:
		r->carry = carry_of(a->u, b->u, sub_borrows);
		break;
	case QPU_A_MIN:
	case QPU_A_MAX:
		r->carry = carry_of(a->u, b->u, is_greater);
		break;
	case QPU_A_UMIN:
	case QPU_A_UMAX:
		r->carry = carry_of(a->u, b->u, is_above);
		break;
	}
}

void v3d_alu(struct v3d *v3d, struct thread *t, const struct qpu_instr *instr,
	     const struct qpu_alu *alu, struct alu_result *r)
{
	unsigned int imm = QPU_IS_MUL(alu->op) ? QPU_SIG_IMM_C : QPU_SIG_IMM_A;
	struct lanes a, b;
	unsigned int l;

	r->zero = 0;
	r->negative = 0;
	r->carry = 0;
	if (qpu_op_sources(alu->op) >= 1)
		operand(t, &alu->a, instr->sig & imm, &a);
	if (qpu_op_sources(alu->op) == 2)
		operand(t, &alu->b, instr->sig & imm << 1, &b);

	switch (alu->op) {
	case QPU_A_NOP:
	case QPU_M_NOP:
		return;
	case QPU_A_FADD:
	case QPU_A_FADDNF:
	case QPU_A_FSUB:
	case QPU_A_FCMP:
	case QPU_A_FMIN:
	case QPU_A_FMAX:
	case QPU_M_FMUL:
		float2(alu, &a, &b, r);
		return;
	case QPU_A_VFPACK:
	case QPU_A_VFMIN:
	case QPU_A_VFMAX:
	case QPU_M_VFMUL:
		halves(alu, &a, &b, &r->value);
		break;
	case QPU_A_RECIP:
	case QPU_A_RSQRT:
	case QPU_A_EXP:
	case QPU_A_LOG:
	case QPU_A_SIN:
	case QPU_A_RSQRT2:
	case QPU_A_FROUND:
	case QPU_A_FTRUNC:
	case QPU_A_FFLOOR:
	case QPU_A_FCEIL:
	case QPU_A_FDX:
	case QPU_A_FDY:
	case QPU_A_FMOV:
	case QPU_M_FMOV:
		float1(alu, &a, &r->value);
		set_flags(r, true);
		return;
	case QPU_A_FTOIN:
	case QPU_A_FTOIZ:
	case QPU_A_FTOUZ:
		float1(alu, &a, &r->value);
		break;
	case QPU_A_ITOF:
	case QPU_A_UTOF:
		FOR_LANES(l)
			r->value.f[l] = alu->op == QPU_A_ITOF ? (float)a.i[l] : (float)a.u[l];
		break;
	case QPU_A_MOV:
	case QPU_M_MOV:
		FOR_LANES(l)
			r->value.u[l] = unpack_int(a.u[l], alu->a.unpack);
		break;
	case QPU_A_NOT:
	case QPU_A_NEG:
	case QPU_A_CLZ:
	case QPU_A_FLPOP:
	case QPU_M_FTOUNORM16:
	case QPU_M_FTOSNORM16:
	case QPU_M_VFTOUNORM8:
	case QPU_M_VFTOSNORM8:
	case QPU_M_VFTOUNORM10LO:
	case QPU_M_VFTOUNORM10HI:
		FOR_LANES(l)
			r->value.u[l] = lane_op(alu->op, a.u[l]);
		break;
	case QPU_A_FLAPUSH:
	case QPU_A_FLBPUSH:
	case QPU_A_SETMSF:
	case QPU_A_SETREVF:
	case QPU_A_TIDX:
	case QPU_A_EIDX:
	case QPU_A_LR:
	case QPU_A_VFLA:
	case QPU_A_VFLNA:
	case QPU_A_VFLB:
	case QPU_A_VFLNB:
	case QPU_A_MSF:
	case QPU_A_REVF:
	case QPU_A_BARRIERID:
	case QPU_A_TMUWT:
	case QPU_A_FLAFIRST:
	case QPU_A_FLNAFIRST:
	case QPU_A_BALLOT:
	case QPU_A_BCASTF:
	case QPU_A_ALLEQ:
	case QPU_A_ALLFEQ:
	case QPU_A_FTOC:
	case QPU_A_V11FPACK:
	case QPU_A_ROTQ:
	case QPU_A_ROT:
	case QPU_A_SHUFFLE:
		thread_op(v3d, t, alu, &a, &b, &r->value);
		break;
	default:
		ints(alu, &a, &b, t, r);
		break;
	}
	set_flags(r, false);
}
