/* Answers packed small: what is kept, under which key, and what a stranger can make it hold. */
#include "api/http/answers/pressed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define THEN "2026-11-23T10:00:00.000Z"
#define NOW "2026-11-24T11:22:33.444Z"

static const cv_day today = { .n = 20000 };
static struct http_pressed all;

static int begin(void **state)
{
	http_pressed_begin(&all);
	return all.set && all.press ? 0 : -1;
}

static int end(void **state)
{
	http_pressed_end(&all);
	return 0;
}

static struct http_memo_key key_of(uint64_t view, int i, char query[64])
{
	snprintf(query, 64, "to=p%06d&on=2024-06-01", i);
	return http_memo_key(view, today, query);
}

/* Alike in most, as answers are; noise: bytes that cannot be packed. */
static void answer(struct cv_str *out, int i, const char *known_at, size_t noise)
{
	uint32_t r = (uint32_t)i * 2654435761u + 1;

	cv_str_clear(out);
	cv_str_printf(out, "{\"outcome\":\"not-covered\",\"question\":{\"to\":\"p%06d\",", i);
	cv_str_printf(out, "\"known_at\":\"%s\"},\"sentence\":\"", known_at);
	for (int k = 0; k < 8; k++)
		cv_str_puts(out, "sign the set or module made for these roles with the importer and record the day; ");
	for (size_t k = 0; k < noise; k++) {
		r = r * 1664525 + 1013904223;
		cv_str_putc(out, (char)(' ' + (r >> 24) % 90));
	}
	cv_str_puts(out, "\"}\n");
}

static void put(struct http_memo_key *k, int i, size_t noise)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	answer(&text, i, THEN, noise);
	http_pressed_put(&all, k, THEN, &text);
}

/* 1: as it should be, with the instant of now in it; 0: not there. */
static int got(uint64_t view, int i, size_t noise, bool *ret_again)
{
	CV_AUTO(cv_str_finish) struct cv_str want = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str have = { 0 };
	char query[64];
	struct http_memo_key k = key_of(view, i, query);

	cv_str_puts(&have, "before ");
	if (!http_pressed_get(&all, &k, NOW, ret_again, &have)) {
		assert_string_equal(have.data, "before ");
		return 0;
	}
	answer(&want, i, NOW, noise);
	assert_string_equal(have.data + 7, want.data);
	assert_int_equal(have.len, want.len + 7);
	return 1;
}

static void test_the_second_time_is_told(void **state)
{
	char query[64];
	struct http_memo_key k = key_of(1, 5, query);
	bool again;

	assert_int_equal(got(1, 5, 100, &again), 0);
	assert_false(again);
	assert_int_equal(got(1, 5, 100, &again), 0);
	assert_true(again);
	put(&k, 5, 100);
	assert_int_equal(got(1, 5, 100, &again), 1);
	assert_int_equal(got(2, 5, 100, &again), 0); /* of another register */
	assert_false(again);
	k.today = today.n + 1;
	assert_false(http_pressed_get(&all, &k, NOW, &again, &(struct cv_str){ 0 }));
}

/* Every one that is still there is as it was put, however much the dictionary has grown since. */
static void test_many(void **state)
{
	enum { MANY = 100000 };
	size_t there = 0;
	bool again;

	for (int i = 0; i < MANY; i++) {
		char query[64];
		struct http_memo_key k = key_of(7, i, query);

		(void)got(7, i, (size_t)i % 300, &again);
		put(&k, i, (size_t)i % 300);
	}
	for (int i = 0; i < MANY; i++)
		there += (size_t)got(7, i, (size_t)i % 300, &again);
	print_message("%zu of %d are there, in %zu bytes\n", there, MANY, atomic_load(&all.bytes));
	assert_true(there > MANY * 9 / 10);
	assert_true(atomic_load(&all.bytes) <= HTTP_PRESSED_BYTES);
}

/* What does not pack at all, without end: it holds no more than it may, and goes on with what comes then. */
static void test_bounds(void **state)
{
	bool again;

	for (int i = 0; i < 30000; i++) {
		char query[64];
		struct http_memo_key k = key_of(8, i, query);

		(void)got(8, i, 5000, &again);
		put(&k, i, 5000);
		assert_true(atomic_load(&all.bytes) <= HTTP_PRESSED_BYTES);
	}
	for (int i = 0; i < 100000; i++) { /* another register: the places of the old one are free again */
		char query[64];
		struct http_memo_key k = key_of(9, i, query);

		(void)got(9, i, 10, &again);
		put(&k, i, 10);
	}
	assert_int_equal(got(9, 99999, 10, &again), 1);
}

static void *asker(void *arg)
{
	uint32_t r = *(uint32_t *)arg;
	size_t *ret = malloc(sizeof(*ret));

	*ret = 0;
	for (int n = 0; n < 60000; n++) {
		char query[64];
		struct http_memo_key k;
		bool again;
		int i;

		r = r * 1664525 + 1013904223;
		i = (int)(r >> 20);
		k = key_of((uint64_t)n / 20000, i, query);
		if (got(k.view, i, (size_t)i % 200, &again))
			++*ret;
		else if (again)
			put(&k, i, (size_t)i % 200);
	}
	return ret;
}

/* Threads that ask the same at the same time, while the register moves on under them. */
static void test_several_threads(void **state)
{
	enum { THREADS = 4 };
	uint32_t seed[THREADS];
	pthread_t t[THREADS];
	size_t there = 0;

	for (uint32_t i = 0; i < THREADS; i++) {
		seed[i] = i + 1;
		assert_int_equal(pthread_create(&t[i], NULL, asker, &seed[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		void *n;

		assert_int_equal(pthread_join(t[i], &n), 0);
		there += *(size_t *)n;
		free(n);
	}
	assert_true(there > 10000);
}

/* A longer one than is kept, one without its instant, and one that ran out of memory. */
static void test_what_is_not_kept(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	char query[64];
	struct http_memo_key k = key_of(3, 1, query);
	bool again;

	put(&k, 1, HTTP_MEMO_BYTES);
	answer(&text, 1, THEN, 10);
	http_pressed_put(&all, &k, NOW, &text);
	http_pressed_put(&all, &k, "2026-11-23", &text);
	text.failed = true;
	http_pressed_put(&all, &k, THEN, &text);
	assert_int_equal(got(3, 1, 10, &again), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_second_time_is_told, begin, end),
		cmocka_unit_test_setup_teardown(test_many, begin, end),
		cmocka_unit_test_setup_teardown(test_bounds, begin, end),
		cmocka_unit_test_setup_teardown(test_several_threads, begin, end),
		cmocka_unit_test_setup_teardown(test_what_is_not_kept, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
