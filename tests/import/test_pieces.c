/* The small parts of the import, one by one. */
#include "import/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void cleans_to(const char *text, const char *wanted)
{
	struct cv_str out = { 0 };

	imp_clean(text, &out);
	assert_false(out.failed);
	assert_string_equal(cv_str_text(&out), wanted);
	cv_str_finish(&out);
}

static void test_clean(void **state)
{
	CV_UNUSED(state);
	cleans_to("", "");
	cleans_to("  Acme \t Inc \r\n", "Acme Inc");
	cleans_to("A &amp; B &lt;C&gt; &quot;D&#39;s&#x27;", "A & B <C> \"D's'");
	cleans_to("M&uuml;ller&nbsp;AG", "M\xC3\xBCller AG");
	cleans_to("Ac\xE2\x80\x8Bme\xC2\xA0Inc\xEF\xBB\xBF", "Acme Inc");
	cleans_to("<div>USA, Germany</div><div>see <a href='x'>here</a></div>", "USA, Germany see here");
	cleans_to("a < b & c; R&D; &unknown; &#0; &#xD800; &#x1F600;", "a < b & c; R&D; &unknown; &#0; &#xD800; \xF0\x9F\x98\x80");
	cleans_to("\xED\x95\x9C\xEA\xB5\xAD <5% &", "\xED\x95\x9C\xEA\xB5\xAD <5% &");
	cleans_to("x<", "x<");
	cleans_to("&#99999999999;&", "&#99999999999;&");
}

static void was(const char *text, const char *meant)
{
	struct cv_str out = { 0 };
	bool found = imp_mojibake(text, strlen(text), &out);

	assert_int_equal(found, meant != NULL);
	assert_string_equal(cv_str_text(&out), meant ? meant : "");
	cv_str_finish(&out);
}

static void test_mojibake(void **state)
{
	CV_UNUSED(state);
	was("plain", NULL);
	was("M\xC3\xBCller, \xC3\x85ngstr\xC3\xB6m, S\xC3\xA3o, \xC5\xBB\xC3\xB3\xC5\x82w, \xC3\x89t\xC3\xA9", NULL);
	was("\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 \xED\x95\x9C\xEA\xB5\xAD \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x86\x95", NULL);
	was("\xE2\x80\x9EMit \xC3\x84\xE2\x80\x9C", NULL); /* a quotation that ends in a capital */
	was("M\xC3\x83\xC2\xBCller", "M\xC3\xBCller");
	was("Niezale\xC4\xB9\xC4\xBDny", "Niezale\xC5\xBCny");
	was("przetwarzaj\xC3\x84\xE2\x80\xA6" "cy", "przetwarzaj\xC4\x85" "cy");
	was("it\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s", "it\xE2\x80\x99s");
	was("\xC3\x28", NULL); /* not UTF-8: somebody else's business */
}

static void check(const char *data, size_t len, enum cv_err wanted, const char *word)
{
	struct cv_error err = { 0 };

	assert_int_equal(imp_bytes_check(data, len, &err), wanted);
	if (strstr(err.msg, word) == NULL)
		fail_msg("'%s' says nothing of '%s'", err.msg, word);
}

#define CHECK(text, wanted, word) check(text, sizeof(text) - 1, wanted, word)

static void test_bytes(void **state)
{
	CV_UNUSED(state);
	CHECK("", CV_E_CSV, "empty");
	CHECK("\xEF\xBB\xBF \n", CV_E_CSV, "empty");
	CHECK("a,b\n1,2\n", CV_OK, "");
	CHECK("\xEF\xBB\xBF" "a,b\n", CV_OK, "");
	CHECK("\xFF\xFE" "a\0", CV_E_CSV, "UTF-16");
	CHECK("a\0b\0c\0", CV_E_CSV, "UTF-16");
	CHECK("\0a\0b", CV_E_CSV, "UTF-16");
	CHECK("abcdefgh\0ijkl", CV_E_CSV, "binary");
	CHECK("PK\x03\x04", CV_E_CSV, "Excel workbook");
	CHECK("a,b\n\xE4,2\n", CV_E_CSV, "line 2 is not UTF-8");
	CHECK("a,b\n1,2\n\x1B[31m,\n", CV_E_CSV, "line 3 holds control characters");
	CHECK("<HTML>", CV_E_CSV, "web page");
	CHECK("PK", CV_OK, "");
	check(NULL, (size_t)IMP_FILE_MAX + 1, CV_E_TOO_BIG, "split it");
}

static void separated_by(const char *text, char wanted)
{
	struct imp_options opt = { .name = "x" };
	char got = '?';

	assert_int_equal(imp_look(text, strlen(text), &opt, &got, NULL), CV_OK);
	assert_int_equal(got, wanted);
}

static void test_look(void **state)
{
	CV_UNUSED(state);
	separated_by("Subprocessor\nAcme\n", ',');
	separated_by("Subprocessor\nAcme, Inc.\n", ';'); /* one column: its commas belong to the names */
	separated_by("Subprocessor,Purpose\n", ',');
	separated_by("Subprocessor;Purpose\nAcme, Inc.;a, b, c\n", ';');
	separated_by("Subprocessor;Data (a, b, c);Location\nAcme;x, y;US\n", ';');
	separated_by("id\tname\tkind\n", '\t');
	separated_by("\n\nid|name|kind\n", '|');
	separated_by("\"Name, full\";\"Location\"\n", ';');
}

static void test_keys(void **state)
{
	struct imp_keys *keys = NULL;
	char text[32];
	size_t before;

	CV_UNUSED(state);
	assert_int_equal(imp_key_of(keys, "a"), 0);
	for (size_t i = 1; i <= 5000; i++) {
		snprintf(text, sizeof(text), "key %zu", i);
		assert_int_equal(imp_key(&keys, text, i, &before, NULL), CV_OK);
		assert_int_equal(before, 0);
	}
	assert_int_equal(imp_key(&keys, "key 77", 9, &before, NULL), CV_OK);
	assert_int_equal(before, 77);
	assert_int_equal(imp_key_of(keys, "key 5000"), 5000);
	assert_int_equal(imp_key_of(keys, "key 5001"), 0);
	imp_keys_finish(keys);
}

static void test_columns(void **state)
{
	CV_UNUSED(state);
	assert_true(imp_is_column(REG_TRANSFERS, "exporter_role"));
	assert_true(imp_is_column(REG_TRANSFERS, " Exporter Role "));
	assert_true(imp_is_column(REG_PARTIES, "STATUS"));
	assert_false(imp_is_column(REG_PARTIES, "statuses"));
	assert_false(imp_is_column(REG_PARTIES, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_clean), cmocka_unit_test(test_mojibake),
		cmocka_unit_test(test_bytes), cmocka_unit_test(test_look), cmocka_unit_test(test_keys),
		cmocka_unit_test(test_columns) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
