/*
 * What is worked out once for many decisions: rules by regime, the days on which something changes, modules by roles, what
 * can be advised.
 */
#include "registry/law/pack.h"

#include <stdlib.h>
#include <string.h>

/* ---- edges ---- */

struct edges {
	const struct law_pack *p;
	cv_day *edge;
	size_t n;
};

static void add_day(struct edges *e, cv_day d)
{
	if (cv_day_known(d))
		e->edge[e->n++] = d;
}

static void add_span(struct edges *e, struct cv_span s)
{
	add_day(e, s.from);
	add_day(e, s.until);
}

static void of_mech(struct edges *e, size_t mech)
{
	const struct law_mech_row *m = &e->p->mech[mech];

	add_span(e, m->fresh);
	add_day(e, m->alive_until);
	add_day(e, m->tia_from);
	add_day(e, m->contested_from);
	add_day(e, m->permit_until);
	if (m->parties == LAW_P_AS_ORIGINAL)
		add_day(e, m->carried_from);
}

static void of_framework(struct edges *e, const struct law_framework_row *f)
{
	add_span(e, f->reliance);
	add_day(e, f->opens);
	add_day(e, f->efta_from);
}

/* Whatever is on file: when regimes begin, and under this one the rules and what a finding of adequacy is called. */
static void of_any_leg(struct edges *e, law_regime r)
{
	const struct law_pack *p = e->p;

	for (size_t i = 0; i < p->n_regimes; i++) {
		add_day(e, p->regime[i].from);
		add_day(e, p->regime[i].art3_2_from);
	}
	for (size_t i = 0; i < p->n_mechs; i++)
		if (p->mech[i].general && law_in(p->mech[i].regimes, r))
			of_mech(e, i);
	for (size_t i = 0; i < p->n_rules; i++)
		if (p->rule[i].regime == r)
			add_span(e, p->rule[i].span);
}

static void of_place(struct edges *e, law_regime r, size_t place)
{
	const struct law_pack *p = e->p;
	struct law_slice a = p->adequacy_of[place], s = p->stand_of[place];

	for (size_t i = a.first; i < (size_t)a.first + a.n; i++)
		if (p->adequacy[i].regime == r)
			add_span(e, p->adequacy[i].span);
	for (size_t i = s.first; i < (size_t)s.first + s.n; i++)
		add_span(e, p->stand[i].span); /* of every regime: it may be left for another */
}

/* Its own days, those of what it counts as under the regime, and of the frameworks that an entry speaks for. */
static void of_tool(struct edges *e, law_regime r, size_t mech)
{
	const struct law_pack *p = e->p;
	bool here = law_in(p->mech[mech].regimes, r);
	law_mech carrier = r < p->n_regimes ? p->mech[mech].carrier[r] : LAW_NO_MECH;

	if (here || carrier != LAW_NO_MECH)
		of_mech(e, mech);
	if (!here && carrier != LAW_NO_MECH)
		of_mech(e, carrier);
	for (size_t i = 0; i < p->n_frameworks; i++)
		if (p->framework[i].mech == mech || p->framework[i].carries_over == mech)
			of_framework(e, &p->framework[i]);
}

static void of_claim(struct edges *e, law_regime r, const char *slug)
{
	const struct law_pack *p = e->p;

	for (size_t i = 0; i < p->n_families; i++) {
		const struct law_family_row *f = &p->family[i];

		for (size_t k = 0; k < f->n && f->regime == r && cv_streq(f->slug, slug); k++) {
			of_mech(e, f->mech[k]);
			if (p->mech[f->mech[k]].framework >= 0)
				of_framework(e, &p->framework[p->mech[f->mech[k]].framework]);
		}
	}
}

