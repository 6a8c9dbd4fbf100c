/*
 * Which way a record may go: the status of a vendor, the state of an inquiry and of a notice, the outcome of an
 * objection. One table.
 *
 * reg_put() holds every record that is on file to it, whichever door it comes through. A new record begins where its
 * row says: an import takes over registers that were kept elsewhere; but where who asks may not decide
 * (reg_actor.closed), a vendor begins before the gate. "" stands for not said.
 *
 * A word that was said once is not forgotten: a vendor whose status is not on file any more stands where it last stood
 * as a vendor, whatever it was meanwhile, and one that was a partner, or one of ours, begins before the gate. A status
 * that somebody decided is not taken away. What an import said that was undone was never said. Undoing an import puts
 * back what stood there; but where who asks may not decide, it brings no vendor behind the gate.
 *
 * What ended only because an edition of a list did not have it, and stands in a later one, stands where it stood
 * before, or goes on from there. Who may not decide takes no vendor into use by that either.
 *
 * Who may not decide says nothing of a notice that was decided: neither what was made of it, nor that one which was
 * announced is withdrawn, nor that one which is new was told or is over.
 *
 * An inquiry is closed with its day and how it ended, and a reply that was given stays as it was given. Neither says
 * that something happened on a day to come (that of the change is today), or before the inquiry came in.
 *
 * Some steps are a procedure: more has to happen than a word being changed (a gate looked at, an answer frozen).
 * Those are open to the functions of the desks only, which say so with reg_desk().
 */
#ifndef REGISTRY_MOVES_H
#define REGISTRY_MOVES_H

#include "registry/registry.h"

struct reg_step {
	enum reg_kind kind;
	const char *column; /* whose word it is */
	const char *from;   /* words it may have been, '|' between */
	const char *to;
	const char *command, *route; /* what does it, where the step is a procedure; NULL: changing the word does */
};

/* The i-th row of the table; NULL behind the last. */
const struct reg_step *reg_step_at(size_t i);
/* The row that allows it, NULL: there is none. */
const struct reg_step *reg_step_find(enum reg_kind kind, const char *from, const char *to);
/* The words that can come next, ", " between, "nothing" where none can; appended to out. */
void reg_steps_from(enum reg_kind kind, const char *from, struct cv_str *out);
/* Is this party one that the table and the gate are about: somebody who works for us and is none of us? */
bool reg_is_vendor(const struct reg_record *party);
bool reg_is_vendor_row(const char *const *cell);

/*
 * Within an open change: what follows is a procedure of a desk (true), or no longer one (false). The end of the
 * change ends it, too.
 */
void reg_desk(struct reg *r, bool procedure);
/*
 * May the record become what it is to become? old NULL: it is new; else n is its number. Called by reg_put(). Fails:
 * E_MOVE, saying the column, the step and what is allowed; E_VALUE, a day that cannot be.
 */
CV_MUST enum cv_err reg_step_check(struct reg *r, enum reg_kind kind, int64_t n, const char *const *old,
	const char *const *now, struct cv_error *err);
/* May undoing put `before` in the place of `now`? Fails: E_MOVE. */
CV_MUST enum cv_err reg_step_back_check(
	struct reg *r, enum reg_kind kind, const char *const *now, const char *const *before, struct cv_error *err);

#endif
