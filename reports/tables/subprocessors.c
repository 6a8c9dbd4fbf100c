/*
 * The public list of sub-processors as a report: the rows that /subprocessors publishes (reports/public/list.h), and
 * nothing else. Here it can also be asked for as it was known at an earlier moment.
 */
#include "reports/public/list.h"
#include "reports/tables/inside.h"

/* As rep_public_column and rep_public_cells() have them. */
static const struct rep_column column[REP_PUBLIC_COLUMNS] = {
	{ "name", REP_T_TEXT, "of the legal entity" },
	{ "country", REP_T_TEXT, "where it processes" },
	{ "region", REP_T_TEXT, "EEA, UK, Switzerland, adequate or other, on that day" },
	{ "service", REP_T_TEXT, "what it does for us" },
	{ "purposes", REP_T_LIST, "what data go to it for" },
	{ "data_categories", REP_T_LIST, "" },
	{ "mechanism", REP_T_TEXT, "what the transfer rests on, in words" },
	{ "mechanisms", REP_T_LIST, "the same as slugs" },
	{ "since", REP_T_DAY, "the first day; empty: not known" },
};

struct loading {
	struct rep_run *x;
	struct rep_public *facts;
};

static enum cv_err load(void *ctx, struct reg *r, struct cv_error *err)
{
	struct loading *g = ctx;

	return rep_public_load(r, g->x->view, false, &g->facts, err);
}

static enum cv_err write_rows(struct rep_run *x, const struct rep_public_list *list, struct cv_error *err)
{
	TRY(rep_run_begin(x, column, CV_LEN(column), err));
	for (size_t i = 0; i < list->n; i++) {
		const char *cell[REP_PUBLIC_COLUMNS];
		char since[CV_DAY_TEXT];

		if (*x->want.country && list->row[i].place != x->want.place)
			continue;
		rep_public_cells(&list->row[i], since, cell);
		TRY(rep_row(x->sink, cell, err));
	}
	if (list->n == 0)
		rep_run_note(x, "Nobody stands on the list: a party is put on it by the attribute \"%s\".",
			REG_PUBLISHED);
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	CV_AUTO(rep_public_list_finish) struct rep_public_list list = { 0 };
	struct loading g = { .x = x };
	enum cv_err e = rep_look(x, load, &g, err);

	if (e == CV_OK)
		e = rep_public_list(g.facts, x->view, x->on, &list, err);
	if (e == CV_OK)
		e = write_rows(x, &list, err);
	rep_public_destroy(g.facts);
	return e;
}

const struct rep_report rep_subprocessors = {
	.name = "subprocessors",
	.title = "Sub-processors",
	.help = "the public list: who processes for us, where, and what the transfer rests on",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = 1U << REP_BY_ON | 1U << REP_BY_COUNTRY,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};
