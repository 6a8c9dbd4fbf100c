/*
 * Notices of a change of sub-processors: ours to our customers, and our vendors' to us.
 *
 * Law: GDPR art. 28(2) (a processor with general authorisation tells of a change and gives the opportunity to object;
 * with specific authorisation it needs a yes), clause 9(a) of the clauses of (EU) 2021/914.
 *
 * A notice goes draft -> announced -> effective, or is withdrawn. A draft of ours makes itself when a party that stands
 * on the public list is taken on, left or used elsewhere (reg_notice_note()). Announcing it counts the days of every
 * customer and freezes a letter to each. What a vendor tells us begins as announced.
 *
 * Days only, no months: a contract says "30 days". The last day to object is a day on which one may still object, so
 * the change can begin on the day after it at the earliest.
 *
 * All that change something belong into an open change (reg_begin()); what fails leaves the change as it was begun, to
 * be rolled back.
 */
#ifndef REGISTRY_NOTICE_H
#define REGISTRY_NOTICE_H

#include "registry/registry.h"

/* ---- columns of the records, in the order of kinds.c ---------------------------------------------------------- */

enum {
	REG_N_ID,
	REG_N_DIRECTION,
	REG_N_VENDOR,
	REG_N_CHANGE,
	REG_N_SUBJECT,
	REG_N_SUBJECT_NAME,
	REG_N_REPLACES,
	REG_N_COUNTRY,
	REG_N_WHAT,
	REG_N_MECHANISM,
	REG_N_ANNOUNCED,
	REG_N_EFFECTIVE,
	REG_N_DEADLINE,
	REG_N_STATE,
	REG_N_DECISION,
	REG_N_DECIDED,
	REG_N_DECIDED_BY,
	REG_N_NOTE,
	REG_N_SOURCE
};
enum {
	REG_D_NOTICE,
	REG_D_CUSTOMER,
	REG_D_CONTRACT,
	REG_D_ADDRESS,
	REG_D_LANGUAGE,
	REG_D_DAYS,
	REG_D_DEADLINE,
	REG_D_STATE,
	REG_D_SENT,
	REG_D_PROBLEM,
	REG_D_LETTER,
	REG_D_SOURCE
};
enum {
	REG_O_ID,
	REG_O_NOTICE,
	REG_O_CUSTOMER,
	REG_O_RECEIVED,
	REG_O_REASON,
	REG_O_OUTCOME,
	REG_O_CLOSED,
	REG_O_CLOSED_BY,
	REG_O_NOTE,
	REG_O_SOURCE
};
enum {
	REG_V_ID,
	REG_V_PARTY,
	REG_V_GATE,
	REG_V_NOTICE,
	REG_V_REASON,
	REG_V_GRANTED_BY,
	REG_V_GRANTED,
	REG_V_EXPIRES,
	REG_V_REVOKED,
	REG_V_SOURCE
};

/* The source of a draft that made itself. */
#define REG_BY_ITSELF "register"

/* A record as on file; the texts live where it says. */
struct reg_row {
	int64_t n; /* 0: none */
	int64_t known_from;
	int64_t import; /* that said so last; 0: none */
	const char *cell[REG_COLUMNS_MAX];
};

/* ---- the objection clock -------------------------------------------------------------------------------------- */

/* What one contract with a customer says. */
struct reg_notice_term {
	const char *contract; /* id */
	const char *own;      /* id of who of ours, "" all */
	const char *language, *contact;
	bool processing;	/* the agreement of art. 28(3): where there is one, the others say nothing about this */
	int64_t objection_days; /* -1: not said */
	int64_t notice_days;	/* -1: not said */
	bool refusal;		/* silence is no consent */
};

struct reg_clock {
	int64_t days;	 /* to object */
	cv_day deadline; /* last day to object */
	cv_day first;	 /* first day on which the change may begin, as far as this customer goes */
	bool refusal;
	size_t binding; /* the term whose days count; n: none says any, the default counts */
	size_t speaks;	/* the term whose language and address count; n: there is none */
};

/* where neither contract nor setting says: to object; between notice and change, which nobody has promised then */
enum { REG_OBJECTION_DAYS = 30, REG_NOTICE_DAYS = 0, REG_DAYS_MAX = 3650 };

/*
 * The days of one customer. A contract beats the default; of several that say days the shortest, whose date comes
 * first, binds. Of the days between notice and change the longest counts. One refusal is enough for silence to be one.
 */
void reg_notice_clock(const struct reg_notice_term *term, size_t n, int64_t objection_days, int64_t notice_days,
	cv_day announced, struct reg_clock *ret);

/* ---- a notice with all that belongs to it --------------------------------------------------------------------- */

/* A customer, and what it is or was told. */
struct reg_told {
	int64_t n; /* its delivery; 0: not announced */
	const char *customer, *name;
	const char *contract; /* whose days count, "" the default */
	const char *address, *language;
	const char *own;     /* name of who of ours writes */
	const char *contact; /* and where answers reach them, "" not on file */
	int64_t days;
	cv_day deadline;
	cv_day first;			    /* see struct reg_clock */
	bool refusal;			    /* silence is no consent */
	bool agreed;			    /* it said yes, or its objection was settled */
	const char *state, *sent, *problem; /* of the delivery; "" before */
};

