/* The gate to `approved`: what each of its conditions rests on, or what is missing. */
#include "registry/desk/sweep.h"

#include <string.h>

static const char *const condition_word[REG_CONDITIONS] = { "transfers", "agreement", "sub-processors", "checklist" };

const char *reg_condition_word(enum reg_condition c)
{
	return condition_word[c];
}

void reg_gate_finish(struct reg_gate *g)
{
	for (int c = 0; c < REG_CONDITIONS; c++)
		cv_str_finish(&g->condition[c].why);
}

enum { DAYS_MAX = 64, NAMED_MAX = 5 };

struct looking {
	const struct reg_view *v;
	uint32_t party;
	cv_day on;
	struct reg_gate *gate;
	struct reg_sweep sweep;
	struct cv_str bad; /* the transfers that are not covered */
	size_t n_bad, n_legs;
	struct cv_error *err;
};

static bool still_to_come(const struct reg_leg_v *l, cv_day on)
{
	return l->span.until.n > on.n;
}

/* ---- transfers -------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY ? "our organisation" : v->party[party].name;
}

/* "from A to B in IN: not covered (NO_MECHANISM)" */
static void name_leg(struct looking *g, uint32_t leg, const struct reg_standing *s)
{
	const struct reg_leg_v *l = &g->v->leg[leg];
	char day[CV_DAY_TEXT];

	if (g->n_bad++ >= NAMED_MAX)
		return;
	cv_str_printf(&g->bad, "%sfrom %s to %s", g->bad.len ? "; " : "", name_of(g->v, l->exporter),
		name_of(g->v, l->importer));
	reg_place_in(g->v, l->country, &g->bad);
	if (g->sweep.on.n != g->on.n)
		cv_str_printf(&g->bad, " on %s", cv_day_text(g->sweep.on, day));
	cv_str_printf(&g->bad, ": %s", law_outcome_name(s->outcome));
	if (s->reason < LAW_REASON_COUNT)
		cv_str_printf(&g->bad, " (%s)", law_reason_name(s->reason));
}

static enum cv_err look_at(void *ctx, uint32_t leg, const struct reg_standing *s, bool behind, struct cv_error *err)
{
	struct looking *g = ctx;

	CV_UNUSED(err);
	g->n_legs += !behind;
	if (s->outcome > LAW_COVERED)
		name_leg(g, leg, s);
	return CV_OK;
}

/* The day asked about, and the days on which further transfers to the vendor begin. *ret_cut: there are more. */
static size_t days_of(const struct looking *g, cv_day ret[DAYS_MAX], bool *ret_cut)
{
	const struct reg_party_v *p = &g->v->party[g->party];
	size_t n = 1;

	ret[0] = g->on;
	*ret_cut = false;
	for (uint32_t i = 0; i < p->n_in && !*ret_cut; i++) {
		cv_day from = g->v->leg[g->v->leg_in[p->first_in + i]].span.from;
		bool there = from.n <= g->on.n;

		for (size_t k = 0; k < n && !there; k++)
			there = ret[k].n == from.n;
		*ret_cut = !there && n == DAYS_MAX;
		if (!there && n < DAYS_MAX)
			ret[n++] = from;
	}
	return n;
}

static enum cv_err transfers(struct looking *g)
{
	struct cv_str *why = &g->gate->condition[REG_G_TRANSFERS].why;
	cv_day day[DAYS_MAX];
	bool cut;
	size_t n = days_of(g, day, &cut);

	TRY(reg_sweep_begin(&g->sweep, g->v, g->on, g->err));
	for (size_t i = 0; i < n; i++) {
		reg_sweep_on(&g->sweep, day[i]);
		TRY(reg_sweep_chain(&g->sweep, g->party, look_at, g, g->err));
	}
	g->gate->condition[REG_G_TRANSFERS].met = g->n_legs > 0 && g->n_bad == 0 && !cut;
	if (g->n_legs == 0)
		cv_str_puts(why, "no transfer to it is on file: record from whom to where the data will go");
	else if (g->n_bad > 0)
		cv_str_printf(why, "%s%s", cv_str_text(&g->bad), g->n_bad > NAMED_MAX ? "; and more" : "");
	else if (cut)
		cv_str_puts(why, "transfers to it begin on more days than can be looked at");
	else
		cv_str_puts(why, "every transfer to it and on from it is covered, or is none");
	return CV_OK;
}

