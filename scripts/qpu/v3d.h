/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A model of what V3D 7.1 does for compute shaders: the dispatcher, the QPUs' threads, the
 * TMU, barriers, the MMU and, on request, caches. It does not know who uses it: memory comes
 * through callbacks, and time is the number of instructions. Nothing in it is what hardware
 * does in detail; where the two could differ in a way that a shader could see, and where a
 * shader relies on what is not defined, it says so (struct v3d_callbacks.report).
 */
#ifndef _V3D_H_
#define _V3D_H_

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define V3D_PAGE_SHIFT	12
#define V3D_PAGE_SIZE	(1U << V3D_PAGE_SHIFT)
#define V3D_QPUS	12
#define V3D_CSD_WORDS	7

/*
 * How long things take: Documentation/driver-api/media/drivers/daedalus-gpu.rst says where
 * these come from, and how far off they are. "Guess": nothing public tells.
 */
#define V3D_MHZ			800	/* py-videocore7 */
#define V3D_SLICES		3	/* of QPUs, each with a TMU */
#define V3D_INSTR_CYCLES	4	/* 16 lanes, 4 at a time */
#define V3D_SFU_CYCLES		4	/* more for what the SFU does: fitted to SGEMM */
#define V3D_TMU_CYCLES		163	/* from a lookup to its result: fitted to 1 thread's copy */
#define V3D_MBPS		8280	/* of memory: 24 Mi floats were copied at 4.14 GB/s */
#define V3D_START_NS		2000	/* of a dispatch: guess */

/* Bits of entries of the page table */
#define V3D_PTE_VALID		(1U << 28)
#define V3D_PTE_WRITEABLE	(1U << 29)
#define V3D_PTE_FRAME		0xffffffU

struct v3d;

/* What was wrong with an access. */
enum v3d_fault {
	V3D_FAULT_INVALID,	/* no such page */
	V3D_FAULT_WRITE		/* it must not be written */
};

/**
 * struct v3d_callbacks - what the model needs from outside
 * @page: where a page of V3D_PAGE_SIZE bytes of physical memory is, NULL if there is none;
 *	called again after v3d_drop_translations() only
 * @fault: an access went wrong; the model goes on with the scratch page, or stops if strict
 * @report: a shader or its user did what is not allowed, or not defined: one line
 */
struct v3d_callbacks {
	void *(*page)(void *opaque, uint64_t pa);
	void (*fault)(void *opaque, uint32_t va, enum v3d_fault fault);
	void (*report)(void *opaque, const char *text);
};

/**
 * struct v3d_options - how the model behaves
 * @strict: a fault stops the dispatch, as do reports; without it they do not
 * @caches: memory is seen through the caches of V3D, so that what nobody cleaned or dropped
 *	is missed
 * @seed: other than 0: threads run in an order of chance, and what is not defined has values
 *	of chance
 * @max_instrs: after so many instructions of one thread it counts as hung; 0: 1 << 28
 * @trace: where to write each instruction with its results, or NULL
 */
struct v3d_options {
	bool strict;
	bool caches;
	uint64_t seed;
	uint64_t max_instrs;
	FILE *trace;
};

enum v3d_state {
	V3D_IDLE,	/* nothing was started, or it was reset */
	V3D_RUNNING,
	V3D_DONE,
	V3D_HUNG	/* until v3d_reset() */
};

/**
 * struct v3d_stats - what a dispatch did, since v3d_start()
 * @instrs: instructions of all threads
 * @batches: threads that ended
 * @lookups: TMU lookups
 * @read_bytes: bytes they read, each lane by itself
 * @written_bytes: bytes they wrote
 * @lines: pieces of 64 bytes that lookups touched, counted once per lookup
 * @uniforms: words of uniforms
 * @switches: thread switches
 * @stalls: instructions that had to wait for the special function unit
 * @sfu: operations of that unit
 * @waited: cycles from the beginning of each thread to its end, if it had a QPU for itself
 * @tmu_cycles: that TMUs were busy: one for each four words of a quad, or line of 64 bytes
 * @fetched: lines of 64 bytes that had to come from memory
 * @dirtied: those that have to go there
 * @reports: calls of report
 */
