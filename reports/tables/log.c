/* Every change as evidence: the entries of the log. */
#include "reports/tables/entries.h"

#include "reports/reports.h"

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

static enum cv_err put(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	char number[24], change[24], leaf[2 * REG_HASH + 1];
	struct rep_run *x = ctx;

	rep_hash_hex(e->leaf, leaf);
	return rep_row(x->sink,
		(const char *[]){ rep_number(e->number, number), rep_number(e->change, change), e->at, e->who, e->via,
			e->subject, e->note, e->reason, e->before ? e->before : "", e->after ? e->after : "", leaf },
		err);
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	TRY(rep_run_begin(x, column, CV_LEN(column), err));
	return rep_entries(x, put, x, err);
}

const struct rep_report rep_log = {
	.name = "log",
	.title = "The log",
	.help = "every change, entry by entry: who, when, what stood before and after",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = 1U << REP_BY_ON | 1U << REP_BY_SINCE | 1U << REP_BY_UNTIL | 1U << REP_BY_PARTY | 1U << REP_BY_KIND,
	.kind = REG_KIND_COUNT,
	.audit = true,
	.up_to = true,
	.kinds = "setting|import|undoing|token|other",
	.run = run,
};
