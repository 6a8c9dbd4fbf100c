/* The formats by themselves: what a table of a few rows looks like, and that nothing is handed on while it is held. */
#include "reports/sink.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct rep_column column[] = {
	{ "id", REP_T_TEXT, "of the thing" },
	{ "since", REP_T_DAY, "" },
	{ "legs", REP_T_NUMBER, "" },
	{ "own", REP_T_YESNO, "" },
	{ "tags", REP_T_LIST, "" },
};

static const struct rep_about about = { .name = "things", .title = "Things", .on = { 19783 },
	.known_at = "2026-11-23T10:00:00.000Z", .seq = 20, .law_pack = "2026-11-23", .filters = "", .note = "" };

static enum cv_err keep(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	CV_UNUSED(err);
	cv_str_add(ctx, data, len);
	return CV_OK;
}

static struct rep_sink *begun(enum rep_format f, struct cv_str *out)
{
	struct rep_sink *s;

	assert_int_equal(rep_sink_new(f, NULL, keep, out, &s, NULL), CV_OK);
	assert_int_equal(rep_begin(s, &about, column, CV_LEN(column), NULL), CV_OK);
	return s;
}

static void row(
	struct rep_sink *s, const char *id, const char *since, const char *legs, const char *own, const char *tags)
{
	const char *const cell[] = { id, since, legs, own, tags };

	assert_int_equal(rep_row(s, cell, NULL), CV_OK);
}

static void write_all(enum rep_format f, struct cv_str *out)
{
	struct rep_sink *s = begun(f, out);

	row(s, "a", "2024-03-01", "12", "yes", "x; y;;z");
	row(s, "=1+1", "", "", "no", "");
	row(s, "say \"<b>\"\n", "1899-12-31", "-3", "", "one");
	assert_int_equal(rep_rows(s), 3);
	assert_int_equal(rep_end(s, NULL), CV_OK);
	rep_sink_free(s);
}

static void csv(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

	CV_UNUSED(state);
	write_all(REP_CSV, &out);
	assert_string_equal(cv_str_text(&out),
		"id,since,legs,own,tags\r\n"
		"a,2024-03-01,12,yes,x; y;;z\r\n"
		"\"'=1+1\",,,no,\r\n"
		"\"say \"\"<b>\"\"\n\",1899-12-31,\"'-3\",,one\r\n");
}

static void json(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

	CV_UNUSED(state);
	write_all(REP_JSON, &out);
	assert_string_equal(cv_str_text(&out),
		"{\"report\":\"things\",\"title\":\"Things\",\"on\":\"2024-03-01\","
		"\"known_at\":\"2026-11-23T10:00:00.000Z\",\"register_seq\":20,\"law_pack\":\"2026-11-23\","
		"\"filters\":null,\"columns\":["
		"{\"name\":\"id\",\"type\":\"text\",\"help\":\"of the thing\"},"
		"{\"name\":\"since\",\"type\":\"day\",\"help\":null},"
		"{\"name\":\"legs\",\"type\":\"number\",\"help\":null},"
		"{\"name\":\"own\",\"type\":\"yes-no\",\"help\":null},"
		"{\"name\":\"tags\",\"type\":\"list\",\"help\":null}],\"rows\":[\n"
		"{\"id\":\"a\",\"since\":\"2024-03-01\",\"legs\":12,\"own\":true,\"tags\":[\"x\",\"y\",\"z\"]},\n"
		"{\"id\":\"=1+1\",\"since\":null,\"legs\":null,\"own\":false,\"tags\":[]},\n"
		"{\"id\":\"say \\\"\\u003cb>\\\"\\n\",\"since\":\"1899-12-31\","
		"\"legs\":-3,\"own\":null,\"tags\":[\"one\"]}\n"
		"],\"count\":3,\"note\":null}\n");
}

static void no_rows(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct rep_sink *s = begun(REP_JSON, &out);

	CV_UNUSED(state);
	assert_int_equal(rep_end(s, NULL), CV_OK);
	rep_sink_free(s);
	assert_non_null(strstr(cv_str_text(&out), "\"rows\":[\n],\"count\":0,\"note\":null}\n"));
}

static void held(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct rep_sink *s = begun(REP_CSV, &out);

	CV_UNUSED(state);
	rep_hold(s);
	for (int i = 0; i < 10000; i++)
		row(s, "abcdefgh", "2024-03-01", "12", "yes", "");
	assert_int_equal(out.len, 0);
	assert_true(rep_gathered(s) > 200000);
	assert_int_equal(rep_release(s, NULL), CV_OK);
	assert_true(out.len > 200000);
	assert_int_equal(rep_gathered(s), 0);
	assert_int_equal(rep_end(s, NULL), CV_OK);
	rep_sink_free(s);
}

static enum cv_err refuse(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	CV_UNUSED(ctx);
	CV_UNUSED(data);
	CV_UNUSED(len);
	return cv_fail(err, CV_E_FILE, "no");
}

static void refused(void **state)
{
	struct cv_error err = { 0 };
	struct rep_sink *s;

	CV_UNUSED(state);
	for (int f = 0; f < REP_FORMAT_COUNT; f++) {
		assert_int_equal(rep_sink_new((enum rep_format)f, NULL, refuse, NULL, &s, &err), CV_OK);
		assert_int_equal(rep_begin(s, &about, column, CV_LEN(column), &err), CV_OK);
		assert_int_equal(rep_end(s, &err), CV_E_FILE);
		rep_sink_free(s);
	}
}

static void names(void **state)
{
	enum rep_format f;

	CV_UNUSED(state);
	assert_true(rep_format_parse("json", &f) && f == REP_JSON);
	assert_false(rep_format_parse("pdf", &f));
	for (int i = 0; i < REP_FORMAT_COUNT; i++)
		assert_true(rep_format_parse(rep_format_name((enum rep_format)i), &f) && (int)f == i);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(csv), cmocka_unit_test(json), cmocka_unit_test(no_rows),
		cmocka_unit_test(held), cmocka_unit_test(refused), cmocka_unit_test(names) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
