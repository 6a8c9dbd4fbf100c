/*
 * What a pack says of places, mechanisms and days, for whoever shows it to people and to other programs.
 */
#ifndef LAW_ABOUT_H
#define LAW_ABOUT_H

#include "registry/law/law.h"

/*
 * How people sort the places of recipients: that of each regime in whose reach a place lies on that day, in the order
 * of regimes.csv (column region), then the places that a regime finds adequate as a whole on that day, certification
 * or not asked for, then all others.
 */
typedef uint8_t law_region;
/* judge: the regime whose findings count; LAW_NO_REGIME: the first of the pack. LAW_NO_PLACE is among the others. */
law_region law_region_of(const struct law_pack *p, law_place place, law_regime judge, cv_day on);
/* "EEA", "UK", ..., "adequate", "other", in this order; NULL: there are no more. Lives as long as the pack. */
const char *law_region_name(const struct law_pack *p, law_region r);

/*
 * The term of the W3C Data Privacy Vocabulary that a mechanism is an instance of, "" for none. Lives as long as the
 * pack.
 */
const char *law_mech_iri(const struct law_pack *p, law_mech m);
/* The same of the adequacy decision that a mechanism rests on in a place on that day; "" where it rests on none. */
const char *law_adequacy_iri(const struct law_pack *p, law_mech m, law_place place, cv_day on);
/*
 * What sort of mechanism it is: "not-a-transfer", "adequacy", "appropriate-safeguard", "derogation", "onward"; "" for
 * none.
 */
const char *law_mech_family(const struct law_pack *p, law_mech m);
/* "GDPR art. 46(2)(c)", "(EU) 2021/914"; "" for none. Both live as long as the pack. */
const char *law_mech_article(const struct law_pack *p, law_mech m);
const char *law_mech_instrument(const struct law_pack *p, law_mech m);

/* The i-th day of events.csv on which an answer changes, in the order of the file; false: there are no more. */
struct law_event {
	cv_day day;
	const char *event, *instrument; /* live as long as the pack */
	const char *regime;		/* as written: "EU", "US" */
	const char *affects;		/* slugs (scc-* for several), countries, ';' between */
};
bool law_event_at(const struct law_pack *p, size_t i, struct law_event *ret);
/* Does the event name that mechanism ("scc-*" names every one that begins so) or, where it is known, that place? */
bool law_event_about(const struct law_pack *p, const struct law_event *e, law_mech m, law_place place);

/*
 * The days on which some row of the pack begins or ends, ascending: nothing in the law changes on any other. Lives as
 * long as the pack.
 */
const cv_day *law_edges(const struct law_pack *p, size_t *ret_n);

#endif
