/*
 * Safeguards and certifications that are on file as if they held and do not, or that nobody looked at for long: they
 * decide nothing today, and would be what is left tomorrow.
 */
#include "registry/lint/inside.h"
#include "registry/standing.h"

#include <stdlib.h>
#include <string.h>

/* What one tool was worth where it was tried. */
struct seen {
	struct law_reasons why;
	uint32_t leg; /* + 1: one of those it fails; 0: none */
	bool live, counts;
};

struct reg_lint_tools {
	const struct reg_view *v;
	struct seen *seen; /* by index of the view's tools */
};

enum cv_err reg_lint_tools_new(struct reg_linting *g, struct reg_lint_tools **ret)
{
	struct reg_lint_tools *t = calloc(1, sizeof(*t));

	if (t)
		t->seen = calloc((size_t)g->v->n_tools + 1, sizeof(*t->seen));
	if (t == NULL || t->seen == NULL) {
		free(t);
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	}
	t->v = g->v;
	*ret = t;
	return CV_OK;
}

void reg_lint_tools_free(struct reg_lint_tools *t)
{
	free(t->seen);
	free(t);
}

/* ---- what is wrong with it -------------------------------------------------------------------------------------- */

/* What is a defect of the record, and what to do about it. That it belongs elsewhere, or begins later, is none. */
static const struct {
	enum law_reason reason;
	const char *remedy;
} defect[] = {
	{ LAW_R_FRAMEWORK_ENDED, "Record the day on which the entry ended." },
	{ LAW_R_MECHANISM_ENDED, "Record the day on which it ended, and agree on what took its place." },
	{ LAW_R_SCC_SET_REPEALED, "Record the day on which it ended, and sign the set that took its place." },
	{ LAW_R_CLOSED_TO_NEW, "Sign the set that took its place, and record the day on which this one ended." },
	{ LAW_R_SIGNED_TOO_EARLY, "Look the day up once more; it could not be signed then." },
	{ LAW_R_PROCESSING_CHANGED, "Sign the set that is in force, and record the day on which this one ended." },
	{ LAW_R_MODULE_ROLE_MISMATCH, "Sign the module for these roles, or correct the roles of the transfer." },
	{ LAW_R_APPROVAL_MISSING, "Obtain the authority's approval and record it." },
	{ LAW_R_TIA_NEGATIVE, "Add measures that make up for what the assessment found, and assess again." },
	{ LAW_R_CLAIM_DEAD, "Ask what is meant today, and end the claim." },
	{ LAW_R_CLAIM_UNVERIFIED, "Ask for the document, and record what it is with its day; or end the claim." },
	{ LAW_R_SIGNED_DATE_UNKNOWN, "Find out on which day it was concluded, and record it." },
	{ LAW_R_CERTIFICATION_UNVERIFIED,
		"Look the legal entity up on the list, and record from when its entry is active." },
	{ LAW_R_UNDERLYING_SET_UNKNOWN, "Find out which set was signed, and record that." },
	{ LAW_R_MODULE_UNKNOWN, "Find out which module it brings in, and record it." },
	{ LAW_R_SWISS_ADAPTATION_MISSING, "Add the adaptations for Switzerland, and record them." },
	{ LAW_R_TIA_OUTDATED, "Review the assessment again, keep what it finds, and set a new day to review it." },
	{ LAW_R_TIA_MISSING,
		"Make a transfer impact assessment for this country, keep it, and set a day to review it." },
	{ LAW_R_LIST_STATUS_UNKNOWN,
		"Look the legal entity up on the list, and record since when its entry is not active." },
};

static const char *remedy_for(enum law_reason r)
{
	for (size_t i = 0; i < CV_LEN(defect); i++)
		if (defect[i].reason == r)
			return defect[i].remedy;
	return NULL;
}

static enum law_reason first_defect(const struct law_reasons *why)
{
	enum law_reason r = law_reason_from(why, 0);

