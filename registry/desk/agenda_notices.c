/* What notices bring to the agenda: days to object, first days, drafts that wait, letters that wait. */
#include "registry/desk/agenda_rows.h"

#include "registry/desk/notice.h"
#include "registry/desk/notice_rows.h"

/* "Acme, Inc. is added" */
static void say_change(struct reg_agenda *a, const struct reg_version *v)
{
	if (*reg_due_cell(v, "subject"))
		reg_agenda_name(a, reg_due_cell(v, "subject"));
	else
		cv_str_puts(
			&a->line, *reg_due_cell(v, "subject_name") ? reg_due_cell(v, "subject_name") : "a processor");
	cv_str_printf(&a->line, " is %s", reg_due_cell(v, "change"));
}

static const char *notice_party(const struct reg_version *v)
{
	return reg_due_is(v, "direction", "incoming") && *reg_due_cell(v, "vendor") ? reg_due_cell(v, "vendor")
										    : reg_due_cell(v, "subject");
}

/* Ours to keep where a vendor told us and we have not said anything; where we told our customers, theirs. */
enum cv_err reg_due_objection(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	bool incoming = reg_due_is(v, "direction", "incoming");
	struct reg_due_row d = { REG_DL_OBJECTION, reg_due_day(v, "deadline"), reg_due_day(v, "announced"),
		notice_party(v), incoming };

	if (!reg_agenda_wants(a, d.day, incoming) || !reg_due_is(v, "state", "announced") ||
		*reg_due_cell(v, "decision"))
		return CV_OK;
	cv_str_printf(&a->line, "last day %sto object to notice %s", incoming ? "for us " : "for customers ",
		reg_due_cell(v, "id"));
	if (incoming && *reg_due_cell(v, "vendor")) {
		cv_str_puts(&a->line, " of ");
		reg_agenda_name(a, reg_due_cell(v, "vendor"));
	}
	cv_str_puts(&a->line, ": ");
	say_change(a, v);
	return reg_agenda_add(a, &d, v, NULL, err);
}

enum cv_err reg_due_told(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_told_of t = { reg_due_cell(v, "id"), v->n, reg_due_is(v, "state", "draft"),
		reg_due_day(v, "announced"), reg_due_day(v, "deadline"), 0 };

	if (!reg_due_is(v, "direction", "outgoing") || !(t.draft || reg_due_is(v, "state", "announced")))
		return CV_OK;
	return reg_agenda_told(a, t, err);
}

/* A customer whose time runs out before that of the notice; and letters that wait. */
enum cv_err reg_due_customer(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	struct reg_told_of *notice = reg_agenda_told_of(a, reg_due_cell(v, "notice"));
	struct reg_due_row d = { REG_DL_OBJECTION, reg_due_day(v, "deadline"), CV_DAY_NONE, reg_due_cell(v, "customer"),
		false, NULL };

	if (notice == NULL || notice->draft)
		return CV_OK;
	notice->waiting += !reg_due_is(v, "state", "sent");
	if (!reg_agenda_wants(a, d.day, false) || (cv_day_known(notice->deadline) && d.day.n >= notice->deadline.n))
		return CV_OK;
	d.since = notice->announced;
	cv_str_puts(&a->line, "last day for ");
	reg_agenda_name(a, d.party);
	cv_str_printf(&a->line, " to object to notice %s", notice->notice);
	return reg_agenda_add(a, &d, v, NULL, err);
}

/* The time of those to whom it was not sent runs all the same. */
enum cv_err reg_agenda_outbox(struct reg_agenda *a, struct cv_error *err)
{
	for (size_t i = 0; i < a->n_told; i++) {
		const struct reg_told_of *t = &a->told[i];
		struct reg_due_row d = { REG_DL_OUTBOX, t->announced, t->announced, "", true, NULL };

		if (t->waiting == 0)
			continue;
		cv_str_printf(&a->line, "%zu letter%s of notice %s %s to be sent", t->waiting,
			t->waiting == 1 ? "" : "s", t->notice, t->waiting == 1 ? "is" : "are");
		TRY(reg_agenda_add_of(a, &d, REG_NOTICES, t->n, t->notice, err));
	}
	return CV_OK;
}

static enum cv_err draft(
	struct reg_agenda *a, const struct reg_told_of *t, const struct reg_notice *n, struct cv_error *err)
{
	struct reg_due_row d = { REG_DL_ANNOUNCE, n->due, CV_DAY_NONE, n->row.cell[REG_N_SUBJECT], true, NULL };
	char day[CV_DAY_TEXT];

	if (n->duty != REG_DUTY_ANNOUNCE || !cv_day_known(n->due))
		return CV_OK;
	cv_str_printf(&a->line, "notice %s is to be announced so that it can take effect on %s: %s is %s", t->notice,
		cv_day_text(n->effective, day), n->subject, n->row.cell[REG_N_CHANGE]);
	return reg_agenda_add_of(a, &d, REG_NOTICES, t->n, t->notice, err);
}

static enum cv_err look_at_draft(struct reg_agenda *a, struct reg *r, const struct reg_told_of *t,
	const struct reg_customers *customers, struct cv_error *err)
{
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	struct reg_row row;

	TRY(reg_row_get(r, REG_NOTICES, t->notice, &n.arena, &row, err));
	if (row.n == 0) /* gone since the view was read */
		return CV_OK;
	TRY(reg_notice_fill(r, &row, customers, a->on, &n, err));
	return draft(a, t, &n, err);
}

/* The customers are those of the day, whichever draft it is: they are read once. */
enum cv_err reg_agenda_drafts(struct reg_agenda *a, struct reg *r, struct cv_error *err)
{
	CV_AUTO(reg_customers_finish) struct reg_customers customers = { 0 };
	bool loaded = false;

	for (size_t i = 0; i < a->n_told; i++) {
		if (!a->told[i].draft)
			continue;
		if (!loaded)
			TRY(reg_customers_load(r, &customers, err));
		loaded = true;
		TRY(look_at_draft(a, r, &a->told[i], &customers, err));
	}
	return CV_OK;
}

enum cv_err reg_due_effect(struct reg_agenda *a, const struct reg_version *v, struct cv_error *err)
{
	bool ours = reg_due_is(v, "direction", "outgoing");
	struct reg_due_row d = { REG_DL_EFFECTIVE, reg_due_day(v, "effective"), reg_due_day(v, "announced"),
		notice_party(v), ours };

	if (!reg_agenda_wants(a, d.day, ours) || !reg_due_is(v, "state", "announced"))
		return CV_OK;
	cv_str_printf(&a->line, "notice %s takes effect: ", reg_due_cell(v, "id"));
	say_change(a, v);
	return reg_agenda_add(a, &d, v, NULL, err);
}
