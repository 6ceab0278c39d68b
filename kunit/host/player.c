// SPDX-License-Identifier: GPL-2.0
/* Decodes recorded requests, see player.h. */
#include <shim/kernel.h>

#include <time.h>

#include "daedalus_record_format.h"
#include "daedalus_simd.h"
#include "daedalus_trace.h"
#include "player.h"
#include "player_gpu.h"
#include "simulate.h"

const struct daedalus_codec_ops * const daedalus_codecs[] = {
	&daedalus_h264_ops,
	&daedalus_vp9_ops,
	&daedalus_av1_ops,
	NULL
};

/* What the device refuses, because V4L2 has no format for it. */
static const struct daedalus_format player_formats[] = {
	{
		.fourcc = DAEDALUS_PIX_FMT_N440,
		.mem_planes = 1,
		.out = { .bit_depth = 8, .chroma = DAE_CHROMA_440 },
	},
	{
		.fourcc = DAEDALUS_PIX_FMT_P440,
		.mem_planes = 1,
		.out = { .bit_depth = 12, .min_depth = 10, .shift = 4, .chroma = DAE_CHROMA_440 },
	},
	{}
};

#if DAE_HAVE_NEON
#include <sys/auxv.h>

static u32 simd_flags_of_cpu(void)
{
	const unsigned long hwcap = getauxval(AT_HWCAP);

	if (!(hwcap & HWCAP_ASIMD))
		return 0;
	return DAE_CPU_NEON | (hwcap & HWCAP_ASIMDDP ? DAE_CPU_DOTPROD : 0);
}
#else
static u32 simd_flags_of_cpu(void)
{
	return 0;
}
#endif

u32 player_simd_flags;

static void __attribute__((__constructor__)) init_simd_flags(void)
{
	player_simd_flags = simd_flags_of_cpu();
}

u32 daedalus_simd_flags(void)
{
	return player_simd_flags;
}

/* Vector registers belong to whoever runs. */
void daedalus_simd_run(void (*function)(void *argument), void *argument)
{
	function(argument);
}

FILE *player_trace;

static void trace_times(u32 ctx, u64 timestamp, u64 start, u64 ns)
{
	fprintf(player_trace, " ctx=%u timestamp=%llu start=%llu ns=%llu\n", ctx,
		(unsigned long long)timestamp, (unsigned long long)start, (unsigned long long)ns);
}

void trace_daedalus_task(unsigned int worker, const struct daedalus_task *task, u64 start, u64 ns)
{
	const struct daedalus_run *run = task->run;

	if (!player_trace)
		return;
	flockfile(player_trace);
	fprintf(player_trace, "daedalus_task: worker=%u stage=%s row=%u part=%u", worker,
		run->table->stage[task->stage].name, task->row, task->part);
	trace_times(run->ctx, run->timestamp, start, ns);
	funlockfile(player_trace);
}

/* As daedalus_job.c has it. */
int daedalus_job_fits(struct daedalus_job *job, const struct dae_frame_format *fmt)
{
	if (!dae_output_fits(&job->out, fmt))
		return -EINVAL;
	if (!job->second && (fmt->width < job->out.width || fmt->height < job->out.height))
		dae_output_grey(&job->out);
	return 0;
}

void daedalus_formats_set_stream(struct daedalus_ctx *ctx, const struct dae_frame_format *stream)
{
}

/* Nobody sets controls here. */
void daedalus_stats_refused(struct daedalus_ctx *ctx)
{
}

int player_init(struct player *player, const struct player_options *options)
{
	const u32 max_size = options->max_size ?: DAEDALUS_SIZE_MAX;

	*player = (struct player){
		.options = *options,
		.dev = { .max_width = max_size, .max_height = max_size },
		.random = options->seed,
	};
	player->workers = options->threads ?: options->seed ? DAEDALUS_WORKERS_MAX : PLAYER_WORKERS;
	if (options->sim)
		player->workers = simulation_workers(options->sim);
	player->options.in_flight = options->in_flight ?: DAEDALUS_JOBS;
	player->options.codecs = options->codecs ?: daedalus_codecs;
	init_waitqueue_head(&player->wait);
	player->scratch = kvmalloc(DAE_SCRATCH_BYTES, GFP_KERNEL);
	if (!player->scratch)
		return -ENOMEM;
	player->dev.sched = daedalus_sched_create(options->threads);
	if (IS_ERR(player->dev.sched)) {
		kvfree(player->scratch);
		return PTR_ERR(player->dev.sched);
	}
	if (!options->gpu)
		return 0;
	player->gpu = player_gpu_new(options);
	if (!player->gpu) {
		player_exit(player);
		return -ENOMEM;
	}
	return 0;
}

