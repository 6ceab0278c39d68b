// SPDX-License-Identifier: GPL-2.0
/*
 * The dispatcher: makes workgroups of CFG0 to CFG6 into batches of 16 lanes, and threads of
 * these. One supergroup runs at a time, all of whose batches need a thread, since a barrier
 * waits for all of them.
 */
#include <stdlib.h>
#include <string.h>

#include "v3d_model.h"

struct v3d *v3d_new(const struct v3d_callbacks *callbacks, void *opaque,
		    const struct v3d_options *options)
{
	struct v3d *v3d = calloc(1, sizeof(*v3d));

	if (!v3d)
		return NULL;
	v3d->callbacks = callbacks;
	v3d->opaque = opaque;
	if (options)
		v3d->options = *options;
	if (!v3d->options.max_instrs)
		v3d->options.max_instrs = 1 << 28;
	v3d->random = v3d->options.seed ? v3d->options.seed : 0x9e3779b97f4a7c15;
	return v3d;
}

void v3d_free(struct v3d *v3d)
{
	unsigned int i;

	if (!v3d)
		return;
	for (i = 0; i < CODE_PAGES; i++)
		free(v3d->code[i]);
	free(v3d);
}

void v3d_reset(struct v3d *v3d)
{
	v3d->state = V3D_IDLE;
	memset(v3d->l2t, 0, sizeof(v3d->l2t));
	v3d_drop_slices(v3d);
	v3d_drop_translations(v3d);
}

enum v3d_state v3d_state(const struct v3d *v3d)
{
	return v3d->state;
}

const struct v3d_stats *v3d_get_stats(const struct v3d *v3d)
{
	return &v3d->stats;
}

uint32_t v3d_batches_left(const struct v3d *v3d)
{
	return v3d->dispatch.batches - v3d->dispatch.finished;
}