enum reg_notice_duty { /* what is to be done next */
	REG_DUTY_NONE,
	REG_DUTY_ANNOUNCE,
	REG_DUTY_SEND,
	REG_DUTY_SETTLE,
	REG_DUTY_OBJECTIONS,
	REG_DUTY_EFFECTIVE,
	REG_DUTY_DECIDE,
	REG_DUTY_COUNT
};
const char *reg_notice_duty_word(enum reg_notice_duty d); /* "announce"; "" for none */

struct reg_notice {
	struct reg_row row;
	bool outgoing;
	const char *subject, *vendor, *replaces; /* names; "" none */
	cv_day announced, effective, deadline;	 /* CV_DAY_NONE: not on file */
	struct reg_told *told; /* ours: by customer; before it is announced: who would be told on that day */
	size_t n_told;
	cv_day latest; /* last day to object of all customers, as told would have it */
	cv_day first;  /* first day on which it may become effective; CV_DAY_NONE: nothing says */
	struct reg_row *objection;
	size_t n_objections, n_open;
	struct reg_row *override;
	size_t n_overrides;
	const struct reg_row *overridden; /* the one that counts on that day, NULL: none */
	const char **block;		  /* why it may not become effective on that day, each a sentence */
	size_t n_blocks;
	enum reg_notice_duty duty;
	cv_day due;	       /* by when; CV_DAY_NONE: nothing is to be done, or nobody knows by when */
	struct cv_arena arena; /* all texts */
};

/* As of a day. Owns: reg_notice_finish(ret), in any case; ret must be {0}. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err reg_notice_load(
	struct reg *r, const char *id, cv_day on, struct reg_notice *ret, struct cv_error *err);
void reg_notice_finish(struct reg_notice *n);

/* All of them, by number. The notice lives until fn returns. */
typedef enum cv_err reg_notice_fn(void *ctx, const struct reg_notice *n, struct cv_error *err);
CV_MUST enum cv_err reg_notice_each(struct reg *r, cv_day on, reg_notice_fn *fn, void *ctx, struct cv_error *err);

/* The letter of a delivery as it was frozen (the plain form of reports/letters); appended to out. Fails: E_NOT_FOUND
 * (erased, too). */
CV_MUST enum cv_err reg_notice_letter(struct reg *r, int64_t delivery, struct cv_str *out, struct cv_error *err);

/* ---- what the desk does: within an open change ---------------------------------------------------------------- */

/*
 * Texts as a person writes them, by column; NULL: not said. id "": a new one, with the id among the cells or the next
 * number of the year; where there is a draft about the subject, that one. Only a draft can be edited. ret_id lives
 * until the next call. Fails: E_MOVE (no draft), E_NOT_FOUND, what reg_cell() and reg_put() say.
 */
CV_MUST enum cv_err reg_notice_draft(
	struct reg *r, const char *id, const char *const *cell, const char **ret_id, struct cv_error *err);
/*
 * What a vendor tells us: the same, and vendor must be among the cells; announced is the day on which it came in, none
 * to come, and none behind the deadline (E_VALUE).
 */
CV_MUST enum cv_err reg_notice_receive(
	struct reg *r, const char *const *cell, const char **ret_id, struct cv_error *err);

/* What a letter can say. */
struct reg_notice_facts {
	const struct reg_notice *notice;
	const struct reg_told *told;
	cv_day announced;
	cv_day effective; /* CV_DAY_NONE: not said */
};
/* Writes the letter; appended to out. */
typedef enum cv_err reg_letter_fn(
	void *ctx, const struct reg_notice_facts *f, struct cv_str *out, struct cv_error *err);

/*
 * Announce on a day, CV_DAY_NONE: today: deliveries, deadlines, letters. A day that is over counts only with the reason
 * of the open change, which says how customers were told on it: their letters are then sent. Fails: E_MOVE (no draft),
 * E_VALUE (a day to come; one that is over, without a reason).
 */
CV_MUST enum cv_err reg_notice_announce(
	struct reg *r, const char *id, cv_day on, reg_letter_fn *letter, void *ctx, struct cv_error *err);
/* The letter as it would be, or was, told to a customer ("": the first one) on a day. Changes nothing, needs no change.
 */
CV_MUST enum cv_err reg_notice_preview(struct reg *r, const char *id, const char *customer, cv_day on,
	reg_letter_fn *letter, void *ctx, const char **ret_language, struct cv_str *out, struct cv_error *err);
/*
 * Becomes effective on a day; refused while anything was in the way on it that is not overridden. This and the deeds
 * below record what has happened: a day to come is E_VALUE.
 */
CV_MUST enum cv_err reg_notice_effective(struct reg *r, const char *id, cv_day on, struct cv_error *err);
CV_MUST enum cv_err reg_notice_withdraw(struct reg *r, const char *id, const char *reason, struct cv_error *err);
/* Ours to say about a vendor's change: accept, or object. who: by whom. */
CV_MUST enum cv_err reg_notice_decide(
	struct reg *r, const char *id, bool accept, cv_day on, const char *who, const char *note, struct cv_error *err);

