/* A drill as a page of text: what it breaks, and what to do first. */
#include "reports/drill_words.h"

#include "reports/words.h"

#include <stdio.h>

struct page {
	const struct rep_drill *of;
	const struct reg_drill *d;
	size_t width;
	struct cv_str *out;
	struct cv_str line;
};

/* The line that was put together, with blanks below its lead. */
static void end_line(struct page *g, const char *lead)
{
	rep_wrap(g->out, lead, cv_str_text(&g->line), g->width);
	g->out->failed |= g->line.failed;
	cv_str_clear(&g->line);
}

/* ---- what it is about ------------------------------------------------------------------------------------------ */

static void item(struct page *g, const struct law_ended *e)
{
	char day[CV_DAY_TEXT];

	if (e->mech == LAW_NO_MECH) {
		cv_str_puts(&g->line, "what finds ");
		rep_the_country(&g->line, e->slug);
		cv_str_puts(&g->line, " adequate");
	} else {
		cv_str_printf(&g->line, "%s (%s)", e->name, e->slug);
	}
	switch (e->state) {
	case LAW_END_BEFORE_TIME: break;
	case LAW_END_THAT_DAY: cv_str_puts(&g->line, ", which did end on that day"); break;
	case LAW_END_OVER:
		cv_str_printf(
			&g->line, ": it ended on %s already, so nothing rests on it", cv_day_text(e->days.until, day));
		break;
	case LAW_END_NOT_BEGUN:
		cv_str_printf(
			&g->line, ": it began only on %s, so nothing rests on it", cv_day_text(e->days.from, day));
		break;
	}
	end_line(g, "  - ");
}

static void beside(struct page *g)
{
	for (size_t i = 0; law_ending_beside(g->d->ending, i) != LAW_NO_MECH; i++) {
		law_mech m = law_ending_beside(g->d->ending, i);

		cv_str_printf(&g->line,
			"%s (%s) asks for an entry on the same list and is an act of its own: it goes on as "
			"long as that "
			"list is kept. Drill it too with --end %s.",
			law_mech_name(g->d->before, m), law_mech_slug(g->d->before, m), law_mech_slug(g->d->before, m));
		end_line(g, "Note: ");
	}
}

static void about(struct page *g)
{
	const struct law_ended *e = NULL;
	size_t n = g->d->ending ? law_ending_items(g->d->ending, &e) : 0;
	char day[CV_DAY_TEXT];

	cv_day_text(g->d->on, day);
	if (g->of->pack) {
		cv_str_printf(&g->line, "By the law pack %s (%s) in place of %s, on %s:", g->of->pack,
			law_pack_version(g->d->after), law_pack_version(g->d->before), day);
		end_line(g, "");
		return;
	}
	cv_str_printf(g->out, "If this ended on %s:\n", day);
	for (size_t i = 0; i < n; i++)
		item(g, &e[i]);
	beside(g);
}

/* ---- totals ---------------------------------------------------------------------------------------------------- */

static void total(struct page *g, size_t n, const char *what)
{
	cv_str_printf(g->out, "  %7zu  %s\n", n, what);
}

static void totals(struct page *g)
{
	const struct reg_drill_totals *t = &g->d->totals;

	cv_str_putc(g->out, '\n');
	total(g, t->live, "transfers take place on that day");
	if (!g->of->pack)
		total(g, t->decided, "have something to do with it");
	if (g->d->n == 0) {
		total(g, 0, "lose cover or change what covers them");
		return;
	}
	total(g, t->loses, t->loses > 0 ? "lose cover, of these" : "lose cover");
	if (t->loses > 0) {
		total(g, t->loses_none, "  have no fallback on file");
		total(g, t->loses_stale, "  have a fallback on file that would need something");
		total(g, t->loses_hr, "  are of employee data, or may be");
	}
	total(g, t->keeps, g->of->pack ? "keep cover by another mechanism" : "keep cover by a fallback in force");
	if (t->weakens > 0)
		total(g, t->weakens, "needed review and would not be covered");
	if (t->gains > 0)
		total(g, t->gains, "gain cover");
}

/* ---- the list -------------------------------------------------------------------------------------------------- */

static void exporter(struct page *g, const struct reg_leg_v *leg)
{
	cv_str_puts(&g->line, leg->exporter == REG_NOBODY ? "our organisation" : g->d->view->party[leg->exporter].name);
}

static void stale(struct page *g, const struct reg_drill_leg *l)
{
	if (l->fallback_slug == NULL || l->fallback != REG_FALLBACK_STALE)
		return;
	cv_str_printf(&g->line, "On file: %s (", l->fallback_slug);
	rep_tool_record(g->d->view, l->fallback_tool, &g->line);
	cv_str_puts(&g->line, "), which does not cover: ");
	rep_codes(&l->fallback_reasons, &g->line);
	cv_str_putc(&g->line, '.');
	end_line(g, "     ");
}