struct v3d_stats {
	uint64_t instrs;
	uint64_t batches;
	uint64_t lookups;
	uint64_t read_bytes;
	uint64_t written_bytes;
	uint64_t lines;
	uint64_t uniforms;
	uint64_t switches;
	uint64_t stalls;
	uint64_t sfu;
	uint64_t waited;
	uint64_t tmu_cycles;
	uint64_t fetched;
	uint64_t dirtied;
	uint64_t reports;
};

/**
 * v3d_new() - make a model
 * @callbacks: kept, must live as long
 * @opaque: for callbacks
 * @options: copied; NULL for all 0
 *
 * Return: the model, NULL without memory.
 */
struct v3d *v3d_new(const struct v3d_callbacks *callbacks, void *opaque,
		    const struct v3d_options *options);

/** v3d_free() - end a model; dirty lines of caches are lost */
void v3d_free(struct v3d *v3d);

/**
 * v3d_set_page_table() - what the MMU uses
 * @v3d: the model
 * @enabled: whether addresses are translated at all
 * @table: physical address of 1 << 20 entries of 32 bits
 * @scratch: physical address of the page that faults are redirected to, 0 if there is none
 *
 * Also drops translations.
 */
void v3d_set_page_table(struct v3d *v3d, bool enabled, uint64_t table, uint64_t scratch);

/** v3d_drop_translations() - forget what was read of the page table (MMUC flush, TLB clear) */
void v3d_drop_translations(struct v3d *v3d);

/** v3d_drop_slices() - drop caches of instructions and uniforms (SLCACTL) */
void v3d_drop_slices(struct v3d *v3d);

/** v3d_clean() - write back what the L2T cache has, and keep it (L2TCACTL mode 2) */
void v3d_clean(struct v3d *v3d);

/** v3d_flush() - write back what the L2T cache has, and drop it (mode 0) */
void v3d_flush(struct v3d *v3d);

/** v3d_drop_l2t() - drop what the L2T cache has without writing it back (mode 1) */
void v3d_drop_l2t(struct v3d *v3d);

/**
 * v3d_start() - begin a dispatch
 * @v3d: the model, not running
 * @cfg: the words CFG0 to CFG6
 *
 * A dispatch that makes no sense is reported and hangs.
 */
void v3d_start(struct v3d *v3d, const uint32_t cfg[V3D_CSD_WORDS]);

/**
 * v3d_step() - go on with a dispatch
 * @v3d: the model
 * @instrs: about how many instructions to run
 *
 * Return: the state after that.
 */
enum v3d_state v3d_step(struct v3d *v3d, uint64_t instrs);

/** v3d_state() - whether a dispatch is running, done or hung */
enum v3d_state v3d_state(const struct v3d *v3d);

/** v3d_batches_left() - batches of the dispatch that have not ended (CURRENT_CFG4) */
uint32_t v3d_batches_left(const struct v3d *v3d);

/** v3d_reset() - stop whatever runs, drop all caches with what they hold */
void v3d_reset(struct v3d *v3d);

/** v3d_get_stats() - what the dispatch did so far */
const struct v3d_stats *v3d_get_stats(const struct v3d *v3d);

/**
 * struct v3d_times - what a dispatch would need of each part, in nanoseconds
 * @issue: QPUs, if no instruction ever waited for memory
 * @latency: threads, which wait for results of lookups while others run
 * @tmu: TMUs
 * @memory: memory
 * @total: the longest of these, and what starting takes
 */
struct v3d_times {
	uint64_t issue;
	uint64_t latency;
	uint64_t tmu;
	uint64_t memory;
	uint64_t total;
};

/** v3d_get_times() - how long the dispatch would take on a Raspberry Pi 5, and why */
void v3d_get_times(const struct v3d *v3d, struct v3d_times *times);

/** v3d_time_ns() - the total of v3d_get_times() */
uint64_t v3d_time_ns(const struct v3d *v3d);

#endif /* _V3D_H_ */
