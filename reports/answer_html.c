/* The answer as the inside of a page: headline, what was tried, what to do. Nothing reaches it unescaped. */
#include "reports/words.h"

#include <string.h>

void rep_html(struct cv_str *out, const char *text)
{
	const char *run = text, *p;

	for (p = text; *p; p++) {
		const char *as = *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '>' ? "&gt;" : *p == '"' ? "&quot;" :
			*p == '\'' ? "&#39;" : NULL;

		if (as == NULL)
			continue;
		cv_str_add(out, run, (size_t)(p - run));
		cv_str_puts(out, as);
		run = p + 1;
	}
	cv_str_add(out, run, (size_t)(p - run));
}

struct page {
	const struct reg_answer *a;
	struct cv_str *out, *tmp;
};

/* What was gathered in tmp, escaped; empties it. */
static void flush(struct page *g)
{
	rep_html(g->out, cv_str_text(g->tmp));
	g->out->failed |= g->tmp->failed;
	cv_str_clear(g->tmp);
}

static void put(struct page *g, const char *markup)
{
	cv_str_puts(g->out, markup);
}

/* ---- one leg -------------------------------------------------------------------------------------------------- */

static void tried_row(struct page *g, const struct reg_answer_leg *leg, const struct law_tried *t)
{
	const struct law_pack *p = g->a->view->pack;
	enum law_verdict v = (enum law_verdict)t->verdict;
	enum law_reason r = v == LAW_YES ? LAW_REASON_COUNT : rep_reason_first(&t->reasons);

	put(g, "<tr><th scope=\"row\">");
	rep_tried_title(g->tmp, p, &leg->facts, t);
	flush(g);
	put(g, "</th><td class=\"");
	put(g, law_verdict_name(v));
	put(g, "\">");
	put(g, rep_verdict(v));
	put(g, "</td><td>");
	law_because(p, &leg->facts, g->a->question.on, t, g->tmp);
	flush(g);
	for (const char *sep = " <code>"; r < LAW_REASON_COUNT; r = rep_reason_next(&t->reasons, r)) {
		put(g, sep);
		put(g, law_reason_name(r));
		put(g, "</code>");
	}
	put(g, "</td><td>");
	law_cite(p, t, g->tmp);
	flush(g);
	put(g, "</td><td>");
	reg_answer_record(g->a, leg, t, g->tmp);
	flush(g);
	put(g, "</td></tr>\n");
}

