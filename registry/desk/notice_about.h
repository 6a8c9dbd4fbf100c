/* What the register says of a party as a sub-processor, and what changed in it. Private to the room. */
#ifndef REGISTRY_NOTICE_ABOUT_H
#define REGISTRY_NOTICE_ABOUT_H

#include "registry/desk/notice_rows.h"

/* As known at a change; what is over on `today` does not count. Texts live in the arena. */
struct reg_about {
	bool there;	   /* on file */
	bool used;	   /* published, not ended, with a transfer to it that is not over */
	bool ended;	   /* its status says so */
	cv_day begin, end; /* of its transfers: the first day, CV_DAY_NONE where any has none; the last, CV_DAY_EVER */
	cv_day over;	   /* the last day on which one ended that is over; CV_DAY_NONE: none is */
	const char *countries; /* codes joined by ';', sorted */
	const char *what;      /* its service, else the purposes of its transfers, ';' between */
	struct reg_rows legs;  /* that are not over */
	struct reg_rows past;  /* that are */
};
/* Within an open change. */
CV_MUST enum cv_err reg_about_load(struct reg *r, const char *party, int64_t seq, cv_day today, struct cv_arena *a,
	struct reg_about *ret, struct cv_error *err);

struct reg_difference {
	const char *change; /* "added", "updated", "removed"; "": nothing that customers are told */
	bool use;	    /* updated: it does something else there, in no other country */
	cv_day effective;   /* CV_DAY_NONE: nothing says */
};
void reg_about_compare(
	const struct reg_about *before, const struct reg_about *now, cv_day today, struct reg_difference *ret);

/*
 * What covers the transfers to a party on that day as known at a change: slugs, or the outcome where there is none or
 * it is not covered,
 * "; " between, the worst first. "" where none takes place. Within an open change.
 */
CV_MUST enum cv_err reg_about_mechanism(struct reg *r, const char *party, int64_t seq, cv_day on, struct cv_arena *a,
	const char **ret, struct cv_error *err);

/* Is every code of a list in the other? */
bool reg_all_in(const char *codes, const char *list);

#endif
