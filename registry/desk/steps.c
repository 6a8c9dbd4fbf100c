/* reg_put() held to the table of moves. */
#include "registry/desk/steps.h"

void reg_desk(struct reg *r, bool procedure)
{
	r->procedure = procedure;
}

/* ---- what is refused -------------------------------------------------------------------------------------------- */

static enum cv_err no_such_step(
	enum reg_kind kind, const char *column, const char *from, const char *to, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str next = { 0 };

	reg_steps_from(kind, from, &next);
	return cv_fail_at(err, CV_E_MOVE, column, "%s cannot go from %s to %s; from %s it can go to: %s", column, from,
		to, from, cv_str_text(&next));
}

static enum cv_err only_at_the_desk(const struct reg_step *s, const char *from, struct cv_error *err)
{
	return cv_fail_at(err, CV_E_MOVE, s->column,
		"%s does not go from %s to %s by changing the word, because more belongs to it: %s, or %s", s->column,
		from, s->to, s->command, s->route);
}

enum cv_err reg_step_along(
	struct reg *r, enum reg_kind kind, const char *column, const char *from, const char *to, struct cv_error *err)
{
	const struct reg_step *s;

	if (cv_streq(from, to))
		return CV_OK;
	s = reg_step_find(kind, from, to);
	if (s == NULL)
		return no_such_step(kind, column, from, to, err);
	return s->command == NULL || r->procedure ? CV_OK : only_at_the_desk(s, from, err);
}

/* ---- the check -------------------------------------------------------------------------------------------------- */

static const char *column_of(enum reg_kind kind)
{
	const struct reg_step *s;

	for (size_t i = 0; (s = reg_step_at(i)); i++)
		if (s->kind == kind)
			return s->column;
	return NULL;
}

enum cv_err reg_step_check(struct reg *r, enum reg_kind kind, int64_t n, const char *const *old,
	const char *const *now, struct cv_error *err)
{
	const char *column = column_of(kind), *from, *to;
	int i = column ? reg_column_index(kind, column) : -1;

	if (kind == REG_CHECKS)
		return reg_step_decision(r, now, err);
	if (kind == REG_REPLIES)
		return reg_step_reply(r, old, now, err);
	if (kind == REG_PARTIES)
		return reg_is_vendor_row(now) ? reg_step_vendor(r, n, old, now, err) : CV_OK;
	if (kind == REG_NOTICES)
		TRY(reg_step_notice(r, old, now, err));
	if (kind == REG_INQUIRIES)
		TRY(reg_step_inquiry(r, old, now, err));
	if (i < 0)
		return CV_OK;
	from = old && old[i] ? old[i] : "";
	to = now[i] ? now[i] : "";
	if (*from && *to)
		TRY(reg_step_along(r, kind, column, from, to, err));
	if (kind == REG_INQUIRIES && *from && !cv_streq(from, to) && cv_streq(to, "closed"))
		return reg_step_closing(r, from, now, err);
	return CV_OK;
}
