/* A report in words: for a person, who reads the summary first and the reasons below. */
#include "import/show.h"

#include <string.h>

const char *imp_standing_text(const struct reg_standing *s, struct cv_str *out)
{
	cv_str_clear(out);
	if (!s->live) {
		cv_str_puts(out, "no transfer on file");
		return cv_str_text(out);
	}
	cv_str_puts(out, law_outcome_name(s->outcome));
	if (s->outcome == LAW_COVERED && s->slug)
		cv_str_printf(out, " by %s", s->slug);
	else if (s->reason < LAW_REASON_COUNT)
		cv_str_printf(out, " (%s)", law_reason_name(s->reason));
	return cv_str_text(out);
}

void imp_leg_name(const struct imp_leg *l, struct cv_str *out)
{
	cv_str_clear(out);
	cv_str_printf(out, "%s to %s%s%s%s", *l->exporter_name ? l->exporter_name : "our organisation",
		l->importer_name, *l->country ? " (" : "", l->country, *l->country ? ")" : "");
}

/* ---- text ---- */

static void changes(const struct imp_plan *p, struct cv_str *out)
{
	size_t all = 0;

	for (size_t i = 0; i < p->n_changes; i++) {
		const struct imp_change *c = &p->change[i];

		if (c->line > 0)
			cv_str_printf(out, "line %zu: ", c->line);
		else
			cv_str_puts(out, "absent: ");
		cv_str_printf(out, "%s%s%s\n", c->text, *c->effect ? ": " : "", c->effect);
	}
	for (int k = 0; k < REG_KIND_COUNT; k++)
		for (int a = 0; a < IMP_ACTS; a++)
			all += p->count[k][a];
	if (p->detailed && all > p->n_changes)
		cv_str_printf(out, "and %zu more changes\n", all - p->n_changes);
}

static bool turned(enum imp_turned how, bool dry)
{
	return how == IMP_LOSES || how == IMP_GAINS || how == IMP_OTHERWISE || (dry && how != IMP_TURNS);
}

static void legs(const struct imp_plan *p, bool dry, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 }, was = { 0 }, is = { 0 };
	bool begun = false;

	for (size_t i = 0; i < p->n_legs; i++) {
		const struct imp_leg *l = &p->leg[i];
		char day[CV_DAY_TEXT];

		if (!turned(l->how, dry))
			continue;
		if (!begun)
			cv_str_printf(
				out, "Transfers as they stand on %s, before and after:\n", cv_day_text(p->on, day));
		begun = true;
		imp_leg_name(l, &name);
		cv_str_printf(out, "  %s: %s -> %s\n", cv_str_text(&name), imp_standing_text(&l->was, &was),
			imp_standing_text(&l->is, &is));
	}
}

static void questions(const struct imp_report *rep, struct cv_str *out)
{
	for (size_t i = 0; i < rep->n_questions; i++) {
		const struct imp_question *q = &rep->question[i];

		cv_str_puts(out, "question: ");
		if (q->line > 0)
			cv_str_printf(out, "line %zu: ", q->line);
		cv_str_printf(
			out, "%s (%s). Meanwhile %s. Answer with %s\n", q->text, q->evidence, q->meanwhile, q->answers);
	}
	if (rep->questions > rep->n_questions)
		cv_str_printf(out, "and %zu more questions\n", rep->questions - rep->n_questions);
}

static void refusals(const struct imp_report *rep, struct cv_str *out)
{
	for (size_t i = 0; i < rep->n_refusals; i++)
		cv_str_printf(out, "refused: line %zu%s%s: %s\n", rep->refusal[i].line,
			*rep->refusal[i].column ? ", column " : "", rep->refusal[i].column, rep->refusal[i].reason);
	if (rep->refused > rep->n_refusals)
		cv_str_printf(out, "and %zu more refused rows\n", rep->refused - rep->n_refusals);
}

static void counts(const struct imp_report *rep, struct cv_str *out)
{
	cv_str_printf(out,
		"%zu row%s read: %zu added, %zu updated, %zu unchanged, %zu refused, %zu skipped; %zu ended, %zu question%s\n",
		rep->read, rep->read == 1 ? "" : "s", rep->added, rep->updated, rep->unchanged, rep->refused, rep->skipped, rep->ended,
		rep->questions, rep->questions == 1 ? "" : "s");
}

