/* What wants attention among vendors that were approved or are in use: derived on the day, never stored. */
#include "registry/desk/sweep.h"

#include "registry/core/array.h"

#include <stdlib.h>
#include <string.h>

static const char *const word[REG_ATTENTION_CODES] = {
#define X(code) #code,
	REG_ATTENTIONS(X)
#undef X
};

const char *reg_attention_word(enum reg_attention_code c)
{
	return word[c];
}

bool reg_attention_now(enum reg_attention_code c)
{
	return c < REG_AT_COVER_ENDING;
}

enum { BACK_DAYS = 40 * 366, STEPS_MAX = 400 }; /* how far back a beginning is looked for */

struct minding {
	const struct reg_view *v;
	cv_day on, until; /* [on, until): what is soon */
	struct reg_sweep sweep;
	uint32_t party;
	const struct reg_override_v *override; /* counts on the day */
	struct cv_str text;
	struct reg_attentions *ret;
	struct cv_error *err;
};

static enum cv_err tell(struct minding *g, struct reg_attention *a)
{
	a->party = g->party;
	a->text = cv_arena_text(&g->ret->texts, cv_str_text(&g->text), g->text.len);
	if (g->text.failed || a->text == NULL || !cv_grow(&g->ret->at, g->ret->n, &g->ret->cap, sizeof(*g->ret->at)))
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	g->ret->at[g->ret->n++] = *a;
	cv_str_clear(&g->text);
	return CV_OK;
}

void reg_attention_finish(struct reg_attentions *a)
{
	free(a->at);
	cv_arena_finish(&a->texts);
	*a = (struct reg_attentions){ 0 };
}

static bool soon(const struct minding *g, cv_day d)
{
	return cv_day_known(d) && d.n > g->on.n && d.n < g->until.n;
}

static const char *name_of(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY ? "our organisation" : v->party[party].name;
}

static void route(struct minding *g, uint32_t leg)
{
	const struct reg_leg_v *l = &g->v->leg[leg];

	cv_str_printf(&g->text, "the transfer from %s to %s", name_of(g->v, l->exporter), name_of(g->v, l->importer));
	reg_place_in(g->v, l->country, &g->text);
}

/* ---- since when ------------------------------------------------------------------------------------------------- */

static enum cv_err bad_on(struct minding *g, uint32_t leg, cv_day d, bool *ret, cv_day *ret_next)
{
	struct reg_standing s;

	TRY(reg_stand(g->v, leg, d, &s, g->err));
	*ret = s.live && s.outcome > LAW_COVERED;
	*ret_next = s.live ? s.valid_until : CV_DAY_EVER;
	return CV_OK;
}

/*
 * The first day of the days up to today on which it was not covered throughout: from change to change. What changes
 * on the way to the leg is not among those, so the last stretch is looked at day by day where the steps do not meet
 * today.
 */
static enum cv_err since(struct minding *g, uint32_t leg, cv_day *ret)
{
	cv_day from = g->v->leg[leg].span.from, next, d;
	bool bad, within = false, open = !cv_day_known(from) || g->on.n - from.n > BACK_DAYS;

	*ret = CV_DAY_NONE;
	d = open ? (cv_day){ g->on.n - BACK_DAYS } : from;
	for (int i = 0; d.n <= g->on.n && i < STEPS_MAX; i++) {
		TRY(bad_on(g, leg, d, &bad, &next));
		if (bad && !within)
			*ret = i == 0 && open ? CV_DAY_NONE : d; /* as far back as one can tell */
		within = bad;
		d = next.n > d.n ? next : (cv_day){ d.n + 1 };
	}
	for (d = g->on; !within && d.n > g->on.n - STEPS_MAX; d.n--) {
		TRY(bad_on(g, leg, d, &bad, &next));
		if (!bad)
			break;
		*ret = d;
	}
	return CV_OK;
}

/* ---- transfers -------------------------------------------------------------------------------------------------- */

static enum cv_err not_covered(struct minding *g, uint32_t leg, const struct reg_standing *s)
{
	struct reg_attention a = { .code = s->outcome == LAW_NOT_COVERED ? REG_AT_NOT_COVERED : REG_AT_NEEDS_REVIEW,
		.reason = s->reason,
		.leg = leg,
		.record = reg_kind_info(REG_TRANSFERS)->singular,
		.n = g->v->leg[leg].n };
	char day[CV_DAY_TEXT];

