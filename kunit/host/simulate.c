// SPDX-License-Identifier: GPL-2.0
/* Decodes with workers that do not exist, see simulate.h. */
#include <shim/kernel.h>

#include "player.h"
#include "simulate.h"

/* Stages, then the steps of a work. */
#define SIM_KINDS	(DAE_STAGES_MAX + SIMULATION_STEPS)
#define SIM_NONE	SIZE_MAX

/**
 * struct duration - time of a task or a step
 * @key: which, 0 for none
 * @ns: the least that it took
 */
struct duration {
	u64 key;
	u64 ns;
};

/**
 * enum sim_why - what something waited for
 * @SIM_NEEDS: what ended then had been missing
 * @SIM_WORKER: a worker; another task or step needed it longer
 */
enum sim_why {
	SIM_NEEDS,
	SIM_WORKER,
	SIM_WHYS
};

/**
 * struct sim_node - a task or a step of a work
 * @kind: stage, or DAE_STAGES_MAX and a step
 * @worker: of a task
 * @request: number of the request
 * @ctx: number of the stream
 * @timestamp: of the request
 * @row: of a task
 * @part: of a task
 * @num_parts: that its row is divided into
 * @start: when it started, ns
 * @ns: how long it took
 * @before: the one whose end let it start, SIM_NONE if it started at 0
 * @why: what it needed that for
 * @critical: the last one waited for it
 */
struct sim_node {
	u8 kind;
	u8 worker;
	u32 request;
	unsigned int ctx;
	u64 timestamp;
	u32 row;
	u8 part;
	u8 num_parts;
	u64 start;
	u64 ns;
	size_t before;
	enum sim_why why;
	bool critical;
};

/**
 * struct sim_worker - one of the workers
 * @task: what it does
 * @busy: it does something
 * @node: that
 * @end: when that ends, or has ended
 * @used: ns so far
 */
struct sim_worker {
	struct daedalus_task task;
	bool busy;
	size_t node;
	u64 end;
	u64 used;
};

/**
 * struct simulation - workers and a clock
 * @worker: workers
 * @num_workers: valid entries of @worker
 * @durations: see simulation_create()
 * @now: ns
 * @node: all that has started
 * @num_nodes: valid entries of @node
 * @max_nodes: room there
 * @last: the node that ended last, or SIM_NONE
 * @ended: its task, if it was one
 * @ended_request: number of its request
 * @rows: rows_done of its run before it ended
 * @was_idle: some worker had nothing to do then
 */
struct simulation {
	struct sim_worker worker[DAEDALUS_WORKERS_MAX];
	unsigned int num_workers;
	struct durations *durations;
	u64 now;
	struct sim_node *node;
	size_t num_nodes;
	size_t max_nodes;
	size_t last;
	struct daedalus_task ended;
	u32 ended_request;
	u32 rows[DAE_STAGES_MAX];
	bool was_idle;
};

static struct duration *duration_slot(const struct durations *d, u64 key)
{
	size_t at = key * 0x9e3779b97f4a7c15ull >> 20;

	while (d->entry[at & (d->size - 1)].key && d->entry[at & (d->size - 1)].key != key)
		at++;
	return &d->entry[at & (d->size - 1)];
}

static void durations_grow(struct durations *d)
{
	struct durations more = {
		.size = d->size ? 2 * d->size : 4096,
		.count = d->count,
	};
	size_t i;

	more.entry = calloc(more.size, sizeof(*more.entry));
	if (!more.entry)
		abort();
	for (i = 0; i < d->size; i++)
		if (d->entry[i].key)
			*duration_slot(&more, d->entry[i].key) = d->entry[i];
	free(d->entry);
	*d = more;
}

/* The least of what was measured now and before. */
static u64 duration_least(struct durations *d, const struct sim_node *node)
{
	const u64 key = (u64)node->request << 40 | (u64)node->num_parts << 32 | node->kind << 24 |
			node->row << 8 | node->part;
	struct duration *duration;

	if (2 * d->count >= d->size)
		durations_grow(d);
	duration = duration_slot(d, key);
	if (!duration->key) {
		*duration = (struct duration){ .key = key, .ns = node->ns };
		d->count++;
	}
	duration->ns = min(duration->ns, node->ns);
	return duration->ns;
}

