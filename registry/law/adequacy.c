/*
 * law: section 3.3, adequacy with scope and certification (GDPR art. 45, UK GDPR art. 45/45A, FADP art. 16(1)).
 * test: tests/golden/cases/adequacy.csv, tests/golden/cases/frameworks.csv
 */
#include "registry/law/rules.h"

law_mech law_general(const struct law_pack *p, law_regime r, cv_day on)
{
	const struct law_regime_row *g = &p->regime[r];

	for (size_t i = 0; i < g->n_general; i++) {
		const struct law_mech_row *m = &p->mech[g->general[i]];

		if (m->fresh.from.n <= on.n && on.n < m->alive_until.n)
			return g->general[i];
	}
	return g->n_general > 0 ? g->general[0] : LAW_NO_MECH;
}

/* ---- scope ---- */

static bool any_alternative(const uint32_t *alt, size_t n, uint32_t attrs)
{
	for (size_t i = 0; i < n; i++)
		if ((alt[i] & attrs) == alt[i])
			return true;
	return false;
}

/* A no beats a yes; what neither says is what the scope makes of silence. */
static void judge_scope(const struct law_scope_row *s, uint32_t attrs, struct law_tried *t)
{
	if (s->otherwise == LAW_SC_NO)
		law_against(t, LAW_R_SCOPE_SPECIAL);
	else if (any_alternative(s->no, s->n_no, attrs))
		law_against(t, LAW_R_SCOPE_EXCLUDED);
	else if (!any_alternative(s->yes, s->n_yes, attrs) && s->otherwise == LAW_SC_OPEN)
		law_against(t, LAW_R_SCOPE_UNKNOWN);
}

/* ---- certification ---- */

/* The kind of data asked about, or any with both: yes. law 3.3, "Then the data kind". */
static void judge_data(const struct law_facts *f, const struct law_tool *entry, struct law_tried *t)
{
	bool hr = entry->flags & LAW_T_HR, non_hr = entry->flags & LAW_T_NON_HR;

	switch (f->data) {
	case LAW_HR:
		if (!hr)
			law_against(t, f->importer_kind == LAW_AFFILIATE ? LAW_R_HR_NOT_COVERED : LAW_R_HR_COVERAGE_DISPUTED);
		break;
	case LAW_NON_HR:
		if (!non_hr)
			law_against(t, LAW_R_NON_HR_NOT_COVERED);
		break;
	case LAW_ANY_DATA:
		if (!hr || !non_hr)
			law_against(t, LAW_R_HALF_COVERED);
		break;
	}
}

static void judge_entry_days(const struct law_tool *entry, cv_day on, struct law_tried *t)
{
	if (entry->active.from.n == CV_DAY_NONE.n && on.n < entry->active.until.n)
		law_against(t, LAW_R_CERTIFICATION_UNVERIFIED);
	else if (on.n < entry->active.from.n)
		law_against(t, LAW_R_CERTIFICATION_NOT_BEGUN);
	else if (on.n >= entry->active.until.n)
		law_against(t, LAW_R_CERTIFICATION_LAPSED);
	if (entry->flags & LAW_T_STATUS_UNKNOWN)
		law_against(t, LAW_R_LIST_STATUS_UNKNOWN);
}

/* What turns a yes into open: a list not open yet, EEA EFTA exporters before their day, a participant carried over. */
static void judge_framework_days(struct law_leg *g, const struct law_framework_row *f, bool carried, struct law_tried *t)
{
	if (t->verdict == LAW_NO)
		return;
	if (g->on.n < f->opens.n)
		law_against(t, LAW_R_LIST_NOT_OPEN);
	if (g->on.n < f->efta_from.n && law_stands(g->p, g->f->exporter, LAW_EFTA, f->regime, g->on))
		law_against(t, LAW_R_EEA_EFTA_DISPUTED);
	if (carried)
		law_against(t, LAW_R_CARRIED_OVER);
}

/* Does this entry speak for framework f: its own, or its predecessor's, active on the day reliance on f began? */
static bool speaks_for(const struct law_framework_row *f, const struct law_tool *entry, bool *ret_carried)
{
	*ret_carried = entry->mech != f->mech;
	if (!*ret_carried)
		return true;
	return entry->mech == f->carries_over && cv_span_has(entry->active, f->reliance.from);
}

static void judge_entry(struct law_leg *g, const struct law_framework_row *f, const struct law_tool *entry, bool carried,
	struct law_tried *t)
{
	if (g->on.n < f->reliance.from.n)
		law_against(t, LAW_R_NOT_YET_IN_FORCE);
	else if (g->on.n >= f->reliance.until.n)
		law_against(t, LAW_R_FRAMEWORK_ENDED);
	judge_entry_days(entry, g->on, t);
	if (t->verdict == LAW_NO)
		return;
	judge_data(g->f, entry, t);
	judge_framework_days(g, f, carried, t);
}

/* The best that the entries on file give for a framework; LAW_NO without any. */
static enum law_verdict best_entry(struct law_leg *g, const struct law_framework_row *f)
{
	enum law_verdict best = LAW_NO;

	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *entry = &g->f->tool[i];
		struct law_tried t = { .verdict = LAW_YES };
		bool carried;

		if (entry->kind != LAW_CERTIFICATION || !speaks_for(f, entry, &carried))
			continue;
		judge_entry(g, f, entry, carried, &t);
		if ((enum law_verdict)t.verdict > best)
			best = (enum law_verdict)t.verdict;
	}
	return best;
}

