/* What was asked of a report: its filters read, parties looked up. */
#include "reports/tables/inside.h"

#include "registry/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_WITHIN = 90, WITHIN_MAX = 36600 };

static const char *said(const struct rep_run *x, enum rep_filter f)
{
	return x->asked->filter[f];
}

static enum cv_err bad(enum cv_err e, enum rep_filter f, struct cv_error *err, const char *wanted, const char *text)
{
	const char *name = rep_filter_info(f)->name;

	return cv_fail_at(err, e, name, "%s must be %s, not \"%s\"", name, wanted,
		strlen(text) <= 60 ? text : "(too long)");
}

/* ---- words and days -------------------------------------------------------------------------------------------- */

static enum cv_err day(const struct rep_run *x, enum rep_filter f, cv_day *ret, struct cv_error *err)
{
	const char *text = said(x, f);

	if (text == NULL || cv_day_parse(text, strlen(text), ret))
		return CV_OK;
	return bad(CV_E_DATE, f, err, "a day of the calendar, written YYYY-MM-DD", text);
}

/* Of what happened `on` is the last day. */
static enum cv_err last_day(struct rep_run *x, struct cv_error *err)
{
	if (!x->report->up_to || !cv_day_known(x->on))
		return CV_OK;
	if (x->on.n < x->want.since.n)
		return cv_fail_at(
			err, CV_E_VALUE, "on", "on is the last day that is shown: it must not be before since");
	if (x->on.n < x->want.until.n)
		x->want.until.n = x->on.n + 1;
	return CV_OK;
}

/* 90, 90d, 12w, 6m, 1y: a month is 30 days and a year 365, for looking ahead. */
static enum cv_err within(struct rep_run *x, struct cv_error *err)
{
	static const struct {
		const char *unit;
		int days;
	} units[] = { { "", 1 }, { "d", 1 }, { "w", 7 }, { "m", 30 }, { "y", 365 } };
	const char *text = said(x, REP_BY_WITHIN);
	size_t digits = text ? strspn(text, "0123456789") : 0;

	x->want.within = DEFAULT_WITHIN;
	if (text == NULL)
		return CV_OK;
	for (size_t i = 0; digits > 0 && digits < 6 && i < CV_LEN(units); i++) {
		long n = strtol(text, NULL, 10) * units[i].days;

		if (cv_streq(text + digits, units[i].unit) && n <= WITHIN_MAX) {
			x->want.within = (int32_t)n;
			return CV_OK;
		}
	}
	return bad(CV_E_VALUE, REP_BY_WITHIN, err, "a number of days, weeks, months or years: 90d, 12w, 6m, 1y", text);
}

static enum cv_err clock_word(struct rep_run *x, struct cv_error *err)
{
	const char *text = said(x, REP_BY_CLOCK);

	if (text == NULL || cv_streq(text, "known"))
		return CV_OK;
	x->want.by_truth = cv_streq(text, "true");
	return x->want.by_truth ? CV_OK : bad(CV_E_UNKNOWN_WORD, REP_BY_CLOCK, err, "known or true", text);
}

static enum cv_err personal(struct rep_run *x, struct cv_error *err)
{
	const char *text = said(x, REP_BY_PERSONAL);

	x->want.personal = text == NULL || cv_streq(text, "yes");
	if (x->want.personal || cv_streq(text, "no"))
		return CV_OK;
	return bad(CV_E_UNKNOWN_WORD, REP_BY_PERSONAL, err, "yes or no", text);
}

/* A word that a column of a kind may hold, as it is kept. */
static enum cv_err word_of(const struct rep_run *x, enum rep_filter f, enum reg_kind k, char *ret, size_t size,
	struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str word = { 0 };
	const char *text = said(x, f), *name = rep_filter_info(f)->name;

	TRY(reg_cell(x->pack, k, reg_column_index(k, name), text, strlen(text), &word, err));
	if (word.len == 0 || word.len >= size)
		return bad(CV_E_UNKNOWN_WORD, f, err, "a word", text);
	snprintf(ret, size, "%s", word.data);
	return CV_OK;
}

