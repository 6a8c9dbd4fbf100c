/*
 * law: section 3.4, what a list says without proof: a claim never covers, and it is shown in every answer that has to
 * weigh anything.
 * test: tests/unit/scenarios.c, tests/golden/cases/claims.csv
 */
#include "registry/law/rules.h"

static bool reaches(const struct law_leg *g, const struct law_mech_row *row, law_regime regime)
{
	struct law_slice s = g->p->adequacy_of[g->f->importer];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &g->p->adequacy[i];

		if (a->regime == regime && cv_span_has(a->span, g->on) &&
			(a->framework == row->framework || row->general))
			return true;
	}
	return false;
}

static bool could_cover(const struct law_leg *g, law_mech m, law_regime regime)
{
	const struct law_mech_row *row = law_mech_of(g, m);

	if (row->family != LAW_F_ADEQUACY)
		return row->status != LAW_S_PLANNED && row->status != LAW_S_NOT_A_MECHANISM &&
			row->fresh.from.n <= g->on.n && g->on.n < row->alive_until.n;
	if (row->framework >= 0 && !cv_span_has(g->p->framework[row->framework].reliance, g->on))
		return false;
	return g->f->importer == LAW_NO_PLACE || reaches(g, row, regime);
}

static const struct law_family_row *next_row(
	const struct law_pack *p, uint16_t family, law_regime regime, const struct law_family_row *after)
{
	for (const struct law_family_row *f = after ? after + 1 : p->family; f < p->family + p->n_families; f++)
		if ((regime == LAW_NO_REGIME || f->regime == regime) && cv_streq(f->slug, p->family_slug[family]))
			return f;
	return NULL;
}

const struct law_family_row *law_claimed(const struct law_pack *p, uint16_t family, law_regime regime)
{
	return next_row(p, family, regime, NULL);
}

void law_try_claim(struct law_leg *g, size_t i)
{
	struct law_tried *t = law_try(g, LAW_NO_MECH, (int)i, -1);
	const struct law_tool *tool = &g->f->tool[i];

	if (g->on.n >= tool->active.until.n) { /* nobody claims it any more */
		law_against(t, LAW_R_SAFEGUARD_ENDED);
		return;
	}
	for (const struct law_family_row *f = NULL; (f = next_row(g->p, tool->family, g->regime, f));) {
		for (size_t n = 0; n < f->n; n++) {
			if (could_cover(g, f->mech[n], f->regime)) {
				law_against(t, LAW_R_CLAIM_UNVERIFIED);
				return;
			}
		}
	}
	law_against(t, LAW_R_CLAIM_DEAD);
}

void law_show_claims(struct law_leg *g)
{
	for (size_t i = 0; i < g->f->n_tools; i++)
		if (g->f->tool[i].kind == LAW_CLAIM)
			law_try_claim(g, i);
}
