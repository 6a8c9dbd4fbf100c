/*
 * An answer given, derived once more: from the register as it was then, for the day it was given on; and what would be
 * answered today.
 */
#ifndef REPORTS_LETTERS_REPLAY_H
#define REPORTS_LETTERS_REPLAY_H

#include "reports/letters/inquiry.h"

/* It stands otherwise; takes place no more; takes place since; stands the same, but other facts are told. */
enum rep_shift { REP_CHANGED, REP_ENDED, REP_BEGUN, REP_RETOLD };
/* What was known then leads to the same today: the law or a day on file did it. Or what was recorded since. */
enum rep_cause { REP_BY_DAY, REP_BY_RECORD };

/* One transfer about which today's answer differs. Texts live in the replay. */
struct rep_difference {
	enum rep_shift shift;
	const char *transfer, *importer_name, *country; /* country: code; "" not known */
	const char *was, *was_mechanism;                /* outcome, slug; "" where it began since */
	const char *is, *is_mechanism;                  /* "" where it ended */
	enum law_reason reason;                         /* why it is not covered today; LAW_REASON_COUNT: none */
	const char *sentence;                           /* how it stands, in English; "" where it ended */
	const char *because, *cite;                     /* why it is not covered today, and the source; "" */
	enum rep_cause cause;
	const struct rep_draft_leg *told_then, *told_now; /* where it is told otherwise; else NULL */
};
/* The i-th fact, where it is told otherwise: what it was and is. False: it is the same, or not told. */
bool rep_told_otherwise(const struct rep_difference *d, size_t i, const char **ret_was, const char **ret_is);

struct rep_replay {
	const struct reg_copy *reply;
	cv_day today;
	bool same_transfers; /* the derivation gives what was said of each transfer */
	bool same_letter;    /* and the letter, character for character */
	bool edited;         /* the letter that was given is not the one the template gave: somebody wrote it */
	bool erased;         /* the letter was erased */
	bool same_template, same_law;
	bool same_log;       /* the log still begins with the entries it had then */
	struct rep_draft then, since, now; /* since: what was known then, on the day of today */
	struct rep_difference *difference;
	size_t n;
	struct cv_arena arena;
};

/*
 * reply: of that inquiry; folder: as of a draft. Fails as rep_inquiry_draft(), E_VALUE where the reply does not say
 * what it rests on. Owns: rep_replay_finish(ret), in any case; ret must be {0}.
 */
CV_MUST enum cv_err rep_inquiry_replay(struct reg *r, const struct reg_copy *reply, cv_day today, const char *folder,
	struct rep_replay *ret, struct cv_error *err);
void rep_replay_finish(struct rep_replay *p);
/* It is derived as it was given, and would be answered so today. */
bool rep_replay_stands(const struct rep_replay *p);
void rep_replay_text(const struct rep_replay *p, size_t width, struct cv_str *out);
void rep_replay_json(const struct rep_replay *p, struct cv_json *j);

#endif
