/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions of the QPU, the processor of V3D 7.1, in a form that programs can work
 * with: qpu_decode() and qpu_encode() for words, qpu_print() for text. This is host code:
 * the assembler of the module's build and the model of V3D share it.
 *
 * A word has an add and a mul operation, which both read what was there before it, and a
 * signal; or it is a branch. What graphics alone needs (VPM, TLB, varyings) is left out.
 */
#ifndef _QPU_ISA_H_
#define _QPU_ISA_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QPU_LANES	16
#define QPU_REGS	64	/* rf0 to rf63; 32 with four threads per QPU */

/* The word of "nop ; nop" */
#define QPU_NOP		0x38003186bb03f000ULL

enum qpu_op {
	/* add */
	QPU_A_FADD, QPU_A_FADDNF, QPU_A_VFPACK, QPU_A_ADD, QPU_A_SUB, QPU_A_FSUB,
	QPU_A_MIN, QPU_A_MAX, QPU_A_UMIN, QPU_A_UMAX,
	QPU_A_SHL, QPU_A_SHR, QPU_A_ASR, QPU_A_ROR,
	QPU_A_FMIN, QPU_A_FMAX, QPU_A_VFMIN, QPU_A_VFMAX,
	QPU_A_AND, QPU_A_OR, QPU_A_XOR, QPU_A_VADD, QPU_A_VSUB,
	QPU_A_NOT, QPU_A_NEG, QPU_A_FLAPUSH, QPU_A_FLBPUSH, QPU_A_FLPOP, QPU_A_CLZ,
	QPU_A_SETMSF, QPU_A_SETREVF,
	QPU_A_NOP, QPU_A_TIDX, QPU_A_EIDX, QPU_A_LR,
	QPU_A_VFLA, QPU_A_VFLNA, QPU_A_VFLB, QPU_A_VFLNB,
	QPU_A_MSF, QPU_A_REVF, QPU_A_BARRIERID, QPU_A_TMUWT, QPU_A_FLAFIRST, QPU_A_FLNAFIRST,
	QPU_A_RECIP, QPU_A_RSQRT, QPU_A_EXP, QPU_A_LOG, QPU_A_SIN, QPU_A_RSQRT2,
	QPU_A_BALLOT, QPU_A_BCASTF, QPU_A_ALLEQ, QPU_A_ALLFEQ,
	QPU_A_FCMP,
	QPU_A_FROUND, QPU_A_FTRUNC, QPU_A_FFLOOR, QPU_A_FCEIL,
	QPU_A_FTOIN, QPU_A_FTOIZ, QPU_A_FTOUZ, QPU_A_FTOC,
	QPU_A_FDX, QPU_A_FDY, QPU_A_ITOF, QPU_A_UTOF,
	QPU_A_VPACK, QPU_A_V8PACK, QPU_A_FMOV, QPU_A_MOV, QPU_A_V10PACK, QPU_A_V11FPACK,
	QPU_A_ROTQ, QPU_A_ROT, QPU_A_SHUFFLE,
	/* mul */
	QPU_M_ADD, QPU_M_SUB, QPU_M_UMUL24, QPU_M_VFMUL, QPU_M_SMUL24, QPU_M_MULTOP,
	QPU_M_FMOV, QPU_M_MOV, QPU_M_FTOUNORM16, QPU_M_FTOSNORM16, QPU_M_VFTOUNORM8,
	QPU_M_VFTOSNORM8, QPU_M_VFTOUNORM10LO, QPU_M_VFTOUNORM10HI, QPU_M_NOP, QPU_M_FMUL,
	QPU_OPS
};

#define QPU_IS_MUL(op)	((op) >= QPU_M_ADD)

/* What an operand becomes before the operation. Each class of operations has some. */
enum qpu_unpack {
	QPU_UNPACK_NONE,
	/* float */
	QPU_UNPACK_ABS, QPU_UNPACK_L, QPU_UNPACK_H,
	QPU_UNPACK_SAT, QPU_UNPACK_NSAT, QPU_UNPACK_MAX0,	/* fmov only */
	/* pairs of half floats */
	QPU_UNPACK_FF, QPU_UNPACK_LL, QPU_UNPACK_HH, QPU_UNPACK_SWP,
	/* integers, mov only */
	QPU_UNPACK_UL, QPU_UNPACK_UH, QPU_UNPACK_IL, QPU_UNPACK_IH,
	QPU_UNPACKS
};

/* A float result as half float; the other half of the register stays. */
enum qpu_pack { QPU_PACK_NONE, QPU_PACK_L, QPU_PACK_H };

