/*
 * One leg under both laws. What is decided out of equal facts is decided once: registers hold few kinds of transfer,
 * many times over.
 */
#include "registry/drill/inside.h"

#include "registry/facts_key.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A verdict, where tools are counted within the facts. */
struct verdict {
	struct reg_facts_key key;
	struct reg_drill_leg is; /* leg, behind, fallback_tool and priority are those of the leg */
	bool told;
	int fallback; /* index of the tool within the facts, -1: none */
};

struct reg_verdicts {
	struct verdict at[REG_KEY_PLACES];
};

void reg_verdicts_free(struct reg_verdicts *m)
{
	free(m);
}

/* ---- what it comes to ------------------------------------------------------------------------------------------ */

/* Nothing that anybody could make good again on this transfer. */
static bool no_fallback(const struct law_reasons *r)
{
	static const enum law_reason never[] = { LAW_R_WRONG_REGIME, LAW_R_WRONG_DESTINATION, LAW_R_NOT_A_MECHANISM,
		LAW_R_NOT_ADOPTED, LAW_R_NOT_YET_IN_FORCE, LAW_R_NOT_YET_SIGNED, LAW_R_CERTIFICATION_NOT_BEGUN,
		LAW_R_FRAMEWORK_ENDED };

	for (size_t i = 0; i < CV_LEN(never); i++)
		if (law_reason_in(r, never[i]))
			return true;
	return false;
}

static int reasons_of(const struct law_tried *t)
{
	return __builtin_popcountll(t->reasons.bit[0]) + __builtin_popcountll(t->reasons.bit[1]);
}

static bool ends(const struct reg_drilling *g, const struct law_tried *t)
{
	return g->d->ending && (law_ending_mech(g->d->ending, t->mech) || law_ending_mech(g->d->ending, t->base));
}

/* Of what is on file and does not cover, what lacks least. */
static const struct law_tried *stale(const struct reg_drilling *g, const struct law_decision *d)
{
	const struct law_tried *best = NULL;

	for (size_t i = 0; i < d->n_tried; i++) {
		const struct law_tried *t = &d->tried[i];

		if (t->tool < 0 || t->verdict == LAW_YES || ends(g, t) || no_fallback(&t->reasons))
			continue;
		if (best == NULL || t->verdict > best->verdict ||
			(t->verdict == best->verdict && reasons_of(t) < reasons_of(best)))
			best = t;
	}
	return best;
}

static bool good(enum law_outcome o)
{
	return o <= LAW_COVERED;
}

/* False: nothing to tell. */
static bool changed(struct reg_drill_leg *ret)
{
	bool same_slug = ret->slug_was && ret->slug_is ? cv_streq(ret->slug_was, ret->slug_is)
						       : ret->slug_was == ret->slug_is;

	if (good(ret->was) != good(ret->is))
		ret->change = good(ret->was) ? REG_LOSES : REG_GAINS;
	else if (good(ret->was) && !same_slug)
		ret->change = REG_KEEPS;
	else if (ret->was == LAW_NEEDS_REVIEW && ret->is == LAW_NOT_COVERED)
		ret->change = REG_WEAKENS;
	else
		return false;
	return true;
}

static enum cv_err remedies(const struct reg_drilling *g, const struct reg_answer_leg *l, struct reg_drill_leg *ret)
{
	struct law_remedy found[LAW_REMEDIES_MAX], *kept;
	size_t n = law_remedies(g->after->pack, &l->facts, g->d->on, &l->decision, found);

