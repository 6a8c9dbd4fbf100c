/* Reading what is in use, and what was accepted. */
#include "registry/lint/files.h"

#include "registry/core/array.h"
#include "registry/core/csv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 400 };

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

void reg_lint_files_finish(struct reg_lint_files *f)
{
	free(f->use);
	free(f->accepted);
	cv_arena_finish(&f->arena);
}

/* ---- what is in use --------------------------------------------------------------------------------------------- */

/* What exports put above the first column. */
static bool is_header(const char *text, size_t len)
{
	static const char *const word[] = { "name", "vendor", "vendor name", "domain", "domain name", "application",
		"application name", "app", "app name", "supplier", "supplier name", "company", "company name",
		"service", "service name", "website", "url", "host", "hostname", "payee", "merchant", "creditor" };
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(text, len, &folded);
	for (size_t i = 0; i < CV_LEN(word); i++)
		if (cv_streq(word[i], cv_str_text(&folded)))
			return true;
	return false;
}

static enum cv_err use(struct reg_lint_files *f, const char *text, size_t len, size_t line, struct cv_error *err)
{
	while (len > 0 && (*text == ' ' || *text == '\t'))
		text++, len--;
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\r'))
		len--;
	if (len == 0 || *text == '#' || (f->n_uses == 0 && is_header(text, len)))
		return CV_OK;
	if (len > NAME_MAX_BYTES || !cv_text_clean(text, len))
		return cv_fail(err, CV_E_VALUE,
			"line %zu is no name or domain: it must be UTF-8 text of at most %d bytes", line,
			NAME_MAX_BYTES);
	if (!cv_grow(&f->use, f->n_uses, &f->cap_uses, sizeof(*f->use)))
		return nomem(err);
	f->use[f->n_uses].text = cv_arena_text(&f->arena, text, len);
	f->use[f->n_uses].line = line;
	return f->use[f->n_uses++].text ? CV_OK : nomem(err);
}

static enum cv_err first_cell(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	return row->n > 0 ? use(ctx, row->cell[0].text, row->cell[0].len, row->line, err) : CV_OK;
}

static enum cv_err lines(struct reg_lint_files *f, const char *text, struct cv_error *err)
{
	size_t line = 1;

	if (cv_starts(text, "\xef\xbb\xbf"))
		text += 3;
	for (; *text; line++) {
		size_t len = strcspn(text, "\n");

		TRY(use(f, text, len, line, err));
		text += len + (text[len] == '\n');
	}
	return CV_OK;
}

struct shape {
	size_t rows, cells;
	bool even;
};

static enum cv_err look(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct shape *s = ctx;

	CV_UNUSED(err);
	if (row->n == 0 || row->cell[0].text[0] == '#')
		return CV_OK;
	s->even = s->even && (s->rows == 0 || row->n == s->cells);
	s->cells = row->n;
	s->rows++;
	return CV_OK;
}

/* A list of names has commas here and there; a table has as many in every line. */
static bool is_table(const char *text, size_t len)
{
	struct shape s = { .even = true };

	return cv_csv_read(text, len, ',', look, &s, NULL) == CV_OK && s.even && s.rows > 1 && s.cells > 1;
}

