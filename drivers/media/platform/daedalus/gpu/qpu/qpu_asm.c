// SPDX-License-Identifier: GPL-2.0
/*
 * Assembler for the QPUs of V3D 7.1, a program of the module's build.
 *
 *	qpu_asm [-b] FILE		a C header to standard output, with -b the words alone
 *	qpu_asm -n FILE			the words of single instructions that are no program
 *	qpu_asm -d FILE			words as text
 *
 * A line has a label, a directive or an instruction, with a comment after "//":
 *
 *	.program NAME [threads=4|2] [single]
 *	.alias NAME rfN			another name of a register
 *	.set NAME EXPRESSION
 *	.macro NAME [ARG, ARG...]	text up to .endm; \ARG is replaced, \@ is a number of
 *					its own for each use
 *	.rept EXPRESSION		text up to .endr; \@ counts from 0
 *	.include FILE			text of a file next to this one
 *	LABEL:
 *	add rf1, rf2, 3; fmul rf4.l, rf5.h, rf6; thrsw; ldunifrf.rf7(width)
 *	b.anyna LABEL			bl keeps where it came from, bu has a second operand:
 *	bu LABEL, a:unif		where uniforms go on (also r:unif, lri and rfN)
 *
 * Text is what qpu_print() writes. An operation that only one of both units has may stand
 * alone or in any order. A name in parentheses after what takes a word of uniforms, or
 * after "unif" for tmuau and branches, says what the word is: the header has an index for
 * each. Words of uniforms in loops are an error, unless the branch says where they go on. The
 * header has the words themselves for who defines QPU_CODE.
 *
 * All rules of qpu_check.c are errors here.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qpu_check.h"

#define ARRAY_SIZE(x)	(sizeof(x) / sizeof((x)[0]))

#define MAX_LINE	512
#define MAX_NAME	64
#define MAX_WORDS	8192
#define MAX_NAMES	1024
#define MAX_MACROS	128
#define MAX_ARGS	16
#define MAX_DEPTH	16
#define MAX_UNIFS	1024
#define PAD_WORDS	4	/* that the reader of code may fetch ahead */

enum symbol_kind { SYMBOL_LABEL, SYMBOL_ALIAS, SYMBOL_SET };

struct symbol {
	char name[MAX_NAME];
	enum symbol_kind kind;
	int64_t value;
};

struct macro {
	char name[MAX_NAME];
	char args[MAX_ARGS][MAX_NAME];
	unsigned int num_args;
	char *body;
	const char *file;
	unsigned int line;
};

struct word {
	struct qpu_instr instr;
	char label[MAX_NAME];	/* of a branch */
	const char *file;
	unsigned int line;
	bool unif;
};

static struct {
	const char *file;
	unsigned int line;
	unsigned int errors;
	char program[MAX_NAME];
	unsigned int threads;
	bool single;
	struct word words[MAX_WORDS];
	unsigned int num_words;
	struct symbol symbols[MAX_NAMES];
	unsigned int num_symbols;
	struct macro macros[MAX_MACROS];
	unsigned int num_macros;
	char unifs[MAX_UNIFS][MAX_NAME];
	unsigned int num_unifs;
	unsigned int uses;	/* of macros */
} as = { .threads = 4 };

static void __attribute__((format(printf, 1, 2))) error(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%u: ", as.file, as.line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	as.errors++;
}

