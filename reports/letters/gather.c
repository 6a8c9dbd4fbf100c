/* Gathering what is told: which transfers, and how each stands. */
#include "reports/letters/gather.h"

#include "registry/behind.h"
#include "registry/core/array.h"
#include "registry/pages.h"
#include "reports/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 500 };

const char *rep_keep(struct rep_draft *d, const char *text)
{
	const char *ret = cv_arena_text(&d->arena, text, strlen(text));

	if (ret == NULL)
		d->letter.failed = true;
	return ret ? ret : "";
}

/* What was put together, kept; empties s. */
static const char *keep_str(struct rep_draft *d, struct cv_str *s)
{
	const char *ret = rep_keep(d, cv_str_text(s));

	d->letter.failed |= s->failed;
	cv_str_clear(s);
	return ret;
}

const enum law_data *rep_asked_data(const struct reg_copy *inquiry, enum law_data *room)
{
	const char *text = reg_copied(inquiry, "data");

	return law_data_parse(text, strlen(text), room) && *room != LAW_ANY_DATA ? room : NULL;
}

/* ---- how a transfer stands ---- */

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static enum cv_err take_transfer(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct rep_gathering *g = ctx;
	struct rep_told *t = &g->told[g->n];

	CV_UNUSED(err);
	t->purposes = rep_keep(g->d, cell(v, "purposes"));
	t->categories = rep_keep(g->d, cell(v, "data_categories"));
	t->subjects = rep_keep(g->d, cell(v, "data_subjects"));
	t->legal_basis = rep_keep(g->d, cell(v, "legal_basis"));
	t->retention = rep_keep(g->d, cell(v, "retention"));
	return CV_OK;
}

static enum cv_err take_party(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct rep_gathering *g = ctx;

	CV_UNUSED(err);
	g->told[g->n].service = rep_keep(g->d, cell(v, "service"));
	return CV_OK;
}

static enum cv_err take_tool(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct rep_gathering *g = ctx;
	struct rep_told *t = &g->told[g->n];

	CV_UNUSED(err);
	if (v->record.kind == REG_SAFEGUARDS) {
		t->document = rep_keep(g->d, cell(v, "document"));
		(void)!cv_day_parse(cell(v, "signed"), strlen(cell(v, "signed")), &t->signed_on);
	}
	return CV_OK;
}

/* Binding corporate rules, contracts of the parties' own, codes, certifications: their day is that of the approval. */
static bool is_approved(const struct law_tool *tool)
{
	return tool->kind == LAW_INSTRUMENT && tool->flags & LAW_T_APPROVED;
}

/* What was approved, or is an exception, was not signed on its day. */
static bool is_contract(const struct law_tool *tool)
{
	return (tool->kind == LAW_INSTRUMENT || tool->kind == LAW_ONWARD_CONTRACT) && !(tool->flags & LAW_T_APPROVED);
}

/* What the answer rests on: its source, its words, its document. */
static enum cv_err decisive(struct rep_gathering *g, const struct reg_answer *a, struct rep_told *t)
{
	const struct reg_answer_leg *leg = &a->leg[a->decisive];
	const struct law_decision *d = &leg->decision;
	CV_AUTO(cv_str_finish) struct cv_str s = { 0 };
	const struct law_pack *p = a->view->pack;
	const struct law_tried *tried = d->decisive >= 0 ? &d->tried[d->decisive] : NULL;
	bool found;

	t->slug = rep_keep(g->d, d->mech == LAW_NO_MECH ? "" : law_mech_slug(p, d->mech));
	t->official = rep_keep(g->d, d->mech == LAW_NO_MECH ? "" : law_mech_name(p, d->mech));
	t->reasons = d->reasons;
	if (tried)
		law_cite(p, tried, &s);
	else
		law_rule_cite(p, d, &s);
	t->cite = keep_str(g->d, &s);
	rep_answer_sentence(a, &s);
	t->leg->sentence = keep_str(g->d, &s);
	if (tried && tried->tool >= 0) {
		const struct reg_tool_v *tool = &g->view->tool[leg->tools[tried->tool].record];

		TRY(reg_get_numbered(g->r, tool->kind, tool->n, g->ask->state->seq, take_tool, g, &found, g->err));
		if (is_approved(&leg->facts.tool[tried->tool]))
			t->approved_on = t->signed_on;
		if (!is_contract(&leg->facts.tool[tried->tool]))
			t->signed_on = CV_DAY_NONE;
	}
	return CV_OK;
}

/* What the reason of a transfer that is not covered was said of, else what decided; NULL: nothing on file. */
static const struct law_tried *to_blame(const struct law_decision *d, enum law_reason reason)
{
	for (size_t i = 0; i < d->n_tried; i++)
		if (law_reason_from(&d->tried[i].reasons, (int)reason) == reason)
			return &d->tried[i];
	return d->decisive >= 0 ? &d->tried[d->decisive] : NULL;
}

