// SPDX-License-Identifier: GPL-2.0
/*
 * "registers COMMAND...": runs the command, and as long as it runs keeps known values in
 * all vector registers, in a thread for each processor and one more. They compete with the
 * kernel's threads for the processors, and give theirs away now and then. Fails if a value
 * has changed, or if the command fails.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <linux/types.h>
#include <unistd.h>

#define THREADS_MAX	16
/* Turns of an empty loop: some hundred microseconds */
#define TURNS		100000

#if defined(__aarch64__)
#define REGISTERS	32
/* Round towards zero; all exceptions have happened. */
#define FPCR		0x00c00000
#define FPSR		0x0000001f

#define PAIR(op, a, b, base, offset) \
	#op " q" #a ", q" #b ", [%[" #base "], #" #offset "]\n"
#define ALL(op, base) \
	PAIR(op, 0, 1, base, 0) PAIR(op, 2, 3, base, 32) \
	PAIR(op, 4, 5, base, 64) PAIR(op, 6, 7, base, 96) \
	PAIR(op, 8, 9, base, 128) PAIR(op, 10, 11, base, 160) \
	PAIR(op, 12, 13, base, 192) PAIR(op, 14, 15, base, 224) \
	PAIR(op, 16, 17, base, 256) PAIR(op, 18, 19, base, 288) \
	PAIR(op, 20, 21, base, 320) PAIR(op, 22, 23, base, 352) \
	PAIR(op, 24, 25, base, 384) PAIR(op, 26, 27, base, 416) \
	PAIR(op, 28, 29, base, 448) PAIR(op, 30, 31, base, 480)

/* Values into all registers, time goes by, out again. False if the modes have changed. */
static bool keep(const __u64 *in, __u64 *out, unsigned long turns)
{
	unsigned long fpcr = FPCR, fpsr = FPSR;
	register long number asm("x8") = SYS_sched_yield;

	asm volatile("msr fpcr, %[fpcr]\n"
		     "msr fpsr, %[fpsr]\n"
		     ALL(ldp, in)
		     "1: subs %[turns], %[turns], #1\n"
		     "b.ne 1b\n"
		     "svc #0\n"
		     ALL(stp, out)
		     "mrs %[fpcr], fpcr\n"
		     "mrs %[fpsr], fpsr\n"
		     "msr fpcr, xzr\n"
		     : [turns] "+r"(turns), [fpcr] "+r"(fpcr), [fpsr] "+r"(fpsr)
		     : [in] "r"(in), [out] "r"(out), "r"(number)
		     : "memory", "cc", "x0", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8",
		       "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19",
		       "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30",
		       "v31");
	return fpcr == FPCR && fpsr == FPSR;
}
#elif defined(__x86_64__)
#define REGISTERS	16

#define LOAD(number)	"movdqu 16*" #number "(%[in]), %%xmm" #number "\n"
#define STORE(number)	"movdqu %%xmm" #number ", 16*" #number "(%[out])\n"
#define ALL(op) \
	op(0) op(1) op(2) op(3) op(4) op(5) op(6) op(7) \
	op(8) op(9) op(10) op(11) op(12) op(13) op(14) op(15)

static bool keep(const __u64 *in, __u64 *out, unsigned long turns)
{
	long number = SYS_sched_yield;

	asm volatile(ALL(LOAD)
		     "1: dec %[turns]\n"
		     "jnz 1b\n"
		     "syscall\n"
		     ALL(STORE)
		     : [turns] "+r"(turns), "+a"(number)
		     : [in] "r"(in), [out] "r"(out)
		     : "memory", "cc", "rcx", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5",
		       "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
		       "xmm15");
	return true;
}
#endif

static atomic_bool stop;
static atomic_uint kept;
static atomic_uint changed;

static void *keep_registers(void *arg)
{
	__u64 seed = (unsigned long)arg, in[2 * REGISTERS], out[2 * REGISTERS];
	unsigned int i;

	while (!stop) {
		for (i = 0; i < 2 * REGISTERS; i++) {
			seed = seed * 6364136223846793005 + 1442695040888963407;
			in[i] = seed;
			out[i] = ~seed;
		}
		if (keep(in, out, TURNS) && !memcmp(in, out, sizeof(in)))
			kept++;
		else
			changed++;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	unsigned int threads = get_nprocs() + 1, i;
	pthread_t thread[THREADS_MAX];
	int status = 1;
	pid_t pid;

	if (argc < 2)
		return 2;
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	pid = fork();
	if (!pid) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	for (i = 0; i < threads; i++)
		if (pthread_create(&thread[i], NULL, keep_registers, (void *)(i + 1UL)))
			return 2;
	if (waitpid(pid, &status, 0) != pid)
		return 2;
	stop = true;
	for (i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	printf("%u threads kept their registers %u times, lost them %u times\n", threads, kept,
	       changed);
	return status || changed || !kept;
}
