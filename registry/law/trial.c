/* A change of the facts, tried on a copy: what is added or mended, what that asks of a person, whether it covers. */
#include "registry/law/trial.h"

#include <string.h>

void law_trial_reset(struct law_trial *t)
{
	t->facts = *t->f;
	if (t->f->n_tools > 0)
		memcpy(t->tool, t->f->tool, t->f->n_tools * sizeof(*t->tool));
	t->facts.tool = t->tool;
}

struct law_tool *law_trial_add(struct law_trial *t, enum law_tool_kind kind, law_mech mech)
{
	size_t i = t->facts.n_tools < LAW_TRIAL_TOOLS_MAX ? t->facts.n_tools++ : LAW_TRIAL_TOOLS_MAX - 1;

	t->tool[i] = (struct law_tool){ .kind = kind, .mech = mech, .day = t->on, .changed = CV_DAY_NONE,
		.notified = CV_DAY_NONE, .review = CV_DAY_EVER, .active = { CV_DAY_NONE, CV_DAY_EVER } };
	return &t->tool[i];
}

static const char *const sentence[LAW_NEED_COUNT] = {
#define X(id, text) [LAW_NEED_##id] = text,
	LAW_NEEDS(X)
#undef X
};

const char *law_need_sentence(size_t i)
{
	return i < LAW_NEED_COUNT ? sentence[i] : NULL;
}

void law_trial_note(struct law_remedy *r, const char *note)
{
	for (size_t i = 0; i < r->n_needs; i++)
		if (r->need[i] == note)
			return;
	if (r->n_needs < LAW_NEEDS_MAX)
		r->need[r->n_needs++] = note;
}

void law_trial_need(struct law_remedy *r, enum law_need_id need)
{
	law_trial_note(r, sentence[need]);
}

void law_trial_need_assessment(struct law_trial *t, enum law_reason why, struct law_remedy *r)
{
	struct law_leg g = { .p = t->p, .f = t->f, .on = t->on, .regime = t->regime };

	if (why == LAW_R_TIA_OUTDATED && !law_tia(&g) && g.tia_latest) {
		law_trial_need(r, LAW_NEED_REVIEW);
		r->assessed = g.tia_latest->day;
	} else if (why == LAW_R_TIA_NEGATIVE) {
		law_trial_need(r, LAW_NEED_MEASURES);
	} else {
		law_trial_need(r, LAW_NEED_ASSESS);
	}
	law_trial_add(t, LAW_ASSESSMENT, LAW_NO_MECH);
	r->place = t->f->importer;
}

/* r has the changed facts covered by m; of two ways to the same mechanism the one that asks for less. */
static bool offer(struct law_trial *t, struct law_remedy *r, law_mech m)
{
	r->mech = m;
	for (size_t i = 0; i < t->n; i++) {
		if (t->ret[i].mech != r->mech)
			continue;
		if (r->n_needs < t->ret[i].n_needs)
			t->ret[i] = *r;
		return true;
	}
	if (t->n == LAW_REMEDIES_MAX)
		return false;
	t->ret[t->n++] = *r;
	return true;
}

/* Keep r if the changed facts are covered. */
bool law_trial_keep(struct law_trial *t, struct law_remedy *r)
{
	struct law_decision d;

	law_decide(t->p, &t->facts, t->on, &d);
	return d.outcome == LAW_COVERED && offer(t, r, d.mech);
}

/* The same where only safeguards were added: adequacy asks for none, and did not cover before. */
void law_trial_keep_safeguard(struct law_trial *t, struct law_remedy *r)
{
	struct law_decision d;
	struct law_leg g = { .p = t->p, .f = &t->facts, .on = t->on, .regime = t->regime, .d = &d };

	d.n_tried = 0;
	law_try_safeguards(&g);
	for (size_t i = 0; i < d.n_tried; i++) {
		if (d.tried[i].verdict == LAW_YES) {
			offer(t, r, d.tried[i].mech);
			return;
		}
	}
}

/* An entry of that framework as old as reliance on it, for every kind of data. */
size_t law_trial_add_entry(struct law_trial *t, law_mech m)
{
	struct law_tool *tool = law_trial_add(t, LAW_CERTIFICATION, m);

	tool->flags = LAW_T_HR | LAW_T_NON_HR;
	tool->active.from = t->p->framework[t->p->mech[m].framework].reliance.from;
	return (size_t)(tool - t->tool);
}

/* ---- what the rules miss, mended ---- */