	if (law_reason_in(why, LAW_R_CARRIED_OVER)) /* on file as if the old framework went on */
		return LAW_R_FRAMEWORK_ENDED;

	while (r < LAW_REASON_COUNT && !remedy_for(r))
		r = law_reason_from(why, (int)r + 1);
	return r;
}

/* ---- leg by leg ------------------------------------------------------------------------------------------------- */

/* What speaks against it for good, or, where that is nothing, what is open about it. */
static struct law_reasons telling(const struct law_tried *t)
{
	struct law_reasons ret = { { 0, 0 } };

	for (enum law_reason r = law_reason_from(&t->reasons, 0); r < LAW_REASON_COUNT;
		r = law_reason_from(&t->reasons, (int)r + 1))
		if (law_reason_whose(r) == (enum law_verdict)t->verdict)
			law_reason_add(&ret, r);
	return ret;
}

void reg_lint_tools_saw(struct reg_lint_tools *t, const struct reg_answer_leg *l, uint32_t leg, enum law_reason told)
{
	for (size_t i = 0; i < l->decision.n_tried; i++) {
		const struct law_tried *tried = &l->decision.tried[i];
		struct law_reasons why;
		struct seen *s;

		if (tried->tool < 0)
			continue;
		s = &t->seen[l->tools[tried->tool].record];
		s->live = true;
		s->counts |= tried->verdict == LAW_YES;
		if (tried->verdict == LAW_YES)
			continue;
		why = telling(tried);
		if (!law_reason_any(&why) || first_defect(&why) == told)
			continue;
		s->why.bit[0] |= why.bit[0];
		s->why.bit[1] |= why.bit[1];
		s->leg = leg + 1;
	}
}

/* ---- what is said of it ------------------------------------------------------------------------------------------ */

static void title(struct reg_linting *g, const struct reg_tool_v *t)
{
	if (t->tool.kind == LAW_CLAIM)
		cv_str_printf(&g->what, "The claim of %s", law_family_slug(g->v->pack, t->tool.family));
	else if (t->tool.kind == LAW_ONWARD_CONTRACT)
		cv_str_puts(&g->what, "The onward contract");
	else
		cv_str_puts(&g->what, law_mech_slug(g->v->pack, t->tool.mech));
	cv_str_printf(&g->what, " of %s", reg_lint_name_of(g, t->importer));
}

static bool fails_on(
	const struct reg_linting *g, const struct law_facts *f, uint32_t tool, enum law_reason reason, cv_day day)
{
	struct law_decision d;

	law_decide(g->v->pack, f, day, &d);
	for (size_t i = 0; i < d.n_tried; i++)
		if (d.tried[i].tool >= 0 && f->tool[d.tried[i].tool].record == tool &&
			law_reason_in(&d.tried[i].reasons, reason))
			return true;
	return false;
}

/* What fails for such a reason goes on to fail: the first day is found by halving. Where it always failed there is
 * none. */
static cv_day since(
	const struct reg_linting *g, const struct law_facts *f, uint32_t tool, enum law_reason reason, cv_day from)
{
	cv_day fails = g->on;

	if (!cv_day_known(from) || from.n > g->on.n || fails_on(g, f, tool, reason, from))
		return from;
	while (from.n + 1 < fails.n) {
		cv_day mid = { from.n + (fails.n - from.n) / 2 };

		if (fails_on(g, f, tool, reason, mid))
			fails = mid;
		else
			from = mid;
	}
	return fails;
}

static cv_day end_of_framework(const struct reg_linting *g, law_mech m)
{
	struct law_framework f;

	for (size_t i = 0; law_framework_at(g->v->pack, i, &f); i++)
		if (f.mech == m)
			return f.reliance.until;
	return CV_DAY_NONE;
}

