/* SPDX-License-Identifier: GPL-2.0 */
/*
 * KUnit for user space: what our suites use of it. kunit/host/suites.c runs them
 * and prints KTAP.
 */
#ifndef SHIM_KUNIT_TEST_H
#define SHIM_KUNIT_TEST_H

#include <shim/kernel.h>

#include <setjmp.h>

#define KUNIT_PARAM_DESC_SIZE	128

struct shim_resource;

/**
 * struct kunit - a running test
 * @priv: for the suite's init
 * @param_value: of a parameterised test
 * @failed: an expectation was not met
 * @abort: where a failed assertion goes
 * @resources: to be released after the test, the last one first
 */
struct kunit {
	void *priv;
	const void *param_value;
	bool failed;
	jmp_buf abort;
	struct shim_resource *resources;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
};

struct kunit_suite {
	const char name[256];
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_suite *next;
};

#define KUNIT_CASE(fn)			{ .run_case = fn, .name = #fn }
#define KUNIT_CASE_SLOW(fn)		KUNIT_CASE(fn)
#define KUNIT_CASE_PARAM(fn, gen)	{ .run_case = fn, .name = #fn, .generate_params = gen }

#define KUNIT_ARRAY_PARAM(name, array, get_desc)					\
	static const void *name##_gen_params(const void *prev, char *desc)		\
	{										\
		typeof((array)[0]) *next = prev ? (typeof(next))prev + 1 : (array);	\
											\
		if (next - (array) >= (ptrdiff_t)ARRAY_SIZE(array))			\
			return NULL;							\
		void (*describe)(typeof(next), char *) = get_desc;			\
		if (describe)								\
			describe(next, desc);						\
		return next;								\
	}

void shim_register(struct kunit_suite *suite);
void shim_fail(struct kunit *test, bool assertion, const char *file, int line,
	       const char *format, ...) __printf(5, 6);
void *kunit_kmalloc(struct kunit *test, size_t bytes, gfp_t gfp);
int kunit_add_action_or_reset(struct kunit *test, void (*action)(void *ctx), void *ctx);

#define kunit_kzalloc(test, bytes, gfp)		kunit_kmalloc(test, bytes, __GFP_ZERO)
#define kunit_kcalloc(test, n, bytes, gfp)	kunit_kmalloc(test, array_size(n, bytes), __GFP_ZERO)
#define kunit_kmalloc_array(test, n, bytes, gfp) kunit_kmalloc(test, array_size(n, bytes), gfp)
#define kunit_info(test, ...)			printf("# " __VA_ARGS__)

#define kunit_test_suite(suite)					\
	static __attribute__((__constructor__)) void shim_register_##suite(void) \
	{								\
		shim_register(&(suite));				\
	}

#define SHIM_BINARY(test, assertion, a, op, b)					\
	do {									\
		const typeof(a) a__ = (a);					\
		const typeof(b) b__ = (b);					\
										\
		if (!(a__ op b__))						\
			shim_fail(test, assertion, __FILE__, __LINE__,		\
				  "%s: %lld, %lld", #a " " #op " " #b,		\
				  (long long)a__, (long long)b__);		\
	} while (0)
