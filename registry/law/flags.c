/* Flags: what belongs in the answer but does not change it (law 8, events.csv). */
#include "registry/law/rules.h"

#include <string.h>

static bool slug_matches(const char *pattern, size_t n, const char *slug)
{
	if (n > 0 && pattern[n - 1] == '*')
		return strncmp(pattern, slug, n - 1) == 0;
	return strlen(slug) == n && memcmp(pattern, slug, n) == 0;
}

static bool affects(const struct law_event_row *e, const char *slug)
{
	size_t n;

	for (const char *q = e->affects, *w; (w = cv_next(&q, ';', &n));)
		if (slug_matches(w, n, slug))
			return true;
	return false;
}

static void put(struct law_flag *ret, size_t *n, struct law_flag flag)
{
	if (*n < LAW_FLAGS_MAX)
		ret[(*n)++] = flag;
}

static void risks(const struct law_pack *p, const char *slug, cv_day on, struct law_flag *ret, size_t *n)
{
	for (size_t i = 0; i < p->n_events; i++) {
		const struct law_event_row *e = &p->event[i];

		if (e->flag == LAW_E_RISK && e->day.n <= on.n && affects(e, slug))
			put(ret, n, (struct law_flag){ "RISK_EVENT", e->note, e->instrument, e->day });
	}
}

/* law 3.4: a law event after the assessment is only a flag. The newest one says enough. */
static void stale_assessment(const struct law_leg *g, const struct law_tool *tia, struct law_flag *ret, size_t *n)
{
	const struct law_event_row *newest = NULL;
	const char *regime = law_regime_name(g->p, g->regime), *country = law_place_code(g->p, g->f->importer);

	for (size_t i = 0; i < g->p->n_events; i++) {
		const struct law_event_row *e = &g->p->event[i];

		if (e->flag == LAW_E_ASSESSMENT && tia->day.n < e->day.n && e->day.n <= g->on.n &&
			(cv_streq(e->regime, regime) || cv_streq(e->regime, country)) &&
			(newest == NULL || e->day.n > newest->day.n))
			newest = e;
	}
	if (newest)
		put(ret, n, (struct law_flag){ "ASSESSMENT_BEFORE_EVENT", newest->note, newest->instrument, newest->day });
}

static void confidence(enum law_confidence c, const char *source, struct law_flag *ret, size_t *n)
{
	if (c == LAW_LOW)
		put(ret, n, (struct law_flag){ "LOW_CONFIDENCE",
			"The legal row this answer rests on has low confidence: have a lawyer confirm it before relying on it.", source,
			CV_DAY_NONE });
	else if (c == LAW_MEDIUM)
		put(ret, n, (struct law_flag){ "MEDIUM_CONFIDENCE",
			"The legal row this answer rests on has medium confidence: a detail was not read in its source.", source,
			CV_DAY_NONE });
}

static void of_adequacy(const struct law_pack *p, int row, struct law_flag *ret, size_t *n)
{
	const struct law_adequacy_row *a = &p->adequacy[row];

	confidence(a->confidence, a->instrument, ret, n);
	if (a->non_binding)
		put(ret, n, (struct law_flag){ "NON_BINDING_LIST",
			"The list was guidance: relied on in good faith it covers, and the exporter stayed responsible.", a->instrument,
			CV_DAY_NONE });
}

size_t law_flags(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct law_flag ret[LAW_FLAGS_MAX])
{
	struct law_leg g = { .p = p, .f = f, .on = on, .regime = d->regime };
	const struct law_tool *tia;
	size_t n = 0;

	if (d->mech == LAW_NO_MECH)
		return 0;
	risks(p, law_mech_slug(p, d->mech), on, ret, &n);
	if (d->decisive >= 0 && d->tried[d->decisive].row >= 0)
		of_adequacy(p, d->tried[d->decisive].row, ret, &n);
	else
		confidence(p->mech[d->mech].confidence, p->mech[d->mech].instrument, ret, &n);
	if (on.n >= p->mech[d->mech].tia_from.n && (tia = law_tia(&g)) != NULL)
		stale_assessment(&g, tia, ret, &n);
	return n;
}
