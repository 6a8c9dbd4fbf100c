/* The public list of a day. */
#include "reports/public/facts.h"

#include "registry/core/country.h"
#include "registry/desk/vendor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct listing {
	const struct rep_public *p;
	const struct reg_view *v;
	struct rep_public_list *list;
	size_t cap;
	law_regime judge;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- texts that are put together -------------------------------------------------------------------------------- */

static const char *kept(struct listing *g, struct cv_str *text)
{
	const char *ret = text->failed ? NULL : cv_arena_text(&g->list->arena, cv_str_text(text), text->len);

	cv_str_finish(text);
	return ret;
}

static bool among(const char *list, const char *item, size_t len)
{
	size_t n;

	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));)
		if (n == len && memcmp(w, item, n) == 0)
			return true;
	return false;
}

/* What is in the list more and not yet in the list had. */
static const char *joined(struct listing *g, const char *had, const char *more)
{
	struct cv_str all = { 0 };
	size_t n;

	cv_str_puts(&all, had);
	for (const char *q = more, *w; (w = cv_next(&q, ';', &n));) {
		if (among(cv_str_text(&all), w, n))
			continue;
		if (all.len > 0)
			cv_str_putc(&all, ';');
		cv_str_add(&all, w, n);
	}
	return kept(g, &all);
}

/* ---- what a transfer rests on ----------------------------------------------------------------------------------- */

static struct rep_public_mech mech_of(const struct listing *g, const struct reg_leg_v *l, const struct reg_standing *s)
{
	const struct law_pack *p = g->v->pack;
	struct rep_public_mech m = { s->outcome, LAW_NO_MECH, "", "none", "", "" };

	if (s->outcome == LAW_NEEDS_REVIEW)
		m.words = "under review";
	if (s->outcome > LAW_COVERED || s->slug == NULL || !law_mech_parse(p, s->slug, strlen(s->slug), &m.mech))
		return m;
	m.slug = law_mech_slug(p, m.mech);
	m.words = law_mech_name(p, m.mech);
	m.iri = law_mech_iri(p, m.mech);
	m.decision = law_adequacy_iri(p, m.mech, l->country, g->list->on);
	return m;
}

/* Where there is no room for one more, what does not cover is said in the place of what does. */
static void add_mech(struct rep_public_row *row, const struct rep_public_mech *m)
{
	struct rep_public_mech *last = &row->mech[REP_PUBLIC_MECHS_MAX - 1];

	for (size_t i = 0; i < row->n_mechs; i++)
		if (row->mech[i].outcome == m->outcome && row->mech[i].mech == m->mech)
			return;
	if (row->n_mechs < REP_PUBLIC_MECHS_MAX)
		row->mech[row->n_mechs++] = *m;
	else if (m->outcome > last->outcome)
		*last = *m;
}

static const char *words_of(struct listing *g, const struct rep_public_row *row)
{
	struct cv_str all = { 0 };

	for (size_t i = 0; i < row->n_mechs; i++)
		cv_str_printf(&all, "%s%s%s", i ? "; " : "", row->mech[i].words,
			row->n_mechs > 1 && row->mech[i].outcome > LAW_COVERED ? " for some of the data" : "");
	return kept(g, &all);
}

