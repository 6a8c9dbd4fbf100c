/* One leg: what is on file about it becomes the facts the law is told, and the law decides. */
#include "registry/answer.h"

#include <string.h>

static bool in_countries(const struct law_pack *p, const char *countries, law_place country)
{
	const char *code = law_place_code(p, country);
	size_t n;

	if (*countries == '\0')
		return true;
	for (const char *q = countries, *w; (w = cv_next(&q, ';', &n));)
		if (strlen(code) == n && memcmp(code, w, n) == 0)
			return true;
	return false;
}

static bool counts_for(const struct reg_view *v, const struct reg_tool_v *t, const struct reg_leg_in *in)
{
	if (t->exporter != REG_NOBODY && t->exporter != in->exporter)
		return false;
	return in_countries(v->pack, t->countries, in->country);
}

static enum cv_err add_tools(const struct reg_view *v, const struct reg_leg_in *in, uint32_t first, uint32_t n,
	struct law_tool *tool, size_t *n_tools, struct cv_error *err)
{
	for (uint32_t i = first; i < first + n; i++) {
		if (!counts_for(v, &v->tool[i], in))
			continue;
		if (*n_tools == LAW_TOOLS_MAX)
			return cv_fail_at(err, CV_E_TOO_BIG, "to",
				"more than %d safeguards, certifications and assessments are on file for one leg", LAW_TOOLS_MAX);
		tool[*n_tools] = v->tool[i].tool;
		tool[(*n_tools)++].record = i;
	}
	return CV_OK;
}

/* All but where the tools are: in memory of the caller's. */
static enum cv_err facts(const struct reg_view *v, const struct reg_leg_in *in, struct law_tool tool[LAW_TOOLS_MAX],
	struct law_facts *ret, struct cv_error *err)
{
	*ret = (struct law_facts){ .exporter = in->exporter_country, .importer = in->country,
		.exporter_role = in->exporter_role, .importer_role = in->importer_role, .importer_kind = LAW_SERVICE_PROVIDER,
		.data = in->data, .onward = in->onward };
	if (in->exporter != REG_NOBODY)
		ret->exporter_attrs = v->party[in->exporter].exporter_attrs;
	if (in->importer != REG_NOBODY) {
		const struct reg_party_v *p = &v->party[in->importer];

		ret->importer_kind = p->kind;
		ret->importer_attrs = p->attrs;
		TRY(add_tools(v, in, p->first_tool, p->n_tools, tool, &ret->n_tools, err));
		TRY(add_tools(v, in, v->n_tools_bound, v->n_tools - v->n_tools_bound, tool, &ret->n_tools, err));
	}
	return CV_OK;
}

enum cv_err reg_facts(struct reg_asking *g, const struct reg_leg_in *in, struct law_facts *ret)
{
	struct law_tool tool[LAW_TOOLS_MAX], *kept;

	TRY(facts(g->v, in, tool, ret, g->err));
	kept = cv_arena_room(&g->a->arena, ret->n_tools * sizeof(*kept));
	if (kept == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	memcpy(kept, tool, ret->n_tools * sizeof(*kept));
	ret->tool = kept;
	return CV_OK;
}

enum cv_err reg_facts_of_leg(const struct reg_view *v, const struct reg_leg_v *l, const enum law_data *data,
	struct law_tool tool[LAW_TOOLS_MAX], struct law_facts *ret, struct cv_error *err)
{
	struct reg_question q = { .data_said = data != NULL, .data = data ? *data : LAW_ANY_DATA };
	struct reg_asking g = { .v = v, .q = &q };
	struct reg_leg_in in = reg_leg_of(&g, l);

	TRY(facts(v, &in, tool, ret, err));
	ret->tool = tool;
	return CV_OK;
}

static struct reg_answer_leg *room(struct reg_asking *g)
{
	struct reg_answer *a = g->a;

	if (a->n_legs == g->cap) {
		size_t cap = g->cap ? 4 * g->cap : 2;
		struct reg_answer_leg *more = cv_arena_room(&a->arena, cap * sizeof(*more));

		if (more == NULL)
			return NULL;
		if (a->n_legs > 0)
			memcpy(more, a->leg, a->n_legs * sizeof(*more));
		a->leg = more;
		g->cap = cap;
	}
	return &a->leg[a->n_legs];
}

/* The day the answer changes by itself: the law does, something on file does, or the transfer ends. */
static cv_day until(const struct reg_asking *g, const struct reg_answer_leg *l)
{
	cv_day day = law_next_change(g->v->pack, &l->facts, g->q->on, &l->decision);

	if (l->leg && l->leg->span.until.n < day.n)
		day = l->leg->span.until;
	return day;
}

enum cv_err reg_judge(struct reg_asking *g, const struct reg_leg_in *in)
{
	struct reg_answer_leg *l = room(g);

	if (l == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	l->exporter = in->exporter;
	l->exporter_country = in->exporter_country;
	l->importer = in->importer;
	l->country = in->country;
	l->leg = in->record;
	l->data = in->data;
	TRY(reg_facts(g, in, &l->facts));
	l->tools = (struct law_tool *)(uintptr_t)l->facts.tool;
	law_decide(g->v->pack, &l->facts, g->q->on, &l->decision);
	l->outcome = l->decision.outcome;
	l->n_path = in->n_path;
	for (size_t i = 0; i < in->n_path; i++) {
		l->path[i] = in->path[i];
		if (in->path[i].outcome > l->outcome)
			l->outcome = in->path[i].outcome; /* the weakest link */
	}
	l->valid_until = g->today_only ? CV_DAY_EVER : until(g, l);
	g->a->n_legs++;
	return CV_OK;
}
