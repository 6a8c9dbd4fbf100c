/* The answer as a mail: sentence, reasoning, what is worth knowing, what to do. */
#include "reports/words.h"

#include <stdio.h>
#include <string.h>

/* ---- lines ---------------------------------------------------------------------------------------------------- */

struct page {
	const struct reg_answer *a;
	size_t width;
	struct cv_str *out, *tmp;
};

/* tmp as lines of at most width columns: lead begins the first, as many blanks the others. Empties tmp. */
static void wrapped(struct page *g, const char *lead)
{
	rep_wrap(g->out, lead, cv_str_text(g->tmp), g->width);
	g->out->failed |= g->tmp->failed;
	cv_str_clear(g->tmp);
}

static void heading(struct cv_str *out, const char *text)
{
	cv_str_putc(out, '\n');
	cv_str_puts(out, text);
	cv_str_putc(out, '\n');
}

/* ---- why ------------------------------------------------------------------------------------------------------ */

/* "Source: ... On file: ... Reason code: ..." */
static void sources(struct page *g, const struct reg_answer_leg *leg, const struct law_tried *t)
{
	enum law_reason r = t->verdict == LAW_YES ? LAW_REASON_COUNT : rep_reason_first(&t->reasons);
	CV_AUTO(cv_str_finish) struct cv_str record = { 0 };
	size_t start;

	cv_str_puts(g->tmp, "Source: ");
	start = g->tmp->len;
	law_cite(g->a->view->pack, t, g->tmp);
	if (g->tmp->len == start)
		cv_str_clear(g->tmp);
	else
		cv_str_puts(g->tmp, ". ");
	reg_answer_record(g->a, leg, t, &record);
	if (record.len > 0)
		cv_str_printf(g->tmp, "%s: %s. ", t->tool < 0 ? "Law pack" : "On file", record.data);
	g->tmp->failed |= record.failed;
	for (const char *sep = rep_reason_next(&t->reasons, r) < LAW_REASON_COUNT ? "Reason codes: " : "Reason code: ";
		r < LAW_REASON_COUNT; r = rep_reason_next(&t->reasons, r), sep = ", ") {
		cv_str_puts(g->tmp, sep);
		cv_str_puts(g->tmp, law_reason_name(r));
	}
	if (t->verdict == LAW_YES)
		cv_str_putc(g->tmp, ' ');
	else
		rep_stop(g->tmp);
}

static void tried(struct page *g, const struct reg_answer_leg *leg, size_t i)
{
	const struct law_pack *p = g->a->view->pack;
	const struct law_tried *t = &leg->decision.tried[i];
	const char *slug = law_tried_slug(p, &leg->facts, t);

	cv_str_puts(g->tmp, rep_verdict((enum law_verdict)t->verdict));
	if (t->verdict == LAW_YES && (int)i != leg->decision.decisive)
		cv_str_puts(g->tmp, " too");
	if (slug && !cv_streq(slug, "none")) {
		cv_str_puts(g->tmp, " (");
		cv_str_puts(g->tmp, slug);
		cv_str_putc(g->tmp, ')');
	}
	cv_str_puts(g->tmp, ": ");
	law_because(p, &leg->facts, g->a->question.on, t, g->tmp);
	wrapped(g, "  - ");
	sources(g, leg, t);
	wrapped(g, "    ");
}

static void rule(struct page *g, const struct reg_answer_leg *leg)
{
	const struct law_pack *p = g->a->view->pack;
	size_t start;

	law_rule_because(p, &leg->facts, g->a->question.on, &leg->decision, g->tmp);
	cv_str_putc(g->tmp, ' ');
	start = g->tmp->len;
	law_rule_cite(p, &leg->decision, g->tmp);
	if (g->tmp->len > start)
		cv_str_putc(g->tmp, '.');
	wrapped(g, "  - ");
}

static void way(struct page *g, const struct reg_answer_leg *leg)
{
	for (size_t i = 0; i < leg->n_path; i++) {
		const struct reg_link *l = &leg->path[i];

		cv_str_puts(g->tmp, i == 0 ? "Before that: " : "Then ");
		rep_link(g->tmp, g->a, l);
		cv_str_puts(g->tmp, ": ");
		cv_str_puts(g->tmp, rep_outcome_words(l->outcome));
		if (l->slug && !cv_streq(l->slug, "none")) {
			cv_str_puts(g->tmp, " (");
			cv_str_puts(g->tmp, l->slug);
			cv_str_puts(g->tmp, ")");
		}
		cv_str_puts(g->tmp, ".");
		wrapped(g, "  - ");
	}
}

