// SPDX-License-Identifier: GPL-2.0
/*
 * Runs a shader on the model of V3D: memory in, memory out.
 *
 *	qpurun [OPTION...] CODE MEMORY
 *
 * The words of CODE (qpu_asm -b) are at 0x10000, MEMORY is at 0x100000, with the uniforms at
 * its beginning; it is written back to the same file. There is a page table that has only
 * these.
 *
 *	-g X,Y,Z	workgroups (default 1,1,1)
 *	-s N		lanes of a workgroup (16)
 *	-p N		workgroups of a supergroup (1)
 *	-t 2|4		threads of a QPU (4)
 *	-1		the shader has no thread switch but the last
 *	-c		with caches
 *	-S		strict
 *	-r SEED		threads in an order of chance
 *	-v		each instruction to standard error
 *	-n N		at most N instructions per thread
 *
 * Numbers go to standard output: what was done and the nanoseconds it would take, then those
 * that each part would need alone and the lines of 64 bytes from and to memory. Reports go to
 * standard error. Exit status 1: the dispatch hung.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "v3d.h"

#define CODE_VA		0x10000
#define MEMORY_VA	0x100000
#define SIZE		(64U << 20)	/* of physical memory: page table, then what is read */
#define TABLE_PA	0x1000000
#define MEMORY_PA	0x2000000

static uint8_t *memory;

static void *page(void *opaque, uint64_t pa)
{
	(void)opaque;
	return pa < SIZE ? memory + pa : NULL;
}

static void fault(void *opaque, uint32_t va, enum v3d_fault f)
{
	(void)opaque;
	fprintf(stderr, "fault: 0x%08x %s\n", va,
		f == V3D_FAULT_WRITE ? "must not be written" : "is not mapped");
}

static void report(void *opaque, const char *text)
{
	(void)opaque;
	fprintf(stderr, "report: %s\n", text);
}

static size_t load(const char *name, uint64_t pa, uint32_t va, uint32_t flags)
{
	uint32_t *table = (uint32_t *)(memory + TABLE_PA), i;
	FILE *file = fopen(name, "rb");
	size_t size;

	if (!file) {
		perror(name);
		exit(2);
	}
	size = fread(memory + pa, 1, SIZE - pa, file);
	fclose(file);
	for (i = 0; i * V3D_PAGE_SIZE < size; i++)
		table[(va >> V3D_PAGE_SHIFT) + i] = ((pa >> V3D_PAGE_SHIFT) + i) | flags |
						    V3D_PTE_VALID;
	return size;
}

static void store(const char *name, uint64_t pa, size_t size)
{
	FILE *file = fopen(name, "wb");

	if (!file || fwrite(memory + pa, 1, size, file) != size || fclose(file)) {
		perror(name);
		exit(2);
	}
}

static uint32_t divide_up(uint32_t a, uint32_t b)
{
	return (a + b - 1) / b;
}

int main(int argc, char **argv)
{
	static const struct v3d_callbacks callbacks = {
		.page = page, .fault = fault, .report = report,
	};
	uint32_t groups[3] = { 1, 1, 1 }, size = 16, per_sg = 1, cfg[V3D_CSD_WORDS], total;
	struct v3d_options options = { 0 };
	const struct v3d_stats *stats;
	struct v3d_times times;
	bool four = true, single = false;
	struct v3d *v3d;
	size_t bytes;
	int c, i;

	while ((c = getopt(argc, argv, "g:s:p:t:1cSr:vn:")) != -1) {
		switch (c) {
		case 'g':
			if (sscanf(optarg, "%u,%u,%u", &groups[0], &groups[1], &groups[2]) != 3)
				return 2;
			break;
		case 's':
			size = atoi(optarg);
			break;
		case 'p':
			per_sg = atoi(optarg);
			break;
		case 't':
			four = atoi(optarg) == 4;
			break;
		case '1':
			single = true;
			break;
		case 'c':
			options.caches = true;
			break;
		case 'S':
			options.strict = true;
			break;
		case 'r':
			options.seed = strtoull(optarg, NULL, 0);
			break;
		case 'v':
			options.trace = stderr;
			break;
		case 'n':
			options.max_instrs = strtoull(optarg, NULL, 0);
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 2 || size < 1 || size > 256 || per_sg < 1 || per_sg > 16) {
		fprintf(stderr, "usage: qpurun [OPTION...] CODE MEMORY\n");
		return 2;
	}

	memory = calloc(1, SIZE);
	v3d = v3d_new(&callbacks, NULL, &options);
	if (!memory || !v3d) {
		fprintf(stderr, "no memory\n");
		return 2;
	}
	load(argv[optind], 0, CODE_VA, 0);
	bytes = load(argv[optind + 1], MEMORY_PA, MEMORY_VA, V3D_PTE_WRITEABLE);
	v3d_set_page_table(v3d, true, TABLE_PA, 0);

	total = groups[0] * groups[1] * groups[2];
	for (i = 0; i < 3; i++)
		cfg[i] = groups[i] << 16;
	cfg[3] = (size & 0xff) | (per_sg & 15) << 8 | (divide_up(per_sg * size, 16) - 1) << 12;
	cfg[4] = total / per_sg * divide_up(per_sg * size, 16) +
		 divide_up(total % per_sg * size, 16);
	cfg[5] = CODE_VA | four | single << 1;
	cfg[6] = MEMORY_VA;
	v3d_start(v3d, cfg);
	while (v3d_step(v3d, 1 << 20) == V3D_RUNNING)
		;
	v3d_flush(v3d);
	store(argv[optind + 1], MEMORY_PA, bytes);

	stats = v3d_get_stats(v3d);
	v3d_get_times(v3d, &times);
	printf("instrs %" PRIu64 " batches %" PRIu64 " lookups %" PRIu64 " read %" PRIu64
	       " written %" PRIu64 " lines %" PRIu64 " uniforms %" PRIu64 " switches %" PRIu64
	       " stalls %" PRIu64 " sfu %" PRIu64 " reports %" PRIu64 " ns %" PRIu64 "\n",
	       stats->instrs, stats->batches, stats->lookups, stats->read_bytes,
	       stats->written_bytes, stats->lines, stats->uniforms, stats->switches,
	       stats->stalls, stats->sfu, stats->reports, times.total);
	printf("issue %" PRIu64 " latency %" PRIu64 " tmu %" PRIu64 " memory %" PRIu64
	       " fetched %" PRIu64 " dirtied %" PRIu64 "\n", times.issue, times.latency,
	       times.tmu, times.memory, stats->fetched, stats->dirtied);
	i = v3d_state(v3d) != V3D_DONE;
	v3d_free(v3d);
	free(memory);
	return i;
}
