/* What somebody accepted, up to a day. */
#include "registry/lint/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_finding(const void *a, const void *b)
{
	const struct reg_accepted *x = *(struct reg_accepted *const *)a, *y = *(struct reg_accepted *const *)b;
	int c = strcmp(x->code, y->code);

	if (c == 0)
		c = strcmp(x->record, y->record);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* The first of them with that code and record; NULL: none. */
static struct reg_accepted **find(struct reg_accepted **sorted, size_t n, const struct reg_finding *f, size_t *ret_left)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(sorted[mid]->code, f->code);

		if (c == 0)
			c = strcmp(sorted[mid]->record, f->record);
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	*ret_left = n - lo;
	return sorted + lo;
}

static bool speaks_of(const struct reg_accepted *a, const struct reg_finding *f)
{
	return cv_streq(a->code, f->code) && cv_streq(a->record, f->record);
}

/* All lines that speak of it; the first that still counts is the one that accepts it. */
static void accept(const struct reg_linting *g, struct reg_accepted **sorted, size_t n, struct reg_finding *f)
{
	size_t left;
	struct reg_accepted **a = find(sorted, n, f, &left);

	for (size_t i = 0; i < left && speaks_of(a[i], f); i++)
		if (a[i]->expires.n > g->on.n && f->accepted == NULL)
			f->accepted = a[i]->reason;
	for (size_t i = 0; i < left && speaks_of(a[i], f); i++) {
		a[i]->used = true;
		a[i]->open |= f->accepted == NULL;
	}
}

/* A line about what is in use says nothing where nobody asked about that. */
static bool asked_about(const struct reg_linting *g, const struct reg_accepted *a)
{
	return g->asked->use || !cv_starts(a->record, "use/");
}

static enum cv_err tell(struct reg_linting *g, const struct reg_accepted *a)
{
	bool over = a->expires.n <= g->on.n;
	struct reg_lint_found f = reg_lint_about(
		over && a->used ? REG_L_BASELINE_EXPIRED : REG_L_BASELINE_UNUSED, REG_KIND_COUNT, 0);
	char record[32], day[CV_DAY_TEXT];

	if (a->used && !(over && a->open))
		return CV_OK;
	if (!a->used && !asked_about(g, a))
		return CV_OK;
	snprintf(record, sizeof(record), "baseline/%zu", a->line);
	f.record = record;
	if (a->used) {
		f.since = a->expires;
		cv_str_printf(&g->what, "Line %zu of the baseline accepted %s of %s (%s) up to %s.", a->line, a->code,
			a->record, a->reason, cv_day_text(a->expires, day));
		cv_str_puts(&g->remedy, "Mend the defect, or accept it anew with a new day.");
	} else {
		cv_str_printf(&g->what, "Line %zu of the baseline accepts %s of %s, which was not found.", a->line,
			a->code, a->record);
		cv_str_puts(&g->remedy, "Take the line out.");
	}
	return reg_lint_found(g, &f);
}

enum cv_err reg_lint_baseline(struct reg_linting *g)
{
	size_t n = g->asked->n_accepted, found = g->lint->n;
	struct reg_accepted **sorted = calloc(n + 1, sizeof(*sorted));
	enum cv_err e = CV_OK;

	if (sorted == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < n; i++)
		sorted[i] = &g->asked->accepted[i];
	if (n > 1)
		qsort(sorted, n, sizeof(struct reg_accepted *), by_finding);
	for (size_t i = 0; n > 0 && i < found; i++)
		accept(g, sorted, n, &g->lint->finding[i]);
	free(sorted);
	for (size_t i = 0; e == CV_OK && i < n; i++)
		e = tell(g, &g->asked->accepted[i]);
	return e;
}
