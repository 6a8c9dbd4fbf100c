/*
 * law: section 3.4, appropriate safeguards (GDPR art. 46, UK GDPR art. 46, FADP art. 16(2)); section 4, modules by roles;
 * section 5, the assessment.
 * test: tests/golden/cases/safeguards.csv, tests/golden/cases/uk-and-swiss.csv
 */
#include "registry/law/rules.h"

/* ---- the assessment (law 3.4, last point; law 5) ---- */

static bool for_this_country(const struct law_leg *g, const struct law_tool *t)
{
	return t->kind == LAW_ASSESSMENT && (t->place == LAW_NO_PLACE || t->place == g->f->importer) &&
		cv_day_known(t->day) && t->day.n <= g->on.n;
}

const struct law_tool *law_tia(struct law_leg *g)
{
	const struct law_tool *best = NULL, *latest = NULL;

	if (g->tia_known)
		return g->tia;
	g->tia_known = true;
	g->tia_reason = LAW_R_TIA_MISSING;
	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *t = &g->f->tool[i];

		if (!for_this_country(g, t))
			continue;
		if (latest == NULL || t->day.n >= latest->day.n)
			latest = t;
		if (g->on.n >= t->review.n)
			g->tia_reason = LAW_R_TIA_OUTDATED;
		else if (!(t->flags & LAW_T_NEGATIVE) && (best == NULL || t->day.n > best->day.n))
			best = t;
	}
	g->tia_latest = latest;
	if (latest && (latest->flags & LAW_T_NEGATIVE)) { /* the newest word is that the promises cannot be kept: C-311/18 */
		g->tia_reason = LAW_R_TIA_NEGATIVE;
		return NULL;
	}
	return g->tia = best;
}

static void judge_assessment(struct law_leg *g, const struct law_mech_row *m, const struct law_mech_row *base,
	struct law_tried *t)
{
	if (g->on.n < m->tia_from.n)
		return;
	if (base->parties == LAW_P_P2C && !(g->f->importer_attrs & LAW_A_EU_DATA_COMBINED))
		return; /* Module Four: clauses 14 and 15 bind only where the processor adds data of its own */
	if (law_tia(g) == NULL)
		law_against(t, g->tia_reason);
}

/* ---- roles and parties (law 3.4, 4) ---- */

enum law_parties law_pair(const struct law_facts *f)
{
	static const enum law_parties of[2][2] = { { LAW_P_C2C, LAW_P_C2P }, { LAW_P_P2C, LAW_P_P2P } };

	return of[f->exporter_role][f->importer_role];
}

/* BCR-P carry data of outside controllers between group processors. */
static void judge_group_processor(const struct law_facts *f, struct law_tried *t)
{
	enum law_parties who = law_pair(f);

	if (!(f->importer_attrs & LAW_A_GROUP_MEMBER))
		law_against(t, LAW_R_NOT_GROUP_MEMBER);
	else if (who == LAW_P_P2P)
		return;
	else if (who != LAW_P_C2P)
		law_against(t, LAW_R_MODULE_ROLE_MISMATCH);
	else
		law_against(t, f->importer_kind == LAW_AFFILIATE ? LAW_R_OWN_GROUP_DATA : LAW_R_BCR_P_DIRECT);
}

static void judge_parties(const struct law_facts *f, const struct law_mech_row *base, struct law_tried *t)
{
	switch (base->parties) {
	case LAW_P_ANY: return;
	case LAW_P_C2C: case LAW_P_C2P: case LAW_P_P2P: case LAW_P_P2C:
		if (base->parties != law_pair(f))
			law_against(t, LAW_R_MODULE_ROLE_MISMATCH);
		return;
	case LAW_P_GROUP:
		if (!(f->importer_attrs & LAW_A_GROUP_MEMBER))
			law_against(t, LAW_R_NOT_GROUP_MEMBER);
		return;
	case LAW_P_GROUP_PROCESSOR: judge_group_processor(f, t); return;
	case LAW_P_PUBLIC:
		if (!(f->importer_attrs & LAW_A_PUBLIC_BODY))
			law_against(t, LAW_R_NOT_PUBLIC_BODY);
		return;
	case LAW_P_AS_ORIGINAL: case LAW_P_BY_MODULE:
		law_against(t, LAW_R_UNDERLYING_SET_UNKNOWN); /* the carrier is named, the set that was signed is not */
		return;
	}
}

