/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of the model share. */
#ifndef _V3D_MODEL_H_
#define _V3D_MODEL_H_

#include "qpu_check.h"
#include "v3d.h"

#define ALL_LANES	0xffff

#define MAX_THREADS	48	/* threads that exist at the same time */

#define LINE_SIZE	64

#define TLB_ENTRIES	1024
#define L2T_LINES	4096	/* 256 KiB; how many there are is not known */
#define UNIF_LINES	64
#define CODE_PAGES	64
#define CODE_PER_PAGE	(V3D_PAGE_SIZE / 8)

#define TMU_WORDS	16	/* in the TMU for all threads of a QPU */
#define TMU_LOOKUPS	8

/* One word per lane */
struct lanes {
	union {
		uint32_t u[QPU_LANES];
		int32_t i[QPU_LANES];
		float f[QPU_LANES];
	};
};

/**
 * struct tlb_entry - a page as the MMU sees it
 * @tag: its number + 1; 0: the entry is empty
 * @pa: physical address
 * @host: where it is
 * @writeable: whether it may be written
 */
struct tlb_entry {
	uint32_t tag;
	uint64_t pa;
	uint8_t *host;
	bool writeable;
};

/**
 * struct cache_line - part of a cache
 * @pa: physical address + 1; 0: the line is empty
 * @dirty: a bit per byte that was written
 * @data: what it holds
 */
struct cache_line {
	uint64_t pa;
	uint64_t dirty;
	uint8_t data[LINE_SIZE];
};

/**
 * struct code_page - instructions of one page
 * @tag: number of the page + 1; 0: empty
 * @known: which words were fetched
 * @valid: which of these are instructions
 * @instrs: these
 */
struct code_page {
	uint32_t tag;
	bool known[CODE_PER_PAGE];
	bool valid[CODE_PER_PAGE];
	struct qpu_instr instrs[CODE_PER_PAGE];
};

/**
 * struct thread - one thread of a QPU, which runs one batch
 * @rf: registers
 * @rtop: what multop left for umul24
 * @a: flags A, a bit per lane
 * @b: flags B
 * @old_a: the thread was switched since flags A were set
 * @old_b: since B were
 * @msf: lanes that are live
 * @revf: flags of setrevf
 * @pc: address of the next instruction
 * @link: link register
 * @unif: address of the next word of uniforms
 * @unifa: of the next word of the other stream
 * @tmu_config: what lookups take from, a byte each
 * @tmud: data for the next lookup
 * @num_tmud: words of it
 * @fifo: results of lookups, from @fifo_first on
 * @fifo_first: index of the oldest
 * @fifo_count: number of words
 * @fifo_ready: at what cycle of the thread they are there
 * @lookups: lookups whose results have not all been taken
 * @switch_in: instructions until the thread switch, 0: none
 * @branch_in: instructions until the branch, 0: none
 * @branch_to: where it goes
 * @branch_unif: whether uniforms go on at @unif_to
 * @unif_to: where
 * @last: the next switch ends the thread
 * @end: this switch does
 * @was_thrsw: the last instruction had the signal
 * @sync: wrote to syncb since the last switch
 * @waiting: for others at the barrier
 * @done: ended
 * @checker: knows the rules
 * @index: of the batch in its supergroup
 * @tidx: what tidx gives
 * @instrs: number of instructions so far
 * @cycles: that these take, with waiting, if the QPU has no other thread
 */
struct thread {
	struct lanes rf[QPU_REGS];
	struct lanes rtop;
	uint16_t a, b, msf, revf;
	bool old_a, old_b;
	uint32_t pc, link, unif, unifa;
	uint32_t tmu_config;
	struct lanes tmud[TMU_WORDS];
	unsigned int num_tmud;
	struct lanes fifo[TMU_WORDS];
	unsigned int fifo_first, fifo_count, lookups;
	uint64_t fifo_ready[TMU_WORDS];
	int switch_in, branch_in;
	uint32_t branch_to, unif_to;
	bool branch_unif;
	bool last, end, was_thrsw, sync, waiting, done;
	struct qpu_checker checker;
	unsigned int index;
	uint32_t tidx;
	uint64_t instrs, cycles;
};

