/* A replay for a person, and as JSON. */
#include "reports/letters/replay.h"

#include "registry/core/country.h"
#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

static void mechanism(struct cv_str *out, const char *outcome, const char *slug)
{
	cv_str_puts(out, outcome);
	if (*slug && !cv_streq(slug, "none"))
		cv_str_printf(out, " by %s", slug);
}

static void who(struct cv_str *out, const struct rep_difference *d)
{
	const char *name = cv_country_name(d->country);

	cv_str_puts(out, d->importer_name);
	if (*d->country)
		cv_str_printf(out, " (%s)", name ? name : d->country);
}

/* "purposes: "hosting" then, today "hosting, backup"" */
static void otherwise(struct cv_str *out, const struct rep_difference *d)
{
	const char *was, *is, *sep = "";

	for (size_t i = 0; i < REP_FACTS; i++)
		if (rep_told_otherwise(d, i, &was, &is)) {
			cv_str_printf(out, "%s%s was ", sep, rep_fact_name(i));
			cv_str_printf(out, *was ? "\"%s\"" : "not on file", was);
			cv_str_printf(out, *is ? ", today \"%s\"" : ", today not on file", is);
			sep = "; ";
		}
}

static void why(struct cv_str *out, const struct rep_difference *d)
{
	if (*d->because)
		cv_str_printf(out, " Why: %s", d->because);
	if (*d->cite)
		cv_str_printf(out, " Source: %s.", d->cite);
	cv_str_puts(out,
		d->cause == REP_BY_DAY ? " What was on file then leads to the same today: the law, or a day that has "
					 "come, made the difference."
				       : " What was recorded since then made the difference.");
	cv_str_putc(out, '\n');
}

static void difference(struct cv_str *out, const struct rep_difference *d)
{
	cv_str_puts(out, "- ");
	who(out, d);
	cv_str_puts(out, ": ");
	if (d->shift == REP_RETOLD) {
		mechanism(out, d->is, d->is_mechanism);
		cv_str_puts(out, " as then, told otherwise: ");
		otherwise(out, d);
		cv_str_puts(out, ".");
		why(out, d);
		return;
	}
	if (d->shift == REP_BEGUN)
		cv_str_puts(out, "receives data since then; ");
	else
		mechanism(out, d->was, d->was_mechanism);
	if (d->shift == REP_ENDED) {
		cv_str_puts(out, " then; today it receives no such data any more.");
		why(out, d);
		return;
	}
	cv_str_puts(out, d->shift == REP_BEGUN ? "today " : " then, today ");
	mechanism(out, d->is, d->is_mechanism);
	cv_str_puts(out, ". ");
	if (d->reason < LAW_REASON_COUNT)
		cv_str_printf(out, "%s: ", law_reason_name(d->reason));
	cv_str_puts(out, d->sentence);
	why(out, d);
}

static void about_then(const struct rep_replay *p, struct cv_str *out)
{
	const struct reg_copy *r = p->reply;

	cv_str_printf(out, "Reply %s of %s, given by %s, rests on change %s of the register and law pack %s.\n\n",
		reg_copied(r, "id"), reg_copied(r, "given"),
		*reg_copied(r, "given_by") ? reg_copied(r, "given_by") : "?", reg_copied(r, "register_seq"),
		reg_copied(r, "law_pack"));
	cv_str_puts(out,
		p->same_transfers ? "Derived again from that state, for that day: the same about every transfer."
				  : "Derived again from that state, for that day: DIFFERENT from what was answered.");
	if (!p->same_law)
		cv_str_puts(out, " The law pack of this program is not the one it rests on.");
	if (!p->same_log)
		cv_str_puts(out, " THE LOG DOES NOT BEGIN AS IT DID THEN: run chapterv verify.");
	cv_str_puts(out,
		p->erased		   ? " The letter was erased."
			: p->edited	   ? " The letter was written by hand and is kept as it was given."
			: p->same_letter   ? " The letter is the same, character for character."
			: p->same_template ? " The letter differs: names, contacts or settings were other ones."
					   : " The letter differs: the template was changed since.");
	cv_str_puts(out, "\n\n");
}