/* Conditions: lanes where flag A or B is set, or is not */
enum qpu_cond { QPU_COND_NONE, QPU_COND_IFA, QPU_COND_IFB, QPU_COND_IFNA, QPU_COND_IFNB };

/* B becomes A, and A what a result is: zero, negative, with carry. */
enum qpu_pushf { QPU_PUSH_NONE, QPU_PUSHZ, QPU_PUSHN, QPU_PUSHC };

/* A becomes A and f, A and not f, neither A nor not f, neither A nor f. */
enum qpu_updatef {
	QPU_UPDATE_NONE,
	QPU_ANDZ, QPU_ANDNZ, QPU_NORNZ, QPU_NORZ,
	QPU_ANDN, QPU_ANDNN, QPU_NORNN, QPU_NORN,
	QPU_ANDC, QPU_ANDNC, QPU_NORNC, QPU_NORC,
};

#define QPU_SIG_THRSW		0x001
#define QPU_SIG_LDUNIF		0x002	/* to rf0 */
#define QPU_SIG_LDUNIFRF	0x004
#define QPU_SIG_LDUNIFA		0x008	/* to rf0 */
#define QPU_SIG_LDUNIFARF	0x010
#define QPU_SIG_LDTMU		0x020
#define QPU_SIG_WRTMUC		0x040
#define QPU_SIG_UCB		0x080
#define QPU_SIG_IMM_A		0x100
#define QPU_SIG_IMM_B		0x200
#define QPU_SIG_IMM_C		0x400
#define QPU_SIG_IMM_D		0x800
#define QPU_SIG_IMM		0xf00

#define QPU_IMMS		48	/* small immediates */

/* Signals that write a register of their own, and take the field of conditions for it */
#define QPU_SIG_ADDR	(QPU_SIG_LDUNIFRF | QPU_SIG_LDUNIFARF | QPU_SIG_LDTMU)
/* Those that take a word of the stream of uniforms */
#define QPU_SIG_UNIF	(QPU_SIG_LDUNIF | QPU_SIG_LDUNIFRF | QPU_SIG_WRTMUC)

/* Registers that can only be written, and do something */
enum qpu_magic {
	QPU_MAGIC_QUAD = 5,	/* first lane of each four, to rf0 */
	QPU_MAGIC_NOP = 6,
	QPU_MAGIC_UNIFA = 9,
	QPU_MAGIC_TMUD = 11,
	QPU_MAGIC_TMUA = 12,
	QPU_MAGIC_TMUAU = 13,	/* and the configuration, from the stream of uniforms */
	QPU_MAGIC_SYNC = 16,
	QPU_MAGIC_SYNCU = 17,
	QPU_MAGIC_SYNCB = 18,	/* barrier */
	QPU_MAGIC_TMUC = 32,	/* this one to 46: textures */
	QPU_MAGIC_TMUHSLOD = 46,
	QPU_MAGIC_REP = 55,	/* lane 0, to rf0 */
};

/**
 * struct qpu_operand - what an operation reads
 * @reg: register, or with its QPU_SIG_IMM_* index of a small immediate, see qpu_imm()
 * @unpack: enum qpu_unpack
 */
struct qpu_operand {
	uint8_t reg;
	uint8_t unpack;
};

/**
 * struct qpu_alu - one of the two operations of a word
 * @op: enum qpu_op
 * @cond: enum qpu_cond: lanes that are written
 * @pushf: enum qpu_pushf
 * @updatef: enum qpu_updatef
 * @pack: enum qpu_pack
 * @waddr: register that is written
 * @magic: whether that is one of enum qpu_magic
 * @a: first operand
 * @b: second operand
 */
struct qpu_alu {
	uint8_t op;
	uint8_t cond;
	uint8_t pushf;
	uint8_t updatef;
	uint8_t pack;
	uint8_t waddr;
	bool magic;
	struct qpu_operand a, b;
};

enum qpu_branch_cond {
	QPU_BRANCH_ALWAYS,
	QPU_BRANCH_A0 = 2, QPU_BRANCH_NA0, QPU_BRANCH_ALLA, QPU_BRANCH_ANYNA,
	QPU_BRANCH_ANYA, QPU_BRANCH_ALLNA
};

/* Whether idle lanes count, or those of quads without a live one */
enum qpu_msfign { QPU_MSFIGN_NONE, QPU_MSFIGN_LANES, QPU_MSFIGN_QUADS };

