/* What if some law ended on a day: what that is, and what it has to do with. */
#include "registry/law/ending.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

enum cv_err law_ending_new(const struct law_pack *p, cv_day on, struct law_ending **ret, struct cv_error *err)
{
	*ret = calloc(1, sizeof(**ret));
	if (*ret == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	(*ret)->p = p;
	(*ret)->on = on;
	return CV_OK;
}

void law_ending_free(struct law_ending *e)
{
	free(e);
}

/* ---- what ends ------------------------------------------------------------------------------------------------- */

static struct law_ended *take(struct law_ending *e, struct law_ended what)
{
	if (e->n == LAW_ENDED_MAX)
		return NULL;
	e->item[e->n] = what;
	return &e->item[e->n++];
}

static enum law_end_state state(struct cv_span span, cv_day on)
{
	if (span.from.n >= on.n)
		return LAW_END_NOT_BEGUN;
	return span.until.n < on.n ? LAW_END_OVER : span.until.n == on.n ? LAW_END_THAT_DAY : LAW_END_BEFORE_TIME;
}

/* The days of a mechanism: for contracts that exist, or, of a framework, to rely on it. */
static struct cv_span days_of(const struct law_pack *p, law_mech m)
{
	if (p->mech[m].framework >= 0)
		return p->framework[p->mech[m].framework].reliance;
	return (struct cv_span){ p->mech[m].fresh.from, p->mech[m].alive_until };
}

static bool can_end(const struct law_mech_row *m)
{
	bool kind = m->family == LAW_F_ADEQUACY || m->family == LAW_F_SAFEGUARD || m->family == LAW_F_DEROGATION;

	return kind && m->status != LAW_S_NOT_A_MECHANISM && m->status != LAW_S_PLANNED;
}

static enum cv_err too_many(struct cv_error *err)
{
	return cv_fail_at(
		err, CV_E_TOO_BIG, "end", "at most %d mechanisms and countries end in one drill", LAW_ENDED_MAX);
}

static void end_row(struct law_ending *e, size_t i)
{
	const struct law_adequacy_row *a = &e->p->adequacy[i];

	e->row[i] = true;
	if (a->framework < 0)
		e->place[a->place] = true;
}

/* With the findings that ask for it, or, of the general mechanism, with all that it is the name of. */
static enum cv_err end_mech(struct law_ending *e, law_mech m, struct cv_error *err)
{
	const struct law_pack *p = e->p;
	const struct law_mech_row *row = &p->mech[m];

	if (e->mech[m])
		return CV_OK;
	if (take(e,
		    (struct law_ended){ row->slug, row->name, m, LAW_NO_PLACE, days_of(p, m),
			    state(days_of(p, m), e->on) }) == NULL)
		return too_many(err);
	e->mech[m] = true;
	for (size_t i = 0; i < p->n_adequacy; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		if (a->framework >= 0 ? p->framework[a->framework].mech == m
				      : row->general && law_in(row->regimes, a->regime))
			end_row(e, i);
	}
	return CV_OK;
}

/* Those of several that stand on the day, or end on it; where none does, the one asked for says so. */
static bool stands(const struct law_ending *e, law_mech m)
{
	enum law_end_state s = state(days_of(e->p, m), e->on);

	return can_end(&e->p->mech[m]) && (s == LAW_END_BEFORE_TIME || s == LAW_END_THAT_DAY);
}

static enum cv_err end_several(struct law_ending *e, const char *what, size_t n, struct cv_error *err)
{
	const struct law_pack *p = e->p;
	bool star = n > 1 && what[n - 1] == '*', known = false;
	size_t before = e->n;
	uint16_t family = 0;
	bool of_family = !star && law_family_parse(p, what, n, &family);

	for (size_t i = 0; i < p->n_mechs; i++) {
		bool meant = star ? strncmp(p->mech[i].slug, what, n - 1) == 0
				  : of_family && law_family_has(p, family, (law_mech)i);

		known |= meant;
		if (meant && stands(e, (law_mech)i))
			TRY(end_mech(e, (law_mech)i, err));
	}
	if (!known)
		return cv_fail_at(err, CV_E_NOT_FOUND, "end",
			"'%.*s' is no mechanism of the law pack: write a slug such as answers have it, a "
			"family (scc, "
			"dpf, bcr ...) or the beginning of slugs and *",
			(int)n, what);
	if (e->n == before)
		return cv_fail_at(
			err, CV_E_VALUE, "end", "nothing that '%.*s' means is in force on that day", (int)n, what);
	return CV_OK;
}

enum cv_err law_ending_mechanism(struct law_ending *e, const char *what, struct cv_error *err)
{
	size_t n = strlen(what);
	law_mech m;