void rep_replay_text(const struct rep_replay *p, size_t width, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	char day[CV_DAY_TEXT];

	about_then(p, &text);
	cv_day_text(p->today, day);
	if (p->n == 0)
		cv_str_printf(&text, "On %s it would be answered the same.\n", day);
	else
		cv_str_printf(&text, "On %s it would be answered differently about %zu transfer%s:\n\n", day, p->n,
			p->n == 1 ? "" : "s");
	for (size_t i = 0; i < p->n; i++)
		difference(&text, &p->difference[i]);
	rep_letter_text(cv_str_text(&text), width, out);
	out->failed |= text.failed;
}

static void difference_json(const struct rep_difference *d, struct cv_json *j)
{
	const char *was, *is;
	static const char *const shift[] = { "changed", "ended", "begun", "told-otherwise" };

	cv_json_open(j, '{');
	cv_json_kv(j, "transfer", d->transfer);
	cv_json_kv(j, "importer_name", d->importer_name);
	cv_json_kv_opt(j, "country", d->country);
	cv_json_kv(j, "change", shift[d->shift]);
	cv_json_kv_opt(j, "was", d->was);
	cv_json_kv(
		j, "was_mechanism", *d->was_mechanism && !cv_streq(d->was_mechanism, "none") ? d->was_mechanism : NULL);
	cv_json_kv_opt(j, "is", d->is);
	cv_json_kv(j, "is_mechanism", *d->is_mechanism && !cv_streq(d->is_mechanism, "none") ? d->is_mechanism : NULL);
	cv_json_kv(j, "reason", d->reason < LAW_REASON_COUNT ? law_reason_name(d->reason) : NULL);
	cv_json_kv_opt(j, "sentence", d->sentence);
	cv_json_kv_opt(j, "because", d->because);
	cv_json_kv_opt(j, "cite", d->cite);
	cv_json_kv(j, "cause", d->cause == REP_BY_DAY ? "day" : "records");
	cv_json_key(j, "facts");
	cv_json_open(j, '[');
	for (size_t i = 0; i < REP_FACTS; i++)
		if (rep_told_otherwise(d, i, &was, &is)) {
			cv_json_open(j, '{');
			cv_json_kv(j, "fact", rep_fact_name(i));
			cv_json_kv_opt(j, "was", was);
			cv_json_kv_opt(j, "is", is);
			cv_json_close(j, '}');
		}
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}

static void truth(struct cv_json *j, const char *key, bool value)
{
	cv_json_key(j, key);
	cv_json_bool(j, value);
}

void rep_replay_json(const struct rep_replay *p, struct cv_json *j)
{
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "inquiry", reg_copied(p->reply, "inquiry"));
	cv_json_kv(j, "reply", reg_copied(p->reply, "id"));
	cv_json_kv(j, "given", reg_copied(p->reply, "given"));
	cv_json_kv_opt(j, "given_by", reg_copied(p->reply, "given_by"));
	cv_json_kv(j, "on", reg_copied(p->reply, "on"));
	cv_json_kv_opt(j, "known_at", reg_copied(p->reply, "known_at"));
	cv_json_kv_int(j, "register_seq", p->then.state.seq);
	cv_json_kv(j, "law_pack", reg_copied(p->reply, "law_pack"));
	truth(j, "same_transfers", p->same_transfers);
	truth(j, "same_letter", p->same_letter);
	truth(j, "edited", p->edited);
	truth(j, "erased", p->erased);
	truth(j, "same_template", p->same_template);
	truth(j, "same_law_pack", p->same_law);
	truth(j, "same_log", p->same_log);
	cv_json_kv(j, "today", cv_day_text(p->today, day));
	truth(j, "same_today", p->n == 0);
	cv_json_key(j, "differences");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->n; i++)
		difference_json(&p->difference[i], j);
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}
