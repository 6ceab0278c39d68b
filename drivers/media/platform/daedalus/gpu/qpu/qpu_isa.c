// SPDX-License-Identifier: GPL-2.0
/*
 * Tables of the QPU's instructions, words to struct qpu_instr and back, and text. An
 * operation with less than two operands is told by the field of the second one, which may
 * also hold how the first one is unpacked and the result packed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "qpu_isa.h"

#define ARRAY_SIZE(x)	(sizeof(x) / sizeof((x)[0]))

/* How an operation uses its code and, if it has less than two operands, its selector */
enum form {
	FORM_INT,	/* code, or code and selector */
	FORM_FLOAT,	/* code + pack << 4 | unpack a << 2 | unpack b */
	FORM_FLOAT_NP,	/* the same without pack */
	FORM_VFPACK,	/* the same, and no abs */
	FORM_HALVES,	/* code + unpack a */
	FORM_ROUND,	/* selector + unpack a << 2 | pack */
	FORM_TOINT,	/* selector + unpack a << 2, selector ends in 3 */
	FORM_PACKED,	/* selector + pack */
	FORM_FMOV,	/* unpack a << 2 | pack, unpack of 3 bits */
	FORM_MOV,	/* unpack a << 2 | 3, unpack of 3 bits */
};

static const struct op_desc {
	const char *name;
	uint8_t code;
	uint8_t sel;
	uint8_t form;
	uint8_t sources;
} ops[QPU_OPS] = {
	[QPU_A_FADD] = { "fadd", 0, 0, FORM_FLOAT, 2 },
	[QPU_A_FADDNF] = { "faddnf", 0, 0, FORM_FLOAT, 2 },
	[QPU_A_VFPACK] = { "vfpack", 48, 0, FORM_VFPACK, 2 },
	[QPU_A_ADD] = { "add", 56, 0, FORM_INT, 2 },
	[QPU_A_SUB] = { "sub", 60, 0, FORM_INT, 2 },
	[QPU_A_FSUB] = { "fsub", 64, 0, FORM_FLOAT, 2 },
	[QPU_A_MIN] = { "min", 120, 0, FORM_INT, 2 },
	[QPU_A_MAX] = { "max", 121, 0, FORM_INT, 2 },
	[QPU_A_UMIN] = { "umin", 122, 0, FORM_INT, 2 },
	[QPU_A_UMAX] = { "umax", 123, 0, FORM_INT, 2 },
	[QPU_A_SHL] = { "shl", 124, 0, FORM_INT, 2 },
	[QPU_A_SHR] = { "shr", 125, 0, FORM_INT, 2 },
	[QPU_A_ASR] = { "asr", 126, 0, FORM_INT, 2 },
	[QPU_A_ROR] = { "ror", 127, 0, FORM_INT, 2 },
	[QPU_A_FMIN] = { "fmin", 128, 0, FORM_FLOAT, 2 },
	[QPU_A_FMAX] = { "fmax", 128, 0, FORM_FLOAT, 2 },
	[QPU_A_VFMIN] = { "vfmin", 176, 0, FORM_HALVES, 2 },
	[QPU_A_VFMAX] = { "vfmax", 240, 0, FORM_HALVES, 2 },
	[QPU_A_AND] = { "and", 181, 0, FORM_INT, 2 },
	[QPU_A_OR] = { "or", 182, 0, FORM_INT, 2 },
	[QPU_A_XOR] = { "xor", 183, 0, FORM_INT, 2 },
	[QPU_A_VADD] = { "vadd", 184, 0, FORM_INT, 2 },
	[QPU_A_VSUB] = { "vsub", 185, 0, FORM_INT, 2 },
	[QPU_A_NOT] = { "not", 186, 0, FORM_INT, 1 },
	[QPU_A_NEG] = { "neg", 186, 1, FORM_INT, 1 },
	[QPU_A_FLAPUSH] = { "flapush", 186, 2, FORM_INT, 1 },
	[QPU_A_FLBPUSH] = { "flbpush", 186, 3, FORM_INT, 1 },
	[QPU_A_FLPOP] = { "flpop", 186, 4, FORM_INT, 1 },
	[QPU_A_CLZ] = { "clz", 186, 5, FORM_INT, 1 },
	[QPU_A_SETMSF] = { "setmsf", 186, 6, FORM_INT, 1 },
	[QPU_A_SETREVF] = { "setrevf", 186, 7, FORM_INT, 1 },
	[QPU_A_NOP] = { "nop", 187, 0, FORM_INT, 0 },
	[QPU_A_TIDX] = { "tidx", 187, 1, FORM_INT, 0 },
	[QPU_A_EIDX] = { "eidx", 187, 2, FORM_INT, 0 },
	[QPU_A_LR] = { "lr", 187, 3, FORM_INT, 0 },
	[QPU_A_VFLA] = { "vfla", 187, 4, FORM_INT, 0 },
	[QPU_A_VFLNA] = { "vflna", 187, 5, FORM_INT, 0 },
	[QPU_A_VFLB] = { "vflb", 187, 6, FORM_INT, 0 },
	[QPU_A_VFLNB] = { "vflnb", 187, 7, FORM_INT, 0 },
	[QPU_A_MSF] = { "msf", 187, 10, FORM_INT, 0 },
	[QPU_A_REVF] = { "revf", 187, 11, FORM_INT, 0 },
	[QPU_A_BARRIERID] = { "barrierid", 187, 14, FORM_INT, 0 },
	[QPU_A_TMUWT] = { "tmuwt", 187, 15, FORM_INT, 0 },
	[QPU_A_FLAFIRST] = { "flafirst", 187, 17, FORM_INT, 0 },
	[QPU_A_FLNAFIRST] = { "flnafirst", 187, 18, FORM_INT, 0 },
	[QPU_A_RECIP] = { "recip", 188, 32, FORM_INT, 1 },
	[QPU_A_RSQRT] = { "rsqrt", 188, 33, FORM_INT, 1 },
	[QPU_A_EXP] = { "exp", 188, 34, FORM_INT, 1 },
	[QPU_A_LOG] = { "log", 188, 35, FORM_INT, 1 },
	[QPU_A_SIN] = { "sin", 188, 36, FORM_INT, 1 },
	[QPU_A_RSQRT2] = { "rsqrt2", 188, 37, FORM_INT, 1 },
	[QPU_A_BALLOT] = { "ballot", 188, 38, FORM_INT, 1 },
	[QPU_A_BCASTF] = { "bcastf", 188, 39, FORM_INT, 1 },
	[QPU_A_ALLEQ] = { "alleq", 188, 40, FORM_INT, 1 },
	[QPU_A_ALLFEQ] = { "allfeq", 188, 41, FORM_INT, 1 },
	[QPU_A_FCMP] = { "fcmp", 192, 0, FORM_FLOAT_NP, 2 },
	[QPU_A_FROUND] = { "fround", 245, 0, FORM_ROUND, 1 },
	[QPU_A_FTRUNC] = { "ftrunc", 245, 16, FORM_ROUND, 1 },
	[QPU_A_FFLOOR] = { "ffloor", 245, 32, FORM_ROUND, 1 },
	[QPU_A_FCEIL] = { "fceil", 245, 48, FORM_ROUND, 1 },
	[QPU_A_FTOIN] = { "ftoin", 245, 3, FORM_TOINT, 1 },
	[QPU_A_FTOIZ] = { "ftoiz", 245, 19, FORM_TOINT, 1 },
	[QPU_A_FTOUZ] = { "ftouz", 245, 35, FORM_TOINT, 1 },
	[QPU_A_FTOC] = { "ftoc", 245, 51, FORM_TOINT, 1 },
	[QPU_A_FDX] = { "fdx", 246, 0, FORM_ROUND, 1 },
	[QPU_A_FDY] = { "fdy", 246, 16, FORM_ROUND, 1 },
	[QPU_A_ITOF] = { "itof", 246, 32, FORM_PACKED, 1 },
	[QPU_A_UTOF] = { "utof", 246, 36, FORM_PACKED, 1 },
	[QPU_A_VPACK] = { "vpack", 247, 0, FORM_INT, 2 },
	[QPU_A_V8PACK] = { "v8pack", 248, 0, FORM_INT, 2 },
	[QPU_A_FMOV] = { "fmov", 249, 0, FORM_FMOV, 1 },
	[QPU_A_MOV] = { "mov", 249, 3, FORM_MOV, 1 },
	[QPU_A_V10PACK] = { "v10pack", 250, 0, FORM_INT, 2 },
	[QPU_A_V11FPACK] = { "v11fpack", 251, 0, FORM_INT, 2 },
	[QPU_A_ROTQ] = { "rotq", 252, 0, FORM_INT, 2 },
	[QPU_A_ROT] = { "rot", 253, 0, FORM_INT, 2 },
	[QPU_A_SHUFFLE] = { "shuffle", 254, 0, FORM_INT, 2 },
	[QPU_M_ADD] = { "add", 1, 0, FORM_INT, 2 },
	[QPU_M_SUB] = { "sub", 2, 0, FORM_INT, 2 },
	[QPU_M_UMUL24] = { "umul24", 3, 0, FORM_INT, 2 },
	[QPU_M_VFMUL] = { "vfmul", 4, 0, FORM_HALVES, 2 },
	[QPU_M_SMUL24] = { "smul24", 9, 0, FORM_INT, 2 },
	[QPU_M_MULTOP] = { "multop", 10, 0, FORM_INT, 2 },
	[QPU_M_FMOV] = { "fmov", 14, 0, FORM_FMOV, 1 },
	[QPU_M_MOV] = { "mov", 14, 3, FORM_MOV, 1 },
	[QPU_M_FTOUNORM16] = { "ftounorm16", 14, 32, FORM_INT, 1 },
	[QPU_M_FTOSNORM16] = { "ftosnorm16", 14, 33, FORM_INT, 1 },
	[QPU_M_VFTOUNORM8] = { "vftounorm8", 14, 34, FORM_INT, 1 },
	[QPU_M_VFTOSNORM8] = { "vftosnorm8", 14, 35, FORM_INT, 1 },
	[QPU_M_VFTOUNORM10LO] = { "vftounorm10lo", 14, 48, FORM_INT, 1 },
	[QPU_M_VFTOUNORM10HI] = { "vftounorm10hi", 14, 49, FORM_INT, 1 },
	[QPU_M_NOP] = { "nop", 14, 63, FORM_INT, 0 },
	[QPU_M_FMUL] = { "fmul", 16, 0, FORM_FLOAT, 2 },
};

