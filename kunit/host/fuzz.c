// SPDX-License-Identifier: GPL-2.0
/*
 * libFuzzer target: an input is a recording, see player.h for what decodes it.
 *
 * The mutator keeps the chunks of the recording whole and changes what is in
 * them: bitstreams, controls, their number and order. Environment:
 *
 *   FUZZ_THREADS  workers of the scheduler; 0 (default) decodes in this thread
 *   FUZZ_FAIL     let one allocation of each request fail, if set
 *   FUZZ_ORDER    decode twice, with stages in different order, and compare, if set
 *   FUZZ_SLOWNESS how many times longer things may take (1)
 */
#include <shim/kernel.h>

#include <time.h>

#include "fuzz.h"
#include "player.h"

/* Requests decoded of an input, the others are left out. */
#define FUZZ_REQUESTS_MAX	8
/* CPU time an input may take per KiB that was begun, sanitizers included. */
#define FUZZ_MS_PER_KIB		100
#define FUZZ_CTRL_BYTES_MAX	8192

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
size_t LLVMFuzzerMutate(u8 *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const u8 *data1, size_t size1, const u8 *data2, size_t size2,
				 u8 *out, size_t max_out_size, unsigned int seed);

static u64 cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000ull + t.tv_nsec / 1000000;
}

static u32 slowness(void)
{
	const char *times = getenv("FUZZ_SLOWNESS");

	return times ? clamp(atoi(times), 1, 1000) : 1;
}

static const struct player_options *options(void)
{
	static struct player_options opt;

	if (!opt.max_size) {
		const char *threads = getenv("FUZZ_THREADS");

		opt.threads = threads ? min(atoi(threads), 16) : 0;
		opt.max_size = FUZZ_SIZE_MAX;
	}
	return &opt;
}

/* Which allocation of a request fails: some number its bytes decide. */
static long failing_allocation(const struct recorded_chunk *chunk)
{
	u32 hash = chunk->bits_bytes;
	u32 i;

	for (i = 0; i < min(chunk->bits_bytes, 16u); i++)
		hash = hash * 31 + chunk->bits[i];
	return hash % 9;
}

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#define FUZZ_CHECK_INITIALIZED(mem, bytes)	__msan_check_mem_is_initialized(mem, bytes)
#endif
#endif
#ifndef FUZZ_CHECK_INITIALIZED
#define FUZZ_CHECK_INITIALIZED(mem, bytes)	((void)(mem), (void)(bytes))
#endif

/* FNV-1a */
static u64 hash_bytes(u64 hash, const void *data, size_t bytes)
{
	const u8 *at = data;

	while (bytes--)
		hash = (hash ^ *at++) * 0x100000001b3ull;
	return hash;
}

static const struct player_picture *picture_of(const struct daedalus_job *job)
{
	const struct player_stream *s = container_of(job->ctx, struct player_stream, ctx);
	unsigned int i;

	for (i = 0; i < DAEDALUS_JOBS; i++)
		if (job->out.plane[0] && s->picture[i].mem == job->out.plane[0])
			return &s->picture[i];
	return NULL;
}

/*
 * What the kernel had in its memory before is not for user space. @ctx is the sum of the
 * hashes of all results: requests of several streams may be done in any order.
 */
static void check_result(void *ctx, const struct player_result *result)
{
	const struct player_picture *picture = picture_of(result->job);
	u64 *sum = ctx;
	u64 hash;

	if (!picture)
		return;
	FUZZ_CHECK_INITIALIZED(picture->mem, picture->bytes);
	if (!getenv("FUZZ_ORDER"))
		return;
	hash = hash_bytes(0xcbf29ce484222325ull, &result->error, sizeof(result->error));
	hash = hash_bytes(hash, &result->chunk->bits, sizeof(result->chunk->bits));
	*sum += hash_bytes(hash, picture->mem, picture->bytes);
}

