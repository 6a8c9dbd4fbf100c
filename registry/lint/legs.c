/* Transfers that are not covered, or need review, or rest on law that nobody is sure of. */
#include "registry/lint/inside.h"
#include "registry/standing.h"

#include <stdlib.h>

/* ---- words ----------------------------------------------------------------------------------------------------- */

static void route(struct reg_linting *g, uint32_t leg)
{
	const struct reg_leg_v *l = &g->v->leg[leg];

	cv_str_printf(&g->what, "%s -> %s", reg_lint_name_of(g, l->exporter), reg_lint_name_of(g, l->importer));
	if (l->country != LAW_NO_PLACE)
		cv_str_printf(&g->what, " (%s)", law_place_code(g->v->pack, l->country));
	else if (*l->source_text)
		cv_str_printf(&g->what, " (\"%s\")", l->source_text);
	cv_str_printf(&g->what, ", %s data", law_data_name(l->data));
}

static struct reg_lint_found about(const struct reg_linting *g, uint32_t leg)
{
	return (struct reg_lint_found){ .severity = REG_ERROR,
		.kind = REG_TRANSFERS,
		.n = g->v->leg[leg].n,
		.id = g->v->leg[leg].id,
		.party = g->v->leg[leg].importer,
		.since = CV_DAY_NONE };
}

/* ---- what a leg comes to --------------------------------------------------------------------------------------- */

static const struct reg_link *weak_link(const struct reg_answer_leg *l)
{
	for (size_t i = 0; i < l->n_path; i++)
		if (l->path[i].outcome > LAW_COVERED && l->path[i].outcome >= l->decision.outcome)
			return &l->path[i];
	return NULL;
}

static enum cv_err broken_way(struct reg_linting *g, uint32_t leg, const struct reg_link *link)
{
	struct reg_lint_found f = about(g, leg);

	f.rule = REG_L_RULE(REG_L_CHAIN_BROKEN);
	TRY(reg_lint_stood_since(g, leg, &f.since));
	route(g, leg);
	cv_str_printf(&g->what, ": the data come by the transfer from %s to %s, which %s.",
		reg_lint_name_of(g, link->exporter), reg_lint_name_of(g, link->importer),
		link->outcome == LAW_NOT_COVERED ? "is not covered" : "needs review");
	cv_str_puts(&g->remedy, "Mend that transfer first.");
	return reg_lint_found(g, &f);
}

static enum cv_err not_good(
	struct reg_linting *g, uint32_t leg, const struct reg_answer_leg *l, enum law_reason *ret_told)
{
	enum law_reason reason = reg_first_reason(&l->decision.reasons);
	struct reg_lint_found f = about(g, leg);

	if (reason == LAW_REASON_COUNT)
		reason = LAW_R_NO_MECHANISM;
	*ret_told = reason;
	f.rule = (uint32_t)reason;
	f.reasons = &l->decision.reasons;
	f.since = reg_lint_since(g, &l->facts, g->v->leg[leg].span.from, l->decision.outcome);
	route(g, leg);
	cv_str_printf(&g->what, ": %s. %s", l->outcome == LAW_NOT_COVERED ? "not covered" : "needs review",
		law_reason_meaning(reason));
	reg_lint_remedy(g, &l->facts, &l->decision);
	return reg_lint_found(g, &f);
}

static enum cv_err unsure(struct reg_linting *g, uint32_t leg, const struct reg_answer_leg *l)
{
	struct law_flag flag[LAW_FLAGS_MAX];
	size_t n = law_flags(g->v->pack, &l->facts, g->on, &l->decision, flag);

	for (size_t i = 0; i < n; i++) {
		struct reg_lint_found f = about(g, leg);

		if (!cv_streq(flag[i].code, "LOW_CONFIDENCE"))
			continue;
		f.rule = REG_L_RULE(REG_L_LOW_CONFIDENCE);
		f.severity = REG_NOTE;
		TRY(reg_lint_stood_since(g, leg, &f.since));
		route(g, leg);
		cv_str_printf(&g->what, ": covered by %s, of low confidence (%s).",
			law_mech_slug(g->v->pack, l->decision.mech), flag[i].cite);
		cv_str_puts(&g->remedy, "Have a lawyer confirm the row of the law pack.");
		return reg_lint_found(g, &f);
	}
	return CV_OK;
}

static enum cv_err judged(struct reg_linting *g, uint32_t leg, const struct reg_answer *a, struct reg_lint_tools *tools)
{
	const struct reg_answer_leg *l = &a->leg[a->decisive];
	const struct reg_link *link = weak_link(l);
	enum law_reason told = LAW_REASON_COUNT;
	enum cv_err e;

	if (l->outcome <= LAW_COVERED)
		e = unsure(g, leg, l);
	else if (link)
		e = broken_way(g, leg, link);
	else
		e = not_good(g, leg, l, &told);
	for (size_t i = 0; i < a->n_legs; i++)
		reg_lint_tools_saw(tools, &a->leg[i], leg, told);
	return e;
}

static enum cv_err one(struct reg_linting *g, uint32_t leg, struct reg_lint_tools *tools)
{
	char room[REG_ANSWER_ROOM];
	struct reg_question q = { .to = "", .on = g->on };
	struct reg_answer a = { .view = g->v, .question = q, .to = g->v->leg[leg].importer, .from = REG_NOBODY };
	struct reg_asking asking = { .v = g->v,
		.q = &q,
		.a = &a,
		.to = { g->v->leg[leg].importer, g->v->leg[leg].country, true },
		.from = { REG_NOBODY, LAW_NO_PLACE, false },
		.today_only = true,
		.err = g->err };
	enum cv_err e;

	cv_arena_begin(&a.arena, room, sizeof(room));
	e = reg_judge_chain(&asking, &g->v->leg[leg]);
	if (e == CV_OK) {
		reg_conclude(&a);
		e = judged(g, leg, &a, tools);
	}
	reg_answer_finish(&a);
	return e;
}

static enum cv_err all(struct reg_linting *g, struct reg_lint_tools *tools)
{
	for (uint32_t i = 0; i < g->v->n_legs; i++) {
		if (!cv_span_has(g->v->leg[i].span, g->on))
			continue;
		g->lint->transfers++;
		TRY(one(g, i, tools));
	}
	return reg_lint_tools_find(g, tools);
}

enum cv_err reg_lint_legs(struct reg_linting *g)
{
	struct reg_lint_tools *tools;
	enum cv_err e;

	TRY(reg_lint_tools_new(g, &tools));
	e = all(g, tools);
	reg_lint_tools_free(tools);
	return e;
}