static const char *slugs_of(struct listing *g, const struct rep_public_row *row)
{
	struct cv_str all = { 0 };

	for (size_t i = 0; i < row->n_mechs; i++)
		if (*row->mech[i].slug)
			cv_str_printf(&all, "%s%s", all.len ? ";" : "", row->mech[i].slug);
	return kept(g, &all);
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static const char *folded_of(struct listing *g, const char *name)
{
	struct cv_str text = { 0 };

	cv_fold(name, strlen(name), &text);
	return kept(g, &text);
}

static struct rep_public_row *row_new(struct listing *g, const struct rep_public_party *party, law_place place)
{
	struct rep_public_list *list = g->list;
	const struct reg_party_v *p = &g->v->party[party->party];
	const struct law_pack *pack = g->v->pack;
	struct rep_public_row *row;
	const char *code = law_place_code(pack, place), *name = cv_country_name(code);

	if (list->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 16;
		struct rep_public_row *more = cv_arena_alloc(&list->arena, cap * sizeof(*more));

		if (more == NULL)
			return NULL;
		if (list->n > 0)
			memcpy(more, list->row, list->n * sizeof(*more));
		list->row = more;
		g->cap = cap;
	}
	row = &list->row[list->n++];
	*row = (struct rep_public_row){ .name = p->name,
		.country = code,
		.country_name = name ? name : code,
		.place = place,
		.region = law_region_of(pack, place, g->judge, list->on),
		.service = party->service,
		.purposes = "",
		.data = "",
		.mechanism = "",
		.slugs = "",
		.since = CV_DAY_EVER };
	row->region_name = law_region_name(pack, row->region);
	rep_public_key(p->id, code, row->key);
	row->folded = folded_of(g, p->name);
	return row->folded ? row : NULL;
}

/* Back over transfers to the same country that follow one another without a gap. */
static cv_day since(const struct listing *g, const struct rep_public_party *party, law_place place, cv_day first)
{
	bool moved = true;

	while (moved && cv_day_known(first)) {
		moved = false;
		for (size_t i = 0; i < party->n_legs; i++) {
			const struct reg_leg_v *l = &g->v->leg[party->leg[i].leg];

			if (l->country != place || l->span.from.n >= first.n || l->span.until.n < first.n)
				continue;
			first = l->span.from;
			moved = true;
		}
	}
	return first;
}

static enum cv_err add_leg(
	struct listing *g, struct rep_public_row *row, const struct rep_public_leg *leg, struct cv_error *err)
{
	const struct reg_leg_v *l = &g->v->leg[leg->leg];
	struct reg_standing stand;
	struct rep_public_mech m;

	TRY(reg_stand(g->v, leg->leg, g->list->on, &stand, err));
	m = mech_of(g, l, &stand);
	add_mech(row, &m);
	row->purposes = joined(g, row->purposes, leg->purposes);
	if (row->purposes)
		row->data = joined(g, row->data, leg->data);
	if (l->span.from.n < row->since.n)
		row->since = l->span.from;
	return row->purposes && row->data ? CV_OK : nomem(err);
}

static enum cv_err finish_row(
	struct listing *g, const struct rep_public_party *party, struct rep_public_row *row, struct cv_error *err)
{
	row->since = since(g, party, row->place, row->since);
	if (!cv_day_known(row->since))
		row->since = CV_DAY_NONE;
	for (size_t i = 0; i < row->n_mechs; i++)
		row->third |= row->mech[i].outcome != LAW_NO_TRANSFER &&
			row->region != (g->judge == LAW_NO_REGIME ? 0 : g->judge);
	row->mechanism = words_of(g, row);
	row->slugs = slugs_of(g, row);
	return row->mechanism && row->slugs ? CV_OK : nomem(err);
}

/*
 * Without any transfer on file there is its own country, and the day on which it was put on the list; nothing where it
 * is not used yet, or no longer.
 */
static enum cv_err bare_party(struct listing *g, const struct rep_public_party *party, struct cv_error *err)
{
	const uint8_t status = g->v->party[party->party].status;
	struct rep_public_row *row;
	cv_day day;

	if (status == REG_PROPOSED || status == REG_UNDER_REVIEW || status == REG_ENDED)
		return CV_OK;
	if (!cv_day_parse(party->published, strcspn(party->published, "T"), &day) || day.n > g->list->on.n)
		return CV_OK;
	row = row_new(g, party, g->v->party[party->party].country);
	if (row == NULL)
		return nomem(err);
	row->since = day;
	return CV_OK;
}

static enum cv_err add_party(struct listing *g, const struct rep_public_party *party, struct cv_error *err)
{
	size_t first = g->list->n;

	if (party->n_legs == 0)
		return bare_party(g, party, err);
	for (size_t i = 0; i < party->n_legs; i++) {
		const struct reg_leg_v *l = &g->v->leg[party->leg[i].leg];
		struct rep_public_row *row = NULL;

		if (!cv_span_has(l->span, g->list->on))
			continue;
		for (size_t k = first; k < g->list->n; k++)
			if (g->list->row[k].place == l->country)
				row = &g->list->row[k];
		if (row == NULL)
			row = row_new(g, party, l->country);
		if (row == NULL)
			return nomem(err);
		TRY(add_leg(g, row, &party->leg[i], err));
	}
	for (size_t k = first; k < g->list->n; k++)
		TRY(finish_row(g, party, &g->list->row[k], err));
	return CV_OK;
}

/* ---- order ------------------------------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
	const struct rep_public_row *x = a, *y = b;
	int d = strcmp(x->folded, y->folded);

	if (d == 0)
		d = strcmp(x->name, y->name);
	if (d == 0)
		d = strcmp(x->country, y->country);
	return d ? d : strcmp(x->key, y->key);
}

static struct listing begin(
	const struct rep_public *p, const struct reg_view *v, cv_day on, struct rep_public_list *ret)
{
	struct listing g = { .p = p, .v = v, .list = ret, .judge = LAW_NO_REGIME };
	law_place home = LAW_NO_PLACE;

	ret->on = on;
	if (law_place_parse(v->pack, v->home, strlen(v->home), &home))
		g.judge = law_regime_of(v->pack, home, 0, on);
	return g;
}

enum cv_err rep_public_list(const struct rep_public *p, const struct reg_view *v, cv_day on,
	struct rep_public_list *ret, struct cv_error *err)
{
	struct listing g = begin(p, v, on, ret);

	for (size_t i = 0; i < p->n; i++)
		TRY(add_party(&g, &p->party[i], err));
	if (ret->n > 1)
		qsort(ret->row, ret->n, sizeof(*ret->row), by_name);
	return CV_OK;
}

enum cv_err rep_public_of(const struct rep_public *p, const struct reg_view *v, const struct rep_public_party *party,
	cv_day on, struct rep_public_list *ret, struct cv_error *err)
{
	struct listing g = begin(p, v, on, ret);

	return add_party(&g, party, err);
}

void rep_public_list_finish(struct rep_public_list *l)
{
	cv_arena_finish(&l->arena);
	*l = (struct rep_public_list){ 0 };
}

/* ---- what is wanted of it --------------------------------------------------------------------------------------- */

static bool alike(const char *a, size_t a_len, const char *b)
{
	struct cv_str fa = { 0 }, fb = { 0 };
	bool same;

	cv_fold(a, a_len, &fa);
	cv_fold(b, strlen(b), &fb);
	same = cv_streq(cv_str_text(&fa), cv_str_text(&fb));
	cv_str_finish(&fa);
	cv_str_finish(&fb);
	return same;
}

static bool slug_is(const char *name, const char *slug)
{
	struct cv_str own = { 0 }, said = { 0 };
	bool same;

	cv_slug(name, strlen(name), &own);
	cv_slug(slug, strlen(slug), &said);
	same = cv_streq(cv_str_text(&own), cv_str_text(&said));
	cv_str_finish(&own);
	cv_str_finish(&said);
	return same;
}

bool rep_public_wanted(const struct rep_public_filter *f, const struct rep_public_row *row)
{
	size_t n;

	if (f->region && *f->region && row->region != f->only)
		return false;
	if (f->purpose == NULL || *f->purpose == '\0' || alike(row->service, strlen(row->service), f->purpose))
		return true;
	for (const char *q = row->purposes, *w; (w = cv_next(&q, ';', &n));)
		if (alike(w, n, f->purpose))
			return true;
	return false;
}

bool rep_public_region(const struct law_pack *p, const char *slug, law_region *ret)
{
	const char *name;

	for (law_region r = 0; (name = law_region_name(p, r)) != NULL; r++)
		if (slug_is(name, slug)) {
			*ret = r;
			return true;
		}
	return false;
}

/* ---- as a table ------------------------------------------------------------------------------------------------- */

const char *const rep_public_column[REP_PUBLIC_COLUMNS] = { "name", "country", "region", "service", "purposes",
	"data_categories", "mechanism", "mechanisms", "since" };

void rep_public_cells(
	const struct rep_public_row *row, char since_text[CV_DAY_TEXT], const char *cell[REP_PUBLIC_COLUMNS])
{
	const char *const all[REP_PUBLIC_COLUMNS] = { row->name, row->country, row->region_name, row->service,
		row->purposes, row->data, row->mechanism, row->slugs, cv_day_text(row->since, since_text) };

	memcpy(cell, all, sizeof(all));
}