/* Codes of unpacks. Those of integers and of halves start with NONE. */
static const uint8_t float_unpacks[] = {
	QPU_UNPACK_ABS, QPU_UNPACK_NONE, QPU_UNPACK_L, QPU_UNPACK_H,
	QPU_UNPACK_SAT, QPU_UNPACK_NSAT, QPU_UNPACK_MAX0,
};

static const uint8_t int_unpacks[] = {
	QPU_UNPACK_NONE, QPU_UNPACK_UL, QPU_UNPACK_UH, QPU_UNPACK_IL, QPU_UNPACK_IH,
};

static const uint8_t half_unpacks[] = {
	QPU_UNPACK_NONE, QPU_UNPACK_FF, QPU_UNPACK_LL, QPU_UNPACK_HH, QPU_UNPACK_SWP,
};

static const uint16_t sigs[32] = {
	[1] = QPU_SIG_THRSW,
	[2] = QPU_SIG_LDUNIF,
	[3] = QPU_SIG_THRSW | QPU_SIG_LDUNIF,
	[4] = QPU_SIG_LDTMU,
	[5] = QPU_SIG_THRSW | QPU_SIG_LDTMU,
	[6] = QPU_SIG_LDTMU | QPU_SIG_LDUNIF,
	[7] = QPU_SIG_THRSW | QPU_SIG_LDTMU | QPU_SIG_LDUNIF,
	[12] = QPU_SIG_LDUNIFRF,
	[13] = QPU_SIG_THRSW | QPU_SIG_LDUNIFRF,
	[14] = QPU_SIG_IMM_A,
	[15] = QPU_SIG_IMM_B,
	[18] = QPU_SIG_WRTMUC,
	[19] = QPU_SIG_THRSW | QPU_SIG_WRTMUC,
	[22] = QPU_SIG_UCB,
	[24] = QPU_SIG_LDUNIFA,
	[25] = QPU_SIG_LDUNIFARF,
	[26] = QPU_SIG_LDTMU | QPU_SIG_WRTMUC,
	[27] = QPU_SIG_THRSW | QPU_SIG_LDTMU | QPU_SIG_WRTMUC,
	[30] = QPU_SIG_IMM_C,
	[31] = QPU_SIG_IMM_D,
};

