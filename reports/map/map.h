/*
 * A map of the world as SVG: where data go, and how the transfers there stand. No script, no style sheet, nothing
 * from elsewhere: it can stand in a page under a strict content security policy, be printed, and be told apart
 * without seeing colours.
 */
#ifndef REPORTS_MAP_MAP_H
#define REPORTS_MAP_MAP_H

#include "registry/law/law.h"

struct rep_map_country {
	const char *code;	       /* ISO 3166-1; what the map has no place for is counted beside it */
	size_t n[LAW_NOT_COVERED + 1]; /* transfers, by enum law_outcome; the worst gives the colour */
};

/*
 * title: said above the map and to those who hear the page: "Transfers on 2026-11-23". id: begins every id in it, so
 * that a page may have several: letters, digits and hyphens. The same country may come more than once. Appended to
 * out, an element <svg> for a page of HTML.
 */
void rep_map_svg(
	const struct rep_map_country *country, size_t n, const char *title, const char *id, struct cv_str *out);

/*
 * How an outcome looks, in every picture: the colour of its ground, its pattern (in <defs>, under id), its fill.
 * Appended to out.
 */
const char *rep_outcome_colour(enum law_outcome o); /* "#0072b2" */
void rep_outcome_patterns(const char *id, struct cv_str *out);
void rep_outcome_fill(const char *id, enum law_outcome o, struct cv_str *out); /* "url(#map-not-covered)" */

#endif
