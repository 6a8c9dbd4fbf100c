/*
 * What would make a leg covered. Each remedy is a change of the facts, and it is offered only when the rules say
 * covered with it: the advice can not be wiser than they are.
 */
#include "registry/law/rules.h"

#include <string.h>

/* On top of what is on file: something new, and what is wanted in each round of settle(). */
enum { TOOLS_MAX = LAW_TOOLS_MAX + 1 + LAW_NEEDS_MAX };

struct trial {
	const struct law_pack *p;
	const struct law_facts *f;
	cv_day on;
	law_regime regime;
	struct law_facts facts;              /* the changed copy */
	struct law_tool tool[TOOLS_MAX];
	struct law_remedy *ret;
	size_t n;
};

static void reset(struct trial *t)
{
	t->facts = *t->f;
	if (t->f->n_tools > 0)
		memcpy(t->tool, t->f->tool, t->f->n_tools * sizeof(*t->tool));
	t->facts.tool = t->tool;
}

static struct law_tool *add_tool(struct trial *t, enum law_tool_kind kind, law_mech mech)
{
	size_t i = t->facts.n_tools < TOOLS_MAX ? t->facts.n_tools++ : TOOLS_MAX - 1;

	t->tool[i] = (struct law_tool){ .kind = kind, .mech = mech, .day = t->on, .changed = CV_DAY_NONE,
		.notified = CV_DAY_NONE, .review = CV_DAY_EVER, .active = { CV_DAY_NONE, CV_DAY_EVER } };
	return &t->tool[i];
}

static void need(struct law_remedy *r, const char *sentence)
{
	for (size_t i = 0; i < r->n_needs; i++)
		if (r->need[i] == sentence)
			return;
	if (r->n_needs < LAW_NEEDS_MAX)
		r->need[r->n_needs++] = sentence;
}

static void need_assessment(struct trial *t, enum law_reason why, struct law_remedy *r)
{
	add_tool(t, LAW_ASSESSMENT, LAW_NO_MECH);
	need(r, why == LAW_R_TIA_NEGATIVE ?
		"add measures that make up for what the assessment found, assess again, or do not send the data" :
		"make a transfer impact assessment for this country, keep it, and set a day to review it");
	r->place = t->f->importer;
}

/* r has the changed facts covered by m; of two ways to the same mechanism the one that asks for less. */
static bool offer(struct trial *t, struct law_remedy *r, law_mech m)
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
static bool keep(struct trial *t, struct law_remedy *r)
{
	struct law_decision d;

	law_decide(t->p, &t->facts, t->on, &d);
	return d.outcome == LAW_COVERED && offer(t, r, d.mech);
}

/* The same where only safeguards were added: adequacy asks for none, and did not cover before. */
static void keep_safeguard(struct trial *t, struct law_remedy *r)
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
static size_t add_entry(struct trial *t, law_mech m)
{
	struct law_tool *tool = add_tool(t, LAW_CERTIFICATION, m);

	tool->flags = LAW_T_HR | LAW_T_NON_HR;
	tool->active.from = t->p->framework[t->p->mech[m].framework].reliance.from;
	return (size_t)(tool - t->tool);
}

/* ---- first: a condition that can be found out or filled in on what is already there ---- */

