/* Notices: what only those who decide may say of one by changing its record. */
#include "registry/desk/notice.h"
#include "registry/desk/steps.h"

static const char *text(const char *const *cell, int column)
{
	return cell && cell[column] ? cell[column] : "";
}

static bool is(const char *const *cell, int column, const char *word)
{
	return cv_streq(text(cell, column), word);
}

/* Ours begins as a draft, that of a vendor as announced: what was told, or is over, somebody decided. */
static bool begins(const char *const *now)
{
	const char *state = text(now, REG_N_STATE);

	return *state == '\0' || cv_streq(state, "draft") ||
		(cv_streq(state, "announced") && !is(now, REG_N_DIRECTION, "outgoing"));
}

enum cv_err reg_step_notice(struct reg *r, const char *const *old, const char *const *now, struct cv_error *err)
{
	if (!r->closed_gate || r->procedure)
		return CV_OK;
	if (!is(now, REG_N_DECISION, text(old, REG_N_DECISION)))
		return cv_fail_at(err, CV_E_MOVE, "decision",
			"what is decided about a notice is for the data protection officer to say: chapterv notice "
			"decide ID, or POST /v1/notices/{id}/decide");
	if (is(old, REG_N_STATE, "announced") && is(now, REG_N_STATE, "withdrawn"))
		return cv_fail_at(err, CV_E_MOVE, "state",
			"withdrawing a notice that was announced is for the data protection officer: chapterv notice "
			"withdraw ID, or POST /v1/notices/{id}/withdraw");
	if (old == NULL && !begins(now))
		return cv_fail_at(err, CV_E_MOVE, "state",
			"a notice of ours begins as a draft, one of a vendor as announced; that it is %s is for the "
			"data protection officer to say",
			text(now, REG_N_STATE));
	return CV_OK;
}