/* Returns how many requests there were; @sum is of what came out of them. */
static unsigned int decode(const u8 *data, size_t size, struct player_options opt, u64 *sum)
{
	const bool failing = getenv("FUZZ_FAIL");
	unsigned int requests = 0;
	struct recorded_chunk chunk;
	struct player player;
	struct recording rec;

	*sum = 0;
	opt.done = check_result;
	opt.done_ctx = sum;
	if (player_init(&player, &opt))
		abort();
	recording_init(&rec, data, size);
	while (requests < FUZZ_REQUESTS_MAX && recording_next(&rec, &chunk)) {
		/* No picture is larger than the buffer. */
		if ((u64)chunk.width * chunk.height > FUZZ_AREA_MAX)
			continue;
		if (failing && chunk.type == DAEDALUS_CHUNK_REQUEST)
			shim_alloc_fail_once(failing_allocation(&chunk));
		requests += player_chunk(&player, &chunk);
		shim_alloc_fail_once(-1);
	}
	player_drain(&player);
	player_exit(&player);
	return requests;
}

/* Rows of stages in the scheduler's order and in one of chance make the same pictures. */
static void compare_orders(const u8 *data, size_t size)
{
	struct player_options opt = *options();
	u64 sum[2];

	decode(data, size, opt, &sum[0]);
	opt.seed = (u32)sum[0] | 1;
	decode(data, size, opt, &sum[1]);
	if (sum[0] == sum[1])
		return;
	fprintf(stderr, "another picture with the rows of stages in another order\n");
	abort();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	const u64 start = cpu_ms();
	unsigned int requests;
	u64 limit, sum;

	if (getenv("FUZZ_ORDER")) {
		compare_orders(data, size);
		return 0;
	}
	requests = decode(data, size, *options(), &sum);
	/* A picture may take its time however short the input is. */
	limit = FUZZ_MS_PER_KIB * slowness() * (size / 1024 + 1 + requests);
	if (cpu_ms() - start > limit) {
		fprintf(stderr, "%llu ms of CPU time for %zu bytes\n",
			(unsigned long long)(cpu_ms() - start), size);
		abort();
	}
	return 0;
}