static bool mend_reason(struct trial *t, struct law_tool *tool, enum law_reason why, struct law_remedy *r)
{
	const struct law_mech_row *m = &t->p->mech[tool->mech];

	switch (why) {
	case LAW_R_TIA_MISSING: case LAW_R_TIA_OUTDATED: case LAW_R_TIA_NEGATIVE:
		need_assessment(t, why, r);
		return true;
	case LAW_R_SIGNED_DATE_UNKNOWN:
		tool->day = m->carried_from.n != CV_DAY_EVER.n && m->parties == LAW_P_AS_ORIGINAL ? m->carried_from : m->fresh.from;
		need(r, "find out on which day the instrument was concluded and record it");
		return true;
	case LAW_R_SWISS_ADAPTATION_MISSING:
		tool->flags |= LAW_T_SWISS;
		need(r, "add the adaptations for Switzerland to the clauses (authority, law and forum, references)");
		return true;
	case LAW_R_APPROVAL_MISSING: case LAW_R_PERMIT_MISSING:
		tool->flags |= LAW_T_APPROVED;
		need(r, "obtain the authority's approval and record it");
		return true;
	case LAW_R_NOTICE_MISSING:
		tool->notified = t->on;
		need(r, "notify the authority and record the day");
		return true;
	case LAW_R_MODULE_UNKNOWN:
		tool->flags |= LAW_T_MODULES;
		need(r, "find out which module of the clauses the addendum brings in, and record the one for these roles");
		return true;
	case LAW_R_DEROGATION_CONDITIONS_OPEN:
		tool->flags |= LAW_T_MET;
		need(r, "document that every condition of the derogation is met");
		return true;
	case LAW_R_CERTIFICATION_UNVERIFIED: case LAW_R_LIST_STATUS_UNKNOWN: case LAW_R_HALF_COVERED:
	case LAW_R_HR_COVERAGE_DISPUTED: case LAW_R_HR_NOT_COVERED: case LAW_R_NON_HR_NOT_COVERED:
		tool->flags |= LAW_T_HR | LAW_T_NON_HR;
		tool->flags &= (uint16_t)~LAW_T_STATUS_UNKNOWN;
		if (!cv_day_known(tool->active.from))
			tool->active.from = t->on;
		need(r, "look the exact legal entity up on the list: it must be active and cover this kind of data");
		return true;
	case LAW_R_PRECONDITION_MISSING: case LAW_R_PRECONDITION_OPEN:
		add_entry(t, t->p->framework[m->framework].precondition);
		need(r, "the entry needs an active entry of the framework it extends");
		return true;
	default: return false;
	}
}

/* What the rules for its kind say against tool i of the changed facts; false when they do not try it. */
static bool said_against(const struct trial *t, size_t i, struct law_reasons *ret)
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

typedef bool mend_fn(struct trial *t, struct law_tool *tool, enum law_reason why, struct law_remedy *r);

/* Mends those reasons against tool i, and what the rules say then, and no more than that, until they say nothing. */
static bool settle(struct trial *t, size_t i, struct law_reasons reasons, mend_fn *mend, struct law_remedy *r)
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

static bool lacks_leave(const struct law_tried *tried)
{
	return law_reason_in(&tried->reasons, LAW_R_APPROVAL_MISSING) ||
		law_reason_in(&tried->reasons, LAW_R_PERMIT_MISSING);
}

/* What is on file already, with what it lacks; what lacks little first. */
static void mend_on_file(struct trial *t, const struct law_decision *d, bool with_leave)
{
	size_t first = t->n;

	for (size_t i = 0; i < d->n_tried; i++) {
		struct law_remedy r = { .place = LAW_NO_PLACE };

		if (d->tried[i].tool < 0 || d->tried[i].mech == LAW_NO_MECH || lacks_leave(&d->tried[i]) != with_leave)
			continue;
		reset(t);
		if (settle(t, (size_t)d->tried[i].tool, d->tried[i].reasons, mend_reason, &r))
			keep(t, &r);
	}
	for (size_t i = first + 1; i < t->n; i++) {
		struct law_remedy r = t->ret[i];
		size_t k = i;

		for (; k > first && t->ret[k - 1].n_needs > r.n_needs; k--)
			t->ret[k] = t->ret[k - 1];
		t->ret[k] = r;
	}
}

static void find_out_scope(struct trial *t, const struct law_tried *tried)
{
	const struct law_scope_row *s;
	struct law_remedy r = { .place = LAW_NO_PLACE };

	if (tried->row < 0 || !law_reason_in(&tried->reasons, LAW_R_SCOPE_UNKNOWN))
		return;
	s = &t->p->scope[t->p->adequacy[tried->row].scope];
	for (size_t i = 0; i < s->n_yes; i++) {
		reset(t);
		t->facts.importer_attrs |= s->yes[i];
		need(&r, *s->note ? s->note : "find out whether the recipient is within the scope of the adequacy finding");
		if (keep(t, &r))
			return;
	}
}

/* ---- then: something new, with what the rules still ask for ---- */

static bool fill_in(struct trial *t, struct law_tool *tool, enum law_reason why, struct law_remedy *r)
{
	const struct law_mech_row *m = &t->p->mech[tool->mech];

	switch (why) {
	case LAW_R_MODULE_UNKNOWN: case LAW_R_MODULE_ROLE_MISMATCH:
		if (!m->takes_modules || (tool->flags & LAW_T_MODULES))
			return false;
		tool->flags |= t->p->module_for[law_pair(t->f)];
		need(r, "name in it the module of the EU clauses for these roles");
		return true;
	default: return mend_reason(t, tool, why, r);
	}
}

