// SPDX-License-Identifier: GPL-2.0
/* Checks of sequences of QPU instructions: what a compiler has to know, as rules. */
#include <stdio.h>
#include <string.h>

#include "qpu_check.h"

struct context {
	struct qpu_checker *c;
	const struct qpu_instr *instr;
	void (*report)(void *opaque, const char *text);
	void *opaque;
};

static void say(const struct context *x, const char *text)
{
	x->report(x->opaque, text);
}

void qpu_check_start(struct qpu_checker *checker, bool four, bool single)
{
	memset(checker, 0, sizeof(*checker));
	checker->four = four;
	checker->last = single;
	checker->sfu_reg = -1;
}

static bool writes_magic(const struct qpu_alu *alu, unsigned int from, unsigned int to)
{
	return qpu_op_writes(alu->op) && alu->magic && alu->waddr >= from && alu->waddr <= to;
}

static bool writes_reg(const struct qpu_alu *alu, unsigned int from, unsigned int to)
{
	return qpu_op_writes(alu->op) && !alu->magic && alu->waddr >= from && alu->waddr <= to;
}

/* How many of both operations write one of these */
static unsigned int count_magic(const struct qpu_instr *instr, unsigned int from, unsigned int to)
{
	return writes_magic(&instr->add, from, to) + writes_magic(&instr->mul, from, to);
}

static unsigned int count_regs(const struct qpu_instr *instr, unsigned int from, unsigned int to)
{
	return writes_reg(&instr->add, from, to) + writes_reg(&instr->mul, from, to);
}

/* Words of the stream of uniforms that it takes */
static unsigned int count_unifs(const struct qpu_instr *instr)
{
	if (instr->is_branch)
		return instr->branch.ub && instr->branch.bdu <= QPU_DEST_REL;
	return __builtin_popcount(instr->sig & QPU_SIG_UNIF) +
	       count_magic(instr, QPU_MAGIC_TMUAU, QPU_MAGIC_TMUAU) +
	       count_magic(instr, QPU_MAGIC_SYNCU, QPU_MAGIC_SYNCU);
}

static bool reads(const struct qpu_instr *instr, const struct qpu_alu *alu, int reg)
{
	unsigned int imm = QPU_IS_MUL(alu->op) ? QPU_SIG_IMM_C : QPU_SIG_IMM_A;
	unsigned int sources = qpu_op_sources(alu->op);

	return (sources >= 1 && !(instr->sig & imm) && alu->a.reg == reg) ||
	       (sources == 2 && !(instr->sig & imm << 1) && alu->b.reg == reg);
}

static bool uses_upper_half(const struct qpu_instr *instr)
{
	int reg;

	if (instr->sig & QPU_SIG_ADDR && !instr->sig_magic && instr->sig_reg >= QPU_REGS / 2)
		return true;
	if (count_regs(instr, QPU_REGS / 2, QPU_REGS - 1))
		return true;
	for (reg = QPU_REGS / 2; reg < QPU_REGS; reg++)
		if (reads(instr, &instr->add, reg) || reads(instr, &instr->mul, reg))
			return true;
	return false;
}

/* Rules within one word */
static void check_word(const struct context *x)
{
	const struct qpu_instr *instr = x->instr;
	const struct qpu_alu *add = &instr->add, *mul = &instr->mul;
	unsigned int units;

	if (x->c->four && uses_upper_half(instr))
		say(x, "rf32 and above do not exist with 4 threads");
	if (count_unifs(instr) > 1)
		say(x, "two words of uniforms in one instruction");
	units = count_magic(instr, QPU_MAGIC_TMUD, QPU_MAGIC_TMUAU) +
		count_magic(instr, QPU_MAGIC_TMUC, QPU_MAGIC_TMUHSLOD) +
		count_magic(instr, QPU_MAGIC_SYNC, QPU_MAGIC_SYNCB) + qpu_op_is_sfu(add->op);
	if (units > 1)
		say(x, "two uses of TMU, TSY and SFU in one instruction");
	if (writes_reg(add, 0, QPU_REGS - 1) && writes_reg(mul, add->waddr, add->waddr) &&
	    !(add->cond && mul->cond))
		say(x, "both operations write the same register");
	if (instr->sig & QPU_SIG_ADDR && !instr->sig_magic &&
	    count_regs(instr, instr->sig_reg, instr->sig_reg))
		say(x, "an operation and a signal write the same register");
	if (instr->sig & (QPU_SIG_LDUNIF | QPU_SIG_LDUNIFA) &&
	    (count_regs(instr, 0, 0) || count_magic(instr, QPU_MAGIC_QUAD, QPU_MAGIC_QUAD) ||
	     count_magic(instr, QPU_MAGIC_REP, QPU_MAGIC_REP)))
		say(x, "an operation and a signal write rf0");
	if (qpu_op_is_sfu(add->op) && add->magic && add->waddr != QPU_MAGIC_NOP)
		say(x, "a result of the SFU goes to a register only");
}