const char *const qpu_unpack_names[QPU_UNPACKS] = {
	"", ".abs", ".l", ".h", ".sat", ".nsat", ".max0", ".ff", ".ll", ".hh", ".swp",
	".ul", ".uh", ".il", ".ih",
};

const char *const qpu_pack_names[3] = { "", ".l", ".h" };
const char *const qpu_cond_names[5] = { "", ".ifa", ".ifb", ".ifna", ".ifnb" };
const char *const qpu_pushf_names[4] = { "", ".pushz", ".pushn", ".pushc" };
const char *const qpu_updatef_names[13] = {
	"", ".andz", ".andnz", ".nornz", ".norz", ".andn", ".andnn", ".nornn", ".norn",
	".andc", ".andnc", ".nornc", ".norc",
};

const char *const qpu_branch_cond_names[8] = {
	"", NULL, ".a0", ".na0", ".alla", ".anyna", ".anya", ".allna",
};

const char *const qpu_msfign_names[3] = { "", "p", "q" };

static const char *const magic_names[64] = {
	[5] = "quad", [6] = "-", [9] = "unifa",
	[11] = "tmud", [12] = "tmua", [13] = "tmuau",
	[16] = "sync", [17] = "syncu", [18] = "syncb",
	[32] = "tmuc", [33] = "tmus", [34] = "tmut", [35] = "tmur", [36] = "tmui",
	[37] = "tmub", [38] = "tmudref", [39] = "tmuoff", [40] = "tmuscm", [41] = "tmusf",
	[42] = "tmuslod", [43] = "tmuhs", [44] = "tmuhscm", [45] = "tmuhsf",
	[46] = "tmuhslod", [55] = "rep",
};

