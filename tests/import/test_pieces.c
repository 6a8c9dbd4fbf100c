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
	CHECK("abcdefgh\0ijkl", CV_E_CSV, "binary");
	CHECK("PK\x03\x04", CV_E_CSV, "Excel workbook");
	CHECK("<HTML>", CV_E_CSV, "web page");
	CHECK("PK", CV_OK, "");
}

struct cells {
	struct cv_str text;
	size_t rows;
};

static enum cv_err keep_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct cells *c = ctx;

	CV_UNUSED(err);
	c->rows++;
	for (size_t i = 0; i < row->n; i++)
		cv_str_printf(&c->text, "%s%s", i ? "|" : "", row->cell[i].text);
	cv_str_puts(&c->text, "\n");
	return CV_OK;
}

/* The bytes, read in pieces of any size that the input likes, are those rows; or fail with that word. */
static void reads(const char *data, size_t len, const char *encoding, const char *wanted)
{
	struct imp_options opt = { .name = "x" };
	struct imp_report rep = { .refused = 0 };
	struct cells c = { { 0 }, 0 };
	struct imp_input *in;
	struct cv_error err = { 0 };

	assert_int_equal(imp_input_memory(data, len, &in, NULL), CV_OK);
	if (imp_rows(in, &opt, &rep, keep_row, &c, &err) == CV_OK) {
		assert_string_equal(cv_str_text(&c.text), wanted);
		assert_string_equal(rep.encoding, encoding);
	} else if (encoding || strstr(err.msg, wanted) == NULL) {
		fail_msg("'%s' says nothing of '%s'", err.msg, wanted);
	}
	imp_input_close(in);
	cv_str_finish(&c.text);
	imp_report_finish(&rep);
}

#define READS(text, encoding, wanted) reads(text, sizeof(text) - 1, encoding, wanted)

static void test_encodings(void **state)
{
	CV_UNUSED(state);
	READS("a,b\n\xC3\xA4,2\n", "UTF-8", "a|b\n\xC3\xA4|2\n");
	READS("\xEF\xBB\xBF" "a,b\n1,2\n", "UTF-8", "a|b\n1|2\n");
	READS("a,b\n\xE4,\x80\n", "Windows-1252", "a|b\n\xC3\xA4|\xE2\x82\xAC\n");
	READS("\xFF\xFE" "a\0,\0b\0\n\0\xE4\0,\0002\0", "UTF-16LE", "a|b\n\xC3\xA4|2\n");
	READS("\xFE\xFF" "\0a\0,\0b\0\n\0\xE4\0,\0002", "UTF-16BE", "a|b\n\xC3\xA4|2\n");
	READS("a\0,\0b\0\n\0001\0,\0002\0", "UTF-16LE", "a|b\n1|2\n");
	READS("\0a\0,\0b\0\n\0001\0,\0002", "UTF-16BE", "a|b\n1|2\n");
	READS("a,b\n\xC3\xA4,2\n3,\xE4\n", NULL, "line 3 holds bytes that are not UTF-8");
	READS("a,b\n\xE4,2\n3,\x81\n", NULL, "line 3 holds the byte 81");
	READS("\xFF\xFE" "a\0,\0b\0\n\0\x00\xD8x\0\n\0", NULL, "line 2 is damaged UTF-16LE");
	READS("\xFF\xFE" "a\0,\0b\0\n\0x", NULL, "line 2 is damaged UTF-16LE");
	READS("a,b\n1,2\n\x1B[31m,\n", NULL, "line 3, column 1: not text");
	READS("a,b\n1,\xC3", "Windows-1252", "a|b\n1|\xC3\x83\n");
}

/* A character that lies across two pieces, at each place it can be cut. */
static void test_cut_characters(void **state)
{
	static const char euro[] = "\xE2\x82\xAC";

	CV_UNUSED(state);
	for (size_t before = 0; before < 6; before++) {
		CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, wanted = { 0 };

		cv_str_puts(&text, "\xC3\xA4,bb\n");
		while (text.len < 64 * 1024 - before)
			cv_str_putc(&text, "x,xxx\n"[text.len % 6]);
		cv_str_puts(&text, euro);
		cv_str_puts(&text, ",\n");
		for (const char *p = text.data; *p; p++)
			cv_str_putc(&wanted, *p == ',' ? '|' : *p);
		reads(text.data, text.len, "UTF-8", cv_str_text(&wanted));
	}
}

