/*
 * The desk that brings vendors in: what is on file about each beside the facts of law, the gate it passes before it
 * is used, and what wants attention afterwards. All of it is derived from a view on a day; nothing of it is stored.
 *
 * The gate is the decision: every transfer to the vendor, and on from it, covered or none (GDPR art. 44); the
 * agreement of art. 28(3) where it is a processor; its other processors known (art. 28(2), EDPB Opinion 22/2024); the
 * checklist seen to. Whoever decides may open it all the same, with a reason and until a day: an override.
 */
#ifndef REGISTRY_VENDOR_H
#define REGISTRY_VENDOR_H

#include "registry/behind.h"

/* ---- what is on file ------------------------------------------------------------------------------------------ */

/* Where the relation to a party stands; REG_NO_STATUS: not said. In the order of a life. */
enum reg_status {
	REG_NO_STATUS,
	REG_PROPOSED,
	REG_UNDER_REVIEW,
	REG_APPROVED,
	REG_ACTIVE,
	REG_SUSPENDED,
	REG_ENDED,
	REG_STATUS_COUNT
};

#define REG_NOT_HERE (REG_NOBODY - 1) /* a party that a view of a part of the register does not hold */

struct reg_contract_v {
	uint32_t party, own;  /* own: REG_NOBODY: all of us; or REG_NOT_HERE */
	bool data_processing; /* that of art. 28(3) */
	bool vendor;	      /* they work for us */
	struct cv_span span;  /* signed, ended; from CV_DAY_NONE: the day is not on file */
	const char *id;
	int64_t n; /* "contract/3" */
};

enum reg_check_state { REG_CHECK_OPEN, REG_CHECK_DONE, REG_CHECK_NOT_NEEDED };

struct reg_check_v {
	uint32_t party;
	int item; /* index among reg_check_item() */
	enum reg_check_state state;
	cv_day day;
	const char *who, *document, *sha256, *note;
	int64_t n;
};

struct reg_override_v {
	uint32_t party;
	bool approval;		 /* the gate to `approved`; else that of a notice */
	cv_day granted, expires; /* it counts in [granted, expires) */
	cv_day revoked;		 /* first day it no longer does; CV_DAY_EVER: it was not taken back */
	const char *id, *reason, *granted_by;
	int64_t n;
};

/* Each sorted by party, then in the order in which they were recorded. */
struct reg_desk_v {
	struct reg_contract_v *contract;
	uint32_t n_contracts;
	struct reg_check_v *check;
	uint32_t n_checks;
	struct reg_override_v *override;
	uint32_t n_overrides;
};

/*
 * The items of a checklist, in the order of kinds.c; NULL behind the last. Behind them stands REG_DECISION, which the
 * gate does not ask for: it is what came of it, and is found by its word.
 */
enum { REG_CHECK_DECISION = 7 };
const char *reg_check_item(int i);
int reg_check_item_find(const char *word); /* -1: none */
/* What an item asks, in a sentence. */
const char *reg_check_asks(int i);
const char *reg_check_word(enum reg_check_state s);
/* The check on file of a party and item; NULL: none, which is open. */
const struct reg_check_v *reg_check_of(const struct reg_view *v, uint32_t party, int item);
/*
 * The decision on file that the vendor is used; NULL: none. One that is behind the gate without it was approved before
 * it came into the register.
 */
const struct reg_check_v *reg_decision_of(const struct reg_view *v, uint32_t party);
/* Is it behind the gate, and nothing on file says who decided that? */
bool reg_undecided(const struct reg_view *v, uint32_t party);

/* "active"; "" for none. */
const char *reg_status_word(enum reg_status s);
bool reg_status_parse(const char *word, enum reg_status *ret);

/* Does it count on that day? */
bool reg_override_holds(const struct reg_override_v *o, cv_day on);
/* The first day on which it no longer counts. */
cv_day reg_override_over(const struct reg_override_v *o);
/* The i-th override of the approval of a party, in the order recorded; NULL behind the last. */
const struct reg_override_v *reg_override_at(const struct reg_view *v, uint32_t party, size_t i);
/* The one that counts on that day and does so longest; NULL: none. */
const struct reg_override_v *reg_override_on(const struct reg_view *v, uint32_t party, cv_day on);

/* ---- the gate -------------------------------------------------------------------------------------------------- */

enum reg_condition { REG_G_TRANSFERS, REG_G_AGREEMENT, REG_G_SUB_PROCESSORS, REG_G_CHECKLIST, REG_CONDITIONS };
const char *reg_condition_word(enum reg_condition c); /* "sub-processors" */

struct reg_gate {
	cv_day on;
	struct {
		bool met;
		struct cv_str why; /* a sentence: what it rests on, or what is missing */
	} condition[REG_CONDITIONS];
	bool met;			       /* all of them */
	const struct reg_override_v *override; /* counts on the day; NULL: none */
	bool open;			       /* met, or overridden */
};

