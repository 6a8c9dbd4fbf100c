/*
 * What if some law ended on a day: other packs, made of this one. Nothing of the pack itself is changed.
 */
#ifndef LAW_WHATIF_H
#define LAW_WHATIF_H

#include "registry/law/law.h"

struct law_ending;

enum law_end_state {
	LAW_END_BEFORE_TIME, /* it stands on the day, and would not end by itself */
	LAW_END_THAT_DAY,    /* the pack itself has it end on that day: what it breaks is seen against a day on which it
				stands */
	LAW_END_OVER,	     /* it ended earlier */
	LAW_END_NOT_BEGUN,
};

/* Something that ends. */
struct law_ended {
	const char *slug, *name; /* of the mechanism; of a country: its code and name (NULL: none) */
	law_mech mech;		 /* LAW_NO_MECH: the finding that a country is adequate */
	law_place place;	 /* that country, else LAW_NO_PLACE */
	struct cv_span days;	 /* as the pack has it */
	enum law_end_state state;
};

/* Ends nothing yet. p must outlive it. Owns: law_ending_free(*ret). */
CV_MUST enum cv_err law_ending_new(const struct law_pack *p, cv_day on, struct law_ending **ret, struct cv_error *err);
void law_ending_free(struct law_ending *e); /* NULL is fine */
/*
 * End a mechanism from the day on: a slug; or those in force on the day of a family ("scc"), or that begin so
 * ("scc-2021-*"). Fails: E_NOT_FOUND (no such mechanism), E_VALUE (it cannot end; none of several is in force),
 * E_TOO_BIG.
 */
CV_MUST enum cv_err law_ending_mechanism(struct law_ending *e, const char *what, struct cv_error *err);
/*
 * End what finds a country adequate, certifications included: under every regime, or under one ("EU:JP"). Fails:
 * E_COUNTRY, E_NOT_FOUND (nothing ever found it adequate), E_VALUE (nothing stands on the day, no such regime),
 * E_TOO_BIG.
 */
CV_MUST enum cv_err law_ending_adequacy(struct law_ending *e, const char *what, struct cv_error *err);
/*
 * The pack with all that ended on the day, and, where the pack itself has some of it end then, one in which it does not
 * (else NULL: the pack as it is). Mechanisms, places and families have the same numbers in all of them. Owns:
 * law_pack_destroy() of both.
 */
CV_MUST enum cv_err law_ending_packs(
	const struct law_ending *e, struct law_pack **ret_before, struct law_pack **ret_after, struct cv_error *err);
/* What ends, in the order in which it was named. Lives as long as e. */
size_t law_ending_items(const struct law_ending *e, const struct law_ended **ret);
bool law_ending_mech(const struct law_ending *e, law_mech m);
/* Could the ending change what the law says where this is on file, or where the data go there? False: surely not. */
bool law_ending_tool(const struct law_ending *e, const struct law_tool *t);
bool law_ending_place(const struct law_ending *e, law_place place);
/* Does any finding about the place ask for a certification? Elsewhere none counts. */
bool law_certified_place(const struct law_pack *p, law_place place);
/* The i-th mechanism that asks for an entry of one that ends and is itself not ended; LAW_NO_MECH: no more. */
law_mech law_ending_beside(const struct law_ending *e, size_t i);

#endif
