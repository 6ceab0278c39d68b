// SPDX-License-Identifier: GPL-2.0
/*
 * GPU or CPU, see dae_gpu_choice.h.
 */
#include <linux/minmax.h>
#include <linux/types.h>

#include "dae_gpu_choice.h"

/* A frame of more than this says nothing: the stream has stood still. */
#define DAE_GPU_CHOICE_MAX_NS	10000000000ULL

enum dae_gpu_way dae_gpu_choice_ask(const struct dae_gpu_choice *choice, bool loaded)
{
	const struct dae_gpu_trial *trial = &choice->trial[loaded];

	return trial->over ? trial->way : trial->frames / DAE_GPU_CHOICE_TURN % choice->ways;
}

static void dae_gpu_trial_end(struct dae_gpu_trial *trial, unsigned int ways)
{
	u64 least = trial->ns[DAE_GPU_WAY_CPU] / 100 * (100 - DAE_GPU_CHOICE_GAIN);
	unsigned int way;

	trial->over = true;
	trial->way = DAE_GPU_WAY_CPU;
	for (way = DAE_GPU_WAY_OUTPUT; way < ways; way++) {
		if (trial->ns[way] < least) {
			least = trial->ns[way];
			trial->way = way;
		}
	}
}

void dae_gpu_choice_tell(struct dae_gpu_choice *choice, bool loaded, enum dae_gpu_way way,
			 u64 start_ns, u64 end_ns)
{
	struct dae_gpu_trial *trial = &choice->trial[loaded];
	const u64 ns = end_ns - max(start_ns, choice->last_end_ns);
	const enum dae_gpu_way asked = dae_gpu_choice_ask(choice, loaded);

	choice->last_end_ns = end_ns;
	if (trial->over) {
		if (++trial->kept == DAE_GPU_CHOICE_KEEP)
			*trial = (struct dae_gpu_trial){};
		return;
	}
	if (way != asked || ns > DAE_GPU_CHOICE_MAX_NS)
		return;
	if (trial->frames % DAE_GPU_CHOICE_TURN >= DAE_GPU_CHOICE_SETTLE)
		trial->ns[way] += ns;
	if (++trial->frames == DAE_GPU_CHOICE_TURN * DAE_GPU_CHOICE_ROUNDS * choice->ways)
		dae_gpu_trial_end(trial, choice->ways);
}