const char *qpu_magic_name(unsigned int reg)
{
	return reg < ARRAY_SIZE(magic_names) ? magic_names[reg] : NULL;
}

const char *qpu_op_name(unsigned int op)
{
	return ops[op].name;
}

unsigned int qpu_op_sources(unsigned int op)
{
	return ops[op].sources;
}

bool qpu_op_writes(unsigned int op)
{
	return op != QPU_A_NOP && op != QPU_M_NOP;
}

bool qpu_op_is_sfu(unsigned int op)
{
	return (op >= QPU_A_RECIP && op <= QPU_A_ALLFEQ) ||
	       (op >= QPU_A_ROTQ && op <= QPU_A_SHUFFLE);
}

uint32_t qpu_imm(unsigned int index)
{
	if (index < 16)
		return index;
	if (index < 32)
		return index - 32;
	/* exponents from -8, biased by 127 */
	return index < QPU_IMMS ? (index - 32 + 127 - 8) << 23 : 0;
}

int qpu_imm_index(uint32_t value)
{
	int i;

	for (i = 0; i < QPU_IMMS; i++)
		if (qpu_imm(i) == value)
			return i;
	return -1;
}

static unsigned int bits(uint64_t word, int high, int low)
{
	return word >> low & ((1ULL << (high - low + 1)) - 1);
}

/* Index of @value in @list, -1 if it is not there */
static int code_of(const uint8_t *list, size_t count, uint8_t value)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i] == value)
			return i;
	return -1;
}

/*
 * Whether a form covers code and selector; fills in pack and unpacks. What belongs to a
 * selector is checked by the caller for operations with two operands.
 */
static bool decode_form(const struct op_desc *desc, unsigned int code, unsigned int sel,
			struct qpu_alu *alu)
{
	unsigned int rest = code - desc->code;
	unsigned int sub = sel - desc->sel;

	alu->pack = QPU_PACK_NONE;
	alu->a.unpack = QPU_UNPACK_NONE;
	alu->b.unpack = QPU_UNPACK_NONE;
	switch (desc->form) {
	case FORM_INT:
		return rest == 0 && (desc->sources == 2 || sub == 0);
	case FORM_FLOAT:
	case FORM_FLOAT_NP:
	case FORM_VFPACK:
		if (rest >= (desc->form == FORM_FLOAT ? 48 : 16))
			return false;
		alu->pack = rest >> 4;
		alu->a.unpack = float_unpacks[rest >> 2 & 3];
		alu->b.unpack = float_unpacks[rest & 3];
		return desc->form != FORM_VFPACK || ((rest >> 2 & 3) && (rest & 3));
	case FORM_HALVES:
		if (rest >= ARRAY_SIZE(half_unpacks))
			return false;
		alu->a.unpack = half_unpacks[rest];
		return true;
	case FORM_ROUND:
		if (rest || sub >= 16 || (sub & 3) == 3)
			return false;
		alu->pack = sub & 3;
		alu->a.unpack = float_unpacks[sub >> 2];
		return true;
	case FORM_TOINT:
		if (rest || sub >= 16 || sub & 3)
			return false;
		alu->a.unpack = float_unpacks[sub >> 2];
		return true;
	case FORM_PACKED:
		alu->pack = sub & 3;
		return rest == 0 && sub < 3;
	case FORM_FMOV:
		if (rest || sub >= 28 || (sub & 3) == 3)
			return false;
		alu->pack = sub & 3;
		alu->a.unpack = float_unpacks[sub >> 2];
		return true;
	case FORM_MOV:
		if (rest || sub >= 20 || sub & 3)
			return false;
		alu->a.unpack = int_unpacks[sub >> 2];
		return true;
	}
	return false;
}