void durations_free(struct durations *durations)
{
	free(durations->entry);
	*durations = (struct durations){};
}

struct simulation *simulation_create(unsigned int num_workers, struct durations *durations)
{
	struct simulation *sim = calloc(1, sizeof(*sim));

	if (!sim)
		return NULL;
	sim->num_workers = num_workers;
	sim->durations = durations;
	sim->last = SIM_NONE;
	return sim;
}

void simulation_free(struct simulation *sim)
{
	if (sim)
		free(sim->node);
	free(sim);
}

unsigned int simulation_workers(const struct simulation *sim)
{
	return sim->num_workers;
}

const char *simulation_step_name(enum simulation_step step)
{
	static const char * const names[] = { "prepare", "parsed", "finish" };

	return names[step];
}

/* Adds a node that starts now and took the time it says; returns its index. */
static size_t sim_start(struct simulation *sim, struct sim_node node)
{
	if (sim->num_nodes == sim->max_nodes) {
		sim->max_nodes = sim->max_nodes ? 2 * sim->max_nodes : 4096;
		sim->node = realloc(sim->node, sim->max_nodes * sizeof(*sim->node));
		if (!sim->node)
			abort();
	}
	node.start = sim->now;
	node.before = sim->last;
	node.ns = duration_least(sim->durations, &node);
	sim->node[sim->num_nodes] = node;
	return sim->num_nodes++;
}

/* Did a part of the stage itself need the one that has just ended? */
static bool sim_needs_part(const struct simulation *sim, const struct daedalus_task *task)
{
	const struct daedalus_task *ended = &sim->ended;
	const enum dae_stage_order order = task->run->table->stage[task->stage].order;

	if (order == DAE_ORDER_COLUMNS)
		return ended->row + 1 == task->row && ended->part == task->part;
	if (task->row >= sim->rows[task->stage] + DAE_STAGE_WINDOW)
		return true;
	if (ended->row == task->row)
		return ended->part + 1 == task->part;
	if (ended->row + 1 != task->row)
		return false;

	switch (order) {
	case DAE_ORDER_ROWS:
		return true;
	case DAE_ORDER_WAVE:
		return ended->part == task->part || ended->part == task->part + 1;
	default:
		return false;
	}
}

/* Could a task not start before the one that has just ended did? */
static bool sim_needs_ended(const struct simulation *sim, const struct daedalus_task *task,
			    u32 request)
{
	const struct daedalus_run *run = task->run;
	const struct dae_stage *stage = &run->table->stage[task->stage];
	struct dae_progress then = {
		.rows = run->rows_done,
		.before = run->before ? run->before->rows_done : NULL,
	};
	unsigned int i;

	if (run == sim->ended.run) {
		then.rows = sim->rows;
		for (i = 0; i < stage->num_needs; i++)
			if ((int)then.rows[stage->need[i].stage] <=
			    min((int)task->row + stage->need[i].lag, (int)run->num_rows - 1))
				return true;
		if (task->stage == sim->ended.stage && sim_needs_part(sim, task))
			return true;
	} else if (run->stream == sim->ended.run->stream && sim->ended_request < request) {
		then.before = sim->rows;
	} else {
		return false;
	}
	return stage->ready && !stage->ready(run->frame, &then, task->row, task->part);
}

static enum sim_why sim_why(const struct simulation *sim, const struct daedalus_task *task,
			    u32 request)
{
	/* Whoever was idle would have done it. */
	if (sim->last == SIM_NONE || sim->was_idle || !sim->ended.run)
		return SIM_NEEDS;
	return sim_needs_ended(sim, task, request) ? SIM_NEEDS : SIM_WORKER;
}

/* The one that is idle for the longest time, or NULL. */
static struct sim_worker *sim_idle_worker(struct simulation *sim)
{
	struct sim_worker *worker, *idle = NULL;

	for (worker = sim->worker; worker < sim->worker + sim->num_workers; worker++)
		if (!worker->busy && (!idle || worker->end < idle->end))
			idle = worker;
	return idle;
}

static struct sim_worker *sim_next_to_end(struct simulation *sim)
{
	struct sim_worker *worker, *next = NULL;

