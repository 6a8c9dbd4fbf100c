/*
 * --rejects: what is wrong with which row is kept while the file is read; once all the rest is known to be good, the
 * file is read again and the refused rows are handed out as they were.
 */
#include "import/inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { REJECTS_MAX = 200000 };

void imp_rejects_finish(struct imp_rejects *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->all[i].column);
		free(r->all[i].reason);
	}
	free(r->all);
	*r = (struct imp_rejects){ NULL, 0, 0 };
}

enum cv_err imp_reject(struct imp_reading *g, size_t line, const char *column, const char *reason, struct cv_error *err)
{
	void *all = g->rejects.all;
	struct imp_rejected *r;

	if (!g->keep_rejects)
		return CV_OK;
	if (g->rejects.n == REJECTS_MAX)
		return cv_fail(err, CV_E_TOO_BIG,
			"more than %d cells are refused, up to line %zu: is this the right file, and is each column what its header "
			"says? Nothing was written",
			REJECTS_MAX, line);
	TRY(imp_grow(&all, &g->rejects.cap, g->rejects.n, sizeof(*g->rejects.all), err));
	g->rejects.all = all;
	r = &g->rejects.all[g->rejects.n];
	*r = (struct imp_rejected){ line, g->rejects.n, cv_strdup(column), cv_strdup(reason) };
	g->rejects.n++;
	return r->column && r->reason ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static int by_line(const void *a, const void *b)
{
	const struct imp_rejected *x = a, *y = b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) : (x->n > y->n) - (x->n < y->n);
}

void imp_rejects_sort(struct imp_rejects *r)
{
	if (r->n > 1)
		qsort(r->all, r->n, sizeof(*r->all), by_line);
}

/* The first of a line; n: none. */
static size_t first_of(const struct imp_rejects *r, size_t line)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->all[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->n && r->all[low].line == line ? low : r->n;
}

enum cv_err imp_known_reject(struct imp_reading *g, size_t line, bool *ret, struct cv_error *err)
{
	const struct imp_rejects *known = g->known;
	size_t i = known ? first_of(known, line) : 0;

	*ret = known && i < known->n;
	for (; *ret && i < known->n && known->all[i].line == line; i++)
		TRY(imp_defect(g, line, known->all[i].column, known->all[i].reason, err));
	g->rep->refused += *ret;
	return CV_OK;
}

/* ---- out ---- */

struct handing {
	struct imp_reading *g;
	size_t rows;
	bool ours[CV_CSV_COLUMNS_MAX]; /* the file is one of refused rows itself: these columns are made anew */
};

bool imp_is_reject_column(const char *header)
{
	return cv_streq(header, IMP_REJECT_LINE) || cv_streq(header, IMP_REJECT_REASON);
}

/* "country: not known; from: no day" */
static void reasons(const struct imp_rejects *r, size_t i, struct cv_str *out)
{
	for (size_t line = r->all[i].line; i < r->n && r->all[i].line == line; i++)
		cv_str_printf(out, "%s%s%s%s%s", out->len ? "; " : "", *r->all[i].column ? "column " : "",
			r->all[i].column, *r->all[i].column ? ": " : "", r->all[i].reason);
}

static enum cv_err hand_out(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str why = { 0 };
	struct cv_cell cell[CV_CSV_COLUMNS_MAX];
	struct handing *h = ctx;
	struct imp_reading *g = h->g;
	struct cv_row out = { row->line, 0, cell, row->gap };
	bool header = row->line == g->header_line;
	size_t i = first_of(&g->rejects, row->line);

	if (!header && i == g->rejects.n)
		return CV_OK;
	for (size_t k = 0; k < row->n; k++) {
		if (header)
			h->ours[k] = imp_is_reject_column(row->cell[k].text);
		if (!h->ours[k])
			cell[out.n++] = row->cell[k];
	}
	h->rows += !header;
	if (!header)
		reasons(&g->rejects, i, &why);
	if (why.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return g->opt->reject(g->opt->reject_ctx, &out, g->rep->delimiter, header, cv_str_text(&why), err);
}

enum cv_err imp_rejects_write(struct imp_reading *g, struct imp_input *in, struct cv_error *err)
{
	struct handing h = { .g = g };

	if (g->rep->refused == 0)
		return CV_OK;
	imp_rejects_sort(&g->rejects);
	TRY(imp_rows_again(in, g->opt, g->rep, hand_out, &h, err));
	assert(h.rows == g->rep->refused);
	return CV_OK;
}
