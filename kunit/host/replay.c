// SPDX-License-Identifier: GPL-2.0
/*
 * dae-replay: decodes recorded requests in user space.
 *
 * Compares every picture with the md5 it had in the kernel, if recorded.
 */
#include <shim/kernel.h>

#include <getopt.h>
#include <md5.h>
#include <sys/stat.h>
#include <time.h>

#include "core/av1/av1_pic.h"
#include "player.h"
#include "player_gpu.h"
#include "simulate.h"

static const char usage[] =
	"Usage: dae-replay [options] RECORDING...\n"
	"  --md5             print the md5 of each picture\n"
	"  --planes FILE     write the pictures to FILE, luma then chroma, without padding\n"
	"  --threads N       decode with the scheduler and N workers; 0 (default): without\n"
	"  --in-flight N     requests of a stream decoded at the same time: 1 or 2 (default)\n"
	"  --order SEED      without threads: run the rows of all stages in a random order\n"
	"  --simulate N[,N]  count the time that N workers would take, for each N, and what\n"
	"                    they would wait for; with --loop from the least time of each task\n"
	"  --gpu             let a model of V3D do what it can; tell how often it did\n"
	"  --gpu-fail N      the same, but each Nth time it fails\n"
	"  --trace FILE      write who did which task when to FILE, for scripts/timeline; of the\n"
	"                    last time that a recording is decoded\n"
	"  --loop N          decode each recording N times\n"
	"  --frames N        stop after N pictures of each recording\n"
	"  --cpu-flags SET   none or neon: sample operations to use (default: the best)\n"
	"  --stages          print the share of each stage in the time\n"
	"  --memory          print what was allocated: bytes in all, most at a time\n"
	"  --no-verify       do not compare with the recorded md5\n"
	"  --quiet           print only what is wrong\n"
	"  --tail            print how many bits each AV1 frame's last tile leaves, and if the\n"
	"                    frame is damaged\n"
	"Exit status: 0 if all is as recorded, 1 if not, 2 for an error.\n";

/* Most numbers of workers to simulate. */
#define REPLAY_WORKERS_MAX	8

/**
 * struct replay_options - the command line
 * @player: how to decode
 * @md5: print md5
 * @verify: compare md5
 * @quiet: print only what is wrong
 * @tail: print how many bits tiles leave
 * @memory: print what was allocated
 * @loops: times
 * @frames: most pictures
 * @planes: where to write pictures, or NULL
 * @workers: numbers of workers to simulate
 * @num_workers: valid entries of @workers
 * @trace: where to write what workers did, or NULL
 */
struct replay_options {
	struct player_options player;
	bool md5;
	bool verify;
	bool quiet;
	bool tail;
	bool memory;
	bool stages;
	unsigned long loops;
	unsigned long frames;
	FILE *planes;
	unsigned int workers[REPLAY_WORKERS_MAX];
	unsigned int num_workers;
	FILE *trace;
};

/**
 * struct replay_stats - what came out of a recording
 * @pictures: requests decoded without error
 * @refused: requests with an error
 * @damaged: pictures that are not what the stream says
 * @verified: pictures with the recorded md5
 * @mismatches: pictures with another one, or with another error
 * @left_out: requests that were not decoded: the player has no stream for them
 */
struct replay_stats {
	unsigned long pictures;
	unsigned long refused;
	unsigned long damaged;
	unsigned long verified;
	unsigned long mismatches;
	unsigned long left_out;
};

/**
 * struct replay_pass - one pass through a recording
 * @opt: the command line
 * @stats: counted so far
 * @sim: workers, NULL if they are not simulated
 * @report: print what @opt wants to know of it
 * @trace: where to write what workers did, or NULL
 */
struct replay_pass {
	const struct replay_options *opt;
	struct replay_stats *stats;
	struct simulation *sim;
	bool report;
	FILE *trace;
};

/* Calls @fn for all rows of a picture: those of luma, then those of chroma. */
static void for_rows(const struct dae_output *out, void (*fn)(void *ctx, const void *row, size_t n),
		     void *ctx)
{
	unsigned int plane;
	u32 bytes, y;

	for (plane = 0; plane < DAE_OUTPUT_PLANES; plane++) {
		bytes = dae_output_row_bytes(out->fmt, plane, out->width);
		for (y = 0; y < dae_output_num_rows(out->fmt, plane, out->height); y++)
			fn(ctx, out->plane[plane] + (size_t)y * out->stride_bytes[plane], bytes);
	}
}

static void md5_row(void *ctx, const void *row, size_t n)
{
	MD5Update(ctx, row, n);
}

