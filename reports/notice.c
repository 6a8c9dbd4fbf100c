/* Notices for people: a line, all there is to know. */
#include "reports/notice.h"

#include "registry/core/country.h"

#include <stdio.h>

static const char *or_unknown(const char *text)
{
	return *text ? text : "not said";
}

/* What is to be done, with "by" and the day behind it. */
static const char *duty_words(const struct reg_notice *n)
{
	switch (n->duty) {
	case REG_DUTY_ANNOUNCE: return "announce it";
	case REG_DUTY_SEND: return "send what waits in the outbox; objections may come";
	case REG_DUTY_SETTLE:
		return n->outgoing ? "settle the open objection" : "see what the vendor does about our objection";
	case REG_DUTY_OBJECTIONS:
		return cv_day_known(n->latest) && n->due.n == n->latest.n ? "objections may come"
									  : "get the consent that is missing";
	case REG_DUTY_EFFECTIVE: return "it may become effective";
	case REG_DUTY_DECIDE: return "decide: accept it, or object";
	default: return "nothing";
	}
}

void rep_notice_line(const struct reg_notice *n, struct cv_str *out)
{
	char day[CV_DAY_TEXT];
	size_t waiting = 0;

	for (size_t i = 0; i < n->n_told; i++)
		waiting += *n->told[i].state && !cv_streq(n->told[i].state, "sent");
	cv_str_printf(out, "%-10s %-9s %-10s %-8s %s", n->row.cell[REG_N_ID], n->row.cell[REG_N_DIRECTION],
		n->row.cell[REG_N_STATE], n->row.cell[REG_N_CHANGE], n->subject);
	if (!n->outgoing)
		cv_str_printf(out, ", at %s", n->vendor);
	if (*n->row.cell[REG_N_EFFECTIVE])
		cv_str_printf(out, "; effective %s", n->row.cell[REG_N_EFFECTIVE]);
	if (*n->row.cell[REG_N_DECISION])
		cv_str_printf(out, "; %s", n->row.cell[REG_N_DECISION]);
	if (n->duty != REG_DUTY_NONE)
		cv_str_printf(
			out, "; %s%s%s", duty_words(n), cv_day_known(n->due) ? ": " : "", cv_day_text(n->due, day));
	if (n->n_open > 0)
		cv_str_printf(out, "; %zu objection%s open", n->n_open, n->n_open == 1 ? "" : "s");
	if (waiting > 0)
		cv_str_printf(out, "; %zu of %zu not sent", waiting, n->n_told);
	if (n->n_overrides > 0)
		cv_str_puts(out, n->overridden ? "; OVERRIDDEN" : "; was overridden");
	cv_str_putc(out, '\n');
}

/* ---- all of it -----------------------------------------------------------------------------------------------------
 */

static void field(struct cv_str *out, const char *name, const char *text)
{
	if (*text)
		cv_str_printf(out, "  %-20s %s\n", name, text);
}

static void where(const struct reg_notice *n, struct cv_str *out)
{
	size_t len;
	bool any = false;

	for (const char *q = n->row.cell[REG_N_COUNTRY], *w; (w = cv_next(&q, ';', &len)); any = true) {
		char code[CV_COUNTRY_MAX];
		const char *name;

		snprintf(code, sizeof(code), "%.*s", (int)len, w);
		name = cv_country_name(code);
		cv_str_printf(
			out, any ? ", %s" : "  %-20s %s", any ? (name ? name : code) : "where", name ? name : code);
	}
	cv_str_puts(out, any ? "\n" : "");
}

static void head(const struct reg_notice *n, struct cv_str *out)
{
	const char *const *cell = n->row.cell;

	cv_str_printf(out, "Notice %s, %s: %s is %s%s%s (%s)\n", cell[REG_N_ID], n->outgoing ? "ours" : "of a vendor",
		n->subject, cell[REG_N_CHANGE], n->outgoing ? "" : " at ", n->outgoing ? "" : n->vendor,
		cell[REG_N_STATE]);
	field(out, "in place of", n->replaces);
	field(out, "what", cell[REG_N_WHAT]);
	where(n, out);
	field(out, n->outgoing ? "mechanism" : "mechanism claimed", cell[REG_N_MECHANISM]);
	field(out, n->outgoing ? "announced" : "received", cell[REG_N_ANNOUNCED]);
	field(out, "last day to object", cell[REG_N_DEADLINE]);
	field(out, "effective", cell[REG_N_EFFECTIVE]);
	field(out, "note", cell[REG_N_NOTE]);
	if (*cell[REG_N_DECISION])
		cv_str_printf(out, "  %-20s %s on %s by %s\n", "decision", cell[REG_N_DECISION], cell[REG_N_DECIDED],
			or_unknown(cell[REG_N_DECIDED_BY]));
}