/* What tells fadd from faddnf and fmin from fmax: the first operand has the higher key. */
static unsigned int operand_key(bool imm, unsigned int unpack, unsigned int reg)
{
	return imm * 256 + unpack * 64 + reg;
}

static bool decode_alu(struct qpu_alu *alu, unsigned int from, unsigned int to,
		       unsigned int code)
{
	for (alu->op = from; alu->op < to; alu->op++)
		if (decode_form(&ops[alu->op], code, alu->b.reg, alu))
			break;
	if (alu->op == to)
		return false;
	/* what is no operand */
	if (ops[alu->op].sources < 2)
		alu->b.reg = 0;
	if (!ops[alu->op].sources)
		alu->a.reg = 0;
	return true;
}

/* The field of conditions, when no signal uses it for an address */
static bool decode_flags(unsigned int cond, struct qpu_alu *add, struct qpu_alu *mul)
{
	if (cond == 0x10)
		return false;
	if (cond < 4) {
		add->pushf = cond;
	} else if (cond < 16) {
		add->updatef = cond - 4 + QPU_ANDZ;
	} else if (cond < 20) {
		mul->pushf = cond & 3;
	} else if (cond < 32) {
		mul->updatef = (cond & 15) - 4 + QPU_ANDZ;
	} else if (cond < 48) {
		add->cond = (cond >> 2 & 3) + QPU_COND_IFA;
		mul->pushf = cond & 3;
	} else if (cond < 64) {
		mul->cond = (cond >> 2 & 3) + QPU_COND_IFA;
		add->pushf = cond & 3;
	} else {
		mul->cond = (cond >> 4 & 3) + QPU_COND_IFA;
		if (cond & 0xc)
			add->updatef = (cond & 15) - 4 + QPU_ANDZ;
		else
			add->cond = (cond & 3) + QPU_COND_IFA;
	}
	return true;
}

static bool decode_branch(uint64_t word, struct qpu_branch *branch)
{
	branch->cond = bits(word, 34, 32);
	branch->msfign = bits(word, 22, 21);
	branch->bdi = bits(word, 13, 12);
	branch->ub = bits(word, 14, 14);
	branch->bdu = branch->ub ? bits(word, 17, 15) : 0;
	branch->set_link = bits(word, 23, 23);
	if (branch->bdi == QPU_DEST_REGFILE || branch->bdu == QPU_DEST_REGFILE)
		branch->reg = bits(word, 11, 6);
	if (branch->bdi <= QPU_DEST_REL)
		branch->offset = bits(word, 55, 35) << 3 | bits(word, 31, 24) << 24;
	return branch->cond != 1 && branch->msfign <= QPU_MSFIGN_QUADS &&
	       branch->bdu <= QPU_DEST_REGFILE;
}

/* At most one small immediate: an index for an operand that is there */
static bool imm_is_valid(const struct qpu_instr *instr)
{
	const struct qpu_alu *add = &instr->add, *mul = &instr->mul;

	switch (instr->sig & QPU_SIG_IMM) {
	case 0:
		return true;
	case QPU_SIG_IMM_A:
		return qpu_op_sources(add->op) >= 1 && add->a.reg < QPU_IMMS;
	case QPU_SIG_IMM_B:
		return qpu_op_sources(add->op) == 2 && add->b.reg < QPU_IMMS;
	case QPU_SIG_IMM_C:
		return qpu_op_sources(mul->op) >= 1 && mul->a.reg < QPU_IMMS;
	case QPU_SIG_IMM_D:
		return qpu_op_sources(mul->op) == 2 && mul->b.reg < QPU_IMMS;
	}
	return false;
}