static void fallback(struct page *g, const struct reg_answer_leg *leg)
{
	const struct law_pack *p = g->a->view->pack;
	const char *sep = "Fallback, would cover too: ";

	for (size_t i = 0; i < leg->decision.n_tried; i++) {
		if (!rep_is_fallback(p, &leg->facts, &leg->decision, i))
			continue;
		cv_str_puts(g->tmp, sep);
		rep_tried_title(g->tmp, p, &leg->facts, &leg->decision.tried[i]);
		sep = "; ";
	}
	if (g->tmp->len == 0)
		return;
	cv_str_putc(g->tmp, '.');
	wrapped(g, "  ");
}

/* With several legs each has its number, worst first. */
static void why(struct page *g, const struct reg_answer_leg *leg, size_t number)
{
	cv_str_putc(g->out, '\n');
	if (number > 0)
		cv_str_printf(g->tmp, "Transfer %zu, %s: ", number, rep_outcome_words(leg->outcome));
	else
		cv_str_puts(g->tmp, "Why: ");
	rep_route(g->tmp, g->a, leg);
	cv_str_puts(g->tmp, " (");
	rep_circumstances(g->tmp, g->a, leg);
	cv_str_puts(g->tmp, ").");
	wrapped(g, "");
	way(g, leg);
	if (rep_has_rule(&leg->decision))
		rule(g, leg);
	for (size_t i = 0; i < leg->decision.n_tried; i++)
		tried(g, leg, i);
	fallback(g, leg);
	if (number > 0 && cv_day_known(leg->valid_until)) {
		rep_until(g->tmp, leg->valid_until);
		wrapped(g, "  ");
	}
}

/* "Not covered (1): from A (Ireland) to B in the United States" */
static void summary(struct page *g)
{
	cv_str_putc(g->out, '\n');
	for (int o = LAW_NOT_COVERED; o >= LAW_NO_TRANSFER; o--) {
		size_t n = rep_count(g->a, (enum law_outcome)o);
		const char *sep = "";

		if (n == 0)
			continue;
		cv_str_printf(g->tmp, "%s (%zu): ", rep_outcome((enum law_outcome)o), n);
		for (size_t i = 0; i < g->a->n_legs; i++) {
			if (g->a->leg[i].outcome != (enum law_outcome)o)
				continue;
			cv_str_puts(g->tmp, sep);
			rep_route(g->tmp, g->a, &g->a->leg[i]);
			rep_apart(g->tmp, g->a, &g->a->leg[i]);
			sep = "; ";
		}
		rep_stop(g->tmp);
		wrapped(g, "");
	}
	if (g->a->more_legs)
		cv_str_printf(g->out, "There are more; only the first %d are shown.\n", REG_ANSWER_LEGS_MAX);
}

/* ---- worth knowing -------------------------------------------------------------------------------------------- */

static void flag_line(struct page *g, const struct law_flag *f)
{
	char day[CV_DAY_TEXT];
	bool dated = cv_day_known(f->since), cited = rep_cited(f);

	if (dated) {
		cv_str_puts(g->tmp, cv_day_text(f->since, day));
		cv_str_puts(g->tmp, ": ");
	}
	cv_str_puts(g->tmp, rep_flag_lead(f));
	cv_str_puts(g->tmp, f->text);
	if (cited) {
		cv_str_puts(g->tmp, " (");
		cv_str_puts(g->tmp, f->cite);
		cv_str_putc(g->tmp, ')');
	}
	wrapped(g, "  - ");
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
				heading(g->out, "Worth knowing:");
			flag_line(g, &flag[k]);
		}
	}
}

/* ---- what to do ----------------------------------------------------------------------------------------------- */

static void look_at(struct page *g, const struct reg_answer_leg *leg)
{
	const struct law_reasons *set = &leg->decision.reasons;

	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r)) {
		cv_str_puts(g->tmp, "To be looked at: ");
		cv_str_puts(g->tmp, law_reason_meaning(r));
		wrapped(g, "  - ");
	}
}

static void remedy_lines(struct page *g, const struct law_remedy *r, size_t number)
{
	const struct law_pack *p = g->a->view->pack;
	char lead[32];

	if (r->mech == LAW_NO_MECH)
		cv_str_puts(g->tmp, "What is on file");
	else
		cv_str_printf(g->tmp, "%s (%s)", law_mech_name(p, r->mech), law_mech_slug(p, r->mech));
	if (r->place != LAW_NO_PLACE) {
		cv_str_puts(g->tmp, ", for ");
		rep_the_country(g->tmp, law_place_code(p, r->place));
	}
	cv_str_puts(g->tmp, r->n_needs > 0 ? ": " : "");
	for (size_t i = 0; i < r->n_needs; i++) {
		cv_str_puts(g->tmp, i == 0 ? "" : "; ");
		law_need(r, i, g->tmp);
	}
	rep_stop(g->tmp);
	snprintf(lead, sizeof(lead), "  %zu. ", number);
	wrapped(g, lead);
}

