/* A table that is written into a file without a name and sent from there. Private to the room. */
#ifndef API_HTTP_REPORTS_SHEET_H
#define API_HTTP_REPORTS_SHEET_H

#include "api/http/wire/reply.h"
#include "reports/sink.h"

/* How an answer is wanted: as text, as JSON, or as a table of a format. */
enum http_form_of { HTTP_FORM_JSON, HTTP_FORM_TEXT, HTTP_FORM_TABLE };

/*
 * format: the value of the parameter of that name; NULL: what the field Accept says, JSON where it says nothing. Fails:
 * E_UNKNOWN_WORD.
 */
CV_MUST enum cv_err http_form_read(struct http_request *q, const char *format, enum http_form_of *ret,
	enum rep_format *ret_format, struct cv_error *err);

/* Writes what fn gives to a sink of that format, and answers with it. One at a time (E_BUSY). */
typedef enum cv_err http_table_fn(const void *ctx, struct rep_sink *s, struct cv_error *err);
CV_MUST enum MHD_Result http_send_table(
	struct http_request *q, enum rep_format format, http_table_fn *fn, const void *ctx);

#endif
