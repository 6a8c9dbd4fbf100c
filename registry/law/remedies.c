/*
 * What would make a leg covered. Each remedy is a change of the facts, and it is offered only when the rules say
 * covered with it: the advice can not be wiser than they are.
 */
#include "registry/law/trial.h"

/* ---- first: what is on file, or could be found out ---- */

static bool lacks_leave(const struct law_tried *tried)
{
	return law_reason_in(&tried->reasons, LAW_R_APPROVAL_MISSING) ||
		law_reason_in(&tried->reasons, LAW_R_PERMIT_MISSING);
}

/* What is on file already, with what it lacks; what lacks little first. */
static void mend_on_file(struct law_trial *t, const struct law_decision *d, bool with_leave)
{
	size_t first = t->n;

	for (size_t i = 0; i < d->n_tried; i++) {
		struct law_remedy r = { .place = LAW_NO_PLACE };

		if (d->tried[i].tool < 0 || d->tried[i].mech == LAW_NO_MECH || lacks_leave(&d->tried[i]) != with_leave)
			continue;
		law_trial_reset(t);
		if (law_trial_settle_on_file(t, &d->tried[i], &r))
			law_trial_keep(t, &r);
	}
	for (size_t i = first + 1; i < t->n; i++) {
		struct law_remedy r = t->ret[i];
		size_t k = i;

		for (; k > first && t->ret[k - 1].n_needs > r.n_needs; k--)
			t->ret[k] = t->ret[k - 1];
		t->ret[k] = r;
	}
}

static void find_out_scope(struct law_trial *t, const struct law_tried *tried)
{
	const struct law_scope_row *s;
	struct law_remedy r = { .place = LAW_NO_PLACE };

	if (tried->row < 0 || !law_reason_in(&tried->reasons, LAW_R_SCOPE_UNKNOWN))
		return;
	s = &t->p->scope[t->p->adequacy[tried->row].scope];
	for (size_t i = 0; i < s->n_yes; i++) {
		law_trial_reset(t);
		t->facts.importer_attrs |= s->yes[i];
		law_trial_note(&r, *s->note ? s->note : law_need_sentence(LAW_NEED_SCOPE));
		if (law_trial_keep(t, &r))
			return;
	}
}

/* ---- then: something new, with what the rules still ask for ---- */

/* A certification, where the destination knows one. */
static void certify(struct law_trial *t)
{
	struct law_slice s = t->p->adequacy_of[t->f->importer];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_adequacy_row *a = &t->p->adequacy[i];
		struct law_remedy r = { .place = LAW_NO_PLACE };

		if (a->regime != t->regime || a->framework < 0 || !cv_span_has(a->span, t->on))
			continue;
		law_trial_reset(t);
		law_trial_need(&r, LAW_NEED_ENTRY);
		if (law_trial_settle_new(t, law_trial_add_entry(t, t->p->framework[a->framework].mech), &r))
			law_trial_keep(t, &r);
	}
}

static void sign(struct law_trial *t, const struct law_advice *a)
{
	enum law_parties who = t->p->mech[a->mech].parties;
	struct law_remedy r = { .place = LAW_NO_PLACE };

	law_trial_reset(t);
	if (who == LAW_P_GROUP || who == LAW_P_GROUP_PROCESSOR)
		law_trial_need(&r, LAW_NEED_BCR);
	else if (a->as != a->mech) /* the answer names what carries the sets here */
		law_trial_need(&r, LAW_NEED_SIGN_SET);
	else
		law_trial_need(&r, LAW_NEED_SIGN);
	if (law_trial_settle_new(t, (size_t)(law_trial_add(t, LAW_INSTRUMENT, a->mech) - t->tool), &r))
		law_trial_keep_safeguard(t, &r);
}

/* ---- what somebody claims: found, it is on file ---- */

