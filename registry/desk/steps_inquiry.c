/* The steps of an inquiry and its replies: their days, how it ends, and that an answer stays as it was given. */
#include "registry/desk/steps.h"

#include <stdio.h>
#include <string.h>

/* ---- days ------------------------------------------------------------------------------------------------------- */

/* What happened on a day: at the earliest on that of another column, and not later than today. */
static const struct {
	const char *column, *not_before; /* NULL: nothing is before it */
} happened[] = {
	{ "received", NULL },
	{ "identity_asked", "received" },
	{ "identity_proven", "received" },
	{ "identity_proven", "identity_asked" },
	{ "extended", "received" },
	{ "closed", "received" },
};

/* "" : not said, or nothing is on file yet. Days sort as text. */
static const char *cell_of(const char *const *cell, enum reg_kind kind, const char *column)
{
	const char *text = cell ? cell[reg_column_index(kind, column)] : NULL;

	return text ? text : "";
}

/* Said now, and not so before. */
static bool is_said(const char *const *old, const char *const *now, enum reg_kind kind, const char *column)
{
	return !cv_streq(cell_of(old, kind, column), cell_of(now, kind, column));
}

static enum cv_err not_to_come(const struct reg *r, const char *column, const char *on, struct cv_error *err)
{
	enum { DAY = CV_DAY_TEXT - 1 };

	if (strncmp(on, r->at, DAY) <= 0)
		return CV_OK;
	return cv_fail_at(
		err, CV_E_VALUE, column, "%s %s is a day to come: today is %.*s", column, on, (int)DAY, r->at);
}

static enum cv_err not_before(const char *column, const char *on, const char *other, const char *first,
	const char *told, struct cv_error *err)
{
	if (*on == '\0' || *first == '\0' || strcmp(on, first) >= 0)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, told, "%s %s is before %s, %s", column, on, other, first);
}

/* What is on file already is not looked at again: nobody could correct the rest of it. */
enum cv_err reg_step_inquiry(
	const struct reg *r, const char *const *old, const char *const *now, struct cv_error *err)
{
	for (size_t i = 0; i < CV_LEN(happened); i++) {
		const char *column = happened[i].column, *first = happened[i].not_before;
		const char *on = cell_of(now, REG_INQUIRIES, column);
		bool said = is_said(old, now, REG_INQUIRIES, column);

		if (said)
			TRY(not_to_come(r, column, on, err));
		if (first && (said || is_said(old, now, REG_INQUIRIES, first)))
			TRY(not_before(column, on, first, cell_of(now, REG_INQUIRIES, first), said ? column : first,
				err));
	}
	return CV_OK;
}

static enum cv_err take_received(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	CV_UNUSED(err);
	snprintf(ctx, CV_DAY_TEXT, "%s", cell_of(v->record.cell, REG_INQUIRIES, "received"));
	return CV_OK;
}

static enum cv_err given(struct reg *r, const char *const *now, struct cv_error *err)
{
	const char *on = cell_of(now, REG_REPLIES, "given");
	char received[CV_DAY_TEXT] = "";
	bool found;

	TRY(not_to_come(r, "given", on, err));
	TRY(reg_get(r, REG_INQUIRIES, cell_of(now, REG_REPLIES, "inquiry"), INT64_MAX, take_received, received,
		&found, err));
	return not_before("given", on, "the day the inquiry came in", received, "given", err);
}

/* ---- what was given, and what was closed ------------------------------------------------------------------------ */

/*
 * An answer was given as it was given: what it said, to whom, and what it rests on stay. Where it is known from, and
 * what was left empty, may still be said.
 */
enum cv_err reg_step_reply(struct reg *r, const char *const *old, const char *const *now, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(REG_REPLIES);

	for (size_t i = 0; old && i < info->n; i++) {
		const char *was = old[i] ? old[i] : "";

		if (*was && !cv_streq(info->column[i].name, "source") && !cv_streq(was, now[i] ? now[i] : ""))
			return cv_fail_at(err, CV_E_MOVE, info->column[i].name,
				"the reply %s was given: its %s stays as it was; answer again (chapterv inquiry answer "
				"ID, or POST /v1/inquiries/{id}/answer)",
				old[0], info->column[i].name);
	}
	return is_said(old, now, REG_REPLIES, "given") ? given(r, now, err) : CV_OK;
}

struct answers {
	const char *inquiry;
	char last[CV_DAY_TEXT]; /* day on which the last one was given; "": none was */
};

static enum cv_err take_given(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct answers *a = ctx;
	const char *on = cell_of(v->record.cell, REG_REPLIES, "given");

	CV_UNUSED(err);
	if (cv_streq(cell_of(v->record.cell, REG_REPLIES, "inquiry"), a->inquiry) && strcmp(on, a->last) > 0)
		snprintf(a->last, sizeof(a->last), "%s", on);
	return CV_OK;
}

/* More belongs to the end of an inquiry than the word: on which day, and how it ended. */
enum cv_err reg_step_closing(struct reg *r, const char *from, const char *const *now, struct cv_error *err)
{
	struct answers a = { .inquiry = now[0] };
	static const char *const needed[] = { "closed", "outcome" };
	const char *outcome = now[reg_column_index(REG_INQUIRIES, "outcome")],
		   *note = now[reg_column_index(REG_INQUIRIES, "note")];

	for (size_t i = 0; i < CV_LEN(needed); i++) {
		const char *text = now[reg_column_index(REG_INQUIRIES, needed[i])];

		if (text == NULL || *text == '\0')
			return cv_fail_at(err, CV_E_MOVE, needed[i],
				"an inquiry that is closed says on which day (closed) and how it ended (outcome): "
				"chapterv inquiry close ID --outcome HOW, or POST /v1/inquiries/{id}/close");
	}
	if (cv_streq(outcome, "answered") && !cv_streq(from, "answered"))
		return cv_fail_at(err, CV_E_MOVE, "outcome",
			"it is %s and was not answered: answer it first, or say how it ends: refused, withdrawn, "
			"not-identified or duplicate",
			from);
	if ((cv_streq(outcome, "refused") || cv_streq(outcome, "not-identified")) && (note == NULL || *note == '\0'))
		return cv_fail_at(err, CV_E_MOVE, "note",
			"why is missing: the asker is told why nothing is done (GDPR art. 12(4)), and it is kept");
	TRY(reg_each(r, REG_REPLIES, CV_DAY_NONE, NULL, take_given, &a, err));
	return not_before("closed", cell_of(now, REG_INQUIRIES, "closed"), "the day the answer was given", a.last,
		"closed", err);
}
