/* The answer in one sentence, two at most: what a person reads first. */
#include "reports/words.h"

static void decided(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg,
	const char *before)
{
	size_t start = out->len, title;

	cv_str_puts(out, before);
	title = out->len;
	rep_decided_title(out, a->view->pack, &leg->facts, &leg->decision);
	if (out->len == title && !out->failed)
		out->data[out->len = start] = '\0';
	rep_stop(out);
}

/* The leg alone would be better than the way that the data take to it. */
static void broken_way(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	const struct reg_link *link = rep_broken_link(leg);

	cv_str_puts(out, "the transfer ");
	rep_route(out, a, leg);
	cv_str_puts(out, leg->outcome == LAW_NOT_COVERED ? " is not covered: a step before it is not" :
							   " needs review: a step before it does");
	if (link) {
		cv_str_puts(out, ", the one ");
		rep_link(out, a, link);
	}
	cv_str_puts(out, ". The last leg alone is ");
	cv_str_puts(out, leg->decision.outcome == LAW_NO_TRANSFER ? "no transfer" :
		leg->decision.outcome == LAW_COVERED ? "covered" : "in need of review");
	decided(out, a, leg, ": ");
}

static void one_leg(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg)
{
	enum law_reason r;

	if (leg->outcome > leg->decision.outcome) {
		broken_way(out, a, leg);
		return;
	}
	switch (leg->outcome) {
	case LAW_NO_TRANSFER:
		cv_str_puts(out, "the data that go ");
		rep_route(out, a, leg);
		cv_str_puts(out, " need no transfer mechanism");
		decided(out, a, leg, ": ");
		return;
	case LAW_COVERED:
		cv_str_puts(out, "the transfer ");
		rep_route(out, a, leg);
		cv_str_puts(out, " is covered");
		decided(out, a, leg, ": ");
		return;
	case LAW_NEEDS_REVIEW:
		cv_str_puts(out, "the transfer ");
		rep_route(out, a, leg);
		cv_str_puts(out, " needs review before it counts as covered");
		decided(out, a, leg, ": ");
		r = rep_reason_first(&leg->decision.reasons);
		if (r < LAW_REASON_COUNT) {
			cv_str_putc(out, ' ');
			cv_str_puts(out, law_reason_meaning(r));
		}
		return;
	case LAW_NOT_COVERED:
		break;
	}
	cv_str_puts(out, "nothing on file covers the transfer ");
	rep_route(out, a, leg);
	rep_stop(out);
}

/* ---- several legs --------------------------------------------------------------------------------------------- */

static void ends(struct cv_str *out, const struct reg_answer *a)
{
	if (a->from != REG_NOBODY) {
		cv_str_puts(out, " from ");
		cv_str_puts(out, a->view->party[a->from].name);
	} else if (a->from_country != LAW_NO_PLACE) {
		cv_str_puts(out, " from ");
		rep_the_country(out, law_place_code(a->view->pack, a->from_country));
	}
	cv_str_puts(out, " to ");
	if (a->to != REG_NOBODY)
		cv_str_puts(out, a->view->party[a->to].name);
	else
		rep_the_country(out, law_place_code(a->view->pack, a->to_country));
}

static void all_alike(struct cv_str *out, const struct reg_answer *a)
{
	static const char *const before[] = { "none of the ", "all ", "all ", "nothing on file covers any of the " };
	static const char *const before_two[] = {
		"neither of the 2", "both", "both", "nothing on file covers either of the 2",
	};
	static const char *const after[] = {
		" needs a transfer mechanism", " are covered", " need review before they count as covered", "",
	};

	if (a->n_legs == 2) {
		cv_str_puts(out, before_two[a->outcome]);
	} else {
		cv_str_puts(out, before[a->outcome]);
		cv_str_int(out, (int64_t)a->n_legs);
	}
	cv_str_puts(out, " transfers");
	ends(out, a);
	cv_str_puts(out, after[a->outcome]);
	rep_stop(out);
}

/* "; 2 need review, 1 is covered" */
static void rest(struct cv_str *out, const struct reg_answer *a)
{
	static const char *const one[] = { " needs no mechanism", " is covered", " needs review", " is not covered" };
	static const char *const many[] = { " need no mechanism", " are covered", " need review", " are not covered" };
	const char *sep = "; ";

	for (int o = (int)a->outcome - 1; o >= LAW_NO_TRANSFER; o--) {
		size_t n = rep_count(a, (enum law_outcome)o);

		if (n == 0)
			continue;
		cv_str_puts(out, sep);
		cv_str_int(out, (int64_t)n);
		cv_str_puts(out, n == 1 ? one[o] : many[o]);
		sep = ", ";
	}
}

/* Which one, where only one is worst. */
static void the_one(struct cv_str *out, const struct reg_answer *a)
{
	const struct reg_answer_leg *leg = a->leg;

	while (leg->outcome != a->outcome)
		leg++;
	cv_str_puts(out, " (the one from ");
	if (leg->exporter != REG_NOBODY)
		cv_str_puts(out, a->view->party[leg->exporter].name);
	else if (leg->exporter_country != LAW_NO_PLACE)
		rep_the_country(out, law_place_code(a->view->pack, leg->exporter_country));
	else
		cv_str_puts(out, "our organisation, entity not on file,");
	if (leg->country != LAW_NO_PLACE) {
		cv_str_puts(out, " to ");
		rep_the_country(out, law_place_code(a->view->pack, leg->country));
	}
	rep_apart(out, a, leg);
	cv_str_putc(out, ')');
}

static void mixed(struct cv_str *out, const struct reg_answer *a, size_t worst)
{
	if (a->outcome == LAW_NOT_COVERED)
		cv_str_puts(out, "nothing on file covers ");
	cv_str_int(out, (int64_t)worst);
	cv_str_puts(out, " of the ");
	cv_str_int(out, (int64_t)a->n_legs);
	cv_str_puts(out, " transfers");
	ends(out, a);
	if (worst == 1)
		the_one(out, a);
	if (a->outcome == LAW_NEEDS_REVIEW)
		cv_str_puts(out, worst == 1 ? " needs review" : " need review");
	else if (a->outcome == LAW_COVERED)
		cv_str_puts(out, worst == 1 ? " is covered" : " are covered");
	rest(out, a);
	rep_stop(out);
}

void rep_answer_sentence(const struct reg_answer *a, struct cv_str *out)
{
	char day[CV_DAY_TEXT];
	size_t worst;

	cv_str_puts(out, "On ");
	cv_str_puts(out, cv_day_text(a->question.on, day));
	cv_str_putc(out, ' ');
	if (a->n_legs == 1) {
		one_leg(out, a, &a->leg[0]);
		return;
	}
	worst = rep_count(a, a->outcome);
	if (worst == a->n_legs)
		all_alike(out, a);
	else
		mixed(out, a, worst);
}
