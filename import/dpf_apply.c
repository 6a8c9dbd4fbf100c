/* What the list says of one party and framework becomes its certifications. */
#include "import/dpf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First day of the entry: never before the framework could be relied on. CV_DAY_NONE: not said. */
static cv_day first_day(const struct imp_dpf_group *u, const struct imp_dpf_row *r)
{
	cv_day from = u->g->dpf->framework[u->framework].reliance.from;

	return !cv_day_known(r->day[IMP_DPF_FROM]) || r->day[IMP_DPF_FROM].n > from.n ? r->day[IMP_DPF_FROM] : from;
}

static bool still_active(const struct imp_dpf_cert *c)
{
	return *c->status == '\0' || cv_streq(c->status, "active");
}

/* Active, with an end to come where the list says one. */
static bool ended_later(const struct imp_dpf_group *u, const struct imp_dpf_row *r)
{
	return cv_day_known(r->day[IMP_DPF_UNTIL]) && r->day[IMP_DPF_UNTIL].n > u->g->opt->today.n;
}

/* The day of the end says why: before the re-certification was due it withdrew or was removed, else it let it lapse. */
static const char *why_ended(const struct imp_dpf_row *r)
{
	if (r->ended)
		return r->ended;
	if (!cv_day_known(r->day[IMP_DPF_UNTIL]) || !cv_day_known(r->day[IMP_DPF_DUE_DAY]))
		return "inactive";
	return r->day[IMP_DPF_UNTIL].n < r->day[IMP_DPF_DUE_DAY].n ? "withdrawn" : "lapsed";
}

static const char *data_words(bool hr, bool non_hr)
{
	return hr ? non_hr ? "hr;non-hr" : "hr" : non_hr ? "non-hr" : "";
}

/* ---- the change ---- */

static void source_text(const struct imp_dpf_hit *h, const struct imp_dpf_row *r, struct cv_str *out)
{
	cv_str_printf(out, "Data Privacy Framework List: %s%.400s",
		h->how == IMP_DPF_BY_COVERED ? "covered entity of " : "", r->participant);
	if (h->how == IMP_DPF_BY_DISPLAY)
		cv_str_printf(out, ", shown as %.200s", r->display);
}

