/*
 * A broken law pack never loads: one defect at a time is put into the tables of registry/law, and each is reported
 * once, with the file, the line and what to do. The folder of the tables is the argument of the program.
 */
#include "registry/law/law.h"
#include "tests/unit/defect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILES = 11 };

static const char *const name[FILES] = { "adequacy.csv", "aliases.csv", "events.csv", "families.csv", "frameworks.csv",
	"mechanisms.csv", "membership.csv", "nontransfers.csv", "pack.csv", "regimes.csv", "scopes.csv" };
static struct cv_str original[FILES];

static size_t line_at(const struct cv_str *text, size_t line)
{
	size_t at = 0;

	for (size_t i = 1; i < line; i++)
		at = (size_t)(strchr(text->data + at, '\n') - text->data) + 1;
	return at;
}

static bool said(const struct cv_str *report, const struct cv_str *where, const char *word)
{
	const char *text = cv_str_text(report), *end = strchr(text, '\n');

	return strncmp(text, cv_str_text(where), where->len) == 0 && strstr(text, word) && end && end[1] == '\0';
}

/* Is it refused with this one finding? */
static bool refused(const struct defect *d)
{
	struct law_file file[FILES];
	struct cv_str text = { 0 }, report = { 0 }, want = { 0 };
	struct law_pack *pack = NULL;
	struct cv_error err = { 0 };
	size_t n = 0, r = 0;
	bool ok;

	for (size_t i = 0; i < FILES; i++) {
		struct cv_str *bytes = &original[i];

		if (cv_streq(name[i], d->file)) {
			struct table *t = table_apart(bytes);

			if (d->how == GONE) {
				table_destroy(t);
				continue;
			}
			r = table_spoil(t, d);
			if (d->how == TEXT)
				cv_str_puts(&text, d->value);
			else if (d->how == BYTE)
				cv_str_add(&text, bytes->data, bytes->len);
			else
				table_together(t, &text);
			if (d->how == BYTE)
				text.data[line_at(&text, r + 1)] = *d->value;
			table_destroy(t);
			bytes = &text;
		}
		file[n++] = (struct law_file){ name[i], cv_str_text(bytes), bytes->len };
	}
	cv_str_printf(&want, "%s:%zu: ", d->file, d->line ? d->line : r + 1);
	ok = law_pack_load(file, n, &pack, &report, &err) == CV_E_PACK && pack == NULL &&
		said(&report, &want, d->word) && strstr(err.msg, "the law pack has 1 error; the first: ") &&
		strstr(err.msg, d->word);
	if (!ok)
		print_error("wanted %s ... %s\ngot %s\n", cv_str_text(&want), d->word,
			pack ? "a loaded pack" : cv_str_text(&report));
	law_pack_destroy(pack);
	cv_str_finish(&text);
	cv_str_finish(&report);
	cv_str_finish(&want);
	return ok;
}

static void one_defect_at_a_time(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < n_defects; i++)
		failed += !refused(&defects[i]);
	assert_int_equal(failed, 0);
}

/* ---- what is no defect ---- */

static enum cv_err load_with(const char *replaced, const struct cv_str *text, struct cv_str *report)
{
	struct law_file file[FILES];
	struct law_pack *pack = NULL;
	enum cv_err e;
	size_t n = 0;

	for (size_t i = 0; i < FILES; i++) {
		const struct cv_str *bytes = cv_streq(name[i], replaced) ? text : &original[i];

		if (bytes)
			file[n++] = (struct law_file){ name[i], cv_str_text(bytes), bytes->len };
	}
	e = law_pack_load(file, n, &pack, report, NULL);
	assert_int_equal(pack != NULL, e == CV_OK);
	if (pack)
		assert_string_equal(law_pack_version(pack), "2026-11-23");
	law_pack_destroy(pack);
	return e;
}

static void the_pack_itself_is_sound(void **state)
{
	struct cv_str report = { 0 };

	(void)state;
	assert_int_equal(load_with("", NULL, &report), CV_OK);
	assert_string_equal(cv_str_text(&report), "");
	assert_int_equal(load_with("", NULL, NULL), CV_OK);
	cv_str_finish(&report);
}

/* Taken apart and put together, with CRLF, with a byte order mark, with its columns in another order. */
static void another_hand_is_no_defect(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		struct table *t = table_apart(&original[i]);
		struct cv_str text = { 0 }, crlf = { 0 }, report = { 0 };

		for (size_t r = 0; r < t->n_rows; r++) {
			char *last = t->cell[r][t->n[r] - 1];

			memmove(&t->cell[r][1], &t->cell[r][0], (t->n[r] - 1) * sizeof(last));
			t->cell[r][0] = last;
		}
		table_together(t, &text);
		cv_str_puts(&crlf, "\xEF\xBB\xBF");
		for (const char *p = cv_str_text(&text); *p; p++)
			cv_str_add(&crlf, *p == '\n' ? "\r\n" : p, *p == '\n' ? 2 : 1);
		assert_int_equal(load_with(name[i], &text, &report), CV_OK);
		assert_int_equal(load_with(name[i], &crlf, &report), CV_OK);
		assert_string_equal(cv_str_text(&report), "");
		table_destroy(t);
		cv_str_finish(&text);
		cv_str_finish(&crlf);
		cv_str_finish(&report);
	}
}

