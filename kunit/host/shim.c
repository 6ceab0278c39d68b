// SPDX-License-Identifier: GPL-2.0
/* The parts of the kernel's API that are more than a macro, for user space. */
#include <shim/kernel.h>

#include <malloc.h>
#include <sys/mman.h>
#include <time.h>

void shim_bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: must not happen: %s\n", file, line, what);
	abort();
}

ssize_t strscpy(char *dst, const char *src, size_t bytes)
{
	const size_t n = strnlen(src, bytes);

	if (!bytes)
		return -E2BIG;
	memcpy(dst, src, n);
	dst[n < bytes ? n : bytes - 1] = 0;
	return n < bytes ? (ssize_t)n : -E2BIG;
}

void memset16(u16 *p, u16 v, size_t n)
{
	while (n--)
		*p++ = v;
}

void *memchr_inv(const void *p, int c, size_t n)
{
	const u8 *at = p;

	for (; n; n--, at++)
		if (*at != (u8)c)
			return (void *)at;
	return NULL;
}

static __thread long succeeding = -1;

void shim_alloc_fail_once(long n)
{
	succeeding = n;
}

static bool alloc_fails(void)
{
	return succeeding >= 0 && !succeeding--;
}

static size_t memory_total, memory_now, memory_peak;

static void count_alloc(size_t bytes)
{
	const size_t now = __atomic_add_fetch(&memory_now, bytes, __ATOMIC_RELAXED);
	size_t peak = __atomic_load_n(&memory_peak, __ATOMIC_RELAXED);

	__atomic_add_fetch(&memory_total, bytes, __ATOMIC_RELAXED);
	while (now > peak && !__atomic_compare_exchange_n(&memory_peak, &peak, now, true,
							  __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

static void count_free(size_t bytes)
{
	__atomic_sub_fetch(&memory_now, bytes, __ATOMIC_RELAXED);
}

void shim_memory(size_t *total, size_t *peak)
{
	*total = __atomic_load_n(&memory_total, __ATOMIC_RELAXED);
	*peak = __atomic_load_n(&memory_peak, __ATOMIC_RELAXED);
}

void *shim_alloc(size_t bytes, bool zero)
{
	void *p;

	if (alloc_fails())
		return NULL;
	p = zero ? calloc(1, bytes) : malloc(bytes);
	if (p)
		count_alloc(malloc_usable_size(p));
	return p;
}

void shim_free(const void *p)
{
	if (p)
		count_free(malloc_usable_size((void *)p));
	free((void *)p);
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED_ADDRESS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED_ADDRESS 1
#endif
#endif

#ifdef SANITIZED_ADDRESS
void *shim_alloc_pages(size_t bytes, bool zero)
{
	void *p = NULL;

	if (alloc_fails() || posix_memalign(&p, PAGE_SIZE, bytes))
		return NULL;
	count_alloc(malloc_usable_size(p));
	return zero ? memset(p, 0, bytes) : p;
}

void shim_free_pages(const void *p)
{
	shim_free(p);
}
#else
/* As vmalloc(): whole pages, and one after them that faults. */
void *shim_alloc_pages(size_t bytes, bool zero)
{
	const size_t data = PAGE_ALIGN(bytes), all = data + 2 * PAGE_SIZE;
	char *p;

	if (alloc_fails())
		return NULL;
	p = mmap(NULL, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
		 -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	mprotect(p + PAGE_SIZE + data, PAGE_SIZE, PROT_NONE);
	*(size_t *)p = all;
	count_alloc(data);
	return p + PAGE_SIZE;
}

void shim_free_pages(const void *p)
{
	char *mem = (char *)p - PAGE_SIZE;

	if (!p)
		return;
	count_free(*(size_t *)mem - 2 * PAGE_SIZE);
	munmap(mem, *(size_t *)mem);
}
#endif

/**
 * struct task_struct - a thread
 * @thread: handle
 * @fn: its function
 * @data: argument of @fn
 * @stop: kthread_stop() has been called
 * @wq: what it waits on or was about to, NULL at first
 */
struct task_struct {
	pthread_t thread;
	int (*fn)(void *data);
	void *data;
	bool stop;
	wait_queue_head_t *wq;
};

static __thread struct task_struct *current_task;

void init_waitqueue_head(wait_queue_head_t *wq)
{
	pthread_mutex_init(&wq->m, NULL);
	pthread_cond_init(&wq->cond, NULL);
	wq->wakeups = 0;
	wq->waiting = 0;
}

void shim_wake(wait_queue_head_t *wq, bool all)
{
	pthread_mutex_lock(&wq->m);
	wq->wakeups++;
	if (all)
		pthread_cond_broadcast(&wq->cond);
	else
		pthread_cond_signal(&wq->cond);
	pthread_mutex_unlock(&wq->m);
}

/*
 * A waiter looks at its condition between shim_wait_begin() and
 * shim_wait_for_wakeup() without the queue's lock, as conditions take locks that
 * are held around wake_up(). Nothing is missed: it sleeps only if there has been
 * no wake-up since.
 */
unsigned long shim_wait_begin(wait_queue_head_t *wq)
{
	unsigned long since;

	if (current_task)
		__atomic_store_n(&current_task->wq, wq, __ATOMIC_SEQ_CST);
	pthread_mutex_lock(&wq->m);
	since = wq->wakeups;
	__atomic_add_fetch(&wq->waiting, 1, __ATOMIC_SEQ_CST);
	pthread_mutex_unlock(&wq->m);
	return since;
}

void shim_wait_end(wait_queue_head_t *wq)
{
	__atomic_sub_fetch(&wq->waiting, 1, __ATOMIC_SEQ_CST);
}

/* Like the kernel's: who comes later looks at the condition later. */
bool waitqueue_active(wait_queue_head_t *wq)
{
	return __atomic_load_n(&wq->waiting, __ATOMIC_SEQ_CST);
}

void shim_wait_for_wakeup(wait_queue_head_t *wq, unsigned long since)
{
	pthread_mutex_lock(&wq->m);
	while (wq->wakeups == since)
		pthread_cond_wait(&wq->cond, &wq->m);
	pthread_mutex_unlock(&wq->m);
}

static void *thread_main(void *data)
{
	current_task = data;
	current_task->fn(current_task->data);
	return NULL;
}

struct task_struct *shim_kthread_run(int (*fn)(void *data), void *data)
{
	struct task_struct *task = shim_alloc(sizeof(*task), true);

	if (!task)
		return ERR_PTR(-ENOMEM);
	task->fn = fn;
	task->data = data;
	if (pthread_create(&task->thread, NULL, thread_main, task)) {
		shim_free(task);
		return ERR_PTR(-EAGAIN);
	}
	return task;
}

bool kthread_should_stop(void)
{
	return __atomic_load_n(&current_task->stop, __ATOMIC_SEQ_CST);
}

int kthread_stop(struct task_struct *task)
{
	wait_queue_head_t *wq;

	__atomic_store_n(&task->stop, true, __ATOMIC_SEQ_CST);
	wq = __atomic_load_n(&task->wq, __ATOMIC_SEQ_CST);
	if (wq)
		shim_wake(wq, true);
	pthread_join(task->thread, NULL);
	shim_free(task);
	return 0;
}

void init_completion(struct completion *c)
{
	init_waitqueue_head(&c->wq);
	atomic_set(&c->done, 0);
}

void complete(struct completion *c)
{
	pthread_mutex_lock(&c->wq.m);
	c->done.counter++;
	pthread_cond_signal(&c->wq.cond);
	pthread_mutex_unlock(&c->wq.m);
}

unsigned long wait_for_completion_timeout(struct completion *c, unsigned long timeout_ms)
{
	struct timespec end;
	int ret = 0;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += timeout_ms / 1000;
	end.tv_nsec += timeout_ms % 1000 * 1000000;
	if (end.tv_nsec >= 1000000000) {
		end.tv_nsec -= 1000000000;
		end.tv_sec++;
	}
	pthread_mutex_lock(&c->wq.m);
	while (!c->done.counter && !ret)
		ret = pthread_cond_timedwait(&c->wq.cond, &c->wq.m, &end);
	if (!ret)
		c->done.counter--;
	pthread_mutex_unlock(&c->wq.m);
	return !ret;
}

void wait_for_completion(struct completion *c)
{
	pthread_mutex_lock(&c->wq.m);
	while (!c->done.counter)
		pthread_cond_wait(&c->wq.cond, &c->wq.m);
	c->done.counter--;
	pthread_mutex_unlock(&c->wq.m);
}

void msleep(unsigned int ms)
{
	usleep_range(ms * 1000ul, 0);
}

void usleep_range(unsigned long us, unsigned long us_max)
{
	const struct timespec t = {
		.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000,
	};

	nanosleep(&t, NULL);
}
