/* Tables of words beside the templates. */
#include "reports/letters/tables.h"

#include "registry/core/csv.h"

#include <stdio.h>
#include <string.h>

struct reading {
	struct rep_table *t;
	bool header;
};

static enum cv_err bad(struct rep_table *t, const struct cv_row *row, struct cv_error *err, const char *why)
{
	enum cv_err e = cv_fail(err, CV_E_CSV, "%s:%zu: %s", t->file, row->line, why);

	if (err)
		err->line = row->line;
	return e;
}

static size_t count(const char *const *column)
{
	size_t n = 0;

	while (column[n])
		n++;
	return n;
}

static enum cv_err header(struct rep_table *t, const struct cv_row *row, struct cv_error *err)
{
	char why[200] = "the columns are not those of this table:";

	if (row->n == count(t->column)) {
		size_t same = 0;

		while (same < row->n && cv_streq(row->cell[same].text, t->column[same]))
			same++;
		if (same == row->n)
			return CV_OK;
	}
	for (size_t i = 0; t->column[i]; i++)
		snprintf(why + strlen(why), sizeof(why) - strlen(why), "%s %s", i ? "," : "", t->column[i]);
	return bad(t, row, err, why);
}

static bool room(struct rep_table *t)
{
	size_t cap = t->cap ? 2 * t->cap : 64;
	const char *(*more)[REP_TABLE_COLUMNS];

	if (t->n < t->cap)
		return true;
	more = cv_arena_alloc(t->arena, cap * sizeof(*more));
	if (more == NULL)
		return false;
	if (t->n > 0)
		memcpy(more, t->row, t->n * sizeof(*more));
	t->row = more;
	t->cap = cap;
	return true;
}

static enum cv_err take(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct reading *g = ctx;
	struct rep_table *t = g->t;

	if (!g->header) {
		g->header = true;
		return header(t, row, err);
	}
	if (row->n != count(t->column))
		return bad(t, row, err, "the row has not as many cells as there are columns");
	if (t->n == REP_TABLE_ROWS)
		return bad(t, row, err, "more rows than such a table has");
	if (!room(t))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < row->n; i++) {
		t->row[t->n][i] = cv_arena_text(t->arena, row->cell[i].text, row->cell[i].len);
		if (t->row[t->n][i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	t->n++;
	return CV_OK;
}

enum cv_err rep_table_load(const char *folder, const char *name, const char *const *columns, struct cv_arena *a,
	struct rep_table *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct reading g = { .t = ret };

	*ret = (struct rep_table){ .column = columns, .arena = a };
	TRY(rep_letter_file(folder, name, a, &ret->file, &text, err));
	return cv_csv_read(cv_str_text(&text), text.len, ',', take, &g, err);
}

const char *const *rep_table_find(const struct rep_table *t, const char *key, const char *lang)
{
	size_t len;

	for (size_t i = 0; i < t->n; i++) {
		if (!cv_streq(t->row[i][1], lang))
			continue;
		if (cv_streq(t->row[i][0], key))
			return t->row[i];
		for (const char *p = t->row[i][0], *w; (w = cv_next(&p, ';', &len));)
			if (strlen(key) == len && memcmp(w, key, len) == 0)
				return t->row[i];
	}
	return NULL;
}

enum cv_err rep_letter_words_load(
	const char *folder, struct cv_arena *a, struct rep_letter_words *ret, struct cv_error *err)
{
	static const char *const mechanisms[] = { "mechanisms", "language", "name", "plain", "copy", NULL },
				 *const reasons[] = { "reasons", "language", "plain", "doing", NULL },
				 *const regimes[] = { "regime", "language", "law", "complaint", "records", "processors",
					 NULL },
				 *const glossary[] = { "register", "en", "de", "fr", NULL },
				 *const citations[] = { "citation", "en", "de", "fr", NULL },
				 *const acts[] = { "act", "language", "paragraph", "point", "name", NULL },
				 *const official[] = { "mechanism", "en", "de", "fr", NULL },
				 *const codes[] = { "code", "en", "de", "fr", NULL },
				 *const needs[] = { "need", "en", "de", "fr", NULL },
				 *const countries[] = { "country", "en", "de", "fr", NULL };

	TRY(rep_table_load(folder, "words-mechanisms.csv", mechanisms, a, &ret->mechanisms, err));
	TRY(rep_table_load(folder, "words-reasons.csv", reasons, a, &ret->reasons, err));
	TRY(rep_table_load(folder, "words-regimes.csv", regimes, a, &ret->regimes, err));
	TRY(rep_table_load(folder, "words-citations.csv", citations, a, &ret->citations, err));
	TRY(rep_table_load(folder, "words-acts.csv", acts, a, &ret->acts, err));
	TRY(rep_table_load(folder, "words-official.csv", official, a, &ret->official, err));
	TRY(rep_table_load(folder, "words-codes.csv", codes, a, &ret->codes, err));
	TRY(rep_table_load(folder, "words-needs.csv", needs, a, &ret->needs, err));
	TRY(rep_table_load(folder, "words-countries.csv", countries, a, &ret->countries, err));
	return rep_table_load(folder, "words-register.csv", glossary, a, &ret->glossary, err);
}

static void note(struct cv_str *untold, const char *term, size_t len)
{
	size_t have;

	for (const char *p = cv_str_text(untold), *w; (w = cv_next(&p, ';', &have));)
		if (have == len && memcmp(w, term, len) == 0)
			return;
	cv_str_puts(untold, untold->len ? "; " : "");
	cv_str_add(untold, term, len);
}

const char *rep_table_word(const struct rep_table *t, const char *key, size_t len, const char *lang)
{
	size_t c = 1;

	while (t->column[c] && !cv_streq(t->column[c], lang))
		c++;
	for (size_t i = 0; t->column[c] && i < t->n; i++)
		if (strlen(t->row[i][0]) == len && memcmp(t->row[i][0], key, len) == 0)
			return *t->row[i][c] ? t->row[i][c] : NULL;
	return NULL;
}

void rep_letter_quoted(const char *lang, const char *text, size_t len, struct cv_str *out)
{
	const char *open = "“", *close = "”";

	if (cv_streq(lang, "de")) {
		open = "„";
		close = "“";
	} else if (cv_streq(lang, "fr")) {
		open = "«\u00a0";
		close = "\u00a0»";
	}
	cv_str_puts(out, open);
	cv_str_add(out, text, len);
	cv_str_puts(out, close);
}

/* The term in that language; as it is, and quoted, where the table has none. */
static void say_one(
	const struct rep_letter_words *w, const char *lang, const char *term, size_t len, struct cv_str *out)
{
	const char *word = rep_table_word(&w->glossary, term, len, lang);

	if (word) {
		cv_str_puts(out, word);
		return;
	}
	rep_letter_quoted(lang, term, len, out);
	if (w->untold && !cv_streq(lang, "en"))
		note(w->untold, term, len);
}

void rep_letter_say(const struct rep_letter_words *w, const char *lang, const char *list, struct cv_str *out)
{
	bool first = true;
	size_t len;

	for (const char *p = list, *term; (term = cv_next(&p, ';', &len)); first = false) {
		if (!first)
			cv_str_puts(out, ", ");
		say_one(w, lang, term, len, out);
	}
}