/* The job that is the nth to be done. */
static struct daedalus_job *job_nth(struct player_stream *s, unsigned int n)
{
	return &s->ctx.jobs[(s->ctx.oldest + n) % DAEDALUS_JOBS];
}

static struct player_request *job_request(const struct daedalus_job *job)
{
	struct player_stream *s = container_of(job->ctx, struct player_stream, ctx);

	return &s->request[job->index];
}

static void free_ctrls(struct player_stream *s)
{
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++) {
		kvfree(s->ctx.jobs[i].ctrls);
		s->ctx.jobs[i].ctrls = NULL;
	}
	kvfree(s->ctrls);
	s->ctrls = NULL;
}

static int alloc_ctrls(struct player_stream *s, u32 bytes)
{
	bool failed = false;
	unsigned int i;

	s->ctrls = kvzalloc(bytes, GFP_KERNEL);
	failed |= !s->ctrls;
	for (i = 0; i < DAEDALUS_JOBS; i++) {
		s->ctx.jobs[i].ctrls = kvzalloc(bytes, GFP_KERNEL);
		failed |= !s->ctx.jobs[i].ctrls;
	}
	if (!failed)
		return 0;
	free_ctrls(s);
	return -ENOMEM;
}

static void stream_stop(struct player_stream *s)
{
	if (!s->ctx.codec)
		return;
	s->ctx.codec->stop(&s->ctx);
	daedalus_frames_clear(&s->ctx.frames);
	free_ctrls(s);
	s->ctx.codec = NULL;
}

void player_exit(struct player *player)
{
	unsigned int i, j;

	player_drain(player);
	/* Workers may still be about to leave what told of the last job. */
	daedalus_sched_destroy(player->dev.sched);
	for (i = 0; i < player->num_streams; i++) {
		stream_stop(player->stream[i]);
		for (j = 0; j < DAEDALUS_JOBS; j++)
			free(player->stream[i]->picture[j].mem);
		player_gpu_stream_exit(player->stream[i]);
		free(player->stream[i]);
	}
	player_gpu_free(player->gpu);
	kvfree(player->scratch);
}

static struct player_stream *stream_find(struct player *player, u32 id)
{
	struct player_stream *s;
	unsigned int i;

	for (i = 0; i < player->num_streams; i++)
		if (player->stream[i]->ctx.id == id)
			return player->stream[i];
	/* Streams that have stopped make room. */
	for (i = 0; i < player->num_streams; i++) {
		s = player->stream[i];
		if (!s->ctx.codec) {
			s->ctx.id = id;
			return s;
		}
	}
	if (i == PLAYER_STREAMS_MAX)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	s->ctx.id = id;
	s->ctx.dev = &player->dev;
	spin_lock_init(&s->ctx.job_lock);
	player->stream[player->num_streams++] = s;
	return s;
}

static int stream_start(struct player_stream *s, const struct daedalus_codec_ops * const *codec,
			u32 fourcc)
{
	unsigned int i;
	int ret;

	stream_stop(s);
	s->incomplete = false;
	while (*codec && (*codec)->fourcc != fourcc)
		codec++;
	if (!*codec)
		return -EINVAL;
	for (i = 0; i < DAEDALUS_JOBS; i++)
		s->ctx.jobs[i] = (struct daedalus_job){ .ctx = &s->ctx, .index = i };
	s->ctx.oldest = 0;
	daedalus_stream_init(&s->ctx.runs);
	ret = alloc_ctrls(s, (*codec)->ctrls_bytes);
	if (ret)
		return ret;
	daedalus_frames_init(&s->ctx.frames);
	ret = (*codec)->start(&s->ctx);
	if (ret) {
		free_ctrls(s);
		return ret;
	}
	s->ctx.codec = *codec;
	return 0;
}

bool player_ctrl_fits(const struct daedalus_ctrl *desc, const struct recorded_ctrl *rec)
{
	if (desc->cfg.id != rec->id)
		return false;
	if (!desc->elem_bytes)
		return rec->bytes == desc->bytes;
	return rec->bytes <= desc->bytes && rec->bytes % desc->elem_bytes == 0;
}