static void __attribute__((noreturn, format(printf, 1, 2))) fatal(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%u: ", as.file, as.line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

/* Text */

static char *trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Takes a name off the front; false if there is none. */
static bool take_name(char **s, char name[MAX_NAME])
{
	size_t n = 0;

	while (is_name_char((*s)[n]))
		n++;
	if (!n || n >= MAX_NAME)
		return false;
	memcpy(name, *s, n);
	name[n] = '\0';
	*s += n;
	return true;
}

/* Takes what stands before the next separator off the front, NULL at the end. */
static char *take_part(char **s, char separator)
{
	char *part = *s, *end;

	if (!part)
		return NULL;
	end = strchr(part, separator);
	*s = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	return trim(part);
}

static void set_name(char name[MAX_NAME], const char *from)
{
	snprintf(name, MAX_NAME, "%s", from);
}

static struct symbol *find_symbol(const char *name)
{
	unsigned int i;

	for (i = 0; i < as.num_symbols; i++)
		if (!strcmp(as.symbols[i].name, name))
			return &as.symbols[i];
	return NULL;
}

static void add_symbol(const char *name, enum symbol_kind kind, int64_t value)
{
	struct symbol *symbol = find_symbol(name);

	if (symbol && (kind != SYMBOL_SET || symbol->kind != SYMBOL_SET)) {
		error("%s is there already", name);
		return;
	}
	if (!symbol) {
		if (as.num_symbols == MAX_NAMES)
			fatal("more than %d names", MAX_NAMES);
		symbol = &as.symbols[as.num_symbols++];
		set_name(symbol->name, name);
	}
	symbol->kind = kind;
	symbol->value = value;
}

/* Expressions of integers: + - * / << >> and parentheses */

static int64_t sum(char **s);

static int64_t factor(char **s)
{
	char name[MAX_NAME], *end;
	struct symbol *symbol;
	int64_t value;

	*s += strspn(*s, " \t");
	if (**s == '-') {
		(*s)++;
		return -factor(s);
	}
	if (**s == '(') {
		(*s)++;
		value = sum(s);
		*s += strspn(*s, " \t");
		if (**s == ')')
			(*s)++;
		else
			error("no )");
		return value;
	}
	if (isdigit((unsigned char)**s)) {
		value = strtoll(*s, &end, 0);
		*s = end;
		return value;
	}
	if (take_name(s, name)) {
		symbol = find_symbol(name);
		if (symbol && symbol->kind == SYMBOL_SET)
			return symbol->value;
		error("%s has no value", name);
		return 0;
	}
	error("no number: %s", *s);
	*s += strlen(*s);
	return 0;
}

static int64_t product(char **s)
{
	int64_t value = factor(s), by;
	char op;

	for (;;) {
		*s += strspn(*s, " \t");
		op = **s;
		if (op != '*' && op != '/')
			return value;
		(*s)++;
		by = factor(s);
		if (op == '/' && !by) {
			error("division by 0");
			by = 1;
		}
		value = op == '*' ? value * by : value / by;
	}
}

static int64_t sum(char **s)
{
	int64_t value = product(s);
	char op;

	for (;;) {
		*s += strspn(*s, " \t");
		op = **s;
		if ((op == '<' || op == '>') && (*s)[1] == op) {
			*s += 2;
			if (op == '<')
				value = (int64_t)((uint64_t)value << (product(s) & 63));
			else
				value >>= product(s) & 63;
		} else if (op == '+' || op == '-') {
			(*s)++;
			value += op == '+' ? product(s) : -product(s);
		} else {
			return value;
		}
	}
}

static int64_t expression(char *s)
{
	int64_t value = sum(&s);

	if (*trim(s))
		error("what is \"%s\"", trim(s));
	return value;
}

/* Instructions */

static int index_of(const char *const *names, unsigned int count, const char *name)
{
	unsigned int i;

	for (i = 1; i < count; i++)
		if (names[i] && !strcmp(names[i] + (names[i][0] == '.'), name))
			return i;
	return -1;
}

/* rfN or an alias; -1: neither */
static int register_of(const char *name)
{
	struct symbol *symbol = find_symbol(name);
	char *end;
	long n;

	if (symbol && symbol->kind == SYMBOL_ALIAS)
		return symbol->value;
	if (strncmp(name, "rf", 2) || !isdigit((unsigned char)name[2]))
		return -1;
	n = strtol(name + 2, &end, 10);
	return *end || n >= QPU_REGS ? -1 : (int)n;
}

static int magic_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < 64; i++)
		if (qpu_magic_name(i) && !strcmp(qpu_magic_name(i), name))
			return i;
	return -1;
}

/* A register that is written, a magic one or another */
static void parse_target(const char *name, uint8_t *reg, bool *magic)
{
	int n = register_of(name);

	*magic = n < 0;
	if (n < 0)
		n = magic_of(name);
	if (n < 0) {
		error("no register: %s", name);
		n = QPU_MAGIC_NOP;
	}
	*reg = n;
}

/* The first operation of that name in [from, to), to: none */
static unsigned int find_op(const char *name, unsigned int from, unsigned int to)
{
	while (from < to && strcmp(qpu_op_name(from), name))
		from++;
	return from;
}

