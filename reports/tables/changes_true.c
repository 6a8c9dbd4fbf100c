/*
 * What changed in truth, day by day: what begins and ends in the records, and how the transfers stand. The second is
 * derived: with the facts known at one instant, each transfer is asked about on the days on which its answer changes.
 */
#include "reports/tables/changes.h"

#include "registry/pages.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 64, AT_ONCE = 200 };

struct event {
	int32_t day;
	uint16_t kind;	 /* enum reg_kind; REG_KIND_COUNT: how a leg stands */
	uint16_t column; /* of the record */
	int64_t n;	 /* record; leg of the view */
};

struct events {
	struct rep_run *x;
	struct event *event;
	size_t n, cap, next;
	struct cv_str about, before, after, record;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err add(struct events *g, cv_day day, enum reg_kind kind, size_t column, int64_t n, struct cv_error *err)
{
	if (!cv_day_known(day) || day.n < g->x->want.since.n || day.n >= g->x->want.until.n)
		return CV_OK;
	if (g->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 256;
		struct event *more = realloc(g->event, cap * sizeof(*more));

		if (more == NULL)
			return nomem(err);
		g->event = more;
		g->cap = cap;
	}
	g->event[g->n++] = (struct event){ day.n, (uint16_t)kind, (uint16_t)column, n };
	return CV_OK;
}

static int by_day(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return x->column < y->column ? -1 : x->column > y->column;
}

/* ---- records --------------------------------------------------------------------------------------------------- */

static bool names_party(const struct events *g, const struct reg_version *v)
{
	const struct reg_kind_info *info = reg_kind_info(v->record.kind);
	const char *party = g->x->want.party;

	if (*party == '\0')
		return true;
	for (size_t i = 0; i < info->n; i++)
		if (info->column[i].type == REG_PARTY && cv_streq(v->record.cell[i], party))
			return true;
	return false;
}

static enum cv_err days_of(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(v->record.kind);
	struct events *g = ctx;

	if (!names_party(g, v))
		return CV_OK;
	for (size_t i = 0; i < info->n; i++) {
		const char *text = v->record.cell[i];
		cv_day day = CV_DAY_NONE;

		if (info->column[i].type != REG_DAY || cv_streq(info->column[i].name, "checked_on"))
			continue;
		if (cv_day_parse(text, strlen(text), &day))
			TRY(add(g, day, v->record.kind, i, v->n, err));
	}
	return CV_OK;
}

static bool kind_wanted(const struct rep_run *x, const char *plural)
{
	return *x->want.kind == '\0' || cv_streq(x->want.kind, plural);
}

static void say_record(const struct reg_version *v, struct cv_str *out)
{
	const struct reg_kind_info *info = reg_kind_info(v->record.kind);

	for (size_t i = 0; i < info->n; i++) {
		enum reg_type t = info->column[i].type;
		bool says = t == REG_ID || t == REG_PARTY || t == REG_COUNTRY || t == REG_MECHANISM ||
			t == REG_FRAMEWORK || t == REG_COUNTRIES;

		if (!says || *v->record.cell[i] == '\0')
			continue;
		cv_str_puts(out, out->len ? " " : "");
		cv_str_puts(out, v->record.cell[i]);
	}
}

static const char *action(const struct reg_kind_info *info, const char *column)
{
	if (cv_streq(column, "from"))
		return "begins";
	return cv_streq(column, "until") || (cv_streq(column, info->end) && !cv_streq(column, "ended")) ? "ends"
													: column;
}

static enum cv_err put_record(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct events *g = ctx;
	const struct event *e = &g->event[g->next];
	const struct reg_kind_info *info = reg_kind_info(v->record.kind);
	const char *column = info->column[e->column].name;
	char day[CV_DAY_TEXT];

	cv_str_clear(&g->about);
	cv_str_clear(&g->record);
	cv_str_clear(&g->after);
	say_record(v, &g->about);
	cv_str_printf(&g->record, "%s/%lld", info->singular, (long long)v->n);
	cv_str_printf(&g->after, "%s %s", column, v->record.cell[e->column]);
	if (g->about.failed || g->record.failed || g->after.failed)
		return nomem(err);
	return rep_change_row(g->x,
		&(struct rep_change){ cv_day_text((cv_day){ e->day }, day), "", action(info, column), info->plural,
			g->record.data, cv_str_text(&g->about), column, "", g->after.data, "", "", "" },
		err);
}

/* ---- how the transfers stand ----------------------------------------------------------------------------------- */

static bool same(const struct reg_standing *a, const struct reg_standing *b)
{
	if (a->live != b->live || !a->live)
		return a->live == b->live;
	return a->outcome == b->outcome &&
		(a->slug == b->slug || cv_streq(a->slug ? a->slug : "", b->slug ? b->slug : ""));
}

/* From the day before the period on, from one change of its answer to the next. */
static enum cv_err follow(struct events *g, uint32_t leg, struct cv_error *err)
{
	const struct reg_leg_v *l = &g->x->view->leg[leg];
	cv_day day = { g->x->want.since.n - 1 };
	struct reg_standing was, is;

