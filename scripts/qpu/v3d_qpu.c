// SPDX-License-Identifier: GPL-2.0
/*
 * A thread of a QPU: fetches instructions, runs both operations, then lets signals and
 * writes take effect. Branches and thread switches have delay slots. What hardware leaves
 * undefined after a switch gets other values here.
 */
#include <stdarg.h>
#include <string.h>

#include "v3d_model.h"

void v3d_report(struct v3d *v3d, const struct thread *t, const char *format, ...)
{
	char text[256];
	size_t used = 0;
	va_list args;

	v3d->stats.reports++;
	if (t)
		used = snprintf(text, sizeof(text), "batch %u at 0x%08x: ", t->index, t->pc);
	va_start(args, format);
	vsnprintf(text + used, sizeof(text) - used, format, args);
	va_end(args);
	if (v3d->callbacks->report)
		v3d->callbacks->report(v3d->opaque, text);
	if (v3d->options.strict)
		v3d->state = V3D_HUNG;
}

/* What is not defined: without a seed always the same */
uint64_t v3d_random(struct v3d *v3d)
{
	/* xorshift64 */
	v3d->random ^= v3d->random << 13;
	v3d->random ^= v3d->random >> 7;
	v3d->random ^= v3d->random << 17;
	return v3d->random;
}

static uint32_t next_unif(struct v3d *v3d, struct thread *t)
{
	uint32_t word = 0;

	v3d_read_unif(v3d, t->unif, &word);
	v3d->stats.uniforms++;
	t->unif += 4;
	return word;
}

static uint32_t next_unifa(struct v3d *v3d, struct thread *t)
{
	uint32_t word = 0;

	v3d_read_unif(v3d, t->unifa, &word);
	v3d->stats.uniforms++;
	t->unifa += 4;
	return word;
}

static void fill(struct lanes *lanes, uint32_t word)
{
	unsigned int l;

	for (l = 0; l < QPU_LANES; l++)
		lanes->u[l] = word;
}

static void write_register(struct thread *t, unsigned int reg, const struct lanes *value,
			   uint16_t lanes, unsigned int pack)
{
	struct lanes *to = &t->rf[reg];
	unsigned int l;

	for (l = 0; l < QPU_LANES; l++) {
		if (!(lanes >> l & 1))
			continue;
		if (pack == QPU_PACK_NONE)
			to->u[l] = value->u[l];
		else if (pack == QPU_PACK_L)
			to->u[l] = (to->u[l] & 0xffff0000) | v3d_half(value->f[l]);
		else
			to->u[l] = (to->u[l] & 0xffff) | (uint32_t)v3d_half(value->f[l]) << 16;
	}
}

static void write_magic(struct v3d *v3d, struct thread *t, unsigned int reg,
			const struct lanes *value, uint16_t lanes)
{
	struct lanes spread;
	unsigned int l;

	switch (reg) {
	case QPU_MAGIC_NOP:
		return;
	case QPU_MAGIC_QUAD:
	case QPU_MAGIC_REP:
		for (l = 0; l < QPU_LANES; l++)
			spread.u[l] = value->u[reg == QPU_MAGIC_QUAD ? l & 12 : 0];
		write_register(t, 0, &spread, ALL_LANES, QPU_PACK_NONE);
		return;
	case QPU_MAGIC_UNIFA:
		t->unifa = value->u[0];
		if (t->unifa & 3)
			v3d_report(v3d, t, "unifa is 0x%08x", t->unifa);
		t->unifa &= ~3U;
		return;
	case QPU_MAGIC_TMUD:
	case QPU_MAGIC_TMUC + 6:	/* tmudref and tmuoff stand for tmud */
	case QPU_MAGIC_TMUC + 7:
		v3d_tmu_data(v3d, t, value);
		return;
	case QPU_MAGIC_TMUAU:
		t->tmu_config = next_unif(v3d, t);
		/* fall through */
	case QPU_MAGIC_TMUA:
		v3d_tmu_lookup(v3d, t, value, lanes & t->msf);
		return;
	case QPU_MAGIC_TMUC:
		t->tmu_config = value->u[0];
		return;
	case QPU_MAGIC_SYNCB:
		t->sync = true;
		return;
	}
	v3d_report(v3d, t, "register %s is not in the model",
		   qpu_magic_name(reg) ? qpu_magic_name(reg) : "without a name");
}