static void tried_table(struct page *g, const struct reg_answer_leg *leg)
{
	if (leg->decision.n_tried == 0)
		return;
	put(g, "<table>\n<thead><tr><th scope=\"col\">Mechanism</th><th scope=\"col\">Verdict</th>"
		"<th scope=\"col\">Because</th><th scope=\"col\">Source</th>"
		"<th scope=\"col\">Record</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < leg->decision.n_tried; i++)
		tried_row(g, leg, &leg->decision.tried[i]);
	put(g, "</tbody>\n</table>\n");
}

static void rule(struct page *g, const struct reg_answer_leg *leg)
{
	size_t start;

	if (!rep_has_rule(&leg->decision))
		return;
	put(g, "<p>");
	law_rule_because(g->a->view->pack, &leg->facts, g->a->question.on, &leg->decision, g->tmp);
	cv_str_putc(g->tmp, ' ');
	start = g->tmp->len;
	law_rule_cite(g->a->view->pack, &leg->decision, g->tmp);
	if (g->tmp->len > start)
		cv_str_putc(g->tmp, '.');
	flush(g);
	put(g, "</p>\n");
}

static void way(struct page *g, const struct reg_answer_leg *leg)
{
	if (leg->n_path == 0)
		return;
	put(g, "<p>The way the data take before it:</p>\n<ol>\n");
	for (size_t i = 0; i < leg->n_path; i++) {
		const struct reg_link *l = &leg->path[i];

		put(g, "<li class=\"");
		put(g, law_outcome_name(l->outcome));
		put(g, "\">");
		rep_link(g->tmp, g->a, l);
		cv_str_puts(g->tmp, ": ");
		cv_str_puts(g->tmp, rep_outcome_words(l->outcome));
		if (l->slug && !cv_streq(l->slug, "none")) {
			cv_str_puts(g->tmp, ", ");
			cv_str_puts(g->tmp, l->slug);
		}
		flush(g);
		put(g, "</li>\n");
	}
	put(g, "</ol>\n");
}

static void fallback(struct page *g, const struct reg_answer_leg *leg)
{
	const struct law_pack *p = g->a->view->pack;
	bool any = false;

	for (size_t i = 0; i < leg->decision.n_tried; i++) {
		if (!rep_is_fallback(p, &leg->facts, &leg->decision, i))
			continue;
		put(g, any ? "; " : "<p>Fallback, would cover too: ");
		rep_tried_title(g->tmp, p, &leg->facts, &leg->decision.tried[i]);
		flush(g);
		any = true;
	}
	if (any)
		put(g, ".</p>\n");
}

static void leg_section(struct page *g, const struct reg_answer_leg *leg)
{
	put(g, "<h3><span class=\"");
	put(g, law_outcome_name(leg->outcome));
	put(g, "\">");
	put(g, rep_outcome(leg->outcome));
	put(g, "</span>: ");
	rep_route(g->tmp, g->a, leg);
	rep_apart(g->tmp, g->a, leg);
	flush(g);
	put(g, "</h3>\n<p>");
	rep_circumstances(g->tmp, g->a, leg);
	cv_str_putc(g->tmp, '.');
	flush(g);
	put(g, "</p>\n");
	way(g, leg);
	rule(g, leg);
	tried_table(g, leg);
	fallback(g, leg);
}

/* ---- worth knowing -------------------------------------------------------------------------------------------- */

static void flag_item(struct page *g, const struct law_flag *f)
{
	char day[CV_DAY_TEXT];

	put(g, "<li>");
	if (cv_day_known(f->since)) {
		put(g, "<time>");
		put(g, cv_day_text(f->since, day));
		put(g, "</time>: ");
	}
	put(g, rep_flag_lead(f));
	rep_html(g->out, f->text);
	if (rep_cited(f)) {
		put(g, " <cite>");
		rep_html(g->out, f->cite);
		put(g, "</cite>");
	}
	put(g, "</li>\n");
}

static void worth_knowing(struct page *g, const uint16_t *order)
{
	struct rep_said said = { .n = 0 };
	struct law_flag flag[LAW_FLAGS_MAX];

	for (size_t i = 0; i < g->a->n_legs; i++) {
		const struct reg_answer_leg *leg = &g->a->leg[order[i]];
		size_t n = law_flags(g->a->view->pack, &leg->facts, g->a->question.on, &leg->decision, flag);

		for (size_t k = 0; k < n; k++) {
			if (!rep_first_said(&said, flag[k].text))
				continue;
			if (said.n == 1)
				put(g, "<h2>Worth knowing</h2>\n<ul>\n");
			flag_item(g, &flag[k]);
		}
	}
	if (said.n > 0)
		put(g, "</ul>\n");
}

/* ---- what to do ----------------------------------------------------------------------------------------------- */

static void remedies(struct page *g, const struct reg_answer_leg *leg)
{
	const struct law_pack *p = g->a->view->pack;
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	size_t n = law_remedies(p, &leg->facts, g->a->question.on, &leg->decision, remedy);

	if (n == 0) {
		put(g, "<p>");
		rep_next_step(g->tmp, &leg->decision);
		flush(g);
		put(g, "</p>\n");
		return;
	}
	put(g, n == 1 ? "<p>This would make it covered:</p>\n<ol>\n" :
			"<p>Each of these would make it covered, cheapest first:</p>\n<ol>\n");
	for (size_t i = 0; i < n; i++) {
		put(g, "<li>");
		if (remedy[i].mech != LAW_NO_MECH)
			cv_str_printf(g->tmp, "%s (%s)", law_mech_name(p, remedy[i].mech),
				law_mech_slug(p, remedy[i].mech));
		else
			cv_str_puts(g->tmp, "What is on file");
		if (remedy[i].place != LAW_NO_PLACE) {
			cv_str_puts(g->tmp, ", for ");
			rep_the_country(g->tmp, law_place_code(p, remedy[i].place));
		}
		flush(g);
		put(g, remedy[i].n_needs > 0 ? "\n<ul>\n" : "");
		for (size_t k = 0; k < remedy[i].n_needs; k++) {
			put(g, "<li>");
			law_need(&remedy[i], k, g->tmp);
			flush(g);
			put(g, "</li>\n");
		}
		put(g, remedy[i].n_needs > 0 ? "</ul>\n</li>\n" : "</li>\n");
	}
	put(g, "</ol>\n");
}

static void look_at(struct page *g, const struct reg_answer_leg *leg)
{
	const struct law_reasons *set = &leg->decision.reasons;

	put(g, "<p>To be looked at:</p>\n<ul>\n");
	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r)) {
		put(g, "<li>");
		rep_html(g->out, law_reason_meaning(r));
		put(g, "</li>\n");
	}
	put(g, "</ul>\n");
}