/* An objection that came in, to one that is announced, or effective. ret_id lives until the next call. */
CV_MUST enum cv_err reg_notice_object(struct reg *r, const char *id, const char *customer, cv_day received,
	const char *reason, const char **ret_id, struct cv_error *err);
/* A customer says yes where its silence would be a no: kept as an objection by silence that is withdrawn. */
CV_MUST enum cv_err reg_notice_agree(struct reg *r, const char *id, const char *customer, cv_day received,
	const char **ret_id, struct cv_error *err);
/* outcome: withdrawn, workaround, exit. */
CV_MUST enum cv_err reg_notice_settle(struct reg *r, const char *objection, const char *outcome, cv_day on,
	const char *who, const char *note, struct cv_error *err);
/* Let it become effective all the same, until a day. Who may is the door's business. */
CV_MUST enum cv_err reg_notice_override(struct reg *r, const char *id, const char *reason, cv_day expires,
	const char *who, const char **ret_id, struct cv_error *err);

/* ---- the decision on what a vendor announces, before it happens ----------------------------------------------- */

/* One way the data would go on to the new recipient, judged on the day it begins. */
struct reg_onward {
	const char *from;	  /* name of the vendor */
	const char *from_country; /* where the data are before, code; "" not on file */
	const char *country;	  /* where they would go, code; "" not said */
	enum law_outcome outcome; /* with what is on file, the weakest step counting */
	const char *mechanism;	  /* slug, "" none */
	const char *because;	  /* a sentence for the first reason, "" none */
	enum law_outcome claimed; /* with what the vendor claims, were it proved */
	const char *claimed_mechanism;
	const char *need[LAW_REMEDIES_MAX]; /* what would cover it, cheapest first: mechanism and needs in a line */
	size_t n_needs;
};
struct reg_outlook {
	cv_day on;
	enum law_outcome outcome, claimed; /* the worst of them */
	struct reg_onward *way;
	size_t n_ways;
	struct cv_arena arena;
};
/*
 * v: the register as known. A change that ends something has no ways. Owns: reg_outlook_finish(ret), in any case; ret
 * must be {0}.
 */
CV_MUST enum cv_err reg_notice_outlook(const struct reg_view *v, const struct reg_notice *n, cv_day today,
	struct reg_outlook *ret, struct cv_error *err);
void reg_outlook_finish(struct reg_outlook *o);

/* ---- by itself ------------------------------------------------------------------------------------------------ */

/*
 * What the open change did to parties on the public list becomes drafts, or changes or withdraws those there are;
 * called at the end of every change. Where no party is published it costs one look at an index.
 */
CV_MUST enum cv_err reg_notice_note(struct reg *r, struct cv_error *err);
/* How many of them a change made or altered. */
CV_MUST enum cv_err reg_notice_drafted(struct reg *r, int64_t seq, size_t *ret, struct cv_error *err);
/*
 * How many of them are gone by a change. Where that is an import of notices, they gave way: nobody had touched them,
 * and the file has a notice of that number, or one that says the same.
 */
CV_MUST enum cv_err reg_notice_replaced(struct reg *r, int64_t seq, size_t *ret, struct cv_error *err);

/* ---- the outbox ----------------------------------------------------------------------------------------------- */

/* A delivery with what its message needs. */
struct reg_parcel {
	int64_t n;
	const char *notice, *customer, *name, *address, *language, *state, *sent, *problem;
	cv_day announced, deadline;
	bool stopped; /* the notice was withdrawn before it was sent */
};
typedef enum cv_err reg_parcel_fn(void *ctx, const struct reg_parcel *p, struct cv_error *err);
/* Of one notice, or of all (NULL), by number. Texts live until fn returns. */
CV_MUST enum cv_err reg_outbox(struct reg *r, const char *notice, reg_parcel_fn *fn, void *ctx, struct cv_error *err);

/*
 * Within an open change: what becomes of a delivery. Before a message is handed over it is marked, in a change of its
 * own, so that a program that ends in between leaves behind that it is not known whether the message went out, and
 * nothing sends it twice unasked. queued, failed -> sending      to be handed over sending        -> sent, failed what
 * came of it sending        -> queued       somebody looked: it did not go out queued, failed -> sent         it went
 * another way: by post, through a portal Fails: E_CONFLICT for any other step (another program was there first).
 */
CV_MUST enum cv_err reg_parcel_mark(
	struct reg *r, int64_t delivery, const char *state, const char *problem, struct cv_error *err);

/* The same for one that went another way on a day that is over; announced: that of its notice. Fails: E_VALUE, too. */
CV_MUST enum cv_err reg_parcel_by_hand(
	struct reg *r, int64_t delivery, cv_day on, cv_day announced, const char *how, struct cv_error *err);

/* A setting as days; the default where it is not set. "desk/objection-days". Fails: E_VALUE. */
CV_MUST enum cv_err reg_desk_days(
	struct reg *r, const char *setting, int64_t unless, int64_t *ret, struct cv_error *err);

#endif
