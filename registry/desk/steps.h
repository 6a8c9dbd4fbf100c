/* Inside of what holds records to the table of moves: the kinds to which more belongs. Private to the room. */
#ifndef REGISTRY_STEPS_H
#define REGISTRY_STEPS_H

#include "registry/desk/moves.h"
#include "registry/reg.h"

/* From one word to another along the table; a procedure only at the desk. Fails, as all of these: E_MOVE. */
CV_MUST enum cv_err reg_step_along(
	struct reg *r, enum reg_kind kind, const char *column, const char *from, const char *to, struct cv_error *err);

/* The status of a party that is a vendor now; old NULL: it is new; else n is its number. */
CV_MUST enum cv_err reg_step_vendor(
	struct reg *r, int64_t n, const char *const *old, const char *const *now, struct cv_error *err);
/* A check: that a vendor was approved is recorded by what approves it. */
CV_MUST enum cv_err reg_step_decision(struct reg *r, const char *const *now, struct cv_error *err);

/*
 * The days of an inquiry: nothing happened on a day to come, nor before it came in; old NULL: it is new. Fails:
 * E_VALUE, naming the column.
 */
CV_MUST enum cv_err reg_step_inquiry(
	const struct reg *r, const char *const *old, const char *const *now, struct cv_error *err);
/* A reply: it was given as it was given, and its day is one of the inquiry (E_VALUE). */
CV_MUST enum cv_err reg_step_reply(
	struct reg *r, const char *const *old, const char *const *now, struct cv_error *err);
/* An inquiry that becomes closed, from another state: not before the day of an answer (E_VALUE). */
CV_MUST enum cv_err reg_step_closing(
	struct reg *r, const char *from, const char *const *now, struct cv_error *err);

/* A notice; old NULL: it is new. */
CV_MUST enum cv_err reg_step_notice(
	struct reg *r, const char *const *old, const char *const *now, struct cv_error *err);

#endif