static uint16_t flag_of(const struct alu_result *r, unsigned int which)
{
	if (which == 0)
		return r->zero;
	return which == 1 ? r->negative : r->carry;
}

static void update_flags(struct thread *t, const struct qpu_alu *alu, const struct alu_result *r)
{
	unsigned int update = alu->updatef - QPU_ANDZ;
	uint16_t f;

	if (alu->pushf) {
		t->b = t->a;
		t->old_b = t->old_a;
		t->old_a = false;
		t->a = flag_of(r, alu->pushf - QPU_PUSHZ);
		return;
	}
	if (!alu->updatef)
		return;
	f = flag_of(r, update / 4);
	switch (update % 4) {
	case 0:	/* and */
		t->a &= f;
		break;
	case 1:	/* andn */
		t->a &= ~f;
		break;
	case 2:	/* norn */
		t->a = ~(t->a | (uint16_t)~f);
		break;
	default:	/* nor */
		t->a = ~(t->a | f);
		break;
	}
}

struct check_context {
	struct v3d *v3d;
	const struct thread *t;
};

static void report_rule(void *opaque, const char *text)
{
	const struct check_context *x = opaque;

	v3d_report(x->v3d, x->t, "%s", text);
}

static void check(struct v3d *v3d, struct thread *t, const struct qpu_instr *instr)
{
	struct check_context x = { .v3d = v3d, .t = t };
	unsigned long waits = t->checker.sfu_waits;

	qpu_check_next(&t->checker, instr, report_rule, &x);
	waits = t->checker.sfu_waits - waits;
	v3d->stats.stalls += waits;
	t->cycles += (1 + waits) * V3D_INSTR_CYCLES;
	if (!instr->is_branch && qpu_op_is_sfu(instr->add.op)) {
		v3d->stats.sfu++;
		t->cycles += V3D_SFU_CYCLES;
	}
}

/* Whether an operation takes flag B, or with @a set A */
static bool uses_flag(const struct qpu_alu *alu, bool a)
{
	switch (alu->op) {
	case QPU_A_VFLA:
	case QPU_A_VFLNA:
	case QPU_A_FLAPUSH:
	case QPU_A_FLAFIRST:
	case QPU_A_FLNAFIRST:
		return a;
	case QPU_A_VFLB:
	case QPU_A_VFLNB:
	case QPU_A_FLBPUSH:
		return !a;
	}
	if (alu->cond == QPU_COND_IFB || alu->cond == QPU_COND_IFNB)
		return !a;
	return a && (alu->cond || alu->updatef);
}

static void check_flags(struct v3d *v3d, struct thread *t, const struct qpu_instr *instr)
{
	bool a, b = false;

	if (instr->is_branch) {
		a = instr->branch.cond != QPU_BRANCH_ALWAYS;
	} else {
		a = uses_flag(&instr->add, true) || uses_flag(&instr->mul, true);
		b = uses_flag(&instr->add, false) || uses_flag(&instr->mul, false);
	}
	if ((a && t->old_a) || (b && t->old_b))
		v3d_report(v3d, t, "flags of before the thread switch are used");
}

static void trace(struct v3d *v3d, const struct thread *t, const struct qpu_instr *instr,
		  const struct alu_result *add, const struct alu_result *mul)
{
	char text[160];

	qpu_print(instr, text, sizeof(text));
	fprintf(v3d->options.trace, "%3u %08x %s", t->index, t->pc, text);
	if (!instr->is_branch && qpu_op_writes(instr->add.op))
		fprintf(v3d->options.trace, " | %08x %08x", add->value.u[0], add->value.u[1]);
	if (!instr->is_branch && qpu_op_writes(instr->mul.op))
		fprintf(v3d->options.trace, " | %08x %08x", mul->value.u[0], mul->value.u[1]);
	fputc('\n', v3d->options.trace);
}

