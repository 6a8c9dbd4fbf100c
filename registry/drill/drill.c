/* A drill: the same register under two laws. */
#include "registry/drill/drill.h"

#include "registry/drill/inside.h"

#include <stdlib.h>

static enum cv_err tell(struct reg_drill *d, const struct reg_drill_leg *l, struct cv_error *err)
{
	if (d->n == d->cap) {
		size_t cap = d->cap ? 2 * d->cap : 256;
		struct reg_drill_leg *more = realloc(d->leg, cap * sizeof(*more));

		if (more == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		d->leg = more;
		d->cap = cap;
	}
	d->leg[d->n++] = *l;
	return CV_OK;
}

static enum cv_err each_leg(struct reg_drilling *g, const unsigned char *reach)
{
	const struct reg_view *v = g->before;
	struct reg_drill *d = g->d;

	for (uint32_t i = 0; i < v->n_legs; i++) {
		struct reg_drill_leg l;
		bool told;

		if (!cv_span_has(v->leg[i].span, d->on))
			continue;
		d->totals.live++;
		if (reach && !reach[i])
			continue;
		d->totals.decided++;
		TRY(reg_drill_one(g, i, &l, &told));
		if (told)
			TRY(tell(d, &l, g->err));
	}
	return reg_drill_order(d, g->err);
}

static enum cv_err run(struct reg_drill *d, const struct reg_view *before, const struct reg_view *after,
	const unsigned char *reach, struct cv_error *err)
{
	struct reg_drilling g = { .before = before, .after = after, .d = d, .err = err };
	enum cv_err e;

	g.q = (struct reg_question){
		.to = "", .on = d->on, .data_said = d->data != NULL, .data = d->data ? *d->data : LAW_ANY_DATA
	};
	e = each_leg(&g, reach);
	reg_verdicts_free(g.memo);
	return e;
}

enum cv_err reg_drill_ending(const struct reg_view *v, struct law_ending *ending, cv_day on, const enum law_data *data,
	struct reg_drill *ret, struct cv_error *err)
{
	struct reg_view before = *v, after = *v;
	unsigned char *reach = NULL;
	enum cv_err e;

	*ret = (struct reg_drill){ .view = v, .on = on, .data = data, .ending = ending };
	TRY(law_ending_packs(ending, &ret->own_before, &ret->own_after, err));
	ret->before = before.pack = ret->own_before ? ret->own_before : v->pack;
	ret->after = after.pack = ret->own_after;
	TRY(reg_drill_reach(v, ending, on, &reach, err));
	e = run(ret, &before, &after, reach, err);
	free(reach);
	return e;
}

enum cv_err reg_drill_pack(const struct reg_view *v, const struct law_pack *pack, cv_day on, const enum law_data *data,
	struct reg_drill *ret, struct cv_error *err)
{
	struct reg_view *after = NULL;
	enum cv_err e;

	*ret = (struct reg_drill){ .view = v, .on = on, .data = data, .before = v->pack, .after = pack };
	TRY(reg_under(v, pack, &after, err));
	e = run(ret, v, after, NULL, err);
	reg_under_free(after);
	return e;
}

void reg_drill_finish(struct reg_drill *d)
{
	law_ending_free(d->ending);
	law_pack_destroy(d->own_before);
	law_pack_destroy(d->own_after);
	free(d->leg);
	cv_arena_finish(&d->arena);
	*d = (struct reg_drill){ 0 };
}

const char *reg_drill_change_name(enum reg_drill_change c)
{
	static const char *const name[] = {
		[REG_LOSES] = "loses", [REG_WEAKENS] = "weakens", [REG_KEEPS] = "keeps", [REG_GAINS] = "gains"
	};

	return name[c];
}

const char *reg_fallback_name(enum reg_fallback f)
{
	static const char *const name[] = {
		[REG_FALLBACK_NONE] = "none", [REG_FALLBACK_STALE] = "stale", [REG_FALLBACK_IN_FORCE] = "in-force"
	};

	return name[f];
}