/* A change of the group by what a row says; was: index + 1 of the certification that is changed, 0: a new one. */
static enum cv_err change(
	struct imp_dpf_group *u, const struct imp_dpf_hit *h, size_t was, struct imp_dpf_change c, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str source = { 0 };
	struct imp_dpf_row *r = h->at;
	struct cv_error row_err = { 0 };
	enum reg_effect effect;
	enum cv_err e;

	source_text(h, r, &source);
	if (source.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	c.line = (int64_t)r->line;
	c.source = source.data;
	c.due = r->day[IMP_DPF_DUE_DAY];
	if (was == 0)
		u->cert[u->n_certs] = (struct imp_dpf_cert){ .party = u->party, .framework = u->framework };
	e = imp_dpf_put(u->g, &u->cert[was ? was - 1 : u->n_certs], was != 0, &c, &effect, &row_err);
	if (e != CV_OK) {
		u->g->rep->refused += !r->refused;
		r->refused = true;
		return imp_row_defect(u->g, r->line, e, &row_err, err);
	}
	u->n_certs += was == 0;
	if (effect == REG_ADDED || (effect == REG_UPDATED && r->effect == REG_UNCHANGED))
		r->effect = effect;
	return CV_OK;
}

/* ---- active ---- */

struct active {
	const struct imp_dpf_hit *hit; /* that tells: the earliest entry */
	cv_day from, until;
	bool data_said, hr, non_hr;
};

static bool tells_before(const struct imp_dpf_hit *a, const struct imp_dpf_hit *b)
{
	const struct imp_dpf_row *x = a->at, *y = b->at;

	if (a->how != b->how)
		return a->how > b->how;
	if (x->day[IMP_DPF_FROM].n != y->day[IMP_DPF_FROM].n)
		return x->day[IMP_DPF_FROM].n < y->day[IMP_DPF_FROM].n;
	return strcmp(x->participant, y->participant) < 0;
}

/* All rows that say active, taken together: a party may be a participant and the covered entity of another. */
static struct active active_rows(const struct imp_dpf_group *u)
{
	struct active a = { .from = CV_DAY_NONE, .until = CV_DAY_NONE };

	for (size_t i = 0; i < u->n_hits; i++) {
		const struct imp_dpf_row *r = u->hit[i]->at;
		cv_day from = first_day(u, r), until = ended_later(u, r) ? r->day[IMP_DPF_UNTIL] : CV_DAY_EVER;

		if (!r->active)
			continue;
		if (a.hit == NULL || tells_before(u->hit[i], a.hit))
			a.hit = u->hit[i];
		if (cv_day_known(from) && (!cv_day_known(a.from) || from.n < a.from.n))
			a.from = from;
		a.until = until.n > a.until.n ? until : a.until;
		a.data_said |= r->data_said;
		a.hr |= r->hr;
		a.non_hr |= r->non_hr;
	}
	return a;
}

/* The entry on file that the list goes on with; index + 1. One that ended before the list's began is another. */
static size_t going_on(const struct imp_dpf_group *u, cv_day from)
{
	size_t best = 0;

	if (!cv_day_known(from))
		from = u->g->opt->today;
	for (size_t i = 0; i < u->n_certs; i++) {
		const struct imp_dpf_cert *c = &u->cert[i];

		if (still_active(c) && c->span.until.n > from.n &&
			(best == 0 || c->span.from.n > u->cert[best - 1].span.from.n))
			best = i + 1;
	}
	return best;
}

/* The day the last entry on file ended; CV_DAY_NONE: none did. */
static cv_day last_end(const struct imp_dpf_group *u)
{
	cv_day end = CV_DAY_NONE;

	for (size_t i = 0; i < u->n_certs; i++) {
		const struct imp_dpf_cert *c = &u->cert[i];
		cv_day at = c->span.until;

		if (still_active(c) && at.n > u->g->opt->today.n)
			continue;
		if (!cv_day_known(at) && !cv_day_parse(c->checked, strlen(c->checked), &at))
			at = u->g->opt->today;
		end = at.n > end.n ? at : end;
	}
	return end;
}

static enum cv_err ask_gap(
	struct imp_dpf_group *u, const struct active *a, cv_day end, cv_day from, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 }, meanwhile = { 0 };
	const struct imp_dpf *d = u->g->dpf;
	char day[CV_DAY_TEXT];

	cv_str_printf(&text, "Was %s under %s all the time?", d->party[u->party].id,
		law_mech_slug(reg_pack(u->g->r), d->framework[u->framework].mech));
	cv_str_printf(&why, "on file it ended on %s", cv_day_text(end, day));
	cv_str_printf(&why, ", the list says active since %s", cv_day_text(a->from, day));
	cv_str_printf(&meanwhile, "active again from %s", cv_day_text(from, day));
	if (text.failed || why.failed || meanwhile.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_dpf_ask(u->g, a->hit->at->line, text.data, why.data, meanwhile.data,
		"correct the days by an import of certifications", err);
}

static enum cv_err apply_active(struct imp_dpf_group *u, const struct active *a, struct cv_error *err)
{
	size_t was = going_on(u, a->from);
	struct imp_dpf_change c = { .status = "active", .covers = a->data_said ? data_words(a->hr, a->non_hr) : NULL };
	char from_text[CV_DAY_TEXT], until_text[CV_DAY_TEXT];
	cv_day from = a->from, end = last_end(u);

	c.until = cv_day_text(a->until, until_text);
	if (was == 0) {
		/* its first day is not said, or lies before the end on file: the list proves the day of the check only */
		bool proved = cv_day_known(from) && from.n >= end.n;

		if (!proved)
			from = u->g->dpf->checked.n > end.n ? u->g->dpf->checked : end;
		if (!proved && cv_day_known(a->from))
			TRY(ask_gap(u, a, end, from, err));
		c.from = cv_day_text(from, from_text);
	}
	return change(u, a->hit, was, c, err);
}

/* ---- not active ---- */

/* Does the entry on file end with this row? first: the first day of the row's entry. */
static bool ends_with(const struct imp_dpf_group *u, const struct imp_dpf_cert *c, cv_day first, cv_day until)
{
	if (!cv_day_known(until))
		return still_active(c) && c->span.until.n > u->g->opt->today.n;
	return c->span.from.n < until.n && c->span.until.n > first.n &&
		(still_active(c) || c->span.until.n == CV_DAY_EVER.n || c->span.until.n > until.n);
}

/* It is on file already that it ended: on that day, or without a day. */
static bool ended_so(const struct imp_dpf_group *u, const struct imp_dpf_cert *c, cv_day until)
{
	if (!cv_day_known(until))
		return !still_active(c) || c->span.until.n <= u->g->opt->today.n;
	return !still_active(c) && (c->span.until.n == until.n || c->span.until.n == CV_DAY_EVER.n);
}

/* On file it began after the day it ended by the list: the list decides that it is not active, a person when. */
static enum cv_err ask_end(
	struct imp_dpf_group *u, const struct imp_dpf_hit *h, const struct imp_dpf_cert *c, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 };
	const struct imp_dpf *d = u->g->dpf;
	char day[CV_DAY_TEXT];

	cv_str_printf(&text, "Since when is %s no longer under %s?", d->party[u->party].id,
		law_mech_slug(reg_pack(u->g->r), d->framework[u->framework].mech));
	cv_str_printf(&why, "the list says inactive since %s, but an entry on file began on %s",
		cv_day_text(h->at->day[IMP_DPF_UNTIL], day), *c->from ? c->from : "no day that is known");
	if (text.failed || why.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_dpf_ask(u->g, h->at->line, text.data, why.data, "not active, without a day",
		"correct the days by an import of certifications", err);
}

/* alone: no row says active. *ret_done: the entries on file say it now. */
static enum cv_err end_filed(
	struct imp_dpf_group *u, const struct imp_dpf_hit *h, bool alone, bool *ret_done, struct cv_error *err)
{
	const struct imp_dpf_row *r = h->at;
	cv_day until = r->day[IMP_DPF_UNTIL], first = first_day(u, r);
	char text[CV_DAY_TEXT];

	cv_day_text(until, text);
	for (size_t i = 0; i < u->n_certs; i++) {
		const struct imp_dpf_cert *cert = &u->cert[i];
		struct imp_dpf_change c = { .until = text,
			.status = why_ended(r),
			.covers = r->data_said ? data_words(r->hr, r->non_hr) : NULL };

		if (ends_with(u, cert, first, until)) {
			TRY(change(u, h, i + 1, c, err));
		} else if (alone && still_active(cert) && cert->span.until.n > u->g->opt->today.n) {
			TRY(ask_end(u, h, cert, err));
			c.until = "";
			TRY(change(u, h, i + 1, c, err));
		} else if (!ended_so(u, cert, until)) {
			continue;
		}
		*ret_done = true;
	}
	return CV_OK;
}

static enum cv_err apply_ended(
	struct imp_dpf_group *u, const struct imp_dpf_hit *h, const struct active *a, struct cv_error *err)
{
	const struct imp_dpf_row *r = h->at;
	cv_day first = first_day(u, r), until = r->day[IMP_DPF_UNTIL];
	char from_text[CV_DAY_TEXT], until_text[CV_DAY_TEXT];
	struct imp_dpf_change c = { .from = cv_day_text(first, from_text),
		.until = cv_day_text(until, until_text),
		.status = why_ended(r),
		.covers = r->data_said ? data_words(r->hr, r->non_hr) : NULL };
	bool done = false;

	/* beside an active entry only one that ended before it began is history */
	if (a->hit && !(cv_day_known(until) && cv_day_known(a->from) && until.n <= a->from.n))
		return CV_OK;
	TRY(end_filed(u, h, a->hit == NULL, &done, err));
	if (done || !cv_day_known(first) || (cv_day_known(until) && until.n <= first.n))
		return CV_OK; /* it ended before anybody could rely on it, or nobody knows when it began */
	return change(u, h, 0, c, err);
}

/* ---- groups ---- */

enum cv_err imp_dpf_apply_group(struct imp_dpf_group *u, struct cv_error *err)
{
	struct active a = active_rows(u);
	struct imp_dpf_party *p = &u->g->dpf->party[u->party];

	p->listed |= UINT32_C(1) << u->framework;
	if (a.hit)
		p->active |= UINT32_C(1) << u->framework;
	for (size_t i = 0; i < u->n_hits; i++)
		if (!u->hit[i]->at->active)
			TRY(apply_ended(u, u->hit[i], &a, err));
	return a.hit ? apply_active(u, &a, err) : CV_OK;
}
