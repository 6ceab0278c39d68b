/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rules for sequences of QPU instructions that hardware does not enforce: who breaks them
 * gets wrong results, or a GPU that hangs. The assembler checks programs as they are
 * written, the model as they run. This is host code.
 */
#ifndef _QPU_CHECK_H_
#define _QPU_CHECK_H_

#include "qpu_isa.h"

#define QPU_BRANCH_SLOTS	3	/* instructions after a branch that still run */
#define QPU_THRSW_SLOTS		2	/* after thrsw */
#define QPU_UNIFA_SLOTS		3	/* between a write to unifa and what uses it */

/**
 * struct qpu_checker - what was before
 * @four: four threads per QPU: rf32 to rf63 do not exist
 * @last: the next thrsw ends the program
 * @end: the thrsw whose slots run does
 * @was_thrsw: the instruction before had thrsw
 * @thrsw_slots: instructions until the switch
 * @branch_slots: instructions until the branch
 * @unifa_wait: instructions until unifa may be used
 * @tmud: words of data for the next lookup
 * @rtop: multop was there and umul24 was not
 * @sfu_reg: register that the instruction before writes late, -1: none
 * @sfu_waits: instructions that have to wait for it, so far
 */
struct qpu_checker {
	bool four;
	bool last, end, was_thrsw;
	int thrsw_slots, branch_slots, unifa_wait;
	unsigned int tmud;
	bool rtop;
	int sfu_reg;
	unsigned long sfu_waits;
};

/**
 * qpu_check_start() - before the first instruction
 * @checker: set up
 * @four: the program is for four threads per QPU
 * @single: it has no thrsw but the one that ends it
 */
void qpu_check_start(struct qpu_checker *checker, bool four, bool single);

/**
 * qpu_check_next() - the next instruction
 * @checker: where we are
 * @instr: the instruction
 * @report: called for each rule that it breaks
 * @opaque: for @report
 */
void qpu_check_next(struct qpu_checker *checker, const struct qpu_instr *instr,
		    void (*report)(void *opaque, const char *text), void *opaque);

#endif /* _QPU_CHECK_H_ */