/* What V4L2 does with a control: it asks the codec before it takes the value. */
static int apply_ctrl(struct player_stream *s, const struct recorded_ctrl *rec,
		      unsigned long *new_ctrls)
{
	const struct daedalus_codec_ops *codec = s->ctx.codec;
	unsigned int i;
	int ret;

	for (i = 0; i < codec->num_ctrls; i++) {
		const struct daedalus_ctrl *desc = &codec->ctrls[i];
		struct v4l2_ctrl ctrl = { .handler = &s->ctx.hdl, .id = rec->id };
		void *value;

		if (!rec->bytes || !player_ctrl_fits(desc, rec))
			continue;
		value = malloc(rec->bytes);
		if (!value)
			return -ENOMEM;
		memcpy(value, rec->value, rec->bytes);
		ctrl.p_new.p = value;
		ret = codec->try_ctrl(&s->ctx, &ctrl);
		if (!ret) {
			codec->stream_format(&ctrl, &s->ctx.stream);
			memcpy((u8 *)s->ctrls + desc->offset, value, rec->bytes);
			if (desc->elem_bytes)
				*(u32 *)((u8 *)s->ctrls + desc->count_offset) =
					rec->bytes / desc->elem_bytes;
			if (rec->in_request)
				*new_ctrls |= BIT(i);
		}
		free(value);
		return ret;
	}
	return 0;
}

/* The one with this fourcc that is for the stream, or NULL. */
static const struct daedalus_format *find_format(const struct daedalus_format *fmt, u32 fourcc,
						 const struct dae_frame_format *stream)
{
	for (; fmt->fourcc; fmt++)
		if (fmt->fourcc == fourcc &&
		    dae_output_suits(&fmt->out, stream->bit_depth, stream->chroma))
			return fmt;
	return NULL;
}

/* Memory of a CAPTURE buffer. What it has is kept if it has the right size. */
static int picture_alloc(struct player_picture *picture, size_t bytes)
{
	if (bytes == picture->bytes)
		return 0;
	free(picture->mem);
	picture->bytes = 0;
	picture->mem = calloc(1, bytes);
	if (!picture->mem)
		return -ENOMEM;
	picture->bytes = bytes;
	return 0;
}

/* The CAPTURE buffer; that of the job before if the request is a second field's. */
static int set_output(struct player_stream *s, struct daedalus_job *job,
		      const struct recorded_chunk *chunk)
{
	const u32 max = s->ctx.dev->max_width;
	const struct dae_frame_format *stream = &s->ctx.stream;
	const struct daedalus_format *fmt;
	struct player_picture *picture;
	struct dae_output out;
	size_t luma;
	u32 stride;
	int ret;

	job->out = (struct dae_output){};
	fmt = find_format(daedalus_formats, chunk->fourcc, stream) ?:
	      find_format(player_formats, chunk->fourcc, stream);
	if (!fmt || !chunk->width || !chunk->height || chunk->width > max ||
	    chunk->height > max)
		return -EINVAL;

	/*
	 * Padding is where errors can hide: there is only what half a sample of chroma needs.
	 * V3D wants rows of whole words.
	 */
	stride = dae_output_row_bytes(&fmt->out, 0, ALIGN(chunk->width, 2));
	if (container_of(s->ctx.dev, struct player, dev)->gpu)
		stride = ALIGN(stride, 4);
	dae_output_init(&out, &fmt->out, chunk->width, chunk->height, stride);
	luma = (size_t)stride * chunk->height;
	if (!job->second)
		s->newest = (s->newest + 1) % DAEDALUS_JOBS;
	picture = &s->picture[s->newest];
	ret = picture_alloc(picture, luma + (size_t)out.stride_bytes[1] *
					    dae_output_num_rows(&fmt->out, 1, chunk->height));
	if (ret)
		return ret;
	out.cpu_flags = daedalus_simd_flags();
	out.plane[0] = picture->mem;
	out.plane[1] = picture->mem + luma;
	job->out = out;
	return 0;
}

static u32 player_random(struct player *player, u32 below)
{
	player->random = player->random * 1664525 + 1013904223;
	return (player->random >> 16) % below;
}

/*
 * The scheduler's first choice, or in a random order one of the others, the same one for
 * a while: so some stages run as far ahead of others as they may.
 */