/* ---- the agreement ---------------------------------------------------------------------------------------------- */

/* Which of ours the contract is with does not matter where it is with all of us, or the exporter is not said. */
static bool serves(const struct reg_contract_v *c, uint32_t own, cv_day on)
{
	return c->data_processing && c->vendor && cv_day_known(c->span.from) && cv_span_has(c->span, on) &&
		(c->own == REG_NOBODY || own == REG_NOBODY || c->own == own);
}

const struct reg_contract_v *reg_agreement_on(const struct reg_view *v, uint32_t party, uint32_t own, cv_day on)
{
	const struct reg_desk_v *d = v->desk;

	for (uint32_t k = reg_desk_first(d->contract, d->n_contracts, sizeof(*d->contract), party);
		k < d->n_contracts && d->contract[k].party == party; k++)
		if (serves(&d->contract[k], own, on))
			return &d->contract[k];
	return NULL;
}

/* Who of ours makes use of it as a processor, and has no agreement with it. */
static bool without_agreement(struct looking *g, uint32_t own)
{
	const struct reg_contract_v *c = reg_agreement_on(g->v, g->party, own, g->on);
	struct cv_str *why = &g->gate->condition[REG_G_AGREEMENT].why;

	if (c == NULL || why->len > 0)
		return c == NULL;
	cv_str_printf(why, "the data processing agreement is on file: contract/%lld", (long long)c->n);
	return false;
}

static void agreement_missing(struct looking *g, const struct cv_str *who)
{
	struct cv_str *why = &g->gate->condition[REG_G_AGREEMENT].why;

	cv_str_clear(why);
	cv_str_puts(why, "no data processing agreement (GDPR art. 28(3)) is on file, signed and not ended");
	if (who->len > 0)
		cv_str_printf(why, ", for %s", cv_str_text(who));
	cv_str_puts(why, ": record it as a contract of the kind data-processing");
}

struct use { /* what the transfers to it say of its part */
	bool processor, controller;
	bool passes_on;
};

static bool by_us(const struct reg_view *v, const struct reg_leg_v *l)
{
	return l->exporter == REG_NOBODY || v->party[l->exporter].own;
}

/* Is this one looked at for the first time in this round? REG_NOBODY: our organisation. */
static bool met_first(struct reg_sweep *s, uint32_t party)
{
	uint32_t *mark = &s->mark[party == REG_NOBODY ? s->v->n_parties : party];
	bool first = *mark != s->round;

	*mark = s->round;
	return first;
}

static void agreement(struct looking *g, const struct use *use)
{
	const struct reg_party_v *p = &g->v->party[g->party];
	CV_AUTO(cv_str_finish) struct cv_str who = { 0 };
	bool missing = false;

	if (!use->processor && use->controller) {
		cv_str_puts(&g->gate->condition[REG_G_AGREEMENT].why,
			"not needed: it decides about the data itself and is no processor");
		g->gate->condition[REG_G_AGREEMENT].met = true;
		return;
	}
	if (!use->processor) /* nothing is on file yet */
		missing = without_agreement(g, REG_NOBODY);
	g->sweep.round++;
	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *l = &g->v->leg[g->v->leg_in[p->first_in + i]];

		if (l->importer_role != LAW_PROCESSOR || !still_to_come(l, g->on) || !by_us(g->v, l) ||
			!without_agreement(g, l->exporter))
			continue;
		missing = true;
		if (met_first(&g->sweep, l->exporter) && who.len < CV_MSG_MAX / 4)
			cv_str_printf(&who, "%s%s", who.len ? ", " : "", name_of(g->v, l->exporter));
	}
	g->gate->condition[REG_G_AGREEMENT].why.failed |= who.failed;
	if (missing)
		agreement_missing(g, &who);
	else if (g->gate->condition[REG_G_AGREEMENT].why.len == 0)
		cv_str_puts(&g->gate->condition[REG_G_AGREEMENT].why,
			"not ours to sign: it works for another processor, whose contract binds it (GDPR art. 28(4))");
	g->gate->condition[REG_G_AGREEMENT].met = !missing;
}