static enum cv_err since_when(struct reg_linting *g, uint32_t tool, uint32_t leg, enum law_reason reason, cv_day *ret)
{
	struct reg_answer a = { 0 };
	cv_day from = g->v->leg[leg].span.from;
	enum cv_err e = reg_stand_whole(g->v, leg, g->on, NULL, &a, g->err);

	if (g->v->tool[tool].tool.day.n > from.n)
		from = g->v->tool[tool].tool.day;
	for (size_t i = 0; e == CV_OK && i < a.n_legs; i++) { /* as the data come by one way or by another */
		if (!fails_on(g, &a.leg[i].facts, tool, reason, g->on))
			continue;
		*ret = since(g, &a.leg[i].facts, tool, reason, from);
		break;
	}
	reg_answer_finish(&a);
	return e;
}

static enum cv_err found(
	struct reg_linting *g, const struct reg_tool_v *t, struct law_reasons why, enum law_reason reason, cv_day from)
{
	struct reg_lint_found f = { .rule = (uint32_t)reason,
		.severity = REG_WARNING,
		.kind = t->kind,
		.n = t->n,
		.party = t->importer,
		.since = from,
		.reasons = &why };

	law_reason_add(&why, reason);
	title(g, t);
	cv_str_printf(&g->what, " is on file and does not cover. %s", law_reason_meaning(reason));
	cv_str_puts(&g->remedy, remedy_for(reason));
	return reg_lint_found(g, &f);
}

static enum cv_err fails(struct reg_linting *g, uint32_t i, const struct seen *s)
{
	const struct reg_tool_v *t = &g->v->tool[i];
	enum law_reason reason = first_defect(&s->why);
	cv_day from = CV_DAY_NONE;

	if (reason == LAW_REASON_COUNT)
		return CV_OK;
	if (reason == LAW_R_FRAMEWORK_ENDED)
		from = end_of_framework(g, t->tool.mech);
	else
		TRY(since_when(g, i, s->leg - 1, reason, &from));
	return found(g, t, s->why, reason, from);
}

/* ---- of whom no transfer was ever put on file ------------------------------------------------------------------- */

/* What is dead, or says too little, whatever the transfer would be. */
static bool whatever_the_transfer(enum law_reason r)
{
	return r == LAW_R_FRAMEWORK_ENDED || r == LAW_R_MECHANISM_ENDED || r == LAW_R_SCC_SET_REPEALED ||
		r == LAW_R_CLAIM_DEAD || r == LAW_R_CLAIM_UNVERIFIED || r == LAW_R_SIGNED_DATE_UNKNOWN;
}

static law_place place_of_exporter(const struct reg_linting *g, const struct reg_tool_v *t)
{
	if (t->exporter != REG_NOBODY)
		return g->v->party[t->exporter].country;
	for (uint32_t i = 0; i < g->v->n_parties; i++)
		if (g->v->party[i].own)
			return g->v->party[i].country;
	return LAW_NO_PLACE;
}

static enum cv_err supposed(struct reg_linting *g, uint32_t i, struct reg_answer *a)
{
	static const char *const said[] = { "mechanism", "signed", "flags", NULL };
	const struct reg_tool_v *t = &g->v->tool[i];
	struct reg_question q = { .to = "", .on = g->on };
	struct reg_asking asking = { .v = g->v, .q = &q, .a = a, .today_only = true, .err = g->err };
	const struct reg_leg_in in = { .exporter = t->exporter,
		.importer = t->importer,
		.exporter_country = place_of_exporter(g, t),
		.country = g->v->party[t->importer].country,
		.exporter_role = LAW_CONTROLLER,
		.importer_role = g->v->party[t->importer].vendor ? LAW_PROCESSOR : LAW_CONTROLLER,
		.data = LAW_ANY_DATA };
	cv_day day;

