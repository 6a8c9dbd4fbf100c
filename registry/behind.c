/* From a party down: its own legs in, then those of everyone it passes the data to, a level at a time. */
#include "registry/behind.h"

#include <stdlib.h>

struct walk {
	const struct reg_view *v;
	cv_day on;
	const enum law_data *data;
	unsigned *level;	   /* of each party, counted from 1; 0: not met */
	uint32_t *first, *leg_out; /* legs by exporter: leg_out[first[party]] to leg_out[first[party + 1]] */
	uint32_t *met;		   /* parties in the order in which they were met */
	uint32_t n_met;
	struct reg_chain *chain;
	size_t cap;
	struct cv_error *err;
};

static enum cv_err nomem(const struct walk *w)
{
	return cv_fail(w->err, CV_E_NOMEM, "out of memory");
}

/* ---- who sends what -------------------------------------------------------------------------------------------- */

static bool sends(const struct walk *w, uint32_t leg)
{
	return w->v->leg[leg].exporter != REG_NOBODY && cv_span_has(w->v->leg[leg].span, w->on);
}

static enum cv_err by_exporter(struct walk *w)
{
	uint32_t n = w->v->n_parties, sum = 0;

	w->level = calloc((size_t)n + 1, sizeof(*w->level));
	w->first = calloc((size_t)n + 1, sizeof(*w->first));
	w->met = calloc((size_t)n + 1, sizeof(*w->met));
	w->leg_out = calloc((size_t)w->v->n_legs + 1, sizeof(*w->leg_out));
	if (!w->level || !w->first || !w->met || !w->leg_out)
		return nomem(w);
	for (uint32_t i = 0; i < w->v->n_legs; i++)
		if (sends(w, i))
			w->first[w->v->leg[i].exporter]++;
	for (uint32_t p = 0; p <= n; p++) {
		sum += w->first[p];
		w->first[p] = sum;
	}
	for (uint32_t i = w->v->n_legs; i-- > 0;)
		if (sends(w, i))
			w->leg_out[--w->first[w->v->leg[i].exporter]] = i;
	return CV_OK;
}

/* ---- the walk -------------------------------------------------------------------------------------------------- */

static enum cv_err add(struct walk *w, uint32_t leg, unsigned depth)
{
	struct reg_chain *c = w->chain;
	struct reg_edge *e;

	if (c->met == REG_BEHIND_WALK) {
		c->cut = true;
		return CV_OK;
	}
	if (c->met == w->cap) {
		size_t cap = w->cap ? 2 * w->cap : 32;
		struct reg_edge *more = realloc(c->edge, cap * sizeof(*more));

		if (more == NULL)
			return nomem(w);
		c->edge = more;
		w->cap = cap;
	}
	e = &c->edge[c->met];
	*e = (struct reg_edge){ .leg = leg, .depth = depth };
	TRY(reg_stand_for(w->v, leg, w->on, w->data, &e->stand, &e->reasons, w->err));
	c->met++;
	if (depth > c->deep)
		c->deep = depth;
	return CV_OK;
}

static void meet(struct walk *w, uint32_t party, unsigned level)
{
	w->level[party] = level;
	w->met[w->n_met++] = party;
}

/* A leg into the party itself stands there already. */
static enum cv_err out_of(struct walk *w, uint32_t party, uint32_t asked)
{
	for (uint32_t i = w->first[party]; i < w->first[party + 1] && !w->chain->cut; i++) {
		uint32_t to = w->v->leg[w->leg_out[i]].importer;

		if (to != asked)
			TRY(add(w, w->leg_out[i], w->level[party]));
		if (w->level[to] == 0)
			meet(w, to, w->level[party] + 1);
	}
	return CV_OK;
}

static enum cv_err walk(struct walk *w, uint32_t party)
{
	const struct reg_party_v *p = &w->v->party[party];

	for (uint32_t i = 0; i < p->n_in && !w->chain->cut; i++) {
		uint32_t leg = w->v->leg_in[p->first_in + i];

		if (cv_span_has(w->v->leg[leg].span, w->on))
			TRY(add(w, leg, 0));
	}
	TRY(by_exporter(w));
	meet(w, party, 1);
	for (uint32_t i = 0; i < w->n_met && !w->chain->cut; i++)
		TRY(out_of(w, w->met[i], party));
	return CV_OK;
}

/* ---- does it come back? ---------------------------------------------------------------------------------------- */

/* Whoever receives from nobody that is left is taken away; those in a ring are left over. */
static enum cv_err look_for_ring(struct walk *w)
{
	uint32_t *sources = calloc((size_t)w->v->n_parties + 1, sizeof(*sources));
	uint32_t *gone = calloc((size_t)w->n_met + 1, sizeof(*gone)), n = 0;
	bool good = sources && gone;

	if (good) {
		for (uint32_t i = 0; i < w->n_met; i++)
			for (uint32_t k = w->first[w->met[i]]; k < w->first[w->met[i] + 1]; k++)
				sources[w->v->leg[w->leg_out[k]].importer]++;
		for (uint32_t i = 0; i < w->n_met; i++)
			if (sources[w->met[i]] == 0)
				gone[n++] = w->met[i];
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t k = w->first[gone[i]]; k < w->first[gone[i] + 1]; k++) {
				uint32_t to = w->v->leg[w->leg_out[k]].importer;

				if (--sources[to] == 0 && w->level[to] != 0)
					gone[n++] = to;
			}
		w->chain->ring = n < w->n_met;
	}
	free(sources);
	free(gone);
	return good ? CV_OK : nomem(w);
}

/* ---- what of it is shown --------------------------------------------------------------------------------------- */

static int by_weakness(const void *a, const void *b)
{
	const struct reg_edge *x = a, *y = b;

	if (x->stand.outcome != y->stand.outcome)
		return x->stand.outcome > y->stand.outcome ? -1 : 1;
	if (x->depth != y->depth)
		return x->depth < y->depth ? -1 : 1;
	return x->leg < y->leg ? -1 : x->leg > y->leg;
}

/* Who did not look at all of it does not say that all of it is covered. */
static void conclude(struct reg_chain *c)
{
	qsort(c->edge, c->met, sizeof(*c->edge), by_weakness);
	c->n = c->met < REG_BEHIND_MAX ? c->met : REG_BEHIND_MAX;
	c->outcome = c->edge[0].stand.outcome;
	if (c->cut && c->outcome < LAW_NEEDS_REVIEW)
		c->outcome = LAW_NEEDS_REVIEW;
}

enum cv_err reg_behind(const struct reg_view *v, uint32_t party, cv_day on, const enum law_data *data,
	struct reg_chain *ret, struct cv_error *err)
{
	struct walk w = { .v = v, .on = on, .data = data, .chain = ret, .err = err };
	enum cv_err e;

	*ret = (struct reg_chain){ 0 };
	e = walk(&w, party);
	if (e == CV_OK)
		e = look_for_ring(&w);
	free(w.level);
	free(w.first);
	free(w.met);
	free(w.leg_out);
	if (e == CV_OK && ret->met > 0)
		conclude(ret);
	return e;
}

void reg_chain_finish(struct reg_chain *c)
{
	free(c->edge);
	*c = (struct reg_chain){ 0 };
}
