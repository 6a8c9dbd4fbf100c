/* What is not covered, and what a person must look at, with what would cover it: the worst first. */
#include "reports/tables/inside.h"
#include "reports/words.h"

#include <stdlib.h>

static const struct rep_column column[] = {
	{ "transfer", REP_T_TEXT, "its id" },
	{ "exporter", REP_T_TEXT, "who discloses; empty: our organisation, entity not said" },
	{ "exporter_name", REP_T_TEXT, "" },
	{ "importer", REP_T_TEXT, "who receives" },
	{ "importer_name", REP_T_TEXT, "" },
	{ "country", REP_T_TEXT, "where the data go" },
	{ "data", REP_T_TEXT, "kind of data" },
	{ "outcome", REP_T_TEXT, "not-covered or needs-review" },
	{ "mechanism", REP_T_TEXT, "what was meant to cover it" },
	{ "reason", REP_T_TEXT, "reason code" },
	{ "reasons", REP_T_LIST, "all reason codes" },
	{ "meaning", REP_T_TEXT, "of the reason" },
	{ "weakest_link", REP_T_TEXT, "the step before it that is at fault" },
	{ "remedies", REP_T_LIST, "mechanisms that would cover it, cheapest first" },
	{ "what_to_do", REP_T_TEXT, "for the cheapest of them" },
	{ "override_until", REP_T_DAY, "who receives or passes on is used by an override of its gate until then" },
	{ "override", REP_T_TEXT, "its id, whose, by whom and why" },
};

struct gaps {
	struct rep_run *x;
	struct reg_covers *covers;
	unsigned char *outcome; /* of each leg; 0: no gap */
	struct cv_str remedies, todo, link, reasons, override;
};

static const struct reg_answer_leg *worst_of(const struct reg_answer *a)
{
	return &a->leg[a->decisive];
}

static void remedies(struct gaps *g, const struct reg_answer_leg *l)
{
	const struct law_pack *p = g->x->pack;
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	size_t n = l->outcome > l->decision.outcome ? 0 : law_remedies(p, &l->facts, g->x->on, &l->decision, remedy);

	for (size_t i = 0; i < n; i++) {
		cv_str_puts(&g->remedies, i ? ";" : "");
		cv_str_puts(&g->remedies, law_mech_slug(p, remedy[i].mech));
	}
	for (size_t k = 0; n > 0 && k < remedy[0].n_needs; k++) {
		cv_str_puts(&g->todo, k ? "; " : "");
		law_need(&remedy[0], k, &g->todo);
	}
	if (n == 0 && l->outcome > l->decision.outcome)
		cv_str_puts(&g->todo, "see to the step before it");
	else if (n == 0)
		cv_str_puts(&g->todo, "find out what the reason says, and record it");
}

static enum cv_err put(struct gaps *g, uint32_t leg, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;
	const struct reg_leg_v *l = &v->leg[leg];
	const struct reg_override_v *o = rep_override_of(v, l->exporter, l->importer, g->x->on);
	char over[CV_DAY_TEXT] = "";
	struct reg_answer a = { 0 };
	struct reg_cover c;
	enum cv_err e;

	TRY(reg_cover(g->covers, leg, &c, err));
	cv_str_clear(&g->override);
	if (o)
		rep_override_cell(&g->override, v, o);
	cv_str_clear(&g->remedies);
	cv_str_clear(&g->todo);
	cv_str_clear(&g->link);
	cv_str_clear(&g->reasons);
	rep_cover_reasons(&c.reasons, &g->reasons);
	e = reg_leg_answer(v, leg, g->x->on, &a, err);
	if (e == CV_OK)
		remedies(g, worst_of(&a));
	reg_answer_finish(&a);
	if (c.weak)
		rep_cover_link(v, &c.link, &g->link);
	if (e == CV_OK &&
		(g->remedies.failed || g->todo.failed || g->link.failed || g->reasons.failed || g->override.failed))
		e = cv_fail(err, CV_E_NOMEM, "out of memory");
	if (e != CV_OK)
		return e;
	return rep_row(g->x->sink,
		(const char *[]){ l->id, rep_party_id(v, l->exporter), rep_party_name(v, l->exporter),
			v->party[l->importer].id, v->party[l->importer].name, rep_place_code(v, l->country),
			law_data_name(l->data), law_outcome_name(c.outcome), rep_cover_slug(&c), rep_cover_reason(&c),
			cv_str_text(&g->reasons), c.reason < LAW_REASON_COUNT ? law_reason_meaning(c.reason) : "",
			cv_str_text(&g->link), cv_str_text(&g->remedies), cv_str_text(&g->todo),
			o ? cv_day_text(reg_override_over(o), over) : "", cv_str_text(&g->override) },
		err);
}

static enum cv_err find(struct gaps *g, size_t count[LAW_NOT_COVERED + 1], struct cv_error *err)
{
	const struct reg_view *v = g->x->view;

	for (uint32_t i = 0; i < v->n_legs; i++) {
		struct reg_cover c;

		if (!rep_leg_wanted(g->x, &v->leg[i]))
			continue;
		TRY(reg_cover(g->covers, i, &c, err));
		if (!rep_cover_wanted(g->x, &c) || c.outcome < LAW_NEEDS_REVIEW)
			continue;
		g->outcome[i] = (unsigned char)c.outcome;
		count[c.outcome]++;
	}
	return CV_OK;
}

static enum cv_err write_all(struct gaps *g, struct cv_error *err)
{
	size_t count[LAW_NOT_COVERED + 1] = { 0 };

	TRY(find(g, count, err));
	TRY(rep_run_begin(g->x, column, CV_LEN(column), err));
	for (int o = LAW_NOT_COVERED; o >= LAW_NEEDS_REVIEW; o--)
		for (uint32_t i = 0; i < g->x->view->n_legs; i++)
			if (g->outcome[i] == o)
				TRY(put(g, i, err));
	rep_run_note(g->x, "%zu not covered, %zu to be looked at.", count[LAW_NOT_COVERED], count[LAW_NEEDS_REVIEW]);
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct gaps g = {
		.x = x, .covers = reg_covers_new(x->view, x->on), .outcome = calloc((size_t)x->view->n_legs + 1, 1)
	};
	enum cv_err e = g.covers && g.outcome ? write_all(&g, err) : cv_fail(err, CV_E_NOMEM, "out of memory");

	free(g.outcome);
	reg_covers_free(g.covers);
	cv_str_finish(&g.remedies);
	cv_str_finish(&g.todo);
	cv_str_finish(&g.link);
	cv_str_finish(&g.reasons);
	cv_str_finish(&g.override);
	return e;
}

const struct rep_report rep_gaps = {
	.name = "gaps",
	.title = "Transfers that are not covered or need review",
	.help = "not covered and needs review, worst first, with what would cover it",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = REP_LEG_FILTERS,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};