static int by_text(const void *a, const void *b)
{
	const struct reg_in_use *x = a, *y = b;
	int c = strcasecmp(x->text, y->text);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
	const struct reg_in_use *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

static void once_each(struct reg_lint_files *f)
{
	size_t n = 0;

	qsort(f->use, f->n_uses, sizeof(*f->use), by_text);
	for (size_t i = 0; i < f->n_uses; i++)
		if (n == 0 || strcasecmp(f->use[n - 1].text, f->use[i].text) != 0)
			f->use[n++] = f->use[i];
	f->n_uses = n;
	qsort(f->use, n, sizeof(*f->use), by_line);
}

enum cv_err reg_lint_read_uses(
	const char *text, size_t len, bool csv, struct reg_lint_files *ret, struct cv_error *err)
{
	if (memchr(text, '\0', len))
		return cv_fail(err, CV_E_VALUE, "it is no text: it holds a NUL; save it as UTF-8");
	if (!cv_grow(&ret->use, 0, &ret->cap_uses, sizeof(*ret->use)))
		return nomem(err);
	if (csv || is_table(text, len))
		TRY(cv_csv_read(text, len, ',', first_cell, ret, err));
	else
		TRY(lines(ret, text, err));
	once_each(ret);
	return CV_OK;
}

/* ---- what was accepted ------------------------------------------------------------------------------------------ */

static const char *const column[] = { "code", "record", "reason", "expires", "by" };
enum { CODE, RECORD, REASON, EXPIRES, BY, COLUMNS };

struct reading {
	struct reg_lint_files *f;
	size_t at[COLUMNS]; /* cell + 1; 0: there is no such column */
	bool header;
};

static enum cv_err take_header(struct reading *r, const struct cv_row *row, struct cv_error *err)
{
	for (size_t i = 0; i < row->n; i++) {
		size_t k = 0;

		while (k < COLUMNS && !cv_streq(column[k], row->cell[i].text))
			k++;
		if (k == COLUMNS || r->at[k])
			return cv_fail(err, CV_E_CSV,
				"the baseline has a column '%s'%s: it has code, record, reason, expires, by",
				row->cell[i].text, k == COLUMNS ? "" : " twice");
		r->at[k] = i + 1;
	}
	for (size_t k = 0; k < BY; k++)
		if (!r->at[k])
			return cv_fail(err, CV_E_CSV,
				"the baseline has no column '%s': it has code, record, reason, expires, "
				"by",
				column[k]);
	r->header = true;
	return CV_OK;
}

static bool is_rule(const char *code)
{
	struct reg_lint_rule rule;

	for (size_t i = 0; reg_lint_rule_at(i, &rule); i++)
		if (cv_streq(rule.code, code))
			return true;
	return false;
}

static enum cv_err take_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct reading *r = ctx;
	struct reg_lint_files *f = r->f;
	const char *cell[COLUMNS];
	struct reg_accepted *a;

	if (row->n > 0 && row->cell[0].text[0] == '#')
		return CV_OK;
	if (!r->header)
		return take_header(r, row, err);
	for (size_t k = 0; k < COLUMNS; k++) {
		const char *text = r->at[k] && r->at[k] <= row->n ? cv_csv_restore(row->cell[r->at[k] - 1].text) : "";

		cell[k] = cv_arena_text(&f->arena, text, strlen(text));
		if (cell[k] == NULL)
			return nomem(err);
	}
	if (!is_rule(cell[CODE]))
		return cv_fail(err, CV_E_VALUE, "line %zu: '%s' is no code of lint (chapterv lint --rules)", row->line,
			cell[CODE]);
	if (!*cell[RECORD] || !*cell[REASON])
		return cv_fail(err, CV_E_VALUE, "line %zu has no %s", row->line, *cell[RECORD] ? "reason" : "record");
	if (!cv_grow(&f->accepted, f->n_accepted, &f->cap_accepted, sizeof(*f->accepted)))
		return nomem(err);
	a = &f->accepted[f->n_accepted++];
	*a = (struct reg_accepted){ cell[CODE], cell[RECORD], cell[REASON], cell[BY], CV_DAY_EVER, row->line, false,
		false };
	if (!cv_day_parse(cell[EXPIRES], strlen(cell[EXPIRES]), &a->expires))
		return cv_fail(err, CV_E_DATE,
			"line %zu: expires '%s' is no day (YYYY-MM-DD, the first on which it no longer counts)",
			row->line, cell[EXPIRES]);
	return CV_OK;
}

enum cv_err reg_lint_read_baseline(const char *text, size_t len, struct reg_lint_files *ret, struct cv_error *err)
{
	struct reading r = { .f = ret };

	if (!cv_grow(&ret->accepted, 0, &ret->cap_accepted, sizeof(*ret->accepted)))
		return nomem(err);
	return cv_csv_read(text, len, ',', take_row, &r, err);
}
