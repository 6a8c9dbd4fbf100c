/*
 * What changed on the public list, and when: for a feed, and for links to the days.
 *
 * Announced is what a notice of ours says, about a party that is on the list. Effective is what such a notice says
 * that became so, and, where no notice speaks of it, what the two clocks say: the day on which a row came, went or
 * rests on something else (the first clock), told at the moment at which that became known and could be seen (the
 * second). What has not happened yet is not told without a notice.
 */
#ifndef REPORTS_PUBLIC_CHANGES_H
#define REPORTS_PUBLIC_CHANGES_H

#include "reports/public/list.h"

enum rep_public_kind { REP_PUBLIC_ADDED, REP_PUBLIC_UPDATED, REP_PUBLIC_REMOVED };

struct rep_public_change {
	char key[REP_KEY_TEXT]; /* opaque, the same for ever */
	enum rep_public_kind kind;
	bool announced;		    /* it is to come; else it is so from `day` on */
	bool done;		    /* announced: and it became so since */
	cv_day day;		    /* first day; CV_DAY_NONE: the notice does not say */
	char told[CV_INSTANT_TEXT]; /* since when it can be seen, in UTC */
	const char *name;
	const char *countries;		       /* names, ", " between; "" not said */
	const char *service, *purposes, *data; /* "" not said */
	const char *mechanism;		       /* in words, from that day on; "" not said */
	const char *before; /* of an updated row: what it rested on, in words; "" the same as now, or not known */
};

struct rep_public_changes {
	size_t n;
	struct rep_public_change *change; /* the latest told first; what was told at once by name */
	size_t n_days;
	cv_day *day; /* on which the list changed, up to today, the latest first */
	struct cv_arena arena;
};

/*
 * Up to a day; p must be loaded with its history. Looks at every row on every day on which it may change: for one
 * load once, then kept. Fails: E_NOMEM, what reg_stand() says. Owns: rep_public_changes_finish(ret), in any case; ret
 * must be {0}.
 */
CV_MUST enum cv_err rep_public_changes(const struct rep_public *p, const struct reg_view *v, cv_day today,
	struct rep_public_changes *ret, struct cv_error *err);
void rep_public_changes_finish(struct rep_public_changes *c);

#endif
