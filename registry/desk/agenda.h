/*
 * Every deadline on file, as of a day: what is to be done by when, what ends when, and what then changes by itself.
 *
 * Sources are one table (agenda_sources.c) over the records, and the transfers themselves: the day on which law or
 * facts change what covers them. A row that is past is on the agenda only where something had to be done by then and
 * was not.
 *
 * No row says who asked: an inquiry is named by its id.
 *
 * Law: GDPR art. 12(3) (inquiries), 28(2) (notices), 45(4) and 46 (what covers ends), 5(2) (what was checked stays
 * checked for a while).
 */
#ifndef REGISTRY_AGENDA_H
#define REGISTRY_AGENDA_H

#include "registry/registry.h"

/* Stable words: they stand in JSON and as categories of a calendar. */
#define REG_DEADLINES(X) /* code, word, what it is called */ \
	X(INQUIRY,   "inquiry-due",         "Inquiry due") \
	X(OBJECTION, "objection-deadline",  "Last day to object") \
	X(EFFECTIVE, "notice-effective",    "Announced change") \
	X(ANNOUNCE,  "notice-to-announce",  "Notice to be announced") \
	X(OUTBOX,    "notice-to-send",      "Letters to be sent") \
	X(ATTENTION, "vendor-attention",    "Vendor needs attention") \
	X(COVER,     "cover-changes",       "Cover changes") \
	X(CLAUSES,   "clauses-end",         "Clauses end") \
	X(LISTED,    "certification-ends",  "Certification ends") \
	X(CHECK,     "certification-check", "Certification to be checked") \
	X(REVIEW,    "assessment-review",   "Assessment to be reviewed") \
	X(TRANSFER,  "transfer-ends",       "Transfer ends") \
	X(CONTRACT,  "contract-ends",       "Contract ends") \
	X(OVERRIDE,  "override-expires",    "Override expires")
enum reg_deadline_what {
#define X(code, word, title) REG_DL_##code,
	REG_DEADLINES(X)
#undef X
	REG_DL_COUNT
};
const char *reg_deadline_word(enum reg_deadline_what w);  /* "inquiry-due" */
const char *reg_deadline_title(enum reg_deadline_what w); /* "Inquiry due" */

struct reg_deadline {
	enum reg_deadline_what what;
	cv_day day;
	bool overdue;        /* something had to be done by then, and was not */
	enum reg_kind kind;  /* the record it stands in */
	int64_t n;           /* its number: with `what` it names the deadline for as long as the record lives */
	const char *mark;    /* where that is not enough to name it, what more; "" */
	const char *subject; /* "inquiry/2026-0007", "certification/12" */
	const char *party;   /* id of whom it is about, "" nobody in particular */
	const char *text;    /* one line for a person, without a stop at its end */
	cv_day since;        /* since when it has been running; CV_DAY_NONE: not on file */
};

enum {
	REG_AGENDA_MAX = 20000,  /* rows: of more, those whose day lies nearest */
	REG_AGENDA_MET = 200000, /* that are chosen from; what comes behind them is only counted */
};

struct reg_agenda {
	const struct reg_view *view; /* what was known */
	cv_day on, until;            /* rows of [on, until), and what is overdue */
	struct reg_deadline *row;    /* by day, what, kind, number */
	size_t n, cap, overdue;      /* overdue: of all, also of those that are left out */
	size_t left_out;
	struct cv_arena arena;
	struct reg_assessed *assessed; /* those with a review day, until the end */
	size_t n_assessed, cap_assessed;
	struct reg_told_of *told;    /* notices of ours that are under way, until the end */
	size_t n_told, cap_told;
	struct cv_str line;          /* a text that is being put together */
};

/* "90d", "90", "12w": days, 1 to 36,500. False: it is no such text, and *ret untouched. */
CV_MUST bool reg_days_parse(const char *text, int *ret);

/*
 * In one piece: from the register, as the view knows it. until CV_DAY_EVER: all that is to come. ret must be {0};
 * give it to reg_agenda_finish() in any case. Keeps v. Fails: E_NOMEM, E_STORE.
 */
CV_MUST enum cv_err reg_agenda(struct reg *r, const struct reg_view *v, cv_day on, cv_day until, struct reg_agenda *ret,
	struct cv_error *err);
void reg_agenda_finish(struct reg_agenda *a);

/*
 * The same for whoever must not hold the register for long: begin; each kind of the table, each of its records as
 * known at view->seq to reg_agenda_take() (a reg_version_fn, ctx is the agenda); then the end, which looks at the
 * transfers.
 */
void reg_agenda_begin(struct reg_agenda *a, const struct reg_view *v, cv_day on, cv_day until);
bool reg_agenda_kind(size_t i, enum reg_kind *ret); /* false behind the last */
CV_MUST enum cv_err reg_agenda_take(void *agenda, const struct reg_version *v, struct cv_error *err);
/* Behind all records: notices that are still drafts, weighed against the contracts of all customers. */
CV_MUST enum cv_err reg_agenda_drafts(struct reg_agenda *a, struct reg *r, struct cv_error *err);
CV_MUST enum cv_err reg_agenda_end(struct reg_agenda *a, struct cv_error *err);

#endif