bool law_made_for(const struct law_facts *f, const struct law_mech_row *m)
{
	struct law_tried t = { .verdict = LAW_YES };

	judge_parties(f, m, &t);
	return t.verdict == LAW_YES;
}

/* ---- the Addendum: the modules written with it, else those of the modular sets executed by the day ---- */

static uint16_t modules_on_file(const struct law_leg *g)
{
	uint16_t modules = 0;

	for (size_t i = 0; i < g->f->n_tools; i++) {
		const struct law_tool *t = &g->f->tool[i];

		if (t->kind == LAW_INSTRUMENT && !(cv_day_known(t->day) && t->day.n > g->on.n) && g->on.n < t->active.until.n)
			modules |= law_mech_of(g, t->mech)->module;
	}
	return modules;
}

static void judge_module(const struct law_leg *g, const struct law_tool *tool, struct law_tried *t)
{
	uint16_t modules = tool->flags & LAW_T_MODULES;

	if (modules == 0)
		modules = modules_on_file(g);
	if (modules == 0)
		law_against(t, LAW_R_MODULE_UNKNOWN);
	else if (!(modules & g->p->module_for[law_pair(g->f)]))
		law_against(t, LAW_R_MODULE_ROLE_MISMATCH);
}

/* ---- days ---- */

static cv_day first_day(const struct law_mech_row *m, const struct law_mech_row *base)
{
	if (m->parties != LAW_P_AS_ORIGINAL)
		return m->fresh.from;
	return base == m ? m->carried_from : base->fresh.from; /* contracts older than the regime count */
}

static enum law_reason ended_reason(const struct law_mech_row *m, const struct law_mech_row *base)
{
	bool a_set = m->parties == LAW_P_AS_ORIGINAL || base->parties == LAW_P_C2C || base->parties == LAW_P_C2P;

	return a_set ? LAW_R_SCC_SET_REPEALED : LAW_R_MECHANISM_ENDED;
}

static void judge_days(const struct law_leg *g, const struct law_tool *tool, const struct law_mech_row *m,
	const struct law_mech_row *base, struct law_tried *t)
{
	cv_day from = first_day(m, base), closed = m->fresh.until;

	if (g->on.n >= m->alive_until.n)
		law_against(t, ended_reason(m, base));
	if (g->on.n >= tool->active.until.n)
		law_against(t, LAW_R_SAFEGUARD_ENDED);
	if (!cv_day_known(tool->day)) {
		law_against(t, g->on.n < from.n ? LAW_R_NOT_YET_IN_FORCE : LAW_R_SIGNED_DATE_UNKNOWN);
	} else {
		if (tool->day.n > g->on.n)
			law_against(t, LAW_R_NOT_YET_SIGNED);
		if (tool->day.n < from.n)
			law_against(t, g->on.n < from.n ? LAW_R_NOT_YET_IN_FORCE : LAW_R_SIGNED_TOO_EARLY);
		if (tool->day.n >= closed.n)
			law_against(t, LAW_R_CLOSED_TO_NEW);
	}
	if (cv_day_known(tool->changed) && closed.n <= tool->changed.n && tool->changed.n <= g->on.n)
		law_against(t, LAW_R_PROCESSING_CHANGED);
}

/* ---- authority: approval, notice, national permits ---- */

static bool permit_wanted(const struct law_leg *g, const struct law_mech_row *m)
{
	if (g->on.n >= m->permit_until.n)
		return false;
	for (size_t i = 0; i < m->n_permits; i++)
		if (m->permit[i] == g->f->exporter)
			return true;
	return false;
}

