/* Templates: what they may say, how they are filled, how a letter is set. */
#include "reports/letters/letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rep_word of_country[] = {
	{ "name", REP_TEXT, "", NULL },
	{ "note", REP_OPTIONAL, "", NULL },
	{ 0 },
};
static const struct rep_word vocabulary[] = {
	{ "who", REP_TEXT, "", NULL },
	{ "why", REP_OPTIONAL, "", NULL },
	{ "late", REP_FLAG, "", NULL },
	{ "countries", REP_LIST, "", of_country },
	{ 0 },
};

/* Read and fill; countries: names split at '|', one in capitals has a note. */
static enum cv_err filled(
	const char *text, const char *who, const char *countries, struct cv_str *out, struct cv_error *err)
{
	struct rep_template *t = NULL;
	struct cv_arena arena = { 0 };
	struct rep_scope *s = rep_scope_new(&arena, vocabulary);
	enum cv_err e;
	size_t n;

	rep_scope_text(s, "who", who);
	for (const char *p = countries, *w; (w = cv_next(&p, '|', &n));) {
		struct rep_scope *c = rep_scope_item(s, "countries");
		char *name = cv_strndup(w, n);

		rep_scope_text(c, "name", name);
		rep_scope_text(c, "note", *name == 'I' ? "far" : NULL);
		free(name);
	}
	e = rep_template_read("try.en.txt", text, strlen(text), vocabulary, &t, err);
	if (e == CV_OK)
		e = rep_template_fill(t, s, REP_AS_LETTER, out, err);
	rep_template_free(t);
	cv_arena_finish(&arena);
	return e;
}

static void assert_filled(const char *text, const char *who, const char *countries, const char *want)
{
	struct cv_str out = { 0 };
	struct cv_error err = { 0 };

	if (filled(text, who, countries, &out, &err) != CV_OK)
		fail_msg("%s", err.msg);
	assert_string_equal(cv_str_text(&out), want);
	cv_str_finish(&out);
}

static void assert_refused(const char *text, size_t line, const char *field, const char *part)
{
	struct cv_str out = { 0 };
	struct cv_error err = { 0 };

	assert_int_equal(filled(text, "me", "", &out, &err), CV_E_VALUE);
	assert_int_equal(err.line, line);
	assert_string_equal(err.field, field);
	if (strstr(err.msg, part) == NULL || strstr(err.msg, "try.en.txt:") == NULL)
		fail_msg("'%s' is not in: %s", part, err.msg);
	cv_str_finish(&out);
}

static void fills(void **state)
{
	(void)state;
	assert_filled("Dear {{who}},\n", "Ada", "", "Dear Ada,\n");
	assert_filled("{{ who }}{{! a\nremark }}!", "Ada", "", "Ada!");
	assert_filled("In {{#countries}}{{name}}{{^last}}, {{/last}}{{/countries}}.", "x", "India|Japan|Chile",
		"In India, Japan, Chile.");
	assert_filled(
		"a\n{{#countries}}\n- {{name}}\n{{/countries}}\nb\n", "x", "India|Peru", "a\n- India\n- Peru\nb\n");
	assert_filled("a\n{{^countries}}\nnone\n{{/countries}}\nb", "x", "", "a\nnone\nb");
	assert_filled("{{#countries}}{{name}}{{#note}} ({{note}}){{/note}} for {{who}};{{/countries}}", "me",
		"India|Peru", "India (far) for me;Peru for me;");
	assert_filled("{{#late}}late{{/late}}{{^late}}in time{{/late}}", "x", "", "in time");
	assert_filled("{{#why}}{{why}}{{/why}}-", "x", "", "-");
}

static void a_value_is_only_a_value(void **state)
{
	(void)state;
	assert_filled("{{who}}\n", "# not\na  heading ", "", "\\# not a heading\n");
	assert_filled("{{who}}", "{{why}}", "", "{{why}}");
	assert_filled("x {{who}}", "- y", "", "x - y");
}