#define SHIM_BINARY_MSG(test, assertion, a, op, b, format, ...)			\
	do {									\
		const typeof(a) a__ = (a);					\
		const typeof(b) b__ = (b);					\
										\
		if (!(a__ op b__))						\
			shim_fail(test, assertion, __FILE__, __LINE__,		\
				  "%s: %lld, %lld; " format, #a " " #op " " #b,	\
				  (long long)a__, (long long)b__, ##__VA_ARGS__);	\
	} while (0)
#define SHIM_TRUE(test, assertion, cond, format, ...)				\
	do {									\
		if (!(cond))							\
			shim_fail(test, assertion, __FILE__, __LINE__,		\
				  "%s; " format, #cond, ##__VA_ARGS__);		\
	} while (0)

#define kunit_skip(test, format, ...)						\
	do {									\
		printf("    # SKIP " format "\n", ##__VA_ARGS__);		\
		longjmp((test)->abort, 1);					\
	} while (0)

#define KUNIT_FAIL(test, ...) \
	shim_fail(test, false, __FILE__, __LINE__, __VA_ARGS__)
#define KUNIT_EXPECT_EQ(test, a, b)		SHIM_BINARY(test, false, a, ==, b)
#define KUNIT_EXPECT_NE(test, a, b)		SHIM_BINARY(test, false, a, !=, b)
#define KUNIT_EXPECT_LT(test, a, b)		SHIM_BINARY(test, false, a, <, b)
#define KUNIT_EXPECT_LE(test, a, b)		SHIM_BINARY(test, false, a, <=, b)
#define KUNIT_EXPECT_GT(test, a, b)		SHIM_BINARY(test, false, a, >, b)
#define KUNIT_EXPECT_GE(test, a, b)		SHIM_BINARY(test, false, a, >=, b)
#define KUNIT_ASSERT_EQ(test, a, b)		SHIM_BINARY(test, true, a, ==, b)
#define KUNIT_ASSERT_NE(test, a, b)		SHIM_BINARY(test, true, a, !=, b)
#define KUNIT_ASSERT_LT(test, a, b)		SHIM_BINARY(test, true, a, <, b)
#define KUNIT_ASSERT_LE(test, a, b)		SHIM_BINARY(test, true, a, <=, b)
#define KUNIT_ASSERT_GT(test, a, b)		SHIM_BINARY(test, true, a, >, b)
#define KUNIT_ASSERT_GE(test, a, b)		SHIM_BINARY(test, true, a, >=, b)
#define KUNIT_EXPECT_EQ_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, false, a, ==, b, __VA_ARGS__)
#define KUNIT_EXPECT_NE_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, false, a, !=, b, __VA_ARGS__)
#define KUNIT_EXPECT_LT_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, false, a, <, b, __VA_ARGS__)
#define KUNIT_EXPECT_LE_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, false, a, <=, b, __VA_ARGS__)
#define KUNIT_EXPECT_GE_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, false, a, >=, b, __VA_ARGS__)
#define KUNIT_ASSERT_EQ_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, true, a, ==, b, __VA_ARGS__)
#define KUNIT_ASSERT_LE_MSG(test, a, b, ...)	SHIM_BINARY_MSG(test, true, a, <=, b, __VA_ARGS__)
#define KUNIT_EXPECT_TRUE(test, c)		SHIM_TRUE(test, false, c, "")
#define KUNIT_EXPECT_FALSE(test, c)		SHIM_TRUE(test, false, !(c), "")
#define KUNIT_EXPECT_NULL(test, p)		SHIM_TRUE(test, false, !(p), "")
#define KUNIT_EXPECT_NOT_NULL(test, p)		SHIM_TRUE(test, false, p, "")
#define KUNIT_EXPECT_PTR_EQ(test, a, b)		SHIM_TRUE(test, false, (a) == (b), "")
#define KUNIT_EXPECT_PTR_NE(test, a, b)		SHIM_TRUE(test, false, (a) != (b), "")
#define KUNIT_EXPECT_TRUE_MSG(test, c, ...)	SHIM_TRUE(test, false, c, __VA_ARGS__)
#define KUNIT_EXPECT_FALSE_MSG(test, c, ...)	SHIM_TRUE(test, false, !(c), __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, a, b)		SHIM_TRUE(test, false, !strcmp(a, b), "%s, %s", a, b)
#define KUNIT_EXPECT_MEMEQ(test, a, b, n)	SHIM_TRUE(test, false, !memcmp(a, b, n), "")
#define KUNIT_EXPECT_MEMEQ_MSG(test, a, b, n, ...) \
	SHIM_TRUE(test, false, !memcmp(a, b, n), __VA_ARGS__)
#define KUNIT_ASSERT_TRUE(test, c)		SHIM_TRUE(test, true, c, "")
#define KUNIT_ASSERT_FALSE(test, c)		SHIM_TRUE(test, true, !(c), "")
#define KUNIT_ASSERT_TRUE_MSG(test, c, ...)	SHIM_TRUE(test, true, c, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, p)		SHIM_TRUE(test, true, p, "")
#define KUNIT_ASSERT_PTR_EQ(test, a, b)		SHIM_TRUE(test, true, (a) == (b), "")
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, p)	SHIM_TRUE(test, true, !IS_ERR_OR_NULL(p), "")

#endif /* SHIM_KUNIT_TEST_H */