static bool has_add(const char *name)
{
	return find_op(name, 0, QPU_M_ADD) < QPU_M_ADD;
}

static bool has_mul(const char *name)
{
	return find_op(name, QPU_M_ADD, QPU_OPS) < QPU_OPS;
}

/* Takes "(NAME)" off the end. */
static bool take_unif_name(char *s, char name[MAX_NAME])
{
	char *open = strchr(s, '('), *inner;

	name[0] = '\0';
	if (!open)
		return true;
	inner = open + 1;
	if (!take_name(&inner, name) || strcmp(inner, ")"))
		return false;
	*open = '\0';
	trim(s);
	return true;
}

/* An immediate: an integer expression, or a float with a point */
static uint32_t immediate(char *s)
{
	float f;
	char *end;
	uint32_t value;

	if (strchr(s, '.')) {
		f = strtof(s, &end);
		if (*end)
			error("no number: %s", s);
		memcpy(&value, &f, sizeof(value));
		return value;
	}
	return expression(s);
}

/* Names of unpacks as suffix; a float has a point as well. */
static void parse_operand(char *s, struct qpu_operand *operand, struct qpu_instr *instr,
			  uint16_t imm)
{
	char *dot = strrchr(s, '.');
	int reg, unpack, index;

	if (dot) {
		unpack = index_of(qpu_unpack_names, QPU_UNPACKS, dot + 1);
		if (unpack > 0) {
			operand->unpack = unpack;
			*dot = '\0';
		}
	}
	reg = register_of(s);
	if (reg >= 0) {
		operand->reg = reg;
		return;
	}
	if (instr->sig & QPU_SIG_IMM)
		error("two small immediates");
	index = qpu_imm_index(immediate(s));
	if (index < 0)
		error("%s is no small immediate", s);
	operand->reg = index < 0 ? 0 : index;
	instr->sig |= imm;
}

/* Suffixes of an operation */
static void parse_suffix(const char *s, struct qpu_alu *alu)
{
	int n;

	n = index_of(qpu_cond_names, 5, s);
	if (n > 0) {
		alu->cond = n;
		return;
	}
	n = index_of(qpu_pushf_names, 4, s);
	if (n > 0) {
		alu->pushf = n;
		return;
	}
	n = index_of(qpu_updatef_names, 13, s);
	if (n > 0)
		alu->updatef = n;
	else
		error("what is .%s", s);
}

static void parse_alu(char *s, struct qpu_instr *instr, bool mul)
{
	struct qpu_alu *alu = mul ? &instr->mul : &instr->add;
	size_t n = strcspn(s, " \t");
	char *operands = s[n] ? trim(s + n + 1) : NULL, *mnemonic = s, *part, *dot;
	unsigned int sources;
	int pack;

	s[n] = '\0';
	part = take_part(&mnemonic, '.');
	alu->op = mul ? find_op(part, QPU_M_ADD, QPU_OPS) : find_op(part, 0, QPU_M_ADD);
	while ((part = take_part(&mnemonic, '.')))
		parse_suffix(part, alu);
	if (!qpu_op_writes(alu->op)) {
		if (operands)
			error("nop has no operands");
		return;
	}

	part = take_part(&operands, ',');
	if (!part || !*part) {
		error("no register to write");
		return;
	}
	dot = strchr(part, '.');
	if (dot) {
		pack = index_of(qpu_pack_names, 3, dot + 1);
		if (pack < 0)
			error("what is %s", dot);
		else
			alu->pack = pack;
		*dot = '\0';
	}
	parse_target(part, &alu->waddr, &alu->magic);

	sources = qpu_op_sources(alu->op);
	part = take_part(&operands, ',');
	if (sources >= 1 && part) {
		parse_operand(part, &alu->a, instr, mul ? QPU_SIG_IMM_C : QPU_SIG_IMM_A);
		sources--;
		part = take_part(&operands, ',');
	}
	if (sources == 1 && part && qpu_op_sources(alu->op) == 2) {
		parse_operand(part, &alu->b, instr, mul ? QPU_SIG_IMM_D : QPU_SIG_IMM_B);
		sources--;
		part = take_part(&operands, ',');
	}
	if (sources || part)
		error("%s has %u operands", qpu_op_name(alu->op), qpu_op_sources(alu->op));
}