static void what_to_do(struct page *g, const struct reg_answer_leg *leg)
{
	const struct reg_link *broken = rep_broken_link(leg);

	if (g->a->n_legs > 1) {
		put(g, "<h3>");
		rep_route(g->tmp, g->a, leg);
		rep_apart(g->tmp, g->a, leg);
		flush(g);
		put(g, "</h3>\n");
	}
	put(g, leg->outcome == LAW_NOT_COVERED ?
		"<p>Suspend the transfer, or do not start it, until a mechanism is in place.</p>\n" :
		"<p>Do not count it as covered until a person has looked.</p>\n");
	if (broken) {
		put(g, "<p>First settle the step before it, ");
		rep_link(g->tmp, g->a, broken);
		rep_stop(g->tmp);
		flush(g);
		put(g, "</p>\n");
	}
	if (leg->decision.outcome == LAW_NEEDS_REVIEW)
		look_at(g, leg);
	if (leg->decision.outcome >= LAW_NEEDS_REVIEW)
		remedies(g, leg);
}

static void overrides(struct page *g)
{
	struct rep_overrides all;

	rep_overrides_of(g->a, &all);
	if (all.n > 0)
		put(g, "<h2>By an override</h2>\n<ul>\n");
	for (size_t i = 0; i < all.n; i++) {
		put(g, "<li>");
		rep_override_words(g->tmp, g->a->view, all.at[i]);
		flush(g);
		put(g, "</li>\n");
	}
	if (all.n > 0)
		put(g, "</ul>\n");
}

static void basis(struct page *g)
{
	put(g, "<p class=\"hint\">Answered from the register");
	if (g->a->question.known_at && *g->a->question.known_at) {
		put(g, " as known at ");
		rep_html(g->out, g->a->question.known_at);
	}
	cv_str_printf(g->out, " (change %lld) and law pack ", (long long)g->a->view->seq);
	rep_html(g->out, law_pack_version(g->a->view->pack));
	put(g, ".</p>\n");
}

void rep_answer_html(const struct reg_answer *a, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str tmp = { 0 };
	struct page g = { .a = a, .out = out, .tmp = &tmp };
	uint16_t order[REG_ANSWER_LEGS_MAX];
	size_t n = rep_worst_first(a, order);

	put(&g, "<h1 class=\"");
	put(&g, law_outcome_name(a->outcome));
	put(&g, "\">");
	put(&g, rep_outcome(a->outcome));
	put(&g, "</h1>\n<p class=\"sentence\"><strong>");
	rep_answer_sentence(a, &tmp);
	flush(&g);
	put(&g, "</strong></p>\n<p>");
	rep_until(&tmp, a->valid_until);
	flush(&g);
	put(&g, "</p>\n<h2>Why</h2>\n");
	for (size_t i = 0; i < n; i++)
		leg_section(&g, &a->leg[order[i]]);
	if (a->more_legs)
		put(&g, "<p>There are more transfers than are shown here.</p>\n");
	overrides(&g);
	worth_knowing(&g, order);
	if (a->outcome >= LAW_NEEDS_REVIEW) {
		put(&g, "<h2>");
		rep_to_do(&tmp, a);
		flush(&g);
		put(&g, "</h2>\n");
	}
	for (size_t i = 0; i < n; i++)
		if (a->leg[order[i]].outcome >= LAW_NEEDS_REVIEW)
			what_to_do(&g, &a->leg[order[i]]);
	basis(&g);
}
