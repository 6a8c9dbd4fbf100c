/* The steps of an inquiry and its replies: how it ends, and that an answer stays as it was given. */
#include "registry/desk/steps.h"

/*
 * An answer was given as it was given: what it said, to whom, and what it rests on stay. Where it is known from, and
 * what was left empty, may still be said.
 */
enum cv_err reg_step_reply(const char *const *old, const char *const *now, struct cv_error *err)
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
	return CV_OK;
}

/* More belongs to the end of an inquiry than the word: on which day, and how it ended. */
enum cv_err reg_step_closing(const char *from, const char *const *now, struct cv_error *err)
{
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
	return CV_OK;
}