static void write_row(void *ctx, const void *row, size_t n)
{
	fwrite(row, 1, n, ctx);
}

static void print_md5(const u8 *md5)
{
	unsigned int i;

	for (i = 0; i < 16; i++)
		printf("%02x", md5[i]);
}

/* Must the result be the recorded one? */
static bool is_comparable(const struct replay_options *opt, const struct player_result *result)
{
	return opt->verify && !result->incomplete &&
	       !(result->chunk->flags & DAEDALUS_REQUEST_ABORTED);
}

/* Is the picture the recorded one? */
static void check_picture(const struct replay_options *opt, const struct player_result *result,
			  struct replay_stats *stats)
{
	const struct recorded_chunk *chunk = result->chunk;
	const bool comparable = is_comparable(opt, result) && chunk->flags & DAEDALUS_REQUEST_MD5;
	u8 md5[16];
	MD5_CTX ctx;

	if (!comparable && !opt->md5)
		return;
	MD5Init(&ctx);
	for_rows(&result->job->out, md5_row, &ctx);
	MD5Final(md5, &ctx);
	if (opt->md5) {
		printf("%llu ", (unsigned long long)chunk->timestamp);
		print_md5(md5);
		putchar('\n');
	}
	if (!comparable)
		return;
	if (!memcmp(md5, chunk->md5, sizeof(md5))) {
		stats->verified++;
	} else if (!stats->mismatches++) {
		printf("# request %lu at %zu: ", stats->pictures + stats->refused, chunk->offset);
		print_md5(md5);
		printf(", recorded ");
		print_md5(chunk->md5);
		putchar('\n');
	}
}

/* For those who make streams: where the data of the tile must end. */
static void print_tail(const struct player_result *result)
{
	const struct daedalus_job *job = result->job;
	const struct av1_pic *pic = job->stage_ctx;

	if (job->ctx->codec != &daedalus_av1_ops || result->error)
		return;
	printf("tail %lld %d\n",
	       (long long)av1_symbol_max_bits(&pic->tiles[pic->params.tile_cols - 1].sym),
	       result->damaged);
}

/* Called by the player for each request. */
static void check_result(void *ctx, const struct player_result *result)
{
	const struct replay_pass *pass = ctx;
	const struct replay_options *opt = pass->opt;
	const struct recorded_chunk *chunk = result->chunk;
	struct replay_stats *stats = pass->stats;

	if (is_comparable(opt, result) &&
	    (chunk->err != (u32)-result->error ||
	     !!(chunk->flags & DAEDALUS_REQUEST_DAMAGED) != result->damaged)) {
		if (!stats->mismatches++)
			printf("# request %lu at %zu: error %d, damaged %d; recorded %u, %d\n",
			       stats->pictures + stats->refused, chunk->offset, -result->error,
			       result->damaged, chunk->err,
			       !!(chunk->flags & DAEDALUS_REQUEST_DAMAGED));
	}
	if (opt->tail)
		print_tail(result);
	if (result->job->out.plane[0])
		check_picture(opt, result, stats);
	if (opt->planes && !result->error)
		for_rows(&result->job->out, write_row, opt->planes);
	stats->pictures += !result->error;
	stats->refused += !!result->error;
	stats->damaged += result->damaged;
}

static void print_stages(const struct player *player)
{
	const struct dae_stage_table *table = player->stages;
	u64 sum = 0;
	unsigned int i;

	if (!table)
		return;
	for (i = 0; i < table->num_stages; i++)
		sum += player->stage_ns[i];
	for (i = 0; i < table->num_stages && sum; i++)
		printf("# %-8s %5.1f %% %9.3f ms\n", table->stage[i].name,
		       100.0 * player->stage_ns[i] / sum, player->stage_ns[i] / 1e6);
}

/* What the model complains of counts as a mismatch. */
static void check_gpu(const struct replay_pass *pass, const struct player *player)
{
	const struct player_gpu_stats *stats = player_gpu_stats(player->gpu);

	pass->stats->mismatches += stats->reports;
	if (pass->report && !pass->opt->quiet)
		printf("# V3D did %llu stages in %.3f ms, %llu of them were made to fail\n",
		       (unsigned long long)stats->done, stats->ns / 1e6,
		       (unsigned long long)stats->failed);
}