/* Rules about slots after a branch and after thrsw */
static void check_slots(const struct context *x)
{
	const struct qpu_instr *instr = x->instr;
	const struct qpu_checker *c = x->c;
	bool thrsw = instr->sig & QPU_SIG_THRSW, ends = thrsw && c->last && !c->was_thrsw;

	if (c->branch_slots) {
		if (instr->is_branch)
			say(x, "a branch in a slot of a branch");
		if (thrsw)
			say(x, "thrsw in a slot of a branch");
		if (count_unifs(instr))
			say(x, "uniforms in a slot of a branch");
	}
	if (c->thrsw_slots) {
		if (instr->is_branch)
			say(x, "a branch in a slot of thrsw");
		if (thrsw && !c->was_thrsw)
			say(x, "thrsw in a slot of thrsw");
		if (qpu_op_is_sfu(instr->add.op))
			say(x, "SFU in a slot of thrsw");
	}
	if (thrsw && c->was_thrsw && c->last)
		say(x, "two marks of the last thrsw");
	if (!c->end && !ends)
		return;
	if (ends && count_regs(instr, 0, QPU_REGS - 1))
		say(x, "a register is written by the instruction that ends");
	if (count_regs(instr, 2, 3) || (instr->sig & QPU_SIG_ADDR && !instr->sig_magic &&
					(instr->sig_reg == 2 || instr->sig_reg == 3)))
		say(x, "rf2 or rf3 is written at the end");
}

/* Data and addresses of lookups, unifa, rtop and late results */
static void check_units(const struct context *x)
{
	const struct qpu_instr *instr = x->instr;
	struct qpu_checker *c = x->c;
	unsigned int data = count_magic(instr, QPU_MAGIC_TMUD, QPU_MAGIC_TMUD) +
			    count_magic(instr, QPU_MAGIC_TMUC + 6, QPU_MAGIC_TMUC + 7);

	if (c->unifa_wait)
		c->unifa_wait--;
	if (instr->sig & (QPU_SIG_LDUNIFA | QPU_SIG_LDUNIFARF) && c->unifa_wait)
		say(x, "unifa is used less than 3 instructions after it was written");
	if (count_magic(instr, QPU_MAGIC_UNIFA, QPU_MAGIC_UNIFA))
		c->unifa_wait = QPU_UNIFA_SLOTS + 1;

	c->tmud += data;
	if (c->tmud > 4)
		say(x, "more than 4 words of data for a lookup");
	if (count_magic(instr, QPU_MAGIC_TMUA, QPU_MAGIC_TMUAU))
		c->tmud = 0;

	if (instr->mul.op == QPU_M_UMUL24)
		c->rtop = false;
	if (instr->mul.op == QPU_M_MULTOP)
		c->rtop = true;

	if (c->sfu_reg >= 0 && (reads(instr, &instr->add, c->sfu_reg) ||
				reads(instr, &instr->mul, c->sfu_reg)))
		c->sfu_waits++;
	c->sfu_reg = qpu_op_is_sfu(instr->add.op) && !instr->add.magic ? instr->add.waddr : -1;
}

static void step_thrsw(struct qpu_checker *c, const struct context *x)
{
	bool thrsw = !x->instr->is_branch && x->instr->sig & QPU_SIG_THRSW;

	if (c->thrsw_slots && !--c->thrsw_slots) {
		if (c->tmud)
			say(x, "a thread switch between data and address of a lookup");
		if (c->rtop && !c->end)
			say(x, "a thread switch between multop and umul24");
		c->tmud = 0;
		c->rtop = false;
		c->end = false;
	}
	if (thrsw && c->was_thrsw) {
		c->last = true;
		c->was_thrsw = false;
		return;
	}
	if (thrsw) {
		c->thrsw_slots = QPU_THRSW_SLOTS;
		c->end = c->last;
	}
	c->was_thrsw = thrsw;
}

void qpu_check_next(struct qpu_checker *checker, const struct qpu_instr *instr,
		    void (*report)(void *opaque, const char *text), void *opaque)
{
	const struct context x = {
		.c = checker, .instr = instr, .report = report, .opaque = opaque,
	};

	check_slots(&x);
	if (instr->is_branch) {
		if (checker->unifa_wait)
			checker->unifa_wait--;
		checker->sfu_reg = -1;
	} else {
		check_word(&x);
		check_units(&x);
	}
	if (checker->branch_slots)
		checker->branch_slots--;
	if (instr->is_branch)
		checker->branch_slots = QPU_BRANCH_SLOTS;
	step_thrsw(checker, &x);
}