static bool take_task(struct player *player, struct daedalus_task *task)
{
	unsigned int skip;

	if (player->options.seed && !player_random(player, 16))
		player->skip = player_random(player, 16);
	for (skip = player->skip; skip; skip--)
		if (daedalus_sched_take(player->dev.sched, task, NULL, skip))
			return true;
	return daedalus_sched_take(player->dev.sched, task, NULL, 0);
}

/* The client stops. */
static void abort_requests(struct player_stream *s)
{
	unsigned int i;

	for (i = 0; i < s->ctx.num_jobs; i++) {
		struct daedalus_job *job = job_nth(s, i);

		if (job_request(job)->chunk.flags & DAEDALUS_REQUEST_ABORTED)
			WRITE_ONCE(job->abort, true);
	}
}

static u64 cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

u32 player_run_number(const struct daedalus_run *run)
{
	return job_request(container_of(run, struct daedalus_job, run))->number;
}

u64 player_run_task(struct player *player, const struct daedalus_task *task)
{
	struct daedalus_job *job = container_of(task->run, struct daedalus_job, run);
	struct player_request *request = job_request(job);
	const u64 start = cpu_ns();
	u64 ns;

	daedalus_sched_run(task, player->scratch);
	ns = cpu_ns() - start;
	player->stages = task->run->table;
	player->stage_ns[task->stage] += ns;
	if (request->abort_in && !--request->abort_in)
		abort_requests(container_of(job->ctx, struct player_stream, ctx));
	return ns;
}

/* What a worker does. */
static void run_task(struct player *player)
{
	struct daedalus_task task;
	u64 start, ns = 0;

	/* A job that is not over has something to do, or there is nobody to do it. */
	if (WARN_ON(!take_task(player, &task)))
		return;
	if (task.stage >= 0) {
		start = ktime_get_ns();
		ns = player_run_task(player, &task);
		trace_daedalus_task(0, &task, start, ktime_get_ns() - start);
	}
	daedalus_sched_end(player->dev.sched, &task, ns);
}

/* What a context's work has done since @start took that long, and @cpu of the processor. */
static void work_done(struct player *player, const struct daedalus_job *job,
		      enum simulation_step step, u64 start, u64 cpu)
{
	const u64 ns = ktime_get_ns() - start;

	if (player->options.sim)
		simulation_work(player, job, step, cpu_ns() - cpu);
	if (player->options.sim || !player_trace)
		return;
	flockfile(player_trace);
	fprintf(player_trace, "daedalus_work: step=%s", simulation_step_name(step));
	trace_times(job->run.ctx, job->timestamp, start, ns);
	funlockfile(player_trace);
}

/* Called with the scheduler's lock held. */
static void job_reached(struct daedalus_run *run)
{
	struct daedalus_job *job = container_of(run, struct daedalus_job, run);
	struct player *player = container_of(job->ctx->dev, struct player, dev);

	spin_lock(&job->ctx->job_lock);
	job->reached = true;
	wake_up(&player->wait);
	spin_unlock(&job->ctx->job_lock);
}

static void job_decoded(struct daedalus_run *run)
{
	struct daedalus_job *job = container_of(run, struct daedalus_job, run);
	struct player *player = container_of(job->ctx->dev, struct player, dev);

	spin_lock(&job->ctx->job_lock);
	job->decoded = true;
	wake_up(&player->wait);
	spin_unlock(&job->ctx->job_lock);
}

static int copy_ctrls(struct daedalus_job *job, const struct recorded_chunk *chunk)
{
	struct player_stream *s = container_of(job->ctx, struct player_stream, ctx);
	int ret = 0;
	u32 i;

	for (i = 0; i < chunk->num_ctrls && !ret; i++)
		ret = apply_ctrl(s, &chunk->ctrl[i], &job->new_ctrls);
	memcpy(job->ctrls, s->ctrls, s->ctx.codec->ctrls_bytes);
	return ret;
}

/* As many bytes as there are, so that reading more is seen. */
static int copy_bits(struct daedalus_job *job, const struct recorded_chunk *chunk)
{
	if (!chunk->bits_bytes || chunk->bits_bytes > DAEDALUS_CODED_SIZE_MAX)
		return -EINVAL;
	job->bits = malloc(chunk->bits_bytes + DAEDALUS_BITS_PADDING);
	if (!job->bits)
		return -ENOMEM;
	job->bits_bytes = chunk->bits_bytes;
	memcpy(job->bits, chunk->bits, chunk->bits_bytes);
	memset(job->bits + chunk->bits_bytes, 0, DAEDALUS_BITS_PADDING);
	return 0;
}