static bool branch_taken(const struct thread *t, const struct qpu_branch *branch)
{
	uint16_t lanes = ALL_LANES;

	if (branch->msfign == QPU_MSFIGN_LANES)
		lanes = t->msf;
	if (branch->msfign == QPU_MSFIGN_QUADS)
		lanes = v3d_whole_quads(t->msf);
	switch (branch->cond) {
	case QPU_BRANCH_A0:
		return t->a & 1;
	case QPU_BRANCH_NA0:
		return !(t->a & 1);
	case QPU_BRANCH_ALLA:
		return (t->a & lanes) == lanes;
	case QPU_BRANCH_ANYNA:
		return (t->a & lanes) != lanes;
	case QPU_BRANCH_ANYA:
		return t->a & lanes;
	case QPU_BRANCH_ALLNA:
		return !(t->a & lanes);
	}
	return true;
}

static void run_branch(struct v3d *v3d, struct thread *t, const struct qpu_branch *branch)
{
	uint32_t after = t->pc + 8 * (QPU_BRANCH_SLOTS + 1), word = 0;
	bool taken = branch_taken(t, branch);

	if (branch->ub) {
		if (branch->bdu <= QPU_DEST_REL)
			word = next_unif(v3d, t);
		if (branch->bdu == QPU_DEST_REL)
			word += t->unif;
		if (branch->bdu == QPU_DEST_LINK)
			word = t->link;
		if (branch->bdu == QPU_DEST_REGFILE) {
			word = t->rf[branch->reg].u[1];
			/* a Pi 5 was seen to take 0x...0 where lane 1 had 0x...4 */
			if (word & 7)
				v3d_report(v3d, t, "uniforms at 0x%08x, no multiple of 8", word);
			word &= ~7U;
		}
	}
	switch (branch->bdi) {
	case QPU_DEST_ABS:
		t->branch_to = branch->offset;
		break;
	case QPU_DEST_REL:
		t->branch_to = after + branch->offset;
		break;
	case QPU_DEST_LINK:
		t->branch_to = t->link;
		break;
	default:
		t->branch_to = t->rf[branch->reg].u[0];
		break;
	}
	if (branch->set_link)
		t->link = after;
	t->branch_in = taken ? QPU_BRANCH_SLOTS + 1 : 0;
	t->branch_unif = branch->ub;
	t->unif_to = word;
}

static void load_signals(struct v3d *v3d, struct thread *t, const struct qpu_instr *instr)
{
	struct lanes lanes;
	bool to_register = instr->sig & QPU_SIG_ADDR;

	if (instr->sig & QPU_SIG_LDTMU && !v3d_tmu_pop(v3d, t, &lanes))
		return;
	if (instr->sig & QPU_SIG_LDUNIFRF)
		fill(&lanes, next_unif(v3d, t));
	if (instr->sig & QPU_SIG_LDUNIFARF)
		fill(&lanes, next_unifa(v3d, t));
	if (to_register && instr->sig_magic)
		write_magic(v3d, t, instr->sig_reg, &lanes, ALL_LANES);
	else if (to_register)
		write_register(t, instr->sig_reg, &lanes, ALL_LANES, QPU_PACK_NONE);

	if (instr->sig & (QPU_SIG_LDUNIF | QPU_SIG_LDUNIFA)) {
		fill(&lanes, instr->sig & QPU_SIG_LDUNIF ? next_unif(v3d, t) :
		     next_unifa(v3d, t));
		write_register(t, 0, &lanes, ALL_LANES, QPU_PACK_NONE);
	}
	if (instr->sig & QPU_SIG_WRTMUC)
		t->tmu_config = next_unif(v3d, t);
	if (instr->sig & QPU_SIG_UCB)
		v3d_report(v3d, t, "ucb is not in the model");
}