static void prove(struct law_trial *t, const struct law_advice *a, const char *note)
{
	const struct law_mech_row *row = &t->p->mech[a->mech];
	struct law_remedy r = { .place = LAW_NO_PLACE };
	struct law_tool *tool;

	law_trial_reset(t);
	law_trial_note(&r, note);
	tool = law_trial_add(t, LAW_INSTRUMENT, a->mech);
	if (row->permission != LAW_FREE)
		tool->flags |= LAW_T_APPROVED;
	if (row->permission == LAW_NOTIFY)
		tool->notified = t->on;
	if (row->takes_modules)
		tool->flags |= t->p->module_for[law_pair(t->f)];
	if (law_trial_settle_new(t, (size_t)(tool - t->tool), &r))
		law_trial_keep_safeguard(t, &r);
}

static void prove_entry(struct law_trial *t, law_mech m, const char *note)
{
	struct law_remedy r = { .place = LAW_NO_PLACE };

	law_trial_reset(t);
	law_trial_note(&r, note);
	if (law_trial_settle_new(t, law_trial_add_entry(t, m), &r))
		law_trial_keep(t, &r);
}

/* Whatever counts as the mechanism that may be meant. */
static void prove_mech(struct law_trial *t, law_mech m, const char *note)
{
	if (t->p->mech[m].framework >= 0)
		prove_entry(t, m, note);
	for (int permission = LAW_FREE; permission <= LAW_NOTIFY; permission++) {
		struct law_slice s = t->p->advice_of[t->regime][permission];

		for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
			const struct law_advice *a = &t->p->advice[i];

			if (a->as == m && cv_span_has(a->fresh, t->on) && law_made_for(t->f, &t->p->mech[a->mech]))
				prove(t, a, note);
		}
	}
}

static void prove_claims(struct law_trial *t, const struct law_decision *d)
{
	for (size_t i = 0; i < d->n_tried; i++) {
		const struct law_family_row *claimed;

		if (!law_reason_in(&d->tried[i].reasons, LAW_R_CLAIM_UNVERIFIED))
			continue;
		claimed = law_claimed(t->p, t->f->tool[d->tried[i].tool].family, t->regime);
		for (size_t n = 0; claimed && n < claimed->n; n++)
			prove_mech(t, claimed->mech[n], claimed->note);
	}
}

/* New safeguards that ask the authority for just that. What is not made for these parties can not be mended. */
static void sign_new(struct law_trial *t, enum law_permission permission)
{
	struct law_slice s = t->p->advice_of[t->regime][permission];

	for (size_t i = s.first; i < (size_t)s.first + s.n && t->n < LAW_REMEDIES_MAX; i++) {
		const struct law_advice *a = &t->p->advice[i];

		if (cv_span_has(a->fresh, t->on) && law_made_for(t->f, &t->p->mech[a->mech]))
			sign(t, a);
	}
}

/* An onward leg needs its contract, and from clauses an assessment too (law 6). */
static void onward(struct law_trial *t, const struct law_decision *d)
{
	static const enum law_reason lacking[] = { LAW_R_TIA_MISSING, LAW_R_TIA_OUTDATED, LAW_R_TIA_NEGATIVE };
	struct law_remedy r = { .place = LAW_NO_PLACE };
	struct law_decision then;

	law_trial_reset(t);
	if (law_reason_in(&d->reasons, LAW_R_ONWARD_CONTRACT_MISSING)) {
		law_trial_add(t, LAW_ONWARD_CONTRACT, LAW_NO_MECH);
		law_trial_need(&r, LAW_NEED_ONWARD_CONTRACT);
	} else if (law_reason_in(&d->reasons, LAW_R_SIGNED_DATE_UNKNOWN)) {
		t->tool[d->tried[0].tool].day = t->on;
		law_trial_need(&r, LAW_NEED_DAY);
	}
	law_decide(t->p, &t->facts, t->on, &then);
	for (size_t i = 0; i < CV_LEN(lacking); i++)
		if (law_reason_in(&then.reasons, lacking[i]))
			law_trial_need_assessment(t, lacking[i], &r);
	law_trial_keep(t, &r);
}

size_t law_remedies(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct law_remedy ret[LAW_REMEDIES_MAX])
{
	struct law_trial t;

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
	prove_claims(&t, d);
	certify(&t);
	sign_new(&t, LAW_FREE);
	sign_new(&t, LAW_NOTIFY);
	mend_on_file(&t, d, true);
	sign_new(&t, LAW_APPROVAL);
	return t.n;
}