/* Fails: E_NOMEM, what reg_stand() says. ret must be {0}; give it to reg_gate_finish() in any case. */
CV_MUST enum cv_err reg_gate_look(
	const struct reg_view *v, uint32_t party, cv_day on, struct reg_gate *ret, struct cv_error *err);
void reg_gate_finish(struct reg_gate *g);

/* ---- attention ------------------------------------------------------------------------------------------------- */

/*
 * Why a vendor that was approved, or is in use, wants to be looked at. Stable words: those of the first line are so
 * today, those of the second will be on their day.
 */
#define REG_ATTENTIONS(X) \
	X(NOT_COVERED) \
	X(NEEDS_REVIEW) X(AGREEMENT_ENDED) X(OVERRIDE_EXPIRED) X(OVERRIDE_REVOKED) X(COVER_ENDING) X(CLAUSES_ENDING) \
		X(CERTIFICATION_ENDING) X(ASSESSMENT_ENDING) X(AGREEMENT_ENDING) X(OVERRIDE_ENDING)

enum reg_attention_code {
#define X(code) REG_AT_##code,
	REG_ATTENTIONS(X)
#undef X
		REG_ATTENTION_CODES
};
const char *reg_attention_word(enum reg_attention_code c); /* "NOT_COVERED" */
bool reg_attention_now(enum reg_attention_code c);	   /* true: so today; false: on its day */

struct reg_attention {
	uint32_t party;
	enum reg_attention_code code;
	enum law_reason reason; /* of the transfer; LAW_REASON_COUNT: none */
	cv_day day;	    /* since when; when it will be; CV_DAY_NONE: since it began, or longer than one can tell */
	uint32_t leg;	    /* index in the view, REG_NOBODY: no transfer in particular */
	const char *record; /* singular of a kind, with n: "safeguard/3"; lives for ever */
	int64_t n;
	bool overridden;  /* an override counts on the day that was granted when it was so already */
	const char *text; /* a sentence; lives as long as the collection */
};

struct reg_attentions {
	struct reg_attention *at; /* by party */
	size_t n, cap;
	struct cv_arena texts;
};

enum { REG_SOON_DAYS = 30, REG_DAYS_MAX = 3660 };

/*
 * What is so on a day, and what will be within so many days after it (at most REG_DAYS_MAX), of those among the
 * parties [first, end) of the view that are vendors, approved or active: of every transfer to and behind them, however
 * many. A deadline of a leg further down the chain is told of every vendor it hangs on. ret must be {0}; give it to
 * reg_attention_finish() in any case.
 */
CV_MUST enum cv_err reg_attention(const struct reg_view *v, uint32_t first, uint32_t end, cv_day on, int days,
	struct reg_attentions *ret, struct cv_error *err);
void reg_attention_finish(struct reg_attentions *a);

/* ---- procedures: inside an open change -------------------------------------------------------------------------- */

/*
 * The vendor goes to that status on the day, along the table of moves. To approved and active through the gate, as it
 * stands in the open change: on the day of the change, and on the day named as well; that it was passed, by whom and on
 * what is filed as REG_DECISION. Fails: E_NOT_FOUND, E_VALUE (no vendor, no such status), E_MOVE, E_GATE (what is
 * missing, with what to do). *ret_n: number of the party.
 */
CV_MUST enum cv_err reg_vendor_move(
	struct reg *r, const char *party, const char *status, cv_day on, int64_t *ret_n, struct cv_error *err);

/* SHA-256 of a document as 64 hex digits, what reg_check_in.sha256 takes. */
enum { REG_DOCUMENT_HASH = 65 };
void reg_document_hash(const void *data, size_t len, char ret[REG_DOCUMENT_HASH]);

struct reg_check_in { /* NULL: as it is on file */
	const char *item, *state, *day, *who, *document, *sha256, *note;
};
/* An item of the checklist; texts are as a person wrote them. *ret_n: number of the check. */
CV_MUST enum cv_err reg_vendor_check(
	struct reg *r, const char *party, const struct reg_check_in *in, int64_t *ret_n, struct cv_error *err);

/*
 * The gate is opened all the same, by whoever decides. Fails: E_VALUE (no reason, a day that does not lie behind
 * `granted`).
 */
CV_MUST enum cv_err reg_vendor_override(struct reg *r, const char *party, const char *reason, const char *granted_by,
	cv_day granted, cv_day expires, int64_t *ret_n, struct cv_error *err);
/*
 * Taken back from that day on, or from the day it was granted where that lies later. Fails: E_NOT_FOUND, E_CONFLICT
 * (it is over).
 */
CV_MUST enum cv_err reg_vendor_revoke(
	struct reg *r, const char *override, cv_day on, int64_t *ret_n, struct cv_error *err);

#endif
