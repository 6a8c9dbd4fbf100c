/* Which question asks the kernel for all that came at the same time (wake.h). */
#include "api/http/wire/wake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <cmocka.h>

static int set;

static void wakes(void)
{
	struct epoll_event event;

	assert_int_equal(epoll_wait(set, &event, 1, 0), 0);
}

/* A small request comes, and is answered at once. */
static bool asks(struct http_wake *w)
{
	http_wake_begin(w);
	http_wake_more(w);
	return http_wake_ask(w);
}

static void the_first_of_a_wake_asks_for_all(void **state)
{
	struct http_wake c[3] = { 0 };

	wakes();
	for (int i = 0; i < 3; i++)
		assert_true(asks(&c[i])); /* new: it may have sent after the others asked */
	for (int round = 0; round < 3; round++) {
		wakes();
		assert_true(asks(&c[round]));
		assert_false(asks(&c[(round + 1) % 3]));
		assert_false(asks(&c[(round + 2) % 3]));
	}
}

static void a_new_one_asks_for_the_others_too(void **state)
{
	struct http_wake old = { 0 }, fresh = { 0 };

	wakes();
	(void)asks(&old);
	wakes();
	assert_true(asks(&fresh));
	assert_false(asks(&old));
}

static void the_second_in_one_wake_asks_and_so_on(void **state)
{
	struct http_wake c = { 0 }, other = { 0 };

	wakes();
	(void)asks(&c);
	(void)asks(&other);
	wakes();
	assert_true(asks(&other));
	assert_false(asks(&c));
	assert_true(asks(&c)); /* read together with the one before, or later */
	wakes();
	assert_true(asks(&other));
	assert_true(asks(&c)); /* its buffer may have been full */
}

/* The end of a body and the next request in one read. */
static void one_that_was_still_coming_counts(void **state)
{
	struct http_wake c = { 0 }, other = { 0 };

	wakes();
	(void)asks(&c);
	(void)asks(&other);
	wakes();
	http_wake_begin(&c);
	wakes();
	assert_true(asks(&other));
	http_wake_more(&c);
	assert_true(asks(&c));
}

static void a_large_one_asks_from_then_on(void **state)
{
	struct http_wake c = { 0 }, other = { 0 };

	wakes();
	(void)asks(&c);
	(void)asks(&other);
	http_wake_large(&c);
	for (int round = 0; round < 3; round++) {
		wakes();
		assert_true(asks(&other));
		assert_true(asks(&c));
	}
}

/* In a thread whose waiting nobody counts, as where the library waits by another function. */
static void where_wakes_are_not_counted_all_ask(void **state)
{
	struct http_wake c = { 0 };

	for (int i = 0; i < 3; i++)
		assert_true(asks(&c));
}

int main(void)
{
	const struct CMUnitTest first[] = { cmocka_unit_test(where_wakes_are_not_counted_all_ask) };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_of_a_wake_asks_for_all),
		cmocka_unit_test(a_new_one_asks_for_the_others_too),
		cmocka_unit_test(the_second_in_one_wake_asks_and_so_on),
		cmocka_unit_test(one_that_was_still_coming_counts),
		cmocka_unit_test(a_large_one_asks_from_then_on),
	};
	int failed = cmocka_run_group_tests(first, NULL, NULL);

	set = epoll_create1(EPOLL_CLOEXEC);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	close(set);
	return failed;
}