bool qpu_decode(uint64_t word, struct qpu_instr *instr)
{
	struct qpu_alu *add = &instr->add, *mul = &instr->mul;
	unsigned int code = bits(word, 31, 24);
	unsigned int sig = bits(word, 57, 53);
	unsigned int cond = bits(word, 52, 46);

	memset(instr, 0, sizeof(*instr));
	if (bits(word, 63, 58) == 0) {
		instr->is_branch = true;
		return bits(word, 57, 56) == 2 && decode_branch(word, &instr->branch);
	}

	instr->sig = sigs[sig];
	if (sig && !instr->sig)
		return false;
	if (instr->sig & QPU_SIG_ADDR) {
		instr->sig_magic = cond >> 6;
		instr->sig_reg = cond & 63;
	} else if (!decode_flags(cond, add, mul)) {
		return false;
	}

	add->a.reg = bits(word, 11, 6);
	add->b.reg = bits(word, 5, 0);
	add->waddr = bits(word, 37, 32);
	add->magic = bits(word, 44, 44);
	if (!decode_alu(add, 0, QPU_M_ADD, code))
		return false;
	if (operand_key(instr->sig & QPU_SIG_IMM_A, code >> 2 & 3, add->a.reg) >
	    operand_key(instr->sig & QPU_SIG_IMM_B, code & 3, add->b.reg)) {
		if (add->op == QPU_A_FADD)
			add->op = QPU_A_FADDNF;
		if (add->op == QPU_A_FMIN)
			add->op = QPU_A_FMAX;
	}

	mul->a.reg = bits(word, 23, 18);
	mul->b.reg = bits(word, 17, 12);
	mul->waddr = bits(word, 43, 38);
	mul->magic = bits(word, 45, 45);
	return decode_alu(mul, QPU_M_ADD, QPU_OPS, bits(word, 63, 58)) && imm_is_valid(instr);
}

static const char *encode_float(int unpack_a, int unpack_b, const struct op_desc *desc,
				const struct qpu_alu *alu, unsigned int *code)
{
	if (unpack_a < 0 || unpack_b < 0 || unpack_a > 3 || unpack_b > 3 ||
	    (desc->form == FORM_VFPACK && (!unpack_a || !unpack_b)))
		return "this operation cannot unpack an operand like that";
	if (desc->form != FORM_FLOAT && alu->pack)
		return "this operation cannot pack its result";
	*code += alu->pack << 4 | unpack_a << 2 | unpack_b;
	return NULL;
}

/* Code and the selector or second operand of an operation */
static const char *encode_alu(const struct qpu_alu *alu, unsigned int *code, unsigned int *sel)
{
	const struct op_desc *desc = &ops[alu->op];
	bool packs = false;
	int unpack;

	*code = desc->code;
	*sel = desc->sources == 2 ? alu->b.reg : desc->sel;
	switch (desc->form) {
	case FORM_FLOAT:
	case FORM_FLOAT_NP:
	case FORM_VFPACK:
		return encode_float(code_of(float_unpacks, 4, alu->a.unpack),
				    code_of(float_unpacks, 4, alu->b.unpack), desc, alu, code);
	case FORM_HALVES:
		unpack = code_of(half_unpacks, ARRAY_SIZE(half_unpacks), alu->a.unpack);
		*code += unpack;
		break;
	case FORM_ROUND:
	case FORM_FMOV:
		packs = true;
		unpack = code_of(float_unpacks,
				 desc->form == FORM_FMOV ? ARRAY_SIZE(float_unpacks) : 4,
				 alu->a.unpack);
		*sel += unpack << 2 | alu->pack;
		break;
	case FORM_TOINT:
		unpack = code_of(float_unpacks, 4, alu->a.unpack);
		*sel += unpack << 2;
		break;
	case FORM_MOV:
		unpack = code_of(int_unpacks, ARRAY_SIZE(int_unpacks), alu->a.unpack);
		*sel += unpack << 2;
		break;
	case FORM_PACKED:
		packs = true;
		unpack = alu->a.unpack == QPU_UNPACK_NONE ? 0 : -1;
		*sel += alu->pack;
		break;
	default:
		unpack = alu->a.unpack == QPU_UNPACK_NONE ? 0 : -1;
		break;
	}
	if (unpack < 0 || alu->b.unpack != QPU_UNPACK_NONE)
		return "this operation cannot unpack an operand like that";
	return alu->pack && !packs ? "this operation cannot pack its result" : NULL;
}

static const char *encode_flags(const struct qpu_alu *add, const struct qpu_alu *mul,
				unsigned int *cond)
{
	static const char *const error = "these conditions and flags do not go together";
	bool add_flags = add->pushf || add->updatef, mul_flags = mul->pushf || mul->updatef;

	if ((add->pushf && add->updatef) || (mul->pushf && mul->updatef) ||
	    (add_flags && mul_flags) || (add->cond && add_flags) || (mul->cond && mul_flags))
		return error;
	*cond = 0;
	if (mul->cond && (add->cond || add->updatef)) {
		*cond = 64 | (mul->cond - QPU_COND_IFA) << 4;
		*cond |= add->cond ? add->cond - QPU_COND_IFA : add->updatef - QPU_ANDZ + 4;
	} else if (mul->cond) {
		*cond = 48 | (mul->cond - QPU_COND_IFA) << 2 | add->pushf;
	} else if (add->cond) {
		if (mul->updatef)
			return error;
		*cond = 32 | (add->cond - QPU_COND_IFA) << 2 | mul->pushf;
	} else if (mul_flags) {
		*cond = 16 | (mul->pushf ? mul->pushf : mul->updatef - QPU_ANDZ + 4);
	} else if (add_flags) {
		*cond = add->pushf ? add->pushf : add->updatef - QPU_ANDZ + 4;
	}
	return NULL;
}

