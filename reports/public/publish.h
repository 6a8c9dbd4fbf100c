/*
 * The public list written out: as a page, a table, JSON, JSON-LD in the terms of W3C DPV, a TILT document, and the
 * changes as an Atom feed.
 *
 * All of them are functions of the same rows: the same list gives the same bytes. None has a link to another host, a
 * script, or a style of its own.
 */
#ifndef REPORTS_PUBLIC_PUBLISH_H
#define REPORTS_PUBLIC_PUBLISH_H

#include "registry/tree.h"
#include "reports/public/changes.h"

enum rep_public_form {
	REP_PUBLIC_PAGE,
	REP_PUBLIC_CSV,
	REP_PUBLIC_JSON,
	REP_PUBLIC_JSONLD,
	REP_PUBLIC_TILT,
	REP_PUBLIC_ATOM,
	REP_PUBLIC_FORMS
};

/* Where a form is served: "/subprocessors.csv". */
const char *rep_public_path(enum rep_public_form f);

struct rep_publication {
	const struct rep_public *facts;
	const struct law_pack *pack;
	const struct rep_public_list *list;	  /* of list->on; the feed does not look at it */
	const struct rep_public_changes *changes; /* up to today */
	struct rep_public_filter filter;	  /* page, CSV and JSON heed it */
	cv_day today;
};

enum { REP_FEED_MAX = 100 }; /* changes in a feed: the latest */

/* Appended to out; check out->failed. */
void rep_publish(const struct rep_publication *p, enum rep_public_form f, struct cv_str *out);

/* The same as long as nothing on the list is another, today or on an earlier day, whatever else was recorded. */
void rep_public_digest(const struct rep_publication *p, struct reg_hash *ret);

#endif