/* Of records it is a word of theirs, of transfers one of the four. */
static enum cv_err outcome(struct rep_run *x, struct cv_error *err)
{
	const char *text = said(x, REP_BY_OUTCOME);

	if (text == NULL)
		return CV_OK;
	if (x->report->kind < REG_KIND_COUNT)
		return word_of(x, REP_BY_OUTCOME, x->report->kind, x->want.outcome_word,
			sizeof(x->want.outcome_word), err);
	for (int o = LAW_NO_TRANSFER; o <= LAW_NOT_COVERED; o++) {
		if (cv_streq(text, law_outcome_name((enum law_outcome)o))) {
			x->want.by_outcome = true;
			x->want.outcome = (enum law_outcome)o;
			return CV_OK;
		}
	}
	return bad(CV_E_UNKNOWN_WORD, REP_BY_OUTCOME, err, "covered, not-covered, needs-review or no-transfer", text);
}

/* Of what happened: the plural of a kind of records, or one of the report's own words. */
static bool happens(const struct rep_run *x, const char *text)
{
	enum reg_kind k;
	size_t n;

	for (const char *q = x->report->kinds, *w; (w = cv_next(&q, '|', &n));)
		if (strlen(text) == n && memcmp(w, text, n) == 0)
			return true;
	return reg_kind_parse(text, &k);
}

static enum cv_err kind(struct rep_run *x, struct cv_error *err)
{
	const char *text = said(x, REP_BY_KIND);

	if (text == NULL)
		return CV_OK;
	if (x->report->kinds == NULL)
		return word_of(x, REP_BY_KIND, x->report->kind < REG_KIND_COUNT ? x->report->kind : REG_PARTIES,
			x->want.kind, sizeof(x->want.kind), err);
	if (strlen(text) >= sizeof(x->want.kind) || !happens(x, text)) {
		char wanted[160];

		snprintf(wanted, sizeof(wanted), "parties, transfers or another kind of records, or %s",
			x->report->kinds);
		return bad(CV_E_UNKNOWN_WORD, REP_BY_KIND, err, wanted, text);
	}
	snprintf(x->want.kind, sizeof(x->want.kind), "%s", text);
	return CV_OK;
}

static enum cv_err mechanism(struct rep_run *x, struct cv_error *err)
{
	const char *text = said(x, REP_BY_MECHANISM);
	law_mech m;
	uint16_t family;

	if (text == NULL)
		return CV_OK;
	if (strlen(text) >= sizeof(x->want.mechanism) || (!law_mech_parse(x->pack, text, strlen(text), &m) &&
		!law_family_parse(x->pack, text, strlen(text), &family)))
		return bad(CV_E_UNKNOWN_WORD, REP_BY_MECHANISM, err,
			"a slug of the law pack (chapterv law show lists them)", text);
	snprintf(x->want.mechanism, sizeof(x->want.mechanism), "%s", text);
	return CV_OK;
}

static enum cv_err country(struct rep_run *x, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str code = { 0 };
	const char *text = said(x, REP_BY_COUNTRY);

	if (text == NULL)
		return CV_OK;
	TRY(reg_cell(x->pack, REG_PARTIES, reg_column_index(REG_PARTIES, "country"), text, strlen(text), &code, err));
	if (code.len == 0 || code.len >= sizeof(x->want.country))
		return bad(CV_E_COUNTRY, REP_BY_COUNTRY, err, "a country: its code or its name", text);
	snprintf(x->want.country, sizeof(x->want.country), "%s", code.data);
	(void)!law_place_parse(x->pack, code.data, code.len, &x->want.place);
	return CV_OK;
}

/* ---- parties --------------------------------------------------------------------------------------------------- */

struct naming {
	struct rep_run *x;
	const char *text, *field;
	char *ret; /* 72 bytes */
};

static enum cv_err take_id(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	const struct naming *n = ctx;

	CV_UNUSED(err);
	snprintf(n->ret, 72, "%s", v->record.cell[0]);
	return CV_OK;
}