static const char *encode_branch(const struct qpu_branch *branch, uint64_t *word)
{
	uint32_t offset = branch->offset;

	if (offset & 7)
		return "branches go to multiples of 8 bytes";
	*word = 2ULL << 56 | (uint64_t)(offset >> 3 & 0x1fffff) << 35 |
		(uint64_t)branch->cond << 32 | (uint64_t)(offset >> 24) << 24 |
		branch->set_link << 23 | branch->msfign << 21 | branch->bdu << 15 |
		branch->ub << 14 | branch->bdi << 12 | branch->reg << 6;
	return NULL;
}

/* Whether the order of operands stands for another operation */
static bool order_is_wrong(const struct qpu_instr *instr)
{
	const struct qpu_alu *add = &instr->add;
	bool higher = operand_key(instr->sig & QPU_SIG_IMM_A,
				  code_of(float_unpacks, 4, add->a.unpack), add->a.reg) >
		      operand_key(instr->sig & QPU_SIG_IMM_B,
				  code_of(float_unpacks, 4, add->b.unpack), add->b.reg);

	if (add->op == QPU_A_FADD || add->op == QPU_A_FMIN)
		return higher;
	return (add->op == QPU_A_FADDNF || add->op == QPU_A_FMAX) && !higher;
}

/* Exchanges the operands of the add operation. */
static void swap_operands(struct qpu_instr *instr)
{
	struct qpu_operand a = instr->add.a;

	instr->add.a = instr->add.b;
	instr->add.b = a;
	if (instr->sig & (QPU_SIG_IMM_A | QPU_SIG_IMM_B))
		instr->sig ^= QPU_SIG_IMM_A | QPU_SIG_IMM_B;
}

const char *qpu_encode(const struct qpu_instr *instr, uint64_t *word)
{
	struct qpu_instr in = *instr;
	unsigned int add_code, add_sel, mul_code, mul_sel, cond, sig;
	const char *error;

	if (in.is_branch)
		return encode_branch(&in.branch, word);
	if (!imm_is_valid(&in))
		return "one small immediate, for an operand that is there";
	if (order_is_wrong(&in)) {
		swap_operands(&in);
		if (order_is_wrong(&in))
			return "the two operands must not be the same";
	}
	for (sig = 0; sig < ARRAY_SIZE(sigs); sig++)
		if (sigs[sig] == in.sig)
			break;
	if (sig == ARRAY_SIZE(sigs))
		return "these signals do not go together";
	error = encode_flags(&in.add, &in.mul, &cond);
	if (!error)
		error = encode_alu(&in.add, &add_code, &add_sel);
	if (!error)
		error = encode_alu(&in.mul, &mul_code, &mul_sel);
	if (error)
		return error;
	if (in.sig & QPU_SIG_ADDR) {
		if (cond)
			return "no condition or flags beside a signal with a register";
		cond = in.sig_magic << 6 | in.sig_reg;
	}
	*word = (uint64_t)mul_code << 58 | (uint64_t)sig << 53 | (uint64_t)cond << 46 |
		(uint64_t)in.mul.magic << 45 | (uint64_t)in.add.magic << 44 |
		(uint64_t)in.mul.waddr << 38 | (uint64_t)in.add.waddr << 32 |
		(uint64_t)add_code << 24 | in.mul.a.reg << 18 | mul_sel << 12 |
		in.add.a.reg << 6 | add_sel;
	return NULL;
}

struct text {
	char *at;
	size_t left;
	size_t used;
};

static void put(struct text *text, const char *s)
{
	int n = snprintf(text->at, text->left, "%s", s);
	size_t done = (size_t)n < text->left ? (size_t)n : text->left - !!text->left;

	text->at += done;
	text->left -= done;
	text->used += done;
}

static void put_register(struct text *text, unsigned int reg, bool magic)
{
	const char *name = magic ? qpu_magic_name(reg) : NULL;
	char s[16];

	if (!name) {
		snprintf(s, sizeof(s), magic ? "magic%u" : "rf%u", reg);
		name = s;
	}
	put(text, name);
}

