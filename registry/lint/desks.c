/* What the desks left undone: notices that were not given, overrides that ran out, vendors nobody decided about. */
#include "registry/lint/inside.h"

#include "registry/desk/vendor.h"

/* ---- notices ---------------------------------------------------------------------------------------------------- */

/* The first day of a transfer to it that takes place on the day; false: there is none. */
static bool first_day(const struct reg_linting *g, const struct reg_party_v *p, cv_day *ret)
{
	bool found = false;

	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *l = &g->v->leg[g->v->leg_in[p->first_in + i]];

		if (!cv_span_has(l->span, g->on))
			continue;
		if (!found || l->span.from.n < ret->n)
			*ret = l->span.from;
		found = true;
	}
	return found;
}

/* Who stood on the list before the first customer signed it was agreed with the contract. */
static enum cv_err announced(struct reg_linting *g, uint32_t party)
{
	const struct reg_party_v *p = &g->v->party[party];
	struct reg_lint_found f = reg_lint_about(REG_L_SUBPROCESSOR_NOT_ANNOUNCED, REG_PARTIES, p->n);
	cv_day from;

	if (!p->published || p->own || g->party[party].announced || g->party[party].status == REG_LP_ENDED ||
		!first_day(g, p, &from))
		return CV_OK;
	if (g->has_customers && from.n < g->first_customer.n)
		return CV_OK;
	f.id = p->id;
	f.party = party;
	f.since = from;
	cv_str_printf(&g->what,
		"%s stands on the public list of sub-processors, and no notice that it was added is on file.", p->name);
	cv_str_puts(&g->remedy, "Announce it to the customers and record the notice; if they were told, record that.");
	return reg_lint_found(g, &f);
}

/* ---- overrides -------------------------------------------------------------------------------------------------- */

static bool renewed(const struct reg_linting *g, const struct reg_lint_override *old)
{
	for (size_t i = 0; i < g->n_overrides; i++) {
		const struct reg_lint_override *o = &g->override[i];

		if (o->party == old->party && cv_streq(o->gate, old->gate) && o->span.until.n > g->on.n)
			return true;
	}
	return false;
}

/* Once the gate is open by itself nothing hangs on it; one of a notice did its work when the change began. */
static enum cv_err needed(struct reg_linting *g, const struct reg_lint_override *o, bool *ret)
{
	struct reg_gate gate = { 0 };
	enum cv_err e;

	*ret = false;
	if (!cv_streq(o->gate, "approval"))
		return CV_OK;
	e = reg_gate_look(g->v, o->party, g->on, &gate, g->err);
	*ret = e == CV_OK && !gate.met;
	reg_gate_finish(&gate);
	return e;
}

static enum cv_err expired(struct reg_linting *g, const struct reg_lint_override *o)
{
	struct reg_lint_found f = reg_lint_about(REG_L_OVERRIDE_EXPIRED, REG_OVERRIDES, o->n);
	char day[CV_DAY_TEXT];
	bool still;

	if (o->revoked || o->span.until.n > g->on.n || g->party[o->party].status != REG_LP_IN_USE || renewed(g, o))
		return CV_OK;
	TRY(needed(g, o, &still));
	if (!still)
		return CV_OK;
	f.id = o->id;
	f.party = o->party;
	f.since = o->span.until;
	cv_str_printf(&g->what, "The override about %s (%s) expired on %s, and the vendor is still in use.",
		reg_lint_name_of(g, o->party), o->gate, cv_day_text(o->span.until, day));
	cv_str_puts(&g->remedy, "Mend what it passed over, decide it anew, or suspend the vendor.");
	return reg_lint_found(g, &f);
}

/* ---- what nobody decided here ----------------------------------------------------------------------------------- */

/* A register that keeps no decisions at all does not want to hear it of every vendor. */
static bool keeps_decisions(const struct reg_view *v)
{
	for (uint32_t i = 0; i < v->desk->n_checks; i++)
		if (v->desk->check[i].item == REG_CHECK_DECISION)
			return true;
	return false;
}

static enum cv_err undecided(struct reg_linting *g, uint32_t party)
{
	const struct reg_party_v *p = &g->v->party[party];
	struct reg_lint_found f = reg_lint_about(REG_L_APPROVED_UNDECIDED, REG_PARTIES, p->n);

	if (!reg_undecided(g->v, party))
		return CV_OK;
	TRY(reg_lint_filed_since(g, REG_PARTIES, p->n, (const char *const[]){ "status", NULL }, &f.since));
	f.id = p->id;
	f.party = party;
	cv_str_printf(&g->what, "%s is %s, and no decision that it is used is on file.", p->name,
		reg_status_word((enum reg_status)p->status));
	cv_str_printf(&g->remedy,
		"File the decision with its evidence (chapterv onboard checklist %s decision --state done --document "
		"REF), or review it anew: under-review, then through the gate.",
		p->id);
	return reg_lint_found(g, &f);
}

enum cv_err reg_lint_desks(struct reg_linting *g)
{
	bool decisions = keeps_decisions(g->v);

	for (uint32_t i = 0; i < g->v->n_parties; i++)
		TRY(announced(g, i));
	for (uint32_t i = 0; decisions && i < g->v->n_parties; i++)
		TRY(undecided(g, i));
	for (size_t i = 0; i < g->n_overrides; i++)
		TRY(expired(g, &g->override[i]));
	return CV_OK;
}
