/* What is worked out once for many decisions: rules by regime, the days on which something changes, what can be advised. */
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

static void of_no_place(struct edges *e)
{
	const struct law_pack *p = e->p;

	for (size_t i = 0; i < p->n_mechs; i++) {
		add_span(e, p->mech[i].fresh);
		add_day(e, p->mech[i].alive_until);
		add_day(e, p->mech[i].tia_from);
		add_day(e, p->mech[i].contested_from);
		add_day(e, p->mech[i].permit_until);
	}
	for (size_t i = 0; i < p->n_frameworks; i++) {
		add_span(e, p->framework[i].reliance);
		add_day(e, p->framework[i].opens);
		add_day(e, p->framework[i].efta_from);
	}
	for (size_t i = 0; i < p->n_rules; i++)
		add_span(e, p->rule[i].span);
	for (size_t i = 0; i < p->n_regimes; i++) {
		add_day(e, p->regime[i].from);
		add_day(e, p->regime[i].art3_2_from);
	}
}

static void of_place(struct edges *e, size_t place)
{
	struct law_slice a = e->p->adequacy_of[place], s = e->p->stand_of[place];

	for (size_t i = 0; i < a.n; i++)
		add_span(e, e->p->adequacy[a.first + i].span);
	for (size_t i = 0; i < s.n; i++)
		add_span(e, e->p->stand[s.first + i].span);
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

static bool collect_edges(struct law_pack *p)
{
	size_t most = 6 * p->n_mechs + 4 * p->n_frameworks +
		2 * (p->n_rules + p->n_regimes + p->n_adequacy + p->n_stands);
	struct edges e = { .p = p, .edge = cv_arena_alloc(&p->arena, most * sizeof(*e.edge)) },
		     all = { .p = p, .edge = cv_arena_alloc(&p->arena, most * sizeof(*all.edge)) };

	if (e.edge == NULL || all.edge == NULL)
		return false;
	of_no_place(&e);
	p->edges_of[LAW_NO_PLACE] = settle(&e, 0);
	for (size_t place = LAW_NO_PLACE + 1; place < LAW_PLACES_MAX; place++) {
		size_t first = e.n;

		of_place(&e, place);
		p->edges_of[place] = settle(&e, first);
	}
	memcpy(all.edge, e.edge, e.n * sizeof(*e.edge));
	all.n = e.n;
	p->place_edge = e.edge;
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