static void why(struct rep_gathering *g, const struct reg_answer *a, struct rep_told *t)
{
	const struct reg_answer_leg *leg = &a->leg[a->decisive];
	const struct law_tried *tried = to_blame(&leg->decision, t->leg->reason);
	CV_AUTO(cv_str_finish) struct cv_str s = { 0 };

	t->leg->because = t->leg->cite = "";
	if (t->leg->outcome < LAW_NEEDS_REVIEW || cv_streq(t->words, "STEP_BEFORE") || tried == NULL)
		return;
	law_because(a->view->pack, &leg->facts, g->ask->on, tried, &s);
	t->leg->because = keep_str(g->d, &s);
	law_cite(a->view->pack, tried, &s);
	t->leg->cite = keep_str(g->d, &s);
}

/* What would make it covered: the cheapest. */
static void remedy(struct rep_gathering *g, const struct reg_answer *a, struct rep_told *t)
{
	const struct reg_answer_leg *leg = &a->leg[a->decisive];
	struct law_remedy way[LAW_REMEDIES_MAX];

	t->way = t->way_official = "";
	if (leg->outcome < LAW_NEEDS_REVIEW ||
		law_remedies(a->view->pack, &leg->facts, a->question.on, &leg->decision, way) == 0)
		return;
	t->way = rep_keep(g->d, law_mech_slug(a->view->pack, way[0].mech));
	t->way_official = rep_keep(g->d, law_mech_name(a->view->pack, way[0].mech));
	t->assessed = way[0].assessed;
	t->n_needs = way[0].n_needs;
	for (size_t i = 0; i < way[0].n_needs; i++)
		t->need[i] = rep_keep(g->d, way[0].need[i]);
}

static const char *words_of(const struct reg_answer *a, const struct rep_told *t)
{
	if (t->leg->outcome <= LAW_COVERED)
		return t->leg->mechanism;
	if (a->leg[a->decisive].outcome > a->leg[a->decisive].decision.outcome)
		return "STEP_BEFORE";
	return t->leg->reason < LAW_REASON_COUNT ? law_reason_name(t->leg->reason) : "NO_MECHANISM";
}

static enum cv_err judge(struct rep_gathering *g, uint32_t leg, struct rep_told *t)
{
	enum law_data room;
	struct reg_answer a = { 0 };
	enum cv_err e = reg_stand_whole(g->view, leg, g->ask->on, rep_asked_data(g->ask->inquiry, &room), &a, g->err);

	if (e == CV_OK) {
		t->leg->outcome = a.outcome;
		t->leg->mechanism = rep_keep(g->d, a.slug ? a.slug : "none");
		t->leg->reason = reg_first_reason(&a.leg[a.decisive].decision.reasons);
		t->until = a.valid_until;
		t->words = rep_keep(g->d, words_of(&a, t));
		remedy(g, &a, t);
		why(g, &a, t);
		e = decisive(g, &a, t);
	}
	reg_answer_finish(&a);
	return e;
}

/* ---- which ---- */

static enum cv_err take(struct rep_gathering *g, uint32_t index)
{
	const struct reg_leg_v *l = &g->view->leg[index];
	const struct reg_party_v *to = &g->view->party[l->importer],
				 *from = l->exporter == REG_NOBODY ? NULL : &g->view->party[l->exporter];
	struct rep_told *t;
	bool found;

	if (g->n == REP_DRAFT_LEGS_MAX)
		return cv_fail(g->err, CV_E_TOO_BIG,
			"the answer would be about more than %d transfers: ask about a party or a country",
			REP_DRAFT_LEGS_MAX);
	if (!cv_grow(&g->told, g->n, &g->cap, sizeof(*g->told)))
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	t = &g->told[g->n];
	*t = (struct rep_told){ .since = l->span.from,
		.signed_on = CV_DAY_NONE,
		.approved_on = CV_DAY_NONE,
		.agreement = CV_DAY_NONE,
		.passed_on = from && !from->own,
		.processor = l->importer_role == LAW_PROCESSOR,
		.document = "",
		.leg = cv_arena_alloc(&g->d->arena, sizeof(*t->leg)) };
	if (t->leg == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	*t->leg = (struct rep_draft_leg){ .transfer = rep_keep(g->d, l->id),
		.importer = rep_keep(g->d, to->id),
		.importer_name = rep_keep(g->d, to->name),
		.exporter_name = rep_keep(g->d, from ? from->name : ""),
		.country = rep_keep(g->d, law_place_code(g->view->pack, l->country)) };
	TRY(reg_get_numbered(g->r, REG_TRANSFERS, l->n, g->ask->state->seq, take_transfer, g, &found, g->err));
	TRY(reg_get_numbered(g->r, REG_PARTIES, to->n, g->ask->state->seq, take_party, g, &found, g->err));
	TRY(judge(g, index, t));
	g->n++;
	return CV_OK;
}

static bool fits(const struct rep_gathering *g, const struct reg_leg_v *l, law_place country)
{
	enum law_data room, asked;
	const enum law_data *data = rep_asked_data(g->ask->inquiry, &room);

	asked = data ? *data : LAW_ANY_DATA;
	return cv_span_has(l->span, g->ask->on) && (country == LAW_NO_PLACE || l->country == country) &&
		(asked == LAW_ANY_DATA || l->data == LAW_ANY_DATA || l->data == asked) &&
		!(g->only_processors && l->importer_role != LAW_PROCESSOR) && !(g->no_staff && l->data == LAW_HR);
}

static enum cv_err mark_behind(struct rep_gathering *g, uint32_t party, bool *wanted)
{
	enum law_data room;
	struct reg_chain chain = { 0 };
	enum cv_err e = reg_behind(g->view, party, g->ask->on, rep_asked_data(g->ask->inquiry, &room), &chain, g->err);