	if (day.n < l->span.from.n)
		day.n = l->span.from.n - 1;
	TRY(reg_stand(g->x->view, leg, day, &was, err));
	for (int i = 0; i < STEPS_MAX; i++) {
		cv_day next = was.live ? was.valid_until : l->span.from;

		if (!was.live && day.n >= l->span.from.n)
			return CV_OK;
		if (!cv_day_known(next) || next.n >= g->x->want.until.n || next.n <= day.n)
			return CV_OK;
		TRY(reg_stand(g->x->view, leg, next, &is, err));
		if (!same(&was, &is))
			TRY(add(g, next, REG_KIND_COUNT, 0, leg, err));
		was = is;
		day = next;
	}
	return CV_OK;
}

static void say_standing(const struct reg_standing *s, struct cv_str *out)
{
	cv_str_puts(out, s->live ? law_outcome_name(s->outcome) : "not taking place");
	if (s->live && s->slug && !cv_streq(s->slug, "none"))
		cv_str_printf(out, " %s", s->slug);
	if (s->live && s->reason < LAW_REASON_COUNT)
		cv_str_printf(out, " (%s)", law_reason_name(s->reason));
}

static const char *move(const struct reg_standing *was, const struct reg_standing *is)
{
	bool good = is->outcome <= LAW_COVERED, was_good = was->live && was->outcome <= LAW_COVERED;

	if (!is->live)
		return "ends";
	if (good)
		return was_good ? "still covered" : "covered";
	if (was_good)
		return "no longer covered";
	return was->live ? "still not covered" : "not covered";
}

static enum cv_err put_leg(struct events *g, const struct event *e, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;
	const struct reg_leg_v *l = &v->leg[e->n];
	struct reg_standing was, is;
	char day[CV_DAY_TEXT];

	TRY(reg_stand(v, (uint32_t)e->n, (cv_day){ e->day - 1 }, &was, err));
	TRY(reg_stand(v, (uint32_t)e->n, (cv_day){ e->day }, &is, err));
	cv_str_clear(&g->about);
	cv_str_clear(&g->record);
	cv_str_clear(&g->before);
	cv_str_clear(&g->after);
	cv_str_printf(&g->about, "%s %s %s %s", l->id, rep_party_id(v, l->exporter), v->party[l->importer].id,
		rep_place_code(v, l->country));
	cv_str_printf(&g->record, "transfer/%lld", (long long)l->n);
	say_standing(&was, &g->before);
	say_standing(&is, &g->after);
	if (g->about.failed || g->record.failed || g->before.failed || g->after.failed)
		return nomem(err);
	return rep_change_row(g->x,
		&(struct rep_change){ cv_day_text((cv_day){ e->day }, day), "",
			move(&was, &is), "coverage", g->record.data, g->about.data, "outcome;mechanism", g->before.data,
			g->after.data, "", "", "" },
		err);
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

static enum cv_err put_some(void *ctx, struct reg *r, struct cv_error *err)
{
	struct events *g = ctx;

	for (int i = 0; i < AT_ONCE && g->next < g->n; i++, g->next++) {
		const struct event *e = &g->event[g->next];
		bool found;

		if (e->kind == REG_KIND_COUNT)
			TRY(put_leg(g, e, err));
		else
			TRY(reg_get_numbered(r, (enum reg_kind)e->kind, e->n, g->x->seq, put_record, g, &found, err));
	}
	return CV_OK;
}

static enum cv_err write_all(struct events *g, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;

	for (int k = 0; k < REG_KIND_COUNT; k++)
		if (kind_wanted(g->x, reg_kind_info((enum reg_kind)k)->plural))
			TRY(rep_records(g->x, (enum reg_kind)k, days_of, g, err));
	for (uint32_t i = 0; i < v->n_legs && kind_wanted(g->x, "coverage"); i++)
		if (*g->x->want.party == '\0' || v->leg[i].importer == g->x->want.party_index ||
			v->leg[i].exporter == g->x->want.party_index)
			TRY(follow(g, i, err));
	if (g->n > 1)
		qsort(g->event, g->n, sizeof(*g->event), by_day);
	while (g->next < g->n)
		TRY(rep_look(g->x, put_some, g, err));
	return CV_OK;
}

enum cv_err rep_changes_true(struct rep_run *x, struct cv_error *err)
{
	struct events g = { .x = x };
	enum cv_err e = write_all(&g, err);

	free(g.event);
	cv_str_finish(&g.about);
	cv_str_finish(&g.before);
	cv_str_finish(&g.after);
	cv_str_finish(&g.record);
	return e;
}