	TRY(since(g, leg, &a.day));
	a.overridden = g->override && a.day.n <= g->override->granted.n; /* what came later nobody decided */
	route(g, leg);
	cv_str_puts(&g->text, s->outcome == LAW_NOT_COVERED ? " is not covered" : " must be looked at");
	if (cv_day_known(a.day))
		cv_str_printf(&g->text, " since %s", cv_day_text(a.day, day));
	if (s->reason < LAW_REASON_COUNT)
		cv_str_printf(&g->text, " (%s)", law_reason_name(s->reason));
	return tell(g, &a);
}

static enum cv_err cover_ends(struct minding *g, uint32_t leg, const struct reg_standing *s)
{
	struct reg_attention a = { .code = REG_AT_COVER_ENDING,
		.leg = leg,
		.day = s->valid_until,
		.record = reg_kind_info(REG_TRANSFERS)->singular,
		.n = g->v->leg[leg].n };
	struct reg_standing then;
	char day[CV_DAY_TEXT];

	if (!soon(g, s->valid_until))
		return CV_OK;
	TRY(reg_stand(g->v, leg, s->valid_until, &then, g->err));
	if (!then.live || then.outcome <= LAW_COVERED)
		return CV_OK;
	a.reason = then.reason;
	route(g, leg);
	cv_str_printf(&g->text, " is no longer covered from %s on", cv_day_text(s->valid_until, day));
	if (then.reason < LAW_REASON_COUNT)
		cv_str_printf(&g->text, " (%s)", law_reason_name(then.reason));
	return tell(g, &a);
}

static enum cv_err look_at(void *ctx, uint32_t leg, const struct reg_standing *s, bool behind, struct cv_error *err)
{
	CV_UNUSED(behind);
	CV_UNUSED(err);
	return s->outcome > LAW_COVERED ? not_covered(ctx, leg, s) : cover_ends(ctx, leg, s);
}

/* ---- what is on file about it ----------------------------------------------------------------------------------- */

static enum cv_err tool_ends(struct minding *g, const struct reg_tool_v *t)
{
	struct reg_attention a = {
		.reason = LAW_REASON_COUNT, .leg = REG_NOBODY, .record = reg_kind_info(t->kind)->singular, .n = t->n
	};
	const struct law_pack *p = g->v->pack;
	char day[CV_DAY_TEXT];

	if (t->kind == REG_ASSESSMENTS) {
		a.code = REG_AT_ASSESSMENT_ENDING;
		a.day = t->tool.review;
		cv_str_printf(
			&g->text, "the transfer impact assessment is to be reviewed by %s", cv_day_text(a.day, day));
	} else {
		a.code = t->kind == REG_CERTIFICATIONS ? REG_AT_CERTIFICATION_ENDING : REG_AT_CLAUSES_ENDING;
		a.day = t->tool.active.until;
		if (t->tool.kind == LAW_INSTRUMENT || t->tool.kind == LAW_CERTIFICATION ||
			t->tool.kind == LAW_DEROGATION)
			cv_str_printf(
				&g->text, "%s ends on %s", law_mech_name(p, t->tool.mech), cv_day_text(a.day, day));
		else
			cv_str_printf(&g->text, "what is on file as %s/%lld ends on %s", a.record, (long long)t->n,
				cv_day_text(a.day, day));
	}
	return tell(g, &a);
}

static enum cv_err tools(struct minding *g)
{
	const struct reg_party_v *p = &g->v->party[g->party];

	for (uint32_t i = p->first_tool; i < p->first_tool + p->n_tools; i++) {
		const struct reg_tool_v *t = &g->v->tool[i];

		if (soon(g, t->kind == REG_ASSESSMENTS ? t->tool.review : t->tool.active.until))
			TRY(tool_ends(g, t));
	}
	return CV_OK;
}

static enum cv_err agreement_ended(struct minding *g, const struct reg_contract_v *c, bool now)
{
	struct reg_attention a = { .code = now ? REG_AT_AGREEMENT_ENDED : REG_AT_AGREEMENT_ENDING,
		.reason = LAW_REASON_COUNT,
		.day = c->span.until,
		.leg = REG_NOBODY,
		.record = reg_kind_info(REG_CONTRACTS)->singular,
		.n = c->n };
	char day[CV_DAY_TEXT];