static void leg(struct page *g, const struct reg_drill_leg *l)
{
	const struct reg_leg_v *leg = &g->d->view->leg[l->leg];
	const char *was = rep_slug_or_null(l->slug_was), *is = rep_slug_or_null(l->slug_is);

	exporter(g, leg);
	cv_str_puts(&g->line, " -> ");
	if (leg->country == LAW_NO_PLACE)
		cv_str_puts(&g->line, "a country not on file");
	else
		rep_the_country(&g->line, law_place_code(g->d->view->pack, leg->country));
	cv_str_printf(&g->line, ", %s data (%s, ", law_data_name(g->d->data ? *g->d->data : leg->data), leg->id);
	rep_leg_record(g->d->view, l->leg, &g->line);
	cv_str_printf(&g->line, "): %s%s%s, then %s", rep_outcome_words(l->was), was ? " by " : "", was ? was : "",
		rep_outcome_words(l->is));
	if (l->is <= LAW_COVERED && is) {
		cv_str_printf(&g->line, " by %s", is);
		if (l->fallback_tool != REG_NOBODY)
			cv_str_puts(&g->line, ", ");
		rep_tool_record(g->d->view, l->fallback_tool, &g->line);
	} else if (g->of->pack && l->is > LAW_COVERED && l->behind == REG_NOBODY) { /* else what ends is why */
		cv_str_puts(&g->line, ": ");
		rep_codes(&l->reasons, &g->line);
	}
	end_line(g, "   - ");
	stale(g, l);
}

/* They are said once for legs that stand beside each other. */
static bool same_remedies(const struct reg_drill_leg *a, const struct reg_drill_leg *b)
{
	if (a->n_remedies != b->n_remedies || a->n_remedies == 0)
		return false;
	for (size_t i = 0; i < a->n_remedies; i++) {
		const struct law_remedy *x = &a->remedy[i], *y = &b->remedy[i];

		if (x->mech != y->mech || x->n_needs != y->n_needs || x->assessed.n != y->assessed.n)
			return false;
		for (size_t k = 0; k < x->n_needs; k++)
			if (x->need[k] != y->need[k])
				return false;
	}
	return true;
}

static void remedies(struct page *g, const struct reg_drill_leg *l)
{
	enum { SHOWN = 3 };

	rep_drill_step(g->d, l, &g->line);
	end_line(g, "     ");
	for (size_t i = 0; i < l->n_remedies && i < SHOWN; i++) {
		cv_str_printf(&g->line, "%s: ", law_mech_slug(g->d->after, l->remedy[i].mech));
		rep_needs(&l->remedy[i], &g->line);
		cv_str_putc(&g->line, '.');
		end_line(g, i == 0 ? "     Do:  " : "     or:  ");
	}
}

static const char *fallback_words(const struct page *g, size_t i)
{
	bool none = false, stale = false;

	for (size_t k = i; k < g->d->n && g->d->leg[k].priority == g->d->leg[i].priority; k++) {
		none |= g->d->leg[k].fallback == REG_FALLBACK_NONE;
		stale |= g->d->leg[k].fallback != REG_FALLBACK_NONE;
	}
	return none && stale ? "one without a fallback" : none ? "no fallback" : "a fallback that would need something";
}

static void importer(struct page *g, size_t i)
{
	const struct reg_drill_leg *l = &g->d->leg[i];
	const struct reg_party_v *p = &g->d->view->party[g->d->view->leg[l->leg].importer];
	char lead[16];
	size_t n = 0;

	for (size_t k = i; k < g->d->n && g->d->leg[k].priority == l->priority; k++)
		n++;
	cv_str_printf(&g->line, "%s (%s): %zu transfer%s, %s", p->name, p->id, n, n == 1 ? "" : "s",
		l->change == REG_LOSES ? fallback_words(g, i) : "in review until then");
	cv_str_putc(g->out, '\n');
	snprintf(lead, sizeof(lead), "%u. ", l->priority);
	end_line(g, lead);
}

/* Those of the work list that are about a change, and that an importer has to be seen to about. */
static void work(struct page *g)
{
	uint32_t last = 0;
	size_t n = 0, i = 0;

	for (; i < g->d->n && g->d->leg[i].priority > 0 && n < REP_DRILL_SHOWN; i++, n++) {
		const struct reg_drill_leg *l = &g->d->leg[i], *next = i + 1 < g->d->n ? l + 1 : NULL;

		if (n == 0)
			cv_str_puts(g->out, "\nWhat to do first, cheapest way first:\n");
		if (l->priority != last)
			importer(g, i);
		last = l->priority;
		leg(g, l);
		if (!(next && next->priority == l->priority && same_remedies(l, next)))
			remedies(g, l);
	}
	for (n = 0; i < g->d->n && g->d->leg[i].priority > 0; i++)
		n++;
	if (n > 0)
		cv_str_printf(g->out, "\n%zu more to work on: --format csv has all of them.\n", n);
}

static void others(struct page *g, enum reg_drill_change change, const char *heading)
{
	size_t n = 0;

	for (size_t i = 0; i < g->d->n; i++) {
		if (g->d->leg[i].change != change)
			continue;
		if (n == 0)
			cv_str_printf(g->out, "\n%s:\n", heading);
		if (n++ < REP_DRILL_SHOWN)
			leg(g, &g->d->leg[i]);
	}
	if (n > REP_DRILL_SHOWN)
		cv_str_printf(g->out, "   and %zu more\n", n - REP_DRILL_SHOWN);
}

void rep_drill_text(const struct rep_drill *d, size_t width, struct cv_str *out)
{
	struct page g = { .of = d, .d = d->drill, .width = width, .out = out };

	about(&g);
	totals(&g);
	work(&g);
	others(&g, REG_KEEPS, "Covered all the same");
	others(&g, REG_GAINS, "Covered only then");
	cv_str_printf(&g.line,
		"Nothing was changed. Answered from the register as known at %s (change %lld) and law pack "
		"%s. Not legal advice.",
		d->known_at, (long long)d->drill->view->seq, law_pack_version(d->drill->view->pack));
	cv_str_putc(out, '\n');
	end_line(&g, "");
	cv_str_finish(&g.line);
}