static void rules_may_stay_out_and_facts_may_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		static const char *const facts[] = { "adequacy.csv", "aliases.csv", "events.csv", "frameworks.csv",
			"mechanisms.csv", "membership.csv" };
		bool fact = false;

		for (size_t k = 0; k < CV_LEN(facts); k++)
			fact = fact || cv_streq(facts[k], name[i]);
		assert_int_equal(load_with(name[i], NULL, NULL), fact ? CV_E_PACK : CV_OK);
	}
}

/* ---- the report ---- */

static void every_defect_is_reported_not_only_the_first(void **state)
{
	static const struct defect three[] = {
		{ "adequacy.csv", "EU,JP", "in_force_from", "2026-02-30", NULL, CELL, 0 },
		{ "adequacy.csv", "EU,JP", "confidence", "?", NULL, CELL, 0 },
		{ "adequacy.csv", "EU,IL", "destination", "??", NULL, CELL, 0 },
	};
	struct table *t = table_apart(&original[0]);
	struct cv_str text = { 0 }, report = { 0 };

	(void)state;
	for (size_t i = 0; i < CV_LEN(three); i++)
		table_spoil(t, &three[i]);
	table_together(t, &text);
	assert_int_equal(load_with("adequacy.csv", &text, &report), CV_E_PACK);
	assert_non_null(strstr(cv_str_text(&report), "2026-02-30"));
	assert_non_null(strstr(cv_str_text(&report), "'?'"));
	assert_non_null(strstr(cv_str_text(&report), "'?\?'"));
	table_destroy(t);
	cv_str_finish(&text);
	cv_str_finish(&report);
}

static void a_finding_is_one_short_line(void **state)
{
	struct defect d = { "adequacy.csv", "EU,JP", "confidence", NULL, "write high, medium or low", CELL, 0 };
	char cell[5001];

	(void)state;
	for (size_t i = 0; i < sizeof(cell) - 1; i++)
		cell[i] = "a\n\xC3\xA9"[i % 4];
	cell[sizeof(cell) - 1] = '\0';
	d.value = cell;
	assert_true(refused(&d));
	d.value = "line\nbreak\r";
	assert_true(refused(&d));
}

static void limits_are_said(void **state)
{
	struct cv_str text = { 0 }, report = { 0 };

	(void)state;
	cv_str_puts(&text, "alias,code,note\n");
	for (int i = 0; i < 20001; i++)
		cv_str_printf(&text, "A%d,GB,\n", i);
	assert_int_equal(load_with("aliases.csv", &text, &report), CV_E_PACK);
	assert_string_equal(
		cv_str_text(&report), "aliases.csv:20002: more than 20000 rows: split off what is not law\n");
	cv_str_clear(&text);
	cv_str_clear(&report);
	for (int i = 0; i < 41; i++)
		cv_str_printf(&text, "c%d,", i);
	assert_int_equal(load_with("aliases.csv", &text, &report), CV_E_PACK);
	assert_int_equal(strncmp(cv_str_text(&report), "aliases.csv:1: more than 40 columns", 35), 0);
	cv_str_clear(&text);
	cv_str_clear(&report);
	cv_str_puts(&text, "scope,yes,no,otherwise,note\n");
	for (int i = 0; i < 256; i++)
		cv_str_printf(&text, "s%d,,,yes,\n", i);
	assert_int_equal(load_with("scopes.csv", &text, &report), CV_E_PACK);
	assert_non_null(strstr(cv_str_text(&report), "scopes.csv:257: more than 255 scopes"));
	cv_str_finish(&text);
	cv_str_finish(&report);
}

static void read_originals(const char *folder)
{
	for (size_t i = 0; i < FILES; i++) {
		char path[1024], bytes[8192];
		FILE *f;

		snprintf(path, sizeof(path), "%s/%s", folder, name[i]);
		f = fopen(path, "rb");
		if (f == NULL) {
			perror(path);
			exit(1);
		}
		for (size_t n; (n = fread(bytes, 1, sizeof(bytes), f)) > 0;)
			cv_str_add(&original[i], bytes, n);
		fclose(f);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_pack_itself_is_sound),
		cmocka_unit_test(another_hand_is_no_defect),
		cmocka_unit_test(rules_may_stay_out_and_facts_may_not),
		cmocka_unit_test(one_defect_at_a_time),
		cmocka_unit_test(every_defect_is_reported_not_only_the_first),
		cmocka_unit_test(a_finding_is_one_short_line),
		cmocka_unit_test(limits_are_said),
	};
	int failed;

	if (argc != 2) {
		fprintf(stderr, "usage: %s FOLDER-OF-THE-TABLES\n", argv[0]);
		return 2;
	}
	read_originals(argv[1]);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (size_t i = 0; i < FILES; i++)
		cv_str_finish(&original[i]);
	return failed;
}
