/* Inside of what may be published: read once, then only looked at. Private to the room. */
#ifndef REPORTS_PUBLIC_FACTS_H
#define REPORTS_PUBLIC_FACTS_H

#include "reports/public/list.h"

struct rep_public_leg {
	uint32_t leg; /* in the view */
	const char *purposes, *data;
	char began[CV_INSTANT_TEXT]; /* when its first day became known, its end: "" not looked up */
	char ended[CV_INSTANT_TEXT];
};

struct rep_public_party {
	uint32_t party; /* in the view */
	const char *service;
	char published[CV_INSTANT_TEXT]; /* when it was put on the list, for good so far */
	size_t n_legs;
	struct rep_public_leg *leg;
};

/* A notice of ours that was announced and not withdrawn. */
struct rep_public_notice {
	char key[REP_KEY_TEXT];
	uint32_t subject;   /* in the view */
	const char *change; /* "added", "updated", "removed" */
	const char *countries, *what, *mechanism;
	cv_day announced, effective;	/* CV_DAY_NONE: not said */
	bool in_effect;			/* its state says so */
	char recorded[CV_INSTANT_TEXT]; /* when the state became known */
};

struct rep_public {
	int64_t seq;
	bool history;
	struct rep_public_contact us;
	size_t n;
	struct rep_public_party *party;
	size_t n_notices;
	struct rep_public_notice *notice;
	struct cv_arena arena;
};

/* The opaque name of a thing: 16 hex digits of a hash of its id and of what of it is meant. */
void rep_public_key(const char *id, const char *what, char ret[REP_KEY_TEXT]);

/* Since when what a record says in a column is so, without a gap; n, seq: the version now. */
CV_MUST enum cv_err rep_public_since(struct reg *r, enum reg_kind kind, int64_t n, int64_t seq, const char *column,
	const char *word, char ret[CV_INSTANT_TEXT], struct cv_error *err);

/* The rows of one party on a day, as of rep_public_list(). */
CV_MUST enum cv_err rep_public_of(const struct rep_public *p, const struct reg_view *v,
	const struct rep_public_party *party, cv_day on, struct rep_public_list *ret, struct cv_error *err);

/* The notices (notices.c), into p. */
CV_MUST enum cv_err rep_public_notices(
	struct reg *r, const struct reg_view *v, struct rep_public *p, struct cv_error *err);

#endif