static void remedies(struct page *g, const struct reg_answer_leg *leg)
{
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	size_t n = law_remedies(g->a->view->pack, &leg->facts, g->a->question.on, &leg->decision, remedy);

	if (n == 0) {
		rep_next_step(g->tmp, &leg->decision);
		wrapped(g, "  ");
		return;
	}
	cv_str_puts(g->tmp, n == 1 ? "This would make it covered:" :
				     "Each of these would make it covered, cheapest first:");
	wrapped(g, "  ");
	for (size_t i = 0; i < n; i++)
		remedy_lines(g, &remedy[i], i + 1);
}

static void advise(struct page *g, const struct reg_answer_leg *leg)
{
	const struct reg_link *broken = rep_broken_link(leg);

	cv_str_puts(g->tmp, leg->outcome == LAW_NOT_COVERED ?
		"Suspend the transfer, or do not start it, until a mechanism is in place." :
		"Do not count it as covered until a person has looked.");
	wrapped(g, "  ");
	if (broken) {
		cv_str_puts(g->tmp, "First settle the step before it, ");
		rep_link(g->tmp, g->a, broken);
		rep_stop(g->tmp);
		wrapped(g, "  ");
	}
	if (leg->decision.outcome < LAW_NEEDS_REVIEW)
		return;
	if (leg->decision.outcome == LAW_NEEDS_REVIEW)
		look_at(g, leg);
	remedies(g, leg);
}

/* Transfers that need the same are named together. */
static void what_to_do(struct page *g, const uint16_t *order, size_t n)
{
	CV_AUTO(cv_str_finish) struct cv_str advice = { 0 }, before = { 0 }, who = { 0 };
	struct page inner = { .a = g->a, .width = g->width, .out = &advice, .tmp = g->tmp };
	struct page named = { .a = g->a, .width = g->width, .out = g->out, .tmp = &who };
	size_t same = 0;

	for (size_t i = 0; i <= n; i++) {
		bool asked = i < n && g->a->leg[order[i]].outcome >= LAW_NEEDS_REVIEW;

		cv_str_clear(&advice);
		if (asked)
			advise(&inner, &g->a->leg[order[i]]);
		if (who.len > 0 && !cv_streq(cv_str_text(&advice), cv_str_text(&before))) {
			cv_str_putc(&who, ':');
			if (n > 1)
				wrapped(&named, same > 1 ? "  Transfers " : "  Transfer ");
			same = 0;
			cv_str_add(g->out, cv_str_text(&before), before.len);
			cv_str_clear(&who);
		}
		if (!asked)
			continue;
		cv_str_printf(&who, same++ == 0 ? "%zu" : ", %zu", i + 1);
		cv_str_clear(&before);
		cv_str_add(&before, cv_str_text(&advice), advice.len);
	}
	g->out->failed |= advice.failed || before.failed || who.failed;
}

static void overrides(struct page *g)
{
	struct rep_overrides all;

	rep_overrides_of(g->a, &all);
	if (all.n > 0)
		heading(g->out, "By an override:");
	for (size_t i = 0; i < all.n; i++) {
		rep_override_words(g->tmp, g->a->view, all.at[i]);
		wrapped(g, "  - ");
	}
}

static void basis(struct page *g)
{
	cv_str_puts(g->tmp, "Answered from the register");
	if (g->a->question.known_at && *g->a->question.known_at) {
		cv_str_puts(g->tmp, " as known at ");
		cv_str_puts(g->tmp, g->a->question.known_at);
	}
	cv_str_printf(g->tmp, " (change %lld) and law pack %s. Not legal advice.", (long long)g->a->view->seq,
		law_pack_version(g->a->view->pack));
	cv_str_putc(g->out, '\n');
	wrapped(g, "");
}

void rep_answer_text(const struct reg_answer *a, size_t width, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str tmp = { 0 };
	struct page g = { .a = a, .width = width, .out = out, .tmp = &tmp };
	uint16_t order[REG_ANSWER_LEGS_MAX];
	size_t n = rep_worst_first(a, order);

	rep_answer_sentence(a, &tmp);
	wrapped(&g, "");
	if (n > 1)
		summary(&g);
	for (size_t i = 0; i < n; i++)
		why(&g, &a->leg[order[i]], n > 1 ? i + 1 : 0);
	overrides(&g);
	worth_knowing(&g, order);
	cv_str_putc(out, '\n');
	rep_until(&tmp, a->valid_until);
	wrapped(&g, "");
	if (a->outcome >= LAW_NEEDS_REVIEW) {
		rep_to_do(&tmp, a);
		cv_str_putc(&tmp, ':');
		heading(out, cv_str_text(&tmp));
		cv_str_clear(&tmp);
		what_to_do(&g, order, n);
	}
	basis(&g);
	out->failed |= tmp.failed;
}
