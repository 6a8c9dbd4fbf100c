/*
 * Every way the data take to a country, with the first step of it that is not covered. Ways through a net are without
 * number: of one transfer REG_ANSWER_LEGS_MAX are shown, of all of them ROWS_MAX, and the report says where it is cut.
 */
#include "reports/tables/inside.h"
#include "reports/words.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 200000 };

static const struct rep_column column[] = {
	{ "country", REP_T_TEXT, "where the way ends" },
	{ "importer", REP_T_TEXT, "who receives there" },
	{ "importer_name", REP_T_TEXT, "" },
	{ "transfer", REP_T_TEXT, "the last step" },
	{ "steps", REP_T_NUMBER, "1: directly from us" },
	{ "path", REP_T_TEXT, "who passes the data to whom, ours first" },
	{ "outcome", REP_T_TEXT, "of the whole way: its weakest step" },
	{ "mechanism", REP_T_TEXT, "of the last step" },
	{ "first_uncovered", REP_T_TEXT,
		"the first step that is not covered or needs review; empty: every one is covered" },
	{ "reason", REP_T_TEXT, "of the last step" },
	{ "valid_until", REP_T_DAY, "of the last step" },
	{ "override_until", REP_T_DAY, "who receives or passes on is used by an override of its gate until then" },
	{ "override", REP_T_TEXT, "its id, whose, by whom and why" },
};

struct chains {
	struct rep_run *x;
	uint32_t *leg; /* by country */
	uint32_t n;
	struct cv_str path, broken, override;
	bool more;
};

static int by_country(const void *a, const void *b, void *ctx)
{
	const struct reg_view *v = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int c = strcmp(rep_place_code(v, v->leg[x].country), rep_place_code(v, v->leg[y].country));

	return c ? c : x < y ? -1 : x > y;
}

static void step(struct cv_str *out, const struct reg_view *v, uint32_t importer, law_place country)
{
	cv_str_printf(out, " > %s (%s)", rep_party_id(v, importer),
		country == LAW_NO_PLACE ? "?" : rep_place_code(v, country));
}

static const char *origin(const struct reg_view *v, uint32_t exporter)
{
	return exporter == REG_NOBODY ? "us" : v->party[exporter].id;
}

static void walk(struct chains *g, const struct reg_answer_leg *l)
{
	const struct reg_view *v = g->x->view;

	cv_str_clear(&g->path);
	cv_str_clear(&g->broken);
	cv_str_puts(&g->path, origin(v, l->n_path ? l->path[0].exporter : l->exporter));
	for (size_t i = 0; i < l->n_path; i++) {
		step(&g->path, v, l->path[i].importer, l->path[i].country);
		if (g->broken.len == 0 && l->path[i].outcome >= LAW_NEEDS_REVIEW)
			rep_cover_link(v, &l->path[i], &g->broken);
	}
	step(&g->path, v, l->importer, l->country);
	if (g->broken.len == 0 && l->decision.outcome >= LAW_NEEDS_REVIEW) {
		cv_str_puts(&g->broken, origin(v, l->exporter));
		step(&g->broken, v, l->importer, l->country);
	}
}

/* Of all on the way, the one that ends first. */
static const struct reg_override_v *override_on(const struct chains *g, const struct reg_answer_leg *l)
{
	const struct reg_view *v = g->x->view;
	const struct reg_override_v *o = rep_override_of(v, l->exporter, l->importer, g->x->on);

	for (size_t i = 0; i < l->n_path; i++)
		o = rep_override_first(o, rep_override_of(v, l->path[i].exporter, l->path[i].importer, g->x->on));
	return o;
}

static enum cv_err put(struct chains *g, const struct reg_answer_leg *l, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;
	const struct law_decision *d = &l->decision;
	const char *slug = d->decisive >= 0 ? law_tried_slug(v->pack, &l->facts, &d->tried[d->decisive])
		: d->mech != LAW_NO_MECH    ? law_mech_slug(v->pack, d->mech)
					    : "";
	enum law_reason reason = law_reason_from(&d->reasons, 0);
	const struct reg_override_v *o = override_on(g, l);
	char steps[24], until[CV_DAY_TEXT], over[CV_DAY_TEXT] = "";

	if (g->x->want.by_outcome && l->outcome != g->x->want.outcome)
		return CV_OK;
	if (*g->x->want.mechanism && !cv_streq(slug, g->x->want.mechanism))
		return CV_OK;
	walk(g, l);
	cv_str_clear(&g->override);
	if (o)
		rep_override_cell(&g->override, v, o);
	if (g->path.failed || g->broken.failed || g->override.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return rep_row(g->x->sink,
		(const char *[]){ rep_place_code(v, l->country), v->party[l->importer].id, v->party[l->importer].name,
			l->leg ? l->leg->id : "", rep_number((int64_t)l->n_path + 1, steps), g->path.data,
			law_outcome_name(l->outcome), cv_streq(slug, "none") ? "" : slug, cv_str_text(&g->broken),
			reason < LAW_REASON_COUNT ? law_reason_name(reason) : "", cv_day_text(l->valid_until, until),
			o ? cv_day_text(reg_override_over(o), over) : "", cv_str_text(&g->override) },
		err);
}

static enum cv_err ways_to(struct chains *g, uint32_t leg, struct cv_error *err)
{
	struct reg_answer a = { 0 };
	enum cv_err e = reg_leg_answer(g->x->view, leg, g->x->on, &a, err);

	for (size_t i = 0; e == CV_OK && i < a.n_legs; i++) {
		if (rep_rows(g->x->sink) >= ROWS_MAX) {
			g->more = true;
			break;
		}
		e = put(g, &a.leg[i], err);
	}
	g->more |= a.more_legs;
	reg_answer_finish(&a);
	return e;
}

static enum cv_err write_all(struct chains *g, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;

	for (uint32_t i = 0; i < v->n_legs; i++)
		if (cv_span_has(v->leg[i].span, g->x->on) && rep_leg_wanted(g->x, &v->leg[i]))
			g->leg[g->n++] = i;
	if (g->n > 1)
		qsort_r(g->leg, g->n, sizeof(*g->leg), by_country, (void *)(uintptr_t)v);
	TRY(rep_run_begin(g->x, column, CV_LEN(column), err));
	for (uint32_t i = 0; i < g->n && rep_rows(g->x->sink) < ROWS_MAX; i++)
		TRY(ways_to(g, g->leg[i], err));
	g->more |= rep_rows(g->x->sink) >= ROWS_MAX;
	if (g->more)
		rep_run_cut(g->x,
			"There are more ways than are shown here (at most %d to one transfer, %d in all): "
			"narrow it, to one country or one party.",
			REG_ANSWER_LEGS_MAX, ROWS_MAX);
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct chains g = { .x = x, .leg = calloc((size_t)x->view->n_legs + 1, sizeof(*g.leg)) };
	enum cv_err e = g.leg ? write_all(&g, err) : cv_fail(err, CV_E_NOMEM, "out of memory");

	free(g.leg);
	cv_str_finish(&g.path);
	cv_str_finish(&g.broken);
	cv_str_finish(&g.override);
	return e;
}

const struct rep_report rep_chains = {
	.name = "chains",
	.title = "Every way the data take",
	.help = "every path to a country, with the first step that is not covered",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = REP_LEG_FILTERS,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};