/* Whether it is a signal, which is then set */
static bool parse_signal(char *s, struct qpu_instr *instr)
{
	static const struct {
		const char *name;
		uint16_t sig;
	} signals[] = {
		{ "thrsw", QPU_SIG_THRSW },
		{ "ldtmu", QPU_SIG_LDTMU },
		{ "ldunif", QPU_SIG_LDUNIF },
		{ "ldunifrf", QPU_SIG_LDUNIFRF },
		{ "ldunifa", QPU_SIG_LDUNIFA },
		{ "ldunifarf", QPU_SIG_LDUNIFARF },
		{ "wrtmuc", QPU_SIG_WRTMUC },
		{ "ucb", QPU_SIG_UCB },
	};
	char *dot = strchr(s, '.');
	size_t n = dot ? (size_t)(dot - s) : strlen(s);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(signals); i++) {
		if (strlen(signals[i].name) != n || strncmp(s, signals[i].name, n))
			continue;
		if (!dot != !(signals[i].sig & QPU_SIG_ADDR))
			error(dot ? "%s has no register" : "%s needs a register", s);
		if (instr->sig & (signals[i].sig | (dot ? QPU_SIG_ADDR : 0)))
			error("%s: twice, or two signals with registers", s);
		instr->sig |= signals[i].sig;
		if (dot)
			parse_target(dot + 1, &instr->sig_reg, &instr->sig_magic);
		return true;
	}
	return false;
}

/* Whether it takes a word of the stream of uniforms */
static bool takes_unif(const struct qpu_instr *instr)
{
	if (instr->is_branch)
		return instr->branch.ub && instr->branch.bdu <= QPU_DEST_REL;
	return instr->sig & QPU_SIG_UNIF ||
	       (qpu_op_writes(instr->add.op) && instr->add.magic &&
		instr->add.waddr == QPU_MAGIC_TMUAU) ||
	       (qpu_op_writes(instr->mul.op) && instr->mul.magic &&
		instr->mul.waddr == QPU_MAGIC_TMUAU);
}

static void add_word(const struct qpu_instr *instr, const char *label, const char *unif)
{
	struct word *word;

	if (as.num_words == MAX_WORDS)
		fatal("more than %d instructions", MAX_WORDS);
	word = &as.words[as.num_words++];
	word->instr = *instr;
	word->file = as.file;
	word->line = as.line;
	set_name(word->label, label);
	word->unif = takes_unif(instr);
	if (!word->unif) {
		if (*unif)
			error("%s: nothing takes a word of uniforms here", unif);
		return;
	}
	if (as.num_unifs == MAX_UNIFS)
		fatal("more than %d words of uniforms", MAX_UNIFS);
	set_name(as.unifs[as.num_unifs++], unif);
}

/* Where a branch goes to: instructions, or uniforms */
static void parse_dest(char *s, struct qpu_branch *branch, uint8_t *dest, char *label)
{
	int reg = register_of(s);
	char *number = s;

	if (!strcmp(s, "lri")) {
		*dest = QPU_DEST_LINK;
	} else if (reg >= 0) {
		*dest = QPU_DEST_REGFILE;
		branch->reg = reg;
	} else if (label && !strncmp(s, "abs ", 4)) {
		*dest = QPU_DEST_ABS;
		branch->offset = expression(s + 4);
	} else if (label && (isdigit((unsigned char)*s) || *s == '-')) {
		*dest = QPU_DEST_REL;
		branch->offset = expression(s);
	} else if (label && take_name(&number, label) && !*number) {
		*dest = QPU_DEST_REL;
	} else if (!label && !strcmp(s, "a:unif")) {
		*dest = QPU_DEST_ABS;
	} else if (!label && !strcmp(s, "r:unif")) {
		*dest = QPU_DEST_REL;
	} else {
		error("no destination of a branch: %s", s);
	}
}