	if (e == CV_OK && (chain.cut || chain.met > chain.n))
		e = cv_fail(g->err, CV_E_TOO_BIG, "more than %d transfers lead to and from that party", REG_BEHIND_MAX);
	for (size_t i = 0; i < chain.n && e == CV_OK; i++)
		wanted[chain.edge[i].leg] = true;
	reg_chain_finish(&chain);
	return e;
}

static void wanted_drop(bool **w)
{
	free(*w);
}

/* About a party: the transfers to it and on from it. */
static enum cv_err choose(struct rep_gathering *g)
{
	const char *party = reg_copied(g->ask->inquiry, "about_party"),
		   *country = reg_copied(g->ask->inquiry, "about_country");
	CV_AUTO(wanted_drop) bool *wanted = calloc(g->view->n_legs + 1, sizeof(*wanted));
	uint32_t who = *party ? reg_view_party(g->view, party) : REG_NOBODY;
	law_place place = LAW_NO_PLACE;

	if (wanted == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	(void)!law_place_parse(g->view->pack, country, strlen(country), &place);
	if (who != REG_NOBODY)
		TRY(mark_behind(g, who, wanted));
	for (uint32_t i = 0; i < g->view->n_legs; i++)
		if ((*party == '\0' || wanted[i]) && fits(g, &g->view->leg[i], place))
			TRY(take(g, i));
	return CV_OK;
}

/* ---- agreements: GDPR art. 28(3) ---- */

static enum cv_err take_contract(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct rep_gathering *g = ctx;
	cv_day day = CV_DAY_NONE;

	CV_UNUSED(err);
	if (!reg_holds(&v->record, g->ask->on) || !cv_streq(cell(v, "kind"), "data-processing") ||
		cv_streq(cell(v, "direction"), "customer") ||
		!cv_day_parse(cell(v, "signed"), strlen(cell(v, "signed")), &day))
		return CV_OK;
	for (size_t i = 0; i < g->n; i++)
		if (g->told[i].processor && cv_streq(g->told[i].leg->importer, cell(v, "party")) &&
			(!cv_day_known(g->told[i].agreement) || day.n < g->told[i].agreement.n))
			g->told[i].agreement = day;
	return CV_OK;
}

struct walk {
	reg_version_fn *fn;
	void *ctx;
	int64_t last;
	int n;
};

static enum cv_err step(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct walk *w = ctx;

	w->last = v->n;
	w->n++;
	return w->fn(w->ctx, v, err);
}

enum cv_err rep_each_known(struct rep_gathering *g, enum reg_kind kind, reg_version_fn *fn, void *ctx)
{
	struct walk w = { .fn = fn, .ctx = ctx, .n = PIECE };

	while (w.n == PIECE) {
		w.n = 0;
		TRY(reg_page(g->r, kind, g->ask->state->seq, w.last, PIECE, step, &w, g->err));
	}
	return CV_OK;
}

enum cv_err rep_gather(struct rep_gathering *g)
{
	TRY(choose(g));
	TRY(rep_each_known(g, REG_CONTRACTS, take_contract, g));
	g->d->n_legs = g->n;
	g->d->leg = cv_arena_alloc(&g->d->arena, (g->n + 1) * sizeof(*g->d->leg));
	if (g->d->leg == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < g->n; i++) {
		const struct rep_draft_leg *l = g->told[i].leg;

		g->d->leg[i] = *l;
		cv_str_printf(&g->d->legs, "%s%s %s %s", i ? "\n" : "", l->transfer, law_outcome_name(l->outcome),
			l->mechanism);
	}
	return g->d->legs.failed ? cv_fail(g->err, CV_E_NOMEM, "out of memory") : CV_OK;
}
