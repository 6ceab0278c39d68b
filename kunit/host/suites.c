// SPDX-License-Identifier: GPL-2.0
/*
 * Runs the KUnit suites in user space and prints KTAP.
 *
 * suites [SUITE[.TEST]]...
 */
#include <kunit/test.h>

#include <stdarg.h>

/**
 * struct shim_resource - something to release after a test
 * @next: the one before
 * @action: what to do
 * @ctx: its argument
 */
struct shim_resource {
	struct shim_resource *next;
	void (*action)(void *ctx);
	void *ctx;
};

static struct kunit_suite *suites, **suites_end = &suites;

void shim_register(struct kunit_suite *suite)
{
	*suites_end = suite;
	suites_end = &suite->next;
}

void shim_fail(struct kunit *test, bool assertion, const char *file, int line,
	       const char *format, ...)
{
	va_list args;

	printf("    # FAILED at %s:%d: ", file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	test->failed = true;
	if (assertion)
		longjmp(test->abort, 1);
}

int kunit_add_action_or_reset(struct kunit *test, void (*action)(void *ctx), void *ctx)
{
	struct shim_resource *r = malloc(sizeof(*r));

	*r = (struct shim_resource){ test->resources, action, ctx };
	test->resources = r;
	return 0;
}

static void release_memory(void *p)
{
	shim_free(p);
}

void *kunit_kmalloc(struct kunit *test, size_t bytes, gfp_t gfp)
{
	void *p = shim_alloc(bytes, gfp & __GFP_ZERO);

	kunit_add_action_or_reset(test, release_memory, p);
	return p;
}

static void release(struct kunit *test)
{
	while (test->resources) {
		struct shim_resource *r = test->resources;

		test->resources = r->next;
		r->action(r->ctx);
		free(r);
	}
}

/* Whether a test with one of its parameters passes. */
static bool run_once(struct kunit_suite *suite, struct kunit_case *c, const void *param)
{
	struct kunit test = { .param_value = param };

	if (!setjmp(test.abort)) {
		if (suite->init && suite->init(&test))
			KUNIT_FAIL(&test, "init");
		else
			c->run_case(&test);
	}
	if (suite->exit)
		suite->exit(&test);
	release(&test);
	return !test.failed;
}

static bool run_case(struct kunit_suite *suite, struct kunit_case *c)
{
	const void *param = NULL;
	bool ok = true;

	if (!c->generate_params)
		return run_once(suite, c, NULL);

	for (;;) {
		char desc[KUNIT_PARAM_DESC_SIZE] = "";

		param = c->generate_params(param, desc);
		if (!param)
			return ok;
		if (!run_once(suite, c, param)) {
			printf("    # with parameter %s\n", desc);
			ok = false;
		}
	}
}

static bool wanted(const char *suite, const char *name, char **filters)
{
	char full[512];

	if (!*filters)
		return true;
	snprintf(full, sizeof(full), "%s.%s", suite, name);
	for (; *filters; filters++)
		if (!strcmp(suite, *filters) || !strcmp(full, *filters))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	unsigned int suite_number = 0, failures = 0, ran = 0;
	struct kunit_suite *suite;

	printf("KTAP version 1\n");
	for (suite = suites; suite; suite = suite->next) {
		unsigned int number = 0, suite_failures = 0;
		struct kunit_case *c;

		for (c = suite->test_cases; c->run_case; c++) {
			bool ok;

			if (!wanted(suite->name, c->name, argv + 1))
				continue;
			ok = run_case(suite, c);
			printf("    %s %u %s\n", ok ? "ok" : "not ok", ++number, c->name);
			suite_failures += !ok;
			ran++;
		}
		if (number)
			printf("%s %u %s\n", suite_failures ? "not ok" : "ok", ++suite_number,
			       suite->name);
		failures += suite_failures;
	}
	printf("# Ran %u tests, %u failed\n", ran, failures);
	return failures || !ran;
}