static void put_operand(struct text *text, const struct qpu_operand *operand, bool imm)
{
	int32_t value = qpu_imm(operand->reg);
	char s[16];

	if (imm) {
		snprintf(s, sizeof(s), value >= -16 && value < 16 ? "%" PRId32 : "0x%08" PRIx32,
			 value);
		put(text, s);
	} else {
		put_register(text, operand->reg, false);
	}
	put(text, qpu_unpack_names[operand->unpack]);
}

static void put_alu(struct text *text, const struct qpu_alu *alu, bool imm_a, bool imm_b)
{
	put(text, qpu_op_name(alu->op));
	put(text, qpu_cond_names[alu->cond]);
	put(text, qpu_pushf_names[alu->pushf]);
	put(text, qpu_updatef_names[alu->updatef]);
	if (!qpu_op_writes(alu->op))
		return;
	put(text, " ");
	put_register(text, alu->waddr, alu->magic);
	put(text, qpu_pack_names[alu->pack]);
	if (ops[alu->op].sources >= 1) {
		put(text, ", ");
		put_operand(text, &alu->a, imm_a);
	}
	if (ops[alu->op].sources == 2) {
		put(text, ", ");
		put_operand(text, &alu->b, imm_b);
	}
}

static void put_branch(struct text *text, const struct qpu_branch *branch)
{
	char s[32];

	put(text, branch->set_link ? "bl" : "b");
	put(text, branch->ub ? "u" : "");
	put(text, qpu_branch_cond_names[branch->cond]);
	put(text, qpu_msfign_names[branch->msfign]);
	put(text, " ");
	switch (branch->bdi) {
	case QPU_DEST_ABS:
		snprintf(s, sizeof(s), "abs 0x%08" PRIx32, (uint32_t)branch->offset);
		break;
	case QPU_DEST_REL:
		snprintf(s, sizeof(s), "%" PRId32, branch->offset);
		break;
	case QPU_DEST_LINK:
		snprintf(s, sizeof(s), "lri");
		break;
	default:
		snprintf(s, sizeof(s), "rf%u", branch->reg);
		break;
	}
	put(text, s);
	if (!branch->ub)
		return;
	switch (branch->bdu) {
	case QPU_DEST_ABS:
		snprintf(s, sizeof(s), ", a:unif");
		break;
	case QPU_DEST_REL:
		snprintf(s, sizeof(s), ", r:unif");
		break;
	case QPU_DEST_LINK:
		snprintf(s, sizeof(s), ", lri");
		break;
	default:
		snprintf(s, sizeof(s), ", rf%u", branch->reg);
		break;
	}
	put(text, s);
}

static void put_signals(struct text *text, const struct qpu_instr *instr)
{
	static const struct {
		uint16_t sig;
		const char *name;
	} names[] = {
		{ QPU_SIG_THRSW, "thrsw" },
		{ QPU_SIG_LDTMU, "ldtmu" },
		{ QPU_SIG_LDUNIF, "ldunif" },
		{ QPU_SIG_LDUNIFRF, "ldunifrf" },
		{ QPU_SIG_LDUNIFA, "ldunifa" },
		{ QPU_SIG_LDUNIFARF, "ldunifarf" },
		{ QPU_SIG_WRTMUC, "wrtmuc" },
		{ QPU_SIG_UCB, "ucb" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (!(instr->sig & names[i].sig))
			continue;
		put(text, "; ");
		put(text, names[i].name);
		if (names[i].sig & QPU_SIG_ADDR) {
			put(text, ".");
			put_register(text, instr->sig_reg, instr->sig_magic);
		}
	}
}

void qpu_print(const struct qpu_instr *instr, char *buf, size_t size)
{
	struct text text = { .at = buf, .left = size };

	if (instr->is_branch) {
		put_branch(&text, &instr->branch);
		return;
	}
	put_alu(&text, &instr->add, instr->sig & QPU_SIG_IMM_A, instr->sig & QPU_SIG_IMM_B);
	while (text.used < 30 && text.left > 1)
		put(&text, " ");
	put(&text, "; ");
	put_alu(&text, &instr->mul, instr->sig & QPU_SIG_IMM_C, instr->sig & QPU_SIG_IMM_D);
	if (instr->sig & ~QPU_SIG_IMM)
		while (text.used < 60 && text.left > 1)
			put(&text, " ");
	put_signals(&text, instr);
}