static void write_result(struct v3d *v3d, struct thread *t, const struct qpu_alu *alu,
			 const struct alu_result *r, uint16_t lanes)
{
	if (!qpu_op_writes(alu->op))
		return;
	if (alu->magic)
		write_magic(v3d, t, alu->waddr, &r->value, lanes);
	else
		write_register(t, alu->waddr, &r->value, lanes, alu->pack);
}

static void run_alus(struct v3d *v3d, struct thread *t, const struct qpu_instr *instr,
		     struct alu_result *add, struct alu_result *mul)
{
	uint16_t a = t->a, b = t->b;

	v3d_alu(v3d, t, instr, &instr->add, add);
	v3d_alu(v3d, t, instr, &instr->mul, mul);
	update_flags(t, &instr->add, add);
	update_flags(t, &instr->mul, mul);
	/* what loads take was asked for before: an address in the same word is the next one */
	load_signals(v3d, t, instr);
	write_result(v3d, t, &instr->add, add, v3d_cond_lanes(a, b, instr->add.cond));
	write_result(v3d, t, &instr->mul, mul, v3d_cond_lanes(a, b, instr->mul.cond));
}

/* The signal thrsw: a switch, or right after another one the mark that the next ends */
static void run_thrsw(struct thread *t, const struct qpu_instr *instr)
{
	bool thrsw = !instr->is_branch && instr->sig & QPU_SIG_THRSW;

	if (thrsw && t->was_thrsw) {
		t->last = true;
		t->was_thrsw = false;
		return;
	}
	if (thrsw) {
		t->switch_in = QPU_THRSW_SLOTS + 1;
		t->end = t->last;
	}
	t->was_thrsw = thrsw;
}

/*
 * Flags survive and rtop becomes 0: what Mesa's compiler makes relies on both, on flags in loops
 * with a barrier, although its scheduler takes them for lost. So nobody else is to.
 */
static void switch_thread(struct thread *t)
{
	t->old_a = true;
	t->old_b = true;
	memset(&t->rtop, 0, sizeof(t->rtop));
}

/* Returns whether the thread goes on. */
static bool run_switch(struct v3d *v3d, struct thread *t)
{
	v3d->stats.switches++;
	if (t->end) {
		t->done = true;
		if (t->sync)
			v3d_report(v3d, t, "the thread ends after it wrote to syncb");
		if (t->fifo_count)
			v3d_report(v3d, t, "the thread ends with %u words not taken",
				   t->fifo_count);
		return false;
	}
	switch_thread(t);
	t->waiting = t->sync;
	t->sync = false;
	return false;
}

/* Returns whether the thread goes on. */
static bool run_instr(struct v3d *v3d, struct thread *t)
{
	const struct qpu_instr *instr = v3d_fetch(v3d, t);
	struct alu_result add, mul;

	if (!instr)
		return false;
	check(v3d, t, instr);
	if (v3d->options.strict)
		check_flags(v3d, t, instr);
	if (instr->is_branch)
		run_branch(v3d, t, &instr->branch);
	else
		run_alus(v3d, t, instr, &add, &mul);
	if (v3d->options.trace)
		trace(v3d, t, instr, &add, &mul);
	run_thrsw(t, instr);
	t->instrs++;
	v3d->stats.instrs++;
	t->pc += 8;
	if (t->branch_in && !--t->branch_in) {
		t->pc = t->branch_to;
		if (t->branch_unif)
			t->unif = t->unif_to;
	}
	if (t->switch_in && !--t->switch_in)
		return run_switch(v3d, t);
	return true;
}

void v3d_run_thread(struct v3d *v3d, struct thread *t, uint64_t *instrs)
{
	while (*instrs && v3d->state == V3D_RUNNING) {
		(*instrs)--;
		if (!run_instr(v3d, t))
			return;
		if (t->instrs >= v3d->options.max_instrs) {
			v3d_report(v3d, t, "%llu instructions and no end",
				   (unsigned long long)t->instrs);
			v3d->state = V3D_HUNG;
		}
	}
}