/* Whether it is a branch, which is then added */
static bool parse_branch(char *s, const char *unif)
{
	struct qpu_instr instr = { .is_branch = true };
	struct qpu_branch *branch = &instr.branch;
	char label[MAX_NAME] = "", *at = s, *part, cond[16];
	size_t n;
	int i;

	if (*at++ != 'b')
		return false;
	if (*at == 'l') {
		branch->set_link = true;
		at++;
	}
	if (*at == 'u') {
		branch->ub = true;
		at++;
	}
	n = strcspn(at, " \t");
	if (!at[n] || n >= sizeof(cond) || (n && *at != '.' && *at != 'p' && *at != 'q'))
		return false;
	memcpy(cond, at, n);
	cond[n] = '\0';
	at = trim(at + n);
	n = strlen(cond);
	if (n && (cond[n - 1] == 'p' || cond[n - 1] == 'q')) {
		branch->msfign = cond[n - 1] == 'p' ? QPU_MSFIGN_LANES : QPU_MSFIGN_QUADS;
		cond[n - 1] = '\0';
	}
	if (*cond) {
		i = index_of(qpu_branch_cond_names, 8, cond + 1);
		if (i < 0)
			error("what is %s", cond);
		else
			branch->cond = i;
	}
	part = take_part(&at, ',');
	parse_dest(part, branch, &branch->bdi, label);
	part = take_part(&at, ',');
	if (!part != !branch->ub)
		error("bu has two operands, b has one");
	else if (part)
		parse_dest(part, branch, &branch->bdu, NULL);
	add_word(&instr, label, unif);
	return true;
}

static void parse_instr(char *s)
{
	struct qpu_instr instr = {
		.add = { .op = QPU_A_NOP, .waddr = QPU_MAGIC_NOP, .magic = true },
		.mul = { .op = QPU_M_NOP, .waddr = QPU_MAGIC_NOP, .magic = true },
	};
	char unif[MAX_NAME] = "", name[MAX_NAME], mnemonic[MAX_NAME], *ops[2] = { NULL, NULL };
	char *part, *start;
	unsigned int num_ops = 0;
	bool first_is_mul;

	while ((part = take_part(&s, ';'))) {
		if (!*part)
			continue;
		if (!strncmp(part, "ld", 2) || !strncmp(part, "wrtmuc", 6) ||
		    !strncmp(part, "unif(", 5)) {
			if (!take_unif_name(part, name))
				error("no name: %s", part);
			if (*name)
				set_name(unif, name);
			if (!strcmp(part, "unif"))
				continue;
		}
		if (parse_signal(part, &instr))
			continue;
		if (num_ops == 2) {
			error("what is \"%s\"", part);
			return;
		}
		ops[num_ops++] = part;
	}
	if (num_ops && parse_branch(ops[0], unif)) {
		if (num_ops > 1 || instr.sig)
			error("a branch has a word for itself");
		return;
	}
	if (!num_ops) {
		add_word(&instr, "", unif);
		return;
	}

	start = ops[0];
	if (!take_name(&start, mnemonic) || (!has_add(mnemonic) && !has_mul(mnemonic))) {
		error("what is \"%s\"", ops[0]);
		return;
	}
	first_is_mul = !has_add(mnemonic);
	if (num_ops == 2) {
		start = ops[1];
		if (!take_name(&start, mnemonic) ||
		    !(first_is_mul ? has_add(mnemonic) : has_mul(mnemonic))) {
			error("the other unit has no \"%s\"", ops[1]);
			return;
		}
		parse_alu(ops[1], &instr, !first_is_mul);
	}
	parse_alu(ops[0], &instr, first_is_mul);
	add_word(&instr, "", unif);
}

/* Directives, macros */

static void parse_text(char *text, unsigned int line, unsigned int depth);

static void parse_program(char *s)
{
	char *part = strtok(s, " \t");

	if (!part || strlen(part) >= MAX_NAME || *as.program) {
		error("one .program with a name");
		return;
	}
	set_name(as.program, part);
	while ((part = strtok(NULL, " \t"))) {
		if (!strcmp(part, "threads=4"))
			as.threads = 4;
		else if (!strcmp(part, "threads=2"))
			as.threads = 2;
		else if (!strcmp(part, "single"))
			as.single = true;
		else
			error("what is %s", part);
	}
}

static char *read_file(const char *name, size_t *size);

static void include(const char *name, unsigned int depth)
{
	const char *file = as.file, *slash = strrchr(file, '/');
	int dir = slash ? slash + 1 - file : 0;
	unsigned int line = as.line;
	char path[MAX_LINE], *text;
	size_t size;

	if (depth + 1 >= MAX_DEPTH)
		fatal("files in files: more than %d", MAX_DEPTH);
	if (snprintf(path, sizeof(path), "%.*s%s", dir, file, name) >= (int)sizeof(path))
		fatal("a name of more than %d characters", MAX_LINE);
	/* Names of files stay, words have them. */
	text = read_file(strdup(path), &size);
	parse_text(text, 1, depth + 1);
	free(text);
	as.file = file;
	as.line = line;
}

