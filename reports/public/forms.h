/* The forms of the public list. Private to the room. */
#ifndef REPORTS_PUBLIC_FORMS_H
#define REPORTS_PUBLIC_FORMS_H

#include "reports/public/facts.h"
#include "reports/public/publish.h"

void rep_public_page(const struct rep_publication *p, struct cv_str *out);
void rep_public_csv(const struct rep_publication *p, struct cv_str *out);
void rep_public_json(const struct rep_publication *p, struct cv_str *out);
void rep_public_jsonld(const struct rep_publication *p, struct cv_str *out);
void rep_public_tilt(const struct rep_publication *p, struct cv_str *out);
void rep_public_atom(const struct rep_publication *p, struct cv_str *out);

/*
 * "/subprocessors.csv?on=2024-06-01&amp;region=eea", for an attribute; values that are NULL or "" are left out. The
 * day as an address has it: "" for today.
 */
void rep_public_address(
	struct cv_str *out, enum rep_public_form f, const char *on, const char *region, const char *purpose);
const char *rep_public_on(const struct rep_publication *p, char buf[CV_DAY_TEXT]);
/* Rows of the day that a filter lets through. */
size_t rep_public_count(const struct rep_publication *p, const struct rep_public_filter *f);
/* Links to the regions and purposes there are. */
void rep_public_choices(const struct rep_publication *p, struct cv_str *out);

/* "Sub-processors of Example Ltd" */
void rep_public_title(const struct rep_publication *p, struct cv_str *out);
/* Is it announced, and not there yet? */
bool rep_public_coming(const struct rep_public_change *c);
/* Is all that goes there covered, as far as it must be? */
bool rep_public_whole(const struct rep_public_row *row);
/* The last day up to that of the list on which it changed; CV_DAY_NONE: none. */
cv_day rep_public_changed(const struct rep_publication *p);

#endif