	for (worker = sim->worker; worker < sim->worker + sim->num_workers; worker++)
		if (worker->busy && (!next || worker->end < next->end))
			next = worker;
	return next;
}

/* Gives all idle workers something to do; true if a run is over. */
static bool sim_give_tasks(struct player *player)
{
	struct simulation *sim = player->options.sim;
	struct sim_worker *worker;
	struct daedalus_task task;
	struct sim_node node;
	bool over = false;

	for (worker = sim_idle_worker(sim); worker; worker = sim_idle_worker(sim)) {
		if (!daedalus_sched_take(player->dev.sched, &task, &worker->task, 0))
			break;
		if (task.stage < 0) {
			daedalus_sched_end(player->dev.sched, &task, 0);
			over = true;
			continue;
		}
		node = (struct sim_node){
			.kind = task.stage,
			.worker = worker - sim->worker,
			.request = player_run_number(task.run),
			.ctx = task.run->ctx,
			.timestamp = task.run->timestamp,
			.row = task.row,
			.part = task.part,
			.num_parts = task.run->num_parts[task.stage],
		};
		node.why = sim_why(sim, &task, node.request);
		node.ns = player_run_task(player, &task);
		worker->node = sim_start(sim, node);
		worker->task = task;
		worker->end = sim->now + sim->node[worker->node].ns;
		worker->used += sim->node[worker->node].ns;
		worker->busy = true;
	}
	return over;
}

static void sim_end_task(struct player *player, struct sim_worker *worker)
{
	struct simulation *sim = player->options.sim;

	sim->now = worker->end;
	sim->last = worker->node;
	sim->ended = worker->task;
	sim->ended_request = sim->node[worker->node].request;
	sim->was_idle = sim_idle_worker(sim);
	memcpy(sim->rows, worker->task.run->rows_done, sizeof(sim->rows));
	worker->busy = false;
	daedalus_sched_end(player->dev.sched, &worker->task, sim->node[worker->node].ns);
}

void simulation_next(struct player *player)
{
	struct sim_worker *worker;

	if (sim_give_tasks(player))
		return;
	worker = sim_next_to_end(player->options.sim);
	if (!WARN_ON(!worker))
		sim_end_task(player, worker);
}

void simulation_work(struct player *player, const struct daedalus_job *job,
		     enum simulation_step step, u64 ns)
{
	struct simulation *sim = player->options.sim;
	const struct sim_node work = {
		.kind = DAE_STAGES_MAX + step,
		.request = player_run_number(&job->run),
		.ctx = job->run.ctx,
		.timestamp = job->timestamp,
		.ns = ns,
	};
	const size_t node = sim_start(sim, work);
	const u64 end = sim->now + sim->node[node].ns;
	struct sim_worker *worker;

	for (;;) {
		sim_give_tasks(player);
		worker = sim_next_to_end(sim);
		if (!worker || worker->end > end)
			break;
		sim_end_task(player, worker);
	}
	sim->now = end;
	sim->last = node;
	sim->was_idle = sim_idle_worker(sim);
	sim->ended.run = NULL;
}

static const char *kind_name(const struct player *player, unsigned int kind)
{
	if (kind >= DAE_STAGES_MAX)
		return simulation_step_name(kind - DAE_STAGES_MAX);
	return player->stages->stage[kind].name;
}

/**
 * struct sim_edge - what was on the critical path, and what came after it
 * @ns: how much of the path it is
 * @kind: stage or step
 * @next: what followed, SIM_KINDS at the end
 * @why: what that waited for
 * @same: it was of the same request
 */
struct sim_edge {
	u64 ns;
	u8 kind;
	u8 next;
	u8 why;
	bool same;
};

static int sim_cmp_edges(const void *a, const void *b)
{
	const struct sim_edge *x = a, *y = b;

	return x->ns < y->ns ? 1 : x->ns > y->ns ? -1 : 0;
}

