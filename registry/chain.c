/*
 * The way the data take to a leg whose exporter is not one of ours: importer of one leg, exporter of the next (law 6).
 * Each way is walked from one of ours down to the leg, because what a leg rests on decides what the next one needs.
 */
#include "registry/answer.h"

struct way {
	const struct reg_leg_v *leg[REG_PATH_MAX + 1]; /* from the asked leg upwards */
	size_t n;
};

static bool on_the_way(const struct way *w, const struct reg_leg_v *l)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->leg[i] == l || w->leg[i]->importer == l->exporter)
			return true;
	return false;
}

static bool is_ours(const struct reg_view *v, const struct reg_leg_v *l)
{
	return l->exporter == REG_NOBODY || v->party[l->exporter].own;
}

/* An exporter with a regime of its own is judged by it; one without passes on what it received. */
static bool passes_on(const struct reg_asking *g, const struct reg_leg_in *in, const struct reg_link *before)
{
	uint8_t attrs = in->exporter == REG_NOBODY ? 0 : g->v->party[in->exporter].exporter_attrs;

	return before && in->exporter_country != LAW_NO_PLACE &&
		law_regime_of(g->v->pack, in->exporter_country, attrs, g->q->on) == LAW_NO_REGIME;
}

static enum cv_err judge_link(struct reg_asking *g, const struct reg_leg_in *in, struct reg_link *ret)
{
	struct law_decision d;
	struct law_facts f;

	TRY(reg_facts(g, in, &f));
	law_decide(g->v->pack, &f, g->q->on, &d);
	*ret = (struct reg_link){ in->exporter, in->importer, in->country, d.outcome, d.mech, NULL };
	if (d.decisive >= 0)
		ret->slug = law_tried_slug(g->v->pack, &f, &d.tried[d.decisive]);
	else if (d.mech != LAW_NO_MECH)
		ret->slug = law_mech_slug(g->v->pack, d.mech);
	return CV_OK;
}

/* Judge the whole way, ours first; the last leg goes into the answer with the links before it. */
static enum cv_err judge_way(struct reg_asking *g, const struct way *w)
{
	struct reg_link path[REG_PATH_MAX];
	size_t n = 0;

	for (size_t i = w->n; i-- > 0;) {
		struct reg_leg_in in = reg_leg_of(g, w->leg[i]);

		if (passes_on(g, &in, n ? &path[n - 1] : NULL))
			in.onward = law_onward_of(g->v->pack, path[n - 1].mech);
		if (i == 0) {
			in.n_path = n;
			for (size_t k = 0; k < n; k++)
				in.path[k] = path[k];
			return reg_judge(g, &in);
		}
		TRY(judge_link(g, &in, &path[n++]));
	}
	return CV_OK;
}

static bool asked_root(const struct reg_asking *g, const struct reg_leg_v *root, const struct reg_leg_v *asked)
{
	if (!g->from.named || g->from.party == REG_NOBODY || asked->exporter == g->from.party)
		return true;
	return root->exporter == g->from.party || (root->exporter == REG_NOBODY && g->v->party[g->from.party].own);
}

static enum cv_err climb(struct reg_asking *g, struct way *w, size_t *found)
{
	const struct reg_leg_v *l = w->leg[w->n - 1];
	const struct reg_party_v *p;

	if (g->a->n_legs >= REG_ANSWER_LEGS_MAX || g->steps >= REG_STEPS_MAX) {
		g->a->more_legs = true;
		return CV_OK;
	}
	g->steps++;
	if (is_ours(g->v, l)) {
		if (!asked_root(g, l, w->leg[0]))
			return CV_OK;
		(*found)++;
		return judge_way(g, w);
	}
	p = &g->v->party[l->exporter];
	for (uint32_t i = 0; i < p->n_in && w->n <= REG_PATH_MAX - 1; i++) {
		const struct reg_leg_v *up = &g->v->leg[g->v->leg_in[p->first_in + i]];

		if (!cv_span_has(up->span, g->q->on) || on_the_way(w, up))
			continue;
		w->leg[w->n++] = up;
		TRY(climb(g, w, found));
		w->n--;
	}
	return CV_OK;
}

/* Nobody of ours is on file before it: judged by its exporter's own regime if it has one, else the chain is unknown. */
static enum cv_err judge_rootless(struct reg_asking *g, const struct reg_leg_v *l)
{
	struct reg_leg_in in = reg_leg_of(g, l);
	struct reg_answer_leg *leg;

	TRY(reg_judge(g, &in));
	leg = &g->a->leg[g->a->n_legs - 1];
	if (leg->decision.regime == LAW_NO_REGIME && in.exporter_country != LAW_NO_PLACE) {
		leg->decision.reasons = (struct law_reasons){ { 0, 0 } };
		law_reason_add(&leg->decision.reasons, LAW_R_CHAIN_UNKNOWN);
	}
	return CV_OK;
}

enum cv_err reg_judge_chain(struct reg_asking *g, const struct reg_leg_v *l)
{
	struct way w = { { l }, 1 };
	size_t found = 0;

	TRY(climb(g, &w, &found));
	if (found > 0 || g->a->n_legs >= REG_ANSWER_LEGS_MAX)
		return CV_OK;
	return judge_rootless(g, l);
}
