/* What was imported, when, by whom, with what effect. */
#include "reports/tables/entries.h"

#include "registry/imports.h"

static const struct rep_column column[] = {
	{ "import", REP_T_NUMBER, "its number" },
	{ "at", REP_T_TEXT, "instant" },
	{ "who", REP_T_TEXT, "" },
	{ "kind", REP_T_TEXT, "what the file was read as" },
	{ "file", REP_T_TEXT, "its name as given" },
	{ "sha256", REP_T_TEXT, "of the file" },
	{ "source", REP_T_TEXT, "what the file is an edition of" },
	{ "rows", REP_T_NUMBER, "" },
	{ "added", REP_T_NUMBER, "" },
	{ "updated", REP_T_NUMBER, "" },
	{ "unchanged", REP_T_NUMBER, "" },
	{ "refused", REP_T_NUMBER, "" },
	{ "skipped", REP_T_NUMBER, "" },
	{ "ended", REP_T_NUMBER, "" },
	{ "change", REP_T_NUMBER, "the change it made" },
	{ "undone_at", REP_T_TEXT, "instant; empty: it stands" },
	{ "undone_by", REP_T_TEXT, "" },
};

struct reading {
	struct rep_run *x;
	int64_t first, last; /* changes in (first, last] */
};

static enum cv_err one(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	const struct reading *g = ctx;
	bool undone = i->undone > 0 && i->undone <= g->x->seq; /* as it was known */
	const int64_t number[] = { i->id, i->rows, i->added, i->updated, i->unchanged, i->refused, i->skipped, i->ended,
		i->seq };
	char n[CV_LEN(number)][24];

	if (i->seq <= g->first || i->seq > g->last || (*g->x->want.kind && !cv_streq(g->x->want.kind, i->kind)))
		return CV_OK;
	for (size_t k = 0; k < CV_LEN(number); k++)
		rep_number(number[k], n[k]);
	return rep_row(g->x->sink,
		(const char *[]){ n[0], i->at, i->who, i->kind, i->file, i->sha256, i->source, n[1], n[2], n[3], n[4],
			n[5], n[6], n[7], n[8], undone ? i->undone_at : "", undone ? i->undone_by : "" },
		err);
}

static enum cv_err all(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;

	TRY(rep_period(g->x, r, &g->first, &g->last, err));
	return reg_imports(r, one, g, err);
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct reading g = { .x = x };

	TRY(rep_run_begin(x, column, CV_LEN(column), err));
	return rep_look(x, all, &g, err);
}

const struct rep_report rep_imports = {
	.name = "imports",
	.title = "Imports",
	.help = "what was imported, when, by whom, with what effect",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = 1U << REP_BY_ON | 1U << REP_BY_SINCE | 1U << REP_BY_UNTIL | 1U << REP_BY_KIND,
	.kind = REG_KIND_COUNT,
	.up_to = true,
	.kinds = "list|dpf-list",
	.run = run,
};
