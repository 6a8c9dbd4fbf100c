/*
 * What changed on the public list: by the first clock from row to row, by our notices, told at the moment of the
 * second.
 */
#include "reports/public/changes.h"

#include "reports/public/facts.h"
#include "registry/core/country.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct finding {
	const struct rep_public *p;
	const struct reg_view *v;
	const struct rep_public_party *party;
	struct rep_public_changes *ret;
	cv_day today;
	size_t cap, cap_days;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* Room for one more in an array of the arena. */
static bool room(struct cv_arena *a, void **array, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? 2 * *cap : 16;
	void *p;

	if (n < *cap)
		return true;
	p = cv_arena_alloc(a, more * size);
	if (p == NULL)
		return false;
	if (n > 0)
		memcpy(p, *array, n * size);
	*array = p;
	*cap = more;
	return true;
}

/* ---- the days on which rows of a party may change --------------------------------------------------------------- */

struct days {
	struct cv_arena arena;
	cv_day *day;
	size_t n, cap;
};

static bool note_day(struct days *d, cv_day day)
{
	if (!cv_day_known(day))
		return true;
	if (!room(&d->arena, (void **)&d->day, d->n, &d->cap, sizeof(*d->day)))
		return false;
	d->day[d->n++] = day;
	return true;
}

