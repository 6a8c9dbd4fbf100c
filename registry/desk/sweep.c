#include "registry/desk/sweep.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static void by_exporter(struct reg_sweep *s)
{
	const struct reg_view *v = s->v;
	uint32_t sum = 0;

	for (uint32_t i = 0; i < v->n_legs; i++)
		if (v->leg[i].exporter != REG_NOBODY)
			s->first[v->leg[i].exporter]++;
	for (uint32_t p = 0; p <= v->n_parties; p++) {
		sum += s->first[p];
		s->first[p] = sum;
	}
	for (uint32_t i = v->n_legs; i-- > 0;)
		if (v->leg[i].exporter != REG_NOBODY)
			s->out[--s->first[v->leg[i].exporter]] = i;
}

enum cv_err reg_sweep_begin(struct reg_sweep *s, const struct reg_view *v, cv_day on, struct cv_error *err)
{
	size_t parties = (size_t)v->n_parties + 1, legs = (size_t)v->n_legs + 1;

	s->v = v;
	s->on = on;
	s->stand = malloc(legs * sizeof(*s->stand));
	s->looked = calloc(legs, sizeof(*s->looked));
	s->first = calloc(parties, sizeof(*s->first));
	s->out = malloc(legs * sizeof(*s->out));
	s->mark = calloc(parties, sizeof(*s->mark));
	s->queue = malloc(parties * sizeof(*s->queue));
	if (!s->stand || !s->looked || !s->first || !s->out || !s->mark || !s->queue)
		return nomem(err);
	by_exporter(s);
	return CV_OK;
}

void reg_sweep_finish(struct reg_sweep *s)
{
	free(s->stand);
	free(s->looked);
	free(s->first);
	free(s->out);
	free(s->mark);
	free(s->queue);
	*s = (struct reg_sweep){ 0 };
}

void reg_sweep_on(struct reg_sweep *s, cv_day on)
{
	if (s->on.n == on.n)
		return;
	s->on = on;
	memset(s->looked, 0, (size_t)s->v->n_legs + 1);
}

enum cv_err reg_sweep_stand(struct reg_sweep *s, uint32_t leg, const struct reg_standing **ret, struct cv_error *err)
{
	if (!s->looked[leg]) {
		TRY(reg_stand(s->v, leg, s->on, &s->stand[leg], err));
		s->looked[leg] = true;
	}
	*ret = &s->stand[leg];
	return CV_OK;
}

void reg_place_in(const struct reg_view *v, law_place place, struct cv_str *out)
{
	if (place == LAW_NO_PLACE)
		return;
	cv_str_puts(out, " in ");
	cv_country_in_sentence(law_place_code(v->pack, place), out);
}

/* ---- the walk --------------------------------------------------------------------------------------------------- */

struct walk {
	struct reg_sweep *s;
	reg_sweep_fn *fn;
	void *ctx;
	uint32_t n_queue;
	struct cv_error *err;
};

static void meet(struct walk *w, uint32_t party)
{
	if (w->s->mark[party] == w->s->round)
		return;
	w->s->mark[party] = w->s->round;
	w->s->queue[w->n_queue++] = party;
}

static enum cv_err take(struct walk *w, uint32_t leg, bool behind)
{
	const struct reg_standing *st;

	if (!cv_span_has(w->s->v->leg[leg].span, w->s->on))
		return CV_OK;
	TRY(reg_sweep_stand(w->s, leg, &st, w->err));
	return w->fn(w->ctx, leg, st, behind, w->err);
}

enum cv_err reg_sweep_chain(
	struct reg_sweep *s, uint32_t party, reg_sweep_fn *fn, void *ctx, struct cv_error *err)
{
	struct walk w = { .s = s, .fn = fn, .ctx = ctx, .err = err };
	const struct reg_party_v *p = &s->v->party[party];

	s->round++;
	for (uint32_t i = 0; i < p->n_in; i++)
		TRY(take(&w, s->v->leg_in[p->first_in + i], false));
	meet(&w, party);
	for (uint32_t at = 0; at < w.n_queue; at++) {
		uint32_t from = s->queue[at];

		for (uint32_t i = s->first[from]; i < s->first[from + 1]; i++) {
			uint32_t leg = s->out[i], to = s->v->leg[leg].importer;

			if (to == party || !cv_span_has(s->v->leg[leg].span, s->on))
				continue; /* into the party itself: met already */
			TRY(take(&w, leg, true));
			meet(&w, to);
		}
	}
	return CV_OK;
}