	*a = (struct reg_answer){ .view = g->v, .question = q };
	TRY(reg_judge(&asking, &in));
	for (size_t k = 0; k < a->leg[0].decision.n_tried; k++) {
		const struct law_tried *tried = &a->leg[0].decision.tried[k];
		struct law_reasons why = telling(tried);
		enum law_reason reason = first_defect(&why);

		if (tried->tool < 0 || a->leg[0].tools[tried->tool].record != i || !whatever_the_transfer(reason))
			continue;
		day = since(g, &a->leg[0].facts, i, reason, t->tool.day);
		if (!cv_day_known(day))
			TRY(reg_lint_filed_since(g, t->kind, t->n, said, &day));
		return found(g, t, why, reason, day);
	}
	return CV_OK;
}

static enum cv_err idle(struct reg_linting *g, uint32_t i)
{
	const struct reg_tool_v *t = &g->v->tool[i];
	struct law_reasons none = { { 0, 0 } };
	struct reg_answer a = { 0 };
	enum cv_err e;

	if (t->tool.kind == LAW_CERTIFICATION) {
		cv_day end = end_of_framework(g, t->tool.mech);

		return end.n <= g->on.n && cv_day_known(end) ? found(g, t, none, LAW_R_FRAMEWORK_ENDED, end) : CV_OK;
	}
	e = supposed(g, i, &a);
	reg_answer_finish(&a);
	return e;
}

static bool is_idle(const struct reg_linting *g, const struct reg_tool_v *t)
{
	return t->importer != REG_NOBODY && t->kind != REG_ASSESSMENTS && g->v->party[t->importer].n_in == 0 &&
		g->party[t->importer].status != REG_LP_ENDED;
}

/* ---- certifications that nobody looked up ------------------------------------------------------------------------ */

static int by_number(const void *key, const void *entry)
{
	int64_t n = *(const int64_t *)key, m = ((const struct reg_lint_entry *)entry)->n;

	return n < m ? -1 : n > m;
}

static enum cv_err not_checked(struct reg_linting *g, uint32_t i)
{
	const struct reg_tool_v *t = &g->v->tool[i];
	const struct reg_lint_entry *e = g->n_entries == 0
		? NULL
		: bsearch(&t->n, g->entry, g->n_entries, sizeof(*e), by_number);
	struct reg_lint_found f = reg_lint_about(REG_L_CERTIFICATION_NOT_CHECKED, REG_CERTIFICATIONS, t->n);
	char day[CV_DAY_TEXT];

	if (e == NULL || (cv_day_known(e->checked) && e->checked.n > reg_lint_year_before(g->on).n))
		return CV_OK;
	f.party = t->importer;
	f.since = cv_day_known(e->checked) ? reg_lint_year_after(e->checked) : t->tool.active.from;
	cv_str_printf(&g->what, "The entry of %s on the list of %s", reg_lint_name_of(g, t->importer),
		law_mech_slug(g->v->pack, t->tool.mech));
	if (cv_day_known(e->checked))
		cv_str_printf(&g->what, " was last looked up on %s.", cv_day_text(e->checked, day));
	else
		cv_str_puts(&g->what, " has no day on which it was looked up.");
	cv_str_puts(&g->remedy, "Look it up on the framework's list and record the day in checked_on.");
	return reg_lint_found(g, &f);
}

enum cv_err reg_lint_tools_find(struct reg_linting *g, struct reg_lint_tools *t)
{
	for (uint32_t i = 0; i < g->v->n_tools; i++) {
		const struct seen *s = &t->seen[i];
		const struct reg_tool_v *tool = &g->v->tool[i];

		if (s->counts && tool->tool.kind == LAW_CERTIFICATION)
			TRY(not_checked(g, i));
		if (tool->tool.active.until.n <= g->on.n)
			continue; /* it is on file as ended */
		if (!s->counts && s->leg > 0)
			TRY(fails(g, i, s));
		else if (!s->live && is_idle(g, tool))
			TRY(idle(g, i));
	}
	return CV_OK;
}
