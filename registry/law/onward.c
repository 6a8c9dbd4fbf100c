/*
 * law: section 6, onward transfers: the exporter is the first importer, and its own basis decides.
 * test: tests/golden/cases/onward.csv
 */
#include "registry/law/rules.h"

/* The contract with the next recipient: one concluded by the day, else one without a day. -1: none on file. */
static int contract(const struct law_leg *g)
{
	int undated = -1;

	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *t = &g->f->tool[i];

		if (t->kind != LAW_ONWARD_CONTRACT || g->on.n >= t->active.until.n)
			continue;
		if (!cv_day_known(t->day))
			undated = undated < 0 ? (int)i : undated;
		else if (t->day.n <= g->on.n)
			return (int)i;
	}
	return undated;
}

/*
 * The slugs of the three onward mechanisms, found in the table: the one that asks for an assessment is the one from clauses,
 * of the others the one that began with a framework's contract duty is told from local law by its instrument column.
 */
static law_mech onward_mech(const struct law_pack *p, enum law_onward from)
{
	law_mech found = LAW_NO_MECH;

	for (size_t i = 0; i < p->n_mechs; i++) {
		const struct law_mech_row *m = &p->mech[i];
		enum law_onward of;

		if (m->family != LAW_F_ONWARD)
			continue;
		if (m->tia_from.n != CV_DAY_EVER.n)
			of = LAW_ONWARD_SCC;
		else
			of = cv_streq(m->instrument, "local law") ? LAW_ONWARD_ADEQUACY : LAW_ONWARD_FRAMEWORK;
		if (of == from)
			found = (law_mech)i;
	}
	return found;
}

static void finish(struct law_leg *g, struct law_tried *t)
{
	struct law_decision *d = g->d;

	d->decisive = (int)(t - d->tried);
	d->outcome = t->verdict == LAW_YES ? LAW_COVERED : t->verdict == LAW_OPEN ? LAW_NEEDS_REVIEW : LAW_NOT_COVERED;
	d->mech = t->verdict == LAW_NO ? LAW_NO_MECH : t->mech;
	d->reasons = t->reasons;
	if (t->verdict == LAW_NO)
		d->decisive = -1;
}

void law_decide_onward(struct law_leg *g)
{
	law_mech mech = onward_mech(g->p, g->f->onward);
	struct law_tried *t;
	int tool;

	if (g->f->importer == LAW_NO_PLACE) {
		g->d->outcome = LAW_NEEDS_REVIEW;
		law_reason_add(&g->d->reasons, LAW_R_COUNTRY_UNKNOWN);
		return;
	}
	if (g->f->onward == LAW_ONWARD_OTHER || mech == LAW_NO_MECH) {
		g->d->outcome = LAW_NEEDS_REVIEW;
		law_reason_add(&g->d->reasons, LAW_R_ONWARD_BASIS_UNKNOWN);
		return;
	}
	if (g->f->onward == LAW_ONWARD_ADEQUACY) {
		t = law_try(g, mech, -1, -1);
		law_against(t, LAW_R_ONWARD_LOCAL_LAW);
		finish(g, t);
		return;
	}
	tool = contract(g);
	t = law_try(g, mech, tool, -1);
	if (tool < 0)
		law_against(t, LAW_R_ONWARD_CONTRACT_MISSING);
	else if (!cv_day_known(g->f->tool[tool].day))
		law_against(t, LAW_R_SIGNED_DATE_UNKNOWN);
	if (tool >= 0 && g->f->onward == LAW_ONWARD_SCC && law_tia(g) == NULL)
		law_against(t, g->tia_reason);
	finish(g, t);
}