/* From a request to a job that can be submitted. */
static int job_prepare(struct player *player, struct player_stream *s,
		       struct daedalus_job *job, const struct recorded_chunk *chunk)
{
	int ctrl_error, ret;

	daedalus_job_begin(job, chunk->timestamp, player->workers);
	job->second = chunk->flags & DAEDALUS_REQUEST_SECOND;
	job->new_ctrls = 0;

	/* The format may be for the depth of an earlier SPS, or of none. */
	ctrl_error = copy_ctrls(job, chunk);
	ret = set_output(s, job, chunk) ?: ctrl_error;
	if (ret)
		return ret;
	ret = copy_bits(job, chunk);
	if (ret)
		return ret;

	ret = s->ctx.codec->prepare(job);
	job->prepared = !ret;
	if (!ret && player->gpu)
		player_gpu_begin(player, job);
	return ret;
}

static int job_start(struct player *player, struct player_stream *s, struct daedalus_job *job,
		     const struct recorded_chunk *chunk)
{
	const u64 start = ktime_get_ns(), cpu = cpu_ns();
	int ret;

	job->run.ctx = s->ctx.id;
	ret = job_prepare(player, s, job, chunk);
	work_done(player, job, SIMULATION_PREPARE, start, cpu);
	if (!ret)
		daedalus_job_submit(job, job_reached, job_decoded);
	return ret;
}

static void job_parsed(struct player *player, struct daedalus_job *job)
{
	const struct daedalus_codec_ops *codec = job->ctx->codec;
	const u64 start = ktime_get_ns(), cpu = cpu_ns();

	if (job->prepared && !READ_ONCE(job->abort) && codec->parsed) {
		codec->parsed(job);
		work_done(player, job, SIMULATION_PARSED, start, cpu);
	}
	job->parsed = true;
}

static void job_finish(struct player *player, struct daedalus_job *job)
{
	struct player_request *request = job_request(job);
	struct player_stream *s = container_of(job->ctx, struct player_stream, ctx);
	struct player_result result;
	u64 start, cpu;

	if (request->chunk.flags & DAEDALUS_REQUEST_ABORTED)
		job->abort = true;
	/* What was known of it by then is known to nobody. */
	if (job->abort && job->ahead != DAEDALUS_AHEAD_NEVER)
		s->incomplete = true;
	if (!job->parsed)
		job_parsed(player, job);
	start = ktime_get_ns();
	cpu = cpu_ns();
	if (job->prepared) {
		s->ctx.codec->finish(job);
		work_done(player, job, SIMULATION_FINISH, start, cpu);
	}
	if (job->result && job->out.plane[0] && !job->second)
		dae_output_grey(&job->out);
	free(job->bits);
	job->bits = NULL;

	result = (struct player_result){
		.error = job->result,
		.damaged = daedalus_job_damaged(job),
		.incomplete = request->incomplete,
		.chunk = &request->chunk,
		.job = job,
	};
	if (player->options.done)
		player->options.done(player->options.done_ctx, &result);
	s->ctx.num_jobs--;
	if (s->ctx.num_jobs)
		s->ctx.oldest = (s->ctx.oldest + 1) % DAEDALUS_JOBS;
}

/* A job that is past the point where the next one may start, or NULL. */
static struct daedalus_job *find_reached(struct player_stream *s)
{
	struct daedalus_job *job;
	unsigned int i;

	for (i = 0; i < s->ctx.num_jobs; i++) {
		job = job_nth(s, i);
		if (job->reached && !job->parsed)
			return job;
	}
	return NULL;
}

/* Do one thing for a stream, as its work does; false if there is none. */
static bool stream_step(struct player *player, struct player_stream *s)
{
	struct daedalus_job *reached, *decoded = NULL;

	spin_lock(&s->ctx.job_lock);
	reached = find_reached(s);
	if (!reached && s->ctx.num_jobs && job_nth(s, 0)->decoded)
		decoded = job_nth(s, 0);
	spin_unlock(&s->ctx.job_lock);

	if (reached)
		job_parsed(player, reached);
	else if (decoded)
		job_finish(player, decoded);
	return reached || decoded;
}