static uint64_t at_least(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/*
 * Each part as if it alone were in the way, and then the slowest: with enough threads they
 * overlap. Of fewer batches than QPUs the rest is idle.
 */
void v3d_get_times(const struct v3d *v3d, struct v3d_times *times)
{
	const struct v3d_stats *stats = &v3d->stats;
	uint64_t most = v3d->dispatch.four ? 4 : 2;
	uint64_t qpus = stats->batches < V3D_QPUS ? stats->batches : V3D_QPUS;
	uint64_t slices = qpus < V3D_SLICES ? qpus : V3D_SLICES, threads, cycles;

	memset(times, 0, sizeof(*times));
	times->total = V3D_START_NS;
	if (!qpus)
		return;
	threads = (stats->batches + qpus - 1) / qpus;
	if (threads > most)
		threads = most;
	cycles = (stats->instrs + stats->stalls) * V3D_INSTR_CYCLES + stats->sfu * V3D_SFU_CYCLES;
	times->issue = cycles * 1000 / V3D_MHZ / qpus;
	times->latency = stats->waited * 1000 / V3D_MHZ / (qpus * threads);
	times->tmu = stats->tmu_cycles * 1000 / V3D_MHZ / slices;
	times->memory = (stats->fetched + stats->dirtied) * LINE_SIZE * 1000 / V3D_MBPS;
	times->total += at_least(at_least(times->issue, times->latency),
				 at_least(times->tmu, times->memory));
}

uint64_t v3d_time_ns(const struct v3d *v3d)
{
	struct v3d_times times;

	v3d_get_times(v3d, &times);
	return times.total;
}

/* 0 stands for @zero. */
static uint32_t or_zero(uint32_t value, uint32_t zero)
{
	return value ? value : zero;
}

static uint64_t num_groups(const struct dispatch *d)
{
	return (uint64_t)d->groups[0] * d->groups[1] * d->groups[2];
}

static uint32_t batches_of(const struct dispatch *d, uint32_t wgs)
{
	return (wgs * d->wg_size + QPU_LANES - 1) / QPU_LANES;
}

/* Batches of all workgroups, and those of a full supergroup */
static void check_dispatch(struct v3d *v3d, const struct dispatch *d)
{
	uint64_t groups = num_groups(d), full = groups / d->wgs_per_sg;
	uint64_t batches = full * batches_of(d, d->wgs_per_sg) +
			   batches_of(d, groups % d->wgs_per_sg);

	if (d->batches_per_sg != batches_of(d, d->wgs_per_sg))
		v3d_report(v3d, NULL, "CFG3 says %u batches per supergroup, not %u",
			   d->batches_per_sg, batches_of(d, d->wgs_per_sg));
	if (d->batches != batches)
		v3d_report(v3d, NULL, "CFG4 says %u batches, not %llu", d->batches,
			   (unsigned long long)batches);
}

void v3d_start(struct v3d *v3d, const uint32_t cfg[V3D_CSD_WORDS])
{
	struct dispatch *d = &v3d->dispatch;
	unsigned int i;

	memset(d, 0, sizeof(*d));
	memset(&v3d->stats, 0, sizeof(v3d->stats));
	memset(v3d->tags, 0, sizeof(v3d->tags));
	for (i = 0; i < 3; i++) {
		d->groups[i] = or_zero(cfg[i] >> 16, 65536);
		d->first[i] = cfg[i] & 0xffff;
	}
	d->wg_size = or_zero(cfg[3] & 0xff, 256);
	d->wgs_per_sg = or_zero(cfg[3] >> 8 & 15, 16);
	d->batches_per_sg = (cfg[3] >> 12 & 0xff) + 1;
	d->batches = cfg[4];
	d->code = cfg[5] & ~7U;
	d->four = cfg[5] & 1;
	d->single = cfg[5] & 2;
	d->unif = cfg[6];
	v3d->num_threads = d->four ? MAX_THREADS : MAX_THREADS / 2;
	v3d->turn = 0;
	v3d->state = V3D_RUNNING;
	for (i = 0; i < MAX_THREADS; i++)
		v3d->threads[i].done = true;
	if (d->unif & 3)
		v3d_report(v3d, NULL, "the address of uniforms is 0x%08x", d->unif);
	check_dispatch(v3d, d);
	if (!d->batches)
		v3d->state = V3D_DONE;
}

/* Lanes of the last batch of the supergroup, 0: all */
static uint32_t tail_lanes(const struct dispatch *d)
{
	return d->sg_wgs * d->wg_size % QPU_LANES;
}

/* Which lanes of a batch are live, and what they know of their place */
static void set_payload(struct v3d *v3d, struct thread *t)
{
	const struct dispatch *d = &v3d->dispatch;
	uint32_t tail = tail_lanes(d), item, wg, lii;
	unsigned int bits = 6, l;
	uint64_t id;

	while (bits < 16 && 1U << bits < d->wg_size)
		bits++;
	for (l = 0; l < QPU_LANES; l++) {
		item = t->index * QPU_LANES + l;
		wg = item / d->wg_size;
		lii = item % d->wg_size;
		/*
		 * Others go on counting: Mesa's loads take whole quads, so that idle lanes
		 * must not have addresses of chance.
		 */
		if (!tail || l < tail || t->index < d->sg_batches - 1)
			t->msf |= 1 << l;
		id = d->sg_first_wg + wg;
		t->rf[3].u[l] = (d->first[0] + id % d->groups[0]) |
				(uint32_t)(d->first[1] + id / d->groups[0] % d->groups[1]) << 16;
		t->rf[2].u[l] = (uint32_t)(d->first[2] + id / d->groups[0] / d->groups[1]) |
				wg << 16 | lii << (32 - bits);
	}
}

static void start_thread(struct v3d *v3d, unsigned int number)
{
	struct dispatch *d = &v3d->dispatch;
	struct thread *t = &v3d->threads[number];
	unsigned int r, l;

	memset(t, 0, sizeof(*t));
	for (r = 0; r < QPU_REGS; r++)
		for (l = 0; l < QPU_LANES; l++)
			t->rf[r].u[l] = v3d_random(v3d);
	t->a = v3d_random(v3d);
	t->b = v3d_random(v3d);
	t->pc = d->code;
	t->unif = d->unif & ~3U;
	t->tmu_config = ~0U;
	t->last = d->single;
	qpu_check_start(&t->checker, d->four, d->single);
	/* one thread of each QPU first; of two per QPU the numbers are even */
	t->tidx = number % V3D_QPUS << 2 | number / V3D_QPUS << !d->four;
	t->index = d->sg_started++;
	set_payload(v3d, t);
	d->started++;
}

/*
 * CFG3 and CFG4 have the last word on the number of batches, whatever workgroups there are:
 * test programs for a Pi 5 rely on it.
 */
static void start_supergroup(struct v3d *v3d)
{
	struct dispatch *d = &v3d->dispatch;
	uint64_t groups = num_groups(d), left = 0;
	uint32_t tail;

	if (d->next_wg < groups)
		left = groups - d->next_wg;
	d->sg_first_wg = d->next_wg;
	d->sg_wgs = left && left < d->wgs_per_sg ? left : d->wgs_per_sg;
	d->sg_batches = d->sg_wgs == d->wgs_per_sg ? d->batches_per_sg :
			batches_of(d, d->sg_wgs);
	if (d->sg_batches > d->batches - d->started)
		d->sg_batches = d->batches - d->started;
	d->sg_started = 0;
	d->sg_finished = 0;
	tail = tail_lanes(d);
	d->next_wg += (d->sg_batches * QPU_LANES - (tail ? QPU_LANES - tail : 0)) / d->wg_size;
}

/* All have come: they go on. */
static void open_barrier(struct v3d *v3d)
{
	struct dispatch *d = &v3d->dispatch;
	unsigned int i, waiting = 0, live = 0;
	uint64_t cycles = 0;

	for (i = 0; i < v3d->num_threads; i++) {
		live += !v3d->threads[i].done;
		waiting += !v3d->threads[i].done && v3d->threads[i].waiting;
	}
	if (!waiting || waiting < live || d->sg_started < d->sg_batches)
		return;
	if (d->sg_finished)
		v3d_report(v3d, NULL, "%u batches ended without the barrier that %u wait at",
			   d->sg_finished, waiting);
	for (i = 0; i < v3d->num_threads; i++)
		if (v3d->threads[i].waiting)
			cycles = at_least(cycles, v3d->threads[i].cycles);
	for (i = 0; i < v3d->num_threads; i++) {
		if (v3d->threads[i].waiting)
			v3d->threads[i].cycles = cycles;
		v3d->threads[i].waiting = false;
	}
}

/* Gives batches of the supergroup to threads that are free. */
static void fill_threads(struct v3d *v3d)
{
	struct dispatch *d = &v3d->dispatch;
	unsigned int i;

	if (d->sg_finished == d->sg_batches)
		start_supergroup(v3d);
	for (i = 0; i < v3d->num_threads && d->sg_started < d->sg_batches; i++)
		if (v3d->threads[i].done)
			start_thread(v3d, i);
}

/* A thread that can go on, NULL if there is none */
static struct thread *next_thread(struct v3d *v3d)
{
	unsigned int n = v3d->num_threads, i;
	struct thread *t;

	if (v3d->options.seed)
		v3d->turn = v3d_random(v3d) % n;
	for (i = 0; i < n; i++) {
		t = &v3d->threads[(v3d->turn + i) % n];
		if (t->done || t->waiting)
			continue;
		v3d->turn = (v3d->turn + i + 1) % n;
		return t;
	}
	return NULL;
}

static void finish_batch(struct v3d *v3d, const struct thread *t)
{
	struct dispatch *d = &v3d->dispatch;

	v3d->stats.batches++;
	v3d->stats.waited += t->cycles;
	d->sg_finished++;
	d->finished++;
	if (d->finished == d->batches)
		v3d->state = V3D_DONE;
}

enum v3d_state v3d_step(struct v3d *v3d, uint64_t instrs)
{
	struct thread *t;

	while (instrs && v3d->state == V3D_RUNNING) {
		fill_threads(v3d);
		open_barrier(v3d);
		t = next_thread(v3d);
		if (!t) {
			v3d_report(v3d, NULL, "all threads wait at a barrier that needs more");
			v3d->state = V3D_HUNG;
			break;
		}
		v3d_run_thread(v3d, t, &instrs);
		if (t->done && v3d->state == V3D_RUNNING)
			finish_batch(v3d, t);
	}
	return v3d->state;
}