	kept = cv_arena_room(&g->d->arena, (n + 1) * sizeof(*kept));
	if (kept == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	memcpy(kept, found, n * sizeof(*kept));
	ret->remedy = kept;
	ret->n_remedies = n;
	return CV_OK;
}

/* The step before the leg that is at least as weak as the leg itself. */
static const struct reg_link *weak_link(const struct reg_answer_leg *l)
{
	for (size_t i = 0; i < l->n_path; i++)
		if (!good(l->path[i].outcome) && l->path[i].outcome >= l->decision.outcome)
			return &l->path[i];
	return NULL;
}

static uint32_t leg_of(const struct reg_drilling *g, const struct reg_link *link)
{
	const struct reg_view *v = g->before;
	const struct reg_party_v *p = &v->party[link->importer];

	for (uint32_t i = 0; i < p->n_in; i++) {
		uint32_t leg = v->leg_in[p->first_in + i];

		if (v->leg[leg].exporter == link->exporter && cv_span_has(v->leg[leg].span, g->d->on) &&
			g->after->leg[leg].country == link->country)
			return leg;
	}
	return REG_NOBODY;
}

/* What is left on file, and what would help. */
static enum cv_err after_that(
	const struct reg_drilling *g, const struct reg_answer *a, struct reg_drill_leg *ret, int *ret_fallback)
{
	const struct reg_answer_leg *l = &a->leg[a->decisive];
	const struct reg_link *link = weak_link(l);
	const struct law_tried *t = NULL;

	*ret_fallback = -1;
	ret->reasons = l->decision.reasons;
	if (good(ret->is)) {
		ret->fallback = REG_FALLBACK_IN_FORCE;
		ret->fallback_slug = ret->slug_is;
		if (l->decision.decisive >= 0)
			t = &l->decision.tried[l->decision.decisive];
	} else if (link) {
		ret->behind = leg_of(g, link);
		return CV_OK;
	} else {
		t = stale(g, &l->decision);
		if (t) {
			ret->fallback = REG_FALLBACK_STALE;
			ret->fallback_slug = law_tried_slug(g->after->pack, &l->facts, t);
			ret->fallback_reasons = t->reasons;
		}
		TRY(remedies(g, l, ret));
	}
	if (t && t->tool >= 0) {
		*ret_fallback = t->tool;
		ret->fallback_tool = l->tools[t->tool].record;
	}
	return CV_OK;
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

struct one {
	struct reg_answer a;
	struct reg_asking g;
	alignas(max_align_t) char room[16 * 1024]; /* enough for most */
};

static void begin(const struct reg_drilling *g, const struct reg_view *v, uint32_t leg, struct one *o)
{
	o->a = (struct reg_answer){ .view = v, .question = g->q, .to = v->leg[leg].importer, .from = REG_NOBODY };
	cv_arena_begin(&o->a.arena, o->room, sizeof(o->room));
	o->g = (struct reg_asking){ .v = v,
		.q = &g->q,
		.a = &o->a,
		.to = { v->leg[leg].importer, v->leg[leg].country, true },
		.from = { REG_NOBODY, LAW_NO_PLACE, false },
		.today_only = true,
		.err = g->err };
}

static enum cv_err judge(const struct reg_drilling *g, const struct reg_view *v, uint32_t leg, struct one *o)
{
	begin(g, v, leg, o);
	TRY(reg_judge_chain(&o->g, &v->leg[leg]));
	reg_conclude(&o->a);
	return CV_OK;
}

static enum cv_err both(
	struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told, int *ret_fallback)
{
	struct one was, is;
	enum cv_err e = judge(g, g->before, leg, &was);

	*ret_told = false;
	*ret_fallback = -1;
	if (e == CV_OK) {
		ret->was = was.a.outcome;
		ret->slug_was = was.a.slug;
	}
	reg_answer_finish(&was.a);
	if (e != CV_OK)
		return e;
	e = judge(g, g->after, leg, &is);
	if (e == CV_OK) {
		ret->is = is.a.outcome;
		ret->slug_is = is.a.slug;
		*ret_told = changed(ret);
		if (*ret_told)
			e = after_that(g, &is.a, ret, ret_fallback);
	}
	reg_answer_finish(&is.a);
	return e;
}

/* A leg from one of ours: its own facts are all it rests on. */
static enum cv_err direct(struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told)
{
	struct law_tool tool[LAW_TOOLS_MAX];
	struct reg_facts_key key;
	struct law_facts f;
	struct verdict *at;
	uint32_t place;
	int fallback;

	TRY(reg_facts_of_leg(g->before, &g->before->leg[leg], g->d->data, tool, &f, g->err));
	if (!reg_facts_key(&f, &key, &place))
		return both(g, leg, ret, ret_told, &fallback);
	at = &g->memo->at[place];
	if (!reg_facts_key_same(&at->key, &key)) {
		TRY(both(g, leg, ret, ret_told, &fallback));
		memcpy(&at->key, &key, sizeof(key));
		at->is = *ret;
		at->told = *ret_told;
		at->fallback = fallback;
		return CV_OK;
	}
	*ret = at->is;
	ret->fallback_tool = at->fallback >= 0 ? tool[at->fallback].record : REG_NOBODY;
	*ret_told = at->told;
	return CV_OK;
}

enum cv_err reg_drill_one(struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told)
{
	const struct reg_leg_v *l = &g->before->leg[leg];
	int fallback;

	*ret = (struct reg_drill_leg){ .fallback_tool = REG_NOBODY, .behind = REG_NOBODY };
	if (g->memo == NULL)
		g->memo = calloc(1, sizeof(*g->memo));
	if (g->memo == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	if (l->exporter == REG_NOBODY || g->before->party[l->exporter].own)
		TRY(direct(g, leg, ret, ret_told));
	else
		TRY(both(g, leg, ret, ret_told, &fallback));
	ret->leg = leg;
	return CV_OK;
}