/* Decodes a recording once. */
static bool replay_once(struct replay_pass *pass, const void *data, size_t size,
			const char **error)
{
	struct player_options options = pass->opt->player;
	struct recorded_chunk chunk;
	unsigned long requests = 0;
	struct player player;
	struct recording rec;

	player_trace = pass->sim ? NULL : pass->trace;
	options.sim = pass->sim;
	options.done = check_result;
	options.done_ctx = pass;
	if (player_init(&player, &options)) {
		fprintf(stderr, "no memory\n");
		exit(2);
	}
	recording_init(&rec, data, size);
	while (requests < pass->opt->frames && recording_next(&rec, &chunk))
		requests += player_chunk(&player, &chunk);
	player_drain(&player);
	pass->stats->left_out = player.left_out;
	if (pass->report && pass->opt->stages)
		print_stages(&player);
	if (pass->report && pass->sim)
		simulation_print(&player, pass->trace);
	if (player.gpu)
		check_gpu(pass, &player);
	player_exit(&player);
	*error = rec.error;
	return !rec.error;
}

static u8 *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	struct stat st;
	u8 *data;

	if (!file || fstat(fileno(file), &st) || st.st_size < 0) {
		perror(path);
		exit(2);
	}
	data = malloc(st.st_size + 1);
	if (!data || fread(data, 1, st.st_size, file) != (size_t)st.st_size) {
		perror(path);
		exit(2);
	}
	fclose(file);
	*size = st.st_size;
	return data;
}

/* Decodes a recording as often as it shall be, and once more for each number of workers. */
static bool replay_all(const struct replay_options *opt, const void *data, size_t size,
		       struct replay_stats *stats, const char **error)
{
	const unsigned long loops = opt->loops + max(opt->num_workers, 1u) - 1;
	struct replay_pass pass = { .opt = opt, .stats = stats };
	struct durations durations = {};
	unsigned long loop, n;
	bool ok = true;

	for (loop = 0; loop < loops && ok; loop++) {
		*stats = (struct replay_stats){};
		n = loop < opt->loops ? 0 : loop - opt->loops + 1;
		if (opt->num_workers)
			pass.sim = simulation_create(opt->workers[n], &durations);
		pass.report = loop + 1 >= opt->loops;
		pass.trace = loop + 1 == loops ? opt->trace : NULL;
		ok = replay_once(&pass, data, size, error);
		simulation_free(pass.sim);
	}
	durations_free(&durations);
	return ok;
}

/* Whether all was as recorded. */
static bool replay_file(const struct replay_options *opt, const char *path)
{
	struct replay_stats stats = {};
	const char *error = NULL;
	struct timespec a, b;
	size_t size;
	u8 *data;
	bool ok;

	data = read_file(path, &size);
	clock_gettime(CLOCK_MONOTONIC, &a);
	ok = replay_all(opt, data, size, &stats, &error);
	clock_gettime(CLOCK_MONOTONIC, &b);
	free(data);

	if (opt->memory) {
		size_t total, peak;

		shim_memory(&total, &peak);
		printf("# memory   %zu bytes allocated, %zu at most\n", total, peak);
	}
	ok = ok && !stats.mismatches;
	if (!opt->quiet || !ok)
		printf("%s %s: %lu done, %lu refused, %lu damaged, %lu same, %.3f s\n",
		       ok ? "PASS" : "FAIL", path, stats.pictures, stats.refused, stats.damaged,
		       stats.verified, b.tv_sec - a.tv_sec + (b.tv_nsec - a.tv_nsec) / 1e9);
	if (stats.left_out)
		printf("# %s: %lu requests of too many streams left out\n", path, stats.left_out);
	if (error)
		printf("# %s: %s\n", path, error);
	fflush(stdout);
	return ok;
}

enum {
	OPT_MD5 = 256,
	OPT_PLANES,
	OPT_THREADS,
	OPT_IN_FLIGHT,
	OPT_SIMULATE,
	OPT_GPU,
	OPT_GPU_FAIL,
	OPT_TRACE,
	OPT_LOOP,
	OPT_FRAMES,
	OPT_CPU_FLAGS,
	OPT_STAGES,
	OPT_ORDER,
	OPT_MEMORY,
	OPT_NO_VERIFY,
	OPT_QUIET,
	OPT_TAIL,
	OPT_HELP,
};

