/* Days, JSON, memory: what the layers above take for granted. */
#include "registry/core/arena.h"
#include "registry/core/array.h"
#include "registry/core/day.h"
#include "registry/core/jsonw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_day_round_trips(void **state)
{
	cv_day first = cv_day_from_civil(1900, 1, 1), last = cv_day_from_civil(2199, 12, 31), got;
	char text[CV_DAY_TEXT];

	(void)state;
	assert_int_equal(cv_day_from_civil(1970, 1, 1).n, 0);
	for (cv_day d = first; d.n <= last.n; d.n++) {
		assert_true(cv_day_parse(cv_day_text(d, text), 10, &got));
		assert_int_equal(got.n, d.n);
	}
}

static void days_that_are_none(void **state)
{
	static const char *const bad[] = { "2026-02-30", "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01",
		"2026-01-00", "2026-1-01", "20260101", "2026/01/01", "1899-12-31", "2200-01-01", "2026-01-01 ", "",
		"2026-01-0x" };
	cv_day d = { 42 };

	(void)state;
	for (size_t i = 0; i < CV_LEN(bad); i++)
		assert_false(cv_day_parse(bad[i], strlen(bad[i]), &d));
	assert_int_equal(d.n, 42); /* untouched */
	assert_true(cv_day_parse("2000-02-29", 10, &d));
}

static void instants(void **state)
{
	char text[CV_INSTANT_TEXT];

	(void)state;
	assert_true(cv_instant_parse("2020-07-16", text));
	assert_string_equal(text, "2020-07-16T23:59:59.999Z");
	assert_true(cv_instant_parse("2020-07-16T08:09:10Z", text));
	assert_string_equal(text, "2020-07-16T08:09:10.000Z");
	assert_true(cv_instant_parse("2020-07-16T08:09:10.125Z", text));
	assert_string_equal(text, "2020-07-16T08:09:10.125Z");
	assert_true(cv_instant_parse("2020-01-01T00:30:10.5+01:00", text));
	assert_string_equal(text, "2019-12-31T23:30:10.500Z");
	assert_true(cv_instant_parse("2020-07-16T08:09-05:30", text));
	assert_string_equal(text, "2020-07-16T13:39:00.000Z");
	assert_true(cv_instant_parse("2020-07-16T08:09:10.123999999Z", text));
	assert_string_equal(text, "2020-07-16T08:09:10.123Z");
	assert_false(cv_instant_parse("2020-07-16T08:09:10.Z", text));
	assert_false(cv_instant_parse("2020-07-16T08:09+1:00", text));
	assert_false(cv_instant_parse("1900-01-01T00:00+01:00", text));
	assert_false(cv_instant_parse("2020-07-16T24:00:00Z", text));
	assert_false(cv_instant_parse("2020-07-16T08:09:10", text));
	assert_string_equal(cv_instant_text(INT64_C(1594885750125), text), "2020-07-16T07:49:10.125Z");
}

static void json_out(void **state)
{
	struct cv_str out = { 0 };
	struct cv_json j = cv_json_to(&out);

	(void)state;
	cv_json_open(&j, '{');
	cv_json_kv(&j, "a", "q\" b\\ n\n t\t </script> \x01 \xC3\xA9");
	cv_json_kv_int(&j, "n", INT64_MIN);
	cv_json_kv_int(&j, "m", 0);
	cv_json_kv_opt(&j, "o", "");
	cv_json_key(&j, "l");
	cv_json_open(&j, '[');
	cv_json_bool(&j, true);
	cv_json_int(&j, 7);
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	assert_string_equal(cv_str_text(&out),
		"{\"a\":\"q\\\" b\\\\ n\\n t\\u0009 \\u003c/script> \\u0001 \xC3\xA9\","
		"\"n\":-9223372036854775808,\"m\":0,\"o\":null,\"l\":[true,7]}");
	cv_str_finish(&out);
}

/* Byte by byte, as the writer once did it. */
static void escaped_slowly(struct cv_str *out, const char *text)
{
	cv_str_putc(out, '"');
	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c == '"' || c == '\\')
			cv_str_printf(out, "\\%c", c);
		else if (c == '\n')
			cv_str_puts(out, "\\n");
		else if (c < 0x20 || c == '<' || c == 0x7f)
			cv_str_printf(out, "\\u%04x", c);
		else
			cv_str_putc(out, (char)c);
	}
	cv_str_putc(out, '"');
}

