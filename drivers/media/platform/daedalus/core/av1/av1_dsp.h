/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The AV1 sample operations: one table for each class of bit depths, 8 or 9 to 12, of
 * which every part has a header of its own.
 */
#ifndef AV1_DSP_H
#define AV1_DSP_H

#include <linux/types.h>

#include "av1_cdef.h"
#include "av1_fg.h"
#include "av1_intra.h"
#include "av1_itx.h"
#include "av1_lf.h"
#include "av1_lr.h"
#include "av1_mc.h"

/**
 * struct av1_dsp - sample operations for one class of bit depths
 * @itx: inverse transforms
 * @intra: intra prediction
 * @mc: inter prediction
 * @lf: loop filter
 * @cdef: CDEF
 * @lr: superres and loop restoration
 * @fg: film grain
 */
struct av1_dsp {
	struct av1_itx_dsp itx;
	struct av1_intra_dsp intra;
	struct av1_mc_dsp mc;
	struct av1_lf_dsp lf;
	struct av1_cdef_dsp cdef;
	struct av1_lr_dsp lr;
	struct av1_fg_dsp fg;
};

/**
 * av1_dsp_init() - fill a table of sample operations
 * @dsp: table to fill; every member is set
 * @bit_depth: 8 to 12; 9 to 12 give the same table
 * @cpu_flags: DAE_CPU_* flags of the SIMD versions to use; 0 for portable C
 */
void av1_dsp_init(struct av1_dsp *dsp, unsigned int bit_depth, u32 cpu_flags);

#endif /* AV1_DSP_H */