static void refuses(void **state)
{
	(void)state;
	assert_refused("a\n{{whom}}", 2, "whom", "no placeholder");
	assert_refused("{{#countries}}\n{{nam}}{{/countries}}", 2, "nam", "no placeholder");
	assert_refused("{{name}}", 1, "name", "no placeholder");
	assert_refused("{{#places}}{{/places}}", 1, "places", "no section");
	assert_refused("{{why}}", 1, "why", "may be empty");
	assert_refused("{{^why}}{{why}}{{/why}}", 1, "why", "may be empty");
	assert_refused("{{late}}", 1, "late", "is a section");
	assert_refused("\n\n{{who}", 3, "who}", "no end");
	assert_refused("{{#late}}", 1, "late", "no end");
	assert_refused("{{/late}}", 1, "late", "not begun");
	assert_refused("{{#late}}\n{{#why}}\n{{/late}}{{/why}}", 3, "late", "{{#why}} of line 2");
	assert_refused("{{> part}}", 1, "> part", "no tag");
	assert_refused("{{{who}}}", 1, "{who", "no tag");
	assert_refused("{{first}}", 1, "first", "no placeholder");
	assert_refused("{{}}", 1, "", "no tag");
}

/* File, line and column of the tag, in characters; of the first byte that is no text, too. */
static void says_where(void **state)
{
	static const struct {
		const char *text, *where;
	} row[] = {
		{ "a\n  {{whom}}", "try.en.txt:2:3: " },
		{ "Größe {{whom}}", "try.en.txt:1:7: " },
		{ "{{#late}}x{{/late}} {{late}}", "try.en.txt:1:21: " },
		{ "x\n{{#late}}\n\n", "try.en.txt:2:1: " },
		{ "{{#late}}\n {{/why}}", "try.en.txt:2:2: " },
		{ "x {{! a\nb }} {{whom}}", "try.en.txt:2:6: " },
		{ "x {{who", "try.en.txt:1:3: " },
		{ "é\n\xc3\xa9\xff", "try.en.txt:2:2: " },
		{ "a\tb\001", "try.en.txt:1:4: " },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++) {
		struct rep_template *t = NULL;
		struct cv_error err = { 0 };

		assert_int_equal(rep_template_read("try.en.txt", row[i].text, strlen(row[i].text), vocabulary, &t, &err),
			CV_E_VALUE);
		assert_null(t);
		if (!cv_starts(err.msg, row[i].where))
			fail_msg("'%s' does not begin with '%s'", err.msg, row[i].where);
	}
}

static void an_empty_text_is_no_letter(void **state)
{
	struct cv_str out = { 0 };
	struct cv_error err = { 0 };

	(void)state;
	assert_int_equal(filled("a\n{{who}}", "", "", &out, &err), CV_E_VALUE);
	assert_int_equal(err.line, 2);
	assert_string_equal(err.field, "who");
	cv_str_finish(&out);
}

static const char letter[] =
	"# Your data\n\nWe write to\n you about: <b>Größe</b>.\n- one item that is\n  long enough to break\n- two\n\n"
	"\\# no heading\nA street\\\nA town\n";

static void is_set(void **state)
{
	struct cv_str out = { 0 };

	(void)state;
	rep_letter_text(letter, 24, &out);
	assert_string_equal(cv_str_text(&out),
		"Your data\n\nWe write to you about:\n<b>Größe</b>.\n\n  - one item that is\n    long enough to break\n"
		"  - two\n\n# no heading A street\nA town\n");
	cv_str_clear(&out);
	rep_letter_html(letter, &out);
	assert_string_equal(cv_str_text(&out),
		"<h2>Your data</h2>\n<p>We write to you about: &lt;b&gt;Größe&lt;/b&gt;.</p>\n<ul>\n"
		"<li>one item that is long enough to break</li>\n<li>two</li>\n</ul>\n"
		"<p># no heading A street<br>\nA town</p>\n");
	cv_str_finish(&out);
}

static void days(void **state)
{
	struct cv_str out = { 0 };

	(void)state;
	rep_letter_day("en", cv_day_from_civil(2020, 7, 16), &out);
	cv_str_putc(&out, '|');
	rep_letter_day("de", cv_day_from_civil(2020, 3, 1), &out);
	cv_str_putc(&out, '|');
	rep_letter_day("fr", cv_day_from_civil(2020, 8, 1), &out);
	cv_str_putc(&out, '|');
	rep_letter_day("fr", cv_day_from_civil(2020, 2, 29), &out);
	assert_string_equal(cv_str_text(&out),
		"16\u00a0July\u00a02020|1.\u00a0März\u00a02020|"
		"1er\u00a0août\u00a02020|29\u00a0février\u00a02020");
	cv_str_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills),
		cmocka_unit_test(a_value_is_only_a_value),
		cmocka_unit_test(refuses),
		cmocka_unit_test(says_where),
		cmocka_unit_test(an_empty_text_is_no_letter),
		cmocka_unit_test(is_set),
		cmocka_unit_test(days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
