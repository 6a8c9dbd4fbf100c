/* Regions, terms for other programs, events: read out of the pack for whoever shows them. */
#include "registry/law/about.h"

#include "registry/law/pack.h"

#include <string.h>

static const char *cell(const struct law_table *t, const struct law_row *row, const char *column)
{
	int i = law_column_of(t, column);

	return i < 0 || row == NULL ? "" : row->cell[i];
}

/* ---- regions ---- */

static bool within(const struct law_pack *p, law_place place, law_regime r, cv_day on)
{
	return law_stands(p, place, LAW_INSIDE, r, on) || law_stands(p, place, LAW_UNDER, r, on);
}

/* Is the scope one that no recipient fits, or one that nobody has settled? */
static bool whole(const struct law_pack *p, const struct law_adequacy_row *a)
{
	const struct law_scope_row *s = &p->scope[a->scope];

	return a->framework < 0 && !a->unverified && (s->otherwise != LAW_SC_NO || s->n_yes > 0);
}

static bool adequate(const struct law_pack *p, law_place place, law_regime r, cv_day on)
{
	struct law_slice s = p->adequacy_of[place];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++)
		if (p->adequacy[i].regime == r && cv_span_has(p->adequacy[i].span, on) && whole(p, &p->adequacy[i]))
			return true;
	return false;
}

law_region law_region_of(const struct law_pack *p, law_place place, law_regime judge, cv_day on)
{
	law_region others = (law_region)(p->n_regimes + 1);

	if (place == LAW_NO_PLACE)
		return others;
	for (law_regime r = 0; r < p->n_regimes; r++)
		if (within(p, place, r, on))
			return r;
	return adequate(p, place, judge == LAW_NO_REGIME ? 0 : judge, on) ? (law_region)p->n_regimes : others;
}

const char *law_region_name(const struct law_pack *p, law_region r)
{
	const char *name;

	if (r >= p->n_regimes)
		return r == p->n_regimes ? "adequate" : r == p->n_regimes + 1 ? "other" : NULL;
	name = cell(&p->table[LAW_REGIMES], p->regime[r].row, "region");
	return *name ? name : p->regime[r].name;
}

/* ---- mechanisms ---- */

static const char *of_mech(const struct law_pack *p, law_mech m, const char *column)
{
	return m == LAW_NO_MECH ? "" : cell(&p->table[LAW_MECHANISMS], p->mech[m].row, column);
}

const char *law_mech_iri(const struct law_pack *p, law_mech m)
{
	return of_mech(p, m, "dpv_iri");
}

const char *law_mech_family(const struct law_pack *p, law_mech m)
{
	return of_mech(p, m, "family");
}

const char *law_mech_article(const struct law_pack *p, law_mech m)
{
	return m == LAW_NO_MECH ? "" : p->mech[m].article;
}

const char *law_mech_instrument(const struct law_pack *p, law_mech m)
{
	return m == LAW_NO_MECH ? "" : p->mech[m].instrument;
}

const char *law_adequacy_iri(const struct law_pack *p, law_mech m, law_place place, cv_day on)
{
	struct law_slice s = p->adequacy_of[place];

	if (m == LAW_NO_MECH || (!p->mech[m].general && p->mech[m].framework < 0))
		return "";
	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		if (law_in(p->mech[m].regimes, a->regime) && a->framework == p->mech[m].framework &&
			cv_span_has(a->span, on))
			return cell(&p->table[LAW_ADEQUACY], a->row, "dpv_iri");
	}
	return "";
}

/* ---- events ---- */

/* The typed rows are those that an answer needs; these are all. */
bool law_event_at(const struct law_pack *p, size_t i, struct law_event *ret)
{
	const struct law_table *t = &p->table[LAW_EVENTS];
	const char *day;

	if (i >= t->n_rows)
		return false;
	day = cell(t, &t->row[i], "date");
	*ret = (struct law_event){ CV_DAY_NONE, cell(t, &t->row[i], "event"), cell(t, &t->row[i], "instrument"),
		cell(t, &t->row[i], "regime"), cell(t, &t->row[i], "affects") };
	(void)!cv_day_parse(day, strlen(day), &ret->day);
	return true;
}

/* "scc-*" fits every slug that begins with "scc-". */
static bool fits(const char *word, size_t n, const char *slug)
{
	if (n > 0 && word[n - 1] == '*')
		return strncmp(slug, word, n - 1) == 0;
	return strlen(slug) == n && memcmp(word, slug, n) == 0;
}

bool law_event_about(const struct law_pack *p, const struct law_event *e, law_mech m, law_place place)
{
	size_t n;

	for (const char *q = e->affects, *w; (w = cv_next(&q, ';', &n));) {
		if (m != LAW_NO_MECH && fits(w, n, p->mech[m].slug))
			return true;
		if (place != LAW_NO_PLACE && fits(w, strcspn(w, " ;"), law_place_code(p, place)))
			return true;
	}
	return false;
}

const cv_day *law_edges(const struct law_pack *p, size_t *ret_n)
{
	*ret_n = p->n_edges;
	return p->edge;
}