/* As the driver does before it takes another request. */
static void do_steps(struct player *player, struct player_stream *s)
{
	while (stream_step(player, s))
		;
}

static bool any_step(struct player *player)
{
	unsigned int i;

	if (player->gpu && player_gpu_step(player))
		return true;
	for (i = 0; i < player->num_streams; i++)
		if (stream_step(player, player->stream[i]))
			return true;
	return false;
}

/* Do one thing for any stream, or let a worker do one. */
static void advance(struct player *player)
{
	if (player->options.threads)
		wait_event(player->wait, any_step(player));
	else if (any_step(player))
		return;
	else if (player->options.sim)
		simulation_next(player);
	else
		run_task(player);
}

static void wait_for_idle(struct player *player, struct player_stream *s)
{
	abort_requests(s);
	while (s->ctx.num_jobs)
		advance(player);
}

/* May a request be decoded while those before it are? */
static bool may_start(const struct player *player, struct player_stream *s,
		      const struct recorded_chunk *chunk)
{
	struct daedalus_job *newest;

	if (!s->ctx.num_jobs)
		return true;
	if (s->ctx.num_jobs >= player->options.in_flight)
		return false;

	newest = job_nth(s, s->ctx.num_jobs - 1);
	if (job_request(newest)->chunk.flags & ~chunk->flags & DAEDALUS_REQUEST_ABORTED)
		return false;

	/* Buffers are held for a second field only, which waits for the first. */
	return newest->parsed && !(chunk->flags & DAEDALUS_REQUEST_SECOND) &&
	       newest->timestamp != chunk->timestamp;
}

static void decode(struct player *player, struct player_stream *s,
		   const struct recorded_chunk *chunk)
{
	const bool aborted = chunk->flags & DAEDALUS_REQUEST_ABORTED;
	struct player_request *request;
	struct daedalus_job *job;

	/* A client that stops loses all that it has queued. */
	if (!aborted)
		abort_requests(s);
	/* Random orders are also those of a client that is late. */
	if (player->options.seed && !player_random(player, 4))
		wait_for_idle(player, s);
	do_steps(player, s);
	while (!may_start(player, s, chunk)) {
		advance(player);
		do_steps(player, s);
	}

	job = job_nth(s, s->ctx.num_jobs);
	job->before = s->ctx.num_jobs ? job_nth(s, s->ctx.num_jobs - 1) : NULL;
	job->reached = false;
	job->decoded = false;
	job->abort = false;
	job->parsed = false;
	s->ctx.num_jobs++;
	request = job_request(job);
	request->chunk = *chunk;
	request->number = ++player->num_requests;
	request->incomplete = s->incomplete;
	request->abort_in = aborted ? 1 + chunk->bits_bytes % 64 : 0;

	job->result = job_start(player, s, job, chunk);
	if (job->result || job->ahead == DAEDALUS_AHEAD_AT_ONCE)
		job_parsed(player, job);
	if (job->result)
		job_decoded(&job->run);
}

void player_drain(struct player *player)
{
	unsigned int i;

	for (i = 0; i < player->num_streams; i++)
		wait_for_idle(player, player->stream[i]);
}

/* Chunks of one stream are missing, or of any. */
static void mark_incomplete(struct player *player, u32 id)
{
	unsigned int i;

	for (i = 0; i < player->num_streams; i++)
		if (!id || player->stream[i]->ctx.id == id)
			player->stream[i]->incomplete = true;
}

bool player_chunk(struct player *player, const struct recorded_chunk *chunk)
{
	struct player_stream *s;

	switch (chunk->type) {
	case DAEDALUS_CHUNK_START:
		s = stream_find(player, chunk->stream);
		if (s) {
			wait_for_idle(player, s);
			stream_start(s, player->options.codecs, chunk->fourcc);
		}
		return false;
	case DAEDALUS_CHUNK_STOP:
		s = stream_find(player, chunk->stream);
		if (s) {
			wait_for_idle(player, s);
			stream_stop(s);
		}
		return false;
	case DAEDALUS_CHUNK_REQUEST:
		s = stream_find(player, chunk->stream);
		if (!s || !s->ctx.codec) {
			player->left_out++;
			return false;
		}
		decode(player, s, chunk);
		return true;
	case DAEDALUS_CHUNK_DROPPED:
		mark_incomplete(player, chunk->stream);
		return false;
	default:
		return false;
	}
}
