/*
 * The calendar that programs subscribe to: one text, made anew when the register or the day is another, sent to all
 * who ask.
 */
#ifndef API_HTTP_CALENDAR_H
#define API_HTTP_CALENDAR_H

#include "api/http/records/records.h"
#include "api/http/wire/date.h"

struct http_feed {
	pthread_mutex_t lock;          /* one makes it at a time, the others wait for it */
	struct http_text *text;        /* NULL: not made yet */
	uint64_t view;                 /* made of */
	cv_day on;                     /* and for */
	char etag[HTTP_ETAG_MAX];
	int64_t modified_ms;
};

void http_feed_begin(struct http_feed *f);
void http_feed_end(struct http_feed *f);

#endif
