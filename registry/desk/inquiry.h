/*
 * The desk for inquiries: opened, extended, paused, assigned, answered, closed. Records of the kinds inquiries and
 * replies; GDPR arts 12 and 15, UK GDPR the same, FADP art. 25.
 *
 * An inquiry is open, then answered, then closed; it may be closed unanswered, and answered a second time. All but
 * finding is done inside a change (reg_begin()); a day is never later than `today`.
 */
#ifndef REGISTRY_DESK_INQUIRY_H
#define REGISTRY_DESK_INQUIRY_H

#include "registry/desk/due.h"
#include "registry/evidence.h"

enum { REG_DESK_ID = 32 }; /* bytes of an id such as 2026-0001 or 2026-0001-2, NUL included */

/* A column and what is said of it, not yet in canonical form; value NULL: not said. */
struct reg_said {
	const char *column, *value;
};

/* A record that was copied; the texts live in the arena. */
struct reg_copy {
	struct reg_record record;
	int64_t n, known_from;
};
CV_MUST enum cv_err reg_copy_of(
	const struct reg_version *v, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err);
/* "" where there is nothing in it. */
const char *reg_copied(const struct reg_copy *c, const char *column);
cv_day reg_copied_day(const struct reg_copy *c, const char *column);

/*
 * The inquiry that a text means: by id, else, of digits alone, the only one of that number in any year ("7":
 * 2026-0007). Fails: E_NOT_FOUND, E_AMBIGUOUS.
 */
CV_MUST enum cv_err reg_inquiry_find(
	struct reg *r, const char *text, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err);
/*
 * The reply that a text means: by its own id (2026-0007-1), else the last one of the inquiry it means. Fails as
 * reg_inquiry_find(), E_NOT_FOUND where that was not answered.
 */
CV_MUST enum cv_err reg_reply_find(
	struct reg *r, const char *text, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err);

/* The next free id of that year among the records of a kind whose ids are YEAR-NNNN. */
CV_MUST enum cv_err reg_desk_number(
	struct reg *r, enum reg_kind kind, int year, char ret[REG_DESK_ID], struct cv_error *err);

/*
 * A new inquiry of what is said: asked_by at least; received is today unless said, the language English, the state
 * open. Fails: E_VALUE (a day to come; what only answering and closing fill), or as reg_cell() and reg_put(), naming
 * the column.
 */
CV_MUST enum cv_err reg_inquiry_open(struct reg *r, const struct reg_said *said, size_t n, cv_day today,
	char ret_id[REG_DESK_ID], int64_t *ret_n, struct cv_error *err);

/*
 * Correct what is said of an open inquiry, by its column names: the same checks. Fails: E_CONFLICT: its state does
 * not allow it.
 */
CV_MUST enum cv_err reg_inquiry_assign(struct reg *r, const struct reg_copy *q, const char *who, struct cv_error *err);
/* The asker was told on that day that it takes longer. Fails: E_CONFLICT (too late, or done already), E_VALUE. */
CV_MUST enum cv_err reg_inquiry_extend(struct reg *r, const struct reg_copy *q, cv_day told, const char *reason,
	cv_day today, struct cv_error *err);
/* what: asked, proven, not-needed. Fails: E_UNKNOWN_WORD, E_VALUE, E_CONFLICT. */
CV_MUST enum cv_err reg_inquiry_identity(struct reg *r, const struct reg_copy *q, const char *what, cv_day day,
	cv_day today, struct cv_error *err);
/* outcome NULL or "": answered, where it was. Refused and not identified need a note (GDPR art. 12(4)). */
CV_MUST enum cv_err reg_inquiry_close(struct reg *r, const struct reg_copy *q, const char *outcome, const char *note,
	cv_day day, cv_day today, struct cv_error *err);

/* The asker is not satisfied with the answer: it is open again, with the day it was due. Fails: E_MOVE. */
CV_MUST enum cv_err reg_inquiry_reopen(struct reg *r, const struct reg_copy *q, struct cv_error *err);

/* What the register knew and was when an answer was given: without what the open change records. */
struct reg_state {
	int64_t seq, log_size;
	char at[CV_INSTANT_TEXT]; /* "" : nothing was recorded yet */
	struct reg_hash root;
};
/* All of it at one moment, whoever else writes. */
CV_MUST enum cv_err reg_state_now(struct reg *r, struct reg_state *ret, struct cv_error *err);
/*
 * reg_inquiry_find(), and the state it was read in: both at one moment. What is read afterwards as known at that change
 * (reg_view_at(), reg_page(), reg_get_numbered()) belongs to it, so that an answer is of one state of the register.
 */
CV_MUST enum cv_err reg_inquiry_now(struct reg *r, const char *text, struct cv_arena *a, struct reg_copy *ret,
	struct reg_state *ret_state, struct cv_error *err);

/* SHA-256 over the tables of the law pack that is in the program: of each its name, its length and its bytes. */
void reg_law_digest(struct reg_hash *ret);

struct reg_reply {
	cv_day given, on;
	const char *given_by, *audience, *language;
	struct reg_state state;
	const char *template_used; /* "inquiry-customer.de.txt 3b5d..." */
	const char *legs, *letter;
};

/*
 * The reply is filed and the inquiry is answered. Fails: E_MOVE (closed), E_CONFLICT (identity was asked for and is not
 * proven), E_TOO_BIG (the letter, or what it says of the transfers, is longer than a cell).
 */
CV_MUST enum cv_err reg_inquiry_answer(struct reg *r, const struct reg_copy *q, const struct reg_reply *reply,
	char ret_id[REG_DESK_ID], int64_t *ret_n, struct cv_error *err);

/* The state that a reply was given in. Fails: E_VALUE, where it says none. */
CV_MUST enum cv_err reg_reply_state(const struct reg_copy *reply, struct reg_state *ret, struct cv_error *err);
/* The inquiry as it was when a change recorded the reply. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err reg_inquiry_then(
	struct reg *r, const struct reg_copy *reply, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err);

#endif