void imp_plan_text(const struct imp_report *rep, const struct imp_options *opt, struct cv_str *out)
{
	const struct imp_plan *p = rep->plan;

	cv_str_printf(
		out, "Plan for %s: %s from the source '%s', %s\n", opt->name, rep->kind, rep->source, rep->encoding);
	cv_str_printf(out, "%c%s.\n",
		p->summary[0] >= 'a' && p->summary[0] <= 'z' ? p->summary[0] - 'a' + 'A' : p->summary[0],
		p->summary + 1);
	if (p->new_left_out)
		cv_str_puts(out,
			"The outcomes of the new transfers are not worked out: there are too many; ask, or report, afterwards.\n");
	if (p->n_changes > 0)
		cv_str_putc(out, '\n');
	changes(p, out);
	legs(p, true, out);
	refusals(rep, out);
	questions(rep, out);
	cv_str_putc(out, '\n');
	counts(rep, out);
	if (rep->drafts > 0)
		cv_str_printf(out, "%zu draft notice%s for customers would come of it\n", rep->drafts,
			rep->drafts == 1 ? "" : "s");
	cv_str_printf(out, "plan %s; nothing was written\n", p->hash);
	if (p->stop)
		cv_str_printf(out, "It would not be applied: %s.\n", p->stop);
	else if (rep->refused > 0 && opt->reject == NULL)
		cv_str_printf(out,
			"It would not be applied: %zu row%s refused. Mend %s, or let the good rows in with --rejects FILE.\n",
			rep->refused, rep->refused == 1 ? " is" : "s are", rep->refused == 1 ? "it" : "them");
}

void imp_effect_text(const struct imp_report *rep, struct cv_str *out)
{
	const struct imp_plan *p = rep->plan;

	if (p &&
		(p->turns[IMP_LOSES] || p->turns[IMP_GAINS] || p->turns[IMP_OTHERWISE] || p->new_uncovered ||
			p->new_review)) {
		cv_str_printf(out, "%c%s.\n",
			p->summary[0] >= 'a' && p->summary[0] <= 'z' ? p->summary[0] - 'a' + 'A' : p->summary[0],
			p->summary + 1);
		legs(p, false, out);
	}
	questions(rep, out);
}

/* ---- CSV: one row for each changed cell, each transfer turned, each refused row, each question ---- */

static void row(struct cv_str *out, const char *const cell[8])
{
	for (size_t i = 0; i < 8; i++)
		cv_csv_put(out, i == 0, cell[i]);
	cv_csv_end_row(out);
}

static const char *line_text(size_t line, struct cv_str *out)
{
	cv_str_clear(out);
	if (line > 0)
		cv_str_printf(out, "%zu", line);
	return cv_str_text(out);
}

const char *imp_act_word(enum imp_act act)
{
	static const char *const word[IMP_ACTS] = { "added", "updated", "ended" };

	return act < IMP_ACTS ? word[act] : "";
}

static void change_rows(const struct imp_change *c, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str line = { 0 }, meaning = { 0 };

	cv_str_printf(&meaning, "%s%s%s", c->text, *c->effect ? ": " : "", c->effect);
	line_text(c->line, &line);
	for (size_t i = 0; i < c->n_fields; i++)
		row(out,
			(const char *const[8]){ imp_act_word(c->act), cv_str_text(&line),
				reg_kind_info(c->kind)->singular, c->id,
				*c->field[i].column ? c->field[i].column : "other columns", c->field[i].before,
				c->field[i].after, cv_str_text(&meaning) });
}

static void leg_row(const struct imp_leg *l, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 }, was = { 0 }, is = { 0 };

	imp_leg_name(l, &name);
	cv_str_printf(&name, " %s", imp_turned_word(l->how));
	row(out, (const char *const[8]){ "outcome", "", "transfer", l->id, "", imp_standing_text(&l->was, &was),
		imp_standing_text(&l->is, &is), cv_str_text(&name) });
}

void imp_plan_csv(const struct imp_report *rep, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	row(out, (const char *const[8]){ "what", "line", "kind", "id", "column", "before", "after", "meaning" });
	for (size_t i = 0; rep->plan && i < rep->plan->n_changes; i++)
		change_rows(&rep->plan->change[i], out);
	for (size_t i = 0; rep->plan && i < rep->plan->n_legs; i++)
		leg_row(&rep->plan->leg[i], out);
	for (size_t i = 0; i < rep->n_refusals; i++)
		row(out,
			(const char *const[8]){ "refused", line_text(rep->refusal[i].line, &text), "", "",
				rep->refusal[i].column, "", "", rep->refusal[i].reason });
	for (size_t i = 0; i < rep->n_questions; i++)
		row(out,
			(const char *const[8]){ "question", line_text(rep->question[i].line, &text), "", "", "",
				rep->question[i].evidence, rep->question[i].answers, rep->question[i].text });
}