static const struct option long_options[] = {
	{ "md5", no_argument, NULL, OPT_MD5 },
	{ "planes", required_argument, NULL, OPT_PLANES },
	{ "threads", required_argument, NULL, OPT_THREADS },
	{ "in-flight", required_argument, NULL, OPT_IN_FLIGHT },
	{ "simulate", required_argument, NULL, OPT_SIMULATE },
	{ "gpu", no_argument, NULL, OPT_GPU },
	{ "gpu-fail", required_argument, NULL, OPT_GPU_FAIL },
	{ "trace", required_argument, NULL, OPT_TRACE },
	{ "loop", required_argument, NULL, OPT_LOOP },
	{ "frames", required_argument, NULL, OPT_FRAMES },
	{ "cpu-flags", required_argument, NULL, OPT_CPU_FLAGS },
	{ "stages", no_argument, NULL, OPT_STAGES },
	{ "order", required_argument, NULL, OPT_ORDER },
	{ "memory", no_argument, NULL, OPT_MEMORY },
	{ "no-verify", no_argument, NULL, OPT_NO_VERIFY },
	{ "quiet", no_argument, NULL, OPT_QUIET },
	{ "tail", no_argument, NULL, OPT_TAIL },
	{ "help", no_argument, NULL, OPT_HELP },
	{ }
};

static void set_cpu_flags(const char *set)
{
	if (!strcmp(set, "none")) {
		player_simd_flags = 0;
	} else if (!strcmp(set, "neon")) {
		if (!player_simd_flags) {
			fprintf(stderr, "there are no NEON operations in this build\n");
			exit(2);
		}
	} else {
		fputs(usage, stderr);
		exit(2);
	}
}

static FILE *open_output(const char *path)
{
	FILE *file = fopen(path, "wb");

	if (!file) {
		perror(path);
		exit(2);
	}
	return file;
}

static void close_output(FILE *file, const char *what)
{
	if (file && fclose(file)) {
		perror(what);
		exit(2);
	}
}

static void set_workers(struct replay_options *opt, const char *list)
{
	char *end;

	for (opt->num_workers = 0; opt->num_workers < REPLAY_WORKERS_MAX; list = end + 1) {
		const unsigned long n = strtoul(list, &end, 0);

		if (n < 1 || n > DAEDALUS_WORKERS_MAX)
			break;
		opt->workers[opt->num_workers++] = n;
		if (!*end)
			return;
		if (*end != ',')
			break;
	}
	fputs(usage, stderr);
	exit(2);
}

static void set_option(struct replay_options *opt, int c)
{
	switch (c) {
	case OPT_MD5:
		opt->md5 = true;
		break;
	case OPT_PLANES:
		opt->planes = open_output(optarg);
		break;
	case OPT_THREADS:
		opt->player.threads = min(strtoul(optarg, NULL, 0), 64ul);
		break;
	case OPT_IN_FLIGHT:
		opt->player.in_flight = strtoul(optarg, NULL, 0);
		if (opt->player.in_flight < 1 || opt->player.in_flight > DAEDALUS_JOBS) {
			fputs(usage, stderr);
			exit(2);
		}
		break;
	case OPT_SIMULATE:
		set_workers(opt, optarg);
		break;
	case OPT_GPU_FAIL:
		opt->player.gpu_fail_each = strtoul(optarg, NULL, 0);
		fallthrough;
	case OPT_GPU:
		opt->player.gpu = true;
		break;
	case OPT_TRACE:
		opt->trace = open_output(optarg);
		break;
	case OPT_LOOP:
		opt->loops = strtoul(optarg, NULL, 0);
		break;
	case OPT_FRAMES:
		opt->frames = strtoul(optarg, NULL, 0);
		break;
	case OPT_CPU_FLAGS:
		set_cpu_flags(optarg);
		break;
	case OPT_STAGES:
		opt->stages = true;
		break;
	case OPT_ORDER:
		opt->player.seed = strtoul(optarg, NULL, 0);
		break;
	case OPT_MEMORY:
		opt->memory = true;
		break;
	case OPT_NO_VERIFY:
		opt->verify = false;
		break;
	case OPT_QUIET:
		opt->quiet = true;
		break;
	case OPT_TAIL:
		opt->tail = true;
		break;
	default:
		fputs(usage, c == OPT_HELP ? stdout : stderr);
		exit(c == OPT_HELP ? 0 : 2);
	}
}

int main(int argc, char **argv)
{
	struct replay_options opt = { .verify = true, .loops = 1, .frames = ~0ul };
	bool ok = true;
	int c;

	while ((c = getopt_long(argc, argv, "", long_options, NULL)) != -1)
		set_option(&opt, c);
	if (optind == argc || !opt.loops ||
	    (opt.num_workers && (opt.player.threads || opt.player.gpu))) {
		fputs(usage, stderr);
		return 2;
	}
	for (; optind < argc; optind++)
		ok &= replay_file(&opt, argv[optind]);
	close_output(opt.planes, "--planes");
	close_output(opt.trace, "--trace");
	return !ok;
}
