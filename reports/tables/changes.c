/* What changed between two days: as it became known to the register, or as it was true. */
#include "reports/tables/changes.h"

#include "reports/reports.h"
#include "reports/tables/entries.h"

#include <stdio.h>
#include <string.h>

static const struct rep_column column[] = {
	{ "when", REP_T_TEXT, "the instant at which it was recorded; with clock true, the day" },
	{ "change", REP_T_NUMBER, "its number" },
	{ "action", REP_T_TEXT, "added, changed, taken back; with clock true: begins, ends, signed, ..." },
	{ "kind", REP_T_TEXT, "of record; coverage: how a transfer stands" },
	{ "record", REP_T_TEXT, "kind and number" },
	{ "about", REP_T_TEXT, "whom or what it names" },
	{ "changed", REP_T_LIST, "the columns that differ" },
	{ "before", REP_T_TEXT, "what they were" },
	{ "after", REP_T_TEXT, "what they are" },
	{ "who", REP_T_TEXT, "" },
	{ "via", REP_T_TEXT, "the door it came through" },
	{ "reason", REP_T_TEXT, "where it was said" },
};

enum cv_err rep_change_row(struct rep_run *x, const struct rep_change *c, struct cv_error *err)
{
	return rep_row(x->sink,
		(const char *[]){ c->when, c->change, c->action, c->kind, c->record, c->about, c->changed, c->before,
			c->after, c->who, c->via, c->reason },
		err);
}

/* ---- as it became known ---------------------------------------------------------------------------------------- */

struct reading {
	struct rep_run *x;
	struct cv_str names, before, after, about;
};

/* What a canonical flat object says under that name, "" for nothing; escapes stay. */
static void member(const char *object, const char *name, struct cv_str *out)
{
	char key[48];
	const char *at;

	snprintf(key, sizeof(key), "\"%s\":\"", name);
	at = object ? strstr(object, key) : NULL;
	if (at == NULL)
		return;
	at += strlen(key);
	if (*at == '"')
		return;
	cv_str_puts(out, out->len ? " " : "");
	cv_str_add(out, at, strcspn(at, "\""));
}

/* Whom it names, in the order in which people would say it. */
static void about(const struct reg_entry *e, struct cv_str *out)
{
	static const char *const names[] = { "id", "exporter", "importer", "party", "vendor", "subject", "customer",
		"framework", "mechanism", "country", "name", "value", "file" };

	for (size_t i = 0; i < CV_LEN(names); i++)
		member(e->after ? e->after : e->before, names[i], out);
}

static enum cv_err put(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct reading *g = ctx;
	struct rep_change c = { .when = e->at,
		.kind = rep_entry_kind(e),
		.record = e->subject,
		.who = e->who,
		.via = e->via,
		.reason = e->reason };
	char change[24];

	cv_str_clear(&g->names);
	cv_str_clear(&g->before);
	cv_str_clear(&g->after);
	cv_str_clear(&g->about);
	rep_entry_diff(e, &g->names, &g->before, &g->after);
	about(e, &g->about);
	if (g->names.failed || g->before.failed || g->after.failed || g->about.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	c.change = rep_number(e->change, change);
	c.action = e->before == NULL ? "added" : e->after == NULL ? "taken back" : "changed";
	c.about = cv_str_text(&g->about);
	c.changed = e->before && e->after ? cv_str_text(&g->names) : "";
	c.before = cv_str_text(&g->before);
	c.after = cv_str_text(&g->after);
	return rep_change_row(g->x, &c, err);
}

static enum cv_err as_known(struct rep_run *x, struct cv_error *err)
{
	struct reading g = { .x = x };
	enum cv_err e = rep_entries(x, put, &g, err);

	cv_str_finish(&g.names);
	cv_str_finish(&g.before);
	cv_str_finish(&g.after);
	cv_str_finish(&g.about);
	return e;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	/* without days: all that became known; what was true, in the last year */
	if (x->want.by_truth && !cv_day_known(x->want.since))
		x->want.since.n = (cv_day_known(x->want.until) ? x->want.until.n : x->asked->today.n) - 365;
	if (x->want.by_truth && !cv_day_known(x->want.until))
		x->want.until.n = x->asked->today.n + 1;
	if (x->want.by_truth && x->want.since.n >= x->want.until.n)
		return cv_fail_at(
			err, CV_E_VALUE, "since", "since must be a day before until, which is tomorrow unless said");
	TRY(rep_run_begin(x, column, CV_LEN(column), err));
	return x->want.by_truth ? rep_changes_true(x, err) : as_known(x, err);
}

const struct rep_report rep_changes = {
	.name = "changes",
	.title = "What changed",
	.help = "between two days, by when it became known, or (clock true) by when it was so",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = 1U << REP_BY_ON | 1U << REP_BY_SINCE | 1U << REP_BY_UNTIL | 1U << REP_BY_CLOCK | 1U << REP_BY_PARTY |
		1U << REP_BY_KIND,
	.kind = REG_KIND_COUNT,
	.audit = true,
	.needs_view = true,
	.up_to = true,
	.kinds = "coverage|setting|import|undoing|token|other",
	.run = run,
};
