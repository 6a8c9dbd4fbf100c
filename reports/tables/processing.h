/*
 * Transfers gathered into processing activities, for the records of GDPR art. 30. Private to the room.
 */
#ifndef REPORTS_TABLES_PROCESSING_H
#define REPORTS_TABLES_PROCESSING_H

#include "reports/tables/inside.h"

/* Numbers, each once; sorted when asked for. {0} is an empty set. */
struct rep_set {
	uint64_t *item;
	size_t n, cap, sorted; /* the first so many are in order, each once */
};

CV_MUST bool rep_set_add(struct rep_set *s, uint64_t item); /* false: out of memory */
void rep_set_sort(struct rep_set *s);
bool rep_set_has(const struct rep_set *s, uint64_t item); /* of a sorted one */
void rep_set_finish(struct rep_set *s);

enum { REP_ACTIVITY_TEXTS = 5 };

/* What one of ours does with one kind of data for one purpose. */
struct rep_activity {
	uint32_t who; /* party of ours, REG_NOBODY: entity not said */
	const char *text[REP_ACTIVITY_TEXTS];
	struct rep_set recipients;  /* parties */
	struct rep_set countries;   /* third countries: places */
	struct rep_set cover;	    /* place, mechanism, outcome, reason: rep_covered() */
	struct rep_set controllers; /* parties, of a processor's */
	uint32_t kinds;		    /* 1 << enum law_kind, of the recipients */
	size_t transfers;
};

struct rep_activities {
	struct rep_activity *activity;
	size_t n, cap;
	uint32_t *slot; /* by hash, index + 1 */
	size_t n_slots;
	struct cv_arena arena;
};

/* The activity of that party with those texts, made where there is none; NULL: out of memory. */
struct rep_activity *rep_activity_of(
	struct rep_activities *g, uint32_t who, const char *const text[REP_ACTIVITY_TEXTS]);
/* In order of party and texts. */
void rep_activities_sort(struct rep_activities *g, const struct reg_view *v);
void rep_activities_finish(struct rep_activities *g);

/* How a leg is covered, as a number of such a set. */
uint64_t rep_covered(const struct reg_leg_v *l, const struct reg_cover *c);

/* ---- cells: items with ';' between them, appended ---- */

/* Names of parties, `most` of them from the one numbered `from` on. */
void rep_set_names(const struct reg_view *v, const struct rep_set *s, size_t from, size_t most, struct cv_str *out);
void rep_set_places(const struct law_pack *p, const struct rep_set *s, struct cv_str *out);
/* "United States: EU-US Data Privacy Framework (dpf-eu-us)"; with only_open what is not covered or to be looked at. */
void rep_set_cover(const struct law_pack *p, const struct rep_set *s, bool only_open, struct cv_str *out);

#endif
