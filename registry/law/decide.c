/*
 * law: section 3, the order of the decision; 3.1 regime, 3.2 transfer or not, 3.6 the answer.
 * test: tests/golden/cases
 */
#include "registry/law/rules.h"

#include <string.h>

struct law_tried *law_try(struct law_leg *g, law_mech mech, int tool, int row)
{
	struct law_decision *d = g->d;
	size_t i = d->n_tried < LAW_TRIED_MAX ? d->n_tried++ : LAW_TRIED_MAX - 1;

	d->tried[i] = (struct law_tried){ .mech = mech, .base = mech, .verdict = LAW_YES, .tool = (int16_t)tool,
		.row = (int16_t)row };
	return &d->tried[i];
}

void law_against(struct law_tried *t, enum law_reason r)
{
	enum law_verdict v = law_reason_whose(r);

	law_reason_add(&t->reasons, r);
	if (v < (enum law_verdict)t->verdict)
		t->verdict = (uint8_t)v;
}

/* ---- 3.1 ---- */

/* No regime: was the country's own law too early, or is it one we do not know? Both are needs-review, none. */
static enum law_reason why_no_regime(const struct law_leg *g)
{
	struct law_slice s = g->p->stand_of[g->f->exporter];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++)
		if (g->p->stand[i].stand == LAW_UNDER && g->on.n < g->p->stand[i].span.from.n)
			return LAW_R_NATIONAL_LAW_ONLY;
	return LAW_R_REGIME_NOT_MODELLED;
}

static void review(struct law_decision *d, enum law_reason r)
{
	d->outcome = LAW_NEEDS_REVIEW;
	d->mech = LAW_NO_MECH;
	law_reason_add(&d->reasons, r);
}

/* ---- 3.2 ---- */

static bool rule_fits(const struct law_leg *g, const struct law_nontransfer_row *n)
{
	const struct law_facts *f = g->f;

	switch (n->when) {
	case LAW_W_INTERNAL: return law_stands(g->p, f->importer, LAW_INSIDE, g->regime, g->on);
	case LAW_W_BRIDGE: return law_stands(g->p, f->importer, LAW_BRIDGED, g->regime, g->on);
	case LAW_W_DOMESTIC: return f->importer == f->exporter;
	case LAW_W_SAME_ENTITY: return f->importer_attrs & LAW_A_SAME_LEGAL_ENTITY;
	case LAW_W_DATA_SUBJECT: return f->importer_attrs & LAW_A_DATA_SUBJECT_DIRECT;
	case LAW_W_TRANSIT: return f->importer_attrs & LAW_A_TRANSIT_ONLY;
	case LAW_W_TO_OWN_CONTROLLER:
		return f->exporter_role == LAW_PROCESSOR && f->importer_role == LAW_CONTROLLER;
	case LAW_W_PUBLICATION: return f->importer_attrs & LAW_A_PUBLICATION;
	}
	return false;
}

/* The first settled rule that fits decides; the first unsettled one is kept for the end. */
static int no_transfer(const struct law_leg *g, int *ret_unsettled)
{
	struct law_slice s = g->p->rules_of[g->regime];

	*ret_unsettled = -1;
	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_nontransfer_row *n = &g->p->rule[i];

		if (!cv_span_has(n->span, g->on) || !rule_fits(g, n))
			continue;
		if (n->settled)
			return (int)i;
		if (*ret_unsettled < 0)
			*ret_unsettled = (int)i;
	}
	return -1;
}

/* ---- 3.6 ---- */

static int first_with(const struct law_decision *d, enum law_verdict v, size_t from)
{
	for (size_t i = from; i < d->n_tried; i++)
		if (d->tried[i].verdict == v)
			return (int)i;
	return -1;
}

/* Only what speaks against it for good: an open point does not matter any more where a mechanism is dead. */
static void merge_final(struct law_reasons *to, const struct law_reasons *from)
{
	for (enum law_reason r = law_reason_from(from, 0); r < LAW_REASON_COUNT; r = law_reason_from(from, (int)r + 1))
		if (law_reason_whose(r) == LAW_NO)
			law_reason_add(to, r);
}

/* Why nothing covers: what is on file and fails, and scopes that shut the importer out; else that there is nothing. */
static void gather_reasons(struct law_decision *d)
{
	for (size_t i = 0; i < d->n_tried; i++) {
		const struct law_tried *t = &d->tried[i];

		if (t->tool >= 0 || law_reason_in(&t->reasons, LAW_R_SCOPE_EXCLUDED))
			merge_final(&d->reasons, &t->reasons);
	}
	if (!law_reason_any(&d->reasons))
		law_reason_add(&d->reasons, LAW_R_NO_MECHANISM);
}

static void conclude(struct law_leg *g, size_t n_before_derogations, int unsettled)
{
	struct law_decision *d = g->d;
	size_t all = d->n_tried;

	d->n_tried = n_before_derogations; /* 3.5: derogations only where not even something open was found */
	d->decisive = first_with(d, LAW_YES, 0);
	if (d->decisive < 0)
		d->decisive = first_with(d, LAW_OPEN, 0);
	d->n_tried = all;
	if (d->decisive < 0)
		d->decisive = first_with(d, LAW_YES, n_before_derogations);
	if (d->decisive < 0)
		d->decisive = first_with(d, LAW_OPEN, n_before_derogations);
	if (d->decisive >= 0) {
		const struct law_tried *t = &d->tried[d->decisive];

		d->outcome = t->verdict == LAW_YES ? LAW_COVERED : LAW_NEEDS_REVIEW;
		d->mech = t->mech;
		d->reasons = t->reasons;
		return;
	}
	if (unsettled >= 0) {
		review(d, LAW_R_TRANSFER_UNSETTLED);
		d->rule = unsettled;
		d->mech = g->p->rule[unsettled].mech;
		return;
	}
	d->outcome = LAW_NOT_COVERED;
	gather_reasons(d);
}

