/*
 * What ends soon: transfers whose answer changes by itself, the certifications, safeguards and assessments on file
 * that run out, also where nothing rests on them today, and overrides of a gate.
 */
#include "reports/tables/inside.h"

#include "registry/desk/vendor.h"

#include <stdio.h>
#include <stdlib.h>

static const struct rep_column column[] = {
	{ "ends", REP_T_DAY, "first day on which it no longer holds" },
	{ "days_left", REP_T_NUMBER, "until then" },
	{ "what", REP_T_TEXT, "transfer, certification, safeguard, assessment, override" },
	{ "record", REP_T_TEXT, "transfer: its id; else kind and number" },
	{ "exporter", REP_T_TEXT, "who discloses or signed; empty: our organisation, entity not said" },
	{ "exporter_name", REP_T_TEXT, "" },
	{ "importer", REP_T_TEXT, "" },
	{ "importer_name", REP_T_TEXT, "" },
	{ "country", REP_T_TEXT, "" },
	{ "mechanism", REP_T_TEXT, "" },
	{ "outcome", REP_T_TEXT, "of the transfer, on the day asked about" },
	{ "outcome_then", REP_T_TEXT, "on the day it ends, with what is on file now" },
	{ "mechanism_then", REP_T_TEXT, "" },
};

struct ending {
	cv_day day;
	enum { LEG, TOOL, OVERRIDE } what; /* of view->leg, view->tool, view->desk->override */
	uint32_t index;
};

struct endings {
	struct rep_run *x;
	struct reg_covers *covers;
	struct ending *ending;
	size_t n, cap;
};

static bool soon(const struct rep_run *x, cv_day day)
{
	return cv_day_known(day) && day.n > x->on.n && (int64_t)day.n - x->on.n <= x->want.within;
}