/**
 * struct l2t_tag - what the L2T would hold, for the time alone
 * @line: address / LINE_SIZE + 1; 0: nothing
 * @dirty: it was written
 */
struct l2t_tag {
	uint32_t line;
	bool dirty;
};

/**
 * struct dispatch - what CFG0 to CFG6 say
 * @groups: workgroups of each dimension
 * @first: ids of the first one
 * @wg_size: lanes of a workgroup
 * @wgs_per_sg: workgroups of a supergroup
 * @batches_per_sg: batches of a full one
 * @batches: to run in all
 * @started: of these
 * @finished: of these
 * @code: address of the shader
 * @unif: address of its uniforms
 * @four: whether it is made for four threads per QPU
 * @single: whether it has no thread switch but the last
 * @next_wg: number of the first workgroup of the next supergroup
 * @sg_first_wg: number of the first workgroup of the current supergroup
 * @sg_wgs: workgroups of it
 * @sg_batches: batches of it
 * @sg_started: of these
 * @sg_finished: of these
 */
struct dispatch {
	uint32_t groups[3], first[3];
	uint32_t wg_size, wgs_per_sg, batches_per_sg;
	uint32_t batches, started, finished;
	uint32_t code, unif;
	bool four, single;
	uint64_t next_wg;
	uint32_t sg_first_wg, sg_wgs;
	uint32_t sg_batches, sg_started, sg_finished;
};

struct v3d {
	const struct v3d_callbacks *callbacks;
	void *opaque;
	struct v3d_options options;
	struct v3d_stats stats;
	enum v3d_state state;
	uint64_t random;

	bool mmu;
	uint64_t page_table, scratch;
	struct tlb_entry tlb[TLB_ENTRIES];
	struct cache_line l2t[L2T_LINES];
	struct l2t_tag tags[L2T_LINES];
	struct cache_line unif[UNIF_LINES];
	struct code_page *code[CODE_PAGES];

	struct dispatch dispatch;
	struct thread threads[MAX_THREADS];
	unsigned int num_threads;	/* that may exist */
	unsigned int turn;
};

/* The thread and where it is go before the text. With strict it hangs the dispatch. */
void v3d_report(struct v3d *v3d, const struct thread *t, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

uint64_t v3d_random(struct v3d *v3d);

/* Memory. An access that crosses no word. False: the dispatch hangs. */
bool v3d_read(struct v3d *v3d, uint32_t va, void *data, unsigned int size);
bool v3d_write(struct v3d *v3d, uint32_t va, const void *data, unsigned int size);
bool v3d_read_unif(struct v3d *v3d, uint32_t va, uint32_t *word);

/* NULL: the dispatch hangs, or there is no instruction, which was reported */
const struct qpu_instr *v3d_fetch(struct v3d *v3d, const struct thread *t);

/* Results of the ALUs, with what flags can be made from: a bit per lane */
struct alu_result {
	struct lanes value;
	uint16_t zero, negative, carry;
};

void v3d_alu(struct v3d *v3d, struct thread *t, const struct qpu_instr *instr,
	     const struct qpu_alu *alu, struct alu_result *result);
/* All lanes of each quad that has one of these */
uint16_t v3d_whole_quads(uint16_t lanes);
/* Lanes where a condition holds, with flags a and b */
uint16_t v3d_cond_lanes(uint16_t a, uint16_t b, unsigned int cond);
uint16_t v3d_half(float f);
float v3d_float(uint16_t half);

/* The TMU */
void v3d_tmu_data(struct v3d *v3d, struct thread *t, const struct lanes *data);
void v3d_tmu_lookup(struct v3d *v3d, struct thread *t, const struct lanes *address,
		    uint16_t lanes);
bool v3d_tmu_pop(struct v3d *v3d, struct thread *t, struct lanes *data);

/* Runs one thread until it switches or ends, at most so many instructions. */
void v3d_run_thread(struct v3d *v3d, struct thread *t, uint64_t *instrs);

#endif /* _V3D_MODEL_H_ */
