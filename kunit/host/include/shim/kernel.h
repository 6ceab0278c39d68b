/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The part of the kernel's API that the core, the scheduler, the reference
 * store, the codec glue and the tests use, for user space.
 *
 * All <linux/...> and <media/...> headers of the host build include this one;
 * the Makefile makes them. Locks are pthread mutexes, so that ThreadSanitizer
 * understands them; memory comes from malloc(), so that AddressSanitizer does.
 */
#ifndef SHIM_KERNEL_H
#define SHIM_KERNEL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <asm/errno.h>
#include <asm/types.h>
#include <endian.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#ifndef __bitwise
#define __bitwise
#endif
#define __force
#define __user
#define __iomem

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s8 s8;
typedef __s16 s16;
typedef __s32 s32;
typedef __s64 s64;
/* <linux/types.h> of user space is shadowed by ours. */
typedef __u16 __le16, __be16;
typedef __u32 __le32, __be32, __poll_t;
typedef __u64 __le64, __be64;
typedef unsigned int gfp_t;

#define U8_MAX			UINT8_MAX
#define U16_MAX			UINT16_MAX
#define U32_MAX			UINT32_MAX
#define U64_MAX			UINT64_MAX
#define S16_MIN			INT16_MIN
#define S16_MAX			INT16_MAX
#define S32_MIN			INT32_MIN
#define S32_MAX			INT32_MAX
#define S64_MIN			INT64_MIN
#define S64_MAX			INT64_MAX

/* Compiler */
#undef __always_inline
#define __always_inline		inline __attribute__((__always_inline__))
#define noinline		__attribute__((__noinline__))
#define __maybe_unused		__attribute__((__unused__))
#define __must_check		__attribute__((__warn_unused_result__))
#define __aligned(x)		__attribute__((__aligned__(x)))
#define __packed		__attribute__((__packed__))
#define __printf(a, b)		__attribute__((__format__(printf, a, b)))
#define __counted_by(member)
#define ____cacheline_aligned	__aligned(64)
#define fallthrough		__attribute__((__fallthrough__))
#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define TASK_COMM_LEN		16
#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, v)	__atomic_store_n(&(x), v, __ATOMIC_RELAXED)
#define BUILD_BUG_ON(cond)	_Static_assert(!(cond), #cond)
#undef static_assert
#define static_assert(cond, ...)	_Static_assert(cond, #cond)
#define sizeof_field(type, member)	sizeof(((type *)0)->member)
#undef offsetof
#define offsetof(type, member)	__builtin_offsetof(type, member)
#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))
#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define struct_size(p, member, n)	(sizeof(*(p)) + sizeof(*(p)->member) * (size_t)(n))
#define array_size(a, b)	((size_t)(a) * (b))
#define check_add_overflow(a, b, d)	__builtin_add_overflow(a, b, d)
#define check_mul_overflow(a, b, d)	__builtin_mul_overflow(a, b, d)
#define check_sub_overflow(a, b, d)	__builtin_sub_overflow(a, b, d)

/* Bits and numbers */
#define BITS_PER_LONG		((int)(8 * sizeof(long)))
#define BIT(n)			(1UL << (n))
#define BIT_ULL(n)		(1ULL << (n))
#define GENMASK(h, l)		((~0UL << (l)) & (~0UL >> (BITS_PER_LONG - 1 - (h))))
#define GENMASK_ULL(h, l)	((~0ULL << (l)) & (~0ULL >> (63 - (h))))
#define __ffs(x)		((unsigned long)__builtin_ctzl(x))
#define __ffs64(x)		((unsigned long)__builtin_ctzll(x))
#define hweight8(x)		((unsigned int)__builtin_popcount((u8)(x)))
#define hweight16(x)		((unsigned int)__builtin_popcount((u16)(x)))
#define hweight32(x)		((unsigned int)__builtin_popcount(x))
#define hweight64(x)		((unsigned int)__builtin_popcountll(x))
#define ilog2(x) \
	(sizeof(x) > 4 ? 63 - __builtin_clzll(x) : 31 - __builtin_clz((u32)(x)))