static void parse_directive(char *s, unsigned int depth)
{
	size_t n = strcspn(s, " \t");
	char *rest = s[n] ? trim(s + n + 1) : s + n, name[MAX_NAME];
	int reg;

	s[n] = '\0';
	if (!strcmp(s, ".program")) {
		parse_program(rest);
		return;
	}
	if (!strcmp(s, ".include")) {
		include(rest, depth);
		return;
	}
	if (strcmp(s, ".alias") && strcmp(s, ".set")) {
		error("what is %s", s);
		return;
	}
	if (!take_name(&rest, name)) {
		error("%s needs a name", s);
		return;
	}
	rest = trim(rest);
	if (!strcmp(s, ".set")) {
		add_symbol(name, SYMBOL_SET, expression(rest));
		return;
	}
	reg = register_of(rest);
	if (reg < 0)
		error("no register: %s", rest);
	else
		add_symbol(name, SYMBOL_ALIAS, reg);
}

/*
 * Text up to the line with the end of what began, inner ones included, which is cut off
 * from *next. NULL: there is no end.
 */
static char *take_body(char **next, const char *begin, const char *end, unsigned int *lines)
{
	char *body = *next, *line = body, *eol, *word;
	unsigned int depth = 1;

	*lines = 0;
	while (*line) {
		eol = strchr(line, '\n');
		++*lines;
		word = line + strspn(line, " \t");
		if (!strncmp(word, begin, strlen(begin)))
			depth++;
		if (!strncmp(word, end, strlen(end)) && !--depth) {
			*line = '\0';
			*next = eol ? eol + 1 : line + strlen(line);
			return body;
		}
		if (!eol)
			break;
		line = eol + 1;
	}
	return NULL;
}

/* A copy of a body with arguments in it. free() it. */
static char *fill_in(const struct macro *macro, char args[][MAX_LINE], unsigned int number)
{
	size_t size = 2 * strlen(macro->body) + 4096, used = 0;
	char *out = malloc(size), value[16];
	const char *s = macro->body, *from;
	unsigned int i;
	size_t n;

	snprintf(value, sizeof(value), "%u", number);
	while (out && *s) {
		from = NULL;
		n = 0;
		if (*s == '\\' && s[1] == '@') {
			from = value;
			n = 1;
		}
		for (i = 0; *s == '\\' && !from && i < macro->num_args; i++) {
			n = strlen(macro->args[i]);
			if (!strncmp(s + 1, macro->args[i], n) && !is_name_char(s[1 + n]))
				from = args[i];
		}
		if (used + MAX_LINE + 2 > size)
			out = realloc(out, size *= 2);
		if (!out)
			break;
		if (from) {
			memcpy(out + used, from, strlen(from));
			used += strlen(from);
			s += 1 + n;
		} else {
			out[used++] = *s++;
		}
	}
	if (!out)
		fatal("no memory");
	out[used] = '\0';
	return out;
}

static void parse_macro(char *s, char *body, unsigned int line)
{
	struct macro *macro;
	char *part;

	if (as.num_macros == MAX_MACROS)
		fatal("more than %d macros", MAX_MACROS);
	macro = &as.macros[as.num_macros];
	macro->file = as.file;
	macro->line = line;
	if (!take_name(&s, macro->name)) {
		error("no name of a macro");
		return;
	}
	s = trim(s);
	while (*s && (part = take_part(&s, ','))) {
		if (macro->num_args == MAX_ARGS)
			fatal("more than %d arguments", MAX_ARGS);
		if (!take_name(&part, macro->args[macro->num_args]) || *part)
			error("no name of an argument: %s", part);
		macro->num_args++;
		if (!s)
			break;
	}
	macro->body = strdup(body);
	if (!macro->body)
		fatal("no memory");
	as.num_macros++;
}