/* The UK Extension stands on an EU-US entry: the weaker of the two counts. */
static void judge_precondition(struct law_leg *g, const struct law_framework_row *f, struct law_tried *t)
{
	enum law_verdict v;

	if (f->precondition == LAW_NO_MECH || t->verdict == LAW_NO)
		return;
	v = best_entry(g, &g->p->framework[g->p->mech[f->precondition].framework]);
	if (v == LAW_NO)
		law_against(t, LAW_R_PRECONDITION_MISSING);
	else if (v == LAW_OPEN)
		law_against(t, LAW_R_PRECONDITION_OPEN);
}

static bool try_framework(struct law_leg *g, const struct law_framework_row *f, int row)
{
	bool found = false;

	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *entry = &g->f->tool[i];
		struct law_tried *t;
		bool carried;

		if (entry->kind != LAW_CERTIFICATION || !speaks_for(f, entry, &carried))
			continue;
		t = law_try(g, f->mech, (int)i, row);
		t->base = entry->mech;
		judge_entry(g, f, entry, carried, t);
		judge_precondition(g, f, t);
		found = true;
	}
	return found;
}

/* ---- rows ---- */

static void try_row(struct law_leg *g, size_t i)
{
	const struct law_adequacy_row *a = &g->p->adequacy[i];
	struct law_tried *t;

	if (a->framework >= 0) {
		const struct law_framework_row *f = &g->p->framework[a->framework];

		if (!try_framework(g, f, (int)i)) {
			t = law_try(g, f->mech, -1, (int)i);
			law_against(t, LAW_R_CERTIFICATION_NONE);
		}
		return;
	}
	t = law_try(g, law_general(g->p, g->regime, g->on), -1, (int)i);
	if (a->unverified) /* a placeholder: always open, whatever the recipient is */
		law_against(t, LAW_R_LAW_UNVERIFIED);
	else
		judge_scope(&g->p->scope[a->scope], g->f->importer_attrs, t);
}

/* No finding on the day: the nearest one before or after says why. */
static void try_nearest(struct law_leg *g, struct law_slice s)
{
	int best = -1;

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &g->p->adequacy[i];

		if (a->regime != g->regime || a->framework >= 0 || g->p->scope[a->scope].otherwise == LAW_SC_NO)
			continue;
		if (best < 0 || a->span.until.n <= g->on.n)
			best = (int)i;
	}
	if (best >= 0)
		law_against(law_try(g, law_general(g->p, g->regime, g->on), -1, best),
			g->on.n < g->p->adequacy[best].span.from.n ? LAW_R_NOT_YET_IN_FORCE : LAW_R_MECHANISM_ENDED);
}

/* Entries on file that no row in force speaks of: say why they do not count. */
static void try_other_entries(struct law_leg *g)
{
	size_t n = g->d->n_tried;

	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *entry = &g->f->tool[i];
		const struct law_framework_row *f;
		struct law_tried *t;
		bool seen = false;

		if (entry->kind != LAW_CERTIFICATION)
			continue;
		for (size_t k = 0; k < n; k++)
			seen |= g->d->tried[k].tool == (int16_t)i;
		if (seen)
			continue;
		t = law_try(g, entry->mech, (int)i, -1);
		f = &g->p->framework[g->p->mech[entry->mech].framework];
		if (f->regime != g->regime)
			law_against(t, LAW_R_WRONG_REGIME);
		else if (g->on.n >= f->reliance.until.n || g->on.n >= law_mech_of(g, entry->mech)->alive_until.n)
			law_against(t, LAW_R_FRAMEWORK_ENDED);
		else if (g->on.n < f->reliance.from.n)
			law_against(t, LAW_R_NOT_YET_IN_FORCE);
		else
			law_against(t, LAW_R_WRONG_DESTINATION);
	}
}

/* law 3.3, last line: an approved national assessment of the Directive's days is open adequacy. */
static void try_national(struct law_leg *g)
{
	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *tool = &g->f->tool[i];
		const struct law_mech_row *m;
		struct law_tried *t;

		if (tool->kind != LAW_INSTRUMENT)
			continue;
		m = law_mech_of(g, tool->mech);
		if (m->family != LAW_F_ADEQUACY || m->general || m->framework >= 0)
			continue;
		t = law_try(g, tool->mech, (int)i, -1);
		if (!law_in(m->regimes, g->regime))
			law_against(t, LAW_R_WRONG_REGIME);
		else if (g->on.n >= m->alive_until.n)
			law_against(t, LAW_R_MECHANISM_ENDED);
		else if (g->on.n < m->fresh.from.n)
			law_against(t, LAW_R_NOT_YET_IN_FORCE);
		else if (!(tool->flags & LAW_T_APPROVED))
			law_against(t, LAW_R_APPROVAL_MISSING);
		else if (cv_day_known(tool->day) && tool->day.n > g->on.n)
			law_against(t, LAW_R_NOT_YET_SIGNED);
		else if (g->on.n >= tool->active.until.n)
			law_against(t, LAW_R_SAFEGUARD_ENDED);
		else
			law_against(t, LAW_R_NATIONAL_ASSESSMENT);
	}
}

void law_try_adequacy(struct law_leg *g)
{
	struct law_slice s = g->p->adequacy_of[g->f->importer];
	bool found = false;

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &g->p->adequacy[i];

		if (a->regime != g->regime || !cv_span_has(a->span, g->on))
			continue;
		try_row(g, i);
		found = true;
	}
	if (!found && s.n > 0)
		try_nearest(g, s);
	try_other_entries(g);
	try_national(g);
}
