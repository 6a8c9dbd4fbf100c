/* Instants as header fields have them (RFC 9110, 5.6.7). Pure. */
#ifndef API_HTTP_DATE_H
#define API_HTTP_DATE_H

#include "registry/core/day.h"

enum { HTTP_DATE_TEXT = 30 }; /* "Sun, 06 Nov 1994 08:49:37 GMT" with NUL */

/* Milliseconds since 1970 to text, the second it lies in. Returns buf. */
char *http_date_text(int64_t ms, char buf[HTTP_DATE_TEXT]);
/* The form that is to be sent, and no other. False: it is none; *ret untouched. */
CV_MUST bool http_date_parse(const char *text, int64_t *ret_ms);

#endif
