/* What to do first: the totals of a drill, and its list in the order in which it is to be worked on. */
#include "registry/drill/inside.h"

#include <stdlib.h>
#include <string.h>

/* What an importer comes to. */
struct whom {
	uint32_t loses;
	uint8_t fallback; /* the worst of those that lose */
	uint8_t hr;	  /* 2: hr data, 1: of any kind */
};

struct ordering {
	const struct reg_drill *d;
	struct whom *whom; /* by party */
};

static uint8_t hr_of(const struct reg_drill *d, const struct reg_drill_leg *l)
{
	enum law_data data = d->data ? *d->data : d->view->leg[l->leg].data;

	return data == LAW_HR ? 2 : data == LAW_ANY_DATA ? 1 : 0;
}

/* ---- what is behind another ------------------------------------------------------------------------------------ */

/* By leg, in which they still are. */
static struct reg_drill_leg *row_of(const struct reg_drill *d, uint32_t leg)
{
	size_t lo = 0, hi = d->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (d->leg[mid].leg < leg)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < d->n && d->leg[lo].leg == leg ? &d->leg[lo] : NULL;
}

/* Who is behind something that falls has the fallback which that has. */
static void lean(struct reg_drill *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct reg_drill_leg *on = d->leg[i].behind == REG_NOBODY ? NULL : row_of(d, d->leg[i].behind);

		if (on)
			d->leg[i].fallback = on->fallback;
	}
}

/* ---- counting -------------------------------------------------------------------------------------------------- */

static void count_loss(struct ordering *o, struct reg_drill_totals *t, const struct reg_drill_leg *l)
{
	struct whom *w = &o->whom[o->d->view->leg[l->leg].importer];
	uint8_t hr = hr_of(o->d, l);

	t->loses++;
	t->loses_none += l->fallback == REG_FALLBACK_NONE;
	t->loses_stale += l->fallback != REG_FALLBACK_NONE;
	t->loses_hr += hr > 0;
	if (w->loses++ == 0) {
		t->importers++;
		w->fallback = (uint8_t)l->fallback;
	}
	if ((uint8_t)l->fallback < w->fallback)
		w->fallback = (uint8_t)l->fallback;
	if (hr > w->hr)
		w->hr = hr;
}

static void count(struct ordering *o, struct reg_drill *d)
{
	for (size_t i = 0; i < d->n; i++) {
		switch (d->leg[i].change) {
		case REG_LOSES: count_loss(o, &d->totals, &d->leg[i]); break;
		case REG_WEAKENS: d->totals.weakens++; break;
		case REG_KEEPS: d->totals.keeps++; break;
		case REG_GAINS: d->totals.gains++; break;
		}
	}
}

/* ---- the order ------------------------------------------------------------------------------------------------- */

static int by_party(const struct ordering *o, uint32_t x, uint32_t y)
{
	const struct whom *a = &o->whom[x], *b = &o->whom[y];

	if (x == y)
		return 0;
	if (a->fallback != b->fallback)
		return a->fallback < b->fallback ? -1 : 1;
	if (a->hr != b->hr)
		return a->hr > b->hr ? -1 : 1;
	if (a->loses != b->loses)
		return a->loses > b->loses ? -1 : 1;
	return strcmp(o->d->view->party[x].id, o->d->view->party[y].id);
}

static int in_turn(const void *a, const void *b, void *ctx)
{
	const struct reg_drill_leg *x = a, *y = b;
	const struct ordering *o = ctx;
	int c;

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	c = by_party(o, o->d->view->leg[x->leg].importer, o->d->view->leg[y->leg].importer);
	if (c != 0)
		return c;
	return x->leg < y->leg ? -1 : x->leg > y->leg;
}

static void number(struct reg_drill *d)
{
	uint32_t last = REG_NOBODY, n = 0;

	for (size_t i = 0; i < d->n; i++) {
		uint32_t importer = d->view->leg[d->leg[i].leg].importer;

		if (d->leg[i].change > REG_WEAKENS)
			return;
		if (importer != last || (i > 0 && d->leg[i].change != d->leg[i - 1].change))
			n++;
		last = importer;
		d->leg[i].priority = n;
	}
}

enum cv_err reg_drill_order(struct reg_drill *d, struct cv_error *err)
{
	struct ordering o = { d, calloc((size_t)d->view->n_parties + 1, sizeof(*o.whom)) };

	if (o.whom == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	lean(d);
	count(&o, d);
	if (d->n > 1)
		qsort_r(d->leg, d->n, sizeof(*d->leg), in_turn, &o);
	number(d);
	free(o.whom);
	return CV_OK;
}
