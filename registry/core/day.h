/*
 * A day of the civil calendar and the half-open span between two of them.
 *
 * Every period in this program is [from, until): on the day it ends it no longer holds, and one period
 * follows another with neither gap nor overlap.  A paper that says "valid through 27 December" is kept as
 * until the 28th, turned once, at the door.
 */
#ifndef CORE_DAY_H
#define CORE_DAY_H

#include "registry/core/err.h"

#include <stdint.h>

/* Whole days since 1970-01-01 (proleptic Gregorian). */
typedef struct {
	int32_t n;
} cv_day;

#define CV_DAY_NONE ((cv_day){ INT32_MIN }) /* unknown, or a span open to the left */
#define CV_DAY_EVER ((cv_day){ INT32_MAX }) /* a span open to the right */

enum { CV_DAY_TEXT = 11, CV_INSTANT_TEXT = 25 }; /* bytes with NUL: YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS.mmmZ */

struct cv_span {
	cv_day from, until;
};

static inline bool cv_day_known(cv_day d)
{
	return d.n != INT32_MIN && d.n != INT32_MAX;
}

static inline bool cv_span_has(struct cv_span s, cv_day d)
{
	return s.from.n <= d.n && d.n < s.until.n;
}

static inline struct cv_span cv_span_both(struct cv_span a, struct cv_span b)
{
	return (struct cv_span){ a.from.n > b.from.n ? a.from : b.from, a.until.n < b.until.n ? a.until : b.until };
}

/* A day of the years 1900 to 2199, exactly YYYY-MM-DD; 2026-02-30 is refused. ret_day untouched on failure. */
CV_MUST bool cv_day_parse(const char *text, size_t len, cv_day *ret_day);
/* Writes YYYY-MM-DD, or "" for an unknown day. Returns buf. */
char *cv_day_text(cv_day d, char buf[CV_DAY_TEXT]);
void cv_day_civil(cv_day d, int *ret_year, int *ret_month, int *ret_dom);
cv_day cv_day_from_civil(int year, int month, int dom);

/*
 * An instant is UTC text of fixed width, YYYY-MM-DDTHH:MM:SS.mmmZ, so that text order is time order.
 * Accepts a day (its last millisecond: "as known at the end of that day"), or a day with a time of day to the minute, the second
 * or a fraction of it, and Z or an offset from UTC. What is smaller than a millisecond is left off.
 */
CV_MUST bool cv_instant_parse(const char *text, char ret_instant[CV_INSTANT_TEXT]);
/* ms since 1970-01-01T00:00Z -> text. Returns buf. */
char *cv_instant_text(int64_t ms, char buf[CV_INSTANT_TEXT]);

#endif
