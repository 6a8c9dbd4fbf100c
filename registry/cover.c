/* How every leg stands on a day. What equal facts were decided to be is remembered. */
#include "registry/cover.h"

#include "registry/answer.h"
#include "registry/facts_key.h"

#include <stdlib.h>
#include <string.h>

struct kept {
	struct reg_facts_key key;
	struct reg_cover cover; /* of the facts alone: the leg's own last day is not in it */
};

struct reg_covers {
	const struct reg_view *v;
	cv_day on;
	struct kept kept[REG_KEY_PLACES];
};

struct reg_covers *reg_covers_new(const struct reg_view *v, cv_day on)
{
	struct reg_covers *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->v = v;
	c->on = on;
	return c;
}

void reg_covers_free(struct reg_covers *c)
{
	free(c);
}

/* ---- what a decision says -------------------------------------------------------------------------------------- */

static bool said_before(const struct reg_cover *c, const char *slug)
{
	for (size_t i = 0; i < c->n_fallback; i++)
		if (cv_streq(c->fallback[i], slug))
			return true;
	return false;
}

static void fallbacks(const struct law_pack *p, const struct law_facts *f, const struct law_decision *d,
	struct reg_cover *ret)
{
	const char *first = d->decisive >= 0 ? law_tried_slug(p, f, &d->tried[d->decisive]) : "";

	for (size_t i = 0; i < d->n_tried && ret->n_fallback < REG_FALLBACK_MAX; i++) {
		const char *slug;

		if (d->tried[i].verdict != LAW_YES || (int)i == d->decisive)
			continue;
		slug = law_tried_slug(p, f, &d->tried[i]);
		if (d->tried[i].mech != LAW_NO_MECH && !cv_streq(slug, first) && !said_before(ret, slug))
			ret->fallback[ret->n_fallback++] = slug;
	}
}

/* All but valid_until. */
static void decided(const struct law_pack *p, const struct law_facts *f, const struct law_decision *d,
	struct reg_cover *ret)
{
	*ret = (struct reg_cover){ .live = true, .outcome = d->outcome, .regime = d->regime, .mech = d->mech,
		.reasons = d->reasons, .reason = reg_first_reason(&d->reasons), .valid_until = CV_DAY_EVER };
	if (d->decisive >= 0)
		ret->slug = law_tried_slug(p, f, &d->tried[d->decisive]);
	else if (d->mech != LAW_NO_MECH)
		ret->slug = law_mech_slug(p, d->mech);
	fallbacks(p, f, d, ret);
}

/* ---- legs of ours: nothing comes before them -------------------------------------------------------------------- */

static void judge(const struct reg_covers *c, const struct law_facts *f, struct reg_cover *ret)
{
	struct law_decision d;

	law_decide(c->v->pack, f, c->on, &d);
	decided(c->v->pack, f, &d, ret);
	ret->valid_until = law_next_change(c->v->pack, f, c->on, &d);
}

static enum cv_err of_ours(struct reg_covers *c, const struct reg_leg_v *l, struct reg_cover *ret, struct cv_error *err)
{
	struct law_tool tool[LAW_TOOLS_MAX];
	struct law_facts f;
	struct reg_facts_key key;
	struct kept *kept;
	uint32_t place;

	TRY(reg_facts_of_leg(c->v, l, NULL, tool, &f, err));
	if (!reg_facts_key(&f, &key, &place)) {
		judge(c, &f, ret);
		return CV_OK;
	}
	kept = &c->kept[place];
	if (!reg_facts_key_same(&kept->key, &key)) {
		judge(c, &f, &kept->cover);
		memcpy(&kept->key, &key, sizeof(key));
	}
	*ret = kept->cover;
	return CV_OK;
}

/* ---- legs behind others ---------------------------------------------------------------------------------------- */

enum cv_err reg_leg_answer(
	const struct reg_view *v, uint32_t leg, cv_day on, struct reg_answer *ret, struct cv_error *err)
{
	struct reg_question q = { .to = "", .on = on };
	struct reg_asking g = { .v = v, .q = &q, .a = ret, .to = { v->leg[leg].importer, v->leg[leg].country, true },
		.from = { REG_NOBODY, LAW_NO_PLACE, false }, .err = err };

	*ret = (struct reg_answer){ .view = v, .question = q, .to = v->leg[leg].importer,
		.to_country = v->leg[leg].country, .from = REG_NOBODY, .arena = ret->arena };
	if (!cv_span_has(v->leg[leg].span, on))
		return CV_OK;
	TRY(reg_judge_chain(&g, &v->leg[leg]));
	reg_conclude(ret);
	return CV_OK;
}

static enum cv_err by_every_way(struct reg_covers *c, uint32_t leg, struct reg_cover *ret, struct cv_error *err)
{
	struct reg_answer a = { 0 };
	enum cv_err e = reg_leg_answer(c->v, leg, c->on, &a, err);

	if (e == CV_OK) {
		const struct reg_answer_leg *l = &a.leg[a.decisive];

		decided(c->v->pack, &l->facts, &l->decision, ret);
		ret->outcome = a.outcome;
		ret->mech = a.mech;
		ret->slug = a.slug;
		ret->valid_until = a.valid_until;
		for (size_t i = 0; i < l->n_path && !ret->weak && l->outcome > l->decision.outcome; i++) {
			ret->weak = l->path[i].outcome == l->outcome;
			ret->link = l->path[i];
		}
	}
	reg_answer_finish(&a);
	return e;
}

enum cv_err reg_cover(struct reg_covers *c, uint32_t leg, struct reg_cover *ret, struct cv_error *err)
{
	const struct reg_leg_v *l = &c->v->leg[leg];

	if (!cv_span_has(l->span, c->on)) {
		*ret = (struct reg_cover){ .live = false };
		return CV_OK;
	}
	if (l->exporter != REG_NOBODY && !c->v->party[l->exporter].own)
		return by_every_way(c, leg, ret, err);
	TRY(of_ours(c, l, ret, err));
	if (l->span.until.n < ret->valid_until.n)
		ret->valid_until = l->span.until;
	return CV_OK;
}