static void separated_by(const char *text, char wanted)
{
	struct imp_options opt = { .name = "x" };
	size_t header;
	char got = '?';

	assert_int_equal(imp_look(text, strlen(text), &opt, &got, &header, NULL), CV_OK);
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

static void headed(const char *text, size_t line)
{
	struct imp_options opt = { .name = "x" };
	size_t got = 0;
	char delimiter;

	assert_int_equal(imp_look(text, strlen(text), &opt, &delimiter, &got, NULL), CV_OK);
	if (got != line)
		fail_msg("the header of '%s' is looked for in line %zu", text, got);
}

static void test_header_line(void **state)
{
	CV_UNUSED(state);
	headed("Vendor,Purpose\nAcme,Hosting\n", 1);
	headed("\n\nVendor,Purpose\nAcme,Hosting\n", 3);
	headed("Our sub-processors;;\nVendor;Purpose;Location\nAcme;Hosting;US\n", 2);
	headed("Our sub-processors\nAs of 2024\n\nVendor;Purpose;Location\nAcme;Hosting;US\n", 4);
	headed("Parties of Ours\nid,name,kind\na,A,affiliate\n", 2);
	headed(",Vendor,,\n1,Hosting Ltd,US,Support\n2,Purpose Inc,US,Support\n", 1); /* a header of few words is one */
	headed("Vendor,Purpose,Country\nProcessor,Service,Location\n", 1);
	headed("Vendor\nAcme\n", 1);
	headed("", 0);
}

static void day_is(const char *text, enum imp_days order, enum imp_day_read wanted, const char *iso)
{
	char buf[CV_DAY_TEXT];
	cv_day d;
	enum imp_day_read got = imp_day_read(text, order, &d);

	if (got != wanted || ((got == IMP_DAY || got == IMP_MONTH) && strcmp(cv_day_text(d, buf), iso) != 0))
		fail_msg("'%s' is read as %d %s", text, (int)got, cv_day_text(d, buf));
}

static void test_days(void **state)
{
	static const char *const first_of_march[] = { "2024-03-01", "2024/03/01", "2024.3.1", "1 Mar 2024",
		"1 March 2024", "01-Mar-2024", "March 1, 2024", "Mar 1st, 2024", "1st of March 2024",
		"1. M\xC3\xA4rz 2024", "1er mars 2024", "1 de marzo de 2024", "1 maart 2024", "1 marca 2024",
		"01.03.2024", "1. 3. 2024", "2024-03-01T00:00:00Z", "2024-03-01 09:30", "1 MAR 2024" };
	static const char *const none[] = { "", "soon", "2024", "2024-02-30", "30.02.2024", "31/04/2024", "13/13/2024",
		"1.3.24", "1/3/24", "45352", "1 Mar", "Mar", "1 Foo 2024", "1 Mar 2024 5", "Mar Apr 2024",
		"2024-03-01-02", "32 Mar 2024", "0 Mar 2024", "12/2024/03", "1/3/2024 or so", "03/0024", "13/2024",
		"-1/3/2024", "Q1 2024" };

	CV_UNUSED(state);
	for (size_t i = 0; i < CV_LEN(first_of_march); i++)
		day_is(first_of_march[i], IMP_DAYS_ASK, IMP_DAY, "2024-03-01");
	for (size_t i = 0; i < CV_LEN(none); i++)
		day_is(none[i], IMP_DAYS_ASK, IMP_NO_DAY, "");
	day_is("03/04/2024", IMP_DAYS_ASK, IMP_TWO_WAYS, "");
	day_is("3-4-2024", IMP_DAYS_ASK, IMP_TWO_WAYS, "");
	day_is("03/04/2024", IMP_DAYS_DMY, IMP_DAY, "2024-04-03");
	day_is("03/04/2024", IMP_DAYS_MDY, IMP_DAY, "2024-03-04");
	day_is("04/04/2024", IMP_DAYS_ASK, IMP_DAY, "2024-04-04");
	day_is("25/03/2024", IMP_DAYS_ASK, IMP_DAY, "2024-03-25");
	day_is("03/25/2024", IMP_DAYS_ASK, IMP_DAY, "2024-03-25");
	day_is("03/2024", IMP_DAYS_ASK, IMP_MONTH, "2024-03-01");
	day_is("2024-03", IMP_DAYS_ASK, IMP_MONTH, "2024-03-01");
	day_is("03.2024", IMP_DAYS_ASK, IMP_MONTH, "2024-03-01");
	day_is("March 2024", IMP_DAYS_ASK, IMP_MONTH, "2024-03-01");
	day_is("M\xC3\xA4rz 2024", IMP_DAYS_ASK, IMP_MONTH, "2024-03-01");
	assert_int_equal(imp_day_order("25/03/2024"), -1);
	assert_int_equal(imp_day_order("03/25/2024"), 1);
	assert_int_equal(imp_day_order("03/04/2024"), 0);
	assert_int_equal(imp_day_order("25.03.2024"), 0);
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
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_cut_characters), cmocka_unit_test(test_look), cmocka_unit_test(test_header_line),
		cmocka_unit_test(test_days), cmocka_unit_test(test_keys),
		cmocka_unit_test(test_columns) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