/* Where to, for instructions and for uniforms; REGFILE is lane 0 and lane 1 in turn. */
enum qpu_branch_dest { QPU_DEST_ABS, QPU_DEST_REL, QPU_DEST_LINK, QPU_DEST_REGFILE };

/**
 * struct qpu_branch - a branch, which happens after three more instructions
 * @cond: enum qpu_branch_cond
 * @msfign: enum qpu_msfign
 * @bdi: enum qpu_branch_dest of instructions; REL counts from the fourth one after it
 * @ub: whether the stream of uniforms goes on elsewhere
 * @bdu: enum qpu_branch_dest of uniforms; REL counts from what follows the word used
 * @set_link: whether the address of the fourth instruction after it is kept for lr
 * @reg: register of QPU_DEST_REGFILE
 * @offset: bytes, a multiple of 8
 */
struct qpu_branch {
	uint8_t cond;
	uint8_t msfign;
	uint8_t bdi;
	bool ub;
	uint8_t bdu;
	bool set_link;
	uint8_t reg;
	int32_t offset;
};

/**
 * struct qpu_instr - one instruction
 * @is_branch: @branch is all there is
 * @sig: QPU_SIG_*
 * @sig_reg: what one of QPU_SIG_ADDR writes
 * @sig_magic: whether that is one of enum qpu_magic
 * @add: QPU_A_*
 * @mul: QPU_M_*
 * @branch: if @is_branch
 */
struct qpu_instr {
	bool is_branch;
	uint16_t sig;
	uint8_t sig_reg;
	bool sig_magic;
	struct qpu_alu add, mul;
	struct qpu_branch branch;
};

/**
 * qpu_decode() - take a word apart
 * @word: the word
 * @instr: filled in
 *
 * Return: whether it is an instruction of compute shaders. With false, @instr is undefined.
 */
bool qpu_decode(uint64_t word, struct qpu_instr *instr);

/**
 * qpu_encode() - make a word
 * @instr: what it is to do
 * @word: the result
 *
 * Operands of fadd, faddnf, fmin and fmax may change places, since their order tells the
 * two of each pair apart.
 *
 * Return: NULL, or what cannot be expressed.
 */
const char *qpu_encode(const struct qpu_instr *instr, uint64_t *word);

/**
 * qpu_print() - an instruction as text
 * @instr: the instruction
 * @text: room for it
 * @size: bytes of @text; 160 are enough
 *
 * The text is what the assembler reads, but for the names of labels.
 */
void qpu_print(const struct qpu_instr *instr, char *text, size_t size);

/**
 * qpu_imm() - value of a small immediate
 * @index: 0 to 47
 *
 * Return: an integer from -16 to 15 or a power of 2 from 2^-8 to 2^7 as float; 0 for other
 * indices.
 */
uint32_t qpu_imm(unsigned int index);

/**
 * qpu_imm_index() - small immediate of a value
 * @value: integer or bits of a float
 *
 * Return: its index, -1 if there is none.
 */
int qpu_imm_index(uint32_t value);

/**
 * qpu_op_name() - name of an operation
 * @op: enum qpu_op
 *
 * Return: the name, which an add and a mul operation may share.
 */
const char *qpu_op_name(unsigned int op);

/**
 * qpu_op_sources() - number of operands
 * @op: enum qpu_op
 *
 * Return: 0, 1 or 2.
 */
unsigned int qpu_op_sources(unsigned int op);

/**
 * qpu_op_writes() - whether an operation has a result
 * @op: enum qpu_op
 *
 * Return: false for both QPU_*_NOP.
 */
bool qpu_op_writes(unsigned int op);

/**
 * qpu_op_is_sfu() - whether the special function unit does it
 * @op: enum qpu_op
 *
 * The next instruction that reads the result has to wait for it.
 *
 * Return: whether it is so.
 */
bool qpu_op_is_sfu(unsigned int op);

extern const char *const qpu_unpack_names[QPU_UNPACKS];	/* with a dot, "" for NONE */
extern const char *const qpu_pack_names[3];
extern const char *const qpu_cond_names[5];
extern const char *const qpu_pushf_names[4];
extern const char *const qpu_updatef_names[13];
extern const char *const qpu_branch_cond_names[8];
extern const char *const qpu_msfign_names[3];

/**
 * qpu_magic_name() - name of a register that can only be written
 * @reg: enum qpu_magic
 *
 * Return: the name, NULL if there is no such register.
 */
const char *qpu_magic_name(unsigned int reg);

#endif /* _QPU_ISA_H_ */
