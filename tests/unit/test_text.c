/* Text: folded, listed, told in full; rows of CSV in and out. */
#include "registry/core/csv.h"
#include "registry/core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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
		cmocka_unit_test(folding),
		cmocka_unit_test(csv_rows),
		cmocka_unit_test(csv_limits),
		cmocka_unit_test(formulas_are_guarded_and_come_back),
		cmocka_unit_test(long_messages_stay_text),
		cmocka_unit_test(csv_errors_know_their_line),
		cmocka_unit_test(a_word_is_listed_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