	if (!law_mech_parse(e->p, what, n, &m))
		return end_several(e, what, n, err);
	if (!can_end(&e->p->mech[m]))
		return cv_fail_at(err, CV_E_VALUE, "end",
			"'%s' is nothing that can fall: name an adequacy mechanism, a safeguard or a "
			"derogation", what);
	return end_mech(e, m, err);
}

/* ---- adequacy of a country ------------------------------------------------------------------------------------- */

static bool place_named(const struct law_pack *p, const char *text, law_place *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	const char *code;

	if (law_place_parse(p, text, strlen(text), ret))
		return true;
	cv_fold(text, strlen(text), &folded);
	code = cv_country_by_name(cv_str_text(&folded));
	return code && law_place_parse(p, code, strlen(code), ret);
}

/* The one that holds on the day, or is nearest to it: that is what the item shows. */
static bool nearer(const struct law_ended *old, struct cv_span span, cv_day on)
{
	return state(span, on) == LAW_END_BEFORE_TIME || (old->state == LAW_END_NOT_BEGUN && span.from.n < on.n) ||
		(old->state == LAW_END_OVER && span.until.n > old->days.until.n && span.from.n < on.n);
}

static enum cv_err end_place(
	struct law_ending *e, law_regime regime, law_place place, const char *what, struct cv_error *err)
{
	const struct law_pack *p = e->p;
	struct law_slice s = p->adequacy_of[place];
	struct law_ended *item = NULL;

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		if ((regime != LAW_NO_REGIME && a->regime != regime) || a->unverified ||
			p->scope[a->scope].otherwise == LAW_SC_NO)
			continue;
		if (a->framework >= 0) {
			if (stands(e, p->framework[a->framework].mech))
				TRY(end_mech(e, p->framework[a->framework].mech, err));
			continue;
		}
		if (item == NULL)
			item = take(e,
				(struct law_ended){ law_place_code(p, place), cv_country_name(law_place_code(p, place)),
					LAW_NO_MECH, place, a->span, state(a->span, e->on) });
		if (item == NULL)
			return too_many(err);
		if (nearer(item, a->span, e->on)) {
			item->days = a->span;
			item->state = state(a->span, e->on);
		}
		end_row(e, i);
	}
	if (item == NULL && s.n == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, "end_adequacy",
			"nothing in the law pack finds '%s' adequate: there is nothing to end", what);
	return CV_OK;
}

enum cv_err law_ending_adequacy(struct law_ending *e, const char *what, struct cv_error *err)
{
	const char *colon = strchr(what, ':'), *country = colon ? colon + 1 : what;
	law_regime regime = LAW_NO_REGIME;
	law_place place;
	size_t before = e->n;

	if (colon)
		regime = law_regime_find(e->p, what, (size_t)(colon - what));
	if (colon && regime == LAW_NO_REGIME)
		return cv_fail_at(err, CV_E_VALUE, "end_adequacy",
			"'%.*s' is no regime of the law pack: write the regime, a colon and the country, or "
			"the country alone",
			(int)(colon - what), what);
	if (!place_named(e->p, country, &place))
		return cv_fail_at(err, CV_E_COUNTRY, "end_adequacy",
			"'%s' is no country: write an ISO 3166-1 code such as JP", country);
	TRY(end_place(e, regime, place, what, err));
	if (e->n == before)
		return cv_fail_at(err, CV_E_VALUE, "end_adequacy",
			"no finding that '%s' is adequate stands on that day: there is nothing to end", what);
	return CV_OK;
}

/* ---- what it has to do with ------------------------------------------------------------------------------------ */

size_t law_ending_items(const struct law_ending *e, const struct law_ended **ret)
{
	*ret = e->item;
	return e->n;
}

bool law_ending_place(const struct law_ending *e, law_place place)
{
	return e->place[place];
}

bool law_certified_place(const struct law_pack *p, law_place place)
{
	struct law_slice s = p->adequacy_of[place];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++)
		if (p->adequacy[i].framework >= 0)
			return true;
	return false;
}

static bool of_mech(const struct law_ending *e, law_mech m)
{
	const struct law_pack *p = e->p;

	if (e->mech[m])
		return true;
	for (law_regime r = 0; r < p->n_regimes; r++)
		if (p->mech[m].carrier[r] != LAW_NO_MECH && e->mech[p->mech[m].carrier[r]])
			return true;
	for (size_t i = 0; i < p->n_frameworks; i++)
		if (p->framework[i].carries_over == m && e->mech[p->framework[i].mech])
			return true;
	return false;
}

bool law_ending_tool(const struct law_ending *e, const struct law_tool *t)
{
	switch (t->kind) {
	case LAW_INSTRUMENT:
	case LAW_CERTIFICATION:
	case LAW_DEROGATION: return of_mech(e, t->mech);
	case LAW_CLAIM:
		for (size_t i = 0; i < e->n; i++)
			if (e->item[i].mech != LAW_NO_MECH && law_family_has(e->p, t->family, e->item[i].mech))
				return true;
		return false;
	case LAW_ASSESSMENT:
	case LAW_ONWARD_CONTRACT: return false;
	}
	return false;
}

bool law_ending_mech(const struct law_ending *e, law_mech m)
{
	return m != LAW_NO_MECH && e->mech[m];
}

/* The i-th mechanism that asks for an entry of one that ends, and goes on all the same. */
law_mech law_ending_beside(const struct law_ending *e, size_t i)
{
	const struct law_pack *p = e->p;

	for (size_t k = 0; k < p->n_frameworks; k++) {
		const struct law_framework_row *f = &p->framework[k];

		if (f->precondition != LAW_NO_MECH && e->mech[f->precondition] && !e->mech[f->mech] &&
			stands(e, f->mech) && i-- == 0)
			return f->mech;
	}
	return LAW_NO_MECH;
}