static int by_day(const void *a, const void *b)
{
	const cv_day *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* Sort those from `first` on, keep each once. */
static struct law_edges settle(struct edges *e, size_t first)
{
	cv_day *edge = e->edge;
	size_t n = first;

	if (e->n > first)
		qsort(edge + first, e->n - first, sizeof(*edge), by_day);
	for (size_t i = first; i < e->n; i++)
		if (n == first || edge[n - 1].n != edge[i].n)
			edge[n++] = edge[i];
	e->n = n;
	return (struct law_edges){ (uint32_t)first, (uint32_t)(n - first) };
}

/* As many days as there can be under one regime, each as often as it is said. */
static size_t most_edges(const struct law_pack *p)
{
	enum { OF_MECH = 7, OF_FRAMEWORK = 4 };
	size_t claimed = 0;

	for (size_t i = 0; i < p->n_families; i++)
		claimed += p->family[i].n;
	return 3 * OF_MECH * p->n_mechs + 2 * OF_FRAMEWORK * p->n_frameworks + (OF_MECH + OF_FRAMEWORK) * claimed +
		2 * (p->n_rules + p->n_regimes + p->n_adequacy + p->n_stands);
}

static void collect_under(struct law_pack *p, law_regime r, struct law_moves *m, struct edges *e)
{
	size_t first = e->n;

	of_any_leg(e, r);
	m->of_any = settle(e, first);
	for (size_t place = LAW_NO_PLACE + 1; place < LAW_PLACES_MAX; place++) {
		first = e->n;
		of_place(e, r, place);
		m->of_place[place] = settle(e, first);
	}
	for (size_t i = 0; i < p->n_mechs; i++) {
		first = e->n;
		of_tool(e, r, i);
		m->of_mech[i] = settle(e, first);
	}
	for (size_t i = 0; i < p->n_family_slugs; i++) {
		first = e->n;
		of_claim(e, r, p->family_slug[i]);
		m->of_family[i] = settle(e, first);
	}
}

static bool collect_edges(struct law_pack *p)
{
	size_t most = (p->n_regimes + 1) * most_edges(p);
	struct edges e = { .p = p, .edge = cv_arena_alloc(&p->arena, most * sizeof(*e.edge)) },
		     all = { .p = p, .edge = cv_arena_alloc(&p->arena, most * sizeof(*all.edge)) };

	if (e.edge == NULL || all.edge == NULL)
		return false;
	for (law_regime r = 0; r <= p->n_regimes; r++) {
		struct law_moves *m = &p->moves[r < p->n_regimes ? r : LAW_REGIMES_MAX];

		m->of_mech = cv_arena_alloc(&p->arena, (p->n_mechs + 1) * sizeof(*m->of_mech));
		if (m->of_mech == NULL)
			return false;
		collect_under(p, r, m, &e);
	}
	memcpy(all.edge, e.edge, e.n * sizeof(*e.edge));
	all.n = e.n;
	p->part_edge = e.edge;
	p->edge = all.edge;
	p->n_edges = settle(&all, 0).n;
	return true;
}

/* ---- advice ---- */

static size_t advise(struct law_pack *p, law_regime r, enum law_permission permission, size_t first)
{
	size_t n = first;

	for (size_t i = 0; i < p->n_mechs; i++) {
		const struct law_mech_row *m = &p->mech[i], *as;
		law_mech counts = law_in(m->regimes, r) ? (law_mech)i : m->carrier[r];

		if (m->family != LAW_F_SAFEGUARD || m->not_offered || counts == LAW_NO_MECH)
			continue;
		as = &p->mech[counts];
		if (as->permission == permission)
			p->advice[n++] = (struct law_advice){ (law_mech)i, counts, cv_span_both(m->fresh, as->fresh) };
	}
	p->advice_of[r][permission] = (struct law_slice){ (uint16_t)first, (uint16_t)(n - first) };
	return n;
}

static bool collect_advice(struct law_pack *p)
{
	size_t n = 0;

	p->advice = cv_arena_alloc(&p->arena, p->n_regimes * p->n_mechs * sizeof(*p->advice));
	if (p->advice == NULL)
		return false;
	for (law_regime r = 0; r < p->n_regimes; r++)
		for (int permission = 0; permission < LAW_PERMISSION_COUNT; permission++)
			n = advise(p, r, (enum law_permission)permission, n);
	return true;
}

static void collect_modules(struct law_pack *p)
{
	for (size_t i = 0; i < p->n_mechs; i++)
		p->module_for[p->mech[i].parties] |= p->mech[i].module;
}

/* ---- rules ---- */

static int by_regime(const void *a, const void *b)
{
	const struct law_nontransfer_row *x = a, *y = b;

	return x->regime != y->regime ? (int)x->regime - (int)y->regime
				      : (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static void group_rules(struct law_pack *p)
{
	if (p->n_rules > 0)
		qsort(p->rule, p->n_rules, sizeof(*p->rule), by_regime);
	for (size_t i = p->n_rules; i-- > 0;) {
		p->rules_of[p->rule[i].regime].first = (uint16_t)i;
		p->rules_of[p->rule[i].regime].n++;
	}
}

bool law_derive(struct law_pack *p)
{
	group_rules(p);
	collect_modules(p);
	return collect_edges(p) && collect_advice(p);
}
