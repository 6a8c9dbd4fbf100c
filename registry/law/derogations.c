/*
 * law: section 3.5, derogations (GDPR art. 49, UK GDPR art. 49, FADP art. 17). Whether they count at all beside an
 * open safeguard is decided in decide.c.
 * test: tests/golden/cases/derogations.csv
 */
#include "registry/law/rules.h"

static void judge(const struct law_leg *g, const struct law_tool *tool, struct law_tried *t)
{
	const struct law_mech_row *m = law_mech_of(g, tool->mech);
	bool authority = g->f->exporter_attrs & LAW_X_PUBLIC_AUTHORITY;

	if (m->family != LAW_F_DEROGATION) {
		law_against(t, LAW_R_NOT_A_MECHANISM);
		return;
	}
	if (!law_in(m->regimes, g->regime)) {
		law_against(t, LAW_R_WRONG_REGIME);
		return;
	}
	if (g->on.n < m->fresh.from.n)
		law_against(t, LAW_R_NOT_YET_IN_FORCE);
	if (g->on.n >= m->alive_until.n)
		law_against(t, LAW_R_MECHANISM_ENDED);
	if (cv_day_known(tool->day) && tool->day.n > g->on.n)
		law_against(t, LAW_R_NOT_YET_SIGNED);
	if (g->on.n >= tool->active.until.n)
		law_against(t, LAW_R_SAFEGUARD_ENDED);
	if (authority && m->not_for_authority)
		law_against(t, LAW_R_DEROGATION_AUTHORITY);
	if (tool->flags & LAW_T_FAILED)
		law_against(t, LAW_R_DEROGATION_FAILED);
	else if (!(tool->flags & LAW_T_MET) || !(tool->flags & (LAW_T_OCCASIONAL | LAW_T_REPETITIVE)))
		law_against(t, LAW_R_DEROGATION_CONDITIONS_OPEN);
	if (tool->flags & LAW_T_REPETITIVE) {
		bool open = m->consent && g->f->data != LAW_HR;

		law_against(t, open ? LAW_R_CONSENT_REPETITIVE : LAW_R_DEROGATION_REPETITIVE);
	}
	if (m->consent && g->f->data == LAW_HR)
		law_against(t, LAW_R_CONSENT_EMPLOYEE);
}

void law_try_derogations(struct law_leg *g)
{
	for (size_t i = 0; i < g->f->n_tools; i++)
		if (g->f->tool[i].kind == LAW_DEROGATION)
			judge(g, &g->f->tool[i], law_try(g, g->f->tool[i].mech, (int)i, -1));
}
