/* Days, text and CSV: what the layers above take for granted. */
#include "registry/core/arena.h"
#include "registry/core/array.h"
#include "registry/core/csv.h"
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

static void folding(void **state)
{
	static const struct {
		const char *text, *folded, *slug;
	} table[] = {
		{ "ACME, Inc.", "acme inc", "acme-inc" },
		{ "Z\xC3\xBCrich", "zurich", "zurich" },
		{ "  A  B ", "a b", "a-b" },
		{ "S.A.R.L.", "s a r l", "s-a-r-l" },
		{ "\xC5\x81\xC3\xB3"
		  "d\xC5\xBA",
			"lodz", "lodz" },
		{ "Zero\xE2\x80\x8Bwidth", "zerowidth", "zerowidth" },
		{ "\xED\x95\x9C\xEA\xB5\xAD", NULL, "" },
		{ "--", "", "" },
		{ "Stra\xC3\x9F"
		  "e",
			"strasse", "strasse" },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(table); i++) {
		struct cv_str folded = { 0 }, slug = { 0 };

		cv_fold(table[i].text, strlen(table[i].text), &folded);
		cv_slug(table[i].text, strlen(table[i].text), &slug);
		if (table[i].folded)
			assert_string_equal(cv_str_text(&folded), table[i].folded);
		assert_string_equal(cv_str_text(&slug), table[i].slug);
		cv_str_finish(&folded);
		cv_str_finish(&slug);
	}
}

/* ---- CSV ---- */

static enum cv_err note(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct cv_str *out = ctx;

	(void)err;
	cv_str_printf(out, "%zu:", row->line);
	for (size_t i = 0; i < row->n; i++)
		cv_str_printf(out, "[%s]", row->cell[i].text);
	cv_str_putc(out, ' ');
	return CV_OK;
}

static void csv_rows(void **state)
{
	static const struct {
		const char *in, *rows;
		const char *error; /* a part of the message; NULL: none */
	} table[] = {
		{ "a,b\nc,d\n", "1:[a][b] 2:[c][d] ", NULL },
		{ "\xEF\xBB\xBF"
		  "a,b\r\nc,d",
			"1:[a][b] 2:[c][d] ", NULL },
		{ "\xEF\xBB\xBF\"a\",b\n", "1:[a][b] ", NULL },
		{ "a\n\n\nb\n", "1:[a] 4:[b] ", NULL },
		{ "a,\"x\ny\"\nb\n", "1:[a][x\ny] 3:[b] ", NULL },
		{ "a,\"x\r\ny\"\r\nb\r\n", "1:[a][x\r\ny] 3:[b] ", NULL },
		{ " a , b \n", "1:[ a ][ b ] ", NULL },
		{ "a\rb\r", "1:[a] 2:[b] ", NULL },
		{ "\"say \"\"hi\"\"\",\n", "1:[say \"hi\"][] ", NULL },
		{ "a\n\"b\" c,d\n", "1:[a] ", "line 2" },
		{ "a\n\"open\nstill\n", "1:[a] ", "never closed" },
		{ "a\nb\xFF\n", "1:[a] ", "line 2, column 1" },
		{ "\xEF\xBC\x81,x\n", "1:[\xEF\xBC\x81][x] ", NULL },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(table); i++) {
		struct cv_str out = { 0 };
		struct cv_error err = { 0 };
		enum cv_err e = cv_csv_read(table[i].in, strlen(table[i].in), ',', note, &out, &err);

		assert_string_equal(cv_str_text(&out), table[i].rows);
		assert_int_equal(e, table[i].error ? CV_E_CSV : CV_OK);
		if (table[i].error)
			assert_non_null(strstr(err.msg, table[i].error));
		cv_str_finish(&out);
	}
}

static void csv_limits(void **state)
{
	size_t big = CV_CSV_CELL_MAX + 10;
	char *cell = malloc(big + 1);
	struct cv_str out = { 0 };
	struct cv_error err = { 0 };

	(void)state;
	assert_non_null(cell);
	memset(cell, 'x', big);
	cell[big] = '\0';
	assert_int_equal(cv_csv_read(cell, big, ',', note, &out, &err), CV_E_TOO_BIG);
	memset(cell, ',', CV_CSV_COLUMNS_MAX + 5);
	assert_int_equal(cv_csv_read(cell, CV_CSV_COLUMNS_MAX + 5, ',', note, &out, &err), CV_E_TOO_BIG);
	assert_int_equal(cv_csv_read("a\0b\n", 4, ',', note, &out, &err), CV_E_CSV);
	cv_str_finish(&out);
	free(cell);
}