/* Every byte, at every place of texts of every length around the step they are looked at in; whole and in pieces. */
static void json_escapes_anywhere(void **state)
{
	struct cv_str out = { 0 }, want = { 0 };
	struct cv_json j = cv_json_to(&out);
	char text[51];

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		for (size_t at = 0; at <= n; at++) { /* at n: nothing special in it */
			for (int c = 1; c < 256; c++) {
				memset(text, 'a', n);
				if (at < n)
					text[at] = (char)c;
				text[n] = '\0';
				cv_str_clear(&want);
				escaped_slowly(&want, text);
				cv_str_clear(&out);
				j.first = true;
				cv_json_text(&j, text);
				assert_string_equal(cv_str_text(&out), cv_str_text(&want));
				cv_str_clear(&out);
				j.first = true;
				cv_json_begin(&j);
				cv_str_add(&out, text, n / 2);
				cv_str_puts(&out, text + n / 2);
				cv_json_end(&j);
				assert_string_equal(cv_str_text(&out), n ? cv_str_text(&want) : "null");
			}
		}
	}
	cv_str_finish(&out);
	cv_str_finish(&want);
}

static void json_keys_with_their_values(void **state)
{
	struct cv_str out = { 0 };
	struct cv_json j = cv_json_to(&out);

	(void)state;
	cv_json_open(&j, '{');
	CV_JSON_TEXT(&j, "a", "<");
	CV_JSON_TEXT(&j, "b", NULL);
	CV_JSON_WORD(&j, "c", "word");
	CV_JSON_KEY(&j, "d");
	cv_json_begin(&j);
	cv_json_end(&j);
	CV_JSON_KEY(&j, "e");
	cv_json_int(&j, -7);
	cv_json_close(&j, '}');
	assert_string_equal(cv_str_text(&out), "{\"a\":\"\\u003c\",\"b\":null,\"c\":\"word\",\"d\":null,\"e\":-7}");
	cv_str_finish(&out);
}

/* Lent memory is used first and never freed; what does not fit comes from the system. */
static void arena_on_lent_memory(void **state)
{
	_Alignas(max_align_t) char room[512];
	struct cv_arena a;
	char *first, *large;

	(void)state;
	cv_arena_begin(&a, room, sizeof(room));
	first = cv_arena_alloc(&a, 100);
	assert_true(first > room && first + 100 <= room + sizeof(room));
	assert_int_equal(a.total, 0);
	large = cv_arena_alloc(&a, 100000);
	assert_true(large < room || large >= room + sizeof(room));
	assert_true(a.total > 100000);
	memset(first, 1, 100);
	memset(large, 2, 100000);
	cv_arena_finish(&a);
	cv_arena_begin(&a, room, 3); /* too little for anything */
	assert_non_null(cv_arena_alloc(&a, 1));
	cv_arena_finish(&a);
}

static void an_array_grows_or_stays(void **state)
{
	size_t cap = 0, n = 0;
	int *of = NULL, *was;

	(void)state;
	for (; n < 1000; n++) {
		assert_true(cv_grow(&of, n, &cap, sizeof(*of)) && cap > n);
		of[n] = (int)n;
	}
	for (size_t i = 0; i < n; i++)
		assert_int_equal(of[i], i);
	was = of;
	cap = SIZE_MAX / 4; /* as if it were that large: twice as much cannot be had */
	assert_false(cv_grow(&of, cap, &cap, sizeof(*of)));
	assert_ptr_equal(of, was);
	assert_true(cap == SIZE_MAX / 4);
	free(of);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_round_trips),
		cmocka_unit_test(days_that_are_none),
		cmocka_unit_test(instants),
		cmocka_unit_test(json_out),
		cmocka_unit_test(json_escapes_anywhere),
		cmocka_unit_test(json_keys_with_their_values),
		cmocka_unit_test(arena_on_lent_memory),
		cmocka_unit_test(an_array_grows_or_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