#define fls(x)			((x) ? 32 - __builtin_clz(x) : 0)
#define test_bit(n, p)		((*(p) >> (n)) & 1)
#define DIV_ROUND_UP(a, b)	(((a) + (b) - 1) / (b))
#define div_u64(a, b)		((u64)(a) / (u32)(b))
#define ALIGN(x, a)		(((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
#define IS_ALIGNED(x, a)	(!((x) & ((typeof(x))(a) - 1)))
#define round_up(x, a)		ALIGN(x, a)
#define round_down(x, a)	((x) & ~((typeof(x))(a) - 1))
#define is_power_of_2(n)	((n) && !((n) & ((n) - 1)))
#define swap(a, b)		do { typeof(a) swap_ = (a); (a) = (b); (b) = swap_; } while (0)

#define min(a, b)		({ typeof(a) a_ = (a); typeof(b) b_ = (b); a_ < b_ ? a_ : b_; })
#define max(a, b)		({ typeof(a) a_ = (a); typeof(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define min_t(t, a, b)		min((t)(a), (t)(b))
#define max_t(t, a, b)		max((t)(a), (t)(b))
#define min3(a, b, c) \
	({ typeof(a) m3_ = min(a, b); typeof(c) c3_ = (c); m3_ < c3_ ? m3_ : c3_; })
#define max3(a, b, c) \
	({ typeof(a) m3_ = max(a, b); typeof(c) c3_ = (c); m3_ > c3_ ? m3_ : c3_; })
#define clamp(v, lo, hi) \
	({ typeof(v) v_ = (v), lo_ = (lo), hi_ = (hi); v_ < lo_ ? lo_ : v_ > hi_ ? hi_ : v_; })
#define clamp_t(t, v, lo, hi)	clamp((t)(v), (t)(lo), (t)(hi))
#define abs_diff(a, b)		({ typeof(a) d_ = (a); typeof(b) e_ = (b); d_ > e_ ? d_ - e_ : e_ - d_; })

#define cpu_to_le32(x)		htole32(x)
#define cpu_to_le64(x)		htole64(x)
#define le32_to_cpu(x)		le32toh(x)
#define le64_to_cpu(x)		le64toh(x)

static inline u64 get_unaligned_be64(const void *p)
{
	u64 v;

	memcpy(&v, p, sizeof(v));
	return be64toh(v);
}

static inline u32 get_unaligned_be32(const void *p)
{
	u32 v;

	memcpy(&v, p, sizeof(v));
	return be32toh(v);
}

/* The kernel's way; with -fno-strict-aliasing it is right for any pointer. */
#define get_unaligned(p)			\
	(((const struct {			\
		__typeof__(*(p)) v;		\
	} __attribute__((packed)) *)(p))->v)

#define put_unaligned(val, p)			\
	(((struct {				\
		__typeof__(*(p)) v;		\
	} __attribute__((packed)) *)(p))->v = (val))

/* Strings */
ssize_t strscpy(char *dst, const char *src, size_t bytes);
void memset16(u16 *p, u16 v, size_t n);
void *memchr_inv(const void *p, int c, size_t n);

/* Errors */
#define MAX_ERRNO		4095
#define ERR_PTR(e)		((void *)(long)(e))
#define PTR_ERR(p)		((long)(p))
#define ERR_CAST(p)		((void *)(p))
#define IS_ERR(p)		((unsigned long)(p) >= (unsigned long)-MAX_ERRNO)
#define PTR_ERR_OR_ZERO(p)	(IS_ERR(p) ? (int)PTR_ERR(p) : 0)
#define IS_ERR_OR_NULL(p)	(!(p) || IS_ERR(p))