/* Whether it is the use of a macro, which then happened */
static bool use_macro(const char *s, unsigned int depth)
{
	static char args[MAX_DEPTH][MAX_ARGS][MAX_LINE];
	char name[MAX_NAME], copy[MAX_LINE], *at = copy, *part, *text;
	unsigned int i, n = 0, line = as.line;
	const struct macro *macro = NULL;
	const char *file = as.file;

	snprintf(copy, sizeof(copy), "%s", s);
	if (!take_name(&at, name))
		return false;
	for (i = 0; i < as.num_macros; i++)
		if (!strcmp(as.macros[i].name, name))
			macro = &as.macros[i];
	if (!macro)
		return false;
	if (depth + 1 >= MAX_DEPTH)
		fatal("macros in macros: more than %d", MAX_DEPTH);
	at = trim(at);
	while (*at && (part = take_part(&at, ','))) {
		if (n < MAX_ARGS)
			snprintf(args[depth][n], MAX_LINE, "%s", part);
		n++;
		if (!at)
			break;
	}
	if (n != macro->num_args) {
		error("%s has %u arguments", name, macro->num_args);
		return true;
	}
	text = fill_in(macro, args[depth], as.uses++);
	as.file = macro->file;
	parse_text(text, macro->line, depth + 1);
	free(text);
	as.file = file;
	as.line = line;
	return true;
}

static void repeat(int64_t count, const char *body, unsigned int line, unsigned int depth)
{
	struct macro macro = { .body = (char *)body };
	char *text;
	int64_t i;

	if (count < 0 || count > MAX_WORDS)
		fatal("%" PRId64 " times", count);
	if (depth + 1 >= MAX_DEPTH)
		fatal("repeats in repeats: more than %d", MAX_DEPTH);
	for (i = 0; i < count; i++) {
		text = fill_in(&macro, NULL, i);
		parse_text(text, line, depth + 1);
		free(text);
	}
}

static void parse_line(char *s, unsigned int depth)
{
	char name[MAX_NAME], *at = s;

	if (*s == '.') {
		parse_directive(s, depth);
		return;
	}
	if (take_name(&at, name) && *at == ':') {
		add_symbol(name, SYMBOL_LABEL, as.num_words);
		s = trim(at + 1);
	}
	if (*s && !use_macro(s, depth))
		parse_instr(s);
}

static void parse_text(char *text, unsigned int line, unsigned int depth)
{
	char copy[MAX_LINE], *eol, *comment, *s, *body;
	unsigned int lines, begin;

	while (*text) {
		as.line = line++;
		eol = strchr(text, '\n');
		if ((eol ? (size_t)(eol - text) : strlen(text)) >= MAX_LINE)
			fatal("a line of more than %d characters", MAX_LINE);
		snprintf(copy, sizeof(copy), "%.*s", (int)strcspn(text, "\n"), text);
		text = eol ? eol + 1 : text + strlen(text);
		comment = strstr(copy, "//");
		if (comment)
			*comment = '\0';
		s = trim(copy);
		if (strncmp(s, ".macro", 6) && strncmp(s, ".rept", 5)) {
			if (*s)
				parse_line(s, depth);
			continue;
		}
		begin = line;
		body = s[1] == 'm' ? take_body(&text, ".macro", ".endm", &lines) :
		       take_body(&text, ".rept", ".endr", &lines);
		if (!body)
			fatal("%.6s has no end", s);
		line += lines;
		if (s[1] == 'm')
			parse_macro(trim(s + 6), body, begin);
		else
			repeat(expression(trim(s + 5)), body, begin, depth);
	}
}

/* After all lines */

static void report_rule(void *opaque, const char *text)
{
	(void)opaque;
	error("%s", text);
}

/* Branches to labels, back and forth; those back must have no uniforms on the way. */
static void resolve(unsigned int i)
{
	struct word *word = &as.words[i];
	struct symbol *symbol = find_symbol(word->label);
	unsigned int at;

	if (!symbol || symbol->kind != SYMBOL_LABEL) {
		error("no label: %s", word->label);
		return;
	}
	word->instr.branch.offset = 8 * (symbol->value - (int64_t)i - QPU_BRANCH_SLOTS - 1);
	if (word->instr.branch.ub)
		return;
	for (at = symbol->value; at < i + 1 + QPU_BRANCH_SLOTS && at < as.num_words; at++)
		if (as.words[at].unif)
			error("line %u takes a word of uniforms in a loop", as.words[at].line);
}