	a.overridden = now && g->override && a.day.n <= g->override->granted.n;
	cv_str_printf(&g->text, "the data processing agreement %s on %s, and no other is on file",
		now ? "ended" : "ends", cv_day_text(a.day, day));
	return tell(g, &a);
}

/* The agreement that ended last, where none took its place. */
static enum cv_err agreements(struct minding *g)
{
	const struct reg_desk_v *d = g->v->desk;
	const struct reg_contract_v *last = NULL;

	for (uint32_t k = reg_desk_first(d->contract, d->n_contracts, sizeof(*d->contract), g->party);
		k < d->n_contracts && d->contract[k].party == g->party; k++) {
		const struct reg_contract_v *c = &d->contract[k];

		if (!c->data_processing || !c->vendor || !cv_day_known(c->span.until) || c->span.until.n >= g->until.n)
			continue;
		if (reg_agreement_on(g->v, g->party, c->own, c->span.until.n > g->on.n ? c->span.until : g->on))
			continue;
		if (last == NULL || c->span.until.n > last->span.until.n)
			last = c;
	}
	return last ? agreement_ended(g, last, last->span.until.n <= g->on.n) : CV_OK;
}

/* ---- overrides -------------------------------------------------------------------------------------------------- */

static const struct reg_override_v *last_over(const struct minding *g)
{
	const struct reg_override_v *last = NULL, *o;

	for (size_t i = 0; (o = reg_override_at(g->v, g->party, i)); i++)
		if (o->granted.n <= g->on.n && (last == NULL || reg_override_over(o).n > reg_override_over(last).n))
			last = o;
	return last;
}

/* An override that is over, or soon will be, matters where the gate would not open without it. */
static enum cv_err overrides(struct minding *g)
{
	const struct reg_override_v *o = g->override ? g->override : last_over(g);
	struct reg_attention a = {
		.reason = LAW_REASON_COUNT, .leg = REG_NOBODY, .record = reg_kind_info(REG_OVERRIDES)->singular
	};
	struct reg_gate gate = { 0 };
	char day[CV_DAY_TEXT];
	bool revoked;
	enum cv_err e;

	if (o == NULL || (g->override && !soon(g, reg_override_over(o))))
		return CV_OK;
	e = reg_gate_look(g->v, g->party, g->on, &gate, g->err);
	reg_gate_finish(&gate);
	if (e != CV_OK || gate.met)
		return e;
	a.day = reg_override_over(o);
	a.n = o->n;
	revoked = o->revoked.n <= o->expires.n;
	a.code = g->override ? REG_AT_OVERRIDE_ENDING : revoked ? REG_AT_OVERRIDE_REVOKED : REG_AT_OVERRIDE_EXPIRED;
	cv_str_printf(&g->text, "the override by %s %s on %s, and the gate is not open without it", o->granted_by,
		g->override	  ? "ends"
			: revoked ? "was revoked"
				  : "expired",
		cv_day_text(a.day, day));
	return tell(g, &a);
}

/* ---- one and all ------------------------------------------------------------------------------------------------ */

static bool minded(const struct reg_party_v *p)
{
	return p->vendor && (p->status == REG_APPROVED || p->status == REG_ACTIVE);
}

static enum cv_err one(struct minding *g, uint32_t party)
{
	if (!minded(&g->v->party[party]))
		return CV_OK;
	g->party = party;
	g->override = reg_override_on(g->v, party, g->on);
	TRY(reg_sweep_chain(&g->sweep, party, look_at, g, g->err));
	TRY(tools(g));
	TRY(agreements(g));
	return overrides(g);
}

static enum cv_err some(struct minding *g, uint32_t first, uint32_t end)
{
	TRY(reg_sweep_begin(&g->sweep, g->v, g->on, g->err));
	for (uint32_t p = first; p < end && p < g->v->n_parties; p++)
		TRY(one(g, p));
	return CV_OK;
}

enum cv_err reg_attention(const struct reg_view *v, uint32_t first, uint32_t end, cv_day on, int days,
	struct reg_attentions *ret, struct cv_error *err)
{
	struct minding g = { .v = v, .on = on, .ret = ret, .err = err };
	enum cv_err e;

	g.until.n = on.n + 1 + (days < 0 ? 0 : days > REG_DAYS_MAX ? REG_DAYS_MAX : days);
	e = some(&g, first, end);
	reg_sweep_finish(&g.sweep);
	cv_str_finish(&g.text);
	return e;
}