/* Walks back from the end; returns the number of different edges. */
static size_t sim_find_path(struct simulation *sim, struct sim_edge *edges, u64 *why_ns)
{
	const struct sim_node *next = NULL;
	size_t at, count = 0, i;

	for (at = sim->last; at != SIM_NONE; at = sim->node[at].before) {
		struct sim_node *node = &sim->node[at];
		struct sim_edge edge = { .kind = node->kind, .next = SIM_KINDS };

		if (next) {
			edge.next = next->kind;
			edge.why = next->why;
			edge.same = next->request == node->request;
		}
		for (i = 0; i < count; i++)
			if (edges[i].kind == edge.kind && edges[i].next == edge.next &&
			    edges[i].why == edge.why && edges[i].same == edge.same)
				break;
		if (i == count)
			edges[count++] = edge;
		edges[i].ns += node->ns;
		why_ns[edge.why] += node->ns;
		node->critical = true;
		next = node;
	}
	qsort(edges, count, sizeof(*edges), sim_cmp_edges);
	return count;
}

static void sim_print_path(const struct player *player)
{
	struct simulation *sim = player->options.sim;
	struct sim_edge edges[SIM_KINDS * (SIM_KINDS + 1) * SIM_WHYS * 2];
	u64 why_ns[SIM_WHYS] = {};
	const size_t count = sim_find_path(sim, edges, why_ns);
	size_t i;

	printf("#   critical path: %.1f %% for what was needed, %.1f %% for a worker\n",
	       100.0 * why_ns[SIM_NEEDS] / sim->now, 100.0 * why_ns[SIM_WORKER] / sim->now);
	for (i = 0; i < count && edges[i].ns * 100 >= sim->now; i++) {
		const struct sim_edge *e = &edges[i];

		printf("#     %5.1f %%  %s", 100.0 * e->ns / sim->now, kind_name(player, e->kind));
		if (e->next < SIM_KINDS)
			printf(", %s %s of %s request",
			       e->why == SIM_NEEDS ? "needed by" : "whose worker then did",
			       kind_name(player, e->next), e->same ? "the same" : "another");
		putchar('\n');
	}
}

static void sim_write_trace(const struct player *player, FILE *trace)
{
	const struct simulation *sim = player->options.sim;
	size_t i;

	for (i = 0; i < sim->num_nodes; i++) {
		const struct sim_node *node = &sim->node[i];

		if (node->kind < DAE_STAGES_MAX)
			fprintf(trace, "daedalus_task: worker=%u row=%u part=%u stage",
				node->worker, node->row, node->part);
		else
			fprintf(trace, "daedalus_work: step");
		fprintf(trace, "=%s ctx=%u timestamp=%llu", kind_name(player, node->kind),
			node->ctx, (unsigned long long)node->timestamp);
		fprintf(trace, " start=%llu ns=%llu critical=%d why=%s\n",
			(unsigned long long)node->start, (unsigned long long)node->ns,
			node->critical, node->why == SIM_NEEDS ? "needs" : "worker");
	}
}

void simulation_print(const struct player *player, FILE *trace)
{
	const struct simulation *sim = player->options.sim;
	u64 kind_ns[SIM_KINDS] = {}, tasks = 0;
	unsigned int requests = 0, i;
	size_t n;

	if (!sim->now || !player->stages)
		return;
	for (n = 0; n < sim->num_nodes; n++) {
		kind_ns[sim->node[n].kind] += sim->node[n].ns;
		if (sim->node[n].kind < DAE_STAGES_MAX)
			tasks += sim->node[n].ns;
		requests = max(requests, sim->node[n].request);
	}
	printf("# simulated %u workers: %.3f ms per picture, tasks of %.3f ms, speedup %.2f\n",
	       sim->num_workers, sim->now / 1e6 / requests, tasks / 1e6 / requests,
	       (double)tasks / sim->now);
	for (i = 0; i < sim->num_workers; i++)
		printf("#   worker %-2u %5.1f %% busy\n", i,
		       100.0 * sim->worker[i].used / sim->now);
	for (i = 0; i < SIM_KINDS; i++)
		if (kind_ns[i])
			printf("#   %-9s %5.1f %% of the %s\n", kind_name(player, i),
			       100.0 * kind_ns[i] / (i < DAE_STAGES_MAX ? tasks : sim->now),
			       i < DAE_STAGES_MAX ? "tasks" : "time, beside them");
	sim_print_path(player);
	if (trace)
		sim_write_trace(player, trace);
}