static bool settle_new(struct trial *t, size_t i, struct law_remedy *r)
{
	struct law_reasons reasons;

	return said_against(t, i, &reasons) && settle(t, i, reasons, fill_in, r);
}

/* A certification, where the destination knows one. */
static void certify(struct trial *t)
{
	struct law_slice s = t->p->adequacy_of[t->f->importer];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &t->p->adequacy[i];
		struct law_remedy r = { .place = LAW_NO_PLACE };

		if (a->regime != t->regime || a->framework < 0 || !cv_span_has(a->span, t->on))
			continue;
		reset(t);
		need(&r, "check the framework's list for an active entry of exactly this legal entity that covers this kind of data");
		if (settle_new(t, add_entry(t, t->p->framework[a->framework].mech), &r))
			keep(t, &r);
	}
}

static void sign(struct trial *t, const struct law_advice *a)
{
	enum law_parties who = t->p->mech[a->mech].parties;
	struct law_remedy r = { .place = LAW_NO_PLACE };

	reset(t);
	if (who == LAW_P_GROUP || who == LAW_P_GROUP_PROCESSOR)
		need(&r, "bring both companies under approved binding corporate rules");
	else if (a->as != a->mech) /* the answer names what carries the sets here */
		need(&r, "sign the set or module made for these roles with the importer and record the day");
	else
		need(&r, "sign it with the importer and record the day");
	if (settle_new(t, (size_t)(add_tool(t, LAW_INSTRUMENT, a->mech) - t->tool), &r))
		keep_safeguard(t, &r);
}

/* New safeguards that ask the authority for just that. What is not made for these parties can not be mended. */
static void sign_new(struct trial *t, enum law_permission permission)
{
	struct law_slice s = t->p->advice_of[t->regime][permission];

	for (size_t i = s.first; i < (size_t)s.first + s.n && t->n < LAW_REMEDIES_MAX; i++) {
		const struct law_advice *a = &t->p->advice[i];

		if (cv_span_has(a->fresh, t->on) && law_made_for(t->f, &t->p->mech[a->mech]))
			sign(t, a);
	}
}

/* An onward leg needs its contract, and from clauses an assessment too (law 6). */
static void onward(struct trial *t, const struct law_decision *d)
{
	static const enum law_reason lacking[] = { LAW_R_TIA_MISSING, LAW_R_TIA_OUTDATED, LAW_R_TIA_NEGATIVE };
	struct law_remedy r = { .place = LAW_NO_PLACE };
	struct law_decision then;

	reset(t);
	if (law_reason_in(&d->reasons, LAW_R_ONWARD_CONTRACT_MISSING)) {
		add_tool(t, LAW_ONWARD_CONTRACT, LAW_NO_MECH);
		need(&r, "see to it that the importer has a contract with the next recipient that passes the same duties down");
	} else if (law_reason_in(&d->reasons, LAW_R_SIGNED_DATE_UNKNOWN)) {
		t->tool[d->tried[0].tool].day = t->on;
		need(&r, "find out on which day the instrument was concluded and record it");
	}
	law_decide(t->p, &t->facts, t->on, &then);
	for (size_t i = 0; i < CV_LEN(lacking); i++)
		if (law_reason_in(&then.reasons, lacking[i]))
			need_assessment(t, lacking[i], &r);
	keep(t, &r);
}

size_t law_remedies(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct law_remedy ret[LAW_REMEDIES_MAX])
{
	struct trial t;

	if (d->outcome == LAW_COVERED || d->outcome == LAW_NO_TRANSFER || f->importer == LAW_NO_PLACE)
		return 0;
	t.p = p; /* the room for tools is large and need not be cleared */
	t.f = f;
	t.on = on;
	t.regime = d->regime;
	t.ret = ret;
	t.n = 0;
	if (f->onward != LAW_ONWARD_NONE) {
		onward(&t, d);
		return t.n;
	}
	if (d->regime == LAW_NO_REGIME)
		return 0;
	for (size_t i = 0; i < d->n_tried; i++)
		find_out_scope(&t, &d->tried[i]);
	mend_on_file(&t, d, false);
	certify(&t);
	sign_new(&t, LAW_FREE);
	sign_new(&t, LAW_NOTIFY);
	mend_on_file(&t, d, true);
	sign_new(&t, LAW_APPROVAL);
	return t.n;
}
