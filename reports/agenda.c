/* The agenda in words and as JSON. */
#include "reports/agenda.h"

#include <stdio.h>

/* "in 10 days", "today", "3 days ago" */
static void when(const struct reg_agenda *a, const struct reg_deadline *d, char ret[24])
{
	int days = d->day.n - a->on.n;

	if (days == 0)
		snprintf(ret, 24, "today");
	else if (days > 0)
		snprintf(ret, 24, "in %d day%s", days, days == 1 ? "" : "s");
	else
		snprintf(ret, 24, "%d day%s ago", -days, days == -1 ? "" : "s");
}

static void line(const struct reg_agenda *a, const struct reg_deadline *d, struct cv_str *out)
{
	char day[CV_DAY_TEXT], ago[24];

	when(a, d, ago);
	cv_str_printf(out, "  %s  %-13s %-19s  %s (%s)\n", cv_day_text(d->day, day), ago, reg_deadline_word(d->what),
		d->text, d->subject);
}

void rep_agenda_text(const struct reg_agenda *a, struct cv_str *out)
{
	char on[CV_DAY_TEXT], last[CV_DAY_TEXT] = "";

	cv_day_text(a->on, on);
	if (cv_day_known(a->until))
		cv_day_text((cv_day){ a->until.n - 1 }, last);
	if (a->overdue > 0)
		cv_str_printf(out, "Overdue on %s:\n", on);
	for (size_t i = 0; i < a->n; i++)
		if (a->row[i].overdue)
			line(a, &a->row[i], out);
	if (a->overdue < a->n)
		cv_str_printf(out, "%sFrom %s %s%s:\n", a->overdue ? "\n" : "", on, *last ? "to " : "on", last);
	for (size_t i = 0; i < a->n; i++)
		if (!a->row[i].overdue)
			line(a, &a->row[i], out);
	if (a->left_out > 0)
		cv_str_printf(out, "\nThere are %zu more; those nearest to the day are shown.\n", a->left_out);
	if (a->n == 0)
		cv_str_printf(out, "Nothing is due from %s %s%s.\n", on, *last ? "to " : "on", last);
}

void rep_agenda_json(const struct reg_agenda *a, struct cv_json *j)
{
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "on", cv_day_text(a->on, day));
	cv_json_kv_opt(j, "until", cv_day_text(a->until, day));
	cv_json_kv_int(j, "overdue", (int64_t)a->overdue);
	cv_json_kv_int(j, "left_out", (int64_t)a->left_out);
	cv_json_kv_int(j, "change", a->view->seq);
	cv_json_key(j, "deadlines");
	cv_json_open(j, '[');
	for (size_t i = 0; i < a->n; i++) {
		const struct reg_deadline *d = &a->row[i];

		cv_json_open(j, '{');
		cv_json_kv(j, "what", reg_deadline_word(d->what));
		cv_json_kv(j, "day", cv_day_text(d->day, day));
		cv_json_kv_int(j, "days", d->day.n - a->on.n);
		cv_json_key(j, "overdue");
		cv_json_bool(j, d->overdue);
		cv_json_kv(j, "subject", d->subject);
		cv_json_kv_opt(j, "party", d->party);
		cv_json_kv(j, "text", d->text);
		cv_json_kv_opt(j, "since", cv_day_text(d->since, day));
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}
