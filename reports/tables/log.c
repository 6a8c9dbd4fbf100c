/* Every change as evidence: the entries of the log. */
#include "reports/tables/inside.h"

#include "registry/evidence.h"
#include "reports/reports.h"

enum { AT_ONCE = 500 };

static const struct rep_column column[] = {
	{ "entry", REP_T_NUMBER, "its number: of the leaf in the tree" },
	{ "change", REP_T_NUMBER, "" },
	{ "at", REP_T_TEXT, "instant" },
	{ "who", REP_T_TEXT, "" },
	{ "via", REP_T_TEXT, "the door it came through" },
	{ "subject", REP_T_TEXT, "what it is about: party/3, setting/home" },
	{ "note", REP_T_TEXT, "" },
	{ "reason", REP_T_TEXT, "why, where it was said" },
	{ "before", REP_T_TEXT, "canonical JSON; empty: nothing stood there" },
	{ "after", REP_T_TEXT, "canonical JSON; empty: nothing stands there" },
	{ "leaf", REP_T_TEXT, "SHA-256 of the entry" },
};

struct reading {
	struct rep_run *x;
	int64_t from;
	bool over;
	bool full;
};

static enum cv_err one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct reading *g = ctx;
	char number[24], change[24], leaf[2 * REG_HASH + 1];

	g->over = e->change > g->x->seq;
	if (g->over)
		return CV_E_STOPPED;
	rep_hash_hex(e->leaf, leaf);
	TRY(rep_row(g->x->sink,
		(const char *[]){ rep_number(e->number, number), rep_number(e->change, change), e->at, e->who, e->via,
			e->subject, e->note, e->reason, e->before ? e->before : "", e->after ? e->after : "", leaf },
		err));
	g->from = e->number + 1;
	g->full = rep_gathered(g->x->sink) > 512 * 1024;
	return g->full ? CV_E_STOPPED : CV_OK;
}

static enum cv_err some(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;
	int64_t before = g->from;
	enum cv_err e;

	g->full = false;
	e = reg_log_walk(r, g->from, g->from + AT_ONCE, one, g, err);
	if (e == CV_E_STOPPED && (g->over || g->full))
		e = CV_OK;
	g->over |= !g->full && g->from < before + AT_ONCE;
	return e;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct reading g = { .x = x };

	TRY(rep_run_begin(x, column, CV_LEN(column), err));
	while (!g.over)
		TRY(rep_look(x, some, &g, err));
	return CV_OK;
}

const struct rep_report rep_log = {
	.name = "log",
	.title = "The log",
	.help = "every change, entry by entry: who, when, what stood before and after",
	.column = column,
	.n_columns = CV_LEN(column),
	.kind = REG_KIND_COUNT,
	.audit = true,
	.run = run,
};
