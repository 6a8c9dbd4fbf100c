/*
 * What would make a leg covered. Each remedy is a change of the facts, and it is offered only when law_decide() says covered
 * with it: the advice can not be wiser than the rules.
 */
#include "registry/law/rules.h"

#include <string.h>

struct trial {
	const struct law_pack *p;
	const struct law_facts *f;
	cv_day on;
	law_regime regime;
	bool assessed;			     /* an assessment that counts is on file */
	struct law_facts facts;              /* the changed copy */
	struct law_tool tool[LAW_TOOLS_MAX];
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
	size_t i = t->facts.n_tools < LAW_TOOLS_MAX ? t->facts.n_tools++ : LAW_TOOLS_MAX - 1;

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

static void need_assessment(struct trial *t, struct law_remedy *r)
{
	add_tool(t, LAW_ASSESSMENT, LAW_NO_MECH);
	need(r, "make a transfer impact assessment for this country, keep it, and set a day to review it");
	r->place = t->f->importer;
}

/* Unless one that ends in the same mechanism was offered before. */
static bool offer(struct trial *t, struct law_remedy *r, law_mech covers)
{
	if (t->n == LAW_REMEDIES_MAX)
		return false;
	r->mech = covers;
	for (size_t i = 0; i < t->n; i++)
		if (t->ret[i].mech == r->mech)
			return true;
	t->ret[t->n++] = *r;
	return true;
}

/* Keep r if the changed facts are covered and nothing like it was offered before. */
static bool keep(struct trial *t, struct law_remedy *r)
{
	struct law_decision d;

	law_decide(t->p, &t->facts, t->on, &d);
	return d.outcome == LAW_COVERED && offer(t, r, d.mech);
}

/* ---- first: a condition that can be found out or filled in on what is already there ---- */

static bool mend_reason(struct trial *t, struct law_tool *tool, const struct law_mech_row *m, enum law_reason why,
	struct law_remedy *r)
{
	switch (why) {
	case LAW_R_TIA_MISSING: case LAW_R_TIA_OUTDATED:
		need_assessment(t, r);
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
	default: return false;
	}
}

static void mend(struct trial *t, const struct law_tried *tried)
{
	struct law_remedy r = { .place = LAW_NO_PLACE };
	const struct law_mech_row *m;

	if (tried->tool < 0 || tried->mech == LAW_NO_MECH)
		return;
	reset(t);
	m = &t->p->mech[tried->base == LAW_NO_MECH ? tried->mech : tried->base];
	for (int i = 0; i < LAW_REASON_COUNT; i++)
		if (law_reason_in(&tried->reasons, (enum law_reason)i) &&
			!mend_reason(t, &t->tool[tried->tool], m, (enum law_reason)i, &r))
			return;
	keep(t, &r);
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

/* ---- then: a certification, where the destination knows one ---- */

static void certify(struct trial *t)
{
	struct law_slice s = t->p->adequacy_of[t->f->importer];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &t->p->adequacy[i];
		struct law_remedy r = { .place = LAW_NO_PLACE };
		const struct law_framework_row *f;

		if (a->regime != t->regime || a->framework < 0 || !cv_span_has(a->span, t->on))
			continue;
		reset(t);
		f = &t->p->framework[a->framework];
		for (law_mech m = f->mech; m != LAW_NO_MECH; m = t->p->framework[t->p->mech[m].framework].precondition) {
			struct law_tool *tool = add_tool(t, LAW_CERTIFICATION, m);

			tool->flags = LAW_T_HR | LAW_T_NON_HR;
			tool->active.from = t->p->framework[t->p->mech[m].framework].reliance.from;
			if (m != f->mech)
				need(&r, "the entry needs an active entry of the framework it extends");
		}
		need(&r, "check the framework's list for an active entry of exactly this legal entity that covers this kind of data");
		keep(t, &r);
	}
}

/* ---- then: new safeguards, those without an authority's leave first ---- */

static uint16_t module_for(const struct trial *t)
{
	static const enum law_parties of[2][2] = { { LAW_P_C2C, LAW_P_C2P }, { LAW_P_P2C, LAW_P_P2P } };

	for (size_t i = 0; i < t->p->n_mechs; i++)
		if (t->p->mech[i].module && t->p->mech[i].parties == of[t->f->exporter_role][t->f->importer_role])
			return t->p->mech[i].module;
	return 0;
}

static void sign(struct trial *t, const struct law_advice *a)
{
	const struct law_mech_row *row = &t->p->mech[a->mech], *as = &t->p->mech[a->as];
	struct law_remedy r = { .place = LAW_NO_PLACE };
	struct law_tool *tool;
	law_mech covers;

	reset(t);
	tool = add_tool(t, LAW_INSTRUMENT, a->mech);
	need(&r, row->parties == LAW_P_GROUP || row->parties == LAW_P_GROUP_PROCESSOR ?
		"bring both companies under approved binding corporate rules" : "sign it with the importer and record the day");
	if (as->permission == LAW_APPROVAL) {
		tool->flags |= LAW_T_APPROVED;
		need(&r, "obtain the authority's approval and record it");
	}
	if (as->permission == LAW_NOTIFY) {
		tool->notified = t->on;
		need(&r, "notify the authority and record the day");
	}
	if (as->parties == LAW_P_BY_MODULE) {
		tool->flags |= LAW_T_SWISS;
		need(&r, "add the adaptations for Switzerland to the clauses (authority, law and forum, references)");
	}
	if (as->takes_modules) {
		tool->flags |= module_for(t);
		need(&r, "name in it the module of the EU clauses for these roles");
	}
	if (t->on.n >= as->tia_from.n && !t->assessed)
		need_assessment(t, &r);
	covers = law_covering_safeguard(t->p, &t->facts, t->regime, t->on);
	if (covers != LAW_NO_MECH)
		offer(t, &r, covers);
}

/*
 * What is not made for these parties need not be tried. It does not cover; and if the assessment that goes with it lets
 * something on file cover, that was offered before as a condition to fill in. Only after an assessment that says no,
 * which nothing mends, it was not.
 */
static void sign_new(struct trial *t)
{
	struct law_slice s = t->p->advice_of[t->regime];
	struct law_leg g = { .p = t->p, .f = t->f, .on = t->on };
	bool all;

	t->assessed = law_tia(&g) != NULL;
	all = !t->assessed && g.tia_reason == LAW_R_TIA_NEGATIVE;
	for (size_t i = s.first; i < (size_t)s.first + s.n && t->n < LAW_REMEDIES_MAX; i++) {
		const struct law_advice *a = &t->p->advice[i];

		if (cv_span_has(a->fresh, t->on) && (all || law_made_for(t->f, &t->p->mech[a->mech])))
			sign(t, a);
	}
}

/* An onward leg needs its contract, and from clauses an assessment too (law 6). */
static void onward(struct trial *t)
{
	struct law_remedy r = { .place = LAW_NO_PLACE };

	reset(t);
	if (t->f->onward != LAW_ONWARD_FRAMEWORK && t->f->onward != LAW_ONWARD_SCC)
		return;
	add_tool(t, LAW_ONWARD_CONTRACT, LAW_NO_MECH);
	need(&r, "see to it that the importer has a contract with the next recipient that passes the same duties down");
	if (t->f->onward == LAW_ONWARD_SCC)
		need_assessment(t, &r);
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
		onward(&t);
		return t.n;
	}
	if (d->regime == LAW_NO_REGIME)
		return 0;
	for (size_t i = 0; i < d->n_tried; i++)
		find_out_scope(&t, &d->tried[i]);
	for (size_t i = 0; i < d->n_tried; i++)
		mend(&t, &d->tried[i]);
	certify(&t);
	sign_new(&t);
	return t.n;
}
