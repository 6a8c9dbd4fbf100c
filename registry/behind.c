/* From a party down: its own legs in, then those of everyone it passes the data to, a level at a time. */
#include "registry/behind.h"

#include <stdlib.h>

struct walk {
	const struct reg_view *v;
	cv_day on;
	unsigned *level; /* of each party, counted from 1; 0: not met */
	struct reg_chain *chain;
	size_t cap;
	struct cv_error *err;
};

static enum cv_err add(struct walk *w, uint32_t leg, unsigned depth)
{
	struct reg_chain *c = w->chain;

	if (c->n == REG_BEHIND_MAX) {
		c->more = true;
		return CV_OK;
	}
	if (c->n == w->cap) {
		size_t cap = w->cap ? 2 * w->cap : 32;
		struct reg_edge *more = realloc(c->edge, cap * sizeof(*more));

		if (more == NULL)
			return cv_fail(w->err, CV_E_NOMEM, "out of memory");
		c->edge = more;
		w->cap = cap;
	}
	c->edge[c->n] = (struct reg_edge){ .leg = leg, .depth = depth };
	TRY(reg_stand(w->v, leg, w->on, &c->edge[c->n].stand, w->err));
	c->n++;
	return CV_OK;
}

/* Everything that leaves the parties met at this level; *ret_any: somebody new was met. */
static enum cv_err down(struct walk *w, unsigned level, bool *ret_any)
{
	*ret_any = false;
	for (uint32_t i = 0; i < w->v->n_legs && !w->chain->more; i++) {
		const struct reg_leg_v *l = &w->v->leg[i];

		if (l->exporter == REG_NOBODY || w->level[l->exporter] != level || !cv_span_has(l->span, w->on))
			continue;
		TRY(add(w, i, level));
		if (w->level[l->importer] == 0) {
			w->level[l->importer] = level + 1;
			*ret_any = true;
		}
	}
	return CV_OK;
}

static enum cv_err walk(struct walk *w, uint32_t party)
{
	const struct reg_party_v *p = &w->v->party[party];
	bool any = true;

	for (uint32_t i = 0; i < p->n_in; i++) {
		uint32_t leg = w->v->leg_in[p->first_in + i];

		if (cv_span_has(w->v->leg[leg].span, w->on))
			TRY(add(w, leg, 0));
	}
	w->level[party] = 1;
	for (unsigned level = 1; any && !w->chain->more; level++)
		TRY(down(w, level, &any));
	return CV_OK;
}

/* What is worse comes first; a leg into the party that also leaves one met on the way stands there once, at depth 0. */
static int by_weakness(const void *a, const void *b)
{
	const struct reg_edge *x = a, *y = b;

	if (x->stand.outcome != y->stand.outcome)
		return x->stand.outcome > y->stand.outcome ? -1 : 1;
	if (x->depth != y->depth)
		return x->depth < y->depth ? -1 : 1;
	return x->leg < y->leg ? -1 : x->leg > y->leg;
}

static int by_leg(const void *a, const void *b)
{
	const struct reg_edge *x = a, *y = b;

	if (x->leg != y->leg)
		return x->leg < y->leg ? -1 : 1;
	return x->depth < y->depth ? -1 : x->depth > y->depth;
}

static void once(struct reg_chain *c)
{
	size_t n = 0;

	qsort(c->edge, c->n, sizeof(*c->edge), by_leg);
	for (size_t i = 0; i < c->n; i++)
		if (n == 0 || c->edge[n - 1].leg != c->edge[i].leg)
			c->edge[n++] = c->edge[i];
	c->n = n;
	qsort(c->edge, c->n, sizeof(*c->edge), by_weakness);
}

enum cv_err reg_behind(const struct reg_view *v, uint32_t party, cv_day on, struct reg_chain *ret, struct cv_error *err)
{
	struct walk w = { .v = v, .on = on, .chain = ret, .err = err };
	enum cv_err e;

	*ret = (struct reg_chain){ 0 };
	w.level = calloc(v->n_parties ? v->n_parties : 1, sizeof(*w.level));
	if (w.level == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	e = walk(&w, party);
	free(w.level);
	if (e == CV_OK && ret->n > 0)
		once(ret);
	return e;
}

void reg_chain_finish(struct reg_chain *c)
{
	free(c->edge);
	*c = (struct reg_chain){ 0 };
}