static void formulas_are_guarded_and_come_back(void **state)
{
	static const char *const cells[] = { "=1+1", "+1", "-1", "@x", "\tx", "\nx", "'=1", "''=1", "'plain", "plain",
		"",
		("\xEF\xBC\x9D"
		 "1"),
		"a,b", "a\"b", "x\r\ny" };

	(void)state;
	for (size_t i = 0; i < CV_LEN(cells); i++) {
		struct cv_str csv = { 0 }, got = { 0 }, want = { 0 };

		cv_csv_put(&csv, true, cells[i]);
		assert_null(strchr("=+-@\t\n", cv_str_text(&csv)[0] ? cv_str_text(&csv)[0] : 'x'));
		assert_string_equal(
			cv_csv_restore(cells[i][0] == '\'' ? "x" : cells[i]), cells[i][0] == '\'' ? "x" : cells[i]);
		cv_csv_put(&csv, false, "end");
		cv_csv_end_row(&csv);
		assert_int_equal(cv_csv_read(csv.data, csv.len, ',', note, &got, NULL), CV_OK);
		cv_str_printf(&want, "1:[");
		assert_int_equal(strncmp(cv_str_text(&got), "1:[", 3), 0);
		char *end = strstr(got.data, "][end] ");
		assert_non_null(end);
		*end = '\0';
		assert_string_equal(cv_csv_restore(got.data + 3), cells[i]);
		cv_str_finish(&csv);
		cv_str_finish(&got);
		cv_str_finish(&want);
	}
}

static void long_messages_stay_text(void **state)
{
	(void)state;
	for (size_t shift = 0; shift < 4; shift++) {
		struct cv_str text = { 0 };
		struct cv_error err = { .line = 7 };

		cv_str_add(&text, "abc", shift);
		for (int i = 0; i < CV_MSG_MAX; i++)
			cv_str_puts(&text, "\xF0\x9F\x9A\x80");
		assert_int_equal(cv_fail_at(&err, CV_E_VALUE, "f", "%s", cv_str_text(&text)), CV_E_VALUE);
		assert_true(cv_text_clean(err.msg, strlen(err.msg)));
		assert_true(strlen(err.msg) > CV_MSG_MAX - 6);
		assert_int_equal(err.line, 0);
		cv_str_finish(&text);
	}
}

static void csv_errors_know_their_line(void **state)
{
	static const struct {
		const char *csv;
		size_t line;
	} table[] = { { "a,b\n1,2\n\"3,4\n5,6\n", 3 }, { "a\n\n\n\xFF\n", 4 }, { "\"a\nb\"\n\"c\"d\n", 3 } };

	(void)state;
	for (size_t i = 0; i < CV_LEN(table); i++) {
		struct cv_str out = { 0 };
		struct cv_error err = { 0 };

		assert_int_equal(cv_csv_read(table[i].csv, strlen(table[i].csv), ',', note, &out, &err), CV_E_CSV);
		assert_int_equal(err.line, table[i].line);
		cv_str_finish(&out);
	}
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

static void a_word_is_listed_or_not(void **state)
{
	(void)state;
	assert_true(cv_listed("open|answered|closed", '|', "open"));
	assert_true(cv_listed("open|answered|closed", '|', "closed"));
	assert_false(cv_listed("open|answered|closed", '|', "close"));
	assert_false(cv_listed("open|answered|closed", '|', "closed|"));
	assert_true(cv_listed(" claimed ; approved", ';', "claimed"));
	assert_false(cv_listed(" claimed ; approved", ';', ""));
	assert_false(cv_listed("", ';', ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_is_listed_or_not),
		cmocka_unit_test(every_day_round_trips),
		cmocka_unit_test(days_that_are_none),
		cmocka_unit_test(instants),
		cmocka_unit_test(folding),
		cmocka_unit_test(csv_rows),
		cmocka_unit_test(csv_limits),
		cmocka_unit_test(formulas_are_guarded_and_come_back),
		cmocka_unit_test(json_out),
		cmocka_unit_test(json_escapes_anywhere),
		cmocka_unit_test(json_keys_with_their_values),
		cmocka_unit_test(arena_on_lent_memory),
		cmocka_unit_test(an_array_grows_or_stays),
		cmocka_unit_test(long_messages_stay_text),
		cmocka_unit_test(csv_errors_know_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
