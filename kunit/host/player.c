// SPDX-License-Identifier: GPL-2.0
/* Decodes recorded requests, see player.h. */
#include <shim/kernel.h>

#include <time.h>

#include "daedalus_record_format.h"
#include "daedalus_simd.h"
#include "player.h"

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

/* There are none but those in C. */
u32 player_simd_flags;

u32 daedalus_simd_flags(void)
{
	return player_simd_flags;
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

int player_init(struct player *player, const struct player_options *options)
{
	const u32 max_size = options->max_size ?: DAEDALUS_SIZE_MAX;

	*player = (struct player){
		.options = *options,
		.dev = { .max_width = max_size, .max_height = max_size },
		.random = options->seed,
	};
	player->scratch = kvmalloc(DAE_SCRATCH_BYTES, GFP_KERNEL);
	if (!player->scratch)
		return -ENOMEM;
	player->dev.sched = daedalus_sched_create(options->threads);
	if (IS_ERR(player->dev.sched)) {
		kvfree(player->scratch);
		return PTR_ERR(player->dev.sched);
	}
	return 0;
}

static void stream_stop(struct player_stream *s)
{
	if (!s->ctx.codec)
		return;
	s->ctx.codec->stop(&s->ctx);
	daedalus_frames_clear(&s->ctx.frames);
	kvfree(s->ctx.jobs[0].ctrls);
	s->ctx.jobs[0].ctrls = NULL;
	s->ctx.codec = NULL;
}

void player_exit(struct player *player)
{
	unsigned int i;

	for (i = 0; i < player->num_streams; i++) {
		stream_stop(player->stream[i]);
		free(player->stream[i]->picture);
		free(player->stream[i]);
	}
	daedalus_sched_destroy(player->dev.sched);
	kvfree(player->scratch);
}

static struct player_stream *stream_find(struct player *player, u32 id)
{
	struct player_stream *s;
	unsigned int i;

	for (i = 0; i < player->num_streams; i++)
		if (player->stream[i]->id == id)
			return player->stream[i];
	/* Streams that have stopped make room. */
	for (i = 0; i < player->num_streams; i++) {
		s = player->stream[i];
		if (!s->ctx.codec) {
			s->id = id;
			return s;
		}
	}
	if (i == PLAYER_STREAMS_MAX)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	s->id = id;
	s->ctx.dev = &player->dev;
	player->stream[player->num_streams++] = s;
	return s;
}

static int stream_start(struct player_stream *s, u32 fourcc)
{
	const struct daedalus_codec_ops * const *codec;
	int ret;

	stream_stop(s);
	s->incomplete = false;
	for (codec = daedalus_codecs; *codec && (*codec)->fourcc != fourcc;)
		codec++;
	if (!*codec)
		return -EINVAL;
	s->ctx.jobs[0] = (struct daedalus_job){ .ctx = &s->ctx };
	daedalus_stream_init(&s->ctx.runs);
	s->ctx.jobs[0].ctrls = kvzalloc((*codec)->ctrls_bytes, GFP_KERNEL);
	if (!s->ctx.jobs[0].ctrls)
		return -ENOMEM;
	daedalus_frames_init(&s->ctx.frames);
	ret = (*codec)->start(&s->ctx);
	if (ret) {
		kvfree(s->ctx.jobs[0].ctrls);
		s->ctx.jobs[0].ctrls = NULL;
		return ret;
	}
	s->ctx.codec = *codec;
	return 0;
}

/* Is it a value of the control? Of a dynamic array, any number of elements. */
static bool ctrl_fits(const struct daedalus_ctrl *desc, const struct recorded_ctrl *rec)
{
	if (desc->cfg.id != rec->id || !rec->bytes)
		return false;
	if (!desc->elem_bytes)
		return desc->bytes == rec->bytes;
	return rec->bytes <= desc->bytes && rec->bytes % desc->elem_bytes == 0;
}

/* What V4L2 does with a control: it asks the codec before it takes the value. */
static int apply_ctrl(struct player_stream *s, const struct recorded_ctrl *rec)
{
	const struct daedalus_codec_ops *codec = s->ctx.codec;
	unsigned int i;
	int ret;

	for (i = 0; i < codec->num_ctrls; i++) {
		const struct daedalus_ctrl *desc = &codec->ctrls[i];
		struct v4l2_ctrl ctrl = { .handler = &s->ctx.hdl, .id = rec->id };
		void *value;

		if (!ctrl_fits(desc, rec))
			continue;
		value = malloc(rec->bytes);
		if (!value)
			return -ENOMEM;
		memcpy(value, rec->value, rec->bytes);
		ctrl.p_new.p = value;
		ret = codec->try_ctrl(&s->ctx, &ctrl);
		if (!ret) {
			codec->stream_format(&ctrl, &s->ctx.stream);
			memcpy((u8 *)s->ctx.jobs[0].ctrls + desc->offset, value, rec->bytes);
			if (desc->elem_bytes)
				*(u32 *)((u8 *)s->ctx.jobs[0].ctrls + desc->count_offset) =
					rec->bytes / desc->elem_bytes;
			if (rec->in_request)
				s->ctx.jobs[0].new_ctrls |= BIT(i);
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

/* The CAPTURE buffer; its content stays if the request is a second field's. */
static int set_output(struct player_stream *s, const struct recorded_chunk *chunk)
{
	const u32 max = s->ctx.dev->max_width;
	const struct dae_frame_format *stream = &s->ctx.stream;
	const struct daedalus_format *fmt;
	struct dae_output *out = &s->ctx.jobs[0].out;
	size_t luma, bytes;
	u32 stride;

	fmt = find_format(daedalus_formats, chunk->fourcc, stream) ?:
	      find_format(player_formats, chunk->fourcc, stream);
	if (!fmt || !chunk->width || !chunk->height || chunk->width > max ||
	    chunk->height > max)
		return -EINVAL;

	/* Padding is where errors can hide: there is only what half a sample of chroma needs. */
	stride = dae_output_row_bytes(&fmt->out, 0, ALIGN(chunk->width, 2));
	dae_output_init(out, &fmt->out, chunk->width, chunk->height, stride);
	luma = (size_t)stride * chunk->height;
	bytes = luma + (size_t)out->stride_bytes[1] *
		       dae_output_num_rows(&fmt->out, 1, chunk->height);
	if (bytes != s->picture_bytes) {
		free(s->picture);
		s->picture_bytes = 0;
		s->picture = malloc(bytes);
		if (!s->picture)
			return -ENOMEM;
		s->picture_bytes = bytes;
		memset(s->picture, 0, bytes);
	}
	out->plane[0] = s->picture;
	out->plane[1] = s->picture + luma;
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
		if (daedalus_sched_take(player->dev.sched, task, skip))
			return true;
	return daedalus_sched_take(player->dev.sched, task, 0);
}

/* In this thread. */
static void run_inline(struct player *player)
{
	struct daedalus_task task;
	u64 start, ns;

	while (take_task(player, &task)) {
		start = ktime_get_ns();
		daedalus_sched_run(&task, player->scratch);
		ns = ktime_get_ns() - start;
		if (task.stage >= 0) {
			player->stages = task.run->table;
			player->stage_ns[task.stage] += ns;
		}
		daedalus_sched_end(player->dev.sched, &task, ns);
	}
}

/**
 * struct player_run - a run to wait for
 * @run: for the scheduler
 * @over: completed by it
 */
struct player_run {
	struct daedalus_run run;
	struct completion over;
};

static void run_done(struct daedalus_run *run)
{
	complete(&container_of(run, struct player_run, run)->over);
}

static void run_stages(struct player *player, struct daedalus_job *job)
{
	struct player_run r = {
		.run = {
			.table = job->ctx->codec->stages,
			.num_rows = job->num_rows,
			.frame = job->stage_ctx,
			.abort = &job->abort,
			.watch = -1,
			.done = run_done,
		},
	};

	init_completion(&r.over);
	daedalus_sched_submit(player->dev.sched, &job->ctx->runs, &r.run);
	if (!player->options.threads)
		run_inline(player);
	wait_for_completion(&r.over);
}

static int decode(struct player *player, struct player_stream *s,
		  const struct recorded_chunk *chunk)
{
	struct daedalus_job *job = &s->ctx.jobs[0];
	int ctrl_error = 0, ret;
	u32 i;

	job->timestamp = chunk->timestamp;
	job->second = chunk->flags & DAEDALUS_REQUEST_SECOND;
	job->abort = false;
	job->damaged = false;
	job->new_ctrls = 0;

	/* The format may be for the depth of an earlier SPS, or of none. */
	for (i = 0; i < chunk->num_ctrls && !ctrl_error; i++)
		ctrl_error = apply_ctrl(s, &chunk->ctrl[i]);
	ret = set_output(s, chunk);
	if (ret || ctrl_error)
		return ret ?: ctrl_error;
	if (!chunk->bits_bytes || chunk->bits_bytes > DAEDALUS_CODED_SIZE_MAX)
		return -EINVAL;
	job->bits_bytes = chunk->bits_bytes;
	job->bits = malloc(chunk->bits_bytes + DAEDALUS_BITS_PADDING);
	if (!job->bits)
		return -ENOMEM;
	memcpy(job->bits, chunk->bits, chunk->bits_bytes);
	memset(job->bits + chunk->bits_bytes, 0, DAEDALUS_BITS_PADDING);

	ret = s->ctx.codec->prepare(job);
	if (!ret) {
		/* Nobody knows how far an aborted one had come. */
		if (chunk->flags & DAEDALUS_REQUEST_ABORTED)
			job->abort = true;
		else
			run_stages(player, job);
		if (!job->abort && s->ctx.codec->parsed)
			s->ctx.codec->parsed(job);
		s->ctx.codec->finish(job);
	} else if (!job->second) {
		dae_output_grey(&job->out);
	}
	free(job->bits);
	job->bits = NULL;
	return ret;
}

/* Chunks of one stream are missing, or of any. */
static void mark_incomplete(struct player *player, u32 id)
{
	unsigned int i;

	for (i = 0; i < player->num_streams; i++)
		if (!id || player->stream[i]->id == id)
			player->stream[i]->incomplete = true;
}

bool player_chunk(struct player *player, const struct recorded_chunk *chunk,
		  struct player_result *result)
{
	struct player_stream *s;

	switch (chunk->type) {
	case DAEDALUS_CHUNK_START:
		s = stream_find(player, chunk->stream);
		if (s)
			stream_start(s, chunk->fourcc);
		return false;
	case DAEDALUS_CHUNK_STOP:
		s = stream_find(player, chunk->stream);
		if (s)
			stream_stop(s);
		return false;
	case DAEDALUS_CHUNK_REQUEST:
		s = stream_find(player, chunk->stream);
		if (!s || !s->ctx.codec) {
			player->left_out++;
			return false;
		}
		result->error = decode(player, s, chunk);
		result->damaged = s->ctx.jobs[0].damaged;
		result->incomplete = s->incomplete;
		result->job = &s->ctx.jobs[0];
		return true;
	case DAEDALUS_CHUNK_DROPPED:
		mark_incomplete(player, chunk->stream);
		return false;
	default:
		return false;
	}
}