static void customers(const struct reg_notice *n, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	if (!n->outgoing)
		return;
	if (!cv_day_known(n->announced) || cv_streq(n->row.cell[REG_N_STATE], "draft"))
		cv_str_puts(out, "Would be told, if it were announced today:\n");
	else if (n->n_told > 0 && n->told[0].n == 0)
		cv_str_puts(out, "Told, as the contracts of that day have it:\n");
	else
		cv_str_puts(out, "Told:\n");
	if (n->n_told == 0)
		cv_str_puts(out, "  nobody: no contract with a customer is on file\n");
	for (size_t i = 0; i < n->n_told; i++) {
		const struct reg_told *t = &n->told[i];

		cv_str_printf(out, "  %s (%s): %lld day%s by %s, until %s; silence is %s%s", t->name, t->customer,
			(long long)t->days, t->days == 1 ? "" : "s", *t->contract ? t->contract : "default",
			cv_day_text(t->deadline, day), t->refusal ? "refusal" : "consent",
			t->refusal && t->agreed ? ", but it answered" : "");
		if (*t->state)
			cv_str_printf(out, "; %s%s%.10s%s%s", t->state, *t->sent ? " " : "", t->sent,
				*t->problem ? ": " : "", t->problem);
		if (*t->address == '\0')
			cv_str_puts(out, "; no address on file");
		cv_str_putc(out, '\n');
	}
}

static const struct reg_told *told_of(const struct reg_notice *n, const char *customer)
{
	for (size_t i = 0; i < n->n_told; i++)
		if (cv_streq(n->told[i].customer, customer))
			return &n->told[i];
	return NULL;
}

/* Behind its last day to object it binds nobody, and a person decides. */
static bool late(const struct reg_told *t, const char *received)
{
	char day[CV_DAY_TEXT];

	return t && cv_day_known(t->deadline) && strcmp(received, cv_day_text(t->deadline, day)) > 0;
}

static void objections(const struct reg_notice *n, struct cv_str *out)
{
	if (n->n_objections > 0)
		cv_str_puts(out, "Answers of customers:\n");
	for (size_t i = 0; i < n->n_objections; i++) {
		const char *const *o = n->objection[i].cell;
		bool open = *o[REG_O_OUTCOME] == '\0' || cv_streq(o[REG_O_OUTCOME], "open");

		const struct reg_told *t = told_of(n, o[REG_O_CUSTOMER]);

		cv_str_printf(out, "  %s: %s on %s%s%s%s; %s%s%s%s%s\n", o[REG_O_ID], t ? t->name : o[REG_O_CUSTOMER],
			o[REG_O_RECEIVED], late(t, o[REG_O_RECEIVED]) ? " (late)" : "", *o[REG_O_REASON] ? ": " : "",
			o[REG_O_REASON], open ? "open" : o[REG_O_OUTCOME], *o[REG_O_CLOSED] ? " on " : "",
			o[REG_O_CLOSED], *o[REG_O_NOTE] ? ": " : "", o[REG_O_NOTE]);
	}
	for (size_t i = 0; i < n->n_overrides; i++) {
		const char *const *v = n->override[i].cell;

		cv_str_printf(out, "OVERRIDDEN by %s on %s, until %s: %s%s\n", v[REG_V_GRANTED_BY], v[REG_V_GRANTED],
			v[REG_V_EXPIRES], v[REG_V_REASON],
			&n->override[i] == n->overridden ? "" : " (does not count on this day)");
	}
}

void rep_notice_text(const struct reg_notice *n, cv_day on, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	head(n, out);
	customers(n, out);
	objections(n, out);
	if (n->n_blocks > 0)
		cv_str_printf(out, "In the way of it becoming effective on %s:\n", cv_day_text(on, day));
	for (size_t i = 0; i < n->n_blocks; i++)
		cv_str_printf(out, "  - %s\n", n->block[i]);
	if (n->outgoing && cv_day_known(n->first) && !cv_streq(n->row.cell[REG_N_STATE], "effective") &&
		!cv_streq(n->row.cell[REG_N_STATE], "withdrawn"))
		cv_str_printf(out, "It may become effective on %s at the earliest.\n", cv_day_text(n->first, day));
	if (n->duty != REG_DUTY_NONE)
		cv_str_printf(out, "Next: %s%s%s.\n", duty_words(n), cv_day_known(n->due) ? ", by " : "",
			cv_day_text(n->due, day));
}

void rep_outlook_text(const struct reg_outlook *o, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	if (o->n_ways == 0)
		return;
	cv_str_printf(out, "What it would mean on %s: %s with what is on file", cv_day_text(o->on, day),
		rep_outcome_words(o->outcome));
	if (o->claimed != o->outcome)
		cv_str_printf(out, "; %s once what the vendor claims is shown", rep_outcome_words(o->claimed));
	cv_str_puts(out, ".\n");
	for (size_t i = 0; i < o->n_ways; i++) {
		const struct reg_onward *w = &o->way[i];
		const char *from = cv_country_name(w->from_country), *to = cv_country_name(w->country);

		cv_str_printf(out, "  from %s (%s) to %s: %s", w->from, from ? from : "country not on file",
			to ? to : "a country not said", rep_outcome_words(w->outcome));
		if (*w->mechanism && w->outcome <= LAW_COVERED)
			cv_str_printf(out, " (%s)", w->mechanism);
		cv_str_printf(out, ".%s%s\n", *w->because ? " " : "", w->because);
		if (w->claimed != w->outcome)
			cv_str_printf(
				out, "    as claimed: %s (%s)\n", rep_outcome_words(w->claimed), w->claimed_mechanism);
		for (size_t k = 0; k < w->n_needs; k++)
			cv_str_printf(out, "    would cover it: %s\n", w->need[k]);
	}
}
