/* Is a report still the one that whoever asks has? Known before it is written. Private to the room. */
#ifndef API_HTTP_REPORTS_SAME_H
#define API_HTTP_REPORTS_SAME_H

#include "api/http/records/records.h"
#include "api/http/wire/date.h"
#include "api/http/wire/reply.h"
#include "reports/tables.h"

struct http_same {
	char etag[HTTP_ETAG_MAX], packed[HTTP_ETAG_MAX]; /* of the bytes as they are, and packed */
	char modified[HTTP_DATE_TEXT]; /* "" while a change within that second could still follow */
	int64_t modified_ms;
};

/*
 * The tags of a report of that moment. They hold as long as this server runs: another program may write the same rows
 * in another way.
 */
void http_same_of(struct http_request *q, const struct rep_report *report, enum rep_format format,
	const struct rep_moment *m, struct http_same *ret);
/* Does whoever asks have it already (If-None-Match, else If-Modified-Since)? */
bool http_same_there(struct http_request *q, const struct http_same *s);

enum { HTTP_DISPOSITION = 160 };
/* "attachment; filename=\"coverage-2026-11-23.csv\"", of the kinds that are looked at "inline". */
void http_disposition(const char *name, cv_day day, const char *ending, bool kept, char ret[HTTP_DISPOSITION]);

#endif