/* What must not happen ends the program, so that no test overlooks it. */
#define WARN_ON(cond) \
	({ bool warn_ = (cond); if (warn_) shim_bug(__FILE__, __LINE__, #cond); warn_; })
#define WARN_ON_ONCE(cond)	WARN_ON(cond)
#define BUG_ON(cond)		WARN_ON(cond)
_Noreturn void shim_bug(const char *file, int line, const char *what);

/* Memory. Failing on demand: shim_alloc_fail_once() */
#define PAGE_SIZE		4096UL
#define PAGE_ALIGN(x)		ALIGN((size_t)(x), PAGE_SIZE)
#define GFP_KERNEL		0u
#define GFP_KERNEL_ACCOUNT	0u
#define __GFP_NOWARN		0u
#define __GFP_ZERO		1u
void *shim_alloc(size_t bytes, bool zero);
void *shim_alloc_pages(size_t bytes, bool zero);
void shim_free_pages(const void *p);
/**
 * shim_alloc_fail_once() - let an allocation of this thread fail
 * @n: allocations that succeed before it; -1: none fails
 */
void shim_alloc_fail_once(long n);
/**
 * shim_memory() - what has been allocated by all threads
 * @total: bytes, what was freed included
 * @peak: most bytes at any time
 */
void shim_memory(size_t *total, size_t *peak);
void shim_free(const void *p);
#define kmalloc(n, gfp)		shim_alloc(n, (gfp) & __GFP_ZERO)
#define kzalloc(n, gfp)		shim_alloc(n, true)
#define kcalloc(n, size, gfp)	shim_alloc(array_size(n, size), true)
#define kfree(p)		shim_free(p)
#define kvmalloc(n, gfp)	shim_alloc_pages(n, (gfp) & __GFP_ZERO)
#define kvzalloc(n, gfp)	shim_alloc_pages(n, true)
#define kvfree(p)		shim_free_pages(p)
#define vmalloc(n)		shim_alloc_pages(n, false)
#define __vmalloc(n, gfp)	shim_alloc_pages(n, (gfp) & __GFP_ZERO)
#define vzalloc(n)		shim_alloc_pages(n, true)
#define vfree(p)		shim_free_pages(p)

/* The kernel's sort() takes a function to swap as well, NULL here. */
#define sort(base, n, size, cmp, swap_fn)	qsort(base, n, size, cmp)

/* Lists */
struct list_head {
	struct list_head *next, *prev;
};

struct llist_node {
	struct llist_node *next;
};

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline void list_add(struct list_head *node, struct list_head *head)
{
	node->next = head->next;
	node->prev = head;
	head->next->prev = node;
	head->next = node;
}

static inline void list_add_tail(struct list_head *node, struct list_head *head)
{
	list_add(node, head->prev);
}

static inline void list_del(struct list_head *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	node->next = NULL;
	node->prev = NULL;
}

static inline void list_del_init(struct list_head *node)
{
	list_del(node);
	INIT_LIST_HEAD(node);
}

static inline void list_move(struct list_head *node, struct list_head *head)
{
	list_del(node);
	list_add(node, head);
}

static inline void list_move_tail(struct list_head *node, struct list_head *head)
{
	list_del(node);
	list_add_tail(node, head);
}

static inline bool list_empty(const struct list_head *head)
{
	return head->next == head;
}

#define list_entry(ptr, type, member)		container_of(ptr, type, member)
#define list_first_entry(head, type, member)	list_entry((head)->next, type, member)
#define list_last_entry(head, type, member)	list_entry((head)->prev, type, member)
#define list_first_entry_or_null(head, type, member) \
	(list_empty(head) ? NULL : list_first_entry(head, type, member))
#define list_next_entry(pos, member)		list_entry((pos)->member.next, typeof(*(pos)), member)
#define list_for_each_entry(pos, head, member)				\
	for (pos = list_first_entry(head, typeof(*pos), member);	\
	     &pos->member != (head); pos = list_next_entry(pos, member))
#define list_for_each_entry_continue(pos, head, member)			\
	for (pos = list_next_entry(pos, member);			\
	     &pos->member != (head); pos = list_next_entry(pos, member))
#define list_for_each_entry_safe(pos, n, head, member)			\
	for (pos = list_first_entry(head, typeof(*pos), member),	\
	     n = list_next_entry(pos, member);				\
	     &pos->member != (head); pos = n, n = list_next_entry(n, member))

/* Counters */
typedef struct {
	int counter;
} atomic_t;

#define ATOMIC_INIT(v)		{ v }
#define atomic_set(a, v)	__atomic_store_n(&(a)->counter, v, __ATOMIC_RELAXED)
#define atomic_read(a)		__atomic_load_n(&(a)->counter, __ATOMIC_RELAXED)
#define atomic_inc(a)		((void)__atomic_add_fetch(&(a)->counter, 1, __ATOMIC_SEQ_CST))
#define atomic_dec(a)		((void)__atomic_sub_fetch(&(a)->counter, 1, __ATOMIC_SEQ_CST))
#define atomic_inc_return(a)	__atomic_add_fetch(&(a)->counter, 1, __ATOMIC_SEQ_CST)
#define atomic_dec_return(a)	__atomic_sub_fetch(&(a)->counter, 1, __ATOMIC_SEQ_CST)
#define atomic_dec_and_test(a)	(!atomic_dec_return(a))

struct kref {
	atomic_t refcount;
};

#define kref_init(k)		atomic_set(&(k)->refcount, 1)
#define kref_get(k)		atomic_inc(&(k)->refcount)
#define kref_read(k)		((unsigned int)atomic_read(&(k)->refcount))

static inline int kref_put(struct kref *k, void (*release)(struct kref *k))
{
	if (!atomic_dec_and_test(&k->refcount))
		return 0;
	release(k);
	return 1;
}

/* Locks */
typedef pthread_mutex_t spinlock_t;
#define spin_lock_init(l)	pthread_mutex_init(l, NULL)
#define spin_lock(l)		pthread_mutex_lock(l)
#define spin_unlock(l)		pthread_mutex_unlock(l)
#define lockdep_assert_held(l)	do { } while (0)

static inline u64 ktime_get_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

struct mutex {
	pthread_mutex_t m;
};

#define mutex_init(l)		pthread_mutex_init(&(l)->m, NULL)
#define mutex_destroy(l)	pthread_mutex_destroy(&(l)->m)
#define mutex_lock(l)		pthread_mutex_lock(&(l)->m)
#define mutex_unlock(l)		pthread_mutex_unlock(&(l)->m)

/* Waiting */
typedef struct {
	pthread_mutex_t m;
	pthread_cond_t cond;
	unsigned long wakeups;
	int waiting;
} wait_queue_head_t;

void init_waitqueue_head(wait_queue_head_t *wq);
void shim_wake(wait_queue_head_t *wq, bool all);
unsigned long shim_wait_begin(wait_queue_head_t *wq);
void shim_wait_for_wakeup(wait_queue_head_t *wq, unsigned long since);
void shim_wait_end(wait_queue_head_t *wq);
bool waitqueue_active(wait_queue_head_t *wq);
#define wake_up(wq)		shim_wake(wq, false)
#define wake_up_all(wq)		shim_wake(wq, true)
#define wait_event(wq, cond)						\
	do {								\
		unsigned long since_ = shim_wait_begin(&(wq));		\
		const bool met_ = cond;					\
									\
		if (!met_)						\
			shim_wait_for_wakeup(&(wq), since_);		\
		shim_wait_end(&(wq));					\
		if (met_)						\
			break;						\
	} while (1)
/* What waits for workers neither looks at its state nor at who is woken first. */
#define TASK_IDLE		0
#define TASK_FREEZABLE		0
#define ___wait_event(wq, cond, state, exclusive, ret, cmd)	wait_event(wq, cond)
#define set_freezable()		do { } while (0)
#define try_to_freeze()		do { } while (0)

struct completion {
	wait_queue_head_t wq;
	atomic_t done;
};

#define HZ			1000
#define DECLARE_COMPLETION_ONSTACK(c)	\
	struct completion c = { { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 }, { 0 } }
void init_completion(struct completion *c);
void complete(struct completion *c);
void wait_for_completion(struct completion *c);
unsigned long wait_for_completion_timeout(struct completion *c, unsigned long timeout_ms);
void msleep(unsigned int ms);
void usleep_range(unsigned long us, unsigned long us_max);
#define CONFIG_HIGH_RES_TIMERS	1
#define IS_ENABLED(option)	(option)

/* Threads */
struct task_struct;
struct task_struct *shim_kthread_run(int (*fn)(void *data), void *data);
bool kthread_should_stop(void);
int kthread_stop(struct task_struct *task);
#define kthread_run(fn, data, ...)	shim_kthread_run(fn, data)
int sched_yield(void);
#define cond_resched()		do { } while (0)
#define schedule()		((void)sched_yield())

/* Trace events: those that are called are functions of the program. */
#define TP_PROTO(...)		__VA_ARGS__
#define TRACE_EVENT(name, proto, ...)	void trace_##name(proto)

/* Modules */
#define THIS_MODULE		NULL
#define MODULE_LICENSE(x)
#define MODULE_DESCRIPTION(x)
#define MODULE_IMPORT_NS(x)
#define KERNEL_VERSION(a, b, c)	((a) << 16 | (b) << 8 | (c))
#define LINUX_VERSION_CODE	KERNEL_VERSION(6, 12, 0)

#endif /* SHIM_KERNEL_H */