static enum cv_err by_name(const struct naming *n, struct reg *r, struct cv_error *err)
{
	CV_AUTO(cv_arena_finish) struct cv_arena a = { 0 };
	struct reg_alike alike[5];
	size_t found;

	TRY(reg_alike(r, n->text, false, &a, alike, CV_LEN(alike), &found, err));
	if (found == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, n->field,
			"%s: '%s' is neither the id nor the name of a party on file", n->field, n->text);
	if (found > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, n->field,
			"%s: '%s' could be more than one party (%s, %s%s): give the id of the one you mean", n->field,
			n->text, alike[0].id, alike[1].id, found > 2 ? ", ..." : "");
	snprintf(n->ret, 72, "%s", alike[0].id);
	return CV_OK;
}

static enum cv_err find_party(void *ctx, struct reg *r, struct cv_error *err)
{
	const struct naming *n = ctx;
	bool found;

	TRY(reg_get(r, REG_PARTIES, n->text, n->x->seq, take_id, ctx, &found, err));
	return found ? CV_OK : by_name(n, r, err);
}

static enum cv_err party(struct rep_run *x, enum rep_filter f, char *ret, uint32_t *ret_index, struct cv_error *err)
{
	struct naming n = { x, said(x, f), rep_filter_info(f)->name, ret };

	*ret_index = REG_NOBODY;
	if (n.text == NULL)
		return CV_OK;
	if (*n.text == '\0' || strlen(n.text) > 200)
		return bad(CV_E_VALUE, f, err, "the id or the name of a party", n.text);
	TRY(x->door->look(x->door->ctx, find_party, &n, err));
	if (x->view)
		*ret_index = reg_view_party(x->view, ret);
	return CV_OK;
}

/* ---- all of them ----------------------------------------------------------------------------------------------- */

static void say(struct rep_run *x)
{
	for (int f = 0; f < REP_FILTER_COUNT; f++) {
		const char *text = said(x, (enum rep_filter)f);

		if (text == NULL || f == REP_BY_ON)
			continue;
		if (f == REP_BY_PARTY)
			text = x->want.party;
		else if (f == REP_BY_EXPORTER)
			text = x->want.exporter;
		else if (f == REP_BY_COUNTRY)
			text = x->want.country;
		else if (f == REP_BY_KIND)
			text = x->want.kind;
		cv_str_printf(&x->filters, "%s%s %s", x->filters.len ? ", " : "", rep_filter_info((enum rep_filter)f)->name,
			text);
	}
}

enum cv_err rep_want(struct rep_run *x, struct cv_error *err)
{
	for (int f = 0; f < REP_FILTER_COUNT; f++)
		if (said(x, (enum rep_filter)f) && !rep_takes(x->report, (enum rep_filter)f))
			return cv_fail_at(err, CV_E_USAGE, rep_filter_info((enum rep_filter)f)->name,
				"the report %s cannot be narrowed by %s", x->report->name,
				rep_filter_info((enum rep_filter)f)->name);
	x->want.since = CV_DAY_NONE;
	x->want.until = CV_DAY_EVER;
	TRY(day(x, REP_BY_ON, &x->on, err));
	TRY(day(x, REP_BY_SINCE, &x->want.since, err));
	TRY(day(x, REP_BY_UNTIL, &x->want.until, err));
	if (x->want.since.n >= x->want.until.n)
		return cv_fail_at(err, CV_E_VALUE, "until", "until must be a day after since");
	TRY(last_day(x, err));
	TRY(within(x, err));
	TRY(clock_word(x, err));
	TRY(personal(x, err));
	TRY(outcome(x, err));
	TRY(kind(x, err));
	TRY(mechanism(x, err));
	TRY(country(x, err));
	TRY(party(x, REP_BY_PARTY, x->want.party, &x->want.party_index, err));
	TRY(party(x, REP_BY_EXPORTER, x->want.exporter, &x->want.exporter_index, err));
	say(x);
	return x->filters.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}
