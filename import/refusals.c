/* What is wrong with rows, kept for the person. */
#include "import/inside.h"

#include "registry/core/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum cv_err imp_defect(struct imp_reading *g, size_t line, const char *column, const char *reason, struct cv_error *err)
{
	struct imp_report *rep = g->rep;
	struct imp_refusal *more;

	TRY(imp_reject(g, line, column, reason, err));
	if (rep->n_refusals >= IMP_REFUSED_SHOWN)
		return CV_OK;
	more = realloc(rep->refusal, (rep->n_refusals + 1) * sizeof(*more));
	if (more == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	rep->refusal = more;
	more = &rep->refusal[rep->n_refusals];
	*more = (struct imp_refusal){ .line = line, .reason = cv_strdup(reason) };
	if (more->reason == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	snprintf(more->column, sizeof(more->column), "%s", column);
	rep->n_refusals++;
	return CV_OK;
}

/* Those of one line stay as they came. */
void imp_refusals_sort(struct imp_report *rep)
{
	for (size_t i = 1; i < rep->n_refusals; i++) { /* nearly all in order already */
		struct imp_refusal r = rep->refusal[i];
		size_t k = i;

		for (; k > 0 && rep->refusal[k - 1].line > r.line; k--)
			rep->refusal[k] = rep->refusal[k - 1];
		rep->refusal[k] = r;
	}
}

enum cv_err imp_ask(struct imp_reading *g, size_t line, const char *text, const char *evidence, const char *meanwhile,
	const char *answers, struct cv_error *err)
{
	struct imp_report *rep = g->rep;
	struct imp_question *q;

	if (rep->questions++ >= IMP_QUESTIONS_SHOWN)
		return CV_OK;
	q = realloc(rep->question, (rep->n_questions + 1) * sizeof(*q));
	if (q == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	rep->question = q;
	q = &rep->question[rep->n_questions++];
	*q = (struct imp_question){ line, cv_strdup(text), cv_strdup(evidence), cv_strdup(meanwhile), cv_strdup(answers) };
	return q->text && q->evidence && q->meanwhile && q->answers ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* The column as the file calls it, where --map gave it another name. */
static const char *their_name(const struct imp_reading *g, const char *field)
{
	for (size_t i = 0; g->kind < REG_KIND_COUNT && i < g->n_columns; i++)
		if (g->column[i].field >= 0 &&
			cv_streq(reg_kind_info((enum reg_kind)g->kind)->column[g->column[i].field].name, field))
			return g->column[i].header;
	return field;
}

enum cv_err imp_row_defect(struct imp_reading *g, size_t line, enum cv_err e, const struct cv_error *row_err,
	struct cv_error *err)
{
	if (cv_str_ran_out()) /* a text read by half says nothing of the row */
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (cv_err_fault(e) != CV_CALLER) {
		if (err)
			*err = *row_err;
		return e;
	}
	return imp_defect(g, line, their_name(g, row_err->field), row_err->msg, err);
}

bool imp_blank_cell(const struct cv_cell *cell)
{
	return strspn(cell->text, " \t\r\n") == cell->len;
}

bool imp_blank_row(const struct cv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!imp_blank_cell(&row->cell[i]))
			return false;
	return true;
}

/* The text has been through the wrong encoding: noticed, never stored. */
static enum cv_err encoded_twice(struct imp_reading *g, const struct cv_row *row, size_t i, const char *meant,
	struct cv_error *err)
{
	struct cv_error row_err;

	cv_fail(&row_err, CV_E_CSV,
		"'%.80s' was encoded twice, it must have been '%.80s': --repair puts it right, or save the file as "
		"\"CSV UTF-8\" where it comes from",
		row->cell[i].text, meant);
	return imp_defect(g, row->line, g->column[i].header, row_err.msg, err);
}

enum cv_err imp_row_shape(struct imp_reading *g, const struct cv_row *row, bool *ret_good, struct cv_error *err)
{
	struct cv_error row_err;

	*ret_good = row->n == g->n_columns;
	if (!*ret_good) {
		cv_fail(&row_err, CV_E_CSV, "%zu cell%s where the header has %zu: %s", row->n, row->n == 1 ? "" : "s",
			g->n_columns,
			row->n < g->n_columns ? "some are missing" : "put a cell that holds the separator into quotes");
		return imp_defect(g, row->line, "", row_err.msg, err);
	}
	for (size_t i = 0; i < row->n; i++) {
		CV_AUTO(cv_str_finish) struct cv_str meant = { 0 };

		if (!imp_mojibake(row->cell[i].text, row->cell[i].len, &meant))
			continue;
		*ret_good = false;
		TRY(encoded_twice(g, row, i, cv_str_text(&meant), err));
	}
	return CV_OK;
}

void imp_add_extra(struct cv_str *extra, const char *name, const char *value)
{
	if (extra->len > 0)
		cv_str_putc(extra, '\x1e');
	cv_str_puts(extra, name);
	cv_str_putc(extra, '\x1f');
	cv_str_puts(extra, value);
}

enum cv_err imp_grow(void **array, size_t *cap, size_t n, size_t size, struct cv_error *err)
{
	return cv_grow(array, n, cap, size) ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}