/* ---- its other processors --------------------------------------------------------------------------------------- */

static void sub_processors(struct looking *g, const struct use *use)
{
	const struct reg_check_v *c = reg_check_of(g->v, g->party, reg_check_item_find("sub-processors"));
	struct cv_str *why = &g->gate->condition[REG_G_SUB_PROCESSORS].why;
	bool seen_to = c && c->state != REG_CHECK_OPEN, *met = &g->gate->condition[REG_G_SUB_PROCESSORS].met;

	*met = true;
	if (!use->processor && use->controller)
		cv_str_puts(why, "not needed: it is no processor");
	else if (use->passes_on)
		cv_str_puts(why, "they are on file as transfers on from it");
	else if (seen_to)
		cv_str_printf(why, "%s: check/%lld",
			c->state == REG_CHECK_DONE ? "looked at, and none is on file" : "not needed", (long long)c->n);
	else {
		*met = false;
		cv_str_puts(why,
			"its other processors are not known: record the transfers on from it (chapterv import LIST), "
			"or see to the item sub-processors of the checklist where it has none");
	}
}

/* ---- the checklist ---------------------------------------------------------------------------------------------- */

static void checklist(struct looking *g)
{
	struct cv_str *why = &g->gate->condition[REG_G_CHECKLIST].why;
	CV_AUTO(cv_str_finish) struct cv_str open = { 0 };

	for (int i = 0; reg_check_item(i); i++) {
		const struct reg_check_v *c = reg_check_of(g->v, g->party, i);

		if (c == NULL || c->state == REG_CHECK_OPEN)
			cv_str_printf(&open, "%s%s", open.len ? ", " : "", reg_check_item(i));
	}
	g->gate->condition[REG_G_CHECKLIST].met = open.len == 0 && !open.failed;
	if (open.len > 0)
		cv_str_printf(why, "to be seen to: %s", cv_str_text(&open));
	else
		cv_str_puts(why, "every item is done or not needed");
	why->failed |= open.failed;
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static struct use use_of(struct looking *g)
{
	const struct reg_party_v *p = &g->v->party[g->party];
	struct use u = { false, false, false };

	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *l = &g->v->leg[g->v->leg_in[p->first_in + i]];

		if (!still_to_come(l, g->on))
			continue;
		u.processor |= l->importer_role == LAW_PROCESSOR;
		u.controller |= l->importer_role == LAW_CONTROLLER;
	}
	for (uint32_t i = g->sweep.first[g->party]; i < g->sweep.first[g->party + 1]; i++)
		u.passes_on |= still_to_come(&g->v->leg[g->sweep.out[i]], g->on);
	return u;
}

static enum cv_err look(struct looking *g)
{
	struct reg_gate *gate = g->gate;
	struct use use;
	bool ran_out = false;

	TRY(transfers(g));
	use = use_of(g);
	agreement(g, &use);
	sub_processors(g, &use);
	checklist(g);
	gate->met = true;
	for (int c = 0; c < REG_CONDITIONS; c++) {
		gate->met &= gate->condition[c].met;
		ran_out |= gate->condition[c].why.failed;
	}
	gate->override = reg_override_on(g->v, g->party, g->on);
	gate->open = gate->met || gate->override;
	return ran_out || g->bad.failed ? cv_fail(g->err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err reg_gate_look(
	const struct reg_view *v, uint32_t party, cv_day on, struct reg_gate *ret, struct cv_error *err)
{
	struct looking g = { .v = v, .party = party, .on = on, .gate = ret, .err = err };
	enum cv_err e;

	ret->on = on;
	e = look(&g);
	reg_sweep_finish(&g.sweep);
	cv_str_finish(&g.bad);
	return e;
}