/* A condition that can be found out or filled in on what is already there. */
static bool mend_reason(struct law_trial *t, struct law_tool *tool, enum law_reason why, struct law_remedy *r)
{
	const struct law_mech_row *m = &t->p->mech[tool->mech];

	switch (why) {
	case LAW_R_TIA_MISSING: case LAW_R_TIA_OUTDATED: case LAW_R_TIA_NEGATIVE:
		law_trial_need_assessment(t, why, r);
		return true;
	case LAW_R_SIGNED_DATE_UNKNOWN:
		tool->day = m->carried_from.n != CV_DAY_EVER.n && m->parties == LAW_P_AS_ORIGINAL ? m->carried_from : m->fresh.from;
		law_trial_need(r, LAW_NEED_DAY);
		return true;
	case LAW_R_SWISS_ADAPTATION_MISSING:
		tool->flags |= LAW_T_SWISS;
		law_trial_need(r, LAW_NEED_SWISS);
		return true;
	case LAW_R_APPROVAL_MISSING: case LAW_R_PERMIT_MISSING:
		tool->flags |= LAW_T_APPROVED;
		law_trial_need(r, LAW_NEED_APPROVAL);
		return true;
	case LAW_R_NOTICE_MISSING:
		tool->notified = t->on;
		law_trial_need(r, LAW_NEED_NOTIFY);
		return true;
	case LAW_R_MODULE_UNKNOWN:
		tool->flags |= LAW_T_MODULES;
		law_trial_need(r, LAW_NEED_MODULE);
		return true;
	case LAW_R_DEROGATION_CONDITIONS_OPEN:
		tool->flags |= LAW_T_MET;
		law_trial_need(r, LAW_NEED_CONDITIONS);
		return true;
	case LAW_R_CERTIFICATION_UNVERIFIED: case LAW_R_LIST_STATUS_UNKNOWN: case LAW_R_HALF_COVERED:
	case LAW_R_HR_COVERAGE_DISPUTED: case LAW_R_HR_NOT_COVERED: case LAW_R_NON_HR_NOT_COVERED:
		tool->flags |= LAW_T_HR | LAW_T_NON_HR;
		tool->flags &= (uint16_t)~LAW_T_STATUS_UNKNOWN;
		if (!cv_day_known(tool->active.from))
			tool->active.from = t->on;
		law_trial_need(r, LAW_NEED_LOOK_UP);
		return true;
	case LAW_R_PRECONDITION_MISSING: case LAW_R_PRECONDITION_OPEN:
		law_trial_add_entry(t, t->p->framework[m->framework].precondition);
		law_trial_need(r, LAW_NEED_EXTENDED);
		return true;
	default: return false;
	}
}

/* What the rules for its kind say against tool i of the changed facts; false when they do not try it. */
static bool said_against(const struct law_trial *t, size_t i, struct law_reasons *ret)
{
	struct law_decision d;
	struct law_leg g = { .p = t->p, .f = &t->facts, .on = t->on, .regime = t->regime, .d = &d };

	d.n_tried = 0;
	switch (t->tool[i].kind) {
	case LAW_INSTRUMENT: law_try_instrument(&g, i); break;
	case LAW_CERTIFICATION: law_try_adequacy(&g); break;
	case LAW_DEROGATION: law_try_derogations(&g); break;
	case LAW_ASSESSMENT: case LAW_ONWARD_CONTRACT: case LAW_CLAIM: return false;
	}
	for (size_t k = 0; k < d.n_tried; k++) {
		if (d.tried[k].tool == (int16_t)i) {
			*ret = d.tried[k].reasons;
			return true;
		}
	}
	return false;
}

typedef bool mend_fn(struct law_trial *t, struct law_tool *tool, enum law_reason why, struct law_remedy *r);

/* Mends those reasons against tool i, and what the rules say then, and no more than that, until they say nothing. */
static bool settle(struct law_trial *t, size_t i, struct law_reasons reasons, mend_fn *mend, struct law_remedy *r)
{
	for (int round = 1; round < LAW_NEEDS_MAX && law_reason_any(&reasons); round++) {
		for (enum law_reason why = law_reason_from(&reasons, 0); why < LAW_REASON_COUNT;
			why = law_reason_from(&reasons, (int)why + 1))
			if (!mend(t, &t->tool[i], why, r))
				return false;
		if (!said_against(t, i, &reasons))
			return false;
	}
	return !law_reason_any(&reasons);
}

bool law_trial_settle_on_file(struct law_trial *t, const struct law_tried *tried, struct law_remedy *r)
{
	return settle(t, (size_t)tried->tool, tried->reasons, mend_reason, r);
}

/* On something new: what can still be written into it. */
static bool fill_in(struct law_trial *t, struct law_tool *tool, enum law_reason why, struct law_remedy *r)
{
	const struct law_mech_row *m = &t->p->mech[tool->mech];

	switch (why) {
	case LAW_R_MODULE_UNKNOWN: case LAW_R_MODULE_ROLE_MISMATCH:
		if (!m->takes_modules || (tool->flags & LAW_T_MODULES))
			return false;
		tool->flags |= t->p->module_for[law_pair(t->f)];
		law_trial_need(r, LAW_NEED_NAME_MODULE);
		return true;
	default: return mend_reason(t, tool, why, r);
	}
}

bool law_trial_settle_new(struct law_trial *t, size_t i, struct law_remedy *r)
{
	struct law_reasons reasons;

	return said_against(t, i, &reasons) && settle(t, i, reasons, fill_in, r);
}