static void finish(uint64_t *code, bool rules)
{
	struct qpu_checker checker;
	const char *problem;
	unsigned int i;

	qpu_check_start(&checker, as.threads == 4, as.single);
	for (i = 0; i < as.num_words; i++) {
		as.file = as.words[i].file;
		as.line = as.words[i].line;
		if (*as.words[i].label)
			resolve(i);
		if (rules)
			qpu_check_next(&checker, &as.words[i].instr, report_rule, NULL);
		problem = qpu_encode(&as.words[i].instr, &code[i]);
		if (problem)
			error("%s", problem);
	}
	if (!rules)
		return;
	if (!as.num_words || !checker.last || checker.thrsw_slots || checker.branch_slots)
		error("the program has no end: thrsw; thrsw; ...; thrsw and two instructions");
	for (i = 0; i < PAD_WORDS; i++)
		code[as.num_words + i] = QPU_NOP;
}

static void upper(char *to, const char *from)
{
	while (*from)
		*to++ = toupper((unsigned char)*from++);
	*to = '\0';
}

static void write_header(const uint64_t *code)
{
	char name[MAX_NAME], unif[MAX_NAME];
	unsigned int i;

	upper(name, as.program);
	printf("/* SPDX-License-Identifier: GPL-2.0 */\n");
	printf("/* Made by qpu_asm. */\n\n");
	printf("#define %s_THREADS\t%u\n#define %s_SINGLE\t%u\n", name, as.threads, name,
	       as.single);
	printf("#define %s_INSTRS\t%u\n\n", name, as.num_words);
	printf("/* Words of the stream of uniforms */\nenum {\n");
	for (i = 0; i < as.num_unifs; i++) {
		upper(unif, as.unifs[i]);
		if (*unif)
			printf("\t%s_UNIF_%s = %u,\n", name, unif, i);
	}
	printf("\t%s_UNIFS = %u\n};\n\n", name, as.num_unifs);
	printf("#ifdef QPU_CODE\nstatic const u64 %s_code[] = {\n", as.program);
	for (i = 0; i < as.num_words + PAD_WORDS; i++)
		printf("\t0x%016" PRIx64 "ULL,\n", code[i]);
	printf("};\n#endif\n");
}

static char *read_file(const char *name, size_t *size)
{
	FILE *file = fopen(name, "rb");
	size_t room = 1 << 16, n;
	char *text = malloc(room);

	*size = 0;
	as.file = name;
	while (file && text && (n = fread(text + *size, 1, room - *size - 1, file)) > 0) {
		*size += n;
		if (*size == room - 1)
			text = realloc(text, room *= 2);
	}
	if (!file || !text || ferror(file)) {
		perror(name);
		exit(1);
	}
	fclose(file);
	text[*size] = '\0';
	return text;
}

static void disassemble(const char *data, size_t size)
{
	struct qpu_instr instr;
	char text[160];
	uint64_t word;
	size_t i;

	for (i = 0; i + 8 <= size; i += 8) {
		memcpy(&word, data + i, 8);
		if (qpu_decode(word, &instr))
			qpu_print(&instr, text, sizeof(text));
		else
			snprintf(text, sizeof(text), "// no instruction: %016" PRIx64, word);
		puts(text);
	}
}

int main(int argc, char **argv)
{
	static uint64_t code[MAX_WORDS + PAD_WORDS];
	bool single = argc == 3 && !strcmp(argv[1], "-n");
	bool binary = single || (argc == 3 && !strcmp(argv[1], "-b"));
	bool dis = argc == 3 && !strcmp(argv[1], "-d");
	char *text;
	size_t size;

	if (argc != 2 && !binary && !dis) {
		fprintf(stderr, "usage: qpu_asm [-b | -n | -d] FILE\n");
		return 2;
	}
	text = read_file(argv[argc - 1], &size);
	if (dis) {
		disassemble(text, size);
		free(text);
		return 0;
	}
	parse_text(text, 1, 0);
	free(text);
	if (!*as.program && !binary)
		error("no .program");
	finish(code, !single);
	if (as.errors)
		return 1;
	if (binary)
		fwrite(code, 8, as.num_words + (single ? 0 : PAD_WORDS), stdout);
	else
		write_header(code);
	return fflush(stdout) || ferror(stdout);
}
