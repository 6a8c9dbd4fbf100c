/* How the transfers to a party stood: asked on every day on which something may change. */
#include "reports/timeline.h"

#include <stdlib.h>
#include <string.h>

struct building {
	const struct reg_view *v;
	struct rep_timeline *t;
	cv_day *day;
	size_t n_days, cap_days, cap_outcomes;
	size_t cap_pieces[REP_TIMELINE_BARS];
	struct cv_error *err;
};

const char *rep_stood_name(enum rep_stood s)
{
	static const char *const name[] = { "covers", "partly", "open", "on-file", "" };

	return name[s];
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- the days --------------------------------------------------------------------------------------------------- */

static enum cv_err add_day(struct building *b, cv_day day)
{
	if (!cv_day_known(day) || day.n < b->t->from.n || day.n > b->t->on.n)
		return CV_OK;
	if (b->n_days == b->cap_days) {
		size_t cap = b->cap_days ? 2 * b->cap_days : 256;
		cv_day *more = realloc(b->day, cap * sizeof(*more));

		if (more == NULL)
			return nomem(b->err);
		b->day = more;
		b->cap_days = cap;
	}
	b->day[b->n_days++] = day;
	return CV_OK;
}

static enum cv_err days_of_tool(struct building *b, const struct law_tool *t)
{
	TRY(add_day(b, t->day));
	TRY(add_day(b, t->changed));
	TRY(add_day(b, t->notified));
	TRY(add_day(b, t->review));
	TRY(add_day(b, t->active.from));
	return add_day(b, t->active.until);
}

static enum cv_err days_of_tools(struct building *b, uint32_t first, uint32_t n)
{
	for (uint32_t i = first; i < first + n; i++)
		TRY(days_of_tool(b, &b->v->tool[i].tool));
	return CV_OK;
}

static int by_day(const void *a, const void *b)
{
	const cv_day *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* Days of the law, of what is on file about the party, and of the transfers to it. */
static enum cv_err find_days(struct building *b)
{
	const struct reg_party_v *p = &b->v->party[b->t->party];
	size_t n, kept = 0;
	const cv_day *edge = law_edges(b->v->pack, &n);

	for (size_t i = 0; i < n; i++)
		TRY(add_day(b, edge[i]));
	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *l = &b->v->leg[b->v->leg_in[p->first_in + i]];

		TRY(add_day(b, l->span.from));
		TRY(add_day(b, l->span.until));
	}
	TRY(days_of_tools(b, p->first_tool, p->n_tools));
	TRY(days_of_tools(b, b->v->n_tools_bound, b->v->n_tools - b->v->n_tools_bound));
	TRY(add_day(b, b->t->from));
	qsort(b->day, b->n_days, sizeof(*b->day), by_day);
	for (size_t i = 0; i < b->n_days; i++)
		if (kept == 0 || b->day[kept - 1].n != b->day[i].n)
			b->day[kept++] = b->day[i];
	b->n_days = kept;
	return CV_OK;
}

/* ---- pieces ----------------------------------------------------------------------------------------------------- */

/* From a day on it is so, until something else is said. */
static enum cv_err say(
	struct building *b, struct rep_piece **piece, size_t *n, size_t *cap, cv_day from, cv_day until, int state)
{
	struct rep_piece *last = *n ? &(*piece)[*n - 1] : NULL;

	if (last && last->until.n == from.n && last->state == state) {
		last->until = until;
		return CV_OK;
	}
	if (*n == *cap) {
		size_t more = *cap ? 2 * *cap : 8;
		struct rep_piece *p = cv_arena_alloc(&b->t->arena, more * sizeof(*p));

		if (p == NULL)
			return nomem(b->err);
		if (*n > 0)
			memcpy(p, *piece, *n * sizeof(*p));
		*piece = p;
		*cap = more;
	}
	(*piece)[(*n)++] = (struct rep_piece){ from, until, state };
	return CV_OK;
}

/* ---- one day ---------------------------------------------------------------------------------------------------- */

/* What a mechanism came to on one day, over the transfers it was looked at for. */
struct met {
	const char *slug;
	law_mech mech;
	size_t legs, yes, open;
	size_t leg; /* + 1: the transfer that was counted last */
	int best;   /* of that one: enum law_verdict */
};

struct day {
	struct met met[REP_TIMELINE_BARS];
	size_t n;
};

static struct met *met_of(struct day *d, const char *slug, law_mech mech)
{
	for (size_t i = 0; i < d->n; i++)
		if (cv_streq(d->met[i].slug, slug))
			return &d->met[i];
	if (d->n == REP_TIMELINE_BARS)
		return NULL;
	d->met[d->n] = (struct met){ .slug = slug, .mech = mech };
	return &d->met[d->n++];
}

static void settle(struct met *m)
{
	m->yes += m->leg > 0 && m->best == LAW_YES;
	m->open += m->leg > 0 && m->best == LAW_OPEN;
}

/* The best of several of one kind counts. */
static void note(struct day *d, const char *slug, law_mech mech, size_t leg, int verdict)
{
	struct met *m = met_of(d, slug, mech);

	if (m == NULL)
		return;
	if (m->leg == leg + 1) {
		m->best = verdict > m->best ? verdict : m->best;
		return;
	}
	settle(m);
	m->leg = leg + 1;
	m->legs++;
	m->best = verdict;
}

/* Is it there on that day at all, whether it counts or not? What was signed later, or has ended, is not. */
static bool there(const struct law_tool *t, cv_day on)
{
	cv_day from = t->kind == LAW_CERTIFICATION ? t->active.from : t->day;

	return (!cv_day_known(from) || from.n <= on.n) && on.n < t->active.until.n;
}

static bool beside(const struct law_tried *t)
{
	return law_reason_in(&t->reasons, LAW_R_WRONG_REGIME) || law_reason_in(&t->reasons, LAW_R_WRONG_DESTINATION) ||
		law_reason_in(&t->reasons, LAW_R_NOT_A_MECHANISM);
}

static void note_leg(const struct building *b, struct day *d, const struct reg_answer_leg *l, size_t leg, cv_day on)
{
	const struct law_decision *dec = &l->decision;

	if (dec->outcome == LAW_NO_TRANSFER && dec->mech != LAW_NO_MECH)
		note(d, law_mech_slug(b->v->pack, dec->mech), dec->mech, leg, LAW_YES);
	for (size_t i = 0; i < dec->n_tried; i++) {
		const struct law_tried *t = &dec->tried[i];

		if (t->verdict == LAW_NO && (t->tool < 0 || beside(t) || !there(&l->facts.tool[t->tool], on)))
			continue;
		note(d, law_tried_slug(b->v->pack, &l->facts, t), t->mech, leg, t->verdict);
	}
}

static enum rep_stood stood(const struct met *m)
{
	if (m->yes == m->legs)
		return REP_COVERS;
	return m->yes > 0 ? REP_PARTLY : m->open > 0 ? REP_OPEN : REP_ON_FILE;
}

static enum cv_err say_bar(struct building *b, struct met *m, cv_day from, cv_day until)
{
	struct rep_timeline *t = b->t;
	size_t i = 0;

	settle(m);
	while (i < t->n_bars && !cv_streq(t->bar[i].slug, m->slug))
		i++;
	if (i == REP_TIMELINE_BARS)
		return CV_OK;
	if (i == t->n_bars) {
		t->bar[i] = (struct rep_bar){ .slug = m->slug, .mech = m->mech };
		t->bar[i].name = m->mech == LAW_NO_MECH ? m->slug : law_mech_name(b->v->pack, m->mech);
		t->n_bars++;
	}
	return say(b, &t->bar[i].piece, &t->bar[i].n, &b->cap_pieces[i], from, until, (int)stood(m));
}

static bool any_live(const struct building *b, cv_day on)
{
	const struct reg_party_v *p = &b->v->party[b->t->party];

	for (uint32_t i = 0; i < p->n_in; i++)
		if (cv_span_has(b->v->leg[b->v->leg_in[p->first_in + i]].span, on))
			return true;
	return false;
}

static enum cv_err look(struct building *b, cv_day from, cv_day until)
{
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	struct reg_question q = { .to = b->v->party[b->t->party].id, .on = from };
	struct day d = { .n = 0 };

	if (!any_live(b, from))
		return CV_OK;
	TRY(reg_ask(b->v, &q, &a, b->err));
	TRY(say(b, &b->t->outcome, &b->t->n_outcomes, &b->cap_outcomes, from, until, (int)a.outcome));
	for (size_t i = 0; i < a.n_legs; i++)
		note_leg(b, &d, &a.leg[i], i, from);
	for (size_t i = 0; i < d.n; i++)
		TRY(say_bar(b, &d.met[i], from, until));
	return CV_OK;
}

/* ---- marks ------------------------------------------------------------------------------------------------------ */

static bool concerns(const struct building *b, const struct law_event *e)
{
	const struct reg_party_v *p = &b->v->party[b->t->party];

	for (size_t i = 0; i < b->t->n_bars; i++)
		if (law_event_about(b->v->pack, e, b->t->bar[i].mech, LAW_NO_PLACE))
			return true;
	for (uint32_t i = 0; i < p->n_in; i++)
		if (law_event_about(b->v->pack, e, LAW_NO_MECH, b->v->leg[b->v->leg_in[p->first_in + i]].country))
			return true;
	return false;
}

static enum cv_err find_marks(struct building *b)
{
	struct rep_timeline *t = b->t;
	struct law_event e;

	t->mark = cv_arena_alloc(&t->arena, REP_TIMELINE_MARKS * sizeof(*t->mark));
	if (t->mark == NULL)
		return nomem(b->err);
	for (size_t i = 0; law_event_at(b->v->pack, i, &e) && t->n_marks < REP_TIMELINE_MARKS; i++)
		if (e.day.n >= t->from.n && e.day.n < t->until.n && concerns(b, &e))
			t->mark[t->n_marks++] = (struct rep_mark){ e.day, e.event, e.instrument };
	return CV_OK;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static cv_day covered_first(const struct rep_bar *bar)
{
	for (size_t i = 0; i < bar->n; i++)
		if (bar->piece[i].state <= REP_PARTLY)
			return bar->piece[i].from;
	return CV_DAY_EVER;
}

static int by_cover(const void *a, const void *b)
{
	const struct rep_bar *x = a, *y = b;
	int d = by_day(&(cv_day){ covered_first(x).n }, &(cv_day){ covered_first(y).n });

	if (d == 0 && x->n && y->n)
		d = by_day(&x->piece[0].from, &y->piece[0].from);
	return d ? d : strcmp(x->slug, y->slug);
}

static cv_day first_day(const struct reg_view *v, uint32_t party, cv_day on)
{
	const struct reg_party_v *p = &v->party[party];
	cv_day first = CV_DAY_EVER;

	for (uint32_t i = 0; i < p->n_in; i++) {
		cv_day from = v->leg[v->leg_in[p->first_in + i]].span.from;

		if (cv_day_known(from) && from.n < first.n)
			first = from;
	}
	return first.n < on.n ? first : on;
}

static enum cv_err build(struct building *b)
{
	struct rep_timeline *t = b->t;

	TRY(find_days(b));
	for (size_t i = 0; i < b->n_days; i++)
		TRY(look(b, b->day[i], i + 1 < b->n_days ? b->day[i + 1] : t->until));
	if (t->n_bars > 1)
		qsort(t->bar, t->n_bars, sizeof(*t->bar), by_cover);
	return find_marks(b);
}

enum cv_err rep_timeline(
	const struct reg_view *v, uint32_t party, cv_day on, struct rep_timeline *ret, struct cv_error *err)
{
	struct building b = { .v = v, .t = ret, .err = err };
	enum cv_err e;

	ret->view = v;
	ret->party = party;
	ret->on = on;
	ret->from = first_day(v, party, on);
	ret->until = (cv_day){ on.n + 1 };
	ret->bar = cv_arena_alloc(&ret->arena, REP_TIMELINE_BARS * sizeof(*ret->bar));
	e = ret->bar ? build(&b) : nomem(err);
	free(b.day);
	return e;
}

void rep_timeline_finish(struct rep_timeline *t)
{
	cv_arena_finish(&t->arena);
	*t = (struct rep_timeline){ 0 };
}