static int by_day(const void *a, const void *b)
{
	const cv_day *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

static void sort_days(cv_day *day, size_t *n)
{
	size_t kept = 0;

	if (*n > 1)
		qsort(day, *n, sizeof(*day), by_day);
	for (size_t i = 0; i < *n; i++)
		if (kept == 0 || day[kept - 1].n != day[i].n)
			day[kept++] = day[i];
	*n = kept;
}

/* From day to day on which what a transfer rests on may change by itself. */
static enum cv_err days_of_leg(const struct finding *g, uint32_t leg, struct days *d, struct cv_error *err)
{
	const struct reg_leg_v *l = &g->v->leg[leg];
	struct reg_standing s = { .valid_until = CV_DAY_EVER };
	cv_day at = l->span.from;

	if (!note_day(d, l->span.from) || !note_day(d, l->span.until))
		return nomem(err);
	if (!cv_day_known(at) && !cv_day_parse(g->party->published, strcspn(g->party->published, "T"), &at))
		at = g->today;
	for (; at.n <= g->today.n && cv_span_has(l->span, at); at = s.valid_until) {
		TRY(reg_stand(g->v, leg, at, &s, err));
		if (!note_day(d, s.valid_until))
			return nomem(err);
		if (s.valid_until.n <= at.n)
			break;
	}
	return CV_OK;
}

static enum cv_err days_of(const struct finding *g, struct days *d, struct cv_error *err)
{
	cv_day published;

	for (size_t i = 0; i < g->party->n_legs; i++)
		TRY(days_of_leg(g, g->party->leg[i].leg, d, err));
	if (g->party->n_legs == 0 && cv_day_parse(g->party->published, strcspn(g->party->published, "T"), &published) &&
		!note_day(d, published))
		return nomem(err);
	sort_days(d->day, &d->n);
	return CV_OK;
}

/* ---- from row to row -------------------------------------------------------------------------------------------- */

static void later(char at[CV_INSTANT_TEXT], const char *other)
{
	if (strcmp(other, at) > 0)
		snprintf(at, CV_INSTANT_TEXT, "%s", other);
}

static void midnight(cv_day day, char ret[CV_INSTANT_TEXT])
{
	char text[CV_DAY_TEXT];

	snprintf(ret, CV_INSTANT_TEXT, "%sT00:00:00.000Z", cv_day_text(day, text));
}

/* When the day on which a row of that country came or went became known. */
static void known(const struct finding *g, law_place place, cv_day day, bool end, char at[CV_INSTANT_TEXT])
{
	for (size_t i = 0; i < g->party->n_legs; i++) {
		const struct rep_public_leg *leg = &g->party->leg[i];
		const struct reg_leg_v *l = &g->v->leg[leg->leg];

		if (l->country == place && (end ? l->span.until.n : l->span.from.n) == day.n)
			later(at, end ? leg->ended : leg->began);
	}
}

/* Does a notice of ours say it? Then it is told as that. */
static bool noticed(const struct finding *g, enum rep_public_kind kind, cv_day day)
{
	static const char *const word[] = { "added", "updated", "removed" };

	for (size_t i = 0; i < g->p->n_notices; i++) {
		const struct rep_public_notice *n = &g->p->notice[i];

		if (n->in_effect && n->subject == g->party->party && cv_streq(n->change, word[kind]) &&
			(!cv_day_known(n->effective) || n->effective.n == day.n))
			return true;
	}
	return false;
}

static const char *keep(struct finding *g, const char *text)
{
	return *text ? cv_arena_text(&g->ret->arena, text, strlen(text)) : "";
}

static struct rep_public_change *add(struct finding *g)
{
	struct rep_public_changes *c = g->ret;

	if (!room(&c->arena, (void **)&c->change, c->n, &g->cap, sizeof(*c->change)))
		return NULL;
	return &c->change[c->n++];
}

static bool whole(const struct rep_public_change *c)
{
	return c->name && c->countries && c->service && c->purposes && c->data && c->mechanism && c->before;
}

static enum cv_err tell(struct finding *g, enum rep_public_kind kind, cv_day day, const struct rep_public_row *row,
	const char *before, struct cv_error *err)
{
	char what[64], text[CV_DAY_TEXT];
	struct rep_public_change *c;

	if (!room(&g->ret->arena, (void **)&g->ret->day, g->ret->n_days, &g->cap_days, sizeof(cv_day)))
		return nomem(err);
	g->ret->day[g->ret->n_days++] = day;
	if (noticed(g, kind, day))
		return CV_OK;
	c = add(g);
	if (c == NULL)
		return nomem(err);
	*c = (struct rep_public_change){ .kind = kind,
		.day = day,
		.name = keep(g, row->name),
		.countries = keep(g, row->country_name),
		.service = keep(g, row->service),
		.purposes = keep(g, row->purposes),
		.data = keep(g, row->data),
		.mechanism = kind == REP_PUBLIC_REMOVED ? "" : keep(g, row->mechanism),
		.before = keep(g, before) };
	snprintf(what, sizeof(what), "%d %s", (int)kind, cv_day_text(day, text));
	rep_public_key(row->key, what, c->key);
	midnight(day, c->told);
	later(c->told, g->party->published);
	if (kind != REP_PUBLIC_UPDATED)
		known(g, row->place, day, kind == REP_PUBLIC_REMOVED, c->told);
	return whole(c) ? CV_OK : nomem(err);
}

static const struct rep_public_row *same_row(const struct rep_public_list *l, const char *key)
{
	for (size_t i = 0; i < l->n; i++)
		if (cv_streq(l->row[i].key, key))
			return &l->row[i];
	return NULL;
}

static enum cv_err compare(
	struct finding *g, const struct rep_public_list *then, const struct rep_public_list *now, struct cv_error *err)
{
	for (size_t i = 0; i < then->n; i++)
		if (same_row(now, then->row[i].key) == NULL)
			TRY(tell(g, REP_PUBLIC_REMOVED, now->on, &then->row[i], "", err));
	for (size_t i = 0; i < now->n; i++) {
		const struct rep_public_row *row = &now->row[i], *old = same_row(then, row->key);
		bool other = old && !cv_streq(old->mechanism, row->mechanism);

		if (old == NULL)
			TRY(tell(g, REP_PUBLIC_ADDED, now->on, row, "", err));
		else if (other || !cv_streq(old->purposes, row->purposes) || !cv_streq(old->data, row->data))
			TRY(tell(g, REP_PUBLIC_UPDATED, now->on, row, other ? old->mechanism : "", err));
	}
	return CV_OK;
}

static enum cv_err walk_days(struct finding *g, const struct days *d, struct cv_error *err)
{
	struct rep_public_list list[2] = { 0 };
	enum cv_err e = CV_OK;
	int now = 0;

	if (d->n > 0) /* a transfer without a first day was there before all of them */
		e = rep_public_of(g->p, g->v, g->party, (cv_day){ d->day[0].n - 1 }, &list[now], err);
	for (size_t i = 0; i < d->n && d->day[i].n <= g->today.n && e == CV_OK; i++) {
		now = !now;
		rep_public_list_finish(&list[now]);
		e = rep_public_of(g->p, g->v, g->party, d->day[i], &list[now], err);
		if (e == CV_OK)
			e = compare(g, &list[!now], &list[now], err);
	}
	rep_public_list_finish(&list[0]);
	rep_public_list_finish(&list[1]);
	return e;
}

static enum cv_err find_party(struct finding *g, struct cv_error *err)
{
	struct days d = { 0 };
	enum cv_err e = days_of(g, &d, err);

	if (e == CV_OK)
		e = walk_days(g, &d, err);
	cv_arena_finish(&d.arena);
	return e;
}

/* ---- notices ---------------------------------------------------------------------------------------------------- */

static const char *names_of(struct finding *g, const char *countries)
{
	struct cv_str all = { 0 };
	char code[CV_COUNTRY_MAX];
	const char *ret;
	size_t n;

	for (const char *q = countries, *w; (w = cv_next(&q, ';', &n));) {
		const char *name;

		snprintf(code, sizeof(code), "%.*s", (int)n, w);
		name = cv_country_name(code);
		cv_str_printf(&all, "%s%s", all.len ? ", " : "", name ? name : code);
	}
	ret = all.failed ? NULL : cv_arena_text(&g->ret->arena, cv_str_text(&all), all.len);
	cv_str_finish(&all);
	return ret;
}

/* A slug, or words. */
static const char *mechanism_of(struct finding *g, const char *text)
{
	law_mech m;

	return law_mech_parse(g->v->pack, text, strlen(text), &m) ? law_mech_name(g->v->pack, m) : keep(g, text);
}

static enum rep_public_kind kind_of(const char *word)
{
	return cv_streq(word, "added")	    ? REP_PUBLIC_ADDED
		: cv_streq(word, "removed") ? REP_PUBLIC_REMOVED
					    : REP_PUBLIC_UPDATED;
}

static enum cv_err tell_notice(
	struct finding *g, const struct rep_public_notice *n, bool announced, struct cv_error *err)
{
	struct rep_public_change *c = add(g);
	cv_day told = announced ? n->announced : n->effective;

	if (c == NULL)
		return nomem(err);
	*c = (struct rep_public_change){ .kind = kind_of(n->change),
		.announced = announced,
		.done = announced && n->in_effect,
		.day = n->effective,
		.name = keep(g, g->v->party[n->subject].name),
		.countries = names_of(g, n->countries),
		.service = keep(g, n->what),
		.purposes = "",
		.data = "",
		.mechanism = mechanism_of(g, n->mechanism),
		.before = "" };
	rep_public_key(n->key, announced ? "announced" : "effective", c->key);
	if (cv_day_known(told))
		midnight(told, c->told);
	else
		snprintf(c->told, sizeof(c->told), "%s", n->recorded);
	return whole(c) ? CV_OK : nomem(err);
}

static enum cv_err find_notices(struct finding *g, struct cv_error *err)
{
	for (size_t i = 0; i < g->p->n_notices; i++) {
		const struct rep_public_notice *n = &g->p->notice[i];

		if (!cv_day_known(n->announced) || n->announced.n <= g->today.n)
			TRY(tell_notice(g, n, true, err));
		if (n->in_effect && (!cv_day_known(n->effective) || n->effective.n <= g->today.n))
			TRY(tell_notice(g, n, false, err));
	}
	return CV_OK;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static int latest_first(const void *a, const void *b)
{
	const struct rep_public_change *x = a, *y = b;
	int d = strcmp(y->told, x->told);

	if (d == 0)
		d = (y->day.n > x->day.n) - (y->day.n < x->day.n);
	if (d == 0)
		d = strcmp(x->name, y->name);
	return d ? d : strcmp(x->key, y->key);
}

static void turn(cv_day *day, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		cv_day one = day[i];

		day[i] = day[n - 1 - i];
		day[n - 1 - i] = one;
	}
}

enum cv_err rep_public_changes(const struct rep_public *p, const struct reg_view *v, cv_day today,
	struct rep_public_changes *ret, struct cv_error *err)
{
	struct finding g = { .p = p, .v = v, .ret = ret, .today = today };

	for (size_t i = 0; i < p->n; i++) {
		g.party = &p->party[i];
		TRY(find_party(&g, err));
	}
	TRY(find_notices(&g, err));
	if (ret->n > 1)
		qsort(ret->change, ret->n, sizeof(*ret->change), latest_first);
	sort_days(ret->day, &ret->n_days);
	turn(ret->day, ret->n_days);
	return CV_OK;
}

void rep_public_changes_finish(struct rep_public_changes *c)
{
	cv_arena_finish(&c->arena);
	*c = (struct rep_public_changes){ 0 };
}