/* xorshift */
static u32 next_random(u32 *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

u32 fuzz_below(u32 *state, u32 n)
{
	return next_random(state) % n;
}

u32 fuzz_length(u32 *rnd, u32 other)
{
	return 1 + fuzz_below(rnd, clamp(FUZZ_AREA_MAX / max(other, 1u), 1u, FUZZ_SIZE_MAX));
}

/**
 * struct fuzz_buffer - a recording being written
 * @data: memory
 * @size: bytes so far
 * @max: room
 */
struct fuzz_buffer {
	u8 *data;
	size_t size;
	size_t max;
};

/* Appends zeros up to a multiple of 8 after @bytes of @data; false if full. */
static bool append(struct fuzz_buffer *b, const void *data, size_t bytes)
{
	const size_t padded = ALIGN(bytes, 8);

	if (padded > b->max - b->size)
		return false;
	memcpy(b->data + b->size, data, bytes);
	memset(b->data + b->size + bytes, 0, padded - bytes);
	b->size += padded;
	return true;
}

/* Appends a request made of its parts. */
static bool append_request(struct fuzz_buffer *b, const struct recorded_chunk *c)
{
	struct daedalus_chunk_request head = {
		.chunk = {
			.magic = cpu_to_le32(DAEDALUS_CHUNK_MAGIC),
			.type = cpu_to_le32(DAEDALUS_CHUNK_REQUEST),
			.stream = cpu_to_le32(c->stream),
		},
		.timestamp = cpu_to_le64(c->timestamp),
		.flags = cpu_to_le32(c->flags & ~DAEDALUS_REQUEST_MD5),
		.fourcc = cpu_to_le32(c->fourcc),
		.width = cpu_to_le32(c->width),
		.height = cpu_to_le32(c->height),
		.num_ctrls = cpu_to_le32(c->num_ctrls),
		.bits_bytes = cpu_to_le32(c->bits_bytes),
	};
	const size_t start = b->size;
	u32 i;

	if (!append(b, &head, sizeof(head)))
		return false;
	for (i = 0; i < c->num_ctrls; i++) {
		const struct recorded_ctrl *ctrl = &c->ctrl[i];
		const struct daedalus_chunk_ctrl ctrl_head = {
			.id = cpu_to_le32(ctrl->id),
			.bytes = cpu_to_le32(ctrl->bytes),
			.flags = cpu_to_le32(ctrl->in_request ? DAEDALUS_CTRL_IN_REQUEST : 0),
		};

		if (!append(b, &ctrl_head, sizeof(ctrl_head)) ||
		    !append(b, ctrl->value, ctrl->bytes)) {
			b->size = start;
			return false;
		}
	}
	if (!append(b, c->bits, c->bits_bytes)) {
		b->size = start;
		return false;
	}
	head.chunk.bytes = cpu_to_le32(b->size - start);
	memcpy(b->data + start, &head, sizeof(head));
	return true;
}

static bool append_chunk(struct fuzz_buffer *b, const struct recorded_chunk *c, const u8 *data)
{
	if (c->type == DAEDALUS_CHUNK_REQUEST)
		return append_request(b, c);
	return append(b, data + c->offset, c->bytes);
}

static unsigned int read_chunks(const u8 *data, size_t size, struct recorded_chunk *chunks)
{
	struct recording rec;
	unsigned int n = 0;

	recording_init(&rec, data, size);
	while (n < FUZZ_CHUNKS_MAX && recording_next(&rec, &chunks[n]))
		n++;
	return n;
}

u64 fuzz_edge_value(u32 *rnd)
{
	static const u64 values[] = {
		0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 127, 128, 255, 256, 511, 512,
		0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, ~0ull,
	};

	return values[fuzz_below(rnd, ARRAY_SIZE(values))];
}

/* Changes a control; its size stays. */
static void mutate_ctrl(struct recorded_ctrl *ctrl, const struct recorded_chunk *other, u8 *copy,
			u32 *rnd)
{
	const u32 bytes = min_t(u32, ctrl->bytes, FUZZ_CTRL_BYTES_MAX);
	u32 width, at, i;
	u64 value;

	if (!bytes)
		return;
	memcpy(copy, ctrl->value, bytes);
	ctrl->value = copy;
	ctrl->bytes = bytes;

	switch (fuzz_below(rnd, 5)) {
	case 0:
		LLVMFuzzerMutate(copy, bytes, bytes);
		break;
	case 1:
		/* The same control of another request. */
		for (i = 0; i < other->num_ctrls; i++)
			if (other->ctrl[i].id == ctrl->id && other->ctrl[i].bytes == bytes)
				memcpy(copy, other->ctrl[i].value, bytes);
		break;
	case 2:
		/* A field of it into another place. */
		width = 1u << fuzz_below(rnd, 6);
		if (width < bytes)
			memmove(copy + fuzz_below(rnd, bytes - width) / width * width,
				copy + fuzz_below(rnd, bytes - width) / width * width, width);
		break;
	case 3:
		copy[fuzz_below(rnd, bytes)] ^= 1u << fuzz_below(rnd, 8);
		break;
	default:
		/* An edge value into a field. */
		width = 1u << fuzz_below(rnd, 4);
		if (width > bytes)
			break;
		at = fuzz_below(rnd, bytes - width + 1) / width * width;
		value = cpu_to_le64(fuzz_edge_value(rnd));
		memcpy(copy + at, &value, width);
		break;
	}
}

/* Changes the frame around controls and bitstream. */
static void mutate_head(struct recorded_chunk *c, const struct recorded_chunk *other, u32 *rnd)
{
	switch (fuzz_below(rnd, 6)) {
	case 0:
		c->timestamp = other->type == DAEDALUS_CHUNK_REQUEST ? other->timestamp : 0;
		break;
	case 1:
		c->timestamp = fuzz_edge_value(rnd);
		break;
	case 2:
		c->flags ^= DAEDALUS_REQUEST_SECOND;
		break;
	case 3:
		c->flags ^= DAEDALUS_REQUEST_ABORTED;
		break;
	case 4:
		c->width = fuzz_length(rnd, c->height);
		break;
	default:
		c->height = fuzz_length(rnd, c->width);
		break;
	}
}

static void mutate_request(struct recorded_chunk *c, const struct recorded_chunk *other, u8 *copy,
			   size_t room, u32 *rnd)
{
	switch (fuzz_below(rnd, 8)) {
	case 0:
		mutate_head(c, other, rnd);
		break;
	case 1:
	case 2:
	case 3:
		if (c->num_ctrls)
			mutate_ctrl(&c->ctrl[fuzz_below(rnd, c->num_ctrls)], other, copy, rnd);
		break;
	case 4:
		/* The bitstream of another request. */
		if (other->type == DAEDALUS_CHUNK_REQUEST) {
			c->bits = other->bits;
			c->bits_bytes = other->bits_bytes;
		}
		break;
	default:
		if (c->bits_bytes > room)
			break;
		memcpy(copy, c->bits, c->bits_bytes);
		c->bits_bytes = LLVMFuzzerMutate(copy, c->bits_bytes, room);
		c->bits = copy;
		break;
	}
}

/* Changes which chunks there are; returns their new number. */
static unsigned int mutate_order(struct recorded_chunk *c, unsigned int n, u32 *rnd)
{
	const unsigned int i = 1 + fuzz_below(rnd, n - 1), j = 1 + fuzz_below(rnd, n - 1);
	struct recorded_chunk tmp = c[i];

	switch (fuzz_below(rnd, 3)) {
	case 0:
		memmove(&c[i], &c[i + 1], (n - i - 1) * sizeof(*c));
		return n - 1;
	case 1:
		if (n == FUZZ_CHUNKS_MAX)
			return n;
		memmove(&c[j + 1], &c[j], (n - j) * sizeof(*c));
		c[j] = tmp;
		return n + 1;
	default:
		c[i] = c[j];
		c[j] = tmp;
		return n;
	}
}

size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t max_size, unsigned int seed)
{
	static struct recorded_chunk chunks[FUZZ_CHUNKS_MAX];
	u32 rnd = seed * 2654435761u | 1;
	unsigned int n = read_chunks(data, size, chunks), i;
	struct fuzz_buffer out = { .max = max_size };
	struct recorded_chunk *other;
	u8 *copy;

	/* Not a recording: nothing of it can be kept. */
	if (n < 2)
		return LLVMFuzzerMutate(data, size, max_size);

	out.data = malloc(max_size + 8);
	copy = malloc(max_t(size_t, max_size, FUZZ_CTRL_BYTES_MAX));
	if (!out.data || !copy)
		abort();
	i = 1 + fuzz_below(&rnd, n - 1);
	other = &chunks[1 + fuzz_below(&rnd, n - 1)];
	if (chunks[i].type != DAEDALUS_CHUNK_REQUEST || !fuzz_below(&rnd, 12)) {
		n = mutate_order(chunks, n, &rnd);
	} else if (fuzz_below(&rnd, 3) || !fuzz_av1_mutate(chunks, n, i, &rnd)) {
		mutate_request(&chunks[i], other, copy, max_size / 2, &rnd);
		/* Few are left as they are. */
		if (fuzz_below(&rnd, 16))
			fuzz_av1_fit_tiles(chunks, i, &rnd);
	}
	for (i = 0; i < n; i++)
		append_chunk(&out, &chunks[i], data);
	memcpy(data, out.data, out.size);
	free(out.data);
	free(copy);
	return out.size;
}

/* The beginning of one recording, then the end of another. */
size_t LLVMFuzzerCustomCrossOver(const u8 *data1, size_t size1, const u8 *data2, size_t size2,
				 u8 *out_data, size_t max_out_size, unsigned int seed)
{
	static struct recorded_chunk a[FUZZ_CHUNKS_MAX], b[FUZZ_CHUNKS_MAX];
	const unsigned int num_a = read_chunks(data1, size1, a);
	const unsigned int num_b = read_chunks(data2, size2, b);
	struct fuzz_buffer out = { .data = out_data, .max = max_out_size };
	u32 rnd = seed * 2654435761u | 1;
	unsigned int i, split;

	if (num_a < 2 || num_b < 2)
		return 0;
	split = 1 + fuzz_below(&rnd, num_a);
	for (i = 0; i < split; i++)
		append_chunk(&out, &a[i], data1);
	for (i = 1 + fuzz_below(&rnd, num_b - 1); i < num_b; i++) {
		b[i].stream = a[1].stream;
		append_chunk(&out, &b[i], data2);
	}
	return out.size;
}