/* Is enough known to weigh what is on file? If not, that is the answer. */
static bool can_weigh(struct law_leg *g)
{
	const struct law_facts *f = g->f;

	if (f->onward != LAW_ONWARD_NONE) { /* 3: an onward leg is decided by section 6 alone */
		law_decide_onward(g);
		return false;
	}
	if (f->exporter == LAW_NO_PLACE) {
		review(g->d, LAW_R_EXPORTER_UNKNOWN);
		return false;
	}
	g->regime = g->d->regime = law_regime_of(g->p, f->exporter, f->exporter_attrs, g->on);
	if (g->regime == LAW_NO_REGIME)
		review(g->d, why_no_regime(g));
	else if (f->importer == LAW_NO_PLACE)
		review(g->d, LAW_R_COUNTRY_UNKNOWN);
	else
		return true;
	return false;
}

void law_decide(const struct law_pack *p, const struct law_facts *f, cv_day on, struct law_decision *ret)
{
	struct law_leg g = { .p = p, .f = f, .on = on, .regime = LAW_NO_REGIME, .d = ret };
	int unsettled;
	size_t n;

	ret->outcome = LAW_NOT_COVERED;
	ret->regime = LAW_NO_REGIME;
	ret->mech = LAW_NO_MECH;
	ret->decisive = ret->rule = -1;
	ret->reasons = (struct law_reasons){ { 0, 0 } };
	ret->n_tried = 0;

	if (!can_weigh(&g)) {
		law_show_claims(&g);
		return;
	}
	ret->rule = no_transfer(&g, &unsettled);
	if (ret->rule >= 0) {
		ret->outcome = LAW_NO_TRANSFER;
		ret->mech = p->rule[ret->rule].mech;
		return;
	}
	law_try_adequacy(&g);
	law_try_safeguards(&g);
	n = ret->n_tried;
	law_try_derogations(&g);
	conclude(&g, n, unsettled);
}

/* ---- when does it change by itself ---- */

static bool differs(const struct law_facts *f, const struct law_decision *a, const struct law_decision *b)
{
	bool claim_a, claim_b;

	if (a->outcome != b->outcome || a->mech != b->mech)
		return true;
	claim_a = a->decisive >= 0 && a->mech == LAW_NO_MECH;
	claim_b = b->decisive >= 0 && b->mech == LAW_NO_MECH;
	return claim_a != claim_b ||
		(claim_a && f->tool[a->tried[a->decisive].tool].family != f->tool[b->tried[b->decisive].tool].family);
}

static cv_day first_of(cv_day a, cv_day b)
{
	return a.n < b.n ? a : b;
}

/* The first day of a part of the pack that is later than `after`. */
static cv_day next_edge(const struct law_pack *p, const struct law_edges *part, cv_day after)
{
	size_t lo = part->first, end = lo + part->n, hi = end;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (p->part_edge[mid].n <= after.n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < end ? p->part_edge[lo] : CV_DAY_EVER;
}

/* What the law says about a tool, where the leg is under a regime. */
static cv_day next_law_day(const struct law_pack *p, const struct law_moves *m, const struct law_tool *t, cv_day after)
{
	switch (t->kind) {
	case LAW_INSTRUMENT: case LAW_CERTIFICATION: case LAW_DEROGATION:
		return next_edge(p, &m->of_mech[t->mech], after);
	case LAW_CLAIM: return next_edge(p, &m->of_family[t->family], after);
	case LAW_ASSESSMENT: case LAW_ONWARD_CONTRACT: break;
	}
	return CV_DAY_EVER;
}

static cv_day next_own_day(const struct law_tool *t, cv_day after)
{
	cv_day day[] = { t->day, t->changed, t->notified, t->review, t->active.from, t->active.until };
	cv_day best = CV_DAY_EVER;

	for (size_t k = 0; k < CV_LEN(day); k++)
		if (day[k].n > after.n && day[k].n < best.n)
			best = day[k];
	return best;
}

/* The next day on which something moves that a leg under that regime has to do with. */
static cv_day next_day(const struct law_pack *p, const struct law_facts *f, law_regime r, cv_day after)
{
	const struct law_moves *m = &p->moves[r == LAW_NO_REGIME ? LAW_REGIMES_MAX : r];
	bool onward = f->onward != LAW_ONWARD_NONE; /* law 6 asks for no day of the pack */
	cv_day best = CV_DAY_EVER;

	if (!onward) {
		best = next_edge(p, &m->of_any, after);
		best = first_of(best, next_edge(p, &m->of_place[f->exporter], after));
		best = first_of(best, next_edge(p, &m->of_place[f->importer], after));
	}
	for (size_t i = 0; i < f->n_tools; i++) {
		best = first_of(best, next_own_day(&f->tool[i], after));
		if (!onward)
			best = first_of(best, next_law_day(p, m, &f->tool[i], after));
	}
	return best;
}

cv_day law_next_change(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d)
{
	struct law_decision then;
	law_regime regime = d->regime;
	cv_day day = on;

	for (;;) {
		day = next_day(p, f, regime, day);
		if (!cv_day_known(day))
			return CV_DAY_EVER;
		law_decide(p, f, day, &then);
		if (differs(f, d, &then))
			return day;
		regime = then.regime;
	}
}
