/*
 * The reports: one table of them, and the one way to write any of them.
 *
 * A report is a file in reports/tables/ with its columns and a function that gives rows to a sink (sink.h). All speak of
 * one day (`on`) and of what was known at one instant: the same report for the same two and the same filters is the
 * same bytes, whenever and wherever it is written. The records themselves (parties, transfers ...) are reports too; as
 * CSV they import again with no change.
 */
#ifndef REPORTS_TABLES_H
#define REPORTS_TABLES_H

#include "registry/registry.h"
#include "reports/sink.h"

/* ---- what can be asked of a report ----------------------------------------------------------------------------- */

#define REP_FILTERS(X) /* code, option, how the help shows its value, what it does */ \
	X(ON, "on", "DATE", "the day it speaks of (else that of known-at, or today); of what was recorded, the last") \
	X(PARTY, "party", "PARTY", "only what names that party: an id or a name") \
	X(EXPORTER, "exporter", "PARTY", "only what that party discloses or signed") \
	X(COUNTRY, "country", "CC", "only that country: a code or a name") \
	X(OUTCOME, "outcome", "WORD", "only that outcome: covered, not-covered, needs-review, no-transfer") \
	X(MECHANISM, "mechanism", "SLUG", "only that mechanism: a slug of the law pack, or a family that is claimed") \
	X(KIND, "kind", "WORD", "only that kind, of party or of record") \
	X(WITHIN, "within", "DAYS", "how far ahead: 90d, 12w, 6m, 1y, or a number of days") \
	X(SINCE, "since", "DATE", "from that day on") \
	X(UNTIL, "until", "DATE", "up to the day before that day") \
	X(CLOCK, "clock", "known|true", "when it became known to the register, or when it was true") \
	X(PERSONAL, "personal", "yes|no", "with what is about a person: names of askers, addresses, letters")

enum rep_filter {
#define X(code, name, value, help) REP_BY_##code,
	REP_FILTERS(X)
#undef X
	REP_FILTER_COUNT
};

struct rep_filter_info {
	const char *name, *value, *help;
};
const struct rep_filter_info *rep_filter_info(enum rep_filter f);

/* What was asked, as it was typed; NULL: not said. The texts live until the report is written. */
struct rep_asked {
	const char *filter[REP_FILTER_COUNT];
	const char *known_at; /* an instant (cv_instant_parse); NULL: all that is known */
	cv_day today;         /* what `on` means where it is not said: rep_today() */
	int64_t seq;          /* the report must know just up to that change, else E_CONFLICT; < 0: whatever it finds */
};

/* ---- where a report reads -------------------------------------------------------------------------------------- */

/* A short look at the register: nobody who waits for it is kept waiting by whoever reads the report. */
typedef enum cv_err rep_look_fn(void *ctx, struct reg *r, struct cv_error *err);

struct rep_door {
	enum cv_err (*look)(void *ctx, rep_look_fn *fn, void *arg, struct cv_error *err);
	/* The view of what was known then; it lives until the report is written. */
	enum cv_err (*view)(void *ctx, const char *known_at, const struct reg_view **ret, struct cv_error *err);
	void *ctx;
};

/*
 * The day of that clock; of an earlier instant (NULL: none) that which it was then, so that what is asked for as known
 * then is what was written then.
 */
cv_day rep_today(int64_t now_ms, const char *known_at);

/* ---- the table ------------------------------------------------------------------------------------------------- */

struct rep_run; /* inside.h */

struct rep_report {
	const char *name;  /* "by-country" */
	const char *title; /* for people */
	const char *help;  /* one line */
	const struct rep_column *column; /* NULL: those of the kind */
	size_t n_columns;
	uint32_t takes;    /* 1 << REP_BY_... */
	enum reg_kind kind; /* the records of that kind, as they are; REG_KIND_COUNT: not such a report */
	bool audit;        /* it is evidence, or about persons: more than a reader may see over HTTP */
	bool needs_view;
	bool up_to;        /* of what happened, not of a day: `on` is the last day of it, all of them unless said */
	const char *kinds; /* words that --kind takes beside kinds of records, '|' between; NULL: of a party */
	enum cv_err (*run)(struct rep_run *x, struct cv_error *err);
};

/* The i-th report, in the order of the manual; NULL: there are no more. */
const struct rep_report *rep_report_at(size_t i);
const struct rep_report *rep_report_find(const char *name);
bool rep_takes(const struct rep_report *r, enum rep_filter f);
/* The columns it has when nothing is left out; ret has room for REG_COLUMNS_MAX. Returns how many. */
size_t rep_report_columns(const struct rep_report *r, struct rep_column *ret);

/*
 * What would be written, without writing it: two moments that are equal, in the same format and by the same law pack,
 * are the same bytes. Fails as rep_write() does for what was asked.
 */
struct rep_moment {
	int64_t seq, latest; /* latest: the last change of all where what was known then may have changed, else seq */
	char at[CV_INSTANT_TEXT]; /* instant of `latest` */
	cv_day on;                /* the day of it; CV_DAY_NONE: of all days */
	cv_day today;             /* CV_DAY_NONE: which day it is does not matter */
	struct cv_str filters;    /* in canonical form; cv_str_finish() */
};
CV_MUST enum cv_err rep_moment(const struct rep_report *report, const struct rep_asked *asked,
	const struct rep_door *door, const struct law_pack *pack, struct rep_moment *ret, struct cv_error *err);

/* What a report said about the whole when it was written. */
struct rep_written {
	int64_t rows, seq;
	char at[CV_INSTANT_TEXT]; /* instant of that change, "" for an empty register */
	bool cut;                 /* there was more than it shows: the note says what is missing */
	char note[512];
};

/*
 * Write it. Fails: E_USAGE (a filter it does not take), E_VALUE, E_DATE, E_COUNTRY, E_NOT_FOUND, E_AMBIGUOUS (err->field:
 * the filter), E_CONFLICT, E_NOMEM, what the sink or the door said. What the sink was given is then worth nothing.
 */
CV_MUST enum cv_err rep_write(const struct rep_report *report, const struct rep_asked *asked, const struct rep_door *door,
	const struct law_pack *pack, struct rep_sink *sink, struct rep_written *ret, struct cv_error *err);

#endif