static enum cv_err add(struct endings *g, cv_day day, int what, uint32_t index, struct cv_error *err)
{
	if (g->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 64;
		struct ending *more = realloc(g->ending, cap * sizeof(*more));

		if (more == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		g->ending = more;
		g->cap = cap;
	}
	g->ending[g->n++] = (struct ending){ .day = day, .what = what, .index = index };
	return CV_OK;
}

static int by_day(const void *a, const void *b)
{
	const struct ending *x = a, *y = b;

	if (x->day.n != y->day.n)
		return x->day.n < y->day.n ? -1 : 1;
	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* ---- transfers ------------------------------------------------------------------------------------------------- */

static enum cv_err find_legs(struct endings *g, struct cv_error *err)
{
	const struct rep_run *x = g->x;

	for (uint32_t i = 0; i < x->view->n_legs; i++) {
		struct reg_cover c;

		if (!rep_leg_wanted(x, &x->view->leg[i]))
			continue;
		TRY(reg_cover(g->covers, i, &c, err));
		if (rep_cover_wanted(x, &c) && soon(x, c.valid_until))
			TRY(add(g, c.valid_until, LEG, i, err));
	}
	return CV_OK;
}

static enum cv_err put_leg(
	struct endings *g, const struct ending *end, const char *day, const char *left, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;
	const struct reg_leg_v *l = &v->leg[end->index];
	struct reg_standing then;
	struct reg_cover c;

	TRY(reg_cover(g->covers, end->index, &c, err));
	TRY(reg_stand(v, end->index, end->day, &then, err));
	return rep_row(g->x->sink,
		(const char *[]){ day, left, "transfer", l->id, rep_party_id(v, l->exporter),
			rep_party_name(v, l->exporter), v->party[l->importer].id, v->party[l->importer].name,
			rep_place_code(v, l->country), rep_cover_slug(&c), law_outcome_name(c.outcome),
			then.live ? law_outcome_name(then.outcome) : "ended",
			then.live && then.slug && !cv_streq(then.slug, "none") ? then.slug : "" },
		err);
}

/* ---- what is on file ------------------------------------------------------------------------------------------- */

static cv_day end_of(const struct reg_tool_v *t)
{
	return t->tool.kind == LAW_ASSESSMENT ? t->tool.review : t->tool.active.until;
}

static const char *mechanism_of(const struct rep_run *x, const struct reg_tool_v *t)
{
	if (t->tool.kind == LAW_ASSESSMENT)
		return "";
	if (t->tool.kind == LAW_CLAIM)
		return law_family_slug(x->pack, t->tool.family);
	return t->tool.kind == LAW_ONWARD_CONTRACT ? "onward-contract" : law_mech_slug(x->pack, t->tool.mech);
}

static bool tool_wanted(const struct rep_run *x, const struct reg_tool_v *t)
{
	if (*x->want.party && t->importer != x->want.party_index &&
		(t->exporter == REG_NOBODY || t->exporter != x->want.party_index))
		return false;
	if (*x->want.exporter && (t->exporter == REG_NOBODY || t->exporter != x->want.exporter_index))
		return false;
	if (*x->want.country && t->tool.kind == LAW_ASSESSMENT && t->tool.place != x->want.place)
		return false;
	if (*x->want.kind &&
		(t->importer == REG_NOBODY || !cv_streq(law_kind_name(x->view->party[t->importer].kind), x->want.kind)))
		return false;
	return !x->want.by_outcome && (*x->want.mechanism == '\0' || cv_streq(mechanism_of(x, t), x->want.mechanism));
}

static enum cv_err find_tools(struct endings *g, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;

	for (uint32_t i = 0; i < v->n_tools; i++)
		if (soon(g->x, end_of(&v->tool[i])) && tool_wanted(g->x, &v->tool[i]))
			TRY(add(g, end_of(&v->tool[i]), TOOL, i, err));
	return CV_OK;
}

static enum cv_err put_tool(
	struct endings *g, const struct ending *end, const char *day, const char *left, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;
	const struct reg_tool_v *t = &v->tool[end->index];
	CV_AUTO(cv_str_finish) struct cv_str record = { 0 };
	bool anyone = t->kind == REG_CERTIFICATIONS;

	cv_str_printf(&record, "%s/%lld", reg_kind_info(t->kind)->singular, (long long)t->n);
	if (record.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return rep_row(g->x->sink,
		(const char *[]){ day, left, reg_kind_info(t->kind)->singular, record.data,
			rep_party_id(v, t->exporter), anyone ? "" : rep_party_name(v, t->exporter),
			rep_party_id(v, t->importer),
			t->importer == REG_NOBODY ? "every importer" : v->party[t->importer].name,
			t->tool.kind == LAW_ASSESSMENT ? rep_place_code(v, t->tool.place) : t->countries,
			mechanism_of(g->x, t), "", "", "" },
		err);
}

/* ---- overrides ------------------------------------------------------------------------------------------------- */

/* It is about a party, and about no transfer or mechanism in particular. */
static bool override_wanted(const struct rep_run *x, const struct reg_override_v *o)
{
	if (o->party >= x->view->n_parties || *x->want.exporter || *x->want.country || *x->want.mechanism ||
		x->want.by_outcome)
		return false;
	if (*x->want.party && o->party != x->want.party_index)
		return false;
	return *x->want.kind == '\0' || cv_streq(law_kind_name(x->view->party[o->party].kind), x->want.kind);
}

static enum cv_err find_overrides(struct endings *g, struct cv_error *err)
{
	const struct reg_desk_v *d = g->x->view->desk;

	for (uint32_t i = 0; i < d->n_overrides; i++)
		if (soon(g->x, reg_override_over(&d->override[i])) && override_wanted(g->x, &d->override[i]))
			TRY(add(g, reg_override_over(&d->override[i]), OVERRIDE, i, err));
	return CV_OK;
}

static enum cv_err put_override(
	struct endings *g, const struct ending *end, const char *day, const char *left, struct cv_error *err)
{
	const struct reg_override_v *o = &g->x->view->desk->override[end->index];
	const struct reg_party_v *p = &g->x->view->party[o->party];
	char record[40];

	snprintf(record, sizeof(record), "%s/%lld", reg_kind_info(REG_OVERRIDES)->singular, (long long)o->n);
	return rep_row(g->x->sink,
		(const char *[]){ day, left, reg_kind_info(REG_OVERRIDES)->singular, record, "", "", p->id, p->name,
			rep_place_code(g->x->view, p->country), "", "", "", "" },
		err);
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

static enum cv_err write_all(struct endings *g, struct cv_error *err)
{
	char day[CV_DAY_TEXT], left[24];

	TRY(find_legs(g, err));
	TRY(find_tools(g, err));
	TRY(find_overrides(g, err));
	if (g->n > 1)
		qsort(g->ending, g->n, sizeof(*g->ending), by_day);
	TRY(rep_run_begin(g->x, column, CV_LEN(column), err));
	for (size_t i = 0; i < g->n; i++) {
		const struct ending *end = &g->ending[i];

		cv_day_text(end->day, day);
		rep_number(end->day.n - g->x->on.n, left);
		if (end->what == OVERRIDE)
			TRY(put_override(g, end, day, left, err));
		else
			TRY(end->what == TOOL ? put_tool(g, end, day, left, err) : put_leg(g, end, day, left, err));
	}
	rep_run_note(g->x, "Within %d days.", (int)g->x->want.within);
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct endings g = { .x = x, .covers = reg_covers_new(x->view, x->on) };
	enum cv_err e = g.covers ? write_all(&g, err) : cv_fail(err, CV_E_NOMEM, "out of memory");

	free(g.ending);
	reg_covers_free(g.covers);
	return e;
}

const struct rep_report rep_expiring = {
	.name = "expiring",
	.title = "What ends soon",
	.help = "what changes by itself or runs out within some days (90 unless said)",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = REP_LEG_FILTERS | 1U << REP_BY_WITHIN,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};