static void judge_authority(const struct law_leg *g, const struct law_tool *tool, const struct law_mech_row *m,
	struct law_tried *t)
{
	bool approved = tool->flags & LAW_T_APPROVED;

	if (m->permission == LAW_APPROVAL && !approved)
		law_against(t, LAW_R_APPROVAL_MISSING);
	if (m->permission == LAW_NOTIFY && !(cv_day_known(tool->notified) && tool->notified.n <= g->on.n))
		law_against(t, LAW_R_NOTICE_MISSING);
	if (!approved && permit_wanted(g, m))
		law_against(t, LAW_R_PERMIT_MISSING);
}

static void judge_status(const struct law_leg *g, const struct law_mech_row *m, struct law_tried *t)
{
	switch (m->status) {
	case LAW_S_PLANNED: law_against(t, LAW_R_NOT_ADOPTED); break;
	case LAW_S_NOT_A_MECHANISM: law_against(t, LAW_R_NOT_A_MECHANISM); break;
	case LAW_S_NONE_APPROVED: case LAW_S_NOT_OPERATIONAL: law_against(t, LAW_R_NOT_OPERATIONAL); break;
	case LAW_S_IN_FORCE: case LAW_S_EXPIRED: case LAW_S_CLOSED: case LAW_S_CONTESTED: break; /* the days decide */
	}
	if (g->on.n >= m->contested_from.n)
		law_against(t, LAW_R_CONTESTED);
}

/* ---- one instrument ---- */

/* The mechanism a signed set counts as under the leg's regime: itself, or its carrier there. */
static law_mech counts_as(const struct law_leg *g, law_mech signed_set)
{
	const struct law_mech_row *m = law_mech_of(g, signed_set);

	return law_in(m->regimes, g->regime) ? signed_set : m->carrier[g->regime];
}

static void judge_instrument(struct law_leg *g, const struct law_tool *tool, struct law_tried *t)
{
	const struct law_mech_row *m = law_mech_of(g, t->mech), *base = law_mech_of(g, t->base);

	if (m->family != LAW_F_SAFEGUARD || m->status == LAW_S_NOT_A_MECHANISM) {
		law_against(t, LAW_R_NOT_A_MECHANISM);
		return;
	}
	judge_status(g, m, t);
	judge_parties(g->f, base, t);
	if (m->takes_modules)
		judge_module(g, tool, t);
	judge_days(g, tool, m, base, t);
	judge_authority(g, tool, m, t);
	if (m->parties == LAW_P_BY_MODULE && !(tool->flags & LAW_T_SWISS))
		law_against(t, LAW_R_SWISS_ADAPTATION_MISSING);
	if (m == base && m->module && (g->f->importer_attrs & LAW_A_ART3_2))
		law_against(t, LAW_R_IMPORTER_UNDER_GDPR); /* law 8.3; the regime's own modular set only */
	judge_assessment(g, m, base, t);
}

void law_try_instrument(struct law_leg *g, size_t i)
{
	const struct law_tool *tool = &g->f->tool[i];
	const struct law_mech_row *m = law_mech_of(g, tool->mech);
	law_mech as;
	struct law_tried *t;

	if (m->family == LAW_F_ADEQUACY && !m->general && m->framework < 0)
		return; /* a national assessment: judged with adequacy */
	as = counts_as(g, tool->mech);
	t = law_try(g, as == LAW_NO_MECH ? tool->mech : as, (int)i, -1);
	t->base = tool->mech;
	if (as == LAW_NO_MECH)
		law_against(t, m->family == LAW_F_SAFEGUARD ? LAW_R_WRONG_REGIME : LAW_R_NOT_A_MECHANISM);
	else
		judge_instrument(g, tool, t);
}

void law_try_safeguards(struct law_leg *g)
{
	for (size_t i = 0; i < g->f->n_tools; i++) {
		if (g->f->tool[i].kind == LAW_INSTRUMENT)
			law_try_instrument(g, i);
		else if (g->f->tool[i].kind == LAW_CLAIM)
			law_try_claim(g, i);
	}
}
